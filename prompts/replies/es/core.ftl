# Preguntas que completan un dato. La clave termina con la clase de dato.
ask-topic = ¿De qué quieres que trate?
ask-topic-or-text-or-post-id = ¿Qué publico? Dime un tema, dame el texto entre comillas o nombra un borrador por su número.
ask-text = ¿Cuál es el texto exacto?
ask-post = ¿Qué publicación? Dime su número, o pregunta «¿qué hay programado?» para ver la lista.
ask-platforms = ¿Para qué plataformas?
ask-platform = ¿Qué plataforma?
ask-account = ¿Qué cuenta?
ask-instruction = ¿Qué le cambio?
ask-when = ¿Cuándo quieres que salga? Por ejemplo, «mañana a las nueve» o «el viernes a las 17:00».
ask-when-time = { $said ->
    [missing] ¿A qué hora?
   *[other] ¿A qué hora el { $said }?
  }
ask-when-past = Eso ya ha pasado: { $said }. ¿Cuándo lo hago entonces?
ask-when-gap = Ese día se adelanta el reloj y esa hora no existe: { $said }. ¿Qué hora prefieres?
ask-when-overlap = Ese día se atrasa el reloj y esa hora se repite: { $said }. ¿Cuál de las dos?
ask-when-ambiguous = Eso se puede entender de más de una manera. ¿A cuál te refieres?
ask-when-impossible = Ese día o esa hora no existe en el calendario. ¿Cuándo lo hago?
ask-when-too-far = Faltan más de cinco años para eso: { $said }. ¿Cuándo lo hago entonces?
ask-when-no-time = ¿A qué hora?
ask-recurrence = ¿Cada cuánto se repite? Por ejemplo, «cada viernes a las 17:00» o «el primer lunes de cada mes».
ask-language = ¿En qué idioma? Hablo español, inglés, alemán y francés.
ask-count = ¿Cuántas?
ask-status = ¿Qué publicaciones: borradores, programadas, publicadas o fallidas?
ask-brand-field = ¿Qué apunto: nombre, voz, público, llamada a la acción, hashtags o enlace?
ask-brand-value = ¿Qué apunto ahí?
ask-place = ¿La hora de qué ciudad uso?
ask-place-which = Hay más de una zona horaria para «{ $place }». ¿Cuál es?
ask-place-unknown = No conozco ninguna zona horaria para «{ $place }». Dime una ciudad grande que esté cerca o una zona como Europe/Madrid.
ask-slots = ¿Qué días de la semana y a qué horas? Por ejemplo, «entre semana a las 9 y a las 17».
ask-switch = ¿Te pregunto antes de publicar? Di «pregúntame antes de publicar» o «publica sin preguntar».
ask-preference = ¿Qué modelo uso: solo el integrado, primero el integrado o primero el grande?
ask-tone = ¿Cómo quieres que suene?
ask-since = ¿Desde qué día?
ask-until = ¿Hasta qué día?

# Borradores
drafted = { $count ->
    [one] Aquí tienes el borrador { $number } para { $platforms }. No sale nada hasta que tú lo digas.
   *[other] Aquí tienes { $count } borradores para { $platforms }: { $numbers }. Dime cuál te gusta o qué cambio.
  }
improved = He cambiado la publicación { $number }.
improved-still-planned = Sigue saliendo el { $when }.
improve-nothing = Con eso no cambia nada en la publicación { $number }. Dime con otras palabras qué quieres distinto.
retargeted = La publicación { $number } ahora es para { $platforms }.
retargeted-anew = La publicación { $number } ya está fuera y se queda como está. La publicación { $new } es un borrador con las mismas palabras para { $platforms }.
hashtags = Para { $topic }: { $tags }
instruction-shorten = acortar
instruction-fewer-hashtags = menos hashtags
progress-writing = Escribiendo…
progress-listening = Escuchando lo que has dicho…
voice-no-file = { $name } no es un archivo que pueda leer. Comprueba la ruta y envíalo de nuevo.
progress-publishing = Publicando en { $platforms }…

# Programación
scheduled = La publicación { $number } sale en { $platforms } el { $when }.
queued = La publicación { $number } ocupa el próximo hueco libre: sale en { $platforms } el { $when }.
moved = He movido la publicación { $number }: sale en { $platforms } el { $when }.
cancelled = La publicación { $number } está cancelada y no saldrá.
cancelled-series = La publicación { $number } y todas sus repeticiones están canceladas y no saldrán.
cancelled-rest = La publicación { $number } ya no saldrá en: { $platforms }. Lo que ya salió sigue publicado.
cancelled-already = La publicación { $number } ya estaba cancelada.
plan-repeats = Después se repite { $every }.
plan-by-hand = { $platforms } no { $count ->
    [one] está conectada
   *[other] están conectadas
  }: cuando llegue la hora te doy el texto y la página para que lo publiques tú.
plan-does-not-fit = La publicación { $number } no puede salir así. La he dejado como borrador.
slots-set = Las publicaciones en cola salen ahora { $days }, a estas horas: { $times }.
list-posts = { $count ->
    [0] publicaciones
    [one] 1 publicación
   *[other] { $count } publicaciones
  }
list-draft = { $count ->
    [0] borradores
    [one] 1 borrador
   *[other] { $count } borradores
  }
list-scheduled = { $count ->
    [0] publicaciones programadas
    [one] 1 publicación programada
   *[other] { $count } publicaciones programadas
  }
list-published = { $count ->
    [0] publicaciones ya publicadas
    [one] 1 publicación ya publicada
   *[other] { $count } publicaciones ya publicadas
  }
list-publishing = { $count ->
    [0] publicaciones en camino
    [one] 1 publicación en camino
   *[other] { $count } publicaciones en camino
  }
list-failed = { $count ->
    [0] publicaciones fallidas
    [one] 1 publicación fallida
   *[other] { $count } publicaciones fallidas
  }
list-unconfirmed = { $count ->
    [0] publicaciones sin confirmar
    [one] 1 publicación sin confirmar
   *[other] { $count } publicaciones sin confirmar
  }
list-cancelled = { $count ->
    [0] publicaciones canceladas
    [one] 1 publicación cancelada
   *[other] { $count } publicaciones canceladas
  }
list-awaiting-approval = { $count ->
    [0] publicaciones pendientes de aprobación
    [one] 1 publicación pendiente de aprobación
   *[other] { $count } publicaciones pendientes de aprobación
  }
list-head = { $what }{ $span }:
list-none = No hay { $what }{ $span }.
list-line = { $place }. Publicación { $number } · { $when } · { $platforms } · { $words }{ $repeats }
list-more = … y { $count } más. Dime un día, una plataforma o un estado para ver menos.
span-day = {" "}para el { $day }
span-days = {" "}del { $first } al { $last }
span-since = {" "}desde el { $first }
span-until = {" "}hasta el { $last }
post-is = { $when ->
    [missing] Publicación { $number }: { $status }.
   *[other] Publicación { $number }: { $status }, { $when }.
  }
repeat-daily = { $interval ->
    [one] cada día
   *[other] cada { $interval } días
  }
repeat-weekly = { $interval ->
    [one] cada semana
   *[other] cada { $interval } semanas
  }
repeat-monthly = { $interval ->
    [one] cada mes
   *[other] cada { $interval } meses
  }
repeat-yearly = { $interval ->
    [one] cada año
   *[other] cada { $interval } años
  }
repeat-hourly = { $interval ->
    [one] cada hora
   *[other] cada { $interval } horas
  }
repeat-on = { $every } el { $days }
repeat-place = { $place ->
    [1] primer { $day }
    [2] segundo { $day }
    [3] tercer { $day }
    [4] cuarto { $day }
    [5] quinto { $day }
   *[-1] último { $day }
  }
repeat-monthday = { $day ->
    [-1] último día
   *[other] día { $day }
  }
repeat-count = { $every }, { $count ->
    [one] 1 vez
   *[other] { $count } veces
  }
repeat-until = { $every } hasta el { $until }

# Estados
status-draft = borrador
status-awaiting-approval = pendiente de aprobación
status-scheduled = programada
status-publishing = saliendo
status-published = publicada
status-failed = fallida
status-unconfirmed = sin confirmar
status-cancelled = cancelada
role-owner = titular
role-admin = administración
role-editor = edición
role-contributor = colaboración
role-analyst = análisis
role-client = cliente

# Publicar, pedir permiso, deshacer
publish-ask = Esto sale ahora como publicación { $number }, en { $accounts }. ¿Lo publico?
publish-some-by-hand = { $platforms } no { $count ->
    [one] está conectada
   *[other] están conectadas
  }; ahí te doy el texto para que lo publiques tú.
publish-yes = Sí, publicar
publish-by-hand = { $platforms } no { $count ->
    [one] está conectada
   *[other] están conectadas
  }, así que ahí no puedo publicar. La publicación { $number } está lista para copiar:
publish-already-published = La publicación { $number } ya ha salido; no la envío dos veces.
publish-already-publishing = La publicación { $number } está saliendo ahora mismo.
publish-already-unconfirmed = Envié la publicación { $number } y no hubo respuesta, así que puede que haya salido. Mira la cuenta antes de volver a enviar nada, por favor.
published = La publicación { $number } ya está en { $platform }: { $url }
publish-failed = La publicación { $number } no ha salido en { $platform }. { $reason }
publish-unconfirmed = Envié la publicación { $number } a { $platform } pero no hubo respuesta, así que puede que haya salido. Sigo comprobándolo y te aviso; no la vuelvas a enviar, por favor.
publish-waits = La publicación { $number } todavía no ha podido salir en { $platform }. { $reason } Lo vuelvo a intentar por mi cuenta.
publish-on-its-way = La publicación { $number } va camino de { $platform }; te aviso cuando esté.
consent-yes = Sí
consent-no = No
notice-consent =
    { $asker } pide tu sí.
    { $question }
consent-elsewhere = Aún no se ha hecho nada: espera tu sí, { $place }.
consent-nowhere = No se ha hecho nada: hace falta un sí y no hay ninguna conversación en la que puedas darlo. Inicia `allin chat`.
channel-terminal = en el terminal (`allin chat`)
consent-refused = De acuerdo, no se ha enviado nada. El borrador sigue ahí.
consent-changed = Ha cambiado desde que te pregunté, así que te lo enseño otra vez.
consent-gone = Esa pregunta ya está cerrada; no he hecho nada. Dime otra vez qué quieres.
consent-expired = Han pasado más de 15 minutos, así que no he hecho nada. Dime otra vez qué quieres.
consent-not-yours = Eso solo lo puede responder la persona a la que pregunté o alguien de administración.
consent-nobody-to-ask = Para esto hace falta el sí de una persona y aquí no hay a quién preguntar. Pídelo en una conversación.
choice-gone = Ese botón ya es viejo. Dime otra vez qué quieres.
undone = He deshecho { $what }.
undo-nothing = No hay nada que deshacer.
undo-changed-since = Ya no puedo deshacer { $what }: desde entonces algo ha cambiado o ha salido.
undo-done-already = Eso ya está deshecho.
undo-not-yours = Solo quien hizo ese cambio puede deshacerlo con este botón.
undo-time-passed = Al deshacerlo, la publicación { $numbers } quedaría programada para una hora que ya ha pasado. Dime cuándo debe salir.
undo-taken-down = He retirado la publicación { $number } de { $platform }.
undo-by-hand = En { $platform } no puedo borrar la publicación { $number }. Puedes hacerlo tú ahí: { $url }
undo-failed = No he podido retirar la publicación { $number } de { $platform }. { $reason }
undo-not-yet = Aún no sé si la publicación { $number } salió en { $platform }, así que no puedo retirarla.
undo-draft-again = { $count ->
    [one] La publicación { $numbers } vuelve a ser un borrador.
   *[other] Las publicaciones { $numbers } vuelven a ser borradores.
  }
did-draft-post = { $count ->
    [one] la redacción del borrador { $numbers }
   *[other] la redacción de los borradores { $numbers }
  }
did-improve-draft = el cambio en la publicación { $numbers }
did-retarget-post = el cambio de plataformas de la publicación { $numbers }
did-schedule-post = la programación de la publicación { $numbers }
did-queue-post = la puesta en cola de la publicación { $numbers }
did-reschedule-post = el cambio de hora de la publicación { $numbers }
did-cancel-post = la cancelación de la publicación { $numbers }
did-publish-post = el envío de la publicación { $numbers }
did-set-queue-slots = el cambio de los huecos de la cola
did-set-brand = el cambio en el perfil de marca
did-set-time-zone = el cambio de zona horaria
did-set-language = el cambio de idioma
did-set-confirmation = el cambio sobre preguntar antes
did-set-model = el cambio de modelo
did-connect-account = la conexión de la cuenta
did-disconnect-account = la desconexión de la cuenta
did-something = el último cambio

# Lo que hace cada herramienta, para elegir
do-draft-post = Escribir un borrador
do-improve-draft = Cambiar un borrador
do-retarget-post = Cambiar las plataformas de una publicación
do-suggest-hashtags = Proponer hashtags
do-schedule-post = Programar una publicación
do-queue-post = Poner una publicación en la cola
do-set-queue-slots = Fijar los días y las horas de la cola
do-reschedule-post = Mover una publicación
do-cancel-post = Cancelar una publicación
do-list-posts = Ver las publicaciones
do-show-post = Ver una publicación
do-publish-post = Publicar ahora
do-undo = Deshacer el último cambio
do-connect-account = Conectar una cuenta
do-list-accounts = Ver las cuentas
do-disconnect-account = Desconectar una cuenta
do-set-brand = Apuntar algo sobre nuestra marca
do-set-time-zone = Cambiar nuestra zona horaria
do-set-language = Cambiar nuestro idioma
do-set-confirmation = Decidir si pregunto antes de publicar
do-set-model = Elegir a qué modelo pregunto
do-show-settings = Enseñar lo que tengo apuntado
do-help = Ayuda
do-something = { $name }

# Cuentas y ajustes
platform-feed = tu página
connected = Conectada: { $platform }, como { $handle }. Ya se puede publicar ahí.
connected-already = Ya estaba conectada: { $platform }, como { $handle }.
connect-by-hand = Desde aquí no puedo iniciar sesión en { $platform }. Escribo para ella y, a la hora que elijas, te doy el texto y la página: { $page }
disconnected = Desconectada: { $platform } ({ $handle }). Lo programado para ella sigue en el plan.
accounts-head = { $count ->
    [0] No hay ninguna cuenta conectada.
    [one] Hay 1 cuenta conectada:
   *[other] Hay { $count } cuentas conectadas:
  }
accounts-line = • { $platform }: { $handle }
accounts-others = También puedes conectar { $platforms }. Hasta entonces escribo para ellas y te doy el texto para que lo publiques tú.
brand-set = Apuntado. { $field }: { $value }
brand-name = Nombre
brand-voice = Voz
brand-audience = Público
brand-calls-to-action = Llamada a la acción
brand-hashtags = Hashtags
brand-link = Enlace
zone-set = La zona horaria es ahora { $zone } (allí, { $clock }). Lo que ya está programado conserva su momento.
language-set = A partir de ahora hablo y escribo en español.
confirmation-on = Pregunto antes de publicar nada.
confirmation-off = Publico en cuanto me lo dices, sin volver a preguntar.
model-local-first = Decido por mi cuenta cuando estoy seguro; si no, pregunto al modelo grande, si hay uno configurado.
model-hosted-first = Pregunto primero al modelo grande, si hay uno configurado.
model-local-only = Uso solo el modelo integrado; nada de lo que dices va a otro.
settings-head = Esto es lo que sé de { $workspace }:
settings-zone = Zona horaria: { $zone } (ahora, { $clock })
settings-language = Idioma: español
settings-slots = Cola: { $days }, a estas horas: { $times }
settings-unset = Todavía sin apuntar: { $fields }. Basta con que me lo digas, por ejemplo: «nuestra voz es cercana y sencilla».

# Ayuda y primeras palabras
help-head = Di lo que quieres con tus propias palabras. Por ejemplo:
help-drafting = «Escribe una publicación simpática sobre las rebajas de otoño» y luego «hazla más corta» o «solo en LinkedIn»
help-scheduling = «Prográmala para mañana a las nueve», «cada viernes a las 17:00», «una hora más tarde», «¿qué sale esta semana?», «cancela la publicación 3»
help-publishing = «Publícala ahora»: te enseño exactamente lo que sale y pregunto antes; «deshacer» lo retira donde la red lo permite
help-accounts = «¿Qué cuentas están conectadas?», «conecta mi página»
help-workspace = «Nuestra zona horaria es Madrid», «nuestra voz es cercana y sencilla», «habla inglés»
help-end = Sin tu palabra no sale nada.
help-try-draft = Escribe una publicación sobre nuestro horario
help-try-plan = ¿Qué hay programado?
help-try-accounts = ¿Qué cuentas están conectadas?
greeting-new = ¡Hola! Soy AllIN. Escribo, programo y publico en tus redes sociales; dime con tus palabras qué quieres.
greeting-back = ¡Hola de nuevo! Estás en { $workspace }.
greeting-planned = { $count ->
    [one] Hay una publicación programada.
   *[other] Hay { $count } publicaciones programadas.
  }
greeting-drafts = { $count ->
    [one] Te espera un borrador.
   *[other] Te esperan { $count } borradores.
  }
greeting-unconfirmed = { $count ->
    [one] Hay una publicación sin confirmar: mira la cuenta, por favor.
   *[other] Hay { $count } publicaciones sin confirmar: mira las cuentas, por favor.
  }
greeting-try = Prueba con «escribe una publicación sobre las rebajas de otoño» o di «ayuda».
stopped = Me he detenido; no he hecho nada más.

# En una tarjeta
card-title = Publicación { $number } · { $platforms }
card-status = Estado
card-when = Sale
card-repeats = Se repite
card-length = Longitud

# Botones
offer-undo = Deshacer
offer-publish = Publicar ahora
offer-queue = Poner en la cola
offer-shorten = Acortar
offer-fewer-hashtags = Menos hashtags

# Límites
breach-empty = Todavía no hay texto para { $platform }.
breach-too-long = Es demasiado largo para { $platform }: { $length } de { $limit } caracteres.
breach-hashtags = En { $platform } caben como mucho { $limit } hashtags; aquí hay { $count }.

# Errores
error-unexpected = Algo ha fallado por mi parte y no se ha cambiado nada. Inténtalo otra vez; si se repite, ejecuta «allin doctor».
error-not-understood = No te he entendido. Di «ayuda» para ver lo que puedo hacer.
error-not-found = Eso no lo encuentro aquí.
error-no-such-post = Aquí no hay ninguna publicación { $number }. Di «qué hay programado» o «muestra mis borradores» para ver los números.
error-no-such-platform = No conozco ninguna plataforma llamada «{ $name }».
error-no-such-account = Ninguna cuenta conectada se llama «{ $name }». Pregunta «¿qué cuentas están conectadas?» para verlas.
error-no-such-tool = No sé hacer «{ $name }».
error-not-allowed = Tu rol ({ $role }) no lo permite. Pídeselo a quien administra este espacio de trabajo.
error-conflict = Eso ha cambiado mientras tanto. Échale un vistazo y dímelo otra vez.
error-changed-meanwhile = La publicación { $number } ha cambiado mientras tanto, así que la he dejado como está. Échale un vistazo y dímelo otra vez.
error-cannot-change = La publicación { $number } ya no se puede cambiar: { $status }.
error-cannot-move = La publicación { $number } no se puede volver a programar: { $status }.
error-cannot-cancel = La publicación { $number } no se puede cancelar: { $status }.
error-rejected = La red no acepta este texto. Cámbialo e inténtalo otra vez.
error-unsupported = Eso no se puede hacer en esta red desde aquí.
error-needs-sign-in = Para { $platform } hay que iniciar sesión y desde aquí no es posible.
error-cannot-read-back = En { $platform } no puedo ver lo que se ha publicado.
error-cannot-delete = En { $platform } no puedo borrar publicaciones.
error-cannot-edit = En { $platform } no puedo cambiar lo ya publicado.
error-sign-in-needed = Primero hay que volver a conectar la cuenta.
error-try-later = Ahora mismo no se puede. Lo vuelvo a intentar por mi cuenta.
error-outcome-unknown = Lo envié y no hubo respuesta, así que puede que haya salido. Compruébalo antes de volver a enviarlo, por favor.
error-operator = Algo falla en esta instalación. Ejecuta «allin doctor» para ver qué es.
error-settings = Hay ajustes que faltan o no son correctos: { $problems }
error-registry = Hay partes de esta instalación que no funcionan: { $problems }
error-store = No se puede leer o escribir en el almacén. Ejecuta «allin doctor» para ver por qué.
error-wrong-argument = No he podido usar lo que diste para «{ $argument }». Dilo de otra manera.
error-too-long = Es demasiado largo: como mucho { $limit } caracteres, por favor.
error-empty = No he oído nada. Di qué quieres, o «ayuda».
error-too-many-steps = Eso es más de lo que hago de una vez. Pídemelo por partes, por favor.
error-after-others-words = Acabo de leer palabras de otras personas, así que no he hecho eso a la vez. Si lo quieres, dímelo otra vez por separado.
error-instruction = No sé hacer «{ $instruction }» sin un modelo de lenguaje. Puedo acortar o alargar un texto, hacerlo más cercano o más formal, añadir o quitar emojis, hashtags, un enlace o una frase, y cambiar palabras.
error-language = Todavía no hablo «{ $language }»: solo español, inglés, alemán y francés.
error-queue-full = No hay ningún hueco libre en los próximos { $days } días. Dime una hora o añade huecos con «nuestros huecos son entre semana a las 9 y a las 17».
error-slots = No he entendido esos huecos. Di, por ejemplo, «entre semana a las 9 y a las 17».
error-unknown-sender = Aquí no te conozco, así que no puedo responder.
store-corrupt = El almacén está dañado, así que no he cambiado nada. Ejecuta «allin doctor» y después restaura una copia con «allin db restore».
store-full = El disco está lleno, así que no se ha podido guardar nada. Libera espacio e inténtalo otra vez.
store-readonly = El almacén es de solo lectura, así que no se ha podido guardar nada. Revisa los permisos de ALLIN_HOME.
store-locked = Otro programa tiene ocupado el almacén, así que no se ha guardado nada. Inténtalo otra vez dentro de un momento.
store-missing = No se puede acceder al almacén. Revisa ALLIN_HOME o ALLIN_DATABASE_URL con «allin doctor».
store-schema = El almacén es de otra versión. «allin doctor» te dice qué hacer.
store-other = No se puede leer o escribir en el almacén. Ejecuta «allin doctor» para ver por qué.

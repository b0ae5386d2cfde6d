# Informes, métricas propias y cifras de archivos.

table-too-large = Esa tabla es demasiado grande: leo archivos de hasta { $limit } MB. Divídela, por ejemplo, por años.
table-too-long = Esa tabla es demasiado larga: leo hasta { $limit } filas. Divídela, por ejemplo, por años.
table-unreadable = No puedo leer esa tabla. Guárdala de nuevo como CSV o XLSX y envíala otra vez.
table-what-next = { $count ->
    [one] Tengo la tabla { $names }. ¿Leo las cifras que contiene?
   *[other] Tengo las tablas { $names }. ¿Leo las cifras de la última?
}
offer-import-figures = Leer las cifras
progress-reading-table = Leo { $name } …
import-no-file = Envíame el archivo CSV o Excel con las cifras y di «importa estas cifras».
import-no-figures = En { $name } no encuentro ninguna fecha junto a una cifra que conozca. Sus columnas: { $headers }. Necesito una con el día y otra como me gusta, alcance o seguidores.
import-nothing-readable = En { $name } no hay ninguna cifra que pueda incorporar.
import-done-already = { $name } se incorporó el { $at }. No ha cambiado nada.
import-no-account = Aún no hay ninguna cuenta a la que puedan pertenecer las cifras. Di cuál: «importa este archivo para Instagram».
import-no-such-account = Aquí no conozco la cuenta { $name }. Di también la red, por ejemplo «para { $name } en Instagram».
import-ask-account = ¿A qué cuenta pertenecen estas cifras?
import-ask-handle = Aquí no se conoce ninguna cuenta en { $platform }. ¿Cómo se llama allí?
import-ask-order = Las fechas se pueden leer de dos maneras, por ejemplo { $example }. ¿Qué va primero, el día o el mes?
import-day-first = Primero el día
import-month-first = Primero el mes
import-ask = { $preview }
    ¿Lo incorporo?
import-yes = Sí, incorpóralo
import-preview = { $posts ->
    [0] { $name } tiene cifras de { $days ->
        [one] un día
       *[other] { $days } días
    }
   *[other] { $name } tiene cifras de { $posts ->
        [one] una publicación
       *[other] { $posts } publicaciones
    }{ $days ->
        [0] { "" }
       *[other] { " " }y de { $days } días
    }
} (del { $since } al { $until }), para { $account } en { $platform }.
import-column = «{ $header }» como { $metric }
import-quoted = «{ $word }»
import-columns = Leo { $columns }.
import-left-out = { $more ->
    [0] Se omiten: { $columns }.
   *[other] Se omiten: { $columns } y { $more } más.
}
import-levels = Los seguidores van de { $first } a { $last }.
import-new-account = { $account } no está conectada en { $platform }; solo guardo sus cifras.
import-elsewhere = { $count ->
    [one] Una fila es de otra cuenta y queda fuera.
   *[other] { $count } filas son de otras cuentas y quedan fuera.
}
import-no-clock = El archivo no dice la hora de todas las publicaciones; donde falta, las guardo al mediodía.
import-our-clock = El archivo no indica la zona horaria; leo las horas según vuestro reloj ({ $zone }).
import-troubles = { $count ->
    [one] Un dato no se puede leer y queda fuera:
   *[other] { $count } datos no se pueden leer y quedan fuera:
}
import-trouble = línea { $line }: { $why }
import-more-troubles = … y { $count } más.
import-line-date = «{ $cell }» no es una fecha
import-line-future = { $day } aún no ha llegado
import-line-number = «{ $cell }» en «{ $column }» no es un número así
import-line-twice = lo mismo que la línea { $first }, con otras cifras
import-line-nameless = nada dice qué publicación es
import-done = { $posts ->
    [0] Incorporado: { $figures } cifras de { $days } días para { $account } en { $platform }, de { $name }.
   *[other] Incorporado: { $figures } cifras de { $posts } publicaciones{ $days ->
        [0] { "" }
       *[other] { " " }y { $days } días
    } para { $account } en { $platform }, de { $name }.
}
import-known-posts = { $count ->
    [one] Una de las publicaciones ya se conocía.
   *[other] { $count } de las publicaciones ya se conocían.
}
import-measured = { $count ->
    [one] Una cifra está medida en la propia red; esa se queda.
   *[other] { $count } cifras están medidas en la propia red; esas se quedan.
}
import-same = { $count ->
    [one] Una cifra ya estaba así.
   *[other] { $count } cifras ya estaban así.
}
import-left-lines = { $count ->
    [one] Un dato ilegible quedó fuera.
   *[other] { $count } datos ilegibles quedaron fuera.
}
progress-making-report = Hago el informe …
report-made-now = { $title }, { $dates }:
report-as-html = Aquí aún no se pueden hacer archivos PDF, así que es una página para el navegador. Quien lleva la instalación los añade con «make analytics».
report-no-printer = Aquí aún no se pueden hacer archivos { $format }. Quien lleva la instalación los añade con «make analytics»; hasta entonces hago una página para el navegador.
report-offer-html = Mejor como página
report-offer-month = Mejor el mes pasado
report-to-come = { $since } aún no ha llegado, así que no hay nada que contar todavía.
report-too-long = Un informe abarca dos años como mucho ({ $days } días). Di un periodo más corto.
report-no-place = Aquí no hay adónde enviar informes. Pídemelo en un chat.
report-no-such-place = Desde aquí no puedo escribir en { $name }. Invítame allí y pídelo de nuevo eligiendo el nombre del canal en la lista.
report-which-rhythm = No entiendo con qué frecuencia quieres el informe. Di por ejemplo «cada lunes a las 8» o «el día uno de cada mes».
report-too-often = Un informe llega una vez al día como mucho. Di por ejemplo «cada día a las 8».
report-planned = El informe { $number } llega { $place ->
    [here] aquí
   *[other] a { $place }
} en { $format }, por primera vez el { $at }. Tratará entonces de los días del { $since } al { $until }.
report-planned-already = El informe { $number } ya hace justo eso.
reports-head = { $count ->
    [one] Un informe se hace solo:
   *[other] { $count } informes se hacen solos:
}
reports-none = No hay ningún informe previsto. Di por ejemplo «un informe cada lunes a las 8».
reports-line = { $number }. { $rhythm ->
    [day] cada día
    [week] cada semana
    [month] cada mes
    [year] cada año
   *[other] con regularidad
} en { $format }{ $platforms ->
    [all] { "" }
   *[other] , solo { $platforms }
}{ $place ->
    [here] { "" }
   *[other] , en { $place }
}; el próximo, { $next }
error-no-such-report = No hay ningún informe previsto { $number }. Di «muestra nuestros informes» para ver los números.
report-stopped = El informe { $number } ya no se hace.
report-layout-set = Los informes quedan así a partir de ahora:
report-looks = Arriba «{ $name }», color { $colour }, { $logo ->
    [yes] con vuestro logotipo
   *[no] sin logotipo
}{ $footer ->
    [none] { "" }
   *[other] , al pie «{ $footer }»
}. Secciones: { $sections }.
report-which-section = En «{ $words }» no encuentro ninguna sección. Hay: resumen, cifras, plataformas, seguidores, publicaciones, días de la semana, formatos, objetivos, métricas propias, notas.
report-which-colour = No conozco el color «{ $words }». Dilo como #aa3300, o azul, verde, rojo, naranja, morado o gris.
report-notes-stay = Las notas se quedan: dicen de dónde vienen las cifras y qué antigüedad tienen.
report-part-too-long = Es demasiado largo para un informe: { $limit } caracteres como mucho.
report-no-picture = Envíame el logotipo como imagen y di «usa esta imagen como logotipo de los informes».
report-logo-type = Un logotipo es una imagen en PNG, JPEG, GIF o WebP.
report-notice = { $title }, { $dates }:
    { $summary }{ $missed ->
    [0] { "" }
    [one] { " " }Un informe anterior venció mientras estaba apagado; solo hay este.
   *[other] { " " }{ $missed } informes anteriores vencieron mientras estaba apagado; solo hay este.
}{ $instead ->
    [yes] { " " }Aquí aún no se pueden hacer archivos PDF («make analytics» los añade), así que es una página para el navegador.
   *[no] { "" }
} «Detén el informe { $number }» le pone fin.
report-notice-failed = No se ha podido hacer el informe { $number }. { $reason } El próximo llega como estaba previsto.
own-metric-added = { $name } = { $formula } aparece en los informes a partir de ahora.
own-metric-removed = { $name } ya no aparece en los informes.
own-metric-line = Métrica propia: { $name } = { $formula }
own-metric-none = No hay ninguna métrica propia «{ $name }». Conocidas: { $known }.
own-metric-too-many = Ya hay { $limit } métricas propias. Quita una primero.
own-metric-name = Ponle a la métrica un nombre corto, de hasta { $limit } caracteres.
own-metric-taken = { $name } ya es una métrica. Elige otro nombre.
own-metric-formula = No puedo leer «{ $formula }» como fórmula. Usa métricas, números, + - * / y paréntesis: (comentarios + compartidos) / publicaciones.
own-metric-no-figure = En «{ $formula }» no hay ninguna métrica. Di una, como me gusta o alcance.
own-metric-unknown = No conozco la métrica «{ $word }». Hay: { $known }.
ask-report = ¿Qué informe? Di su número o «muestra nuestros informes».
ask-report-format = ¿En qué tipo de archivo: PDF, HTML, CSV o Excel?
ask-report-part = ¿Qué cambio en los informes: nombre, color, logotipo, pie o secciones?
ask-report-value = ¿Cuál debe ser?
ask-report-colour = ¿Qué color? Por ejemplo #aa3300 o verde.
ask-report-sections = ¿Qué secciones? Por ejemplo «sin seguidores» o «publicaciones primero».
ask-metric-title = ¿Cómo se llama la métrica?
ask-formula = ¿Cómo se calcula? Por ejemplo (comentarios + compartidos) / publicaciones.
ask-date-order = ¿Qué va primero en las fechas, el día o el mes?
ask-confirmed = ¿Lo incorporo?
do-create-report = Hacer un informe
do-schedule-report = Programar informes
do-list-reports = Listar los informes
do-stop-report = Detener un informe
do-add-metric = Añadir una métrica propia
do-remove-metric = Quitar una métrica propia
do-set-report-layout = Cambiar el aspecto de los informes
do-import-figures = Leer cifras de un archivo
did-schedule-report = La programación del informe
did-stop-report = La detención del informe
did-add-metric = La métrica añadida
did-remove-metric = La eliminación de la métrica
did-set-report-layout = El cambio de aspecto de los informes
did-import-figures = La incorporación de las cifras del archivo
report-title = { $kind ->
    [day] Informe diario
    [week] Informe semanal
    [month] Informe mensual
   *[other] Informe
}
report-title-on = { $kind ->
    [day] Informe diario
    [week] Informe semanal
    [month] Informe mensual
   *[other] Informe
}: { $platforms }
report-made = Hecho el { $at }
report-before = Antes
report-change = Cambio
report-sheet = Informe
report-section = Sección
report-name = Nombre
report-value = Valor
report-page = Página
report-sample = Datos de ejemplo: estas cifras son inventadas, para mostrar cómo es un informe.
report-not-comparable = no comparable
report-note-rate = ÷ { $base }; { $measured } de { $posts } publicaciones
report-note-posts = { $measured } de { $posts } publicaciones
report-note-accounts = { $count ->
    [one] una cuenta
   *[other] { $count } cuentas
}
report-summary-none = No salió ninguna publicación ({ $dates }).
report-summary = { $posts ->
    [one] Salió una publicación ({ $dates }). { $count ->
        [known] Tiene { $engagement } interacciones hasta ahora.
       *[unknown] No se sabe cómo fue: aún no se ha medido.
    }
   *[other] Salieron { $posts } publicaciones ({ $dates }). { $count ->
        [known] Tienen { $engagement } interacciones hasta ahora.
       *[unknown] No se sabe cómo fueron: aún no se han medido.
    }
}
report-summary-change = { $direction ->
    [up] Es un { $change } más que en el periodo anterior ({ $before }).
    [down] Es un { $change } menos que en el periodo anterior ({ $before }).
   *[same] Son tantas como en el periodo anterior ({ $before }).
}
report-summary-followers = { $direction ->
    [up] Hay { $now } seguidores, { $gained } más que al principio.
    [down] Hay { $now } seguidores, { $gained } menos que al principio.
   *[same] Hay { $now } seguidores, tantos como al principio.
}
report-summary-best = La mejor publicación fue «{ $post }» en { $platform }, con { $engagement } interacciones.
report-no-words = (sin texto)
report-posts = Publicaciones
report-post = Publicación
report-platform = Plataforma
report-platforms = Plataformas
report-all-platforms = todas
report-account = Cuenta
report-seen-on = Visto el
report-day = Día
report-best = Mejores publicaciones
report-weakest = Publicaciones más flojas
report-average = Interacciones por publicación
report-weekdays-head = Día
report-formats-head = Formato
report-weekdays-best = Las publicaciones del { $name } fueron las mejores: { $average } interacciones cada una, en { $posts } publicaciones.
report-formats-best = Lo mejor fueron { $name }: { $average } interacciones por publicación, en { $posts } publicaciones.
report-few-left-out = Los tipos con menos de { $least } publicaciones no se valoran.
report-too-few = Hay muy pocas publicaciones para decir cuál es la mejor: hacen falta { $least } de cada tipo y una diferencia.
report-format = { $format ->
    [text] textos
    [image] imágenes
    [carousel] carruseles
    [video] vídeos
    [reel] reels
    [story] historias
    [link] enlaces
   *[other] otros
}
report-goal = Objetivo
report-stands = Va por
report-target = Meta
report-done = Hecho
report-due = Hasta
report-basis = Se basa en
report-formula = Fórmula
report-chart-engagement = { $bucket ->
    [day] Interacciones de las publicaciones de cada día
    [week] Interacciones de las publicaciones de cada semana
   *[month] Interacciones de las publicaciones de cada mes
}
report-chart-source = según la última medición, { $age }
report-section-summary = Resumen
report-section-figures = Cifras clave
report-section-platforms = Plataformas
report-section-followers = Seguidores
report-section-posts = Mejores y peores publicaciones
report-section-weekdays = Días de la semana
report-section-formats = Formatos
report-section-kpis = Objetivos
report-section-own = Métricas propias
report-section-notes = Notas sobre las cifras
report-notes-counted = Se cuentan las publicaciones que salieron ({ $dates }), con sus cifras según la última medición. Lo que nadie ha medido se llama desconocido, nunca cero.
report-notes-before = Se comparan con el tiempo anterior ({ $dates }). Las publicaciones más antiguas han tenido más tiempo para reunir cifras.
report-notes-age = La mirada más antigua a una cifra de este informe: { $age }.
report-notes-sources = De dónde vienen las publicaciones: { $sources }.
report-source = { $source ->
    [here] { $count } enviadas desde aquí
    [network] { $count } encontradas en la red
    [import] { $count } de un archivo
   *[sample] { $count } datos de ejemplo, inventados
}
report-notes-engagement = Las interacciones son los me gusta, comentarios, compartidos y guardados juntos, en la medida en que la red los da.
report-notes-rate = La tasa de interacción son las interacciones divididas entre { $bases }, en las publicaciones de las que se conocen ambas cosas.
report-notes-unknown = No se sabe nada de las publicaciones en { $platforms }.
report-notes-stale = Algunas cifras de seguidores son más de una semana anteriores al final de este periodo.
report-notes-gap = { $ended ->
    [yes] { $account } en { $platform } no se pudo medir del { $since } al { $until }.
   *[no] { $account } en { $platform } no se puede medir desde el { $since }.
}
report-notes-zone = Los días son los del reloj de { $zone }.

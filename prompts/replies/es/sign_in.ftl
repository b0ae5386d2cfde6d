# En la conversación.

sign-in-link = Inicia sesión en { $platform } aquí, en los próximos 15 minutos: { $link }
    Te aviso aquí cuando esté hecho.
sign-in-link-again = { $platform } ({ $handles }) necesita que inicies sesión de nuevo. Hazlo aquí, en los próximos 15 minutos: { $link }
sign-in-link-another = { $platform } está conectado como { $handles } y funciona. Para añadir otra cuenta, inicia sesión con ella aquí, en los próximos 15 minutos: { $link }
sign-in-needs-app = Antes de que alguien pueda iniciar sesión en { $platform }, quien gestiona esta instalación registra allí una aplicación: { $url }
    Registra exactamente esta dirección de redirección: { $redirect }
    Después define { $id } y { $secret } y reinicia AllIN.
sign-in-not-revoked = No se pudo avisar a { $platform } de que la sesión terminó. Aquí está borrada; quita también AllIN en tus ajustes allí.
sign-in-undone = { $platform } ({ $handle }) está otra vez en la lista, pero su sesión se devolvió: inicia sesión de nuevo antes de publicar allí.
sign-in-offer-again = Iniciar sesión en { $platform }
sign-in-choice-again = Iniciar sesión de nuevo
accounts-line-again = • { $platform }: { $handle } – inicia sesión de nuevo
accounts-line-ending = • { $platform }: { $handle } – la sesión termina en { $left }

# Lo que se dice sin que nadie pregunte.

sign-in-connected-notice = { $platform } está conectado como { $handles }. Ya se puede publicar allí.
sign-in-choose-notice = { $platform }: encontré { $count } sitios donde publicar. Elige en la página que tienes abierta en el navegador: { $link }
sign-in-failed-notice = El inicio de sesión en { $platform } no funcionó: { $reason }
sign-in-broken-notice = Ya no puedo publicar en { $platform } ({ $handle }): { $reason }
sign-in-still-broken-notice = En { $platform }, { $handles } aún necesita un nuevo inicio de sesión. Entra allí con esa cuenta.
sign-in-ending-notice = La sesión de { $platform } ({ $handle }) termina: { $when }. Inicia sesión de nuevo antes y nada se interrumpe.

# Por qué no.

sign-in-refused = { $platform } ya no acepta la sesión de { $handle }. Inicia sesión de nuevo.
sign-in-ended = la sesión de { $handle } en { $platform } ha terminado. Inicia sesión de nuevo.
sign-in-absent = { $platform } ({ $handle }) no tiene sesión. Inicia sesión de nuevo.
sign-in-later = No se pudo pedir a { $platform } una sesión nueva. Lo intento otra vez por mi cuenta.
sign-in-unknown = Este enlace no es nuestro. Vuelve a la conversación y pide uno nuevo.
sign-in-expired = Este enlace para { $platform } valía 15 minutos y ya pasaron. Pide uno nuevo en la conversación.
sign-in-used = Este enlace para { $platform } ya se usó. Si no estás conectado, pide uno nuevo en la conversación.
sign-in-other-browser = El inicio de sesión en { $platform } empezó en otro navegador. Abre el enlace de la conversación en este.
sign-in-other-platform = Esta respuesta no es de { $platform }. Abre otra vez el enlace de la conversación.
sign-in-incomplete = Falta algo en lo que llegó. Abre otra vez el enlace de la conversación.
sign-in-cancelled = no lo permitiste en { $platform }, así que no se conectó nada.
sign-in-sent-back = { $platform } te devolvió sin iniciar sesión. Inténtalo otra vez; si vuelve a pasar, la aplicación está mal configurada allí.
sign-in-code-refused = { $platform } no aceptó este inicio de sesión. Pide un enlace nuevo en la conversación.
sign-in-unreachable = Ahora mismo no se puede llegar a { $platform } y no se conectó nada. Inténtalo en unos minutos.
sign-in-nothing-there = en { $platform } no hay nada donde esta cuenta pueda publicar.
sign-in-none-usable = con esta cuenta no se puede publicar en ningún sitio de { $platform }.
    { $reasons }
sign-in-not-allowed = Tu rol ya no permite conectar { $platform }. Pídeselo a un administrador de este espacio de trabajo.
sign-in-fill-in = Rellena todo lo que no sea opcional.
sign-in-choose-one = Elige al menos uno.
sign-in-no-app = { $platform } necesita una aplicación de quien gestiona esta instalación: define { $id }. «allin doctor» dice cómo.
sign-in-app-refused = { $platform } no acepta la aplicación de esta instalación. Quien la gestiona revisa el id y el secreto de cliente.
sign-in-port-taken = No se puede abrir la página de inicio de sesión: otro programa usa el puerto { $port }. Cierra ese programa o define ALLIN_PORT con un puerto libre.
vault-wrong = Lo guardado de las sesiones se cifró con otra clave. Quien gestiona esta instalación repone la clave anterior («allin doctor» dice dónde), o se conectan de nuevo las cuentas.
vault-file = No se puede leer la clave con que se cifran las sesiones. «allin doctor» dice más.

# En las páginas.

sign-in-page-title = Conectar { $platform }
sign-in-page-for = Para el espacio de trabajo { $workspace }, a petición de { $member }.
sign-in-page-help = Dónde encontrarlo en { $platform }
sign-in-page-go-on = Continuar
sign-in-page-safe = Lo que escribas va a la red y se guarda cifrado. Nunca aparece en la conversación.
sign-in-page-optional = { $label } (opcional)
sign-in-page-choose = ¿Dónde puedo publicar?
sign-in-page-connect = Conectar
sign-in-page-done = { $platform } está conectado
sign-in-page-close = Puedes cerrar esta página y volver a la conversación.
sign-in-page-onward = Seguir a { $place }
sign-in-page-stopped = Sin conectar
sign-in-page-back = Puedes cerrar esta página y volver a la conversación.

# Several accounts on one platform.

account-used = Las publicaciones en { $platform } van desde ahora a { $handle }. Lo ya planeado conserva su cuenta.
ask-account-which = ¿Qué cuenta quieres decir?
do-use-account = Elegir la cuenta a la que van las publicaciones
did-use-account = La elección de una cuenta

# Lo que se dice donde se llega a las personas: a desconocidos, de palabras ajenas, tras una caída
stranger-code =
    Aquí todavía no te conozco, así que no puedo decirte nada. Tu código es { $code }.
    Dime «deja entrar { $code }» donde ya te conozco, o dáselo a quien dirige tu equipo aquí. Vale media hora.
stranger-linked = Hola, { $member }: ya te conozco aquí; esto pertenece al espacio de trabajo «{ $workspace }». Dime qué publicar o di «ayuda».
stranger-later = Aquí no te conozco y ha habido demasiados intentos. Prueba otra vez dentro de una hora.
others-what-next = Son palabras de otra persona; por mi cuenta no hago nada con ellas. Dime qué quieres que haga, por ejemplo «redacta una publicación sobre esto para LinkedIn».
others-draft = Redactar una publicación sobre ello
interrupted = Me interrumpieron a mitad. Lo que ya había hecho queda hecho, una sola vez: { $done }. Dime otra vez lo que falta.
interrupted-unsure = Me interrumpieron justo después de tu sí y no sé hasta dónde llegué: { $done }. Míralo antes de pedirlo otra vez.
interrupted-private = Mi respuesta era solo para ti, así que no la guardé, y no sé si te llegó. Si no, pídemela otra vez.
notice-late = Esto ha tardado más de lo que podía hablar. { $text }
channel-slack = en Slack
channel-telegram = en Telegram
channel-email = en un correo que te llega
channel-no-such-option = { $option }: ese ajuste no existe. Quítalo.
channel-option-meant = { $option }: ese ajuste no existe; ¿querías decir { $meant }?
channel-broken-plug-in = La extensión { $name } no se puede cargar: { $why }
yes-to-which = ¿Sí a cuál de estas?
no-to-all = De acuerdo, lo dejo como está.
nothing-asked = No te he preguntado nada. Dime qué hago o di «ayuda».

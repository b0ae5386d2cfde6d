# Slack: lo que rodea allí las palabras del asistente
slack-heard = He entendido: «{ $text }»
slack-edit = Cambiar el texto
slack-confirm-title = ¿Seguro?
slack-confirm-yes = Sí
slack-confirm-no = No
slack-decided = «{ $choice }» – { $who }, { $when }
slack-already = Eso ya está decidido: «{ $choice }» – { $who }, { $when }
slack-taken = Voy a ello. Encontrarás mi respuesta en nuestros mensajes directos.
slack-not-installed = Ya no estoy instalado en este espacio. Quien lo administra puede instalarme otra vez.
slack-check-many = espacios que instalaron la aplicación
slack-command-root = Has pedido: { $text }
slack-shortcut-root = Quieres una publicación de esto: { $text }
slack-say-help = ayuda

slack-edit-title = Publicación { $number }
slack-edit-save = Guardar
slack-edit-leave = Cancelar
slack-edit-label = Texto
slack-edit-hint = Será el texto en todas las redes de esta publicación. Al guardar no se publica nada.
slack-edit-quotes = Este texto tiene todas las comillas que conozco. Quita las de un tipo y guarda otra vez.
slack-edit-long = La publicación { $number } es demasiado larga para la ventana de Slack. Dime aquí qué cambio.
slack-edit-not = El texto de la publicación { $number } ya no se puede cambiar. Pídeme que te la enseñe para ver cómo está.

slack-prompt-draft-title = Escribir un borrador
slack-prompt-draft = Escribe un borrador sobre nuestro horario
slack-prompt-plan-title = Ver el plan
slack-prompt-plan = qué hay programado
slack-prompt-help-title = Qué sé hacer
slack-prompt-help = ayuda

slack-home-awaiting-approval = Esperan un sí
slack-home-scheduled = Programado
slack-home-draft = Borradores
slack-home-more = { $count ->
    [one] y una más: pídeme la lista
   *[other] y { $count } más: pídeme la lista
  }
slack-home-how = Escríbeme en «Mensajes», llámame en un canal o escribe /allin donde quieras. Sin tu sí no se publica nada.

slack-install-title = AllIN Assistant en Slack
slack-install-about = Con el botón dejas entrar al asistente en tu espacio de Slack. Slack te pregunta lo demás.
slack-install-code = Un código que te dio el asistente (opcional): con él te conoce en Slack desde el principio.
slack-install-button = Añadir a Slack
slack-install-failed = No ha funcionado
slack-install-again = No se ha instalado nada. Empieza otra vez en esta página, en el mismo navegador.
slack-install-refused = Slack dice que no se permitió, así que no se ha instalado nada.
slack-install-done = El asistente ya está en { $team }. Escríbele en «Aplicaciones» o llámalo en un canal.
slack-install-code-later = Tu código no se ha usado: escríbeselo al asistente en Slack.
slack-install-code-wrong = Tu código no vale: es incorrecto, está usado o es viejo. Pide otro y escríbeselo al asistente en Slack.
slack-install-linked = Allí te conoce como miembro de «{ $workspace }».

slack-set-client = Pon ALLIN_SLACK_CLIENT_ID y ALLIN_SLACK_CLIENT_SECRET, o ninguno de los dos.
slack-set-bot-token = ALLIN_SLACK_APP_TOKEN es para Socket Mode, que necesita también ALLIN_SLACK_BOT_TOKEN.
slack-set-one-way = Slack llega al asistente por Socket Mode o por HTTP. Quita ALLIN_SLACK_APP_TOKEN, o bien ALLIN_SLACK_SIGNING_SECRET y el cliente.
slack-set-way = Pon ALLIN_SLACK_APP_TOKEN para Socket Mode o ALLIN_SLACK_SIGNING_SECRET para HTTP; docs/slack.md explica cómo.
slack-set-teams = Por HTTP pon ALLIN_SLACK_BOT_TOKEN, para un espacio, o ALLIN_SLACK_CLIENT_ID y ALLIN_SLACK_CLIENT_SECRET, para muchos.
slack-set-https = Slack solo nos llama por HTTPS, y { $address } no lo es. Pon tu dirección https en ALLIN_PUBLIC_URL, o usa Socket Mode.
slack-token = Slack no acepta ALLIN_SLACK_{ $option } ({ $reason }). Cópialo otra vez de los ajustes de la aplicación.
slack-may-not = A la aplicación de Slack le falta un permiso ({ $what }). Añádelo como está en deploy/slack/manifest.yaml e instala la aplicación otra vez.
slack-refused = Slack no lo ha aceptado ({ $reason }).
slack-unreachable = Slack no responde ahora. Lo intentaré otra vez por mi cuenta.
slack-file-large = «{ $name }» pasa de { $limit } MB. No he descargado el archivo ni he hecho nada más. Envía uno más pequeño.
slack-file-elsewhere = «{ $name }» no está en Slack mismo. No he descargado el archivo ni he hecho nada más. Súbelo aquí.
slack-file-gone = Slack no me da «{ $name }»; quizá se haya borrado. No he hecho nada más. Súbelo otra vez.

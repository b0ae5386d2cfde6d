# Bluesky, Discord y canales de Telegram: qué puede fallar allí y al iniciar sesión.

error-public-only = En { $platform } todo es público, así que no lo he enviado allí. Hazlo público o deja fuera { $platform }.
error-sign-in-token = { $platform } no reconoce este token de bot. Cópialo otra vez de la página donde creaste el bot.

error-bluesky-handle = «{ $handle }» no es un nombre completo de Bluesky. Tiene la forma ana.bsky.social.
error-bluesky-app-password = Eso no es una contraseña de aplicación. Crea una en Bluesky, en Ajustes, Privacidad y seguridad, Contraseñas de aplicación; tiene la forma abcd-efgh-ijkl-mnop. No me des nunca tu propia contraseña.
error-bluesky-sign-in = Bluesky no ha aceptado este nombre con esta contraseña de aplicación. Revisa ambos; si tu cuenta está en otro servidor, escribe también su nombre.
error-bluesky-account-off = Esta cuenta de Bluesky está desactivada o suspendida. Arréglalo primero en Bluesky y conéctala después.
error-bluesky-server = «{ $server }» no es el nombre de un servidor. Tiene la forma bsky.social.
error-bluesky-not-our-thread = Solo se pueden ocultar respuestas en tus propias publicaciones, y este hilo lo empezó otra persona.
error-bluesky-hidden-full = Bluesky oculta como mucho { $count } respuestas por publicación, y ya hay tantas ocultas. Vuelve a mostrar una primero.
error-bluesky-reply-control = No sé quién podría responder con «{ $control }». Di everyone, followers, following, mentioned o nobody.
error-bluesky-video-limit = Bluesky no acepta hoy más vídeos de esta cuenta. Lo intento de nuevo por mi cuenta.

error-discord-nothing-entered = Escribe la dirección de un webhook, o un token de bot junto con un canal.
error-discord-channel = El bot no ve este canal. Invítalo primero a tu servidor y copia después el enlace del canal.
error-discord-webhook = Ese webhook no existe. En Discord, abre los ajustes del canal, Integraciones, Webhooks, y copia otra vez la dirección.
error-discord-webhook-only-writes = Un webhook de Discord solo puede escribir. Conecta un bot en su lugar: también puede leer y responder.
error-discord-no-text-channel = Ese canal no admite mensajes sencillos. Elige un canal de texto o de anuncios.
error-discord-not-allowed = El bot no puede escribir en este canal. Dale los permisos «Ver canal» y «Enviar mensajes» y conéctalo de nuevo.
error-discord-no-content-intent = Discord oculta al bot lo que escriben los demás. Activa «Message Content Intent» en la página del bot en el portal de desarrolladores.

error-telegram-channel = No encuentro el canal «{ $channel }». Haz al bot administrador allí y escribe después su @nombre o el enlace de una de sus publicaciones.
error-telegram-channel-gone = El canal de Telegram ya no está donde estaba. Conéctalo de nuevo.
error-telegram-no-channel = Eso es un grupo o una persona, no un canal.
error-telegram-not-admin = El bot no puede publicar en este canal de Telegram. Hazlo administrador con permiso para publicar mensajes e inténtalo de nuevo.
error-telegram-too-old = Telegram ya no deja al bot borrar esto; su permiso suele acabar a las 48 horas. Bórralo a mano: { $url }

# Telegram
telegram-heard = 🎤 «{ $words }»
telegram-again = Puede que ya hayas leído esto: mi último intento se cortó.
telegram-decided = ☑ { $choice } · { $decided }
telegram-write-me-first = Esta respuesta es solo para ti. Abre { $link }, toca «Iniciar» y pregúntame allí otra vez.
telegram-not-yours = Esto solo puede contestarlo gente del equipo. Escríbeme tú y un miembro te dejará entrar.
telegram-stopping = Paro en cuanto termine el paso en el que estoy.
telegram-nothing-to-stop = Ahora mismo no estoy haciendo nada.
telegram-cannot-read = Eso no lo puedo leer. Mándame texto, un mensaje de voz, una foto, un vídeo o un archivo.
telegram-too-large = Telegram me da archivos de hasta 20 MB y «{ $name }» es mayor. Mándame uno más pequeño.
telegram-file-gone = Telegram ya no me da «{ $name }». Mándamelo otra vez, por favor.
telegram-upload-too-large = «{ $name }» es demasiado grande para Telegram, que acepta de mí archivos de hasta 50 MB.
telegram-linked = ¡Te damos la bienvenida! Ahora también aquí formas parte de «{ $workspace }».
telegram-page = AllIN

# Qué hacen las órdenes del menú
telegram-about-start = saludar
telegram-about-help = lo que sé hacer
telegram-about-plan = qué sale y cuándo
telegram-about-drafts = publicaciones aún sin programar
telegram-about-stop = parar lo que estoy haciendo

# Para quien lleva la instalación
telegram-unreachable = En Telegram ya no se llega a nadie allí.
telegram-refused = Telegram no acepta este mensaje.
telegram-token-refused = Telegram no conoce el token de este bot. Pon el que muestra @BotFather en ALLIN_TELEGRAM_BOT_TOKEN.
telegram-conflict = Otro programa recoge las novedades de este bot con el mismo token. Solo puede uno: cierra el otro o crea para él un bot propio en @BotFather.

# Hablar en el terminal: lo que se ve mientras escucha y habla
microphone-press = Pulsa Intro y habla, o escribe
microphone-wake-or-press = Di «{ $words }», pulsa Intro y habla, o escribe
microphone-listening = escuchando…
microphone-thinking = pensando…
microphone-speaking = hablando… cualquier tecla lo para, con Intro hablas tú
microphone-keys = Intro o una pausa: listo · Esc: déjalo
microphone-heard = 🎤 «{ $words }»
microphone-heard-line = oído: { $words }
microphone-nothing = No he oído nada. Pulsa Intro e inténtalo otra vez, o escribe.
microphone-no-speech = Respondo por escrito, porque aquí nadie habla { $language ->
    [en] inglés
    [es] español
    [de] alemán
   *[fr] francés
    } o la voz está desactivada. Quien gestiona esta instalación pone ELEVENLABS_API_KEY, o instala espeak-ng o piper.

# Archivos que llegan con una respuesta
microphone-saved = Guardado como { $path }
microphone-not-saved = No he podido guardar { $name } en { $folder }. Haz sitio o permite escribir ahí, y pídemelo otra vez.

# Lo que impide oír
microphone-not-installed = Aquí todavía no puedo oírte: «make voice» instala lo que hace falta. Mientras tanto, escribe.
microphone-no-library = Falta PortAudio, que da acceso a micrófonos y altavoces. Instálalo (en Debian y Ubuntu: sudo apt install libportaudio2) y empieza de nuevo. Mientras tanto, escribe.
microphone-none = Aquí no encuentro ningún micrófono. Conecta uno y pulsa Intro, o escribe. Por ssh no se oye el micrófono de tu propio equipo.
microphone-unknown = No hay ningún micrófono llamado { $name }. Hay: { $names }. Pon uno de ellos en ALLIN_MICROPHONE.
microphone-several = Hay más de un micrófono llamado { $name }: { $names }. Pon el nombre entero de uno en ALLIN_MICROPHONE.
microphone-refused = No se puede abrir el micrófono. Permite que este terminal lo use en los ajustes del sistema, o cierra el programa que lo tiene, y pulsa Intro otra vez; o escribe.
microphone-gone = El micrófono se ha cortado a la mitad, así que he olvidado lo que había oído. Conéctalo otra vez y pulsa Intro, o escribe.
microphone-mute = Del micrófono no llega ningún sonido. Actívalo, o permite que este terminal lo use en los ajustes del sistema, y pulsa Intro otra vez; o escribe.

# Lo que impide hablar
loudspeaker-none = Aquí no encuentro nada donde reproducir sonido, así que respondo por escrito.
loudspeaker-unknown = No hay ningún altavoz llamado { $name }. Hay: { $names }. Pon uno de ellos en ALLIN_LOUDSPEAKER. Mientras tanto respondo por escrito.
loudspeaker-several = Hay más de un altavoz llamado { $name }: { $names }. Pon el nombre entero de uno en ALLIN_LOUDSPEAKER. Mientras tanto respondo por escrito.
loudspeaker-refused = No se puede abrir el altavoz, así que respondo por escrito. Cierra el programa que lo tiene y empieza de nuevo para oírme.
loudspeaker-gone = El altavoz se ha cortado a la mitad, así que desde ahora respondo por escrito.

# La palabra que despierta
wake-not-installed = Aquí no se puede despertar con una palabra: falta el paquete pymicro-wakeword o no se hizo para este sistema. Pulsa Intro para hablar.
wake-unknown = No puedo despertar con «{ $name }». Conozco { $names }. Pon uno de ellos en ALLIN_WAKE_WORD. Mientras tanto, pulsa Intro para hablar.
wake-unreadable = { $name } no es un modelo de palabra de activación que pueda leer: necesito el .json de microWakeWord con su .tflite al lado. Pulsa Intro para hablar.

# Hablar: lo que se dice de una respuesta
voice-about = cerca de { $number }
voice-zone = hora de { $zone }
voice-yes-or-no = ¿Sí o no?
voice-say-choices = Di { $choices }.
voice-say-number = Hay { $count } respuestas en el chat. Di una de ellas o su número.
voice-it-says = El texto: { $text }
voice-rest-in-chat = El resto está en el chat.
voice-link-in-chat = El enlace está en el chat.
voice-in-chat = La respuesta está en el chat.
# Quién habla y qué se lo impide
voice-elevenlabs-key = ElevenLabs no acepta la clave. Quien gestiona esta instalación revisa ELEVENLABS_API_KEY.
voice-elevenlabs-quota = El saldo en ElevenLabs se ha agotado. Quien gestiona esta instalación lo recarga, o vuelve con el próximo mes.
voice-elevenlabs-busy = ElevenLabs tiene demasiado trabajo ahora mismo. Vuelvo a preguntar dentro de un momento.
voice-elevenlabs-away = ElevenLabs no responde como debería. Vuelvo a preguntar dentro de un momento.
voice-elevenlabs-slow = ElevenLabs tarda demasiado. Vuelvo a preguntar dentro de un momento.
voice-elevenlabs-refused = ElevenLabs no acepta este texto. Acórtalo o dilo con otras palabras.
voice-elevenlabs-no-voice = La voz elegida para ElevenLabs no existe allí. Quien gestiona esta instalación define ALLIN_ELEVENLABS_VOICE, o eliges tú una: «usa la voz …».
voice-elevenlabs-not-installed = ElevenLabs necesita el extra «voice». Quien gestiona esta instalación lo añade.
voice-no-such-voice = Aquí no hay ninguna voz «{ $voice }».
voice-program-failed = El programa de voz { $program } no ha funcionado. Quien gestiona esta instalación lo prueba a mano.
voice-program-gone = El programa de voz { $program } no está aquí o no tiene voz para eso. Quien gestiona esta instalación lo añade.
voice-program-slow = El programa de voz { $program } ha tardado demasiado. Inténtalo otra vez o con un texto más corto.
voice-spoken-instead = { $why } Hasta entonces habla { $speaker }.
# Locución
progress-speaking = Lo estoy grabando …
voiceover-empty = No hay palabras que leer. Escribe algunas primero.
voiceover-too-long = Eso tiene { $length } caracteres; el máximo para una locución es { $limit }. Acórtalo.
voiceover-no-sound = Lo grabado no sirve: está en silencio o dañado. Inténtalo otra vez o elige otra voz.
voiceover-not-installed = Una locución necesita el extra «voice». Quien gestiona esta instalación lo añade.
voiceover-nobody-speaks = Aquí nadie puede hablar { $language }. Quien gestiona esta instalación define ELEVENLABS_API_KEY o instala espeak-ng o piper.
voiceover-made = { $number ->
    [none] Aquí tienes la locución
   *[other] Aquí tienes la locución de la publicación { $number }
  }: { $seconds ->
        [one] { $seconds } segundo
       *[other] { $seconds } segundos
    } en { $language }, { $hosted ->
    [yes] hecha por { $speaker }{ $voice ->
        [none] {""}
       *[other] {" "}con la voz { $voice }
      }, que cuenta en tu plan de allí
   *[no] hecha en esta máquina por { $speaker }{ $voice ->
        [none] {""}
       *[other] {" "}con la voz { $voice }
      }
  }. Es voz sintética.
voiceover-attached = Está adjunta para { $platforms }.
voiceover-left-out = { $count ->
    [one] { $platforms } no admite sonido en esta publicación, así que allí va sin él.
   *[other] { $platforms } no admiten sonido en esta publicación, así que allí va sin él.
  }
voiceover-nowhere = { $count ->
    [one] { $platforms } no admite sonido, así que no adjunto nada. El archivo va con esta respuesta: ponlo en un vídeo y mándamelo.
   *[other] { $platforms } no admiten sonido, así que no adjunto nada. El archivo va con esta respuesta: ponlo en un vídeo y mándamelo.
  }
voiceover-unchangeable = La publicación ya no se puede cambiar, así que no adjunto nada. El archivo va con esta respuesta.
voiceover-alt = Las palabras de la publicación, leídas
# Lo que está configurado
ask-voice = ¿Qué voz? Di su nombre, o «femenina» o «masculina».
ask-voice-which = Aquí no hay ninguna voz «{ $voice }». ¿Cuál va a ser?
ask-listener = ¿Quién escucha: esta máquina u OpenAI?
ask-speaker = ¿Quién habla: ElevenLabs, piper, espeak o nadie?
ask-listen-or-language-or-voice-or-speaker-or-keep = ¿Qué cambio: la voz, quién habla, quién escucha, en qué idioma, o si se guardan las grabaciones?
speaker-elevenlabs = ElevenLabs
speaker-piper = piper
speaker-espeak = espeak
voice-set-voice = Desde ahora hablo con la voz { $voice }.
voice-set-gender = { $gender ->
    [female] Desde ahora hablo con voz de mujer, donde la haya.
   *[male] Desde ahora hablo con voz de hombre, donde la haya.
  }
voice-set-language = Desde ahora escucho en { $language }.
voice-set-language-any = Averiguo yo en qué idioma se habla.
voice-set-listen-local = Escucha esta máquina: tus grabaciones no salen de ella.
voice-set-listen-hosted = Desde ahora escucha OpenAI: tus grabaciones se envían allí.
voice-set-speaker = Desde ahora habla { $speaker }.
voice-set-speaker-hosted = Desde ahora habla { $speaker }: lo que digo se envía allí.
voice-set-speaker-any = Vuelve a hablar quien mejor lo hace aquí.
voice-set-speaker-none = Ya no hablo; mis respuestas las lees.
voice-set-keep = Guardo tus grabaciones { $days } días, en esta máquina.
voice-set-forget = Tus grabaciones se borran en cuanto las he oído. Las de antes desaparecen en un día.
voice-hosted-not-here = OpenAI no puede escuchar aquí: quien gestiona esta instalación define OPENAI_API_KEY.
voice-speaker-not-here = { $speaker } no puede hablar aquí. Quien gestiona esta instalación lo configura.
do-generate-voiceover = Hacer una locución
do-set-voice = Elegir cómo hablo y escucho
did-generate-voiceover = La locución de la publicación { $numbers }
did-set-voice = El cambio al hablar y escuchar
voice-gender-female = voz de mujer
voice-gender-male = voz de hombre

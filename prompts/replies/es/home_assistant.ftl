# Lo que Home Assistant muestra de nosotros
channel-home-assistant = en un altavoz de Home Assistant
home-assistant-about = Redacta, programa y publica en redes sociales
home-assistant-hears = Entiende lo que se dice, en su propia máquina
home-assistant-speaks = Lee las respuestas en voz alta
home-assistant-voice = Español
home-assistant-place = Home Assistant en { $address }
# Lo que se dice en la casa
home-assistant-working = Estoy en ello. Recibirás la respuesta en tu chat.
home-assistant-private = Eso es solo para tus ojos: está en tu chat.
home-assistant-private-nowhere = Eso es solo para tus ojos y no para una habitación. Pregúntame en un chat.
home-assistant-code = Todavía no conozco esta casa. Tu código es: { $code }. Di «deja entrar» y este código donde ya te conozco, y luego vuelve a hablarme.
home-assistant-not-let-in = Todavía no escucho ni hablo para esta casa. Escríbeme algo en Home Assistant: respondo con un código para dejar entrar a la casa.
home-assistant-format = No entiendo el sonido en este formato. Quien gestiona Home Assistant lo pone en 16 bits y de 8.000 a 48.000 muestras por segundo.
home-assistant-too-long = Eso ha durado más de { $seconds } segundos. Dilo con menos palabras.
home-assistant-too-much = Es más de lo que leo en voz alta: como máximo { $limit } caracteres.
home-assistant-nobody-speaks = Aquí nadie puede hablar este idioma. Quien gestiona AllIN Assistant instala espeak-ng o piper, o define ELEVENLABS_API_KEY.
home-assistant-nothing-to-say = No hay nada que leer en voz alta.
# Por HTTP
home-assistant-paired = Esta casa ya puede entrar. Desde ahora habla por ti; di «quita mi Home Assistant» en tu chat para retirarlo.
home-assistant-wrong-code = Este código no vale, o ya no. Di «empareja un dispositivo» en tu chat para recibir uno nuevo.
home-assistant-unknown = No conozco esta casa, o ya no. Di «empareja un dispositivo» en tu chat y dale el código a Home Assistant.
home-assistant-unsafe = Por este camino otros podrían leerlo, así que no respondo. Quien gestiona AllIN Assistant define ALLIN_PUBLIC_URL con una dirección https, o nombra esta casa en ALLIN_HOME_ASSISTANT_ALLOW.
home-assistant-slower = Ha sido demasiado de una vez. Inténtalo de nuevo en { $wait ->
    [one] { $wait } segundo
   *[other] { $wait } segundos
  }.
home-assistant-bad-request = No puedo leer lo que ha enviado Home Assistant. Quien lo configuró lo compara con la guía, docs/home_assistant.md.
# Para quien gestiona la instalación
home-assistant-bad-place = { $setting } no es un lugar donde escuchar. Escribe una dirección y un puerto, como 0.0.0.0:10700.
home-assistant-bad-allow = { $setting } contiene algo que no es ni dirección ni red. Escríbelas con comas, como 192.168.1.5, 10.0.0.0/24.
home-assistant-yes-or-no = { $setting } no es ni yes ni no. Ponlo en uno de los dos.
home-assistant-not-encrypted = Los tokens se podrían leer camino de { $address }. Define ALLIN_PUBLIC_URL con una dirección https, o nombra la casa en ALLIN_HOME_ASSISTANT_ALLOW.

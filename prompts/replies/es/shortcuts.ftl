# Siri y cualquier teléfono: lo que se dice
channel-shortcuts = en tu teléfono
shortcuts-a-phone = Teléfono
shortcuts-working = Estoy en ello. Recibirás la respuesta en tu chat.
shortcuts-paired = Este dispositivo ya puede entrar. Desde ahora habla por ti; di «quita mi teléfono» en tu chat para retirarlo.
shortcuts-wrong-code = Este código no vale, o ya no. Di «empareja un dispositivo» en tu chat para recibir uno nuevo.
shortcuts-unknown = No conozco este dispositivo, o ya no. Di «empareja un dispositivo» en tu chat y ejecuta la configuración del atajo con el código.
shortcuts-unsafe = Por este camino otros podrían leerlo, así que no respondo. Quien gestiona AllIN Assistant define ALLIN_PUBLIC_URL con una dirección https.
shortcuts-slower = Ha sido demasiado de una vez. Inténtalo de nuevo en { $wait ->
    [one] { $wait } segundo
   *[other] { $wait } segundos
  }.
shortcuts-empty = No he oído nada. Dilo otra vez.
shortcuts-too-large = Es demasiado grande: como máximo { $megabytes } MB. Envía algo más corto, o dilo con menos palabras.
shortcuts-bad-request = No puedo leer lo que ha enviado tu teléfono. Compara el atajo con la guía, docs/shortcuts.md.
shortcuts-yes-or-no = { $setting } no es ni yes ni no. Ponlo en uno de los dos.
# La página
shortcuts-page-title = Habla con AllIN desde tu teléfono
shortcuts-page-about = Un atajo de tu teléfono envía aquí lo que dices y lee la respuesta en voz alta. Funciona con Siri, en Android, en un reloj o en un ordenador.
shortcuts-page-code = Di «empareja un dispositivo» en un chat donde ya te conozca. Recibirás un código de diez caracteres; vale diez minutos.
shortcuts-page-pair = El atajo envía el código y un nombre para el teléfono por POST a { $address }/pair. La respuesta contiene un token: guárdalo en el atajo y en ningún otro sitio.
shortcuts-page-talk = Desde entonces envía lo que dices por POST a { $address }, con el token en la cabecera Authorization, y lee «speech» de la respuesta en voz alta. La guía docs/shortcuts.md lo construye paso a paso.
shortcuts-page-end = ¿Has perdido el teléfono? Di «quita mi teléfono» en tu chat. Desde ese momento su token no vale nada.

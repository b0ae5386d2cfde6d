# Correo
email-needs = El correo no está configurado del todo. Define { $missing }.
email-bad-url = ALLIN_EMAIL_SMTP_URL no es la dirección de un servidor de correo. Escríbela así: smtp://usuario:clave@host:587.
email-bad-from = ALLIN_EMAIL_FROM no es una dirección de correo.
email-bad-domain = ALLIN_EMAIL_DOMAIN no es un dominio, como in.example.org.
email-bad-listen = ALLIN_EMAIL_LISTEN no es un sitio donde escuchar. Escríbelo como host:puerto, por ejemplo 127.0.0.1:8025.
email-cannot-listen = No se puede escuchar en el sitio de ALLIN_EMAIL_LISTEN: está ocupado o no está permitido. Elige otro puerto.
email-login = El servidor de correo { $host } no acepta nuestro nombre y clave. Corrige ALLIN_EMAIL_SMTP_URL.
email-no-tls = El servidor de correo { $host } no ofrece cifrado, así que no se envió nada. Usa otro.
email-refused = El servidor de correo no acepta mensajes para esta dirección.
email-later = El servidor de correo { $host } no acepta mensajes ahora mismo. Lo vuelvo a intentar sin que hagas nada.
email-subject = Novedades de tu asistente
email-above = Responde encima de esta línea.
email-no-answer = A esta dirección no se puede responder.
email-files-left-out = Demasiado grande para un correo: { $names }. Lo tienes en tus otras conversaciones conmigo.
email-is-it-you =
    Un correo con tu dirección me pide: «{ $request }»
    Cualquiera puede escribir una dirección en un correo, así que aún no he hecho nada. ¿Eras tú? Responde a este correo con «sí» y lo hago. Si no, no tienes que hacer nada.
email-left = De acuerdo, no hago nada.
email-some-left-out = No han llegado todos tus archivos: acepto diez a la vez, 20 MB en total.
email-yes-words = sí, si, s, sí por favor, vale, ok, okay, hazlo, adelante, claro
email-no-words = no, n, no gracias, mejor no, no lo hagas
email-unclear = No sé a qué pregunta respondes, así que no he hecho nada. Responde al correo de la pregunta, solo con sí o no, o sigue su enlace.
email-nothing-new = No he encontrado palabras nuevas en tu correo, así que no he hecho nada. Escribe encima del texto al que respondes.
email-page-gone = Este enlace ya no vale. Responde al correo o dime otra vez qué quieres.
email-page-ask = Para { $address }. Cuenta una vez.
email-page-done = Tengo tu respuesta. Lo que resulte te llega por correo.
email-page-twice = Ya tenía esa respuesta; nada se hace dos veces.

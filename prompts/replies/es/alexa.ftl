# Lo que se dice a través de Alexa
alexa-welcome = ¡Hola! ¿Qué quieres hacer? Por ejemplo: redacta una publicación sobre la oferta de otoño.
alexa-what-else = ¿Qué quieres hacer?
alexa-again = Dime qué quieres hacer, o di para.
alexa-help = Dímelo con tus palabras: «redacta una publicación sobre la oferta de otoño», «prográmala para mañana a las nueve» o «muéstrame el plan». ¿Qué quieres hacer?
alexa-not-heard = No te he entendido. Empieza por lo que quieres, como redacta, programa o muestra. ¿Qué quieres hacer?
alexa-nothing-asked = Ahora mismo no te he preguntado nada. ¿Qué quieres hacer?
alexa-nothing-said = Todavía no hay nada que repetir. ¿Qué quieres hacer?
alexa-still-asking = Sigo esperando tu respuesta. { $question }
alexa-still-waiting = Sigo esperando tu respuesta.
alexa-done = Hecho.
alexa-rest-in-app = El resto está en la aplicación Alexa.
alexa-link-in-app = El enlace está en la aplicación Alexa.
alexa-in-app = La respuesta está en la aplicación Alexa.
alexa-bye = De acuerdo.
alexa-stopped = Lo paro. Tu chat te dice qué se hizo antes.
alexa-slow = Eso tarda un poco más. Sigo con ello y encontrarás la respuesta en tu chat.
alexa-private = Eso es solo para ti, así que aquí no lo digo. Pídemelo otra vez en tu chat.
alexa-link = Todavía no te conozco. Abre la aplicación Alexa: allí hay una tarjeta para vincularme contigo.
alexa-trouble = Algo ha fallado por mi parte. Inténtalo de nuevo en un momento.
# La página en la que alguien vincula Alexa
alexa-page-title = ¿Dejar entrar a «{ $program }»?
alexa-page-what = Quien le hable podría leer, redactar y planificar como tú, y oír tus publicaciones en voz alta.
alexa-page-where = Volverás a { $place }. Si no has empezado esto tú en la aplicación Alexa, cierra esta página.
alexa-page-code = Tu código
alexa-page-allow = Dejar entrar
alexa-page-refuse = No
alexa-page-how = El código te lo doy donde ya te conozco: escríbeme allí «empareja un dispositivo». Vale diez minutos.
alexa-page-wrong = Ese código no cuenta: es incorrecto, ya se usó o caducó. Escríbelo de nuevo o pide otro.
alexa-page-gone = Esta página ha terminado
alexa-page-again = Empieza de nuevo en la aplicación Alexa, en los ajustes de la skill.
# Para quien lleva la instalación
alexa-skill-id = ALLIN_ALEXA_SKILL_ID no es el id de una skill. Empieza por amzn1.ask.skill. y está en la consola de desarrollador.
alexa-no-linking = Sin vinculación de cuentas nadie podría usar la skill: define ALLIN_ALEXA_CLIENT_ID, y ALLIN_ALEXA_CLIENT_SECRET con al menos { $count } caracteres.
alexa-not-encrypted = Alexa solo nos habla por HTTPS, y { $address } no lo es. Pon tu dirección https en ALLIN_PUBLIC_URL.

# Lo que puede responder cualquier red, y lo que no permite.

error-network-refused = { $reason ->
    [missing] { $platform } no lo aceptó. Cámbialo e inténtalo de nuevo.
   *[other] { $platform } no lo aceptó: «{ $reason }». Cámbialo e inténtalo de nuevo.
}
error-network-forbidden = { $platform } no permite eso a esta cuenta. Revisa allí sus permisos o conéctala de nuevo.
error-network-gone = Eso ya no está en { $platform }.
error-rate-limited = { $platform } nos pide ir más despacio. Lo intento yo solo un poco más tarde.
error-unreachable = No pude contactar con { $platform }, así que no se envió nada. Lo intento de nuevo yo solo.
error-not-the-network = Respondió algo que no es { $platform }, quizá un proxy o una página de acceso. Lo intento de nuevo yo solo.
error-sign-in-scope = El acceso a { $platform } no incluye eso. Conecta la cuenta de nuevo y permítelo.
error-version-sunset = { $platform } ha retirado la versión de su interfaz que uso. Quien administra esta instalación debe actualizarla.
error-duplicate = { $platform } dice que este mismo texto ya está allí. Mira la cuenta antes de intentarlo de nuevo.
error-quota = { $platform } admite { $count } publicaciones en { $hours ->
        [one] { $hours } hora
       *[other] { $hours } horas
    } por cuenta, y ya han salido todas. La envío en cuanto vuelva a haber sitio.
error-media-not-ready = { $platform } todavía está procesando la imagen o el vídeo. Lo intento de nuevo yo solo.
error-media-refused = { $reason ->
    [missing] { $platform } no pudo usar la imagen o el vídeo. Dame otro archivo.
   *[other] { $platform } no pudo usar la imagen o el vídeo: «{ $reason }». Dame otro archivo.
}
error-media-missing = Una imagen o un vídeo de esta publicación ya no está. Añádelo de nuevo.
error-cannot-list-comments = Los comentarios de { $platform } no se pueden leer desde aquí.
error-cannot-hide = Los comentarios de { $platform } no se pueden ocultar desde aquí.
error-cannot-delete-comment = Los comentarios de { $platform } no se pueden borrar desde aquí.
error-cannot-measure = { $platform } no da cifras de eso.
error-cannot-list-history = Las publicaciones anteriores de { $platform } no se pueden listar desde aquí. Conozco lo que ha salido por mí.
error-cannot-list-trends = { $platform } no dice de qué se habla allí.
error-cannot-look-up = { $platform } no muestra desde aquí las cifras de otros. Mira el perfil allí.
error-no-such-profile = En { $platform } no hay ninguna cuenta pública «{ $handle }». Comprueba cómo se escribe.
error-no-regions = { $platform } no distingue países. Pregunta sin el país.
error-figures-scope = El acceso a { $platform } no incluye estas cifras. Conecta la cuenta de nuevo y permítelas.
error-access-not-granted = { $platform } solo muestra esto a las aplicaciones que ha aprobado para ello. Quien administra esta instalación puede solicitarlo allí.
error-mastodon-no-server = «{ $server }» no es el nombre de un servidor de Mastodon. Se parece a mastodon.social.

error-cannot-comment = Desde aquí no se puede escribir bajo las publicaciones de { $platform }.
error-held-back = { $platform } tiene la publicación y no la muestra a los demás. Mira la cuenta allí.
delivery-held-back = La publicación { NUMBER($post, useGrouping: 0) } llegó a { $platform }, pero los demás no la ven: { $reason }

breach-choose-destination = { $platform } necesita saber dónde va. Dime el lugar, por ejemplo «ponlo en el tablero Recetas».

delivery-processing = { $platform } ya lo tiene y todavía lo está procesando.
delivery-partly = { $done } de { $total } partes están en { $platform }; sigo con el resto.
delivery-failed-partly = Publicación { NUMBER($post, useGrouping: 0) }: { $done } de { $total } partes están en { $platform } ({ $url }), el resto no: { $reason }
delivery-quota = { $platform } solo admite { $count } publicaciones en { $hours ->
        [one] { $hours } hora
       *[other] { $hours } horas
    }. La publicación { NUMBER($post, useGrouping: 0) } sale el { $when }.

sign-in-field-server = Tu servidor
sign-in-field-token = Token del bot
sign-in-field-handle = Tu nombre allí
sign-in-field-app-password = Contraseña de aplicación
sign-in-field-channel = Canal
sign-in-field-webhook = Dirección del webhook

# Lo que la gente escribe bajo las publicaciones, y lo que se responde.

progress-reading-comments = Leyendo los comentarios …
comments-head = { $count ->
    [one] El comentario más reciente:
   *[other] Los { $count } comentarios más recientes:
}
comments-line = { $place }. { $author } en { $platform }, bajo la publicación { $post } (comentario { $number }): «{ $words }»{ $state }
comment-is-hidden = { " " }(oculto)
comment-is-answered = { " " }(respondido)
comments-hint = Di por ejemplo «responde al primero: gracias» u «oculta el segundo».
comments-none = No hay comentarios bajo las publicaciones de los últimos 30 días.
comments-none-unanswered = Todos los comentarios de los últimos 30 días están respondidos.
comments-unread = No pude leer los comentarios de { $platform }: { $reason }
comments-unable = Los comentarios de { $platforms } no se pueden leer desde aquí.
error-no-such-comment = Aquí no hay ningún comentario { $number }. Di «muestra los comentarios» para ver los números.
error-cannot-reply = Los comentarios de { $platform } no se pueden responder desde aquí.
ask-comment = ¿A qué comentario te refieres? Di su número o «muestra los comentarios».
reply-card = Respuesta a { $author } en { $platform }
reply-card-under = Comentario
reply-ask = ¿Respondo a { $author } en { $platform } exactamente esto, como { $account }?
reply-yes = Sí, responde
reply-sent = { $url ->
    [missing] Tu respuesta a { $author } ya está en { $platform }.
   *[other] Tu respuesta a { $author } ya está en { $platform }: { $url }
}
reply-unconfirmed = No sé si tu respuesta a { $author } llegó a { $platform }: se perdió la contestación de la red. Mira allí antes de enviarla de nuevo.
reply-waits = Tu respuesta a { $author } todavía no pudo salir en { $platform }. { $reason } Lo intento de nuevo yo solo.
reply-failed = Tu respuesta a { $author } no salió en { $platform }: { $reason }
reply-notice-published = Tu respuesta ya está en { $platform }.
reply-notice-failed = Tu respuesta no salió en { $platform }: { $reason }
reply-notice-handed-over = Tu respuesta no pudo salir: no hay ninguna cuenta conectada en { $platform }. Aquí está, para publicarla a mano: { $text }
reply-notice-unconfirmed = No sé si tu respuesta llegó a { $platform }. Míralo allí: { $url }
reply-notice-missed = Tu respuesta no salió: yo no estaba en marcha a su hora.
hide-by-hand = { $url ->
    [missing] { $platform } no me deja ocultar comentarios. Puedes hacerlo allí a mano.
   *[other] { $platform } no me deja ocultar comentarios. Puedes hacerlo allí a mano: { $url }
}
comment-hidden = El comentario de { $author } en { $platform } queda oculto para los demás.
comment-shown = El comentario de { $author } en { $platform } vuelve a verse.
offer-show-again = Mostrarlo otra vez
offer-hide-again = Ocultarlo otra vez
comment-card = { $author } en { $platform }
delete-comment-ask = ¿Borro para siempre este comentario de { $author } en { $platform }?
delete-comment-yes = Sí, bórralo
comment-deleted = El comentario de { $author } en { $platform } está borrado.
did-reply-comment = La respuesta a un comentario
did-hide-comment = Ocultar un comentario
did-delete-comment = Borrar un comentario
do-list-comments = Leer los comentarios
do-reply-comment = Responder a un comentario
do-hide-comment = Ocultar un comentario
do-delete-comment = Borrar un comentario
comments-head-mood = { $mood ->
    [positive] Comentarios que suenan contentos ({ $count }):
    [negative] Comentarios que suenan descontentos ({ $count }):
   *[neutral] Comentarios que no suenan ni contentos ni descontentos ({ $count }):
}
comments-none-mood = { $mood ->
    [positive] Ningún comentario de los últimos 30 días suena contento.
    [negative] Ningún comentario de los últimos 30 días suena descontento.
   *[neutral] Ningún comentario de los últimos 30 días suena neutro.
}
comments-estimate = La clasificación es una estimación; donde dudo, un comentario cuenta como neutro.
ask-sentiment = ¿Qué comentarios quieres: contentos, descontentos o ninguno de los dos?
undo-not-there = { $what } no se puede deshacer desde aquí.

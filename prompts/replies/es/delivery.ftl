# Lo que se dice cuando una publicación sale, o no.

delivery-published = La publicación { NUMBER($post, useGrouping: 0) } ya está en { $platform }: { $url }
delivery-published-no-link = La publicación { NUMBER($post, useGrouping: 0) } ya está en { $platform }.
delivery-failed = La publicación { NUMBER($post, useGrouping: 0) } no ha salido en { $platform }: { $reason }
delivery-handed-over = Le toca a la publicación { NUMBER($post, useGrouping: 0) } en { $platform }, pero allí no hay ninguna cuenta conectada. Aquí está el texto, listo para publicarlo a mano en { $url }:
    { "" }
    { $text }
delivery-handed-over-no-link = Le toca a la publicación { NUMBER($post, useGrouping: 0) } en { $platform }, pero allí no hay ninguna cuenta conectada. Aquí está el texto, listo para publicarlo a mano:
    { "" }
    { $text }
delivery-missed-notice = La publicación { NUMBER($post, useGrouping: 0) } no ha salido: a esa hora yo no estaba en marcha. ¿La publico ahora o la cambio de hora?
delivery-unconfirmed = No sé si la publicación { NUMBER($post, useGrouping: 0) } ha llegado a { $platform }: la respuesta se perdió. No la enviaré otra vez por mi cuenta. Míralo, por favor, aquí: { $url }
delivery-unconfirmed-no-link = No sé si la publicación { NUMBER($post, useGrouping: 0) } ha llegado a { $platform }: la respuesta se perdió. No la enviaré otra vez por mi cuenta. Mira, por favor, tu perfil allí.
delivery-series-skipped = { $count ->
    [one] Una repetición de la publicación { NUMBER($post, useGrouping: 0) } cayó mientras yo no estaba en marcha y se ha omitido. La siguiente es la publicación { NUMBER($next, useGrouping: 0) }.
   *[other] { $count } repeticiones de la publicación { NUMBER($post, useGrouping: 0) } cayeron mientras yo no estaba en marcha y se han omitido. La siguiente es la publicación { NUMBER($next, useGrouping: 0) }.
}

# Por qué una publicación está como está.

delivery-not-connected = en { $platform } no hay ninguna cuenta conectada.
delivery-missed = a esa hora yo no estaba en marcha.
delivery-unknown = la respuesta de { $platform } se perdió y todavía no se sabe si llegó.
delivery-not-arrived = no llegó a { $platform }; la envío otra vez.
delivery-lost = la respuesta de { $platform } se perdió cada vez y la publicación no está allí. Di «publicar» y lo intento de nuevo.
delivery-comment-missing = La publicación { NUMBER($post, useGrouping: 0) } está en { $platform } ({ $url }), pero su primer comentario no: { $reason }
delivery-without-comment = la publicación está en { $platform }, pero su primer comentario no. Puedes añadirlo allí tú: { $url }

# Lo que se ofrece.

delivery-choice-publish = Publicar ahora
delivery-choice-move = Cambiar de hora
delivery-choice-connect = Conectar la cuenta
delivery-choice-shorten = Acortar

# Título, enlace, primer comentario y tablero de una publicación.

ask-destination = ¿A qué lugar de { $platform } va? No conozco «{ $name }» allí.
ask-detail = ¿Qué detalle: el título, el enlace, el primer comentario o el lugar al que va?
ask-detail-value = ¿Qué debe poner?
detail-set = Publicación { $number } en { $platforms }: { $detail } es ahora «{ $value }».
error-no-such-detail = En { $platforms } no existe esto: { $what }.
detail-title = el título
detail-link = el enlace
detail-first-comment = el primer comentario
detail-destination = el lugar
detail-privacy = quién la ve
detail-format = el formato
detail-tags = las etiquetas
detail-warning = el aviso de contenido
detail-flair = el flair
detail-made-for-kids = «para niños»
detail-synthetic = «hecho con IA»
detail-starts-at = el comienzo
did-set-post-detail = El detalle de la publicación { $numbers }

# Horas de silencio

quiet-set = Las horas de silencio van de { $start } a { $end }. En ellas solo sale lo que planees justo para entonces.
quiet-off = Ya no hay horas de silencio.
quiet-are = Horas de silencio: de { $start } a { $end }
error-quiet-hours = No entendí esas horas. Di por ejemplo «horas de silencio de 22 a 7».
ask-quiet-hours = ¿De qué hora a qué hora debe haber silencio? Por ejemplo «de 22 a 7».
did-set-quiet-hours = El cambio de las horas de silencio
do-set-post-detail = Dar título, enlace o lugar a una publicación
do-set-quiet-hours = Fijar horas de silencio
privacy-public = Todos
privacy-followers = Mis seguidores
privacy-friends = Amigos
privacy-private = Solo yo
privacy-unlisted = No listado
post-cost = { $platforms } { $count ->
    [one] cobra
   *[other] cobran
} por ello unos { $amount } dólares.
plan-in-quiet-hours = Eso cae en vuestras horas de silencio; sale igualmente, porque lo planeaste para entonces.

# Threads

split-done = La publicación { $number } es ahora un hilo de { $count } publicaciones en { $platform }; las rayas las separan.
split-nothing = La publicación { $number } cabe así, o sus redes no tienen hilos.
offer-split = Dividirla en un hilo
do-split-post = Dividir una publicación en un hilo
did-split-post = La división de la publicación { $numbers } en un hilo

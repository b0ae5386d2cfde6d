# Objetivos, y umbrales de los que alguien quiere enterarse.

ask-target = ¿Qué número quieres alcanzar? Por ejemplo, «10.000 seguidores» o «5 por ciento».
ask-due = ¿Para cuándo? Por ejemplo, «para el 30 de junio».
ask-threshold = ¿A partir de qué número te aviso?
ask-direction = ¿Te aviso cuando suba por encima del número o cuando baje de él?
ask-each = ¿Cada publicación por separado o todas juntas?
ask-goal-which = ¿A qué objetivo te refieres?
ask-threshold-which = ¿A qué aviso te refieres?
error-goal-past = { $due } ya pasó. ¿Para qué día lo pongo?
error-goal-window = No puede empezar el { $first } y terminar el { $last }. ¿Desde cuándo hasta cuándo?
error-goal-number = Ese número no sirve como objetivo. Un porcentaje va de 0 a 100; lo demás, más de 0.
error-no-such-goal = No existe ese objetivo. Di «muestra nuestros objetivos» para verlos.
error-no-such-threshold = No estoy vigilando eso. Di «muestra mis avisos» para ver qué vigilo.
error-post-has-no-followers = Una publicación no tiene seguidores. ¿Vigilo los de una cuenta?
error-nowhere-to-tell = Solo puedo avisarte en una conversación. Pídemelo en el chat.
goal-metric-on = { $metric } en { $platforms }
goal-set = { $due ->
    [missing] Objetivo fijado: { $target } { $what }.
   *[other] Objetivo fijado: { $target } { $what } hasta el { $due }.
}
goal-replaces = { $due ->
    [missing] Sustituye al anterior ({ $target }).
   *[other] Sustituye al anterior ({ $target } hasta el { $due }).
}
goal-told-by-itself = Te aviso aquí cuando se alcance, cuando vaya claramente mal y de cómo acabó.
goal-not-connected = Todavía no hay ninguna cuenta conectada en { $platforms }, así que ahí no se mide nada. Di «conecta» y su nombre.
goals-none = No hay ningún objetivo. Di, por ejemplo, «nuestro objetivo son 5.000 seguidores en Instagram para junio».
goals-head = { $count ->
    [one] Vuestro objetivo:
   *[other] Vuestros { $count } objetivos:
}
goal-line = { $due ->
    [missing] { $place }. { $target } { $what }
   *[other] { $place }. { $target } { $what } hasta el { $due }
}
goal-is = { $due ->
    [missing] Objetivo: { $target } { $what }
   *[other] Objetivo: { $target } { $what } hasta el { $due }
}
goal-now = { $done ->
    [missing] Está en { $value }.{ $source }
   *[other] Está en { $value }, el { $done } del camino desde el { $since }.{ $source }
}
goal-so-far = { $done ->
    [missing] Hasta ahora { $value }, de las publicaciones desde el { $since }.{ $source }
   *[other] Hasta ahora { $value } ({ $done }), de las publicaciones desde el { $since }.{ $source }
}
goal-source-posts = Hay { $measured } de { $posts } publicaciones medidas; la consulta más antigua es de hace { $age }.
goal-source-post = Consultado hace { $age }.
goal-source-level = La consulta más antigua es de hace { $age }.
goal-source-base = { $base ->
    [reach] La tasa es interacciones ÷ alcance.
    [impressions] La tasa es interacciones ÷ impresiones.
   *[views] La tasa es interacciones ÷ visualizaciones.
}
goal-source-sample = Son datos de ejemplo.
goal-standing-unknown = No se sabe cuánto falta: todavía no se ha medido nada.
goal-rate-unknown = No se sabe cuánto falta: todavía no se ha medido nada, o las redes dividen por cosas distintas. Fíjalo para una sola red.
goal-standing-reached = Está alcanzado.
goal-standing-missed = No se alcanzó.
goal-standing-on-track = Va bien: para entonces se prevén unos { $sight }.
goal-standing-behind = Va mal: para entonces se prevén unos { $sight }.
goal-standing-early = Es pronto para saber si bastará.
goal-rate-on-track = Cumple el objetivo.
goal-rate-behind = Está por debajo del objetivo.
goal-rate-reached = El objetivo se cumplió.
goal-rate-missed = El objetivo no se cumplió.
goal-pace = Hasta ahora fueron { $pace } al día; a partir de ahora hacen falta { $needed } al día.
goal-expected = La previsión para entonces es { $middle }, ocho de cada diez veces entre { $low } y { $high }.
goal-no-forecast = Todavía no se puede hacer una previsión: hay muy poco historial.
goal-forecast-too-far = Con { $days } días de historial puedo mirar hasta el { $until }, aún no hasta el { $due }. La previsión para entonces será posible a partir del { $enough }.
goal-chart-target = Objetivo
goal-chart-forecast = Previsión
goal-removed = { $due ->
    [missing] He quitado el objetivo de { $target } { $what }.
   *[other] He quitado el objetivo de { $target } { $what } hasta el { $due }.
}
goal-reached = ¡Objetivo alcanzado: { $target } { $what }! Está en { $value }.{ $source }
goal-behind = { $sight ->
    [missing] El objetivo de { $target } { $what } va mal: está en { $value }.{ $source }
   *[other] El objetivo de { $target } { $what } hasta el { $due } va mal: está en { $value } y se prevén unos { $sight }.{ $source }
}
goal-ended-reached = El objetivo de { $target } { $what } terminó y se alcanzó: { $value }.{ $source }
goal-ended-missed = El objetivo de { $target } { $what } terminó y no se alcanzó: { $value }.{ $source }
goal-ended-unknown = El objetivo de { $target } { $what } terminó. No se sabe cómo acabó: no se midió nada.
threshold-set-above = { $number ->
    [missing] Te aviso aquí en cuanto sean { $bound } o más: { $what }.
   *[other] Te aviso aquí en cuanto la publicación { $number } tenga { $bound } o más: { $what }.
}
threshold-set-below = { $number ->
    [missing] Te aviso aquí en cuanto baje de { $bound }: { $what }.
   *[other] Te aviso aquí en cuanto la publicación { $number } baje de { $bound }: { $what }.
}
threshold-now = Ahora está en { $value }.{ $source }
threshold-now-unknown = No se sabe cuánto es ahora: todavía no se ha medido nada.
threshold-over-already = Ya ha cruzado esa línea. Te aviso la próxima vez que la cruce.
threshold-there-already = La publicación { $number } ya está ahí ({ $bound }, { $what }).
threshold-only-grows = Lo que se cuenta en una publicación solo crece, así que la publicación { $number } no bajará de { $bound } ({ $what }). ¿Vigilo un número por encima?
threshold-days = Se refiere a las publicaciones de los últimos siete días.
thresholds-none = No estoy vigilando nada. Di, por ejemplo, «avísame cuando la publicación 4 tenga 100 me gusta».
thresholds-head = { $count ->
    [one] Esto es lo que vigilo:
   *[other] Vigilo estas { $count } cosas:
}
threshold-line-above = { $number ->
    [missing] { $place }. { $what }: desde { $bound } (ahora { $value })
   *[other] { $place }. { $what } de la publicación { $number }: desde { $bound } (ahora { $value })
}
threshold-line-below = { $number ->
    [missing] { $place }. { $what }: por debajo de { $bound } (ahora { $value })
   *[other] { $place }. { $what } de la publicación { $number }: por debajo de { $bound } (ahora { $value })
}
threshold-what = { $number ->
    [missing] { $what } ({ $bound })
   *[other] { $what } de la publicación { $number } ({ $bound })
}
threshold-stopped = { $count ->
    [one] Ya no vigilo { $what }.
   *[other] Ya no vigilo esto: { $what }.
}
threshold-above-post = La publicación { $number } ha pasado de { $bound }: está en { $value } ({ $what }).{ $source }
threshold-below-post = La publicación { $number } ha bajado de { $bound }: está en { $value } ({ $what }).{ $source }
threshold-above-level = Ha pasado de { $bound }: { $value } { $what }.{ $source }
threshold-below-level = Ha bajado de { $bound }: { $value } { $what }.{ $source }
threshold-above-posts = Ha pasado de { $bound }: { $value } { $what }, en las publicaciones de los últimos siete días.{ $source }
threshold-below-posts = Ha bajado de { $bound }: { $value } { $what }, en las publicaciones de los últimos siete días.{ $source }
threshold-each-set-above = Te aviso aquí en cuanto una sola publicación tenga { $bound } o más: { $what }. De cada una aviso una vez, también de las de los últimos 30 días.
threshold-each-set-below = Te aviso aquí en cuanto una sola publicación esté por debajo de { $bound }: { $what }. De cada una aviso una vez, también de las de los últimos 30 días.
threshold-each-already = { $count ->
    [one] Una ya está ahí y no aviso más de ella. { $posts }.
   *[other] { $count } ya están ahí y no aviso más de ellas:
    { $posts }
}
threshold-each-closest = { $posts ->
    [one] La única publicación de los últimos 30 días aún no ha llegado. { $post }.
   *[other] Ninguna de las { $posts } publicaciones de los últimos 30 días ha llegado ({ $measured } medidas). La más cercana: { $post }.
}
threshold-each-unmeasured = { $posts ->
    [0] En los últimos 30 días no salió ninguna publicación.
    [one] La única publicación de los últimos 30 días aún no se puede juzgar: no se ha medido para esto.
   *[other] Aún no se puede juzgar ninguna de las { $posts } publicaciones de los últimos 30 días: no se han medido para esto.
}
threshold-each-ripe = Una tasa cuenta cuando la publicación lleva un día fuera; antes la deciden cuatro personas.
threshold-each-only-grows = Lo que se cuenta empieza en cero y solo crece, así que toda publicación está al principio por debajo de { $bound } ({ $what }). ¿Vigilo publicaciones por encima de un número, o una tasa de interacción por debajo?
threshold-each-post = { $number ->
    [missing] «{ $words }» en { $platform } tiene { $value } (visto { $age })
   *[other] La publicación { $number } en { $platform } tiene { $value } (visto { $age })
}
threshold-each-more = y { $count } más
threshold-each-above = { $count ->
    [one] { $posts }. Ha pasado de { $bound }, como querías saber.{ $source }
   *[other] { $count } publicaciones han pasado de { $bound }, como querías saber.{ $source }
    { $posts }
}
threshold-each-below = { $count ->
    [one] { $posts }. Está por debajo de { $bound }, como querías saber.{ $source }
   *[other] { $count } publicaciones están por debajo de { $bound }, como querías saber.{ $source }
    { $posts }
}
threshold-line-each-above = { $told ->
    [0] { $place }. { $what } de cada publicación: desde { $bound }
   *[other] { $place }. { $what } de cada publicación: desde { $bound } ({ $told } avisadas hasta ahora)
}
threshold-line-each-below = { $told ->
    [0] { $place }. { $what } de cada publicación: por debajo de { $bound }
   *[other] { $place }. { $what } de cada publicación: por debajo de { $bound } ({ $told } avisadas hasta ahora)
}
threshold-what-each = { $what } de cada publicación ({ $bound })
did-set-kpi = La fijación de un objetivo
did-remove-kpi = La retirada de un objetivo
did-watch-metric = La creación de un aviso
did-stop-watching = La retirada de un aviso
do-set-kpi = Fijar un objetivo
do-list-kpis = Mostrar los objetivos
do-remove-kpi = Quitar un objetivo
do-watch-metric = Poner un aviso
do-list-watches = Mostrar los avisos
do-stop-watching = Quitar un aviso
metric-impressions = impresiones
metric-reach = alcance
metric-likes = me gusta
metric-comments = comentarios
metric-shares = compartidos
metric-saves = guardados
metric-clicks = clics
metric-views = visualizaciones
metric-watch-time = tiempo de visualización
metric-followers = seguidores
metric-engagement = interacciones
metric-engagement-rate = tasa de interacción

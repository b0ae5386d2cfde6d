# Lo que se ha medido, y cómo se cuenta.

figure-unknown = desconocido
figure-unchanged = ±0
figure-from-nought = antes ninguno
figure-never-seen = nunca medido
figure-seen-now = ahora mismo
figure-impressions = { $count ->
    [one] { $value } impresión
   *[other] { $value } impresiones
}
figure-reach = un alcance de { $value }
figure-likes = { $count ->
    [one] { $value } me gusta
   *[other] { $value } me gusta
}
figure-comments = { $count ->
    [one] { $value } comentario
   *[other] { $value } comentarios
}
figure-shares = { $count ->
    [one] { $value } vez compartido
   *[other] { $value } veces compartido
}
figure-saves = { $count ->
    [one] { $value } vez guardado
   *[other] { $value } veces guardado
}
figure-clicks = { $count ->
    [one] { $value } clic
   *[other] { $value } clics
}
figure-views = { $count ->
    [one] { $value } visualización
   *[other] { $value } visualizaciones
}
figure-watch-time = { $value } de tiempo de visualización
figure-followers = { $count ->
    [one] { $value } seguidor
   *[other] { $value } seguidores
}
figure-engagement = { $count ->
    [one] { $value } interacción
   *[other] { $value } interacciones
}
figure-engagement-rate = una tasa de interacción del { $value }
period-today = hoy hasta ahora
period-yesterday = ayer
period-day = el { $dates }
period-this-week = esta semana hasta ahora ({ $dates })
period-last-week = la semana pasada ({ $dates })
period-this-month = este mes hasta ahora ({ $dates })
period-last-month = el mes pasado ({ $dates })
period-this-year = este año hasta ahora ({ $dates })
period-last-days = en los últimos { $days } días ({ $dates })
period-from = en el periodo { $dates }
analytics-on = { " " }en { $platforms }
analytics-for = { " " }para «{ $campaign }»
analytics-total = { $figure }{ $where } { $period }, de { $count ->
    [one] la única publicación que salió
   *[other] las { $count } publicaciones que salieron
}.
analytics-mixed = No hay una tasa de interacción de todas las redes juntas { $period }: no dan los mismos datos. Aquí está la de cada una:
analytics-overview = { $count ->
    [one] Salió una publicación
   *[other] Salieron { $count } publicaciones
}{ $where } { $period }, con { $figure }.
analytics-overview-unknown = { $count ->
    [one] Salió una publicación
   *[other] Salieron { $count } publicaciones
}{ $where } { $period }; su resultado se desconoce por ahora.
analytics-change = { $direction ->
    [more] Es un { $share } más que { $before }.
    [less] Es un { $share } menos que { $before }.
    [times] Es { $share } veces lo que hubo { $before }.
   *[same] Es lo mismo que { $before }.
}
analytics-days-before = { $days ->
    [one] el día anterior
   *[other] en los { $days } días anteriores
}
analytics-days-before-posts = { $days ->
    [one] el día anterior
   *[other] en los { $days } días anteriores
}, con { $count ->
    [one] una publicación
   *[other] { $count } publicaciones
}
analytics-dates-before = en el tiempo anterior ({ $dates })
analytics-dates-before-posts = en el tiempo anterior ({ $dates }), con { $count ->
    [one] una publicación
   *[other] { $count } publicaciones
}
part-week = Semana del { $day }
analytics-before-none = No hay con qué comparar: { $before } no salió ninguna publicación.
analytics-before-partly = No se puede comparar con el tiempo anterior: solo se conocen todas las publicaciones desde el { $day }.
analytics-known-from = Solo se conocen todas las publicaciones desde el { $day }: lo que salió antes no está contado.
analytics-together = Todas juntas: { $change }
analytics-before-nought = No hay porcentaje: { $before } fue cero.
analytics-before-unknown = No se puede comparar en porcentaje: { $before } se conoce el dato de { $known } de { $count } publicaciones.
analytics-now-partly = Aún no se puede comparar en porcentaje: se conoce el dato de { $known } de { $count } publicaciones.
analytics-growing = Las publicaciones más nuevas aún están sumando.
analytics-known = Se conoce de { $known } de { $count } publicaciones; el dato más antiguo se leyó { $age }.
analytics-age = El dato más antiguo se leyó { $age }.
analytics-not-fresh = Ahora mismo no he podido leer datos más nuevos.
analytics-sample = Son datos de ejemplo: inventados, no medidos.
analytics-formula = Tasa de interacción: me gusta, comentarios, compartidos y guardados ÷ { $base ->
    [reach] alcance
    [impressions] impresiones
   *[views] visualizaciones
}.
analytics-reach-added = El alcance está sumado por publicación: quien vio varias cuenta varias veces.
analytics-row = ▪ { $name }: { $value }{ $note }
analytics-row-posts = { " " }({ $count ->
    [one] 1 publicación
   *[other] { $count } publicaciones
})
analytics-row-known = { " " }(se conoce de { $known } de { $count } publicaciones)
analytics-row-change = { " " }({ $change })
analytics-row-base = { " " }({ $known ->
    [all] { $count ->
        [one] 1 publicación
       *[other] { $count } publicaciones
    }
   *[other] se conoce de { $known } de { $count } publicaciones
}, ÷ { $base ->
    [reach] alcance
    [impressions] impresiones
   *[views] visualizaciones
})
analytics-row-more = … y { $count } más.
analytics-best-sum = Lo que más trajo{ $where } { $period }: { $best }, con { $value }; lo que menos: { $worst }, con { $other }.
analytics-best-average = Lo mejor{ $where } { $period }: { $best }, con { $value } por publicación; lo más flojo: { $worst }, con { $other }.
analytics-best-rate = Lo mejor{ $where } { $period }: { $best }, con { $value }; lo más flojo: { $worst }, con { $other }.
analytics-no-best = { $metric } { $period }{ $where }: nada destaca claramente. Hay muy pocas publicaciones, o no hay diferencia.
analytics-no-parts = { $by ->
    [tag] Ninguna de las publicaciones{ $where } { $period } tiene una etiqueta.
    [campaign] Ninguna de las publicaciones{ $where } { $period } es de una campaña.
   *[other] No salió ninguna publicación{ $where } { $period }.
}
analytics-averages = Lo que trae una publicación de media; entre paréntesis, cuántas son.
analytics-averages-compared = Lo que trae una publicación de media; entre paréntesis, el cambio desde el tiempo anterior o cuántas publicaciones.
analytics-not-split = Los seguidores solo se reparten por red, cuenta, día, semana y mes. Aquí están por cuenta:
analytics-nothing-to-come = Ese tiempo aún no ha llegado. Pregúntame después.
analytics-no-account = No lo sé: no hay ninguna cuenta conectada, así que no se mide nada. Di por ejemplo «conecta Mastodon».
analytics-not-connected = No lo sé: en { $platforms } no hay ninguna cuenta conectada ni se midió antes. Di primero «conecta { $first }».
analytics-cannot-measure = No puedo saberlo: no llegan datos de publicaciones de { $platforms }.
analytics-cannot-level = No puedo saberlo: no llegan datos de la cuenta de { $platforms }.
analytics-no-posts = No salió ninguna publicación{ $where } { $period }, así que no hay nada que contar.
analytics-no-posts-known = No conozco publicaciones{ $where } { $period }: las que conozco empiezan el { $day }.
analytics-not-told = { $metric }: desconocido. { $count ->
    [one] Salió una publicación
   *[other] Salieron { $count } publicaciones
}{ $where } { $period }, pero este dato nunca ha llegado de { $platforms }.
analytics-not-yet = { $metric }: desconocido por ahora. { $count ->
    [one] Salió una publicación
   *[other] Salieron { $count } publicaciones
}{ $where } { $period }; los primeros datos llegan en la hora que sigue a la publicación.
analytics-not-read = { $metric }: desconocido. { $count ->
    [one] Salió una publicación
   *[other] Salieron { $count } publicaciones
}{ $where } { $period }; sus datos aún no se han podido leer.
analytics-level-not-yet = { $metric }: desconocido por ahora. Los primeros datos llegan en la hora que sigue a conectar una cuenta.
analytics-level-earlier = { $metric }: desconocido { $period }. Se midió por primera vez el { $day }.
analytics-trouble = { $account } en { $platform } no se puede medir: { $reason }
analytics-gap-open = { $account } en { $platform } no se mide desde el { $since }: { $reason }
analytics-gap-closed = { $account } en { $platform } no se pudo medir del { $since } al { $until }.
analytics-disconnected = Ya no están conectadas y cuentan con sus últimos datos: { $accounts }.
analytics-gone = { $count ->
    [one] Una de estas publicaciones ya no está
   *[other] { $count } de estas publicaciones ya no están
}; cuentan los últimos datos.
analytics-stale-level = { $account } en { $platform } se midió por última vez el { $day }.
followers-grown = { $figure }{ $where }: { $number } más{ $share } que el { $since }.
followers-lost = { $figure }{ $where }: { $number } menos{ $share } que el { $since }.
followers-same = { $figure }{ $where }, los mismos que el { $since }.
followers-only = { $figure }{ $where }. Cuántos había antes se desconoce: se midió por primera vez el { $since }.
followers-part = El cambio se conoce de { $known } de { $count } cuentas.
analytics-post = La publicación { $number } lleva { $figure }{ $where }.
analytics-post-unknown = La publicación { $number } ya salió{ $where }; sus datos se desconocen por ahora. Los primeros llegan en una hora.
analytics-post-not-out = La publicación { $number } aún no ha salido, así que no hay nada que medir.
analytics-post-not-measured = La publicación { $number } salió en { $platforms }; de allí no llegan datos de publicaciones.
analytics-post-here = La publicación { $number } ya salió; sus datos llegan en la hora siguiente.
analytics-rank = En { $platform } es el puesto { $place } de las últimas { $among } publicaciones{ $usual ->
    [unknown] .
   *[other] ; lo habitual es { $usual }.
}
analytics-post-gone = En { $platform } ya no está; cuentan los últimos datos.
analytics-top-one = La { $worst ->
    [yes] publicación más floja
    [only] única publicación medida
   *[no] mejor publicación
}{ $where } { $period } tuvo { $figure }: { $name }.
analytics-top-line = { $place }. { $name }, { $platform }, { $day }: { $value }
analytics-top-unknown = { $count ->
    [one] Una publicación no entra
   *[other] { $count } publicaciones no entran
} en la lista: su dato se desconoce.
analytics-top-base = No entran las publicaciones que vieron menos de { $count } personas, ni las que tienen una tasa hecha de otra cosa.
analytics-a-post = publicación { $number }, «{ $words }»
analytics-their-post = «{ $words }»
analytics-chart-age = leído { $age }
analytics-chart-sample = datos de ejemplo, inventados
analytics-no-chart = Para los gráficos, quien lleva esta instalación tiene que añadirlos una vez: make analytics.
measuring-head = { $count ->
    [one] Mido una cuenta
   *[other] Mido { $count } cuentas
}; la última vez que miré fue { $age }.
measuring-row = ▪ { $platform }, { $account }: { $count ->
    [0] no se conocen publicaciones
    [one] 1 publicación
   *[other] { $count } publicaciones
}{ $since ->
    [missing] {""}
   *[other] { " " }desde el { $since }
}, { $read }
measuring-looked = mirado { $age }
measuring-row-off = ▪ { $platform }, { $account }: ya no está conectada; { $count ->
    [0] no se conocen publicaciones
    [one] 1 publicación
   *[other] { $count } publicaciones
} con los últimos datos
measuring-row-unable = ▪ { $platform }, { $account }: no da datos a los programas
measuring-how = Las publicaciones nuevas las miro a menudo los primeros días, las viejas menos; los seguidores, cada día.
progress-reading-figures = Leo los datos más nuevos …
offer-compare = Comparar con el tiempo anterior
offer-best-posts = Mejores publicaciones
offer-worst-posts = Publicaciones más flojas
offer-by-platform = Por red
offer-last-days = Los últimos 30 días
offer-quarter = Los últimos 90 días
offer-connect = Conectar una cuenta
offer-what-is-measured = ¿Qué se mide?
offer-report-pdf = Informe en PDF
part-format-text = Solo texto
part-format-image = Imágenes
part-format-carousel = Carruseles
part-format-video = Vídeos
part-format-reel = Reels
part-format-story = Historias
part-format-link = Enlaces
part-format-other = Otras publicaciones
ask-breakdown = ¿Repartido por qué: red, cuenta, formato, día de la semana, hora, etiqueta, campaña, día, semana o mes?
do-show-metrics = Mostrar datos
do-top-posts = Mostrar las mejores publicaciones
do-show-measuring = Decir qué se mide
help-analytics = «¿Cómo nos fue la semana pasada?», «me gusta en Instagram este mes», «mejores publicaciones», «¿qué día de la semana funciona mejor?»

# Lo que probablemente vendrá, cuándo publicar y lo que se sale de lo común.

progress-forecasting = Pruebo varios métodos con vuestras cifras anteriores …
forecast-metric-on = { $metric } en { $platforms }
forecast-counted = Lo probable son { $low }–{ $high } { $what } { $days ->
    [one] en el día del { $first } al { $last }
   *[other] en los { $days } días del { $first } al { $last }
}; el centro es { $middle }.
forecast-level = Lo probable son { $low }–{ $high } { $what } el { $last }; el centro es { $middle }, ahora son { $now }.
forecast-right = Probado con vuestro pasado, acertaron { $right } de { $judged } rangos así; se buscan 8 de cada 10.
forecast-untried = El historial es demasiado corto para saber cuántas veces aciertan rangos así; este se basa en { $count } pruebas.
forecast-by = Método: { $model }. Se acercó un { $closer } más que «{ $baseline }».
forecast-by-baseline = Método: { $model }. Ningún otro se acercó claramente más.
forecast-plain = Solo se probaron métodos sencillos: los mejores no están instalados aquí. «make analytics» los instala.
forecast-shortened = { $asked } días son demasiados para { $history } días de historial, así que esto vale para { $days } días.
forecast-filled = { $count ->
    [one] Un día no se midió y se completa con las semanas de al lado.
   *[other] { $count } días no se midieron y se completan con las semanas de al lado.
}
forecast-cut = Antes del { $since } hay un hueco largo, así que no uso nada anterior.
forecast-gaps = Las publicaciones antiguas se miden pocas veces; lo que ganan entretanto no está incluido.
forecast-sample = Son datos de ejemplo.
forecast-from = Se basa en { $days } días desde el { $since }; la última consulta: { $age }.
forecast-chart-from = A partir de { $days } días desde el { $since }; la banda acierta en unos 8 de cada 10 casos
forecast-chart-counted = { $what } hasta el { $last }: probablemente { $low }–{ $high } en total
forecast-chart-level = { $what } el { $last }: probablemente { $low }–{ $high }
forecast-chart-past = Hasta ahora
forecast-chart-ahead = Previsto
forecast-none = Aún no se ha medido nada de { $what }, así que no puedo decir qué vendrá. Di «conecta» y el nombre de una red para empezar.
forecast-stale = { $what }: última medición el { $day }. Hace demasiado para una previsión; pregunta «qué mides» para ver por qué.
forecast-too-short = { $what }: tengo { $count } días sin huecos; con menos de { $least }, cualquier número sería adivinar. A partir del { $day } podré decirlo.
forecast-no-rate = No hago previsiones de una tasa: dice lo buenas que son las publicaciones, no lo que vendrá. Pregunta por interacciones o alcance.
forecast-horizon = Puedo mirar de 1 a { $days } días adelante. ¿Cuántos quieres?
model-seasonal-naive = como una semana antes
model-last = sin cambios
model-drift = seguir como en las últimas cuatro semanas
model-theta = theta
model-ets = suavizado exponencial (ETS)
model-mstl = tendencia y semana por separado (MSTL)
model-mean = la media de varios modelos
best-time-none = Aún no hay publicaciones con cifras, así que no puedo comparar horas. Hasta entonces, los días laborables a las { $habit } son una simple costumbre, no un hallazgo.
best-time-thin = { $platform }: { $posts ->
    [0] aún no hay publicaciones con cifras
    [one] solo una publicación con cifras
   *[other] solo { $posts } publicaciones con cifras
}; a partir de { $least } comparo horas. Hasta entonces, los días laborables a las { $habit } son una simple costumbre, no un hallazgo.
best-time-same = { $platform }: con vuestras { $posts } publicaciones no se distingue ninguna diferencia entre horas. Publica cuando te venga bien; la cola toma por costumbre los días laborables a las { $habit }.
best-time-head = { $platform }: { $metric ->
    [engagement] por las interacciones
    [views] por las visualizaciones
    [impressions] por las impresiones
   *[reach] por el alcance
} de vuestras { $posts } publicaciones desde el { $since }, a estas horas fue mejor que de costumbre:
best-time-slot = • { $day } { $clock }: un { $better } más, aproximadamente (probable: de { $low } a { $high }), { $posts ->
    [one] una publicación
   *[other] { $posts } publicaciones
} a esa hora
best-time-chart = Cuándo van mejor que de costumbre las publicaciones en { $platform }
best-time-chart-from = A partir de { $posts } publicaciones propias; vacío donde no habéis publicado
offer-plan-then = Programarla para { $when }
queued-best = Hacia esa hora, vuestras publicaciones en { $platform } fueron un { $better } mejor que de costumbre ({ $posts } publicaciones).
predict-told = { $platform }: probablemente mejor que un { $better } de vuestras últimas { $compared } publicaciones, con { $low }–{ $high } interacciones. Probado con { $tried } publicaciones vuestras, rangos así acertaron en el { $right } de { $judged } casos.
predict-thin = { $platform }: { $posts ->
    [0] aún no hay publicaciones con cifras
    [one] solo hay una publicación con cifras
   *[other] solo hay { $posts } publicaciones con cifras
}; a partir de { $least } puedo intentarlo.
predict-cannot = { $platform }: no puedo decirlo. Probado con vuestras { $posts } publicaciones, lo que se sabe antes no mostró cuáles irían bien.
predict-out = La publicación { $number } ya ha salido. Pregunta «cómo le fue a la publicación { $number }» para ver sus cifras.
predict-nowhere = La publicación { $number } aún no va a ninguna red. Di adónde debe ir.
predict-now = Aún no tiene hora, así que esto vale para publicarla ahora.
unusual-day = { $day }: { $value } { $what }, { $direction ->
    [above] mucho más
   *[below] mucho menos
} que lo habitual, unos { $usual }.
unusual-level = { $day }: { $value } { $what } { $sign ->
    [minus] menos
   *[plus] más
}, a diferencia de otros días.
unusual-more = … y { $count } más. Pregunta por menos días o por una sola red para verlos todos.
unusual-not-over = El día de hoy aún no ha terminado, así que sus cifras no se pueden juzgar. En este momento no hay ninguna avalancha.
unusual-nothing = Nada fuera de lo común del { $first } al { $last }.
unusual-too-short = Necesito { $least } días medidos para saber qué es lo habitual, y aún no hay tantos.
alert-comments = { $platform }: { $count } comentarios en las últimas { $hours } horas; a esta hora lo habitual { $usual ->
    [0] es casi ninguno
    [one] es más o menos uno
   *[other] son unos { $usual }
}. Échale un vistazo antes de que crezca.
alert-mood = Ha cambiado el ánimo de los comentarios: el { $share } % de los últimos { $of } suena descontento, frente al { $before } % de los { $before_of } anteriores. Es una estimación; míralo tú.
offer-show-unusual = Ver lo inusual
offer-show-comments = Ver los comentarios
offer-stop-alerts = Quitar los avisos
alerts-on = Te aviso por mi cuenta si llegan comentarios de golpe, cambia el ánimo o hay cifras inusuales.
alerts-off = Ya no te aviso por mi cuenta de cifras inusuales. «Activa los avisos» los recupera; los umbrales que alguien fijó siguen.
did-set-alerts = El cambio de los avisos
do-best-time = Encontrar la mejor hora para publicar
do-forecast-metric = Prever una cifra
do-predict-post = Prever cómo irá una publicación
do-show-anomalies = Ver lo que es inusual
do-set-alerts = Activar o quitar los avisos
ask-metric = ¿Qué cifra quieres: me gusta, comentarios, alcance, impresiones, visualizaciones, seguidores…?
ask-horizon = ¿Cuántos días adelante miro? Por ejemplo «los próximos 14 días».

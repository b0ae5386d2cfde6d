# Objectifs, et seuils dont quelqu’un veut être averti.

ask-target = Quel nombre veux-tu atteindre ? Par exemple « 10 000 abonnés » ou « 5 pour cent ».
ask-due = Pour quand ? Par exemple « d’ici au 30 juin ».
ask-threshold = À partir de quel nombre dois-je te prévenir ?
ask-direction = Dois-je te prévenir au-dessus ou en dessous de ce nombre ?
ask-each = Chaque publication séparément, ou toutes ensemble ?
ask-goal-which = De quel objectif parles-tu ?
ask-threshold-which = De quelle alerte parles-tu ?
error-goal-past = { $due }, c’est déjà passé. Pour quel jour alors ?
error-goal-window = Cela ne peut pas commencer le { $first } et finir le { $last }. De quand à quand ?
error-goal-number = Ce nombre ne peut pas servir d’objectif. Un pourcentage va de 0 à 100, le reste dépasse 0.
error-no-such-goal = Cet objectif n’existe pas. Dis « montre nos objectifs » pour les voir.
error-no-such-threshold = Je ne surveille pas cela. Dis « montre mes alertes » pour voir ce que je surveille.
error-post-has-no-followers = Une publication n’a pas d’abonnés. Dois-je surveiller ceux d’un compte ?
error-nowhere-to-tell = Je ne peux te prévenir que dans une conversation. Demande-le-moi dans le chat.
goal-metric-on = { $metric } sur { $platforms }
goal-set = { $due ->
    [missing] Objectif fixé : { $target } { $what }.
   *[other] Objectif fixé : { $target } { $what } d’ici au { $due }.
}
goal-replaces = { $due ->
    [missing] Il remplace l’ancien ({ $target }).
   *[other] Il remplace l’ancien ({ $target } d’ici au { $due }).
}
goal-told-by-itself = Je te préviens ici quand il est atteint, quand il est nettement compromis, et de son issue.
goal-not-connected = Aucun compte n’est encore connecté sur { $platforms }, rien n’y est donc mesuré. Dis « connecte » et son nom.
goals-none = Aucun objectif n’est fixé. Dis par exemple « notre objectif est de 5 000 abonnés sur Instagram d’ici juin ».
goals-head = { $count ->
    [one] Votre objectif :
   *[other] Vos { $count } objectifs :
}
goal-line = { $due ->
    [missing] { $place }. { $target } { $what }
   *[other] { $place }. { $target } { $what } d’ici au { $due }
}
goal-is = { $due ->
    [missing] Objectif : { $target } { $what }
   *[other] Objectif : { $target } { $what } d’ici au { $due }
}
goal-now = { $done ->
    [missing] On en est à { $value }.{ $source }
   *[other] On en est à { $value }, soit { $done } du chemin depuis le { $since }.{ $source }
}
goal-so-far = { $done ->
    [missing] Jusqu’ici { $value }, d’après les publications depuis le { $since }.{ $source }
   *[other] Jusqu’ici { $value } ({ $done }), d’après les publications depuis le { $since }.{ $source }
}
goal-source-posts = { $measured } publications sur { $posts } sont mesurées, le plus ancien relevé date d’il y a { $age }.
goal-source-post = Relevé il y a { $age }.
goal-source-level = Le plus ancien relevé date d’il y a { $age }.
goal-source-base = { $base ->
    [reach] Le taux est interactions ÷ portée.
    [impressions] Le taux est interactions ÷ impressions.
   *[views] Le taux est interactions ÷ vues.
}
goal-source-sample = Ce sont des données d’exemple.
goal-standing-unknown = On ne sait pas où il en est : rien n’a encore été mesuré.
goal-rate-unknown = On ne sait pas où il en est : rien n’a encore été mesuré, ou les réseaux divisent par des choses différentes. Fixe-le pour un seul réseau.
goal-standing-reached = Il est atteint.
goal-standing-missed = Il n’a pas été atteint.
goal-standing-on-track = En bonne voie : environ { $sight } en vue d’ici là.
goal-standing-behind = Compromis : environ { $sight } en vue d’ici là.
goal-standing-early = Il est trop tôt pour dire si cela suffira.
goal-rate-on-track = C’est conforme à l’objectif.
goal-rate-behind = C’est en dessous de l’objectif.
goal-rate-reached = L’objectif a été tenu.
goal-rate-missed = L’objectif n’a pas été tenu.
goal-pace = Jusqu’ici { $pace } par jour ; il en faut désormais { $needed } par jour.
goal-expected = La prévision est de { $middle }, huit fois sur dix entre { $low } et { $high }.
goal-no-forecast = Une prévision n’est pas encore possible : l’historique est trop court.
goal-forecast-too-far = Avec { $days } jours d’historique, je vois jusqu’au { $until }, pas encore jusqu’au { $due }. Une prévision pour cette date sera possible à partir du { $enough }.
goal-chart-target = Objectif
goal-chart-forecast = Prévision
goal-removed = { $due ->
    [missing] L’objectif de { $target } { $what } est abandonné.
   *[other] L’objectif de { $target } { $what } d’ici au { $due } est abandonné.
}
goal-reached = Objectif atteint : { $target } { $what } ! On en est à { $value }.{ $source }
goal-behind = { $sight ->
    [missing] L’objectif de { $target } { $what } est compromis : on en est à { $value }.{ $source }
   *[other] L’objectif de { $target } { $what } d’ici au { $due } est compromis : on en est à { $value }, environ { $sight } en vue.{ $source }
}
goal-ended-reached = L’objectif de { $target } { $what } est terminé, et il a été atteint : { $value }.{ $source }
goal-ended-missed = L’objectif de { $target } { $what } est terminé, et il n’a pas été atteint : { $value }.{ $source }
goal-ended-unknown = L’objectif de { $target } { $what } est terminé. Son issue est inconnue : rien n’a été mesuré.
threshold-set-above = { $number ->
    [missing] Je te préviens ici dès que c’est { $bound } ou plus : { $what }.
   *[other] Je te préviens ici dès que la publication { $number } atteint { $bound } : { $what }.
}
threshold-set-below = { $number ->
    [missing] Je te préviens ici dès que cela passe sous { $bound } : { $what }.
   *[other] Je te préviens ici dès que la publication { $number } passe sous { $bound } : { $what }.
}
threshold-now = On en est à { $value }.{ $source }
threshold-now-unknown = On ne sait pas où cela en est : rien n’a encore été mesuré.
threshold-over-already = Cette ligne est déjà franchie. Je te préviens la prochaine fois.
threshold-there-already = La publication { $number } y est déjà ({ $bound }, { $what }).
threshold-only-grows = Ce qu’on compte sur une publication ne fait que croître, la publication { $number } ne passera donc pas sous { $bound } ({ $what }). Dois-je surveiller un nombre au-dessus ?
threshold-days = Il s’agit des publications des sept derniers jours.
thresholds-none = Je ne surveille rien. Dis par exemple « préviens-moi quand la publication 4 a 100 mentions j’aime ».
thresholds-head = { $count ->
    [one] Voici ce que je surveille :
   *[other] Je surveille ces { $count } choses :
}
threshold-line-above = { $number ->
    [missing] { $place }. { $what } : à partir de { $bound } (maintenant { $value })
   *[other] { $place }. { $what } de la publication { $number } : à partir de { $bound } (maintenant { $value })
}
threshold-line-below = { $number ->
    [missing] { $place }. { $what } : sous { $bound } (maintenant { $value })
   *[other] { $place }. { $what } de la publication { $number } : sous { $bound } (maintenant { $value })
}
threshold-what = { $number ->
    [missing] { $what } ({ $bound })
   *[other] { $what } de la publication { $number } ({ $bound })
}
threshold-stopped = { $count ->
    [one] Je ne surveille plus { $what }.
   *[other] Je ne surveille plus ceci : { $what }.
}
threshold-above-post = La publication { $number } a passé { $bound } : elle en est à { $value } ({ $what }).{ $source }
threshold-below-post = La publication { $number } est passée sous { $bound } : elle en est à { $value } ({ $what }).{ $source }
threshold-above-level = Le cap de { $bound } est passé : { $value } { $what }.{ $source }
threshold-below-level = C’est passé sous { $bound } : { $value } { $what }.{ $source }
threshold-above-posts = Le cap de { $bound } est passé : { $value } { $what }, sur les publications des sept derniers jours.{ $source }
threshold-below-posts = C’est passé sous { $bound } : { $value } { $what }, sur les publications des sept derniers jours.{ $source }
threshold-each-set-above = Je te préviens ici dès qu’une seule publication atteint { $bound } : { $what }. Une fois par publication, celles des 30 derniers jours comprises.
threshold-each-set-below = Je te préviens ici dès qu’une seule publication est sous { $bound } : { $what }. Une fois par publication, celles des 30 derniers jours comprises.
threshold-each-already = { $count ->
    [one] Une y est déjà, je n’en reparle pas. { $posts }.
   *[other] { $count } y sont déjà, je n’en reparle pas :
    { $posts }
}
threshold-each-closest = { $posts ->
    [one] La seule publication des 30 derniers jours n’y est pas encore. { $post }.
   *[other] Aucune des { $posts } publications des 30 derniers jours n’y est encore ({ $measured } mesurées). La plus proche : { $post }.
}
threshold-each-unmeasured = { $posts ->
    [0] Aucune publication n’est sortie ces 30 derniers jours.
    [one] La seule publication des 30 derniers jours ne peut pas encore être jugée : elle n’a pas été mesurée pour cela.
   *[other] Aucune des { $posts } publications des 30 derniers jours ne peut encore être jugée : elles n’ont pas été mesurées pour cela.
}
threshold-each-ripe = Un taux se juge quand la publication a un jour ; avant, une poignée de gens le décide.
threshold-each-only-grows = Ce qu’on compte part de zéro et ne fait que croître, toute publication est donc d’abord sous { $bound } ({ $what }). Dois-je surveiller les publications au-dessus d’un nombre, ou un taux d’interaction en dessous ?
threshold-each-post = { $number ->
    [missing] « { $words } » sur { $platform } a { $value } (relevé { $age })
   *[other] La publication { $number } sur { $platform } a { $value } (relevé { $age })
}
threshold-each-more = et { $count } autres
threshold-each-above = { $count ->
    [one] { $posts }. Le cap de { $bound } est passé, comme tu voulais le savoir.{ $source }
   *[other] { $count } publications ont passé le cap de { $bound }, comme tu voulais le savoir.{ $source }
    { $posts }
}
threshold-each-below = { $count ->
    [one] { $posts }. C’est sous { $bound }, comme tu voulais le savoir.{ $source }
   *[other] { $count } publications sont sous { $bound }, comme tu voulais le savoir.{ $source }
    { $posts }
}
threshold-line-each-above = { $told ->
    [0] { $place }. { $what } de chaque publication : à partir de { $bound }
   *[other] { $place }. { $what } de chaque publication : à partir de { $bound } (signalées jusqu’ici : { $told })
}
threshold-line-each-below = { $told ->
    [0] { $place }. { $what } de chaque publication : sous { $bound }
   *[other] { $place }. { $what } de chaque publication : sous { $bound } (signalées jusqu’ici : { $told })
}
threshold-what-each = { $what } de chaque publication ({ $bound })
did-set-kpi = La fixation d’un objectif
did-remove-kpi = L’abandon d’un objectif
did-watch-metric = La création d’une alerte
did-stop-watching = La coupure d’une alerte
do-set-kpi = Fixer un objectif
do-list-kpis = Montrer les objectifs
do-remove-kpi = Abandonner un objectif
do-watch-metric = Créer une alerte
do-list-watches = Montrer les alertes
do-stop-watching = Couper une alerte
metric-impressions = impressions
metric-reach = portée
metric-likes = mentions j’aime
metric-comments = commentaires
metric-shares = partages
metric-saves = enregistrements
metric-clicks = clics
metric-views = vues
metric-watch-time = temps de visionnage
metric-followers = abonnés
metric-engagement = interactions
metric-engagement-rate = taux d’interaction

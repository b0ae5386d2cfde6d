# Ce qui viendra sans doute, quand publier, et ce qui sort de l’ordinaire.

progress-forecasting = J’essaie plusieurs méthodes sur vos chiffres passés …
forecast-metric-on = { $metric } sur { $platforms }
forecast-counted = Attends-toi à { $low }–{ $high } { $what } { $days ->
    [one] pour le jour du { $first } au { $last }
   *[other] pour les { $days } jours du { $first } au { $last }
} ; le milieu est { $middle }.
forecast-level = Attends-toi à { $low }–{ $high } { $what } le { $last } ; le milieu est { $middle }, c’est { $now } à présent.
forecast-right = Essayées sur votre passé, { $right } fourchettes de ce genre sur { $judged } étaient justes ; le but est 8 sur 10.
forecast-untried = L’historique est trop court pour dire combien de fois de telles fourchettes sont justes ; celle-ci repose sur { $count } essais.
forecast-by = Méthode : { $model }. Elle est tombée { $closer } plus près que « { $baseline } ».
forecast-by-baseline = Méthode : { $model }. Rien d’autre n’était nettement plus près.
forecast-plain = Seules des méthodes simples ont été essayées : les meilleures ne sont pas installées ici. « make analytics » les installe.
forecast-shortened = { $asked } jours, c’est trop loin pour { $history } jours d’historique : ceci vaut pour { $days } jours.
forecast-filled = { $count ->
    [one] Un jour n’a pas été mesuré ; il est complété d’après les semaines voisines.
   *[other] { $count } jours n’ont pas été mesurés ; ils sont complétés d’après les semaines voisines.
}
forecast-cut = Avant le { $since }, il y a un long trou : rien d’antérieur n’est utilisé.
forecast-gaps = Les publications anciennes sont rarement mesurées ; ce qu’elles gagnent entre-temps n’y est pas.
forecast-sample = Ce sont des données d’exemple.
forecast-from = Cela repose sur { $days } jours depuis le { $since } ; dernier relevé : { $age }.
forecast-chart-from = D’après { $days } jours depuis le { $since } ; la bande est juste dans environ 8 cas sur 10
forecast-chart-counted = { $what } jusqu’au { $last } : sans doute { $low }–{ $high } en tout
forecast-chart-level = { $what } le { $last } : sans doute { $low }–{ $high }
forecast-chart-past = Jusqu’ici
forecast-chart-ahead = Attendu
forecast-none = Rien n’a encore été mesuré ({ $what }), je ne peux donc pas dire ce qui viendra. Dis « connecte » et le nom d’un réseau pour commencer.
forecast-stale = Dernière mesure ({ $what }) : le { $day }. C’est trop ancien pour une prévision ; demande « que mesures-tu » pour voir pourquoi.
forecast-too-short = J’ai { $count } jours sans trou ({ $what }) ; en dessous de { $least }, tout chiffre serait deviné. À partir du { $day }, je pourrai le dire.
forecast-no-rate = Je ne prévois pas un taux : il dit si les publications sont bonnes, pas ce qui viendra. Demande les interactions ou la portée.
forecast-horizon = Je peux regarder de 1 à { $days } jours devant. Combien en veux-tu ?
model-seasonal-naive = comme une semaine avant
model-last = aucun changement
model-drift = continuer comme ces quatre dernières semaines
model-theta = thêta
model-ets = lissage exponentiel (ETS)
model-mstl = tendance et semaine séparées (MSTL)
model-mean = la moyenne de plusieurs modèles
best-time-none = Il n’y a pas encore de publications avec des chiffres, je ne peux donc pas comparer les heures. D’ici là, les jours ouvrés à { $habit } sont une simple habitude, pas un résultat.
best-time-thin = { $platform } : { $posts ->
    [0] pas encore de publications avec des chiffres
    [one] { $posts } publication avec des chiffres
   *[other] seulement { $posts } publications avec des chiffres
} ; à partir de { $least }, je compare les heures. D’ici là, les jours ouvrés à { $habit } sont une simple habitude, pas un résultat.
best-time-same = { $platform } : vos { $posts } publications ne montrent aucune différence entre les heures. Publie quand cela t’arrange ; la file prend par habitude les jours ouvrés à { $habit }.
best-time-head = { $platform } : d’après { $metric ->
    [engagement] les interactions
    [views] les vues
    [impressions] les impressions
   *[reach] la portée
} de vos { $posts } publications depuis le { $since }, ces heures ont mieux marché que d’ordinaire :
best-time-slot = • { $day } { $clock } : environ { $better } de plus (sans doute de { $low } à { $high }), { $posts ->
    [one] { $posts } publication
   *[other] { $posts } publications
} à cette heure
best-time-chart = Quand les publications sur { $platform } marchent mieux que d’ordinaire
best-time-chart-from = D’après { $posts } de vos publications ; vide là où vous n’avez pas publié
offer-plan-then = La planifier pour { $when }
queued-best = Vers cette heure, vos publications sur { $platform } ont marché environ { $better } mieux que d’ordinaire ({ $posts } publications).
predict-told = { $platform } : sans doute mieux qu’environ { $better } de vos { $compared } dernières publications, avec { $low }–{ $high } interactions. Essayées sur { $tried } de vos publications, de telles fourchettes étaient justes dans { $right } des { $judged } cas.
predict-thin = { $platform } : { $posts ->
    [0] il n’y a pas encore de publications avec des chiffres
    [one] il n’y a que { $posts } publication avec des chiffres
   *[other] il n’y a que { $posts } publications avec des chiffres
} ; à partir de { $least }, je peux essayer.
predict-cannot = { $platform } : je ne peux pas le dire. Essayé sur vos { $posts } publications, ce qu’on sait d’avance n’a pas montré lesquelles marcheraient.
predict-out = La publication { $number } est déjà sortie. Demande « comment a marché la publication { $number } » pour ses chiffres.
predict-nowhere = La publication { $number } n’est encore prévue pour aucun réseau. Dis où elle doit aller.
predict-now = Elle n’a pas encore d’heure : ceci vaut si elle part maintenant.
unusual-day = { $day } : { $value } { $what }, { $direction ->
    [above] bien plus
   *[below] bien moins
} que les { $usual } habituels environ.
unusual-level = { $day } : { $value } { $what } { $sign ->
    [minus] de moins
   *[plus] de plus
}, contrairement aux autres jours.
unusual-more = … et { $count } autres. Demande moins de jours ou un seul réseau pour tout voir.
unusual-not-over = La journée n’est pas finie, ses chiffres ne peuvent donc pas être jugés. En ce moment, rien n’afflue.
unusual-nothing = Rien d’inhabituel du { $first } au { $last }.
unusual-too-short = Il me faut { $least } jours mesurés pour savoir ce qui est habituel, et il n’y en a pas encore autant.
alert-comments = { $platform } : { $count } commentaires ces { $hours } dernières heures ; d’habitude à cette heure { $usual ->
    [0] presque aucun
    [one] environ { $usual }
   *[other] environ { $usual }
}. Va voir avant que cela n’enfle.
alert-mood = L’humeur des commentaires a tourné : { $share } % des { $of } derniers semblent mécontents, contre { $before } % des { $before_of } d’avant. C’est une estimation ; va voir.
offer-show-unusual = Voir l’inhabituel
offer-show-comments = Voir les commentaires
offer-stop-alerts = Arrêter les alertes
alerts-on = Je te préviens de moi-même si les commentaires affluent, si l’humeur tourne ou si des chiffres sont inhabituels.
alerts-off = Je ne te préviens plus de moi-même des chiffres inhabituels. « Active les alertes » les remet ; les seuils que quelqu’un a fixés restent.
did-set-alerts = Le réglage des alertes
do-best-time = Trouver la meilleure heure pour publier
do-forecast-metric = Prévoir un chiffre
do-predict-post = Prévoir comment une publication marchera
do-show-anomalies = Voir ce qui est inhabituel
do-set-alerts = Activer ou couper les alertes
ask-metric = Quel chiffre veux-tu : mentions j’aime, commentaires, portée, impressions, vues, abonnés … ?
ask-horizon = Combien de jours devant dois-je regarder ? Par exemple « les 14 prochains jours ».

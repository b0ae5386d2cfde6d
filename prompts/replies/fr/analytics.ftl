# Ce qui a été mesuré, et comment c’est dit.

figure-unknown = inconnu
figure-unchanged = ±0
figure-from-nought = rien avant
figure-never-seen = jamais mesuré
figure-seen-now = à l’instant
figure-impressions = { $count ->
    [one] { $value } impression
   *[other] { $value } impressions
}
figure-reach = une portée de { $value }
figure-likes = { $count ->
    [one] { $value } mention j’aime
   *[other] { $value } mentions j’aime
}
figure-comments = { $count ->
    [one] { $value } commentaire
   *[other] { $value } commentaires
}
figure-shares = { $count ->
    [one] { $value } partage
   *[other] { $value } partages
}
figure-saves = { $count ->
    [one] { $value } enregistrement
   *[other] { $value } enregistrements
}
figure-clicks = { $count ->
    [one] { $value } clic
   *[other] { $value } clics
}
figure-views = { $count ->
    [one] { $value } vue
   *[other] { $value } vues
}
figure-watch-time = { $value } de visionnage
figure-followers = { $count ->
    [one] { $value } abonné
   *[other] { $value } abonnés
}
figure-engagement = { $count ->
    [one] { $value } interaction
   *[other] { $value } interactions
}
figure-engagement-rate = un taux d’interaction de { $value }
period-today = aujourd’hui jusqu’ici
period-yesterday = hier
period-day = le { $dates }
period-this-week = cette semaine jusqu’ici ({ $dates })
period-last-week = la semaine dernière ({ $dates })
period-this-month = ce mois-ci jusqu’ici ({ $dates })
period-last-month = le mois dernier ({ $dates })
period-this-year = cette année jusqu’ici ({ $dates })
period-last-days = ces { $days } derniers jours ({ $dates })
period-from = sur la période { $dates }
analytics-on = { " " }sur { $platforms }
analytics-for = { " " }pour « { $campaign } »
analytics-total = { $figure }{ $where } { $period }, pour { $count ->
    [one] la seule publication parue
   *[other] les { $count } publications parues
}.
analytics-mixed = Il n’y a pas de taux d’interaction commun à tous les réseaux { $period } : ils ne donnent pas les mêmes chiffres. Le voici pour chacun :
analytics-overview = { $count ->
    [one] Une publication est parue
   *[other] { $count } publications sont parues
}{ $where } { $period }, avec { $figure }.
analytics-overview-unknown = { $count ->
    [one] Une publication est parue
   *[other] { $count } publications sont parues
}{ $where } { $period } ; le résultat est encore inconnu.
analytics-change = { $direction ->
    [more] C’est { $share } de plus que { $before }.
    [less] C’est { $share } de moins que { $before }.
    [times] C’est { $share } fois plus que { $before }.
   *[same] C’est autant que { $before }.
}
analytics-days-before = { $days ->
    [one] la veille
   *[other] les { $days } jours d’avant
}
analytics-days-before-posts = { $days ->
    [one] la veille
   *[other] les { $days } jours d’avant
}, avec { $count ->
    [one] une publication
   *[other] { $count } publications
}
analytics-dates-before = la période d’avant ({ $dates })
analytics-dates-before-posts = la période d’avant ({ $dates }), avec { $count ->
    [one] une publication
   *[other] { $count } publications
}
part-week = Semaine du { $day }
analytics-before-none = Il n’y a rien à comparer : { $before }, aucune publication n’est parue.
analytics-before-partly = Impossible de comparer avec la période d’avant : toutes les publications ne sont connues qu’à partir du { $day }.
analytics-known-from = Toutes les publications ne sont connues qu’à partir du { $day } : ce qui est paru avant n’est pas compté.
analytics-together = Toutes ensemble : { $change }
analytics-before-nought = Il n’y a pas de pourcentage : { $before }, c’était zéro.
analytics-before-unknown = Impossible de comparer en pourcentage : { $before }, le chiffre est connu pour { $known } des { $count } publications.
analytics-now-partly = Impossible de comparer en pourcentage pour l’instant : le chiffre est connu pour { $known } des { $count } publications.
analytics-growing = Les publications les plus récentes montent encore.
analytics-known = Connu pour { $known } des { $count } publications ; le plus ancien de ces chiffres a été lu { $age }.
analytics-age = Le plus ancien de ces chiffres a été lu { $age }.
analytics-not-fresh = Je n’ai pas pu lire de chiffres plus récents à l’instant.
analytics-sample = Ce sont des données d’exemple : inventées, pas mesurées.
analytics-formula = Taux d’interaction : mentions j’aime, commentaires, partages et enregistrements ÷ { $base ->
    [reach] portée
    [impressions] impressions
   *[views] vues
}.
analytics-reach-added = La portée est additionnée par publication : qui en a vu plusieurs compte plusieurs fois.
analytics-row = ▪ { $name } : { $value }{ $note }
analytics-row-posts = { " " }({ $count ->
    [one] 1 publication
   *[other] { $count } publications
})
analytics-row-known = { " " }(connu pour { $known } des { $count } publications)
analytics-row-change = { " " }({ $change })
analytics-row-base = { " " }({ $known ->
    [all] { $count ->
        [one] 1 publication
       *[other] { $count } publications
    }
   *[other] connu pour { $known } des { $count } publications
}, ÷ { $base ->
    [reach] portée
    [impressions] impressions
   *[views] vues
})
analytics-row-more = … et { $count } de plus.
analytics-best-sum = Le plus{ $where } { $period } : { $best }, { $value } ; le moins : { $worst }, { $other }.
analytics-best-average = Le mieux{ $where } { $period } : { $best }, avec { $value } par publication ; le moins bien : { $worst }, avec { $other }.
analytics-best-rate = Le mieux{ $where } { $period } : { $best }, avec { $value } ; le moins bien : { $worst }, avec { $other }.
analytics-no-best = { $metric } { $period }{ $where } : rien ne ressort nettement. Il y a trop peu de publications, ou pas de différence.
analytics-no-parts = { $by ->
    [tag] Aucune des publications{ $where } { $period } n’a de hashtag.
    [campaign] Aucune des publications{ $where } { $period } ne fait partie d’une campagne.
   *[other] Aucune publication n’est parue{ $where } { $period }.
}
analytics-averages = Ce qu’une publication apporte en moyenne ; entre parenthèses, leur nombre.
analytics-averages-compared = Ce que rapporte une publication en moyenne ; entre parenthèses, l’évolution depuis la période d’avant ou le nombre de publications.
analytics-not-split = Les abonnés ne se répartissent que par réseau, compte, jour, semaine et mois. Les voici par compte :
analytics-nothing-to-come = Ce moment est encore à venir. Redemande-moi après.
analytics-no-account = Je ne peux pas le dire : aucun compte n’est connecté, donc rien n’est mesuré. Dis par exemple « connecte Mastodon ».
analytics-not-connected = Je ne peux pas le dire : sur { $platforms }, aucun compte n’est connecté ni n’a été mesuré avant. Dis d’abord « connecte { $first } ».
analytics-cannot-measure = Je ne peux pas le savoir. Aucun chiffre sur les publications ne vient de : { $platforms }.
analytics-cannot-level = Je ne peux pas le savoir. Aucun chiffre sur le compte ne vient de : { $platforms }.
analytics-no-posts = Aucune publication n’est parue{ $where } { $period }, il n’y a donc rien à compter.
analytics-no-posts-known = Je ne connais aucune publication{ $where } { $period } : celles que je connais commencent le { $day }.
analytics-not-told = { $metric } : inconnu. { $count ->
    [one] Une publication est parue
   *[other] { $count } publications sont parues
}{ $where } { $period }, mais ce chiffre n’est jamais venu de { $platforms }.
analytics-not-yet = { $metric } : inconnu pour l’instant. { $count ->
    [one] Une publication est parue
   *[other] { $count } publications sont parues
}{ $where } { $period } ; les premiers chiffres arrivent dans l’heure qui suit la parution.
analytics-not-read = { $metric } : inconnu. { $count ->
    [one] Une publication est parue
   *[other] { $count } publications sont parues
}{ $where } { $period } ; les chiffres n’ont pas encore pu être lus.
analytics-level-not-yet = { $metric } : inconnu pour l’instant. Les premiers chiffres arrivent dans l’heure qui suit la connexion d’un compte.
analytics-level-earlier = { $metric } : inconnu { $period }. La première mesure date du { $day }.
analytics-trouble = { $account } sur { $platform } ne peut pas être mesuré : { $reason }
analytics-gap-open = { $account } sur { $platform } n’est plus mesuré depuis le { $since } : { $reason }
analytics-gap-closed = { $account } sur { $platform } n’a pas pu être mesuré du { $since } au { $until }.
analytics-disconnected = Plus connectés, comptés avec leurs derniers chiffres : { $accounts }.
analytics-gone = { $count ->
    [one] Une de ces publications n’est plus là
   *[other] { $count } de ces publications ne sont plus là
} ; les derniers chiffres comptent.
analytics-stale-level = La dernière mesure de { $account } sur { $platform } date du { $day }.
followers-grown = { $figure }{ $where } : { $number } de plus{ $share } que le { $since }.
followers-lost = { $figure }{ $where } : { $number } de moins{ $share } que le { $since }.
followers-same = { $figure }{ $where }, autant que le { $since }.
followers-only = { $figure }{ $where }. Leur nombre d’avant est inconnu : la première mesure date du { $since }.
followers-part = L’évolution est connue pour { $known } des { $count } comptes.
analytics-post = La publication { $number } en est à { $figure }{ $where }.
analytics-post-unknown = La publication { $number } est parue{ $where } ; ses chiffres sont inconnus pour l’instant. Les premiers arrivent dans l’heure.
analytics-post-not-out = La publication { $number } n’est pas encore parue, il n’y a donc rien à mesurer.
analytics-post-not-measured = La publication { $number } est parue sur { $platforms } ; aucun chiffre sur les publications n’en vient.
analytics-post-here = La publication { $number } est parue ; ses chiffres arrivent dans l’heure qui suit.
analytics-rank = Sur { $platform }, c’est la place { $place } des { $among } dernières publications{ $usual ->
    [unknown] .
   *[other] {" "}; d’habitude, c’est { $usual }.
}
analytics-post-gone = Sur { $platform }, elle n’est plus là ; les derniers chiffres comptent.
analytics-top-one = La { $worst ->
    [yes] moins bonne publication
    [only] seule publication mesurée
   *[no] meilleure publication
}{ $where } { $period } a obtenu { $figure } : { $name }.
analytics-top-line = { $place }. { $name }, { $platform }, { $day } : { $value }
analytics-top-unknown = { $count ->
    [one] Une publication n’est pas classée
   *[other] { $count } publications ne sont pas classées
} : le chiffre est inconnu.
analytics-top-base = Laissées de côté : les publications vues par moins de { $count } personnes, et celles dont le taux est calculé autrement.
analytics-a-post = publication { $number }, « { $words } »
analytics-their-post = « { $words } »
analytics-chart-age = lu { $age }
analytics-chart-sample = données d’exemple, inventées
analytics-no-chart = Pour les graphiques, la personne qui gère cette installation doit les ajouter une fois : make analytics.
measuring-head = { $count ->
    [one] Je mesure un compte
   *[other] Je mesure { $count } comptes
} ; la dernière lecture : { $age }.
measuring-row = ▪ { $platform }, { $account } : { $count ->
    [0] aucune publication connue
    [one] 1 publication
   *[other] { $count } publications
}{ $since ->
    [missing] {""}
   *[other] { " " }depuis le { $since }
}, { $read }
measuring-looked = lu { $age }
measuring-row-off = ▪ { $platform }, { $account } : plus connecté ; { $count ->
    [0] aucune publication connue
    [one] 1 publication
   *[other] { $count } publications
} avec les derniers chiffres
measuring-row-unable = ▪ { $platform }, { $account } : ne donne pas de chiffres aux programmes
measuring-how = Je regarde souvent les nouvelles publications les premiers jours, puis plus rarement ; les abonnés chaque jour.
progress-reading-figures = Je lis les chiffres les plus récents …
offer-compare = Comparer avec la période d’avant
offer-best-posts = Meilleures publications
offer-worst-posts = Publications les moins bonnes
offer-by-platform = Par réseau
offer-last-days = Les 30 derniers jours
offer-quarter = Les 90 derniers jours
offer-connect = Connecter un compte
offer-what-is-measured = Qu’est-ce qui est mesuré ?
offer-report-pdf = Rapport en PDF
part-format-text = Texte seul
part-format-image = Images
part-format-carousel = Carrousels
part-format-video = Vidéos
part-format-reel = Reels
part-format-story = Stories
part-format-link = Liens
part-format-other = Autres publications
ask-breakdown = Réparti par quoi : réseau, compte, format, jour de la semaine, heure, hashtag, campagne, jour, semaine ou mois ?
do-show-metrics = Montrer les chiffres
do-top-posts = Montrer les meilleures publications
do-show-measuring = Dire ce qui est mesuré
help-analytics = « Comment s’est passée la semaine dernière ? », « j’aime sur Instagram ce mois-ci », « meilleures publications », « quel jour de la semaine marche le mieux ? »

# Les comptes des autres à côté des tiens.

progress-looking-at-competitors = { $count ->
    [one] Je regarde ce compte …
   *[other] Je regarde { $count } comptes …
}
ask-handles = Le compte de qui ? Dis son nom là-bas, par exemple « @bakery ».
do-compare-competitors = Comparer avec d’autres
do-watch-competitor = Suivre un concurrent
do-list-competitors = Montrer les concurrents
do-remove-competitor = Ne plus suivre un concurrent
did-watch-competitor = Le suivi d’un concurrent
did-remove-competitor = Le retrait d’un concurrent
offer-watch-competitor = { $count ->
    [one] Le suivre désormais
   *[other] Les suivre désormais
}
competitors-none = Aucun concurrent n’est encore suivi. Dis « suis @nom sur Instagram », ou « compare-nous avec @nom ».
competitors-head = { $count ->
    [one] Un concurrent est suivi :
   *[other] { $count } concurrents sont suivis :
}
competitors-listed = – { $handle } sur { $platform }, abonnés : { $followers } ({ $age })
competitors-table = { $platform } :
competitors-place-both = Sur { $of } comptes, tu es numéro { $followers } pour les abonnés et numéro { $each } pour les interactions par publication.
competitors-place-followers = Sur { $of } comptes, tu es numéro { $place } pour les abonnés.
competitors-place-each = Sur { $of } comptes, tu es numéro { $place } pour les interactions par publication.
competitors-ours = – toi ({ $handle }) : abonnés { $followers }{ $grown } ; publications par semaine { $week }{ $days } ; interactions par publication { $each } ({ $age })
competitors-theirs = – { $handle } : abonnés { $followers }{ $grown } ; publications par semaine { $week }{ $days } ; interactions par publication { $each } ({ $age })
competitors-grown = { " " }({ $change } depuis le { $since })
competitors-days = { $days ->
    [one] { " " }(dernier jour)
   *[other] { " " }({ $days } derniers jours)
}
competitors-definition = Les interactions sont { $metrics }, dans la mesure où les deux côtés les montrent, pour les dernières publications visibles.
competitors-no-interactions = { $platform } ne montre pas assez des publications pour comparer les interactions.
competitors-sample = Tes propres chiffres contiennent des données d’exemple.
competitors-problem = { $handle } : { $reason }
competitors-not-connected = Connecte d’abord un compte sur { $platform } ; je ne peux y regarder que par un des tiens.
competitors-nowhere = Aucun de tes réseaux connectés ne me laisse regarder d’autres comptes. Dis sur quel réseau, ou connectes-en un.
competitors-full = On ne suit pas plus de { $limit } concurrents. Retires-en un d’abord : dis « montre les concurrents ».
competitor-watched = Je regarde { $handle } sur { $platform } chaque jour désormais. Abonnés aujourd’hui : { $followers }.
competitor-known = Je suis déjà { $handle } sur { $platform }. Abonnés : { $followers }.
competitor-on = { $handle } sur { $platform }
competitors-removed = Je ne suis plus { $names }.
error-no-such-competitor = { $handle } n’est pas suivi. Dis « montre les concurrents » pour voir qui l’est.
error-handle = « { $handle } » n’est pas un nom de compte que je sais lire. Dis-le comme « @bakery », ou donne-moi l’adresse du profil.
interaction-likes = mentions J’aime
interaction-comments = commentaires
interaction-shares = partages
interaction-saves = enregistrements

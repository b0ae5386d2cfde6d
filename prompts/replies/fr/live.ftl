# La page où l’on voit les chiffres changer.

live-link = Voici la page en direct, pour toi seul. Le lien l’ouvre pendant un quart d’heure : { $link }
error-no-live-page = Il n’y a pas de page en direct dans cette installation.
live-title = Chiffres en direct
live-title-of = { $workspace } : chiffres en direct
live-needs-link = Cette page demande un lien à ton nom. Dis « montre-moi la page en direct » là où tu me parles.
live-link-over = Ce lien a expiré. Dis « montre-moi la page en direct » là où tu me parles, et tu en auras un nouveau.
live-no-page = Cette page n’existe pas.
live-span = Combien de jours
live-days = { $count } jours
live-status-live = en direct
live-status-waiting = connexion …
live-status-ended = terminé ; demande un nouveau lien
live-changed = Les chiffres ont changé.
live-no-script = Recharge la page pour voir des chiffres plus récents.
live-sample = Ce sont des données d’exemple, inventées pour essayer.
live-nothing = Rien n’a encore été mesuré. Connecte un compte, et les chiffres apparaîtront ici d’eux-mêmes.
live-before = { $change ->
    [missing] { $count } jours avant : { $before }
   *[other] { $change } par rapport aux { $count } jours d’avant ({ $before })
}
live-source = { $base ->
    [missing] { $measured } publications sur { $posts }, plus ancien relevé il y a { $age }
   *[other] { $measured } publications sur { $posts }, ÷ { $base ->
        [reach] portée
        [impressions] impressions
       *[views] vues
    }, plus ancien relevé il y a { $age }
}
live-source-level = Relevé il y a { $age }
live-source-none = Pas mesuré
live-chart = { $metric } : gain par jour
live-chart-label = { $total } en tout ; { $known } jours sur { $days } sont connus. Le tableau ci-dessous donne chaque jour.
live-chart-note = Ce que toutes les publications ont gagné chaque jour. En pointillé : personne n’a regardé, c’est donc inconnu.
live-bar = { $day } : { $value }
live-table = Afficher en tableau
live-day = Jour
live-goals = Objectifs
live-goal-now = { $value } : { $standing }
live-standing-unknown = inconnu
live-standing-early = trop tôt pour le dire
live-standing-reached = atteint
live-standing-on-track = en bonne voie
live-standing-behind = compromis
live-standing-missed = pas atteint
live-posts = Dernières publications
live-post = publication { $number }
live-looked = Relevé il y a { $age }
live-not-yet = Pas encore mesuré
live-gone = n’y est plus
live-see = La voir là-bas
live-as-of = État : { $clock }
live-access = Envoyer les conversions par programme
live-access-how = Signez chaque message avec cette clé et gardez-la pour vous. La même commande envoyée deux fois compte une fois.
do-open-insights = Ouvrir la page en direct

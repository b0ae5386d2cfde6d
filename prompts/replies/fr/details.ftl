# Titre, lien, premier commentaire, tableau d’une publication.

ask-destination = Où sur { $platform } ? Je n’y connais pas « { $name } ».
ask-detail = Quel détail : le titre, le lien, le premier commentaire ou l’endroit où elle va ?
ask-detail-value = Que doit-il être ?
detail-set = Publication { $number } sur { $platforms } : { $detail } est maintenant « { $value } ».
error-no-such-detail = Cela n’existe pas sur { $platforms } : { $what }.
detail-title = le titre
detail-link = le lien
detail-first-comment = le premier commentaire
detail-destination = l’endroit
detail-privacy = la visibilité
detail-format = le format
detail-tags = les mots-clés
detail-warning = l’avertissement
detail-flair = le flair
detail-made-for-kids = « pour enfants »
detail-synthetic = « fait par IA »
detail-starts-at = le début
did-set-post-detail = Le détail de la publication { $numbers }

# Heures calmes

quiet-set = Les heures calmes vont de { $start } à { $end }. Seul ce que tu prévois pour ce moment-là part pendant ce temps.
quiet-off = Il n’y a plus d’heures calmes.
quiet-are = Heures calmes : de { $start } à { $end }
error-quiet-hours = Je n’ai pas compris ces heures. Dis par exemple « heures calmes de 22 à 7 ».
ask-quiet-hours = De quelle heure à quelle heure faut-il du calme ? Par exemple « de 22 à 7 ».
did-set-quiet-hours = Le changement des heures calmes
do-set-post-detail = Donner titre, lien ou endroit à une publication
do-set-quiet-hours = Régler les heures calmes
privacy-public = Tout le monde
privacy-followers = Mes abonnés
privacy-friends = Amis
privacy-private = Moi seul
privacy-unlisted = Non répertorié
post-cost = { $platforms } { $count ->
    [one] facture
   *[other] facturent
} cela environ { $amount } dollars.
plan-in-quiet-hours = C’est pendant vos heures calmes ; elle part quand même, puisque tu l’as prévue à ce moment.

# Threads

split-done = La publication { $number } est maintenant un fil de { $count } publications sur { $platform } ; les tirets les séparent.
split-nothing = La publication { $number } tient ainsi, ou ses réseaux n’ont pas de fils.
offer-split = La diviser en fil
do-split-post = Diviser une publication en fil
did-split-post = La division de la publication { $numbers } en fil

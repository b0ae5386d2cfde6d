# Ce qu’un réseau accepte, et ce qui y est impossible.

network-head = { $platform }, au { $revised } ({ $source }) :
network-text = { $hashtags ->
    [missing] Texte : jusqu’à { $characters } caractères.
   *[other] Texte : jusqu’à { $characters } caractères et { $hashtags } hashtags.
}
network-media = { $kind ->
    [image] Images
    [gif] Images animées
    [video] Vidéos
    [audio] Son
   *[other] Documents
} : jusqu’à { $most } ({ $types }){ $size ->
    [missing] { "" }
   *[other] , { $size } Mo chacun
}{ $low ->
    [missing] { "" }
   *[other] , largeur sur hauteur de { $low } à { $high }
}{ $seconds ->
    [missing] { "" }
   *[other] , { $seconds } secondes au plus
}
network-no-media = Images et vidéos : aucune d’ici.
network-quota = Au plus { $count } publications en { $hours ->
        [one] { $hours } heure
       *[other] { $hours } heures
    } par compte.
network-cost = { $link ->
    [missing] Une publication coûte environ { $post } $.
   *[other] Une publication coûte environ { $post } $, avec un lien environ { $link } $.
}
network-can = Je peux : { $what }.
network-cannot = Je ne peux pas : { $what }.
network-by-hand = Là-bas à la main – { $what } : { $url }
network-handed-over = { $url ->
    [missing] J’écris pour lui ; tu publies à la main.
   *[other] J’écris pour lui ; tu publies à la main sur { $url }
}
ability-thread = des fils
ability-first-comment = un premier commentaire
ability-edit = modifier ce qui est publié
ability-delete = supprimer des publications
ability-read-back = vérifier qu’une publication est vraiment en ligne
ability-comments = lire les commentaires
ability-reply = répondre aux commentaires
ability-hide = masquer des commentaires
ability-delete-comment = supprimer des commentaires
ability-figures = les chiffres des publications
ability-account-figures = les chiffres du compte
ability-daily-figures = les chiffres des jours passés
ability-history = lister les publications précédentes
ability-trends = ce dont on y parle
ability-lookup = les chiffres publics d’autres comptes
do-show-network = Montrer ce qu’un réseau accepte
ability-revoke = retirer l’accès
ability-comment = un commentaire sous sa propre publication
ability-community = publications de la communauté

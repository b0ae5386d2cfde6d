# X et LinkedIn.

error-x-edit-plan = Sur { $platform }, seuls les abonnés peuvent modifier un post. Supprime-le et publie-le de nouveau, ou laisse-le ainsi.
error-x-edit-media = Je ne peux pas modifier sur { $platform } un post avec une image ou une vidéo. Modifie-le là-bas à la main.
error-x-edit-over = { $platform } laisse modifier un post cinq fois en une demi-heure, et c’est passé. Supprime-le et publie-le de nouveau, ou laisse-le ainsi.
error-x-credits = Le compte développeur chez { $platform } n’a plus de crédit, donc rien n’est parti. La personne qui gère cette installation doit le recharger sur developer.x.com.
error-x-app = { $platform } ne permet pas cela à notre application. La personne qui gère cette installation doit vérifier son projet et son offre sur developer.x.com.
error-x-privacy = { $platform } montre chaque post à tout le monde. Dis qu’il peut être public, ou laisse { $platform } de côté.
error-x-no-draft = { $platform } ne prend pas de brouillons d’ici. Dis-moi de le publier, ou garde-le en brouillon chez moi.
error-linkedin-scopes = Notre application chez { $platform } n’a pas le droit de demander cela. Les Pages demandent une application qui n’a que le produit Community Management, ton profil une application avec « Share on LinkedIn » et « Sign In with LinkedIn ». La personne qui gère cette installation doit préparer la bonne.
error-linkedin-privacy = { $platform } ne peut pas montrer ce post à si peu de monde. Une Page publie toujours pour tous, ton profil pour tous ou pour tes relations. Dis-moi lequel.
error-linkedin-no-draft = { $platform } ne prend pas de brouillons d’ici. Dis-moi de le publier, ou garde-le en brouillon chez moi.
error-linkedin-comment-long = Un commentaire sur { $platform } peut compter { NUMBER($limit) } caractères. Raccourcis-le.
why-not-linkedin-role = Ton rôle sur cette Page ne te permet pas de publier. Demande à une personne qui l’administre de te nommer administrateur de contenu.
sign-in-field-linkedin-pages = Pour publier au nom d’une Page, écris son nom ici ; pour ton propre profil, laisse vide

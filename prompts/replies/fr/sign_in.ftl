# Dans la conversation.

sign-in-link = Connecte-toi à { $platform } ici, dans les 15 minutes : { $link }
    Je te préviens ici quand c’est fait.
sign-in-link-again = { $platform } ({ $handles }) demande une nouvelle connexion. Connecte-toi ici, dans les 15 minutes : { $link }
sign-in-link-another = { $platform } est connecté en tant que { $handles } et fonctionne. Pour ajouter un autre compte, connecte-toi avec lui ici, dans les 15 minutes : { $link }
sign-in-needs-app = Avant que quelqu’un puisse se connecter à { $platform }, la personne qui gère cette installation y déclare une application : { $url }
    Il faut y inscrire exactement cette adresse de redirection : { $redirect }
    Ensuite, définir { $id } et { $secret }, puis redémarrer AllIN.
sign-in-not-revoked = { $platform } n’a pas pu être prévenu que la connexion est terminée. Elle est effacée ici ; retire aussi AllIN dans tes réglages là-bas.
sign-in-undone = { $platform } ({ $handle }) est de nouveau dans la liste, mais sa connexion a été rendue : reconnecte-toi avant d’y publier.
sign-in-offer-again = Se connecter à { $platform }
sign-in-choice-again = Se reconnecter
accounts-line-again = • { $platform } : { $handle } – à reconnecter
accounts-line-ending = • { $platform } : { $handle } – la connexion expire dans { $left }

# Ce qui est dit sans qu’on le demande.

sign-in-connected-notice = { $platform } est connecté en tant que { $handles }. On peut y publier maintenant.
sign-in-choose-notice = { $platform } : j’ai trouvé { $count } endroits où publier. Choisis sur la page ouverte dans ton navigateur : { $link }
sign-in-failed-notice = La connexion à { $platform } n’a pas abouti : { $reason }
sign-in-broken-notice = Je ne peux plus publier sur { $platform } ({ $handle }) : { $reason }
sign-in-still-broken-notice = Sur { $platform }, { $handles } demande encore une nouvelle connexion. Connecte-toi là-bas avec ce compte.
sign-in-ending-notice = La connexion à { $platform } ({ $handle }) expire : { $when }. Reconnecte-toi avant, et rien ne s’interrompt.

# Pourquoi pas.

sign-in-refused = { $platform } n’accepte plus la connexion de { $handle }. Reconnecte-toi.
sign-in-ended = la connexion de { $handle } à { $platform } a expiré. Reconnecte-toi.
sign-in-absent = { $platform } ({ $handle }) n’est pas connecté. Reconnecte-toi.
sign-in-later = Impossible de demander une nouvelle connexion à { $platform }. Je réessaie de moi-même.
sign-in-unknown = Ce lien n’est pas l’un des nôtres. Retourne dans la conversation et demandes-en un nouveau.
sign-in-expired = Ce lien pour { $platform } valait 15 minutes, qui sont passées. Demandes-en un nouveau dans la conversation.
sign-in-used = Ce lien pour { $platform } a déjà servi. Si tu n’es pas connecté, demandes-en un nouveau dans la conversation.
sign-in-other-browser = La connexion à { $platform } a commencé dans un autre navigateur. Ouvre le lien de la conversation dans celui-ci.
sign-in-other-platform = Cette réponse ne vient pas de { $platform }. Ouvre encore une fois le lien de la conversation.
sign-in-incomplete = Il manque quelque chose dans ce qui est arrivé. Ouvre encore une fois le lien de la conversation.
sign-in-cancelled = tu ne l’as pas autorisé sur { $platform }, donc rien n’a été connecté.
sign-in-sent-back = { $platform } t’a renvoyé sans connexion. Essaie encore une fois ; si cela se répète, l’application y est mal configurée.
sign-in-code-refused = { $platform } n’a pas accepté cette connexion. Demande un nouveau lien dans la conversation.
sign-in-unreachable = { $platform } est injoignable pour l’instant, et rien n’a été connecté. Réessaie dans quelques minutes.
sign-in-nothing-there = il n’y a rien sur { $platform } où ce compte puisse publier.
sign-in-none-usable = ce compte ne permet de publier nulle part sur { $platform }.
    { $reasons }
sign-in-not-allowed = Ton rôle ne permet plus de connecter { $platform }. Demande à un administrateur de cet espace de travail.
sign-in-fill-in = Remplis tout ce qui n’est pas facultatif.
sign-in-choose-one = Choisis-en au moins un.
sign-in-no-app = { $platform } demande une application de la personne qui gère cette installation : définir { $id }. « allin doctor » dit comment.
sign-in-app-refused = { $platform } n’accepte pas l’application de cette installation. La personne qui la gère vérifie l’identifiant et le secret du client.
sign-in-port-taken = La page de connexion ne peut pas s’ouvrir : un autre programme utilise le port { $port }. Ferme ce programme, ou définis ALLIN_PORT avec un port libre.
vault-wrong = Les connexions enregistrées ont été chiffrées avec une autre clé. La personne qui gère cette installation remet l’ancienne clé (« allin doctor » dit où), ou bien les comptes sont reconnectés.
vault-file = La clé qui chiffre les connexions est illisible. « allin doctor » en dit plus.

# Sur les pages.

sign-in-page-title = Connecter { $platform }
sign-in-page-for = Pour l’espace de travail { $workspace }, à la demande de { $member }.
sign-in-page-help = Où trouver cela sur { $platform }
sign-in-page-go-on = Continuer
sign-in-page-safe = Ce que tu saisis va au réseau et est gardé chiffré. Cela n’apparaît jamais dans la conversation.
sign-in-page-optional = { $label } (facultatif)
sign-in-page-choose = Où puis-je publier ?
sign-in-page-connect = Connecter
sign-in-page-done = { $platform } est connecté
sign-in-page-close = Tu peux fermer cette page et revenir à la conversation.
sign-in-page-onward = Continuer vers { $place }
sign-in-page-stopped = Pas connecté
sign-in-page-back = Tu peux fermer cette page et revenir à la conversation.

# Several accounts on one platform.

account-used = Les publications sur { $platform } vont désormais à { $handle }. Ce qui est déjà prévu garde son compte.
ask-account-which = De quel compte parles-tu ?
do-use-account = Choisir le compte où vont les publications
did-use-account = Le choix d’un compte

# Ce que tout réseau peut répondre, et ce qu’il ne permet pas.

error-network-refused = { $reason ->
    [missing] { $platform } ne l’a pas accepté. Modifie-le et réessaie.
   *[other] { $platform } ne l’a pas accepté : « { $reason } ». Modifie-le et réessaie.
}
error-network-forbidden = { $platform } ne le permet pas à ce compte. Vérifie-y ses droits ou reconnecte-le.
error-network-gone = Cela n’existe plus sur { $platform }.
error-rate-limited = { $platform } nous demande de ralentir. Je réessaie tout seul un peu plus tard.
error-unreachable = Je n’ai pas pu joindre { $platform }, donc rien n’a été envoyé. Je réessaie tout seul.
error-not-the-network = Ce qui a répondu n’est pas { $platform }, peut-être un proxy ou une page de connexion. Je réessaie tout seul.
error-sign-in-scope = La connexion à { $platform } ne comprend pas cela. Reconnecte le compte et autorise-le.
error-version-sunset = { $platform } a arrêté la version de son interface que j’utilise. La personne qui gère cette installation doit la mettre à jour.
error-duplicate = { $platform } dit que ce même texte y est déjà. Regarde le compte avant de réessayer.
error-quota = { $platform } accepte { $count } publications en { $hours ->
        [one] { $hours } heure
       *[other] { $hours } heures
    } par compte, et elles sont toutes parties. Je l’envoie dès qu’il y a de nouveau de la place.
error-media-not-ready = { $platform } traite encore l’image ou la vidéo. Je réessaie tout seul.
error-media-refused = { $reason ->
    [missing] { $platform } n’a pas pu utiliser l’image ou la vidéo. Donne-m’en une autre.
   *[other] { $platform } n’a pas pu utiliser l’image ou la vidéo : « { $reason } ». Donne-m’en une autre.
}
error-media-missing = Une image ou une vidéo de cette publication n’est plus là. Ajoute-la de nouveau.
error-cannot-list-comments = Les commentaires sur { $platform } ne peuvent pas être lus d’ici.
error-cannot-hide = Les commentaires sur { $platform } ne peuvent pas être masqués d’ici.
error-cannot-delete-comment = Les commentaires sur { $platform } ne peuvent pas être supprimés d’ici.
error-cannot-measure = { $platform } ne donne pas de chiffres pour cela.
error-cannot-list-history = Les anciennes publications sur { $platform } ne peuvent pas être listées d’ici. Je connais ce qui est parti par moi.
error-cannot-list-trends = { $platform } ne dit pas de quoi on y parle.
error-cannot-look-up = { $platform } ne montre pas d’ici les chiffres des autres. Regarde le profil là-bas.
error-no-such-profile = Il n’y a pas de compte public « { $handle } » sur { $platform }. Vérifie l’orthographe du nom.
error-no-regions = { $platform } ne distingue pas les pays. Demande sans le pays.
error-figures-scope = La connexion à { $platform } ne comprend pas ces chiffres. Reconnecte le compte et autorise-les.
error-access-not-granted = { $platform } ne montre cela qu’aux applications qu’il a approuvées pour cela. La personne qui gère cette installation peut en faire la demande là-bas.
error-mastodon-no-server = « { $server } » n’est pas le nom d’un serveur Mastodon. Cela ressemble à mastodon.social.

error-cannot-comment = On ne peut rien écrire d’ici sous les publications de { $platform }.
error-held-back = { $platform } a la publication et la cache aux autres. Regarde le compte là-bas.
delivery-held-back = La publication { NUMBER($post, useGrouping: 0) } est arrivée sur { $platform }, mais les autres ne la voient pas : { $reason }

breach-choose-destination = { $platform } doit savoir où le mettre. Dis-moi l’endroit, par exemple « sur le tableau Recettes ».

delivery-processing = { $platform } l’a reçu et y travaille encore.
delivery-partly = { $done } parties sur { $total } sont sur { $platform } ; je continue avec le reste.
delivery-failed-partly = Publication { NUMBER($post, useGrouping: 0) } : { $done } parties sur { $total } sont sur { $platform } ({ $url }), pas le reste : { $reason }
delivery-quota = { $platform } n’accepte que { $count } publications en { $hours ->
        [one] { $hours } heure
       *[other] { $hours } heures
    }. La publication { NUMBER($post, useGrouping: 0) } suit le { $when }.

sign-in-field-server = Ton serveur
sign-in-field-token = Jeton du bot
sign-in-field-handle = Ton nom là-bas
sign-in-field-app-password = Mot de passe d’application
sign-in-field-channel = Canal
sign-in-field-webhook = Adresse du webhook

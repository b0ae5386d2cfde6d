# De quoi on parle ailleurs : les flux suivis, et ce que les réseaux listent eux-mêmes.

progress-looking-at-trends = Je regarde de quoi parlent les réseaux …
progress-reading-feed = Je lis le flux de { $host } …
ask-address = Quelle est l’adresse ? Elle commence par https://.
ask-feed = Quel flux ? Dis son numéro, ou « montre les flux ».
ask-region = Quel pays ?
do-trending-topics = Voir ce qui monte
do-watch-feed = Suivre un flux
do-list-feeds = Montrer les flux
do-remove-feed = Ne plus suivre un flux
did-watch-feed = Le suivi d’un flux
did-remove-feed = Le retrait d’un flux
offer-stop-feed = Ne plus le suivre
offer-watch-again = Le suivre de nouveau
trends-nothing-watched = Je ne suis encore rien qui me le dirait. Dis « suis le flux https://… », ou connecte un réseau qui montre ses tendances.
trends-head = { $feeds ->
    [one] En hausse dans ton flux ({ $items } articles, suivi depuis le { $since }) :
   *[other] En hausse dans { $feeds } flux ({ $items } articles, suivis depuis le { $since }) :
}
trends-head-about = { $feeds ->
    [one] En hausse sur « { $topic } » dans ton flux ({ $items } articles, suivi depuis le { $since }) :
   *[other] En hausse sur « { $topic } » dans { $feeds } flux ({ $items } articles, suivis depuis le { $since }) :
}
trends-none = { $feeds ->
    [one] Rien ne ressort dans ton flux ces deux jours ({ $items } articles, suivi depuis le { $since }).
   *[other] Rien ne ressort dans tes { $feeds } flux ces deux jours ({ $items } articles, suivis depuis le { $since }).
}
trends-none-about = { $feeds ->
    [one] Rien sur « { $topic } » n’est en hausse dans ton flux ({ $items } articles, suivi depuis le { $since }).
   *[other] Rien sur « { $topic } » n’est en hausse dans tes { $feeds } flux ({ $items } articles, suivis depuis le { $since }).
}
trends-rise = { $place }. { $name } : dans { $recent } des { $of } derniers articles, { $times } fois plus qu’avant
trends-rise-new = { $place }. { $name } : dans { $recent } des { $of } derniers articles, jamais avant
trends-example = { "" }, par exemple « { $words } »
trends-network-head = { $region ->
    [missing] { $platform } liste (vu { $age }) :
   *[other] { $platform } liste pour { $region } (vu { $age }) :
}
trends-listed = – { $name }, place { $place }
trends-listed-new = – { $name }, place { $place }, hier pas dans la liste
trends-listed-was = – { $name }, place { $place }, hier { $was }
trends-listed-uses = – { $name } : { $uses } emplois par jour maintenant, { $times } fois ce qu’il y avait avant
trends-network-none = { $platform } ne liste rien en ce moment.
trends-network-none-about = { $platform } ne liste rien sur « { $topic } ».
trends-too-early = Trop tôt pour le dire : { $feeds }, depuis le { $since }. Il me faut environ { $days } jours et assez d’articles pour savoir ce qui est habituel.
trends-feed-failed = Je n’ai pas pu lire le flux { $name } : { $reason }
trends-feeds-elsewhere = Laissés de côté, faute de savoir s’ils parlent du pays demandé ({ $region }) : { $feeds }.
trends-network-failed = De { $platform } je ne sais rien : { $reason }
trends-not-connected = { $count ->
    [one] { $platforms } n’est pas connecté ici, je ne vois donc pas ce qui y est tendance. Je le connecte ?
   *[other] { $platforms } ne sont pas connectés ici, je ne vois donc pas ce qui y est tendance. Lequel connecter ?
}
offer-connect-platform = Connecter { $platform }
trends-not-offered = Aucune tendance n’est visible d’ici sur : { $platforms }.
feed-watched = Je suis désormais { $name } ({ $host }, { $items } articles) toutes les heures. Dans { $days } jours environ, je pourrai dire ce qui y monte.
feed-known = Je suis déjà { $name } ({ $host }).
feeds-none = Aucun flux n’est encore suivi. Dis « suis le flux https://… ».
feeds-head = { $count ->
    [one] Un flux est suivi :
   *[other] { $count } flux sont suivis :
}
feeds-line = { $region ->
    [missing] { $number }. { $name } ({ $host }) : { $state }
   *[other] { $number }. { $name } ({ $host }, { $region }) : { $state }
}
feed-state-new = pas encore lu
feed-state-good = suivi depuis le { $since }, lu { $age }
feed-state-failed = illisible. { $reason }
feed-removed = Je ne suis plus { $name }.
feeds-full = On ne suit pas plus de { $limit } flux. Retires-en un d’abord : dis « montre les flux ».
feed-is-no-feed = Ce qu’il y a sur { $host } n’est pas un flux RSS, Atom ou JSON. Cherches-y un lien nommé RSS ou flux.
feed-busy = { $host } demande qu’on le laisse tranquille un moment. Je réessaie plus tard.
feed-no-such-host = Je ne trouve pas le serveur { $host }. Vérifie l’adresse.
feed-address-inside = { $host } n’est pas une adresse de l’internet ouvert, alors je n’y vais pas.
feed-slow = { $host } n’a pas répondu à temps. Je réessaie plus tard.
feed-unreachable = { $host } n’a pas répondu comme il faut. Je réessaie plus tard.
feed-bad-address = Ce n’est pas une adresse que je peux lire. Elle commence par https://.
feed-address-with-password = Je ne garde pas d’adresses avec un mot de passe. Donne-m’en une sans.
feed-too-many-redirects = { $host } me renvoie sans fin. Donne-moi l’adresse du flux lui-même.
feed-too-large = Ce qu’il y a sur { $host } dépasse { $limit } Mo, et ce n’est pas un flux.
feed-gone = Il n’y a plus rien à cette adresse sur { $host }. Donne-moi la nouvelle.
feed-refused = { $host } ne me laisse pas lire ce flux.
watch-slow = { $platform } n’a pas répondu à temps. Je réessaie plus tard.
watch-over = Ce n’est plus connecté.
watch-failed = Quelque chose s’est mal passé pendant que je regardais. Je réessaie demain.
error-region = « { $region } » n’est pas un pays que je connais. Dis son nom, par exemple « en Espagne ».
error-no-such-feed = Il n’y a pas de flux « { $feed } » ici. Dis « montre les flux » pour les voir.
error-which-feed = Plusieurs flux conviennent : { $numbers }. Lequel veux-tu dire ?

# Ce qui est dit quand une publication part, ou non.

delivery-published = La publication { NUMBER($post, useGrouping: 0) } est en ligne sur { $platform } : { $url }
delivery-published-no-link = La publication { NUMBER($post, useGrouping: 0) } est en ligne sur { $platform }.
delivery-failed = La publication { NUMBER($post, useGrouping: 0) } n’est pas partie sur { $platform } : { $reason }
delivery-handed-over = C’est l’heure de la publication { NUMBER($post, useGrouping: 0) } sur { $platform }, mais aucun compte n’y est connecté. Voici le texte, prêt à être publié à la main sur { $url } :
    { "" }
    { $text }
delivery-handed-over-no-link = C’est l’heure de la publication { NUMBER($post, useGrouping: 0) } sur { $platform }, mais aucun compte n’y est connecté. Voici le texte, prêt à être publié à la main :
    { "" }
    { $text }
delivery-missed-notice = La publication { NUMBER($post, useGrouping: 0) } n’est pas partie : je n’étais pas en marche à cette heure-là. Je la publie maintenant, ou je la déplace ?
delivery-unconfirmed = Je ne sais pas si la publication { NUMBER($post, useGrouping: 0) } est arrivée sur { $platform } : la réponse s’est perdue. Je ne la renverrai pas de moi-même. Regardez, s’il vous plaît, ici : { $url }
delivery-unconfirmed-no-link = Je ne sais pas si la publication { NUMBER($post, useGrouping: 0) } est arrivée sur { $platform } : la réponse s’est perdue. Je ne la renverrai pas de moi-même. Regardez, s’il vous plaît, votre profil là-bas.
delivery-series-skipped = { $count ->
    [one] Une répétition de la publication { NUMBER($post, useGrouping: 0) } est tombée pendant que je n’étais pas en marche et a été omise. La prochaine est la publication { NUMBER($next, useGrouping: 0) }.
   *[other] { $count } répétitions de la publication { NUMBER($post, useGrouping: 0) } sont tombées pendant que je n’étais pas en marche et ont été omises. La prochaine est la publication { NUMBER($next, useGrouping: 0) }.
}

# Pourquoi une publication en est là.

delivery-not-connected = aucun compte n’est connecté sur { $platform }.
delivery-missed = je n’étais pas en marche à cette heure-là.
delivery-unknown = la réponse de { $platform } s’est perdue, et personne ne sait encore si elle est arrivée.
delivery-not-arrived = elle n’est pas arrivée sur { $platform } ; je la renvoie.
delivery-lost = la réponse de { $platform } s’est perdue chaque fois, et la publication n’y est pas. Dites « publier » et je réessaie.
delivery-comment-missing = La publication { NUMBER($post, useGrouping: 0) } est sur { $platform } ({ $url }), mais pas son premier commentaire : { $reason }
delivery-without-comment = la publication est sur { $platform }, mais pas son premier commentaire. Vous pouvez l’y ajouter vous-même : { $url }

# Ce qui est proposé.

delivery-choice-publish = Publier maintenant
delivery-choice-move = Déplacer
delivery-choice-connect = Connecter le compte
delivery-choice-shorten = Raccourcir

# Ce que les gens écrivent sous les publications, et ce qui leur est répondu.

progress-reading-comments = Je lis les commentaires …
comments-head = { $count ->
    [one] Le commentaire le plus récent :
   *[other] Les { $count } commentaires les plus récents :
}
comments-line = { $place }. { $author } sur { $platform }, sous la publication { $post } (commentaire { $number }) : « { $words } »{ $state }
comment-is-hidden = { " " }(masqué)
comment-is-answered = { " " }(répondu)
comments-hint = Dis par exemple « réponds au premier : merci » ou « masque le deuxième ».
comments-none = Il n’y a aucun commentaire sous les publications des 30 derniers jours.
comments-none-unanswered = Tous les commentaires des 30 derniers jours ont reçu une réponse.
comments-unread = Je n’ai pas pu lire les commentaires sur { $platform } : { $reason }
comments-unable = Les commentaires sur { $platforms } ne peuvent pas être lus d’ici.
error-no-such-comment = Il n’y a pas de commentaire { $number } ici. Dis « montre les commentaires » pour voir les numéros.
error-cannot-reply = On ne peut pas répondre d’ici aux commentaires sur { $platform }.
ask-comment = De quel commentaire parles-tu ? Donne son numéro, ou dis « montre les commentaires ».
reply-card = Réponse à { $author } sur { $platform }
reply-card-under = Commentaire
reply-ask = Je réponds à { $author } sur { $platform } exactement ceci, en tant que { $account } ?
reply-yes = Oui, réponds
reply-sent = { $url ->
    [missing] Ta réponse à { $author } est sur { $platform }.
   *[other] Ta réponse à { $author } est sur { $platform } : { $url }
}
reply-unconfirmed = Je ne sais pas si ta réponse à { $author } est arrivée sur { $platform } : le retour du réseau s’est perdu. Regarde là-bas avant de la renvoyer.
reply-waits = Ta réponse à { $author } n’a pas encore pu partir sur { $platform }. { $reason } Je réessaie tout seul.
reply-failed = Ta réponse à { $author } n’est pas partie sur { $platform } : { $reason }
reply-notice-published = Ta réponse est sur { $platform }.
reply-notice-failed = Ta réponse n’est pas partie sur { $platform } : { $reason }
reply-notice-handed-over = Ta réponse n’a pas pu partir : aucun compte n’est connecté sur { $platform }. La voici, à publier toi-même : { $text }
reply-notice-unconfirmed = Je ne sais pas si ta réponse est arrivée sur { $platform }. Regarde là-bas : { $url }
reply-notice-missed = Ta réponse n’est pas partie : je ne tournais pas à son heure.
hide-by-hand = { $url ->
    [missing] { $platform } ne me donne aucun moyen de masquer des commentaires. Tu peux le faire là-bas.
   *[other] { $platform } ne me donne aucun moyen de masquer des commentaires. Tu peux le faire là-bas : { $url }
}
comment-hidden = Le commentaire de { $author } sur { $platform } est maintenant masqué pour les autres.
comment-shown = Le commentaire de { $author } sur { $platform } est de nouveau visible.
offer-show-again = Le montrer de nouveau
offer-hide-again = Le masquer de nouveau
comment-card = { $author } sur { $platform }
delete-comment-ask = Je supprime définitivement ce commentaire de { $author } sur { $platform } ?
delete-comment-yes = Oui, supprime-le
comment-deleted = Le commentaire de { $author } sur { $platform } est supprimé.
did-reply-comment = La réponse à un commentaire
did-hide-comment = Le masquage d’un commentaire
did-delete-comment = La suppression d’un commentaire
do-list-comments = Lire les commentaires
do-reply-comment = Répondre à un commentaire
do-hide-comment = Masquer un commentaire
do-delete-comment = Supprimer un commentaire
comments-head-mood = { $mood ->
    [positive] Commentaires qui semblent contents ({ $count }) :
    [negative] Commentaires qui semblent mécontents ({ $count }) :
   *[neutral] Commentaires qui ne semblent ni contents ni mécontents ({ $count }) :
}
comments-none-mood = { $mood ->
    [positive] Aucun commentaire des 30 derniers jours ne semble content.
    [negative] Aucun commentaire des 30 derniers jours ne semble mécontent.
   *[neutral] Aucun commentaire des 30 derniers jours ne semble neutre.
}
comments-estimate = Le tri est une estimation ; dans le doute, un commentaire compte comme neutre.
ask-sentiment = Quels commentaires : contents, mécontents ou ni l’un ni l’autre ?
undo-not-there = { $what } ne peut pas être défait d’ici.

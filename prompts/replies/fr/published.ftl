# Modifier et retirer ce qui est déjà publié.

delete-ask = Je supprime définitivement la publication { $number } de { $platforms } ?
delete-yes = Oui, supprime-la
edit-ask = Je remplace la publication { $number } sur { $platforms } exactement par ceci ?
edit-yes = Oui, remplace-la
edit-cannot = Ce qui est publié sur { $platforms } ne peut pas être modifié d’ici ; la publication { $number } y reste telle quelle.
edit-not-there = Sur { $platforms } elle reste telle quelle : on ne peut pas y modifier ce qui est publié.
edited = { $url ->
    [missing] La publication { $number } est modifiée sur { $platform }.
   *[other] La publication { $number } est modifiée sur { $platform } : { $url }
}
edit-failed = La publication { $number } n’a pas pu être modifiée sur { $platform }. { $reason }
error-not-out = La publication { $number } n’y est pas publiée : { $status }.
did-delete-post = Le retrait d’une publication
did-edit-post = La modification d’une publication
publish-processing = { $platform } a la publication { $number } et y travaille encore. Je te préviens quand elle est en ligne.
do-delete-post = Retirer une publication
do-edit-post = Modifier ce qui est publié
edit-unconfirmed = { $url ->
    [missing] Je ne sais pas si la modification de la publication { $number } est arrivée sur { $platform } : la réponse s’est perdue. Regarde là-bas avant de réessayer.
   *[other] Je ne sais pas si la modification de la publication { $number } est arrivée sur { $platform } : la réponse s’est perdue. Regarde là-bas avant de réessayer : { $url }
}
offer-take-down = La retirer là où elle est publiée
offer-edit-out = La modifier là où elle est publiée
offer-cancel-instead = L’annuler

# Answers that were lost.

confirmed = C’est noté : la publication { $number } est sur { $platforms }. Je ne la renvoie pas.
resend-ask = Je renvoie la publication { $number } à { $platforms } ? Ne dis oui que si tu as regardé et qu’elle n’y est pas.
resend-yes = Oui, renvoie-la
error-not-unconfirmed = Il n’y a pas de doute sur la publication { $number } : { $status }.
delivery-choice-there = Elle y est
delivery-choice-again = Elle n’y est pas : renvoie-la
do-confirm-post = Noter qu’une publication y est
do-resend-post = Renvoyer une publication perdue
did-confirm-post = La note qu’une publication y est
did-resend-post = Le renvoi d’une publication

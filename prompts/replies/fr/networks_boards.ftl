# Ce que Pinterest et Reddit refusent, et pourquoi.
error-pinterest-link = Le lien est trop long pour Pinterest, qui accepte { $limit } caractères. Donne-m’en un plus court.
error-pinterest-no-such-board = Je ne sais pas quel tableau de ce compte Pinterest est « { $board } ». Dis-moi son nom exact.
error-pinterest-board-gone = Ce tableau n’est pas sur ce compte Pinterest, rien n’a donc été publié. Choisis-en un autre.
error-pinterest-trial = Pinterest ne laisse l’application de cette installation que faire des essais (Trial access), rien n’a donc été publié. La personne qui la gère doit demander à Pinterest le Standard access.
error-pinterest-edit = Pinterest ne laisse pas cette application modifier des épingles. Modifie-la sur Pinterest, ou supprime-la et publie-la de nouveau.
error-reddit-suspended = Reddit a suspendu ce compte, il ne peut donc pas publier.
error-reddit-comment-media = Un commentaire sur Reddit n’accepte que du texte. Retire l’image ou la vidéo.
error-reddit-file-size = L’image ou la vidéo est trop lourde pour Reddit. Donne-moi un fichier plus petit.
error-reddit-media-lost = Reddit a pris l’image ou la vidéo, mais la publication n’est jamais apparue. Essaie avec un autre fichier.
error-reddit-held = Elle est arrivée sur { $subreddit }, mais y attend l’accord des modérateurs. Ne la publie pas de nouveau ; demande-leur si cela dure.
error-reddit-removed = Elle est arrivée sur { $subreddit } et y a été retirée. Lis les règles de { $subreddit } ou demande à ses modérateurs avant de réessayer.
error-reddit-edit = Sur Reddit, seul le texte des publications de texte et des commentaires peut changer. Supprime cette publication et publie-la de nouveau.
error-reddit-no-subreddit = { $subreddit } n’existe pas sur Reddit. Choisis un autre endroit.
error-reddit-not-allowed = Ce compte ne peut pas publier dans { $subreddit }. Choisis un autre endroit, ou demande aux modérateurs.
error-reddit-kind = { $subreddit } n’accepte pas ce genre de publication. Change-la (texte, lien, image ou vidéo), ou choisis un autre endroit.
error-reddit-flair = { $reason ->
    [missing] { $subreddit } n’a pas ce flair. Retire-le ou choisis-en un autre.
   *[other] { $subreddit } demande un flair qu’il connaît : « { $reason } ». Choisis-en un et réessaie.
}
error-reddit-link = Reddit n’accepte pas ce lien. Donne-m’en un autre.
error-reddit-closed = Plus personne ne peut y répondre sur Reddit : c’est fermé, trop ancien ou supprimé.
error-reddit-rules = { $reason ->
    [missing] C’est contraire aux règles de { $subreddit }. Change-le et réessaie.
   *[other] C’est contraire aux règles de { $subreddit } : « { $reason } ». Change-le et réessaie.
}

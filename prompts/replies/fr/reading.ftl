# Ce qui est demandé quand quelque chose a été mal entendu.
reading-which = As-tu dit { $said } ou { $other } ?
reading-check = { $slot ->
    [when] J’ai entendu { $said }. Est-ce bien l’heure voulue ? Dis oui ou donne-m’en une autre.
    [platforms] J’ai entendu { $said }. Est-ce bien là ? Dis oui ou nomme les plateformes.
    [platform] J’ai entendu { $said }. Est-ce la bonne plateforme ? Dis oui ou nommes-en une autre.
    [account] J’ai entendu { $said }. Est-ce le bon compte ? Dis oui ou nommes-en un autre.
    [post] J’ai entendu publication { $said }. Est-ce la bonne ? Dis oui ou donne-moi son numéro.
    [comment] J’ai entendu commentaire { $said }. Est-ce le bon ? Dis oui ou donne-moi son numéro.
    [count] J’ai entendu { $said }. Est-ce le bon nombre ? Dis oui ou dis-moi combien.
   *[other] J’ai entendu { $said }. Est-ce correct ? Dis oui ou dis-moi ce qu’il faut mettre.
  }
reading-again = Je ne suis pas sûr de ce que j’ai entendu. Redis-le, s’il te plaît.

# Comment est un texte avant de partir.

progress-analysing = Je le lis de près …
do-analyze-content = Examiner un texte
ask-text-or-post-id = Quel texte dois-je examiner ? Donne-moi les mots, ou le numéro d’une publication.
content-mood = { $language ->
    [missing] { $mood ->
        [positive] Il a l’air content ; je ne sais pas dire en quelle langue il est.
        [negative] Il a l’air mécontent ; je ne sais pas dire en quelle langue il est.
       *[neutral] Il a l’air neutre ; je ne sais pas dire en quelle langue il est.
    }
   *[other] { $mood ->
        [positive] Langue : { $language } ; le ton est content.
        [negative] Langue : { $language } ; le ton est mécontent.
       *[neutral] Langue : { $language } ; le ton est neutre.
    }
}
content-reading = { $level ->
    [very-easy] Très facile à lire : on y arrive à { $age } ans.
    [easy] Facile à lire : on y arrive à { $age } ans.
    [plain] Lecture courante, dès { $age } ans environ.
    [hardish] Un peu difficile à lire, dès { $age } ans environ.
    [hard] Difficile à lire, dès { $age } ans environ.
   *[other] Très difficile à lire, même pour des adultes.
}
content-reading-unknown = Je ne sais pas dire s’il se lit facilement : il est trop court, ou je n’ai pas de mesure pour sa langue.
content-length-on = { $platform } { $length } sur { $limit }
content-lengths = Caractères : { $parts }.
content-voice = Il te ressemble autant que { $place } % de tes { $posts } dernières publications.
content-voice-few = { $posts ->
    [0] Je ne sais pas encore s’il te ressemble : je ne connais encore aucune publication de toi et il m’en faut { $fewest }.
    [one] Je ne sais pas encore s’il te ressemble : je connais une publication de toi et il m’en faut { $fewest }.
   *[other] Je ne sais pas encore s’il te ressemble : je connais { $posts } publications de toi et il m’en faut { $fewest }.
}
content-topics = Il parle de { $topics }.
content-first = Ce qui vaut le plus d’être changé : { $hint }
content-also = Et aussi : { $hint }
content-nothing = Je ne vois rien à changer.
offer-add-hashtags = Ajouter des hashtags
offer-no-exclamation = Sans points d’exclamation
offer-call-to-action = Ajouter un appel à l’action
offer-no-emoji = Sans émojis
instruction-add-hashtags = ajoute des hashtags
instruction-no-exclamation = sans points d’exclamation
instruction-call-to-action = ajoute un appel à l’action
instruction-no-emoji = sans émojis
hint-alt = { $count ->
    [one] une image n’a pas de description ; qui ne la voit pas, et les moteurs de recherche, n’en savent rien.
   *[other] { $count } images n’ont pas de description ; qui ne les voit pas, et les moteurs de recherche, n’en savent rien.
}
hint-too-long = { $length } caractères, c’est plus que ce que prend { $platform } ({ $limit }).
hint-long = { $length } caractères, c’est beaucoup pour { $platform }, où l’on en lit { $usual } environ jusqu’au bout.
hint-hashtags-limit = { $platform } prend { $limit } hashtags, et il y en a { $count }.
hint-hashtags-many = { $count } hashtags font penser à du spam sur { $platform } ; { $most } au plus sont habituels.
hint-hashtags-few = un ou deux hashtags de plus aident à le trouver sur { $platform } ; { $fewest } sont habituels.
hint-link-dead = un lien dans le texte ne s’ouvre pas sur { $platform }. Mets-le dans le profil ou le premier commentaire.
hint-title-missing = { $platform } veut un titre, et c’est là que l’on cherche d’abord.
hint-title-over = le titre a { $length } caractères, et { $platform } en prend { $limit }.
hint-title-long = sur les { $length } caractères du titre, { $shown } environ se voient dans les résultats de recherche.
hint-title-short = le titre n’a que { $length } caractères ; il y a la place de dire de quoi il s’agit.
hint-title-topic = le titre ne dit pas « { $topic } », et c’est ce qu’on chercherait.
hint-title-capitals = un titre en capitales a l’air crié, et publicitaire.
hint-long-sentences = les phrases ont { $words } mots en moyenne. Plus courtes, on les comprend tout de suite.
hint-hard-words = beaucoup de mots longs l’alourdissent. De plus courts disent la même chose.
hint-capitals = les mots en capitales ont l’air criés, et les lecteurs d’écran les épellent.
hint-exclamations = { $count } points d’exclamation s’affaiblissent. Un seul suffit.
hint-opening = « { $topic } » arrive tard : d’un texte long, on ne voit d’abord que { $shown } caractères environ.
hint-voice-meaning = il parle d’autre chose, ou autrement, que tes autres publications.
hint-no-action = il ne dit pas quoi faire ensuite : passer, commander, répondre.
hint-emoji = { $count } émojis se lisent mal, et sont lus à voix haute un par un.
hint-hashtag-case = écris #{ $tag } avec des capitales dedans, pour que les lecteurs d’écran en séparent les mots.
hint-voice = { $what ->
    [length] { $more ->
        [more] il est plus long que tes publications habituelles.
       *[less] il est plus court que tes publications habituelles.
    }
    [sentence] { $more ->
        [more] ses phrases sont plus longues que les tiennes d’habitude.
       *[less] ses phrases sont plus courtes que les tiennes d’habitude.
    }
    [word] { $more ->
        [more] ses mots sont plus longs que les tiens d’habitude.
       *[less] ses mots sont plus courts que les tiens d’habitude.
    }
    [emoji] { $more ->
        [more] il a plus d’émojis que tes publications habituelles.
       *[less] il a moins d’émojis que tes publications habituelles.
    }
    [hashtags] { $more ->
        [more] il a plus de hashtags que tes publications habituelles.
       *[less] il a moins de hashtags que tes publications habituelles.
    }
    [links] { $more ->
        [more] tes publications ont rarement un lien, et celle-ci en a un.
       *[less] tes publications ont d’habitude un lien, et celle-ci n’en a pas.
    }
    [questions] { $more ->
        [more] il pose plus de questions que tes publications habituelles.
       *[less] tes publications posent d’habitude une question, et celle-ci non.
    }
    [exclamations] { $more ->
        [more] il a plus de points d’exclamation que tes publications habituelles.
       *[less] il a moins de points d’exclamation que tes publications habituelles.
    }
    [capitals] { $more ->
        [more] il a plus de mots en capitales que tes publications habituelles.
       *[less] il a moins de mots en capitales que tes publications habituelles.
    }
   *[other] il est écrit d’une autre manière que tes publications habituelles.
}

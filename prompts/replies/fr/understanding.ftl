# Ce que dit le modèle intégré quand il ne reçoit pas d'ordre qu'il puisse exécuter.
ask-say-something = Je n'ai compris aucun mot. Que dois-je faire ?
ask-which = Je ne suis pas sûr de comprendre. De laquelle de ces actions s'agit-il ?
ask-out-of-scope = Cela, je ne peux pas le faire. J'écris, je programme et je publie des posts ; dites « aide » pour voir comment.
ask-not-here-yet = { $area ->
    [translate_post] Je ne peux pas encore traduire de publications.
    [find_influencers] Je ne peux pas encore chercher d'influenceurs.
    [generate_image] Je ne peux pas encore créer d'images.
    [generate_video] Je ne peux pas encore créer de vidéos.
    [schedule_when] Je ne peux pas encore attendre une condition ; je peux programmer pour une heure.
    [create_ad] Je ne peux pas acheter de publicité.
   *[other] Je ne peux pas encore faire cela.
  }
ok-never-mind = D'accord, on laisse.
say-hello = Bonjour ! Que publions-nous ? Dites « aide » pour voir ce que je sais faire.
say-welcome = Je vous en prie.

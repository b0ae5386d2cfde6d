# Ce que Home Assistant montre de nous
channel-home-assistant = sur une enceinte de Home Assistant
home-assistant-about = Rédige, planifie et publie sur les réseaux sociaux
home-assistant-hears = Comprend ce qui est dit, sur sa propre machine
home-assistant-speaks = Lit les réponses à voix haute
home-assistant-voice = Français
home-assistant-place = Home Assistant à l’adresse { $address }
# Ce qui est dit dans la maison
home-assistant-working = Je m’en occupe. Tu reçois la réponse dans ta messagerie.
home-assistant-private = C’est pour tes yeux seuls : tu le trouves dans ta messagerie.
home-assistant-private-nowhere = C’est pour tes yeux seuls, et non pour une pièce. Demande-le-moi dans une messagerie.
home-assistant-code = Je ne connais pas encore cette maison. Ton code est : { $code }. Dis « laisse entrer » et ce code là où je te connais déjà, puis parle-moi de nouveau.
home-assistant-not-let-in = Je n’écoute et ne parle pas encore pour cette maison. Écris-moi quelque chose dans Home Assistant : je réponds avec un code pour faire entrer la maison.
home-assistant-format = Je ne comprends pas le son sous cette forme. La personne qui gère Home Assistant le règle sur 16 bits et 8 000 à 48 000 échantillons par seconde.
home-assistant-too-long = C’était plus long que { $seconds } secondes. Dis-le en moins de mots.
home-assistant-too-much = C’est plus que je ne lis à voix haute : { $limit } caractères au maximum.
home-assistant-nobody-speaks = Personne ici ne peut parler cette langue. La personne qui gère AllIN Assistant installe espeak-ng ou piper, ou définit ELEVENLABS_API_KEY.
home-assistant-nothing-to-say = Il n’y a rien à lire à voix haute.
# Par HTTP
home-assistant-paired = Cette maison est admise. Elle parle désormais pour toi ; dis « retire mon Home Assistant » dans ta messagerie pour annuler cela.
home-assistant-wrong-code = Ce code n’est pas valable, ou ne l’est plus. Dis « associe un appareil » dans ta messagerie pour en recevoir un nouveau.
home-assistant-unknown = Je ne connais pas cette maison, ou plus. Dis « associe un appareil » dans ta messagerie et donne le code à Home Assistant.
home-assistant-unsafe = D’autres pourraient lire sur ce chemin, alors je ne réponds pas. La personne qui gère AllIN Assistant définit ALLIN_PUBLIC_URL avec une adresse https, ou nomme cette maison dans ALLIN_HOME_ASSISTANT_ALLOW.
home-assistant-slower = C’était trop à la fois. Réessaie dans { $wait ->
    [one] { $wait } seconde
   *[other] { $wait } secondes
  }.
home-assistant-bad-request = Je ne peux pas lire ce que Home Assistant a envoyé. La personne qui l’a configuré le compare avec le guide, docs/home_assistant.md.
# Pour la personne qui gère l’installation
home-assistant-bad-place = { $setting } n’est pas un endroit où écouter. Écris une adresse et un port, comme 0.0.0.0:10700.
home-assistant-bad-allow = { $setting } contient autre chose que des adresses ou des réseaux. Écris-les avec des virgules, comme 192.168.1.5, 10.0.0.0/24.
home-assistant-yes-or-no = { $setting } n’est ni yes ni no. Choisis l’un des deux.
home-assistant-not-encrypted = Les jetons seraient lisibles en route vers { $address }. Définis ALLIN_PUBLIC_URL avec une adresse https, ou nomme la maison dans ALLIN_HOME_ASSISTANT_ALLOW.

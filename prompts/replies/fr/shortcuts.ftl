# Siri et n’importe quel téléphone : ce qui est dit
channel-shortcuts = sur ton téléphone
shortcuts-a-phone = Téléphone
shortcuts-working = Je m’en occupe. Tu reçois la réponse dans ta messagerie.
shortcuts-paired = Cet appareil est admis. Il parle désormais pour toi ; dis « retire mon téléphone » dans ta messagerie pour annuler cela.
shortcuts-wrong-code = Ce code n’est pas valable, ou ne l’est plus. Dis « associe un appareil » dans ta messagerie pour en recevoir un nouveau.
shortcuts-unknown = Je ne connais pas cet appareil, ou plus. Dis « associe un appareil » dans ta messagerie et lance la configuration du raccourci avec le code.
shortcuts-unsafe = D’autres pourraient lire sur ce chemin, alors je ne réponds pas. La personne qui gère AllIN Assistant définit ALLIN_PUBLIC_URL avec une adresse https.
shortcuts-slower = C’était trop à la fois. Réessaie dans { $wait ->
    [one] { $wait } seconde
   *[other] { $wait } secondes
  }.
shortcuts-empty = Je n’ai rien entendu. Dis-le encore une fois.
shortcuts-too-large = C’est trop gros : { $megabytes } Mo au maximum. Envoie quelque chose de plus court, ou dis-le en moins de mots.
shortcuts-bad-request = Je ne peux pas lire ce que ton téléphone a envoyé. Compare le raccourci avec le guide, docs/shortcuts.md.
shortcuts-yes-or-no = { $setting } n’est ni yes ni no. Choisis l’un des deux.
# La page
shortcuts-page-title = Parle à AllIN depuis ton téléphone
shortcuts-page-about = Un raccourci sur ton téléphone envoie ici ce que tu dis, et lit la réponse à voix haute. Cela marche avec Siri, sur Android, sur une montre ou sur un ordinateur.
shortcuts-page-code = Dis « associe un appareil » dans une messagerie où je te connais. Tu reçois un code de dix caractères, valable dix minutes.
shortcuts-page-pair = Le raccourci envoie le code et un nom pour le téléphone par POST à { $address }/pair. La réponse contient un jeton : garde-le dans le raccourci, et nulle part ailleurs.
shortcuts-page-talk = Dès lors, il envoie ce que tu dis par POST à { $address }, avec le jeton dans l’en-tête Authorization, et lit « speech » de la réponse à voix haute. Le guide docs/shortcuts.md le construit pas à pas.
shortcuts-page-end = Téléphone perdu ? Dis « retire mon téléphone » dans ta messagerie. Son jeton ne vaut plus rien dès cet instant.

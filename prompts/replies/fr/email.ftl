# E-mail
email-needs = L’e-mail n’est pas réglé jusqu’au bout. Définis { $missing }.
email-bad-url = ALLIN_EMAIL_SMTP_URL n’est pas l’adresse d’un serveur de messagerie. Écris-la ainsi : smtp://nom:motdepasse@host:587.
email-bad-from = ALLIN_EMAIL_FROM n’est pas une adresse e-mail.
email-bad-domain = ALLIN_EMAIL_DOMAIN n’est pas un domaine comme in.example.org.
email-bad-listen = ALLIN_EMAIL_LISTEN n’est pas un endroit où écouter. Écris-le host:port, par exemple 127.0.0.1:8025.
email-cannot-listen = Impossible d’écouter à l’endroit de ALLIN_EMAIL_LISTEN : il est pris ou interdit. Choisis un autre port.
email-login = Le serveur de messagerie { $host } n’accepte pas notre nom et notre mot de passe. Corrige ALLIN_EMAIL_SMTP_URL.
email-no-tls = Le serveur de messagerie { $host } n’offre pas de chiffrement, rien n’a donc été envoyé. Prends-en un autre.
email-refused = Le serveur de messagerie ne prend pas de messages pour cette adresse.
email-later = Le serveur de messagerie { $host } ne prend pas de messages en ce moment. Je réessaie sans que tu fasses rien.
email-subject = Des nouvelles de ton assistant
email-above = Réponds au-dessus de cette ligne.
email-no-answer = On ne peut pas répondre à cette adresse.
email-files-left-out = Trop grand pour un e-mail : { $names }. Tu le trouves dans tes autres conversations avec moi.
email-is-it-you =
    Un e-mail avec ton adresse me demande : « { $request } »
    N’importe qui peut écrire une adresse dans un e-mail, je n’ai donc encore rien fait. C’était toi ? Réponds « oui » à cet e-mail et je le fais. Sinon, tu n’as rien à faire.
email-left = D’accord, je ne fais rien.
email-some-left-out = Tous tes fichiers ne sont pas arrivés : j’en prends dix à la fois, 20 Mo en tout.
email-yes-words = oui, o, oui merci, ok, okay, d'accord, vas-y, fais-le, bien sûr
email-no-words = non, n, non merci, surtout pas, ne le fais pas
email-unclear = Je ne sais pas à quelle question tu réponds, je n’ai donc rien fait. Réponds à l’e-mail de la question, juste oui ou non, ou suis son lien.
email-nothing-new = Je n’ai pas trouvé de mots nouveaux dans ton e-mail, je n’ai donc rien fait. Écris au-dessus du texte auquel tu réponds.
email-page-gone = Ce lien ne compte plus. Réponds à l’e-mail, ou redis-moi ce que tu veux.
email-page-ask = Pour { $address }. Cela compte une fois.
email-page-done = J’ai ta réponse. La suite arrive par e-mail.
email-page-twice = J’avais déjà cette réponse ; rien n’est fait deux fois.

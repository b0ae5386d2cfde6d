# Ce qui est dit par Alexa
alexa-welcome = Bonjour ! Que veux-tu faire ? Par exemple : rédige une publication sur les soldes d’automne.
alexa-what-else = Que veux-tu faire ?
alexa-again = Dis-moi ce que tu veux faire, ou dis stop.
alexa-help = Dis-le avec tes mots : « rédige une publication sur les soldes d’automne », « programme-la pour demain à neuf heures » ou « montre-moi le planning ». Que veux-tu faire ?
alexa-not-heard = Je n’ai pas compris. Commence par ce que tu veux, comme rédige, programme ou montre. Que veux-tu faire ?
alexa-nothing-asked = Je ne t’ai rien demandé à l’instant. Que veux-tu faire ?
alexa-nothing-said = Il n’y a encore rien à répéter. Que veux-tu faire ?
alexa-still-asking = J’attends toujours ta réponse. { $question }
alexa-still-waiting = J’attends toujours ta réponse.
alexa-done = C’est fait.
alexa-rest-in-app = Le reste est dans l’application Alexa.
alexa-link-in-app = Le lien est dans l’application Alexa.
alexa-in-app = La réponse est dans l’application Alexa.
alexa-bye = D’accord.
alexa-stopped = J’arrête. Ta messagerie te dit ce qui a été fait avant.
alexa-slow = Cela prend un peu plus de temps. Je continue, et tu trouveras la réponse dans ta messagerie.
alexa-private = C’est pour toi seul, alors je ne le dis pas ici. Redemande-le-moi dans ta messagerie.
alexa-link = Je ne te connais pas encore. Ouvre l’application Alexa : une carte y permet de me relier à toi.
alexa-trouble = Quelque chose a échoué de mon côté. Réessaie dans un instant.
# La page sur laquelle on relie Alexa
alexa-page-title = Laisser entrer « { $program } » ?
alexa-page-what = Qui lui parle pourrait lire, rédiger et planifier comme toi, et entendre tes publications à voix haute.
alexa-page-where = Tu reviendras à { $place }. Si ce n’est pas toi qui as commencé dans l’application Alexa, ferme cette page.
alexa-page-code = Ton code
alexa-page-allow = Laisser entrer
alexa-page-refuse = Non
alexa-page-how = Le code s’obtient là où je te connais déjà : écris-m’y « associe un appareil ». Il est valable dix minutes.
alexa-page-wrong = Ce code ne compte pas : il est faux, déjà utilisé ou trop vieux. Retape-le ou prends-en un nouveau.
alexa-page-gone = Cette page est terminée
alexa-page-again = Recommence dans l’application Alexa, dans les réglages de la skill.
# Pour qui gère l’installation
alexa-skill-id = ALLIN_ALEXA_SKILL_ID n’est pas l’identifiant d’une skill. Il commence par amzn1.ask.skill. et se trouve dans la console développeur.
alexa-no-linking = Sans liaison de comptes, personne ne pourrait utiliser la skill : mets ALLIN_ALEXA_CLIENT_ID, et ALLIN_ALEXA_CLIENT_SECRET avec au moins { $count } caractères.
alexa-not-encrypted = Alexa ne nous parle qu’en HTTPS, et { $address } n’en est pas. Mets ton adresse https dans ALLIN_PUBLIC_URL.

# Ce qui se dit partout où l’on est joint : à un inconnu, des mots d’autrui, après une panne
stranger-code =
    Je ne te connais pas encore ici, je ne peux donc rien te dire. Ton code est { $code }.
    Dis-moi « laisse entrer { $code } » là où je te connais déjà, ou donne-le à la personne qui dirige ton équipe ici. Il vaut une demi-heure.
stranger-linked = Bonjour { $member }, je te connais ici maintenant : c’est l’espace de travail « { $workspace } ». Dis-moi quoi publier, ou « aide ».
stranger-later = Je ne te connais pas ici, et il y a eu trop d’essais. Réessaie dans une heure.
others-what-next = Ce sont les mots de quelqu’un d’autre ; de moi-même, je n’en fais rien. Dis-moi quoi en faire, par exemple « rédige une publication là-dessus pour LinkedIn ».
others-draft = Rédiger une publication là-dessus
interrupted = J’ai été interrompu au milieu. Ce que j’avais fait reste fait, une seule fois : { $done }. Redis-moi ce qui manque.
interrupted-unsure = J’ai été interrompu juste après ton oui, et je ne sais pas jusqu’où je suis allé : { $done }. Regarde avant de le redemander.
interrupted-private = Ma réponse n’était que pour toi, je ne l’ai donc pas gardée et je ne sais pas si elle t’est parvenue. Sinon, redemande-la-moi.
notice-late = Cela a pris plus de temps que je n’en avais pour parler. { $text }
channel-slack = dans Slack
channel-telegram = sur Telegram
channel-email = dans un e-mail pour toi
channel-no-such-option = { $option } : ce réglage n’existe pas. Retire-le.
channel-option-meant = { $option } : ce réglage n’existe pas ; voulais-tu dire { $meant } ?
channel-broken-plug-in = L’extension { $name } ne se charge pas : { $why }
yes-to-which = Oui à quoi parmi ceci ?
no-to-all = D’accord, je laisse tout tel quel.
nothing-asked = Je ne t’ai rien demandé. Dis-moi quoi faire, ou « aide ».

# Questions qui complètent une donnée. La clé finit par le genre de la donnée.
ask-topic = De quoi doit-elle parler ?
ask-topic-or-text-or-post-id = Qu’est-ce que je publie ? Donne-moi un sujet, le texte entre guillemets ou le numéro d’un brouillon.
ask-text = Quel est le texte exact ?
ask-post = Quelle publication ? Donne-moi son numéro, ou demande « qu’est-ce qui est prévu ? » pour voir la liste.
ask-platforms = Pour quelles plateformes ?
ask-platform = Quelle plateforme ?
ask-account = Quel compte ?
ask-instruction = Qu’est-ce que je change ?
ask-when = Quand doit-elle partir ? Par exemple « demain à neuf heures » ou « vendredi à 17 h ».
ask-when-time = { $said ->
    [missing] À quelle heure ?
   *[other] À quelle heure, le { $said } ?
  }
ask-when-past = C’est déjà passé : { $said }. Quand, alors ?
ask-when-gap = Ce jour-là, on avance les horloges et cette heure n’existe pas : { $said }. Laquelle veux-tu ?
ask-when-overlap = Ce jour-là, on recule les horloges et cette heure revient deux fois : { $said }. Laquelle veux-tu ?
ask-when-ambiguous = Ça peut se comprendre de plusieurs façons. Laquelle est la bonne ?
ask-when-impossible = Ce jour ou cette heure n’existe pas. Quand, alors ?
ask-when-too-far = C’est dans plus de cinq ans : { $said }. Quand, alors ?
ask-when-no-time = À quelle heure ?
ask-recurrence = À quel rythme ? Par exemple « chaque vendredi à 17 h » ou « le premier lundi de chaque mois ».
ask-language = Dans quelle langue ? Je parle français, anglais, allemand et espagnol.
ask-count = Combien ?
ask-status = Quelles publications : brouillons, prévues, publiées ou en échec ?
ask-brand-field = Que dois-je noter : nom, ton, public, appel à l’action, hashtags ou lien ?
ask-brand-value = Que dois-je noter là ?
ask-place = À l’heure de quelle ville ?
ask-place-which = Plusieurs fuseaux horaires correspondent à « { $place } ». Lequel ?
ask-place-unknown = Je ne connais pas de fuseau horaire pour « { $place } ». Donne-moi une grande ville voisine ou un fuseau comme Europe/Paris.
ask-slots = Quels jours de la semaine et à quelles heures ? Par exemple « en semaine à 9 h et 17 h ».
ask-switch = Je demande avant de publier ? Dis « demande-moi avant de publier » ou « publie sans demander ».
ask-preference = Quel modèle dois-je utiliser : seulement celui qui est intégré, d’abord celui qui est intégré, ou d’abord le grand ?
ask-tone = Sur quel ton ?
ask-since = À partir de quel jour ?
ask-until = Jusqu’à quel jour ?

# Brouillons
drafted = { $count ->
    [one] Voici le brouillon { $number } pour { $platforms }. Rien ne part sans ton accord.
   *[other] Voici { $count } brouillons pour { $platforms } : { $numbers }. Dis-moi lequel te plaît, ou ce qu’il faut changer.
  }
improved = J’ai modifié la publication { $number }.
improved-still-planned = Elle part toujours le { $when }.
improve-nothing = Ça ne change rien à la publication { $number }. Dis-moi autrement ce qui doit être différent.
retargeted = La publication { $number } est maintenant pour { $platforms }.
retargeted-anew = La publication { $number } est déjà en ligne et reste telle quelle. La publication { $new } est un brouillon avec les mêmes mots pour { $platforms }.
hashtags = Pour { $topic } : { $tags }
instruction-shorten = raccourcir
instruction-fewer-hashtags = moins de hashtags
progress-writing = J’écris…
progress-listening = J’écoute ce que tu as dit…
voice-no-file = { $name } n’est pas un fichier que je peux lire. Vérifie le chemin et renvoie-le.
progress-publishing = Je publie sur { $platforms }…

# Planification
scheduled = La publication { $number } part sur { $platforms } le { $when }.
queued = La publication { $number } prend le prochain créneau libre : elle part sur { $platforms } le { $when }.
moved = La publication { $number } est déplacée : elle part sur { $platforms } le { $when }.
cancelled = La publication { $number } est annulée et ne partira pas.
cancelled-series = La publication { $number } et toutes ses répétitions sont annulées et ne partiront pas.
cancelled-rest = La publication { $number } ne partira plus sur : { $platforms }. Ce qui est déjà publié le reste.
cancelled-already = La publication { $number } est déjà annulée.
plan-repeats = Ensuite, elle se répète { $every }.
plan-by-hand = { $platforms } { $count ->
    [one] n’est pas connecté
   *[other] ne sont pas connectés
  } : le moment venu, je te donne le texte et la page pour que tu publies toi-même.
plan-does-not-fit = La publication { $number } ne peut pas partir telle quelle. Je l’ai gardée en brouillon.
slots-set = Les publications en file d’attente partent maintenant { $days }, à { $times }.
list-posts = { $count ->
    [0] aucune publication
    [one] { $count } publication
   *[other] { $count } publications
  }
list-draft = { $count ->
    [0] aucun brouillon
    [one] { $count } brouillon
   *[other] { $count } brouillons
  }
list-scheduled = { $count ->
    [0] aucune publication prévue
    [one] { $count } publication prévue
   *[other] { $count } publications prévues
  }
list-published = { $count ->
    [0] aucune publication déjà en ligne
    [one] { $count } publication déjà en ligne
   *[other] { $count } publications déjà en ligne
  }
list-publishing = { $count ->
    [0] aucune publication en cours d’envoi
    [one] { $count } publication en cours d’envoi
   *[other] { $count } publications en cours d’envoi
  }
list-failed = { $count ->
    [0] aucune publication en échec
    [one] { $count } publication en échec
   *[other] { $count } publications en échec
  }
list-unconfirmed = { $count ->
    [0] aucune publication non confirmée
    [one] { $count } publication non confirmée
   *[other] { $count } publications non confirmées
  }
list-cancelled = { $count ->
    [0] aucune publication annulée
    [one] { $count } publication annulée
   *[other] { $count } publications annulées
  }
list-awaiting-approval = { $count ->
    [0] aucune publication en attente de validation
    [one] { $count } publication en attente de validation
   *[other] { $count } publications en attente de validation
  }
list-head = { $what }{ $span } :
list-none = Il n’y a { $what }{ $span }.
list-line = { $place }. Publication { $number } · { $when } · { $platforms } · { $words }{ $repeats }
list-more = … et encore { $count }. Donne-moi un jour, une plateforme ou un état pour en voir moins.
span-day = {" "}pour le { $day }
span-days = {" "}du { $first } au { $last }
span-since = {" "}à partir du { $first }
span-until = {" "}jusqu’au { $last }
post-is = { $when ->
    [missing] Publication { $number } : { $status }.
   *[other] Publication { $number } : { $status }, { $when }.
  }
repeat-daily = { $interval ->
    [one] chaque jour
   *[other] tous les { $interval } jours
  }
repeat-weekly = { $interval ->
    [one] chaque semaine
   *[other] toutes les { $interval } semaines
  }
repeat-monthly = { $interval ->
    [one] chaque mois
   *[other] tous les { $interval } mois
  }
repeat-yearly = { $interval ->
    [one] chaque année
   *[other] tous les { $interval } ans
  }
repeat-hourly = { $interval ->
    [one] chaque heure
   *[other] toutes les { $interval } heures
  }
repeat-on = { $every } le { $days }
repeat-place = { $place ->
    [1] premier { $day }
    [2] deuxième { $day }
    [3] troisième { $day }
    [4] quatrième { $day }
    [5] cinquième { $day }
   *[-1] dernier { $day }
  }
repeat-monthday = { $day ->
    [-1] dernier jour
    [1] 1er
   *[other] { $day }
  }
repeat-count = { $every }, { $count } fois
repeat-until = { $every } jusqu’au { $until }

# États
status-draft = brouillon
status-awaiting-approval = en attente de validation
status-scheduled = prévue
status-publishing = en cours d’envoi
status-published = publiée
status-failed = en échec
status-unconfirmed = non confirmée
status-cancelled = annulée
role-owner = propriétaire
role-admin = administration
role-editor = rédaction
role-contributor = contribution
role-analyst = analyse
role-client = client

# Publier, demander l’accord, revenir en arrière
publish-ask = Voici la publication { $number }, qui part maintenant sur { $accounts }. J’y vais ?
publish-some-by-hand = { $platforms } { $count ->
    [one] n’est pas connecté
   *[other] ne sont pas connectés
  } ; je te donne le texte pour que tu publies toi-même.
publish-yes = Oui, publier
publish-by-hand = { $platforms } { $count ->
    [one] n’est pas connecté
   *[other] ne sont pas connectés
  }, je ne peux donc pas y publier. La publication { $number } est prête à copier :
publish-already-published = La publication { $number } est déjà en ligne ; je ne l’envoie pas deux fois.
publish-already-publishing = La publication { $number } est en train de partir.
publish-already-unconfirmed = J’ai envoyé la publication { $number } sans recevoir de réponse, elle est donc peut-être en ligne. Regarde le compte avant tout nouvel envoi.
published = La publication { $number } est en ligne sur { $platform } : { $url }
publish-failed = La publication { $number } n’est pas partie sur { $platform }. { $reason }
publish-unconfirmed = J’ai envoyé la publication { $number } à { $platform } sans recevoir de réponse, elle est donc peut-être en ligne. Je continue de vérifier et je te tiens au courant ; ne la renvoie pas, s’il te plaît.
publish-waits = La publication { $number } n’a pas encore pu partir sur { $platform }. { $reason } Je réessaie de moi-même.
publish-on-its-way = La publication { $number } est en route vers { $platform } ; je te dis dès qu’elle est en ligne.
consent-yes = Oui
consent-no = Non
notice-consent =
    { $asker } demande ton accord.
    { $question }
consent-elsewhere = Rien n’est fait pour l’instant : cela attend ton oui, { $place }.
consent-nowhere = Rien n’a été fait : il faut un oui, et il n’y a aucune conversation où le donner. Lance `allin chat`.
channel-terminal = dans le terminal (`allin chat`)
consent-refused = D’accord, rien n’est parti. Le brouillon est conservé.
consent-changed = Quelque chose a changé depuis ma question, je te la repose donc.
consent-gone = Cette question est close ; je n’ai rien fait. Redis-moi ce que tu veux.
consent-expired = C’était il y a plus de 15 minutes, je n’ai donc rien fait. Redis-moi ce que tu veux.
consent-not-yours = Seule la personne à qui j’ai demandé, ou quelqu’un qui administre cet espace, peut répondre.
consent-nobody-to-ask = Il me faut le oui d’une personne, et il n’y a personne à qui le demander ici. Demande-le dans une conversation.
choice-gone = Ce bouton est trop vieux. Redis-moi ce que tu veux.
undone = C’est fait, j’ai annulé { $what }.
undo-nothing = Il n’y a rien à annuler.
undo-changed-since = Je ne peux plus annuler { $what } : quelque chose a changé ou est parti depuis.
undo-done-already = C’est déjà annulé.
undo-not-yours = Seule la personne qui a fait ce changement peut l’annuler avec ce bouton.
undo-time-passed = En annulant cela, la publication { $numbers } serait planifiée pour une heure déjà passée. Dis-moi quand elle doit partir.
undo-taken-down = J’ai retiré la publication { $number } de { $platform }.
undo-by-hand = Je ne peux pas supprimer la publication { $number } sur { $platform }. Tu peux le faire là-bas : { $url }
undo-failed = Je n’ai pas pu retirer la publication { $number } de { $platform }. { $reason }
undo-not-yet = Je ne sais pas encore si la publication { $number } est partie sur { $platform }, je ne peux donc pas la retirer.
undo-draft-again = { $count ->
    [one] La publication { $numbers } redevient un brouillon.
   *[other] Les publications { $numbers } redeviennent des brouillons.
  }
did-draft-post = { $count ->
    [one] la rédaction du brouillon { $numbers }
   *[other] la rédaction des brouillons { $numbers }
  }
did-improve-draft = la modification de la publication { $numbers }
did-retarget-post = le changement de plateformes de la publication { $numbers }
did-schedule-post = la planification de la publication { $numbers }
did-queue-post = la mise en file d’attente de la publication { $numbers }
did-reschedule-post = le déplacement de la publication { $numbers }
did-cancel-post = le retrait du planning de la publication { $numbers }
did-publish-post = l’envoi de la publication { $numbers }
did-set-queue-slots = le changement des créneaux
did-set-brand = la modification du profil de marque
did-set-time-zone = le changement de fuseau horaire
did-set-language = le changement de langue
did-set-confirmation = le changement sur la demande d’accord
did-set-model = le changement de modèle
did-connect-account = la connexion du compte
did-disconnect-account = la déconnexion du compte
did-something = le dernier changement

# Ce que fait un outil, au choix
do-draft-post = Écrire un brouillon
do-improve-draft = Modifier un brouillon
do-retarget-post = Changer les plateformes d’une publication
do-suggest-hashtags = Proposer des hashtags
do-schedule-post = Planifier une publication
do-queue-post = Mettre une publication en file d’attente
do-set-queue-slots = Choisir les jours et heures de la file d’attente
do-reschedule-post = Déplacer une publication
do-cancel-post = Annuler une publication
do-list-posts = Lister les publications
do-show-post = Montrer une publication
do-publish-post = Publier maintenant
do-undo = Revenir sur le dernier changement
do-connect-account = Connecter un compte
do-list-accounts = Lister les comptes
do-disconnect-account = Déconnecter un compte
do-set-brand = Noter quelque chose sur notre marque
do-set-time-zone = Changer notre fuseau horaire
do-set-language = Changer notre langue
do-set-confirmation = Choisir si je demande avant de publier
do-set-model = Choisir le modèle que j’interroge
do-show-settings = Montrer ce que je sais de vous
do-help = Aide
do-something = { $name }

# Comptes et réglages
platform-feed = ta page
connected = C’est connecté : { $platform }, sous le nom { $handle }. On peut maintenant y publier.
connected-already = C’est déjà connecté : { $platform }, sous le nom { $handle }.
connect-by-hand = Je ne peux pas me connecter à { $platform } d’ici. J’écris le texte et, à l’heure choisie, je te le donne avec la page : { $page }
disconnected = C’est déconnecté : { $platform } ({ $handle }). Ce qui y est prévu reste au planning.
accounts-head = { $count ->
    [0] Aucun compte n’est connecté.
    [one] { $count } compte est connecté :
   *[other] { $count } comptes sont connectés :
  }
accounts-line = • { $platform } : { $handle }
accounts-others = Tu peux aussi connecter { $platforms }. D’ici là j’écris pour eux et je te donne le texte pour que tu publies toi-même.
brand-set = C’est noté. { $field } : { $value }
brand-name = Nom
brand-voice = Ton
brand-audience = Public
brand-calls-to-action = Appel à l’action
brand-hashtags = Hashtags
brand-link = Lien
zone-set = Le fuseau horaire est maintenant { $zone } ; il y est { $clock }. Ce qui est déjà prévu garde son moment.
language-set = À partir de maintenant, je parle et j’écris en français.
confirmation-on = Je demande avant de publier quoi que ce soit.
confirmation-off = Je publie dès que tu le dis, sans redemander.
model-local-first = Quand je suis sûr, je décide seul ; sinon, je demande au grand modèle, s’il y en a un.
model-hosted-first = Je demande d’abord au grand modèle, s’il y en a un.
model-local-only = J’utilise seulement le modèle intégré ; rien de ce que tu dis ne va ailleurs.
settings-head = Voici ce que je sais de { $workspace } :
settings-zone = Fuseau horaire : { $zone } (il est { $clock })
settings-language = Langue : français
settings-slots = File d’attente : { $days }, à { $times }
settings-unset = Pas encore noté : { $fields }. Il suffit de me le dire, par exemple « notre ton est chaleureux et simple ».

# Aide et premiers mots
help-head = Dis simplement ce que tu veux avec tes mots. Par exemple :
help-drafting = « Écris une publication sympa sur nos soldes d’automne », puis « plus court » ou « seulement sur LinkedIn »
help-scheduling = « Planifie-la pour demain à neuf heures », « chaque vendredi à 17 h », « une heure plus tard », « qu’est-ce qui part cette semaine ? », « annule la publication 3 »
help-publishing = « Publie-la maintenant » : je te montre exactement ce qui part et je demande d’abord ; « reviens en arrière » la retire là où le réseau le permet
help-accounts = « Quels comptes sont connectés ? », « connecte ma page »
help-workspace = « Notre fuseau horaire est Paris », « notre ton est chaleureux et simple », « parle anglais »
help-end = Rien ne part sans ton accord.
help-try-draft = Écris une publication sur nos horaires d’ouverture
help-try-plan = Qu’est-ce qui est prévu ?
help-try-accounts = Quels comptes sont connectés ?
greeting-new = Bonjour ! Je suis AllIN. J’écris, je planifie et je publie sur tes réseaux sociaux ; dis-moi avec tes mots ce que tu veux.
greeting-back = Bonjour et bon retour dans { $workspace }.
greeting-planned = { $count ->
    [one] Une publication est prévue.
   *[other] { $count } publications sont prévues.
  }
greeting-drafts = { $count ->
    [one] Un brouillon t’attend.
   *[other] { $count } brouillons t’attendent.
  }
greeting-unconfirmed = { $count ->
    [one] Une publication n’est pas confirmée : regarde le compte, s’il te plaît.
   *[other] { $count } publications ne sont pas confirmées : regarde les comptes, s’il te plaît.
  }
greeting-try = Essaie « écris une publication sur nos soldes d’automne », ou dis « aide ».
stopped = Je m’arrête là ; je n’ai rien fait de plus.

# Sur une carte
card-title = Publication { $number } · { $platforms }
card-status = État
card-when = Départ
card-repeats = Répétition
card-length = Longueur

# Boutons
offer-undo = Annuler
offer-publish = Publier maintenant
offer-queue = Mettre en file d’attente
offer-shorten = Raccourcir
offer-fewer-hashtags = Moins de hashtags

# Limites
breach-empty = Il n’y a pas encore de texte pour { $platform }.
breach-too-long = C’est trop long pour { $platform } : { $length } caractères sur { $limit } possibles.
breach-hashtags = Pour { $platform }, c’est { $limit } hashtags au plus ; ici, il y en a { $count }.

# Erreurs
error-unexpected = Quelque chose a échoué de mon côté et rien n’a été changé. Réessaie ; si ça se reproduit, lance « allin doctor ».
error-not-understood = Je n’ai pas compris. Dis « aide » pour voir ce que je sais faire.
error-not-found = Je ne trouve pas ça ici.
error-no-such-post = Il n’y a pas de publication { $number } ici. Dis « qu’est-ce qui est prévu » ou « montre mes brouillons » pour voir les numéros.
error-no-such-platform = Je ne connais pas de plateforme appelée « { $name } ».
error-no-such-account = Aucun compte connecté ne s’appelle « { $name } ». Demande « quels comptes sont connectés ? » pour les voir.
error-no-such-tool = Je ne sais pas faire « { $name } ».
error-not-allowed = Ton rôle ({ $role }) ne le permet pas. Demande à quelqu’un qui administre cet espace de travail.
error-conflict = Ça a changé entre-temps. Jette un œil et redis-le-moi.
error-changed-meanwhile = La publication { $number } a changé entre-temps, je l’ai donc laissée telle quelle. Jette un œil et redis-le-moi.
error-cannot-change = La publication { $number } ne peut plus être modifiée : { $status }.
error-cannot-move = La publication { $number } ne peut pas être replanifiée : { $status }.
error-cannot-cancel = La publication { $number } ne peut pas être annulée : { $status }.
error-rejected = Le réseau n’accepte pas ce texte. Change-le et réessaie.
error-unsupported = Ce n’est pas possible d’ici sur ce réseau.
error-needs-sign-in = Pour { $platform }, il faut une connexion qui n’est pas possible d’ici.
error-cannot-read-back = Je ne peux pas voir ce qui a été publié sur { $platform }.
error-cannot-delete = Je ne peux pas supprimer de publications sur { $platform }.
error-cannot-edit = Je ne peux pas modifier ce qui est déjà publié sur { $platform }.
error-sign-in-needed = Il faut d’abord reconnecter le compte.
error-try-later = Ça ne marche pas pour le moment. Je réessaie de moi-même.
error-outcome-unknown = Je l’ai envoyée sans recevoir de réponse, elle est donc peut-être en ligne. Vérifie avant de la renvoyer.
error-operator = Quelque chose ne va pas dans cette installation. Lance « allin doctor » pour voir quoi.
error-settings = Des réglages manquent ou sont incorrects : { $problems }
error-registry = Des parties de cette installation sont cassées : { $problems }
error-store = Le stockage ne peut pas être lu ou écrit. Lance « allin doctor » pour voir pourquoi.
error-wrong-argument = Je n’ai pas pu utiliser ce que tu as donné pour « { $argument } ». Dis-le autrement.
error-too-long = C’est trop long : { $limit } caractères au plus, s’il te plaît.
error-empty = Je n’ai rien entendu. Dis ce que tu veux, ou « aide ».
error-too-many-steps = C’est plus que ce que je fais d’un coup. Demande-le en plusieurs fois, s’il te plaît.
error-after-others-words = Je viens de lire les mots d’autres personnes, donc je ne l’ai pas fait dans la foulée. Si tu le veux, redis-le à part.
error-instruction = Je ne sais pas faire « { $instruction } » sans modèle de langage. Je peux raccourcir ou allonger un texte, le rendre plus chaleureux ou plus formel, ajouter ou retirer des émojis, des hashtags, un lien ou une phrase, et remplacer des mots.
error-language = Je ne parle pas encore « { $language } » : seulement français, anglais, allemand et espagnol.
error-queue-full = Il n’y a pas de créneau libre dans les { $days } prochains jours. Donne-moi une heure, ou ajoute des créneaux avec « nos créneaux sont en semaine à 9 h et 17 h ».
error-slots = Je n’ai pas compris ces créneaux. Dis par exemple « en semaine à 9 h et 17 h ».
error-unknown-sender = Je ne te connais pas ici, je ne peux donc pas répondre.
store-corrupt = Le stockage est abîmé, je n’ai donc rien changé. Lance « allin doctor », puis restaure une sauvegarde avec « allin db restore ».
store-full = Le disque est plein, rien n’a donc pu être enregistré. Libère de la place et réessaie.
store-readonly = Le stockage est en lecture seule, rien n’a donc pu être enregistré. Vérifie les droits de ALLIN_HOME.
store-locked = Un autre programme occupe le stockage, rien n’a donc été enregistré. Réessaie dans un instant.
store-missing = Le stockage est inaccessible. Vérifie ALLIN_HOME ou ALLIN_DATABASE_URL avec « allin doctor ».
store-schema = Le stockage vient d’une autre version. « allin doctor » dit quoi faire.
store-other = Le stockage ne peut pas être lu ou écrit. Lance « allin doctor » pour voir pourquoi.

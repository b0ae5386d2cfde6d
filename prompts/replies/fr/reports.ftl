# Rapports, indicateurs maison et chiffres venus de fichiers.

table-too-large = Ce tableau est trop gros : je lis des fichiers jusqu’à { $limit } Mo. Découpe-le par années, par exemple.
table-too-long = Ce tableau est trop long : je lis jusqu’à { $limit } lignes. Découpe-le par années, par exemple.
table-unreadable = Je n’arrive pas à lire ce tableau. Enregistre-le de nouveau en CSV ou XLSX et renvoie-le.
table-what-next = { $count ->
    [one] J’ai le tableau { $names }. Est-ce que j’en lis les chiffres ?
   *[other] J’ai les tableaux { $names }. Est-ce que je lis les chiffres du dernier ?
}
offer-import-figures = Lire les chiffres
progress-reading-table = Je lis { $name } …
import-no-file = Envoie-moi le fichier CSV ou Excel avec les chiffres et dis « importe ces chiffres ».
import-no-figures = Dans { $name }, je ne trouve pas de date à côté d’un chiffre que je connaisse. Ses colonnes : { $headers }. Il m’en faut une avec le jour et une comme j’aime, couverture ou abonnés.
import-nothing-readable = Dans { $name }, il n’y a aucun chiffre que je puisse reprendre.
import-done-already = { $name } a été repris le { $at }. Rien n’a changé.
import-no-account = Il n’y a pas encore de compte auquel ces chiffres pourraient appartenir. Dis lequel : « importe ce fichier pour Instagram ».
import-no-such-account = Je ne connais pas de compte { $name } ici. Dis aussi le réseau, par exemple « pour { $name } sur Instagram ».
import-ask-account = À quel compte appartiennent ces chiffres ?
import-ask-handle = Aucun compte sur { $platform } n’est connu ici. Quel est son nom là-bas ?
import-ask-order = Les dates peuvent se lire de deux façons, par exemple { $example }. Qu’est-ce qui vient d’abord, le jour ou le mois ?
import-day-first = Le jour d’abord
import-month-first = Le mois d’abord
import-ask = { $preview }
    Est-ce que je reprends tout cela ?
import-yes = Oui, reprends-les
import-preview = { $posts ->
    [0] { $name } contient les chiffres { $days ->
        [one] d’un jour
       *[other] de { $days } jours
    }
   *[other] { $name } contient les chiffres { $posts ->
        [one] d’une publication
       *[other] de { $posts } publications
    }{ $days ->
        [0] { "" }
       *[other] { " " }et de { $days } jours
    }
} (du { $since } au { $until }), pour { $account } sur { $platform }.
import-column = « { $header } » comme { $metric }
import-quoted = « { $word } »
import-columns = Je lis { $columns }.
import-left-out = { $more ->
    [0] Laissé de côté : { $columns }.
   *[other] Laissé de côté : { $columns } et { $more } autres.
}
import-levels = Les abonnés vont de { $first } à { $last }.
import-new-account = { $account } n’est pas connecté sur { $platform } ; je ne garde que ses chiffres.
import-elsewhere = { $count ->
    [one] Une ligne appartient à un autre compte et reste de côté.
   *[other] { $count } lignes appartiennent à d’autres comptes et restent de côté.
}
import-no-clock = Le fichier ne donne pas l’heure de toutes les publications ; sans heure, je les place à midi.
import-our-clock = Le fichier n’indique pas de fuseau ; je lis les heures à votre horloge ({ $zone }).
import-troubles = { $count ->
    [one] Une donnée est illisible et reste de côté :
   *[other] { $count } données sont illisibles et restent de côté :
}
import-trouble = ligne { $line } : { $why }
import-more-troubles = … et { $count } autres.
import-line-date = « { $cell } » n’est pas une date
import-line-future = { $day } est encore à venir
import-line-number = « { $cell } » sous « { $column } » n’est pas un tel nombre
import-line-twice = la même chose que la ligne { $first }, avec d’autres chiffres
import-line-nameless = rien ne dit de quelle publication il s’agit
import-done = { $posts ->
    [0] Repris : { $figures } chiffres de { $days } jours pour { $account } sur { $platform }, depuis { $name }.
   *[other] Repris : { $figures } chiffres de { $posts } publications{ $days ->
        [0] { "" }
       *[other] { " " }et { $days } jours
    } pour { $account } sur { $platform }, depuis { $name }.
}
import-known-posts = { $count ->
    [one] L’une des publications était déjà connue.
   *[other] { $count } des publications étaient déjà connues.
}
import-measured = { $count ->
    [one] Un chiffre est mesuré sur le réseau lui-même ; c’est lui qui reste.
   *[other] { $count } chiffres sont mesurés sur le réseau lui-même ; ce sont eux qui restent.
}
import-same = { $count ->
    [one] Un chiffre était déjà le même.
   *[other] { $count } chiffres étaient déjà les mêmes.
}
import-left-lines = { $count ->
    [one] Une donnée illisible est restée de côté.
   *[other] { $count } données illisibles sont restées de côté.
}
progress-making-report = Je prépare le rapport …
report-made-now = { $title }, { $dates } :
report-as-html = On ne peut pas encore faire de PDF ici, c’est donc une page pour le navigateur. Qui gère l’installation les ajoute avec « make analytics ».
report-no-printer = On ne peut pas encore faire de fichiers { $format } ici. Qui gère l’installation les ajoute avec « make analytics » ; d’ici là, je fais une page pour le navigateur.
report-offer-html = Plutôt en page web
report-offer-month = Plutôt le mois dernier
report-to-come = { $since } est encore à venir, il n’y a donc rien à raconter pour l’instant.
report-too-long = Un rapport porte sur deux ans au plus ({ $days } jours). Donne une période plus courte.
report-no-place = Il n’y a ici aucun endroit où envoyer des rapports. Demande-le-moi dans un chat.
report-no-such-place = Je ne peux pas écrire dans { $name } d’ici. Invite-moi là-bas et redemande en choisissant le nom du canal dans la liste.
report-which-rhythm = Je ne comprends pas à quel rythme tu veux le rapport. Dis par exemple « chaque lundi à 8 h » ou « le premier de chaque mois ».
report-too-often = Un rapport arrive une fois par jour au plus. Dis par exemple « chaque jour à 8 h ».
report-planned = Le rapport { $number } arrive { $place ->
    [here] ici
   *[other] dans { $place }
} en { $format }, pour la première fois le { $at }. Il portera alors sur les jours du { $since } au { $until }.
report-planned-already = Le rapport { $number } fait déjà exactement cela.
reports-head = { $count ->
    [one] Un rapport se fait tout seul :
   *[other] { $count } rapports se font tout seuls :
}
reports-none = Aucun rapport n’est prévu. Dis par exemple « un rapport chaque lundi à 8 h ».
reports-line = { $number }. { $rhythm ->
    [day] chaque jour
    [week] chaque semaine
    [month] chaque mois
    [year] chaque année
   *[other] régulièrement
} en { $format }{ $platforms ->
    [all] { "" }
   *[other] , seulement { $platforms }
}{ $place ->
    [here] { "" }
   *[other] , dans { $place }
} ; le prochain { $next }
error-no-such-report = Il n’y a pas de rapport prévu { $number }. Dis « montre nos rapports » pour voir les numéros.
report-stopped = Le rapport { $number } ne sera plus fait.
report-layout-set = Voici à quoi ressembleront les rapports :
report-looks = En haut « { $name } », couleur { $colour }, { $logo ->
    [yes] avec votre logo
   *[no] sans logo
}{ $footer ->
    [none] { "" }
   *[other] , en bas « { $footer } »
}. Sections : { $sections }.
report-which-section = Dans « { $words } », je ne trouve pas de section. Il y a : résumé, chiffres, plateformes, abonnés, publications, jours de la semaine, formats, objectifs, indicateurs maison, remarques.
report-which-colour = Je ne connais pas la couleur « { $words } ». Dis-la comme #aa3300, ou bleu, vert, rouge, orange, violet ou gris.
report-notes-stay = Les remarques restent : elles disent d’où viennent les chiffres et de quand ils datent.
report-part-too-long = C’est trop long pour un rapport : { $limit } caractères au plus.
report-no-picture = Envoie-moi le logo en image et dis « prends cette image comme logo des rapports ».
report-logo-type = Un logo est une image en PNG, JPEG, GIF ou WebP.
report-notice = { $title }, { $dates } :
    { $summary }{ $missed ->
    [0] { "" }
    [one] { " " }Un rapport précédent est tombé pendant que j’étais arrêté ; il n’y a que celui-ci.
   *[other] { " " }{ $missed } rapports précédents sont tombés pendant que j’étais arrêté ; il n’y a que celui-ci.
}{ $instead ->
    [yes] { " " }On ne peut pas encore faire de PDF ici (« make analytics » les ajoute), c’est donc une page pour le navigateur.
   *[no] { "" }
} « Arrête le rapport { $number } » y met fin.
report-notice-failed = Le rapport { $number } n’a pas pu être fait. { $reason } Le prochain viendra comme prévu.
own-metric-added = { $name } = { $formula } figure désormais dans les rapports.
own-metric-removed = { $name } ne figure plus dans les rapports.
own-metric-line = Indicateur maison : { $name } = { $formula }
own-metric-none = Il n’y a pas d’indicateur maison « { $name } ». Connus : { $known }.
own-metric-too-many = Il y a déjà { $limit } indicateurs maison. Retires-en un d’abord.
own-metric-name = Donne à l’indicateur un nom court, { $limit } caractères au plus.
own-metric-taken = { $name } est déjà un indicateur. Choisis un autre nom.
own-metric-formula = Je ne peux pas lire « { $formula } » comme une formule. Utilise des indicateurs, des nombres, + - * / et des parenthèses : (commentaires + partages) / publications.
own-metric-no-figure = Il n’y a pas d’indicateur dans « { $formula } ». Nommes-en un, comme j’aime ou couverture.
own-metric-unknown = Je ne connais pas l’indicateur « { $word } ». Il y a : { $known }.
ask-report = Quel rapport ? Donne son numéro, ou dis « montre nos rapports ».
ask-report-format = Dans quel format : PDF, HTML, CSV ou Excel ?
ask-report-part = Que dois-je changer dans les rapports : le nom, la couleur, le logo, le pied de page ou les sections ?
ask-report-value = Que faut-il mettre ?
ask-report-colour = Quelle couleur ? Par exemple #aa3300 ou vert.
ask-report-sections = Quelles sections ? Par exemple « sans abonnés » ou « publications d’abord ».
ask-metric-title = Comment s’appelle l’indicateur ?
ask-formula = Comment se calcule-t-il ? Par exemple (commentaires + partages) / publications.
ask-date-order = Qu’est-ce qui vient d’abord dans les dates, le jour ou le mois ?
ask-confirmed = Est-ce que je le reprends ?
do-create-report = Faire un rapport
do-schedule-report = Planifier des rapports
do-list-reports = Lister les rapports
do-stop-report = Arrêter un rapport
do-add-metric = Ajouter un indicateur maison
do-remove-metric = Retirer un indicateur maison
do-set-report-layout = Changer l’aspect des rapports
do-import-figures = Lire les chiffres d’un fichier
did-schedule-report = La planification du rapport
did-stop-report = L’arrêt du rapport
did-add-metric = L’ajout de l’indicateur
did-remove-metric = Le retrait de l’indicateur
did-set-report-layout = Le changement d’aspect des rapports
did-import-figures = La reprise des chiffres du fichier
report-title = { $kind ->
    [day] Rapport du jour
    [week] Rapport hebdomadaire
    [month] Rapport mensuel
   *[other] Rapport
}
report-title-on = { $kind ->
    [day] Rapport du jour
    [week] Rapport hebdomadaire
    [month] Rapport mensuel
   *[other] Rapport
} : { $platforms }
report-made = Fait le { $at }
report-before = Avant
report-change = Évolution
report-sheet = Rapport
report-section = Section
report-name = Nom
report-value = Valeur
report-page = Page
report-sample = Données d’exemple : ces chiffres sont inventés, pour montrer à quoi ressemble un rapport.
report-not-comparable = pas comparable
report-note-rate = ÷ { $base } ; { $measured } publications sur { $posts }
report-note-posts = { $measured } publications sur { $posts }
report-note-accounts = { $count ->
    [one] un compte
   *[other] { $count } comptes
}
report-summary-none = Aucune publication n’est sortie ({ $dates }).
report-summary = { $posts ->
    [one] Une publication est sortie ({ $dates }). { $count ->
        [known] Elle a { $engagement } interactions à ce jour.
       *[unknown] Son résultat est inconnu : elle n’a pas encore été mesurée.
    }
   *[other] { $posts } publications sont sorties ({ $dates }). { $count ->
        [known] Elles ont { $engagement } interactions à ce jour.
       *[unknown] Leur résultat est inconnu : elles n’ont pas encore été mesurées.
    }
}
report-summary-change = { $direction ->
    [up] C’est { $change } de plus que pendant la période précédente ({ $before }).
    [down] C’est { $change } de moins que pendant la période précédente ({ $before }).
   *[same] C’est autant que pendant la période précédente ({ $before }).
}
report-summary-followers = { $direction ->
    [up] { $now } abonnés, { $gained } de plus qu’au début.
    [down] { $now } abonnés, { $gained } de moins qu’au début.
   *[same] { $now } abonnés, autant qu’au début.
}
report-summary-best = La meilleure publication est « { $post } » sur { $platform }, avec { $engagement } interactions.
report-no-words = (sans texte)
report-posts = Publications
report-post = Publication
report-platform = Plateforme
report-platforms = Plateformes
report-all-platforms = toutes
report-account = Compte
report-seen-on = Vu le
report-day = Jour
report-best = Meilleures publications
report-weakest = Publications les plus faibles
report-average = Interactions par publication
report-weekdays-head = Jour
report-formats-head = Format
report-weekdays-best = Les publications du { $name } ont le mieux marché : { $average } interactions chacune, sur { $posts } publications.
report-formats-best = Ce qui a le mieux marché, ce sont les { $name } : { $average } interactions chacune, sur { $posts } publications.
report-few-left-out = Les sortes de moins de { $least } publications ne sont pas jugées.
report-too-few = Il y a trop peu de publications pour désigner un gagnant : il en faut { $least } par sorte, et une différence.
report-format = { $format ->
    [text] textes
    [image] images
    [carousel] carrousels
    [video] vidéos
    [reel] reels
    [story] stories
    [link] liens
   *[other] autres
}
report-goal = Objectif
report-stands = En est à
report-target = Cible
report-done = Accompli
report-due = Échéance
report-basis = Repose sur
report-formula = Formule
report-chart-engagement = { $bucket ->
    [day] Interactions des publications de chaque jour
    [week] Interactions des publications de chaque semaine
   *[month] Interactions des publications de chaque mois
}
report-chart-source = d’après la dernière mesure, { $age }
report-section-summary = Résumé
report-section-figures = Chiffres clés
report-section-platforms = Plateformes
report-section-followers = Abonnés
report-section-posts = Meilleures et moins bonnes publications
report-section-weekdays = Jours de la semaine
report-section-formats = Formats
report-section-kpis = Objectifs
report-section-own = Indicateurs maison
report-section-notes = Remarques sur les chiffres
report-notes-counted = On compte les publications sorties ({ $dates }), avec leurs chiffres tels que mesurés en dernier. Ce que personne n’a mesuré est dit inconnu, jamais zéro.
report-notes-before = On les compare à la période d’avant ({ $dates }). Les publications plus anciennes ont eu plus de temps pour accumuler des chiffres.
report-notes-age = Le plus ancien relevé d’un chiffre de ce rapport : { $age }.
report-notes-sources = D’où viennent les publications : { $sources }.
report-source = { $source ->
    [here] { $count } envoyées d’ici
    [network] { $count } trouvées sur le réseau
    [import] { $count } d’un fichier
   *[sample] { $count } données d’exemple, inventées
}
report-notes-engagement = Les interactions sont les j’aime, commentaires, partages et enregistrements réunis, dans la mesure où le réseau les donne.
report-notes-rate = Le taux d’interaction, ce sont les interactions divisées par { $bases }, sur les publications dont on connaît les deux.
report-notes-unknown = On ne sait rien des publications sur { $platforms }.
report-notes-stale = Certains nombres d’abonnés datent de plus d’une semaine avant la fin de cette période.
report-notes-gap = { $ended ->
    [yes] { $account } sur { $platform } n’a pas pu être mesuré du { $since } au { $until }.
   *[no] { $account } sur { $platform } ne peut pas être mesuré depuis le { $since }.
}
report-notes-zone = Les jours sont ceux de l’horloge de { $zone }.

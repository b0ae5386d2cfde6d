# Ce que rapportent les publications : liens suivis, résultats et dépenses, et le retour.

ask-money = Combien était-ce ? Par exemple « 200 euros ».
ask-currency = Dans quelle monnaie sont les montants ? Par exemple en euros ou en dollars.
ask-campaign = Quelle campagne ? Dis son nom, par exemple « les soldes d’automne ».
ask-attribution = À qui l’attribuer : au dernier contact, au premier, à tous également, surtout au premier et au dernier, ou selon Markov ou Shapley ?
error-no-address = Je ne peux pas en faire un lien. Donne-moi une adresse qui commence par https://.
error-spend-number = Un montant doit dépasser 0. Combien était-ce ?
progress-reading-results = Je lis { $name } …
progress-crediting = Je calcule à qui l’attribuer …
link-head = { $count ->
    [one] Voici le lien :
   *[other] Voici les { $count } liens :
}
link-line = { $platform } : { $link }
link-short-counts = Les liens courts comptent combien de fois on les suit, par jour et sans rien sur qui les suit.
link-put = Ils sont maintenant dans la publication { $number }, chacun dans le texte de sa plateforme.
link-not-clickable = Sur { $platforms }, personne ne peut toucher un lien dans le texte. Mets-le dans le profil, ou dis où il se trouve.
results-no-file = Envoie-moi le fichier des résultats (CSV ou XLSX, tel que GA4, Shopify, Stripe ou un gestionnaire de publicités l’exporte) et dis « importe ces résultats ».
results-no-columns = Je ne trouve aucun tableau de résultats dans ce fichier. Il lui faut une colonne avec la date et une avec des clics, des conversions, un chiffre d’affaires ou des dépenses.
results-nothing = Je ne trouve aucun résultat dans { $name }.
results-bad-event = L’événement { $place } est illisible.
results-no-day = pas de date
results-no-number = un nombre illisible
results-imported = { $count ->
    [one] Une ligne de { $name } est reprise : { $what }.
   *[other] { $count } lignes de { $name } sont reprises : { $what }.
}
results-span = Elles vont du { $first } au { $last }.
results-doubtful = Des dates comme 01/02 se lisent de deux façons ; j’ai pris le mois en premier.
results-skipped = { $count ->
    [one] Une commande impayée ou remboursée est laissée de côté.
   *[other] { $count } commandes impayées ou remboursées sont laissées de côté.
}
results-left-out = { $count ->
    [one] Laissée de côté : la ligne { $numbers } ({ $reasons }).
   *[other] Laissées de côté : { $count } lignes ({ $numbers } ; { $reasons }).
}
results-again = Si tu importes de nouveau la même période, les nouveaux chiffres remplacent ceux-ci.
results-kind-clicks = clics
results-kind-conversion = conversions
results-kind-lost = parcours sans conversion
results-kind-spend = dépenses
spend-added = { $campaign ->
    [missing] { $platforms ->
        [missing] Noté : { $amount } dépensés { $during }.
       *[other] Noté : { $amount } dépensés sur { $platforms } { $during }.
    }
   *[other] { $platforms ->
        [missing] Noté : { $amount } dépensés pour la campagne « { $campaign } » { $during }.
       *[other] Noté : { $amount } dépensés pour la campagne « { $campaign } » sur { $platforms } { $during }.
    }
}
return-day = le { $day }
return-days = du { $first } au { $last }
return-no-campaign = { $known ->
    [missing] Je ne sais rien d’une campagne « { $campaign } ». Crée ses liens avec moi, ou importe ses résultats.
   *[other] Je ne sais rien d’une campagne « { $campaign } ». Je connais : { $known }.
}
return-nothing = Je ne connais ni clics, ni conversions, ni dépenses { $during }. Importe-les (« importe ces résultats ») ou dis ce que vous avez dépensé.
return-nothing-there = Rien n’est venu par { $platforms }.
return-head = { $campaign ->
    [missing] Ce qui est revenu { $during } :
   *[other] Ce que la campagne « { $campaign } » a rapporté { $during } :
}
return-conversions = { $known ->
    [no] conversions inconnues
   *[yes] { $count ->
        [one] { $value } conversion
       *[other] { $value } conversions
    }
}
return-clicks = { $known ->
    [no] clics inconnus
   *[yes] { $count ->
        [one] { $value } clic
       *[other] { $value } clics
    }
}
return-whole = { $revenue ->
    [missing] En tout : { $conversions }, chiffre d’affaires inconnu
   *[other] En tout : { $conversions }, { $revenue } de chiffre d’affaires
}{ $spend ->
    [missing] , dépenses inconnues
   *[other] , { $spend } dépensés
}{ $each ->
    [missing] { "" }
   *[other] , { $each } par conversion
}{ $back ->
    [missing] .
   *[other] , { $back } de retour pour 1 dépensé.
}
return-line = { $channel } : { $clicks }, { $conversions }{ $revenue ->
    [missing] { "" }
   *[other] , { $revenue } de chiffre d’affaires
}{ $spend ->
    [missing] { "" }
   *[other] , { $spend } dépensés
}{ $each ->
    [missing] { "" }
   *[other] , { $each } par conversion
}{ $back ->
    [missing] { "" }
   *[other] , { $back } de retour pour 1
}
return-model-last = Le mérite va au dernier canal avant chaque conversion.
return-model-first = Le mérite va au premier canal de chaque parcours.
return-model-linear = Tous les contacts d’un parcours se partagent le mérite également.
return-model-position = Le premier et le dernier contact reçoivent 40 % chacun, les autres se partagent 20 % ; s’ils sont deux, la moitié chacun.
return-model-markov = Markov : le mérite d’un canal est le nombre de conversions perdues sans lui, si le pas suivant ne dépend que de l’endroit où l’on est.
return-model-shapley = Shapley : le mérite d’un canal est ce qu’il ajoute en moyenne dans tous les ordres ; chaque groupe de canaux vaut ce qu’il convertit sans les autres.
return-one-channel = Chaque parcours que je connais n’a qu’un canal, toutes les façons d’attribuer reviennent donc au même.
return-graph-lost = { $count ->
    [one] Un parcours qui n’a mené à rien est compté.
   *[other] { $count } parcours qui n’ont mené à rien sont comptés.
}
return-graph-won-only = Je ne connais que des parcours qui ont fini par une conversion ; ce que chaque canal a perdu n’y est donc pas.
return-sampled = Au-delà de { $limit } canaux, c’est estimé à partir d’ordres tirés au sort, toujours les mêmes.
return-unknown = Pour { $count } des { $whole } conversions, personne ne connaît le canal ; elles ne sont attribuées à aucun.
return-undivided = { $spend } ont été dépensés sans canal précis et ne sont répartis sur aucun.
return-currencies = Les montants en monnaies différentes ne sont ni additionnés ni divisés entre eux.
return-parts = Des dépenses d’une période plus longue, j’ai pris les jours qui tombent dans celle-ci.
return-clicks-imported = Les clics sont ceux du fichier importé, là où il en a.
return-clicks-short-links = Les clics sur les liens courts comptent à chaque fois qu’on les suit, sans les robots connus.
return-clicks-network = Les clics sont ceux que le réseau compte sur les publications, là où rien d’autre n’est connu.
return-age = Le résultat le plus récent est arrivé il y a { $age }.
return-no-cause = Cela montre ce qui a précédé une vente, pas que c’en était la cause.
did-track-link = La création d’un lien suivi
did-import-results = L’importation de résultats
did-add-spend = La notation d’une dépense
do-track-link = Créer un lien suivi
do-import-results = Importer des résultats
do-add-spend = Noter une dépense
do-show-return = Montrer le retour

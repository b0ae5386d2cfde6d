# Was ein Netzwerk annimmt, und was dort nicht geht.

network-head = { $platform }, Stand { $revised } ({ $source }):
network-text = { $hashtags ->
    [missing] Text: bis { $characters } Zeichen.
   *[other] Text: bis { $characters } Zeichen und { $hashtags } Hashtags.
}
network-media = { $kind ->
    [image] Bilder
    [gif] Bewegte Bilder
    [video] Videos
    [audio] Ton
   *[other] Dokumente
}: bis { $most } ({ $types }){ $size ->
    [missing] { "" }
   *[other] , je { $size } MB
}{ $low ->
    [missing] { "" }
   *[other] , Breite zu Höhe { $low } bis { $high }
}{ $seconds ->
    [missing] { "" }
   *[other] , höchstens { $seconds } Sekunden
}
network-no-media = Bilder und Videos: von hier keine.
network-quota = Höchstens { $count } Beiträge in { $hours ->
        [one] { $hours } Stunde
       *[other] { $hours } Stunden
    } von einem Konto.
network-cost = { $link ->
    [missing] Ein Beitrag kostet etwa { $post } $.
   *[other] Ein Beitrag kostet etwa { $post } $, einer mit Link etwa { $link } $.
}
network-can = Das kann ich: { $what }.
network-cannot = Das kann ich nicht: { $what }.
network-by-hand = Dort von Hand – { $what }: { $url }
network-handed-over = { $url ->
    [missing] Ich schreibe dafür; du postest von Hand.
   *[other] Ich schreibe dafür; du postest von Hand auf { $url }
}
ability-thread = Threads
ability-first-comment = ein erster Kommentar
ability-edit = veröffentlichte Beiträge ändern
ability-delete = Beiträge löschen
ability-read-back = nachsehen, ob ein Beitrag wirklich draußen ist
ability-comments = Kommentare lesen
ability-reply = Kommentare beantworten
ability-hide = Kommentare verbergen
ability-delete-comment = Kommentare löschen
ability-figures = Zahlen zu Beiträgen
ability-account-figures = Zahlen zum Konto
ability-daily-figures = Zahlen vergangener Tage
ability-history = frühere Beiträge auflisten
ability-trends = worüber dort gesprochen wird
ability-lookup = öffentliche Zahlen anderer Konten
do-show-network = Zeigen, was ein Netzwerk annimmt
ability-revoke = die Anmeldung beenden
ability-comment = ein Kommentar unter dem eigenen Beitrag
ability-community = Community-Beiträge

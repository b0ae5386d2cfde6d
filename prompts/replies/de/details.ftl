# Titel, Link, erster Kommentar, Pinnwand eines Beitrags.

ask-destination = Wohin auf { $platform } soll es? „{ $name }“ kenne ich dort nicht.
ask-detail = Was meinst du: den Titel, den Link, den ersten Kommentar oder wohin es geht?
ask-detail-value = Wie soll es lauten?
detail-set = Beitrag { $number } auf { $platforms }: { $detail } ist jetzt „{ $value }“.
error-no-such-detail = Auf { $platforms } gibt es das nicht: { $what }.
detail-title = der Titel
detail-link = der Link
detail-first-comment = der erste Kommentar
detail-destination = der Ort
detail-privacy = die Sichtbarkeit
detail-format = das Format
detail-tags = die Schlagwörter
detail-warning = die Inhaltswarnung
detail-flair = das Flair
detail-made-for-kids = „für Kinder gemacht“
detail-synthetic = „mit KI gemacht“
detail-starts-at = der Beginn
did-set-post-detail = Die Angabe zu Beitrag { $numbers }

# Ruhezeiten

quiet-set = Ruhezeit ist von { $start } bis { $end }. Darin geht nur hinaus, was du genau dafür planst.
quiet-off = Es gibt keine Ruhezeit mehr.
quiet-are = Ruhezeit: { $start } bis { $end }
error-quiet-hours = Diese Zeiten habe ich nicht verstanden. Sag zum Beispiel „Ruhezeit von 22 bis 7“.
ask-quiet-hours = Von wann bis wann soll Ruhe sein? Zum Beispiel „22 bis 7“.
did-set-quiet-hours = Die Änderung der Ruhezeit
do-set-post-detail = Titel, Link oder Ort eines Beitrags angeben
do-set-quiet-hours = Ruhezeiten einstellen
privacy-public = Alle
privacy-followers = Meine Follower
privacy-friends = Freunde
privacy-private = Nur ich
privacy-unlisted = Nicht gelistet
post-cost = { $platforms } { $count ->
    [one] verlangt
   *[other] verlangen
} dafür etwa { $amount } US-Dollar.
plan-in-quiet-hours = Das liegt in eurer Ruhezeit; es geht trotzdem hinaus, weil du es dafür geplant hast.

# Threads

split-done = Beitrag { $number } ist auf { $platform } jetzt ein Thread aus { $count } Beiträgen; die Striche stehen dazwischen.
split-nothing = Beitrag { $number } passt so, oder seine Netzwerke haben keine Threads.
offer-split = Als Thread aufteilen
do-split-post = Einen Beitrag als Thread aufteilen
did-split-post = Das Aufteilen von Beitrag { $numbers } in einen Thread

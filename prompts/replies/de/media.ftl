# Bilder und Videos
ask-media = Welches Bild oder Video? Schick es hierher oder nenne mir seine https-Adresse.
ask-media-place = Welches Bild des Beitrags? Zum Beispiel „das zweite Bild“.
ask-fit = Wie soll ich es passend machen: mit Rand, zugeschnitten, kleiner, als kürzeres Video oder weggelassen?
media-in-words = { $kind ->
    [video] Video
    [gif] bewegtes Bild
    [audio] Ton
    [document] Dokument
   *[image] Bild
  }{ $size ->
    [missing] {""}
   *[other] {" "}{ $size }
  }{ $seconds ->
    [missing] {""}
   *[other] , { $seconds } s
  }
card-picture = { $what }, Alternativtext: { $alt }
card-picture-no-alt = { $what }, ohne Alternativtext
media-what-next = { $count ->
    [one] Ist da: { $what }. Was soll ich damit machen?
   *[other] Sind da: { $what }. Was soll ich damit machen?
  }
offer-post-of-it = Einen Beitrag daraus machen
offer-add-to-post = Zu Beitrag { $number } hinzufügen
offer-fit-pad = Rand darum für { $platform }
offer-fit-crop = Zuschneiden für { $platform }
offer-fit-trim = Video kürzen für { $platform }
offer-fit-drop = Weglassen, was { $platform } nicht nimmt
offer-leave-out = Nicht auf { $platform }
media-post-made = Hier ist Entwurf { $number } für { $platforms }. Er hat noch keinen Text: Sag ihn in Anführungszeichen oder worum es geht.
media-added = { $count ->
    [one] Zu Beitrag { $number } hinzugefügt.
   *[other] Alle { $count } sind zu Beitrag { $number } hinzugefügt.
  }
media-removed = { $count ->
    [one] Eines ist aus Beitrag { $number } entfernt.
   *[other] { $count } sind aus Beitrag { $number } entfernt.
  }
media-described = Notiert als Alternativtext von Bild { $place } in Beitrag { $number }.
media-fitted = Beitrag { $number } hat jetzt eine eigene Fassung für { $platforms }; das Original bleibt, wie es ist.
media-fits = In Beitrag { $number } passt schon alles; ich habe nichts geändert.
media-cannot-fit = Das hilft hier nicht oder geht auf diesem Rechner nicht. An Beitrag { $number } ist nichts geändert; versuch es anders oder mit einer anderen Datei. Videos brauchen den Videoteil: Wer diese Installation betreibt, ergänzt ihn mit „make video“.
media-no-alt = Wer es nicht sehen kann, freut sich über einen Alternativtext: Sag „der Alternativtext ist …“ mit den Worten in Anführungszeichen.
media-post-has-none = Beitrag { $number } hat kein Bild und kein Video. Schick eines hierher, dann füge ich es hinzu.
media-no-such-place = { $count ->
    [one] Der Beitrag hat nur eines. Sag, welches du meinst.
   *[other] Der Beitrag hat { $count }. Sag, welches du meinst.
  }
media-alt-too-long = Ein Alternativtext hat höchstens { $limit } Zeichen; dieser hat { $length }. Sag es kürzer.
media-too-many-at-once = Höchstens { $limit } auf einmal, bitte; den Rest habe ich weggelassen.
media-gone = Bild { $place } dieses Beitrags ist nicht mehr da. Schick es noch einmal oder nimm es heraus.
media-none-here = Bilder und Videos lassen sich hier nicht verwenden.
media-note-other-kind = { $kind ->
    [video] Dem Namen nach wäre es etwas anderes, aber es ist ein Video; so nehme ich es.
    [gif] Dem Namen nach wäre es etwas anderes, aber es ist ein bewegtes Bild; so nehme ich es.
    [audio] Dem Namen nach wäre es etwas anderes, aber es ist Ton; so nehme ich es.
    [document] Dem Namen nach wäre es etwas anderes, aber es ist ein Dokument; so nehme ich es.
   *[image] Dem Namen nach wäre es etwas anderes, aber es ist ein Bild; so nehme ich es.
  }
media-note-not-cleaned = Das Dokument gebe ich weiter, wie es ist: Was darin über den Verfasser steht, bleibt darin.
media-empty = Diese Datei ist leer. Bitte schick sie noch einmal.
media-broken = Diese Datei ist kaputt oder nicht vollständig. Bitte schick sie noch einmal oder eine andere.
media-is-page = Das ist eine Webseite oder eine Zeichnung aus Code (SVG), kein Bild, das ein Netzwerk nimmt. Schick es als JPEG oder PNG.
media-is-archive = Das ist ein Archiv. Bitte entpacke es und schick die Bilder oder Videos selbst.
media-is-program = Das ist ein Programm, kein Bild und kein Video. Ich habe es nicht behalten.
media-unknown-type = Diese Art von Datei kenne ich nicht. Bilder gehen als JPEG, PNG, WebP oder GIF, Videos als MP4, MOV oder WebM.
media-two-in-one = In diesem Bild versteckt sich eine weitere Datei, darum habe ich es nicht behalten. Speichere das Bild neu und schick es dann.
media-too-large = Diese Datei hat { $size } MB; höchstens { $limit } MB gehen. Schick eine kleinere.
media-too-many-pixels = Dieses Bild hat viel zu viele Pixel; höchstens { $limit } Millionen gehen. Schick ein kleineres.
media-too-many-frames = Dieses bewegte Bild ist zu lang: { $count } Einzelbilder, wo { $limit } in dieser Größe schon viel sind. Schick es als Video.
media-heic-not-here = HEIC-Fotos lassen sich hier nicht lesen. Schick es als JPEG; oder wer diese Installation betreibt, ergänzt das Paket „pi-heif“.
media-video-not-here = Videos lassen sich hier nicht umarbeiten. Wer diese Installation betreibt, ergänzt das mit „make video“; oder schick eines, das schon passt.
media-video-cannot = Dieses Video ließ sich nicht umarbeiten. Schick eine andere Fassung davon.
media-cannot-convert = Eine Datei vom Typ { $type } lässt sich nicht in das Nötige umwandeln. Schick sie als JPEG, PNG oder MP4.
media-cannot-shrink = Es lässt sich nicht klein genug machen, ohne zu leiden. Schick ein kleineres oder kürzeres.
media-too-short = Dieses Video ist zu kurz, und dazu lässt sich nichts erfinden. Schick ein längeres.
media-no-such-file = Auf diesem Rechner gibt es keine lesbare Datei „{ $name }“. Prüfe den Pfad.
media-disk-full = Der Datenträger ist voll, die Datei konnte nicht behalten werden. Schaff Platz und schick sie noch einmal.
media-disk-trouble = Die Datei konnte nicht behalten werden: In ALLIN_HOME lässt sich nicht schreiben. „allin doctor“ sagt, warum.
media-bad-address = Das ist keine Adresse, von der ich etwas holen kann. Nenne mir eine wie https://example.org/bild.jpg oder schick die Datei selbst.
media-address-not-https = Ich hole nur von https-Adressen. Nenne mir eine oder schick die Datei selbst.
media-address-with-password = In dieser Adresse steht ein Name oder Passwort, darum habe ich sie nicht verwendet. Schick die Datei selbst.
media-address-inside = „{ $host }“ liegt nicht im offenen Internet, von dort hole ich nichts. Schick die Datei selbst.
media-no-such-host = Ich finde „{ $host }“ nicht. Prüfe die Adresse oder schick die Datei selbst.
media-too-many-redirects = „{ $host }“ schickt mich im Kreis. Nenne mir die eigene Adresse der Datei oder schick sie selbst.
media-fetch-refused = „{ $host }“ gibt es mir nicht (Antwort { $status }). Schick die Datei selbst.
media-fetch-failed = „{ $host }“ hat nicht geantwortet, wie es sollte. Versuch es später noch einmal oder schick die Datei selbst.
media-fetch-slow = „{ $host }“ ist zu langsam. Versuch es später noch einmal oder schick die Datei selbst.
progress-fetching = Ich hole es …
progress-fitting = Ich passe es an …
do-make-media-post = Aus einem Bild einen Beitrag machen
do-attach-media = Ein Bild oder Video zu einem Beitrag hinzufügen
do-remove-media = Ein Bild oder Video aus einem Beitrag nehmen
do-describe-media = Einem Bild seinen Alternativtext geben
do-fit-media = Ein Bild oder Video passend machen
did-make-media-post = Entwurf { $numbers }
did-attach-media = Das Hinzufügen zu Beitrag { $numbers }
did-remove-media = Das Entfernen aus Beitrag { $numbers }
did-describe-media = Der Alternativtext in Beitrag { $numbers }
did-fit-media = Die angepasste Fassung von Beitrag { $numbers }
breach-needs-media = { $platform } nimmt keinen Beitrag ohne Bild oder Video. Schick mir eines.
breach-media-kind = { $kind ->
    [video] { $platform } nimmt hier keine Videos.
    [gif] { $platform } nimmt keine bewegten Bilder (GIF).
    [audio] { $platform } nimmt keinen Ton.
    [document] { $platform } nimmt keine Dokumente.
   *[image] { $platform } nimmt hier keine Bilder.
  }
breach-too-many-media = { $kind ->
    [video] { $platform } nimmt je Beitrag { $limit } Videos; dieser hat { $count }.
    [image] { $platform } nimmt je Beitrag { $limit } Bilder; dieser hat { $count }.
   *[other] { $platform } nimmt je Beitrag { $limit } Dateien; dieser hat { $count }.
  }
breach-media-type = { $platform } nimmt keine Dateien vom Typ { $type } (Nummer { $place }), und umwandeln kann ich diese hier nicht. Schick sie als JPEG oder MP4.
breach-media-bytes = Nummer { $place } hat { $size } MB; { $platform } nimmt { $limit } MB. Schick eine kleinere Datei.
breach-media-ratio = { $platform } nimmt das Format von Nummer { $place } nicht ({ $width } × { $height }). Ich kann einen Rand darum machen oder es zuschneiden.
breach-media-pixels = { $side ->
    [width] Nummer { $place } ist { $value } Pixel breit; { $platform } nimmt { $least } bis { $most }.
   *[height] Nummer { $place } ist { $value } Pixel hoch; { $platform } nimmt { $least } bis { $most }.
  }
breach-media-seconds = Nummer { $place } dauert { $seconds } Sekunden; { $platform } nimmt { $least } bis { $most }.
breach-alt-too-long = Der Alternativtext von Nummer { $place } hat { $length } Zeichen; { $platform } nimmt { $limit }.
breach-no-public-address = { $platform } holt Bilder und Videos von einer öffentlichen https-Adresse, und diese Installation hat keine. Wer sie betreibt, setzt ALLIN_PUBLIC_URL.
breach-media-sizes-differ = { $platform } will alle Bilder eines Beitrags in einer Größe. Ich kann Ränder darum machen oder sie zuschneiden.
breach-mixed-media = { $platform } nimmt in einem Beitrag entweder Bilder oder ein Video, nicht beides.
breach-needs-title = { $platform } braucht einen Titel. Sag mir, wie er lauten soll.
breach-title-too-long = Der Titel ist zu lang für { $platform }: { $length } von { $limit } Zeichen.

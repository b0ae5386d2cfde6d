# Was jedes Netzwerk antworten kann, und was dort nicht geht.

error-network-refused = { $reason ->
    [missing] { $platform } hat es nicht angenommen. Ändere es und versuch es noch einmal.
   *[other] { $platform } hat es nicht angenommen: „{ $reason }“. Ändere es und versuch es noch einmal.
}
error-network-forbidden = { $platform } erlaubt das diesem Konto nicht. Prüfe dort seine Rechte oder verbinde es neu.
error-network-gone = Auf { $platform } gibt es das nicht mehr.
error-rate-limited = { $platform } bittet uns, langsamer zu machen. Ich versuche es etwas später von selbst noch einmal.
error-unreachable = Ich konnte { $platform } nicht erreichen, es ist also nichts hinausgegangen. Ich versuche es von selbst noch einmal.
error-not-the-network = Geantwortet hat etwas, das nicht { $platform } ist, vielleicht ein Proxy oder eine Anmeldeseite. Ich versuche es von selbst noch einmal.
error-sign-in-scope = Die Anmeldung bei { $platform } umfasst das nicht. Verbinde das Konto neu und erlaube es.
error-version-sunset = { $platform } hat die Version seiner Schnittstelle abgeschaltet, die ich spreche. Wer diese Installation betreibt, muss sie aktualisieren.
error-duplicate = { $platform } sagt, dass genau dieser Text schon dort steht. Schau dir das Konto an, bevor du es noch einmal versuchst.
error-quota = { $platform } nimmt von einem Konto { $count } Beiträge in { $hours ->
        [one] { $hours } Stunde
       *[other] { $hours } Stunden
    }, und so viele sind hinaus. Ich sende ihn, sobald wieder Platz ist.
error-media-not-ready = { $platform } arbeitet noch am Bild oder Video. Ich versuche es von selbst noch einmal.
error-media-refused = { $reason ->
    [missing] { $platform } konnte das Bild oder Video nicht verwenden. Gib mir ein anderes.
   *[other] { $platform } konnte das Bild oder Video nicht verwenden: „{ $reason }“. Gib mir ein anderes.
}
error-media-missing = Ein Bild oder Video dieses Beitrags ist nicht mehr da. Füge es noch einmal hinzu.
error-cannot-list-comments = Kommentare auf { $platform } lassen sich von hier nicht lesen.
error-cannot-hide = Kommentare auf { $platform } lassen sich von hier nicht verbergen.
error-cannot-delete-comment = Kommentare auf { $platform } lassen sich von hier nicht löschen.
error-cannot-measure = { $platform } gibt dafür keine Zahlen.
error-cannot-list-history = Frühere Beiträge auf { $platform } lassen sich von hier nicht auflisten. Ich kenne, was über mich hinausging.
error-cannot-list-trends = { $platform } verrät nicht, worüber dort gesprochen wird.
error-cannot-look-up = { $platform } zeigt von hier keine Zahlen anderer. Sieh dir das Profil dort an.
error-no-such-profile = Auf { $platform } gibt es kein öffentliches Konto „{ $handle }“. Prüfe, wie der Name geschrieben wird.
error-no-regions = { $platform } unterscheidet keine Länder. Frag ohne das Land.
error-figures-scope = Die Anmeldung bei { $platform } umfasst diese Zahlen nicht. Verbinde das Konto neu und erlaube sie.
error-access-not-granted = { $platform } zeigt das nur Anwendungen, die dafür zugelassen sind. Wer diese Installation betreibt, kann es dort beantragen.
error-mastodon-no-server = „{ $server }“ ist kein Name eines Mastodon-Servers. Er sieht aus wie mastodon.social.

error-cannot-comment = Unter Beiträge auf { $platform } lässt sich von hier nichts schreiben.
error-held-back = { $platform } hat den Beitrag und hält ihn vor anderen zurück. Sieh dort im Konto nach.
delivery-held-back = Beitrag { NUMBER($post, useGrouping: 0) } ist auf { $platform } angekommen, aber andere sehen ihn nicht: { $reason }

breach-choose-destination = { $platform } muss wissen, wohin damit. Nenn mir den Ort, zum Beispiel „auf die Pinnwand Rezepte“.

delivery-processing = { $platform } hat es und arbeitet noch daran.
delivery-partly = { $done } von { $total } Teilen sind auf { $platform } draußen; mit dem Rest mache ich weiter.
delivery-failed-partly = Beitrag { NUMBER($post, useGrouping: 0) }: { $done } von { $total } Teilen sind auf { $platform } draußen ({ $url }), der Rest nicht: { $reason }
delivery-quota = { $platform } nimmt nur { $count } Beiträge in { $hours ->
        [one] { $hours } Stunde
       *[other] { $hours } Stunden
    }. Beitrag { NUMBER($post, useGrouping: 0) } folgt am { $when }.

sign-in-field-server = Dein Server
sign-in-field-token = Bot-Token
sign-in-field-handle = Dein Name dort
sign-in-field-app-password = App-Passwort
sign-in-field-channel = Kanal
sign-in-field-webhook = Webhook-Adresse

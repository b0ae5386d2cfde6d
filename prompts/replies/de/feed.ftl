# Die öffentliche Seite
page-skip = Zu den Beiträgen springen
page-all-posts = Alle Beiträge
page-older = Ältere Beiträge
page-empty = Hier wurde noch nichts veröffentlicht.
page-changed = geändert { $when }
page-follow = Dieser Seite im Feedreader folgen
page-month-count = { $count ->
    [one] { $count } Beitrag
   *[other] { $count } Beiträge
}
page-picture = Bild
page-video = Video
page-sound = Tonaufnahme
page-missing-title = Diese Seite gibt es nicht
page-missing-text = Der Beitrag wurde vielleicht gelöscht, oder die Adresse enthält einen Tippfehler.
page-start = Zur Startseite
page-busy-title = Diese Seite lässt sich gerade nicht anzeigen
page-busy-text = Bitte versuchen Sie es in einer Minute noch einmal.
page-list-title = Öffentliche Seiten
page-list-none = Noch hat kein Arbeitsbereich eine öffentliche Seite.

# Was schiefgehen kann
breach-feed-link = Dieser Link ist keine Webadresse. Gib mir eine wie https://example.org/sale.
error-feed-disk-full = Der Datenträger deiner Seite ist voll, deshalb wurde nichts veröffentlicht. Ich versuche es wieder; vorher muss dort jemand Platz schaffen.
error-feed-read-only = In den Ordner deiner Seite darf nicht geschrieben werden, deshalb wurde nichts veröffentlicht. Ich versuche es wieder; vorher muss das Schreiben dort erlaubt werden.
error-feed-not-written = Deine Seite ließ sich nicht schreiben, deshalb wurde nichts veröffentlicht. Ich versuche es wieder.
error-feed-unreadable = Der Ordner deiner Seite ist gerade nicht lesbar, deshalb kann ich nicht sagen, ob der Beitrag dort steht.
error-feed-doubtful = Beim Speichern deines Beitrags meldete der Datenträger einen Fehler. Ich muss nachsehen, ob er auf deiner Seite steht.
error-feed-gone = Dieser Beitrag steht nicht mehr auf deiner Seite, es gibt also nichts zu ändern.
error-port-taken = Port { $port } auf { $host } wird von einem anderen Programm benutzt. Beende es, oder wähle einen anderen Port.
error-port-refused = Der Server darf auf { $host }, Port { $port }, nicht lauschen. Wähle eine andere Adresse oder einen anderen Port.
error-server-start = Der Server ist nicht gestartet; sein Protokoll nennt den Grund.

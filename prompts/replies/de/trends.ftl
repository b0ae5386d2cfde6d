# Worüber draußen gesprochen wird: beobachtete Feeds und was Netzwerke selbst auflisten.

progress-looking-at-trends = Ich schaue, worüber die Netzwerke gerade sprechen …
progress-reading-feed = Ich lese den Feed bei { $host } …
ask-address = Wie lautet die Adresse? Sie beginnt mit https://.
ask-feed = Welcher Feed? Sag seine Nummer oder „zeig die Feeds“.
ask-region = Welches Land?
do-trending-topics = Sehen, was im Kommen ist
do-watch-feed = Einen Feed beobachten
do-list-feeds = Die Feeds zeigen
do-remove-feed = Einen Feed nicht mehr beobachten
did-watch-feed = Das Beobachten eines Feeds
did-remove-feed = Das Entfernen eines Feeds
offer-stop-feed = Nicht mehr beobachten
offer-watch-again = Wieder beobachten
trends-nothing-watched = Ich beobachte noch nichts, woraus ich das wüsste. Sag „beobachte den Feed https://…“ oder verbinde ein Netzwerk, das seine Trends verrät.
trends-head = { $feeds ->
    [one] Im Kommen in deinem Feed ({ $items } Meldungen, beobachtet seit { $since }):
   *[other] Im Kommen in { $feeds } Feeds ({ $items } Meldungen, beobachtet seit { $since }):
}
trends-head-about = { $feeds ->
    [one] Zu „{ $topic }“ im Kommen in deinem Feed ({ $items } Meldungen, beobachtet seit { $since }):
   *[other] Zu „{ $topic }“ im Kommen in { $feeds } Feeds ({ $items } Meldungen, beobachtet seit { $since }):
}
trends-none = { $feeds ->
    [one] In deinem Feed sticht in diesen zwei Tagen nichts heraus ({ $items } Meldungen, beobachtet seit { $since }).
   *[other] In deinen { $feeds } Feeds sticht in diesen zwei Tagen nichts heraus ({ $items } Meldungen, beobachtet seit { $since }).
}
trends-none-about = { $feeds ->
    [one] Zu „{ $topic }“ ist in deinem Feed nichts im Kommen ({ $items } Meldungen, beobachtet seit { $since }).
   *[other] Zu „{ $topic }“ ist in deinen { $feeds } Feeds nichts im Kommen ({ $items } Meldungen, beobachtet seit { $since }).
}
trends-rise = { $place }. { $name }: in { $recent } der letzten { $of } Meldungen, { $times }-mal so oft wie vorher
trends-rise-new = { $place }. { $name }: in { $recent } der letzten { $of } Meldungen, vorher nie
trends-example = { "" }; zum Beispiel „{ $words }“
trends-network-head = { $region ->
    [missing] { $platform } selbst listet (nachgesehen { $age }):
   *[other] { $platform } selbst listet für { $region } (nachgesehen { $age }):
}
trends-listed = – { $name }, Platz { $place }
trends-listed-new = – { $name }, Platz { $place }, gestern nicht in der Liste
trends-listed-was = – { $name }, Platz { $place }, gestern { $was }
trends-listed-uses = – { $name }: jetzt { $uses }-mal am Tag, das { $times }-Fache von vorher
trends-network-none = { $platform } listet gerade nichts.
trends-network-none-about = { $platform } listet nichts zu „{ $topic }“.
trends-too-early = Noch zu früh: { $feeds }, beobachtet seit { $since }. Ich brauche etwa { $days } Tage und genug Meldungen, um zu wissen, was üblich ist.
trends-feed-failed = Den Feed { $name } konnte ich nicht lesen: { $reason }
trends-feeds-elsewhere = Ausgelassen, weil ich nicht weiß, dass sie von { $region } handeln: { $feeds }.
trends-network-failed = Von { $platform } weiß ich nichts: { $reason }
trends-not-connected = { $count ->
    [one] { $platforms } ist hier nicht verbunden, deshalb sehe ich nicht, was dort im Trend liegt. Soll ich es verbinden?
   *[other] { $platforms } sind hier nicht verbunden, deshalb sehe ich nicht, was dort im Trend liegt. Was soll ich verbinden?
}
offer-connect-platform = { $platform } verbinden
trends-not-offered = Keine Trends sind von hier aus zu sehen bei: { $platforms }.
feed-watched = Ich beobachte { $name } ({ $host }, { $items } Meldungen) ab jetzt stündlich. In etwa { $days } Tagen kann ich sagen, was dort im Kommen ist.
feed-known = Ich beobachte { $name } ({ $host }) schon.
feeds-none = Noch werden keine Feeds beobachtet. Sag „beobachte den Feed https://…“.
feeds-head = { $count ->
    [one] Ein Feed wird beobachtet:
   *[other] { $count } Feeds werden beobachtet:
}
feeds-line = { $region ->
    [missing] { $number }. { $name } ({ $host }): { $state }
   *[other] { $number }. { $name } ({ $host }, { $region }): { $state }
}
feed-state-new = noch nicht gelesen
feed-state-good = beobachtet seit { $since }, gelesen { $age }
feed-state-failed = nicht lesbar. { $reason }
feed-removed = Ich beobachte { $name } nicht mehr.
feeds-full = Mehr als { $limit } Feeds werden nicht beobachtet. Entferne erst einen: Sag „zeig die Feeds“.
feed-is-no-feed = Was bei { $host } liegt, ist kein RSS-, Atom- oder JSON-Feed. Such dort nach einem Link namens RSS oder Feed.
feed-busy = { $host } will eine Weile in Ruhe gelassen werden. Ich versuche es später wieder.
feed-no-such-host = Ich finde den Server { $host } nicht. Prüf die Adresse.
feed-address-inside = { $host } ist keine Adresse des offenen Internets, darum gehe ich nicht hin.
feed-slow = { $host } hat nicht rechtzeitig geantwortet. Ich versuche es später wieder.
feed-unreachable = { $host } hat nicht geantwortet, wie es sollte. Ich versuche es später wieder.
feed-bad-address = Das ist keine Adresse, die ich lesen kann. Sie beginnt mit https://.
feed-address-with-password = Adressen mit einem Passwort darin bewahre ich nicht auf. Gib mir eine ohne.
feed-too-many-redirects = { $host } schickt mich immer weiter. Gib mir die eigene Adresse des Feeds.
feed-too-large = Was bei { $host } liegt, ist größer als { $limit } MB, und das ist kein Feed.
feed-gone = Unter dieser Adresse auf { $host } ist nichts mehr. Gib mir die neue des Feeds.
feed-refused = { $host } lässt mich diesen Feed nicht lesen.
watch-slow = { $platform } hat nicht rechtzeitig geantwortet. Ich versuche es später wieder.
watch-over = Es ist nicht mehr verbunden.
watch-failed = Beim Nachsehen ging etwas schief. Ich versuche es morgen wieder.
error-region = „{ $region }“ ist kein Land, das ich kenne. Sag seinen Namen, zum Beispiel „in Spanien“.
error-no-such-feed = Hier gibt es keinen Feed „{ $feed }“. Sag „zeig die Feeds“, um sie zu sehen.
error-which-feed = Mehrere Feeds passen: { $numbers }. Welchen meinst du?

# Die Seite, auf der man Zahlen sieht, während sie sich ändern.

live-link = Hier ist die Live-Seite, nur für dich. Der Link öffnet sie eine Viertelstunde lang: { $link }
error-no-live-page = In dieser Installation gibt es keine Live-Seite.
live-title = Zahlen live
live-title-of = { $workspace }: Zahlen live
live-needs-link = Diese Seite braucht einen eigenen Link. Sag „zeig mir die Live-Seite“, wo du mit mir sprichst.
live-link-over = Dieser Link ist abgelaufen. Sag „zeig mir die Live-Seite“, wo du mit mir sprichst, dann bekommst du einen neuen.
live-no-page = So eine Seite gibt es nicht.
live-span = Wie viele Tage
live-days = { $count } Tage
live-status-live = live
live-status-waiting = verbinde …
live-status-ended = beendet; bitte um einen neuen Link
live-changed = Die Zahlen haben sich geändert.
live-no-script = Lade die Seite neu, um neuere Zahlen zu sehen.
live-sample = Das sind Beispieldaten, ausgedacht zum Ausprobieren.
live-nothing = Es wurde noch nichts gemessen. Verbinde ein Konto, dann erscheinen hier die Zahlen von selbst.
live-before = { $change ->
    [missing] { $count } Tage davor: { $before }
   *[other] { $change } gegenüber den { $count } Tagen davor ({ $before })
}
live-source = { $base ->
    [missing] { $measured } von { $posts } Beiträgen, ältester Blick { $age } her
   *[other] { $measured } von { $posts } Beiträgen, ÷ { $base ->
        [reach] Reichweite
        [impressions] Impressionen
       *[views] Aufrufe
    }, ältester Blick { $age } her
}
live-source-level = Letzter Blick: { $age } her
live-source-none = Nicht gemessen
live-chart = { $metric }: Zuwachs pro Tag
live-chart-label = { $total } insgesamt; { $known } von { $days } Tagen sind bekannt. Die Tabelle darunter hat jeden Tag.
live-chart-note = Was alle Beiträge an jedem Tag dazubekamen. Gestrichelt: Niemand hat nachgesehen, also unbekannt.
live-bar = { $day }: { $value }
live-table = Als Tabelle zeigen
live-day = Tag
live-goals = Ziele
live-goal-now = { $value }: { $standing }
live-standing-unknown = unbekannt
live-standing-early = noch nicht zu sagen
live-standing-reached = erreicht
live-standing-on-track = auf Kurs
live-standing-behind = nicht auf Kurs
live-standing-missed = nicht erreicht
live-posts = Neueste Beiträge
live-post = Beitrag { $number }
live-looked = Letzter Blick: { $age } her
live-not-yet = Noch nicht gemessen
live-gone = nicht mehr da
live-see = Dort ansehen
live-as-of = Stand: { $clock }
live-access = Konversionen per Programm senden
live-access-how = Signiert jede Nachricht mit diesem Schlüssel und behaltet ihn für euch. Dieselbe Bestellung zweimal gesendet zählt einmal.
do-open-insights = Die Live-Seite öffnen

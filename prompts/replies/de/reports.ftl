# Berichte, eigene Kennzahlen und Zahlen aus Dateien.

table-too-large = Die Tabelle ist zu groß: Ich lese Dateien bis { $limit } MB. Teil sie zum Beispiel nach Jahren.
table-too-long = Die Tabelle ist zu lang: Ich lese bis zu { $limit } Zeilen. Teil sie zum Beispiel nach Jahren.
table-unreadable = Diese Tabelle kann ich nicht lesen. Speichere sie noch einmal als CSV oder XLSX und schick sie erneut.
table-what-next = { $count ->
    [one] Ich habe die Tabelle { $names }. Soll ich Zahlen daraus lesen?
   *[other] Ich habe die Tabellen { $names }. Soll ich Zahlen aus der letzten lesen?
}
offer-import-figures = Zahlen lesen
progress-reading-table = Ich lese { $name } …
import-no-file = Schick mir die CSV- oder Excel-Datei mit den Zahlen und sag „importiere diese Zahlen“.
import-no-figures = In { $name } finde ich kein Datum neben einer Zahl, die ich kenne. Die Spalten: { $headers }. Ich brauche eine mit dem Tag und eine wie Likes, Reichweite oder Follower.
import-nothing-readable = In { $name } steht keine Zahl, die ich übernehmen kann.
import-done-already = { $name } wurde am { $at } übernommen. Es hat sich nichts geändert.
import-no-account = Es gibt noch kein Konto, zu dem die Zahlen gehören könnten. Sag, zu welchem: „importiere die Datei für Instagram“.
import-no-such-account = Ein Konto { $name } kenne ich hier nicht. Sag das Netzwerk dazu, zum Beispiel „für { $name } auf Instagram“.
import-ask-account = Zu welchem Konto gehören diese Zahlen?
import-ask-handle = Auf { $platform } ist hier kein Konto bekannt. Wie heißt es dort?
import-ask-order = Die Daten lassen sich auf zwei Arten lesen, etwa { $example }. Was steht zuerst, der Tag oder der Monat?
import-day-first = Tag zuerst
import-month-first = Monat zuerst
import-ask = { $preview }
    Soll ich das übernehmen?
import-yes = Ja, übernehmen
import-preview = { $posts ->
    [0] { $name } hat Zahlen von { $days ->
        [one] einem Tag
       *[other] { $days } Tagen
    }
   *[other] { $name } hat Zahlen von { $posts ->
        [one] einem Beitrag
       *[other] { $posts } Beiträgen
    }{ $days ->
        [0] { "" }
       *[other] { " " }und von { $days } Tagen
    }
} ({ $since } bis { $until }), für { $account } auf { $platform }.
import-column = „{ $header }“ als { $metric }
import-quoted = „{ $word }“
import-columns = Ich lese { $columns }.
import-left-out = { $more ->
    [0] Weggelassen: { $columns }.
   *[other] Weggelassen: { $columns } und { $more } weitere.
}
import-levels = Die Follower gehen von { $first } auf { $last }.
import-new-account = { $account } ist auf { $platform } nicht verbunden; ich behalte nur die Zahlen.
import-elsewhere = { $count ->
    [one] Eine Zeile gehört zu einem anderen Konto und bleibt draußen.
   *[other] { $count } Zeilen gehören zu anderen Konten und bleiben draußen.
}
import-no-clock = Die Datei sagt nicht bei allen Beiträgen die Uhrzeit; wo sie fehlt, stehen sie bei mir um zwölf.
import-our-clock = Die Datei nennt keine Zeitzone; ich lese die Zeiten nach eurer Uhr ({ $zone }).
import-troubles = { $count ->
    [one] Eine Angabe ist nicht lesbar und bleibt draußen:
   *[other] { $count } Angaben sind nicht lesbar und bleiben draußen:
}
import-trouble = Zeile { $line }: { $why }
import-more-troubles = … und { $count } weitere.
import-line-date = „{ $cell }“ ist kein Datum
import-line-future = { $day } liegt in der Zukunft
import-line-number = „{ $cell }“ unter „{ $column }“ ist keine solche Zahl
import-line-twice = dasselbe wie Zeile { $first }, mit anderen Zahlen
import-line-nameless = nichts sagt, welcher Beitrag es ist
import-done = { $posts ->
    [0] Übernommen: { $figures } Zahlen von { $days } Tagen für { $account } auf { $platform }, aus { $name }.
   *[other] Übernommen: { $figures } Zahlen von { $posts } Beiträgen{ $days ->
        [0] { "" }
       *[other] { " " }und { $days } Tagen
    } für { $account } auf { $platform }, aus { $name }.
}
import-known-posts = { $count ->
    [one] Einer der Beiträge war schon bekannt.
   *[other] { $count } der Beiträge waren schon bekannt.
}
import-measured = { $count ->
    [one] Eine Zahl ist am Netzwerk selbst gemessen; die bleibt.
   *[other] { $count } Zahlen sind am Netzwerk selbst gemessen; die bleiben.
}
import-same = { $count ->
    [one] Eine Zahl stand schon so da.
   *[other] { $count } Zahlen standen schon so da.
}
import-left-lines = { $count ->
    [one] Eine unlesbare Angabe blieb draußen.
   *[other] { $count } unlesbare Angaben blieben draußen.
}
progress-making-report = Ich mache den Bericht …
report-made-now = { $title }, { $dates }:
report-as-html = PDF-Dateien gehen hier noch nicht, darum ist es eine Seite für den Browser. Wer die Installation betreibt, rüstet sie mit „make analytics“ nach.
report-no-printer = { $format }-Dateien gehen hier noch nicht. Wer die Installation betreibt, rüstet sie mit „make analytics“ nach; bis dahin mache ich eine Seite für den Browser.
report-offer-html = Stattdessen als Seite
report-offer-month = Stattdessen der letzte Monat
report-to-come = { $since } kommt erst noch, da gibt es noch nichts zu berichten.
report-too-long = Ein Bericht geht über höchstens zwei Jahre ({ $days } Tage). Nenn eine kürzere Zeit.
report-no-place = Hier gibt es keinen Ort, an den Berichte gehen könnten. Frag mich in einem Chat.
report-no-such-place = In { $name } kann ich von hier aus nicht schreiben. Lade mich dort ein und frag noch einmal, mit dem Namen des Kanals aus der Liste.
report-which-rhythm = Ich verstehe nicht, wie oft der Bericht kommen soll. Sag zum Beispiel „jeden Montag um 8“ oder „am Ersten jedes Monats“.
report-too-often = Ein Bericht kommt höchstens einmal am Tag. Sag zum Beispiel „jeden Tag um 8“.
report-planned = Bericht { $number } kommt { $place ->
    [here] hier
   *[other] in { $place }
} als { $format }, zum ersten Mal am { $at }. Er handelt dann von den Tagen vom { $since } bis { $until }.
report-planned-already = Bericht { $number } tut genau das schon.
reports-head = { $count ->
    [one] Ein Bericht entsteht von selbst:
   *[other] { $count } Berichte entstehen von selbst:
}
reports-none = Es ist kein Bericht geplant. Sag zum Beispiel „jeden Montag um 8 ein Bericht“.
reports-line = { $number }. { $rhythm ->
    [day] täglich
    [week] wöchentlich
    [month] monatlich
    [year] jährlich
   *[other] regelmäßig
} als { $format }{ $platforms ->
    [all] { "" }
   *[other] , nur { $platforms }
}{ $place ->
    [here] { "" }
   *[other] , in { $place }
}; der nächste { $next }
error-no-such-report = Es gibt keinen geplanten Bericht { $number }. Sag „zeig unsere Berichte“, um die Nummern zu sehen.
report-stopped = Bericht { $number } kommt nicht mehr.
report-layout-set = So sehen die Berichte ab jetzt aus:
report-looks = Oben „{ $name }“, Farbe { $colour }, { $logo ->
    [yes] mit eurem Logo
   *[no] ohne Logo
}{ $footer ->
    [none] { "" }
   *[other] , unten „{ $footer }“
}. Abschnitte: { $sections }.
report-which-section = In „{ $words }“ finde ich keinen Abschnitt. Es gibt: Zusammenfassung, Kennzahlen, Plattformen, Follower, Beiträge, Wochentage, Formate, Ziele, eigene Kennzahlen, Hinweise.
report-which-colour = Die Farbe „{ $words }“ kenne ich nicht. Sag sie als #aa3300, oder blau, grün, rot, orange, lila oder grau.
report-notes-stay = Die Hinweise bleiben: Sie sagen, woher die Zahlen kommen und wie alt sie sind.
report-part-too-long = Das ist zu lang für einen Bericht: höchstens { $limit } Zeichen.
report-no-picture = Schick mir das Logo als Bild und sag „nimm dieses Bild als Logo für die Berichte“.
report-logo-type = Ein Logo ist ein Bild als PNG, JPEG, GIF oder WebP.
report-notice = { $title }, { $dates }:
    { $summary }{ $missed ->
    [0] { "" }
    [one] { " " }Ein früherer Bericht war fällig, während ich aus war; es gibt nur diesen.
   *[other] { " " }{ $missed } frühere Berichte waren fällig, während ich aus war; es gibt nur diesen.
}{ $instead ->
    [yes] { " " }PDF-Dateien gehen hier noch nicht („make analytics“ rüstet sie nach), darum ist es eine Seite für den Browser.
   *[no] { "" }
} „Stoppe Bericht { $number }“ beendet ihn.
report-notice-failed = Bericht { $number } konnte nicht gemacht werden. { $reason } Der nächste kommt wie geplant.
own-metric-added = { $name } = { $formula } steht ab jetzt in den Berichten.
own-metric-removed = { $name } steht nicht mehr in den Berichten.
own-metric-line = Eigene Kennzahl: { $name } = { $formula }
own-metric-none = Eine eigene Kennzahl „{ $name }“ gibt es nicht. Bekannt: { $known }.
own-metric-too-many = Es gibt schon { $limit } eigene Kennzahlen. Entferne zuerst eine.
own-metric-name = Gib der Kennzahl einen kurzen Namen, bis { $limit } Zeichen.
own-metric-taken = { $name } ist schon eine Kennzahl. Nimm einen anderen Namen.
own-metric-formula = „{ $formula }“ kann ich nicht als Formel lesen. Nimm Kennzahlen, Zahlen, + - * / und Klammern: (Kommentare + Geteilt) / Beiträge.
own-metric-no-figure = In „{ $formula }“ steht keine Kennzahl. Nenn eine, etwa Likes oder Reichweite.
own-metric-unknown = Die Kennzahl „{ $word }“ kenne ich nicht. Es gibt: { $known }.
ask-report = Welchen Bericht meinst du? Sag seine Nummer oder „zeig unsere Berichte“.
ask-report-format = Als welche Art Datei: PDF, HTML, CSV oder Excel?
ask-report-part = Was soll ich an den Berichten ändern: Name, Farbe, Logo, Fußzeile oder Abschnitte?
ask-report-value = Was soll es sein?
ask-report-colour = Welche Farbe? Zum Beispiel #aa3300 oder grün.
ask-report-sections = Welche Abschnitte? Zum Beispiel „ohne Follower“ oder „Beiträge zuerst“.
ask-metric-title = Wie heißt die Kennzahl?
ask-formula = Wie wird sie berechnet? Zum Beispiel (Kommentare + Geteilt) / Beiträge.
ask-date-order = Was steht in den Daten zuerst, der Tag oder der Monat?
ask-confirmed = Soll ich es übernehmen?
do-create-report = Einen Bericht machen
do-schedule-report = Berichte planen
do-list-reports = Berichte auflisten
do-stop-report = Einen Bericht stoppen
do-add-metric = Eine eigene Kennzahl anlegen
do-remove-metric = Eine eigene Kennzahl entfernen
do-set-report-layout = Das Aussehen der Berichte ändern
do-import-figures = Zahlen aus einer Datei lesen
did-schedule-report = Das Planen des Berichts
did-stop-report = Das Stoppen des Berichts
did-add-metric = Das Anlegen der Kennzahl
did-remove-metric = Das Entfernen der Kennzahl
did-set-report-layout = Die Änderung am Aussehen der Berichte
did-import-figures = Das Übernehmen der Zahlen aus der Datei
report-title = { $kind ->
    [day] Tagesbericht
    [week] Wochenbericht
    [month] Monatsbericht
   *[other] Bericht
}
report-title-on = { $kind ->
    [day] Tagesbericht
    [week] Wochenbericht
    [month] Monatsbericht
   *[other] Bericht
}: { $platforms }
report-made = Gemacht am { $at }
report-before = Davor
report-change = Änderung
report-sheet = Bericht
report-section = Abschnitt
report-name = Name
report-value = Wert
report-page = Seite
report-sample = Beispieldaten: Diese Zahlen sind erfunden, um zu zeigen, wie ein Bericht aussieht.
report-not-comparable = nicht vergleichbar
report-note-rate = ÷ { $base }; { $measured } von { $posts } Beiträgen
report-note-posts = { $measured } von { $posts } Beiträgen
report-note-accounts = { $count ->
    [one] ein Konto
   *[other] { $count } Konten
}
report-summary-none = Es ging kein Beitrag hinaus ({ $dates }).
report-summary = { $posts ->
    [one] Ein Beitrag ging hinaus ({ $dates }). { $count ->
        [known] Er hat bisher { $engagement } Interaktionen.
       *[unknown] Wie er lief, ist unbekannt: Er ist noch nicht gemessen.
    }
   *[other] { $posts } Beiträge gingen hinaus ({ $dates }). { $count ->
        [known] Sie haben bisher { $engagement } Interaktionen.
       *[unknown] Wie sie liefen, ist unbekannt: Sie sind noch nicht gemessen.
    }
}
report-summary-change = { $direction ->
    [up] Das sind { $change } mehr als in der Zeit davor ({ $before }).
    [down] Das sind { $change } weniger als in der Zeit davor ({ $before }).
   *[same] Das sind so viele wie in der Zeit davor ({ $before }).
}
report-summary-followers = { $direction ->
    [up] { $now } Follower, { $gained } mehr als am Anfang.
    [down] { $now } Follower, { $gained } weniger als am Anfang.
   *[same] { $now } Follower, so viele wie am Anfang.
}
report-summary-best = Am besten lief „{ $post }“ auf { $platform } mit { $engagement } Interaktionen.
report-no-words = (ohne Text)
report-posts = Beiträge
report-post = Beitrag
report-platform = Plattform
report-platforms = Plattformen
report-all-platforms = alle
report-account = Konto
report-seen-on = Gesehen am
report-day = Tag
report-best = Beste Beiträge
report-weakest = Schwächste Beiträge
report-average = Interaktionen je Beitrag
report-weekdays-head = Wochentag
report-formats-head = Format
report-weekdays-best = Am besten liefen Beiträge am { $name }: je { $average } Interaktionen bei { $posts } Beiträgen.
report-formats-best = Am besten liefen { $name }: je { $average } Interaktionen bei { $posts } Beiträgen.
report-few-left-out = Arten mit weniger als { $least } Beiträgen werden nicht bewertet.
report-too-few = Für einen Sieger sind es zu wenige Beiträge: Es braucht { $least } je Art und einen Unterschied.
report-format = { $format ->
    [text] Textbeiträge
    [image] Bilder
    [carousel] Karussells
    [video] Videos
    [reel] Reels
    [story] Storys
    [link] Links
   *[other] Andere
}
report-goal = Ziel
report-stands = Stand
report-target = Soll
report-done = Geschafft
report-due = Bis
report-basis = Beruht auf
report-formula = Formel
report-chart-engagement = { $bucket ->
    [day] Interaktionen der Beiträge jedes Tages
    [week] Interaktionen der Beiträge jeder Woche
   *[month] Interaktionen der Beiträge jedes Monats
}
report-chart-source = wie zuletzt gemessen, { $age }
report-section-summary = Zusammenfassung
report-section-figures = Kennzahlen
report-section-platforms = Plattformen
report-section-followers = Follower
report-section-posts = Beste und schwächste Beiträge
report-section-weekdays = Wochentage
report-section-formats = Formate
report-section-kpis = Ziele
report-section-own = Eigene Kennzahlen
report-section-notes = Hinweise zu den Zahlen
report-notes-counted = Gezählt werden die Beiträge, die hinausgingen ({ $dates }), mit ihren Zahlen, wie sie zuletzt gemessen wurden. Was niemand gemessen hat, heißt unbekannt, nie null.
report-notes-before = Verglichen wird mit der Zeit davor ({ $dates }). Die älteren Beiträge hatten mehr Zeit, Zahlen zu sammeln.
report-notes-age = Der älteste Blick auf eine Zahl in diesem Bericht: { $age }.
report-notes-sources = Woher die Beiträge stammen: { $sources }.
report-source = { $source ->
    [here] { $count } von hier gesendet
    [network] { $count } am Netzwerk gefunden
    [import] { $count } aus einer Datei
   *[sample] { $count } Beispieldaten, erfunden
}
report-notes-engagement = Interaktionen sind Likes, Kommentare, Geteiltes und Gespeichertes zusammen, soweit das Netzwerk sie nennt.
report-notes-rate = Die Interaktionsrate ist Interaktionen geteilt durch { $bases }, über die Beiträge, von denen beides bekannt ist.
report-notes-unknown = Von den Beiträgen auf { $platforms } ist nichts bekannt.
report-notes-stale = Manche Followerzahlen sind mehr als eine Woche älter als das Ende dieser Zeit.
report-notes-gap = { $ended ->
    [yes] { $account } auf { $platform } ließ sich vom { $since } bis { $until } nicht messen.
   *[no] { $account } auf { $platform } lässt sich seit dem { $since } nicht messen.
}
report-notes-zone = Tage sind die der Uhr in { $zone }.

# Was gemessen wurde, und wie es gesagt wird.

figure-unknown = unbekannt
figure-unchanged = ±0
figure-from-nought = vorher keine
figure-never-seen = nie gemessen
figure-seen-now = eben gerade
figure-impressions = { $count ->
    [one] { $value } Impression
   *[other] { $value } Impressionen
}
figure-reach = eine Reichweite von { $value }
figure-likes = { $count ->
    [one] { $value } Like
   *[other] { $value } Likes
}
figure-comments = { $count ->
    [one] { $value } Kommentar
   *[other] { $value } Kommentare
}
figure-shares = { $count ->
    [one] { $value }-mal geteilt
   *[other] { $value }-mal geteilt
}
figure-saves = { $count ->
    [one] { $value }-mal gespeichert
   *[other] { $value }-mal gespeichert
}
figure-clicks = { $count ->
    [one] { $value } Klick
   *[other] { $value } Klicks
}
figure-views = { $count ->
    [one] { $value } Aufruf
   *[other] { $value } Aufrufe
}
figure-watch-time = { $value } Wiedergabezeit
figure-followers = { $count ->
    [one] { $value } Follower
   *[other] { $value } Follower
}
figure-engagement = { $count ->
    [one] { $value } Interaktion
   *[other] { $value } Interaktionen
}
figure-engagement-rate = eine Interaktionsrate von { $value }
period-today = heute bisher
period-yesterday = gestern
period-day = am { $dates }
period-this-week = diese Woche bisher ({ $dates })
period-last-week = letzte Woche ({ $dates })
period-this-month = diesen Monat bisher ({ $dates })
period-last-month = letzten Monat ({ $dates })
period-this-year = dieses Jahr bisher ({ $dates })
period-last-days = in den letzten { $days } Tagen ({ $dates })
period-from = im Zeitraum { $dates }
analytics-on = { " " }auf { $platforms }
analytics-for = { " " }für „{ $campaign }“
analytics-total = { $figure }{ $where } { $period }, für { $count ->
    [one] den einen Beitrag, der da erschienen ist
   *[other] die { $count } Beiträge, die da erschienen sind
}.
analytics-mixed = Eine gemeinsame Interaktionsrate für alle Netzwerke gibt es { $period } nicht: Sie melden nicht dasselbe. Hier ist sie für jedes:
analytics-overview = { $count ->
    [one] Ein Beitrag ist
   *[other] { $count } Beiträge sind
}{ $where } { $period } erschienen, mit { $figure }.
analytics-overview-unknown = { $count ->
    [one] Ein Beitrag ist
   *[other] { $count } Beiträge sind
}{ $where } { $period } erschienen; was { $count ->
    [one] er
   *[other] sie
} gebracht { $count ->
    [one] hat
   *[other] haben
}, ist noch unbekannt.
analytics-change = { $direction ->
    [more] Das sind { $share } mehr als { $before }.
    [less] Das sind { $share } weniger als { $before }.
    [times] Das ist { $share }-mal so viel wie { $before }.
   *[same] Das ist so viel wie { $before }.
}
analytics-days-before = { $days ->
    [one] am Tag
   *[other] in den { $days } Tagen
} davor
analytics-days-before-posts = { $days ->
    [one] am Tag
   *[other] in den { $days } Tagen
} davor, mit { $count ->
    [one] einem Beitrag
   *[other] { $count } Beiträgen
}
analytics-dates-before = in der Zeit davor ({ $dates })
analytics-dates-before-posts = in der Zeit davor ({ $dates }), mit { $count ->
    [one] einem Beitrag
   *[other] { $count } Beiträgen
}
part-week = Woche ab { $day }
analytics-before-none = Zum Vergleichen fehlt etwas: { $before } ist kein Beitrag erschienen.
analytics-before-partly = Mit der Zeit davor lässt sich das nicht vergleichen: Alle Beiträge kenne ich erst ab dem { $day }.
analytics-known-from = Alle Beiträge kenne ich erst ab dem { $day }: Was davor erschienen ist, ist nicht mitgezählt.
analytics-together = Alle zusammen: { $change }
analytics-before-nought = Eine Prozentzahl gibt es nicht: { $before } war es null.
analytics-before-unknown = In Prozent lässt sich das nicht vergleichen: { $before } kenne ich die Zahl von { $known } der { $count } Beiträge.
analytics-now-partly = In Prozent lässt sich das noch nicht vergleichen: Ich kenne die Zahl von { $known } der { $count } Beiträge.
analytics-growing = Die neuesten Beiträge sammeln noch.
analytics-known = Bekannt von { $known } der { $count } Beiträge; die älteste dieser Zahlen wurde { $age } gelesen.
analytics-age = Die älteste dieser Zahlen wurde { $age } gelesen.
analytics-not-fresh = Neuere Zahlen konnte ich gerade nicht lesen.
analytics-sample = Das sind Beispieldaten: erfunden, nicht gemessen.
analytics-formula = Interaktionsrate: Likes, Kommentare, Geteiltes und Gespeichertes ÷ { $base ->
    [reach] Reichweite
    [impressions] Impressionen
   *[views] Aufrufe
}.
analytics-reach-added = Die Reichweite ist über die Beiträge zusammengezählt: Wer mehrere gesehen hat, zählt mehrmals.
analytics-row = ▪ { $name }: { $value }{ $note }
analytics-row-posts = { " " }({ $count ->
    [one] 1 Beitrag
   *[other] { $count } Beiträge
})
analytics-row-known = { " " }(bekannt von { $known } der { $count } Beiträge)
analytics-row-change = { " " }({ $change })
analytics-row-base = { " " }({ $known ->
    [all] { $count ->
        [one] 1 Beitrag
       *[other] { $count } Beiträge
    }
   *[other] bekannt von { $known } der { $count } Beiträge
}, ÷ { $base ->
    [reach] Reichweite
    [impressions] Impressionen
   *[views] Aufrufe
})
analytics-row-more = … und { $count } weitere.
analytics-best-sum = Am meisten{ $where } { $period }: { $best } mit { $value }; am wenigsten: { $worst } mit { $other }.
analytics-best-average = Am besten{ $where } { $period }: { $best } mit { $value } je Beitrag; am schwächsten: { $worst } mit { $other }.
analytics-best-rate = Am besten{ $where } { $period }: { $best } mit { $value }; am schwächsten: { $worst } mit { $other }.
analytics-no-best = { $metric } { $period }{ $where }: Nichts liegt klar vorn. Es sind zu wenige Beiträge, oder der Unterschied fehlt.
analytics-no-parts = { $by ->
    [tag] Keiner der Beiträge{ $where } { $period } hat einen Hashtag.
    [campaign] Keiner der Beiträge{ $where } { $period } gehört zu einer Kampagne.
   *[other] { $period } ist{ $where } kein Beitrag erschienen.
}
analytics-averages = Was ein Beitrag im Schnitt bringt; in Klammern, wie viele es sind.
analytics-averages-compared = Was ein Beitrag im Schnitt bringt; in Klammern die Änderung seit der Zeit davor oder wie viele Beiträge.
analytics-not-split = Follower lassen sich nur nach Netzwerk, Konto, Tag, Woche und Monat aufteilen. Hier sind sie nach Konto:
analytics-nothing-to-come = Diese Zeit kommt erst noch. Frag mich danach wieder.
analytics-no-account = Das kann ich nicht sagen: Es ist kein Konto verbunden, also wird nichts gemessen. Sag zum Beispiel „verbinde Mastodon“.
analytics-not-connected = Das kann ich nicht sagen: Auf { $platforms } ist kein Konto verbunden und es wurde dort auch früher nichts gemessen. Sag erst „verbinde { $first }“.
analytics-cannot-measure = Das kann ich nicht sagen. Keine Zahlen zu Beiträgen kommen von: { $platforms }.
analytics-cannot-level = Das kann ich nicht sagen. Keine Zahlen zum Konto kommen von: { $platforms }.
analytics-no-posts = Es ist{ $where } { $period } kein Beitrag erschienen, also gibt es nichts zu zählen.
analytics-no-posts-known = Ich kenne{ $where } { $period } keine Beiträge: Die Beiträge, die ich kenne, beginnen am { $day }.
analytics-not-told = { $metric }: unbekannt. { $count ->
    [one] Ein Beitrag ist
   *[other] { $count } Beiträge sind
}{ $where } { $period } erschienen, aber diese Zahl kam von { $platforms } noch nie.
analytics-not-yet = { $metric }: noch unbekannt. { $count ->
    [one] Ein Beitrag ist
   *[other] { $count } Beiträge sind
}{ $where } { $period } erschienen; die ersten Zahlen kommen binnen einer Stunde nach dem Erscheinen.
analytics-not-read = { $metric }: unbekannt. { $count ->
    [one] Ein Beitrag ist
   *[other] { $count } Beiträge sind
}{ $where } { $period } erschienen; ihre Zahlen konnten bisher nicht gelesen werden.
analytics-level-not-yet = { $metric }: noch unbekannt. Die ersten Zahlen kommen binnen einer Stunde, nachdem ein Konto verbunden ist.
analytics-level-earlier = { $metric }: { $period } unbekannt. Zum ersten Mal wurde am { $day } gemessen.
analytics-trouble = { $account } auf { $platform } kann nicht gemessen werden: { $reason }
analytics-gap-open = { $account } auf { $platform } wurde seit { $since } nicht gemessen: { $reason }
analytics-gap-closed = { $account } auf { $platform } konnte vom { $since } bis { $until } nicht gemessen werden.
analytics-disconnected = Nicht mehr verbunden, mit den letzten Zahlen mitgezählt: { $accounts }.
analytics-gone = { $count ->
    [one] Einer dieser Beiträge ist
   *[other] { $count } dieser Beiträge sind
} nicht mehr da; es zählen die letzten Zahlen.
analytics-stale-level = { $account } auf { $platform } wurde zuletzt am { $day } gemessen.
followers-grown = { $figure }{ $where }: { $number } mehr{ $share } als am { $since }.
followers-lost = { $figure }{ $where }: { $number } weniger{ $share } als am { $since }.
followers-same = { $figure }{ $where }, so viele wie am { $since }.
followers-only = { $figure }{ $where }. Wie viele es vorher waren, ist unbekannt: Zum ersten Mal wurde am { $since } gemessen.
followers-part = Die Veränderung ist von { $known } der { $count } Konten bekannt.
analytics-post = Beitrag { $number } hat{ $where } bisher { $figure }.
analytics-post-unknown = Beitrag { $number } ist{ $where } erschienen; seine Zahlen sind noch unbekannt. Die ersten kommen binnen einer Stunde.
analytics-post-not-out = Beitrag { $number } ist noch nicht erschienen, also gibt es nichts zu messen.
analytics-post-not-measured = Beitrag { $number } ist auf { $platforms } erschienen; von dort kommen keine Zahlen zu Beiträgen.
analytics-post-here = Beitrag { $number } ist erschienen; seine Zahlen kommen binnen einer Stunde danach.
analytics-rank = Auf { $platform } ist das Platz { $place } unter den letzten { $among } Beiträgen{ $usual ->
    [unknown] .
   *[other] ; üblich ist { $usual }.
}
analytics-post-gone = Auf { $platform } ist er nicht mehr da; es zählen die letzten Zahlen.
analytics-top-one = Der { $worst ->
    [yes] schwächste
    [only] einzige gemessene
   *[no] beste
} Beitrag{ $where } { $period } hat { $figure }: { $name }.
analytics-top-line = { $place }. { $name }, { $platform }, { $day }: { $value }
analytics-top-unknown = { $count ->
    [one] Ein Beitrag ist
   *[other] { $count } Beiträge sind
} nicht dabei: Die Zahl ist unbekannt.
analytics-top-base = Nicht dabei: Beiträge, die weniger als { $count } Leute gesehen haben, und solche, deren Rate aus etwas anderem gemacht ist.
analytics-a-post = Beitrag { $number }, „{ $words }“
analytics-their-post = „{ $words }“
analytics-chart-age = gelesen { $age }
analytics-chart-sample = Beispieldaten, erfunden
analytics-no-chart = Für Diagramme muss, wer diese Installation betreibt, sie einmal dazuholen: make analytics.
measuring-head = { $count ->
    [one] Ich messe ein Konto
   *[other] Ich messe { $count } Konten
}; zuletzt habe ich { $age } nachgesehen.
measuring-row = ▪ { $platform }, { $account }: { $count ->
    [0] keine Beiträge bekannt
    [one] 1 Beitrag
   *[other] { $count } Beiträge
}{ $since ->
    [missing] {""}
   *[other] { " " }seit { $since }
}, { $read }
measuring-looked = nachgesehen { $age }
measuring-row-off = ▪ { $platform }, { $account }: nicht mehr verbunden; { $count ->
    [0] keine Beiträge bekannt
    [one] 1 Beitrag
   *[other] { $count } Beiträge
} mit den letzten Zahlen
measuring-row-unable = ▪ { $platform }, { $account }: gibt Programmen keine Zahlen
measuring-how = Neue Beiträge sehe ich in den ersten Tagen oft nach, ältere seltener; Follower jeden Tag.
progress-reading-figures = Ich lese die neuesten Zahlen …
offer-compare = Mit der Zeit davor vergleichen
offer-best-posts = Beste Beiträge
offer-worst-posts = Schwächste Beiträge
offer-by-platform = Nach Netzwerk
offer-last-days = Die letzten 30 Tage
offer-quarter = Die letzten 90 Tage
offer-connect = Ein Konto verbinden
offer-what-is-measured = Was wird gemessen?
offer-report-pdf = Bericht als PDF
part-format-text = Nur Text
part-format-image = Bilder
part-format-carousel = Karussells
part-format-video = Videos
part-format-reel = Reels
part-format-story = Storys
part-format-link = Links
part-format-other = Andere Beiträge
ask-breakdown = Wonach aufgeteilt: Netzwerk, Konto, Format, Wochentag, Stunde, Hashtag, Kampagne, Tag, Woche oder Monat?
do-show-metrics = Zahlen zeigen
do-top-posts = Die besten Beiträge zeigen
do-show-measuring = Sagen, was gemessen wird
help-analytics = „Wie lief die letzte Woche?“, „Likes auf Instagram diesen Monat“, „beste Beiträge“, „welcher Wochentag läuft am besten?“

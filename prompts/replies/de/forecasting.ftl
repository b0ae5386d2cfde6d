# Was wohl kommt, wann man postet, und was aus der Reihe fällt.

progress-forecasting = Ich probiere mehrere Verfahren an euren bisherigen Zahlen aus …
forecast-metric-on = { $metric } auf { $platforms }
forecast-counted = Wahrscheinlich kommen { $low }–{ $high } { $what } { $days ->
    [one] am Tag von { $first } bis { $last }
   *[other] in den { $days } Tagen von { $first } bis { $last }
} zusammen; die Mitte liegt bei { $middle }.
forecast-level = Wahrscheinlich sind es { $low }–{ $high } { $what } am { $last }; die Mitte liegt bei { $middle }, jetzt sind es { $now }.
forecast-right = An eurer Vergangenheit ausprobiert, trafen { $right } von { $judged } solchen Spannen zu; angestrebt sind 8 von 10.
forecast-untried = Der Verlauf ist zu kurz, um zu sagen, wie oft solche Spannen zutreffen; diese beruht auf { $count } Versuchen.
forecast-by = Verfahren: { $model }. Es lag { $closer } näher als „{ $baseline }“.
forecast-by-baseline = Verfahren: { $model }. Nichts anderes war deutlich näher.
forecast-plain = Nur einfache Verfahren wurden ausprobiert: Die besseren sind hier nicht installiert. „make analytics“ holt sie.
forecast-shortened = { $asked } Tage sind zu weit für { $history } Tage Verlauf, darum gilt das für { $days } Tage.
forecast-filled = { $count ->
    [one] Ein Tag wurde nicht gemessen und ist aus den Wochen daneben ergänzt.
   *[other] { $count } Tage wurden nicht gemessen und sind aus den Wochen daneben ergänzt.
}
forecast-cut = Vor { $since } klafft eine lange Lücke; was davor liegt, zählt nicht mit.
forecast-gaps = Ältere Beiträge werden selten gemessen; was sie dazwischen gewinnen, ist nicht dabei.
forecast-sample = Das sind Beispieldaten.
forecast-from = Das beruht auf { $days } Tagen seit { $since }; der letzte Blick: { $age }.
forecast-chart-from = Aus { $days } Tagen seit { $since }; das Band trifft in etwa 8 von 10 Fällen zu
forecast-chart-counted = { $what } bis { $last }: wahrscheinlich { $low }–{ $high } zusammen
forecast-chart-level = { $what } am { $last }: wahrscheinlich { $low }–{ $high }
forecast-chart-past = Bisher
forecast-chart-ahead = Erwartet
forecast-none = Zu { $what } wurde noch nichts gemessen, darum kann ich nicht sagen, was kommt. Sag „verbinde“ und den Namen eines Netzwerks, um anzufangen.
forecast-stale = { $what }: zuletzt gemessen am { $day }. Das ist für eine Vorhersage zu lange her; frag „was misst du“, um zu sehen, warum.
forecast-too-short = { $what }: Ich habe { $count } Tage ohne Lücke; unter { $least } wäre jede Zahl geraten. Ab { $day } kann ich es sagen.
forecast-no-rate = Eine Rate sage ich nicht voraus: Sie sagt, wie gut Beiträge sind, nicht, was kommt. Frag nach Interaktionen oder Reichweite.
forecast-horizon = Ich kann 1 bis { $days } Tage weit sehen. Wie viele sollen es sein?
model-seasonal-naive = wie eine Woche davor
model-last = keine Veränderung
model-drift = weiter wie in den letzten vier Wochen
model-theta = Theta
model-ets = exponentielle Glättung (ETS)
model-mstl = Trend und Woche getrennt (MSTL)
model-mean = das Mittel mehrerer Modelle
best-time-none = Es gibt noch keine Beiträge mit Zahlen, darum kann ich keine Stunden vergleichen. Bis dahin ist werktags um { $habit } eine schlichte Gewohnheit, keine Erkenntnis.
best-time-thin = { $platform }: { $posts ->
    [0] noch keine Beiträge mit Zahlen
    [one] erst ein Beitrag mit Zahlen
   *[other] erst { $posts } Beiträge mit Zahlen
}; ab { $least } vergleiche ich Stunden. Bis dahin ist werktags um { $habit } eine schlichte Gewohnheit, keine Erkenntnis.
best-time-same = { $platform }: Aus euren { $posts } Beiträgen lässt sich kein Unterschied zwischen Stunden erkennen. Poste, wann es dir passt; die Warteschlange nimmt aus Gewohnheit werktags { $habit }.
best-time-head = { $platform }: Nach { $metric ->
    [engagement] Interaktionen
    [views] Aufrufen
    [impressions] Impressionen
   *[reach] Reichweite
} eurer { $posts } Beiträge seit { $since } lief es zu diesen Stunden besser als sonst:
best-time-slot = • { $day } { $clock }: etwa { $better } mehr (wahrscheinlich { $low } bis { $high }), { $posts ->
    [one] ein Beitrag
   *[other] { $posts } Beiträge
} um diese Uhrzeit
best-time-chart = Wann Beiträge auf { $platform } besser laufen als sonst
best-time-chart-from = Aus { $posts } eigenen Beiträgen; leer, wo ihr nicht gepostet habt
offer-plan-then = Für { $when } planen
queued-best = Um diese Zeit liefen eure Beiträge auf { $platform } etwa { $better } besser als sonst ({ $posts } Beiträge).
predict-told = { $platform }: wahrscheinlich besser als etwa { $better } eurer letzten { $compared } Beiträge, mit { $low }–{ $high } Interaktionen. An { $tried } eurer Beiträge ausprobiert, trafen solche Spannen in { $right } von { $judged } Fällen zu.
predict-thin = { $platform }: { $posts ->
    [0] Es gibt noch keine Beiträge mit Zahlen
    [one] Es gibt erst einen Beitrag mit Zahlen
   *[other] Es gibt erst { $posts } Beiträge mit Zahlen
}; ab { $least } kann ich es versuchen.
predict-cannot = { $platform }: Das kann ich nicht sagen. An euren { $posts } Beiträgen ausprobiert, verriet das vorher Bekannte nicht, welche gut laufen.
predict-out = Beitrag { $number } ist schon draußen. Frag „wie lief Beitrag { $number }“ nach seinen Zahlen.
predict-nowhere = Beitrag { $number } ist noch für kein Netzwerk gedacht. Sag, wohin er soll.
predict-now = Er hat noch keine Zeit, darum gilt das für jetzt.
unusual-day = { $day }: { $value } { $what }, { $direction ->
    [above] weit mehr
   *[below] weit weniger
} als die üblichen rund { $usual }.
unusual-level = { $day }: { $value } { $what } { $sign ->
    [minus] verloren
   *[plus] gewonnen
}, anders als an anderen Tagen.
unusual-more = … und { $count } weitere. Frag nach weniger Tagen oder einem Netzwerk, um alle zu sehen.
unusual-not-over = Heute ist noch nicht vorbei, deshalb lassen sich die Zahlen noch nicht beurteilen. Im Moment stürmt nichts herein.
unusual-nothing = Nichts Ungewöhnliches von { $first } bis { $last }.
unusual-too-short = Ich brauche { $least } gemessene Tage, um zu wissen, was üblich ist; so viele sind es noch nicht.
alert-comments = { $platform }: { $count } Kommentare in den letzten { $hours } Stunden; üblich { $usual ->
    [0] sind um diese Zeit so gut wie keine
    [one] ist um diese Zeit etwa einer
   *[other] sind um diese Zeit etwa { $usual }
}. Schau hin, bevor es mehr wird.
alert-mood = Die Stimmung in den Kommentaren ist gekippt: { $share } % der letzten { $of } klingen unzufrieden, von den { $before_of } davor waren es { $before } %. Das ist eine Schätzung; schau selbst nach.
offer-show-unusual = Ungewöhnliches zeigen
offer-show-comments = Kommentare zeigen
offer-stop-alerts = Keine Warnungen mehr
alerts-on = Ich melde mich von selbst bei plötzlichen Kommentaren, gekippter Stimmung und ungewöhnlichen Zahlen.
alerts-off = Ich melde ungewöhnliche Zahlen nicht mehr von selbst. „Schalte die Warnungen ein“ holt sie zurück; selbst gesetzte Schwellen bleiben.
did-set-alerts = Das Umschalten der Warnungen
do-best-time = Die beste Zeit zum Posten finden
do-forecast-metric = Eine Kennzahl vorhersagen
do-predict-post = Vorhersagen, wie ein Beitrag läuft
do-show-anomalies = Ungewöhnliches zeigen
do-set-alerts = Warnungen ein- oder ausschalten
ask-metric = Welche Zahl meinst du: Likes, Kommentare, Reichweite, Impressionen, Aufrufe, Follower …?
ask-horizon = Wie viele Tage soll ich vorausschauen? Zum Beispiel „die nächsten 14 Tage“.

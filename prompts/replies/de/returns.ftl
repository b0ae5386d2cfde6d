# Was Beiträge bringen: verfolgte Links, Ergebnisse und Ausgaben, und was davon zurückkommt.

ask-money = Wie viel war es? Zum Beispiel „200 Euro“.
ask-currency = In welcher Währung sind die Beträge? Zum Beispiel Euro oder Dollar.
ask-campaign = Welche Kampagne? Sag ihren Namen, zum Beispiel „Herbstaktion“.
ask-attribution = Wem soll es zugerechnet werden: der letzten Berührung, der ersten, allen gleich, vor allem erster und letzter, oder nach Markov oder Shapley?
error-no-address = Daraus kann ich keinen Link machen. Gib mir eine Adresse, die mit https:// beginnt.
error-spend-number = Ein Betrag muss über 0 liegen. Wie viel war es?
progress-reading-results = Ich lese { $name } …
progress-crediting = Ich rechne aus, wem es zuzurechnen ist …
link-head = { $count ->
    [one] Hier ist der Link:
   *[other] Hier sind die { $count } Links:
}
link-line = { $platform }: { $link }
link-short-counts = Kurze Links zählen, wie oft ihnen jemand folgt, nach Tagen und ohne etwas darüber, wer es ist.
link-put = Sie stehen jetzt in Beitrag { $number }, jeder im Text seiner Plattform.
link-not-clickable = Auf { $platforms } kann niemand einen Link im Text antippen. Setz ihn ins Profil, oder sag, wo er steht.
results-no-file = Schick mir die Datei mit den Ergebnissen (CSV oder XLSX, wie GA4, Shopify, Stripe oder ein Werbemanager sie ausgibt) und sag „importiere diese Ergebnisse“.
results-no-columns = In dieser Datei finde ich keine Tabelle mit Ergebnissen. Sie braucht eine Spalte mit dem Datum und eine mit Klicks, Konversionen, Umsatz oder Ausgaben.
results-nothing = In { $name } finde ich keine Ergebnisse.
results-bad-event = Ereignis { $place } ist nicht lesbar.
results-no-day = kein Datum
results-no-number = eine Zahl, die nicht lesbar ist
results-imported = { $count ->
    [one] Eine Zeile aus { $name } ist übernommen: { $what }.
   *[other] { $count } Zeilen aus { $name } sind übernommen: { $what }.
}
results-span = Es geht um { $first } bis { $last }.
results-doubtful = Daten wie 01/02 lassen sich auf zwei Arten lesen; ich habe den Monat zuerst genommen.
results-skipped = { $count ->
    [one] Eine Bestellung, die nicht bezahlt oder erstattet wurde, ist nicht dabei.
   *[other] { $count } Bestellungen, die nicht bezahlt oder erstattet wurden, sind nicht dabei.
}
results-left-out = { $count ->
    [one] Ausgelassen: Zeile { $numbers } ({ $reasons }).
   *[other] Ausgelassen: { $count } Zeilen ({ $numbers }; { $reasons }).
}
results-again = Wenn du dieselbe Zeit noch einmal importierst, treten die neueren Zahlen an die Stelle dieser.
results-kind-clicks = Klicks
results-kind-conversion = Konversionen
results-kind-lost = Wege ohne Konversion
results-kind-spend = Ausgaben
spend-added = { $campaign ->
    [missing] { $platforms ->
        [missing] Notiert: { $amount } ausgegeben { $during }.
       *[other] Notiert: { $amount } auf { $platforms } ausgegeben { $during }.
    }
   *[other] { $platforms ->
        [missing] Notiert: { $amount } für die Kampagne „{ $campaign }“ ausgegeben { $during }.
       *[other] Notiert: { $amount } für die Kampagne „{ $campaign }“ auf { $platforms } ausgegeben { $during }.
    }
}
return-day = am { $day }
return-days = von { $first } bis { $last }
return-no-campaign = { $known ->
    [missing] Von einer Kampagne „{ $campaign }“ weiß ich nichts. Mach ihre Links mit mir, oder importiere ihre Ergebnisse.
   *[other] Von einer Kampagne „{ $campaign }“ weiß ich nichts. Ich kenne: { $known }.
}
return-nothing = Ich weiß von keinen Klicks, Konversionen oder Ausgaben { $during }. Importiere sie („importiere diese Ergebnisse“), oder sag, was ihr ausgegeben habt.
return-nothing-there = Davon kam nichts über { $platforms }.
return-head = { $campaign ->
    [missing] Was zurückkam { $during }:
   *[other] Was die Kampagne „{ $campaign }“ brachte { $during }:
}
return-conversions = { $known ->
    [no] Konversionen unbekannt
   *[yes] { $count ->
        [one] { $value } Konversion
       *[other] { $value } Konversionen
    }
}
return-clicks = { $known ->
    [no] Klicks unbekannt
   *[yes] { $count ->
        [one] { $value } Klick
       *[other] { $value } Klicks
    }
}
return-whole = { $revenue ->
    [missing] Zusammen: { $conversions }, Umsatz unbekannt
   *[other] Zusammen: { $conversions }, { $revenue } Umsatz
}{ $spend ->
    [missing] , Ausgaben unbekannt
   *[other] , { $spend } ausgegeben
}{ $each ->
    [missing] { "" }
   *[other] , { $each } je Konversion
}{ $back ->
    [missing] .
   *[other] , { $back } zurück für jede ausgegebene 1.
}
return-line = { $channel }: { $clicks }, { $conversions }{ $revenue ->
    [missing] { "" }
   *[other] , { $revenue } Umsatz
}{ $spend ->
    [missing] { "" }
   *[other] , { $spend } ausgegeben
}{ $each ->
    [missing] { "" }
   *[other] , { $each } je Konversion
}{ $back ->
    [missing] { "" }
   *[other] , { $back } zurück für jede 1
}
return-model-last = Zugerechnet wird dem letzten Kanal vor jeder Konversion.
return-model-first = Zugerechnet wird dem ersten Kanal jedes Weges.
return-model-linear = Alle Berührungen eines Weges teilen sich den Verdienst gleich.
return-model-position = Erste und letzte Berührung bekommen je 40 %, die dazwischen teilen sich 20 %; bei zweien bekommt jede die Hälfte.
return-model-markov = Markov: Einem Kanal wird zugerechnet, wie viele Konversionen ohne ihn fehlen würden, wenn der nächste Schritt nur davon abhängt, wo jemand gerade ist.
return-model-shapley = Shapley: Einem Kanal wird zugerechnet, was er im Mittel über alle Reihenfolgen beiträgt; jede Gruppe von Kanälen zählt, was sie ohne die anderen konvertiert.
return-one-channel = Jeder Weg, den ich kenne, hat nur einen Kanal; jede Art der Zurechnung führt zum selben Ergebnis.
return-graph-lost = { $count ->
    [one] Ein Weg, der zu nichts führte, ist eingerechnet.
   *[other] { $count } Wege, die zu nichts führten, sind eingerechnet.
}
return-graph-won-only = Ich kenne nur Wege, die in einer Konversion endeten; wie viele jeder Kanal verlor, steckt nicht darin.
return-sampled = Bei mehr als { $limit } Kanälen wird aus gezogenen Reihenfolgen geschätzt, immer denselben.
return-unknown = Bei { $count } der { $whole } Konversionen kennt niemand den Kanal; sie sind keinem zugerechnet.
return-undivided = { $spend } wurden für keinen bestimmten Kanal ausgegeben und sind auf keinen verteilt.
return-currencies = Beträge in verschiedenen Währungen werden nicht zusammengezählt und nicht durcheinander geteilt.
return-parts = Von Ausgaben für eine längere Zeit habe ich die Tage genommen, die in diese fallen.
return-clicks-imported = Klicks sind die aus der importierten Datei, wo sie dort stehen.
return-clicks-short-links = Klicks auf kurze Links zählen jedes Mal, wenn jemand einem folgt, bekannte Roboter ausgenommen.
return-clicks-network = Klicks sind die, die das Netzwerk an den Beiträgen zählt, wo sonst nichts bekannt ist.
return-age = Das neueste Ergebnis ist { $age } alt.
return-no-cause = Das zeigt, was einem Verkauf vorausging, nicht dass es der Grund dafür war.
did-track-link = Das Anlegen eines verfolgten Links
did-import-results = Der Import von Ergebnissen
did-add-spend = Das Notieren von Ausgaben
do-track-link = Einen verfolgten Link anlegen
do-import-results = Ergebnisse importieren
do-add-spend = Ausgaben notieren
do-show-return = Den Ertrag zeigen

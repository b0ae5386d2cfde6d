# Die Konten anderer neben den eigenen.

progress-looking-at-competitors = { $count ->
    [one] Ich sehe mir das Konto an …
   *[other] Ich sehe mir { $count } Konten an …
}
ask-handles = Wessen Konto? Sag den Namen dort, zum Beispiel „@bakery“.
do-compare-competitors = Mit anderen vergleichen
do-watch-competitor = Einen Mitbewerber beobachten
do-list-competitors = Die Mitbewerber zeigen
do-remove-competitor = Einen Mitbewerber nicht mehr beobachten
did-watch-competitor = Das Beobachten eines Mitbewerbers
did-remove-competitor = Das Entfernen eines Mitbewerbers
offer-watch-competitor = { $count ->
    [one] Ab jetzt beobachten
   *[other] Ab jetzt alle beobachten
}
competitors-none = Noch werden keine Mitbewerber beobachtet. Sag „beobachte @name auf Instagram“ oder „vergleich uns mit @name“.
competitors-head = { $count ->
    [one] Ein Mitbewerber wird beobachtet:
   *[other] { $count } Mitbewerber werden beobachtet:
}
competitors-listed = – { $handle } auf { $platform }, Follower: { $followers } ({ $age })
competitors-table = { $platform }:
competitors-place-both = Von { $of } Konten bist du bei den Followern Nummer { $followers } und bei den Reaktionen pro Beitrag Nummer { $each }.
competitors-place-followers = Von { $of } Konten bist du bei den Followern Nummer { $place }.
competitors-place-each = Von { $of } Konten bist du bei den Reaktionen pro Beitrag Nummer { $place }.
competitors-ours = – du ({ $handle }): Follower { $followers }{ $grown }; Beiträge pro Woche { $week }{ $days }; Reaktionen pro Beitrag { $each } ({ $age })
competitors-theirs = – { $handle }: Follower { $followers }{ $grown }; Beiträge pro Woche { $week }{ $days }; Reaktionen pro Beitrag { $each } ({ $age })
competitors-grown = { " " }({ $change } seit { $since })
competitors-days = { $days ->
    [one] { " " }(letzter Tag)
   *[other] { " " }(letzte { $days } Tage)
}
competitors-definition = Reaktionen sind { $metrics }, soweit beide Seiten sie zeigen, bei den neuesten sichtbaren Beiträgen.
competitors-no-interactions = { $platform } zeigt nicht genug von den Beiträgen, um Reaktionen zu vergleichen.
competitors-sample = Deine eigenen Zahlen enthalten Beispieldaten.
competitors-problem = { $handle }: { $reason }
competitors-not-connected = Verbinde erst ein Konto auf { $platform }; nur über eines von dir kann ich dort nachsehen.
competitors-nowhere = Keines deiner verbundenen Netzwerke lässt mich fremde Konten ansehen. Sag, auf welchem Netzwerk, oder verbinde eines.
competitors-full = Mehr als { $limit } Mitbewerber werden nicht beobachtet. Entferne erst einen: Sag „zeig die Mitbewerber“.
competitor-watched = Ich sehe mir { $handle } auf { $platform } ab jetzt jeden Tag an. Follower heute: { $followers }.
competitor-known = Ich beobachte { $handle } auf { $platform } schon. Follower: { $followers }.
competitor-on = { $handle } auf { $platform }
competitors-removed = Ich beobachte { $names } nicht mehr.
error-no-such-competitor = { $handle } wird nicht beobachtet. Sag „zeig die Mitbewerber“, um zu sehen, wer es wird.
error-handle = „{ $handle }“ kann ich nicht als Kontonamen lesen. Sag ihn wie „@bakery“ oder gib mir die Adresse des Profils.
interaction-likes = Likes
interaction-comments = Kommentare
interaction-shares = geteilte Beiträge
interaction-saves = gespeicherte Beiträge

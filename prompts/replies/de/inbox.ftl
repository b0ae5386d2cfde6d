# Was Leute unter Beiträge schreiben, und was geantwortet wird.

progress-reading-comments = Ich lese die Kommentare …
comments-head = { $count ->
    [one] Der neueste Kommentar:
   *[other] Die { $count } neuesten Kommentare:
}
comments-line = { $place }. { $author } auf { $platform }, unter Beitrag { $post } (Kommentar { $number }): „{ $words }“{ $state }
comment-is-hidden = { " " }(verborgen)
comment-is-answered = { " " }(beantwortet)
comments-hint = Sag zum Beispiel „antworte auf den ersten: danke“ oder „verbirg den zweiten“.
comments-none = Unter den Beiträgen der letzten 30 Tage stehen keine Kommentare.
comments-none-unanswered = Alle Kommentare unter den Beiträgen der letzten 30 Tage sind beantwortet.
comments-unread = Die Kommentare auf { $platform } konnte ich nicht lesen: { $reason }
comments-unable = Kommentare auf { $platforms } lassen sich von hier nicht lesen.
error-no-such-comment = Kommentar { $number } gibt es hier nicht. Sag „zeig die Kommentare“, dann siehst du die Nummern.
error-cannot-reply = Auf Kommentare bei { $platform } lässt sich von hier nicht antworten.
ask-comment = Welchen Kommentar meinst du? Nenn seine Nummer oder sag „zeig die Kommentare“.
reply-card = Antwort an { $author } auf { $platform }
reply-card-under = Kommentar
reply-ask = Soll ich { $author } auf { $platform } genau so antworten, als { $account }?
reply-yes = Ja, antworten
reply-sent = { $url ->
    [missing] Deine Antwort an { $author } ist auf { $platform } draußen.
   *[other] Deine Antwort an { $author } ist auf { $platform } draußen: { $url }
}
reply-unconfirmed = Ich weiß nicht, ob deine Antwort an { $author } bei { $platform } angekommen ist: die Rückmeldung ging verloren. Sieh bitte dort nach, bevor du sie noch einmal sendest.
reply-waits = Deine Antwort an { $author } konnte auf { $platform } noch nicht hinaus. { $reason } Ich versuche es von selbst noch einmal.
reply-failed = Deine Antwort an { $author } ging auf { $platform } nicht hinaus: { $reason }
reply-notice-published = Deine Antwort ist auf { $platform } draußen.
reply-notice-failed = Deine Antwort ging auf { $platform } nicht hinaus: { $reason }
reply-notice-handed-over = Deine Antwort konnte nicht hinaus: auf { $platform } ist kein Konto verbunden. Hier ist sie, zum Einfügen von Hand: { $text }
reply-notice-unconfirmed = Ich weiß nicht, ob deine Antwort bei { $platform } angekommen ist. Sieh bitte dort nach: { $url }
reply-notice-missed = Deine Antwort ging nicht hinaus: ich lief zu ihrer Zeit nicht.
hide-by-hand = { $url ->
    [missing] { $platform } gibt mir keinen Weg, Kommentare zu verbergen. Dort kannst du es von Hand tun.
   *[other] { $platform } gibt mir keinen Weg, Kommentare zu verbergen. Dort kannst du es von Hand tun: { $url }
}
comment-hidden = Der Kommentar von { $author } auf { $platform } ist jetzt vor anderen verborgen.
comment-shown = Der Kommentar von { $author } auf { $platform } ist wieder zu sehen.
offer-show-again = Wieder zeigen
offer-hide-again = Wieder verbergen
comment-card = { $author } auf { $platform }
delete-comment-ask = Soll ich diesen Kommentar von { $author } auf { $platform } endgültig löschen?
delete-comment-yes = Ja, löschen
comment-deleted = Der Kommentar von { $author } auf { $platform } ist gelöscht.
did-reply-comment = Die Antwort auf einen Kommentar
did-hide-comment = Das Verbergen eines Kommentars
did-delete-comment = Das Löschen eines Kommentars
do-list-comments = Die Kommentare lesen
do-reply-comment = Einen Kommentar beantworten
do-hide-comment = Einen Kommentar verbergen
do-delete-comment = Einen Kommentar löschen
comments-head-mood = { $mood ->
    [positive] Kommentare, die erfreut klingen ({ $count }):
    [negative] Kommentare, die verärgert klingen ({ $count }):
   *[neutral] Kommentare, die weder erfreut noch verärgert klingen ({ $count }):
}
comments-none-mood = { $mood ->
    [positive] Kein Kommentar der letzten 30 Tage klingt erfreut.
    [negative] Kein Kommentar der letzten 30 Tage klingt verärgert.
   *[neutral] Kein Kommentar der letzten 30 Tage klingt neutral.
}
comments-estimate = Die Einteilung ist eine Schätzung; wo ich unsicher bin, gilt ein Kommentar als neutral.
ask-sentiment = Welche Kommentare meinst du: erfreute, verärgerte oder keins von beiden?
undo-not-there = { $what } lässt sich von hier nicht rückgängig machen.

# Was gesagt wird, wenn ein Beitrag hinausgeht oder nicht.

delivery-published = Beitrag { NUMBER($post, useGrouping: 0) } ist raus über { $platform }: { $url }
delivery-published-no-link = Beitrag { NUMBER($post, useGrouping: 0) } ist raus über { $platform }.
delivery-failed = Beitrag { NUMBER($post, useGrouping: 0) } ging nicht raus über { $platform }: { $reason }
delivery-handed-over = Beitrag { NUMBER($post, useGrouping: 0) } ist jetzt auf { $platform } dran, aber dort ist kein Konto verbunden. Hier ist der fertige Text, zum Einstellen von Hand auf { $url }:
    { "" }
    { $text }
delivery-handed-over-no-link = Beitrag { NUMBER($post, useGrouping: 0) } ist jetzt auf { $platform } dran, aber dort ist kein Konto verbunden. Hier ist der fertige Text, zum Einstellen von Hand:
    { "" }
    { $text }
delivery-missed-notice = Beitrag { NUMBER($post, useGrouping: 0) } ist nicht erschienen: Zu seiner Zeit lief ich nicht. Soll ich ihn jetzt veröffentlichen oder verschieben?
delivery-unconfirmed = Ich weiß nicht, ob Beitrag { NUMBER($post, useGrouping: 0) } auf { $platform } angekommen ist: Die Antwort ging verloren. Von selbst sende ich ihn nicht noch einmal. Bitte sieh dort nach: { $url }
delivery-unconfirmed-no-link = Ich weiß nicht, ob Beitrag { NUMBER($post, useGrouping: 0) } auf { $platform } angekommen ist: Die Antwort ging verloren. Von selbst sende ich ihn nicht noch einmal. Bitte sieh dort in deinem Profil nach.
delivery-series-skipped = { $count ->
    [one] Eine Wiederholung von Beitrag { NUMBER($post, useGrouping: 0) } fiel in eine Zeit, in der ich nicht lief, und wurde ausgelassen. Als Nächstes kommt Beitrag { NUMBER($next, useGrouping: 0) }.
   *[other] { $count } Wiederholungen von Beitrag { NUMBER($post, useGrouping: 0) } fielen in eine Zeit, in der ich nicht lief, und wurden ausgelassen. Als Nächstes kommt Beitrag { NUMBER($next, useGrouping: 0) }.
}

# Warum es mit einem Beitrag so steht.

delivery-not-connected = Auf { $platform } ist kein Konto verbunden.
delivery-missed = Zu seiner Zeit lief ich nicht.
delivery-unknown = Die Antwort von { $platform } ging verloren; ob er angekommen ist, weiß noch niemand.
delivery-not-arrived = Er ist auf { $platform } nicht angekommen; ich sende ihn noch einmal.
delivery-lost = die Antwort von { $platform } ging jedes Mal verloren, und der Beitrag ist nicht dort. Sag „veröffentlichen“, dann versuche ich es noch einmal.
delivery-comment-missing = Beitrag { NUMBER($post, useGrouping: 0) } steht auf { $platform } ({ $url }), sein erster Kommentar aber nicht: { $reason }
delivery-without-comment = der Beitrag steht auf { $platform }, sein erster Kommentar aber nicht. Du kannst ihn dort selbst ergänzen: { $url }

# Was angeboten wird.

delivery-choice-publish = Jetzt veröffentlichen
delivery-choice-move = Verschieben
delivery-choice-connect = Konto verbinden
delivery-choice-shorten = Kürzen

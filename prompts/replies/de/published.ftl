# Ändern und Löschen, was schon draußen ist.

delete-ask = Soll ich Beitrag { $number } auf { $platforms } endgültig löschen?
delete-yes = Ja, löschen
edit-ask = Soll ich Beitrag { $number } auf { $platforms } genau so ändern?
edit-yes = Ja, ändern
edit-cannot = Auf { $platforms } lassen sich veröffentlichte Beiträge von hier nicht ändern; Beitrag { $number } bleibt dort, wie er ist.
edit-not-there = Auf { $platforms } bleibt er, wie er ist: dort lassen sich veröffentlichte Beiträge nicht ändern.
edited = { $url ->
    [missing] Beitrag { $number } ist auf { $platform } geändert.
   *[other] Beitrag { $number } ist auf { $platform } geändert: { $url }
}
edit-failed = Beitrag { $number } konnte auf { $platform } nicht geändert werden. { $reason }
error-not-out = Beitrag { $number } ist dort nicht draußen: { $status }.
did-delete-post = Das Löschen eines Beitrags
did-edit-post = Die Änderung eines veröffentlichten Beitrags
publish-processing = { $platform } hat Beitrag { $number } und arbeitet noch daran. Ich sage dir, wenn er draußen ist.
do-delete-post = Einen Beitrag löschen, der draußen ist
do-edit-post = Einen veröffentlichten Beitrag ändern
edit-unconfirmed = { $url ->
    [missing] Ich weiß nicht, ob die Änderung von Beitrag { $number } bei { $platform } angekommen ist: die Antwort ging verloren. Sieh dort nach, bevor du es noch einmal versuchst.
   *[other] Ich weiß nicht, ob die Änderung von Beitrag { $number } bei { $platform } angekommen ist: die Antwort ging verloren. Sieh dort nach, bevor du es noch einmal versuchst: { $url }
}
offer-take-down = Dort löschen, wo er steht
offer-edit-out = Dort ändern, wo er steht
offer-cancel-instead = Absagen

# Answers that were lost.

confirmed = Beitrag { $number } ist als draußen auf { $platforms } vermerkt. Ich sende ihn nicht noch einmal.
resend-ask = Soll ich Beitrag { $number } noch einmal an { $platforms } senden? Sag nur ja, wenn du nachgesehen hast und er nicht dort ist.
resend-yes = Ja, noch einmal senden
error-not-unconfirmed = Bei Beitrag { $number } ist nichts unklar: { $status }.
delivery-choice-there = Er ist da
delivery-choice-again = Er ist nicht da: noch einmal senden
do-confirm-post = Vermerken, dass ein Beitrag da ist
do-resend-post = Einen verlorenen Beitrag noch einmal senden
did-confirm-post = Der Vermerk, dass ein Beitrag da ist
did-resend-post = Das nochmalige Senden eines Beitrags

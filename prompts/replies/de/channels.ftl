# Was überall gesagt wird, wo Menschen erreicht werden: zu Unbekannten, über fremde Worte, nach einem Absturz
stranger-code =
    Ich kenne dich hier noch nicht und kann dir deshalb nichts sagen. Dein Code ist { $code }.
    Sag dort, wo ich dich schon kenne, „lass { $code } herein“, oder gib ihn jemandem, der euer Team hier leitet. Er gilt eine halbe Stunde.
stranger-linked = Hallo { $member }, jetzt kenne ich dich hier: Das gehört zum Arbeitsbereich „{ $workspace }“. Sag mir, was ich posten soll, oder „Hilfe“.
stranger-later = Ich kenne dich hier nicht, und es waren zu viele Versuche. Probier es in einer Stunde wieder.
others-what-next = Das sind die Worte von jemand anderem; von selbst mache ich damit nichts. Sag mir, was daraus werden soll, etwa „entwirf dazu einen Beitrag für LinkedIn“.
others-draft = Einen Beitrag dazu entwerfen
interrupted = Dabei wurde ich unterbrochen. Was ich getan hatte, bleibt getan, und zwar einmal: { $done }. Sag noch einmal, was fehlt.
interrupted-unsure = Direkt nach deinem Ja wurde ich unterbrochen und weiß nicht, wie weit ich kam: { $done }. Schau bitte nach, bevor du es noch einmal verlangst.
interrupted-private = Meine Antwort war nur für dich, darum habe ich sie nicht aufgehoben und weiß nicht, ob sie ankam. Wenn nicht, frag mich noch einmal.
notice-late = Das hat länger gedauert, als ich sprechen konnte. { $text }
channel-slack = in Slack
channel-telegram = auf Telegram
channel-email = in einer E-Mail an dich
channel-no-such-option = { $option }: diese Einstellung gibt es nicht. Nimm sie heraus.
channel-option-meant = { $option }: diese Einstellung gibt es nicht; war { $meant } gemeint?
channel-broken-plug-in = Die Erweiterung { $name } lässt sich nicht laden: { $why }
yes-to-which = Ja wozu davon?
no-to-all = Gut, ich lasse es so.
nothing-asked = Ich habe dich nichts gefragt. Sag mir, was ich tun soll, oder „Hilfe“.

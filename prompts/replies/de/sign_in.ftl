# Im Gespräch.

sign-in-link = Melde dich hier bei { $platform } an, innerhalb von 15 Minuten: { $link }
    Ich sage dir hier Bescheid, wenn es geklappt hat.
sign-in-link-again = { $platform } ({ $handles }) braucht eine neue Anmeldung. Melde dich hier an, innerhalb von 15 Minuten: { $link }
sign-in-link-another = { $platform } ist als { $handles } verbunden und funktioniert. Für ein weiteres Konto melde dich damit hier an, innerhalb von 15 Minuten: { $link }
sign-in-needs-app = Bevor sich jemand bei { $platform } anmelden kann, registriert, wer diese Installation betreibt, dort eine Anwendung: { $url }
    Dort genau diese Weiterleitungsadresse eintragen: { $redirect }
    Dann { $id } und { $secret } setzen und AllIN neu starten.
sign-in-not-revoked = { $platform } hat nicht erfahren, dass die Anmeldung beendet ist. Hier ist sie gelöscht; entferne AllIN bitte auch dort in deinen Einstellungen.
sign-in-undone = { $platform } ({ $handle }) steht wieder auf der Liste, die Anmeldung ist aber zurückgegeben: melde dich neu an, bevor Beiträge dorthin können.
sign-in-offer-again = Bei { $platform } anmelden
sign-in-choice-again = Neu anmelden
accounts-line-again = • { $platform }: { $handle } – bitte neu anmelden
accounts-line-ending = • { $platform }: { $handle } – die Anmeldung endet in { $left }

# Was ungefragt gesagt wird.

sign-in-connected-notice = { $platform } ist verbunden als { $handles }. Beiträge können jetzt dorthin.
sign-in-choose-notice = { $platform }: Ich habe { $count } Orte zum Veröffentlichen gefunden. Wähle auf der Seite, die in deinem Browser offen ist: { $link }
sign-in-failed-notice = Die Anmeldung bei { $platform } hat nicht geklappt: { $reason }
sign-in-broken-notice = Auf { $platform } ({ $handle }) kann ich nichts mehr veröffentlichen: { $reason }
sign-in-still-broken-notice = Bei { $platform } braucht { $handles } noch eine neue Anmeldung. Melde dich dort mit diesem Konto an.
sign-in-ending-notice = Die Anmeldung bei { $platform } ({ $handle }) endet: { $when }. Melde dich vorher neu an, dann geht es ohne Unterbrechung weiter.

# Warum nicht.

sign-in-refused = { $platform } nimmt die Anmeldung von { $handle } nicht mehr an. Bitte neu anmelden.
sign-in-ended = die Anmeldung von { $handle } bei { $platform } ist abgelaufen. Bitte neu anmelden.
sign-in-absent = { $platform } ({ $handle }) ist nicht angemeldet. Bitte neu anmelden.
sign-in-later = { $platform } war für eine frische Anmeldung nicht zu erreichen. Ich versuche es von selbst wieder.
sign-in-unknown = Dieser Link ist keiner von uns. Geh zurück ins Gespräch und lass dir einen neuen geben.
sign-in-expired = Dieser Link für { $platform } galt 15 Minuten, die vorbei sind. Lass dir im Gespräch einen neuen geben.
sign-in-used = Dieser Link für { $platform } wurde schon benutzt. Falls du nicht verbunden bist, lass dir im Gespräch einen neuen geben.
sign-in-other-browser = Die Anmeldung bei { $platform } wurde in einem anderen Browser begonnen. Öffne den Link aus dem Gespräch in diesem hier.
sign-in-other-platform = Diese Antwort gehört nicht zu { $platform }. Öffne den Link aus dem Gespräch noch einmal.
sign-in-incomplete = An dem, was ankam, fehlt etwas. Öffne den Link aus dem Gespräch noch einmal.
sign-in-cancelled = du hast es auf { $platform } nicht erlaubt, also wurde nichts verbunden.
sign-in-sent-back = { $platform } hat dich ohne Anmeldung zurückgeschickt. Versuche es noch einmal; passiert es wieder, ist die Anwendung dort falsch eingerichtet.
sign-in-code-refused = { $platform } hat diese Anmeldung nicht angenommen. Lass dir im Gespräch einen neuen Link geben.
sign-in-unreachable = { $platform } war gerade nicht zu erreichen, verbunden wurde nichts. Versuche es in ein paar Minuten noch einmal.
sign-in-nothing-there = auf { $platform } gibt es nichts, wo dieses Konto veröffentlichen darf.
sign-in-none-usable = auf { $platform } kann mit diesem Konto nirgends veröffentlicht werden.
    { $reasons }
sign-in-not-allowed = Deine Rolle erlaubt es nicht mehr, { $platform } zu verbinden. Frag jemanden, der diesen Arbeitsbereich verwaltet.
sign-in-fill-in = Bitte fülle alles aus, was nicht freiwillig ist.
sign-in-choose-one = Bitte wähle mindestens eines aus.
sign-in-no-app = { $platform } braucht eine Anwendung von dem, der diese Installation betreibt: { $id } setzen. „allin doctor“ sagt, wie.
sign-in-app-refused = { $platform } nimmt die Anwendung dieser Installation nicht an. Wer sie betreibt, prüft Client-ID und Secret.
sign-in-port-taken = Die Anmeldeseite lässt sich nicht öffnen: Port { $port } ist von einem anderen Programm belegt. Beende es, oder setze ALLIN_PORT auf einen freien Port.
vault-wrong = Die gespeicherten Anmeldungen wurden mit einem anderen Schlüssel verschlüsselt. Wer diese Installation betreibt, legt den alten Schlüssel zurück („allin doctor“ sagt, wohin), oder die Konten werden neu verbunden.
vault-file = Der Schlüssel, mit dem Anmeldungen verschlüsselt sind, ist nicht lesbar. „allin doctor“ sagt mehr.

# Auf den Seiten.

sign-in-page-title = { $platform } verbinden
sign-in-page-for = Für den Arbeitsbereich { $workspace }, angefragt von { $member }.
sign-in-page-help = Wo du das auf { $platform } findest
sign-in-page-go-on = Weiter
sign-in-page-safe = Was du eingibst, geht an das Netzwerk und wird verschlüsselt aufbewahrt. Im Gespräch erscheint es nie.
sign-in-page-optional = { $label } (freiwillig)
sign-in-page-choose = Wo darf ich veröffentlichen?
sign-in-page-connect = Verbinden
sign-in-page-done = { $platform } ist verbunden
sign-in-page-close = Du kannst diese Seite schließen und ins Gespräch zurückkehren.
sign-in-page-onward = Weiter zu { $place }
sign-in-page-stopped = Nicht verbunden
sign-in-page-back = Du kannst diese Seite schließen und ins Gespräch zurückkehren.

# Several accounts on one platform.

account-used = Beiträge auf { $platform } gehen ab jetzt an { $handle }. Was schon geplant ist, behält sein Konto.
ask-account-which = Welches Konto meinst du?
do-use-account = Das Konto wählen, auf das Beiträge gehen
did-use-account = Die Wahl eines Kontos

# Fragen, die eine Angabe einholen. Der Schlüssel endet mit der Art der Angabe.
ask-topic = Worum soll es gehen?
ask-topic-or-text-or-post-id = Was soll ich posten? Nenn mir ein Thema, den Wortlaut in Anführungszeichen oder die Nummer eines Entwurfs.
ask-text = Wie lautet der Text genau?
ask-post = Welchen Beitrag meinst du? Nenn mir seine Nummer, oder frag „Was ist geplant?“, dann zeige ich dir die Liste.
ask-platforms = Für welche Plattformen?
ask-platform = Für welche Plattform?
ask-account = Welches Konto?
ask-instruction = Was soll ich daran ändern?
ask-when = Wann soll der Beitrag raus? Zum Beispiel „morgen um neun“ oder „Freitag um 17 Uhr“.
ask-when-time = { $said ->
    [missing] Um wie viel Uhr?
   *[other] Um wie viel Uhr am { $said }?
  }
ask-when-past = { $said } ist schon vorbei. Wann soll es stattdessen sein?
ask-when-gap = An dem Tag wird die Uhr vorgestellt, deshalb gibt es diese Uhrzeit nicht: { $said }. Welche nehmen wir?
ask-when-overlap = An dem Tag wird die Uhr zurückgestellt, deshalb gibt es diese Uhrzeit zweimal: { $said }. Welche meinst du?
ask-when-ambiguous = Das lässt sich auf mehr als eine Art verstehen. Was meinst du?
ask-when-impossible = Diesen Tag oder diese Uhrzeit gibt es nicht. Wann soll es sein?
ask-when-too-far = { $said } ist mehr als fünf Jahre hin. Wann soll es stattdessen sein?
ask-when-no-time = Um wie viel Uhr?
ask-recurrence = Wie oft soll sich das wiederholen? Zum Beispiel „jeden Freitag um 17 Uhr“ oder „am ersten Montag jedes Monats“.
ask-language = In welcher Sprache? Ich kann Deutsch, Englisch, Spanisch und Französisch.
ask-count = Wie viele?
ask-status = Welche Beiträge: Entwürfe, geplante, veröffentlichte oder fehlgeschlagene?
ask-brand-field = Was soll ich mir merken: Name, Tonfall, Zielgruppe, Handlungsaufruf, Hashtags oder Link?
ask-brand-value = Was soll ich mir dazu merken?
ask-place = Die Uhrzeit welcher Stadt gilt bei euch?
ask-place-which = Zu „{ $place }“ passt mehr als eine Zeitzone. Welche ist es?
ask-place-unknown = Zu „{ $place }“ kenne ich keine Zeitzone. Nenn mir eine größere Stadt in der Nähe oder eine Zone wie Europe/Berlin.
ask-slots = An welchen Wochentagen und um wie viel Uhr? Zum Beispiel „werktags um 9 und 17 Uhr“.
ask-switch = Soll ich vor dem Veröffentlichen nachfragen? Sag „frag mich vorher“ oder „veröffentliche ohne Rückfrage“.
ask-preference = Welches Modell soll ich nehmen: nur das eingebaute, zuerst das eingebaute oder zuerst das große?
ask-tone = Wie soll es klingen?
ask-since = Ab welchem Tag?
ask-until = Bis zu welchem Tag?

# Entwürfe
drafted = { $count ->
    [one] Hier ist Entwurf { $number } für { $platforms }. Nichts geht raus, bevor du es sagst.
   *[other] Hier sind { $count } Entwürfe für { $platforms }: { $numbers }. Sag mir, welcher dir gefällt oder was anders werden soll.
  }
improved = Beitrag { $number } ist geändert.
improved-still-planned = Er geht weiterhin am { $when } raus.
improve-nothing = Damit ändert sich an Beitrag { $number } nichts. Sag mir mit anderen Worten, was anders sein soll.
retargeted = Beitrag { $number } ist jetzt für { $platforms }.
retargeted-anew = Beitrag { $number } ist schon draußen und bleibt, wie er ist. Beitrag { $new } ist ein Entwurf mit denselben Worten für { $platforms }.
hashtags = Zu { $topic }: { $tags }
instruction-shorten = kürzen
instruction-fewer-hashtags = weniger Hashtags
progress-writing = Ich schreibe …
progress-listening = Ich höre mir das an …
voice-no-file = { $name } ist keine Datei, die ich lesen kann. Prüfe den Pfad und schick sie noch einmal.
progress-publishing = Ich veröffentliche über { $platforms } …

# Planung
scheduled = Beitrag { $number } geht über { $platforms } raus, und zwar am { $when }.
queued = Beitrag { $number } bekommt den nächsten freien Platz: Er geht über { $platforms } raus, und zwar am { $when }.
moved = Beitrag { $number } ist verschoben: Er geht über { $platforms } raus, und zwar am { $when }.
cancelled = Beitrag { $number } ist gestrichen und geht nicht raus.
cancelled-series = Beitrag { $number } und alle seine Wiederholungen sind gestrichen und gehen nicht raus.
cancelled-rest = Beitrag { $number } geht nicht mehr raus auf: { $platforms }. Was schon draußen ist, bleibt draußen.
cancelled-already = Beitrag { $number } ist schon gestrichen.
plan-repeats = Danach wiederholt er sich { $every }.
plan-by-hand = { $platforms } { $count ->
    [one] ist
   *[other] sind
  } nicht verbunden: Zur geplanten Zeit gebe ich dir den Text und die Seite, damit du ihn dort selbst posten kannst.
plan-does-not-fit = So kann Beitrag { $number } nicht raus. Ich habe ihn als Entwurf behalten.
slots-set = Beiträge aus der Warteschlange gehen jetzt { $days } raus, um { $times }.
list-posts = { $count ->
    [0] Beiträge
    [one] 1 Beitrag
   *[other] { $count } Beiträge
  }
list-draft = { $count ->
    [0] Entwürfe
    [one] 1 Entwurf
   *[other] { $count } Entwürfe
  }
list-scheduled = { $count ->
    [0] geplanten Beiträge
    [one] 1 geplanter Beitrag
   *[other] { $count } geplante Beiträge
  }
list-published = { $count ->
    [0] veröffentlichten Beiträge
    [one] 1 veröffentlichter Beitrag
   *[other] { $count } veröffentlichte Beiträge
  }
list-publishing = { $count ->
    [0] Beiträge, die gerade rausgehen
    [one] 1 Beitrag, der gerade rausgeht
   *[other] { $count } Beiträge, die gerade rausgehen
  }
list-failed = { $count ->
    [0] fehlgeschlagenen Beiträge
    [one] 1 fehlgeschlagener Beitrag
   *[other] { $count } fehlgeschlagene Beiträge
  }
list-unconfirmed = { $count ->
    [0] unbestätigten Beiträge
    [one] 1 unbestätigter Beitrag
   *[other] { $count } unbestätigte Beiträge
  }
list-cancelled = { $count ->
    [0] gestrichenen Beiträge
    [one] 1 gestrichener Beitrag
   *[other] { $count } gestrichene Beiträge
  }
list-awaiting-approval = { $count ->
    [0] Beiträge, die auf Freigabe warten
    [one] 1 Beitrag, der auf Freigabe wartet
   *[other] { $count } Beiträge, die auf Freigabe warten
  }
list-head = { $what }{ $span }:
list-none = Es gibt keine { $what }{ $span }.
list-line = { $place }. Beitrag { $number } · { $when } · { $platforms } · { $words }{ $repeats }
list-more = … und { $count } weitere. Nenn mir einen Tag, eine Plattform oder einen Stand, dann werden es weniger.
span-day = {" "}für { $day }
span-days = {" "}von { $first } bis { $last }
span-since = {" "}ab { $first }
span-until = {" "}bis { $last }
post-is = { $when ->
    [missing] Beitrag { $number }: { $status }.
   *[other] Beitrag { $number }: { $status }, { $when }.
  }
repeat-daily = { $interval ->
    [one] jeden Tag
   *[other] alle { $interval } Tage
  }
repeat-weekly = { $interval ->
    [one] jede Woche
   *[other] alle { $interval } Wochen
  }
repeat-monthly = { $interval ->
    [one] jeden Monat
   *[other] alle { $interval } Monate
  }
repeat-yearly = { $interval ->
    [one] jedes Jahr
   *[other] alle { $interval } Jahre
  }
repeat-hourly = { $interval ->
    [one] jede Stunde
   *[other] alle { $interval } Stunden
  }
repeat-on = { $every } am { $days }
repeat-place = { $place ->
    [1] ersten { $day }
    [2] zweiten { $day }
    [3] dritten { $day }
    [4] vierten { $day }
    [5] fünften { $day }
   *[-1] letzten { $day }
  }
repeat-monthday = { $day ->
    [-1] letzten Tag
   *[other] { $day }.
  }
repeat-count = { $every }, { $count } Mal
repeat-until = { $every } bis { $until }

# Stand
status-draft = Entwurf
status-awaiting-approval = wartet auf Freigabe
status-scheduled = geplant
status-publishing = geht gerade raus
status-published = veröffentlicht
status-failed = fehlgeschlagen
status-unconfirmed = unbestätigt
status-cancelled = gestrichen
role-owner = Leitung
role-admin = Administration
role-editor = Redaktion
role-contributor = Mitarbeit
role-analyst = Auswertung
role-client = Kundschaft

# Veröffentlichen, Zustimmung, Rückgängig
publish-ask = Das geht jetzt als Beitrag { $number } raus, und zwar über { $accounts }. Einverstanden?
publish-some-by-hand = { $platforms } { $count ->
    [one] ist
   *[other] sind
  } nicht verbunden; dafür bekommst du den Text, um ihn selbst zu posten.
publish-yes = Ja, veröffentlichen
publish-by-hand = { $platforms } { $count ->
    [one] ist
   *[other] sind
  } nicht verbunden, deshalb kann ich dort nicht posten. Beitrag { $number } liegt zum Kopieren bereit:
publish-already-published = Beitrag { $number } ist schon draußen; ich schicke ihn nicht zweimal.
publish-already-publishing = Beitrag { $number } geht gerade raus.
publish-already-unconfirmed = Ich habe Beitrag { $number } abgeschickt und keine Antwort bekommen, er ist also vielleicht schon draußen. Schau bitte im Konto nach, bevor noch einmal etwas abgeschickt wird.
published = Beitrag { $number } ist draußen ({ $platform }): { $url }
publish-failed = Beitrag { $number } ist nicht rausgegangen ({ $platform }). { $reason }
publish-unconfirmed = Ich habe Beitrag { $number } an { $platform } geschickt, aber keine Antwort bekommen; er ist also vielleicht schon draußen. Ich sehe weiter nach und sage dir Bescheid. Schick ihn bitte nicht noch einmal.
publish-waits = Beitrag { $number } konnte noch nicht über { $platform } rausgehen. { $reason } Ich versuche es von selbst noch einmal.
publish-on-its-way = Beitrag { $number } ist unterwegs ({ $platform }); ich sage dir Bescheid, wenn er draußen ist.
consent-yes = Ja
consent-no = Nein
notice-consent =
    { $asker } bittet um dein Ja.
    { $question }
consent-elsewhere = Noch ist nichts geschehen: Es wartet auf dein Ja, { $place }.
consent-nowhere = Es ist nichts geschehen: Dafür braucht es ein Ja, und es gibt kein Gespräch, in dem du es geben könntest. Starte `allin chat`.
channel-terminal = im Terminal (`allin chat`)
consent-refused = Alles klar, es ist nichts rausgegangen. Der Entwurf bleibt erhalten.
consent-changed = Seit meiner Frage hat sich etwas geändert, deshalb zeige ich es dir noch einmal.
consent-gone = Diese Frage ist erledigt; ich habe nichts getan. Sag noch einmal, was du möchtest.
consent-expired = Das ist mehr als 15 Minuten her, deshalb habe ich nichts getan. Sag noch einmal, was du möchtest.
consent-not-yours = Das kann nur beantworten, wer gefragt wurde oder den Arbeitsbereich verwaltet.
consent-nobody-to-ask = Dafür braucht es das Ja eines Menschen, und hier kann ich niemanden fragen. Stell die Bitte in einem Gespräch.
choice-gone = Diese Schaltfläche ist zu alt. Sag noch einmal, was du möchtest.
undone = Ich habe { $what } rückgängig gemacht.
undo-nothing = Es gibt nichts rückgängig zu machen.
undo-changed-since = Ich kann { $what } nicht mehr rückgängig machen: Seitdem hat sich etwas geändert oder ist rausgegangen.
undo-done-already = Das ist schon rückgängig gemacht.
undo-not-yours = Nur wer das geändert hat, kann es mit diesem Knopf zurücknehmen.
undo-time-passed = Damit wäre Beitrag { $numbers } für eine Zeit geplant, die schon vorbei ist. Sag mir, wann er stattdessen rausgehen soll.
undo-taken-down = Beitrag { $number } ist dort wieder gelöscht: { $platform }.
undo-by-hand = Beitrag { $number } darf ich dort nicht löschen ({ $platform }). Du kannst es selbst tun: { $url }
undo-failed = Beitrag { $number } ließ sich nicht löschen ({ $platform }). { $reason }
undo-not-yet = Ich weiß noch nicht, ob Beitrag { $number } über { $platform } rausgegangen ist, deshalb kann ich ihn nicht löschen.
undo-draft-again = { $count ->
    [one] Beitrag { $numbers } ist wieder ein Entwurf.
   *[other] Die Beiträge { $numbers } sind wieder Entwürfe.
  }
did-draft-post = { $count ->
    [one] das Schreiben von Entwurf { $numbers }
   *[other] das Schreiben der Entwürfe { $numbers }
  }
did-improve-draft = die Änderung an Beitrag { $numbers }
did-retarget-post = den Wechsel der Plattformen von Beitrag { $numbers }
did-schedule-post = das Planen von Beitrag { $numbers }
did-queue-post = das Einreihen von Beitrag { $numbers }
did-reschedule-post = das Verschieben von Beitrag { $numbers }
did-cancel-post = das Streichen von Beitrag { $numbers }
did-publish-post = das Veröffentlichen von Beitrag { $numbers }
did-set-queue-slots = die Änderung der festen Zeiten
did-set-brand = die Änderung am Markenprofil
did-set-time-zone = den Wechsel der Zeitzone
did-set-language = den Wechsel der Sprache
did-set-confirmation = die Änderung an der Rückfrage
did-set-model = den Wechsel des Modells
did-connect-account = das Verbinden des Kontos
did-disconnect-account = das Trennen des Kontos
did-something = die letzte Änderung

# Was ein Werkzeug tut, zur Auswahl
do-draft-post = Einen Entwurf schreiben
do-improve-draft = Einen Entwurf ändern
do-retarget-post = Die Plattformen eines Beitrags ändern
do-suggest-hashtags = Hashtags vorschlagen
do-schedule-post = Einen Beitrag planen
do-queue-post = Einen Beitrag in die Warteschlange stellen
do-set-queue-slots = Tage und Uhrzeiten der Warteschlange festlegen
do-reschedule-post = Einen Beitrag verschieben
do-cancel-post = Einen Beitrag streichen
do-list-posts = Beiträge auflisten
do-show-post = Einen Beitrag zeigen
do-publish-post = Einen Beitrag veröffentlichen
do-undo = Die letzte Änderung rückgängig machen
do-connect-account = Ein Konto verbinden
do-list-accounts = Die Konten auflisten
do-disconnect-account = Ein Konto trennen
do-set-brand = Etwas über unsere Marke merken
do-set-time-zone = Unsere Zeitzone einstellen
do-set-language = Unsere Sprache einstellen
do-set-confirmation = Einstellen, ob ich vor dem Veröffentlichen frage
do-set-model = Wählen, welches Modell ich frage
do-show-settings = Zeigen, was ich über euch weiß
do-help = Hilfe
do-something = { $name }

# Konten und Einstellungen
platform-feed = deine Seite
connected = Verbunden: { $platform }, als { $handle }. Ab jetzt können Beiträge dorthin.
connected-already = Schon verbunden: { $platform }, als { $handle }.
connect-by-hand = Für { $platform } kann ich mich von hier aus nicht anmelden. Ich schreibe dafür und gebe dir zur gewünschten Zeit den Text und die Seite: { $page }
disconnected = Getrennt: { $platform } ({ $handle }). Was dafür geplant ist, bleibt im Plan.
accounts-head = { $count ->
    [0] Es ist kein Konto verbunden.
    [one] 1 Konto ist verbunden:
   *[other] { $count } Konten sind verbunden:
  }
accounts-line = • { $platform }: { $handle }
accounts-others = Verbinden kannst du auch { $platforms }. Bis dahin schreibe ich dafür und gebe dir den Text, damit du ihn dort selbst posten kannst.
brand-set = Gemerkt. { $field }: { $value }
brand-name = Name
brand-voice = Tonfall
brand-audience = Zielgruppe
brand-calls-to-action = Handlungsaufruf
brand-hashtags = Hashtags
brand-link = Link
zone-set = Eure Zeitzone ist jetzt { $zone }; dort ist es { $clock } Uhr. Was schon geplant ist, behält seinen Zeitpunkt.
language-set = Ab jetzt spreche und schreibe ich Deutsch.
confirmation-on = Ich frage, bevor ich etwas veröffentliche.
confirmation-off = Ich veröffentliche auf dein Wort, ohne noch einmal zu fragen.
model-local-first = Wo ich sicher bin, entscheide ich selbst; sonst frage ich das große Modell, falls eines eingerichtet ist.
model-hosted-first = Ich frage zuerst das große Modell, falls eines eingerichtet ist.
model-local-only = Ich nehme nur das eingebaute Modell; nichts, was du sagst, geht an ein anderes.
settings-head = Das weiß ich über { $workspace }:
settings-zone = Zeitzone: { $zone } (jetzt { $clock } Uhr)
settings-language = Sprache: Deutsch
settings-slots = Warteschlange: { $days }, um { $times }
settings-unset = Noch nicht bekannt: { $fields }. Sag es mir einfach, zum Beispiel „Unser Tonfall ist warm und schlicht“.

# Hilfe und Begrüßung
help-head = Sag einfach mit deinen Worten, was du möchtest. Zum Beispiel:
help-drafting = „Schreib einen freundlichen Beitrag über unseren Herbstverkauf“, dann „mach ihn kürzer“ oder „nur auf LinkedIn“
help-scheduling = „Plane ihn für morgen um neun“, „jeden Freitag um 17 Uhr“, „eine Stunde später“, „was geht diese Woche raus?“, „streich Beitrag 3“
help-publishing = „Veröffentliche ihn jetzt“: Ich zeige dir genau, was rausgeht, und frage vorher; „rückgängig machen“ holt ihn zurück, wo das Netzwerk es erlaubt
help-accounts = „Welche Konten sind verbunden?“, „verbinde meine Seite“
help-workspace = „Unsere Zeitzone ist Berlin“, „unser Tonfall ist warm und schlicht“, „sprich Englisch“
help-end = Nichts geht raus ohne dein Wort.
help-try-draft = Schreib einen Beitrag über unsere Öffnungszeiten
help-try-plan = Was ist geplant?
help-try-accounts = Welche Konten sind verbunden?
greeting-new = Hallo! Ich bin AllIN. Ich schreibe, plane und veröffentliche deine Beiträge; sag mir mit deinen Worten, was du möchtest.
greeting-back = Willkommen zurück bei { $workspace }.
greeting-planned = { $count ->
    [one] Ein Beitrag ist geplant.
   *[other] { $count } Beiträge sind geplant.
  }
greeting-drafts = { $count ->
    [one] Ein Entwurf wartet auf dich.
   *[other] { $count } Entwürfe warten auf dich.
  }
greeting-unconfirmed = { $count ->
    [one] Ein Beitrag ist unbestätigt: Schau bitte im Konto nach.
   *[other] { $count } Beiträge sind unbestätigt: Schau bitte in den Konten nach.
  }
greeting-try = Versuch es mit „Schreib einen Beitrag über unseren Herbstverkauf“, oder sag „Hilfe“.
stopped = Angehalten; mehr habe ich nicht getan.

# Auf einer Karte
card-title = Beitrag { $number } · { $platforms }
card-status = Stand
card-when = Geht raus
card-repeats = Wiederholung
card-length = Länge

# Schaltflächen
offer-undo = Rückgängig machen
offer-publish = Jetzt veröffentlichen
offer-queue = In die Warteschlange
offer-shorten = Kürzer machen
offer-fewer-hashtags = Weniger Hashtags

# Grenzen
breach-empty = Für { $platform } gibt es noch keinen Text.
breach-too-long = Für { $platform } ist das zu lang: { $length } von { $limit } Zeichen.
breach-hashtags = Für { $platform } sind höchstens { $limit } Hashtags erlaubt; hier sind es { $count }.

# Fehler
error-unexpected = Bei mir ist etwas schiefgegangen, und es wurde nichts geändert. Versuch es bitte noch einmal; wenn es wieder passiert, führ „allin doctor“ aus.
error-not-understood = Das habe ich nicht verstanden. Sag „Hilfe“, dann zeige ich dir, was ich kann.
error-not-found = Das kann ich hier nicht finden.
error-no-such-post = Einen Beitrag { $number } gibt es hier nicht. Sag „was ist geplant“ oder „zeig meine Entwürfe“, dann siehst du die Nummern.
error-no-such-platform = Eine Plattform namens „{ $name }“ kenne ich nicht.
error-no-such-account = Kein verbundenes Konto heißt „{ $name }“. Frag „Welche Konten sind verbunden?“, dann zeige ich sie dir.
error-no-such-tool = „{ $name }“ kann ich nicht.
error-not-allowed = Deine Rolle ({ $role }) erlaubt das nicht. Frag jemanden, der diesen Arbeitsbereich verwaltet.
error-conflict = Das hat sich inzwischen geändert. Schau es dir an und sag es mir noch einmal.
error-changed-meanwhile = Beitrag { $number } hat sich inzwischen geändert, deshalb habe ich ihn so gelassen. Schau ihn dir an und sag es mir noch einmal.
error-cannot-change = Beitrag { $number } lässt sich nicht mehr ändern: { $status }.
error-cannot-move = Beitrag { $number } lässt sich nicht neu planen: { $status }.
error-cannot-cancel = Beitrag { $number } lässt sich nicht streichen: { $status }.
error-rejected = Das Netzwerk nimmt diesen Text nicht an. Ändere ihn und versuch es noch einmal.
error-unsupported = Das geht auf diesem Netzwerk von hier aus nicht.
error-needs-sign-in = Für { $platform } ist eine Anmeldung nötig, die von hier aus nicht geht.
error-cannot-read-back = Ich kann dort nicht nachsehen, was gepostet wurde: { $platform }.
error-cannot-delete = Ich kann dort keine Beiträge löschen: { $platform }.
error-cannot-edit = Ich kann dort veröffentlichte Beiträge nicht ändern: { $platform }.
error-sign-in-needed = Das Konto muss erst wieder verbunden werden.
error-try-later = Das geht gerade nicht. Ich versuche es von selbst noch einmal.
error-outcome-unknown = Ich habe es abgeschickt und keine Antwort bekommen, es ist also vielleicht schon draußen. Schau bitte nach, bevor es noch einmal abgeschickt wird.
error-operator = Mit dieser Installation stimmt etwas nicht. „allin doctor“ zeigt, was es ist.
error-settings = Einige Einstellungen fehlen oder sind falsch: { $problems }
error-registry = Einige Teile dieser Installation sind defekt: { $problems }
error-store = Der Speicher lässt sich nicht lesen oder beschreiben. „allin doctor“ zeigt, warum.
error-wrong-argument = Mit der Angabe zu „{ $argument }“ konnte ich nichts anfangen. Sag es bitte anders.
error-too-long = Das ist zu lang: höchstens { $limit } Zeichen, bitte.
error-empty = Ich habe nichts gehört. Sag, was du möchtest, oder „Hilfe“.
error-too-many-steps = Das war mehr, als ich auf einmal erledige. Sag es mir bitte in kleineren Schritten.
error-after-others-words = Ich habe gerade gelesen, was andere schreiben, deshalb habe ich das nicht gleich mit erledigt. Wenn du es willst, sag es bitte noch einmal für sich.
error-instruction = „{ $instruction }“ kann ich ohne Sprachmodell nicht. Ich kann einen Text kürzer, länger, freundlicher oder förmlicher machen, Emojis, Hashtags, einen Link oder einen Satz hinzufügen oder entfernen und Wörter ersetzen.
error-language = „{ $language }“ kann ich noch nicht: nur Deutsch, Englisch, Spanisch und Französisch.
error-queue-full = In den nächsten { $days } Tagen ist kein Platz frei. Nenn mir eine Zeit, oder leg mehr Zeiten fest, zum Beispiel „unsere Zeiten sind werktags um 9 und 17 Uhr“.
error-slots = Diese Zeiten habe ich nicht verstanden. Sag zum Beispiel „werktags um 9 und 17 Uhr“.
error-unknown-sender = Ich kenne dich hier nicht, deshalb kann ich nicht antworten.
store-corrupt = Der Speicher ist beschädigt, deshalb habe ich nichts geändert. Führ „allin doctor“ aus und stell dann mit „allin db restore“ eine Sicherung wieder her.
store-full = Der Datenträger ist voll, deshalb konnte nichts gespeichert werden. Schaff etwas Platz und versuch es noch einmal.
store-readonly = Der Speicher ist schreibgeschützt, deshalb konnte nichts gespeichert werden. Prüf die Rechte von ALLIN_HOME.
store-locked = Ein anderes Programm hält den Speicher fest, deshalb wurde nichts gespeichert. Versuch es gleich noch einmal.
store-missing = Der Speicher ist nicht erreichbar. Prüf ALLIN_HOME oder ALLIN_DATABASE_URL mit „allin doctor“.
store-schema = Der Speicher stammt aus einer anderen Version. „allin doctor“ sagt, was zu tun ist.
store-other = Der Speicher lässt sich nicht lesen oder beschreiben. „allin doctor“ zeigt, warum.

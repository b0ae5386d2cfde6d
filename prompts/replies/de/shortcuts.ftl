# Siri und jedes Telefon: was gesagt wird
channel-shortcuts = auf deinem Telefon
shortcuts-a-phone = Telefon
shortcuts-working = Ich arbeite daran. Die Antwort bekommst du in deinem Chat.
shortcuts-paired = Dieses Gerät ist hereingelassen. Ab jetzt spricht es für dich; sag in deinem Chat „entferne mein Telefon“, um das zurückzunehmen.
shortcuts-wrong-code = Dieser Code gilt nicht oder nicht mehr. Sag in deinem Chat „koppele ein Gerät“, dann bekommst du einen neuen.
shortcuts-unknown = Ich kenne dieses Gerät nicht oder nicht mehr. Sag in deinem Chat „koppele ein Gerät“ und führe die Einrichtung des Kurzbefehls mit dem Code aus.
shortcuts-unsafe = Auf diesem Weg könnten andere mitlesen, deshalb antworte ich nicht. Wer AllIN Assistant betreibt, setzt ALLIN_PUBLIC_URL auf eine https-Adresse.
shortcuts-slower = Das war zu viel auf einmal. Versuch es in { $wait ->
    [one] { $wait } Sekunde
   *[other] { $wait } Sekunden
  } noch einmal.
shortcuts-empty = Ich habe nichts gehört. Sag es noch einmal.
shortcuts-too-large = Das ist zu groß: Höchstens { $megabytes } MB. Schick etwas Kürzeres oder sag es mit weniger Worten.
shortcuts-bad-request = Was dein Telefon geschickt hat, kann ich nicht lesen. Vergleiche den Kurzbefehl mit der Anleitung, docs/shortcuts.md.
shortcuts-yes-or-no = { $setting } ist weder yes noch no. Setz es auf eines davon.
# Die Seite
shortcuts-page-title = Sprich vom Telefon aus mit AllIN
shortcuts-page-about = Ein Kurzbefehl auf deinem Telefon schickt hierher, was du sagst, und spricht die Antwort. Das geht mit Siri, auf Android, auf einer Uhr oder am Rechner.
shortcuts-page-code = Sag „koppele ein Gerät“ in einem Chat, in dem ich dich kenne. Du bekommst einen Code aus zehn Zeichen; er gilt zehn Minuten.
shortcuts-page-pair = Der Kurzbefehl schickt den Code und einen Namen für das Telefon per POST an { $address }/pair. In der Antwort steht ein Token: Bewahre es im Kurzbefehl auf und nirgends sonst.
shortcuts-page-talk = Von da an schickt er, was du sagst, per POST an { $address }, mit dem Token im Header Authorization, und lässt „speech“ aus der Antwort sprechen. Die Anleitung in docs/shortcuts.md baut ihn Schritt für Schritt.
shortcuts-page-end = Das Telefon ist weg? Sag in deinem Chat „entferne mein Telefon“. Von diesem Augenblick an ist sein Token nichts mehr wert.

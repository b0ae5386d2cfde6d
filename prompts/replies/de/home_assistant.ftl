# Was Home Assistant von uns zeigt
channel-home-assistant = auf einem Lautsprecher von Home Assistant
home-assistant-about = Entwirft, plant und veröffentlicht Beiträge in sozialen Netzwerken
home-assistant-hears = Versteht Gesprochenes, auf dem eigenen Rechner
home-assistant-speaks = Liest Antworten vor
home-assistant-voice = Deutsch
home-assistant-place = Home Assistant unter { $address }
# Was im Haus gesagt wird
home-assistant-working = Ich arbeite daran. Die Antwort bekommst du in deinem Chat.
home-assistant-private = Das ist nur für deine Augen: Es steht in deinem Chat.
home-assistant-private-nowhere = Das ist nur für deine Augen und nicht für einen Raum. Frag mich in einem Chat.
home-assistant-code = Ich kenne dieses Haus noch nicht. Dein Code ist: { $code }. Sag „lass … herein“ mit diesem Code dort, wo ich dich schon kenne, und sprich mich dann noch einmal an.
home-assistant-not-let-in = Für dieses Haus höre und spreche ich noch nicht. Schreib mir etwas in Home Assistant: Ich antworte mit einem Code, mit dem du das Haus hereinlässt.
home-assistant-format = Ton in dieser Form verstehe ich nicht. Wer Home Assistant betreibt, stellt ihn auf 16 Bit und 8.000 bis 48.000 Abtastwerte pro Sekunde.
home-assistant-too-long = Das war länger als { $seconds } Sekunden. Sag es mit weniger Worten.
home-assistant-too-much = Das ist mehr, als ich vorlese: Höchstens { $limit } Zeichen.
home-assistant-nobody-speaks = Diese Sprache kann hier niemand sprechen. Wer AllIN Assistant betreibt, installiert espeak-ng oder piper oder setzt ELEVENLABS_API_KEY.
home-assistant-nothing-to-say = Darin steht nichts, was ich vorlesen könnte.
# Über HTTP
home-assistant-paired = Dieses Haus ist hereingelassen. Ab jetzt spricht es für dich; sag in deinem Chat „entferne mein Home Assistant“, um das zurückzunehmen.
home-assistant-wrong-code = Dieser Code gilt nicht oder nicht mehr. Sag in deinem Chat „koppele ein Gerät“, dann bekommst du einen neuen.
home-assistant-unknown = Ich kenne dieses Haus nicht oder nicht mehr. Sag in deinem Chat „koppele ein Gerät“ und gib Home Assistant den Code.
home-assistant-unsafe = Auf diesem Weg könnten andere mitlesen, deshalb antworte ich nicht. Wer AllIN Assistant betreibt, setzt ALLIN_PUBLIC_URL auf eine https-Adresse oder nennt dieses Haus in ALLIN_HOME_ASSISTANT_ALLOW.
home-assistant-slower = Das war zu viel auf einmal. Versuch es in { $wait ->
    [one] { $wait } Sekunde
   *[other] { $wait } Sekunden
  } noch einmal.
home-assistant-bad-request = Was Home Assistant geschickt hat, kann ich nicht lesen. Wer es eingerichtet hat, vergleicht es mit der Anleitung, docs/home_assistant.md.
# Für den Betrieb
home-assistant-bad-place = { $setting } ist kein Ort, an dem ich lauschen kann. Schreib eine Adresse und einen Port, etwa 0.0.0.0:10700.
home-assistant-bad-allow = { $setting } enthält etwas, das weder Adresse noch Netz ist. Schreib sie mit Kommas, etwa 192.168.1.5, 10.0.0.0/24.
home-assistant-yes-or-no = { $setting } ist weder yes noch no. Setz es auf eines davon.
home-assistant-not-encrypted = Auf dem Weg zu { $address } wären Tokens lesbar. Setz ALLIN_PUBLIC_URL auf eine https-Adresse oder nenne das Haus in ALLIN_HOME_ASSISTANT_ALLOW.

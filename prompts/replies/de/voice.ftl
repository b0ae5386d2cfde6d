# Sprechen: was von einer Antwort gesagt wird
voice-about = etwa { $number }
voice-zone = Ortszeit { $zone }
voice-yes-or-no = Ja oder nein?
voice-say-choices = Sag { $choices }.
voice-say-number = { $count } Antworten stehen im Chat. Sag eine davon oder ihre Nummer.
voice-it-says = Der Text: { $text }
voice-rest-in-chat = Der Rest steht im Chat.
voice-link-in-chat = Der Link steht im Chat.
voice-in-chat = Die Antwort steht im Chat.
# Wer spricht, und was daran hindert
voice-elevenlabs-key = ElevenLabs nimmt den Schlüssel nicht an. Wer diese Installation betreibt, prüft ELEVENLABS_API_KEY.
voice-elevenlabs-quota = Das Guthaben bei ElevenLabs ist aufgebraucht. Wer diese Installation betreibt, lädt es auf, oder es kommt mit dem nächsten Monat wieder.
voice-elevenlabs-busy = ElevenLabs hat gerade zu viel zu tun. Ich frage gleich wieder.
voice-elevenlabs-away = ElevenLabs antwortet nicht, wie es soll. Ich frage gleich wieder.
voice-elevenlabs-slow = ElevenLabs braucht zu lange. Ich frage gleich wieder.
voice-elevenlabs-refused = ElevenLabs nimmt diesen Text nicht. Mach ihn kürzer oder sag es anders.
voice-elevenlabs-no-voice = Die für ElevenLabs eingestellte Stimme gibt es dort nicht. Wer diese Installation betreibt, setzt ALLIN_ELEVENLABS_VOICE, oder du wählst eine: „nimm die Stimme …“.
voice-elevenlabs-not-installed = ElevenLabs braucht den Zusatz „voice“. Wer diese Installation betreibt, fügt ihn hinzu.
voice-no-such-voice = Eine Stimme „{ $voice }“ gibt es hier nicht.
voice-program-failed = Das Sprechprogramm { $program } hat nicht funktioniert. Wer diese Installation betreibt, probiert es von Hand.
voice-program-gone = Das Sprechprogramm { $program } ist nicht da oder hat dafür keine Stimme. Wer diese Installation betreibt, fügt es hinzu.
voice-program-slow = Das Sprechprogramm { $program } hat zu lange gebraucht. Versuch es noch einmal oder mit einem kürzeren Text.
voice-spoken-instead = { $why } Bis dahin spricht { $speaker }.
# Sprachaufnahme
progress-speaking = Ich spreche es ein …
voiceover-empty = Darin stehen keine Worte zum Vorlesen. Schreib erst welche.
voiceover-too-long = Das hat { $length } Zeichen; { $limit } sind das Höchste für eine Sprachaufnahme. Mach es kürzer.
voiceover-no-sound = Was gesprochen wurde, taugt nicht: Es ist stumm oder kaputt. Versuch es noch einmal oder wähl eine andere Stimme.
voiceover-not-installed = Eine Sprachaufnahme braucht den Zusatz „voice“. Wer diese Installation betreibt, fügt ihn hinzu.
voiceover-nobody-speaks = Hier kann niemand { $language } sprechen. Wer diese Installation betreibt, setzt ELEVENLABS_API_KEY oder installiert espeak-ng oder piper.
voiceover-made = { $number ->
    [none] Hier ist die Sprachaufnahme
   *[other] Hier ist die Sprachaufnahme von Beitrag { $number }
  }: { $seconds ->
        [one] { $seconds } Sekunde
       *[other] { $seconds } Sekunden
    } auf { $language }, { $hosted ->
    [yes] gesprochen von { $speaker }{ $voice ->
        [none] {""}
       *[other] {" "}mit der Stimme { $voice }
      }, was dein Tarif dort zählt
   *[no] auf diesem Rechner gesprochen von { $speaker }{ $voice ->
        [none] {""}
       *[other] {" "}mit der Stimme { $voice }
      }
  }. Es ist künstliche Sprache.
voiceover-attached = Sie hängt am Beitrag für { $platforms }.
voiceover-left-out = { $count ->
    [one] { $platforms } nimmt bei diesem Beitrag keinen Ton; dort bleibt sie weg.
   *[other] { $platforms } nehmen bei diesem Beitrag keinen Ton; dort bleibt sie weg.
  }
voiceover-nowhere = { $count ->
    [one] { $platforms } nimmt keinen Ton, also hängt sie an keinem Beitrag. Die Datei kommt mit dieser Antwort: Leg sie unter ein Video und schick mir das.
   *[other] { $platforms } nehmen keinen Ton, also hängt sie an keinem Beitrag. Die Datei kommt mit dieser Antwort: Leg sie unter ein Video und schick mir das.
  }
voiceover-unchangeable = Der Beitrag lässt sich nicht mehr ändern, also wird nichts angehängt. Die Datei kommt mit dieser Antwort.
voiceover-alt = Der Text des Beitrags, vorgelesen
# Was eingestellt ist
ask-voice = Welche Stimme? Sag ihren Namen oder „weiblich“ oder „männlich“.
ask-voice-which = Eine Stimme „{ $voice }“ gibt es hier nicht. Welche soll es sein?
ask-listener = Wer soll zuhören: dieser Rechner oder OpenAI?
ask-speaker = Wer soll sprechen: ElevenLabs, piper, espeak oder niemand?
ask-listen-or-language-or-voice-or-speaker-or-keep = Was soll ich ändern: die Stimme, wer spricht, wer zuhört, in welcher Sprache, oder ob Aufnahmen bleiben?
speaker-elevenlabs = ElevenLabs
speaker-piper = piper
speaker-espeak = espeak
voice-set-voice = Ich spreche ab jetzt mit der Stimme { $voice }.
voice-set-gender = { $gender ->
    [female] Ich spreche ab jetzt mit einer Frauenstimme, wo es eine gibt.
   *[male] Ich spreche ab jetzt mit einer Männerstimme, wo es eine gibt.
  }
voice-set-language = Ich höre ab jetzt auf { $language } zu.
voice-set-language-any = Ich finde selbst heraus, welche Sprache gesprochen wird.
voice-set-listen-local = Dieser Rechner hört zu: Deine Aufnahmen verlassen ihn nicht.
voice-set-listen-hosted = Ab jetzt hört OpenAI zu: Deine Aufnahmen werden dorthin geschickt.
voice-set-speaker = Ab jetzt spricht { $speaker }.
voice-set-speaker-hosted = Ab jetzt spricht { $speaker }: Was ich sage, wird dorthin geschickt.
voice-set-speaker-any = Es spricht wieder, wer es hier am besten kann.
voice-set-speaker-none = Ich spreche nicht mehr; du liest meine Antworten.
voice-set-keep = Ich behalte deine Aufnahmen { $days } Tage lang, auf diesem Rechner.
voice-set-forget = Deine Aufnahmen werden gelöscht, sobald ich sie gehört habe. Frühere verschwinden innerhalb eines Tages.
voice-hosted-not-here = OpenAI kann hier nicht zuhören: Wer diese Installation betreibt, setzt OPENAI_API_KEY.
voice-speaker-not-here = { $speaker } kann hier nicht sprechen. Wer diese Installation betreibt, richtet es ein.
do-generate-voiceover = Eine Sprachaufnahme machen
do-set-voice = Einstellen, wie ich spreche und zuhöre
did-generate-voiceover = Die Sprachaufnahme von Beitrag { $numbers }
did-set-voice = Die Änderung beim Sprechen und Zuhören
voice-gender-female = eine Frauenstimme
voice-gender-male = eine Männerstimme

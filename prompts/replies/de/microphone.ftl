# Sprechen im Terminal: was zu sehen ist, während zugehört und gesprochen wird
microphone-press = Eingabetaste drücken und sprechen, oder tippen
microphone-wake-or-press = „{ $words }“ sagen, Eingabetaste drücken und sprechen, oder tippen
microphone-listening = ich höre zu…
microphone-thinking = ich denke nach…
microphone-speaking = ich spreche… jede Taste hält mich an, mit der Eingabetaste sprichst du
microphone-keys = Eingabetaste oder Pause: fertig · Esc: doch nicht
microphone-heard = 🎤 „{ $words }“
microphone-heard-line = gehört: { $words }
microphone-nothing = Ich habe nichts gehört. Drück die Eingabetaste und versuch es noch einmal, oder tippe.
microphone-no-speech = Ich antworte schriftlich, denn hier spricht niemand { $language ->
    [en] Englisch
    [es] Spanisch
    [de] Deutsch
   *[fr] Französisch
    }, oder das Sprechen ist ausgeschaltet. Wer diese Installation betreibt, setzt ELEVENLABS_API_KEY oder installiert espeak-ng oder piper.

# Dateien, die mit einer Antwort kommen
microphone-saved = Gespeichert als { $path }
microphone-not-saved = Ich konnte { $name } nicht in { $folder } speichern. Schaff dort Platz oder erlaube das Schreiben, und frag mich noch einmal.

# Was das Hören verhindert
microphone-not-installed = Ich kann dich hier noch nicht hören: „make voice“ installiert, was dazu nötig ist. Bis dahin tippe bitte.
microphone-no-library = Es fehlt PortAudio, das Mikrofone und Lautsprecher anspricht. Installiere es (unter Debian und Ubuntu: sudo apt install libportaudio2) und starte neu. Bis dahin tippe bitte.
microphone-none = Ich finde hier kein Mikrofon. Steck eines an und drück die Eingabetaste, oder tippe. Über ssh ist das Mikrofon deines eigenen Rechners nicht zu hören.
microphone-unknown = Es gibt kein Mikrofon namens { $name }. Es gibt: { $names }. Trag eines davon in ALLIN_MICROPHONE ein.
microphone-several = Mehrere Mikrofone heißen { $name }: { $names }. Trag den ganzen Namen von einem in ALLIN_MICROPHONE ein.
microphone-refused = Das Mikrofon lässt sich nicht öffnen. Erlaube es diesem Terminal in den Einstellungen des Systems oder schließ das Programm, das es gerade hat, und drück wieder die Eingabetaste; oder tippe.
microphone-gone = Das Mikrofon ist mittendrin ausgefallen, darum habe ich das Gehörte vergessen. Steck es wieder an und drück die Eingabetaste, oder tippe.
microphone-mute = Vom Mikrofon kommt gar kein Ton. Schalte es ein oder erlaube es diesem Terminal in den Einstellungen des Systems, und drück wieder die Eingabetaste; oder tippe.

# Was das Sprechen verhindert
loudspeaker-none = Ich finde hier nichts, worauf ich Ton abspielen kann, darum antworte ich schriftlich.
loudspeaker-unknown = Es gibt keinen Lautsprecher namens { $name }. Es gibt: { $names }. Trag einen davon in ALLIN_LOUDSPEAKER ein. Bis dahin antworte ich schriftlich.
loudspeaker-several = Mehrere Lautsprecher heißen { $name }: { $names }. Trag den ganzen Namen von einem in ALLIN_LOUDSPEAKER ein. Bis dahin antworte ich schriftlich.
loudspeaker-refused = Der Lautsprecher lässt sich nicht öffnen, darum antworte ich schriftlich. Schließ das Programm, das ihn gerade hat, und starte neu, um mich zu hören.
loudspeaker-gone = Der Lautsprecher ist mittendrin ausgefallen, darum antworte ich ab jetzt schriftlich.

# Das Wort, das weckt
wake-not-installed = Wecken mit einem Wort geht hier nicht: Das Paket pymicro-wakeword fehlt oder ist nicht für dieses System gemacht. Drück zum Sprechen die Eingabetaste.
wake-unknown = Auf „{ $name }“ kann ich nicht hören. Ich kenne { $names }. Trag eines davon in ALLIN_WAKE_WORD ein. Bis dahin drück zum Sprechen die Eingabetaste.
wake-unreadable = { $name } ist kein Weckwort-Modell, das ich lesen kann: Ich brauche die .json-Datei von microWakeWord und daneben ihre .tflite. Drück zum Sprechen die Eingabetaste.

# Telegram
telegram-heard = 🎤 „{ $words }“
telegram-again = Vielleicht hast du das schon gelesen: Mein letzter Versuch brach ab.
telegram-decided = ☑ { $choice } · { $decided }
telegram-write-me-first = Diese Antwort ist nur für dich. Öffne { $link }, tippe auf „Starten“ und frag mich dort noch einmal.
telegram-not-yours = Das können nur Leute aus dem Team beantworten. Schreib mir selbst, dann lässt dich ein Mitglied herein.
telegram-stopping = Ich höre auf, sobald der Schritt fertig ist, an dem ich gerade bin.
telegram-nothing-to-stop = Ich tue gerade nichts.
telegram-cannot-read = Das kann ich nicht lesen. Schick mir Text, eine Sprachnachricht, ein Bild, ein Video oder eine Datei.
telegram-too-large = Telegram gibt mir Dateien bis 20 MB, und „{ $name }“ ist größer. Schick mir eine kleinere.
telegram-file-gone = Telegram gibt mir „{ $name }“ nicht mehr. Bitte schick es noch einmal.
telegram-upload-too-large = „{ $name }“ ist zu groß für Telegram, das von mir Dateien bis 50 MB annimmt.
telegram-linked = Willkommen! Du gehörst jetzt auch hier zu „{ $workspace }“.
telegram-page = AllIN

# Was die Befehle im Menü tun
telegram-about-start = Hallo sagen
telegram-about-help = was ich kann
telegram-about-plan = was wann hinausgeht
telegram-about-drafts = Beiträge, die noch nicht geplant sind
telegram-about-stop = aufhören mit dem, was ich gerade tue

# Für die, die die Installation betreiben
telegram-unreachable = Auf Telegram ist dort niemand mehr zu erreichen.
telegram-refused = Telegram nimmt diese Nachricht nicht an.
telegram-token-refused = Telegram kennt das Token dieses Bots nicht. Trag das, das @BotFather zeigt, in ALLIN_TELEGRAM_BOT_TOKEN ein.
telegram-conflict = Ein anderes Programm holt mit demselben Token die Updates dieses Bots. Das kann nur eines: Beende das andere oder leg bei @BotFather einen eigenen Bot dafür an.

# Bluesky, Discord und Telegram-Kanäle: was dort und beim Anmelden schiefgehen kann.

error-public-only = Auf { $platform } ist alles öffentlich, darum habe ich das nicht dorthin gesendet. Mach es öffentlich oder lass { $platform } weg.
error-sign-in-token = { $platform } kennt dieses Bot-Token nicht. Kopiere es noch einmal von der Seite, auf der du den Bot angelegt hast.

error-bluesky-handle = „{ $handle }“ ist kein vollständiger Bluesky-Name. Er sieht aus wie ana.bsky.social.
error-bluesky-app-password = Das ist kein App-Passwort. Leg eins in Bluesky an, unter Einstellungen, Privatsphäre und Sicherheit, App-Passwörter; es sieht aus wie abcd-efgh-ijkl-mnop. Gib mir nie dein eigenes Passwort.
error-bluesky-sign-in = Bluesky hat diesen Namen mit diesem App-Passwort nicht angenommen. Prüfe beides; wenn dein Konto auf einem anderen Server liegt, gib auch dessen Namen an.
error-bluesky-account-off = Dieses Bluesky-Konto ist deaktiviert oder gesperrt. Bring das zuerst auf Bluesky in Ordnung und verbinde es dann noch einmal.
error-bluesky-server = „{ $server }“ ist kein Name eines Servers. Er sieht aus wie bsky.social.
error-bluesky-not-our-thread = Antworten lassen sich nur unter deinen eigenen Beiträgen verbergen, und diesen Thread hat jemand anderes begonnen.
error-bluesky-hidden-full = Bluesky verbirgt unter einem Beitrag höchstens { $count } Antworten, und so viele sind verborgen. Zeige zuerst eine davon wieder.
error-bluesky-reply-control = Ich weiß nicht, wer bei „{ $control }“ antworten dürfte. Sag everyone, followers, following, mentioned oder nobody.
error-bluesky-video-limit = Bluesky nimmt heute keine weiteren Videos von diesem Konto. Ich versuche es von selbst noch einmal.

error-discord-nothing-entered = Gib entweder die Adresse eines Webhooks ein oder ein Bot-Token zusammen mit einem Kanal.
error-discord-channel = Der Bot sieht diesen Kanal nicht. Lade ihn zuerst auf deinen Server ein und kopiere dann den Link des Kanals.
error-discord-webhook = Diesen Webhook gibt es nicht. Öffne in Discord die Einstellungen des Kanals, Integrationen, Webhooks, und kopiere die Adresse noch einmal.
error-discord-webhook-only-writes = Ein Webhook auf Discord kann nur schreiben. Verbinde stattdessen einen Bot, der kann auch lesen und antworten.
error-discord-no-text-channel = Dieser Kanal nimmt keine einfachen Nachrichten. Wähle einen Text- oder Ankündigungskanal.
error-discord-not-allowed = Der Bot darf in diesem Kanal nicht schreiben. Gib ihm die Rechte „Kanal anzeigen“ und „Nachrichten senden“ und verbinde ihn dann noch einmal.
error-discord-no-content-intent = Discord verbirgt vor dem Bot, was andere schreiben. Schalte auf der Seite des Bots im Entwicklerportal „Message Content Intent“ ein.

error-telegram-channel = Ich finde den Kanal „{ $channel }“ nicht. Mach den Bot dort zum Administrator und gib dann den @Namen ein oder den Link eines Beitrags.
error-telegram-channel-gone = Der Telegram-Kanal ist nicht mehr dort, wo er war. Verbinde ihn neu.
error-telegram-no-channel = Das ist eine Gruppe oder eine Person, kein Kanal.
error-telegram-not-admin = Der Bot darf in diesem Telegram-Kanal nichts veröffentlichen. Mach ihn zum Administrator mit dem Recht, Nachrichten zu posten, und versuch es dann noch einmal.
error-telegram-too-old = Telegram lässt den Bot das nicht mehr löschen; sein Recht endet meist nach 48 Stunden. Lösche es von Hand: { $url }

# Slack: was dort um die eigenen Worte des Assistenten herum steht
slack-heard = Verstanden habe ich: „{ $text }“
slack-edit = Text ändern
slack-confirm-title = Sicher?
slack-confirm-yes = Ja
slack-confirm-no = Nein
slack-decided = „{ $choice }“ – { $who }, { $when }
slack-already = Das ist schon entschieden: „{ $choice }“ – { $who }, { $when }
slack-taken = Ich bin dran. Meine Antwort findest du in unseren Direktnachrichten.
slack-not-installed = In diesem Workspace bin ich nicht mehr installiert. Wer ihn verwaltet, kann mich wieder installieren.
slack-check-many = Workspaces, die die App installiert haben
slack-command-root = Du hast gefragt: { $text }
slack-shortcut-root = Du möchtest daraus einen Beitrag: { $text }
slack-say-help = Hilfe

slack-edit-title = Beitrag { $number }
slack-edit-save = Speichern
slack-edit-leave = Abbrechen
slack-edit-label = Text
slack-edit-hint = Das wird der Text auf allen Netzwerken dieses Beitrags. Durch das Speichern wird nichts veröffentlicht.
slack-edit-quotes = In diesem Text kommt jede Art von Anführungszeichen vor, die ich kenne. Lass eine Art weg und speichere noch einmal.
slack-edit-long = Beitrag { $number } ist zu lang für das Fenster von Slack. Sag mir stattdessen hier, was ich ändern soll.
slack-edit-not = Der Text von Beitrag { $number } lässt sich nicht mehr ändern. Lass ihn dir zeigen, dann siehst du, wie es um ihn steht.

slack-prompt-draft-title = Beitrag entwerfen
slack-prompt-draft = Entwirf einen Beitrag über unsere Öffnungszeiten
slack-prompt-plan-title = Den Plan ansehen
slack-prompt-plan = Was ist geplant
slack-prompt-help-title = Was ich kann
slack-prompt-help = Hilfe

slack-home-awaiting-approval = Wartet auf ein Ja
slack-home-scheduled = Geplant
slack-home-draft = Entwürfe
slack-home-more = { $count ->
    [one] und einer mehr – frag mich nach der Liste
   *[other] und { $count } mehr – frag mich nach der Liste
  }
slack-home-how = Schreib mir unter „Nachrichten“, ruf mich in einem Channel oder tippe irgendwo /allin. Ohne dein Ja wird nichts veröffentlicht.

slack-install-title = AllIN Assistant in Slack
slack-install-about = Mit dem Knopf lässt du den Assistenten in deinen Slack-Workspace. Slack fragt dich nach dem Rest.
slack-install-code = Ein Code, den dir der Assistent gegeben hat (freiwillig): Damit bist du in Slack gleich bekannt.
slack-install-button = Zu Slack hinzufügen
slack-install-failed = Das hat nicht geklappt
slack-install-again = Es wurde nichts installiert. Fang auf dieser Seite noch einmal an, im selben Browser.
slack-install-refused = Slack sagt, es wurde nicht erlaubt. Es wurde also nichts installiert.
slack-install-done = Der Assistent ist jetzt in { $team }. Schreib ihm unter „Apps“ oder ruf ihn in einem Channel.
slack-install-code-later = Dein Code wurde nicht gebraucht: Schreib ihn dem Assistenten in Slack.
slack-install-code-wrong = Dein Code gilt nicht; er ist falsch, verbraucht oder zu alt. Lass dir einen neuen geben und schreib ihn dem Assistenten in Slack.
slack-install-linked = Du bist dort als Mitglied von „{ $workspace }“ bekannt.

slack-set-client = Setze ALLIN_SLACK_CLIENT_ID und ALLIN_SLACK_CLIENT_SECRET, oder keines von beiden.
slack-set-bot-token = ALLIN_SLACK_APP_TOKEN ist für den Socket Mode, und der braucht auch ALLIN_SLACK_BOT_TOKEN.
slack-set-one-way = Slack erreicht den Assistenten entweder über den Socket Mode oder über HTTP. Lass ALLIN_SLACK_APP_TOKEN weg, oder ALLIN_SLACK_SIGNING_SECRET und den Client.
slack-set-way = Setze ALLIN_SLACK_APP_TOKEN für den Socket Mode oder ALLIN_SLACK_SIGNING_SECRET für HTTP; docs/slack.md sagt, wie.
slack-set-teams = Setze für HTTP entweder ALLIN_SLACK_BOT_TOKEN, für einen Workspace, oder ALLIN_SLACK_CLIENT_ID und ALLIN_SLACK_CLIENT_SECRET, für viele.
slack-set-https = Slack ruft uns nur über HTTPS auf, und { $address } ist das nicht. Setze ALLIN_PUBLIC_URL auf deine https-Adresse, oder nimm den Socket Mode.
slack-token = Slack nimmt ALLIN_SLACK_{ $option } nicht an ({ $reason }). Kopiere es noch einmal aus den Einstellungen der App.
slack-may-not = Der Slack-App fehlt ein Recht ({ $what }). Ergänze es, wie es in deploy/slack/manifest.yaml steht, und installiere die App neu.
slack-refused = Slack hat es nicht angenommen ({ $reason }).
slack-unreachable = Slack antwortet gerade nicht. Ich versuche es von selbst wieder.
slack-file-large = „{ $name }“ ist größer als { $limit } MB. Ich habe die Datei nicht geholt und auch sonst nichts getan. Schick eine kleinere.
slack-file-elsewhere = „{ $name }“ liegt nicht bei Slack selbst. Ich habe die Datei nicht geholt und auch sonst nichts getan. Lade sie hier hoch.
slack-file-gone = Slack gibt mir „{ $name }“ nicht; vielleicht wurde die Datei entfernt. Ich habe sonst nichts getan. Lade sie noch einmal hoch.

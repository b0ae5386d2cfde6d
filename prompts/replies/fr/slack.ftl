# Slack : ce qui entoure là-bas les mots de l’assistant
slack-heard = J’ai compris : « { $text } »
slack-edit = Modifier le texte
slack-confirm-title = Vraiment ?
slack-confirm-yes = Oui
slack-confirm-no = Non
slack-decided = « { $choice } » – { $who }, { $when }
slack-already = C’est déjà décidé : « { $choice } » – { $who }, { $when }
slack-taken = Je m’en occupe. Tu trouveras ma réponse dans nos messages directs.
slack-not-installed = Je ne suis plus installé dans cet espace. La personne qui l’administre peut me réinstaller.
slack-check-many = espaces qui ont installé l’application
slack-command-root = Tu as demandé : { $text }
slack-shortcut-root = Tu veux une publication de ceci : { $text }
slack-say-help = aide

slack-edit-title = Publication { $number }
slack-edit-save = Enregistrer
slack-edit-leave = Annuler
slack-edit-label = Texte
slack-edit-hint = Ce sera le texte sur tous les réseaux de cette publication. Enregistrer ne publie rien.
slack-edit-quotes = Ce texte contient tous les guillemets que je connais. Enlève ceux d’une sorte et enregistre à nouveau.
slack-edit-long = La publication { $number } est trop longue pour la fenêtre de Slack. Dis-moi plutôt ici ce qu’il faut changer.
slack-edit-not = Le texte de la publication { $number } ne peut plus être modifié. Demande-moi de la montrer pour voir où elle en est.

slack-prompt-draft-title = Rédiger un brouillon
slack-prompt-draft = Rédige un brouillon sur nos horaires d’ouverture
slack-prompt-plan-title = Voir le planning
slack-prompt-plan = qu’est-ce qui est prévu
slack-prompt-help-title = Ce que je sais faire
slack-prompt-help = aide

slack-home-awaiting-approval = Attend un oui
slack-home-scheduled = Prévu
slack-home-draft = Brouillons
slack-home-more = { $count ->
    [one] et une de plus – demande-moi la liste
   *[other] et { $count } de plus – demande-moi la liste
  }
slack-home-how = Écris-moi sous « Messages », appelle-moi dans un canal ou tape /allin n’importe où. Rien n’est publié sans ton oui.

slack-install-title = AllIN Assistant dans Slack
slack-install-about = Avec ce bouton, tu laisses entrer l’assistant dans ton espace Slack. Slack te demande le reste.
slack-install-code = Un code que l’assistant t’a donné (facultatif) : avec lui, tu es connu dans Slack tout de suite.
slack-install-button = Ajouter à Slack
slack-install-failed = Ça n’a pas marché
slack-install-again = Rien n’a été installé. Recommence sur cette page, dans le même navigateur.
slack-install-refused = Slack dit que ce n’était pas permis, donc rien n’a été installé.
slack-install-done = L’assistant est maintenant dans { $team }. Écris-lui sous « Applications », ou appelle-le dans un canal.
slack-install-code-later = Ton code n’a pas servi : écris-le à l’assistant dans Slack.
slack-install-code-wrong = Ton code ne compte pas : il est faux, déjà utilisé ou trop vieux. Demandes-en un autre et écris-le à l’assistant dans Slack.
slack-install-linked = Tu y es connu comme membre de « { $workspace } ».

slack-set-client = Définis ALLIN_SLACK_CLIENT_ID et ALLIN_SLACK_CLIENT_SECRET, ou aucun des deux.
slack-set-bot-token = ALLIN_SLACK_APP_TOKEN sert au Socket Mode, qui a aussi besoin de ALLIN_SLACK_BOT_TOKEN.
slack-set-one-way = Slack joint l’assistant soit par le Socket Mode, soit par HTTP. Enlève ALLIN_SLACK_APP_TOKEN, ou bien ALLIN_SLACK_SIGNING_SECRET et le client.
slack-set-way = Définis ALLIN_SLACK_APP_TOKEN pour le Socket Mode ou ALLIN_SLACK_SIGNING_SECRET pour HTTP ; docs/slack.md explique comment.
slack-set-teams = Par HTTP, définis soit ALLIN_SLACK_BOT_TOKEN, pour un espace, soit ALLIN_SLACK_CLIENT_ID et ALLIN_SLACK_CLIENT_SECRET, pour plusieurs.
slack-set-https = Slack ne nous appelle que par HTTPS, et { $address } ne l’est pas. Mets ton adresse https dans ALLIN_PUBLIC_URL, ou prends le Socket Mode.
slack-token = Slack n’accepte pas ALLIN_SLACK_{ $option } ({ $reason }). Copie-le à nouveau depuis les réglages de l’application.
slack-may-not = Il manque un droit à l’application Slack ({ $what }). Ajoute-le comme dans deploy/slack/manifest.yaml et réinstalle l’application.
slack-refused = Slack ne l’a pas accepté ({ $reason }).
slack-unreachable = Slack ne répond pas pour le moment. Je réessaierai tout seul.
slack-file-large = « { $name } » dépasse { $limit } Mo. Je n’ai pas récupéré le fichier et je n’ai rien fait d’autre. Envoies-en un plus petit.
slack-file-elsewhere = « { $name } » n’est pas chez Slack même. Je n’ai pas récupéré le fichier et je n’ai rien fait d’autre. Envoie-le ici.
slack-file-gone = Slack ne me donne pas « { $name } » ; le fichier a peut-être été supprimé. Je n’ai rien fait d’autre. Envoie-le à nouveau.

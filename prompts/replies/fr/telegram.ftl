# Telegram
telegram-heard = 🎤 « { $words } »
telegram-again = Tu as peut-être déjà lu ceci : mon dernier essai s’est interrompu.
telegram-decided = ☑ { $choice } · { $decided }
telegram-write-me-first = Cette réponse est pour toi seulement. Ouvre { $link }, touche « Démarrer » et repose-moi la question là-bas.
telegram-not-yours = Seules les personnes de l’équipe peuvent répondre. Écris-moi toi-même, et un membre te fera entrer.
telegram-stopping = Je m’arrête dès que l’étape en cours est finie.
telegram-nothing-to-stop = Je ne fais rien en ce moment.
telegram-cannot-read = Je ne peux pas lire ça. Envoie-moi du texte, un message vocal, une image, une vidéo ou un fichier.
telegram-too-large = Telegram me donne des fichiers jusqu’à 20 Mo, et « { $name } » est plus gros. Envoie-m’en un plus petit.
telegram-file-gone = Telegram ne me donne plus « { $name } ». Renvoie-le-moi, s’il te plaît.
telegram-upload-too-large = « { $name } » est trop gros pour Telegram, qui accepte de moi des fichiers jusqu’à 50 Mo.
telegram-linked = Bienvenue ! Tu fais maintenant partie de « { $workspace } » ici aussi.
telegram-page = AllIN

# Ce que font les commandes du menu
telegram-about-start = dire bonjour
telegram-about-help = ce que je sais faire
telegram-about-plan = ce qui part, et quand
telegram-about-drafts = les publications pas encore planifiées
telegram-about-stop = arrêter ce que je suis en train de faire

# Pour qui fait tourner l’installation
telegram-unreachable = Sur Telegram, on ne joint plus personne à cet endroit.
telegram-refused = Telegram n’accepte pas ce message.
telegram-token-refused = Telegram ne connaît pas le jeton de ce bot. Mets celui que montre @BotFather dans ALLIN_TELEGRAM_BOT_TOKEN.
telegram-conflict = Un autre programme récupère les mises à jour de ce bot avec le même jeton. Un seul le peut : arrête l’autre, ou crée-lui son propre bot chez @BotFather.

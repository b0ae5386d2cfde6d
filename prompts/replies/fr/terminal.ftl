# Le terminal : indications, ligne d’état, commandes
terminal-hint-choose = Tapez un numéro, ou dites-le avec vos mots.
terminal-working = Un instant…
terminal-next-due = prochaine : { $due }
terminal-next-none = rien de prévu
terminal-embedded = modèle intégré
terminal-goodbye = À bientôt. Ce qui est prévu part tant que « allin serve » ou une conversation est en marche.
terminal-unknown-command = Cette commande n’existe pas. Il y a { $commands } ; ou dites simplement ce que vous voulez.

# Mots souvent suivis du nom d’une plateforme
terminal-before-platform = sur pour et à

# Ce qu’une commande abrège ; les mots qui suivent sont ajoutés à la fin
terminal-say-help = aide
terminal-say-plan = qu’est-ce qui est prévu
terminal-say-drafts = montre mes brouillons
terminal-say-accounts = quels comptes sont connectés
terminal-say-brand = montre notre profil de marque
terminal-say-undo = annule

terminal-about-help = ce que je sais faire
terminal-about-plan = ce qui part, et quand
terminal-about-drafts = les publications sans date
terminal-about-accounts = où les publications peuvent aller
terminal-about-brand = nom, ton et public
terminal-about-undo = revenir sur le dernier changement
terminal-about-clear = effacer l’écran
terminal-about-quit = quitter

# allin demo
error-no-tour = La visite n’est pas installée ici ({ $path } manque). Elle vient avec le code source du projet.

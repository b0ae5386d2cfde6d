# Écrire et modifier des brouillons.
writing-not-understood = Je ne sais pas faire cela avec un texte. Je peux le rendre plus court ou plus long, plus chaleureux, plus drôle ou plus formel, ajouter ou retirer des emojis, des hashtags ou le lien, remplacer ou ajouter vos mots et supprimer une phrase.
writing-nothing-changed = Le texte est déjà ainsi, je n'y ai pas touché.
writing-no-link = Il n'y a pas encore de lien. Donnez-moi l'adresse, par exemple « notre lien est https://example.com ».
writing-over-limit = C'est maintenant trop long pour { $platform } : { $length } caractères sur { $limit }. Je raccourcis ?
writing-changed = C'est fait. Voici le texte.
writing-needs-your-words = Je n'invente pas de faits. Dites-moi ce qu'il faut écrire et je l'ajoute.

# Bluesky, Discord et canaux Telegram : ce qui peut échouer là-bas et à la connexion.

error-public-only = Sur { $platform }, tout est public ; je n’y ai donc pas envoyé ceci. Rends-le public, ou laisse { $platform } de côté.
error-sign-in-token = { $platform } ne connaît pas ce jeton de bot. Copie-le encore une fois depuis la page où tu as créé le bot.

error-bluesky-handle = « { $handle } » n’est pas un nom Bluesky complet. Il ressemble à ana.bsky.social.
error-bluesky-app-password = Ce n’est pas un mot de passe d’application. Crées-en un dans Bluesky, sous Paramètres, Confidentialité et sécurité, Mots de passe d’application ; il ressemble à abcd-efgh-ijkl-mnop. Ne me donne jamais ton propre mot de passe.
error-bluesky-sign-in = Bluesky n’a pas accepté ce nom avec ce mot de passe d’application. Vérifie les deux ; si ton compte est sur un autre serveur, indique aussi son nom.
error-bluesky-account-off = Ce compte Bluesky est désactivé ou suspendu. Règle cela d’abord sur Bluesky, puis connecte-le à nouveau.
error-bluesky-server = « { $server } » n’est pas le nom d’un serveur. Il ressemble à bsky.social.
error-bluesky-not-our-thread = On ne peut masquer des réponses que sous tes propres publications, et quelqu’un d’autre a commencé ce fil.
error-bluesky-hidden-full = Bluesky masque au plus { $count } réponses sous une publication, et ce nombre est atteint. Réaffiche d’abord l’une d’elles.
error-bluesky-reply-control = Je ne sais pas qui pourrait répondre avec « { $control } ». Dis everyone, followers, following, mentioned ou nobody.
error-bluesky-video-limit = Bluesky n’accepte plus de vidéos de ce compte aujourd’hui. Je réessaie de moi-même.

error-discord-nothing-entered = Saisis soit l’adresse d’un webhook, soit un jeton de bot avec un canal.
error-discord-channel = Le bot ne voit pas ce canal. Invite-le d’abord sur ton serveur, puis copie le lien du canal.
error-discord-webhook = Ce webhook n’existe pas. Dans Discord, ouvre les paramètres du canal, Intégrations, Webhooks, et copie encore une fois l’adresse.
error-discord-webhook-only-writes = Un webhook Discord ne peut qu’écrire. Connecte plutôt un bot : il peut aussi lire et répondre.
error-discord-no-text-channel = Ce canal n’accepte pas de simples messages. Choisis un canal textuel ou d’annonces.
error-discord-not-allowed = Le bot ne peut pas écrire dans ce canal. Donne-lui les permissions « Voir le salon » et « Envoyer des messages », puis connecte-le à nouveau.
error-discord-no-content-intent = Discord cache au bot ce que les autres écrivent. Active « Message Content Intent » sur la page du bot, dans le portail des développeurs.

error-telegram-channel = Je ne trouve pas le canal « { $channel } ». Fais du bot un administrateur là-bas, puis saisis son @nom ou le lien d’une de ses publications.
error-telegram-channel-gone = Le canal Telegram n’est plus là où il était. Connecte-le à nouveau.
error-telegram-no-channel = C’est un groupe ou une personne, pas un canal.
error-telegram-not-admin = Le bot ne peut pas publier dans ce canal Telegram. Fais-en un administrateur avec le droit de publier des messages, puis réessaie.
error-telegram-too-old = Telegram ne laisse plus le bot supprimer ceci ; son droit expire en général après 48 heures. Supprime-le à la main : { $url }

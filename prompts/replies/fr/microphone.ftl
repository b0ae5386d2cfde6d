# Parler dans le terminal : ce qui se voit pendant l’écoute et la parole
microphone-press = Appuie sur Entrée et parle, ou écris
microphone-wake-or-press = Dis « { $words } », appuie sur Entrée et parle, ou écris
microphone-listening = j’écoute…
microphone-thinking = je réfléchis…
microphone-speaking = je parle… une touche m’arrête, Entrée te donne la parole
microphone-keys = Entrée ou une pause : terminé · Échap : laisse tomber
microphone-heard = 🎤 « { $words } »
microphone-heard-line = entendu : { $words }
microphone-nothing = Je n’ai rien entendu. Appuie sur Entrée et réessaie, ou écris.
microphone-no-speech = Je réponds par écrit, car personne ici ne parle { $language ->
    [en] anglais
    [es] espagnol
    [de] allemand
   *[fr] français
    }, ou la voix est désactivée. La personne qui gère cette installation définit ELEVENLABS_API_KEY, ou installe espeak-ng ou piper.

# Les fichiers qui viennent avec une réponse
microphone-saved = Enregistré sous { $path }
microphone-not-saved = Je n’ai pas pu enregistrer { $name } dans { $folder }. Fais-y de la place ou autorise l’écriture, puis redemande-le-moi.

# Ce qui empêche d’entendre
microphone-not-installed = Je ne peux pas encore t’entendre ici : « make voice » installe ce qu’il faut. En attendant, écris.
microphone-no-library = Il manque PortAudio, qui donne accès aux micros et aux haut-parleurs. Installe-le (sous Debian et Ubuntu : sudo apt install libportaudio2) et recommence. En attendant, écris.
microphone-none = Je ne trouve pas de micro ici. Branches-en un et appuie sur Entrée, ou écris. Par ssh, le micro de ta propre machine ne s’entend pas.
microphone-unknown = Aucun micro ne s’appelle { $name }. Il y a : { $names }. Mets l’un d’eux dans ALLIN_MICROPHONE.
microphone-several = Plusieurs micros s’appellent { $name } : { $names }. Mets le nom entier de l’un d’eux dans ALLIN_MICROPHONE.
microphone-refused = Le micro ne s’ouvre pas. Autorise ce terminal à l’utiliser dans les réglages du système, ou ferme le programme qui l’occupe, et appuie de nouveau sur Entrée ; ou écris.
microphone-gone = Le micro s’est arrêté au milieu, j’ai donc oublié ce que j’avais entendu. Rebranche-le et appuie sur Entrée, ou écris.
microphone-mute = Le micro ne donne aucun son. Active-le, ou autorise ce terminal à l’utiliser dans les réglages du système, et appuie de nouveau sur Entrée ; ou écris.

# Ce qui empêche de parler
loudspeaker-none = Je ne trouve rien ici pour jouer du son, alors je réponds par écrit.
loudspeaker-unknown = Aucun haut-parleur ne s’appelle { $name }. Il y a : { $names }. Mets l’un d’eux dans ALLIN_LOUDSPEAKER. En attendant, je réponds par écrit.
loudspeaker-several = Plusieurs haut-parleurs s’appellent { $name } : { $names }. Mets le nom entier de l’un d’eux dans ALLIN_LOUDSPEAKER. En attendant, je réponds par écrit.
loudspeaker-refused = Le haut-parleur ne s’ouvre pas, alors je réponds par écrit. Ferme le programme qui l’occupe et recommence pour m’entendre.
loudspeaker-gone = Le haut-parleur s’est arrêté au milieu, je réponds donc désormais par écrit.

# Le mot qui réveille
wake-not-installed = Le réveil par un mot ne marche pas ici : le paquet pymicro-wakeword manque ou n’est pas fait pour ce système. Appuie sur Entrée pour parler.
wake-unknown = Je ne peux pas me réveiller à « { $name } ». Je connais { $names }. Mets l’un d’eux dans ALLIN_WAKE_WORD. En attendant, appuie sur Entrée pour parler.
wake-unreadable = { $name } n’est pas un modèle de mot de réveil que je sache lire : il me faut le .json de microWakeWord avec son .tflite à côté. Appuie sur Entrée pour parler.

# Parler : ce qui est dit d’une réponse
voice-about = environ { $number }
voice-zone = fuseau horaire { $zone }
voice-yes-or-no = Oui ou non ?
voice-say-choices = Dis { $choices }.
voice-say-number = { $count } réponses sont dans la discussion. Dis l’une d’elles ou son numéro.
voice-it-says = Le texte : { $text }
voice-rest-in-chat = Le reste est dans la discussion.
voice-link-in-chat = Le lien est dans la discussion.
voice-in-chat = La réponse est dans la discussion.
# Qui parle, et ce qui l’en empêche
voice-elevenlabs-key = ElevenLabs n’accepte pas la clé. La personne qui gère cette installation vérifie ELEVENLABS_API_KEY.
voice-elevenlabs-quota = Le crédit chez ElevenLabs est épuisé. La personne qui gère cette installation le recharge, ou il revient le mois prochain.
voice-elevenlabs-busy = ElevenLabs a trop à faire en ce moment. Je redemande bientôt.
voice-elevenlabs-away = ElevenLabs ne répond pas comme il faut. Je redemande bientôt.
voice-elevenlabs-slow = ElevenLabs met trop de temps à répondre. Je redemande bientôt.
voice-elevenlabs-refused = ElevenLabs n’accepte pas ce texte. Raccourcis-le ou dis-le autrement.
voice-elevenlabs-no-voice = La voix choisie pour ElevenLabs n’y existe pas. La personne qui gère cette installation définit ALLIN_ELEVENLABS_VOICE, ou tu en choisis une : « prends la voix … ».
voice-elevenlabs-not-installed = ElevenLabs a besoin de l’extra « voice ». La personne qui gère cette installation l’ajoute.
voice-no-such-voice = Il n’y a pas de voix « { $voice } » ici.
voice-program-failed = Le programme de synthèse { $program } n’a pas fonctionné. La personne qui gère cette installation l’essaie à la main.
voice-program-gone = Le programme de synthèse { $program } n’est pas là, ou n’a pas de voix pour cela. La personne qui gère cette installation l’ajoute.
voice-program-slow = Le programme de synthèse { $program } a mis trop de temps. Réessaie, ou avec un texte plus court.
voice-spoken-instead = { $why } D’ici là, c’est { $speaker } qui parle.
# Voix off
progress-speaking = J’enregistre …
voiceover-empty = Il n’y a pas de mots à lire. Écris-en d’abord.
voiceover-too-long = Cela fait { $length } caractères ; le maximum pour une voix off est { $limit }. Raccourcis.
voiceover-no-sound = L’enregistrement ne va pas : il est muet ou abîmé. Réessaie, ou choisis une autre voix.
voiceover-not-installed = Une voix off a besoin de l’extra « voice ». La personne qui gère cette installation l’ajoute.
voiceover-nobody-speaks = Personne ici ne peut parler cette langue : { $language }. La personne qui gère cette installation définit ELEVENLABS_API_KEY, ou installe espeak-ng ou piper.
voiceover-made = { $number ->
    [none] Voici la voix off
   *[other] Voici la voix off de la publication { $number }
  } : { $seconds ->
        [one] { $seconds } seconde
       *[other] { $seconds } secondes
    } en { $language }, { $hosted ->
    [yes] faite par { $speaker }{ $voice ->
        [none] {""}
       *[other] {" "}avec la voix { $voice }
      }, ce que ton abonnement là-bas compte
   *[no] faite sur cette machine par { $speaker }{ $voice ->
        [none] {""}
       *[other] {" "}avec la voix { $voice }
      }
  }. C’est une voix de synthèse.
voiceover-attached = Elle est jointe pour { $platforms }.
voiceover-left-out = { $count ->
    [one] { $platforms } ne prend pas de son avec cette publication ; elle y part sans.
   *[other] { $platforms } ne prennent pas de son avec cette publication ; elle y part sans.
  }
voiceover-nowhere = { $count ->
    [one] { $platforms } ne prend pas de son, rien n’est donc joint. Le fichier vient avec cette réponse : mets-le sous une vidéo et envoie-la-moi.
   *[other] { $platforms } ne prennent pas de son, rien n’est donc joint. Le fichier vient avec cette réponse : mets-le sous une vidéo et envoie-la-moi.
  }
voiceover-unchangeable = La publication ne peut plus être modifiée, rien n’est donc joint. Le fichier vient avec cette réponse.
voiceover-alt = Le texte de la publication, lu à voix haute
# Ce qui est réglé
ask-voice = Quelle voix ? Dis son nom, ou « féminine » ou « masculine ».
ask-voice-which = Il n’y a pas de voix « { $voice } » ici. Laquelle veux-tu ?
ask-listener = Qui écoute : cette machine ou OpenAI ?
ask-speaker = Qui parle : ElevenLabs, piper, espeak ou personne ?
ask-listen-or-language-or-voice-or-speaker-or-keep = Que dois-je changer : la voix, qui parle, qui écoute, dans quelle langue, ou si les enregistrements sont gardés ?
speaker-elevenlabs = ElevenLabs
speaker-piper = piper
speaker-espeak = espeak
voice-set-voice = Je parle désormais avec la voix { $voice }.
voice-set-gender = { $gender ->
    [female] Je parle désormais avec une voix de femme, là où il y en a une.
   *[male] Je parle désormais avec une voix d’homme, là où il y en a une.
  }
voice-set-language = J’écoute désormais en { $language }.
voice-set-language-any = Je reconnais moi-même la langue parlée.
voice-set-listen-local = Cette machine écoute : tes enregistrements n’en sortent pas.
voice-set-listen-hosted = Désormais OpenAI écoute : tes enregistrements y sont envoyés.
voice-set-speaker = Désormais c’est { $speaker } qui parle.
voice-set-speaker-hosted = Désormais c’est { $speaker } qui parle : ce que je dis y est envoyé.
voice-set-speaker-any = Celui qui parle le mieux ici parle à nouveau.
voice-set-speaker-none = Je ne parle plus ; tu lis mes réponses.
voice-set-keep = Je garde tes enregistrements { $days } jours, sur cette machine.
voice-set-forget = Tes enregistrements sont effacés dès que je les ai entendus. Les anciens disparaissent d’ici un jour.
voice-hosted-not-here = OpenAI ne peut pas écouter ici : la personne qui gère cette installation définit OPENAI_API_KEY.
voice-speaker-not-here = { $speaker } ne peut pas parler ici. La personne qui gère cette installation l’installe.
do-generate-voiceover = Faire une voix off
do-set-voice = Régler comment je parle et j’écoute
did-generate-voiceover = La voix off de la publication { $numbers }
did-set-voice = Le changement de voix et d’écoute
voice-gender-female = une voix de femme
voice-gender-male = une voix d’homme

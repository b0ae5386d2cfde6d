# Speaking: what is said of a reply
voice-about = about { $number }
voice-zone = { $zone } time
voice-yes-or-no = Yes or no?
voice-say-choices = Say { $choices }.
voice-say-number = { $count } answers are in your chat. Say one of them, or its number.
voice-it-says = It says: { $text }
voice-rest-in-chat = The rest is in your chat.
voice-link-in-chat = The link is in your chat.
voice-in-chat = The answer is in your chat.
# Who speaks, and what keeps them from it
voice-elevenlabs-key = ElevenLabs does not accept the key. Whoever runs this installation checks ELEVENLABS_API_KEY.
voice-elevenlabs-quota = The credit at ElevenLabs is used up. Whoever runs this installation tops it up, or it comes back with the next month.
voice-elevenlabs-busy = ElevenLabs has too much to do just now. I ask again in a moment.
voice-elevenlabs-away = ElevenLabs does not answer as it should. I ask again in a moment.
voice-elevenlabs-slow = ElevenLabs takes too long to answer. I ask again in a moment.
voice-elevenlabs-refused = ElevenLabs does not take this text. Make it shorter, or say it in other words.
voice-elevenlabs-no-voice = The voice that is set for ElevenLabs does not exist there. Whoever runs this installation sets ALLIN_ELEVENLABS_VOICE, or you choose one: “use the voice …”.
voice-elevenlabs-not-installed = ElevenLabs needs the extra “voice”. Whoever runs this installation adds it.
voice-no-such-voice = There is no voice “{ $voice }” here.
voice-program-failed = The speech program { $program } did not work. Whoever runs this installation tries it by hand.
voice-program-gone = The speech program { $program } is not here, or has no voice for that. Whoever runs this installation adds it.
voice-program-slow = The speech program { $program } took too long. Try again, or with a shorter text.
voice-spoken-instead = { $why } Until then { $speaker } speaks.
# Voice-over
progress-speaking = Speaking it …
voiceover-empty = There are no words in it to read out. Write some first.
voiceover-too-long = That has { $length } characters; { $limit } is the most for a voice-over. Make it shorter.
voiceover-no-sound = What was spoken cannot be used: it is silent or broken. Try again, or choose another voice.
voiceover-not-installed = A voice-over needs the extra “voice”. Whoever runs this installation adds it.
voiceover-nobody-speaks = Nobody here can speak { $language }. Whoever runs this installation sets ELEVENLABS_API_KEY, or installs espeak-ng or piper.
voiceover-made = { $number ->
    [none] Here is the voice-over
   *[other] Here is the voice-over of post { $number }
  }: { $seconds ->
        [one] { $seconds } second
       *[other] { $seconds } seconds
    } in { $language }, { $hosted ->
    [yes] spoken by { $speaker }{ $voice ->
        [none] {""}
       *[other] {" "}with the voice { $voice }
      }, which your plan there counts
   *[no] spoken on this machine by { $speaker }{ $voice ->
        [none] {""}
       *[other] {" "}with the voice { $voice }
      }
  }. It is synthetic speech.
voiceover-attached = It is attached for { $platforms }.
voiceover-left-out = { $count ->
    [one] { $platforms } does not take sound with this post, so it is left out there.
   *[other] { $platforms } do not take sound with this post, so it is left out there.
  }
voiceover-nowhere = { $count ->
    [one] { $platforms } does not take sound, so nothing is attached. The file comes with this reply: put it under a video and send me that.
   *[other] { $platforms } do not take sound, so nothing is attached. The file comes with this reply: put it under a video and send me that.
  }
voiceover-unchangeable = The post cannot be changed any more, so nothing is attached. The file comes with this reply.
voiceover-alt = The words of the post, read out
# What is set
ask-voice = Which voice? Say its name, or “female” or “male”.
ask-voice-which = There is no voice “{ $voice }” here. Which one shall it be?
ask-listener = Who shall listen: this machine, or OpenAI?
ask-speaker = Who shall speak: ElevenLabs, piper, espeak, or nobody?
ask-listen-or-language-or-voice-or-speaker-or-keep = What shall I change: the voice, who speaks, who listens, in which language, or whether recordings are kept?
speaker-elevenlabs = ElevenLabs
speaker-piper = piper
speaker-espeak = espeak
voice-set-voice = I speak with the voice { $voice } from now on.
voice-set-gender = { $gender ->
    [female] I speak with a woman’s voice from now on, where there is one.
   *[male] I speak with a man’s voice from now on, where there is one.
  }
voice-set-language = I listen in { $language } from now on.
voice-set-language-any = I find out which language is spoken.
voice-set-listen-local = This machine listens: your recordings do not leave it.
voice-set-listen-hosted = OpenAI listens from now on: your recordings are sent there.
voice-set-speaker = { $speaker } speaks from now on.
voice-set-speaker-hosted = { $speaker } speaks from now on: what I say is sent there.
voice-set-speaker-any = Whoever speaks best here speaks again.
voice-set-speaker-none = I no longer speak; you read my answers.
voice-set-keep = I keep your recordings for { $days } days, on this machine.
voice-set-forget = Your recordings are deleted as soon as I have heard them. Those kept before go within a day.
voice-hosted-not-here = OpenAI cannot listen here: whoever runs this installation sets OPENAI_API_KEY.
voice-speaker-not-here = { $speaker } cannot speak here. Whoever runs this installation sets it up.
do-generate-voiceover = Make a voice-over
do-set-voice = Set how I speak and listen
did-generate-voiceover = The voice-over of post { $numbers }
did-set-voice = The change about speaking and listening
voice-gender-female = a woman’s voice
voice-gender-male = a man’s voice

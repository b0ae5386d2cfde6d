# Talking in the terminal: what is shown while it listens and speaks
microphone-press = Press Enter and speak, or type
microphone-wake-or-press = Say “{ $words }”, press Enter and speak, or type
microphone-listening = listening…
microphone-thinking = thinking…
microphone-speaking = speaking… any key stops it, Enter lets you talk
microphone-keys = Enter or a pause: done · Esc: never mind
microphone-heard = 🎤 “{ $words }”
microphone-heard-line = heard: { $words }
microphone-nothing = I heard nothing. Press Enter and try again, or type.
microphone-no-speech = I answer in writing, since nobody here speaks { $language ->
    [en] English
    [es] Spanish
    [de] German
   *[fr] French
    } or speaking is switched off. Whoever runs this installation sets ELEVENLABS_API_KEY, or installs espeak-ng or piper.

# Files that come with a reply
microphone-saved = Saved as { $path }
microphone-not-saved = I could not save { $name } in { $folder }. Make room there or allow writing to it, and ask me again.

# What keeps it from hearing
microphone-not-installed = I cannot hear you here yet: “make voice” installs what that takes. Until then, please type.
microphone-no-library = PortAudio is missing, which reaches microphones and loudspeakers. Install it (on Debian and Ubuntu: sudo apt install libportaudio2) and start again. Until then, please type.
microphone-none = I find no microphone here. Plug one in and press Enter, or type. Over ssh, the microphone of your own machine cannot be heard.
microphone-unknown = There is no microphone called { $name }. There are: { $names }. Put one of them into ALLIN_MICROPHONE.
microphone-several = More than one microphone is called { $name }: { $names }. Put the whole name of one into ALLIN_MICROPHONE.
microphone-refused = The microphone cannot be opened. Allow this terminal to use it in the system’s settings, or close the program that has it, and press Enter again; or type.
microphone-gone = The microphone stopped in the middle, so I forgot what I had heard. Plug it in again and press Enter, or type.
microphone-mute = The microphone gives no sound at all. Unmute it, or allow this terminal to use it in the system’s settings, and press Enter again; or type.

# What keeps it from being heard
loudspeaker-none = I find nothing here to play sound on, so I answer in writing.
loudspeaker-unknown = There is no loudspeaker called { $name }. There are: { $names }. Put one of them into ALLIN_LOUDSPEAKER. Until then I answer in writing.
loudspeaker-several = More than one loudspeaker is called { $name }: { $names }. Put the whole name of one into ALLIN_LOUDSPEAKER. Until then I answer in writing.
loudspeaker-refused = The loudspeaker cannot be opened, so I answer in writing. Close the program that has it and start again to hear me.
loudspeaker-gone = The loudspeaker stopped in the middle, so from now on I answer in writing.

# The word that wakes
wake-not-installed = Waking by a word does not work here: the package pymicro-wakeword is missing or was not made for this system. Press Enter to speak.
wake-unknown = I cannot wake to “{ $name }”. I know { $names }. Put one of them into ALLIN_WAKE_WORD. Until then, press Enter to speak.
wake-unreadable = { $name } is no wake word model that I can read: I need microWakeWord’s .json with its .tflite beside it. Press Enter to speak.

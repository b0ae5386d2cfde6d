"""Speech in, speech out. Every channel's recordings take the same way:

audio.py    bytes of any usual format → samples
listen.py   samples → words: Whisper on this machine, OpenAI where a workspace prefers it
repair.py   words as a recogniser writes them → words as a person would, with the readings that are as likely
reading.py  readings → one decision, or a question where they differ
ear.py      a reply → what is said of it
speak.py    that → sound: ElevenLabs, or a speech program of this machine

`Voice` (voice.py) holds them together. Nothing heard is kept or logged unless the workspace wants its recordings.
"""

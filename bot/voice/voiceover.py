"""A draft read out, as an audio file that is as loud as what people hear around it."""

from __future__ import annotations

import asyncio
import importlib.util
from dataclasses import dataclass, field

from bot.errors import AllInError, OperatorError, Rejected
from bot.voice import spoken
from bot.voice.speak import SILENT, Speakers

MOST = 5_000
"""Characters: five to six minutes, and the most that every model of ElevenLabs takes at once."""


@dataclass(frozen=True, slots=True)
class VoiceOver:
    """An MP3, or Opus in Ogg, of synthetic speech. `by` and `voice` say who speaks, `troubles` who should have and could not."""

    data: bytes = field(repr=False)
    media_type: str
    seconds: float
    by: str
    voice: str
    language: str
    hosted: bool = False
    troubles: tuple[AllInError, ...] = ()


def words(text: str) -> str:
    """What of a post is read out. Raises `Rejected` where nothing is, or too much."""
    said = spoken.in_sentences(spoken.words_of(text))
    if not said:
        raise Rejected("voiceover-empty")
    if len(said) > MOST:
        raise Rejected("voiceover-too-long", length=len(said), limit=MOST)
    return said


async def make(
    speakers: Speakers,
    text: str,
    language: str,
    *,
    voice: str | None = None,
    prefer: str | None = None,
    ogg: bool = False,
) -> VoiceOver:
    """`text` as a voice-over in `language`, by the speaker and in the voice that are preferred where they can.

    Raises `Rejected` for words that cannot be read out, `OperatorError` where nobody speaks the language or `av` is missing;
    where somebody could and failed, that one's error.
    """
    said = words(text)
    if importlib.util.find_spec("av") is None:
        raise OperatorError("voiceover-not-installed")
    # Who wants no replies aloud still gets what was asked for.
    wish = None if prefer == SILENT else prefer
    outcome = await speakers.say(said, language, voice, prefer=wish)
    speech = outcome.speech
    if speech is None:
        if outcome.troubles and speakers.able(language):
            raise outcome.troubles[0]
        raise OperatorError("voiceover-nobody-speaks", language=language)
    container = "ogg" if ogg else "mp3"
    data, seconds = await asyncio.to_thread(_file, speech.data, container)
    return VoiceOver(
        data,
        {"mp3": "audio/mpeg", "ogg": "audio/ogg"}[container],
        seconds,
        speech.by,
        speech.voice,
        language,
        speech.hosted,
        outcome.troubles,
    )


def _file(data: bytes, container: str) -> tuple[bytes, float]:
    from bot.voice import loudness  # brings numpy along

    sound = loudness.samples_of(data)
    return loudness.made(sound, "ogg" if container == "ogg" else "mp3"), round(len(sound) / loudness.RATE, 1)

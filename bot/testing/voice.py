"""Doubles for speech: a listener that hears what it is told it hears, and recordings to give to it."""

from __future__ import annotations

import io
import math
import struct
import wave
from collections import deque

from bot.errors import AllInError, Rejected
from bot.messages import Attachment
from bot.voice.audio import Sound
from bot.voice.hints import Hints
from bot.voice.listen import Heard


class FakeListener:
    """Hears `words`, one after the other; an error among them is raised. `asked` are the hints and language it was given."""

    name = "fake"

    def __init__(self, *words: str | Heard | AllInError) -> None:
        self.words: deque[str | Heard | AllInError] = deque(words)
        self.asked: list[tuple[Hints, str | None]] = []

    async def listen(self, sound: Sound, hints: Hints, language: str | None) -> Heard:
        """The next words."""
        self.asked.append((hints, language))
        said = self.words.popleft() if self.words else Rejected("voice-silence")
        if isinstance(said, AllInError):
            raise said
        return said if isinstance(said, Heard) else Heard(said, language or "en", seconds=sound.seconds, by=self.name)

    async def close(self) -> None:
        """Nothing is held."""


def recording(seconds: float = 0.5, *, spoken: bool | None = True, name: str = "note.wav") -> Attachment:
    """A recording of a tone, as a channel hands it over."""
    file, rate = io.BytesIO(), 16_000
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        tone = (int(8_000 * math.sin(2 * math.pi * 220 * n / rate)) for n in range(int(seconds * rate)))
        sound.writeframes(b"".join(struct.pack("<h", each) for each in tone))
    return Attachment(name, "audio/wav", data=file.getvalue(), spoken=spoken)

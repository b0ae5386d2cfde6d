"""A speaker of two languages, whose every word is a tenth of a second of tone, and who notes what it is asked to say."""

from __future__ import annotations

import math
import struct
from collections.abc import AsyncIterator

from bot.voice.speech import Speech, VoiceName, wav


class Beeper:
    """Speaks English at 22,050 and German at 16,000 samples a second. `said` is what it has been asked for."""

    name = "beeper"
    hosted = False

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []

    def speaks(self, language: str) -> bool:
        return language in {"en", "de"}

    def has(self, voice: str, language: str) -> bool:
        return voice == self.name

    async def voices(self, language: str) -> tuple[VoiceName, ...]:
        return (VoiceName(self.name, self.name),)

    async def speak(self, text: str, language: str, voice: str | None = None) -> Speech:
        self.said.append((language, text))
        rate = 16_000 if language == "de" else 22_050
        count = len(text.split()) * rate // 10
        tone = (int(9_000 * math.sin(2 * math.pi * 330 * n / rate)) for n in range(count))
        pcm = b"".join(struct.pack("<h", each) for each in tone)
        return Speech(wav(pcm, rate), "audio/wav", count / rate, self.name)

    async def stream(self, text: str, language: str, voice: str | None = None) -> AsyncIterator[bytes]:
        yield (await self.speak(text, language, voice)).data

    async def close(self) -> None:
        """Nothing is held."""

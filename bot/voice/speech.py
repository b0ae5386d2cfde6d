"""Spoken words as a file, and what whoever speaks them can be asked for."""

from __future__ import annotations

import io
import re
import wave
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Protocol

MOST_BYTES = 60_000_000
"""More sound than the longest text here can make; a speaker that does not stop is stopped."""

GENDERS = frozenset({"female", "male"})
"""What a voice may be called instead of by its name."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Sound in a file. `by` names the speaker, `voice` the voice as people call it; `hosted`: its words left this machine."""

    data: bytes = field(repr=False)
    media_type: str
    seconds: float
    by: str
    voice: str = ""
    hosted: bool = False


@dataclass(frozen=True, slots=True)
class VoiceName:
    """A voice to choose. `gender` is "female", "male" or unknown."""

    id: str
    name: str
    gender: str = ""

    def is_called(self, wanted: str) -> bool:
        """Whether somebody may mean it: its id, its name, the first word of that, or its gender."""
        name = self.name.casefold()
        return wanted in {self.id.casefold(), name, re.split(r"[\s,–-]", name)[0], self.gender or name}


class Speaker(Protocol):
    """Makes speech of words. All but `speaks` and `has` raise the errors of `bot.errors` when they cannot."""

    name: str
    hosted: bool
    """Whether the words leave this machine."""

    def speaks(self, language: str) -> bool:
        """Whether it is there at all, and knows the language."""

    def has(self, voice: str, language: str) -> bool:
        """Whether it may have that voice; one that is asked over the network finds out later."""

    async def voices(self, language: str) -> tuple[VoiceName, ...]:
        """The voices to choose from."""

    async def speak(self, text: str, language: str, voice: str | None = None) -> Speech:
        """All of `text`. Raises `NotFound` for a voice it does not have."""

    def stream(self, text: str, language: str, voice: str | None = None) -> AsyncIterator[bytes]:
        """The same file in pieces, as they come."""

    async def close(self) -> None:
        """Let go of connections."""


def wav(pcm: bytes, rate: int) -> bytes:
    """A WAV file of mono samples of 16 bits."""
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(pcm[: len(pcm) & ~1])
    return made.getvalue()


def pcm_of(data: bytes) -> tuple[bytes, int]:
    """Samples and rate of a mono 16-bit WAV whose sizes need not be true, as those of a program that writes into a pipe.

    Raises ValueError for anything else.
    """
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise ValueError("no WAV")
    at, rate = 12, 0
    while at + 8 <= len(data):
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if kind == b"fmt ":
            coding, channels = (int.from_bytes(data[at + i : at + i + 2], "little") for i in (8, 10))
            bits = int.from_bytes(data[at + 22 : at + 24], "little")
            if (coding, channels, bits) != (1, 1, 16):
                raise ValueError("another coding")
            rate = int.from_bytes(data[at + 12 : at + 16], "little")
        elif kind == b"data" and rate:
            return data[at + 8 : at + 8 + min(size, len(data))], rate
        at += 8 + size + (size & 1)
    raise ValueError("no samples")


# Kilobits a second of layer III by the header's bits, and samples a second, for MPEG-1 and for MPEG-2 (ISO 11172-3, 13818-3).
_BITS = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000)}


def mp3_seconds(data: bytes) -> float:
    """How long an MP3 is, by the headers of its frames; 0 for what is none."""
    at, seconds = 0, 0.0
    if data[:3] == b"ID3" and len(data) > 10:
        at = 10 + (data[6] << 21 | data[7] << 14 | data[8] << 7 | data[9])
    while at + 4 <= len(data):
        version, layer = data[at + 1] >> 3 & 3, data[at + 1] >> 1 & 3
        bits, rate = data[at + 2] >> 4, data[at + 2] >> 2 & 3
        if (
            data[at] != 0xFF
            or data[at + 1] < 0xE0
            or layer != 1
            or version not in _BITS
            or bits in {0, 15}
            or rate == 3
        ):
            break
        samples = 1152 if version == 3 else 576
        hertz = _RATES[version][rate]
        seconds += samples / hertz
        at += samples // 8 * _BITS[version][bits] * 1000 // hertz + (data[at + 2] >> 1 & 1)
    return seconds

"""Hearing and speaking for a house that does both with us (`connectors.channel.Speech`): no workspace, nothing kept."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from bot.errors import AllInError
from bot.messages import Attachment
from bot.phrases import LANGUAGES
from bot.voice import audio
from bot.voice.hints import Hints
from bot.voice.listen import Whisper
from bot.voice.speech import pcm_of, wav
from bot.voice.voice import Voice, content, read


class SpeechService:
    """Lends `voice` to others. What they say is heard on this machine alone: only a workspace can choose otherwise."""

    def __init__(self, voice: Voice, labels: Iterable[str] = ()) -> None:
        """`labels` are the names of networks, which a recogniser writes better when it expects them."""
        self._voice = voice
        # A label in small letters is a description ("your page") and no name.
        self._hints = Hints(platforms=tuple(label for label in labels if label[:1].isupper()))

    async def hear(self, sound: Attachment, language: str | None) -> str:
        """The words of a recording. Raises `Rejected` where nobody speaks, `OperatorError` where nothing can listen."""
        data = await asyncio.to_thread(content, sound)
        samples = await asyncio.to_thread(audio.decode, data)
        known = language if language in LANGUAGES else None
        heard = await self._voice.listeners.listen(samples, self._hints, known, prefer="local")
        return read(heard, self._hints).text

    async def say(self, text: str, language: str) -> Attachment | None:
        """The text as a WAV file, whatever its speaker makes; None where nobody can speak it."""
        if not text.strip():
            return None
        try:
            speech = await self._voice.speakers.speak(text, language)
            if speech is None:
                return None
            file = await asyncio.to_thread(_as_wav, speech.data)
        except AllInError:
            return None
        return Attachment("speech.wav", "audio/wav", file, spoken=False)

    def hears(self) -> bool:
        """Whether there is something to listen with on this machine."""
        local = self._voice.listeners.local
        return local is not None and (not isinstance(local, Whisper) or Whisper.is_installed())

    def speaks(self) -> tuple[str, ...]:
        """The languages that somebody here can speak."""
        return tuple(language for language in LANGUAGES if self._voice.speakers.able(language))


def _as_wav(data: bytes) -> bytes:
    try:
        return wav(
            *pcm_of(data)
        )  # written anew: a program that writes into a pipe does not know the sizes it puts there
    except ValueError:
        return audio.as_wav(audio.decode(data))

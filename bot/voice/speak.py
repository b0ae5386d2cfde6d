"""Words → sound: ElevenLabs where there is a key, else a speech program of this machine, else nobody and it is read."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass

from bot.errors import AllInError, NotFound, OperatorError, TryLater
from bot.voice.hosted_speech import ElevenLabs
from bot.voice.programs import Espeak, Piper
from bot.voice.speech import Speaker, Speech, VoiceName

__all__ = ["SILENT", "ElevenLabs", "Espeak", "Piper", "Said", "Speaker", "Speakers", "Speech", "VoiceName"]

SILENT = "none"
"""The name of the speaker that says nothing."""

REST = 60.0
LONG_REST = 900.0
"""Seconds for which a speaker that failed is not asked, so that not every reply waits for it; longer where a person must act."""


@dataclass(frozen=True, slots=True)
class Said:
    """What came of it: sound, or none; and what kept those that were asked first from speaking."""

    speech: Speech | None
    troubles: tuple[AllInError, ...] = ()


class Speakers:
    """Those that can speak, in the order they are asked. Where one fails the next one speaks.

    Who prefers a speaker of this machine is never heard by a hosted one instead.
    """

    def __init__(self, speakers: Sequence[Speaker], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._speakers = tuple(speakers)
        self._clock = clock
        self._resting: dict[str, tuple[float, AllInError]] = {}
        self._told: set[tuple[str, str]] = set()
        self._news: list[AllInError] = []

    @property
    def names(self) -> tuple[str, ...]:
        """All that were set up, whether they can speak just now or not."""
        return tuple(speaker.name for speaker in self._speakers)

    def able(self, language: str) -> tuple[str, ...]:
        """Those that are there and know the language."""
        return tuple(speaker.name for speaker in self._speakers if speaker.speaks(language))

    async def voices(self, language: str, *, prefer: str | None = None) -> tuple[tuple[str, VoiceName], ...]:
        """Every voice that can be chosen, with its speaker's name; those that cannot be asked are left out."""
        found: list[tuple[str, VoiceName]] = []
        for speaker in self._order(language, None, prefer):
            try:
                found += [(speaker.name, voice) for voice in await speaker.voices(language)]
            except AllInError:
                continue
        return tuple(found)

    async def speak(
        self, text: str, language: str, voice: str | None = None, *, prefer: str | None = None
    ) -> Speech | None:
        """`text` spoken, None where nobody can speak it. `voice` is a name, an id, "female" or "male"; `prefer` a speaker."""
        return (await self.say(text, language, voice, prefer=prefer)).speech

    async def say(self, text: str, language: str, voice: str | None = None, *, prefer: str | None = None) -> Said:
        """The same, with what went wrong on the way. A voice that nobody has is replaced by the usual one."""
        troubles: list[AllInError] = []
        failed: set[str] = set()
        for wanted in dict.fromkeys((voice or None, None)):
            order = self._order(language, wanted, prefer)
            if not order and wanted is not None:
                troubles.append(NotFound("voice-no-such-voice", voice=wanted[:60]))
            for speaker in order:
                if speaker.name in failed:
                    continue
                if (resting := self._rests(speaker)) is not None:
                    troubles.append(resting)
                    continue
                try:
                    speech = await speaker.speak(text, language, wanted)
                except AllInError as error:
                    self._failed(speaker, error)
                    troubles.append(error)
                    if not isinstance(error, NotFound):
                        failed.add(speaker.name)
                    continue
                self._worked(speaker)
                return Said(speech, _each_once(troubles))
        return Said(None, _each_once(troubles))

    async def stream(
        self, text: str, language: str, voice: str | None = None, *, prefer: str | None = None
    ) -> AsyncIterator[bytes]:
        """The pieces of a file as they come; none where nobody can speak.

        The next one speaks where one fails before its first piece. Where it fails after that its error is raised, for half a
        sentence cannot be taken back.
        """
        for wanted in dict.fromkeys((voice or None, None)):
            for speaker in self._order(language, wanted, prefer):
                if self._rests(speaker) is not None:
                    continue
                begun = False
                try:
                    async for piece in speaker.stream(text, language, wanted):
                        begun = True
                        yield piece
                except AllInError as error:
                    self._failed(speaker, error)
                    if begun:
                        raise
                    continue
                self._worked(speaker)
                return

    def news(self) -> AllInError | None:
        """What somebody should be told: each trouble once, until its speaker has spoken again."""
        return self._news.pop(0) if self._news else None

    async def close(self) -> None:
        """Let go of connections."""
        for speaker in self._speakers:
            await speaker.close()

    def _order(self, language: str, voice: str | None, prefer: str | None) -> list[Speaker]:
        if prefer == SILENT:
            return []
        able = [speaker for speaker in self._speakers if speaker.speaks(language)]
        first = next((speaker for speaker in self._speakers if speaker.name == prefer), None)
        if first is not None and not first.hosted:
            able = [speaker for speaker in able if not speaker.hosted]
        if voice is not None:
            able = [speaker for speaker in able if speaker.has(voice, language)]
        return sorted(able, key=lambda speaker: speaker is not first)

    def _rests(self, speaker: Speaker) -> AllInError | None:
        until, error = self._resting.get(speaker.name, (0.0, None))
        return error if self._clock() < until else None

    def _failed(self, speaker: Speaker, error: AllInError) -> None:
        if isinstance(error, NotFound):
            return  # it works, and has no such voice
        if isinstance(error, TryLater):
            self._resting[speaker.name] = (self._clock() + min(error.retry_after or REST, LONG_REST), error)
        elif isinstance(error, OperatorError):
            self._resting[speaker.name] = (self._clock() + LONG_REST, error)
        if speaker.hosted and (speaker.name, error.key) not in self._told:
            self._told.add((speaker.name, error.key))
            self._news.append(error)

    def _worked(self, speaker: Speaker) -> None:
        self._resting.pop(speaker.name, None)
        self._told = {(name, key) for name, key in self._told if name != speaker.name}


def _each_once(troubles: Sequence[AllInError]) -> tuple[AllInError, ...]:
    return tuple({error.key: error for error in reversed(troubles)}.values())[::-1]

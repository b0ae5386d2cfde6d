"""What hears and what speaks, for every channel: a recording becomes words with their readings, a reply becomes sound."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from bot.errors import AllInError, Rejected
from bot.media.sniffing import HEAD, sniff
from bot.messages import Attachment, IncomingMessage
from bot.voice import audio
from bot.voice.hints import Hints, hints_of
from bot.voice.listen import Heard, Listeners
from bot.voice.recordings import Recordings
from bot.voice.repair import repair
from bot.voice.speak import Speakers

if TYPE_CHECKING:
    from connectors.platform import Platform
    from storage.database import Database

PATIENCE = 1.5  # seconds of listening before the person is told that it goes on


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a recording says. `text` is the best reading and is what the person is shown; `readings` are it and those that
    are about as likely, the best one first; `doubts` are the kinds of things in it that were heard too badly to act on.
    `rivals` are other readings of the recogniser, each with its likelihood against that of the best one. `unsure` are words
    that were hardly heard, `rare` those that were heard badly if they are no usual ones.
    """

    text: str
    readings: tuple[str, ...]
    heard: Heard
    doubts: tuple[str, ...] = ()
    rivals: tuple[tuple[str, float], ...] = ()
    unsure: tuple[str, ...] = ()
    rare: tuple[str, ...] = ()


class Voice:
    """Hears and speaks for all workspaces. What a workspace prefers stands in its settings, see `skills/voice.py`."""

    def __init__(
        self,
        database: Database,
        platforms: Mapping[str, Platform],
        listeners: Listeners,
        speakers: Speakers,
        recordings: Recordings,
    ) -> None:
        self._database = database
        self._platforms = platforms
        self.listeners = listeners
        self.speakers = speakers
        self.recordings = recordings

    async def hear(
        self,
        recording: Attachment,
        *,
        workspace_id: int,
        settings: Mapping[str, Any],
        progress: Callable[[], Awaitable[None]] | None = None,
    ) -> Transcript:
        """The words of a recording. `progress` is awaited once when it takes a while.

        Raises `Rejected` for what holds no speech, `OperatorError` where nothing is installed to listen with, `TryLater`
        where nothing answers.
        """
        listening = asyncio.ensure_future(self._hear(recording, workspace_id, settings))
        try:
            if progress is not None and not (await asyncio.wait({listening}, timeout=PATIENCE))[0]:
                await progress()
            return await listening
        finally:
            listening.cancel()

    async def _hear(self, recording: Attachment, workspace_id: int, settings: Mapping[str, Any]) -> Transcript:
        data = await asyncio.to_thread(content, recording)
        if settings.get("voice.keep") is True:
            await asyncio.to_thread(self.recordings.keep, workspace_id, data)
        sound = await asyncio.to_thread(audio.decode, data)
        hints = await self._database.read(partial(_hints, workspace_id, self._platforms))
        prefer: Literal["local", "hosted"] = "hosted" if settings.get("voice.listen") == "hosted" else "local"
        language = settings.get("voice.language")
        heard = await self.listeners.listen(sound, hints, str(language) if language else None, prefer=prefer)
        return read(heard, hints)

    async def say(self, words: str, language: str, settings: Mapping[str, Any]) -> Attachment | None:
        """These words as sound, in the voice that the workspace has chosen; None where nobody can speak them."""
        if not words:
            return None
        voice, speaker = settings.get("voice.voice"), settings.get("voice.speaker")
        try:
            speech = await self.speakers.speak(
                words, language, str(voice) if voice else None, prefer=str(speaker) if speaker else None
            )
        except AllInError:
            return None  # it is read then: the words stand in the reply as well
        if speech is None:
            return None
        ending = {"audio/mpeg": "mp3", "audio/ogg": "ogg"}.get(speech.media_type, "wav")
        return Attachment(f"reply.{ending}", speech.media_type, speech.data, spoken=False)

    async def close(self) -> None:
        """Let go of models and connections."""
        await self.listeners.close()
        await self.speakers.close()


def read(heard: Heard, hints: Hints) -> Transcript:
    """What was heard with what a recogniser is known to get wrong put right."""
    repaired = repair(heard, hints)
    rivals: dict[str, float] = {}
    for rival in heard.rivals:
        text = repair(Heard(rival.text, heard.language), hints).text
        rivals.setdefault(text, rival.likelihood)
    return Transcript(
        repaired.text,
        tuple(dict.fromkeys((repaired.text, *repaired.others))),
        heard,
        repaired.doubts,
        tuple(rivals.items()),
        repaired.unsure,
        repaired.rare,
    )


def recording_in(message: IncomingMessage) -> Attachment | None:
    """The attachment that is what the person says, if one is: a voice note, or sound that came without a word."""
    for attachment in message.attachments:
        if attachment.spoken:
            return attachment
    if message.text.strip() or message.choice is not None or len(message.attachments) != 1:
        return None
    (only,) = message.attachments
    return only if only.spoken is None and _is_sound(only) else None


def _is_sound(attachment: Attachment) -> bool:
    with contextlib.suppress(Rejected, OSError):
        return sniff(_head(attachment)).kind == "audio"
    return False


def _head(attachment: Attachment) -> bytes:
    if attachment.path is None:
        return attachment.data[:HEAD]
    with attachment.path.open("rb") as file:
        return file.read(HEAD)


def content(recording: Attachment) -> bytes:
    """Its bytes, at most one more than may be listened to. Raises `Rejected` for a file that cannot be read."""
    if recording.path is None:
        return recording.data
    try:
        if not recording.path.is_file():
            raise Rejected("voice-no-file", name=recording.name)
        with recording.path.open("rb") as file:
            return file.read(audio.MOST_BYTES + 1)  # one too many is enough to be refused for its size
    except OSError as error:
        raise Rejected("voice-no-file", name=recording.name, detail=str(error)) from None


def _hints(workspace_id: int, platforms: Mapping[str, Platform], session: Any) -> Hints:
    return hints_of(session, workspace_id, platforms)

"""Talking at a machine: when its microphone listens, and when its loudspeaker speaks.

Nothing is listened to unless a key was pressed, a question was just put to somebody who speaks, or the word that wakes
was said; and what is listened to is shown. What the machine can do comes from outside, as the protocols here.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, Literal, Protocol

from bot.errors import AllInError
from bot.messages import Attachment, Reply

log = logging.getLogger(__name__)

KEY_PATIENCE = 8.0
"""Seconds in which somebody who pressed the key begins to speak."""

QUESTION_PATIENCE = 6.0
"""Seconds in which somebody who was asked begins to answer."""

_SHOWN = 32  # how many of the last levels are kept for the meter
_EVERY = 3  # of the levels told, so many make one; ten a second is lively enough


class Taken(Protocol):
    """A recording."""

    @property
    def attachment(self) -> Attachment:
        """It, as a message carries it."""
        ...

    @property
    def spoke(self) -> bool:
        """Whether anybody spoke in it."""
        ...


class Wake(Protocol):
    """Waits for a certain word. `words` is that word as a person says it."""

    words: str

    def reset(self) -> None:
        """Make ready to listen. Raises `AllInError` when it cannot."""
        ...

    def heard(self, chunk: bytes) -> bool:
        """Whether the word has just been said in this chunk, which follows those before."""
        ...


class Microphone(Protocol):
    """Records one thing that somebody says at a time."""

    async def check(self) -> None:
        """Raise `AllInError` if it is clear already that nothing can be recorded."""
        ...

    async def record(
        self,
        *,
        until: asyncio.Event,
        patience: float,
        level: Callable[[float], None],
        wake: Wake | None = None,
        woken: Callable[[], None] | None = None,
    ) -> Taken:
        """Record until somebody has spoken and is silent, or `until` is set, or nobody speaks for `patience` seconds.

        `level` is told how loud it is, from 0 to 1. With `wake`, which is ready, nothing is recorded before its word is
        said; then `woken` is called.
        Raises `AllInError`.
        """
        ...


class Player(Protocol):
    """A loudspeaker."""

    async def play(self, sound: Attachment) -> None:
        """Play it to its end; cancelling stops it at once. Raises `AllInError`."""
        ...

    async def chime(self) -> None:
        """A short sound that says: I am listening. Never raises."""
        ...


def asks(reply: Reply) -> bool:
    """Whether the reply waits for an answer."""
    return wants_consent(reply) or "?" in (reply.speech or reply.text)


def wants_consent(reply: Reply) -> bool:
    """Whether the reply waits for a yes, so that silence is an answer too: no."""
    return any(call.result.get("needs_consent") for call in reply.calls)


class Talk:
    """One person at one machine. `state` and `levels` are for showing; `changed` is called whenever they are others."""

    def __init__(
        self,
        microphone: Microphone | None,
        player: Player | None,
        wake: Wake | None,
        *,
        changed: Callable[[], None],
        failed: Callable[[AllInError], None],
        missed: Callable[[], None],
    ) -> None:
        """`failed` is told what went wrong with a device, `missed` that the key was pressed and nothing was said."""
        self.microphone = microphone
        self.player = player
        self.wake = wake if microphone is not None else None
        self.state: Literal["idle", "listening", "speaking"] = "idle"
        self.levels: deque[float] = deque(maxlen=_SHOWN)
        self._changed = changed
        self._failed = failed
        self._missed = missed
        self._since = 0.0
        self._loudest = 0.0
        self._counted = 0
        self._until = asyncio.Event()
        self._key = asyncio.Event()
        self._dropped = False
        self._finished = False
        self._hands_free = False
        self._waking = True
        self._speaking: asyncio.Future[None] | None = None
        self._chiming: asyncio.Future[None] | None = None  # held, or it might vanish

    @property
    def hearing(self) -> bool:
        """Whether the microphone is open by now, so that nothing said is lost."""
        return self.state == "listening" and self._counted > 0

    @property
    def seconds(self) -> float:
        """How long it has been hearing."""
        return time.monotonic() - self._since if self.hearing else 0.0

    @property
    def waiting(self) -> bool:
        """Whether the word that wakes is waited for."""
        return self.wake is not None and self._waking

    def press(self) -> None:
        """The key to talk: starts listening, also over what is being said; while listening it says that all is said."""
        if self.state == "listening":
            self._finished = True
            self._until.set()
        elif self.microphone is not None:
            self._key.set()

    def drop(self) -> None:
        """Stop listening and forget what was heard."""
        self._dropped = True
        self._until.set()

    def hush(self) -> None:
        """Stop speaking. Whoever stops it, or goes on to type, does not want to be listened to either."""
        self._hands_free = False
        self._key.clear()
        if self._speaking is not None:
            self._speaking.cancel()

    async def turn(
        self, reply: Reply | None, sound: Callable[[], Awaitable[Attachment | None]], *, hands_free: bool
    ) -> Attachment:
        """What is said next; cancelling ends it.

        The reply before is spoken first, as `sound` gives it. `hands_free` says that it answers somebody who speaks: to a
        question they need not press the key. A silent recording comes only where silence is an answer.
        """
        self._key.clear()
        self._hands_free = hands_free and reply is not None and self.microphone is not None and asks(reply)
        if reply is not None and self.player is not None:
            self._speaking = asyncio.ensure_future(self._speak(self.player, sound))
        elif self._hands_free:
            self._speaking = asyncio.ensure_future(asyncio.sleep(0))
        pressed = asyncio.ensure_future(self._key.wait())
        waking: asyncio.Future[Taken | None] | None = None
        try:
            while True:
                if waking is None and self.waiting:
                    waking = asyncio.ensure_future(self._wait_for_the_word())
                going = {one for one in (pressed, waking, self._speaking) if one is not None}
                await asyncio.wait(going, return_when=asyncio.FIRST_COMPLETED)
                taken = None
                if pressed.done():
                    wanted = self._key.is_set()  # or another key came right after it
                    self.hush()
                    await _ended(waking)
                    await _ended(self._speaking)
                    waking, self._speaking = None, None
                    pressed = asyncio.ensure_future(self._key.wait())
                    if not wanted:
                        continue
                    taken = await self._record(KEY_PATIENCE)
                    if taken is not None and not taken.spoke:
                        self._missed()
                elif waking is not None and waking.done():
                    taken, waking = waking.result(), None
                elif self._speaking is not None and self._speaking.done():
                    self._speaking = None
                    if self._hands_free and reply is not None:
                        self._hands_free = False
                        await _ended(waking)
                        waking = None
                        if self.player is not None:
                            await self.player.chime()
                        taken = await self._record(QUESTION_PATIENCE)
                        if taken is not None and wants_consent(reply) and not self._finished:
                            return taken.attachment
                if taken is not None and taken.spoke:
                    self._waking = True
                    return taken.attachment
        finally:
            pressed.cancel()
            for task in (waking, self._speaking, self._chiming):
                await _ended(task)
            self._speaking = None
            self._be("idle")

    async def _speak(self, player: Player, sound: Callable[[], Awaitable[Attachment | None]]) -> None:
        try:
            if (spoken := await sound()) is not None:
                self._be("speaking")
                await player.play(spoken)
        except AllInError as error:
            self.player = None  # what is said stands there as well; to hear this once is enough
            self._failed(error)
        except Exception as error:
            log.warning("a reply could not be spoken: %s", type(error).__name__)
        finally:
            if self.state == "speaking":
                self._be("idle")

    async def _wait_for_the_word(self) -> Taken | None:
        if (wake := self.wake) is None:
            return None
        try:
            await asyncio.to_thread(wake.reset)
        except AllInError as error:
            self.wake = None  # no key will mend that
            self._failed(error)
            return None
        return await self._record(KEY_PATIENCE, wake)

    async def _record(self, patience: float, wake: Wake | None = None) -> Taken | None:
        """A recording, or None if it was dropped or could not be made."""
        assert self.microphone is not None
        self._until.clear()
        self._dropped = self._finished = False
        if wake is None:
            self._listen()
        try:
            taken = await self.microphone.record(
                until=self._until, patience=patience, level=self._level, wake=wake, woken=self._woken
            )
        except AllInError as error:
            self._waking = False  # until the key shows that there is a microphone again
            if not self._dropped:
                self._failed(error)
            return None
        except Exception as error:
            log.warning("the microphone failed: %s", type(error).__name__)
            self._waking = False
            self._failed(AllInError())
            return None
        finally:
            if self.state == "listening":
                self._be("idle")
        return None if self._dropped else taken

    def _woken(self) -> None:
        self.hush()
        self._listen()
        if self.player is not None:
            self._chiming = asyncio.ensure_future(self.player.chime())

    def _listen(self) -> None:
        self.levels.clear()
        self._counted, self._loudest = 0, 0.0
        self._be("listening")

    def _level(self, level: float) -> None:
        if not self._counted:
            self._since = time.monotonic()
            self._changed()
        self._counted += 1
        self._loudest = max(self._loudest, level)
        if self._counted % _EVERY == 0:
            self.levels.append(self._loudest)
            self._loudest = 0.0
            self._changed()

    def _be(self, state: Literal["idle", "listening", "speaking"]) -> None:
        self.state = state
        self._changed()


async def _ended(task: asyncio.Future[Any] | None) -> None:
    """Cancel it, and wait until it has let go of its device."""
    if task is not None and not task.done():
        task.cancel()
    if task is not None:
        await asyncio.gather(task, return_exceptions=True)

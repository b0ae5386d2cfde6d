"""How fast a bot may speak: a little slower than Telegram allows, and not before it says when that was too fast.

The figures: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this. Importing this imports the library.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

CHAT = (3, 3.0)
"""Messages to one chat, and in how many seconds: one a second, a few at once."""
GROUP = (20, 60.0)
OVERALL = (28, 1.0)
LONGEST_WAIT = 60.0
"""Seconds that a message waits here when Telegram asks for it; a longer wait is for whoever sends."""
_MOST_CHATS = 2_000
_FREE = frozenset({"sendchataction", "sendmessagedraft"})  # signs of life, which we pace ourselves

_Answer = bool | dict[str, Any] | list[dict[str, Any]]


class Window:
    """So many in so many seconds, whenever these begin."""

    def __init__(self, most: int, seconds: float) -> None:
        self._seconds = seconds
        self._times: deque[float] = deque(maxlen=most)

    def wait(self, now: float, count: int = 1) -> float:
        """Seconds until there is room for so many; for more than there ever is, until it is empty."""
        most = self._times.maxlen or 0
        place = len(self._times) - max(most - count, 0) - 1
        return max(self._times[place] + self._seconds - now, 0.0) if place >= 0 else 0.0

    def take(self, now: float) -> None:
        """Use the room that there is."""
        self._times.append(now)

    def idle(self, now: float) -> bool:
        """Whether it might as well be a new one."""
        return not self._times or self._times[-1] + self._seconds <= now


class _Chat:
    def __init__(self, group: bool, pace: float) -> None:
        self.windows = [Window(most, seconds * pace) for most, seconds in ((CHAT, GROUP) if group else (CHAT,))]
        self.turn = asyncio.Lock()
        self.not_before = 0.0


class Limiter(BaseRateLimiter[bool]):
    """Lets calls through in their turn. With `rate_limit_args=True` a call is made at once or not at all: then it raises
    `RetryAfter`, as it does where Telegram asks for a longer wait than `LONGEST_WAIT`. `pace` is 1 for Telegram's own servers;
    a server without their limits may be served faster.
    """

    def __init__(self, pace: float = 1.0) -> None:
        self._pace = pace
        self._overall = Window(OVERALL[0], OVERALL[1] * pace)
        self._turn = asyncio.Lock()
        self._chats: dict[str, _Chat] = {}

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to clear up."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, _Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: bool | None,
    ) -> _Answer:
        """Make a call when its turn has come, and again when Telegram wanted it later: then it was not carried out."""
        name = endpoint.lower()
        counts = name.startswith(("send", "edit", "copy", "forward")) and name not in _FREE and "chat_id" in data
        chat = self._chat(str(data["chat_id"])) if counts else None
        while True:
            if chat is not None:
                album = data.get("media")
                count = len(album) if isinstance(album, list | tuple) else 1
                await self._wait(chat, count, at_once=bool(rate_limit_args))
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                seconds = error.retry_after.total_seconds()  # type: ignore[union-attr]  # a timedelta, as we have asked for
                if rate_limit_args or not counts or seconds > LONGEST_WAIT:
                    raise
                assert chat is not None
                chat.not_before = _now() + seconds

    async def _wait(self, chat: _Chat, count: int, *, at_once: bool) -> None:
        if at_once and (chat.turn.locked() or self._seconds(chat, count) > 0 or self._overall.wait(_now()) > 0):
            raise RetryAfter(1)
        async with chat.turn:
            await _until(lambda: self._seconds(chat, count))
            async with self._turn:
                await _until(lambda: self._overall.wait(_now(), count))
                now = _now()
                for window in (*chat.windows, self._overall):
                    for _ in range(count):
                        window.take(now)

    def _seconds(self, chat: _Chat, count: int) -> float:
        now = _now()
        return max(chat.not_before - now, *(window.wait(now, count) for window in chat.windows))

    def _chat(self, id: str) -> _Chat:
        if len(self._chats) >= _MOST_CHATS:
            now = _now()
            self._chats = {
                name: chat
                for name, chat in self._chats.items()
                if chat.turn.locked() or not all(window.idle(now) for window in chat.windows)
            }
        return self._chats.setdefault(id, _Chat(id.startswith("-"), self._pace))


async def _until(wait: Callable[[], float]) -> None:
    """Return once `wait` says that there is nothing to wait for."""
    seconds = wait()
    while seconds > 0:
        await asyncio.sleep(seconds)
        seconds = wait()


def _now() -> float:
    return asyncio.get_running_loop().time()

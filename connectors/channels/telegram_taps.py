"""Taps on buttons: whoever taps sees that something waits, until the tap is answered.

It can be answered once, with words or without. So it gets a moment in which words may still be found ("that is decided
already"), and is ended without any after that: what takes longer comes as a message.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from connectors.channels.telegram_text import shortened

if TYPE_CHECKING:
    from connectors.channels.telegram_client import Client

GRACE = 0.4
"""Seconds in which a tap may still be answered with words of its own."""
_LONGEST = 200  # https://core.telegram.org/bots/api#answercallbackquery
_MOST = 1_000


class Taps:
    """Those that are being answered here."""

    def __init__(self, client: Callable[[], Awaitable[Client]]) -> None:
        self._client = client
        self._waiting: dict[str, asyncio.Task[None]] = {}

    def begin(self, id: str) -> None:
        """Somebody has tapped."""
        if len(self._waiting) >= _MOST:
            self._waiting = {name: timer for name, timer in self._waiting.items() if not timer.done()}
        self._waiting[id] = asyncio.create_task(self._end_soon(id))

    async def alert(self, id: str, text: str) -> bool:
        """Answer a tap with words; False if it has been answered, or nobody knows whether it has."""
        timer = self._waiting.get(id)
        if timer is None or not timer.cancel():
            return False
        return await (await self._client()).answer_tap(id, shortened(text, _LONGEST))

    async def end(self, id: str) -> None:
        """Answer a tap, if it has not been."""
        timer = self._waiting.pop(id, None)
        if timer is None or timer.cancel():
            await (await self._client()).answer_tap(id)

    def close(self) -> None:
        """Wait for none any more."""
        for timer in self._waiting.values():
            timer.cancel()
        self._waiting = {}

    async def _end_soon(self, id: str) -> None:
        await asyncio.sleep(GRACE)
        await (await self._client()).answer_tap(id)

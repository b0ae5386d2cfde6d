"""Albums: Telegram sends each picture by itself, and says only that they belong together.

Each part is an event that is kept, and ends only when the album that it is in is an event of its own. Which one that is has
been noted before; so after a crash at any moment the parts find each other again, or the album has come already.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from typing import Any

from connectors.channel import Answering, Event, Inbox
from connectors.channels.telegram_updates import Me, group_id, read

SECONDS = 1.0
"""For so long after one part the next one is waited for."""


class Albums:
    """The albums whose parts are being waited for."""

    def __init__(self, channel: str, inbox: Inbox) -> None:
        self._channel = channel
        self._inbox = inbox
        self._open: dict[str, _Album] = {}

    async def gather(self, event: Event, work: Answering, me: Me) -> None:
        """Wait for the other parts of an album, and make one event of them all; returns once that is kept."""
        key = f"{event.thread}/{group_id(event.data)}"
        album = self._open.setdefault(key, _Album())
        album.add(event, work)
        if album.task is None:
            album.task = asyncio.create_task(self._close(key, album, lambda data: _meant(data, me)))
        try:
            await asyncio.shield(album.task)
        except asyncio.CancelledError:
            album.task.cancel()
            raise

    async def _close(self, key: str, album: _Album, meant: Callable[[Mapping[str, Any]], bool]) -> None:
        try:
            await album.complete(SECONDS)
        finally:
            self._open.pop(key, None)
        for name, parts in album.named().items():
            for _, work in parts:
                if work.parts.get("album") != name:
                    await work.shown("album", name)
            updates = [event.data for event, _ in parts]
            # The caption, which says whether we are meant, is that of one picture.
            if any(meant(update) for update in updates):
                await self._inbox.accept(self._channel, Event(name, parts[0][0].thread, {"parts": updates}))


class _Album:
    """The parts of one album as they come, each with its event being answered."""

    def __init__(self) -> None:
        self.task: asyncio.Task[None] | None = None
        self._parts: list[tuple[Event, Answering]] = []
        self._came = asyncio.Event()

    def add(self, event: Event, work: Answering) -> None:
        """One more."""
        self._parts.append((event, work))
        self._came.set()

    async def complete(self, seconds: float) -> None:
        """Return once no further one has come for so long."""
        while self._came.is_set():
            self._came.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._came.wait(), seconds)

    def named(self) -> dict[str, list[tuple[Event, Answering]]]:
        """The parts by the album that they go into, in order: the one that was noted, or one of those that are new."""
        found: dict[str, list[tuple[Event, Answering]]] = {}
        parts = sorted(self._parts, key=lambda part: int(part[0].key))
        fresh = next((f"album-{event.key}" for event, work in parts if not work.parts.get("album")), "")
        for event, work in parts:
            found.setdefault(work.parts.get("album") or fresh, []).append((event, work))
        return found


def _meant(update: Mapping[str, Any], me: Me) -> bool:
    said = read(update, me)
    return said is not None and said.addressed

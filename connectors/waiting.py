"""Replies for whoever waits at a phone or a speaker: what takes too long is finished all the same, and told elsewhere."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace

from bot.messages import IncomingMessage, Reply
from connectors.channel import Door

log = logging.getLogger(__name__)

KEPT = 600.0
"""Seconds for which a reply is given again to whoever asks again by the same key."""
_MOST_KEPT = 1_000
_GRACE = 10.0


class Waiting:
    """Asks the conversation, for at most `seconds` at a time."""

    def __init__(self, door: Door, seconds: float, *, now: Callable[[], float] = time.monotonic) -> None:
        self._door = door
        self._seconds = seconds
        self._now = now
        self._keyed: OrderedDict[str, tuple[float, asyncio.Task[Reply]]] = OrderedDict()
        self._running: set[asyncio.Task[Reply]] = set()
        self._late: dict[asyncio.Task[Reply], asyncio.Task[None]] = {}
        self._unsaid: OrderedDict[tuple[str, str], Reply] = OrderedDict()
        """Late replies of those who are reached nowhere else, by sender and thread: told before the next one."""

    async def reply(self, message: IncomingMessage, key: str = "") -> Reply | None:
        """The reply; None if it is still being made: then it is left where the person is reached. Who asks again by the same
        key waits for the same reply and gets it, so that nothing is done twice and nothing told twice.
        """
        task = self._task(message, key)
        await asyncio.wait({task}, timeout=self._seconds)
        if task.done():
            return self._with_unsaid(message, task.result())
        if task not in self._late:
            leaving = asyncio.create_task(self._leave(message, task))
            self._late[task] = leaving
            leaving.add_done_callback(lambda _: self._late.pop(task, None))
        return None

    async def close(self) -> None:
        """Let what is under way come to its end, for a moment; then it is stopped."""
        under_way = {*self._running, *self._late.values()}
        if under_way:
            await asyncio.wait(under_way, timeout=_GRACE)
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    def _task(self, message: IncomingMessage, key: str) -> asyncio.Task[Reply]:
        now = self._now()
        while self._keyed and (next(iter(self._keyed.values()))[0] < now - KEPT or len(self._keyed) > _MOST_KEPT):
            self._keyed.popitem(last=False)
        if key and (known := self._keyed.get(key)) is not None and not _failed(known[1]):
            return known[1]
        task = asyncio.create_task(self._door.handle(message))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        if key:
            self._keyed[key] = (now, task)
        return task

    async def _leave(self, message: IncomingMessage, task: asyncio.Task[Reply]) -> None:
        try:
            where = await self._door.leave(message, await task)
        except Exception as error:
            # A task of its own: nobody else would hear of it. The text of the error may quote what was said.
            log.error("a late reply for %s could not be left: %s", message.channel, type(error).__name__)
            return
        if not where:
            self._unsaid[message.sender, message.thread] = await task
            if len(self._unsaid) > _MOST_KEPT:
                self._unsaid.popitem(last=False)

    def _with_unsaid(self, message: IncomingMessage, reply: Reply) -> Reply:
        late = self._unsaid.pop((message.sender, message.thread), None)
        if late is None or late is reply:
            return reply
        speech = " ".join(part.speech or part.text for part in (late, reply))
        return replace(reply, text=f"{late.text}\n\n{reply.text}", speech=speech, cards=(*late.cards, *reply.cards))


def _failed(task: asyncio.Task[Reply]) -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)

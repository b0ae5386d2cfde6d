"""What people do in messengers, kept until it has been answered: nothing is lost in a crash, and nothing is answered twice.

An event is in the store before its network hears that we have it. Those of one thread are answered one after the other, on
whichever machine; the reply is kept before it is shown, and what has been shown of it is noted as it goes.
"""

from __future__ import annotations

import asyncio
import base64
import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import Rejected, TryLater
from bot.messages import Attachment, Call, Card, Choice, Reply
from bot.processes import is_gone, own_id
from connectors.channel import Event, Messenger
from storage import events
from storage.database import DatabaseError
from storage.events import Claimed

if TYPE_CHECKING:
    from storage.database import Database

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
HEARTBEAT_SECONDS = 7.0
LOOK_SECONDS = 1.0
AT_ONCE = 256
"""Events that one process answers at the same time; the others wait in the store."""
BACKOFF = (2.0, 10.0, 30.0, 60.0, 120.0)
"""Seconds before each further try; after the last one it is given up."""
KNOWN_FOR = timedelta(days=7)
"""For so long a repeated delivery is known as one; Slack repeats for an hour at most, Telegram for a day."""


class Taken(Exception):
    """Another process has taken the event over, because this one was silent for too long."""


class Inbox:
    """Events of the messengers that `start` is given. `accept` may be called in any process of the installation."""

    def __init__(
        self,
        database: Database,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        lease: timedelta = LEASE,
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        self.id = own_id()
        self.lease = lease
        self._database = database
        self._now = now
        self._look_seconds = look_seconds
        self._channels: dict[str, Messenger] = {}
        self._held: dict[int, tuple[Work, asyncio.Task[None]]] = {}
        self._loops: list[asyncio.Task[None]] = []
        self._stopping = False
        self._full = False
        self._looked = False

    def start(self, channels: Mapping[str, Messenger]) -> None:
        """Answer what comes for these from now on, and what was left behind. Needs a running event loop."""
        self._channels = dict(channels)
        if self._channels and not self._loops:
            self._stopping = False
            self._loops = [
                asyncio.create_task(self._regularly(self._look_seconds, self.look)),
                asyncio.create_task(self._regularly(HEARTBEAT_SECONDS, self._heartbeat)),
            ]

    async def close(self, patience: float = 10.0) -> None:
        """Begin nothing more; what is being answered gets `patience` seconds, and is put back after that."""
        self._stopping = True
        for loop in self._loops[:1]:
            loop.cancel()
        tasks = [task for _, task in self._held.values()]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        self._loops = []

    async def accept(self, channel: str, event: Event) -> bool:
        """Keep an event and begin to answer it. See `connectors.channel.Inbox`."""
        now = self._now()
        room = channel in self._channels and not self._stopping and (event.quick or len(self._held) < AT_ONCE)
        new, claimed = await self._database.write(
            partial(
                events.accept,
                channel=channel,
                key=event.key,
                thread=event.thread,
                data=event.data,
                quick=event.quick,
                now=now,
                worker=self.id if room else None,
                until=now + self.lease,
            )
        )
        if claimed is not None:
            self._begin(claimed)
        elif new and not room:
            self._full = True
        return new

    async def stop(self, channel: str, thread: str) -> bool:
        """Ask that what is being answered in a thread stops. See `connectors.channel.Inbox`."""
        asked = await self._database.write(partial(events.ask_to_stop, channel=channel, thread=thread))
        for id in asked:
            if id in self._held:
                self._held[id][0].stop.set()
        return bool(asked)

    async def upkeep(self) -> None:
        """Forget the keys of what was answered long ago."""
        await self._database.write(partial(events.prune, before=self._now() - KNOWN_FOR))

    async def idle(self) -> None:
        """Wait until nothing is being answered here."""
        while self._held:
            await asyncio.wait([task for _, task in self._held.values()])

    async def look(self) -> None:
        """Take up what nobody is at work on, and see what is to be stopped."""
        if not self._looked:
            await self._bury()
            self._looked = True
        if self._held:
            ids = list(self._held)
            for id in await self._database.read(partial(events.to_stop, ids=ids)):
                if id in self._held:
                    self._held[id][0].stop.set()
        room = AT_ONCE - len(self._held)
        now = self._now()
        if (
            room <= 0
            or self._stopping
            or not await self._database.read(partial(events.waits, channels=self._channels, now=now))
        ):
            return
        self._full = False
        for claimed in await self._database.write(
            partial(events.left, channels=self._channels, now=now, worker=self.id, until=now + self.lease, limit=room)
        ):
            self._begin(claimed)

    async def _bury(self) -> None:
        """Before the first look: what processes of this machine held that are gone need not wait for their leases. On
        PostgreSQL another machine may have the same name, so there they do.
        """
        if not self._database.is_sqlite:
            return
        holders = await self._database.read(events.workers)
        gone = [holder for holder in holders if holder != self.id and is_gone(holder)]
        if gone:
            await self._database.write(partial(events.abandon, gone=gone, now=self._now()))

    def _begin(self, claimed: Claimed) -> None:
        work = Work(self, claimed)
        self._held[claimed.id] = (work, asyncio.create_task(self._run(claimed, work)))

    async def _run(self, claimed: Claimed, work: Work) -> None:
        event = Event(claimed.key, claimed.thread, claimed.data, claimed.quick)
        try:
            if claimed.tries > len(BACKOFF):
                log.error("%s: an event is given up: whoever began to answer it came to an end", claimed.channel)
                await self._write(partial(events.fail, worker=self.id, id=claimed.id))
                return
            await self._channels[claimed.channel].answer(event, work)
            await self._database.write(partial(events.finish, worker=self.id, id=claimed.id))
        except asyncio.CancelledError:
            await self._put_back(claimed, tries=claimed.tries, wait=None)
            raise
        except Taken:
            log.warning("%s: another process answers what this one was too slow for", claimed.channel)
        except Rejected as error:
            log.warning("%s does not take a reply: %s", claimed.channel, error.key)
            await self._write(partial(events.fail, worker=self.id, id=claimed.id))
        except Exception as error:
            await self._again(claimed, error)
        finally:
            self._held.pop(claimed.id, None)
            await self._next(claimed)

    async def _again(self, claimed: Claimed, error: Exception) -> None:
        if claimed.tries >= len(BACKOFF):
            log.error("%s: an event could not be answered and is given up", claimed.channel, exc_info=error)
            await self._write(partial(events.fail, worker=self.id, id=claimed.id))
            return
        wait = BACKOFF[claimed.tries]
        if isinstance(error, TryLater):
            wait = max(wait, error.retry_after or 0)
            log.warning("%s: an answer waits for %.0f s: %s", claimed.channel, wait, error.key)
        else:
            log.warning("%s: an event is tried again in %.0f s", claimed.channel, wait, exc_info=error)
        await self._put_back(claimed, tries=claimed.tries + 1, wait=timedelta(seconds=wait))

    async def _put_back(self, claimed: Claimed, *, tries: int, wait: timedelta | None) -> None:
        at = self._now() + wait if wait is not None else None
        await self._write(partial(events.put_back, worker=self.id, id=claimed.id, tries=tries, at=at))

    async def _write(self, work: Callable[..., bool]) -> None:
        try:
            await self._database.write(work)
        except DatabaseError as error:
            log.warning("an event waits for its lease to run out: %s", error)

    async def _next(self, claimed: Claimed) -> None:
        """What has come in this thread meanwhile; and what waited because there was no room."""
        if self._stopping:
            return
        now = self._now()
        try:
            if not claimed.quick:
                following = await self._database.write(
                    partial(
                        events.next_in,
                        channel=claimed.channel,
                        thread=claimed.thread,
                        now=now,
                        worker=self.id,
                        until=now + self.lease,
                    )
                )
                if following is not None:
                    self._begin(following)
            if self._full and len(self._held) <= AT_ONCE // 2:
                await self.look()
        except DatabaseError as error:
            log.warning("the next events wait: %s", error)

    async def _heartbeat(self) -> None:
        if self._held:
            until = self._now() + self.lease
            await self._database.write(partial(events.extend, worker=self.id, ids=list(self._held), until=until))

    async def _regularly(self, seconds: float, action: Callable[[], Any]) -> None:
        failing = False
        while True:
            try:
                await action()
                failing = False
            except Exception as error:
                if not failing:
                    log.warning("the inbox could not be looked after: %s", error)
                failing = True
            await asyncio.sleep(seconds)


class Work:
    """One event being answered. See `connectors.channel.Answering`."""

    def __init__(self, inbox: Inbox, claimed: Claimed) -> None:
        self.key = f"{claimed.channel}-{claimed.id}"
        self.tries = claimed.tries
        self.stop = asyncio.Event()
        self.reply = reply_from(claimed.reply) if claimed.reply is not None else None
        self.parts: Mapping[str, str] = dict(claimed.parts)
        self.again = self.reply is not None
        self._inbox = inbox
        self._id = claimed.id

    async def keep(self, reply: Reply) -> None:
        """Keep the reply before any of it is shown."""
        await self._keep(events.keep_reply, reply=as_data(reply))
        self.reply = reply

    async def shown(self, part: str, id: str) -> None:
        """Note that a part has been shown."""
        self.parts = {**self.parts, part: id}
        await self._keep(events.keep_parts, parts=self.parts)

    async def _keep(self, work: Callable[..., bool], **values: Any) -> None:
        inbox = self._inbox
        if not await inbox._database.write(partial(work, worker=inbox.id, id=self._id, **values)):
            raise Taken


def as_data(reply: Reply) -> dict[str, Any]:
    """A reply as JSON data."""
    data = asdict(reply)
    data["attachments"] = [
        {**asdict(each), "data": base64.b64encode(each.data).decode(), "path": str(each.path) if each.path else None}
        for each in reply.attachments
    ]
    return data


def reply_from(data: Mapping[str, Any]) -> Reply:
    """What `as_data` made of a reply."""
    kept = dict(data)
    cards = [
        Card(**{**card, "facts": tuple(map(tuple, card["facts"])), "pictures": tuple(card["pictures"])})
        for card in kept.pop("cards")
    ]
    attachments = [
        Attachment(
            each["name"],
            each["media_type"],
            base64.b64decode(each["data"]),
            Path(each["path"]) if each["path"] else None,
            each["spoken"],
        )
        for each in kept.pop("attachments")
    ]
    return Reply(
        **{
            **kept,
            "choices": tuple(Choice(**choice) for choice in kept["choices"]),
            "calls": tuple(Call(**call) for call in kept["calls"]),
        },
        cards=tuple(cards),
        attachments=tuple(attachments),
    )

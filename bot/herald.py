"""Tells people what happened where they are reached: in the thread that it came from, outside quiet hours, in one message.

What belongs to one post is one message that grows: the post is out here, out there, failed elsewhere. Where nobody is reached
in a conversation (a speaker, a terminal that is closed) it is told where the person was last; by e-mail only what matters.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot import news
from bot.context import zone_of
from bot.errors import Rejected, TryLater
from bot.phrases import Phrases
from bot.processes import own_id
from bot.quiet import QuietHours
from bot.said import KEPT_CHOICES, reply_of
from connectors.channel import Messenger
from storage import conversations, notices, workspaces
from storage.models import Conversation, Notice
from storage.notices import Waiting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.messages import Reply
    from connectors.platform import Platform
    from storage.database import Database

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
LEASE = timedelta(seconds=60)
HEARTBEAT = timedelta(seconds=15)
AT_A_TIME = 200
NOBODY_FOR = timedelta(minutes=1)
"""What reaches nobody is looked at again after this."""
LEFT_FOR = timedelta(days=3650)
"""What the person will find in the terminal is not sent any more."""
BACKOFF = (2.0, 10.0, 60.0, 300.0, 900.0, 3600.0)
"""Seconds before each further try to tell something; after the last one it waits in the conversation."""
GROWS_FOR = timedelta(minutes=30)
"""For so long what happens to the same post is added to the message that is there already."""
CLOSED_AFTER = timedelta(minutes=5)
"""What a terminal has not told by then is told somewhere else: it is closed."""
PRESENT_FOR = timedelta(minutes=5)
"""Whoever said something so recently is awake, quiet hours or not."""
WITHOUT_SCREEN = frozenset({"alexa", "home_assistant", "shortcuts", "mcp"})
"""Channels that only answer: nobody is reached there later."""
MATTERS = ("consent", "failed", "unconfirmed", "unknown", "lost", "missed", "sign-in", "held", "late", "report")
"""What is worth an e-mail to somebody who is not reached otherwise: parts of the keys of such notices."""


class Herald:
    """Looks for news and gives it to the messengers that `start` is given."""

    def __init__(
        self,
        database: Database,
        platforms: Mapping[str, Platform],
        *,
        default_zone: str,
        default_language: str,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        self.id = own_id()
        self._database = database
        self._platforms = platforms
        self._default_zone = default_zone
        self._default_language = default_language
        self._now = now
        self._look_seconds = look_seconds
        self._channels: dict[str, Messenger] = {}
        self._running: asyncio.Task[None] | None = None
        self._telling: set[asyncio.Task[None]] = set()
        self._held: set[int] = set()
        self._extended: datetime | None = None

    def start(self, channels: Mapping[str, Messenger]) -> None:
        """Tell from now on. Needs a running event loop."""
        self._channels = dict(channels)
        if self._channels and self._running is None:
            self._running = asyncio.create_task(self._regularly())

    async def close(self) -> None:
        """Tell nothing more; what is on its way arrives."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
            self._running = None
        await self.idle()

    async def idle(self) -> None:
        """Wait until nothing is being told."""
        while self._telling:
            await asyncio.wait(self._telling)

    async def look(self) -> int:
        """Begin to tell what is to be told; how many messages that becomes."""
        now = self._now()
        if self._held and (self._extended is None or now - self._extended >= HEARTBEAT):
            # A network may take its time; meanwhile nobody else tells it.
            self._extended = now
            await self._database.write(partial(notices.extend, worker=self.id, ids=list(self._held), until=now + LEASE))
        if not await self._database.read(lambda session: notices.waiting(session, now, 1)):
            return 0
        found = await self._database.write(lambda session: self._groups(session, now))
        begun = 0
        for place_id, ids in found:
            rows = await self._database.write(
                partial(
                    notices.claim,
                    ids=ids,
                    place_id=place_id,
                    worker=self.id,
                    now=now,
                    until=now + LEASE,
                    since=now - GROWS_FOR,
                )
            )
            if rows:
                begun += 1
                mine = {row.id for row in rows if row.told_at is None}
                self._held |= mine
                task = asyncio.create_task(self._tell(place_id, rows))
                self._telling.add(task)
                task.add_done_callback(self._telling.discard)
                task.add_done_callback(partial(self._let_go, mine))
        return begun

    async def place_of(self, channel: str, thread: str, name: str) -> str | None:
        """The thread of a place that somebody has named in a messenger's thread. See `Messenger.place_of`."""
        messenger = self._channels.get(channel)
        return await messenger.place_of(thread, name) if messenger is not None else None

    def _let_go(self, mine: set[int], _task: asyncio.Task[None]) -> None:
        self._held -= mine

    def _groups(self, session: Session, now: datetime) -> list[tuple[int, list[int]]]:
        """What goes where: the conversation in which it is told, and the notices of one message."""
        groups: dict[tuple[int, int | str], list[int]] = {}
        settings: dict[int, QuietHours | None] = {}
        for each in self._due(session, now):
            place = self._place(session, each, now)
            if place is None:
                due = max(now + NOBODY_FOR, each.created_at + CLOSED_AFTER)
                notices.put_off(session, [each.id], due)
                continue
            if each.workspace_id not in settings:
                settings[each.workspace_id] = QuietHours.of(workspaces.settings_of(session, each.workspace_id))
            quiet = settings[each.workspace_id]
            if quiet is not None and quiet.holds(now) and now - place.updated_at > PRESENT_FOR:
                continue
            groups.setdefault((place.id, each.post or f"notice-{each.id}"), []).append(each.id)
            if len(groups) >= AT_A_TIME:
                break
        return [(place_id, ids) for (place_id, _), ids in groups.items()]

    def _due(self, session: Session, now: datetime) -> Iterator[Waiting]:
        """What is to be told. What was for somebody who has left is told to an owner."""
        after = 0
        while page := notices.waiting(session, now, AT_A_TIME, after=after):
            after = page[-1].id
            for each in page:
                if each.id in self._held:
                    continue
                if each.member:
                    yield each
                else:
                    self._inherit(session, each, now)

    def _inherit(self, session: Session, each: Waiting, now: datetime) -> None:
        owner = workspaces.owner(session, each.workspace_id)
        place = None
        # A question was for them alone.
        if owner is not None and each.key != "notice-consent":
            there = [*(name for name, channel in self._channels.items() if not channel.fallback), "terminal"]
            place = conversations.answering(session, each.workspace_id, owner, None, now, there)
        if place is not None:
            notices.elsewhere(session, [each.id], place.id)
        else:
            notices.mark_told(session, [each.id], now)

    def _place(self, session: Session, each: Waiting, now: datetime) -> Conversation | None:
        """Where it is told; None if not yet, or not by us."""
        by_program = each.thread.startswith(conversations.PROGRAM)
        if each.channel in self._channels and each.known and not by_program:
            return session.get(Conversation, each.conversation_id)
        unseen = each.channel in WITHOUT_SCREEN or by_program or not each.known or now - each.created_at >= CLOSED_AFTER
        return (
            self._reached(session, each.workspace_id, each.member_id, each.key, now, but=each.conversation_id)
            if unseen
            else None
        )

    def _reached(
        self, session: Session, workspace_id: int, member_id: int, key: str, now: datetime, *, but: int
    ) -> Conversation | None:
        """The messenger's conversation in which a person was last; e-mail where there is none, and for what matters."""
        first = [name for name, channel in self._channels.items() if not channel.fallback]
        last = [name for name, channel in self._channels.items() if channel.fallback] if matters(key) else []
        for channels in (first, last):
            found = conversations.answering(session, workspace_id, member_id, but, now, channels) if channels else None
            if found is not None:
                return found
        # To an address one can write first.
        for name in last:
            address = workspaces.known_as(session, workspace_id, member_id, name)
            if address is not None:
                return conversations.open_conversation(session, workspace_id, name, address, member_id, now)
        return None

    async def _tell(self, place_id: int, rows: list[Notice]) -> None:
        ids = [row.id for row in rows if row.told_at is None]
        head = next((row for row in rows if row.id == row.told_with), rows[0])
        try:
            place, reply = await self._database.write(lambda session: self._said(session, place_id, rows))
            showing = _Shown(self._database, head)
            await self._channels[place.channel].tell(place.thread, reply, showing)
            await self._database.write(partial(notices.mark_told, ids=ids, now=self._now()))
        except Rejected as error:
            log.warning("nobody is reached in a conversation any more: %s", error.key)
            await self._move(place_id, rows, ids)
        except Exception as error:
            await self._again(head, ids, error)

    def _said(self, session: Session, place_id: int, rows: list[Notice]) -> tuple[Conversation, Reply]:
        place = session.get(Conversation, place_id)
        assert place is not None
        settings = workspaces.settings_of(session, place.workspace_id)
        phrases = Phrases(str(settings.get("language") or self._default_language))
        said = news.together(rows, phrases, zone_of(settings, self._default_zone), self._platforms.values())
        said.attachments += news.files_of(session, rows)
        if said.choices:
            kept = [[choice.id, choice.label, action] for choice, action in said.choices]
            conversations.add_choices(session, place_id, kept, KEPT_CHOICES)
        return place, reply_of(said, phrases)

    async def _move(self, place_id: int, rows: list[Notice], ids: list[int]) -> None:
        """Nobody is reached there: it goes where else the person is, or is left to be found in the terminal."""
        now = self._now()

        def move(session: Session) -> None:
            place = session.get(Conversation, place_id)
            assert place is not None
            found = self._reached(session, place.workspace_id, place.member_id, rows[-1].key, now, but=place_id)
            if found is not None and rows[-1].tries < len(BACKOFF):
                notices.put_back(session, self.id, ids, at=None)
                notices.elsewhere(session, ids, found.id)
                return
            there = conversations.answering(session, place.workspace_id, place.member_id, place_id, now, ("terminal",))
            if there is None:
                notices.mark_told(session, ids, now)
                return
            notices.elsewhere(session, ids, there.id)
            notices.put_off(session, ids, now + LEFT_FOR)

        await self._database.write(move)

    async def _again(self, head: Notice, ids: list[int], error: Exception) -> None:
        wait = BACKOFF[min(head.tries, len(BACKOFF) - 1)]
        if isinstance(error, TryLater):
            wait = max(wait, error.retry_after or 0)
            log.warning("news waits for %.0f s: %s", wait, error.key)
        else:
            log.warning("news could not be told and waits for %.0f s", wait, exc_info=error)
        at = self._now() + timedelta(seconds=wait)
        try:
            await self._database.write(partial(notices.put_back, worker=self.id, ids=ids, at=at))
        except Exception:
            log.warning("news waits for its lease to run out", exc_info=True)

    async def _regularly(self) -> None:
        failing = False
        while True:
            try:
                await self.look()
                failing = False
            except Exception as error:
                if not failing:
                    log.warning("news cannot be looked for: %s", error)
                failing = True
            await asyncio.sleep(self._look_seconds)


class _Shown:
    """A message of news on its way. See `connectors.channel.Showing`."""

    def __init__(self, database: Database, head: Notice) -> None:
        self.key = f"notice-{head.id}"
        self.parts: Mapping[str, str] = {str(name): str(id) for name, id in head.shown.items()}
        self.again = head.tries > 0
        self._database = database
        self._head = head.id

    async def shown(self, part: str, id: str) -> None:
        """Note that a part has been shown."""
        self.parts = {**self.parts, part: id}
        await self._database.write(partial(notices.keep_shown, head=self._head, parts=self.parts))


def matters(key: str) -> bool:
    """Whether a notice is worth an e-mail."""
    return any(part in key for part in MATTERS)

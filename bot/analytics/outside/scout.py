"""Looks outside, politely: feeds that a workspace chose, what its networks talk about, accounts it compares itself with.

Feeds and networks are looked at hourly, accounts of others once a day. A look is claimed under a lease, so that of many
machines one makes it; what fails waits longer each time, and as long as the other side asks.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from bot.analytics.outside import competitors, feeds, rising
from bot.context import zone_of
from bot.errors import AllInError, NotFound, Rejected, SignInNeeded, TryLater, Unsupported
from connectors.platform import AccountInfo, Platform, Publisher, Trend
from storage import trends, workspaces
from storage.models import Account
from storage.trend_tables import Competitor, Feed, Watch
from storage.trends import NewItem, NewTrend

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.analytics.outside.feeds import Answer
    from bot.context import SignedIn, ToolContext
    from storage.database import Database

T = TypeVar("T")

log = logging.getLogger(__name__)

HOURLY = timedelta(hours=1)
DAILY = timedelta(hours=22)
"""Every day, with room for the ten minutes between two rounds."""
LONGEST_BACK_OFF = timedelta(days=1)
LEASE = timedelta(minutes=5)
LOOK_SECONDS = 30.0
AT_ONCE = 8
AT_A_TIME = 64
KEPT = timedelta(days=60)
UNDO_TIME = timedelta(days=3)
WANTED = timedelta(days=14)
"""How long a region is looked at hourly after somebody last asked for it."""
LATE = timedelta(days=2)
"""An item that is first seen later than this after it came out was there before anybody looked."""
MOST_TRENDS = 60


class Reads(Protocol):
    """Something that fetches feeds: a `FeedReader`."""

    async def read(self, address: str, marks: Mapping[str, str] | None = None) -> Answer:
        """What a feed says now."""


@dataclass(frozen=True, slots=True)
class _Looked:
    """What a look is about, as it was claimed."""

    watch: Watch
    zone: ZoneInfo
    feed: Feed | None = None
    account: Account | None = None
    competitor: Competitor | None = None


class Scout:
    """Looks where workspaces want it looked. Safe beside others on the same store."""

    def __init__(
        self,
        database: Database,
        platforms: Mapping[str, Platform],
        signed_in: SignedIn,
        *,
        reader: Reads | None = None,
        default_zone: str = "UTC",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._platforms = platforms
        self._signed_in = signed_in
        self._reader = reader
        self._default_zone = default_zone
        self._now = now
        self._name = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
        self._hosts: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._forgot_at: datetime | None = None

    @classmethod
    def of(cls, ctx: ToolContext) -> Scout:
        """For a look that a person waits for."""
        return cls(ctx.database, ctx.platforms, ctx.signed_in, default_zone=ctx.default_zone, now=lambda: ctx.now)

    async def upkeep(self) -> None:
        """Look where it is time to; what nobody watches any more is cleared up once a day."""
        now = self._now()
        able = [name for name, one in self._platforms.items() if isinstance(one, Publisher) and one.can_list_trends]
        await self._database.write(partial(trends.begin_missing, platforms=able, now=now))
        await self.look_due()
        if self._forgot_at is None or now - self._forgot_at >= timedelta(days=1):
            before = (now - KEPT).date()
            await self._database.write(partial(trends.forget, before=before, now=now, keep_orphans=UNDO_TIME))
            self._forgot_at = now

    async def look_due(self) -> int:
        """Look at what is due; how many places that were."""
        now = self._now()
        claimed = await self._database.write(
            partial(trends.claim, worker=self._name, now=now, lease=LEASE, limit=AT_A_TIME)
        )
        await self._look_at(claimed)
        return len(claimed)

    async def look(self, watch_id: int) -> bool:
        """Look at one place now; False if another process is at it."""
        claimed = await self._database.write(
            partial(trends.claim, worker=self._name, now=self._now(), lease=LEASE, limit=1, only=watch_id)
        )
        await self._look_at(claimed)
        return bool(claimed)

    async def take(self, watch_id: int, found: Answer) -> bool:
        """Keep what somebody has just read of a feed, instead of reading it again; False if another process is at it."""
        now = self._now()
        claimed = await self._database.write(
            partial(trends.claim, worker=self._name, now=now, lease=LEASE, limit=1, only=watch_id)
        )
        for watch in claimed:
            place = await self._database.read(partial(_place, watch=watch, default_zone=self._default_zone))
            if place is not None:
                await self._database.write(partial(_keep_feed, place=place, found=found, worker=self._name, now=now))
        return bool(claimed)

    async def _look_at(self, watches: Sequence[Watch]) -> None:
        turn = asyncio.Semaphore(AT_ONCE)

        async def one(watch: Watch) -> None:
            async with turn:
                await self._look(watch)

        await asyncio.gather(*(one(watch) for watch in watches))

    async def _look(self, watch: Watch) -> None:
        place = await self._database.read(partial(_place, watch=watch, default_zone=self._default_zone))
        if place is None:
            await self._failed(watch, "watch-over", {}, None)
            return
        try:
            if place.feed is not None:
                async with self._hosts[feeds.host_of(place.feed.address)]:
                    await self._look_at_feed(place, place.feed)
            elif place.competitor is not None:
                await self._look_at_competitor(place, place.competitor)
            elif place.account is not None:
                await self._look_at_network(place, place.account)
        except (Unsupported, NotFound, Rejected) as error:
            # It will hardly be otherwise in an hour.
            await self._failed(watch, error.key, error.facts, self._now() + LONGEST_BACK_OFF)
        except AllInError as error:
            wait = error.wait if isinstance(error, feeds.Busy) else None
            back = min(HOURLY * 2 ** min(watch.failures, 6), LONGEST_BACK_OFF)
            await self._failed(watch, error.key, error.facts, self._now() + max(back, wait or back))
        except Exception:
            log.exception("looking at watch %s failed", watch.id)
            await self._failed(watch, "watch-failed", {}, self._now() + LONGEST_BACK_OFF)

    async def _failed(self, watch: Watch, reason: str, facts: Mapping[str, Any], due_at: datetime | None) -> None:
        plain = {name: value for name, value in facts.items() if isinstance(value, (str, int, float))}
        await self._database.write(
            partial(trends.failed, watch_id=watch.id, worker=self._name, due_at=due_at, reason=reason, facts=plain)
        )

    async def _look_at_feed(self, place: _Looked, feed: Feed) -> None:
        watch, now = place.watch, self._now()
        marks = {name: str(watch.marks[name]) for name in ("etag", "modified") if watch.marks.get(name)}
        found = await (self._reader or feeds.reader()).read(feed.address, marks)
        await self._database.write(partial(_keep_feed, place=place, found=found, worker=self._name, now=now))

    async def _look_at_network(self, place: _Looked, account: Account) -> None:
        watch, now = place.watch, self._now()
        publisher = self._publisher(account.platform)
        found = await self.with_account(account, lambda info: publisher.trends(info, watch.region))
        due_at: datetime | None = now + HOURLY
        if watch.region and (watch.wanted_at is None or now - watch.wanted_at > WANTED):
            due_at = None
        await self._database.write(
            partial(_keep_network, place=place, found=found, worker=self._name, now=now, due_at=due_at)
        )

    async def _look_at_competitor(self, place: _Looked, competitor: Competitor) -> None:
        watch, now = place.watch, self._now()
        account = await self._database.read(
            partial(_looking_account, workspace_id=watch.workspace_id, platform=competitor.platform)
        )
        profile = await self.profile(account, competitor.platform, competitor.handle)
        seen = competitors.seen(profile, now)

        def keep(session: Session) -> None:
            if trends.looked(session, watch.id, self._name, now=now, due_at=now + DAILY, marks=None):
                day = now.astimezone(place.zone).date()
                trends.keep_competitor(session, seen.row(competitor.id, watch.workspace_id, day, now))

        await self._database.write(keep)

    async def profile(self, account: Account | None, platform: str, handle: str) -> Any:
        """Somebody's public profile. Raises `Unsupported` where it may not be seen from here, with the reason."""
        publisher = self._platforms.get(platform)
        if not isinstance(publisher, Publisher) or not publisher.can_look_up:
            label = publisher.label if publisher is not None else platform
            raise Unsupported("error-cannot-look-up", platform=label)
        if account is None:
            raise Unsupported("competitors-not-connected", platform=publisher.label)
        return await self.with_account(account, lambda info: publisher.look_up(info, handle))

    def _publisher(self, name: str) -> Publisher:
        platform = self._platforms.get(name)
        if not isinstance(platform, Publisher) or not platform.can_list_trends:
            raise Unsupported("error-cannot-list-trends", platform=platform.label if platform else name)
        return platform

    async def with_account(self, account: Account, call: Callable[[AccountInfo], Awaitable[T]]) -> T:
        """Call a network for an account, once more with new tokens if it does not take the old ones, and not for ever."""
        platform = self._platforms[account.platform]
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                if isinstance(platform, Publisher) and not platform.needs_sign_in:
                    info = AccountInfo(account.id, account.workspace_id, account.platform, account.handle, account.data)
                    return await call(info)
                info = await self._signed_in.info(account.id)
                try:
                    return await call(info)
                except SignInNeeded:
                    if info.tokens is None:
                        raise
                    return await call(await self._signed_in.renew(account.id, info.tokens))
        except TimeoutError:
            raise TryLater("watch-slow", platform=platform.label) from None
        except AllInError as error:
            error.facts.setdefault("platform", platform.label)
            raise


def _place(session: Session, *, watch: Watch, default_zone: str) -> _Looked | None:
    """What a watch is about; None if that is no longer there."""
    zone = zone_of(workspaces.settings_of(session, watch.workspace_id), default_zone)
    if watch.kind == "feed":
        feed = session.get(Feed, watch.ref)
        return _Looked(watch, zone, feed=feed) if feed is not None else None
    if watch.kind == "competitor":
        competitor = session.get(Competitor, watch.ref)
        return _Looked(watch, zone, competitor=competitor) if competitor is not None else None
    account = session.get(Account, watch.ref)
    return _Looked(watch, zone, account=account) if account is not None and account.connected else None


def _looking_account(session: Session, *, workspace_id: int, platform: str) -> Account | None:
    from storage import accounts

    return next((one for one in accounts.connected(session, workspace_id) if one.platform == platform), None)


def _keep_feed(session: Session, *, place: _Looked, found: Answer, worker: str, now: datetime) -> None:
    watch, today = place.watch, now.astimezone(place.zone).date()
    marks = dict(watch.marks)
    content = found.content
    if content is not None:
        marks = {
            **found.marks,
            "title": trends.plain(content.title, 120),
            "home": content.home,
            "country": content.country,
        }
    if not trends.looked(session, watch.id, worker, now=now, due_at=now + HOURLY, marks=marks):
        return
    items = [_new_item(item, place.zone, today, now) for item in content.items] if content is not None else []
    trends.keep_items(session, watch.workspace_id, watch.ref, items, today=today, now=now)


def _new_item(item: feeds.Item, zone: ZoneInfo, today: date, now: datetime) -> NewItem:
    """When it came out, as the feed says; now, where it says nothing, or the future."""
    at = item.at if item.at is not None and item.at <= now + timedelta(minutes=5) else now
    day = min(at.astimezone(zone).date(), today)
    return NewItem(item.key, item.title, item.url, day, rising.terms(item.title, item.tags))


def _keep_network(
    session: Session,
    *,
    place: _Looked,
    found: Sequence[Trend],
    worker: str,
    now: datetime,
    due_at: datetime | None,
) -> None:
    watch, account = place.watch, place.account
    assert account is not None
    if not trends.looked(session, watch.id, worker, now=now, due_at=due_at, marks=None):
        return
    new = []
    for one in found[:MOST_TRENDS]:
        label = trends.plain(one.name)
        if label:
            name = " ".join(rising.compared(word) for word in label.split())[: rising.LONGEST_TERM * 3]
            new.append(NewTrend(one.kind, name, label, one.rank, _web(one.url), dict(one.counts) or None))
    today = now.astimezone(place.zone).date()
    trends.keep_trends(session, watch.workspace_id, account.platform, watch.region, new, today=today, now=now)


def _web(url: str) -> str:
    return url if url.startswith(("https://", "http://")) and len(url) <= feeds.LONGEST_URL else ""

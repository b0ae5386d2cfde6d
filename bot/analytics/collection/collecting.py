"""Looks at the networks for figures: a post often at first and then ever more rarely, an account several times a day.

    look ──what went out──► publications
      └──what is due──► claim an account ──► its figures, its days, a page of what was there before, its posts ──► recorded
                                                └── refused, unreachable, signed out ──► waits, and a gap is noted

Everything here may be repeated: what was seen is written in one transaction with when it is due next, so whoever is killed in
the middle has seen nothing. Publishing never waits for it: few calls are under way at a time, and few of one network.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from bot.analytics.collection.cadence import OLDEST, days_to_ask, end_of, next_account_look
from bot.analytics.collection.visits import (
    CALLS_OF_A_VISIT,
    Accounts,
    Budget,
    OutOfCalls,
    Visit,
    comments_of,
    days_of,
    figures_of,
    history_of,
    publication_of,
    told,
)
from bot.analytics.metrics import LEVELS
from bot.context import zone_of
from bot.errors import AllInError, NotFound, Rejected, SignInNeeded, TryLater, Unsupported, VersionSunset
from bot.processes import is_gone, own_id
from connectors.platform import AccountInfo, Comment, Figures, PastPost, Platform, Publisher
from storage import collecting, comments, metrics, workspaces
from storage.collecting import ACCOUNT, COMMENTS, DAYS, END, HISTORY, POSTS, SILENCE, Due, Sent, Taken, Task
from storage.database import DatabaseError
from storage.metrics import NewPublication, Seen
from storage.models import Account

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.database import Database

log = logging.getLogger(__name__)

T = TypeVar("T")

SECONDS = 30.0
"""Between two looks at what is due."""
LEASE = timedelta(minutes=5)
VISIT_SECONDS = 120.0
"""After this much of one account the others have their turn."""
CALL_SECONDS = 60.0
AT_ONCE = 4
OF_A_PLATFORM = 2
VISITS = 8
"""Accounts that are held at the same time, and calls under way: in total and of one platform."""
MOST_AT_ONCE = 100
OUT_OF_CALLS = timedelta(minutes=10)
SETTLES = timedelta(minutes=5)
"""A post is not looked at right after it went out: some networks do not know it yet."""
CONFIRM = timedelta(hours=1)
"""A post that a network leaves out is looked for once more, so much later, before it counts as gone."""
MOST_POSTS = 2000
MOST_PAID_POSTS = 100
"""Of what was there before an account was connected; fewer where each costs money."""
NEWEST_PAGES = 5
COMMENTED, COMMENTS_READ = 3, timedelta(days=30)
"""Posts under which comments are read in one visit, those that got most first; and how old they may be."""
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
WAIT_FOR_SIGN_IN = timedelta(hours=1)
WAIT_FOR_UPDATE = timedelta(hours=6)
REFUSED_POST = timedelta(days=1)
OVERLAP = timedelta(hours=1)
FRESHEN_SECONDS = 8.0
REBUILT = timedelta(days=85)
"""After a change of the time zone, so many days are cut anew: of long ago not every look is kept."""


class Collector:
    """Measures every account of every workspace. `look` is meant for twice a minute, in as many processes as there are."""

    def __init__(
        self,
        database: Database,
        platforms: Mapping[str, Platform],
        *,
        accounts: Accounts,
        default_zone: str = "UTC",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        lease: timedelta = LEASE,
        budget: Budget | None = None,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.id = own_id()
        self.database = database
        self.platforms = {name: each for name, each in platforms.items() if isinstance(each, Publisher)}
        self.accounts = accounts
        self.default_zone = default_zone
        self.now = now
        self.lease = lease
        self.budget = budget or Budget(now)
        self._jitter = jitter
        self._measured = [
            name
            for name, each in self.platforms.items()
            if each.can_measure or each.can_measure_account or each.can_measure_days or each.can_list_history
        ]
        self._all = asyncio.Semaphore(AT_ONCE)
        self._lanes = {name: asyncio.Semaphore(OF_A_PLATFORM) for name in self.platforms}
        self._held: dict[int, asyncio.Task[None]] = {}
        self._synced: datetime | None = None
        self._whole: datetime | None = None
        self._newest = 0
        self._heard: dict[int, datetime] = {}
        """Of deliveries: up to which change of their number of comments these were read, also where nothing can be read."""
        self._stopping = False

    # When to look

    async def look(self) -> None:
        """Take up what went out, and begin to measure what is due. Returns before that is measured: see `idle`."""
        if self._stopping:
            return
        await self._take_up()
        room = VISITS - len(self._held)
        if room <= 0:
            return
        now = self.now()
        for task in await self.database.write(
            partial(
                collecting.claim_due,
                worker=self.id,
                platforms=self._measured,
                now=now,
                until=now + self.lease,
                limit=room,
                but=list(self._held),
                gone=await self._gone(),
            )
        ):
            self._begin(task)

    async def idle(self) -> None:
        """Wait until nothing is being measured here."""
        while self._held:
            await asyncio.wait(list(self._held.values()))

    async def close(self) -> None:
        """Begin nothing more, and let go of what is under way: nothing of it has been written that is not whole."""
        self._stopping = True
        for visit in self._held.values():
            visit.cancel()
        await asyncio.gather(*self._held.values(), return_exceptions=True)

    async def freshen(self, workspace_id: int, publication_ids: Collection[int], *, within: timedelta) -> None:
        """Measure those of these publications that nobody has looked at within that time. See `bot.context.Measuring`."""
        stale = await self.database.read(
            partial(
                collecting.stale_posts,
                workspace_id=workspace_id,
                ids=publication_ids,
                before=self.now() - within,
            )
        )
        by_account: dict[int, list[Due]] = defaultdict(list)
        for due in stale:
            by_account[due.account_id].append(due)
        with suppress(TimeoutError):
            async with asyncio.timeout(FRESHEN_SECONDS):
                await asyncio.gather(*(self._freshen(account, posts) for account, posts in by_account.items()))

    async def _freshen(self, account_id: int, posts: list[Due]) -> None:
        while account_id in self._held and not self._stopping:  # being measured at this moment
            await asyncio.wait([self._held[account_id]])
        now = self.now()
        tasks = await self.database.write(
            partial(collecting.claim, worker=self.id, accounts=[account_id], now=now, until=now + self.lease)
        )
        for task in tasks:
            visit = asyncio.create_task(self._run(task, posts))
            self._held[account_id] = visit
            try:
                await asyncio.shield(visit)
            except asyncio.CancelledError:
                visit.cancel()
                raise

    async def _gone(self) -> list[str]:
        """Processes of this machine that held accounts and have ended. On PostgreSQL another machine may have the same
        name, so there their leases run out.
        """
        if not self.database.is_sqlite:
            return []
        holders = await self.database.read(collecting.workers)
        return [holder for holder in holders if holder != self.id and is_gone(holder)]

    def _begin(self, task: Task) -> None:
        self._held[task.account.id] = asyncio.create_task(self._run(task))

    # What went out

    async def _take_up(self) -> None:
        """What went out since the last time, in full once an hour: a copy of the store may have been put in its place."""
        now = self.now()
        is_whole = self._whole is None or self._synced is None or now - self._whole >= OVERLAP
        since = datetime(1970, 1, 1, tzinfo=UTC) if is_whole or self._synced is None else self._synced - OVERLAP
        after: Sent | None = None
        while sent := await self.database.read(partial(collecting.unsynced, since=since, after=after)):
            await self.database.write(partial(self._publish, sent=sent, now=now))
            after = sent[-1]
        newest = 0 if is_whole else self._newest
        self._newest = await self.database.write(partial(self._enrol, since=since, now=now, after=newest))
        self._synced = now
        if is_whole:
            self._whole = now

    def _publish(self, session: Session, sent: Sequence[Sent], now: datetime) -> None:
        by_account: dict[int, list[Sent]] = defaultdict(list)
        for one in sent:
            by_account[one.account_id].append(one)
        for account_id, group in sorted(by_account.items()):
            account = session.get(Account, account_id)
            if account is None:
                continue
            platform = self.platforms.get(account.platform)
            zone = self._zone(workspaces.settings_of(session, account.workspace_id))
            new = [publication_of(one, platform) for one in group]
            for row in metrics.keep(session, account, new, zone=zone, now=now):
                if platform is None or not platform.can_measure:
                    row.measure_at = None
                elif row.measured_at is None and row.measure_at is not None:
                    row.measure_at = max(row.measure_at, row.published_at + SETTLES)
        session.flush()

    def _enrol(self, session: Session, since: datetime, now: datetime, after: int) -> int:
        newest = collecting.enrol(session, self._measured, now, after)
        for row, at in collecting.taken_down(session, since):
            row.gone_at, row.measure_at = at, None
            metrics.recount(session, row.account_id, {row.day})
        return newest

    # One account

    async def _run(self, task: Task, posts: list[Due] | None = None) -> None:
        account_id = task.account.id
        try:
            await self._visit(task, posts)
        except Taken:
            log.warning("another process measures account %s, for which this one was too slow", account_id)
        except DatabaseError as error:
            log.warning("what was measured of account %s cannot be kept: %s", account_id, error)
        except Exception:
            log.exception("measuring account %s failed", account_id)
        finally:
            try:
                await asyncio.shield(
                    self.database.write(partial(collecting.release, worker=self.id, account_id=account_id))
                )
            except DatabaseError as error:
                log.warning("account %s stays claimed until its lease runs out: %s", account_id, error)
            finally:
                # Once it was let go of, another visit may have begun.
                if self._held.get(account_id) is asyncio.current_task():
                    del self._held[account_id]

    async def _visit(self, task: Task, posts: list[Due] | None) -> None:
        account, platform = task.account, self.platforms[task.account.platform]
        zone = self._zone(task.settings)
        loop = asyncio.get_running_loop()
        blank = AccountInfo(account.id, account.workspace_id, account.platform, account.handle, account.data)
        visit = Visit(task, platform, zone, blank, loop.time() + VISIT_SECONDS)
        if task.measuring.zone != zone.key:
            await self.database.write(partial(self._cut_days, visit=visit))
        try:
            if platform.needs_sign_in:
                visit.info = await self.accounts.info(account.id)
            if posts is None:
                if task.measuring.due_at is not None and task.measuring.due_at <= self.now():
                    await self._measure_account(visit)
                await self._measure_due(visit)
            else:
                await self._measure_posts(visit, posts)
        except OutOfCalls:
            now = self.now()
            await self.database.write(partial(self._pause, visit=visit, until=now + OUT_OF_CALLS))
        except (Taken, DatabaseError):
            raise
        except AllInError as error:
            await self.database.write(partial(self._failed, visit=visit, error=error))
        except Exception as error:
            log.exception("%s cannot be measured for account %s", account.platform, account.id)
            # Its words may quote what was sent: they stay in the log.
            trouble = TryLater(platform=platform.label, detail=type(error).__name__)
            await self.database.write(partial(self._failed, visit=visit, error=trouble))
        else:
            await self.database.write(partial(self._went_well, visit=visit))

    async def _measure_account(self, visit: Visit) -> None:
        """The account's own figures, its days, and what is listed of it; each is asked for, whatever became of the others."""
        measuring, now = visit.measuring, self.now()
        if (
            measuring.measured_at is None
            or next_account_look(measuring.measured_at, visit.zone, slack=visit.slack) <= now
        ):
            levels = await self._ask(visit, ACCOUNT, visit.platform.measure_account)
            asked = await self.database.read(partial(collecting.has_days, account_id=visit.account.id))
            since, until = days_to_ask(measuring.measured_at if asked else None, now, visit.zone)
            days = await self._ask(visit, DAYS, partial(days_of, visit.platform, since=since, until=until))
            await self.database.write(partial(self._keep_account, visit=visit, levels=levels, days=days))
            if measuring.history == END:
                await self._read_newest(visit)
        if measuring.history != END:
            await self._read_history(visit)

    def _keep_account(
        self, session: Session, visit: Visit, levels: Figures | None, days: Mapping[date, Figures] | None
    ) -> None:
        now, own = self.now(), visit.account.id
        row = collecting.held(session, self.id, own, now + self.lease)
        seen = [Seen(own, 0, name, value) for name, value in (levels or {}).items() if value is not None]
        for day, figures in sorted((days or {}).items()):
            known = {name: value for name, value in figures.items() if value is not None}
            seen += [Seen(own, 0, name, value, "day", day) for name, value in known.items() if name not in LEVELS]
            # How many followed on a past day is how it stood at that day's end, not what the day brought.
            stood = [Seen(own, 0, name, value) for name, value in known.items() if name in LEVELS]
            if stood and (end := end_of(day, visit.zone)) < now:
                metrics.record(session, visit.account.workspace_id, stood, at=end, zone=visit.zone)
        metrics.record(session, visit.account.workspace_id, seen, at=now, zone=visit.zone)
        if levels is not None or days is not None:
            row.measured_at = now
        row.due_at = next_account_look(now, visit.zone, slack=visit.slack)
        row.unable = sorted({*row.unable, *visit.unable})

    # What was there before

    async def _read_history(self, visit: Visit) -> None:
        """One page of what the account had before it was connected, from where the reading stands."""
        mark = visit.measuring.history or ""
        page = await self._ask(visit, HISTORY, partial(history_of, visit.platform, mark=mark))
        posts, following = page if page is not None else ([], "")
        if page is None and visit.may(HISTORY):
            # It may be asked again, with another sign-in perhaps.
            await self.database.write(partial(self._read_on, visit=visit, mark=visit.measuring.history))
            return
        if following == mark:
            following = ""
        await self.database.write(partial(self._keep_page, visit=visit, posts=posts, mark=following, is_first=True))

    async def _read_newest(self, visit: Visit) -> None:
        """What was put there by hand since; after a long absence the whole reading begins again."""
        mark = ""
        for _ in range(NEWEST_PAGES):
            page = await self._ask(visit, HISTORY, partial(history_of, visit.platform, mark=mark))
            if page is None:
                return
            posts, following = page
            new = await self.database.write(
                partial(self._keep_page, visit=visit, posts=posts, mark=following, is_first=False)
            )
            if not new or not following or following == mark:
                return
            mark = following
        await self.database.write(partial(self._read_on, visit=visit, mark=mark, at_once=True))

    def _read_on(self, session: Session, visit: Visit, mark: str | None, at_once: bool = False) -> None:
        now = self.now()
        row = collecting.held(session, self.id, visit.account.id)
        row.history = mark
        row.due_at = now if at_once else next_account_look(now, visit.zone, slack=visit.slack)

    def _keep_page(self, session: Session, visit: Visit, posts: Sequence[PastPost], mark: str, is_first: bool) -> int:
        """Keep what is new and what is told of it, and how far the reading is; how many posts were new."""
        now, account = self.now(), visit.account
        row = collecting.held(session, self.id, account.id, now + self.lease)
        young = [post for post in posts if post.at > now - OLDEST]
        further = self._further(session, account.id, young)
        young = [post for post in young if post.id not in further]
        known = collecting.known(session, account.id, [post.id for post in young])
        new = [NewPublication(post.id, post.text, post.at, "network", post.url, post.format) for post in young]
        rows = metrics.keep(session, account, new, zone=visit.zone, now=now)
        along = {post.id: post.figures for post in young}
        seen = []
        for publication in rows:
            figures = {name: value for name, value in along[publication.remote_id].items() if value is not None}
            seen += [Seen(account.id, publication.id, name, value) for name, value in figures.items()]
            if figures:
                publication.measured_at = now
            if not visit.may(POSTS):
                publication.measure_at = None
            elif figures and visit.is_paid:  # elsewhere a look may tell more, and costs nothing
                publication.measure_at = visit.next_look(publication.published_at, now)
        session.flush()
        metrics.record(session, account.workspace_id, seen, at=now, zone=visit.zone)
        if is_first:
            most = MOST_PAID_POSTS if visit.is_paid else MOST_POSTS
            is_old = bool(posts) and all(post.at <= now - OLDEST for post in posts)
            is_through = not mark or is_old or collecting.count(session, account.id) >= most
            row.history = END if is_through else mark
            row.due_at = next_account_look(now, visit.zone, slack=visit.slack) if is_through else now
        return len(young) - len(known)

    def _further(self, session: Session, account_id: int, posts: Sequence[PastPost]) -> set[str]:
        if not posts:
            return set()
        times = [post.at for post in posts]
        day = timedelta(days=1)
        found = collecting.further_ids(session, account_id, min(times) - day, max(times) + day)
        return found & {post.id for post in posts}

    # Posts

    async def _measure_due(self, visit: Visit) -> None:
        """The posts of an account that are due, batch by batch, as long as its turn lasts."""
        loop = asyncio.get_running_loop()
        size = max(1, min(visit.platform.measures_at_once, MOST_AT_ONCE))
        while visit.calls > 0 and loop.time() < visit.end:
            due = await self.database.read(
                partial(collecting.due_posts, account_id=visit.account.id, now=self.now(), limit=size)
            )
            if not due:
                break
            await self._measure_posts(visit, due)
        await self._read_comments(visit)

    async def _read_comments(self, visit: Visit) -> None:
        """What is said under a few of our posts that have got comments, so that a mood that turns is noticed unasked."""
        if not visit.may(COMMENTS):
            return
        places = await self.database.read(
            partial(comments.talked_about, account_id=visit.account.id, since=self.now() - COMMENTS_READ)
        )
        new = [(place, at) for place, at in places if self._heard.get(place.delivery_id, at - OVERLAP) < at]
        for place, at in new[:COMMENTED]:
            if visit.calls <= 0:
                return
            said = await self._ask(visit, COMMENTS, partial(comments_of, visit.platform, id=place.remote_id))
            self._heard[place.delivery_id] = at
            if said is not None:
                await self.database.write(partial(self._keep_comments, visit=visit, place=place, said=said))

    def _keep_comments(self, session: Session, visit: Visit, place: comments.Place, said: list[Comment]) -> None:
        now = self.now()
        collecting.held(session, self.id, visit.account.id, now + self.lease)
        comments.keep(session, visit.account.workspace_id, {place: said}, now)

    async def _measure_posts(self, visit: Visit, posts: Sequence[Due]) -> None:
        size = max(1, min(visit.platform.measures_at_once, MOST_AT_ONCE))
        down = [due for due in posts if due.gone]
        there = [due for due in posts if not due.gone]
        if down or not visit.may(POSTS):
            await self.database.write(partial(self._keep_posts, visit=visit, posts=posts, figures=None))
        if not visit.may(POSTS):
            return
        for start in range(0, len(there), size):
            await self._measure_batch(visit, there[start : start + size])

    async def _measure_batch(self, visit: Visit, posts: Sequence[Due]) -> None:
        ids = [due.remote_id for due in posts]
        try:
            figures = await self._ask(visit, POSTS, partial(figures_of, visit.platform, ids=ids))
        except (Rejected, NotFound) as error:
            if len(posts) == 1:
                log.info("post %s cannot be measured: %s", posts[0].id, error)
                await self.database.write(partial(self._put_off, visit=visit, post=posts[0]))
                return
            # One that the network will not take must not keep the others.
            for due in posts:
                await self._measure_batch(visit, [due])
            return
        await self.database.write(partial(self._keep_posts, visit=visit, posts=posts, figures=figures))

    def _keep_posts(
        self,
        session: Session,
        visit: Visit,
        posts: Sequence[Due],
        figures: Mapping[str, Figures] | None,
    ) -> None:
        """What was seen of these posts, and when each is due next. Without `figures` only what is known without a look."""
        now, account = self.now(), visit.account
        row = collecting.held(session, self.id, account.id, now + self.lease)
        row.unable = sorted({*row.unable, *visit.unable})
        renamed = [
            NewPublication(due.remote_id, "", due.published_at, "here", delivery_id=due.delivery_id)
            for due in posts
            if due.renamed
        ]
        if renamed:
            metrics.keep(session, account, renamed, zone=visit.zone, now=now)
        seen: list[Seen] = []
        notes: list[dict[str, Any]] = []
        gone: list[int] = []
        for due in posts:
            found = figures.get(due.remote_id) if figures is not None else None
            if due.gone:
                gone.append(due.id)
                notes.append({"id": due.id, "gone_at": now, "measure_at": None})
            elif not visit.may(POSTS):
                notes.append({"id": due.id, "measure_at": None})
            elif figures is None:
                continue
            elif found is not None:
                seen += [Seen(account.id, due.id, name, value) for name, value in found.items() if value is not None]
                following = visit.next_look(due.published_at, now)
                notes.append({"id": due.id, "measured_at": now, "measure_at": following, "failures": 0})
            elif not due.failures:
                notes.append({"id": due.id, "measure_at": now + CONFIRM, "failures": 1})
            else:
                gone.append(due.id)
                notes.append({"id": due.id, "gone_at": now, "measure_at": None, "failures": due.failures + 1})
        metrics.record(session, account.workspace_id, seen, at=now, zone=visit.zone)
        collecting.looked(session, notes)
        if gone:
            metrics.recount(session, account.id, collecting.days_of(session, gone))

    def _put_off(self, session: Session, visit: Visit, post: Due) -> None:
        collecting.held(session, self.id, visit.account.id)
        collecting.looked(session, [{"id": post.id, "measure_at": self.now() + REFUSED_POST}])

    # Calls

    async def _ask(self, visit: Visit, part: str, call: Callable[[AccountInfo], Awaitable[T]]) -> T | None:
        """What a network says; None where it has nothing of the kind for this account, and is not asked again.

        Raises what stands in the way of everything else as well, and `OutOfCalls`.
        """
        if not visit.may(part):
            return None
        if visit.calls <= 0 or not self.budget.take(visit.account):
            raise OutOfCalls
        visit.calls -= 1
        try:
            async with self._lanes[visit.account.platform], self._all:
                try:
                    async with asyncio.timeout(CALL_SECONDS):
                        return await self._signed_in(visit, call)
                except TimeoutError:
                    raise TryLater(platform=visit.platform.label, detail=f"no answer in {CALL_SECONDS:.0f} s") from None
        except Unsupported as error:
            log.info("%s does not tell %s of account %s: %s", visit.platform.label, part, visit.account.id, error.key)
            visit.unable.add(part)
            return None
        except SignInNeeded as error:
            # Some is told for other permissions than the rest. Nobody waits for comments: whoever asks for them is told why.
            if part == COMMENTS:
                visit.unable.add(part)
                return None
            if part in {DAYS, HISTORY}:
                visit.lacking = error
                return None
            raise
        except (Rejected, NotFound) as error:
            if part == POSTS:
                raise
            log.warning("%s refuses to tell %s of account %s: %s", visit.platform.label, part, visit.account.id, error)
            if part != COMMENTS:
                visit.lacking = error
            return None

    async def _signed_in(self, visit: Visit, call: Callable[[AccountInfo], Awaitable[T]]) -> T:
        try:
            return await call(visit.info)
        except SignInNeeded:
            if visit.info.tokens is None:
                raise
            visit.info = await self.accounts.renew(visit.account.id, visit.info.tokens)
            return await call(visit.info)

    # How it went

    def _went_well(self, session: Session, visit: Visit) -> None:
        row = collecting.held(session, self.id, visit.account.id)
        row.failures, row.wait_until, row.tried_at = 0, None, self.now()
        row.unable = sorted({*row.unable, *visit.unable})
        row.reason, row.reason_facts = told(visit.lacking) if visit.lacking is not None else (None, {})
        collecting.close_gap(session, visit.account.id, self.now())

    def _failed(self, session: Session, visit: Visit, error: AllInError) -> None:
        """Wait, longer each time; what cannot be had for long, or without a person, is a gap."""
        now = self.now()
        row = collecting.held(session, self.id, visit.account.id)
        row.failures += 1
        row.tried_at = now
        row.unable = sorted({*row.unable, *visit.unable})
        row.reason, row.reason_facts = told(error)
        row.wait_until = now + self._wait(error, row.failures)
        last = collecting.last_success(session, row) or visit.account.created_at
        # Whoever could not be asked may answer in a while: until then nothing is missing.
        if not isinstance(error, TryLater) or now - last >= SILENCE:
            collecting.open_gap(session, row, min(last, now), error.key)
        log.info("account %s waits until %s to be measured: %s", visit.account.id, row.wait_until, error)

    def _wait(self, error: AllInError, failures: int) -> timedelta:
        if isinstance(error, SignInNeeded):
            return WAIT_FOR_SIGN_IN
        if isinstance(error, VersionSunset):
            return WAIT_FOR_UPDATE
        longer = min(FIRST_WAIT * float(2 ** min(failures - 1, 12)), LONGEST_WAIT)
        asked_for = error.retry_after if isinstance(error, TryLater) else None
        return max(longer, timedelta(seconds=asked_for or 0.0)) * (1.0 + 0.25 * self._jitter())

    def _pause(self, session: Session, visit: Visit, until: datetime) -> None:
        if visit.calls < CALLS_OF_A_VISIT:
            self._went_well(session, visit)
        if visit.calls > 0:  # else it was only this turn's share
            collecting.held(session, self.id, visit.account.id).wait_until = until

    def _cut_days(self, session: Session, visit: Visit) -> None:
        """The workspace's clock is another: its days are cut anew."""
        row = collecting.held(session, self.id, visit.account.id)
        if row.zone is not None:
            since = (self.now() - REBUILT).astimezone(visit.zone).date()
            metrics.rebuild(session, visit.account.id, visit.zone, since=since)
        row.zone = visit.zone.key
        session.flush()

    def _zone(self, settings: Mapping[str, Any]) -> ZoneInfo:
        return zone_of(settings, self.default_zone)

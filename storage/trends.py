"""What is watched outside, by workspace: feeds and competitors, how looking there stands, and what was seen by day."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.models import Account
from storage.trend_tables import Competitor, CompetitorDay, Feed, FeedItem, TrendDay, Watch, WatchedDay

Kind = Literal["feed", "network", "competitor"]

MANY = 400
LONGEST_LABEL = 200
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")


def plain(words: str, longest: int = LONGEST_LABEL) -> str:
    """Other people's words as they are kept: on one line, without what no store takes and what turns the order around."""
    said = " ".join(_UNSEEN.sub(" ", words).split())
    return said if len(said) <= longest else said[: longest - 1] + "…"


# What people asked for


def feeds(session: Session, workspace_id: int) -> list[Feed]:
    """The feeds of a workspace, in the order they were added."""
    return list(session.scalars(sa.select(Feed).where(Feed.workspace_id == workspace_id).order_by(Feed.id)))


def feed(session: Session, workspace_id: int, feed_id: int) -> Feed | None:
    """One feed of a workspace."""
    if not 0 < feed_id < 2**31:
        return None
    row = session.get(Feed, feed_id)
    return row if row is not None and row.workspace_id == workspace_id else None


def add_feed(session: Session, workspace_id: int, address: str, *, region: str, now: datetime) -> tuple[Feed, bool]:
    """The feed at an address, and whether it is new; a region that is given replaces the one before."""
    query = sa.select(Feed).where(Feed.workspace_id == workspace_id, Feed.address == address)
    row = session.scalar(query)
    if row is not None:
        row.region = region or row.region
        return row, False
    row = Feed(workspace_id=workspace_id, address=address, region=region, added_at=now)
    session.add(row)
    session.flush()
    return row, True


def remove_feed(session: Session, workspace_id: int, feed_id: int) -> bool:
    """Take a feed away; what it brought is cleared up by the upkeep, so that Undo finds it for a while."""
    row = feed(session, workspace_id, feed_id)
    if row is None:
        return False
    session.delete(row)
    return True


def competitors(session: Session, workspace_id: int) -> list[Competitor]:
    """The accounts that a workspace compares itself with, in the order they were added."""
    query = sa.select(Competitor).where(Competitor.workspace_id == workspace_id).order_by(Competitor.id)
    return list(session.scalars(query))


def add_competitor(
    session: Session, workspace_id: int, platform: str, handle: str, *, now: datetime
) -> tuple[Competitor, bool]:
    """The competitor of that handle on a platform, and whether it is new."""
    query = sa.select(Competitor).where(
        Competitor.workspace_id == workspace_id, Competitor.platform == platform, Competitor.handle == handle
    )
    row = session.scalar(query)
    if row is not None:
        return row, False
    row = Competitor(workspace_id=workspace_id, platform=platform, handle=handle, added_at=now)
    session.add(row)
    session.flush()
    return row, True


def remove_competitors(session: Session, workspace_id: int, ids: Collection[int]) -> int:
    """Take these competitors away; how many there were."""
    rows = [row for row in competitors(session, workspace_id) if row.id in set(ids)]
    for row in rows:
        session.delete(row)
    return len(rows)


# How looking stands


def watch(session: Session, kind: Kind, ref: int, region: str = "") -> Watch | None:
    """How looking at one place stands."""
    return session.scalar(sa.select(Watch).where(Watch.kind == kind, Watch.ref == ref, Watch.region == region))


def watches(session: Session, workspace_id: int, kind: Kind) -> list[Watch]:
    """How looking at every place of a kind stands."""
    query = sa.select(Watch).where(Watch.workspace_id == workspace_id, Watch.kind == kind).order_by(Watch.id)
    return list(session.scalars(query))


def begin(
    session: Session,
    workspace_id: int,
    kind: Kind,
    ref: int,
    *,
    region: str = "",
    now: datetime,
    wanted: bool = False,
) -> Watch:
    """Watch one place from now on, if it is not watched yet; `wanted` notes that somebody asked for it just now."""
    _insert(
        session,
        Watch,
        [
            {
                "workspace_id": workspace_id,
                "kind": kind,
                "ref": ref,
                "region": region,
                "due_at": now,
                "marks": {},
                "failures": 0,
                "reason_facts": {},
            }
        ],
    )
    row = watch(session, kind, ref, region)
    assert row is not None
    if wanted:
        row.wanted_at = now
        row.due_at = row.due_at or now
    session.flush()
    return row


def begin_missing(session: Session, platforms: Collection[str], *, now: datetime) -> int:
    """Begin to watch what is not watched yet: feeds, competitors, and on these platforms one account of each workspace."""
    made = 0
    for workspace_id, feed_id in session.execute(_unwatched("feed", Feed)).all():
        begin(session, workspace_id, "feed", feed_id, now=now)
        made += 1
    for workspace_id, competitor_id in session.execute(_unwatched("competitor", Competitor)).all():
        begin(session, workspace_id, "competitor", competitor_id, now=now)
        made += 1
    if platforms:
        first = (
            sa.select(sa.func.min(Account.id))
            .where(Account.connected, Account.platform.in_(list(platforms)))
            .group_by(Account.workspace_id, Account.platform)
        )
        seen = sa.select(Watch.ref).where(Watch.kind == "network", Watch.region == "")
        query = sa.select(Account).where(Account.id.in_(first), Account.id.not_in(seen)).limit(MANY)
        for account in session.scalars(query).all():
            begin(session, account.workspace_id, "network", account.id, now=now)
            made += 1
    return made


def _unwatched(kind: Kind, model: type[Feed] | type[Competitor]) -> sa.Select[int, int]:
    watched = sa.select(Watch.ref).where(Watch.kind == kind)
    return sa.select(model.workspace_id, model.id).where(model.id.not_in(watched)).limit(MANY)


def claim(
    session: Session, worker: str, *, now: datetime, lease: timedelta, limit: int, only: int | None = None
) -> list[Watch]:
    """Take what is due, or the watch `only` whether due or not, so that no other process looks there at the same time."""
    query = sa.select(Watch).where(sa.or_(Watch.lease_until.is_(None), Watch.lease_until <= now))
    if only is not None:
        query = query.where(Watch.id == only)
    else:
        query = query.where(Watch.due_at.is_not(None), Watch.due_at <= now).order_by(Watch.due_at).limit(limit)
    rows = list(session.scalars(query.with_for_update(skip_locked=True)))
    for row in rows:
        row.claimed_by = worker
        row.lease_until = now + lease
    session.flush()
    return rows


def looked(
    session: Session,
    watch_id: int,
    worker: str,
    *,
    now: datetime,
    due_at: datetime | None,
    marks: Mapping[str, Any] | None,
) -> bool:
    """Note that looking brought an answer; False if the claim was lost meanwhile, and then nothing may be kept."""
    row = _held(session, watch_id, worker)
    if row is None:
        return False
    row.since = row.since or now
    row.looked_at = now
    row.due_at = due_at
    row.failures = 0
    row.reason, row.reason_facts = None, {}
    if marks is not None:
        row.marks = dict(marks)
    row.claimed_by = row.lease_until = None
    return True


def put_off(session: Session, watch_id: int, now: datetime, due_at: datetime) -> None:
    """Note that a place was just looked at in another way, so that the next look can wait."""
    row = session.get(Watch, watch_id)
    if row is not None:
        row.since, row.looked_at, row.due_at = row.since or now, now, due_at
        row.failures, row.reason, row.reason_facts = 0, None, {}


def failed(
    session: Session, watch_id: int, worker: str, *, due_at: datetime | None, reason: str, facts: Mapping[str, Any]
) -> None:
    """Note that looking brought nothing, and why."""
    row = _held(session, watch_id, worker)
    if row is not None:
        row.failures += 1
        row.due_at = due_at
        row.reason, row.reason_facts = reason, dict(facts)
        row.claimed_by = row.lease_until = None


def _held(session: Session, watch_id: int, worker: str) -> Watch | None:
    query = sa.select(Watch).where(Watch.id == watch_id, Watch.claimed_by == worker).with_for_update()
    return session.scalar(query)


# What was seen


@dataclass(frozen=True, slots=True)
class NewItem:
    """Something that a feed carries. `key` is the same whenever it is the same thing."""

    key: str
    title: str
    url: str
    day: date
    terms: Mapping[str, str]
    """What is counted of it: as it is compared, and as it is written."""


@dataclass(frozen=True, slots=True)
class NewTrend:
    """Something that a network names. `days` are its uses by day where the network tells them."""

    kind: str
    name: str
    label: str
    rank: int
    url: str = ""
    days: Mapping[date, float] | None = None


def keep_items(
    session: Session, workspace_id: int, feed_id: int, items: Iterable[NewItem], *, today: date, now: datetime
) -> int:
    """Keep what is new of a feed and count its terms on the day it came out; how many items were new."""
    source = f"feed:{feed_id}"
    offered = {item.key: item for item in items}
    known: set[str] = set()
    keys = list(offered)
    for start in range(0, len(keys), MANY):
        query = sa.select(FeedItem.key).where(FeedItem.feed_id == feed_id, FeedItem.key.in_(keys[start : start + MANY]))
        known.update(session.scalars(query))
    new = [item for key, item in offered.items() if key not in known]
    _insert(
        session,
        FeedItem,
        [
            {
                "feed_id": feed_id,
                "key": item.key,
                "workspace_id": workspace_id,
                "title": plain(item.title),
                "url": item.url,
                "terms": sorted(item.terms),
                "day": item.day,
                "seen_at": now,
            }
            for item in new
        ],
    )
    counts: dict[tuple[str, date], int] = {}
    labels: dict[str, str] = {}
    by_day: dict[date, int] = {today: 0}
    for item in new:
        by_day[item.day] = by_day.get(item.day, 0) + 1
        for name, label in item.terms.items():
            counts[name, item.day] = counts.get((name, item.day), 0) + 1
            labels.setdefault(name, label)
    _count(
        session,
        [
            {
                "workspace_id": workspace_id,
                "source": source,
                "region": "",
                "kind": "term",
                "name": name,
                "day": day,
                "label": plain(labels[name]),
                "url": "",
                "uses": float(count),
                "rank": None,
                "seen_at": now,
            }
            for (name, day), count in sorted(counts.items())
        ],
    )
    _watched(session, workspace_id, source, "", by_day, today)
    session.expire_all()
    return len(new)


def keep_trends(
    session: Session,
    workspace_id: int,
    source: str,
    region: str,
    found: Sequence[NewTrend],
    *,
    today: date,
    now: datetime,
) -> None:
    """Keep what a network names: the best rank of today, and its uses by day as it tells them now."""
    wanted = {(one.kind, one.name): one for one in reversed(found)}
    query = sa.select(TrendDay).where(
        TrendDay.workspace_id == workspace_id,
        TrendDay.source == source,
        TrendDay.region == region,
        TrendDay.day >= min([today, *(day for one in found for day in one.days or ())]),
    )
    known = {(row.kind, row.name, row.day): row for row in session.scalars(query)}
    for (kind, name), one in wanted.items():
        days: dict[date, float | None] = {today: None, **(one.days or {})}
        for day, uses in days.items():
            row = known.get((kind, name, day))
            if row is None:
                row = TrendDay(
                    workspace_id=workspace_id,
                    source=source,
                    region=region,
                    kind=kind,
                    name=name,
                    day=day,
                    label=plain(one.label),
                    url=one.url,
                )
                session.add(row)
            row.uses = uses if uses is not None else row.uses
            row.seen_at = now
            if day == today:
                row.rank = one.rank if row.rank is None else min(row.rank, one.rank)
                row.label, row.url = plain(one.label), one.url
    session.flush()
    _watched(session, workspace_id, source, region, {today: len(wanted)}, today, add=False)


def _watched(
    session: Session,
    workspace_id: int,
    source: str,
    region: str,
    items: Mapping[date, int],
    today: date,
    *,
    add: bool = True,
) -> None:
    """A look at `today`; items of days that nobody looked on count as well, but with no look the day stays unwatched."""
    shape = {"workspace_id": workspace_id, "source": source, "region": region}
    _insert(session, WatchedDay, [{**shape, "day": day, "looks": 0, "items": 0} for day in sorted({today, *items})])
    for day in sorted({today, *items}):
        count = items.get(day, 0)
        session.execute(
            sa.update(WatchedDay)
            .where(
                WatchedDay.workspace_id == workspace_id,
                WatchedDay.source == source,
                WatchedDay.region == region,
                WatchedDay.day == day,
            )
            .values(
                looks=WatchedDay.looks + (1 if day == today else 0), items=WatchedDay.items + count if add else count
            )
            .execution_options(synchronize_session=False)
        )


def trend_days(
    session: Session, workspace_id: int, sources: Collection[str], *, region: str, since: date
) -> list[TrendDay]:
    """What was named in these places since a day."""
    query = sa.select(TrendDay).where(
        TrendDay.workspace_id == workspace_id,
        TrendDay.day >= since,
        TrendDay.source.in_(list(sources)),
        TrendDay.region == region,
    )
    return list(session.scalars(query.order_by(TrendDay.day, TrendDay.source, TrendDay.name)))


def busy_terms(
    session: Session, workspace_id: int, sources: Collection[str], *, since: date, recent: date, support: int
) -> list[TrendDay]:
    """The days since `since` of those terms that at least `support` items of these feeds named since `recent`.

    All others are many and cannot be rising.
    """
    uses = (
        sa.select(TrendDay.name)
        .where(
            TrendDay.workspace_id == workspace_id,
            TrendDay.day >= recent,
            TrendDay.source.in_(list(sources)),
            TrendDay.kind == "term",
        )
        .group_by(TrendDay.name)
        .having(sa.func.sum(TrendDay.uses) >= support)
    )
    names = list(session.scalars(uses))
    found: list[TrendDay] = []
    for start in range(0, len(names), MANY):
        query = sa.select(TrendDay).where(
            TrendDay.workspace_id == workspace_id,
            TrendDay.source.in_(list(sources)),
            TrendDay.region == "",
            TrendDay.kind == "term",
            TrendDay.name.in_(names[start : start + MANY]),
            TrendDay.day >= since,
        )
        found += session.scalars(query)
    return found


def count_terms(session: Session, workspace_id: int, sources: Collection[str], *, since: date, support: int) -> int:
    """How many terms at least `support` items of these feeds named since a day."""
    often = (
        sa.select(TrendDay.name)
        .where(
            TrendDay.workspace_id == workspace_id,
            TrendDay.source.in_(list(sources)),
            TrendDay.region == "",
            TrendDay.kind == "term",
            TrendDay.day >= since,
        )
        .group_by(TrendDay.name)
        .having(sa.func.sum(TrendDay.uses) >= support)
    )
    return session.scalar(sa.select(sa.func.count()).select_from(often.subquery())) or 0


def watched_days(
    session: Session, workspace_id: int, sources: Collection[str], *, region: str | None, since: date
) -> list[WatchedDay]:
    """The days on which these places were watched since a day."""
    query = sa.select(WatchedDay).where(
        WatchedDay.workspace_id == workspace_id,
        WatchedDay.day >= since,
        WatchedDay.looks > 0,
        WatchedDay.source.in_(list(sources)),
    )
    if region is not None:
        query = query.where(WatchedDay.region == region)
    return list(session.scalars(query.order_by(WatchedDay.day, WatchedDay.source)))


def items(session: Session, workspace_id: int, feed_ids: Collection[int], *, since: date, limit: int) -> list[FeedItem]:
    """What these feeds carried since a day, the newest first."""
    query = (
        sa.select(FeedItem)
        .where(FeedItem.workspace_id == workspace_id, FeedItem.feed_id.in_(list(feed_ids)), FeedItem.day >= since)
        .order_by(FeedItem.day.desc(), FeedItem.seen_at.desc(), FeedItem.key)
        .limit(limit)
    )
    return list(session.scalars(query))


def keep_competitor(session: Session, row: CompetitorDay) -> None:
    """Keep what a network showed of somebody's account today; a later look of the same day replaces an earlier one."""
    session.merge(row)
    session.flush()


def competitor_days(
    session: Session, workspace_id: int, ids: Collection[int]
) -> dict[int, tuple[CompetitorDay, CompetitorDay]]:
    """The first day with a known number of followers (or the first at all), and the newest, by competitor."""
    query = (
        sa.select(CompetitorDay)
        .where(CompetitorDay.workspace_id == workspace_id, CompetitorDay.competitor_id.in_(list(ids)))
        .order_by(CompetitorDay.day)
    )
    found: dict[int, tuple[CompetitorDay, CompetitorDay]] = {}
    for row in session.scalars(query):
        first = found[row.competitor_id][0] if row.competitor_id in found else row
        found[row.competitor_id] = (row if first.followers is None else first, row)
    return found


def forget(session: Session, *, before: date, now: datetime, keep_orphans: timedelta) -> None:
    """Drop what is older than `before`, and what belongs to nothing that is watched any more.

    What was taken away stays for `keep_orphans`, in case somebody undoes it.
    """
    session.execute(sa.delete(FeedItem).where(FeedItem.day < before))
    session.execute(sa.delete(TrendDay).where(TrendDay.day < before))
    session.execute(sa.delete(WatchedDay).where(WatchedDay.day < before))
    wanted: dict[str, sa.Select[int]] = {
        "feed": sa.select(Feed.id),
        "competitor": sa.select(Competitor.id),
        "network": sa.select(Account.id).where(Account.connected),
    }
    for kind, living in wanted.items():
        orphans = sa.select(Watch).where(Watch.kind == kind, Watch.ref.not_in(living))
        for row in session.scalars(orphans).all():
            row.due_at = None
            if row.looked_at is not None and row.looked_at > now - keep_orphans:
                continue
            if kind == "feed":
                source = f"feed:{row.ref}"
                session.execute(sa.delete(FeedItem).where(FeedItem.feed_id == row.ref))
                for model in (TrendDay, WatchedDay):
                    session.execute(
                        sa.delete(model).where(model.workspace_id == row.workspace_id, model.source == source)
                    )
            elif kind == "competitor":
                session.execute(sa.delete(CompetitorDay).where(CompetitorDay.competitor_id == row.ref))
            session.delete(row)
    for kind, living in wanted.items():
        # Undone, or connected again: it is watched once more.
        back = sa.select(Watch).where(Watch.kind == kind, Watch.region == "", Watch.due_at.is_(None))
        for row in session.scalars(back.where(Watch.ref.in_(living))).all():
            row.due_at = now


def _count(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add these uses to those of the same thing on the same day."""
    dialect: Any = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    keys = [column.name for column in TrendDay.__table__.primary_key]
    for start in range(0, len(rows), MANY):
        statement = dialect.insert(TrendDay.__table__).values(list(rows[start : start + MANY]))
        more = sa.func.coalesce(TrendDay.uses, 0.0) + statement.excluded.uses
        changed = {"uses": more, "seen_at": statement.excluded.seen_at}
        session.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed))


def _insert(session: Session, table: type[Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; one whose key is there already is left as it is."""
    dialect: Any = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    for start in range(0, len(rows), MANY):
        part = list(rows[start : start + MANY])
        session.execute(dialect.insert(table.__table__).values(part).on_conflict_do_nothing())

"""Days and hours: what questions are answered from, made out of looks.

A figure's growth lies between two looks. `Roll.between` says on which day it counts, for `storage.recording`, which adds look
after look, and for `rebuild`, which starts from the rows alone.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple, cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.metrics_tables import NO_HOUR, Figure, MetricDay, MetricHour, Observation, Publication
from storage.models import Account

LONGEST = timedelta(hours=26)
"""Between two looks that are further apart, nobody can say on which day something happened."""
HOURLY = timedelta(hours=2)
MANY = 500
"""Ids in one statement: SQLite and PostgreSQL both take that many at ease."""

_LOCK = 0x6D657472
"""The first half of the advisory locks on accounts whose figures are being written."""

Key = tuple[int, str, date]
"""Account, metric, day."""

_days = cast(sa.Table, MetricDay.__table__)
_hours = cast(sa.Table, MetricHour.__table__)
_posts = cast(sa.Table, Publication.__table__)


class Look(NamedTuple):
    """A value, and when it was seen. Of a post that nobody has looked at: nought, when it went out."""

    at: datetime
    value: float
    real: bool = True


class _Span(NamedTuple):
    """Days in which something happened, nobody knows on which."""

    first: date
    last: date
    sign: int
    at: datetime


@dataclass(slots=True)
class Roll:
    """What is to be added to an account's days and hours."""

    zone: ZoneInfo
    growth: dict[Key, float] = field(default_factory=lambda: defaultdict(float))
    gaps: dict[Key, int] = field(default_factory=lambda: defaultdict(int))
    hours: dict[tuple[int, str, datetime], float] = field(default_factory=lambda: defaultdict(float))
    seen: dict[Key, datetime] = field(default_factory=dict)
    spans: dict[tuple[int, str], list[_Span]] = field(default_factory=lambda: defaultdict(list))

    def between(self, account: int, metric: str, before: Look, after: Look, sign: int = 1) -> None:
        """Count what happened between two looks, or with `sign` -1 take back that it was counted.

        Nothing changed between two real looks: that is known of all days between, however many. Before the first look it
        is only known of a short time.
        """
        start = min(before.at, after.at)
        is_short = after.at - start <= LONGEST
        is_quiet = before.value == after.value
        if is_quiet and not is_short and not before.real:
            return
        if not is_quiet and not is_short:
            first, last = start.astimezone(self.zone).date(), after.at.astimezone(self.zone).date()
            self.spans[account, metric].append(_Span(first, last, sign, after.at))
            return
        for day in days_between(start, after.at, self.zone):
            key = (account, metric, day)
            self.seen[key] = max(after.at, self.seen.get(key, after.at))
            self.growth[key] += 0.0
        if is_short and not is_quiet:
            middle = start + (after.at - start) / 2
            grown = sign * (after.value - before.value)
            self.growth[account, metric, middle.astimezone(self.zone).date()] += grown
            if after.at - start <= HOURLY:
                hour = middle.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
                self.hours[account, metric, hour] += grown

    def settle(self) -> None:
        """Put the gaps on their days: in one go over the days, since a post of long ago has one on each since then."""
        for (account, metric), spans in self.spans.items():
            spans.sort()
            open_ones: list[tuple[date, int]] = []
            looks: list[tuple[float, date, datetime]] = []
            gaps = place = 0
            day = spans[0].first
            while place < len(spans) or open_ones:
                while place < len(spans) and spans[place].first <= day:
                    span = spans[place]
                    heapq.heappush(open_ones, (span.last, span.sign))
                    heapq.heappush(looks, (-span.at.timestamp(), span.last, span.at))
                    gaps, place = gaps + span.sign, place + 1
                while open_ones and open_ones[0][0] < day:
                    gaps -= heapq.heappop(open_ones)[1]
                while looks and looks[0][1] < day:
                    heapq.heappop(looks)
                if open_ones:
                    key = (account, metric, day)
                    self.gaps[key] += gaps
                    self.seen[key] = max(looks[0][2], self.seen.get(key, looks[0][2]))
                day += timedelta(days=1)
        self.spans.clear()


def rebuild(session: Session, account_id: int, zone: ZoneInfo, *, since: date | None = None) -> None:
    """Make an account's days and hours anew from its observations, figures and publications alone.

    For after an import, a change of the time zone, or a doubt; it comes to what `record` has kept. Publications get their
    day, weekday and hour on that clock. With `since`, days before keep what accounts and posts gained then: of long ago
    only the last look of each day may be left.
    """
    lock(session, [account_id])
    session.flush()
    account = session.get(Account, account_id)
    if account is None:
        return
    _replace_days(session, account_id, zone)
    roll = Roll(zone)
    levels: dict[Key, Look] = {}
    totals: dict[Key, Look] = {}
    figures = _figures_of(session, account_id)
    query = sa.select(Publication.id, Publication.published_at).where(Publication.account_id == account_id)
    posts = {row.id: row.published_at for row in session.execute(query)}
    last: tuple[int, str] | None = None
    look: Look | None = None

    def close() -> None:
        """The looks since the last row have found nothing changed."""
        if last is not None and look is not None and (figure := figures.get(last)) and figure.checked_at > look.at:
            roll.between(account_id, last[1], look, Look(figure.checked_at, look.value))

    looks = (
        sa.select(
            Observation.publication_id,
            Observation.metric,
            Observation.kind,
            Observation.day,
            Observation.seen_at,
            Observation.value,
        )
        .where(Observation.account_id == account_id)
        .order_by(Observation.publication_id, Observation.metric, Observation.seen_at)
        .execution_options(yield_per=5_000)
    )
    for post, metric, kind, day, seen_at, value in session.execute(looks):
        found = Look(seen_at, value)
        if not post:
            on = day if kind == "day" else seen_at.astimezone(zone).date()
            (totals if kind == "day" else levels)[account_id, metric, on] = found
            continue
        if post not in posts:
            continue
        if (post, metric) != last:
            close()
            last, look = (post, metric), Look(posts[post], 0.0, real=False)
        assert look is not None
        roll.between(account_id, metric, look, found)
        look = found
    close()
    _put_in_place(session, account, roll, levels, totals, since)


def recount(session: Session, account_id: int, days: Collection[date]) -> None:
    """Add up once more what the posts of these days of an account have, after one of them came, went or moved."""
    account = session.get(Account, account_id)
    if account is None:
        return
    session.flush()
    for part in parts_of(sorted(days)):
        session.execute(
            sa.update(MetricDay)
            .where(MetricDay.account_id == account_id, MetricDay.day.in_(part))
            .values(of_posts=None, measured=0, posts_seen_at=None)
            .execution_options(synchronize_session=False)
        )
    posted = _of_posts(session, account_id, days)
    _write_day_rows(session, [_day_row(account, key, values=values) for key, values in posted.items()])
    session.expire_all()


# Days and hours


def _replace_days(session: Session, account_id: int, zone: ZoneInfo) -> None:
    """Give publications their place on this clock."""
    moved = []
    query = sa.select(Publication.id, Publication.published_at, Publication.day, Publication.hour)
    # Of those whose hour nobody knows the day is all there is: it is the same on every clock.
    for row in session.execute(query.where(Publication.account_id == account_id, Publication.hour != NO_HOUR)):
        local = row.published_at.astimezone(zone)
        if (local.date(), local.hour) != (row.day, row.hour):
            moved.append(
                {"the_id": row.id, "the_day": local.date(), "the_weekday": local.weekday(), "the_hour": local.hour}
            )
    if moved:
        session.connection().execute(
            sa.update(_posts)
            .where(_posts.c.id == sa.bindparam("the_id"))
            .values(day=sa.bindparam("the_day"), weekday=sa.bindparam("the_weekday"), hour=sa.bindparam("the_hour")),
            moved,
        )
        session.expire_all()


def _put_in_place(
    session: Session,
    account: Account,
    roll: Roll,
    levels: Mapping[Key, Look],
    totals: Mapping[Key, Look],
    since: date | None,
) -> None:
    """What was made anew, for what there was."""
    roll.settle()
    query = sa.select(_days.c.metric, _days.c.day, _days.c.seen_at).where(_days.c.account_id == account.id)
    looked = {(account.id, row.metric, row.day): row.seen_at for row in session.connection().execute(query)}
    connection = session.connection()
    of_days = _days.c.account_id == account.id
    of_hours = _hours.c.account_id == account.id
    if since is None:
        connection.execute(sa.delete(_days).where(of_days))
        connection.execute(sa.delete(_hours).where(of_hours))
    else:
        connection.execute(sa.delete(_days).where(of_days, _days.c.day >= since))
        cleared = {"of_posts": None, "measured": 0, "posts_seen_at": None}
        connection.execute(sa.update(_days).where(of_days).values(**cleared))
        first = datetime(since.year, since.month, since.day, tzinfo=roll.zone).astimezone(UTC)
        connection.execute(sa.delete(_hours).where(of_hours, _hours.c.hour >= first))
        roll.hours = {key: value for key, value in roll.hours.items() if key[2] >= first}
    posted = _of_posts(session, account.id, None)
    rows = []
    for key in set(roll.growth) | set(roll.gaps) | set(levels) | set(totals) | set(posted):
        is_kept = since is not None and key[2] < since
        if is_kept and key not in posted:
            continue
        seen = [roll.seen.get(key), looked.get(key)]
        seen += [look.at for look in (levels.get(key), totals.get(key)) if look is not None]
        row = _day_row(account, key, values=posted.get(key))
        row["seen_at"] = max([row["seen_at"], *(at for at in seen if at is not None)])
        if not is_kept:
            row["gained"], row["gaps"] = roll.growth.get(key), roll.gaps.get(key, 0)
            row["level"] = levels[key].value if key in levels else None
            row["total"] = totals[key].value if key in totals else None
        rows.append(row)
    _write_day_rows(session, rows)
    write_hours(session, account.workspace_id, roll.hours)
    session.expire_all()


_NEVER = datetime(1970, 1, 1, tzinfo=UTC)

Posted = tuple[float, int, datetime, datetime]
"""What the posts of a day have together, how many have it, the oldest and the newest of the last looks at them."""


def _day_row(account: Account, key: Key, *, values: Posted | None) -> dict[str, Any]:
    value, count, oldest, newest = values or (None, 0, None, _NEVER)
    return {
        "account_id": key[0],
        "metric": key[1],
        "day": key[2],
        "workspace_id": account.workspace_id,
        "platform": account.platform,
        "level": None,
        "total": None,
        "gained": None,
        "gaps": 0,
        "of_posts": value,
        "measured": count,
        "posts_seen_at": oldest,
        "seen_at": newest,
    }


def write_days(
    session: Session,
    workspace_id: int,
    platforms: Mapping[int, str],
    at: datetime,
    roll: Roll,
    touched: Collection[Key],
    levels: Mapping[Key, float],
    totals: Mapping[Key, float],
) -> None:
    """Add to the days what one look has brought."""
    roll.settle()
    posted: dict[Key, Posted] = {}
    of_accounts: dict[int, set[date]] = defaultdict(set)
    for account, _, day in touched:
        of_accounts[account].add(day)
    metrics = {metric for _, metric, _ in touched}
    for account, days in sorted(of_accounts.items()):
        found = _of_posts(session, account, days, metrics)
        posted |= {key: values for key, values in found.items() if key in touched}
    rows = []
    for key in set(touched) | set(roll.growth) | set(roll.gaps) | set(levels) | set(totals):
        value, count, oldest, _ = posted.get(key, (None, 0, None, None))
        rows.append(
            {
                "account_id": key[0],
                "metric": key[1],
                "day": key[2],
                "workspace_id": workspace_id,
                "platform": platforms[key[0]],
                "level": levels.get(key),
                "total": totals.get(key),
                "gained": roll.growth.get(key),
                "gaps": roll.gaps.get(key, 0),
                "of_posts": value,
                "measured": count,
                "posts_seen_at": oldest,
                "seen_at": at,
            }
        )
    _write_day_rows(session, rows)


def _write_day_rows(session: Session, rows: list[dict[str, Any]]) -> None:
    """Insert days, or add to those that are there: growth and gaps add up, all else replaces what it knows better."""
    if not rows:
        return
    rows.sort(key=lambda row: (row["account_id"], row["metric"], row["day"]))  # locks in the same order everywhere
    table = _days
    statement = dialect_of(session).insert(table)
    new = statement.excluded
    grown = sa.case((new.gained.is_(None), table.c.gained), else_=sa.func.coalesce(table.c.gained, 0.0) + new.gained)
    has_posts = new.measured > 0
    statement = statement.on_conflict_do_update(
        index_elements=["account_id", "metric", "day"],
        set_={
            "gained": grown,
            "gaps": table.c.gaps + new.gaps,
            "level": sa.func.coalesce(new.level, table.c.level),
            "total": sa.func.coalesce(new.total, table.c.total),
            "of_posts": sa.case((has_posts, new.of_posts), else_=table.c.of_posts),
            "measured": sa.case((has_posts, new.measured), else_=table.c.measured),
            "posts_seen_at": sa.case((has_posts, new.posts_seen_at), else_=table.c.posts_seen_at),
            "seen_at": sa.case((new.seen_at > table.c.seen_at, new.seen_at), else_=table.c.seen_at),
        },
    )
    session.connection().execute(statement, rows)


def _of_posts(
    session: Session, account_id: int, days: Collection[date] | None, metrics: Collection[str] | None = None
) -> dict[Key, Posted]:
    """By account, metric and day (None: every day): what the posts that went out that day have together, as they stand."""
    oldest = sa.func.coalesce(
        sa.func.min(sa.case((Publication.gone_at.is_(None), Figure.checked_at))), sa.func.max(Figure.checked_at)
    )
    query = (
        sa.select(
            Publication.day,
            Figure.metric,
            sa.func.sum(Figure.value),
            sa.func.count(),
            sa.type_coerce(oldest, Figure.checked_at.type),
            sa.type_coerce(sa.func.max(Figure.checked_at), Figure.checked_at.type),
        )
        .join(Figure, Figure.publication_id == Publication.id)
        .where(Publication.account_id == account_id)
        .group_by(Publication.day, Figure.metric)
    )
    if metrics is not None:
        query = query.where(Figure.metric.in_(sorted(metrics)))
    found: dict[Key, Posted] = {}
    parts: list[Any] = [None] if days is None else parts_of(sorted(days))
    for part in parts:
        rows: Any = session.execute(query if part is None else query.where(Publication.day.in_(part)))
        for day, metric, value, count, first, newest in rows:
            found[account_id, metric, day] = (value, count, first, newest)
    return found


def write_hours(session: Session, workspace_id: int, hours: Mapping[tuple[int, str, datetime], float]) -> None:
    rows = [
        {"account_id": account, "metric": metric, "hour": hour, "workspace_id": workspace_id, "gained": gained}
        for (account, metric, hour), gained in sorted(hours.items())
    ]
    if rows:
        table = _hours
        statement = dialect_of(session).insert(table)
        added = {"gained": table.c.gained + statement.excluded.gained}
        keys = ["account_id", "metric", "hour"]
        session.connection().execute(statement.on_conflict_do_update(index_elements=keys, set_=added), rows)


# Rows


FIGURE = sa.select(
    Figure.publication_id,
    Figure.metric,
    Figure.value,
    Figure.changed_at,
    Figure.checked_at,
    Figure.revisions,
    Figure.source,
)


def _figures_of(session: Session, account_id: int) -> dict[tuple[int, str], Any]:
    query = FIGURE.join(Publication, Publication.id == Figure.publication_id)
    rows = session.execute(query.where(Publication.account_id == account_id))
    return {(row.publication_id, row.metric): row for row in rows}


def days_between(since: datetime, until: datetime, zone: ZoneInfo) -> list[date]:
    first, last = since.astimezone(zone).date(), until.astimezone(zone).date()
    return [first] if first == last else [first + timedelta(days=n) for n in range((last - first).days + 1)]


def parts_of(items: Sequence[Any]) -> list[Sequence[Any]]:
    return [items[start : start + MANY] for start in range(0, len(items), MANY)]


def lock(session: Session, accounts: Collection[int]) -> None:
    """Nobody else writes figures of these accounts until the transaction ends; on SQLite one writes at a time anyway."""
    if session.get_bind().dialect.name == "postgresql":
        for account in sorted(accounts):
            session.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK, account)))


def dialect_of(session: Session) -> Any:
    return sqlite if session.get_bind().dialect.name == "sqlite" else postgresql

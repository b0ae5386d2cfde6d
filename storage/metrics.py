"""What was measured, written once and read back for questions.

`record` (in `storage.recording`, with all that writes) keeps what a network said and brings the roll-ups in line in the same
transaction; `rebuild` makes the roll-ups anew from what was seen, and comes to the same. What nobody has seen is None
throughout, never nought; that nothing changed between two looks is nought, and known.

A post's figures count on the day the post went out (`of_posts`), and their growth on the day it was seen to happen
(`gained`). Growth between two looks counts where most of the time between them lies; where the looks are more than `LONGEST`
apart, nobody can say on which day it happened, and the days between have a gap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.metrics_tables import Figure, Gap, Measuring, MetricDay, Observation, Publication
from storage.models import Account, Delivery, Post
from storage.recording import NewPublication, Seen, hashtags, keep, record
from storage.rolling import HOURLY, LONGEST, MANY, rebuild, recount

__all__ = [
    "CARRIED",
    "HOURLY",
    "LONGEST",
    "MANY",
    "Basis",
    "Level",
    "NewPublication",
    "Point",
    "PublicationRow",
    "Seen",
    "Standing",
    "Total",
    "by_id",
    "counts",
    "first_level",
    "gaps",
    "has_samples",
    "hashtags",
    "keep",
    "levels",
    "of_post",
    "publications",
    "rebuild",
    "record",
    "recount",
    "revisions",
    "series",
    "stale",
    "standing",
    "told_by",
    "top",
    "totals",
    "with_figures",
]

DAY = timedelta(days=1)
CARRIED = timedelta(days=7)
"""So long an account's own figure is taken to stand after it was looked at."""

Basis = Literal["of_posts", "gained", "level", "total"]
"""Columns of `MetricDay`: figures of the posts of a day, growth on it, the account at its end, the network's own daily figure."""


@dataclass(frozen=True, slots=True)
class Total:
    """What the posts of a period have together. `value` is None where no post has the figure.

    `measured` of `posts` posts have it; `seen_at` is the oldest of the last looks at these.
    """

    value: float | None
    posts: int
    measured: int
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class Point:
    """A day of a series; `value` is None where it is unknown, `gaps` posts are missing in it."""

    day: date
    value: float | None
    gaps: int = 0


@dataclass(frozen=True, slots=True)
class PublicationRow:
    """A publication with its figures as they stand, and the number that people call its post by, if it has one."""

    publication: Publication
    figures: Mapping[str, Figure] = field(default_factory=dict)
    number: int | None = None

    def value(self, metric: str) -> float | None:
        """A figure as it stands, None if unknown."""
        found = self.figures.get(metric)
        return found.value if found is not None else None


# Reading


def totals(
    session: Session,
    workspace_id: int,
    metrics: Collection[str],
    *,
    since: date,
    until: date,
    platforms: Collection[str] = (),
    accounts: Collection[int] = (),
) -> dict[tuple[str, str], Total]:
    """What the posts of these days (inclusive) have together, by platform and metric."""
    query = (
        sa.select(
            MetricDay.platform,
            MetricDay.metric,
            sa.func.sum(MetricDay.of_posts),
            sa.func.sum(MetricDay.measured),
            sa.func.min(MetricDay.posts_seen_at),
        )
        .where(*_days_where(workspace_id, metrics, since, until, platforms, accounts), MetricDay.measured > 0)
        .group_by(MetricDay.platform, MetricDay.metric)
    )
    sums: dict[tuple[str, str], tuple[Any, Any, Any]] = {
        (platform, metric): (value, measured, seen_at)
        for platform, metric, value, measured, seen_at in session.execute(query)
    }
    found = {}
    for platform, posts in counts(
        session, workspace_id, since=since, until=until, platforms=platforms, accounts=accounts
    ).items():
        for metric in metrics:
            value, measured, seen_at = sums.get((platform, metric), (None, 0, None))
            found[platform, metric] = Total(value, posts, int(measured), seen_at)
    return found


def counts(
    session: Session,
    workspace_id: int,
    *,
    since: date,
    until: date,
    platforms: Collection[str] = (),
    accounts: Collection[int] = (),
) -> dict[str, int]:
    """How many posts went out on these days (inclusive), by platform; none where there were none."""
    query = sa.select(Publication.platform, sa.func.count()).where(
        Publication.workspace_id == workspace_id, Publication.day.between(since, until)
    )
    if platforms:
        query = query.where(Publication.platform.in_(list(platforms)))
    if accounts:
        query = query.where(Publication.account_id.in_(list(accounts)))
    return dict(session.execute(query.group_by(Publication.platform)).all())


def series(
    session: Session,
    workspace_id: int,
    metric: str,
    basis: Basis,
    *,
    since: date,
    until: date,
    platforms: Collection[str] = (),
    accounts: Collection[int] = (),
) -> list[Point]:
    """One metric day by day over all these accounts; every day of the period is there, unknown ones with None.

    A `level` is that of the accounts that are connected (of all where none of these has it), or of those in `accounts`. It is
    carried on from an account's last known day, so that two that were looked at on different days still add up, but for no
    more than a week, and never beyond the last look at any of them; it is None before every one of them is known.
    """
    column: Any = getattr(MetricDay, basis)
    if basis == "level" and not accounts:
        accounts = _connected(session, workspace_id, metric, until)
    query = (
        sa.select(MetricDay.account_id, MetricDay.day, column, MetricDay.gaps)
        .where(*_days_where(workspace_id, [metric], since, until, platforms, accounts), column.is_not(None))
        .order_by(MetricDay.day)
    )
    rows = session.execute(query).all()
    days = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    if basis == "level":
        return _levels(session, workspace_id, metric, rows, days, platforms, accounts)
    sums: dict[date, float] = defaultdict(float)
    missing: dict[date, int] = defaultdict(int)
    for row in rows:
        sums[row.day] += row[2]
        missing[row.day] += row.gaps
    return [Point(day, sums.get(day), missing.get(day, 0)) for day in days]


def _connected(session: Session, workspace_id: int, metric: str, until: date) -> list[int]:
    """The connected accounts that have such a figure of their own."""
    known = levels(session, workspace_id, metric, until)
    return list(session.scalars(sa.select(Account.id).where(Account.id.in_(list(known)), Account.connected)))


def _levels(
    session: Session,
    workspace_id: int,
    metric: str,
    rows: Sequence[Any],
    days: Sequence[date],
    platforms: Collection[str],
    accounts: Collection[int],
) -> list[Point]:
    current = {
        account: (level.value, level.day)
        for account, level in levels(
            session, workspace_id, metric, days[0] - timedelta(days=1), platforms=platforms, accounts=accounts
        ).items()
    }
    by_day: dict[date, dict[int, tuple[float, date]]] = defaultdict(dict)
    for row in rows:
        by_day[row.day][row.account_id] = (row[2], row.day)
    everyone = set(current) | {row.account_id for row in rows}
    newest = max((day for _, day in (*current.values(), *((0.0, row.day) for row in rows))), default=None)
    points = []
    for day in days:
        current |= by_day.get(day, {})
        fresh = [value for value, seen in current.values() if day - seen <= CARRIED]
        known = newest is not None and day <= newest and len(fresh) == len(everyone)
        points.append(Point(day, sum(fresh) if known else None))
    return points


@dataclass(frozen=True, slots=True)
class Level:
    """An account's own figure on the last day that it is known for."""

    value: float
    day: date
    platform: str
    seen_at: datetime


def levels(
    session: Session,
    workspace_id: int,
    metric: str,
    until: date,
    *,
    platforms: Collection[str] = (),
    accounts: Collection[int] = (),
) -> dict[int, Level]:
    """Each account's own figure (followers above all) as it stood on a day, by account; those never seen are left out."""
    newest = (
        sa.select(MetricDay.account_id, sa.func.max(MetricDay.day).label("day"))
        .where(
            *_days_where(workspace_id, [metric], None, until, platforms, accounts),
            MetricDay.level.is_not(None),
        )
        .group_by(MetricDay.account_id)
        .subquery()
    )
    query = sa.select(MetricDay).join(
        newest, sa.and_(MetricDay.account_id == newest.c.account_id, MetricDay.day == newest.c.day)
    )
    return {
        row.account_id: Level(row.level or 0.0, row.day, row.platform, row.seen_at)
        for row in session.scalars(query.where(MetricDay.metric == metric))
    }


def disconnected(session: Session, workspace_id: int, accounts: Collection[int]) -> set[int]:
    """Those of these accounts that are no longer connected."""
    query = sa.select(Account.id).where(Account.workspace_id == workspace_id, Account.connected.is_(False))
    return set(session.scalars(query.where(Account.id.in_(list(accounts))))) if accounts else set()


def known_from(
    session: Session,
    workspace_id: int,
    *,
    since: date,
    until: date,
    platforms: Collection[str] = (),
    accounts: Collection[int] = (),
) -> date | None:
    """The day from which on the posts of all accounts with posts on these days (inclusive) are known; None without posts.

    Of each that is its first known post, or the day on which it was connected, if that came before.
    """
    posted = sa.select(Publication.account_id).where(
        Publication.workspace_id == workspace_id, Publication.day.between(since, until)
    )
    first = (
        sa.select(sa.func.min(Publication.day))
        .where(Publication.workspace_id == workspace_id, Publication.account_id == Account.id)
        .scalar_subquery()
    )
    query = sa.select(Account.created_at, first).where(Account.workspace_id == workspace_id, Account.id.in_(posted))
    if platforms:
        query = query.where(Account.platform.in_(list(platforms)))
    if accounts:
        query = query.where(Account.id.in_(list(accounts)))
    rows: Sequence[Any] = session.execute(query).all()
    return max((min(created.date(), day) for created, day in rows), default=None)


def first_level(session: Session, account_id: int, metric: str, since: date, until: date) -> Level | None:
    """An account's own figure on the first of these days (inclusive) that it is known for."""
    query = (
        sa.select(MetricDay)
        .where(MetricDay.account_id == account_id, MetricDay.metric == metric, MetricDay.day.between(since, until))
        .where(MetricDay.level.is_not(None))
        .order_by(MetricDay.day)
        .limit(1)
    )
    row = session.scalar(query)
    return None if row is None else Level(row.level or 0.0, row.day, row.platform, row.seen_at)


def publications(
    session: Session,
    workspace_id: int,
    *,
    since: date | None = None,
    until: date | None = None,
    platforms: Collection[str] = (),
    accounts: Collection[int] = (),
    limit: int | None = None,
) -> list[PublicationRow]:
    """Posts that went out on these days (inclusive), the newest first, each with its figures as they stand."""
    query = sa.select(Publication).where(Publication.workspace_id == workspace_id)
    if since is not None:
        query = query.where(Publication.day >= since)
    if until is not None:
        query = query.where(Publication.day <= until)
    if platforms:
        query = query.where(Publication.platform.in_(list(platforms)))
    if accounts:
        query = query.where(Publication.account_id.in_(list(accounts)))
    query = query.order_by(Publication.published_at.desc(), Publication.id.desc())
    return with_figures(session, list(session.scalars(query.limit(limit) if limit else query)))


def of_post(session: Session, workspace_id: int, number: int) -> list[PublicationRow]:
    """Where the post of that number stands, on every account."""
    query = (
        sa.select(Publication)
        .join(Delivery, Delivery.id == Publication.delivery_id)
        .join(Post, Post.id == Delivery.post_id)
        .where(Publication.workspace_id == workspace_id, Post.number == number)
        .order_by(Publication.id)
    )
    return with_figures(session, list(session.scalars(query)))


def top(
    session: Session,
    workspace_id: int,
    metric: str,
    *,
    since: date,
    until: date,
    platforms: Collection[str] = (),
    count: int = 5,
    worst: bool = False,
) -> list[PublicationRow]:
    """The posts of a period with most, or least, of one counted figure; those without it are left out."""
    order = Figure.value.asc() if worst else Figure.value.desc()
    query = (
        sa.select(Publication)
        .join(Figure, sa.and_(Figure.publication_id == Publication.id, Figure.metric == metric))
        .where(Publication.workspace_id == workspace_id, Publication.day.between(since, until))
        .order_by(order, Publication.published_at.desc(), Publication.id)
        .limit(count)
    )
    if platforms:
        query = query.where(Publication.platform.in_(list(platforms)))
    return with_figures(session, list(session.scalars(query)))


def with_figures(session: Session, rows: Sequence[Publication]) -> list[PublicationRow]:
    """These publications, in their order, with figures and numbers."""
    found: dict[int, dict[str, Figure]] = defaultdict(dict)
    numbers: dict[int, int] = {}
    ids = [row.id for row in rows]
    for start in range(0, len(ids), MANY):
        part = ids[start : start + MANY]
        for figure in session.scalars(sa.select(Figure).where(Figure.publication_id.in_(part))):
            found[figure.publication_id][figure.metric] = figure
        query = (
            sa.select(Publication.id, Post.number)
            .join(Delivery, Delivery.id == Publication.delivery_id)
            .join(Post, Post.id == Delivery.post_id)
            .where(Publication.id.in_(part))
        )
        numbers.update(dict(session.execute(query).all()))
    return [PublicationRow(row, found.get(row.id, {}), numbers.get(row.id)) for row in rows]


def told_by(session: Session, workspace_id: int) -> dict[str, set[str]]:
    """Which figures of posts each platform has ever told here."""
    query = (
        sa.select(MetricDay.platform, MetricDay.metric)
        .where(MetricDay.workspace_id == workspace_id, MetricDay.measured > 0)
        .distinct()
    )
    found: dict[str, set[str]] = defaultdict(set)
    for platform, metric in session.execute(query):
        found[platform].add(metric)
    return found


def stale(
    session: Session,
    workspace_id: int,
    *,
    out_since: datetime,
    seen_before: datetime,
    platforms: Collection[str] = (),
    ids: Collection[int] = (),
    limit: int = 60,
) -> list[int]:
    """Posts of connected accounts that went out since `out_since` and nobody has looked at since `seen_before`, newest first.

    Those that are gone, were read from a file or are made up are left out.
    """
    query = (
        sa.select(Publication.id)
        .join(Account, Account.id == Publication.account_id)
        .where(
            Publication.workspace_id == workspace_id,
            Account.connected,
            Publication.gone_at.is_(None),
            Publication.source.in_(("here", "network")),
            sa.or_(Publication.measured_at.is_(None), Publication.measured_at < seen_before),
        )
        .order_by(Publication.day.desc(), Publication.id.desc())
        .limit(limit)
    )
    if ids:
        query = query.where(Publication.id.in_(list(ids)))
    else:
        query = query.where(Publication.published_at >= out_since, Publication.day >= (out_since - DAY).date())
    if platforms:
        query = query.where(Publication.platform.in_(list(platforms)))
    return list(session.scalars(query))


def gaps(session: Session, workspace_id: int, *, since: datetime, until: datetime) -> list[Gap]:
    """Times in which an account could not be measured that touch these, the longest ago first."""
    query = (
        sa.select(Gap)
        .where(Gap.workspace_id == workspace_id, Gap.since < until)
        .where(sa.or_(Gap.until.is_(None), Gap.until > since))
        .order_by(Gap.since, Gap.id)
    )
    return list(session.scalars(query))


@dataclass(frozen=True, slots=True)
class Standing:
    """How measuring an account stands; `posts` are those that are known of it, the first of them on `first`."""

    account: Account
    measuring: Measuring | None
    posts: int
    first: date | None
    newest_look: datetime | None


def standing(session: Session, workspace_id: int) -> list[Standing]:
    """Every account that is connected or has posts, in the order they were connected."""
    counted = (
        sa.select(
            Publication.account_id,
            sa.func.count().label("posts"),
            sa.func.min(Publication.day).label("first"),
            sa.func.max(Publication.measured_at).label("newest"),
        )
        .where(Publication.workspace_id == workspace_id)
        .group_by(Publication.account_id)
        .subquery()
    )
    query = (
        sa.select(Account, Measuring, counted.c.posts, counted.c.first, counted.c.newest)
        .outerjoin(Measuring, Measuring.account_id == Account.id)
        .outerjoin(counted, counted.c.account_id == Account.id)
        .where(Account.workspace_id == workspace_id, sa.or_(Account.connected, counted.c.posts > 0))
        .order_by(Account.id)
    )
    rows: Sequence[Any] = session.execute(query).all()
    return [
        Standing(account, measuring, posts or 0, first, newest) for account, measuring, posts, first, newest in rows
    ]


def by_id(session: Session, workspace_id: int, ids: Sequence[int]) -> list[PublicationRow]:
    """These publications in this order, each with its figures; what is not this workspace's is left out."""
    query = sa.select(Publication).where(Publication.workspace_id == workspace_id, Publication.id.in_(list(ids)))
    found = {row.id: row for row in session.scalars(query)}
    return with_figures(session, [found[identity] for identity in ids if identity in found])


def revisions(session: Session, publication: Publication, metric: str) -> list[Observation]:
    """Every value of a publication that was seen, oldest first."""
    query = sa.select(Observation).where(
        Observation.account_id == publication.account_id,
        Observation.publication_id == publication.id,
        Observation.metric == metric,
    )
    return list(session.scalars(query.order_by(Observation.seen_at)))


def has_samples(session: Session, workspace_id: int) -> bool:
    """Whether any of a workspace's figures are made up, so that every answer has to say so."""
    query = sa.select(Publication.id).where(Publication.workspace_id == workspace_id, Publication.source == "sample")
    return session.scalar(query.limit(1)) is not None


def _days_where(
    workspace_id: int,
    metrics: Collection[str],
    since: date | None,
    until: date | None,
    platforms: Collection[str],
    accounts: Collection[int],
) -> list[Any]:
    where: list[Any] = [MetricDay.workspace_id == workspace_id, MetricDay.metric.in_(list(metrics))]
    if since is not None:
        where.append(MetricDay.day >= since)
    if until is not None:
        where.append(MetricDay.day <= until)
    if platforms:
        where.append(MetricDay.platform.in_(list(platforms)))
    if accounts:
        where.append(MetricDay.account_id.in_(list(accounts)))
    return where

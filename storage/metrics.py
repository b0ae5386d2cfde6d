"""What was measured, written once and read back for questions.

`record` keeps what a network said and brings the roll-ups in line in the same transaction; `rebuild` makes the roll-ups anew
from the observations alone, and comes to the same. What nobody has seen is None throughout, never nought.

A post's figures count on the day the post went out (`of_posts`), and their growth on the day it was seen to happen
(`gained`). Growth between two looks counts where most of the time between them lies; where the looks are more than `LONGEST`
apart, nobody can say on which day it happened, and the days between have a gap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from connectors.limits import HASHTAG
from storage.metrics_tables import Figure, MetricDay, MetricHour, Observation, Publication
from storage.models import Account, Delivery, Post

LONGEST = timedelta(hours=26)
HOURLY = timedelta(hours=2)
MANY = 500
"""Ids in one statement: SQLite and PostgreSQL both take that many at ease."""

Basis = Literal["of_posts", "gained", "level", "total"]
"""Columns of `MetricDay`: figures of the posts of a day, growth on it, the account at its end, the network's own daily figure."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One value that was seen. `publication_id` 0 is the account itself; `day` only for `kind` `day`: the day it is about."""

    account_id: int
    publication_id: int
    metric: str
    value: float
    kind: Literal["level", "day"] = "level"
    day: date | None = None


@dataclass(frozen=True, slots=True)
class NewPublication:
    """A post as it was found on, or sent to, a network; its fields are those of `Publication`."""

    remote_id: str
    text: str
    published_at: datetime
    source: Literal["here", "network", "import", "sample"]
    url: str = ""
    format: str = "other"
    delivery_id: int | None = None
    campaign: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """What the posts of a period have together. `value` is None where no post has the figure.

    `measured` of `posts` posts have it; `seen_at` is the oldest of the newest looks at each day that it rests on.
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


# Writing


def keep(
    session: Session, account: Account, posts: Iterable[NewPublication], *, zone: ZoneInfo, now: datetime
) -> list[Publication]:
    """The publications of these posts of an account, made where they are new, and brought in line where they are known.

    A post of ours that was found on the network as well is one publication: `delivery_id` once known stays.
    """
    new = {one.remote_id: one for one in posts}
    known: dict[str, Publication] = {}
    ids = list(new)
    for start in range(0, len(ids), MANY):
        query = sa.select(Publication).where(
            Publication.account_id == account.id, Publication.remote_id.in_(ids[start : start + MANY])
        )
        known.update({row.remote_id: row for row in session.scalars(query)})
    for one in new.values():
        local = one.published_at.astimezone(zone)
        row = known.get(one.remote_id)
        if row is None:
            row = Publication(
                workspace_id=account.workspace_id,
                account_id=account.id,
                platform=account.platform,
                remote_id=one.remote_id,
                source=one.source,
                published_at=one.published_at,
                day=local.date(),
                weekday=local.weekday(),
                hour=local.hour,
                measure_at=now if one.source in {"here", "network"} else None,
                failures=0,
            )
            session.add(row)
            known[one.remote_id] = row
        row.delivery_id = one.delivery_id or row.delivery_id
        row.source = "here" if row.delivery_id is not None else row.source
        row.text = one.text or row.text or ""
        row.url = one.url or row.url or ""
        row.format = one.format if one.format != "other" else row.format or "other"
        row.tags = hashtags(row.text)
        row.campaign = one.campaign or row.campaign
        row.language = one.language or row.language
    session.flush()
    return [known[remote_id] for remote_id in new]


def hashtags(text: str) -> list[str]:
    """The hashtags of a text in small letters, without the sign, each once."""
    return list(dict.fromkeys(tag[1:].casefold() for tag in HASHTAG.findall(text)))


def record(
    session: Session,
    workspace_id: int,
    seen: Iterable[Seen],
    *,
    at: datetime,
    zone: ZoneInfo,
    source: str = "api",
) -> int:
    """Keep what was seen at `at`; how many values were new or other than before.

    The same again changes nothing but `checked_at`. Values of publications that are not this workspace's are left out.
    """
    values = {(one.account_id, one.publication_id, one.metric, one.day): one for one in seen}.values()
    rows = _publications(session, workspace_id, {one.publication_id for one in values if one.publication_id})
    today = at.astimezone(zone).date()
    kept: list[dict[str, Any]] = []
    shapes = _days_of_accounts(session, workspace_id, {one.account_id for one in values})
    known = _figures(session, rows)
    earlier = _daily(session, [one for one in values if not one.publication_id])
    touched: set[tuple[int, str, date]] = set()
    growth: dict[tuple[int, str, date], float] = defaultdict(float)
    hours: dict[tuple[int, str, datetime], float] = defaultdict(float)
    gaps: dict[tuple[int, str, date], int] = defaultdict(int)
    levels: dict[tuple[int, str, date], float] = {}
    totals: dict[tuple[int, str, date], float] = {}
    changed: list[dict[str, Any]] = []
    checked: list[tuple[int, str]] = []
    for one in values:
        if one.account_id not in shapes:
            continue
        day = one.day or today
        row = {
            "account_id": one.account_id,
            "publication_id": one.publication_id,
            "metric": one.metric,
            "day": day,
            "seen_at": at,
            "workspace_id": workspace_id,
            "value": float(one.value),
            "kind": one.kind,
            "source": source,
        }
        if not one.publication_id:
            key = (one.account_id, one.metric, day)
            if earlier.get((*key, one.kind)) != one.value:
                kept.append(row)
            (totals if one.kind == "day" else levels)[key] = float(one.value)
            continue
        publication = rows.get(one.publication_id)
        if publication is None or publication.account_id != one.account_id:
            continue
        before = known.get((one.publication_id, one.metric))
        if before is not None and before.checked_at > at:
            continue  # somebody has looked since
        touched.add((one.account_id, one.metric, publication.day))
        since, was = (before.checked_at, before.value) if before is not None else (publication.published_at, 0.0)
        places = _spread(since, at, zone)
        if places is None:
            for missed in _days(since, at, zone):
                gaps[one.account_id, one.metric, missed] += 1
        elif one.value != was or before is None:
            counted, hour = places
            growth[one.account_id, one.metric, counted] += one.value - was
            if hour is not None:
                hours[one.account_id, one.metric, hour] += one.value - was
        if before is not None and before.value == one.value:
            checked.append((one.publication_id, one.metric))
            continue
        kept.append(row)
        changed.append(
            {
                "publication_id": one.publication_id,
                "metric": one.metric,
                "value": float(one.value),
                "changed_at": at,
                "checked_at": at,
                "revisions": (before.revisions if before is not None else 0)
                + (1 if before is not None and one.value < before.value else 0),
                "source": source,
            }
        )
    _add(session, Observation, kept, "nothing")
    _add(session, Figure, changed, "replace")
    for start in range(0, len(checked), MANY):
        keys = checked[start : start + MANY]
        session.execute(
            sa.update(Figure)
            .where(sa.tuple_(Figure.publication_id, Figure.metric).in_(keys))
            .values(checked_at=at)
            .execution_options(synchronize_session=False)
        )
    session.flush()
    _roll_up(session, workspace_id, shapes, at, touched, growth, gaps, levels, totals)
    _add_hours(session, workspace_id, hours)
    session.expire_all()
    return len(kept)


def rebuild(session: Session, account_id: int, zone: ZoneInfo) -> None:
    """Make an account's days and hours anew from its observations and publications alone.

    For after an import, a change of the time zone, or a doubt. What was looked at without a change cannot be told from the
    observations, so growth after a long quiet time may become a gap; nothing else differs from what `record` has kept.
    """
    raise NotImplementedError


def _publications(session: Session, workspace_id: int, ids: Collection[int]) -> dict[int, Publication]:
    wanted, found = list(ids), {}
    for start in range(0, len(wanted), MANY):
        query = sa.select(Publication).where(
            Publication.workspace_id == workspace_id, Publication.id.in_(wanted[start : start + MANY])
        )
        found.update({row.id: row for row in session.scalars(query)})
    return found


def _figures(session: Session, ids: Collection[int]) -> dict[tuple[int, str], Figure]:
    wanted, found = list(ids), {}
    for start in range(0, len(wanted), MANY):
        query = sa.select(Figure).where(Figure.publication_id.in_(wanted[start : start + MANY])).with_for_update()
        found.update({(row.publication_id, row.metric): row for row in session.scalars(query)})
    return found


def _days_of_accounts(session: Session, workspace_id: int, ids: Collection[int]) -> dict[int, str]:
    """The platforms of those accounts that are this workspace's."""
    query = sa.select(Account.id, Account.platform).where(
        Account.workspace_id == workspace_id, Account.id.in_(list(ids))
    )
    return {row.id: row.platform for row in session.execute(query)}


def _daily(session: Session, seen: Sequence[Seen]) -> dict[tuple[int, str, date, str], float]:
    """The newest value of each of these accounts' figures, by account, metric, day and kind."""
    found: dict[tuple[int, str, date, str], float] = {}
    accounts = list({one.account_id for one in seen})
    days = [one.day for one in seen if one.day is not None]
    for account_id in accounts:
        query = (
            sa.select(Observation)
            .where(
                Observation.account_id == account_id,
                Observation.publication_id == 0,
                Observation.metric.in_(list({one.metric for one in seen})),
            )
            .order_by(Observation.seen_at)
        )
        if days and all(one.day is not None for one in seen):
            query = query.where(Observation.day.between(min(days), max(days)))
        for row in session.scalars(query):
            found[row.account_id, row.metric, row.day, row.kind] = row.value
    return found


def _spread(since: datetime, until: datetime, zone: ZoneInfo) -> tuple[date, datetime | None] | None:
    """The day, and the hour where it is known, that growth between two looks counts in; None where that cannot be told."""
    if until - since > LONGEST:
        return None
    middle = since + (until - since) / 2
    hour = middle.astimezone(UTC).replace(minute=0, second=0, microsecond=0) if until - since <= HOURLY else None
    return middle.astimezone(zone).date(), hour


def _days(since: datetime, until: datetime, zone: ZoneInfo) -> list[date]:
    first, last = since.astimezone(zone).date(), until.astimezone(zone).date()
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _roll_up(
    session: Session,
    workspace_id: int,
    platforms: Mapping[int, str],
    at: datetime,
    touched: Collection[tuple[int, str, date]],
    growth: Mapping[tuple[int, str, date], float],
    gaps: Mapping[tuple[int, str, date], int],
    levels: Mapping[tuple[int, str, date], float],
    totals: Mapping[tuple[int, str, date], float],
) -> None:
    keys = set(touched) | set(growth) | set(gaps) | set(levels) | set(totals)
    if not keys:
        return
    empty = {"level": None, "total": None, "gained": None, "gaps": 0, "of_posts": None, "measured": 0}
    shape = {"workspace_id": workspace_id, "seen_at": at}
    _add(
        session,
        MetricDay,
        [
            {"account_id": account, "metric": metric, "day": day, "platform": platforms[account], **shape, **empty}
            for account, metric, day in sorted(keys)
        ],
        "nothing",
    )
    posted = _of_posts(session, touched)
    for account, metric, day in sorted(keys):
        key = (account, metric, day)
        values: dict[str, Any] = {"seen_at": at}
        if key in growth:
            values["gained"] = sa.func.coalesce(MetricDay.gained, 0.0) + growth[key]
        if key in gaps:
            values["gaps"] = MetricDay.gaps + gaps[key]
        if key in levels:
            values["level"] = levels[key]
        if key in totals:
            values["total"] = totals[key]
        if key in posted:
            values |= dict(zip(("of_posts", "measured"), posted[key], strict=True))
        session.execute(
            sa.update(MetricDay)
            .where(MetricDay.account_id == account, MetricDay.metric == metric, MetricDay.day == day)
            .values(**values)
            .execution_options(synchronize_session=False)
        )


def _of_posts(
    session: Session, keys: Collection[tuple[int, str, date]]
) -> dict[tuple[int, str, date], tuple[float | None, int]]:
    """For account, metric and day: the sum of the day's posts as they stand, and how many posts have the figure."""
    found: dict[tuple[int, str, date], tuple[float | None, int]] = dict.fromkeys(keys, (None, 0))
    by_account: dict[int, set[date]] = defaultdict(set)
    for account, _, day in keys:
        by_account[account].add(day)
    for account, wanted in by_account.items():
        days = sorted(wanted)
        for start in range(0, len(days), MANY):
            query = (
                sa.select(Publication.day, Figure.metric, sa.func.sum(Figure.value), sa.func.count())
                .join(Figure, Figure.publication_id == Publication.id)
                .where(Publication.account_id == account, Publication.day.in_(days[start : start + MANY]))
                .group_by(Publication.day, Figure.metric)
            )
            for day, metric, value, count in session.execute(query):
                if (account, metric, day) in found:
                    found[account, metric, day] = (value, count)
    return found


def _add_hours(session: Session, workspace_id: int, hours: Mapping[tuple[int, str, datetime], float]) -> None:
    if not hours:
        return
    rows = [
        {"account_id": account, "metric": metric, "hour": hour, "workspace_id": workspace_id, "gained": 0.0}
        for account, metric, hour in sorted(hours)
    ]
    _add(session, MetricHour, rows, "nothing")
    for (account, metric, hour), gained in sorted(hours.items()):
        session.execute(
            sa.update(MetricHour)
            .where(MetricHour.account_id == account, MetricHour.metric == metric, MetricHour.hour == hour)
            .values(gained=MetricHour.gained + gained)
            .execution_options(synchronize_session=False)
        )


def _add(
    session: Session, table: type[Any], rows: Sequence[Mapping[str, Any]], again: Literal["nothing", "replace"]
) -> None:
    """Insert rows; one whose key is there already is left as it is, or replaced."""
    if not rows:
        return
    dialect: Any = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    keys = [column.name for column in table.__table__.primary_key]
    for start in range(0, len(rows), MANY):
        statement = dialect.insert(table.__table__).values(list(rows[start : start + MANY]))
        if again == "replace":
            others = {
                column.name: statement.excluded[column.name]
                for column in table.__table__.columns
                if column.name not in keys
            }
            statement = statement.on_conflict_do_update(index_elements=keys, set_=others)
        else:
            statement = statement.on_conflict_do_nothing(index_elements=keys)
        session.connection().execute(statement)


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
            sa.func.min(MetricDay.seen_at),
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
    return dict(session.execute(query.group_by(Publication.platform)).tuples().all())


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

    A `level` is carried on from the account's last known day, so that two accounts that were looked at on different days
    still add up; it is None before every one of them is known.
    """
    column: Any = getattr(MetricDay, basis)
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
        account: level.value
        for account, level in levels(
            session, workspace_id, metric, days[0] - timedelta(days=1), platforms=platforms, accounts=accounts
        ).items()
    }
    by_day: dict[date, dict[int, float]] = defaultdict(dict)
    for row in rows:
        by_day[row.day][row.account_id] = row[2]
    everyone = set(current) | {row.account_id for row in rows}
    points = []
    for day in days:
        current |= by_day.get(day, {})
        known = everyone and len(current) == len(everyone)
        points.append(Point(day, sum(current.values()) if known else None))
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
        numbers.update(dict(session.execute(query).tuples().all()))
    return [PublicationRow(row, found.get(row.id, {}), numbers.get(row.id)) for row in rows]


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

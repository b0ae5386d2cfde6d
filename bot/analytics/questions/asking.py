"""Questions about figures as plain data, and their answers, each figure with where it comes from.

"How many likes last week?" means the posts that went out in that week, with their figures as last measured. Followers are
the accounts' own: as they stand at the end, and what changed over the time. A figure that nobody has is None; a sum rests on the
posts that have it, and says of how many. Rates are made over those posts alone that have both parts, and never across two of what
they are divided by.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy.orm import Session

from bot.analytics.metrics import COUNTED, DERIVED, INTERACTIONS, LEVELS, base_of, engagement, engagement_rate
from bot.analytics.periods import Bucket, Period, start_of
from storage import breakdowns, metrics
from storage.breakdowns import Part, Scope, Split
from storage.metrics import Level, PublicationRow
from storage.metrics_tables import NO_HOUR

By = Literal["platform", "account", "format", "weekday", "hour", "tag", "campaign", "day", "week", "month"]

AVERAGED = frozenset({"format", "weekday", "hour", "tag", "campaign"})
"""Split by these, what a post brings on average is told: there are more posts of one than of another."""

IN_TIME: Mapping[str, Bucket] = {"day": "day", "week": "week", "month": "month"}

ENOUGH = 0.9
"""The share of posts that must have a figure on both sides before two periods are compared in percent."""

LEAST_BASE = 30
"""A post that fewer people have seen has no rate that says something: two likes of three are not "67%"."""

FEW = 3
"""Below so many posts a part of a split is too small to be called best."""

RANKED = 30
"""One post is ranked among so many last ones of its platform."""

OVERVIEW = ("engagement", "engagement_rate", "reach", "impressions", "views", "clicks", "watch_time")
"""What "how did we do" tells, as far as it is known."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a figure of the posts of some days, or of the accounts."""

    period: Period
    metric: str = "engagement"
    platforms: tuple[str, ...] = ()
    accounts: tuple[int, ...] = ()
    campaign: str | None = None
    spellings: tuple[str, ...] = ()
    """How the campaign is spelled in the rows, where that is not as it was said; see `storage.breakdowns.campaigns`."""

    def scope(self, period: Period | None = None) -> Scope:
        """The posts that are meant."""
        days = period or self.period
        named = None if self.campaign is None else self.spellings or (self.campaign,)
        return Scope(days.since, days.until, self.platforms, self.accounts, named)


@dataclass(frozen=True, slots=True)
class Known:
    """A figure as it is told, or None, with what it rests on.

    `measured` of `posts` have it; `seen_at` is the look longest ago that it rests on. `basis` is `of_posts`, `average` (the
    same for one post), `level` (an account's own), `growth` (of that over the time) or `post`. `base` is what a rate is divided
    by. `origin` names the rows.
    """

    metric: str
    value: float | None
    basis: str = "of_posts"
    posts: int = 0
    measured: int = 0
    seen_at: datetime | None = None
    base: str | None = None
    origin: Mapping[str, Any] = field(default_factory=dict)
    known_from: date | None = None
    """Where posts of the time may be missing: the day from which on those of all accounts are known."""

    @property
    def complete(self) -> bool:
        """Whether (nearly) every post is known and has the figure, so that it may be set beside another."""
        known = self.value is not None and self.posts > 0 and self.measured >= ENOUGH * self.posts
        return known and self.known_from is None

    def data(self) -> dict[str, Any]:
        """The figure as plain JSON."""
        told: dict[str, Any] = {
            "value": self.value,
            "metric": self.metric,
            "basis": self.basis,
            "posts": self.posts,
            "measured": self.measured,
            "seen_at": self.seen_at.isoformat(timespec="seconds") if self.seen_at else None,
            "from": dict(self.origin),
        }
        return told if self.base is None else told | {"divided_by": self.base}


@dataclass(frozen=True, slots=True)
class Row:
    """One part of a split, and its figure."""

    platform: str | None
    key: str | int | date | None
    now: Known


@dataclass(frozen=True, slots=True)
class Totals:
    """A figure over all posts of the period and of the one before, by platform, and over time."""

    question: Question
    all: Known
    by_platform: tuple[Row, ...]
    before: Known | None
    over_time: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Growth:
    """An account's own figure: as it stands, and as it stood before the period, or when it was first seen in it.

    `since` is the day of the look that it is compared with; `stale` says that the last look is more than a week before the end.
    """

    account: int
    platform: str
    now: Known
    before: Known
    since: date | None
    seen_on: date | None
    stale: bool

    @property
    def gained(self) -> float | None:
        """How many more; None where one end is unknown, or both are the same look."""
        if self.now.value is None or self.before.value is None or self.since == self.seen_on:
            return None
        return self.now.value - self.before.value


@dataclass(frozen=True, slots=True)
class Placed:
    """One post on one account: its figures, and its place among the last ones of its platform. `place` counts from 1."""

    row: PublicationRow
    figures: tuple[Known, ...]
    ranked_by: str
    place: int | None
    among: int
    usual: float | None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A post with the figure that it is ranked by."""

    row: PublicationRow
    figure: Known


# Posts of a period


def total(session: Session, workspace_id: int, question: Question, period: Period | None = None) -> Known:
    """The figure over all posts together; of a rate None where two platforms divide by different things."""
    return _together(question, _parts(session, workspace_id, question, None, period), period or question.period)


def totals(
    session: Session,
    workspace_id: int,
    question: Question,
    *,
    compare: bool = False,
    bucket: Bucket | None = None,
) -> Totals:
    """The figure over all posts, by platform, over time, and in the period before."""
    parts = _parts(session, workspace_id, question, None)
    before = earlier(session, workspace_id, question) if compare else None
    return Totals(
        question,
        _together(question, parts, question.period),
        tuple(Row(part.platform, None, _known(question, part, question.period)) for part in _ordered(question, parts)),
        before,
        tuple(over_time(session, workspace_id, question, bucket or question.period.bucket)),
    )


def overview(
    session: Session, workspace_id: int, question: Question
) -> tuple[list[tuple[Known, Known]], tuple[Row, ...]]:
    """Every figure that is known of the posts, each beside that of the period before; and engagement over time."""
    found = []
    marked = _earlier(session, workspace_id, question)
    asked = replace(question, metric="engagement")
    engaged = [
        (days, _parts(session, workspace_id, asked, None, days)) for days in (question.period, question.period.before)
    ]
    names = [metric for metric in OVERVIEW if metric not in DERIVED]
    counted = [
        (days, breakdowns.counted_all(session, workspace_id, names, question.scope(days))) for days, _ in engaged
    ]
    for metric in OVERVIEW:
        named = replace(question, metric=metric)
        if metric in DERIVED:
            now, before = (_together(named, parts, days) for days, parts in engaged)
        else:
            now, before = (_together(named, parts[metric], days) for days, parts in counted)
        if now.value is not None or metric == "engagement":
            found.append((now, marked(before)))
    return found, tuple(over_time(session, workspace_id, asked, question.period.bucket))


def earlier(session: Session, workspace_id: int, question: Question) -> Known:
    """The figure over all posts of the period before."""
    return _earlier(session, workspace_id, question)(total(session, workspace_id, question, question.period.before))


def split_earlier(session: Session, workspace_id: int, question: Question, by: By) -> dict[Any, Known]:
    """The parts of the period before, by platform and key; none of those that are stretches of time themselves."""
    if by in IN_TIME:
        return {}
    marked = _earlier(session, workspace_id, question)
    rows = split(session, workspace_id, replace(question, period=question.period.before), by)
    return {(row.platform, row.key): marked(row.now) for row in rows}


def _earlier(session: Session, workspace_id: int, question: Question) -> Callable[[Known], Known]:
    """Marks a figure of the time before where an account's posts of then are not all known: it was connected later."""
    period = question.period
    day = metrics.known_from(
        session,
        workspace_id,
        since=period.since,
        until=period.until,
        platforms=question.platforms,
        accounts=question.accounts,
    )
    late = day is not None and day > period.before.since
    return lambda known: replace(known, known_from=day) if late else known


def over_time(session: Session, workspace_id: int, question: Question, bucket: Bucket) -> list[Row]:
    """The figure of the posts of each day, week or month. Where none went out a count is nought, and a rate None."""
    by_start: dict[date, list[Part]] = defaultdict(list)
    for part in _parts(session, workspace_id, question, "day"):
        if isinstance(part.key, date):
            by_start[start_of(part.key, bucket)].append(part)
    found = []
    for start in question.period.starts(bucket):
        known = _together(question, by_start.get(start, []), question.period, start)
        if not known.posts and question.metric != "engagement_rate":
            known = replace(known, value=0.0)
        found.append(Row(None, start, known))
    return found


def split(session: Session, workspace_id: int, question: Question, by: By) -> list[Row]:
    """The figure by what it is split by: sums by platform, account and time, averages of a post by all else.

    Weekdays, hours and times come in their order, all else with the most first and what is unknown last. A rate over accounts
    that are divided by different things is told for each platform by itself.
    """
    if by in IN_TIME:
        return over_time(session, workspace_id, question, IN_TIME[by])
    if by == "platform":
        return list(_ranked(totals_by_platform(session, workspace_id, question)))
    kind: Split = by  # type: ignore[assignment]  # the rest of By is Split
    grouped: dict[tuple[str | None, Any], list[Part]] = defaultdict(list)
    apart = by == "account" or _divided(session, workspace_id, question) > 1
    for part in _parts(session, workspace_id, question, kind):
        if part.key is not None and (by != "hour" or part.key != NO_HOUR):
            grouped[part.platform if apart else None, part.key].append(part)
    rows = [
        Row(platform, key, _each(_together(question, parts, question.period, key), averaged=by in AVERAGED))
        for (platform, key), parts in grouped.items()
    ]
    if by in {"weekday", "hour"}:
        return sorted(rows, key=lambda row: (row.platform or "", row.key))
    return list(_ranked(rows))


def totals_by_platform(session: Session, workspace_id: int, question: Question) -> list[Row]:
    """The figure for each platform by itself."""
    return [
        Row(part.platform, None, _known(question, part, question.period))
        for part in _parts(session, workspace_id, question, None)
    ]


def accounts_with_posts(session: Session, workspace_id: int, question: Question) -> dict[int, int]:
    """How many of the posts that are meant are from which account."""
    return breakdowns.accounts(session, workspace_id, question.scope())


def best(rows: Iterable[Row]) -> tuple[Row, Row] | None:
    """The best and the worst part among those with enough posts; None where there are not two that differ.

    Nor where they are rates that are divided by different things.
    """
    able = [row for row in rows if row.now.value is not None and row.now.measured >= FEW]
    if len(able) < 2 or is_mixed(able):
        return None
    first = max(able, key=lambda row: row.now.value or 0.0)
    last = min(able, key=lambda row: row.now.value or 0.0)
    return (first, last) if first.now.value != last.now.value else None


def is_mixed(rows: Iterable[Row]) -> bool:
    """Whether these are rates that are divided by different things, which cannot be set beside each other."""
    return len({row.now.base for row in rows if row.now.base is not None}) > 1


def change(now: Known, before: Known | None) -> tuple[float, float] | None:
    """Both values where they may be compared: both known of (nearly) all posts, and there was something before."""
    if before is None or not now.complete or not before.complete or now.base != before.base:
        return None
    assert now.value is not None
    assert before.value is not None
    return (now.value, before.value) if before.value > 0 else None


# Accounts


def followers(session: Session, workspace_id: int, question: Question) -> list[Growth]:
    """Each account's own figure at the end of the period, and what it grew from. Accounts that were never seen are left out.

    Where nobody looked in the week before the period, the first look in it is what growth is counted from.
    """
    period = question.period

    platforms, accounts = question.platforms, question.accounts
    at_end = levels_at(session, workspace_id, question.metric, period.until, platforms=platforms, accounts=accounts)
    eve = period.since - timedelta(days=1)
    at_start = metrics.levels(session, workspace_id, question.metric, eve, platforms=platforms, accounts=accounts)
    found = []
    for account, level in at_end.items():
        before = at_start.get(account)
        if before is not None and period.since - before.day > metrics.CARRIED + timedelta(days=1):
            before = None
        if before is None:
            before = metrics.first_level(session, account, question.metric, period.since, level.day)
        found.append(
            Growth(
                account,
                level.platform,
                _level(question.metric, account, level),
                _level(question.metric, account, before),
                before.day if before else None,
                level.day,
                period.until - level.day > metrics.CARRIED,
            )
        )
    return sorted(found, key=lambda one: -(one.now.value or 0.0))


def levels_at(
    session: Session,
    workspace_id: int,
    metric: str,
    day: date,
    *,
    platforms: Collection[str] = (),
    accounts: Collection[int] = (),
) -> dict[int, Level]:
    """The accounts' own figure as it stood on a day.

    Followers of an account that was given up are not the team's, unless it is asked for or there are no others to tell of.
    """
    found = metrics.levels(session, workspace_id, metric, day, platforms=platforms, accounts=accounts)
    if accounts:
        return found
    gone = {
        account
        for account in metrics.disconnected(session, workspace_id, found)
        if day - found[account].day > metrics.CARRIED
    }
    return {account: level for account, level in found.items() if account not in gone} or found


def levels_over_time(
    session: Session, workspace_id: int, question: Question, bucket: Bucket
) -> list[tuple[date, float | None]]:
    """The accounts' own figure, all together, at the end of each day, week or month."""
    points = metrics.series(
        session,
        workspace_id,
        question.metric,
        "level",
        since=question.period.since,
        until=question.period.until,
        platforms=question.platforms,
        accounts=question.accounts,
    )
    last: dict[date, float | None] = {}
    for point in points:
        start = start_of(point.day, bucket)
        # An unknown last day does not hide what was known before it in the week.
        last[start] = point.value if point.value is not None else last.get(start)
    return list(last.items())


def _level(metric: str, account: int, level: Level | None) -> Known:
    if level is None:
        return Known(metric, None, "level", origin={"table": "metric_days", "column": "level", "account": account})
    origin = {"table": "metric_days", "column": "level", "account": account, "day": level.day.isoformat()}
    return Known(metric, level.value, "level", seen_at=level.seen_at, origin=origin)


# Single posts


def one_post(session: Session, workspace_id: int, number: int, metric: str = "engagement") -> list[Placed]:
    """How the post of that number does on every account, and its place among the last ones of the same platform."""
    found = []
    for row in metrics.of_post(session, workspace_id, number):
        others = metrics.publications(
            session, workspace_id, platforms=[row.publication.platform], limit=RANKED, until=None
        )
        values = [
            value
            for other in others
            if other.publication.id != row.publication.id and (value := value_of(other, metric)[0]) is not None
        ][: RANKED - 1]
        own = value_of(row, metric)[0]
        place = None if own is None else 1 + sum(value > own for value in values)
        usual = sorted(values)[len(values) // 2] if len(values) >= FEW else None
        found.append(Placed(row, tuple(figures_of(row)), metric, place, len(values) + 1, usual))
    return found


def top(session: Session, workspace_id: int, question: Question, *, count: int, worst: bool = False) -> list[Ranked]:
    """The posts with most, or least, of a figure; those that nobody has measured are left out."""
    base: str | None = None
    if question.metric == "engagement_rate":
        # What most posts are divided by: a rate per person is not set beside one per view.
        of = [ratio for part in _parts(session, workspace_id, question, None) for ratio in part.ratios.items()]
        base = max(
            sorted({name for name, _ in of}), key=lambda name: sum(r.posts for n, r in of if n == name), default=None
        )
    rows = breakdowns.ranked(
        session,
        workspace_id,
        question.metric,
        question.scope(),
        count=count,
        worst=worst,
        least_base=LEAST_BASE,
        base=base,
    )
    found = {row.publication.id: row for row in metrics.by_id(session, workspace_id, [row[0] for row in rows])}
    return [Ranked(found[identity], figure_of(found[identity], question.metric)) for identity, _, _ in rows]


def value_of(row: PublicationRow, metric: str) -> tuple[float | None, str | None]:
    """A post's figure as it stands, made of its parts where it is derived; and what a rate is divided by."""
    figure = figure_of(row, metric)
    return figure.value, figure.base


def figure_of(row: PublicationRow, metric: str) -> Known:
    """A post's figure as it stands, with the rows that it is made of."""
    values = {name: figure.value for name, figure in row.figures.items()}
    base: str | None = None
    used: Sequence[str] = (metric,)
    value: float | None
    if metric in DERIVED:
        value = engagement(values)
        used = ["engagement"] if "engagement" in values else [name for name in INTERACTIONS if name in values]
        if metric == "engagement_rate":
            rate, divided = engagement_rate(values), base_of(values)
            value = rate[0] if rate else None
            base = divided[0] if divided else None
            used = [*used, base] if base else used
    else:
        value = values.get(metric)
    looks = [row.figures[name].checked_at for name in used if name in row.figures]
    origin = {"table": "figures", "publication": row.publication.id, "metrics": list(used)}
    seen = min(looks, default=None) if value is not None else None
    return Known(metric, value, "post", 1, int(value is not None), seen, base, origin)


def figures_of(row: PublicationRow) -> list[Known]:
    """Everything that is known of a post, in the order people ask for it."""
    named = ("engagement", "engagement_rate", *COUNTED)
    return [figure for metric in named if (figure := figure_of(row, metric)).value is not None]


# How figures come together


def _parts(
    session: Session, workspace_id: int, question: Question, kind: Split | None, period: Period | None = None
) -> list[Part]:
    scope = question.scope(period)
    if question.metric in DERIVED:
        return breakdowns.engaged(session, workspace_id, scope, kind)
    return breakdowns.counted(session, workspace_id, question.metric, scope, kind)


def _divided(session: Session, workspace_id: int, question: Question) -> int:
    """By how many different things the rates of these posts are divided."""
    if question.metric != "engagement_rate":
        return 1
    parts = _parts(session, workspace_id, question, None)
    return len({base for part in parts if (base := _base(part)) is not None})


def _base(part: Part) -> str | None:
    """What most of these posts are divided by."""
    return max(part.ratios, key=lambda name: part.ratios[name].posts, default=None)


def _known(question: Question, part: Part, period: Period) -> Known:
    return _together(question, [part], period, part.key)


def _together(question: Question, parts: Sequence[Part], period: Period, key: str | int | date | None = None) -> Known:
    posts = sum(part.posts for part in parts)
    origin = _origin(question, parts, period, key)
    seen = min((part.seen_at for part in parts if part.seen_at is not None), default=None)
    if question.metric != "engagement_rate":
        values = [part.value for part in parts if part.value is not None]
        measured = sum(part.measured for part in parts)
        return Known(question.metric, sum(values) if values else None, "of_posts", posts, measured, seen, None, origin)
    bases = {base for part in parts if (base := _base(part)) is not None}
    if len(bases) != 1:
        return Known(question.metric, None, "of_posts", posts, 0, None, None, origin)
    (base,) = bases
    ratios = [part.ratios[base] for part in parts if base in part.ratios]
    value = sum(ratio.engagement for ratio in ratios) / sum(ratio.base for ratio in ratios)
    return Known(question.metric, value, "of_posts", posts, sum(ratio.posts for ratio in ratios), seen, base, origin)


def _each(known: Known, *, averaged: bool) -> Known:
    """The figure of one post on average. Rates are one already."""
    if not averaged or known.metric == "engagement_rate" or known.value is None or not known.measured:
        return known
    return replace(known, value=known.value / known.measured, basis="average")


def _origin(question: Question, parts: Sequence[Part], period: Period, key: str | int | date | None) -> dict[str, Any]:
    rolled = question.metric in COUNTED and question.campaign is None and (key is None or isinstance(key, date))
    origin: dict[str, Any] = {
        "table": "metric_days" if rolled else "figures",
        "platforms": sorted({part.platform for part in parts}),
        "since": period.since.isoformat(),
        "until": period.until.isoformat(),
    }
    if rolled:
        origin["column"] = "of_posts"
    if question.campaign is not None:
        origin["campaign"] = question.campaign
    if key is not None:
        origin["part"] = key.isoformat() if isinstance(key, date) else key
    return origin


def _ordered(question: Question, parts: Sequence[Part]) -> list[Part]:
    def value(part: Part) -> float:
        known = _known(question, part, question.period).value
        return -1.0 if known is None else known

    return sorted(parts, key=lambda part: (-value(part), part.platform))


def _ranked(rows: Iterable[Row]) -> list[Row]:
    key: Callable[[Row], tuple[bool, float, str]] = lambda row: (  # noqa: E731 - a name for its type
        row.now.value is None,
        -(row.now.value or 0.0),
        f"{row.platform} {row.key}",
    )
    return sorted(rows, key=key)


def is_level(metric: str) -> bool:
    """Whether a figure is the account's own rather than counted at posts."""
    return metric in LEVELS

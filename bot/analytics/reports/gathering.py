"""What a report rests on: the answers to its questions, taken from the store in one go, so that they belong together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.analytics.periods import Period
from bot.analytics.questions import asking
from bot.analytics.questions.asking import Growth, Known, Question, Ranked, Row
from bot.analytics.reports.formulas import Outcome, OwnMetric, over
from storage import metrics
from storage.metrics_tables import Gap, Publication
from storage.models import Account

BEST, WEAKEST = 5, 3
LINES = 5
"""Accounts that have a line of their own in the chart of followers."""


@dataclass(frozen=True, slots=True)
class Target:
    """How a goal stands, as somebody set it."""

    metric: str
    platforms: tuple[str, ...]
    target: float
    due: date | None
    value: float | None
    share: float | None
    source: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Missing:
    """A time in which an account was not measured."""

    account: str
    platform: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that a report tells."""

    period: Period
    posts: int
    posts_before: int
    overview: tuple[tuple[Known, Known], ...]
    over_time: tuple[Row, ...]
    platforms: Mapping[str, Mapping[str, Known]]
    posts_by_platform: Mapping[str, int]
    growth: tuple[Growth, ...]
    levels: Mapping[int, tuple[tuple[date, float | None], ...]]
    handles: Mapping[int, str]
    best: tuple[Ranked, ...]
    weakest: tuple[Ranked, ...]
    weekdays: tuple[Row, ...]
    formats: tuple[Row, ...]
    targets: tuple[Target, ...]
    own: tuple[tuple[OwnMetric, Outcome, Outcome], ...]
    gaps: tuple[Missing, ...]
    sources: Mapping[str, int]
    sample: bool


def gathered(
    session: Session,
    workspace_id: int,
    period: Period,
    *,
    platforms: Collection[str] = (),
    own: Collection[OwnMetric] = (),
    zone: ZoneInfo,
) -> Gathered:
    """The answers about a period and the one before it, for these platforms or for all."""
    asked = Question(period, "engagement", tuple(platforms))
    overview, over_time = asking.overview(session, workspace_id, asked)
    split = {
        metric: asking.totals_by_platform(session, workspace_id, replace(asked, metric=metric))
        for metric in dict.fromkeys(["engagement", *(now.metric for now, _ in overview)])
    }
    by_platform: dict[str, dict[str, Known]] = {}
    for metric, rows in split.items():
        for row in rows:
            by_platform.setdefault(str(row.platform), {})[metric] = row.now
    posts = _counts(session, workspace_id, period, platforms)
    growth = asking.followers(session, workspace_id, replace(asked, metric="followers"))
    best = asking.top(session, workspace_id, asked, count=BEST)
    shown = {one.row.publication.id for one in best}
    weakest = asking.top(session, workspace_id, asked, count=WEAKEST, worst=True)
    accounts = list(session.scalars(sa.select(Account).where(Account.workspace_id == workspace_id)))
    return Gathered(
        period=period,
        posts=sum(posts.values()),
        posts_before=sum(_counts(session, workspace_id, period.before, platforms).values()),
        overview=tuple(overview),
        over_time=over_time,
        platforms=by_platform,
        posts_by_platform=posts,
        growth=tuple(growth),
        levels={
            one.account: tuple(
                asking.levels_over_time(
                    session,
                    workspace_id,
                    replace(asked, metric="followers", accounts=(one.account,)),
                    period.bucket,
                )
            )
            for one in growth[:LINES]
        },
        handles={account.id: account.handle for account in accounts},
        best=tuple(best),
        weakest=tuple(one for one in weakest if one.row.publication.id not in shown),
        weekdays=tuple(asking.split(session, workspace_id, asked, "weekday")),
        formats=tuple(asking.split(session, workspace_id, asked, "format")),
        targets=_targets(session, workspace_id, period.today, platforms),
        own=_own(session, workspace_id, period, platforms, own, growth),
        gaps=_gaps(session, workspace_id, period, accounts, platforms, zone),
        sources=_sources(session, workspace_id, period, platforms),
        sample=metrics.has_samples(session, workspace_id),
    )


def _counts(session: Session, workspace_id: int, period: Period, platforms: Collection[str]) -> dict[str, int]:
    return metrics.counts(session, workspace_id, since=period.since, until=period.until, platforms=platforms)


def _own(
    session: Session,
    workspace_id: int,
    period: Period,
    platforms: Collection[str],
    own: Collection[OwnMetric],
    growth: Collection[Growth],
) -> tuple[tuple[OwnMetric, Outcome, Outcome], ...]:
    if not own:
        return ()
    figures = []
    for days in (period, period.before):
        rows = metrics.publications(session, workspace_id, since=days.since, until=days.until, platforms=platforms)
        figures.append([{name: figure.value for name, figure in row.figures.items()} for row in rows])
    ends = [[one.now.value for one in growth], [one.before.value for one in growth]]
    if any(one.gained is None for one in growth):
        ends[1] = [None]  # one look tells how it stands, not how it stood before
    followers = [sum(v or 0.0 for v in end) if end and all(v is not None for v in end) else None for end in ends]
    return tuple(
        (metric, over(metric, figures[0], followers=followers[0]), over(metric, figures[1], followers=followers[1]))
        for metric in own
    )


def _gaps(
    session: Session,
    workspace_id: int,
    period: Period,
    accounts: Collection[Account],
    platforms: Collection[str],
    zone: ZoneInfo,
) -> tuple[Missing, ...]:
    named = {account.id: account for account in accounts if not platforms or account.platform in platforms}
    first = datetime.combine(period.since, time(), zone)
    last = datetime.combine(period.until, time(23, 59, 59), zone)
    query = (
        sa.select(Gap)
        .where(
            Gap.workspace_id == workspace_id,
            Gap.since <= last,
            sa.or_(Gap.until.is_(None), Gap.until >= first),
        )
        .order_by(Gap.since)
    )
    return tuple(
        Missing(named[gap.account_id].handle, named[gap.account_id].platform, gap.since, gap.until)
        for gap in session.scalars(query)
        if gap.account_id in named
    )


def _sources(session: Session, workspace_id: int, period: Period, platforms: Collection[str]) -> dict[str, int]:
    """How many of the posts came from where: sent from here, found on the network, from a file, made up."""
    query = (
        sa.select(Publication.source, sa.func.count())
        .where(Publication.workspace_id == workspace_id, Publication.day.between(period.since, period.until))
        .group_by(Publication.source)
    )
    if platforms:
        query = query.where(Publication.platform.in_(list(platforms)))
    return dict(session.execute(query).all())


def _targets(session: Session, workspace_id: int, today: date, platforms: Collection[str]) -> tuple[Target, ...]:
    from bot.analytics.targets import goals
    from storage.goals import goals as kept

    found = []
    for goal in kept(session, workspace_id):
        if platforms and goal.platforms and not set(platforms) & set(goal.platforms):
            continue
        progress = goals.progress_of(session, goal, today)
        since, until = goals.window(goal, today)
        found.append(
            Target(
                goal.metric,
                tuple(goal.platforms),
                goal.target,
                goal.due,
                progress.now.value,
                progress.done,
                progress.now.data(since, until),
            )
        )
    return tuple(found)

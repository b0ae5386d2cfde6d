"""Figures of posts, split: by account, format, weekday, hour, hashtag, campaign or day; and engagement, post by post.

What has a roll-up is read from it; the rest is added up by the database from the posts' figures as they stand, so that a
workspace with many thousand posts is answered as quickly as a small one. What no post has is None, never nought.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.metrics_tables import Figure, MetricDay, Publication

Split = Literal["account", "format", "weekday", "hour", "tag", "campaign", "day"]

INTERACTIONS = ("likes", "comments", "shares", "saves")
OWN = "engagement"
"""The network's own sum of interactions, which goes before ours: it counts what it shows nobody."""
BASES = ("reach", "impressions", "views")
"""What an engagement rate is divided by: the first of these that the post has."""


_OLDEST = sa.func.min(Figure.checked_at)
_SPLIT_BY: Mapping[str, Any] = {
    "account": Publication.account_id,
    "format": Publication.format,
    "weekday": Publication.weekday,
    "hour": Publication.hour,
    "tag": Publication.tags,
    "campaign": Publication.campaign,
    "day": Publication.day,
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Which posts are meant: those that went out on these days (inclusive), of all platforms and accounts where none is named."""

    since: date
    until: date
    platforms: tuple[str, ...] = ()
    accounts: tuple[int, ...] = ()
    campaigns: tuple[str, ...] | None = None
    """The spellings of one campaign, exactly; None for posts of any, or of none."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """Engagement and what it is divided by, over those posts alone that have both."""

    engagement: float
    base: float
    posts: int


@dataclass(frozen=True, slots=True)
class Part:
    """One platform's posts of one sort. `key` is None for all of them, or where a post has none (no campaign).

    `value` is the sum over the `measured` of `posts` that have the figure; `seen_at` when the one looked at longest ago was
    looked at. `ratios`, for engagement alone, by what they are divided by.
    """

    platform: str
    key: str | int | date | None
    posts: int
    measured: int
    value: float | None
    seen_at: datetime | None
    ratios: Mapping[str, Ratio] = field(default_factory=dict)


def counted_all(
    session: Session, workspace_id: int, metrics: Sequence[str], scope: Scope
) -> Mapping[str, Sequence[Part]]:
    """Several counted figures of the posts in `scope`, by platform: at once, since they are asked for together."""
    if scope.campaigns is None:
        return _rolled(session, workspace_id, metrics, scope, None)
    return {metric: counted(session, workspace_id, metric, scope) for metric in metrics}


def counted(session: Session, workspace_id: int, metric: str, scope: Scope, split: Split | None = None) -> list[Part]:
    """A counted figure of the posts in `scope`, by platform and what it is split by."""
    if scope.campaigns is None and split in {None, "account", "day"}:
        return _rolled(session, workspace_id, [metric], scope, split)[metric]
    tags = _tags(session, Publication.tags) if split == "tag" else None
    key = _key(split) if tags is None else tags.c.value
    value = sa.func.sum(Figure.value)
    query = (
        sa.select(Publication.platform, key, sa.func.count(), sa.func.count(Figure.value), value, _OLDEST)
        .select_from(Publication)
        .outerjoin(Figure, sa.and_(Figure.publication_id == Publication.id, Figure.metric == metric))
        .where(*where(workspace_id, scope))
    )
    if tags is not None:
        query = query.join(tags, sa.true())
    rows: Sequence[Any] = session.execute(query.group_by(*_groups(Publication.platform, key, split))).all()
    return [Part(*row) for row in rows]


def engaged(session: Session, workspace_id: int, scope: Scope, split: Split | None = None) -> list[Part]:
    """Engagement of the posts in `scope` and what its rate is made of, by platform and what it is split by.

    Each post counts with the network's own engagement, else with its interactions as far as they are known.
    """
    one = _each_post(workspace_id, scope, *((_SPLIT_BY[split],) if split is not None else ()))
    tags = _tags(session, one.c.tags) if split == "tag" else None
    key = tags.c.value if tags is not None else one.c[_SPLIT_BY[split].key] if split is not None else sa.null()
    engagement = sa.func.coalesce(one.c.own, one.c.parts)
    columns: list[Any] = [one.c.platform, key, sa.func.count(), sa.func.count(engagement), sa.func.sum(engagement)]
    columns.append(sa.func.min(one.c.seen_at, type_=Figure.checked_at.type))
    for n, name in enumerate(BASES):
        earlier = [one.c[before].is_(None) for before in BASES[:n]]
        both = sa.and_(*earlier, one.c[name] > 0, engagement.is_not(None))
        columns += [
            sa.func.sum(sa.case((both, engagement))),
            sa.func.sum(sa.case((both, one.c[name]))),
            sa.func.count(sa.case((both, 1))),
        ]
    query = sa.select(*columns).select_from(one if tags is None else one.join(tags, sa.true()))
    found = []
    rows: Sequence[Any] = session.execute(query.group_by(*_groups(one.c.platform, key, split))).all()
    for platform, name, posts, measured, total, seen, *rest in rows:
        ratios = {
            base: Ratio(rest[3 * n], rest[3 * n + 1], rest[3 * n + 2])
            for n, base in enumerate(BASES)
            if rest[3 * n + 2]
        }
        found.append(Part(platform, name, posts, measured, total, seen, ratios))
    return found


def ranked(
    session: Session,
    workspace_id: int,
    metric: str,
    scope: Scope,
    *,
    count: int,
    worst: bool = False,
    least_base: float = 0.0,
    base: str | None = None,
) -> list[tuple[int, float, str | None]]:
    """The posts in `scope` with most, or least, of a figure: publication, value, and what a rate is divided by.

    Those without it are left out; of rates also those of which fewer than `least_base` people or views are known, and those
    that are divided by something else than `base`. The newer one goes first where two have the same.
    """
    value: Any
    newest: Any
    identity: Any
    if metric in {OWN, "engagement_rate"}:
        one = _each_post(workspace_id, scope, Publication.published_at)
        engagement = sa.func.coalesce(one.c.own, one.c.parts)
        divisor: Any = sa.func.coalesce(*(one.c[name] for name in BASES))
        named = sa.case(*((one.c[name].is_not(None), name) for name in BASES))
        value = engagement if metric == OWN else engagement / sa.func.nullif(divisor, 0)
        query = sa.select(one.c.id, value.label("value"), named).where(value.is_not(None))
        if metric != OWN:
            query = query.where(divisor >= max(least_base, 1))
        if metric != OWN and base is not None:
            query = query.where(named == base)
        newest, identity = one.c.published_at, one.c.id
    else:
        value, newest, identity = Figure.value, Publication.published_at, Publication.id
        query = (
            sa.select(Publication.id, Figure.value, sa.null())
            .join(Figure, sa.and_(Figure.publication_id == Publication.id, Figure.metric == metric))
            .where(*where(workspace_id, scope))
        )
    order = value.asc() if worst else value.desc()
    rows: Sequence[Any] = session.execute(query.order_by(order, newest.desc(), identity).limit(count)).all()
    return [(identity, float(value), divided) for identity, value, divided in rows]


def campaigns(session: Session, workspace_id: int, name: str) -> tuple[str, ...]:
    """How a campaign of that name is spelled here, whatever its capitals: SQLite knows those of ASCII alone."""
    query = sa.select(Publication.campaign).where(
        Publication.workspace_id == workspace_id, Publication.campaign.is_not(None)
    )
    wanted = " ".join(name.split()).casefold()
    found = session.scalars(query.distinct()).all()
    return tuple(one for one in found if one is not None and " ".join(one.split()).casefold() == wanted)


def gone(session: Session, workspace_id: int, scope: Scope) -> int:
    """How many of the posts in `scope` are no longer on their network."""
    query = sa.select(sa.func.count()).where(*where(workspace_id, scope), Publication.gone_at.is_not(None))
    return session.scalar(query) or 0


def accounts(session: Session, workspace_id: int, scope: Scope) -> dict[int, int]:
    """How many of the posts in `scope` are from which account."""
    query = sa.select(Publication.account_id, sa.func.count()).where(*where(workspace_id, scope))
    return dict(session.execute(query.group_by(Publication.account_id)).all())


def where(workspace_id: int, scope: Scope) -> list[Any]:
    """The conditions for the publications in `scope`."""
    found: list[Any] = [Publication.workspace_id == workspace_id, Publication.day.between(scope.since, scope.until)]
    if scope.platforms:
        found.append(Publication.platform.in_(list(scope.platforms)))
    if scope.accounts:
        found.append(Publication.account_id.in_(list(scope.accounts)))
    if scope.campaigns is not None:
        found.append(Publication.campaign.in_(list(scope.campaigns)))
    return found


def _rolled(
    session: Session, workspace_id: int, metrics: Sequence[str], scope: Scope, split: Split | None
) -> dict[str, list[Part]]:
    """From the roll-ups, with the numbers of posts from the posts themselves."""
    days: list[Any] = [
        MetricDay.workspace_id == workspace_id,
        MetricDay.metric.in_(list(metrics)),
        MetricDay.day.between(scope.since, scope.until),
        MetricDay.measured > 0,
    ]
    if scope.platforms:
        days.append(MetricDay.platform.in_(list(scope.platforms)))
    if scope.accounts:
        days.append(MetricDay.account_id.in_(list(scope.accounts)))
    day_key: Any = {"account": MetricDay.account_id, "day": MetricDay.day}.get(split or "", sa.null())
    sums = sa.select(
        MetricDay.metric,
        MetricDay.platform,
        day_key,
        sa.func.sum(MetricDay.of_posts),
        sa.func.sum(MetricDay.measured),
        sa.func.min(MetricDay.posts_seen_at),
    ).where(*days)
    posts = sa.select(Publication.platform, _key(split), sa.func.count()).where(*where(workspace_id, scope))
    if split is None:
        sums, posts = sums.group_by(MetricDay.metric, MetricDay.platform), posts.group_by(Publication.platform)
    else:
        sums, posts = (
            sums.group_by(MetricDay.metric, MetricDay.platform, day_key),
            posts.group_by(Publication.platform, _key(split)),
        )
    summed: Sequence[Any] = session.execute(sums).all()
    known = {(metric, platform, key): tuple(rest) for metric, platform, key, *rest in summed}
    there: Sequence[Any] = session.execute(posts).all()
    found: dict[str, list[Part]] = {metric: [] for metric in metrics}
    for metric in metrics:
        for platform, key, count in there:
            value, measured, seen = known.get((metric, platform, key), (None, 0, None))
            found[metric].append(Part(platform, key, count, int(measured), value, seen))
    return found


def _each_post(workspace_id: int, scope: Scope, *more: Any) -> Any:
    """A row for every post, with what engagement and its rate are made of, and these columns of its own."""

    def figure(name: str) -> Any:
        return sa.func.max(sa.case((Figure.metric == name, Figure.value))).label(name)

    used = (OWN, *INTERACTIONS, *BASES)
    return (
        sa.select(
            Publication.id,
            Publication.platform,
            *more,
            sa.func.max(sa.case((Figure.metric == OWN, Figure.value))).label("own"),
            sa.func.sum(sa.case((Figure.metric.in_(INTERACTIONS), Figure.value))).label("parts"),
            *(figure(name) for name in BASES),
            sa.func.min(sa.case((Figure.metric.in_((OWN, *INTERACTIONS)), Figure.checked_at))).label("seen_at"),
        )
        .select_from(Publication)
        .outerjoin(Figure, sa.and_(Figure.publication_id == Publication.id, Figure.metric.in_(used)))
        .where(*where(workspace_id, scope))
        .group_by(Publication.id)
        .subquery("each")
    )


def _groups(platform: Any, key: Any, split: Split | None) -> list[Any]:
    return [platform] if split is None else [platform, key]


def _key(split: Split | None) -> Any:
    return sa.null() if split is None else _SPLIT_BY[split]


def _tags(session: Session, tags: Any) -> Any:
    """A row for every hashtag of a post; a post without one has none."""
    if session.get_bind().dialect.name == "sqlite":
        return sa.func.json_each(tags).table_valued("value", name="tag")
    return sa.func.jsonb_array_elements_text(tags).table_valued("value", name="tag")

"""What came of posts: links with a campaign in them and how often they were followed; clicks, conversions and spend."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage import metrics
from storage.goal_tables import LinkClick, Outcome, ResultBatch, TrackedLink

PROGRAM = "program"
MANY = 200
"""Rows in one statement."""


@dataclass(frozen=True, slots=True)
class NewOutcome:
    """One result; its fields are those of `Outcome`."""

    key: str
    kind: str
    day: date
    until: date
    channel: str | None = None
    campaign: str | None = None
    count: float = 0.0
    micros: int | None = None
    currency: str | None = None
    path: tuple[str, ...] | None = None


# Links


def keep_link(
    session: Session,
    workspace_id: int,
    *,
    member_id: int,
    base: str,
    address: str,
    platform: str,
    campaign: str | None,
    post_number: int | None,
    now: datetime,
) -> TrackedLink:
    """The link that leads to this address for this platform and post; the same one where it was made before."""
    query = sa.select(TrackedLink).where(
        TrackedLink.workspace_id == workspace_id,
        TrackedLink.address == address,
        TrackedLink.platform == platform,
        TrackedLink.post_number.is_(None) if post_number is None else TrackedLink.post_number == post_number,
    )
    row = session.scalar(query)
    if row is None:
        row = TrackedLink(
            workspace_id=workspace_id,
            member_id=member_id,
            token=secrets.token_urlsafe(8),
            base=base,
            address=address,
            platform=platform,
            campaign=campaign,
            post_number=post_number,
            created_at=now,
        )
        session.add(row)
        session.flush()
    return row


def link(session: Session, token: str) -> TrackedLink | None:
    """The link whose short form ends with this token."""
    return session.scalar(sa.select(TrackedLink).where(TrackedLink.token == token))


def count_click(session: Session, row: TrackedLink, day: date) -> None:
    """Count that a short link was followed."""
    dialect: Any = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    statement = dialect.insert(LinkClick).values(link_id=row.id, day=day, workspace_id=row.workspace_id, clicks=1)
    session.execute(
        statement.on_conflict_do_update(index_elements=["link_id", "day"], set_={"clicks": LinkClick.clicks + 1})
    )


def short_clicks(
    session: Session, workspace_id: int, *, since: date, until: date, campaign: str | None = None
) -> dict[str, int]:
    """How often short links were followed on these days (inclusive), by platform."""
    query = (
        sa.select(TrackedLink.platform, sa.func.sum(LinkClick.clicks))
        .join(TrackedLink, TrackedLink.id == LinkClick.link_id)
        .where(
            TrackedLink.workspace_id == workspace_id,
            LinkClick.workspace_id == workspace_id,
            LinkClick.day.between(since, until),
        )
        .group_by(TrackedLink.platform)
    )
    if campaign is not None:
        query = query.where(TrackedLink.campaign == campaign)
    return {platform: int(clicks) for platform, clicks in session.execute(query)}


# Results


def add_batch(
    session: Session,
    workspace_id: int,
    outcomes: Sequence[NewOutcome],
    *,
    member_id: int | None,
    source: str,
    name: str,
    now: datetime,
) -> ResultBatch:
    """Keep results that came together; what came before under the same keys counts no more, unless Undo takes these back."""
    row = ResultBatch(
        workspace_id=workspace_id, member_id=member_id, source=source, name=name, rows=len(outcomes), created_at=now
    )
    session.add(row)
    session.flush()
    # A batch that was taken back may have had this number.
    session.execute(sa.delete(Outcome).where(Outcome.batch_id == row.id))
    _insert(session, workspace_id, row.id, outcomes, now)
    return row


def add_from_program(session: Session, workspace_id: int, outcomes: Sequence[NewOutcome], now: datetime) -> int:
    """Keep what a program sent; how many of them were new. The same key again changes nothing."""
    query = sa.select(ResultBatch).where(ResultBatch.workspace_id == workspace_id, ResultBatch.source == PROGRAM)
    batch = session.scalar(query.order_by(ResultBatch.id).limit(1).with_for_update())
    if batch is None:
        batch = ResultBatch(
            workspace_id=workspace_id, member_id=None, source=PROGRAM, name=PROGRAM, rows=0, created_at=now
        )
        session.add(batch)
        session.flush()
        session.execute(sa.delete(Outcome).where(Outcome.batch_id == batch.id))
    new = _insert(session, workspace_id, batch.id, outcomes, now)
    batch.rows += new
    session.flush()
    return new


def _insert(session: Session, workspace_id: int, batch_id: int, outcomes: Sequence[NewOutcome], now: datetime) -> int:
    dialect: Any = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    rows = [
        {
            "workspace_id": workspace_id,
            "batch_id": batch_id,
            "key": one.key,
            "kind": one.kind,
            "day": one.day,
            "until": one.until,
            "channel": one.channel,
            "campaign": one.campaign,
            "count": one.count,
            "micros": one.micros,
            "currency": one.currency,
            "path": list(one.path) if one.path else None,
            "seen_at": now,
        }
        for one in outcomes
    ]
    new = 0
    for start in range(0, len(rows), MANY):
        statement = dialect.insert(Outcome).values(rows[start : start + MANY])
        kept = session.execute(statement.on_conflict_do_nothing().returning(Outcome.id))
        new += len(kept.all())
    return new


def outcomes(
    session: Session,
    workspace_id: int,
    *,
    since: date,
    until: date,
    kinds: Collection[str] = (),
    campaign: str | None = None,
) -> list[Outcome]:
    """Results that touch these days (inclusive): of each key the one that came last, in order."""
    alive = sa.exists().where(ResultBatch.id == Outcome.batch_id, ResultBatch.workspace_id == workspace_id)
    newest = (
        sa.select(Outcome.key, sa.func.max(Outcome.batch_id).label("batch"))
        .where(Outcome.workspace_id == workspace_id, alive)
        .group_by(Outcome.key)
        .subquery()
    )
    query = (
        sa.select(Outcome)
        .join(newest, sa.and_(newest.c.key == Outcome.key, newest.c.batch == Outcome.batch_id))
        .where(Outcome.workspace_id == workspace_id, Outcome.day <= until, Outcome.until >= since)
    )
    if kinds:
        query = query.where(Outcome.kind.in_(list(kinds)))
    if campaign is not None:
        query = query.where(Outcome.campaign == campaign)
    return list(session.scalars(query.order_by(Outcome.day, Outcome.id)))


def first_day(session: Session, workspace_id: int, campaign: str) -> date | None:
    """The first day that anything is known of a campaign's results."""
    alive = sa.exists().where(ResultBatch.id == Outcome.batch_id)
    query = sa.select(sa.func.min(Outcome.day)).where(
        Outcome.workspace_id == workspace_id, Outcome.campaign == campaign, alive
    )
    found: date | None = session.scalar(query)
    clicked = sa.select(sa.func.min(LinkClick.day)).join(TrackedLink, TrackedLink.id == LinkClick.link_id)
    other: date | None = session.scalar(
        clicked.where(TrackedLink.workspace_id == workspace_id, TrackedLink.campaign == campaign)
    )
    return min((day for day in (found, other) if day is not None), default=None)


def campaigns(session: Session, workspace_id: int) -> list[str]:
    """The campaigns that anything is known of."""
    alive = sa.exists().where(ResultBatch.id == Outcome.batch_id)
    linked = sa.select(TrackedLink.campaign).where(TrackedLink.workspace_id == workspace_id)
    brought = sa.select(Outcome.campaign).where(Outcome.workspace_id == workspace_id, alive)
    found = {*session.scalars(linked.distinct()), *session.scalars(brought.distinct())}
    return sorted(name for name in found if name)


def network_clicks(
    session: Session, workspace_id: int, *, since: date, until: date, campaign: str | None
) -> Mapping[str, tuple[float | None, int, int, datetime | None]]:
    """Clicks that the networks count at the posts of these days: value, posts, measured and the oldest look, by platform."""
    rows = metrics.publications(session, workspace_id, since=since, until=until)
    by_platform: dict[str, list[metrics.PublicationRow]] = {}
    for row in rows:
        if campaign is None or row.publication.campaign == campaign:
            by_platform.setdefault(row.publication.platform, []).append(row)
    found = {}
    for platform, posts in by_platform.items():
        known = [row for row in posts if row.value("clicks") is not None]
        seen = min((row.figures["clicks"].checked_at for row in known), default=None)
        value = sum(row.value("clicks") or 0.0 for row in known) if known else None
        found[platform] = (value, len(posts), len(known), seen)
    return found

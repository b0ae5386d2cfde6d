"""What forecasts, best times and alerts read: when figures were seen, hourly growth, comments, and whom to tell."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.conversations import PROGRAM, REACHED
from storage.metrics import Basis
from storage.metrics_tables import Measuring, MetricDay, MetricHour, Publication
from storage.models import Account, Conversation, Member, RemoteComment


@dataclass(frozen=True, slots=True)
class Looks:
    """What a series rests on: how many days of accounts, and the newest look."""

    rows: int
    seen_at: datetime | None


def looks(
    session: Session,
    workspace_id: int,
    metrics: Collection[str],
    basis: Basis,
    *,
    since: date,
    until: date,
    platforms: Collection[str] = (),
) -> Looks:
    """How many rows a series is made of, and when somebody looked last."""
    column: Any = getattr(MetricDay, basis)
    query = sa.select(sa.func.count(), sa.func.max(MetricDay.seen_at)).where(
        MetricDay.workspace_id == workspace_id,
        MetricDay.metric.in_(list(metrics)),
        MetricDay.day.between(since, until),
        column.is_not(None),
    )
    if platforms:
        query = query.where(MetricDay.platform.in_(list(platforms)))
    rows, seen_at = session.execute(query).one()
    return Looks(rows, seen_at)


def platforms_with_posts(session: Session, workspace_id: int) -> list[str]:
    """The platforms on which posts went out, the busiest first."""
    query = (
        sa.select(Publication.platform)
        .where(Publication.workspace_id == workspace_id)
        .group_by(Publication.platform)
        .order_by(sa.func.count().desc(), Publication.platform)
    )
    return list(session.scalars(query))


def measured_platforms(session: Session, workspace_id: int, since: date, until: date) -> list[str]:
    """The platforms of which anything was measured on these days (inclusive), whether they are connected today or not."""
    query = sa.select(MetricDay.platform).where(
        MetricDay.workspace_id == workspace_id, MetricDay.day.between(since, until)
    )
    return sorted(session.scalars(query.distinct()))


def looked_at(session: Session, workspace_id: int, since: date) -> dict[str, datetime]:
    """By platform: when somebody looked last, at its account or at any figure of the days since then."""
    days = (
        sa.select(MetricDay.platform, sa.func.max(MetricDay.seen_at))
        .where(MetricDay.workspace_id == workspace_id, MetricDay.day >= since)
        .group_by(MetricDay.platform)
    )
    # A look that found nothing changed leaves the days as they are.
    visits = (
        sa.select(Account.platform, sa.func.max(Measuring.measured_at))
        .join(Measuring, Measuring.account_id == Account.id)
        .where(Account.workspace_id == workspace_id, Measuring.measured_at.is_not(None))
        .group_by(Account.platform)
    )
    found: dict[str, datetime] = {}
    for platform, at in [*session.execute(days), *session.execute(visits)]:
        if at is not None:
            found[platform] = max(found.get(platform, at), at)
    return found


def hours_since(
    session: Session, workspace_id: int, metric: str, since: datetime
) -> dict[int, tuple[datetime, dict[datetime, float]]]:
    """By account: the first hour since then in which anything grew, and what the metric gained in each hour that it did."""
    query = sa.select(MetricHour.account_id, MetricHour.metric, MetricHour.hour, MetricHour.gained).where(
        MetricHour.workspace_id == workspace_id, MetricHour.hour >= since
    )
    found: dict[int, tuple[datetime, dict[datetime, float]]] = {}
    for account_id, name, hour, gained in session.execute(query):
        first, by_hour = found.get(account_id, (hour, {}))
        if name == metric:
            by_hour[hour] = gained
        found[account_id] = (min(first, hour), by_hour)
    return found


@dataclass(frozen=True, slots=True)
class Said:
    """One comment of somebody else: when, where, what."""

    at: datetime
    account_id: int
    text: str


def comments_since(session: Session, workspace_id: int, since: datetime, limit: int = 5000) -> list[Said]:
    """Other people's comments since then, the newest first."""
    query = (
        sa.select(RemoteComment.at, RemoteComment.account_id, RemoteComment.text)
        .where(
            RemoteComment.workspace_id == workspace_id,
            RemoteComment.at >= since,
            RemoteComment.ours.is_(False),
            RemoteComment.gone.is_(False),
        )
        .order_by(RemoteComment.at.desc(), RemoteComment.id.desc())
        .limit(limit)
    )
    return [Said(at, account_id, text) for at, account_id, text in session.execute(query)]


def measured_workspaces(session: Session, since: datetime) -> list[int]:
    """The workspaces of which something was measured, or a comment read, since then."""
    days = sa.select(MetricDay.workspace_id).where(MetricDay.day >= since.date(), MetricDay.seen_at >= since)
    read = sa.select(RemoteComment.workspace_id).where(RemoteComment.read_at >= since)
    return sorted(set(session.scalars(days.distinct())) | set(session.scalars(read.distinct())))


def accounts(session: Session, workspace_id: int) -> dict[int, Account]:
    """The connected accounts of a workspace."""
    query = sa.select(Account).where(Account.workspace_id == workspace_id, Account.connected)
    return {row.id: row for row in session.scalars(query)}


def conversation_of_owner(session: Session, workspace_id: int) -> Conversation | None:
    """Where the owner of a workspace last spoke, alone and themselves; None where they never did."""
    query = (
        sa.select(Conversation)
        .join(Member, Member.id == Conversation.member_id)
        .where(
            Conversation.workspace_id == workspace_id,
            Member.role == "owner",
            Member.left_at.is_(None),
            Conversation.group.is_(False),
            Conversation.thread.not_like(f"{PROGRAM}%"),
            REACHED,
        )
        .order_by(Conversation.updated_at.desc(), Conversation.id.desc())
    )
    return session.scalar(query.limit(1))

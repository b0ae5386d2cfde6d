"""What the live page shows: key figures beside the time before, a line day by day, goals, and the newest posts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.analytics.metrics import INTERACTIONS, LEVELS
from bot.analytics.targets.goals import Progress, Value, progress_of, value_of
from storage import goals, metrics
from storage.goal_tables import Goal
from storage.metrics import PublicationRow
from storage.metrics_tables import MetricDay
from storage.models import Member, Workspace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SPANS = (7, 28, 90)
KEY = ("followers", "impressions", "reach", "views", "engagement", "engagement_rate", "clicks")
"""What is shown above all, as far as it is known of this time or the one before."""
POSTS = 8
LOOKED_BACK = timedelta(days=40)
"""How far back a look may have changed something that the pulse sees; older days change only by an import."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key figure and the same of the time right before."""

    metric: str
    now: Value
    before: Value


@dataclass(frozen=True, slots=True)
class View:
    """All that the page shows of some days (inclusive)."""

    workspace: str
    since: date
    until: date
    keys: tuple[Key, ...]
    line: tuple[tuple[date, float | None], ...]
    line_metric: str
    goals: tuple[tuple[Goal, Progress], ...]
    posts: tuple[PublicationRow, ...]
    made_up: bool


def view(session: Session, workspace_id: int, today: date, days: int) -> View:
    """The page of one workspace."""
    since, before = today - timedelta(days=days - 1), today - timedelta(days=2 * days - 1)
    keys = []
    known = metrics.known_from(session, workspace_id, since=since, until=today)
    for metric in KEY:
        earlier = before if metric not in LEVELS else since - timedelta(days=1)
        now = value_of(session, workspace_id, metric, (), since=since, until=today)
        then = value_of(session, workspace_id, metric, (), since=earlier, until=since - timedelta(days=1))
        if metric not in LEVELS and known is not None and known > before:
            then = Value(
                metric, None, then.posts, 0, None
            )  # an account was connected since: its posts of then may not be known
        if now.value is not None or then.value is not None:
            keys.append(Key(metric, now, then))
    metric, line = _line(session, workspace_id, since, today)
    name = session.scalar(sa.select(Workspace.name).where(Workspace.id == workspace_id))
    return View(
        name or "",
        since,
        today,
        tuple(keys),
        line,
        metric,
        tuple((row, progress_of(session, row, today)) for row in goals.goals(session, workspace_id)),
        tuple(metrics.publications(session, workspace_id, limit=POSTS)),
        metrics.has_samples(session, workspace_id),
    )


def _line(
    session: Session, workspace_id: int, since: date, until: date
) -> tuple[str, tuple[tuple[date, float | None], ...]]:
    """What all posts gained on each day: engagement, from its parts where no network tells it whole."""
    found: dict[date, float | None] = {
        since + timedelta(days=number): None for number in range((until - since).days + 1)
    }
    for name in INTERACTIONS:
        for point in metrics.series(session, workspace_id, name, "gained", since=since, until=until):
            if point.value is not None:
                found[point.day] = (found[point.day] or 0.0) + point.value
    return "engagement", tuple(found.items())


def pulse(session: Session, workspaces: Collection[int], today: date) -> Mapping[int, datetime]:
    """The newest look at the figures of each of these workspaces; those without any are left out."""
    query = (
        sa.select(MetricDay.workspace_id, sa.func.max(MetricDay.seen_at))
        .where(MetricDay.workspace_id.in_(list(workspaces)), MetricDay.day >= today - LOOKED_BACK)
        .group_by(MetricDay.workspace_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def role_of(session: Session, workspace_id: int, member_id: int) -> str | None:
    """The role of somebody who is in a workspace now; None for anybody else."""
    return session.scalar(
        sa.select(Member.role).where(
            Member.id == member_id, Member.workspace_id == workspace_id, Member.left_at.is_(None)
        )
    )

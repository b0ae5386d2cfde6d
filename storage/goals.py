"""Targets and thresholds: set, found, and told of exactly once.

What has been told stands beside them, in rows that are locked while somebody looks: of two processes that see the same
crossing, one tells it. A notice and the mark that it was told are one transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage import metrics, workspaces
from storage.goal_tables import Goal, GoalState, Threshold, ThresholdPost, ThresholdState
from storage.metrics import PublicationRow
from storage.metrics_tables import Figure, Publication
from storage.models import Member


def scope_of(platforms: Collection[str]) -> str:
    """Platforms as one text that is the same in whichever order they were named."""
    return ",".join(sorted(set(platforms)))


# Goals


def find_goal(session: Session, workspace_id: int, metric: str, scope: str) -> Goal | None:
    """The goal for just this metric and these platforms."""
    query = sa.select(Goal).where(Goal.workspace_id == workspace_id, Goal.metric == metric, Goal.scope == scope)
    return session.scalar(query)


def goals(session: Session, workspace_id: int, metric: str | None = None) -> list[Goal]:
    """A workspace's goals, oldest first."""
    query = sa.select(Goal).where(Goal.workspace_id == workspace_id)
    if metric is not None:
        query = query.where(Goal.metric == metric)
    return list(session.scalars(query.order_by(Goal.id)))


def set_goal(
    session: Session,
    workspace_id: int,
    *,
    member_id: int,
    conversation_id: int | None,
    metric: str,
    scope: str,
    kind: str,
    target: float,
    since: date,
    due: date | None,
    now: datetime,
) -> Goal:
    """Set a goal; the one for the same metric and platforms is no more."""
    row = find_goal(session, workspace_id, metric, scope)
    if row is None:
        row = Goal(workspace_id=workspace_id, metric=metric, scope=scope)
        session.add(row)
    row.member_id = member_id
    row.conversation_id = conversation_id
    row.kind = kind
    row.target = target
    row.since = since
    row.due = due
    row.created_at = now
    session.flush()
    _insert(session, GoalState, {"goal_id": row.id, "set_at": now, "checked_at": now})
    return row


def remove_goal(session: Session, workspace_id: int, goal_id: int) -> None:
    """Drop a goal."""
    row = session.scalar(sa.select(Goal).where(Goal.workspace_id == workspace_id, Goal.id == goal_id))
    if row is not None:
        session.delete(row)
        session.flush()


def goals_to_check(session: Session, before: datetime, limit: int, workspace_id: int | None = None) -> list[Goal]:
    """Goals that nobody has looked at since then and that have not ended, the longest unseen first."""
    query = (
        sa.select(Goal)
        .join(GoalState, sa.and_(GoalState.goal_id == Goal.id, GoalState.set_at == Goal.created_at))
        .where(GoalState.checked_at <= before, GoalState.ended_at.is_(None))
        .order_by(GoalState.checked_at, Goal.id)
    )
    if workspace_id is not None:
        query = query.where(Goal.workspace_id == workspace_id)
    return list(session.scalars(query.limit(limit)))


def hold_goal(session: Session, goal: Goal) -> tuple[Goal, GoalState] | None:
    """The goal and its state as they are now, for this transaction alone; None if it was removed or set anew."""
    query = sa.select(GoalState).where(GoalState.goal_id == goal.id, GoalState.set_at == goal.created_at)
    state = session.scalar(query.with_for_update().execution_options(populate_existing=True))
    row = session.get(Goal, goal.id, populate_existing=True)
    if state is None or row is None or row.created_at != goal.created_at:
        return None
    return row, state


def put_off(session: Session, goal: Goal, now: datetime) -> None:
    """Look at a goal again later."""
    mine = sa.update(GoalState).where(GoalState.goal_id == goal.id, GoalState.set_at == goal.created_at)
    session.execute(mine.values(checked_at=now))


# Thresholds


def add_threshold(
    session: Session,
    workspace_id: int,
    *,
    member_id: int,
    conversation_id: int | None,
    metric: str,
    scope: str,
    post_number: int | None,
    direction: str,
    bound: float,
    armed: bool,
    value: float | None,
    now: datetime,
    each: bool = False,
    named: Collection[int] = (),
) -> Threshold:
    """Watch for a threshold; one for the same of the same conversation is no more.

    `named` are publications that one of each single post does not tell of, since they are over it as it is set.
    """
    same = sa.select(Threshold).where(
        Threshold.workspace_id == workspace_id,
        Threshold.metric == metric,
        Threshold.scope == scope,
        Threshold.direction == direction,
        Threshold.each.is_(each),
        Threshold.post_number.is_(None) if post_number is None else Threshold.post_number == post_number,
        Threshold.conversation_id == conversation_id,
    )
    row = session.scalar(same)
    if row is None:
        row = Threshold(
            workspace_id=workspace_id,
            metric=metric,
            scope=scope,
            post_number=post_number,
            each=each,
            direction=direction,
        )
        session.add(row)
    row.member_id = member_id
    row.conversation_id = conversation_id
    row.bound = bound
    row.created_at = now
    session.flush()
    state = {"threshold_id": row.id, "set_at": now, "armed": armed, "over": False, "crossings": 0}
    _insert(session, ThresholdState, {**state, "value": value, "checked_at": now})
    if named:
        tell_of(session, row, named, now)
    return row


def thresholds(session: Session, workspace_id: int) -> list[tuple[Threshold, ThresholdState]]:
    """What a workspace watches for, oldest first; what has told all it will is left out."""
    found = session.execute(_with_state().where(Threshold.workspace_id == workspace_id))
    return [(row[0], row[1]) for row in found]


def remove_thresholds(session: Session, workspace_id: int, ids: Collection[int]) -> int:
    """Watch for these no more; how many that were."""
    query = sa.select(Threshold).where(Threshold.workspace_id == workspace_id, Threshold.id.in_(list(ids)))
    rows = list(session.scalars(query))
    for row in rows:
        session.delete(row)
    session.flush()
    return len(rows)


def thresholds_to_check(
    session: Session, before: datetime, limit: int, workspace_id: int | None = None
) -> list[tuple[Threshold, ThresholdState]]:
    """Thresholds that nobody has looked at since then, the longest unseen first."""
    query = _with_state().where(ThresholdState.checked_at <= before)
    if workspace_id is not None:
        query = query.where(Threshold.workspace_id == workspace_id)
    ordered = query.order_by(None).order_by(ThresholdState.checked_at, Threshold.id)
    return [(row[0], row[1]) for row in session.execute(ordered.limit(limit))]


def hold_threshold(session: Session, threshold: Threshold) -> ThresholdState | None:
    """The state of a threshold as it is now, for this transaction alone; None if it was removed, set anew, or is over."""
    query = sa.select(ThresholdState).where(
        ThresholdState.threshold_id == threshold.id, ThresholdState.set_at == threshold.created_at
    )
    state = session.scalar(query.with_for_update().execution_options(populate_existing=True))
    row = session.get(Threshold, threshold.id, populate_existing=True)
    if state is None or state.over or row is None or row.created_at != threshold.created_at:
        return None
    return state


def checked(session: Session, rows: Sequence[ThresholdState], now: datetime) -> None:
    """Note that somebody has looked at these."""
    keys = [(row.threshold_id, row.set_at) for row in rows]
    for start in range(0, len(keys), 200):
        ids = [key[0] for key in keys[start : start + 200]]
        session.execute(
            sa.update(ThresholdState)
            .where(ThresholdState.threshold_id.in_(ids), ThresholdState.checked_at < now)
            .values(checked_at=now)
            .execution_options(synchronize_session=False)
        )


def posts_to_judge(
    session: Session,
    workspace_id: int,
    *,
    platforms: Collection[str],
    since: datetime,
    until: datetime,
    reached: tuple[str, float] | None = None,
    untold_of: Threshold | None = None,
    limit: int,
) -> list[PublicationRow]:
    """Posts that went out at these times and are still there, the newest first, each with its figures as they stand.

    `reached`: only those with so much of a counted figure. `untold_of`: only those that this threshold has not told of.
    """
    query = sa.select(Publication).where(
        Publication.workspace_id == workspace_id,
        # Days are cut by the workspace's clock, which is at most a day away; the index is one of days.
        Publication.day >= since.date() - timedelta(days=1),
        Publication.published_at.between(since, until),
        Publication.gone_at.is_(None),
    )
    if platforms:
        query = query.where(Publication.platform.in_(list(platforms)))
    if reached is not None:
        enough = sa.select(Figure.publication_id).where(
            Figure.publication_id == Publication.id, Figure.metric == reached[0], Figure.value >= reached[1]
        )
        query = query.where(enough.exists())
    if untold_of is not None:
        told = sa.select(ThresholdPost.publication_id).where(
            ThresholdPost.threshold_id == untold_of.id,
            ThresholdPost.set_at == untold_of.created_at,
            ThresholdPost.publication_id == Publication.id,
        )
        query = query.where(~told.exists())
    newest = query.order_by(Publication.published_at.desc(), Publication.id.desc()).limit(limit)
    return metrics.with_figures(session, list(session.scalars(newest)))


def tell_of(session: Session, threshold: Threshold, publications: Collection[int], now: datetime) -> None:
    """Note that a threshold tells of these posts, and of none of them again."""
    key = {"threshold_id": threshold.id, "set_at": threshold.created_at, "told_at": now}
    for publication_id in publications:
        _insert(session, ThresholdPost, {**key, "publication_id": publication_id})


def told_counts(session: Session, workspace_id: int) -> dict[int, int]:
    """Of how many posts each threshold of each single post has told since it was set; those it named then do not count."""
    query = (
        sa.select(Threshold.id, sa.func.count())
        .join(
            ThresholdPost,
            sa.and_(ThresholdPost.threshold_id == Threshold.id, ThresholdPost.set_at == Threshold.created_at),
        )
        .where(Threshold.workspace_id == workspace_id, ThresholdPost.told_at > ThresholdPost.set_at)
        .group_by(Threshold.id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def prune(session: Session, before: datetime) -> None:
    """Forget what was told of goals and thresholds that are no more, unless Undo might still bring them back."""
    no_goal = ~sa.exists().where(Goal.id == GoalState.goal_id, Goal.created_at == GoalState.set_at)
    session.execute(sa.delete(GoalState).where(GoalState.checked_at < before, no_goal))
    no_threshold = ~sa.exists().where(
        Threshold.id == ThresholdState.threshold_id, Threshold.created_at == ThresholdState.set_at
    )
    session.execute(sa.delete(ThresholdState).where(ThresholdState.checked_at < before, no_threshold))
    no_state = ~sa.exists().where(
        ThresholdState.threshold_id == ThresholdPost.threshold_id, ThresholdState.set_at == ThresholdPost.set_at
    )
    session.execute(sa.delete(ThresholdPost).where(no_state))


# Whom to tell


def language_of(session: Session, workspace_id: int, member_id: int) -> str | None:
    """The language that a member is spoken to in, if they or their workspace have said so."""
    own = session.scalar(sa.select(Member.language).where(Member.id == member_id))
    return own or workspaces.settings_of(session, workspace_id).get("language")


def _with_state() -> sa.Select[Threshold, ThresholdState]:
    return (
        sa.select(Threshold, ThresholdState)
        .join(
            ThresholdState,
            sa.and_(ThresholdState.threshold_id == Threshold.id, ThresholdState.set_at == Threshold.created_at),
        )
        .where(ThresholdState.over.is_(False))
        .order_by(Threshold.id)
    )


def _insert(session: Session, table: type[Any], row: dict[str, Any]) -> None:
    dialect: Any = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    session.execute(dialect.insert(table).values(**row).on_conflict_do_nothing())

"""Plans of reports: kept, claimed by one process when they are due, and settled in the transaction that tells of the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.models import Workspace
from storage.report_tables import Report, ReportPlan, ReportRun


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan and when it is due next; None once its series has ended."""

    plan: ReportPlan
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Due:
    """An occurrence that this process has claimed. `tries` is how often it was tried before."""

    plan: ReportPlan
    due_at: datetime
    tries: int


def add(session: Session, workspace_id: int, values: dict[str, Any], *, next_at: datetime, now: datetime) -> ReportPlan:
    """Keep a plan; `values` are its fields."""
    # One at a time, so that no number is given twice.
    session.execute(sa.select(Workspace.id).where(Workspace.id == workspace_id).with_for_update())
    highest = sa.select(sa.func.max(ReportPlan.number)).where(ReportPlan.workspace_id == workspace_id)
    plan = ReportPlan(
        workspace_id=workspace_id, number=(session.scalar(highest) or 0) + 1, created_at=now, stopped_at=None, **values
    )
    session.add(plan)
    session.flush()
    run = session.get(ReportRun, plan.id) or ReportRun(plan_id=plan.id)  # of one that was undone, under the same id
    run.next_at, run.tries, run.claimed_by, run.lease_until = next_at, 0, None, None
    session.add(run)
    session.flush()
    return plan


def current(session: Session, workspace_id: int) -> list[Planned]:
    """The plans of a workspace that go on, by their numbers."""
    query = (
        sa.select(ReportPlan, ReportRun.next_at)
        .join(ReportRun, ReportRun.plan_id == ReportPlan.id)
        .where(ReportPlan.workspace_id == workspace_id, ReportPlan.stopped_at.is_(None), ReportRun.next_at.is_not(None))
        .order_by(ReportPlan.number)
    )
    return [Planned(plan, next_at) for plan, next_at in session.execute(query)]


def stop(session: Session, workspace_id: int, number: int, now: datetime) -> ReportPlan | None:
    """End a plan; None where there is none of that number that goes on."""
    plan = session.scalar(
        sa.select(ReportPlan).where(
            ReportPlan.workspace_id == workspace_id, ReportPlan.number == number, ReportPlan.stopped_at.is_(None)
        )
    )
    if plan is not None:
        plan.stopped_at = now
        session.flush()
    return plan


def claim(session: Session, worker: str, now: datetime, until: datetime) -> Due | None:
    """Take the plan that has been due for longest, for this process alone until `until`; None if there is none."""
    free = sa.or_(ReportRun.lease_until.is_(None), ReportRun.lease_until <= now)
    due = (
        sa.select(ReportRun.plan_id)
        .join(ReportPlan, ReportPlan.id == ReportRun.plan_id)
        .where(ReportRun.next_at <= now, free, ReportPlan.stopped_at.is_(None))
        .order_by(ReportRun.next_at, ReportRun.plan_id)
        .limit(1)
    )
    plan_id = session.scalar(due)
    if plan_id is None:
        return None
    taken = sa.update(ReportRun).where(ReportRun.plan_id == plan_id, ReportRun.next_at <= now, free)
    row = session.execute(
        taken.values(claimed_by=worker, lease_until=until, tries=ReportRun.tries + 1).returning(
            ReportRun.next_at, ReportRun.tries
        )
    ).one_or_none()
    plan = session.get(ReportPlan, plan_id)
    if row is None or plan is None:
        return None  # another process was quicker
    assert row.next_at is not None
    return Due(plan, row.next_at, row.tries - 1)


def holds(session: Session, worker: str, due: Due) -> bool:
    """Whether this process may still settle that occurrence; holds the row until the transaction ends."""
    query = sa.select(ReportRun).where(ReportRun.plan_id == due.plan.id).with_for_update()
    row = session.scalar(query)
    plan = session.get(ReportPlan, due.plan.id)
    return (
        row is not None
        and plan is not None
        and plan.stopped_at is None
        and (row.claimed_by, row.next_at) == (worker, due.due_at)
    )


def settle(
    session: Session,
    due: Due,
    *,
    occurrence: datetime,
    period: tuple[date, date],
    document_id: int | None,
    next_at: datetime | None,
    now: datetime,
) -> None:
    """Note what was made, or with no document that nothing could be made, and when it is due next. One row an occurrence."""
    since, until = period
    session.add(
        Report(
            workspace_id=due.plan.workspace_id,
            plan_id=due.plan.id,
            due_at=occurrence,
            since=since,
            until=until,
            document_id=document_id,
            created_at=now,
        )
    )
    run = sa.update(ReportRun).where(ReportRun.plan_id == due.plan.id)
    session.execute(run.values(next_at=next_at, tries=0, claimed_by=None, lease_until=None))
    session.flush()


def put_back(session: Session, worker: str, due: Due, at: datetime) -> None:
    """Try an occurrence again, not before `at`."""
    mine = sa.update(ReportRun).where(ReportRun.plan_id == due.plan.id, ReportRun.claimed_by == worker)
    session.execute(mine.values(claimed_by=None, lease_until=at))


def made(session: Session, workspace_id: int, plan_id: int) -> Sequence[Report]:
    """The reports that a plan has made, the newest first."""
    query = sa.select(Report).where(Report.workspace_id == workspace_id, Report.plan_id == plan_id)
    return session.scalars(query.order_by(Report.due_at.desc())).all()

"""Jobs: what falls due when, and which worker has taken it.

`plan`, `replan` and `drop` go through the session's objects, so that a journal sees them and Undo can put them back. The
rest is the worker's and runs often: plain statements on many rows at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.models import Delivery, DeliveryState, Job, JobState, Post

DELIVER = "deliver"
CONFIRM = "confirm"
REPEAT = "repeat"

# Written out rather than bound: only then can the partial indexes be used.
_WAITING = Job.state == sa.literal_column("'waiting'")
_CLAIMED = Job.state == sa.literal_column("'claimed'")


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that `worker` holds. `asked` if a person waits for it; `heir_of` is the worker that let its lease run out."""

    job_id: int
    kind: str
    delivery_id: int | None
    due_at: datetime
    platform: str
    worker: str
    asked: bool = False
    heir_of: str | None = None


def plan(session: Session, post: Post, deliveries: Sequence[Delivery], due_at: datetime) -> None:
    """Let each of `deliveries` go out at `due_at`, and a recurring post bring forth its next occurrence then."""
    if not deliveries:
        return
    session.flush()
    for delivery in deliveries:
        session.add(_job(delivery, DELIVER, due_at))
    if post.recurrence and not any(job.kind == REPEAT for job in _of_post(session, post)):
        session.add(_job(deliveries[0], REPEAT, due_at))
    session.flush()


def replan(session: Session, post: Post, due_at: datetime) -> None:
    """Move everything of a post that has not left to `due_at`."""
    for job in _open(session, post):
        job.due_at = due_at
        job.state = JobState.WAITING
        job.claimed_by = None
        job.lease_until = None
        job.dispatched_until = None
    session.flush()


def drop(session: Session, post: Post) -> None:
    """Take everything of a post that has not left off the plan."""
    for job in _open(session, post):
        session.delete(job)
    session.flush()


def drop_delivery(session: Session, delivery: Delivery) -> None:
    """Take one delivery off the plan, before its row goes. The series of its post goes on with another delivery."""
    other = session.scalar(
        sa.select(Delivery.id).where(Delivery.post_id == delivery.post_id, Delivery.id != delivery.id).limit(1)
    )
    for job in session.scalars(sa.select(Job).where(Job.delivery_id == delivery.id)):
        if job.kind == REPEAT and other is not None:
            job.delivery_id = other
        else:
            session.delete(job)
    session.flush()


def hold(session: Session, post: Post) -> list[Delivery]:
    """Lock a post and its deliveries until the transaction ends and read them afresh: what is `waiting` now stays so.

    The publisher takes the same locks before its fence, so a change after `hold` comes either before the fence, and wins,
    or finds the delivery `sending`, and loses.
    """
    fresh = {"populate_existing": True}
    session.scalars(sa.select(Post).where(Post.id == post.id).with_for_update(), execution_options=fresh).one_or_none()
    query = sa.select(Delivery).where(Delivery.post_id == post.id).order_by(Delivery.id).with_for_update()
    return list(session.scalars(query, execution_options=fresh))


def claim_due(
    session: Session, worker: str, *, now: datetime, until: datetime, limit: int, busy: Collection[str] = ()
) -> list[Claim]:
    """Take up to `limit` jobs that are due, oldest first, but none of the platforms in `busy`; held until `until`."""
    where = [_WAITING, Job.due_at <= now]
    if busy:
        where.append(sa.or_(Delivery.platform.is_(None), Delivery.platform.not_in(list(busy))))
    return _claim(session, worker, until, due_query(*where).limit(limit))


def claim_now(
    session: Session, worker: str, delivery_ids: Collection[int], *, now: datetime, until: datetime
) -> list[Claim]:
    """Take the waiting jobs that send these deliveries, whenever they are due."""
    query = due_query(_WAITING, Job.kind == DELIVER, Job.delivery_id.in_(list(delivery_ids)))
    return _claim(session, worker, until, query, asked=True)


def claim_called(
    session: Session,
    worker: str,
    ids: Collection[int],
    *,
    now: datetime,
    until: datetime,
    soon: timedelta,
    early: timedelta,
) -> tuple[list[Claim], dict[int, datetime]]:
    """Take those of the jobs `ids` that wait and are due; and when those are due that wait and are due within `soon`.

    A job that is due in less than `early` counts as due: clocks differ a little. What was moved, cancelled or taken by
    another is in neither.
    """
    # Whoever holds a row this moment is waited for: a message that did nothing would not be repeated for a while.
    query = (
        sa.select(Job.id, Job.kind, Job.delivery_id, Job.due_at, Delivery.platform)
        .outerjoin(Delivery, Delivery.id == Job.delivery_id)
        .where(_WAITING, Job.id.in_(list(ids)), Job.due_at <= now + soon)
        .order_by(Job.id)
        .with_for_update(of=Job)
    )
    rows = session.execute(query).all()
    claims = _take(session, worker, until, [row for row in rows if row.due_at <= now + early])
    return claims, {row.id: row.due_at for row in rows if row.due_at > now + early}


def to_dispatch(
    session: Session, *, now: datetime, within: timedelta, until: datetime, limit: int
) -> list[tuple[int, datetime, str]]:
    """Up to `limit` jobs that are due within a while and in no queue, as id, due time and platform; noted until `until`."""
    rows = session.execute(dispatch_query(now, within).limit(limit)).all()
    dispatched(session, [row.id for row in rows], until)
    return [(row.id, row.due_at, row.platform or "") for row in rows]


def dispatch_query(now: datetime, within: timedelta) -> sa.Select[*tuple[Any, ...]]:
    """Jobs that a queue is to be given, oldest first."""
    lost = sa.or_(Job.dispatched_until.is_(None), Job.dispatched_until < now)
    return due_query(_WAITING, Job.due_at <= now + within, lost)


def dispatched(session: Session, ids: Collection[int], until: datetime) -> None:
    """These jobs are in the queue; what still waits at `until` is given to it again."""
    if ids:
        session.execute(
            sa.update(Job).where(Job.id.in_(list(ids)), _WAITING).values(dispatched_until=until),
            execution_options={"synchronize_session": False},
        )


def due_query(*where: sa.ColumnExpressionArgument[bool]) -> sa.Select[*tuple[Any, ...]]:
    """Jobs that a claim looks at, oldest first, skipping those that another worker is claiming this moment."""
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(Job.id, Job.kind, Job.delivery_id, Job.due_at, Delivery.platform)
        .outerjoin(Delivery, Delivery.id == Job.delivery_id)
        .where(*where)
        .order_by(Job.due_at)
        .with_for_update(of=Job, skip_locked=True)
    )
    return query


def extend(session: Session, worker: str, ids: Collection[int], until: datetime) -> None:
    """Keep holding these jobs, those of them that are still held."""
    if ids:
        session.execute(
            sa.update(Job).where(Job.id.in_(list(ids)), Job.claimed_by == worker, _CLAIMED).values(lease_until=until),
            execution_options={"synchronize_session": False},
        )


def release(session: Session, worker: str, ids: Collection[int]) -> None:
    """Put jobs back of which nothing has left."""
    if not ids:
        return
    left = sa.select(Delivery.id).where(Delivery.id == Job.delivery_id, Delivery.state == DeliveryState.SENDING)
    session.execute(
        sa.update(Job)
        .where(Job.id.in_(list(ids)), Job.claimed_by == worker, _CLAIMED, ~left.exists())
        .values(state=JobState.WAITING, claimed_by=None, lease_until=None),
        execution_options={"synchronize_session": False},
    )


def finish(session: Session, worker: str, ids: Collection[int]) -> None:
    """These jobs are done, those of them that are still held.

    One that sends is not while its delivery has a fence and no receipt: its lease runs out, and recovery looks.
    """
    if ids:
        doubt = sa.select(Delivery.id).where(Delivery.id == Job.delivery_id, Delivery.state == DeliveryState.SENDING)
        session.execute(
            sa.update(Job)
            .where(Job.id.in_(list(ids)), Job.claimed_by == worker, _CLAIMED)
            .where(sa.or_(Job.kind != DELIVER, ~doubt.exists()))
            .values(state=JobState.DONE, lease_until=None),
            execution_options={"synchronize_session": False},
        )


def holds(session: Session, claim: Claim) -> bool:
    """Whether the claim's job still belongs to its worker; then it does until the transaction ends."""
    query = sa.select(Job.id).where(Job.id == claim.job_id, Job.claimed_by == claim.worker, _CLAIMED)
    return session.scalar(query.with_for_update()) is not None


def claimed(session: Session, delivery_ids: Collection[int]) -> set[int]:
    """Those of these deliveries that some worker is sending, or about to."""
    query = sa.select(Job.delivery_id).where(
        Job.delivery_id.in_(list(delivery_ids)), Job.kind == DELIVER, Job.state == JobState.CLAIMED
    )
    return {delivery_id for delivery_id in session.scalars(query) if delivery_id is not None}


def take_over(
    session: Session, worker: str, *, now: datetime, until: datetime, but: Collection[int] = (), limit: int = 200
) -> list[Claim]:
    """See to jobs whose worker let its lease run out, except those in `but`.

    What had not left waits again. What may have left becomes `unknown` and is returned, now held by `worker`, to be
    looked up on the network.
    """
    query = expired_query(now).limit(limit + len(but))
    rows = [row for row in session.execute(query) if row.id not in but][:limit]
    doubtful = {DeliveryState.SENDING, DeliveryState.UNKNOWN}
    again = [row for row in rows if row.kind != DELIVER or row.state is DeliveryState.WAITING]
    unsure = [row for row in rows if row.kind == DELIVER and row.state in doubtful]
    over = [row for row in rows if row not in again and row not in unsure]
    quiet = {"synchronize_session": False}
    for group, values in (
        (again, {"state": JobState.WAITING, "claimed_by": None, "lease_until": None}),
        (unsure, {"claimed_by": worker, "lease_until": until}),
        (over, {"state": JobState.DONE, "lease_until": None}),
    ):
        if group:
            ids = [row.id for row in group]
            session.execute(sa.update(Job).where(Job.id.in_(ids)).values(**values), execution_options=quiet)
    if unsure:
        session.execute(
            sa.update(Delivery)
            .where(Delivery.id.in_([row.delivery_id for row in unsure]), Delivery.state == DeliveryState.SENDING)
            .values(state=DeliveryState.UNKNOWN),
            execution_options=quiet,
        )
    return [
        Claim(row.id, row.kind, row.delivery_id, row.due_at, row.platform, worker, heir_of=row.claimed_by)
        for row in unsure
    ]


def expired_query(now: datetime) -> sa.Select[*tuple[Any, ...]]:
    """Claimed jobs whose lease has run out, with where their delivery stands."""
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(Job.id, Job.kind, Job.delivery_id, Job.due_at, Job.claimed_by, Delivery.platform, Delivery.state)
        .outerjoin(Delivery, Delivery.id == Job.delivery_id)
        .where(_CLAIMED, Job.lease_until < now)
        .order_by(Job.lease_until)
        .with_for_update(of=Job, skip_locked=True)
    )
    return query


def _claim(
    session: Session, worker: str, until: datetime, query: sa.Select[*tuple[Any, ...]], asked: bool = False
) -> list[Claim]:
    return _take(session, worker, until, session.execute(query).all(), asked)


def _take(
    session: Session, worker: str, until: datetime, rows: Sequence[sa.Row[*tuple[Any, ...]]], asked: bool = False
) -> list[Claim]:
    if rows:
        # A queue's part ends here. Whatever puts the job back to wait finds it ready to be given to the queue again.
        session.execute(
            sa.update(Job)
            .where(Job.id.in_([row.id for row in rows]))
            .values(state=JobState.CLAIMED, claimed_by=worker, lease_until=until, dispatched_until=None),
            execution_options={"synchronize_session": False},
        )
    return [
        Claim(row.id, row.kind, row.delivery_id, row.due_at, row.platform or "", worker, asked=asked) for row in rows
    ]


def _job(delivery: Delivery, kind: str, due_at: datetime) -> Job:
    return Job(
        workspace_id=delivery.workspace_id, kind=kind, delivery_id=delivery.id, due_at=due_at, state=JobState.WAITING
    )


def _of_post(session: Session, post: Post) -> list[Job]:
    """Jobs of a post that are not done."""
    query = (
        sa.select(Job)
        .join(Delivery, Delivery.id == Job.delivery_id)
        .where(Delivery.post_id == post.id, Job.state != JobState.DONE)
        .order_by(Job.id)
    )
    return list(session.scalars(query, execution_options={"populate_existing": True}))


def _open(session: Session, post: Post) -> list[Job]:
    """Jobs of a post that may still be moved or dropped: those whose delivery is past its fence stay with the publisher."""
    waiting = {delivery.id for delivery in hold(session, post) if delivery.state is DeliveryState.WAITING}
    return [
        job
        for job in _of_post(session, post)
        if job.kind == REPEAT or (job.kind == DELIVER and (job.delivery_id in waiting or job.state is JobState.WAITING))
    ]

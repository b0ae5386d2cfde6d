"""What reached a channel and has not been answered yet. In a thread one is answered after the other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.models import InboundEvent

WAITING, WORKING, DONE, FAILED = "waiting", "working", "done", "failed"
_OPEN = (WAITING, WORKING)


@dataclass(frozen=True, slots=True)
class Claimed:
    """An event that this process is to answer."""

    id: int
    channel: str
    key: str
    thread: str
    data: dict[str, Any]
    quick: bool
    tries: int
    reply: dict[str, Any] | None
    parts: dict[str, str]


def accept(
    session: Session,
    channel: str,
    key: str,
    thread: str,
    data: dict[str, Any],
    *,
    quick: bool,
    now: datetime,
    worker: str | None,
    until: datetime,
) -> tuple[bool, Claimed | None]:
    """Keep an event; False if it is known already. Where its thread is free it is claimed for `worker` at once."""
    _hold(session, channel, thread)
    free = worker is not None and (quick or _first(session, channel, thread) is None)
    values = {
        "channel": channel,
        "key": key,
        "thread": thread,
        "data": data,
        "quick": quick,
        "state": WORKING if free else WAITING,
        "tries": 0,
        "stop": False,
        "parts": {},
        "claimed_by": worker if free else None,
        "lease_until": until if free else None,
        "received_at": now,
    }
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(InboundEvent).values(**values).on_conflict_do_nothing(index_elements=["channel", "key"])
    id = session.scalar(insert.returning(InboundEvent.id))
    if id is None:
        return False, None
    return True, Claimed(id, channel, key, thread, data, quick, 0, None, {}) if free else None


def next_in(
    session: Session, channel: str, thread: str, *, now: datetime, worker: str, until: datetime
) -> Claimed | None:
    """The next one of a thread, claimed, if its time has come and nobody is at work there."""
    _hold(session, channel, thread)
    # Held, because `left` takes events without waiting for its turn in their threads.
    row = _first(session, channel, thread, hold=True)
    return _claim(row, now, worker, until) if row is not None else None


def left(
    session: Session, channels: Collection[str], *, now: datetime, worker: str, until: datetime, limit: int
) -> list[Claimed]:
    """Claim what nobody is at work on: what waits, and what a process that is gone left behind."""
    earlier = sa.orm.aliased(InboundEvent)
    before = (
        sa.select(earlier.id)
        .where(
            earlier.channel == InboundEvent.channel,
            earlier.thread == InboundEvent.thread,
            earlier.state.in_(_OPEN),
            earlier.quick.is_(False),
            earlier.id < InboundEvent.id,
        )
        .exists()
    )
    due = sa.or_(InboundEvent.lease_until.is_(None), InboundEvent.lease_until <= now)
    query = (
        sa.select(InboundEvent)
        .where(
            InboundEvent.channel.in_(list(channels)),
            InboundEvent.state.in_(_OPEN),
            due,
            sa.or_(InboundEvent.quick, ~before),
        )
        .order_by(InboundEvent.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    found = [_claim(row, now, worker, until) for row in session.scalars(query)]
    return [claimed for claimed in found if claimed is not None]


def waits(session: Session, channels: Collection[str], now: datetime) -> bool:
    """Whether there may be something for `left`."""
    due = sa.or_(InboundEvent.lease_until.is_(None), InboundEvent.lease_until <= now)
    query = sa.select(InboundEvent.id).where(
        InboundEvent.channel.in_(list(channels)), InboundEvent.state.in_(_OPEN), due
    )
    return session.scalar(query.limit(1)) is not None


def workers(session: Session) -> list[str]:
    """Who is at work on something."""
    query = sa.select(InboundEvent.claimed_by).where(InboundEvent.state == WORKING).distinct()
    return [worker for worker in session.scalars(query) if worker is not None]


def abandon(session: Session, gone: Collection[str], now: datetime) -> None:
    """These workers are no more: what they held need not wait for its lease."""
    theirs = sa.update(InboundEvent).where(InboundEvent.state == WORKING, InboundEvent.claimed_by.in_(list(gone)))
    session.execute(theirs.values(lease_until=now))


def extend(session: Session, worker: str, ids: Collection[int], until: datetime) -> None:
    """Hold on to these."""
    _mine(session, worker, ids, lease_until=until)


def keep_reply(session: Session, worker: str, id: int, reply: dict[str, Any]) -> bool:
    """Keep what is about to be shown; False if another process has taken the event over."""
    return _mine(session, worker, [id], reply=reply)


def keep_parts(session: Session, worker: str, id: int, parts: dict[str, str]) -> bool:
    """Keep what has been shown so far; False as above."""
    return _mine(session, worker, [id], parts=parts)


def finish(session: Session, worker: str, id: int) -> bool:
    """It has been answered: what it said is forgotten."""
    return _mine(session, worker, [id], state=DONE, data={}, reply=None, claimed_by=None, lease_until=None)


def put_back(session: Session, worker: str, id: int, *, tries: int, at: datetime | None) -> bool:
    """Try it again, not before `at`."""
    return _mine(session, worker, [id], state=WAITING, tries=tries, claimed_by=None, lease_until=at)


def fail(session: Session, worker: str, id: int) -> bool:
    """It is not tried again."""
    return _mine(session, worker, [id], state=FAILED, data={}, reply=None, claimed_by=None, lease_until=None)


def ask_to_stop(session: Session, channel: str, thread: str) -> list[int]:
    """Ask whoever is at work in a thread to stop; which events those are."""
    asked = (
        sa.update(InboundEvent)
        .where(
            InboundEvent.channel == channel,
            InboundEvent.thread == thread,
            InboundEvent.state == WORKING,
            InboundEvent.quick.is_(False),
        )
        .values(stop=True)
    )
    return list(session.scalars(asked.returning(InboundEvent.id)))


def to_stop(session: Session, ids: Collection[int]) -> list[int]:
    """Which of these somebody wants stopped."""
    query = sa.select(InboundEvent.id).where(InboundEvent.id.in_(list(ids)), InboundEvent.stop)
    return list(session.scalars(query))


def counts(session: Session) -> dict[str, int]:
    """How many events are in which state."""
    query = sa.select(InboundEvent.state, sa.func.count()).group_by(InboundEvent.state)
    return {row[0]: row[1] for row in session.execute(query)}


def prune(session: Session, before: datetime) -> int:
    """Forget the keys of what was answered before then; how many that were."""
    old = sa.delete(InboundEvent).where(InboundEvent.received_at < before, InboundEvent.state.not_in(_OPEN))
    return int(session.execute(old).rowcount)  # type: ignore[attr-defined]  # the result of a DELETE has it


def _hold(session: Session, channel: str, thread: str) -> None:
    """Processes on several machines take turns in a thread; SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(f"{channel}:{thread}"))))


def _first(session: Session, channel: str, thread: str, *, hold: bool = False) -> InboundEvent | None:
    """The oldest in a thread that has not been answered; with `hold` nobody else changes it in the meantime."""
    query = sa.select(InboundEvent).where(
        InboundEvent.channel == channel,
        InboundEvent.thread == thread,
        InboundEvent.state.in_(_OPEN),
        InboundEvent.quick.is_(False),
    )
    query = query.order_by(InboundEvent.id).limit(1)
    return session.scalar(query.with_for_update() if hold else query)


def _claim(row: InboundEvent, now: datetime, worker: str, until: datetime) -> Claimed | None:
    if row.lease_until is not None and row.lease_until > now:
        return None
    # Whoever held it and is gone had begun: that was a try.
    tries = row.tries + (row.state == WORKING)
    row.state, row.claimed_by, row.lease_until, row.tries = WORKING, worker, until, tries
    parts = {str(name): str(id) for name, id in row.parts.items()}
    return Claimed(row.id, row.channel, row.key, row.thread, row.data, row.quick, tries, row.reply, parts)


def _mine(session: Session, worker: str, ids: Collection[int], **values: Any) -> bool:
    """Change events that are still this worker's."""
    changed = sa.update(InboundEvent).where(
        InboundEvent.id.in_(list(ids)), InboundEvent.claimed_by == worker, InboundEvent.state == WORKING
    )
    return bool(session.execute(changed.values(**values)).rowcount)  # type: ignore[attr-defined]  # of an UPDATE

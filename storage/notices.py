"""Things to tell a conversation that nobody asked for just now.

A notice is a sentence's key and its facts. A fact named `reason_key` is itself a sentence, filled from `reason_facts`; the
one who tells it renders that first and puts it in as `reason`. `choices` are offers: the key of a label, a tool, its arguments.
A fact named `files` holds the numbers of documents that go with it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.conversations import REACHED
from storage.models import Conversation, Member, Notice


@dataclass(frozen=True, slots=True)
class NewNotice:
    """What is to be told."""

    workspace_id: int
    conversation_id: int
    key: str
    facts: dict[str, Any] = field(default_factory=dict)
    choices: tuple[dict[str, Any], ...] = ()


def add(session: Session, notices: Sequence[NewNotice], now: datetime) -> None:
    """Keep these until somebody tells them."""
    if notices:
        rows = [
            {
                "workspace_id": notice.workspace_id,
                "conversation_id": notice.conversation_id,
                "key": notice.key,
                "facts": notice.facts,
                "choices": list(notice.choices),
                "created_at": now,
            }
            for notice in notices
        ]
        session.connection().execute(sa.insert(Notice.__table__), rows)  # type: ignore[arg-type]


def untold(session: Session, conversation_id: int, limit: int = 20, *, also: Collection[int] = ()) -> list[Notice]:
    """What a conversation has not been told yet, oldest first; `also` are others whose news is told there."""
    query = sa.select(Notice).where(Notice.conversation_id.in_([conversation_id, *also]), Notice.told_at.is_(None))
    return list(session.scalars(query.order_by(Notice.id).limit(limit)))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A notice that nobody has told yet, with the conversation that it is for."""

    id: int
    key: str
    post: int | None
    created_at: datetime
    workspace_id: int
    member_id: int
    conversation_id: int
    channel: str
    thread: str
    active_at: datetime
    place_id: int | None
    tries: int
    member: bool
    """Whether the person is a member still."""
    known: bool
    """Whether they are known in that channel still."""


def waiting(session: Session, now: datetime, limit: int, *, after: int = 0) -> list[Waiting]:
    """What is to be told and nobody is telling at this moment, oldest first; `after` is the last one seen before."""
    query = (
        sa.select(Notice, Conversation, Member.left_at.is_(None), REACHED)
        .join(Conversation, Conversation.id == Notice.conversation_id)
        .join(Member, Member.id == Conversation.member_id)
        .where(
            Notice.id > after,
            Notice.told_at.is_(None),
            sa.or_(Notice.lease_until.is_(None), Notice.lease_until <= now),
        )
        .order_by(Notice.id)
        .limit(limit)
    )
    return [
        Waiting(
            notice.id,
            notice.key,
            notice.facts.get("post"),
            notice.created_at,
            notice.workspace_id,
            place.member_id,
            place.id,
            place.channel,
            place.thread,
            place.updated_at,
            notice.place_id,
            notice.tries,
            member,
            known,
        )
        for notice, place, member, known in session.execute(query)
    ]


def claim(
    session: Session,
    ids: Collection[int],
    place_id: int,
    *,
    worker: str,
    now: datetime,
    until: datetime,
    since: datetime,
) -> list[Notice]:
    """Take these to be told in one message in a place. If one about the same post was told there since `since`, they join its
    message: all of that message's notices are given back then, oldest first; none if another process was quicker.
    """
    free = sa.or_(Notice.lease_until.is_(None), Notice.lease_until <= now)
    # Whoever held one and is gone had begun to tell it: that was a try.
    begun = sa.update(Notice).where(
        Notice.id.in_(list(ids)), Notice.told_at.is_(None), Notice.lease_until <= now, Notice.claimed_by.is_not(None)
    )
    session.execute(begun.values(tries=Notice.tries + 1, claimed_by=None, lease_until=None))
    taken = sa.update(Notice).where(Notice.id.in_(list(ids)), Notice.told_at.is_(None), free)
    mine = list(
        session.scalars(taken.values(claimed_by=worker, lease_until=until, place_id=place_id).returning(Notice.id))
    )
    if not mine:
        return []
    rows = {row.id: row for row in session.scalars(sa.select(Notice).where(Notice.id.in_(mine)))}
    first = rows[min(rows)]
    head = first.told_with
    post = first.facts.get("post")
    if head is None and post is not None:
        earlier = sa.select(Notice).where(
            Notice.place_id == place_id, Notice.told_at >= since, Notice.told_with.is_not(None)
        )
        head = next(
            (
                row.told_with
                for row in session.scalars(earlier.order_by(Notice.id.desc()).limit(20))
                if row.facts.get("post") == post
            ),
            None,
        )
    head = head or first.id
    for row in rows.values():
        row.told_with = head
    session.flush()
    return list(session.scalars(sa.select(Notice).where(Notice.told_with == head).order_by(Notice.id)))


def extend(session: Session, worker: str, ids: Collection[int], until: datetime) -> None:
    """Hold on to these."""
    mine = sa.update(Notice).where(Notice.id.in_(list(ids)), Notice.claimed_by == worker, Notice.told_at.is_(None))
    session.execute(mine.values(lease_until=until))


def put_off(session: Session, ids: Collection[int], until: datetime) -> None:
    """Nobody is reached for these at the moment: they are not looked at before `until`."""
    off = sa.update(Notice).where(Notice.id.in_(list(ids)), Notice.told_at.is_(None), Notice.claimed_by.is_(None))
    session.execute(off.values(lease_until=until))


def keep_shown(session: Session, head: int, parts: dict[str, str]) -> None:
    """Keep what has been shown of a message."""
    session.execute(sa.update(Notice).where(Notice.id == head).values(shown=parts))


def put_back(session: Session, worker: str, ids: Collection[int], *, at: datetime | None) -> None:
    """Tell these again, not before `at`."""
    again = sa.update(Notice).where(Notice.id.in_(list(ids)), Notice.claimed_by == worker, Notice.told_at.is_(None))
    session.execute(again.values(claimed_by=None, lease_until=at, tries=Notice.tries + 1))


def elsewhere(session: Session, ids: Collection[int], conversation_id: int) -> None:
    """Tell these in another conversation: nobody is reached in theirs."""
    moved = sa.update(Notice).where(Notice.id.in_(list(ids)), Notice.told_at.is_(None))
    session.execute(
        moved.values(
            conversation_id=conversation_id, place_id=None, told_with=None, shown={}, claimed_by=None, lease_until=None
        )
    )


def mark_told(session: Session, ids: Collection[int], now: datetime) -> None:
    """These have been told."""
    session.execute(sa.update(Notice).where(Notice.id.in_(list(ids)), Notice.told_at.is_(None)).values(told_at=now))


def hush(session: Session, conversation_id: int, post: int, now: datetime) -> None:
    """What is still to be told of this post has just been told in an answer."""
    ids = [notice.id for notice in untold(session, conversation_id) if notice.facts.get("post") == post]
    mark_told(session, ids, now)


def prune(session: Session, before: datetime) -> int:
    """Forget what was told before `before`; how many that were."""
    result = session.execute(sa.delete(Notice).where(Notice.told_at < before))
    return int(result.rowcount)  # type: ignore[attr-defined]

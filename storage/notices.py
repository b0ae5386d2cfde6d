"""Things to tell a conversation that nobody asked for just now.

A notice is a sentence's key and its facts. A fact named `reason_key` is itself a sentence, filled from `reason_facts`; the
one who tells it renders that first and puts it in as `reason`. `choices` are offers: the key of a label, a tool, its arguments.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.models import Notice


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

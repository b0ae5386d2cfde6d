"""Who changed what, and how to put it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.models import AuditEvent


def record(
    session: Session,
    event_id: int | None,
    *,
    workspace_id: int,
    member_id: int,
    conversation_id: int | None,
    tool: str,
    args: dict[str, Any],
    changes: list[Any],
    now: datetime,
    message_id: str | None = None,
) -> int:
    """Note a call's changes; `event_id` adds to the event of the same call."""
    event = session.get(AuditEvent, event_id) if event_id is not None else None
    if event is None:
        event = AuditEvent(
            workspace_id=workspace_id,
            member_id=member_id,
            conversation_id=conversation_id,
            tool=tool,
            args=args,
            changes=changes,
            message_id=message_id,
            at=now,
        )
        session.add(event)
    else:
        event.changes = merged(event.changes, changes)
    session.flush()
    return event.id


def of_message(session: Session, conversation_id: int, message_id: str) -> list[AuditEvent]:
    """What was done for one message, in order."""
    query = sa.select(AuditEvent).where(
        AuditEvent.conversation_id == conversation_id, AuditEvent.message_id == message_id
    )
    return list(session.scalars(query.order_by(AuditEvent.id)))


def merged(earlier: list[Any], later: list[Any]) -> list[Any]:
    """Two lists of changes as one: a row that stands in both goes from its first state to its last."""
    rows = {(change["table"], tuple(change["key"])): dict(change) for change in earlier}
    for change in later:
        key = (change["table"], tuple(change["key"]))
        if key in rows:
            rows[key]["after"] = change["after"]
        else:
            rows[key] = dict(change)
    return [row for row in rows.values() if row["before"] != row["after"]]


def note(
    session: Session,
    *,
    workspace_id: int,
    member_id: int,
    conversation_id: int | None,
    tool: str,
    args: dict[str, Any],
    now: datetime,
    message_id: str | None = None,
) -> None:
    """Note something that is no change to be undone: an answer to a question, an undo.

    `tool` says what it was, with a colon in it, which no tool's name has.
    """
    session.add(
        AuditEvent(
            workspace_id=workspace_id,
            member_id=member_id,
            conversation_id=conversation_id,
            tool=tool,
            args=args,
            changes=[],
            message_id=message_id,
            at=now,
        )
    )
    session.flush()


def change(session: Session, workspace_id: int, member_id: int, event_id: int) -> AuditEvent | None:
    """A change that the member made."""
    event = session.get(AuditEvent, event_id)
    return event if event is not None and (event.workspace_id, event.member_id) == (workspace_id, member_id) else None


def last_change(session: Session, workspace_id: int, member_id: int) -> AuditEvent | None:
    """The member's last change that was not undone."""
    query = (
        sa.select(AuditEvent)
        .where(
            AuditEvent.workspace_id == workspace_id,
            AuditEvent.member_id == member_id,
            AuditEvent.undone_at.is_(None),
            AuditEvent.tool.not_like("%:%"),
        )
        .order_by(AuditEvent.id.desc())
        .limit(1)
    )
    return session.scalar(query)

"""Questions about one exact call, and their answers. At most one is open in a conversation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage import audit
from storage.models import Consent


def ask(
    session: Session,
    *,
    workspace_id: int,
    conversation_id: int,
    member_id: int,
    tool: str,
    args: dict[str, Any],
    digest: str,
    now: datetime,
    expires_at: datetime,
) -> Consent:
    """Put a question; an older open one of the same conversation is replaced by it."""
    session.execute(
        sa.update(Consent)
        .where(Consent.conversation_id == conversation_id, Consent.state == "open")
        .values(state="replaced", decided_at=now)
    )
    consent = Consent(
        workspace_id=workspace_id,
        conversation_id=conversation_id,
        asked_of=member_id,
        tool=tool,
        args=args,
        digest=digest,
        state="open",
        created_at=now,
        expires_at=expires_at,
    )
    session.add(consent)
    session.flush()
    return consent


def find(session: Session, workspace_id: int, consent_id: int) -> Consent | None:
    """A question of this workspace."""
    consent = session.get(Consent, consent_id)
    return consent if consent is not None and consent.workspace_id == workspace_id else None


def decide(
    session: Session,
    consent_id: int,
    state: str,
    now: datetime,
    member_id: int,
    conversation_id: int | None,
    message_id: str | None = None,
) -> bool:
    """Close an open question as used, refused or expired; False if somebody was quicker. A yes serves once.

    Who closed it, and what exactly was asked, is noted in the audit trail.
    """
    closed = session.execute(
        sa.update(Consent)
        .where(Consent.id == consent_id, Consent.state == "open")
        .values(state=state, decided_at=now)
        .returning(Consent.workspace_id, Consent.tool, Consent.args, Consent.digest, Consent.asked_of)
    ).first()
    if closed is None:
        return False
    audit.note(
        session,
        workspace_id=closed.workspace_id,
        member_id=member_id,
        conversation_id=conversation_id,
        tool=f"consent:{state}",
        args={
            "consent": consent_id,
            "tool": closed.tool,
            "args": closed.args,
            "digest": closed.digest,
            "asked_of": closed.asked_of,
        },
        now=now,
        message_id=message_id,
    )
    return True

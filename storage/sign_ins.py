"""Sign-ins that people have begun. Each is found by the SHA-256 of its state, and serves once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.models import Member, SignIn

BEGUN = "begun"
SENT = "sent"
CHOOSING = "choosing"
DONE = "done"


def begin(
    session: Session,
    *,
    workspace_id: int,
    member_id: int,
    conversation_id: int | None,
    platform: str,
    state: str,
    secret: str,
    now: datetime,
    expires_at: datetime,
) -> None:
    """Note a sign-in that somebody asked for."""
    session.add(
        SignIn(
            workspace_id=workspace_id,
            member_id=member_id,
            conversation_id=conversation_id,
            platform=platform,
            state=state,
            secret=secret,
            step=BEGUN,
            created_at=now,
            expires_at=expires_at,
        )
    )
    session.flush()


def find(session: Session, state: str) -> SignIn | None:
    """The sign-in whose state has this hash."""
    return session.scalar(sa.select(SignIn).where(SignIn.state == state))


def advance(
    session: Session,
    id: int,
    before: Collection[str],
    step: str,
    *,
    secret: str | None = None,
    expires_at: datetime | None = None,
) -> bool:
    """Take a sign-in from one of the steps `before` to `step`; False if it is not there (any more). One caller wins."""
    values: dict[str, object] = {"step": step}
    if secret is not None:
        values["secret"] = secret
    if expires_at is not None:
        values["expires_at"] = expires_at
    going = sa.update(SignIn).where(SignIn.id == id, SignIn.step.in_(list(before)))
    return bool(session.execute(going.values(**values)).rowcount)  # type: ignore[attr-defined]  # of an UPDATE


def role_of(session: Session, workspace_id: int, member_id: int) -> str | None:
    """The role that a member has now; None if they are not in the workspace."""
    return session.scalar(sa.select(Member.role).where(Member.id == member_id, Member.workspace_id == workspace_id))


def prune(session: Session, before: datetime) -> int:
    """Forget what was over before then; how many that were."""
    result = session.execute(sa.delete(SignIn).where(SignIn.expires_at < before))
    return int(result.rowcount)  # type: ignore[attr-defined]  # the result of a DELETE has it


def replace_all(session: Session, change: Callable[[str], str | None]) -> None:
    """Put `change` of it in the place of every secret; a sign-in of which it makes nothing is over."""
    for row in session.scalars(sa.select(SignIn).order_by(SignIn.id).with_for_update()):
        secret = change(row.secret)
        if secret is None:
            session.delete(row)
        else:
            row.secret = secret
    session.flush()

"""Where channels have been installed, and what they need there, sealed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.models import Identity, Install, Workspace


def keep(session: Session, channel: str, id: str, secret: str, workspace: str | None, now: datetime) -> None:
    """Keep, or replace, what one place needs. A `workspace` of None leaves the one that it was installed for."""
    place = session.scalar(sa.select(Workspace.id).where(Workspace.name == workspace)) if workspace else None
    row = session.get(Install, (channel, id))
    if row is None:
        session.add(
            Install(channel=channel, external_id=id, workspace_id=place, secret=secret, created_at=now, updated_at=now)
        )
        return
    row.secret, row.updated_at = secret, now
    row.workspace_id = place or row.workspace_id


def find(session: Session, channel: str, id: str) -> str | None:
    """What is kept of a place."""
    row = session.get(Install, (channel, id))
    return row.secret if row is not None else None


def replace_all(session: Session, again: Callable[[str], str | None]) -> None:
    """Seal everything anew; what cannot be read is left as it is."""
    for row in session.scalars(sa.select(Install)):
        row.secret = again(row.secret) or row.secret


def end(session: Session, channel: str, id: str) -> bool:
    """Forget a place, and that people are known from there: their ids begin with its own and a slash."""
    row = session.get(Install, (channel, id))
    there = sa.delete(Identity).where(
        Identity.channel == channel, Identity.external_id.startswith(f"{id}/", autoescape=True)
    )
    session.execute(there)
    if row is None:
        return False
    session.delete(row)
    return True

"""Workspaces, their settings, members and the identities by which channels know them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.models import Identity, Member, Setting, Workspace


@dataclass(frozen=True, slots=True)
class Who:
    """A member in a workspace, with what the workspace has said of itself."""

    workspace_id: int
    workspace: str
    member_id: int
    member: str
    role: str
    settings: dict[str, Any] = field(default_factory=dict)


# Asked in every turn, so built once: putting a statement together costs as much as running it.
_SETTINGS = sa.select(Setting.key, Setting.value).where(Setting.workspace_id == sa.bindparam("workspace"))
_KNOWN = (
    sa.select(Workspace.id, Workspace.name, Member.id, Member.name, Member.role)
    .join(Identity, Identity.workspace_id == Workspace.id)
    .join(Member, Member.id == Identity.member_id)
    .where(Identity.channel == sa.bindparam("channel"), Identity.external_id == sa.bindparam("external"))
    .order_by(Identity.id)
    .limit(1)
)
_KNOWN_THERE = _KNOWN.where(Workspace.name == sa.bindparam("name"))


def settings_of(session: Session, workspace_id: int) -> dict[str, Any]:
    """All settings of a workspace by key."""
    return {row[0]: row[1] for row in session.execute(_SETTINGS, {"workspace": workspace_id})}


def put_setting(session: Session, workspace_id: int, key: str, value: Any) -> None:
    """Set one setting; None takes it away."""
    row = session.get(Setting, (workspace_id, key))
    if value is None:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(Setting(workspace_id=workspace_id, key=key, value=value))
    else:
        row.value = value


def who_is(session: Session, workspace: str | None, channel: str, external_id: str) -> Who | None:
    """The member behind a channel's identity, in the named workspace or the one where they are known first."""
    known = {"channel": channel, "external": external_id}
    if workspace is None:
        found = session.execute(_KNOWN, known).first()
    else:
        found = session.execute(_KNOWN_THERE, known | {"name": workspace}).first()
    if found is None:
        return None
    place_id, place, member_id, member, role = found
    return Who(place_id, place, member_id, member, role, settings_of(session, place_id))


def known_as(session: Session, workspace_id: int, member_id: int, channel: str) -> str | None:
    """How a channel knows a member, the way that was linked last; None if it does not."""
    query = sa.select(Identity.external_id).where(
        Identity.workspace_id == workspace_id, Identity.member_id == member_id, Identity.channel == channel
    )
    return session.scalar(query.order_by(Identity.id.desc()).limit(1))


def owner(session: Session, workspace_id: int) -> int | None:
    """The member who has owned a workspace for longest, of those who are there."""
    owners = sa.select(Member.id).where(
        Member.workspace_id == workspace_id, Member.role == "owner", Member.left_at.is_(None)
    )
    return session.scalar(owners.order_by(Member.id).limit(1))


def found_workspace(session: Session, name: str, now: datetime) -> tuple[Workspace, bool]:
    """The workspace of that name, made if there is none yet; True if it was made."""
    place = session.scalar(sa.select(Workspace).where(Workspace.name == name))
    if place is not None:
        return place, False
    place = Workspace(name=name, created_at=now)
    session.add(place)
    session.flush()
    return place, True


def add_member(
    session: Session, workspace_id: int, name: str, role: str, channel: str, external_id: str, now: datetime
) -> Member:
    """A new member, known to one channel."""
    member = Member(workspace_id=workspace_id, name=name, role=role, created_at=now)
    session.add(member)
    session.flush()
    session.add(Identity(workspace_id=workspace_id, member_id=member.id, channel=channel, external_id=external_id))
    session.flush()
    return member


def member_count(session: Session, workspace_id: int) -> int:
    """How many people are in a workspace."""
    return session.scalar(sa.select(sa.func.count()).where(Member.workspace_id == workspace_id)) or 0

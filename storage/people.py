"""People in a workspace: the places where each is known, those who ask to be let in, and those who leave.

Of a stranger are kept the channel, its id of them, the name that they gave themselves and the hash of the code they were shown.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage import audit, workspaces
from storage.devices import hash_of
from storage.models import Device, DeviceSecret, Identity, Member, Stranger, Workspace

LATELY = timedelta(hours=1)
"""For so long it counts how often somebody was shown a code or tried a wrong one."""

KEPT_FOR = timedelta(days=1)
"""A stranger who has not written for so long is forgotten."""

MOST_STRANGERS = 5_000
"""Kept at a time: anybody may write to a messenger."""

OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Asking:
    """A stranger who was shown a code that still counts. `name` is what they call themselves: anything at all."""

    channel: str
    sender: str
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place from which a member is known."""

    id: int
    channel: str
    sender: str
    name: str


@dataclass(frozen=True, slots=True)
class Gadget:
    """A device of a member."""

    id: int
    channel: str
    name: str
    created_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """A member with what they are known by."""

    id: int
    name: str
    role: str
    places: tuple[Place, ...]
    devices: tuple[Gadget, ...]


def stranger(session: Session, channel: str, sender: str, now: datetime) -> Stranger | None:
    """Somebody unknown who wrote, begun if they are new; None if too many strangers are kept already."""
    if session.get(Stranger, (channel, sender)) is None:
        session.execute(sa.delete(Stranger).where(Stranger.seen_at < now - KEPT_FOR))
        if (session.scalar(sa.select(sa.func.count()).select_from(Stranger)) or 0) >= MOST_STRANGERS:
            return None
        with contextlib.suppress(sa.exc.IntegrityError), session.begin_nested():  # somebody was quicker
            session.add(Stranger(channel=channel, sender=sender, name="", given=[], missed=[], seen_at=now))
    # Held, so that tries made at once are counted one by one.
    found = session.get_one(Stranger, (channel, sender), with_for_update=True, populate_existing=True)
    found.seen_at = now
    found.given, found.missed = _lately(found.given, now), _lately(found.missed, now)
    session.flush()
    return found


def is_free(session: Session, code: str, now: datetime) -> bool:
    """Whether nobody holds this code. One that has expired is taken from whoever held it."""
    holder = session.scalar(sa.select(Stranger).where(Stranger.code == hash_of(code)))
    if holder is None:
        return True
    if holder.expires_at is not None and holder.expires_at > now:
        return False
    holder.code = holder.expires_at = None
    session.flush()
    return True


def show(session: Session, found: Stranger, name: str, code: str, now: datetime, expires_at: datetime) -> None:
    """Note which code a stranger is shown; the one before no longer counts."""
    found.name, found.code, found.expires_at = name, hash_of(code), expires_at
    found.given = [*found.given, now.isoformat()]
    session.flush()


def miss(session: Session, found: Stranger, now: datetime) -> None:
    """Note a wrong try."""
    found.missed = [*found.missed, now.isoformat()]
    session.flush()


def missed_since(found: Stranger, since: datetime) -> int:
    """How many wrong tries there were since."""
    return sum(datetime.fromisoformat(at) > since for at in found.missed)


def asking(session: Session, code: str, now: datetime) -> Asking | None:
    """Who was shown this code, if it still counts."""
    row = session.scalar(sa.select(Stranger).where(Stranger.code == hash_of(code), Stranger.expires_at > now))
    return Asking(row.channel, row.sender, row.name, row.code) if row is not None and row.code is not None else None


def forget(session: Session, channel: str, sender: str) -> None:
    """They are no stranger any more."""
    session.execute(sa.delete(Stranger).where(Stranger.channel == channel, Stranger.sender == sender))


def member(session: Session, workspace_id: int, member_id: int) -> tuple[str, str] | None:
    """The names of a workspace and of a member who is there."""
    query = (
        sa.select(Workspace.name, Member.name)
        .join(Member, Member.workspace_id == Workspace.id)
        .where(Workspace.id == workspace_id, Member.id == member_id, Member.left_at.is_(None))
    )
    found = session.execute(query).first()
    return (found[0], found[1]) if found is not None else None


def known_as(session: Session, workspace_id: int, channel: str, sender: str) -> int | None:
    """The member that a sender is in this workspace."""
    query = sa.select(Identity.member_id).where(
        Identity.workspace_id == workspace_id, Identity.channel == channel, Identity.external_id == sender
    )
    return session.scalar(query)


def link(session: Session, workspace_id: int, member_id: int, channel: str, sender: str, name: str) -> int:
    """Know a member by one more place; its number."""
    place = Identity(workspace_id=workspace_id, member_id=member_id, channel=channel, external_id=sender, name=name)
    session.add(place)
    session.flush()
    forget(session, channel, sender)
    return place.id


def join(
    session: Session, workspace_id: int, name: str, role: str, channel: str, sender: str, called: str, now: datetime
) -> int:
    """A new member, known from one place; their number."""
    found = workspaces.add_member(session, workspace_id, name, role, channel, sender, now)
    session.execute(sa.update(Identity).where(Identity.member_id == found.id).values(name=called))
    forget(session, channel, sender)
    return found.id


def people(session: Session, workspace_id: int) -> list[Person]:
    """Everybody who is in a workspace, in the order in which they came."""
    members = sa.select(Member).where(Member.workspace_id == workspace_id, Member.left_at.is_(None)).order_by(Member.id)
    places: dict[int, list[Place]] = {}
    known = sa.select(Identity).where(Identity.workspace_id == workspace_id).order_by(Identity.id)
    for row in session.scalars(known):
        places.setdefault(row.member_id, []).append(Place(row.id, row.channel, row.external_id, row.name))
    gadgets: dict[int, list[Gadget]] = {}
    there = sa.select(Device).where(Device.workspace_id == workspace_id, Device.ended_at.is_(None)).order_by(Device.id)
    for device in session.scalars(there):
        gadget = Gadget(device.id, device.channel, device.name, device.created_at, device.seen_at)
        gadgets.setdefault(device.member_id, []).append(gadget)
    return [
        Person(row.id, row.name, row.role, tuple(places.get(row.id, ())), tuple(gadgets.get(row.id, ())))
        for row in session.scalars(members)
    ]


def unlink(session: Session, workspace_id: int, member_id: int, place_id: int) -> bool:
    """Forget a place of a member; False if it was not theirs any more."""
    gone = sa.delete(Identity).where(
        Identity.id == place_id, Identity.workspace_id == workspace_id, Identity.member_id == member_id
    )
    return bool(session.execute(gone).rowcount)  # type: ignore[attr-defined]  # of a DELETE


def remove(session: Session, workspace_id: int, member_id: int, now: datetime) -> bool:
    """A member leaves: every place and device of theirs is forgotten, and codes that they were shown do not count.

    False if they are not there, or are the last owner. What they made stays.
    """
    # The owners' rows are held: two owners who remove each other at once do not both go.
    owners = session.scalars(
        sa.select(Member.id)
        .where(Member.workspace_id == workspace_id, Member.role == OWNER, Member.left_at.is_(None))
        .with_for_update()
    ).all()
    if list(owners) == [member_id]:
        return False
    leaving = sa.update(Member).where(
        Member.id == member_id, Member.workspace_id == workspace_id, Member.left_at.is_(None)
    )
    if not session.execute(leaving.values(left_at=now)).rowcount:  # type: ignore[attr-defined]  # of an UPDATE
        return False
    theirs = sa.select(Device.id).where(Device.member_id == member_id)
    session.execute(
        sa.delete(DeviceSecret).where(sa.or_(DeviceSecret.member_id == member_id, DeviceSecret.device_id.in_(theirs)))
    )
    session.execute(
        sa.update(Device).where(Device.member_id == member_id, Device.ended_at.is_(None)).values(ended_at=now)
    )
    session.execute(sa.delete(Identity).where(Identity.member_id == member_id))
    return True


def note(
    session: Session,
    *,
    workspace_id: int,
    member_id: int,
    conversation_id: int | None,
    tool: str,
    args: dict[str, Any],
    now: datetime,
) -> None:
    """Keep in the audit trail who let in, or threw out, whom. It is not undone by a word."""
    audit.note(
        session,
        workspace_id=workspace_id,
        member_id=member_id,
        conversation_id=conversation_id,
        tool=f"people:{tool}",
        args=args,
        now=now,
    )


def _lately(times: Iterable[str], now: datetime) -> list[str]:
    return [at for at in times if datetime.fromisoformat(at) > now - LATELY]

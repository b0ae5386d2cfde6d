"""What people have let in to speak for them, and the secrets by which it is known. Of a secret only its SHA-256 is kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.models import Device, DeviceSecret, Identity, Member, Program, Workspace

PAIRING = "pairing"
REQUEST = "request"
CODE = "code"
ACCESS = "access"
REFRESH = "refresh"
TOKEN = "token"

MOST_PROGRAMS = 5_000
"""That nobody has let in: anybody may introduce one."""

CHANNEL = "mcp"
"""The channel of programs."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret that was shown, as it is kept."""

    hash: str
    kind: str
    device_id: int | None
    workspace_id: int | None
    member_id: int | None
    data: dict[str, Any]
    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class LetIn:
    """A device with its member and workspace. `sender` is the member's identity in its `channel`."""

    id: int
    name: str
    program_id: str | None
    workspace: str
    member: str
    sender: str
    created_at: datetime
    seen_at: datetime
    channel: str = CHANNEL
    member_id: int = 0


def hash_of(secret: str) -> str:
    """What is kept of a secret. They are long and random, so that one round is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def introduce(session: Session, id: str, name: str, data: dict[str, Any], now: datetime) -> bool:
    """Keep a program that has introduced itself; False if too many have that nobody let in."""
    let_in = sa.exists().where(Device.program_id == Program.id)
    session.execute(sa.delete(Program).where(Program.created_at < now - timedelta(days=1), ~let_in))
    strangers = session.scalar(sa.select(sa.func.count()).select_from(Program).where(~let_in)) or 0
    if strangers >= MOST_PROGRAMS:
        return False
    session.add(Program(id=id, name=name, data=data, created_at=now))
    session.flush()
    return True


def program(session: Session, id: str) -> dict[str, Any] | None:
    """What a program has said of itself."""
    found = session.get(Program, id)
    return dict(found.data) if found is not None else None


def keep(
    session: Session,
    secret: str,
    kind: str,
    *,
    now: datetime,
    expires_at: datetime,
    device_id: int | None = None,
    workspace_id: int | None = None,
    member_id: int | None = None,
    data: dict[str, Any] | None = None,
) -> None:
    """Keep a new secret."""
    session.add(
        DeviceSecret(
            hash=hash_of(secret),
            kind=kind,
            device_id=device_id,
            workspace_id=workspace_id,
            member_id=member_id,
            data=data or {},
            created_at=now,
            expires_at=expires_at,
        )
    )
    session.flush()


def find(session: Session, secret: str, kind: str) -> Secret | None:
    """A secret of this kind, used and expired ones too."""
    row = session.get(DeviceSecret, hash_of(secret))
    if row is None or row.kind != kind:
        return None
    return Secret(
        row.hash, row.kind, row.device_id, row.workspace_id, row.member_id, dict(row.data), row.expires_at, row.used_at
    )


def use(session: Session, hash: str, now: datetime) -> bool:
    """Use up a secret that serves once; False if somebody was quicker or it has expired."""
    using = sa.update(DeviceSecret).where(
        DeviceSecret.hash == hash, DeviceSecret.used_at.is_(None), DeviceSecret.expires_at > now
    )
    return bool(session.execute(using.values(used_at=now)).rowcount)  # type: ignore[attr-defined]  # of an UPDATE


def miss(session: Session, hash: str) -> int:
    """Count a wrong try; how many that were."""
    missed = sa.update(DeviceSecret).where(DeviceSecret.hash == hash).values(tries=DeviceSecret.tries + 1)
    return session.scalar(missed.returning(DeviceSecret.tries)) or 0


def let_in(
    session: Session,
    *,
    workspace_id: int,
    member_id: int,
    program_id: str | None,
    name: str,
    now: datetime,
    channel: str = CHANNEL,
) -> int:
    """A new device of a member; its number. The member is known in its channel from then on."""
    sender = _sender(member_id)
    known = sa.select(Identity.id).where(
        Identity.workspace_id == workspace_id, Identity.channel == channel, Identity.external_id == sender
    )
    if session.scalar(known) is None:
        session.add(Identity(workspace_id=workspace_id, member_id=member_id, channel=channel, external_id=sender))
    device = Device(
        workspace_id=workspace_id,
        member_id=member_id,
        program_id=program_id,
        channel=channel,
        name=name,
        created_at=now,
        seen_at=now,
    )
    session.add(device)
    session.flush()
    return device.id


def device(session: Session, id: int) -> LetIn | None:
    """A device that has not been thrown out, of a member who is still there."""
    return next(iter(_devices(session, Device.id == id)), None)


def devices(session: Session, workspace: str | None = None) -> list[LetIn]:
    """All that are let in, of one workspace or of all, oldest first."""
    return _devices(session, *([Workspace.name == workspace] if workspace is not None else []))


def seen(session: Session, id: int, now: datetime) -> None:
    """It was here."""
    session.execute(sa.update(Device).where(Device.id == id).values(seen_at=now))


def end(session: Session, id: int, now: datetime) -> bool:
    """Throw a device out, with everything by which it is known; False if it was not there."""
    ended = sa.update(Device).where(Device.id == id, Device.ended_at.is_(None)).values(ended_at=now)
    session.execute(sa.delete(DeviceSecret).where(DeviceSecret.device_id == id))
    return bool(session.execute(ended).rowcount)  # type: ignore[attr-defined]  # of an UPDATE


def prune(session: Session, before: datetime) -> int:
    """Forget secrets that expired before then; how many that were."""
    result = session.execute(sa.delete(DeviceSecret).where(DeviceSecret.expires_at < before))
    return int(result.rowcount)  # type: ignore[attr-defined]  # the result of a DELETE has it


def _devices(session: Session, *conditions: sa.ColumnElement[bool]) -> list[LetIn]:
    query = (
        sa.select(
            Device.id,
            Device.name,
            Device.program_id,
            Workspace.name,
            Member.name,
            Member.id,
            Device.created_at,
            Device.seen_at,
            Device.channel,
        )
        .join(Member, sa.and_(Member.id == Device.member_id, Member.workspace_id == Device.workspace_id))
        .join(Workspace, Workspace.id == Device.workspace_id)
        .where(Device.ended_at.is_(None), *conditions)
        .order_by(Device.id)
    )
    return [
        LetIn(id, name, program_id, place, member, _sender(member_id), created_at, seen_at, channel, member_id)
        for id, name, program_id, place, member, member_id, created_at, seen_at, channel in session.execute(query)
    ]


def of_token(session: Session, token: str, channel: str, now: datetime) -> LetIn | None:
    """The device behind a token of its own or an access token, if it is of that channel and neither has ended."""
    row = session.get(DeviceSecret, hash_of(token))
    if row is None or row.kind not in {TOKEN, ACCESS} or row.device_id is None or row.used_at is not None:
        return None
    found = device(session, row.device_id) if row.expires_at > now else None
    return found if found is not None and found.channel == channel else None


def _sender(member_id: int) -> str:
    return f"member-{member_id}"

"""What accounts' calls are made with, sealed: the rows behind `bot/tokens.py`. Nothing here opens a secret."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.models import Account, Credential


@dataclass(frozen=True, slots=True)
class Standing:
    """How an account's sign-in stands. `broken` is a sentence's key; `ends_at` when it dies; `held`: there is one at all."""

    held: bool = False
    broken: str = ""
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Renewed:
    """A secret in the place of another, with what can be told of it without opening it."""

    account_id: int
    before: str
    secret: str
    expires_at: datetime | None
    ends_at: datetime | None


def of(session: Session, account_id: int) -> tuple[Account, Credential | None] | None:
    """An account and what its calls are made with, as they are now; None if there is no such account."""
    query = (
        sa.select(Account, Credential)
        .outerjoin(Credential, Credential.account_id == Account.id)
        .where(Account.id == account_id)
    )
    found = session.execute(query, execution_options={"populate_existing": True}).first()
    return None if found is None else (found[0], found[1])


def of_platform(session: Session, workspace_id: int, platform: str) -> list[Credential]:
    """Those of all accounts that a workspace has on a platform, in the order in which the accounts were connected."""
    query = (
        sa.select(Credential)
        .join(Account, Account.id == Credential.account_id)
        .where(Credential.workspace_id == workspace_id, Account.platform == platform)
        .order_by(Credential.account_id)
    )
    return list(session.scalars(query))


def put(
    session: Session,
    account: Account,
    secret: str,
    *,
    expires_at: datetime | None,
    ends_at: datetime | None,
    conversation_id: int | None,
    now: datetime,
) -> None:
    """Keep what a sign-in brought, in the place of what there was."""
    row = session.get(Credential, account.id)
    if row is None:
        row = Credential(account_id=account.id, workspace_id=account.workspace_id)
        session.add(row)
    row.secret = secret
    row.expires_at, row.ends_at = expires_at, ends_at
    row.broken = row.refreshing_by = row.refreshing_until = row.warned_at = None
    row.conversation_id = conversation_id
    row.updated_at = now
    session.flush()


def claim(session: Session, account_id: int, secret: str, *, worker: str, now: datetime, until: datetime) -> bool:
    """Take the right to exchange `secret` until then; False if somebody has it, or the secret is another by now."""
    claiming = sa.update(Credential).where(
        Credential.account_id == account_id,
        Credential.secret == secret,
        Credential.broken.is_(None),
        sa.or_(Credential.refreshing_until.is_(None), Credential.refreshing_until < now),
    )
    result = session.execute(claiming.values(refreshing_by=worker, refreshing_until=until))
    return bool(result.rowcount)  # type: ignore[attr-defined]  # the result of an UPDATE has it


def release(session: Session, account_id: int, worker: str) -> None:
    """Give that right back."""
    giving = sa.update(Credential).where(Credential.account_id == account_id, Credential.refreshing_by == worker)
    session.execute(giving.values(refreshing_by=None, refreshing_until=None))


def renew(session: Session, renewed: Collection[Renewed], now: datetime) -> int:
    """Put new secrets in the place of those they were exchanged for; how many that were.

    One that a person has replaced meanwhile by signing in again stays as it is.
    """
    count = 0
    for each in renewed:
        putting = sa.update(Credential).where(
            Credential.account_id == each.account_id, Credential.secret == each.before
        )
        result = session.execute(
            putting.values(
                secret=each.secret,
                expires_at=each.expires_at,
                ends_at=each.ends_at,
                broken=None,
                refreshing_by=None,
                refreshing_until=None,
                warned_at=None,
                updated_at=now,
            )
        )
        count += result.rowcount  # type: ignore[attr-defined]  # the result of an UPDATE has it
    return count


def mark_broken(session: Session, secrets: Mapping[int, str], reason: str, now: datetime) -> list[Credential]:
    """Note that these secrets, by account, do not work any more; those of which it is news."""
    rows = []
    for account_id, secret in secrets.items():
        query = (
            sa.select(Credential)
            .where(Credential.account_id == account_id, Credential.secret == secret, Credential.broken.is_(None))
            .with_for_update()
        )
        row = session.scalar(query)
        if row is not None:
            row.broken = reason
            row.refreshing_by = row.refreshing_until = None
            row.updated_at = now
            rows.append(row)
    session.flush()
    return rows


def remove(session: Session, workspace_id: int, account_id: int) -> str | None:
    """Forget what an account's calls were made with; the sealed secret, None if there was none."""
    row = session.get(Credential, account_id)
    if row is None or row.workspace_id != workspace_id:
        return None
    secret = row.secret
    session.delete(row)
    session.flush()
    return secret


def standing(session: Session, workspace_id: int) -> dict[int, Standing]:
    """How the sign-ins of a workspace stand, by account; accounts without one are left out."""
    query = sa.select(Credential).where(Credential.workspace_id == workspace_id)
    return {row.account_id: Standing(True, row.broken or "", row.ends_at) for row in session.scalars(query)}


def expiring(session: Session, before: datetime) -> list[tuple[Account, Credential]]:
    """What works and will not from `before` on unless it is exchanged, soonest first."""
    query = (
        sa.select(Account, Credential)
        .join(Credential, Credential.account_id == Account.id)
        .where(Account.connected, Credential.broken.is_(None), Credential.expires_at < before)
        .order_by(Credential.expires_at)
    )
    return [(account, credential) for account, credential in session.execute(query)]


def ending(session: Session, before: datetime) -> list[tuple[Account, Credential]]:
    """Sign-ins that die before then, soonest first; locked until the transaction ends."""
    query = (
        sa.select(Account, Credential)
        .join(Credential, Credential.account_id == Account.id)
        .where(Account.connected, Credential.broken.is_(None), Credential.ends_at < before)
        .order_by(Credential.ends_at)
        .with_for_update(of=Credential)
    )
    return [(account, credential) for account, credential in session.execute(query)]


def replace_all(session: Session, change: Callable[[str], str | None]) -> tuple[int, int]:
    """Put `change` of it in the place of every secret; how many were changed, and of how many it made nothing."""
    changed = left = 0
    for row in session.scalars(sa.select(Credential).order_by(Credential.account_id).with_for_update()):
        secret = change(row.secret)
        if secret is None:
            left += 1
        else:
            row.secret = secret
            changed += 1
    session.flush()
    return changed, left

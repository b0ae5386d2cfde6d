"""Connected profiles on platforms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.models import Account, Delivery, DeliveryState

PREFERRED = "preferred"
"""In an account's data: of several on a platform, the one that posts go to."""

_PLATFORMS = (
    sa.select(Account.platform)
    .where(Account.workspace_id == sa.bindparam("workspace"), Account.connected)
    .order_by(Account.id)
)


def connected(session: Session, workspace_id: int) -> list[Account]:
    """Every connected account: those that posts go to first, else in the order they were connected."""
    query = sa.select(Account).where(Account.workspace_id == workspace_id, Account.connected).order_by(Account.id)
    return sorted(session.scalars(query), key=lambda account: not account.data.get(PREFERRED))


def prefer(session: Session, workspace_id: int, account_id: int) -> None:
    """Let posts go to this account and to no other on its platform."""
    chosen = session.get(Account, account_id)
    if chosen is None or chosen.workspace_id != workspace_id:
        return
    query = sa.select(Account).where(Account.workspace_id == workspace_id, Account.platform == chosen.platform)
    for account in session.scalars(query):
        kept = {name: value for name, value in account.data.items() if name != PREFERRED}
        account.data = {**kept, PREFERRED: True} if account.id == account_id else kept


def platforms(session: Session, workspace_id: int) -> list[str]:
    """The platforms that have a connected account, each once, in the order they were connected."""
    return list(dict.fromkeys(session.scalars(_PLATFORMS, {"workspace": workspace_id})))


def connect(
    session: Session, workspace_id: int, platform: str, handle: str, data: dict[str, Any], now: datetime
) -> Account:
    """Connect a profile, or again one that is known; what waits for such an account gets it.

    A profile is known by the network's own id of it (`data["id"]`, beside `data["server"]` where a network has many), so
    that it may change its handle, else by its handle.
    Where two go by the same handle, the later one is called by its id as well.
    """
    query = sa.select(Account).where(Account.workspace_id == workspace_id, Account.platform == platform)
    rows = list(session.scalars(query.order_by(Account.id)))
    account = _known(rows, handle, data)
    other = next((row for row in rows if row.handle == handle and row is not account), None)
    if other is not None and other.connected:
        handle = f"{handle} ({data.get('id')})"
    elif other is not None:
        other.handle = f"{handle} ({other.data.get('id') or other.id})"
        session.flush()
    if account is None:
        account = Account(
            workspace_id=workspace_id, platform=platform, handle=handle, connected=True, data=data, created_at=now
        )
        session.add(account)
    else:
        account.connected = True
        account.handle = handle
        account.data = {**data, PREFERRED: True} if account.data.get(PREFERRED) else data
    session.flush()
    waiting = sa.select(Delivery).where(
        Delivery.workspace_id == workspace_id,
        Delivery.platform == platform,
        Delivery.account_id.is_(None),
        Delivery.state == DeliveryState.WAITING,
    )
    for delivery in session.scalars(waiting):
        delivery.account_id = account.id
    return account


def _known(rows: Sequence[Account], handle: str, data: dict[str, Any]) -> Account | None:
    identity = _identity(data)
    if identity is not None:
        known = next((row for row in rows if _identity(row.data) == identity), None)
        if known is not None:
            return known
    # Of a row without an id, or for a profile without one, the handle is all there is.
    return next(
        (row for row in rows if _bare(row.handle) == _bare(handle) and None in (identity, _identity(row.data))),
        None,
    )


def _bare(handle: str) -> str:
    """A file of figures may write a handle otherwise than its network does."""
    return handle.strip().lstrip("@").casefold()


def _identity(data: dict[str, Any]) -> tuple[str, str] | None:
    return None if data.get("id") is None else (str(data.get("server") or ""), str(data["id"]))


def note(session: Session, workspace_id: int, **facts: str) -> None:
    """Let every account know something of the workspace that its connector may show: its time zone, its language."""
    for account in session.scalars(sa.select(Account).where(Account.workspace_id == workspace_id)):
        account.data = {**account.data, **facts}


def disconnect(session: Session, workspace_id: int, account_id: int) -> None:
    """Stop using a profile. What is planned for it stays planned and is handed over when due, unless it is back by then."""
    account = session.get(Account, account_id)
    if account is not None and account.workspace_id == workspace_id:
        account.connected = False

"""Connected profiles on platforms."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.models import Account, Delivery, DeliveryState

_PLATFORMS = (
    sa.select(Account.platform)
    .where(Account.workspace_id == sa.bindparam("workspace"), Account.connected)
    .order_by(Account.id)
)


def connected(session: Session, workspace_id: int) -> list[Account]:
    """Every connected account, in the order they were connected."""
    query = sa.select(Account).where(Account.workspace_id == workspace_id, Account.connected).order_by(Account.id)
    return list(session.scalars(query))


def platforms(session: Session, workspace_id: int) -> list[str]:
    """The platforms that have a connected account, each once, in the order they were connected."""
    return list(dict.fromkeys(session.scalars(_PLATFORMS, {"workspace": workspace_id})))


def connect(
    session: Session, workspace_id: int, platform: str, handle: str, data: dict[str, Any], now: datetime
) -> Account:
    """Connect a profile, or again one that was disconnected; what waits for such an account gets it."""
    query = sa.select(Account).where(
        Account.workspace_id == workspace_id, Account.platform == platform, Account.handle == handle
    )
    account = session.scalar(query)
    if account is None:
        account = Account(
            workspace_id=workspace_id, platform=platform, handle=handle, connected=True, data=data, created_at=now
        )
        session.add(account)
    else:
        account.connected = True
        account.data = data
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


def note(session: Session, workspace_id: int, **facts: str) -> None:
    """Let every account know something of the workspace that its connector may show: its time zone, its language."""
    for account in session.scalars(sa.select(Account).where(Account.workspace_id == workspace_id)):
        account.data = {**account.data, **facts}


def disconnect(session: Session, workspace_id: int, account_id: int) -> None:
    """Stop using a profile. What is planned for it stays planned and is handed over when due, unless it is back by then."""
    account = session.get(Account, account_id)
    if account is not None and account.workspace_id == workspace_id:
        account.connected = False

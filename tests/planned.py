"""A workspace with accounts and planned posts, for tests of what sends them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage import jobs
from storage.models import (
    Account,
    Conversation,
    Delivery,
    DeliveryState,
    Job,
    Member,
    Notice,
    Post,
    PostStatus,
    Workspace,
)

EARLY = datetime(2026, 1, 1, tzinfo=UTC)


def workspace(session: Session, name: str = "Bakery") -> Workspace:
    """A workspace with one member and one conversation."""
    row = Workspace(name=name, created_at=EARLY)
    session.add(row)
    session.flush()
    member = Member(workspace_id=row.id, name="Ada", role="owner", language="en", created_at=EARLY)
    session.add(member)
    session.flush()
    session.add(
        Conversation(
            workspace_id=row.id, channel="terminal", thread="main", member_id=member.id, state={}, updated_at=EARLY
        )
    )
    session.flush()
    return row


def account(session: Session, workspace_id: int, platform: str = "fake", *, connected: bool = True) -> Account:
    """A profile on `platform`."""
    row = Account(
        workspace_id=workspace_id,
        platform=platform,
        handle=f"@{secrets.token_hex(3)}",
        connected=connected,
        data={},
        created_at=EARLY,
    )
    session.add(row)
    session.flush()
    return row


def post(
    session: Session,
    workspace_id: int,
    accounts: Sequence[Account | str],
    due_at: datetime,
    *,
    text: str = "Fresh bread",
    recurrence: str | None = None,
    zone: str = "Europe/Berlin",
) -> Post:
    """A scheduled post for these accounts, or for platforms without one."""
    owner = session.get_one(Workspace, workspace_id)
    talk = session.scalar(sa.select(Conversation.id).where(Conversation.workspace_id == workspace_id).limit(1))
    row = Post(
        workspace_id=workspace_id,
        number=owner.next_post,
        text=text,
        language="en",
        status=PostStatus.SCHEDULED,
        due_at=due_at,
        zone=zone,
        recurrence=recurrence,
        conversation_id=talk,
        created_at=EARLY,
        updated_at=EARLY,
    )
    owner.next_post += 1
    session.add(row)
    session.flush()
    rows = [
        Delivery(
            workspace_id=workspace_id,
            post_id=row.id,
            account_id=None if isinstance(target, str) else target.id,
            platform=target if isinstance(target, str) else target.platform,
            text=text,
            key=secrets.token_hex(16),
            state=DeliveryState.WAITING,
        )
        for target in accounts
    ]
    session.add_all(rows)
    session.flush()
    jobs.plan(session, row, rows, due_at)
    return row


def only_post(session: Session) -> Post:
    """The one post there is."""
    return session.scalars(sa.select(Post)).one()


def only_delivery(session: Session) -> Delivery:
    """The one delivery there is."""
    return session.scalars(sa.select(Delivery)).one()


def deliver_job(session: Session) -> Job:
    """The one job that sends something."""
    return session.scalars(sa.select(Job).where(Job.kind == jobs.DELIVER)).one()


def notice_keys(session: Session) -> list[str]:
    """What is to be told, in order."""
    return list(session.scalars(sa.select(Notice.key).order_by(Notice.id)))

"""Brings forth the next occurrence of a recurring post when one falls due."""

from __future__ import annotations

import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage import jobs, notices
from storage.jobs import Claim
from storage.models import Delivery, DeliveryState, Post, PostStatus, Workspace
from storage.notices import NewNotice

_MOST_SKIPPED = 1000  # occurrences counted one by one; beyond, the number told is this one


def bring_forth(session: Session, claim: Claim, now: datetime) -> Post | None:
    """Make the occurrence that follows the one `claim` belongs to, and finish the job, in one transaction.

    The new post goes out as the old one was meant to, by wall clock. Occurrences that passed while nothing ran are left
    out and told of once. None if the series ends, was cancelled, or the next one is there already.
    """
    post = session.scalar(
        sa.select(Post)
        .join(Delivery, Delivery.post_id == Post.id)
        .where(Delivery.id == claim.delivery_id)
        .with_for_update(of=Post)
    )
    if not jobs.holds(session, claim):
        return None
    jobs.finish(session, claim.worker, [claim.job_id])
    if post is None or post.status is PostStatus.CANCELLED or not post.recurrence or post.due_at is None:
        return None
    series_id = post.series_id or post.id
    if session.scalar(
        sa.select(Post.id).where(Post.series_id == series_id, Post.due_at > post.due_at, Post.id != post.id).limit(1)
    ):
        return None
    due_at, skipped = _next(session, post, series_id, now)
    if due_at is None:
        return None
    following = _copy(session, post, series_id, due_at, now)
    if skipped and post.conversation_id is not None:
        facts = {"post": post.number, "count": skipped, "next": following.number, "due_at": due_at.isoformat()}
        notices.add(
            session, [NewNotice(post.workspace_id, post.conversation_id, "delivery-series-skipped", facts)], now
        )
    return following


def _next(session: Session, post: Post, series_id: int, now: datetime) -> tuple[datetime | None, int]:
    """When the next occurrence is due, and how many before it were missed."""
    from bot.understanding.times import next_occurrence

    assert post.due_at is not None and post.recurrence is not None
    zone = ZoneInfo(post.zone or "UTC")
    anchor = session.scalar(sa.select(Post.due_at).where(Post.id == series_id)) or post.due_at
    first = anchor.astimezone(zone)
    after = post.due_at.astimezone(zone)
    skipped = 0
    while True:
        due_at = next_occurrence(post.recurrence, first, after)
        if due_at is None or due_at > now:
            return due_at, skipped
        skipped += 1
        after = due_at if skipped < _MOST_SKIPPED else now.astimezone(zone)


def _copy(session: Session, post: Post, series_id: int, due_at: datetime, now: datetime) -> Post:
    number = session.scalars(
        sa.update(Workspace)
        .where(Workspace.id == post.workspace_id)
        .values(next_post=Workspace.next_post + 1)
        .returning(Workspace.next_post)
    ).one()
    following = Post(
        workspace_id=post.workspace_id,
        number=number - 1,
        topic=post.topic,
        text=post.text,
        tone=post.tone,
        language=post.language,
        status=PostStatus.SCHEDULED,
        due_at=due_at,
        zone=post.zone,
        recurrence=post.recurrence,
        series_id=series_id,
        conversation_id=post.conversation_id,
        created_by=post.created_by,
        media=list(post.media),
        created_at=now,
        updated_at=now,
    )
    session.add(following)
    session.flush()
    gone = [DeliveryState.CANCELLED, DeliveryState.DELETED]
    query = sa.select(Delivery).where(Delivery.post_id == post.id, Delivery.state.not_in(gone)).order_by(Delivery.id)
    copies = [
        Delivery(
            workspace_id=delivery.workspace_id,
            post_id=following.id,
            account_id=delivery.account_id,
            platform=delivery.platform,
            text=delivery.text,
            media=delivery.media,
            options=dict(delivery.options),
            key=secrets.token_hex(16),
            state=DeliveryState.WAITING,
        )
        for delivery in session.scalars(query)
    ]
    session.add_all(copies)
    jobs.plan(session, following, copies, due_at)
    return following

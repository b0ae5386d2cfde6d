"""Posts and their deliveries. Everything is asked for within a workspace; another workspace's posts do not exist here."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage import accounts, jobs, media
from storage.deliveries import status_of
from storage.models import Delivery, DeliveryState, MediaFile, Post, PostStatus, Workspace

GONE_OUT = frozenset({DeliveryState.SENDING, DeliveryState.PROCESSING, DeliveryState.PUBLISHED, DeliveryState.UNKNOWN})
"""States of a delivery that is out, or may be."""


def is_out(delivery: Delivery) -> bool:
    """Whether a delivery is out or may be, be it with some of its parts alone."""
    if delivery.state in {DeliveryState.WAITING, DeliveryState.FAILED}:
        return bool((delivery.progress or {}).get("parts"))
    return delivery.state in GONE_OUT


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post with its deliveries."""

    post: Post
    deliveries: tuple[Delivery, ...]
    files: Mapping[int, MediaFile] = field(default_factory=dict)
    """The media that it and its deliveries name, by id."""

    @property
    def platforms(self) -> list[str]:
        """The platforms it is for, in the order they were named."""
        return [delivery.platform for delivery in self.deliveries]


def create(
    session: Session,
    workspace_id: int,
    *,
    topic: str,
    text: str,
    texts: Mapping[str, str],
    tone: str | None,
    language: str,
    conversation_id: int | None,
    member_id: int | None,
    now: datetime,
    items: Sequence[Mapping[str, Any]] = (),
    kind: str = "post",
) -> PostRow:
    """A new draft with one delivery per platform; `texts` are the adapted texts by platform name, `items` its media."""
    number = session.execute(
        sa.update(Workspace)
        .where(Workspace.id == workspace_id)
        .values(next_post=Workspace.next_post + 1)
        .returning(Workspace.next_post)
    ).scalar_one()
    post = Post(
        workspace_id=workspace_id,
        number=number - 1,
        topic=topic,
        text=text,
        tone=tone,
        language=language,
        status=PostStatus.DRAFT,
        conversation_id=conversation_id,
        created_by=member_id,
        kind=kind,
        media=[dict(item) for item in items],
        created_at=now,
        updated_at=now,
    )
    session.add(post)
    session.flush()
    deliveries = [_delivery(session, post, platform, words) for platform, words in texts.items()]
    session.flush()
    return _row(session, post, deliveries)


def get(session: Session, workspace_id: int, number: int) -> PostRow | None:
    """The post that people call by this number."""
    if not 0 < number < 2**31:
        return None
    post = session.scalar(sa.select(Post).where(Post.workspace_id == workspace_id, Post.number == number))
    return _row(session, post, _deliveries(session, post.id)) if post is not None else None


def hold(session: Session, workspace_id: int, number: int) -> PostRow | None:
    """The post of that number, locked until the transaction ends, so that the publisher cannot come in between."""
    row = get(session, workspace_id, number)
    return _row(session, row.post, jobs.hold(session, row.post)) if row is not None else None


def by_ids(session: Session, workspace_id: int, ids: Sequence[int]) -> list[PostRow]:
    """Posts by their rows' ids, those of this workspace."""
    query = sa.select(Post).where(Post.workspace_id == workspace_id, Post.id.in_(ids)).order_by(Post.id)
    return [_row(session, post, _deliveries(session, post.id)) for post in session.scalars(query).all()]


def of_deliveries(session: Session, workspace_id: int, ids: Collection[int]) -> list[Delivery]:
    """Deliveries by their ids, those of this workspace, locked until the transaction ends."""
    query = sa.select(Delivery).where(Delivery.workspace_id == workspace_id, Delivery.id.in_(list(ids)))
    return list(session.scalars(query.order_by(Delivery.id).with_for_update()))


def list_posts(
    session: Session,
    workspace_id: int,
    *,
    statuses: Sequence[PostStatus] = (),
    platforms: Sequence[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 10,
) -> tuple[list[PostRow], int]:
    """Posts in the order they go out (drafts by age, the newest last), the first `limit` of them, and how many there are."""
    where = [Post.workspace_id == workspace_id, Post.kind == "post"]
    if statuses:
        where.append(Post.status.in_(statuses))
    # Sorting by a bare column lets an index give the first rows without reading the rest.
    if since is not None or until is not None or (statuses and PostStatus.DRAFT not in statuses):
        moment: sa.SQLColumnExpression[datetime | None] = Post.due_at
    else:
        moment = sa.func.coalesce(Post.due_at, Post.created_at)
    if since is not None:
        where.append(Post.due_at >= since)
    if until is not None:
        where.append(Post.due_at < until)
    if platforms:
        on = sa.select(Delivery.id).where(
            Delivery.post_id == Post.id,
            Delivery.platform.in_(platforms),
            Delivery.state != DeliveryState.CANCELLED,
        )
        where.append(on.exists())
    total = session.scalar(sa.select(sa.func.count()).select_from(Post).where(*where)) or 0
    posts = list(session.scalars(sa.select(Post).where(*where).order_by(moment, Post.id).limit(limit)))
    by_post: dict[int, list[Delivery]] = {post.id: [] for post in posts}
    query = sa.select(Delivery).where(Delivery.post_id.in_(by_post)).order_by(Delivery.id)
    for delivery in session.scalars(query) if posts else ():
        by_post[delivery.post_id].append(delivery)
    return [PostRow(post, tuple(by_post[post.id])) for post in posts], total


def newest(session: Session, workspace_id: int, limit: int) -> list[PostRow]:
    """The posts that were made last, the newest first."""
    where = Post.workspace_id == workspace_id, Post.kind == "post"
    found = list(session.scalars(sa.select(Post).where(*where).order_by(Post.number.desc()).limit(limit)))
    by_post: dict[int, list[Delivery]] = {post.id: [] for post in found}
    query = sa.select(Delivery).where(Delivery.post_id.in_(by_post), Delivery.state != DeliveryState.CANCELLED)
    for delivery in session.scalars(query.order_by(Delivery.id)) if found else ():
        by_post[delivery.post_id].append(delivery)
    return [PostRow(post, tuple(by_post[post.id])) for post in found]


def counts(session: Session, workspace_id: int) -> dict[PostStatus, int]:
    """How many posts there are in each state."""
    query = sa.select(Post.status, sa.func.count()).where(Post.workspace_id == workspace_id, Post.kind == "post")
    query = query.group_by(Post.status)
    return {row[0]: row[1] for row in session.execute(query)}


def set_texts(session: Session, row: PostRow, text: str, texts: Mapping[str, str], now: datetime) -> PostRow:
    """Give a post other words, and its deliveries theirs; platforms that `texts` lacks are taken off, new ones added.

    What is out, or may be, stays as it went out: only so it is known, can be taken down, and is not sent again.
    """
    post = row.post
    post.text = text
    post.revision += 1
    post.updated_at = now
    kept = []
    for delivery in row.deliveries:
        if is_out(delivery):
            kept.append(delivery)
        elif delivery.platform in texts:
            delivery.text = texts[delivery.platform]
            kept.append(delivery)
        else:
            jobs.drop_delivery(session, delivery)
            session.delete(delivery)
    session.flush()
    have = {delivery.platform for delivery in kept}
    for platform, words in texts.items():
        if platform not in have:
            delivery = _delivery(session, post, platform, words)
            session.flush()
            if post.status is PostStatus.SCHEDULED and post.due_at is not None:
                jobs.plan(session, post, [delivery], post.due_at)
            kept.append(delivery)
    return PostRow(post, tuple(kept))


def set_media(
    session: Session,
    row: PostRow,
    items: Sequence[Mapping[str, Any]],
    own: Mapping[str, Sequence[Mapping[str, Any]] | None],
    now: datetime,
) -> None:
    """Give a post other media, and the deliveries of the platforms in `own` theirs (None: the post's). What is out stays."""
    post = row.post
    post.media = [dict(item) for item in items]
    post.revision += 1
    post.updated_at = now
    for delivery in row.deliveries:
        if not is_out(delivery) and delivery.platform in own:
            given = own[delivery.platform]
            delivery.media = None if given is None else [dict(item) for item in given]
    session.flush()


def media_of(row: PostRow, delivery: Delivery) -> list[dict[str, Any]]:
    """What a delivery carries: its own media where it has some, else the post's."""
    items: list[dict[str, Any]] = row.post.media if delivery.media is None else delivery.media
    return [dict(item) for item in items or []]


def schedule(
    session: Session, row: PostRow, *, due_at: datetime, zone: str, recurrence: str | None, now: datetime
) -> None:
    """Plan a post: its state, its time and its jobs in one piece."""
    post = row.post
    jobs.drop(session, post)
    post.status = PostStatus.SCHEDULED
    post.due_at = due_at
    post.zone = zone
    post.recurrence = recurrence
    post.revision += 1
    post.updated_at = now
    for delivery in row.deliveries:
        reset(delivery)
    attach_accounts(session, row)
    session.flush()
    jobs.plan(session, post, [d for d in row.deliveries if d.state is DeliveryState.WAITING], due_at)


def send_now(session: Session, row: PostRow, *, zone: str, now: datetime) -> None:
    """Plan a post for this moment: only what has not gone out. The series of a recurring post keeps its times."""
    post = row.post
    if not post.recurrence:
        schedule(session, row, due_at=now, zone=zone, recurrence=None, now=now)
        return
    post.status = PostStatus.SCHEDULED
    post.revision += 1
    post.updated_at = now
    for delivery in row.deliveries:
        reset(delivery)
    attach_accounts(session, row)
    session.flush()
    jobs.plan(session, post, [d for d in row.deliveries if d.state is DeliveryState.WAITING], now)


def give_another_try(session: Session, row: PostRow, again: Sequence[Delivery], now: datetime) -> None:
    """Plan deliveries for this moment whose answer was lost and that a person did not find: as another post to the network."""
    for delivery in again:
        delivery.state = DeliveryState.WAITING
        delivery.key = secrets.token_hex(16)
        delivery.reason = delivery.raw = None
        delivery.reason_facts = {}
        delivery.attempts = 0
        delivery.sent_at = delivery.finished_at = None
        parts = (delivery.progress or {}).get("parts")
        delivery.progress = {"parts": parts} if parts else {}
    row.post.status = PostStatus.SCHEDULED
    row.post.revision += 1
    row.post.updated_at = now
    session.flush()
    jobs.plan(session, row.post, list(again), now)


def leave_rest(session: Session, row: PostRow, now: datetime) -> None:
    """What failed of a post is not tried again; the post is then what the rest of it is."""
    for delivery in row.deliveries:
        if delivery.state is DeliveryState.FAILED:
            _leave(delivery, now)
    row.post.status = status_of(delivery.state for delivery in row.deliveries) or PostStatus.CANCELLED
    row.post.revision += 1
    row.post.updated_at = now


def cancel(session: Session, row: PostRow, now: datetime) -> None:
    """Take a post off the plan; what has not left does not go out. A post of which a part is out stays what that part is."""
    post = row.post
    jobs.drop(session, post)
    for delivery in row.deliveries:
        if delivery.state in {DeliveryState.WAITING, DeliveryState.FAILED}:
            _leave(delivery, now)
    states = {delivery.state for delivery in row.deliveries}
    if states & {DeliveryState.SENDING, DeliveryState.PROCESSING}:
        post.status = PostStatus.PUBLISHING
    elif DeliveryState.UNKNOWN in states:
        post.status = PostStatus.UNCONFIRMED
    elif DeliveryState.PUBLISHED in states:
        post.status = PostStatus.PUBLISHED
    else:
        post.status = PostStatus.CANCELLED
    post.revision += 1
    post.updated_at = now


def _leave(delivery: Delivery, now: datetime) -> None:
    """Nothing more of a delivery goes out. One that has parts out is what can be read there, and can be taken down."""
    if is_out(delivery):
        delivery.state = DeliveryState.PUBLISHED
        delivery.reason = None
        delivery.reason_facts = {}
        delivery.finished_at = now
    else:
        delivery.state = DeliveryState.CANCELLED


def taken_down(
    session: Session, row: PostRow, removed: Mapping[int, str], stopped: Collection[int], now: datetime
) -> bool:
    """Note that deliveries were deleted on their networks, and that others are not to be sent any more.

    `removed` are ids with the keys under which they were sent. When nothing is left out there, the post is a draft again,
    and the answer True.
    """
    jobs.hold(session, row.post)
    for delivery in row.deliveries:
        over = {DeliveryState.PUBLISHED, DeliveryState.FAILED}
        if delivery.state in over and removed.get(delivery.id) == delivery.key:
            delivery.state = DeliveryState.DELETED
            delivery.finished_at = now
    if any(is_out(delivery) for delivery in row.deliveries):
        for delivery in row.deliveries:
            if delivery.id in stopped and delivery.state is DeliveryState.WAITING:
                jobs.drop_delivery(session, delivery)
                _leave(delivery, now)
        row.post.status = status_of(delivery.state for delivery in row.deliveries) or row.post.status
        row.post.revision += 1
        row.post.updated_at = now
        return False
    jobs.drop(session, row.post)
    for delivery in row.deliveries:
        # A new key: to the network, whatever goes out next is another post.
        delivery.key = secrets.token_hex(16)
        delivery.state = DeliveryState.WAITING
        delivery.remote_id = delivery.url = delivery.reason = delivery.raw = None
        delivery.sent_at = delivery.finished_at = None
        delivery.reason_facts = {}
        delivery.progress = {}
        delivery.attempts = 0
    row.post.status = PostStatus.DRAFT
    if not row.post.recurrence:  # an occurrence's time is what the series counts from
        row.post.due_at = None
    row.post.revision += 1
    row.post.updated_at = now
    return True


def reset(delivery: Delivery) -> None:
    """Make a delivery ready to go out, unless it already has, or may have."""
    if delivery.state in {DeliveryState.FAILED, DeliveryState.CANCELLED}:
        delivery.state = DeliveryState.WAITING
        delivery.reason = None
        delivery.reason_facts = {}
        delivery.attempts = 0


def attach_accounts(session: Session, row: PostRow) -> None:
    """Point each waiting delivery to the workspace's connected account on its platform, if there is one now."""
    connected = accounts.connected(session, row.post.workspace_id)
    by_platform = {account.platform: account.id for account in reversed(connected)}
    there = {account.id for account in connected}
    for delivery in row.deliveries:
        # What has one keeps it while it is connected.
        if delivery.state is DeliveryState.WAITING and delivery.account_id not in there:
            delivery.account_id = by_platform.get(delivery.platform)


def times_taken(session: Session, workspace_id: int, since: datetime) -> set[datetime]:
    """The instants from `since` on at which something is planned."""
    query = sa.select(Post.due_at).where(
        Post.workspace_id == workspace_id, Post.status == PostStatus.SCHEDULED, Post.due_at >= since
    )
    return {due for due in session.scalars(query) if due is not None}


def _row(session: Session, post: Post, deliveries: Sequence[Delivery]) -> PostRow:
    ids = {item["id"] for items in (post.media, *(delivery.media for delivery in deliveries)) for item in items or ()}
    return PostRow(post, tuple(deliveries), media.get(session, post.workspace_id, ids) if ids else {})


def _delivery(session: Session, post: Post, platform: str, text: str) -> Delivery:
    delivery = Delivery(
        workspace_id=post.workspace_id,
        post_id=post.id,
        platform=platform,
        text=text,
        key=secrets.token_hex(16),
        state=DeliveryState.WAITING,
    )
    session.add(delivery)
    return delivery


def _deliveries(session: Session, post_id: int) -> Sequence[Delivery]:
    return session.scalars(sa.select(Delivery).where(Delivery.post_id == post_id).order_by(Delivery.id)).all()

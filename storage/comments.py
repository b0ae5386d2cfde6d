"""Comments that were read under our posts: other people's words, kept so that they can be listed and answered."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from connectors.platform import Comment
from storage.metrics_tables import Figure, Publication
from storage.models import Account, Delivery, DeliveryState, Post, RemoteComment

LONGEST_AUTHOR = 120
LONGEST_TEXT = 10_000
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Place:
    """A post of ours on one network, under which comments may stand."""

    delivery_id: int
    account: Account
    remote_id: str
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment with the post it stands under."""

    comment: RemoteComment
    place: Place


def places(
    session: Session, workspace_id: int, platforms: Collection[str], *, since: datetime, limit: int = 60
) -> list[Place]:
    """Where comments may stand: what is out on these platforms since then, the newest first."""
    query = (
        sa.select(Delivery, Account, Post.number)
        .join(Account, Account.id == Delivery.account_id)
        .join(Post, Post.id == Delivery.post_id)
        .where(
            Delivery.workspace_id == workspace_id,
            Account.connected,
            Delivery.platform.in_(list(platforms)),
            Delivery.state == DeliveryState.PUBLISHED,
            Delivery.remote_id.is_not(None),
            Delivery.finished_at >= since,
            Post.kind == "post",
        )
        .order_by(Delivery.finished_at.desc(), Delivery.id.desc())
        .limit(limit)
    )
    return [
        Place(delivery.id, account, delivery.remote_id or "", number, delivery.url or "")
        for delivery, account, number in session.execute(query)
    ]


def talked_about(
    session: Session, account_id: int, *, since: datetime, limit: int = 20
) -> list[tuple[Place, datetime]]:
    """Posts of ours that went out since then and whose number of comments is another than when they were read last, and when
    that was seen; those with most that nobody has read first.
    """
    read = (
        sa.select(
            RemoteComment.delivery_id,
            sa.func.count().label("kept"),
            sa.func.max(RemoteComment.read_at).label("read_at"),
        )
        .where(RemoteComment.account_id == account_id)
        .group_by(RemoteComment.delivery_id)
        .subquery()
    )
    query = (
        sa.select(Delivery, Account, Post.number, Figure.changed_at)
        .join(Publication, Publication.delivery_id == Delivery.id)
        .join(Figure, sa.and_(Figure.publication_id == Publication.id, Figure.metric == "comments"))
        .join(Account, Account.id == Delivery.account_id)
        .join(Post, Post.id == Delivery.post_id)
        .outerjoin(read, read.c.delivery_id == Delivery.id)
        .where(
            Publication.account_id == account_id,
            Publication.published_at >= since,
            Publication.gone_at.is_(None),
            Delivery.state == DeliveryState.PUBLISHED,
            Delivery.remote_id.is_not(None),
            Figure.value > 0,
            sa.or_(read.c.read_at.is_(None), read.c.read_at < Figure.changed_at),
        )
        .order_by((Figure.value - sa.func.coalesce(read.c.kept, 0)).desc(), Figure.changed_at.desc(), Delivery.id)
        .limit(limit)
    )
    return [
        (Place(delivery.id, account, delivery.remote_id or "", number, delivery.url or ""), changed_at)
        for delivery, account, number, changed_at in session.execute(query)
    ]


def keep(session: Session, workspace_id: int, found: Mapping[Place, Sequence[Comment]], now: datetime) -> None:
    """Bring what is known in line with what the networks just said; what is no longer there counts as gone."""
    for place, comments in found.items():
        query = sa.select(RemoteComment).where(RemoteComment.delivery_id == place.delivery_id)
        known = {row.remote_id: row for row in session.scalars(query)}
        elsewhere = _elsewhere(session, place, [comment.id for comment in comments if comment.id not in known])
        answered = {comment.parent_id for comment in comments if comment.ours}
        # By its id each once: a network that lists one twice, or under two posts, must not keep the others from being read.
        for comment in {comment.id: comment for comment in comments}.values():
            row = known.pop(comment.id, None) or elsewhere.get(comment.id)
            if row is None:
                row = RemoteComment(
                    workspace_id=workspace_id,
                    account_id=place.account.id,
                    delivery_id=place.delivery_id,
                    remote_id=comment.id,
                    ours=comment.ours,
                    answered=False,
                    at=comment.at or now,
                )
                session.add(row)
            row.parent_id = comment.parent_id
            row.author = " ".join(_plain(comment.author).split())[:LONGEST_AUTHOR]
            row.text = _plain(comment.text)[:LONGEST_TEXT]
            row.url = comment.url if comment.url.startswith(("https://", "http://")) else ""
            row.likes = None if comment.likes is None else min(comment.likes, 2**31 - 1)
            row.hidden = comment.hidden
            row.answered = row.answered or comment.id in answered
            row.gone = False
            row.read_at = now
        if len(comments) < 100:  # a connector lists the newest hundred: of older ones it says nothing
            for row in known.values():
                row.gone = True
        session.flush()


def _elsewhere(session: Session, place: Place, ids: Sequence[str]) -> dict[str, RemoteComment]:
    """Those of these comments that are known to stand under another post of the account."""
    query = sa.select(RemoteComment).where(
        RemoteComment.account_id == place.account.id, RemoteComment.remote_id.in_(list(ids))
    )
    return {row.remote_id: row for row in session.scalars(query)} if ids else {}


def _plain(words: str) -> str:
    """Without what no store takes and what turns the order of what follows; line ends and tabs stay."""
    return _UNSEEN.sub("", words)


def newest(
    session: Session, workspace_id: int, delivery_ids: Collection[int], *, unanswered: bool, limit: int
) -> list[RemoteComment]:
    """Other people's comments under these posts, newest first."""
    query = sa.select(RemoteComment).where(
        RemoteComment.workspace_id == workspace_id,
        RemoteComment.delivery_id.in_(list(delivery_ids)),
        RemoteComment.ours.is_(False),
        RemoteComment.gone.is_(False),
    )
    if unanswered:
        query = query.where(RemoteComment.answered.is_(False), RemoteComment.hidden.is_(False))
    return list(session.scalars(query.order_by(RemoteComment.at.desc(), RemoteComment.id.desc()).limit(limit)))


def get(session: Session, workspace_id: int, comment_id: int) -> CommentRow | None:
    """The comment that people call by this number, in this workspace, with where it stands."""
    if not 0 < comment_id < 2**31:
        return None
    query = (
        sa.select(RemoteComment, Delivery, Account, Post.number)
        .join(Delivery, Delivery.id == RemoteComment.delivery_id)
        .join(Account, Account.id == RemoteComment.account_id)
        .join(Post, Post.id == Delivery.post_id)
        .where(RemoteComment.workspace_id == workspace_id, RemoteComment.id == comment_id)
    )
    row = session.execute(query).first()
    if row is None:
        return None
    comment, delivery, account, number = row
    return CommentRow(comment, Place(delivery.id, account, delivery.remote_id or "", number, delivery.url or ""))


def note(session: Session, workspace_id: int, comment_id: int, facts: Mapping[str, bool]) -> None:
    """Note that a comment was `answered`, `hidden` or is `gone` by our doing."""
    session.execute(
        sa.update(RemoteComment)
        .where(RemoteComment.workspace_id == workspace_id, RemoteComment.id == comment_id)
        .values(**facts)
    )

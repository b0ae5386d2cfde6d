"""The media of a workspace: rows over files that lie under ALLIN_HOME by their content.

Another workspace's media do not exist here, though the same file may serve several.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.models import Conversation, Delivery, MediaFile, Post


def add(session: Session, workspace_id: int, values: Mapping[str, Any], now: datetime) -> MediaFile:
    """Keep a file's row. The same content is kept once in a workspace: then that row is returned, and counts as new again."""
    query = sa.select(MediaFile).where(
        MediaFile.workspace_id == workspace_id, MediaFile.sha256 == values["sha256"], MediaFile.mime == values["mime"]
    )
    row = session.scalar(query.order_by(MediaFile.id).limit(1))
    if row is None:
        row = MediaFile(workspace_id=workspace_id, created_at=now, **values)
        session.add(row)
    else:
        row.created_at = now  # who brings it again means to use it: housekeeping must not take it away
    session.flush()
    return row


def get(session: Session, workspace_id: int, ids: Collection[int]) -> dict[int, MediaFile]:
    """Rows by id, those of this workspace."""
    wanted = [id for id in ids if 0 < id < 2**31]
    query = sa.select(MediaFile).where(MediaFile.workspace_id == workspace_id, MediaFile.id.in_(wanted))
    return {row.id: row for row in session.scalars(query)} if wanted else {}


def variant(session: Session, workspace_id: int, origin_id: int, made_by: str) -> MediaFile | None:
    """What was made from a file in exactly this way before."""
    query = sa.select(MediaFile).where(
        MediaFile.workspace_id == workspace_id, MediaFile.origin_id == origin_id, MediaFile.made_by == made_by
    )
    return session.scalar(query.order_by(MediaFile.id.desc()).limit(1))


def remove_unused(session: Session, before: datetime, most: int = 500) -> list[str]:
    """Remove at most `most` rows made before then that no post, delivery or conversation names; the contents nobody has now.

    A file that another was made from goes only after it.
    """
    used = _used(session)
    origins = {id for (id,) in session.execute(sa.select(MediaFile.origin_id).where(MediaFile.origin_id.is_not(None)))}
    query = sa.select(MediaFile).where(MediaFile.created_at < before).order_by(MediaFile.id.desc())
    gone: list[MediaFile] = []
    for row in session.scalars(query):
        if row.id not in used and row.id not in origins and len(gone) < most:
            gone.append(row)
    contents = {row.sha256 for row in gone}
    for row in gone:
        session.delete(row)
    session.flush()
    left = (
        set(session.scalars(sa.select(MediaFile.sha256).where(MediaFile.sha256.in_(contents)))) if contents else set()
    )
    return sorted(contents - left)


def known(session: Session, contents: Collection[str]) -> set[str]:
    """Those of these contents that some workspace has."""
    wanted = list(contents)
    found: set[str] = set()
    for at in range(0, len(wanted), 500):
        query = sa.select(MediaFile.sha256).where(MediaFile.sha256.in_(wanted[at : at + 500]))
        found |= set(session.scalars(query))
    return found


def _used(session: Session) -> set[int]:
    used: set[int] = set()
    posted: sa.ScalarResult[Any] = session.scalars(sa.select(Post.media))
    delivered: sa.ScalarResult[Any] = session.scalars(sa.select(Delivery.media).where(Delivery.media.is_not(None)))
    for items in (*posted, *delivered):
        used |= _ids(items)
    states: sa.ScalarResult[Any] = session.scalars(sa.select(Conversation.state))
    for state in states:
        kept = state.get("media")
        if isinstance(kept, Mapping):
            used |= {id for id in kept.get("ids", ()) if isinstance(id, int)}
    return used


def _ids(items: Sequence[Any] | None) -> set[int]:
    return {item["id"] for item in items or () if isinstance(item, Mapping) and isinstance(item.get("id"), int)}

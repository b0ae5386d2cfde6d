"""Files that no post carries, kept in the store: tables that people sent, reports that were made."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.models import Notice
from storage.report_tables import Document


def add(
    session: Session,
    workspace_id: int,
    *,
    kind: str,
    name: str,
    media_type: str,
    content: bytes,
    created_by: int | None,
    now: datetime,
) -> Document:
    """Keep a file. The same table sent once more by then is a file of its own: what was asked about one is not asked of both."""
    row = Document(
        workspace_id=workspace_id,
        kind=kind,
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        created_by=created_by,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row


def get(session: Session, workspace_id: int, ids: Collection[int]) -> list[Document]:
    """These files of a workspace in the order of `ids`; others' and those that are gone are left out."""
    if not ids:
        return []
    query = sa.select(Document).where(Document.workspace_id == workspace_id, Document.id.in_(list(ids)))
    found = {row.id: row for row in session.scalars(query)}
    return [found[id] for id in ids if id in found]


def ask(session: Session, workspace_id: int, id: int, question: str | None) -> None:
    """Note what is asked about a file; a yes counts for nothing else."""
    mine = sa.update(Document).where(Document.id == id, Document.workspace_id == workspace_id)
    session.execute(mine.values(question=question))


def prune(session: Session, before: datetime) -> int:
    """Forget files from before `before`, but for those that are still to be told of; how many went."""
    told: set[int] = set()
    for row in session.execute(sa.select(Notice.facts).where(Notice.told_at.is_(None))):
        told |= set(row.facts.get("files", ()))
    query = sa.delete(Document).where(Document.created_at < before)
    if told:
        query = query.where(Document.id.not_in(sorted(told)))
    return int(session.execute(query).rowcount)  # type: ignore[attr-defined]  # a DELETE's result has it

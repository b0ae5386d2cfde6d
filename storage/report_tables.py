"""The tables of reports and of what came from files: plans, reports made, documents, imports.

Document          a file that is no media: a table that somebody sent, a report that was made
ReportPlan ──< Report      one row an occurrence, so that each is made once
Import ──< Imported        what a file brought, so that all of it can be taken back
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from storage.models import Base, Json

_OPEN = sa.text("next_at IS NOT NULL")


class Document(Base):
    """A file of a workspace that no post carries. Its bytes lie in the store, so that every process has them.

    `kind`: `table` (a CSV or XLSX file that somebody sent) or `report`. `question` is the digest of what was last shown and
    asked about it: a yes counts for exactly that.
    """

    __tablename__ = "documents"
    __table_args__ = (sa.Index("ix_documents_made", "created_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    kind: Mapped[str]
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(sa.LargeBinary())
    question: Mapped[str | None]
    created_by: Mapped[int | None] = mapped_column(sa.ForeignKey("members.id"))
    created_at: Mapped[datetime]


class ReportPlan(Base):
    """A report that is made again and again. People call it by `number`, which counts up within the workspace.

    `recurrence` is an RRULE kept by the wall clock of `zone`, counted from `first_at`; `conversation_id` is where the reports
    are told, `place` what that is called, empty for the thread it was asked in. `stopped_at` when it was ended.
    """

    __tablename__ = "report_plans"
    __table_args__ = (sa.UniqueConstraint("workspace_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    number: Mapped[int]
    platforms: Mapped[list[Any]] = mapped_column(default=list)
    format: Mapped[str]
    recurrence: Mapped[str]
    zone: Mapped[str]
    first_at: Mapped[datetime]
    language: Mapped[str]
    conversation_id: Mapped[int] = mapped_column(sa.ForeignKey("conversations.id"))
    place: Mapped[str] = mapped_column(default="")
    created_by: Mapped[int] = mapped_column(sa.ForeignKey("members.id"))
    created_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]


class ReportRun(Base):
    """When a plan is due next, and which process is at it: apart from the plan, so that Undo finds that as it was made."""

    __tablename__ = "report_runs"
    __table_args__ = (sa.Index("ix_report_runs_due", "next_at", sqlite_where=_OPEN, postgresql_where=_OPEN),)
    plan_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    next_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str | None]
    lease_until: Mapped[datetime | None]


class Report(Base):
    """A report that a plan has made; `due_at` is the occurrence, `document_id` None where it could not be made."""

    __tablename__ = "reports"
    __table_args__ = (sa.UniqueConstraint("plan_id", "due_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    plan_id: Mapped[int]
    due_at: Mapped[datetime]
    since: Mapped[date]
    until: Mapped[date]
    document_id: Mapped[int | None]
    created_at: Mapped[datetime]


class Import(Base):
    """A file whose figures were taken over into an account; without this row they are gone again.

    Its observations are those of the account with the source `import` that were seen at `seen_at`, and those that `Imported`
    names. `facts` are the counts that were told.
    """

    __tablename__ = "imports"
    __table_args__ = (
        sa.UniqueConstraint("account_id", "seen_at"),
        sa.Index("ix_imports_content", "account_id", "sha256"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    name: Mapped[str]
    sha256: Mapped[str]
    seen_at: Mapped[datetime]
    facts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    created_by: Mapped[int | None] = mapped_column(sa.ForeignKey("members.id"))
    created_at: Mapped[datetime]


class Imported(Base):
    """What an import made: a publication, or with `publication_id` 0 an account's level on a day, seen at the end of it."""

    __tablename__ = "imported"
    __table_args__ = (sa.Index("ix_imported_publication", "publication_id"), {"sqlite_with_rowid": False})
    import_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    publication_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]

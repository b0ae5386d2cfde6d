"""Reports: when they are made by themselves, where they go, and which were made; documents, and figures from files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# SQLite keeps times in UTC without a zone.
TIME = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("question", sa.Text()),
        sa.Column("created_by", sa.Integer(), sa.ForeignKey("members.id")),
        sa.Column("created_at", TIME, nullable=False),
    )
    op.create_index("ix_documents_made", "documents", ["created_at"])
    op.create_table(
        "report_plans",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("platforms", JSON, nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("recurrence", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("first_at", TIME, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), sa.ForeignKey("members.id"), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("stopped_at", TIME),
        sa.UniqueConstraint("workspace_id", "number"),
    )
    op.create_table(
        "report_runs",
        sa.Column("plan_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("next_at", TIME),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.Text()),
        sa.Column("lease_until", TIME),
    )
    is_open = sa.text("next_at IS NOT NULL")
    op.create_index("ix_report_runs_due", "report_runs", ["next_at"], sqlite_where=is_open, postgresql_where=is_open)
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("document_id", sa.Integer()),
        sa.Column("created_at", TIME, nullable=False),
        sa.UniqueConstraint("plan_id", "due_at"),
    )
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sa.Column("facts", JSON, nullable=False),
        sa.Column("created_by", sa.Integer(), sa.ForeignKey("members.id")),
        sa.Column("created_at", TIME, nullable=False),
        sa.UniqueConstraint("account_id", "seen_at"),
    )
    op.create_index("ix_imports_content", "imports", ["account_id", "sha256"])
    op.create_table(
        "imported",
        sa.Column("import_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("publication_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("seen_at", TIME, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_imported_publication", "imported", ["publication_id"])

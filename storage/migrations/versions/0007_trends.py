"""What is watched outside: feeds, what they and the networks talk of day by day, and other people's public accounts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# SQLite keeps times in UTC without a zone.
TIME = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def workspace(*, key: bool = False) -> sa.Column[int]:
    """The workspace a row belongs to."""
    if key:
        return sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), primary_key=True)
    return sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False)


def upgrade() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", sa.Integer(), primary_key=True),
        workspace(),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("added_at", TIME, nullable=False),
        sa.UniqueConstraint("workspace_id", "address"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "competitors",
        sa.Column("id", sa.Integer(), primary_key=True),
        workspace(),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("added_at", TIME, nullable=False),
        sa.UniqueConstraint("workspace_id", "platform", "handle"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "watches",
        sa.Column("id", sa.Integer(), primary_key=True),
        workspace(),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ref", sa.Integer(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("due_at", TIME),
        sa.Column("since", TIME),
        sa.Column("looked_at", TIME),
        sa.Column("wanted_at", TIME),
        sa.Column("marks", JSON, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("reason_facts", JSON, nullable=False),
        sa.Column("claimed_by", sa.Text()),
        sa.Column("lease_until", TIME),
        sa.UniqueConstraint("kind", "ref", "region"),
    )
    op.create_index("ix_watches_workspace", "watches", ["workspace_id", "kind"])
    is_due = sa.text("due_at IS NOT NULL")
    op.create_index("ix_watches_due", "watches", ["due_at"], sqlite_where=is_due, postgresql_where=is_due)
    op.create_table(
        "feed_items",
        sa.Column("feed_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("key", sa.Text(), primary_key=True),
        workspace(),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("terms", JSON, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_feed_items_day", "feed_items", ["workspace_id", "day"])
    op.create_table(
        "trend_days",
        workspace(key=True),
        sa.Column("source", sa.Text(), primary_key=True),
        sa.Column("region", sa.Text(), primary_key=True),
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("uses", sa.Double()),
        sa.Column("rank", sa.Integer()),
        sa.Column("seen_at", TIME, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_trend_days_day", "trend_days", ["workspace_id", "day"])
    op.create_table(
        "watched_days",
        workspace(key=True),
        sa.Column("source", sa.Text(), primary_key=True),
        sa.Column("region", sa.Text(), primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_watched_days_day", "watched_days", ["workspace_id", "day"])
    op.create_table(
        "competitor_days",
        sa.Column("competitor_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("day", sa.Date(), primary_key=True),
        workspace(),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("followers", sa.Double()),
        sa.Column("posts", sa.Integer()),
        sa.Column("days", sa.Double()),
        sa.Column("interactions", JSON, nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_competitor_days_day", "competitor_days", ["workspace_id", "day"])

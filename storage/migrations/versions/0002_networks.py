"""Signing in at networks, media, threads and comments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# SQLite keeps times in UTC without a zone.
TIME = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "credentials",
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("accounts.id"), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("expires_at", TIME),
        sa.Column("ends_at", TIME),
        sa.Column("broken", sa.Text()),
        sa.Column("conversation_id", sa.Integer(), sa.ForeignKey("conversations.id")),
        sa.Column("refreshing_by", sa.Text()),
        sa.Column("refreshing_until", TIME),
        sa.Column("warned_at", TIME),
        sa.Column("updated_at", TIME, nullable=False),
    )
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("member_id", sa.Integer(), sa.ForeignKey("members.id"), nullable=False),
        sa.Column("conversation_id", sa.Integer(), sa.ForeignKey("conversations.id")),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False, unique=True),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
    )
    op.create_table(
        "media",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("mime", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("frames_per_second", sa.Double(), nullable=False),
        sa.Column("codec", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("origin_id", sa.Integer(), sa.ForeignKey("media.id")),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), sa.ForeignKey("members.id")),
        sa.Column("created_at", TIME, nullable=False),
    )
    op.create_index("ix_media_content", "media", ["workspace_id", "sha256"])
    op.create_table(
        "comments",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("delivery_id", sa.Integer(), sa.ForeignKey("deliveries.id"), nullable=False),
        sa.Column("remote_id", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("likes", sa.Integer()),
        sa.Column("ours", sa.Boolean(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("read_at", TIME, nullable=False),
        sa.UniqueConstraint("account_id", "remote_id"),
    )
    op.create_index("ix_comments_at", "comments", ["workspace_id", "at"])
    # Each gets a value for the rows that are there.
    op.add_column("posts", sa.Column("kind", sa.Text(), nullable=False, server_default="post"))
    op.add_column("posts", sa.Column("media", JSON, nullable=False, server_default="[]"))
    op.add_column("deliveries", sa.Column("media", JSON))
    op.add_column("deliveries", sa.Column("options", JSON, nullable=False, server_default="{}"))
    op.add_column("deliveries", sa.Column("progress", JSON, nullable=False, server_default="{}"))
    op.add_column("jobs", sa.Column("dispatched_until", TIME))

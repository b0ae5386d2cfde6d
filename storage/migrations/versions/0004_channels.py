"""Where people are: what reaches a channel, where it is installed, what was told where, and who asks to be let in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# SQLite keeps times in UTC without a zone.
TIME = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "inbound_events",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("data", JSON, nullable=False),
        sa.Column("quick", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Boolean(), nullable=False),
        sa.Column("reply", JSON),
        sa.Column("parts", JSON, nullable=False),
        sa.Column("claimed_by", sa.Text()),
        sa.Column("lease_until", TIME),
        sa.Column("received_at", TIME, nullable=False),
        sa.UniqueConstraint("channel", "key"),
    )
    is_open = sa.text("state IN ('waiting', 'working')")
    op.create_index(
        "ix_inbound_open",
        "inbound_events",
        ["channel", "thread", "id"],
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_index("ix_inbound_received", "inbound_events", ["received_at"])
    op.create_table(
        "installs",
        sa.Column("channel", sa.Text(), primary_key=True),
        sa.Column("external_id", sa.Text(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id")),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
    )
    op.create_index("ix_installs_workspace_id", "installs", ["workspace_id"])
    op.add_column("conversations", sa.Column("in_group", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("conversations", sa.Column("sender", sa.Text()))
    op.add_column("audit_events", sa.Column("message_id", sa.Text()))
    op.create_index(
        "ix_audit_message",
        "audit_events",
        ["conversation_id", "message_id"],
        sqlite_where=sa.text("message_id IS NOT NULL"),
        postgresql_where=sa.text("message_id IS NOT NULL"),
    )
    op.add_column("notices", sa.Column("place_id", sa.Integer()))
    op.add_column("notices", sa.Column("told_with", sa.Integer()))
    op.add_column("notices", sa.Column("shown", JSON, nullable=False, server_default="{}"))
    op.add_column("notices", sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("notices", sa.Column("claimed_by", sa.Text()))
    op.add_column("notices", sa.Column("lease_until", TIME))
    op.add_column("members", sa.Column("left_at", TIME))
    op.add_column("identities", sa.Column("name", sa.Text(), nullable=False, server_default=""))
    op.add_column("devices", sa.Column("channel", sa.Text(), nullable=False, server_default="mcp"))
    op.create_table(
        "strangers",
        sa.Column("channel", sa.Text(), primary_key=True),
        sa.Column("sender", sa.Text(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), unique=True),
        sa.Column("expires_at", TIME),
        sa.Column("given", JSON, nullable=False),
        sa.Column("missed", JSON, nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
    )
    op.create_index("ix_strangers_seen", "strangers", ["seen_at"])

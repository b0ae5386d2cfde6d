"""Targets, thresholds that somebody is told of, links with a campaign in them, and what came of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# SQLite keeps times in UTC without a zone.
TIME = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def _owned() -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
    ]


def upgrade() -> None:
    op.create_table(
        "goals",
        *_owned(),
        sa.Column("member_id", sa.Integer(), sa.ForeignKey("members.id"), nullable=False),
        sa.Column("conversation_id", sa.Integer(), sa.ForeignKey("conversations.id")),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("target", sa.Double(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("created_at", TIME, nullable=False),
        sa.UniqueConstraint("workspace_id", "metric", "scope"),
    )
    op.create_table(
        "goal_states",
        sa.Column("goal_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("set_at", TIME, primary_key=True),
        sa.Column("checked_at", TIME, nullable=False),
        sa.Column("reached_at", TIME),
        sa.Column("behind_at", TIME),
        sa.Column("ended_at", TIME),
    )
    op.create_index("ix_goal_states_checked", "goal_states", ["checked_at"])
    op.create_table(
        "thresholds",
        *_owned(),
        sa.Column("member_id", sa.Integer(), sa.ForeignKey("members.id"), nullable=False),
        sa.Column("conversation_id", sa.Integer(), sa.ForeignKey("conversations.id")),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("post_number", sa.Integer()),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("bound", sa.Double(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
    )
    op.create_index("ix_thresholds_workspace", "thresholds", ["workspace_id"])
    op.create_table(
        "threshold_states",
        sa.Column("threshold_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("set_at", TIME, primary_key=True),
        sa.Column("armed", sa.Boolean(), nullable=False),
        sa.Column("over", sa.Boolean(), nullable=False),
        sa.Column("crossings", sa.Integer(), nullable=False),
        sa.Column("value", sa.Double()),
        sa.Column("crossed_at", TIME),
        sa.Column("checked_at", TIME, nullable=False),
    )
    op.create_index("ix_threshold_states_checked", "threshold_states", ["checked_at"])
    op.create_table(
        "tracked_links",
        *_owned(),
        sa.Column("member_id", sa.Integer(), sa.ForeignKey("members.id"), nullable=False),
        sa.Column("token", sa.Text(), nullable=False, unique=True),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("campaign", sa.Text()),
        sa.Column("post_number", sa.Integer()),
        sa.Column("created_at", TIME, nullable=False),
    )
    op.create_index("ix_tracked_links_workspace", "tracked_links", ["workspace_id", "campaign"])
    op.create_table(
        "link_clicks",
        sa.Column("link_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("clicks", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "result_batches",
        *_owned(),
        sa.Column("member_id", sa.Integer(), sa.ForeignKey("members.id")),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
    )
    op.create_index("ix_result_batches_workspace", "result_batches", ["workspace_id"])
    op.create_table(
        "outcomes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("channel", sa.Text()),
        sa.Column("campaign", sa.Text()),
        sa.Column("count", sa.Double(), nullable=False),
        sa.Column("micros", sa.BigInteger()),
        sa.Column("currency", sa.Text()),
        sa.Column("path", JSON),
        sa.Column("seen_at", TIME, nullable=False),
        sa.UniqueConstraint("workspace_id", "key", "batch_id"),
    )
    op.create_index("ix_outcomes_day", "outcomes", ["workspace_id", "kind", "day"])
    op.create_index("ix_outcomes_batch", "outcomes", ["batch_id"])

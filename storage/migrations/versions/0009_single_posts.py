"""Thresholds of each single post, and of which posts they have told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# SQLite keeps times in UTC without a zone.
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("thresholds", sa.Column("each", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "threshold_posts",
        sa.Column("threshold_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("set_at", TIME, primary_key=True),
        sa.Column("publication_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("told_at", TIME, nullable=False),
        sqlite_with_rowid=False,
    )

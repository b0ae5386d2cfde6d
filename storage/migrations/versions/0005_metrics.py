"""What was measured: posts as they stand on a network, every value that was seen of them, and the roll-ups."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# SQLite keeps times in UTC without a zone.
TIME = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    is_out = sa.text("finished_at IS NOT NULL")
    op.create_index("ix_deliveries_out", "deliveries", ["finished_at"], sqlite_where=is_out, postgresql_where=is_out)
    op.create_table(
        "publications",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("remote_id", sa.Text(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), sa.ForeignKey("deliveries.id"), unique=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("tags", JSON, nullable=False),
        sa.Column("campaign", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("published_at", TIME, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("weekday", sa.SmallInteger(), nullable=False),
        sa.Column("hour", sa.SmallInteger(), nullable=False),
        sa.Column("gone_at", TIME),
        sa.Column("measured_at", TIME),
        sa.Column("measure_at", TIME),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.UniqueConstraint("account_id", "remote_id"),
    )
    op.create_index("ix_publications_day", "publications", ["workspace_id", "day"])
    op.create_index("ix_publications_platform", "publications", ["workspace_id", "platform", "day"])
    is_due = sa.text("measure_at IS NOT NULL")
    op.create_index(
        "ix_publications_measure", "publications", ["measure_at"], sqlite_where=is_due, postgresql_where=is_due
    )
    op.create_table(
        "observations",
        sa.Column("account_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("publication_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("metric", sa.Text(), primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("seen_at", TIME, primary_key=True),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
        postgresql_partition_by="RANGE (seen_at)",
    )
    if op.get_bind().dialect.name == "postgresql":
        # Months get partitions of their own as they come; nothing is refused because one is not there yet.
        op.execute("CREATE TABLE observations_rest PARTITION OF observations DEFAULT")
    op.create_table(
        "figures",
        sa.Column(
            "publication_id", sa.Integer(), sa.ForeignKey("publications.id"), primary_key=True, autoincrement=False
        ),
        sa.Column("metric", sa.Text(), primary_key=True),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("checked_at", TIME, nullable=False),
        sa.Column("revisions", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "metric_days",
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("accounts.id"), primary_key=True, autoincrement=False),
        sa.Column("metric", sa.Text(), primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("level", sa.Double()),
        sa.Column("total", sa.Double()),
        sa.Column("gained", sa.Double()),
        sa.Column("gaps", sa.Integer(), nullable=False),
        sa.Column("of_posts", sa.Double()),
        sa.Column("measured", sa.Integer(), nullable=False),
        sa.Column("posts_seen_at", TIME),
        sa.Column("seen_at", TIME, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_metric_days_workspace", "metric_days", ["workspace_id", "metric", "day"])
    op.create_table(
        "metric_hours",
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("accounts.id"), primary_key=True, autoincrement=False),
        sa.Column("metric", sa.Text(), primary_key=True),
        sa.Column("hour", TIME, primary_key=True),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("gained", sa.Double(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_metric_hours_hour", "metric_hours", ["hour"])
    op.create_table(
        "measuring",
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("accounts.id"), primary_key=True, autoincrement=False),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("due_at", TIME),
        sa.Column("history", sa.Text()),
        sa.Column("zone", sa.Text()),
        sa.Column("measured_at", TIME),
        sa.Column("tried_at", TIME),
        sa.Column("wait_until", TIME),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("reason_facts", JSON, nullable=False),
        sa.Column("unable", JSON, nullable=False),
        sa.Column("claimed_by", sa.Text()),
        sa.Column("lease_until", TIME),
    )
    op.create_index("ix_measuring_due", "measuring", ["due_at"])
    waits = sa.text("wait_until IS NOT NULL")
    op.create_index("ix_measuring_wait", "measuring", ["wait_until"], sqlite_where=waits, postgresql_where=waits)
    op.create_table(
        "gaps",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.Column("until", TIME),
        sa.Column("reason", sa.Text(), nullable=False),
    )
    op.create_index("ix_gaps_account", "gaps", ["account_id", "since"])

"""Targets, thresholds that somebody is told of, links with a campaign in them, and what came of them."""

from __future__ import annotations

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass

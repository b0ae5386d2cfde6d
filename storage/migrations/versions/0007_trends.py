"""What is watched outside: feeds, their topics day by day, and other people's public accounts."""

from __future__ import annotations

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass

"""What Alembic runs: the migrations over the connection that `storage.schema` hands in."""

from __future__ import annotations

from alembic import context

from storage.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    # SQLite cannot alter most things in place; Alembic then rebuilds the table.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()

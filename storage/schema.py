"""The schema's versions, and copies of an SQLite store.

Versions are the numbers of the files in `storage/migrations/versions/`; the newest of them is what this program needs.
Whether a store is current is told without Alembic, so that an ordinary start does not wait for its import.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from filelock import FileLock, Timeout
from sqlalchemy.orm import Session

from storage import goal_tables, metrics_tables, report_tables, trend_tables
from storage.database import Database, DatabaseError
from storage.deliveries import settle_of
from storage.models import Base, Delivery, DeliveryState, Job, JobState

TABLES = (metrics_tables, report_tables, trend_tables, goal_tables)
"""Beside `storage.models`, where the tables are: with them imported, `Base.metadata` knows all."""

_MIGRATIONS = Path(__file__).parent / "migrations"
_VERSION = re.compile(r"(\d{4})_\w+\.py")
_LOCK_SECONDS = 60
ADVISORY_LOCK = 0x616C6C696E
"""Whoever changes tables on PostgreSQL holds it; any number that no other program uses in this database."""


RESTORED = "restored"
"""The worker that claims of a restored copy are handed to: nobody, so that recovery looks at the network first."""


class BackupError(Exception):
    """A copy cannot be made or taken back; the text says why, for the operator."""


def head() -> str:
    """The version that this program needs."""
    found = (_VERSION.fullmatch(path.name) for path in (_MIGRATIONS / "versions").iterdir())
    return max(match[1] for match in found if match)


def current(database: Database) -> str | None:
    """The version that a store has; None for an empty one. Raises `DatabaseError`."""
    try:
        with database.engine.connect() as connection:
            if not sa.inspect(connection).has_table("alembic_version"):
                return None
            version: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
            return version
    except sa.exc.DBAPIError as error:
        raise database.explained(error) from error


def foreign_tables(connection: sa.Connection) -> list[str]:
    """Tables of another program that are in the way of this one's: in an SQLite file any, on a server those with our names."""
    found = sa.inspect(connection).get_table_names()
    if "alembic_version" in found:
        return []
    return sorted(set(found) & set(Base.metadata.tables) if connection.dialect.name != "sqlite" else found)


def is_current(database: Database) -> bool:
    """Whether a store can be used as it is."""
    return current(database) == head()


def upgrade(database: Database) -> bool:
    """Create the tables or bring them up to date; True if anything was done.

    Of several processes that start together one does it and the others wait. Raises `DatabaseError`, with reason `schema`
    for a store that a newer program has changed.
    """
    if _checked(current(database)) == head():
        return False
    from alembic import command
    from alembic.config import Config

    config = Config()
    # A percent sign would be read as interpolation.
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    try:
        with _alone(database):
            if _checked(current(database)) == head():
                return False
            with database.engine.begin() as connection:
                if strangers := foreign_tables(connection):
                    raise DatabaseError(
                        "schema", f"the database belongs to another program (tables {', '.join(strangers[:3])})"
                    )
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
    except sa.exc.DBAPIError as error:
        raise database.explained(error) from error
    return True


def backup(database: Database, target: Path) -> None:
    """Copy an SQLite store, also one in use, to `target`, and look the copy over before it gets its name."""
    source = _file(database, "pg_dump")
    if not source.exists():
        raise BackupError(f"there is no store at {source}")
    if target.resolve() == source.resolve():
        raise BackupError(f"{target} is the store itself")
    if target.is_dir():
        raise BackupError(f"{target} is a folder; name the file to write")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        copy = Path(folder) / "copy"
        try:
            with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(copy)) as other:
                one.backup(other)
                # One file is easier to carry than three.
                other.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.Error as error:
            raise BackupError(f"{source} cannot be read: {error}") from error
        _look_over(copy)
        copy.chmod(0o600)  # it holds what people said, wherever it is put
        copy.replace(target)


def restore(database: Database, source: Path, *, now: datetime | None = None) -> Path | None:
    """Put the store back as it was when `source` was copied; returns where the store it replaced is kept, if there was one.

    What fell due since the copy was made may have gone out already. It is marked as unknown and left to recovery, which
    looks at the network before anything is sent. Refuses a file that is damaged or from a newer program.
    """
    target = _file(database, "pg_restore")
    if not source.exists():
        raise BackupError(f"there is no file at {source}")
    if source.is_dir():
        raise BackupError(f"{source} is a folder; name the file to take")
    if source.resolve() == target.resolve():
        raise BackupError(f"{source} is the store itself")
    version = _look_over(source)
    if version is None:
        raise BackupError(f"{source} is not a copy of a store of this program")
    if version > head():
        raise BackupError(f"{source} was made by a newer program (schema {version}, this one knows {head()})")
    kept: Path | None = None
    target.parent.mkdir(parents=True, exist_ok=True)
    database.engine.dispose()
    if target.exists():
        kept = target.with_name(f"{target.name}.before-{datetime.now(UTC):%Y%m%d-%H%M%S}")
        if _readable(target):
            backup(database, kept)
        else:
            for suffix in ("", "-wal", "-shm"):
                part = target.with_name(target.name + suffix)
                if part.exists():
                    shutil.move(part, kept.with_name(kept.name + suffix))
    try:
        with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target, timeout=15)) as other:
            one.backup(other)
    except sqlite3.Error as error:
        raise BackupError(f"{target} cannot be written: {error}") from error
    upgrade(database)
    moment = now or datetime.now(UTC)
    database.run(lambda session: _doubt_what_fell_due(session, moment))
    return kept


def _doubt_what_fell_due(session: Session, now: datetime) -> None:
    due = (
        sa.select(Job.id, Job.delivery_id)
        .join(Delivery, Delivery.id == Job.delivery_id)
        .where(
            Job.kind == "deliver",
            Job.state == JobState.WAITING,
            Job.due_at <= now,
            Delivery.state == DeliveryState.WAITING,
        )
    )
    rows = session.execute(due).all()
    jobs, deliveries = [row.id for row in rows], [row.delivery_id for row in rows]
    for start in range(0, len(jobs), 500):
        part = slice(start, start + 500)
        session.execute(
            sa.update(Job)
            .where(Job.id.in_(jobs[part]))
            .values(state=JobState.CLAIMED, claimed_by=RESTORED, lease_until=now)
        )
        session.execute(
            sa.update(Delivery).where(Delivery.id.in_(deliveries[part])).values(state=DeliveryState.UNKNOWN)
        )
        settle_of(session, deliveries[part])


def _checked(version: str | None) -> str | None:
    if version is not None and version > head():
        raise DatabaseError(
            "schema", f"the store has schema {version}, this program knows {head()}: update the program"
        )
    return version


@contextmanager
def _alone(database: Database) -> Iterator[None]:
    if not database.is_sqlite:
        with database.engine.connect() as connection:
            connection.execute(sa.text("SELECT pg_advisory_lock(:number)"), {"number": ADVISORY_LOCK})
            try:
                yield
            finally:
                connection.execute(sa.text("SELECT pg_advisory_unlock(:number)"), {"number": ADVISORY_LOCK})
        return
    path = Path(database.url.database or "")
    try:
        with FileLock(f"{path}.lock", timeout=_LOCK_SECONDS):
            yield
    except Timeout as error:
        raise DatabaseError("locked", f"another process has been changing the schema for {_LOCK_SECONDS} s") from error
    except OSError as error:
        raise DatabaseError("readonly", str(error)) from error


def _file(database: Database, tool: str) -> Path:
    if not database.is_sqlite:
        raise BackupError(f"the store is on PostgreSQL: use its own {tool}")
    return Path(database.url.database or "")


def _readable(path: Path) -> bool:
    try:
        _look_over(path)
    except BackupError:
        return False
    return True


def _look_over(path: Path) -> str | None:
    """The schema version of an SQLite file that is sound throughout; None if it has none."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if verdict != "ok":
                raise BackupError(f"{path} is damaged: {verdict}")
            if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone() is None:
                return None
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            return None if row is None else str(row[0])
    except sqlite3.Error as error:
        raise BackupError(f"{path} is damaged or no SQLite file: {error}") from error

"""Old observations as Parquet files, a month a file, and questions about them. Needs the extra `archive` (DuckDB).

    observations/2024-03.parquet      columns as the table `observations`, sorted by account, post, metric and time

A month is written to a file beside its place, read back and counted and summed against the store, put in its place, and only
then taken out of the store. A month that is there already (an import brought older rows) is written anew with both.
What questions are answered from, figures and days, stays in the store: an archive is for looking at single values.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from storage import partitions
from storage.database import Database
from storage.metrics_tables import Observation
from storage.schema import BackupError

COLUMNS = (
    "account_id",
    "publication_id",
    "metric",
    "day",
    "seen_at",
    "workspace_id",
    "value",
    "kind",
    "source",
)
_TYPES = (
    "{'account_id': 'BIGINT', 'publication_id': 'BIGINT', 'metric': 'VARCHAR', 'day': 'DATE', 'seen_at': 'TIMESTAMP', "
    "'workspace_id': 'BIGINT', 'value': 'DOUBLE', 'kind': 'VARCHAR', 'source': 'VARCHAR'}"
)
_KEY = "(account_id, publication_id, metric, day, seen_at)"


class ArchiveError(BackupError):
    """The archive cannot be written or read; the text says why, for the operator."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month that was written: its file, and how many observations went into it."""

    month: datetime
    path: Path
    rows: int


def archive(database: Database, folder: Path, before: datetime) -> list[Month]:
    """Write every month that ended before `before` and take it out of the store.

    Raises `ArchiveError`; then the month that could not be written is in the store still.
    """
    return [_archive_month(database, folder, month) for month in _months(database, before)]


def observations(folder: Path, account_id: int, publication_id: int, metric: str) -> list[tuple[datetime, float]]:
    """Every archived value of a post (0 for the account itself), oldest first."""
    if not _files(folder):
        return []
    with _duckdb() as connection:
        rows = connection.execute(
            "SELECT seen_at, value FROM read_parquet(?) WHERE account_id = ? AND publication_id = ? AND metric = ? "
            "ORDER BY seen_at",
            [str(folder / "observations" / "*.parquet"), account_id, publication_id, metric],
        ).fetchall()
    return [(seen_at.replace(tzinfo=UTC), float(value)) for seen_at, value in rows]


def summary(folder: Path) -> list[tuple[str, int, int]]:
    """What an archive holds: month, observations, and of how many posts and accounts they are."""
    if not _files(folder):
        return []
    with _duckdb() as connection:
        rows = connection.execute(
            "SELECT strftime(seen_at, '%Y-%m') AS month, count(*), count(DISTINCT (account_id, publication_id)) "
            "FROM read_parquet(?) GROUP BY month ORDER BY month",
            [str(folder / "observations" / "*.parquet")],
        ).fetchall()
    return [(str(month), int(count), int(subjects)) for month, count, subjects in rows]


def _months(database: Database, before: datetime) -> list[datetime]:
    """The months with rows in the store that ended by `before`."""
    end = partitions.month_of(before)
    with database.engine.connect() as connection:
        first = connection.scalar(sa.select(sa.func.min(Observation.seen_at)))
        found = []
        month = partitions.month_of(first) if first is not None else end
        while month < end:
            here = sa.select(sa.literal(1)).where(*_within(month)).limit(1)
            if connection.scalar(here) is not None:
                found.append(month)
            month += relativedelta(months=1)
    return found


def _archive_month(database: Database, folder: Path, month: datetime) -> Month:
    place = folder / "observations" / f"{month:%Y-%m}.parquet"
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".writing-") as name:
        rows, made = Path(name) / "rows.csv", Path(name) / "month.parquet"
        count = _spill(database, month, rows)
        with _duckdb() as connection:
            connection.execute(
                f"CREATE TABLE fresh AS SELECT * FROM read_csv({_quoted(rows)}, header = false, columns = {_TYPES})"
            )
            earlier = _earlier(connection, place)
            # The newest writing of a value counts: a month that broke off after it was written is written again.
            connection.execute(
                f"COPY (SELECT * FROM fresh UNION ALL SELECT * FROM earlier ANTI JOIN fresh USING {_KEY} "
                f"ORDER BY account_id, publication_id, metric, day, seen_at) TO {_quoted(made)} "
                "(FORMAT parquet, COMPRESSION zstd)"
            )
            found = connection.execute(
                f"SELECT count(*), count(*) FILTER (f.value = m.value AND f.kind = m.kind) FROM fresh f "
                f"LEFT JOIN read_parquet({_quoted(made)}) m USING {_KEY}"
            ).fetchone()
        if found != (count, count):
            raise ArchiveError(f"{place} does not hold what was written to it ({found} of {count}); the store keeps it")
        made.replace(place)
    database.run(lambda session: _take_out(session, month, count))
    return Month(month, place, count + earlier)


def _spill(database: Database, month: datetime, path: Path) -> int:
    """The month's rows as CSV, a few at a time; how many."""
    count = 0
    columns = [getattr(Observation, name) for name in COLUMNS]
    with database.engine.connect() as connection, path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        result = connection.execution_options(yield_per=5000).execute(sa.select(*columns).where(*_within(month)))
        for row in result:
            values = row._asdict()
            values["day"] = row.day.isoformat()
            values["seen_at"] = row.seen_at.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")
            writer.writerow([values[name] for name in COLUMNS])
            count += 1
    return count


def _earlier(connection: Any, place: Path) -> int:
    """The view `earlier` of what the archive has of a month already; how many rows the new ones do not replace."""
    if not place.exists():
        connection.execute("CREATE VIEW earlier AS SELECT * FROM fresh WHERE false")
        return 0
    connection.execute(f"CREATE VIEW earlier AS SELECT * FROM read_parquet({_quoted(place)})")
    row = connection.execute(f"SELECT count(*) FROM earlier ANTI JOIN fresh USING {_KEY}").fetchone()
    return int(row[0])


def _take_out(session: Session, month: datetime, count: int) -> None:
    """Delete what was written. Raises `ArchiveError`, and nothing is deleted, where rows have come since."""
    result = session.execute(sa.delete(Observation).where(*_within(month)).execution_options(synchronize_session=False))
    gone = int(result.rowcount)  # type: ignore[attr-defined]
    if gone != count:
        raise ArchiveError(f"observations of {month:%Y-%m} came while they were written: do it again")
    if session.get_bind().dialect.name == "postgresql" and month in partitions.months(session):
        partitions.drop(session, month)


def _within(month: datetime) -> tuple[Any, Any]:
    return Observation.seen_at >= month, Observation.seen_at < month + relativedelta(months=1)


def _files(folder: Path) -> list[Path]:
    return sorted((folder / "observations").glob("*.parquet"))


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


@contextmanager
def _duckdb() -> Iterator[Any]:
    try:
        import duckdb
    except ImportError as error:
        raise ArchiveError("DuckDB is not installed here: make archive") from error
    try:
        with duckdb.connect(":memory:") as connection:
            connection.execute("SET threads = 2")
            yield connection
    except duckdb.Error as error:
        raise ArchiveError(f"the archive cannot be read or written: {error}") from error

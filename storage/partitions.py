"""Months of observations as tables of their own on PostgreSQL, so that an old month goes as a whole and questions skip it.

What falls into no month that was made stands in `observations_rest`: nothing is ever refused for want of a partition. SQLite
has no partitions; there every function finds nothing to do.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

import sqlalchemy as sa
from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

AHEAD = 2
"""Months that are made before they begin."""
WORTHWHILE = 1000
"""Rows of a past month in `observations_rest` from which on the month gets a table of its own."""
_LOCK = 0x616C6C696F
"""Held by whoever makes partitions; any number that no other program uses in this database."""
_NAME = re.compile(r"observations_(\d{4})_(\d{2})")


def prepare(session: Session, now: datetime) -> list[str]:
    """Make the partitions of this month and the next ones, and of past months that have gathered rows; their names."""
    if session.get_bind().dialect.name != "postgresql":
        return []
    session.execute(sa.text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
    wanted = {month_of(now) + relativedelta(months=n) for n in range(AHEAD + 1)}
    wanted |= set(_gathered(session))
    there = set(months(session))
    made = []
    for month in sorted(wanted - there):
        name, end = f"observations_{month:%Y_%m}", month + relativedelta(months=1)
        span = f"'{month.isoformat()}'", f"'{end.isoformat()}'"
        session.execute(sa.text(f"CREATE TABLE {name} (LIKE observations INCLUDING ALL)"))
        session.execute(
            sa.text(
                f"WITH moved AS (DELETE FROM observations_rest WHERE seen_at >= {span[0]} AND seen_at < {span[1]} "
                f"RETURNING *) INSERT INTO {name} SELECT * FROM moved"
            )
        )
        session.execute(
            sa.text(f"ALTER TABLE observations ATTACH PARTITION {name} FOR VALUES FROM ({span[0]}) TO ({span[1]})")
        )
        made.append(name)
    return made


def months(session: Session) -> list[datetime]:
    """The months that have a table of their own, by their first instant (UTC)."""
    query = sa.text(
        "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid "
        "WHERE i.inhparent = 'observations'::regclass ORDER BY 1"
    )
    found = (_NAME.fullmatch(name) for name in session.scalars(query))
    return [datetime(int(match[1]), int(match[2]), 1, tzinfo=UTC) for match in found if match]


def drop(session: Session, month: datetime) -> None:
    """Take a month's table away with all that is in it, at once."""
    session.execute(sa.text(f"DROP TABLE observations_{month:%Y_%m}"))


def month_of(at: datetime) -> datetime:
    """The first instant of the month (UTC) that an instant lies in."""
    return at.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _gathered(session: Session) -> list[datetime]:
    query = sa.text(
        "SELECT date_trunc('month', seen_at AT TIME ZONE 'UTC') FROM observations_rest "
        "GROUP BY 1 HAVING count(*) >= :least"
    )
    return [month.replace(tzinfo=UTC) for month in session.scalars(query, {"least": WORTHWHILE})]

"""A store full of figures: five million looks at the posts of many workspaces, for analytics.py.

One workspace is large (a fifth of all), a hundred and twenty are small. Values are made up by a fixed rule, so that every run
and both databases hold the same.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.database import Database
from storage.metrics_tables import Figure, MetricDay, Observation, Publication
from storage.models import Account, Workspace

METRICS = ("impressions", "reach", "likes", "comments", "shares", "saves", "clicks")
AGES = (0.5, 2, 6, 12, 24, 36, 48, 72, 120, 168, 336, 720)
"""Hours after a post went out at which it is looked at."""
PLATFORMS = ("instagram", "facebook", "linkedin", "mastodon")
FORMATS = ("image", "video", "text", "carousel")
DAYS = 730
END = datetime(2026, 3, 11, 9, tzinfo=UTC)
SMALL = 120
LARGE = 1
"""The id of the large workspace."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many there are of each."""

    publications: int
    observations: int
    days: int


def fill(database: Database, observations: int, *, days: int = DAYS) -> Size:
    """About that many observations of posts of the last `days`, with what `storage.metrics.record` would have made of them."""
    posts = max(observations // (len(METRICS) * len(AGES)), 1000)
    accounts = database.run(_workspaces)
    _load(database, Publication, _publications(accounts, posts, days))
    _load(database, Observation, _observations(accounts, posts, days))
    _load(database, Figure, _figures(accounts, posts, days))
    database.run(_roll_up)
    _load(database, MetricDay, _followers(accounts, days))
    _load(database, Observation, _follower_looks(accounts, days))
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    return database.run(
        lambda session: Size(
            *(
                session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
                for table in (Publication, Observation, MetricDay)
            )
        )
    )


def _workspaces(session: Session) -> list[tuple[int, int, str]]:
    """Workspaces with their accounts, as account, workspace and platform; the large one has every platform."""
    rows = []
    for number in range(SMALL + 1):
        owner = Workspace(name=f"Workspace {number}", created_at=END - timedelta(days=DAYS))
        session.add(owner)
        session.flush()
        for platform in PLATFORMS if number == 0 else PLATFORMS[:3]:
            account = Account(
                workspace_id=owner.id,
                platform=platform,
                handle="@us",
                connected=True,
                data={},
                created_at=END - timedelta(days=DAYS),
            )
            session.add(account)
            session.flush()
            rows.append((account.id, owner.id, platform))
    return rows


def _of(
    number: int, accounts: Sequence[tuple[int, int, str]], posts: int, days: int
) -> tuple[tuple[int, int, str], datetime]:
    """Whose the post of that number is, and when it went out: every fifth is the large workspace's."""
    large, small = accounts[: len(PLATFORMS)], accounts[len(PLATFORMS) :]
    owner = large[number // 5 % len(large)] if number % 5 == 0 else small[number % len(small)]
    hours = int((posts - number) / posts * days * 24) + 24 * 31
    at = END - timedelta(hours=hours - hours % 24) + timedelta(hours=number * 7 % 14)
    return owner, at


def _publications(accounts: Sequence[tuple[int, int, str]], posts: int, days: int) -> Iterator[dict[str, Any]]:
    for number in range(1, posts + 1):
        (account, workspace, platform), at = _of(number, accounts, posts, days)
        yield {
            "id": number,
            "workspace_id": workspace,
            "account_id": account,
            "platform": platform,
            "remote_id": f"r{number}",
            "text": f"What we do on day {number} #bread #tag{number % 40}",
            "url": f"https://example.com/{number}",
            "format": FORMATS[number % 4],
            "tags": f'["bread", "tag{number % 40}"]',
            "campaign": f"campaign {number % 12}" if number % 3 == 0 else None,
            "source": "network",
            "published_at": at,
            "day": at.date(),
            "weekday": at.weekday(),
            "hour": at.hour,
            "failures": 0,
        }


def _value(number: int, metric: int, age: float) -> float:
    final = (number * 7919 + metric * 104729) % 400 * (20, 15, 3, 1, 1, 1, 2)[metric]
    return float(int(final * age / (age + 12)))


def _observations(accounts: Sequence[tuple[int, int, str]], posts: int, days: int) -> Iterator[dict[str, Any]]:
    for number in range(1, posts + 1):
        (account, workspace, _), at = _of(number, accounts, posts, days)
        for metric, name in enumerate(METRICS):
            for age in AGES:
                seen_at = at + timedelta(hours=age)
                yield {
                    "account_id": account,
                    "publication_id": number,
                    "metric": name,
                    "day": seen_at.date(),
                    "seen_at": seen_at,
                    "workspace_id": workspace,
                    "value": _value(number, metric, age),
                    "kind": "level",
                    "source": "api",
                }


def _figures(accounts: Sequence[tuple[int, int, str]], posts: int, days: int) -> Iterator[dict[str, Any]]:
    for number in range(1, posts + 1):
        seen_at = _of(number, accounts, posts, days)[1] + timedelta(hours=AGES[-1])
        for metric, name in enumerate(METRICS):
            yield {
                "publication_id": number,
                "metric": name,
                "value": _value(number, metric, AGES[-1]),
                "changed_at": seen_at,
                "checked_at": seen_at,
                "revisions": 0,
                "source": "api",
            }


def _roll_up(session: Session) -> None:
    """The days of posts and of growth, as one statement each: what `record` keeps up to date look by look."""
    session.execute(
        sa.text(
            "INSERT INTO metric_days (account_id, metric, day, workspace_id, platform, gaps, of_posts, measured, "
            "seen_at, posts_seen_at) SELECT p.account_id, f.metric, p.day, p.workspace_id, p.platform, 0, sum(f.value), "
            "count(*), max(f.checked_at), min(f.checked_at) FROM publications p JOIN figures f ON f.publication_id = p.id "
            "GROUP BY p.account_id, f.metric, p.day, p.workspace_id, p.platform"
        )
    )
    session.execute(
        sa.text(
            "INSERT INTO metric_days (account_id, metric, day, workspace_id, platform, gaps, gained, measured, seen_at) "
            "SELECT g.account_id, g.metric, g.day, a.workspace_id, a.platform, 0, sum(g.grown), 0, max(g.seen_at) FROM ("
            "SELECT account_id, metric, day, seen_at, value - coalesce(lag(value) OVER "
            "(PARTITION BY account_id, publication_id, metric ORDER BY seen_at), 0) AS grown FROM observations"
            ") g JOIN accounts a ON a.id = g.account_id WHERE true "
            "GROUP BY g.account_id, g.metric, g.day, a.workspace_id, a.platform "
            "ON CONFLICT (account_id, metric, day) DO UPDATE SET gained = excluded.gained"
        )
    )


def _followers(accounts: Sequence[tuple[int, int, str]], days: int) -> Iterator[dict[str, Any]]:
    for account, workspace, platform in accounts:
        for number in range(days):
            at = END - timedelta(days=days - number)
            yield {
                "account_id": account,
                "metric": "followers",
                "day": at.date(),
                "workspace_id": workspace,
                "platform": platform,
                "level": 1000.0 + number,
                "gaps": 0,
                "measured": 0,
                "seen_at": at,
            }


def _follower_looks(accounts: Sequence[tuple[int, int, str]], days: int) -> Iterator[dict[str, Any]]:
    for row in _followers(accounts, days):
        kept = {name: row[name] for name in ("account_id", "metric", "day", "workspace_id", "seen_at")}
        yield {**kept, "publication_id": 0, "value": row["level"], "kind": "level", "source": "api"}


def _load(database: Database, table: type[Any], rows: Iterable[dict[str, Any]]) -> None:
    """As fast as each database takes rows: COPY on PostgreSQL, one prepared statement on SQLite."""
    name = table.__table__.name
    rows = iter(rows)
    first = next(rows)
    columns = list(first)
    with database.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        if database.is_sqlite:
            marks = ", ".join("?" * len(columns))
            statement = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})"
            driver.execute("BEGIN") if not driver.in_transaction else None
            driver.execute(statement, _plain(first))
            driver.executemany(statement, (_plain(row) for row in rows))
            driver.commit()
            return
        with (
            driver.cursor() as cursor,
            cursor.copy(f"COPY {name} ({', '.join(columns)}) FROM STDIN (FORMAT csv)") as copy,
        ):
            for part in _csv([first], rows):
                copy.write(part)
        driver.commit()


def _plain(row: dict[str, Any]) -> list[Any]:
    return [_as_sqlite(value) for value in row.values()]


def _as_sqlite(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    return value.isoformat() if isinstance(value, date) else value


def _csv(*sources: Iterable[dict[str, Any]]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for source in sources:
        for row in source:
            writer.writerow(["" if value is None else value for value in row.values()])
            if buffer.tell() > 1 << 20:
                yield buffer.getvalue()
                buffer.seek(0)
                buffer.truncate()
    yield buffer.getvalue()

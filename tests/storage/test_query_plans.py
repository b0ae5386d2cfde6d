"""What runs at every tick and in every conversation is found by an index, however much there is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage import deliveries, jobs, notices, posts
from storage.database import Database
from storage.models import Delivery, DeliveryState, Job, JobState, Notice, Post, PostStatus
from tests import planned, plans

NOW = datetime(2026, 3, 11, 9, tzinfo=UTC)
ROWS = 5000
TABLES = {"posts", "deliveries", "jobs", "notices"}


@pytest.fixture
def full(database: Database) -> Database:
    """Two workspaces, mostly with the past behind them, one post in fifty still to come."""

    def work(session: Session) -> None:
        for name in ("Bakery", "Butcher"):
            owner = planned.workspace(session, name)
            account = planned.account(session, owner.id)
            first = session.scalar(sa.select(sa.func.coalesce(sa.func.max(Post.id), 0))) or 0
            plans = [(first + n, n, n % 50 == 0) for n in range(1, ROWS + 1)]
            session.execute(
                sa.insert(Post),
                [
                    {
                        "id": id,
                        "workspace_id": owner.id,
                        "number": n,
                        "text": "x" * 200,
                        "language": "en",
                        "status": PostStatus.SCHEDULED if open else PostStatus.PUBLISHED,
                        "due_at": NOW + timedelta(hours=n if open else -n),
                        "created_at": NOW,
                        "updated_at": NOW,
                    }
                    for id, n, open in plans
                ],
            )
            session.execute(
                sa.insert(Delivery),
                [
                    {
                        "id": id,
                        "workspace_id": owner.id,
                        "post_id": id,
                        "account_id": account.id,
                        "platform": "fake",
                        "text": "x" * 200,
                        "key": f"k{id}",
                        "state": DeliveryState.WAITING if open else DeliveryState.PUBLISHED,
                        "reason_facts": {},
                    }
                    for id, _, open in plans
                ],
            )
            session.execute(
                sa.insert(Job),
                [
                    {
                        "workspace_id": owner.id,
                        "kind": "deliver",
                        "delivery_id": id,
                        "due_at": NOW + timedelta(hours=n if open else -n),
                        "state": JobState.WAITING if open else JobState.DONE,
                    }
                    for id, n, open in plans
                ],
            )
            session.execute(
                sa.insert(Notice),
                [
                    {
                        "workspace_id": owner.id,
                        "conversation_id": owner.id,
                        "key": "k",
                        "facts": {},
                        "choices": [],
                        "created_at": NOW,
                        "told_at": None if n % 100 == 0 else NOW,
                    }
                    for _, n, _ in plans
                ],
            )

    database.run(work)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if database.is_sqlite:
            connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("ANALYZE")
    return database


LATER = NOW + timedelta(hours=60)
WEEK = NOW + timedelta(days=7)


QUERIES: dict[str, Callable[[Session], Any]] = {
    "claim": lambda s: jobs.claim_due(s, "w", now=LATER, until=LATER, limit=100),
    "claim-now": lambda s: jobs.claim_now(s, "w", [50], now=NOW, until=LATER),
    "dispatch": lambda s: jobs.to_dispatch(s, now=NOW, within=timedelta(hours=60), until=LATER, limit=100),
    "claim-called": lambda s: jobs.claim_called(
        s, "w", [50, 100], now=LATER, until=LATER, soon=timedelta(), early=timedelta()
    ),
    "take-over": lambda s: jobs.take_over(s, "w", now=NOW, until=LATER),
    "extend": lambda s: jobs.extend(s, "w", [1, 2], NOW),
    "claimed": lambda s: jobs.claimed(s, [1, 2]),
    "move": lambda s: jobs.replan(s, s.get_one(Post, 50), NOW),
    "load": lambda s: deliveries.load(s, [1, 2, 50]),
    "fence": lambda s: deliveries.fence(
        s, [deliveries.Sending(deliveries.load(s, [50])[50], quotas=((3, timedelta(days=1)),))], NOW
    ),
    "record": lambda s: deliveries.record(
        s,
        [deliveries.Outcome(50, 50, DeliveryState.FAILED, frozenset({DeliveryState.WAITING}), NOW, reason="x")],
    ),
    "overdue": lambda s: deliveries.overdue(s, 50, NOW),
    "notices": lambda s: notices.untold(s, 1),
    "one-post": lambda s: posts.get(s, 1, 50),
    "this-week": lambda s: posts.list_posts(s, 1, statuses=[PostStatus.SCHEDULED], since=NOW, until=WEEK),
    "this-week-any-state": lambda s: posts.list_posts(s, 1, since=NOW, until=WEEK),
    "this-week-on-one-platform": lambda s: posts.list_posts(
        s, 1, statuses=[PostStatus.SCHEDULED], platforms=["fake"], since=NOW, until=WEEK
    ),
    "times-taken": lambda s: posts.times_taken(s, 1, LATER),
}


def test_no_table_is_read_from_end_to_end(full: Database) -> None:
    found = {name: plans.scanned(full, work, TABLES) for name, work in QUERIES.items()}
    assert {name: tables for name, tables in found.items() if tables} == {}

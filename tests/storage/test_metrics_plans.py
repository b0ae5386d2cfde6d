"""What is asked about figures is found by an index, however many workspaces there are beside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from benchmarks import figures
from storage import metrics
from storage.database import Database
from storage.metrics_tables import Publication
from tests import plans

TABLES = {"publications", "observations", "observations_rest", "figures", "metric_days", "metric_hours", "accounts"}
YEAR: dict[str, Any] = {"since": date(2025, 3, 1), "until": date(2026, 3, 1)}

QUERIES: dict[str, Callable[[Session], Any]] = {
    "totals": lambda s: metrics.totals(s, 7, ["likes", "reach"], **YEAR),
    "totals-of-one-platform": lambda s: metrics.totals(s, 7, ["likes"], platforms=["facebook"], **YEAR),
    "counts": lambda s: metrics.counts(s, 7, **YEAR),
    "series": lambda s: metrics.series(s, 7, "likes", "gained", **YEAR),
    "followers": lambda s: metrics.series(s, 7, "followers", "level", **YEAR),
    "levels": lambda s: metrics.levels(s, 7, "followers", date(2026, 3, 1)),
    "publications": lambda s: metrics.publications(s, 7, **YEAR),
    "one-post": lambda s: metrics.of_post(s, 7, 3),
    "top": lambda s: metrics.top(s, 7, "likes", **YEAR),
    "revisions": lambda s: metrics.revisions(s, s.get_one(Publication, 77), "likes"),
    "samples": lambda s: metrics.has_samples(s, 7),
}


@pytest.fixture
def full(database: Database) -> Database:
    """A hundred and twenty workspaces and a large one."""
    figures.fill(database, 60_000, days=60)
    return database


def test_no_table_is_read_from_end_to_end(full: Database) -> None:
    found = {name: plans.scanned(full, work, TABLES) for name, work in QUERIES.items()}
    assert {name: tables for name, tables in found.items() if tables} == {}


def test_the_roll_ups_of_the_filling_are_those_of_the_store(full: Database) -> None:
    """So that what is measured with it is what people have."""

    def work(session: Session) -> None:
        query = sa.text(
            "SELECT sum(f.value) FROM figures f JOIN publications p ON p.id = f.publication_id "
            "WHERE p.workspace_id = 7 AND f.metric = 'likes' AND p.day BETWEEN '2026-01-20' AND '2026-02-10'"
        )
        told = metrics.totals(session, 7, ["likes"], since=date(2026, 1, 20), until=date(2026, 2, 10))
        assert sum(total.value or 0 for total in told.values()) == session.scalar(query)
        assert sum(total.measured for total in told.values()) == sum(total.posts for total in told.values()) > 0

    full.run(work)

"""Undo puts rows back as they were, or leaves everything alone."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage import jobs
from storage.database import Database
from storage.journal import revert, watch
from storage.models import Account, Delivery, DeliveryState, Job, Post, PostStatus, Setting
from tests import planned

NOW = datetime(2026, 3, 11, 9, tzinfo=UTC)


def recorded(database: Database, work: Any) -> list[dict[str, Any]]:
    """Do `work`; what the journal kept of it, after a journey through JSON as the audit trail makes it."""

    def watched(session: Session) -> list[dict[str, Any]]:
        journal = watch(session)
        work(session)
        session.flush()
        return journal.changes

    changes: list[dict[str, Any]] = json.loads(json.dumps(database.run(watched)))
    return changes


def snapshot(session: Session) -> list[list[tuple[Any, ...]]]:
    """Every row that Undo knows."""
    models: tuple[Any, ...] = (Post, Delivery, Job, Setting, Account)
    return [
        [tuple(row) for row in session.execute(sa.select(model.__table__).order_by(*model.__table__.primary_key))]
        for model in models
    ]


def schedule(session: Session) -> None:
    """One recurring post on two accounts."""
    owner = planned.workspace(session)
    both = [planned.account(session, owner.id), planned.account(session, owner.id)]
    planned.post(session, owner.id, both, NOW, recurrence="FREQ=DAILY")


def test_a_new_post_goes_with_all_that_hangs_on_it(database: Database) -> None:
    empty = database.run(snapshot)
    changes = recorded(database, schedule)
    assert {change["table"] for change in changes} == {"accounts", "posts", "deliveries", "jobs"}
    assert database.run(lambda s: revert(s, changes))
    assert database.run(snapshot) == empty


def test_a_moved_post_comes_back_to_its_time(database: Database) -> None:
    database.run(schedule)
    before = database.run(snapshot)

    def move(session: Session) -> None:
        post = planned.only_post(session)
        post.due_at = NOW + timedelta(days=1)
        post.revision += 1
        jobs.replan(session, post, post.due_at)

    changes = recorded(database, move)
    assert database.run(snapshot) != before
    assert database.run(lambda s: revert(s, changes))
    assert database.run(snapshot) == before


def test_a_cancelled_post_is_planned_again(database: Database) -> None:
    database.run(schedule)
    before = database.run(snapshot)

    def cancel(session: Session) -> None:
        post = planned.only_post(session)
        jobs.drop(session, post)
        post.status = PostStatus.CANCELLED
        for delivery in session.scalars(sa.select(Delivery)):
            delivery.state = DeliveryState.CANCELLED

    changes = recorded(database, cancel)
    assert database.run(lambda s: revert(s, changes))
    assert database.run(snapshot) == before


def test_a_cancelled_post_that_was_just_claimed_is_taken_up_again(database: Database) -> None:
    database.run(schedule)
    database.run(lambda s: jobs.claim_due(s, "gone", now=NOW, until=NOW + timedelta(seconds=15), limit=9))

    changes = recorded(database, lambda s: jobs.drop(s, planned.only_post(s)))
    assert database.run(lambda s: revert(s, changes))
    later = NOW + timedelta(minutes=1)
    database.run(lambda s: jobs.take_over(s, "next", now=later, until=later))
    assert len(database.run(lambda s: jobs.claim_due(s, "next", now=later, until=later, limit=9))) == 3


def test_what_has_left_is_not_undone(database: Database) -> None:
    changes = recorded(database, schedule)
    database.run(lambda s: s.execute(sa.update(Delivery).values(state=DeliveryState.SENDING)))
    before = database.run(snapshot)
    assert not database.run(lambda s: revert(s, changes))
    assert database.run(snapshot) == before


def test_a_setting_said_twice_in_one_go_returns_to_the_first(database: Database) -> None:
    owner = database.run(planned.workspace)
    database.run(lambda s: s.add(Setting(workspace_id=owner.id, key="brand", value={"voice": "warm"})))

    def change(session: Session) -> None:
        row = session.get_one(Setting, (owner.id, "brand"))
        row.value = {"voice": "plain"}
        session.flush()
        row.value = {"voice": "loud", "tags": ["a"]}
        session.add(Setting(workspace_id=owner.id, key="zone", value="Europe/Berlin"))

    changes = recorded(database, change)
    assert database.run(lambda s: revert(s, changes))
    rows = database.run(lambda s: {row.key: row.value for row in s.scalars(sa.select(Setting))})
    assert rows == {"brand": {"voice": "warm"}}


def test_made_and_removed_in_one_go_leaves_nothing_to_undo(database: Database) -> None:
    owner = database.run(planned.workspace)

    def change(session: Session) -> None:
        row = planned.account(session, owner.id)
        session.delete(row)

    changes = recorded(database, change)
    assert database.run(lambda s: revert(s, changes))
    assert database.run(lambda s: s.scalars(sa.select(Account)).all()) == []

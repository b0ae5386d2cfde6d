"""A recurring post brings forth its next occurrence when it falls due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.delivery import DeliveryService
from bot.series import bring_forth
from bot.testing import FakePlatform, FrozenClock
from bot.worker import Worker
from storage import jobs
from storage.database import Database
from storage.models import Delivery, DeliveryState, Job, JobState, Post, PostStatus
from tests import planned

BERLIN = ZoneInfo("Europe/Berlin")
# The Friday before the clocks go forward.
FIRST = datetime(2026, 3, 27, 9, 0, tzinfo=BERLIN).astimezone(UTC)


def plan(session: Session, rule: str = "FREQ=DAILY", platform: str | None = None) -> Post:
    """A post every day at nine in Berlin."""
    owner = planned.workspace(session)
    target = platform or planned.account(session, owner.id)
    return planned.post(session, owner.id, [target], FIRST, recurrence=rule)


async def run(database: Database, clock: FrozenClock, network: FakePlatform) -> None:
    """One tick and all it starts."""
    worker = Worker(database, DeliveryService(database, {"fake": network}, now=clock), now=clock)
    await worker.run_due()
    await worker.idle()


async def all_posts(database: Database) -> list[Post]:
    """Every post in order."""
    return await database.read(lambda s: list(s.scalars(sa.select(Post).order_by(Post.number))))


async def test_it_goes_on_at_nine_by_the_wall_clock(database: Database) -> None:
    clock, network = FrozenClock(FIRST), FakePlatform()
    await database.write(plan)
    for _ in range(3):
        await run(database, clock, network)
        clock.time = (await all_posts(database))[-1].due_at or clock.time
    found = await all_posts(database)
    assert [post.due_at and post.due_at.astimezone(BERLIN).isoformat() for post in found] == [
        "2026-03-27T09:00:00+01:00",
        "2026-03-28T09:00:00+01:00",
        "2026-03-29T09:00:00+02:00",
        "2026-03-30T09:00:00+02:00",
    ]
    assert [post.number for post in found] == [1, 2, 3, 4]
    assert {post.series_id for post in found[1:]} == {found[0].id}
    assert network.sent == 3
    keys = await database.read(lambda s: s.scalars(sa.select(Delivery.key)).all())
    assert len(set(keys)) == 4


async def test_a_failed_occurrence_does_not_end_the_series(sqlite_database: Database) -> None:
    await sqlite_database.write(lambda s: plan(s, platform="nowhere"))
    await run(sqlite_database, FrozenClock(FIRST), FakePlatform())
    assert [post.status for post in await all_posts(sqlite_database)] == [PostStatus.FAILED, PostStatus.SCHEDULED]


async def test_a_cancelled_one_does(sqlite_database: Database) -> None:
    def work(session: Session) -> None:
        post = plan(session)
        post.status = PostStatus.CANCELLED
        session.execute(sa.update(Delivery).values(state=DeliveryState.CANCELLED))

    await sqlite_database.write(work)
    await run(sqlite_database, FrozenClock(FIRST), FakePlatform())
    assert len(await all_posts(sqlite_database)) == 1


async def test_a_rule_that_counts_ends(sqlite_database: Database) -> None:
    clock, network = FrozenClock(FIRST), FakePlatform()
    await sqlite_database.write(lambda s: plan(s, "FREQ=DAILY;COUNT=2"))
    for _ in range(4):
        await run(sqlite_database, clock, network)
        clock.move(days=1)
        clock.time = clock.time.replace(hour=8)
    assert len(await all_posts(sqlite_database)) == 2


async def test_what_passed_while_nothing_ran_is_told_once_not_replayed(database: Database) -> None:
    clock, network = FrozenClock(FIRST + timedelta(days=3, hours=2)), FakePlatform()
    await database.write(plan)
    await run(database, clock, network)
    assert network.sent == 0
    found = await all_posts(database)
    assert [post.due_at and post.due_at.astimezone(BERLIN).day for post in found] == [27, 31]
    assert sorted(await database.read(planned.notice_keys)) == ["delivery-missed-notice", "delivery-series-skipped"]


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_worker_that_dies_in_between_makes_it_neither_twice_nor_never(database: Database, when: str) -> None:
    await database.write(plan)
    until = FIRST + timedelta(seconds=15)
    claims = await database.write(lambda s: jobs.claim_due(s, "a:1:x", now=FIRST, until=until, limit=9))
    (claim,) = (claim for claim in claims if claim.kind == jobs.REPEAT)
    if when == "after":
        await database.write(lambda s: bring_forth(s, claim, FIRST))
    later = FIRST + timedelta(minutes=1)
    await database.write(lambda s: jobs.take_over(s, "b:1:x", now=later, until=later))
    for other in await database.write(lambda s: jobs.claim_due(s, "b:1:x", now=later, until=later, limit=9)):
        if other.kind == jobs.REPEAT:
            await database.write(lambda s, other=other: bring_forth(s, other, later))  # type: ignore[misc]
    # The first one wakes up and finds that it no longer holds the job.
    assert await database.write(lambda s: bring_forth(s, claim, later)) is None
    assert [post.number for post in await all_posts(database)] == [1, 2]
    waiting = await database.read(
        lambda s: s.scalars(sa.select(Job.kind).where(Job.due_at > later, Job.state == JobState.WAITING)).all()
    )
    assert sorted(waiting) == ["deliver", "repeat"]

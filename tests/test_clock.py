"""The clock wakes the worker, survives a store that is away, and keeps house."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Self

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.delivery import DeliveryService
from bot.testing import FakePlatform, FrozenClock
from bot.worker import Worker
from storage import notices
from storage.database import Database, DatabaseError
from storage.models import Consent, Conversation, Job, Notice
from storage.notices import NewNotice
from tests import planned


def make_clock(database: Database, network: FakePlatform, tick_seconds: float = 0.5) -> Clock:
    """A clock of the real time."""
    worker = Worker(database, DeliveryService(database, {"fake": network}))
    return Clock(database, worker, tick_seconds=tick_seconds)


async def until(network: FakePlatform, sent: int) -> None:
    """Wait until `network` has been called so often, ten seconds at most."""
    for _ in range(200):
        if network.sent >= sent:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"{network.sent} of {sent} sent")


def due(seconds: float) -> datetime:
    """So many seconds from now."""
    return datetime.now(UTC) + timedelta(seconds=seconds)


async def test_a_post_goes_out_at_its_time(database: Database) -> None:
    network = FakePlatform()
    moment = due(1.0)

    def work(session: Session) -> None:
        owner = planned.workspace(session)
        planned.post(session, owner.id, [planned.account(session, owner.id)], moment)

    await database.write(work)
    clock = make_clock(database, network)
    await clock.start()
    await asyncio.sleep(0.3)
    assert network.sent == 0
    await until(network, 1)
    await clock.stop()
    row = await database.read(planned.only_delivery)
    assert row.finished_at is not None
    assert timedelta(0) <= row.finished_at - moment < timedelta(seconds=2)


async def test_a_store_that_is_away_for_a_moment_delays_and_is_logged_once(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    network = FakePlatform()

    def work(session: Session) -> None:
        owner = planned.workspace(session)
        planned.post(session, owner.id, [planned.account(session, owner.id)], due(0))

    await sqlite_database.write(work)
    write = sqlite_database.write
    away = True

    async def maybe(work: object) -> object:
        if away:
            raise DatabaseError("locked", "database is locked")
        return await write(work)  # type: ignore[arg-type]

    monkeypatch.setattr(sqlite_database, "write", maybe)
    clock = make_clock(sqlite_database, network, tick_seconds=0.05)
    with caplog.at_level(logging.INFO, "bot.clock"):
        await clock.start()
        await asyncio.sleep(0.4)
        assert network.sent == 0
        away = False
        await until(network, 1)
        await clock.stop()
    lines = [record.getMessage() for record in caplog.records]
    assert sum("tick failed" in line for line in lines) == 1
    assert "tick works again" in lines


async def test_stopping_twice_or_before_the_start_is_fine(sqlite_database: Database) -> None:
    clock = make_clock(sqlite_database, FakePlatform())
    await clock.stop()
    await clock.stop()


async def test_questions_expire_and_old_news_is_forgotten(database: Database) -> None:
    time = FrozenClock()
    worker = Worker(database, DeliveryService(database, {}, now=time), now=time)
    clock = Clock(database, worker, now=time)

    def work(session: Session) -> None:
        owner = planned.workspace(session)
        talk = session.scalars(sa.select(Conversation)).one()
        for minutes in (-1, 1):
            session.add(
                Consent(
                    workspace_id=owner.id,
                    conversation_id=talk.id,
                    asked_of=talk.member_id,
                    tool="publish_post",
                    args={},
                    digest="x",
                    state="open",
                    created_at=planned.EARLY,
                    expires_at=time() + timedelta(minutes=minutes),
                )
            )
        notices.add(session, [NewNotice(owner.id, talk.id, f"news-{days}") for days in (29, 31, 99)], planned.EARLY)
        first, second, _ = notices.untold(session, talk.id)
        notices.mark_told(session, [first.id], time() - timedelta(days=29))
        notices.mark_told(session, [second.id], time() - timedelta(days=31))

    await database.write(work)
    await clock.keep_house()
    assert await database.read(lambda s: s.scalars(sa.select(Consent.state).order_by(Consent.id)).all()) == [
        "expired",
        "open",
    ]
    # What nobody has been told yet is kept, however old.
    assert await database.read(lambda s: s.scalars(sa.select(Notice.key).order_by(Notice.id)).all()) == [
        "news-29",
        "news-99",
    ]


async def test_a_thousand_posts_are_a_handful_of_timers(sqlite_database: Database) -> None:
    def work(session: Session) -> None:
        owner = planned.workspace(session)
        account = planned.account(session, owner.id)
        for number in range(50):
            planned.post(session, owner.id, [account], due(3600 + number))

    await sqlite_database.write(work)
    clock = make_clock(sqlite_database, FakePlatform())
    await clock.start()
    assert len(clock._scheduler.get_jobs()) == 4
    await clock.stop()
    assert await sqlite_database.read(lambda s: s.scalar(sa.select(sa.func.count()).select_from(Job))) == 50


async def test_some_of_the_upkeep_is_done_more_often(sqlite_database: Database) -> None:
    async def nothing() -> None:
        pass

    worker = Worker(sqlite_database, DeliveryService(sqlite_database, {}))
    upkeep = {"figures": nothing, "media": nothing}
    clock = Clock(sqlite_database, worker, upkeep=upkeep, upkeep_seconds={"figures": 30.0})
    await clock.start()
    every = {job.id: job.trigger.interval for job in clock._scheduler.get_jobs() if job.id in upkeep}
    await clock.stop()
    assert every == {"figures": timedelta(seconds=30), "media": timedelta(minutes=10)}


async def test_a_system_clock_that_is_set_back_stops_nothing(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Shifted(datetime):
        back = timedelta(0)

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return super().now(tz) - cls.back

    for module in ("apscheduler.schedulers.base", "bot.clock"):
        monkeypatch.setattr(f"{module}.datetime", Shifted)
    ticks = []
    clock = make_clock(sqlite_database, FakePlatform(), tick_seconds=0.05)

    async def tick() -> None:
        ticks.append(Shifted.now(UTC))

    monkeypatch.setattr(clock, "_tick", tick)
    await clock.start()
    await asyncio.sleep(0.3)
    assert ticks
    Shifted.back = timedelta(days=1)
    before = len(ticks)
    await asyncio.sleep(0.6)
    await clock.stop()
    assert len(ticks) > before + 3

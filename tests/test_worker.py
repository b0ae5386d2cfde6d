"""Workers share a store, die, stop and take over from each other."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.delivery import DeliveryService
from bot.errors import TryLater
from bot.processes import own_id
from bot.testing import FakePlatform, FrozenClock
from bot.worker import Worker
from connectors.platform import Outgoing, Platform
from storage import jobs
from storage.database import Database
from storage.models import Delivery, DeliveryState, Job, JobState, Post, PostStatus
from tests import planned


def make_worker(database: Database, clock: FrozenClock, *networks: Platform, **options: Any) -> Worker:
    """A worker that reaches these networks."""
    service = DeliveryService(
        database, {network.name: network for network in networks}, now=clock, jitter=lambda: 0.0, **options
    )
    return Worker(database, service, now=clock)


async def plan(database: Database, due_at: datetime, count: int = 1, platform: str = "fake") -> list[int]:
    """`count` posts in one workspace; the ids of their deliveries."""

    def work(session: Session) -> None:
        owner = planned.workspace(session, f"Bakery {platform}")
        account = planned.account(session, owner.id, platform)
        for number in range(count):
            planned.post(session, owner.id, [account], due_at, text=f"{platform} {number}")

    await database.write(work)
    return await database.read(
        lambda s: list(s.scalars(sa.select(Delivery.id).where(Delivery.platform == platform).order_by(Delivery.id)))
    )


async def states(database: Database) -> Counter[DeliveryState]:
    """How many deliveries stand where."""
    return Counter(await database.read(lambda s: list(s.scalars(sa.select(Delivery.state)))))


def dead() -> str:
    """The id of a worker whose process is gone."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    machine = own_id().rsplit(":", 2)[0]
    return f"{machine}:{child.pid}:dead"


async def leave_behind(
    database: Database, clock: FrozenClock, worker: str, state: DeliveryState = DeliveryState.WAITING
) -> None:
    """Everything is claimed by `worker`, its deliveries are in `state`, and its lease runs out in 15 s."""

    def work(session: Session) -> None:
        until = clock() + timedelta(seconds=15)
        jobs.claim_due(session, worker, now=clock(), until=until, limit=1000)
        if state is not DeliveryState.WAITING:
            session.execute(sa.update(Delivery).values(state=state, sent_at=clock(), attempts=1))
            session.execute(sa.update(Post).values(status=PostStatus.PUBLISHING))

    await database.write(work)


async def test_two_workers_on_one_store_send_everything_once(database: Database) -> None:
    clock, network = FrozenClock(), FakePlatform()
    await plan(database, clock(), 300)
    second_store = Database(database.url.render_as_string(hide_password=False))
    workers = [make_worker(database, clock, network), make_worker(second_store, clock, network)]
    while sum(await asyncio.gather(*(worker.run_due() for worker in workers))):
        await asyncio.gather(*(worker.idle() for worker in workers))
    second_store.close()
    assert network.sent == len(set(network.texts())) == 300
    assert await states(database) == {DeliveryState.PUBLISHED: 300}


async def test_what_had_not_left_a_dead_worker_goes_out_once(database: Database) -> None:
    clock, network = FrozenClock(), FakePlatform()
    await plan(database, clock(), 3)
    await leave_behind(database, clock, dead())
    worker = make_worker(database, clock, network)
    clock.move(seconds=14)
    assert await worker.recover() == 0
    assert await worker.run_due() == 0
    clock.move(seconds=2)
    assert await worker.recover() == 0
    assert await worker.run_due() == 3
    await worker.idle()
    assert network.sent == 3


@pytest.mark.parametrize("arrived", [True, False])
async def test_what_may_have_left_a_dead_worker_is_looked_up(database: Database, arrived: bool) -> None:
    clock, network = FrozenClock(), FakePlatform()
    await plan(database, clock())
    await leave_behind(database, clock, dead(), DeliveryState.SENDING)
    row = await database.read(planned.only_delivery)
    if arrived:
        await network.send(_outgoing(row.key))
    before = network.sent
    worker = make_worker(database, clock, network)
    clock.move(seconds=16)
    assert await worker.recover() == 1
    await worker.idle()
    await worker.run_due()
    await worker.idle()
    assert network.sent - before == (0 if arrived else 1)
    assert await states(database) == {DeliveryState.PUBLISHED: 1}
    assert (await database.read(planned.only_post)).status is PostStatus.PUBLISHED


async def test_the_call_of_a_worker_elsewhere_may_still_be_on_its_way(database: Database) -> None:
    clock, network = FrozenClock(), FakePlatform()
    await plan(database, clock())
    await leave_behind(database, clock, "elsewhere:77:abcd", DeliveryState.SENDING)
    worker = make_worker(database, clock, network, send_seconds=60)
    clock.move(seconds=16)
    await worker.recover()
    await worker.idle()
    assert await states(database) == {DeliveryState.UNKNOWN: 1}
    clock.move(seconds=60)
    await worker.run_due()
    await worker.idle()
    assert network.sent == 0
    clock.move(seconds=60)
    for _ in range(2):
        await worker.run_due()
        await worker.idle()
        clock.move(seconds=30)
    assert network.sent == 1
    assert await states(database) == {DeliveryState.PUBLISHED: 1}


async def test_a_worker_that_slept_does_not_take_its_own_call_for_lost(database: Database) -> None:
    clock, network = FrozenClock(), FakePlatform().then("slow")
    network.delay = 0.3
    await plan(database, clock())
    worker = make_worker(database, clock, network)
    await worker.run_due()
    await network.on_send.wait()
    clock.move(hours=8)
    assert await worker.recover() == 0
    await worker.idle()
    assert network.sent == 1
    assert await states(database) == {DeliveryState.PUBLISHED: 1}


async def test_who_lost_its_claim_while_preparing_does_not_send(database: Database) -> None:
    clock, network, other = FrozenClock(), FakePlatform(), FakePlatform()
    await plan(database, clock())
    slow, quick = make_worker(database, clock, network), make_worker(database, clock, other)
    prepare = network.prepare

    async def and_fall_asleep(outgoing: Outgoing) -> dict[str, Any]:
        prepared = await prepare(outgoing)
        clock.move(seconds=16)
        await quick.recover()
        await quick.run_due()
        await quick.idle()
        return prepared

    network.prepare = and_fall_asleep  # type: ignore[method-assign]
    await slow.run_due()
    await slow.idle()
    assert (network.sent, other.sent) == (0, 1)


async def test_the_heartbeat_keeps_a_long_call(database: Database) -> None:
    clock, network, other = FrozenClock(), FakePlatform().then("slow"), FakePlatform()
    network.delay = 0.3
    await plan(database, clock())
    first, second = make_worker(database, clock, network), make_worker(database, clock, other)
    await first.run_due()
    await network.on_send.wait()
    for _ in range(4):
        clock.move(seconds=5)
        await first.heartbeat()
    assert await second.recover() == 0
    await first.idle()
    assert (network.sent, other.sent) == (1, 0)


class SlowNetwork(FakePlatform):
    """Every call takes a while."""

    name = "slow"
    label = "Slow"

    async def prepare(self, outgoing: Outgoing) -> dict[str, Any]:
        await asyncio.sleep(0.2)
        return {}


async def test_a_slow_network_does_not_hold_up_the_others(sqlite_database: Database) -> None:
    clock, slow, quick = FrozenClock(), SlowNetwork(), FakePlatform()
    await plan(sqlite_database, clock() - timedelta(minutes=1), 400, "slow")
    await plan(sqlite_database, clock(), 50)
    worker = make_worker(sqlite_database, clock, slow, quick)
    await worker.run_due()
    for _ in range(40):
        if quick.sent == 50:
            break
        await asyncio.sleep(0.05)
    assert quick.sent == 50
    assert slow.sent < 400
    await worker.stop()


async def test_one_network_is_called_by_twenty_at_a_time(sqlite_database: Database) -> None:
    clock, network = FrozenClock(), FakePlatform().then("slow", times=60)
    network.delay = 0.02
    await plan(sqlite_database, clock(), 60)
    worker = make_worker(sqlite_database, clock, network)
    await worker.run_due()
    await worker.idle()
    assert network.most_at_once == 20


async def test_stopping_finishes_what_left_and_puts_back_the_rest(database: Database) -> None:
    clock, network = FrozenClock(), FakePlatform().then("slow", times=100)
    network.delay = 0.2
    await plan(database, clock(), 100)
    worker = make_worker(database, clock, network)
    await worker.run_due()
    await network.on_send.wait()
    await worker.stop()
    found = await states(database)
    assert set(found) == {DeliveryState.PUBLISHED, DeliveryState.WAITING}
    assert found[DeliveryState.PUBLISHED] == network.sent == len(network.posts)
    open_jobs = await database.read(lambda s: s.scalars(sa.select(Job.state).where(Job.state != JobState.DONE)).all())
    assert set(open_jobs) == {JobState.WAITING}
    following = make_worker(database, clock, network)
    await following.run_due()
    await following.idle()
    assert len(set(network.texts())) == network.sent == 100


async def test_stopping_does_not_wait_for_preparations(sqlite_database: Database) -> None:
    clock, network = FrozenClock(), FakePlatform()
    await plan(sqlite_database, clock())
    started = asyncio.Event()

    async def forever(outgoing: Outgoing) -> dict[str, Any]:
        started.set()
        await asyncio.sleep(1000)
        return {}

    network.prepare = forever  # type: ignore[method-assign]
    worker = make_worker(sqlite_database, clock, network)
    await worker.run_due()
    await started.wait()
    await asyncio.wait_for(worker.stop(), 5)
    assert (await sqlite_database.read(planned.deliver_job)).state is JobState.WAITING


async def test_publishing_now_waits_for_the_result(database: Database) -> None:
    clock, network = FrozenClock(), FakePlatform().then("slow")
    ids = await plan(database, clock() + timedelta(days=1))
    worker = make_worker(database, clock, network)
    assert await worker.run_now(ids) == {ids[0]: DeliveryState.PUBLISHED}
    assert await worker.run_now(ids) == {ids[0]: DeliveryState.PUBLISHED}
    assert network.sent == 1
    assert await database.read(planned.notice_keys) == []


async def test_publishing_now_ignores_how_late_it_is(sqlite_database: Database) -> None:
    clock, network = FrozenClock(), FakePlatform()
    ids = await plan(sqlite_database, clock() - timedelta(days=3))
    assert await make_worker(sqlite_database, clock, network).run_now(ids) == {ids[0]: DeliveryState.PUBLISHED}


async def test_publishing_now_does_not_wait_for_ever(sqlite_database: Database) -> None:
    clock, network = FrozenClock(), FakePlatform().then("slow")
    network.delay = 1
    ids = await plan(sqlite_database, clock())
    worker = make_worker(sqlite_database, clock, network)
    assert await worker.run_now(ids, timeout=0.1) == {ids[0]: DeliveryState.SENDING}
    await worker.idle()
    assert network.sent == 1
    assert await sqlite_database.read(planned.notice_keys) == ["delivery-published"]


async def test_publishing_now_waits_for_the_worker_that_has_it(database: Database) -> None:
    clock, network, other = FrozenClock(), FakePlatform().then("slow"), FakePlatform()
    network.delay = 0.4
    ids = await plan(database, clock())
    await make_worker(database, clock, network).run_due()
    await network.on_send.wait()
    assert await make_worker(database, clock, other).run_now(ids) == {ids[0]: DeliveryState.PUBLISHED}
    assert other.sent == 0


async def test_a_busy_network_ends_the_wait_with_what_is_known(sqlite_database: Database) -> None:
    clock, network = FrozenClock(), FakePlatform().then("later")
    ids = await plan(sqlite_database, clock())
    result = await asyncio.wait_for(make_worker(sqlite_database, clock, network).run_now(ids), 5)
    assert result == {ids[0]: DeliveryState.WAITING}


async def test_an_unreadable_network_keeps_it_unknown_across_workers(sqlite_database: Database) -> None:
    clock, network = FrozenClock(), FakePlatform()
    network.find_fails = True
    await plan(sqlite_database, clock())
    await leave_behind(sqlite_database, clock, dead(), DeliveryState.SENDING)
    clock.move(seconds=16)
    worker = make_worker(sqlite_database, clock, network)
    await worker.recover()
    await worker.idle()
    assert (await sqlite_database.read(planned.only_post)).status is PostStatus.UNCONFIRMED
    assert await sqlite_database.read(planned.notice_keys) == ["delivery-unconfirmed"]
    with pytest.raises(TryLater):
        await network.find(_outgoing("any"))
    assert network.sent == 0


def _outgoing(key: str) -> Outgoing:
    from connectors.platform import AccountInfo

    return Outgoing(key, AccountInfo(1, 1, "fake", "@x"), "Fresh bread")

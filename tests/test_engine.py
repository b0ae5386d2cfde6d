"""The queue on PostgreSQL, with the real pgqueuer: it decides which worker is called, and never what goes out, or how often."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot import engine as engines
from bot.clock import Clock
from bot.delivery import DeliveryService
from bot.engine import Queue, Rows, engine_for, install
from bot.errors import SettingsError
from bot.settings import Settings
from bot.testing import FakePlatform, FrozenClock
from bot.worker import Worker
from connectors.platform import Outgoing, Platform, Receipt
from storage import jobs, journal
from storage.database import Database
from storage.models import Delivery, DeliveryState, Job, JobState, Post, PostStatus
from tests import planned
from tests.test_crash import Ledger

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pgqueuer does not run in a process on Windows")


class Signed(Ledger):
    """A network whose memory is a file, which also tells the processes that call it apart."""

    async def send(self, outgoing: Outgoing) -> Receipt:
        os.write(self._file, f"by {os.getpid()}\n".encode())
        return await super().send(outgoing)


class Other(FakePlatform):
    """A second network."""

    name = "other"


async def work(url: str, path: Path, delay: float, lease: float) -> None:
    """A worker of its own process, until it is told to stop."""
    database = Database(url)
    network = Signed(path, delay=delay)
    worker = Worker(database, DeliveryService(database, {"fake": network}), lease=timedelta(seconds=lease))
    queue = Queue(database, worker, message_lease=timedelta(seconds=lease))
    clock = Clock(database, worker, engine=queue, heartbeat_seconds=lease / 4)
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    await clock.start()
    assert queue.up
    await told.wait()
    await clock.stop()
    await network.close()
    database.close()


def start(database: Database, path: Path, *, delay: float = 0.02, lease: float = 2.0) -> subprocess.Popen[bytes]:
    """The worker as a process."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    url = database.url.render_as_string(hide_password=False)
    return subprocess.Popen([sys.executable, __file__, url, str(path), str(delay), str(lease)], env=environment)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask it to stop; it ends well."""
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0


def plan(database: Database, count: int, due_at: datetime, platform: str = "fake") -> None:
    """Posts that are due at the same moment."""

    def fill(session: Session) -> None:
        owner = planned.workspace(session, f"Bakery {secrets.token_hex(3)}")
        account = planned.account(session, owner.id, platform)
        for number in range(count):
            planned.post(session, owner.id, [account], due_at, text=f"{number} {secrets.token_hex(4)}")

    database.run(fill)


def states(database: Database) -> Counter[DeliveryState]:
    """How many deliveries stand where."""
    return Counter(database.run(lambda s: list(s.scalars(sa.select(Delivery.state)))))


def said(path: Path, word: str) -> Counter[str]:
    """What stands behind `word` in the network's memory, and how often."""
    lines = path.read_text().splitlines() if path.exists() else []
    return Counter(line.partition(" ")[2] for line in lines if line.startswith(f"{word} "))


def wait_for(what: Callable[[], bool], seconds: float = 60) -> None:
    """Until it is so."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it does not happen"
        time.sleep(0.02)


async def until(what: Callable[[], bool], seconds: float = 60) -> None:
    """The same inside an event loop."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it does not happen"
        await asyncio.sleep(0.02)


def soon(seconds: float) -> datetime:
    """So many seconds from now."""
    return datetime.now(UTC) + timedelta(seconds=seconds)


def messages(database: Database) -> list[tuple[str, str]]:
    """What is in the queue: lane and state."""
    query = sa.text("SELECT entrypoint, status::text FROM allin_pgqueuer ORDER BY id")
    with database.engine.connect() as connection:
        return [(row[0], row[1]) for row in connection.execute(query)]


def run_sql(database: Database, statement: str) -> None:
    """Meddle with the queue."""
    with database.engine.begin() as connection:
        connection.execute(sa.text(statement))


@asynccontextmanager
async def running(
    database: Database, *networks: Platform, **options: Any
) -> AsyncIterator[tuple[Queue, Callable[[], Awaitable[None]]]]:
    """A worker of this process and its queue; the second value looks at the rows, as the clock does each half second."""
    worker = Worker(database, DeliveryService(database, {network.name: network for network in networks}))
    queue = Queue(database, worker, **options)
    await queue.start()
    assert queue.up
    try:
        yield queue, queue.tick
    finally:
        await queue.stop()
        await worker.stop()


# Processes


def test_two_processes_share_what_is_due_and_send_it_once(postgresql_database: Database, tmp_path: Path) -> None:
    database, path = postgresql_database, tmp_path / "ledger"
    processes = [start(database, path) for _ in range(2)]
    # Until both listen: who comes late finds less to do.
    wait_for(lambda: listeners(database) == 2)
    plan(database, 300, soon(1))
    wait_for(lambda: states(database) == {DeliveryState.PUBLISHED: 300})
    for process in processes:
        stop(process)
    assert len(said(path, "accepted")) == sum(said(path, "accepted").values()) == 300
    shares = said(path, "by")
    assert set(shares) == {str(process.pid) for process in processes}
    assert min(shares.values()) >= 30
    assert messages(database) == []


def test_a_killed_process_is_taken_over_and_nothing_goes_out_twice(
    postgresql_database: Database, tmp_path: Path
) -> None:
    database, path = postgresql_database, tmp_path / "ledger"
    plan(database, 300, soon(0))
    processes = [start(database, path, delay=0.1) for _ in range(2)]
    wait_for(lambda: str(processes[0].pid) in said(path, "by") and sum(said(path, "begun").values()) > 100)
    processes[0].send_signal(signal.SIGKILL)
    assert processes[0].wait(10) == -signal.SIGKILL
    assert states(database)[DeliveryState.PUBLISHED] < 300
    wait_for(lambda: states(database) == {DeliveryState.PUBLISHED: 300})
    stop(processes[1])
    keys = set(database.run(lambda s: s.scalars(sa.select(Delivery.key)).all()))
    accepted = said(path, "accepted")
    assert set(accepted) == keys, "lost"
    assert max(accepted.values()) == 1, "twice"
    assert set(database.run(lambda s: s.scalars(sa.select(Post.status)).all())) == {PostStatus.PUBLISHED}


def test_sigterm_finishes_what_left_and_leaves_the_rest_to_others_at_once(
    postgresql_database: Database, tmp_path: Path
) -> None:
    database, path = postgresql_database, tmp_path / "ledger"
    plan(database, 200, soon(0))
    process = start(database, path, delay=0.15, lease=60)
    wait_for(lambda: sum(said(path, "begun").values()) >= 20)
    stop(process)
    begun = said(path, "begun")
    assert begun == said(path, "accepted")
    assert states(database) == {DeliveryState.PUBLISHED: len(begun), DeliveryState.WAITING: 200 - len(begun)}
    open_jobs = database.run(lambda s: s.scalars(sa.select(Job).where(Job.state != JobState.DONE)).all())
    assert {job.state for job in open_jobs} == {JobState.WAITING}
    assert {state for _, state in messages(database)} <= {"queued"}
    # Long before any lease runs out.
    other = start(database, path, delay=0.02, lease=60)
    wait_for(lambda: states(database) == {DeliveryState.PUBLISHED: 200}, 20)
    stop(other)
    assert max(said(path, "begun").values()) == 1


def listeners(database: Database) -> int:
    """How many processes listen to the queue."""
    query = sa.text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'")
    with database.engine.connect() as connection:
        return int(connection.scalar(query) or 0)


# Messages


async def test_a_message_calls_the_worker_when_the_post_is_due(postgresql_database: Database) -> None:
    network, due = FakePlatform(), soon(1.2)
    plan(postgresql_database, 1, due)
    async with running(postgresql_database, network) as (_, tick):
        await tick()
        assert messages(postgresql_database) == [("fake", "queued")]
        await asyncio.sleep(0.2)
        assert network.sent == 0
        # Nobody looks at the rows any more.
        await until(lambda: network.sent == 1, 4)
        assert datetime.now(UTC) > due - timedelta(seconds=0.1)
        await until(lambda: messages(postgresql_database) == [])
    assert states(postgresql_database) == {DeliveryState.PUBLISHED: 1}


@pytest.mark.parametrize("change", ["moved", "cancelled"])
async def test_a_message_for_what_was_moved_or_cancelled_does_nothing(
    postgresql_database: Database, change: str
) -> None:
    network = FakePlatform()
    plan(postgresql_database, 1, soon(0.6))
    async with running(postgresql_database, network) as (_, tick):
        await tick()
        assert len(messages(postgresql_database)) == 1

        def do(session: Session) -> None:
            post = session.scalars(sa.select(Post)).one()
            if change == "moved":
                jobs.replan(session, post, soon(3600))
            else:
                jobs.drop(session, post)

        postgresql_database.run(do)
        await until(lambda: messages(postgresql_database) == [])
        assert network.sent == 0
        if change == "moved":
            again = soon(0.3)
            postgresql_database.run(lambda s: jobs.replan(s, s.scalars(sa.select(Post)).one(), again))
            await tick()
            await until(lambda: network.sent == 1)


async def test_what_is_moved_by_a_little_goes_out_then(postgresql_database: Database) -> None:
    network = FakePlatform()
    plan(postgresql_database, 1, soon(0.3))
    later = soon(1.0)
    async with running(postgresql_database, network) as (_, tick):
        await tick()
        # The row was dispatched once more in between, as if the change had not seen it.
        postgresql_database.run(lambda s: s.execute(sa.update(Job).values(due_at=later)) and None)
        await asyncio.sleep(0.1)
        await until(lambda: network.sent == 1, 5)
        assert datetime.now(UTC) > later - timedelta(seconds=0.1)


async def test_a_message_that_comes_twice_sends_once(postgresql_database: Database) -> None:
    network = FakePlatform(delay=0.1)
    plan(postgresql_database, 1, soon(0.3))
    async with running(postgresql_database, network) as (_, tick):
        await tick()
        run_sql(
            postgresql_database,
            "INSERT INTO allin_pgqueuer (priority, entrypoint, payload, execute_after, status)"
            " SELECT priority, entrypoint, payload, execute_after, status FROM allin_pgqueuer",
        )
        await until(lambda: messages(postgresql_database) == [])
        await asyncio.sleep(0.1)
    assert network.sent == 1
    assert states(postgresql_database) == {DeliveryState.PUBLISHED: 1}


async def test_rows_are_not_dispatched_twice_while_the_message_is_there(postgresql_database: Database) -> None:
    plan(postgresql_database, 3, soon(60))
    clock = FrozenClock(soon(58))
    async with running(postgresql_database, FakePlatform(), now=clock, patience=timedelta(seconds=1)) as (_, tick):
        await asyncio.gather(tick(), tick())
        assert len(messages(postgresql_database)) == 3
        clock.move(seconds=7)  # taken for lost
        await tick()
        assert len(messages(postgresql_database)) == 3


@pytest.mark.parametrize("loss", ["TRUNCATE allin_pgqueuer", "DROP TABLE allin_pgqueuer CASCADE"])
async def test_what_the_queue_lost_goes_out_all_the_same(postgresql_database: Database, loss: str) -> None:
    network = FakePlatform()
    plan(postgresql_database, 5, soon(0.8))
    options = {"horizon": timedelta(seconds=1), "patience": timedelta(seconds=0.5)}
    async with running(postgresql_database, network, **options) as (queue, tick):
        await tick()
        assert len(messages(postgresql_database)) == 5
        run_sql(postgresql_database, loss)
        for _ in range(80):
            await asyncio.sleep(0.1)
            await tick()
            if network.sent == 5 and queue.up:
                break
        assert network.sent == 5
        # And the queue is back.
        assert queue.up
        plan(postgresql_database, 1, soon(0.5))
        await tick()
        assert messages(postgresql_database) == [("fake", "queued")]
        await until(lambda: network.sent == 6)


async def test_without_the_queue_rows_are_looked_for(
    postgresql_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(_: object) -> bool:
        raise RuntimeError("no right to make tables")

    monkeypatch.setattr(engines, "_install", refuse)
    network = FakePlatform()
    plan(postgresql_database, 3, soon(0))
    worker = Worker(postgresql_database, DeliveryService(postgresql_database, {"fake": network}))
    clock = Clock(postgresql_database, worker, engine=Queue(postgresql_database, worker), tick_seconds=0.05)
    await clock.start()
    await until(lambda: network.sent == 3)
    await clock.stop()
    assert states(postgresql_database) == {DeliveryState.PUBLISHED: 3}


async def test_a_listener_that_is_cut_off_comes_back(postgresql_database: Database) -> None:
    network = FakePlatform()
    async with running(postgresql_database, network) as (queue, tick):
        run_sql(
            postgresql_database,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
        await until(lambda: not queue.up)
        await until(lambda: queue.up)
        plan(postgresql_database, 1, soon(0.3))
        await tick()
        await until(lambda: network.sent == 1, 3)


async def test_a_slow_network_does_not_keep_the_queue_from_the_others(postgresql_database: Database) -> None:
    slow, quick = FakePlatform(delay=30), Other(delay=0)
    for _ in range(400):
        slow.then("slow")
    plan(postgresql_database, 400, soon(0))
    async with running(postgresql_database, slow, quick) as (queue, tick):
        await tick()
        await until(lambda: slow.sent == slow.concurrency)
        held = 400 - len(messages(postgresql_database))
        assert held <= queue.worker.most["fake"] + 150
        plan(postgresql_database, 5, soon(0), "other")
        await tick()
        await until(lambda: quick.sent == 5, 5)
        queue.worker.delivery.send_seconds = 0
        for _, task in list(queue.worker._held.values()):
            task.cancel()


async def test_a_network_that_nobody_knows_is_handed_over_to_the_person(postgresql_database: Database) -> None:
    plan(postgresql_database, 1, soon(0), "myspace")
    async with running(postgresql_database, FakePlatform()) as (_, tick):
        await tick()
        await until(lambda: states(postgresql_database) == {DeliveryState.FAILED: 1})
    assert len(postgresql_database.run(planned.notice_keys)) == 1


async def test_the_log_of_messages_does_not_grow_for_ever(postgresql_database: Database) -> None:
    network = FakePlatform()
    plan(postgresql_database, 5, soon(0))
    logged = sa.text("SELECT count(*) FROM allin_pgqueuer_log")
    async with running(postgresql_database, network) as (queue, tick):
        await tick()
        await until(lambda: messages(postgresql_database) == [] and network.sent == 5)
        with postgresql_database.engine.connect() as connection:
            assert connection.scalar(logged)
        await queue.keep_house()
    with postgresql_database.engine.connect() as connection:
        assert connection.scalar(logged) == 0


# Claims


async def test_only_what_waits_and_is_due_is_claimed(database: Database) -> None:
    clock, network = FrozenClock(), FakePlatform()
    worker = Worker(database, DeliveryService(database, {"fake": network}, now=clock), now=clock)
    for seconds in (0, 3, 600):
        plan(database, 1, clock() + timedelta(seconds=seconds))
    ids = await database.read(lambda s: list(s.scalars(sa.select(Job.id).order_by(Job.due_at))))
    assert await worker.take([*ids, 999], soon=timedelta(seconds=35)) == {ids[1]: timedelta(seconds=3)}
    await worker.idle()
    assert network.sent == 1
    assert await worker.take(ids[:1], soon=timedelta(seconds=35)) == {}
    await worker.stop()
    clock.move(seconds=10)
    assert await worker.take(ids[1:2], soon=timedelta(seconds=35)) == {ids[1]: timedelta()}
    assert network.sent == 1


async def test_what_is_put_back_is_ready_to_be_dispatched(database: Database) -> None:
    clock = FrozenClock()
    plan(database, 1, clock())

    def work(session: Session) -> list[list[tuple[int, datetime, str]]]:
        def look() -> list[tuple[int, datetime, str]]:
            return jobs.to_dispatch(session, now=clock(), within=timedelta(), until=soon(1e6), limit=9)

        looks = [look(), look()]
        ids = [id for id, _, _ in looks[0]]
        claims, _ = jobs.claim_called(
            session, "w", ids, now=clock(), until=clock(), soon=timedelta(), early=timedelta()
        )
        jobs.release(session, "w", [claim.job_id for claim in claims])
        return [*looks, look()]

    first, second, third = await database.write(work)
    assert len(first) == 1
    assert second == []
    assert third == first


def test_a_post_in_the_queue_can_still_be_undone(database: Database) -> None:
    clock = FrozenClock()
    plan(database, 1, clock())

    def move(session: Session) -> list[dict[str, Any]]:
        watched = journal.watch(session)
        jobs.replan(session, planned.only_post(session), clock() + timedelta(seconds=3))
        return watched.changes

    changes = database.run(move)
    database.run(
        lambda s: jobs.to_dispatch(s, now=clock(), within=timedelta(seconds=5), until=soon(1e6), limit=9) and None
    )
    assert database.run(lambda s: journal.revert(s, changes))
    job = database.run(planned.deliver_job)
    assert (job.due_at, job.dispatched_until) == (clock(), None)


# Tables and settings


async def test_the_tables_are_made_once_and_brought_up_to_date(postgresql_database: Database) -> None:
    database = postgresql_database
    assert sorted(await asyncio.gather(install(database), install(database))) == [False, True]
    run_sql(database, "COMMENT ON TABLE allin_pgqueuer IS 'pgqueuer 1.0.0'")
    run_sql(database, "DROP INDEX allin_pgqueuer_ep_prio_id_idx")
    run_sql(database, "ALTER TABLE allin_pgqueuer DROP COLUMN headers")
    assert await install(database)
    inspector = sa.inspect(database.engine)
    assert "headers" in {column["name"] for column in inspector.get_columns("allin_pgqueuer")}
    assert "allin_pgqueuer_ep_prio_id_idx" in {index["name"] for index in inspector.get_indexes("allin_pgqueuer")}
    run_sql(database, "COMMENT ON TABLE allin_pgqueuer IS 'pgqueuer 999.0'")
    assert not await install(database)


async def test_sqlite_has_no_queue(sqlite_database: Database) -> None:
    assert not await install(sqlite_database)
    worker = Worker(sqlite_database, DeliveryService(sqlite_database, {}))
    assert isinstance(engine_for("auto", sqlite_database, worker), Rows)


def test_postgresql_has_one_unless_it_is_declined(postgresql_database: Database) -> None:
    worker = Worker(postgresql_database, DeliveryService(postgresql_database, {}))
    assert isinstance(engine_for("auto", postgresql_database, worker), Queue)
    assert isinstance(engine_for("pgqueuer", postgresql_database, worker), Queue)
    assert isinstance(engine_for("rows", postgresql_database, worker), Rows)


def test_the_engine_has_to_fit_the_store(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    assert Settings.load().engine == "auto"
    monkeypatch.setenv("ALLIN_ENGINE", "PgQueuer")
    with pytest.raises(SettingsError, match="ALLIN_ENGINE: pgqueuer works on PostgreSQL only"):
        Settings.load()
    monkeypatch.setenv("ALLIN_DATABASE_URL", "postgresql://user@localhost/allin")
    assert Settings.load().engine == "pgqueuer"
    monkeypatch.setenv("ALLIN_ENGINE", "celery")
    with pytest.raises(SettingsError, match="auto, rows or pgqueuer"):
        Settings.load()


if __name__ == "__main__":
    asyncio.run(work(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])))

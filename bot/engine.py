"""Which worker calls the publisher, and when. The schedule is our rows; an engine decides nothing else.

`Rows` has every worker look for due rows at each tick: nothing beside the store, and all that one machine needs.

`Queue` has pgqueuer tell the workers, on PostgreSQL, so that any number of machines share the work and are woken by the server
at the moment something falls due:

    tick: rows due within seconds ──one transaction──► rows noted as dispatched + messages {job id}, to be read when due
    pgqueuer: one worker gets the message ──► it claims the row (lease, fence: as always) ──► message acknowledged

A message only says "look at this row". One that comes twice, late, or for a row that was moved or cancelled does nothing; one
that is lost is sent again when `Job.dispatched_until` has passed. From the claim on the row's lease says who has it, so what a
dead worker held is taken over as it is without a queue. While the queue is away, rows are looked for.
"""

from __future__ import annotations

import asyncio
import logging
import re
import sys
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self

from bot.delivery import Together
from bot.worker import BATCH, PER_PLATFORM, Worker
from connectors.platform import Platform, Publisher
from storage import jobs
from storage.database import Database, DatabaseError
from storage.schema import ADVISORY_LOCK

if TYPE_CHECKING:
    from pgqueuer import Job as Message
    from pgqueuer import Queries, QueueManager
    from pgqueuer.domain.settings import DBSettings
    from psycopg import AsyncConnection
    from sqlalchemy.orm import Session

log = logging.getLogger(__name__)

Choice = Literal["auto", "rows", "pgqueuer"]

HORIZON = timedelta(seconds=5)  # rows are dispatched so long before they are due
PATIENCE = timedelta(seconds=30)  # a message that has not been read so long after that is taken for lost
STILL_THERE = timedelta(seconds=10)  # when a row is looked at again whose message is in the queue already
MESSAGE_LEASE = timedelta(
    seconds=15
)  # a message that was taken but not acknowledged comes to another worker after that
POLL = timedelta(seconds=5)  # a notification that got lost costs at most so much
DISPATCHED = 1000  # rows dispatched by one transaction
LEAST = 10  # messages of one platform that a worker may hold, however slow the platform
RETRY_SECONDS = 1.0
READ_AGAIN_SECONDS = 0.1
STOP_SECONDS = 10.0
PREFIX = "allin_"
ANYBODY = "*"
"""The lane of platforms that the dispatching process does not know: any worker may look."""


class Engine(Protocol):
    """Runs in the event loop that `start` is called in, until `stop`."""

    name: str

    async def start(self) -> None:
        """Get ready to call the worker. Does not fail: what is away is tried again."""

    async def tick(self) -> None:
        """Look at the rows; called every half second. Raises `DatabaseError`."""

    async def keep_house(self) -> None:
        """Throw away what is not needed any more; called every few minutes."""

    async def stop(self) -> None:
        """Take nothing more; what was taken and not claimed goes back at once."""


class Rows:
    """The worker looks for itself."""

    name = "rows"

    def __init__(self, worker: Worker) -> None:
        self.worker = worker

    async def start(self) -> None:
        """Nothing to get ready."""

    async def tick(self) -> None:
        """Take what is due. Raises `DatabaseError`."""
        await self.worker.run_due()

    async def keep_house(self) -> None:
        """Nothing is left behind."""

    async def stop(self) -> None:
        """The worker stops by itself."""


class Queue:
    """pgqueuer tells the worker."""

    name = "pgqueuer"

    def __init__(
        self,
        database: Database,
        worker: Worker,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        horizon: timedelta = HORIZON,
        patience: timedelta = PATIENCE,
        message_lease: timedelta = MESSAGE_LEASE,
    ) -> None:
        self.database = database
        self.worker = worker
        self.now = now
        self.horizon = horizon
        self.patience = patience
        self.message_lease = message_lease
        self.lanes = _lanes(worker.delivery.platforms)
        self._driver: _Driver | None = None
        self._manager: QueueManager | None = None
        self._running: asyncio.Task[None] | None = None
        self._settled = asyncio.Event()  # the first attempt to reach the queue has succeeded or failed
        self._stop = asyncio.Event()
        self._failing = False
        self._claim: Together[int, timedelta | None] = Together(self._claim_all)

    @property
    def up(self) -> bool:
        """Whether messages are being read in this process."""
        return self._manager is not None and not self._manager.shutdown.is_set()

    async def start(self) -> None:
        """Start to read messages, and go on trying while the queue cannot be reached."""
        self.worker.most.update({lane: most for lane, most in self.lanes.items() if lane != ANYBODY})
        self.worker.refill = self._wake
        self._running = asyncio.create_task(self._keep_running())
        await self._settled.wait()

    async def tick(self) -> None:
        """Give the queue what falls due within seconds. Raises `DatabaseError`."""
        import psycopg

        if not self.up:
            await self.worker.run_due()
            return
        try:
            while not self._stop.is_set() and await self._dispatch() == DISPATCHED:
                pass
        except psycopg.Error as error:
            # Its tables may be gone, and nobody would notice before the next message.
            self._failed(error)
            if self._manager is not None:
                self._manager.shutdown.set()
            await self.worker.run_due()

    async def keep_house(self) -> None:
        """Forget the queue's log of messages: what became of a post is in our own rows."""
        manager = self._manager
        if manager is not None and self._driver is not None:
            await _queries(self._driver).clear_queue_log(list(self.lanes))

    async def stop(self) -> None:
        """Read no more messages; those that were not acted upon go back to the queue."""
        self._stop.set()
        self.worker.refill = self.worker.run_due
        if self._manager is not None:
            self._manager.shutdown.set()
        if self._running is not None:
            _, late = await asyncio.wait({self._running}, timeout=STOP_SECONDS)
            if late:
                self._running.cancel()
                await asyncio.wait(late)

    # From rows to messages

    async def _dispatch(self) -> int:
        """How many rows were given to the queue."""
        # Read before the transaction begins, whose start is the queue's "now": no message is early.
        now = self.now()
        return await self.database.write(lambda session: self._dispatch_rows(session, now))

    def _dispatch_rows(self, session: Session, now: datetime) -> int:
        from pgqueuer.queries import SyncQueries

        lost_at = now + self.horizon + self.patience
        rows = jobs.to_dispatch(session, now=now, within=self.horizon, until=lost_at, limit=DISPATCHED)
        if not rows:
            return 0
        lanes = [platform if platform in self.lanes else ANYBODY for _, _, platform in rows]
        # The key keeps a long queue from being filled with the same message again and again; it names the time, so that a
        # row that was moved gets a message of its own.
        keys: list[str | None] = [
            f"{lane} {id} {due_at.timestamp():.3f}" for lane, (id, due_at, _) in zip(lanes, rows, strict=True)
        ]
        sent = SyncQueries(_InSession(session), qbq=_queue_builder()).enqueue(
            lanes,
            [str(id).encode() for id, _, _ in rows],
            [0] * len(rows),
            [max(timedelta(), due_at - now) for _, due_at, _ in rows],
            keys,
            on_conflict="skip",
        )
        there = [id for (id, _, _), message in zip(rows, sent, strict=True) if message is None]
        jobs.dispatched(session, there, now + STILL_THERE)
        return len(rows)

    # From messages to claims

    async def _read(self, message: Message) -> None:
        """Claim what a message is about; when this returns, pgqueuer acknowledges it."""
        from pgqueuer import RetryRequested

        try:
            wait = await self._claim(int(message.payload or b"0"))
        except DatabaseError as error:
            log.warning("message %s is put back: %s", message.id, error)
            wait = timedelta(seconds=RETRY_SECONDS)
        if wait is not None:
            if self._driver is not None:
                # A message that is put back wakes nobody.
                pause = max(wait.total_seconds(), READ_AGAIN_SECONDS)
                asyncio.get_running_loop().call_later(pause, self._driver.wake)
            raise RetryRequested(wait)

    async def _claim_all(self, ids: Sequence[int]) -> list[timedelta | None]:
        waits = await self.worker.take(ids, soon=self.horizon + self.patience)
        return [waits.get(id) for id in ids]

    # Staying connected

    async def _keep_running(self) -> None:
        while not self._stop.is_set():
            try:
                await self._run()
            except Exception as error:
                self._failed(error)
            finally:
                self._manager = self._driver = None
                self._settled.set()
            try:
                await asyncio.wait_for(self._stop.wait(), RETRY_SECONDS)
            except TimeoutError:
                continue

    async def _run(self) -> None:
        async with AsyncExitStack() as stack:
            # Closed, not left: leaving one waits for whoever uses it.
            asking = await _connect(self.database)
            stack.push_async_callback(asking.close)
            listening = await _connect(self.database)
            stack.push_async_callback(listening.close)
            await _install(asking)
            self._driver = _Driver(asking, listening)
            stack.push_async_callback(self._driver.hear_no_more)
            await self._driver.listen(_settings().channel)
            manager = _manager(_queries(self._driver), self._room)
            self._driver.lost = manager.shutdown.set
            for lane in self.lanes:
                manager.entrypoint(lane)(self._read)
            self._manager = manager
            self._settled.set()
            if self._failing:
                self._failing = False
                log.info("the queue works again")
            if self._stop.is_set():
                return
            await manager.run(
                dequeue_timeout=POLL,
                batch_size=BATCH,
                heartbeat_timeout=self.message_lease,
                shutdown_on_listener_failure=True,
                log_aggregation_interval=timedelta(),  # its statistics are read by nobody
            )
            if self._driver.error is not None:
                raise self._driver.error
            await self._driver.wake_others()

    def _room(self, coming: Counter[str]) -> tuple[int, list[str]]:
        return self.worker.room(coming, list(self.lanes))

    async def _wake(self) -> None:
        if self._driver is not None:
            self._driver.wake()
        elif not self._stop.is_set():
            await self.worker.run_due()

    def _failed(self, error: Exception) -> None:
        if not self._failing:
            self._failing = True
            log.error("the queue cannot be used, rows are looked for until it can: %r", error)


def engine_for(
    choice: Choice, database: Database, worker: Worker, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Engine:
    """The engine of that name; `auto` is pgqueuer where it can run: on PostgreSQL, except in a process on Windows.

    There psycopg cannot use asyncio's event loop; such a process looks for rows, beside others that use the queue.
    """
    can = not database.is_sqlite and sys.platform != "win32"
    return Queue(database, worker, now=now) if can and choice != "rows" else Rows(worker)


async def install(database: Database) -> bool:
    """Create the queue's tables or bring them up to date; True if anything was done. Nothing to do on SQLite.

    Raises `DatabaseError`.
    """
    import psycopg

    if database.is_sqlite or sys.platform == "win32":
        return False
    try:
        async with await _connect(database) as connection:
            return await _install(connection)
    except psycopg.Error as error:
        raise DatabaseError("other", str(error)) from error


async def _install(connection: AsyncConnection) -> bool:
    from pgqueuer.db import PsycopgDriver

    wanted, table = version("pgqueuer"), _settings().queue_table
    if not _is_older(await _installed(connection, table), wanted):
        return False
    # The same lock as for our own tables. Another process may have been quicker while it was waited for.
    await connection.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
    try:
        found = await _installed(connection, table)
        if not _is_older(found, wanted):
            return False
        queries = _queries(PsycopgDriver(connection))
        if await queries.schema_is_installed():
            await queries.apply_upgrade()
        else:
            await queries.install()
        # What an older program finds later it leaves as it is.
        await connection.execute(f"COMMENT ON TABLE {table} IS 'pgqueuer {wanted}'")
    finally:
        await connection.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_LOCK])
    return True


async def _installed(connection: AsyncConnection, table: str) -> str:
    """The version that the tables were made by; empty if they are not there."""
    cursor = await connection.execute("SELECT obj_description(to_regclass(%s), 'pg_class')", [table])
    row = await cursor.fetchone()
    return str(row[0]).removeprefix("pgqueuer ") if row and row[0] else ""


def _is_older(found: str, wanted: str) -> bool:
    return [int(part) for part in re.findall(r"\d+", found)] < [int(part) for part in re.findall(r"\d+", wanted)]


async def _connect(database: Database) -> AsyncConnection:
    from psycopg import AsyncConnection

    _, options = database.engine.dialect.create_connect_args(database.url)
    return await AsyncConnection.connect(**{**options, "autocommit": True})


def _settings() -> DBSettings:
    """Names of the queue's own, so that another program's pgqueuer in the same database is left alone.

    The tables need not survive a crash of the server, which makes them faster: a lost message is sent again.
    """
    from pgqueuer.domain.settings import DBSettings, Durability
    from pgqueuer.types import Channel

    # Each name is given: the environment may hold any of them, meant for others.
    return DBSettings(
        prefix=PREFIX,
        db_schema=None,
        channel=Channel(f"{PREFIX}ch_pgqueuer"),
        function=f"{PREFIX}fn_pgqueuer_changed",
        statistics_table=f"{PREFIX}pgqueuer_statistics",
        queue_status_type=f"{PREFIX}pgqueuer_status",
        queue_table=f"{PREFIX}pgqueuer",
        queue_table_log=f"{PREFIX}pgqueuer_log",
        trigger=f"{PREFIX}tg_pgqueuer_changed",
        schedules_table=f"{PREFIX}pgqueuer_schedules",
        durability=Durability.volatile,
        widen_id=True,
    )


def _queries(driver: Any) -> Queries:
    from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment, QuerySchedulerBuilder
    from pgqueuer.queries import Queries

    settings = _settings()
    return Queries(
        driver,
        qbe=QueryBuilderEnvironment(settings),
        qbq=_queue_builder(),
        qbs=QuerySchedulerBuilder(settings),
    )


def _queue_builder() -> Any:
    from pgqueuer.adapters.persistence.qb import QueryQueueBuilder

    return QueryQueueBuilder(_settings())


def _lanes(platforms: Mapping[str, Platform]) -> dict[str, int]:
    """An entrypoint for each platform, and how many of its messages one worker holds at once.

    A few times what it can send at a time keeps it busy; more would only keep them from other workers.
    """
    lanes = {
        name: max(LEAST, min(2 * PER_PLATFORM, 3 * platform.concurrency))
        for name, platform in platforms.items()
        if isinstance(platform, Publisher)
    }
    return {**lanes, ANYBODY: PER_PLATFORM}


def _manager(queries: Queries, room: Callable[[Counter[str]], tuple[int, list[str]]]) -> QueueManager:
    """pgqueuer's manager, which takes only as many messages, and only of such lanes, as there is room for."""
    from pgqueuer import QueueManager
    from pgqueuer.queries import EntrypointExecutionParameter
    from pgqueuer.types import QueueEntrypoint

    lane_of: dict[int, str] = {}  # of the messages that have been taken and not acknowledged

    class Manager(QueueManager):
        async def fetch_jobs(
            self, batch_size: int, global_concurrency_limit: int | None, heartbeat_timeout: timedelta
        ) -> AsyncGenerator[Message, None]:
            while not self.shutdown.is_set():
                for id in lane_of.keys() - self.job_context.keys():
                    del lane_of[id]
                coming = Counter(lane_of.values())
                most, lanes = room(coming)
                if most <= 0 or not lanes:
                    return
                messages = await self.queries.dequeue(
                    batch_size=min(batch_size, most),
                    entrypoints={QueueEntrypoint(lane): EntrypointExecutionParameter(0) for lane in lanes},
                    queue_manager_id=self.queue_manager_id,
                    global_concurrency_limit=global_concurrency_limit,
                    heartbeat_timeout=heartbeat_timeout,
                )
                for message in messages:
                    lane_of[message.id] = message.entrypoint
                    yield message
                if not messages:
                    return

    return Manager(queries=queries, channel=_settings().channel)


class _InSession:
    """Runs pgqueuer's statements in the transaction of a session."""

    def __init__(self, session: Session) -> None:
        self._connection: Any = session.connection().connection.driver_connection

    def fetch(self, query: str, *args: object) -> list[dict[str, object]]:
        from psycopg import RawCursor
        from psycopg.rows import dict_row

        with RawCursor(self._connection, row_factory=dict_row) as cursor:
            cursor.execute(query.encode(), args or None)
            return cursor.fetchall()


class _Driver:
    """pgqueuer on psycopg with one connection that asks and one that listens.

    Its own driver does both on one, where a question waits up to a second for the listener to let go.
    """

    def __init__(self, asking: AsyncConnection, listening: AsyncConnection) -> None:
        from pgqueuer.core.tm import TaskManager

        self.shutdown = asyncio.Event()
        self.tm = TaskManager()
        self.lost: Callable[[], None] = lambda: None
        self.error: Exception | None = None
        self._asking = asking
        self._listening = listening
        self._callbacks: dict[str, list[Callable[[str | bytes | bytearray], None]]] = {}
        self._early: list[tuple[str, str]] = []  # notifications of channels that nobody has asked for yet
        self._listener: asyncio.Task[None] | None = None

    async def listen(self, channel: str) -> None:
        """Keep what is notified from now on: pgqueuer asks whether it is heard before it listens."""
        from psycopg import sql

        await self._listening.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
        self._listener = self._listener or asyncio.create_task(self._listen())

    async def fetch(self, query: str, *args: object) -> list[dict[str, object]]:
        from psycopg import AsyncRawCursor
        from psycopg.rows import dict_row

        async with AsyncRawCursor(self._asking, row_factory=dict_row) as cursor:
            await cursor.execute(query.encode(), args or None)
            return await cursor.fetchall()

    async def execute(self, query: str, *args: object) -> str:
        from psycopg import AsyncRawCursor

        async with AsyncRawCursor(self._asking) as cursor:
            await cursor.execute(query.encode(), args or None)
            return cursor.statusmessage or ""

    async def notify(self, channel: str, payload: str) -> None:
        await self.execute("SELECT pg_notify($1, $2)", channel, payload)

    async def add_listener(self, channel: str, callback: Callable[[str | bytes | bytearray], None]) -> None:
        if channel not in self._callbacks and self._listener is None:
            await self.listen(channel)
        self._callbacks.setdefault(channel, []).append(callback)
        early, self._early = self._early, []
        for of, payload in early:
            self._hand_on(of, payload)

    def wake(self) -> None:
        """As if a message had come: there is room for one."""
        channel, event = self._event()
        for callback in self._callbacks.get(channel, ()):
            callback(event)

    async def wake_others(self) -> None:
        """Tell every process that there may be messages."""
        await self.notify(*self._event())

    @staticmethod
    def _event() -> tuple[str, str]:
        from pgqueuer.models import TableChangedEvent

        settings = _settings()
        event = TableChangedEvent(
            channel=settings.channel,
            sent_at=datetime.now(UTC),
            type="table_changed_event",
            operation="update",
            table=settings.queue_table,
        )
        return settings.channel, event.model_dump_json()

    async def _listen(self) -> None:
        try:
            async for note in self._listening.notifies():
                self._hand_on(note.channel, note.payload)
        except Exception as error:
            self.error = error
            self.lost()

    def _hand_on(self, channel: str, payload: str) -> None:
        if channel not in self._callbacks:
            self._early.append((channel, payload))
        for callback in self._callbacks.get(channel, ()):
            callback(payload)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.shutdown.set()
        await self.hear_no_more()
        await self.tm.gather_tasks()

    async def hear_no_more(self) -> None:
        """End the listener, which otherwise runs for as long as its connection."""
        if self._listener is not None:
            self._listener.cancel()
            await asyncio.wait({self._listener})

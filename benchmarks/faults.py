"""The product's promise, measured: thousands of publishes over every network, with faults at every step and kill -9.

    python benchmarks/faults.py [--posts 10000] [--store sqlite|postgresql|both] [--rate 40] [--seed 1] [--no-baseline]

Every network runs on loopback (`bot/testing/networks`) and writes down what it accepted. The workers are `allin worker` as
people run it: one process on SQLite, three on PostgreSQL; one of them is killed every few seconds and started again. About
one call in ten meets a fault. Pauses before another try are shortened twentyfold, so that a run takes minutes, not hours.

    twice      more than one post on the network for one delivery
    lost       not there, and nobody was told; or never finished
    false      said to be out and is not, or said to have failed and is out
    unknown    left to a person, who was told
    calm       a tenth of the posts without faults and kills, for the time it takes by itself

Beside it, in the same run and through the same connectors: a worker that marks a post as done after it was sent and tries
again after any exception and after a crash, as most schedulers do.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from benchmarks import load
from bot.testing.network import FakeNetwork, Fault
from bot.testing.networks import networks as all_networks
from bot.tokens import Sealed
from connectors.media import Media
from connectors.oauth import Tokens
from connectors.platform import AccountInfo, Outgoing, Publisher
from storage import credentials, posts
from storage.database import Database
from storage.models import (
    Account,
    Conversation,
    Delivery,
    DeliveryState,
    Job,
    JobState,
    MediaFile,
    Member,
    Notice,
    Post,
    Workspace,
)
from storage.vault import Vault

SCRIPT = Path(__file__).resolve()
ROOT = SCRIPT.parent.parent
SCALE = 20
KILL_EVERY = (3.0, 6.0)
NUMBER = re.compile(r"number (\d{6})\b")
CHANCES: dict[Fault, float] = {
    "cut-before": 0.015,
    "cut-after": 0.015,
    "truncated": 0.005,
    "slow": 0.01,
    "500-before": 0.01,
    "500-after": 0.01,
    "503": 0.01,
    "429": 0.01,
    "garbage": 0.005,
    "html": 0.005,
    "redirect": 0.005,
}
OVER = {DeliveryState.PUBLISHED, DeliveryState.FAILED, DeliveryState.CANCELLED}


def networks() -> dict[str, type[FakeNetwork]]:
    """The networks that take part: all, or those that ALLIN_BENCH_NETWORKS names."""
    wanted = os.environ.get("ALLIN_BENCH_NETWORKS", "").split()
    return {name: kind for name, kind in all_networks().items() if not wanted or name in wanted}


# The networks, in a process of their own that outlives every worker


async def serve_networks(seed: int) -> None:
    """Answer commands, one JSON object a line, until the input ends."""
    async with AsyncExitStack() as stack:
        running: dict[str, FakeNetwork] = {}
        for place, (name, kind) in enumerate(sorted(networks().items())):
            network = kind(keep=False, seed=seed + place, visible_after=0.2, processing=0.05)
            network.slow_seconds = 1.0
            network.retry_after = 1.0
            running[name] = await stack.enter_async_context(network)
        print(json.dumps({name: network.url for name, network in running.items()}), flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            command = json.loads(line)
            print(json.dumps(_do(running, command)), flush=True)


def _do(running: Mapping[str, FakeNetwork], command: Mapping[str, Any]) -> Any:
    if command["do"] == "chances":
        for name, network in running.items():
            if command.get("only") in {None, name}:
                network.chances = dict(command["chances"])
                network.slow_seconds = command.get("slow_seconds", network.slow_seconds)
        return True
    if command["do"] == "accounts":
        return {name: [_account(n.account(i + 1)) for i in range(command["most"][name])] for name, n in running.items()}
    found: dict[str, list[tuple[int, float]]] = {}
    for name, network in running.items():
        numbered = [(NUMBER.search(post.text), post) for post in network.posts.values() if post.kind != "comment"]
        found[name] = [(int(number[1]), post.at) for number, post in numbered if number]
    return {"posts": found, "calls": sum(network.calls for network in running.values())}


def _account(info: AccountInfo) -> dict[str, Any]:
    assert info.tokens is not None
    return {"handle": info.handle, "data": info.data, "tokens": info.tokens.to_json()}


class Networks:
    """The networks' process, from outside."""

    def __init__(self, seed: int) -> None:
        command = [sys.executable, str(SCRIPT), "--role", "networks", "--seed", str(seed)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_environment()
        )
        self.urls: dict[str, str] = self._answer()

    def ask(self, do: str, **more: Any) -> Any:
        """Give a command and wait for its answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": do, **more}) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def close(self) -> None:
        """End it."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(10)

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())


# What is to go out


@dataclass(frozen=True, slots=True)
class Publish:
    """One publish: on which network, of which of its accounts, when."""

    number: int
    platform: str
    account: int
    due: float

    @property
    def text(self) -> str:
        """Words that are found again in the ledger."""
        return f"Autumn sale, number {self.number:06d}: come by & say hello"


def planned(count: int, rate: float, start: float) -> tuple[list[Publish], dict[str, int]]:
    """`count` publishes, `rate` a second, spread over all networks; and how many accounts each network needs for its quotas."""
    kinds = sorted(networks())
    each = math.ceil(count / len(kinds))
    most = {}
    for name in kinds:
        quotas = _platform(name).limits.quotas
        # At most half of what a network takes and ten an account, so that the run measures faults and not waiting.
        room = min((quota.count for quota in quotas), default=10**9)
        most[name] = math.ceil(each / max(1, min(10, room // 2)))
    made = []
    for number in range(count):
        name = kinds[number % len(kinds)]
        made.append(Publish(number, name, (number // len(kinds)) % most[name] + 1, start + number / rate))
    return made, most


def _platform(name: str) -> Publisher:
    from bot.registry import load as load_registry

    if not _PLATFORMS:
        _PLATFORMS.update(load_registry(Path(tempfile.gettempdir()), {}, "https://allin.example").platforms)
    found = _PLATFORMS[name]
    assert isinstance(found, Publisher)
    return found


_PLATFORMS: dict[str, Any] = {}


def samples(folder: Path) -> dict[str, Outgoing]:
    """A post of the kind that each network takes."""
    return {name: kind().sample(folder) for name, kind in networks().items()}


def plant(database: Database, home: Path, jobs: Sequence[Publish], accounts: Mapping[str, Any], shown: Path) -> None:
    """Fill the store: workspaces with their accounts and tokens, and every post on the plan."""
    vault = Vault.at(home)
    kept = samples(shown)
    now = datetime.now(UTC)
    workspaces = max(len(each) for each in accounts.values())

    def work(session: Session) -> None:
        places: dict[int, tuple[int, int, int]] = {}
        ids: dict[tuple[int, str], int] = {}
        media: dict[tuple[int, str], list[dict[str, Any]]] = {}
        for number in range(1, workspaces + 1):
            workspace = Workspace(name=f"Team {number}", created_at=now)
            session.add(workspace)
            session.flush()
            member = Member(workspace_id=workspace.id, name="ana", role="owner", language="en", created_at=now)
            session.add(member)
            session.flush()
            talk = Conversation(
                workspace_id=workspace.id, channel="terminal", thread="t", member_id=member.id, state={}, updated_at=now
            )
            session.add(talk)
            session.flush()
            places[number] = workspace.id, member.id, talk.id
            for name, each in accounts.items():
                if number > len(each):
                    continue
                given = each[number - 1]
                row = Account(
                    workspace_id=workspace.id,
                    platform=name,
                    handle=given["handle"],
                    connected=True,
                    data=given["data"],
                    created_at=now,
                )
                session.add(row)
                session.flush()
                ids[number, name] = row.id
                tokens = Tokens.from_json(given["tokens"])
                secret = vault.seal(Sealed(tokens).to_json())
                credentials.put(
                    session,
                    row,
                    secret,
                    expires_at=tokens.expires_at,
                    ends_at=None,
                    conversation_id=talk.id,
                    now=now,
                )
                media[number, name] = [_stored(session, home, workspace.id, item, now) for item in kept[name].media]
        for job in jobs:
            workspace_id, member_id, talk_id = places[job.account]
            row_of = posts.create(
                session,
                workspace_id,
                topic="Autumn sale",
                text=job.text,
                texts={job.platform: job.text},
                tone=None,
                language="en",
                conversation_id=talk_id,
                member_id=member_id,
                now=now,
            )
            row_of.post.media = media[job.account, job.platform]
            row_of.deliveries[0].options = {"title": "Autumn sale", **kept[job.platform].options}
            posts.schedule(
                session, row_of, due_at=datetime.fromtimestamp(job.due, UTC), zone="UTC", recurrence=None, now=now
            )

    with Session(database.engine) as session, session.begin():
        work(session)


def _stored(session: Session, home: Path, workspace_id: int, item: Media, now: datetime) -> dict[str, Any]:
    target = home / "media" / item.sha256[:2] / item.path.name
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(item.path, target)
    row = MediaFile(
        workspace_id=workspace_id,
        sha256=item.sha256,
        kind=item.kind,
        mime=item.mime,
        size=item.size,
        width=item.width,
        height=item.height,
        seconds=item.seconds,
        frames_per_second=item.frames_per_second,
        codec=item.codec,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return {"id": row.id, "alt": item.alt}


# The workers


def work_as_allin() -> None:
    """`allin worker`, with shorter pauses."""
    from bot import __main__ as command
    from bot import clock, delivery, worker

    delivery.FIRST_PAUSE /= SCALE
    delivery.LOOK_AGAIN = tuple(pause / SCALE for pause in delivery.LOOK_AGAIN)  # type: ignore[assignment]  # as many
    delivery.TOLD_WAIT /= SCALE
    worker.LEASE = timedelta(seconds=4)
    worker.HEARTBEAT_SECONDS = 1.0
    vars(clock)["HEARTBEAT_SECONDS"] = 1.0
    for name in networks():
        kind = type(_platform(name))
        kind.settles_after = max(
            kind.settles_after / SCALE, timedelta(seconds=1) if kind.settles_after else timedelta()
        )
    command.app(["worker"])


async def work_as_most(home: Path, shared: Path) -> None:
    """The baseline: take what is due under a lease, send it, mark it as done; try again after any exception."""
    plan = json.loads((shared / "plan.json").read_text())
    accounts = {
        (name, i + 1): AccountInfo(i + 1, 1, name, each["handle"], each["data"], Tokens.from_json(each["tokens"]))
        for name, found in plan["accounts"].items()
        for i, each in enumerate(found)
    }
    kept = samples(shared)
    store = sa.create_engine(f"sqlite:///{shared / 'baseline.db'}", connect_args={"timeout": 30})
    publishers = {name: _at(name, url, home) for name, url in plan["urls"].items()}
    busy = asyncio.Semaphore(60)

    async def run(job: Publish) -> None:
        async with busy:
            sample = kept[job.platform]
            account = accounts[job.platform, job.account]
            outgoing = Outgoing(
                f"{job.number}-{os.urandom(4).hex()}",
                account,
                job.text,
                title="Autumn sale",
                media=sample.media,
                options={"title": "Autumn sale", **sample.options},
            )
            publisher = publishers[job.platform]
            for attempt in range(6):
                try:
                    prepared = await publisher.prepare(outgoing)
                    await publisher.send(Outgoing(**{**_fields(outgoing), "prepared": prepared}))
                except Exception:
                    await asyncio.sleep(1.5 * 2**attempt / 4)
                else:
                    _mark(store, job.number, "done")
                    return
            _mark(store, job.number, "failed")

    tasks: set[asyncio.Task[None]] = set()
    while True:
        now = time.time()
        with store.begin() as connection:
            rows = connection.execute(
                sa.text(
                    "UPDATE plan SET state='taken', lease=:lease WHERE number IN (SELECT number FROM plan WHERE due<=:now AND "
                    "(state='waiting' OR (state='taken' AND lease<:now)) LIMIT 100) RETURNING number, platform, account, due"
                ),
                {"now": now, "lease": now + 20},
            ).all()
        for row in rows:
            number, platform, account, due = tuple[Any, ...](row)
            task = asyncio.create_task(run(Publish(number, platform, account, due)))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
        await asyncio.sleep(0.1)


def _fields(outgoing: Outgoing) -> dict[str, Any]:
    return {name: getattr(outgoing, name) for name in Outgoing.__slots__}


def _at(name: str, url: str, home: Path) -> Publisher:
    from bot.registry import load as load_registry

    found = load_registry(home, {name: url}, "https://allin.example").platforms[name]
    assert isinstance(found, Publisher)
    return found


def _mark(store: sa.Engine, number: int, state: str) -> None:
    with store.begin() as connection:
        connection.execute(sa.text("UPDATE plan SET state=:s WHERE number=:n"), {"s": state, "n": number})


# The run


@dataclass
class Tally:
    """What became of the publishes."""

    name: str
    count: int
    calls: int
    kills: int
    twice: int
    lost: int
    false: int
    unknown: int
    told: int
    lateness: list[float]
    by_platform: dict[str, Counter[str]]
    seconds: float

    def line(self) -> str:
        """One line of the table."""
        late = sorted(self.lateness) or [math.nan]

        def at(share: float) -> float:
            return late[min(len(late) - 1, int(share * len(late)))]

        return (
            f"{self.name:34} {self.count:6} {self.calls:7} {self.kills:5} {self.twice:6} {self.lost:5} {self.false:6} "
            f"{self.unknown:8} {self.told:7} {at(0.5):7.2f} {at(0.95):7.2f} {at(0.99):7.2f} {self.seconds:7.0f}"
        )


HEAD = (
    f"{'':34} {'posts':>6} {'calls':>7} {'kills':>5} {'twice':>6} {'lost':>5} {'false':>6} {'unknown':>8} {'refused':>7} "
    f"{'p50 s':>7} {'p95 s':>7} {'p99 s':>7} {'took s':>7}"
)


def measure(
    kind: str, workers: int, count: int, rate: float, seed: int, patience: float, *, calm: bool = False
) -> Tally:
    """Ours, on one kind of store; `calm`: without faults and without kills, for the time it takes by itself."""
    running = Networks(seed)
    chance = random.Random(seed)
    with load.store(kind) as (database, url, home):
        from storage.schema import upgrade

        upgrade(database)
        shown = home / "samples"
        shown.mkdir()
        rough, most = planned(count, rate, 0.0)
        accounts = running.ask("accounts", most=most)
        planted = time.time()
        start = planted + 15 + count / 400
        jobs = [Publish(job.number, job.platform, job.account, start + job.due) for job in rough]
        plant(database, home, jobs, accounts, shown)
        running.ask("chances", chances={} if calm else CHANCES)
        environment = environment_for(home, url, running.urls)
        command = [sys.executable, str(SCRIPT), "--role", "work"]
        processes = [launch(command, environment) for _ in range(workers)]
        kills = 0
        began = time.time()
        end = max(job.due for job in jobs) + patience
        again = start + 2
        while time.time() < end:
            time.sleep(0.5)
            if not calm and time.time() >= again and time.time() < jobs[-1].due + 10:
                victim = chance.randrange(workers)
                processes[victim].send_signal(signal.SIGKILL)
                processes[victim].wait()
                kills += 1
                processes[victim] = launch(command, environment)
                again = time.time() + chance.uniform(*KILL_EVERY)
            if time.time() > jobs[-1].due and _is_over(database):
                break
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(40)
        took = time.time() - began
        report = running.ask("report")
        name = f"AllIN, {kind}, {workers} worker{'s' * (workers > 1)}{', calm' if calm else ''}"
        tally = _compare(database, jobs, report, name)
        tally.kills, tally.seconds = kills, took
    running.close()
    return tally


def _is_over(database: Database) -> bool:
    with Session(database.engine) as session:
        open_jobs = sa.select(sa.func.count()).select_from(Job).where(Job.state != JobState.DONE)
        waiting = sa.select(sa.func.count()).select_from(Delivery).where(Delivery.state.not_in(OVER))
        return not session.scalar(open_jobs) or not session.scalar(waiting)


def _compare(database: Database, jobs: Sequence[Publish], report: Mapping[str, Any], name: str) -> Tally:
    by_number = {job.number: job for job in jobs}
    there: dict[int, list[float]] = defaultdict(list)
    for found in report["posts"].values():
        for number, at in found:
            there[number].append(at)
    with Session(database.engine) as session:
        rows = session.execute(
            sa.select(Delivery.text, Delivery.state, Delivery.reason, Post.number, Post.workspace_id).join(
                Post, Post.id == Delivery.post_id
            )
        ).all()
        told = {
            (row.workspace_id, row.facts.get("post"))
            for row in session.scalars(sa.select(Notice))
            if row.key.startswith(("delivery-failed", "delivery-unconfirmed", "delivery-missed"))
        }
    tally = Tally(name, len(jobs), report["calls"], 0, 0, 0, 0, 0, 0, [], defaultdict(Counter), 0.0)
    for text, state, reason, post, workspace in rows:
        match = NUMBER.search(text)
        assert match
        job = by_number[int(match[1])]
        out = there.get(job.number, [])
        known = (workspace, post) in told
        verdicts = []
        if len(out) > 1:
            verdicts.append("twice")
        if state is DeliveryState.PUBLISHED:
            verdicts += [] if out else ["false"]
        elif state is DeliveryState.FAILED:
            verdicts.append("false" if out else ("told" if known else "lost"))
        elif state is DeliveryState.UNKNOWN and known:
            verdicts.append("unknown")
        else:
            verdicts.append("lost")
        for verdict in verdicts:
            setattr(tally, verdict, getattr(tally, verdict) + 1)
            tally.by_platform[job.platform][f"{verdict} ({reason})" if reason else verdict] += 1
        tally.lateness += [min(out) - job.due] if out else []
    return tally


def baseline(count: int, rate: float, seed: int, patience: float) -> Tally:
    """What a scheduler does that tries again after any exception."""
    running = Networks(seed)
    chance = random.Random(seed)
    folder = Path(tempfile.mkdtemp(prefix="allin-baseline-"))
    try:
        rough, most = planned(count, rate, 0.0)
        accounts = running.ask("accounts", most=most)
        start = time.time() + 12
        jobs = [Publish(job.number, job.platform, job.account, start + job.due) for job in rough]
        (folder / "plan.json").write_text(json.dumps({"accounts": accounts, "urls": running.urls}))
        store = sa.create_engine(f"sqlite:///{folder / 'baseline.db'}")
        with store.begin() as connection:
            connection.execute(sa.text("PRAGMA journal_mode=WAL"))
            connection.execute(
                sa.text("CREATE TABLE plan (number INTEGER PRIMARY KEY, platform, account, due, state, lease)")
            )
            connection.execute(
                sa.text("INSERT INTO plan VALUES (:number, :platform, :account, :due, 'waiting', 0)"),
                [{"number": j.number, "platform": j.platform, "account": j.account, "due": j.due} for j in jobs],
            )
        running.ask("chances", chances=CHANCES)
        command = [sys.executable, str(SCRIPT), "--role", "naive", "--folder", str(folder)]
        process = launch(command, _environment())
        kills, began, again = 0, time.time(), start + 2
        end = jobs[-1].due + patience
        while time.time() < end:
            time.sleep(0.5)
            if time.time() >= again and time.time() < jobs[-1].due + 10:
                process.send_signal(signal.SIGKILL)
                process.wait()
                kills += 1
                process = launch(command, _environment())
                again = time.time() + chance.uniform(*KILL_EVERY)
            with store.begin() as connection:
                left = connection.scalar(sa.text("SELECT count(*) FROM plan WHERE state NOT IN ('done', 'failed')"))
            if time.time() > jobs[-1].due and not left:
                break
        process.kill()
        process.wait()
        with store.begin() as connection:
            states = {row[0]: row[1] for row in connection.execute(sa.text("SELECT number, state FROM plan"))}
        report = running.ask("report")
        tally = Tally(
            "tries again after any error, sqlite",
            len(jobs),
            report["calls"],
            kills,
            0,
            0,
            0,
            0,
            0,
            [],
            defaultdict(Counter),
            time.time() - began,
        )
        there: dict[int, list[float]] = defaultdict(list)
        for found in report["posts"].values():
            for number, at in found:
                there[number].append(at)
        for job in jobs:
            out = there.get(job.number, [])
            tally.twice += len(out) > 1
            tally.false += (states[job.number] == "failed" and bool(out)) or (states[job.number] == "done" and not out)
            tally.lost += states[job.number] not in {"done", "failed"} and not out
            tally.told += states[job.number] == "failed" and not out
            tally.lateness += [min(out) - job.due] if out else []
        return tally
    finally:
        running.close()
        shutil.rmtree(folder, ignore_errors=True)


def environment_for(home: Path, url: str, urls: Mapping[str, str]) -> dict[str, str]:
    """What a worker is started with: its home, its store and where the networks are."""
    return _environment() | {
        "ALLIN_HOME": str(home),
        "ALLIN_DATABASE_URL": url,
        "ALLIN_PUBLIC_URL": "https://allin.example",
        "ALLIN_LOG_LEVEL": "CRITICAL",
        **{f"ALLIN_{name.upper()}_API_URL": address for name, address in urls.items()},
        **{f"ALLIN_{name.upper()}_CLIENT_ID": "client" for name in urls},
        **{f"ALLIN_{name.upper()}_CLIENT_SECRET": "secret-secret" for name in urls},
    }


def launch(command: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """A worker in a process of its own, silent."""
    return subprocess.Popen(
        command, env=dict(environment), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("ALLIN_") or name == "ALLIN_BENCH_NETWORKS"
    }
    return kept | {"PYTHONPATH": str(ROOT)}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--posts", type=int, default=10_000)
    parser.add_argument("--rate", type=float, default=40.0, help="publishes that fall due each second")
    parser.add_argument("--store", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--patience", type=float, default=300.0, help="seconds after the last one is due")
    parser.add_argument("--no-baseline", action="store_true")
    parser.add_argument("--role", choices=["networks", "work", "naive"], help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.role == "networks":
        asyncio.run(serve_networks(given.seed))
    elif given.role == "work":
        work_as_allin()
    elif given.role == "naive":
        asyncio.run(work_as_most(given.folder, given.folder))
    else:
        _print_table(given)


def _print_table(given: argparse.Namespace) -> None:
    share = sum(CHANCES.values())
    print(
        f"{given.posts} publishes over {len(networks())} networks, {given.rate:.0f} due each second, a fault in {share:.0%} of "
        f"all calls, kill -9 every {KILL_EVERY[0]:.0f} to {KILL_EVERY[1]:.0f} s; seconds are from due to accepted"
    )
    print(HEAD)
    stores = {"both": ["sqlite", "postgresql"]}.get(given.store, [given.store])
    for kind in stores:
        workers = 3 if kind == "postgresql" else 1
        tally = measure(kind, workers, given.posts, given.rate, given.seed, given.patience)
        print(tally.line(), flush=True)
        for platform, counted in sorted(tally.by_platform.items()):
            print(f"    {platform}: {', '.join(f'{count} {what}' for what, count in counted.items())}", flush=True)
        calm = measure(kind, workers, max(260, given.posts // 10), given.rate, given.seed, given.patience, calm=True)
        print(calm.line(), flush=True)
    if not given.no_baseline:
        print(baseline(given.posts, given.rate, given.seed, given.patience).line(), flush=True)


if __name__ == "__main__":
    main()

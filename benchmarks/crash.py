"""kill -9 in the middle of 2,000 posts, then a restart: how many are lost, how many go out twice?

    python benchmarks/crash.py [COUNT]

The destination is `feed`; every call that starts and ends is logged outside the killed process. Beside it, in the same run:
APScheduler with its own SQLAlchemyJobStore and the same destination, killed at the same point and restarted.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import burst, load
from storage.database import Database
from storage.models import DeliveryState

PATIENCE = 90.0  # seconds for what the kill left behind


def measure(kind: str, processes: int, engine: str, count: int) -> str:
    """One line of the table: the first process is killed after a third of the calls has started."""
    with load.store(kind) as (database, url, home):
        load.plant(database, home, count, datetime(2100, 1, 1, tzinfo=UTC))
        due = load.in_seconds(12 + count / 200 if engine == "apscheduler" else 5)
        if engine == "apscheduler":
            load.plant_apscheduler(database, url, home, due)
        else:
            load.set_due(database, due)
        role = burst.ROLES[engine]
        workers = [load.start(role, url, home) for _ in range(processes)]
        wait(lambda: len(load.calls(home).started) >= count // 3, due.timestamp() + 60)
        workers[0].kill()
        workers[0].wait()
        at = time.time()
        killed = load.calls(home)
        cut_off = killed.started.keys() - killed.ended.keys()
        arrived = load.on_the_page(database, home, cut_off)
        workers = [load.start(role, url, home)] if processes == 1 else workers[1:]
        wait(lambda: finished(database, home, engine, count), at + PATIENCE)
        took = time.time() - at
        for worker in workers:
            load.stop(worker)
        calls, states = load.calls(home), load.states(database)
        lost = count - len(load.on_the_page(database, home, load.keys(database)))
    # Cut off by the kill, there all the same, and sent once more: the page takes a key once, another network would not.
    twice = calls.twice + sum(calls.started[key] > 1 for key in arrived)
    known = f"{'-':>9}" if engine == "apscheduler" else f"{states[DeliveryState.PUBLISHED]:9}"
    what = burst.name(kind, processes, engine)
    return f"{what:46} {len(killed.started):7} {len(cut_off):7} {lost:6} {twice:6} {known} {took:7.1f}"


def finished(database: Database, home: Path, engine: str, count: int) -> bool:
    """Whether nothing more will happen."""
    if engine == "apscheduler":
        return idle(home)
    return load.states(database)[DeliveryState.PUBLISHED] == count


def idle(home: Path) -> bool:
    """Whether no call has been made for fifteen seconds: an engine that does not say when it is done."""
    path = home / "calls.log"
    return time.time() - path.stat().st_mtime > 15


def wait(until: Callable[[], bool], end: float) -> None:
    """Poll until it is so, or `end` is reached."""
    while not until() and time.time() < end:
        time.sleep(0.02)


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    print(
        f"{count} posts due in the same second, kill -9 after a third; `done` is seconds from the kill to the last one"
    )
    print(f"{'':46} {'started':>7} {'cut off':>7} {'lost':>6} {'twice':>6} {'published':>9} {'done':>7}")
    for kind, processes, engine in (
        ("sqlite", 1, "ours"),
        ("postgresql", 1, "ours"),
        ("postgresql", 2, "ours"),
        ("postgresql", 2, "pgqueuer"),
        ("sqlite", 1, "apscheduler"),
        ("postgresql", 1, "apscheduler"),
    ):
        print(measure(kind, processes, engine, count), flush=True)


if __name__ == "__main__":
    main()

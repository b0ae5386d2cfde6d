"""How late do 2,000 posts go out that are all due in the same second?

    python benchmarks/burst.py [COUNT]

From the due time until the outcome is on disk, on the platform `feed`, with a worker in a process of its own. Beside it, in
the same run: APScheduler with its own SQLAlchemy job store, the same destination, from the due time until the call returned.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime

from benchmarks import load

ROLES = {"ours": "work", "pgqueuer": "pgqueuer", "apscheduler": "apscheduler"}


def measure(kind: str, processes: int, engine: str, count: int) -> str:
    """One line of the table."""
    with load.store(kind) as (database, url, home):
        # Planting happens first, whatever it takes; then the due time is set.
        far = datetime(2100, 1, 1, tzinfo=UTC)
        load.plant(database, home, count, far)
        due = load.in_seconds(12 + count / 200 if engine == "apscheduler" else 8)
        if engine == "apscheduler":
            load.plant_apscheduler(database, url, home, due)
        else:
            load.set_due(database, due)
        workers = [load.start(ROLES[engine], url, home) for _ in range(processes)]
        late_start = time.time() > due.timestamp() - 2
        end = due.timestamp() + 120
        while len(load.recorded(home)) < count and time.time() < end:
            time.sleep(0.2)
        for worker in workers:
            load.stop(worker)
        lateness = sorted(moment - due.timestamp() for moment in load.recorded(home))
        calls = load.calls(home)
        missing = count - len(calls.ended)
    if not lateness:
        return f"{name(kind, processes, engine):44} nothing ran"
    p50, p99 = (lateness[min(len(lateness) - 1, int(len(lateness) * share))] for share in (0.5, 0.99))
    note = "  (planted late: not comparable)" if late_start else ""
    return f"{name(kind, processes, engine):44} {p50:7.2f} {p99:7.2f} {lateness[-1]:7.2f} {missing:7} {calls.twice:7}{note}"


def measure_single(kind: str, engine: str, count: int = 100) -> str:
    """One line: posts that fall due one by one, a tenth of a second and a bit apart."""
    with load.store(kind) as (database, url, home):
        load.plant(database, home, count, datetime(2100, 1, 1, tzinfo=UTC))
        first = load.in_seconds(6)
        load.spread(database, first, 0.107)
        worker = load.start(ROLES[engine], url, home)
        end = first.timestamp() + count * 0.107 + 30
        while len(load.recorded(home)) < count and time.time() < end:
            time.sleep(0.2)
        load.stop(worker)
        late = load.lateness(database, home)
        calls = load.calls(home)
    p50, p99 = (late[min(len(late) - 1, int(len(late) * share))] for share in (0.5, 0.99))
    missing = count - len(calls.ended)
    return f"{name(kind, 1, engine):44} {p50:7.3f} {p99:7.3f} {late[-1]:7.3f} {missing:7} {calls.twice:7}"


def name(kind: str, processes: int, engine: str) -> str:
    """What the line is about."""
    what = {
        "ours": "rows, fence, own worker",
        "pgqueuer": "the same, called by pgqueuer",
        "apscheduler": "APScheduler's SQLAlchemyJobStore",
    }[engine]
    shown = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[kind]
    return f"{what}, {shown}" + (f", {processes} processes" if processes > 1 else "")


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    print(f"{count} posts due in the same second; load average {os.getloadavg()[0]:.1f}; seconds after the due time")
    print(f"{'':44} {'p50':>7} {'p99':>7} {'last':>7} {'missing':>7} {'twice':>7}")
    for kind, processes, engine in (
        ("sqlite", 1, "ours"),
        ("postgresql", 1, "ours"),
        ("postgresql", 2, "ours"),
        ("postgresql", 1, "pgqueuer"),
        ("postgresql", 2, "pgqueuer"),
        ("sqlite", 1, "apscheduler"),
        ("postgresql", 1, "apscheduler"),
    ):
        print(measure(kind, processes, engine, count), flush=True)
    print("100 posts that fall due one by one")
    for kind, engine in (("sqlite", "ours"), ("postgresql", "ours"), ("postgresql", "pgqueuer")):
        print(measure_single(kind, engine), flush=True)


if __name__ == "__main__":
    main()

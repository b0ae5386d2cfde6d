"""Every network times a thousand deliveries, due in the same second, in one process; then again with one network slow.

    python benchmarks/networks.py [EACH]

The networks run on loopback in a process of their own. Reported: deliveries a second, seconds from due to accepted for the
networks that are not slow, and the worker's peak memory. Quotas are met by spreading the posts over many accounts.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from benchmarks import faults, load
from storage.models import Delivery, Job
from storage.schema import upgrade

SLOW = "mastodon"


def measure(each: int, slow: str) -> str:
    """One line: everything due at once, with one network slow or none."""
    running = faults.Networks(1)
    names = sorted(faults.networks())
    with load.store("sqlite") as (database, url, home):
        upgrade(database)
        shown = home / "samples"
        shown.mkdir()
        rough, most = faults.planned(each * len(names), 1e9, 0.0)
        accounts = running.ask("accounts", most=most)
        far = datetime(2100, 1, 1, tzinfo=UTC).timestamp()
        jobs = [faults.Publish(job.number, job.platform, job.account, far) for job in rough]
        faults.plant(database, home, jobs, accounts, shown)
        if slow:
            running.ask("chances", chances={"slow": 1.0}, only=slow, slow_seconds=5.0)
        due = time.time() + 8
        with Session(database.engine) as session, session.begin():
            session.execute(sa.update(Job).values(due_at=datetime.fromtimestamp(due, UTC)))
        command = [sys.executable, str(faults.SCRIPT), "--role", "work"]
        worker = faults.launch(command, faults.environment_for(home, url, running.urls))
        others = [name for name in names if name != slow]
        peak, last = 0.0, time.time() + 900
        while time.time() < last:
            time.sleep(0.5)
            peak = max(peak, _memory(worker))
            with Session(database.engine) as session:
                left = session.scalar(
                    sa.select(sa.func.count())
                    .select_from(Delivery)
                    .where(Delivery.platform.in_(others), Delivery.state.not_in(faults.OVER))
                )
            if not left:
                break
        took = time.time() - due
        worker.terminate()
        worker.wait(60)
        report = running.ask("report")
    running.close()
    late = sorted(at - due for name in others for _, at in report["posts"][name])
    done = len(late)
    return (
        f"{('one network slow: ' + slow) if slow else 'all networks at full speed':36} {done:7} {done / took:8.0f} "
        f"{late[done // 2]:7.1f} {late[int(done * 0.99)]:7.1f} {peak:7.0f}"
    )


def _memory(process: subprocess.Popen[bytes]) -> float:
    """Resident memory in MB."""
    try:
        pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * resource.getpagesize() / 1e6


def main() -> None:
    """Print the table."""
    each = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    print(f"{len(faults.networks())} networks x {each} deliveries, due in the same second, one process, SQLite")
    print(f"{'':36} {'out':>7} {'a second':>8} {'p50 s':>7} {'p99 s':>7} {'MB':>7}")
    for slow in ("", SLOW):
        print(measure(each, slow), flush=True)


if __name__ == "__main__":
    main()

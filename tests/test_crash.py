"""kill -9 in the middle of a burst, on a real process, and then a restart: nothing is lost and nothing goes out twice."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.delivery import DeliveryService
from bot.testing import FakePlatform
from bot.worker import Worker
from connectors.platform import Outgoing, Receipt
from storage.database import Database
from storage.models import Delivery, DeliveryState, Post, PostStatus
from tests import planned

ROOT = Path(__file__).parents[1]
COUNT = 150


class Ledger(FakePlatform):
    """A network whose memory is a file: a line when a call begins, a line when it is accepted."""

    def __init__(self, path: Path, *, delay: float = 0.02) -> None:
        super().__init__(path.parent, delay=delay)
        self._file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT)
        self.path = path

    async def send(self, outgoing: Outgoing) -> Receipt:
        os.write(self._file, f"begun {outgoing.key}\n".encode())
        await asyncio.sleep(self.delay)
        os.write(self._file, f"accepted {outgoing.key}\n".encode())
        await asyncio.sleep(self.delay)
        return Receipt(outgoing.key)

    async def find(self, outgoing: Outgoing) -> Receipt | None:
        return Receipt(outgoing.key) if f"accepted {outgoing.key}\n" in self.path.read_text() else None

    async def close(self) -> None:
        os.close(self._file)

    def accepted(self) -> Counter[str]:
        """How often each key has been accepted."""
        lines = self.path.read_text().splitlines()
        return Counter(line.removeprefix("accepted ") for line in lines if line.startswith("accepted "))


async def work(url: str, path: Path) -> None:
    """A worker that runs until it is killed, or until nothing is left to do."""
    database = Database(url)
    network = Ledger(path)
    worker = Worker(database, DeliveryService(database, {"fake": network}), lease=timedelta(seconds=2))
    clock = Clock(database, worker, heartbeat_seconds=0.5)
    await clock.start()
    end = time.monotonic() + 60
    while time.monotonic() < end:
        await asyncio.sleep(0.2)
        if await database.read(_left) == 0:
            break
    await clock.stop()
    await network.close()
    database.close()


def _left(session: Session) -> int:
    going = [DeliveryState.WAITING, DeliveryState.SENDING, DeliveryState.UNKNOWN]
    query = sa.select(sa.func.count()).select_from(Delivery).where(Delivery.state.in_(going))
    return session.scalar(query) or 0


def start(url: str, path: Path) -> subprocess.Popen[bytes]:
    """The worker as a process of its own."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
    return subprocess.Popen([sys.executable, __file__, url, str(path)], env=environment)


def plan(session: Session) -> None:
    """Posts that are all due now."""
    owner = planned.workspace(session)
    account = planned.account(session, owner.id)
    now = datetime.now(UTC)
    for number in range(COUNT):
        planned.post(session, owner.id, [account], now, text=f"{number} {secrets.token_hex(4)}")


def wait_for(path: Path, lines: int) -> None:
    """Until the network has seen so much."""
    for _ in range(600):
        if path.exists() and path.read_text().count("\n") >= lines:
            return
        time.sleep(0.01)
    raise AssertionError("the worker does not send")


@pytest.mark.parametrize("others", [0, 1])
def test_after_a_kill_everything_goes_out_once(database: Database, tmp_path: Path, others: int) -> None:
    """Restarted, or (`others`) with another worker on the same store that goes on."""
    database.run(plan)
    path = tmp_path / "ledger"
    url = database.url.render_as_string(hide_password=False)
    processes = [start(url, path) for _ in range(1 + others)]
    wait_for(path, COUNT // 2)
    processes[0].send_signal(signal.SIGKILL)
    assert processes[0].wait(10) == -signal.SIGKILL
    left = database.run(_left)
    assert left > 0
    survivors = processes[1:] or [start(url, path)]
    for process in survivors:
        assert process.wait(90) == 0
    ledger = Ledger(path)
    accepted = ledger.accepted()
    asyncio.run(ledger.close())
    keys = set(database.run(lambda s: s.scalars(sa.select(Delivery.key)).all()))
    assert set(accepted) == keys, "lost"
    assert max(accepted.values()) == 1, "twice"
    assert set(database.run(lambda s: s.scalars(sa.select(Post.status)).all())) == {PostStatus.PUBLISHED}


if __name__ == "__main__":
    asyncio.run(work(sys.argv[1], Path(sys.argv[2])))

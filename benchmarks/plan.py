"""A full calendar: "what goes out this week" among 100,000 scheduled posts, beside the same question without our index.

python benchmarks/plan.py [--posts 100000]
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.app import App
from bot.messages import IncomingMessage
from bot.settings import Settings
from storage.models import Delivery, DeliveryState, Post, PostStatus

ASKED = "what goes out this week"


def fill(session: Session, count: int, now: datetime) -> None:
    """That many posts of one workspace, over a year to come."""
    step = timedelta(days=365) / count
    rows = [
        {
            "workspace_id": 1,
            "number": number,
            "topic": f"topic {number}",
            "text": "Words of a post. " * 10,
            "language": "en",
            "status": PostStatus.SCHEDULED,
            "due_at": now + step * number,
            "zone": "Europe/Berlin",
            "revision": 1,
            "created_at": now,
            "updated_at": now,
        }
        for number in range(1, count + 1)
    ]
    session.execute(sa.insert(Post), rows)
    ids = session.scalars(sa.select(Post.id)).all()
    deliveries = [
        {
            "workspace_id": 1,
            "post_id": post_id,
            "platform": "feed",
            "text": "Words of a post.",
            "key": f"key-{post_id}",
            "state": DeliveryState.WAITING,
            "attempts": 0,
            "reason_facts": {},
        }
        for post_id in ids
    ]
    session.execute(sa.insert(Delivery), deliveries)


def without_index(session: Session, now: datetime) -> int:
    """The same week by reading every row."""
    query = sa.select(sa.func.count()).where(
        Post.workspace_id + 0 == 1,
        sa.func.coalesce(Post.due_at, Post.created_at) >= now,
        sa.func.coalesce(Post.due_at, Post.created_at) < now + timedelta(days=7),
    )
    return session.scalar(query) or 0


async def measure(count: int, home: Path) -> None:
    """Fill the calendar and ask."""
    now = datetime.now(UTC)
    async with App.open(Settings.load(home=home, time_zone="Europe/Berlin"), work=False) as app:

        async def ask() -> None:
            reply = await app.conversation.handle(IncomingMessage(ASKED, "terminal", "bench"))
            assert reply.calls and reply.calls[0].tool == "list_posts", reply.text

        await asyncio.to_thread(app.understanding.warm)
        await ask()
        await timed("an empty calendar", ask)
        await app.database.write(lambda session: fill(session, count, now))
        await timed(f"{count:,} scheduled posts", ask)

        async def scan() -> None:
            await app.database.read(lambda session: without_index(session, now))

        await timed("counting the week without an index", scan)


async def timed(name: str, work: Callable[[], object]) -> None:
    """Median and worst of 30."""
    seconds = []
    for _ in range(30):
        started = time.perf_counter()
        await work()  # type: ignore[misc]
        seconds.append(time.perf_counter() - started)
    print(f"{name:<38}{statistics.median(seconds) * 1e3:>9.1f}{max(seconds) * 1e3:>9.1f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--posts", type=int, default=100_000)
    count = parser.parse_args().posts
    print(f'"{ASKED}"'.ljust(38) + f"{'p50 ms':>9}{'max ms':>9}")
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(count, Path(folder)))


if __name__ == "__main__":
    main()

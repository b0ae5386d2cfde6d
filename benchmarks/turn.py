"""One turn without a hosted model: text in to reply out, on SQLite; and how quickly the command is there.

    python benchmarks/turn.py [--turns 1000]

Prints p50 and p95 of 1,000 mixed commands, of understanding alone on the same texts, the process's memory, and the starts of
`allin --help` and `allin chat` beside a bare `python -c "import langchain.agents"` in the same run.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.app import App
from bot.messages import IncomingMessage
from bot.settings import Settings
from bot.understanding.decision import Situation

TOPICS = ["our autumn sale", "the bike launch", "sourdough bread", "opening hours", "the garden tour", "hiring plans"]
PLACES = ["instagram", "linkedin", "facebook", "our page", "threads", "mastodon"]
TIMES = [
    "tomorrow at nine",
    "friday at 5pm",
    "next tuesday at half past ten",
    "in two hours",
    "on the 1st of april at 8",
]
SAID = [
    "write a post about {topic} for {place}",
    "two captions about {topic}",
    "schedule a post about {topic} on {place} {time}",
    "{time} put something about {topic} on {place} please",
    "make it shorter",
    "could you make it a bit friendlier",
    "move it to {time}",
    "an hour later",
    "what's planned?",
    "what goes out this week",
    "show me the drafts",
    "show it again",
    "queue a post about {topic}",
    "cancel it",
    "undo",
    "hashtags for {topic}",
    "which accounts do we have",
    "what do you know about us",
    "order me a pizza",
    "how's the weather in oslo",
    "so I was thinking we might say a little something regarding {topic} over on {place}",
    "help",
]


def mixed(count: int) -> list[str]:
    """That many commands, the same ones every time."""
    pick = random.Random(7)
    return [
        pick.choice(SAID).format(topic=pick.choice(TOPICS), place=pick.choice(PLACES), time=pick.choice(TIMES))
        for _ in range(count)
    ]


def row(name: str, seconds: list[float]) -> str:
    """One line of the table, in milliseconds."""
    cuts = statistics.quantiles(seconds, n=100)
    return f"{name:<34}{cuts[49] * 1e3:>9.1f}{cuts[94] * 1e3:>9.1f}{max(seconds) * 1e3:>9.1f}"


async def turns(texts: list[str], home: Path) -> None:
    """Time every text through the whole conversation, then through understanding alone."""
    settings = Settings.load(home=home, time_zone="Europe/Berlin", language="en")
    async with App.open(settings, work=False) as app:
        await asyncio.to_thread(app.understanding.warm)
        for text in texts[:20]:
            await app.conversation.handle(IncomingMessage(text, "terminal", "bench", thread="warm"))
        whole = []
        for text in texts:
            started = time.perf_counter()
            await app.conversation.handle(IncomingMessage(text, "terminal", "bench"))
            whole.append(time.perf_counter() - started)
        situation = Situation(datetime.now(UTC).astimezone(), connected=("feed",), focus=(3,), listed=(1, 2, 3))
        alone = []
        for text in texts:
            started = time.perf_counter()
            app.understanding.decide(text, situation)
            alone.append(time.perf_counter() - started)
    print(f"{len(texts)} mixed commands, SQLite".ljust(34) + f"{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}")
    print(row("whole turn", whole))
    print(row("understanding alone", alone))
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def seconds_of(command: list[str], home: Path, said: str = "") -> float:
    """How long a command takes from start to end, the best of five."""
    best = float("inf")
    for _ in range(5):
        started = time.perf_counter()
        env = {**os.environ, "ALLIN_HOME": str(home)}
        subprocess.run(command, input=said.encode(), env=env, check=True, stdout=subprocess.DEVNULL)
        best = min(best, time.perf_counter() - started)
    return best


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--turns", type=int, default=1000)
    count = parser.parse_args().turns
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        asyncio.run(turns(mixed(count), home))
        allin = [sys.executable, "-m", "bot"]
        bare = seconds_of([sys.executable, "-c", "import langchain.agents"], home)
        for name, seconds in (
            ("allin --help", seconds_of([*allin, "--help"], home)),
            ("allin chat, opened and left", seconds_of([*allin, "chat"], home)),
            ("allin chat, one turn", seconds_of([*allin, "chat"], home, "help\n")),
        ):
            print(f"{name:<34}{seconds:>9.2f} s   {seconds / bare:>5.2f} × import langchain.agents ({bare:.2f} s)")


if __name__ == "__main__":
    main()

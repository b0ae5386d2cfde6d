"""200 people write at the same moment, in Slack and on Telegram: how soon they are answered, and whether each is, once.

    python -m benchmarks.channels [--conversations 200] [--only slack|telegram] [--store sqlite|postgresql] [--kills 1]

The loopback servers of the tests and the people are in this process; `allin serve` runs in one of its own, as people run it.
Everybody drafts a post, schedules it and lists their posts; a message in ten is delivered twice. Telegram's limits are on:
30 messages a second for the whole bot, so that 600 answers take at least 20 s.

    ack, sign, answer   seconds until the network hears that we have it, until the first sign of life, until the answer
    lost      messages without an answer
    twice     messages with two answers, of which so many said that this may be the second time (doubted)
    strays    answers in a place where nobody asked, or with another person's post
    other     answers to something else than was asked, of which so many said that they were interrupted
    planned   people whose one post is not planned, or planned twice, though they were told that it is
    CPU       milliseconds of the serving process for each message (after a kill with those of the new start), and its
              memory at its peak

Beside it, in the same run: the same client libraries with a handler that answers a constant at once and keeps nothing; and
ours, killed with -9 when a third has been answered, and started again.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import signal
import socket
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from benchmarks import load
from benchmarks.crowd import AGAIN, CROWDS, INTERRUPTED, SAID, SlackCrowd, TelegramCrowd
from connectors.platforms.feed import Feed
from storage import accounts, workspaces
from storage.database import Database
from storage.models import Post, PostStatus
from storage.schema import upgrade

ROOT = Path(__file__).resolve().parent.parent
CONSTANT = "Noted: draft 1, Friday at 10:00, 1 post."
"""What the handler beside ours answers to everything."""
START_SECONDS = 60.0


class Server:
    """The process that answers; what it used is of all that were started."""

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        self._command = command
        self._environment = environment
        self.cpu = 0.0
        self.peak = 0.0
        self.start()

    def start(self) -> None:
        """Start it."""
        self._process = subprocess.Popen(
            self._command,
            env=self._environment,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=None if os.environ.get("ALLIN_BENCH_LOG") else subprocess.DEVNULL,
        )

    def count_from_here(self) -> None:
        """What it needed to start does not count."""
        self.cpu = -self._used()

    def end(self, number: int) -> None:
        """End it with a signal."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        self.peak = max(self.peak, int(peak.split()[1]) / 1024)
        self.cpu += self._used()
        self._process.send_signal(number)
        self._process.wait(60)

    def _used(self) -> float:
        fields = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def furnish(database: Database, home: Path, channel: str, ids: Sequence[str]) -> None:
    """Everybody in a workspace of their own, with its page."""
    feed, now = Feed(home), datetime.now(UTC)
    pages = [await feed.connect(number, f"Lamps {number}") for number in range(1, len(ids) + 1)]
    await feed.close()

    def work(session: Session) -> None:
        for number, (id, (handle, data)) in enumerate(zip(ids, pages, strict=True), 1):
            place, _ = workspaces.found_workspace(session, f"Lamps {number}", now)
            workspaces.add_member(session, place.id, "Anna", "owner", channel, id, now)
            accounts.connect(session, place.id, "feed", handle, data, now)

    upgrade(database)
    database.run(work)


@dataclass
class Outcome:
    """What came of it. `wrong` are the planned posts of those who have not exactly one."""

    name: str
    crowd: SlackCrowd | TelegramCrowd
    server: Server
    wrong: dict[int, int]


async def measure(
    channel: str, kind: str, count: int, *, kills: int = 0, constant: bool = False, repeats: float = 0.1
) -> Outcome:
    """Let that many people write."""
    with load.store(kind) as (database, url, home):
        crowd = CROWDS[channel](count, repeats=repeats)
        async with crowd.network:
            await furnish(database, home, channel, crowd.ids())
            command = [sys.executable, "-m", "bot", "serve"]
            if constant:
                command = [sys.executable, "-m", "benchmarks.channels", "--constant", channel]
            server = Server(command, _environment(home, url, crowd))
            try:
                await crowd.meet(START_SECONDS)
                await asyncio.sleep(2)
                server.count_from_here()
                killing = asyncio.create_task(kill(server, crowd, kills))
                await crowd.talk()
                await killing
            finally:
                server.end(signal.SIGTERM)
            faults = getattr(crowd.network, "faults", [])
            assert not faults, faults[:3]
        wrong = {} if constant else await database.read(_wrongly_planned)
    name = f"{channel}, {'a constant' if constant else f'AllIN, {kind}'}{f', killed {kills} ×' if kills else ''}"
    return Outcome(name, crowd, server, wrong)


async def kill(server: Server, crowd: SlackCrowd | TelegramCrowd, times: int) -> None:
    """Kill the server with -9 in the middle of its work, and start it again."""
    for number in range(1, times + 1):
        while sum(bool(turn.answers) for turn in crowd.turns) < crowd.count * len(SAID) * number / (times + 2):
            await asyncio.sleep(0.02)
        await asyncio.to_thread(server.end, signal.SIGKILL)
        server.start()


def _wrongly_planned(session: Session) -> dict[int, int]:
    """How many planned posts people have who have not exactly one, by the number of their workspace."""
    query = sa.select(Post.workspace_id).where(Post.status == PostStatus.SCHEDULED)
    found = Counter(session.scalars(query))
    every = session.scalars(sa.select(Post.workspace_id).distinct())
    return {workspace: found[workspace] for workspace in every if found[workspace] != 1}


def line(outcome: Outcome) -> str:
    """One line of the table."""
    name, crowd, server, wrong = outcome.name, outcome.crowd, outcome.server, outcome.wrong
    turns = crowd.turns
    cells = [f"{name:34}"]
    for moment in ("acked", "sign", "answer"):
        seconds = sorted(took for turn in turns if (took := turn.took(moment)) is not None) or [0.0, 0.0]
        cuts = statistics.quantiles(seconds, n=20)
        cells.append(f"{cuts[9]:6.2f} {cuts[18]:6.2f} {seconds[-1]:6.2f}")
    twice = [turn for turn in turns if len(turn.answers) > 1]
    doubted = sum(AGAIN in turn.answers[1][1] for turn in twice)
    other = [turn for turn in turns if turn.answers and not turn.fits()]
    interrupted = sum(INTERRUPTED in turn.answers[0][1] for turn in other)
    told = {turn.person + 1 for turn in turns if turn.number == 1 and turn.fits()}
    planned_twice = sum(count > 1 for count in wrong.values())
    missing = sum(count == 0 and person in told for person, count in wrong.items())
    cells += [
        f"{len(SAID) * crowd.count - sum(bool(turn.answers) for turn in turns):5}",
        f"{len(twice):5} ({doubted})",
        f"{len(crowd.strays):6}",
        f"{len(other):5} ({interrupted})",
        f"{missing:4}/{planned_twice}",
        f"{server.cpu / len(turns) * 1e3:8.1f} {server.peak:6.0f}",
    ]
    return " ".join(cells)


HEAD = (
    f"{'':34} {'ack p50':>6} {'p95':>5} {'max':>6} {'sign':>6} {'p95':>6} {'max':>6} {'answer':>6} {'p95':>6} {'max':>6} "
    f"{'lost':>4} {'twice':>9} {'strays':>6} {'other':>9} {'not/2×':>6} {'CPU ms':>8} {'MB':>6}"
)


def _environment(home: Path, url: str, crowd: SlackCrowd | TelegramCrowd) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ALLIN_", "SLACK_", "TELEGRAM_"))}
    return kept | {
        "ALLIN_HOME": str(home),
        "ALLIN_DATABASE_URL": url,
        "ALLIN_LANGUAGE": "en",
        "ALLIN_TIME_ZONE": "Europe/Berlin",
        "ALLIN_PORT": str(_free_port()),
        "ALLIN_LOG_LEVEL": "CRITICAL",
        "PYTHONPATH": str(ROOT),
        **crowd.settings(),
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# What it is compared with


async def constant_slack() -> None:
    """Slack's own framework with one handler."""
    from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
    from slack_bolt.async_app import AsyncApp
    from slack_bolt.authorization import AuthorizeResult
    from slack_sdk.web.async_client import AsyncWebClient

    client = AsyncWebClient(os.environ["ALLIN_SLACK_BOT_TOKEN"], base_url=os.environ["ALLIN_SLACK_API_URL"])

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=enterprise_id, team_id=team_id, bot_user_id="UBOT", bot_token=client.token, bot_id="BT1"
        )

    app = AsyncApp(client=client, authorize=authorize)

    @app.event("message")
    async def answer(event: dict[str, str]) -> None:
        thread = event.get("thread_ts", event["ts"])
        await client.chat_postMessage(
            channel=event["channel"], thread_ts=thread, text=CONSTANT, unfurl_links=False, unfurl_media=False
        )

    await AsyncSocketModeHandler(app, os.environ["ALLIN_SLACK_APP_TOKEN"], web_client=client).start_async()  # type: ignore[no-untyped-call]  # as it comes


def constant_telegram() -> None:
    """python-telegram-bot with one handler, and the limits that Telegram asks for."""
    from telegram import Update
    from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

    from connectors.channels.telegram_limits import Limiter

    async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text(CONSTANT)

    builder = ApplicationBuilder().token(os.environ["ALLIN_TELEGRAM_BOT_TOKEN"]).rate_limiter(Limiter())
    application = (
        builder.base_url(f"{os.environ['ALLIN_TELEGRAM_API_URL']}/bot").concurrent_updates(True)
        .connection_pool_size(128).build()
    )  # fmt: skip
    application.add_handler(MessageHandler(filters.TEXT, answer))
    application.run_polling()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--conversations", type=int, default=200)
    parser.add_argument("--only", choices=sorted(CROWDS))
    parser.add_argument("--store", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--kills", type=int, default=1)
    parser.add_argument("--constant", choices=sorted(CROWDS), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.constant == "slack":
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(constant_slack())
    elif given.constant == "telegram":
        constant_telegram()
    else:
        _print_table(given)


def _print_table(given: argparse.Namespace) -> None:
    count, kind = given.conversations, given.store
    print(f"{count} people with {len(SAID)} messages each, all at once; load average {os.getloadavg()[0]:.1f}; seconds")
    print(HEAD, flush=True)
    for channel in [given.only] if given.only else sorted(CROWDS):
        print(line(asyncio.run(measure(channel, kind, count, constant=True))), flush=True)
        print(line(asyncio.run(measure(channel, kind, count))), flush=True)
        if given.kills:
            print(line(asyncio.run(measure(channel, kind, count, kills=given.kills))), flush=True)


if __name__ == "__main__":
    main()

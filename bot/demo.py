"""A sample workspace with made-up history, and a scripted tour through it: the sentences of `docs/tour.txt`, really said.

Everything lives in a folder of its own that is gone afterwards; no hosted model is asked, no account of anybody's is used.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot import log, samples
from bot.errors import OperatorError
from bot.messages import IncomingMessage, Reply
from storage import posts, workspaces
from storage.models import DeliveryState, PostStatus

if TYPE_CHECKING:
    from rich.console import Console
    from sqlalchemy.orm import Session

    from bot.app import App
    from bot.settings import Settings

WORKSPACE = "Demo bakery"
TOUR = Path(__file__).resolve().parent.parent / "docs" / "tour.txt"

_BRAND = {
    "brand.name": WORKSPACE,
    "brand.voice": "warm and plain",
    "brand.audience": "people in the neighbourhood",
    "brand.calls_to_action": ["Come by and say hello"],
    "brand.hashtags": ["#DemoBakery"],
    "time_zone": "Europe/Berlin",
    "language": "en",
}
_HISTORY = (
    (
        23,
        "rye bread on Saturdays",
        "Sample history: on Saturdays we bake rye bread. The first loaves are out at seven.",
    ),
    (16, "the new oven", "Sample history: the new oven is here, and it is twice the size of the old one."),
    (9, "poppy seed rolls", "Sample history: poppy seed rolls are back in the window."),
    (2, "closed on Monday", "Sample history: we are closed on Monday and back on Tuesday at six."),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the tour: a remark to the reader, or a sentence said to the assistant."""

    remark: str = ""
    said: str = ""


def tour(path: Path = TOUR) -> list[Step]:
    """The steps of the tour. Raises `OperatorError` where its file was not installed."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise OperatorError("error-no-tour", path=str(path), detail=str(error)) from error
    return [
        Step(remark=line[1:].strip()) if line.startswith("#") else Step(said=line.strip())
        for line in lines
        if line.strip()
    ]


def settings_in(home: Path) -> Settings:
    """Settings that see nothing of the person's own store, keys and accounts."""
    from bot.settings import Settings

    return Settings.load(
        home=home,
        database_url="",
        anthropic_api_key=None,
        openai_api_key=None,
        llm_url=None,
        llm_key=None,
        llm_model=None,
        public_url=None,
        platform_api_urls={},
        time_zone="Europe/Berlin",
        language="en",
    )


async def furnish(app: App, now: datetime) -> None:
    """Found the sample workspace, with four posts that it pretends to have published in the weeks before `now`, and with
    twelve weeks of made-up figures.
    """
    await app.conversation.greeting(message(""))

    def work(session: Session) -> None:
        sent: dict[int, tuple[datetime, str]] = {}
        place, _ = workspaces.found_workspace(session, WORKSPACE, now)
        for key, value in _BRAND.items():
            workspaces.put_setting(session, place.id, key, value)
        for days, topic, text in _HISTORY:
            at = (now - timedelta(days=days)).replace(minute=0, second=0, microsecond=0)
            row = posts.create(
                session,
                place.id,
                topic=f"sample: {topic}",
                text=text,
                texts={"instagram": text},
                tone=None,
                language="en",
                conversation_id=None,
                member_id=None,
                now=at,
            )
            row.post.status = PostStatus.PUBLISHED
            row.post.due_at, row.post.zone = at, "Europe/Berlin"
            for delivery in row.deliveries:
                delivery.state = DeliveryState.PUBLISHED
                delivery.sent_at = delivery.finished_at = at
                sent[delivery.id] = (at, text)
        samples.furnish(session, place.id, now, ZoneInfo(str(_BRAND["time_zone"])), sent)

    await app.database.write(work)


def message(text: str) -> IncomingMessage:
    """Something said in the sample workspace."""
    return IncomingMessage(text=text, channel="terminal", sender="guest", sender_name="You", workspace=WORKSPACE)


async def walk(app: App) -> AsyncIterator[tuple[Step, list[Reply]]]:
    """Say the sentences of the tour one after the other; each with its reply and the news that came with it."""
    for step in tour():
        if step.said:
            reply = await app.conversation.handle(message(step.said))
            yield step, [reply, *await app.conversation.news(message(""))]
        else:
            yield step, []


def show(console: Console, step: Step, replies: list[Reply]) -> None:
    """Print a step as the terminal would."""
    from rich.text import Text

    from connectors.channels.terminal import rendered

    width = min(console.width, 88)
    if step.remark:
        console.print(Text(step.remark, "dim italic"), width=width)
    if step.said:
        console.print(Text.assemble(("› ", "bold magenta"), (step.said, "bold")), width=width)
    for place, reply in enumerate(replies):
        console.print(rendered(reply, notice=place > 0), width=width)


async def play(*, pause: float = 1.2, target: Any = None, now: Callable[[], datetime] | None = None) -> None:
    """Print the tour, with `pause` seconds between its steps; in a terminal the person may go on in the sample workspace."""
    from rich.console import Console

    from bot.app import App

    console = Console(file=target, highlight=False, emoji=False)
    clock = now or (lambda: datetime.now(UTC))
    with tempfile.TemporaryDirectory(prefix="allin-demo-", ignore_cleanup_errors=True) as folder:
        settings = settings_in(Path(folder))
        log.start(settings.home, settings.log_level)
        try:
            async with App.open(settings, now=clock) as app:
                await furnish(app, clock())
                console.print(_introduction(), "", width=min(console.width, 88))
                async for step, replies in walk(app):
                    show(console, step, replies)
                    await asyncio.sleep(pause)
                if target is None and sys.stdin.isatty() and sys.stdout.isatty():
                    await _go_on(app, settings, console)
        finally:
            log.stop()
    console.print(_end(), width=min(console.width, 88))


async def _go_on(app: App, settings: Settings, console: Console) -> None:
    from bot.phrases import Phrases
    from bot.standing import standing
    from connectors.channels.terminal import Terminal

    console.print("That was the tour. The sample workspace is yours to try; /quit leaves it.\n", style="dim italic")
    terminal = Terminal(
        app.conversation,
        Phrases,
        home=settings.home,
        sender="guest",
        workspace=WORKSPACE,
        platforms=[platform.label for platform in app.registry.platforms.values()],
        standing=lambda: standing(app.database, settings, WORKSPACE),
    )
    await terminal.run()


def _introduction() -> Any:
    from rich.panel import Panel
    from rich.text import Text

    words = (
        f"The workspace “{WORKSPACE}” is a sample: its history is made up and says so. Nothing of yours is touched, and "
        "nothing leaves this machine."
    )
    return Panel(Text(words), title="Sample data", title_align="left", border_style="magenta", padding=(0, 1))


def _end() -> Any:
    from rich.text import Text

    return Text.assemble(
        ("The sample workspace is gone again. To start for real:\n", "dim italic"),
        ("  allin chat", "bold"),
        "     talk to it here\n",
        ("  allin serve", "bold"),
        "    send what is planned, and show your page\n",
        ("  allin doctor", "bold"),
        "   see what is connected, and what is missing",
    )

"""Whole dialogues through the real conversation: real store, real understanding, a clock that stands still."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from bot.app import App
from bot.messages import IncomingMessage, Reply
from bot.settings import Settings
from bot.testing import FakePlatform, FrozenClock
from storage import accounts, posts
from storage.models import PostStatus
from storage.posts import PostRow

NOW = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)  # a Wednesday, 10:00 in Berlin


class Talk:
    """One person at the terminal. `say` is a message and its reply."""

    def __init__(self, app: App, clock: FrozenClock, network: FakePlatform) -> None:
        self.app = app
        self.clock = clock
        self.network = network
        self.workspace = "Bakery"
        self.last = Reply("")

    async def say(self, text: str, **more: str) -> Reply:
        """Say something at the terminal."""
        message = IncomingMessage(text, "terminal", "blum", workspace=self.workspace, **more)  # type: ignore[arg-type]
        self.last = await self.app.conversation.handle(message)
        return self.last

    async def tap(self, label: str) -> Reply:
        """Tap the button of the last reply that has this label."""
        (choice,) = [choice for choice in self.last.choices if choice.label == label]
        return await self.say("", choice=choice.id)

    async def connect_network(self) -> None:
        """Connect the fake network, so that there is one beside the workspace's own page."""
        await self.say("help")
        await self.app.database.write(
            lambda session: accounts.connect(session, 1, self.network.name, "@blum", {}, self.clock())
        )

    async def post(self, number: int) -> PostRow:
        """A post as it is stored."""
        row = await self.app.database.read(lambda session: posts.get(session, 1, number))
        assert row is not None
        return row

    async def status(self, number: int) -> PostStatus:
        """The state of a post."""
        return (await self.post(number)).post.status

    async def let_time_pass(self, **parts: float) -> None:
        """Move the clock and let the worker do what falls due."""
        self.clock.move(**parts)
        await self.app.worker.run_due(self.clock())
        await self.app.worker.idle()

    async def page(self, words: str, *, there: bool = True) -> str:
        """The workspace's public page, once `words` stand on it, or no longer do; it is redrawn shortly after a change."""
        for _ in range(400):
            for path in (self.app.settings.home / "feed").glob("*/index.html"):
                text = path.read_text(encoding="utf-8").lower()
                if (words in text) is there:
                    return text
            await asyncio.sleep(0.05)
        raise AssertionError(f"{words!r} on the page: {not there}")

    async def news(self) -> list[Reply]:
        """What the assistant tells by itself."""
        return await self.app.conversation.news(IncomingMessage("", "terminal", "blum", workspace=self.workspace))


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the embedded model keeps what it has learned from the examples; one for all tests."""
    return tmp_path_factory.mktemp("models")


@pytest_asyncio.fixture
async def talk(home: Path, models: Path) -> AsyncIterator[Talk]:
    """Somebody in Berlin who opens the assistant for the first time."""
    (home / "cache").symlink_to(models)
    clock = FrozenClock(NOW)
    network = FakePlatform(home)
    # Signing in serves a page: each test on a port of its own.
    settings = Settings.load(home=home, time_zone="Europe/Berlin", language="en", port=free_port())
    async with App.open(settings, work=False, now=clock, platforms=[network]) as app:
        yield Talk(app, clock, network)

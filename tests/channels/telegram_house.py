"""A bot of ours in front of Telegram's fake servers: the real client, the real inbox over a real store, and words on cue."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.inbox import Inbox
from bot.messages import Attachment, IncomingMessage, Reply
from bot.phrases import Phrases
from connectors.channel import Progress
from connectors.channels.telegram import Telegram
from storage.database import Database
from tests.fakes.telegram import FakeTelegram

HOOK = ("/telegram/secret-path", "a-secret_of-the-tests")


@dataclass
class Words:
    """A conversation that says what it is told to. `strangers` are not known; `then` makes the replies."""

    heard: list[IncomingMessage] = field(default_factory=list)
    called: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    strangers: set[str] = field(default_factory=set)
    codes: dict[str, str] = field(default_factory=dict)
    sound: Attachment | None = None
    then: Callable[[IncomingMessage], Reply | Awaitable[Reply]] = lambda message: Reply(f"You said: {message.text}")
    progress: Progress | None = None
    stop: asyncio.Event | None = None

    async def handle(
        self, message: IncomingMessage, *, progress: Progress | None = None, stop: asyncio.Event | None = None
    ) -> Reply:
        """As it is wished."""
        self.heard.append(message)
        self.progress, self.stop = progress, stop
        if message.sender in self.strangers:
            return Reply("Your code is 482913.", private=True, ok=False)
        reply = self.then(message)
        return reply if isinstance(reply, Reply) else await reply

    async def call(
        self, message: IncomingMessage, tool: str, args: Mapping[str, Any], *, progress: Progress | None = None
    ) -> Reply:
        """What was called."""
        self.called.append((tool, dict(args)))
        return Reply(f"{tool}: done")

    async def greeting(self, message: IncomingMessage) -> Reply:
        """A code for a stranger."""
        return Reply("Your code is 482913.", ok=False) if message.sender in self.strangers else Reply("Hello!")

    async def news(self, message: IncomingMessage) -> list[Reply]:
        """None."""
        return []

    async def aloud(self, message: IncomingMessage, reply: Reply) -> Attachment | None:
        """The one sound there is."""
        return self.sound

    async def leave(self, message: IncomingMessage, reply: Reply) -> str:
        """Nowhere."""
        return ""

    async def knows(self, message: IncomingMessage) -> bool:
        """Everybody who is no stranger."""
        return message.sender not in self.strangers

    # Installs

    async def keep(self, channel: str, id: str, secret: Mapping[str, Any], *, workspace: str | None = None) -> None:
        """Nothing is installed here."""

    async def find(self, channel: str, id: str) -> Mapping[str, Any] | None:
        """Nothing is installed here."""
        return None

    async def end(self, channel: str, id: str) -> bool:
        """Nothing is installed here."""
        return False

    async def link(self, code: str, channel: str, sender: str, name: str) -> str | None:
        """Let somebody in with one of `codes`, once."""
        workspace = self.codes.pop(code, None)
        if workspace is not None:
            self.strangers.discard(sender)
        return workspace


@dataclass
class House:
    """One process with the bot in it."""

    telegram: FakeTelegram
    words: Words
    inbox: Inbox
    bot: Telegram


@contextlib.asynccontextmanager
async def living(
    telegram: FakeTelegram,
    database: Database,
    words: Words | None = None,
    *,
    run: bool = True,
    patience: float = 5.0,
    hook: tuple[str, str, str] | None = None,
    page: str = "",
    inbox: Inbox | None = None,
) -> AsyncIterator[House]:
    """The bot at work, until it is left; `run` False keeps it from asking for updates."""
    words = words or Words()
    inbox = inbox or Inbox(database, look_seconds=0.05)
    bot = Telegram(
        words,
        Phrases,
        token=telegram.token,
        inbox=inbox,
        installs=words,
        api_url=telegram.url,
        hook=hook,
        page=page,
        patience=patience,
        poll_seconds=5,
        pace=1.0 if telegram.limits else 0.01,
    )
    inbox.start({"telegram": bot})
    task = asyncio.create_task(bot.run()) if run else None
    try:
        yield House(telegram, words, inbox, bot)
    finally:
        await inbox.close(patience=0.1)
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

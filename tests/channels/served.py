"""Channels that answer over HTTP, put in front of a real conversation and served on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import httpx
from fastapi import FastAPI
from starlette.routing import BaseRoute

from bot.messages import IncomingMessage, Reply
from bot.phrases import Phrases
from bot.voice.service import SpeechService
from bot.web.server import Background
from connectors.channel import Door, Surroundings
from tests.conversations.conftest import Talk, free_port


def around(talk: Talk, *, door: Door | None = None, address: str = "http://127.0.0.1", **options: str) -> Surroundings:
    """What `allin serve` gives to a channel; `options` are those that are set."""
    app = talk.app
    return Surroundings(
        door=door or app.conversation,
        inbox=app.inbox,
        devices=app.pairing,
        installs=app.installs,
        seal=app.vault,
        sentences=Phrases,
        options={name.lower(): value for name, value in options.items()},
        home=app.settings.home,
        address=address,
        language="en",
        speech=SpeechService(app.voice, ["Mastodon"]),
    )


@asynccontextmanager
async def served(routes: Sequence[BaseRoute]) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a server with these routes."""
    web = FastAPI(openapi_url=None)
    web.router.routes.extend(routes)
    server, port = Background(web), free_port()
    await server.start("127.0.0.1", port)
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=30) as http:
            yield http
    finally:
        await server.stop()


async def code(talk: Talk, workspace: str = "Bakery", sender: str = "blum") -> str:
    """What a member is shown who says "pair a device"; the workspace is opened by its first message."""
    await talk.app.conversation.handle(IncomingMessage("help", "terminal", sender, workspace=workspace))
    return await talk.app.pairing.code(workspace, "terminal", sender)


class SlowDoor:
    """The conversation, in which handling waits for `go`. `left` are replies that were
    put elsewhere, unless that is `nowhere`; `asked` are the messages."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self.go = asyncio.Event()
        self.left: list[tuple[IncomingMessage, Reply]] = []
        self.asked: list[IncomingMessage] = []
        self.nowhere = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._door, name)

    async def handle(self, message: IncomingMessage, **more: Any) -> Reply:
        self.asked.append(message)
        await self.go.wait()
        return await self._door.handle(message, **more)

    async def leave(self, message: IncomingMessage, reply: Reply) -> str:
        where = "" if self.nowhere else await self._door.leave(message, reply)
        self.left.append((message, reply))
        return where

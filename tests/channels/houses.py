"""Houses that speak to the real server with the real Wyoming client."""

from __future__ import annotations

import asyncio
import io
import wave
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from wyoming.asr import Transcribe, Transcript
from wyoming.audio import wav_to_chunks
from wyoming.client import AsyncTcpClient
from wyoming.event import Event, Eventable
from wyoming.handle import Handled
from wyoming.info import Describe, Info

from bot.testing.voice import FakeListener, recording
from bot.voice.speak import Speakers
from connectors.channel import Door
from connectors.channels.home_assistant import LOCAL, Bound, HomeAssistant
from tests.channels.served import around, code
from tests.conversations.conftest import Talk
from tests.fakes.speakers import Beeper

KITCHEN = {"conversation_id": "01J", "device_id": "d1", "satellite_id": "assist_satellite.kitchen"}


@dataclass
class Home:
    """A Home Assistant in whose house somebody speaks; like it, each request comes by a connection of its own."""

    channel: HomeAssistant
    talk: Talk

    @property
    def port(self) -> int:
        assert self.channel.house is not None
        return self.channel.house.port

    def client(self) -> AsyncTcpClient:
        return AsyncTcpClient("127.0.0.1", self.port, connect_timeout=10, read_timeout=30)

    async def ask(self, *events: Eventable, until: tuple[type[Eventable], ...] = ()) -> list[Event]:
        """What comes back for these events: one event, or all up to and with one of `until`, or up to the end."""
        found: list[Event] = []
        async with self.client() as client:
            for event in events:
                await client.write_event(event.event())
            while (event := await client.read_event()) is not None:
                found.append(event)
                if not until or any(kind.is_type(event.type) for kind in until):
                    break
        return found

    async def say(self, text: str, language: str | None = "en", context: dict[str, Any] | None = None) -> str:
        """Say something in the kitchen; what is spoken there."""
        (event,) = await self.ask(Transcript(text, context or KITCHEN, language))
        assert Handled.is_type(event.type), event
        handled = Handled.from_event(event)
        assert handled.context == (context or KITCHEN)
        return handled.text or ""

    async def info(self) -> Info:
        return Info.from_event((await self.ask(Describe()))[0])

    async def move_in(self) -> None:
        """Somebody says the code of the house where they are known."""
        await self.say(await code(self.talk))


@asynccontextmanager
async def house(
    talk: Talk,
    *,
    door: Door | None = None,
    allowed: Sequence[Any] = LOCAL,
    named: bool = False,
    host: str = "127.0.0.1",
    idle: float | None = None,
    patience: float = 8.0,
) -> AsyncIterator[Home]:
    """A server of the channel, as it runs beside the web application."""
    await asyncio.to_thread(talk.app.understanding.warm)
    given = around(talk, door=door)
    channel = HomeAssistant(
        given.door,
        given.sentences,
        given.devices,
        bound=Bound(host, 0, "AllIN Assistant", allowed, named),
        webhook=False,
        address=given.address,
        speech=given.speech,
        patience=patience,
    )
    running = asyncio.create_task(channel.run())
    for _ in range(500):
        if running.done() or (channel.house is not None and channel.house.ready.is_set()):
            break
        await asyncio.sleep(0.01)
    if idle is not None and channel.house is not None:
        channel.house.idle = idle
    try:
        yield Home(channel, talk)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


@pytest_asyncio.fixture
async def kitchen(talk: Talk, mouth: Beeper, ears: FakeListener) -> AsyncIterator[Home]:
    """A house whose person is known, with a voice and an ear."""
    async with house(talk) as found:
        await found.move_in()
        yield found


@pytest.fixture
def ears(talk: Talk) -> FakeListener:
    pytest.importorskip("av", reason="the extra `voice` is not installed")
    talk.app.voice.listeners.local = listener = FakeListener()
    talk.app.voice.listeners.hosted = None
    return listener


@pytest.fixture
def mouth(talk: Talk) -> Beeper:
    talk.app.voice.speakers = Speakers([beeper := Beeper()])
    return beeper


def spoken(name: str = "allin-en", seconds: float = 0.5) -> list[Eventable]:
    """Somebody speaks: what Home Assistant sends of it."""
    with wave.open(io.BytesIO(recording(seconds).data), "rb") as file:
        return [Transcribe(language="en"), *wav_to_chunks(file, 1_024, start_event=True, stop_event=True)]

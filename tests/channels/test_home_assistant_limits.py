"""Houses over Wyoming: what must not break the server, what may be set, and how it is found."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from typing import Any

import pytest
from wyoming.event import Event
from wyoming.handle import NotHandled
from wyoming.info import Describe, Info
from wyoming.ping import Ping, Pong

from bot.errors import OperatorError
from bot.phrases import Phrases
from connectors.channels import home_assistant_zeroconf as announcing
from connectors.channels.home_assistant import HomeAssistant
from connectors.channels.home_assistant_wyoming import MOST_CONNECTIONS
from tests.channels.houses import KITCHEN, Home, ears, house, kitchen, mouth
from tests.channels.served import around
from tests.conversations.conftest import Talk, models, talk
from tests.fakes.speakers import Beeper

__all__ = ["ears", "kitchen", "models", "mouth", "talk"]  # fixtures


# What must not break it


GARBAGE = (
    b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(60) + b"\n",
    b"[]\n",
    b"null\n",
    b'"transcript"\n',
    b'{"type": 5}\n',
    b'{"type": "transcript", "data": []}\n' + b'{"type": "transcript", "data": [1]}\n',
    b'{"type": "transcript", "data": {"text": {"a": 1}, "context": [1], "language": 4}, "data_length": -1}\n',
    b'{"type": "transcript", "data_length": 9}\n[1,2,3,4]',
    b'{"type": "audio-chunk", "payload_length": 1000000000000}\n',
    b'{"type": "describe", "data_length": 2000000}\n' + b"x" * 100,
    b'{"type": "describe", "data_length": "5"}\n',
    b'{"type": "describe", "data_length": true}\n{',
    b"[" * 60_000 + b"\n",
    b"x" * 200_000,
    b'{"type": "describe"',
)


async def test_garbage_ends_its_own_connection_and_nothing_else(talk: Talk, mouth: Beeper) -> None:
    async with house(talk) as home:
        for garbage in GARBAGE:
            other = home.client()
            await other.connect()
            reader, writer = await asyncio.open_connection("127.0.0.1", home.port)
            writer.write(garbage)
            writer.write_eof()
            async with asyncio.timeout(10):
                with contextlib.suppress(ConnectionError):
                    await reader.read()
            writer.close()
            await other.write_event(Describe().event())
            event = await other.read_event()
            assert event is not None and Info.is_type(event.type), garbage[:50]
            await other.disconnect()


async def test_events_that_make_no_sense_are_answered_sensibly(kitchen: Home) -> None:
    async with kitchen.client() as client:
        for event in (
            Event("transcript", {"text": 5, "context": "kitchen", "language": ["en"]}),
            Event("synthesize-chunk", {"text": "before the start"}),
            Event("synthesize-stop"),
            Event("audio-stop"),
            Event("ping", {"text": 5}),
        ):
            await client.write_event(event)
        first, second = await client.read_event(), await client.read_event()
        assert first is not None and NotHandled.is_type(first.type)
        assert second is not None and Pong.is_type(second.type)


async def test_too_many_connections_are_turned_away_until_others_leave(talk: Talk) -> None:
    async with house(talk) as home:
        open_ones = [home.client() for _ in range(MOST_CONNECTIONS)]
        for client in open_ones:
            await client.connect()
        await open_ones[-1].write_event(Ping().event())
        assert await open_ones[-1].read_event() is not None
        with pytest.raises((ConnectionError, IndexError)):
            (await home.ask(Ping()))[0]
        await open_ones[0].disconnect()
        for _ in range(100):
            assert home.channel.house is not None
            if len(home.channel.house.visits) < MOST_CONNECTIONS:
                break
            await asyncio.sleep(0.02)
        assert Pong.is_type((await home.ask(Ping()))[0].type)
        for client in open_ones[1:]:
            await client.disconnect()


async def test_a_connection_that_says_nothing_is_closed(talk: Talk) -> None:
    async with house(talk, idle=0.1) as home:
        for started in (b"", b'{"type": "descr', b'{"type": "audio-chunk", "payload_length": 100}\nabc'):
            reader, writer = await asyncio.open_connection("127.0.0.1", home.port)
            writer.write(started)
            async with asyncio.timeout(10):
                assert await reader.read() == b""
            writer.close()


async def test_many_rooms_at_once_are_each_answered(kitchen: Home) -> None:
    before = time.process_time()
    rooms = [{**KITCHEN, "satellite_id": f"assist_satellite.room_{number}"} for number in range(20)]
    answers = await asyncio.gather(*(kitchen.say("what is planned", context=room) for room in rooms))
    assert len(set(answers)) == 1
    assert time.process_time() - before < 30


async def test_stopping_ends_every_connection_and_frees_the_port(talk: Talk) -> None:
    async with house(talk) as home:
        port = home.port
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        await home.ask(Ping())
    async with asyncio.timeout(10):
        assert await reader.read() == b""
    writer.close()
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))


async def test_a_port_that_is_taken_is_told(talk: Talk) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        channel = HomeAssistant.build(around(talk, wyoming=f"127.0.0.1:{other.getsockname()[1]}"))
        assert channel is not None
        with pytest.raises(OperatorError) as raised:
            async with asyncio.timeout(10):
                await channel.run()
    assert raised.value.key == "error-port-refused"


# What is set


async def test_it_is_built_from_what_is_set(talk: Talk) -> None:
    assert HomeAssistant.build(around(talk)) is None
    assert HomeAssistant.build(around(talk, webhook="no", name="Bo")) is None
    built = HomeAssistant.build(around(talk, wyoming="tcp://0.0.0.0:10700", allow="192.168.1.5, fd00::/8"))
    assert built is not None and not built.routes()
    assert await built.check() == "wyoming://0.0.0.0:10700"
    built = HomeAssistant.build(around(talk, wyoming="[::]:10700", webhook="yes"))
    assert built is not None and len(built.routes()) == 2
    assert "/home_assistant/conversation" in await built.check()


async def test_what_cannot_be_is_refused_at_the_start(talk: Talk) -> None:
    wrong = (
        {"wyoming": "10700"},
        {"wyoming": "0.0.0.0:99999"},
        {"wyoming": "http://0.0.0.0:1"},
        {"wyoming": "0.0.0.0:1", "allow": "kitchen"},
        {"webhook": "maybe"},
        {"webhook": "yes", "address": "http://allin.example.com"},
    )
    for options in wrong:
        with pytest.raises(OperatorError) as raised:
            HomeAssistant.build(around(talk, **options))  # type: ignore[arg-type]  # an address among them
        assert Phrases("de").say(raised.value.key, **raised.value.facts)


# Being found


def test_what_is_announced_names_the_machine_and_the_port() -> None:
    info = announcing.service('AllIN "Küche" / 2', ["192.0.2.2", "fd00::2"], 10_700)
    assert info.type == "_wyoming._tcp.local." and info.port == 10_700
    assert sorted(info.parsed_addresses()) == ["192.0.2.2", "fd00::2"]
    label = info.name.removesuffix(f".{info.type}")
    assert label.startswith("AllIN K") and len(label.encode()) <= 63 and '"' not in label
    with pytest.raises(ValueError, match="no address"):
        announcing.service("AllIN", [], 1)


def test_where_it_is_bound_is_what_is_announced() -> None:
    assert announcing.addresses_of("192.0.2.7") == ["192.0.2.7"]
    assert "127.0.0.1" not in announcing.addresses_of("0.0.0.0")


async def test_on_this_machine_alone_nothing_is_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announcing, "AsyncZeroconf", None)  # would break if it were asked
    for host in ("127.0.0.1", "::1", "localhost"):
        async with announcing.announced("AllIN", host, 1):
            pass


async def test_failing_to_announce_is_logged_and_no_more(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(**_: Any) -> Any:
        raise OSError("no such device")

    monkeypatch.setattr(announcing, "AsyncZeroconf", broken)
    async with announcing.announced("AllIN", "192.0.2.7", 1):
        pass
    async with announcing.announced("AllIN", "a-name", 1):
        pass
    assert len([record for record in caplog.records if "announced" in record.getMessage()]) == 2


async def test_a_browser_of_the_network_finds_it(talk: Talk) -> None:
    from zeroconf import ServiceStateChange
    from zeroconf.asyncio import AsyncServiceBrowser, AsyncZeroconf

    addresses = announcing.addresses_of("0.0.0.0")
    if not addresses:
        pytest.skip("this machine has no network")
    found: set[str] = set()
    gone = asyncio.Event()

    def changed(zeroconf: Any, service_type: str, name: str, state_change: ServiceStateChange) -> None:
        if state_change is ServiceStateChange.Added:
            found.add(name)
        elif state_change is ServiceStateChange.Removed:
            gone.set()

    browser = AsyncZeroconf(interfaces=[addresses[0]])
    watching = AsyncServiceBrowser(browser.zeroconf, announcing.TYPE, handlers=[changed])
    try:
        async with house(talk, host=addresses[0]) as home:
            mine: list[str] = []
            for _ in range(50):
                for name in found:
                    info = await browser.async_get_service_info(announcing.TYPE, name, timeout=200)
                    if info is not None and info.port == home.port:
                        assert info.parsed_addresses() == [addresses[0]]
                        mine.append(name)
                if mine:
                    break
                await asyncio.sleep(0.1)
            if not mine and not found:
                pytest.skip("multicast does not come through here")
            assert mine
        async with asyncio.timeout(10):
            await gone.wait()
    finally:
        await watching.async_cancel()
        await browser.async_close()

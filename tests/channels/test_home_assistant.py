"""Houses: the real Wyoming client over TCP and Home Assistant's conversation API over HTTP, before a real conversation."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
import socket
import time
import wave
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
import yaml
from fastapi import FastAPI
from wyoming.asr import Transcribe, Transcript
from wyoming.audio import AudioChunk, AudioStart, AudioStop, wav_to_chunks
from wyoming.client import AsyncTcpClient
from wyoming.error import Error
from wyoming.event import Event, Eventable
from wyoming.handle import Handled, NotHandled
from wyoming.info import Describe, Info
from wyoming.ping import Ping, Pong
from wyoming.tts import (
    Synthesize,
    SynthesizeChunk,
    SynthesizeStart,
    SynthesizeStop,
    SynthesizeStopped,
    SynthesizeVoice,
)

from bot.errors import OperatorError, Rejected
from bot.messages import IncomingMessage
from bot.testing.voice import FakeListener, recording
from bot.voice.speak import Speakers
from connectors.channel import Door
from connectors.channels import home_assistant_zeroconf as announcing
from connectors.channels.home_assistant import LOCAL, Bound, HomeAssistant
from connectors.channels.home_assistant_wyoming import MOST_CONNECTIONS
from storage.models import PostStatus
from tests.channels.served import SlowDoor, around, code, served
from tests.conversations.conftest import Talk, models, talk
from tests.fakes.speakers import Beeper

__all__ = ["models", "talk"]  # fixtures

ROOT = Path(__file__).parent.parent.parent
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
async def home(talk: Talk, mouth: Beeper, ears: FakeListener) -> AsyncIterator[Home]:
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


# Talking


async def test_it_is_an_agent_that_controls_nothing_in_the_house(home: Home) -> None:
    info = await home.info()
    (program,) = info.handle
    assert program.installed and program.name == "AllIN Assistant" and not program.supports_home_control
    assert sorted(program.models[0].languages) == ["de", "en", "es", "fr"]
    assert not info.intent and not info.wake and info.satellite is None
    (ear,) = info.asr
    assert sorted(ear.models[0].languages) == ["de", "en", "es", "fr"]
    (speaker,) = info.tts
    assert [voice.name for voice in speaker.voices] == ["allin-en", "allin-de"]
    assert speaker.supports_synthesize_streaming


async def test_what_cannot_be_done_here_is_not_offered(talk: Talk) -> None:
    talk.app.voice.listeners.local = None
    talk.app.voice.speakers = Speakers([])
    async with house(talk) as home:
        info = await home.info()
    assert info.handle and not info.asr and not info.tts


async def test_a_follow_up_is_understood_and_the_post_goes_out_once(home: Home, talk: Talk) -> None:
    await talk.connect_network()
    asked = await home.say('Publish "We open at ten" on fake.', "en-GB")
    assert asked.rstrip().endswith("?") and talk.network.sent == 0
    await home.say("yes")
    assert talk.network.sent == 1
    await home.say("yes")
    assert talk.network.sent == 1


async def test_no_means_no_and_another_room_answers_nothing(home: Home, talk: Talk) -> None:
    await talk.connect_network()
    bedroom = {**KITCHEN, "satellite_id": "assist_satellite.bedroom"}
    await home.say('Publish "We open at ten" on fake.')
    await home.ask(Transcript("yes", bedroom, "en"))
    assert talk.network.sent == 0
    await home.say("no")
    await home.ask(Transcript("yes", KITCHEN, "en"))
    assert talk.network.sent == 0


async def test_answers_are_short_and_for_the_ear(home: Home, talk: Talk) -> None:
    said = await home.say("Schedule a post about the spring market on the page for Friday at nine")
    assert "thirteenth" in said and "http" not in said
    assert await talk.status(1) is PostStatus.SCHEDULED


async def test_what_was_not_understood_is_told_and_not_claimed_to_be_done(home: Home) -> None:
    (event,) = await home.ask(Transcript("", KITCHEN, "en"))
    assert NotHandled.is_type(event.type) and NotHandled.from_event(event).text
    (event,) = await home.ask(Transcript("show post 77", KITCHEN, "en"))
    assert NotHandled.is_type(event.type) and "77" in (NotHandled.from_event(event).text or "")


async def test_several_requests_may_come_over_one_connection(home: Home) -> None:
    async with home.client() as client:
        for text in ("what is planned", "help"):
            await client.write_event(Transcript(text, KITCHEN).event())
            event = await client.read_event()
            assert event is not None and Handled.is_type(event.type)
        await client.write_event(Event("of-a-later-version", {"x": 1}, b"y"))
        await client.write_event(Ping("still there").event())
        event = await client.read_event()
        assert event is not None and Pong.from_event(event).text == "still there"


async def test_what_takes_long_is_left_in_the_chat(talk: Talk) -> None:
    door = SlowDoor(talk.app.conversation)
    door.go.set()
    async with house(talk, door=door, patience=0.05) as home:
        await home.move_in()
        door.go.clear()
        assert "working on it" in await home.say("what is planned")
        door.go.set()
        for _ in range(200):
            if door.left:
                break
            await asyncio.sleep(0.02)
    ((message, reply),) = door.left
    assert message.channel == "home_assistant" and "planned" in reply.text


# Letting in


async def test_an_unknown_house_gets_a_code_digit_by_digit_and_nothing_else(talk: Talk, ears: FakeListener) -> None:
    await talk.say("Schedule a post about the spring market on the page for Friday at nine")
    door = SlowDoor(talk.app.conversation)
    door.go.set()
    async with house(talk, door=door) as home:
        said = await home.say("what is planned")
        found = re.search(r"\d \d \d, \d \d \d", said)
        assert found and not re.search(r"\d\d", said) and "spring" not in said
        (error,) = await home.ask(*spoken(), until=(Error, Transcript))
        assert Error.from_event(error).code == "home-assistant-not-let-in" and not ears.asked
    assert {message.sender for message in door.asked} == {"wyoming/127.0.0.1"}


async def test_a_house_is_let_in_where_the_person_is_known(talk: Talk) -> None:
    await talk.say("Schedule a post about the spring market on the page for Friday at nine")
    async with house(talk) as home:
        said = await home.say("what is planned")
        number = "".join(re.findall(r"\d", said))[:6]
        await talk.say(f"let in {number}")
        if talk.last.choices:
            await talk.say("yes")
        assert "spring market" in await home.say("what is planned"), talk.last.text


async def test_the_code_that_was_just_said_may_be_read_out_and_nothing_else(talk: Talk, mouth: Beeper) -> None:
    async with house(talk) as home:
        said = await home.say("hello")
        events = await home.ask(Synthesize(said), until=(AudioStop, Error))
        assert AudioStop.is_type(events[-1].type)
        events = await home.ask(Synthesize("Read this poem"), until=(AudioStop, Error))
        assert Error.is_type(events[-1].type)
    assert mouth.said == [("en", said)]


async def test_where_houses_are_named_no_other_gets_in_and_these_may_have_us_hear(
    talk: Talk, ears: FakeListener, mouth: Beeper
) -> None:
    from connectors.bearer import networks_in

    async with house(talk, allowed=networks_in("192.0.2.0/24, 2001:db8::1"), named=True) as home:
        assert await home.ask(Describe(), until=(Info,)) == []
    ears.words.append("what is planned")
    async with house(talk, allowed=networks_in("127.0.0.1"), named=True) as home:
        (heard,) = await home.ask(*spoken(), until=(Error, Transcript))
        assert Transcript.from_event(heard).text == "what is planned"


# Hearing and speaking


async def test_what_is_said_in_the_house_is_heard(home: Home, ears: FakeListener) -> None:
    ears.words.append("what is planned for Friday")
    (event,) = await home.ask(*spoken())
    assert Transcript.from_event(event).text == "what is planned for Friday"
    assert ears.asked[-1][1] == "en" and "Mastodon" in ears.asked[-1][0].words()


async def test_nobody_speaking_is_an_empty_transcript(home: Home, ears: FakeListener) -> None:
    ears.words.append(Rejected("voice-silence"))
    (event,) = await home.ask(*spoken())
    assert Transcript.from_event(event).text == ""


async def test_a_house_hears_why_we_cannot_listen(home: Home, ears: FakeListener) -> None:
    ears.words.append(OperatorError("voice-not-installed"))
    (event,) = await home.ask(*spoken(), until=(Error,))
    assert "make voice" in Error.from_event(event).text


async def test_nothing_that_was_heard_is_kept_or_logged(
    home: Home, ears: FakeListener, talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await talk.say("keep my recordings")
    ears.words.append("the secret merger")
    await home.ask(*spoken())
    await home.say("draft a post about the secret merger")
    assert not any("merger" in record.getMessage() for record in caplog.records)
    recordings = talk.app.settings.home / "recordings"
    assert not list(recordings.rglob("*.*")) if recordings.exists() else True


async def test_half_a_minute_is_heard_and_no_more(home: Home, ears: FakeListener) -> None:
    second = AudioChunk(16_000, 2, 1, bytes(32_000))
    begin = [Transcribe(), AudioStart(16_000, 2, 1)]
    ears.words.append("long")
    (event,) = await home.ask(*begin, *[second] * 30, AudioStop())
    assert Transcript.from_event(event).text == "long"
    events = await home.ask(*begin, *[second] * 31, until=(Error,))
    assert "30 seconds" in Error.from_event(events[-1]).text


@pytest.mark.parametrize(
    "form", [(7_000, 2, 1), (16_000, 3, 1), (16_000, 2, 9), (True, 2, 1), ("16000", 2, 1), (None, None, None)]
)
async def test_sound_of_a_strange_form_is_refused(home: Home, form: tuple[Any, Any, Any]) -> None:
    rate, width, channels = form
    (event,) = await home.ask(AudioStart(rate, width, channels), until=(Error,))
    assert Error.from_event(event).code == "home-assistant-format"


async def test_a_text_is_spoken_in_the_voice_that_was_asked_for(home: Home, mouth: Beeper) -> None:
    for voice, language, rate in (
        (SynthesizeVoice("allin-de"), "de", 16_000),
        (SynthesizeVoice(language="en-US"), "en", 22_050),
        (None, "en", 22_050),
    ):
        events = await home.ask(Synthesize("We open at ten", voice), until=(AudioStop, Error))
        start = AudioStart.from_event(events[0])
        chunks = [AudioChunk.from_event(event) for event in events[1:-1]]
        assert AudioStop.is_type(events[-1].type)
        assert (start.rate, start.width, start.channels) == (rate, 2, 1)
        assert sum(len(chunk.audio) for chunk in chunks) == 4 * (rate // 10) * 2
        assert mouth.said[-1] == (language, "We open at ten")


async def test_text_in_pieces_is_spoken_sentence_by_sentence_as_one_sound(home: Home, mouth: Beeper) -> None:
    pieces = ("We op", "en at ten. Bring", " friends! And a basket")
    streamed: list[Eventable] = [SynthesizeStart(SynthesizeVoice("allin-en")), *map(SynthesizeChunk, pieces)]
    # Home Assistant sends the whole text as well, for servers that cannot stream.
    streamed += [Synthesize("".join(pieces)), SynthesizeStop()]
    events = await home.ask(*streamed, until=(SynthesizeStopped, Error))
    kinds = [event.type for event in events]
    assert kinds[0] == "audio-start" and kinds[-2:] == ["audio-stop", "synthesize-stopped"]
    assert set(kinds[1:-2]) == {"audio-chunk"}
    assert [text for _, text in mouth.said] == ["We open at ten.", "Bring friends!", "And a basket"]


async def test_a_change_of_speaker_within_a_text_keeps_its_rate(home: Home, talk: Talk, mouth: Beeper) -> None:
    class Tiring(Beeper):
        async def speak(self, text: str, language: str, voice: str | None = None) -> Any:
            return await super().speak(text, "en" if not self.said else "de", voice)

    talk.app.voice.speakers = Speakers([Tiring()])
    events = await home.ask(
        SynthesizeStart(), SynthesizeChunk("One two. Three four. "), SynthesizeStop(), until=(SynthesizeStopped,)
    )
    chunks = [AudioChunk.from_event(event) for event in events if AudioChunk.is_type(event.type)]
    assert {chunk.rate for chunk in chunks} == {22_050}
    assert sum(chunk.samples for chunk in chunks) == pytest.approx(4 * 2_205, rel=0.01)


async def test_what_nobody_can_speak_or_is_too_long_is_told(home: Home) -> None:
    for text, voice, key in (
        ("Hola", SynthesizeVoice("allin-es"), "home-assistant-nobody-speaks"),
        ("x" * 6_000, None, "home-assistant-too-much"),
    ):
        events = await home.ask(Synthesize(text, voice), until=(Error, AudioStop))
        assert Error.from_event(events[-1]).code == key
    events = await home.ask(SynthesizeStart(), SynthesizeStop(), until=(Error, SynthesizeStopped))
    assert Error.is_type(events[-1].type)
    events = await home.ask(SynthesizeStart(), *[SynthesizeChunk("x " * 500)] * 7, until=(Error, SynthesizeStopped))
    assert Error.is_type(events[-1].type)


async def test_a_real_program_of_the_machine_speaks(talk: Talk, ears: FakeListener) -> None:
    from bot.voice.programs import Espeak

    if not Espeak().speaks("de"):
        pytest.skip("espeak-ng is not installed")
    talk.app.voice.speakers = Speakers([Espeak()])
    async with house(talk) as home:
        await home.move_in()
        events = await home.ask(Synthesize("Guten Tag", SynthesizeVoice("allin-de")), until=(AudioStop, Error))
        chunks = [AudioChunk.from_event(event) for event in events if AudioChunk.is_type(event.type)]
        assert 0.3 < sum(chunk.seconds for chunk in chunks) < 5
        assert any(any(chunk.audio) for chunk in chunks)


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


@pytest.mark.parametrize("garbage", GARBAGE, ids=range(len(GARBAGE)))
async def test_garbage_ends_its_own_connection_and_nothing_else(talk: Talk, mouth: Beeper, garbage: bytes) -> None:
    async with house(talk) as home:
        other = home.client()
        await other.connect()
        reader, writer = await asyncio.open_connection("127.0.0.1", home.port)
        writer.write(garbage)
        if writer.can_write_eof():
            writer.write_eof()
        try:
            async with asyncio.timeout(10):
                await reader.read()
        except ConnectionError:
            pass
        writer.close()
        await other.write_event(Describe().event())
        event = await other.read_event()
        assert event is not None and Info.is_type(event.type)
        await other.disconnect()


async def test_events_that_make_no_sense_are_answered_sensibly(home: Home) -> None:
    async with home.client() as client:
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


async def test_many_rooms_at_once_are_each_answered(home: Home) -> None:
    before = time.process_time()
    rooms = [{**KITCHEN, "satellite_id": f"assist_satellite.room_{number}"} for number in range(20)]
    answers = await asyncio.gather(*(home.say("what is planned", context=room) for room in rooms))
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


@pytest.mark.parametrize(
    "wrong",
    [
        {"wyoming": "10700"},
        {"wyoming": "0.0.0.0:99999"},
        {"wyoming": "http://0.0.0.0:1"},
        {"wyoming": "0.0.0.0:1", "allow": "kitchen"},
        {"webhook": "maybe"},
        {"webhook": "yes", "address": "http://allin.example.com"},
    ],
)
async def test_what_cannot_be_is_refused_at_the_start(talk: Talk, wrong: dict[str, str]) -> None:
    with pytest.raises(OperatorError) as raised:
        HomeAssistant.build(around(talk, **wrong))
    from bot.phrases import Phrases

    assert Phrases("de").say(raised.value.key, **raised.value.facts)


# Being found


@asynccontextmanager
async def _found(talk: Talk, host: str) -> AsyncIterator[Home]:
    async with house(talk, host=host) as home:
        yield home


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


# Over HTTP


@dataclass
class Hook:
    """Home Assistant's REST command, with the token of a house."""

    http: httpx.AsyncClient
    token: str

    async def send(self, **data: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}"}
        return await self.http.post("/home_assistant/conversation", json=data, headers=headers)

    async def say(self, text: str, **more: Any) -> dict[str, Any]:
        answer = await self.send(text=text, **{"language": "en", **more})
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


@pytest_asyncio.fixture
async def hook(talk: Talk) -> AsyncIterator[Hook]:
    await asyncio.to_thread(talk.app.understanding.warm)
    channel = HomeAssistant.build(around(talk, webhook="yes"))
    assert channel is not None
    async with served(channel.routes()) as http:
        paired = await http.post("/home_assistant/pair", json={"code": await code(talk), "name": "House"})
        assert paired.status_code == 200, paired.text
        yield Hook(http, paired.json()["token"])


async def test_a_question_keeps_the_conversation_open(hook: Hook, talk: Talk) -> None:
    await talk.connect_network()
    asked = await hook.say('Publish "We open at ten" on fake.', conversation_id="01J", device_id="kitchen")
    assert asked["continue_conversation"] is True and asked["conversation_id"] == "01J"
    assert asked["response"]["response_type"] == "action_done" and asked["response"]["language"] == "en"
    assert asked["response"]["speech"]["plain"]["speech"].rstrip().endswith("?")
    await hook.say("yes", device_id="bedroom")
    assert talk.network.sent == 0
    done = await hook.say("yes", conversation_id="01K", device_id="kitchen")
    assert talk.network.sent == 1 and done["continue_conversation"] is False


async def test_what_went_wrong_is_an_error_in_the_same_shape(hook: Hook) -> None:
    wrong = await hook.say("show post 77")
    assert wrong["response"]["response_type"] == "error" and wrong["response"]["data"] == {"code": "failed_to_handle"}
    assert "77" in wrong["response"]["speech"]["plain"]["speech"] and wrong["conversation_id"]


async def test_the_house_can_be_thrown_out(hook: Hook, talk: Talk) -> None:
    (device,) = await talk.app.pairing.listed("Bakery")
    assert device.name == "House"
    await talk.app.pairing.end("Bakery", device.id)
    answer = await hook.send(text="what is planned")
    assert answer.status_code == 401 and answer.headers["www-authenticate"] == "Bearer"
    assert "pair a device" in answer.json()["response"]["speech"]["plain"]["speech"]


async def test_whoever_is_not_let_in_stays_out(hook: Hook, talk: Talk) -> None:
    phones = await talk.app.pairing.admit(await code(talk), "shortcuts", "Phone", source="t")
    for token in (phones or "", "x" * 43, "x"):
        assert (await Hook(hook.http, token).send(text="what is planned")).status_code == 401
    assert (await hook.http.post("/home_assistant/conversation", json={"text": "x"})).status_code == 401
    wrong = [(await hook.http.post("/home_assistant/pair", json={"code": "AAAAA-AAAAA"})).status_code for _ in range(7)]
    assert wrong[0] == 403 and wrong[-1] == 429


async def test_bad_requests_are_told(hook: Hook) -> None:
    headers = {"Authorization": f"Bearer {hook.token}"}
    for body, status in ((b"{", 400), (b"[]", 400), (b'{"text": 5}', 400), (b'{"text": "' + b"x" * 70_000, 413)):
        answer = await hook.http.post("/home_assistant/conversation", content=body, headers=headers)
        assert answer.status_code == status
        assert answer.json()["response"]["response_type"] == "error"
    assert (await hook.http.post("/home_assistant/pair", content=b"{")).status_code == 400
    assert (await hook.http.get("/home_assistant/conversation")).status_code == 405


async def test_another_workspace_sees_nothing_of_this_one(hook: Hook, talk: Talk) -> None:
    await hook.say("Schedule a post about the spring market on the page for Friday at nine")
    pairing = {"code": await code(talk, "Florist", "rosa"), "name": "Shop"}
    token = (await hook.http.post("/home_assistant/pair", json=pairing)).json()["token"]
    said = await Hook(hook.http, token).say("what is planned")
    assert "spring market" not in json.dumps(said)


async def test_a_way_that_others_can_read_needs_a_named_house(talk: Talk) -> None:
    async def status(client: str, **options: str) -> int:
        channel = HomeAssistant.build(around(talk, webhook="yes", **options))
        assert channel is not None
        transport = httpx.ASGITransport(FastAPI(routes=list(channel.routes())), client=(client, 5))
        async with httpx.AsyncClient(transport=transport, base_url="http://t") as http:
            return (await http.post("/home_assistant/conversation", json={"text": "x"})).status_code

    assert await status("192.168.1.5") == 403
    assert await status("192.168.1.5", allow="192.168.1.6") == 403
    assert await status("192.168.1.5", allow="192.168.1.0/24") == 401
    assert await status("192.168.1.5", address="https://allin.example.com") == 401


async def test_a_slow_answer_is_left_in_the_chat(talk: Talk) -> None:
    await asyncio.to_thread(talk.app.understanding.warm)
    door = SlowDoor(talk.app.conversation)
    given = around(talk, door=door)
    channel = HomeAssistant(
        given.door, given.sentences, given.devices, bound=None, webhook=True, address=given.address, patience=0.05
    )
    running = asyncio.create_task(channel.run())
    async with served(channel.routes()) as http:
        paired = await http.post("/home_assistant/pair", json={"code": await code(talk), "name": "House"})
        said = await Hook(http, paired.json()["token"]).say("what is planned", language="de-DE")
    assert "Ich arbeite daran" in said["response"]["speech"]["plain"]["speech"]
    assert not running.done()
    running.cancel()
    door.go.set()
    await asyncio.gather(running, return_exceptions=True)
    assert [message.language for message, _ in door.left] == ["de"]


# The guide


async def test_the_configuration_in_the_guide_fits_what_is_served(hook: Hook, talk: Talk) -> None:
    guide = (ROOT / "docs" / "home_assistant.md").read_text(encoding="utf-8")

    class Loader(yaml.SafeLoader):
        pass

    Loader.add_constructor("!secret", lambda loader, node: loader.construct_scalar(node))  # type: ignore[arg-type]  # a scalar it is
    parts = [yaml.load(part, Loader) for part in re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)]  # noqa: S506
    (command,) = [part["rest_command"]["allin"] for part in parts if "rest_command" in part]
    assert command["url"].endswith("/home_assistant/conversation") and command["timeout"] > 8
    payload = command["payload"].replace("| to_json", "")
    said = {"text": "what is planned", "language": "en", "device_id": "assist_satellite.kitchen"}
    for name, value in said.items():
        payload = re.sub(r"\{\{\s*" + name + r"\s*\}\}", lambda _, value=value: json.dumps(value), payload)
    assert json.loads(payload) == said
    headers = {**command["headers"], "Authorization": f"Bearer {hook.token}"}
    answer = await hook.http.post("/home_assistant/conversation", content=payload, headers=headers)
    assert answer.status_code == 200
    used = re.findall(r"answer\.content\.([a-z_.]+)", guide)
    assert used
    for path in used:
        found: Any = answer.json()
        for name in path.split("."):
            found = found[name]


async def test_messages_say_where_they_come_from(talk: Talk) -> None:
    door = SlowDoor(talk.app.conversation)
    door.go.set()
    async with house(talk, door=door) as home:
        await home.move_in()
        await home.say("help", context={"device_id": "d1", "conversation_id": "01J"})
        await home.say("help", "fr-CA", {"conversation_id": "x" * 200})
    named = [replace(message, text="") for message in door.asked]
    assert all(isinstance(message, IncomingMessage) and message.aloud for message in named)
    assert [message.thread for message in named] == [
        "127.0.0.1/assist_satellite.kitchen",
        "127.0.0.1/d1",
        "127.0.0.1/main",
    ]
    assert named[-1].language == "fr" and "127.0.0.1" in named[0].sender_name

"""Houses over Wyoming: the real client over TCP before a real conversation."""

from __future__ import annotations

import asyncio
import logging
import re
from dataclasses import replace
from typing import Any

import pytest
from wyoming.asr import Transcribe, Transcript
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.error import Error
from wyoming.event import Event, Eventable
from wyoming.handle import Handled, NotHandled
from wyoming.info import Describe, Info
from wyoming.ping import Ping, Pong
from wyoming.tts import Synthesize, SynthesizeChunk, SynthesizeStart, SynthesizeStop, SynthesizeStopped, SynthesizeVoice

from bot.errors import OperatorError, Rejected
from bot.messages import IncomingMessage
from bot.testing.voice import FakeListener
from bot.voice.speak import Speakers
from connectors.bearer import networks_in
from storage.models import PostStatus
from tests.channels.houses import KITCHEN, Home, ears, house, kitchen, mouth, spoken
from tests.channels.served import SlowDoor
from tests.conversations.conftest import Talk, models, talk
from tests.fakes.speakers import Beeper

__all__ = ["ears", "kitchen", "models", "mouth", "talk"]  # fixtures


# Talking


async def test_it_is_an_agent_that_controls_nothing_in_the_house(kitchen: Home) -> None:
    info = await kitchen.info()
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


async def test_a_follow_up_is_understood_and_the_post_goes_out_once(kitchen: Home, talk: Talk) -> None:
    await talk.connect_network()
    asked = await kitchen.say('Publish "We open at ten" on fake.', "en-GB")
    assert asked.rstrip().endswith("?") and talk.network.sent == 0
    await kitchen.say("yes")
    assert talk.network.sent == 1
    await kitchen.say("yes")
    assert talk.network.sent == 1


async def test_no_means_no_and_another_room_answers_nothing(kitchen: Home, talk: Talk) -> None:
    await talk.connect_network()
    bedroom = {**KITCHEN, "satellite_id": "assist_satellite.bedroom"}
    await kitchen.say('Publish "We open at ten" on fake.')
    await kitchen.ask(Transcript("yes", bedroom, "en"))
    assert talk.network.sent == 0
    await kitchen.say("no")
    await kitchen.ask(Transcript("yes", KITCHEN, "en"))
    assert talk.network.sent == 0


async def test_answers_are_short_and_for_the_ear(kitchen: Home, talk: Talk) -> None:
    said = await kitchen.say("Schedule a post about the spring market on the page for Friday at nine")
    assert "thirteenth" in said and "http" not in said
    assert await talk.status(1) is PostStatus.SCHEDULED


async def test_what_was_not_understood_is_told_and_not_claimed_to_be_done(kitchen: Home) -> None:
    (event,) = await kitchen.ask(Transcript("", KITCHEN, "en"))
    assert NotHandled.is_type(event.type) and NotHandled.from_event(event).text
    (event,) = await kitchen.ask(Transcript("show post 77", KITCHEN, "en"))
    assert NotHandled.is_type(event.type) and "77" in (NotHandled.from_event(event).text or "")


async def test_several_requests_may_come_over_one_connection(kitchen: Home) -> None:
    async with kitchen.client() as client:
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


async def test_what_is_for_the_person_alone_is_not_said_in_a_room(kitchen: Home, talk: Talk) -> None:
    (event,) = await kitchen.ask(Transcript("pair a device", KITCHEN, "en"))
    assert "your eyes alone" in event.data["text"]
    told = " ".join(each.text for each in await talk.news())
    written = re.findall(r"[A-Z0-9]{5}-[A-Z0-9]{5}", told)
    assert written and written[0] not in event.data["text"]


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
    async with house(talk, allowed=networks_in("192.0.2.0/24, 2001:db8::1"), named=True) as home:
        assert await home.ask(Describe(), until=(Info,)) == []
    ears.words.append("what is planned")
    async with house(talk, allowed=networks_in("127.0.0.1"), named=True) as home:
        (heard,) = await home.ask(*spoken(), until=(Error, Transcript))
        assert Transcript.from_event(heard).text == "what is planned"


# Hearing and speaking


async def test_what_is_said_in_the_house_is_heard(kitchen: Home, ears: FakeListener) -> None:
    ears.words.append("what is planned for Friday")
    (event,) = await kitchen.ask(*spoken())
    assert Transcript.from_event(event).text == "what is planned for Friday"
    assert ears.asked[-1][1] == "en" and "Mastodon" in ears.asked[-1][0].words()


async def test_nobody_speaking_is_an_empty_transcript(kitchen: Home, ears: FakeListener) -> None:
    ears.words.append(Rejected("voice-silence"))
    (event,) = await kitchen.ask(*spoken())
    assert Transcript.from_event(event).text == ""


async def test_a_house_hears_why_we_cannot_listen(kitchen: Home, ears: FakeListener) -> None:
    ears.words.append(OperatorError("voice-not-installed"))
    (event,) = await kitchen.ask(*spoken(), until=(Error,))
    assert "make voice" in Error.from_event(event).text


async def test_nothing_that_was_heard_is_kept_or_logged(
    kitchen: Home, ears: FakeListener, talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await talk.say("keep my recordings")
    ears.words.append("the secret merger")
    await kitchen.ask(*spoken())
    await kitchen.say("draft a post about the secret merger")
    assert not any("merger" in record.getMessage() for record in caplog.records)
    recordings = talk.app.settings.home / "recordings"
    assert not list(recordings.rglob("*.*")) if recordings.exists() else True


async def test_half_a_minute_is_heard_and_no_more(kitchen: Home, ears: FakeListener) -> None:
    second = AudioChunk(16_000, 2, 1, bytes(32_000))
    begin = [Transcribe(), AudioStart(16_000, 2, 1)]
    ears.words.append("long")
    (event,) = await kitchen.ask(*begin, *[second] * 30, AudioStop())
    assert Transcript.from_event(event).text == "long"
    events = await kitchen.ask(*begin, *[second] * 31, until=(Error,))
    assert "30 seconds" in Error.from_event(events[-1]).text


async def test_sound_of_a_strange_form_is_refused(kitchen: Home) -> None:
    forms: list[tuple[Any, Any, Any]] = [(7_000, 2, 1), (16_000, 3, 1), (16_000, 2, 9), (True, 2, 1), ("16000", 2, 1)]
    for rate, width, channels in forms:
        (event,) = await kitchen.ask(AudioStart(rate, width, channels), until=(Error,))
        assert Error.from_event(event).code == "home-assistant-format"


async def test_a_text_is_spoken_in_the_voice_that_was_asked_for(kitchen: Home, mouth: Beeper) -> None:
    for voice, language, rate in (
        (SynthesizeVoice("allin-de"), "de", 16_000),
        (SynthesizeVoice(language="en-US"), "en", 22_050),
        (None, "en", 22_050),
    ):
        events = await kitchen.ask(Synthesize("We open at ten", voice), until=(AudioStop, Error))
        start = AudioStart.from_event(events[0])
        chunks = [AudioChunk.from_event(event) for event in events[1:-1]]
        assert AudioStop.is_type(events[-1].type)
        assert (start.rate, start.width, start.channels) == (rate, 2, 1)
        assert sum(len(chunk.audio) for chunk in chunks) == 4 * (rate // 10) * 2
        assert mouth.said[-1] == (language, "We open at ten")


async def test_text_in_pieces_is_spoken_sentence_by_sentence_as_one_sound(kitchen: Home, mouth: Beeper) -> None:
    pieces = ("We op", "en at ten. Bring", " friends! And a basket")
    streamed: list[Eventable] = [SynthesizeStart(SynthesizeVoice("allin-en")), *map(SynthesizeChunk, pieces)]
    # Home Assistant sends the whole text as well, for servers that cannot stream.
    streamed += [Synthesize("".join(pieces)), SynthesizeStop()]
    events = await kitchen.ask(*streamed, until=(SynthesizeStopped, Error))
    kinds = [event.type for event in events]
    assert kinds[0] == "audio-start" and kinds[-2:] == ["audio-stop", "synthesize-stopped"]
    assert set(kinds[1:-2]) == {"audio-chunk"}
    assert [text for _, text in mouth.said] == ["We open at ten.", "Bring friends!", "And a basket"]


async def test_a_change_of_speaker_within_a_text_keeps_its_rate(kitchen: Home, talk: Talk, mouth: Beeper) -> None:
    class Tiring(Beeper):
        async def speak(self, text: str, language: str, voice: str | None = None) -> Any:
            return await super().speak(text, "en" if not self.said else "de", voice)

    talk.app.voice.speakers = Speakers([Tiring()])
    events = await kitchen.ask(
        SynthesizeStart(), SynthesizeChunk("One two. Three four. "), SynthesizeStop(), until=(SynthesizeStopped,)
    )
    chunks = [AudioChunk.from_event(event) for event in events if AudioChunk.is_type(event.type)]
    assert {chunk.rate for chunk in chunks} == {22_050}
    assert sum(chunk.samples for chunk in chunks) == pytest.approx(4 * 2_205, rel=0.01)


async def test_what_nobody_can_speak_or_is_too_long_is_told(kitchen: Home) -> None:
    for text, voice, key in (
        ("Hola", SynthesizeVoice("allin-es"), "home-assistant-nobody-speaks"),
        ("x" * 6_000, None, "home-assistant-too-much"),
    ):
        events = await kitchen.ask(Synthesize(text, voice), until=(Error, AudioStop))
        assert Error.from_event(events[-1]).code == key
    events = await kitchen.ask(SynthesizeStart(), SynthesizeStop(), until=(Error, SynthesizeStopped))
    assert Error.is_type(events[-1].type)
    events = await kitchen.ask(SynthesizeStart(), *[SynthesizeChunk("x " * 500)] * 7, until=(Error, SynthesizeStopped))
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

"""ElevenLabs, asked by its own client over a loopback server that checks every request."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from bot.errors import AllInError, NotFound, OperatorError, Rejected, TryLater
from bot.voice.hosted_speech import ElevenLabs
from bot.voice.speech import mp3_seconds
from tests.fakes.elevenlabs import FRAME, ElevenLabsServer, Fail, faults_of

pytest.importorskip("elevenlabs")

RACHEL = "21m00Tcm4TlvDq8ikWAM"
TEXT = "Your post goes out on Instagram on Thursday the twelfth of March, at nine in the morning, Berlin time."


@pytest_asyncio.fixture
async def server() -> AsyncIterator[ElevenLabsServer]:
    async with ElevenLabsServer() as server:
        yield server
        assert server.faults == []


@pytest_asyncio.fixture
async def speaker(server: ElevenLabsServer) -> AsyncIterator[ElevenLabs]:
    speaker = ElevenLabs(server.key, server.url, "eleven_flash_v2_5", RACHEL, 5.0)
    yield speaker
    await speaker.close()


async def test_words_become_an_mp3_in_the_language_and_voice_that_are_set(
    server: ElevenLabsServer, speaker: ElevenLabs
) -> None:
    speech = await speaker.speak(TEXT, "es")
    (asked,) = server.spoken
    assert asked.path == f"/v1/text-to-speech/{RACHEL}/stream"
    assert asked.body == {"text": TEXT, "model_id": "eleven_flash_v2_5", "language_code": "es"}
    assert asked.query == {"output_format": "mp3_44100_128"}
    assert (speech.media_type, speech.by, speech.hosted) == ("audio/mpeg", "elevenlabs", True)
    assert speech.seconds == pytest.approx(len(TEXT) / 15, abs=0.1)


async def test_the_first_piece_comes_before_the_last_one_is_made(server: ElevenLabsServer, speaker: ElevenLabs) -> None:
    pieces = [piece async for piece in speaker.stream(TEXT, "en")]
    assert len(pieces) > 3
    assert mp3_seconds(b"".join(pieces)) > 5


async def test_a_model_that_takes_no_language_is_not_given_one(server: ElevenLabsServer) -> None:
    speaker = ElevenLabs(server.key, server.url, "eleven_multilingual_v2", RACHEL, 5.0)
    await speaker.speak(TEXT, "de")
    await speaker.close()
    assert "language_code" not in server.spoken[0].body


async def test_an_english_model_speaks_english_only(server: ElevenLabsServer) -> None:
    speaker = ElevenLabs(server.key, server.url, "eleven_flash_v2", RACHEL, 5.0)
    assert speaker.speaks("en")
    assert not speaker.speaks("de")


@pytest.mark.parametrize(
    ("wanted", "id", "name"),
    [
        ("Rachel", RACHEL, "Rachel"),
        ("antoni", "ErXwobaYiN019PkySvjV", "Antoni - warm"),
        ("male", "ErXwobaYiN019PkySvjV", "Antoni - warm"),
        ("female", RACHEL, "Rachel"),
        ("EXAVITQu4vr4xnSDxMaL", "EXAVITQu4vr4xnSDxMaL", ""),
    ],
)
async def test_a_voice_is_found_by_name_by_gender_or_by_id(
    server: ElevenLabsServer, speaker: ElevenLabs, wanted: str, id: str, name: str
) -> None:
    speech = await speaker.speak(TEXT, "en", wanted)
    assert server.spoken[0].path.split("/")[3] == id
    assert speech.voice == name


async def test_the_voices_of_all_pages_are_asked_for_once(server: ElevenLabsServer, speaker: ElevenLabs) -> None:
    assert [voice.name for voice in await speaker.voices("en")] == ["Rachel", "Antoni - warm", "Sarah"]
    await speaker.speak(TEXT, "en", "Sarah")
    assert len([asked for asked in server.asked if asked.path == "/v2/voices"]) == 2


async def test_a_voice_that_the_account_lacks_is_said_to_be_missing(
    server: ElevenLabsServer, speaker: ElevenLabs
) -> None:
    with pytest.raises(NotFound) as raised:
        await speaker.speak(TEXT, "en", "Donald")
    assert raised.value.facts == {"voice": "Donald"}
    assert server.spoken == []


async def test_a_key_that_may_not_look_at_voices_still_speaks(server: ElevenLabsServer, speaker: ElevenLabs) -> None:
    server.voices_forbidden = True
    with pytest.raises(NotFound):
        await speaker.speak(TEXT, "en", "Rachel")
    assert (await speaker.speak(TEXT, "en")).seconds > 0


async def test_the_set_voice_that_is_gone_is_for_whoever_runs_it(server: ElevenLabsServer) -> None:
    speaker = ElevenLabs(server.key, server.url, "eleven_flash_v2_5", "0" * 20, 5.0)
    with pytest.raises(OperatorError) as raised:
        await speaker.speak(TEXT, "en")
    await speaker.close()
    assert raised.value.key == "voice-elevenlabs-no-voice"


@pytest.mark.parametrize(
    ("fault", "kind", "key"),
    [
        (Fail(401, "invalid_api_key"), OperatorError, "voice-elevenlabs-key"),
        (Fail(403, "forbidden"), OperatorError, "voice-elevenlabs-key"),
        (Fail(401, "quota_exceeded"), OperatorError, "voice-elevenlabs-quota"),
        (Fail(402, "payment_required"), OperatorError, "voice-elevenlabs-quota"),
        (Fail(429, "too_many_concurrent_requests"), TryLater, "voice-elevenlabs-busy"),
        (Fail(429, "system_busy", {"Retry-After": "7"}), TryLater, "voice-elevenlabs-busy"),
        (Fail(500, "internal"), TryLater, "voice-elevenlabs-away"),
        (Fail(503, "unavailable"), TryLater, "voice-elevenlabs-away"),
        (Fail(302, "moved", {"Location": "http://127.0.0.1:9/elsewhere"}), TryLater, "voice-elevenlabs-away"),
        (Fail(400, "text_too_long"), Rejected, "voice-elevenlabs-refused"),
        (Fail(422, "unprocessable"), Rejected, "voice-elevenlabs-refused"),
        ("page", TryLater, "voice-elevenlabs-away"),
        ("empty", TryLater, "voice-elevenlabs-away"),
        ("cut", TryLater, "voice-elevenlabs-away"),
        ("ends early", TryLater, "voice-elevenlabs-away"),
    ],
)
async def test_every_failure_says_who_acts_and_is_not_asked_twice(
    server: ElevenLabsServer, speaker: ElevenLabs, fault: Fail, kind: type[AllInError], key: str
) -> None:
    server.then.append(fault)
    with pytest.raises(kind) as raised:
        await speaker.speak(TEXT, "en")
    assert raised.value.key == key
    assert len(server.spoken) == 1, "what is paid for by the character is asked for once"
    if isinstance(fault, Fail) and fault.headers.get("Retry-After"):
        assert isinstance(raised.value, TryLater)
        assert raised.value.retry_after == 7


@pytest.mark.parametrize("fault", ["hang", "drip"])
async def test_who_is_too_slow_is_not_waited_for(server: ElevenLabsServer, fault: str) -> None:
    server.usual = fault  # type: ignore[assignment]  # one of its faults
    speaker = ElevenLabs(server.key, server.url, "eleven_flash_v2_5", RACHEL, 0.1)
    with pytest.raises(TryLater) as raised:
        await speaker.speak(TEXT, "en")
    await speaker.close()
    assert raised.value.key == "voice-elevenlabs-slow"


async def test_a_closed_door_is_told_from_a_slow_one() -> None:
    async with ElevenLabsServer() as server:
        url = server.url
    speaker = ElevenLabs("key", url, "eleven_flash_v2_5", RACHEL, 5.0)
    with pytest.raises(TryLater) as raised:
        await speaker.speak(TEXT, "en")
    await speaker.close()
    assert raised.value.key == "voice-elevenlabs-away"


async def test_neither_the_key_nor_the_words_are_left_anywhere(
    server: ElevenLabsServer, speaker: ElevenLabs, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    secret = "wrong-key-that-nobody-may-see"
    wrong = ElevenLabs(secret, server.url, "eleven_flash_v2_5", RACHEL, 5.0)
    left = [repr(wrong), repr(speaker), repr(await speaker.speak(TEXT, "en"))]
    for fault, asked in ((Fail(401, server.key), speaker), (Fail(500, "x"), speaker), (None, wrong)):
        if fault is not None:
            server.then.append(fault)
        with pytest.raises(AllInError) as raised:
            await asked.speak(TEXT, "en")
        assert raised.value.__cause__ is None
        assert raised.value.__suppress_context__
        left += [str(raised.value), repr(raised.value.facts), raised.value.detail]
    await wrong.close()
    said = "\n".join([*left, caplog.text])
    assert secret not in said
    assert server.key not in said
    assert TEXT[:30] not in said


async def test_the_server_here_knows_a_bad_request() -> None:
    async with ElevenLabsServer() as server:
        speaker = ElevenLabs(server.key, server.url, "eleven_flash_v2_5", RACHEL, 5.0)
        await speaker.speak(TEXT, "en")
        await speaker.close()
        (good,) = server.spoken
    assert faults_of(good) == []
    assert faults_of(replace(good, body={**good.body, "text": ""}))
    assert faults_of(replace(good, body={**good.body, "speed": 2}))
    assert faults_of(replace(good, body={**good.body, "model_id": "eleven_multilingual_v2"}))
    assert faults_of(replace(good, query={"output_format": "wav"}))


def test_an_mp3_is_measured_by_its_frames() -> None:
    assert mp3_seconds(FRAME * 100) == pytest.approx(100 * 1152 / 44_100)
    assert mp3_seconds(b"ID3\x04\x00\x00\x00\x00\x00\x05extra" + FRAME * 3) == pytest.approx(3 * 1152 / 44_100)
    assert mp3_seconds(b"<html></html>") == 0
    assert mp3_seconds(b"") == 0

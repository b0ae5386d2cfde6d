"""Hearing and speaking lent to a house: on this machine alone when it hears, and always as a WAV file when it speaks."""

from __future__ import annotations

import io
import wave
from pathlib import Path
from typing import Any

import pytest

from bot.errors import OperatorError, Rejected, TryLater
from bot.messages import Attachment
from bot.testing.voice import FakeListener, recording
from bot.voice.listen import Listeners
from bot.voice.service import SpeechService
from bot.voice.speak import Speakers
from bot.voice.speech import Speech
from bot.voice.voice import Voice
from connectors.channel import Speech as Contract
from tests.fakes.speakers import Beeper

pytest.importorskip("av", reason="the extra `voice` is not installed")

CLIPS = Path(__file__).with_name("clips")


class Says(Beeper):
    """A speaker that makes the given file, or fails."""

    def __init__(self, made: bytes | Exception, media_type: str) -> None:
        super().__init__()
        self.made = made
        self.media_type = media_type

    async def speak(self, text: str, language: str, voice: str | None = None) -> Speech:
        self.said.append((language, text))
        if isinstance(self.made, Exception):
            raise self.made
        return Speech(self.made, self.media_type, 1.0, self.name)


def service(local: Any = None, hosted: Any = None, *speakers: Any) -> SpeechService:
    voice = Voice(None, {}, Listeners(local, hosted), Speakers(speakers), None)  # type: ignore[arg-type]  # no workspace
    return SpeechService(voice, ["Mastodon", "your page"])


async def test_it_hears_on_this_machine_and_expects_names_of_networks() -> None:
    here, hosted = FakeListener("what is planned", "was ist geplant"), FakeListener("elsewhere")
    lent: Contract = service(here, hosted)
    assert await lent.hear(recording(), "ja") == "what is planned"
    assert await lent.hear(recording(), "de") == "was ist geplant"
    assert [language for _, language in here.asked] == [None, "de"] and not hosted.asked
    assert here.asked[0][0].words() == ("Mastodon",)


async def test_where_nothing_listens_nothing_is_sent_elsewhere() -> None:
    hosted = FakeListener("elsewhere")
    assert not service(None, hosted).hears() and service(hosted).hears()
    with pytest.raises(OperatorError):
        await service(None, hosted).hear(recording(), "en")
    assert not hosted.asked


async def test_what_is_no_speech_is_told() -> None:
    with pytest.raises(Rejected):
        await service(FakeListener("x")).hear(Attachment("x", "audio/wav", data=b"no sound at all"), "en")


async def test_whatever_a_speaker_makes_comes_as_a_wav_file() -> None:
    piped = (await Beeper().speak("one two", "en")).data
    piped = piped[:4] + b"\xff" * 4 + piped[8:40] + b"\xff" * 4 + piped[44:]  # as of a program that writes into a pipe
    ogg = next(CLIPS.glob("*.ogg")).read_bytes()
    for made, kind in ((piped, "audio/wav"), (ogg, "audio/ogg")):
        sound = await service(None, None, Says(made, kind)).say("one two", "en")
        assert sound is not None and sound.media_type == "audio/wav" and sound.spoken is False
        with wave.open(io.BytesIO(sound.data)) as file:
            assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
            assert len(file.readframes(file.getnframes())) == file.getnframes() * 2 > 4_000


async def test_what_cannot_be_spoken_is_no_sound() -> None:
    broken = Says(b"nothing that is sound", "audio/mpeg")
    assert await service(None, None, broken).say("one", "en") is None
    assert await service(None, None, Says(TryLater("voice-program-slow"), "")).say("one", "en") is None
    assert await service().say("one", "en") is None
    quiet = Beeper()
    assert await service(None, None, quiet).say("  \n", "en") is None and not quiet.said


def test_it_says_which_languages_can_be_spoken() -> None:
    assert service(None, None, Beeper()).speaks() == ("en", "de")
    assert service().speaks() == ()

"""Who speaks: programs of this machine over their standard input, and the chain in which the next one takes over."""

from __future__ import annotations

import shutil
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.errors import AllInError, NotFound, OperatorError, Rejected, TryLater
from bot.voice import programs
from bot.voice.programs import Espeak, Piper
from bot.voice.speak import SILENT, ElevenLabs, Speakers, Speech, VoiceName
from bot.voice.speech import pcm_of, wav
from tests.fakes.elevenlabs import ElevenLabsServer, Fail, Fault
from tests.fakes.speech_programs import SpeechProgram, piper_voice

TEXT = "Your post goes out tomorrow."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place where programs are found."""
    place = tmp_path / "bin"
    place.mkdir()
    monkeypatch.setenv("PATH", str(place))
    monkeypatch.setattr(programs, "_packaged", lambda: None)
    monkeypatch.setattr(sys, "executable", str(place / "python"))
    programs._program.cache_clear()
    return place


class Scripted:
    """A speaker that does what it is told to: an error, or sound."""

    def __init__(
        self,
        name: str,
        *outcomes: AllInError | None,
        hosted: bool = False,
        languages: str = "en de",
        voice: str = "joe",
    ) -> None:
        self.name = name
        self.hosted = hosted
        self.languages = languages.split()
        self.voice = voice
        self.outcomes = list(outcomes)
        self.asked: list[str | None] = []
        self.pieces_before = 0

    def speaks(self, language: str) -> bool:
        return language in self.languages

    def has(self, voice: str, language: str) -> bool:
        return self.hosted or voice == self.voice

    async def voices(self, language: str) -> tuple[VoiceName, ...]:
        return (VoiceName(self.voice, self.voice),)

    async def speak(self, text: str, language: str, voice: str | None = None) -> Speech:
        self.asked.append(voice)
        outcome = self.outcomes.pop(0) if self.outcomes else None
        if outcome is not None:
            raise outcome
        if voice not in {None, self.voice}:
            raise NotFound("voice-no-such-voice", voice=voice)
        return Speech(text.encode(), "audio/wav", 1.0, self.name, self.voice, self.hosted)

    async def stream(self, text: str, language: str, voice: str | None = None) -> AsyncIterator[bytes]:
        for _ in range(self.pieces_before):
            yield b"piece"
        yield (await self.speak(text, language, voice)).data

    async def close(self) -> None:
        self.asked.append("closed")


# Programs


async def test_espeak_gets_the_words_on_its_input_and_nothing_of_ours(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ELEVENLABS_API_KEY", "secret")
    program = SpeechProgram(folder, "espeak-ng")
    speech = await Espeak().speak("Hallo  [[Welt]],\nmorgen um neun", "de")
    (call,) = program.calls
    assert call["text"] == "Hallo  Welt , morgen um neun\n"
    assert "Hallo" not in " ".join(map(str, call["arguments"]))  # type: ignore[call-overload]  # a list
    assert "ELEVENLABS_API_KEY" not in call["environment"]  # type: ignore[operator]  # a list
    assert call["arguments"][-2:] == ["-v", "de"]  # type: ignore[index]  # a list
    assert (speech.media_type, speech.by, speech.hosted) == ("audio/wav", "espeak", False)
    pcm, rate = pcm_of(speech.data)
    assert len(pcm) / 2 / rate == pytest.approx(speech.seconds, abs=0.01)


async def test_espeak_can_be_a_woman(folder: Path) -> None:
    program = SpeechProgram(folder, "espeak-ng")
    assert Espeak().has("female", "en")
    speech = await Espeak().speak(TEXT, "en", "female")
    assert program.calls[0]["arguments"][-1] == "en+f3"  # type: ignore[index]  # a list
    assert speech.voice == "female"


async def test_piper_speaks_the_languages_that_voices_are_there_for(folder: Path, tmp_path: Path) -> None:
    program = SpeechProgram(folder, "piper")
    voices = tmp_path / "voices"
    piper_voice(voices, "de_DE-thorsten-medium")
    chosen = piper_voice(tmp_path / "own", "en_GB-alba-medium")
    piper = Piper(chosen, folder=voices)
    assert [piper.speaks(code) for code in ("en", "de", "fr")] == [True, True, False]
    speech = await piper.speak(TEXT, "en")
    assert speech.voice == "alba"
    assert program.calls[0]["arguments"] == ["--model", str(chosen), "--output-raw"]
    assert (await piper.speak(TEXT, "de", "Thorsten")).voice == "thorsten"
    with pytest.raises(NotFound):
        await piper.speak(TEXT, "de", "Rachel")


async def test_a_voice_whose_description_is_broken_is_none(folder: Path, tmp_path: Path) -> None:
    SpeechProgram(folder, "piper")
    voice = piper_voice(tmp_path / "own")
    voice.with_name(f"{voice.name}.json").write_text("no json")
    assert not Piper(voice).speaks("en")


def test_without_programs_nobody_speaks(folder: Path, tmp_path: Path) -> None:
    assert not Espeak().speaks("en")
    assert not Piper(piper_voice(tmp_path / "own")).speaks("en")


@pytest.mark.parametrize(("mode", "kind"), [("fails", OperatorError), ("silent", OperatorError), ("hangs", TryLater)])
async def test_a_program_that_does_not_work_is_told_and_stopped(
    folder: Path, mode: str, kind: type[AllInError]
) -> None:
    SpeechProgram(folder, "espeak-ng", mode)
    espeak = Espeak(timeout=0.2 if mode == "hangs" else 20)
    with pytest.raises(kind) as raised:
        await espeak.speak("a", "en")
    assert TEXT not in str(raised.value)


async def test_a_program_that_is_gone_when_it_is_called_is_told(folder: Path) -> None:
    SpeechProgram(folder, "espeak-ng")
    espeak = Espeak()
    assert espeak.speaks("en")
    (folder / "espeak-ng").unlink()
    with pytest.raises(OperatorError):
        await espeak.speak(TEXT, "en")


def test_a_wav_from_a_pipe_is_read_to_its_true_end() -> None:
    made = wav(b"\x01\x00\x02\x00\x03\x00", 22_050)
    untrue = made[:4] + b"\x24\xf0\xff\x7f" + made[8:40] + b"\x00\xf0\xff\x7f" + made[44:]
    assert pcm_of(untrue) == (b"\x01\x00\x02\x00\x03\x00", 22_050)
    for broken in (b"", b"RIFF", made[:20], b"ID3" + made):
        with pytest.raises(ValueError, match=r"WAV|coding|samples"):
            pcm_of(broken)


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
@pytest.mark.parametrize("language", ["en", "es", "de", "fr"])
async def test_the_real_espeak_speaks_all_four(language: str) -> None:
    programs._program.cache_clear()
    speech = await Espeak().speak("Hallo, hello, hola, bonjour.", language)
    assert 1 < speech.seconds < 6
    assert any(pcm_of(speech.data)[0])


async def test_the_real_piper_speaks() -> None:
    programs._program.cache_clear()
    piper = Piper()
    if not piper.speaks("en"):
        pytest.skip("piper and its voice are not installed")
    speech = await piper.speak("Line one.\nLine two.", "en")
    assert 1 < speech.seconds < 5
    assert speech.voice == "joe"


# The chain


async def test_the_first_that_can_speaks(folder: Path) -> None:
    first, second = Scripted("elevenlabs", hosted=True), Scripted("espeak")
    said = await Speakers([first, second]).say(TEXT, "en")
    assert said.speech is not None
    assert (said.speech.by, said.troubles) == ("elevenlabs", ())
    assert second.asked == []


async def test_a_language_that_one_lacks_is_spoken_by_the_next() -> None:
    speakers = Speakers([Scripted("piper", languages="en"), Scripted("espeak", languages="en fr")])
    assert speakers.able("fr") == ("espeak",)
    speech = await speakers.speak(TEXT, "fr")
    assert speech is not None
    assert speech.by == "espeak"
    assert await speakers.speak(TEXT, "ja") is None


@pytest.mark.parametrize(
    "fault",
    [
        Fail(401, "invalid_api_key"),
        Fail(402, "payment_required"),
        Fail(429, "busy"),
        Fail(500, "x"),
        "cut",
        "hang",
        "page",
    ],
)
async def test_whatever_keeps_elevenlabs_from_it_this_machine_speaks(folder: Path, fault: Fault) -> None:
    SpeechProgram(folder, "espeak-ng")
    async with ElevenLabsServer() as server:
        server.usual = fault
        patience = 0.1 if fault == "hang" else 5.0
        hosted = ElevenLabs(server.key, server.url, "eleven_flash_v2_5", "21m00Tcm4TlvDq8ikWAM", patience)
        speakers = Speakers([hosted, Espeak()])
        said = await speakers.say(TEXT, "en")
        again = await speakers.speak(TEXT, "en")
        await speakers.close()
    assert said.speech is not None
    assert said.speech.by == "espeak"
    assert again is not None
    assert len(server.spoken) == 1, "who has just failed is not asked for the next reply"
    news = speakers.news()
    assert news is not None
    assert news.key == said.troubles[0].key
    assert speakers.news() is None, "it is told once"


async def test_who_failed_is_asked_again_later_and_told_of_again_only_after_it_worked() -> None:
    at = [0.0]
    trouble = TryLater("voice-elevenlabs-busy", retry_after=30)
    hosted = Scripted("elevenlabs", trouble, trouble, None, trouble, hosted=True)
    speakers = Speakers([hosted, Scripted("espeak")], clock=lambda: at[0])
    told = []
    for later in (0, 29, 2, 31, 31, 31):
        at[0] += later
        speech = await speakers.speak(TEXT, "en")
        assert speech is not None
        told.append((speech.by, speakers.news() is not None))
    assert told == [
        ("espeak", True),
        ("espeak", False),
        ("espeak", False),
        ("elevenlabs", False),
        ("espeak", True),
        ("elevenlabs", False),
    ]


async def test_who_prefers_this_machine_is_not_heard_elsewhere() -> None:
    hosted, piper = (
        Scripted("elevenlabs", hosted=True),
        Scripted("piper", OperatorError("voice-program-failed", program="p")),
    )
    espeak = Scripted("espeak", OperatorError("voice-program-failed", program="e"))
    speakers = Speakers([hosted, piper, espeak])
    assert await speakers.speak(TEXT, "en", prefer="espeak") is None
    assert (espeak.asked, piper.asked, hosted.asked) == ([None], [None], [])


async def test_the_preferred_one_goes_first_and_the_others_follow() -> None:
    speakers = Speakers([Scripted("piper"), Scripted("elevenlabs", TryLater(), hosted=True)])
    said = await speakers.say(TEXT, "en", prefer="elevenlabs")
    assert said.speech is not None
    assert said.speech.by == "piper"
    assert len(said.troubles) == 1


async def test_nobody_speaks_where_silence_is_wanted() -> None:
    speaker = Scripted("espeak")
    assert await Speakers([speaker]).speak(TEXT, "en", prefer=SILENT) is None
    assert speaker.asked == []


async def test_a_voice_is_spoken_by_whoever_has_it() -> None:
    hosted, piper = Scripted("elevenlabs", hosted=True, voice="rachel"), Scripted("piper", voice="joe")
    speakers = Speakers([hosted, piper])
    speech = await speakers.speak(TEXT, "en", "joe")
    assert speech is not None
    assert speech.by == "piper"


async def test_a_voice_that_nobody_has_is_replaced_and_said_to_be() -> None:
    speakers = Speakers([Scripted("piper", voice="joe")])
    said = await speakers.say(TEXT, "en", "donald")
    assert said.speech is not None
    assert said.speech.voice == "joe"
    assert [(error.key, error.facts) for error in said.troubles] == [("voice-no-such-voice", {"voice": "donald"})]


async def test_a_text_that_is_refused_is_not_offered_twice() -> None:
    hosted = Scripted("elevenlabs", Rejected("voice-elevenlabs-refused"), hosted=True, voice="rachel")
    said = await Speakers([hosted, Scripted("espeak")]).say(TEXT, "en", "rachel")
    assert hosted.asked == ["rachel"]
    assert said.speech is not None
    assert said.speech.by == "espeak"


async def test_a_stream_goes_on_with_the_next_one_only_before_its_first_piece() -> None:
    early = Scripted("elevenlabs", TryLater(), hosted=True)
    pieces = [piece async for piece in Speakers([early, Scripted("espeak")]).stream(TEXT, "en")]
    assert pieces == [TEXT.encode()]
    late = Scripted("elevenlabs", TryLater("voice-elevenlabs-away"), hosted=True)
    late.pieces_before = 1
    heard = []
    with pytest.raises(TryLater):
        async for piece in Speakers([late, Scripted("espeak")]).stream(TEXT, "en"):
            heard.append(piece)
    assert heard == [b"piece"], "half a sentence is not begun again in another voice"


async def test_speech_shows_nothing_of_itself_in_a_log() -> None:
    speech = Speech(b"private sound", "audio/wav", 1.0, "espeak")
    assert "private" not in repr(speech)

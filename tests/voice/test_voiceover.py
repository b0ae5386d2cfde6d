"""A voice-over's sound: as loud as it should be by a meter that is not our own, and clear words where there is none."""

from __future__ import annotations

import importlib.util
import io
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.errors import OperatorError, Rejected, TryLater
from bot.voice import loudness, programs, voiceover
from bot.voice.programs import Espeak
from bot.voice.speak import SILENT, Speakers
from bot.voice.speech import Speech, mp3_seconds, wav
from tests.fakes.speech_programs import SpeechProgram

av = pytest.importorskip("av")

RATE = loudness.RATE


def _measured(data: bytes) -> tuple[float, float]:
    """Integrated loudness in LUFS and true peak in dBTP by FFmpeg's `ebur128`."""
    with av.open(io.BytesIO(data)) as file:
        graph = av.filter.Graph()
        source = graph.add_abuffer(template=file.streams.audio[0])
        meter, sink = graph.add("ebur128", "metadata=1:peak=true"), graph.add("abuffersink")
        source.link_to(meter)
        meter.link_to(sink)
        graph.configure()
        last: dict[str, Any] = {}

        def drain() -> None:
            while True:
                try:
                    last.update(dict(graph.pull().metadata))
                except (av.BlockingIOError, av.EOFError):
                    return

        for frame in file.decode(audio=0):
            graph.push(frame)
            drain()
        graph.push(None)
        drain()
    return float(last["lavfi.r128.I"]), 20 * float(np.log10(float(last["lavfi.r128.true_peak"])))


def _voice(seconds: float, level: float, *, seed: int = 1) -> np.ndarray:
    """Something with the ups and downs of speech: noise under a tune, in syllables, with pauses and single bangs."""
    random = np.random.default_rng(seed)
    time = np.arange(int(seconds * RATE)) / RATE
    tune = sum(np.sin(2 * np.pi * 120 * part * time) / part for part in range(1, 12))
    syllables = np.clip(np.sin(2 * np.pi * 3.1 * time), 0, 1) * (np.sin(2 * np.pi * 0.3 * time) > -0.7)
    sound = level * (tune + 0.3 * random.standard_normal(len(time))) * syllables
    sound[:: RATE // 2] += level * 6
    made: np.ndarray = np.clip(sound, -1, 1).astype(np.float32)
    return made


def test_the_meter_reads_what_the_standard_says() -> None:
    """EBU Tech 3341: 1 kHz at -23 dBFS in one channel is -26 LUFS; a quiet part under the gate does not count."""
    time = np.arange(5 * RATE) / RATE
    tone = (10 ** (-23 / 20) * np.sin(2 * np.pi * 1000 * time)).astype(np.float32)
    assert loudness.lufs(tone) == pytest.approx(-26.0, abs=0.05)
    assert loudness.true_peak(tone) == pytest.approx(-23.0, abs=0.05)
    quiet = np.concatenate([tone, tone * 0.01, np.zeros(10 * RATE, np.float32)])
    assert loudness.lufs(quiet) == pytest.approx(-26.0, abs=0.15)
    assert loudness.lufs(np.zeros(RATE, np.float32)) == float("-inf")


def test_a_peak_between_the_samples_is_seen() -> None:
    """BS.1770-4 Annex 2: a quarter of the rate, 45 degrees off, is 3 dB higher than any of its samples."""
    wave = np.sin(2 * np.pi * np.arange(RATE) / 4 + np.pi / 4).astype(np.float32)
    assert 20 * np.log10(np.abs(wave).max()) == pytest.approx(-3.01, abs=0.01)
    assert loudness.true_peak(wave[: RATE // 2]) == pytest.approx(0.0, abs=0.3)


@pytest.mark.parametrize("container", ["mp3", "ogg"])
@pytest.mark.parametrize(("seconds", "level"), [(3.0, 0.01), (6.0, 0.08), (4.0, 0.3)])
def test_what_is_made_is_as_loud_as_it_should_be(container: loudness.Container, seconds: float, level: float) -> None:
    data = loudness.made(_voice(seconds, level), container)
    integrated, peak = _measured(data)
    assert integrated == pytest.approx(-16.0, abs=0.5)
    assert peak <= -1.5
    assert loudness.lufs(loudness.samples_of(data)) == pytest.approx(integrated, abs=0.2), "the two meters agree"


def test_silence_is_not_made_louder() -> None:
    for sound in (np.zeros(RATE, np.float32), np.full(RATE, 1e-6, np.float32)):
        with pytest.raises(Rejected) as raised:
            loudness.normalised(sound)
        assert raised.value.key == "voiceover-no-sound"


def test_what_is_no_sound_is_refused() -> None:
    for data in (b"", b"junk" * 100, b"RIFF\x00\x00\x00\x00WAVE"):
        with pytest.raises(Rejected):
            loudness.samples_of(data)


def test_the_words_are_those_that_can_be_said() -> None:
    said = voiceover.words(
        "Our #AutumnSale starts! 🍂\n\n**Everything** must go: https://shop.example/sale\n\n#Sale #Autumn"
    )
    assert said == "Our Autumn Sale starts! Everything must go."
    for empty in ("", "🍂🍂", "#only #tags", "https://shop.example"):
        with pytest.raises(Rejected) as raised:
            voiceover.words(empty)
        assert raised.value.key == "voiceover-empty"
    with pytest.raises(Rejected) as raised:
        voiceover.words("word " * 1001)
    assert (raised.value.key, raised.value.facts["limit"]) == ("voiceover-too-long", 5_000)


class _Singer:
    """Speaks a tune, or fails."""

    name = "elevenlabs"
    hosted = True

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error

    def speaks(self, language: str) -> bool:
        return language == "en"

    def has(self, voice: str, language: str) -> bool:
        return True

    async def speak(self, text: str, language: str, voice: str | None = None) -> Speech:
        if self.error is not None:
            raise self.error
        pcm = (_voice(2.0, 0.05) * 32_000).astype("<i2").tobytes()
        return Speech(wav(pcm, RATE), "audio/wav", 2.0, self.name, voice or "Rachel", hosted=True)


async def test_a_voice_over_says_who_made_it() -> None:
    made = await voiceover.make(Speakers([_Singer()]), "We open at nine.", "en")  # type: ignore[list-item]  # as far as needed
    assert (made.by, made.voice, made.hosted, made.media_type) == ("elevenlabs", "Rachel", True, "audio/mpeg")
    assert made.seconds == pytest.approx(2.0, abs=0.05)
    assert mp3_seconds(made.data) == pytest.approx(2.0, abs=0.15)
    ogg = await voiceover.make(Speakers([_Singer()]), "We open.", "en", ogg=True)  # type: ignore[list-item]  # as above
    assert ogg.data[:4] == b"OggS"


async def test_a_wish_for_silent_replies_is_none_against_a_voice_over() -> None:
    made = await voiceover.make(Speakers([_Singer()]), "We open.", "en", prefer=SILENT)  # type: ignore[list-item]  # as above
    assert made.by == "elevenlabs"


async def test_without_a_speaker_it_says_what_to_install() -> None:
    for speakers in (Speakers([]), Speakers([_Singer()])):  # type: ignore[list-item]  # as above
        with pytest.raises(OperatorError) as raised:
            await voiceover.make(speakers, "Wir öffnen um neun.", "de")
        assert (raised.value.key, raised.value.facts) == ("voiceover-nobody-speaks", {"language": "de"})


async def test_the_one_that_failed_says_why() -> None:
    error = TryLater("voice-elevenlabs-busy")
    with pytest.raises(TryLater) as raised:
        await voiceover.make(Speakers([_Singer(error)]), "We open.", "en")  # type: ignore[list-item]  # as above
    assert raised.value is error


async def test_where_the_extra_is_missing_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(OperatorError) as raised:
        await voiceover.make(Speakers([_Singer()]), "We open.", "en")  # type: ignore[list-item]  # as above
    assert raised.value.key == "voiceover-not-installed"


async def test_a_program_of_this_machine_makes_one_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    SpeechProgram(tmp_path / "bin", "espeak-ng", level=900)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    programs._program.cache_clear()
    made = await voiceover.make(Speakers([Espeak()]), "Six words that somebody will hear.", "en")
    assert made.seconds == pytest.approx(3.0, abs=0.1)
    assert _measured(made.data)[0] == pytest.approx(-16.0, abs=0.5)

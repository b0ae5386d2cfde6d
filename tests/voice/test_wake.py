"""A word that wakes, with the models that the package ships. The clip is synthetic speech (espeak-ng)."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from bot.errors import OperatorError
from bot.phrases import LANGUAGES, Phrases
from bot.voice.activity import CHUNK
from bot.voice.audio import RATE, decode
from bot.voice.wake import USUAL, MicroWake

CLIP = Path(__file__).parent / "clips" / "wake.ogg"


@pytest.fixture(scope="module")
def samples() -> np.typing.NDArray[np.int16]:
    pytest.importorskip("pymicro_wakeword")
    clip = (decode(CLIP.read_bytes()).samples * 32767).astype("<i2")
    return np.concatenate([np.zeros(RATE, "<i2"), clip])


def moments(wake: MicroWake, samples: np.typing.NDArray[np.int16]) -> list[float]:
    """The seconds at which it wakes."""
    return [at / RATE for at in range(0, len(samples) - CHUNK, CHUNK) if wake.heard(samples[at : at + CHUNK].tobytes())]


def test_it_wakes_at_the_end_of_its_word_and_not_to_what_follows(samples: np.typing.NDArray[np.int16]) -> None:
    wake = MicroWake()
    wake.reset()
    woken = moments(wake, samples)
    assert 1.9 < woken[0] < 2.5
    assert woken[-1] < 3.0


@pytest.mark.parametrize("other", ["alexa", "hey_jarvis", "Hey Mycroft"])
def test_it_does_not_wake_to_another_word(other: str, samples: np.typing.NDArray[np.int16]) -> None:
    wake = MicroWake(other)
    wake.reset()
    assert moments(wake, samples) == []


def test_it_wakes_again_after_a_reset(samples: np.typing.NDArray[np.int16]) -> None:
    wake = MicroWake()
    for _ in range(2):
        wake.reset()
        assert moments(wake, samples)


def test_its_word_is_told_as_it_is_said() -> None:
    assert MicroWake().words == "okay nabu" == USUAL.replace("_", " ")
    assert MicroWake("models/hello_bakery.json").words == "hello bakery"


def test_an_unknown_word_names_those_that_are_known() -> None:
    pytest.importorskip("pymicro_wakeword")
    with pytest.raises(OperatorError) as raised:
        MicroWake("open sesame").reset()
    assert "okay nabu" in raised.value.facts["names"]
    for language in LANGUAGES:
        assert "open sesame" in Phrases(language).say(raised.value.key, **raised.value.facts)


@pytest.mark.parametrize("model", [b"no model at all", b"", None])
def test_a_file_that_is_no_model_is_refused(model: bytes | None, tmp_path: Path) -> None:
    pytest.importorskip("pymicro_wakeword")
    config = tmp_path / "bakery.json"
    micro = {"probability_cutoff": 0.9, "sliding_window_size": 5}
    config.write_text(json.dumps({"model": "bakery.tflite", "wake_word": "Bakery", "micro": micro}))
    if model is not None:
        (tmp_path / "bakery.tflite").write_bytes(model)
    with pytest.raises(OperatorError) as raised:
        MicroWake(str(config)).reset()
    assert raised.value.key == "wake-unreadable"


def test_without_the_package_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymicro_wakeword", None)
    with pytest.raises(OperatorError) as raised:
        MicroWake().reset()
    assert raised.value.key == "wake-not-installed"

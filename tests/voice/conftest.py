"""The real Whisper, loaded once for all tests that listen, and the recordings that they listen to."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import OperatorError
from bot.voice.audio import Sound, decode
from bot.voice.listen import Whisper
from bot.voice.weights import weights

CLIPS = Path(__file__).with_name("clips")


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An ALLIN_HOME in which Whisper's weights are joined."""
    if not Whisper.is_installed():
        pytest.skip("the extra `voice` is not installed")
    home = tmp_path_factory.mktemp("models")
    try:
        weights(home, "base")
    except OperatorError as error:
        if error.key == "voice-not-installed":
            pytest.skip("the packages with Whisper's weights are not installed")
        raise
    return home


@pytest.fixture(scope="session")
def whisper(models: Path) -> Iterator[Whisper]:
    """Whisper as it runs here."""
    listener = Whisper(models)
    yield listener
    asyncio.run(listener.close())


def clip(name: str) -> Sound:
    """One of the recordings, without its ending."""
    return decode((CLIPS / f"{name}.ogg").read_bytes())

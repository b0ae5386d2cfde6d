"""When somebody speaks: judged chunk by chunk, while it is being recorded.

Silero's small network (it comes with faster-whisper) tells a voice from a kitchen. Where it is not installed, loudness has
to do: what stands out from the noise of the last seconds counts as a voice.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from bot.voice.audio import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

CHUNK = 512
"""Samples that are judged at a time, 32 ms: what Silero's network was made for."""

SECONDS = CHUNK / RATE
"""How long a chunk is."""

_SURE = 0.5  # Silero's own threshold
_STILL = 0.35  # and the one for somebody who is speaking already
_CONTEXT = 64  # samples of the chunk before that its network sees as well

_STANDS_OUT = 6.0  # decibels above the noise
_FAINTEST = -50.0  # decibels; a quiet room, however sensitive the microphone, is no voice
_LOUDEST_NOISE = -30.0  # decibels; what is louder when a recording begins is somebody who speaks already
_RISE = 3.0  # decibels a second by which the idea of the noise follows a noise that stays


class Activity(Protocol):
    """Judges one recording, from its beginning."""

    def speaks(self, chunk: bytes) -> bool:
        """Whether somebody speaks in this chunk: `CHUNK` samples of 16 bit, little-endian, that follow those before."""
        ...


def activity() -> Activity:
    """The best judge there is here. The first one takes some 50 ms to make, so call it in a thread."""
    path = _silero()
    return Silero(_session(path)) if path is not None else Loudness()


class Silero:
    """Asks Silero's network; 0.3 ms a chunk."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._h = np.zeros((1, 1, 128), np.float32)
        self._c = np.zeros((1, 1, 128), np.float32)
        self._context = np.zeros(_CONTEXT, np.float32)
        self._speaking = False

    def speaks(self, chunk: bytes) -> bool:
        """Whether the network takes it for a voice."""
        samples = np.frombuffer(chunk, "<i2").astype(np.float32) / 32768.0
        window = np.concatenate([self._context, samples])[None, :]
        found, self._h, self._c = self._session.run(None, {"input": window, "h": self._h, "c": self._c})
        self._context = samples[-_CONTEXT:]
        self._speaking = float(found.reshape(-1)[0]) >= (_STILL if self._speaking else _SURE)
        return self._speaking


class Loudness:
    """Compares how loud it is with how loud it has been at its quietest."""

    def __init__(self) -> None:
        self._noise: float | None = None

    def speaks(self, chunk: bytes) -> bool:
        """Whether it stands out from the noise."""
        now = decibels(chunk)
        if self._noise is None:
            self._noise = min(now, _LOUDEST_NOISE)
        speaking = now > max(self._noise + _STANDS_OUT, _FAINTEST)
        self._noise = min(now, self._noise + _RISE * SECONDS)
        return speaking


def decibels(chunk: bytes) -> float:
    """How loud 16-bit samples are, relative to full scale: 0 at most, -96 for hardly anything."""
    samples: NDArray[np.float64] = np.frombuffer(chunk, "<i2").astype(np.float64) / 32768.0
    power = float(np.mean(samples**2)) if len(samples) else 0.0
    return 10.0 * float(np.log10(max(power, 10**-9.6)))


_sessions: dict[Path, Any] = {}


def _session(path: Path) -> Any:
    if path not in _sessions:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.inter_op_num_threads = options.intra_op_num_threads = 1  # more would only wait for one another
        options.log_severity_level = 4
        _sessions[path] = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return _sessions[path]


def _silero() -> Path | None:
    # Found without importing the package, which would load a recogniser.
    found = find_spec("faster_whisper")
    for folder in (found.submodule_search_locations or ()) if found is not None else ():
        path = Path(folder) / "assets" / "silero_vad_v6.onnx"
        if path.is_file():
            return path
    return None

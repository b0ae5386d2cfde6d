"""Plays what is spoken on a loudspeaker of this machine."""

from __future__ import annotations

import asyncio
import io
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.errors import AllInError, OperatorError
from bot.messages import Attachment
from bot.voice import devices
from bot.voice.microphone import as_wav

if TYPE_CHECKING:
    from numpy.typing import NDArray

_RATE = 16_000
_PIECE = 0.05  # seconds; how soon it can be stopped
_MOST_SECONDS = 120  # what is spoken is far shorter


class DevicePlayer:
    """A loudspeaker, the system's choice or the one called `name` (a part of its name, or its number)."""

    def __init__(self, name: str | None = None) -> None:
        self._name = name

    async def play(self, sound: Attachment) -> None:
        """Play it to its end; cancelling stops it at once. Raises `OperatorError` as "loudspeaker-…" when that cannot be."""
        stop = threading.Event()
        playing = asyncio.ensure_future(asyncio.to_thread(self._play, sound.data, stop))
        try:
            await asyncio.shield(playing)
        except asyncio.CancelledError:
            stop.set()
            with suppress(AllInError):
                await playing
            raise

    async def chime(self) -> None:
        """A short sound that says: I am listening. Never raises."""
        with suppress(AllInError):
            await self.play(Attachment("chime.wav", "audio/wav", _chime()))

    def _play(self, data: bytes, stop: threading.Event) -> None:
        sound = devices.library()
        found = devices.find(sound, "output", self._name)
        samples, rate = _decoded(data)
        usual = int(found["default_samplerate"])
        channels = min(int(found["max_output_channels"]), 2)
        wanted = dict.fromkeys([(rate, 1), (usual, 1), (usual, channels)])
        tries: list[dict[str, Any]] = [
            {"samplerate": rate_, "channels": count, "dtype": "int16", "device": found["index"]}
            for rate_, count in wanted
        ]
        stream, settings = devices.opened(sound, "output", tries)
        try:
            if settings["samplerate"] != rate:
                samples, rate = _decoded(data, settings["samplerate"])
            step = int(rate * _PIECE)
            for start in range(0, len(samples), step):
                if stop.is_set():
                    return
                piece = np.repeat(samples[start : start + step], settings["channels"])
                stream.write(piece.astype("<i2").tobytes())
            if not stop.is_set():
                stream.stop()  # waits until what was written has been heard
        except sound.PortAudioError:
            raise devices.gone("output") from None
        finally:
            devices.closed(stream)


def _decoded(data: bytes, rate: int | None = None) -> tuple[NDArray[np.int16], int]:
    """The samples of a sound file, mono, at `rate` or its own. Raises `OperatorError` "loudspeaker-refused" for junk."""
    try:
        import av
    except ImportError:
        raise OperatorError("microphone-not-installed") from None
    parts: list[NDArray[np.int16]] = []
    try:
        with av.open(io.BytesIO(data), "r") as container:
            stream = container.streams.audio[0]
            rate = rate or stream.rate
            resampler = av.AudioResampler(format="s16", layout="mono", rate=rate)
            for frame in container.decode(stream):
                frame.pts = None
                parts += [made.to_ndarray()[0] for made in resampler.resample(frame)]
                if sum(map(len, parts)) > _MOST_SECONDS * rate:
                    break
            parts += [made.to_ndarray()[0] for made in resampler.resample(None)]
    except (av.FFmpegError, EOFError, ValueError, IndexError) as error:
        raise OperatorError("loudspeaker-refused", detail=type(error).__name__) from None
    return np.concatenate(parts) if parts else np.zeros(0, np.int16), rate


def _chime() -> bytes:
    """Two soft tones that rise, 0.16 seconds, as a WAV file."""
    tones = []
    for pitch in (660.0, 880.0):
        at = np.arange(int(_RATE * 0.08)) / _RATE
        tones.append(np.sin(2 * np.pi * pitch * at) * np.hanning(len(at)) * 0.2)
    return as_wav((np.concatenate(tones) * 32767).astype("<i2").tobytes())

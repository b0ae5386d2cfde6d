"""The microphone: from somebody's beginning to speak to their having finished.

A `Recorder` gives what a microphone hears, chunk by chunk; `Microphone` decides where a recording begins and ends. It is
kept in memory and is gone with whoever took it: nothing here writes it down or says anything of it in a log.
"""

from __future__ import annotations

import asyncio
import io
import wave
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.errors import OperatorError
from bot.messages import Attachment
from bot.voice import devices
from bot.voice.activity import CHUNK, SECONDS, Activity, activity, decibels
from bot.voice.audio import RATE

SILENCE = 0.8
"""Seconds without a voice after which somebody has finished."""

MOST = 30.0
"""Seconds that are recorded at most."""

_WORD = 3  # chunks of voice that are a word; fewer are a click
_SILENT_WINDOW = 2.0  # seconds without anything from a device, after which it is gone
_BYTES = CHUNK * 2
_NOTICED = int(0.35 * RATE) * 2  # bytes; models notice their word around its end, some a little earlier or later
_TELLING = RATE  # bytes, half a second: even a quiet room is not silent that long, but a refused microphone is


class Recorder(Protocol):
    """A microphone."""

    def check(self) -> None:
        """Raise `OperatorError` if it is clear already that nothing can be recorded. May take a second."""
        ...

    def stream(self) -> AsyncGenerator[bytes, None]:
        """What it hears from now on, until closed: 16-bit samples, little-endian, mono, `RATE` a second, in pieces of any size.

        Raises `OperatorError` when it cannot, or no longer.
        """
        ...


class Wake(Protocol):
    """Waits for a certain word."""

    def heard(self, chunk: bytes) -> bool:
        """Whether the word has just been said: `CHUNK` samples of 16 bit that follow those before."""
        ...


@dataclass(frozen=True, slots=True)
class Taken:
    """A recording as an attachment (a WAV file), and whether anybody spoke in it."""

    attachment: Attachment = field(repr=False)
    spoke: bool


class Microphone:
    """Records one thing that somebody says at a time."""

    def __init__(
        self,
        recorder: Recorder,
        *,
        judge: Callable[[], Activity] = activity,
        silence: float = SILENCE,
        most: float = MOST,
    ) -> None:
        """`silence` and `most` are in seconds."""
        self._recorder = recorder
        self._judge = judge
        self._silence = silence
        self._most = most

    async def check(self) -> None:
        """Raise `OperatorError` if it is clear already that nothing can be recorded; get ready otherwise."""
        await asyncio.to_thread(self._recorder.check)
        await asyncio.to_thread(self._judge)  # what it loads is there when the first word is said

    async def record(
        self,
        *,
        until: asyncio.Event,
        patience: float,
        level: Callable[[float], None],
        wake: Wake | None = None,
        woken: Callable[[], None] | None = None,
    ) -> Taken:
        """Record until somebody has spoken and then been silent, or `until` is set, or it gets too long.

        Who has not begun to speak after `patience` seconds will not. `level` is told how loud it is, from 0 to 1, some 30
        times a second. With `wake`, which is ready, nothing is recorded before its word is said; then `woken` is called.
        Raises `OperatorError`, as "microphone-mute" when it gives no sound at all.
        """
        judge = await asyncio.to_thread(self._judge)
        awake = wake is None
        kept, before = bytearray(), bytearray()
        voiced, quiet, sounds = 0, 0.0, False
        async with aclosing(_chunks(self._recorder.stream(), until)) as chunks:
            async for chunk in chunks:
                if not awake:
                    assert wake is not None
                    before = (before + chunk)[-_NOTICED:]
                    if wake.heard(chunk):
                        awake = True
                        kept += _after_the_word(bytes(before))
                        if woken is not None:
                            woken()
                    continue
                kept += chunk
                sounds = sounds or any(chunk)
                level(min(max((decibels(chunk) + 60.0) / 50.0, 0.0), 1.0))
                if judge.speaks(chunk):
                    voiced, quiet = voiced + 1, 0.0
                else:
                    quiet += SECONDS
                    if voiced < _WORD:
                        voiced = 0
                    elif quiet >= self._silence:
                        break
                seconds = len(kept) / (2 * RATE)
                if seconds >= (self._most if voiced else min(patience, self._most)):
                    break
        if len(kept) >= _TELLING and not sounds:
            raise OperatorError("microphone-mute")
        return Taken(Attachment("recording.wav", "audio/wav", as_wav(bytes(kept)), spoken=True), voiced >= _WORD)


class DeviceRecorder:
    """A microphone of this machine, the system's choice or the one called `name` (a part of its name, or its number)."""

    def __init__(self, name: str | None = None) -> None:
        self._name = name

    def check(self) -> None:
        """Raise `OperatorError` if there is none, or nothing to reach it with."""
        devices.find(devices.library(), "input", self._name)

    async def stream(self) -> AsyncGenerator[bytes, None]:
        """What it hears from now on. Raises `OperatorError` as "microphone-…"."""
        loop = asyncio.get_running_loop()
        heard: asyncio.Queue[bytes | None] = asyncio.Queue()

        def put(data: bytes | None) -> None:
            try:
                loop.call_soon_threadsafe(heard.put_nowait, data)
            except RuntimeError:
                return  # the loop has ended meanwhile

        stream, settings = await asyncio.to_thread(self._open, put)
        try:
            convert = _converter(settings["samplerate"], settings["channels"])
            while True:
                try:
                    data = await asyncio.wait_for(heard.get(), _SILENT_WINDOW)
                except TimeoutError:
                    data = None
                if data is None:
                    raise devices.gone("input")
                yield convert(data)
        finally:
            await asyncio.to_thread(devices.closed, stream)

    def _open(self, put: Callable[[bytes | None], None]) -> tuple[Any, dict[str, Any]]:
        sound = devices.library()
        found = devices.find(sound, "input", self._name)
        usual, channels = int(found["default_samplerate"]), min(int(found["max_input_channels"]), 2)
        # As it is needed; else as the device gives it.
        wanted = dict.fromkeys([(RATE, 1), (usual, 1), (usual, channels)])
        tries = [
            {
                "samplerate": rate,
                "channels": count,
                "blocksize": CHUNK * rate // RATE,
                "dtype": "int16",
                "device": found["index"],
                "callback": lambda data, _frames, _time, _status: put(bytes(data)),
                "finished_callback": lambda: put(None),
            }
            for rate, count in wanted
        ]
        return devices.opened(sound, "input", tries)


def _after_the_word(samples: bytes) -> bytes:
    """From where the word that wakes has ended: where it is quietest in the time that a model takes to notice it.

    Who goes on speaking without a pause has begun by then, and the first word of a command must not be lost.
    """
    piece = RATE // 100 * 2
    pieces = [samples[start : start + 3 * piece] for start in range(0, len(samples) - 2 * piece, piece)]
    quietest = min(range(len(pieces)), key=lambda place: decibels(pieces[place]), default=0)
    return samples[(quietest + 1) * piece :]


async def _chunks(pieces: AsyncGenerator[bytes, None], until: asyncio.Event) -> AsyncGenerator[bytes, None]:
    """The pieces cut into chunks, until the event is set; what is left over is no chunk."""
    rest = b""
    ended = asyncio.ensure_future(until.wait())
    try:
        async with aclosing(pieces):
            while not until.is_set():
                coming = asyncio.ensure_future(_next(pieces))
                try:
                    await asyncio.wait({coming, ended}, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    if not coming.done():
                        coming.cancel()
                        await asyncio.gather(coming, return_exceptions=True)
                if coming.cancelled():
                    return
                if not (piece := coming.result()):
                    return
                rest += piece
                whole = len(rest) - len(rest) % _BYTES
                for start in range(0, whole, _BYTES):
                    yield rest[start : start + _BYTES]
                rest = rest[whole:]
    finally:
        ended.cancel()


async def _next(pieces: AsyncGenerator[bytes, None]) -> bytes:
    async for piece in pieces:
        return piece
    return b""


def _converter(rate: int, channels: int) -> Callable[[bytes], bytes]:
    """Makes 16-bit samples at this rate, on so many channels, into mono at `RATE`; keeps what it needs of those before."""
    if (rate, channels) == (RATE, 1):
        return bytes
    try:
        import av
    except ImportError:
        raise OperatorError("microphone-not-installed") from None
    import numpy as np

    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)

    def convert(data: bytes) -> bytes:
        samples = np.frombuffer(data, "<i2").reshape(-1, channels)
        mono = np.rint(samples.mean(axis=1)).astype(np.int16)[None, :]
        frame = av.AudioFrame.from_ndarray(mono, format="s16", layout="mono")
        frame.sample_rate = rate
        return b"".join(made.to_ndarray().astype("<i2").tobytes() for made in resampler.resample(frame))

    return convert


def as_wav(samples: bytes) -> bytes:
    """16-bit mono samples at `RATE` as a WAV file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE)
        writer.writeframes(samples)
    return file.getvalue()

"""Bytes of a recording → samples as recognisers take them: one channel, 16,000 a second, between -1 and 1.

What a file is, is told from its content. It is decoded in memory by FFmpeg's libraries (the package `av`, of the extra
`voice`) and by no program of the machine. Recordings come from anybody, so only formats that hold sound are opened: a
playlist, which would make FFmpeg fetch addresses and read files, is not. Decoding ends at the longest that is listened
to, however much more a small file would unfold to.
"""

from __future__ import annotations

import io
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.errors import OperatorError, Rejected

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE = 16_000
"""Samples a second; Whisper was made for this many."""

MOST_SECONDS = 300
"""The longest recording that is listened to: what somebody asks for is said in less."""

MOST_BYTES = 25_000_000
"""The largest file that is opened; also the most that OpenAI takes for transcription."""

_FORMATS = "ogg,wav,mp3,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,amr,amrnb,amrwb,flac,aac,caf,aiff,au,w64,asf,flv,avi"
"""Names of FFmpeg's readers of formats that hold their sound within themselves."""

_MOST_CHANNELS = 8
_MOST_DAMAGED = 1_000  # packets; a file of nothing but these would keep the processor busy for minutes


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sound:
    """What was recorded. `samples` are mono, `RATE` a second, between -1 and 1. Its repr shows nothing of what was said."""

    samples: NDArray[np.float32]

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / RATE

    def __repr__(self) -> str:
        return f"Sound({self.seconds:.1f} s)"


def decode(data: bytes) -> Sound:
    """The sound of a recording, or of a video's first sound track: ogg, wav, mp3, m4a, mp4, webm, amr, flac and the like.

    What is damaged further on is heard up to there. Takes up to a second for a long recording, so call it in a thread.

    Raises `Rejected` as "voice-empty", "voice-too-large" (`megabytes`, the most), "voice-too-long" (`minutes`, the most),
    "voice-no-track" (a video without sound) or "voice-not-sound"; `OperatorError` "voice-not-installed" without `av`.
    """
    if not data:
        raise Rejected("voice-empty")
    if len(data) > MOST_BYTES:
        raise Rejected("voice-too-large", megabytes=MOST_BYTES // 1_000_000)
    try:
        import av
    except ImportError:
        raise OperatorError("voice-not-installed") from None
    import numpy as np

    try:
        # A reader may be misled by the name that a file-like object carries: bytes have none.
        with av.open(io.BytesIO(data), options={"format_whitelist": _FORMATS, "protocol_whitelist": ""}) as container:
            if not container.streams.audio:
                raise Rejected("voice-no-track" if container.streams.video else "voice-not-sound")
            parts = list(_parts(av, container))
    except (av.FFmpegError, EOFError, ValueError, OverflowError, UnicodeDecodeError, MemoryError) as error:
        # Named by its kind alone: the text of such an error may quote what is in the file.
        raise Rejected("voice-not-sound", detail=type(error).__name__) from None
    samples = np.concatenate(parts) if parts else np.zeros(0, np.float32)
    if not len(samples):
        raise Rejected("voice-empty")
    return Sound(np.clip(np.nan_to_num(samples, copy=False, nan=0.0, posinf=0.0, neginf=0.0), -1.0, 1.0))


def as_wav(sound: Sound) -> bytes:
    """The sound as a WAV file, 16 bit, mono."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE)
        writer.writeframes((sound.samples * 32767.0).round().astype("<i2").tobytes())
    return file.getvalue()


def _parts(av: Any, container: Any) -> Iterator[NDArray[np.float32]]:
    """The first sound track piece by piece, at `RATE`. Raises `Rejected` where it goes on for longer than is listened to."""
    seconds = 0.0
    resampler: Any = None
    form = None
    for frame in _frames(av, container):
        if frame.sample_rate <= 0 or frame.layout.nb_channels > _MOST_CHANNELS:
            raise Rejected("voice-not-sound")
        # Before it is resampled: at a rate of 1 a second a small frame would become gigabytes.
        seconds += frame.samples / frame.sample_rate
        if seconds > MOST_SECONDS:
            raise Rejected("voice-too-long", minutes=MOST_SECONDS // 60)
        if form != (form := (frame.format.name, frame.layout.name, frame.sample_rate)):
            # The first frame, or recordings one behind the other in one file, which differ.
            if resampler is not None:
                yield from (_mono(part) for part in resampler.resample(None))
            resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
        frame.pts = None  # gaps in the numbering are not to become silence
        yield from (_mono(part) for part in resampler.resample(frame))
    if resampler is not None:
        yield from (_mono(part) for part in resampler.resample(None))


def _frames(av: Any, container: Any) -> Iterator[Any]:
    """Decoded frames. A damaged packet is left out, and what comes after the place where a file breaks off."""
    damaged = 0
    stream = container.streams.audio[0]
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
        except (av.FFmpegError, EOFError):
            return
        if packet is None or damaged > _MOST_DAMAGED:
            return
        try:
            yield from packet.decode()
        except (av.FFmpegError, EOFError):
            damaged += 1


def _mono(frame: Any) -> NDArray[np.float32]:
    part: NDArray[np.float32] = frame.to_ndarray().reshape(-1)
    return part

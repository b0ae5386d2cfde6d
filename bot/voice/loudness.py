"""How loud speech is, made as loud as it should be, and put into a file.

Measured as ITU-R BS.1770-4 says: K-weighted power in blocks of 400 ms, a step every 100 ms, without blocks under −70 LUFS and
then without those 10 LU under what is left. True peaks are those of the sound between its samples, at four times their rate
(Annex 2). Decoding and encoding are FFmpeg's, in the package `av`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from bot.errors import OperatorError, Rejected

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

RATE = 48_000
"""Samples a second; the standard's filters are given for these."""

TARGET = -16.0
"""LUFS: what Apple Podcasts asks of mono speech, and about what phones play well (AES TD1008)."""

CEILING = -1.5
"""dBTP: leaves room for what the networks' own encoders add."""

_HEADROOM = 1.0
"""dB under the ceiling, for encoding raises single peaks."""

QUIETEST = -60.0
"""LUFS under which there is nothing but noise to make louder."""

Container = Literal["mp3", "ogg"]
MEDIA_TYPES: dict[Container, str] = {"mp3": "audio/mpeg", "ogg": "audio/ogg"}

_BITS = {"mp3": 96_000, "ogg": 64_000}
_SIZE = 1 << 18
"""Most samples of one transformation: a power of two is quickest."""

_LEAD = RATE // 4
"""Samples before a chunk after which the filters have forgotten how they began."""

_ROUNDS, _TRIES = 10, 4
_STEP = RATE // 10
_BLOCK = 4 * _STEP
_FILTERS = (
    ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585)),
    ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621)),
)
"""The head's shelf and the high-pass of BS.1770-4, tables 1 and 2."""

_LOOK = RATE // 400
"""Samples over which the limiter turns down and up, twice over: 5 ms to either side."""


def samples_of(data: bytes) -> Samples:
    """One channel at `RATE`. Raises `Rejected` for what is no sound, `OperatorError` without `av`."""
    av = _av()
    try:
        with av.open(io.BytesIO(data), format=_reader(data)) as file:
            resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
            made = [_array(frame) for frame in _frames(file, resampler)]
    except (av.FFmpegError, EOFError, ValueError, IndexError) as error:
        raise Rejected("voiceover-no-sound", detail=type(error).__name__) from None
    sound: Samples = np.concatenate(made) if made else np.zeros(0, np.float32)
    if not len(sound):
        raise Rejected("voiceover-no-sound")
    return sound


def lufs(sound: Samples) -> float:
    """The integrated loudness of samples at `RATE`; minus infinity for silence."""
    if len(sound) < _BLOCK:
        sound = np.pad(sound, (0, _BLOCK - len(sound)))
    power = np.concatenate(list(_step_powers(sound)))
    blocks = np.convolve(power, np.ones(4), "valid") / _BLOCK
    loud = _loudness(blocks)
    kept = blocks[loud > -70.0]
    if not len(kept):
        return float("-inf")
    kept = blocks[(loud > -70.0) & (loud > _loudness(kept.mean()) - 10.0)]
    return float(_loudness(kept.mean()))


def true_peak(sound: Samples) -> float:
    """The highest level between the samples, too, in dBTP."""
    return float(20 * np.log10(max(_envelope(sound).max(initial=0.0), 1e-9)))


def normalised(sound: Samples, target: float = TARGET, ceiling: float = CEILING - _HEADROOM) -> Samples:
    """The same at `target` LUFS with no peak over `ceiling` dBTP. Raises `Rejected` for silence."""
    gain = target - lufs(sound)
    if gain > target - QUIETEST:
        raise Rejected("voiceover-no-sound")
    levels = _envelope(sound)
    louder = sound
    for _ in range(_ROUNDS):
        louder = _amplified(sound, levels, 10 ** (gain / 20), 10 ** (ceiling / 20))
        missing = target - lufs(louder)
        if abs(missing) < 0.05:
            break
        gain += 1.3 * missing  # of what is added the limiter takes a part
    return louder


def made(sound: Samples, container: Container) -> bytes:
    """A file of samples at `RATE` that is right once it is decoded again, for encoders change levels and raise peaks."""
    target, ceiling = TARGET, CEILING - _HEADROOM
    for _ in range(_TRIES):
        data = encoded(normalised(sound, target, ceiling), container)
        decoded = samples_of(data)
        quiet, over = TARGET - lufs(decoded), true_peak(decoded) - CEILING
        if abs(quiet) < 0.1 and over <= 0:
            break
        target += quiet
        ceiling -= max(0.0, over + 0.2)
    return data


def encoded(sound: Samples, container: Container) -> bytes:
    """A file of samples at `RATE`: MP3, or Opus in Ogg."""
    av = _av()
    made = io.BytesIO()
    codec = {"mp3": "libmp3lame", "ogg": "libopus"}[container]
    try:
        with av.open(made, "w", format=container) as file:
            stream = file.add_stream(codec, rate=RATE, layout="mono")
            stream.bit_rate = _BITS[container]
            wanted = stream.codec_context.format.name
            resampler = av.AudioResampler(format=wanted, layout="mono", rate=RATE)
            frame = av.AudioFrame.from_ndarray(sound.reshape(1, -1), format="flt", layout="mono")
            frame.sample_rate = RATE
            for part in (*resampler.resample(frame), *resampler.resample(None)):
                file.mux(stream.encode(part))
            file.mux(stream.encode(None))
    except (av.FFmpegError, ValueError) as error:
        raise OperatorError("voiceover-not-installed", detail=type(error).__name__) from None
    return made.getvalue()


def _frames(file: Any, resampler: Any) -> Iterator[Any]:
    for frame in file.decode(audio=0):
        yield from resampler.resample(frame)
    yield from resampler.resample(None)


def _array(frame: Any) -> Samples:
    samples: Samples = frame.to_ndarray().reshape(-1).astype(np.float32)
    return samples


def _reader(data: bytes) -> str:
    return {b"RIFF": "wav", b"OggS": "ogg"}.get(data[:4], "mp3")


def _av() -> Any:
    try:
        import av
    except ImportError:
        raise OperatorError("voiceover-not-installed") from None
    return av


def _loudness(power: Any) -> Any:
    with np.errstate(divide="ignore"):
        return -0.691 + 10 * np.log10(power)


def _step_powers(sound: Samples) -> Iterator[NDArray[np.float64]]:
    """The K-weighted energy of each 100 ms, filtered in the frequencies of one chunk after the other."""
    size = _size(len(sound))
    weight = _weighting(size)
    chunk = (size - 2 * _LEAD) // _STEP * _STEP
    for start in range(0, len(sound) - _STEP + 1, chunk):
        lead = min(_LEAD, start)
        piece = sound[start - lead : start + chunk].astype(np.float64)
        # What rings on has room at the end, so that it does not come round to the beginning.
        heard = np.fft.irfft(np.fft.rfft(piece, size) * weight, size)[lead : len(piece)]
        whole = len(heard) // _STEP * _STEP
        yield (heard[:whole].reshape(-1, _STEP) ** 2).sum(axis=1)


def _size(length: int) -> int:
    return min(_SIZE, 1 << (length + 2 * _LEAD).bit_length())


@lru_cache(maxsize=4)
def _weighting(size: int) -> NDArray[np.complex128]:
    """What both filters make of each frequency."""
    turn = np.exp(-2j * np.pi * np.fft.rfftfreq(size))
    weight: NDArray[np.complex128] = np.ones_like(turn)
    for above, below in _FILTERS:
        weight *= np.polyval(above[::-1], turn) / np.polyval(below[::-1], turn)
    return weight


def _envelope(sound: Samples) -> NDArray[np.float64]:
    """For each sample the highest level from it to the next one, at four times the rate."""
    size, margin = _size(len(sound)), 256
    chunk = size - 2 * margin
    padded = np.pad(sound.astype(np.float64), (margin, margin + chunk))
    levels = []
    for start in range(0, len(sound), chunk):
        wide = np.zeros(2 * size + 1, complex)
        wide[: size // 2 + 1] = np.fft.rfft(padded[start : start + size])
        between = np.abs(np.fft.irfft(wide, 4 * size) * 4).reshape(-1, 4).max(axis=1)
        levels.append(between[margin : margin + chunk])
    return np.concatenate(levels)[: len(sound)] if levels else np.zeros(0)


def _amplified(sound: Samples, levels: NDArray[np.float64], gain: float, ceiling: float) -> Samples:
    """`gain` times as loud, turned down smoothly and beforehand where a peak would be over `ceiling`."""
    wanted = np.minimum(1.0, ceiling / np.maximum(levels * gain, 1e-9))
    factor: Any = gain
    if wanted.min() < 1.0:
        factor = gain * _averaged(_averaged(_lowest(wanted, 2 * _LOOK), _LOOK), _LOOK)
    louder: Samples = (sound * factor).astype(np.float32)
    return louder


def _lowest(values: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """The lowest value within `reach` to either side of each, found by doubling."""
    lowest = np.pad(values, reach, constant_values=1.0)
    width, whole = 1, 2 * reach + 1
    while width < whole:
        step = min(width, whole - width)
        lowest = np.minimum(lowest[:-step], lowest[step:])
        width += step
    return lowest


def _averaged(values: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """The mean over `reach` to either side of each."""
    sums = np.cumsum(np.pad(values, (reach + 1, reach), mode="edge"))
    width = 2 * reach + 1
    means: NDArray[np.float64] = (sums[width:] - sums[:-width]) / width
    return means

"""Videos made anew: cut to length, brought to a size, padded, cropped, turned into MP4.

This needs the `av` package (FFmpeg's libraries; its wheels hold libx264, which is under the GPL), so it comes only where
somebody has installed it: `make video`. Reading what a video is and blanking where it was taken need nothing (`boxes.py`).
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

from bot.errors import Rejected, Unsupported

AUDIO_BITS = 128_000
LONGEST = 3 * 3600.0  # seconds; more than any network takes


@dataclass(frozen=True, slots=True)
class Cut:
    """What to make of a video. `size` is width and height; `fit` how it gets there; `seconds` how much of it stays."""

    size: tuple[int, int] | None = None
    fit: Literal["scale", "pad", "crop"] = "scale"
    seconds: float | None = None
    most_bytes: int | None = None


def is_there() -> bool:
    """Whether videos can be made anew on this machine."""
    return importlib.util.find_spec("av") is not None


def trimmed(source: Path, target: Path, seconds: float) -> None:
    """The first `seconds` of a video, its pictures untouched. Raises `Unsupported` without `av`, `Rejected` if it cannot."""
    av = _av()
    try:
        with av.open(str(source)) as old, av.open(str(target), "w", format="mp4", options=_FAST) as new:
            streams = {}
            for kind in (old.streams.video[:1], old.streams.audio[:1]):
                for stream in kind:
                    streams[stream.index] = new.add_stream_from_template(stream)
            # Pictures are stored before those that are shown earlier; a little less, so that none lacks what it builds on.
            until = max(0.1, seconds - 0.2)
            ended: set[int] = set()
            for packet in old.demux([old.streams[index] for index in streams]):
                if packet.dts is None or packet.stream.index in ended:
                    continue
                if float(packet.dts * packet.time_base) >= until:
                    ended.add(packet.stream.index)
                    if len(ended) == len(streams):
                        break
                    continue
                packet.stream = streams[packet.stream.index]
                new.mux(packet)
    except (av.FFmpegError, ValueError, TypeError) as error:
        raise Rejected("media-video-cannot", detail=repr(error)) from error


def made(source: Path, target: Path, cut: Cut) -> None:
    """An MP4 (H.264, AAC) of a video. Raises `Unsupported` without `av`, `Rejected` if it cannot be made or made small enough."""
    av = _av()
    for attempt in range(3):
        try:
            _encode(av, source, target, cut, 0.92 / (1.4**attempt))
        except (av.FFmpegError, ValueError, TypeError, StopIteration) as error:
            raise Rejected("media-video-cannot", detail=repr(error)) from error
        if cut.most_bytes is None or target.stat().st_size <= cut.most_bytes:
            return
    raise Rejected("media-cannot-shrink")


_FAST = {"movflags": "+faststart"}


def _av() -> Any:
    try:
        import av
    except ImportError:
        raise Unsupported("media-video-not-here") from None
    return av


def _encode(av: Any, source: Path, target: Path, cut: Cut, share: float) -> None:
    with av.open(str(source)) as old, av.open(str(target), "w", format="mp4", options=_FAST) as new:
        picture = old.streams.video[0]
        picture.thread_type = "AUTO"
        sound = old.streams.audio[0] if old.streams.audio else None
        frames = old.decode(picture)
        first = next(frames)
        turn = _quarter_turns(first)
        shown = (first.height, first.width) if turn % 2 else (first.width, first.height)
        size = _even(cut.size or shown)
        rate = Fraction(picture.average_rate or 25).limit_denominator(1001)
        rate = min(rate, Fraction(60))
        length = min(cut.seconds or LONGEST, float((old.duration or 0) / av.time_base) or LONGEST)
        video = new.add_stream("libx264", rate=rate)
        video.width, video.height = size
        video.pix_fmt = "yuv420p"
        if cut.most_bytes is not None:
            bits = int(cut.most_bytes * 8 * share / max(length, 1)) - (AUDIO_BITS if sound is not None else 0)
            if bits < 80_000:
                raise Rejected("media-cannot-shrink")
            video.bit_rate = min(bits, 12_000_000)
        else:
            video.options = {"crf": "20", "preset": "fast"}
        audio = new.add_stream("aac", rate=min(sound.rate or 44_100, 48_000)) if sound is not None else None
        if audio is not None:
            audio.bit_rate = AUDIO_BITS
        graph, end = _graph(av, first, picture, _filters(turn, shown, size, cut.fit), rate)
        start = float(first.time or 0)

        def draw(frame: Any) -> bool:
            if frame is not None and float(frame.time or 0) - start >= length:
                return False
            graph.push(frame)
            _drain(av, end, video, new)
            return True

        if draw(first):
            for frame in frames:
                if not draw(frame):
                    break
        graph.push(None)
        _drain(av, end, video, new)
        new.mux(video.encode(None))
        if sound is not None and audio is not None:
            _sound(av, source, new, audio, length)


def _sound(av: Any, source: Path, new: Any, audio: Any, length: float) -> None:
    resampler = av.AudioResampler(format="fltp", layout="stereo", rate=audio.rate)
    with av.open(str(source)) as old:
        for frame in old.decode(audio=0):
            if float(frame.time or 0) >= length:
                break
            for part in resampler.resample(frame):
                new.mux(audio.encode(part))
    for part in resampler.resample(None):
        new.mux(audio.encode(part))
    new.mux(audio.encode(None))


def _graph(av: Any, first: Any, stream: Any, filters: list[tuple[str, str]], rate: Fraction) -> tuple[Any, Any]:
    graph = av.filter.Graph()
    begin = graph.add_buffer(
        width=first.width, height=first.height, format=first.format.name, time_base=stream.time_base
    )
    last = begin
    for name, args in [*filters, ("fps", str(rate)), ("format", "yuv420p")]:
        node = graph.add(name, args)
        last.link_to(node)
        last = node
    end = graph.add("buffersink")
    last.link_to(end)
    graph.configure()
    return graph, end


def _drain(av: Any, end: Any, video: Any, new: Any) -> None:
    while True:
        try:
            frame = end.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        frame.pict_type = 0
        new.mux(video.encode(frame))


def _filters(
    turn: int, shown: tuple[int, int], size: tuple[int, int], fit: Literal["scale", "pad", "crop"]
) -> list[tuple[str, str]]:
    turned = {1: [("transpose", "clock")], 2: [("hflip", ""), ("vflip", "")], 3: [("transpose", "cclock")]}.get(
        turn, []
    )
    wide, tall = size
    if fit == "pad":
        scale = min(wide / shown[0], tall / shown[1])
        inner = _even((min(wide, round(shown[0] * scale)), min(tall, round(shown[1] * scale))))
        place = f"{wide}:{tall}:{(wide - inner[0]) // 2}:{(tall - inner[1]) // 2}:black"
        return [*turned, ("scale", f"{inner[0]}:{inner[1]}"), ("pad", place)]
    if fit == "crop":
        scale = max(wide / shown[0], tall / shown[1])
        outer = _even((max(wide, round(shown[0] * scale)), max(tall, round(shown[1] * scale))))
        return [*turned, ("scale", f"{outer[0]}:{outer[1]}"), ("crop", f"{wide}:{tall}")]
    return [*turned, ("scale", f"{wide}:{tall}")]


def _quarter_turns(frame: Any) -> int:
    """Quarter turns clockwise until it stands upright; the note beside the pictures counts counter-clockwise."""
    return round(-int(getattr(frame, "rotation", 0) or 0) / 90) % 4


def _even(size: tuple[int, int]) -> tuple[int, int]:
    """H.264 codes colours for every second pixel, so sides are even."""
    return max(2, size[0] // 2 * 2), max(2, size[1] // 2 * 2)

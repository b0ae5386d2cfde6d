"""Reads what a video says of itself, without any codec: MP4 and QuickTime (ISO/IEC 14496-12), Matroska and WebM (RFC 9559).

Only headers are read, however large the file. Where a camera wrote where it stood, that is blanked out in place.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bot.errors import Rejected

MOST_HEADER = 64_000_000
"""Bytes of header that are read at most; ten hours of video have about a tenth of it."""
MOST_BOXES = 20_000
_CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"udta", b"edts"}
_TELLING = {b"udta", b"meta", b"uuid"}
"""Boxes in which places, devices and people are named; players do without them."""


@dataclass(slots=True)
class Film:
    """What was found. Zero and empty where it is not said."""

    width: int = 0
    height: int = 0
    seconds: float = 0.0
    frames_per_second: float = 0.0
    codec: str = ""
    has_video: bool = False
    has_audio: bool = False
    cleaned: bool = False
    """Whether something telling was found and blanked."""


@dataclass(frozen=True, slots=True)
class _Box:
    kind: bytes
    start: int
    body: int
    end: int


def read_mp4(path: Path, *, clean: bool = False) -> Film:
    """What an MP4 or QuickTime file says; with `clean`, what tells of places and people is overwritten with nothing.

    Raises `Rejected` for a file that is cut short or not in order.
    """
    film = Film()
    with path.open("r+b" if clean else "rb") as file:
        size = file.seek(0, os.SEEK_END)
        found = False
        for box in _boxes(file, 0, size):
            if box.end > size:
                raise Rejected("media-broken")
            if box.kind == b"moov":
                found = True
                _movie(file, box, film, clean)
            elif box.kind in {b"uuid", b"meta"} and clean:
                _blank(file, box, film)
            elif box.kind == b"moof" and not film.seconds:
                film.frames_per_second = 0.0
        if not found or not (film.has_video or film.has_audio):
            raise Rejected("media-broken")
    return film


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[_Box]:
    at = start
    count = 0
    while at + 8 <= end:
        count += 1
        if count > MOST_BOXES:
            raise Rejected("media-broken")
        file.seek(at)
        head = file.read(16)
        size, kind = int.from_bytes(head[:4], "big"), head[4:8]
        body = at + 8
        if size == 1:
            size = int.from_bytes(head[8:16], "big")
            body = at + 16
        elif size == 0:
            size = end - at
        if size < body - at:
            raise Rejected("media-broken")
        yield _Box(kind, at, body, at + size)
        at += size


def _movie(file: BinaryIO, moov: _Box, film: Film, clean: bool) -> None:
    if moov.end - moov.start > MOST_HEADER:
        raise Rejected("media-broken")
    for box in _boxes(file, moov.body, moov.end):
        if box.end > moov.end:
            raise Rejected("media-broken")
        if box.kind == b"mvhd":
            film.seconds = _duration(_read(file, box)) or film.seconds
        elif box.kind == b"trak":
            _track(file, box, film, clean)
        elif box.kind in _TELLING and clean:
            _blank(file, box, film)


def _track(file: BinaryIO, trak: _Box, film: Film, clean: bool) -> None:
    header = handler = b""
    codec = ""
    samples = 0
    seconds = 0.0
    size = (0, 0)
    stack = [trak]
    while stack:
        for box in _boxes(file, (outer := stack.pop()).body, outer.end):
            if box.end > outer.end:
                raise Rejected("media-broken")
            if box.kind in _TELLING:
                if clean:
                    _blank(file, box, film)
            elif box.kind in _CONTAINERS:
                stack.append(box)
            elif box.kind == b"tkhd":
                header = _read(file, box)
            elif box.kind == b"mdhd":
                seconds = _duration(_read(file, box))
            elif box.kind == b"hdlr":
                handler = handler or _read(file, box)[8:12]
            elif box.kind == b"stsd":
                entry = _read(file, box)
                codec = entry[12:16].decode("latin-1").strip()
                size = (int.from_bytes(entry[40:42], "big"), int.from_bytes(entry[42:44], "big"))
            elif box.kind == b"stts":
                samples = _samples(_read(file, box))
    if handler == b"soun":
        film.has_audio = True
    if handler != b"vide" or film.has_video:
        return
    film.has_video = True
    film.codec = _CODECS.get(codec, codec)
    film.width, film.height = _shown(header, size)
    if seconds > 0:
        film.seconds = film.seconds or seconds
        film.frames_per_second = round(samples / seconds, 3)


_CODECS = {
    "avc1": "h264",
    "avc3": "h264",
    "hvc1": "hevc",
    "hev1": "hevc",
    "av01": "av1",
    "vp09": "vp9",
    "vp08": "vp8",
    "mp4v": "mpeg4",
    "apch": "prores",
    "apcn": "prores",
    "ap4h": "prores",
}


def _shown(header: bytes, coded: tuple[int, int]) -> tuple[int, int]:
    """Width and height as they are shown: a phone held upright writes a lying picture and a matrix that turns it."""
    matrix_at = 52 if header[:1] == b"\x01" else 40
    if len(header) < matrix_at + 44:
        return coded
    a, b, _, c, d = struct.unpack(">iiiii", header[matrix_at : matrix_at + 20])
    width, height = (value >> 16 for value in struct.unpack(">II", header[matrix_at + 36 : matrix_at + 44]))
    width, height = (width, height) if width and height else coded
    return (height, width) if not a and not d and b and c else (width, height)


def _duration(body: bytes) -> float:
    """Of `mvhd` and `mdhd`, which begin alike."""
    if body[:1] == b"\x01" and len(body) >= 32:
        scale, length = struct.unpack(">IQ", body[20:32])
        unknown = 2**64 - 1
    elif len(body) >= 20:
        scale, length = struct.unpack(">II", body[12:20])
        unknown = 2**32 - 1
    else:
        return 0.0
    return length / scale if scale and length != unknown else 0.0


def _samples(body: bytes) -> int:
    count = min(int.from_bytes(body[4:8], "big"), (len(body) - 8) // 8)
    return sum(int.from_bytes(body[8 + 8 * at : 12 + 8 * at], "big") for at in range(count))


def _read(file: BinaryIO, box: _Box) -> bytes:
    if box.end - box.body > MOST_HEADER:
        raise Rejected("media-broken")
    file.seek(box.body)
    body = file.read(box.end - box.body)
    if len(body) < box.end - box.body:
        raise Rejected("media-broken")
    return body


def _blank(file: BinaryIO, box: _Box, film: Film) -> None:
    """Make a box an empty one of the same size: whatever points behind it still points to the same place."""
    file.seek(box.start + 4)
    file.write(b"free")
    _zero(file, box.body, box.end)
    film.cleaned = True


def _zero(file: BinaryIO, start: int, end: int) -> None:
    file.seek(start)
    left = end - start
    while left > 0:
        left -= file.write(b"\x00" * min(left, 1 << 20))


# Matroska

_SEGMENT, _INFO, _TRACKS, _TAGS, _CLUSTER, _ATTACHMENTS = (
    0x18538067,
    0x1549A966,
    0x1654AE6B,
    0x1254C367,
    0x1F43B675,
    0x1941A469,
)


def read_webm(path: Path, *, clean: bool = False) -> Film:
    """What a WebM or Matroska file says; with `clean`, its tags and attachments are overwritten. Raises `Rejected`."""
    film = Film()
    with path.open("r+b" if clean else "rb") as file:
        size = file.seek(0, os.SEEK_END)
        for id, _, body, end in _elements(file, 0, size):
            if id != _SEGMENT:
                continue
            for inner, start, inner_body, inner_end in _elements(file, body, min(end, size)):
                if inner == _INFO:
                    _info(_bytes(file, inner_body, inner_end), film)
                elif inner == _TRACKS:
                    _tracks(_bytes(file, inner_body, inner_end), film)
                elif inner in {_TAGS, _ATTACHMENTS} and clean and inner_end - start >= 9:
                    file.seek(start)
                    file.write(b"\xec\x01" + (inner_end - start - 9).to_bytes(7, "big"))  # Void
                    _zero(file, start + 9, inner_end)
                    film.cleaned = True
    if not (film.has_video or film.has_audio):
        raise Rejected("media-broken")
    return film


def _elements(file: BinaryIO, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    at = start
    count = 0
    while at + 2 <= end:
        count += 1
        if count > 10 * MOST_BOXES:
            raise Rejected("media-broken")
        file.seek(at)
        head = file.read(12)
        id, after = _number(head, 0, keep=True)
        size, body = _number(head, after, keep=False)
        if id is None:
            return
        # A live recording does not know its length: the last part of it goes on to the end.
        stop = end if size is None else at + body + size
        yield id, at, at + body, min(stop, end)
        if size is None and id == _CLUSTER:
            return
        at = stop


def _number(data: bytes, at: int, *, keep: bool) -> tuple[int | None, int]:
    """A variable-length number and the place after it; None where all its bits are set, or there is none."""
    if at >= len(data) or not data[at]:
        return None, at + 1
    length = 9 - data[at].bit_length()
    raw = int.from_bytes(data[at : at + length], "big")
    if keep:
        return raw, at + length
    value = raw & ((1 << 7 * length) - 1)
    return (None if value == (1 << 7 * length) - 1 else value), at + length


def _bytes(file: BinaryIO, start: int, end: int) -> bytes:
    if end - start > MOST_HEADER:
        raise Rejected("media-broken")
    file.seek(start)
    return file.read(end - start)


def _within(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        id, after = _number(data, at, keep=True)
        size, body = _number(data, after, keep=False)
        if id is None or size is None:
            return
        yield id, data[body : body + size]
        at = body + size


def _info(data: bytes, film: Film) -> None:
    scale, length = 1_000_000, 0.0
    for id, value in _within(data):
        if id == 0x2AD7B1:
            scale = int.from_bytes(value, "big")
        elif id == 0x4489 and len(value) in {4, 8}:
            length = struct.unpack(">f" if len(value) == 4 else ">d", value)[0]
    film.seconds = length * scale / 1e9 if 0 < length < 1e15 else 0.0


def _tracks(data: bytes, film: Film) -> None:
    for id, track in _within(data):
        if id != 0xAE:
            continue
        fields = dict(_within(track))
        kind = int.from_bytes(fields.get(0x83, b""), "big")
        film.has_audio |= kind == 2
        if kind != 1 or film.has_video:
            continue
        film.has_video = True
        codec = fields.get(0x86, b"").decode("latin-1")
        film.codec = {"V_VP8": "vp8", "V_VP9": "vp9", "V_AV1": "av1", "V_MPEG4/ISO/AVC": "h264"}.get(codec, codec)
        video = dict(_within(fields.get(0xE0, b"")))
        film.width = int.from_bytes(video.get(0xB0, b""), "big")
        film.height = int.from_bytes(video.get(0xBA, b""), "big")
        if frame := int.from_bytes(fields.get(0x23E383, b""), "big"):
            film.frames_per_second = round(1e9 / frame, 3)

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
"""In one box, and a few times as many in a whole file."""
MOST_ENTRIES = 1_000_000
_CONTAINERS = {b"trak", b"mdia", b"minf", b"stbl", b"edts"}
_TELLING = {b"udta", b"meta", b"uuid"}
"""Boxes in which places, devices and people are named; players do without them."""
_OUTER = {b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"mfra", b"sidx", b"ssix", b"prft", b"pdin", b"emsg"}
_IN_MOVIE = {b"mvhd", b"trak", b"mvex", b"iods", b"pssh"}
"""What a player needs. Cameras for cars and sports write places into boxes of their own, also into free ones."""
_PLAYED = {b"vide", b"soun", b"text", b"sbtl", b"subt", b"clcp", b"tmcd", b""}
"""Kinds of tracks that are shown or heard; others tell where the camera was, second by second."""


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
    left = _Count(5 * MOST_BOXES)
    with path.open("r+b" if clean else "rb") as file:
        size = file.seek(0, os.SEEK_END)
        found = False
        for box in _boxes(file, 0, size, left):
            if box.end > size:
                raise Rejected("media-broken")
            if box.kind == b"moov":
                found = True
                _movie(file, box, film, clean, left)
            elif box.kind not in _OUTER and clean:
                _blank(file, box, film)
            elif box.kind == b"moof" and not film.seconds:
                film.frames_per_second = 0.0
        if not found or not (film.has_video or film.has_audio):
            raise Rejected("media-broken")
    return film


@dataclass(slots=True)
class _Count:
    """How many more boxes are looked at: a file may hold millions within each other."""

    left: int

    def down(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Rejected("media-broken")


def _boxes(file: BinaryIO, start: int, end: int, left: _Count) -> Iterator[_Box]:
    at = start
    own = _Count(MOST_BOXES)
    while at + 8 <= end:
        own.down()
        left.down()
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


def _movie(file: BinaryIO, moov: _Box, film: Film, clean: bool, left: _Count) -> None:
    if moov.end - moov.start > MOST_HEADER:
        raise Rejected("media-broken")
    for box in _boxes(file, moov.body, moov.end, left):
        if box.end > moov.end:
            raise Rejected("media-broken")
        if box.kind == b"mvhd":
            film.seconds = _duration(_read(file, box)) or film.seconds
        elif box.kind == b"trak":
            _track(file, box, film, clean, left)
        elif box.kind not in _IN_MOVIE and clean:
            _blank(file, box, film)


def _track(file: BinaryIO, trak: _Box, film: Film, clean: bool, left: _Count) -> None:
    header = handler = b""
    tables: dict[bytes, bytes] = {}
    codec = ""
    samples = 0
    seconds = 0.0
    size = (0, 0)
    stack = [trak]
    while stack:
        for box in _boxes(file, (outer := stack.pop()).body, outer.end, left):
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
                codec = _name(entry[12:16])
                size = (int.from_bytes(entry[40:42], "big"), int.from_bytes(entry[42:44], "big"))
            elif box.kind == b"stts":
                samples = _samples(_read(file, box))
            elif box.kind in {b"stsc", b"stsz", b"stco", b"co64"} and clean:
                tables[box.kind] = _read(file, box)
    if clean and handler not in _PLAYED:
        room = file.seek(0, os.SEEK_END)
        for start, length in _chunks(tables):
            room -= length
            if room < 0:  # parts that lie over each other
                raise Rejected("media-broken")
            _zero(file, start, start + length)
        _blank(file, trak, film)
        return
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


def _chunks(tables: dict[bytes, bytes]) -> Iterator[tuple[int, int]]:
    """Where the data of a track lies: place and length of each chunk (ISO/IEC 14496-12, sections 8.7.3 to 8.7.5)."""
    wide = b"co64" in tables
    places = _numbers(tables.get(b"co64" if wide else b"stco", b""), 8 if wide else 4)
    runs = _numbers(tables.get(b"stsc", b""), 4, each=3)
    table = tables.get(b"stsz", b"")
    same = int.from_bytes(table[4:8], "big")
    sizes = _numbers(table[4:], 4) if not same else []
    most = int.from_bytes(table[8:12], "big")
    sample, run, per = 0, 0, 0
    for number, place in enumerate(places, 1):
        while run < len(runs) and runs[run][0] <= number:
            per = runs[run][1]
            run += 1
        count = min(per, most - sample)
        if count <= 0:
            return
        yield place[0], same * count if same else sum(size[0] for size in sizes[sample : sample + count])
        sample += count


def _numbers(table: bytes, width: int, *, each: int = 1) -> list[tuple[int, ...]]:
    """The entries of a table: four bytes of flags, four of how many there are, then `each` numbers an entry."""
    count = min(int.from_bytes(table[4:8], "big"), (len(table) - 8) // (width * each), MOST_ENTRIES)
    if count <= 0:
        return []
    form = f">{count * each}{'Q' if width == 8 else 'I'}"
    flat = struct.unpack(form, table[8 : 8 + count * each * width])
    return [flat[at : at + each] for at in range(0, len(flat), each)]


def _name(raw: bytes) -> str:
    """A codec's name as it may be stored and shown."""
    return "".join(chr(byte) for byte in raw[:32] if 32 <= byte < 127).strip()


def _whole(raw: bytes, most: int = 2**31 - 1) -> int:
    """A number that a store can hold; 0 for any other."""
    number = int.from_bytes(raw[:9], "big") if len(raw) <= 8 else 0
    return number if number <= most else 0


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
    return sum(count for count, _ in _numbers(body, 4, each=2))


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
    end = min(end, file.seek(0, os.SEEK_END))  # a table may say anything; nothing is made larger by it
    if start >= end:
        return
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
    if not 0 <= end - start <= MOST_HEADER:
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
            scale = _whole(value, 10**12)
        elif id == 0x4489 and len(value) in {4, 8}:
            length = struct.unpack(">f" if len(value) == 4 else ">d", value)[0]
    film.seconds = length * scale / 1e9 if 0 < length < 1e15 else 0.0


def _tracks(data: bytes, film: Film) -> None:
    for id, track in _within(data):
        if id != 0xAE:
            continue
        fields = dict(_within(track))
        kind = _whole(fields.get(0x83, b""))
        film.has_audio |= kind == 2
        if kind != 1 or film.has_video:
            continue
        film.has_video = True
        codec = _name(fields.get(0x86, b""))
        film.codec = {"V_VP8": "vp8", "V_VP9": "vp9", "V_AV1": "av1", "V_MPEG4/ISO/AVC": "h264"}.get(codec, codec)
        video = dict(_within(fields.get(0xE0, b"")))
        film.width = _whole(video.get(0xB0, b""))
        film.height = _whole(video.get(0xBA, b""))
        if frame := _whole(fields.get(0x23E383, b""), 10**12):
            film.frames_per_second = round(1e9 / frame, 3)

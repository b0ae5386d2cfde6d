"""Files that were made to break whoever reads them, or that tell more than a post should."""

from __future__ import annotations

import io
import random
import struct
import time
import wave
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from bot.errors import AllInError, Rejected
from bot.media import MediaLibrary
from bot.media.library import _measured
from tests.media.made import box, film, photo

PLACE = b"+52.5163+013.3777/"
NAME = b"Camera of Blum"


def _moving(kind: str) -> bytes:
    buffer = io.BytesIO()
    frames = [Image.new("RGBA", (24, 24), (40 * at, 0, 0, 255)) for at in range(4)]
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:], duration=50)
    return buffer.getvalue()


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, NAME.decode()
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (52.0, 30.0, 59.0)
    return exif


def _sound() -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(400))
    return buffer.getvalue()


def element(id: bytes, *parts: bytes) -> bytes:
    """One element of a WebM file."""
    body = b"".join(parts)
    return id + struct.pack(">Q", len(body) | 1 << 56) + body


def webm(scale: bytes = b"\x0f\x42\x40", width: bytes = b"\x01\x00", frame: bytes = b"\x02\x62\x5a\x00") -> bytes:
    """The headers of a WebM file with one track, and a tag."""
    info = element(b"\x15\x49\xa9\x66", element(b"\x2a\xd7\xb1", scale), element(b"\x44\x89", struct.pack(">d", 1e3)))
    shown = element(b"\xe0", element(b"\xb0", width), element(b"\xba", b"\x01\x00"))
    entry = element(
        b"\xae", element(b"\x83", b"\x01"), element(b"\x86", b"V_VP8"), element(b"\x23\xe3\x83", frame), shown
    )
    tags = element(b"\x12\x54\xc3\x67", PLACE)
    segment = element(b"\x18\x53\x80\x67", info, element(b"\x16\x54\xae\x6b", entry), tags)
    return element(b"\x1a\x45\xdf\xa3", b"webm") + segment


SEEDS: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: photo(40, 30, exif=_exif(), noise=True),
    "png": lambda: photo(40, 30, "PNG", exif=_exif(), noise=True),
    "png, 16 bit": lambda: photo(20, 20, "PNG", mode="I;16"),
    "webp": lambda: photo(40, 30, "WEBP", exif=_exif(), noise=True),
    "avif": lambda: photo(40, 30, "AVIF", exif=_exif(), noise=True),
    "tiff": lambda: photo(40, 30, "TIFF", exif=_exif(), noise=True),
    "bmp": lambda: photo(20, 20, "BMP"),
    "gif": lambda: _moving("GIF"),
    "moving png": lambda: _moving("PNG"),
    "moving webp": lambda: _moving("WEBP"),
    "mp4": lambda: film(telling=PLACE),
    "webm": webm,
    "wav": _sound,
}


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """The file with a few things wrong with it."""
    data = bytearray(seed)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(data)) if data else 0
        match chance.randrange(6):
            case 0 | 1:
                data[at : at + 1] = bytes([chance.choice((0, 1, 127, 128, 255, chance.randrange(256)))])
            case 2:
                del data[at:]
            case 3:
                data[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", bytes(4), b"\x7f\xff\xff\xff"))
            case 4:
                data[at:at] = data[at : at + chance.randrange(1, 64)]
            case _:
                del data[at : at + chance.randrange(1, 64)]
    return bytes(data)


@pytest.mark.parametrize("kind", SEEDS)
def test_a_damaged_file_is_taken_or_refused_and_nothing_else(kind: str, tmp_path: Path) -> None:
    seed, chance, path = SEEDS[kind](), random.Random(kind), tmp_path / "in"
    path.write_bytes(seed)
    _measured(path)  # the file itself is sound
    for _ in range(120):
        path.write_bytes(mutated(seed, chance))
        begun = time.process_time()
        try:
            found = _measured(path)
        except Rejected:
            continue
        finally:
            assert time.process_time() - begun < 5
        assert 0 <= found.width < 2**31
        assert 0 <= found.height < 2**31
        assert found.codec.isprintable()
        assert 0 <= found.seconds < 1e300


@pytest.mark.parametrize(
    "content",
    [
        webm(scale=b"\xff" * 200_000),
        webm(width=b"\xff" * 9),
        webm(frame=b"\x01" * 5000),
    ],
)
def test_a_number_that_no_machine_holds_is_none(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "in"
    path.write_bytes(content)
    try:
        found = _measured(path)
    except Rejected:
        return
    assert found.width < 2**31


def _nested(depth: int) -> bytes:
    return b"".join(struct.pack(">I", 8 * (depth - at)) + b"trak" for at in range(depth))


@pytest.mark.parametrize(
    "content",
    [
        box(b"ftyp", b"isom", bytes(4)) + box(b"moov", _nested(300_000)),
        box(b"ftyp", b"isom", bytes(4)) + box(b"moov", box(b"trak", box(b"free") * 19_000) * 40),
        b"GIF89a\x01\0\x01\0\x80\0\0" + bytes(6) + (b",\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0") * 300_000 + b";",
        b"GIF89a\x01\0\x01\0\x80\0\0" + bytes(6) + b"!\xfe\0" * 1_000_000 + b";",
    ],
    ids=["boxes in boxes", "many boxes", "many frames", "many comments"],
)
def test_a_file_of_many_parts_is_not_worked_through(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "in"
    path.write_bytes(content)
    begun = time.process_time()
    with pytest.raises(Rejected):
        _measured(path)
    assert time.process_time() - begun < 3


def _telemetry(at: int, length: int) -> bytes:
    """A track of a sports camera: a position every second, in the data of the file."""
    full = bytes(4)
    tables = (
        box(b"stsc", full, struct.pack(">I3I", 1, 1, 1, 1)),
        box(b"stsz", full, struct.pack(">II", length, 1)),
        box(b"stco", full, struct.pack(">II", 1, at)),
    )
    handler = box(b"hdlr", bytes(8), b"meta", bytes(12), b"\0")
    return box(b"trak", box(b"mdia", handler, box(b"minf", box(b"stbl", *tables))))


async def test_where_a_film_was_made_is_nowhere_in_its_bytes(library: MediaLibrary) -> None:
    plain = film(telling=PLACE)
    start = plain.index(b"moov") - 4
    size = int.from_bytes(plain[start : start + 4], "big")
    extra = box(b"gps ", PLACE) + _telemetry(0, len(PLACE))
    data = plain[:start] + box(b"moov", plain[start + 8 : start + size], extra) + plain[start + size :]
    data = data[:-64] + PLACE + data[-64 + len(PLACE) :]
    at = data.rindex(PLACE)
    data = data.replace(
        box(b"stco", bytes(4), struct.pack(">II", 1, 0)), box(b"stco", bytes(4), struct.pack(">II", 1, at))
    )
    data += box(b"free", PLACE) + box(b"uuid", bytes(16), PLACE) + box(b"udta", PLACE) + box(b"sefd", PLACE)
    assert data.count(PLACE) == 7
    for brand in (b"isom", b"qt  "):
        arrived = await library.take_bytes(1, data.replace(b"ftypisom", b"ftyp" + brand), name="ride.mp4")
        kept = arrived.media.path.read_bytes()
        assert PLACE not in kept
        assert len(kept) == len(data)
        assert (arrived.media.width, arrived.media.height, arrived.media.seconds) == (1080, 1920, 12)


async def test_a_table_that_lies_zeroes_nothing_twice_and_makes_no_file_larger(library: MediaLibrary) -> None:
    plain = film()
    start = plain.index(b"moov") - 4
    size = int.from_bytes(plain[start : start + 4], "big")
    for at, length in ((2**31, 100), (0, 2**31), (10, 5)):
        moov = box(b"moov", plain[start + 8 : start + size], _telemetry(at, length))
        data = plain[:start] + moov + plain[start + size :]
        try:
            arrived = await library.take_bytes(1, data, name="a.mp4")
        except AllInError:
            continue
        assert arrived.media.size == len(data)


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "tiff", "avif", "webm"])
async def test_whose_camera_and_where_is_nowhere_in_the_bytes(library: MediaLibrary, kind: str) -> None:
    data = SEEDS[kind]()
    assert NAME in data or PLACE in data
    arrived = await library.take_bytes(1, data, name=f"a.{kind}")
    kept = arrived.media.path.read_bytes()
    for telling in (NAME, PLACE, b"Exif", b"http://ns.adobe.com", b"GPS"):
        assert telling not in kept


async def test_a_picture_of_sixteen_bits_is_taken(library: MediaLibrary) -> None:
    image = Image.new("I;16", (64, 48), 0)
    image.paste(65_535, (0, 0, 32, 48))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    arrived = await library.take_bytes(1, buffer.getvalue(), name="scan.png")
    shown = Image.open(arrived.media.path).convert("L")
    assert shown.getpixel((5, 5)) == 255
    assert shown.getpixel((60, 5)) == 0


@pytest.mark.parametrize(
    "name",
    [
        "../../secret.key",
        "..\\..\\x.jpg",
        "a\x00b.jpg",
        "\u202egpj.exe",
        "x" * 5000 + ".jpg",
        "/dev/zero",
        "Grüße 🍞.jpg",
        "",
    ],
)
async def test_a_name_leads_nowhere(library: MediaLibrary, name: str) -> None:
    arrived = await library.take_bytes(1, photo(20, 20), name=name)
    assert arrived.media.path.is_relative_to(library.folder)
    assert arrived.media.filename.isalnum() or arrived.media.filename.count(".") == 1
    row = (await library.rows(1, [arrived.media.id]))[arrived.media.id]
    assert len(row.name) <= 100
    assert row.name.isprintable()


async def test_only_a_file_is_a_file(library: MediaLibrary, tmp_path: Path) -> None:
    (tmp_path / "zero.jpg").symlink_to("/dev/zero")
    (tmp_path / "round.jpg").symlink_to(tmp_path / "round.jpg")
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "key.jpg").symlink_to("/etc/passwd")
    huge = tmp_path / "huge.jpg"
    with huge.open("wb") as file:
        file.write(photo(20, 20))
        file.truncate(4 * 1024**3 + 1)
    for path in (*tmp_path.glob("*.jpg"), tmp_path, Path("/proc/self/mem"), Path("/dev/stdin"), tmp_path / ("x" * 300)):
        begun = time.process_time()
        with pytest.raises(AllInError):
            await library.take_file(1, path)
        assert time.process_time() - begun < 2
    assert not list(library.folder.glob("in-*"))


async def test_a_bomb_of_a_few_bytes_is_refused_before_it_is_unpacked(library: MediaLibrary) -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 6, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(bytes(100_000)))
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + pixels + chunk(b"IEND", b"")
    with pytest.raises(Rejected) as caught:
        await library.take_bytes(1, data)
    assert caught.value.key == "media-too-many-pixels"

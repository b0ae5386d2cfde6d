"""Real files, made on the fly."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any

from PIL import Image


def photo(
    width: int = 400, height: int = 300, kind: str = "JPEG", *, mode: str = "RGB", noise: bool = False, **more: Any
) -> bytes:
    """A picture's bytes; with `noise`, one that does not compress."""
    image = Image.effect_noise((width, height), 90).convert(mode) if noise else Image.new(mode, (width, height), "teal")
    buffer = io.BytesIO()
    image.save(buffer, kind, **more)
    return buffer.getvalue()


def box(kind: bytes, *parts: bytes) -> bytes:
    """One box of an MP4."""
    body = b"".join(parts)
    return struct.pack(">I", 8 + len(body)) + kind + body


def film(
    width: int = 1080,
    height: int = 1920,
    seconds: int = 12,
    *,
    turned: bool = False,
    telling: bytes = b"",
    brand: bytes = b"isom",
) -> bytes:
    """The headers of an MP4 with one video track, without any pictures in it."""
    scale = 600
    mvhd = box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, scale, seconds * scale), bytes(80))
    matrix = (0, 0x10000, 0, -0x10000, 0, 0) if turned else (0x10000, 0, 0, 0, 0x10000, 0)
    tkhd = box(
        b"tkhd",
        bytes(40),
        struct.pack(">6i", *matrix),
        struct.pack(">3i", 0, 0, 0x40000000),
        struct.pack(">II", width << 16, height << 16),
    )
    mdhd = box(b"mdhd", struct.pack(">IIIII", 0, 0, 0, 30, seconds * 30), bytes(4))
    hdlr = box(b"hdlr", bytes(8), b"vide", bytes(12), b"\x00")
    entry = box(b"avc1", bytes(24), struct.pack(">HH", width, height), bytes(50))
    stsd = box(b"stsd", bytes(4), struct.pack(">I", 1), entry)
    stts = box(b"stts", bytes(4), struct.pack(">III", 1, seconds * 30, 1))
    trak = box(b"trak", tkhd, box(b"mdia", mdhd, hdlr, box(b"minf", box(b"stbl", stsd, stts))))
    udta = box(b"udta", box(b"\xa9xyz", telling)) if telling else b""
    return box(b"ftyp", brand, bytes(4), b"isomavc1") + box(b"moov", mvhd, trak, udta) + box(b"mdat", bytes(64))


def saved(path: Path, content: bytes) -> Path:
    """A file with this content."""
    path.write_bytes(content)
    return path

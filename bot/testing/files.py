"""Pictures and clips for tests, as `Media`."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

from connectors.media import ENDINGS, Media, MediaKind


def picture(
    folder: Path, width: int = 1080, height: int = 1080, *, mime: str = "image/jpeg", alt: str = "", url: str = ""
) -> Media:
    """A real picture of one colour."""
    from PIL import Image

    buffer = io.BytesIO()
    image = Image.new("RGB", (width, height), (200, width % 255, height % 255))
    image.save(buffer, {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/gif": "GIF"}[mime])
    return _media(folder, "image", mime, buffer.getvalue(), width=width, height=height, alt=alt, url=url)


def clip(
    folder: Path, size: int = 300_000, *, seconds: float = 12.0, width: int = 1080, height: int = 1920, url: str = ""
) -> Media:
    """Bytes that stand for a video: a network on loopback does not look inside."""
    head = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"
    body = head + bytes(place % 251 for place in range(1024)) * (size // 1024 + 1)
    return _media(folder, "video", "video/mp4", body[:size], width=width, height=height, seconds=seconds, url=url)


def _media(
    folder: Path,
    kind: MediaKind,
    mime: str,
    content: bytes,
    *,
    width: int,
    height: int,
    seconds: float = 0.0,
    alt: str = "",
    url: str = "",
) -> Media:
    digest = hashlib.sha256(content).hexdigest()
    path = folder / f"{digest}{ENDINGS[mime]}"
    path.write_bytes(content)
    number = int(digest[:6], 16)
    rate, codec = (30.0, "avc1") if kind == "video" else (0.0, "")
    return Media(number, kind, mime, path, len(content), digest, width, height, seconds, rate, codec, alt, url)

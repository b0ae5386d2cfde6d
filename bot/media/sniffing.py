"""What a file is, told from its first bytes. Its name and the type that somebody claims for it say nothing.

Signatures: ISO/IEC 14496-12 (`ftyp` and its brands), RFC 2083 (PNG), GIF89a, RIFF (WebP, WAV), Matroska/WebM (EBML),
RFC 3533 (Ogg), ID3v2 and MPEG audio frames.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.errors import Rejected
from connectors.media import MediaKind

HEAD = 4096
"""Bytes that are looked at."""

MOST_BYTES: dict[MediaKind, int] = {
    "image": 50_000_000,
    "gif": 100_000_000,
    "video": 4 * 1024**3,
    "audio": 500_000_000,
    "document": 100_000_000,
}
"""How large a file of a kind may be at most; no network takes more."""

ROOM = 50_000_000
"""Bytes that must be left on the disk, so that the store itself can go on."""

Container = Literal[
    "jpeg", "png", "gif", "webp", "heif", "avif", "tiff", "bmp", "mp4", "webm", "ogg", "wav", "mp3", "pdf"
]


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a file is: its container, and the kind and type it has as it stands (an animated WebP still counts as an image)."""

    container: Container
    kind: MediaKind
    mime: str


_STILL = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_AVIF = {b"avif", b"avis"}
_AUDIO = {b"M4A ", b"M4B ", b"F4A "}
_MARKUP = re.compile(rb"^\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|svg|script|\?xml|!--|head|body)", re.IGNORECASE)
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_HIDDEN = re.compile(
    rb"PK\x03\x04|PK\x05\x06|Rar!\x1a|7z\xbc\xaf|%PDF-|<script|<html|<svg|<\?php|<!doctype", re.IGNORECASE
)


def sniff(head: bytes) -> Sniffed:
    """What a file is by its first `HEAD` bytes. Raises `Rejected` for what is empty or nothing that a post can carry."""
    if not head:
        raise Rejected("media-empty")
    if head[:3] == b"\xff\xd8\xff":
        return Sniffed("jpeg", "image", "image/jpeg")
    if head[:8] == b"\x89PNG\r\n\x1a\n":
        return Sniffed("png", "image", "image/png")
    if head[:6] in {b"GIF87a", b"GIF89a"}:
        return Sniffed("gif", "image", "image/gif")
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Sniffed("webp", "image", "image/webp")
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return Sniffed("wav", "audio", "audio/wav")
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    if head[4:8] in {b"moov", b"mdat", b"wide", b"free", b"skip"} and int.from_bytes(head[:4], "big") in range(
        1, 2**32
    ):
        return Sniffed("mp4", "video", "video/quicktime")
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return Sniffed("webm", "video", "video/webm" if b"webm" in head[:64] else "video/x-matroska")
    if head[:4] == b"OggS":
        return Sniffed("ogg", "audio", "audio/ogg")
    if head[:4] in {b"II*\x00", b"MM\x00*"}:
        return Sniffed("tiff", "image", "image/tiff")
    if head[:2] == b"BM" and head[6:10] == b"\x00\x00\x00\x00":
        return Sniffed("bmp", "image", "image/bmp")
    if head[:5] == b"%PDF-":
        return Sniffed("pdf", "document", "application/pdf")
    if head[:3] == b"ID3" or (len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2):
        return Sniffed("mp3", "audio", "audio/mpeg")
    if _MARKUP.match(head):
        raise Rejected("media-is-page")
    if head.startswith(_ARCHIVES):
        raise Rejected("media-is-archive")
    if head.startswith(_PROGRAMS):
        raise Rejected("media-is-program")
    raise Rejected("media-unknown-type")


def sniff_file(path: Path) -> Sniffed:
    """The same for a file."""
    with path.open("rb") as file:
        return sniff(file.read(HEAD))


def check_rest(rest: bytes) -> None:
    """Refuse a picture behind which another file hides: one program would read it as this, another as that."""
    if _HIDDEN.search(rest):
        raise Rejected("media-two-in-one")


def _by_brand(head: bytes) -> Sniffed:
    size = min(int.from_bytes(head[:4], "big"), len(head))
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, size - 3, 4))}
    major = head[8:12]
    if major in _AVIF or (major in {b"mif1", b"msf1"} and brands & _AVIF):
        return Sniffed("avif", "image", "image/avif")
    if major in _STILL:
        return Sniffed("heif", "image", "image/heic")
    if major in _AUDIO:
        return Sniffed("mp4", "audio", "audio/mp4")
    return Sniffed("mp4", "video", "video/quicktime" if major == b"qt  " else "video/mp4")

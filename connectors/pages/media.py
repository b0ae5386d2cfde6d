"""A picture, a video or a sound on the page: what is known of it, and how it looks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from connectors.media import ENDINGS
from connectors.pages.text import words

FOLDER = "media"
"""Where the files lie, beneath the page's own folder."""
IMAGES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
VIDEOS = frozenset({"video/mp4", "video/webm"})
SOUNDS = frozenset({"audio/mpeg", "audio/mp4", "audio/ogg"})
# No browser runs any of these: a drawing made of code (SVG) or a page (HTML) never gets a name here.
MIME_OF = {ENDINGS[mime]: mime for mime in sorted(IMAGES | VIDEOS | SOUNDS)}
"""The types that the page takes, by the ending of their files."""
FILE = re.compile("[0-9a-f]{64}(" + "|".join(map(re.escape, MIME_OF)) + ")")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_TYPES = {"image": "ImageObject", "video": "VideoObject", "audio": "AudioObject"}
_LABELS = {"image": "page-picture", "video": "page-video", "audio": "page-sound"}


@dataclass(frozen=True, slots=True)
class Medium:
    """One file of a post: `size` in bytes, `width` and `height` in pixels, `seconds` of duration; 0 where unknown.

    Raises ValueError for a type that the page does not take, or what is no SHA-256.
    """

    mime: str
    sha256: str
    size: int
    width: int = 0
    height: int = 0
    seconds: float = 0.0
    alt: str = ""

    def __post_init__(self) -> None:
        if self.mime not in IMAGES | VIDEOS | SOUNDS or not _SHA256.fullmatch(self.sha256):
            raise ValueError(f"not a file for a page: {self.mime} {self.sha256[:80]}")

    @property
    def kind(self) -> str:
        """`image`, `video` or `audio`."""
        return self.mime.partition("/")[0]

    @property
    def file(self) -> str:
        """Its name: the content's SHA-256 and the ending of its type."""
        return self.sha256 + ENDINGS[self.mime]

    @property
    def path(self) -> str:
        """Its address, seen from the page."""
        return f"{FOLDER}/{self.file}"

    def data(self, page: str) -> dict[str, Any]:
        """It as a schema.org MediaObject; `page` is the address of the first page."""
        found: dict[str, Any] = {
            "@type": _TYPES[self.kind],
            "contentUrl": f"{page}{self.path}",
            "encodingFormat": self.mime,
            "contentSize": str(self.size),
            "sha256": self.sha256,
        }
        if self.width and self.height:
            found |= {"width": self.width, "height": self.height}
        if self.seconds:
            found["duration"] = f"PT{self.seconds:.3f}S"  # ISO 8601, as schema.org wants it
        if self.alt:
            found["description"] = self.alt
        return found

    @classmethod
    def of(cls, data: dict[str, Any]) -> Medium:
        """What `data` told. Raises KeyError, TypeError or ValueError."""
        return cls(
            mime=data["encodingFormat"],
            sha256=data["sha256"],
            size=int(data["contentSize"]),
            width=int(data.get("width", 0)),
            height=int(data.get("height", 0)),
            seconds=float(data.get("duration", "PT0S")[2:-1]),
            alt=data.get("description", ""),
        )


def label(medium: Medium, language: str, number: int = 0) -> str:
    """What kind of thing it is, in words, with its number where there are several."""
    word = words(language, _LABELS[medium.kind])
    return f"{word} {number}" if number else word


def gallery(media: Sequence[Medium], language: str, *, whole: bool) -> str:
    """All media of a post as it shows on the page; `whole` where pictures of different shapes are not cropped alike."""
    if not media:
        return ""
    pictures = sum(medium.kind == "image" for medium in media)
    names = {"several": pictures > 1, "pairs": pictures in {2, 4}, "whole": whole}
    style = " ".join(["media", *(name for name, holds in names.items() if holds)])
    return f'<div class="{style}" lang="{escape(language)}">\n{_figures(media, language, "", link=True)}\n</div>\n'


def figures(media: Sequence[Medium], language: str, page: str) -> str:
    """All media of a post for readers elsewhere: addresses begin with that of the page."""
    return _figures(media, language, page, link=False)


def _figures(media: Sequence[Medium], language: str, base: str, *, link: bool) -> str:
    several = len(media) > 1
    return "\n".join(
        _figure(medium, label(medium, language, number if several else 0), base + medium.path, link=link)
        for number, medium in enumerate(media, 1)
    )


def _figure(medium: Medium, name: str, address: str, *, link: bool) -> str:
    source = escape(address)
    size = f' width="{medium.width}" height="{medium.height}"' if medium.width and medium.height else ""
    said = escape(medium.alt or name)
    if medium.kind == "image":
        shown = f'<img src="{source}" alt="{escape(medium.alt)}"{size} loading="lazy" decoding="async">'
        if link:
            # A link needs a name, which a picture that nobody described does not give it.
            named = "" if medium.alt else f' aria-label="{escape(name)}"'
            shown = f'<a href="{source}"{named}>{shown}</a>'
        return f"<figure>{shown}</figure>"
    other = f'<a href="{source}">{said}</a>'
    if medium.kind == "video":
        player = (
            f'<video src="{source}"{size} controls preload="metadata" playsinline aria-label="{said}">{other}</video>'
        )
        return f'<figure class="wide">{player}</figure>'
    player = f'<audio src="{source}" controls preload="metadata" aria-label="{said}">{other}</audio>'
    caption = f'<figcaption dir="auto">{escape(medium.alt)}</figcaption>' if medium.alt else ""
    return f'<figure class="wide">{player}{caption}</figure>'


def thumbnail(media: Sequence[Medium], language: str, headline: str) -> str:
    """The small picture beside a post in the archive, or the word for what it has instead; empty if it has nothing."""
    if not media:
        return ""
    picture = next((medium for medium in media if medium.kind == "image"), None)
    if picture is None:
        word = label(media[0], language)
        return "" if word == headline else f'<span class="kind">{escape(word)}</span> '
    # Where the picture's words are the link's words already, nobody needs to hear them twice.
    alt = "" if picture.alt == headline else picture.alt
    source = escape(picture.path)
    return f'<img class="thumb" src="{source}" alt="{escape(alt)}" width="48" height="48" loading="lazy" decoding="async"> '

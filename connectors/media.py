"""A picture, a video or a sound on its way to a network."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

MediaKind = Literal["image", "gif", "video", "audio", "document"]


@dataclass(frozen=True, slots=True)
class Media:
    """One stored file, known by its content. `size` in bytes, `width` and `height` in pixels, `seconds` of duration.

    A still picture is an `image`; an animated GIF is a `gif`. Zero stands for what does not apply or could not be
    measured. `url` is our own signed, expiring public HTTPS address of it; empty where this installation has none.
    """

    id: int
    kind: MediaKind
    mime: str
    path: Path
    size: int
    sha256: str
    width: int = 0
    height: int = 0
    seconds: float = 0.0
    frames_per_second: float = 0.0
    codec: str = ""
    alt: str = ""
    url: str = ""

    @property
    def ratio(self) -> float:
        """Width / height; 0 where the size is unknown."""
        return self.width / self.height if self.height else 0.0

    @property
    def filename(self) -> str:
        """A harmless name with the ending that belongs to the content."""
        return f"{self.sha256[:16]}{ENDINGS.get(self.mime, '')}"


ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
    "video/webm": ".webm",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "audio/ogg": ".ogg",
    "audio/wav": ".wav",
    "application/pdf": ".pdf",
}

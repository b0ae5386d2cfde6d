"""YouTube: the description under a video; the title has 100 characters of its own."""

from __future__ import annotations

from datetime import date

from connectors.platform import Custom, Limits, Platform


class YouTube(Platform):
    """A YouTube channel. 5,000 bytes of description, and that more than 15 hashtags are all ignored, are unverified."""

    name = "youtube"
    label = "YouTube"
    also_called = (
        "you tube",
        "YT",
        "u tube",
        "utube",
        "youtube channel",
        "youtube-kanal",
        "canal de youtube",
        "chaîne youtube",
    )
    limits = Limits(
        characters=5_000,
        revised=date(2026, 11, 23),
        source="YouTube Data API v3, videos.snippet.description (limit unverified)",
        hashtags=15,
        needs_media=True,
        needs_title=True,
    )
    custom = Custom(length=400, hashtags=(0, 3), emoji=1, voice="plain")
    compose_url = "https://studio.youtube.com/"

    def length(self, text: str) -> int:
        """UTF-8 bytes, in which YouTube limits the description (unverified)."""
        return len(text.encode("utf-8", "replace"))

"""TikTok: a caption under a video; an address in it cannot be tapped."""

from __future__ import annotations

from datetime import date

from connectors.platform import Custom, Limits, Platform


class TikTok(Platform):
    """A TikTok account.

    2,200 for a video caption is unverified (a photo post takes 4,000, its title 90); 35 photos as in working publishers.
    """

    name = "tiktok"
    label = "TikTok"
    also_called = (
        "tik tok",
        "tick tock",
        "tik-tok",
        "tiktok video",
    )
    limits = Limits(
        characters=2_200,
        revised=date(2026, 11, 23),
        source="TikTok Content Posting API, Direct Post (length unverified)",
        needs_media=True,
    )
    custom = Custom(length=150, hashtags=(3, 5), emoji=1, links=False, voice="chatty")
    compose_url = "https://www.tiktok.com/tiktokstudio/upload"

    def length(self, text: str) -> int:
        """UTF-16 code units, in which TikTok states its limits (unverified)."""
        return len(text.encode("utf-16-le", "surrogatepass")) // 2

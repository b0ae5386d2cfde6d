"""Instagram: a caption under a picture; an address in it cannot be tapped, so people write "link in bio"."""

from __future__ import annotations

from datetime import date

from connectors.platform import Custom, Limits, Platform


class Instagram(Platform):
    """An Instagram professional account.

    The caption limits are unverified; newer reports speak of at most five hashtags, which is the custom here.
    """

    name = "instagram"
    label = "Instagram"
    also_called = (
        "insta",
        "IG",
        "gram",
        "the gram",
        "insta gram",
    )
    limits = Limits(
        characters=2_200,
        revised=date(2026, 11, 23),
        source="Instagram Platform, Content publishing (caption limits unverified)",
        hashtags=30,
        needs_media=True,
    )
    custom = Custom(length=300, hashtags=(3, 5), emoji=2, links=False, voice="chatty")
    compose_url = "https://www.instagram.com/"

"""Pinterest: a pin is a picture with a title, a description and its own link field."""

from __future__ import annotations

from datetime import date

from connectors.platform import Custom, Limits, Platform


class Pinterest(Platform):
    """A Pinterest board.

    Description 800 and title 100 characters are in the official specification; five images is unverified.
    """

    name = "pinterest"
    label = "Pinterest"
    also_called = (
        "pins",
        "pinterest pins",
        "pinterest board",
        "pint rest",
    )
    limits = Limits(
        characters=800,
        revised=date(2026, 11, 23),
        source="Pinterest API v5.23.0, POST /pins",
        needs_media=True,
        needs_title=True,
    )
    custom = Custom(length=250, hashtags=(0, 2), emoji=0, voice="plain")
    compose_url = "https://www.pinterest.com/pin-creation-tool/"

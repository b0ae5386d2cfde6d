"""Reddit: a title carries the post; hashtags, emoji and sales talk are unwelcome."""

from __future__ import annotations

from datetime import date

from connectors.platform import Custom, Limits, Platform


class Reddit(Platform):
    """A subreddit or profile. That a text takes 40,000 and a title 300 characters is unverified."""

    name = "reddit"
    label = "Reddit"
    also_called = (
        "redit",
        "reddit post",
        "subreddit",
    )
    limits = Limits(
        characters=40_000,
        revised=date(2026, 11, 23),
        source="POST /api/submit (length unverified; no official page read)",
        needs_title=True,
    )
    custom = Custom(length=600, hashtags=(0, 0), emoji=0, voice="plain")
    compose_url = "https://www.reddit.com/submit"

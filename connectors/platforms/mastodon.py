"""Mastodon: 500 characters on most servers, whatever the length of the links."""

from __future__ import annotations

from datetime import date

import regex

from connectors.platform import URL, Custom, Limits, Platform

LINK_LENGTH = 23
MENTION = regex.compile(r"(?<![\w/])(@\w+)@[\w.-]+\w")


class Mastodon(Platform):
    """A Mastodon account. 500 is the default a server may raise (unverified); four pictures is unverified too."""

    name = "mastodon"
    label = "Mastodon"
    also_called = (
        "masto",
        "mastodon server",
        "fediverse",
        "the fediverse",
        "fedi",
        "mast o don",
    )
    limits = Limits(
        characters=500,
        revised=date(2026, 11, 23),
        source="docs.joinmastodon.org, API statuses and instance (server default)",
    )
    custom = Custom(length=250, hashtags=(1, 3), emoji=1, voice="plain")
    compose_url = "https://share.joinmastodon.org/"

    def length(self, text: str) -> int:
        """Graphemes; every link counts 23 and a mention of another server counts without the server's name."""
        text = URL.sub("x" * LINK_LENGTH, text)
        text = MENTION.sub(r"\1", text)
        return len(regex.findall(r"\X", text))

"""Bluesky: 300 graphemes, and 3,000 bytes of UTF-8 besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import regex

from connectors.platform import Breach, Custom, Limits, Media, Platform

MOST_BYTES = 3_000


class Bluesky(Platform):
    """A Bluesky account. Text limits as in the lexicon."""

    name = "bluesky"
    label = "Bluesky"
    also_called = (
        "bsky",
        "blue sky",
        "blu sky",
        "bluesky social",
        "blue-sky",
    )
    limits = Limits(
        characters=300,
        revised=date(2026, 11, 23),
        source="AT Protocol lexicon app.bsky.feed.post (maxGraphemes 300, maxLength 3000)",
    )
    custom = Custom(length=200, hashtags=(0, 2), emoji=1, voice="plain")
    compose_url = "https://bsky.app/intent/compose"

    def length(self, text: str) -> int:
        """Graphemes: what a reader takes for one sign counts one, an emoji family too."""
        return len(regex.findall(r"\X", text))

    def check(
        self,
        text: str,
        media: Sequence[Media] | None = None,
        options: Mapping[str, Any] | None = None,
        account: Mapping[str, Any] | None = None,
    ) -> list[Breach]:
        """Besides the graphemes, a text may not exceed `MOST_BYTES` of UTF-8."""
        breaches = super().check(text, media, options, account)
        size = len(text.encode("utf-8", "replace"))
        if size > MOST_BYTES and not any(breach.repair == "shorten" for breach in breaches):
            facts = {"platform": self.label, "length": size, "limit": MOST_BYTES}
            breaches.append(Breach("breach-too-long", facts, "shorten"))
        return breaches

"""Threads: short talk; one topic tag a post, and every emoji costs its bytes."""

from __future__ import annotations

from datetime import date

import regex

from connectors.platform import Custom, Limits, Platform

EMOJI = regex.compile(r"[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\u200D\uFE0F\u20E3]")


class Threads(Platform):
    """A Threads profile. Twenty images and the single topic tag are unverified (third parties report both)."""

    name = "threads"
    label = "Threads"
    also_called = (
        "threads app",
        "meta threads",
        "threads.net",
        "threads.com",
    )
    limits = Limits(
        characters=500,
        revised=date(2026, 11, 23),
        source="Threads API, Posts (updated 2026-04-14)",
    )
    custom = Custom(length=220, hashtags=(0, 1), emoji=1, voice="chatty")
    compose_url = "https://www.threads.com/intent/post"

    def length(self, text: str) -> int:
        """Characters; an emoji counts as many as it has UTF-8 bytes (Threads API, Posts)."""
        emoji = sum(len(part.encode("utf-8", "replace")) - len(part) for part in EMOJI.findall(text))
        return len(text) + emoji

"""Splitting into a thread: every part fits, and nothing of the text is lost."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.writing.thread import split
from connectors.platforms.bluesky import Bluesky
from connectors.platforms.mastodon import Mastodon
from connectors.platforms.x import X

PLATFORMS = (X(), Bluesky(), Mastodon())
WORDS = st.lists(
    st.sampled_from(
        ["bread", "Brot.", "a", "élan!", "🍂", "日本", "https://example.com/a-long-path", "so,\n\n", "x" * 40]
    )
)


@given(WORDS, st.sampled_from(PLATFORMS))
def test_every_part_fits_and_nothing_is_lost(words: list[str], platform: X | Bluesky | Mastodon) -> None:
    text = " ".join(words * 12)
    thread = split(text, platform)
    if thread is None:
        return
    parts = platform.parts(thread)
    assert all(platform.length(part) <= platform.limits.characters for part in parts)
    assert re.sub(r"\s+", "", "".join(parts) if text.strip() else "") == re.sub(r"\s+", "", text)


def test_a_text_that_fits_stays_one_post() -> None:
    assert split("Short and sweet.", X()) == "Short and sweet."


def test_it_breaks_where_a_reader_pauses() -> None:
    first = "We bake with time. " * 12
    second = "Come by on Sunday. " * 12
    parts = X().parts(split(f"{first.strip()}\n\n{second.strip()}", X()) or "")
    assert parts == [first.strip(), second.strip()]


def test_a_word_without_end_is_cut() -> None:
    parts = X().parts(split("a" * 700, X()) or "")
    assert [len(part) for part in parts] == [280, 280, 140]


def test_a_book_is_no_thread() -> None:
    assert split("word " * 5_000, X()) is None

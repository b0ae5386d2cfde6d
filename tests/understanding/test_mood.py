"""Whether a comment sounds pleased or displeased: an estimate that would rather say neither than the opposite."""

from __future__ import annotations

import zlib
from collections import Counter

import pytest

from bot.understanding.mood import Moods, lines, moods_of, words


def held_out(said: str) -> bool:
    """The fixed rule of the split: about a quarter."""
    return zlib.crc32(said.encode()) % 4 == 0


def test_every_language_has_examples_enough_of_each_mood() -> None:
    counts = Counter((language, mood) for language, _, mood in lines())
    assert set(counts) == {
        (code, mood) for code in ("en", "es", "de", "fr") for mood in ("positive", "negative", "neutral")
    }
    assert min(counts.values()) >= 20
    assert len({said for _, said, _ in lines()}) == len(lines())


def test_comments_that_were_not_learned_from_are_sorted_mostly_right_and_seldom_the_wrong_way_round() -> None:
    model = Moods([*(line for line in lines() if not held_out(line[1])), *words()])
    left = [line for line in lines() if held_out(line[1])]
    told = model.of([said for _, said, _ in left])

    right = sum(mood == line[2] for mood, line in zip(told, left, strict=True))
    opposite = sum({mood, line[2]} == {"positive", "negative"} for mood, line in zip(told, left, strict=True))
    assert right >= 0.7 * len(left)
    assert opposite <= 0.1 * len(left)


@pytest.mark.parametrize("said", ["", "   ", "x", "…", "https://example.com", "\u202e", "\U0001f9ea"])
def test_what_says_nothing_is_neutral(said: str) -> None:
    assert moods_of([said]) == ["neutral"]


def test_many_at_once_are_sorted_one_by_one() -> None:
    told = moods_of(["I love it, thank you so much", "This is terrible, never again", "What time do you open?"])
    assert told == ["positive", "negative", "neutral"]

"""Figures as people of each language read them; what nobody knows is never a number."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analytics import wording
from bot.phrases import LANGUAGES, Phrases

NOW = datetime(2026, 3, 11, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "likes", "rate", "average", "unknown"),
    [
        ("en", "12,400", "3.4%", "3.5", "unknown"),
        ("de", "12.400", "3,4\u00a0%", "3,5", "unbekannt"),
        ("es", "12.400", "3,4\u00a0%", "3,5", "desconocido"),
        ("fr", "12\u202f400", "3,4\u00a0%", "3,5", "inconnu"),
    ],
)
def test_numbers_are_written_as_in_the_language(
    language: str, likes: str, rate: str, average: str, unknown: str
) -> None:
    assert wording.number(12400, "likes", language) == likes
    assert wording.number(0.034, "engagement_rate", language) == rate
    assert wording.number(3.5, "likes", language) == average
    assert wording.number(None, "likes", language) == unknown
    assert wording.number(0, "likes", language) == "0"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, "0 s"), (45, "45 s"), (60, "1 min"), (3599, "1 h"), (7500, "2 h 5 min"), (4_464_000, "1,240 h")],
)
def test_watch_time_is_a_length_of_time(seconds: float, expected: str) -> None:
    assert wording.number(seconds, "watch_time", "en").replace("\u00a0", " ") == expected


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (112, 100, "+12%"),
        (95.5, 100, "-4.5%"),
        (100, 100, "±0"),
        (100_001, 100_000, "±0"),
        (300, 100, "+200%"),
        (1240, 100, "×12"),
        (5, 0, "none before"),
        (0, 0, "±0"),
        (None, 100, "unknown"),
        (100, None, "unknown"),
    ],
)
def test_a_change_is_a_percentage_only_of_something_known(
    now: float | None, before: float | None, expected: str
) -> None:
    assert wording.change(now, before, "en") == expected


@given(st.floats(0, 1e9), st.floats(0, 1e9), st.sampled_from(LANGUAGES))
def test_the_sign_of_a_change_is_never_wrong(now: float, before: float, language: str) -> None:
    said = wording.change(now, before, language)
    if said.startswith(("+", "×")):
        assert now > before > 0
    if said.startswith("-"):
        assert now < before


@given(st.floats(0, 1e12), st.sampled_from(("likes", "watch_time", "engagement_rate")), st.sampled_from(LANGUAGES))
def test_every_known_figure_is_written_with_digits(value: float, metric: str, language: str) -> None:
    assert any(letter.isdigit() for letter in wording.number(value, metric, language))


def test_a_small_share_is_not_rounded_to_none() -> None:
    assert wording.percent(0.0004, "en") == "0.04%"
    assert wording.percent(0.00001, "en") == "< 0.01%"
    assert wording.percent(0, "en") == "0%"


def test_a_difference_has_its_sign() -> None:
    assert wording.difference(1320, 1200, "followers", "en") == "+120"
    assert wording.difference(1197, 1200, "followers", "de") == "-3"
    assert wording.difference(5, 5, "followers", "en") == "±0"
    assert wording.difference(None, 5, "followers", "en") == "unknown"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "6 days ago"), ("de", "vor 6 Tagen"), ("es", "hace 6 días"), ("fr", "il y a 6 jours")],
)
def test_the_age_of_a_figure(language: str, expected: str) -> None:
    phrases = Phrases(language)
    assert wording.age(NOW - timedelta(days=6), NOW, phrases).replace("\u00a0", " ") == expected
    assert wording.age(NOW, NOW, phrases) == phrases.say("figure-seen-now")
    assert wording.age(None, NOW, phrases) == phrases.say("figure-never-seen")

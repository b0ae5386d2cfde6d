"""Which posts and which time words of an earlier turn mean."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.registry import load
from bot.understanding import references, times
from bot.understanding.answers import yes_or_no
from bot.understanding.decision import Situation
from bot.understanding.slots import Names, find
from bot.understanding.text import read

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 11, 10, 0, tzinfo=BERLIN)


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Names:
    return Names(load(tmp_path_factory.mktemp("home")).platforms)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("cancel it", (7,)),
        ("cancel post 3", (3,)),
        ("cancel the second one", (8,)),
        ("cancel the last one", (9,)),
        ("cancel the fourth one", ()),
    ],
)
def test_posts(text: str, numbers: tuple[int, ...], names: Names) -> None:
    around = Situation(NOW, focus=(7,), listed=(7, 8, 9))

    assert references.posts(find(read(text), "en", names, NOW), around).numbers == numbers


def test_the_other_of_two(names: Names) -> None:
    found = find(read("not that one, the other one"), "en", names, NOW)
    last = ("cancel_post", {"post_id": 7})

    assert references.posts(found, Situation(NOW, listed=(7, 8), last=last)).numbers == (8,)
    assert references.posts(found, Situation(NOW, listed=(7, 8, 9), last=last)).unclear


def test_a_shift_keeps_the_wall_clock_over_days_and_elapsed_time_over_hours() -> None:
    before = datetime(2026, 3, 28, 9, 0, tzinfo=BERLIN)

    day = times.Shift(0, 0, "", months=0, days=1, minutes=0)
    assert references.shifted(before, day).isoformat() == "2026-03-29T09:00:00+02:00"
    hours = times.Shift(0, 0, "", months=0, days=0, minutes=24 * 60)
    assert references.shifted(before, hours).isoformat() == "2026-03-29T10:00:00+02:00"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("yes", True),
        ("Yep, do it!", True),
        ("go ahead", True),
        ("sí, publícalo", True),
        ("ja bitte", True),
        ("oui", True),
        ("👍", True),
        ("no", False),
        ("Stop!", False),
        ("lieber nicht", False),
        ("non merci", False),
        ("yes but on Friday", None),
        ("no, I meant Thursday", None),
        ("ok stop", None),
        ("", None),
        ("yes " * 100, None),
    ],
)
def test_yes_and_no(said: str, answer: bool | None) -> None:
    assert yes_or_no(said) is answer

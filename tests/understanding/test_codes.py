"""The six digits of somebody who wants in, as they are written and said; and numbers that are none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.understanding import codes
from bot.understanding.slots import Names, find
from bot.understanding.text import read

NOW = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)


def found(text: str, language: str = "en") -> str | None:
    """The code that is cut out of a message."""
    mark = find(read(text), language, Names({}), NOW).first("pairing_code")
    return mark.value if mark is not None else None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("let in 482913", "en"),
        ("482 913", "en"),
        ("482-913 is Anna", "en"),
        ("the code is 4 8 2 9 1 3.", "en"),
        ("let in four eight two nine one three", "en"),
        ("let in 48 29 13", "en"),
        ("lass vier acht zwei neun eins drei rein", "de"),
        ("lass achtundvierzig neunundzwanzig dreizehn rein", "de"),
        ("deja entrar cuatro ocho dos nueve uno tres", "es"),
        ("le code est quarante-huit vingt-neuf treize", "fr"),
        ("laisse entrer quatre cent quatre-vingt-deux neuf cent treize", "fr"),
    ],
)
def test_a_code_is_found(text: str, language: str) -> None:
    assert found(text, language) == "482913"


def test_noughts_stay() -> None:
    assert found("let in 004 201") == "004201"
    assert found("let in zero oh four two zero one") == "004201"


@pytest.mark.parametrize(
    "text",
    [
        "write a post about reaching 100000 followers",
        "delete post 482913",
        "publish posts 10, 11, 12",
        "move post 3 to 12.03.26",
        "let in 4829134",
        "let in 48291",
        "call me on 482913482913",
        "post it at 10:30",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    assert found(text) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("please let in 482 913", True),
        ("bitte vier acht zwei neun eins drei", True),
        ("someone has 482914", False),
        ("", False),
        ("9" * 5_000, False),
    ],
)
def test_whether_somebody_said_it(text: str, says: bool) -> None:
    assert codes.says(text, "482913") is says

"""Spoken numbers in four languages."""

import pytest

from bot.understanding import numbers


def value(tree: numbers.Tree, text: str) -> int | None:
    words = numbers.fold(text).replace("-", " ").split()
    complete = [n for end, n in numbers.read(tree, words, 0) if end == len(words)]
    return complete[0] if complete else None


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "zero", 0),
        ("en", "twenty-three", 23),
        ("en", "one hundred and twenty", 120),
        ("de", "einundzwanzig", 21),
        ("de", "fünfundvierzig", 45),
        ("de", "dreissig", 30),
        ("de", "zwoelf", 12),
        ("es", "treinta y cinco", 35),
        ("es", "veintidós", 22),
        ("es", "una", 1),
        ("fr", "vingt et un", 21),
        ("fr", "soixante et onze", 71),
        ("fr", "quatre-vingt-dix-neuf", 99),
        ("fr", "quatre-vingts", 80),
    ],
)
def test_cardinals(language: str, text: str, number: int) -> None:
    assert value(numbers.cardinals(language), text) == number


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "thirty first", 31),
        ("en", "twentieth", 20),
        ("de", "ersten", 1),
        ("de", "einunddreißigsten", 31),
        ("de", "siebten", 7),
        ("es", "primer", 1),
        ("fr", "premier", 1),
        ("fr", "neuvième", 9),
    ],
)
def test_ordinals(language: str, text: str, number: int) -> None:
    assert value(numbers.ordinals(language), text) == number


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "twenty twenty six"),
        ("en", "two thousand and twenty six"),
        ("de", "zweitausendsechsundzwanzig"),
        ("es", "dos mil veintiséis"),
        ("fr", "deux mille vingt-six"),
    ],
)
def test_years(language: str, text: str) -> None:
    assert value(numbers.years(language), text) == 2026


@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
def test_every_number_has_a_form_of_its_own(language: str) -> None:
    found: set[int] = set()

    def collect(node: numbers.Tree | int) -> None:
        if isinstance(node, int):
            found.add(node)
        else:
            for child in node.values():
                collect(child)

    collect(numbers.cardinals(language))
    assert found == set(range(121))


def test_digits_are_read_up_to_a_limit() -> None:
    assert numbers.digits("0" * 5_000 + "42") == 42
    assert numbers.digits("9" * 100_000) == numbers.LARGEST

"""What is cut out of a sentence: platforms, posts, times, and what is left."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.registry import load
from bot.understanding.slots import Found, Names, count, find, values
from bot.understanding.text import Spelling, distance, read

NOW = datetime(2026, 3, 11, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Names:
    return Names(load(tmp_path_factory.mktemp("home")).platforms)


def cut(text: str, names: Names, language: str = "en") -> Found:
    return find(read(text), language, names, NOW)


@pytest.mark.parametrize(
    ("text", "platforms"),
    [
        ("post it on insta and FB", ["instagram", "facebook"]),
        ("post it on linked in, tik tok & you tube", ["linkedin", "tiktok", "youtube"]),
        ("tweet about the sale", ["x"]),
        ("write about our new instagram account", []),
        ("write about the new menu instgram tomorrow", ["instagram"]),
        ("x and mastodon only", ["x", "mastodon"]),
    ],
)
def test_platforms_by_any_name(text: str, platforms: list[str], names: Names) -> None:
    assert cut(text, names).platforms == platforms


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        ("publish draft 5", "en", [5]),
        ("post draft 9 on x", "en", [9]),
        ("cancel 14", "en", [14]),
        ("show number twenty three", "en", [23]),
        ("cancel posts 3, 5 and 8", "en", [3, 5, 8]),
        ("write 3 captions about bread", "en", []),
        ("reschedule post 6 to Monday at 8", "en", [6]),
        ("lösche beitrag nr. 7", "de", [7]),
        ("publie le brouillon 4", "fr", [4]),
        ("borra la publicación número doce", "es", [12]),
    ],
)
def test_posts_by_number(text: str, language: str, numbers: list[int], names: Names) -> None:
    assert [mark.value for mark in cut(text, names, language).all("post")] == numbers


def test_an_ordinal_of_a_list_is_no_date(names: Names) -> None:
    found = cut("move the last one to 5pm tomorrow", names)

    assert [mark.value for mark in found.all("ordinal")] == [-1]
    assert found.all("time")[0].value.at.hour == 17
    assert cut("schedule draft 3 for the first of april at 9", names).first("ordinal") is None


def test_a_day_in_a_topic_stays_there(names: Names) -> None:
    assert cut("write a post about the monday market", names).first("time") is None
    assert cut("write a post about rainy mondays", names).first("recurrence") is None
    assert cut("post about the market on monday at nine", names).first("time") is not None


def test_what_is_left_has_no_courtesies(names: Names) -> None:
    assert cut("hey, could you please cancel post 4 for me, thanks", names).words() == ["cancel"]


def test_counts_tones_and_languages(names: Names) -> None:
    found = cut("two friendly captions in German", names)

    assert (count(found), values(found, "tones"), values(found, "languages")) == (2, ["friendly"], ["de"])


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('say "one"', ["one"]),
        ("sag „Hallo Welt“ und «salut»", ["Hallo Welt", "salut"]),
        ("“outer «inner» end”", ["outer «inner» end"]),
        ("it's ours and don't", []),
        ("post 'hi there' now", ["hi there"]),
        ('`code` and "un', ["code"]),
    ],
)
def test_quotations(text: str, inside: list[str]) -> None:
    assert [quote.text for quote in read(text).quotes] == inside


def test_a_pronoun_on_a_verb_is_a_word_of_its_own(names: Names) -> None:
    assert cut("publícalo mañana a las 9", names, "es").first("pronoun") is not None
    assert cut("publie-le demain à 9h", names, "fr").first("pronoun") is not None


def test_edits() -> None:
    assert [distance("friday", other) for other in ("friday", "firday", "fridy", "monday")] == [0, 1, 1, 3]


def test_slips_are_mended_towards_known_words_only() -> None:
    spelling = Spelling({"schedule", "friday", "post", "draft"})

    assert [spelling.mend(word) for word in ("shcedule", "fridsy", "draf", "bicycle", "pst")] == [
        "schedule", "friday", "draft", "bicycle", "pst",
    ]  # fmt: skip

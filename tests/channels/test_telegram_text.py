"""Whatever a reply says, Telegram takes it, and people read exactly that."""

from __future__ import annotations

import unicodedata

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages import Card, Choice, Reply
from connectors.channels.telegram_text import LONGEST, Run, clean, pieces, rows_of, runs_of, shortened
from connectors.channels.telegram_text import units as counted
from tests.fakes.telegram_html import kept, parse, units

NASTY = st.sampled_from(
    [
        "<",
        ">",
        "&",
        "&lt;",
        "&amp;",
        "</b>",
        "<b>",
        "&#60;",
        "\n",
        "\n\n",
        " ",
        "\t",
        "\r\n",
        "\u202e",
        "\u2028",
        "\x00",
        "\u200d",
        "👩\u200d👩\u200d👧\u200d👦",
        "🏳️\u200d🌈",
        "🇩🇪",
        "e\u0301",
        "שלום",
        "مرحبا",
        "漢字",
        "क्षि",
        "wort. ",
        "Ende! ",
        "🥐",
    ]
)
TEXTS = st.lists(NASTY | st.text(max_size=8), max_size=60).map("".join)


def squeezed(text: str) -> str:
    """Without white space, which is lost at the ends of messages."""
    return str(regex.sub(r"\s+", "", text))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(8, 60))
def test_every_text_arrives_as_it_is_in_messages_that_fit(text: str, limit: int) -> None:
    read = [parse(piece) for piece in pieces([Run(clean(text))], limit)]
    assert all(0 < units(part) <= limit for part, _ in read)
    assert all(entities == [] for _, entities in read)
    assert squeezed("".join(part for part, _ in read)) == squeezed(clean(text))


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_telegram_has_nothing_left_to_change_and_counts_as_we_do(text: str) -> None:
    assert kept(clean(text)) == clean(text)
    assert units(clean(text)) == counted(clean(text))


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, TEXTS, st.integers(20, 80))
def test_a_card_keeps_its_words_wherever_it_is_cut(text: str, post: str, fact: str, limit: int) -> None:
    reply = Reply(text, cards=(Card("Title", post, facts=(("When", fact),)),))
    runs = runs_of(reply)
    read = [parse(piece) for piece in pieces(runs, limit)]
    assert squeezed("".join(part for part, _ in read)) == squeezed("".join(run.text for run in runs))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(["👩‍👩‍👧‍👦", "e\u0301", "क्षि", "a", "🇩🇪"]), min_size=1, max_size=60), st.integers(16, 40)
)
def test_no_character_is_torn(parts: list[str], limit: int) -> None:
    text = "".join(parts)
    # What belongs together depends on what stands before; so the whole text says it.
    whole = regex.findall(r"\X", text)
    found = [piece for html in pieces([Run(text)], limit) for piece in regex.findall(r"\X", parse(html)[0])]
    assert found == whole


def test_a_message_ends_where_a_thought_does() -> None:
    text = f"{'a' * 40}\n\n{'b' * 30}. {'c' * 40}"
    assert [parse(piece)[0] for piece in pieces([Run(text)], 80)] == ["a" * 40, f"{'b' * 30}. {'c' * 40}"]
    assert [parse(piece)[0] for piece in pieces([Run("one two three four")], 10)] == ["one two", "three four"]


def test_a_character_longer_than_a_message_does_not_stop_it() -> None:
    text = "a" + "\u0301" * 100
    read = [parse(piece)[0] for piece in pieces([Run(text)], 30)]
    assert "".join(read) == text


def test_the_longest_message_is_just_long_enough() -> None:
    assert [units(parse(piece)[0]) for piece in pieces([Run("🥖" * 2049)])] == [LONGEST, 2]
    assert [units(parse(piece)[0]) for piece in pieces([Run("&" * LONGEST)])] == [LONGEST]


def test_nothing_to_say_is_no_message() -> None:
    assert pieces(runs_of(Reply(" \n\t "))) == []


def test_a_post_of_somebody_cannot_turn_the_order_of_what_is_shown() -> None:
    assert clean("photo\u202egpj.exe \u2066x\u2069") == "photogpj.exe x"


@pytest.mark.parametrize("size", [1, 3, 12])
def test_buttons_stand_beside_each_other_where_they_fit(size: int) -> None:
    rows = rows_of([Choice(f"id-{number}", f"Post {number}") for number in range(size)])
    assert [button.data for row in rows for button in row] == [f"c:id-{number}" for number in range(size)]
    assert all(sum(len(button.label) + 2 for button in row) <= 28 for row in rows)
    assert len(rows) == -(-size // 3)


def test_a_long_label_has_its_own_row_and_an_end() -> None:
    (first,), (second,) = rows_of([Choice("a", "x" * 100), Choice("b", "no")])
    assert len(first.label) == 60 and first.label.endswith("…") and second.label == "no"


def test_what_a_button_cannot_carry_is_not_one() -> None:
    assert rows_of([Choice("x" * 63, "too long")]) == []
    assert rows_of([Choice("x" * 62, "fits")])[0][0].data == f"c:{'x' * 62}"


def test_a_line_for_an_alert() -> None:
    assert shortened("one\ntwo", 200) == "one two"
    short = shortened("🥖" * 300, 200)
    assert counted(short) <= 200 and short.endswith("…")
    assert unicodedata.normalize("NFC", short) == short

"""Times as people type and say them, read as they were meant or asked; and what a recogniser writes out in words."""

import json
import zlib
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.understanding import dictated, times
from bot.understanding.slots import number_at
from bot.understanding.times import Moment, Range, Recurrence, Shift, TimeExpression, Trouble

Line = dict[str, Any]
FILE = Path(__file__).with_name("times_spoken.jsonl")
LINES: list[Line] = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def read(line: Line) -> list[TimeExpression]:
    now = datetime.fromisoformat(line["now"]).replace(tzinfo=ZoneInfo(line["zone"]))
    return times.find(line["text"], now, language=line["language"], looking=line.get("looking", "ahead"))


def parts(rule: str, *, without: str = "") -> dict[str, list[str]]:
    pairs = (part.split("=", 1) for part in rule.split(";"))
    return {n: sorted(v.split(",")) for n, v in pairs if (n, v) != ("INTERVAL", "1") and n != without}


def judged(line: Line, found: list[TimeExpression]) -> str:
    """Right, asked (with the right one among what is offered), unread, or wrong: a silent misreading."""
    expect = line["expect"]
    kind, must_ask = expect["kind"], expect.get("ask", False)
    if kind == "none":
        return "wrong" if found else "right"
    if len(found) != 1:
        return "wrong" if found else "unread"
    one = found[0]
    trouble = getattr(one, "trouble", None)
    asked = trouble not in (None, Trouble.NO_TIME)
    verdict = "right" if asked == must_ask or (trouble is Trouble.PAST and kind == "clock") else "asked"
    match one:
        case Shift():
            fits = kind == "shift" and f"{one.months}/{one.days}/{one.minutes}" == expect["by"]
        case Range():
            days = (expect["day"],) * 2 if "day" in expect else (expect.get("since"), expect.get("until"))
            fits = (one.since.isoformat(), one.until.isoformat()) == days
        case Recurrence():
            open_end = "UNTIL" if must_ask else ""
            fits = kind == "recurrence" and parts(one.rule, without=open_end) == parts(expect["rule"], without=open_end)
            said = [at.strftime("%H:%M") for at in (one.first, *one.options) if at]
            fits = fits and (expect["time"] in said if "time" in expect else one.first is None)
        case Moment():
            fits = moment_fits(one, expect, asked=asked)
    if not fits or (must_ask and not asked):
        return "wrong"
    return verdict


def moment_fits(one: Moment, expect: dict[str, Any], *, asked: bool) -> bool:
    kind = expect["kind"]
    if kind not in {"instant", "day", "part", "clock"} or (kind in {"instant", "clock"} and not one.has_time):
        return False
    if one.part != expect.get("part", one.part) and not one.has_time:
        return False
    start = {"instant": "at", "clock": "time"}.get(kind, "day")
    walls = [at.strftime("%Y-%m-%dT%H:%M") for at in ((one.at, *one.options) if asked else (one.at,))]
    return any(wall.endswith(expect[start]) if kind == "clock" else wall.startswith(expect[start]) for wall in walls)


@pytest.mark.parametrize("language", ["en", "es", "de", "fr"])
def test_times_as_people_say_them(language: str) -> None:
    lines = [line for line in LINES if line["language"] == language]
    outcomes = Counter(judged(line, read(line)) for line in lines)
    assert outcomes["right"] >= 0.93 * len(lines), outcomes
    assert outcomes["wrong"] <= 0.06 * len(lines), outcomes


def test_the_half_that_was_mended_by_stays_mended() -> None:
    """By the checksum that splits the other sets too; what is in the other half was not looked at."""
    looked_at = [line for line in LINES if zlib.crc32(line["text"].encode()) % 2]
    assert [line["text"] for line in looked_at if judged(line, read(line)) in {"wrong", "unread"}] == []


def test_no_expression_is_there_twice() -> None:
    twice = [
        key for key, n in Counter((line["text"], line["language"], line["now"]) for line in LINES).items() if n > 1
    ]
    assert twice == []


@pytest.mark.parametrize(
    ("code", "said", "number"),
    [
        ("en", "twenty three", 23),
        ("en", "two hundred and four", 204),
        ("en", "nine hundred ninety nine", 999),
        ("en", "two oh four", 204),
        ("de", "zweihundertvier", 204),
        ("de", "neunhundertneunundneunzig", 999),
        ("es", "doscientos cuatro", 204),
        ("es", "doscientas una", 201),
        ("fr", "deux cent quatre", 204),
        ("fr", "deux cents", 200),
    ],
)
def test_numbers_of_posts_as_they_are_said(code: str, said: str, number: int) -> None:
    words = said.split()
    assert number_at(words, 0, code) == (len(words), number)


@pytest.mark.parametrize(
    ("code", "said", "typed"),
    [
        ("en", "come to example dot com slash sale", "come to example.com/sale"),
        ("en", "www dot example dot co dot uk", "www.example.co.uk"),
        ("de", "mehr auf beispiel punkt de", "mehr auf beispiel.de"),
        ("es", "entra en ejemplo punto com barra oferta", "entra en ejemplo.com/oferta"),
        ("fr", "rendez-vous sur exemple point fr", "rendez-vous sur exemple.fr"),
        ("en", "hashtag spring sale", "#springsale"),
        ("en", "our week hashtag spring sale and more", "our week #springsale and more"),
        ("en", "thanks at sign bakeryjoe", "thanks @bakeryjoe"),
        ("es", "gracias arroba panjoe", "gracias @panjoe"),
    ],
)
def test_what_is_spelled_out_is_written_as_typed(code: str, said: str, typed: str) -> None:
    assert dictated.written(said, code) == typed


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "notre nouveau point de vente"),
        ("es", "nuestro punto de venta"),
        ("en", "the point is that 50% off means 50% off"),
        ("en", "hashtag ideas for the bakery"),
        ("en", "it costs $5 at 5pm"),
        ("de", "der Punkt ist klar"),
    ],
)
def test_ordinary_words_stay(code: str, text: str) -> None:
    assert dictated.written(text, code) == text

"""Clock times as a clock shows them, and numbers that may have been others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bot.voice.habits import HABITS
from bot.voice.mending import Work, after, folded

if TYPE_CHECKING:
    from bot.voice.listen import Heard

DOUBTED = 0.25
"""Probability of a number below which it is asked about."""
CONFUSED = 0.4
"""Probability below which a number that sounds like another one is asked about, with both to choose from."""
HALF_HEARD = 0.9
"""The same for the minutes in "10:50": they are seldom said and often heard instead of "10:15"."""
POORLY = 0.5
"""Mean probability below which all of it was heard badly."""

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _ClockPatterns:
    """How a time on the clock is written where it is not written as on a clock."""

    to_the_hour: re.Pattern[str]
    dotted: tuple[re.Pattern[str], ...]
    run_together: tuple[re.Pattern[str], ...]
    half_between: re.Pattern[str]
    with_half: re.Pattern[str]


@cache
def _clock_patterns(language: str) -> _ClockPatterns:
    habits = HABITS[language]
    opener = rf"(?<!\w)(?P<opener>{habits.clock})\s+"
    some_half = r"(?P<half>\s*[ap]\.?\s?m\b\.?)"
    half = f"{some_half}?"
    words = "|".join(sorted(map(re.escape, after(language)), key=len, reverse=True))
    follows = rf"(?=\s*(?:$|[.,;!?](?!\d)|[ap]\.?\s?m\b|(?:{words})\b))"
    hour, minute = r"(?P<hour>\d{1,2})", r"(?P<minute>[0-5]\d)"
    return _ClockPatterns(
        re.compile(rf"{opener}(?P<one>\d{{1,2}})\s?[-–]\s?(?P<other>\d)(?!\d){half}"),
        (
            re.compile(rf"{opener}{hour}\s?[.\-–]\s?{minute}(?!\d|[.-]\d|\s?(?:€|\$|%|x\b)){half}{habits.hour}"),
            re.compile(rf"{opener}{hour},\s?{minute}(?!\d){half}{habits.hour}{follows}"),
            re.compile(rf"{opener}{hour}\s*(?:oh?|of|0|zero|o['’])\s*[.\s]?\s*(?P<minute>[1-9])(?!\d){half}"),
            re.compile(rf"{opener}{hour}\s?[.-]\s?0\s?[.-]\s?(?P<minute>[1-9])(?!\d){half}"),
        ),
        (
            re.compile(rf"{opener}(?P<digits>[1-9]\d{{2,3}}){some_half}"),
            re.compile(rf"{opener}(?P<digits>(?:1\d|2[0-3]|[1-9])[0-5][05]){follows}"),
        ),
        re.compile(rf"{opener}{hour}{some_half}\s+(?P<minute>[1-5][05])(?![\d\w]){follows}"),
        re.compile(rf"(?<![\w.])(?P<opener>){hour}\s?[.\-–]\s?{minute}{some_half}"),
    )


def clock(work: Work) -> None:
    """Clock times as a clock shows them, after a word that opens one."""
    patterns = _clock_patterns(work.language)

    def written(hour: int, minute: int, match: re.Match[str]) -> str | None:
        if not (0 <= hour < 24 and minute < 60):
            return None
        half = re.sub(r"[^apm]", "", match.groupdict().get("half") or "")
        opener = work.text[match.start("opener") : match.end("opener")]
        return f"{opener} {hour}:{minute:02d}{f' {half}' if half else ''}".lstrip()

    def to_the_hour(match: re.Match[str]) -> str | None:
        """ "10-9 in the morning" is ten to nine: a minute below ten would be written with a nought."""
        if work.language != "en" or int(match["one"]) not in (5, 10, 20, 25) or match["other"] == "0":
            return None
        half = re.sub(r"[^apm]", "", match["half"] or "")
        opener = work.text[match.start("opener") : match.end("opener")]
        return f"{opener} {match['one']} to {match['other']}{f' {half}' if half else ''}"

    work.each(patterns.to_the_hour, to_the_hour)
    for pattern in patterns.dotted:
        work.each(pattern, lambda match: written(int(match["hour"]), int(match["minute"]), match))
    for pattern in patterns.run_together:
        work.each(pattern, lambda match: written(int(match["digits"][:-2]), int(match["digits"][-2:]), match))
    work.each(patterns.with_half, lambda match: written(int(match["hour"]), int(match["minute"]), match))
    work.each(patterns.half_between, lambda match: written(int(match["hour"]), int(match["minute"]), match))
    # "At 8." is no eighth: a full stop that ends a sentence says nothing about the number before it.
    work.each(re.compile(r"(?<=\d)\.\s*$"), lambda match: "")


def doubt(work: Work, heard: Heard) -> None:
    """What numbers may have been instead, where the recogniser was not sure; and which of them it hardly heard at all."""
    if _heard_poorly(heard):
        work.doubts.append("all")
    alike = _alike(work.language)
    for word in heard.words:
        for digits in _DIGITS.findall(word.text) if word.probability < HALF_HEARD else ():
            halves = work.language == "en" and digits.endswith("50") and len(digits) < 5
            ordinal = re.search(rf"{digits}th", word.text) is not None
            if word.probability >= CONFUSED and not halves and not ordinal:
                continue
            place = _where(work.text, digits)
            if place is None:
                continue
            of_clock = work.text[place.start() - 1 : place.start()] == ":" or work.text[place.end() :][:1] == ":"
            if word.probability >= CONFUSED and not of_clock and not ordinal:
                continue
            if ordinal and 4 <= int(digits[:9]) <= 9:
                # "The eighteenth" loses its end more easily than a number does.
                work.alternatives.append((f"{digits}th", f"{int(digits) + 10}th"))
                continue
            others = [other for other in alike.get(int(place[0][:9]), ()) if not of_clock or other < 60]
            for other in others:
                before = work.text[max(0, place.start() - 12) : place.start()]
                work.alternatives.append((f"{before}{place[0]}", f"{before}{other:0{len(place[0])}d}"))
            if not others and word.probability < DOUBTED:
                work.doubts.append("time" if of_clock or _timed(work, place) else "number")


def _where(text: str, digits: str) -> re.Match[str] | None:
    """Where digits that were heard stand in the mended text; "550" is "5:50" there."""
    if not digits.isascii():
        return None
    found = re.search(rf"(?<!\d){digits}(?!\d)", text)
    if found is None and len(digits) in {3, 4}:
        found = re.search(rf"(?<=(?<!\d){digits[:-2]}:){digits[-2:]}(?!\d)", text)
    return found


def _heard_poorly(heard: Heard) -> bool:
    return len(heard.words) > 3 and sum(word.probability for word in heard.words) / len(heard.words) < POORLY


def _timed(work: Work, place: re.Match[str]) -> bool:
    before = folded(work.text[: place.start()])
    after = folded(work.text[place.end() :])
    return bool(
        re.search(rf"(?:{work.habits.clock})\s+$", before)
        or re.match(r"\s?(?:[ap]\.?m\b|uhr|h\b|heures?|horas?|st\b|nd\b|rd\b|th\b)", after)
    )


@cache
def _alike(language: str) -> dict[int, tuple[int, ...]]:
    """Numbers whose words sound alike: in all of these languages some of those for the teens and the tens."""
    pairs = {
        "en": [(n + 10, n * 10) for n in range(3, 10)],
        "de": [(n + 10, n * 10) for n in range(3, 10)] + [(2, 3)],
        "es": [(2, 12), (3, 13), (60, 70), (6, 16), (7, 17)],
        "fr": [(2, 12), (3, 13), (6, 16), (6, 10), (4, 14)],
    }[language]
    table: dict[int, tuple[int, ...]] = {}
    for one, other in pairs:
        table[one] = (*table.get(one, ()), other)
        table[other] = (*table.get(other, ()), one)
    return table

"""From when to when it should be quiet, as people say it: "22 to 7", "from ten in the evening until seven"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.slots import Found, Lexicon, lexicon, number_at

OFF = "off"
LONGEST_NIGHT = 14 * 60
"""Minutes from which a stretch said without half of day is taken to begin in the evening: "from ten to seven"."""
_JOINED = re.compile(r"(\d{1,2})h?(\d{2})?(?:h|(am|pm))?")
"""A clock time in one word: "22h", "22h30", "10pm"."""


@dataclass(slots=True)
class _Clock:
    minutes: int
    sure: bool
    end: int


def said(found: Found) -> str | None:
    """'22:00-07:00', "off", or None when there are no two clock times."""
    lex = lexicon(found.language)
    words = [token.word for token in found.said.tokens]
    clocks: list[_Clock] = []
    at = 0
    while at < len(words) and len(clocks) < 2:
        clock = _clock(words, at, lex)
        if clock is not None:
            clocks.append(clock)
            at = clock.end
        else:
            at += 1
    if not clocks and any(lex.at("quiet_off", words, i) > i for i in range(len(words))):
        return OFF
    if len(clocks) < 2:
        return None
    start, end = (clock.minutes for clock in clocks)
    if not clocks[0].sure and start < 12 * 60 and ((end - start) % (24 * 60) > LONGEST_NIGHT or start == end):
        start += 12 * 60
    return f"{_written(start)}-{_written(end)}"


def _written(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def _clock(words: Sequence[str], at: int, lex: Lexicon) -> _Clock | None:
    """A clock time at `at`, with its half of the day where one is said."""
    named = lex.meaning("clock_names", words, at)
    if named is not None:
        hour = int(named[1])
        return _Clock(hour * 60, True, named[0])
    if (joined := _JOINED.fullmatch(words[at])) is not None and not words[at].isdecimal():
        hour, half_of_day = int(joined[1]) % 24, joined[3]
        hour = hour % 12 + 12 * (half_of_day == "pm") if half_of_day else hour
        return _Clock(hour * 60 + min(int(joined[2] or 0), 59), bool(half_of_day) or hour > 12, at + 1)
    half = lex.at("half_before", words, at)
    number = number_at(words, half, lex.code)
    if number is None or not 0 <= number[1] <= 24:
        return None
    end, hour = number
    minutes = hour % 24 * 60
    if half > at:
        # "Half past nine" is after the hour, "halb zehn" before it.
        minutes += -30 if lex.code == "de" else 30
    elif (
        end + 1 < len(words)
        and words[end] in {":", ".", "h"}
        and len(words[end + 1]) == 2
        and words[end + 1].isdecimal()
    ):
        minutes += min(int(words[end + 1]), 59)
        end += 2
    elif (after := lex.at("half_after", words, end)) > end:
        minutes += 30
        end = after
    sure = hour > 12 or words[half].startswith("0")
    while end < len(words) and lex.at("clock_words", words, end) > end:
        end = lex.at("clock_words", words, end)
    part = lex.meaning("day_halves", words, end)
    if part is not None:
        end, sure = part[0], True
        if part[1] == "pm" and hour < 12:
            minutes += 12 * 60
        elif part[1] == "am" and hour == 12:
            minutes -= 12 * 60
    return _Clock(minutes % (24 * 60), sure, end)

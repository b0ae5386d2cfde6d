"""Time expressions in what people write and say: text to moments, ranges, recurrences and shifts.

Nothing is guessed in silence. What the words leave open comes back with a `Trouble` and the `options` to ask about:

- A day without a clock time is a `Moment` with `has_time` False; its `at` stands at the usual hour of its part of the
  day (`USUAL_HOURS`), for a caller that proposes a time and reads it back.
- A bare hour in English and Spanish means the afternoon from 1 to 6 and is taken as said from 7 to 12 ("at 5" is 17:00,
  "at 9" is 09:00), because that is when posts go out. German and French use the 24-hour clock as well, so from 1 to 6
  both hours are asked. A part of the day said with it decides: "at seven in the evening" is 19:00.
- A weekday is the next one strictly after today: "Friday" on a Friday is next week's; "this Friday" is today.
- "next Friday" is asked when this week still has one. "4/1" is asked in English when both readings are dates.
- A time that has passed is asked, with the next such time as the option.
- Looking back, a day without a clock time is a `Range` of that day, and ranges that reach the present end today. "The
  last 7 days" and "the next 7 days" both count today.
- A clock time with a range ("next week at 9") is a moment on one of its days, which is asked.
- "until Friday" ends a recurrence when the text has one; otherwise it is the deadline Friday.
- "Friday the 13th", "vendredi 13" is the next such day within four months; where weekday and number do not fit, both are
  asked. "Tuesday next week" is that week's.
- "Mon-Fri at 9" repeats on weekdays. A range beside a recurrence limits it: "every Friday in April".
- The day after "instead of" or "not" is not meant; of "from Monday to Wednesday" after a verb that moves, the second is.
- "The last two quarters" are whole quarters. "The first half of April" ends on its 15th; early, mid and late are ten days.
- "now" is no time expression.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Any

from dateutil.rrule import rrulestr

from bot.understanding import numbers
from bot.understanding.time_grammar import DIGITS, Grammar, Match, Matcher, Reader, table_reader, tokens
from bot.understanding.time_meaning import (
    HALVES,
    WORKDAYS,
    Calendar,
    Clock,
    Day,
    Every,
    Instant,
    Later,
    Limit,
    Looking,
    Part,
    Span,
    add,
)
from bot.understanding.time_words import (
    ADVANCES,
    AFTER_ADVERBS,
    APPROXIMATE,
    CLOCK_TAILS,
    COMMON_RULES,
    DELAYS,
    EXCEPTIONS,
    FALSE_FRIENDS,
    FROM,
    LANGUAGES,
    MOVES,
    OWNED_BY,
    OWNERS,
    REPEATS,
    ZONES,
    Words,
)

__all__ = [
    "Moment",
    "Range",
    "Recurrence",
    "Shift",
    "TimeExpression",
    "Trouble",
    "find",
    "localize",
    "next_occurrence",
    "parse",
]

_BEFORE_WEEKDAY = frozenset(
    [
        "am",
        "und",
        "bis",
        ",",
        "-",
        "–",
        "/",
        "sa",
        "sa.",
        "fr",
        "vom",
        "ab",
        "jeden",
        "diesen",
        "kommenden",
        "nachsten",
        "letzten",
        "oder",
        "zum",
        "vorm",
        "nachm",
    ]
)
_AFTER_WEEKDAY = frozenset([".", "um", "ab", "abend", "morgen", "früh", "-", "–", "/"])
"""Beside one of these "so" is short for Sonntag."""

USUAL_HOURS = {
    None: 9,
    "morning": 9,
    "late_morning": 11,
    "noon": 12,
    "afternoon": 15,
    "evening": 19,
    "tonight": 20,
    "night": 21,
    "small_hours": 5,
}
"""Where `at` stands when only a part of the day, or none, was said."""


class Trouble(StrEnum):
    """Why the person should be asked before the time is used."""

    PAST = "past"
    GAP = "gap"
    OVERLAP = "overlap"
    AMBIGUOUS = "ambiguous"
    IMPOSSIBLE = "impossible"
    TOO_FAR = "too_far"
    NO_TIME = "no_time"


Spans = tuple[tuple[int, int], ...]
"""Places in the text, as (start, end) in characters."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, or a day when `has_time` is False.

    `start`, `end` and `text` are its first place; `parts` all its places, left to right. `part` is the part of the day,
    if one was said. With a trouble, `options` are the moments to offer.
    """

    start: int
    end: int
    text: str
    at: datetime
    has_time: bool
    has_date: bool
    trouble: Trouble | None = None
    options: tuple[datetime, ...] = ()
    parts: Spans = ()
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """The days from `since` to `until`, inclusive."""

    start: int
    end: int
    text: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Recurrence:
    """`rule` is an RFC 5545 RRULE value; `first` its first occurrence after now, None when no clock time was said."""

    start: int
    end: int
    text: str
    rule: str
    first: datetime | None
    trouble: Trouble | None = None
    options: tuple[datetime, ...] = ()
    parts: Spans = ()
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """A signed distance from some other time. With AMBIGUOUS, the direction was not said and the sign is positive."""

    start: int
    end: int
    text: str
    months: int
    days: int
    minutes: int
    trouble: Trouble | None = None


TimeExpression = Moment | Range | Recurrence | Shift


def find(text: str, now: datetime, *, language: str = "en", looking: Looking = "ahead") -> list[TimeExpression]:
    """The time expressions of `text`, left to right, without overlaps.

    `now` is aware and its zone is the one all answers are in. `language` is tried first; words of the other languages
    count where they cannot be mistaken. Quoted text, links, hashtags and what follows 2,000 characters are not read.
    """
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    return _Reading(text, now, language, looking).expressions()


def parse(text: str, now: datetime, *, language: str = "en", looking: Looking = "ahead") -> TimeExpression | None:
    """`text` as one time expression, or None when it holds anything else."""
    found = find(text, now, language=language, looking=looking)
    if len(found) != 1:
        return None
    expression = found[0]
    spans = getattr(expression, "parts", ()) or ((expression.start, expression.end),)
    rest = list(text)
    for start, end in spans:
        rest[start:end] = " " * (end - start)
    return None if any(character.isalnum() for character in rest) else expression


def localize(naive: datetime, zone: tzinfo) -> tuple[datetime, Trouble | None, tuple[datetime, ...]]:
    """Wall-clock time in `zone`: the moment, whether daylight saving makes it doubtful, and the moments to offer.

    A time in a gap moves forward by the gap; a time that comes twice is the first of the two.
    """
    first, second = naive.replace(tzinfo=zone, fold=0), naive.replace(tzinfo=zone, fold=1)
    try:
        if first.utcoffset() == second.utcoffset():
            return first, None, ()
        after = first.astimezone(UTC).astimezone(zone)
        if after.replace(tzinfo=None, fold=0) == naive.replace(fold=0):
            return first, Trouble.OVERLAP, (first, second)
        before = second.astimezone(UTC).astimezone(zone)
    except OverflowError:
        return first, None, ()
    return after, Trouble.GAP, (before, after)


def next_occurrence(rule: str, first: datetime, after: datetime) -> datetime | None:
    """The first occurrence of `rule` later than `after`, by the wall clock of `first`'s zone; None after its end."""
    zone = first.tzinfo
    if zone is None or after.tzinfo is None:
        raise ValueError("first and after must be aware")
    start = first.replace(tzinfo=None, fold=0)
    # A gap moves an occurrence forward by at most a few hours, so the search starts a day early.
    earliest = after.astimezone(zone).replace(tzinfo=None, fold=0) - timedelta(days=1)
    for naive in rrulestr(rule, dtstart=start).xafter(earliest, inc=True):
        occurrence = localize(naive, zone)[0]
        if occurrence.astimezone(UTC) > after.astimezone(UTC):
            return occurrence
    return None


# The words of a text


def _words(tree: numbers.Tree) -> frozenset[str]:
    return frozenset(word for word in tree if word is not None) | {DIGITS}


def _number_reader(language: str) -> Reader:
    tree = numbers.cardinals(language)

    def read(words: Sequence[str], at: int) -> list[tuple[int, Any]]:
        if words[at][0].isdecimal():
            return [(at + 1, numbers.digits(words[at]))]
        return numbers.read(tree, words, at)

    return Reader(read, _words(tree))


_ZEROS = {"en": ("oh", "o", "zero"), "es": ("cero",), "de": ("null",), "fr": ("zero",)}


def _minute_reader(language: str) -> Reader:
    """Minutes said after an hour: two digits, "thirty", "oh five"; not "five"."""
    number = _number_reader(language)

    def read(words: Sequence[str], at: int) -> list[tuple[int, Any]]:
        word = words[at]
        if word[0].isdecimal():
            return [(at + 1, int(word))] if len(word) == 2 else []
        if word in _ZEROS[language] and at + 1 < len(words):
            return [
                (end, n) for end, n in number.read(words, at + 1) if 1 <= n <= 9 and not words[at + 1][0].isdecimal()
            ]
        return [(end, n) for end, n in number.read(words, at) if 10 <= n <= 59]

    return Reader(read, number.starts.union(_ZEROS[language]))


def _ordinal_reader(language: str, *, digits_only: bool = False) -> Reader:
    tree = numbers.ordinals(language)
    suffixes = numbers.ORDINAL_SUFFIXES[language]

    def read(words: Sequence[str], at: int) -> list[tuple[int, Any]]:
        if words[at][0].isdecimal():
            number = numbers.digits(words[at])
            return [(at + 2, number)] if number <= 99 and at + 1 < len(words) and words[at + 1] in suffixes else []
        return [] if digits_only else numbers.read(tree, words, at)

    return Reader(read, frozenset({DIGITS}) if digits_only else _words(tree))


def _day_number_reader(language: str) -> Reader:
    number, ordinal = _number_reader(language), _ordinal_reader(language)

    def read(words: Sequence[str], at: int) -> list[tuple[int, Any]]:
        return [(end, n) for end, n in (*number.read(words, at), *ordinal.read(words, at)) if 1 <= n <= 31]

    return Reader(read, number.starts | ordinal.starts)


def _year_reader(language: str) -> Reader:
    tree = numbers.years(language)

    def read(words: Sequence[str], at: int) -> list[tuple[int, Any]]:
        word = words[at]
        if word[0].isdecimal():
            return [(at + 1, int(word))] if len(word) == 4 and word >= "1900" else []
        return numbers.read(tree, words, at)

    return Reader(read, _words(tree))


def _weekday_list_reader(weekday: Reader, and_words: Iterable[str], through: Iterable[str]) -> Reader:
    """Weekdays joined by commas and "and", or a first and a last one joined by "to"."""
    joints, reaches = {*and_words, ","}, {*through, "-", "–"}

    def read(words: Sequence[str], at: int) -> list[tuple[int, Any]]:
        days: list[int] = []
        found: list[tuple[int, Any]] = []
        while len(days) < 7 and at < len(words) and (ends := weekday.read(words, at)):
            end, day = ends[-1]
            days.append(day)
            found.append((end, tuple(days)))
            if len(days) == 1 and end + 1 < len(words) and words[end] in reaches:
                for last_end, last in weekday.read(words, end + 1):
                    found.append((last_end, tuple((day + n) % 7 for n in range((last - day) % 7 + 1))))
            at = end
            while at < len(words) and words[at] in joints and at < end + 2:
                at += 1
        return found

    return Reader(read, weekday.starts)


def _clock_sign_reader(signs: str, *, minutes: tuple[int, ...] = (2,)) -> Reader:
    def read(words: Sequence[str], at: int) -> list[tuple[int, Any]]:
        row = words[at : at + 3]
        if len(row) < 3 or row[1] not in signs or not (row[0][0].isdecimal() and row[2][0].isdecimal()):
            return []
        if len(row[0]) > 2 or len(row[2]) not in minutes:
            return []
        return [(at + 3, (int(row[0]), int(row[2]), len(row[0]) == 2 and row[0][0] == "0"))]

    return Reader(read, frozenset({DIGITS}))


def _date_reader(*, full: bool) -> Reader:
    """Dates in digits: (first, second, year, separator); the short form has no year and, with dots, ends in one."""

    def read(words: Sequence[str], at: int) -> list[tuple[int, Any]]:
        row = words[at : at + 5]
        if len(row) < 3 or not (row[0][0].isdecimal() and row[2][0].isdecimal()) or row[1] not in "./-":
            return []
        separator = row[1]
        if len(row[2]) > 2:
            return []
        closed = len(row) > 3 and row[3] == separator
        last = row[4] if closed and len(row) > 4 and row[4][0].isdecimal() else ""
        first, second = numbers.digits(row[0]), int(row[2])
        if len(row[0]) == 4 and len(last) in (1, 2):
            return [(at + 5, (int(last), second, first, "iso"))] if full else []
        year = last if len(last) in (2, 4) else None
        if len(row[0]) > 2:
            return []
        if full:
            return [(at + 5, (first, second, int(year), separator))] if year is not None else []
        if separator == "/" or (separator == "." and closed and year is None):
            return [(at + (4 if separator == "." else 3), (first, second, None, separator))]
        return []

    return Reader(read, frozenset({DIGITS}))


def _read_iso(words: Sequence[str], at: int) -> list[tuple[int, Any]]:
    """A date and time such as 2026-04-01T09:00 or 2026-04-01 09:00:30, without an offset."""
    row = words[at : at + 10]
    if len(row) < 8 or row[1] != "-" or row[3] != "-" or len(row[0]) != 4:
        return []
    skip = 6 if row[5] == "t" else 5
    pieces = [*row[0:5:2], *row[skip : skip + 3 : 2]]
    if len(pieces) < 5 or row[skip + 1] != ":" or not all(p[0].isdecimal() and len(p) in (2, 4) for p in pieces):
        return []
    try:
        year, month, day, hour, minute = (int(p) for p in pieces)
        return [(at + skip + 3, (date(year, month, day), time(hour, minute)))]
    except ValueError:
        return []


def _read_decimal(words: Sequence[str], at: int) -> list[tuple[int, Any]]:
    row = words[at : at + 3]
    if len(row) == 3 and row[1] in ".," and row[0][0].isdecimal() and row[2][0].isdecimal() and len(row[2]) <= 2:
        return [(at + 3, float(f"{numbers.digits(row[0])}.{int(row[2]):0{len(row[2])}}"))]
    return []


_WEEKDAY_PARTS = ("morgen", "früh", "vormittag", "mittag", "nachmittag", "abend", "nacht")


@dataclass(frozen=True, slots=True)
class _Language:
    name: str
    words: Words
    grammar: Grammar
    common: frozenset[str]


def _compounds(words: Words, ending: str = "") -> dict[str, Any]:
    """German weekdays joined with a part of the day: "Freitagabend" is (4, "evening")."""
    parts = {part: name for row, name in words.parts.items() for part in row.split("|")}
    return {
        f"{day}{part}{ending}": (value, parts[part])
        for row, value in words.weekdays.items()
        for day in row.split("|")
        if len(day) > 2
        for part in _WEEKDAY_PARTS
    }


_OFTEN = {
    "en": {"once": 1, "twice": 2, "two times": 2, "thrice": 3, "three times": 3, "four times": 4, "five times": 5},
    "es": {"una vez": 1, "dos veces": 2, "tres veces": 3, "cuatro veces": 4, "cinco veces": 5},
    "de": {f"{numbers.german(n)[0]}mal": n for n in range(1, 8)},
    "fr": {"une fois": 1, "deux fois": 2, "trois fois": 3, "quatre fois": 4, "cinq fois": 5},
}


_REACHING = frozenset({"to", "-", "until", "till", "through", "thru", "and"})


@cache
def _language(name: str) -> _Language:
    words = LANGUAGES[name]
    weekday, plural = table_reader(words.weekdays), table_reader(words.plurals)
    reaches = {"en": ("to", "through", "thru"), "es": ("a",), "de": ("bis",), "fr": ("a", "au")}[name]
    readers: dict[str, Reader] = {
        "n": _number_reader(name),
        "num2": _minute_reader(name),
        "ord": _ordinal_reader(name),
        "digitord": _ordinal_reader(name, digits_only=True),
        "dayn": _day_number_reader(name),
        "year": _year_reader(name),
        "weekday": weekday,
        "days": _weekday_list_reader(weekday, words.and_words, reaches),
        "plural_days": _weekday_list_reader(plural, words.and_words, reaches),
        "month": table_reader(words.months),
        "unit": table_reader(words.units),
        "period": table_reader(words.periods),
        "period_end": table_reader({w: p for w, p in words.periods.items() if p in ("week", "quarter", "year")}),
        "part_word": table_reader(words.parts),
        "meridiem": table_reader({"am|a m": "am", "pm|p m": "pm"}),
        "hm": _clock_sign_reader(":"),
        "to": Reader(lambda row, at: [(at + 1, True)] if row[at] in _REACHING else [], _REACHING),
        "noon": table_reader({"noon|midday": 12, "midnight": 0}),
        "dotted": _clock_sign_reader("."),
        "dotted_day": _clock_sign_reader(".", minutes=(1, 2)),
        "fulldate": _date_reader(full=True),
        "shortdate": _date_reader(full=False),
        "iso": Reader(_read_iso, frozenset({DIGITS})),
        "decimal": Reader(_read_decimal, frozenset({DIGITS})),
        "digit_second": table_reader({"2 nd": 2}),
        "often": table_reader(_OFTEN[name]),
        "times": table_reader({f"{numbers.german(n)[0]}mal": n for n in range(2, 13)}),
        "weekday_part": table_reader(_compounds(words) if name == "de" else {}),
        "plural_part": table_reader(_compounds(words, "s") if name == "de" else {}),
    }
    return _Language(
        name, words, Grammar(COMMON_RULES + words.rules, readers), frozenset(numbers.fold(w) for w in words.common)
    )


@cache
def _weekday_words() -> frozenset[str]:
    """The names of the days in every language, as tokens are folded."""
    rows = (row for words in LANGUAGES.values() for row in (*words.weekdays, *words.plurals))
    return frozenset(numbers.fold(word.strip(".")) for row in rows for word in row.split("|"))


KINDS = ("none", "when", "every", "limit", "span", "shift", "distant", "day", "window", "clock", "part")
"""Kinds of phrases in the order in which they win between readings of the same length."""


MOST_PHRASES = 60
"""Phrases read in one text; no message has so many."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A time phrase of the text: tokens `start` to `end`, openers included."""

    kind: str
    value: Any
    start: int
    end: int
    trust: str
    vague: bool
    language: str


@dataclass(slots=True)
class _Group:
    """Phrases that form one expression; at most one of each kind but limits."""

    phrases: list[_Phrase] = field(default_factory=list)

    def get(self, kind: str) -> Any:
        return next((p.value for p in self.phrases if p.kind == kind), None)

    @property
    def kinds(self) -> set[str]:
        return {p.kind for p in self.phrases}

    @property
    def trusted(self) -> bool:
        return any(p.trust != "?" for p in self.phrases)

    @property
    def start(self) -> int:
        return min(p.start for p in self.phrases)

    @property
    def end(self) -> int:
        return max(p.end for p in self.phrases)


class _Reading:
    """One text read at one moment."""

    def __init__(self, text: str, now: datetime, language: str, looking: Looking) -> None:
        assert now.tzinfo is not None
        self.text = text
        self.zone: tzinfo = now.tzinfo
        self.zoned = now
        self.now = now.replace(tzinfo=None, fold=0)
        self.looking = looking
        self.tokens = tokens(text, _weekday_words())
        self.words = [token.text for token in self.tokens]
        self.moving = not (DELAYS | ADVANCES | MOVES).isdisjoint(self.words)
        self.calendar = Calendar(now, looking, language)
        self.languages = self._order(language)
        self.matchers = [
            (known, Matcher(known.grammar, self.words, Calendar(now, looking, known.name).value))
            for known in self.languages
        ]

    def _order(self, language: str) -> list[_Language]:
        """The languages to try: the given one first, unless the text is plainly written in another."""
        given = language if language in LANGUAGES else "en"
        known = [_language(name) for name in LANGUAGES]
        score = {each.name: sum(word in each.common for word in self.words) for each in known}
        best = max(score, key=lambda name: (score[name], name == given))
        first = best if score[best] >= score[given] + 2 or not score[given] else given
        return sorted(known, key=lambda each: (each.name != first, each.name != given))

    # Phrases

    def expressions(self) -> list[TimeExpression]:
        phrases = self._phrases(KINDS)
        if not any(p.kind == "every" and p.trust != "?" for p in phrases):
            phrases = self._phrases(tuple(kind for kind in KINDS if kind != "limit"))
        groups = self._within(self._joined(self._groups(phrases)))
        found = [e for group in groups for e in self._expressions(group)]
        return sorted(found, key=lambda e: e.start)

    def _phrases(self, kinds: Sequence[str]) -> list[_Phrase]:
        found: list[_Phrase] = []
        at = 0
        while at < len(self.tokens) and len(found) < MOST_PHRASES:
            best = self._best(at, kinds)
            if (
                best
                and best[1].rule.meaning == "later_verb"
                and found
                and (found[-1].kind, found[-1].end) == ("day", at)
            ):
                best = self._best(at, tuple(kind for kind in kinds if kind != "shift"))  # "to Friday at 9h", no "by 9h"
            if best is None or self._shortens(best[0], best[1], kinds):
                at += 1
                continue
            known, match, trust = best
            if match.rule.kind != "none":
                found.append(self._destination(self._opened(known, match, trust, found[-1].end if found else 0)))
            at = match.end
        return found

    def _destination(self, phrase: _Phrase) -> _Phrase:
        """Of "move it from Monday to Wednesday" the day it goes to."""
        value = phrase.value
        if MOVES.isdisjoint(self.words[: phrase.start]):
            return phrase
        if phrase.kind == "span" and len(value.ends) == 2:
            return replace(phrase, kind="day", value=value.ends[1], trust="")
        if phrase.kind == "clock" and len(value.unsure) == 2 and self.words[phrase.start] in FROM:
            return replace(phrase, value=value.unsure[1])
        return phrase

    def _shortens(self, known: _Language, match: Match, kinds: Sequence[str]) -> bool:
        """Whether a reading without the prepositions at its start goes further: "for March" in "for March 30th"."""
        at = match.start
        while at < match.end and self.words[at] in known.words.day_openers | known.words.clock_openers:
            at += 1
            best = self._best(at, kinds) if at < match.end else None
            if best is not None and best[1].end > match.end:
                # "at 9." ends a sentence; only German counts days with a full stop, and its "um" opens no day either.
                stopped = best[1].end == match.end + 1 and self.words[match.end] == "."
                return not (stopped and match.rule.kind == "clock")
        return False

    def _best(self, at: int, kinds: Sequence[str]) -> tuple[_Language, Match, str] | None:
        """The longest reading that starts at a token; of equally long ones the first language's, then the surest."""
        best: tuple[tuple[int, ...], _Language, Match, str] | None = None
        word = DIGITS if self.tokens[at].number else self.words[at]
        if self._no_weekday(at):
            return None
        for rank, (known, matcher) in enumerate(self.matchers):
            possible = known.grammar.kinds.get(word, ())
            for order, kind in enumerate(kinds):
                for match in matcher.matches(kind, at) if kind in possible else ():
                    if not self._whole(match, known.words) or (match.end - at > 1 and self._no_weekday(match.end - 1)):
                        continue
                    if match.rule.meaning == "later_verb" and not self.moving:
                        continue
                    if match.rule.meaning == "weekday_number" and self._goes_further(match, kinds):
                        continue  # "Thursday | 12 March", not "Thursday 12"
                    if match.rule.meaning == "dotted_date" and not matcher.matches("clock", match.end):
                        continue  # "24.3" is a date where a clock time follows, otherwise a number
                    trust = self._trust(match, known, native=rank == 0)
                    key = (match.end, -rank, trust != "?", -order, -match.rule.place)
                    if best is None or key > best[0]:
                        best = (key, known, match, trust)
        return best[1:] if best else None

    def _no_weekday(self, at: int) -> bool:
        """Whether "do" and "so" are the verb and the adverb: "how did we do last week", "wie lief die Woche so"."""
        word = self.words[at]
        if word == "do":
            return self.calendar.language == "en" or self.languages[0].name == "en"
        if word != "so":
            return False
        before = self.words[at - 1] if at else ""
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        stop = after is not None and after.text == "." and at + 2 == len(self.tokens)  # the sentence's own
        told = after is not None and not stop and (after.number or after.text in _AFTER_WEEKDAY)
        beside = before in _BEFORE_WEEKDAY or told
        return not beside and len(self.tokens) > 1

    def _goes_further(self, match: Match, kinds: Sequence[str]) -> bool:
        """Whether the words within a match begin a reading that ends after it."""
        return any(
            (best := self._best(at, kinds)) and best[1].end > match.end for at in range(match.start + 1, match.end)
        )

    def _whole(self, match: Match, words: Words) -> bool:
        """Whether the match ends where a word or number ends: not "10" of "10k", "16" of "16:9", "5" of "5 percent"."""
        first, last = self.tokens[match.start], self.tokens[match.end - 1]
        if first.touches and match.start:
            before = self.tokens[match.start - 1]
            if before.word or before.number or (first.number and before.text in "#$€£.,:/-+_&*="):
                return False
        if match.end == len(self.tokens):
            return True
        following = self.tokens[match.end]
        if match.rule.meaning == "weekday_number" and (
            following.text in CLOCK_TAILS
            or (following.word and following.text not in words.day_openers | words.clock_openers | words.and_words)
        ):
            return False
        if following.touches:
            if last.number and (following.word or following.text in "%€$£°+*=_"):
                return False
            after = self.tokens[match.end + 1] if match.end + 1 < len(self.tokens) else None
            if last.number and after and after.number and after.touches and following.text in ".,:/-":
                return False
            if following.number and (last.word or last.number):
                return False
        return not (
            match.rule.kind in ("clock", "window")
            and (last.number or getattr(match.value, "bare", False))
            and numbers.fold(following.text) in words.counted
            and not (following.text in ("posts", "post") and match.rule.meaning == "digital")
            and not (following.text in ("post", "draft") and self.words[match.start] in ("at", "@"))
        )

    def _trust(self, match: Match, known: _Language, *, native: bool) -> str:
        """How far to trust a match: words that mean other things, and short words of another language, need company."""
        words = [word for word in self.words[match.start : match.end] if word[0].isalpha()]
        if words and all(word in known.words.weak for word in words):
            return "?"
        if not native and not self._plain(words, match):
            return "?"
        if match.rule.meaning == "adverb" and match.rule.trust and self._closes(match.end):
            return ""
        if self.looking == "back" and match.rule.kind == "span" and match.rule.trust == "?":
            return "~"
        return match.rule.trust

    def _plain(self, words: Sequence[str], match: Match) -> bool:
        """Whether a match in another language than the text's is beyond doubt."""
        if match.rule.meaning in ("digital", "iso", "numeric", "hour_h") or "am" in words[-1:] or "pm" in words[-1:]:
            return True
        return any(len(word) > 3 and word not in FALSE_FRIENDS for word in words)

    def _closes(self, at: int) -> bool:
        return at == len(self.tokens) or not self.words[at][0].isalnum() or self.words[at] in AFTER_ADVERBS

    def _opened(self, known: _Language, match: Match, trust: str, since: int) -> _Phrase:
        """The phrase with the prepositions before it."""
        words = known.words
        openers = words.clock_openers if match.rule.kind in ("clock", "window", "part") else words.day_openers
        start = match.start
        while start > since and self.words[start - 1] in openers:
            start -= 1
        before = set(self.words[start : match.start])
        if trust == "?" and match.rule.trust != "?" and self.words[match.start - 1 : match.start]:
            trust = "" if self.words[match.start - 1] in words.sure_openers & openers else trust
        elif match.rule.kind == "day" and before & words.sure_openers:
            trust = ""
        kind = {"distant": "day", "window": "clock"}.get(match.rule.kind, match.rule.kind)
        vague_openers = (
            words.vague_openers - APPROXIMATE if match.rule.kind in ("clock", "window") else words.vague_openers
        )
        vague = bool(before & vague_openers) or (
            kind == "clock" and any(word in ZONES for word in self.words[match.end : match.end + 2])
        )
        return _Phrase(kind, match.value, start, match.end, trust, vague, known.name)

    # Groups

    def _groups(self, phrases: list[_Phrase]) -> list[_Group]:
        groups: list[_Group] = []
        for phrase in phrases:
            if self._of_something(phrase, phrases) or self._described(phrase, phrases):
                continue
            last = groups[-1] if groups else None
            if last is not None and self._adjacent(last.end, phrase.start) and self._fits(last, phrase):
                self._add(last, phrase)
            else:
                groups.append(_Group([phrase]))
        alone = {at for p in phrases for at in range(p.start, p.end)}
        if any(token.word or token.number for at, token in enumerate(self.tokens) if at not in alone):
            groups = [g for g in groups if g.trusted]
        groups = self._shared(groups)
        for kind in ("day", "clock"):
            holders = [g for g in groups if kind in g.kinds]
            sure = [g for g in holders if any(p.trust == "" for p in g.phrases)]
            if sure:
                groups = [g for g in groups if g not in holders or g in sure]
        return groups

    def _of_something(self, phrase: _Phrase, phrases: list[_Phrase]) -> bool:
        """Whether a day only describes something else: "Friday's sale" does not say when to post."""
        if self.looking == "back" or phrase.kind != "day" or not isinstance(phrase.value, Day):
            return False
        if self.words[phrase.end : phrase.end + 1] == ["'s"]:
            return True
        return phrase.value.weekday_only and (
            (self.words[phrase.start - 1] in OWNERS if phrase.start else False) and self._noun(phrase.end, phrases)
        )

    def _described(self, phrase: _Phrase, phrases: list[_Phrase]) -> bool:
        """Whether a weekday tells things apart, beside the day that counts: "move the Friday post to Monday"."""
        if not (isinstance(phrase.value, Day) and phrase.value.weekday_only and phrase.kind == "day"):
            return False
        opened = set(self.words[phrase.start : phrase.end]) & OWNED_BY
        if not opened or MOVES.isdisjoint(self.words[: phrase.start]):
            return False
        later = any(p.kind == "day" and p.start >= phrase.end for p in phrases)
        return later and ("the" not in opened or self._noun(phrase.end, phrases))

    def _noun(self, at: int, phrases: list[_Phrase]) -> bool:
        """Whether the token at `at` is a word that a weekday before it could describe."""
        return at < len(self.tokens) and self.tokens[at].word and not self._goes_on(at, phrases)

    def _goes_on(self, at: int, phrases: list[_Phrase]) -> bool:
        """Whether the sentence goes on with a time or a preposition."""
        word = self.words[at]
        return any(p.start == at for p in phrases) or any(
            word in known.words.day_openers | known.words.clock_openers | known.words.and_words
            for known in self.languages
        )

    def _adjacent(self, end: int, start: int) -> bool:
        return all(word == "," for word in self.words[end:start]) and start - end <= 1

    def _fits(self, group: _Group, phrase: _Phrase) -> bool:
        kinds = group.kinds
        if (kinds == {"day"} and phrase.kind == "span") or (kinds == {"span"} and phrase.kind == "day"):
            day, span = (group.get("day"), phrase.value) if phrase.kind == "span" else (phrase.value, group.get("span"))
            return self.words[phrase.end : phrase.end + 1] != ["'s"] and self.calendar.within(day, span) is not None
        if phrase.kind in ("when", "shift", "span") or kinds & {"when", "shift", "span"}:
            return False
        if phrase.kind == "limit":
            return bool(kinds & {"every", "limit"})
        if phrase.kind == "day" and "day" in kinds:
            day, other = group.get("day"), phrase.value
            if isinstance(day, Day) and isinstance(other, Instant):
                return day.date == other.at.date() and kinds == {"day"}
            return isinstance(day, Day) and isinstance(other, Day) and day.weekday_only != other.weekday_only
        if phrase.kind == "part" and "day" in kinds and "clock" not in kinds:
            day = group.get("day")
            return isinstance(day, Day) and day.part is None and "part" not in kinds
        return phrase.kind not in kinds

    def _add(self, group: _Group, phrase: _Phrase) -> None:
        if "span" in {phrase.kind, *group.kinds} and "every" not in group.kinds:
            held = group.phrases[0]
            day, span = (held.value, phrase.value) if phrase.kind == "span" else (phrase.value, held.value)
            group.phrases[0] = replace(
                held, kind="day", value=self.calendar.within(day, span), end=phrase.end, trust=""
            )
            return
        if phrase.kind == "day" and "day" in group.kinds:
            held = next(p for p in group.phrases if p.kind == "day")
            if isinstance(phrase.value, Instant):
                group.phrases[group.phrases.index(held)] = replace(held, value=phrase.value, end=phrase.end)
                return
            exact, weekday = (phrase.value, held.value) if held.value.weekday_only else (held.value, phrase.value)
            if exact.number_only:
                exact = self.calendar.weekday_on(weekday.date.weekday(), exact.date.day) or exact
            if exact.date.weekday() != weekday.date.weekday() and exact.problem is None:
                exact = replace(exact, problem="ambiguous", options=(exact.date, weekday.date))
            elif exact.problem == "ambiguous":
                agreeing = tuple(d for d in exact.options if d.weekday() == weekday.date.weekday())
                exact = Day(agreeing[0]) if len(agreeing) == 1 else exact
            group.phrases[group.phrases.index(held)] = replace(
                held, value=replace(exact, part=exact.part or weekday.part), end=phrase.end
            )
            return
        group.phrases.append(phrase)

    def _joined(self, groups: list[_Group]) -> list[_Group]:
        """Groups that belong together though other words stand between them: a day here, its clock time there."""
        base = [g for g in groups if "every" in g.kinds]
        if not base:
            base = [g for g in groups if "day" in g.kinds]
            clocked = [g for g in base if "clock" in g.kinds]
            base = clocked if len(clocked) == 1 and len(base) > 1 else base
        if len(base) > 1 and all("every" in g.kinds for g in base):
            self._merge(base[0], base[1:2], groups)
        for kind in ("clock", "part", "limit"):
            loose = [g for g in groups if g not in base and g.kinds <= {"clock", "part", "limit"} and kind in g.kinds]
            if len(base) == 1 and len(loose) == 1 and kind not in base[0].kinds:
                self._merge(base[0], loose, groups)
        return groups

    def _merge(self, base: _Group, loose: list[_Group], groups: list[_Group]) -> None:
        for group in loose:
            base.phrases.extend(p for p in group.phrases if p.kind not in base.kinds or p.kind in ("limit", "every"))
            groups.remove(group)

    def _shared(self, groups: list[_Group]) -> list[_Group]:
        """Share what "and" joins: the clock of "on Monday and Thursday at 9", the day of "tomorrow at 9 and 5pm"."""
        for group, following in reversed(list(pairwise(groups))):
            between = self.words[group.end : following.start]
            joints = LANGUAGES[group.phrases[0].language].and_words | {","}
            if not between or not set(between) <= joints:
                continue
            if group.kinds == {"day"} and "day" in following.kinds:
                self._lend(following, group, {"clock", "part"})
            elif {"day", "clock"} <= group.kinds and following.kinds <= {"clock", "part"}:
                self._lend(group, following, {"day"})
        return groups

    @staticmethod
    def _lend(lender: _Group, borrower: _Group, kinds: set[str]) -> None:
        """Give `borrower` the meaning of some of `lender`'s phrases, not their place in the text."""
        start, end = borrower.start, borrower.end
        borrower.phrases.extend(replace(p, start=start, end=end) for p in lender.phrases if p.kind in kinds)

    def _within(self, groups: list[_Group]) -> list[_Group]:
        """A clock time on some day of a range ("next week at 9"): which day is asked."""
        spans = [g for g in groups if g.kinds == {"span"}]
        clocks = [g for g in groups if "clock" in g.kinds]
        if self.looking == "back" or len(spans) != 1 or len(clocks) != 1 or clocks[0].kinds & {"day", "every"}:
            return groups
        held, span = spans[0].phrases[0], spans[0].phrases[0].value
        if len(span.ends) == 2 and all(end.weekday_only for end in span.ends):
            week = [end.date.weekday() for end in span.ends]
            if week == [0, 4]:  # "Mon-Fri at 9" is said of every week
                clocks[0].phrases.append(replace(held, kind="every", value=Every("WEEKLY", byday=WORKDAYS)))
                return [g for g in groups if g is not spans[0]]
        days = tuple(span.since + timedelta(days=n) for n in range(min((span.until - span.since).days + 1, 7)))
        clocks[0].phrases.append(replace(held, kind="day", value=Day(days[0], "ambiguous", days)))
        return [g for g in groups if g is not spans[0]]

    # Expressions

    def _place(self, group: _Group) -> tuple[int, int, str, Spans]:
        """Start, end and text of the group's first place, and all its places in characters."""
        places: list[list[int]] = []
        for phrase in sorted(group.phrases, key=lambda p: (p.start, p.end)):
            if places and (phrase.start < places[-1][1] or self._adjacent(places[-1][1], phrase.start)):
                places[-1][1] = max(places[-1][1], phrase.end)
            else:
                places.append([phrase.start, phrase.end])
        for place in places:
            while self.words[place[1] - 1] == "," and place[1] > place[0] + 1:
                place[1] -= 1
        spans = tuple((self.tokens[start].start, self.tokens[end - 1].end) for start, end in places)
        start, end = spans[0]
        return start, end, self.text[start:end], spans

    def _expressions(self, group: _Group) -> list[TimeExpression]:
        kinds = group.kinds
        start, end, text, _ = self._place(group)
        if "when" in kinds:
            return self._exact(group, group.get("when"))
        if "span" in kinds:
            span: Span = group.get("span")
            return [Range(start, end, text, span.since, span.until)]
        if "shift" in kinds:
            return self._shift(group.get("shift"), start, end, text)
        if "every" in kinds:
            return self._recurrence(group)
        day = group.get("day")
        if isinstance(day, Instant):
            return self._exact(group, day)
        if isinstance(day, Day) and self.looking == "back" and "clock" not in kinds and day.problem in (None, "past"):
            return [Range(start, end, text, day.date, day.date)]
        if kinds <= {"limit"}:
            return []
        return [self._moment(group)]

    def _exact(self, group: _Group, value: Any) -> list[TimeExpression]:
        start, end, text, spans = self._place(group)
        if isinstance(value, Instant):
            trouble = Trouble(value.problem) if value.problem else None
            return [Moment(start, end, text, value.at, True, True, trouble, (), spans)]
        if isinstance(value, Day):
            return [self._moment(_Group([replace(group.phrases[0], kind="day", value=value)]))]
        clock = Clock(value.hour, value.minute)
        day = Day(value.date(), "too_far" if value.year > self.now.year + 5 else None)
        day = replace(day, date=min(day.date, self.now.date().replace(day=1, year=self.now.year + 5)))
        held = group.phrases[0]
        return [self._moment(_Group([replace(held, kind="day", value=day), replace(held, kind="clock", value=clock)]))]

    def _shift(self, later: Later, start: int, end: int, text: str) -> list[TimeExpression]:
        sign = later.sign
        if not sign:
            verbs = {token.text for token in self.tokens if token.end <= start}
            sign = 1 if verbs & DELAYS else -1 if verbs & ADVANCES else 0
            if later.verb and not sign and not verbs & MOVES:
                return []
        d, way = later.duration, sign or 1
        trouble = None if sign else Trouble.AMBIGUOUS
        return [Shift(start, end, text, d.months * way, d.days * way, d.minutes * way, trouble)]

    def _moment(self, group: _Group) -> Moment:
        start, end, text, spans = self._place(group)
        day: Day | None = group.get("day")
        clock: Clock | None = group.get("clock")
        said: Part | None = group.get("part")
        part = said.name if said else (day.part if day else None) or (clock.part if clock else None)
        has_date = day is not None
        half_day = LANGUAGES[group.phrases[0].language].half_day
        today = self.now.date()
        problem = Trouble(day.problem) if day and day.problem else None
        if clock is None:
            return self._timeless(group, day, part, problem)
        times = _hours(clock, part, half_day=half_day, on_day=has_date and part not in ("tonight", "night"))
        dates = (day.options or (day.date,)) if day else (today,)
        wall = [datetime.combine(d, time(0)) + timedelta(minutes=m) for d in dates for m in times]
        usable = [w for w in wall if w > self.now]
        trouble = problem
        if trouble in (None, Trouble.AMBIGUOUS):
            ahead = usable if self.looking == "ahead" else wall
            if len(set(ahead)) == 1 and (has_date or len(wall) == 1) and not clock.unsure:
                trouble, wall = None, ahead
            elif len(wall) > 1:
                trouble = Trouble.AMBIGUOUS
                wall = ahead or wall
            if not ahead:
                trouble = Trouble.PAST
        repeats = self.words[group.start - 1 : group.start]
        if trouble is None and (any(p.vague for p in group.phrases) or (repeats and repeats[0] in REPEATS)):
            trouble = Trouble.AMBIGUOUS
        at, doubt, folds = localize(wall[0], self.zone)
        options: tuple[datetime, ...] = ()
        if trouble is Trouble.PAST:
            options = self._later(wall, clock, part, day)
        elif trouble is not None:
            options = tuple(dict.fromkeys(localize(w, self.zone)[0] for w in wall))
        elif doubt is not None:
            trouble, options = doubt, folds
        return Moment(start, end, text, at, True, has_date, trouble, options, spans, part)

    def _later(self, wall: list[datetime], clock: Clock, part: str | None, day: Day | None) -> tuple[datetime, ...]:
        """What to offer for a time that has passed: later today where the words allow it, then the next such day."""
        offers: list[datetime] = []
        today = self.now.date()
        first = wall[0]
        if first.date() == today and clock.bare and part is None and first.hour < 12:
            offers.append(first + timedelta(hours=12))
        if day is None or not day.options:
            same_time = datetime.combine(today, first.time())
            offers.append(same_time if same_time > self.now else same_time + timedelta(days=1))
        else:
            offers.extend(wall)
        return tuple(localize(offer, self.zone)[0] for offer in offers if offer > self.now)

    def _timeless(self, group: _Group, day: Day | None, part: str | None, problem: Trouble | None) -> Moment:
        """A day or a part of one, without a clock time: `at` is its usual hour, or the next full hour if that is past."""
        start, end, text, spans = self._place(group)
        today = self.now.date()
        hour = USUAL_HOURS[part]

        def usual(on: date) -> datetime:
            at = datetime.combine(on, time(hour))
            if on == today and at <= self.now:
                last = HALVES[part][1] if part else 23
                if self.now.hour + 1 <= min(last, 23):
                    at = datetime.combine(on, time(self.now.hour + 1))
                elif day is None:
                    at += timedelta(days=1)
            return at

        at = usual(day.date if day else today)
        if problem is None and at <= self.now and self.looking == "ahead":
            problem = Trouble.PAST
        if problem is None and any(p.vague for p in group.phrases):
            problem = Trouble.AMBIGUOUS
        options: tuple[datetime, ...] = ()
        if problem is Trouble.PAST and not (day and day.options):
            options = (localize(usual(today + timedelta(days=1)), self.zone)[0],)
        elif problem is not None:
            options = tuple(localize(usual(d), self.zone)[0] for d in ((day.options or (day.date,)) if day else ()))
        return Moment(
            start, end, text, localize(at, self.zone)[0], False, day is not None, problem, options, spans, part
        )

    def _recurrence(self, group: _Group) -> list[TimeExpression]:
        start, end, text, spans = self._place(group)
        every = _combined([p.value for p in group.phrases if p.kind == "every"])
        day, clock, said = group.get("day"), group.get("clock"), group.get("part")
        limits: list[Limit] = [p.value for p in group.phrases if p.kind == "limit"]
        opening = next((limit.start for limit in limits if limit.start), None)
        if isinstance(day, Day):
            if every.freq == "WEEKLY" and not every.byday and day.weekday_only:
                every = replace(every, byday=(_code(day.date),))
            elif every.freq == "MONTHLY" and not every.byday and not every.bymonthday and not day.weekday_only:
                every = replace(every, bymonthday=(day.date.day,))
            else:
                opening = opening or day
        if every.times and every.times == len(every.byday or every.bymonthday):
            every = replace(every, problem=None)
        part = said.name if said else every.part or (clock.part if clock else None)
        problem: Trouble | None = Trouble(every.problem) if every.problem else None
        if any(word in EXCEPTIONS for word in self.words[group.end :]):
            problem = Trouble.AMBIGUOUS
        loose = every.freq in ("WEEKLY", "MONTHLY", "YEARLY") and not every.byday and not every.bymonthday
        if loose and opening is None:
            problem = problem or Trouble.AMBIGUOUS
        rule = _rule(every)
        firsts: list[datetime] = []
        if clock is not None and every.freq not in ("HOURLY", "MINUTELY"):
            half_day = LANGUAGES[group.phrases[0].language].half_day
            times = _hours(clock, part, half_day=half_day, on_day=True)
            if clock.midnight and len(times) > 1:
                times = times[:1]
            base = max(opening.date, self.now.date()) if opening else self.now.date()
            for minutes in times:
                wall = datetime.combine(base, time(0)) + timedelta(minutes=minutes % 1440)
                after = self.now if base == self.now.date() else wall - timedelta(minutes=1)
                first = rrulestr(_rule(replace(every, interval=1)), dtstart=wall).after(after)
                if first is not None:
                    firsts.append(first)
            if not firsts:
                problem = Trouble.IMPOSSIBLE
        anchor = firsts[0].date() if firsts else opening.date if opening else self.now.date()
        for limit in limits:
            ending, doubt = self._ending(limit, every, anchor)
            rule += ending
            problem = problem or doubt
        zoned = [localize(first, self.zone)[0] for first in firsts]
        if len(zoned) > 1:
            problem = problem or Trouble.AMBIGUOUS
        options = tuple(zoned) if problem else ()
        return [Recurrence(start, end, text, rule, zoned[0] if zoned else None, problem, options, spans, part)]

    def _ending(self, limit: Limit, every: Every, first: date) -> tuple[str, Trouble | None]:
        if limit.until is not None:
            trouble = Trouble(limit.until.problem) if limit.until.problem else None
            if limit.until.date < first:
                trouble = trouble or Trouble.PAST
            return f";UNTIL={limit.until.date:%Y%m%d}T235959", trouble
        if limit.times:
            return f";COUNT={limit.times}", None
        if limit.lasting is None:
            return "", None
        lasting = limit.lasting
        per_week = len(every.byday) or 1
        if every.interval == 1 and not lasting.months:
            if every.freq == "DAILY":
                return f";COUNT={lasting.days}", None
            if every.freq == "WEEKLY" and lasting.days % 7 == 0:
                return f";COUNT={lasting.days // 7 * per_week}", None
        if every.interval == 1 and every.freq == "MONTHLY" and not lasting.days:
            return f";COUNT={lasting.months * (per_week if every.byday else len(every.bymonthday) or 1)}", None
        end = add(first, lasting)
        if end is None or end.year > self.now.year + 20:
            return "", Trouble.TOO_FAR
        return f";UNTIL={end - timedelta(days=1):%Y%m%d}T235959", None


def _code(day: date) -> str:
    return ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[day.weekday()]


def _combined(found: list[Every]) -> Every:
    """Two ways of saying one recurrence: "weekly … on Mondays", "every two weeks … on Friday"."""
    first = found[0]
    for other in found[1:]:
        if first.freq == other.freq:
            first = replace(
                first,
                interval=max(first.interval, other.interval),
                byday=first.byday or other.byday,
                bymonthday=first.bymonthday or other.bymonthday,
                problem=None if first.byday or other.byday else first.problem,
            )
        elif other.byday and not first.byday:
            first = other
    return first


def _rule(every: Every) -> str:
    rule = f"FREQ={every.freq}"
    if every.interval != 1:
        rule += f";INTERVAL={every.interval}"
    if every.bymonth:
        rule += f";BYMONTH={every.bymonth}"
    if every.bymonthday:
        rule += f";BYMONTHDAY={','.join(map(str, every.bymonthday))}"
    if every.byday:
        rule += f";BYDAY={','.join(every.byday)}"
    return rule


def _hours(clock: Clock, part: str | None, *, half_day: bool, on_day: bool) -> list[int]:
    """What a clock time may mean, in minutes from the start of its day, 1440 and more on the next one."""
    if clock.unsure:
        return [m for each in clock.unsure for m in _hours(each, part, half_day=half_day, on_day=on_day)]
    minutes = clock.hour * 60 + clock.minute
    if clock.midnight:
        return [minutes, minutes + 1440] if on_day else [minutes + 1440]
    if part is not None:
        first, last = HALVES[part]
        hours = {clock.hour % 12, clock.hour % 12 + 12, clock.hour % 12 + 24} if clock.bare else {clock.hour}
        if not clock.bare and clock.hour + 24 <= last:
            hours = {clock.hour + 24}
        fitting = [h * 60 + clock.minute for h in sorted(hours) if first <= h <= last]
        if len(fitting) == 1 and (fitting[0] <= 1440 or not clock.bare):
            return fitting
        if len(fitting) == 1:
            return [fitting[0], fitting[0] - 1440]
        return fitting or [minutes, minutes + 720 if minutes < 720 else minutes - 720]
    if clock.bare and clock.hour < 7:
        return [minutes + 720] if half_day else [minutes, minutes + 720]
    return [minutes]

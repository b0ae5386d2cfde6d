"""Dates and numbers as exports write them: ISO, German, British and American, with names of months in four languages.

What can be read in two ways is not guessed: "01/02/2026" is told apart by the other dates of its column, or asked about.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from bot.analytics.imports.tables import Cell

Order = Literal["dmy", "mdy"]

_UNKNOWN = frozenset(
    {"", "-", "–", "—", "--", "n/a", "na", "n. a.", "null", "none", "unknown", "k. a.", "s/o", "nd", "#n/a"}
)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(.+))?$")
_DOTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?:,?\s+(.+))?$")
_SLASHES = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?:,?\s+(.+))?$")
_MONTH_FIRST = re.compile(r"(?:[^\W\d]+\.?,?\s+)?([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:,?\s+(.+))?$")
_DAY_FIRST = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(\d{1,2})(?:\.|st|nd|rd|th|er)?\s+(?:de\s+)?([^\W\d]+)\.?,?\s+(?:de\s+)?(\d{4})(?:,?\s+(.+))?$"
)
_CLOCK = re.compile(
    r"(?:at\s+|um\s+|à\s+|a las\s+)?(\d{1,2})[:.h](\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]\.?\s?m\.?)?\s*"
    r"(z|utc|gmt|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_DURATION = re.compile(r"(\d+):([0-5]\d)(?::([0-5]\d))?$")
_SHORT = {"k": 1e3, "m": 1e6, "mio": 1e6, "tsd": 1e3, "mill": 1e6, "b": 1e9}


@dataclass(frozen=True, slots=True)
class Moment:
    """A day with or without a time of day. `at` is aware where the file tells the zone."""

    day: date
    clock: time | None = None
    utc: datetime | None = None

    def instant(self, zone: ZoneInfo) -> datetime:
        """When it was: on the workspace's clock where the file says nothing of zones; at noon where it tells no time."""
        if self.utc is not None:
            return self.utc
        return datetime.combine(self.day, self.clock or time(12), zone).astimezone(UTC)


def order_of(cells: Iterable[Cell]) -> tuple[Order | None, bool]:
    """Whether the dates of a column put the day or the month first, and whether they leave it open (then it is None).

    Only those with strokes can be in doubt: dots are German, and a year at the beginning is ISO.
    """
    day_first = month_first = doubtful = False
    for cell in cells:
        match = _SLASHES.match(cell.strip()) if isinstance(cell, str) else None
        if match is None:
            continue
        first, second = int(match[1]), int(match[3])
        day_first |= first > 12
        month_first |= second > 12
        doubtful |= first <= 12 and second <= 12 and first != second
    if day_first != month_first:
        return ("dmy" if day_first else "mdy"), False
    # Both at once is no order at all: each is asked about, and what cannot be read then is listed.
    return None, doubtful or day_first


def moment(cell: Cell, order: Order, *, utc: bool = False) -> Moment | None:
    """The day, and the time where there is one; None for what is no date."""
    if isinstance(cell, datetime):
        if cell.time() == time(0):
            return Moment(cell.date())  # how a workbook keeps a day
        return Moment(cell.date(), cell.time(), cell.replace(tzinfo=UTC) if utc else None)
    if isinstance(cell, date):
        return Moment(cell)
    if not isinstance(cell, str):
        return None
    text = " ".join(cell.split())
    found = _parts(text, order)
    if found is None:
        return None
    year, month, day, rest = found
    try:
        on = date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
    if not rest:
        return Moment(on)
    return _with_clock(on, rest, utc=utc)


def _with_clock(on: date, rest: str, *, utc: bool) -> Moment | None:
    match = _CLOCK.match(rest.strip())
    if match is None:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[4].lower().startswith("p") else 0)
    try:
        clock = time(hour, minute, second)
    except ValueError:
        return None
    zone = (match[5] or ("z" if utc else "")).lower()
    if not zone:
        return Moment(on, clock)
    at = datetime.combine(on, clock, UTC)
    if zone[0] in "+-":
        sign = 1 if zone[0] == "+" else -1
        at -= sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return Moment(on, clock, at)


def _parts(text: str, order: Order) -> tuple[int, int, int, str | None] | None:
    if match := _ISO.match(text):
        # Four digits are the year itself: the year 1 is what programs write for none.
        return (int(match[1]), int(match[2]), int(match[3]), match[4]) if int(match[1]) >= 100 else None
    if match := _DOTS.match(text):
        return int(match[3]), int(match[2]), int(match[1]), match[4]
    if match := _SLASHES.match(text):
        first, second = int(match[1]), int(match[3])
        day, month = (first, second) if order == "dmy" else (second, first)
        return int(match[4]), month, day, match[5]
    if (match := _MONTH_FIRST.match(text)) and (month_of := _months().get(match[1].casefold()[:12])):
        return int(match[3]), month_of, int(match[2]), match[4]
    if (match := _DAY_FIRST.match(text)) and (month_of := _months().get(match[2].casefold()[:12])):
        return int(match[3]), month_of, int(match[1]), match[4]
    return None


@cache
def _months() -> dict[str, int]:
    from babel.dates import get_month_names

    widths: tuple[Literal["wide", "abbreviated"], ...] = ("wide", "abbreviated")
    contexts: tuple[Literal["format", "stand-alone"], ...] = ("format", "stand-alone")
    return {
        name.casefold().rstrip("."): month
        for locale in ("en", "es", "de", "fr")
        for width in widths
        for context in contexts
        for month, name in get_month_names(width, context, locale).items()
    } | {"sept": 9}


def decimal_comma(cells: Iterable[Cell]) -> bool | None:
    """Whether these numbers write a comma before their fraction; None where nothing tells."""
    comma = point = 0
    for cell in cells:
        if not isinstance(cell, str):
            continue
        text = cell.strip().rstrip("%").strip()
        if re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+,\d+|-?\d+,(?:\d{1,2}|\d{4,})|-?\d{1,3}(?:\.\d{3}){2,}", text):
            comma += 1
        elif re.fullmatch(r"-?\d{1,3}(?:,\d{3})+\.\d+|-?\d+\.(?:\d{1,2}|\d{4,})|-?\d{1,3}(?:,\d{3}){2,}", text):
            point += 1
    return None if comma == point else comma > point


def number(cell: Cell, *, comma: bool | None, whole: bool = True) -> float | None:
    """A number; None for a cell that says that there is none. Raises `ValueError` for what is no number.

    `whole` numbers have no fraction, so a mark before three digits parts thousands.
    """
    if cell is None or isinstance(cell, bool | datetime | date):
        if cell is None:
            return None
        raise ValueError(cell)
    if isinstance(cell, int | float):
        return _finite(float(cell))
    if isinstance(cell, timedelta):
        return cell.total_seconds()
    if isinstance(cell, time):
        return float(cell.hour * 3600 + cell.minute * 60 + cell.second)
    text = cell.strip().casefold()
    if text in _UNKNOWN:
        return None
    if match := _DURATION.match(text):
        parts = [int(part) for part in match.groups() if part is not None]
        return float(parts[0] * 3600 + parts[1] * 60 + parts[2]) if len(parts) == 3 else float(parts[0] * 60 + parts[1])
    text = re.sub(r"(?<=\d)[\s\u00a0\u202f'’](?=\d{3})", "", text)
    scale = 1.0
    if short := re.fullmatch(r"([\d.,]+)\s*(k|m|b|mio|tsd|mill)\.?", text):
        text, scale, whole = short[1], _SHORT[short[2]], False
    if not re.fullmatch(r"-?[\d.,]*\d", text):
        raise ValueError(cell)
    return _finite(float(_with_point(text, comma, whole)) * scale)


def _with_point(text: str, comma: bool | None, whole: bool) -> str:
    if "," in text and "." in text:
        last = max(text.rfind(","), text.rfind("."))
        return re.sub(r"[.,]", "", text[:last]) + "." + text[last + 1 :]
    for mark in ",.":
        if mark not in text:
            continue
        grouped = re.fullmatch(rf"-?\d{{1,3}}(?:\{mark}\d{{3}})+", text) is not None
        if text.count(mark) > 1 and not grouped:
            raise ValueError(text)
        parts_thousands = grouped and (whole or text.count(mark) > 1 or comma is (mark == "."))
        return text.replace(mark, "" if parts_thousands else ".")
    return text


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError(value)
    return value

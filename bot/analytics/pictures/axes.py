"""Axes: where their marks stand, what is written there, and a language's months and number marks for Vega."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from bot.phrases import Phrases


def value_axis(ticks: Sequence[float], title: str, unit: str) -> dict[str, Any]:
    return {
        "scale": {"domain": [ticks[0], ticks[-1]], "nice": False, "zero": False},
        "axis": {
            # Above the axis and level, where it is read without tilting one's head.
            "title": title or None,
            "titleAngle": 0,
            "titleAlign": "left",
            "titleAnchor": "start",
            "titleX": 0,
            "titleY": -12,
            "titleBaseline": "bottom",
            "values": list(ticks),
            "format": number_format(ticks, unit),
            "ticks": False,
        },
    }


def number_format(ticks: Sequence[float], unit: str) -> str:
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 1.0
    if unit == "%":
        step *= 100
    digits = 0 if step <= 0 else max(0, -math.floor(math.log10(step) + 1e-9))
    if unit != "%" and step >= 1 and not float(step).is_integer():
        digits = 1
    if unit == "%":
        return f",.{digits}%"
    return "~s" if max(abs(tick) for tick in ticks) >= 1_000_000 else f",.{digits}f"


def ticks_of(values: Sequence[float], *, whole: bool, unit: str) -> list[float]:
    """Round places for four to six lines across; from nought, unless all lies far above it."""
    low, high = min(values, default=0.0), max(values, default=0.0)
    if 0 <= low < 0.7 * high or low == high >= 0:
        low = 0.0
    least = (1.0 if whole else 10.0**-9) if unit != "%" else 0.0001
    rough = max((high - low) / 4, least)
    power = 10 ** math.floor(math.log10(rough))
    step = next(size * power for size in (1, 2, 2.5, 5, 10) if size * power >= rough * 0.999)
    step = max(step, 1.0) if whole else step
    step = math.ceil(step) if whole else step
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(n * step, 10) for n in range(first, max(last, first + 1) + 1)]


def names_axis() -> dict[str, Any]:
    return {"type": "ordinal", "sort": None, "axis": {"title": None, "labelAngle": 0, "labelOverlap": True}}


def time_axis(places: Sequence[date | datetime], language: str) -> dict[str, Any]:
    """Up to six dates of those that are drawn, written as in the language: hours, days, or months."""
    marks = sorted({int(place(at)) for at in places})
    span = timedelta(milliseconds=marks[-1] - marks[0]) if marks else timedelta()
    firsts = len(marks) > 2 and all(_moment_of(mark).day == 1 for mark in marks)
    day = "%-d. %b" if language == "de" else "%-d %b"
    if firsts:
        pattern = "%b %Y" if span > timedelta(days=330) else "%b"
    elif span > timedelta(days=330):
        pattern = "%b %Y"
    elif span <= timedelta(hours=36) and any(isinstance(at, datetime) for at in places):
        pattern = "%H:%M"
    else:
        pattern = day
    stride = max(1, math.ceil((len(marks) - 1) / (8 if pattern in {"%b", "%H:%M"} else 5)))
    values = marks[::-1][::stride][::-1]  # the last one is there: it is what people look for
    return {
        "type": "temporal",
        "scale": {"type": "utc", "nice": False},
        "axis": {
            "title": None,
            "values": values,
            "format": pattern,
            "grid": False,
            "labelOverlap": True,
        },
    }


def place(at: date | datetime | str) -> int | str:
    """Where on the axis: days and clock times as milliseconds of UTC, so that no zone moves them."""
    if isinstance(at, str):
        return at
    wall = at.replace(tzinfo=UTC) if isinstance(at, datetime) else datetime(at.year, at.month, at.day, tzinfo=UTC)
    return int(wall.timestamp() * 1000)


def _moment_of(mark: int) -> datetime:
    return datetime.fromtimestamp(mark / 1000, tz=UTC)


def moment(at: date | datetime | str, language: str) -> str:
    if isinstance(at, str):
        return at
    phrases = Phrases(language)
    if isinstance(at, datetime):
        return phrases.short_moment(at)
    from babel.dates import format_skeleton

    return str(format_skeleton("yMMMEd", at, locale="en_GB" if language == "en" else language))


@cache
def locale_of(language: str) -> dict[str, Any]:
    """Months, weekdays and number marks of a language, in the form of d3-format and d3-time-format."""
    from babel import Locale

    locale = Locale.parse("en_GB" if language == "en" else language)
    wide, short = locale.months["format"]["wide"], locale.months["format"]["abbreviated"]
    days, brief = locale.days["format"]["wide"], locale.days["format"]["abbreviated"]
    sunday_first = (6, 0, 1, 2, 3, 4, 5)
    marks = locale.number_symbols["latn"]
    return {
        "number": {
            "decimal": marks["decimal"],
            "thousands": marks["group"],
            "grouping": [3],
            "currency": ["", ""],
            "percent": "%" if language == "en" else "\u00a0%",
            "minus": "\u2212",
        },
        "time": {
            "dateTime": "%A, %e %B %Y, %X",
            "date": "%d/%m/%Y",
            "time": "%H:%M:%S",
            "periods": ["AM", "PM"],
            "days": [days[n] for n in sunday_first],
            "shortDays": [brief[n] for n in sunday_first],
            "months": [wide[n] for n in range(1, 13)],
            "shortMonths": [short[n] for n in range(1, 13)],
        },
    }

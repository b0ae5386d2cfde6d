"""Numbers in words: as people of each language write them, with "unknown" where nobody knows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.phrases import Phrases

RATES = frozenset({"engagement_rate", "upvote_ratio"})
"""Metrics whose values are shares of 1, written in percent."""

TIMES = frozenset({"watch_time"})
"""Metrics whose values are seconds."""

TINY = 1e-6
"""What a percentage is not taken of: below a millionth there was as good as nothing."""

JUST_NOW = timedelta(minutes=2)


class Says(Protocol):
    """A `ToolContext`, or `Phrases`."""

    @property
    def language(self) -> str:
        """The language that is spoken."""

    def say(self, key: str, **facts: Any) -> str:
        """A sentence in the person's language."""


def number(value: float | None, metric: str, language: str) -> str:
    """A figure as it is read: "1,240", "3.4%", "2 h 5 min"; "unknown" for None.

    Rates are given as shares of 1, times in seconds. Whole numbers stay whole; averages keep one decimal below a hundred.
    """
    if value is None:
        return Phrases(language).say("figure-unknown")
    if metric in RATES:
        return percent(value, language)
    if metric in TIMES:
        return length(value, language)
    return plain(value, language)


def plain(value: float, language: str) -> str:
    """A number with the language's own marks: "1,240", "1.240", "3.5"."""
    from babel.numbers import format_decimal

    whole = abs(value) >= 100 or abs(value - round(value)) < 1e-9
    return str(format_decimal(round(value) if whole else value, format="#,##0.#", locale=_locale(language)))


def percent(share: float, language: str) -> str:
    """A share of 1: "34%", "3.4%", "0.04%"; never more precise than a person can use."""
    from babel.numbers import format_percent, get_decimal_symbol

    size = abs(share * 100)
    digits = 0 if size >= 99.5 or size == 0 else 1 if size >= 0.95 else 2
    places = f".{'#' * digits}" if digits else ""
    locale = _locale(language)
    if 0 < size < 0.005:
        return f"< {percent(0.0001, language)}" if share > 0 else percent(0, language)
    # Babel knows whether a space stands before the sign; the pattern only sets the decimals.
    written = str(format_percent(share, format=f"#,##0{places}{_sign(language)}", locale=locale))
    return written.removesuffix(str(get_decimal_symbol(locale)))


def length(seconds: float, language: str) -> str:
    """A time that was watched: "45 s", "12 min", "2 h 5 min", "1,240 h"."""
    if seconds < 0:
        return f"-{length(-seconds, language)}"
    if seconds < 60:
        return f"{plain(seconds, language)}\u00a0s"
    minutes = round(seconds / 60)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes}\u00a0min"
    written = f"{plain(hours, language)}\u00a0h"
    return written if hours >= 100 or not rest else f"{written} {rest}\u00a0min"


def share_of(now: float | None, before: float | None) -> float | None:
    """How much `now` is above `before`, as a share of it; None where either is unknown, or there was nothing before."""
    if now is None or before is None or before <= TINY:
        return None
    return now / before - 1


def change(now: float | None, before: float | None, language: str) -> str:
    """How much more or less: "+12%", "-4.5%", "±0", from ten times on "×12".

    "Unknown" where either is unknown, and no percentage where there was nothing before.
    """
    say = Phrases(language).say
    if now is None or before is None:
        return say("figure-unknown")
    share = share_of(now, before)
    if share is None:
        return say("figure-from-nought") if now != before else say("figure-unchanged")
    if now == before:
        return say("figure-unchanged")
    size = abs(share)
    if share >= 9:
        return f"×{plain(round(share + 1), language)}"
    rounded = round(size, 2) if size >= 0.0995 else round(size, 3)
    if not rounded:
        return say("figure-unchanged")
    return f"{'+' if share > 0 else '-'}{percent(rounded, language)}"


def difference(now: float | None, before: float | None, metric: str, language: str) -> str:
    """ "+120", "-3", "±0"; "unknown" where either is unknown."""
    if now is None or before is None:
        return number(None, metric, language)
    gap = now - before
    if not gap:
        return f"±{number(0, metric, language)}"
    return f"{'+' if gap > 0 else '-'}{number(abs(gap), metric, language)}"


def age(seen_at: datetime | None, now: datetime, ctx: Says) -> str:
    """How long ago somebody looked: "just now", "3 hours ago"; "never measured" for None."""
    if seen_at is None:
        return ctx.say("figure-never-seen")
    gap = max(now - seen_at, timedelta())
    if gap < JUST_NOW:
        return ctx.say("figure-seen-now")
    from babel.dates import format_timedelta

    # With its direction, since German says "6 Tage" but "vor 6 Tagen".
    return str(format_timedelta(-gap, threshold=1, add_direction=True, locale=_locale(ctx.language)))


def _sign(language: str) -> str:
    return "%" if language == "en" else "\u00a0%"


def _locale(language: str) -> str:
    return "en_GB" if language == "en" else language

"""What is out of the ordinary: days of a metric, sudden comments, a mood that turns. Pure arithmetic on what was measured.

Each is compared with the account's own past, weekday by weekday and hour by hour, by medians that a single outlier does not
move. How often each speaks up on real series is measured in benchmarks/forecasts.py.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

WEEK = 7
PAST_DAYS = 56
"""Days that a day is compared with: eight of each weekday."""
LEAST_DAYS = 28
FAR = 4.0
"""Robust standard deviations from the usual that a day has to lie, beside being the highest or lowest of the eight weeks."""
SMALL = 10.0
"""Below this much a day's difference is nothing to tell anybody of."""

PAST_HOURS = 28 * 24
LEAST_HOURS = 7 * 24
WINDOW = 3
RARE = 1e-5
"""Chance of so many comments in three usual hours, from which it is told: some 240 such windows lie in a month."""
MANY = 6
TIMES = 3.0
"""How many times the usual it has to be."""

RECENT_LEAST, PAST_LEAST = 12, 30
NEGATIVE_LEAST = 6
Z = 2.576
"""Of the 99 % Wilson intervals that must not touch."""


@dataclass(frozen=True, slots=True)
class UnusualDay:
    """A day far from the usual; `usual` is what its weekday brought in the weeks before, `away` in robust deviations."""

    day: date
    value: float
    usual: float
    away: float
    direction: Literal["above", "below"]


@dataclass(frozen=True, slots=True)
class Surge:
    """More comments in the last `hours` hours than chance brings: `count` instead of the `usual` number; its `chance`."""

    count: int
    usual: float
    hours: int
    chance: float


@dataclass(frozen=True, slots=True)
class Turn:
    """A mood that has turned: the share of comments that sound displeased, lately and before, of how many each."""

    share: float
    of: int
    before: float
    before_of: int


def unusual_days(
    days: Sequence[tuple[date, float | None]], *, since: date | None = None, level: bool = False
) -> list[UnusualDay]:
    """The unusual days of a series, from `since` on; each is judged by the days before it alone.

    Of a `level` (followers) it is the change from day to day that is unusual, and `value` is that change.
    """
    known = [value for _, value in days]
    if level:
        known = [None, *(_change(now, before) for before, now in pairwise(known))]
    found = []
    for place, (day, _) in enumerate(days):
        value = known[place]
        if value is None or (since is not None and day < since):
            continue
        past = known[max(0, place - PAST_DAYS) : place]
        one = _judged(day, value, past, signed=level)
        if one is not None:
            found.append(one)
    return found


def _change(now: float | None, before: float | None) -> float | None:
    return now - before if now is not None and before is not None else None


def _judged(day: date, value: float, past: Sequence[float | None], *, signed: bool) -> UnusualDay | None:
    seen = [one for one in past if one is not None]
    if len(seen) < LEAST_DAYS:
        return None
    same = [one for back in range(WEEK, len(past) + 1, WEEK) if (one := past[-back]) is not None]
    usual = median(same if len(same) >= 4 else seen)
    scale = (lambda x: x) if signed else (lambda x: math.log1p(max(x, 0.0)))
    middles = {
        weekday: median(group)
        for weekday in range(WEEK)
        if (group := [scale(one) for one in past[weekday::WEEK] if one is not None])
    }
    left = [scale(one) - middles[place % WEEK] for place, one in enumerate(past) if one is not None]
    spread = 1.4826 * median(abs(one) for one in left)
    # What is counted varies by its root at least, however still the past was.
    chance = math.sqrt(max(abs(usual), 1.0)) if signed else 1 / math.sqrt(max(usual, 1.0))
    away = (scale(value) - scale(usual)) / math.hypot(spread, chance)
    if abs(away) < FAR or abs(value - usual) < SMALL or min(seen) <= value <= max(seen):
        return None
    return UnusualDay(day, value, usual, away, "above" if away > 0 else "below")


def surge(hourly: ArrayLike) -> Surge | None:
    """Whether the last three of these hours brought more than chance would; the hours before them are what is usual.

    The tail is negative binomial, with the spread that the hours before had: comments come in bunches.
    """
    import numpy as np  # takes a while to load, which no start waits for

    counts = np.asarray(hourly, dtype=float)[-(PAST_HOURS + WINDOW) :]
    if len(counts) < LEAST_HOURS + WINDOW:
        return None
    now = float(counts[-WINDOW:].sum())
    windows = np.convolve(counts[:-WINDOW], np.ones(WINDOW), mode="valid")
    if now < MANY or now <= float(windows.max()):
        return None
    phases = ((np.arange(len(windows))[::-1] + WINDOW) % 24).astype(int)  # hours since, on the clock: 0 is this hour
    overall = float(windows.mean())
    # Some of the whole day's mean is in each hour's, since four weeks are few for an hour.
    sums = np.bincount(phases, weights=windows, minlength=24) + 4 * overall
    by_phase = sums / (np.bincount(phases, minlength=24) + 4)
    usual = max(float(by_phase[0]), 0.05)
    if now < TIMES * usual:
        return None
    expected = by_phase[phases]
    bunched = float(((windows - expected) ** 2).sum() / max(float(expected.sum()), 1e-9))
    chance = tail(int(now), usual, max(bunched, 1.0))
    return Surge(int(now), usual, WINDOW, chance) if chance < RARE else None


def tail(count: int, mean: float, bunched: float = 1.0) -> float:
    """Chance of `count` or more where `mean` are usual and the variance is `bunched` times that: Poisson at 1, negative
    binomial above.
    """
    if count <= 0:
        return 1.0
    if bunched <= 1 + 1e-9:
        logs = [place * math.log(mean) - mean - math.lgamma(place + 1) for place in range(count, count + 400)]
    else:
        size, part = mean / (bunched - 1), 1 / bunched
        logs = [
            math.lgamma(place + size)
            - math.lgamma(size)
            - math.lgamma(place + 1)
            + size * math.log(part)
            + place * math.log1p(-part)
            for place in range(count, count + 400 + int(40 * bunched))
        ]
    return min(math.fsum(math.exp(one) for one in logs), 1.0)


def turned(recent: Sequence[bool], past: Sequence[bool]) -> Turn | None:
    """Whether more of the recent comments are displeased (True) than were before; None if that cannot be told."""
    if len(recent) < RECENT_LEAST or len(past) < PAST_LEAST or sum(recent) < NEGATIVE_LEAST:
        return None
    share, before = sum(recent) / len(recent), sum(past) / len(past)
    if wilson(sum(recent), len(recent))[0] <= wilson(sum(past), len(past))[1]:
        return None
    return Turn(share, len(recent), before, len(past))


def wilson(hits: int, of: int, z: float = Z) -> tuple[float, float]:
    """The Wilson score interval of a share (Wilson 1927)."""
    if of == 0:
        return 0.0, 1.0
    share = hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(middle - half, 0.0), min(middle + half, 1.0)

"""Which hours of the week posts did better or worse in than others: scores with their uncertainty, in numpy.

Each post is compared with the account's own level at that time (`residuals`), so that an account that grows does not make
its latest hours look good. What is left is explained by an effect of the hour, one of the weekday and one of the two
together, all drawn towards nought as far as the posts do not speak for them (partial pooling; Gelman & Hill 2007, ch. 12);
hours close to each other lean on each other. How strongly to draw is not chosen: all strengths of a grid are averaged, each
with the weight that the posts give it (empirical Bayes), the one at which time does not matter among them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray

Values = NDArray[np.float64]

HOURS, DAYS = 24, 7
LEVEL_OF = 50
"""Posts before one, at most, that its account's level is the median of."""
LEVEL_LEAST = 5
CLIPPED = 3.5
"""Robust standard deviations at which a single post's difference ends: one that went round the world is no time of day."""
STRENGTHS = (0.0, 0.02, 0.08, 0.3)
"""Variance of each effect as a share of the variance between posts of one slot."""
NEIGHBOURS = 0.26
"""Squared length of the hours' likeness: two hours apart, the correlation is 0.6."""
SURE = 0.95
"""Weight of "time matters" from which anything is told at all; checked on shuffled posts in benchmarks/forecasts.py."""
WORTH = 0.05
"""Effects below it (5 %) are no reason to wait for an hour, however sure they are."""
WIDTH = 1.2816
"""Standard deviations of an 80 % interval."""


@dataclass(frozen=True, slots=True)
class Slot:
    """An hour of the week (weekday 0 is Monday). `effect` and its 80 % interval are on the scale of log(1 + interactions)
    against the account's usual level; `posts` is how many went out just then, `at_hour` at that hour of any weekday.
    """

    weekday: int
    hour: int
    effect: float
    low: float
    high: float
    posts: int
    at_hour: int

    @property
    def percent(self) -> float:
        """By how many per cent posts there did better (or worse) than usual, at the estimate."""
        return 100 * math.expm1(self.effect)


@dataclass(frozen=True, slots=True)
class Week:
    """Every hour of the week. `differs` is False where no difference can be told; `sure` is the weight of "time matters"."""

    slots: tuple[Slot, ...]
    posts: int
    sure: float

    @property
    def differs(self) -> bool:
        """Whether the posts speak for a difference, and some slot's whole interval lies above the usual."""
        return self.sure >= SURE and any(slot.low > 0 for slot in self.slots)

    def best(self, count: int = 3, *, apart: int = 2) -> list[Slot]:
        """The best slots whose whole interval lies above the usual, at least `apart` hours from each other on a day.

        Only hours at which there were posts: nothing is recommended that was never tried.
        """
        if not self.differs:
            return []
        chosen: list[Slot] = []
        for slot in sorted(self.slots, key=lambda slot: (-slot.low, slot.weekday, slot.hour)):
            if slot.low <= 0 or slot.effect < WORTH or slot.at_hour < LEVEL_LEAST or len(chosen) == count:
                continue
            near = (one for one in chosen if one.weekday == slot.weekday and abs(one.hour - slot.hour) < apart)
            if next(near, None) is None:
                chosen.append(slot)
        return chosen


def residuals(values: Sequence[float], *, lag: int = 0) -> Values:
    """log(1 + value) of each post, the oldest first, against the median of the fifty before; NaN for the first few.

    `lag`: that many posts right before each are not looked at, as where their figures were not known yet.
    """
    logs = np.log1p(np.maximum(np.asarray(values, dtype=float), 0.0))
    out = np.full(len(logs), np.nan)
    for place in range(len(logs)):
        before = logs[max(0, place - lag - LEVEL_OF) : max(0, place - lag)]
        if len(before) >= LEVEL_LEAST:
            out[place] = logs[place] - np.median(before)
    return out


def week_of(weekdays: ArrayLike, hours: ArrayLike, differences: Values) -> Week | None:
    """Scores for each hour of the week from posts with their differences (`residuals`); None without any."""
    known = np.isfinite(differences)
    if not known.any():
        return None
    day, hour = np.asarray(weekdays)[known].astype(int), np.asarray(hours)[known].astype(int)
    made = differences[known]
    middle = float(np.median(made))
    spread = 1.4826 * float(np.median(np.abs(made - middle))) or float(np.std(made)) or 1.0
    made = np.clip(made, middle - CLIPPED * spread, middle + CLIPPED * spread)
    place = day * HOURS + hour
    counts = np.bincount(place, minlength=DAYS * HOURS).astype(float)
    seen = np.flatnonzero(counts)
    sums = np.bincount(place, weights=made, minlength=DAYS * HOURS)
    means = sums[seen] / counts[seen]
    within = float(((made - (sums / np.maximum(counts, 1))[place]) ** 2).sum())
    effects, deviations, sure = _average(counts, seen, means, within, len(made))
    by_hour = counts.reshape(DAYS, HOURS).sum(axis=0)
    slots = tuple(
        Slot(
            at // HOURS,
            at % HOURS,
            float(effects[at]),
            float(effects[at] - WIDTH * deviations[at]),
            float(effects[at] + WIDTH * deviations[at]),
            int(counts[at]),
            int(by_hour[at % HOURS]),
        )
        for at in range(DAYS * HOURS)
    )
    return Week(slots, len(made), sure)


def _likeness() -> tuple[Values, Values, Values]:
    """How alike two hours of the week are by their hour, by their weekday, and by both."""
    apart = np.subtract.outer(np.arange(HOURS), np.arange(HOURS))
    hours = np.exp(-2 * np.sin(np.pi * apart / HOURS) ** 2 / (2 * NEIGHBOURS))
    same = np.eye(DAYS)
    by_hour, by_day = np.kron(np.ones((DAYS, DAYS)), hours), np.kron(same, np.ones((HOURS, HOURS)))
    return np.asarray(by_hour, float), np.asarray(by_day, float), np.asarray(np.kron(same, hours), float)


_HOUR, _DAY, _BOTH = _likeness()


def _average(
    counts: Values, seen: NDArray[np.intp], means: Values, within: float, posts: int
) -> tuple[Values, Values, float]:
    """Effects, their standard deviations and the weight of "time matters", averaged over all strengths."""
    weights, tried = [], []
    size = counts[seen]
    usual = np.ones(len(seen))
    for strengths in product(STRENGTHS, repeat=3):
        likeness = strengths[0] * _HOUR + strengths[1] * _DAY + strengths[2] * _BOTH
        spread = likeness[np.ix_(seen, seen)] + np.diag(1 / size)
        inverse = np.linalg.inv(spread)
        solved = inverse @ np.column_stack([means, usual])
        middle = float(usual @ solved[:, 0]) / float(usual @ solved[:, 1])
        off = means - middle
        weighted = solved[:, 0] - middle * solved[:, 1]
        variance = max((within + float(off @ weighted)) / max(posts - 1, 1), 1e-6)
        determinant = float(np.linalg.slogdet(spread)[1]) + float(np.log(size).sum())
        weights.append(
            -0.5 * (posts - 1) * math.log(variance) - 0.5 * determinant - 0.5 * math.log(usual @ solved[:, 1])
        )
        across = likeness[:, seen]
        # Against the usual slot of the account, by how often it posts then: that is what "better" is measured from.
        share = counts / posts
        contrast = across - share @ across
        effect = contrast @ weighted
        own = np.diag(likeness) - 2 * likeness @ share + share @ likeness @ share
        gone = ((contrast @ inverse) * contrast).sum(axis=1)
        tried.append((effect, variance * np.maximum(own - gone, 0.0)))
    logs = np.array(weights)
    none = 0  # the first of the product: every strength nought
    logs[none] += math.log(len(logs) - 1)  # before any post, that time matters is as likely as not
    share_of = np.exp(logs - logs.max())
    share_of /= share_of.sum()
    effects = np.sum([w * effect for w, (effect, _) in zip(share_of, tried, strict=True)], axis=0)
    squares = np.sum([w * (var + effect**2) for w, (effect, var) in zip(share_of, tried, strict=True)], axis=0)
    return effects, np.sqrt(np.maximum(squares - effects**2, 0.0)), float(1 - share_of[none])

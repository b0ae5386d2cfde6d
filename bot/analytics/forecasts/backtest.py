"""Forecasts of one daily series, with ranges whose width was measured: rolling origins, conformal errors, numpy alone.

A model is judged by what it would have said in the past: from each of some days (`origins`) it sees only what was known
then. Seasonal naive ("as on the same weekday a week before") is always among them and stays unless another was clearly
closer. The ranges come from the errors made in these same trials, separately for each day ahead and for the sum over all
days, so that nothing about the errors' shape is assumed (split conformal prediction: Lei et al. 2018, JASA 113).

The better models are those of statsforecast (the extra `analytics`): dynamic optimised theta (Fiorucci et al. 2016), ETS
(Hyndman et al. 2002) and MSTL (Bandara et al. 2021). Without it there are seasonal naive, no change and drift.
"""

from __future__ import annotations

import importlib.util
import math
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Kind = Literal["counted", "level"]
Model = Callable[[Values, int], Values]
"""What has been, how many days ahead; what comes."""

WEEK = 7
SHORTEST = 28
"""Days of history below which no number is given: four of each weekday."""
TRIALS = 30
"""Rolling origins at most. The latest are used: what an account was like a year ago says little of its errors now."""
FEWEST = 8
"""Origins that a range of 80 % needs at least: below it the widest error would still be too narrow."""
CLEARLY = 0.97
"""A model takes seasonal naive's place when its mean absolute error is at most this share of it, and in most trials."""
NOMINAL = 0.8
RECENT = 28
"""Days that the size of a series is taken from; errors are kept relative to it, so that they grow with an account."""


@dataclass(frozen=True, slots=True)
class Range:
    """A value with the range around it."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a series will likely do, and how good such forecasts were.

    `days` are the days ahead, `total` their sum; for a level (followers) `total` is the last day. `error` and
    `baseline_error` are mean absolute errors a day over `trials` origins; `right` of them had the true total within the
    range that the other trials gave, `right_days` is that share of single days.
    """

    model: str
    days: tuple[Range, ...]
    total: Range
    error: float
    baseline: str
    baseline_error: float
    trials: int
    right: int
    judged: int
    right_days: float

    @property
    def ratio(self) -> float | None:
        """The model's error as a share of the baseline's; None where the baseline made none."""
        return self.error / self.baseline_error if self.baseline_error > 0 else None


@dataclass(slots=True)
class Backtest:
    """One series, `known` where a day was measured and not filled in. What a model said from an origin is kept."""

    values: Values
    known: NDArray[np.bool_]
    kind: Kind = "counted"
    models: Mapping[str, Model] = field(default_factory=dict)
    _said: dict[tuple[str, int, int], Values] = field(default_factory=dict)

    def outlook(self, horizon: int, *, end: int | None = None, baseline_only: bool = False) -> Outlook | None:
        """What the days after the first `end` will bring; None if that is too little to say with a range.

        `end` is for trials of the whole method: nothing after it is looked at.
        """
        end = len(self.values) if end is None else end
        if end < SHORTEST or horizon < 1:
            return None
        baseline = "last" if self.kind == "level" else "seasonal_naive"
        origins, names = self._plan(end, horizon, baseline)
        if len(origins) < FEWEST:
            return None
        errors = {name: self._errors(name, origins, horizon) for name in ([baseline] if baseline_only else names)}
        chosen, errors = self._choose(errors, baseline)
        sizes = np.array([self._size(origin) for origin in origins])
        own = errors[chosen] / sizes[:, None]
        sums = self._sums(own)
        middle = self._say(chosen, end, horizon)
        size = self._size(end)
        floor = 0.0 if self.kind == "counted" else -math.inf
        days = tuple(_range(float(middle[ahead]), _around(own, ahead) * size, floor=floor) for ahead in range(horizon))
        whole = float(middle.sum()) if self.kind == "counted" else float(middle[-1])
        total = _range(whole, sums * size, floor=floor)
        right, judged, right_days = _coverage(own, sums, origins)
        return Outlook(
            model=chosen,
            days=days,
            total=total,
            error=float(np.nanmean(np.abs(errors[chosen]))),
            baseline=baseline,
            baseline_error=float(np.nanmean(np.abs(errors[baseline]))),
            trials=int(np.isfinite(sums).sum()),
            right=right,
            judged=judged,
            right_days=right_days,
        )

    def longest(self) -> int:
        """How many days ahead can be told at most; 0 with less than four weeks."""
        return max(len(self.values) - WEEK - FEWEST + 1, 0) if len(self.values) >= SHORTEST else 0

    def _plan(self, end: int, horizon: int, baseline: str) -> tuple[list[int], list[str]]:
        """The origins of the trials, and the models that have enough before each of them."""
        for least, names in (
            (SHORTEST, [baseline, *(name for name in self.models if name != baseline)]),
            (WEEK, [baseline]),
        ):
            room = end - horizon - least
            if room + 1 < FEWEST:
                continue
            step = min(WEEK, max(1, room // (FEWEST + 4)))
            count = min(TRIALS, room // step + 1)
            return [end - horizon - step * back for back in range(count)][::-1], names
        return [], []

    def _choose(self, errors: dict[str, Values], baseline: str) -> tuple[str, dict[str, Values]]:
        trained = [name for name in errors if name not in {"seasonal_naive", "last", "drift"}]
        if len(trained) > 1:
            # Their mean needs no fit of its own, and is often the closest (Makridakis et al. 2020, M4).
            errors = errors | {"mean": np.asarray(np.mean([errors[name] for name in trained], axis=0), dtype=float)}
        usual = np.abs(errors[baseline])
        best, error = baseline, float(np.mean(usual[np.isfinite(usual)])) * CLEARLY
        for name, made in errors.items():
            closer = np.nanmean(np.abs(made), axis=1) < np.nanmean(usual, axis=1)
            if (own := float(np.mean(np.abs(made[np.isfinite(made)])))) < error and closer.mean() >= 0.5:
                best, error = name, own
        return best, errors

    def _errors(self, name: str, origins: Sequence[int], horizon: int) -> Values:
        rows = []
        for origin in origins:
            after = slice(origin, origin + horizon)
            rows.append(np.where(self.known[after], self.values[after] - self._say(name, origin, horizon), np.nan))
        return np.array(rows)

    def _sums(self, errors: Values) -> Values:
        """Errors of the totals: those of single days added up; unknown where over a fifth of the days is."""
        if self.kind == "level":
            return np.asarray(errors[:, -1])
        missing = np.isnan(errors).mean(axis=1)
        return np.where(missing <= 0.2, np.nanmean(errors, axis=1) * errors.shape[1], np.nan)

    def _size(self, end: int) -> float:
        if self.kind == "level":
            return 1.0
        return max(float(np.mean(self.values[max(0, end - RECENT) : end])), 1e-9)

    def _say(self, name: str, origin: int, horizon: int) -> Values:
        if name == "mean":
            trained = [name for name in self.models if name not in {"seasonal_naive", "last", "drift"}]
            return np.asarray(np.mean([self._say(one, origin, horizon) for one in trained], axis=0), dtype=float)
        key = (name, origin, horizon)
        if key not in self._said:
            model = PLAIN.get(name) or self.models[name]
            said = np.asarray(model(self.values[:origin], horizon), dtype=float)
            if not np.isfinite(said).all():
                said = (last if self.kind == "level" else seasonal_naive)(self.values[:origin], horizon)
            self._said[key] = np.maximum(said, 0.0) if self.kind == "counted" else said
        return self._said[key]


def seasonal_naive(values: Values, horizon: int) -> Values:
    """As on the same weekday of the last week."""
    return np.asarray(np.resize(values[-WEEK:], horizon), dtype=float)


def last(values: Values, horizon: int) -> Values:
    """No change."""
    return np.full(horizon, values[-1])


def drift(values: Values, horizon: int) -> Values:
    """On as in the last four weeks."""
    span = min(RECENT, len(values) - 1)
    slope = (values[-1] - values[-1 - span]) / span if span else 0.0
    return np.asarray(values[-1] + slope * np.arange(1, horizon + 1), dtype=float)


PLAIN: Mapping[str, Model] = {"seasonal_naive": seasonal_naive, "last": last, "drift": drift}


def available() -> bool:
    """Whether the better models are installed."""
    return importlib.util.find_spec("statsforecast") is not None


def models_for(kind: Kind, *, plain: bool = False) -> dict[str, Model]:
    """The models that a series of this kind is tried with; only those that need no extra if `plain`."""
    if plain or not available():
        return {"seasonal_naive": seasonal_naive, **({"last": last, "drift": drift} if kind == "level" else {})}
    season = 1 if kind == "level" else WEEK
    found: dict[str, Model] = {"seasonal_naive": seasonal_naive}
    if kind == "level":
        found |= {"last": last, "drift": drift}
    else:
        found["mstl"] = _trained("MSTL", season)
    return found | {"theta": _trained("DynamicOptimizedTheta", season), "ets": _trained("AutoETS", season)}


def _trained(name: str, season: int) -> Model:
    chosen: dict[int, str] = {}

    def model(values: Values, horizon: int) -> Values:
        from statsforecast import models

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of series that are short or flat; a model that fails is passed over
            try:
                if name != "AutoETS":
                    said = getattr(models, name)(season_length=season).forecast(y=values, h=horizon)["mean"]
                else:
                    said = _ets(models, values, horizon, season, chosen)
            except (ArithmeticError, ValueError, IndexError, RuntimeError, np.linalg.LinAlgError):
                return np.full(horizon, np.nan)
        return np.asarray(said, dtype=float)

    return model


def _ets(models: Any, values: Values, horizon: int, season: int, chosen: dict[int, str]) -> Values:
    """ETS, whose form is chosen anew only when a series has grown by a quarter: to choose takes ten times as long as to fit."""
    size = int(math.log(len(values), 1.25))
    if size not in chosen:
        fitted = models.AutoETS(season_length=season).fit(values)
        form = fitted.model_["components"]
        chosen[size] = form[:3]
        damped = len(form) > 3 and form[3] == "D"
        chosen[-size] = "damped" if damped else ""
        return np.asarray(fitted.predict(horizon)["mean"], dtype=float)
    again = models.AutoETS(season_length=season, model=chosen[size], damped=chosen[-size] == "damped")
    return np.asarray(again.forecast(y=values, h=horizon)["mean"], dtype=float)


def _around(errors: Values, ahead: int) -> Values:
    """The errors made that many days ahead; with few trials those of the days beside it too."""
    beside = 0 if len(errors) >= 20 else 1
    return np.asarray(errors[:, max(0, ahead - beside) : ahead + beside + 1]).ravel()


def _bounds(errors: Values) -> tuple[float, float]:
    """What nine in ten errors lie above, and nine in ten below; with few errors, the same width on both sides."""
    known = np.sort(errors[np.isfinite(errors)])
    count = len(known)
    tail = (1 - NOMINAL) / 2
    low = math.floor((count + 1) * tail)
    if low >= 2:
        return float(known[low - 1]), float(known[count - low])
    if not count:
        return 0.0, 0.0
    wide = np.sort(np.abs(known))
    most = float(wide[min(math.ceil((count + 1) * NOMINAL), count) - 1])
    return -most, most


def _range(middle: float, errors: Values, *, floor: float) -> Range:
    low, high = _bounds(errors)
    return Range(middle, max(middle + min(low, 0.0), floor), middle + max(high, 0.0))


def _coverage(errors: Values, sums: Values, origins: Sequence[int]) -> tuple[int, int, float]:
    """Of the totals, how many lay within what the trials that were over by then gave, and how many there were; the share of
    single days that did.

    Each is judged only by what came before it, as it will be used: left-out errors would always come to the nominal share.
    """
    right, judged, hits, days = 0, 0, 0, 0
    horizon = errors.shape[1]
    for trial, origin in enumerate(origins):
        over = np.array([earlier + horizon <= origin for earlier in origins])
        if over.sum() < FEWEST or not np.isfinite(sums[over]).any():
            continue
        if np.isfinite(sums[trial]):
            low, high = _bounds(sums[over])
            right += bool(min(low, 0.0) <= sums[trial] <= max(high, 0.0))
            judged += 1
        for ahead in range(horizon):
            if np.isfinite(error := errors[trial, ahead]):
                low, high = _bounds(_around(errors[over], ahead))
                hits += bool(min(low, 0.0) <= error <= max(high, 0.0))
                days += 1
    return right, judged, hits / days if days else math.nan

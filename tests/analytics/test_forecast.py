"""Forecasts on real series: closer than "as a week before", ranges that hold, nothing made up where there is too little."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analytics.forecasts import forecast
from bot.analytics.forecasts.backtest import Backtest, models_for, seasonal_naive
from storage.metrics import Point
from tests.analytics import real
from tests.analytics.real import Values

HORIZON = 14
BLOG, LIKES, PIZZAS = "blog visits (fpp2 hyndsight)", "likes (dslabs trump_tweets)", "pizzas (gt pizzaplace)"
MONDAY = date(2026, 1, 5)


def trial_of(values: Values, *, plain: bool = False) -> Backtest:
    """A series to be forecast, every day of it measured."""
    return Backtest(values, np.ones(len(values), dtype=bool), "counted", models_for("counted", plain=plain))


@pytest.mark.parametrize(("name", "windows"), [(BLOG, 15), (LIKES, 6)])
def test_the_chosen_model_is_closer_than_a_week_before_on_days_that_it_has_not_seen(name: str, windows: int) -> None:
    values = real.days()[name]
    test = trial_of(values)
    made, naive = [], []
    for end in range(len(values) - HORIZON, len(values) - (windows + 1) * HORIZON, -HORIZON):
        outlook = test.outlook(HORIZON, end=end)
        assert outlook is not None and outlook.ratio is not None and outlook.ratio < 1
        came = values[end : end + HORIZON]
        made.append(np.abs(came - [day.value for day in outlook.days]).mean())
        naive.append(np.abs(came - seasonal_naive(values[:end], HORIZON)).mean())
    assert np.mean(made) < 0.95 * np.mean(naive)


def test_eight_of_ten_ranges_are_right_on_real_days_and_sums() -> None:
    days, sums = [], []
    for values in real.days().values():
        test = trial_of(values, plain=True)
        for end in range(len(values) - HORIZON, 150, -7):
            outlook = test.outlook(HORIZON, end=end)
            assert outlook is not None
            came = values[end : end + HORIZON]
            days += [day.low <= value <= day.high for day, value in zip(outlook.days, came, strict=True)]
            sums.append(outlook.total.low <= came.sum() <= outlook.total.high)
    assert len(sums) > 300
    assert 0.75 <= np.mean(days) <= 0.85
    assert 0.75 <= np.mean(sums) <= 0.85


def test_the_range_of_a_sum_is_narrower_than_the_ranges_of_its_days_added_up() -> None:
    outlook = trial_of(real.days()[BLOG], plain=True).outlook(HORIZON)
    assert outlook is not None
    added = sum(day.high - day.low for day in outlook.days)
    assert 0 < outlook.total.high - outlook.total.low < added


def test_nothing_after_the_origin_is_looked_at() -> None:
    values = real.days()[PIZZAS]
    end = len(values) - 60
    other = values.copy()
    other[end:] = 10_000.0
    assert trial_of(values, plain=True).outlook(HORIZON, end=end) == trial_of(other, plain=True).outlook(
        HORIZON, end=end
    )


def test_a_plain_week_that_repeats_keeps_the_plain_model() -> None:
    outlook = trial_of(np.tile([10.0, 12, 14, 16, 18, 4, 2], 12)).outlook(7)
    assert outlook is not None and outlook.model == "seasonal_naive"
    assert [day.value for day in outlook.days] == [10, 12, 14, 16, 18, 4, 2]
    assert outlook.total.value == 76


def test_followers_that_grow_steadily_are_told_from_their_growth() -> None:
    draw = np.random.default_rng(5)
    values = 1000 + np.cumsum(6 + draw.normal(0, 2, 120))
    test = Backtest(values, np.ones(120, dtype=bool), "level", models_for("level", plain=True))
    outlook = test.outlook(30)
    assert outlook is not None and outlook.model == "drift" and outlook.baseline == "last"
    assert outlook.total.low < values[-1] + 180 < outlook.total.high
    assert outlook.total.value == outlook.days[-1].value


@pytest.mark.parametrize(("days", "horizon", "told"), [(27, 1, False), (28, 14, True), (28, 15, False), (60, 46, True)])
def test_with_too_little_history_there_is_no_number(days: int, horizon: int, *, told: bool) -> None:
    values = real.days()[PIZZAS][:days]
    test = trial_of(values, plain=True)
    assert (test.outlook(horizon) is not None) is told
    assert (test.longest() >= horizon) is told


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 500), min_size=28, max_size=70), st.integers(1, 40))
def test_counts_are_never_below_nought_and_the_middle_lies_in_its_range(counts: list[int], horizon: int) -> None:
    outlook = trial_of(np.array(counts, dtype=float), plain=True).outlook(horizon)
    if outlook is None:
        return
    for one in (*outlook.days, outlook.total):
        assert 0 <= one.low <= one.value <= one.high
    assert 0 <= outlook.right <= outlook.judged <= outlook.trials


def series(*values: float | None) -> list[Point]:
    """Days from a Monday on."""
    return [Point(MONDAY + timedelta(days=place), value) for place, value in enumerate(values)]


def test_a_short_gap_is_filled_from_the_same_weekdays_beside_it() -> None:
    found = forecast.ready(series(*([10.0] * 9), None, *([10.0] * 6), 30.0), "gained")
    assert found is not None
    assert found.values[9] == 20.0 and found.filled == 1 and not found.cut


def test_a_level_is_filled_on_the_line_between_its_neighbours() -> None:
    found = forecast.ready(series(100, None, None, 130), "level")
    assert found is not None and found.values == (100, 110, 120, 130)


def test_a_long_gap_cuts_off_what_lies_before_it() -> None:
    found = forecast.ready(series(1, 2, 3, None, None, None, None, 8, 9), "gained")
    assert found is not None and found.cut and found.values == (8, 9)
    assert found.first == MONDAY + timedelta(days=7)


def test_an_unknown_series_is_no_history() -> None:
    assert forecast.ready(series(None, None), "gained") is None


def test_a_day_that_was_filled_in_is_no_error_of_the_forecast() -> None:
    values = real.days()[PIZZAS][:120].copy()
    known = np.ones(120, dtype=bool)
    known[118] = False
    calm = Backtest(values.copy(), known, "counted", {}).outlook(7, baseline_only=True)
    values[118] = 1e6
    wild = Backtest(values.copy(), known, "counted", {}).outlook(7, baseline_only=True)
    judged = Backtest(values, np.ones(120, dtype=bool), "counted", {}).outlook(7, baseline_only=True)
    assert calm is not None and wild is not None and judged is not None
    assert wild.error == calm.error < judged.error

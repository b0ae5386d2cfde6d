"""Best times on real posts: hours that did better in months not seen, and nothing told from chance."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.analytics.forecasts import slots, timing
from bot.analytics.forecasts.prediction import spearman
from bot.quiet import QuietHours
from storage import workspaces
from storage.database import Database
from tests import history
from tests.analytics import real
from tests.history import BERLIN, Past

NOW = datetime(2026, 3, 11, 9, tzinfo=UTC)  # a Wednesday


def test_hours_told_from_the_past_do_better_in_the_months_after() -> None:
    posts = real.tweets_since("2016-09-01")
    came = slots.residuals(posts["favorite_count"].to_numpy(float), lag=10)
    weekdays, hours = posts["at"].dt.weekday.to_numpy(), posts["at"].dt.hour.to_numpy()
    past = (posts["at"] < "2017-05-01").to_numpy()
    week = slots.week_of(weekdays[past], hours[past], came[past])
    assert week is not None and week.differs
    place = (weekdays * 24 + hours)[~past]
    told = np.array([slot.effect for slot in week.slots])[place]
    chosen = np.array([slot.low > 0 for slot in week.slots])[place]
    assert spearman(told, came[~past]) > 0.1
    assert came[~past][chosen].mean() > came[~past][~chosen].mean() + 0.05


@pytest.mark.parametrize("count", [40, 150, 600])
def test_shuffled_outcomes_are_told_apart_from_real_ones(count: int) -> None:
    posts = real.tweets_since("2016-01-01").iloc[: count + 60]
    came = slots.residuals(posts["favorite_count"].to_numpy(float))
    weekdays, hours = posts["at"].dt.weekday.to_numpy(), posts["at"].dt.hour.to_numpy()
    draw = np.random.default_rng(count)
    told = 0
    for _ in range(12):
        week = slots.week_of(weekdays, hours, draw.permutation(came))
        told += week is not None and bool(week.best())
    assert told <= 1


def test_scores_are_drawn_towards_nought_the_fewer_posts_there_are() -> None:
    draw = np.random.default_rng(3)
    hours = np.tile([8, 20], 200)
    weekdays = np.arange(400) % 7
    came = np.where(hours == 20, 0.5, 0.0) + draw.normal(0, 0.5, 400)
    many = slots.week_of(weekdays, hours, came)
    few = slots.week_of(weekdays[:30], hours[:30], came[:30])
    assert many is not None and few is not None
    best, thin = many.slots[20], few.slots[20]
    assert best.low > 0 and abs(best.effect - 0.25) < 0.1  # against an account that posts at both hours equally
    assert thin.high - thin.low > best.high - best.low
    assert {slot.hour for slot in many.best()} == {20}


def test_an_account_that_grows_does_not_make_its_latest_hours_look_good() -> None:
    draw = np.random.default_rng(8)
    grown = [10.0 * 1.01**number * draw.lognormal(0, 0.3) for number in range(300)]
    came = slots.residuals(grown)
    hours = np.where(np.arange(300) < 150, 8, 20)
    week = slots.week_of(np.arange(300) % 7, hours, came)
    assert week is not None and week.best() == []


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 23), st.floats(-5, 5)), min_size=1, max_size=60))
def test_every_slot_has_an_interval_around_its_score(posts: list[tuple[int, int, float]]) -> None:
    week = slots.week_of(
        [weekday for weekday, _, _ in posts], [hour for _, hour, _ in posts], np.array([value for _, _, value in posts])
    )
    assert week is not None and len(week.slots) == 168
    assert all(slot.low <= slot.effect <= slot.high for slot in week.slots)
    assert sum(slot.posts for slot in week.slots) == len(posts)
    assert 0 <= week.sure <= 1


async def test_the_posts_of_a_workspace_are_judged_by_their_figures(database: Database) -> None:
    def keep(session: Session) -> timing.Timing:
        place, _ = workspaces.found_workspace(session, "Bakery", NOW)
        account = history.account(session, place.id, "mastodon")
        past = [Past(NOW - timedelta(days=48 - number), {"likes": 5.0 + number % 3}) for number in range(46)]
        history.posts(session, account, past)
        return timing.timing(session, place.id, "mastodon", NOW)

    found = await database.write(keep)
    assert (found.posts, found.metric, found.told) == (46, "engagement", False)
    assert found.week is not None and found.slots() == list(timing.HABIT)
    other = await database.read(lambda session: timing.timing(session, 999, "mastodon", NOW))
    assert other.posts == 0 and other.week is None


def test_the_next_free_slot_keeps_its_distance_and_leaves_the_quiet_hours_alone() -> None:
    wednesday = [(2, 20)]
    assert timing.next_free(wednesday, NOW, BERLIN, set()) == datetime(2026, 3, 11, 20, tzinfo=BERLIN)
    near = {datetime(2026, 3, 11, 21, tzinfo=BERLIN).astimezone(UTC)}
    assert timing.next_free(wednesday, NOW, BERLIN, near) == datetime(2026, 3, 18, 20, tzinfo=BERLIN)
    quiet = QuietHours.of({"quiet_hours": {"from": "19:00", "to": "07:00"}, "time_zone": "Europe/Berlin"})
    assert timing.next_free(wednesday, NOW, BERLIN, set(), quiet) is None
    # 29 March: the clocks skip from two to three.
    assert timing.next_free([(6, 2)], datetime(2026, 3, 28, 12, tzinfo=UTC), BERLIN, set(), days=2) is None

"""Predictions on real posts: better ranks than the account's level, ranges that hold, nothing told from chance."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analytics.forecasts import prediction
from bot.analytics.forecasts.prediction import Draft, spearman, threshold
from bot.analytics.forecasts.slots import residuals
from tests.analytics import real
from tests.history import BERLIN

AT = datetime(2026, 3, 11, 10, tzinfo=BERLIN)


def test_real_posts_are_ranked_better_than_by_the_accounts_level_and_ranges_hold() -> None:
    posts = real.tweets_since("2016-09-01")
    drafts = [Draft(at.to_pydatetime(), text, "text") for at, text in zip(posts["at"], posts["text"], strict=True)]
    logs = np.log1p(posts["favorite_count"].to_numpy(float))
    came = residuals(posts["favorite_count"].to_numpy(float), lag=10)
    trial = prediction.walk(prediction.described(drafts), came, lag=10)
    months = posts["at"].dt.strftime("%Y-%m").to_numpy()
    told, level = [], []
    for month in sorted(set(months[months >= "2017-01"])):
        own = (months == month) & np.isfinite(trial.told)
        told.append(spearman((logs - came + trial.told)[own], logs[own]))
        level.append(spearman((logs - came)[own], logs[own]))
    assert np.mean(told) > 0.35 > np.mean(level) + 0.1
    right, judged = prediction.sequential((came - trial.told)[np.isfinite(trial.told)])
    assert judged > 1000 and 0.75 <= right / judged <= 0.85


@pytest.mark.parametrize("count", [60, 200])
def test_outcomes_that_are_chance_are_not_told(count: int) -> None:
    posts = real.tweets_since("2016-01-01").iloc[: count + 60]
    drafts = [Draft(at.to_pydatetime(), text, "text") for at, text in zip(posts["at"], posts["text"], strict=True)]
    described = prediction.described(drafts)
    came = residuals(posts["favorite_count"].to_numpy(float))
    draw = np.random.default_rng(count)
    assert sum(prediction.walk(described, draw.permutation(came)).tells for _ in range(12)) <= 2


def test_no_post_is_told_from_itself_or_from_later_ones() -> None:
    draw = np.random.default_rng(1)
    described = draw.normal(size=(120, 3))
    came = described[:, 0] + draw.normal(0, 0.1, 120)
    other = came.copy()
    other[100:] = 9.0
    first, second = prediction.walk(described, came), prediction.walk(described, other)
    assert np.array_equal(first.told[:110], second.told[:110], equal_nan=True)


def test_fewer_than_sixty_posts_tell_nothing() -> None:
    drafts = [Draft(AT - timedelta(days=60 - number), "Bread?" if number % 2 else "Bread.") for number in range(59)]
    values = [100.0 if number % 2 else 10.0 for number in range(59)]
    assert prediction.predict(drafts, values, Draft(AT, "Bread?"))[0] is None


def test_what_was_never_seen_is_not_followed_further_out() -> None:
    known = np.column_stack([np.linspace(0, 1, 100), np.zeros(100)])
    said = prediction.ridge(known, np.linspace(0, 1, 100), np.array([[1.0, 0.0], [50.0, 7.0]]))
    assert said[0] == pytest.approx(said[1])


def test_the_threshold_is_higher_where_chance_reaches_higher() -> None:
    assert threshold(30) > threshold(60) > threshold(1000) == prediction.RANKED


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=30))
def test_ranks_agree_with_themselves_and_disagree_with_their_reverse(values: list[float]) -> None:
    one = np.array(values)
    if len(set(values)) > 1:
        assert spearman(one, one) == pytest.approx(1)
        assert spearman(one, -one) == pytest.approx(-1)
    else:
        assert spearman(one, one) == 0


def test_links_hashtags_and_questions_are_seen() -> None:
    plain = prediction.features(Draft(AT, "Fresh bread"), None)
    rich = prediction.features(Draft(AT, "Fresh bread? #rye @anna https://a.example/x"), None)
    assert sum(one != other for one, other in zip(plain, rich, strict=True)) >= 5

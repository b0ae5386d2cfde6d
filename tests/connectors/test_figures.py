"""What is read out of networks' answers: numbers, moments, days; and nothing that is not there."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import NotFound, Rejected, SignInNeeded, TryLater, Unsupported
from connectors import meta_figures
from connectors.figures import (
    again,
    at_once,
    figures,
    format_of,
    handle_in,
    instant,
    mapping,
    number,
    objects,
    spans,
    total,
    within_scope,
)
from connectors.http import Answer
from connectors.platform import AccountInfo

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
JUNK: list[Any] = [
    None,
    True,
    False,
    "",
    "x",
    "1e5",
    "-3",
    "٣",
    [],
    {},
    [3],
    {"value": 3},
    math.nan,
    math.inf,
    -1,
    "9" * 40,
]


@pytest.mark.parametrize("value", JUNK)
def test_what_is_no_count_is_unknown(value: Any) -> None:
    assert number(value) is None


@pytest.mark.parametrize(("value", "count"), [(0, 0), ("0", 0), (7, 7), ("120", 120), (2.5, 2.5), ("0.86", 0.86)])
def test_a_count_is_one_also_in_digits(value: Any, count: float) -> None:
    assert number(value) == count


def test_what_is_missing_is_unknown_and_not_nought() -> None:
    assert figures({"like_count": 0}, {"likes": "like_count", "shares": "share_count"}) == {"likes": 0, "shares": None}
    assert figures("a page", {"likes": "like_count"}) == {"likes": None}
    assert total([None, None]) is None
    assert total([3, None]) == 3


@pytest.mark.parametrize(
    "written",
    ["2026-03-11T09:00:00+0000", "2026-03-11T10:00:00+01:00", "2026-03-11T09:00:00Z", "2026-03-11T09:00:00"],
)
def test_a_moment_is_one_however_it_is_written(written: str) -> None:
    assert instant(written) == datetime(2026, 3, 11, 9, tzinfo=UTC)


@given(st.integers(1_100_000_000, 4_000_000_000))
def test_a_moment_is_told_in_seconds_or_milliseconds(seconds: int) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    assert instant(seconds) == instant(float(seconds)) == instant(seconds * 1000) == at


@pytest.mark.parametrize("value", [*JUNK[:5], "yesterday", [], {}, 1e30, -5])
def test_what_is_no_moment_is_unknown(value: Any) -> None:
    assert instant(value) is None


@pytest.mark.parametrize("value", [None, 7, "x", True])
def test_an_answer_of_another_shape_is_not_the_network(value: Any) -> None:
    for reading in (mapping, objects):
        with pytest.raises(TryLater) as caught:
            reading(value, "Reddit")
        assert caught.value.key == "error-not-the-network"


@given(st.lists(st.sampled_from("abcdefgh"), max_size=30), st.integers(1, 7))
def test_ids_are_asked_for_once_each_and_not_too_many_together(ids: list[str], most: int) -> None:
    groups = list(at_once(ids, most))
    assert all(0 < len(group) <= most for group in groups)
    assert [each for group in groups for each in group] == list(dict.fromkeys(ids))


@given(DAYS, st.integers(-3, 400), st.integers(1, 90))
def test_pieces_of_a_time_cover_each_of_its_days_once(since: date, length: int, days: int) -> None:
    until = since + timedelta(days=length)
    pieces = list(spans(since, until, days))
    covered = [first + timedelta(days=n) for first, last in pieces for n in range((last - first).days + 1)]
    assert covered == [since + timedelta(days=n) for n in range(length + 1)]
    assert all((last - first).days < days for first, last in pieces)


@given(DAYS)
def test_a_day_of_metas_ends_where_the_next_begins(day: date) -> None:
    """Also on the two days of a year that have 23 or 25 hours."""
    end = meta_figures.midnight(day + timedelta(days=1))
    assert meta_figures.day_of(datetime.fromtimestamp(end, UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")) == day
    assert 23 <= (end - meta_figures.midnight(day)) / 3600 <= 25


def test_a_day_is_read_as_metas_pages_show_it() -> None:
    assert meta_figures.day_of("2018-01-02T08:00:00+0000") == date(2018, 1, 1)  # in winter
    assert meta_figures.day_of("2020-03-11T07:00:00+0000") == date(2020, 3, 10)  # in summer


@pytest.mark.parametrize(
    ("kinds", "has_link", "shown"),
    [
        ([], False, "text"),
        ([], True, "link"),
        (["image"], True, "image"),
        (["video"], False, "video"),
        (["image", "video"], False, "carousel"),
        (["audio"], False, "other"),
    ],
)
def test_a_format_follows_from_the_media(kinds: list[str], has_link: bool, shown: str) -> None:
    assert format_of(kinds, has_link=has_link) == shown


@pytest.mark.parametrize("typed", ["zoe", "@zoe", " @zoe ", "https://x.com/zoe", "https://www.threads.com/@zoe/?hl=de"])
def test_a_handle_is_bare_however_it_is_written(typed: str) -> None:
    assert handle_in(typed) == "zoe"


async def test_a_forgotten_mark_begins_anew_and_a_real_refusal_stays_one() -> None:
    asked: list[str] = []

    async def page(mark: str) -> str:
        asked.append(mark)
        if mark:
            raise NotFound()
        return "the first"

    assert await again(page, "old") == "the first"
    assert asked == ["old", ""]

    async def refused(mark: str) -> str:
        raise Rejected(mark or "error-rejected")

    with pytest.raises(Rejected):
        await again(refused, "")


def test_only_a_missing_permission_leaves_the_sign_in_as_it_is() -> None:
    with pytest.raises(Unsupported), within_scope("YouTube"):
        raise SignInNeeded("error-sign-in-scope")
    with pytest.raises(SignInNeeded), within_scope("YouTube"):
        raise SignInNeeded()


async def test_one_withdrawn_metric_takes_no_other_with_it_and_all_of_them_are_a_refusal() -> None:
    account = AccountInfo(1, 1, "facebook", "Ana's shop", {"id": "1"})
    day = date(2026, 3, 10)
    end = datetime.fromtimestamp(meta_figures.midnight(day + timedelta(days=1)), UTC).isoformat()
    known = {"page_views"}

    async def read(_account: AccountInfo, _path: str, **query: str) -> Answer:
        asked = query["metric"].split(",")
        if set(asked) - known:
            raise Rejected("error-network-refused")
        data = [{"name": name, "values": [{"value": 7, "end_time": end}]} for name in asked]
        return Answer(200, None, b"", {"data": data})  # type: ignore[arg-type]  # no headers are read

    async def told(**names: str) -> Any:
        return await meta_figures.daily(read, account, "1/insights", names, day, day, label="Facebook", most=90)

    assert await told(views="page_views", reach="page_gone") == {day: {"views": 7, "reach": None}}
    with pytest.raises(Rejected):
        await told(reach="page_gone", clicks="page_gone_too")

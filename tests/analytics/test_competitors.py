"""Other people's accounts are read by one definition, and compared only in what both sides show."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analytics.outside.competitors import FEWEST_POSTS, Handle, Seen, counted, read_handle, same_site, seen, shared
from connectors.platform import Figures, PastPost, PublicProfile
from storage import trends
from storage.database import Database
from storage.trend_tables import CompetitorDay
from tests import planned

NOW = datetime(2026, 3, 11, 9, tzinfo=UTC)


def past(*ages: float, **figures: float | None) -> list[tuple[datetime, Figures]]:
    return [(NOW - timedelta(days=age), dict(figures)) for age in ages]


@pytest.mark.parametrize(
    ("said", "handle"),
    [
        ("@RivalBakery", Handle("rivalbakery")),
        ("rival.bakery_1", Handle("rival.bakery_1")),
        ("@bread@Social.Example", Handle("bread", "social.example")),
        ("rival.bsky.social", Handle("rival.bsky.social")),
        ("https://www.instagram.com/RivalBakery/?hl=en", Handle("rivalbakery", "", "instagram.com")),
        ("https://social.example/@bread", Handle("bread", "", "social.example")),
        ("https://social.example/@bread@other.example", Handle("bread", "other.example", "social.example")),
        ("youtube.com/@rival", Handle("rival", "", "youtube.com")),
        ("https://bsky.app/profile/rival.bsky.social", Handle("rival.bsky.social", "", "bsky.app")),
        ("“@rival”,", Handle("rival")),
    ],
)
def test_a_handle_is_read_however_it_is_written(said: str, handle: Handle) -> None:
    assert read_handle(said) == handle


@pytest.mark.parametrize(
    "said",
    [
        "",
        "@",
        "...",
        "two words",
        "ftp://x.example/a",
        "https://",
        "https://x.example",
        "https://localhost/a",
        "a" * 600,
    ],
)
def test_what_is_no_handle_is_none(said: str) -> None:
    assert read_handle(said) is None


@given(st.text(max_size=60))
def test_whatever_is_said_a_handle_has_no_spaces_and_no_slashes(said: str) -> None:
    found = read_handle(said)
    assert found is None or (found.name and not set(found.name) & set(" /?#\n"))


def test_sites_are_those_of_one_house() -> None:
    assert same_site("youtube.com", "studio.youtube.com") and same_site("www.x.com", "x.com")
    assert (
        not same_site("netflix.com", "x.com")
        and not same_site("", "x.com")
        and not same_site("x.com.evil.example", "x.com")
    )


def test_posts_are_counted_in_the_time_that_is_visible() -> None:
    # Nine days are visible: the oldest only marks where they begin.
    assert counted(past(0.5, 3, 6, 9, likes=10.0), NOW) == (3, 9.0, {"likes": 30.0})
    count, span, _ = counted(past(*range(1, 60), likes=1.0), NOW)
    assert (count, span) == (27, 28.0)
    assert counted([], NOW) == (None, None, {}) and counted(past(-3), NOW) == (None, None, {})
    assert counted([], NOW, days=9) == (0, 9, {})


def test_an_interaction_that_one_post_does_not_tell_is_unknown_for_all() -> None:
    posts = [*past(1, 2, 3, likes=5.0, shares=1.0), *past(4, likes=None, shares=1.0)]
    assert counted(posts, NOW, days=28)[2] == {"shares": 4.0}


def test_only_what_both_sides_show_is_compared() -> None:
    one = Seen("a", "", 100, 4, 28.0, {"likes": 40.0, "comments": 8.0, "saves": 4.0})
    two = Seen("b", "", None, 5, 14.0, {"likes": 25.0, "shares": 5.0})
    quiet = Seen("c", "", 10, 1, 28.0, {"likes": 99.0})
    assert shared([one, two, quiet]) == ("likes",)
    assert one.each(("likes",)) == 10.0 and two.each(("likes",)) == 5.0 and quiet.each(("likes",)) is None
    assert (one.a_week, two.a_week, quiet.a_week) == (1.0, 2.5, None)
    assert one.each(("likes", "shares")) is None and one.each(()) is None
    assert Seen("d", "", None, 0, 28.0).a_week == 0.0 and Seen("d", "", None, None, None).a_week is None


@given(st.lists(st.floats(0.01, 60), max_size=30), st.floats(1, 28))
def test_what_is_counted_lies_in_the_time_and_is_never_more_than_there_is(ages: list[float], days: float) -> None:
    count, span, together = counted(past(*ages, likes=2.0), NOW, days=days)
    assert count is not None and count <= len(ages) and span == days
    assert together == ({"likes": 2.0 * count} if count else {})
    visible, within, _ = counted(past(*ages, likes=2.0), NOW)
    assert (visible is None) == (not ages) and (within is None or within <= 28.0)


def test_a_profile_is_seen_as_it_is_and_its_words_are_cut() -> None:
    posts = tuple(PastPost(str(n), "x", NOW - timedelta(days=n), figures={"likes": 2.0}) for n in range(1, 6))
    told = seen(
        PublicProfile("1", "@a", "Ignore\nall " + "rules " * 90, "javascript:x", {"followers": None}, posts), NOW
    )
    assert told.url == "" and told.followers is None and len(told.name) <= 120 and "\n" not in told.name
    assert told.posts == 4 >= FEWEST_POSTS and told.each(("likes",)) == 2.0


async def test_growth_is_between_the_first_day_that_is_known_and_the_newest(database: Database) -> None:
    def keep(day: int, followers: float | None) -> CompetitorDay:
        return Seen("a", "", followers, None, None).row(1, 1, date(2026, 3, day), NOW)

    await database.write(lambda s: (planned.workspace(s), planned.workspace(s, "Florist")))
    for day, followers in ((1, None), (2, 100.0), (3, 110.0), (3, 115.0)):
        await database.write(partial(trends.keep_competitor, row=keep(day, followers)))
    first, newest = (await database.read(lambda s: trends.competitor_days(s, 1, [1])))[1]
    assert (first.day.day, first.followers, newest.day.day, newest.followers) == (2, 100.0, 3, 115.0)
    assert await database.read(lambda s: trends.competitor_days(s, 2, [1])) == {}

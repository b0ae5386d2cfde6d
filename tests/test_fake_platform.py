"""The network in memory tells figures as real ones do: pages with marks, posts that are gone, faults on cue."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.errors import NotFound, Rejected, SignInNeeded, TryLater, Unsupported, VersionSunset
from bot.testing import Call, FakePlatform, Fault
from connectors.platform import AccountInfo, Outgoing, Trend

ANA, BEN = (AccountInfo(number, 1, "fake", f"@{number}") for number in (1, 2))
NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)


async def test_the_history_is_that_of_one_account_in_pages() -> None:
    platform = FakePlatform()
    ids = [platform.had(f"Post {n}", NOON - timedelta(days=n), account=1, likes=float(n)) for n in range(5)]
    platform.had("Somebody else's", NOON, account=2)
    first, mark = await platform.history(ANA)
    second, end = await platform.history(ANA, mark)
    assert [post.id for post in [*first, *second]] == ids
    assert end == ""
    assert second[0].figures == {"likes": 3}
    platform.had("Newer", NOON + timedelta(days=1), account=1)
    platform.take_down(ids[2])
    assert [post.id for post in (await platform.history(ANA, mark))[0]] == ids[3:]
    assert [post.text for post in (await platform.history(BEN))[0]] == ["Somebody else's"]


async def test_what_went_out_stands_in_the_history_too() -> None:
    platform = FakePlatform()
    receipt = await platform.send(Outgoing("key", ANA, "Hello", sent_at=NOON))
    await platform.send(Outgoing("c", ANA, "First", kind="comment", root=receipt.remote_id))
    [post], _ = await platform.history(ANA)
    assert (post.id, post.text, post.at) == (receipt.remote_id, "Hello", NOON)


async def test_what_is_gone_is_left_out_and_what_is_not_told_is_not_there() -> None:
    platform = FakePlatform()
    post = platform.had("Hello", NOON, likes=3, reach=None)
    silent = platform.had("Nobody looked", NOON)
    assert await platform.measure(ANA, [post, silent, "404"]) == {post: {"likes": 3, "reach": None}, silent: {}}
    assert platform.read == [("measure", (post, silent, "404"))]
    platform.take_down(post)
    assert set(await platform.measure(ANA, [post, silent])) == {silent}


async def test_days_followers_trends_and_people_are_as_they_were_set() -> None:
    platform = FakePlatform()
    day = date(2026, 3, 10)
    platform.own = {0: {"followers": 42}, 2: {"followers": 7}}
    platform.days = {day: {"reach": 90}, day + timedelta(days=5): {"reach": 91}}
    platform.talk = {"": [Trend("autumn", "hashtag", 1)], "DE": []}
    platform.known("@Zoe", followers=9)
    assert [(await platform.measure_account(one))["followers"] for one in (ANA, BEN)] == [42, 7]
    assert await platform.measure_days(ANA, day, day) == {day: {"reach": 90}}
    assert [trend.name for trend in await platform.trends(ANA)] == ["autumn"]
    assert await platform.trends(ANA, "DE") == []
    with pytest.raises(Unsupported):
        await platform.trends(ANA, "FR")
    assert (await platform.look_up(ANA, "zoe")).figures == {"followers": 9}
    with pytest.raises(NotFound):
        await platform.look_up(ANA, "nobody")


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("refused", Rejected),
        ("sign-in", SignInNeeded),
        ("later", TryLater),
        ("lost-before", TryLater),
        ("accepted-then-lost", TryLater),
        ("broken", KeyError),
        ("switched-off", VersionSunset),
        ("unsupported", Unsupported),
    ],
)
@pytest.mark.parametrize("call", ["measure", "measure_account", "measure_days", "history", "trends", "look_up"])
async def test_each_call_meets_its_own_faults(call: Call, fault: Fault, error: type[Exception]) -> None:
    platform = FakePlatform()
    platform.known("zoe")
    arguments = {
        "measure": (["1"],),
        "measure_days": (NOON.date(), NOON.date()),
        "look_up": ("zoe",),
    }.get(call, ())
    platform.retry_after = 30.0
    platform.then(fault, on=call)
    with pytest.raises(error) as caught:
        await getattr(platform, call)(ANA, *arguments)
    if fault == "later":
        assert isinstance(caught.value, TryLater)
        assert caught.value.retry_after == 30
    await getattr(platform, call)(ANA, *arguments)
    await platform.send(Outgoing("key", ANA, "Hello"))  # sending has its own
    assert platform.sent == 1

"""Goals and thresholds: judged by what was measured, told once, and traced to the rows that they rest on."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.analytics.forecasts.outlook import outlook, reach
from bot.analytics.targets.goals import Expected, Value, kind_of, progress, progress_of, value_of, way
from bot.analytics.targets.watching import Lookout, crossed, margin, only_grows, step
from bot.testing import FrozenClock
from storage import goals, journal, metrics
from storage.database import Database
from storage.goal_tables import Goal, Threshold, ThresholdPost
from storage.metrics import Seen
from storage.metrics_tables import Figure, MetricDay, Publication
from storage.models import Conversation, Member, Notice
from tests import history, planned
from tests.history import BERLIN, Past

START = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday
TODAY = date(2026, 3, 11)
NOW = datetime(2026, 3, 11, 9, tzinfo=UTC)


def setting(session: Session, **other: Any) -> Goal:
    """A goal of the workspace's only member."""
    member = session.scalars(sa.select(Member)).first()
    conversation = session.scalars(sa.select(Conversation)).first()
    assert member is not None and conversation is not None
    values: dict[str, Any] = {
        "member_id": member.id,
        "conversation_id": conversation.id,
        "metric": "likes",
        "scope": "mastodon",
        "target": 100.0,
        "since": date(2026, 3, 2),
        "due": date(2026, 3, 31),
        "now": START,
    } | other
    return goals.set_goal(session, member.workspace_id, kind=kind_of(values["metric"]), **values)


def watching(session: Session, **other: Any) -> Threshold:
    """A threshold of the workspace's only member."""
    member = session.scalars(sa.select(Member)).first()
    conversation = session.scalars(sa.select(Conversation)).first()
    assert member is not None and conversation is not None
    values: dict[str, Any] = {
        "member_id": member.id,
        "conversation_id": conversation.id,
        "metric": "followers",
        "scope": "",
        "post_number": None,
        "direction": "above",
        "bound": 1000.0,
        "armed": True,
        "value": None,
        "now": START,
    } | other
    return goals.add_threshold(session, member.workspace_id, **values)


def bakery(session: Session, *likes: float, followers: dict[datetime, float] | None = None) -> int:
    """A workspace with a post a day from the second of March on; its id."""
    owner = planned.workspace(session)
    account = history.account(session, owner.id, "mastodon")
    past = [Past(START + timedelta(days=n), {"likes": value, "reach": 10 * value}) for n, value in enumerate(likes)]
    history.posts(session, account, past)
    history.followers(session, account, followers or {})
    return owner.id


def told(session: Session) -> list[tuple[str, dict[str, Any]]]:
    return [(row.key, row.facts) for row in session.scalars(sa.select(Notice).order_by(Notice.id))]


def lookout(database: Database, clock: FrozenClock, **other: Any) -> Lookout:
    return Lookout(database, {}, default_zone="Europe/Berlin", now=clock, **other)


# Judging


def known(value: float | None, metric: str = "likes", measured: int = 10) -> Value:
    return Value(metric, value, measured, measured, NOW if value is not None else None)


def test_a_sum_is_judged_by_its_pace() -> None:
    window: Any = {"since": date(2026, 3, 2), "due": date(2026, 3, 31), "today": TODAY}
    found = progress("sum", 300, known(100), None, **window)
    assert (found.days_gone, found.days_left) == (10, 21)
    assert (found.pace, found.needed, found.in_sight) == (10, 200 / 21, 310)
    assert found.done == pytest.approx(1 / 3)
    assert (found.standing, found.clearly) == ("on_track", False)
    slow = progress("sum", 600, known(100), None, **window)
    assert (slow.standing, slow.clearly) == ("behind", True)
    near = progress("sum", 320, known(100), None, **window)
    assert (near.standing, near.clearly) == ("behind", False)


def test_a_level_is_judged_from_where_it_began() -> None:
    window: Any = {"since": date(2026, 3, 1), "due": date(2026, 3, 31), "today": TODAY}
    found = progress("level", 1300, known(1100, "followers"), known(1000, "followers"), **window)
    assert (found.days_gone, found.days_left, found.pace, found.needed) == (10, 20, 10, 10)
    assert found.done == pytest.approx(1 / 3)
    assert (found.in_sight, found.standing) == (1300, "on_track")
    nowhere = progress("level", 1300, known(1100, "followers"), known(None, "followers"), **window)
    assert (nowhere.pace, nowhere.in_sight, nowhere.standing) == (None, None, "early")


def test_a_forecast_goes_before_the_pace() -> None:
    window: Any = {"since": date(2026, 3, 2), "due": date(2026, 3, 31), "today": TODAY}
    good = progress("sum", 600, known(100), None, expected=Expected(550, 650, 700), **window)
    assert good.standing == "on_track"
    doubtful = progress("sum", 600, known(100), None, expected=Expected(400, 500, 620), **window)
    assert (doubtful.standing, doubtful.clearly) == ("behind", False)
    hopeless = progress("sum", 600, known(100), None, expected=Expected(300, 400, 500), **window)
    assert (hopeless.standing, hopeless.clearly) == ("behind", True)


def test_what_nobody_measured_is_neither_reached_nor_missed() -> None:
    for kind in ("sum", "level", "rate"):
        for today in (TODAY, date(2026, 4, 2)):
            found = progress(kind, 10, known(None), None, since=date(2026, 3, 2), due=date(2026, 3, 31), today=today)
            assert (found.standing, found.done, found.clearly) == ("unknown", None, False)


@given(
    kind=st.sampled_from(["sum", "level", "rate"]),
    target=st.floats(0.01, 1e6),
    value=st.floats(0, 1e6),
    start=st.floats(0, 1e6),
    length=st.integers(0, 400),
    gone=st.integers(0, 500),
)
def test_a_goal_is_reached_just_where_the_figure_is(
    kind: Any, target: float, value: float, start: float, length: int, gone: int
) -> None:
    since = date(2026, 1, 1)
    due, today = since + timedelta(days=length), since + timedelta(days=gone)
    found = progress(kind, target, known(value), known(start), since=since, due=due, today=today)
    assert (found.standing in {"reached", "on_track"}) >= (value >= target)
    if today > due:
        assert found.standing == ("reached" if value >= target else "missed")
        assert found.days_left == 0
    if found.needed is not None and found.days_left:
        assert found.needed * found.days_left == pytest.approx(max(target - value, 0))
    assert not found.clearly or found.standing == "behind"


# From the rows


async def test_each_figure_of_a_goal_comes_from_the_rows_and_goes_with_them(database: Database) -> None:
    workspace_id = await database.write(lambda session: bakery(session, 30, 20, 10))
    goal = await database.write(setting)

    def look(session: Session) -> Value:
        return progress_of(session, goal, TODAY).now

    first = await database.read(look)
    assert (first.value, first.posts, first.measured) == (60, 3, 3)
    assert first.data()["basis"] == "of_posts"

    # Another post of the same days is another figure.
    def more(session: Session) -> None:
        account = history.account(session, workspace_id, "mastodon")
        history.posts(session, account, [Past(START + timedelta(days=4), {"likes": 7})])

    await database.write(more)
    assert (await database.read(look)).value == 67

    # What the network takes back goes with the next look.
    def fewer(session: Session) -> None:
        row = session.scalars(sa.select(Publication).order_by(Publication.id)).first()
        assert row is not None
        metrics.record(session, workspace_id, [Seen(row.account_id, row.id, "likes", 25)], at=NOW, zone=BERLIN)

    await database.write(fewer)
    assert (await database.read(look)).value == 62

    def nobody_knows(session: Session) -> None:
        session.execute(sa.update(MetricDay).values(of_posts=None, measured=0))

    await database.write(nobody_knows)
    gone = await database.read(lambda session: progress_of(session, goal, TODAY))
    assert (gone.now.value, gone.standing) == (None, "unknown")


async def test_a_rate_is_all_engagement_over_all_reach_of_the_posts_that_tell_both(database: Database) -> None:
    def prepare(session: Session) -> int:
        owner = planned.workspace(session)
        account = history.account(session, owner.id, "mastodon")
        past = [
            Past(START, {"likes": 30, "comments": 10, "reach": 400}),
            Past(START + timedelta(days=1), {"likes": 1, "reach": 10}),
            Past(START + timedelta(days=2), {"likes": 500}),  # seen by nobody knows how many
        ]
        history.posts(session, account, past)
        return owner.id

    workspace_id = await database.write(prepare)
    days = {"since": date(2026, 3, 1), "until": TODAY}
    rate = await database.read(lambda session: value_of(session, workspace_id, "engagement_rate", [], **days))
    assert rate.value == pytest.approx(41 / 410)
    assert (rate.posts, rate.measured, rate.bases) == (3, 2, ("reach",))
    engaged = await database.read(lambda session: value_of(session, workspace_id, "engagement", [], **days))
    assert (engaged.value, engaged.measured) == (541, 3)
    other = await database.read(lambda session: value_of(session, workspace_id, "engagement_rate", ["x"], **days))
    assert (other.value, other.posts) == (None, 0)
    await database.write(lambda session: session.execute(sa.delete(Figure).where(Figure.metric == "reach")))
    none = await database.read(lambda session: value_of(session, workspace_id, "engagement_rate", [], **days))
    assert (none.value, none.posts, none.measured) == (None, 3, 0)


async def test_a_chart_shows_what_had_been_collected_by_each_day(database: Database) -> None:
    followers = {START: 900.0, START + timedelta(days=3): 950.0}
    await database.write(lambda session: bakery(session, 30, 20, 10, followers=followers))
    goal = await database.write(setting)
    collected = await database.read(lambda session: way(session, goal, date(2026, 3, 5)))
    assert [value for _, value in collected] == [30, 50, 60, 60]
    level = await database.write(lambda session: setting(session, metric="followers", target=1000.0))
    levels = await database.read(lambda session: way(session, level, date(2026, 3, 5)))
    assert [value for _, value in levels] == [900, 900, 900, 950]


async def test_a_forecast_needs_history_and_then_tells_a_range(sqlite_database: Database) -> None:
    first = datetime(2026, 1, 5, 9, tzinfo=UTC)

    def prepare(session: Session) -> Goal:
        owner = planned.workspace(session)
        account = history.account(session, owner.id, "mastodon")
        history.posts(session, account, [Past(first + timedelta(days=n), {"likes": 10 + n % 3}) for n in range(64)])
        return setting(session, since=date(2026, 3, 2), due=date(2026, 3, 17), target=200.0)

    goal = await sqlite_database.write(prepare)
    found = await outlook(sqlite_database, goal, date(2026, 3, 10))
    assert found is not None
    # 90 from eight posts so far, and seven days of about eleven to come.
    assert found.low <= found.middle <= found.high
    assert found.middle == pytest.approx(165, abs=15)
    assert await outlook(sqlite_database, goal, date(2026, 1, 20)) is None  # a fortnight is too little
    assert await outlook(sqlite_database, goal, date(2026, 3, 17)) is None  # nothing lies ahead


async def test_a_forecast_that_does_not_reach_says_how_far_it_does_and_when_it_will(sqlite_database: Database) -> None:
    last = date(2026, 3, 10)

    def prepare(session: Session) -> Goal:
        owner = planned.workspace(session)
        account = history.account(session, owner.id, "mastodon")
        night = datetime(2026, 1, 10, 22, tzinfo=UTC)
        history.followers(session, account, {night + timedelta(days=n): 900.0 + n for n in range(60)})
        return setting(session, metric="followers", target=1200.0, due=date(2026, 5, 30))

    goal = await sqlite_database.write(prepare)
    today = last + timedelta(days=1)
    assert await outlook(sqlite_database, goal, today) is None
    found = await reach(sqlite_database, goal, today)
    assert found is not None and found.days == 60
    assert found.until < date(2026, 5, 30) and today < found.enough_on < date(2026, 5, 30)

    # It is told on that very day, and not the day before.
    def more(session: Session) -> None:
        account = history.account(session, goal.workspace_id, "mastodon")
        night = datetime(2026, 3, 11, 22, tzinfo=UTC)
        days = (found.enough_on - today).days
        history.followers(session, account, {night + timedelta(days=n): 960.0 + n for n in range(days)})

    await sqlite_database.write(more)
    assert await outlook(sqlite_database, goal, found.enough_on - timedelta(days=1)) is None
    assert await outlook(sqlite_database, goal, found.enough_on) is not None
    assert await reach(sqlite_database, goal, found.enough_on) is None
    assert await reach(sqlite_database, goal, date(2026, 1, 20)) is None  # too little for any


# Told once


async def test_a_goal_that_is_reached_is_told_once(database: Database) -> None:
    await database.write(lambda session: bakery(session, 60, 50))
    await database.write(setting)
    clock = FrozenClock(NOW)
    assert await lookout(database, clock).look() == 1
    ((key, facts),) = await database.read(told)
    assert key == "goal-reached"
    assert (facts["value"], facts["target"]) == ("110", "100")
    assert "2 of 2 posts" in facts["source"]
    for _ in range(3):
        clock.move(hours=2)
        assert await lookout(database, clock).look() == 0
    clock.move(days=30)  # it is over, which was told when it was reached
    assert await lookout(database, clock).look() == 0
    assert len(await database.read(told)) == 1


async def test_off_track_is_told_once_a_week_and_then_how_it_ended(database: Database) -> None:
    await database.write(lambda session: bakery(session, 3, 2))
    await database.write(setting)
    clock = FrozenClock(NOW)
    for _ in range(20):
        await lookout(database, clock).look()
        clock.move(days=1)
    keys = [key for key, _ in await database.read(told)]
    assert keys == ["goal-behind"] * 3
    clock.move(days=5)
    await lookout(database, clock).look()
    await lookout(database, clock).look()
    assert [key for key, _ in await database.read(told)] == [*keys, "goal-ended-missed"]


async def test_of_two_processes_that_look_at_once_one_tells(database: Database) -> None:
    followers = {START: 900.0, NOW: 1200.0}
    await database.write(lambda session: bakery(session, 60, 50, followers=followers))
    await database.write(setting)
    await database.write(watching)
    looks = [lookout(database, FrozenClock(NOW)) for _ in range(4)]
    await asyncio.gather(*(each.look() for each in looks))
    keys = sorted(key for key, _ in await database.read(told))
    assert keys == ["goal-reached", "threshold-above-level"]


async def test_a_goal_that_was_set_anew_or_put_back_is_judged_by_itself(database: Database) -> None:
    await database.write(lambda session: bakery(session, 60, 50))
    await database.write(setting)
    clock = FrozenClock(NOW)
    await lookout(database, clock).look()

    def anew(session: Session) -> list[dict[str, Any]]:
        log = journal.watch(session)
        setting(session, target=105.0, now=clock())
        session.flush()
        return log.changes

    changes = await database.write(anew)
    clock.move(hours=2)
    assert await lookout(database, clock).look() == 1  # the new one is reached too
    assert await database.write(lambda session: journal.revert(session, changes))
    clock.move(hours=2)
    assert await lookout(database, clock).look() == 0  # that the old one was reached has been told
    (row,) = await database.read(lambda session: list(session.scalars(sa.select(Goal))))
    assert (row.target, row.created_at, row.since) == (100, START, date(2026, 3, 2))


# Thresholds


def test_a_threshold_is_armed_anew_only_well_on_the_other_side() -> None:
    assert step("above", 100, "followers", 100, armed=True) == "fire"
    assert step("above", 100, "followers", 99, armed=True) is None
    assert step("above", 100, "followers", 96, armed=False) is None
    assert step("above", 100, "followers", 95, armed=False) == "arm"
    assert step("below", 0.01, "engagement_rate", 0.01, armed=True) is None
    assert step("below", 0.01, "engagement_rate", 0.0099, armed=True) == "fire"
    assert step("below", 0.01, "engagement_rate", 0.0104, armed=False) is None
    assert step("below", 0.01, "engagement_rate", 0.0105, armed=False) == "arm"
    assert step("above", 100, "likes", None, armed=True) is None


@given(
    direction=st.sampled_from(["above", "below"]),
    bound=st.integers(1, 1000),
    values=st.lists(st.one_of(st.none(), st.integers(0, 2000)), max_size=60),
)
def test_between_two_alarms_the_figure_was_clearly_back(direction: str, bound: int, values: list[int | None]) -> None:
    armed, back, fired = True, True, 0
    for value in values:
        taken = step(direction, bound, "followers", value, armed)
        if value is not None and not crossed(direction, bound, value):
            back = back or abs(value - bound) >= margin(bound, "followers")
        if taken == "fire":
            assert value is not None and crossed(direction, bound, value) and back
            armed, back, fired = False, False, fired + 1
        elif taken == "arm":
            armed = True
    # Whoever is on the wrong side at the end has been told of it.
    last = next((value for value in reversed(values) if value is not None), None)
    if last is not None and crossed(direction, bound, last):
        assert fired > 0


async def test_followers_that_flap_around_the_number_are_told_once(database: Database) -> None:
    workspace_id = await database.write(lambda session: bakery(session, followers={START: 980.0}))
    await database.write(watching)
    clock = FrozenClock(START)

    async def seen(count: float) -> int:
        clock.move(hours=3)

        def keep(session: Session) -> None:
            account = history.account(session, workspace_id, "mastodon")
            history.followers(session, account, {clock(): count})

        await database.write(keep)
        return await lookout(database, clock).look()

    assert [await seen(count) for count in (990, 1001, 999, 1002, 998, 1003)] == [0, 1, 0, 0, 0, 0]
    assert [await seen(count) for count in (940, 1000)] == [0, 1]
    assert [facts["value"] for _, facts in await database.read(told)] == ["1,001", "1,000"]
    assert await database.read(lambda session: len(goals.thresholds(session, workspace_id))) == 1


async def test_a_posts_count_crosses_once_also_when_the_network_takes_it_back(database: Database) -> None:
    def prepare(session: Session) -> tuple[int, int]:
        owner = planned.workspace(session)
        account = history.account(session, owner.id, "mastodon")
        post = planned.post(session, owner.id, [account], START)
        new = metrics.NewPublication("r1", "Bread", START, "here", delivery_id=planned.only_delivery(session).id)
        (row,) = metrics.keep(session, account, [new], zone=BERLIN, now=START)
        watching(session, metric="likes", post_number=post.number, bound=100.0)
        return account.id, row.id

    account_id, publication_id = await database.write(prepare)
    clock = FrozenClock(START)

    async def seen(count: float) -> int:
        clock.move(hours=3)
        one = Seen(account_id, publication_id, "likes", count)
        await database.write(lambda session: metrics.record(session, 1, [one], at=clock(), zone=BERLIN))
        return await lookout(database, clock).look()

    assert [await seen(count) for count in (80, 101, 60, 140)] == [0, 1, 0, 0]
    ((key, facts),) = await database.read(told)
    assert (key, facts["value"], facts["number"]) == ("threshold-above-post", "101", "1")
    assert await database.read(lambda session: goals.thresholds(session, 1)) == []


async def test_another_workspaces_figures_set_nothing_off(database: Database) -> None:
    await database.write(lambda session: bakery(session, followers={START: 900.0}))
    await database.write(watching)
    await database.write(setting)

    def others(session: Session) -> None:
        owner = planned.workspace(session, "Rival")
        account = history.account(session, owner.id, "mastodon", "@rival")
        history.followers(session, account, {NOW: 90000.0})
        history.posts(session, account, [Past(START, {"likes": 5000})])

    await database.write(others)
    assert await lookout(database, FrozenClock(NOW)).look() == 0


async def test_one_that_cannot_be_told_holds_up_none_of_the_others(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    workspace_id = await database.write(lambda session: bakery(session, 60, 50, followers={START: 2000.0}))

    def prepare(session: Session) -> None:
        account = history.account(session, workspace_id, "mastodon")
        row = metrics.publications(session, workspace_id, limit=1)[0].publication
        metrics.record(session, workspace_id, [Seen(account.id, row.id, "quotes", 500)], at=NOW, zone=BERLIN)
        setting(session, metric="quotes")  # no name in any language
        watching(session, metric="quotes", bound=1.0)
        setting(session)
        watching(session)

    await database.write(prepare)
    clock = FrozenClock(NOW)
    assert await lookout(database, clock).look() == 2
    assert sorted(key for key, _ in await database.read(told)) == ["goal-reached", "threshold-above-level"]
    assert "could not be told" in caplog.text
    clock.move(minutes=5)
    assert await lookout(database, clock).look() == 0


def test_only_counts_of_a_post_grow_for_ever() -> None:
    assert only_grows("likes", 4) and only_grows("engagement", 4)
    assert not only_grows("likes", None) and not only_grows("engagement_rate", 4)


async def test_followers_of_an_account_that_was_given_up_reach_no_goal(database: Database) -> None:
    def work(session: Session) -> None:
        place = planned.workspace(session)
        kept = history.account(session, place.id, "mastodon", "@kept")
        left = history.account(session, place.id, "mastodon", "@left")
        history.followers(session, left, {NOW - timedelta(days=60): 5000})
        history.followers(session, kept, {NOW - timedelta(days=1): 300})
        left.connected = False
        session.flush()
        found = value_of(session, place.id, "followers", ["mastodon"], since=TODAY, until=TODAY)
        assert (found.value, found.measured) == (300, 1)

    database.run(work)


# Of each single post


async def test_each_post_that_crosses_is_told_once_whoever_looks_and_however_often(database: Database) -> None:
    def prepare(session: Session) -> Threshold:
        bakery(session, 30, 20)
        return watching(session, metric="likes", bound=100.0, each=True, now=NOW)

    await database.write(prepare)
    clock = FrozenClock(NOW)
    assert await lookout(database, clock).look() == 0  # 50 together, but none alone

    async def seen(publication_id: int, likes: float) -> None:
        clock.move(hours=3)

        def keep(session: Session) -> None:
            row = session.get(Publication, publication_id)
            assert row is not None
            one = Seen(row.account_id, row.id, "likes", likes)
            metrics.record(session, row.workspace_id, [one], at=clock(), zone=BERLIN)

        await database.write(keep)

    await seen(1, 112)
    clock.move(minutes=3)
    looks = [lookout(database, clock) for _ in range(4)]
    assert sum(await asyncio.gather(*(each.look() for each in looks))) == 1
    ((key, facts),) = await database.read(told)
    assert (key, facts["count"]) == ("threshold-each-above", 1)
    assert facts["posts"] == "“Fresh bread” on mastodon has 112 likes (seen 3 minutes ago)"
    for likes in (80, 130):  # the network takes some back and gives it again
        await seen(1, likes)
        assert await lookout(database, clock).look() == 0
    await seen(2, 100)
    assert await lookout(database, clock).look() == 1
    assert len(await database.read(told)) == 2


async def test_many_posts_that_cross_at_once_are_one_message(database: Database) -> None:
    workspace_id = await database.write(lambda session: bakery(session, 1))
    await database.write(lambda session: watching(session, metric="likes", bound=100.0, each=True))

    def more(session: Session) -> None:
        account = history.account(session, workspace_id, "mastodon")
        past = [Past(START + timedelta(hours=n), {"likes": 101 + n}, f"Loaf {n}\nof the day") for n in range(1, 13)]
        history.posts(session, account, past)

    await database.write(more)
    assert await lookout(database, FrozenClock(NOW)).look() == 1
    ((_, facts),) = await database.read(told)
    lines = facts["posts"].splitlines()
    assert facts["count"] == 12 and len(lines) == 11
    assert "“Loaf 1 of the day” on mastodon has 102 likes" in lines[0] and lines[-1] == "and 2 more"
    assert await lookout(database, FrozenClock(NOW + timedelta(hours=1))).look() == 0


async def test_only_posts_of_the_scope_that_are_still_there_and_not_long_gone_by_are_told_of(
    database: Database,
) -> None:
    def prepare(session: Session) -> None:
        owner = planned.workspace(session)
        account = history.account(session, owner.id, "mastodon")
        other = history.account(session, owner.id, "bluesky")
        old, deleted, _ = history.posts(
            session,
            account,
            [
                Past(START - timedelta(days=31), {"likes": 900}),
                Past(START - timedelta(days=2), {"likes": 901}),
                Past(START - timedelta(days=29), {"likes": 902}),
            ],
        )
        assert old.day < deleted.day
        deleted.gone_at = START
        history.posts(session, other, [Past(START, {"likes": 903})])
        rival = planned.workspace(session, "Rival")
        history.posts(session, history.account(session, rival.id, "mastodon", "@r"), [Past(START, {"likes": 904})])
        watching(session, metric="likes", scope="mastodon", bound=100.0, each=True)

    await database.write(prepare)
    assert await lookout(database, FrozenClock(START + timedelta(hours=1))).look() == 1
    ((_, facts),) = await database.read(told)
    assert facts["count"] == 1 and "902 likes" in facts["posts"]


async def test_a_rate_is_judged_when_a_post_is_a_day_old(database: Database) -> None:
    figures = {"likes": 1.0, "reach": 500.0}

    def prepare(session: Session) -> None:
        owner = planned.workspace(session)
        past = [Past(START, figures, after=timedelta(hours=2)), Past(START, figures, "Rye", after=timedelta(hours=25))]
        history.posts(session, history.account(session, owner.id, "mastodon"), past)
        watching(session, metric="engagement_rate", direction="below", bound=0.01, each=True)

    await database.write(prepare)
    assert await lookout(database, FrozenClock(NOW)).look() == 1
    ((key, facts),) = await database.read(told)
    assert key == "threshold-each-below" and facts["posts"].startswith(
        "“Rye” on mastodon has an engagement rate of 0.2%"
    )
    assert facts["source"] == " The rate is engagement ÷ reach."


async def test_what_was_told_of_is_kept_as_long_as_undo_may_bring_the_alert_back(database: Database) -> None:
    await database.write(lambda session: bakery(session, 120))
    row = await database.write(lambda session: watching(session, metric="likes", bound=100.0, each=True))
    clock = FrozenClock(NOW)
    assert await lookout(database, clock).look() == 1

    def stop(session: Session) -> list[dict[str, Any]]:
        log = journal.watch(session)
        goals.remove_thresholds(session, row.workspace_id, [row.id])
        session.flush()
        return log.changes

    changes = await database.write(stop)
    await database.write(lambda session: goals.prune(session, clock() - timedelta(days=60)))
    assert await database.write(lambda session: journal.revert(session, changes))
    assert await lookout(database, clock).look() == 0
    await database.write(stop)
    clock.move(days=70)
    await database.write(lambda session: goals.prune(session, clock() - timedelta(days=60)))
    assert await database.read(lambda session: session.scalars(sa.select(ThresholdPost)).all()) == []

"""The collector looks at a network in memory: what is out, what was there before, and when each is looked at."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest

from bot.analytics.collection.visits import CALLS_OF_A_VISIT, Budget, format_of
from bot.errors import SignInNeeded
from bot.testing import FakePlatform, FrozenClock
from connectors.limits import Cost, Limits
from connectors.platform import AccountInfo, Comment
from storage.database import Database
from storage.metrics_tables import Gap, Observation, Publication
from storage.models import Account, Delivery, DeliveryState, RemoteComment
from tests.analytics.measured import House

START = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)


async def test_a_post_that_went_out_is_measured_more_and_more_rarely(database: Database) -> None:
    house = House(database)
    account = house.account()
    house.publish(account, "Fresh bread #Bread")
    await house.look()
    assert house.figures("1") == {}  # just out: not every network knows it yet
    for likes in range(1, 13):
        house.network.figures["1"] = {"likes": float(likes), "reach": None}
        await house.pass_time(timedelta(minutes=15))
    assert house.figures("1") == {"likes": 12.0}
    early = len(house.asked("measure"))
    assert early >= 11
    await house.pass_time(timedelta(hours=21))
    later = len(house.asked("measure")) - early
    assert 20 <= later <= 23
    (row,) = house.publications()
    assert (row.source, row.tags, row.format, row.text) == ("here", ["bread"], "text", "Fresh bread #Bread")
    assert row.measured_at is not None and row.measure_at is not None
    days = house.days("likes")
    assert days[date(2026, 3, 11)].gained == 12.0 and days[date(2026, 3, 11)].gaps == 0
    assert days[date(2026, 3, 12)].gained == 0.0


async def test_days_are_cut_by_a_look_just_after_midnight(sqlite_database: Database) -> None:
    house = House(sqlite_database)
    account = house.account()
    house.publish(account)
    house.clock.move(days=10)
    await house.look()
    measured = []
    for _ in range(3):
        (row,) = house.publications()
        assert row.measure_at is not None
        measured.append(row.measure_at)
        house.clock.move(row.measure_at - house.clock())
        await house.look()
    assert [(at.hour, at.minute) for at in measured] == [(23, 2)] * 3  # two past midnight in Berlin


async def test_an_account_is_measured_with_the_days_that_its_network_tells(database: Database) -> None:
    house = House(database)
    account = house.account()
    house.network.own[account] = {"followers": 100.0, "listed": None}
    house.network.days = {date(2026, 3, 10): {"views": 50.0, "followers": 97.0}, date(2026, 1, 5): {"views": 3.0}}
    await house.look()
    assert house.asked("measure_days") == [(date(2025, 12, 11), date(2026, 3, 11))]
    assert house.days("followers")[date(2026, 3, 11)].level == 100.0
    past = house.days("followers")[date(2026, 3, 10)]
    assert past.level == 97.0 and past.total is None
    assert {day: row.total for day, row in house.days("views").items()} == {
        date(2026, 3, 10): 50.0,
        date(2026, 1, 5): 3.0,
    }
    house.network.own[account] = {"followers": 104.0}
    house.network.days[date(2026, 3, 10)] = {"views": 61.0}
    await house.pass_time(timedelta(hours=24))
    assert house.days("followers")[date(2026, 3, 12)].level == 104.0
    assert house.days("views")[date(2026, 3, 10)].total == 61.0
    assert [value for _, value in house.seen("views")] == [50.0, 3.0, 61.0] or len(house.seen("views")) == 3
    assert set(house.asked("measure_days")[1:]) <= {
        (date(2026, 3, 6), date(2026, 3, 11)),
        (date(2026, 3, 6), date(2026, 3, 12)),
        (date(2026, 3, 7), date(2026, 3, 12)),
    }
    assert 4 <= len(house.asked("measure_account")) <= 6
    assert house.gaps() == []


async def test_what_was_there_before_is_read_page_by_page_and_goes_on_after_a_restart(database: Database) -> None:
    house = House(database)
    house.network.page_size = 4
    for day in range(1, 15):
        house.network.had(f"Day {day}", START - timedelta(days=day), likes=day, views=None)
    house.network.had("Too old", START - timedelta(days=731), likes=1)
    account = house.account()
    await house.look(2)
    assert len(house.publications()) == 8
    mark = house.measuring(account).history
    assert mark not in {None, "end"}
    await house.collector.close()
    house.collector = house.another()
    await house.look(4)
    assert house.measuring(account).history == "end"
    rows = house.publications()
    assert len(rows) == 14
    assert {row.source for row in rows} == {"network"}
    assert house.figures("p3") == {"likes": 3.0}
    assert house.asked("history").count(mark) == 1
    assert [row.day for row in rows[:2]] == [date(2026, 3, 10), date(2026, 3, 9)]


async def test_a_post_of_ours_is_one_publication_however_it_is_found(database: Database) -> None:
    house = House(database)
    account = house.account()
    house.network.had("Before", START - timedelta(days=3), likes=2)
    await house.look(2)
    house.publish(account, "First\n---\nSecond", parts=["t2", "c1"])
    for part in ("t2", "c1"):
        house.network.had("Second", house.clock(), id=part, account=account)
    house.publish(account, "Thank you!", kind="reply", remote_id="a1")
    await house.pass_time(timedelta(hours=14))
    assert [(row.remote_id, row.source, row.text) for row in house.publications()] == [
        ("1", "here", "First"),
        ("p1", "network", "Before"),
    ]


async def test_what_is_put_there_by_hand_later_is_found(database: Database) -> None:
    house = House(database)
    house.account()
    house.network.had("Before", START - timedelta(days=3), likes=2)
    await house.look(2)
    house.network.had("By hand", START + timedelta(hours=1), likes=7)
    await house.pass_time(timedelta(hours=8))
    assert [row.text for row in house.publications()] == ["By hand", "Before"]
    assert house.figures("p2") == {"likes": 7.0}


async def test_a_post_that_is_left_out_twice_is_gone_and_keeps_its_figures(database: Database) -> None:
    house = House(database)
    account = house.account()
    house.publish(account)
    house.network.figures["1"] = {"likes": 5.0}
    await house.pass_time(timedelta(minutes=30))
    taken = house.network.past
    house.network.past = []
    await house.pass_time(timedelta(minutes=15))
    (row,) = house.publications()
    assert (row.gone_at, row.failures) == (None, 1)
    house.network.past = taken  # it was only the network that forgot it for a while
    await house.pass_time(timedelta(hours=1))
    (row,) = house.publications()
    assert (row.gone_at, row.failures) == (None, 0)
    house.network.past = []
    await house.pass_time(timedelta(hours=3))
    (row,) = house.publications()
    assert row.gone_at is not None and row.measure_at is None
    assert house.figures("1") == {"likes": 5.0}
    assert house.days("likes")[row.day].of_posts == 5.0
    asked = len(house.asked("measure"))
    await house.pass_time(timedelta(days=2), timedelta(hours=1))
    assert len(house.asked("measure")) == asked


async def test_what_we_took_down_ourselves_is_gone_without_a_look(database: Database) -> None:
    house = House(database)
    account = house.account()
    delivery = house.publish(account)
    house.network.figures["1"] = {"likes": 5.0}
    await house.pass_time(timedelta(minutes=30))
    at = house.clock()

    def delete(session):  # type: ignore[no-untyped-def]  # a session
        row = session.get(Delivery, delivery)
        row.state, row.finished_at = DeliveryState.DELETED, at

    database.run(delete)
    await house.look()
    (row,) = house.publications()
    assert (row.gone_at, row.measure_at) == (at, None)
    assert house.figures("1") == {"likes": 5.0}


async def test_a_post_that_was_edited_and_got_another_id_stays_one(database: Database) -> None:
    house = House(database)
    account = house.account()
    delivery = house.publish(account)
    house.network.figures |= {"1": {"likes": 5.0}, "9": {"likes": 8.0}}
    await house.pass_time(timedelta(minutes=30))
    house.network.past = []
    house.network.had("Fresher bread", START, id="9", account=account)
    house.network.figures["9"] = {"likes": 8.0}
    database.run(lambda session: setattr(session.get(Delivery, delivery), "remote_id", "9"))
    await house.pass_time(timedelta(hours=8))
    (row,) = house.publications()
    assert (row.remote_id, row.delivery_id) == ("9", delivery)
    assert house.figures("9") == {"likes": 8.0}


async def test_a_new_time_zone_moves_what_was_measured(database: Database) -> None:
    house = House(database)
    account = house.account()
    house.clock.move(hours=11, minutes=30)  # 21:30 on Wednesday in Berlin, Thursday morning in Tokyo
    house.publish(account)
    house.network.figures["1"] = {"likes": 5.0}
    await house.pass_time(timedelta(minutes=30))
    assert set(house.days("likes")) == {date(2026, 3, 11)}
    house.set_zone("Asia/Tokyo")
    await house.pass_time(timedelta(minutes=15))
    (row,) = house.publications()
    assert (row.day, row.weekday, row.hour) == (date(2026, 3, 12), 3, 5)
    assert {day: kept.of_posts for day, kept in house.days("likes").items()} == {date(2026, 3, 12): 5.0}


async def test_two_accounts_have_their_own_figures(database: Database) -> None:
    house = House(database)
    one, two = house.account("@one"), house.account("@two")
    house.network.own = {one: {"followers": 10.0}, two: {"followers": 20.0}}
    house.network.had("Of one", START - timedelta(days=1), account=one, likes=1)
    house.network.had("Of two", START - timedelta(days=1), account=two, likes=2)
    await house.look(2)
    levels = {
        row.account_id: row.level for row in house.every(type(house.days("followers")[date(2026, 3, 11)])) if row.level
    }
    assert levels == {one: 10.0, two: 20.0}
    assert {row.remote_id: row.account_id for row in house.publications()} == {"p1": one, "p2": two}


async def test_batches_are_as_large_as_the_network_takes_them(sqlite_database: Database) -> None:
    house = House(sqlite_database)
    house.network.page_size = 100
    for day in range(25):
        house.network.had(f"Day {day}", START - timedelta(days=day, hours=1), likes=day)
    house.account()
    await house.look()
    assert [len(ids) for ids in house.asked("measure")] == [10, 10, 5]
    assert house.asked("measure")[0][:2] == ("p1", "p2")  # the fresh ones first


async def test_a_network_that_measures_one_by_one_gets_a_share_of_calls_at_a_time(sqlite_database: Database) -> None:
    class One(FakePlatform):
        measures_at_once = 1

    house = House(sqlite_database, One())
    house.network.page_size = 100
    for day in range(60):
        house.network.had(f"Day {day}", START - timedelta(days=40, hours=day), likes=day)
    house.account()
    house.collector = house.another(Budget(house.clock, of_account=30))
    await house.look()
    assert len(house.network.read) == CALLS_OF_A_VISIT
    await house.look(5)
    assert len(house.network.read) == 30  # this hour's
    assert house.gaps() == []
    await house.pass_time(timedelta(hours=2))
    assert len(house.asked("measure")) >= 60


async def test_where_a_look_costs_money_there_are_few(sqlite_database: Database) -> None:
    class Paid(FakePlatform):
        limits: ClassVar[Limits] = Limits(500, date(2026, 1, 1), "made up for tests", cost=Cost(0.01))

    house = House(sqlite_database, Paid())
    house.network.page_size = 60
    for day in range(150):
        house.network.had(f"Day {day}", START - timedelta(days=day + 10), likes=day)
    account = house.account()
    await house.look(6)
    assert len(house.publications()) == 120  # whole pages, up to a hundred and a little
    house.publish(account)
    before = len(house.asked("measure"))
    await house.pass_time(timedelta(hours=24))
    fresh = [ids for ids in house.asked("measure")[before:] if "1" in ids]
    assert len(fresh) <= 9


async def test_networks_that_tell_nothing_are_left_alone(sqlite_database: Database) -> None:
    class Silent(FakePlatform):
        can_measure = can_measure_account = can_measure_days = can_list_history = False

    house = House(sqlite_database, Silent())
    account = house.account()
    house.publish(account)
    await house.pass_time(timedelta(hours=2))
    assert house.network.read == []
    (row,) = house.publications()  # how many went out is known all the same
    assert (row.source, row.measure_at) == ("here", None)


async def test_a_disconnected_account_is_not_asked_and_goes_on_later(database: Database) -> None:
    house = House(database)
    account = house.account()
    house.publish(account)
    house.network.figures["1"] = {"likes": 5.0}
    await house.pass_time(timedelta(minutes=30))
    database.run(lambda session: setattr(session.get(Account, account), "connected", False))
    asked = len(house.network.read)
    await house.pass_time(timedelta(days=2), timedelta(hours=2))
    assert len(house.network.read) == asked
    database.run(lambda session: setattr(session.get(Account, account), "connected", True))
    house.network.figures["1"] = {"likes": 9.0}
    await house.look(2)
    assert house.figures("1") == {"likes": 9.0}
    assert house.days("likes")[date(2026, 3, 12)].gained is None
    assert house.days("likes")[date(2026, 3, 12)].gaps == 1
    (gap,) = house.every(Gap)
    assert gap.until == house.clock() and gap.until - gap.since == timedelta(days=2)


async def test_freshen_looks_at_once_at_what_is_asked_about(database: Database) -> None:
    house = House(database)
    account = house.account()
    house.publish(account, "One", remote_id="1")
    house.publish(account, "Two", remote_id="2")
    house.network.figures = {"1": {"likes": 1.0}, "2": {"likes": 2.0}}
    await house.pass_time(timedelta(days=40), timedelta(days=2))
    house.clock.move(hours=5)
    house.network.figures = {"1": {"likes": 11.0}, "2": {"likes": 22.0}}
    ids = {row.remote_id: row.id for row in house.publications()}
    asked = len(house.asked("measure"))
    await house.collector.freshen(house.workspace_id, [ids["1"]], within=timedelta(hours=1))
    assert house.asked("measure")[asked:] == [("1",)]
    assert (house.figures("1"), house.figures("2")) == ({"likes": 11.0}, {"likes": 2.0})
    await house.collector.freshen(house.workspace_id, [ids["1"]], within=timedelta(hours=1))
    await house.collector.freshen(house.workspace_id + 1, list(ids.values()), within=timedelta(hours=1))
    assert len(house.asked("measure")) == asked + 1
    house.network.then("later", on="measure")
    await house.collector.freshen(house.workspace_id, list(ids.values()), within=timedelta(hours=1))
    assert house.figures("2") == {"likes": 2.0}  # what fails stays as old as it is


async def test_a_look_that_was_made_before_a_copy_was_put_back_counts_once(
    sqlite_database: Database, tmp_path: Path
) -> None:
    from storage import schema
    from storage.database import sqlite_url

    house = House(sqlite_database)
    account = house.account()
    house.publish(account)
    for likes in (3.0, 8.0):
        house.network.figures["1"] = {"likes": likes}
        await house.pass_time(timedelta(minutes=20))
        if likes == 3.0:
            schema.backup(sqlite_database, tmp_path / "copy.db")
    copy = Database(sqlite_url(tmp_path / "copy.db"))
    try:
        restored = House.__new__(House)
        restored.__dict__ |= house.__dict__ | {"database": copy}
        restored.keeper = type(house.keeper)(copy)
        restored.collector = restored.another()
        await restored.pass_time(timedelta(minutes=20))
        assert restored.figures("1") == {"likes": 8.0}
        assert restored.days("likes")[date(2026, 3, 11)].gained == 8.0
        assert len(restored.every(Publication)) == 1
    finally:
        copy.close()


async def test_each_figure_is_what_was_seen(database: Database) -> None:
    """Take a row away, and it is unknown; change what the network says, and it changes."""
    house = House(database)
    house.publish(house.account())
    house.network.figures["1"] = {"likes": 3.0, "views": 40.0}
    await house.pass_time(timedelta(minutes=30))
    rows = {row.metric: row for row in house.every(Observation) if row.publication_id}
    assert {name: (row.value, row.source) for name, row in rows.items()} == {
        "likes": (3.0, "api"),
        "views": (40.0, "api"),
    }
    house.network.figures["1"] = {"likes": 2.0, "views": None}
    await house.pass_time(timedelta(minutes=30))
    assert house.figures("1") == {"likes": 2.0, "views": 40.0}
    assert "reach" not in house.figures("1") and house.days("reach") == {}


@pytest.mark.parametrize(
    ("kinds", "options", "expected"),
    [
        pytest.param((), {}, "text", id="words"),
        pytest.param((), {"link": "https://bakery.example"}, "link", id="link"),
        pytest.param(("image",), {}, "image", id="picture"),
        pytest.param(("image", "video"), {}, "carousel", id="several"),
        pytest.param(("video",), {"format": "short"}, "video", id="short"),
        pytest.param(("video",), {"format": "reel"}, "reel", id="reel"),
        pytest.param(("image",), {"format": "story"}, "story", id="story"),
        pytest.param(("image",), {"format": "post"}, "image", id="named-as-a-post"),
    ],
)
def test_what_kind_of_post_it_is(kinds: tuple[str, ...], options: dict[str, str], expected: str) -> None:
    assert format_of(kinds, options) == expected


def test_a_budget_is_of_the_last_hour() -> None:
    clock = FrozenClock()
    budget = Budget(clock, of_account=2, of_platform=3)
    one, two = (Account(id=number, platform="fake") for number in (1, 2))
    assert [budget.take(one) for _ in range(3)] == [True, True, False]
    assert [budget.take(two) for _ in range(2)] == [True, False]
    clock.move(hours=1)
    assert budget.take(one) and budget.take(two)


async def test_comments_are_read_where_posts_are_talked_about_a_few_at_a_time(database: Database) -> None:
    house = House(database)
    account = house.account()
    ours = [house.publish(account, f"Post {n}", remote_id=str(n)) for n in range(1, 6)]
    house.network.had("By hand", START - timedelta(days=1), id="h", account=account, comments=9)
    for n in range(1, 6):
        house.network.figures[str(n)] = {"comments": float(n)}
        house.network.comment(str(n), f"Comment under {n}")
    await house.pass_time(timedelta(minutes=15))
    said = house.every(RemoteComment)
    # Those that most was said under, and only under our own posts.
    assert {comment.delivery_id for comment in said} == set(ours[2:])
    await house.pass_time(timedelta(minutes=15))
    assert {comment.delivery_id for comment in house.every(RemoteComment)} == set(ours)
    read = {comment.id: comment.read_at for comment in house.every(RemoteComment)}
    await house.pass_time(timedelta(minutes=30))
    assert {comment.id: comment.read_at for comment in house.every(RemoteComment)} == read  # nothing more was said
    house.network.figures["1"] = {"comments": 2.0}
    house.network.comment("1", "And another")
    await house.pass_time(timedelta(minutes=15))
    assert len(house.every(RemoteComment)) == 6
    assert house.measuring(account).reason is None


async def test_comments_that_may_not_be_read_keep_nothing_else_from_being_measured(database: Database) -> None:
    class Reserved(FakePlatform):
        async def comments(self, account: AccountInfo, remote_id: str) -> list[Comment]:
            raise SignInNeeded(platform=self.label)

    house = House(database, Reserved())
    account = house.account()
    house.publish(account)
    for likes in (3, 5):
        house.network.figures["1"] = {"likes": likes, "comments": likes}
        await house.pass_time(timedelta(minutes=15))
    assert house.figures("1") == {"likes": 5.0, "comments": 5.0}
    assert house.measuring(account).unable == ["comments"] and house.measuring(account).reason is None
    assert house.gaps() == []

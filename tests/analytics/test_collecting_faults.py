"""What goes wrong while figures are collected: it is waited for, told as a gap, and nothing is lost or counted twice."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
import textwrap
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.analytics.collection.collecting import CONFIRM, LEASE
from bot.errors import OperatorError, Rejected, SignInNeeded
from bot.testing import FakePlatform
from connectors.platform import AccountInfo, Figures
from storage import collecting, metrics
from storage.database import Database, sqlite_url
from storage.metrics_tables import Measuring, Publication
from storage.models import Credential
from tests.analytics.measured import House, Slow
from tests.storage.test_metrics import BERLIN

ROOT = Path(__file__).parents[2]
START = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)


async def measured(house: House, likes: float = 5.0) -> int:
    """An account with a post that has been measured once."""
    account = house.account()
    house.publish(account)
    house.network.figures["1"] = {"likes": likes}
    await house.pass_time(timedelta(minutes=30))
    assert house.figures("1") == {"likes": likes}
    return account


async def test_a_network_that_asks_for_a_pause_gets_it(database: Database) -> None:
    house = House(database)
    account = await measured(house)
    house.network.retry_after = 2 * 3600.0
    house.network.then("later", on="measure")
    asked = len(house.asked("measure"))
    await house.pass_time(timedelta(minutes=110))
    assert len(house.asked("measure")) == asked + 1
    row = house.measuring(account)
    assert (row.reason, row.failures) == ("error-try-later", 1)
    await house.pass_time(timedelta(minutes=30))
    assert len(house.asked("measure")) == asked + 2
    assert (house.measuring(account).reason, house.measuring(account).failures) == (None, 0)
    assert house.gaps() == []


async def test_pauses_grow_while_a_network_cannot_be_reached(sqlite_database: Database) -> None:
    house = House(sqlite_database)
    await measured(house)
    house.network.then("lost-before", on="measure", times=100)
    asked = len(house.asked("measure"))
    await house.pass_time(timedelta(hours=12), timedelta(minutes=5))
    assert 8 <= len(house.asked("measure")) - asked <= 12


async def test_a_network_that_is_down_for_a_day_leaves_one_gap(database: Database) -> None:
    house = House(database)
    await measured(house)
    last = house.clock()
    house.network.then("lost-before", on="measure", times=1000)
    house.network.then("lost-before", on="measure_account", times=1000)
    await house.pass_time(timedelta(days=3), timedelta(hours=1))
    ((since, until, reason),) = house.gaps()
    assert (since, until, reason) == (last, None, "error-unreachable")
    house.network.figures["1"] = {"likes": 50.0}
    house.network._faults.clear()
    await house.pass_time(timedelta(hours=8), timedelta(hours=1))
    ((since, until, reason),) = house.gaps()
    assert since == last and until is not None and until - since >= timedelta(days=3)
    days = house.days("likes")
    assert (days[date(2026, 3, 12)].gained, days[date(2026, 3, 12)].gaps) == (None, 1)
    assert days[date(2026, 3, 11)].of_posts == 50.0


async def test_a_short_silence_is_no_gap(sqlite_database: Database) -> None:
    house = House(sqlite_database)
    await measured(house)
    house.network.then("lost-before", "broken", "later", on="measure")
    await house.pass_time(timedelta(hours=5))
    assert house.gaps() == []
    assert house.days("likes")[date(2026, 3, 11)].gaps == 0


async def test_whoever_is_signed_out_is_a_gap_until_signed_in_again(database: Database) -> None:
    house = House(database)
    house.network.needs_sign_in = True  # type: ignore[misc]  # of this one network
    account = await measured(house)
    last = house.clock()
    house.keeper.refuses = SignInNeeded("sign-in-refused", platform="Fake", handle="@blum")
    asked = len(house.network.read)
    await house.pass_time(timedelta(hours=3))
    assert len(house.network.read) == asked
    assert house.gaps() == [(last, None, "sign-in-refused")]
    row = house.measuring(account)
    assert (row.reason, row.reason_facts) == ("sign-in-refused", {"platform": "Fake", "handle": "@blum"})
    assert row.wait_until is not None and row.wait_until > house.clock()

    def sign_in(session: Session) -> None:
        session.add(
            Credential(
                account_id=account,
                workspace_id=house.workspace_id,
                secret="sealed",
                updated_at=house.clock.move(minutes=1),
            )
        )

    house.keeper.refuses = None
    database.run(sign_in)
    house.network.figures["1"] = {"likes": 9.0}
    await house.look()  # at once, not when the wait is over
    assert house.figures("1") == {"likes": 9.0}
    assert house.gaps() == [(last, house.clock(), "sign-in-refused")]
    assert house.measuring(account).reason is None


async def test_tokens_that_are_refused_are_exchanged_once(sqlite_database: Database) -> None:
    house = House(sqlite_database)
    house.network.needs_sign_in = True  # type: ignore[misc]  # of this one network
    await measured(house)
    house.network.then("sign-in", on="measure")
    house.network.figures["1"] = {"likes": 6.0}
    await house.pass_time(timedelta(minutes=30))
    assert house.keeper.renewed == 1
    assert house.figures("1") == {"likes": 6.0}
    assert house.gaps() == []


@pytest.mark.parametrize("part", ["measure_days", "history"])
async def test_what_needs_another_permission_does_not_keep_the_rest(sqlite_database: Database, part: str) -> None:
    house = House(sqlite_database)
    house.network.then("sign-in", on=part, times=50)  # type: ignore[arg-type]  # a call's name
    account = await measured(house)
    house.network.own[0] = {"followers": 10.0}
    await house.pass_time(timedelta(hours=8), timedelta(minutes=30))
    assert house.days("followers")[date(2026, 3, 11)].level == 10.0
    assert house.measuring(account).measured_at is not None
    assert len(house.asked(part)) <= 4  # not at every turn
    assert house.gaps() == []


@pytest.mark.parametrize("part", ["measure", "measure_account", "measure_days", "history"])
async def test_what_a_network_has_no_way_to_tell_is_asked_once(database: Database, part: str) -> None:
    house = House(database)
    house.network.then("unsupported", on=part, times=50)  # type: ignore[arg-type]  # a call's name
    account = house.account()
    house.publish(account)
    await house.pass_time(timedelta(hours=26), timedelta(minutes=30))
    assert len(house.asked(part)) == 1
    unable = {"measure": "posts", "measure_account": "account", "measure_days": "days"}.get(part, part)
    assert house.measuring(account).unable == [unable]
    assert house.gaps() == []
    if part == "measure":
        house.publish(account, remote_id="2")
        await house.pass_time(timedelta(hours=1))
        assert len(house.asked(part)) == 1
        assert [row.measure_at for row in house.publications()] == [None, None]


async def test_a_version_that_is_switched_off_is_a_gap(sqlite_database: Database) -> None:
    house = House(sqlite_database)
    await measured(house)
    last = house.clock()
    house.network.then("switched-off", on="measure", times=2)
    await house.pass_time(timedelta(hours=5))
    assert house.gaps() == [(last, None, "error-version-sunset")]
    await house.pass_time(timedelta(hours=12))
    ((since, until, _),) = house.gaps()
    assert since == last and until is not None


async def test_what_the_operator_has_to_mend_is_waited_for(sqlite_database: Database) -> None:
    house = House(sqlite_database)
    house.network.needs_sign_in = True  # type: ignore[misc]  # of this one network
    await measured(house)
    house.keeper.refuses = OperatorError("vault-wrong", detail="another key")
    await house.pass_time(timedelta(hours=2))
    ((_, until, reason),) = house.gaps()
    assert (until, reason) == (None, "vault-wrong")
    house.keeper.refuses = None
    await house.pass_time(timedelta(hours=3))
    assert house.gaps()[0][1] is not None


async def test_one_post_that_is_refused_does_not_keep_the_others(sqlite_database: Database) -> None:
    class Picky(FakePlatform):
        can_list_history = False

        async def measure(self, account: AccountInfo, remote_ids: list[str]) -> dict[str, Figures]:  # type: ignore[override]
            if "2" in remote_ids:
                raise Rejected("error-network-refused", reason="no such kind of post")
            return await super().measure(account, remote_ids)

    house = House(sqlite_database, Picky())
    account = house.account()
    for name in ("1", "2", "3"):
        house.publish(account, remote_id=name)
        house.network.figures[name] = {"likes": float(name)}
    await house.pass_time(timedelta(minutes=30))
    assert [house.figures(name) for name in ("1", "2", "3")] == [{"likes": 1.0}, {}, {"likes": 3.0}]
    (row,) = [row for row in house.publications() if row.remote_id == "2"]
    assert row.gone_at is None and row.measure_at is not None and row.measure_at > house.clock() + CONFIRM
    assert house.gaps() == []


async def test_a_store_that_cannot_be_written_loses_nothing(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from storage.database import DatabaseError

    house = House(sqlite_database)
    await measured(house)
    house.network.figures["1"] = {"likes": 9.0}
    real = metrics.record

    def fails(*args: object, **more: object) -> int:
        raise DatabaseError("full", "no room")

    monkeypatch.setattr(metrics, "record", fails)
    await house.pass_time(timedelta(minutes=15))
    assert house.figures("1") == {"likes": 5.0}
    monkeypatch.setattr(metrics, "record", real)
    await house.look()
    assert house.figures("1") == {"likes": 9.0}
    assert house.days("likes")[date(2026, 3, 11)].gained == 9.0


# Whose turn it is


async def test_an_account_is_measured_by_one_at_a_time(database: Database) -> None:
    network = Slow()
    network.can_measure_account = network.can_measure_days = network.can_list_history = False  # type: ignore[misc]
    house = House(database, network)
    house.publish(house.account())
    house.clock.move(minutes=10)
    other = house.another()
    await house.collector.look()
    await network.busy.wait()
    await other.look()
    (row,) = house.publications()
    freshening = asyncio.create_task(other.freshen(house.workspace_id, [row.id], within=timedelta(minutes=1)))
    await asyncio.wait_for(freshening, 5)
    network.let_go.set()
    await house.collector.idle()
    await other.idle()
    assert network.most_under_way == 1
    assert len(house.asked("measure")) == 1
    assert house.every(Measuring)[0].claimed_by is None


async def test_only_a_few_calls_are_under_way_on_one_network(sqlite_database: Database) -> None:
    network = Slow()
    house = House(sqlite_database, network)
    for number in range(6):
        account = house.account(f"@a{number}")
        house.publish(account, remote_id=f"r{number}")
    house.clock.move(minutes=10)
    await house.collector.look()
    await network.busy.wait()
    for _ in range(50):
        await asyncio.sleep(0.01)
    assert network.under_way <= 2
    network.let_go.set()
    await house.collector.idle()
    assert network.most_under_way == 2
    await house.look()
    assert all(row.measured_at is not None for row in house.publications())


async def test_an_account_with_very_much_to_do_hides_nobody(database: Database) -> None:
    house = House(database)
    house.network.can_list_history = False  # type: ignore[misc]  # of this one network
    much, little = house.account("@much"), house.account("@little")
    for number in range(60):
        house.publish(much, remote_id=f"m{number}")
    house.clock.move(minutes=1)
    house.publish(little, remote_id="l")
    house.clock.move(minutes=10)
    await house.collector._take_up()
    tasks = database.run(
        lambda session: collecting.claim_due(
            session, "w", platforms=["fake"], now=house.clock(), until=house.clock() + LEASE, limit=2
        )
    )
    assert [task.account.id for task in tasks] == [much, little]


async def test_whoever_was_too_slow_writes_nothing_any_more(database: Database) -> None:
    network = Slow()
    network.can_list_history = False  # type: ignore[misc]  # of this one network
    house = House(database, network)
    house.publish(house.account())
    network.figures["1"] = {"likes": 1.0}
    house.clock.move(minutes=10)
    await house.collector.look()
    await network.busy.wait()
    house.clock.move(LEASE + timedelta(seconds=1))
    network.figures["1"] = {"likes": 2.0}
    other = house.another()

    async def measure_now(account: AccountInfo, remote_ids: list[str]) -> dict[str, Figures]:
        return await FakePlatform.measure(network, account, remote_ids)

    slow, network.measure = network.measure, measure_now  # type: ignore[method-assign, assignment]
    await other.look()
    await other.idle()
    assert house.figures("1") == {"likes": 2.0}
    network.measure = slow  # type: ignore[method-assign]
    network.figures["1"] = {"likes": 7.0}
    network.let_go.set()
    await house.collector.idle()
    assert house.figures("1") == {"likes": 2.0}
    assert [value for _, value in house.seen("likes")] == [2.0]


async def test_what_a_process_held_that_is_gone_is_taken_over_at_once(sqlite_database: Database) -> None:
    house = House(sqlite_database)
    account = await measured(house)
    child = subprocess.run(
        [sys.executable, "-c", "from bot.processes import own_id; print(own_id())"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    now = house.clock()

    def hold(session: Session) -> None:
        row = session.get(Measuring, account)
        assert row is not None
        row.claimed_by, row.lease_until = child.stdout.strip(), now + timedelta(hours=5)

    sqlite_database.run(hold)
    house.network.figures["1"] = {"likes": 6.0}
    await house.pass_time(timedelta(minutes=30))
    assert house.figures("1") == {"likes": 6.0}


async def test_and_on_a_server_when_its_lease_runs_out(postgresql_database: Database) -> None:
    house = House(postgresql_database)
    account = await measured(house)
    now = house.clock()

    def hold(session: Session) -> None:
        row = session.get(Measuring, account)
        assert row is not None
        row.claimed_by, row.lease_until = "elsewhere/1:1:ab", now + LEASE

    postgresql_database.run(hold)
    house.network.figures["1"] = {"likes": 6.0}
    house.clock.move(minutes=4)
    await house.look()
    assert house.figures("1") == {"likes": 5.0}
    await house.pass_time(timedelta(minutes=30))
    assert house.figures("1") == {"likes": 6.0}


async def test_ending_in_the_middle_lets_go_of_the_account(database: Database) -> None:
    network = Slow()
    house = House(database, network)
    house.publish(house.account())
    house.clock.move(minutes=10)
    await house.collector.look()
    await network.busy.wait()
    await house.collector.close()
    assert house.every(Measuring)[0].claimed_by is None
    assert [row.measured_at for row in house.publications()] == [None]
    await house.collector.look()  # it stays ended
    assert network.under_way == 0


CHILD = """
import asyncio, os, sys
from datetime import datetime
from bot.testing import FrozenClock
from storage import metrics
from storage.database import Database
from tests.analytics.measured import House, Keeper

database = Database(sys.argv[1])
house = House.__new__(House)
house.database, house.clock = database, FrozenClock(datetime.fromisoformat(sys.argv[2]))
from bot.testing import FakePlatform
house.network = FakePlatform()
house.network.had("Fresh bread", house.clock(), id="1")
house.network.figures["1"] = {"likes": 8.0}
house.keeper = Keeper(database)
house.collector = house.another()
real = metrics.record

def dies(session, *args, **more):
    real(session, *args, **more)
    session.flush()
    os.kill(os.getpid(), 9)

if sys.argv[3] == "in-the-middle":
    metrics.record = dies
asyncio.run(house.look())
if sys.argv[3] == "after":
    os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("when", ["in-the-middle", "after"])
async def test_a_process_that_is_killed_loses_nothing_and_counts_nothing_twice(
    sqlite_database: Database, when: str
) -> None:
    house = House(sqlite_database)
    await measured(house)
    house.clock.move(minutes=20)
    url = sqlite_url(Path(sqlite_database.url.database or ""))
    child = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(CHILD), url, house.clock().isoformat(), when],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert child.returncode == -9, child.stderr
    assert house.figures("1") == ({"likes": 5.0} if when == "in-the-middle" else {"likes": 8.0})
    house.network.figures["1"] = {"likes": 8.0}
    await house.pass_time(timedelta(minutes=30))
    assert house.figures("1") == {"likes": 8.0}
    assert house.days("likes")[date(2026, 3, 11)].gained == 8.0
    assert [value for _, value in house.seen("likes")][-1] == 8.0
    before = {day: (row.gained, row.gaps, row.of_posts) for day, row in house.days("likes").items()}
    sqlite_database.run(lambda session: metrics.rebuild(session, 1, BERLIN))
    assert {day: (row.gained, row.gaps, row.of_posts) for day, row in house.days("likes").items()} == before


async def test_gaps_are_told_of_the_time_that_is_asked_about(database: Database) -> None:
    house = House(database)
    account = house.account()
    now = START

    def work(session: Session) -> None:
        collecting.enrol(session, ["fake"], now)
        row = session.get(Measuring, account)
        assert row is not None
        collecting.open_gap(session, row, now, "error-unreachable")
        collecting.open_gap(session, row, now + timedelta(hours=1), "error-unreachable")
        collecting.close_gap(session, account, now + timedelta(days=1))
        found = [
            len(collecting.gaps(session, house.workspace_id, now + timedelta(days=since), now + timedelta(days=until)))
            for since, until in ((-2, -1), (-1, 0.5), (0.5, 3), (1.5, 3))
        ]
        assert found == [0, 1, 1, 0]
        assert collecting.gaps(session, house.workspace_id + 1, now, now + timedelta(days=3)) == []

    database.run(work)


async def test_a_publication_is_never_two_however_often_it_is_taken_up(database: Database) -> None:
    house = House(database)
    house.publish(house.account())
    await asyncio.gather(house.collector.look(), house.another().look(), house.another().look())
    await house.collector.idle()
    assert len(house.publications()) == 1
    assert database.run(lambda session: session.scalar(sa.select(sa.func.count()).select_from(Publication))) == 1


async def test_two_deliveries_of_one_post_there_are_one_publication(database: Database) -> None:
    house = House(database)
    account = house.account()
    both = {house.publish(account, remote_id="1"), house.publish(account, remote_id="1")}
    await house.look(2)
    (row,) = house.publications()
    assert row.delivery_id in both


Event = tuple[str, float]


@given(
    events=st.lists(
        st.tuples(
            st.sampled_from(["wait", "wait", "grow", "fall", "later", "lost-before", "broken", "refused", "restart"]),
            st.sampled_from([0.2, 0.5, 3.0, 20.0, 30.0, 80.0]),
        ),
        max_size=6,
    )
)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_happens_the_figures_are_those_of_the_network_in_the_end(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, events: list[Event]
) -> None:
    path = tmp_path_factory.mktemp("walk") / "allin.db"
    shutil.copy(sqlite_template, path)
    database = Database(sqlite_url(path))
    try:
        asyncio.run(walk(House(database), events))
    finally:
        database.close()


async def walk(house: House, events: list[Event]) -> None:
    """One life of a post; at its end all is well again."""
    house.publish(house.account())
    likes = 0.0
    house.network.figures["1"] = {"likes": likes}
    for what, hours in events:
        if what in {"grow", "fall"}:
            likes = max(0.0, likes + (hours if what == "grow" else -hours))
            house.network.figures["1"] = {"likes": likes}
        elif what == "restart":
            await house.collector.close()
            house.collector = house.another()
        elif what != "wait":
            house.network.then(what, on="measure")  # type: ignore[arg-type]  # a fault's name
        await house.pass_time(timedelta(hours=hours), timedelta(hours=max(hours / 4, 0.1)))
    house.network._faults.clear()
    await house.pass_time(timedelta(hours=40), timedelta(hours=4))
    assert house.figures("1") == {"likes": likes}
    (row,) = house.publications()
    days = house.days("likes")
    assert days[row.day].of_posts == likes and days[row.day].measured == 1
    told = sum(kept.gained or 0.0 for kept in days.values())
    assert told == pytest.approx(likes) or any(kept.gaps for kept in days.values())
    before = {day: (kept.gained, kept.gaps, kept.of_posts) for day, kept in days.items()}
    house.database.run(lambda session: metrics.rebuild(session, row.account_id, BERLIN))
    assert {day: (kept.gained, kept.gaps, kept.of_posts) for day, kept in house.days("likes").items()} == before

"""Posts of several parts, networks that take their time, quotas, quiet hours, and sign-ins that die on the way."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.delivery import DeliveryService
from bot.errors import Rejected, SignInNeeded, TryLater
from bot.quiet import QuietHours
from bot.testing import FakePlatform, FrozenClock
from bot.worker import Worker
from connectors.limits import Limits, Quota
from connectors.oauth import Tokens
from connectors.platform import AccountInfo, Outgoing, Receipt
from storage.database import Database
from storage.models import Delivery, DeliveryState, PostStatus, Setting
from tests import planned
from tests.test_delivery import World

THREAD = "First of all\n---\nAnd then\n---\nIn the end"


@pytest.fixture
def world(database: Database) -> World:
    """A fresh world on each kind of store."""
    return World(database, FrozenClock())


@pytest.fixture
def small(sqlite_database: Database) -> World:
    """The same on SQLite alone."""
    return World(sqlite_database, FrozenClock())


def sent(world: World) -> list[tuple[str, str, str]]:
    """What the network has: words, what they answer, and of which kind."""
    return [(outgoing.text, outgoing.reply_to, outgoing.kind) for outgoing in world.network.posts.values()]


async def give(world: World, **options: str) -> None:
    """Give the one delivery these options."""

    def work(session: Session) -> None:
        session.execute(sa.update(Delivery).values(options=options))

    await world.database.write(work)


async def test_a_thread_goes_out_in_order_each_part_under_the_one_before(world: World) -> None:
    await world.plan(THREAD)
    await world.run()
    assert sent(world) == [("First of all", "", "post"), ("And then", "1", "thread"), ("In the end", "2", "thread")]
    row = await world.delivery_row()
    assert (row.state, row.remote_id, row.url) == (DeliveryState.PUBLISHED, "1", "https://fake.example/1")
    assert [part["id"] for part in row.progress["parts"]] == ["1", "2", "3"]
    assert [notice.key for notice in await world.notices()] == ["delivery-published"]


async def test_every_part_has_a_key_of_its_own(small: World) -> None:
    await small.plan(THREAD)
    await small.run()
    assert len({outgoing.key for outgoing in small.network.posts.values()}) == 3


async def test_a_first_comment_follows_under_the_post(small: World) -> None:
    await small.plan("Fresh bread")
    await give(small, first_comment="#bread #bakery")
    await small.run()
    assert sent(small) == [("Fresh bread", "", "post"), ("#bread #bakery", "1", "comment")]


async def test_a_thread_goes_on_at_the_right_part_when_the_network_asks_to_wait(world: World) -> None:
    world.network.then("none", "later")
    await world.plan(THREAD)
    await world.run()
    assert [words for words, _, _ in sent(world)] == ["First of all"]
    row = await world.delivery_row()
    assert (row.state, row.remote_id) == (DeliveryState.WAITING, "1")
    world.clock.move(minutes=2)
    await world.run()
    assert [words for words, _, _ in sent(world)] == ["First of all", "And then", "In the end"]
    assert (await world.delivery_row()).state is DeliveryState.PUBLISHED


async def test_a_part_whose_answer_was_lost_is_looked_for_and_the_rest_follows(world: World) -> None:
    world.network.then("none", "accepted-then-lost")
    await world.plan(THREAD)
    await world.run()
    assert [words for words, _, _ in sent(world)] == ["First of all", "And then", "In the end"]
    assert (await world.delivery_row()).state is DeliveryState.PUBLISHED


async def test_a_part_that_never_arrived_is_sent_again_and_no_other(world: World) -> None:
    world.network.then("none", "lost-before")
    await world.plan(THREAD)
    await world.run()
    assert len(sent(world)) == 1
    world.clock.move(minutes=2)
    await world.run()
    assert [words for words, _, _ in sent(world)] == ["First of all", "And then", "In the end"]


async def test_a_worker_that_dies_between_two_parts_leaves_the_rest_to_another(world: World) -> None:
    await world.plan(THREAD)
    world.network.then("none", "slow").delay = 60
    task = asyncio.create_task(world.worker.run_due())
    await task
    for _ in range(200):
        await asyncio.sleep(0.01)
        if world.network.sent == 2:
            break
    # It is gone in the middle of the second call, which never arrived.
    for _, running in world.worker._held.values():
        running.cancel()
    await asyncio.gather(*(running for _, running in world.worker._held.values()), return_exceptions=True)
    world.clock.move(minutes=3)
    heir = Worker(world.database, DeliveryService(world.database, world.platforms, now=world.clock), now=world.clock)
    await heir.recover()
    await heir.idle()
    world.clock.move(minutes=2)
    await heir.run_due()
    await heir.idle()
    assert [words for words, _, _ in sent(world)] == ["First of all", "And then", "In the end"]


async def test_what_is_out_of_a_thread_is_told_when_the_rest_is_refused(world: World) -> None:
    world.network.then("none", "refused")
    await world.plan(THREAD)
    await world.run()
    row = await world.delivery_row()
    assert (row.state, row.url) == (DeliveryState.FAILED, "https://fake.example/1")
    (notice,) = await world.notices()
    assert (notice.key, notice.facts["done"], notice.facts["total"]) == ("delivery-failed-partly", 1, 3)


# Networks that take their time


async def test_a_post_that_is_still_worked_on_is_not_said_to_be_out(world: World) -> None:
    world.network.then("pending").works_on = ["pending", "done"]
    await world.plan()
    await world.run()
    row = await world.delivery_row()
    assert (row.state, row.reason) == (DeliveryState.PROCESSING, "delivery-processing")
    assert await world.post_status() is PostStatus.PUBLISHING
    assert await world.notices() == []
    world.clock.move(seconds=6)
    await world.run()
    assert (await world.delivery_row()).state is DeliveryState.PROCESSING
    world.clock.move(seconds=30)
    await world.run()
    assert (await world.delivery_row()).state is DeliveryState.PUBLISHED
    assert await world.post_status() is PostStatus.PUBLISHED
    assert [notice.key for notice in await world.notices()] == ["delivery-published"]
    assert world.network.sent == 1


async def test_what_the_network_refuses_after_all_is_told_and_not_sent_again(world: World) -> None:
    world.network.then("pending").works_on = [Rejected("error-media-refused", reason="too short")]
    await world.plan()
    await world.run()
    world.clock.move(seconds=6)
    await world.run()
    assert (await world.delivery_row()).state is DeliveryState.FAILED
    (notice,) = await world.notices()
    assert (notice.key, notice.facts["reason_key"]) == ("delivery-failed", "error-media-refused")
    world.clock.move(hours=1)
    await world.run()
    assert world.network.sent == 1


async def test_a_network_that_cannot_be_asked_is_asked_later(small: World) -> None:
    small.network.then("pending").works_on = [TryLater(), "done"]
    await small.plan()
    await small.run()
    for _ in range(3):
        small.clock.move(minutes=1)
        await small.run()
    assert (await small.delivery_row()).state is DeliveryState.PUBLISHED


async def test_a_network_that_never_gets_done_is_left_to_a_person(small: World) -> None:
    small.network.then("pending").works_on = ["pending"] * 1000
    await small.plan()
    await small.run()
    for _ in range(120):
        small.clock.move(minutes=30)
        await small.run()
    assert (await small.delivery_row()).state is DeliveryState.UNKNOWN
    assert [notice.key for notice in await small.notices()] == ["delivery-unconfirmed"]
    assert small.network.sent == 1


async def test_a_switched_off_version_is_told_at_once_and_not_tried_again(small: World) -> None:
    small.network.then("switched-off")
    await small.plan()
    await small.run()
    small.clock.move(hours=1)
    await small.run()
    assert (await small.delivery_row()).reason == "error-version-sunset"
    assert small.network.sent == 1


class Late(FakePlatform):
    """A network that shows a post only a while after it took it."""

    settles_after = timedelta(minutes=2)


async def test_a_network_that_shows_late_is_not_believed_too_early(database: Database) -> None:
    world = World(database, FrozenClock())
    world.platforms["fake"] = world.network = Late()
    world.delivery = DeliveryService(database, world.platforms, now=world.clock, jitter=lambda: 0.0)
    world.worker = Worker(database, world.delivery, now=world.clock)
    world.network.then("lost-before")
    await world.plan()
    await world.run()
    assert (await world.delivery_row()).state is DeliveryState.UNKNOWN
    # It arrived after all and turns up now.
    row = await world.delivery_row()
    world.network.posts["7"] = Outgoing(row.key, AccountInfo(1, 1, "fake", "@x"), row.text)
    world.clock.move(minutes=2, seconds=1)
    await world.run()
    assert (await world.delivery_row()).remote_id == "7"
    assert world.network.sent == 1


# Quotas


class Rationed(FakePlatform):
    """Takes two posts an hour."""

    limits: ClassVar[Limits] = replace(FakePlatform.limits, quotas=(Quota(2, timedelta(hours=1)),))


async def test_a_network_is_not_asked_for_more_than_it_takes(database: Database) -> None:
    world = World(database, FrozenClock())
    world.platforms["fake"] = world.network = Rationed()
    world.delivery = DeliveryService(database, world.platforms, now=world.clock, jitter=lambda: 0.0)
    world.worker = Worker(database, world.delivery, now=world.clock)

    def work(session: Session) -> None:
        owner = planned.workspace(session)
        account = planned.account(session, owner.id)
        for number in range(5):
            planned.post(session, owner.id, [account], world.clock(), text=f"Post {number}")

    await database.write(work)
    await world.run()
    assert world.network.sent == 2
    told = [notice for notice in await world.notices() if notice.key == "delivery-quota"]
    assert len(told) == 3
    world.clock.move(minutes=30)
    await world.run()
    assert world.network.sent == 2
    world.clock.move(minutes=31)
    await world.run()
    assert world.network.sent == 4
    world.clock.move(minutes=61)
    await world.run()
    assert world.network.sent == 5
    assert len({outgoing.text for outgoing in world.network.posts.values()}) == 5
    assert len([notice for notice in await world.notices() if notice.key == "delivery-quota"]) == 3


# Sign-ins


class Wary(FakePlatform):
    """Takes only the token that is good at this moment."""

    needs_sign_in = True

    def __init__(self) -> None:
        super().__init__()
        self.good = "new"

    async def prepare(self, outgoing: Outgoing) -> dict[str, object]:
        self._look_at(outgoing)
        return await super().prepare(outgoing)

    async def send(self, outgoing: Outgoing) -> Receipt:
        self._look_at(outgoing)
        return await super().send(outgoing)

    def _look_at(self, outgoing: Outgoing) -> None:
        if outgoing.account.tokens is None or outgoing.account.tokens.access != self.good:
            raise SignInNeeded(platform=self.label)


class Accounts:
    """Hands out a token that has died in the meantime, and a new one when asked."""

    def __init__(self, renews: bool = True) -> None:
        self.renews = renews
        self.renewed = 0

    async def info(self, account_id: int) -> AccountInfo:
        return AccountInfo(account_id, 1, "fake", "@x", tokens=Tokens("old"))

    async def renew(self, account_id: int, stale: Tokens) -> AccountInfo:
        assert stale.access == "old"
        if not self.renews:
            raise SignInNeeded("sign-in-ended", platform="Fake")
        self.renewed += 1
        return AccountInfo(account_id, 1, "fake", "@x", tokens=Tokens("new"))


@pytest.mark.parametrize("renews", [True, False])
async def test_a_token_that_died_is_renewed_once_or_a_person_is_asked(sqlite_database: Database, renews: bool) -> None:
    world = World(sqlite_database, FrozenClock())
    accounts = Accounts(renews)
    world.platforms["fake"] = world.network = Wary()
    world.delivery = DeliveryService(sqlite_database, world.platforms, accounts=accounts, now=world.clock)
    world.worker = Worker(sqlite_database, world.delivery, now=world.clock)
    await world.plan()
    await world.run()
    row = await world.delivery_row()
    if renews:
        assert (row.state, accounts.renewed, world.network.sent) == (DeliveryState.PUBLISHED, 1, 1)
    else:
        assert (row.state, row.reason) == (DeliveryState.FAILED, "sign-in-ended")
        (notice,) = await world.notices()
        assert notice.choices[0]["tool"] == "connect_account"


# Quiet hours


async def test_what_is_tried_again_waits_for_the_end_of_the_quiet_hours(small: World) -> None:
    small.clock.time = datetime(2026, 3, 11, 21, 59, 50, tzinfo=ZoneInfo("UTC"))
    small.network.then("later")
    await small.plan()

    def work(session: Session) -> None:
        session.add(Setting(workspace_id=1, key="quiet_hours", value={"from": "22:00", "to": "07:00", "zone": "UTC"}))

    await small.database.write(work)
    await small.run()
    small.clock.move(hours=3)
    await small.run()
    assert small.network.texts() == []
    small.clock.time = datetime(2026, 3, 12, 7, 0, 1, tzinfo=ZoneInfo("UTC"))
    await small.run()
    assert small.network.texts() == ["Fresh bread"]


@given(
    start=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    end=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    minutes=st.integers(0, 365 * 24 * 60),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"]),
)
def test_after_the_quiet_hours_it_is_never_quiet_and_never_earlier(
    start: time, end: time, minutes: int, zone: str
) -> None:
    hours = QuietHours.of({"quiet_hours": {"from": f"{start}"[:5], "to": f"{end}"[:5]}, "time_zone": zone})
    moment = datetime(2026, 1, 1, tzinfo=ZoneInfo("UTC")) + timedelta(minutes=minutes)
    if hours is None:
        assert start == end
        return
    after = hours.after(moment)
    assert after >= moment
    assert after - moment <= timedelta(hours=25)
    assert not hours.holds(after)
    if not hours.holds(moment):
        assert after == moment

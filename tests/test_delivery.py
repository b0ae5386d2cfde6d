"""One delivery on its way out, against a network that does what networks do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.delivery import DeliveryService, is_gone
from bot.errors import Rejected, TryLater
from bot.processes import own_id
from bot.testing import FakePlatform, FrozenClock
from bot.worker import Worker
from connectors.platform import AccountInfo, Outgoing, Platform
from storage import jobs
from storage.database import Database
from storage.models import Delivery, DeliveryState, Job, JobState, Notice, Post, PostStatus
from tests import planned


class World:
    """A store with one workspace, a network called fake, and a worker."""

    def __init__(self, database: Database, clock: FrozenClock, **options: Any) -> None:
        self.database = database
        self.clock = clock
        self.network = FakePlatform()
        self.platforms: dict[str, Platform] = {"fake": self.network}
        self.delivery = DeliveryService(database, self.platforms, now=clock, jitter=lambda: 0.0, **options)
        self.worker = Worker(database, self.delivery, now=clock)

    async def plan(self, text: str = "Fresh bread", platform: str | None = None) -> None:
        """One post, due now, for a connected profile, or for a `platform` that is not connected."""

        def work(session: Session) -> None:
            owner = planned.workspace(session)
            target = platform or planned.account(session, owner.id)
            planned.post(session, owner.id, [target], self.clock(), text=text)

        await self.database.write(work)

    async def run(self) -> None:
        """One tick of the clock, and everything it starts."""
        await self.worker.run_due()
        await self.worker.idle()

    async def delivery_row(self) -> Delivery:
        """The one delivery."""
        return await self.database.read(planned.only_delivery)

    async def post_status(self) -> PostStatus:
        """What the team sees."""
        return (await self.database.read(planned.only_post)).status

    async def job(self) -> Job:
        """The job that sends."""
        return await self.database.read(planned.deliver_job)

    async def notices(self) -> list[Notice]:
        """What is to be told."""
        return await self.database.read(lambda s: list(s.scalars(sa.select(Notice).order_by(Notice.id))))


@pytest.fixture
def world(database: Database) -> World:
    """A fresh world on each kind of store."""
    return World(database, FrozenClock())


@pytest.fixture
def small(sqlite_database: Database) -> World:
    """The same on SQLite alone, where the store makes no difference."""
    return World(sqlite_database, FrozenClock())


async def test_a_due_post_goes_out_once_and_is_told_with_its_link(world: World) -> None:
    await world.plan()
    await world.run()
    await world.run()
    assert world.network.texts() == ["Fresh bread"]
    row = await world.delivery_row()
    assert (row.state, row.remote_id, row.url, row.attempts) == (
        DeliveryState.PUBLISHED,
        "1",
        "https://fake.example/1",
        1,
    )
    assert row.sent_at == row.finished_at == world.clock()
    assert await world.post_status() is PostStatus.PUBLISHED
    assert (await world.job()).state is JobState.DONE
    (notice,) = await world.notices()
    assert (notice.key, notice.facts["post"], notice.facts["url"]) == (
        "delivery-published",
        1,
        "https://fake.example/1",
    )


async def test_nothing_goes_out_before_its_time(small: World) -> None:
    await small.plan()
    small.clock.move(seconds=-1)
    await small.run()
    assert small.network.sent == 0


async def test_without_an_account_the_text_is_handed_over(small: World) -> None:
    await small.plan(platform="fake")
    await small.run()
    assert small.network.sent == 0
    assert (await small.delivery_row()).reason == "delivery-not-connected"
    assert await small.post_status() is PostStatus.FAILED
    (notice,) = await small.notices()
    assert notice.key == "delivery-handed-over"
    assert notice.facts["text"] == "Fresh bread"
    assert notice.facts["url"] == "https://fake.example/compose"


async def test_a_network_nobody_knows_hands_over_too(small: World) -> None:
    await small.plan(platform="gone")
    await small.run()
    (notice,) = await small.notices()
    assert (notice.key, notice.facts["platform"]) == ("delivery-handed-over-no-link", "gone")


async def test_a_text_that_does_not_fit_is_not_sent(small: World) -> None:
    await small.plan("x" * 501)
    await small.run()
    assert small.network.sent == 0
    row = await small.delivery_row()
    assert (row.state, row.reason, row.reason_facts["limit"]) == (DeliveryState.FAILED, "breach-too-long", 500)
    (notice,) = await small.notices()
    assert notice.facts["reason_key"] == "breach-too-long"
    assert notice.choices[0]["tool"] == "improve_draft"


@pytest.mark.parametrize(
    ("fault", "reason", "offer"),
    [("refused", "error-rejected", None), ("sign-in", "error-sign-in-needed", "connect_account")],
)
async def test_a_refusal_is_final_and_told_with_its_reason(
    small: World, fault: Any, reason: str, offer: str | None
) -> None:
    small.network.then(fault)
    await small.plan()
    await small.run()
    small.clock.move(hours=25)
    await small.run()
    assert small.network.sent == 1
    assert (await small.delivery_row()).reason == reason
    assert await small.post_status() is PostStatus.FAILED
    (notice,) = await small.notices()
    assert notice.key == "delivery-failed"
    assert notice.facts["reason_key"] == reason
    assert (notice.choices[0]["tool"] if notice.choices else None) == offer


async def test_a_busy_network_is_tried_again_with_growing_pauses(world: World) -> None:
    world.network.then("later", "later")
    await world.plan()
    await world.run()
    row = await world.delivery_row()
    assert (row.state, row.reason, row.attempts) == (DeliveryState.WAITING, "error-try-later", 1)
    assert await world.post_status() is PostStatus.PUBLISHING
    assert (await world.job()).due_at == world.clock() + timedelta(seconds=30)
    world.clock.move(seconds=29)
    await world.run()
    assert world.network.sent == 1
    world.clock.move(seconds=1)
    await world.run()
    assert (await world.job()).due_at == world.clock() + timedelta(seconds=60)
    world.clock.move(seconds=60)
    await world.run()
    assert world.network.texts() == ["Fresh bread"]
    assert await world.post_status() is PostStatus.PUBLISHED


async def test_the_network_says_when_to_come_back(small: World) -> None:
    small.network.then("later").retry_after = 900
    await small.plan()
    await small.run()
    assert (await small.job()).due_at == small.clock() + timedelta(seconds=900)


async def test_after_six_tries_the_person_decides(small: World) -> None:
    small.network.then("later", times=10)
    await small.plan()
    for _ in range(10):
        await small.run()
        small.clock.move(minutes=20)
    assert small.network.sent == 6
    assert await small.post_status() is PostStatus.FAILED
    (notice,) = await small.notices()
    assert notice.choices == [{"label_key": "delivery-choice-publish", "tool": "publish_post", "args": {"post_id": 1}}]


async def test_a_pause_beyond_a_day_is_not_waited_for(small: World) -> None:
    small.network.then("later").retry_after = 25 * 3600
    await small.plan()
    await small.run()
    assert await small.post_status() is PostStatus.FAILED


async def test_preparing_may_fail_and_be_repeated(small: World) -> None:
    small.network.prepare_fails = [TryLater(), ValueError("broken connector")]
    await small.plan()
    await small.run()
    small.clock.move(minutes=1)
    await small.run()
    assert (small.network.sent, (await small.delivery_row()).attempts) == (0, 2)
    small.clock.move(minutes=2)
    await small.run()
    assert small.network.texts() == ["Fresh bread"]


async def test_preparing_may_be_refused(small: World) -> None:
    small.network.prepare_fails = [Rejected("error-image-too-small", width=10)]
    await small.plan()
    await small.run()
    row = await small.delivery_row()
    assert (row.state, row.reason, row.reason_facts["width"]) == (DeliveryState.FAILED, "error-image-too-small", 10)


@pytest.mark.parametrize("fault", ["accepted-then-lost", "broken"])
async def test_a_lost_answer_is_looked_up_not_repeated(world: World, fault: Any) -> None:
    world.network.then(fault)
    await world.plan()
    await world.run()
    world.clock.move(hours=1)
    await world.run()
    assert world.network.sent == 1
    assert (await world.delivery_row()).url == "https://fake.example/1"
    assert await world.post_status() is PostStatus.PUBLISHED


async def test_what_surely_did_not_arrive_goes_again(world: World) -> None:
    world.network.then("lost-before")
    await world.plan()
    await world.run()
    assert (await world.delivery_row()).state is DeliveryState.WAITING
    world.clock.move(seconds=30)
    await world.run()
    assert world.network.texts() == ["Fresh bread"]
    assert world.network.sent == 2


async def test_a_post_that_shows_up_late_is_not_sent_again(small: World) -> None:
    small.network.then("lost-before")
    await small.plan()
    await small.run()
    row = await small.delivery_row()
    # The network had it after all, and shows it only now.
    account = AccountInfo(1, 1, "fake", "@x")
    small.network.posts["9"] = Outgoing(row.key, account, row.text)
    small.clock.move(seconds=30)
    await small.run()
    assert small.network.sent == 1
    assert (await small.delivery_row()).remote_id == "9"


async def test_no_answer_in_time_counts_as_lost(sqlite_database: Database) -> None:
    world = World(sqlite_database, FrozenClock(), send_seconds=0.05)
    world.network.then("slow").delay = 5
    await world.plan()
    await world.run()
    assert (await world.delivery_row()).reason == "delivery-not-arrived"


async def test_who_cannot_tell_asks_the_person_once_and_looks_again(world: World) -> None:
    world.network.then("accepted-then-lost").find_fails = True
    await world.plan()
    await world.run()
    assert await world.post_status() is PostStatus.UNCONFIRMED
    assert [notice.key for notice in await world.notices()] == ["delivery-unconfirmed"]
    world.clock.move(minutes=1)
    await world.run()
    world.clock.move(minutes=4)
    world.network.find_fails = False
    await world.run()
    assert await world.post_status() is PostStatus.PUBLISHED
    assert [notice.key for notice in await world.notices()] == ["delivery-unconfirmed", "delivery-published"]
    world.clock.move(hours=1)
    await world.run()
    assert world.network.sent == 1


async def test_looking_stops_after_half_an_hour(small: World) -> None:
    small.network.then("accepted-then-lost").find_fails = True
    await small.plan()
    for minutes in (0, 1, 4, 25, 60):
        small.clock.move(minutes=minutes)
        await small.run()
    waiting = await small.database.read(lambda s: s.scalars(sa.select(Job).where(Job.state != JobState.DONE)).all())
    assert waiting == []
    assert await small.post_status() is PostStatus.UNCONFIRMED
    assert len(await small.notices()) == 1


async def test_a_network_that_cannot_be_read_leaves_it_to_the_person(
    small: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakePlatform, "can_read_back", False)
    small.network.then("accepted-then-lost")
    await small.plan()
    await small.run()
    small.clock.move(hours=1)
    await small.run()
    assert small.network.sent == 1
    assert await small.post_status() is PostStatus.UNCONFIRMED
    (notice,) = await small.notices()
    assert notice.facts["url"] == "https://fake.example/compose"


def _change(what: str, later: timedelta) -> Callable[[Session], None]:
    def work(session: Session) -> None:
        post = planned.only_post(session)
        rows = jobs.hold(session, post)
        if what == "cancel":
            jobs.drop(session, post)
            post.status = PostStatus.CANCELLED
            for row in rows:
                row.state = DeliveryState.CANCELLED
        elif what == "edit":
            rows[0].text = "Fresh rolls"
        else:
            assert post.due_at is not None
            post.due_at += later
            jobs.replan(session, post, post.due_at)

    return work


@pytest.mark.parametrize(
    ("what", "texts", "status"),
    [
        ("cancel", [], PostStatus.CANCELLED),
        ("edit", ["Fresh rolls"], PostStatus.PUBLISHED),
        ("move", [], PostStatus.SCHEDULED),
    ],
)
async def test_a_change_while_it_is_being_prepared_wins(
    world: World, what: str, texts: list[str], status: PostStatus
) -> None:
    await world.plan()
    prepare = world.network.prepare
    changed = False

    async def and_meanwhile(outgoing: Any) -> dict[str, Any]:
        nonlocal changed
        prepared = await prepare(outgoing)
        if not changed:
            changed = True
            await world.database.write(_change(what, timedelta(hours=2)))
        return prepared

    world.network.prepare = and_meanwhile  # type: ignore[method-assign]
    await world.run()
    assert world.network.texts() == texts
    assert await world.post_status() is status
    if what == "move":
        world.clock.move(hours=2)
        await world.run()
        assert world.network.texts() == ["Fresh bread"]


async def test_a_change_after_the_fence_finds_it_sending(world: World) -> None:
    world.network.then("slow").delay = 0.3
    await world.plan()
    await world.worker.run_due()
    await asyncio.wait_for(world.network.on_send.wait(), 10)

    def work(session: Session) -> list[DeliveryState]:
        post = planned.only_post(session)
        jobs.drop(session, post)
        return [row.state for row in jobs.hold(session, post)]

    assert await world.database.write(work) == [DeliveryState.SENDING]
    await world.worker.idle()
    assert await world.post_status() is PostStatus.PUBLISHED


async def test_found_hours_late_it_is_not_sent_but_offered(world: World) -> None:
    def work(session: Session) -> None:
        owner = planned.workspace(session)
        both = [planned.account(session, owner.id), planned.account(session, owner.id)]
        planned.post(session, owner.id, both, world.clock())

    await world.database.write(work)
    world.clock.move(hours=1, seconds=1)
    await world.run()
    assert world.network.sent == 0
    assert await world.post_status() is PostStatus.FAILED
    (notice,) = await world.notices()
    assert notice.key == "delivery-missed-notice"
    assert [choice["tool"] for choice in notice.choices] == ["publish_post", "reschedule_post"]


async def test_an_hour_late_it_still_goes_out(small: World) -> None:
    await small.plan()
    small.clock.move(hours=1)
    await small.run()
    assert small.network.texts() == ["Fresh bread"]


async def test_a_post_on_two_networks_may_half_fail(world: World) -> None:
    def work(session: Session) -> None:
        owner = planned.workspace(session)
        planned.post(session, owner.id, [planned.account(session, owner.id), "nowhere"], world.clock())

    await world.database.write(work)
    world.network.then("later")
    await world.run()
    assert await world.post_status() is PostStatus.PUBLISHING
    world.clock.move(seconds=30)
    await world.run()
    assert await world.post_status() is PostStatus.FAILED
    states = await world.database.read(lambda s: s.scalars(sa.select(Delivery.state).order_by(Delivery.id)).all())
    assert states == [DeliveryState.PUBLISHED, DeliveryState.FAILED]


async def test_a_post_without_a_conversation_keeps_its_reason(small: World) -> None:
    small.network.then("refused")
    await small.plan()
    await small.database.write(lambda s: s.execute(sa.update(Post).values(conversation_id=None)))
    await small.run()
    assert await small.notices() == []
    assert (await small.delivery_row()).reason == "error-rejected"


async def test_what_was_accepted_is_recorded_even_if_the_store_is_away(
    small: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await small.plan()
    other = sa.create_engine(small.database.url, isolation_level="AUTOCOMMIT")
    small.network.then("slow").delay = 0.2
    await small.worker.run_due()
    await small.network.on_send.wait()
    # The table is not there when the answer comes, and is back a moment later.
    with other.connect() as connection:
        connection.exec_driver_sql("ALTER TABLE notices RENAME TO elsewhere")
        await asyncio.sleep(0.6)
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO notices")
    other.dispose()
    await small.worker.idle()
    assert await small.post_status() is PostStatus.PUBLISHED
    assert small.network.sent == 1


def test_only_a_process_of_this_machine_can_be_seen_to_be_gone(tmp_path: Path) -> None:
    import os
    import socket
    import subprocess
    import sys

    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    here = own_id()
    assert is_gone(here.replace(f":{os.getpid()}:", f":{child.pid}:"))
    assert not is_gone(here)
    assert not is_gone("elsewhere:1:abc")
    # Another container may have this host's name: its processes cannot be seen from here.
    assert not is_gone(f"{socket.gethostname()}/1:{child.pid}:abc")

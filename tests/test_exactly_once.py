"""What could send something twice, leave it behind, or tell it wrongly: each of these once did, or nearly."""

from __future__ import annotations

import asyncio
import random
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.delivery import MOST_TRIES
from bot.errors import NotFound, OutcomeUnknown, Rejected, TryLater
from bot.testing import FakePlatform, FrozenClock
from connectors.platform import Outgoing, Receipt
from storage import deliveries, jobs, posts
from storage.database import Database
from storage.deliveries import Dispatch, Outcome, Sending, Verdict
from storage.models import Delivery, DeliveryState, Job, JobState, Post, PostStatus
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


async def change(world: World, **values: Any) -> None:
    """Set columns of the one delivery."""
    await world.database.write(lambda session: session.execute(sa.update(Delivery).values(**values)) and None)


async def dispatch_of(world: World) -> Dispatch:
    row = await world.delivery_row()
    return (await world.database.read(lambda session: deliveries.load(session, [row.id])))[row.id]


async def until_quiet(world: World, hours: int = 60) -> None:
    """Let the clock run until no job is left, `hours` at most."""
    end = world.clock() + timedelta(hours=hours)
    while world.clock() < end:
        await world.run()
        due = await world.database.read(
            lambda session: session.scalar(sa.select(sa.func.min(Job.due_at)).where(Job.state != JobState.DONE))
        )
        if due is None:
            return
        world.clock.move(max(due - world.clock(), timedelta(seconds=1)))


async def test_what_is_lost_each_time_is_given_up_and_told(small: World) -> None:
    small.network.then("lost-before", times=50)
    await small.plan()
    await until_quiet(small)
    row = await small.delivery_row()
    assert (row.state, row.reason) == (DeliveryState.FAILED, "delivery-lost")
    assert small.network.sent == MOST_TRIES
    assert [notice.key for notice in await small.notices()] == ["delivery-failed"]


async def test_every_part_of_a_long_thread_has_tries_of_its_own(small: World) -> None:
    small.network.then("none", times=8).then("later")
    await small.plan("\n---\n".join(f"Part {number}" for number in range(10)))
    await until_quiet(small)
    assert (await small.delivery_row()).state is DeliveryState.PUBLISHED
    assert small.network.texts() == [f"Part {number}" for number in range(10)]


async def test_a_first_comment_that_is_refused_leaves_the_post_out(small: World) -> None:
    small.network.then("none", "refused")
    await small.plan()
    await change(small, options={"first_comment": "#bread"})
    await small.run()
    row = await small.delivery_row()
    assert (row.state, row.remote_id, row.reason) == (DeliveryState.PUBLISHED, "1", "delivery-without-comment")
    assert await small.post_status() is PostStatus.PUBLISHED
    [notice] = await small.notices()
    assert (notice.key, notice.facts["url"]) == ("delivery-comment-missing", "https://fake.example/1")
    assert (await small.job()).state is JobState.DONE


async def test_a_thread_that_became_shorter_is_not_begun_again(small: World) -> None:
    small.network.then("none", "refused")
    await small.plan(THREAD)
    await small.run()
    await change(small, text="Only this", state=DeliveryState.WAITING)

    def again(session: Session) -> None:
        session.execute(sa.update(Job).values(state=JobState.WAITING))
        session.execute(sa.update(Post).values(status=PostStatus.SCHEDULED))

    await small.database.write(again)
    await small.run()
    assert small.network.texts() == ["First of all"]
    assert (await small.delivery_row()).state is DeliveryState.PUBLISHED


async def test_a_late_answer_does_not_take_a_thread_back(small: World) -> None:
    """Whoever slept through its lease brings the receipt of a part that others have gone on from."""
    await small.plan(THREAD)
    await small.run()
    row = await small.delivery_row()
    parts = row.progress["parts"]
    late = Outcome(
        row.id,
        row.post_id,
        DeliveryState.WAITING,
        frozenset(DeliveryState),
        small.clock(),
        progress={"parts": parts[:2]},
        again_at=small.clock(),
        after=1,
        is_receipt=True,
    )
    assert await small.database.write(lambda session: deliveries.record(session, [late])) == set()
    await small.run()
    assert len(small.network.texts()) == 3
    assert (await small.delivery_row()).progress["parts"] == parts


async def test_whoever_lost_the_job_does_not_put_back_what_another_sends(small: World) -> None:
    """Only a receipt counts from whoever does not hold the job any more."""
    await small.plan()
    job = await small.job()
    claims = await small.database.write(
        lambda session: jobs.claim_due(
            session, "one", now=small.clock(), until=small.clock() + timedelta(seconds=15), limit=5
        )
    )
    dispatch = await dispatch_of(small)

    def taken_over(session: Session) -> None:
        deliveries.fence(session, [Sending(dispatch, claims[0])], small.clock())
        session.execute(sa.update(Job).where(Job.id == job.id).values(claimed_by="two"))

    await small.database.write(taken_over)
    late = Outcome(
        dispatch.id,
        dispatch.post_id,
        DeliveryState.WAITING,
        frozenset({DeliveryState.SENDING}),
        small.clock(),
        claims[0],
        again_at=small.clock(),
    )
    assert await small.database.write(lambda session: deliveries.record(session, [late])) == set()
    assert (await small.delivery_row()).state is DeliveryState.SENDING


async def test_a_look_says_nothing_of_a_later_call(small: World) -> None:
    await small.plan()
    row = await small.delivery_row()
    await change(small, state=DeliveryState.SENDING, sent_at=small.clock())
    stale = Outcome(
        row.id,
        row.post_id,
        DeliveryState.WAITING,
        frozenset({DeliveryState.SENDING, DeliveryState.UNKNOWN}),
        small.clock(),
        again_at=small.clock(),
        of_call=small.clock() - timedelta(seconds=40),
    )
    assert await small.database.write(lambda session: deliveries.record(session, [stale])) == set()


async def test_a_job_is_not_done_while_its_call_is_in_doubt(small: World) -> None:
    """A fence whose commit was answered with an error: the next look finds it, and must not end the job."""
    await small.plan()
    real = small.delivery._fence_all

    async def twice(items: Any) -> Any:
        await real(items)
        return await real(items)

    small.delivery._fence._work = twice
    await small.run()
    assert (await small.delivery_row()).state is DeliveryState.SENDING
    assert (await small.job()).state is JobState.CLAIMED
    small.clock.move(minutes=1)
    small.delivery._fence._work = real
    await small.worker.recover()
    await small.worker.idle()
    await until_quiet(small)
    assert (await small.delivery_row()).state is DeliveryState.PUBLISHED
    assert small.network.sent == 1


@pytest.mark.parametrize("values", [{"media": [{"id": 7}]}, {"topic": "Other"}, {"language": "de"}])
async def test_a_change_of_the_post_itself_wins_against_the_fence(small: World, values: dict[str, Any]) -> None:
    await small.plan()
    dispatch = await dispatch_of(small)

    def work(session: Session) -> Verdict:
        session.execute(sa.update(Post).values(**values))
        return deliveries.fence(session, [Sending(dispatch)], small.clock())[dispatch.id][0]

    assert await small.database.write(work) is Verdict.CHANGED


class Lister(FakePlatform):
    """Finds a post by its words, as networks without keys are read."""

    async def find(self, outgoing: Outgoing) -> Receipt | None:
        for remote_id, post in self.posts.items():
            if post.text == outgoing.text and remote_id not in outgoing.taken:
                return self._receipt(remote_id)
        return None


def several(world: World, count: int, text: str = "Good morning") -> Any:
    def work(session: Session) -> None:
        owner = planned.workspace(session)
        account = planned.account(session, owner.id)
        for _ in range(count):
            planned.post(session, owner.id, [account], world.clock(), text=text)

    return world.database.write(work)


async def rows(world: World) -> list[Delivery]:
    return await world.database.read(lambda session: list(session.scalars(sa.select(Delivery).order_by(Delivery.id))))


async def lister(world: World) -> Lister:
    network = Lister()
    world.platforms["fake"] = world.network = network
    return network


async def test_the_same_words_twice_are_two_posts_though_one_was_lost(world: World) -> None:
    network = await lister(world)
    network.then("none", "lost-before")
    await several(world, 2)
    await until_quiet(world)
    assert network.texts() == ["Good morning"] * 2
    assert sorted(row.remote_id or "" for row in await rows(world)) == ["1", "2"]


async def test_two_that_lost_their_answers_do_not_claim_the_same_post(world: World) -> None:
    network = await lister(world)
    network.then("accepted-then-lost", "accepted-then-lost")
    await several(world, 2)
    await until_quiet(world)
    assert network.texts() == ["Good morning"] * 2
    assert sorted(row.remote_id or "" for row in await rows(world)) == ["1", "2"]
    assert {row.state for row in await rows(world)} == {DeliveryState.PUBLISHED}


async def test_what_another_is_sending_in_the_same_words_is_not_claimed(small: World) -> None:
    """The first was lost before it arrived and looks while the second is on its way: what it sees is the second."""
    network = await lister(small)
    network.delay = 0.1
    network.then("lost-before", "slow")
    await several(small, 2)
    seen = network.find

    async def find(outgoing: Outgoing) -> Receipt | None:
        while not network.posts:
            await asyncio.sleep(0.01)
        return await seen(outgoing)

    answered = network.send

    async def send(outgoing: Outgoing) -> Receipt:
        receipt = await answered(outgoing)
        await asyncio.sleep(0.1)
        return receipt

    network.find, network.send = find, send  # type: ignore[method-assign]  # each waits for the other
    await until_quiet(small)
    assert network.texts() == ["Good morning"] * 2
    assert sorted(row.remote_id or "" for row in await rows(small)) == ["1", "2"]


async def test_a_duplicate_after_a_lost_answer_is_looked_for_and_not_called_a_failure(small: World) -> None:
    """The network shows late what it took, and refuses it a second time in the meantime."""
    network = await lister(small)
    network.then("accepted-then-lost")
    looks = 0
    seen, answered = network.find, network.send

    async def find(outgoing: Outgoing) -> Receipt | None:
        nonlocal looks
        looks += 1
        return await seen(outgoing) if looks > 3 else None

    async def send(outgoing: Outgoing) -> Receipt:
        if network.posts:
            raise Rejected("error-duplicate", platform="Fake")
        return await answered(outgoing)

    network.find, network.send = find, send  # type: ignore[method-assign]  # as some networks are
    await small.plan()
    await until_quiet(small)
    row = await small.delivery_row()
    assert (row.state, row.remote_id) == (DeliveryState.PUBLISHED, "1")
    assert [notice.key for notice in await small.notices()] == ["delivery-published"]


@pytest.mark.parametrize("error", [NotFound("error-network-gone"), TryLater(), KeyError("status")])
async def test_what_goes_wrong_in_asking_says_nothing_of_the_post(small: World, error: Exception) -> None:
    small.network.then("pending")
    small.network.works_on = [error, "done"]
    await small.plan()
    await until_quiet(small)
    assert (await small.delivery_row()).state is DeliveryState.PUBLISHED
    assert small.network.sent == 1


class Renaming(FakePlatform):
    """Gives the post another id when it is through with it."""

    seen: ClassVar[list[int]] = []

    async def progress(self, outgoing: Outgoing, receipt: Receipt) -> Receipt:
        return Receipt(f"post-{receipt.remote_id}", "https://fake.example/final")


async def test_the_id_that_is_known_in_the_end_is_the_one_that_is_taken_down(small: World) -> None:
    small.platforms["fake"] = small.network = Renaming()
    small.network.then("pending")
    await small.plan()
    await until_quiet(small)
    row = await small.delivery_row()
    assert (row.remote_id, row.url) == ("post-1", "https://fake.example/final")
    assert [part["id"] for part in row.progress["parts"]] == ["post-1"]


async def test_a_cancelled_thread_of_which_a_part_is_out_stays_what_can_be_read(small: World) -> None:
    small.network.then("none", "refused")
    await small.plan(THREAD)
    await small.run()

    def work(session: Session) -> None:
        post = planned.only_post(session)
        row = posts.get(session, post.workspace_id, post.number)
        assert row is not None
        posts.cancel(session, row, small.clock())

    await small.database.write(work)
    row = await small.delivery_row()
    assert (row.state, row.remote_id) == (DeliveryState.PUBLISHED, "1")
    assert await small.post_status() is PostStatus.PUBLISHED


async def test_words_of_a_thread_that_broke_off_stay_as_they_went_out(small: World) -> None:
    small.network.then("none", "refused")
    await small.plan(THREAD)
    await small.run()

    def work(session: Session) -> None:
        post = planned.only_post(session)
        row = posts.get(session, post.workspace_id, post.number)
        assert row is not None
        posts.set_texts(session, row, "Other", {}, small.clock())

    await small.database.write(work)
    assert (await small.delivery_row()).text == THREAD


async def test_prepared_in_one_account_is_not_used_in_another(small: World) -> None:
    await small.plan()
    await change(small, progress={"prepared": {"session": "theirs"}, "prepared_for": 4711})
    seen: list[dict[str, Any]] = []

    async def prepare(outgoing: Outgoing) -> dict[str, Any]:
        seen.append(dict(outgoing.prepared))
        return {"session": "ours"}

    small.network.prepare = prepare  # type: ignore[method-assign]  # what it is given is looked at
    await small.run()
    assert seen == [{}]


async def test_what_was_restored_is_looked_for_from_its_time_on(small: World) -> None:
    await small.plan()
    await change(small, state=DeliveryState.UNKNOWN)
    since: list[datetime | None] = []

    async def find(outgoing: Outgoing) -> Receipt | None:
        since.append(outgoing.sent_at)
        return None

    small.network.find = find  # type: ignore[method-assign]  # what it is given is looked at
    await small.run()
    assert since[0] == small.clock()


class Storm(FakePlatform):
    """Whatever can go wrong with a call goes wrong, by lot; it is read by words, place and kind."""

    def __init__(self, seed: int) -> None:
        super().__init__(Path())
        self.lot = random.Random(seed)
        self.calm = False
        self.ledger: list[tuple[str, str, str]] = []

    async def prepare(self, outgoing: Outgoing) -> dict[str, Any]:
        if not self.calm and self.lot.random() < 0.15:
            raise TryLater(platform=self.label)
        return {"for": outgoing.text}

    async def send(self, outgoing: Outgoing) -> Receipt:
        assert outgoing.prepared["for"] == outgoing.text
        chance = 1.0 if self.calm else self.lot.random()
        if chance < 0.1:
            raise TryLater(platform=self.label)
        if chance < 0.2:
            raise OutcomeUnknown(platform=self.label)
        receipt = self._accept(outgoing)
        self.ledger.append((outgoing.text, outgoing.kind, outgoing.reply_to))
        if chance < 0.3:
            raise OutcomeUnknown(platform=self.label)
        if chance < 0.35:
            raise KeyError("id")
        return Receipt(receipt.remote_id, receipt.url, pending=chance < 0.5)

    async def find(self, outgoing: Outgoing) -> Receipt | None:
        if not self.calm and self.lot.random() < 0.3:
            raise TryLater(platform=self.label)
        for remote_id, post in self.posts.items():
            same = (post.text, post.kind, post.reply_to) == (outgoing.text, outgoing.kind, outgoing.reply_to)
            if same and remote_id not in outgoing.taken:
                return self._receipt(remote_id)
        return None

    async def progress(self, outgoing: Outgoing, receipt: Receipt) -> Receipt:
        chance = 1.0 if self.calm else self.lot.random()
        if chance < 0.2:
            raise NotFound("error-network-gone")
        return Receipt(receipt.remote_id, receipt.url, pending=chance < 0.5)


@pytest.mark.parametrize("seed", range(40))
async def test_through_any_storm_each_part_goes_out_once_and_in_order(sqlite_database: Database, seed: int) -> None:
    world = World(sqlite_database, FrozenClock())
    storm = Storm(seed)
    world.platforms["fake"] = world.network = storm
    await world.plan(THREAD)
    await change(world, options={"first_comment": "More below"})
    await until_quiet(world)
    row = await world.delivery_row()
    wanted = [
        ("First of all", "post", ""),
        ("And then", "thread", "1"),
        ("In the end", "thread", "2"),
        ("More below", "comment", "1"),
    ]
    assert storm.ledger == wanted[: len(storm.ledger)]
    told = [notice.key for notice in await world.notices()]
    if row.state is DeliveryState.PUBLISHED and row.reason is None:
        assert storm.ledger == wanted
        assert [part["id"] for part in row.progress["parts"]] == ["1", "2", "3", "4"]
        assert told[-1:] == ["delivery-published"]
    elif row.state is DeliveryState.PUBLISHED:
        assert (row.reason, len(storm.ledger)) == ("delivery-without-comment", 3)
    elif row.state is DeliveryState.FAILED:
        assert len(row.progress.get("parts") or ()) == len(storm.ledger) < 4
        assert told[-1] in {"delivery-failed", "delivery-failed-partly"}
    else:
        assert row.state is DeliveryState.UNKNOWN
        assert "delivery-unconfirmed" in told

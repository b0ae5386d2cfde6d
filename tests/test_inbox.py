"""What reaches a messenger is answered once, in order, whatever breaks in between: in whole dialogues over a real store."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.inbox import BACKOFF, LEASE, Inbox, as_data, reply_from
from bot.messages import Attachment, Call, Card, Choice, Reply
from bot.testing.messenger import FakeMessenger
from storage import events
from storage.models import Identity, InboundEvent, Post
from tests.conversations.conftest import Talk, models, talk

__all__ = ["models", "talk"]  # fixtures


async def known(talk: Talk, sender: str = "anna") -> FakeMessenger:
    """A messenger in which the person at the terminal is known too."""
    await talk.say("help")

    def link(session: Session) -> None:
        session.add(Identity(workspace_id=1, member_id=1, channel="fakechat", external_id=sender))

    await talk.app.database.write(link)
    return FakeMessenger(talk.app.conversation)


def inbox(talk: Talk, messenger: FakeMessenger) -> Inbox:
    """A process that answers; its loops do not run by themselves."""
    found = Inbox(talk.app.database, now=talk.clock)
    found._channels = {"fakechat": messenger}
    return found


async def states(talk: Talk) -> list[str]:
    return await talk.app.database.read(
        lambda session: list(session.scalars(sa.select(InboundEvent.state).order_by(InboundEvent.id)))
    )


async def posts(talk: Talk) -> int:
    return await talk.app.database.read(lambda session: session.scalar(sa.select(sa.func.count(Post.id))) or 0)


async def test_it_is_answered_and_what_was_said_is_forgotten(talk: Talk) -> None:
    messenger = await known(talk)
    box = inbox(talk, messenger)
    assert await box.accept("fakechat", messenger.event("e1", "draft a post about our new bread"))
    await box.idle()
    assert "bread" in messenger.seen[0].text.lower() or messenger.replies[0].cards
    assert await states(talk) == ["done"]
    kept = await talk.app.database.read(lambda session: session.scalar(sa.select(InboundEvent)))
    assert kept is not None and kept.data == {} and kept.reply is None


async def test_a_second_delivery_does_nothing(talk: Talk) -> None:
    messenger = await known(talk)
    box = inbox(talk, messenger)
    assert await box.accept("fakechat", messenger.event("e1", "draft a post about our new bread"))
    assert not await box.accept("fakechat", messenger.event("e1", "draft a post about our new bread"))
    await box.idle()
    assert not await box.accept("fakechat", messenger.event("e1", "draft a post about our new bread"))
    await box.idle()
    assert len(messenger.seen) == 1
    assert await posts(talk) == 1


async def test_a_thread_is_answered_in_order_and_others_need_not_wait(talk: Talk) -> None:
    messenger = await known(talk)
    messenger.wait = asyncio.Event()
    box = inbox(talk, messenger)
    for key, text, thread in (("1", "help", "a"), ("2", "list my posts", "a"), ("3", "list my posts", "b")):
        await box.accept("fakechat", messenger.event(key, text, thread=thread))
    for _ in range(200):
        if sorted(messenger.busy_in) == ["a", "b"]:
            break
        await asyncio.sleep(0.01)
    assert sorted(messenger.busy_in) == ["a", "b"]
    messenger.wait.set()
    while await states(talk) != ["done"] * 3:
        await box.idle()
    assert [message.thread for message in messenger.seen].count("a") == 2
    first, second = (message.text for message in messenger.seen if message.thread == "a")
    assert first != second


async def test_after_a_crash_before_the_answer_another_process_answers(talk: Talk) -> None:
    messenger = await known(talk)
    dead = inbox(talk, messenger)
    messenger.wait = asyncio.Event()
    await dead.accept("fakechat", messenger.event("e1", "draft a post about our new bread"))
    await asyncio.sleep(0.05)
    for _, task in list(dead._held.values()):  # the process is gone: nothing is put back
        dead._put_back = _nothing  # type: ignore[method-assign]
        dead._stopping = True
        task.cancel()
    await dead.idle()
    assert await states(talk) == ["working"]
    messenger.wait = None
    alive = inbox(talk, messenger)
    await alive.look()
    await alive.idle()
    assert not messenger.seen  # the lease holds
    talk.clock.move(LEASE + timedelta(seconds=1))
    await alive.look()
    await alive.idle()
    assert len(messenger.seen) == 1
    assert await posts(talk) == 1
    assert await states(talk) == ["done"]


async def _nothing(*_: Any, **__: Any) -> None:
    return None


async def test_what_was_shown_before_a_crash_is_not_shown_twice(talk: Talk) -> None:
    messenger = await known(talk)
    messenger.faults.append("shown-then-lost")
    box = inbox(talk, messenger)
    await box.accept("fakechat", messenger.event("e1", "draft a post about our new bread"))
    await box.idle()
    assert await states(talk) == ["waiting"]
    talk.clock.move(seconds=BACKOFF[0] + 1)
    await box.look()
    await box.idle()
    # Nobody can know whether it arrived: it is said that this may be the second time, and nothing was done twice.
    assert [message.text.startswith("(again?)") for message in messenger.seen] == [False, True]
    assert await posts(talk) == 1
    assert await states(talk) == ["done"]


async def test_a_plan_made_before_a_crash_is_not_made_again(talk: Talk) -> None:
    messenger = await known(talk)
    box = inbox(talk, messenger)
    close = talk.app.conversation._database.write

    def broken(work: Any) -> Any:
        if "close_turn" in getattr(getattr(work, "__code__", None), "co_names", ()):
            box._stopping = True
            raise asyncio.CancelledError  # as if the process ended here
        return close(work)

    talk.app.conversation._database.write = broken  # type: ignore[method-assign]
    await box.accept("fakechat", messenger.event("e1", 'schedule "Fresh rye tonight" on my page tomorrow at nine'))
    await box.idle()
    talk.app.conversation._database.write = close  # type: ignore[method-assign]
    assert (await posts(talk), await states(talk)) == (1, ["waiting"])
    box = inbox(talk, messenger)
    await box.look()
    await box.idle()
    assert await posts(talk) == 1
    assert "interrupted" in messenger.seen[0].text and "Plan a post" in messenger.seen[0].text


async def test_a_network_that_wants_us_to_wait_is_waited_for(talk: Talk) -> None:
    messenger = await known(talk)
    messenger.faults.extend(["later", "broken"])
    box = inbox(talk, messenger)
    await box.accept("fakechat", messenger.event("e1", "help"))
    await box.idle()
    await box.look()
    await box.idle()
    assert not messenger.seen
    for wait in BACKOFF[:2]:
        talk.clock.move(seconds=wait + 0.1)
        await box.look()
        await box.idle()
    assert len(messenger.seen) == 1


async def test_what_cannot_be_answered_is_given_up_and_the_next_one_is_not_held_up(talk: Talk) -> None:
    messenger = await known(talk)
    messenger.faults.extend(["broken"] * (len(BACKOFF) + 1))
    box = inbox(talk, messenger)
    await box.accept("fakechat", messenger.event("e1", "help"))
    await box.accept("fakechat", messenger.event("e2", "list my posts"))
    for wait in (0, *BACKOFF):
        talk.clock.move(seconds=wait + 0.1)
        await box.look()
        await box.idle()
    assert await states(talk) == ["failed", "done"]
    assert len(messenger.seen) == 1


async def test_stop_reaches_another_process_and_what_was_done_is_told(talk: Talk) -> None:
    messenger = await known(talk)
    messenger.wait = asyncio.Event()
    working, other = inbox(talk, messenger), inbox(talk, messenger)
    await working.accept("fakechat", messenger.event("e1", "help"))
    await asyncio.sleep(0.05)
    assert await other.stop("fakechat", "t1")
    (work,) = [work for work, _ in working._held.values()]
    assert not work.stop.is_set()
    await working.look()
    assert work.stop.is_set()
    messenger.wait.set()
    await working.idle()
    assert not await other.stop("fakechat", "t1")


async def test_stopped_before_the_tool_runs_nothing_is_done(talk: Talk) -> None:
    messenger = await known(talk)
    stop = asyncio.Event()
    stop.set()
    message = await messenger.read(messenger.event("e1", "draft a post about our new bread"))
    assert message is not None
    reply = await talk.app.conversation.handle(message, stop=stop)
    assert reply.text == "Stopped; I did nothing more."
    assert await posts(talk) == 0


async def test_a_quick_event_does_not_wait_for_those_before_it(talk: Talk) -> None:
    messenger = await known(talk)
    messenger.wait = asyncio.Event()
    box = inbox(talk, messenger)
    await box.accept("fakechat", messenger.event("e1", "help"))
    event = messenger.event("e2", "list my posts")
    await box.accept("fakechat", type(event)(event.key, event.thread, event.data, quick=True))
    for _ in range(200):
        if len(messenger.busy_in) == 2:
            break
        await asyncio.sleep(0.01)
    assert len(messenger.busy_in) == 2
    messenger.wait.set()
    await box.idle()


async def test_a_closing_process_puts_back_what_it_did_not_finish(talk: Talk) -> None:
    messenger = await known(talk)
    messenger.wait = asyncio.Event()
    box = inbox(talk, messenger)
    await box.accept("fakechat", messenger.event("e1", "help"))
    await asyncio.sleep(0.05)
    await box.close(patience=0.05)
    assert await states(talk) == ["waiting"]
    messenger.wait = None
    other = inbox(talk, messenger)
    await other.look()
    await other.idle()
    assert len(messenger.seen) == 1


async def test_two_processes_take_each_event_once(talk: Talk) -> None:
    messenger = await known(talk)
    idle = Inbox(talk.app.database, now=talk.clock)  # a process that only receives
    for number in range(30):
        await idle.accept("fakechat", messenger.event(f"e{number}", "help", thread=f"t{number}"))
    one, two = inbox(talk, messenger), inbox(talk, messenger)
    await asyncio.gather(one.look(), two.look())
    await asyncio.gather(one.idle(), two.idle())
    assert len(messenger.seen) == 30
    assert await states(talk) == ["done"] * 30


async def test_keys_are_known_for_a_week(talk: Talk) -> None:
    messenger = await known(talk)
    box = inbox(talk, messenger)
    await box.accept("fakechat", messenger.event("e1", "help"))
    await box.idle()
    await box.upkeep()
    assert await states(talk) == ["done"]
    talk.clock.move(days=8)
    await box.upkeep()
    assert await states(talk) == []
    assert await talk.app.database.read(events.counts) == {}


def test_a_reply_is_kept_whole() -> None:
    reply = Reply(
        "Two\nlines 🥖",
        choices=(Choice("c1", "Yes", "primary"),),
        cards=(Card("Title", "Text", "feed", (("When", "now"),), ("a loaf",)),),
        calls=(Call("draft_post", {"topic": "bread"}, {"posts": [1]}),),
        language="de",
        ok=False,
        attachments=(Attachment("a.mp3", "audio/mpeg", b"\x00\xff"),),
        speech="Two",
        private=True,
        asks=True,
        decided="Anna",
    )
    assert reply_from(as_data(reply)) == reply

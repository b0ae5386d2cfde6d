"""Nobody says yes for somebody else, nothing is done or told twice, and what one person loses is told to nobody else.

People in several places at once, processes that end in the middle, and networks that answer late or never.
"""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot import processes
from bot.herald import AT_A_TIME, CLOSED_AFTER, LEASE, Herald
from bot.inbox import BACKOFF, Inbox
from bot.messages import IncomingMessage, Reply
from bot.testing.messenger import FakeMessenger
from connectors.channel import Showing
from storage import conversations, events, notices, people, workspaces
from storage.database import Database
from storage.models import Consent, Identity, Member, Notice, Post, PostStatus, Stranger, Turn, Workspace
from storage.notices import NewNotice
from tests.conversations.conftest import Talk

NOW = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)


class House:
    """A bakery whose people talk in one messenger: Anna owns it, Ben edits, Olga owns it too."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.messenger = FakeMessenger(talk.app.conversation)
        self.herald = self.another()
        self.inbox = Inbox(talk.app.database, now=talk.clock)
        self.inbox._channels = {"fakechat": self.messenger}

    def another(self) -> Herald:
        """One more process that tells."""
        app = self.talk.app
        made = Herald(
            app.database,
            app.registry.platforms,
            default_zone="Europe/Berlin",
            default_language="en",
            now=self.talk.clock,
        )
        made._channels = {"fakechat": self.messenger}
        return made

    async def say(self, text: str, who: str = "anna", thread: str = "", **more: Any) -> Reply:
        """Say something, by default where only oneself reads it."""
        message = IncomingMessage(text, "fakechat", who, thread=thread or f"{who}/1", **more)
        return await self.talk.app.conversation.handle(message)

    async def look(self) -> list[str]:
        """What people see after the herald has looked."""
        await self.herald.look()
        await self.herald.idle()
        return [message.text for message in self.messenger.seen]

    async def notice(self, text: str, thread: str = "anna/1", member: int = 1, **more: Any) -> None:
        """Something happened that concerns a conversation."""
        channel, key = more.pop("channel", "fakechat"), more.pop("key", "notice-late")
        choices, now = more.pop("choices", ()), self.talk.clock()

        def add(session: Session) -> None:
            found = conversations.open_conversation(session, 1, channel, thread, member, now)
            facts = {"text": text, "cards": [], **more}
            notices.add(session, [NewNotice(1, found.id, key, facts, choices)], now)

        await self.talk.app.database.write(add)

    async def rows(self, kind: Any) -> list[Any]:
        """Everything of a kind that is stored."""
        return await self.talk.app.database.read(lambda session: list(session.scalars(sa.select(kind))))

    async def untold(self) -> int:
        """How much is still to be told."""
        return sum(row.told_at is None for row in await self.rows(Notice))


async def house(talk: Talk) -> House:
    """The bakery with its people."""
    await talk.connect_network()

    def fill(session: Session) -> None:
        session.add(Identity(workspace_id=1, member_id=1, channel="fakechat", external_id="anna"))
        for name, role in (("ben", "editor"), ("olga", "owner")):
            workspaces.add_member(session, 1, name, role, "fakechat", name, talk.clock())

    await talk.app.database.write(fill)
    talk.app.conversation.elsewhere.asking = ("terminal", "fakechat")
    return House(talk)


def tapped(reply: Reply, label: str) -> str:
    """The button of a reply with that label."""
    return next(choice.id for choice in reply.choices if choice.label.startswith(label))


class Ended(BaseException):
    """A process has come to an end: nothing that it would still have done is done."""


class Ends:
    """A process that ends when it is about to write by one of these functions."""

    def __init__(self, talk: Talk, *names: str) -> None:
        self.database = talk.app.database
        self.write = self.database.write
        self.names = set(names)

    def __enter__(self) -> None:
        def write(work: Callable[..., Any]) -> Any:
            if self.names & called_by(work):
                raise Ended
            return self.write(work)

        self.database.write = write  # type: ignore[method-assign]

    def __exit__(self, *_: object) -> None:
        self.database.write = self.write  # type: ignore[method-assign]


def called_by(work: Any) -> set[str]:
    """The names of the functions that a piece of work is, holds or calls."""
    work = getattr(work, "func", work)
    code = getattr(work, "__code__", None)
    names = {getattr(work, "__name__", ""), *getattr(code, "co_names", ())}
    for cell in getattr(work, "__closure__", None) or ():
        if callable(cell.cell_contents):
            held = getattr(cell.cell_contents, "func", cell.cell_contents)
            names.add(getattr(held, "__name__", ""))
    return names


async def cut_off(here: House, text: str, *names: str, **more: Any) -> Reply:
    """A message whose process ends before one write; the reply that the next process gives."""
    with Ends(here.talk, *names), pytest.raises(Ended):
        await here.say(text, message_id="m1", **more)
    return await here.say(text, message_id="m1", **more)


# Whose yes it is


async def test_nobody_else_says_yes_in_any_way(talk: Talk) -> None:
    here = await house(talk)
    asked = await here.say('publish "Fresh rye" on fake', "anna", "room/1", group=True)
    yes = tapped(asked, "Yes")
    for text, more in (("yes", {}), ("", {"choice": yes}), ("1", {})):
        refused = await here.say(text, "ben", "room/1", group=True, **more)
        assert not refused.ok and not refused.calls, text
    assert await talk.status(1) is PostStatus.DRAFT
    for thread in ("ben/1", "room/2", "anna/9"):
        for text, more in (("yes", {}), ("", {"choice": yes})):
            refused = await here.say(text, "ben", thread, **more)
            assert not any(call.tool == "publish_post" for call in refused.calls), thread
    stranger = await here.say("yes", "eve", "room/1", group=True)
    assert "code" in stranger.text
    assert await talk.status(1) is PostStatus.DRAFT
    done = await here.say("yes", "anna", "room/1", group=True)
    assert done.ok and done.decided == "blum"
    assert await talk.status(1) is PostStatus.PUBLISHED


async def test_what_was_forwarded_is_no_yes(talk: Talk) -> None:
    here = await house(talk)
    await here.say('publish "Fresh rye" on fake')
    reply = await here.say("", others="yes")
    assert not any(call.tool == "publish_post" for call in reply.calls)
    assert await talk.status(1) is PostStatus.DRAFT


async def test_two_yeses_at_once_count_once(talk: Talk) -> None:
    here = await house(talk)
    asked = await here.say('publish "Fresh rye" on fake')
    yes = tapped(asked, "Yes")
    again = IncomingMessage("", "fakechat", "anna", thread="anna/1", choice=yes)
    replies = await asyncio.gather(
        talk.app.conversation.handle(again),
        here.say("yes", thread="anna/2", begins=True),
        here.say("yes", thread="anna/3", begins=True),
    )
    assert sum(reply.ok for reply in replies) == 1
    assert talk.network.sent == 1


async def test_a_question_of_a_chat_does_not_reach_a_group_or_another_person(talk: Talk) -> None:
    here = await house(talk)
    await here.say('publish "Fresh rye" on fake', "anna", "chat/1")
    for who, thread, group in (("anna", "chat/2", True), ("ben", "chat/3", False), ("olga", "chat/4", False)):
        reply = await here.say("yes", who, thread, group=group, begins=True)
        assert not any(call.tool == "publish_post" for call in reply.calls), who
    assert await talk.status(1) is PostStatus.DRAFT
    assert (await here.say("yes", "anna", "chat/5", begins=True)).ok
    assert talk.network.sent == 1


async def test_a_question_of_another_workspace_is_not_carried(talk: Talk) -> None:
    here = await house(talk)

    def second(session: Session) -> None:
        place = Workspace(name="Florist", created_at=talk.clock())
        session.add(place)
        session.flush()
        workspaces.add_member(session, place.id, "Anna", "owner", "fakechat", "anna", talk.clock())

    await talk.app.database.write(second)
    await here.say('publish "Fresh rye" on fake', "anna", "chat/1")
    reply = await here.say("yes", "anna", "chat/2", workspace="Florist")
    assert not reply.calls
    assert "rye" not in (await here.say("list my posts", "anna", "chat/3", workspace="Florist")).text
    assert await talk.status(1) is PostStatus.DRAFT
    # Where the channel names no workspace it is always the same one.
    assert "rye" in (await here.say("list my posts", "anna", "chat/4")).text.lower()


@pytest.mark.parametrize("yes", ["yes", "Yes.", "yes please", "ok, do it"])
async def test_a_yes_while_a_program_asks_too_is_taken_for_neither(talk: Talk, yes: str) -> None:
    here = await house(talk)
    await here.say('publish "Fresh rye" on fake')
    program = IncomingMessage("", "terminal", "blum", thread="mcp:agent", workspace="Bakery")
    await talk.app.conversation.call(program, "publish_post", {"text": "Secret sale", "platforms": ["fake"]})
    await here.look()
    assert "Secret sale" in str(here.messenger.replies[-1].cards)
    reply = await here.say(yes)
    assert not reply.calls and reply.choices and talk.network.sent == 0
    await here.say("", choice=tapped(reply, "Yes"))
    assert [post.text for post in talk.network.posts.values()] == ["Secret sale"]


async def test_an_old_button_answers_no_other_question(talk: Talk) -> None:
    here = await house(talk)
    for name in ("Blue phone", "Red phone", "Kitchen speaker", "Office speaker"):
        code = await talk.app.pairing.code("Bakery", "terminal", "blum")
        assert await talk.app.pairing.admit(code, "alexa", name, source=name)
    first = await here.say("throw out the phone")
    await here.say("help")
    second = await here.say("throw out the speaker")
    assert [choice.label for choice in second.choices] == ["Kitchen speaker", "Office speaker"]
    stale = await here.say("", choice=tapped(first, "Blue phone"))
    assert "too old" in stale.text and not stale.choices
    await here.say("help")
    asked = await here.say("throw out the speaker")
    asked = await here.say("", choice=tapped(asked, "Office speaker"))
    assert "Office speaker" in asked.text and "Yes" in asked.choices[0].label


async def test_a_question_in_a_group_is_answered_by_whoever_was_asked(talk: Talk) -> None:
    here = await house(talk)
    asked = await here.say("write a post", "ben", "room/1", group=True)
    assert asked.asks
    await here.say("help", "anna", "room/1", group=True)
    answer = await here.say("our new rye bread", "ben", "room/1", group=True)
    assert [(call.tool, call.args.get("topic")) for call in answer.calls] == [("draft_post", "new rye bread")]


async def test_a_late_reply_does_not_ask_for_an_older_yes(talk: Talk) -> None:
    here = await house(talk)
    await here.say("help", "anna", "anna/1")
    await here.say('publish "Fresh rye" on fake', "anna", "kitchen")
    drafted = await here.say("draft a post about our cakes", "anna", "kitchen")
    assert drafted.choices  # offers, none of which is a yes
    kitchen = IncomingMessage("", "fakechat", "anna", thread="kitchen")
    assert await talk.app.conversation.leave(kitchen, drafted)
    (left,) = [row for row in await here.rows(Notice) if row.key == "notice-late"]
    assert left.choices == []
    asked = await here.say('publish "Seed rolls" on fake', "anna", "kitchen")
    await talk.app.conversation.leave(kitchen, asked)
    left = [row for row in await here.rows(Notice) if row.key == "notice-late"][-1]
    (open_now,) = [row.id for row in await here.rows(Consent) if row.state == "open"]
    assert {choice["consent"] for choice in left.choices} == {open_now}


async def test_whoever_is_thrown_out_at_this_moment_begins_no_workspace(talk: Talk) -> None:
    here = await house(talk)
    members = len(await here.rows(Member))

    async def known(_message: IncomingMessage) -> bool:
        return True  # a moment ago

    talk.app.conversation.knows = known  # type: ignore[method-assign, assignment]
    reply = await here.say("list my posts", "eve")
    assert not reply.ok and not reply.calls
    assert len(await here.rows(Member)) == members and len(await here.rows(Workspace)) == 1


async def test_whatever_a_stranger_calls_themselves_it_is_a_short_name_on_one_line(talk: Talk) -> None:
    here = await house(talk)
    name = "Anna\nYes: [let in](https://evil.example) <!channel> \u202e" * 300
    reply = await here.say("the secret plan " * 500, "eve", sender_name=name)
    code = "".join(char for char in reply.text if char.isdigit())[:6]
    (kept,) = await here.rows(Stranger)
    assert len(kept.name) <= 60 and "\n" not in kept.name and "\u202e" not in kept.name
    assert "secret plan" not in str([turn.said for turn in await here.rows(Turn)])
    asked = await talk.say(f"let in {code}, that's Anna")
    assert asked.choices and "\u202e" not in asked.text and len(asked.text) < 600
    await here.say("yes", "eve")
    assert len(await here.rows(Member)) == 3


# Other people's words


async def test_what_was_passed_on_is_forgotten_after_a_while(talk: Talk) -> None:
    here = await house(talk)
    await here.say("", others="Great news from our town, everybody!")
    talk.clock.move(hours=5)
    reply = await here.say("write a post")
    assert "Great news" not in str([call.args for call in reply.calls])
    assert "Great news" not in str([row.text for row in await here.rows(Post)])


async def test_what_one_person_passed_on_is_not_anothers_this(talk: Talk) -> None:
    here = await house(talk)
    await here.say("", "anna", "room/1", group=True, others="Great news from our town, everybody!")
    reply = await here.say("write a post", "ben", "room/1", group=True)
    assert "Great news" not in str([call.args for call in reply.calls])
    mine = await here.say("draft a post about this for my page", "anna", "room/1", group=True)
    assert "Great news" in str([call.args for call in mine.calls])


# Processes that end


async def test_undo_is_not_done_twice(talk: Talk) -> None:
    here = await house(talk)
    await here.say("draft a post about our rye")
    await here.say("draft a post about our cakes")
    reply = await cut_off(here, "undo", "close_turn")
    assert "Undo" in reply.text
    assert [row.number for row in await here.rows(Post)] == [1]


async def test_a_plan_that_was_not_made_is_not_told_as_made(talk: Talk) -> None:
    here = await house(talk)
    with Ends(talk, "checked"), pytest.raises(Ended):
        await here.say('schedule "Fresh rye" on fake tomorrow at nine', message_id="m1")
    assert [row.status for row in await here.rows(Post)] == [PostStatus.DRAFT]
    reply = await here.say('schedule "Fresh rye" on fake tomorrow at nine', message_id="m1")
    assert "Write a draft" in reply.text and "Plan a post" not in reply.text
    assert len(await here.rows(Post)) == 1


async def test_a_yes_that_was_used_and_led_to_nothing_is_told(talk: Talk) -> None:
    here = await house(talk)
    await here.say('publish "Fresh rye" on fake')
    with Ends(talk, "noted"), pytest.raises(Ended):
        await here.say("yes", message_id="m1")
    assert [row.state for row in await here.rows(Consent)] == ["used"]
    reply = await here.say("yes", message_id="m1")
    assert "cannot tell how far" in reply.text and "Publish a post" in reply.text and not reply.ok
    assert talk.network.sent == 0
    asked = await here.say("publish it")
    assert asked.choices
    assert (await here.say("yes")).ok and talk.network.sent == 1


async def test_what_went_out_before_the_end_is_told_and_not_sent_again(talk: Talk) -> None:
    here = await house(talk)
    await here.say('publish "Fresh rye" on fake')
    reply = await cut_off(here, "yes", "close_turn")
    assert "Publish a post" in reply.text and "cannot tell" not in reply.text
    assert talk.network.sent == 1


async def test_the_first_of_two_commands_is_done_once_and_the_second_is_left_to_be_said(talk: Talk) -> None:
    here = await house(talk)
    text = 'schedule "Rye" on fake tomorrow at nine and set the time zone to Paris'
    reply = await cut_off(here, text, "_set_everywhere")
    assert len(await here.rows(Post)) == 1
    assert "Plan a post" in reply.text and "zone" not in reply.text


async def test_a_window_that_was_sent_twice_changes_once(talk: Talk) -> None:
    here = await house(talk)
    await here.say("draft a post about our rye")
    message = IncomingMessage("", "fakechat", "anna", thread="anna/1", message_id="w1")
    args = {"post_id": 1, "instruction": "change the text to “Fresh rye from the stone oven”"}
    with Ends(talk, "keep_beside"), pytest.raises(Ended):
        await talk.app.conversation.call(message, "improve_draft", args)
    reply = await talk.app.conversation.call(message, "improve_draft", args)
    assert "interrupted" in reply.text
    await here.say("undo")
    assert "stone oven" not in (await talk.post(1)).post.text


async def test_an_answer_for_one_person_alone_is_not_told_as_shown_where_it_may_be_lost(talk: Talk) -> None:
    here = await house(talk)
    first = await here.say("pair a device", message_id="m1")
    again = await here.say("pair a device", message_id="m1")
    assert first.private and again.private
    assert "ask me again" in again.text and "was shown" not in again.text


async def test_a_button_that_was_shown_while_a_window_was_open_stays_good(talk: Talk) -> None:
    here = await house(talk)
    await here.say("help")
    offer = {"label_key": "consent-yes", "tool": "list_posts", "args": {}}
    toolbox = talk.app.conversation._toolbox
    run = toolbox.call

    async def slow(*args: Any) -> Any:
        await here.notice("News.", choices=(offer,))
        await here.look()
        return await run(*args)

    toolbox.call = slow  # type: ignore[method-assign, assignment]
    await talk.app.conversation.call(IncomingMessage("", "fakechat", "anna", thread="anna/1"), "help", {})
    toolbox.call = run  # type: ignore[method-assign]
    (choice,) = here.messenger.replies[-1].choices
    assert (await here.say("", choice=choice.id)).calls


# The inbox


def left_over(session: Session, thread: str = "t1", count: int = 1, **more: Any) -> None:
    """Events that nobody has begun."""
    for number in range(count):
        events.accept(
            session,
            "fakechat",
            f"e{number}",
            thread,
            {"sender": "anna", "text": "help", "choice": ""},
            quick=False,
            now=NOW,
            worker=None,
            until=NOW,
            **more,
        )


async def test_two_processes_never_take_the_same_next_event(postgresql_database: Database) -> None:
    database = postgresql_database
    await database.write(left_over)
    taken: list[Any] = []
    until = NOW + timedelta(minutes=1)

    def second() -> None:
        with Session(database.engine, expire_on_commit=False) as session:
            taken.append(events.next_in(session, "fakechat", "t1", now=NOW, worker="two", until=until))
            session.commit()

    other = threading.Thread(target=second)
    with Session(database.engine, expire_on_commit=False) as session:
        (first,) = events.left(session, ["fakechat"], now=NOW, worker="one", until=until, limit=9)
        session.flush()
        other.start()
        other.join(0.1)  # it waits for us, or has read what is no longer so
        session.commit()
    other.join()
    assert first.key == "e0" and taken == [None]


async def test_a_thousand_messages_of_one_person_hold_up_nobody(database: Database) -> None:
    await database.write(lambda session: left_over(session, count=1000))

    def other(session: Session) -> None:
        now = NOW + timedelta(seconds=1)
        events.accept(session, "fakechat", "b1", "t2", {}, quick=False, now=now, worker=None, until=now)

    await database.write(other)
    found = await database.write(
        lambda session: events.left(session, ["fakechat"], now=NOW, worker="w", until=NOW, limit=64)
    )
    assert [claimed.key for claimed in found] == ["e0", "b1"]


async def test_what_ends_every_process_is_given_up(talk: Talk) -> None:
    here = await house(talk)
    await here.inbox._database.write(left_over)
    for _ in range(len(BACKOFF) + 3):
        now = talk.clock()
        await talk.app.database.write(
            lambda session, now=now: events.left(  # type: ignore[misc]  # a process that dies of it
                session, ["fakechat"], now=now, worker="gone", until=now + LEASE, limit=9
            )
        )
        talk.clock.move(LEASE + timedelta(seconds=1))
    await here.inbox.look()
    await here.inbox.idle()
    assert here.messenger.seen == []
    assert await talk.app.database.read(events.counts) == {"failed": 1}
    assert await here.inbox.accept("fakechat", here.messenger.event("n1", "help"))
    await here.inbox.idle()
    assert len(here.messenger.seen) == 1


def test_a_process_is_only_taken_for_gone_where_its_number_means_something(monkeypatch: pytest.MonkeyPatch) -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    place = processes.own_id().rsplit(":", 2)[0]
    assert processes.is_gone(f"{place}:{child.pid}:abc")
    assert not processes.is_gone(f"{place}:{os.getpid()}:abc")
    assert not processes.is_gone(f"{socket.gethostname()}/1:{child.pid}:abc")  # another container of this machine
    monkeypatch.setattr("bot.processes.os", SimpleNamespace(name="nt"))  # no `kill`: there it would end a process
    assert not processes.is_gone(f"{place}:{child.pid}:abc")


@pytest.mark.parametrize("name", ["keep_reply", "keep_parts", "finish"])
async def test_wherever_a_process_ends_it_is_done_once_and_shown(talk: Talk, name: str) -> None:
    here = await house(talk)
    with Ends(talk, name):
        await here.inbox.accept("fakechat", here.messenger.event("e1", 'draft a post saying "Fresh rye"'))
        here.inbox._stopping = True
        await here.inbox.idle()
    other = Inbox(talk.app.database, now=talk.clock)
    other._channels = {"fakechat": here.messenger}
    talk.clock.move(minutes=3)
    await other.look()
    await other.idle()
    assert len(await here.rows(Post)) == 1
    assert await talk.app.database.read(events.counts) == {"done": 1}
    doubled = name == "keep_parts"  # nobody can know: it is said
    assert [message.text.startswith("(again?)") for message in here.messenger.seen] == [False, True][: 1 + doubled]


# News


async def test_whoever_has_left_is_told_nothing_and_an_owner_is(talk: Talk) -> None:
    here = await house(talk)
    await here.say("help", "anna")
    await here.say("help", "ben", "ben/1")
    ben = next(row.id for row in await here.rows(Member) if row.name == "ben")
    await here.notice("Post 3 failed.", "ben/1", ben)
    await here.notice("", "ben/1", ben, key="notice-consent", asker="Agent", question="Publish the secret?")
    await talk.app.database.write(lambda session: people.remove(session, 1, ben, talk.clock()))
    await here.look()
    await here.look()
    assert [(message.thread, "Post 3" in message.text) for message in here.messenger.seen] == [("anna/1", True)]
    assert await here.untold() == 0


async def test_a_place_that_was_unlinked_is_told_and_asked_nothing(talk: Talk) -> None:
    here = await house(talk)
    await here.say("help", "anna")

    def unlink(session: Session) -> None:
        session.execute(sa.delete(Identity).where(Identity.channel == "fakechat", Identity.external_id == "anna"))

    await talk.app.database.write(unlink)
    await here.notice("Post 3 failed.")
    assert await here.look() == []
    assert await here.untold() == 1
    program = IncomingMessage("", "terminal", "blum", thread="mcp:agent", workspace="Bakery")
    await talk.app.conversation.call(program, "publish_post", {"text": "Secret sale", "platforms": ["fake"]})
    talk.clock.move(hours=1)
    assert await here.look() == []


async def test_news_that_reaches_nobody_holds_up_no_other_news(talk: Talk) -> None:
    here = await house(talk)
    await here.say("help", "ben", "ben/1")
    ben = next(row.id for row in await here.rows(Member) if row.name == "ben")

    def alone(session: Session) -> int:
        return workspaces.add_member(session, 1, "tom", "editor", "terminal", "tom", talk.clock()).id

    tom = await talk.app.database.write(alone)

    def many(session: Session) -> None:
        found = conversations.open_conversation(session, 1, "terminal", "tom", tom, talk.clock())
        facts = {"text": "Done.", "cards": []}
        notices.add(session, [NewNotice(1, found.id, "notice-late", facts)] * (AT_A_TIME + 1), talk.clock())

    await talk.app.database.write(many)
    talk.clock.move(CLOSED_AFTER)
    await here.notice("For Ben.", "ben/1", ben)
    assert len(await here.look()) == 1
    assert await here.untold() == AT_A_TIME + 1  # they wait in the terminal


async def test_a_slow_network_is_told_once(talk: Talk) -> None:
    here = await house(talk)
    go = asyncio.Event()
    tell = here.messenger.tell
    begun: list[str] = []

    async def slow(thread: str, reply: Reply, showing: Showing) -> None:
        begun.append(thread)
        await go.wait()
        await tell(thread, reply, showing)

    here.messenger.tell = slow  # type: ignore[method-assign]
    other = here.another()
    await here.notice("Done.")
    await here.herald.look()
    for _ in range(5):
        talk.clock.move(LEASE / 2)
        await here.herald.look()
        await other.look()
    go.set()
    await here.herald.idle()
    await other.idle()
    assert begun == ["anna/1"] and len(here.messenger.seen) == 1


async def test_news_whose_process_ended_in_the_middle_says_that_it_may_be_the_second_time(talk: Talk) -> None:
    here = await house(talk)
    await here.notice("Done.")
    tell = here.messenger.tell

    async def dies(thread: str, reply: Reply, showing: Showing) -> None:
        showing.shown = _dead  # type: ignore[method-assign, assignment]
        await tell(thread, reply, showing)

    here.messenger.tell = dies  # type: ignore[method-assign]
    await here.herald.look()
    await asyncio.gather(*here.herald._telling, return_exceptions=True)
    here.messenger.tell = tell  # type: ignore[method-assign]
    here.herald = here.another()
    assert len(await here.look()) == 1
    talk.clock.move(LEASE)
    assert [text.startswith("(again?)") for text in await here.look()] == [False, True]


async def _dead(*_: object) -> None:
    raise asyncio.CancelledError


async def test_whoever_is_reached_nowhere_finds_it_in_the_terminal(talk: Talk) -> None:
    here = await house(talk)
    await here.say("help")
    await here.notice("Post 3 failed.")
    here.messenger.faults.append("blocked")
    await here.look()
    talk.clock.move(hours=1)
    assert await here.look() == []
    (told,) = await talk.news()
    assert "Post 3 failed." in told.text


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        (datetime(2026, 3, 28, 21, 30, tzinfo=UTC), True),  # 22:30, the night in which clocks go forward
        (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), True),
        (datetime(2026, 3, 29, 4, 59, tzinfo=UTC), True),  # 06:59 in summer time
        (datetime(2026, 3, 29, 5, 0, tzinfo=UTC), False),
        (datetime(2026, 10, 25, 5, 59, tzinfo=UTC), True),  # 06:59 in winter time
        (datetime(2026, 10, 25, 6, 0, tzinfo=UTC), False),
    ],
)
async def test_quiet_hours_over_midnight_and_a_change_of_the_clocks(talk: Talk, at: datetime, quiet: bool) -> None:
    here = await house(talk)
    await here.say("set quiet hours from 22:00 to 07:00")
    talk.clock.move(at - talk.clock())
    await here.notice("Done.")
    assert (await here.look() == []) is quiet

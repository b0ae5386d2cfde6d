"""News reaches people where they asked, in one message that grows, outside quiet hours, and is not lost on the way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.herald import CLOSED_AFTER, LEASE, Herald
from bot.messages import IncomingMessage, Reply
from bot.testing.messenger import FakeMessenger
from storage import conversations, documents, notices, workspaces
from storage.models import Identity
from storage.notices import NewNotice
from tests.conversations.conftest import Talk, models, talk

__all__ = ["models", "talk"]  # fixtures


class Place:
    """Somebody with a messenger, and the process that tells them things."""

    def __init__(self, talk: Talk, messenger: FakeMessenger) -> None:
        self.talk = talk
        self.messenger = messenger
        self.herald = herald(talk, messenger)

    async def say(self, text: str, thread: str = "t1", **more: Any) -> Reply:
        """Say something in the messenger."""
        return await self.talk.app.conversation.handle(IncomingMessage(text, "fakechat", "anna", thread=thread, **more))

    async def look(self) -> list[str]:
        """What people see after the herald has looked."""
        await self.herald.look()
        await self.herald.idle()
        return [message.text for message in self.messenger.seen]

    async def notice(self, thread: str, text: str, *, channel: str = "fakechat", key: str = "notice-late") -> None:
        """Something happened that concerns a thread."""

        def add(session: Session) -> None:
            found = conversations.open_conversation(session, 1, channel, thread, 1, self.talk.clock())
            notices.add(session, [NewNotice(1, found.id, key, {"text": text, "cards": []})], self.talk.clock())

        await self.talk.app.database.write(add)


def herald(talk: Talk, *messengers: FakeMessenger) -> Herald:
    """A process that tells."""
    app = talk.app
    made = Herald(
        app.database, app.registry.platforms, default_zone="Europe/Berlin", default_language="en", now=talk.clock
    )
    made._channels = {messenger.name: messenger for messenger in messengers}
    return made


async def place(talk: Talk) -> Place:
    await talk.connect_network()

    def link(session: Session) -> None:
        session.add(Identity(workspace_id=1, member_id=1, channel="fakechat", external_id="anna"))

    await talk.app.database.write(link)
    talk.app.conversation.elsewhere.asking = ("terminal", "fakechat")
    return Place(talk, FakeMessenger(talk.app.conversation))


async def test_a_post_that_went_out_is_told_in_the_thread_that_it_came_from(talk: Talk) -> None:
    here = await place(talk)
    await here.say('schedule "Fresh rye" on fake at 11:00', thread="plans")
    await here.say("help", thread="other")
    await talk.let_time_pass(hours=2)
    (text,) = await here.look()
    assert "Fake" in text and here.messenger.seen[0].thread == "plans"
    assert await here.look() == [text]  # once


async def test_what_happens_to_one_post_is_one_message_that_grows(talk: Talk) -> None:
    here = await place(talk)
    await here.say('schedule "Fresh rye" on fake and on my page at 11:00')
    await talk.let_time_pass(hours=2)
    told = await here.look()
    assert len(told) == 1
    rows = await talk.app.database.read(lambda session: notices.untold(session, 2))
    assert not rows

    def later(session: Session) -> None:
        found = conversations.find(session, 1, "fakechat", "t1")
        assert found is not None
        more = NewNotice(1, found.id, "notice-late", {"text": "And one more thing.", "cards": [], "post": 1})
        notices.add(session, [more], talk.clock())

    await talk.app.database.write(later)
    (grown,) = await here.look()
    assert grown.startswith(told[0]) and "And one more thing." in grown
    assert here.messenger.seen[0].edits == 1
    talk.clock.move(hours=1)
    await talk.app.database.write(later)
    assert len(await here.look()) == 2  # nobody looks at an old message again


async def test_the_buttons_of_news_work(talk: Talk) -> None:
    here = await place(talk)
    talk.network.then("sign-in")
    await here.say('schedule "Fresh rye" on fake at 11:00')
    await talk.let_time_pass(hours=2)
    await here.look()
    choice = here.messenger.replies[0].choices[0]
    reply = await here.say("", choice=choice.id)
    assert "gone" not in reply.text and reply.calls


async def test_quiet_hours_are_kept_unless_the_person_is_there(talk: Talk) -> None:
    here = await place(talk)
    await here.say("set quiet hours from 22:00 to 07:00")
    talk.clock.move(hours=14)  # midnight in Berlin
    await here.notice("t1", "Done.")
    assert await here.look() == []
    await here.say("help")
    assert len(await here.look()) == 1
    talk.clock.move(hours=1)
    await here.notice("t1", "Done too.")
    assert len(await here.look()) == 1
    talk.clock.move(hours=7)
    assert len(await here.look()) == 2


async def test_what_a_speaker_or_a_closed_terminal_cannot_tell_is_told_where_the_person_was_last(talk: Talk) -> None:
    here = await place(talk)
    await here.say("help", thread="mine")
    await here.notice("kitchen", "From the kitchen.", channel="alexa")
    await here.notice("blum", "From the terminal.", channel="terminal")
    (text,) = await here.look()
    assert "From the kitchen." in text and here.messenger.seen[0].thread == "mine"
    talk.clock.move(CLOSED_AFTER)
    assert "From the terminal." in (await here.look())[1]
    assert not await talk.news()  # it is not told again when the terminal is opened


async def test_it_is_not_told_to_the_group(talk: Talk) -> None:
    here = await place(talk)
    await here.say("help", thread="mine")
    talk.clock.move(minutes=1)
    await here.say("help", thread="everybody", group=True)
    await here.notice("kitchen", "From the kitchen.", channel="alexa")
    await here.look()
    assert here.messenger.seen[0].thread == "mine"


async def test_what_cannot_be_told_now_is_told_later_and_a_doubt_is_said(talk: Talk) -> None:
    here = await place(talk)
    here.messenger.faults.extend(["later", "shown-then-lost"])
    await here.notice("t1", "Done.")
    assert await here.look() == []
    talk.clock.move(seconds=3)
    assert len(await here.look()) == 1  # nobody knows that it arrived
    talk.clock.move(seconds=30)
    assert [text.startswith("(again?)") for text in await here.look()] == [True, True]
    talk.clock.move(hours=2)
    assert len(await here.look()) == 2


async def test_whoever_blocked_us_is_told_elsewhere(talk: Talk) -> None:
    here = await place(talk)
    mail = FakeMessenger(talk.app.conversation)
    mail.name = "fakemail"  # type: ignore[misc]
    mail.fallback = True  # type: ignore[misc]
    here.herald._channels["fakemail"] = mail

    def link(session: Session) -> None:
        session.add(Identity(workspace_id=1, member_id=1, channel="fakemail", external_id="anna@example.org"))

    await talk.app.database.write(link)
    here.messenger.faults.append("blocked")
    await here.notice("t1", "Too late for speech.")
    await here.herald.look()
    await here.herald.idle()
    await here.look()
    assert [message.thread for message in mail.seen] == ["anna@example.org"]
    assert "Too late for speech." in mail.seen[0].text


async def test_two_processes_tell_it_once(talk: Talk) -> None:
    here = await place(talk)
    other = herald(talk, here.messenger)
    for number in range(5):
        await here.notice(f"t{number}", "Done.")
    await here.herald.look()
    await other.look()
    await here.herald.idle()
    await other.idle()
    assert len(here.messenger.seen) == 5


async def test_what_a_dead_process_was_telling_is_told_by_another(talk: Talk) -> None:
    here = await place(talk)
    await here.notice("t1", "Done.")
    (waiting,) = await talk.app.database.read(lambda session: notices.waiting(session, talk.clock(), 9))
    await talk.app.database.write(
        lambda session: notices.claim(
            session,
            [waiting.id],
            waiting.conversation_id,
            worker="gone",
            now=talk.clock(),
            until=talk.clock() + LEASE,
            since=talk.clock() - timedelta(hours=1),
        )
    )
    assert await here.look() == []
    talk.clock.move(LEASE)
    assert len(await here.look()) == 1


async def test_a_terminal_that_is_open_tells_its_own_news(talk: Talk) -> None:
    here = await place(talk)
    await here.notice("blum", "Something.", channel="terminal")
    assert await here.look() == []


async def test_an_unknown_workspace_language_is_told_in_its_own(talk: Talk) -> None:
    here = await place(talk)
    await talk.app.database.write(lambda session: workspaces.put_setting(session, 1, "language", "de"))
    await here.notice("t1", "Fertig.")
    assert "länger gedauert" in (await here.look())[0]


async def test_a_file_that_goes_with_news_arrives_with_it_and_once(talk: Talk) -> None:
    here = await place(talk)
    await here.say("help")
    now = talk.clock()

    def add(session: Session) -> None:
        about: dict[str, Any] = {
            "kind": "report",
            "name": "week.csv",
            "media_type": "text/csv",
            "created_by": None,
            "now": now,
        }
        mine = documents.add(session, 1, content=b"a,b\n", **about)
        workspaces.found_workspace(session, "Florist", now)
        theirs = documents.add(session, 2, content=b"secret", **about)
        found = conversations.find(session, 1, "fakechat", "t1")
        assert found is not None
        facts = {"text": "The report.", "cards": [], "files": [mine.id, theirs.id, 99]}
        notices.add(session, [NewNotice(1, found.id, "notice-late", facts)], now)

    await talk.app.database.write(add)
    here.messenger.faults.append("later")
    assert await here.look() == []
    talk.clock.move(seconds=3)
    await here.look()
    await here.look()
    told = [reply for reply in here.messenger.replies if reply.attachments]
    assert [[(file.name, file.data) for file in reply.attachments] for reply in told] == [[("week.csv", b"a,b\n")]]

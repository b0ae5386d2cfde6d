"""Telegram on a bad day: what comes twice, late or not at all, what is too fast, who else takes part, and crashes."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from starlette.applications import Starlette

from bot.errors import OperatorError, Rejected, SettingsError
from bot.inbox import Inbox
from bot.messages import Attachment, Choice, IncomingMessage, Reply
from bot.phrases import LANGUAGES, Phrases
from connectors.channel import Event, Surroundings
from connectors.channels.telegram import Telegram
from connectors.channels.telegram_intake import LARGEST_UPDATE
from connectors.channels.telegram_limits import Window
from connectors.channels.telegram_showing import RESERVED
from storage.database import Database
from tests.channels.telegram_house import HOOK, House, Words, living
from tests.conversations.conftest import free_port
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_contract import own_faults


@pytest_asyncio.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(limits=False) as fake:
        yield fake
    assert own_faults(fake.calls) == []


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes seconds in life takes less here."""
    monkeypatch.setattr("connectors.channels.telegram_signs.SOON", 0.05)
    monkeypatch.setattr("connectors.channels.telegram_signs.WORDS_AFTER", 0.1)
    monkeypatch.setattr("connectors.channels.telegram_signs.PACE", 0.1)
    monkeypatch.setattr("connectors.channels.telegram_albums.SECONDS", 0.3)


@pytest_asyncio.fixture
async def house(telegram: FakeTelegram, sqlite_database: Database) -> AsyncIterator[House]:
    async with living(telegram, sqlite_database) as house:
        yield house


class Showing:
    """How far a reply has got, as an inbox or herald keeps it."""

    def __init__(self, parts: dict[str, str] | None = None, *, again: bool = False) -> None:
        self.key = "notice-1"
        self.parts: Mapping[str, str] = parts or {}
        self.again = again

    async def shown(self, part: str, id: str) -> None:
        """Note it."""
        self.parts = {**self.parts, part: id}


# Sending


async def test_a_message_that_was_accepted_and_lost_is_sent_again_with_a_word_about_it(
    house: House, telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.inbox.BACKOFF", (0.05, 0.05))
    anna = telegram.person("Anna")
    telegram.fail("sendMessage", "lost")
    await telegram.say(anna, "hello")
    first, second = await telegram.answers(anna, 2)
    assert first.text == "You said: hello"
    assert second.text == "You may have read this already: my last try broke off.\nYou said: hello"
    assert len(house.words.heard) == 1  # the conversation is asked once


async def test_what_surely_was_not_sent_is_sent_without_a_word(
    house: House, telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.inbox.BACKOFF", (0.05, 0.05))
    monkeypatch.setattr("connectors.channels.telegram_limits.LONGEST_WAIT", 0.5)  # a longer one is for the inbox
    anna = telegram.person("Anna")
    telegram.fail("sendMessage", "429")
    await telegram.say(anna, "hello")
    (answer,) = await telegram.answers(anna)
    assert answer.text == "You said: hello"
    assert telegram.refused_for_speed == 0


def _all_due(session: Any) -> None:
    import sqlalchemy as sa

    from storage.models import InboundEvent

    session.execute(sa.update(InboundEvent).values(lease_until=None))


async def test_where_nobody_answers_the_door_it_tries_again_by_itself(
    house: House, telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.channels.telegram_client._TRIES", (0.05,) * 40)
    anna = telegram.person("Anna")
    meanwhile = asyncio.Event()

    async def slowly(message: IncomingMessage) -> Reply:
        await meanwhile.wait()
        return Reply("Here I am")

    house.words.then = slowly
    await telegram.say(anna, "hello")
    await telegram.until(lambda: house.words.heard)
    async with telegram.unreachable():
        meanwhile.set()
        await asyncio.sleep(0.1)
    (answer,) = await telegram.answers(anna)
    assert answer.text == "Here I am"


async def test_too_fast_is_slowed_down_and_nothing_is_lost(sqlite_database: Database) -> None:
    async with FakeTelegram() as telegram, living(telegram, sqlite_database):
        anna = telegram.person("Anna")
        for number in range(5):
            await telegram.say(anna, str(number))
        answers = await telegram.answers(anna, 5)
        assert [answer.text for answer in answers] == [f"You said: {number}" for number in range(5)]
        assert telegram.refused_for_speed == 0


async def test_a_wait_that_telegram_asks_for_is_kept(house: House, telegram: FakeTelegram) -> None:
    anna = telegram.person("Anna")
    telegram.fail("sendMessage", "429", seconds=1, times=2)
    await telegram.say(anna, "hello")
    (answer,) = await telegram.answers(anna)
    assert answer.text == "You said: hello"
    assert len(telegram.made("sendMessage")) == 3
    assert telegram.refused_for_speed == 0


async def test_who_has_blocked_the_bot_is_left_alone(
    house: House, telegram: FakeTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    anna, ben = telegram.person("Anna"), telegram.person("Ben")
    telegram.blocked.add(anna.id)
    await telegram.say(anna, "hello")
    await telegram.say(ben, "hello")
    await telegram.answers(ben)
    await house.inbox.idle()
    assert len(telegram.made("sendMessage")) == 2
    assert "hello" not in caplog.text and telegram.token not in caplog.text


async def test_a_crash_between_sending_and_noting_it(telegram: FakeTelegram, sqlite_database: Database) -> None:
    anna = telegram.person("Anna")
    words = Words(then=lambda message: Reply("First.", attachments=(Attachment("a.pdf", "application/pdf", b"a"),)))

    class Gone(Inbox):
        """A process that ends at a certain note."""

        async def accept(self, channel: str, event: Event) -> bool:
            return await super().accept(channel, event)

    async with living(telegram, sqlite_database, words) as house:
        ended = asyncio.Event()
        original = sqlite_database.write
        crashed: list[str] = []

        async def write(work: Any) -> Any:
            keywords = getattr(work, "keywords", {})
            if "parts" in keywords and not crashed:
                crashed.append("noting")
                ended.set()
                await asyncio.Event().wait()  # this process does nothing any more
            return await original(work)

        house.inbox._database = type("Gone", (), {"write": staticmethod(write), "read": sqlite_database.read})()
        await telegram.say(anna, "report")
        await ended.wait()
        house.inbox._database = type("Dead", (), {"write": _nothing, "read": _nothing})()
        for _, task in list(house.inbox._held.values()):
            task.cancel()
    assert [answer.text for answer in telegram.seen] == ["First."]
    await sqlite_database.write(_all_due)
    async with living(telegram, sqlite_database, words):
        answers = await telegram.answers(anna, 3)
    assert [answer.kind for answer in answers] == ["text", "text", "document"]
    assert answers[1].text.startswith("You may have read this already") and answers[2].text == ""
    assert len(words.heard) == 1


async def _nothing(*_: Any) -> Any:
    raise OSError("this process has ended")


async def test_parts_of_an_album_find_each_other_again_after_a_crash(
    telegram: FakeTelegram, sqlite_database: Database
) -> None:
    anna = telegram.person("Anna")
    words = Words()
    async with living(telegram, sqlite_database, words) as house:
        await telegram.album(anna, b"one", b"two", b"three", caption="these")
        await telegram.until(lambda: not telegram.pending)
        house.inbox._database = type("Dead", (), {"write": _nothing, "read": _nothing})()
        for _, task in list(house.inbox._held.values()):
            task.cancel()
    assert words.heard == []
    await sqlite_database.write(_all_due)
    async with living(telegram, sqlite_database, words):
        await telegram.answers(anna)
    (heard,) = words.heard
    assert [each.data for each in heard.attachments] == [b"one", b"two", b"three"]


async def test_parts_that_are_left_of_an_answered_album_are_not_answered_again(
    telegram: FakeTelegram, sqlite_database: Database
) -> None:
    anna = telegram.person("Anna")
    words = Words()
    async with living(telegram, sqlite_database, words) as house:
        await telegram.album(anna, b"one", b"two", caption="these")
        await telegram.answers(anna)
        await house.inbox.idle()

        def left(session: Any) -> None:
            import sqlalchemy as sa

            from storage.models import InboundEvent

            # As if the process had ended before it could say that they are done.
            part = sa.update(InboundEvent).where(InboundEvent.key == "700002")
            photo = {"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}
            message = {"message_id": 2, "date": 1, "from": anna.user, "chat": {"id": anna.id, "type": "private"}}
            data = {"update_id": 700_002, "message": {**message, "photo": [photo], "media_group_id": "g"}}
            session.execute(part.values(state="waiting", data=data, lease_until=None))

        await sqlite_database.write(left)
        await telegram.say(anna, "thanks")
        await telegram.until(lambda: len(words.heard) == 2)
        await asyncio.sleep(0.1)
        await house.inbox.idle()
    assert [message.text for message in words.heard] == ["these", "thanks"]


async def test_more_than_thirty_a_second_are_spread_over_more_seconds() -> None:
    window = Window(30, 1.0)
    times = []
    now = 0.0
    for _ in range(90):
        now += window.wait(now)
        window.take(now)
        times.append(now)
    assert all(later - earlier >= 1.0 for earlier, later in zip(times, times[30:], strict=False))
    assert times[-1] == pytest.approx(2.0)


def test_an_album_takes_the_room_of_its_pictures() -> None:
    window = Window(3, 3.0)
    window.take(0.0)
    window.take(1.0)
    assert [window.wait(1.0, count) for count in (1, 2, 3, 10)] == [0.0, 2.0, 3.0, 3.0]


# Signs of life


async def test_whoever_waits_sees_that_something_is_done(house: House, telegram: FakeTelegram) -> None:
    anna = telegram.person("Anna")

    async def slowly(message: IncomingMessage) -> Reply:
        assert house.words.progress is not None
        await house.words.progress("Making the picture …")
        await telegram.until(lambda: telegram.drafts)
        return Reply("Done")

    house.words.then = slowly
    await telegram.say(anna, "a picture")
    (answer,) = await telegram.answers(anna)
    assert answer.text == "Done"
    assert telegram.actions[0] == (anna.id, 0, "typing")
    assert telegram.drafts == [(anna.id, "Making the picture …")]
    assert telegram.made("sendMessageDraft")[0].params["can_stop"] is True


async def test_an_answer_that_is_there_at_once_needs_no_sign(house: House, telegram: FakeTelegram) -> None:
    anna = telegram.person("Anna")
    for number in range(3):
        await telegram.say(anna, str(number))
    await telegram.answers(anna, 3)
    await telegram.say(anna, "and one more")
    await telegram.answers(anna, 4)
    assert telegram.drafts == [] and len(telegram.made("sendMessage")) == 4


async def test_in_a_group_the_words_are_one_message_that_goes_before_the_answer(
    house: House, telegram: FakeTelegram
) -> None:
    anna, team = telegram.person("Anna"), telegram.group("Team", topics={1: "General"})

    async def slowly(message: IncomingMessage) -> Reply:
        assert house.words.progress is not None
        await house.words.progress("Reading the page …")
        await telegram.until(lambda: telegram.seen)
        await house.words.progress("Writing …")
        await telegram.until(lambda: telegram.seen[0].edits)
        return Reply("Done")

    house.words.then = slowly
    await telegram.say(anna, "@allin_test_bot draft", group=team, topic=1)
    await telegram.until(lambda: telegram.deleted and telegram.seen)
    assert [answer.text for answer in telegram.seen] == ["Done"]
    assert [(gone.text, gone.edits) for gone in telegram.deleted] == [("Writing …", 1)]
    assert telegram.actions[0] == (team.id, 1, "typing")
    methods = [call.method for call in telegram.calls if call.method.startswith(("send", "edit", "delete"))]
    assert [name for name in methods if name != "sendChatAction"][-4:] == [
        "sendMessage",
        "editMessageText",
        "deleteMessage",
        "sendMessage",
    ]


async def test_without_drafts_the_words_are_a_message(sqlite_database: Database) -> None:
    async with FakeTelegram(limits=False, drafts=False) as telegram, living(telegram, sqlite_database) as house:
        anna = telegram.person("Anna")

        async def slowly(message: IncomingMessage) -> Reply:
            assert house.words.progress is not None
            await house.words.progress("Working …")
            await telegram.until(lambda: telegram.seen)
            return Reply("Done")

        house.words.then = slowly
        await telegram.say(anna, "draft")
        await telegram.until(lambda: telegram.deleted and telegram.seen)
        assert [answer.text for answer in telegram.seen] == ["Done"]
        assert len(telegram.made("sendMessageDraft")) == 1


@pytest.mark.parametrize("button", [False, True])
async def test_stop_goes_past_what_is_being_done(house: House, telegram: FakeTelegram, button: bool) -> None:
    anna = telegram.person("Anna")

    async def until_stopped(message: IncomingMessage) -> Reply:
        assert house.words.stop is not None
        await house.words.stop.wait()
        return Reply("I stopped. Two drafts are made.")

    house.words.then = until_stopped
    await telegram.say(anna, "draft ten posts")
    await telegram.until(lambda: house.words.heard)
    if button:
        await telegram.stop_draft(anna)
        (answer,) = await telegram.answers(anna)
    else:
        await telegram.say(anna, "/stop")
        answers = await telegram.answers(anna, 2)
        assert any(answer.text.startswith("I stop as soon as") for answer in answers)
        (answer,) = [answer for answer in answers if answer.text.startswith("I stopped")]
    assert answer.text == "I stopped. Two drafts are made."
    await house.inbox.idle()
    await telegram.say(anna, "/stop")
    await telegram.until(lambda: telegram.seen[-1].text == "I am not doing anything at the moment.")


# News


async def test_news_is_one_message_that_is_edited(house: House, telegram: FakeTelegram) -> None:
    anna = telegram.person("Anna")
    showing = Showing()
    await house.bot.tell(str(anna.id), Reply("Out on Instagram."), showing)
    buttons = (Choice("u-1", "Undo"),)
    await house.bot.tell(str(anna.id), Reply("Out on Instagram and LinkedIn.", choices=buttons), showing)
    await house.bot.tell(str(anna.id), Reply("Out on Instagram and LinkedIn.", choices=buttons), showing)
    (message,) = telegram.answers_in(anna)
    assert (message.text, message.edits, message.labels) == ("Out on Instagram and LinkedIn.", 1, ["Undo"])
    telegram.fail("editMessageText", "lost")
    await house.bot.tell(str(anna.id), Reply("Out everywhere."), showing)
    assert message.text == "Out everywhere." and len(telegram.seen) == 1
    telegram.seen.clear()  # somebody has deleted it
    await house.bot.tell(str(anna.id), Reply("Read 100 times."), showing)
    (message,) = telegram.answers_in(anna)
    assert message.text == "Read 100 times." and showing.parts["text-0"] == str(message.id)


async def test_news_that_becomes_shorter_takes_back_what_it_said_more(house: House, telegram: FakeTelegram) -> None:
    anna = telegram.person("Anna")
    showing = Showing()
    await house.bot.tell(str(anna.id), Reply("word " * 1500), showing)
    assert len(telegram.answers_in(anna)) == 2
    await house.bot.tell(str(anna.id), Reply("Short."), showing)
    assert [message.text for message in telegram.answers_in(anna)] == ["Short."]


async def test_news_that_reaches_nobody_is_refused(house: House, telegram: FakeTelegram) -> None:
    anna, team = telegram.person("Anna"), telegram.group("Team", topics={1: "General", 7: "Old"})
    telegram.blocked.add(anna.id)
    with pytest.raises(Rejected):
        await house.bot.tell(str(anna.id), Reply("Out."), Showing())
    with pytest.raises(Rejected):
        await house.bot.tell(f"{team.id}/9", Reply("Out."), Showing())
    with pytest.raises(Rejected):
        await house.bot.tell(str(team.id), Reply("Sign in here: …", private=True), Showing())
    await house.bot.tell(f"{team.id}/7", Reply("Out."), Showing())
    await house.bot.tell(f"{team.id}/1", Reply("Out, too."), Showing())
    assert [(shown.topic, shown.text) for shown in telegram.seen] == [(7, "Out."), (0, "Out, too.")]


# Who we are to Telegram


async def test_the_bot_tells_who_it_is(house: House) -> None:
    assert await house.bot.check() == "@allin_test_bot"


async def test_a_second_program_with_the_same_token_is_explained(
    house: House, telegram: FakeTelegram, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.channels.telegram_intake._BACKOFF", (0.05,))
    anna = telegram.person("Anna")
    await telegram.say(anna, "hello")
    await telegram.answers(anna)
    telegram.rival = True
    await telegram._notify()
    await telegram.until(lambda: len(telegram.made("getUpdates")) > 4)
    with pytest.raises(OperatorError) as told:
        await house.bot.check()
    assert told.value.key == "telegram-conflict"
    warnings = [record.message for record in caplog.records if "another program" in record.message]
    assert len(warnings) == 1
    telegram.rival = False
    await telegram.say(anna, "and now?")
    await telegram.answers(anna, 2)
    await telegram.until(lambda: not house.bot._intake.conflict)
    assert await house.bot.check() == "@allin_test_bot"


async def test_a_token_that_is_none_is_told_without_it(
    telegram: FakeTelegram, sqlite_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    telegram.token = "123456789:AAanother_token_than_that_of_the_bot"
    async with living(telegram, sqlite_database, run=False) as house:
        telegram.token = "987654321:AAthe_bot_got_a_new_one_000000000000"
        for action in (house.bot.check, house.bot.run):
            with pytest.raises(OperatorError) as told:
                await action()
            assert told.value.key == "telegram-token-refused"
            assert "AA" not in str(told.value) and "AA" not in repr(told.value)
        assert house.bot._token not in repr(house.bot)
    ours = [
        record.getMessage() for record in caplog.records if record.name.startswith(("telegram", "connectors", "httpx"))
    ]
    assert not any("AAanother" in line for line in ours)


async def test_an_update_that_cannot_be_kept_is_asked_for_again(
    house: House, telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.channels.telegram_intake._BACKOFF", (0.05,))
    anna = telegram.person("Anna")
    full = house.inbox.accept
    tries = 0

    async def accept(channel: str, event: Event) -> bool:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise OSError("disk full")
        return await full(channel, event)

    monkeypatch.setattr(house.inbox, "accept", accept)
    await telegram.say(anna, "hello")
    (answer,) = await telegram.answers(anna)
    assert answer.text == "You said: hello" and tries == 3


# The webhook


@pytest_asyncio.fixture
async def hooked(telegram: FakeTelegram, sqlite_database: Database) -> AsyncIterator[tuple[House, str]]:
    """A house that updates are delivered to, and where."""
    import uvicorn

    port = free_port()
    path, secret = HOOK
    url = f"http://127.0.0.1:{port}{path}"
    async with living(telegram, sqlite_database, hook=(url, path, secret)) as house:
        server = uvicorn.Server(
            uvicorn.Config(Starlette(routes=house.bot.routes()), port=port, log_config=None, lifespan="off")
        )
        serving = asyncio.create_task(server.serve())
        await telegram.until(lambda: telegram.webhook and server.started)
        yield house, url
        server.should_exit = True
        await serving


async def test_updates_are_delivered_and_answered(hooked: tuple[House, str], telegram: FakeTelegram) -> None:
    house, _ = hooked
    anna = telegram.person("Anna")
    await telegram.say(anna, "hello")
    (answer,) = await telegram.answers(anna)
    assert answer.text == "You said: hello"
    assert telegram.delivered == [200]
    assert not telegram.made("getUpdates")
    assert telegram.webhook["secret_token"] == HOOK[1]
    assert telegram.webhook["allowed_updates"] == ["message", "callback_query", "stopped_message_generation"]
    assert len(house.words.heard) == 1


async def test_a_forged_delivery_is_refused_before_it_is_read(
    hooked: tuple[House, str], telegram: FakeTelegram
) -> None:
    house, url = hooked
    anna = telegram.person("Anna")
    message = {"message_id": 1, "date": 1, "from": anna.user, "chat": {"id": anna.id, "type": "private"}, "text": "hi"}
    update = {"update_id": 1, "message": message}
    good = {"X-Telegram-Bot-Api-Secret-Token": HOOK[1]}
    async with httpx.AsyncClient() as client:
        for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "wrong"}, {"X-Telegram-Bot-Api-Secret-Token": "ä"}):
            encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
            assert (await client.post(url, json=update, headers=encoded)).status_code == 403
        assert (await client.post(url, content=b"{", headers=good)).status_code == 400
        assert (await client.post(url, content=b"[]", headers=good)).status_code == 400
        large = b'{"update_id": 2, "x": "' + b"x" * LARGEST_UPDATE + b'"}'
        assert (await client.post(url, content=large, headers=good)).status_code == 413
        assert (await client.get(url)).status_code == 405
        assert house.words.heard == []
        for _ in range(2):
            assert (await client.post(url, json=update, headers=good)).status_code == 200
    await telegram.answers(anna)
    await house.inbox.idle()
    assert len(house.words.heard) == 1


async def test_what_cannot_be_kept_is_delivered_again(
    hooked: tuple[House, str], telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, _ = hooked
    full = house.inbox.accept
    tries = 0

    async def accept(channel: str, event: Event) -> bool:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise OSError("disk full")
        return await full(channel, event)

    monkeypatch.setattr(house.inbox, "accept", accept)
    anna = telegram.person("Anna")
    await telegram.say(anna, "hello")
    await telegram.answers(anna)
    assert telegram.delivered == [503, 200]


async def test_updates_that_went_elsewhere_come_back(
    telegram: FakeTelegram, sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.channels.telegram_intake.WATCH_SECONDS", 0.05)
    path, secret = HOOK
    url = f"http://127.0.0.1:9{path}"
    async with living(telegram, sqlite_database, hook=(url, path, secret)):
        await telegram.until(lambda: telegram.webhook.get("url") == url)
        telegram.webhook = {"url": "http://127.0.0.1:9/somebody-else"}
        await telegram.until(lambda: telegram.webhook.get("url") == url)
        assert telegram.webhook["secret_token"] == secret


async def test_an_album_is_one_message_by_webhook_too(hooked: tuple[House, str], telegram: FakeTelegram) -> None:
    house, _ = hooked
    anna = telegram.person("Anna")
    await telegram.album(anna, b"one", b"two", caption="these")
    await telegram.answers(anna)
    assert [len(message.attachments) for message in house.words.heard] == [2]


# Settings


class Seal:
    """A key of the tests."""

    def sign(self, purpose: str, text: str) -> str:
        """A signature."""
        return f"{purpose}-{text}"


def around(tmp_path: Path, address: str = "http://127.0.0.1:8000", **options: str) -> Surroundings:
    given = {name.lower(): value for name, value in options.items()}
    nobody: Any = None
    return Surroundings(
        door=Words(),
        inbox=nobody,
        devices=nobody,
        installs=Words(),
        seal=Seal(),  # type: ignore[arg-type]  # it only signs
        sentences=Phrases,
        options=given,
        home=tmp_path,
        address=address,
        language="en",
    )


TOKEN = "123456789:AAfake_token-of_a_bot_in_tests_000"


async def test_what_the_settings_come_to(tmp_path: Path) -> None:
    assert Telegram.build(around(tmp_path)) is None
    polling = Telegram.build(around(tmp_path, BOT_TOKEN=TOKEN))
    assert polling is not None and polling.routes() == ()
    secure = Telegram.build(around(tmp_path, "https://allin.example", BOT_TOKEN=TOKEN))
    assert secure is not None
    (route,) = secure.routes()
    assert route.path == "/telegram/telegram-path-123456789"  # type: ignore[attr-defined]  # a Route
    asked = Telegram.build(around(tmp_path, "https://allin.example", BOT_TOKEN=TOKEN, WEBHOOK="no"))
    assert asked is not None and asked.routes() == ()
    for options in (
        {"BOT_TOKEN": "nonsense"},
        {"BOT_TOKEN": TOKEN, "WEBHOOK": "yes"},
        {"BOT_TOKEN": TOKEN, "WEBHOOK": "?"},
    ):
        with pytest.raises(SettingsError) as told:
            Telegram.build(around(tmp_path, **options))
        assert "nonsense" not in str(told.value)
    own = around(tmp_path, BOT_TOKEN=TOKEN, WEBHOOK="yes", API_URL="http://127.0.0.1:8081")
    assert Telegram.build(own) is not None


async def test_the_page_is_one_tap_away_where_it_can_be(telegram: FakeTelegram, sqlite_database: Database) -> None:
    async with living(telegram, sqlite_database, page="https://allin.example"):
        await telegram.until(lambda: telegram.menu)
        assert telegram.menu == {"type": "web_app", "text": "AllIN", "web_app": {"url": "https://allin.example"}}


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_room_for_the_word_about_a_second_time(language: str) -> None:
    assert len(Phrases(language).say("telegram-again")) < RESERVED


def test_the_library_is_not_loaded_where_there_is_no_bot() -> None:
    code = (
        "import sys, connectors.channels.telegram; print(sorted({'telegram', 'httpx', 'starlette'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

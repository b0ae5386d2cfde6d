"""What holds in every channel: each is answered, once; a stranger and a forger learn nothing; nothing is lost in a crash."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
import sqlalchemy as sa

from bot import channels
from bot.inbox import LEASE, Inbox
from bot.testing.voice import FakeListener
from connectors.channel import Messenger
from storage.models import Device, Member, Post, Turn
from tests.channels.places import PLACES, Place
from tests.conversations.conftest import Talk, models, talk

__all__ = ["models", "talk"]  # fixtures

STANDING_ALONE = {"terminal", "mcp"}
"""Channels that have suites of their own: whoever runs them is who speaks."""

every = pytest.mark.parametrize("kind", PLACES, ids=lambda kind: kind.__name__)


@pytest_asyncio.fixture
async def place(kind: type[Place], talk: Talk) -> AsyncIterator[Place]:
    """One of the places."""
    async with kind.open(talk) as found:
        yield found


async def count(talk: Talk, kind: Any) -> int:
    found = await talk.app.database.read(lambda session: session.scalar(sa.select(sa.func.count()).select_from(kind)))
    return int(found or 0)


def which(**wanted: Any) -> pytest.MarkDecorator:
    """The places that have something."""
    kinds = [kind for kind in PLACES if all(getattr(kind, name) == value for name, value in wanted.items())]
    return pytest.mark.parametrize("kind", kinds, ids=lambda kind: kind.__name__)


messengers = pytest.mark.parametrize(
    "kind",
    [kind for kind in PLACES if issubclass(channels.classes([kind.name])[kind.name], Messenger)],
    ids=lambda kind: kind.__name__,
)


def test_every_channel_is_held_to_this() -> None:
    found = set(channels.classes())
    assert found == {kind.name for kind in PLACES} | STANDING_ALONE


@every
async def test_what_is_said_is_answered_and_done(place: Place, talk: Talk) -> None:
    text = await place.say("draft a post about our new bread")
    assert "bread" in text.lower() or "draft" in text.lower()
    assert await count(talk, Post) == 1


@every
async def test_it_goes_on_where_it_was(place: Place, talk: Talk) -> None:
    await place.say("draft a post about our new bread on fake")
    text = await place.say("schedule it for Friday at ten")
    assert ("Friday" in text and "10:00" in text) or "10 " in text or "ten" in text
    assert str(await talk.status(1)) == "scheduled"


@which(repeats=True)
async def test_the_same_delivery_twice_is_one_post(place: Place, talk: Talk) -> None:
    await place.say("schedule a post about our new bread on fake for Friday at ten")
    turns = await count(talk, Turn)
    await place.again()
    await place.again()
    assert (await count(talk, Post), await count(talk, Turn)) == (1, turns)


@every
async def test_a_forgery_reaches_nobody(place: Place, talk: Talk) -> None:
    turns = await count(talk, Turn)
    assert await place.forge("draft a post about nonsense")
    await place.idle()
    assert (await count(talk, Post), await count(talk, Turn)) == (0, turns)


@every
async def test_a_stranger_learns_nothing_and_leaves_nothing(place: Place, talk: Talk) -> None:
    await place.say("draft a post about our secret recipe")
    before = await count(talk, Turn), await count(talk, Member), await count(talk, Device)
    text = await place.say("ask list my posts", stranger=True)
    assert text and "recipe" not in text.lower()
    assert (await count(talk, Turn), await count(talk, Member), await count(talk, Device)) == before


@every
async def test_nothing_leaves_without_a_yes_and_then_it_leaves_once(place: Place, talk: Talk) -> None:
    await place.say("publish a post about our new bread on fake now")
    assert not talk.network.posts
    await place.say("yes")
    assert len(talk.network.posts) == 1
    await place.say("yes")
    assert len(talk.network.posts) == 1


@every
async def test_a_no_is_a_no(place: Place, talk: Talk) -> None:
    await place.say("publish a post about our new bread on fake now")
    await place.say("no")
    await place.say("yes")
    assert not talk.network.posts


@which(taps=True)
async def test_a_tapped_yes_counts_once(place: Place, talk: Talk) -> None:
    await place.say('publish "Fresh rye tonight" on fake')
    await place.tap(_labels(place)[0])
    assert len(talk.network.posts) == 1


def _labels(place: Place) -> list[str]:
    if hasattr(place, "choices"):
        return [str(choice["label"]) for choice in place.choices]
    last: Any = place.last  # type: ignore[attr-defined]
    if hasattr(last, "labels"):
        return list(last.labels)
    elements = [element for block in last["blocks"] for element in block.get("elements", ())]
    return [element["text"]["text"] for element in elements if element.get("type") == "button"]


@every
async def test_a_long_answer_arrives(place: Place, talk: Talk) -> None:
    for number in range(40):
        await talk.say(
            f'schedule "Bread number {number} 🥖 & <rye>" on fake for Friday at {8 + number // 4}:{number % 4 * 15:02}'
        )
    text = await place.say("list my posts")
    assert "40" in text or "number 0" in text.lower()


@every
@pytest.mark.parametrize(
    "text",
    ["🥖🥖🥖", "مرحبا بالعالم", "<b>&amp;*_~`[x](y)</b>", "a" * 3_000, "\u202egnp.exe", "<!channel> <@U9> @everyone"],
    ids=["emoji", "right-to-left", "markup", "long", "turning", "mentions"],
)
async def test_strange_words_get_a_plain_answer(place: Place, talk: Talk, text: str) -> None:
    answer = await place.say(text)
    assert answer and "Traceback" not in answer and "<!channel>" not in answer
    assert not talk.network.posts


@which(hears=True)
async def test_a_recording_is_the_persons_own_words(place: Place, talk: Talk) -> None:
    pytest.importorskip("av", reason="the extra `voice` is not installed")
    talk.app.voice.listeners.local = FakeListener("draft a post about our new bread")
    talk.app.voice.listeners.hosted = None
    text = await place.speak()
    assert text
    assert await count(talk, Post) == 1


@messengers
async def test_what_was_acknowledged_is_answered_after_a_crash_once(place: Place, talk: Talk) -> None:
    app = talk.app
    channel = app.inbox._channels[place.name]
    await place.say("help")
    answers = place.answers()
    # From now on this process only takes things in, as if it died right after each acknowledgement.
    app.inbox._channels = {}
    asked = asyncio.create_task(place.say("schedule a post about our new bread on fake for Friday at ten"))
    for _ in range(400):
        if await _waiting(talk):
            break
        await asyncio.sleep(0.01)
    assert place.answers() == answers and await count(talk, Post) == 0
    talk.clock.move(LEASE)
    other = Inbox(app.database, now=talk.clock)
    other._channels = {place.name: channel}
    await other.look()
    await other.idle()
    await asked
    await other.look()
    await other.idle()
    assert place.answers() == answers + 1
    assert await count(talk, Post) == 1


async def _waiting(talk: Talk) -> bool:
    from storage import events

    return bool((await talk.app.database.read(events.counts)).get("waiting"))


@messengers
async def test_news_comes_by_itself(place: Place, talk: Talk) -> None:
    await place.say("schedule a post about our new bread on fake at 11:00")
    answers = place.answers()
    await talk.let_time_pass(hours=2)
    await talk.app.herald.look()
    await talk.app.herald.idle()
    assert place.answers() == answers + 1
    await talk.app.herald.look()
    await talk.app.herald.idle()
    assert place.answers() == answers + 1


@messengers
async def test_what_a_speaker_asks_is_answered_there(place: Place, talk: Talk) -> None:
    from bot.messages import IncomingMessage

    await place.say("help")
    talk.clock.move(minutes=3)
    await place.link("alexa", "member-1")
    spoken = IncomingMessage("draft a post about our new bread", "alexa", "member-1", thread="kitchen", aloud=True)
    await talk.app.conversation.handle(spoken)
    talk.clock.move(minutes=1)
    text = await place.say("publish it on fake now")
    assert not talk.network.posts and text
    await place.say("yes")
    assert len(talk.network.posts) == 1

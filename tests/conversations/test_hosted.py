"""With a hosted model: it takes what the embedded one is unsure of, under the same checks; and it may be down.

The real clients of the vendors talk to loopback servers that speak the vendors' APIs.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.app import App
from bot.settings import Settings
from bot.testing import FakePlatform, FrozenClock
from storage.models import PostStatus
from tests.conversations.conftest import NOW, Talk
from tests.fakes.model_servers import AnthropicServer, Fail, Say

VAGUE = "I had a thought on the way here about the people who come by on sundays"


class HostedTalk(Talk):
    """The same person, with a key."""

    server: AnthropicServer


@pytest_asyncio.fixture
async def talk(home: Path, models: Path) -> AsyncIterator[HostedTalk]:
    """A conversation with one hosted model, on a loopback server."""
    (home / "cache").symlink_to(models)
    clock, network = FrozenClock(NOW), FakePlatform(home)
    async with AnthropicServer("key-1") as server:
        settings = Settings.load(
            home=home,
            time_zone="Europe/Berlin",
            language="en",
            ANTHROPIC_API_KEY="key-1",
            anthropic_base_url=server.url,
        )
        async with App.open(settings, work=False, now=clock, platforms=[network]) as app:
            talk = HostedTalk(app, clock, network)
            talk.server = server
            yield talk


def call(name: str, **args: object) -> tuple[str, str]:
    """A tool call as a model writes it."""
    return name, json.dumps(args)


async def test_it_takes_what_the_embedded_model_is_unsure_of(talk: HostedTalk) -> None:
    talk.server.answers.extend(
        [
            Say(calls=(call("schedule_post", text="See you on Sunday!", platforms=["feed"], when="tomorrow at nine"),)),
            Say(""),
        ]
    )
    reply = await talk.say(VAGUE)
    # The model passed the person's words on; the date was worked out here and is read back.
    assert "Thursday, 12 March 2026, 09:00 (Berlin)" in reply.text
    assert await talk.status(1) is PostStatus.SCHEDULED
    first = talk.server.requests[0].body
    assert {tool["name"] for tool in first["tools"]} == set(talk.app.registry.tools)
    assert VAGUE in json.dumps(first["messages"], ensure_ascii=False)


async def test_what_the_embedded_model_is_sure_of_needs_no_request(talk: HostedTalk) -> None:
    await talk.say("what's planned?")
    await talk.say("our time zone is Berlin")
    assert talk.server.requests == []


async def test_drafts_are_in_its_words_and_within_the_limits(talk: HostedTalk) -> None:
    talk.server.usual = Say("We bake at night so that you wake up to it. " * 12)
    reply = await talk.say("write a post about night baking for bluesky")
    (card,) = reply.cards
    assert card.text.startswith("We bake at night")
    assert len(card.text) <= 300


async def test_publishing_still_asks_a_person(talk: HostedTalk) -> None:
    await talk.connect_network()
    publish = call("publish_post", text="It is out!", platforms=["fake"])
    talk.server.answers.extend([Say(calls=(publish,)), Say(calls=(publish,)), Say("I have published it for you.")])
    reply = await talk.say(VAGUE)
    assert "Shall I?" in reply.text
    assert talk.network.sent == 0
    await talk.say("yes")
    assert talk.network.texts() == ["It is out!"]


async def test_a_wrong_call_comes_back_as_an_error_that_it_can_mend(talk: HostedTalk) -> None:
    talk.server.answers.extend(
        [
            Say(calls=(call("list_posts", status="everything"),)),
            Say(calls=(call("no_such_tool"),)),
            Say(calls=(call("list_posts", status="scheduled"),)),
            Say(""),
        ]
    )
    reply = await talk.say(VAGUE)
    assert reply.calls[-1].tool == "list_posts"
    assert reply.calls[-1].result["total"] == 0
    assert "could not use" not in reply.text


async def test_a_time_that_has_passed_is_asked_about_whoever_says_it(talk: HostedTalk) -> None:
    when = "2026-03-11T08:00:00+01:00"
    talk.server.answers.extend([Say(calls=(call("schedule_post", topic="tea", when=when),)), Say("")])
    reply = await talk.say(VAGUE)
    assert "already passed" in reply.text
    planned = await talk.say("tomorrow at ten")
    assert "Thursday, 12 March 2026, 10:00" in planned.text


async def test_when_it_is_down_the_embedded_model_goes_on(talk: HostedTalk) -> None:
    talk.server.usual = Fail(529, "overloaded_error")
    unsure = await talk.say(VAGUE)
    assert unsure.text and not unsure.calls
    drafted = await talk.say("write a post about tea")
    assert "tea" in drafted.cards[0].text.lower()


async def test_it_cannot_run_for_ever(talk: HostedTalk) -> None:
    talk.server.usual = Say(calls=(call("list_accounts"),))
    reply = await talk.say(VAGUE)
    assert len(reply.calls) <= 8
    assert reply.text

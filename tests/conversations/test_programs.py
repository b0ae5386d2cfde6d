"""A program that speaks for a person: the same checks, and the person's yes is given where the person is."""

from __future__ import annotations

from typing import Any

from bot.messages import IncomingMessage, Reply
from storage import workspaces
from storage.models import PostStatus
from tests.conversations.conftest import Talk


async def call(talk: Talk, tool: str, sender: str = "blum", **args: Any) -> Reply:
    """A call of a program on behalf of somebody at the terminal."""
    message = IncomingMessage(
        "", "terminal", sender, thread="mcp:desk", workspace=talk.workspace, sender_name="Desk app"
    )
    return await talk.app.conversation.call(message, tool, args)


async def test_a_program_reads_and_drafts_at_once(talk: Talk) -> None:
    made = await call(talk, "draft_post", topic="the spring market", platforms=["feed"])
    assert made.ok
    assert await talk.status(1) is PostStatus.DRAFT
    listed = await call(talk, "list_posts")
    assert listed.calls[0].result["total"] == 1


async def test_what_goes_out_waits_for_the_person_and_tells_where(talk: Talk) -> None:
    await talk.connect_network()
    asked = await call(talk, "publish_post", text="We open at ten", platforms=["fake"])
    assert not asked.ok and asked.calls[0].result["needs_consent"]
    assert "allin chat" in asked.text
    assert asked.choices == ()  # a program cannot tap
    assert talk.network.sent == 0

    (told,) = await talk.news()
    assert "Desk app" in told.text and "We open at ten" in told.text + str(told.cards)
    yes, _no = told.choices
    done = await talk.say("", choice=yes.id)
    assert done.ok, done.text
    assert [post.text for post in talk.network.posts.values()] == ["We open at ten"]
    again = await talk.say("", choice=yes.id)
    assert not again.ok
    assert talk.network.sent == 1


async def test_a_no_ends_it(talk: Talk) -> None:
    await talk.connect_network()
    await call(talk, "publish_post", text="We open at ten", platforms=["fake"])
    (told,) = await talk.news()
    await talk.say("", choice=told.choices[1].id)
    await talk.say("yes")
    assert talk.network.sent == 0


async def test_a_bare_yes_of_the_person_in_their_own_conversation_answers_their_own_question(talk: Talk) -> None:
    await talk.connect_network()
    await call(talk, "publish_post", text="From the program", platforms=["fake"])
    await talk.say('publish "From me" on fake')
    await talk.say("yes")
    assert [post.text for post in talk.network.posts.values()] == ["From me"]


async def test_a_colleague_cannot_answer_it(talk: Talk) -> None:
    await talk.connect_network()
    await talk.app.database.write(
        lambda session: workspaces.add_member(session, 1, "erik", "editor", "terminal", "erik", talk.clock())
    )
    await call(talk, "publish_post", text="We open at ten", platforms=["fake"])
    message = IncomingMessage("yes", "terminal", "erik", thread="erik", workspace=talk.workspace)
    assert not (await talk.app.conversation.news(message))
    await talk.app.conversation.handle(message)
    assert talk.network.sent == 0


async def test_roles_and_bad_arguments_are_told_and_nothing_happens(talk: Talk) -> None:
    await talk.say("help")
    await talk.app.database.write(
        lambda session: workspaces.add_member(session, 1, "ana", "analyst", "terminal", "ana", talk.clock())
    )
    assert not (await call(talk, "draft_post", sender="ana", topic="bread", platforms=["feed"])).ok
    assert not (await call(talk, "no_such_tool")).ok
    assert not (await call(talk, "schedule_post", topic="bread", when="gestern")).ok
    assert (await call(talk, "list_posts")).calls[0].result["total"] == 0

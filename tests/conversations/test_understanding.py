"""What only shows over several messages: lists and their numbers, corrections, answers to another question, descriptions."""

from __future__ import annotations

from storage.models import PostStatus
from tests.conversations.conftest import Talk


async def drafted(talk: Talk, *topics: str) -> None:
    for topic in topics:
        await talk.say(f"draft a post about {topic} for my page")


async def test_a_post_that_is_described_is_found_among_those_that_exist(talk: Talk) -> None:
    await drafted(talk, "red shoes", "blue hats", "red scarves")

    shown = await talk.say("show me that draft with the red shoes")
    await talk.say("cancel the red scarves draft")
    await talk.say("cancel the red one")

    assert shown.calls[0].args == {"post_id": 1}
    assert [await talk.status(number) for number in (1, 2, 3)] == [
        PostStatus.CANCELLED,
        PostStatus.DRAFT,
        PostStatus.CANCELLED,
    ]


async def test_another_workspace_has_no_post_to_describe(talk: Talk) -> None:
    await drafted(talk, "red shoes")

    talk.workspace = "Elsewhere"
    reply = await talk.say("cancel the red shoes draft")

    assert not any(call.tool == "cancel_post" for call in reply.calls)
    talk.workspace = "Bakery"
    assert await talk.status(1) is PostStatus.DRAFT


async def test_a_list_of_one_is_what_the_first_one_means(talk: Talk) -> None:
    await drafted(talk, "tea", "coffee", "cocoa")
    await talk.say("list my drafts")
    await talk.say("schedule draft 3 for friday at ten")
    await talk.say("what is planned?")

    await talk.say("move the first one to sunday at 8")

    assert (await talk.post(3)).post.due_at is not None
    assert (await talk.post(1)).post.due_at is None
    moved = (await talk.post(3)).post.due_at
    assert moved is not None
    assert moved.date().isoformat() == "2026-03-15"


async def test_the_network_said_where_the_time_was_asked_for_is_kept(talk: Talk) -> None:
    await talk.say("schedule a post about the open day")

    again = await talk.say("on facebook")
    day = await talk.say("tomorrow")
    done = await talk.say("ten")

    assert again.asks
    assert day.asks
    assert done.calls[0].args == {
        "topic": "open day",
        "platforms": ["facebook"],
        "when": "2026-03-12T10:00+01:00",
    }


async def test_the_last_post_in_another_language_does_not_change_the_language(talk: Talk) -> None:
    await drafted(talk, "tea")
    await talk.say("make it shorter")

    for said in ("and in German", "make it german"):
        reply = await talk.say(said)
        assert not reply.calls
        assert reply.language == "en"


async def test_corrections_follow_each_other(talk: Talk) -> None:
    await drafted(talk, "the autumn sale")
    await talk.say("schedule it for friday at ten")

    for said, when in (
        ("an hour later", "2026-03-13T11:00+01:00"),
        ("no, I meant Thursday", "2026-03-12T11:00+01:00"),
        ("nah, make it half past nine", "2026-03-12T09:30+01:00"),
    ):
        reply = await talk.say(said)
        assert reply.calls[0].args["when"] == when, said

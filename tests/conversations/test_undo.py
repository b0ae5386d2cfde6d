"""Undo reverses the last change where it can, and says so where it cannot."""

from __future__ import annotations

from storage.models import PostStatus
from tests.conversations.conftest import Talk


async def test_undo_goes_back_step_by_step(talk: Talk) -> None:
    await talk.say("write a post about the garden tour")
    text = (await talk.post(1)).post.text
    await talk.say('add "See you there." to it')
    await talk.say("schedule it for tomorrow at nine")
    await talk.say("undo")
    assert await talk.status(1) is PostStatus.DRAFT
    await talk.say("undo")
    assert (await talk.post(1)).post.text == text
    await talk.say("undo")
    assert (await talk.say("show drafts")).calls[0].result["total"] == 0
    nothing = await talk.say("undo")
    assert "nothing to undo" in nothing.text


async def test_undo_of_a_cancel_plans_it_again_and_it_goes_out(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('post "Back again" on fake at 11:00')
    await talk.say("cancel it")
    await talk.tap("Undo")
    await talk.let_time_pass(hours=1)
    assert talk.network.texts() == ["Back again"]


async def test_undo_takes_a_published_post_down(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('publish "Oops" on fake')
    await talk.say("yes")
    assert talk.network.texts() == ["Oops"]
    await talk.say("undo")
    assert talk.network.texts() == []
    await talk.say("publish it again")
    await talk.say("yes")
    assert talk.network.texts() == ["Oops"]


async def test_undo_says_where_it_cannot(talk: Talk) -> None:
    await talk.connect_network()
    talk.network.can_delete = False  # type: ignore[misc]
    await talk.say('publish "Forever" on fake')
    await talk.say("yes")
    told = await talk.say("undo")
    assert "cannot be deleted from here" in told.text
    assert talk.network.texts() == ["Forever"]


async def test_undo_of_a_plan_whose_post_has_gone_out_changes_nothing(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('post "On time" on fake at 11:00')
    await talk.let_time_pass(hours=1)
    told = await talk.say("undo")
    assert "can no longer be undone" in told.text
    assert talk.network.texts() == ["On time"]
    assert await talk.status(1) is PostStatus.PUBLISHED


async def test_undo_of_settings(talk: Talk) -> None:
    await talk.say("our time zone is New York")
    await talk.say("undo")
    settings = await talk.say("what do you know about us")
    assert "Europe/Berlin" in settings.text

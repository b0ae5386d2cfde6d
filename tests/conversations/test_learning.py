"""What a person means by a phrasing is asked once, kept for their workspace, and known again after a restart."""

from __future__ import annotations

import pytest

from storage import workspaces
from tests.conversations.conftest import Talk

SAID = "work your magic on draft {}"


async def taught(talk: Talk) -> None:
    """Two drafts, and the meaning of a phrasing picked for the first."""
    await talk.say("write two posts about our sourdough for linkedin")
    asked = await talk.say(SAID.format(1))
    assert not asked.calls
    done = await talk.tap(asked.choices[0].label)
    assert done.calls[0].args["post_id"] == 1


async def test_a_picked_meaning_is_not_asked_for_again(talk: Talk) -> None:
    await taught(talk)
    tool = talk.last.calls[0].tool
    again = await talk.say(SAID.format(2))

    assert [(call.tool, call.args["post_id"]) for call in again.calls] == [(tool, 2)]


async def test_it_is_kept_in_the_store(talk: Talk) -> None:
    await taught(talk)
    tool = talk.last.calls[0].tool
    settings = await talk.app.database.read(lambda session: workspaces.settings_of(session, 1))

    assert list(settings["learned"].values()) == [tool]


async def test_another_workspace_is_asked_for_itself(talk: Talk) -> None:
    await taught(talk)
    talk.workspace = "Florist"
    await talk.say("write two posts about tulips for linkedin")

    assert not (await talk.say(SAID.format(3))).calls


async def test_what_is_offered_beside_a_no_is_not_learned(talk: Talk) -> None:
    refused = await talk.say("order me a pizza")
    await talk.tap(refused.choices[0].label)
    settings = await talk.app.database.read(lambda session: workspaces.settings_of(session, 1))

    assert "learned" not in settings


async def test_no_more_is_kept_than_can_be_of_use(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.conversation.MOST_LEARNED", 1)
    await taught(talk)
    asked = await talk.say("let draft 2 fly")
    await talk.tap(asked.choices[0].label)
    settings = await talk.app.database.read(lambda session: workspaces.settings_of(session, 1))

    assert len(settings["learned"]) == 1
    assert "magic" not in next(iter(settings["learned"]))


async def test_which_model_is_asked_is_set_by_saying_so(talk: Talk) -> None:
    alone = await talk.say("use only the built-in model")
    assert "built-in model only" in alone.text
    assert "built-in model only" in (await talk.say("show the settings")).text
    first = await talk.say("always ask the big model first")
    assert "I ask the big model first" in first.text
    await talk.say("undo")
    assert "built-in model only" in (await talk.say("show the settings")).text
    await talk.say("back to normal")
    settings = await talk.app.database.read(lambda session: workspaces.settings_of(session, 1))
    assert settings["model"] == "local-first"
    asked = await talk.say("change the model")
    assert len(asked.choices) == 3
    assert (await talk.tap(asked.choices[2].label)).calls[0].args == {"preference": "local-only"}

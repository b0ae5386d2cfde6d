"""What is out already: taken down, or changed where it stands, after a yes to exactly that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage.models import DeliveryState, PostStatus

if TYPE_CHECKING:
    from tests.conversations.conftest import Talk


async def publish(talk: Talk, text: str) -> None:
    """Get a post out on the network."""
    await talk.connect_network()
    await talk.say(f'publish "{text}" on Fake')
    await talk.say("yes")


@pytest.mark.parametrize("said", ["take post 1 down", "delete the published post from Fake", "unpublish it"])
async def test_a_post_is_taken_down_after_a_yes(talk: Talk, said: str) -> None:
    await publish(talk, "The rye bread is back")
    asked = await talk.say(said)
    assert "Shall I delete post 1 from Fake for good?" in asked.text
    assert len(talk.network.posts) == 1
    done = await talk.say("yes")
    assert talk.network.posts == {}
    assert "taken down from Fake" in done.text
    (delivery,) = (await talk.post(1)).deliveries
    assert delivery.state is DeliveryState.DELETED
    again = await talk.say("take post 1 down")
    assert "is not out there" in again.text


async def test_a_no_leaves_it_there(talk: Talk) -> None:
    await publish(talk, "The rye bread is back")
    await talk.say("take it down")
    await talk.say("no")
    assert talk.network.texts() == ["The rye bread is back"]


async def test_cancelling_what_is_out_offers_to_take_it_down(talk: Talk) -> None:
    await publish(talk, "The rye bread is back")
    refused = await talk.say("delete post 1")
    assert not refused.ok
    assert len(talk.network.posts) == 1
    asked = await talk.tap("Take it down where it is out")
    assert "for good?" in asked.text
    await talk.say("yes")
    assert talk.network.posts == {}


async def test_taking_down_what_is_only_planned_offers_to_cancel_it(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say("post about the rye bread on Fake tomorrow at nine")
    refused = await talk.say("take it down")
    assert "is not out there" in refused.text
    await talk.tap("Cancel it")
    assert await talk.status(1) is PostStatus.CANCELLED


async def test_every_part_of_a_thread_goes_the_last_first(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    deleted: list[str] = []
    delete = talk.network.delete

    async def noted(account: object, remote_id: str) -> None:
        deleted.append(remote_id)
        await delete(account, remote_id)  # type: ignore[arg-type]

    monkeypatch.setattr(talk.network, "delete", noted)
    await publish(talk, "We bake at night\n---\nso that you\n---\nwake up to it")
    there = list(talk.network.posts)
    assert len(there) == 3
    await talk.say("take post 1 down")
    await talk.say("yes")
    assert deleted == there[::-1]
    assert talk.network.posts == {}


async def test_what_must_be_deleted_by_hand_is_told_with_its_address(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await publish(talk, "The rye bread is back")
    monkeypatch.setattr(type(talk.network), "can_delete", False)
    await talk.say("take post 1 down")
    told = await talk.say("yes")
    assert not told.ok
    assert "https://fake.example/1" in told.text
    assert await talk.status(1) is PostStatus.PUBLISHED


async def test_the_words_of_a_published_post_are_changed_after_a_yes_to_them(talk: Talk) -> None:
    await publish(talk, "We open at nine")
    asked = await talk.say('change the published text of post 1 to "We open at “ten”"')
    assert asked.cards[0].text == "We open at “ten”"
    assert talk.network.texts() == ["We open at nine"]
    await talk.say("yes")
    assert talk.network.texts() == ["We open at “ten”"]
    assert (await talk.post(1)).deliveries[0].text == "We open at “ten”"


async def test_changing_a_text_that_is_out_offers_to_change_it_there(talk: Talk) -> None:
    await publish(talk, "We open at nine")
    refused = await talk.say("make it shorter")
    assert not refused.ok
    asked = await talk.tap("Change it where it is out")
    assert asked.text == "What are the exact words?"
    asked = await talk.say("We open at ten now")
    assert asked.cards[0].text == "We open at ten now"
    await talk.say("yes")
    assert talk.network.texts() == ["We open at ten now"]


async def test_where_a_network_keeps_its_words_nothing_is_asked(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    await publish(talk, "We open at nine")
    monkeypatch.setattr(type(talk.network), "can_edit", False)
    refused = await talk.say('edit the published post: "We open at ten"')
    assert "cannot be changed from here on Fake" in refused.text
    assert "https://fake.example/1" in refused.text
    assert (await talk.say("make it shorter")).choices == ()


async def test_undo_takes_down_what_just_went_out_but_brings_nothing_back(talk: Talk) -> None:
    await publish(talk, "We open at nine")
    await talk.say("take post 1 down")
    await talk.say("yes")
    reply = await talk.say("undo")
    assert talk.network.posts == {}
    assert "brought back" not in reply.text


async def test_another_network_for_what_is_out_gets_a_post_of_its_own(talk: Talk) -> None:
    await publish(talk, "The rye bread is back")
    reply = await talk.say("put it on my page too")
    assert "Post 1 is out and stays as it is." in reply.text and "post 2" in reply.text.lower()
    first, second = await talk.post(1), await talk.post(2)
    assert first.platforms == ["fake"] and first.post.status is PostStatus.PUBLISHED
    assert second.platforms == ["feed"] and second.post.status is PostStatus.DRAFT
    assert second.deliveries[0].text == "The rye bread is back"
    assert len(talk.network.posts) == 1 and talk.network.sent == 1
    asked = await talk.tap("Publish now")
    assert "page" in asked.text
    await talk.say("yes")
    assert (await talk.post(2)).post.status is PostStatus.PUBLISHED and talk.network.sent == 1
    refused = await talk.say("take Fake off post 1")
    assert not refused.ok and len(talk.network.posts) == 1

"""Nothing goes out without a yes to exactly that."""

from __future__ import annotations

from storage.models import PostStatus
from tests.conversations.conftest import Talk


async def test_no_means_no(talk: Talk) -> None:
    await talk.say('publish "We open at ten" now')
    refused = await talk.say("no")
    assert "nothing was sent" in refused.text
    assert await talk.status(1) is PostStatus.DRAFT
    again = await talk.say("yes")
    assert "is out" not in again.text
    assert await talk.status(1) is PostStatus.DRAFT


async def test_a_yes_serves_once(talk: Talk) -> None:
    await talk.connect_network()
    asked = await talk.say('publish "We open at ten" on fake')
    (yes,) = [choice.id for choice in asked.choices if choice.style == "primary"]
    await talk.say("", choice=yes)
    second = await talk.say("", choice=yes)
    assert "closed" in second.text
    assert talk.network.texts() == ["We open at ten"]


async def test_a_changed_post_needs_a_new_yes(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('publish "Hello there. We open at ten tomorrow." on fake')
    await talk.say('add "Bring a friend!" to it')
    asked_again = await talk.say("yes")
    assert "has changed since I asked" in asked_again.text
    assert talk.network.sent == 0
    await talk.say("yes")
    (text,) = talk.network.texts()
    assert "Bring a friend!" in text


async def test_a_yes_expires(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('publish "We open at ten" on fake')
    talk.clock.move(minutes=16)
    late = await talk.say("yes")
    assert "15 minutes" in late.text
    assert talk.network.sent == 0


async def test_the_workspace_may_turn_the_question_off_and_on(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say("publish without asking")
    out = await talk.say('publish "We open at ten" on fake')
    assert "is out" in out.text
    await talk.say("always ask me before you publish")
    asked = await talk.say('publish "We close at six" on fake')
    assert "Shall I?" in asked.text
    assert talk.network.texts() == ["We open at ten"]


async def test_what_is_out_is_not_sent_twice(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('publish "We open at ten" on fake')
    await talk.say("yes")
    again = await talk.say("publish post 1 now")
    assert "do not send it twice" in again.text
    assert not again.choices
    assert talk.network.sent == 1


async def test_a_lost_answer_is_looked_up_and_not_sent_again(talk: Talk) -> None:
    await talk.connect_network()
    talk.network.then("accepted-then-lost")
    await talk.say('publish "We open at ten" on fake')
    told = await talk.say("yes")
    assert "is out" in told.text
    assert talk.network.sent == 1


async def test_a_lost_answer_that_cannot_be_looked_up_is_said_to_be_unknown(talk: Talk) -> None:
    await talk.connect_network()
    talk.network.then("accepted-then-lost")
    talk.network.find_fails = True
    await talk.say('publish "We open at ten" on fake')
    told = await talk.say("yes")
    assert "got no answer" in told.text
    assert await talk.status(1) is PostStatus.UNCONFIRMED
    again = await talk.say("publish post 1 now")
    assert "may be out" in again.text
    assert talk.network.sent == 1


async def test_a_change_of_subject_does_not_answer_the_question(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('publish "We open at ten" on fake')
    await talk.say("what's planned?")
    assert talk.network.sent == 0
    await talk.say("yes")
    assert talk.network.sent == 1

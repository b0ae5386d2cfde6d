"""A lost answer that nobody could look up: the person looks, and says what is there."""

from __future__ import annotations

from storage.models import PostStatus
from tests.conversations.conftest import Talk


async def lost(talk: Talk) -> None:
    """A post of which nobody knows whether it arrived; it did not."""
    await talk.connect_network()
    talk.network.then("lost-before").find_fails = True
    await talk.say('publish "Fresh bread" on fake')
    reply = await talk.say("yes")
    assert await talk.status(1) is PostStatus.UNCONFIRMED, reply.text


async def test_it_is_there(talk: Talk) -> None:
    await lost(talk)
    reply = await talk.say("post 1 is there, I looked")
    assert "noted as out" in reply.text
    assert await talk.status(1) is PostStatus.PUBLISHED
    await talk.let_time_pass(hours=1)
    assert talk.network.sent == 1


async def test_it_is_not_there_and_goes_out_once_more_after_a_yes(talk: Talk) -> None:
    await lost(talk)
    talk.network.find_fails = False
    reply = await talk.say("resend post 1")
    assert "Only say yes if you have looked" in reply.text
    assert talk.network.sent == 1
    reply = await talk.say("yes")
    assert talk.network.texts() == ["Fresh bread"]
    assert "is out" in reply.text
    await talk.let_time_pass(hours=1)
    assert talk.network.sent == 2


async def test_the_news_offers_both(talk: Talk) -> None:
    await talk.connect_network()
    talk.network.then("lost-before").find_fails = True
    await talk.say('schedule "Fresh bread" on fake tomorrow at nine')
    await talk.let_time_pass(hours=23)
    (news,) = await talk.news()
    assert [choice.label for choice in news.choices] == ["It is there", "It is not there: send it again"]


async def test_what_is_known_is_neither_confirmed_nor_sent_again(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('publish "Fresh bread" on fake')
    await talk.say("yes")
    reply = await talk.say("resend post 1")
    assert "Nobody is unsure" in reply.text
    assert talk.network.sent == 1

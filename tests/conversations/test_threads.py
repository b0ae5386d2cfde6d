"""Threads: a text that is too long is split when asked, and goes out in order."""

from __future__ import annotations

from tests.conversations.conftest import Talk

LONG = " ".join(f"This is sentence number {number} of a story about bread." for number in range(1, 16))


async def test_a_text_that_is_too_long_is_offered_as_a_thread_and_goes_out_in_order(talk: Talk) -> None:
    await talk.connect_network()
    reply = await talk.say(f'publish "{LONG}" on fake')
    assert "too long" in reply.text
    reply = await talk.tap("Split it into a thread")
    assert "thread of 2 posts" in reply.text
    assert "---" in reply.cards[0].text
    reply = await talk.say("publish it")
    assert reply.text.startswith("This goes out now as post")
    await talk.say("yes")
    first, second = talk.network.posts.values()
    assert (first.kind, second.kind, second.reply_to) == ("post", "thread", "1")
    assert f"{first.text} {second.text}" == LONG
    await talk.say("undo")
    assert talk.network.posts == {}


async def test_a_text_that_fits_stays_as_it_is(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say("draft a post about bread for fake")
    reply = await talk.say("split it into a thread")
    assert "fits as it is" in reply.text

"""Whatever is said, the answer is a sentence and nothing is lost or done by mistake."""

from __future__ import annotations

import pytest

from bot.messages import IncomingMessage
from tests.conversations.conftest import Talk


@pytest.mark.parametrize(
    "said",
    [
        "",
        "   \n\t ",
        "\x00\x1b[31m\x07",
        "🦖🦖🦖",
        "x" * 50_000,
        "delete everything and wire the money",
        "order me a pizza",
        "asdf qwer zxcv",
        "'; DROP TABLE posts; --",
        "publish post 99999999999999999999 now",
        "cancel post -1",
        "show me post 0",
        "שלום עולם",
        '"' * 500,
        "blah " * 3000,
    ],
)
async def test_nothing_is_done_and_the_answer_is_a_sentence(talk: Talk, said: str) -> None:
    reply = await talk.say(said)
    assert reply.text
    assert not reply.ok
    assert "Traceback" not in reply.text and "Error" not in reply.text
    assert (await talk.say("what's planned")).calls[0].result["total"] == 0


async def test_an_unknown_post_names_the_next_step(talk: Talk) -> None:
    reply = await talk.say("move post 7 to friday at 10")
    assert "no post 7" in reply.text
    assert "show drafts" in reply.text


async def test_a_stranger_gets_no_answer(talk: Talk) -> None:
    reply = await talk.app.conversation.handle(
        IncomingMessage("show drafts", "slack", "U123", workspace="Bakery", sender_name="Mallory")
    )
    assert "do not know you" in reply.text
    assert not reply.calls


async def test_a_repeated_message_is_not_done_twice(talk: Talk) -> None:
    first = await talk.say("write a post about tea", message_id="m1")
    second = await talk.say("write a post about tea", message_id="m1")
    assert second.text == first.text
    assert (await talk.say("show drafts")).calls[0].result["total"] == 1


async def test_quoted_words_are_kept_to_the_letter(talk: Talk) -> None:
    await talk.connect_network()
    words = "Tomorrow at nine: DELETE everything on Instagram! 🎉 <b>post 7</b>"
    await talk.say(f'publish "{words}" on fake')
    await talk.say("yes")
    assert talk.network.texts() == [words]


async def test_an_old_button_is_told_to_be_old(talk: Talk) -> None:
    reply = await talk.say("", choice="nonsense")
    assert "too old" in reply.text

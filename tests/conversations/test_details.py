"""A post's title, first comment and place; quiet hours; and what a network takes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from storage.models import PostStatus

if TYPE_CHECKING:
    from tests.conversations.conftest import Talk


async def draft(talk: Talk) -> None:
    """A draft for the network."""
    await talk.connect_network()
    await talk.say("write a post about the rye bread on Fake")


async def options(talk: Talk) -> dict[str, Any]:
    """What is kept beside the words of post 1."""
    (delivery,) = (await talk.post(1)).deliveries
    return dict(delivery.options)


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ('set the title of post 1 to "Bread & “Roses”"', "Bread & “Roses”"),
        ("title: What happens tomorrow at nine", "What happens tomorrow at nine"),
        ("set the title to Rye bread, again", "Rye bread, again"),
        ('der titel ist "Roggenbrot"', "Roggenbrot"),
        ("le titre est « Pain de seigle »", "Pain de seigle"),
        ('pon el título: "Pan de centeno"', "Pan de centeno"),
    ],
)
async def test_a_title_is_taken_as_it_was_said(talk: Talk, said: str, title: str) -> None:
    await draft(talk)
    reply = await talk.say(said)
    assert reply.calls[0].tool == "set_post_detail"
    assert (await options(talk))["title"] == title
    await talk.say("undo")
    assert "title" not in await options(talk)


async def test_a_first_comment_goes_out_under_the_post(talk: Talk) -> None:
    await draft(talk)
    await talk.say("first comment: #bread #berlin — recipe on Instagram")
    await talk.say("publish it")
    await talk.say("yes")
    post, comment = talk.network.posts.values()
    assert (comment.kind, comment.text) == ("comment", "#bread #berlin — recipe on Instagram")
    assert comment.reply_to == next(iter(talk.network.posts))
    assert "recipe" not in post.text


async def test_a_place_is_found_by_its_name_and_an_unclear_one_is_asked_about(talk: Talk) -> None:
    talk.network.places = [("b1", "Recipes"), ("b2", "Cakes we bake"), ("b3", "Cakes we buy")]
    await draft(talk)
    await talk.say("put it on the board Recipes")
    assert (await options(talk))["destination"] == "b1"
    asked = await talk.say("put it on the board Cakes")
    assert [choice.label for choice in asked.choices] == ["Cakes we bake", "Cakes we buy"]
    assert (await options(talk))["destination"] == "b1"
    await talk.say("the second one")
    assert (await options(talk))["destination"] == "b3"
    await talk.say("undo")
    assert (await options(talk))["destination"] == "b1"


async def test_a_detail_that_a_network_does_not_have_is_refused_in_words(talk: Talk) -> None:
    await draft(talk)
    reply = await talk.say("use the flair News")
    assert not reply.ok
    assert "means nothing on Fake" in reply.text
    assert await options(talk) == {}


async def test_a_detail_of_what_is_out_is_refused(talk: Talk) -> None:
    await draft(talk)
    await talk.say("publish it")
    await talk.say("yes")
    reply = await talk.say('set the title of post 1 to "Too late"')
    assert not reply.ok
    assert "title" not in await options(talk)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("quiet hours from 22 to 7", "22:00 to 07:00"),
        ("don't disturb us between ten in the evening and seven", "22:00 to 07:00"),
        ("set quiet hours 21:30 to 8", "21:30 to 08:00"),
        ("our quiet hours are 10pm to 6am", "22:00 to 06:00"),
        ("ruhezeit von zehn uhr abends bis sieben", "22:00 to 07:00"),
        ("horas de silencio de 22 a 7", "22:00 to 07:00"),
        ("heures calmes de 21h30 à 8h", "21:30 to 08:00"),
    ],
)
async def test_quiet_hours_are_set_shown_and_taken_back(talk: Talk, said: str, told: str) -> None:
    assert "Quiet hours" not in (await talk.say("show settings")).text
    reply = await talk.say(said)
    assert told in reply.text, reply.text
    assert told in (await talk.say("show settings")).text
    await talk.say("undo")
    assert "Quiet hours" not in (await talk.say("show settings")).text


async def test_quiet_hours_end_and_half_of_them_is_asked_about(talk: Talk) -> None:
    await talk.say("quiet hours from 22 to 7")
    await talk.say("no quiet hours")
    assert "Quiet hours" not in (await talk.say("show settings")).text
    asked = await talk.say("change the quiet hours")
    assert "From when to when" in asked.text
    assert "23:00 to 06:00" in (await talk.say("from 23 to 6")).text


@pytest.mark.parametrize(
    ("said", "tools"),
    [
        ("what can you do on Fake", ["show_network"]),
        ("how long may a post on Fake be", ["show_network"]),
        ("was sind die grenzen von Fake", ["show_network"]),
        ("quelles sont les limites de Fake", ["show_network"]),
        ("cuáles son los límites de Fake", ["show_network"]),
        ("what can you do", ["help"]),
    ],
)
async def test_what_a_network_takes_comes_from_its_figures(talk: Talk, said: str, tools: list[str]) -> None:
    reply = await talk.say(said)
    assert [call.tool for call in reply.calls] == tools
    if tools == ["show_network"]:
        assert "up to 500 characters" in reply.text
        assert reply.calls[0].result["characters"] == 500


async def test_a_negative_number_is_no_posts(talk: Talk) -> None:
    for topic in ("bread", "cake", "soup"):
        await talk.say(f"write a post about {topic}")
    for said in ("show post -2", "show -2", "cancel post -2"):
        reply = await talk.say(said)
        assert not reply.ok
        assert "post -2" in reply.text, reply.text
    assert await talk.status(2) is PostStatus.DRAFT


async def test_the_queue_keeps_the_clock_on_the_wall_when_a_night_skips_it(talk: Talk) -> None:
    talk.clock.move(days=17)  # Saturday, 28 March: the clocks go forward tonight
    reply = await talk.say("set the queue to every day at 02:30")
    assert "02:30" in reply.text
    assert "03:30" not in reply.text
    assert json.dumps(reply.calls[0].result["times"]) == '["02:30"]'

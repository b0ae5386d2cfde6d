"""The plan, by talking: once, repeatedly, queued, moved, cancelled, missed."""

from __future__ import annotations

import pytest

from storage.models import PostStatus
from tests.conversations.conftest import Talk


async def test_a_post_goes_out_by_itself_and_is_told(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('in 45 minutes post "Last call for tickets" on fake')
    await talk.let_time_pass(minutes=44)
    assert talk.network.texts() == []
    await talk.let_time_pass(minutes=1)
    assert talk.network.texts() == ["Last call for tickets"]
    (news,) = await talk.news()
    assert "1" in news.text and "Fake" in news.text
    assert not await talk.news()


async def test_a_cancelled_post_does_not_go_out(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('post "Last call" on fake at 11:00')
    await talk.say("cancel it")
    await talk.let_time_pass(hours=1)
    assert talk.network.sent == 0
    assert await talk.status(1) is PostStatus.CANCELLED


async def test_an_edited_post_goes_out_edited(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('post "Last call for tickets" on fake at 11:00')
    await talk.say('replace "tickets" with "seats"')
    await talk.let_time_pass(hours=1)
    assert talk.network.texts() == ["Last call for seats"]


async def test_an_hour_later_moves_what_was_just_planned(talk: Talk) -> None:
    await talk.say("schedule a post about the bike launch for tomorrow at nine")
    moved = await talk.say("an hour later")
    assert "Thursday, 12 March 2026, 10:00 (Berlin)" in moved.text
    again = await talk.say("no, I meant friday")
    assert "Friday, 13 March 2026, 10:00 (Berlin)" in again.text


async def test_a_missing_time_is_asked_for_once(talk: Talk) -> None:
    asked = await talk.say("schedule a post about the bike launch")
    assert "?" in asked.text
    planned = await talk.say("tomorrow at nine")
    assert "Thursday, 12 March 2026, 09:00 (Berlin)" in planned.text


async def test_a_day_without_a_time_asks_for_the_time(talk: Talk) -> None:
    asked = await talk.say("schedule a post about the bike launch for friday")
    assert "time" in asked.text
    planned = await talk.say("half past ten")
    assert "Friday, 13 March 2026, 10:30 (Berlin)" in planned.text


async def test_a_change_of_subject_is_not_taken_for_the_answer(talk: Talk) -> None:
    await talk.say("schedule a post about the bike launch")
    listed = await talk.say("show connected accounts")
    assert listed.calls[0].tool == "list_accounts"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("schedule a post about tea today at 8 in the morning", "passed"),
        ("schedule a post about tea on 29 March 2026 at 02:30", "does not exist"),
        ("schedule a post about tea on 25 October 2026 at 02:30", "twice"),
        ("schedule a post about tea on 31 February at 9", "no such day"),
    ],
)
async def test_a_doubtful_time_asks(talk: Talk, said: str, why: str) -> None:
    asked = await talk.say(said)
    assert why in asked.text
    planned = await talk.say("what's planned")
    assert planned.calls[0].result["total"] == 0


async def test_a_repeating_post_keeps_its_wall_clock_over_daylight_saving(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('every friday at 17:00 post "Weekend!" on fake')
    await talk.let_time_pass(days=2, hours=7)
    assert talk.network.texts() == ["Weekend!"]
    await talk.let_time_pass(days=7)
    await talk.let_time_pass(days=7)
    assert len(talk.network.texts()) == 3
    planned = await talk.say("what's planned")
    # Clocks went forward on 29 March; it is still five o'clock.
    assert "Fri 3 Apr, 17:00" in planned.text
    await talk.say("cancel the first one")
    await talk.let_time_pass(days=30)
    assert len(talk.network.texts()) == 3


async def test_the_queue_takes_the_next_free_slot(talk: Talk) -> None:
    first = await talk.say("queue a post about coffee")
    second = await talk.say("queue a post about tea")
    assert "Wednesday, 11 March 2026, 17:00" in first.text
    assert "Thursday, 12 March 2026, 09:00" in second.text
    await talk.say("our slots are mondays at 8:30")
    third = await talk.say("queue a post about cake")
    assert "Monday, 16 March 2026, 08:30" in third.text


async def test_what_was_missed_while_switched_off_is_asked_about(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('post "Good morning" on fake tomorrow at nine')
    await talk.let_time_pass(days=2)
    assert talk.network.sent == 0
    (news,) = await talk.news()
    assert news.choices
    assert await talk.status(1) is PostStatus.FAILED


async def test_an_unconnected_network_is_handed_over_at_its_time(talk: Talk) -> None:
    planned = await talk.say('post "Hello Instagram" on instagram at 11:00')
    assert "not connected" in planned.text
    await talk.let_time_pass(hours=1)
    (news,) = await talk.news()
    assert "Hello Instagram" in news.text
    assert "instagram.com" in news.text


async def test_a_text_that_does_not_fit_is_not_planned(talk: Talk) -> None:
    await talk.say(f'schedule "{"long words " * 40}" on x for tomorrow at nine')
    assert "too long for X" in talk.last.text
    assert await talk.status(1) is PostStatus.DRAFT


async def test_a_refusal_is_told_with_its_reason(talk: Talk) -> None:
    await talk.connect_network()
    talk.network.then("refused")
    await talk.say('post "Not welcome" on fake at 11:00')
    await talk.let_time_pass(hours=1)
    (news,) = await talk.news()
    assert await talk.status(1) is PostStatus.FAILED
    assert "1" in news.text


async def test_several_commands_in_one_message(talk: Talk) -> None:
    reply = await talk.say(
        "draft a post about salt and pepper for linkedin and schedule it for friday at ten; then show me what's planned"
    )
    assert [call.tool for call in reply.calls] == ["draft_post", "schedule_post", "list_posts"]
    assert reply.calls[2].result["total"] == 1
    assert "Friday, 13 March 2026, 10:00" in reply.text

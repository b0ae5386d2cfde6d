"""Ten things in a row, as a new person would say them; each does what it says."""

from __future__ import annotations

from storage.models import PostStatus
from tests.conversations.conftest import Talk


async def test_ten_things_in_a_row(talk: Talk) -> None:
    drafted = await talk.say("write a post about our autumn sale")
    assert "draft 1" in drafted.text
    assert "autumn sale" in drafted.cards[0].text.lower()
    assert await talk.status(1) is PostStatus.DRAFT

    changed = await talk.say("make it shorter")
    assert len(changed.cards[0].text) < len(drafted.cards[0].text)

    planned = await talk.say("schedule it for tomorrow at nine")
    assert "Thursday, 12 March 2026, 09:00 (Berlin)" in planned.text
    assert await talk.status(1) is PostStatus.SCHEDULED

    plan = await talk.say("what's planned?")
    assert "Post 1" in plan.text
    assert plan.calls[0].result["total"] == 1

    moved = await talk.say("move it to friday at ten")
    assert "Friday, 13 March 2026, 10:00 (Berlin)" in moved.text

    asked = await talk.say("publish a post about the open day now")
    assert "Shall I?" in asked.text
    assert await talk.status(2) is PostStatus.DRAFT
    out = await talk.say("yes")
    assert "Post 2 is out" in out.text
    assert await talk.status(2) is PostStatus.PUBLISHED
    assert "open day" in await talk.page("open day")

    undone = await talk.say("undo")
    assert "taken down" in undone.text
    assert "open day" not in await talk.page("open day", there=False)
    assert await talk.status(2) is PostStatus.DRAFT

    cancelled = await talk.say("cancel post 1")
    assert "cancelled" in cancelled.text
    assert await talk.status(1) is PostStatus.CANCELLED

    helped = await talk.say("help")
    assert "Our time zone is Berlin" in helped.text
    assert not await talk.news()

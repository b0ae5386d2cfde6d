"""Words of networks and strangers that are made to break the store, the list or the terminal: they are words."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

from rich.console import Console

from bot.doctor import Finding, State, table
from bot.messages import Card, Choice, Reply
from connectors.channels.terminal import plain, rendered
from tests.conversations.conftest import Talk
from tests.conversations.test_inbox import published

BAD = "\x1b]0;owned\x07\x1b[2J\u202eevil\u2066\x00\ud800 [red]x[/red]"


async def test_a_comment_that_no_store_takes_is_listed_with_the_others(talk: Talk) -> None:
    remote_id = await published(talk, "Looks delicious")
    talk.network.comment(remote_id, BAD, author=f"Mia{BAD}")
    mad = replace(talk.network.said["c1"], id="c9", likes=2**80, url="javascript:alert(1)", text="y" * 100_000)
    talk.network.said["c9"] = mad
    talk.network.said["c10"] = mad  # the same one twice
    reply = await talk.say("show the comments")
    assert reply.ok
    assert "Looks delicious" in reply.text
    assert "\x1b" not in reply.text + str(reply.calls)
    assert "\u202e" not in reply.text
    assert "javascript:" not in str(reply.calls)
    assert (await talk.say("show the comments")).ok


async def test_a_comment_under_two_posts_does_not_keep_the_others_from_being_read(talk: Talk) -> None:
    first = await published(talk, "One", text="First")
    second = await published(talk, "Two", text="Second")
    talk.network.said["again"] = replace(
        talk.network.said["c1"], id="shared", at=datetime(2026, 3, 11, 9, 5, tzinfo=UTC)
    )
    await talk.say("show the comments")
    talk.network.said["too"] = replace(talk.network.said["again"], post_id=second)
    assert first != second
    reply = await talk.say("show the comments")
    assert reply.ok
    assert "One" in reply.text
    assert "Two" in reply.text


def test_nothing_that_is_shown_commands_the_terminal() -> None:
    reply = Reply(BAD, (Choice("1", BAD),), (Card(BAD, BAD, facts=((BAD, BAD),), pictures=(f"picture 1 × 1: {BAD}",)),))
    target = io.StringIO()
    console = Console(file=target, force_terminal=False, width=80)
    console.print(rendered(reply))
    console.print(table([Finding("platform", State.WATCH, f"Instagram: {BAD}", f"Say {BAD}")]))
    for shown in (target.getvalue(), plain(reply)):
        assert "\x1b" not in shown
        assert "\x07" not in shown
        assert "owned" not in shown
        assert "[red]x[/red]" in shown

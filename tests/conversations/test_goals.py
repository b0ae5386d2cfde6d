"""Goals and alerts in a conversation: set, shown with their source, replaced, undone, and told of where they were asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy.orm import Session

from bot.analytics.targets.watching import Lookout
from bot.messages import IncomingMessage, Reply
from storage import metrics, workspaces
from storage.metrics import NewPublication, Seen
from tests import history
from tests.history import Past

if TYPE_CHECKING:
    from tests.conversations.conftest import Talk

NOW = datetime(2026, 3, 11, 9, tzinfo=UTC)


async def call(talk: Talk, tool: str, **args: Any) -> Reply:
    """A tool, called for the person at the terminal."""
    message = IncomingMessage("", "terminal", "blum", workspace=talk.workspace)
    talk.last = await talk.app.conversation.call(message, tool, args)
    return talk.last


async def posted(talk: Talk, *likes: float, source: str = "network") -> None:
    """A post a day on Mastodon, the last of them yesterday."""
    await call(talk, "list_accounts")

    def keep(session: Session) -> None:
        account = history.account(session, 1, "mastodon")
        start = NOW - timedelta(days=len(likes))
        past = [Past(start + timedelta(days=n), {"likes": value, "reach": 20 * value}) for n, value in enumerate(likes)]
        history.posts(session, account, past, source=source)

    await talk.app.database.write(keep)


async def look(talk: Talk, **later: float) -> list[str]:
    """What is told by itself after a while."""
    talk.clock.move(**later)
    lookout = Lookout(
        talk.app.database, talk.app.registry.platforms, default_zone="Europe/Berlin", now=talk.app.clock.now
    )
    await lookout.look()
    return [reply.text for reply in await talk.news()]


async def test_a_goal_is_set_shown_with_its_source_replaced_and_undone(talk: Talk) -> None:
    await posted(talk, *[10] * 10)
    since = (NOW - timedelta(days=10)).date()
    reply = await call(
        talk,
        "set_kpi",
        metric="likes",
        target=300,
        platforms=["mastodon"],
        due="2026-03-31T23:59:00+02:00",
        since=since.isoformat(),
    )
    assert "The goal is set: 300 likes on Mastodon by Tuesday, 31 March 2026." in reply.text
    assert "So far 100 (33.3%), from the posts since Sunday, 1 March 2026. 10 of 10 posts are measured" in reply.text
    assert "9.1 a day so far; 9.5 a day are needed from now on" in reply.text
    assert "A forecast cannot be told yet" in reply.text
    assert "Off track: about 291 is in sight by then." in reply.text
    data = reply.calls[0].result["goal"]
    assert data["figure"] | {"seen_at": ""} == {
        "value": 100,
        "metric": "likes",
        "basis": "of_posts",
        "posts": 10,
        "measured": 10,
        "seen_at": "",
        "from": "measured",
        "since": "2026-03-01",
        "until": "2026-03-31",
    }

    reply = await call(talk, "set_kpi", metric="likes", target=250, platforms=["mastodon"], since=since.isoformat())
    assert "It takes the place of the old one, 300 by Tuesday, 31 March 2026." in reply.text
    await talk.tap("Undo")
    shown = await call(talk, "list_kpis")
    assert "Goal: 300 likes on Mastodon by Tuesday, 31 March 2026" in shown.text
    (picture,) = shown.attachments
    assert picture.media_type == "image/png" and len(picture.data) > 5_000

    gone = await call(talk, "remove_kpi", metric="likes")
    assert "is dropped" in gone.text
    assert "No goal is set" in (await call(talk, "list_kpis")).text
    await call(talk, "undo")
    assert "300 likes" in (await call(talk, "list_kpis")).text


async def test_a_rate_is_said_with_what_it_is_divided_by_and_kept_as_percent(talk: Talk) -> None:
    await posted(talk, 10, 20)
    reply = await call(talk, "set_kpi", metric="engagement_rate", target=4, since="2026-03-01")
    assert "The goal is set: 4% engagement rate." in reply.text
    assert "The rate is engagement ÷ reach." in reply.text
    assert "That is on target." in reply.text
    assert reply.calls[0].result["goal"]["target"] == pytest.approx(0.04)
    assert reply.calls[0].result["goal"]["figure"]["value"] == pytest.approx(0.05)


async def test_what_nobody_measured_is_said_to_be_unknown(talk: Talk) -> None:
    await call(talk, "list_accounts")
    reply = await call(
        talk, "set_kpi", metric="followers", target=10_000, platforms=["instagram"], due="2026-06-30T12:00:00+02:00"
    )
    assert "10,000 followers on Instagram by Tuesday, 30 June 2026" in reply.text
    assert "How far it is, is unknown" in reply.text
    assert "No account is connected on Instagram yet" in reply.text
    assert reply.calls[0].result["goal"]["figure"]["value"] is None


async def test_sample_data_is_called_so(talk: Talk) -> None:
    await posted(talk, 10, 20, source="sample")
    reply = await call(talk, "set_kpi", metric="likes", target=100, since="2026-03-01")
    assert "This is sample data." in reply.text
    assert reply.calls[0].result["goal"]["figure"]["from"] == "sample"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ({"metric": "likes", "target": 10, "due": "2026-03-01T10:00:00+01:00"}, "is over already"),
        ({"metric": "likes", "target": 0}, "no number I can use"),
        ({"metric": "engagement_rate", "target": 120}, "no number I can use"),
        (
            {"metric": "likes", "target": 5, "since": "2026-04-02", "due": "2026-04-01T10:00:00+02:00"},
            "cannot begin on Thursday, 2 April 2026",
        ),
    ],
)
async def test_a_goal_that_makes_no_sense_is_refused(talk: Talk, args: dict[str, Any], words: str) -> None:
    reply = await call(talk, "set_kpi", **args)
    assert not reply.ok
    assert words in reply.text
    assert "No goal is set" in (await call(talk, "list_kpis")).text


async def test_one_is_told_here_when_a_post_has_so_many_likes(talk: Talk) -> None:
    when = "2026-03-20T10:00:00+01:00"
    await call(talk, "schedule_post", text="The rye bread is back", platforms=["fake"], when=when)
    row = await talk.post(1)

    def seen(count: float, after: timedelta) -> Any:
        def keep(session: Session) -> None:
            account = history.account(session, 1, "fake", "@blum")
            new = NewPublication("r1", "Bread", NOW, "here", delivery_id=row.deliveries[0].id)
            (publication,) = metrics.keep(session, account, [new], zone=history.BERLIN, now=NOW)
            one = Seen(account.id, publication.id, "likes", count)
            metrics.record(session, 1, [one], at=NOW + after, zone=history.BERLIN)

        return keep

    reply = await call(talk, "watch_metric", metric="likes", threshold=100, post_id=1)
    assert "as soon as post 1 has 100 or more: likes" in reply.text
    assert "nothing has been measured yet" in reply.text
    await talk.app.database.write(seen(40, timedelta(hours=1)))
    assert await look(talk, hours=2) == []
    await talk.app.database.write(seen(104, timedelta(hours=3)))
    (news,) = await look(talk, hours=2)
    assert "Post 1 has passed 100: it stands at 104 (likes). Checked 1 hour ago." in news
    assert await look(talk, hours=2) == []
    again = await call(talk, "watch_metric", metric="likes", threshold=90, post_id=1)
    assert "Post 1 is there already" in again.text
    never = await call(talk, "watch_metric", metric="likes", threshold=90, direction="below", post_id=1)
    assert "only grows" in never.text
    assert "not watching for anything" in (await call(talk, "list_watches")).text


async def test_alerts_are_listed_and_switched_off(talk: Talk) -> None:
    await posted(talk, 10, 20)
    first = await call(talk, "watch_metric", metric="engagement_rate", threshold=1, direction="below")
    assert "as soon as it falls below 1%: engagement rate." in first.text
    assert "It is about the posts of the last seven days." in first.text
    await call(talk, "watch_metric", metric="followers", threshold=5000, platforms=["mastodon"])
    listed = await call(talk, "list_watches")
    assert "1. engagement rate: below 1% (now 5%)" in listed.text
    assert "2. followers on Mastodon: at 5,000 or more (now unknown)" in listed.text
    stopped = await call(talk, "stop_watching", metric="followers")
    assert "no longer watch for followers on Mastodon (5,000)" in stopped.text
    await talk.tap("Undo")
    assert len((await call(talk, "list_watches")).calls[0].result["watches"]) == 2
    which = await call(talk, "stop_watching")
    assert not which.ok
    assert "Which alert do you mean?" in which.text


async def test_a_client_takes_away_none_but_their_own_alerts(talk: Talk) -> None:
    await posted(talk, 10, 10)
    await talk.app.database.write(
        lambda session: workspaces.add_member(session, 1, "kim", "client", "terminal", "kim", NOW)
    )

    async def kim(tool: str, **args: Any) -> Reply:
        message = IncomingMessage("", "terminal", "kim", workspace=talk.workspace)
        return await talk.app.conversation.call(message, tool, args)

    await call(talk, "watch_metric", metric="likes", threshold=500)
    refused = await kim("stop_watching", metric="likes")
    assert not refused.ok and "I am not watching for that." in refused.text
    assert (await kim("watch_metric", metric="reach", threshold=90_000)).ok
    assert (await kim("stop_watching")).ok
    left = await call(talk, "list_watches")
    assert [watch["metric"] for watch in left.calls[-1].result["watches"]] == ["likes"]
    assert (await call(talk, "stop_watching", metric="likes")).ok

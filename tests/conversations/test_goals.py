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


async def test_any_single_post_is_watched_and_those_that_are_there_are_named(talk: Talk) -> None:
    await posted(talk, 300, 40, 280, source="sample")
    reply = await call(talk, "watch_metric", metric="likes", threshold=290, platforms=["mastodon"], each=True)
    assert "as soon as any single post has 290 or more: likes on Mastodon" in reply.text
    assert "One is there already and is not told again. “Fresh bread” on Mastodon has 300 likes" in reply.text
    assert "This is sample data." in reply.text
    (there,) = reply.calls[0].result["there"]
    assert (there["value"], there["from"], reply.calls[0].result["each"]) == (300, "sample", True)
    assert await look(talk, hours=1) == []

    later = await call(talk, "watch_metric", metric="likes", threshold=500, each=True)
    assert "Of 3 posts of the last 30 days, none is there yet (3 measured). The closest: “Fresh bread”" in later.text
    listed = await call(talk, "list_watches")
    assert "1. likes on Mastodon of each single post: at 290 or more" in listed.text
    assert [watch["each"] for watch in listed.calls[0].result["watches"]] == [True, True]

    def grown(session: Session) -> None:
        for row in metrics.publications(session, 1):
            one = Seen(row.publication.account_id, row.publication.id, "likes", 510)
            metrics.record(session, 1, [one], at=talk.clock(), zone=history.BERLIN)

    await talk.app.database.write(grown)
    first, second = sorted(await look(talk, minutes=5), key=len)
    assert "2 posts have passed 290, as you wanted to know. This is sample data." in first
    assert "3 posts have passed 500" in second and second.count("has 510 likes (seen 5 minutes ago)") == 3
    assert "(2 told so far)" in (await call(talk, "list_watches")).text
    assert await look(talk, hours=1) == []

    stopped = await call(talk, "stop_watching", metric="likes", each=True)
    assert "likes on Mastodon of each single post (290)" in stopped.text
    await talk.tap("Undo")
    assert await look(talk, hours=1) == []
    assert len((await call(talk, "list_watches")).calls[0].result["watches"]) == 2


async def test_below_a_number_is_watched_for_rates_of_posts_alone(talk: Talk) -> None:
    await posted(talk, 10, 20)
    never = await call(talk, "watch_metric", metric="likes", threshold=5, direction="below", each=True)
    assert not never.ok and "every post is below 5 at first" in never.text
    none = await call(talk, "watch_metric", metric="followers", threshold=5, each=True)
    assert not none.ok and "A post has no followers" in none.text
    rate = await call(talk, "watch_metric", metric="engagement_rate", threshold=1, direction="below", each=True)
    assert (
        "Of 2 posts of the last 30 days, none can be judged yet" in rate.text
    )  # looked at 20 hours after they went out
    assert "A rate is judged when a post has been out for a day" in rate.text
    assert len((await call(talk, "list_watches")).calls[0].result["watches"]) == 1


@pytest.mark.parametrize(
    ("words", "each"),
    [
        ("tell me when a post gets more than 500 likes", True),
        ("warn me if one of our posts falls below 1 percent engagement", True),
        ("tell me when our posts together get 500 likes", None),
        ("tell me when post 4 has 500 likes", None),
        ("sag Bescheid, sobald irgendein Post 300 Likes hat", True),
        ("sag mir, wenn einer unserer Beiträge mehr als 500 Likes hat", True),
        ("sag mir, wenn unsere Beiträge zusammen mehr als 500 Likes haben", None),
        ("avísame cuando cualquier post tenga más de 500 me gusta", True),
        ("avísame si alguno de nuestros vídeos pasa de 500 visualizaciones", True),
        ("avísame cuando la publicación 4 tenga 100 me gusta", None),
        ("préviens-moi quand n'importe quel post dépasse 500 j'aime", True),
        ("préviens-moi dès qu'un de nos posts atteint 1000 vues", True),
        ("préviens-moi quand nos publications ensemble dépassent 500 j'aime", None),
    ],
)
async def test_a_post_means_any_post(talk: Talk, words: str, each: bool | None) -> None:
    await posted(talk, 10, 20)
    reply = await talk.say(words)
    if "post 4" in words or "publicación 4" in words:
        assert not reply.ok  # there is none
        return
    assert (reply.calls[0].tool, reply.calls[0].args.get("each")) == ("watch_metric", each)


async def test_a_goal_that_a_forecast_does_not_reach_says_so(talk: Talk) -> None:
    await call(talk, "list_accounts")

    def keep(session: Session) -> None:
        account = history.account(session, 1, "mastodon")
        nights = {NOW - timedelta(days=60 - n, hours=10): 900.0 + n for n in range(60)}
        history.followers(session, account, nights)

    await talk.app.database.write(keep)
    reply = await call(talk, "set_kpi", metric="followers", target=2000, due="2026-12-31T23:59:00+01:00")
    assert "too little history" not in reply.text
    assert "days of history I can look ahead until" in reply.text
    assert "not as far as Thursday, 31 December 2026 yet. A forecast for then can be told from" in reply.text

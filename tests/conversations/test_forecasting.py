"""Forecasts, best times, predictions and alerts in a conversation: what is told, where it comes from, and what is not told."""

from __future__ import annotations

import math
import random
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.analytics.forecasts import backtest
from bot.analytics.forecasts.alerts import Alerts
from bot.messages import IncomingMessage, Reply
from storage import metrics, posts
from storage.metrics import NewPublication, Seen
from storage.metrics_tables import Figure, MetricDay
from storage.models import Post, RemoteComment
from tests import history

if TYPE_CHECKING:
    from tests.conversations.conftest import Talk

NOW = datetime(2026, 3, 11, 9, tzinfo=UTC)
BERLIN = history.BERLIN
WEEK = (100, 120, 130, 140, 160, 60, 50)


async def call(talk: Talk, tool: str, **args: Any) -> Reply:
    """A tool, called for the person at the terminal."""
    message = IncomingMessage("", "terminal", "blum", workspace=talk.workspace)
    talk.last = await talk.app.conversation.call(message, tool, args)
    return talk.last


def result(reply: Reply) -> dict[str, Any]:
    """What the only call gave back."""
    return reply.calls[-1].result


async def measured(talk: Talk, days: int, *, metric: str = "impressions", missing: tuple[int, ...] = ()) -> None:
    """What an account's posts gained each day until yesterday, in a weekly rhythm that grows; `missing` are days back."""
    await talk.say("help")

    def keep(session: Session) -> None:
        account = history.account(session, 1, "mastodon")
        draw = random.Random(4)
        today = NOW.astimezone(BERLIN).date()
        for back in range(days, 0, -1):
            if back in missing:
                continue
            day = today - timedelta(days=back)
            value = WEEK[day.weekday()] * (1 + (days - back) / 200) * draw.uniform(0.9, 1.1)
            session.add(
                MetricDay(
                    account_id=account.id,
                    metric=metric,
                    day=day,
                    workspace_id=1,
                    platform="mastodon",
                    gained=float(round(value)),
                    seen_at=NOW - timedelta(hours=5),
                )
            )

    await talk.app.database.write(keep)


async def posted(talk: Talk, count: int, figures: Any, *, source: str = "network") -> None:
    """Posts in the past, the last of them two days ago; `figures(at, number, draw)` gives text and likes of each."""
    await talk.say("help")

    def keep(session: Session) -> None:
        account = history.account(session, 1, "mastodon")
        draw = random.Random(7)
        zone = BERLIN
        new, likes = [], []
        for number in range(count):
            day = (NOW - timedelta(days=2 + count - number)).astimezone(zone)
            at = day.replace(hour=draw.choice((8, 12, 16, 20)), minute=0)
            text, value = figures(at, number, draw)
            new.append(NewPublication(f"p{number}", text, at, source))  # type: ignore[arg-type]
            likes.append(value)
        rows = metrics.keep(session, account, new, zone=zone, now=NOW)
        seen = [Seen(account.id, row.id, "likes", value) for row, value in zip(rows, likes, strict=True)]
        metrics.record(session, 1, seen, at=NOW - timedelta(hours=1), zone=zone)

    await talk.app.database.write(keep)


async def drafted(talk: Talk, text: str) -> None:
    """A draft for Mastodon, shown, so that it is what "it" means."""
    await talk.say("help")
    row = await talk.app.database.write(
        lambda session: posts.create(
            session,
            1,
            topic="",
            text=text,
            texts={"mastodon": text},
            tone=None,
            language="en",
            conversation_id=None,
            member_id=1,
            now=talk.clock(),
        )
    )
    await call(talk, "show_post", post_id=row.post.number)


def by_hour(at: datetime, number: int, draw: random.Random) -> tuple[str, float]:
    """Evenings bring three times as much."""
    return "Bread", round(30 * (3 if at.hour == 20 else 1) * math.exp(draw.gauss(0, 0.3)))


def by_chance(at: datetime, number: int, draw: random.Random) -> tuple[str, float]:
    """Nothing but chance."""
    return "Bread", round(30 * math.exp(draw.gauss(0, 0.5)))


def by_question(at: datetime, number: int, draw: random.Random) -> tuple[str, float]:
    """Questions bring twice as much."""
    asks = draw.random() < 0.5
    words = " ".join(draw.choices(("rye", "wheat", "plum", "a loaf", "butter"), k=draw.randint(2, 8)))
    return f"Today {words}{'?' if asks else '.'}", round(30 * (2.2 if asks else 1) * math.exp(draw.gauss(0, 0.3)))


async def test_a_forecast_says_its_range_how_often_such_ranges_were_right_and_what_it_rests_on(talk: Talk) -> None:
    await measured(talk, 120)
    reply = await call(talk, "forecast_metric", metric="impressions", platforms=["mastodon"], horizon_days=14)
    found = result(reply)
    assert found["low"] < found["value"] < found["high"]
    assert found["first"] == "2026-03-11" and found["last"] == "2026-03-24"
    assert f"{found['ranges_right']} of {found['ranges_judged']} such ranges were right" in reply.text
    assert found["history"] == {
        "from": "2025-11-11",
        "until": "2026-03-10",
        "days": 120,
        "filled": 0,
        "cut": False,
        "gaps": 0,
        "rows": 120,
        "sum": found["history"]["sum"],
    }
    assert "120 days since" in reply.text and "5 hours ago" in reply.text
    assert reply.attachments and reply.attachments[0].media_type == "image/png"
    total = await talk.app.database.read(lambda session: session.scalar(sa.select(sa.func.sum(MetricDay.gained))))
    assert found["history"]["sum"] == total


async def test_a_changed_row_changes_the_forecast_and_without_rows_it_is_unknown(talk: Talk) -> None:
    await measured(talk, 60)
    before = result(await call(talk, "forecast_metric", metric="impressions"))
    last_week = sa.update(MetricDay).where(MetricDay.day >= date(2026, 3, 4)).values(gained=MetricDay.gained * 3)
    await talk.app.database.write(lambda session: session.execute(last_week))
    after = result(await call(talk, "forecast_metric", metric="impressions"))
    assert after["value"] > 1.2 * before["value"] and after["history"]["sum"] > before["history"]["sum"]
    await talk.app.database.write(lambda session: session.execute(sa.delete(MetricDay)))
    gone = await call(talk, "forecast_metric", metric="impressions")
    assert result(gone)["value"] is None and not gone.ok
    assert gone.text.startswith("No impressions have been measured yet")


async def test_too_short_a_history_gets_no_number_but_a_day_from_which_there_will_be_one(talk: Talk) -> None:
    await measured(talk, 20)
    reply = await call(talk, "forecast_metric", metric="impressions")
    assert result(reply)["value"] is None
    assert "20 days of impressions" in reply.text and "Thursday, 19 March 2026" in reply.text
    talk.clock.move(days=8)

    def go_on(session: Session) -> None:
        for ahead in range(8):
            day = date(2026, 3, 11) + timedelta(days=ahead)
            row = MetricDay(
                account_id=1, metric="impressions", day=day, workspace_id=1, platform="mastodon", gained=90.0
            )
            row.seen_at = NOW
            session.add(row)

    await talk.app.database.write(go_on)
    assert result(await call(talk, "forecast_metric", metric="impressions"))["value"] is not None


async def test_short_gaps_are_filled_in_and_said_and_long_ones_cut_the_history(talk: Talk) -> None:
    await measured(talk, 100, missing=(10, 11, *range(60, 66)))
    reply = await call(talk, "forecast_metric", metric="impressions")
    found = result(reply)["history"]
    assert (found["days"], found["filled"], found["cut"]) == (59, 2, True)
    assert "2 days were not measured and are filled in" in reply.text
    assert "Before Sunday, 11 January 2026 there is a long gap" in reply.text


async def test_a_horizon_that_the_history_does_not_carry_is_shortened_and_said(talk: Talk) -> None:
    await measured(talk, 40)
    reply = await call(talk, "forecast_metric", metric="impressions", horizon_days=90)
    assert result(reply)["horizon_days"] == 26
    assert "90 days are too far for 40 days of history" in reply.text


async def test_without_the_extra_a_plain_method_answers_and_says_so(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await measured(talk, 60)
    monkeypatch.setattr(backtest, "available", lambda: False)
    reply = await call(talk, "forecast_metric", metric="impressions")
    assert result(reply)["model"] == "seasonal_naive" and not result(reply)["extra"]
    assert "make analytics" in reply.text


async def test_a_rate_and_a_stale_history_get_no_forecast(talk: Talk) -> None:
    await measured(talk, 60, missing=tuple(range(1, 12)))
    assert "Ask for engagement or reach" in (await call(talk, "forecast_metric", metric="engagement_rate")).text
    reply = await call(talk, "forecast_metric", metric="impressions")
    assert not reply.ok and "last measured on Friday, 27 February 2026" in reply.text


async def test_the_best_time_is_found_in_the_own_posts_and_a_draft_is_planned_for_it(talk: Talk) -> None:
    await posted(talk, 150, by_hour)
    await drafted(talk, "We bake at night")
    reply = await call(talk, "best_time", platforms=["mastodon"])
    (found,) = result(reply)["platforms"]
    assert found["told"] and found["posts"] == 150
    assert all(slot["hour"] == 20 and slot["low"] > 0 for slot in found["best"])
    assert "20:00" in reply.text and "150 posts" in reply.text
    (label,) = [choice.label for choice in reply.choices if choice.label.startswith("Plan it for")]
    planned = await talk.tap(label)
    assert planned.ok
    due = (await talk.post(1)).post.due_at
    assert due is not None and due.astimezone(BERLIN).hour == 20


async def test_best_time_tells_no_difference_where_there_is_only_chance(talk: Talk) -> None:
    await posted(talk, 150, by_chance)
    reply = await call(talk, "best_time", platforms=["mastodon"])
    assert not result(reply)["platforms"][0]["told"] and result(reply)["platforms"][0]["best"] == []
    assert "no difference between hours can be told from your 150 posts" in reply.text
    assert not reply.attachments


async def test_with_few_posts_the_habit_is_called_a_habit(talk: Talk) -> None:
    await posted(talk, 12, by_hour)
    reply = await call(talk, "best_time", platforms=["mastodon"])
    assert "only 12 posts with figures" in reply.text and "not a finding" in reply.text
    await talk.app.database.write(lambda session: session.execute(sa.delete(Figure)))
    again = await call(talk, "best_time", platforms=["mastodon"])
    assert result(again)["platforms"][0]["posts"] == 0 and "no posts with figures yet" in again.text


async def test_the_queue_takes_the_best_hour_unless_slots_or_quiet_hours_say_otherwise(talk: Talk) -> None:
    await posted(talk, 150, by_hour)
    for _ in range(3):
        await drafted(talk, "We bake")
    best = await call(talk, "queue_post", post_id=1)
    first = (await talk.post(1)).post.due_at
    assert first is not None and first.astimezone(BERLIN).hour == 20
    assert "did about" in best.text and "150 posts" in best.text
    await call(talk, "queue_post", post_id=2)
    second = (await talk.post(2)).post.due_at
    assert second is not None and abs(second - first) >= timedelta(hours=3)
    await call(talk, "set_quiet_hours", hours="18:00-07:00")
    await call(talk, "queue_post", post_id=3)
    third = (await talk.post(3)).post.due_at
    assert third is not None and 7 <= third.astimezone(BERLIN).hour < 18
    await call(talk, "set_queue_slots", slots="MO,TU,WE,TH,FR 06:30")
    await drafted(talk, "We bake early")
    own = await call(talk, "queue_post", post_id=4)
    fourth = (await talk.post(4)).post.due_at
    assert fourth is not None and fourth.astimezone(BERLIN).strftime("%H:%M") == "06:30" and "did about" not in own.text


async def test_a_draft_is_ranked_where_the_own_posts_show_what_does_well(talk: Talk) -> None:
    await posted(talk, 160, by_question)
    await drafted(talk, "Plum or apple?")
    await drafted(talk, "Plum and apple.")
    (asks,) = result(await call(talk, "predict_post", post_id=1))["platforms"]
    reply = await call(talk, "predict_post", post_id=2)
    (tells,) = result(reply)["platforms"]
    assert asks["better_than"] > 0.6 and tells["better_than"] < 0.45
    assert asks["low"] > tells["low"] and asks["high"] > tells["high"]
    assert "likely better than about" in reply.text and "of your last 60 posts" in reply.text


async def test_no_rank_is_told_from_chance_or_from_few_posts(talk: Talk) -> None:
    await posted(talk, 90, by_chance)
    await drafted(talk, "Plum or apple?")
    reply = await call(talk, "predict_post", post_id=1)
    assert not reply.ok and "I can't tell" in reply.text
    keep = sa.select(Figure.publication_id).order_by(Figure.publication_id).limit(59)
    few = sa.delete(Figure).where(Figure.publication_id.not_in(keep))
    await talk.app.database.write(lambda session: session.execute(few))
    assert "only 59 posts with figures" in (await call(talk, "predict_post", post_id=1)).text


async def storm(talk: Talk, count: int, text: str = "This is a disgrace, I want my money back") -> None:
    """Comments that come in one hour, after a month in which there was one a day."""
    await drafted(talk, "We bake")

    def keep(session: Session) -> None:
        account = history.account(session, 1, "mastodon")
        account.created_at = NOW - timedelta(days=60)
        post = session.scalars(sa.select(Post)).first()
        assert post is not None
        delivery: int = session.execute(sa.text("SELECT id FROM deliveries")).scalar_one()
        times = [(NOW - timedelta(days=back), "What a lovely loaf, thank you so much!") for back in range(3, 40)]
        times += [(NOW - timedelta(minutes=number), text) for number in range(count)]
        for number, (at, words) in enumerate(times):
            session.add(
                RemoteComment(
                    workspace_id=1, account_id=account.id, delivery_id=delivery, remote_id=f"c{number}", author="x",
                    text=words, ours=False, hidden=False, answered=False, gone=False, at=at, read_at=NOW,
                )
            )  # fmt: skip

    await talk.app.database.write(keep)


async def alerted(talk: Talk) -> list[Reply]:
    """What is told by itself after a look."""
    await Alerts(talk.app.database, talk.app.registry.platforms, default_zone="Europe/Berlin", now=talk.clock).upkeep()
    return await talk.news()


async def test_a_storm_of_comments_is_told_once_and_shown_when_asked(talk: Talk) -> None:
    await storm(talk, 30)
    told = await alerted(talk)
    assert "30 comments in the last 3 hours" in told[0].text
    assert any("mood" in reply.text for reply in told)
    assert {"Show the comments", "Stop the alerts"} <= {choice.label for choice in told[0].choices}
    assert await alerted(talk) == []
    talk.clock.move(minutes=10)
    assert await alerted(talk) == []
    assert "30 comments in the last 3 hours" in (await call(talk, "show_anomalies")).text


async def test_alerts_that_are_switched_off_stay_off_until_they_are_switched_on(talk: Talk) -> None:
    await storm(talk, 30)
    assert (await call(talk, "set_alerts", on=False)).text.startswith("I no longer tell you")
    assert await alerted(talk) == []
    await call(talk, "set_alerts", on=True)
    assert len(await alerted(talk)) >= 1


async def test_a_usual_day_raises_no_alarm(talk: Talk) -> None:
    await storm(talk, 2, "What a lovely loaf")
    assert await alerted(talk) == []


async def test_an_unusual_day_is_found_and_traced_to_its_row(talk: Talk) -> None:
    await measured(talk, 80)
    nothing = await call(talk, "show_anomalies")
    assert result(nothing)["days"] == [] and nothing.text.startswith("Nothing unusual")
    spike = sa.update(MetricDay).where(MetricDay.day == date(2026, 3, 9)).values(gained=2400.0)
    await talk.app.database.write(lambda session: session.execute(spike))
    reply = await call(talk, "show_anomalies")
    (day,) = result(reply)["days"]
    assert (day["day"], day["value"], day["metric"], day["direction"]) == ("2026-03-09", 2400.0, "impressions", "above")
    assert "2,400 impressions on Mastodon, far more" in reply.text


async def test_a_day_is_judged_when_it_is_over_and_was_looked_at_since(talk: Talk) -> None:
    await measured(talk, 80)
    today = date(2026, 3, 11)

    def keep(session: Session) -> None:
        row = session.scalars(sa.select(MetricDay)).first()
        assert row is not None
        facts = {"account_id": row.account_id, "metric": row.metric, "workspace_id": 1, "platform": "mastodon"}
        session.add(MetricDay(day=today, gained=0.0, seen_at=NOW, **facts))

    await talk.app.database.write(keep)
    reply = await call(talk, "show_anomalies")
    assert result(reply)["days"] == []
    assert "to Tuesday, 10 March 2026" in reply.text
    asked = await call(talk, "show_anomalies", since=today.isoformat(), until=today.isoformat())
    assert "Today is not over yet" in asked.text

    # Of yesterday too little is known while nobody has looked since it ended.
    def missed(session: Session) -> None:
        session.execute(sa.delete(MetricDay).where(MetricDay.day == today))
        session.execute(sa.update(MetricDay).values(seen_at=NOW - timedelta(hours=14)))
        session.execute(sa.update(MetricDay).where(MetricDay.day == date(2026, 3, 10)).values(gained=0.0))

    await talk.app.database.write(missed)
    assert result(await call(talk, "show_anomalies"))["days"] == []
    looked = sa.update(MetricDay).values(seen_at=NOW - timedelta(hours=5))
    await talk.app.database.write(lambda session: session.execute(looked))
    assert [day["day"] for day in result(await call(talk, "show_anomalies"))["days"]] == ["2026-03-10"]


async def test_followers_in_ten_days_are_those_of_the_tenth_day_and_now_is_now(talk: Talk) -> None:
    await measured(talk, 60)

    def follow(session: Session) -> None:
        for back in range(60, -1, -1):
            day = date(2026, 3, 11) - timedelta(days=back)
            row = MetricDay(
                account_id=1, metric="followers", day=day, workspace_id=1, platform="mastodon", level=1000.0 - 3 * back
            )
            row.seen_at = NOW
            session.add(row)

    await talk.app.database.write(follow)
    reply = await call(talk, "forecast_metric", metric="followers", horizon_days=10)
    assert result(reply)["last"] == "2026-03-21"
    assert "now it is 1,000" in reply.text and "too far" not in reply.text

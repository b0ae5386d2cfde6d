"""What will likely come, and when to post: forecasts with measured ranges, best times, what a draft may do, what is unusual."""

from __future__ import annotations

import asyncio
import math
from dataclasses import asdict, replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from bot.analytics import wording
from bot.analytics.forecasts import alerts, forecast, timing
from bot.analytics.pictures import charts
from bot.analytics.pictures.charts import Chart, Line
from bot.analytics.questions.asked import FIRST_YEAR, LAST_YEAR
from bot.context import ToolContext
from bot.errors import NotUnderstood, Unsupported
from bot.quiet import QuietHours
from bot.tool import (
    EVERYONE,
    MANAGERS,
    PUBLISHERS,
    Effect,
    HorizonDays,
    MetricName,
    Offer,
    Platforms,
    PostId,
    Result,
    Since,
    Switch,
    Until,
    tool,
)
from storage import forecasting, metrics, posts, workspaces
from storage.metrics_tables import NO_HOUR
from storage.models import PostStatus

if TYPE_CHECKING:
    from bot.analytics.forecasts.forecast import Forecast, History
    from bot.analytics.forecasts.prediction import Draft, Prediction, Trial
    from bot.analytics.forecasts.timing import Timing
    from storage.metrics import PublicationRow
    from storage.posts import PostRow

USUAL_HORIZON = 14
SHOWN_DAYS = 56
UNUSUAL_DAYS = 14
SHOWN = 10
LEARNT_FROM = 1500
PLANNABLE = {PostStatus.DRAFT, PostStatus.SCHEDULED}


@tool(
    Effect.READ,
    roles=EVERYONE,
    examples=[
        "when should we post on instagram",
        "best time to post",
        "what's the best day and hour for LinkedIn",
        "when do our posts do best",
        "which time works best for us on facebook",
        "is there a good moment to post on threads",
    ],
)
async def best_time(ctx: ToolContext, platforms: Platforms | None = None) -> Result:
    """Say at which hours of the week the team's own posts did better than usual, or that no difference can be told."""
    names = await _with_posts(ctx, platforms)
    found = [await _timing(ctx, name) for name in names]
    if not found:
        return Result(ctx.say("best-time-none", habit=_habit(ctx)), {"platforms": []}, ok=False)
    lines = [_timing_words(ctx, one) for one in found]
    if any(one.sample for one in found):
        lines.append(ctx.say("forecast-sample"))
    told = next((one for one in found if one.told), None)
    offers = await _plan_offer(ctx, told) if told is not None else ()
    picture = await charts.drawn(_week_chart(ctx, told), f"best-time {told.platform}") if told is not None else None
    return Result(
        "\n".join(lines),
        {"platforms": [_timing_data(one) for one in found]},
        offers=offers,
        attachments=(picture,) if picture is not None else (),
    )


@tool(
    Effect.READ,
    roles=EVERYONE,
    examples=[
        "forecast our impressions for the next two weeks",
        "how many followers will we have in a month",
        "predict the likes on Instagram for the next 10 days",
        "what will our reach look like next week",
        "give me a forecast of comments on facebook",
        "where are our followers heading",
    ],
)
async def forecast_metric(
    ctx: ToolContext,
    metric: MetricName,
    platforms: Platforms | None = None,
    horizon_days: HorizonDays | None = None,
) -> Result:
    """Say what a metric will likely bring in the days to come, as a range whose hit rate was measured on the past."""
    if metric == "engagement_rate":
        raise Unsupported("forecast-no-rate")
    asked = USUAL_HORIZON if horizon_days is None else horizon_days
    if not 1 <= asked <= forecast.LONGEST_HORIZON:
        raise NotUnderstood("forecast-horizon", days=forecast.LONGEST_HORIZON)
    names = [ctx.platform(name).name for name in platforms or ()]
    found = await ctx.read(forecast.history, ctx.workspace_id, metric, ctx.now.date(), platforms=names)
    what = _what(ctx, metric, names)
    if found is None:
        return Result(ctx.say("forecast-none", what=what), _nothing(metric, names), ok=False)
    if found.last < ctx.now.date() - forecast.FRESH:
        text = ctx.say("forecast-stale", what=what, day=found.last)
        return Result(text, _nothing(metric, names, found), ok=False)
    from bot.analytics.forecasts.backtest import SHORTEST  # brings numpy along, which no start waits for

    if len(found.values) >= SHORTEST:
        await ctx.tell("progress-forecasting")
    # How many follow in ten days is asked from today on; what ten days bring begins today. The last look may be longer ago.
    late = (ctx.now.date() - found.last).days - (0 if found.kind == "level" else 1)
    made = await asyncio.to_thread(forecast.forecast, found, asked + late)
    if made is None:
        text = ctx.say("forecast-too-short", what=what, count=len(found.values), least=SHORTEST, day=found.enough_on())
        return Result(text, _nothing(metric, names, found), ok=False)
    made = replace(made, asked=asked)
    sample = await ctx.read(metrics.has_samples, ctx.workspace_id)
    here = None
    if found.kind == "level":
        today = ctx.now.date()
        (point,) = await ctx.read(
            metrics.series, ctx.workspace_id, metric, "level", since=today, until=today, platforms=names
        )
        here = point.value
    lines = _forecast_words(ctx, metric, what, made, found.values[-1] if here is None else here, sample=sample)
    chart = _forecast_chart(ctx, metric, what, made, sample=sample)
    picture = await charts.drawn(chart, f"{what} {made.first} {made.last}")
    return Result(
        "\n".join(lines),
        _forecast_data(metric, names, made),
        attachments=(picture,) if picture is not None else (),
    )


@tool(
    Effect.READ,
    roles=EVERYONE,
    examples=[
        "how will post 7 do",
        "predict how this draft performs",
        "will it do well",
        "how many likes will draft 3 get",
        "what can we expect from post 4",
        "is post 5 going to be a success",
    ],
)
async def predict_post(ctx: ToolContext, post_id: PostId | None = None) -> Result:
    """Say how a post that is not out yet will likely do beside the account's last ones: a rank and a range."""
    row = await ctx.post(post_id)
    number = str(row.post.number)
    if row.post.status not in PLANNABLE | {PostStatus.AWAITING_APPROVAL, PostStatus.CANCELLED}:
        text = ctx.say("predict-out", number=number)
        return Result(text, {"post_id": row.post.number}, posts=(row.post.number,), ok=False)
    lines, data = [], []
    for name in dict.fromkeys(row.platforms):
        rows = await ctx.read(_judged, ctx.workspace_id, name, ctx.now)
        text, entry = await _predicted(ctx, row, name, rows)
        lines.append(text)
        data.append(entry)
        if any(one.publication.source == "sample" for one in rows):
            lines.append(ctx.say("forecast-sample"))
    if not lines:
        lines.append(ctx.say("predict-nowhere", number=number))
    if row.post.due_at is None and any(entry["better_than"] is not None for entry in data):
        lines.append(ctx.say("predict-now"))
    return Result(
        "\n".join(dict.fromkeys(lines)),
        {"post_id": row.post.number, "platforms": data},
        posts=(row.post.number,),
        ok=any(entry["better_than"] is not None for entry in data),
    )


@tool(
    Effect.READ,
    roles=EVERYONE,
    examples=[
        "anything unusual this week",
        "were there any spikes last month",
        "did anything strange happen to our figures",
        "are there outliers in our figures on instagram",
        "is there a storm of comments",
        "any anomalies lately",
    ],
)
async def show_anomalies(
    ctx: ToolContext, platforms: Platforms | None = None, since: Since | None = None, until: Until | None = None
) -> Result:
    """Show the days on which a figure was far from the usual, comments that come in a rush, and a mood that has turned."""
    today = ctx.now.date()
    last = min(until or today, today)
    first = since or last - timedelta(days=UNUSUAL_DAYS - 1)
    if first > last or not FIRST_YEAR <= first.year <= LAST_YEAR:
        raise NotUnderstood("error-wrong-argument", argument="since, until", detail="")
    names = [ctx.platform(name).name for name in platforms or ()]
    looked_back = first - timedelta(days=alerts.PAST_DAYS)
    on = await ctx.read(forecasting.measured_platforms, ctx.workspace_id, looked_back, last)
    wanted = [name for name in on if not names or name in names]
    days, able = await ctx.read(alerts.days_of, ctx.workspace_id, wanted, first, last, now=ctx.now)
    lines = []
    if last >= today:
        signals = await alerts.signals(ctx.database, ctx.workspace_id, ctx.now)
        lines += [_signal_words(ctx, one) for one in signals if not names or one.platform in names]
    lines += [_day_words(ctx, one) for one in days[:SHOWN]]
    if len(days) > SHOWN:
        lines.append(ctx.say("unusual-more", count=len(days) - SHOWN))
    if not able and not lines:
        lines.append(ctx.say("unusual-too-short", least=alerts.LEAST_DAYS))
    elif not lines and first >= today:
        lines.append(ctx.say("unusual-not-over"))
    elif not lines:
        lines.append(ctx.say("unusual-nothing", first=first, last=min(last, today - timedelta(days=1))))
    off = ctx.who.settings.get(alerts.KEY) is False
    if await ctx.read(metrics.has_samples, ctx.workspace_id):
        lines.append(ctx.say("forecast-sample"))
    data = {
        "since": first.isoformat(),
        "until": last.isoformat(),
        "days": [_day_data(one) for one in days],
        "alerts": not off,
    }
    return Result("\n".join(lines), data, ok=bool(able or days))


@tool(
    Effect.SCHEDULE,
    roles=MANAGERS,
    examples=[
        "stop the alerts",
        "turn the alerts on",
        "no more alerts please",
        "switch automatic alerts off",
        "warn me again when something is unusual",
        "don't tell me about unusual figures",
    ],
)
async def set_alerts(ctx: ToolContext, on: Switch) -> Result:
    """Set whether the assistant tells by itself of sudden comments, a mood that turns and unusual figures.

    on: false to be left alone.
    """
    await ctx.write(workspaces.put_setting, ctx.workspace_id, alerts.KEY, None if on else False)
    return Result(
        ctx.say("alerts-on" if on else "alerts-off"),
        {"alerts": on},
        offers=(Offer(ctx.say("offer-undo"), tool="undo"),),
    )


# Best time


async def _with_posts(ctx: ToolContext, platforms: list[str] | None) -> list[str]:
    if platforms:
        return list(dict.fromkeys(ctx.platform(name).name for name in platforms))
    return [
        name for name in await ctx.read(forecasting.platforms_with_posts, ctx.workspace_id) if name in ctx.platforms
    ]


async def _timing(ctx: ToolContext, name: str) -> Timing:
    return await ctx.read(timing.timing, ctx.workspace_id, name, ctx.now)


def _timing_words(ctx: ToolContext, found: Timing) -> str:
    facts = {"platform": ctx.label(found.platform), "posts": found.posts}
    if found.week is None:
        return ctx.say("best-time-thin", least=timing.LEAST, habit=_habit(ctx), **facts)
    if not found.told:
        return ctx.say("best-time-same", habit=_habit(ctx), **facts)
    lines = [ctx.say("best-time-head", since=found.since.date() if found.since else "", metric=found.metric, **facts)]
    for slot in found.best():
        lines.append(
            ctx.say(
                "best-time-slot",
                day=_weekday(ctx, slot.weekday),
                clock=ctx.phrases.clock(time(slot.hour)),
                better=wording.percent(round(slot.percent / 100, 2), ctx.language),
                low=wording.percent(round(math.expm1(slot.low), 2), ctx.language),
                high=wording.percent(round(math.expm1(slot.high), 2), ctx.language),
                posts=slot.at_hour,
            )
        )
    return "\n".join(lines)


def _timing_data(found: Timing) -> dict[str, Any]:
    week = found.week
    return {
        "platform": found.platform,
        "metric": found.metric,
        "basis": "of_posts",
        "posts": found.posts,
        "enough": week is not None,
        "told": found.told,
        "sure": round(week.sure, 3) if week is not None else None,
        "best": [asdict(slot) for slot in found.best()],
        "slots": [{"weekday": weekday, "hour": hour} for weekday, hour in found.slots()],
        "from": [moment.isoformat() if moment else None for moment in (found.since, found.until)],
        "sample": found.sample,
    }


async def _plan_offer(ctx: ToolContext, found: Timing) -> tuple[Offer, ...]:
    """Plan the draft that is being talked about for the best of the coming slots."""
    if len(ctx.focus) != 1 or not ctx.may(PUBLISHERS):
        return ()
    row = await ctx.read(posts.get, ctx.workspace_id, ctx.focus[0])
    if row is None or row.post.status not in PLANNABLE or found.platform not in row.platforms:
        return ()
    taken = await ctx.read(posts.times_taken, ctx.workspace_id, ctx.now)
    quiet = QuietHours.of(ctx.who.settings)
    at = timing.next_free(found.slots(3), ctx.now, ctx.zone, taken - {row.post.due_at}, quiet)
    if at is None:
        return ()
    label = ctx.say("offer-plan-then", when=ctx.phrases.short_moment(ctx.local(at)))
    return (Offer(label, tool="schedule_post", args={"post_id": row.post.number, "when": at.isoformat()}),)


def _week_chart(ctx: ToolContext, found: Timing) -> Chart:
    assert found.week is not None
    clocks = [ctx.phrases.clock(time(hour)) for hour in range(24)]
    lines = []
    for weekday in range(7):
        slots = found.week.slots[24 * weekday : 24 * weekday + 24]
        # An hour of the week at which nothing went out is unknown, whatever its neighbours say.
        points = tuple(
            (clock, slot.percent / 100 if slot.posts else None) for clock, slot in zip(clocks, slots, strict=True)
        )
        lines.append(Line(_weekday(ctx, weekday), points))
    return Chart(
        ctx.say("best-time-chart", platform=ctx.label(found.platform)),
        ctx.say("best-time-chart-from", posts=found.posts),
        "%",
        "heat",
        tuple(lines),
        ctx.language,
    )


def _habit(ctx: ToolContext) -> str:
    return ctx.phrases.listing(ctx.phrases.clock(time(hour)) for hour in sorted({hour for _, hour in timing.HABIT}))


def _weekday(ctx: ToolContext, weekday: int) -> str:
    from babel.dates import get_day_names

    return str(get_day_names("wide", locale=ctx.language)[weekday])


# Forecasts


def _forecast_words(
    ctx: ToolContext, metric: str, what: str, made: Forecast, here: float, *, sample: bool
) -> list[str]:
    outlook, found = made.outlook, made.history
    low, middle, high = _rounded(outlook.total.low, outlook.total.value, outlook.total.high)
    numbers = {
        name: wording.number(value, metric, ctx.language)
        for name, value in (("low", low), ("middle", middle), ("high", high), ("now", here))
    }
    level = found.kind == "level"
    lines = [
        ctx.say(
            "forecast-level" if level else "forecast-counted",
            what=what,
            days=made.horizon,
            first=made.first,
            last=made.last,
            **numbers,
        )
    ]
    if outlook.judged:
        lines.append(ctx.say("forecast-right", right=outlook.right, judged=outlook.judged))
    else:
        lines.append(ctx.say("forecast-untried", count=outlook.trials))
    model = ctx.say(f"model-{outlook.model.replace('_', '-')}")
    base = ctx.say(f"model-{outlook.baseline.replace('_', '-')}")
    if outlook.model == outlook.baseline or outlook.ratio is None:
        lines.append(ctx.say("forecast-by-baseline", model=base))
    else:
        closer = wording.percent(round(1 - outlook.ratio, 2), ctx.language)
        lines.append(ctx.say("forecast-by", model=model, baseline=base, closer=closer))
    if made.plain:
        lines.append(ctx.say("forecast-plain"))
    if made.horizon < made.asked:
        lines.append(ctx.say("forecast-shortened", asked=made.asked, days=made.horizon, history=len(found.values)))
    if found.filled:
        lines.append(ctx.say("forecast-filled", count=found.filled))
    if found.cut:
        lines.append(ctx.say("forecast-cut", since=found.first))
    if found.gaps * 5 > len(found.values):
        lines.append(ctx.say("forecast-gaps"))
    if sample:
        lines.append(ctx.say("forecast-sample"))
    seen = wording.age(found.seen_at, ctx.now, ctx)
    lines.append(ctx.say("forecast-from", since=found.first, days=len(found.values), age=seen))
    return lines


def _forecast_data(metric: str, names: list[str], made: Forecast) -> dict[str, Any]:
    outlook, found = made.outlook, made.history
    return {
        "metric": metric,
        "platforms": names,
        "value": outlook.total.value,
        "low": outlook.total.low,
        "high": outlook.total.high,
        "nominal": 0.8,
        "first": made.first.isoformat(),
        "last": made.last.isoformat(),
        "horizon_days": made.horizon,
        "days": [
            {"day": (made.first + timedelta(days=ahead)).isoformat(), **asdict(one)}
            for ahead, one in enumerate(outlook.days)
        ],
        "model": outlook.model,
        "baseline": outlook.baseline,
        "error_ratio": outlook.ratio,
        "trials": outlook.trials,
        "ranges_right": outlook.right,
        "ranges_judged": outlook.judged,
        "days_right": None if math.isnan(outlook.right_days) else outlook.right_days,
        "extra": not made.plain,
        **_source(found),
    }


def _nothing(metric: str, names: list[str], found: History | None = None) -> dict[str, Any]:
    source = _source(found) if found is not None else {"history": None, "seen_at": None}
    return {"metric": metric, "platforms": names, "value": None, "low": None, "high": None, **source}


def _source(found: History) -> dict[str, Any]:
    return {
        "basis": found.basis,
        "history": {
            "from": found.first.isoformat(),
            "until": found.last.isoformat(),
            "days": len(found.values),
            "filled": found.filled,
            "cut": found.cut,
            "gaps": found.gaps,
            "rows": found.rows,
            "sum": sum(value for value, known in zip(found.values, found.known, strict=True) if known),
        },
        "seen_at": found.seen_at.isoformat() if found.seen_at else None,
    }


def _forecast_chart(ctx: ToolContext, metric: str, what: str, made: Forecast, *, sample: bool) -> Chart:
    found, outlook = made.history, made.outlook
    shown = min(len(found.values), SHOWN_DAYS)
    start = len(found.values) - shown
    past = tuple(
        (found.first + timedelta(days=place), found.values[place] if found.known[place] else None)
        for place in range(start, len(found.values))
    )
    ahead = tuple((made.first + timedelta(days=place), day.value) for place, day in enumerate(outlook.days))
    low, _, high = _rounded(outlook.total.low, outlook.total.value, outlook.total.high)
    title = ctx.say(
        "forecast-chart-level" if found.kind == "level" else "forecast-chart-counted",
        what=what,
        low=wording.number(low, metric, ctx.language),
        high=wording.number(high, metric, ctx.language),
        last=made.last,
    )
    source = ctx.say("forecast-chart-from", since=found.first, days=len(found.values))
    return Chart(
        title[:1].upper() + title[1:],
        f"{source}. {ctx.say('forecast-sample')}" if sample else source,
        ctx.say(f"metric-{metric.replace('_', '-')}"),
        "line",
        (
            Line(ctx.say("forecast-chart-past"), past),
            Line(ctx.say("forecast-chart-ahead"), ahead, tuple((day.low, day.high) for day in outlook.days)),
        ),
        ctx.language,
    )


def _what(ctx: ToolContext, metric: str, names: list[str]) -> str:
    said = ctx.say(f"metric-{metric.replace('_', '-')}")
    return ctx.say("forecast-metric-on", metric=said, platforms=[ctx.label(name) for name in names]) if names else said


def _rounded(low: float, middle: float, high: float) -> tuple[float, float, float]:
    """As exact as the range is: a range 1,300 wide is told in hundreds."""
    width = high - low
    step = 10.0 ** max(math.floor(math.log10(width)) - 1, 0) if width >= 1 else 1.0
    return round(low / step) * step, round(middle / step) * step, round(high / step) * step


# Predictions


def _judged(session: Any, workspace_id: int, platform: str, now: datetime) -> list[PublicationRow]:
    """The posts of a platform that have had their day, the oldest first, with their interactions known."""
    rows = metrics.publications(session, workspace_id, platforms=[platform], limit=LEARNT_FROM)
    return [
        row
        for row in reversed(rows)
        if row.publication.published_at <= now - timing.RIPE
        and row.publication.hour != NO_HOUR
        and timing.value_of(row, "engagement") is not None
    ]


async def _predicted(
    ctx: ToolContext, row: PostRow, name: str, rows: list[PublicationRow]
) -> tuple[str, dict[str, Any]]:
    from bot.analytics.forecasts import prediction  # brings numpy along, which no start waits for

    past = [_draft(ctx, one) for one in rows]
    values = [timing.value_of(one, "engagement") or 0.0 for one in rows]
    seen = [figure.checked_at for one in rows for figure in one.figures.values()]
    entry: dict[str, Any] = {
        "platform": name,
        "metric": "engagement",
        "basis": "of_posts",
        "posts": len(rows),
        "seen_at": min(seen).isoformat() if seen else None,
        "better_than": None,
    }
    facts = {"platform": ctx.label(name), "posts": len(rows)}
    if len(rows) < prediction.LEAST:
        return ctx.say("predict-thin", least=prediction.LEAST, **facts), entry
    made, trial = await asyncio.to_thread(prediction.predict, past, values, _new(ctx, row, name))
    entry |= {"rank": round(trial.rank, 3), "tried": trial.tried}
    if made is None:
        return ctx.say("predict-cannot", **facts), entry
    entry |= asdict(made)
    return _prediction_words(ctx, made, trial, facts), entry


def _prediction_words(ctx: ToolContext, made: Prediction, trial: Trial, facts: dict[str, Any]) -> str:
    low, _, high = _rounded(made.low, made.low, made.high)
    return ctx.say(
        "predict-told",
        better=wording.percent(round(made.better_than, 1), ctx.language),
        compared=made.compared,
        low=wording.number(low, "engagement", ctx.language),
        high=wording.number(high, "engagement", ctx.language),
        right=wording.percent(made.right / max(made.judged, 1), ctx.language),
        judged=made.judged,
        tried=trial.tried,
        **facts,
    )


def _draft(ctx: ToolContext, row: PublicationRow) -> Draft:
    from bot.analytics.forecasts import prediction

    return prediction.Draft(
        ctx.local(row.publication.published_at), row.publication.text, row.publication.format or "other"
    )


def _new(ctx: ToolContext, row: PostRow, name: str) -> Draft:
    from bot.analytics.forecasts import prediction

    delivery = next(one for one in row.deliveries if one.platform == name)
    kinds = [row.files[item["id"]].kind for item in posts.media_of(row, delivery) if item["id"] in row.files]
    form = "text" if not kinds else "video" if "video" in kinds else "carousel" if len(kinds) > 1 else "image"
    at = max(row.post.due_at, ctx.now) if row.post.due_at is not None else ctx.now
    return prediction.Draft(ctx.local(at), delivery.text, form)


# What is unusual


def _day_words(ctx: ToolContext, one: alerts.Day) -> str:
    number = {
        "value": wording.number(abs(one.value), one.metric, ctx.language),
        "usual": wording.number(abs(one.usual), one.metric, ctx.language),
    }
    text = ctx.say(
        "unusual-level" if one.metric == "followers" else "unusual-day",
        day=one.day,
        what=_what(ctx, one.metric, [one.platform]),
        direction=one.direction,
        sign="minus" if one.value < 0 else "plus",
        **number,
    )
    return text[:1].upper() + text[1:]  # it begins with the weekday, which Spanish and French write small


def _day_data(one: alerts.Day) -> dict[str, Any]:
    return {
        "day": one.day.isoformat(),
        "platform": one.platform,
        "metric": one.metric,
        "basis": one.basis,
        "value": one.value,
        "usual": one.usual,
        "away": round(one.away, 1),
        "direction": one.direction,
    }


def _signal_words(ctx: ToolContext, one: alerts.Signal) -> str:
    facts = dict(one.facts)
    facts["platform"] = ctx.label(one.platform) if one.platform else "missing"
    return ctx.say(one.key, **facts)

"""Targets for metrics and thresholds that somebody wants to be told of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from bot.analytics import wording
from bot.analytics.forecasts.outlook import Reach, outlook, reach
from bot.analytics.metrics import LEVELS
from bot.analytics.pictures import charts
from bot.analytics.targets import single
from bot.analytics.targets.goals import Progress, kind_of, progress_of, way
from bot.analytics.targets.watching import crossed, named, only_grows, source, told_facts, watched
from bot.context import ToolContext
from bot.errors import Missing, NotFound, NotUnderstood
from bot.tool import (
    EVERYONE,
    PUBLISHERS,
    Direction,
    Due,
    Effect,
    MetricName,
    Offer,
    Platforms,
    PostId,
    Result,
    Since,
    Slot,
    Target,
    Threshold,
    tool,
)
from storage import goals

if TYPE_CHECKING:
    from bot.messages import Attachment
    from storage.goal_tables import Goal
    from storage.goal_tables import Threshold as ThresholdRow

RATE = "engagement_rate"

Each = Annotated[bool, Slot("each", "Whether any single post is meant, not all posts together.")]


@tool(
    Effect.SCHEDULE,
    roles=PUBLISHERS,
    examples=[
        "our target is 5 percent engagement on LinkedIn",
        "we want 10,000 followers on Instagram by June",
        "set a goal of 500 clicks on Facebook until Friday",
        "aim for 2000 likes by the end of the month",
        "our KPI is 20000 impressions this quarter",
        "the goal for Mastodon is 300 followers by Christmas",
    ],
)
async def set_kpi(
    ctx: ToolContext,
    metric: MetricName,
    target: Target,
    platforms: Platforms | None = None,
    due: Due | None = None,
    since: Since | None = None,
) -> Result:
    """Set a target for a metric: a level to reach, a sum to collect, or a rate to keep. It replaces the one there was.

    since: the day from which on it counts, if not today.
    """
    value = _as_kept(metric, target)
    names = [ctx.platform(name).name for name in platforms or ()]
    scope = goals.scope_of(names)
    today = ctx.now.date()
    last = ctx.local(due).date() if due is not None else None
    if last is not None and last < today:
        raise NotUnderstood("error-goal-past", due=last)
    first = since or today
    if last is not None and first > last:
        raise NotUnderstood("error-goal-window", first=first, last=last)
    before = await ctx.read(goals.find_goal, ctx.workspace_id, metric, scope)
    was = (before.target, before.due) if before is not None else None
    row = await ctx.write(
        goals.set_goal,
        ctx.workspace_id,
        member_id=ctx.who.member_id,
        conversation_id=ctx.conversation_id,
        metric=metric,
        scope=scope,
        kind=kind_of(metric),
        target=value,
        since=first,
        due=last,
        now=ctx.now,
    )
    found = await _progress(ctx, row)
    lines = [ctx.say("goal-set", **_head(ctx, row))]
    if was is not None:
        lines.append(
            ctx.say(
                "goal-replaces", target=_number(ctx, was[0], metric), due=was[1] if was[1] is not None else "missing"
            )
        )
    lines += _standing(ctx, row, found, await _reach(ctx, row, found))
    connected = {account.platform for account in await ctx.accounts()}
    absent = [name for name in names if name not in connected]
    if absent and not found.now.made_up:  # sample data is of accounts that are not connected
        lines.append(ctx.say("goal-not-connected", platforms=[ctx.label(name) for name in absent]))
    lines.append(ctx.say("goal-told-by-itself"))
    return Result("\n".join(lines), {"goal": _data(row, found)}, offers=(_undo(ctx),))


@tool(
    Effect.READ,
    roles=EVERYONE,
    examples=[
        "how are our goals going",
        "are we on track",
        "show our targets",
        "how far are we from our follower goal",
        "will we reach our goal",
        "list our KPIs",
    ],
)
async def list_kpis(ctx: ToolContext, metric: MetricName | None = None, platforms: Platforms | None = None) -> Result:
    """Show the targets: how far each has come, the pace it needs, and where it is heading."""
    rows = await _meant(ctx, metric, platforms)
    if not rows:
        return Result(ctx.say("goals-none"), {"goals": []}, ok=False)
    found = [(row, await _progress(ctx, row)) for row in rows]
    lines = [] if len(rows) == 1 else [ctx.say("goals-head", count=len(rows))]
    for place, (row, one) in enumerate(found, 1):
        head = _head(ctx, row)
        lines.append(ctx.say("goal-is", **head) if len(rows) == 1 else ctx.say("goal-line", place=place, **head))
        standing = _standing(ctx, row, one, await _reach(ctx, row, one))
        lines += [f"   {line}" if len(rows) > 1 else line for line in standing]
    pictures = await _chart(ctx, *found[0]) if len(found) == 1 else ()
    return Result("\n".join(lines), {"goals": [_data(row, one) for row, one in found]}, attachments=pictures)


@tool(
    Effect.SCHEDULE,
    roles=PUBLISHERS,
    examples=[
        "forget the follower goal",
        "remove our target for engagement on LinkedIn",
        "drop the goal",
        "delete the likes KPI",
        "we have given up on the goal for Instagram",
    ],
)
async def remove_kpi(ctx: ToolContext, metric: MetricName | None = None, platforms: Platforms | None = None) -> Result:
    """Drop a target."""
    rows = await _meant(ctx, metric, platforms)
    if platforms is None and metric is not None and len(rows) > 1:
        # "The follower goal" is the one for all platforms where there is one.
        rows = [row for row in rows if not row.scope] or rows
    if not rows:
        raise NotFound("error-no-such-goal")
    if len(rows) > 1:
        raise _which(ctx, rows)
    (row,) = rows
    await ctx.write(goals.remove_goal, ctx.workspace_id, row.id)
    text = ctx.say("goal-removed", **_head(ctx, row))
    return Result(text, {"metric": row.metric, "platforms": row.platforms, "removed": True}, offers=(_undo(ctx),))


@tool(
    Effect.SCHEDULE,
    roles=EVERYONE,
    examples=[
        "tell me when post 4 has 100 likes",
        "warn me when engagement on X falls below 1 percent",
        "let me know when we pass 5000 followers on Instagram",
        "alert me if followers drop under 900",
        "ping me once it has 50 comments",
        "watch the reach and tell me when it goes over 10000",
        "tell me when a post gets more than 500 likes",
    ],
)
async def watch_metric(
    ctx: ToolContext,
    metric: MetricName,
    threshold: Threshold,
    direction: Direction | None = None,
    platforms: Platforms | None = None,
    post_id: PostId | None = None,
    each: Each | None = None,
) -> Result:
    """Tell here when a figure crosses a number: of one post, of any single post, of an account, or of the week's posts together.

    post_id: only the figure of this post.
    each: whether any single post is meant ("when a post gets 500 likes"), not all posts of the last seven days together.
    """
    way_to = direction or "above"
    bound = _as_kept(metric, threshold)
    names = [ctx.platform(name).name for name in platforms or ()]
    number = (await ctx.post(post_id)).post.number if post_id is not None else None
    if (number is not None or each) and metric in LEVELS:
        raise NotUnderstood("error-post-has-no-followers")
    if ctx.conversation_id is None:
        raise NotFound("error-nowhere-to-tell")
    if each and number is None:
        return await _watch_each(ctx, metric, bound, way_to, names)
    now = await ctx.read(watched, ctx.workspace_id, metric, names, number, ctx.now.date())
    over = now.value is not None and crossed(way_to, bound, now.value)
    facts = _watch_facts(ctx, metric, names, number, bound)
    said_now = ctx.say("threshold-now", value=_number(ctx, now.value, metric), source=source(ctx.say, now, ctx.now))
    data: dict[str, Any] = {
        "metric": metric,
        "platforms": names,
        "post_id": number,
        "direction": way_to,
        "threshold": bound,
        "each": False,
    }
    data["now"] = now.data()
    if only_grows(metric, number) and (over or way_to == "below"):
        # A count of a post: it is there already, or it will never fall.
        key = "threshold-there-already" if way_to == "above" else "threshold-only-grows"
        return Result(f"{ctx.say(key, **facts)} {said_now}", {**data, "watching": False}, ok=False)
    row = await ctx.write(
        goals.add_threshold,
        ctx.workspace_id,
        member_id=ctx.who.member_id,
        conversation_id=ctx.conversation_id,
        metric=metric,
        scope=goals.scope_of(names),
        post_number=number,
        direction=way_to,
        bound=bound,
        armed=not over,
        value=now.value,
        now=ctx.now,
    )
    lines = [ctx.say(f"threshold-set-{way_to}", **facts)]
    lines.append(ctx.say("threshold-now-unknown") if now.value is None else said_now)
    if over:
        lines.append(ctx.say("threshold-over-already"))
    if number is None and metric not in LEVELS:
        lines.append(ctx.say("threshold-days"))
    posts = (number,) if number is not None else ()
    return Result("\n".join(lines), {**data, "watching": True, "id": row.id}, offers=(_undo(ctx),), posts=posts)


async def _watch_each(ctx: ToolContext, metric: str, bound: float, way_to: str, names: list[str]) -> Result:
    """Watch for any single post; those that are over the line already are named now and not told again."""
    facts = _watch_facts(ctx, metric, names, None, bound)
    data: dict[str, Any] = {
        "metric": metric,
        "platforms": names,
        "post_id": None,
        "direction": way_to,
        "threshold": bound,
        "each": True,
    }
    if way_to == "below" and metric != RATE:
        text = ctx.say("threshold-each-only-grows", **facts)
        return Result(text, {**data, "watching": False}, ok=False)
    found = await ctx.read(single.field, ctx.workspace_id, metric, names, ctx.now)
    over = found.over(way_to, bound)
    row = await ctx.write(
        goals.add_threshold,
        ctx.workspace_id,
        member_id=ctx.who.member_id,
        conversation_id=ctx.conversation_id,
        metric=metric,
        scope=goals.scope_of(names),
        post_number=None,
        direction=way_to,
        bound=bound,
        armed=True,
        value=None,
        now=ctx.now,
        each=True,
        named=[one.row.publication.id for one in over],
    )
    lines = [ctx.say(f"threshold-each-set-{way_to}", **facts)]
    closest = found.closest(way_to)
    if over:
        posts = single.lines(ctx.phrases, ctx.platforms, over, ctx.now)
        there = ctx.say("threshold-each-already", count=len(over), posts=posts)
        basis = single.rests_on(ctx.phrases, over)
        lines += [there, basis.strip()] if len(over) > 1 and basis else [there + basis]
    elif closest is not None:
        post = single.line(ctx.phrases, ctx.platforms, closest, ctx.now)
        known = {"measured": len(found.known), "posts": found.posts, "post": post}
        lines.append(ctx.say("threshold-each-closest", **known) + single.rests_on(ctx.phrases, [closest]))
    else:
        lines.append(ctx.say("threshold-each-unmeasured", posts=found.posts))
    if metric == RATE:
        lines.append(ctx.say("threshold-each-ripe"))
    data |= {"posts": found.posts, "measured": len(found.known), "there": [one.data() for one in over]}
    return Result("\n".join(lines), {**data, "watching": True, "id": row.id}, offers=(_undo(ctx),))


@tool(
    Effect.READ,
    roles=EVERYONE,
    examples=[
        "what are you watching for me",
        "which alerts are on",
        "show my alerts",
        "which thresholds did we set",
        "list the alerts",
    ],
)
async def list_watches(ctx: ToolContext) -> Result:
    """Show the thresholds that somebody will be told of."""
    rows = [row for row, _ in await ctx.read(goals.thresholds, ctx.workspace_id)]
    if not rows:
        return Result(ctx.say("thresholds-none"), {"watches": []})
    lines = [ctx.say("thresholds-head", count=len(rows))]
    told = await ctx.read(goals.told_counts, ctx.workspace_id)
    shown = []
    for place, row in enumerate(rows, 1):
        if row.each:
            posts = told.get(row.id, 0)
            facts = _watch_facts(ctx, row.metric, row.platforms, None, row.bound)
            lines.append(ctx.say(f"threshold-line-each-{row.direction}", place=place, told=posts, **facts))
            shown.append({**_watch_data(row), "told": posts})
            continue
        now = await ctx.read(watched, ctx.workspace_id, row.metric, row.platforms, row.post_number, ctx.now.date())
        facts = _watch_facts(ctx, row.metric, row.platforms, row.post_number, row.bound)
        lines.append(
            ctx.say(f"threshold-line-{row.direction}", place=place, value=_number(ctx, now.value, row.metric), **facts)
        )
        shown.append({**_watch_data(row), "now": now.data()})
    return Result("\n".join(lines), {"watches": shown})


@tool(
    Effect.SCHEDULE,
    roles=EVERYONE,
    examples=[
        "stop watching the likes of post 4",
        "turn off the follower alert",
        "no more alerts about engagement",
        "stop telling me about reach",
        "cancel the alert for Instagram",
    ],
)
async def stop_watching(
    ctx: ToolContext,
    metric: MetricName | None = None,
    platforms: Platforms | None = None,
    post_id: PostId | None = None,
    each: Each | None = None,
) -> Result:
    """Watch for a threshold no more.

    each: only those of any single post.
    """
    scope = goals.scope_of([ctx.platform(name).name for name in platforms or ()])
    found = [
        row
        for row, _ in await ctx.read(goals.thresholds, ctx.workspace_id)
        if (metric is None or row.metric == metric)
        and (platforms is None or row.scope == scope)
        and (post_id is None or row.post_number == post_id)
        and (not each or row.each)
    ]
    if not ctx.may(PUBLISHERS):
        # Whoever may not set what the team is told takes away none but their own.
        found = [row for row in found if row.member_id == ctx.who.member_id]
    if not found:
        raise NotFound("error-no-such-threshold")
    if len(found) > 1 and metric is None and post_id is None and platforms is None:
        options = tuple(dict.fromkeys((ctx.say(f"metric-{_dashed(row.metric)}"), row.metric) for row in found))
        if len(options) > 1:
            raise Missing("metric", "ask-threshold-which", options=options[:6])
    await ctx.write(goals.remove_thresholds, ctx.workspace_id, [row.id for row in found])
    what = []
    for row in found:
        facts = _watch_facts(ctx, row.metric, row.platforms, row.post_number, row.bound)
        what.append(ctx.say("threshold-what-each" if row.each else "threshold-what", **facts))
    return Result(
        ctx.say("threshold-stopped", count=len(found), what=what),
        {"stopped": [_watch_data(row) for row in found]},
        offers=(_undo(ctx),),
    )


# What stands behind them


def _as_kept(metric: str, value: float) -> float:
    """A number as people say it (5 percent) as it is kept (0.05). Raises `NotUnderstood`."""
    if not value > 0 or value > 1e12 or (metric == RATE and value > 100):
        raise NotUnderstood("error-goal-number")
    return value / 100 if metric == RATE else float(value)


async def _reach(ctx: ToolContext, row: Goal, found: Progress) -> Reach | None:
    """How far a forecast can be told, where it does not reach the due day."""
    return await reach(ctx.database, row, ctx.now.date()) if found.expected is None else None


async def _progress(ctx: ToolContext, row: Goal) -> Progress:
    expected = await outlook(ctx.database, row, ctx.now.date())
    return await ctx.read(progress_of, row, ctx.now.date(), expected)


async def _meant(ctx: ToolContext, metric: str | None, platforms: list[str] | None) -> list[Goal]:
    rows = await ctx.read(goals.goals, ctx.workspace_id, metric)
    if platforms is None:
        return rows
    scope = goals.scope_of([ctx.platform(name).name for name in platforms])
    return [row for row in rows if row.scope == scope]


def _which(ctx: ToolContext, rows: list[Goal]) -> Missing:
    by_metric = tuple(dict.fromkeys((ctx.say(f"metric-{_dashed(row.metric)}"), row.metric) for row in rows))
    if len(by_metric) > 1:
        return Missing("metric", "ask-goal-which", options=by_metric[:6])
    options = tuple((named(ctx.phrases, ctx.platforms, row.metric, row.platforms), row.scope) for row in rows)
    return Missing("platforms", "ask-goal-which", options=options[:6])


def _head(ctx: ToolContext, row: Goal) -> dict[str, Any]:
    return {
        "target": _number(ctx, row.target, row.metric),
        "what": named(ctx.phrases, ctx.platforms, row.metric, row.platforms),
        "due": row.due if row.due is not None else "missing",
    }


def _standing(ctx: ToolContext, row: Goal, found: Progress, ahead: Reach | None) -> list[str]:
    facts = told_facts(ctx.phrases, "", row, found, ctx.now)
    if found.standing == "unknown":
        mixed = found.kind == "rate" and len(row.platforms) != 1
        return [ctx.say("goal-rate-unknown" if mixed else "goal-standing-unknown")]
    done = "missing" if found.done is None else wording.percent(found.done, ctx.language)
    kind = "now" if found.kind != "sum" else "so-far"
    lines = [ctx.say(f"goal-{kind}", value=facts["value"], done=done, source=facts["source"], since=row.since)]
    if found.kind == "rate":
        lines.append(ctx.say(f"goal-rate-{_dashed(found.standing)}"))
        return lines
    if found.standing in {"reached", "missed"}:
        lines.append(ctx.say(f"goal-standing-{found.standing}"))
        return lines
    if found.pace is not None and found.needed is not None:
        pace, needed = _daily(ctx, found.pace, row.metric), _daily(ctx, found.needed, row.metric)
        lines.append(ctx.say("goal-pace", pace=pace, needed=needed))
    if found.expected is not None:
        low, middle, high = (
            _number(ctx, round(value), row.metric)
            for value in (found.expected.low, found.expected.middle, found.expected.high)
        )
        lines.append(ctx.say("goal-expected", low=low, middle=middle, high=high))
    elif row.due is not None and ahead is not None:
        days = {"days": ahead.days, "until": ahead.until, "due": row.due, "enough": ahead.enough_on}
        lines.append(ctx.say("goal-forecast-too-far", **days))
    elif row.due is not None:
        lines.append(ctx.say("goal-no-forecast"))
    if found.standing != "early":
        sight = found.expected.middle if found.expected is not None else found.in_sight
        key = f"goal-standing-{_dashed(found.standing)}"
        lines.append(ctx.say(key, sight=_number(ctx, round(sight) if sight is not None else None, row.metric)))
    elif row.due is not None:
        lines.append(ctx.say("goal-standing-early"))
    return lines


def _daily(ctx: ToolContext, value: float, metric: str) -> str:
    return _number(ctx, round(value, 1), metric)


async def _chart(ctx: ToolContext, row: Goal, found: Progress) -> tuple[Attachment, ...]:
    """How it came about, beside the target."""
    points = await ctx.read(way, row, ctx.now.date())
    if sum(value is not None for _, value in points) < 2:
        return ()
    end = row.due if row.due is not None else points[-1][0]
    target = ((points[0][0], row.target), (max(end, points[-1][0]), row.target))
    what = named(ctx.phrases, ctx.platforms, row.metric, row.platforms)
    lines = [
        charts.Line(what, tuple(points)),
        charts.Line(ctx.say("goal-chart-target"), target),
    ]
    if found.expected is not None and row.due is not None and found.now.value is not None:
        here = found.now.value
        ahead = ((points[-1][0], here), (row.due, found.expected.middle))
        band = ((here, here), (found.expected.low, found.expected.high))
        lines.append(charts.Line(ctx.say("goal-chart-forecast"), ahead, band))
    facts = told_facts(ctx.phrases, "", row, found, ctx.now)
    unit = (
        "%" if row.metric == RATE else "s" if row.metric == "watch_time" else ctx.say(f"metric-{_dashed(row.metric)}")
    )
    picture = await charts.drawn(
        charts.Chart(
            ctx.say("goal-is", **_head(ctx, row)),
            str(facts["source"]).strip(),
            unit,
            "line",
            tuple(lines),
            ctx.language,
        )
    )
    return (picture,) if picture is not None else ()


def _data(row: Goal, found: Progress) -> dict[str, Any]:
    expected = found.expected
    return {
        "metric": row.metric,
        "platforms": row.platforms,
        "kind": found.kind,
        "target": row.target,
        "since": row.since.isoformat(),
        "due": row.due.isoformat() if row.due is not None else None,
        "figure": found.now.data(row.since, row.due or row.since),
        "start": found.start.data() if found.start is not None else None,
        "standing": found.standing,
        "done": found.done,
        "pace_per_day": found.pace,
        "needed_per_day": found.needed,
        "in_sight": found.in_sight,
        "expected": None if expected is None else [expected.low, expected.middle, expected.high],
    }


def _watch_facts(ctx: ToolContext, metric: str, names: list[str], number: int | None, bound: float) -> dict[str, Any]:
    return {
        "what": named(ctx.phrases, ctx.platforms, metric, names),
        "bound": _number(ctx, bound, metric),
        "number": str(number) if number is not None else "missing",
    }


def _watch_data(row: ThresholdRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "metric": row.metric,
        "platforms": row.platforms,
        "post_id": row.post_number,
        "each": row.each,
        "direction": row.direction,
        "threshold": row.bound,
    }


def _number(ctx: ToolContext, value: float | None, metric: str) -> str:
    return wording.number(value, metric, ctx.language)


def _undo(ctx: ToolContext) -> Offer:
    return Offer(ctx.say("offer-undo"), tool="undo")


def _dashed(name: str) -> str:
    return name.replace("_", "-")

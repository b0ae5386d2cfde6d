"""How did we do? Figures with where they come from and how old they are, and "unknown" where nobody knows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.analytics import wording
from bot.analytics.periods import short_day
from bot.analytics.questions import answers, asking
from bot.analytics.questions.asked import accounts_of, asked_of, can_measure, last_look
from bot.analytics.questions.lacking import gap_lines, trouble, unconnected
from bot.context import ToolContext
from bot.tool import (
    EVERYONE,
    Account,
    Breakdown,
    Campaign,
    Count,
    Effect,
    MetricName,
    Platforms,
    PostId,
    Result,
    Since,
    Switch,
    Until,
    tool,
)
from storage import metrics

TOP, MOST_TOP = 5, 20
LOOKED_BACK = timedelta(days=90)
"""Gaps that are longer ago are no longer told."""


@tool(
    Effect.READ,
    roles=EVERYONE,
    examples=[
        "how did we do last week",
        "how many likes on instagram this month",
        "compare likes with the month before",
        "how many followers do we have",
        "follower growth this month",
        "engagement rate by platform",
        "likes by weekday",
        "which format works best",
        "how did post 4 do",
        "figures of the campaign autumn sale",
        "reach per week since january",
    ],
)
async def show_metrics(
    ctx: ToolContext,
    metric: MetricName | None = None,
    platforms: Platforms | None = None,
    since: Since | None = None,
    until: Until | None = None,
    by: Breakdown | None = None,
    post_id: PostId | None = None,
    campaign: Campaign | None = None,
    account: Account | None = None,
    compare: Switch | None = None,
) -> Result:
    """Say how posts and accounts did: totals, followers, one post, split by platform, format, weekday and more.

    metric: what is asked for; without it an overview.
    since: without days, the last thirty.
    post_id: only when one post is asked about.
    compare: on sets it beside the time before.
    """
    if post_id is not None:
        return await answers.one_post(ctx, post_id, metric)
    asked = await asked_of(ctx, metric, platforms, since, until, campaign, account)
    if asked.question.period.to_come:
        return Result(ctx.say("analytics-nothing-to-come"), {"figures": []}, ok=False)
    if asking.is_level(asked.question.metric):
        return await answers.followers(ctx, asked, by)
    if by is not None:
        return await answers.split(ctx, asked, by, compare=bool(compare))
    if metric is None:
        return await answers.overview(ctx, asked)
    return await answers.total(ctx, asked, compare=bool(compare))


@tool(
    Effect.READ,
    roles=EVERYONE,
    examples=[
        "best posts this month",
        "top 3 posts on instagram by likes",
        "our worst posts last week",
        "which posts got the most comments",
        "what was our best post",
        "most viewed videos this year",
    ],
)
async def top_posts(
    ctx: ToolContext,
    metric: MetricName | None = None,
    platforms: Platforms | None = None,
    since: Since | None = None,
    until: Until | None = None,
    count: Count | None = None,
    worst: Switch | None = None,
) -> Result:
    """List the posts that did best, or worst.

    metric: what they are ranked by; without it by engagement.
    since: without days, the last thirty.
    worst: on lists the weakest.
    """
    named = metric if metric is not None and not asking.is_level(metric) else None
    asked = await asked_of(ctx, named, platforms, since, until)
    if asked.question.period.to_come:
        return Result(ctx.say("analytics-nothing-to-come"), {"posts": []}, ok=False)
    return await answers.ranking(ctx, asked, count=min(max(count or TOP, 1), MOST_TOP), worst=bool(worst))


@tool(
    Effect.READ,
    roles=EVERYONE,
    examples=[
        "what do you measure",
        "when did you last measure instagram",
        "why are there no figures for facebook",
        "are there gaps in our figures",
        "how fresh are the numbers",
    ],
)
async def show_measuring(ctx: ToolContext, platforms: Platforms | None = None) -> Result:
    """Say which accounts are measured, since when, how fresh the figures are, and what could not be measured and why."""
    wanted = [ctx.platform(name).name for name in platforms or ()]
    found = [one for one in await accounts_of(ctx) if not wanted or one.account.platform in wanted]
    if not found:
        return unconnected(ctx, wanted)
    newest = max((look for one in found if (look := last_look(one)) is not None), default=None)
    able = [one for one in found if one.account.connected and can_measure(ctx, one.account.platform)]
    lines = [ctx.say("measuring-head", count=len(able), age=wording.age(newest, ctx.now, ctx))] if able else []
    if await ctx.read(metrics.has_samples, ctx.workspace_id):
        lines.append(ctx.say("analytics-sample"))
    for one in found:
        facts: dict[str, Any] = {"platform": ctx.label(one.account.platform), "account": one.account.handle}
        if not one.account.connected:
            lines.append(ctx.say("measuring-row-off", count=one.posts, **facts))
        elif one not in able:
            lines.append(ctx.say("measuring-row-unable", **facts))
        else:
            since = short_day(one.first, ctx.now.date(), ctx.language) if one.first else "missing"
            look = last_look(one)
            age = wording.age(look, ctx.now, ctx)
            read = ctx.say("measuring-looked", age=age) if look else age
            lines.append(ctx.say("measuring-row", count=one.posts, since=since, read=read, **facts))
    lines += [trouble(ctx, one) for one in able if one.measuring is not None and one.measuring.reason]
    since_at = ctx.now - LOOKED_BACK
    lines += gap_lines(ctx, found, await ctx.read(metrics.gaps, ctx.workspace_id, since=since_at, until=ctx.now), True)
    if able:
        lines.append(ctx.say("measuring-how"))
    data = [
        {
            "platform": one.account.platform,
            "account": one.account.handle,
            "connected": one.account.connected,
            "posts": one.posts,
            "since": one.first.isoformat() if one.first else None,
            "seen_at": look.isoformat(timespec="seconds") if (look := last_look(one)) else None,
            "trouble": one.measuring.reason if one.measuring else None,
        }
        for one in found
    ]
    return Result("\n".join(lines), {"accounts": data})

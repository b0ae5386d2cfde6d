"""Why a figure is unknown and what can be done about it; and what has to be known about the accounts that figures are of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.analytics.metrics import DERIVED, INTERACTIONS
from bot.analytics.periods import Period, short_day
from bot.analytics.questions import asking, telling
from bot.analytics.questions.asked import Asked, tells_level, tells_posts
from bot.analytics.questions.asking import Known
from bot.analytics.questions.offering import offers_of
from bot.context import ToolContext
from bot.tool import Offer, Result
from storage import breakdowns, metrics
from storage.collecting import END
from storage.metrics import Standing

LONGEST_GAP = timedelta(days=1)
"""Shorter times without a look change nothing that is told."""


async def nothing(ctx: ToolContext, asked: Asked, known: Known) -> Result:
    """Why a figure is unknown, and what to do about it. Never a nought."""
    question = asked.question
    data = {"figures": [known.data()], **asked.data()}
    if not asked.standing:
        return unconnected(ctx, question.platforms)
    name = telling.metric_name(ctx, question.metric)
    facts: dict[str, Any] = {
        "metric": name[:1].upper() + name[1:],
        "count": known.posts,
        "where": telling.where(ctx, question, asked.accounts),
        "period": question.period.words(ctx),
    }
    posted = await ctx.read(asking.accounts_with_posts, ctx.workspace_id, question)
    about = [one for one in asked.standing if one.account.id in posted] or asked.standing
    names = list(dict.fromkeys(one.account.platform for one in about))
    labels = [ctx.label(platform) for platform in names]
    troubles = [trouble(ctx, one) for one in about if one.measuring is not None and one.measuring.reason]
    offers = offers_of(ctx, asked, "longer", "measuring")
    if not known.posts and not any(tells_posts(ctx, platform) for platform in names):
        text = ctx.say("analytics-cannot-measure", platforms=labels)
    elif not known.posts:
        begins = min((_known_from(ctx, one) for one in asked.standing), default=question.period.since)
        key = "analytics-no-posts"
        if question.period.since < begins:
            # What went out before anybody looked is not known to be nothing.
            key = "analytics-no-posts-known"
        day = short_day(begins, ctx.now.date(), ctx.language)
        text = ctx.say(key, where=facts["where"], period=facts["period"], day=day)
    else:
        told = await ctx.read(metrics.told_by, ctx.workspace_id)
        wanted = _parts_of(question.metric)
        silent = [platform for platform in names if told.get(platform) and not told[platform] & wanted]
        if not any(tells_posts(ctx, platform) for platform in names) and not any(told.get(name) for name in names):
            text = ctx.say("analytics-cannot-measure", platforms=labels)
        elif len(silent) == len(names):
            text = ctx.say("analytics-not-told", platforms=labels, **facts)
        elif troubles:
            text = ctx.say("analytics-not-read", **facts)
        else:
            text = ctx.say("analytics-not-yet", **facts)
    return Result("\n".join([text, *asked.sample(ctx), *troubles]), data, offers=offers, ok=False)


async def no_level(ctx: ToolContext, asked: Asked) -> Result:
    """Why the accounts' own figure is unknown."""
    question = asked.question
    data = {"followers": [], **asked.data()}
    if not asked.standing:
        return unconnected(ctx, question.platforms)
    name = telling.metric_name(ctx, question.metric)
    title = name[:1].upper() + name[1:]
    connected = [one for one in asked.standing if one.account.connected]
    able = [one for one in connected if tells_level(ctx, one.account.platform)]
    now = replace(question, period=Period.of(None, None, ctx.now.date()))
    later = await ctx.read(asking.followers, ctx.workspace_id, now)
    firsts = [one.since for one in later if one.since is not None]
    if firsts and min(firsts) > question.period.until:
        day = short_day(min(firsts), ctx.now.date(), ctx.language)
        text = ctx.say("analytics-level-earlier", metric=title, period=question.period.words(ctx), day=day)
    elif not able:
        labels = [ctx.label(name) for name in dict.fromkeys(one.account.platform for one in asked.standing)]
        text = ctx.say("analytics-cannot-level", platforms=labels)
    else:
        text = ctx.say("analytics-level-not-yet", metric=title)
    troubles = [trouble(ctx, one) for one in able if one.measuring is not None and one.measuring.reason]
    return Result("\n".join([text, *troubles]), data, offers=offers_of(ctx, asked, "measuring"), ok=False)


def _known_from(ctx: ToolContext, one: Standing) -> date:
    """The day from which on an account's posts are known: its first one, or the day it was connected."""
    connected = ctx.local(one.account.created_at).date()
    return connected if one.first is None else min(connected, one.first)


def _is_read(one: Standing) -> bool:
    """Whether what an account had before it was connected has been read to the end."""
    return one.measuring is not None and one.measuring.history == END


def unconnected(ctx: ToolContext, platforms: Sequence[str]) -> Result:
    """That nothing is connected that could be measured."""
    if platforms:
        labels = [ctx.label(name) for name in platforms]
        text = ctx.say("analytics-not-connected", platforms=labels, first=labels[0])
        offers: tuple[Offer, ...] = (
            Offer(ctx.say("offer-connect"), tool="connect_account", args={"platform": platforms[0]}),
        )
    else:
        text = ctx.say("analytics-no-account")
        offers = (Offer(ctx.say("offer-connect"), tool="list_accounts"),)
    return Result(text, {"figures": []}, offers=offers, ok=False)


def _parts_of(metric: str) -> set[str]:
    """The figures of which at least one must be told, that this one can be known."""
    return {"engagement", *INTERACTIONS} if metric in DERIVED else {metric}


async def standing_lines(
    ctx: ToolContext,
    asked: Asked,
    *,
    ended: bool = False,
    of: Collection[int] | None = None,
    also: Collection[int] = (),
) -> list[str]:
    """Accounts that are no longer connected, posts that are gone, and times in which nobody could look.

    `of` are the accounts whose own figures are told; without it those that posts of the period are from, and those in `also`.
    """
    period = asked.question.period
    lines = []
    posted = of if of is not None else await ctx.read(asking.accounts_with_posts, ctx.workspace_id, asked.question)
    off = [
        f"{one.account.handle} ({ctx.label(one.account.platform)})"
        for one in asked.standing
        if not one.account.connected and (one.account.id in posted or one.account.id in also)
    ]
    if off and not asked.is_sample:  # a sample's accounts were never connected
        lines.append(ctx.say("analytics-disconnected", accounts=off))
    begins = [
        _known_from(ctx, one) for one in asked.standing if of is None and one.account.id in posted and not _is_read(one)
    ]
    if begins and max(begins) > period.since:
        # What went out before is not in the sum, and nobody would see it from the number.
        lines.append(ctx.say("analytics-known-from", day=short_day(max(begins), ctx.now.date(), ctx.language)))
    gone = 0 if of is not None else await ctx.read(breakdowns.gone, ctx.workspace_id, asked.question.scope())
    if gone:
        lines.append(ctx.say("analytics-gone", count=gone))
    first = datetime.combine(period.since, datetime.min.time(), ctx.zone)
    gaps = await ctx.read(metrics.gaps, ctx.workspace_id, since=first, until=ctx.now)
    return lines + gap_lines(ctx, asked.standing, gaps, ended)


def gap_lines(ctx: ToolContext, standing: Sequence[Standing], gaps: Sequence[Any], ended: bool) -> list[str]:
    """Times of more than a day in which a connected account could not be measured; those that are over if `ended`."""
    accounts = {one.account.id: one.account for one in standing}
    lines = []
    for gap in gaps:
        account = accounts.get(gap.account_id)
        if account is None or not account.connected or (gap.until or ctx.now) - gap.since < LONGEST_GAP:
            continue
        facts = {"account": account.handle, "platform": ctx.label(account.platform)}
        since = short_day(ctx.local(gap.since).date(), ctx.now.date(), ctx.language)
        if gap.until is None:
            reason = _reason(ctx, gap.reason, {}, account.platform)
            lines.append(ctx.say("analytics-gap-open", since=since, reason=reason, **facts))
        elif ended:
            until = short_day(ctx.local(gap.until).date(), ctx.now.date(), ctx.language)
            lines.append(ctx.say("analytics-gap-closed", since=since, until=until, **facts))
    return lines


def trouble(ctx: ToolContext, one: Standing) -> str:
    """Why an account cannot be measured."""
    assert one.measuring is not None
    reason = _reason(ctx, one.measuring.reason or "", one.measuring.reason_facts, one.account.platform)
    facts = {"account": one.account.handle, "platform": ctx.label(one.account.platform)}
    return ctx.say("analytics-trouble", reason=reason, **facts)


def _reason(ctx: ToolContext, key: str, facts: dict[str, Any], platform: str) -> str:
    try:
        return ctx.say(key, **{"platform": ctx.label(platform), **facts})
    except KeyError:
        return ctx.say("error-unreachable", platform=ctx.label(platform))

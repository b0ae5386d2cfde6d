"""Answers to questions about figures: the sentence, the rows, the picture, and where each figure comes from."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.analytics import wording
from bot.analytics.periods import short_day
from bot.analytics.pictures import charts
from bot.analytics.questions import asking, telling
from bot.analytics.questions.asked import Asked, can_measure, freshen
from bot.analytics.questions.asking import By, Known
from bot.analytics.questions.lacking import no_level, nothing, standing_lines
from bot.analytics.questions.offering import offers_of
from bot.context import ToolContext
from bot.tool import Result
from storage import metrics
from storage.models import PostStatus

if TYPE_CHECKING:
    from bot.messages import Attachment

log = logging.getLogger(__name__)

GROWING = timedelta(days=2)
"""Younger posts have not got most of what they will get."""


async def total(ctx: ToolContext, asked: Asked, *, compare: bool) -> Result:
    """A figure over all posts of the period."""
    question = asked.question
    fresh = await freshen(ctx, question.platforms, question.period)
    found = await ctx.read(asking.totals, ctx.workspace_id, question, compare=compare)
    known = found.all
    apart = known.value is None and any(row.now.value is not None for row in found.by_platform)
    if known.value is None and not apart:
        return await nothing(ctx, asked, known)
    period, place = question.period.words(ctx), telling.where(ctx, question, asked.accounts)
    if apart:
        head = ctx.say("analytics-mixed", period=period)
    else:
        figure = telling.figure(ctx, known)
        head = telling.capital(ctx.say("analytics-total", figure=figure, where=place, period=period, count=known.posts))
    table = telling.rows(ctx, "platform", found.by_platform, asked.accounts, ctx.now.date())
    lines = [head, *asked.sample(ctx)]
    if compare and not apart:
        lines.append(telling.compared(ctx, known, found.before, question))
        if telling.is_growing(ctx, question):
            lines.append(ctx.say("analytics-growing"))
    lines += table if len(table) > 1 or apart else []
    lines += telling.notes(ctx, known, fresh=fresh)
    lines += await standing_lines(ctx, asked)
    source = telling.chart_source(ctx, known.origin["platforms"], known.seen_at, asked.is_sample)
    chart = telling.time_chart(ctx, _title(head), source, question.metric, found.over_time)
    picture = await _drawn(ctx, chart, lines, asked)
    data = {
        "figures": [known.data()],
        "by_platform": [{"platform": row.platform} | row.now.data() for row in found.by_platform],
        "before": found.before.data() if found.before else None,
        **asked.data(),
    }
    offers = offers_of(ctx, asked, *(() if compare else ("compare",)), "best", "report")
    return Result("\n".join(line for line in lines if line), data, offers=offers, attachments=picture)


async def overview(ctx: ToolContext, asked: Asked) -> Result:
    """How it went: what is known of the posts, beside the period before, and the followers."""
    question = asked.question
    fresh = await freshen(ctx, question.platforms, question.period)
    found, over_time = await ctx.read(asking.overview, ctx.workspace_id, question)
    grown = []
    if question.campaign is None:
        grown = await ctx.read(asking.followers, ctx.workspace_id, replace(question, metric="followers"))
    (known, before), *rest = found
    if not known.posts or (known.value is None and not rest):
        return await nothing(ctx, asked, known)
    period, place = question.period.words(ctx), telling.where(ctx, question, asked.accounts)
    if known.value is None:
        head = ctx.say("analytics-overview-unknown", count=known.posts, where=place, period=period)
    else:
        head = ctx.say(
            "analytics-overview", count=known.posts, where=place, period=period, figure=telling.figure(ctx, known)
        )
    lines = [head, *asked.sample(ctx), telling.compared(ctx, known, before, question)]
    for now, earlier in rest:
        change = asking.change(now, earlier)
        note = wording.change(*change, ctx.language) if change else ""
        name = telling.metric_name(ctx, now.metric)
        lines.append(
            ctx.say(
                "analytics-row",
                name=name[:1].upper() + name[1:],
                value=telling.value(ctx, now),
                note=ctx.say("analytics-row-change", change=note)
                if note
                else telling.posts_of(ctx, now)
                if now.measured < now.posts
                else "",
            )
        )
    if telling.is_growing(ctx, question):
        lines.append(ctx.say("analytics-growing"))
    if grown:
        lines.append(telling.growth(ctx, grown, replace(question, metric="followers"), asked.accounts))
        lines += _stale_lines(ctx, asked, grown)
    rate = next((now for now, _ in rest if now.base is not None), None)
    lines += telling.notes(ctx, replace(known, base=rate.base if rate else None), fresh=fresh)
    if any(now.metric == "reach" and now.measured > 1 for now, _ in rest):
        lines.append(ctx.say("analytics-reach-added"))
    lines += await standing_lines(ctx, asked, also=[one.account for one in grown])
    source = telling.chart_source(ctx, known.origin["platforms"], known.seen_at, asked.is_sample)
    picture = await _drawn(ctx, telling.time_chart(ctx, _title(head), source, "engagement", over_time), lines, asked)
    data = {
        "figures": [now.data() for now, _ in found],
        "before": [earlier.data() for _, earlier in found],
        "followers": [_growth_data(one, asked) for one in grown],
        **asked.data(),
    }
    offers = offers_of(ctx, asked, "best", "platforms", "report")
    return Result("\n".join(line for line in lines if line), data, offers=offers, attachments=picture)


async def split(ctx: ToolContext, asked: Asked, by: By, *, compare: bool = False) -> Result:
    """A figure by platform, format, weekday or what else it is split by; beside the period before to `compare` it."""
    question = asked.question
    fresh = await freshen(ctx, question.platforms, question.period)
    parts = await ctx.read(asking.split, ctx.workspace_id, question, by)
    known = await ctx.read(asking.total, ctx.workspace_id, question)
    if not any(row.now.value is not None and row.now.posts for row in parts):
        if known.posts and not parts:
            place = telling.where(ctx, question, asked.accounts)
            text = ctx.say("analytics-no-parts", by=by, where=place, period=question.period.words(ctx))
            return Result(text, {"parts": [], **asked.data()}, ok=False)
        return await nothing(ctx, asked, known)
    today, accounts = ctx.now.date(), asked.accounts
    period, place = question.period.words(ctx), telling.where(ctx, question, accounts)
    in_time = by in asking.IN_TIME
    pair = None if in_time else asking.best(parts)
    if in_time and known.value is not None:
        figure = telling.figure(ctx, known)
        head = telling.capital(ctx.say("analytics-total", figure=figure, where=place, period=period, count=known.posts))
    elif pair is not None:
        kind = "rate" if question.metric in wording.RATES else "average" if by in asking.AVERAGED else "sum"
        best, worst = pair
        told = {
            "best": telling.part_name(ctx, by, best, accounts, today),
            "worst": telling.part_name(ctx, by, worst, accounts, today),
            "value": telling.figure(ctx, best.now) if kind != "rate" else telling.value(ctx, best.now),
            "other": telling.value(ctx, worst.now),
        }
        head = ctx.say(f"analytics-best-{kind}", where=place, period=period, **told)
    elif in_time or asking.is_mixed(parts):
        head = ctx.say("analytics-mixed", period=period)
    else:
        name = telling.metric_name(ctx, question.metric)
        head = ctx.say("analytics-no-best", metric=name[:1].upper() + name[1:], where=place, period=period)
    shown = [row for row in parts if row.now.posts] if in_time else parts
    before = await ctx.read(asking.split_earlier, ctx.workspace_id, question, by) if compare else None
    lines = [head, *asked.sample(ctx), *telling.rows(ctx, by, shown, accounts, today, before)]
    if compare and known.value is not None:
        # Of all of it: parts that were not there before have nothing to be set beside.
        earlier = await ctx.read(asking.earlier, ctx.workspace_id, question)
        change = telling.compared(ctx, known, earlier, question)
        if ctx.language != "de":  # which goes on with a capital after a colon
            change = change[:1].lower() + change[1:]
        lines.append(ctx.say("analytics-together", change=change))
        if telling.is_growing(ctx, question):
            lines.append(ctx.say("analytics-growing"))
    if by in asking.AVERAGED and question.metric not in wording.RATES:
        lines.append(ctx.say("analytics-averages-compared" if before else "analytics-averages"))
    basis = "average" if by in asking.AVERAGED else known.basis
    lines += telling.notes(ctx, replace(known, posts=known.measured, basis=basis), fresh=fresh)
    lines += await standing_lines(ctx, asked, ended=in_time)
    source = telling.chart_source(ctx, known.origin["platforms"], known.seen_at, asked.is_sample)
    chart = (
        telling.time_chart(ctx, _title(head), source, question.metric, parts)
        if in_time
        else telling.part_chart(ctx, _title(head), source, by, parts, accounts)
    )
    picture = await _drawn(ctx, chart, lines, asked, by)
    data = {
        "by": by,
        "figures": [known.data()],
        "parts": [
            {"part": telling.part_name(ctx, by, row, accounts, today), "platform": row.platform} | row.now.data()
            for row in parts
        ],
        **asked.data(),
    }
    return Result("\n".join(lines), data, offers=offers_of(ctx, asked, "best", "report"), attachments=picture)


async def followers(ctx: ToolContext, asked: Asked, by: By | None) -> Result:
    """The accounts' own figure, and how it grew."""
    question = asked.question
    found = await ctx.read(asking.followers, ctx.workspace_id, question)
    if not found:
        return await no_level(ctx, asked)
    head = telling.growth(ctx, found, question, asked.accounts)
    lines = [head, *asked.sample(ctx)]
    if by is not None and by not in {"platform", "account", *asking.IN_TIME}:
        lines.append(ctx.say("analytics-not-split"))
    if len(found) > 1:
        lines += telling.growth_rows(ctx, found, asked.accounts, by_platform=by == "platform")
    bucket = telling.bucket_of(by, "day" if question.period.days <= 92 else question.period.bucket)
    names = list(dict.fromkeys(one.platform for one in found))
    drawn = []
    for name in names if len(names) <= charts.NAMED else [""]:
        of = replace(question, platforms=(name,)) if name else question
        points = await ctx.read(asking.levels_over_time, ctx.workspace_id, of, bucket)
        drawn.append((ctx.label(name) if name else "", points))
    if by is not None and by in asking.IN_TIME and len(drawn) == 1:
        shown = drawn[0][1][-telling.MOST_ROWS :]
        lines += [
            ctx.say(
                "analytics-row",
                name=telling.part_name(
                    ctx, by, asking.Row(None, day, Known(question.metric, value)), {}, ctx.now.date()
                ),
                value=wording.number(value, question.metric, ctx.language),
                note="",
            )
            for day, value in shown
        ]
    seen = min((one.now.seen_at for one in found if one.now.seen_at is not None), default=None)
    lines.append(ctx.say("analytics-age", age=wording.age(seen, ctx.now, ctx)))
    lines += _stale_lines(ctx, asked, found)
    lines += await standing_lines(ctx, asked, ended=True, of=[one.account for one in found])
    source = telling.chart_source(ctx, [one.platform for one in found], seen, asked.is_sample)
    picture = await _drawn(ctx, telling.level_chart(ctx, _title(head), source, question.metric, drawn), lines, asked)
    data = {"followers": [_growth_data(one, asked) for one in found], **asked.data()}
    offers = offers_of(ctx, asked, "overview", "report")
    return Result("\n".join(lines), data, offers=offers, attachments=picture)


async def one_post(ctx: ToolContext, number: int, metric: str | None) -> Result:
    """How one post does, everywhere it is out. Raises `NotFound`."""
    row = await ctx.post(number)
    named = str(number)
    by = metric if metric is not None and not asking.is_level(metric) else "engagement"
    places = await ctx.read(metrics.of_post, ctx.workspace_id, number)
    fresh = True
    if places:
        fresh = await freshen(ctx, (), ids=[place.publication.id for place in places])
    found = await ctx.read(asking.one_post, ctx.workspace_id, number, by)
    if not found:
        labels = [ctx.label(delivery.platform) for delivery in row.deliveries]
        if row.post.status is not PostStatus.PUBLISHED:
            text = ctx.say("analytics-post-not-out", number=named)
        elif any(can_measure(ctx, delivery.platform) for delivery in row.deliveries):
            text = ctx.say("analytics-post-here", number=named)
        else:
            text = ctx.say("analytics-post-not-measured", number=named, platforms=labels)
        return Result(text, {"post_id": number, "figures": []}, posts=(number,), ok=False)
    leads = [asking.figure_of(one.row, by) for one in found]
    values = [lead.value for lead in leads if lead.value is not None]
    # Where the figure is unknown it got something, too: the sum is not told as if it were of there as well.
    there = [one for one, lead in zip(found, leads, strict=True) if lead.value is not None or not values]
    place = ctx.say("analytics-on", platforms=[ctx.label(one.row.publication.platform) for one in there])
    leads = [lead for lead in leads if lead.value is not None]
    if not values:
        head = ctx.say("analytics-post-unknown", number=named, where=place)
    elif by in wording.RATES and len(values) > 1:
        head = ctx.say(
            "analytics-post", number=named, where=place, figure=" · ".join(telling.value(ctx, one) for one in leads)
        )
    else:
        whole = replace(leads[0], value=sum(values))
        head = ctx.say("analytics-post", number=named, where=place, figure=telling.figure(ctx, whole))
    lines = [head]
    if await ctx.read(metrics.has_samples, ctx.workspace_id):
        lines.append(ctx.say("analytics-sample"))
    for one in found:
        label = ctx.label(one.row.publication.platform)
        if one.place is not None and one.among > asking.FEW:
            usual = "unknown" if one.usual is None else wording.number(one.usual, by, ctx.language)
            lines.append(ctx.say("analytics-rank", platform=label, place=one.place, among=one.among, usual=usual))
        if one.row.publication.gone_at is not None:
            lines.append(ctx.say("analytics-post-gone", platform=label))
    for one in found:
        label = ctx.label(one.row.publication.platform)
        told = [f"{telling.metric_name(ctx, known.metric)} {telling.value(ctx, known)}" for known in one.figures] or [
            ctx.say("figure-unknown")
        ]
        lines.append(ctx.say("analytics-row", name=label, value=", ".join(told), note=""))
    looks = [known.seen_at for one in found for known in one.figures if known.seen_at is not None]
    base = next((known.base for one in found for known in one.figures if known.base is not None), None)
    about = Known(by, 0.0, posts=1, measured=1, seen_at=min(looks, default=None), base=base)
    lines += telling.notes(ctx, about, fresh=fresh)
    data = {
        "post_id": number,
        "figures": [
            known.data() | {"platform": one.row.publication.platform} for one in found for known in one.figures
        ],
        "ranks": [
            {"platform": one.row.publication.platform, "by": by, "place": one.place, "among": one.among}
            for one in found
        ],
    }
    return Result("\n".join(lines), data, posts=(number,))


async def ranking(ctx: ToolContext, asked: Asked, *, count: int, worst: bool) -> Result:
    """The posts with most, or least, of a figure."""
    question = asked.question
    fresh = await freshen(ctx, question.platforms, question.period)
    found = await ctx.read(asking.top, ctx.workspace_id, question, count=count, worst=worst)
    known = await ctx.read(asking.total, ctx.workspace_id, question)
    if not found:
        return await nothing(ctx, asked, known)
    first = found[0]
    told = ctx.say(
        "analytics-top-one",
        worst="only" if len(found) == 1 and known.measured <= 1 and count > 1 else "yes" if worst else "no",
        where=telling.where(ctx, question, asked.accounts),
        period=question.period.words(ctx),
        figure=telling.figure(ctx, first.figure),
        name=telling.post_name(ctx, first.row),
    )
    seen = min((one.figure.seen_at for one in found if one.figure.seen_at is not None), default=None)
    under = telling.notes(ctx, replace(first.figure, seen_at=seen), fresh=fresh)
    if question.metric == "engagement_rate":
        under.append(ctx.say("analytics-top-base", count=asking.LEAST_BASE))
    elif known.posts > known.measured:
        under.append(ctx.say("analytics-top-unknown", count=known.posts - known.measured))
    if worst and any(ctx.now - one.row.publication.published_at < GROWING for one in found):
        under.append(ctx.say("analytics-growing"))
    lines = [told, *asked.sample(ctx), *(telling.ranking(ctx, found) if len(found) > 1 else []), *under]
    lines += await standing_lines(ctx, asked)
    return Result(
        "\n".join(lines),
        {
            "posts": [_post_data(ctx, one.row) | {"figure": one.figure.data()} for one in found],
            **asked.data(),
        },
        offers=offers_of(ctx, asked, "worst" if not worst else "best", "report"),
        posts=tuple(one.row.number or 0 for one in found),
    )


def _title(head: str) -> str:
    return head.removesuffix(".").removesuffix(" :").rstrip(":")


async def _drawn(
    ctx: ToolContext, chart: charts.Chart | None, lines: list[str], asked: Asked, by: By | None = None
) -> tuple[Attachment, ...]:
    """The chart as a file, called by what was asked; where none can be drawn, that is said."""
    if chart is None:
        return ()
    if not charts.available():
        lines.append(ctx.say("analytics-no-chart"))
        return ()
    try:
        question = asked.question
        dates = dict.fromkeys((question.period.since.isoformat(), question.period.until.isoformat()))
        picture = await charts.drawn(
            chart, " ".join([telling.metric_name(ctx, question.metric), *([by] if by else []), *dates])
        )
    except Exception:
        log.exception("a chart could not be drawn")
        return ()
    return (picture,) if picture is not None else ()


def _post_data(ctx: ToolContext, row: metrics.PublicationRow) -> dict[str, Any]:
    return {
        "post_id": row.number,
        "platform": row.publication.platform,
        "at": ctx.local(row.publication.published_at).isoformat(timespec="minutes"),
        "url": row.publication.url or None,
        # May be anybody's words, where the network's own history was read.
        "untrusted_text": telling.short(row.publication.text, 200),
    }


def _stale_lines(ctx: ToolContext, asked: Asked, grown: Iterable[asking.Growth]) -> list[str]:
    """Accounts whose last look is long before the end of the time, so that nobody takes it for how they stand then."""
    lines = []
    for one in grown:
        account = asked.accounts.get(one.account)
        if one.stale and one.seen_on is not None and account is not None and account.connected:
            facts = {"account": account.handle, "platform": ctx.label(one.platform)}
            day = short_day(one.seen_on, ctx.now.date(), ctx.language)
            lines.append(ctx.say("analytics-stale-level", day=day, **facts))
    return lines


def _growth_data(one: asking.Growth, asked: Asked) -> dict[str, Any]:
    return one.now.data() | {
        "account": asked.accounts[one.account].handle if one.account in asked.accounts else str(one.account),
        "platform": one.platform,
        "gained": one.gained,
        "before": one.before.data(),
    }

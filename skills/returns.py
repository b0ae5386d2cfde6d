"""What posts bring: links that tell where somebody came from, results and spend, and what came back for the money."""

from __future__ import annotations

import asyncio
import re
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from bot import cards, documents, drafts
from bot.analytics.imports import tables
from bot.analytics.revenue import links
from bot.analytics.revenue.attribution import EXACT
from bot.analytics.revenue.results import MICROS, read_results
from bot.analytics.revenue.returns import ChannelReturn, Money, Returns, ratio_of, return_of, returns
from bot.analytics.wording import plain
from bot.context import ToolContext
from bot.errors import Conflict, Missing, NotUnderstood
from bot.tool import (
    EVERYONE,
    PUBLISHERS,
    WRITERS,
    Attribution,
    Campaign,
    Currency,
    Effect,
    Offer,
    Platforms,
    PostId,
    Result,
    Since,
    Switch,
    Until,
    WebAddress,
    tool,
)
from bot.tool import Money as Amount
from connectors.limits import URL
from storage import posts, results
from storage.results import NewOutcome

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.posts import PostRow

DAYS = 30
SHOWN = 12
LINES_SHOWN = 5
BY_GRAPH = ("markov", "shapley")


@tool(
    Effect.SCHEDULE,
    roles=WRITERS,
    examples=[
        "make a tracking link for https://shop.example/autumn for the autumn sale",
        "give me UTM links for example.org/sale on Instagram and LinkedIn",
        "put a tracked link to example.org into post 4",
        "tag the link in post 4 with the campaign autumn sale",
        "I need a campaign link to https://bakery.example for Facebook",
        "track clicks on example.com/menu",
    ],
)
async def track_link(
    ctx: ToolContext,
    address: WebAddress | None = None,
    campaign: Campaign | None = None,
    post_id: PostId | None = None,
    platforms: Platforms | None = None,
    short: Switch | None = None,
) -> Result:
    """Make a link for each platform that tells analytics where somebody came from (UTM), and put it into a post if one is named.

    address: where it leads; without it, the address that stands in the post.
    post_id: the draft that the links are put into.
    short: off keeps the long link where a short one on our own server could be had.
    """
    row = await ctx.post(post_id) if post_id is not None else None
    if row is not None and row.post.status not in drafts.CHANGEABLE:
        raise Conflict("error-cannot-change", number=str(row.post.number), status=cards.status(ctx, row))
    if address is None and row is not None and (found := URL.search(row.post.text)):
        address = found[0]
    if address is None:
        raise Missing("address", "ask-address")
    address = address.strip().rstrip(".,;:!?")  # the sentence's, not the address's
    base = links.checked(address)
    names = list(dict.fromkeys(platforms or (row.platforms if row is not None else [])))
    if not names:
        names = [platform.name for platform in await ctx.chosen_platforms(None)]
    names = [ctx.platform(name).name for name in names]
    number_of = row.post.number if row is not None else None
    made = []
    for name in names:
        full = links.tagged(base, name, campaign, number_of)
        kept = await ctx.write(
            results.keep_link,
            ctx.workspace_id,
            member_id=ctx.who.member_id,
            base=base,
            address=full,
            platform=name,
            campaign=links.named_in(full)[1],
            post_number=number_of,
            now=ctx.now,
        )
        brief = ctx.insights.short(kept.token) if ctx.insights is not None and short is not False else None
        made.append({"platform": name, "address": full, "short": brief})
    lines = [ctx.say("link-head", count=len(made))]
    for one in made:
        lines.append(
            ctx.say("link-line", platform=ctx.label(str(one["platform"])), link=one["short"] or one["address"])
        )
    if any(one["short"] for one in made):
        lines.append(ctx.say("link-short-counts"))
    data: dict[str, Any] = {"links": made, "campaign": links.slug(campaign) if campaign else None}
    posts_of: tuple[int, ...] = ()
    if row is not None:
        put = {str(one["platform"]): str(one["short"] or one["address"]) for one in made}
        row = await ctx.change(row, partial(_put, address=address, base=base, put=put, now=ctx.now))
        lines.append(ctx.say("link-put", number=str(row.post.number)))
        posts_of = (row.post.number,)
        breaches = await drafts.breaches(ctx, row)
        lines += [drafts.told(ctx, breaches)] if breaches else []
        data["post"] = cards.data(ctx, row)
    dead = [name for name in names if not ctx.platforms[name].custom.links]
    if dead:
        lines.append(ctx.say("link-not-clickable", platforms=[ctx.label(name) for name in dead]))
    shown = cards.cards(ctx, row) if row is not None else ()
    return Result("\n".join(lines), data, cards=shown, offers=(_undo(ctx),), posts=posts_of)


def _put(session: Session, fresh: PostRow, address: str, base: str, put: dict[str, str], now: Any) -> None:
    texts = {}
    for delivery in fresh.deliveries:
        link = put.get(delivery.platform)
        # As somebody wrote it, or as it was checked: either stands for the link.
        written = address if address in delivery.text else base
        texts[delivery.platform] = links.put_into(delivery.text, written, link) if link else delivery.text
    posts.set_texts(session, fresh, fresh.post.text, texts, now)


@tool(
    Effect.SCHEDULE,
    roles=PUBLISHERS,
    examples=[
        "import these conversions",
        "here are our orders from Shopify",
        "read the ad spend from this file",
        "load the GA4 export",
        "take over the sales from this table",
        "import the results of the autumn campaign",
    ],
)
async def import_results(
    ctx: ToolContext, campaign: Campaign | None = None, currency: Currency | None = None
) -> Result:
    """Read clicks, conversions, orders or ad spend from the table that came with the message (CSV or XLSX).

    campaign: what lines without a campaign belong to.
    currency: of amounts without one.
    """
    found = await documents.attached(ctx)
    if not found:
        return Result(ctx.say("results-no-file"), {"imported": 0}, ok=False)
    file = found[0]
    await ctx.tell("progress-reading-results", name=file.name)
    code = _code(currency) if currency else None
    read = await asyncio.to_thread(lambda: read_results(tables.read(file.content), currency=code, campaign=campaign))
    if read.without_currency and code is None:
        raise Missing("currency", "ask-currency")
    if not read.outcomes:
        lines = [ctx.say("results-nothing", name=file.name), *_troubles(ctx, read.troubles)]
        return Result("\n".join(lines), {"imported": 0}, ok=False)
    await ctx.write(
        results.add_batch,
        ctx.workspace_id,
        read.outcomes,
        member_id=ctx.who.member_id,
        source="file",
        name=file.name,
        now=ctx.now,
    )
    lines = [ctx.say("results-imported", name=file.name, count=len(read.outcomes), what=_what(ctx, read.outcomes))]
    first, last = min(one.day for one in read.outcomes), max(one.until for one in read.outcomes)
    lines.append(ctx.say("results-span", first=first, last=last))
    if read.doubtful:
        lines.append(ctx.say("results-doubtful"))
    if read.skipped:
        lines.append(ctx.say("results-skipped", count=read.skipped))
    lines += _troubles(ctx, read.troubles)
    lines.append(ctx.say("results-again"))
    data = {
        "imported": len(read.outcomes),
        "columns": dict(read.columns),
        "left_out": len(read.troubles),
        "skipped": read.skipped,
        "since": first.isoformat(),
        "until": last.isoformat(),
    }
    return Result("\n".join(lines), data, offers=(_undo(ctx),))


@tool(
    Effect.SCHEDULE,
    roles=PUBLISHERS,
    examples=[
        "we spent 200 euro on the autumn campaign on Facebook",
        "add 50 dollars of ad spend for LinkedIn last week",
        "note that the Instagram ads cost 80 pounds",
        "ad spend for the spring sale was 1200 EUR in March",
        "we paid 300 euros for the influencer campaign",
    ],
)
async def add_spend(
    ctx: ToolContext,
    money: Amount,
    campaign: Campaign | None = None,
    platforms: Platforms | None = None,
    currency: Currency | None = None,
    since: Since | None = None,
    until: Until | None = None,
) -> Result:
    """Note what was spent on posts or ads. Of several platforms each is taken to have got the same.

    since: the first day it was spent for, if not today.
    """
    if not 0 < money < 1e9:
        raise NotUnderstood("error-spend-number")
    if currency is None:
        raise Missing("currency", "ask-currency")
    code = _code(currency)
    first = since or until or ctx.now.date()
    last = until or since or ctx.now.date()
    if first > last:
        raise NotUnderstood("error-goal-window", first=first, last=last)
    names: list[str | None] = [ctx.platform(name).name for name in dict.fromkeys(platforms or ())]
    names = names or [None]
    micros = round(money * MICROS)
    shares = [micros // len(names)] * len(names)
    shares[0] += micros - sum(shares)
    short = links.slug(campaign) if campaign else None
    batch_key = f"said:{ctx.now.timestamp():.6f}:{ctx.who.member_id}:{ctx.message_id or ''}"
    new = [
        NewOutcome(f"{batch_key}:{name or ''}", "spend", first, last, name, short, micros=share, currency=code)
        for name, share in zip(names, shares, strict=True)
    ]
    await ctx.write(
        results.add_batch, ctx.workspace_id, new, member_id=ctx.who.member_id, source="said", name="said", now=ctx.now
    )
    facts = {
        "amount": money_said(ctx, micros, code),
        "campaign": campaign or "missing",
        "platforms": [ctx.label(name) for name in names if name] or "missing",
        "during": _span(ctx, first, last),
    }
    data = {"spend": money, "currency": code, "campaign": short, "platforms": [name for name in names if name]}
    data |= {"since": first.isoformat(), "until": last.isoformat()}
    return Result(ctx.say("spend-added", **facts), data, offers=(_undo(ctx),))


@tool(
    Effect.READ,
    roles=EVERYONE,
    examples=[
        "what did the autumn campaign bring",
        "return on ad spend for Facebook last month",
        "what is our ROI",
        "cost per conversion by channel",
        "show the return with Markov attribution",
        "credit the sales to the first touch",
        "which channel brings the most sales",
    ],
)
async def show_return(
    ctx: ToolContext,
    campaign: Campaign | None = None,
    platforms: Platforms | None = None,
    since: Since | None = None,
    until: Until | None = None,
    attribution: Attribution | None = None,
) -> Result:
    """Show clicks, conversions, revenue, spend and what came back for it, by channel, and how sales were credited."""
    today = ctx.now.date()
    short = links.slug(campaign) if campaign else None
    if short and short not in (known := await ctx.read(results.campaigns, ctx.workspace_id)):
        return Result(
            ctx.say("return-no-campaign", campaign=str(campaign)[:60], known=_named(known)), {"channels": []}, ok=False
        )
    last = until or today
    first = since
    if first is None and short:
        first = await ctx.read(results.first_day, ctx.workspace_id, short)
    first = first or last - timedelta(days=DAYS - 1)
    if first > last:
        raise NotUnderstood("error-goal-window", first=first, last=last)
    if attribution in BY_GRAPH:
        await ctx.tell("progress-crediting")
    found = await ctx.read(
        returns, ctx.workspace_id, since=first, until=last, campaign=short, model=attribution or "last"
    )
    span = _span(ctx, first, last)
    if found.nothing:
        return Result(ctx.say("return-nothing", during=span), found.data(), ok=False)
    wanted = {ctx.platform(name).name for name in platforms or ()}
    shown = [one for one in found.channels if not wanted or one.channel in wanted]
    lines = [ctx.say("return-head", campaign=campaign or "missing", during=span)]
    if not wanted:
        lines.append(_whole(ctx, found))
    lines += [_line(ctx, one, known=bool(found.conversions or found.lost)) for one in shown[:SHOWN]]
    if wanted and not shown:
        lines.append(ctx.say("return-nothing-there", platforms=[ctx.label(name) for name in sorted(wanted)]))
    lines += _assumptions(ctx, found, attribution)
    data = found.data()
    if wanted:
        data["channels"] = [one for one in data["channels"] if one.get("channel") in wanted]
    return Result("\n".join(lines), data)


# In words


def money_said(ctx: ToolContext, micros: float, code: str) -> str:
    """An amount with its currency, as the person's language writes it."""
    from babel.numbers import format_currency

    locale = "en_GB" if ctx.language == "en" else ctx.language
    return str(format_currency(round(micros / MICROS, 2), code, locale=locale))


def _amounts(ctx: ToolContext, money: Money) -> str:
    return ctx.phrases.listing(money_said(ctx, micros, code) for code, micros in sorted(money.items())) or "missing"


def _whole(ctx: ToolContext, found: Returns) -> str:
    each, back = ratio_of(found.spend, found.conversions), return_of(found.revenue, found.spend)
    return ctx.say(
        "return-whole",
        # Where nobody told of any, nobody knows that there were none.
        conversions=_count(ctx, "return-conversions", found.conversions or (0.0 if found.lost else None)),
        revenue=_amounts(ctx, found.revenue),
        spend=_amounts(ctx, found.spend),
        each=money_said(ctx, *each) if each else "missing",
        back=plain(round(back[0], 2), ctx.language) if back else "missing",
    )


def _count(ctx: ToolContext, key: str, value: float | None) -> str:
    """ "3 conversions", "1 conversion", "conversions unknown"."""
    count = int(value) if value is not None and float(value).is_integer() else value or 0
    said = "" if value is None else plain(value, ctx.language)
    return ctx.say(key, known="no" if value is None else "yes", value=said, count=count)


def _line(ctx: ToolContext, one: ChannelReturn, *, known: bool) -> str:
    each, back = one.cost_of_one(), one.on_spend()
    label = ctx.label(one.channel) if links.is_platform(one.channel) else f"“{one.channel[:40]}”"
    return ctx.say(
        "return-line",
        channel=label,
        clicks=_count(ctx, "return-clicks", one.clicks),
        conversions=_count(ctx, "return-conversions", round(one.conversions, 1) if known else None),
        revenue=_amounts(ctx, one.revenue),
        spend=_amounts(ctx, one.spend),
        each=money_said(ctx, *each) if each else "missing",
        back=plain(round(back[0], 2), ctx.language) if back else "missing",
    )


def _assumptions(ctx: ToolContext, found: Returns, asked: str | None) -> list[str]:
    """What the figures rest on; a return without it would look like knowledge."""
    lines = [ctx.say(f"return-model-{found.model}")]
    if found.longest <= 1 and found.conversions:
        lines[0] = ctx.say("return-one-channel" if asked else "return-model-last")
    elif found.model in BY_GRAPH:
        lines.append(ctx.say("return-graph-lost" if found.lost else "return-graph-won-only", count=round(found.lost)))
        if found.sampled:
            lines.append(ctx.say("return-sampled", limit=EXACT))
    if found.unknown:
        count, whole = plain(found.unknown, ctx.language), plain(found.conversions, ctx.language)
        lines.append(ctx.say("return-unknown", count=count, whole=whole))
    if found.undivided:
        lines.append(ctx.say("return-undivided", spend=_amounts(ctx, found.undivided)))
    if len({*found.revenue, *found.spend}) > 1:
        lines.append(ctx.say("return-currencies"))
    if found.parts:
        lines.append(ctx.say("return-parts"))
    sources = sorted({one.clicks_from for one in found.channels if one.clicks_from})
    lines += [ctx.say(f"return-clicks-{source.replace('_', '-')}") for source in sources]
    if found.seen_at is not None:
        lines.append(ctx.say("return-age", age=max(ctx.now - found.seen_at, timedelta())))
    lines.append(ctx.say("return-no-cause"))
    return lines


def _what(ctx: ToolContext, outcomes: Any) -> str:
    kinds = {one.kind for one in outcomes}
    return ctx.phrases.listing(
        ctx.say(f"results-kind-{kind}") for kind in ("clicks", "conversion", "lost", "spend") if kind in kinds
    )


def _troubles(ctx: ToolContext, troubles: Any) -> list[str]:
    if not troubles:
        return []
    numbers = ", ".join(str(one.line) for one in troubles[:LINES_SHOWN])
    more = "…" if len(troubles) > LINES_SHOWN else ""
    reasons = [ctx.say(key) for key in dict.fromkeys(one.key for one in troubles)]
    return [ctx.say("results-left-out", count=len(troubles), numbers=f"{numbers}{more}", reasons=reasons)]


def _span(ctx: ToolContext, first: date, last: date) -> str:
    return ctx.say("return-day", day=first) if first == last else ctx.say("return-days", first=first, last=last)


def _named(known: list[str]) -> str:
    return ", ".join(known[:8]) or "missing"


def _code(currency: str) -> str:
    code = currency.strip().upper()
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise Missing("currency", "ask-currency")
    return code


def _undo(ctx: ToolContext) -> Offer:
    return Offer(ctx.say("offer-undo"), tool="undo")

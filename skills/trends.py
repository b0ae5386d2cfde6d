"""What is talked about outside: in the feeds that the workspace chose, and on the networks it is connected to."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from bot.analytics import wording
from bot.analytics.outside import feeds, rising, trends
from bot.analytics.outside.rising import Listed
from bot.analytics.outside.scout import HOURLY, Scout
from bot.analytics.outside.trends import FeedView, NetworkView, Outside, Rising
from bot.context import ToolContext
from bot.errors import Conflict, NotFound, NotUnderstood
from bot.tool import (
    EVERYONE,
    MANAGERS,
    PUBLISHERS,
    Effect,
    Offer,
    Platforms,
    Region,
    Result,
    Slot,
    Topic,
    WebAddress,
    tool,
)
from connectors.platform import Publisher
from storage import trends as store
from storage.models import Account
from storage.trend_tables import Feed, Watch

FeedName = Annotated[
    str, Slot("feed", "A feed: its number as list_feeds shows it, its address, or a part of its name.")
]

MOST_FEEDS = 50
MOST_RISES = 8
MOST_LISTED = 5
LONGEST_SHOWN = 90


@tool(
    Effect.READ,
    roles=EVERYONE,
    examples=[
        "what's trending",
        "what is trending in Spain",
        "any trends about coffee",
        "which topics are rising right now",
        "rising hashtags",
        "what are people talking about in food",
        "show me the trends",
        "what's hot today",
        "what's trending on mastodon",
    ],
)
async def trending_topics(
    ctx: ToolContext, topic: Topic | None = None, region: Region | None = None, platforms: Platforms | None = None
) -> Result:
    """Tell which topics and hashtags are rising on the connected networks and in the watched feeds.

    topic: only what is about this.
    region: only from this country, where a source tells countries apart.
    platforms: only what these networks list themselves.
    """
    wanted = _region(region)
    only = [ctx.platform(name).name for name in platforms or ()]
    networks, silent = await _asked_networks(ctx, wanted, only)
    today = ctx.now.astimezone(ctx.zone).date()
    found = await ctx.read(trends.outside, ctx.workspace_id, today=today, now=ctx.now, region=wanted, networks=networks)
    if only:
        found = replace(found, rises=(), base=rising.base_of([], today), feeds=(), elsewhere=())
    if topic:
        found = await asyncio.to_thread(trends.about, topic, found)
    lines = _rising_lines(ctx, found, topic or "")
    for network in found.networks:
        lines += _network_lines(ctx, network, topic or "")
    lines += _limits(ctx, found, silent, wanted)
    absent = [name for name, why in silent.items() if why == "trends-not-connected"]
    if not found.feeds and not found.networks and not only:
        lines.append(ctx.say("trends-nothing-watched"))
    data = _data(ctx, found, silent, wanted, topic or "")
    return Result("\n".join(lines), data, offers=_connects(ctx, absent), ok=not only or bool(found.networks))


@tool(
    Effect.SCHEDULE,
    roles=PUBLISHERS,
    examples=[
        "watch the feed https://news.example/rss",
        "follow this feed: https://blog.example/atom.xml",
        "add https://news.example/feed to our news sources",
        "keep an eye on the feed https://example.org/feed.json",
        "subscribe to https://news.example/rss for trends",
        "watch https://news.example/rss for Germany",
    ],
)
async def watch_feed(ctx: ToolContext, address: WebAddress, region: Region | None = None) -> Result:
    """Watch an RSS, Atom or JSON feed for rising topics.

    region: the country that the feed is about.
    """
    wanted = _region(region)
    address = address.strip()
    feeds.check_address(address)
    known = await ctx.read(store.feeds, ctx.workspace_id)
    if len(known) >= MOST_FEEDS and all(one.address != address for one in known):
        raise Conflict("feeds-full", limit=MOST_FEEDS)
    await ctx.tell("progress-reading-feed", host=feeds.host_of(address))
    try:
        answer = await feeds.reader().read(address)
    except feeds.NoFeed as error:
        if not error.offered or error.offered == address:
            raise
        # A page that names its feed: that is what the person means.
        answer = await feeds.reader().read(error.offered)
        address = error.offered
    address = answer.address if answer.moved else address
    row, new = await ctx.write(store.add_feed, ctx.workspace_id, address, region=wanted, now=ctx.now)
    watch = await ctx.write_unnoted(store.begin, ctx.workspace_id, "feed", row.id, now=ctx.now)
    await Scout.of(ctx).take(watch.id, answer)
    (view,) = [one for one in await ctx.read(trends.feed_views, ctx.workspace_id) if one.feed.id == row.id]
    count = len(answer.content.items) if answer.content is not None else 0
    key = "feed-watched" if new else "feed-known"
    days = rising.FEWEST_DAYS + rising.RECENT_DAYS
    text = ctx.say(key, name=_shown(view.title), host=feeds.host_of(address), items=count, days=days)
    stop = Offer(ctx.say("offer-stop-feed"), tool="remove_feed", args={"feed": str(row.id)})
    return Result(text, {"feed": _feed_data(ctx, view), "new": new}, offers=(stop,))


@tool(
    Effect.READ,
    roles=EVERYONE,
    examples=[
        "which feeds are we watching",
        "show our feeds",
        "list the news sources",
        "what rss feeds do we have",
        "which news do you follow for us",
        "list feeds",
    ],
)
async def list_feeds(ctx: ToolContext) -> Result:
    """List the feeds that are watched, since when, and what went wrong with one."""
    views = await ctx.read(trends.feed_views, ctx.workspace_id)
    if not views:
        return Result(ctx.say("feeds-none"), {"feeds": []})
    lines = [ctx.say("feeds-head", count=len(views)), *(_feed_line(ctx, view) for view in views)]
    return Result("\n".join(lines), {"feeds": [_feed_data(ctx, view) for view in views]})


@tool(
    Effect.SCHEDULE,
    roles=PUBLISHERS,
    examples=[
        "stop watching feed 2",
        "remove the feed https://news.example/rss",
        "remove the Guardian feed",
        "unfollow feed 1",
        "delete that news source, feed 3",
        "no more feed 4 please",
    ],
)
async def remove_feed(ctx: ToolContext, feed: FeedName) -> Result:
    """Stop watching a feed. What it brought is forgotten after three days."""
    views = await ctx.read(trends.feed_views, ctx.workspace_id)
    view = _meant(feed, views)
    await ctx.write(store.remove_feed, ctx.workspace_id, view.feed.id)
    address, region = view.feed.address, view.feed.region
    again = Offer(
        ctx.say("offer-watch-again"),
        tool="watch_feed",
        args={"address": address, **({"region": region} if region else {})},
    )
    return Result(
        ctx.say("feed-removed", name=_shown(view.title)), {"feed_id": view.feed.id, "removed": True}, offers=(again,)
    )


def _region(said: str | None) -> str:
    code = (said or "").strip().upper()
    if code and not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise NotUnderstood("error-region", region=code[:20])
    return code


def _meant(said: str, views: list[FeedView]) -> FeedView:
    """The feed of that number, address or name. Raises `NotFound`, `NotUnderstood` where it may be several."""
    text = said.strip().strip("\"'“”«»")
    number = text.lower().removeprefix("feed").strip(" #")
    if number.isdecimal():
        found = [view for view in views if str(view.feed.id) == number]
    else:
        found = [view for view in views if view.feed.address.rstrip("/") == text.rstrip("/")]
        if not found:
            wanted = text.casefold()
            found = [
                view for view in views if wanted in view.title.casefold() or wanted in view.feed.address.casefold()
            ]
    if not found or not text:
        raise NotFound("error-no-such-feed", feed=text[:80] or "?")
    if len(found) > 1:
        raise NotUnderstood("error-which-feed", numbers=[str(view.feed.id) for view in found[:6]])
    return found[0]


def _connects(ctx: ToolContext, absent: list[str]) -> tuple[Offer, ...]:
    if not ctx.may(MANAGERS):
        return ()
    return tuple(
        Offer(
            ctx.say("offer-connect-platform", platform=ctx.label(name)), tool="connect_account", args={"platform": name}
        )
        for name in absent
    )


async def _asked_networks(
    ctx: ToolContext, region: str, only: list[str]
) -> tuple[list[tuple[Account, Watch]], dict[str, str]]:
    """The networks that can be asked, looked at within the last hour; and by platform, why one says nothing.

    `only`: those that somebody asked about; none means all that are connected.
    """
    asked: dict[str, tuple[Account, Watch]] = {}
    accounts = await ctx.accounts()
    connected = {account.platform for account in accounts}
    silent: dict[str, str] = {}
    for name in only:
        able = ctx.platforms[name]
        if not isinstance(able, Publisher) or not able.can_list_trends:
            silent[name] = "trends-not-offered"
        elif name not in connected:
            silent[name] = "trends-not-connected"
    for account in accounts:
        platform = ctx.platforms.get(account.platform)
        if only and account.platform not in only:
            continue
        if not isinstance(platform, Publisher) or account.platform in asked or account.platform in silent:
            continue
        if not platform.can_list_trends:
            silent[account.platform] = "trends-not-offered"
            continue
        watch = await ctx.write_unnoted(
            store.begin, ctx.workspace_id, "network", account.id, region=region, now=ctx.now, wanted=bool(region)
        )
        asked[account.platform] = (account, watch)
    stale = [watch for _, watch in asked.values() if _is_stale(watch, ctx.now)]
    if stale:
        await ctx.tell("progress-looking-at-trends")
        scout = Scout.of(ctx)
        await asyncio.gather(*(scout.look(watch.id) for watch in stale))
    fresh = []
    for account, watch in asked.values():
        after = await ctx.read(store.watch, "network", watch.ref, watch.region)
        fresh.append((account, after or watch))
    return fresh, silent


def _is_stale(watch: Watch, now: datetime) -> bool:
    if watch.looked_at is not None and now - watch.looked_at < HOURLY:
        return False
    # What just failed is not asked again by every question.
    return watch.reason is None or watch.due_at is None or watch.due_at <= now or watch.failures == 0


def _rising_lines(ctx: ToolContext, found: Outside, topic: str) -> list[str]:
    base = found.base
    if not base.sources or base.since is None:
        return []
    head = {
        "feeds": len(base.sources),
        "items": base.recent_items + base.before_items,
        "since": ctx.phrases.day(base.since),
    }
    if not found.rises:
        return [ctx.say("trends-none-about", topic=_shown(topic), **head) if topic else ctx.say("trends-none", **head)]
    lines = [ctx.say("trends-head-about", topic=_shown(topic), **head) if topic else ctx.say("trends-head", **head)]
    for place, one in enumerate(found.rises[:MOST_RISES], 1):
        lines.append(_rise_line(ctx, place, one))
    return lines


def _rise_line(ctx: ToolContext, place: int, one: Rising) -> str:
    rise = one.rise
    facts: dict[str, Any] = {"place": place, "name": _shown(rise.label), "recent": rise.recent, "of": rise.recent_items}
    if rise.times is None:
        line = ctx.say("trends-rise-new", **facts)
    else:
        line = ctx.say("trends-rise", times=wording.plain(_rounded(rise.times), ctx.language), **facts)
    return line + (ctx.say("trends-example", words=_shown(one.items[0].title)) if one.items else "")


def _rounded(times: float) -> float:
    return round(times, 1) if times < 10 else float(round(times))


def _network_lines(ctx: ToolContext, network: NetworkView, topic: str) -> list[str]:
    label = ctx.label(network.account.platform)
    watch = network.watch
    if not network.listed:
        if watch.reason is not None or watch.looked_at is None:
            return []  # why nothing is known is said below
        key = "trends-network-none-about" if topic else "trends-network-none"
        return [ctx.say(key, platform=label, topic=_shown(topic))]
    where = region_name(watch.region, ctx.language) or "missing"
    lines = [
        ctx.say("trends-network-head", platform=label, region=where, age=wording.age(watch.looked_at, ctx.now, ctx))
    ]
    for kind in ("hashtag", "topic", "post"):
        for one in [each for each in network.listed if each.kind == kind][:MOST_LISTED]:
            lines.append(_listed_line(ctx, one))
    return lines


def _listed_line(ctx: ToolContext, one: Listed) -> str:
    name = _shown(f"#{one.label.lstrip('#')}" if one.kind == "hashtag" else f"“{one.label}”")
    if one.recent is not None and one.times is not None:
        uses = wording.plain(float(round(one.recent)), ctx.language)
        times = wording.plain(_rounded(one.times), ctx.language)
        return ctx.say("trends-listed-uses", name=name, uses=uses, times=times)
    if one.was is not None:
        return ctx.say("trends-listed-was", name=name, place=one.rank, was=one.was)
    return ctx.say("trends-listed-new" if one.known else "trends-listed", name=name, place=one.rank)


def _limits(ctx: ToolContext, found: Outside, silent: dict[str, str], region: str) -> list[str]:
    """What was not watched, not long enough or not for that region: without it an answer would claim too much."""
    lines = []
    new = [view for view in found.new if view.watch is not None and view.watch.since is not None]
    if new:
        since = min(view.watch.since for view in new if view.watch is not None and view.watch.since is not None)
        days = rising.FEWEST_DAYS + rising.RECENT_DAYS
        lines.append(
            ctx.say(
                "trends-too-early",
                feeds=[_shown(view.title) for view in new],
                since=ctx.phrases.day(ctx.local(since)),
                days=days,
            )
        )
    for view in found.feeds:
        if view.watch is not None and view.watch.reason is not None:
            lines.append(ctx.say("trends-feed-failed", name=_shown(view.title), reason=reason(ctx, view.watch)))
    if region and found.elsewhere:
        names = [_shown(view.title) for view in found.elsewhere]
        lines.append(ctx.say("trends-feeds-elsewhere", feeds=names, region=region_name(region, ctx.language)))
    for network in found.networks:
        if network.watch.reason is not None:
            label = ctx.label(network.account.platform)
            lines.append(ctx.say("trends-network-failed", platform=label, reason=reason(ctx, network.watch)))
    absent = [ctx.label(name) for name, why in silent.items() if why == "trends-not-connected"]
    if absent:
        lines.append(ctx.say("trends-not-connected", platforms=absent, count=len(absent)))
    unable = [ctx.label(name) for name, why in silent.items() if why == "trends-not-offered"]
    if unable:
        lines.append(ctx.say("trends-not-offered", platforms=unable))
    return lines


def reason(ctx: ToolContext, watch: Watch) -> str:
    """Why looking failed, in words."""
    return ctx.say(str(watch.reason), **watch.reason_facts)


def region_name(code: str, language: str) -> str:
    """A country as people call it; "" for none."""
    if not code:
        return ""
    from babel import Locale

    return str(Locale.parse(language).territories.get(code, code))


def _feed_line(ctx: ToolContext, view: FeedView) -> str:
    watch = view.watch
    state = ctx.say("feed-state-new")
    if watch is not None and watch.reason is not None:
        state = ctx.say("feed-state-failed", reason=reason(ctx, watch))
    elif watch is not None and watch.since is not None:
        state = ctx.say(
            "feed-state-good",
            since=ctx.phrases.day(ctx.local(watch.since)),
            age=wording.age(watch.looked_at, ctx.now, ctx),
        )
    where = region_name(view.region, ctx.language)
    return ctx.say(
        "feeds-line",
        number=str(view.feed.id),
        name=_shown(view.title),
        host=feeds.host_of(view.feed.address),
        region=where or "missing",
        state=state,
    )


def _feed_data(ctx: ToolContext, view: FeedView) -> dict[str, Any]:
    feed: Feed = view.feed
    watch = view.watch
    return {
        "feed_id": feed.id,
        "address": feed.address,
        "untrusted_title": view.title,
        "region": view.region or None,
        "since": _iso(ctx, watch.since if watch else None),
        "looked_at": _iso(ctx, watch.looked_at if watch else None),
        "problem": watch.reason if watch else None,
    }


def _iso(ctx: ToolContext, at: datetime | None) -> str | None:
    return None if at is None else ctx.local(at).isoformat(timespec="minutes")


def _data(ctx: ToolContext, found: Outside, silent: dict[str, str], region: str, topic: str) -> dict[str, Any]:
    base = found.base
    return {
        "topic": topic or None,
        "region": region or None,
        "rising": [
            {
                "untrusted_name": one.rise.label,
                "value": one.rise.recent,
                "metric": "items",
                "of": one.rise.recent_items,
                "before": one.rise.before,
                "before_of": one.rise.before_items,
                "times": None if one.rise.times is None else round(one.rise.times, 2),
                "untrusted_headlines": [_shown(item.title) for item in one.items[:3]],
                "links": [item.url for item in one.items[:3] if item.url],
                "from": sorted({f"feed:{item.feed_id}" for item in one.items}),
            }
            for one in found.rises[:MOST_RISES]
        ],
        "networks": [
            {
                "platform": network.account.platform,
                "region": network.watch.region or None,
                "seen_at": _iso(ctx, network.watch.looked_at),
                "problem": network.watch.reason,
                "listed": [
                    {
                        "untrusted_name": one.label,
                        "kind": one.kind,
                        "place": one.rank,
                        "uses_a_day": one.recent,
                        "usual_a_day": one.usual,
                        "place_yesterday": one.was,
                        "url": one.url or None,
                    }
                    for one in network.listed[: 3 * MOST_LISTED]
                ],
            }
            for network in found.networks
        ],
        "watched": {
            "feeds": [_feed_data(ctx, view) for view in found.feeds],
            "items": base.recent_items + base.before_items,
            "days": base.days,
            "since": base.since.isoformat() if base.since else None,
            "too_new": [view.feed.id for view in found.new],
            "left_out": [view.feed.id for view in found.elsewhere],
            "not_offered": sorted(name for name, why in silent.items() if why == "trends-not-offered"),
            "not_connected": sorted(name for name, why in silent.items() if why == "trends-not-connected"),
        },
        "asked_at": ctx.now.astimezone(UTC).isoformat(timespec="seconds"),
        "recent": str(timedelta(days=rising.RECENT_DAYS).days),
    }


def _shown(words: str) -> str:
    """Other people's words, short and on one line."""
    return store.plain(words, LONGEST_SHOWN)

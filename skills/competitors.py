"""Other people's accounts beside our own: what their networks show everybody, by the same definitions, or nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.analytics import wording
from bot.analytics.outside import competitors
from bot.analytics.outside.competitors import Handle, Seen
from bot.analytics.outside.scout import Scout
from bot.context import ToolContext
from bot.errors import AllInError, Conflict, NotFound, NotUnderstood, Unsupported
from bot.tool import EVERYONE, PUBLISHERS, Effect, Handles, Offer, Platforms, Result, tool
from connectors.platform import Figures, Platform, Publisher
from storage import metrics, trends
from storage.models import Account
from storage.trend_tables import Competitor, CompetitorDay

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOST_WATCHED = 40
MOST_AT_ONCE = 10
FRESH = timedelta(hours=22)
AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Side:
    """One account in a comparison. `origin` are the rows or the call that its figures are from."""

    platform: str
    handle: str
    seen: Seen
    seen_at: datetime | None
    origin: str
    ours: bool = False
    watched: Competitor | None = None
    first: CompetitorDay | None = None
    grown: float | None = None
    grown_since: date | None = None


@dataclass(slots=True)
class Found:
    """Who was found where, and why somebody was not."""

    sides: list[Side] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)


@tool(
    Effect.READ,
    roles=EVERYONE,
    examples=[
        "compare us with @rivalbakery on instagram",
        "how do we compare to @rivalbakery and @breadco",
        "compare our competitors",
        "how are we doing against the competition",
        "how many followers does @rivalbakery have",
        "put us side by side with @breadco",
        "competitor comparison on mastodon",
    ],
)
async def compare_competitors(
    ctx: ToolContext, handles: Handles | None = None, platforms: Platforms | None = None
) -> Result:
    """Put public figures of other accounts beside our own: followers, posts a week, interactions per post.

    handles: whose accounts, also as user@server or as the address of a profile; those that are watched if none is given.
    """
    watched = await ctx.read(trends.competitors, ctx.workspace_id)
    if handles:
        wanted = await _wanted(ctx, handles, platforms)
    else:
        chosen = [one for one in watched if not platforms or one.platform in platforms]
        if not chosen:
            return Result(ctx.say("competitors-none"), {"platforms": [], "problems": []})
        wanted = [(one.platform, one.handle, one.handle) for one in chosen]
    await ctx.tell("progress-looking-at-competitors", count=len(wanted))
    found = await _found(ctx, wanted[: 4 * MOST_AT_ONCE], watched)
    lines: list[str] = []
    shown: list[dict[str, Any]] = []
    for name in dict.fromkeys(side.platform for side in found.sides):
        others = [side for side in found.sides if side.platform == name]
        own = await ctx.read(_own, ctx.workspace_id, name, others, ctx.now, ctx.now.astimezone(ctx.zone).date())
        sides = [*own, *others]
        lines += _table(ctx, name, sides)
        shared = competitors.shared([side.seen for side in sides])
        shown.append(
            {
                "platform": name,
                "interactions_of": list(shared),
                "accounts": [_data(ctx, side, shared) for side in sides],
            }
        )
    samples: bool = await ctx.read(metrics.has_samples, ctx.workspace_id)
    if found.sides and samples:
        lines.append(ctx.say("competitors-sample"))
    lines += [ctx.say("competitors-problem", handle=f"@{who.lstrip('@')}", reason=why) for who, why in found.problems]
    unwatched = [side for side in found.sides if side.watched is None]
    offers: tuple[Offer, ...] = ()
    if unwatched and ctx.may(PUBLISHERS):
        args = {
            "handles": list(dict.fromkeys(side.handle for side in unwatched)),
            "platforms": list(dict.fromkeys(side.platform for side in unwatched)),
        }
        offers = (Offer(ctx.say("offer-watch-competitor", count=len(args["handles"])), "watch_competitor", args),)
    problems = [{"handle": who, "reason": why} for who, why in found.problems]
    return Result(
        "\n".join(lines), {"platforms": shown, "problems": problems}, offers=offers, ok=bool(found.sides) or not wanted
    )


@tool(
    Effect.SCHEDULE,
    roles=PUBLISHERS,
    examples=[
        "watch @rivalbakery on instagram",
        "keep an eye on @breadco and @rivalbakery",
        "track our competitor @rivalbakery",
        "add @breadco as a competitor",
        "follow how @rivalbakery is doing on bluesky",
        "observe the competitor @breadco",
    ],
)
async def watch_competitor(ctx: ToolContext, handles: Handles, platforms: Platforms | None = None) -> Result:
    """Look at the public figures of somebody's account every day from now on.

    handles: whose accounts, also as user@server or as the address of a profile.
    """
    watched = await ctx.read(trends.competitors, ctx.workspace_id)
    wanted = await _wanted(ctx, handles, platforms)
    if len(watched) + len(wanted) > MOST_WATCHED + MOST_AT_ONCE or len(watched) >= MOST_WATCHED:
        raise Conflict("competitors-full", limit=MOST_WATCHED)
    await ctx.tell("progress-looking-at-competitors", count=len(wanted))
    found = await _found(ctx, wanted[: 2 * MOST_AT_ONCE], watched)
    lines: list[str] = []
    for side in found.sides:
        row, new = await ctx.write(trends.add_competitor, ctx.workspace_id, side.platform, side.handle, now=ctx.now)
        watch = await ctx.write_unnoted(trends.begin, ctx.workspace_id, "competitor", row.id, now=ctx.now)
        if new:
            today = ctx.now.astimezone(ctx.zone).date()
            await ctx.write_unnoted(trends.keep_competitor, side.seen.row(row.id, ctx.workspace_id, today, ctx.now))
            await ctx.write_unnoted(trends.put_off, watch.id, ctx.now, ctx.now + FRESH)
        key = "competitor-watched" if new else "competitor-known"
        lines.append(
            ctx.say(
                key,
                handle=_at(side.handle),
                platform=ctx.label(side.platform),
                followers=wording.number(side.seen.followers, "followers", ctx.language),
            )
        )
    lines += [ctx.say("competitors-problem", handle=f"@{who.lstrip('@')}", reason=why) for who, why in found.problems]
    data = [{"handle": side.handle, "platform": side.platform} for side in found.sides]
    return Result("\n".join(lines), {"watched": data}, ok=bool(found.sides))


@tool(
    Effect.READ,
    roles=EVERYONE,
    examples=[
        "which competitors do we watch",
        "show our competitors",
        "list competitors",
        "who are we tracking",
        "whom do you keep an eye on",
        "what competitors are there",
    ],
)
async def list_competitors(ctx: ToolContext) -> Result:
    """List the accounts that are watched, with their followers as last seen."""
    rows = await ctx.read(trends.competitors, ctx.workspace_id)
    if not rows:
        return Result(ctx.say("competitors-none"), {"competitors": []})
    days = await ctx.read(trends.competitor_days, ctx.workspace_id, [row.id for row in rows])
    watches = {one.ref: one for one in await ctx.read(trends.watches, ctx.workspace_id, "competitor")}
    lines, data = [ctx.say("competitors-head", count=len(rows))], []
    for row in rows:
        newest = days[row.id][1] if row.id in days else None
        watch = watches.get(row.id)
        reason = ctx.say(str(watch.reason), **watch.reason_facts) if watch is not None and watch.reason else ""
        lines.append(
            ctx.say(
                "competitors-listed",
                handle=_at(row.handle),
                platform=ctx.label(row.platform),
                followers=wording.number(newest.followers if newest else None, "followers", ctx.language),
                age=wording.age(newest.seen_at if newest else None, ctx.now, ctx),
            )
            + (f" {reason}" if reason else "")
        )
        data.append(
            {
                "handle": row.handle,
                "platform": row.platform,
                "followers": _figure(newest.followers if newest else None, "followers", newest, ctx, row.id),
                "problem": watch.reason if watch is not None else None,
            }
        )
    return Result("\n".join(lines), {"competitors": data})


@tool(
    Effect.SCHEDULE,
    roles=PUBLISHERS,
    examples=[
        "stop watching @rivalbakery",
        "remove the competitor @breadco",
        "forget about @rivalbakery on bluesky",
        "untrack @breadco",
        "take @rivalbakery off the competitors",
        "no longer keep an eye on @breadco",
    ],
)
async def remove_competitor(ctx: ToolContext, handles: Handles, platforms: Platforms | None = None) -> Result:
    """Stop watching somebody's account. What was seen of it is forgotten after three days."""
    rows = await ctx.read(trends.competitors, ctx.workspace_id)
    gone: list[Competitor] = []
    for said in handles:
        handle = competitors.read_handle(said)
        names = {handle.written, handle.name} if handle is not None else set()
        fitting = [
            row
            for row in rows
            if (
                row.handle in names
                or (handle is not None and not handle.server and row.handle.split("@")[0] == handle.name)
            )
            and (not platforms or row.platform in platforms)
        ]
        if not fitting:
            raise NotFound("error-no-such-competitor", handle=_at(said[:80]))
        gone += fitting
    await ctx.write(trends.remove_competitors, ctx.workspace_id, [row.id for row in gone])
    names_ = [ctx.say("competitor-on", handle=_at(row.handle), platform=ctx.label(row.platform)) for row in gone]
    data = [{"handle": row.handle, "platform": row.platform} for row in gone]
    return Result(ctx.say("competitors-removed", names=names_), {"removed": data})


async def _wanted(ctx: ToolContext, handles: Sequence[str], platforms: list[str] | None) -> list[tuple[str, str, str]]:
    """Platform, handle and the words it was said in. Raises `NotUnderstood` for what is no handle."""
    named = [ctx.platform(name) for name in platforms] if platforms else []
    connected = await ctx.accounts()
    wanted: list[tuple[str, str, str]] = []
    for said in handles[:MOST_AT_ONCE]:
        handle = competitors.read_handle(said)
        if handle is None:
            raise NotUnderstood("error-handle", handle=said[:80])
        places = _places(ctx, handle, named, connected)
        if not places:
            raise Unsupported("competitors-nowhere")
        for place in places:
            of_many = any(account.platform == place and account.data.get("server") for account in connected)
            whole = f"{handle.name}@{handle.host}" if of_many and handle.host and not handle.server else handle.written
            wanted.append((place, whole, said))
    return list(dict.fromkeys(wanted))


def _places(ctx: ToolContext, handle: Handle, named: Sequence[Platform], connected: Sequence[Account]) -> list[str]:
    """Where somebody of that handle is to be looked for."""
    if named:
        return [platform.name for platform in named]
    if handle.host:
        fitting = [one.name for one in ctx.platforms.values() if _is_at(one, handle.host)]
        if fitting:
            return fitting[:1]
    able = [account for account in connected if _can_look_up(ctx, account.platform)]
    of_servers = [account.platform for account in able if account.data.get("server")]
    if handle.server or (handle.host and of_servers):
        return list(dict.fromkeys(of_servers))
    return list(dict.fromkeys(account.platform for account in able))


def _is_at(platform: Platform, host: str) -> bool:
    site = urlsplit(platform.compose_url).hostname or ""
    return competitors.same_site(host, site) or host.split(".")[-2] in {platform.name, *platform.also_called}


def _can_look_up(ctx: ToolContext, name: str) -> bool:
    platform = ctx.platforms.get(name)
    return isinstance(platform, Publisher) and platform.can_look_up


async def _found(ctx: ToolContext, wanted: Sequence[tuple[str, str, str]], watched: Sequence[Competitor]) -> Found:
    """Look at everybody. Somebody who was found on one network need not be on the others, unless those were named."""
    accounts: dict[str, Account] = {}
    for account in await ctx.accounts():
        accounts.setdefault(account.platform, account)
    known = {(one.platform, one.handle): one for one in watched}
    scout = Scout.of(ctx)
    turn = asyncio.Semaphore(AT_ONCE)
    found = Found()
    absent: dict[str, list[str]] = {}
    several = {said for _, _, said in wanted if len({place for place, _, other in wanted if other == said}) > 1}

    async def one(platform: str, handle: str, said: str) -> None:
        competitor = known.get((platform, handle))
        try:
            async with turn:
                if competitor is not None and (side := await _kept(ctx, scout, competitor)) is not None:
                    found.sides.append(side)
                    return
                profile = await scout.profile(accounts.get(platform), platform, handle)
            seen = competitors.seen(profile, ctx.now)
            found.sides.append(Side(platform, handle, seen, ctx.now, f"look_up:{platform}", watched=competitor))
        except AllInError as error:
            why = ctx.say(error.key, **{**error.facts, "platform": ctx.label(platform)})
            if isinstance(error, NotFound) and said in several:
                absent.setdefault(said, []).append(why)
            else:
                found.problems.append((handle, why))

    await asyncio.gather(*(one(*each) for each in wanted))
    order = {(platform, handle): place for place, (platform, handle, _) in enumerate(wanted)}
    found.sides.sort(key=lambda side: order.get((side.platform, side.handle), 0))
    by_said = {said: handle for _, handle, said in wanted}
    there = {side.handle for side in found.sides}
    for said, reasons in absent.items():
        if by_said[said] not in there:
            found.problems += [(by_said[said], why) for why in reasons]
    return found


async def _kept(ctx: ToolContext, scout: Scout, competitor: Competitor) -> Side | None:
    """What is kept of a watched account, looked at again where that is a day old; None if nothing is known."""
    watch = await ctx.write_unnoted(trends.begin, ctx.workspace_id, "competitor", competitor.id, now=ctx.now)
    if watch.looked_at is None or ctx.now - watch.looked_at >= FRESH:
        await scout.look(watch.id)
    days = await ctx.read(trends.competitor_days, ctx.workspace_id, [competitor.id])
    if competitor.id not in days:
        return None
    first, newest = days[competitor.id]
    grown = None
    if first.day < newest.day and first.followers is not None and newest.followers is not None:
        grown = newest.followers - first.followers
    return Side(
        competitor.platform,
        competitor.handle,
        Seen.kept(newest),
        newest.seen_at,
        f"competitor_days:{competitor.id}:{newest.day.isoformat()}",
        watched=competitor,
        first=first,
        grown=grown,
        grown_since=first.day if grown is not None else None,
    )


def _own(
    session: Session, workspace_id: int, platform: str, others: Sequence[Side], now: datetime, today: date
) -> list[Side]:
    """Our own accounts on that platform, as measured here, cut to what is visible of the others."""
    known = [side.seen.days for side in others if side.seen.days is not None]
    days = max(known, default=competitors.WINDOW_DAYS)
    levels = metrics.levels(session, workspace_id, "followers", today, platforms=[platform])
    since = (now - timedelta(days=days)).date() - timedelta(days=1)
    rows = metrics.publications(session, workspace_id, since=since, platforms=[platform])
    sinces = [side.grown_since for side in others if side.grown_since is not None]
    sides = []
    from storage import accounts

    for account in accounts.connected(session, workspace_id):
        if account.platform != platform:
            continue
        posts: list[tuple[datetime, Figures]] = [
            (row.publication.published_at, {name: figure.value for name, figure in row.figures.items()})
            for row in rows
            if row.publication.account_id == account.id
        ]
        count, span, together = competitors.counted(posts, now, days=days)
        level = levels.get(account.id)
        looks = [
            figure.checked_at
            for row in rows
            if row.publication.account_id == account.id
            for name, figure in row.figures.items()
            if name in together
        ]
        grown = None
        if sinces and level is not None:
            before = metrics.levels(session, workspace_id, "followers", min(sinces), accounts=[account.id])
            # A level of long before says nothing about that day.
            if (then := before.get(account.id)) is not None and min(sinces) - then.day <= timedelta(days=3):
                grown = level.value - then.value
        seen = Seen(account.handle, "", level.value if level else None, count, span, together)
        at = min([*looks, *([level.seen_at] if level else [])], default=None)
        sides.append(
            Side(
                platform,
                account.handle,
                seen,
                at,
                f"metric_days:{account.id}:followers",
                ours=True,
                grown=grown,
                grown_since=min(sinces) if grown is not None else None,
            )
        )
    return sides


def _table(ctx: ToolContext, platform: str, sides: Sequence[Side]) -> list[str]:
    shared = competitors.shared([side.seen for side in sides])
    label = ctx.label(platform)
    lines = [ctx.say("competitors-table", platform=label)]
    if ranks := _ranks(ctx, sides, shared):
        lines.append(ranks)
    for side in sides:
        lines.append(_line(ctx, side, shared))
    if shared:
        lines.append(ctx.say("competitors-definition", metrics=[ctx.say(f"interaction-{name}") for name in shared]))
    else:
        lines.append(ctx.say("competitors-no-interactions", platform=label))
    return lines


def _line(ctx: ToolContext, side: Side, shared: Sequence[str]) -> str:
    language = ctx.language
    grown = ""
    if side.grown is not None and side.grown_since is not None:
        sign = "+" if side.grown > 0 else "±" if side.grown == 0 else "-"
        count = f"{sign}{wording.number(abs(side.grown), 'followers', language)}"
        grown = ctx.say("competitors-grown", change=count, since=ctx.phrases.day(side.grown_since))
    days = ""
    if side.seen.days is not None and side.seen.a_week is not None:
        days = ctx.say("competitors-days", days=max(1, round(side.seen.days)))
    each = side.seen.each(shared)
    return ctx.say(
        "competitors-ours" if side.ours else "competitors-theirs",
        handle=_at(side.handle),
        followers=wording.number(side.seen.followers, "followers", language),
        grown=grown,
        week=wording.number(_one(side.seen.a_week), "posts", language),
        days=days,
        each=wording.number(_one(each), "engagement", language),
        age=wording.age(side.seen_at, ctx.now, ctx),
    )


def _one(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _ranks(ctx: ToolContext, sides: Sequence[Side], shared: Sequence[str]) -> str:
    """Where we stand, said only where every side is known and we have one account there."""
    ours = [side for side in sides if side.ours]
    if len(ours) != 1 or len(sides) < 2:
        return ""
    places: dict[str, int] = {}
    for name, values in (
        ("followers", [side.seen.followers for side in sides]),
        ("each", [side.seen.each(shared) for side in sides]),
    ):
        mine = values[sides.index(ours[0])]
        if mine is not None and None not in values:
            places[name] = 1 + sum(1 for value in values if value is not None and value > mine)
    facts = {"of": len(sides)}
    if len(places) == 2:
        return ctx.say("competitors-place-both", followers=places["followers"], each=places["each"], **facts)
    if "followers" in places:
        return ctx.say("competitors-place-followers", place=places["followers"], **facts)
    if "each" in places:
        return ctx.say("competitors-place-each", place=places["each"], **facts)
    return ""


def _figure(value: float | None, metric: str, row: CompetitorDay | None, ctx: ToolContext, id_: int) -> dict[str, Any]:
    return {
        "value": value,
        "metric": metric,
        "basis": "level",
        "seen_at": ctx.local(row.seen_at).isoformat(timespec="minutes") if row is not None else None,
        "from": f"competitor_days:{id_}:{row.day.isoformat()}" if row is not None else None,
    }


def _data(ctx: ToolContext, side: Side, shared: Sequence[str]) -> dict[str, Any]:
    at = ctx.local(side.seen_at).isoformat(timespec="minutes") if side.seen_at is not None else None
    common = {"seen_at": at, "from": side.origin}
    posts = side.seen.posts
    return {
        "handle": side.handle,
        "untrusted_name": None if side.ours else side.seen.name,
        "url": side.seen.url or None,
        "ours": side.ours,
        "watched": side.watched is not None,
        "followers": {"value": side.seen.followers, "metric": "followers", "basis": "level", **common},
        "growth": {
            "value": side.grown,
            "metric": "followers",
            "since": side.grown_since.isoformat() if side.grown_since else None,
            **common,
        },
        "posts_a_week": {"value": side.seen.a_week, "posts": posts, "days": side.seen.days, **common},
        "interactions_a_post": {
            "value": side.seen.each(shared),
            "metric": "engagement",
            "of": list(shared),
            "posts": posts,
            **common,
        },
    }


def _at(handle: str) -> str:
    """A handle as people write it."""
    said = trends.plain(handle, 80)
    return said if said.startswith("@") or " " in said else f"@{said}"

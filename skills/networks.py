"""What a network takes and what it cannot do, from the same figures that every post is checked against."""

from __future__ import annotations

from typing import Any

from bot.context import ToolContext
from bot.tool import EVERYONE, Effect, PlatformName, Result, tool
from connectors.limits import Limits, MediaRule
from connectors.platform import ABILITIES, Platform, Publisher


@tool(
    Effect.READ,
    roles=EVERYONE,
    examples=[
        "what can you do on tiktok",
        "what are the limits of instagram",
        "how long may a post on x be",
        "which pictures does pinterest take",
        "what can't you do on youtube",
    ],
)
async def show_network(ctx: ToolContext, platform: PlatformName) -> Result:
    """Show what a network takes (length, media, quotas, cost) and what can be done there and what cannot."""
    found = ctx.platform(platform)
    account = next((row for row in await ctx.accounts() if row.platform == found.name), None)
    limits = found.limits.of(account.data if account is not None else {})
    label = ctx.label(found.name)
    lines = [ctx.say("network-head", platform=label, revised=limits.revised, source=limits.source)]
    lines.append(ctx.say("network-text", characters=limits.characters, hashtags=_or_missing(limits.hashtags)))
    lines += [_rule(ctx, rule) for rule in limits.media]
    if not limits.media:
        lines.append(ctx.say("network-no-media"))
    for quota in limits.quotas:
        hours = round(quota.per.total_seconds() / 3600, 2)
        lines.append(ctx.say("network-quota", count=quota.count, hours=hours))
    if limits.cost is not None:
        cost = {"post": f"{limits.cost.post:.3g}", "link": _or_missing(limits.cost.with_link)}
        lines.append(ctx.say("network-cost", **cost))
    can, cannot = abilities(found)
    if isinstance(found, Publisher):
        lines.append(ctx.say("network-can", what=[ctx.say(f"ability-{name}") for name in can]))
        if cannot:
            lines.append(ctx.say("network-cannot", what=[ctx.say(f"ability-{name}") for name in cannot]))
        pages: dict[str, list[str]] = {}
        for name, url in sorted(found.by_hand.items()):
            pages.setdefault(url, []).append(_what(ctx, name))
        lines += [ctx.say("network-by-hand", what=what, url=url) for url, what in pages.items()]
    else:
        lines.append(ctx.say("network-handed-over", url=found.compose_url or "missing"))
    return Result("\n".join(lines), {"platform": found.name, **_data(limits), "can": can, "cannot": cannot})


def abilities(platform: Platform) -> tuple[list[str], list[str]]:
    """What can be done on a network from here, and what cannot: names of `ability-…` sentences."""
    can = [name for name, flag in ABILITIES.items() if getattr(platform, flag, False)]
    return can, [name for name in ABILITIES if name not in can]


def _what(ctx: ToolContext, name: str) -> str:
    key = f"ability-{name.replace('_', '-')}"
    return ctx.say(key) if ctx.phrases.has(key) else name.replace("_", " ")


def _rule(ctx: ToolContext, rule: MediaRule) -> str:
    types = sorted(mime.partition("/")[2].replace("quicktime", "mov").upper() for mime in rule.mimes)
    return ctx.say(
        "network-media",
        kind=rule.kind,
        most=rule.most,
        types=types,
        size=round(rule.max_bytes / 1e6) if rule.max_bytes else "missing",
        low=f"{rule.ratio[0]:.2f}" if rule.ratio else "missing",
        high=f"{rule.ratio[1]:.2f}" if rule.ratio else "missing",
        seconds=round(rule.seconds[1]) if rule.seconds else "missing",
    )


def _or_missing(value: Any) -> Any:
    return "missing" if value is None else value


def _data(limits: Limits) -> dict[str, Any]:
    return {
        "characters": limits.characters,
        "hashtags": limits.hashtags,
        "title_characters": limits.title_characters,
        "alt_characters": limits.alt_characters,
        "revised": limits.revised.isoformat(),
        "source": limits.source,
        "media": [
            {"kind": rule.kind, "most": rule.most, "types": sorted(rule.mimes), "max_bytes": rule.max_bytes}
            for rule in limits.media
        ],
        "quotas": [{"count": quota.count, "hours": quota.per.total_seconds() / 3600} for quota in limits.quotas],
        "cost": None if limits.cost is None else {"post": limits.cost.post, "with_link": limits.cost.with_link},
    }

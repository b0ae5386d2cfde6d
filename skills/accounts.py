"""Where posts go: connected profiles."""

from __future__ import annotations

from bot.context import ToolContext
from bot.errors import NotFound
from bot.tool import EVERYONE, MANAGERS, Account, Effect, Offer, PlatformName, Result, tool
from connectors.platform import Publisher
from storage import accounts


@tool(
    Effect.SCHEDULE,
    roles=MANAGERS,
    examples=[
        "connect instagram",
        "link our facebook page",
        "add a linkedin account",
        "hook up our web page",
        "I want to connect tiktok",
        "sign in to mastodon",
    ],
)
async def connect_account(ctx: ToolContext, platform: PlatformName) -> Result:
    """Connect an account on a platform, so that posts can go there."""
    found = ctx.platform(platform)
    existing = [account for account in await ctx.accounts() if account.platform == found.name]
    if existing:
        text = ctx.say("connected-already", platform=ctx.label(found.name), handle=existing[0].handle)
        return Result(text, {"platform": found.name, "handle": existing[0].handle}, ok=False)
    if not isinstance(found, Publisher) or found.needs_sign_in:
        text = ctx.say("connect-by-hand", platform=ctx.label(found.name), page=found.compose_url)
        return Result(text, {"platform": found.name, "connected": False}, ok=False)
    handle, data = await found.connect(ctx.workspace_id, ctx.who.workspace)
    data = {**data, "zone": ctx.zone.key, "language": ctx.language}
    await ctx.write(accounts.connect, ctx.workspace_id, found.name, handle, data, ctx.now)
    return Result(
        ctx.say("connected", platform=ctx.label(found.name), handle=handle),
        {"platform": found.name, "handle": handle, "connected": True},
        offers=(Offer(ctx.say("offer-undo"), tool="undo"),),
    )


@tool(
    Effect.READ,
    roles=EVERYONE,
    examples=[
        "show connected accounts",
        "which accounts do we have",
        "where can you post",
        "list our networks",
        "am I connected to anything",
    ],
)
async def list_accounts(ctx: ToolContext) -> Result:
    """List the connected accounts, and the platforms that are written for and handed over."""
    rows = await ctx.accounts()
    lines = [ctx.say("accounts-head", count=len(rows))]
    for account in rows:
        label = ctx.label(account.platform)
        lines.append(ctx.say("accounts-line", platform=label, handle=account.handle))
    have = {account.platform for account in rows}
    others = [ctx.label(platform.name) for platform in ctx.platforms.values() if platform.name not in have]
    if others:
        lines.append(ctx.say("accounts-others", platforms=others))
    return Result(
        "\n".join(lines),
        {"accounts": [{"platform": account.platform, "handle": account.handle} for account in rows]},
    )


@tool(
    Effect.SCHEDULE,
    roles=MANAGERS,
    examples=[
        "disconnect facebook",
        "remove our instagram account",
        "unlink the mastodon account",
        "stop posting to our page for good",
    ],
)
async def disconnect_account(ctx: ToolContext, account: Account) -> Result:
    """Stop using an account. Posts that are planned for it stay on the plan."""
    wanted = account.strip().lstrip("@").casefold()
    for row in await ctx.accounts():
        names = {row.platform, row.handle.lstrip("@").casefold()}
        if row.platform in ctx.platforms:
            kind = ctx.platforms[row.platform]
            names |= {name.casefold() for name in (kind.label, *kind.also_called)}
        if wanted in names:
            await ctx.write(accounts.disconnect, ctx.workspace_id, row.id)
            label = ctx.label(row.platform)
            return Result(
                ctx.say("disconnected", platform=label, handle=row.handle),
                {"platform": row.platform, "handle": row.handle, "connected": False},
                offers=(Offer(ctx.say("offer-undo"), tool="undo"),),
            )
    raise NotFound("error-no-such-account", name=account[:60])

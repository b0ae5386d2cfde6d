"""Where posts go: connected profiles."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.context import ToolContext
from bot.errors import AllInError, Missing, NotFound
from bot.tool import EVERYONE, MANAGERS, Account, Effect, Offer, PlatformName, Result, tool
from connectors.platform import Platform, Publisher
from storage import accounts, credentials
from storage.credentials import Standing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.models import Account as Row

log = logging.getLogger(__name__)

SOON = timedelta(days=10)
"""A sign-in that ends within this is said to end when accounts are listed."""


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
    if isinstance(found, Publisher) and found.needs_sign_in:
        return await _sign_in(ctx, found, existing)
    if existing:
        text = ctx.say("connected-already", platform=ctx.label(found.name), handle=existing[0].handle)
        return Result(text, {"platform": found.name, "handle": existing[0].handle}, ok=False)
    if not isinstance(found, Publisher):
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


async def _sign_in(ctx: ToolContext, found: Publisher, existing: list[Row]) -> Result:
    """A link to our own page; what is typed or allowed there never passes the chat."""
    label = ctx.label(found.name)
    if (missing := ctx.connecting.missing(found)) is not None:
        text = ctx.say("sign-in-needs-app", platform=label, **missing)
        return Result(text, {"platform": found.name, "connected": False, "missing": missing}, ok=False)
    link = await ctx.connecting.begin(
        ctx.workspace_id, ctx.who.member_id, ctx.conversation_id, found.name, language=ctx.language
    )
    standing = await ctx.connecting.standing(ctx.workspace_id)
    troubled = [row.handle for row in existing if _state(ctx, found, standing.get(row.id)) != "fine"]
    if troubled:
        text = ctx.say("sign-in-link-again", platform=label, handles=troubled, link=link)
    elif existing:
        handles = [row.handle for row in existing]
        text = ctx.say("sign-in-link-another", platform=label, handles=handles, link=link)
    else:
        text = ctx.say("sign-in-link", platform=label, link=link)
    return Result(text, {"platform": found.name, "connected": False, "link": link}, private=True)


def _state(ctx: ToolContext, platform: Platform | None, standing: Standing | None) -> str:
    """`fine`, `again` where somebody has to sign in again, `ending` where that will be so in a few days."""
    if not isinstance(platform, Publisher) or not platform.needs_sign_in:
        return "fine"
    if standing is None or standing.broken:
        return "again"
    if standing.ends_at is None or standing.ends_at - ctx.now > SOON:
        return "fine"
    return "ending" if standing.ends_at > ctx.now else "again"


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
    standing = await ctx.connecting.standing(ctx.workspace_id)
    states: list[str] = []
    again: list[str] = []
    for account in rows:
        kept = standing.get(account.id)
        state = _state(ctx, ctx.platforms.get(account.platform), kept)
        states.append(state)
        facts = {"platform": ctx.label(account.platform), "handle": account.handle}
        if state == "ending" and kept is not None and kept.ends_at is not None:
            lines.append(ctx.say("accounts-line-ending", left=kept.ends_at - ctx.now, **facts))
        else:
            lines.append(ctx.say("accounts-line-again" if state == "again" else "accounts-line", **facts))
        if state != "fine" and account.platform not in again:
            again.append(account.platform)
    have = {account.platform for account in rows}
    others = [ctx.label(platform.name) for platform in ctx.platforms.values() if platform.name not in have]
    if others:
        lines.append(ctx.say("accounts-others", platforms=others))
    shown = [
        {"platform": account.platform, "handle": account.handle, "state": state}
        for account, state in zip(rows, states, strict=True)
    ]
    offers = tuple(
        Offer(ctx.say("sign-in-offer-again", platform=ctx.label(name)), tool="connect_account", args={"platform": name})
        for name in again
    )
    return Result("\n".join(lines), {"accounts": shown}, offers=offers)


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
    return await _disconnect(ctx, await _meant(ctx, account))


@tool(
    Effect.SCHEDULE,
    roles=MANAGERS,
    examples=[
        "use @bakery_berlin on instagram",
        "post as @bakery from now on",
        "switch to the account @second",
        "use the other facebook page",
    ],
)
async def use_account(ctx: ToolContext, account: Account) -> Result:
    """Choose which of several accounts on a platform posts go to from now on. What is planned keeps its account."""
    row = await _meant(ctx, account)
    await ctx.write(accounts.prefer, ctx.workspace_id, row.id)
    return Result(
        ctx.say("account-used", platform=ctx.label(row.platform), handle=row.handle),
        {"platform": row.platform, "handle": row.handle},
        offers=(Offer(ctx.say("offer-undo"), tool="undo"),),
    )


async def _meant(ctx: ToolContext, account: str) -> Row:
    """The connected account of that handle, or the only one on that platform. Raises `NotFound`, or `Missing` with choices."""
    wanted = account.strip().lstrip("@").casefold()
    rows = await ctx.accounts()
    named = [row for row in rows if row.handle.lstrip("@").casefold() == wanted]
    if not named:
        called = {name: kind for name, kind in ctx.platforms.items() if wanted in _names(kind)}
        named = [row for row in rows if row.platform in called]
    if not named:
        raise NotFound("error-no-such-account", name=account[:60])
    if len(named) > 1:
        options = tuple((f"{ctx.label(row.platform)} {row.handle}", row.handle) for row in named[:6])
        raise Missing("account", "ask-account-which", options=options)
    return named[0]


def _names(platform: Platform) -> set[str]:
    return {name.casefold() for name in (platform.name, platform.label, *platform.also_called)}


async def _disconnect(ctx: ToolContext, row: Row) -> Result:
    label = ctx.label(row.platform)
    secret = await ctx.write(_forget, ctx.workspace_id, row.id)
    lines = [ctx.say("disconnected", platform=label, handle=row.handle)]
    data = {"platform": row.platform, "handle": row.handle, "connected": False}
    platform = ctx.platforms.get(row.platform)
    if not isinstance(platform, Publisher) or not platform.needs_sign_in:
        return Result(lines[0], data, offers=(Offer(ctx.say("offer-undo"), tool="undo"),))
    if secret is not None:
        # It is gone here; that the network forgets it too is its own affair, and told if it does not.
        try:
            await ctx.connecting.revoke(platform, ctx.workspace_id, secret)
        except AllInError as error:
            log.info("a sign-in at %s was not given back: %s", platform.label, error.key)
            lines.append(ctx.say("sign-in-not-revoked", platform=label))
    again = Offer(
        ctx.say("sign-in-offer-again", platform=label), tool="connect_account", args={"platform": row.platform}
    )
    return Result("\n".join(lines), data, offers=(again,))


def _forget(session: Session, workspace_id: int, account_id: int) -> str | None:
    """Disconnect; what the account was signed in with, for the network to forget as well."""
    accounts.disconnect(session, workspace_id, account_id)
    return credentials.remove(session, workspace_id, account_id)

"""What was asked, whose accounts it is about, and whether its figures are fresh."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.analytics.periods import Period
from bot.analytics.questions.asking import Question
from bot.context import ToolContext
from bot.errors import NotFound, NotUnderstood
from connectors.platform import Publisher
from storage import breakdowns, metrics
from storage.metrics import Standing

log = logging.getLogger(__name__)

FRESH = timedelta(minutes=15)
"""Figures of recent posts that are older are read anew before an answer."""
RECENT = timedelta(days=7)
PATIENCE = 6.0
"""Seconds that somebody waits for newer figures; what is not there by then is told as old as it is."""
FIRST_YEAR, LAST_YEAR = 2000, 2100


class Asked:
    """A question, and whose accounts it is about."""

    def __init__(self, question: Question, standing: Sequence[Standing], *, sample: bool) -> None:
        self.question = question
        self.standing = [
            one
            for one in standing
            if (not question.platforms or one.account.platform in question.platforms)
            and (not question.accounts or one.account.id in question.accounts)
        ]
        self.all = standing
        self.accounts = {one.account.id: one.account for one in standing}
        self.is_sample = sample

    def sample(self, ctx: ToolContext) -> list[str]:
        """That the figures are made up, where they are."""
        return [ctx.say("analytics-sample")] if self.is_sample else []

    def data(self) -> dict[str, Any]:
        """The days that were meant, and whether the figures are made up."""
        period = self.question.period
        return {"since": period.since.isoformat(), "until": period.until.isoformat(), "sample": self.is_sample}


async def asked_of(
    ctx: ToolContext,
    metric: str | None,
    platforms: Sequence[str] | None,
    since: date | None,
    until: date | None,
    campaign: str | None = None,
    account: str | None = None,
) -> Asked:
    """The question in the workspace's own terms. Raises `NotFound`, or `NotUnderstood` for days that cannot be meant."""
    if any(day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR for day in (since, until)):
        raise NotUnderstood("error-wrong-argument", argument="since, until")
    names = tuple(dict.fromkeys(ctx.platform(name).name for name in platforms or ()))
    standing = await accounts_of(ctx)
    chosen: tuple[int, ...] = ()
    if account:
        wanted = account.strip().lstrip("@").casefold()
        chosen = tuple(
            one.account.id
            for one in standing
            if wanted
            in {
                one.account.handle.lstrip("@").casefold(),
                one.account.platform,
                ctx.label(one.account.platform).casefold(),
            }
        )
        if not chosen:
            raise NotFound("error-no-such-account", name=account[:60])
    question = Question(
        Period.of(since, until, ctx.now.date()),
        metric or "engagement",
        names,
        chosen,
        campaign.strip() if campaign else None,
    )
    if question.campaign is not None:
        spellings = await ctx.read(breakdowns.campaigns, ctx.workspace_id, question.campaign)
        question = replace(question, spellings=spellings)
    return Asked(question, standing, sample=await ctx.read(metrics.has_samples, ctx.workspace_id))


async def accounts_of(ctx: ToolContext) -> list[Standing]:
    """Every account that is connected or was measured."""
    return await ctx.read(metrics.standing, ctx.workspace_id)


async def freshen(
    ctx: ToolContext, platforms: Collection[str], period: Period | None = None, ids: Collection[int] = ()
) -> bool:
    """Read newer figures of recent posts where they are old; whether none of them is old now."""
    if ctx.measuring is None or (period is not None and period.until < (ctx.now - RECENT).date()):
        return True
    able = [name for name in ctx.platforms if can_measure(ctx, name) and (not platforms or name in platforms)]
    if not able:
        return True

    async def old() -> list[int]:
        return await ctx.read(
            metrics.stale,
            ctx.workspace_id,
            out_since=ctx.now - RECENT,
            seen_before=ctx.now - FRESH,
            platforms=able,
            ids=ids,
        )

    stale = await old()
    if not stale:
        return True
    await ctx.tell("progress-reading-figures")
    try:
        async with asyncio.timeout(PATIENCE):
            await ctx.measuring.freshen(ctx.workspace_id, stale, within=FRESH)
    except Exception as error:
        # What is there is told with its age: a network that is down keeps nobody from the rest.
        log.info("no newer figures for workspace %s: %r", ctx.workspace_id, error)
    return not await old()


def can_measure(ctx: ToolContext, platform: str) -> bool:
    """Whether a platform tells programs figures of posts, or of the account."""
    found = ctx.platforms.get(platform)
    return isinstance(found, Publisher) and (found.can_measure or found.can_measure_account)


def tells_posts(ctx: ToolContext, platform: str) -> bool:
    """Whether a platform tells programs figures of posts."""
    found = ctx.platforms.get(platform)
    return isinstance(found, Publisher) and found.can_measure


def tells_level(ctx: ToolContext, platform: str) -> bool:
    """Whether a platform tells programs figures of the account."""
    found = ctx.platforms.get(platform)
    return isinstance(found, Publisher) and found.can_measure_account


def last_look(one: Standing) -> datetime | None:
    """When an account, or a post of it, was looked at last."""
    looks = [look for look in (one.newest_look, one.measuring.measured_at if one.measuring else None) if look]
    return max(looks, default=None)

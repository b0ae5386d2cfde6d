"""The page on which figures are seen as they change."""

from __future__ import annotations

from bot.context import ToolContext
from bot.errors import Unsupported
from bot.tool import EVERYONE, Effect, Result, tool


@tool(
    Effect.READ,
    roles=EVERYONE,
    personal=True,
    examples=[
        "show me the live page",
        "open the live dashboard",
        "I want to see the numbers live",
        "where can I watch the figures live",
        "give me the link to the insights page",
        "live figures",
    ],
)
async def open_insights(ctx: ToolContext) -> Result:
    """Give the person a link of their own to the live page: key figures, a chart, goals and the newest posts, as they change."""
    if ctx.insights is None:
        raise Unsupported("error-no-live-page")
    link = await ctx.insights.begin(ctx.workspace_id, ctx.who.member_id, language=ctx.language)
    return Result(ctx.say("live-link", link=link), {"link": link}, private=True)

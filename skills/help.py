"""What can I say?"""

from __future__ import annotations

from bot.context import ToolContext
from bot.tool import EVERYONE, Effect, Offer, Result, tool


@tool(
    Effect.READ,
    roles=EVERYONE,
    examples=[
        "help",
        "what can you do",
        "what are my options",
        "how does this work",
        "show me the commands",
        "I don't know what to say",
        "hello",
        "hi there",
    ],
)
async def help(ctx: ToolContext) -> Result:
    """Say what the assistant can do here, with sentences to try."""
    areas = [
        name
        for name in ("drafting", "scheduling", "publishing", "analytics", "accounts", "workspace")
        if _usable(ctx, name)
    ]
    lines = [ctx.say("help-head"), *(f"• {ctx.say(f'help-{area}')}" for area in areas), ctx.say("help-end")]
    offers = (
        Offer(ctx.say("help-try-draft"), say=ctx.say("help-try-draft")),
        Offer(ctx.say("help-try-plan"), tool="list_posts", args={"status": "scheduled"}),
        Offer(ctx.say("help-try-accounts"), tool="list_accounts"),
    )
    return Result("\n".join(lines), {"tools": sorted(ctx.tools)}, offers=offers)


def _usable(ctx: ToolContext, skill: str) -> bool:
    return any(ctx.may(tool.roles) for tool in ctx.tools.values() if tool.module == f"skills.{skill}")

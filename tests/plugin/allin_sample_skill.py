"""A skill of somebody else's package: one file, found through the entry point group `allin.skills`."""

from __future__ import annotations

from bot.context import ToolContext
from bot.tool import EVERYONE, Effect, Result, Topic, tool


@tool(
    Effect.READ,
    roles=EVERYONE,
    examples=[
        "rhyme about the moon",
        "give me a rhyme on autumn leaves",
        "find a rhyme for our bakery",
        "make a rhyme about coffee",
        "rhyme something about the sea",
    ],
)
async def find_rhyme(ctx: ToolContext, topic: Topic) -> Result:
    """Find a rhyme on a topic."""
    return Result(f"A rhyme on {topic}: soon.", {"topic": topic})

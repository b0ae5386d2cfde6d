"""Runs one turn: a model calls tools until it is done, whichever model it is.

The loop itself is LangChain's (`bot/loop.py`), which takes a second to import; it is built at first need or by `warm`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot.consent import Outcome, Toolbox
from bot.context import ToolContext
from bot.errors import AllInError, TryLater
from bot.tool import Tool
from bot.understanding.decision import Decision

if TYPE_CHECKING:
    from bot.models import HostedChain

MOST_CALLS = 8
"""Tool calls in one turn; a person's message that needs more is better asked about."""


@dataclass
class Step:
    """One tool call of a turn: what it led to, or the error it met."""

    tool: str
    args: dict[str, Any]
    outcome: Outcome | None = None
    error: AllInError | None = None
    by: str = "embedded"


@dataclass
class Turn:
    """What one message leads to. `decision` is the embedded model's; `words` are the hosted model's own, if it took the turn."""

    ctx: ToolContext
    decision: Decision
    steps: list[Step] = field(default_factory=list)
    words: str = ""
    hosted: bool = False
    hosted_failed: TryLater | None = None
    stopped: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def commands(self) -> list[Decision]:
        """The commands of the message, in order."""
        return [replace(self.decision, more=()), *self.decision.more]


class Agent:
    """The one loop over the tools. `hosted` may be empty: then the embedded model takes every turn."""

    def __init__(self, tools: Mapping[str, Tool], toolbox: Toolbox, hosted: HostedChain | None) -> None:
        self._tools = tools
        self._toolbox = toolbox
        self._hosted = hosted
        self._graph: Any = None
        self._lock = Lock()

    def warm(self) -> None:
        """Build the loop now, so that the first message need not wait for it."""
        with self._lock:
            if self._graph is None:
                from bot.loop import build

                self._graph = build(self._tools, self._toolbox, self._hosted)

    async def run(self, text: str, history: list[tuple[str, str]], turn: Turn) -> None:
        """Let a model call tools until it is done; what happened stands in `turn.steps` and `turn.words`."""
        if self._graph is None:
            await asyncio.to_thread(self.warm)
        messages = [pair for said, replied in history for pair in (("user", said), ("assistant", replied))]
        await self._graph.ainvoke(
            {"messages": [*messages, ("user", text)]}, context=turn, config={"recursion_limit": 2 * MOST_CALLS + 6}
        )

"""Runs one turn: a model calls tools until it is done, whichever model it is.

The loop itself is LangChain's (`bot/loop.py`), which takes a second to import; it is built at first need or by `warm`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot.consent import Toolbox
from bot.log import without_links
from bot.tool import Tool
from bot.turn import MOST_CALLS, Turn

if TYPE_CHECKING:
    from bot.models import HostedChain


class Agent:
    """The one loop over the tools. `hosted` may be empty: then the embedded model takes every turn."""

    def __init__(self, tools: Mapping[str, Tool], toolbox: Toolbox, hosted: HostedChain | None) -> None:
        self._tools = tools
        self._toolbox = toolbox
        self._hosted = hosted
        self._graph: Any = None
        self._lock = Lock()

    @property
    def remembers(self) -> bool:
        """Whether it has use for what was said before: a hosted model has, the embedded one is given the situation."""
        return bool(self._hosted)

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
        turn.text = text
        messages = [
            pair for said, replied in history for pair in (("user", said), ("assistant", without_links(replied)))
        ]
        await self._graph.ainvoke(
            {"messages": [*messages, ("user", text)]}, context=turn, config={"recursion_limit": 2 * MOST_CALLS + 6}
        )

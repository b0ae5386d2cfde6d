"""One turn: what a message leads to, step by step."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import Any

from bot.consent import Outcome
from bot.context import ToolContext
from bot.errors import AllInError, TryLater
from bot.understanding.decision import Decision

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
    text: str = ""
    """What the person said."""
    hosted: bool = False
    hosted_failed: TryLater | None = None
    heard: bool = False
    """Whether a tool of this turn has shown other people's words."""
    stopped: asyncio.Event = field(default_factory=asyncio.Event)
    one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)
    """A model may ask for several calls at once. They run in order: each is one step for Undo and may build on the last."""

    @property
    def commands(self) -> list[Decision]:
        """The commands of the message, in order."""
        return [replace(self.decision, more=()), *self.decision.more]

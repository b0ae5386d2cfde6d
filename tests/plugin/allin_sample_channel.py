"""A channel of another package: what is put into a list, and an answer to each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Self

from bot.messages import IncomingMessage, Reply
from connectors.channel import Channel, Door, Option, Sentences, Surroundings


class Pager(Channel):
    """Answers what is said to it."""

    name = "pager"
    label = "Pager"
    options = (Option("NUMBER", "the number that is called"),)

    def __init__(self, door: Door, sentences: Callable[[str], Sentences], number: str) -> None:
        super().__init__(door, sentences)
        self.number = number
        self.runs = 0

    @classmethod
    def build(cls, around: Surroundings) -> Self | None:
        """With a number."""
        number = around.options.get("number")
        return cls(around.door, around.sentences, number) if number else None

    async def run(self) -> None:
        """Break once, then wait."""
        self.runs += 1
        if self.runs == 1:
            raise RuntimeError("the line is cut")
        await asyncio.Event().wait()

    async def page(self, text: str) -> Reply:
        """Somebody pages."""
        return await self.door.handle(IncomingMessage(text, self.name, self.number))

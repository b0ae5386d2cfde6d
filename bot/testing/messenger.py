"""A messenger in memory, which forgets, is slow, or breaks on cue; what it shows is what a person would see."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Literal

from bot.errors import Rejected, TryLater
from bot.messages import IncomingMessage, Reply
from connectors.channel import Door, Event, Messenger, Progress, Showing

Fault = Literal["none", "later", "broken", "shown-then-lost", "blocked"]


@dataclass
class Message:
    """One message as a person sees it; `edits` counts how often it was changed."""

    id: str
    thread: str
    text: str
    edits: int = 0
    buttons: tuple[str, ...] = ()


@dataclass
class FakeMessenger(Messenger):
    """`seen` is what people see, in order. An event's data are `sender`, `text`, and perhaps `choice`."""

    name = "fakechat"
    label = "Fake chat"

    door: Door
    seen: list[Message] = field(default_factory=list)
    faults: deque[Fault] = field(default_factory=deque)
    wait: asyncio.Event | None = None
    """Set: an answer waits for it before it is shown."""
    busy_in: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)

    async def run(self) -> None:
        """There is nothing to carry: tests put events into the inbox."""

    def event(self, key: str, text: str, *, sender: str = "anna", thread: str = "t1", choice: str = "") -> Event:
        """What somebody said."""
        return Event(key, thread, {"sender": sender, "text": text, "choice": choice})

    async def read(self, event: Event) -> IncomingMessage | None:
        """The message of an event."""
        data = event.data
        return IncomingMessage(
            data["text"],
            self.name,
            data["sender"],
            thread=event.thread,
            message_id=event.key,
            choice=data["choice"] or None,
        )

    @contextlib.asynccontextmanager
    async def busy(self, event: Event) -> AsyncIterator[Progress | None]:
        """Notes who is kept waiting."""
        self.busy_in.append(event.thread)

        async def progress(text: str) -> None:
            self.told.append(text)

        yield progress
        if self.wait is not None:
            await self.wait.wait()

    async def show(self, event: Event, reply: Reply, showing: Showing) -> None:
        """Show a reply in the event's thread."""
        await self.tell(event.thread, reply, showing)

    async def tell(self, thread: str, reply: Reply, showing: Showing) -> None:
        """Show news, or change what is there."""
        fault = self.faults.popleft() if self.faults else "none"
        if fault == "later":
            raise TryLater(retry_after=1.0)
        if fault == "blocked":
            raise Rejected("error-unknown-sender")
        if fault == "broken":
            raise RuntimeError("the network answers nonsense")
        self.replies.append(reply)
        text = f"(again?) {reply.text}" if showing.again and "1" not in showing.parts else reply.text
        if "1" in showing.parts:
            message = next(message for message in self.seen if message.id == showing.parts["1"])
            if message.text != text:
                message.text, message.edits = text, message.edits + 1
        else:
            message = Message(f"m{len(self.seen) + 1}", thread, text)
            self.seen.append(message)
        message.buttons = tuple(choice.label for choice in reply.choices)
        if fault == "shown-then-lost":
            raise TimeoutError("no answer came")
        await showing.shown("1", message.id)

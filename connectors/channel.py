"""What every channel has in common: it turns what a person does into messages, and replies into what is shown there.

A channel is one file in `connectors/channels/`. It knows the conversation only as a `Door`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, ClassVar, Protocol

from bot.messages import Attachment, IncomingMessage, Reply

Progress = Callable[[str], Awaitable[None]]
"""Told, while a reply is being made, what is going on: a sentence in the person's language."""


class Door(Protocol):
    """The conversation as a channel sees it. Nothing that a person says makes it raise."""

    async def handle(self, message: IncomingMessage, *, progress: Progress | None = None) -> Reply:
        """The reply to one message. Messages of one thread are answered one after the other."""
        ...

    async def call(
        self, message: IncomingMessage, tool: str, args: Mapping[str, Any], *, progress: Progress | None = None
    ) -> Reply:
        """One tool, called by a program for the sender, in a thread that begins with `bot.messages.PROGRAM`.

        What needs a yes is put to the person where they can give it; the reply says where.
        """
        ...

    async def greeting(self, message: IncomingMessage) -> Reply:
        """The first words in a thread; only the sender, thread and workspace of `message` count."""
        ...

    async def news(self, message: IncomingMessage) -> list[Reply]:
        """What happened since and has not been told in this thread yet. Each is given out once."""
        ...

    async def aloud(self, message: IncomingMessage, reply: Reply) -> Attachment | None:
        """The reply's `speech` as sound, in the voice of the message's workspace; None where nobody can speak it."""
        ...


class Sentences(Protocol):
    """The sentences of `prompts/replies/` in one language."""

    def say(self, key: str, **facts: Any) -> str:
        """The sentence of that key, filled with the facts."""
        ...


class Channel(ABC):
    """A place where people talk to the assistant. `name` stands in every message that comes from it."""

    name: ClassVar[str]
    label: ClassVar[str]

    def __init__(self, door: Door, sentences: Callable[[str], Sentences]) -> None:
        """`sentences` gives those of a language, by its ISO 639-1 code."""
        self.door = door
        self.sentences = sentences

    @abstractmethod
    async def run(self) -> None:
        """Carry messages until there are no more. Cancelling ends it and leaves nothing half shown."""

"""What every channel has in common: it turns what a person does into messages, and replies into what is shown there.

A channel is one file in `connectors/channels/`. It knows the conversation only as a `Door`. There are three kinds:

- `Channel`: whoever runs it speaks (a terminal, a program).
- a channel that answers within the request that came (a speaker, a phone): it gives `routes` or serves in `run`.
- `Messenger`: people are reached there at any time. What they do comes as events, each kept by the `Inbox` before it is
  acknowledged; after a crash it is answered all the same, and once. News is told to them where they asked.
"""

from __future__ import annotations

import asyncio
import contextlib
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self

from bot.messages import Attachment, IncomingMessage, Reply

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

Progress = Callable[[str], Awaitable[None]]
"""Told, while a reply is being made, what is going on: a sentence in the person's language."""


class Door(Protocol):
    """The conversation as a channel sees it. Nothing that a person says makes it raise."""

    async def handle(
        self, message: IncomingMessage, *, progress: Progress | None = None, stop: asyncio.Event | None = None
    ) -> Reply:
        """The reply to one message. Messages of one thread are answered one after the other.

        Once `stop` is set no further tool is called, and the reply says what was done before. Somebody unknown is answered
        with a code to be let in by, and with nothing else.
        """
        ...

    async def call(
        self, message: IncomingMessage, tool: str, args: Mapping[str, Any], *, progress: Progress | None = None
    ) -> Reply:
        """One tool, called for the sender without anything being understood first.

        In a thread that begins with `bot.messages.PROGRAM` it is a program that calls: what needs a yes is put to the
        person where they can give it, and the reply says where. Anywhere else it is the person's own doing, as by a button
        that this channel has made itself.
        """
        ...

    async def greeting(self, message: IncomingMessage) -> Reply:
        """The first words in a thread; only the sender, thread and workspace of `message` count. For an unknown sender
        that is a code to be let in by.
        """
        ...

    async def news(self, message: IncomingMessage) -> list[Reply]:
        """What happened since and has not been told in this thread yet. Each is given out once."""
        ...

    async def aloud(self, message: IncomingMessage, reply: Reply) -> Attachment | None:
        """The reply's `speech` as sound, in the voice of the message's workspace; None where nobody can speak it."""
        ...

    async def leave(self, message: IncomingMessage, reply: Reply) -> str:
        """Put a reply that came too late for the sender's channel where they are reached; the channel's name, empty if none."""
        ...

    async def knows(self, message: IncomingMessage) -> bool:
        """Whether the sender is known; of a stranger nothing is stored, downloaded or listened to."""
        ...


class Sentences(Protocol):
    """The sentences of `prompts/replies/` in one language."""

    def say(self, key: str, **facts: Any) -> str:
        """The sentence of that key, filled with the facts."""
        ...


@dataclass(frozen=True, slots=True)
class Event:
    """Something that reached a messenger.

    `key` is the network's own id of it, the same when it is delivered again. `thread` is where it belongs, as in messages:
    events of one thread are answered one after the other. `data` is what the channel needs to read it, as JSON; it is
    thrown away once it has been answered. A `quick` one does not wait for those before it.
    """

    key: str
    thread: str
    data: dict[str, Any]
    quick: bool = False


class Inbox(Protocol):
    """Keeps events until they have been answered."""

    async def accept(self, channel: str, event: Event) -> bool:
        """Keep an event; its channel's `answer` is called soon, here or in another process. False if it came before.

        Once this returns the event may be acknowledged to the network, also after False. If it raises it may not: the
        store cannot keep it, and the network is to deliver it again.
        """
        ...

    async def stop(self, channel: str, thread: str) -> bool:
        """Ask that what is being answered in a thread stops before its next step; False if nothing is being answered."""
        ...


class Showing(Protocol):
    """One reply on its way to a person, with what is known of how far it got. It outlives this process."""

    key: str
    """The same at every try and for no other reply; goes into a message where a network lets us mark ours."""
    parts: Mapping[str, str]
    """What has been shown: the network's id by a name of the channel's own, in order. What is here is edited, not sent."""
    again: bool
    """An earlier try broke off after it had begun to show this reply: the part after the last in `parts` may have arrived."""

    async def shown(self, part: str, id: str) -> None:
        """Note that a part has been shown. Called right after each."""
        ...


class Answering(Showing, Protocol):
    """One event being answered."""

    reply: Reply | None
    """The reply, if it was made by an earlier try: then it is shown, and not made again."""
    stop: asyncio.Event
    """Set when the person wants it stopped."""
    tries: int
    """How often it was tried before."""

    async def keep(self, reply: Reply) -> None:
        """Keep the reply before any of it is shown."""
        ...


@dataclass(frozen=True, slots=True)
class Option:
    """A setting of a channel: ALLIN_<CHANNEL>_<NAME>. `about` is for whoever runs the installation, in English."""

    name: str
    about: str
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Caller:
    """A member behind a device's token: `sender` and `workspace` as in messages, `device` its own id."""

    sender: str
    workspace: str
    device: str
    name: str = ""


class Devices(Protocol):
    """Devices that people have let in, each with a token of its own that can be taken back."""

    async def caller(self, token: str, channel: str) -> Caller | None:
        """Whose token it is, if it is good: one from `admit`, or an access token of our sign-in for devices (OAuth)."""
        ...

    async def admit(self, code: str, channel: str, name: str, *, source: str) -> str | None:
        """Change a code that a member was shown into a token for a new device; None if the code does not count.

        `source` is where the try comes from (an address): a few wrong ones, and it is refused for a while.
        """
        ...


class Sealing(Protocol):
    """Encryption and signatures with the installation's key."""

    def seal(self, data: dict[str, Any]) -> str:
        """What may be kept of something secret."""
        ...

    def open(self, sealed: str) -> dict[str, Any]:
        """What was sealed. Raises where no key opens it."""
        ...

    def sign(self, purpose: str, text: str) -> str:
        """A signature that only this installation can make, for one purpose."""
        ...

    def verify(self, purpose: str, text: str, signature: str) -> bool:
        """Whether it is ours."""
        ...


class Installs(Protocol):
    """Where a channel has been installed: what it needs there, encrypted, by an id of its own (a Slack team)."""

    async def keep(self, channel: str, id: str, secret: Mapping[str, Any], *, workspace: str | None = None) -> None:
        """Keep, or replace, what one place needs; `workspace` is the one that it was installed for."""
        ...

    async def find(self, channel: str, id: str) -> Mapping[str, Any] | None:
        """What is kept of a place, decrypted; None if it is not installed there."""
        ...

    async def end(self, channel: str, id: str) -> bool:
        """Forget a place with everything that was kept for it, and the people that are known only from there."""
        ...

    async def link(self, code: str, channel: str, sender: str, name: str) -> str | None:
        """Let a person in who proves with a code that they are a member: the workspace; None if the code does not count."""
        ...


class Speech(Protocol):
    """Hearing and speaking by themselves, for a house that does both with us; nothing is kept or understood of it."""

    async def hear(self, sound: Attachment, language: str | None) -> str:
        """The words of a recording; `language` is the one spoken, None to find out. Raises the errors of `bot.errors`:
        `Rejected` where nobody speaks, `OperatorError` where nothing can listen, `TryLater` where nothing answers.
        """
        ...

    async def say(self, text: str, language: str) -> Attachment | None:
        """The text as a WAV file, mono, 16 bits a sample; None where nobody can speak it."""
        ...

    def hears(self) -> bool:
        """Whether there is something to listen with."""
        ...

    def speaks(self) -> tuple[str, ...]:
        """The languages that can be spoken, by their ISO 639-1 codes; none where nobody speaks."""
        ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a channel may use. `options` are those that are set, by name; `address` is where we are reached (no slash)."""

    door: Door
    inbox: Inbox
    devices: Devices
    installs: Installs
    seal: Sealing
    sentences: Callable[[str], Sentences]
    options: Mapping[str, str]
    home: Path
    address: str
    language: str
    speech: Speech | None = None
    """What hears and speaks, for a channel that offers both to others."""


class Channel(ABC):
    """A place where people talk to the assistant. `name` stands in every message that comes from it."""

    name: ClassVar[str]
    label: ClassVar[str]
    options: ClassVar[tuple[Option, ...]] = ()

    def __init__(self, door: Door, sentences: Callable[[str], Sentences]) -> None:
        """`sentences` gives those of a language, by its ISO 639-1 code."""
        self.door = door
        self.sentences = sentences

    @classmethod
    def build(cls, around: Surroundings) -> Self | None:
        """The channel as `allin serve` runs it; None where what it needs is not set.

        Raises `OperatorError` where what is set cannot work.
        """
        return None

    def routes(self) -> Sequence[BaseRoute]:
        """What it serves over HTTP, below a path of its own."""
        return ()

    @abstractmethod
    async def run(self) -> None:
        """Carry messages until there are no more. Cancelling ends it and leaves nothing half shown."""

    async def check(self) -> str:
        """Ask the network whether it knows us: as whom, in a few words for `allin doctor`. Raises the errors of `bot.errors`."""
        return self.label


class Messenger(Channel):
    """A channel where people are reached at any time."""

    asking: ClassVar[bool] = True
    """Whether people see here what is asked and by whom, and can say yes to it."""
    fallback: ClassVar[bool] = False
    """Whether it is used only where a person is not reached otherwise, and for what matters."""

    async def answer(self, event: Event, work: Answering) -> None:
        """Answer one event. Whatever it raises, it is tried again later, a few times."""
        reply = work.reply
        message: IncomingMessage | None = None
        if reply is None:
            message = await self.read(event)
            if message is None:
                return
            async with self.busy(event) as progress:
                reply = await self.door.handle(message, progress=progress, stop=work.stop)
            await work.keep(reply)
        await self.show(event, reply, work)

    @abstractmethod
    async def read(self, event: Event) -> IncomingMessage | None:
        """What a person said by it; None if there is nothing to be answered."""

    @contextlib.asynccontextmanager
    async def _idle(self) -> AsyncIterator[Progress | None]:
        yield None

    def busy(self, event: Event) -> AbstractAsyncContextManager[Progress | None]:
        """While it is entered, the person sees that something is going on; what it gives is told what."""
        return self._idle()

    @abstractmethod
    async def show(self, event: Event, reply: Reply, showing: Showing) -> None:
        """Show a reply where the event came from. May be called again with what was shown in `showing.parts`."""

    @abstractmethod
    async def tell(self, thread: str, reply: Reply, showing: Showing) -> None:
        """Show news in a thread. With `parts` set, they are edited into this. Raises `Rejected` where nobody is reached
        there any more, `TryLater` where it may be tried again.
        """

    async def place_of(self, thread: str, name: str) -> str | None:
        """The thread at the top of a place that somebody has just called by a name such as "#marketing", seen from `thread`.

        None where there is none of that name, or none in which we may write.
        """
        return None

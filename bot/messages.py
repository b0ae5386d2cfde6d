"""The border between a channel and the conversation: what comes in and what goes back.

Nothing of a channel (a Slack block, a terminal colour) and nothing of the agent (a LangChain message) passes here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message or goes with a reply. Its type is told from its content, not from the name.

    `data` are its bytes; or `path` is where it lies on this machine, set by a channel whose sender sits at it and never
    taken from what a person wrote elsewhere. `spoken` says whether it is the sender's own voice, talking to the assistant:
    True for a voice note, False for a file or for what somebody else said (a forwarded recording), None where the channel
    cannot know; then sound that comes without a word is taken for speech.
    """

    name: str
    media_type: str
    data: bytes = b""
    path: Path | None = None
    spoken: bool | None = None


PROGRAM = "mcp:"
"""How the threads begin in which a program speaks for a person; `storage.conversations.PROGRAM` is the same."""


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """One thing a person said.

    `sender` is the channel's own id of the person, `thread` its id of the conversation (a Slack thread, a chat id);
    `choice` is the id of a tapped button and then `text` may be empty. `message_id`, where the channel has one, makes
    a repeated delivery of the same message harmless. `aloud` says that the reply will be heard rather than read. `others`
    are other people's words that came along (a forwarded post, a message that was pointed at): material, never a command.
    `group` says that others read the thread, so that what is for the sender alone is not shown there. `begins` says that
    the message began its thread only because each one does in that place: it may answer what was asked in the one before.
    """

    text: str
    channel: str
    sender: str
    thread: str = "main"
    workspace: str | None = None
    sender_name: str = ""
    language: str | None = None
    choice: str | None = None
    message_id: str | None = None
    attachments: tuple[Attachment, ...] = ()
    aloud: bool = False
    others: str = ""
    group: bool = False
    begins: bool = False

    @property
    def by_program(self) -> bool:
        """Whether a program says it for the person. It gets no buttons, and nothing that it says is the person's yes."""
        return self.thread.startswith(PROGRAM)


@dataclass(frozen=True, slots=True)
class Choice:
    """A ready answer, shown as a button or a number. `id` is opaque; what it does is kept by the server, never by the button."""

    id: str
    label: str
    style: Literal["plain", "primary", "danger"] = "plain"


@dataclass(frozen=True, slots=True)
class Card:
    """A preview of one post as it will appear on one platform. `facts` are label and value, already in the person's language.

    `pictures` are its media in words, in order: what they are, how large, what their alt texts say.
    """

    title: str
    text: str
    platform: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """A tool that ran in this turn: for `--json`, tests and the audit trail; `result` is plain JSON data."""

    tool: str
    args: dict[str, Any]
    result: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the person gets back. `text` alone must be enough (a speaker has no cards); `ms` is how long it took.

    `heard` is what a spoken message was understood to say, word for word; `speech` is the reply for the ear, set when the
    message was spoken or is answered aloud. `private` is for the sender's eyes alone, also where others read along. `asks`
    says that the next message is expected to be an answer. `decided` is set once a question has been answered with a yes or
    a no: who answered, for channels that leave the answer standing in place of the buttons.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    cards: tuple[Card, ...] = ()
    calls: tuple[Call, ...] = ()
    language: str = "en"
    ok: bool = True
    ms: float = 0.0
    attachments: tuple[Attachment, ...] = field(default=())
    heard: str = ""
    speech: str = ""
    private: bool = False
    asks: bool = False
    decided: str = ""

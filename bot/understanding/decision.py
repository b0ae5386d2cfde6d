"""What goes into the embedded model besides the words, and what comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Pending:
    """A question that is open: the call it belongs to and the argument that the answer fills.

    `options` are ready answers, (label, value); they were numbered from 1 when they were shown.
    """

    tool: str
    args: dict[str, Any]
    slot: str
    options: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A post that exists: its number, where it goes, its state, and its topic and text as one."""

    number: int
    platforms: tuple[str, ...]
    status: str
    words: str


@dataclass(frozen=True, slots=True)
class Situation:
    """What the person and the assistant have before them.

    `now` is aware, in the workspace's zone. `focus` are the posts that "it" and "them" mean, `listed` the numbers of the last
    list in the order shown ("the second one"); `last` is the last call that ran, `when` the time of the post in focus
    ("an hour later"); `connected` are the platforms with an account; `learned` are tools by the phrasings, as
    `Understanding.phrase_of` gives them, that people of the workspace have said they mean them by; `comments` are the numbers
    of the comments shown last, in that order, and `comment` the one that "it" means when comments are spoken of. `posts`
    looks up the newest posts, for a sentence that describes one; without it a description stands for nothing.
    """

    now: datetime
    language: str = "en"
    connected: tuple[str, ...] = ()
    focus: tuple[int, ...] = ()
    listed: tuple[int, ...] = ()
    when: datetime | None = None
    last: tuple[str, dict[str, Any]] | None = None
    pending: Pending | None = None
    consent_open: bool = False
    learned: Mapping[str, str] = field(default_factory=dict)
    comments: tuple[int, ...] = ()
    comment: int | None = None
    posts: Callable[[], Sequence[Known]] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask back: a sentence's key and facts; `slot` is the argument the answer fills, if one; `options` ready answers.

    An option's value is an argument's value when `slot` is set, otherwise a tool's name to go on with.
    """

    key: str
    facts: dict[str, Any] = field(default_factory=dict)
    slot: str | None = None
    options: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """One command as understood. `tool` is None when it asks back (`question`) or declines; `reason` says why, for `allin route`.

    When a question is about one argument, `asks_for` is the tool it is asked for and `args` what is known already.
    `more` are further commands of the same message, in order.
    """

    tool: str | None
    args: dict[str, Any] = field(default_factory=dict)
    confidence: float = 0.0
    by: Literal["template", "classifier", "reference", "pending", "consent", "none"] = "none"
    question: Question | None = None
    asks_for: str | None = None
    more: tuple[Decision, ...] = ()
    reason: str = ""

"""What every network has in common: how it is called, what fits on it, and, where it can be posted to, how.

A platform is one file in `connectors/platforms/`. `Platform` describes a network well enough to write for it;
`Publisher` adds posting. A network that is described but not a `Publisher` is written for and handed over to a person.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar, Literal

from bot.errors import Unsupported

HASHTAG = re.compile(r"(?<!\w)#(\w+)")
URL = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Limits:
    """What fits: `characters` in the network's own counting; the rest None where the network sets none.

    `revised` is the day the figures were last checked against `source`.
    """

    characters: int
    revised: date
    source: str
    hashtags: int | None = None
    images: int | None = None
    needs_media: bool = False
    needs_title: bool = False


@dataclass(frozen=True, slots=True)
class Custom:
    """How people write there: a good length in characters, how many hashtags (fewest, most) and emoji, whether links work."""

    length: int
    hashtags: tuple[int, int] = (0, 3)
    emoji: int = 1
    links: bool = True
    voice: Literal["plain", "chatty", "professional", "terse"] = "plain"


@dataclass(frozen=True, slots=True)
class Breach:
    """A limit that a text does not keep. `key` names the sentence, `repair` what would mend it."""

    key: str
    facts: dict[str, Any]
    repair: Literal["shorten", "fewer_hashtags", "add_media", "add_title", "write_text"]


class Platform(ABC):
    """A network, well enough known to write for it."""

    name: ClassVar[str]
    label: ClassVar[str]
    also_called: ClassVar[tuple[str, ...]] = ()
    limits: ClassVar[Limits]
    custom: ClassVar[Custom]
    compose_url: ClassVar[str] = ""
    """The page where a person posts by hand."""

    def length(self, text: str) -> int:
        """Length of `text` as this network counts it; Unicode code points unless the network says otherwise."""
        return len(text)

    def check(self, text: str) -> list[Breach]:
        """Every limit that `text` does not keep, none if it fits."""
        breaches = []
        if not text.strip():
            breaches.append(Breach("breach-empty", {"platform": self.label}, "write_text"))
        length = self.length(text)
        if length > self.limits.characters:
            facts = {"platform": self.label, "length": length, "limit": self.limits.characters}
            breaches.append(Breach("breach-too-long", facts, "shorten"))
        hashtags = len(HASHTAG.findall(text))
        if self.limits.hashtags is not None and hashtags > self.limits.hashtags:
            facts = {"platform": self.label, "count": hashtags, "limit": self.limits.hashtags}
            breaches.append(Breach("breach-hashtags", facts, "fewer_hashtags"))
        return breaches


@dataclass(frozen=True, slots=True)
class AccountInfo:
    """One connected profile, as its connector needs it. `data` is what the connector kept when it was connected."""

    id: int
    workspace_id: int
    platform: str
    handle: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One text for one account. `key` is unique to this delivery and the same at every try."""

    key: str
    account: AccountInfo
    text: str
    title: str = ""
    language: str = "en"
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the network says it has: its id and the public address of the post, empty where it gives none."""

    remote_id: str
    url: str = ""
    raw: dict[str, Any] = field(default_factory=dict)


class Publisher(Platform):
    """A network that can be posted to.

    `send` alone is irreversible and makes exactly one such call. It raises `Rejected`, `SignInNeeded` or `TryLater` only
    when the network surely did not accept, and `OutcomeUnknown` for everything in doubt.
    """

    needs_sign_in: ClassVar[bool] = True
    can_delete: ClassVar[bool] = False
    can_edit: ClassVar[bool] = False
    can_read_back: ClassVar[bool] = False
    concurrency: ClassVar[int] = 20
    """How many calls may be under way at the same time, so that a slow network delays only itself."""

    def __init__(self, home: Path, base_url: str = "", public_url: str = "") -> None:
        """`home` is ALLIN_HOME; `base_url` is ALLIN_<PLATFORM>_API_URL where set; `public_url` is where we are reached."""
        self.home = home
        self.base_url = base_url
        self.public_url = public_url

    async def connect(self, workspace_id: int, workspace_name: str) -> tuple[str, dict[str, Any]]:
        """Connect without a sign-in: the handle and the data to keep. Only where `needs_sign_in` is False."""
        raise Unsupported("error-needs-sign-in", platform=self.label)

    async def prepare(self, outgoing: Outgoing) -> None:
        """Whatever may be repeated safely before the one irreversible call: uploads, containers."""

    @abstractmethod
    async def send(self, outgoing: Outgoing) -> Receipt:
        """The one irreversible call."""

    async def find(self, outgoing: Outgoing) -> Receipt | None:
        """Read the account back: the receipt if the post is there, None if it surely is not. Raises `TryLater` if in doubt."""
        raise Unsupported("error-cannot-read-back", platform=self.label)

    async def delete(self, account: AccountInfo, remote_id: str) -> None:
        """Take a published post down. Deleting what is already gone succeeds."""
        raise Unsupported("error-cannot-delete", platform=self.label)

    async def edit(self, outgoing: Outgoing, remote_id: str) -> Receipt:
        """Replace the text of a published post."""
        raise Unsupported("error-cannot-edit", platform=self.label)

    async def close(self) -> None:
        """Finish what is still being written and let go of connections."""

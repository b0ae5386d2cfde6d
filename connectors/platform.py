"""What every network has in common: how it is called, what fits on it, and, where it can be posted to, how.

A platform is one file in `connectors/platforms/`. `Platform` describes a network well enough to write for it;
`Publisher` adds posting. A network that is described but not a `Publisher` is written for and handed over to a person.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, Literal

from bot.errors import Unsupported
from connectors.limits import (
    HASHTAG,
    URL,
    Breach,
    Content,
    Cost,
    Custom,
    Limits,
    MediaRule,
    Quota,
    Repair,
    media_breaches,
)
from connectors.media import Media, MediaKind
from connectors.oauth import AppCredentials, Field, OAuth, Profile, Tokens

__all__ = [
    "ABILITIES",
    "HASHTAG",
    "URL",
    "AccountInfo",
    "AppCredentials",
    "Breach",
    "Comment",
    "Content",
    "Cost",
    "Custom",
    "Field",
    "Figures",
    "Format",
    "Limits",
    "Media",
    "MediaKind",
    "MediaRule",
    "OAuth",
    "Outgoing",
    "PastPost",
    "Platform",
    "Profile",
    "PublicProfile",
    "Publisher",
    "Quota",
    "Receipt",
    "Repair",
    "Tokens",
    "Trend",
]

THREAD_BREAK = re.compile(r"\n\s*-{3,}\s*\n")
"""A line of dashes between two posts of a thread, as a person writes it."""

ABILITIES: Mapping[str, str] = {
    "thread": "can_thread",
    "first-comment": "can_comment",
    "edit": "can_edit",
    "delete": "can_delete",
    "read-back": "can_read_back",
    "comments": "can_list_comments",
    "reply": "can_reply",
    "hide": "can_hide",
    "delete-comment": "can_delete_comment",
    "figures": "can_measure",
    "account-figures": "can_measure_account",
    "daily-figures": "can_measure_days",
    "history": "can_list_history",
    "trends": "can_list_trends",
    "lookup": "can_look_up",
}
"""What may be possible on a network, by the name of its sentence, and the attribute that says so."""

Figures = dict[str, float | None]
"""Metrics by their name in the design (impressions, reach, likes, …); None where the network says nothing."""


class Platform(ABC):
    """A network, well enough known to write for it."""

    name: ClassVar[str]
    label: ClassVar[str]
    also_called: ClassVar[tuple[str, ...]] = ()
    limits: ClassVar[Limits]
    custom: ClassVar[Custom]
    compose_url: ClassVar[str] = ""
    """The page where a person posts by hand."""
    details: ClassVar[frozenset[str]] = frozenset()
    """The options of `Outgoing` that mean something there: title, link, destination, privacy, format, tags, …"""
    can_thread: ClassVar[bool] = False
    """Whether several posts may follow one another, the second as a reply to the first."""

    def length(self, text: str) -> int:
        """Length of `text` as this network counts it; Unicode code points unless the network says otherwise."""
        return len(text)

    def parts(self, text: str) -> list[str]:
        """The posts of a thread, in order: what stands between lines of dashes. One where the network has no threads."""
        if not self.can_thread:
            return [text]
        return [part.strip() for part in THREAD_BREAK.split(text) if part.strip()] or [text]

    def check(
        self,
        text: str,
        media: Sequence[Media] | None = None,
        options: Mapping[str, Any] | None = None,
        account: Mapping[str, Any] | None = None,
    ) -> list[Breach]:
        """Every limit that a post does not keep, none if it fits.

        Without `media` and `options` the text alone is checked. `account` is an account's data, which may override limits.
        """
        limits = self.limits.of(account or {})
        breaches = []
        may_be_empty = bool(media)
        if not text.strip() and not may_be_empty:
            breaches.append(Breach("breach-empty", {"platform": self.label}, "write_text"))
        most = limits.characters
        if media and limits.characters_with_media is not None:
            most = limits.characters_with_media
        parts = self.parts(text)
        for place, part in enumerate(parts):
            length = self.length(part)
            if length > (most if place == 0 else limits.characters):
                facts = {"platform": self.label, "length": length, "limit": most if place == 0 else limits.characters}
                breaches.append(Breach("breach-too-long", facts, "shorten"))
                break
        hashtags = len(HASHTAG.findall(text))
        if limits.hashtags is not None and hashtags > limits.hashtags:
            facts = {"platform": self.label, "count": hashtags, "limit": limits.hashtags}
            breaches.append(Breach("breach-hashtags", facts, "fewer_hashtags"))
        if media is not None:
            breaches += media_breaches(self.label, limits, Content(text, media, options or {}))
        if options is not None:
            breaches += self._option_breaches(limits, options)
        return breaches

    def _option_breaches(self, limits: Limits, options: Mapping[str, Any]) -> list[Breach]:
        title = str(options.get("title") or "")
        if limits.needs_title and not title.strip():
            return [Breach("breach-needs-title", {"platform": self.label}, "add_title")]
        if limits.title_characters is not None and len(title) > limits.title_characters:
            facts = {"platform": self.label, "length": len(title), "limit": limits.title_characters}
            return [Breach("breach-title-too-long", facts, "shorten_title")]
        return []


@dataclass(frozen=True, slots=True)
class AccountInfo:
    """One connected profile, as its connector needs it.

    `data` is what the connector kept when it was connected, with the network's own id of it under `id`; `tokens` are
    fresh, None only where the network needs no sign-in.
    """

    id: int
    workspace_id: int
    platform: str
    handle: str
    data: dict[str, Any] = field(default_factory=dict)
    tokens: Tokens | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One post for one account: what `prepare`, `send` and `find` get. `key` is unique to it and the same at every try.

    A thread and a first comment are several of these, one after the other, each with a key of its own. Then `reply_to` is
    the remote id that this one answers and `root` the remote id of the thread's first; `kind` is `post`, `thread` (a
    further part) or `comment` (a first comment, or a reply to somebody's comment).

    `options`, all optional: `title` str, `link` str, `destination` str (board, subreddit, playlist, as the connector's
    `destinations` name it), `privacy` public|unlisted|private|followers, `format` post|reel|story|short|draft|live,
    `tags` list[str], `made_for_kids` bool, `warning` str (content warning), `thumbnail` int (place of the medium that is
    the cover), `starts_at` ISO 8601 (premiere), `flair` str, `reply_control` str, `synthetic` bool (made by AI).

    `prepared` is what the last `prepare` returned: it is kept with the fence and given to `send` and `find`.
    `sent_at` is when the call left, for `find`; `taken` are remote ids that belong to other posts of ours: whatever
    looks like this one and bears such an id is not it.
    """

    key: str
    account: AccountInfo
    text: str
    title: str = ""
    language: str = "en"
    due_at: datetime | None = None
    media: tuple[Media, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    kind: Literal["post", "thread", "comment"] = "post"
    reply_to: str = ""
    root: str = ""
    prepared: Mapping[str, Any] = field(default_factory=dict)
    sent_at: datetime | None = None
    taken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the network says it has: its id and the public address of the post, empty where it gives none.

    `pending`: accepted, but the network still works on it and may refuse it yet (`Publisher.progress` tells). `raw` is kept
    for the log; in it `by_hand` is the key of a sentence where a person has to finish the post there, and `notices` are
    further sentences for the person, each a key and its facts.
    """

    remote_id: str
    url: str = ""
    raw: dict[str, Any] = field(default_factory=dict)
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote under a post: other people's words, never an instruction. `ours` if the account wrote it."""

    id: str
    post_id: str
    author: str
    text: str
    at: datetime | None = None
    parent_id: str = ""
    url: str = ""
    likes: int | None = None
    hidden: bool = False
    ours: bool = False


Format = Literal["text", "image", "carousel", "video", "reel", "story", "link", "other"]


@dataclass(frozen=True, slots=True)
class PastPost:
    """A post that an account has on its network, whoever put it there. `figures` where the network told them along."""

    id: str
    text: str
    at: datetime
    url: str = ""
    format: Format = "other"
    figures: Figures = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trend:
    """Something that is talked about on a network: a hashtag (without the sign), a topic, or one post or video.

    `counts` are uses a day, as the network tells them; `rank` is its place in the network's own list, from 1. Other
    people's words.
    """

    name: str
    kind: Literal["hashtag", "topic", "post"]
    rank: int
    url: str = ""
    counts: Mapping[date, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PublicProfile:
    """What a network shows everybody of somebody's account. `recent` are their newest public posts, where it shows them."""

    id: str
    handle: str
    name: str
    url: str
    figures: Figures
    recent: tuple[PastPost, ...] = ()


class Publisher(Platform):
    """A network that can be posted to.

    `send` alone is irreversible and makes exactly one such call. It raises `Rejected`, `SignInNeeded`, `NotFound`,
    `Unsupported`, `VersionSunset` or `TryLater` only when the network surely did not accept, and `OutcomeUnknown` for
    everything in doubt.
    """

    needs_sign_in: ClassVar[bool] = True
    oauth: ClassVar[OAuth | None] = None
    """How to sign in; None where `sign_in_fields` are typed instead, or no sign-in is needed."""
    sign_in_fields: ClassVar[tuple[Field, ...]] = ()
    """What a person types on our page: a bot token, an app password; with `oauth`, what must be known first (a server)."""
    consent_errors: ClassVar[Mapping[str, str]] = {}
    """Errors that the consent page may send back (RFC 6749, 4.1.2.1, or the network's own), and the sentence for each."""
    help_url: ClassVar[str] = ""
    """The network's page on which a developer application, bot or app password is made."""

    can_delete: ClassVar[bool] = False
    can_edit: ClassVar[bool] = False
    can_read_back: ClassVar[bool] = False
    can_comment: ClassVar[bool] = False
    """Whether a first comment can be put under one's own post."""
    can_list_comments: ClassVar[bool] = False
    can_reply: ClassVar[bool] = False
    can_hide: ClassVar[bool] = False
    can_delete_comment: ClassVar[bool] = False
    can_measure: ClassVar[bool] = False
    """Whether figures of posts can be read; `can_measure_account` those of the account."""
    can_measure_account: ClassVar[bool] = False
    can_measure_days: ClassVar[bool] = False
    """Whether the network tells what single past days brought the account."""
    can_list_history: ClassVar[bool] = False
    """Whether posts can be listed that were there before the account was connected."""
    can_list_trends: ClassVar[bool] = False
    can_look_up: ClassVar[bool] = False
    """Whether the public figures of somebody else's account may be read."""
    measures_at_once: ClassVar[int] = 1
    """How many posts one call of the network measures: what `measure` is best given at a time."""
    is_idempotent: ClassVar[bool] = False
    """Whether the network itself refuses the same key a second time."""
    settles_after: ClassVar[timedelta] = timedelta(0)
    """How long after a lost call a post may still turn up: only then is "not there" believed."""
    by_hand: ClassVar[Mapping[str, str]] = {}
    """What the network has no way to do, e.g. {"delete": url of the page where a person does it}."""
    concurrency: ClassVar[int] = 20
    """How many calls may be under way at the same time, so that a slow network delays only itself."""
    api_version: ClassVar[str] = ""
    """The version of the network's API that is spoken, and the day it is switched off where that is known."""
    sunset: ClassVar[date | None] = None

    def __init__(self, home: Path = Path(), base_url: str = "", public_url: str = "") -> None:
        """`home` is ALLIN_HOME; `base_url` is ALLIN_<PLATFORM>_API_URL where set; `public_url` is where we are reached."""
        self.home = home
        self.base_url = base_url
        self.public_url = public_url

    # Signing in

    async def connect(self, workspace_id: int, workspace_name: str) -> tuple[str, dict[str, Any]]:
        """Connect without a sign-in: the handle and the data to keep. Only where `needs_sign_in` is False."""
        raise Unsupported("error-needs-sign-in", platform=self.label)

    async def register(self, fields: Mapping[str, str], redirect_uri: str) -> AppCredentials | None:
        """Credentials of our own at the server that `fields` name, where a network gives them on the spot; else None."""
        return None

    def authorize(
        self, app: AppCredentials, *, redirect_uri: str, state: str, verifier: str, fields: Mapping[str, str]
    ) -> str:
        """The address of the consent page."""
        raise Unsupported("error-needs-sign-in", platform=self.label)

    async def exchange(
        self, app: AppCredentials, *, code: str, redirect_uri: str, verifier: str, fields: Mapping[str, str]
    ) -> Tokens:
        """The tokens for the code that the consent page sent back."""
        raise Unsupported("error-needs-sign-in", platform=self.label)

    async def enter(self, fields: Mapping[str, str]) -> list[Profile]:
        """Sign in with what was typed into `sign_in_fields`; each profile carries its tokens."""
        raise Unsupported("error-needs-sign-in", platform=self.label)

    async def profiles(self, tokens: Tokens, app: AppCredentials) -> list[Profile]:
        """What may be posted to with these tokens: profiles, pages, channels."""
        raise Unsupported("error-needs-sign-in", platform=self.label)

    async def refresh(self, tokens: Tokens, app: AppCredentials) -> Tokens:
        """New tokens for old. `SignInNeeded` if the network will not; `TryLater` if it could not be asked."""
        raise Unsupported("error-needs-sign-in", platform=self.label)

    async def revoke(self, tokens: Tokens, app: AppCredentials) -> None:
        """Tell the network that the tokens are no longer used. Does nothing where it has no way."""

    async def destinations(self, account: AccountInfo) -> list[tuple[str, str]]:
        """Boards, subreddits, playlists that a post of this account may go to: (id, name). Empty where there is no choice."""
        return []

    # Posting

    async def prepare(self, outgoing: Outgoing) -> dict[str, Any]:
        """Whatever may be repeated safely before the one irreversible call: uploads, containers.

        Returns plain data for `send` and `find`; `outgoing.prepared` holds what an earlier try returned.
        """
        return {}

    @abstractmethod
    async def send(self, outgoing: Outgoing) -> Receipt:
        """The one irreversible call."""

    async def find(self, outgoing: Outgoing) -> Receipt | None:
        """Read the account back: the receipt if the post is there, None if it surely is not. Raises `TryLater` if in doubt."""
        raise Unsupported("error-cannot-read-back", platform=self.label)

    async def progress(self, outgoing: Outgoing, receipt: Receipt) -> Receipt:
        """Where a pending post stands: still pending, done, or refused after all (`Rejected`)."""
        return receipt

    async def delete(self, account: AccountInfo, remote_id: str) -> None:
        """Take a published post down. Deleting what is already gone succeeds."""
        raise Unsupported("error-cannot-delete", platform=self.label)

    async def edit(self, outgoing: Outgoing, remote_id: str) -> Receipt:
        """Replace the text of a published post."""
        raise Unsupported("error-cannot-edit", platform=self.label)

    # Under the post

    async def comments(self, account: AccountInfo, remote_id: str) -> list[Comment]:
        """The newest comments under a post, at most 100, newest first. A reply is an `Outgoing` of kind `comment`."""
        raise Unsupported("error-cannot-list-comments", platform=self.label)

    def addressed(self, author: str, text: str) -> str:
        """An answer to `author` as it has to be written for them to hear of it; most networks need nothing more."""
        return text

    async def hide_comment(self, account: AccountInfo, comment_id: str, hidden: bool = True) -> None:
        """Hide a comment from others, or show it again."""
        raise Unsupported("error-cannot-hide", platform=self.label)

    async def delete_comment(self, account: AccountInfo, comment_id: str) -> None:
        """Delete a comment. Deleting what is already gone succeeds."""
        raise Unsupported("error-cannot-delete-comment", platform=self.label)

    # Figures

    async def measure(self, account: AccountInfo, remote_ids: Sequence[str]) -> dict[str, Figures]:
        """The figures of these posts as they stand now, by remote id; a post that is gone is left out."""
        raise Unsupported("error-cannot-measure", platform=self.label)

    async def measure_account(self, account: AccountInfo) -> Figures:
        """The account's own figures: followers above all."""
        raise Unsupported("error-cannot-measure", platform=self.label)

    async def measure_days(self, account: AccountInfo, since: date, until: date) -> dict[date, Figures]:
        """What these days (inclusive, as the network cuts them) brought the account, as it tells now; it may correct itself.

        Days of which it says nothing are left out.
        """
        raise Unsupported("error-cannot-measure", platform=self.label)

    async def history(self, account: AccountInfo, mark: str = "") -> tuple[list[PastPost], str]:
        """A page of the account's own posts, newest first, and the mark of the next page; "" after the last.

        Safe to repeat: a mark may be given again, also after weeks, and then at worst brings pages that are known.
        """
        raise Unsupported("error-cannot-list-history", platform=self.label)

    async def trends(self, account: AccountInfo, region: str = "") -> list[Trend]:
        """What is talked about on the network now, most first. `region` is an ISO 3166-1 code.

        Raises `Unsupported` for a region where the network does not tell regions apart.
        """
        raise Unsupported("error-cannot-list-trends", platform=self.label)

    async def look_up(self, account: AccountInfo, handle: str) -> PublicProfile:
        """The public side of somebody's account, by handle. `NotFound` if there is none, `Unsupported` if it may not be seen."""
        raise Unsupported("error-cannot-look-up", platform=self.label)

    async def close(self) -> None:
        """Finish what is still being written and let go of connections."""

"""What a tool is given: who asks, what time it is there, and the only ways to the store, the networks and the language."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar
from zoneinfo import ZoneInfo

from bot.errors import AllInError, Conflict, Missing, NotFound, NotUnderstood, SignInNeeded
from bot.phrases import LANGUAGES, Phrases
from bot.tool import Role, Tool
from connectors.oauth import Tokens
from connectors.platform import AccountInfo, Platform, Publisher
from storage import accounts, audit, journal, posts
from storage.models import Account, AuditEvent

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.media import MediaLibrary
    from bot.voice.voice import Transcript, Voice
    from storage.credentials import Standing
    from storage.database import Database
    from storage.posts import PostRow
    from storage.workspaces import Who

P = ParamSpec("P")
T = TypeVar("T")


class Copywriter(Protocol):
    """Writes with the hosted model where there is one, from the brand kit and templates where there is none."""

    async def draft(
        self, topic: str, platforms: list[Platform], ctx: ToolContext, *, tone: str | None, variant: int
    ) -> Texts:
        """Texts about a topic."""

    async def adapt(self, text: str, platforms: list[Platform], ctx: ToolContext) -> Texts:
        """The person's own words, unchanged, for each platform."""

    async def improve(
        self, row: PostRow, instruction: str, platforms: list[Platform], ctx: ToolContext
    ) -> Texts | None:
        """Changed texts, or None where the instruction cannot be followed."""


@dataclass(frozen=True, slots=True)
class Texts:
    """A text and what each platform gets of it."""

    text: str
    by_platform: dict[str, str]


class Publishing(Protocol):
    """Runs deliveries at once, for a person who waits."""

    async def run_now(self, delivery_ids: Collection[int]) -> object:
        """Claim and run these deliveries' jobs; returns when they are through or the time is over."""


class Connecting(Protocol):
    """Signs people in at networks, on pages of our own and never in the chat."""

    def missing(self, platform: Publisher) -> dict[str, str] | None:
        """What whoever runs this installation has to set before anybody can sign in there; None if nothing."""

    async def begin(
        self, workspace_id: int, member_id: int, conversation_id: int | None, platform: str, *, language: str
    ) -> str:
        """The address at which this person signs in, for a quarter of an hour. Raises the `OperatorError`s."""

    async def standing(self, workspace_id: int) -> dict[int, Standing]:
        """How the sign-ins of a workspace stand, by account."""

    async def revoke(self, platform: Publisher, workspace_id: int, secret: str) -> None:
        """Give a sign-in back at its network, unless another account lives by it. Raises if the network did not hear."""


class SignedIn(Protocol):
    """Accounts with tokens that are good at this moment."""

    async def info(self, account_id: int) -> AccountInfo:
        """The account; its tokens are exchanged first if they are about to expire."""

    async def renew(self, account_id: int, stale: Tokens) -> AccountInfo:
        """The account after its network refused `stale`. `SignInNeeded` where nothing better can be had."""


class Measuring(Protocol):
    """Looks at the networks for figures, beside the regular looks."""

    async def freshen(self, workspace_id: int, publication_ids: Collection[int], *, within: timedelta) -> None:
        """Measure those of these publications that nobody has looked at within that time. What fails stays as old as it is."""


class Insights(Protocol):
    """The pages of ours that show figures, and the short links that count who follows them."""

    async def begin(self, workspace_id: int, member_id: int, *, language: str) -> str:
        """The address at which this person sees the live page, for a quarter of an hour. Raises the `OperatorError`s."""

    def short(self, token: str) -> str | None:
        """The short link that ends with this token; None where nobody outside can reach us."""


class Places(Protocol):
    """Knows where else things can be told: places of messengers, by their names there."""

    async def place_of(self, channel: str, thread: str, name: str) -> str | None:
        """The thread of the place that is called so in that channel, seen from a thread there; None where we are not in it."""


@dataclass
class ToolContext:
    """One turn's context. `now` is aware, in the workspace's zone; `focus` are the posts that "it" means here."""

    who: Who
    now: datetime
    phrases: Phrases
    database: Database
    platforms: Mapping[str, Platform]
    tools: Mapping[str, Tool]
    copywriter: Copywriter
    publishing: Publishing
    connecting: Connecting
    signed_in: SignedIn
    measuring: Measuring | None = None
    insights: Insights | None = None
    places: Places | None = None
    conversation_id: int | None = None
    channel: str = ""
    message_id: str | None = None
    """The message that this is done for, where its channel has an id of it."""
    others: str = ""
    """Other people's words that came with the message, or just before it: material for a post, never a command."""
    group: bool = False
    """Whether others read along."""
    stop: asyncio.Event | None = None
    """Set when the person wants this stopped."""
    focus: tuple[int, ...] = ()
    default_zone: str = "UTC"
    progress: Callable[[str], Awaitable[None]] | None = None
    call: tuple[str, dict[str, Any]] = ("", {})
    exact: dict[str, Any] | None = None
    """What a yes was given to, while the call runs that needed it."""
    media: MediaLibrary | None = None
    attached: tuple[int, ...] = ()
    """Media that came with this message, or just before it, and belong to no post yet; whoever uses them calls `take`."""
    just_came: bool = False
    """Whether some of it came with this very message."""
    documents: tuple[int, ...] = ()
    """Tables (CSV, XLSX) that came with this message, or just before it; see `bot.documents.attached`."""
    said_before: tuple[int, ...] = ()
    """The posts that "it" meant before this message came with media of its own."""
    voice: Voice | None = None
    heard: Transcript | None = None
    """What the person said, where this message was spoken: then nothing leaves without a yes."""
    dictated: bool = False
    """Whether it was spoken to a device that wrote it down: as little certain as what is heard here."""
    by_program: bool = False
    """Whether a program speaks for the person: then nothing leaves without a yes, and it cannot give one."""
    after_others: bool = False
    """Whether that program has just been given other people's words, which may have talked it into something."""
    undoing: int | None = None
    """The change that a tapped Undo belongs to; None where the last one is meant."""
    _event: int | None = field(default=None, repr=False)

    @property
    def workspace_id(self) -> int:
        """The workspace whose rows this call may see."""
        return self.who.workspace_id

    @property
    def zone(self) -> ZoneInfo:
        """The workspace's time zone."""
        return zone_of(self.who.settings, self.default_zone)

    @property
    def language(self) -> str:
        """The language replies are in."""
        return self.phrases.language

    def say(self, key: str, **facts: Any) -> str:
        """A sentence in the person's language."""
        return self.phrases.say(key, **facts)

    def label(self, platform: str) -> str:
        """A platform as people call it, in their language where it has a name there."""
        key = f"platform-{platform.replace('_', '-')}"
        if self.phrases.has(key):
            return self.say(key)
        return self.platforms[platform].label if platform in self.platforms else platform

    def written_in(self, language: str | None) -> ToolContext:
        """The same context for writing in another language. Raises `NotUnderstood` for one that is not spoken here."""
        if language is None or language == self.language:
            return self
        if language not in LANGUAGES:
            raise NotUnderstood("error-language", language=language[:20])
        return replace(self, phrases=Phrases(language))

    def begin(self, tool: str, args: dict[str, Any], exact: dict[str, Any] | None = None) -> None:
        """A call starts: what it changes is one entry in the audit trail, and one step for Undo."""
        self.call = (tool, args)
        self.exact = exact
        self._event = None

    @property
    def event(self) -> int | None:
        """The entry in the audit trail that this call has made."""
        return self._event

    def take(self) -> tuple[int, ...]:
        """What came with this message, for one post: it is then no longer there for another."""
        attached, self.attached = self.attached, ()
        return attached

    @property
    def library(self) -> MediaLibrary:
        """The media of this installation."""
        if self.media is None:
            raise NotFound("media-none-here")
        return self.media

    def may(self, roles: frozenset[Role]) -> bool:
        """Whether the person's role is among these."""
        return Role(self.who.role) in roles

    def local(self, at: datetime) -> datetime:
        """An instant on the workspace's clock."""
        return at.astimezone(self.zone)

    async def tell(self, key: str, **facts: Any) -> None:
        """Say what is going on, while it takes its time."""
        if self.progress is not None:
            await self.progress(self.say(key, **facts))

    async def read(self, work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a storage function that changes nothing."""
        return await self.database.read(lambda session: work(session, *args, **kwargs))

    async def write(self, work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a storage function in a transaction; what it changed is noted with it, for the audit trail and for Undo."""

        def noted(session: Session) -> tuple[T, int | None]:
            log = journal.watch(session)
            result = work(session, *args, **kwargs)
            session.flush()
            if not log.changes:
                return result, self._event
            tool, call_args = self.call
            event = audit.record(
                session,
                self._event,
                workspace_id=self.workspace_id,
                member_id=self.who.member_id,
                conversation_id=self.conversation_id,
                tool=tool,
                args=call_args,
                changes=log.changes,
                now=self.now,
                message_id=self.message_id,
            )
            return result, event

        result, self._event = await self.database.write(noted)
        return result

    async def change(self, row: PostRow, work: Callable[[Session, PostRow], object]) -> PostRow:
        """Change a post in a transaction and return it as it is then.

        Raises `Conflict` when somebody else changed it, or the worker took it up, since `row` was read.
        """

        def checked(session: Session) -> PostRow:
            fresh = posts.hold(session, self.workspace_id, row.post.number)
            if fresh is None or (fresh.post.revision, fresh.post.status) != (row.post.revision, row.post.status):
                raise Conflict("error-changed-meanwhile", number=str(row.post.number))
            work(session, fresh)
            session.flush()
            after = posts.get(session, self.workspace_id, row.post.number)
            assert after is not None
            return after

        return await self.write(checked)

    async def write_unnoted(self, work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a storage function in a transaction without an entry of its own: Undo itself, and what nobody would undo."""
        return await self.database.write(lambda session: work(session, *args, **kwargs))

    async def last_change(self) -> AuditEvent | None:
        """The change that a tapped Undo belongs to, else the person's last one that was not undone."""
        if self.undoing is not None:
            return await self.read(audit.change, self.workspace_id, self.who.member_id, self.undoing)
        return await self.read(audit.last_change, self.workspace_id, self.who.member_id)

    async def accounts(self) -> list[Account]:
        """The connected profiles."""
        return await self.read(accounts.connected, self.workspace_id)

    async def with_account(self, account: Account, call: Callable[[AccountInfo], Awaitable[T]]) -> T:
        """Call a network for an account, once more with new tokens if it does not take the old ones.

        Only for calls that may be repeated: what goes out goes out through deliveries.
        """
        try:
            return await self._with_account(account, call)
        except AllInError as error:
            # A connector need not say whose words these are.
            error.facts.setdefault("platform", self.label(account.platform))
            raise

    async def _with_account(self, account: Account, call: Callable[[AccountInfo], Awaitable[T]]) -> T:
        platform = self.platforms.get(account.platform)
        if isinstance(platform, Publisher) and not platform.needs_sign_in:
            info = AccountInfo(account.id, account.workspace_id, account.platform, account.handle, account.data)
            return await call(info)
        info = await self.signed_in.info(account.id)
        try:
            return await call(info)
        except SignInNeeded:
            if info.tokens is None:
                raise
            return await call(await self.signed_in.renew(account.id, info.tokens))

    async def post(self, number: int | None) -> PostRow:
        """The post of that number, or the one in focus. Raises `NotFound`, or `Missing` when none is meant."""
        if number is None:
            if len(self.focus) != 1:
                raise Missing("post_id", "ask-post", options=tuple((f"{n}", n) for n in self.focus[:6]))
            number = self.focus[0]
        row = await self.read(posts.get, self.workspace_id, number)
        if row is None:
            raise NotFound("error-no-such-post", number=str(number))
        return row

    def platform(self, name: str) -> Platform:
        """A platform by name. Raises `NotFound`."""
        if name not in self.platforms:
            raise NotFound("error-no-such-platform", name=name[:60])
        return self.platforms[name]

    async def chosen_platforms(self, names: list[str] | None) -> list[Platform]:
        """The platforms named, each once; when none is, those that are connected, else the one that needs no sign-in."""
        if names:
            return [self.platform(name) for name in dict.fromkeys(names)]
        connected = [self.platforms[a.platform] for a in await self.accounts() if a.platform in self.platforms]
        if connected:
            return list(dict.fromkeys(connected))
        own: list[Platform] = [p for p in self.platforms.values() if isinstance(p, Publisher) and not p.needs_sign_in]
        return own[:1]


def zone_of(settings: Mapping[str, Any], default: str) -> ZoneInfo:
    """The zone that a workspace has set, else the installation's."""
    return ZoneInfo(str(settings.get("time_zone") or default))


def soon(now: datetime) -> datetime:
    """The earliest time that can still be planned for; anything before it is in the past."""
    return now - timedelta(minutes=1)

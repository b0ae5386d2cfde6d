"""Who may see the live page and for how long, and who is told when its figures change.

A link opens the page for a quarter of an hour after it was made; the browser then holds a signed cookie for half a day. Nothing
of either is stored: both are signed, and whether the person is still a member is asked each time. One task a process looks
whether figures have changed, for all pages that are open, so that it also sees what another process measured.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.analytics.targets import live
from bot.context import zone_of
from bot.tool import MANAGERS, Role
from storage import workspaces

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connectors.platform import Platform
    from storage.database import Database
    from storage.vault import Vault

log = logging.getLogger(__name__)

LINK, SESSION, RESULTS = "insights-link", "insights-session", "results"
LINK_FOR = timedelta(minutes=15)
SESSION_FOR = timedelta(hours=12)
EVERY_SECONDS = 2.0
MOST_LISTENERS = 500


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who looks at the page of their workspace."""

    workspace_id: int
    member_id: int
    role: str
    language: str
    expires_at: datetime

    @property
    def manages(self) -> bool:
        """Whether they may see what lets programs send results."""
        return Role(self.role) in MANAGERS


class InsightsService:
    """Signs people in at the live page, and tells its listeners of changes. Safe in several processes."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        platforms: Mapping[str, Platform],
        *,
        address: str,
        public_url: str | None = None,
        ready: Callable[[], Awaitable[None]] | None = None,
        default_zone: str = "UTC",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        every_seconds: float = EVERY_SECONDS,
    ) -> None:
        self.database = database
        self.vault = vault
        self.platforms = platforms
        self.address = address.rstrip("/")
        self.public_url = public_url.rstrip("/") if public_url else None
        self._ready = ready
        self._default_zone = default_zone
        self.now = now
        self.every_seconds = every_seconds
        self._waiting: dict[int, set[asyncio.Event]] = defaultdict(set)
        self._newest: dict[int, datetime] = {}
        self._looking: asyncio.Task[None] | None = None
        self.closed = asyncio.Event()

    # Links and cookies

    async def begin(self, workspace_id: int, member_id: int, *, language: str) -> str:
        """The address at which this person sees the live page, for a quarter of an hour. Raises the `OperatorError`s."""
        if self._ready is not None:
            await self._ready()
        return f"{self.address}/insights/open/{self._signed(LINK, workspace_id, member_id, language, LINK_FOR)}"

    def short(self, token: str) -> str | None:
        """The short link that ends with this token; None where nobody outside can reach us."""
        return f"{self.public_url}/l/{token}" if self.public_url else None

    async def admit(self, token: str) -> tuple[Visitor, str] | None:
        """Who follows a link, and the cookie that they get; None where it is not ours, too old, or they have left."""
        visitor = await self._known(LINK, token)
        if visitor is None:
            return None
        cookie = self._signed(SESSION, visitor.workspace_id, visitor.member_id, visitor.language, SESSION_FOR)
        return visitor, cookie

    async def visitor(self, cookie: str | None) -> Visitor | None:
        """Whose cookie it is; None where it is nobody's any more."""
        return await self._known(SESSION, cookie) if cookie else None

    @property
    def secure(self) -> bool:
        """Whether cookies travel by https alone."""
        return urlsplit(self.address).scheme == "https"

    def _signed(self, purpose: str, workspace_id: int, member_id: int, language: str, valid: timedelta) -> str:
        until = int((self.now() + valid).timestamp())
        text = f"{workspace_id}.{member_id}.{language}.{until}.{secrets.token_urlsafe(9)}"
        return f"{text}.{self.vault.sign(purpose, text)}"

    async def _known(self, purpose: str, token: str) -> Visitor | None:
        text, _, signature = token.rpartition(".")
        if len(token) > 300 or not text or not self.vault.verify(purpose, text, signature):
            return None
        workspace, member, language, until, _ = text.split(".", 4)
        expires_at = datetime.fromtimestamp(int(until), UTC)
        if expires_at <= self.now():
            return None
        role = await self.database.read(lambda session: live.role_of(session, int(workspace), int(member)))
        return None if role is None else Visitor(int(workspace), int(member), role, language, expires_at)

    # What programs sign results with

    def results_key(self, workspace_id: int) -> str:
        """The key with which programs sign what they send for a workspace."""
        return self.vault.sign(RESULTS, str(workspace_id))

    def results_keys(self, workspace_id: int) -> tuple[str, ...]:
        """The same with each key of the vault, so that what was handed out before a new one came works on beside it."""
        return self.vault.signatures(RESULTS, str(workspace_id))

    @property
    def results_address(self) -> str:
        """Where programs send results to, without the workspace's number."""
        return f"{self.address}/results"

    # What is shown

    async def view(self, visitor: Visitor, days: int) -> tuple[live.View, datetime]:
        """The page of the visitor's workspace, and the time on its clock."""
        now = self.now().astimezone(await self.zone(visitor.workspace_id))
        found = await self.database.read(
            partial(live.view, workspace_id=visitor.workspace_id, today=now.date(), days=days)
        )
        return found, now

    async def zone(self, workspace_id: int) -> ZoneInfo:
        """A workspace's time zone."""
        settings = await self.database.read(lambda session: workspaces.settings_of(session, workspace_id))
        return zone_of(settings, self._default_zone)

    # Changes

    @property
    def full(self) -> bool:
        """Whether no more pages can be told of changes by this process."""
        return sum(map(len, self._waiting.values())) >= MOST_LISTENERS

    async def version(self, workspace_id: int) -> str:
        """What the figures of a workspace stand at: another one means that something was measured since."""
        newest = self._newest.get(workspace_id)
        if newest is None:
            newest = (await self._pulse({workspace_id})).get(workspace_id)
        return _version(newest)

    @asynccontextmanager
    async def listening(self, workspace_id: int) -> AsyncIterator[asyncio.Event]:
        """An event that is set whenever figures of this workspace may have changed; who waits for it clears it."""
        event = asyncio.Event()
        self._waiting[workspace_id].add(event)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        try:
            yield event
        finally:
            self._waiting[workspace_id].discard(event)
            if not self._waiting[workspace_id]:
                del self._waiting[workspace_id]
                self._newest.pop(workspace_id, None)

    def end(self) -> None:
        """End all streams: they would hold up a server that is to stop."""
        self.closed.set()
        for events in list(self._waiting.values()):
            for event in events:
                event.set()

    async def close(self) -> None:
        """End all streams, and look no more."""
        self.end()
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)
            self._looking = None

    async def _look(self) -> None:
        """One query for everybody who listens; it ends when nobody does."""
        failing = False
        while self._waiting:
            try:
                found = await self._pulse(set(self._waiting))
                failing = False
            except Exception:
                if not failing:
                    log.exception("the live page cannot see whether figures have changed; it goes on trying")
                failing = True
            else:
                for workspace_id, newest in found.items():
                    if self._newest.get(workspace_id) != newest:
                        self._newest[workspace_id] = newest
                        for event in self._waiting.get(workspace_id, ()):
                            event.set()
            await asyncio.sleep(self.every_seconds)

    async def _pulse(self, ids: set[int]) -> Mapping[int, datetime]:
        today = self.now().date()
        return await self.database.read(lambda session: live.pulse(session, ids, today))


def _version(newest: datetime | None) -> str:
    return str(int(newest.timestamp() * 1_000_000)) if newest is not None else "0"

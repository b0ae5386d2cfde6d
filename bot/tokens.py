"""Fresh tokens for whoever calls a network, exchanged in time and never twice.

    info ──fresh──► AccountInfo
      └──about to expire, or a 401 (`renew`)──► lease ──► the network exchanges ──► stored ──► AccountInfo
                                                  └── somebody else has the lease: wait, and read again

Many refresh tokens serve once, so an exchange is made by one worker of one process at a time, under a lease in the row,
and what it brought is on disk before anybody uses it. An exchange whose answer was lost leaves a refresh token that the
network no longer takes: the next one is refused, the sign-in counts as broken, and the person is told.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import secrets
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from bot.errors import AllInError, NotFound, OperatorError, PersonError, Rejected, SignInNeeded, TryLater, Unsupported
from connectors.oauth import AppCredentials, OAuth, Tokens
from connectors.platform import AccountInfo, Platform, Publisher
from storage import credentials, installs, notices, sign_ins
from storage.credentials import Renewed
from storage.database import Database, DatabaseError
from storage.models import Account, Credential
from storage.notices import NewNotice
from storage.vault import Vault, VaultError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

log = logging.getLogger(__name__)

Now = Callable[[], datetime]

MARGIN = timedelta(minutes=2)
"""A token that expires sooner than this is exchanged before it is used."""
AHEAD = timedelta(minutes=10)
SELF_AHEAD = timedelta(days=10)
SELF_YOUNGEST = timedelta(hours=24)
"""Tokens that are exchanged for themselves must be a day old first (Instagram and Threads say so)."""
WARNINGS = (timedelta(days=7), timedelta(days=3), timedelta(days=1))
LEASE = timedelta(seconds=90)
REFRESH_SECONDS = 45.0
REVOKE_SECONDS = 20.0
_POLL = 0.05
_MOST_POLL = 0.5
_STORE_SECONDS = 300.0

ACCOUNT = "account"
"""In a sign-in's `extra`, where the network tells it with its tokens: its own id of whose they are."""

REFUSED = "sign-in-refused"
ENDED = "sign-in-ended"
ABSENT = "sign-in-absent"


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is kept encrypted of a sign-in: its tokens, and the application where a server gave credentials on the spot."""

    tokens: Tokens
    app: AppCredentials | None = field(default=None, repr=False)

    def to_json(self) -> dict[str, Any]:
        """Plain data, to be sealed."""
        return {"tokens": self.tokens.to_json(), "app": app_to_json(self.app)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Sealed:
        """The reverse of `to_json`."""
        return cls(Tokens.from_json(data["tokens"]), app_from_json(data.get("app")))


def app_to_json(app: AppCredentials | None) -> dict[str, str] | None:
    """Plain data, to be sealed."""
    return None if app is None else {"id": app.client_id, "secret": app.client_secret, "server": app.server}


def app_from_json(data: Mapping[str, str] | None) -> AppCredentials | None:
    """The reverse of `app_to_json`."""
    return None if data is None else AppCredentials(data["id"], data["secret"], data["server"])


def ends_at(tokens: Tokens, oauth: OAuth | None) -> datetime | None:
    """When a sign-in dies unless a person signs in again; None where it lives until it is revoked.

    A typed sign-in (no `oauth`) lives as long as what was typed.
    """
    if tokens.refresh or oauth is None:
        return tokens.refresh_expires_at
    return tokens.expires_at


def trouble(error: VaultError) -> OperatorError:
    """The vault's error as one that can be told."""
    return OperatorError(f"vault-{error.reason}", detail=error.detail)


@dataclass(frozen=True, slots=True)
class _Held:
    """An account with what it is called with, as it was read. `secret` is the sealed form."""

    account: Account
    platform: Publisher
    secret: str = field(default="", repr=False)
    sealed: Sealed | None = None

    @property
    def info(self) -> AccountInfo:
        account = self.account
        tokens = self.sealed.tokens if self.sealed is not None else None
        return AccountInfo(
            account.id, account.workspace_id, account.platform, account.handle, dict(account.data), tokens
        )


class TokenKeeper:
    """Keeps the tokens of every account. `apps` are the operator's application credentials by platform.

    Safe to use from many tasks, and beside other processes on the same store.
    """

    def __init__(
        self,
        database: Database,
        vault: Vault,
        platforms: Mapping[str, Platform],
        apps: Mapping[str, AppCredentials],
        *,
        now: Now = lambda: datetime.now(UTC),
        lease: timedelta = LEASE,
        refresh_seconds: float = REFRESH_SECONDS,
    ) -> None:
        self.id = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self.database = database
        self.vault = vault
        self.platforms = platforms
        self.apps = apps
        self.now = now
        self.lease = lease
        self.refresh_seconds = refresh_seconds
        self._locks: WeakValueDictionary[tuple[int, str], asyncio.Lock] = WeakValueDictionary()
        self._exchanges: set[asyncio.Task[AccountInfo]] = set()

    async def info(self, account: int | Account) -> AccountInfo:
        """An account with tokens that are good for the next two minutes at least; None where it needs no sign-in.

        Raises `SignInNeeded` if there are none to be had, `TryLater` if the network could not be asked, `NotFound`, and
        `OperatorError` if the key or the application's credentials are missing.
        """
        return await self._fresh(account if isinstance(account, int) else account.id, None)

    async def renew(self, account_id: int, stale: Tokens) -> AccountInfo:
        """The account with other tokens than `stale`, which the network did not take. Raises as `info` does."""
        return await self._fresh(account_id, stale.access)

    async def revoke(self, platform: Publisher, secret: str) -> None:
        """Tell the network that what was sealed is no longer used. Raises `AllInError` if it did not hear of it."""
        held = self._opened(secret)
        try:
            app = held.app or self.app_of(platform)
            async with asyncio.timeout(REVOKE_SECONDS):
                await platform.revoke(held.tokens, app)
        except AllInError:
            raise
        except Exception as error:
            # Its words are not kept: a connector's error may quote what it was given.
            log.warning("%s could not be told that a sign-in is over: %s", platform.label, type(error).__name__)
            raise TryLater("error-unreachable", platform=platform.label) from None

    def app_of(self, platform: Platform) -> AppCredentials:
        """The operator's application at a network; an empty one where it needs none.

        Raises `OperatorError` where it needs one and none is set.
        """
        app = self.apps.get(platform.name)
        if app is None and isinstance(platform, Publisher) and needs_app(platform):
            name = platform.name.upper()
            raise OperatorError("sign-in-no-app", platform=platform.label, id=f"ALLIN_{name}_CLIENT_ID")
        return app or AppCredentials("")

    async def shares(self, platform: Publisher, workspace_id: int, secret: str) -> bool:
        """Whether another account's calls are made with the same tokens as those in `secret`."""
        mine = self._opened(secret).tokens
        rows = await self.database.read(
            partial(credentials.of_platform, workspace_id=workspace_id, platform=platform.name)
        )
        return any(_same(mine, self._opened(row.secret).tokens) for row in rows if row.broken is None)

    async def upkeep(self) -> None:
        """Exchange what expires soon, tell people of sign-ins that end in 7, 3 and 1 days, forget what nobody finished.

        Meant for every ten minutes. What fails for one account is logged and does not keep the others.
        """
        now = self.now()
        await self.database.write(partial(sign_ins.prune, before=now - timedelta(days=1)))
        for account, credential in await self.database.read(partial(credentials.expiring, before=now + SELF_AHEAD)):
            platform = self.platforms.get(account.platform)
            if isinstance(platform, Publisher) and _is_due_ahead(platform, credential, now):
                await self._try_ahead(account, credential)
        await self.database.write(partial(self._warn, now=now))

    async def close(self) -> None:
        """Wait for the exchanges under way: what a network has handed out must be written down."""
        if self._exchanges:
            await asyncio.wait(self._exchanges)

    # Fresh, or exchanged

    async def _fresh(self, account_id: int, stale: str | None) -> AccountInfo:
        held = await self._read(account_id)
        if held.sealed is None or not self._is_due(held.sealed.tokens, stale):
            return held.info
        # In a task of its own: whoever waits may give up, the exchange may not.
        task = asyncio.create_task(self._exchanged(account_id, stale))
        self._exchanges.add(task)
        task.add_done_callback(self._forget)
        return await asyncio.shield(task)

    def _forget(self, task: asyncio.Task[AccountInfo]) -> None:
        self._exchanges.discard(task)
        if not task.cancelled():
            task.exception()  # whoever waited has it, or gave up

    def _is_due(self, tokens: Tokens, stale: str | None, margin: timedelta = MARGIN) -> bool:
        if stale is not None:
            return tokens.access == stale
        return tokens.expires_at is not None and tokens.expires_at - margin <= self.now()

    async def _exchanged(
        self, account_id: int, stale: str | None, margin: timedelta = MARGIN, known: str | None = None
    ) -> AccountInfo:
        """Exchange, or wait for whoever is at it. With `known`, exchange only what is sealed so."""
        loop = asyncio.get_running_loop()
        end = loop.time() + self.lease.total_seconds()
        pause = _POLL
        held = await self._read(account_id)
        lock = self._locks.setdefault((held.account.workspace_id, held.account.platform), asyncio.Lock())
        async with lock:
            while True:
                held = await self._read(account_id)
                sealed = held.sealed
                if sealed is None or (known is not None and held.secret != known):
                    return held.info
                if known is None and not self._is_due(sealed.tokens, stale, margin):
                    return held.info
                if not _can_refresh(held.platform, sealed.tokens):
                    return await self._without_refresh(held, sealed, stale)
                group = await self._group(held, sealed)
                leader = min(group)
                now = self.now()
                claim = partial(
                    credentials.claim,
                    account_id=leader,
                    secret=group[leader][0],
                    worker=self.id,
                    now=now,
                    until=now + self.lease,
                )
                if await self.database.write(claim):
                    return await self._exchange(held, sealed, group, leader, stale)
                if loop.time() >= end:
                    raise TryLater(platform=held.platform.label, detail="another worker is at the sign-in")
                await asyncio.sleep(pause)
                pause = min(2 * pause, _MOST_POLL)

    async def _exchange(
        self, held: _Held, sealed: Sealed, group: dict[int, tuple[str, Sealed]], leader: int, stale: str | None
    ) -> AccountInfo:
        """Under the lease: ask the network, and keep what it says."""
        platform = held.platform
        try:
            app = sealed.app or self.app_of(platform)
            async with asyncio.timeout(self.refresh_seconds):
                tokens = await platform.refresh(sealed.tokens, app)
        except (SignInNeeded, Rejected, Unsupported) as error:
            if is_about_the_app(error):
                await self._release(leader)
                raise OperatorError("sign-in-app-refused", platform=platform.label) from None
            log.info("%s does not renew the sign-in of account %s (%s)", platform.label, held.account.id, error.key)
            await self._break(held, {id: secret for id, (secret, _) in group.items()}, REFUSED)
            raise _needed(REFUSED, held) from None
        except OperatorError:
            await self._release(leader)
            raise
        except Exception as error:
            # Whether the network has exchanged it or not, nobody knows; the next exchange will tell.
            await self._release(leader)
            log.warning("the sign-in of account %s could not be renewed: %s", held.account.id, _name(error))
            if stale is None and sealed.tokens.expires_at is not None and sealed.tokens.expires_at > self.now():
                return held.info
            after = error.retry_after if isinstance(error, TryLater) else None
            raise TryLater("sign-in-later", platform=platform.label, retry_after=after) from None
        whose, now_whose = sealed.tokens.extra.get(ACCOUNT), tokens.extra.get(ACCOUNT)
        if whose and now_whose and whose != now_whose:
            # A handle or a server that belongs to somebody else by now: nothing of ours may go out there.
            log.error("%s renewed the sign-in of account %s as somebody else's", platform.label, held.account.id)
            await self._break(held, {id: secret for id, (secret, _) in group.items()}, REFUSED)
            raise _needed(REFUSED, held)
        fresh = replace(
            tokens,
            refresh=tokens.refresh or sealed.tokens.refresh,
            scopes=tokens.scopes or sealed.tokens.scopes,
            refresh_expires_at=tokens.refresh_expires_at or sealed.tokens.refresh_expires_at,
        )
        await self._store(platform, group, fresh)
        try:
            return (await self._read(held.account.id)).info
        except SignInNeeded as error:
            if error.key == ABSENT:
                # Disconnected meanwhile: what was just handed out is for nobody.
                with contextlib.suppress(AllInError):
                    await self.revoke(platform, self.seal(replace(sealed, tokens=fresh)))
            raise

    async def _store(self, platform: Publisher, group: dict[int, tuple[str, Sealed]], fresh: Tokens) -> None:
        """On disk before anybody uses it, however long the store stays away: the old one may be good for nothing now."""
        loop = asyncio.get_running_loop()
        end = loop.time() + _STORE_SECONDS
        while group:
            try:
                await self.database.write(partial(self._put_in_place, platform=platform, group=group, fresh=fresh))
                group = await self._sealed_anew(group)
            except DatabaseError as error:
                if loop.time() >= end or error.detail == "the database was closed":
                    raise
                log.error("renewed sign-ins cannot be stored, trying again: %s", error)
                await asyncio.sleep(_MOST_POLL)

    def _put_in_place(
        self, session: Session, platform: Publisher, group: Mapping[int, tuple[str, Sealed]], fresh: Tokens
    ) -> None:
        """Sealed within the transaction: a key that is replaced at this moment is the old or the new one, never a lost one."""
        renewed = []
        for account_id, (before, sealed) in group.items():
            own = replace(sealed, tokens=replace(fresh, extra={**sealed.tokens.extra, **fresh.extra}))
            end = ends_at(fresh, platform.oauth)
            renewed.append(Renewed(account_id, before, self.seal(own), fresh.expires_at, end))
        credentials.renew(session, renewed, self.now())

    async def _sealed_anew(self, group: Mapping[int, tuple[str, Sealed]]) -> dict[int, tuple[str, Sealed]]:
        """Of these, the accounts that still have the tokens before, sealed with another key meanwhile."""
        again = {}
        for account_id, (before, sealed) in group.items():
            found = await self.database.read(partial(credentials.of, account_id=account_id))
            secret = found[1].secret if found is not None and found[1] is not None else before
            if secret != before and _same(self._opened(secret).tokens, sealed.tokens):
                again[account_id] = (secret, sealed)
        return again

    async def _without_refresh(self, held: _Held, sealed: Sealed, stale: str | None) -> AccountInfo:
        """A sign-in that nothing can be exchanged for: it lives as long as it lives."""
        over = sealed.tokens.expires_at is not None and sealed.tokens.expires_at <= self.now()
        if stale is None and not over:
            return held.info
        reason = ENDED if over else REFUSED
        await self._break(held, {held.account.id: held.secret}, reason)
        raise _needed(reason, held)

    async def _group(self, held: _Held, sealed: Sealed) -> dict[int, tuple[str, Sealed]]:
        """The accounts that came of one sign-in and share its tokens: an exchange is for all of them."""
        found = {held.account.id: (held.secret, sealed)}
        account = held.account
        rows = await self.database.read(
            partial(credentials.of_platform, workspace_id=account.workspace_id, platform=account.platform)
        )
        for row in rows:
            if row.account_id != account.id and row.broken is None:
                other = self._opened(row.secret)
                if _same(sealed.tokens, other.tokens):
                    found[row.account_id] = (row.secret, other)
        return found

    async def _read(self, account_id: int) -> _Held:
        found = await self.database.read(partial(credentials.of, account_id=account_id))
        if found is None:
            raise NotFound
        account, credential = found
        platform = self.platforms.get(account.platform)
        if not isinstance(platform, Publisher):
            raise NotFound("error-no-such-platform", name=account.platform)
        held = _Held(account, platform)
        if not platform.needs_sign_in:
            return held
        if credential is None:
            raise _needed(ABSENT, held)
        if credential.broken:
            raise _needed(credential.broken, held)
        return replace(held, secret=credential.secret, sealed=self._opened(credential.secret))

    def seal(self, sealed: Sealed) -> str:
        """Encrypted, for the store. Raises `OperatorError`."""
        try:
            return self.vault.seal(sealed.to_json())
        except VaultError as error:
            raise trouble(error) from None

    def _opened(self, secret: str) -> Sealed:
        try:
            return Sealed.from_json(self.vault.open(secret))
        except VaultError as error:
            raise trouble(error) from None
        except (KeyError, ValueError, TypeError):
            raise OperatorError("vault-wrong", detail="what was sealed has another form") from None

    async def _release(self, leader: int) -> None:
        await self.database.write(partial(credentials.release, account_id=leader, worker=self.id))

    # Broken, or about to be

    async def _break(self, held: _Held, secret_of: Mapping[int, str], reason: str) -> None:
        now = self.now()

        def work(session: Session) -> None:
            rows = credentials.mark_broken(session, secret_of, reason, now)
            told = [self._notice(session, row, "sign-in-broken-notice", {"reason_key": reason}) for row in rows]
            notices.add(session, [notice for notice in told if notice is not None], now)

        await self.database.write(work)

    def _notice(self, session: Session, row: Credential, key: str, facts: Mapping[str, Any]) -> NewNotice | None:
        account = session.get(Account, row.account_id)
        if account is None or row.conversation_id is None:
            return None
        platform = self.platforms.get(account.platform)
        named = {"platform": platform.label if platform is not None else account.platform, "handle": account.handle}
        facts = {**named, **facts}
        if "reason_key" in facts:
            facts["reason_facts"] = named
        choice = {
            "label_key": "sign-in-choice-again",
            "tool": "connect_account",
            "args": {"platform": account.platform},
        }
        return NewNotice(row.workspace_id, row.conversation_id, key, facts, (choice,))

    async def _try_ahead(self, account: Account, credential: Credential) -> None:
        try:
            await asyncio.shield(self._ahead(account.id, credential.secret))
        except SignInNeeded:
            pass  # the person has been told
        except Exception as error:
            log.warning("the sign-in of account %s could not be renewed ahead: %s", account.id, _name(error))

    def _ahead(self, account_id: int, secret: str) -> asyncio.Task[AccountInfo]:
        task = asyncio.create_task(self._exchanged(account_id, None, known=secret))
        self._exchanges.add(task)
        task.add_done_callback(self._forget)
        return task

    def _warn(self, session: Session, now: datetime) -> None:
        """Each warning once; a sign-in that is over is marked and told as well."""
        told: list[NewNotice | None] = []
        for account, row in credentials.ending(session, now + WARNINGS[0]):
            assert row.ends_at is not None
            left = row.ends_at - now
            if left <= timedelta(0):
                if credentials.mark_broken(session, {row.account_id: row.secret}, ENDED, now):
                    told.append(self._notice(session, row, "sign-in-broken-notice", {"reason_key": ENDED}))
                continue
            passed = min(warning for warning in WARNINGS if left <= warning)
            if row.warned_at is None or row.warned_at < row.ends_at - passed:
                row.warned_at = now
                facts = {"when": row.ends_at.isoformat()}
                told.append(self._notice(session, row, "sign-in-ending-notice", facts))
                log.info("the sign-in of account %s ends in %s", account.id, left)
        notices.add(session, [notice for notice in told if notice is not None], now)


def rotate_key(database: Database, vault: Vault) -> tuple[int, int, Path | None]:
    """Encrypt everything with the newest key: in a file a new one, in the settings the first of those that stand there.

    Returns how many sign-ins were encrypted anew, how many could not be read, and the file with the key before. For a
    command: it waits for the store. Raises `OperatorError` and `DatabaseError`.
    """

    def again(secret: str) -> str | None:
        try:
            return vault.reseal(secret)
        except VaultError as error:
            if error.reason == "wrong":
                return None
            raise

    def work(session: Session) -> tuple[int, int]:
        sign_ins.replace_all(session, again)
        installs.replace_all(session, again)
        return credentials.replace_all(session, again)

    try:
        vault.begin_rotation()
        changed, left = database.run(work)
        # With what could not be read the older key is kept in use: it may be the one that reads it after all.
        return changed, left, vault.end_rotation() if not left else None
    except VaultError as error:
        raise trouble(error) from None


def needs_app(platform: Publisher) -> bool:
    """Whether whoever runs this installation has to register an application at the network first."""
    return platform.oauth is not None and type(platform).register is Publisher.register


def _is_due_ahead(platform: Publisher, credential: Credential, now: datetime) -> bool:
    if credential.expires_at is None or type(platform).refresh is Publisher.refresh:
        return False
    left = credential.expires_at - now
    if platform.oauth is not None and platform.oauth.refreshes_itself:
        return left < SELF_AHEAD and now - credential.updated_at > SELF_YOUNGEST
    return left < AHEAD


def _can_refresh(platform: Publisher, tokens: Tokens) -> bool:
    if type(platform).refresh is Publisher.refresh:
        return False
    # What was typed, an app password for instance, may serve again: the connector knows.
    return bool(tokens.refresh) or platform.oauth is None or platform.oauth.refreshes_itself


def _same(one: Tokens, other: Tokens) -> bool:
    return (one.access, one.refresh) == (other.access, other.refresh)


def _needed(reason: str, held: _Held) -> SignInNeeded:
    return SignInNeeded(reason, platform=held.platform.label, handle=held.account.handle)


_OF_THE_APP: Sequence[str] = ("invalid_client", "unauthorized_client")


def is_about_the_app(error: PersonError | SignInNeeded) -> bool:
    """Whether the network refuses the application, not the person's sign-in (RFC 6749, section 5.2)."""
    said = f"{error.detail} {error.facts.get('reason', '')}"
    return any(word in said for word in _OF_THE_APP)


def _name(error: Exception) -> str:
    """An error without its words, which may quote what was sent."""
    return f"{type(error).__name__} {error.key}" if isinstance(error, AllInError) else type(error).__name__

"""Signing in at networks: a link from the chat to a page of ours, from there to the network and back, and what came of it.

    connect_account ──link──► /connect/<state> ──► the network's consent page ──► /oauth/<platform>/callback
                                  │  ▲ a form, where something is typed                    │ exchange, read profiles
                                  ▼  └──────────── several: choose ◄───────────────────────┤
                               typed secrets ────────────────────────────────────► connected, told in the chat

The state is 256 random bits of which the store has the SHA-256 alone. It lives for a quarter of an hour, serves once, and
stands for one member, workspace and platform; who comes back must use the browser that opened our page. Nothing is stored
before the network has handed out tokens and told whose they are.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.errors import AllInError, NotFound, OperatorError, PersonError, SignInNeeded, TryLater
from bot.phrases import Phrases
from bot.tokens import (
    Sealed,
    TokenKeeper,
    app_from_json,
    app_to_json,
    ends_at,
    is_about_the_app,
    needs_app,
    trouble,
)
from bot.tool import MANAGERS
from connectors.http import one_line
from connectors.oauth import AppCredentials, Profile, Tokens, new_verifier
from connectors.platform import Platform, Publisher
from storage import accounts, audit, credentials, notices, sign_ins
from storage.credentials import Standing
from storage.database import Database
from storage.models import Account, Member, SignIn, Workspace
from storage.notices import NewNotice
from storage.sign_ins import BEGUN, CHOOSING, DONE, SENT
from storage.vault import Vault, VaultError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

log = logging.getLogger(__name__)

Now = Callable[[], datetime]

VALID_FOR = timedelta(minutes=15)
NETWORK_SECONDS = 60.0
MOST_PROFILES = 200
LONGEST_CODE = 4096
LONGEST_HANDLE = 120
_BROWSER = "sign-in-browser"
_STATE = re.compile(r"[A-Za-z0-9_-]{43}")
_ERROR_CODE = re.compile(r"[a-z_]{1,40}")
_REFUSED_BY_PERSON = frozenset({"access_denied", "user_cancelled_login", "user_cancelled_authorize"})
"""LinkedIn's own two beside RFC 6749's (learn.microsoft.com/linkedin/shared/authentication, read 2026-11)."""


class Stopped(AllInError):
    """A sign-in that goes no further. `status` is the page's, `language` the person's where it is known."""

    def __init__(self, status: int, key: str, /, *, language: str = "", **facts: Any) -> None:
        super().__init__(key, **facts)
        self.status = status
        self.language = language


@dataclass(frozen=True, slots=True)
class Opened:
    """A sign-in under way. `data` is what is sealed of it: verifier, what was typed, profiles to choose from, the end."""

    id: int
    state: str = field(repr=False)
    workspace_id: int
    workspace: str
    member_id: int
    member: str
    conversation_id: int | None
    platform: Publisher
    step: str
    data: dict[str, Any] = field(repr=False)

    @property
    def language(self) -> str:
        """The person's language."""
        return str(self.data.get("language") or "")

    @property
    def has_form(self) -> bool:
        """Whether something is typed on our page first."""
        return bool(self.platform.sign_in_fields)

    @property
    def profiles(self) -> list[Profile]:
        """What there is to choose from, those that may not be posted to as well."""
        return [_profile_from_json(each) for each in self.data.get("profiles", ())]

    @property
    def connected(self) -> list[str]:
        """The handles that were connected, once it is done."""
        return list(self.data.get("connected", ()))

    def stopped(self, status: int, key: str, **facts: Any) -> Stopped:
        """It goes no further, in the person's language."""
        return Stopped(status, key, language=self.language, platform=self.platform.label, **facts)


class SignInService:
    """Every sign-in of an installation. `address` is where people reach our pages, `ready` makes sure that they are served."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        platforms: Mapping[str, Platform],
        tokens: TokenKeeper,
        *,
        address: str,
        ready: Callable[[], Awaitable[None]],
        now: Now = lambda: datetime.now(UTC),
    ) -> None:
        self.database = database
        self.vault = vault
        self.platforms = platforms
        self.tokens = tokens
        self.address = address.rstrip("/")
        self.now = now
        self._ready = ready

    # From the chat

    def missing(self, platform: Publisher) -> dict[str, str] | None:
        """What whoever runs this installation has to set before anybody can sign in there; None if nothing."""
        if not needs_app(platform) or platform.name in self.tokens.apps:
            return None
        name = f"ALLIN_{platform.name.upper()}_CLIENT"
        return {
            "id": f"{name}_ID",
            "secret": f"{name}_SECRET",
            "url": platform.help_url,
            "redirect": self.redirect_uri(platform),
        }

    def redirect_uri(self, platform: Platform) -> str:
        """Where the network sends people back to: it has to be registered there exactly so."""
        return f"{self.address}/oauth/{platform.name}/callback"

    async def begin(
        self, workspace_id: int, member_id: int, conversation_id: int | None, platform: str, *, language: str
    ) -> str:
        """The address at which this person signs in, for a quarter of an hour. Raises the `OperatorError`s."""
        publisher = self._publisher(platform)
        self.tokens.app_of(publisher)
        try:
            await asyncio.to_thread(self.vault.check)
        except VaultError as error:
            raise trouble(error) from None
        await self._ready()
        state = secrets.token_urlsafe(32)
        now = self.now()
        data = {"verifier": new_verifier(), "language": language}
        await self.database.write(
            partial(
                sign_ins.begin,
                workspace_id=workspace_id,
                member_id=member_id,
                conversation_id=conversation_id,
                platform=platform,
                state=_hash(state),
                secret=self._seal(data),
                now=now,
                expires_at=now + VALID_FOR,
            )
        )
        return f"{self.address}/connect/{state}"

    async def standing(self, workspace_id: int) -> dict[int, Standing]:
        """How the sign-ins of a workspace stand, by account."""
        return await self.database.read(partial(credentials.standing, workspace_id=workspace_id))

    async def revoke(self, platform: Publisher, workspace_id: int, secret: str) -> None:
        """Give a sign-in back at its network, unless another account lives by it. Raises if the network did not hear."""
        if not await self.tokens.shares(platform, workspace_id, secret):
            await self.tokens.revoke(platform, secret)

    async def stands(self, state: str) -> str:
        """Where a sign-in stands: `waiting`, `done` once something is connected, `over` if it came to nothing."""
        try:
            opened = await self.open(state)
        except Stopped:
            return "over"
        if opened.step != DONE:
            return "waiting"
        return "done" if opened.connected else "over" if opened.data.get("failed") else "waiting"

    # On our pages

    async def open(self, state: str) -> Opened:
        """The sign-in of a link. Raises `Stopped` for one that is unknown, or whose time is over."""
        if not _STATE.fullmatch(state):
            raise Stopped(404, "sign-in-unknown")
        hashed = _hash(state)

        def look(session: Session) -> tuple[SignIn, str, str] | None:
            row = sign_ins.find(session, hashed)
            if row is None:
                return None
            place, member = session.get(Workspace, row.workspace_id), session.get(Member, row.member_id)
            return row, place.name if place else "", member.name if member else ""

        found = await self.database.read(look)
        if found is None:
            raise Stopped(404, "sign-in-unknown")
        row, workspace, member = found
        platform = self.platforms.get(row.platform)
        if not isinstance(platform, Publisher):
            raise Stopped(404, "sign-in-unknown")
        try:
            data = self.vault.open(row.secret)
        except VaultError as error:
            raise trouble(error) from None
        opened = Opened(
            id=row.id,
            state=state,
            workspace_id=row.workspace_id,
            workspace=workspace,
            member_id=row.member_id,
            member=member,
            conversation_id=row.conversation_id,
            platform=platform,
            step=row.step,
            data=data,
        )
        if row.expires_at <= self.now():
            raise opened.stopped(410, "sign-in-expired")
        return opened

    def cookie(self, state: str) -> tuple[str, str]:
        """Name and value of the cookie that a browser gets when it opens the page of this sign-in."""
        try:
            return f"allin_{_hash(state)[:16]}", self.vault.sign(_BROWSER, state)
        except VaultError as error:
            raise trouble(error) from None

    def check_browser(self, opened: Opened, cookies: Mapping[str, str]) -> None:
        """Raises `Stopped` unless this browser has opened the page of this sign-in."""
        name, value = self.cookie(opened.state)
        if not secrets.compare_digest(cookies.get(name, "").encode(), value.encode()):
            raise opened.stopped(403, "sign-in-other-browser")

    async def send(self, opened: Opened) -> str:
        """The network's consent page, for a sign-in in which nothing is typed."""
        return await self._consent_page(opened, {}, self.tokens.app_of(opened.platform))

    async def enter(self, opened: Opened, typed: Mapping[str, str]) -> str | None:
        """Go on with what was typed: to the consent page whose address is returned, or to the end.

        Raises what the network says to it; then something else may be typed. `Stopped` is the end.
        """
        platform = opened.platform
        fields = {each.name: typed.get(each.name, "").strip() for each in platform.sign_in_fields}
        if any(not fields[each.name] and not each.optional for each in platform.sign_in_fields):
            raise PersonError("sign-in-fill-in")
        if platform.oauth is not None:
            async with _patience(platform):
                app = await platform.register(fields, self.redirect_uri(platform))
            return await self._consent_page(opened, fields, app or self.tokens.app_of(platform), keep=app)
        async with _patience(platform):
            profiles = await platform.enter(fields)
        if not await self._advance(opened, {BEGUN, SENT}, DONE):
            raise opened.stopped(410, "sign-in-used")
        await self._found(opened, profiles, None, None)
        return None

    async def come_back(
        self, platform: str, query: Mapping[str, str], cookies: Mapping[str, str]
    ) -> tuple[Opened, bool]:
        """What the network sent the browser back with. True if it is connected, False if something is to be chosen.

        Raises `Stopped` for everything else.
        """
        opened = await self.open(query.get("state", ""))
        if opened.platform.name != platform:
            raise opened.stopped(400, "sign-in-other-platform")
        self.check_browser(opened, cookies)
        code, error = query.get("code", ""), query.get("error", "")
        if not error and (not code or len(code) > LONGEST_CODE or not code.isprintable()):
            raise opened.stopped(400, "sign-in-incomplete")
        # From here on it has served, whatever comes of it.
        if not await self._advance(opened, {BEGUN, SENT}, DONE):
            raise opened.stopped(410, "sign-in-used")
        if error:
            raise await self._sent_back(opened, error)
        tokens, profiles, app = await self._exchange(opened, code)
        return opened, await self._found(opened, profiles, tokens, app)

    async def choose(self, opened: Opened, places: Sequence[str]) -> list[str]:
        """Connect the profiles that were chosen, by their places in the list; their handles."""
        if opened.step != CHOOSING:
            raise opened.stopped(410, "sign-in-used")
        profiles = opened.profiles
        chosen = [
            profile for place, profile in enumerate(profiles) if str(place) in set(places) and not profile.why_not
        ]
        if not chosen:
            raise PersonError("sign-in-choose-one")
        shared = opened.data.get("tokens")
        tokens = Tokens.from_json(shared) if shared else None
        app = app_from_json(opened.data.get("app"))
        return await self._connect(opened, chosen, tokens, app, before={CHOOSING})

    async def known_handles(self, opened: Opened) -> set[str]:
        """The handles that this workspace has connected on the platform already."""
        rows: list[Account] = await self.database.read(partial(accounts.connected, workspace_id=opened.workspace_id))
        return {row.handle for row in rows if row.platform == opened.platform.name}

    # With the network

    async def _consent_page(
        self, opened: Opened, fields: Mapping[str, str], app: AppCredentials, *, keep: AppCredentials | None = None
    ) -> str:
        platform = opened.platform
        data = {**opened.data, "fields": dict(fields), "app": app_to_json(keep)}
        address = platform.authorize(
            app,
            redirect_uri=self.redirect_uri(platform),
            state=opened.state,
            verifier=str(opened.data["verifier"]),
            fields=fields,
        )
        if urlsplit(address).scheme not in {"http", "https"}:
            raise opened.stopped(400, "sign-in-incomplete")
        if not await self._advance(opened, {BEGUN, SENT}, SENT, data):
            raise opened.stopped(410, "sign-in-used")
        return address

    async def _exchange(self, opened: Opened, code: str) -> tuple[Tokens, list[Profile], AppCredentials | None]:
        platform, own = opened.platform, app_from_json(opened.data.get("app"))
        try:
            app = own or self.tokens.app_of(platform)
            async with _patience(platform):
                tokens = await platform.exchange(
                    app,
                    code=code,
                    redirect_uri=self.redirect_uri(platform),
                    verifier=str(opened.data["verifier"]),
                    fields=dict(opened.data.get("fields") or {}),
                )
                return tokens, await platform.profiles(tokens, app), own
        except (SignInNeeded, PersonError) as error:
            if is_about_the_app(error):
                raise await self._failed(opened, 500, "sign-in-app-refused") from None
            # The network's own words may quote the code.
            log.info("%s does not take a sign-in (%s)", platform.label, error.key)
            raise await self._failed(opened, 400, "sign-in-code-refused") from None
        except OperatorError as error:
            raise await self._failed(opened, 500, error.key, error.facts) from None
        except Exception as error:
            log.warning("a sign-in at %s came to nothing: %s", platform.label, type(error).__name__)
            raise await self._failed(opened, 502, "sign-in-unreachable") from None

    async def _sent_back(self, opened: Opened, error: str) -> Stopped:
        if error in _REFUSED_BY_PERSON:
            return await self._failed(opened, 200, "sign-in-cancelled")
        code = error if _ERROR_CODE.fullmatch(error) else "?"
        log.info("%s sent a person back with the error %s", opened.platform.label, code)
        if key := opened.platform.consent_errors.get(code):
            return await self._failed(opened, 400, key, {"platform": opened.platform.label})
        later = code in {"server_error", "temporarily_unavailable"}
        return await self._failed(
            opened, 502 if later else 400, "sign-in-unreachable" if later else "sign-in-sent-back"
        )

    # What came of it

    async def _found(
        self, opened: Opened, profiles: Sequence[Profile], tokens: Tokens | None, app: AppCredentials | None
    ) -> bool:
        """True if an account is connected, False if the person has to choose. Raises `Stopped` if there is none."""
        found = _told_apart(profiles[:MOST_PROFILES])
        usable = [each for each in found if not each.why_not and (each.tokens or tokens) is not None]
        if not usable:
            reasons = [each for each in found if each.why_not]
            if not reasons:
                raise await self._failed(opened, 422, "sign-in-nothing-there")
            phrases = Phrases(opened.language)
            said = dict.fromkeys(
                f"{each.name or each.handle}: {why_not(phrases, opened.platform, each)}" for each in reasons
            )
            raise await self._failed(opened, 422, "sign-in-none-usable", {"reasons": "\n".join(said)})
        if len(usable) == 1:
            await self._connect(opened, usable, tokens, app, before={DONE})
            return True
        data = {
            "language": opened.language,
            "profiles": [_profile_to_json(each) for each in found],
            "tokens": tokens.to_json() if tokens else None,
            "app": app_to_json(app),
        }
        now = self.now()
        facts = {
            "platform": opened.platform.label,
            "count": len(usable),
            "link": f"{self.address}/connect/{opened.state}",
        }

        def work(session: Session) -> None:
            secret = self._seal(data)
            sign_ins.advance(session, opened.id, {DONE}, CHOOSING, secret=secret, expires_at=now + VALID_FOR)
            self._tell(session, opened, "sign-in-choose-notice", facts, now)

        await self.database.write(work)
        return False

    async def _connect(
        self,
        opened: Opened,
        profiles: Sequence[Profile],
        tokens: Tokens | None,
        app: AppCredentials | None,
        *,
        before: set[str],
    ) -> list[str]:
        """Everything in one transaction: the accounts, their tokens, and that it is told."""
        platform, now = opened.platform, self.now()
        sealed = []
        for profile in profiles:
            own = profile.tokens or tokens
            if own is None:
                continue
            secret = self.tokens.seal(Sealed(own, app))
            sealed.append((profile, own, secret))
        handles = [profile.handle for profile, _, _ in sealed]
        end = self._seal({"language": opened.language, "connected": handles})

        def work(session: Session) -> list[str]:
            if sign_ins.role_of(session, opened.workspace_id, opened.member_id) not in MANAGERS:
                raise opened.stopped(403, "sign-in-not-allowed")
            if not sign_ins.advance(session, opened.id, before, DONE, secret=end):
                raise opened.stopped(410, "sign-in-used")
            for profile, own, secret in sealed:
                account = accounts.connect(
                    session, opened.workspace_id, platform.name, profile.handle, dict(profile.data), now
                )
                credentials.put(
                    session,
                    account,
                    secret,
                    expires_at=own.expires_at,
                    ends_at=ends_at(own, platform.oauth),
                    conversation_id=opened.conversation_id,
                    now=now,
                )
            audit.note(
                session,
                workspace_id=opened.workspace_id,
                member_id=opened.member_id,
                conversation_id=opened.conversation_id,
                tool="sign-in:connected",
                args={"platform": platform.name, "handles": handles},
                now=now,
            )
            facts = {"platform": platform.label, "handles": handles}
            self._tell(session, opened, "sign-in-connected-notice", facts, now)
            standing = credentials.standing(session, opened.workspace_id)
            rows = accounts.connected(session, opened.workspace_id)
            left = [
                row.handle
                for row in rows
                if row.platform == platform.name and (row.id not in standing or standing[row.id].broken)
            ]
            if left:
                facts = {"platform": platform.label, "handles": left}
                self._tell(session, opened, "sign-in-still-broken-notice", facts, now, again=True)
            return handles

        return await self.database.write(work)

    async def _failed(self, opened: Opened, status: int, key: str, facts: Mapping[str, Any] | None = None) -> Stopped:
        """It came to nothing: told in the chat too, with a way to begin again."""
        now = self.now()
        given = {"platform": opened.platform.label, **(facts or {})}
        told = {"platform": opened.platform.label, "reason_key": key, "reason_facts": given}

        end = self._seal({"language": opened.language, "failed": key})

        def work(session: Session) -> None:
            sign_ins.advance(session, opened.id, {DONE}, DONE, secret=end)
            self._tell(session, opened, "sign-in-failed-notice", told, now, again=True)

        await self.database.write(work)
        return Stopped(status, key, language=opened.language, **given)

    def _tell(
        self,
        session: Session,
        opened: Opened,
        key: str,
        facts: dict[str, Any],
        now: datetime,
        *,
        again: bool = False,
    ) -> None:
        if opened.conversation_id is None:
            return
        choices: tuple[dict[str, Any], ...] = ()
        if again:
            args = {"platform": opened.platform.name}
            choices = ({"label_key": "sign-in-choice-again", "tool": "connect_account", "args": args},)
        notices.add(session, [NewNotice(opened.workspace_id, opened.conversation_id, key, facts, choices)], now)

    async def _advance(
        self, opened: Opened, before: set[str], step: str, data: Mapping[str, Any] | None = None
    ) -> bool:
        secret = self._seal(dict(data)) if data is not None else None
        return await self.database.write(
            partial(sign_ins.advance, id=opened.id, before=before, step=step, secret=secret)
        )

    def _publisher(self, name: str) -> Publisher:
        platform = self.platforms.get(name)
        if not isinstance(platform, Publisher):
            raise NotFound("error-no-such-platform", name=name[:60])
        return platform

    def _seal(self, data: dict[str, Any]) -> str:
        try:
            return self.vault.seal(data)
        except VaultError as error:
            raise trouble(error) from None


@asynccontextmanager
async def _patience(platform: Publisher) -> AsyncIterator[None]:
    """Time for a network, and only errors that can be told: what else a connector trips over is not quoted."""
    try:
        async with asyncio.timeout(NETWORK_SECONDS):
            yield
    except TryLater as error:
        # Its own sentence may promise another try: here a person is waiting, and nobody tries for them.
        raise TryLater("sign-in-unreachable", platform=platform.label, detail=error.detail) from None
    except AllInError:
        raise
    except Exception as error:
        log.warning("signing in at %s failed: %s", platform.label, type(error).__name__)
        raise TryLater("sign-in-unreachable", platform=platform.label) from None


def _told_apart(profiles: Sequence[Profile]) -> list[Profile]:
    """Profiles with handles; those that go by the same one are called by their ids as well."""
    found: dict[str, Profile] = {}
    for profile in profiles:
        handle = one_line(profile.handle, LONGEST_HANDLE)
        if not handle:
            continue
        if handle in found:
            handle = one_line(f"{handle} ({profile.data.get('id')})", 2 * LONGEST_HANDLE)
        found.setdefault(handle, replace(profile, handle=handle, name=one_line(profile.name, LONGEST_HANDLE)))
    return list(found.values())


def _hash(state: str) -> str:
    return hashlib.sha256(state.encode("utf-8", "replace")).hexdigest()


def why_not(phrases: Phrases, platform: Publisher, profile: Profile) -> str:
    """Why a profile cannot be posted to, as a sentence."""
    return phrases.say(profile.why_not, platform=platform.label, handle=profile.handle, name=profile.name)


def _profile_to_json(profile: Profile) -> dict[str, Any]:
    return {
        "handle": profile.handle,
        "name": profile.name,
        "data": profile.data,
        "tokens": profile.tokens.to_json() if profile.tokens else None,
        "why_not": profile.why_not,
    }


def _profile_from_json(data: Mapping[str, Any]) -> Profile:
    tokens = Tokens.from_json(data["tokens"]) if data.get("tokens") else None
    return replace(Profile(data["handle"], data["name"], dict(data["data"])), tokens=tokens, why_not=data["why_not"])

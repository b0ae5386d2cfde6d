"""The way in for programs over HTTP: OAuth 2.1 as the Model Context Protocol wants it, with the SDK's own handlers.

Clients are public and proven by PKCE. Tokens are random, kept as hashes, bound to our address (RFC 8707) and to one member; an
access token lives an hour, a refresh token serves once and brings the next. A code or refresh token that comes a second time
ends the device that it belongs to: somebody has copied it. The member's yes is a code of `bot.pairing`, typed on our page.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mcp.server.auth.provider import (
    AccessToken,
    AuthorizationCode,
    AuthorizationParams,
    AuthorizeError,
    OAuthAuthorizationServerProvider,
    RefreshToken,
    RegistrationError,
    TokenError,
    construct_redirect_uri,
)
from mcp.shared.auth import OAuthClientInformationFull, OAuthToken
from pydantic import AnyUrl
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.pairing import plain_code
from bot.phrases import Phrases
from bot.web.pages import language_of
from bot.web.sign_in import fields, page, policy
from connectors.http import one_line
from storage import devices
from storage.devices import ACCESS, CODE, PAIRING, REFRESH, REQUEST, LetIn, Secret

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.database import Database

log = logging.getLogger(__name__)

SCOPE = "assistant"
REQUEST_FOR = timedelta(minutes=10)
CODE_FOR = timedelta(minutes=1)
ACCESS_FOR = timedelta(hours=1)
REFRESH_FOR = timedelta(days=60)
MOST_TRIES = 5
_KEPT_FOR = timedelta(days=1)  # what has expired, so that a copy is still known as one
_MOST_REDIRECTS = 10
_LONGEST_NAME = 60
_LONGEST = 2_000
_S256 = re.compile(r"[A-Za-z0-9_-]{43}")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})
_NOT_FOR_PROGRAMS = frozenset(
    {"http", "javascript", "data", "file", "vbscript", "about", "blob", "view-source", "ws", "wss", "ftp", "mailto"}
)


class Code(AuthorizationCode):
    """A code that was shown, with the hash by which it is kept."""

    hash: str
    device_id: int


class Refresh(RefreshToken):
    """Likewise for a refresh token."""

    hash: str
    device_id: int


class Provider(OAuthAuthorizationServerProvider[Code, Refresh, AccessToken]):
    """What the SDK's handlers ask. `address` is where this installation is reached, `resource` what tokens are for."""

    def __init__(
        self, database: Database, address: str, resource: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self.address = address.rstrip("/")
        self.resource = resource
        self._now = now

    async def get_client(self, client_id: str) -> OAuthClientInformationFull | None:
        """A program that has introduced itself."""
        found = await self._database.read(lambda session: devices.program(session, client_id))
        return OAuthClientInformationFull.model_validate(found) if found is not None else None

    async def register_client(self, client_info: OAuthClientInformationFull) -> None:
        """Keep what a program says of itself. It gets no password: anybody could have one, so it would prove nothing."""
        addresses = [str(uri) for uri in client_info.redirect_uris or ()]
        if not 0 < len(addresses) <= _MOST_REDIRECTS or not all(map(_is_safe, addresses)):
            raise RegistrationError(
                "invalid_redirect_uri", "https, a loopback address, or a scheme of the program's own"
            )
        client_info.client_secret = None
        client_info.client_secret_expires_at = None
        client_info.token_endpoint_auth_method = "none"
        client_info.scope = SCOPE
        name = one_line(client_info.client_name or "", _LONGEST_NAME) or "?"
        data = client_info.model_dump(
            mode="json",
            include={"client_id", "client_name", "redirect_uris", "grant_types", "response_types", "scope"}
            | {"token_endpoint_auth_method", "client_id_issued_at"},
        )
        data["client_name"] = name
        kept = await self._database.write(
            lambda session: devices.introduce(session, client_info.client_id, name, data, self._now())
        )
        if not kept:
            raise RegistrationError(
                "invalid_client_metadata", "too many programs have introduced themselves; try tomorrow"
            )

    async def authorize(self, client: OAuthClientInformationFull, params: AuthorizationParams) -> str:
        """Where the person is asked."""
        if params.resource is not None and not self._is_ours(params.resource):
            raise AuthorizeError("invalid_target", "that is not the address of this server")
        if not _S256.fullmatch(params.code_challenge):
            raise AuthorizeError("invalid_request", "code_challenge must be a SHA-256 in base64url (RFC 7636)")
        request, now = secrets.token_urlsafe(32), self._now()
        data = {
            "client_id": client.client_id,
            "name": one_line(client.client_name or "", _LONGEST_NAME) or "?",
            "redirect_uri": str(params.redirect_uri),
            "explicit": params.redirect_uri_provided_explicitly,
            "challenge": params.code_challenge,
            "state": params.state,
        }

        def keep(session: Session) -> None:
            devices.prune(session, now - _KEPT_FOR)
            devices.keep(session, request, REQUEST, now=now, expires_at=now + REQUEST_FOR, data=data)

        await self._database.write(keep)
        return f"{self.address}/mcp/allow/{request}"

    async def request(self, request: str) -> Secret | None:
        """What a page was opened for, while it can still be answered."""
        found = await self._database.read(lambda session: devices.find(session, request, REQUEST))
        return found if found is not None and found.used_at is None and found.expires_at > self._now() else None

    async def allow(self, request: Secret, typed: str) -> str | None:
        """Let the program in if the code is right: the address to which the person goes back. None if it is wrong."""
        code, now = secrets.token_urlsafe(32), self._now()

        def let_in(session: Session) -> bool:
            pairing = devices.find(session, plain_code(typed), PAIRING)
            member = (pairing.workspace_id, pairing.member_id) if pairing is not None else (None, None)
            if pairing is None or member[0] is None or member[1] is None or not devices.use(session, pairing.hash, now):
                if devices.miss(session, request.hash) >= MOST_TRIES:
                    devices.use(session, request.hash, now)
                return False
            if not devices.use(session, request.hash, now):
                return False
            device = devices.let_in(
                session,
                workspace_id=member[0],
                member_id=member[1],
                program_id=request.data["client_id"],
                name=request.data["name"],
                now=now,
            )
            devices.keep(session, code, CODE, now=now, expires_at=now + CODE_FOR, device_id=device, data=request.data)
            return True

        if not await self._database.write(let_in):
            return None
        return construct_redirect_uri(
            request.data["redirect_uri"], code=code, state=request.data["state"], iss=self.address
        )

    async def refuse(self, request: Secret) -> str:
        """The person does not want to: the address to which they go back."""
        await self._database.write(lambda session: devices.use(session, request.hash, self._now()))
        return construct_redirect_uri(
            request.data["redirect_uri"], error="access_denied", state=request.data["state"], iss=self.address
        )

    async def load_authorization_code(self, client: OAuthClientInformationFull, authorization_code: str) -> Code | None:
        """A code as it is kept. One that has served ends what came of it: it was copied on the way (OAuth 2.1, 4.1.3)."""
        found = await self._database.read(lambda session: devices.find(session, authorization_code, CODE))
        if found is None or found.device_id is None or found.data["client_id"] != client.client_id:
            return None
        if found.used_at is not None:
            await self._copied(found)
            return None
        return Code(
            code=authorization_code,
            scopes=[SCOPE],
            expires_at=found.expires_at.timestamp(),
            client_id=client.client_id,
            code_challenge=found.data["challenge"],
            redirect_uri=AnyUrl(found.data["redirect_uri"]),
            redirect_uri_provided_explicitly=found.data["explicit"],
            resource=self.resource,
            subject=str(found.device_id),
            hash=found.hash,
            device_id=found.device_id,
        )

    async def exchange_authorization_code(
        self, client: OAuthClientInformationFull, authorization_code: Code
    ) -> OAuthToken:
        """The first tokens of a device."""
        return await self._exchange(authorization_code.hash, authorization_code.device_id, client.client_id)

    async def load_refresh_token(self, client: OAuthClientInformationFull, refresh_token: str) -> Refresh | None:
        """A refresh token as it is kept; one that has served ends its device."""
        found = await self._database.read(lambda session: devices.find(session, refresh_token, REFRESH))
        if found is None or found.device_id is None or found.data["client_id"] != client.client_id:
            return None
        if found.used_at is not None:
            await self._copied(found)
            return None
        if not self._is_ours(found.data["resource"]):
            return None
        return Refresh(
            token=refresh_token,
            client_id=client.client_id,
            scopes=[SCOPE],
            expires_at=int(found.expires_at.timestamp()),
            resource=found.data["resource"],
            subject=str(found.device_id),
            hash=found.hash,
            device_id=found.device_id,
        )

    async def exchange_refresh_token(
        self, client: OAuthClientInformationFull, refresh_token: Refresh, scopes: list[str]
    ) -> OAuthToken:
        """The next tokens; the last ones are worth nothing from now on."""
        return await self._exchange(refresh_token.hash, refresh_token.device_id, client.client_id)

    async def load_access_token(self, token: str) -> AccessToken | None:
        """Whom a token speaks for, or None if it is worth nothing (any more)."""
        now = self._now()

        def look(session: Session) -> tuple[Secret, LetIn] | None:
            found = devices.find(session, token, ACCESS)
            if found is None or found.device_id is None or found.expires_at <= now:
                return None
            device = devices.device(session, found.device_id)
            return (found, device) if device is not None else None

        known = await self._database.read(look)
        if known is None:
            return None
        found, device = known
        if now - device.seen_at > timedelta(hours=1):
            await self._database.write(lambda session: devices.seen(session, device.id, now))
        return AccessToken(
            token=token,
            client_id=found.data["client_id"],
            scopes=[SCOPE],
            expires_at=None,  # looked at above, by the clock of this installation
            resource=found.data["resource"],
            subject=str(device.id),
            claims={
                "iss": self.address,
                "workspace": device.workspace,
                "sender": device.sender,
                "program": device.name,
            },
        )

    async def verify_token(self, token: str) -> AccessToken | None:
        """The same, as the endpoint asks it."""
        return await self.load_access_token(token)

    async def revoke_token(self, token: AccessToken | Refresh) -> None:
        """A program gives its tokens back: it is no longer let in."""
        if token.subject is not None:
            device = int(token.subject)
            await self._database.write(lambda session: devices.end(session, device, self._now()))

    async def _exchange(self, hash: str, device_id: int, client_id: str) -> OAuthToken:
        access, refresh, now = secrets.token_urlsafe(32), secrets.token_urlsafe(32), self._now()
        data = {"client_id": client_id, "resource": self.resource}

        def change(session: Session) -> bool:
            if devices.device(session, device_id) is None or not devices.use(session, hash, now):
                return False
            devices.keep(session, access, ACCESS, now=now, expires_at=now + ACCESS_FOR, device_id=device_id, data=data)
            devices.keep(
                session, refresh, REFRESH, now=now, expires_at=now + REFRESH_FOR, device_id=device_id, data=data
            )
            return True

        if not await self._database.write(change):
            raise TokenError("invalid_grant", "it has been used or is too old")
        seconds = int(ACCESS_FOR.total_seconds())
        return OAuthToken(access_token=access, expires_in=seconds, scope=SCOPE, refresh_token=refresh)

    async def _copied(self, found: Secret) -> None:
        device = found.device_id
        assert device is not None
        log.warning("what a program had used already came a second time; device %d is thrown out", device)
        await self._database.write(lambda session: devices.end(session, device, self._now()))

    def _is_ours(self, resource: str) -> bool:
        return resource.rstrip("/") == self.resource.rstrip("/")


class Revocation:
    """`/revoke` (RFC 7009) for programs without a password, which the SDK's own handler refuses."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider

    async def answer(self, request: Request) -> Response:
        """200 whether or not there was such a token: nobody learns here which ones are worth something."""
        headers = {"Cache-Control": "no-store", "Pragma": "no-cache"}
        form = await request.form(max_fields=20)
        token, client_id = form.get("token"), form.get("client_id")
        client = await self._provider.get_client(client_id) if isinstance(client_id, str) else None
        if client is None or not isinstance(token, str):
            return JSONResponse({"error": "invalid_request"}, status_code=400, headers=headers)
        found = await self._provider.load_access_token(token) or await self._provider.load_refresh_token(client, token)
        if found is not None and found.client_id == client.client_id:
            await self._provider.revoke_token(found)
        return Response(status_code=200, headers=headers)


class AllowPage:
    """`/mcp/allow/<request>`: which program wants in, where it takes the person, and a place for the code."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider

    async def answer(self, request: Request) -> Response:
        """The page; with a form that was sent, what came of it."""
        phrases = Phrases(language_of(request))
        asked = await self._provider.request(request.path_params["request"])
        if asked is None:
            return self._gone(phrases)
        if request.method != "POST":
            return self._asking(phrases, asked)
        origin = request.headers.get("origin")
        if origin not in {None, "null", self._provider.address}:
            return self._gone(phrases, 403)
        form: dict[str, Any] = await fields(request)
        if "refuse" in form:
            return self._back(await self._provider.refuse(asked), asked)
        address = await self._provider.allow(asked, form.get("code", [""])[-1])
        if address is not None:
            return self._back(address, asked)
        if await self._provider.request(request.path_params["request"]) is None:
            return self._gone(phrases)
        return self._asking(phrases, asked, phrases.say("mcp-page-wrong"), 422)

    def _asking(self, phrases: Phrases, asked: Secret, wrong: str = "", status: int = 200) -> Response:
        title = phrases.say("mcp-page-title", program=asked.data["name"])
        where = _place(asked.data["redirect_uri"])
        told = f'<p class="wrong" role="alert">{escape(wrong)}</p>\n' if wrong else ""
        main = (
            f"<h1>{escape(title)}</h1>\n<p>{escape(phrases.say('mcp-page-what'))}</p>\n"
            f'<p class="soft">{escape(phrases.say("mcp-page-where", place=where))}</p>\n{told}'
            f'<form method="post" autocomplete="off">\n<label for="code">{escape(phrases.say("mcp-page-code"))}</label>\n'
            '<input id="code" name="code" type="text" required maxlength="40" autocomplete="one-time-code"'
            ' autocapitalize="characters" spellcheck="false" autofocus>\n'
            f"<button>{escape(phrases.say('mcp-page-allow'))}</button>\n"
            f'<button name="refuse" value="1" formnovalidate>{escape(phrases.say("mcp-page-refuse"))}</button>\n</form>\n'
            f'<p class="soft">{escape(phrases.say("mcp-page-how"))}</p>'
        )
        response = page(phrases, status, title, main)
        # A form may lead only to us, and from there back to the program.
        response.headers["Content-Security-Policy"] = policy(_origin(asked.data["redirect_uri"]))
        return response

    def _gone(self, phrases: Phrases, status: int = 410) -> Response:
        title = phrases.say("mcp-page-gone")
        main = f'<h1>{escape(title)}</h1>\n<p class="soft">{escape(phrases.say("mcp-page-again"))}</p>'
        return page(phrases, status, title, main)

    def _back(self, address: str, asked: Secret) -> Response:
        headers = {
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "Content-Security-Policy": policy(_origin(asked.data["redirect_uri"])),
        }
        return RedirectResponse(address, status_code=303, headers=headers)


def _is_safe(address: str) -> bool:
    """Whether a code may be sent there: encrypted, to this machine itself, or to a scheme that a program has made its own."""
    parts = urlsplit(address)
    if len(address) > _LONGEST or parts.fragment or "@" in parts.netloc:
        return False
    if parts.scheme == "https":
        return bool(parts.hostname)
    if parts.scheme == "http":
        return parts.hostname in _LOOPBACK
    return bool(parts.scheme) and parts.scheme not in _NOT_FOR_PROGRAMS


def _place(address: str) -> str:
    parts = urlsplit(address)
    return parts.netloc if parts.scheme in {"http", "https"} else f"{parts.scheme}:"


def _origin(address: str) -> str:
    """What a policy calls it: scheme, host and port, or the scheme alone."""
    parts = urlsplit(address)
    shown = f"{parts.scheme}://{parts.netloc}" if parts.scheme in {"http", "https"} else f"{parts.scheme}:"
    return shown if re.fullmatch(r"[\w.+:/\[\]-]+", shown, re.ASCII) else ""

"""Account linking: a speaker's maker gets tokens for a member, once the member has typed a code on our page.

It is OAuth 2.0 with one client that is registered beforehand and proves itself by a secret, which a program (`oauth.py`) cannot
keep. PKCE is checked where it is used. Requests, codes and refresh tokens have kinds of their own, and an access token belongs
to a device of this channel: none of them is worth anything to a program, nor a program's here.

For Alexa: "Requirements for Account Linking" (answers within 4.5 seconds, access tokens that last six minutes or longer) and
"Configure an Authorization Code Grant" (what is sent, and where people are taken back).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import logging
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.pairing import plain_code
from bot.phrases import Phrases
from bot.sign_in import Stopped
from bot.web.pages import language_of
from bot.web.sign_in import fields, page
from storage import devices
from storage.devices import ACCESS, PAIRING, Secret

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.database import Database

log = logging.getLogger(__name__)

REQUEST, CODE, REFRESH = "link-request", "link-code", "link-refresh"
"""Kinds of secrets, apart from those of programs."""

REQUEST_FOR = timedelta(minutes=15)
CODE_FOR = timedelta(minutes=2)
ACCESS_FOR = timedelta(hours=1)
REFRESH_FOR = timedelta(days=180)
REPEATED_FOR = timedelta(minutes=2)
"""For so long a refresh token may come again: the answer was lost on the way, and whoever asks has shown the secret."""
MOST_TRIES = 5
_KEPT_FOR = timedelta(days=1)
_LONGEST = 2_000
_S256 = re.compile(r"[A-Za-z0-9_-]{43}")
_NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}

ALEXA_BACK = re.compile(
    r"https://(?:layla\.amazon\.com|pitangui\.amazon\.com|alexa\.amazon\.co\.jp)/api/skill/link/[A-Za-z0-9]{1,64}"
)
"""Where Alexa takes people back; the last part is the skill owner's vendor id."""


class Refused(Exception):
    """The token endpoint's no: an error code of RFC 6749, section 5.2."""

    def __init__(self, error: str, status: int = 400) -> None:
        self.error = error
        self.status = status
        super().__init__(error)


@dataclass(frozen=True, slots=True)
class Client:
    """Who links: its `channel`, what people call it, the id and secret that it shows, and where it may send people back."""

    channel: str
    label: str
    id: str
    secret: str
    back: re.Pattern[str]

    def __repr__(self) -> str:
        return f"Client({self.channel!r})"


class Linking:
    """Requests, codes and tokens of one client. `address` is where this installation is reached."""

    def __init__(
        self,
        database: Database,
        address: str,
        client: Client,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self.address = address.rstrip("/")
        self.client = client
        self._now = now

    async def begin(self, back: str, state: str, challenge: str) -> str:
        """Keep what somebody was sent here for: the secret part of the address of their page."""
        request, now = secrets.token_urlsafe(32), self._now()
        data = {"back": back, "state": state, "challenge": challenge, "channel": self.client.channel}

        def keep(session: Session) -> None:
            devices.prune(session, now - _KEPT_FOR)
            devices.keep(session, request, REQUEST, now=now, expires_at=now + REQUEST_FOR, data=data)

        await self._database.write(keep)
        return request

    async def request(self, request: str) -> Secret | None:
        """What a page was opened for, while it can still be answered."""
        found = await self._database.read(lambda session: devices.find(session, request, REQUEST))
        if found is None or found.data["channel"] != self.client.channel:
            return None
        return found if found.used_at is None and found.expires_at > self._now() else None

    async def allow(self, request: Secret, typed: str) -> str | None:
        """Link the member whose code it is: the address to which they go back. None if the code is wrong."""
        code, now = secrets.token_urlsafe(32), self._now()

        def let_in(session: Session) -> bool:
            pairing = devices.find(session, plain_code(typed), PAIRING)
            if (
                pairing is None
                or pairing.workspace_id is None
                or pairing.member_id is None
                or not devices.use(session, pairing.hash, now)
            ):
                if devices.miss(session, request.hash) >= MOST_TRIES:
                    devices.use(session, request.hash, now)
                return False
            if not devices.use(session, request.hash, now):
                return False
            device = devices.let_in(
                session,
                workspace_id=pairing.workspace_id,
                member_id=pairing.member_id,
                program_id=None,
                channel=self.client.channel,
                name=self.client.label,
                now=now,
            )
            devices.keep(session, code, CODE, now=now, expires_at=now + CODE_FOR, device_id=device, data=request.data)
            return True

        if not await self._database.write(let_in):
            return None
        return _back(request.data["back"], code=code, state=request.data["state"])

    async def refuse(self, request: Secret) -> str:
        """The person does not want to: the address to which they go back."""
        await self._database.write(lambda session: devices.use(session, request.hash, self._now()))
        return _back(request.data["back"], error="access_denied", state=request.data["state"])

    async def exchange(self, code: str, back: str, verifier: str) -> dict[str, Any]:
        """The first tokens for a code. One that comes twice was copied on the way, and ends what came of it."""
        now = self._now()

        def change(session: Session) -> dict[str, Any] | None:
            found = devices.find(session, code, CODE)
            if found is None or found.device_id is None or found.data["channel"] != self.client.channel:
                return None
            if found.used_at is not None:
                self._copied(session, found.device_id, now)
                return None
            challenge = found.data["challenge"]
            proven = not challenge or hmac.compare_digest(_s256(verifier), challenge)
            if back != found.data["back"] or not proven or not devices.use(session, found.hash, now):
                return None
            return self._issue(session, found.device_id, now)

        return _granted(await self._database.write(change))

    async def refresh(self, token: str) -> dict[str, Any]:
        """The next tokens. The old refresh token is worth nothing from then on, but for a repetition right after."""
        now = self._now()

        def change(session: Session) -> dict[str, Any] | None:
            found = devices.find(session, token, REFRESH)
            if found is None or found.device_id is None or found.data["channel"] != self.client.channel:
                return None
            if found.used_at is None:
                if not devices.use(session, found.hash, now):
                    return None
            elif now - found.used_at > REPEATED_FOR:
                self._copied(session, found.device_id, now)
                return None
            return self._issue(session, found.device_id, now)

        return _granted(await self._database.write(change))

    def _issue(self, session: Session, device_id: int, now: datetime) -> dict[str, Any] | None:
        if devices.device(session, device_id) is None:
            return None
        access, refresh = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        # `resource` is what a program's endpoint looks at: it is not its own.
        data = {
            "client_id": self.client.id,
            "resource": f"{self.address}/{self.client.channel}",
            "channel": self.client.channel,
        }
        devices.keep(session, access, ACCESS, now=now, expires_at=now + ACCESS_FOR, device_id=device_id, data=data)
        devices.keep(session, refresh, REFRESH, now=now, expires_at=now + REFRESH_FOR, device_id=device_id, data=data)
        return {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": int(ACCESS_FOR.total_seconds()),
            "refresh_token": refresh,
        }

    def _copied(self, session: Session, device_id: int, now: datetime) -> None:
        log.warning("what %s had used already came again; device %d is thrown out", self.client.label, device_id)
        devices.end(session, device_id, now)


class LinkPages:
    """What people and the client see of it, below `/<channel>/`."""

    def __init__(self, linking: Linking) -> None:
        self._linking = linking

    def routes(self) -> list[BaseRoute]:
        """`/alexa/link` and the page behind it, `/alexa/token`."""
        top = f"/{self._linking.client.channel}"
        return [
            Route(f"{top}/link", self.begin, methods=["GET"]),
            Route(f"{top}/link/{{request}}", self.ask, methods=["GET", "POST"]),
            Route(f"{top}/token", self.token, methods=["POST"]),
        ]

    async def begin(self, request: Request) -> Response:
        """Somebody was sent here to link. Nobody is sent anywhere before the client and the way back are known."""
        phrases, client = Phrases(language_of(request)), self._linking.client
        query = request.query_params
        if any(len(query.getlist(name)) > 1 or len(query[name]) > _LONGEST for name in query):
            return self._gone(phrases, 400)
        back, state = query.get("redirect_uri", ""), query.get("state", "")
        if not _same(query.get("client_id", ""), client.id) or not client.back.fullmatch(back):
            return self._gone(phrases, 400)
        challenge = query.get("code_challenge", "")
        error = ""
        if query.get("response_type") != "code":
            error = "unsupported_response_type"
        elif challenge and (query.get("code_challenge_method") != "S256" or not _S256.fullmatch(challenge)):
            error = "invalid_request"
        if error:
            return RedirectResponse(_back(back, error=error, state=state), status_code=303, headers=_NO_STORE)
        secret = await self._linking.begin(back, state, challenge)
        return RedirectResponse(f"/{client.channel}/link/{secret}", status_code=303, headers=_NO_STORE)

    async def ask(self, request: Request) -> Response:
        """The page that asks for the code; with a form that was sent, what came of it."""
        phrases, linking = Phrases(language_of(request)), self._linking
        name = request.path_params["request"]
        asked = await linking.request(name)
        if asked is None:
            return self._gone(phrases)
        if request.method != "POST":
            return self._asking(phrases, asked)
        if request.headers.get("origin") not in {None, "null", linking.address}:
            return self._gone(phrases, 403)
        try:
            form = await fields(request)
        except Stopped as stopped:
            return self._gone(phrases, stopped.status)
        if "refuse" in form:
            return self._onward(phrases, await linking.refuse(asked))
        address = await linking.allow(asked, form.get("code", [""])[-1])
        if address is not None:
            return self._onward(phrases, address)
        if await linking.request(name) is None:
            return self._gone(phrases)
        return self._asking(phrases, asked, phrases.say("alexa-page-wrong"), 422)

    async def token(self, request: Request) -> Response:
        """Tokens for a code or a refresh token, for the client that shows its secret."""
        try:
            form = await fields(request)
            if any(len(values) > 1 or len(values[0]) > _LONGEST for values in form.values()):
                raise Refused("invalid_request")
            given = {name: values[0] for name, values in form.items()}
            self._check_client(request.headers.get("authorization", ""), given)
            match given.get("grant_type"):
                case "authorization_code":
                    answer = await self._linking.exchange(
                        given.get("code", ""), given.get("redirect_uri", ""), given.get("code_verifier", "")
                    )
                case "refresh_token":
                    answer = await self._linking.refresh(given.get("refresh_token", ""))
                case _:
                    raise Refused("unsupported_grant_type")
        except Stopped:
            return JSONResponse({"error": "invalid_request"}, status_code=400, headers=_NO_STORE)
        except Refused as refused:
            headers = dict(_NO_STORE)
            if refused.status == 401:
                headers["WWW-Authenticate"] = 'Basic realm="token"'
            return JSONResponse({"error": refused.error}, status_code=refused.status, headers=headers)
        return JSONResponse(answer, headers=_NO_STORE)

    def _check_client(self, header: str, form: Mapping[str, str]) -> None:
        """Raises `Refused` unless id and secret are shown, as HTTP Basic or in the body (RFC 6749, 2.3.1)."""
        client = self._linking.client
        shown = (form.get("client_id", ""), form.get("client_secret", ""))
        kind, _, rest = header.partition(" ")
        if kind.lower() == "basic":
            try:
                id, _, secret = base64.b64decode(rest.strip(), validate=True).decode().partition(":")
            except (binascii.Error, UnicodeDecodeError):
                raise Refused("invalid_client", 401) from None
            shown = (id, secret)
        plain = _same(shown[0], client.id) & _same(shown[1], client.secret)
        # Some write them urlencoded into the header, as the standard says; most do not.
        coded = _same(unquote_plus(shown[0]), client.id) & _same(unquote_plus(shown[1]), client.secret)
        if not plain | (coded and kind.lower() == "basic"):
            log.warning("somebody asked for tokens of %s with another id or secret", client.label)
            raise Refused("invalid_client", 401)

    def _asking(self, phrases: Phrases, asked: Secret, wrong: str = "", status: int = 200) -> Response:
        title = phrases.say("alexa-page-title", program=self._linking.client.label)
        where = urlsplit(asked.data["back"]).netloc
        told = f'<p class="wrong" role="alert">{escape(wrong)}</p>\n' if wrong else ""
        main = (
            f"<h1>{escape(title)}</h1>\n<p>{escape(phrases.say('alexa-page-what'))}</p>\n"
            f'<p class="soft">{escape(phrases.say("alexa-page-where", place=where))}</p>\n{told}'
            '<form method="post" autocomplete="off">\n'
            f'<label for="code">{escape(phrases.say("alexa-page-code"))}</label>\n'
            '<input id="code" name="code" type="text" required maxlength="40" autocomplete="one-time-code"'
            ' autocapitalize="characters" spellcheck="false" autofocus>\n'
            f"<button>{escape(phrases.say('alexa-page-allow'))}</button>\n"
            f'<button name="refuse" value="1" formnovalidate>{escape(phrases.say("alexa-page-refuse"))}</button>\n'
            f'</form>\n<p class="soft">{escape(phrases.say("alexa-page-how"))}</p>'
        )
        return page(phrases, status, title, main)

    def _gone(self, phrases: Phrases, status: int = 410) -> Response:
        title = phrases.say("alexa-page-gone")
        main = f'<h1>{escape(title)}</h1>\n<p class="soft">{escape(phrases.say("alexa-page-again"))}</p>'
        return page(phrases, status, title, main)

    def _onward(self, phrases: Phrases, address: str) -> Response:
        """A page that leads on by itself. No redirect: browsers hold where a form leads, and Amazon leads further."""
        title = phrases.say("sign-in-page-onward", place=urlsplit(address).netloc)
        main = (
            f"<h1>{escape(title)}</h1>\n"
            f'<p><a class="button" href="{escape(address)}" rel="noreferrer">'
            f"{escape(phrases.say('sign-in-page-go-on'))}</a></p>"
        )
        head = f'<meta http-equiv="refresh" content="0;url={escape(address)}">\n'
        return page(phrases, 200, title, main, head=head)


def alexa_routes(
    database: Database,
    address: str,
    client_id: str,
    client_secret: str,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> list[BaseRoute]:
    """What the web application serves so that Alexa can be linked, in front of its other routes."""
    client = Client("alexa", "Alexa", client_id, client_secret, ALEXA_BACK)
    return LinkPages(Linking(database, address, client, now)).routes()


def _granted(answer: dict[str, Any] | None) -> dict[str, Any]:
    if answer is None:
        raise Refused("invalid_grant")
    return answer


def _back(address: str, **query: str) -> str:
    return f"{address}?{urlencode({name: value for name, value in query.items() if value})}"


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _s256(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")

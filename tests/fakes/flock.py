"""A network that people sign in at, with PKCE, codes and refresh tokens that serve once; and three platforms that speak to it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlencode

from bot.errors import AllInError, Rejected, SignInNeeded
from bot.testing.network import Answer, FakeNetwork, Request, route
from connectors.http import Answer as Heard
from connectors.http import Http
from connectors.limits import Custom, Limits
from connectors.oauth import AppCredentials, Field, OAuth, Profile, Tokens, authorize_link, challenge_of, tokens_from
from connectors.platform import AccountInfo, Outgoing, Publisher, Receipt

APP = AppCredentials("app-of-ours", "secret-of-the-app-0001")


class FlockNetwork(FakeNetwork):
    """`user` is who consents in the browser; `pages` what they may post to besides; `deny`: they press Cancel."""

    platform = "flock"

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.user = "ann"
        self.pages: dict[str, list[str]] = {}
        self.deny = False
        self.lifetime = 3600
        self.apps = {APP.client_id: APP.client_secret}
        self.redirects: set[str] | None = None
        self.codes: dict[str, dict[str, str]] = {}
        self.access: dict[str, str] = {}
        self.refresh: dict[str, str] = {}
        self.handed_out: list[str] = []
        self.refreshes = 0
        self.revoked: list[str] = []
        self.bots = {"bot-token-of-the-person-42": "kitchen_bot"}

    def account(self, number: int = 1) -> AccountInfo:
        """An account that is signed in here; different numbers are different accounts."""
        user, access = f"user{number}", self._secret("access")
        self.access[access] = user
        return AccountInfo(number, 1, "flock", f"@{user}", {"id": f"id-{user}"}, Tokens(access))

    @route("GET", "/authorize")
    def authorize(self, request: Request) -> Answer:
        query = request.query
        if query.get("client_id") not in self.apps or (self.redirects and query["redirect_uri"] not in self.redirects):
            return self.error(400, "unknown application or address")
        if query.get("response_type") != "code" or query.get("code_challenge_method") != "S256":
            return self.error(400, "PKCE is needed")
        back = {"state": query["state"]}
        if self.deny:
            back["error"] = "access_denied"
        else:
            code = self._secret("code")
            self.codes[code] = {**query, "user": self.user}
            back["code"] = code
        return Answer(302, b"", {"location": f"{query['redirect_uri']}?{urlencode(back)}"})

    @route("POST", "/token")
    def token(self, request: Request) -> Answer:
        form = request.form
        if self.apps.get(form.get("client_id", "")) != form.get("client_secret"):
            return Answer(401, {"error": "invalid_client"})
        if form["grant_type"] == "authorization_code":
            asked = self.codes.pop(form["code"], None)  # serves once
            if (
                asked is None
                or asked["redirect_uri"] != form["redirect_uri"]
                or asked["code_challenge"] != challenge_of(form["code_verifier"])
            ):
                return Answer(400, {"error": "invalid_grant", "error_description": f"bad code {form['code']}"})
            return self._tokens(asked["user"])
        self.refreshes += 1
        user = self.refresh.pop(form["refresh_token"], None)  # rotates: serves once
        if user is None:
            return Answer(400, {"error": "invalid_grant"})
        return self._tokens(user)

    @route("POST", "/revoke")
    def revoke(self, request: Request) -> Answer:
        self.revoked.append(request.form["token"])
        self.access.pop(request.form["token"], None)
        return Answer(200, {})

    @route("POST", "/apps")
    def register(self, request: Request) -> Answer:
        id, secret = self._secret("app"), self._secret("app-secret")
        self.apps[id] = secret
        return Answer(200, {"client_id": id, "client_secret": secret})

    @route("GET", "/me")
    def me(self, request: Request) -> Answer:
        user = self.access.get(request.bearer) or self.bots.get(request.bearer)
        if user is None:
            return self.error(401, "no such token")
        return Answer(200, {"id": f"id-{user}", "handle": f"@{user}", "pages": self.pages.get(user, [])})

    @route("POST", "/posts", sends=True)
    def post(self, request: Request) -> Answer:
        user = self.access.get(request.bearer) or self.bots.get(request.bearer)
        if user is None:
            return self.expired()
        return Answer(200, {"id": self.accept(user, request.json["text"]).id})

    def end_access(self) -> None:
        """Every access token dies, as after a change of password."""
        self.access.clear()

    def _tokens(self, user: str) -> Answer:
        access, refresh = self._secret("access"), self._secret("refresh")
        self.access[access], self.refresh[refresh] = user, user
        body = {"access_token": access, "refresh_token": refresh, "expires_in": self.lifetime, "scope": "post"}
        return Answer(200, body)

    def _secret(self, kind: str) -> str:
        made = f"{kind}-{secrets.token_hex(12)}"
        self.handed_out.append(made)
        return made


def _judge(answer: Heard) -> AllInError | None:
    return Rejected("error-network-refused", reason="invalid_grant") if answer.get("error") == "invalid_grant" else None


class Flock(Publisher):
    """Signs in with OAuth; a person and their pages may be posted to."""

    name = "flock"
    label = "Flock"
    limits = Limits(500, date(2026, 1, 1), "made up for tests")
    custom = Custom(200)
    compose_url = "https://flock.example/compose"
    help_url = "https://flock.example/developers"
    oauth: ClassVar[OAuth | None] = OAuth("/authorize", "/token", ("post",), revoke_url="/revoke")

    def __init__(self, home: Path = Path(), base_url: str = "", public_url: str = "") -> None:
        super().__init__(home, base_url, public_url)
        self.http = Http(self.label, base_url, judge=_judge)
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def authorize(
        self, app: AppCredentials, *, redirect_uri: str, state: str, verifier: str, fields: Mapping[str, str]
    ) -> str:
        assert self.oauth is not None
        link = authorize_link(self.oauth, app, redirect_uri=redirect_uri, state=state, verifier=verifier)
        return f"{app.server or self.base_url}{link}"

    async def exchange(
        self, app: AppCredentials, *, code: str, redirect_uri: str, verifier: str, fields: Mapping[str, str]
    ) -> Tokens:
        return await self._token(
            app, grant_type="authorization_code", code=code, redirect_uri=redirect_uri, code_verifier=verifier
        )

    async def refresh(self, tokens: Tokens, app: AppCredentials) -> Tokens:
        return await self._token(app, before=tokens, grant_type="refresh_token", refresh_token=tokens.refresh)

    async def _token(self, app: AppCredentials, *, before: Tokens | None = None, **form: str) -> Tokens:
        data = {"client_id": app.client_id, "client_secret": app.client_secret, **form}
        answer = await self.http.safe("POST", f"{app.server or self.base_url}/token", data=data)
        return tokens_from(answer.data, now=self.now(), before=before)

    async def profiles(self, tokens: Tokens, app: AppCredentials) -> list[Profile]:
        return await self._profiles(tokens)

    async def _profiles(self, tokens: Tokens) -> list[Profile]:
        head = {"Authorization": f"Bearer {tokens.access}"}
        me = (await self.http.safe("GET", "/me", headers=head)).data
        pages = [
            Profile(page, f"Page of {page}", {"id": f"id-{page}"}, why_not="error-cannot-edit" * page.startswith("@no"))
            for page in me["pages"]
        ]
        return [Profile(me["handle"], "", {"id": me["id"]}), *pages]

    async def revoke(self, tokens: Tokens, app: AppCredentials) -> None:
        await self.http.safe("POST", "/revoke", data={"token": tokens.access, "client_id": app.client_id})

    async def send(self, outgoing: Outgoing) -> Receipt:
        assert outgoing.account.tokens is not None
        head = {"Authorization": f"Bearer {outgoing.account.tokens.access}"}
        answer = await self.http.final("POST", "/posts", headers=head, json={"text": outgoing.text})
        return Receipt(str(answer.get("id")))

    async def close(self) -> None:
        await self.http.close()


class Nest(Flock):
    """A bot: its token is typed on our page."""

    name = "nest"
    label = "Nest"
    oauth = None
    sign_in_fields = (Field("token", "brand-voice", secret=True), Field("chat", "brand-name", optional=True))

    async def enter(self, fields: Mapping[str, str]) -> list[Profile]:
        try:
            (profile,) = await self._profiles(Tokens(fields["token"]))
        except SignInNeeded:
            raise Rejected("sign-in-code-refused", platform=self.label) from None
        return [Profile(profile.handle, "", profile.data, Tokens(fields["token"]))]

    async def refresh(self, tokens: Tokens, app: AppCredentials) -> Tokens:
        raise SignInNeeded(platform=self.label)


class Meadow(Flock):
    """Has many servers; each gives an application on the spot."""

    name = "meadow"
    label = "Meadow"
    sign_in_fields = (Field("server", "brand-link", placeholder="meadow.example"),)

    async def register(self, fields: Mapping[str, str], redirect_uri: str) -> AppCredentials | None:
        if fields["server"] != "here.example":
            raise Rejected("error-unreachable", platform=self.label)
        made = (await self.http.safe("POST", "/apps", data={"redirect_uris": redirect_uri})).data
        return AppCredentials(made["client_id"], made["client_secret"], self.base_url)


def hour(hours: float) -> timedelta:
    """So many hours."""
    return timedelta(hours=hours)


def tokens_of(info: AccountInfo) -> Tokens:
    """The tokens of an account that has some."""
    assert info.tokens is not None
    return info.tokens

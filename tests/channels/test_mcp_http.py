"""Programs over HTTP: let in by a code that the person types, through OAuth; and every way that must not lead in."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import httpx2
import pytest
import pytest_asyncio
import sqlalchemy as sa
from fastapi import FastAPI
from mcp import ClientSession
from mcp.client.auth import OAuthClientProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.auth import AuthorizationCodeResult, OAuthClientInformationFull, OAuthClientMetadata, OAuthToken
from pydantic import AnyUrl

from bot.errors import NotFound, OperatorError
from bot.pairing import Pairing
from bot.settings import Settings
from bot.web.mcp import mount
from bot.web.server import Background
from storage import workspaces
from storage.models import DeviceSecret, Identity, Member, Program
from tests.conversations.conftest import Talk, models, talk

__all__ = ["models", "talk"]  # fixtures

BACK = "http://127.0.0.1:4567/callback"


class LaterClock:
    """The time as it is, and what was added: the SDK looks at the machine's own clock."""

    def __init__(self) -> None:
        self.added = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.added


@dataclass
class Site:
    """An installation that programs reach, and a browser of a person who has a code, or has none."""

    talk: Talk
    address: str
    clock: LaterClock
    http: httpx.AsyncClient
    tried: list[str] = field(default_factory=list)

    @property
    def resource(self) -> str:
        return f"{self.address}/mcp"

    async def code(self, sender: str = "blum") -> str:
        """A code for somebody, as `allin mcp --pair` prints it."""
        return await Pairing(self.talk.app.database, now=self.clock).code(self.talk.workspace, "terminal", sender)

    async def register(self, name: str = "Desk app", back: str = BACK, **more: Any) -> httpx.Response:
        """A program introduces itself."""
        return await self.http.post("/register", json={"client_name": name, "redirect_uris": [back], **more})

    async def client_id(self, name: str = "Desk app") -> str:
        return str((await self.register(name)).json()["client_id"])

    async def begin(self, client: str, verifier: str, **more: Any) -> httpx.Response:
        """A browser is sent to us by a program; what it is answered."""
        query = {
            "response_type": "code",
            "client_id": client,
            "redirect_uri": BACK,
            "code_challenge": challenge(verifier),
            "code_challenge_method": "S256",
            "state": "st",
            "resource": self.resource,
        } | more
        return await self.http.get("/authorize", params={name: value for name, value in query.items() if value})

    async def let_in(self, client_id: str, verifier: str, typed: str | None = None) -> str:
        """Through the page: the authorization code."""
        page = (await self.begin(client_id, verifier)).headers["location"]
        done = await self.http.post(page, data={"code": typed or await self.code()})
        return parse_qs(urlsplit(done.headers["location"]).query)["code"][0]

    async def token(self, **form: str) -> httpx.Response:
        return await self.http.post("/token", data=form)

    async def exchange(self, client_id: str, code: str, verifier: str, **more: str) -> httpx.Response:
        given = {"grant_type": "authorization_code", "code": code, "client_id": client_id, "redirect_uri": BACK}
        return await self.token(**(given | {"code_verifier": verifier} | more))

    async def tokens(self, name: str = "Desk app", sender: str = "blum") -> tuple[str, dict[str, Any]]:
        """All the way: the program's id and what it was given."""
        client_id, verifier = await self.client_id(name), secrets.token_urlsafe(48)
        code = await self.let_in(client_id, verifier, await self.code(sender))
        return client_id, (await self.exchange(client_id, code, verifier)).json()

    async def reached(self, token: str | None, **headers: str) -> int:
        """The status that a call with this token gets."""
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        headers = {"Accept": "application/json, text/event-stream"} | headers
        return (await self.http.post("/mcp", json=INITIALIZE, headers=headers)).status_code

    @asynccontextmanager
    async def session(self, token: str) -> AsyncIterator[ClientSession]:
        headers = {"Authorization": f"Bearer {token}"}
        async with (
            httpx2.AsyncClient(headers=headers, timeout=60) as http,
            streamable_http_client(self.resource, http_client=http) as (source, target),
            ClientSession(source, target) as session,
        ):
            await session.initialize()
            yield session


INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
}


def challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


@pytest_asyncio.fixture
async def site(talk: Talk) -> AsyncIterator[Site]:
    """A bakery whose `allin serve` runs."""
    await asyncio.to_thread(talk.app.understanding.warm)  # else each test would leave that running behind it
    await talk.connect_network()
    clock = LaterClock()
    web = talk.app.web()
    mount(web, talk.app, now=clock)
    server = Background(web)
    settings = talk.app.settings
    await server.start("127.0.0.1", settings.port)
    async with httpx.AsyncClient(base_url=settings.address, trust_env=False) as http:
        yield Site(talk, settings.address, clock, http)
    await server.stop()


class Kept:
    """Where the official client keeps what it was given."""

    def __init__(self) -> None:
        self.tokens: OAuthToken | None = None
        self.client: OAuthClientInformationFull | None = None

    async def get_tokens(self) -> OAuthToken | None:
        return self.tokens

    async def set_tokens(self, tokens: OAuthToken) -> None:
        self.tokens = tokens

    async def get_client_info(self) -> OAuthClientInformationFull | None:
        return self.client

    async def set_client_info(self, client_info: OAuthClientInformationFull) -> None:
        self.client = client_info


async def test_the_official_client_finds_its_own_way_in_and_works(site: Site) -> None:
    came_back: dict[str, str] = {}

    async def browser(address: str) -> None:
        sent_on = await site.http.get(address)
        page = await site.http.get(sent_on.headers["location"])
        assert "Desk app" in page.text and "127.0.0.1:4567" in page.text
        done = await site.http.post(sent_on.headers["location"], data={"code": (await site.code()).lower()})
        query = parse_qs(urlsplit(done.headers["location"]).query)
        came_back.update({name: values[0] for name, values in query.items()})

    async def callback() -> AuthorizationCodeResult:
        return AuthorizationCodeResult(**came_back)

    metadata = OAuthClientMetadata(client_name="Desk app", redirect_uris=[AnyUrl(BACK)])
    auth = OAuthClientProvider(site.resource, metadata, Kept(), browser, callback)
    async with (
        httpx2.AsyncClient(auth=auth, timeout=60) as http,
        streamable_http_client(site.resource, http_client=http) as (source, target),
        ClientSession(source, target) as session,
    ):
        await session.initialize()
        offered = [tool for tool in site.talk.app.registry.tools.values() if not tool.personal]
        assert len((await session.list_tools()).tools) == len(offered) + 1
        asked = await session.call_tool("publish_post", {"text": "We open at ten", "platforms": ["fake"]})
        assert asked.structured_content["needs_consent"]
        await session.call_tool("ask", {"text": "yes"})
        assert site.talk.network.sent == 0
        (told,) = await site.talk.news()
        assert "Desk app" in told.text
        await site.talk.say("", choice=told.choices[0].id)
        assert site.talk.network.texts() == ["We open at ten"]
        shown = await session.call_tool("show_post", {"post_id": 1})
        assert shown.structured_content["post"]["status"] == "published"
    assert site.talk.network.sent == 1


async def test_without_a_token_it_says_where_the_way_in_is(site: Site) -> None:
    answer = await site.http.post("/mcp", json=INITIALIZE)
    assert answer.status_code == 401
    (place,) = re.findall(r'resource_metadata="([^"]+)"', answer.headers["www-authenticate"])
    assert place == f"{site.address}/.well-known/oauth-protected-resource/mcp"
    resource = (await site.http.get(place)).json()
    assert resource["resource"] == site.resource
    assert resource["authorization_servers"] == [site.address]
    server = (await site.http.get("/.well-known/oauth-authorization-server")).json()
    assert server["issuer"] == site.address
    assert server["code_challenge_methods_supported"] == ["S256"]
    assert server["token_endpoint_auth_methods_supported"] == ["none"]
    for token in ("x" * 43, secrets.token_urlsafe(32)):
        assert await site.reached(token) == 401


async def test_this_machine_is_not_let_in_for_being_this_machine(site: Site) -> None:
    assert await site.reached(None) == 401
    assert await site.reached(None, Origin=site.address) == 401


async def test_another_page_or_name_does_not_reach_it_even_with_a_token(site: Site) -> None:
    _, given = await site.tokens()
    token = given["access_token"]
    assert await site.reached(token) == 200
    assert await site.reached(token, Origin="https://evil.example") == 403
    assert await site.reached(token, Host="evil.example") == 421


async def test_a_token_for_another_address_is_worth_nothing_here(site: Site) -> None:
    _, given = await site.tokens()

    def move(session: Any) -> None:
        session.execute(
            sa.update(DeviceSecret).values(data={"client_id": "x", "resource": "https://other.example/mcp"})
        )

    await site.talk.app.database.write(move)
    assert await site.reached(given["access_token"]) == 401
    refused = await site.begin(await site.client_id(), "v" * 43, resource="https://other.example/mcp")
    assert parse_qs(urlsplit(refused.headers["location"]).query)["error"] == ["invalid_target"]


async def test_tokens_end_with_their_time_and_the_next_ones_replace_them(site: Site) -> None:
    client_id, given = await site.tokens()
    site.clock.added = timedelta(minutes=61)
    assert await site.reached(given["access_token"]) == 401
    form = {"grant_type": "refresh_token", "client_id": client_id, "refresh_token": given["refresh_token"]}
    renewed = (await site.token(**form)).json()
    assert await site.reached(renewed["access_token"]) == 200
    # Whoever comes with the old one has a copy, and nobody can tell who of the two is the thief.
    assert (await site.token(**form)).json()["error"] == "invalid_grant"
    assert await site.reached(renewed["access_token"]) == 401
    form["refresh_token"] = renewed["refresh_token"]
    assert (await site.token(**form)).json()["error"] == "invalid_grant"


async def test_a_code_serves_once_and_a_copy_of_it_ends_what_came_of_it(site: Site) -> None:
    client_id, verifier = await site.client_id(), secrets.token_urlsafe(48)
    code = await site.let_in(client_id, verifier)
    given = (await site.exchange(client_id, code, verifier)).json()
    assert await site.reached(given["access_token"]) == 200
    assert (await site.exchange(client_id, code, verifier)).json()["error"] == "invalid_grant"
    assert await site.reached(given["access_token"]) == 401


async def test_a_code_is_for_one_program_one_address_one_proof_and_one_minute(site: Site) -> None:
    client_id, verifier = await site.client_id(), secrets.token_urlsafe(48)
    code = await site.let_in(client_id, verifier)
    other = await site.client_id("Other app")
    for wrong in (
        await site.exchange(other, code, verifier),
        await site.exchange(client_id, code, "w" * 43),
        await site.exchange(client_id, code, verifier, redirect_uri="http://127.0.0.1:4568/callback"),
        await site.token(grant_type="authorization_code", code=code, client_id=client_id, redirect_uri=BACK),
        await site.token(grant_type="password", client_id=client_id, username="blum", password="x"),
    ):
        assert wrong.status_code in {400, 401}
        assert "access_token" not in wrong.json()
    site.clock.added = timedelta(seconds=61)
    assert "access_token" not in (await site.exchange(client_id, code, verifier)).json()


@pytest.mark.parametrize(
    "more",
    [
        {"code_challenge": ""},
        {"code_challenge": "short"},
        {"code_challenge_method": "plain"},
        {"response_type": "token"},
        {"redirect_uri": "http://127.0.0.1:4567/other"},
        {"redirect_uri": "https://evil.example/callback"},
        {"client_id": "unknown"},
        {"scope": "everything"},
    ],
)
async def test_a_browser_that_is_sent_wrongly_sees_no_page_with_a_code(site: Site, more: dict[str, str]) -> None:
    answer = await site.begin(await site.client_id(), "v" * 43, **more)
    place = answer.headers.get("location", "")
    assert "/mcp/allow/" not in place
    assert "evil.example" not in place and "/other" not in place
    assert answer.status_code == 400 or "error=" in place


@pytest.mark.parametrize(
    "back",
    [
        "http://evil.example/callback",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://me@evil.example/",
        "https://evil.example/#x",
        "file:///etc/passwd",
    ],
)
async def test_a_program_cannot_have_codes_sent_just_anywhere(site: Site, back: str) -> None:
    answer = await site.register(back=back)
    assert answer.status_code == 400


async def test_programs_get_no_password_and_their_name_is_only_text(site: Site) -> None:
    answer = await site.register('<script>x</script>\u202e"', token_endpoint_auth_method="client_secret_post")
    told = answer.json()
    assert told["token_endpoint_auth_method"] == "none"
    assert not told.get("client_secret")
    page = await site.http.get((await site.begin(told["client_id"], "v" * 43)).headers["location"])
    assert "<script" not in page.text and "\u202e" not in page.text
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"


async def test_codes_cannot_be_guessed_on_a_page(site: Site) -> None:
    page = (await site.begin(await site.client_id(), "v" * 43)).headers["location"]
    for _ in range(5):
        assert (await site.http.post(page, data={"code": "ABCDE-FGHJK"})).status_code in {422, 410}
    assert (await site.http.post(page, data={"code": await site.code()})).status_code == 410


async def test_a_persons_code_serves_once_and_for_ten_minutes(site: Site) -> None:
    client_id, code = await site.client_id(), await site.code()
    await site.let_in(client_id, "v" * 43, code)
    page = (await site.begin(client_id, "v" * 43)).headers["location"]
    assert (await site.http.post(page, data={"code": code})).status_code == 422
    late = await site.code()
    site.clock.added = timedelta(minutes=9, seconds=59)
    page = (await site.begin(client_id, "v" * 43)).headers["location"]
    site.clock.added = timedelta(minutes=11)
    assert (await site.http.post(page, data={"code": late})).status_code == 422


async def test_a_person_can_say_no_and_a_foreign_page_cannot_answer(site: Site) -> None:
    page = (await site.begin(await site.client_id(), "v" * 43)).headers["location"]
    code = await site.code()
    foreign = await site.http.post(page, data={"code": code}, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    refused = await site.http.post(page, data={"refuse": "1"})
    assert parse_qs(urlsplit(refused.headers["location"]).query)["error"] == ["access_denied"]
    assert (await site.http.post(page, data={"code": code})).status_code == 410


async def test_nobody_gets_a_code_who_is_not_a_member(site: Site) -> None:
    with pytest.raises(NotFound):
        await site.code("stranger")


async def test_each_speaks_for_their_own_member_with_their_role(site: Site) -> None:
    await site.talk.app.database.write(
        lambda session: workspaces.add_member(session, 1, "ana", "analyst", "terminal", "ana", site.talk.clock())
    )
    _, owner = await site.tokens()
    _, analyst = await site.tokens("Ana's app", sender="ana")
    args = {"topic": "bread", "platforms": ["fake"]}
    async with site.session(owner["access_token"]) as one, site.session(analyst["access_token"]) as other:
        assert not (await one.call_tool("draft_post", args)).is_error
        assert (await other.call_tool("draft_post", args)).is_error
        assert not (await other.call_tool("list_posts", {})).is_error
        # The question goes to whoever the program speaks for, and to nobody else.
        await one.call_tool("publish_post", {"post_id": 1})
    (told,) = await site.talk.news()
    assert "Desk app" in told.text

    def demote(session: Any) -> None:
        session.execute(sa.update(Member).where(Member.id == 1).values(role="analyst"))

    await site.talk.app.database.write(demote)
    async with site.session(owner["access_token"]) as one:
        assert (await one.call_tool("draft_post", args)).is_error


async def test_a_session_belongs_to_whoever_began_it(site: Site) -> None:
    _, mine = await site.tokens()
    _, theirs = await site.tokens("Other app")
    headers = {"Accept": "application/json, text/event-stream", "Authorization": f"Bearer {mine['access_token']}"}
    begun = await site.http.post("/mcp", json=INITIALIZE, headers=headers)
    headers["Mcp-Session-Id"] = begun.headers["mcp-session-id"]
    ping = {"jsonrpc": "2.0", "id": 2, "method": "ping"}
    assert (await site.http.post("/mcp", json=ping, headers=headers)).status_code == 200
    headers["Authorization"] = f"Bearer {theirs['access_token']}"
    assert (await site.http.post("/mcp", json=ping, headers=headers)).status_code == 404


async def test_who_is_thrown_out_or_leaves_is_out_at_once(site: Site) -> None:
    client_id, given = await site.tokens()
    _, other = await site.tokens("Other app")
    await site.http.post("/revoke", data={"token": given["access_token"], "client_id": client_id})
    assert await site.reached(given["access_token"]) == 401
    pairing = Pairing(site.talk.app.database, now=site.clock)
    (left,) = await pairing.listed(site.talk.workspace)
    assert left.name == "Other app"
    with pytest.raises(NotFound):
        await pairing.end("Florist", left.id)
    await pairing.end(site.talk.workspace, left.id)
    assert await site.reached(other["access_token"]) == 401
    assert await pairing.listed(site.talk.workspace) == []


async def test_a_member_who_is_gone_takes_their_programs_along(site: Site) -> None:
    _, given = await site.tokens()

    def forget(session: Any) -> None:
        session.execute(sa.delete(Identity).where(Identity.channel == "mcp"))

    await site.talk.app.database.write(forget)
    async with site.session(given["access_token"]) as session:
        assert (await session.call_tool("list_posts", {})).is_error


async def test_nothing_secret_is_kept_or_logged(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    code = await site.code()
    client_id, verifier = await site.client_id(), secrets.token_urlsafe(48)
    authorization = await site.let_in(client_id, verifier, code)
    given = (await site.exchange(client_id, authorization, verifier)).json()
    async with site.session(given["access_token"]) as session:
        await session.call_tool("list_posts", {})
    shown = {code, code.replace("-", ""), authorization, given["access_token"], given["refresh_token"]}

    def everything(session: Any) -> str:
        rows = [
            *session.execute(sa.select(DeviceSecret.hash, DeviceSecret.data)),
            *session.execute(sa.select(Program.id, Program.data)),
        ]
        return repr([tuple(row) for row in rows])

    kept = await site.talk.app.database.read(everything)
    # What our own side writes; the test's client logs its requests.
    logged = "\n".join(
        record.getMessage()
        for record in caplog.records
        if not record.name.startswith(("httpx", "httpcore", "mcp.client"))
    )
    assert not [secret for secret in shown if secret in kept or secret in logged]


async def test_strangers_cannot_fill_the_store(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.devices.MOST_PROGRAMS", 3)
    await site.tokens()
    statuses = [(await site.register(f"app {number}")).status_code for number in range(5)]
    assert statuses == [201, 201, 201, 400, 400]
    site.clock.added = timedelta(days=2)
    assert (await site.register()).status_code == 201


async def test_it_is_not_offered_in_the_clear_to_a_whole_network(talk: Talk) -> None:
    settings = Settings.load(home=talk.app.settings.home, host="192.0.2.1")
    talk.app.settings = settings
    with pytest.raises(OperatorError):
        mount(FastAPI(), talk.app)

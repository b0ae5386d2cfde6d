"""Linking an Alexa account: a member types a code on our page, Alexa gets tokens with her secret; and every way around it."""

from __future__ import annotations

import base64
import hashlib
import logging
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from typing import Any
from urllib.parse import parse_qs, quote_plus, urlsplit

import httpx
import pytest
import pytest_asyncio
import sqlalchemy as sa
from fastapi import FastAPI
from sqlalchemy.orm import Session

from bot.pairing import Pairing
from bot.testing import FrozenClock
from bot.web.linking import ALEXA_BACK, alexa_routes
from bot.web.mcp import mount
from storage import workspaces
from storage.database import Database
from storage.models import Device, DeviceSecret
from tests.conversations.conftest import Talk, models, talk

__all__ = ["models", "talk"]  # fixtures

ID, SECRET = "alexa-of-the-bakery", "a secret+with/signs%that are=coded"
ADDRESS = "https://assistant.example"
NOW = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
BACK = "https://layla.amazon.com/api/skill/link/M2AAAAAAAAAAAA"


@dataclass
class Site:
    """An installation, Alexa as a client of it, and the browser in the Alexa app."""

    database: Database
    clock: FrozenClock
    http: httpx.AsyncClient
    workspace: str = "Bakery"

    @property
    def pairing(self) -> Pairing:
        return Pairing(self.database, now=self.clock)

    async def code(self) -> str:
        return await self.pairing.code(self.workspace, "terminal", "blum")

    async def begin(self, **more: str) -> httpx.Response:
        query = {
            "client_id": ID,
            "response_type": "code",
            "redirect_uri": BACK,
            "state": "A2SAAEAE-state",
            "scope": "assistant",
        } | more
        return await self.http.get("/alexa/link", params={name: value for name, value in query.items() if value})

    async def typed(self, code: str, page: str = "", **headers: str) -> httpx.Response:
        page = page or (await self.begin()).headers["location"]
        return await self.http.post(page, data={"code": code}, headers=headers)

    async def granted(self, **more: str) -> str:
        """Through the page: the authorization code."""
        page = (await self.begin(**more)).headers["location"]
        return went(await self.typed(await self.code(), page))["code"]

    async def token(self, form: dict[str, str], auth: tuple[str, str] | None = (ID, SECRET)) -> httpx.Response:
        return await self.http.post(
            "/alexa/token", data=form, auth=httpx.BasicAuth(*auth) if auth else httpx.USE_CLIENT_DEFAULT
        )

    async def exchange(self, code: str, auth: tuple[str, str] | None = (ID, SECRET), **more: str) -> httpx.Response:
        given = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK} | more
        return await self.token({name: value for name, value in given.items() if value}, auth)

    async def refresh(self, token: str) -> httpx.Response:
        return await self.token({"grant_type": "refresh_token", "refresh_token": token})

    async def tokens(self) -> dict[str, Any]:
        given: dict[str, Any] = (await self.exchange(await self.granted())).json()
        return given

    async def knows(self, token: str) -> bool:
        return await self.pairing.caller(token, "alexa") is not None


def went(page: httpx.Response) -> dict[str, str]:
    """Where a page leads on to: the query of that address."""
    assert page.status_code == 200, page.status_code
    (address,) = re.findall(r'http-equiv="refresh" content="0;url=([^"]+)"', page.text)
    assert unescape(address).startswith(f"{BACK}?")
    assert f'href="{address}"' in page.text
    return {name: values[0] for name, values in parse_qs(urlsplit(unescape(address)).query).items()}


def web_of(database: Database, address: str, clock: FrozenClock) -> FastAPI:
    web = FastAPI()
    web.router.routes[:0] = alexa_routes(database, address, ID, SECRET, clock)
    return web


@pytest_asyncio.fixture
async def site(sqlite_database: Database) -> AsyncIterator[Site]:
    def found(session: Session) -> None:
        place, _ = workspaces.found_workspace(session, "Bakery", NOW)
        workspaces.add_member(session, place.id, "Blum", "owner", "terminal", "blum", NOW)

    await sqlite_database.write(found)
    clock = FrozenClock(NOW)
    transport = httpx.ASGITransport(app=web_of(sqlite_database, ADDRESS, clock))
    async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as http:
        yield Site(sqlite_database, clock, http)


async def test_a_member_links_alexa_with_a_code(site: Site) -> None:
    begun = await site.begin()
    assert begun.status_code == 303
    page = await site.http.get(begun.headers["location"], headers={"Accept-Language": "de"})
    assert "„Alexa“ hereinlassen?" in page.text and "layla.amazon.com" in page.text
    assert "script" not in page.text and page.headers["cache-control"] == "no-store"
    back = went(await site.typed((await site.code()).lower(), begun.headers["location"]))
    assert back["state"] == "A2SAAEAE-state"
    answer = await site.exchange(back["code"])
    given = answer.json()
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
    assert given["token_type"] == "Bearer" and given["expires_in"] >= 360
    caller = await site.pairing.caller(given["access_token"], "alexa")
    assert caller is not None and caller.workspace == site.workspace
    (device,) = await site.pairing.listed(site.workspace)
    assert (device.name, device.channel) == ("Alexa", "alexa")


async def test_nothing_of_a_secret_is_kept_in_words(site: Site) -> None:
    given = await site.tokens()
    rows = await site.database.read(
        lambda session: session.execute(sa.text("SELECT hash, data FROM device_secrets")).all()
    )
    kept = repr(rows)
    assert len(rows) >= 4
    assert not any(secret in kept for secret in (given["access_token"], given["refresh_token"], SECRET))


async def test_a_wrong_code_does_not_count_and_five_end_the_page(site: Site) -> None:
    page = (await site.begin()).headers["location"]
    for _ in range(4):
        answer = await site.typed("AAAAA-AAAAA", page)
        assert answer.status_code == 422 and "does not count" in answer.text
    assert (await site.typed("AAAAA-AAAAA", page)).status_code == 410
    assert (await site.typed(await site.code(), page)).status_code == 410


async def test_a_code_and_a_page_serve_once_and_not_for_long(site: Site) -> None:
    code, page = await site.code(), (await site.begin()).headers["location"]
    went(await site.typed(code, page))
    assert (await site.http.get(page)).status_code == 410
    assert (await site.typed(code)).status_code == 422
    page, code = (await site.begin()).headers["location"], await site.code()
    site.clock.move(minutes=11)
    assert (await site.typed(code, page)).status_code == 422
    site.clock.move(minutes=5)
    assert (await site.http.get(page)).status_code == 410
    assert (await site.http.get("/alexa/link/nothing")).status_code == 410


async def test_no_is_told_to_alexa(site: Site) -> None:
    page = (await site.begin()).headers["location"]
    back = went(await site.http.post(page, data={"refuse": "1", "code": ""}))
    assert back == {"error": "access_denied", "state": "A2SAAEAE-state"}
    assert (await site.typed(await site.code(), page)).status_code == 410


async def test_another_site_cannot_send_the_form(site: Site) -> None:
    page = (await site.begin()).headers["location"]
    assert (await site.typed(await site.code(), page, Origin="https://evil.example")).status_code == 403
    assert (await site.http.get(page)).status_code == 200


@pytest.mark.parametrize(
    "back",
    [
        "https://evil.example/api/skill/link/M2A",
        "http://layla.amazon.com/api/skill/link/M2A",
        "https://layla.amazon.com.evil.example/api/skill/link/M2A",
        "https://layla.amazon.com@evil.example/api/skill/link/M2A",
        "https://layla.amazon.com:8443/api/skill/link/M2A",
        "https://layla.amazon.com/api/skill/link/M2A/../../../gp/redirect",
        "https://layla.amazon.com/api/skill/link/M2A?next=https://evil.example",
        "https://layla.amazon.com/gp/redirect",
        "https://laylaXamazon.com/api/skill/link/M2A",
        "https://layla.amazon.com/api/skill/link/M2A\n",
        "",
    ],
)
async def test_nobody_is_taken_anywhere_but_to_alexa(site: Site, back: str) -> None:
    answer = await site.begin(redirect_uri=back)
    assert answer.status_code == 400 and "location" not in answer.headers
    assert back == "" or back.strip() not in answer.text


def test_the_three_places_of_alexa_are_known() -> None:
    for host in ("layla.amazon.com", "pitangui.amazon.com", "alexa.amazon.co.jp"):
        assert ALEXA_BACK.fullmatch(f"https://{host}/api/skill/link/M2AAAAAAAAAAAA")


async def test_other_clients_and_other_requests(site: Site) -> None:
    assert (await site.begin(client_id="somebody")).status_code == 400
    assert (await site.begin(client_id="")).status_code == 400
    doubled = await site.http.get(f"/alexa/link?client_id={ID}&client_id={ID}&redirect_uri={BACK}&response_type=code")
    assert doubled.status_code == 400
    for wrong, error in (
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge": "x"}, "invalid_request"),
        ({"code_challenge": "x" * 43, "code_challenge_method": "plain"}, "invalid_request"),
    ):
        answer = await site.begin(**wrong)
        query = parse_qs(urlsplit(answer.headers["location"]).query)
        assert query == {"error": [error], "state": ["A2SAAEAE-state"]}


async def test_only_who_shows_the_secret_gets_tokens(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    code = await site.granted()
    for auth in (None, (ID, "wrong"), ("wrong", SECRET), (ID, ""), ("", "")):
        answer = await site.exchange(code, auth=auth)
        assert (answer.status_code, answer.json()) == (401, {"error": "invalid_client"})
        assert answer.headers["www-authenticate"].startswith("Basic")
    broken = await site.http.post(
        "/alexa/token", data={"grant_type": "authorization_code"}, headers={"Authorization": "Basic !!!"}
    )
    assert broken.status_code == 401
    assert (await site.exchange(code)).status_code == 200
    assert SECRET not in caplog.text and code not in caplog.text


async def test_the_secret_may_be_shown_in_the_body_or_urlencoded(site: Site) -> None:
    answer = await site.exchange(await site.granted(), auth=None, client_id=ID, client_secret=SECRET)
    assert answer.status_code == 200
    answer = await site.exchange(await site.granted(), auth=(ID, quote_plus(SECRET)))
    assert answer.status_code == 200


async def test_a_code_is_bound_to_its_way_back_and_to_its_proof(site: Site) -> None:
    code = await site.granted()
    assert (await site.exchange(code, redirect_uri=BACK + "B")).json() == {"error": "invalid_grant"}
    assert (await site.exchange(code, redirect_uri="")).json() == {"error": "invalid_grant"}
    verifier = "v" * 50
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    code = await site.granted(code_challenge=challenge, code_challenge_method="S256")
    assert (await site.exchange(code)).json() == {"error": "invalid_grant"}
    assert (await site.exchange(code, code_verifier="w" * 50)).json() == {"error": "invalid_grant"}
    assert (await site.exchange(code, code_verifier=verifier)).status_code == 200


async def test_a_code_that_comes_twice_ends_what_came_of_it(site: Site) -> None:
    code = await site.granted()
    given = (await site.exchange(code)).json()
    assert await site.knows(given["access_token"])
    assert (await site.exchange(code)).json() == {"error": "invalid_grant"}
    assert not await site.knows(given["access_token"])
    assert (await site.refresh(given["refresh_token"])).status_code == 400


async def test_a_code_waits_two_minutes(site: Site) -> None:
    code = await site.granted()
    site.clock.move(minutes=3)
    assert (await site.exchange(code)).json() == {"error": "invalid_grant"}


async def test_tokens_end_and_are_renewed(site: Site) -> None:
    first = await site.tokens()
    site.clock.move(minutes=59)
    assert await site.knows(first["access_token"])
    site.clock.move(minutes=2)
    assert not await site.knows(first["access_token"])
    second = (await site.refresh(first["refresh_token"])).json()
    assert second["refresh_token"] != first["refresh_token"]
    assert await site.knows(second["access_token"])
    site.clock.move(days=181)
    assert (await site.refresh(second["refresh_token"])).json() == {"error": "invalid_grant"}


async def test_a_lost_answer_may_be_asked_for_again_but_a_copy_ends_it(site: Site) -> None:
    first = await site.tokens()
    second = (await site.refresh(first["refresh_token"])).json()
    again = (await site.refresh(first["refresh_token"])).json()
    assert await site.knows(again["access_token"]) and await site.knows(second["access_token"])
    site.clock.move(minutes=3)
    assert (await site.refresh(first["refresh_token"])).json() == {"error": "invalid_grant"}
    assert not await site.knows(again["access_token"]) and not await site.knows(second["access_token"])


async def test_who_is_thrown_out_stays_out(site: Site) -> None:
    given = await site.tokens()
    (device,) = await site.pairing.listed(site.workspace)
    await site.pairing.end(site.workspace, device.id)
    assert not await site.knows(given["access_token"])
    assert (await site.refresh(given["refresh_token"])).json() == {"error": "invalid_grant"}


@pytest.mark.parametrize(
    "form",
    [{}, {"grant_type": "password"}, {"grant_type": "refresh_token"}, {"grant_type": "authorization_code"}],
)
async def test_anything_else_gets_nothing(site: Site, form: dict[str, str]) -> None:
    answer = await site.token(form)
    assert answer.status_code == 400 and set(answer.json()) == {"error"}


async def test_doubled_and_oversized_forms(site: Site) -> None:
    for body in (b"grant_type=refresh_token&refresh_token=a&refresh_token=b", b"x=" + b"y" * 100_000, b"\xff=%ff"):
        answer = await site.http.post("/alexa/token", content=body, auth=(ID, SECRET))
        assert answer.status_code == 400
    page = (await site.begin()).headers["location"]
    assert (await site.http.post(page, content=b"code=" + b"y" * 100_000)).status_code == 413


async def test_what_programs_hold_is_worth_nothing_to_alexa_and_the_other_way_round(talk: Talk) -> None:
    await talk.say("help")
    address = talk.app.settings.address
    web = web_of(talk.app.database, address, talk.clock)
    mount(web, talk.app, now=talk.clock)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=web), base_url=address) as http:
        await _keep_apart(Site(talk.app.database, talk.clock, http))


async def _keep_apart(site: Site) -> None:
    given = await site.tokens()
    call = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    reached = await site.http.post(
        "/mcp", json=call, headers={"Authorization": f"Bearer {given['access_token']}", "Accept": "application/json"}
    )
    assert reached.status_code == 401
    # A page of one is none of the other.
    ours = (await site.begin()).headers["location"].rsplit("/", 1)[1]
    assert (await site.http.get(f"/mcp/allow/{ours}")).status_code == 410
    registered = await site.http.post(
        "/register", json={"client_name": "App", "redirect_uris": ["https://app.example/back"]}
    )
    client = registered.json()["client_id"]
    asked = await site.http.get(
        "/authorize",
        params={
            "response_type": "code",
            "client_id": client,
            "redirect_uri": "https://app.example/back",
            "code_challenge": "x" * 43,
            "code_challenge_method": "S256",
        },
    )
    theirs = asked.headers["location"].rsplit("/", 1)[1]
    assert (await site.http.get(f"/alexa/link/{theirs}")).status_code == 410
    for kind, value in (("refresh_token", given["refresh_token"]), ("authorization_code", await site.granted())):
        name = "refresh_token" if kind == "refresh_token" else "code"
        form = {"grant_type": kind, name: value, "client_id": client, "redirect_uri": BACK, "code_verifier": "v" * 43}
        assert (await site.http.post("/token", data=form)).status_code == 400
    assert (await site.http.post("/revoke", data={"token": given["access_token"], "client_id": client})).is_success
    assert await site.knows(given["access_token"])

    def for_programs(session: Any) -> None:
        session.execute(sa.update(Device).values(channel="mcp"))

    await site.database.write(for_programs)
    assert not await site.knows(given["access_token"])


async def test_what_has_run_out_is_forgotten(site: Site) -> None:
    await site.begin()
    site.clock.move(days=3)
    await site.begin()
    query = sa.select(sa.func.count()).select_from(DeviceSecret)
    assert await site.database.read(lambda session: session.scalar(query)) == 1

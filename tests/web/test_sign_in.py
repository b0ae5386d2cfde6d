"""The pages of a sign-in: each way through them, and every way that must not lead anywhere."""

from __future__ import annotations

import base64
import hashlib
import html
import logging
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import pytest_asyncio
import sqlalchemy as sa

from bot.sign_in import SignInService
from bot.testing import FrozenClock
from bot.tokens import TokenKeeper
from bot.web.server import create_app
from bot.web.sign_in import door_router, sign_in_router
from storage.database import Database
from storage.models import Account, AuditEvent, Base, Conversation, Credential, Member, Notice, SignIn, Workspace
from storage.vault import Vault
from tests.fakes.browser import Browser, words
from tests.fakes.flock import APP, Flock, FlockNetwork, Meadow, Nest, tokens_of

ADDRESS = "http://127.0.0.1:8765"


@dataclass
class World:
    """One installation with two workspaces, a network and a browser."""

    database: Database
    network: FlockNetwork
    clock: FrozenClock
    vault: Vault
    tokens: TokenKeeper
    service: SignInService
    browser: Browser
    home: Path

    async def link(self, platform: str = "flock", *, workspace: int = 1, language: str = "en") -> str:
        """What the chat replies with."""
        return await self.service.begin(workspace, workspace, workspace, platform, language=language)

    def other_browser(self) -> Browser:
        """Somebody else's."""
        return Browser(self.app, ADDRESS)

    @property
    def app(self) -> Any:
        """The web application."""
        return create_app(self.home, routers=[door_router(self.vault), sign_in_router(self.service)])

    async def rows(self, model: type[Base]) -> list[Any]:
        """All of a table."""
        return await self.database.read(lambda session: list(session.scalars(sa.select(model))))

    async def nothing_stored(self) -> bool:
        """Whether nobody is connected and no token is kept."""
        return not await self.rows(Account) and not await self.rows(Credential)

    async def keys(self) -> list[str]:
        """What the conversation is told, by the sentences' keys, reasons behind a slash."""
        return [
            "/".join(part for part in (row.key, row.facts.get("reason_key")) if part) for row in await self.rows(Notice)
        ]


@pytest_asyncio.fixture
async def world(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[World]:
    """Nobody is connected yet."""
    clock = FrozenClock()
    database = sqlite_database
    async with FlockNetwork() as network:
        platforms = {kind.name: kind(tmp_path, network.url) for kind in (Flock, Nest, Meadow)}
        for platform in platforms.values():
            platform.now = clock

        def found(session: Any) -> None:
            for id, name in ((1, "Bakery <b>"), (2, "Smithy")):
                session.add(Workspace(id=id, name=name, created_at=clock()))
                session.flush()
                session.add(Member(id=id, workspace_id=id, name="blum", role="owner", created_at=clock()))
                session.flush()
                more = {"channel": "terminal", "thread": "t", "member_id": id, "state": {}, "updated_at": clock()}
                session.add(Conversation(id=id, workspace_id=id, **more))

        database.run(found)
        vault = Vault.at(tmp_path)
        tokens = TokenKeeper(database, vault, platforms, {"flock": APP}, now=clock)

        async def ready() -> None:
            """Our pages are in this process."""

        service = SignInService(database, vault, platforms, tokens, address=ADDRESS, ready=ready, now=clock)
        routers = [door_router(vault), sign_in_router(service)]
        async with Browser(create_app(tmp_path, routers=routers), ADDRESS) as browser:
            yield World(database, network, clock, vault, tokens, service, browser, tmp_path)
        for platform in platforms.values():
            await platform.close()


def state_of(link: str) -> str:
    return link.rsplit("/", 1)[1]


# Through


async def test_one_profile_is_connected_at_once(world: World) -> None:
    link = await world.link()
    page = await world.browser.sign_in(link)
    assert page.status_code == 200
    assert "Flock is connected" in words(page)
    assert "@ann" in words(page)
    assert "Bakery <b>" in words(page)
    assert "<b>" not in page.text
    (account,) = await world.rows(Account)
    assert (account.platform, account.handle, account.data, account.connected) == (
        "flock",
        "@ann",
        {"id": "id-ann"},
        True,
    )
    assert tokens_of(await world.tokens.info(account.id)).access in world.network.access
    assert await world.keys() == ["sign-in-connected-notice"]
    (event,) = await world.rows(AuditEvent)
    assert (event.tool, event.args) == ("sign-in:connected", {"platform": "flock", "handles": ["@ann"]})
    again = await world.browser.open(link)
    assert "Flock is connected" in words(again), "loading the last page again does no harm"


async def test_of_several_profiles_the_person_chooses(world: World) -> None:
    world.network.pages = {"ann": ["@bread", "@cake", "@no-rights"]}
    link = await world.link()
    page = await world.browser.sign_in(link)
    assert all(handle in words(page) for handle in ("@ann", "@bread", "@cake", "@no-rights"))
    assert page.text.count('name="profile"') == 3
    assert "Published posts on Flock cannot be changed from here." in words(page), "why the fourth cannot be ticked"
    assert await world.nothing_stored()
    (notice,) = await world.rows(Notice)
    assert (notice.key, notice.facts["count"], notice.facts["link"]) == ("sign-in-choose-notice", 3, link)
    none = await world.browser.type(link)
    assert (none.status_code, "choose at least one" in words(none)) == (422, True)
    forbidden = await world.browser.type(link, profile=["3", "99", "x"])
    assert forbidden.status_code == 422
    done = await world.browser.follow(await world.browser.type(link, profile=["1", "2"]))
    assert "Flock is connected" in words(done)
    accounts = await world.rows(Account)
    assert [account.handle for account in accounts] == ["@bread", "@cake"]
    assert await world.keys() == ["sign-in-choose-notice", "sign-in-connected-notice"]
    assert (await world.browser.type(link, profile=["0"])).status_code == 410, "it has served"


async def test_what_is_connected_already_is_ticked(world: World) -> None:
    await world.browser.sign_in(await world.link())
    world.network.pages = {"ann": ["@bread"]}
    page = await world.browser.sign_in(await world.link())
    assert re.findall(r'value="(\d)"( checked)?', page.text) == [("0", " checked"), ("1", "")]


async def test_what_is_typed_goes_to_the_network_and_into_the_vault(world: World) -> None:
    link = await world.link("nest")
    page = await world.browser.open(link)
    assert 'type="password"' in page.text
    assert "Voice" in words(page)
    assert "Name (optional)" in words(page)
    empty = await world.browser.type(link, token=" ")
    assert (empty.status_code, "fill in" in words(empty)) == (422, True)
    wrong = await world.browser.type(link, token="bot-token-with-a-slip", chat='"><script>')
    assert (wrong.status_code, "did not accept" in words(wrong)) == (422, True)
    assert "bot-token-with-a-slip" not in wrong.text
    assert "&quot;&gt;&lt;script&gt;" in wrong.text, "what is no secret is kept, and stays text"
    done = await world.browser.follow(await world.browser.type(link, token="bot-token-of-the-person-42"))
    assert "@kitchen_bot" in words(done)
    (account,) = await world.rows(Account)
    assert tokens_of(await world.tokens.info(account.id)).access == "bot-token-of-the-person-42"


async def test_a_server_is_named_before_its_consent_page_opens(world: World) -> None:
    link = await world.link("meadow")
    assert 'placeholder="meadow.example"' in (await world.browser.open(link)).text
    wrong = await world.browser.type(link, server="elsewhere.example")
    assert wrong.status_code == 422
    assert 'value="elsewhere.example"' in wrong.text
    onward = await world.browser.type(link, server="here.example")
    assert onward.status_code == 200, "a redirect of a form would be stopped by the page's own policy"
    (address,) = re.findall(r'class="button" href="([^"]+)"', onward.text)
    back = await world.browser.consent(address.replace("&amp;", "&"))
    done = await world.browser.follow(await world.browser.open(back))
    assert "Meadow is connected" in words(done)
    (account,) = await world.rows(Account)
    world.clock.move(hours=2)
    assert tokens_of(await world.tokens.info(account.id)).access in world.network.access, (
        "with that server's application"
    )


async def test_signing_in_again_takes_the_place_of_what_was_broken(world: World) -> None:
    await world.browser.sign_in(await world.link())
    (account,) = await world.rows(Account)
    world.network.refresh.clear()
    world.clock.move(hours=2)
    await world.tokens.upkeep()
    (broken,) = await world.rows(Credential)
    assert broken.broken == "sign-in-refused"
    await world.browser.sign_in(await world.link())
    (again,) = await world.rows(Account)
    assert again.id == account.id
    assert tokens_of(await world.tokens.info(account.id)).access in world.network.access


async def test_somebody_elses_profile_does_not_mend_it_and_that_is_said(world: World) -> None:
    await world.browser.sign_in(await world.link())
    world.network.refresh.clear()
    world.clock.move(hours=2)
    await world.tokens.upkeep()
    world.network.user = "bob"
    await world.browser.sign_in(await world.link())
    assert (await world.keys())[-2:] == ["sign-in-connected-notice", "sign-in-still-broken-notice"]
    (notice,) = [row for row in await world.rows(Notice) if row.key == "sign-in-still-broken-notice"]
    assert notice.facts["handles"] == ["@ann"]


async def test_a_reconnect_that_fails_loses_nothing(world: World) -> None:
    await world.browser.sign_in(await world.link())
    (before,) = await world.rows(Credential)
    back = await world.browser.callback(await world.link())
    world.network.fault("503", on="safe")
    assert (await world.browser.open(back)).status_code == 502
    (after,) = await world.rows(Credential)
    assert (after.secret, after.broken) == (before.secret, None)


# Nowhere


async def test_who_presses_cancel_is_told_kindly(world: World) -> None:
    world.network.deny = True
    page = await world.browser.sign_in(await world.link())
    assert page.status_code == 200
    assert "You did not allow it" in words(page)
    assert await world.keys() == ["sign-in-failed-notice/sign-in-cancelled"]
    (notice,) = await world.rows(Notice)
    assert notice.choices[0]["args"] == {"platform": "flock"}
    assert await world.nothing_stored()


async def test_a_link_is_good_for_a_quarter_of_an_hour(world: World) -> None:
    link = await world.link()
    back = await world.browser.callback(link)
    world.clock.move(minutes=15)
    for address in (link, back):
        page = await world.browser.open(address)
        assert (page.status_code, "15 minutes" in words(page)) == (410, True)
    assert (await world.browser.type(link, token="x")).status_code == 410
    assert await world.nothing_stored()
    assert world.network.handed_out == [parse_qs(urlsplit(back).query)["code"][0]], "no token was asked for"


async def test_an_answer_serves_once(world: World) -> None:
    back = await world.browser.callback(await world.link())
    assert (await world.browser.open(back)).status_code == 303
    replayed = await world.browser.open(back)
    assert (replayed.status_code, "used already" in words(replayed)) == (410, True)
    assert len(await world.rows(Account)) == 1
    assert len(world.network.requests("POST", "/token")) == 1


@pytest.mark.parametrize("state", ["", "short", "x" * 43, "x" * 5000, "../../etc/passwd", "a" * 42 + "ü", "%00" * 15])
async def test_a_forged_state_leads_nowhere(world: World, state: str) -> None:
    await world.link()
    page = await world.browser.open(f"/oauth/flock/callback?{urlencode({'state': state, 'code': 'code'})}")
    assert (page.status_code, "not one of ours" in words(page)) == (404, True)
    assert await world.nothing_stored()
    assert await world.keys() == []


async def test_another_browser_cannot_finish_it(world: World) -> None:
    back = await world.browser.callback(await world.link())
    async with world.other_browser() as other:
        page = await other.open(back)
        assert (page.status_code, "another browser" in words(page)) == (403, True)
        other.ours.cookies.set(f"allin_{hashlib.sha256(b'x').hexdigest()[:16]}", "forged")
        assert (await other.open(back)).status_code == 403
        await other.open(await world.link())  # with a cookie, but of another sign-in
        assert (await other.open(back)).status_code == 403
    assert await world.nothing_stored()
    assert (await world.browser.open(back)).status_code == 303, "who began it can still finish"


async def test_another_browser_cannot_choose_or_type_or_look(world: World) -> None:
    world.network.pages = {"ann": ["@bread"]}
    link = await world.link()
    await world.browser.sign_in(link)
    typing = await world.link("nest")
    async with world.other_browser() as other:
        assert (await other.type(link, profile=["0"])).status_code == 403
        assert (await other.open(link)).status_code == 403
        assert (await other.type(typing, token="bot-token-of-the-person-42")).status_code == 403
    assert await world.nothing_stored()


async def test_an_answer_is_for_the_platform_it_was_asked_of(world: World) -> None:
    back = await world.browser.callback(await world.link())
    page = await world.browser.open(back.replace("/oauth/flock/", "/oauth/meadow/"))
    assert (page.status_code, "does not belong" in words(page)) == (400, True)
    assert (await world.browser.open(back.replace("/oauth/flock/", "/oauth/nowhere/"))).status_code == 400
    assert await world.nothing_stored()


async def test_an_answer_is_for_the_workspace_it_was_asked_in(world: World) -> None:
    ours, theirs = await world.link(workspace=1), await world.link(workspace=2)
    back = await world.browser.callback(theirs)
    code = parse_qs(urlsplit(back).query)["code"][0]
    await world.browser.open(ours)
    swapped = f"/oauth/flock/callback?{urlencode({'state': state_of(ours), 'code': code})}"
    page = await world.browser.open(swapped)
    assert page.status_code == 400, "a code that was made for another sign-in fits no verifier of ours"
    assert await world.nothing_stored()


@pytest.mark.parametrize("code", ["garbage", "code-" + "0" * 24])
async def test_a_code_that_the_network_does_not_know_is_refused(world: World, code: str) -> None:
    link = await world.link()
    await world.browser.open(link)
    page = await world.browser.open(f"/oauth/flock/callback?{urlencode({'state': state_of(link), 'code': code})}")
    assert (page.status_code, "did not accept" in words(page)) == (400, True)
    assert code not in page.text
    assert await world.nothing_stored()
    assert await world.keys() == ["sign-in-failed-notice/sign-in-code-refused"]


@pytest.mark.parametrize("query", [{}, {"code": ""}, {"code": "x" * 5000}, {"code": "a\x00b\n"}])
async def test_an_answer_without_a_proper_code_is_not_sent_on(world: World, query: dict[str, str]) -> None:
    link = await world.link()
    await world.browser.open(link)
    page = await world.browser.open(f"/oauth/flock/callback?{urlencode({'state': state_of(link), **query})}")
    assert page.status_code == 400
    assert world.network.requests("POST", "/token") == []


@pytest.mark.parametrize(
    ("error", "status"), [("server_error", 502), ("invalid_scope", 400), ("<script>alert(1)</script>", 400)]
)
async def test_an_error_of_the_networks_is_told(world: World, error: str, status: int) -> None:
    link = await world.link()
    await world.browser.open(link)
    query = {"state": state_of(link), "error": error, "error_description": "<b>do this</b>"}
    page = await world.browser.open(f"/oauth/flock/callback?{urlencode(query)}")
    assert page.status_code == status
    assert "script" not in page.text
    assert "do this" not in page.text
    assert await world.nothing_stored()


@pytest.mark.parametrize(
    "fault", ["503", "html", "cut-before", "cut-after", "truncated", "garbage", "500-before", "redirect", "429"]
)
@pytest.mark.parametrize("call", ["exchange", "profiles"])
async def test_a_network_that_does_not_answer_leaves_nothing_behind(world: World, fault: Any, call: str) -> None:
    back = await world.browser.callback(await world.link())
    if call == "profiles":
        world.network.fault("slow", on="safe")  # the exchange itself goes well
        world.network.slow_seconds = 0.0
    world.network.fault(fault, on="safe")
    page = await world.browser.open(back)
    assert (page.status_code, "could not be reached" in words(page)) == (502, True)
    assert await world.nothing_stored()
    assert await world.keys() == ["sign-in-failed-notice/sign-in-unreachable"]


async def test_a_connector_that_trips_tells_nothing_of_what_it_was_given(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def trip(*_: object, code: str, **__: object) -> None:
        raise KeyError(f"no access_token for {code}")

    monkeypatch.setattr(Flock, "exchange", trip)
    back = await world.browser.callback(await world.link())
    page = await world.browser.open(back)
    assert page.status_code == 502
    code = world.network.handed_out[0]
    ours = "\n".join(
        f"{record.getMessage()} {record.exc_text}" for record in caplog.records if record.name[:4] == "bot."
    )
    assert "KeyError" in ours
    assert code not in ours + page.text


async def test_nothing_to_post_to_is_said(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def nobody(*_: object) -> list[object]:
        return []

    monkeypatch.setattr(Flock, "profiles", nobody)
    page = await world.browser.sign_in(await world.link())
    assert (page.status_code, "nothing on Flock" in words(page)) == (422, True)
    assert await world.nothing_stored()


async def test_why_nothing_can_be_posted_to_is_said(world: World) -> None:
    world.network.user = "no-rights-yet"
    world.network.pages = {"no-rights-yet": ["@no-page"]}

    link = await world.link()
    flock = world.service.platforms["flock"]
    assert isinstance(flock, Flock)
    found = flock._profiles

    async def pages_only(tokens: Any) -> Any:
        return (await found(tokens))[1:]

    flock._profiles = pages_only  # type: ignore[method-assign]  # a person who has nothing but pages
    page = await world.browser.sign_in(link)
    assert page.status_code == 422
    assert "Page of @no-page: Published posts on Flock cannot be changed from here." in words(page)
    assert await world.nothing_stored()


async def test_who_is_no_manager_any_more_connects_nothing(world: World) -> None:
    back = await world.browser.callback(await world.link())
    await world.database.write(lambda session: session.execute(sa.update(Member).values(role="editor")))
    page = await world.browser.open(back)
    assert page.status_code == 403
    assert await world.nothing_stored()


async def test_an_application_that_the_network_does_not_take_is_the_operators_affair(world: World) -> None:
    back = await world.browser.callback(await world.link())
    world.network.apps = {APP.client_id: "changed meanwhile"}
    page = await world.browser.open(back)
    assert (page.status_code, "Whoever runs it" in words(page)) == (500, True)


async def test_another_key_is_a_page_not_a_trace(world: World) -> None:
    link = await world.link()
    world.service.vault = Vault(["y" * 32])
    page = await world.browser.open(link)
    assert (page.status_code, "another key" in words(page)) == (500, True)


async def test_more_than_a_form_holds_is_not_read(world: World) -> None:
    link = await world.link("nest")
    await world.browser.open(link)
    assert (await world.browser.type(link, token="x" * 70_000)).status_code == 413
    many = {f"f{number}": "" for number in range(600)}
    assert (await world.browser.type(link, **many)).status_code == 400


# Around it


async def test_pages_cannot_be_framed_kept_or_traced(world: World) -> None:
    world.network.pages = {"ann": ["@bread"]}
    link, form = await world.link(), await world.link("nest")
    redirect = await world.browser.open(link)
    choosing = await world.browser.sign_in(link)
    unknown = await world.browser.open("/connect/nobody")
    for page in (redirect, choosing, await world.browser.open(form), unknown):
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "form-action 'self'" in policy
        assert "unsafe" not in policy
        assert page.headers["referrer-policy"] == "no-referrer"
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["x-content-type-options"] == "nosniff"
        assert "<script" not in page.text
    style = re.search(r"<style>(.*?)</style>", choosing.text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in choosing.headers["content-security-policy"], "the style is the one that may apply"


@pytest.mark.parametrize("address", [ADDRESS, "https://allin.example"])
async def test_the_cookie_is_for_us_alone(world: World, address: str) -> None:
    world.service.address = address
    link = await world.link()
    page = await world.browser.open(urlsplit(link).path)
    cookie = page.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert ("secure" in cookie) == address.startswith("https")
    assert state_of(link).lower() not in cookie
    (consent_page,) = re.findall(r'class="button" href="([^"]+)"', page.text)
    consent = parse_qs(urlsplit(html.unescape(consent_page)).query)
    assert consent["redirect_uri"] == [f"{address}/oauth/flock/callback"]


async def test_looking_at_a_link_does_not_use_it_up(world: World) -> None:
    link = await world.link()
    async with world.other_browser() as preview:  # a messenger that fetches the page to show a picture of it
        await preview.open(link)
    assert (await world.browser.sign_in(link)).status_code == 200


@pytest.mark.parametrize(
    ("language", "said"),
    [("de", "Flock ist verbunden"), ("es", "Flock está conectado"), ("fr", "Flock est connecté")],
)
async def test_pages_are_in_the_persons_language(world: World, language: str, said: str) -> None:
    page = await world.browser.sign_in(await world.link(language=language))
    assert said in words(page)
    assert f'<html lang="{language}">' in page.text
    stranger = await world.browser.open("/connect/nobody", headers={"accept-language": language})
    assert f'<html lang="{language}">' in stranger.text


async def test_the_store_holds_no_state_code_or_token(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    world.network.pages = {"ann": ["@bread"]}
    link = await world.link()
    back = await world.browser.callback(link)
    await world.browser.follow(await world.browser.open(back))
    (row,) = await world.rows(SignIn)
    assert row.state == hashlib.sha256(state_of(link).encode()).hexdigest()
    typed = await world.link("nest")
    await world.browser.open(typed)
    await world.browser.type(typed, token="bot-token-of-the-person-42")
    await world.browser.type(link, profile=["0", "1"])
    world.clock.move(hours=2)
    for account in await world.rows(Account):
        await world.tokens.info(account.id)
    path = Path(str(world.database.url.database))
    stored = b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))
    ours = "\n".join(
        f"{record.getMessage()} {record.exc_text}"
        for record in caplog.records
        if record.name.startswith(("bot", "storage", "connectors", "skills", "uvicorn", "fastapi"))
    )
    secrets = [*world.network.handed_out, "bot-token-of-the-person-42", APP.client_secret]
    assert len(secrets) > 6
    for secret in secrets:
        assert secret.encode() not in stored
        assert secret not in ours
    assert state_of(link) not in ours


@pytest.mark.parametrize("name", ["state", "code", "error"])
async def test_an_answer_that_says_a_thing_twice_is_not_taken(world: World, name: str) -> None:
    back = await world.browser.callback(await world.link())
    page = await world.browser.open(f"{back}&{name}=other&{name}=another")
    assert page.status_code == 400
    assert await world.nothing_stored()
    # It was not the network's: what that says still counts.
    assert (await world.browser.follow(await world.browser.open(back))).status_code == 200


async def test_names_of_others_stay_words(world: World) -> None:
    names = [
        "@<img src=x onerror=alert(1)>",
        "@\u202ekrowteN laiciffO\u2069",
        "@a\x1b]0;owned\x07b\r\nSet-Cookie: x=1",
        "@" + "x" * 5000,
        "@\ud83d\ude00",
        "\u202e\u2066 \x00",
    ]
    world.network.pages = {"ann": names}
    link = await world.link()
    page = await world.browser.sign_in(link)
    assert "<img" not in page.text
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f]", page.text)
    assert page.text.count("<bdi>") >= 6
    done = await world.browser.follow(await world.browser.type(link, profile=[str(at) for at in range(7)]))
    assert done.status_code == 200
    handles = [row.handle for row in await world.rows(Account)]
    assert len(handles) == 6, "what has no name left is left out"
    assert all(handle.isprintable() and len(handle) <= 120 for handle in handles)
    told = str([row.facts for row in await world.rows(Notice)])
    assert "\\x1b" not in told
    assert "\\u202e" not in told


async def test_who_the_page_is_for_cannot_be_made_to_read_otherwise(world: World) -> None:
    bad = "\u202eBakery</p><script>alert(1)</script>"
    renaming = sa.update(Workspace).where(Workspace.id == 1).values(name=bad)
    await world.database.write(lambda session: session.execute(renaming))
    page = await world.browser.open(await world.link())
    assert "Bakery" in page.text
    assert "<script" not in page.text
    assert "\u202e" not in page.text


async def test_no_form_can_be_sent_from_elsewhere(world: World) -> None:
    """The cookie is needed, it is for our own pages' requests alone, and what is sent must know the link."""
    link = await world.link("nest")
    opened = await world.browser.open(link)
    assert "samesite=lax" in opened.headers["set-cookie"].lower()
    body = {"token": "bot-token-of-the-person-42"}
    stranger = world.other_browser()
    async with stranger:
        assert (await stranger.type(link, **body)).status_code == 403
        other = await world.link("nest", workspace=2)
        await stranger.open(other)
        assert (await stranger.type(link, **body)).status_code == 403
    assert await world.nothing_stored()

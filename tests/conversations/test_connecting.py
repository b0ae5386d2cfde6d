"""Connecting accounts by talking: the link, the page, the network, and what is said about it afterwards."""

from __future__ import annotations

import re
import socket
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
import sqlalchemy as sa

from bot.app import App
from bot.messages import Reply
from bot.settings import Settings
from bot.testing import FakePlatform, FrozenClock
from storage import accounts, credentials
from storage.models import Account, AuditEvent, Credential, Notice, PostStatus, Turn
from tests.conversations.conftest import NOW, Talk
from tests.fakes.browser import Browser, words
from tests.fakes.flock import APP, Flock, FlockNetwork, Meadow, Nest, tokens_of


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Signing(Talk):
    """A person at the terminal with a browser beside it; the network's server runs, and our pages are really served."""

    server: FlockNetwork
    browser: Browser
    pages: list[httpx.Response]

    def link(self, reply: Reply | None = None) -> str:
        """The link in the last reply."""
        (found,) = re.findall(r"http://127\.0\.0\.1:\d+/connect/[\w-]+", (reply or self.last).text)
        return str(found)

    async def connect(self, platform: str = "flock", user: str = "ann") -> httpx.Response:
        """Ask for it, and go through with it."""
        self.server.user = user
        await self.say(f"connect {platform}")
        return await self.browser.sign_in(self.link())

    async def told(self) -> list[str]:
        """What the assistant tells by itself."""
        return [reply.text for reply in await self.news()]

    async def listed(self) -> dict[str, str]:
        """The accounts of the network and how each stands."""
        reply = await self.say("which accounts are connected")
        return {row["handle"]: row["state"] for row in reply.calls[0].result["accounts"] if row["platform"] == "flock"}

    async def rows(self, model: Any) -> list[Any]:
        """All of a table."""
        return await self.app.database.read(lambda session: list(session.scalars(sa.select(model))))


@pytest_asyncio.fixture
async def signing(home: Path, models: Path) -> AsyncIterator[Signing]:
    """Somebody who has not connected anything."""
    (home / "cache").symlink_to(models)
    clock = FrozenClock(NOW)
    async with FlockNetwork() as server:
        networks = [kind(home, server.url) for kind in (Flock, Nest, Meadow)]
        for network in networks:
            network.now = clock
        settings = Settings.load(
            home=home,
            time_zone="Europe/Berlin",
            language="en",
            port=free_port(),
            platform_client_ids={"flock": APP.client_id},
            platform_client_secrets={"flock": APP.client_secret},
        )
        async with (
            App.open(settings, work=False, now=clock, platforms=networks) as app,
            Browser(None, settings.address) as browser,
        ):
            talk = Signing(app, clock, FakePlatform(home))
            talk.server, talk.browser = server, browser
            yield talk


async def test_a_post_goes_out_on_what_was_connected_by_a_link(signing: Signing) -> None:
    reply = await signing.say("connect flock")
    assert "within 15 minutes" in reply.text
    assert reply.ok
    page = await signing.browser.sign_in(signing.link())
    assert "You can close this page" in words(page)
    assert await signing.told() == ["Flock is connected as @ann. Posts can go there now."]
    assert await signing.told() == []
    await signing.say('publish "Fresh bread" on flock')
    await signing.say("yes")
    assert signing.server.texts("ann") == ["Fresh bread"]


async def test_the_pages_are_served_by_the_conversation_itself_and_no_longer_than_it(signing: Signing) -> None:
    await signing.say("connect flock")
    link = signing.link()
    assert (await signing.browser.open(link)).status_code == 200
    await signing.app.door.close()
    with pytest.raises(httpx.ConnectError):
        await signing.browser.open(link)
    await signing.say("connect flock")
    assert (await signing.browser.open(signing.link())).status_code == 200


async def test_a_second_process_of_the_installation_uses_the_first_ones_pages(signing: Signing) -> None:
    await signing.say("connect flock")
    async with App.open(signing.app.settings, work=False, now=signing.clock, platforms=[]) as other:
        await other.door.open()
        assert other.door._background is None


async def test_a_port_that_another_program_has_is_named(signing: Signing) -> None:
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", signing.app.settings.port))
        stranger.listen()
        signing.app.door.seconds = 0.1
        reply = await signing.say("connect flock")
    assert not reply.ok
    assert f"another program uses port {signing.app.settings.port}" in reply.text
    assert "ALLIN_PORT" in reply.text
    (turn,) = await signing.rows(Turn)
    assert "/connect/" not in turn.replied


async def test_another_installation_on_the_port_is_not_taken_for_ours(
    signing: Signing, tmp_path: Path, models: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "cache").symlink_to(models)
    settings = Settings.load(home=elsewhere, database_url="", port=signing.app.settings.port)
    async with App.open(settings, work=False, platforms=[]) as other:
        await other.door.open()
        reply = await signing.say("connect flock")
    assert "another program uses port" in reply.text


async def test_several_pages_are_chosen_from(signing: Signing) -> None:
    signing.server.pages = {"ann": ["@bread", "@cake"]}
    await signing.say("connect flock")
    link = signing.link()
    await signing.browser.sign_in(link)
    (told,) = await signing.told()
    assert "I found 3 places to post to" in told
    assert link in told
    await signing.browser.type(link, profile=["1", "2"])
    assert await signing.told() == ["Flock is connected as @bread and @cake. Posts can go there now."]
    assert await signing.listed() == {"@bread": "fine", "@cake": "fine"}


async def test_what_was_planned_for_it_before_goes_out(signing: Signing) -> None:
    await signing.say('post "Early birds" on flock at 11:00')
    await signing.connect()
    await signing.let_time_pass(hours=1)
    assert signing.server.texts("ann") == ["Early birds"]


async def test_what_the_operator_has_to_set_is_said_exactly(home: Path, models: Path) -> None:
    (home / "cache").symlink_to(models)
    settings = Settings.load(home=home, language="en", public_url="https://allin.example")
    flock = Flock(home, "http://127.0.0.1:9")
    async with App.open(settings, work=False, now=FrozenClock(NOW), platforms=[flock]) as app:
        reply = await Talk(app, FrozenClock(NOW), FakePlatform(home)).say("connect flock")
    assert not reply.ok
    for part in (
        "ALLIN_FLOCK_CLIENT_ID",
        "ALLIN_FLOCK_CLIENT_SECRET",
        "https://flock.example/developers",
        "https://allin.example/oauth/flock/callback",
    ):
        assert part in reply.text


async def test_a_second_account_is_added_beside_the_first(signing: Signing) -> None:
    await signing.connect()
    reply = await signing.say("connect flock")
    assert "connected as @ann and works" in reply.text
    signing.server.user = "bob"
    await signing.browser.sign_in(signing.link())
    assert await signing.listed() == {"@ann": "fine", "@bob": "fine"}


async def test_a_broken_sign_in_is_told_listed_and_mended(signing: Signing) -> None:
    await signing.connect()
    await signing.told()
    signing.server.refresh.clear()
    signing.clock.move(hours=2)
    await signing.app.tokens.upkeep()
    (news,) = await signing.news()
    assert "can no longer be posted to: Flock no longer accepts the sign-in of @ann" in news.text
    assert await signing.listed() == {"@ann": "again"}
    assert "sign in again" in signing.last.text
    reply = await signing.say("", choice=news.choices[0].id)
    assert "needs a new sign-in" in reply.text
    await signing.browser.sign_in(signing.link())
    assert await signing.listed() == {"@ann": "fine"}
    assert len(await signing.rows(Credential)) == 1


async def test_a_sign_in_that_ends_is_announced(signing: Signing) -> None:
    await signing.connect()
    end = signing.clock() + timedelta(days=3, hours=-1)
    await signing.app.database.write(lambda session: session.execute(sa.update(Credential).values(ends_at=end)))
    await signing.told()
    await signing.app.tokens.upkeep()
    (told,) = await signing.told()
    assert "The sign-in to Flock (@ann) ends on Saturday, 14 March 2026" in told
    assert await signing.listed() == {"@ann": "ending"}
    assert "the sign-in ends in 3 days" in signing.last.text
    assert "needs a new sign-in" in (await signing.say("connect flock")).text


async def test_disconnecting_gives_the_sign_in_back(signing: Signing) -> None:
    await signing.connect()
    (account,) = [row for row in await signing.rows(Account) if row.platform == "flock"]
    access = tokens_of(await signing.app.tokens.info(account.id)).access
    reply = await signing.say("disconnect flock")
    assert "Disconnected: Flock (@ann)" in reply.text
    assert signing.server.revoked == [access]
    assert await signing.rows(Credential) == []
    assert await signing.listed() == {}


async def test_a_network_that_does_not_hear_of_it_is_named(signing: Signing) -> None:
    await signing.connect()
    signing.server.fault("503", on="safe")
    reply = await signing.say("disconnect flock")
    assert "could not be told" in reply.text
    assert "deleted here" in reply.text
    assert await signing.rows(Credential) == []


async def test_undoing_a_disconnect_does_not_bring_the_sign_in_back(signing: Signing) -> None:
    await signing.connect()
    await signing.say("disconnect flock")
    reply = await signing.say("undo")
    assert "sign in again" in reply.text
    assert await signing.listed() == {"@ann": "again"}
    assert await signing.rows(Credential) == []
    await signing.browser.sign_in(signing.link(await signing.say("connect flock")))
    assert await signing.listed() == {"@ann": "fine"}


async def test_undo_after_connecting_leaves_the_account_where_it_is(signing: Signing) -> None:
    await signing.say("our time zone is New York")
    await signing.connect()
    await signing.say("undo")
    assert await signing.listed() == {"@ann": "fine"}


async def test_an_account_that_lives_by_the_same_sign_in_keeps_it(signing: Signing) -> None:
    signing.server.pages = {"ann": ["@bread"]}
    await signing.say("connect flock")
    link = signing.link()
    await signing.browser.sign_in(link)
    await signing.browser.type(link, profile=["0", "1"])
    await signing.say("disconnect @bread")
    assert signing.server.revoked == []
    await signing.say("disconnect @ann")
    assert len(signing.server.revoked) == 1


async def test_a_typed_secret_never_passes_the_chat(signing: Signing) -> None:
    await signing.say("connect nest")
    link = signing.link()
    await signing.browser.open(link)
    await signing.browser.type(link, token="bot-token-of-the-person-42")
    assert await signing.told() == ["Nest is connected as @kitchen_bot. Posts can go there now."]


async def test_who_is_no_manager_gets_no_link(signing: Signing) -> None:
    await signing.say("help")
    await signing.app.database.write(lambda session: session.execute(sa.text("UPDATE members SET role = 'editor'")))
    reply = await signing.say("connect flock")
    assert not reply.ok
    assert "/connect/" not in reply.text


async def test_the_key_that_is_gone_is_a_sentence(signing: Signing) -> None:
    await signing.connect()
    key = signing.app.settings.home / "secret.key"
    key.write_text("z" * 40 + "\n")
    await signing.say('publish "Hello" on flock')
    published = await signing.say("yes")
    assert "another key" in published.text
    assert await signing.status(1) is PostStatus.FAILED


async def test_no_secret_stands_in_the_transcript_or_the_audit_trail(signing: Signing) -> None:
    await signing.connect()
    await signing.say("connect nest")
    link = signing.link()
    await signing.browser.open(link)
    await signing.browser.type(link, token="bot-token-of-the-person-42")
    await signing.listed()
    await signing.say('publish "Fresh bread" on flock')
    await signing.say("yes")
    await signing.say("disconnect flock")
    await signing.say("undo")
    await signing.told()
    tables = [row for model in (Turn, Notice, AuditEvent, Account) for row in await signing.rows(model)]
    shown = str([{column.name: getattr(row, column.name) for column in row.__table__.columns} for row in tables])
    assert "Fresh bread" in shown
    path = Path(str(signing.app.database.url.database))
    stored = b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))
    for secret in (*signing.server.handed_out, "bot-token-of-the-person-42", APP.client_secret):
        assert secret not in shown
        assert secret.encode() not in stored


async def test_profiles_are_known_by_the_networks_id(signing: Signing) -> None:
    await signing.say("help")

    def work(session: Any) -> list[tuple[str, bool]]:
        def connect(handle: str, id: str, **more: str) -> Account:
            return accounts.connect(session, 1, "flock", handle, {"id": id, **more}, signing.clock())

        first = connect("@old-name", "1")
        assert connect("@new-name", "1").id == first.id, "it has changed its handle"
        assert connect("@new-name", "2").handle == "@new-name (2)", "another one that goes by the same"
        accounts.disconnect(session, 1, first.id)
        assert connect("@new-name", "3").handle == "@new-name", "nobody that is connected is called so"
        assert connect("@far", "3", server="https://elsewhere.example").handle == "@far", "ids are a server's own"
        rows = session.scalars(sa.select(Account).where(Account.platform == "flock").order_by(Account.id))
        return [(row.handle, row.connected) for row in rows]

    rows = await signing.app.database.write(work)
    assert rows == [("@new-name (1)", False), ("@new-name (2)", True), ("@new-name", True), ("@far", True)]
    assert await signing.app.database.read(lambda session: credentials.standing(session, 1)) == {}

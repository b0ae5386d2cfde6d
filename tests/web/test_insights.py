"""The live page: who sees it, what stands on it, and that it changes by itself; the short links and the door for results."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.insights import LINK_FOR, SESSION_FOR, InsightsService
from bot.testing import FrozenClock
from bot.web.insights import COOKIE, insights_router
from bot.web.returns import returns_router
from bot.web.server import create_app, serve
from storage import goals, metrics, results
from storage.database import Database
from storage.goal_tables import LinkClick, Outcome, ResultBatch
from storage.metrics import Seen
from storage.metrics_tables import Figure, MetricDay
from storage.models import Member
from storage.vault import Vault
from tests import history, planned
from tests.history import BERLIN, Past

NOW = datetime(2026, 3, 11, 9, tzinfo=UTC)
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


@dataclass
class Site:
    """An installation whose pages are served on this machine."""

    database: Database
    service: InsightsService
    clock: FrozenClock
    address: str
    client: httpx.AsyncClient

    async def sign_in(self, workspace_id: int = 1, member_id: int = 1, language: str = "en") -> httpx.Response:
        """Follow a fresh link."""
        link = await self.service.begin(workspace_id, member_id, language=language)
        return await self.client.get(link.replace(self.service.address, self.address), follow_redirects=True)


@asynccontextmanager
async def served(database: Database, tmp_path: Path, *, every: float = 0.02, beat: float = 0.05) -> AsyncIterator[Site]:
    clock = FrozenClock(NOW)
    service = InsightsService(
        database,
        Vault(["k" * 40]),
        {},
        address="http://127.0.0.1",
        public_url="https://allin.example",
        default_zone="Europe/Berlin",
        now=clock,
        every_seconds=every,
    )
    app = create_app(tmp_path, routers=[insights_router(service, beat_seconds=beat), returns_router(service)])
    ready: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    running = asyncio.create_task(serve(app, "127.0.0.1", 0, on_ready=ready.set_result))
    address = (await ready).rstrip("/")
    async with httpx.AsyncClient(base_url=address, timeout=10, headers={"User-Agent": "Mozilla/5.0"}) as client:
        yield Site(database, service, clock, address, client)
        await service.close()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@pytest_asyncio.fixture
async def site(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[Site]:
    await sqlite_database.write(bakery)
    async with served(sqlite_database, tmp_path) as found:
        yield found


def bakery(session: Session, name: str = "Bakery", *, start: float = 30, source: str = "network") -> int:
    """A workspace with a post a day for two weeks, followers, and a goal; its id."""
    owner = planned.workspace(session, name)
    account = history.account(session, owner.id, "mastodon", f"@{name.lower()}")
    past = [
        Past(
            NOW - timedelta(days=14 - n),
            {"likes": start + 7 * (n % 5), "comments": n % 3, "reach": 40 * start + 90 * n},
            text=f"{name} rye number {n} <b>fresh</b>",
        )
        for n in range(14)
    ]
    history.posts(session, account, past, source=source)
    history.followers(session, account, {NOW - timedelta(days=10): 900.0, NOW - timedelta(hours=2): 940.0 + start})
    member = session.scalars(sa.select(Member).where(Member.workspace_id == owner.id)).one()
    goals.set_goal(
        session,
        owner.id,
        member_id=member.id,
        conversation_id=None,
        metric="followers",
        scope="mastodon",
        kind="level",
        target=1200.0,
        since=date(2026, 3, 1),
        due=date(2026, 4, 30),
        now=NOW,
    )
    return owner.id


def look_again(session: Session, workspace_id: int, at: datetime, likes: float) -> None:
    """Somebody measures the newest post of a workspace."""
    row = metrics.publications(session, workspace_id, limit=1)[0].publication
    metrics.record(session, workspace_id, [Seen(row.account_id, row.id, "likes", likes)], at=at, zone=BERLIN)


def value(text: str, key: str) -> str:
    """A figure on the page."""
    found = re.search(rf'data-key="{key}">([^<]*)<', text)
    assert found is not None, key
    return unescape(found[1])


# Who sees it


async def test_a_link_opens_the_page_and_leaves_a_cookie_that_scripts_cannot_read(site: Site) -> None:
    page = await site.sign_in()
    assert page.status_code == 200
    assert page.url.path == "/insights"  # the token has left the address bar
    set_cookie = page.history[0].headers["set-cookie"]
    assert {"HttpOnly", "SameSite=lax", "Path=/insights"} <= set(set_cookie.split("; "))
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "style=" not in page.text and "onclick" not in page.text
    assert "<h1>Bakery: live figures</h1>" in page.text
    secure = InsightsService(site.database, Vault(["k" * 40]), {}, address="https://allin.example", now=site.clock)
    assert secure.secure and not site.service.secure


@pytest.mark.parametrize("path", ["/insights", "/insights/part"])
async def test_without_a_link_nothing_is_seen(site: Site, path: str) -> None:
    answer = await site.client.get(path)
    assert answer.status_code == 401
    assert "Bakery" not in answer.text
    assert (await site.client.get("/insights/events")).status_code == 204


async def test_a_link_and_a_cookie_are_over_in_time(site: Site) -> None:
    link = (await site.service.begin(1, 1, language="en")).replace(site.service.address, site.address)
    site.clock.move(seconds=LINK_FOR.total_seconds() + 1)
    late = await site.client.get(link)
    assert late.status_code == 410
    assert "you get a new one" in late.text
    await site.sign_in()
    site.clock.move(seconds=SESSION_FOR.total_seconds() - 5)
    assert (await site.client.get("/insights")).status_code == 200
    site.clock.move(seconds=10)
    assert (await site.client.get("/insights")).status_code == 401


async def test_nobody_makes_a_link_or_a_cookie_of_their_own(site: Site) -> None:
    page = await site.sign_in()
    cookie = page.history[0].cookies[COOKIE]
    link = (await site.service.begin(1, 1, language="en")).rpartition("/")[2]
    for forged in (cookie.replace("1.", "2.", 1), cookie[:-1], link, "", "1.1.en.9999999999.x.y", "x" * 400, "..."):
        site.client.cookies.clear()
        answer = await site.client.get("/insights", headers={"Cookie": f"{COOKIE}={forged}"})
        assert answer.status_code == 401, forged
    # A session is no link either.
    assert (await site.client.get(f"/insights/open/{cookie}")).status_code == 410


async def test_who_has_left_sees_it_no_more(site: Site) -> None:
    await site.sign_in()
    await site.database.write(lambda session: session.execute(sa.update(Member).values(left_at=NOW)))
    assert (await site.client.get("/insights")).status_code == 401


async def test_another_workspaces_figures_are_never_seen(site: Site) -> None:
    rival = await site.database.write(lambda session: bakery(session, "Rival", start=77777))
    first = (await site.sign_in()).text
    assert "Rival" not in first and "77,7" not in first
    second = (await site.sign_in(rival, 2)).text
    assert "Rival" in second and "77,7" in second and "Bakery" not in second
    # A member of one workspace is none of the other, whatever the link says.
    assert (await site.sign_in(rival, 1)).status_code == 410
    part = (await site.client.get("/insights/part?days=90&workspace_id=1")).text
    assert "Bakery" not in part


async def test_only_who_manages_sees_the_key_for_programs(site: Site) -> None:
    key = site.service.results_key(1)
    assert key in (await site.sign_in()).text
    await site.database.write(lambda session: session.execute(sa.update(Member).values(role="analyst")))
    page = await site.sign_in()
    assert page.status_code == 200
    assert key not in page.text


# What stands on it


async def test_each_figure_comes_from_the_rows_and_goes_with_them(site: Site) -> None:
    page = (await site.sign_in()).text
    before = int(value(page, "engagement"))
    assert value(page, "followers") == "970"
    assert "6 of 6 posts" in page
    assert "off track" in page or "on track" in page or "too early" in page

    def one_more(session: Session) -> None:
        look_again(session, 1, NOW - timedelta(minutes=5), 1030)

    row_before = int(value(page, "14-likes"))
    await site.database.write(one_more)
    page = (await site.client.get("/insights/part")).text
    assert value(page, "14-likes") == "1,030"
    assert int(value(page, "engagement").replace(",", "")) == before + 1030 - row_before

    def nobody_knows(session: Session) -> None:
        session.execute(sa.delete(Figure))
        session.execute(sa.update(MetricDay).values(of_posts=None, measured=0, gained=None))

    await site.database.write(nobody_knows)
    page = (await site.client.get("/insights/part")).text
    assert 'data-key="engagement"' not in page
    assert "Not measured yet" in page


async def test_words_of_posts_are_shown_and_not_obeyed(site: Site) -> None:
    page = (await site.sign_in()).text
    assert "&lt;b&gt;fresh&lt;/b&gt;" in page
    assert "<b>fresh" not in page


async def test_the_page_speaks_the_members_language(site: Site) -> None:
    page = (await site.sign_in(language="de")).text
    assert '<html lang="de">' in page
    assert "Zahlen live" in page and "Neueste Beiträge" in page


async def test_sample_data_is_called_so(sqlite_database: Database, tmp_path: Path) -> None:
    await sqlite_database.write(lambda session: bakery(session, source="sample"))
    async with served(sqlite_database, tmp_path) as site:
        assert "This is sample data" in (await site.sign_in()).text


# As it changes


async def read_until(lines: AsyncIterator[str], wanted: str) -> list[str]:
    seen: list[str] = []
    async with asyncio.timeout(10):
        async for line in lines:
            seen.append(line)
            if line.startswith(wanted):
                return seen
    raise AssertionError(f"the stream ended before {wanted!r}: {seen}")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_a_change_is_told_also_when_another_process_made_it(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str
) -> None:
    database: Database = request.getfixturevalue(f"{kind}_database")
    await database.write(bakery)
    other = Database(database.url.render_as_string(hide_password=False))
    async with served(database, tmp_path, beat=5.0) as site:
        page = (await site.sign_in()).text
        version = re.search(r'data-version="(\d+)"', page)
        assert version is not None
        async with site.client.stream("GET", f"/insights/events?since={version[1]}") as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            lines = stream.aiter_lines()
            assert "retry: 3000" in await read_until(lines, "retry")
            await other.write(lambda session: look_again(session, 1, NOW, 500))
            seen = await read_until(lines, "id: ")
            assert seen[-1] != f"id: {version[1]}"
            newest = seen[-1].removeprefix("id: ")
        # Who comes back with the last id is told nothing again; who missed something is told at once.
        for last, told in ((newest, False), ("1", True)):
            async with site.client.stream("GET", "/insights/events", headers={"Last-Event-ID": last}) as stream:
                lines = stream.aiter_lines()
                await read_until(lines, "retry")
                try:
                    async with asyncio.timeout(5 if told else 0.15):
                        seen = await read_until(lines, "id: ")
                except TimeoutError:
                    seen = []
                assert (seen[-1:] == [f"id: {newest}"]) is told
    await asyncio.to_thread(other.close)


async def test_the_stream_beats_and_ends_with_the_session(site: Site) -> None:
    await site.sign_in()
    version = await site.service.version(1)
    async with site.client.stream("GET", f"/insights/events?since={version}") as stream:
        lines = stream.aiter_lines()
        await read_until(lines, ": here")
        site.clock.move(seconds=SESSION_FOR.total_seconds() + 1)
        await read_until(lines, "event: end")
        async with asyncio.timeout(5):
            assert [line async for line in lines if line not in {"", "data: over"}] == []


async def test_another_workspaces_changes_are_not_told(site: Site) -> None:
    rival = await site.database.write(lambda session: bakery(session, "Rival"))
    async with site.service.listening(1) as mine, site.service.listening(rival) as theirs:
        async with asyncio.timeout(5):
            await mine.wait()  # where it stands now
            await theirs.wait()
        mine.clear()
        theirs.clear()
        await site.database.write(lambda session: look_again(session, rival, NOW, 500))
        async with asyncio.timeout(5):
            await theirs.wait()
        assert not mine.is_set()


async def test_one_task_looks_for_all_pages_and_stops_with_the_last(site: Site) -> None:
    asked: list[set[int]] = []
    pulse = site.service._pulse

    async def counted(ids: set[int]) -> Any:
        asked.append(set(ids))
        return await pulse(ids)

    site.service._pulse = counted  # type: ignore[method-assign]
    async with site.service.listening(1), site.service.listening(1), site.service.listening(2):
        looking = site.service._looking
        async with asyncio.timeout(5):
            while len(asked) < 3:
                await asyncio.sleep(0.01)
        assert all(ids == {1, 2} for ids in asked[-2:])
    async with asyncio.timeout(5):
        assert looking is not None
        await looking


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
async def test_in_a_browser_a_new_figure_appears_without_a_reload(site: Site, tmp_path: Path) -> None:
    playwright = pytest.importorskip("playwright.async_api")
    link = (await site.service.begin(1, 1, language="en")).replace(site.service.address, site.address)
    async with playwright.async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = await browser.new_page(viewport={"width": 390, "height": 844})
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        await page.goto(link)
        await page.wait_for_selector('#status[data-now="live"]')
        await page.evaluate("window.stayed = true")
        await page.click("summary:has-text('Show as a table')")
        assert await page.inner_text('[data-key="14-likes"]') != "4,321"
        await site.database.write(lambda session: look_again(session, 1, NOW, 4321))
        await page.wait_for_selector('[data-key="14-likes"]:has-text("4,321")', timeout=10_000)
        assert await page.evaluate("window.stayed")  # the page was not loaded again
        assert await page.get_attribute("#table", "open") is not None  # and what was opened stays open
        assert await page.inner_text("#told") == "The figures have changed."
        # Nothing sticks out to the right on a phone.
        assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        site.clock.move(seconds=SESSION_FOR.total_seconds() + 1)
        await page.wait_for_selector('#status[data-now="ended"]', timeout=10_000)
        assert faults == []
        await browser.close()


# Short links


async def linked(site: Site) -> str:
    """The token of a link of the workspace."""

    def keep(session: Session) -> str:
        row = results.keep_link(
            session,
            1,
            member_id=1,
            base="https://shop.example/",
            address="https://shop.example/?utm_source=mastodon",
            platform="mastodon",
            campaign=None,
            post_number=None,
            now=NOW,
        )
        return row.token

    return await site.database.write(keep)


async def test_a_short_link_leads_on_and_counts_people_by_day(site: Site) -> None:
    token = await linked(site)
    for _ in range(2):
        answer = await site.client.get(f"/l/{token}")
        assert (answer.status_code, answer.headers["location"]) == (302, "https://shop.example/?utm_source=mastodon")
        assert "set-cookie" not in answer.headers
    robots = [
        "Slackbot-LinkExpanding 1.0",
        "facebookexternalhit/1.1",
        "curl/8",
        "",
        "Mozilla/5.0 (compatible; Googlebot/2.1)",
    ]
    for agent in robots:
        assert (await site.client.get(f"/l/{token}", headers={"User-Agent": agent})).status_code == 302
    assert (await site.client.head(f"/l/{token}")).status_code == 302
    ahead = await site.client.get(f"/l/{token}", headers={"Sec-Purpose": "prefetch;prerender"})
    assert ahead.status_code == 302
    site.clock.move(hours=15)  # it is the next day in Berlin
    await site.client.get(f"/l/{token}")
    rows = await site.database.read(
        lambda session: [(row.day, row.clicks) for row in session.scalars(sa.select(LinkClick).order_by(LinkClick.day))]
    )
    assert rows == [(date(2026, 3, 11), 2), (date(2026, 3, 12), 1)]
    assert site.service.short(token) == f"https://allin.example/l/{token}"


@pytest.mark.parametrize(
    "path", ["/l/unknown-token", "/l/x", "/l/https:%2F%2Fevil.example", "/l/abcdefgh?url=https://evil.example"]
)
async def test_a_short_link_leads_nowhere_but_to_what_was_stored(site: Site, path: str) -> None:
    answer = await site.client.get(path)
    assert answer.status_code == 404
    assert "location" not in answer.headers


# The door for results


async def send(site: Site, body: bytes, *, key: str | None = None, stamp: int | None = None) -> httpx.Response:
    """What a shop's program sends."""
    at = str(int(site.clock().timestamp()) if stamp is None else stamp)
    secret = (key if key is not None else site.service.results_key(1)).encode()
    signature = hmac.new(secret, at.encode() + b"." + body, hashlib.sha256).hexdigest()
    headers = {"X-AllIN-Timestamp": at, "X-AllIN-Signature": signature}
    return await site.client.post("/results/1", content=body, headers=headers)


ORDER = json.dumps({"events": [{"key": "o-1", "value": 12.5, "currency": "EUR", "path": ["fb"]}]}).encode()


async def test_a_program_sends_an_order_once(site: Site) -> None:
    assert (await send(site, ORDER)).json() == {"new": 1, "known": 0}
    assert (await send(site, ORDER)).json() == {"new": 0, "known": 1}
    rows = await site.database.read(lambda session: list(session.scalars(sa.select(Outcome))))
    assert [(row.workspace_id, row.micros, row.channel) for row in rows] == [(1, 12_500_000, "facebook")]
    assert await site.database.read(lambda session: session.scalars(sa.select(ResultBatch)).one().rows) == 1


async def test_what_is_not_signed_for_this_workspace_now_is_refused(site: Site) -> None:
    stamp = int(site.clock().timestamp())
    assert (await send(site, ORDER, key=site.service.results_key(2))).status_code == 401
    assert (await send(site, ORDER, stamp=stamp - 301)).status_code == 401
    assert (await send(site, ORDER, stamp=stamp - 299)).status_code == 200
    assert (await site.client.post("/results/1", content=ORDER)).status_code == 401
    assert (await send(site, b"[" * 5000)).status_code == 400
    assert (await send(site, b"{}")).status_code == 400
    assert (await send(site, b'{"events": []}')).status_code == 400
    assert (await send(site, b"x" * 300_000)).status_code == 413
    assert await site.database.read(lambda session: len(list(session.scalars(sa.select(Outcome))))) == 1


async def test_a_key_that_was_handed_out_works_on_beside_a_new_one(site: Site) -> None:
    old = site.service.results_key(1)
    site.service.vault = Vault(["n" * 40, "k" * 40])
    assert site.service.results_key(1) != old
    assert (await send(site, ORDER, key=old)).status_code == 200
    site.service.vault = Vault(["n" * 40])
    assert (await send(site, ORDER, key=old)).status_code == 401

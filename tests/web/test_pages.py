"""The public pages as a browser, a feed reader and an attacker see them: a real server on loopback."""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import feedparser
import httpx
import pytest
from fastapi import APIRouter, FastAPI

from bot.errors import OperatorError
from bot.web.server import create_app, serve
from connectors.media import ENDINGS, Media
from connectors.pages.folder import Folder
from connectors.platform import AccountInfo, Outgoing
from connectors.platforms.feed import Feed

ROOT = Path(__file__).parents[2]


async def start(app: FastAPI, host: str = "127.0.0.1") -> tuple[str, asyncio.Task[None]]:
    ready: asyncio.Queue[str] = asyncio.Queue()
    running = asyncio.create_task(serve(app, host, 0, on_ready=ready.put_nowait))
    return await asyncio.wait_for(ready.get(), 10), running


async def stop(running: asyncio.Task[None]) -> None:
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


@pytest.fixture
async def web(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    address, running = await start(create_app(tmp_path))
    async with httpx.AsyncClient(base_url=address, trust_env=False) as client:
        yield client
    await stop(running)


@pytest.fixture
async def feed(tmp_path: Path) -> AsyncIterator[Feed]:
    publisher = Feed(tmp_path)
    yield publisher
    await publisher.close()


@pytest.fixture
async def account(feed: Feed) -> AccountInfo:
    handle, data = await feed.connect(7, "Café Morgenrot")
    return AccountInfo(1, 7, "feed", handle, data)


async def fresh(web: httpx.AsyncClient, path: str, text: str) -> httpx.Response:
    """The answer once `text` stands in it."""
    deadline = time.monotonic() + 60
    while text not in (answer := await web.get(path)).text:
        assert time.monotonic() < deadline, "it did not come about in time"
        await asyncio.sleep(0.02)
    return answer


async def test_a_post_is_read_where_its_receipt_says(feed: Feed, account: AccountInfo, web: httpx.AsyncClient) -> None:
    receipt = await feed.send(Outgoing("k1", account, "The autumn sale begins <on> Monday"))
    page = await web.get(httpx.URL(receipt.url).path)
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "The autumn sale begins &lt;on&gt; Monday" in page.text
    assert "autumn sale" in (await fresh(web, "/feed/cafe-morgenrot/", "autumn sale")).text


async def test_every_file_has_its_type_and_safe_headers(
    feed: Feed, account: AccountInfo, web: httpx.AsyncClient
) -> None:
    await feed.send(Outgoing("k1", account, "Text"))
    await fresh(web, "/feed/cafe-morgenrot/", "Text")
    [month] = [path.name for path in (feed.home / "feed/cafe-morgenrot").glob("2???-??.html")]
    types = {
        "": "text/html",
        month: "text/html",
        "atom.xml": "application/atom+xml",
        "feed.json": "application/feed+json",
        "style.css": "text/css",
        "icon.svg": "image/svg+xml",
    }
    for name, media_type in types.items():
        answer = await web.get(f"/feed/cafe-morgenrot/{name}")
        assert (answer.status_code, answer.headers["content-type"]) == (200, f"{media_type}; charset=utf-8"), name
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
        head = await web.head(f"/feed/cafe-morgenrot/{name}")
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == str(len(answer.content))
    assert not feedparser.parse((await web.get("/feed/cafe-morgenrot/atom.xml")).content).bozo
    assert (await web.post("/feed/cafe-morgenrot/atom.xml")).status_code == 405


async def test_what_a_reader_has_already_is_not_sent_again(
    feed: Feed, account: AccountInfo, web: httpx.AsyncClient
) -> None:
    receipt = await feed.send(Outgoing("k1", account, "Text"))
    path = httpx.URL(receipt.url).path
    first = await web.get(path)
    for known in (
        {"If-None-Match": first.headers["etag"]},
        {"If-None-Match": f'"other", W/{first.headers["etag"]}'},
        {"If-Modified-Since": first.headers["last-modified"]},
    ):
        again = await web.get(path, headers=known)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    for unknown in (
        {"If-None-Match": '"other"', "If-Modified-Since": first.headers["last-modified"]},
        {"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
    ):
        assert (await web.get(path, headers=unknown)).status_code == 200
    await feed.delete(account, receipt.remote_id)
    assert (await web.get(path, headers={"If-None-Match": first.headers["etag"]})).status_code == 404


def kept(home: Path, content: bytes, mime: str = "image/jpeg", **more: Any) -> Media:
    """A file of the workspace's library."""
    digest = hashlib.sha256(content).hexdigest()
    path = home / "media" / f"{digest}{ENDINGS[mime]}"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return Media(1, "video" if mime.startswith("video/") else "image", mime, path, len(content), digest, **more)


async def test_media_have_their_type_and_nothing_runs_there(
    feed: Feed, account: AccountInfo, web: httpx.AsyncClient
) -> None:
    content = b"<script>alert(1)</script> in a picture"
    media = (
        kept(feed.home, content, alt="A loaf"),
        kept(feed.home, b"png", "image/png"),
        kept(feed.home, b"0123456789" * 20_000, "video/mp4"),
    )
    receipt = await feed.send(Outgoing("k1", account, "Fresh", media=media))
    page = await web.get(httpx.URL(receipt.url).path)
    assert "img-src 'self'; media-src 'self'" in page.headers["content-security-policy"]
    assert "script-src" not in page.headers["content-security-policy"]
    addresses = re.findall(r'<(?:img|video) src="(media/[^"]+)"', page.text)
    assert len(addresses) == 3
    for address, medium in zip(addresses, media, strict=True):
        answer = await web.get(f"/feed/cafe-morgenrot/{address}")
        assert (answer.status_code, answer.headers["content-type"]) == (200, medium.mime)
        assert answer.content == medium.path.read_bytes()
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'; ")
        assert answer.headers["content-security-policy"].endswith("; sandbox")
        head = await web.head(f"/feed/cafe-morgenrot/{address}")
        assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(medium.size))
        known = {"If-None-Match": answer.headers["etag"]}
        again = await web.get(f"/feed/cafe-morgenrot/{address}", headers=known)
        assert (again.status_code, again.content) == (304, b"")


async def test_a_video_can_be_played_from_any_place(feed: Feed, account: AccountInfo, web: httpx.AsyncClient) -> None:
    film = kept(feed.home, b"0123456789" * 20_000, "video/mp4")
    await feed.send(Outgoing("k1", account, "Fresh", media=(film,)))
    address = f"/feed/cafe-morgenrot/media/{film.path.name}"
    part = await web.get(address, headers={"Range": "bytes=100005-100008"})
    assert (part.status_code, part.content) == (206, b"5678")
    assert part.headers["content-range"] == "bytes 100005-100008/200000"
    assert part.headers["content-type"] == "video/mp4"
    assert (await web.get(address, headers={"Range": "bytes=200000-"})).status_code == 416


async def test_a_picture_goes_with_its_post(feed: Feed, account: AccountInfo, web: httpx.AsyncClient) -> None:
    picture = kept(feed.home, b"too early")
    receipt = await feed.send(Outgoing("k1", account, "Too early", media=(picture,)))
    address = f"/feed/cafe-morgenrot/media/{picture.path.name}"
    etag = (await web.get(address)).headers["etag"]
    await feed.delete(account, receipt.remote_id)
    deadline = time.monotonic() + 60
    while (await web.get(address, headers={"If-None-Match": etag})).status_code != 404:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)


async def test_a_picture_whose_post_was_taken_down_in_another_process_is_not_shown(
    feed: Feed, account: AccountInfo, web: httpx.AsyncClient
) -> None:
    picture = kept(feed.home, b"too early")
    receipt = await feed.send(Outgoing("k1", account, "Too early", media=(picture,)))
    await feed.close()
    page = Folder(feed.home, account.handle)
    page.remove(receipt.remote_id)  # and then that process was killed
    os.utime(page.public, (time.time() - 60, time.time() - 60))
    assert (await web.get(f"/feed/cafe-morgenrot/media/{picture.path.name}")).status_code == 404
    assert not page.is_stale()


async def test_beneath_media_nothing_else_can_be_reached(
    feed: Feed, account: AccountInfo, web: httpx.AsyncClient
) -> None:
    picture = kept(feed.home, b"a loaf")
    await feed.send(Outgoing("k1", account, "Fresh", media=(picture,)))
    folder = feed.home / "feed/cafe-morgenrot/media"
    secret = feed.home / "secret.jpg"
    secret.write_text("not for you")
    digits = "0" * 64
    (folder / f"{digits}.jpg").symlink_to(secret)
    (folder / f"{digits}.png").mkdir()
    for ending in ("svg", "html", "xml", "js", "php", "pdf"):
        (folder / f"{digits}.{ending}").write_text("not for you")
    (folder / "plain.jpg").write_text("not for you")
    names = [f"{digits}.{ending}" for ending in ("jpg", "png", "svg", "html", "xml", "js", "php", "pdf", "webp")]
    for name in (*names, "plain.jpg", "..", "..%2f..%2fsecret.jpg", f"{digits}.jpg%00", f"{digits.upper()}A.jpg"):
        answer = await raw(web, b"/feed/cafe-morgenrot/media/" + name.encode())
        assert answer.split(b" ", 2)[1] in {b"404", b"400"}, (name, answer[:200])
        assert b"not for you" not in answer, name
    assert b" 404 " in await raw(web, b"/feed/../media/" + picture.path.name.encode())


async def raw(web: httpx.AsyncClient, target: bytes) -> bytes:
    """The answer to a request line that no well-behaved client would send."""
    reader, writer = await asyncio.open_connection(web.base_url.host, web.base_url.port)
    writer.write(b"GET " + target + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    answer = await asyncio.wait_for(reader.read(), 5)
    writer.close()
    await writer.wait_closed()
    return answer


OUTSIDE = [
    b"/feed/../secret.html",
    b"/feed/cafe-morgenrot/../../secret.html",
    b"/feed/cafe-morgenrot/..%2f..%2fsecret.html",
    b"/feed/cafe-morgenrot/%2e%2e/%2e%2e/secret.html",
    b"/feed/%2e%2e/secret.html",
    b"/feed/cafe-morgenrot/..\\..\\secret.html",
    b"/feed/cafe-morgenrot//secret.html",
    b"/feed/.state/cafe-morgenrot/site.json",
    b"/feed/.state/site.json",
    b"/feed/cafe-morgenrot/%00.html",
    b"/feed/cafe-morgenrot/secret.html%00",
    b"/feed/cafe-morgenrot/linked.html",
    b"/feed/cafe-morgenrot/folder.html",
    b"/feed/cafe-morgenrot/.hidden.html",
    b"/feed/cafe-morgenrot/notes.txt",
    b"/feed/cafe-morgenrot/" + b"a" * 5000 + b".html",
    b"/feed/" + b"a" * 5000 + b"/index.html",
    b"/feed//index.html",
    b"//secret.html",
    b"/feed/cafe-morgenrot/\xff\xfe.html",
]


async def test_nothing_but_the_pages_can_be_reached(feed: Feed, account: AccountInfo, web: httpx.AsyncClient) -> None:
    secret = feed.home / "secret.html"
    secret.write_text("not for you")
    page = feed.home / "feed" / account.handle
    (page / "linked.html").symlink_to(secret)
    (page / "folder.html").mkdir()
    for name in (".hidden.html", "notes.txt"):
        (page / name).write_text("not for you")
    for target in OUTSIDE:
        answer = await raw(web, target)
        assert answer.split(b" ", 2)[1] in {b"404", b"400"}, (target, answer[:200])
        assert b"not for you" not in answer, target
        assert b"workspace_id" not in answer, target


async def test_a_missing_page_is_told_in_the_visitors_language(web: httpx.AsyncClient) -> None:
    for wanted, sentence in (
        ("de-AT, en;q=0.5", "Diese Seite gibt es nicht"),
        ("ja, fr;q=0.8, es;q=0.9", "Esta página no existe"),
        ("fr;q=x, en;q=0", "There is no such page"),
        ("", "There is no such page"),
    ):
        for path in ("/feed/nobody/", "/nowhere"):
            answer = await web.get(path, headers={"Accept-Language": wanted, "Accept": "text/html"})
            assert answer.status_code == 404
            assert f"<h1>{sentence}</h1>" in answer.text
            assert answer.headers["cache-control"] == "no-store"
    answer = await web.get("/nowhere", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()) == (404, {"detail": "Not Found"})


async def test_the_start_page_lists_the_pages(feed: Feed, web: httpx.AsyncClient) -> None:
    assert "No workspace has a public page yet" in (await web.get("/")).text
    await feed.connect(1, "Zoo & Co")
    await feed.connect(2, "<Aquarium>")
    page = (await web.get("/", headers={"Accept-Language": "de"})).text
    assert re.findall(r'href="feed/([^"]+)/"[^>]*>([^<]+)', page) == [
        ("aquarium", "&lt;Aquarium&gt;"),
        ("zoo-co", "Zoo &amp; Co"),
    ]
    assert "Öffentliche Seiten" in page
    assert (await web.get("/style.css")).headers["content-type"] == "text/css; charset=utf-8"
    redirect = await web.get("/feed/zoo-co")
    assert (redirect.status_code, redirect.headers["location"]) == (308, "/feed/zoo-co/")


async def test_health_tells_whether_the_home_is_there(web: httpx.AsyncClient, tmp_path: Path) -> None:
    answer = await web.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert (await web.head("/health")).status_code == 200
    (tmp_path / "feed").mkdir(exist_ok=True)
    moved = tmp_path.rename(tmp_path.with_name("elsewhere"))
    assert (await web.get("/health")).status_code == 503
    moved.rename(tmp_path)


async def test_other_parts_stand_beside_the_pages(tmp_path: Path) -> None:
    router = APIRouter(prefix="/api")

    @router.get("/hello")
    async def hello() -> dict[str, str]:
        return {"hello": "there"}

    address, running = await start(create_app(tmp_path, routers=[router]))
    async with httpx.AsyncClient(base_url=address, trust_env=False) as web:
        assert (await web.get("/api/hello")).json() == {"hello": "there"}
        assert (await web.get("/")).status_code == 200
    await stop(running)


async def leave_stale(feed: Feed, account: AccountInfo) -> Folder:
    """A page whose process was stopped between placing a post and drawing the first page, some time ago."""
    await feed.close()
    page = Folder(feed.home, account.handle)
    other = Feed(feed.home)
    other._upkeep.soon = lambda folder: None  # type: ignore[method-assign]
    await other.send(Outgoing("k1", account, "Left behind"))
    await other.close()
    os.utime(page.public, (time.time() - 60, time.time() - 60))
    assert page.is_stale()
    return page


async def test_a_page_left_out_of_date_is_drawn_when_somebody_asks(
    feed: Feed, account: AccountInfo, web: httpx.AsyncClient
) -> None:
    page = await leave_stale(feed, account)
    assert "Left behind" in (await web.get("/feed/cafe-morgenrot/atom.xml")).text
    assert not page.is_stale()


async def test_a_page_left_out_of_date_is_drawn_at_the_start(feed: Feed, account: AccountInfo) -> None:
    page = await leave_stale(feed, account)
    _, running = await start(create_app(feed.home))
    assert not page.is_stale()
    await stop(running)


async def test_a_taken_port_is_explained(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(OperatorError) as caught:
            await asyncio.wait_for(serve(create_app(tmp_path), "127.0.0.1", port), 10)
    assert caught.value.key == "error-port-taken"
    assert caught.value.facts == {"host": "127.0.0.1", "port": str(port)}


@pytest.mark.parametrize(
    ("host", "port"), [("127.0.0.1", 70000), ("127.0.0.1", -1), ("192.0.2.1", 8765), ("no such host", 8765)]
)
async def test_a_place_that_cannot_be_listened_on_is_explained(tmp_path: Path, host: str, port: int) -> None:
    with pytest.raises(OperatorError) as caught:
        await asyncio.wait_for(serve(create_app(tmp_path), host, port), 10)
    assert caught.value.key == "error-port-refused"


async def test_it_serves_over_ipv6(tmp_path: Path) -> None:
    address, running = await start(create_app(tmp_path), "::1")
    assert address.startswith("http://[::1]:")
    async with httpx.AsyncClient(base_url=address, trust_env=False) as web:
        assert (await web.get("/health")).status_code == 200
    await stop(running)


SERVER = """
    import asyncio, sys
    from pathlib import Path
    from bot.web.server import create_app, serve

    async def main() -> None:
        await serve(create_app(Path(sys.argv[1])), "127.0.0.1", 0, on_ready=lambda url: print(url, flush=True))
        print("tidied up", flush=True)

    asyncio.run(main())
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_and_lets_the_caller_tidy_up(tmp_path: Path, number: signal.Signals) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(SERVER), str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    assert httpx.get(f"{address}health", trust_env=False).status_code == 200
    process.send_signal(number)
    told, _ = process.communicate(timeout=10)
    assert (told, process.returncode) == ("tidied up\n", 0)

"""Feeds are read as they come, and a trap in their place does no harm."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.analytics.outside import feeds
from bot.analytics.outside.feeds import Busy, FeedReader, NoFeed, parse
from bot.errors import AllInError, Rejected, TryLater

Answer = Callable[[str, dict[str, str]], bytes]

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Bäcker &amp; Brot</title><link>https://news.example/</link><language>de-AT</language>
<item><title>Brotpreise steigen &lt;b&gt;wieder&lt;/b&gt;</title><link>/a1</link><guid isPermaLink="false">a1</guid>
<pubDate>Tue, 10 Mar 2026 08:15:00 +0100</pubDate><category>Wirtschaft</category></item>
<item><title>Tag des Sauerteigs</title><guid>https://news.example/a2</guid><dc:date>2026-03-09T10:00:00Z</dc:date></item>
<item><title>Tag des Sauerteigs</title><guid>https://news.example/a2</guid></item>
<item><title></title><description>Nur &amp;nbsp;eine Beschreibung</description><link>javascript:alert(1)</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>Bread blog</title><link rel="self" href="/feed"/><link href="https://blog.example/"/>
<entry><id>tag:1</id><title type="html">Rye &amp;amp; spelt</title><link rel="alternate" href="/rye"/>
<published>2026-03-10T07:00:00+01:00</published><category term="rye" label="Rye bread"/></entry>
</feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><title>Old news</title><link>https://old.example</link></channel>
<item><title>First</title><link>https://old.example/1</link></item></rdf:RDF>"""

JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "J",
        "language": "en-GB",
        "home_page_url": "https://j.example/",
        "items": [
            {
                "id": 7,
                "title": "Seven",
                "url": "https://j.example/7",
                "date_published": "2026-03-10T09:00:00Z",
                "tags": ["x"],
            },
            {"id": "8", "content_text": "No title here"},
            "no item",
        ],
    }
)


@contextlib.asynccontextmanager
async def server(answer: Answer) -> AsyncIterator[tuple[str, list[dict[str, str]]]]:
    """A plain HTTP server on loopback; its address, and the headers that it was asked with."""
    asked: list[dict[str, str]] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        asked.append({name.lower(): value for name, value in headers.items()})
        try:
            with contextlib.suppress(ConnectionError):
                writer.write(answer(lines[0].split()[1], asked[-1]))
                await writer.drain()
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    listener = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with listener:
        yield f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}", asked


def ok(body: bytes | str, *headers: str) -> bytes:
    """A complete answer."""
    data = body.encode() if isinstance(body, str) else body
    lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(data)}", *headers, "Connection: close", "", ""]
    return "\r\n".join(lines).encode() + data


def status(code: str, *headers: str) -> bytes:
    """An answer without a body."""
    return "\r\n".join([f"HTTP/1.1 {code}", "Content-Length: 0", *headers, "Connection: close", "", ""]).encode()


def open_reader(**other: object) -> FeedReader:
    """One that may go to loopback."""
    return FeedReader(allowed=lambda address: address.is_loopback, **other)  # type: ignore[arg-type]


# What stands in them


def test_rss_is_read_with_its_words_and_without_its_markup() -> None:
    feed = parse(RSS.encode(), "https://news.example/rss", "application/rss+xml")
    assert (feed.title, feed.country, feed.home) == ("Bäcker & Brot", "AT", "https://news.example/")
    first, second, third = feed.items
    assert (first.title, first.url, first.tags) == (
        "Brotpreise steigen wieder",
        "https://news.example/a1",
        ("Wirtschaft",),
    )
    assert first.at == datetime(2026, 3, 10, 7, 15, tzinfo=UTC)
    assert second.url == "https://news.example/a2" and second.at == datetime(2026, 3, 9, 10, tzinfo=UTC)
    assert (third.title, third.url, third.at) == ("Nur eine Beschreibung", "", None)


def test_atom_rdf_and_json_are_feeds_too() -> None:
    atom = parse(ATOM.encode(), "https://blog.example/feed")
    assert (atom.title, atom.home, atom.country) == ("Bread blog", "https://blog.example/", "")
    assert [(one.title, one.url, one.tags) for one in atom.items] == [
        ("Rye & spelt", "https://blog.example/rye", ("Rye bread",))
    ]
    assert [one.title for one in parse(RDF.encode()).items] == ["First"]
    found = parse(JSON.encode())
    assert [one.title for one in found.items] == ["Seven", "No title here"] and found.country == "GB"


def test_an_item_is_the_same_after_its_title_was_changed() -> None:
    before, after = parse(RSS.encode()), parse(RSS.replace("steigen", "fallen").encode())
    assert before.items[0].title != after.items[0].title and before.items[0].key == after.items[0].key


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (RSS.replace("utf-8", "iso-8859-1").encode("latin-1"), "application/rss+xml"),
        (RSS.encode(), "text/xml; charset=iso-8859-1; charset=utf-8"),
        (RSS.encode("utf-16"), "text/xml"),
        (RSS.replace("utf-8", "iso-8859-1").encode(), "text/xml; charset=utf-8"),
        (RSS.encode("windows-1252"), "text/xml"),  # says UTF-8 and is not
        (b"\xef\xbb\xbf" + RSS.encode(), "text/xml"),
    ],
)
def test_however_it_is_encoded_its_title_comes_out(body: bytes, kind: str) -> None:
    title = parse(body, "https://news.example/", kind).title
    assert title == "Bäcker & Brot" or (b"charset=iso" in kind.encode() and title == "BÃ¤cker & Brot")


@pytest.mark.parametrize("name", ["idna", "zip", "rot13", "utf-7", "nonsense", "unicode_escape"])
def test_an_encoding_that_is_none_is_not_used(name: str) -> None:
    assert parse(RSS.encode(), "", f"text/xml; charset={name}").title == "Bäcker & Brot"


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><rss><channel><title>&j;</title></channel></rss>"
)
INSIDE = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>'


@pytest.mark.parametrize(
    "body",
    [
        LAUGHS,
        INSIDE,
        "",
        "not xml at all",
        "<rss><channel><title>cut o",
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "{}",
        '{"version": "https://jsonfeed.org/version/1", "items": 5}',
        "[" * 100_000,
        "{" * 100_000,
        '{"a":' * 60_000,
    ],
)
def test_what_is_no_feed_is_told_so(body: str) -> None:
    with pytest.raises(NoFeed) as caught:
        parse(body.encode(), "https://news.example/rss")
    assert caught.value.facts["host"] == "news.example" and "passwd" not in str(caught.value.facts)


def test_a_page_tells_where_its_feed_is() -> None:
    page = (
        "<!doctype html><html><head><link rel='alternate' type='application/rss+xml' href='/rss'></head><p>Hello & bye"
    )
    with pytest.raises(NoFeed) as caught:
        parse(page.encode(), "https://news.example/start")
    assert caught.value.offered == "https://news.example/rss"


def test_very_deep_and_very_long_ones_are_survived() -> None:
    deep = "<rss><channel><title>" + "<a>" * 50_000 + "</a>" * 50_000 + "</title></channel></rss>"
    assert parse(deep.encode()).items == ()
    many = "<item><title>x</title></item>" * 5_000
    long = f"<rss><channel><title>{'y' * 9_000}</title>{many}</channel></rss>"
    found = parse(long.encode())
    assert len(found.title) == feeds.LONGEST_TITLE and len(found.items) <= feeds.MOST_ITEMS


# How they are fetched


async def test_the_second_look_says_what_is_known_already() -> None:
    def answer(_path: str, headers: dict[str, str]) -> bytes:
        if headers.get("if-none-match") == '"v1"' and headers.get("if-modified-since"):
            return status("304 Not Modified")
        return ok(RSS, 'ETag: "v1"', "Last-Modified: Tue, 10 Mar 2026 08:00:00 GMT")

    async with server(answer) as (base, asked):
        first = await open_reader().read(f"{base}/rss")
        assert first.content is not None and "if-none-match" not in asked[0]
        again = await open_reader().read(f"{base}/rss", first.marks)
        assert again.content is None and again.marks == first.marks


async def test_a_zipped_feed_is_unpacked_and_a_bomb_is_not() -> None:
    bomb = gzip.compress(b"<rss>" + b" " * 60_000_000)
    assert len(bomb) < 100_000

    def answer(path: str, _headers: dict[str, str]) -> bytes:
        return ok(gzip.compress(RSS.encode()) if path == "/rss" else bomb, "Content-Encoding: gzip")

    async with server(answer) as (base, _):
        content = (await open_reader().read(f"{base}/rss")).content
        assert content is not None and content.title == "Bäcker & Brot"
        with pytest.raises(Rejected) as caught:
            await open_reader().read(f"{base}/bomb")
        assert caught.value.key == "feed-too-large"


async def test_more_than_two_megabytes_are_not_read() -> None:
    async with server(lambda *_: ok(b"<rss>" + b"x" * 2_100_000)) as (base, _):
        with pytest.raises(Rejected) as caught:
            await open_reader().read(f"{base}/rss")
    assert caught.value.key == "feed-too-large"


@pytest.mark.parametrize(
    ("code", "kind", "key"),
    [
        ("500 Oops", TryLater, "feed-unreachable"),
        ("404 Gone fishing", Rejected, "feed-gone"),
        ("403 No", Rejected, "feed-refused"),
        ("204 Nothing", TryLater, "feed-unreachable"),
    ],
)
async def test_what_the_server_says_is_told(code: str, kind: type[AllInError], key: str) -> None:
    async with server(lambda *_: status(code)) as (base, _):
        with pytest.raises(kind) as caught:
            await open_reader().read(f"{base}/rss")
    assert caught.value.key == key


async def test_a_server_that_is_busy_is_left_alone_as_long_as_it_asks() -> None:
    async with server(lambda *_: status("429 Slow", "Retry-After: 7200")) as (base, _):
        with pytest.raises(Busy) as caught:
            await open_reader().read(f"{base}/rss")
    assert caught.value.wait == timedelta(hours=2)


async def test_a_server_that_is_down_or_silent_is_told_so() -> None:
    async with server(lambda *_: b"") as (base, _):
        with pytest.raises(TryLater) as caught:
            await open_reader().read(f"{base}/rss")
        assert caught.value.key == "feed-unreachable"
    with pytest.raises(TryLater):
        await open_reader().read(f"{base}/rss")

    left = asyncio.Event()

    async def forever(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()
        left.set()

    listener = await asyncio.start_server(forever, "127.0.0.1", 0)
    async with listener:
        with pytest.raises(TryLater) as caught:
            await open_reader(seconds=0.1).read(f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}/")
        await left.wait()
    assert caught.value.key == "feed-slow"


async def test_redirects_are_followed_three_times_and_for_good_only_where_they_say_so() -> None:
    def answer(path: str, _headers: dict[str, str]) -> bytes:
        left = int(path.removeprefix("/"))
        return ok(RSS) if not left else status("301 Moved", f"Location: /{left - 1}")

    async with server(answer) as (base, _):
        found = await open_reader().read(f"{base}/3")
        assert found.moved and found.address == f"{base}/0"
        with pytest.raises(Rejected) as caught:
            await open_reader().read(f"{base}/4")
    assert caught.value.key == "feed-too-many-redirects"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "169.254.169.254", "0.0.0.0"])
async def test_nothing_inside_is_ever_asked(host: str) -> None:
    with pytest.raises((Rejected, TryLater)) as caught:
        await FeedReader().read(f"http://{host}:8080/rss")
    assert caught.value.key in {"feed-address-inside", "feed-no-such-host"}


async def test_a_redirect_inside_is_not_followed() -> None:
    async def resolve(host: str, _port: int) -> list[str]:
        return ["127.0.0.1"] if host == "news.example" else ["127.0.0.2"]

    inside: list[str] = []

    def answer(path: str, headers: dict[str, str]) -> bytes:
        if headers["host"].startswith("news.example"):
            return status("302 Found", f"Location: http://metadata.internal:{headers['host'].split(':')[1]}/secret")
        inside.append(path)
        return ok(RSS)

    async with server(answer) as (base, _):
        port = base.rsplit(":", 1)[1]
        reader = FeedReader(resolver=resolve, allowed=lambda address: str(address) == "127.0.0.1")
        with pytest.raises(Rejected) as caught:
            await reader.read(f"http://news.example:{port}/rss")
    assert caught.value.key == "feed-address-inside" and not inside


@pytest.mark.parametrize(
    "address",
    [
        "ftp://x.example/",
        "file:///etc/passwd",
        "https://",
        "https://user:pw@x.example/",
        "https://x.example:25/",
        "x",
        "https://x y/",
    ],
)
async def test_what_is_no_address_of_the_web_is_not_fetched(address: str) -> None:
    with pytest.raises(Rejected):
        await FeedReader().read(address)


async def test_a_mark_that_would_be_a_header_of_its_own_is_not_kept() -> None:
    async with server(lambda *_: ok(RSS, "ETag: \xe4\x01")) as (base, _):
        assert (await open_reader().read(f"{base}/")).marks == {}

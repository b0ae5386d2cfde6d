"""News feeds: RSS 0.9x, 1.0 and 2.0, Atom, and JSON Feed, fetched politely and read without trust.

Sources: rssboard.org/rss-specification, RFC 4287 (Atom), jsonfeed.org/version/1.1, RFC 9110 (conditional requests).
What stands in a feed is other people's words; a feed that is a trap (entities, bombs, redirects inside) is refused.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import html
import json
import re
import ssl
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import httpcore

from bot.errors import Rejected, TryLater
from connectors.addresses import Address, Guarded, Resolver, is_public, resolve

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_BYTES = 2_000_000
"""Of what a feed is, unpacked. The largest news feeds have a few hundred thousand."""
WHOLE_SECONDS = 15.0
MOST_REDIRECTS = 3
MOST_ITEMS = 300
MOST_TAGS = 12
LONGEST_URL = 2_000
LONGEST_TITLE = 300
LONGEST_WAIT = timedelta(days=1)

_ENCODINGS = re.compile(
    r"utf-?(?:8|16)(?:-?[lb]e)?|(?:us-)?ascii|iso-?8859-?\d{1,2}|latin-?\d|(?:windows|cp)-?125\d|koi8-[ru]"
    r"|shift_jis|euc-(?:jp|kr)|gb(?:2312|k|18030)|big5",
    re.IGNORECASE,
)
"""What text is decoded with. Others that Python knows are no encodings of text, or take forever."""
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._-]{1,40})""", re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_OWN = {"amp", "lt", "gt", "quot", "apos"}
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TAG = re.compile(r"<[^>]{0,2000}>")
_FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/feed+json"}


@dataclass(frozen=True, slots=True)
class Item:
    """Something in a feed. `key` is a hash of its id; `at` is aware, None where the feed says nothing readable."""

    key: str
    title: str
    url: str = ""
    at: datetime | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """A feed as it reads. `language` is its own word, such as `de-AT`; `home` the page it belongs to."""

    title: str
    items: tuple[Item, ...]
    language: str = ""
    home: str = ""

    @property
    def country(self) -> str:
        """The country its language is said to be of, as ISO 3166-1; "" where it says none."""
        _, _, rest = self.language.replace("_", "-").partition("-")
        return rest.upper() if re.fullmatch(r"[A-Za-z]{2}", rest) else ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a look brought. `content` is None where nothing has changed since the `marks` that were sent.

    `address` is where it was found in the end, and `moved` whether it has moved there for good.
    """

    content: Content | None
    address: str
    marks: Mapping[str, str] = field(default_factory=dict)
    moved: bool = False


class NoFeed(Rejected):
    """What is there is no feed. `offered` is one that a page there names, "" if it names none."""

    def __init__(self, host: str, offered: str = "") -> None:
        super().__init__("feed-is-no-feed", host=host)
        self.offered = offered


class Busy(TryLater):
    """The server says that it has too much to do; `wait` as it asks, None where it does not say."""

    def __init__(self, host: str, wait: timedelta | None) -> None:
        super().__init__("feed-busy", host=host)
        self.wait = wait


class _Refusing(Guarded):
    def unknown(self, host: str) -> Exception:
        return TryLater("feed-no-such-host", host=host[:80])

    def inside(self, host: str) -> Exception:
        return Rejected("feed-address-inside", host=host[:80])


class FeedReader:
    """Fetches feeds from the open internet. `resolver`, `allowed`, `trust` and `seconds` are for tests."""

    def __init__(
        self,
        *,
        resolver: Resolver = resolve,
        allowed: Callable[[Address], bool] = is_public,
        trust: ssl.SSLContext | None = None,
        seconds: float = WHOLE_SECONDS,
    ) -> None:
        self._resolver = resolver
        self._allowed = allowed
        self._trust = trust
        self._seconds = seconds

    async def read(self, address: str, marks: Mapping[str, str] | None = None) -> Answer:
        """What a feed says now. `marks` of the last answer save its server the work when nothing has changed.

        Raises `Rejected` for an address that may not be fetched, or that holds no feed (`NoFeed`); `TryLater` when its
        server does not answer as it should. Of the address only the host stands in an error: the rest may be a secret.
        """
        try:
            async with asyncio.timeout(self._seconds):
                return await self._read(address, marks or {})
        except TimeoutError:
            raise TryLater("feed-slow", host=host_of(address)) from None

    async def _read(self, address: str, marks: Mapping[str, str]) -> Answer:
        context = self._trust or ssl.create_default_context()
        backend = _Refusing(self._resolver, self._allowed)
        moved = True
        async with httpcore.AsyncConnectionPool(
            ssl_context=context, network_backend=backend, max_connections=1
        ) as pool:
            for _ in range(MOST_REDIRECTS + 1):
                check_address(address)
                try:
                    status, headers, body = await self._get(pool, address, marks)
                except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException, ssl.SSLError):
                    raise TryLater("feed-unreachable", host=host_of(address)) from None
                if status in {301, 302, 303, 307, 308} and headers.get("location"):
                    moved = moved and status in {301, 308}
                    try:
                        address = urljoin(address, headers["location"])
                    except ValueError:
                        raise Rejected("feed-bad-address") from None
                    marks = {}
                    continue
                return await _understood(address, status, headers, body, marks, moved)
        raise Rejected("feed-too-many-redirects", host=host_of(address))

    async def _get(
        self, pool: httpcore.AsyncConnectionPool, address: str, marks: Mapping[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        headers: dict[bytes | str, bytes | str] = {
            "Host": urlsplit(address).netloc,
            "User-Agent": "AllIN-Assistant (feed reader)",
            "Accept": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
            "Accept-Encoding": "gzip, identity",
        }
        if marks.get("etag"):
            headers["If-None-Match"] = marks["etag"]
        if marks.get("modified"):
            headers["If-Modified-Since"] = marks["modified"]
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), self._seconds)
        async with pool.stream("GET", address, headers=headers, extensions={"timeout": timeouts}) as answer:
            given = {name.decode("latin-1").lower(): value.decode("latin-1").strip() for name, value in answer.headers}
            if answer.status != 200:
                return answer.status, given, b""
            return answer.status, given, await _body(answer, given, host_of(address))


async def _body(answer: httpcore.Response, headers: Mapping[str, str], host: str) -> bytes:
    coding = headers.get("content-encoding", "identity").lower()
    if coding not in {"", "identity", "gzip", "x-gzip"}:
        raise NoFeed(host)
    unpack = zlib.decompressobj(31) if "gzip" in coding else None
    whole = bytearray()
    taken = 0
    async for piece in answer.aiter_stream():
        taken += len(piece)
        if taken > MOST_BYTES:
            raise Rejected("feed-too-large", host=host, limit=MOST_BYTES // 1_000_000)
        if unpack is None:
            whole += piece
            continue
        try:
            # A few kilobytes may unpack to gigabytes: no more is unpacked than is taken.
            whole += unpack.decompress(piece, MOST_BYTES + 1 - len(whole))
        except zlib.error:
            raise TryLater("feed-unreachable", host=host) from None
        if len(whole) > MOST_BYTES:
            raise Rejected("feed-too-large", host=host, limit=MOST_BYTES // 1_000_000)
    return bytes(whole)


async def _understood(
    address: str, status: int, headers: Mapping[str, str], body: bytes, marks: Mapping[str, str], moved: bool
) -> Answer:
    host = host_of(address)
    if status == 304:
        return Answer(None, address, dict(marks))
    if status in {429, 503}:
        raise Busy(host, _wait(headers.get("retry-after", "")))
    if status in {401, 403, 404, 410}:
        raise Rejected("feed-gone" if status in {404, 410} else "feed-refused", host=host)
    if status != 200:
        raise TryLater("feed-unreachable", host=host)
    content = await asyncio.to_thread(parse, body, address, headers.get("content-type", ""))
    kept = {"etag": headers.get("etag", "")[:500], "modified": headers.get("last-modified", "")[:100]}
    safe = {name: value for name, value in kept.items() if value and value.isascii() and value.isprintable()}
    return Answer(content, address, safe, moved)


def _wait(said: str) -> timedelta | None:
    if re.fullmatch(r"[0-9]{1,9}", said):
        return min(timedelta(seconds=int(said)), LONGEST_WAIT)
    at = _rfc822(said)
    return None if at is None else min(max(at - datetime.now(UTC), timedelta(0)), LONGEST_WAIT)


def check_address(address: str) -> None:
    """Raise `Rejected` for what is no address of the web, or one that carries a password."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise Rejected("feed-bad-address") from None
    odd = any(ord(char) <= 32 or ord(char) > 126 for char in address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or odd or len(address) > LONGEST_URL:
        raise Rejected("feed-bad-address")
    if parts.username is not None or parts.password is not None:
        raise Rejected("feed-address-with-password")
    # Mail and other services listen below 1024; nobody keeps news there.
    if port is not None and port < 1024 and port not in {80, 443}:
        raise Rejected("feed-bad-address")


def host_of(address: str) -> str:
    """The host of an address, for people to read."""
    try:
        return (urlsplit(address).hostname or "")[:80]
    except ValueError:
        return ""


def parse(body: bytes, address: str = "", content_type: str = "") -> Content:
    """Read a feed. Raises `NoFeed` for anything else, also for one that tries to have entities unfolded."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    host = host_of(address)
    text = _decoded(body, content_type)
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("{"):
        return _json_feed(start, address)
    text = _NOT_XML.sub("", _DECLARATION.sub("", start))
    text = _ENTITY.sub(lambda match: match[0] if match[1] in _XML_OWN else html.unescape(match[0]), text)
    try:
        root = fromstring(text)
    except (ParseError, DefusedXmlException, ValueError, RecursionError):
        raise NoFeed(host, _offered(text, address)) from None
    kind = _name(root)
    if kind == "rss" and (channel := _child(root, "channel")) is not None:
        return _rss(channel, [one for one in channel if _name(one) == "item"], address)
    if kind == "rdf" and (channel := _child(root, "channel")) is not None:
        return _rss(channel, [one for one in root if _name(one) == "item"], address)
    if kind == "feed":
        return _atom(root, address)
    raise NoFeed(host, _offered(text, address))


def _decoded(body: bytes, content_type: str) -> str:
    """As the byte order mark says, else the server, else the feed itself; what does not decode so is tried as usual."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if body.startswith(mark):
            return body.decode(name, "replace")
    told, declared = _CHARSET.search(content_type), _DECLARED.search(body[:400])
    names = [told[1]] if told else []
    names += [declared[1].decode("ascii")] if declared else []
    for name in [*names, "utf-8"]:
        if _ENCODINGS.fullmatch(name):
            try:
                return body.decode(name)
            except (UnicodeDecodeError, LookupError):
                continue
    return body.decode("windows-1252", "replace")


def _rss(channel: Element, entries: list[Element], address: str) -> Content:
    items = []
    for entry in entries[:MOST_ITEMS]:
        title = _text(entry, "title") or _text(entry, "description")
        guid = _child(entry, "guid")
        link = _text(entry, "link")
        if not link and guid is not None and guid.get("isPermaLink") != "false":
            link = (guid.text or "").strip()
        at = _rfc822(_text(entry, "pubdate")) or _iso(_text(entry, "date"))
        tags = [plain(one.text or "") for one in entry if _name(one) in {"category", "subject"}]
        items.append(_item(_text(entry, "guid") or link, title, link, at, tags, address))
    home = next((one.text or "" for one in channel if _name(one) == "link" and (one.text or "").strip()), "")
    return Content(
        plain(_text(channel, "title")),
        _distinct(items),
        _language(_text(channel, "language")),
        _web(home.strip(), address),
    )


def _atom(root: Element, address: str) -> Content:
    items = []
    for entry in [one for one in root if _name(one) == "entry"][:MOST_ITEMS]:
        title = _text(entry, "title") or _text(entry, "summary")
        link = _atom_link(entry)
        at = _iso(_text(entry, "published")) or _iso(_text(entry, "updated"))
        tags = [one.get("label") or one.get("term") or "" for one in entry if _name(one) == "category"]
        items.append(_item(_text(entry, "id") or link, title, link, at, [plain(tag) for tag in tags], address))
    language = _language(root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    return Content(plain(_text(root, "title")), _distinct(items), language, _web(_atom_link(root), address))


def _atom_link(entry: Element) -> str:
    links = [one for one in entry if _name(one) == "link" and one.get("href")]
    best = [one for one in links if one.get("rel", "alternate") == "alternate"]
    return (best[0].get("href") or "").strip() if best else ""


def _json_feed(text: str, address: str) -> Content:
    host = host_of(address)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise NoFeed(host) from None
    entries = data.get("items") if isinstance(data, dict) else None
    if not isinstance(entries, list) or "jsonfeed.org/version" not in str(data.get("version", "")):
        raise NoFeed(host)
    items = []
    for entry in entries[:MOST_ITEMS]:
        if not isinstance(entry, dict):
            continue
        said = [entry.get(name) for name in ("title", "summary", "content_text", "content_html")]
        title = next((one for one in said if isinstance(one, str) and one.strip()), "")
        link = entry.get("url") if isinstance(entry.get("url"), str) else ""
        tags = entry.get("tags") if isinstance(entry.get("tags"), list) else []
        at = _iso(str(entry.get("date_published") or entry.get("date_modified") or ""))
        key = str(entry.get("id") or link or "")
        items.append(_item(key, title, str(link), at, [plain(str(tag)) for tag in tags or []], address))
    title, home = data.get("title"), data.get("home_page_url")
    return Content(
        plain(title) if isinstance(title, str) else "",
        _distinct(items),
        _language(str(data.get("language") or "")),
        _web(home if isinstance(home, str) else "", address),
    )


def _item(key: str, title: str, link: str, at: datetime | None, tags: list[str], address: str) -> Item:
    said = plain(title)
    url = _web(link, address)
    mark = hashlib.sha256((key.strip() or url or said).encode("utf-8", "replace")).hexdigest()[:32]
    return Item(mark, said, url, at, tuple(dict.fromkeys(tag for tag in tags if tag))[:MOST_TAGS])


def _distinct(items: list[Item]) -> tuple[Item, ...]:
    first: dict[str, Item] = {}
    for item in items:
        if item.title:
            first.setdefault(item.key, item)
    return tuple(first.values())


def plain(text: str) -> str:
    """Words without markup, on one line; feeds escape theirs up to twice."""
    said = html.unescape(_TAG.sub(" ", html.unescape(text[: 20 * LONGEST_TITLE])))
    said = " ".join(_NOT_XML.sub("", said).split())
    return said if len(said) <= LONGEST_TITLE else said[: LONGEST_TITLE - 1] + "…"


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _child(element: Element, name: str) -> Element | None:
    return next((one for one in element if _name(one) == name), None)


def _text(element: Element, name: str) -> str:
    """The text of the first child of that name, whatever its namespace; markup inside counts as its words."""
    found = _child(element, name)
    return "" if found is None else "".join(_words(found)).strip()


def _words(element: Element) -> Iterator[str]:
    yield from element.itertext()


def _web(link: str, address: str) -> str:
    """A link as an address of the web, resolved; "" for anything else (javascript:, data:)."""
    try:
        whole = urljoin(address, link.strip()) if link.strip() else ""
        return whole if whole.startswith(("https://", "http://")) and len(whole) <= LONGEST_URL else ""
    except ValueError:
        return ""


def _language(said: str) -> str:
    return said.strip() if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", said.strip()) else ""


def _rfc822(said: str) -> datetime | None:
    if not said:
        return None
    try:
        at = parsedate_to_datetime(said.strip())
        return (at if at.tzinfo is not None else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return _iso(said)


def _iso(said: str) -> datetime | None:
    if not said:
        return None
    try:
        at = datetime.fromisoformat(said.strip())
        return (at if at.tzinfo is not None else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


class _Links(HTMLParser):
    """Looks for the feed that a page names in its head."""

    def __init__(self) -> None:
        super().__init__()
        self.found = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given: dict[str, Any] = dict(attrs)
        names = str(given.get("rel") or "").lower().split()
        kind = str(given.get("type") or "").lower().strip()
        if tag == "link" and not self.found and "alternate" in names and kind in _FEED_TYPES:
            self.found = str(given.get("href") or "")


def _offered(text: str, address: str) -> str:
    if "<html" not in text[:2_000].lower() and "<!doctype html" not in text[:200].lower():
        return ""
    links = _Links()
    # What Python's parser raises at a section that it does not know; what came before it has been read.
    with contextlib.suppress(AssertionError):
        links.feed(text[:200_000])
    return _web(links.found, address)


_READER = FeedReader()


def reader() -> FeedReader:
    """The one that everything shares."""
    return _READER

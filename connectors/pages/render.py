"""How the page looks: HTML for people, Atom and JSON Feed for readers, all from the same entries.

Sources: Atom is RFC 4287, JSON Feed is https://www.jsonfeed.org/version/1.1/, the data block within each post's page is
schema.org SocialMediaPosting. A post's page carries everything that is known of the post; the rest is derived from it.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from connectors.pages.media import Medium, figures, gallery, label, thumbnail
from connectors.pages.text import hashtags, headline, language_tag, to_html, words

ON_INDEX = 20
"""Posts that stand in full on the first page."""
IN_FEEDS = 50
"""Newest posts that stand in the Atom and JSON feeds."""
REVISION = 2
"""Raised when the look changes, so that pages written before are drawn anew."""

_DATA_OPENS = '<script type="application/ld+json">'
_DATA_CLOSES = "</script>"
_ATOM = "http://www.w3.org/2005/Atom"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ET.register_namespace("", _ATOM)


@dataclass(frozen=True, slots=True)
class Site:
    """The page as a whole. `id` is a UUID that never changes, `base_url` ends with a slash, `zone` is an IANA name."""

    slug: str
    title: str
    id: str
    workspace_id: int
    base_url: str
    zone: str = "UTC"
    language: str = "en"

    @property
    def url(self) -> str:
        """The address of the first page."""
        return f"{self.base_url}feed/{quote(self.slug)}/"

    @property
    def digest(self) -> str:
        """Differs when any page would be drawn differently."""
        facts = json.dumps([REVISION, asdict(self)], sort_keys=True)
        return hashlib.sha256(facts.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Entry:
    """One post. `name` is the file's, without its ending; `text` is cleaned; times are aware.

    `text` is empty only where there are `media`; `title` may be, and `link`, which is a web address.
    """

    name: str
    id: str
    text: str
    title: str
    language: str
    published: datetime
    updated: datetime
    media: tuple[Medium, ...] = ()
    link: str = ""

    @property
    def headline(self) -> str:
        """The title, or the beginning of the text; where there is none, what its first picture shows, or what it is."""
        shown = next((medium.alt for medium in self.media if medium.alt), "")
        other = label(self.media[0], self.language) if self.media else ""
        return self.title or headline(self.text) or headline(shown) or other


@dataclass(frozen=True, slots=True)
class Line:
    """What an archive shows of an entry."""

    name: str
    headline: str
    language: str
    published: datetime
    media: tuple[Medium, ...] = ()


class UnreadableEntry(ValueError):
    """A file that carries no entry."""


def entry_id(site: Site, key: str) -> str:
    """The post's UUID: the same for the same page and key, on any machine."""
    return str(uuid.uuid5(uuid.UUID(site.id), key))


def post_page(site: Site, entry: Entry) -> str:
    """The post's own page, with the entry inside as data."""
    address = f"{site.url}{entry.name}.html"
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "SocialMediaPosting",
        "identifier": f"urn:uuid:{entry.id}",
        "headline": entry.headline,
        "articleBody": entry.text,
        "inLanguage": entry.language,
        "datePublished": entry.published.astimezone(UTC).isoformat(),
        "dateModified": entry.updated.astimezone(UTC).isoformat(),
        "url": address,
    }
    if entry.title:
        data["name"] = entry.title
    if entry.media:
        data["associatedMedia"] = [medium.data(site.url) for medium in entry.media]
    if entry.link:
        data["citation"] = entry.link
    # Within a script element only "<" can end it early or open a comment; as \u003c it is the same JSON.
    block = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    description = escape(headline(entry.text, 200) or entry.headline)
    head = (
        f'<link rel="canonical" href="{escape(address)}">\n'
        f'<meta name="description" content="{description}">\n'
        f'<meta property="og:type" content="article">\n'
        f'<meta property="og:title" content="{escape(entry.headline)}">\n'
        f'<meta property="og:description" content="{description}">\n'
        f'<meta property="og:url" content="{escape(address)}">\n'
        f"{_preview(site, entry)}"
        f"{_DATA_OPENS}{block}{_DATA_CLOSES}\n"
    )
    main = f"{_article(site, entry, 'h1', link=False)}\n{_way_back(site)}"
    return _document(site, f"{entry.headline} · {site.title}", head, main)


def read_post_page(name: str, page: str) -> Entry:
    """The entry that `post_page` put into the page. Raises UnreadableEntry."""
    start = page.find(_DATA_OPENS)
    end = page.find(_DATA_CLOSES, start)
    if start < 0 or end < 0:
        raise UnreadableEntry(name)
    try:
        data = json.loads(page[start + len(_DATA_OPENS) : end])
        return Entry(
            name=name,
            id=str(data["identifier"]).removeprefix("urn:uuid:"),
            text=data["articleBody"],
            title=data.get("name", ""),
            language=data["inLanguage"],
            published=datetime.fromisoformat(data["datePublished"]),
            updated=datetime.fromisoformat(data["dateModified"]),
            media=tuple(Medium.of(medium) for medium in data.get("associatedMedia", ())),
            link=data.get("citation", ""),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableEntry(name) from error


def index_page(site: Site, entries: Sequence[Entry], months: Sequence[tuple[str, int]]) -> str:
    """The first page: the newest posts in full, newest first, and a way to the months ("2026-11", number of posts)."""
    parts = [_article(site, entry, "h2", link=True) for entry in entries[:ON_INDEX]]
    if not parts:
        parts = [f'<p class="empty">{_word(site, "page-empty")}</p>']
    elif sum(count for _, count in months) > len(parts):
        rows = "\n".join(
            f'<li><a href="{month}.html">{escape(_month(month, site.language))}</a> '
            f"<span>{escape(words(site.language, 'page-month-count', count=count))}</span></li>"
            for month, count in months
        )
        parts.append(
            f'<nav class="months" aria-labelledby="older"><h2 id="older">{_word(site, "page-older")}</h2>'
            f"\n<ul>\n{rows}\n</ul></nav>"
        )
    head = f'<link rel="canonical" href="{escape(site.url)}">\n'
    return _document(site, site.title, head, "\n".join(parts), top=True)


def month_page(site: Site, month: str, lines: Iterable[Line]) -> str:
    """The posts of one month in the page's zone, newest first, by their first words."""
    rows = []
    for line in lines:
        local = line.published.astimezone(ZoneInfo(site.zone))
        rows.append(
            f"<li>{thumbnail(line.media, site.language, line.headline)}"
            f'<a href="{line.name}.html" lang="{escape(line.language)}" dir="auto">{escape(line.headline)}</a> '
            f"{_time(site, local, day_only=True)}</li>"
        )
    name = _month(month, site.language)
    main = (
        f'<h1 class="month">{escape(name)}</h1>\n<ul class="lines">\n' + "\n".join(rows) + "\n</ul>\n" + _way_back(site)
    )
    head = f'<link rel="canonical" href="{escape(site.url + month)}.html">\n'
    return _document(site, f"{name} · {site.title}", head, main)


def atom(site: Site, entries: Sequence[Entry], updated: datetime) -> bytes:
    """The newest posts as an Atom document; `updated` stands where there are none."""
    feed = ET.Element(f"{{{_ATOM}}}feed", {_XML_LANG: site.language})
    _add(feed, "id", f"urn:uuid:{site.id}")
    _add(feed, "title", site.title)
    newest = max((entry.updated for entry in entries), default=updated)
    _add(feed, "updated", newest.astimezone(UTC).isoformat())
    _add(feed, "link", rel="self", type="application/atom+xml", href=f"{site.url}atom.xml")
    _add(feed, "link", rel="alternate", type="text/html", href=site.url)
    _add(_add(feed, "author"), "name", site.title)
    _add(feed, "generator", "AllIN Assistant")
    for entry in entries[:IN_FEEDS]:
        item = ET.SubElement(feed, f"{{{_ATOM}}}entry", {_XML_LANG: entry.language})
        _add(item, "id", f"urn:uuid:{entry.id}")
        _add(item, "title", entry.headline, type="text")
        _add(item, "link", rel="alternate", type="text/html", href=f"{site.url}{entry.name}.html")
        if entry.link:
            _add(item, "link", rel="related", type="text/html", href=entry.link)
        for medium in entry.media:
            address = f"{site.url}{medium.path}"
            _add(item, "link", rel="enclosure", type=medium.mime, length=str(medium.size), href=address)
        _add(item, "published", entry.published.astimezone(UTC).isoformat())
        _add(item, "updated", entry.updated.astimezone(UTC).isoformat())
        for tag in hashtags(entry.text):
            _add(item, "category", term=tag)
        _add(item, "content", _content(site, entry), type="html")
    document: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def json_feed(site: Site, entries: Sequence[Entry]) -> bytes:
    """The newest posts as JSON Feed 1.1."""
    items = []
    for entry in entries[:IN_FEEDS]:
        item: dict[str, Any] = {
            "id": f"urn:uuid:{entry.id}",
            "url": f"{site.url}{entry.name}.html",
            "content_text": entry.text,
            "content_html": _content(site, entry),
            "date_published": entry.published.astimezone(UTC).isoformat(),
            "date_modified": entry.updated.astimezone(UTC).isoformat(),
            "language": entry.language,
        }
        if entry.title:
            item["title"] = entry.title
        if entry.link:
            item["external_url"] = entry.link
        if picture := _picture(entry):
            item["image"] = f"{site.url}{picture.path}"
        if entry.media:
            item["attachments"] = [_attachment(site, medium) for medium in entry.media]
        if tags := hashtags(entry.text):
            item["tags"] = tags
        items.append(item)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.title,
        "home_page_url": site.url,
        "feed_url": f"{site.url}feed.json",
        "language": site.language,
        "authors": [{"name": site.title}],
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def icon(site: Site) -> str:
    """The first letter of the page's name on a colour of its own, as SVG."""
    letter = next((char for char in site.title if char.isalnum()), "•").upper()
    hue = int(hashlib.sha256(site.id.encode()).hexdigest(), 16) % 360
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" rx="16" fill="hsl({hue} 55% 40%)"/>'
        '<text x="32" y="45" font-size="36" font-family="system-ui, sans-serif" font-weight="600" '
        f'text-anchor="middle" fill="#fff">{escape(letter)}</text></svg>\n'
    )


def month_of(site: Site, moment: datetime) -> str:
    """The month, such as "2026-11", in which `moment` falls on the page's wall clock."""
    return f"{moment.astimezone(ZoneInfo(site.zone)):%Y-%m}"


def plain_page(language: str, title: str, main: str, *, style: str) -> str:
    """A page that belongs to no workspace, such as the start page. `main` is HTML, `title` is text."""
    return (
        f'<!doctype html>\n<html lang="{language_tag(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<title>{escape(title)}</title>\n<link rel="stylesheet" href="{escape(style)}">\n</head>\n'
        f"<body>\n<main>\n{main}\n</main>\n</body>\n</html>\n"
    )


def _document(site: Site, title: str, head: str, main: str, *, top: bool = False) -> str:
    name = escape(site.title)
    brand = f'<img src="icon.svg" alt="" width="40" height="40"> <span dir="auto">{name}</span>'
    banner = f'<h1 class="brand">{brand}</h1>' if top else f'<p class="brand"><a href="./">{brand}</a></p>'
    return (
        f'<!doctype html>\n<html lang="{escape(site.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n"
        '<link rel="stylesheet" href="style.css">\n<link rel="icon" href="icon.svg" type="image/svg+xml">\n'
        f'<link rel="alternate" type="application/atom+xml" title="{name}" href="atom.xml">\n'
        f'<link rel="alternate" type="application/feed+json" title="{name}" href="feed.json">\n'
        f"{head}</head>\n<body>\n"
        f'<a class="skip" href="#posts">{_word(site, "page-skip")}</a>\n'
        f"<header>{banner}</header>\n"
        f'<main id="posts">\n{main}\n</main>\n'
        f'<footer><p>{_word(site, "page-follow")}: <a href="atom.xml">Atom</a> · <a href="feed.json">JSON Feed</a></p>'
        "</footer>\n</body>\n</html>\n"
    )


def _article(site: Site, entry: Entry, level: str, *, link: bool) -> str:
    zone = ZoneInfo(site.zone)
    when = _time(site, entry.published.astimezone(zone))
    if link:
        when = f'<a href="{entry.name}.html">{when}</a>'
    if entry.updated > entry.published:
        changed = _time(site, entry.updated.astimezone(zone))
        # The sentence is escaped around a mark, which then gives way to the element.
        said = escape(words(site.language, "page-changed", when="{}"))
        when += f' <span class="changed">({said.replace("{}", changed)})</span>'
    # A post without a title is headed by its own first words, for those who go from heading to heading by ear.
    unseen = "" if entry.title else ' class="unseen"'
    heading = f'<{level}{unseen} dir="auto" lang="{escape(entry.language)}">{escape(entry.headline)}</{level}>'
    text = f'<div class="text" lang="{escape(entry.language)}">\n{to_html(entry.text)}\n</div>\n' if entry.text else ""
    # Alt texts are in the language of the post.
    shown = gallery(entry.media, entry.language, whole=not link)
    more = _link(entry, ' class="link"')
    return f'<article>\n{heading}\n{text}{more}{shown}<p class="when">{when}</p>\n</article>'


def _content(site: Site, entry: Entry) -> str:
    """The post for readers elsewhere."""
    parts = [to_html(entry.text) if entry.text else "", _link(entry).rstrip("\n")]
    return "\n".join(filter(None, [*parts, figures(entry.media, entry.language, site.url)]))


def _link(entry: Entry, attributes: str = "") -> str:
    if not entry.link:
        return ""
    shown = entry.link.partition("://")[2].rstrip("/")
    return f'<p{attributes} dir="auto"><a href="{escape(entry.link)}" rel="noopener">{escape(shown)}</a></p>\n'


def _picture(entry: Entry) -> Medium | None:
    return next((medium for medium in entry.media if medium.kind == "image"), None)


def _attachment(site: Site, medium: Medium) -> dict[str, Any]:
    found: dict[str, Any] = {
        "url": f"{site.url}{medium.path}",
        "mime_type": medium.mime,
        "size_in_bytes": medium.size,
    }
    if medium.alt:
        found["title"] = medium.alt
    if medium.seconds:
        found["duration_in_seconds"] = medium.seconds
    return found


def _preview(site: Site, entry: Entry) -> str:
    """What is shown of the post where somebody shares its address (https://ogp.me)."""
    video = next((medium for medium in entry.media if medium.kind == "video"), None)
    facts: list[tuple[str, str | int]] = []
    for name, medium in (("image", _picture(entry)), ("video", video)):
        if medium is None:
            continue
        facts += [(f"og:{name}", f"{site.url}{medium.path}"), (f"og:{name}:type", medium.mime)]
        if medium.width and medium.height:
            facts += [(f"og:{name}:width", medium.width), (f"og:{name}:height", medium.height)]
        if name == "image" and medium.alt:
            facts.append(("og:image:alt", medium.alt))
    return "".join(f'<meta property="{name}" content="{escape(str(value))}">\n' for name, value in facts)


def _time(site: Site, local: datetime, *, day_only: bool = False) -> str:
    minute = local.replace(second=0, microsecond=0)
    shown = _shown(minute, site.language, day_only)
    return f'<time datetime="{local.isoformat(timespec="seconds")}">{escape(shown)}</time>'


@lru_cache(maxsize=4096)
def _shown(local: datetime, language: str, day_only: bool) -> str:
    from babel.dates import format_date, format_time

    locale = _locale(language)
    day = format_date(local, "long", locale=locale)
    return day if day_only else f"{day}, {format_time(local, 'short', locale=locale)} {local.tzname()}"


@lru_cache(maxsize=512)
def _month(month: str, language: str) -> str:
    from babel.dates import format_skeleton

    first = date.fromisoformat(f"{month}-01")
    name = format_skeleton("yMMMM", datetime(first.year, first.month, 1, tzinfo=UTC), locale=_locale(language))
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=64)
def _locale(language: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language, sep="-"))
    except (ValueError, UnknownLocaleError):
        return "en"


def _way_back(site: Site) -> str:
    return f'<p class="back"><a href="./">{_word(site, "page-all-posts")}</a></p>'


def _word(site: Site, key: str) -> str:
    return escape(words(site.language, key))


def _add(parent: ET.Element, tag: str, text: str = "", /, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{_ATOM}}}{tag}", attributes)
    child.text = text or None
    return child

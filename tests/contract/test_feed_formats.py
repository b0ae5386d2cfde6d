"""The public page's Atom, JSON Feed and HTML against their specifications, whatever text stands in them.

The rules are written here from the specifications: Atom from RFC 4287 (the structure as RELAX NG, the rest by name),
JSON Feed from https://www.jsonfeed.org/version/1.1/ (as JSON Schema), HTML from the WHATWG standard as far as these
pages use it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import feedparser
import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree, html

from connectors.pages.media import Medium
from connectors.pages.render import (
    IN_FEEDS,
    Entry,
    Line,
    Site,
    UnreadableEntry,
    atom,
    index_page,
    json_feed,
    month_page,
    post_page,
    read_post_page,
)
from connectors.pages.text import clean, language_tag, web_address

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SITE = Site(
    slug="cafe-morgenrot",
    title="Café <Morgenrot> & Söhne",
    id="7d2f1f0e-0b1f-4a8e-9c53-0f6a3c1d2b4e",
    workspace_id=7,
    base_url="https://news.example.org/",
    zone="Europe/Berlin",
)
A = "{http://www.w3.org/2005/Atom}"

# RFC 4287, section 4: which elements and attributes may stand where. Only the parts that a feed of ours can contain.
ATOM = etree.RelaxNG(
    etree.fromstring(b"""
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="feed"><ref name="common"/><interleave>
    <oneOrMore><ref name="person"/></oneOrMore>
    <element name="id"><ref name="common"/><data type="anyURI"/></element>
    <element name="title"><ref name="text"/></element>
    <element name="updated"><ref name="common"/><data type="dateTime"/></element>
    <zeroOrMore><ref name="link"/></zeroOrMore>
    <optional><element name="generator"><ref name="common"/><text/></element></optional>
    <zeroOrMore><ref name="entry"/></zeroOrMore>
  </interleave></element></start>
  <define name="entry"><element name="entry"><ref name="common"/><interleave>
    <element name="id"><ref name="common"/><data type="anyURI"/></element>
    <element name="title"><ref name="text"/></element>
    <element name="published"><ref name="common"/><data type="dateTime"/></element>
    <element name="updated"><ref name="common"/><data type="dateTime"/></element>
    <zeroOrMore><ref name="link"/></zeroOrMore>
    <zeroOrMore><element name="category"><ref name="common"/><attribute name="term" ns=""/></element></zeroOrMore>
    <element name="content"><ref name="text"/></element>
  </interleave></element></define>
  <define name="person"><element name="author"><ref name="common"/>
    <element name="name"><text/></element>
  </element></define>
  <define name="link"><element name="link"><ref name="common"/>
    <attribute name="href" ns=""><data type="anyURI"/></attribute>
    <attribute name="rel" ns=""><choice>
      <value>self</value><value>alternate</value><value>related</value><value>enclosure</value>
    </choice></attribute>
    <attribute name="type" ns=""><data type="string"><param name="pattern">.+/.+</param></data></attribute>
    <optional><attribute name="length" ns=""><data type="positiveInteger"/></attribute></optional>
  </element></define>
  <define name="text"><ref name="common"/>
    <optional><attribute name="type" ns="">
      <choice><value>text</value><value>html</value></choice>
    </attribute></optional>
    <text/></define>
  <define name="common"><optional><attribute name="lang" ns="http://www.w3.org/XML/1998/namespace">
    <data type="string"><param name="pattern">[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*</param></data>
  </attribute></optional></define>
</grammar>""")
)

_MOMENT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"
_ADDRESS = r"^https?://[^\s]+$"
# JSON Feed 1.1, "Top-level", "Items", "Attachments" and "Authors". An item needs an id and one of the two contents.
JSON_FEED: dict[str, Any] = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": {"type": "string", "pattern": _ADDRESS},
        "feed_url": {"type": "string", "pattern": _ADDRESS},
        "language": {"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"},
        "authors": {
            "type": "array",
            "items": {"type": "object", "minProperties": 1, "properties": {"name": {"type": "string"}}},
        },
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id"],
                "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string", "minLength": 1},
                    "url": {"type": "string", "pattern": _ADDRESS},
                    "title": {"type": "string", "minLength": 1},
                    "content_html": {"type": "string"},
                    "content_text": {"type": "string"},
                    "date_published": {"type": "string", "pattern": _MOMENT},
                    "date_modified": {"type": "string", "pattern": _MOMENT},
                    "language": {"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"},
                    "tags": {"type": "array", "items": {"type": "string", "minLength": 1}},
                    "external_url": {"type": "string", "pattern": _ADDRESS},
                    "image": {"type": "string", "pattern": _ADDRESS},
                    # "Attachments": an address and a type are required, sizes are bytes, durations seconds.
                    "attachments": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "type": "object",
                            "required": ["url", "mime_type"],
                            "additionalProperties": False,
                            "properties": {
                                "url": {"type": "string", "pattern": _ADDRESS},
                                "mime_type": {"type": "string", "pattern": "^[a-z]+/[a-z0-9.+-]+$"},
                                "title": {"type": "string", "minLength": 1},
                                "size_in_bytes": {"type": "integer", "minimum": 1},
                                "duration_in_seconds": {"type": "number", "exclusiveMinimum": 0},
                            },
                        },
                    },
                },
            },
        },
    },
}


MEDIA_FILE = re.compile(r"^media/[0-9a-f]{64}\.[a-z0-9]{3,4}$")


def medium(number: int = 0, mime: str = "image/jpeg", *, alt: str = "", **more: Any) -> Medium:
    size = {"width": 1200, "height": 900} if mime.startswith(("image/", "video/")) else {"seconds": 12.5}
    return Medium(mime, f"{number:064x}", 1000 + number, alt=clean(alt), **{**size, **more})


def entry(
    text: str,
    number: int = 0,
    *,
    title: str = "",
    language: str = "en",
    media: tuple[Medium, ...] = (),
    link: str = "",
) -> Entry:
    at = NOW + timedelta(microseconds=number)
    name = "".join("abcdefghijklmnopqrstuvwxyz234567"[int(digit)] for digit in f"{number:020d}")
    identity = f"7d2f1f0e-0b1f-4a8e-9c53-{number:012d}"
    return Entry(name, identity, clean(text), clean(title), language_tag(language), at, at, media, link)


def checked_atom(document: bytes) -> Any:
    """The feed's root, once every rule of RFC 4287 that reaches it was checked."""
    root = etree.fromstring(document)
    ATOM.assertValid(root)
    entries = root.findall(f"{A}entry")
    ids = [root.findtext(f"{A}id"), *(item.findtext(f"{A}id") for item in entries)]
    assert [found for found, count in Counter(ids).items() if count > 1] == [], "4.2.6: ids are unique"
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", found) for found in ids), "RFC 9562"
    for place in (root, *entries):
        alternates = [link.attrib for link in place.findall(f"{A}link") if link.get("rel") == "alternate"]
        assert len({(link["type"], link.get("hreflang")) for link in alternates}) == len(alternates) == 1, "4.1.1"
        assert all(urlsplit(link.get("href")).scheme for link in place.findall(f"{A}link")), "absolute addresses"
    assert len([link for link in root.findall(f"{A}link") if link.get("rel") == "self"]) == 1, "4.1.1 recommends one"
    for moment in (*root.iter(f"{A}updated"), *root.iter(f"{A}published")):
        assert re.fullmatch(_MOMENT, moment.text), "3.3: RFC 3339 with a zone"
    return root


def checked_json(document: bytes) -> Any:
    feed = json.loads(document)
    jsonschema.validate(feed, JSON_FEED)
    ids = [item["id"] for item in feed["items"]]
    assert len(set(ids)) == len(ids)
    return feed


def checked_html(page: str) -> Any:
    """The page's root, once the rules that matter to readers were checked."""
    assert page.startswith("<!doctype html>\n")
    root = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
    assert root.get("lang")
    assert root.findtext(".//title")
    assert [len(root.findall(f".//{landmark}")) for landmark in ("header", "main", "footer")] == [1, 1, 1]
    assert len(root.findall(".//h1")) == 1
    assert root.xpath("//script[not(@type='application/ld+json')] | //style | //iframe | //form | //@style") == []
    assert [name for element in root.iter("*") for name in element.attrib if name.startswith("on")] == []
    for link in root.xpath("//@src | //link[not(@rel='canonical')]/@href"):
        assert "/" not in MEDIA_FILE.sub("", link), "nothing is loaded from elsewhere"
    assert all(urlsplit(link).scheme in {"", "http", "https"} for link in root.xpath("//a/@href"))
    assert len(root.xpath("//@id")) == len(set(root.xpath("//@id")))
    checked_media(root)
    for link in root.iter("a"):
        named = [link.get("aria-label"), *(image.get("alt") for image in link.iter("img")), "".join(link.itertext())]
        assert any(name and name.strip() for name in named), "a link says where it goes"
    return root


def checked_media(root: Any) -> list[Any]:
    """The pictures, videos and sounds in it, once the rules that matter to those who see or hear them were checked."""
    found = list(root.xpath(".//figure//img | .//figure//video | .//figure//audio"))
    for element in root.iter("img", "video", "audio"):
        assert bool(element.get("width")) == bool(element.get("height")), "room is kept in both directions"
        if element.tag == "img":
            assert element.get("alt") is not None
        else:
            assert element.get("aria-label")
            assert element.get("preload") == "metadata"
            assert "controls" in element.attrib
            assert "autoplay" not in element.attrib
    assert all(element.get("loading") == "lazy" for element in found if element.tag == "img")
    return found


def said(block: Any) -> str:
    """The text that a browser would give back from the paragraphs in `block`."""
    paragraphs = []
    for paragraph in block.iter("p"):
        assert paragraph.get("dir") == "auto"
        for line_end in paragraph.findall(".//br"):
            line_end.tail = "\n" + (line_end.tail or "")
        paragraphs.append("".join(paragraph.itertext()))
    return "\n\n".join(paragraphs)


def fragment(content: str) -> Any:
    return html.fragment_fromstring(content, create_parent="div", parser=html.HTMLParser(encoding="utf-8"))


awkward = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from(list("<>&\"'/\\#@:.()[] \n\r\t\x00\x0b\x0c\x1b\x7f\x85\u200d\u2028\u202e\ud800\ufffe\ufeff")),
    ),
    min_size=1,
    max_size=120,
)
pieces = st.lists(
    st.one_of(
        awkward,
        st.sampled_from(
            [
                "</script><script>alert(1)</script>",
                "<!--<script>",
                "]]>",
                "&lt;b&gt;",
                "https://example.org/a?b=1&c='\"<d>",
                "javascript:alert(1)",
                "http://[::1",
                "\n\n",
                "\r\n \r\n",
                "#herbst #أخبار",
                "خصم ٢٠٪ على كل شيء",
                "👩‍👩‍👧 🏳️‍🌈",
            ]
        ),
    ),
    min_size=1,
    max_size=6,
).map("".join)


@given(pieces)
@example("Sale!\n\nhttps://example.org/a_(b)?c=1&d=2.\nSee www.example.org, #sale\r\n\r\n\r\nEnd")
@example("a\x0b\n\x0c\nb\ud800")
@example("\ufeff <p onclick=x>")
def test_any_text_comes_back_from_every_format(text: str) -> None:
    post = entry(text)
    if not post.text:
        return
    assert clean(post.text) == post.text

    page = post_page(SITE, post)
    assert read_post_page(post.name, page) == post
    assert said(checked_html(page).find_class("text")[0]) == post.text
    assert said(checked_html(index_page(SITE, [post], [("2026-11", 1)])).find_class("text")[0]) == post.text
    line = Line(post.name, post.headline, post.language, post.published)
    [shown] = checked_html(month_page(SITE, "2026-11", [line])).xpath("//main//li/a")
    assert "".join(shown.itertext()) == post.headline

    item = checked_json(json_feed(SITE, [post]))["items"][0]
    assert item["content_text"] == post.text
    assert said(fragment(item["content_html"])) == post.text

    content = checked_atom(atom(SITE, [post], NOW)).findtext(f"{A}entry/{A}content")
    assert said(fragment(content)) == post.text


@given(title=awkward, language=st.one_of(awkward, st.sampled_from(["en", "de-CH", "pt_BR", "zh-Hant", "", "x"])))
def test_any_title_and_language_stand_in_every_format(title: str, language: str) -> None:
    post = entry("Text", title=title, language=language)
    root = checked_html(post_page(SITE, post))
    assert root.findtext(".//main//h1") == post.headline
    assert checked_json(json_feed(SITE, [post]))["items"][0].get("title", "") == post.title
    assert checked_atom(atom(SITE, [post], NOW)).findtext(f"{A}entry/{A}title") == post.headline


TYPES = ["image/jpeg", "image/png", "image/webp", "image/gif", "video/mp4", "video/webm", "audio/mpeg", "audio/ogg"]
many_media = st.lists(
    st.builds(medium, st.integers(1, 9), st.sampled_from(TYPES), alt=st.one_of(st.just(""), awkward)),
    min_size=1,
    max_size=5,
).map(tuple)


@given(text=st.one_of(st.just(""), awkward), media=many_media)
def test_any_media_come_back_from_every_format(text: str, media: tuple[Medium, ...]) -> None:
    post = entry(text, media=media)
    page = post_page(SITE, post)
    assert read_post_page(post.name, page) == post
    line = Line(post.name, post.headline, post.language, post.published, post.media)
    for drawn in (page, index_page(SITE, [post], [("2026-11", 1)])):
        root = checked_html(drawn)
        shown = root.xpath("//main//figure//img | //main//figure//video | //main//figure//audio")
        assert [element.get("src") for element in shown] == [item.path for item in media]
        assert [element.get("alt") or "" for element in shown] == [
            item.alt if item.kind == "image" else "" for item in media
        ]
        assert root.xpath("string(//article//*[self::h1 or self::h2])").strip()
    checked_html(month_page(SITE, "2026-11", [line]))

    item = checked_json(json_feed(SITE, [post]))["items"][0]
    assert [(found["url"], found["mime_type"], found["size_in_bytes"]) for found in item["attachments"]] == [
        (f"{SITE.url}{one.path}", one.mime, one.size) for one in media
    ]
    pictures = [one for one in media if one.kind == "image"]
    assert item.get("image") == (f"{SITE.url}{pictures[0].path}" if pictures else None)

    root = checked_atom(atom(SITE, [post], NOW))
    links = root.findall(f"{A}entry/{A}link[@rel='enclosure']")
    assert [(link.get("href"), link.get("type"), link.get("length")) for link in links] == [
        (f"{SITE.url}{one.path}", one.mime, str(one.size)) for one in media
    ]
    for content in (item["content_html"], root.findtext(f"{A}entry/{A}content")):
        assert [element.get("src") for element in checked_media(fragment(content))] == [
            f"{SITE.url}{one.path}" for one in media
        ], "a reader elsewhere finds them by their whole address"


def test_a_video_and_a_sound_can_be_played_without_a_script() -> None:
    media = (medium(1, "video/mp4", alt="Bread <rising>", seconds=7.25), medium(2, "audio/mpeg"))
    root = checked_html(post_page(SITE, entry("Listen", media=media)))
    [video], [audio] = root.iter("video"), root.iter("audio")
    assert (video.get("aria-label"), video.get("width"), video.get("height")) == ("Bread <rising>", "1200", "900")
    assert (audio.get("aria-label"), video.find("a").get("href")) == ("Sound recording 2", media[0].path)
    [item] = checked_json(json_feed(SITE, [entry("Listen", media=media)]))["items"]
    assert [found["duration_in_seconds"] for found in item["attachments"]] == [7.25, 12.5]
    assert "image" not in item


def test_what_a_shared_address_looks_like() -> None:
    picture = medium(1, alt='Bread & "butter"')
    root = checked_html(post_page(SITE, entry("Fresh", media=(medium(2, "video/mp4"), picture))))
    told = {tag.get("property"): tag.get("content") for tag in root.iter("meta") if tag.get("property")}
    assert told["og:image"] == f"https://news.example.org/feed/cafe-morgenrot/{picture.path}"
    assert (told["og:image:alt"], told["og:image:width"], told["og:image:height"]) == (picture.alt, "1200", "900")
    assert told["og:video:type"] == "video/mp4"


def test_a_post_of_a_picture_alone_is_called_by_what_it_shows() -> None:
    for post, name in (
        (entry("", media=(medium(1), medium(2, alt="A loaf"))), "A loaf"),
        (entry("", media=(medium(1),), language="de"), "Bild"),
        (entry("", media=(medium(1, "video/webm"),)), "Video"),
        (entry("", media=(medium(1, alt="A loaf"),), title="Rye"), "Rye"),
    ):
        assert checked_html(post_page(SITE, post)).findtext(".//main//h1") == name
        assert checked_atom(atom(SITE, [post], NOW)).findtext(f"{A}entry/{A}title") == name


def test_the_archive_shows_the_first_picture_once_by_ear() -> None:
    def row(post: Entry) -> Any:
        line = Line(post.name, post.headline, post.language, post.published, post.media)
        return checked_html(month_page(SITE, "2026-11", [line])).find(".//main//li")

    assert row(entry("Fresh", media=(medium(1, "video/mp4"), medium(2, alt="A loaf")))).find("img").attrib == {
        "class": "thumb",
        "src": medium(2).path,
        "alt": "A loaf",
        "width": "48",
        "height": "48",
        "loading": "lazy",
        "decoding": "async",
    }
    assert row(entry("", media=(medium(2, alt="A loaf"),))).find("img").get("alt") == ""
    assert row(entry("Fresh", media=(medium(1, "video/mp4"),))).find("span").text == "Video"
    assert [child.tag for child in row(entry("Fresh"))] == ["a", "time"]


@pytest.mark.parametrize("mime", ["image/svg+xml", "text/html", "application/pdf", "image/jpeg; x", ""])
def test_nothing_that_a_browser_could_run_is_a_medium(mime: str) -> None:
    with pytest.raises(ValueError, match="not a file for a page"):
        Medium(mime, "0" * 64, 1)
    page = post_page(SITE, entry("Fresh", media=(medium(1),)))
    with pytest.raises(UnreadableEntry):
        read_post_page("a" * 20, page.replace('"image/jpeg"', json.dumps(mime)))
    with pytest.raises(UnreadableEntry):
        read_post_page("a" * 20, page.replace(f"{1:064x}", "../../secret"))


def test_a_link_stands_below_the_text_in_every_format() -> None:
    post = entry("Come and see", link="https://example.org/sale?a=1&b=2")
    page = post_page(SITE, post)
    assert read_post_page(post.name, page) == post
    link = checked_html(page).find(".//p[@class='link']/a")
    assert (link.get("href"), link.text) == (post.link, "example.org/sale?a=1&b=2")
    assert checked_json(json_feed(SITE, [post]))["items"][0]["external_url"] == post.link
    related = checked_atom(atom(SITE, [post], NOW)).find(f"{A}entry/{A}link[@rel='related']")
    assert related.get("href") == post.link


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://example.org/a?b=1#c", "https://example.org/a?b=1#c"),
        ("example.org", "https://example.org"),
        ("http://münchen.example/größe", "http://xn--mnchen-3ya.example/gr%C3%B6%C3%9Fe"),
        ("https://example.org:8443/x", "https://example.org:8443/x"),
        *((bad, "") for bad in ("javascript:alert(1)", "ftp://example.org", "tomorrow", "mailto:a@example.org")),
        *(
            (bad, "")
            for bad in ("https://bank.example@evil.example/", "two words.example", 'https://a.b/"x', "", "https://a..b")
        ),
    ],
)
def test_a_link_is_a_web_address_or_nothing(given: str, address: str) -> None:
    assert web_address(given) == address


def test_a_second_reader_finds_the_media() -> None:
    media = (medium(1, alt="A loaf"), medium(2, "video/mp4"))
    read = feedparser.parse(atom(SITE, [entry("Fresh", media=media)], NOW))
    assert not read.bozo
    assert [(found.href, found.type, found.length) for found in read.entries[0].enclosures] == [
        (f"{SITE.url}{one.path}", one.mime, str(one.size)) for one in media
    ]
    assert f'src="{SITE.url}{media[0].path}"' in read.entries[0].content[0].value


def test_a_second_reader_agrees() -> None:
    posts = [
        entry("Autumn sale: https://example.org/sale?a=1&b=2 #sale #autumn", 1),
        entry("خصم ٢٠٪", 2, language="ar"),
        entry("1 < 2 & <b>not bold</b>", 3, title="Maths"),
    ]
    read = feedparser.parse(atom(SITE, posts, NOW))
    assert not read.bozo
    assert read.version == "atom10"
    assert read.feed.title == SITE.title
    assert read.feed.link == "https://news.example.org/feed/cafe-morgenrot/"
    assert [item.link for item in read.entries] == [f"{SITE.url}{post.name}.html" for post in posts]
    assert [tag.term for tag in read.entries[0].tags] == ["sale", "autumn"]
    assert read.entries[1].content[0].language == "ar"
    assert read.entries[2].title == "Maths"
    assert "&lt;b&gt;not bold" in read.entries[2].content[0].value
    assert read.entries[2].published_parsed[:5] == (2026, 11, 23, 9, 0)


def test_only_the_newest_stand_in_the_feeds() -> None:
    posts = [entry(f"Post {number}", number) for number in range(60, 0, -1)]
    assert len(checked_atom(atom(SITE, posts, NOW)).findall(f"{A}entry")) == IN_FEEDS == 50
    assert [item["content_text"] for item in checked_json(json_feed(SITE, posts))["items"]][::49] == [
        "Post 60",
        "Post 11",
    ]


def test_an_empty_page_is_valid() -> None:
    checked_atom(atom(SITE, [], NOW))
    checked_json(json_feed(SITE, []))
    assert "Nothing has been published" in checked_html(index_page(SITE, [], [])).findtext(".//main/p")


def test_links_are_clickable_and_nothing_else() -> None:
    text = "See https://example.org/a_(b), www.example.com. Not javascript:alert(1) nor http:// nor #tag (https://x.org/y)."
    root = fragment(checked_json(json_feed(SITE, [entry(text)]))["items"][0]["content_html"])
    assert [(link.get("href"), link.text) for link in root.iter("a")] == [
        ("https://example.org/a_(b)", "https://example.org/a_(b)"),
        ("https://www.example.com", "www.example.com"),
        ("https://x.org/y", "https://x.org/y"),
    ]


def test_times_are_told_on_the_wall_clock_of_the_workspace() -> None:
    [time] = checked_html(post_page(SITE, entry("Text"))).iter("time")
    assert (time.get("datetime"), time.text.replace("\u202f", " ")) == (
        "2026-11-23T10:00:00+01:00",
        "November 23, 2026, 10:00 AM CET",
    )

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
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree, html

from connectors.pages.render import (
    IN_FEEDS,
    Entry,
    Line,
    Site,
    atom,
    index_page,
    json_feed,
    month_page,
    post_page,
    read_post_page,
)
from connectors.pages.text import clean, language_tag

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
    <attribute name="rel" ns=""><choice><value>self</value><value>alternate</value></choice></attribute>
    <attribute name="type" ns=""><data type="string"><param name="pattern">.+/.+</param></data></attribute>
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
# JSON Feed 1.1, "Top-level", "Items" and "Authors". An item needs an id and one of the two contents.
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
                },
            },
        },
    },
}


def entry(text: str, number: int = 0, *, title: str = "", language: str = "en") -> Entry:
    at = NOW + timedelta(microseconds=number)
    name = "".join("abcdefghijklmnopqrstuvwxyz234567"[int(digit)] for digit in f"{number:020d}")
    identity = f"7d2f1f0e-0b1f-4a8e-9c53-{number:012d}"
    return Entry(name, identity, clean(text), clean(title), language_tag(language), at, at)


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
        assert "/" not in link, "nothing is loaded from elsewhere"
    assert all(urlsplit(link).scheme in {"", "http", "https"} for link in root.xpath("//a/@href"))
    assert len(root.xpath("//@id")) == len(set(root.xpath("//@id")))
    assert all(image.get("alt") is not None for image in root.iter("img"))
    return root


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

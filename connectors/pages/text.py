"""Text on its way to a page: made fit for XML, cut into paragraphs, its links made clickable."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlsplit

LANGUAGES = ("en", "es", "de", "fr")
"""Languages that the page's own words are written in; a post may be in any."""

_HASHTAG = re.compile(r"(?<!\w)#(\w+)")
_LINK = re.compile(r"""\b(?:https?://|www\.)[^\s<>"“”«»]+""", re.IGNORECASE)
# What XML 1.0 (fifth edition, 2.2) does not allow, and the C1 controls, which it discourages and HTML calls an error.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_PLANE_END = re.compile(
    "[" + "".join(chr(plane << 16 | end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF)) + "]"
)
_ADDRESS = re.compile(r"""https?://[^\s<>"'\\^`{|}]+""", re.IGNORECASE)
_ALLOWED = "%/:=&?~#+!$,;@()*"
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_HEADLINE = 80


def clean(text: str) -> str:
    """The text as it can stand on the page: lines end in LF, paragraphs in one blank line, no control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _PLANE_END.sub("", _UNFIT.sub("", text))
    return _BLANK_LINES.sub("\n\n", text).strip()


def headline(text: str, longest: int = _HEADLINE) -> str:
    """The first line of `text`, cut at a word where it is longer than `longest` characters."""
    line = " ".join(text.strip().split("\n", 1)[0].split())
    if len(line) <= longest:
        return line
    cut = line[:longest]
    if " " in cut[longest // 2 :]:
        cut = cut.rsplit(" ", 1)[0]
    return cut.rstrip(" ,;:.–—-\u200d") + "…"


def hashtags(text: str) -> list[str]:
    """The hashtags of `text` without their sign, each once, in order."""
    return list(dict.fromkeys(_HASHTAG.findall(text)))


def language_tag(language: str, otherwise: str = "en") -> str:
    """`language` if it is written like an RFC 5646 tag, else `otherwise`."""
    language = language.replace("_", "-")
    return language if _LANGUAGE_TAG.fullmatch(language) else otherwise


def to_html(text: str) -> str:
    """Cleaned text as HTML paragraphs. Each takes its own direction, so Arabic stands right beside English."""
    return "\n".join(
        f'<p dir="auto">{"<br>".join(_linked(line) for line in paragraph.split(chr(10)))}</p>'
        for paragraph in text.split("\n\n")
    )


def web_address(text: str) -> str:
    """`text` as the address of a page on the web, in ASCII and with its scheme (RFC 3986); empty if it is none."""
    text = text.strip()
    address = text if "://" in text else f"https://{text}"
    if not _ADDRESS.fullmatch(address) or clean(address) != address:
        return ""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        return ""
    if "@" in parts.netloc or "." not in host.strip("."):
        return ""  # "mailto:…", a word, or an address that looks like another
    return quote(parts._replace(netloc=host + port).geturl(), safe=_ALLOWED)


def _linked(line: str) -> str:
    parts: list[str] = []
    at = 0
    for match in _LINK.finditer(line):
        link = _without_tail(match.group())
        address = link if "://" in link else f"https://{link}"
        if not _is_address(address):
            continue
        parts.append(html.escape(line[at : match.start()]))
        parts.append(f'<a href="{html.escape(address)}" rel="noopener">{html.escape(link)}</a>')
        at = match.start() + len(link)
    parts.append(html.escape(line[at:]))
    return "".join(parts)


def _without_tail(link: str) -> str:
    """The address without the full stop or bracket that belongs to the sentence around it."""
    while link:
        last = link[-1]
        if last in ".,;:!?'’…*_~" or (last in ")]}" and link.count(last) > link.count("([{"[")]}".index(last)])):
            link = link[:-1]
        else:
            break
    return link


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and (parts.port or 80) > 0
    except ValueError:
        return False


@lru_cache(maxsize=8)
def _bundle(language: str) -> Any:
    from fluent.runtime import FluentBundle, FluentResource

    bundle = FluentBundle([language], use_isolating=False)
    source = files("prompts").joinpath("replies", language, "feed.ftl").read_text(encoding="utf-8")
    bundle.add_resource(FluentResource(source))
    return bundle


@lru_cache(maxsize=512)
def _said(language: str, key: str, facts: tuple[tuple[str, Any], ...]) -> str:
    bundle = _bundle(language)
    value, problems = bundle.format_pattern(bundle.get_message(key).value, dict(facts))
    if problems:
        raise problems[0]
    return str(value)


def words(language: str, key: str, **facts: str | int) -> str:
    """One of the page's own sentences, from `prompts/replies/<language>/feed.ftl`; English for other languages."""
    main = language.split("-", 1)[0].lower()
    return _said(main if main in LANGUAGES else "en", key, tuple(sorted(facts.items())))

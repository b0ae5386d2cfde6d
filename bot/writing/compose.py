"""Drafts from the sentences of a language, the brand's own words and a topic; nothing is stated that nobody said."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from bot.writing.adapt import fit
from bot.writing.brand import Brand, Draft
from bot.writing.hashtags import suggest_hashtags, themes_of
from bot.writing.phrases import Phrases, phrases
from bot.writing.text import EMOJI, capital, cut, ended, links, tidy, with_tail
from bot.writing.topics import Topic, topic_of
from connectors.platform import Platform

TITLE_LENGTH = 100
"""Characters that a title may have everywhere: YouTube and Pinterest take 100, Reddit more."""

T = TypeVar("T")
_ROOMY = 250
_SAME = (
    *("ask", "question", "comment", "share", "tell", "think", "pass it"),
    *("frag", "kommentar", "erzählt", "schreibt", "teilt"),
    *("pregunt", "coment", "cuéntanos", "cuenta", "compart"),
    *("demand", "commentaire", "dites", "partag", "posez", "envoy"),
)
_LONG_WORD = re.compile(r"\w{5,}")
_OF_VOICE = {"plain": "plain", "chatty": "warm", "professional": "professional", "terse": "plain"}


@dataclass(frozen=True, slots=True)
class Style:
    """A register of the language, whether to be brief, and whether the person asked for it."""

    register: str
    brief: bool
    asked: bool


@dataclass(frozen=True, slots=True)
class _Parts:
    opener: str
    line: str
    closer: str


def compose(
    topic: str,
    brand: Brand,
    platforms: Sequence[Platform],
    *,
    language: str = "en",
    tone: str | None = None,
    variant: int = 0,
    seed: str = "",
) -> Draft:
    """A draft about `topic` for every one of `platforms`.

    The same arguments give the same draft; another `variant` gives other words. `tone` is free words ("friendly, short");
    without one the brand's voice decides, and without that the custom of each network.
    """
    sentences = phrases(language)
    read = topic_of(topic, sentences)
    if quiet := sentences.sober.search(topic) is not None:
        brand, tone = _subdued(brand), sentences.tones["professional"][0]
    base = _style(tone, brand, "plain", sentences)
    parts = _parts(read, brand, base, sentences, variant, seed, quiet)
    emoji = _emoji(topic, brand, base, sentences, 1)
    text = _base(parts, brand, base, sentences, variant, emoji)
    texts = {p.name: _text(topic, read, brand, p, sentences, tone, variant, seed, quiet) for p in platforms}
    return Draft(text, texts, _title(read))


def styled(tone: str, language: str) -> Style | None:
    """The style that free words ask for, None if they ask for none that is known."""
    registers = phrases(language).registers(tone)
    if not registers:
        return None
    kinds = [register for register in registers if register != "short"]
    return Style(kinds[0] if kinds else "plain", "short" in registers, True)


def _style(tone: str | None, brand: Brand, voice: str, sentences: Phrases) -> Style:
    brief = voice == "terse"
    for words in (tone, brand.voice):
        style = styled(words, sentences.language) if words else None
        if style is not None:
            only_brief = style.brief and sentences.registers(words or "") == ["short"]
            register = style.register
            if only_brief:
                register = "professional" if voice == "professional" else "plain"
            return Style(register, style.brief or brief, words is tone)
    return Style(_OF_VOICE[voice], brief, False)


def _subdued(brand: Brand) -> Brand:
    """For sad news: no emoji and no call to buy, book or visit."""
    return Brand(
        brand.name, brand.voice, brand.audience, brand.calls_to_action, brand.hashtags, brand.link, emoji=False
    )


def fill(template: str, topic: Topic, brand: Brand) -> str:
    """A template as a sentence, empty where one of its blanks has no filling."""
    blanks = {
        "topic": topic.phrase,
        "Topic": topic.headline,
        "topic_said": topic.quoted,
        "about": topic.about,
        "name": brand.name,
    }
    if any(not value for name, value in blanks.items() if f"{{{name}}}" in template):
        return ""
    template = re.sub(r"\[([^\[\]|]*)\|([^\[\]|]*)\]", r"\2" if topic.solo else r"\1", template)
    if re.match(r"\{(?:topic|topic_said|about|name)\}", template):
        name = template[1 : template.index("}")]
        blanks[name] = capital(blanks[name])
    text = re.sub(r"\{(topic_said|topic|Topic|about|name)\}", lambda match: blanks[match.group(1)], template)
    if not template.startswith("{"):
        text = text[:1].upper() + text[1:]
    return text


@lru_cache(maxsize=256)
def _pairs(
    topic: Topic,
    brand: Brand,
    register: str,
    brief: bool,
    extra: tuple[tuple[str, ...], tuple[str, ...]],
    language: str,
    offset: int,
    quiet: bool,
) -> tuple[_Parts, ...]:
    """Every way to say it, no two alike, in an order in which neighbours differ in all their sentences."""
    sentences = phrases(language)
    if topic.kind == "bare":
        openers = [topic.headline]
    else:
        templates = [*extra[0], *sentences.openers[topic.kind]["sober" if quiet else register]]
        openers = [text for template in templates if (text := fill(template, topic, brand))]
    openers = openers or [ended(topic.headline or capital(topic.about) or topic.said)]
    statement = topic.kind in {"sentence", "bare"}
    closing = "plain" if topic.kind == "sentence" and register in {"warm", "playful"} else register
    own = [fill(template, topic, brand) for template in sentences.closers[closing]]
    lines = [fill(template, topic, brand) for template in sentences.lines[closing]]
    themed = [fill(t, topic, brand) for t in extra[1]] if register != "professional" and not statement else []
    closers = [*themed, *own]
    if brand.calls_to_action:
        closers, lines = [*brand.calls_to_action], [*themed, *lines]
    # A statement has said what there is to say; the first ways to say it add nothing but the closing.
    short = brief or statement
    choices = ["", *lines] if short or quiet else lines
    if quiet:
        closers = [""]
    marks = {text: _marks(text, topic.said) for text in (*openers, *choices, *closers)}
    found: list[list[_Parts]] = []
    for place, opener in enumerate(openers):
        row = [
            _Parts(opener, line, closer)
            for line in _turned(choices, 0 if short or quiet else offset // 7 + place)
            for closer in _turned(closers, offset // 11 + place)
            if not _alike([marks[opener], marks[line], marks[closer]])
        ]
        row = row or [_Parts(opener, line, closer) for line in choices for closer in closers]
        found.append(row)
    found = _turned(found, offset)
    longest = max(len(row) for row in found)
    return tuple(row[index] for index in range(longest) for row in found if index < len(row))


def _turned(items: list[T], by: int) -> list[T]:
    by %= len(items) or 1
    return items[by:] + items[:by]


def repeats(topic: str, *parts: str) -> bool:
    """Whether two of the sentences ask, or say the same thing in the same words."""
    return _alike([_marks(part, topic) for part in parts if part])


def _marks(sentence: str, topic: str) -> frozenset[str]:
    """What a sentence may share with another only at the price of sounding repeated; the topic's own words are no marks."""
    lower = sentence.lower()
    said = {word[:5] for word in _LONG_WORD.findall(topic.lower())}
    marks = {word[:5] for word in _LONG_WORD.findall(lower)} - said
    marks.update(word for word in _SAME if word in lower)
    if lower.endswith("?"):
        marks.add("?")
    return frozenset(marks)


def _alike(marks: list[frozenset[str]]) -> bool:
    return any(not one.isdisjoint(other) for place, one in enumerate(marks) for other in marks[place + 1 :])


def _parts(
    topic: Topic, brand: Brand, style: Style, sentences: Phrases, variant: int, seed: str, quiet: bool
) -> _Parts:
    digest = hashlib.sha256(f"{seed}\n{topic.said}".encode("utf-8", "replace")).digest()
    offset = int.from_bytes(digest[:4], "big")
    themes = [] if quiet else themes_of(topic.said, sentences)
    suits = topic.kind == "phrase" and style.register in {"plain", "warm"}
    extra = (
        tuple(opener for theme in themes for opener in theme.openers if suits),
        tuple(closer for theme in themes[:1] for closer in theme.closers),
    )
    ways = _pairs(topic, brand, style.register, style.brief, extra, sentences.language, offset, quiet)
    return ways[variant % len(ways)]


def _emoji(topic: str, brand: Brand, style: Style, sentences: Phrases, most: int) -> str:
    if not brand.emoji or most == 0 or style.register == "professional" or EMOJI.search(topic):
        return ""
    themed = [theme.emoji for theme in themes_of(topic, sentences) if theme.emoji]
    if style.register == "plain":
        return ""
    signs = themed or list(sentences.emoji[style.register])
    return signs[len(topic) % len(signs)] if not themed else themed[0]


def _call(parts: _Parts, brand: Brand, style: Style, sentences: Phrases, variant: int, links_work: bool) -> str:
    """The closing sentence with the link, or with the hint where to find it."""
    if not brand.link or links(parts.closer):
        return ended(capital(parts.closer))
    if not links_work:
        return f"{ended(capital(parts.closer))} {sentences.bio[variant % len(sentences.bio)]}"
    if brand.calls_to_action and not parts.closer.rstrip().endswith(("?", "…")):
        return f"{capital(parts.closer).rstrip(' .:!')}{' ' if sentences.language == 'fr' else ''}: {brand.link}"
    leads = sentences.link_professional if style.register == "professional" else sentences.link
    return f"{ended(capital(parts.closer))} {leads[variant % len(leads)].replace('{link}', brand.link)}"


def _base(parts: _Parts, brand: Brand, style: Style, sentences: Phrases, variant: int, emoji: str) -> str:
    call = _call(parts, brand, style, sentences, variant, links_work=True)
    first = " ".join(part for part in (parts.opener, emoji) if part)
    return tidy(f"{first} {parts.line}\n\n{call}" if not style.brief else f"{first} {parts.line} {call}")


def _text(
    topic: str,
    read: Topic,
    brand: Brand,
    platform: Platform,
    sentences: Phrases,
    tone: str | None,
    variant: int,
    seed: str,
    quiet: bool,
) -> str:
    custom = platform.custom
    style = _style(tone, brand, custom.voice, sentences)
    parts = _parts(read, brand, style, sentences, variant, seed, quiet)
    emoji = _emoji(topic, brand, style, sentences, custom.emoji)
    call = _call(parts, brand, style, sentences, variant, custom.links)
    first = " ".join(part for part in (parts.opener, emoji) if part)
    if style.brief or custom.length < _ROOMY:
        body = f"{first} {parts.line} {call}"
    elif custom.voice == "chatty":
        body = f"{first}\n\n{parts.line} {call}"
    else:
        body = f"{first} {parts.line}\n\n{call}"
    least, most = custom.hashtags
    tags = suggest_hashtags(
        topic, brand, [platform], min(max(least + 1, len(brand.hashtags)), most), sentences.language
    )
    if least == 0:
        tags = [tag for tag in tags if tag[1:].casefold() in {own.casefold() for own in brand.hashtags}]
    if quiet:
        tags = []
    used = {tag.casefold() for tag in re.findall(r"#\w+", body)}
    tags = [tag for tag in tags if tag.casefold() not in used]
    return fit(_within(tidy(body), tags, platform), platform)


def _within(body: str, tags: list[str], platform: Platform) -> str:
    """The body with as many hashtags as there is room for, never fewer than the custom's least unless the limit says so."""
    for count in range(len(tags), platform.custom.hashtags[0] - 1, -1):
        text = with_tail(body, " ".join(tags[:count]))
        if not platform.check(text):
            return text
    return with_tail(body, " ".join(tags[: platform.custom.hashtags[0]]))


def _title(topic: Topic) -> str:
    text = topic.headline or capital(topic.about) or topic.said
    text = text.rstrip(".") if not text.endswith("..") else text
    return cut(text, lambda shown: len(shown) <= TITLE_LENGTH)

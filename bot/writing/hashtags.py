"""Hashtags from a topic's own words, the brand's, and a small table of general ones by theme."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from bot.writing.brand import Brand
from bot.writing.phrases import Phrases, Theme, phrases
from bot.writing.text import clean
from bot.writing.topics import topic_of
from connectors.platform import URL, Platform

_USUAL = 5
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def suggest_hashtags(
    topic: str, brand: Brand, platforms: Sequence[Platform] = (), count: int | None = None, language: str = "en"
) -> list[str]:
    """Hashtags with their sign, the brand's first, none twice in any spelling, at most `count`.

    With platforms there are never more than the most that is usual on any of them; each platform's own share is taken
    when the text is adapted. They describe the topic and claim nothing about what is popular.
    """
    sentences = phrases(language)
    wanted = _USUAL if count is None else max(count, 0)
    if platforms:
        wanted = min(wanted, max(platform.custom.hashtags[1] for platform in platforms))
    words = content_words(topic, sentences)
    found = [*brand.hashtags]
    said = _is_clause(topic, sentences) or len(words) > 4 or _has_verb(topic, sentences)
    if 1 < len(words) <= 3 and not said:
        found.append("".join(word[:1].upper() + word[1:] for word in words))
    elif len(words) == 1 and not said:
        found.append(words[0][:1].upper() + words[0][1:])
    found += [tag for theme in themes_of(topic, sentences) for tag in theme.hashtags]
    if brand.name:
        found.append("".join(word[:1].upper() + word[1:] for word in _WORD.findall(brand.name)))
    if not said:
        found += [word[:1].upper() + word[1:] for word in words if len(word) > 3]
    return [f"#{tag}" for tag in _distinct(found)][:wanted]


def content_words(topic: str, sentences: Phrases) -> list[str]:
    """The words of `topic` that carry meaning, in their order and spelling, apostrophe endings dropped."""
    words = (re.sub(r"['’]s$|^[ldjnsmtcq]['’]|^qu['’]", "", word) for word in _WORD.findall(URL.sub(" ", clean(topic))))
    return [word for word in words if word.lower() not in sentences.stopwords and len(word) > 1]


def themes_of(topic: str, sentences: Phrases) -> list[Theme]:
    """The themes whose words occur in `topic`; in German also as the last part of a compound."""
    text = clean(topic).lower()
    found = []
    for theme in sentences.themes:
        group = next((word for word in theme.words if " " in word and word in text), None)
        if group is not None:
            # "opening hours" are no opening: a group of words is used up by the first theme that knows it.
            text = text.replace(group, " ")
        if group is not None or not set(_WORD.findall(text)).isdisjoint(theme.words):
            found.append(theme)
    if not found and sentences.language == "de":
        ends = tuple(set(_WORD.findall(text)))
        found = [t for t in sentences.themes if any(e.endswith(w) for w in t.words if len(w) > 4 for e in ends)]
    return found


def _is_clause(topic: str, sentences: Phrases) -> bool:
    first = clean(topic).split(" ")[0].lower()
    return first in sentences.stopwords and first in _QUESTION_WORDS


def _has_verb(topic: str, sentences: Phrases) -> bool:
    return topic_of(topic, sentences).kind == "sentence"


_QUESTION_WORDS = frozenset(
    [
        "how",
        "why",
        "what",
        "when",
        "where",
        "who",
        "which",
        "wie",
        "warum",
        "was",
        "wann",
        "wo",
        "wer",
        "wieso",
        "weshalb",
        "dass",
        "cómo",
        "como",
        "qué",
        "que",
        "cuándo",
        "cuando",
        "dónde",
        "donde",
        "quién",
        "por",
        "comment",
        "pourquoi",
        "quand",
        "où",
        "qui",
        "ce",
    ]
)


def _distinct(tags: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    kept = []
    for said in tags:
        tag = "".join(re.findall(r"\w+", said))
        plain = "".join(c for c in unicodedata.normalize("NFKD", tag) if not unicodedata.combining(c)).casefold()
        if tag and not tag.isdigit() and plain not in seen:
            seen.add(plain)
            kept.append(tag)
    return kept

"""What would make a text easier to find, to read and to act on: each hint with its reason, and the instruction that does it.

Limits and customs are the platforms' own (`connectors/platforms/`). The rest is what search results and feeds show of a text
before they cut it: a title after about 60 characters, a description after about 125 (measured by many, promised by none).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.analytics.content.readability import Reading
from bot.analytics.content.voice import Likeness
from bot.analytics.outside.rising import compared
from bot.writing.text import EMOJI, hashtags, links
from connectors.platform import Platform

TITLE_SHOWN = 60
TITLE_SHORT = 20
OPENING = 125
CAPITALS = 3
"""Words in capitals, from which it is shouting rather than a name."""
SHOUTS = 3
DIFFERENT = 10
"""A place among one's own posts below which a text is said to sound different."""
_WORD = re.compile(r"[^\W\d_]+")
_ACTS = {
    "en": (
        r"book|order|visit|come|join|call|click|read|sign up|register|shop|buy|try|tell us|write|follow"
        r"|share|comment|discover|get|see"
    ),
    "de": (
        r"buch\w*|bestell\w*|besuch\w*|komm\w*|mach\w* mit|ruf\w*|klick\w*|lies|lest|lesen|meld\w*|kauf\w*"
        r"|probier\w*|schreib\w*|folg\w*|teil\w*|entdeck\w*|schau\w*|sag\w*|hol\w*"
    ),
    "es": (
        r"reserv\w*|pid\w+|visit\w*|ven|venid|únete|únanse|llam\w+|haz|lee\w*|apúnt\w*|compr\w+|prueb\w*"
        r"|cuént\w*|escrib\w*|sígue\w*|compart\w*|descubr\w*|mir\w+|pásate"
    ),
    "fr": (
        r"réserv\w*|command\w*|visit\w*|venez|viens|rejoign\w*|rejoins|appel\w*|cliqu\w*|lis|lisez"
        r"|inscri\w*|achet\w*|essa\w+|dites|dis-nous|écri\w*|sui\w+|partag\w*|découvr\w*|passe\w*"
    ),
}


@dataclass(frozen=True, slots=True)
class Hint:
    """`key` names the sentence that says what and why. `weight` orders them, the most worth changing first.

    `instruction` is the key of what improve_draft would be told; "" where a person has to do it.
    """

    key: str
    weight: float
    facts: Mapping[str, Any] = field(default_factory=dict)
    instruction: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """What is judged: a text as it goes to one platform, or to none yet."""

    text: str
    platform: Platform | None = None
    label: str = ""
    title: str = ""
    pictures: int = 0
    without_alt: int = 0


def hints(
    pieces: Sequence[Piece],
    *,
    topics: Sequence[str],
    language: str | None,
    reading: Reading | None,
    voice: Likeness | None,
) -> list[Hint]:
    """What is worth changing, the most first; nothing twice."""
    found: dict[str, Hint] = {}
    for piece in pieces:
        for hint in _of_platform(piece, topics):
            found.setdefault(hint.key, hint)
    text = pieces[0].text if pieces else ""
    for hint in _of_text(text, topics, language, reading, voice):
        found.setdefault(hint.key, hint)
    return sorted(found.values(), key=lambda hint: -hint.weight)


def _of_platform(piece: Piece, topics: Sequence[str]) -> list[Hint]:
    found: list[Hint] = []
    platform = piece.platform
    if piece.without_alt:
        facts: dict[str, Any] = {"count": piece.without_alt}
        found.append(Hint("hint-alt", 70, facts))
    if platform is None:
        return found
    limits, custom = platform.limits, platform.custom
    length = max(platform.length(part) for part in platform.parts(piece.text))
    where = {"platform": piece.label}
    if length > limits.characters:
        found.append(
            Hint("hint-too-long", 100, {**where, "length": length, "limit": limits.characters}, "instruction-shorten")
        )
    elif length > 2 * custom.length and length <= limits.characters:
        found.append(Hint("hint-long", 40, {**where, "length": length, "usual": custom.length}, "instruction-shorten"))
    tags = len(hashtags(piece.text))
    fewest, most = custom.hashtags
    if limits.hashtags is not None and tags > limits.hashtags:
        facts = {**where, "count": tags, "limit": limits.hashtags}
        found.append(Hint("hint-hashtags-limit", 95, facts, "instruction-fewer-hashtags"))
    elif tags > most:
        facts = {**where, "count": tags, "most": most}
        found.append(Hint("hint-hashtags-many", 45, facts, "instruction-fewer-hashtags"))
    elif tags < fewest:
        facts = {**where, "count": tags, "fewest": fewest}
        found.append(Hint("hint-hashtags-few", 35, facts, "instruction-add-hashtags"))
    if not custom.links and links(piece.text):
        found.append(Hint("hint-link-dead", 60, where))
    if limits.needs_title or (limits.title_characters is not None and piece.title):
        found += _of_title(piece, topics, limits.title_characters)
    return found


def _of_title(piece: Piece, topics: Sequence[str], limit: int | None) -> list[Hint]:
    title = piece.title.strip()
    where = {"platform": piece.label}
    if not title:
        return [Hint("hint-title-missing", 90, where)]
    if limit is not None and len(title) > limit:
        return [Hint("hint-title-over", 92, {**where, "length": len(title), "limit": limit})]
    found = []
    if len(title) > TITLE_SHOWN:
        found.append(Hint("hint-title-long", 50, {**where, "length": len(title), "shown": TITLE_SHOWN}))
    elif len(title) < TITLE_SHORT:
        found.append(Hint("hint-title-short", 42, {**where, "length": len(title)}))
    if topics and not _names(title[:TITLE_SHOWN], topics[:3]):
        found.append(Hint("hint-title-topic", 55, {**where, "topic": topics[0]}))
    if _shouting(title):
        found.append(Hint("hint-title-capitals", 58, where))
    return found


def _of_text(
    text: str, topics: Sequence[str], language: str | None, reading: Reading | None, voice: Likeness | None
) -> list[Hint]:
    found: list[Hint] = []
    if reading is not None and reading.score < 40 and reading.words / reading.sentences > 18:
        average = round(reading.words / reading.sentences)
        found.append(Hint("hint-long-sentences", 65, {"words": average}, "instruction-shorten"))
    elif reading is not None and reading.score < 30:
        found.append(Hint("hint-hard-words", 62))
    if _shouting(text):
        found.append(Hint("hint-capitals", 57))
    if text.count("!") >= SHOUTS:
        found.append(Hint("hint-exclamations", 48, {"count": text.count("!")}, "instruction-no-exclamation"))
    if topics and len(text) > 2 * OPENING and not _names(text[:OPENING], topics[:3]):
        found.append(Hint("hint-opening", 46, {"topic": topics[0], "shown": OPENING}))
    if voice is not None and voice.place is not None and voice.place < DIFFERENT:
        if voice.apart:
            name, more = voice.apart[0]
            found.append(Hint("hint-voice", 52, {"what": name, "more": "more" if more else "less"}))
        else:
            found.append(Hint("hint-voice-meaning", 38))
    words = _WORD.findall(text)
    asks = "?" in text or bool(links(text)) or language not in _ACTS or len(words) < 15
    if not asks and re.search(rf"(?<!\w)(?:{_ACTS[str(language)]})(?!\w)", text, re.IGNORECASE) is None:
        found.append(Hint("hint-no-action", 30, {}, "instruction-call-to-action"))
    if len(EMOJI.findall(text)) > max(6, len(words) // 4):
        found.append(Hint("hint-emoji", 44, {"count": len(EMOJI.findall(text))}, "instruction-no-emoji"))
    camel = [tag for tag in hashtags(text) if len(tag) >= 14 and tag.islower() and "_" not in tag]
    if camel:
        # A screen reader can only tell the words of a hashtag apart by their capitals.
        found.append(Hint("hint-hashtag-case", 25, {"tag": camel[0]}))
    return found


def _names(start: str, topics: Sequence[str]) -> bool:
    said = {compared(word) for word in _WORD.findall(start)}
    return any(not said.isdisjoint(compared(word) for word in _WORD.findall(topic)) for topic in topics)


def _shouting(text: str) -> bool:
    words = [word for word in _WORD.findall(text) if len(word) > 3]
    loud = [word for word in words if word.isupper()]
    return len(loud) >= CAPITALS or (len(words) >= 3 and len(loud) == len(words))

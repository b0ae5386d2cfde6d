"""A reply → what is said of it: at most twenty seconds, in sentences, the rest is for the eye.

What somebody agrees to is said in full, whatever else has to go: networks, weekday, date, time and zone. Numbers that a list
is made of, links, hashtags and pictures are never said.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from bot.messages import Choice, Reply
from bot.phrases import Phrases
from bot.voice import saying, spoken

SECONDS = 20.0
"""The longest that a reply is listened to."""

_LETTER = {"fr": 0.05}
_USUAL_LETTER = 0.058
_DIGIT, _STOP, _COMMA = 0.35, 0.36, 0.22
_START = 0.4
"""Seconds for a letter, a digit, a pause: fitted to what espeak-ng takes for replies in four languages at 165 words a minute,
a twentieth added. piper's joe is quicker, ElevenLabs about the same.
"""

MOST_PIECES = 200
MOST_NAMED = 3
"""Choices that are said one after the other."""

_ITEM = re.compile(r"^\s*(?:(\d{1,3})\.|[•*–-])\s+(.*)$")
_ROW = re.compile(r"^\s*▪ ")
"""A row of a table: for the eye alone."""
_SENTENCE = re.compile(r"(?<=[.!?…])(?<!\b\d\.)(?<!\bz\.)(?<!\bB\.)[»”\"]?\s+(?=[\"“„«¿¡(]?[A-ZÄÖÜÁÉÍÓÚÑÀÂÇÈÊÎÔ0-9])")
_CODE = re.compile(r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b|\b[\w.-]+\.(?:py|env|json|toml)\b|127\.0\.0\.1")
_ZONE = re.compile(r"\b(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/(?:\w+/)?([\w-]+)")
_NUMBERED = re.compile(r"^[^\W\d]+(?: [^\W\d]+)? \d+$")
_UNDER = re.compile(r",\s[^,:“„«(]*?\b\d+\s*(?=[(:])")
_PAUSE = re.compile(r"[.!?:;…](?=[\s”“»]|$)")
_ASIDE = re.compile(r"\s*\((?:[^()]|\([^()]*\))*\)")


@dataclass(slots=True)
class _Part:
    """One sentence. `need`: 0 is said in any case, the higher the sooner it is left out; `leads`: to what comes next."""

    text: str
    need: int
    leads: bool = False


def for_the_ear(reply: Reply, phrases: Phrases, *, today: date | None = None) -> str:
    """What is said of a reply. `today` is the person's day: another year than its own is said with a date."""
    agreed = not reply.ok and any(choice.label == phrases.say("consent-no") for choice in reply.choices)
    parts, left = _parts(reply, phrases, today, exactly=agreed)
    ending = ""
    if agreed:
        # The question comes last: it is what is answered.
        asked = [part.text for part in parts if part.text.endswith("?")]
        parts = [part for part in parts if part.text not in asked]
        ending = " ".join((*asked, phrases.say("voice-yes-or-no")))
    elif not reply.ok:
        ending = _choices(reply.choices, phrases, today)
    parts += [_Part(text, 3) for text in _quoted(reply, phrases, today)]
    link = "https://" in reply.text or "http://" in reply.text
    said, whole = _fitted(parts, ending, phrases, left, link)
    tail = phrases.say("voice-rest-in-chat") if left or not whole else phrases.say("voice-link-in-chat") if link else ""
    if not said and not ending:
        return phrases.say("voice-in-chat")
    ordered = (tail, said, ending) if ending and said.endswith("?") else (said, tail, ending)
    return " ".join(part for part in ordered if part)


def seconds(text: str, language: str) -> float:
    """About how long `text` takes to say, rather more than less."""
    text = " ".join(text.split())
    digits = sum(char.isdecimal() for char in text)
    pauses = _STOP * len(_PAUSE.findall(text)) + _COMMA * text.count(",")
    return _START + (len(text) - digits) * _LETTER.get(language, _USUAL_LETTER) + digits * _DIGIT + pauses


def _parts(reply: Reply, phrases: Phrases, today: date | None, *, exactly: bool) -> tuple[list[_Part], bool]:
    """The sentences of a reply, and whether something of it cannot be said at all."""
    parts: list[_Part] = []
    left = False
    count = 0
    for line in reply.text.split("\n"):
        item = _ITEM.match(line)
        if item is not None:
            count += 1
            if text := _line(_listed(item[2]), phrases, today, exactly=exactly):
                name = saying.place(count, phrases.language) if item[1] else ""
                parts.append(_Part(_ended(f"{name}, {text}" if name else text), 1))
            continue
        if _CODE.search(line) or _ROW.match(line):
            left = True
            continue
        text = _line(line, phrases, today, exactly=exactly)
        planned = saying.has_moment(line, phrases.language)
        leads = line.rstrip().endswith(":")
        for sentence in _SENTENCE.split(text) if text else ():
            asked = not reply.ok and sentence.rstrip('»”" ').endswith("?")
            # Which sentence of a line holds the time is not told apart: the line is short.
            need = 0 if not parts or asked or (planned and not count and _timed(sentence, phrases)) else 1 + bool(count)
            parts.append(_Part(_ended(sentence), need, leads=leads and text.endswith(sentence)))
    return parts, left


def _timed(sentence: str, phrases: Phrases) -> bool:
    """Whether a time zone is named in it, as it is wherever something is planned."""
    before, _, after = phrases.say("voice-zone", zone="|").partition("|")
    return bool(before and before in sentence) or bool(after and after in sentence)


def _line(line: str, phrases: Phrases, today: date | None, *, exactly: bool) -> str:
    """A line as it is said."""
    line = _ZONE.sub(lambda zone: zone[1].replace("_", " "), line)
    line = saying.said_well(line, phrases, today=today, exactly=exactly)
    line = line.replace(" · ", ", ").replace(" × ", " mal " if phrases.language == "de" else " × ")
    # Asides are for the eye, apart from the names of accounts.
    line = _ASIDE.sub(lambda aside: aside[0] if _short(aside[0]) else "", line)
    return spoken.words_of(line)


def _short(aside: str) -> bool:
    inner = aside.strip(" ()")
    return len(inner) <= 30 and not re.search(r"\d", inner)


def _listed(text: str) -> str:
    """An item without the numbers by which a list finds it; what it is about comes first."""
    pieces = [piece.strip() for piece in text.split(" · ")]
    if len(pieces) > 2:
        kept = [piece for piece in pieces if not _NUMBERED.match(piece)]
        if len(kept) < len(pieces):
            return " · ".join((kept[-1], *kept[:-1]))
    return _UNDER.sub("", re.sub(r"\s*\([^()\d]*\d+\)", "", text))


def _quoted(reply: Reply, phrases: Phrases, today: date | None) -> list[str]:
    """The words of the first card, sentence by sentence."""
    if not reply.cards or not (words := spoken.words_of(reply.cards[0].text)):
        return []
    words = saying.said_well(spoken.in_sentences(words), phrases, today=today, exactly=True)
    sentences = _SENTENCE.split(words)
    return [phrases.say("voice-it-says", text=_ended(sentences[0])), *map(_ended, sentences[1:])]


def _choices(choices: tuple[Choice, ...], phrases: Phrases, today: date | None) -> str:
    """The choices as they can be said; numbers of posts are in the chat already."""
    labels = [_label(choice.label, phrases, today) for choice in choices]
    labels = [label for label in labels if label]
    if not labels or all(re.fullmatch(r"\D{0,3}\d+", choice.label.strip()) for choice in choices):
        return ""
    if len(labels) > MOST_NAMED:
        return phrases.say("voice-say-number", count=len(labels))
    from babel.lists import format_list

    return phrases.say("voice-say-choices", choices=format_list(labels, style="or", locale=phrases.language))


def _label(label: str, phrases: Phrases, today: date | None) -> str:
    text = spoken.words_of(saying.said_well(label, phrases, today=today, exactly=True))
    return text.rstrip(" .?!\u202f")


def _fitted(parts: list[_Part], ending: str, phrases: Phrases, left: bool, link: bool) -> tuple[str, bool]:
    """As many parts as there is time for, the needed ones first; and whether that is all of them."""
    language = phrases.language
    after = phrases.say("voice-rest-in-chat") if left else phrases.say("voice-link-in-chat") if link else ""
    whole = range(len(parts))
    if seconds(f"{_joined(parts, whole)} {after} {ending}", language) <= SECONDS:
        return _joined(parts, whole), True
    room = SECONDS - seconds(f" {phrases.say('voice-rest-in-chat')} {ending}", language)
    kept: set[int] = set()
    for need in sorted({part.need for part in parts}):
        for at in (at for at in whole if parts[at].need == need):
            if seconds(_joined(parts, {*kept, at}), language) > room:
                if need:
                    break  # what follows would hang in the air
                parts[at].text = _ASIDE.sub("", parts[at].text)
                if kept and seconds(_joined(parts, {*kept, at}), language) > room:
                    continue
            kept.add(at)
    return _cut(_joined(parts, kept), room, language), False


def _joined(parts: list[_Part], kept: Collection[int]) -> str:
    """These parts in their order. "For example:" is only said before an example."""
    said = []
    for at in sorted(kept):
        text = parts[at].text
        if parts[at].leads:
            if at + 1 in kept:
                text = f"{text.rstrip('.')}:"
            elif at and len(text.split()) < 4:
                continue
        said.append(text)
    return " ".join(said)


def _cut(said: str, room: float, language: str) -> str:
    """A sentence that is too long by itself, ended after as many of its pieces as there is time for."""
    for between in (r"(?<=[,;:])\s+", r"\s+"):
        pieces = re.split(between, said)[:MOST_PIECES]
        while len(pieces) > 1 and seconds(said, language) > room:
            pieces.pop()
            said = _ended(" ".join(pieces))
    return said


def _ended(text: str) -> str:
    text = text.strip()
    if text.endswith((":", ",", ";", "\u202f:")):
        text = text.rstrip(" :,;\u202f")
    return text if not text or re.search(r"[.!?…][»”“\"')\u202f ]*$", text) else f"{text}."

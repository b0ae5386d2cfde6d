"""Text as it was written and as it is understood: bounded, unified, with quoted words set apart untouched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.understanding.numbers import fold

LONGEST_READ = 200_000
"""Characters looked at for quoted text; the rest of a longer message is not read."""
LONGEST_COMMAND = 4_000
"""Characters of the command around quoted text that are understood."""
MOST_TOKENS = 700

HIDDEN = "\ue000"
"""Stands for a character of protected text; matches no word of any grammar."""

_CLOSING = {"“": "”“", "„": "“”", "«": "»", "»": "«", "‘": "’", "`": "`", '"': '"', "‹": "›", "「": "」"}
_OPENING = re.compile("[" + re.escape("".join(_CLOSING)) + "']")
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[#@][\w.]+|\S")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_CONTROL = {c: None for c in range(32) if c not in (9, 10, 13)} | dict.fromkeys(range(8203, 8208))
_CONTROL |= dict.fromkeys((*range(8234, 8239), *range(8288, 8298), 65279, 57344))


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign: as written, folded (lower case, no diacritics) and its spelling mended, and where it stands."""

    written: str
    word: str
    start: int
    end: int
    mended: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """Text that the person gave word for word; `start` and `end` are where it stood, marks included."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A message ready for understanding. In `text`, quoted words are hidden; `quotes` has them as written."""

    text: str
    tokens: tuple[Token, ...]
    quotes: tuple[Quoted, ...]

    def slice(self, start: int, end: int) -> str:
        """The words from `start` to `end` as they were written, quoted ones with plain marks."""
        parts, at = [], start
        for quote in self.quotes:
            if start <= quote.start and quote.end <= end:
                parts += [self.text[at : quote.start], f'"{quote.text}"']
                at = quote.end
        parts.append(self.text[at:end])
        return _SPACE.sub(" ", "".join(parts)).strip()


def read(text: str) -> Said:
    """Unify, bound and tokenise a message. Quoted text keeps every character as it was written."""
    text = text[:LONGEST_READ]
    pieces: list[str] = []
    quotes: list[Quoted] = []
    length = 0
    at = 0
    for start, end, inside in _quoted(text):
        before = _unify(text[at:start])
        pieces.append(before)
        length += len(before)
        if length > LONGEST_COMMAND:
            break
        pieces.append(HIDDEN * 2)
        quotes.append(Quoted(length, length + 2, inside))
        length += 2
        at = end
    else:
        pieces.append(_unify(text[at : at + 2 * LONGEST_COMMAND]))
    joined = "".join(pieces)[:LONGEST_COMMAND]
    return Said(joined, tokenise(joined), tuple(quote for quote in quotes if quote.end <= len(joined)))


def ending_in(text: str, words: str) -> Said:
    """What `read` makes of `text` followed by `words` in quotation marks, without a mark that `words` could close."""
    said = read(f"{text} ")
    joined = said.text + HIDDEN * 2
    quote = Quoted(len(said.text), len(joined), words)
    return Said(joined, tokenise(joined), (*said.quotes, quote))


def unquoted(text: str) -> str:
    """`text` without the quotation marks around all of it."""
    text = text.strip()
    quotations = _quoted(text[:LONGEST_READ])
    return quotations[0][2] if len(quotations) == 1 and quotations[0][:2] == (0, len(text)) else text


def tokenise(text: str) -> tuple[Token, ...]:
    """Words and signs of `text` in order, at most `MOST_TOKENS`."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        written = match[0]
        if written[0] == HIDDEN and found and found[-1].written[0] == HIDDEN and found[-1].end == match.start():
            last = found.pop()
            found.append(Token(last.written + written, last.written + written, last.start, match.end()))
            continue
        word = fold(written).replace("’", "'")
        if word:
            found.append(Token(written, word, match.start(), match.end()))
        if len(found) == MOST_TOKENS:
            break
    return tuple(found)


def plain(text: str) -> str:
    """Folded words with single spaces and no punctuation: for comparing what people say with what we know."""
    return " ".join(token.word for token in tokenise(_unify(text[:LONGEST_COMMAND])) if token.word[0].isalnum())


def links(text: str) -> list[tuple[int, int, str]]:
    """Web addresses in `text`: start, end, address without closing punctuation."""
    found = []
    for match in _LINK.finditer(text):
        address = match[0].rstrip(".,;:!?)]}'\"")
        found.append((match.start(), match.start() + len(address), address))
    return found


def _unify(text: str) -> str:
    text = text.translate(_CONTROL)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return text


def _quoted(text: str) -> list[tuple[int, int, str]]:
    """Outermost quotations in order. An opening mark without its closing one is an ordinary character."""
    found: list[tuple[int, int, str]] = []
    absent: set[str] = set()
    at = 0
    while len(found) < 50 and (opening := _OPENING.search(text, at)) is not None:
        at = opening.start()
        mark = text[at]
        closing = _CLOSING.get(mark)
        if closing is None and mark == "'" and _opens(text, at):
            closing = "'"
        if closing is None or mark in absent or (mark == "‘" and not _opens(text, at)):
            at += 1
            continue
        end = _closing(text, at, closing)
        if end < 0:
            absent.add(mark)
            at += 1
            continue
        inside = text[at + 1 : end].strip()
        if inside:
            found.append((at, end + 1, inside))
        at = end + 1
    return found


def _closing(text: str, at: int, closing: str) -> int:
    mark = text[at]
    depth = 0
    for index in range(at + 1, len(text)):
        character = text[index]
        if character in closing and not (closing in "'’" and not _closes(text, index)):
            if depth == 0:
                return index
            depth -= 1
        elif character == mark and mark not in closing and mark not in "‘":
            depth += 1
    return -1


def _opens(text: str, at: int) -> bool:
    return (at == 0 or not text[at - 1].isalnum()) and at + 1 < len(text) and not text[at + 1].isspace()


def _closes(text: str, at: int) -> bool:
    return (at + 1 == len(text) or not text[at + 1].isalnum()) and not text[at - 1].isspace()


@lru_cache(maxsize=4096)
def distance(one: str, other: str, most: int = 2) -> int:
    """Edits between two words (insert, delete, replace, swap neighbours); `most` + 1 when there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


class Spelling:
    """Mends misspelt words towards a vocabulary: one edit from four letters on, and most of two edits from eight on."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._near: dict[str, tuple[str, ...]] = {}
        for word in sorted(self._words):
            if len(word) >= 4:
                for form in _shortened(word):
                    self._near[form] = (*self._near.get(form, ()), word)

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def mend(self, word: str) -> str:
        """The one nearest known word, or `word` itself when it is known, too short, or nothing is near enough."""
        if word in self._words or len(word) < 4 or len(word) > 24 or not word.isalpha():
            return word
        candidates = {near for form in _shortened(word) for near in self._near.get(form, ())}
        best, fewest = word, 1 + (len(word) >= 8)
        for near in sorted(candidates):
            edits = distance(word, near, 2)
            closer = edits < fewest or best is word or (edits == fewest and len(near) > len(best))
            if edits <= fewest and closer and _alike(word, near):
                best, fewest = near, edits
        return best


def _alike(word: str, near: str) -> bool:
    """A first letter is rarely wrong, and a plural is no misspelling."""
    if word[0] != near[0] and word[:2] != near[1::-1]:
        return False
    if len(word) == len(near) == 4 and sorted(word) != sorted(near):
        # Another letter makes another word of one this short: "mano" is no "mayo".
        return False
    shorter, longer = sorted((word, near), key=len)
    if longer.startswith(shorter):
        return len(shorter) >= 4 and longer[len(shorter) :] not in {"s", "n", "e", "es", "en", "er"}
    return True


def _shortened(word: str) -> set[str]:
    """`word` and what it is without one of its letters: two words one edit apart share a form."""
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}

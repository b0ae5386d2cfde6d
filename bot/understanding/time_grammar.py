"""A small phrase grammar: folded tokens, rules written as text, all matches of a kind at a position.

A rule reads `kind[?|~] meaning arguments : pattern`. A pattern is a row of elements: `word`, `this|that`, `<category>`,
and each of them in brackets when it may be missing. A category is a word table, a reader of numbers, or another kind of
rule. Kinds never refer to themselves at their own start, and every (kind, position) is matched once, so the time taken
grows with the length of the text.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from bot.understanding import numbers

LONGEST_TEXT = 2_000
"""Characters searched; what stands after them is not read."""
MOST_TOKENS = 900
"""Tokens searched: more than 4,000 characters of prose hold, fewer than 4,000 characters of punctuation do."""

MOST_STEPS = 3_000
"""Steps taken in one text by one language, thirty times what a message needs; later words are then not matched."""

_TOKEN = re.compile(
    r"""\d+
      | o\s?['’]\s?clock\b
      | aujourd\s?['’]\s?hui\b
      | [’']s\b
      | [ap]\.\s?m\b\.?
      | (?:[^\W\d_][\u0300-\u036f]*)+
      | \S""",
    re.IGNORECASE | re.VERBOSE,
)
_QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "`": "`"}
"""Opening quotation marks and what closes them; an opening mark without a closing one is only a sign."""
_MARKS = re.compile("[" + "".join(_QUOTES) + "]")
_SINGLE_QUOTES = re.compile(r"(?<!\w)['‘][^'‘’]{2,500}['’](?!\w)")
_HIDDEN = "\ue000"
_UNSEEN = re.compile(r"(?:https?://|www\.|[#@])[^\s\ue000]+")
_APOSTROPHES = frozenset("'’")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign: its folded text, its place in the text, and whether it touches the one before."""

    text: str
    start: int
    end: int
    touches: bool

    @property
    def number(self) -> bool:
        return self.text[0].isdecimal()

    @property
    def word(self) -> bool:
        return self.text[0].isalpha()


def _hide(match: re.Match[str]) -> str:
    return _HIDDEN * len(match[0])


def _unquoted(text: str) -> str:
    """`text` with every quoted stretch hidden."""
    pieces: list[str] = []
    at = 0
    unclosed: set[str] = set()
    for start, mark in ((m.start(), m[0]) for m in _MARKS.finditer(text)):
        if start < at or mark in unclosed:
            continue
        ends = [end for closing in _QUOTES[mark] if (end := text.find(closing, start + 1)) >= 0]
        if not ends:
            unclosed.add(mark)
            continue
        end = min(ends) + 1
        pieces += [text[at:start], _HIDDEN * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def tokens(text: str, ranged: frozenset[str] = frozenset()) -> list[Token]:
    """The tokens of `text`. Quoted text, links, hashtags and handles become signs that match no rule.

    A hyphen within a word is dropped, unless it stands between two of `ranged`: "mon-fri" is from one to the other.
    """
    text = _UNSEEN.sub(_hide, _SINGLE_QUOTES.sub(_hide, _unquoted(text[:LONGEST_TEXT])))
    found: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        raw, start = match[0], match.start()
        folded = numbers.fold(raw)
        touches = bool(found) and start == end
        if raw == _HIDDEN and touches and found[-1].text == raw:
            end = match.end()
            found[-1] = Token(raw, found[-1].start, end, found[-1].touches)
            continue
        between_letters = (
            touches and found[-1].word and match.end() < len(text) and text[match.end()].isalpha()
        ) or raw in _APOSTROPHES
        if (raw in _APOSTROPHES or raw in "-‐‑") and between_letters:
            following = _LETTERS.match(text, match.end())
            reaches = (
                following is not None
                and bool(found)
                and found[-1].text in ranged
                and numbers.fold(following[0]) in ranged
            )
            if raw in _APOSTROPHES or not reaches:
                end = match.end()
                continue
        end = match.end()
        if raw[0] in "aApPoO" and not raw.isalpha():
            folded = "oclock" if raw[0] in "oO" else raw[0].lower() + "m" if raw[1] == "." else "aujourdhui"
        elif raw[0] in _APOSTROPHES:
            folded = "'s"
        if not folded:
            continue
        if folded[0].isdecimal() and not folded.isdecimal():
            folded = _HIDDEN  # "¼" and the like
        if folded in ("a", "p") and touches and _says_hour(found):
            folded += "m"  # "at 3p"
        found.append(Token(folded, start, end, touches))
        if len(found) == MOST_TOKENS:
            break
    return found


def _says_hour(before: Sequence[Token]) -> bool:
    """Whether the number before is one of the clock: after "at", or with a colon."""
    return before[-1].number and len(before) > 1 and before[-2].text in (":", "at", "@", "by", "until", "till")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a matched pattern means: the kind it forms, the function that gives its value, and how far to trust it."""

    kind: str
    meaning: str
    arguments: tuple[str, ...]
    trust: str
    """`` stands alone; `~` gives way to another of its kind; `?` counts only beside another time word."""
    place: int
    """Where the rule stands in its language."""


_Pairs = tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Captured:
    """The values of the categories in a pattern, in the order they were read."""

    pairs: _Pairs

    def all(self, name: str) -> list[Any]:
        return [value for key, value in self.pairs if key == name]

    def get(self, name: str, at: int = 0) -> Any:
        values = self.all(name)
        return values[at] if at < len(values) else None


@dataclass(frozen=True, slots=True)
class Match:
    """One reading: tokens `start` to `end` (exclusive) form a `rule.kind` with this value."""

    start: int
    end: int
    rule: Rule
    value: Any


@dataclass(slots=True)
class _Node:
    words: dict[str, list["_Node"]] = field(default_factory=dict)
    categories: dict[str, "_Node"] = field(default_factory=dict)
    literals: dict[str, "_Node"] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)


DIGITS = "0"
"""Stands for any run of digits among the words something can start with."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads a category at a position: (index after it, value) for each way to read it. `starts`: its first words."""

    read: Callable[[Sequence[str], int], list[tuple[int, Any]]]
    starts: frozenset[str]


def table_reader(table: Mapping[str, Any]) -> Reader:
    """A reader of single- or several-word entries; keys are words in any spelling, `|` between alternatives."""
    tree: dict[str | None, Any] = {}
    for words, value in table.items():
        for form in words.split("|"):
            for spelling in numbers.spellings(form):
                node = tree
                for word in spelling.replace("-", " ").split():
                    node = node.setdefault(word, {})
                node[None] = value

    def read(words: Sequence[str], at: int) -> list[tuple[int, Any]]:
        found: list[tuple[int, Any]] = []
        node = tree
        while True:
            if None in node:
                found.append((at, node[None]))
            if at >= len(words) or words[at] not in node:
                break
            node = node[words[at]]
            at += 1
        return found

    return Reader(read, frozenset(word for word in tree if word is not None))


class Grammar:
    """The rules of one language, ready to match."""

    def __init__(self, rules: str, readers: Mapping[str, Reader]) -> None:
        self.roots: dict[str, _Node] = {}
        self.readers = dict(readers)
        for place, line in enumerate(rules.splitlines()):
            if line.strip():
                self._add(line, place)
        self.kinds: dict[str, frozenset[str]] = {}
        """The kinds that can start with a word; digits under `DIGITS`."""
        self.starts = {name: reader.starts for name, reader in self.readers.items()}
        """The words each category can start with."""
        self.starts |= {kind: self._starts(kind, frozenset()) for kind in self.roots}
        for word in frozenset[str]().union(*(self.starts[kind] for kind in self.roots)):
            self.kinds[word] = frozenset(kind for kind in self.roots if word in self.starts[kind])

    def _starts(self, name: str, within: frozenset[str]) -> frozenset[str]:
        if name in self.readers:
            return self.readers[name].starts
        root = self.roots[name]
        inner = (self._starts(each, within | {name}) for each in root.categories if each not in within)
        return frozenset(root.words).union(*inner)

    def _add(self, line: str, place: int) -> None:
        head, _, pattern = line.partition(" : ")
        kind, meaning, *arguments = head.split()
        trust = kind[-1] if kind[-1] in "?~" else ""
        rule = Rule(kind.rstrip("?~"), meaning, tuple(arguments), trust, place)
        root = self.roots.setdefault(rule.kind, _Node())
        choices = [(element[1:-1], "") if element.startswith("[") else (element,) for element in pattern.split()]
        for row in product(*choices):
            node = root
            for element in filter(None, row):
                node = self._step(node, element)
            if node is root:
                raise ValueError(f"a rule that matches nothing: {line}")
            node.rules.append(rule)

    @staticmethod
    def _step(node: _Node, element: str) -> _Node:
        if element.startswith("<"):
            return node.categories.setdefault(element[1:-1], _Node())
        if element in node.literals:
            return node.literals[element]
        child = node.literals[element] = _Node()
        for word in element.split("|"):
            for spelling in numbers.spellings(word):
                node.words.setdefault(spelling, []).append(child)
        return child


class Matcher:
    """Matches one grammar against one text; `meanings` turn rules into values (None: this reading makes no sense)."""

    def __init__(self, grammar: Grammar, words: Sequence[str], means: Callable[[Rule, Captured], Any]) -> None:
        self._grammar = grammar
        self._words = words
        self._means = means
        self._steps = 0
        self._known: dict[tuple[str, int], list[Match]] = {}
        self._read: dict[tuple[str, int], list[tuple[int, Any]]] = {}

    def matches(self, kind: str, at: int) -> list[Match]:
        """Every reading of the words from `at` on as a `kind`."""
        key = (kind, at)
        if key not in self._known:
            self._known[key] = []
            root = self._grammar.roots.get(kind)
            if root is not None:
                self._known[key] = [
                    Match(at, end, rule, value)
                    for end, rule, captured in self._walk(root, at, ())
                    if (value := self._means(rule, Captured(captured))) is not None
                ]
        return self._known[key]

    def _category(self, name: str, at: int) -> list[tuple[int, Any]]:
        reader = self._grammar.readers.get(name)
        key = (name, at)
        if key not in self._read:
            self._read[key] = (
                [(m.end, m.value) for m in self.matches(name, at)] if reader is None else reader.read(self._words, at)
            )
        return self._read[key]

    def _walk(self, node: _Node, at: int, captured: _Pairs) -> Iterator[tuple[int, Rule, _Pairs]]:
        self._steps += 1
        for rule in node.rules:
            yield at, rule, captured
        if at >= len(self._words) or self._steps > MOST_STEPS:
            return
        word = self._words[at]
        for child in node.words.get(word, ()):
            yield from self._walk(child, at + 1, captured)
        first = DIGITS if word[0].isdecimal() else word
        for name, child in node.categories.items():
            if first in self._grammar.starts[name]:
                for end, value in self._category(name, at):
                    yield from self._walk(child, end, (*captured, (name, value)))

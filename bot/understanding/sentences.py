"""Sentence templates and word lists of each language, from `prompts/sentences/`, matched with hassil.

Templates see what is left of a sentence when platforms, times, quoted words and post numbers are cut out, so they need no
word order for those, and one open wildcard at the most. Everything is folded: lower case, no diacritics.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import yaml

from bot.understanding.numbers import fold

LONGEST_MATCHED = 40
"""Words of a sentence that templates look at; a longer one is matched by its beginning, and its wildcard takes the rest."""

MOST_COMBINATIONS = 256

_OPEN = (
    "topic",
    "instruction",
    "brand_value",
    "detail_value",
    "quiet_hours",
    "place",
    "slots",
    "account",
    "voice",
    "text",
    "person",
    "linked",
    "handles",
    "campaign",
    "feed",
    "metric_title",
    "formula",
    "report_value",
    "amount",
)


@dataclass(frozen=True, slots=True)
class Language:
    """One language's file: word lists, template rules and tools, and the sentences that the classifier learns from."""

    code: str
    words: Mapping[str, Any]
    rules: Mapping[str, str]
    tools: Mapping[str, tuple[Mapping[str, Any], ...]]
    examples: Mapping[str, tuple[str, ...]]
    elsewhere: Mapping[str, tuple[str, ...]]
    off_topic: tuple[str, ...]
    small_talk: Mapping[str, tuple[str, ...]]

    def list(self, name: str) -> tuple[str, ...]:
        """The folded words of a list, longest first."""
        return tuple(sorted((fold(str(word)) for word in self.words.get(name, ())), key=lambda w: (-len(w.split()), w)))

    def table(self, name: str) -> dict[str, str]:
        """Folded word → what it means, for lists that are grouped by meaning."""
        grouped = self.words.get(name, {})
        return {
            fold(word): meaning
            for meaning, words in grouped.items()
            for word in (words if isinstance(words, list) else [words])
        }


@cache
def language(code: str) -> Language:
    """The sentences of one language. Raises FileNotFoundError when there are none."""
    source = resources.files("prompts").joinpath("sentences", f"{code}.yaml").read_text(encoding="utf-8")
    data = yaml.load(source, Loader=_loader())
    return Language(
        code=code,
        words=data["words"],
        rules={name: fold(str(body)).replace("-", " ") for name, body in data["rules"].items()},
        tools={name: tuple(groups) for name, groups in data["tools"].items()},
        examples={name: tuple(said) for name, said in data["examples"].items()},
        elsewhere={name: tuple(said) for name, said in data["elsewhere"].items()},
        off_topic=tuple(data["off_topic"]),
        small_talk={name: tuple(said) for name, said in data["small_talk"].items()},
    )


def _loader() -> Any:
    """The plainest loader: "no", "on" and "off" are words here, not truth values."""
    return getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Match:
    """A template that fits: the tool, fixed arguments by slot kind, and what its wildcards took.

    `spans` are (start, end) in the text given, or the places of tokens once the router has looked those up.
    """

    tool: str
    spans: Mapping[str, tuple[int, ...]]
    fixed: Mapping[str, Any]
    group: int
    literal: int


@dataclass(frozen=True, slots=True)
class _Group:
    tool: str
    needs: frozenset[str]
    any: frozenset[str]
    lacks: frozenset[str]
    fixed: Mapping[str, Any]


@dataclass(slots=True)
class Templates:
    """The compiled templates of one language for the tools that exist."""

    _groups: list[_Group] = field(default_factory=list)
    _whole: Any = None
    _cut: Any = None
    _fitting: dict[tuple[frozenset[str], bool], Any] = field(default_factory=dict)
    _opening: dict[tuple[frozenset[str], bool, str], Any] = field(default_factory=dict)
    _starts: dict[int, frozenset[str] | None] = field(default_factory=dict)

    @classmethod
    def of(cls, spoken: Language, tools: Iterable[str]) -> Templates:
        """Compile the templates of `spoken` for `tools`; those of earlier tools win where several fit as well."""
        from hassil.intents import Intents

        made = cls()
        kinds: dict[bool, dict[str, Any]] = {True: {}, False: {}}
        for tool in tools:
            for group in spoken.tools.get(tool, ()):
                fixed = {
                    kind: {"true": True, "false": False}.get(value, value)
                    for kind, value in group.get("with", {}).items()
                }
                name = str(len(made._groups))
                made._groups.append(
                    _Group(
                        tool,
                        frozenset(group.get("needs", ())),
                        frozenset(group.get("any", ())),
                        frozenset(group.get("lacks", ())),
                        fixed,
                    )
                )
                whole = group.get("whole") == "true"
                kinds[whole][name] = {"data": [{"sentences": [fold(said).replace("-", " ") for said in group["say"]]}]}
        lists: dict[str, Any] = {name: {"wildcard": True} for name in _OPEN}
        for name, words in _closed(spoken).items():
            lists[name] = {"values": words}
        for whole, intents in kinds.items():
            compiled = (
                Intents.from_dict(
                    {
                        "language": spoken.code,
                        "settings": {"ignore_whitespace": False},
                        "intents": intents,
                        "lists": lists,
                        "expansion_rules": dict(spoken.rules),
                    }
                )
                if intents
                else None
            )
            if whole:
                made._whole = compiled
            else:
                made._cut = compiled
        return made

    def match(self, text: str, marks: Collection[str], *, whole: bool, lenient: bool = False) -> Match | None:
        """The best template for `text` (folded words, single spaces) where `marks` were cut out or, if `whole`, only seen.

        `lenient` matches whatever was cut out.
        """
        present = frozenset(marks)
        if not text:
            return None
        words = text.split(" ")
        intents = (self._whole if whole else self._cut) if lenient else self._beginning(words[0], present, whole)
        if intents is None:
            return None
        from hassil.recognize import recognize_all

        head = " ".join(words[:LONGEST_MATCHED])
        best: Match | None = None
        for result in recognize_all(head, intents):
            number = int(result.intent.name)
            group = self._groups[number]
            spans: dict[str, tuple[int, ...]] = {}
            taken = 0
            for name, entity in result.entities.items():
                if name in _OPEN and entity.text_span is not None:
                    start, end = entity.text_span
                    if len(words) > LONGEST_MATCHED and end >= len(head.rstrip()):
                        end = len(text)
                    spans[name] = (start, end)
                    taken += end - start
            if len(words) > LONGEST_MATCHED and not any(span[-1] == len(text) for span in spans.values()):
                continue
            found = Match(group.tool, spans, group.fixed, number, len(text) - taken)
            if best is None or found.literal > best.literal:
                best = found
        return best

    def _beginning(self, word: str, present: frozenset[str], whole: bool) -> Any:
        """Those of them that may begin with `word`; what was asked for lately is kept."""
        key = present, whole, word
        if key not in self._opening:
            if len(self._opening) >= MOST_OPENINGS:
                self._opening.clear()
            intents = self._applicable(present, whole)
            self._opening[key] = _opened(intents, word.casefold(), self._starts) if intents is not None else None
        return self._opening[key]

    def _applicable(self, present: frozenset[str], whole: bool) -> Any:
        """The templates that what was cut out allows; the few combinations that occur are kept."""
        if (present, whole) not in self._fitting:
            intents = self._whole if whole else self._cut
            if len(self._fitting) >= MOST_COMBINATIONS:
                self._fitting.clear()
            fitting = {
                name: intent
                for name, intent in (intents.intents.items() if intents else ())
                if (group := self._groups[int(name)]).needs <= present
                and group.lacks.isdisjoint(present)
                and (not group.any or not group.any.isdisjoint(present))
            }
            self._fitting[present, whole] = replace(intents, intents=fitting) if fitting else None
        return self._fitting[present, whole]


def _opened(intents: Any, word: str, known: dict[int, frozenset[str] | None]) -> Any:
    """`intents` with the templates that may begin with `word`; how each may begin is kept in `known`."""
    from bot.understanding.openings import starts

    if not word[0].isalpha():
        return intents  # numbers may stand in words as well
    kept: dict[str, Any] = {}
    for name, intent in intents.intents.items():
        blocks = []
        for block in intent.data:
            fitting = []
            for sentence in block.sentences:
                if id(sentence) not in known:
                    known[id(sentence)] = starts(sentence.expression, intents)
                begin = known[id(sentence)]
                if begin is None or any(word.startswith(piece) for piece in begin):
                    fitting.append(sentence)
            if len(fitting) == len(block.sentences):
                blocks.append(block)
            elif fitting:
                fewer = replace(block)
                fewer.__dict__["sentences"] = fitting  # the place where hassil keeps what it has parsed
                blocks.append(fewer)
        if blocks:
            kept[name] = replace(intent, data=blocks)
    return replace(intents, intents=kept) if kept else None


@lru_cache(maxsize=8)
def templates(code: str, tools: tuple[str, ...]) -> Templates:
    """The templates of a language for these tools, compiled once in a process."""
    return Templates.of(language(code), tools)


def _closed(spoken: Language) -> dict[str, list[str]]:
    lists = {"tone": "tones", "status": "statuses", "language": "languages", "sentiment": "sentiments", "role": "roles"}
    lists |= {"metric": "metrics", "breakdown": "breakdowns", "report_format": "report_formats"}
    closed = {name: sorted(spoken.table(words)) for name, words in lists.items()}
    # "Show me the comments" are the comments themselves, "show me the likes" how many there are.
    closed["figure"] = sorted(word for word, metric in spoken.table("metrics").items() if metric != "comments")
    closed["count"] = [*(str(number) for number in range(1, 51)), *_spelled(spoken.code)]
    return closed


def number_words(code: str) -> set[str]:
    """The single words of the spoken numbers and ordinals."""
    from bot.understanding import numbers

    words: set[str] = set()

    def walk(tree: Any) -> None:
        for word, child in tree.items():
            if word is not None:
                words.add(word)
                walk(child)

    walk(numbers.cardinals(code))
    walk(numbers.ordinals(code))
    return words


def _spelled(code: str) -> list[str]:
    from bot.understanding import numbers

    found: list[str] = []

    def walk(tree: Any, said: list[str]) -> None:
        for word, child in tree.items():
            if word is None:
                if child and 1 <= child <= 30:
                    found.append(" ".join(said))
            else:
                walk(child, [*said, word])

    walk(numbers.cardinals(code), [])
    return sorted(set(found))


MOST_OPENINGS = 1_000
"""First words of sentences, with what was cut out of them, for which the templates that begin so are kept."""

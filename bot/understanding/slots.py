"""What a sentence says besides its command: platforms, times, posts, counts, tones and languages, found and cut out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from bot.understanding import codes, numbers
from bot.understanding.sentences import Language, language
from bot.understanding.text import HIDDEN, LONGEST_COMMAND, Said, Token, links, tokenise
from bot.understanding.time_words import ADVANCES, DELAYS, MOVES, OWNED_BY

if TYPE_CHECKING:
    from connectors.platform import Platform

LARGEST_POST = 10_000_000
_SIGNS = frozenset(",;.!?:-–—…/()&")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something found: what kind, from which token to which (exclusive), and its value.

    Kinds: text, link, handle, pairing_code (six digits), post, comment (a number), comment_place (which of those listed),
    that_comment, ordinal, pronoun, pronouns, other, now, time (a Moment), recurrence, range, shift, platforms; "more" is a
    further part of a time said in pieces. A post's value is negative where a minus stood before its number: there is no such
    post.
    """

    kind: str
    start: int
    end: int
    value: Any


@dataclass(slots=True)
class Found:
    """A message with everything cut out of it. `rest` are the tokens that are left, by their index in `said.tokens`."""

    said: Said
    language: str
    marks: list[Mark] = field(default_factory=list)
    rest: list[int] = field(default_factory=list)
    today: date | None = None

    def all(self, *kinds: str) -> list[Mark]:
        """Marks of these kinds in the order said."""
        return [mark for mark in self.marks if mark.kind in kinds]

    def first(self, *kinds: str) -> Mark | None:
        """The first mark of these kinds."""
        return next(iter(self.all(*kinds)), None)

    @property
    def platforms(self) -> list[str]:
        """Platforms in the order said, each once."""
        return list(dict.fromkeys(name for mark in self.all("platforms") for name in mark.value))

    @property
    def kinds(self) -> frozenset[str]:
        """What was found, in the words that templates use."""
        kinds = {mark.kind for mark in self.marks}
        if kinds & {"time", "recurrence"}:
            kinds |= {"time"}
        if "post" in kinds:
            kinds |= {"numbered"}
        if kinds & {"ordinal", "pronoun", "pronouns", "other"}:
            kinds |= {"post"}
        if kinds & {"comment_place", "that_comment"}:
            kinds |= {"comment"}
        if kinds & {"time", "range"}:
            kinds |= {"range"}
        return frozenset(kinds)

    def words(self) -> list[str]:
        """The folded words that are left."""
        return [self.said.tokens[index].word for index in self.rest]


class Names:
    """The platforms that exist, by every name people have for them."""

    def __init__(self, platforms: Mapping[str, Platform]) -> None:
        self.of: dict[tuple[str, ...], str] = {}
        self.labels = {name: platform.label for name, platform in platforms.items()}
        for name, platform in platforms.items():
            for called in (name, name.replace("_", " "), platform.label, *platform.also_called):
                words = tuple(token.word for token in tokenise(called) if token.word[0].isalnum())
                if words and len("".join(words)) > 0:
                    self.of.setdefault(words, name)
                    if len(words) > 1 and len("".join(words)) > 4:
                        self.of.setdefault(("".join(words),), name)
        self.longest = max((len(words) for words in self.of), default=0)
        self.single = {words[0]: name for words, name in self.of.items() if len(words) == 1}

    def at(self, words: Sequence[str], index: int) -> tuple[int, str] | None:
        """The platform named at `index`: (index after it, name)."""
        for length in range(min(self.longest, len(words) - index), 0, -1):
            name = self.of.get(tuple(words[index : index + length]))
            if name is not None:
                return index + length, name
        return None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of one language, ready for looking up."""

    code: str
    lists: Mapping[str, frozenset[tuple[str, ...]]]
    tables: Mapping[str, Mapping[tuple[str, ...], str]]
    longest: int
    words: frozenset[str]

    def at(self, name: str, words: Sequence[str], index: int) -> int:
        """The index after the longest entry of list `name` at `index`; `index` itself when none is there."""
        entries = self.lists[name]
        for length in range(min(self.longest, len(words) - index), 0, -1):
            if tuple(words[index : index + length]) in entries:
                return index + length
        return index

    def meaning(self, name: str, words: Sequence[str], index: int) -> tuple[int, str] | None:
        """The longest entry of table `name` at `index`: (index after it, meaning)."""
        table = self.tables[name]
        for length in range(min(self.longest, len(words) - index), 0, -1):
            if (meaning := table.get(tuple(words[index : index + length]))) is not None:
                return index + length, meaning
        return None

    def has(self, name: str, word: str) -> bool:
        """Whether `word` alone is an entry of list `name`."""
        return (word,) in self.lists[name]


@cache
def lexicon(code: str) -> Lexicon:
    """The lexicon of a language."""
    spoken = language(code)
    lists: dict[str, frozenset[tuple[str, ...]]] = {}
    tables: dict[str, dict[tuple[str, ...], str]] = {}
    for name, entries in spoken.words.items():
        if isinstance(entries, Mapping):
            tables[name] = {
                _split(words): str(meaning)
                for meaning, said in entries.items()
                for words in (said if isinstance(said, list) else [meaning])
            }
            lists[name] = frozenset(tables[name])
        else:
            split = {_split(str(word)) for word in entries}
            # What is left of a sentence has no signs: "vas-y" stands there as two words.
            split |= {bare for words in split if (bare := tuple(w for w in words if w[0].isalnum() or len(w) > 1))}
            lists[name] = frozenset(split)
    longest = max(len(words) for entries in lists.values() for words in entries)
    return Lexicon(
        code, lists, tables, longest, frozenset(word for all_ in lists.values() for entry in all_ for word in entry)
    )


def _split(words: str) -> tuple[str, ...]:
    if words.startswith("~"):
        return (words,)
    return tuple(token.word for token in tokenise(words))


def find(said: Said, code: str, names: Names, now: datetime, *, looking: Literal["ahead", "back"] = "ahead") -> Found:
    """Everything that can be cut out of a message, and what is left."""
    lex = lexicon(code)
    said = with_clitics(said, lex)
    found = Found(said, code, today=now.date())
    words = [token.word for token in said.tokens]
    taken = [False] * len(words)

    def take(kind: str, start: int, end: int, value: Any) -> None:
        found.marks.append(Mark(kind, start, end, value))
        for index in range(start, end):
            taken[index] = True

    for quote in said.quotes:
        for index, token in enumerate(said.tokens):
            if token.start == quote.start:
                take("text", index, index + 1, quote.text)
    for start, end, address in links(said.text):
        inside = [
            i for i, token in enumerate(said.tokens) if token.start >= start and token.end <= end and not taken[i]
        ]
        if inside:
            take("link", inside[0], inside[-1] + 1, address)
    for index, word in enumerate(words):
        if word[0] == "@" and len(word) > 1 and not taken[index]:
            take("handle", index, index + 1, said.tokens[index].written[1:])
        end = _at_sign(words, index)
        if end > index and end < len(words) and words[end][0].isalnum() and not any(taken[index : end + 1]):
            take("handle", index, end + 1, said.tokens[end].written)
    _codes(words, taken, lex, take)
    _comments(words, taken, lex, take)
    _posts(said, words, taken, lex, names, take)
    _named_places(words, taken, lex, take)
    _now(words, taken, lex, take)
    _times(said, taken, lex, names, now, looking, take)
    _platforms(words, taken, lex, names, take)
    _references(words, taken, lex, take)
    if not any(mark.kind == "post" for mark in found.marks):
        _bare_number(said, words, taken, lex, take)
    found.marks.sort(key=lambda mark: mark.start)
    found.rest = _rest(words, found.marks, lex)
    return found


def _at_sign(words: Sequence[str], index: int) -> int:
    """The index after "at sign" and what it is called elsewhere; `index` when it does not stand there."""
    return next((index + len(row) for row in _AT_SIGNS if tuple(words[index : index + len(row)]) == row), index)


_AT_SIGNS = (("at", "sign"), ("at", "symbol"), ("at", "zeichen"), ("klammeraffe",), ("arroba",), ("arobase",))


def with_clitics(said: Said, lex: Lexicon) -> Said:
    """Pronouns written onto a verb as words of their own, marked "~": "publícalo" and "publie-le"."""
    tokens: list[Token] = []
    verbs = lex.lists.get("clitic_verbs", frozenset())
    for token in said.tokens:
        hyphened = len(tokens) > 1 and tokens[-1].word == "-" and tokens[-1].end == token.start
        if hyphened and tokens[-2].word[0] == "~" and token.word in {"moi", "nous", "lui", "leur"}:
            # "Montre-le-moi": to whom is understood.
            tokens.pop()
            tokens.append(replace(tokens.pop(), end=token.end))
            continue
        if hyphened and token.word in {"le", "la", "les"}:
            dash = tokens.pop()
            tokens.append(Token(token.written, f"~{token.word}", dash.start, token.end))
            continue
        cut = next(
            (
                size
                for size in (3, 2)
                if token.word[-size:] in {"los", "las", "lo", "la"} and len(token.word[-size:]) == size
            ),
            0,
        )
        stem = token.word[:-cut] if cut else ""
        # "Enséñamelo": to whom is understood.
        verb = next((v for v in (stem, stem.removesuffix("me"), stem.removesuffix("nos")) if (v,) in verbs), None)
        if cut and verb is not None and len(token.word) == token.end - token.start:
            middle = token.end - cut
            tokens.append(Token(token.written[: len(verb)], verb, token.start, middle))
            tokens.append(Token(token.written[-cut:], f"~{token.word[-cut:]}", middle, token.end))
            continue
        tokens.append(token)
    return Said(said.text, tuple(tokens), said.quotes) if len(tokens) != len(said.tokens) else said


def number_at(words: Sequence[str], index: int, code: str) -> tuple[int, int] | None:
    """A whole number in digits or spoken at `index`: (index after it, number)."""
    if index >= len(words):
        return None
    word = words[index]
    if word.isdecimal():
        return index + 1, numbers.digits(word)
    if word.endswith("'s") and word[:-2].isdecimal():
        return index + 1, numbers.digits(word[:-2])  # "post 8's time"
    best: tuple[int, int] | None = None
    if (said := _spelled_out(words, index, code)) is not None:
        return said
    for tree in (numbers.counting(code), *((numbers.counting("en"),) if code != "en" else ())):
        node: Any = tree
        at = index
        while at < len(words) and isinstance(node, dict):
            # "Vingt-trois" is one number.
            step = at + 1 if at > index and words[at] == "-" and at + 1 < len(words) else at
            if words[step] not in node:
                break
            node = node[words[step]]
            at = step + 1
            if None in node and (best is None or at > best[0]):
                best = (at, node[None])
        if best is not None:
            break
    return best


_NOUGHT = {"en": {"oh", "o", "zero", "nought"}, "es": {"cero"}, "de": {"null"}, "fr": {"zero"}}


def _spelled_out(words: Sequence[str], index: int, code: str) -> tuple[int, int] | None:
    """A number said digit by digit, with a nought in it: "two oh four"."""
    tree = numbers.cardinals(code)
    figures: list[int] = []
    at = index
    while at < len(words) and len(figures) < 7:
        node = tree.get(words[at])
        value = node.get(None) if isinstance(node, dict) else None
        if words[at] in _NOUGHT[code]:
            value = 0
        if not isinstance(value, int) or value > 9:
            break
        figures.append(value)
        at += 1
    if len(figures) < 3 or 0 not in figures or not figures[0]:
        return None
    return at, int("".join(map(str, figures)))


_AFTER_TIME = frozenset(
    [
        "am",
        "pm",
        "uhr",
        "h",
        "hours",
        "hour",
        "minutes",
        "minute",
        "days",
        "day",
        "weeks",
        "week",
        "heures",
        "heure",
        "minutos",
        "minuto",
        "horas",
        "hora",
        "dias",
        "dia",
        "stunden",
        "stunde",
        "minuten",
        "tage",
        "tag",
        "jours",
        "jour",
        "semaines",
        "%",
        "percent",
    ]
)


def _codes(words: list[str], taken: list[bool], lex: Lexicon, take: Any) -> None:
    """The six digits of somebody who wants in: beside words of letting in, or with nothing beside them."""
    index = 0
    while index < len(words):
        end = codes.run(words, index, lex.code) if not taken[index] else index
        if end == index:
            index += 1
            continue
        found = codes.at(words, index, lex.code)
        named = index > 0 and (lex.has("post", words[index - 1]) or lex.has("post_number", words[index - 1]))
        if found is not None and not any(taken[index : found[0]]):
            others = [*words[:index], *words[found[0] :]]
            alone = codes.shape(words[index : found[0]]) and all(
                not word[0].isalnum() or lex.has("polite", word) or lex.has("articles", word) for word in others
            )
            meant = any(lex.at("letting_in", others, i) > i for i in range(len(others)))
            # "482913 is Anna"
            who = index == 0 and lex.at("person_heads", words, found[0]) > found[0]
            meant = meant or (who and codes.shape(words[index : found[0]]))
            if (meant or alone) and not (named and not meant):
                take("pairing_code", index, found[0], found[1])
                return
        index = end


def _comments(words: list[str], taken: list[bool], lex: Lexicon, take: Any) -> None:
    """ "Comment 12", "the second comment", "that comment": other people's, by number, by place or by having been spoken of."""
    for noun in range(len(words)):
        if taken[noun] or not lex.has("comment", words[noun]):
            continue
        at = noun + 1
        while at < len(words) and (lex.has("post_number", words[at]) or words[at] in {".", "°"}):
            at += 1
        tagged = re.fullmatch(r"#(\d{1,7})", words[at]) if at < len(words) else None
        value = (at + 1, int(tagged[1])) if tagged else number_at(words, at, lex.code)
        # "Comment a post": a number word that may be an article counts only in digits.
        if (
            value is not None
            and not any(taken[noun : value[0]])
            and (value[1] > 1 or at > noun + 1 or _digits(words[at]))
        ):
            start = noun - 1 if noun and lex.has("articles", words[noun - 1]) and not taken[noun - 1] else noun
            take("comment", start, value[0], min(value[1], LARGEST_POST))
            continue
        reach = range(max(0, noun - 3), noun)
        place = next((i for i in reach if _place(words, i, lex)[0] in {noun, noun + 1}), None)
        if place is not None and not any(taken[place:noun]):
            start = place - 1 if place and lex.has("articles", words[place - 1]) else place
            which = _place(words, place, lex)[1]
            # "Add a first comment": one of ours under our own post, none that somebody wrote.
            if which != 1 or (start and not lex.has("adding", words[start - 1])):
                take("comment_place", start, noun + 1, which)
            continue
        if noun and lex.has("that", words[noun - 1]) and not taken[noun - 1] and lex.has("comment_one", words[noun]):
            take("that_comment", noun - 1, noun + 1, None)


def _digits(word: str) -> bool:
    return word.isdecimal() or word[:1] == "#"


def _place(words: list[str], at: int, lex: Lexicon) -> tuple[int, int]:
    """The index after an ordinal at `at`, and which; (-1, 0) when there is none."""
    ordinal = lex.meaning("ordinals", words, at)
    return (ordinal[0], int(ordinal[1])) if ordinal else (-1, 0)


def _signed(said: Said, at: int) -> int | None:
    """The number after a dash at `at`: "post-5" is the fifth, "post -5" is none that exists, least of all the fifth."""
    tokens = said.tokens
    if not 0 < at < len(tokens) - 1 or tokens[at].word not in _MINUS or not tokens[at + 1].word.isdecimal():
        return None
    number = min(int(tokens[at + 1].word[:9]), LARGEST_POST)
    if tokens[at - 1].end == tokens[at].start:
        return number if tokens[at].end == tokens[at + 1].start else None
    return -number if tokens[at].end == tokens[at + 1].start or at + 2 == len(tokens) else None


_MINUS = frozenset("-−–")


def _posts(said: Said, words: list[str], taken: list[bool], lex: Lexicon, names: Names, take: Any) -> None:
    index = 0
    while index < len(words):
        if taken[index]:
            index += 1
            continue
        start = index
        at = index
        strong = False
        while at < len(words) and not taken[at] and (lex.has("post", words[at]) or lex.has("post_number", words[at])):
            strong = strong or lex.has("post_number", words[at])
            at += 1
            while at < len(words) and words[at] in {".", "°", ":"} and lex.has("post_number", words[at - 1]):
                at += 1
        joined = re.fullmatch(r"#(\d{1,7})", words[index])
        if _feminine(words, index, lex) or _changed(words, index, lex):
            take("post", index, index + 2, min(numbers.digits(words[index + 1]), LARGEST_POST))
            index += 2
            continue
        if at == start and joined:
            take("post", start, start + 1, int(joined[1]))
            index = start + 1
            continue
        if at > start and (signed := _signed(said, at)) is not None and not any(taken[start : at + 2]):
            take("post", start, at + 2, signed)
            index = at + 2
            continue
        if at == start:
            nth = re.fullmatch(r"(\d{1,7})er", words[index]) if lex.code == "de" else None
            if nth is not None:
                noun = index + 1 < len(words) and not taken[index + 1] and lex.has("post_nouns", words[index + 1])
                take("post", index, index + 1 + noun, int(nth[1]))
                index += noun
            index += 1
            continue
        while at + 1 < len(words) and at - start < 4 and not taken[at] and _state(words, at, lex):
            ahead = at
            while ahead < len(words) and not taken[ahead] and _state(words, ahead, lex):
                ahead += 1
            if ahead >= len(words) or not words[ahead].isdecimal():
                break
            at = ahead
        if _dates(words, start, at, lex):
            index = at + 1
            continue
        nouns = [i for i in range(start, at) if not lex.has("post_number", words[i]) and words[i][0].isalnum()]
        start = nouns[-1] if len(nouns) > 1 and nouns[-1] > start else start
        if at < len(words) and (tagged := re.fullmatch(r"#(\d{1,7})", words[at])):
            take("post", start, at + 1, int(tagged[1]))
            index = at + 1
            continue
        value = number_at(words, at, lex.code) if at < len(words) and not taken[at] else None
        if value is None or not _names_post(words, at, value[0], strong, lex):
            index = at
            continue
        if start > 0 and not strong and words[start - 1] in _ANY_POST and lex.meaning("metrics", words, value[0]):
            index = at  # "wenn ein Post 300 Likes hat"
            continue
        last = words[at - 1]
        if not words[at].isdecimal() and not strong and last not in {"post", "draft"} and value[1] < 2:
            index = at
            continue
        take("post", start, value[0], min(value[1], LARGEST_POST))
        index = value[0]
        while index + 1 < len(words) and words[index] in {",", "&"} | {w[0] for w in lex.lists["connectors"]}:
            more = number_at(words, index + 1, lex.code)
            if (
                more is None
                or not words[index + 1].isdecimal()
                or not _names_post(words, index + 1, more[0], True, lex)
            ):
                break
            take("post", index, more[0], min(more[1], LARGEST_POST))
            index = more[0]


_ANY_POST = frozenset(
    [
        "ein",
        "irgendein",
        "jeder",
        "jedes",
        "einzelner",
        "unserer",
        "meiner",
        "any",
        "every",
        "each",
        "un",
        "una",
        "cualquier",
        "cada",
        "une",
        "quel",
        "chaque",
    ]
)


def _changed(words: list[str], at: int, lex: Lexicon) -> bool:
    """ "Haz el 4 más formal": a day is not made more formal."""
    if lex.code != "es" or words[at] != "el" or at + 2 >= len(words) or not words[at + 1].isdecimal():
        return False
    return words[at + 2] in {"mas", "menos"}


def _dates(words: list[str], start: int, at: int, lex: Lexicon) -> bool:
    """Whether an article that may stand for a post leads to a day: "für den 23.", "pour le 23"."""
    if at - start != 1 or words[start] not in _MASCULINE[lex.code] or at >= len(words) or not words[at].isdecimal():
        return False
    before = words[start - 1] if start else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    return before in _TOWARDS or (lex.code == "de" and after == "." and at + 2 < len(words))


_MASCULINE = {
    "en": frozenset[str](),
    "es": frozenset[str](),
    "de": frozenset({"den", "der", "dem"}),
    "fr": frozenset({"le"}),
}
_TOWARDS = frozenset(
    ["fur", "auf", "bis", "zu", "ab", "vor", "nach", "seit", "pour", "avant", "apres", "des", "jusqu'a", "vers"]
)


_OF = frozenset(["de", "del", "du", "des", "von", "vom"])
_OF_NUMBERS = frozenset(
    [
        "combien",
        "plus",
        "moins",
        "beaucoup",
        "nombre",
        "taux",
        "numero",
        "tasa",
        "cantidad",
        "chiffres",
        "stats",
        "statistiques",
        "cifras",
        "datos",
        "numeros",
        "resultados",
        "resultats",
        "rapport",
        "bilan",
        "informe",
        "prevision",
        "previsions",
        "pronostico",
        "objectif",
        "objetivo",
        "meta",
        "alerte",
        "alerta",
        "dollars",
        "dolares",
        "euros",
        "livres",
        "libras",
        "zahlen",
        "bericht",
        "kosten",
        "coste",
        "cout",
        "depenses",
        "gasto",
    ]
)


def _feminine(words: list[str], at: int, lex: Lexicon) -> bool:
    """ "La 13" is a publication in Spanish and French: a day of the month would be "el 13"; "a la 1" is an hour."""
    if lex.code == "de" and words[at] == "die" and at + 1 < len(words) and words[at + 1].isdecimal():
        after = words[at + 2] if at + 2 < len(words) else ""
        return len(words[at + 1]) < 4 and (after in _AFTER_NUMBER or lex.has("prepositions", after))
    if lex.code not in ("es", "fr") or words[at] != "la" or at + 1 >= len(words) or not words[at + 1].isdecimal():
        return False
    if at and words[at - 1] in {"a", "para", "hasta", "sobre", "desde", "de", "hacia"}:
        return False
    after = words[at + 2] if at + 2 < len(words) else ""
    return after not in _AFTER_TIME and after not in {":", "."} and not lex.has("counted", after)


def _state(words: list[str], at: int, lex: Lexicon) -> bool:
    """Whether a word between "post" and its number only says what state it is in: "the publication already published 20"."""
    return lex.has("statuses", words[at]) or words[at] in _ALREADY or words[at] in _STATES


_ALREADY = frozenset(["already", "ya", "schon", "bereits", "deja"])
_STATES = frozenset(
    [
        "published",
        "scheduled",
        "planned",
        "failed",
        "veroffentlichte",
        "veroffentlichten",
        "geplante",
        "geplanten",
        "publicada",
        "publicado",
        "programada",
        "programado",
        "planificada",
        "planificado",
        "fallida",
        "publie",
        "publiee",
        "programme",
        "programmee",
        "planifie",
        "planifiee",
    ]
)


def _names_post(words: list[str], start: int, end: int, strong: bool, lex: Lexicon) -> bool:
    """Whether the number at `start` is a post's and not a time, an amount or a count."""
    after = words[end] if end < len(words) else ""
    then = words[end + 1] if end + 1 < len(words) else ""
    if after in _AFTER_TIME or (
        after in {":", ".", ","} and then.isdecimal() and words[start].isdecimal() and after != ","
    ):
        return False
    return strong or not lex.has("counted", after)


_FROM_NOW = frozenset(["from", "ab", "von", "desde", "partir"])
"""Before "now" these begin a stretch of time: "three days from now"."""


def _now(words: list[str], taken: list[bool], lex: Lexicon, take: Any) -> None:
    index = 0
    while index < len(words):
        end = lex.at("now", words, index)
        if end > index and not any(taken[index:end]):
            following = words[end] if end < len(words) else ""
            counted = index and words[index - 1] in _FROM_NOW
            if not counted and not (following and following in {"on", "an", "en"} and end - index == 1):
                take("now", index, end, True)
                index = end
                continue
        index += 1


def _times(
    said: Said,
    taken: list[bool],
    lex: Lexicon,
    names: Names,
    now: datetime,
    looking: Literal["ahead", "back"],
    take: Any,
) -> None:
    from bot.understanding import times

    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    length = at = 0
    for token, gone in zip(said.tokens, taken, strict=True):
        between = said.text[at : token.start]
        clitic = token.word[0] == "~"
        shown = HIDDEN * 2 if gone or clitic else token.word if token.mended else token.written
        pieces += [between, shown]
        places.append((length + len(between), length + len(between) + len(shown)))
        length += len(between) + len(shown)
        at = token.end
    words = [token.word for token in said.tokens]
    for moment in times.find("".join(pieces), now, language=lex.code, looking=looking):
        runs = _runs(places, getattr(moment, "parts", ()) or ((moment.start, moment.end),))
        inside = [index for run in runs for index in run]
        if not inside or any(taken[i] for i in inside):
            continue
        start, end = runs[0][0], runs[0][-1] + 1
        kind = {"Moment": "time", "Range": "range", "Recurrence": "recurrence", "Shift": "shift"}[type(moment).__name__]
        if _is_subject(words, taken, start, end, kind, moment, lex):
            continue
        take(kind, start, end, moment)
        for run in runs[1:]:
            take("more", run[0], run[-1] + 1, None)


def _runs(places: Sequence[tuple[int, int]], parts: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The tokens, given where each stands, of each part of a time expression."""
    runs = [[i for i, (first, last) in enumerate(places) if first < end and last > start] for start, end in parts]
    return [run for run in runs if run]


def _is_subject(
    words: list[str], taken: list[bool], start: int, end: int, kind: str, moment: Any, lex: Lexicon
) -> bool:
    """Whether a day is part of what is spoken about: "the Monday market", "our Friday special"."""
    if kind not in {"time", "range", "recurrence"} or getattr(moment, "has_time", False):
        return False
    if not any(lex.at("about", words, i) > i for i in range(start)):
        return False
    if kind == "recurrence":
        return moment.first is None and not lex.has("every", words[start])
    before = words[start - 1] if start else ""
    after = words[end] if end < len(words) and not taken[end] else ""
    if kind == "time" and (_belongs(words, taken, start, lex) or getattr(moment.trouble, "value", "") == "past"):
        return True
    if not after or not after[0].isalpha():
        # "A tweet about Monday": nothing else is there that it could be about.
        lead = start
        while lead and lex.has("articles", words[lead - 1]):
            lead -= 1
        return (
            any(lex.at("about", words, i) == lead for i in range(max(0, lead - 4), lead)) and words[lead - 1] in _ABOUT
        )
    follows = any(lex.has(name, after) for name in ("prepositions", "connectors", "polite", "now"))
    led = lex.has("articles", before) or any(
        lex.at("about", words, i) == start for i in range(max(0, start - 4), start)
    )
    return (led or lex.has("articles", words[start])) and not follows


_ABOUT = frozenset(["about", "sobre", "uber", "sur", "regarding", "concernant"])
"""Words that say what something is about and nothing else, as "de" and "zu" may."""


def _belongs(words: list[str], taken: list[bool], start: int, lex: Lexicon) -> bool:
    """Whether a day tells which thing is meant: "le café du lundi", "el menú del viernes"."""
    if words[start] not in OWNED_BY or words[start] == "the" or start < 2 or taken[start - 1]:
        return False
    before = words[start - 1]
    apart = ("prepositions", "articles", "connectors", "about", "post_nouns", "platform_verbs", "commands")
    return before.isalpha() and not any(lex.has(name, before) for name in apart)


def _platforms(words: list[str], taken: list[bool], lex: Lexicon, names: Names, take: Any) -> None:
    abouts = (i for i in range(len(words)) if lex.at("about", words, i) > i)
    # "Combien de", "objetivo de": how many, and of what kind, but not yet what a post is about.
    about = next((i for i in abouts if not (i and words[i] in _OF and words[i - 1] in _OF_NUMBERS)), len(words))
    index = 0
    previous_end = -1
    marks_verbs: list[tuple[int, str]] = []
    while index < len(words):
        here = names.at(words, index) if not taken[index] else None
        if here is None and not taken[index] and words[index][:2] in {"d'", "l'"} and len(words[index]) > 5:
            elided = names.at([words[index][2:]], 0)  # "les limites d'Instagram"
            here = (index + 1, elided[1]) if elided is not None else None
        if here is not None and _names_place(words, index, taken, lex):
            here = None
            index += 1
            continue
        if (
            here is None
            and not taken[index]
            and (verb := lex.tables["platform_verbs"].get((words[index],))) is not None
        ):
            named = names.at([verb], 0)
            if named is not None and index < about:
                marks_verbs.append((index, named[1]))
        if here is None and not taken[index]:
            here = _misspelt(words[index], index, names)
        if here is None or any(taken[index : here[0]]):
            index += 1
            continue
        end, name = here
        before = words[index - 1] if index else ""
        listed = previous_end >= 0 and all(
            word in _SIGNS or lex.has("connectors", word) for word in words[previous_end:index]
        )
        called = words[index:end]
        if _counts(words, index, end, before, listed, about, called, lex, taken):
            take("platforms", index, end, [name])
            previous_end = end
            marks_verbs.clear()
        index = end
    for at, name in marks_verbs[:1]:
        take("platforms", at, at, [name])


def _names_place(words: list[str], index: int, taken: list[bool], lex: Lexicon) -> bool:
    """ "The subreddit bakery": which place there, and not only which network."""
    after = words[index + 1] if index + 1 < len(words) and not taken[index + 1] else ""
    lists = ("prepositions", "connectors", "polite", "also", "now")
    return words[index] == "subreddit" and after[:1].isalnum() and not any(lex.has(name, after) for name in lists)


def _counts(
    words: list[str],
    index: int,
    end: int,
    before: str,
    listed: bool,
    about: int,
    called: list[str],
    lex: Lexicon,
    taken: list[bool],
) -> bool:
    """Whether a platform's name says where to post, and is not part of what is written about."""
    if listed:
        return True
    after = words[end] if end < len(words) else ""
    led = lex.has("prepositions", before) or before in {"@", ""}
    if len(called) == 1 and len(called[0]) == 1:
        return led or lex.has("post_nouns", after) or lex.has("articles", before) or index < about
    if index < about or led:
        return True
    following = not after or not after[0].isalnum() or taken[end] or lex.has("prepositions", after)
    return following and not lex.has("articles", before) and before not in {"new"}


def _misspelt(word: str, index: int, names: Names) -> tuple[int, str] | None:
    """A long platform name with one or two slips."""
    from bot.understanding.text import distance

    if len(word) < 6 or len(word) > 16 or not word.isalpha() or len(names.single) > 400:
        return None
    for called, name in names.single.items():
        allowed = 2 if len(called) >= 8 else 1
        if len(called) >= 6 and called[0] == word[0] and abs(len(called) - len(word)) <= allowed:
            shorter, longer = sorted((called, word), key=len)
            if not longer.startswith(shorter) and distance(word, called, allowed) <= allowed:
                return index + 1, name
    return None


def _named_places(words: list[str], taken: list[bool], lex: Lexicon, take: Any) -> None:
    """ "The last one", "the second post": said in full these are no dates, whatever number follows."""
    for index in range(len(words)):
        lead = index
        while lead < len(words) and lex.has("articles", words[lead]):
            lead += 1
        ordinal = lex.meaning("ordinals", words, lead)
        if ordinal and ordinal[0] - lead > 1 and not any(taken[index : ordinal[0]]):
            take("ordinal", index, ordinal[0], int(ordinal[1]))


def _bare_number(said: Said, words: list[str], taken: list[bool], lex: Lexicon, take: Any) -> None:
    """ "Cancel 14": a lone number right after a command is a post's."""
    for index in range(1, len(words)):
        if taken[index] or not words[index].isdecimal() or len(words[index]) > 7:
            continue
        signed = _signed(said, index - 1)
        begin = index - 1 if signed is not None else index
        led = any(lex.at("commands", words, start) == begin for start in range(max(0, begin - 2), begin))
        led = led or (begin == 1 and words[0] in MOVES | DELAYS | ADVANCES)
        answering = begin > 1 and lex.has("prepositions", words[begin - 1])
        led = led or (answering and any(lex.at("comment_verbs", words, i) == begin - 1 for i in range(begin - 1)))
        after = words[index + 1] if index + 1 < len(words) else ""
        ends = not after or taken[index + 1] or not after[0].isalnum() or after in _AFTER_NUMBER
        ends = ends or any(lex.at(name, words, index + 1) > index + 1 for name in ("prepositions", "now", "split_and"))
        if led and ends:
            take("post", begin, index + 1, int(words[index]) if signed is None else signed)
            return


_AFTER_NUMBER = frozenset(
    [
        "off",
        "out",
        "up",
        "live",
        "again",
        "down",
        "back",
        "raus",
        "ab",
        "weg",
        "vor",
        "an",
        "hoch",
        "please",
        "bitte",
        "mal",
        "etwas",
        "bisschen",
        "ein",
        "poco",
        "un",
        "peu",
        "a",
        "bit",
        "fuera",
        "forward",
        "forwards",
        "il",
        "elle",
        "on",
        "faut",
    ]
)


def _references(words: list[str], taken: list[bool], lex: Lexicon, take: Any) -> None:
    index = 0
    while index < len(words):
        if taken[index]:
            index += 1
            continue
        start = index
        lead = index
        while lead < len(words) and lex.has("articles", words[lead]) and not taken[lead]:
            lead += 1
        ordinal = lex.meaning("ordinals", words, lead)
        if (
            ordinal
            and not any(taken[lead : ordinal[0]])
            and (_ends(words, taken, ordinal[0], lex) or ordinal[0] - lead > 1)
        ):
            take("ordinal", start, ordinal[0], int(ordinal[1]))
            index = ordinal[0]
            continue
        for kind, name in (("other", "others"), ("pronouns", "pronouns_plural"), ("pronoun", "pronouns")):
            end = lex.at(name, words, index)
            if end > index and not any(taken[index:end]) and _stands_alone(words, taken, index, end, kind, lex):
                take(kind, index, end, None)
                index = end
                break
        else:
            index += 1


def _ends(words: list[str], taken: list[bool], at: int, lex: Lexicon) -> bool:
    """Whether nothing that an ordinal could belong to follows: "the first" but not "the first snow"."""
    if at >= len(words) or taken[at] or not words[at][0].isalnum():
        return True
    if words[at] in _AFTER_NUMBER:
        return True
    lists = ("prepositions", "connectors", "also", "filler", "except", "polite_tail")
    return any(lex.at(name, words, at) > at for name in lists)


def _stands_alone(words: list[str], taken: list[bool], start: int, end: int, kind: str, lex: Lexicon) -> bool:
    """Whether a pronoun means a post: "move that to Friday" but not "that cake" or "what do we know about it"."""
    if end - start > 1:
        return True
    after = words[end] if end < len(words) else ""
    if words[start] in {
        "this",
        "that",
        "these",
        "those",
        "das",
        "die",
        "der",
        "den",
        "eso",
        "esa",
        "ese",
        "la",
        "lo",
        "le",
        "les",
        "ca",
        "cela",
        "los",
        "las",
        "l",
    }:
        if not after or taken[end] or not after[0].isalnum():
            return True
        if start and words[start - 1] in {"no", "ne"}:
            return True
        return any(lex.at(name, words, end) > end for name in ("prepositions", "now", "also", "only"))
    return True


def _rest(words: list[str], marks: Iterable[Mark], lex: Lexicon) -> list[int]:
    """Indices of words that are no mark, no sign and no preposition or connector before a mark."""
    covered = {index for mark in marks for index in range(mark.start, mark.end)}
    cut = set(covered)
    for mark in marks:
        at = mark.start - 1
        if mark.kind == "platforms" and mark.start == mark.end:
            continue
        limit = {
            "text": 0,
            "post": 1,
            "comment": 1,
            "comment_place": 1,
            "that_comment": 1,
            "ordinal": 1,
            "handle": 1,
            "pairing_code": 0,
            "more": 0,
            "pronoun": 1,
            "pronouns": 1,
            "other": 1,
        }.get(mark.kind, 3)
        while (
            limit
            and at >= 0
            and at not in cut
            and (
                lex.has("prepositions", words[at])
                or words[at] in {","}
                or (
                    limit == 3
                    and lex.has("articles", words[at])
                    and mark.kind in {"platforms", "time", "range"}
                    and at
                    and lex.has("prepositions", words[at - 1])
                )
                or ((at + 1) in cut and at - 1 in cut and lex.has("connectors", words[at]))
            )
        ):
            cut.add(at)
            at -= 1
            limit -= 1
    kept = [index for index in range(len(words)) if index not in cut]
    kept = [index for index in kept if words[index][0].isalnum() or words[index][0] in "#@%"]
    thinned = [index for index in kept if not lex.has("filler", words[index])]
    kept = thinned or kept
    return _without_polite(words, kept, lex)


def _without_polite(words: list[str], kept: list[int], lex: Lexicon) -> list[int]:
    said = [words[index] for index in kept]
    start, end = 0, len(kept)
    while start < end and (after := lex.at("polite", said, start)) > start and after <= end:
        start = after
    trimmed = True
    while trimmed and end > start:
        trimmed = False
        for length in range(min(lex.longest, end - start), 0, -1):
            if tuple(said[end - length : end]) in lex.lists["polite_tail"]:
                end -= length
                trimmed = True
                break
    if start == end:
        start, end = 0, len(kept)
        if len(kept) > 1 and all((word,) in lex.lists["polite"] for word in said):
            return kept[:1]
    return kept[start:end]


def values(found: Found, name: str, within: Collection[int] | None = None, *, as_said: bool = False) -> list[str]:
    """Meanings of table `name` (tones, languages, statuses) among the words left, or among tokens `within`.

    `as_said`: the person's own words for them, in lower case.
    """
    lex = lexicon(found.language)
    tokens: Sequence[Token] = found.said.tokens
    indices = [i for i in (within if within is not None else found.rest) if i < len(tokens)]
    words = [tokens[i].word for i in indices]
    met: list[str] = []
    at = 0
    while at < len(words):
        hit = lex.meaning(name, words, at)
        if hit:
            met.append(" ".join(words[at : hit[0]]) if as_said else hit[1])
            at = hit[0]
        else:
            at += 1
    return list(dict.fromkeys(met))


def count(found: Found, within: Collection[int] | None = None) -> int | None:
    """How many are asked for: "two captions", "5 good hashtags"."""
    lex = lexicon(found.language)
    indices = list(within if within is not None else found.rest)
    words = [found.said.tokens[i].word for i in indices]
    for at in range(len(words)):
        value = number_at(words, at, found.language)
        if value and 1 <= value[1] <= 50:
            if not words[at].isdecimal() and value[1] == 1:
                continue
            if any(lex.has("counted", word) for word in words[value[0] : value[0] + 4]):
                return value[1]
    return None


def describe(found: Found) -> str:
    """The sentence with everything cut out replaced by a plain word for it: what the classifier reads."""
    plain = {
        "text": "these words",
        "link": "a link",
        "handle": "someone",
        "pairing_code": "the code",
        "post": "post 5",
        "comment": "comment 5",
        "comment_place": "the second comment",
        "that_comment": "that comment",
        "ordinal": "the second one",
        "pronoun": "it",
        "pronouns": "them",
        "other": "the other one",
        "now": "now",
        "time": "tomorrow",
        "recurrence": "every week",
        "shift": "later",
        "platforms": "instagram",
    }
    parts: list[str] = []
    at = 0
    words = [token.word for token in found.said.tokens]
    for mark in [*found.marks, None]:
        parts += words[at : mark.start if mark else len(words)]
        if mark is None:
            break
        word = plain.get(mark.kind)
        if mark.kind == "range":
            word = _stretch(mark.value, found.today)
        elif mark.kind == "time" and found.today is not None and mark.value.at.date() < found.today:
            word = "yesterday"
        if word and not (parts and parts[-1] == word):
            parts.append(word)
        at = mark.end
    kept = [word for word in parts if word not in _SIGNS]
    return " ".join(kept)[:LONGEST_COMMAND]


def _stretch(value: Any, today: date | None) -> str:
    """Days that have been, days to come, or days that have today among them, in plain words."""
    if today is None or value.since <= today <= value.until:
        return "this week"
    return "last week" if value.until < today else "next week"


def spoken(code: str) -> Language:
    """The language's sentences."""
    return language(code)

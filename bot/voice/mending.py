"""A text while it is mended, and what all the mending needs to know of a language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from bot.understanding import numbers
from bot.understanding.numbers import fold
from bot.understanding.sentences import language as sentences
from bot.understanding.slots import lexicon
from bot.understanding.time_words import LANGUAGES as TIME_WORDS
from bot.voice.habits import HABITS, Habits
from bot.voice.hints import Hints

HELD = 0xE100
"""The first of the characters that stand for words that nothing may touch; there are 256 of them."""
HELD_BACK = re.compile(f"[{chr(HELD)}-{chr(HELD + 255)}]")
WORD = re.compile(r"@?[^\W_]+(?:['’.·_-][^\W_]+)*")
SPACES = re.compile(r"[ \t\u00a0]{2,}")


@dataclass(slots=True)
class Work:
    """A text while it is mended. `alternatives` are (words of the text, what they may have been instead)."""

    text: str
    language: str
    hints: Hints
    changes: list[tuple[str, str]] = field(default_factory=list)
    alternatives: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def habits(self) -> Habits:
        return HABITS[self.language]

    def put(self, start: int, end: int, words: str) -> None:
        """Write `words` instead of what stands from `start` to `end`."""
        before = self.text[start:end]
        if before != words:
            self.changes.append((before.strip(), words.strip()))
            self.text = self.text[:start] + words + self.text[end:]

    def each(self, pattern: re.Pattern[str], words: Callable[[re.Match[str]], str | None]) -> None:
        """Write what `words` gives for each match of `pattern` in the folded text; None leaves it."""
        at = 0
        for _ in range(60):
            match = pattern.search(folded(self.text), at)
            if match is None:
                return
            made = words(match)
            if made is None or made == self.text[match.start() : match.end()]:
                at = max(match.end(), at + 1) if match.end() > match.start() else match.start() + 1
                continue
            self.put(match.start(), match.end(), made)
            at = match.start() + len(made)


@lru_cache(maxsize=256)
def folded(text: str) -> str:
    """`text` folded letter by letter, so that places in both are the same."""
    return "".join(kept if len(kept := fold(letter)) == 1 else letter.lower()[:1] or letter for letter in text)


def tidied(text: str) -> str:
    text = re.sub(r"\s+([,.;!?])", r"\1", SPACES.sub(" ", text))
    return re.sub(r"^[\s,;.]+|(?<=[,;])[,;]+|[\s,;]+$", "", text)


def tidy(work: Work) -> None:
    """Put spaces and signs right where something was taken out."""
    text = tidied(work.text)
    if text != work.text:
        work.text = text[:1].upper() + text[1:] if work.changes and work.text[:1].isupper() else text


DAYS = {
    "en": ("today", "tomorrow", "tonight"),
    "de": ("heute", "morgen", "ubermorgen"),
    "es": ("hoy", "manana"),
    "fr": ("aujourd'hui", "demain"),
}
_STARTS = {
    "en": {"this", "next", "every", "today", "account", "please", "right", "saying", "that", "early", "first", "last"},
    "de": {"etwas", "jetzt", "sofort", "konto", "ein", "eine", "einen", "nachste", "nachsten", "jeden", "bitte", "vor"},
    "es": {"algo", "ahora", "el", "la", "cada", "hoy", "por", "un", "una"},
    "fr": {"quelque", "maintenant", "chaque", "le", "la", "tout", "s'il", "un", "une"},
}


@cache
def after(language: str) -> frozenset[str]:
    """Words that can follow a network's name: those that open what comes next, and days."""
    lex, times = lexicon(language), TIME_WORDS[language]
    opening = {
        words[0]
        for name in ("prepositions", "about", "now", "polite_tail", "saying")
        for words in lex.lists[name]
        if words
    }
    days = {fold(form) for day in times.weekdays for form in day.split("|")} | set(DAYS[language])
    return frozenset(opening | days | _STARTS[language])


@cache
def time_words(language: str) -> frozenset[str]:
    times = TIME_WORDS[language]
    tables = (times.weekdays, times.plurals, times.months, times.units, times.periods, times.parts)
    named = {fold(word) for table in tables for forms in table for form in forms.split("|") for word in form.split()}
    return frozenset(named | set(DAYS[language]))


@cache
def known_words(language: str) -> frozenset[str]:
    """Words that commands of this language are made of, and those of what people ask for beside them."""
    spoken, times = sentences(language), TIME_WORDS[language]
    said: list[str] = [*spoken.off_topic, *map(str, spoken.rules.values())]
    for table in (spoken.examples, spoken.elsewhere, spoken.small_talk):
        said += [one for all_ in table.values() for one in all_]
    for groups in spoken.tools.values():
        said += [one for group in groups for one in group["say"]]
    for entries in spoken.words.values():
        said += [str(entry) for entry in (entries.values() if isinstance(entries, Mapping) else entries)]
    for named in (times.weekdays, times.months, times.units, times.periods, times.parts):
        said += [*named]
    said += times.rules.splitlines()
    return frozenset(word for text in said for word in re.findall(r"[^\W\d_]+", fold(text)))


@cache
def number_words(language: str) -> tuple[str, ...]:
    """Single words for 1 to 59."""
    return tuple(word for word in numbers.cardinals(language) if isinstance(word, str) and len(word) > 2)


def is_number(word: str, language: str) -> bool:
    return word.isdigit() or (len(word) > 2 and word in numbers.cardinals(language))


@cache
def verbs(language: str) -> tuple[str, ...]:
    return tuple(
        sorted(words[0] for words in lexicon(language).lists["commands"] if len(words) == 1 and len(words[0]) > 2)
    )

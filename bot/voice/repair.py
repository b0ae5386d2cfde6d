"""Words as a recogniser writes them → words as a person would have written them, with the readings that are as likely.

What is mended is what a recogniser is known to get wrong: names of networks, handles and people by their sound; clock times
and numbers by how they are written; words said by mistake, and words that nobody said. The rest stays as it was heard: what
somebody dictates, and what a post is about, is theirs. A repaired text is not changed by repairing it again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.understanding.slots import lexicon
from bot.voice import called, clocks, dictation, openings, slips
from bot.voice.habits import HABITS
from bot.voice.hints import Hints
from bot.voice.mending import HELD, HELD_BACK, SPACES, Work, folded, known_words, tidied, tidy, time_words
from bot.voice.sounds import squashed

if TYPE_CHECKING:
    from bot.voice.listen import Heard

HARDLY = 0.3
"""Probability of a word below which it is asked about where it would become a part of a post."""
RARE = 0.65
"""The same for a word that is no usual one."""
LONGEST = 2_000
"""Characters that are looked at; a longer text is left as it is."""
MOST_OTHERS = 3

_ON = frozenset({"on", "auf", "en", "sur"})
_EDGES = re.compile(r"^\W+|\W+$")
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]{1,1500}[\"”“»]")


@dataclass(frozen=True, slots=True)
class Repaired:
    """`text` is the best reading; `others` are whole readings that are about as likely; `changes` what was written instead of
    what. `doubts` are the kinds of things ("time", "number", "account", "network", "all") that were heard too badly to act
    on; `unsure` are words that were hardly heard, `rare` those that were heard badly if they are no usual ones.
    """

    text: str
    others: tuple[str, ...] = ()
    changes: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    rare: tuple[str, ...] = ()


def repair(heard: Heard, hints: Hints) -> Repaired:
    """The likeliest reading of what was heard and the others. Raises nothing, whatever was heard."""
    if not heard.text.strip() or len(heard.text) > LONGEST:
        return Repaired(heard.text)
    language = heard.language[:2].lower() if heard.language[:2].lower() in HABITS else "en"
    work = Work(SPACES.sub(" ", HELD_BACK.sub("", heard.text)).strip(), language, hints)
    slips.cut_what_nobody_said(work, heard)
    held = _hold(work)
    for step in _STEPS:
        step(work)
    clocks.doubt(work, heard)
    _doubt_network(work, heard)
    text = _let_go(work.text, held)
    others = [_let_go(tidied(work.text.replace(words, instead, 1)), held) for words, instead in work.alternatives]
    kept = tuple(dict.fromkeys(other for other in others if other != text))[:MOST_OTHERS]
    changes = tuple((_let_go(before, held), _let_go(after, held)) for before, after in work.changes)
    unsure, rare = (_hardly_heard(text, heard, hints, below) for below in (HARDLY, RARE))
    return Repaired(text, kept, changes, tuple(dict.fromkeys(work.doubts)), unsure, rare)


def _doubt_network(work: Work, heard: Heard) -> None:
    """Where no network is named, and a strange word stands where one would: "on twits"."""
    said = [squashed(word) for word in work.text.split()]
    if any(squashed(name.split()[0]) in said for name in work.hints.platforms):
        return
    usual = known_words(work.language) | time_words(work.language)
    for before, word in pairwise(heard.words):
        name = folded(_EDGES.sub("", word.text))
        if folded(before.text) in _ON and word.probability < RARE and name.isalpha() and name not in usual:
            work.doubts.append("network")


def _hardly_heard(text: str, heard: Heard, hints: Hints, below: float) -> tuple[str, ...]:
    """Words of the text that are less probable than that, without names that are expected, and numbers."""
    names = (*hints.platforms, *hints.people, *hints.products, *hints.handles)
    expected = {squashed(part) for name in names for part in (name, *name.split())}
    commands = lexicon(heard.language[:2].lower() if heard.language[:2].lower() in HABITS else "en")
    written = set(re.findall(r"[^\W\d_]+", text.casefold()))
    found = [
        part
        for word in heard.words
        if word.probability < below
        for part in re.findall(r"[^\W\d_]{3,}", word.text.casefold())
        if part in written and squashed(part) not in expected and not commands.has("commands", folded(part))
    ]
    return tuple(dict.fromkeys(found))


def _hold(work: Work) -> list[str]:
    """Take quoted and dictated words out, for nothing to touch them; they come back in `_let_go`."""
    held: list[str] = []

    def keep(words: str) -> str:
        if len(held) > 254:
            return words
        held.append(words)
        return chr(HELD + len(held) - 1)

    text = _QUOTED.sub(lambda match: keep(match[0]), work.text)
    habits = work.habits
    numbered = rf"{habits.comment}\b\W*(?:number\W+|nummer\W+|numero\W+)?\w+\b"
    answering = rf"^\W*(?:\w+\W+){{0,3}}?(?:{habits.answers})\b.{{0,20}}?\b{numbered}"
    for pattern in (rf"\b(?:{habits.dictates})\b[:,]?\s+", rf"{answering}[^\w]+"):
        if (found := re.search(pattern, folded(text), re.DOTALL)) is not None and text[found.end() :].strip():
            text = text[: found.end()] + keep(text[found.end() :])
            break
    work.text = text
    return held


def _let_go(text: str, held: Sequence[str]) -> str:
    for _ in range(2):  # dictated words may hold quoted ones
        text = HELD_BACK.sub(lambda match: held[ord(match[0]) - HELD], text)
    return text


_STEPS: tuple[Callable[[Work], None], ...] = (
    slips.greeting,
    slips.hesitations,
    slips.pauses,
    slips.doubled,
    tidy,
    openings.opening,
    called.accounts,
    called.networks,
    clocks.clock,
    slips.corrections,
    called.names,
    dictation.dictated,
    tidy,
)

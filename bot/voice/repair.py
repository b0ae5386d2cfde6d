"""Words as a recogniser writes them → words as a person would have written them, with the readings that are as likely.

What is mended is what a recogniser is known to get wrong: names of networks, handles and people by their sound; clock times
and numbers by how they are written; words said by mistake, and words that nobody said. The rest stays as it was heard: what
somebody dictates, and what a post is about, is theirs. A repaired text is not changed by repairing it again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.voice import called, clocks, dictation, openings, slips
from bot.voice.habits import HABITS
from bot.voice.hints import Hints
from bot.voice.mending import HELD, HELD_BACK, SPACES, Work, folded, tidied, tidy

if TYPE_CHECKING:
    from bot.voice.listen import Heard

LONGEST = 2_000
"""Characters that are looked at; a longer text is left as it is."""
MOST_OTHERS = 3

_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]{1,1500}[\"”“»]")


@dataclass(frozen=True, slots=True)
class Repaired:
    """`text` is the best reading; `others` are whole readings that are about as likely; `changes` what was written instead of
    what. `doubts` are the kinds of things ("time", "number", "account", "all") that were heard too badly to act on.
    """

    text: str
    others: tuple[str, ...] = ()
    changes: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()


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
    text = _let_go(work.text, held)
    others = [_let_go(tidied(work.text.replace(words, instead, 1)), held) for words, instead in work.alternatives]
    kept = tuple(dict.fromkeys(other for other in others if other != text))[:MOST_OTHERS]
    changes = tuple((_let_go(before, held), _let_go(after, held)) for before, after in work.changes)
    return Repaired(text, kept, changes, tuple(dict.fromkeys(work.doubts)))


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

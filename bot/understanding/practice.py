"""Sentences to practise on besides the examples: rough ones of our own, and copies as a hasty hand would write them.

All of it is the same on every machine: chance is drawn from the words themselves.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

COPIED = 0.4
"""How many of the sentences are practised with a slip of the keyboard, and how many with polite words around them."""

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


@dataclass(frozen=True, slots=True)
class Practice:
    """One language's file in `prompts/practice/`."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    said: Mapping[str, tuple[str, ...]]
    off_topic: tuple[str, ...]


@cache
def practice(code: str) -> Practice | None:
    """What there is to practise on in a language; None when there is no file for it."""
    file = resources.files("prompts").joinpath("practice", f"{code}.yaml")
    if not file.is_file():
        return None
    data: dict[str, Any] = yaml.load(
        file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    )
    return Practice(
        before=tuple(data["before"]),
        after=tuple(data["after"]),
        said={tool: tuple(lines.splitlines()) for tool, lines in data["said"].items()},
        off_topic=tuple(data["off_topic"].splitlines()),
    )


def copies(text: str, code: str) -> list[str]:
    """`text` with a slip of the keyboard, with polite words before or after it, with both or with neither."""
    own = practice(code)
    chance = random.Random(f"{code} {text}")
    made: list[str] = []
    if chance.random() < COPIED:
        made.append(slipped(text.lower(), chance))
    if own is not None and chance.random() < COPIED:
        before = chance.random() < 0.65
        made.append(f"{chance.choice(own.before)} {text}" if before else f"{text} {chance.choice(own.after)}")
    return [each for each in made if each != text]


def slipped(text: str, chance: random.Random) -> str:
    """`text` with a slip in one of its words of four letters or more."""
    words = text.split(" ")
    places = [at for at, word in enumerate(words) if len(word) >= 4 and word.isalpha()]
    if not places:
        return text
    at = chance.choice(places)
    word = words[at]
    letter = chance.randrange(1, len(word) - 1)
    row = next((keys for keys in _ROWS if word[letter] in keys), "")
    beside = row[row.index(word[letter]) - 1] if row else ""
    words[at] = chance.choice(
        (
            word[:letter] + word[letter + 1] + word[letter] + word[letter + 2 :],
            word[:letter] + word[letter + 1 :],
            word[:letter] + word[letter] + word[letter:],
            word[:letter] + beside + word[letter + 1 :],
        )
    )
    return " ".join(words)

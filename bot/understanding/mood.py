"""Whether words sound pleased, displeased or neither: an estimate in four languages.

Two readings together: what sentences are like those of short examples of our own (sentence vectors and letter groups, see
`bot/understanding/classifier.py`), and how their words lean (`bot/understanding/polarity.py`). A longer text is read sentence by
sentence. Measured against labelled reviews in `benchmarks/sentiment.py`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import yaml

from bot.understanding.classifier import Classifier, Example
from bot.understanding.embedder import PREPARED
from bot.understanding.numbers import fold
from bot.understanding.polarity import lean
from bot.writing.text import sentences

Mood = Literal["positive", "negative", "neutral"]

SURE = 0.3
"""Feeling from which a text counts as pleased, or below its negative as displeased; between them it is neutral."""
LONGEST = 600
"""Characters of a comment that are looked at."""
LONGEST_TEXT = 6_000
MOST_SENTENCES = 40
WORDS = 1.0
"""The weight of how words lean beside what sentences are like (a half); between 0.5 and 2.5 little depends on it."""
FEW = 3
"""One word that leans says less of a long text than many do: as if so many had said nothing."""
NOTHING: frozenset[str] = frozenset()


@cache
def lines() -> tuple[tuple[str, str, Mood], ...]:
    """The example comments: language, words, mood."""
    return tuple(
        (language, said, mood)
        for language, moods in _source().items()
        if language != "words"
        for mood, all_ in moods.items()
        for said in all_
    )


@cache
def words() -> tuple[tuple[str, str, Mood], ...]:
    """Words that say a mood alone, in the same form."""
    return tuple(("", said, mood) for mood, rows in _source()["words"].items() for row in rows for said in row)


@cache
def _source() -> dict[str, Any]:
    source = resources.files("prompts").joinpath("comments", "sentiment.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(source, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return data


class Moods:
    """What was learned from examples."""

    def __init__(self, examples: Sequence[tuple[str, str, Mood]], cache_in: Path | None = None) -> None:
        """Learn, or take what was learned of the same examples from the folder `cache_in` or from what was prepared."""
        self._classifier = Classifier()
        self._signs = {word for _, said, _ in examples for word in described(said).split() if not _spelt(word)}
        learned = [Example(described(said), NOTHING, mood) for _, said, mood in examples]
        key = hashlib.sha256(repr([(each.text, each.label) for each in learned]).encode()).hexdigest()
        self._classifier.train(learned, cache_in, key=f"mood {key}")

    def of(self, texts: Sequence[str]) -> list[Mood]:
        """The mood of each text; neutral where it is not sure."""
        return [mood_of(self.feeling(text)) for text in texts]

    def feeling(self, text: str, language: str | None = None) -> float:
        """From -1 (displeased) to 1 (pleased); around 0 where it says neither, or both."""
        parts = [part for part, _ in sentences(text[:LONGEST_TEXT]) if part.strip()][:MOST_SENTENCES] or [text]
        like = [self._like(described(part)) for part in parts]
        leans = [lean(part, language) for part in parts]
        total, count = sum(one for one, _ in leans), sum(count for _, count in leans)
        value = 0.5 * sum(like) / len(like) + WORDS * total / (count + FEW)
        return max(-1.0, min(1.0, value))

    def _like(self, text: str) -> float:
        words = [word for word in text.split() if word != "link"]
        if not any(len(word) > 1 if _spelt(word) else word in self._signs for word in words):
            return 0.0  # an address, a letter alone or a sign that nobody has explained says nothing
        odds = dict(self._classifier.probabilities(text, NOTHING))
        return odds.get("positive", 0.0) - odds.get("negative", 0.0)


def mood_of(feeling: float) -> Mood:
    """The mood that a feeling counts as."""
    if feeling >= SURE:
        return "positive"
    return "negative" if feeling <= -SURE else "neutral"


def described(text: str) -> str:
    """A comment as it is compared: folded, spaces and links unified, emoji and signs as words of their own."""
    words = []
    for word in text[:LONGEST].split():
        if word.startswith(("http://", "https://", "www.")):
            words.append("link")
            continue
        spaced = "".join(char if char.isalnum() or char in "'’@#" else f" {char} " for char in word)
        words += spaced.split()
    return fold(" ".join(words))


def _spelt(word: str) -> bool:
    return any(char.isalnum() for char in word)


@cache
def usual() -> Moods:
    """What the product ships with, learned at first use unless it was prepared when the product was installed."""
    return Moods((*lines(), *words()))


def moods_of(texts: Sequence[str]) -> list[Mood]:
    """The mood of each comment, an estimate. Takes a moment at first use; call it in a thread."""
    return usual().of(texts)


def feeling_of(text: str, language: str | None = None) -> float:
    """How pleased a text sounds, from -1 to 1. Takes a moment at first use; call it in a thread."""
    return usual().feeling(text, language)


def prepare() -> None:
    """Learn once, for every start after."""
    Moods((*lines(), *words()), PREPARED)

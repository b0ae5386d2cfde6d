"""How words lean: a short word list in four languages, read with negation, intensity and what comes after "but".

The manner is that of lexicon methods such as VADER (Hutto and Gilbert, "VADER: A parsimonious rule-based model for sentiment
analysis of social media text", ICWSM 2014); words and rules here are our own. It is one half of `bot/understanding/mood.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from bot.understanding.numbers import fold

LANGUAGES = ("en", "de", "es", "fr")
REACH = 3
"""Words after a negation that it turns around."""
TURNED = -0.7
"""What is left of a word's weight when it is turned around: "not great" is not as bad as "terrible"."""
STRONGER, WEAKER = 1.4, 0.7
AFTER_BUT, BEFORE_BUT = 1.4, 0.6
SHOUTED = 1.25
_TOKEN = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*['’]?|[^\w\s]+|_+")
_LONGEST_STEM = 24
_ENDINGS = 5


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A language's words, folded."""

    exact: dict[str, float]
    stems: dict[str, float]
    negations: frozenset[str]
    stronger: frozenset[str]
    weaker: frozenset[str]
    turns: frozenset[str]

    def weight(self, word: str) -> float:
        """+1, -1, or 0 for a word that says nothing."""
        if word in self.exact:
            return self.exact[word]
        # The longest stem is the closest: "ricas" is rather "ric" than "ri".
        for end in range(len(word), max(2, len(word) - _ENDINGS - 1), -1):
            if (found := self.stems.get(word[:end])) is not None:
                return found
        return 0.0


@cache
def lexicon(language: str) -> Lexicon:
    """The words of a language. A word that leans both ways says nothing."""
    data = _data()
    words = data[language]
    exact: dict[str, float] = {}
    stems: dict[str, float] = {}
    for weight, name in ((1.0, "positive"), (-1.0, "negative")):
        for word in str(words[name]).split():
            stem = fold(word.rstrip("*").replace("-", " "))
            if " " in stem:
                continue  # groups of words are the classifier's
            target = stems if word.endswith("*") else exact
            target[stem] = 0.0 if target.get(stem, weight) != weight else weight
    listed = {
        name: frozenset(fold(word) for word in str(words[name]).split()) for name in ("not", "very", "less", "but")
    }
    return Lexicon(exact, stems, listed["not"], listed["very"], listed["less"], listed["but"])


@cache
def signs() -> dict[str, float]:
    """Emoji and smileys that say it alone."""
    data = _data()["signs"]
    found = dict.fromkeys(str(data["positive"]).split(), 1.0)
    return found | dict.fromkeys(str(data["negative"]).split(), -1.0)


@cache
def _data() -> dict[str, Any]:
    source = resources.files("prompts").joinpath("comments", "polarity.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(source, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return data


def lean(text: str, language: str | None = None) -> tuple[float, int]:
    """The sum of what the words of one sentence say, and how many say something.

    Without a language every one is read and the one that knows most of the words counts.
    """
    tokens = _TOKEN.findall(text)
    of_signs = [weight for token in tokens for weight in _sign_weights(token)]
    best = (0.0, 0, -1)
    for name in (language,) if language in LANGUAGES else LANGUAGES:
        total, count, known = _lean(tokens, lexicon(str(name)))
        if known > best[2]:
            best = (total, count, known)
    return best[0] + sum(of_signs), best[1] + len(of_signs)


def _lean(tokens: list[str], words: Lexicon) -> tuple[float, int, int]:
    weights: list[float] = []
    border: int | None = None
    turned = 0
    boost = 1.0
    known = 0
    for token in tokens:
        word = fold(token)
        if not word[:1].isalnum():
            if set(token) & set(".,;:!?"):
                turned = 0
            continue
        elided = re.match(r"(?:n|qu|[djlmst])['’](.+)", word)
        if elided is not None:
            turned = REACH if word[0] == "n" and "n'" in words.negations else turned
            word = elided[1]
        if word in words.turns:
            border, turned, known = len(weights), 0, known + 1
            continue
        if word in words.negations or word.endswith(("n't", "n’t")):
            turned, known = REACH, known + 1
            continue
        if word in words.stronger or word in words.weaker:
            boost, known = (STRONGER if word in words.stronger else WEAKER), known + 1
            continue
        weight = words.weight(word)
        if weight:
            known += 1
            shouted = SHOUTED if len(token) > 3 and token.isupper() else 1.0
            weights.append(weight * boost * shouted * (TURNED if turned else 1.0))
        turned = max(0, turned - 1)
        boost = 1.0
    if border is not None and border < len(weights):
        weights = [w * BEFORE_BUT for w in weights[:border]] + [w * AFTER_BUT for w in weights[border:]]
    return sum(weights), len(weights), known


def _sign_weights(token: str) -> list[float]:
    known = signs()
    if token in known:
        return [known[token]]
    found = [known[char] for char in token if char in known]
    # Ten hearts are not ten times as glad.
    return found[:2]

"""Whether a text sounds like the workspace: what its posts are like in meaning and in manner.

Two measures together, each against the workspace's own published posts: how close a text's sentence vector lies to the nearest
of them, and how far its manner (length, emoji, hashtags, questions, exclamations, capitals, words) lies from theirs. What is
told is the text's place among the posts themselves, each measured against the others: 50 means that it sounds as much like
them as half of them do. Validated in `tests/analytics/test_content_voice.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.understanding.embedder import embedder
from bot.writing.text import EMOJI, hashtags, links, sentences

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

FEWEST = 15
"""Posts of one's own, without which nothing can be told."""
MOST = 400
NEAREST = 5
MANNER = 0.12
"""The weight of a standard deviation in manner beside closeness in meaning (a cosine)."""
_WORD = re.compile(r"[^\W\d_]+")
FEATURES = (
    "length",
    "sentence",
    "word",
    "emoji",
    "hashtags",
    "links",
    "questions",
    "exclamations",
    "capitals",
    "lines",
    "you",
    "we",
)
_YOU = {
    "you",
    "your",
    "du",
    "dein",
    "deine",
    "ihr",
    "euch",
    "euer",
    "sie",
    "tú",
    "tu",
    "tus",
    "vosotros",
    "vuestro",
    "te",
    "os",
    "vous",
    "votre",
    "vos",
    "toi",
}
_WE = {
    "we",
    "our",
    "us",
    "i",
    "my",
    "wir",
    "uns",
    "unser",
    "unsere",
    "ich",
    "mein",
    "nosotros",
    "nuestro",
    "nuestra",
    "nos",
    "yo",
    "mi",
    "nous",
    "notre",
    "je",
}


@dataclass(frozen=True, slots=True)
class Likeness:
    """`place` from 0 to 100 among `posts` own posts, None where they are too few; `apart` is the manner that differs most."""

    place: int | None
    posts: int
    apart: tuple[tuple[str, bool], ...] = ()
    """Names of `FEATURES` with whether the text has more of it than is usual."""


@dataclass(slots=True)
class Voice:
    """What own posts are like. `posts` are their texts, the newest first."""

    posts: Sequence[str]
    _vectors: Any = None
    _manner: Any = None
    _mean: Any = None
    _spread: Any = None
    _own: list[float] = field(default_factory=list)

    @classmethod
    def of(cls, posts: Sequence[str]) -> Voice:
        """Learn from posts; takes a moment, so call it in a thread."""
        import numpy as np

        texts = list(dict.fromkeys(post.strip() for post in posts if post.strip()))[:MOST]
        voice = cls(texts)
        if len(texts) < FEWEST:
            return voice
        voice._vectors = embedder().vectors([_said(text) for text in texts])
        voice._manner = np.array([manner(text) for text in texts], np.float32)
        voice._mean = voice._manner.mean(axis=0)
        # A manner that never changes is broken by little, but not by next to nothing.
        voice._spread = np.maximum(voice._manner.std(axis=0), 0.15)
        voice._own = [
            voice._score(voice._vectors[place], voice._manner[place], without=place) for place in range(len(texts))
        ]
        return voice

    def likeness(self, text: str) -> Likeness:
        """How much a text sounds like the posts."""
        import numpy as np

        if not self._own:
            return Likeness(None, len(self.posts))
        own = np.array(manner(text), np.float32)
        score = self._score(embedder().vectors([_said(text)])[0], own)
        below = sum(one < score for one in self._own) + 0.5 * sum(one == score for one in self._own)
        away = (own - self._mean) / self._spread
        ranked = sorted(range(len(FEATURES)), key=lambda place: -abs(float(away[place])))
        apart = tuple((FEATURES[place], bool(away[place] > 0)) for place in ranked[:2] if abs(float(away[place])) >= 2)
        return Likeness(round(100 * below / len(self._own)), len(self.posts), apart)

    def score(self, text: str) -> float:
        """The measure itself; only its order means something."""
        import numpy as np

        return self._score(embedder().vectors([_said(text)])[0], np.array(manner(text), np.float32))

    def _score(self, vector: Any, own: Any, without: int | None = None) -> float:
        import numpy as np

        close = self._vectors @ vector
        if without is not None:
            close = np.delete(close, without)
        nearest = float(np.sort(close)[-NEAREST:].mean())
        away = np.minimum(np.abs((own - self._mean) / self._spread), 4.0)
        return nearest - MANNER * float(np.sqrt((away**2).mean()))


def manner(text: str) -> list[float]:
    """A text's manner in the order of `FEATURES`, each on a scale on which one is much."""
    import math

    words = _WORD.findall(" ".join(text.split()))
    count = max(len(words), 1)
    parts = [part for part, _ in sentences(text) if part.strip()]
    lower = [word.lower() for word in words]
    return [
        math.log1p(len(text)) / 2,
        math.log1p(count / max(len(parts), 1)) / 1.5,
        sum(len(word) for word in words) / count / 3,
        math.log1p(len(EMOJI.findall(text))),
        math.log1p(len(hashtags(text))),
        float(bool(links(text))),
        math.log1p(text.count("?")),
        math.log1p(text.count("!")),
        4 * sum(len(word) > 2 and word.isupper() for word in words) / count,
        math.log1p(text.count("\n")) / 1.5,
        float(any(word in _YOU for word in lower)),
        float(any(word in _WE for word in lower)),
    ]


def _said(text: str) -> str:
    return " ".join(text.split())[:600]

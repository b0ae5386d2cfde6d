"""Which command a sentence means when no template fits: sentence vectors, words and letter groups under a softmax regression.

The vectors (`bot/understanding/embedder.py`) carry what is meant in any language, words and letter groups what is said here and
misspellings of it. The regression is a few lines of numpy, trained on the examples at hand, so a new tool's examples count from
the next start. The order of the examples in training is drawn with a fixed seed: every machine learns the same.
"""

from __future__ import annotations

import hashlib
import json
import logging
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot.understanding.embedder import PREPARED, Embedder, embedder, one_thread

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

log = logging.getLogger(__name__)

HASHED = 4096
"""Width of the hashed letter and word groups."""
MEANING = 1.4
"""The weight of a sentence's vector beside its words (1.25) and what was found in it (0.45)."""
VERSION = 6
"""Changes when features or training change, so that what was kept on disk before is not used."""
TOGETHER = 256
"""Examples looked at before the weights are changed."""
ROUNDS, FEWEST_STEPS = 11, 500
"""How often each example is looked at; more often where that would be fewer changes than these."""

LEARNING = Lock()
"""Held while something is learned: a process learns a thing once, however many are waiting for it."""
_learnt: dict[str, tuple[list[str], Any, Any]] = {}
"""What this process has learned or read from disk, by the name of its file."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence as `slots.describe` gives it, what was found in it, its class, and how much it counts."""

    text: str
    kinds: frozenset[str]
    label: str
    weight: float = 1.0


@dataclass(slots=True)
class Classifier:
    """Probabilities of classes for a sentence. `train` first."""

    embedder: Embedder = field(default_factory=embedder)
    labels: list[str] = field(default_factory=list)
    _weights: Any = None
    _bias: Any = None
    _last: tuple[Any, list[tuple[str, float]]] | None = None

    @property
    def trained(self) -> bool:
        """Whether there is something to ask."""
        return self._weights is not None

    def restore(self, key: str, cache: Path | None = None) -> bool:
        """Take what was learned under `key` before, from `cache` or from what was prepared; False if it is not there."""
        import numpy as np

        name = self._file(key)
        if name in _learnt:
            self.labels, self._weights, self._bias = _learnt[name]
            return True
        for folder in (cache, PREPARED):
            kept = _load(folder / name) if folder else None
            if kept is not None and {"labels", "weights", "bias"} <= kept.keys():
                self.labels = [str(label) for label in kept["labels"]]
                self._weights, self._bias = kept["weights"].astype(np.float32), kept["bias"]
                _learnt[name] = self.labels, self._weights, self._bias
                return True
        return False

    def _file(self, key: str) -> str:
        size = self.embedder.files[0].stat().st_size
        return f"understanding-{hashlib.sha256(f'{VERSION} {size} {key}'.encode()).hexdigest()[:24]}.npz"

    def train(self, examples: Sequence[Example], cache: Path | None = None, *, key: str | None = None) -> None:
        """Learn from `examples`; what takes time is kept in the folder `cache`, under `key` or else a hash of them."""
        import numpy as np

        key = key or _key(examples)
        if self.restore(key, cache):
            return
        path = cache / self._file(key) if cache else None
        self.labels = sorted({example.label for example in examples})
        classes = {label: number for number, label in enumerate(self.labels)}
        answers = np.array([classes[example.label] for example in examples])
        counts = np.array([example.weight for example in examples], np.float32)
        vectors = self.embedder.vectors([example.text for example in examples])
        with one_thread():
            weights, self._bias = _fit(vectors, [_hashed(e.text, e.kinds) for e in examples], answers, counts)
        kept = weights.astype(np.float16)
        if path is not None:
            _save(path, labels=np.array(self.labels), weights=kept, bias=self._bias)
        self._weights = kept.astype(np.float32)
        _learnt[self._file(key)] = self.labels, self._weights, self._bias

    def probabilities(self, text: str, kinds: frozenset[str]) -> list[tuple[str, float]]:
        """Classes with their probability, most probable first."""
        import numpy as np

        last = self._last
        if last is not None and last[0] == (text, kinds):
            return last[1]
        row = _rows(self.embedder.vectors([text]), [_hashed(text, kinds)])
        logits = (row @ self._weights + self._bias)[0]
        odds = np.exp(logits - logits.max())
        odds /= odds.sum()
        ranked = sorted(
            ((label, float(p)) for label, p in zip(self.labels, odds, strict=True)), key=lambda pair: -pair[1]
        )
        self._last = (text, kinds), ranked
        return ranked


def _key(examples: Sequence[Example]) -> str:
    return json.dumps([[e.text, sorted(e.kinds), e.label, e.weight] for e in examples])


def _load(path: Path | None) -> dict[str, Any] | None:
    """What was kept, or None when there is nothing or it cannot be read; then it is made anew."""
    import numpy as np

    if path is None:
        return None
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            return {name: kept[name] for name in kept.files}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, EOFError, zlib.error) as error:
        log.warning("cannot read %s: %s", path.name, error)
    except Exception as error:  # a damaged zip raises what its damage leads to
        log.warning("cannot read %s: %s", path.name, error)
    return None


def _save(path: Path, **arrays: Any) -> None:
    """Keep on disk, whole or not at all. A folder that cannot be written costs the next start some time, nothing else."""
    import os

    import numpy as np

    part = path.with_name(f"{path.stem}.{os.getpid()}.part.npz")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(part, **arrays)
        part.replace(path)
    except OSError as error:
        log.warning("cannot keep %s: %s", path.name, error)


Hashed = tuple[Any, Any]
"""The places of a row that are not nothing, and what stands there."""


def _hashed(text: str, kinds: frozenset[str]) -> Hashed:
    """Word groups, letter groups and what was found, hashed to `HASHED` places, each part of its length."""
    import numpy as np

    words = text.split()[:80]
    grams: list[tuple[str, float]] = [(f"w {word}", 1.0) for word in words]
    grams += [(f"w {a} {b}", 1.0) for a, b in pairwise(words)]
    grams += [(f"s {i} {word}", 0.7) for i, word in enumerate(words[:2])]
    padded = f" {' '.join(words)} "[:400]
    grams += [(padded[i : i + n], 0.45) for n in (3, 4, 5) for i in range(len(padded) - n + 1)]
    found = sorted(kinds)
    row: dict[int, float] = {}
    _add(row, grams, 1.25)
    _add(row, [*((f"k {kind}", 1.0) for kind in found), (f"K {' '.join(found)}", 1.0)], 0.45)
    return np.fromiter(row.keys(), np.int32, len(row)), np.fromiter(row.values(), np.float32, len(row))


def _add(row: dict[int, float], grams: Iterable[tuple[str, float]], length: float) -> None:
    part: dict[int, float] = {}
    for gram, amount in grams:
        number = zlib.crc32(gram.encode())
        place = number % HASHED
        part[place] = part.get(place, 0.0) + (amount if number & 0x10000 else -amount)
    norm = float(sum(amount * amount for amount in part.values()) ** 0.5)
    if norm:
        for place, amount in part.items():
            row[place] = row.get(place, 0.0) + amount * length / norm


def _rows(vectors: Matrix, hashed: Sequence[Hashed]) -> Matrix:
    import numpy as np

    rows = np.zeros((len(hashed), Embedder.width + HASHED), np.float32)
    rows[:, : Embedder.width] = vectors * MEANING
    for row, (places, amounts) in zip(rows, hashed, strict=True):
        row[Embedder.width + places] = amounts
    return rows


def _fit(vectors: Matrix, hashed: Sequence[Hashed], answers: Any, counts: Any) -> tuple[Matrix, Matrix]:
    """Softmax regression by Adam, with steps that grow smaller to nothing: the weights and the bias."""
    import numpy as np

    size, classes = len(answers), int(answers.max()) + 1
    rounds = max(ROUNDS, -(-FEWEST_STEPS * TOGETHER // max(size, TOGETHER)))
    steps = rounds * -(-size // TOGETHER)
    shape = (Embedder.width + HASHED + 1, classes)
    weights, first, second = (np.zeros(shape, np.float32) for _ in range(3))
    chance = np.random.default_rng(1)
    step = 0
    for _ in range(rounds):
        order = chance.permutation(size)
        for at in range(0, size, TOGETHER):
            part = order[at : at + TOGETHER]
            rows = _rows(vectors[part], [hashed[i] for i in part])
            rows = np.concatenate([rows, np.ones((len(part), 1), np.float32)], axis=1)
            logits = rows @ weights
            odds = np.exp(logits - logits.max(axis=1, keepdims=True))
            odds /= odds.sum(axis=1, keepdims=True)
            odds[np.arange(len(part)), answers[part]] -= 1.0
            slope = rows.T @ (odds * (counts[part] / len(part))[:, None]) + np.float32(1e-5) * weights
            step += 1
            first += np.float32(0.1) * (slope - first)
            second += np.float32(0.01) * (slope * slope - second)
            rate = np.float32(0.02 * (1 - step / steps) * (1 - 0.99**step) ** 0.5 / (1 - 0.9**step))
            weights -= rate * first / (np.sqrt(second) + np.float32(1e-6))
    return weights[:-1], weights[-1]

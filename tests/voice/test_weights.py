"""Whisper's weights: joined once, compared with what they should be, mended, and named where they cannot be."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.errors import OperatorError
from bot.phrases import LANGUAGES, Phrases
from bot.voice import weights as module
from bot.voice.weights import is_ready, weights

SIZE = 145_217_532
SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"


def sum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two small packages that carry a model in parts, in a folder of their own; nothing is installed beside them."""
    folder = tmp_path / "packages"
    contents = {
        ("tiny_speech_part1", "model.bin.part1"): b"first half, ",
        ("tiny_speech_part2", "model.bin.part2"): b"second half",
        ("tiny_speech_part1", "config.json"): b"{}",
        ("tiny_speech_part1", "tokenizer.json"): b'{"model": {}}',
        ("tiny_speech_part2", "vocabulary.txt"): b"a\nb\n",
    }
    for (package, name), content in contents.items():
        file = folder / package / "data" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        (folder / package / "__init__.py").write_text("raise AssertionError('a package of data was run')\n")
    parts = {
        (package, name): module._Part(package, name, len(content), hashlib.sha256(content).hexdigest())
        for (package, name), content in contents.items()
    }
    parcel = module._Parcel(
        tuple(part for (_, name), part in parts.items() if name.startswith("model.bin")),
        tuple(part for (_, name), part in parts.items() if not name.startswith("model.bin")),
        hashlib.sha256(b"first half, second half").hexdigest(),
    )
    monkeypatch.setattr(module, "_PARCELS", {"base": (parcel,)})
    monkeypatch.syspath_prepend(str(folder))
    return folder


def test_the_installed_packages_join_to_the_published_weights(models: Path) -> None:
    folder = weights(models, "base")
    assert folder == models / "models" / "whisper-base"
    assert (folder / "model.bin").stat().st_size == SIZE
    assert sum_of(folder / "model.bin") == SHA256
    assert {"config.json", "tokenizer.json", "vocabulary.txt"} <= {path.name for path in folder.iterdir()}


def test_it_is_joined_once(packages: Path, home: Path) -> None:
    assert not is_ready(home, "base")
    folder = weights(home, "base")
    assert is_ready(home, "base")
    assert (folder / "model.bin").read_bytes() == b"first half, second half"
    joined = (folder / "model.bin").stat().st_ino
    shutil.rmtree(packages)
    assert weights(home, "base") == folder
    assert (folder / "model.bin").stat().st_ino == joined


@pytest.mark.parametrize(
    "harm",
    [
        lambda folder: (folder / "model.bin").write_bytes(b"first half, sec"),
        lambda folder: (folder / "model.bin").write_bytes(b"first half, sEcond half"),
        lambda folder: (folder / "tokenizer.json").write_bytes(b'{"model": []}'),
        lambda folder: (folder / "config.json").unlink(),
        shutil.rmtree,
    ],
    ids=["cut off", "one letter", "another tokenizer", "a file gone", "all gone"],
)
def test_a_damaged_join_is_mended(packages: Path, home: Path, harm: object) -> None:
    folder = weights(home, "base")
    assert callable(harm)
    harm(folder)
    assert not is_ready(home, "base")
    weights(home, "base")
    assert (folder / "model.bin").read_bytes() == b"first half, second half"
    assert (folder / "tokenizer.json").read_bytes() == b'{"model": {}}'
    assert is_ready(home, "base")
    assert sorted(path.name for path in folder.parent.iterdir()) == ["whisper-base", "whisper-base.lock"]


@pytest.mark.parametrize("content", [b"second", b"sEcond half", None], ids=["cut off", "one letter", "gone"])
def test_a_damaged_package_is_named_and_nothing_is_left_half_done(
    packages: Path, home: Path, content: bytes | None
) -> None:
    part = packages / "tiny_speech_part2" / "data" / "model.bin.part2"
    if content is None:
        part.unlink()
    else:
        part.write_bytes(content)
    with pytest.raises(OperatorError) as error:
        weights(home, "base")
    assert (error.value.key, error.value.facts) == ("voice-package-damaged", {"package": "tiny-speech-part2"})
    assert [path.name for path in (home / "models").iterdir() if path.is_dir()] == []


def test_a_package_that_was_not_installed_with_the_other_is_named(packages: Path, home: Path) -> None:
    shutil.rmtree(packages / "tiny_speech_part1")
    with pytest.raises(OperatorError) as error:
        is_ready(home, "base")
    assert error.value.facts == {"package": "tiny-speech-part1"}


def test_without_any_package_it_is_said_what_installs_them(packages: Path, home: Path) -> None:
    shutil.rmtree(packages)
    with pytest.raises(OperatorError) as error:
        weights(home, "base")
    assert error.value.key == "voice-not-installed"
    assert all("make voice" in Phrases(language).say("voice-not-installed") for language in LANGUAGES)


def test_what_a_process_left_that_was_ended_in_the_middle_is_cleared_up(packages: Path, home: Path) -> None:
    left = home / "models" / "whisper-base.abc.new"
    left.mkdir(parents=True)
    (left / "model.bin").write_bytes(b"first ha")
    weights(home, "base")
    assert not left.exists()


def test_several_at_once_join_it_together(packages: Path, home: Path) -> None:
    ready = threading.Barrier(4)

    def one() -> Path:
        ready.wait()
        return weights(home, "base")

    with ThreadPoolExecutor(4) as threads:
        folders = {future.result() for future in [threads.submit(one) for _ in range(4)]}
    assert len(folders) == 1
    assert is_ready(home, "base")
    assert sorted(path.name for path in (home / "models").iterdir()) == ["whisper-base", "whisper-base.lock"]


def test_two_processes_join_it_together(models: Path, home: Path) -> None:
    code = (
        "import sys, pathlib; from bot.voice.weights import weights; print(weights(pathlib.Path(sys.argv[1]), 'base'))"
    )
    root = Path(module.__file__).parents[2]
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(home)], cwd=root, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    answers = {process.communicate()[0].strip() for process in running}
    assert answers == {str(home / "models" / "whisper-base")}
    assert [process.returncode for process in running] == [0, 0]
    assert is_ready(home, "base")


def test_a_folder_of_ones_own_is_taken_as_it_is(packages: Path, home: Path, tmp_path: Path) -> None:
    own = tmp_path / "my model"
    shutil.copytree(weights(home, "base"), own)
    (own / "model.bin").write_bytes(b"larger weights")
    assert weights(home, str(own)) == own
    assert is_ready(home, str(own))


def test_a_larger_model_is_found_by_name_where_it_was_put(packages: Path, home: Path) -> None:
    with pytest.raises(OperatorError) as error:
        weights(home, "small")
    folder = home / "models" / "whisper-small"
    assert (error.value.key, error.value.facts) == ("voice-model-not-there", {"model": "small", "folder": str(folder)})
    shutil.copytree(weights(home, "base"), folder)
    assert weights(home, "small") == folder


@pytest.mark.parametrize("missing", ["model.bin", "tokenizer.json", "config.json", "vocabulary.txt"])
def test_what_a_folder_of_ones_own_lacks_is_named(packages: Path, home: Path, tmp_path: Path, missing: str) -> None:
    own = tmp_path / "own"
    shutil.copytree(weights(home, "base"), own)
    (own / missing).unlink()
    with pytest.raises(OperatorError) as error:
        weights(home, str(own))
    assert (error.value.key, error.value.facts["file"]) == ("voice-model-incomplete", missing)


def test_a_home_that_cannot_be_written_to_is_said_to_be_so(packages: Path, home: Path) -> None:
    (home / "models").write_text("a file where the folder should be")
    with pytest.raises(OperatorError) as error:
        weights(home, "base")
    assert error.value.key == "voice-cannot-keep"
    assert error.value.facts["reason"]


def test_the_doctor_tells_how_it_stands_and_joins_nothing(
    packages: Path, home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from bot.doctor import Finding, State, examine
    from bot.voice.listen import Whisper

    def listening() -> Finding:
        (finding,) = (finding for finding in examine() if finding.name == "listening")
        return finding

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Whisper, "is_installed", staticmethod(lambda: False))
    assert (listening().state, "make voice" in listening().repair) == (State.WATCH, True)
    monkeypatch.setattr(Whisper, "is_installed", staticmethod(lambda: True))
    assert listening().state is State.GOOD
    assert not (home / "models").exists()
    weights(home, "base")
    assert "sound" in listening().found
    shutil.rmtree(home / "models")
    (packages / "tiny_speech_part1" / "data" / "model.bin.part1").write_bytes(b"fir")
    assert listening().state is State.BROKEN
    assert "tiny-speech-part1" in listening().found
    shutil.rmtree(packages)
    assert (listening().state, "make voice" in listening().repair) == (State.WATCH, True)
    monkeypatch.setenv("ALLIN_WHISPER_MODEL", str(tmp_path / "nowhere"))
    assert listening().state is State.BROKEN
    assert "nowhere" in listening().found

"""What is sealed stays sealed: with a key outside the store, made once, replaceable, and useless to whoever has another."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import storage.vault
from storage.vault import FILE, Vault, VaultError

OLD, NEW = "o" * 32, "n" * 40
TOKENS = {"access": "access-0123456789", "extra": {"ö": "ü"}}


def test_what_is_sealed_can_be_opened_and_not_be_read(tmp_path: Path) -> None:
    vault = Vault.at(tmp_path)
    sealed = vault.seal(TOKENS)
    assert vault.open(sealed) == TOKENS
    assert "access" not in sealed
    assert vault.seal(TOKENS) != sealed, "the same twice does not look the same"
    assert Vault.at(tmp_path).open(sealed) == TOKENS, "another start finds the key again"


def test_the_key_is_a_file_for_its_owner_alone(tmp_path: Path) -> None:
    Vault.at(tmp_path).check()
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    leftovers = {path.name for path in tmp_path.iterdir()} - {FILE, f"{FILE}.lock"}
    assert leftovers == set()


def test_a_key_in_the_settings_makes_no_file(tmp_path: Path) -> None:
    vault = Vault.at(tmp_path, NEW)
    assert vault.open(vault.seal(TOKENS)) == TOKENS
    assert list(tmp_path.iterdir()) == []


def test_threads_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(12) as pool:
        sealed = list(pool.map(lambda _: Vault.at(tmp_path).seal(TOKENS), range(12)))
    assert [Vault.at(tmp_path).open(each) for each in sealed] == [TOKENS] * 12


def test_processes_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from storage.vault import Vault;"
        "print(Vault.at(Path(sys.argv[1])).seal({'a': 1}))"
    )
    root = Path(__file__).parent.parent.parent
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=root)
        for _ in range(4)
    ]
    sealed = [process.communicate(timeout=60)[0].strip() for process in running]
    assert [Vault.at(tmp_path).open(each) for each in sealed] == [{"a": 1}] * 4


def test_the_first_key_seals_and_all_of_them_open() -> None:
    sealed = Vault([OLD]).seal(TOKENS)
    both = Vault([NEW, OLD])
    assert both.open(sealed) == TOKENS
    again = both.reseal(sealed)
    assert Vault([NEW]).open(again) == TOKENS
    with pytest.raises(VaultError) as caught:
        Vault([OLD]).open(again)
    assert caught.value.reason == "wrong"


@pytest.mark.parametrize("sealed", ["", "nonsense", "gAAAAA==", "ü", "a.b"])
def test_what_was_never_sealed_is_refused(sealed: str) -> None:
    with pytest.raises(VaultError) as caught:
        Vault([NEW]).open(sealed)
    assert caught.value.__cause__ is None


def test_one_changed_character_is_refused() -> None:
    vault = Vault([NEW])
    sealed = vault.seal(TOKENS)
    middle = len(sealed) // 2
    changed = sealed[:middle] + ("A" if sealed[middle] != "A" else "B") + sealed[middle + 1 :]
    with pytest.raises(VaultError):
        vault.open(changed)


def test_a_signature_is_for_one_purpose_and_one_text() -> None:
    vault = Vault([NEW])
    signature = vault.sign("media", "7/picture.jpg")
    assert vault.verify("media", "7/picture.jpg", signature)
    assert not vault.verify("media", "8/picture.jpg", signature)
    assert not vault.verify("login", "7/picture.jpg", signature)
    assert not vault.verify("media", "7/picture.jpg", "")
    assert not vault.verify("media", "7/picture.jpg", "ü" + signature[1:])
    assert not Vault([OLD]).verify("media", "7/picture.jpg", signature)
    assert Vault([OLD, NEW]).verify("media", "7/picture.jpg", signature)


def test_a_new_key_in_the_file_is_used_by_who_runs_already(tmp_path: Path) -> None:
    running, other = Vault.at(tmp_path), Vault.at(tmp_path)
    sealed = running.seal(TOKENS)
    assert other.begin_rotation()
    assert running.open(sealed) == TOKENS
    again = running.seal(TOKENS)
    kept = other.end_rotation()
    assert running.open(again) == TOKENS, "it was sealed with the new key"
    with pytest.raises(VaultError):
        running.open(sealed)
    assert kept is not None
    assert kept.stat().st_mode & 0o777 == 0o600
    (old,) = kept.read_text().split()
    assert Vault([old]).open(sealed) == TOKENS
    assert other.end_rotation() is None


def test_keys_of_the_settings_are_not_replaced_here() -> None:
    assert not Vault([NEW]).begin_rotation()
    assert Vault([NEW]).end_rotation() is None


@pytest.mark.parametrize("content", ["", "too short", "\xff\xfe"])
def test_a_damaged_key_file_is_not_written_over(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content, encoding="latin-1")
    with pytest.raises(VaultError) as caught:
        Vault.at(tmp_path).seal(TOKENS)
    assert caught.value.reason == "file"
    assert (tmp_path / FILE).read_text(encoding="latin-1") == content


def test_a_folder_that_cannot_be_written_to_is_said_so(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(VaultError) as caught:
        Vault.at(tmp_path).check()
    assert caught.value.reason == "file"


def test_a_key_replaced_while_it_is_read_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault, other = Vault.at(tmp_path), Vault.at(tmp_path)
    vault.check()
    real = storage.vault._kept

    def replaced_meanwhile(file: Path) -> list[str]:
        found = real(file)
        monkeypatch.setattr(storage.vault, "_kept", real)
        other.begin_rotation()
        other.end_rotation()
        return found

    monkeypatch.setattr(storage.vault, "_kept", replaced_meanwhile)
    running = Vault.at(tmp_path)
    running.check()
    assert other.open(running.seal({"a": 1})) == {"a": 1}, "sealed with a key that nobody has any more"

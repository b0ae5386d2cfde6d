"""Secrets at rest: sealed with a key that lies outside the database, and links signed with one derived from it.

The key is ALLIN_SECRET_KEY, or else a file in ALLIN_HOME that is made when it is first needed. Of several keys the first
seals and signs, all of them open and verify: that is how a key is replaced. Fernet is AES-128-CBC with HMAC-SHA256
(github.com/fernet/spec); the keys for it and for signatures are derived with HKDF-SHA256 (RFC 5869), so that neither
tells anything of the other.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

FILE = "secret.key"
LEAST_CHARACTERS = 32
"""A key is a random text at least this long, in any alphabet: what `openssl rand -hex 32` prints, for instance."""
_LOCK_SECONDS = 20


class VaultError(Exception):
    """Nothing can be sealed or opened; `reason` is `wrong` (another key sealed it) or `file` (the key cannot be read)."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class Vault:
    """Seals and signs. Safe to use from several threads."""

    def __init__(self, keys: Sequence[str] = (), *, file: Path | None = None) -> None:
        """With `keys`, these, the newest first; without, those in `file`, which is made when it is first needed."""
        if not keys and file is None:
            raise ValueError("neither a key nor a file for one")
        self.file = None if keys else file
        self._keys = _Keys(keys) if keys else None
        self._seen: tuple[int, int, int] | None = None

    @classmethod
    def at(cls, home: Path, secret_key: str = "") -> Vault:
        """The vault of an installation. `secret_key` is ALLIN_SECRET_KEY: keys with commas between them, or nothing."""
        return cls(split(secret_key), file=home / FILE)

    def seal(self, data: dict[str, Any]) -> str:
        """`data`, which is plain JSON, encrypted with the newest key. Raises `VaultError`."""
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return self._present().fernet.encrypt(text.encode()).decode("ascii")

    def open(self, sealed: str) -> dict[str, Any]:
        """What was sealed with any of the keys. Raises `VaultError`."""
        from cryptography.fernet import InvalidToken

        try:
            found = json.loads(self._present().fernet.decrypt(sealed.encode("ascii", "replace")))
        except (InvalidToken, ValueError):
            # Without its cause: nothing of what was sealed may show in a trace.
            raise VaultError("wrong", "it was sealed with another key") from None
        if not isinstance(found, dict):
            raise VaultError("wrong", "it holds something else")
        return found

    def reseal(self, sealed: str) -> str:
        """The same, encrypted with the newest key. Raises `VaultError`."""
        return self.seal(self.open(sealed))

    def sign(self, purpose: str, text: str) -> str:
        """A signature that nobody else can make, 43 characters that are safe in an address. Raises `VaultError`."""
        return _signature(self._present().texts[0], purpose, text)

    def signatures(self, purpose: str, text: str) -> tuple[str, ...]:
        """What `sign` makes with each of the keys, the newest first: those that others were given. Raises `VaultError`."""
        return tuple(_signature(key, purpose, text) for key in self._present().texts)

    def verify(self, purpose: str, text: str, signature: str) -> bool:
        """Whether `sign` made this for the same purpose and text. Raises `VaultError`."""
        given = signature.encode("utf-8", "replace")
        found = False
        for key in self._present().texts:
            found |= hmac.compare_digest(_signature(key, purpose, text).encode(), given)
        return found

    def check(self) -> None:
        """Make sure that there is a key, and make one where a file holds it. Raises `VaultError`."""
        self._present()

    def begin_rotation(self) -> bool:
        """Put a new key before the others where a file holds them; False where the settings hold them. `VaultError`."""
        if self.file is None:
            return False
        with _alone(self.file):
            _write(self.file, [secrets.token_urlsafe(32), *(_read(self.file) or ())])
        return True

    def end_rotation(self) -> Path | None:
        """Keep the newest key alone; where the file with the older ones is kept, None if there was nothing to do."""
        if self.file is None:
            return None
        with _alone(self.file):
            keys = _read(self.file) or []
            if len(keys) < 2:
                return None
            kept = self.file.with_name(f"{FILE}.before-{datetime.now(UTC):%Y%m%d-%H%M%S}")
            _write(kept, keys[1:])
            _write(self.file, keys[:1])
        return kept

    def _present(self) -> _Keys:
        """The keys as they are now: another process may have put a new one first."""
        if self.file is None:
            assert self._keys is not None
            return self._keys
        seen, keys = _look(self.file), self._keys
        if keys is None or seen is None or seen != self._seen:
            keys = _Keys(_kept(self.file))
            # As it was before it was read: a key that came in between is found the next time.
            self._keys, self._seen = keys, seen
        return keys


class _Keys:
    def __init__(self, texts: Sequence[str]) -> None:
        from cryptography.fernet import Fernet, MultiFernet  # a conversation without sign-ins starts without it

        self.texts = tuple(texts)
        self.fernet = MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(key, "seal"))) for key in self.texts])


def split(secret_key: str) -> tuple[str, ...]:
    """The keys in a setting, newest first."""
    return tuple(part.strip() for part in secret_key.split(",") if part.strip())


def _kept(file: Path) -> list[str]:
    """The keys in the file, one that is made now if there is none. One process makes it, whoever else asks waits."""
    found = _read(file)
    if found is None:
        with _alone(file):
            found = _read(file)
            if found is None:
                found = [secrets.token_urlsafe(32)]
                _write(file, found)
    return found


def _read(file: Path) -> list[str] | None:
    try:
        keys = file.read_text(encoding="ascii").split()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it holds no key"
        raise VaultError("file", f"{file}: {reason}") from None
    if not keys or any(len(key) < LEAST_CHARACTERS for key in keys):
        raise VaultError("file", f"{file}: it holds no key")
    return keys


def _write(file: Path, keys: Sequence[str]) -> None:
    """All or nothing, for the owner's eyes only from its first byte on, and on disk before it has its name."""
    try:
        descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{FILE}-")  # made with mode 0600
        part = Path(name)
        try:
            with os.fdopen(descriptor, "w", encoding="ascii") as target:
                target.write("\n".join(keys) + "\n")
                target.flush()
                os.fsync(target.fileno())
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise VaultError("file", f"{file}: {error.strerror}") from None


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Nobody else makes or replaces the key meanwhile."""
    try:
        lock = FileLock(f"{file}.lock", timeout=_LOCK_SECONDS)
        lock.acquire()
    except Timeout:
        raise VaultError("file", f"{file}: another process holds it") from None
    except OSError as error:
        raise VaultError("file", f"{file}: {error.strerror}") from None
    try:
        yield
    finally:
        lock.release()


def _look(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _signature(key: str, purpose: str, text: str) -> str:
    made = hmac.new(_derived(key, f"sign/{purpose}"), text.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode("ascii")


@lru_cache(maxsize=256)
def _derived(key: str, purpose: str) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt=b"allin", info=purpose.encode()).derive(key.encode())

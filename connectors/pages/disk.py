"""Writing so that a power cut leaves a file whole or not there at all, and taking turns."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
"""What a file system without hard links says."""
_LOCK_SECONDS = 15.0


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Alone, among all processes, with the lock at `path`. OSError after 15 seconds."""
    from filelock import FileLock, Timeout

    lock = FileLock(path, timeout=_LOCK_SECONDS, poll_interval=0.01)
    try:
        lock.acquire()
    except Timeout as error:
        raise TimeoutError(errno.ETIMEDOUT, "another process holds the page", str(path)) from error
    try:
        yield
    finally:
        lock.release()


def write_temporary(folder: Path, content: bytes) -> Path:
    """A finished file, flushed to disk, under a name that nobody else has."""
    path = folder / secrets.token_hex(12)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
    try:
        try:
            left = memoryview(content)
            while left:
                left = left[os.write(descriptor, left) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError:
        with suppress(OSError):
            path.unlink()
        raise
    return path


def replace_file(target: Path, content: bytes, temporary: Path) -> None:
    """Put `content` in the place of `target` in one step."""
    path = write_temporary(temporary, content)
    try:
        path.replace(target)
    except OSError:
        with suppress(OSError):
            path.unlink()
        raise


def flush_folder(folder: Path) -> None:
    """Names given and taken in `folder` stay that way after a power cut."""
    if os.name == "nt":
        return  # Windows flushes a folder with its files and does not open it
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

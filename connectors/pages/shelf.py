"""The files of a page's pictures, videos and sounds on disk: there before a post shows them, gone after the last one.

    feed/<slug>/media/<SHA-256>.<ending>     public, each content once
    feed/.state/<slug>/tmp/<same name>       got ready for a post that is about to be placed
    feed/.state/<slug>/media.lock            held while posts with media are placed, and while files that none shows go

What is got ready is not public yet: a post may still be cancelled. It takes no room of its own where the disk has hard
links.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from connectors.pages.disk import NO_LINKS, flush_folder
from connectors.pages.media import FILE, FOLDER, Medium

# Another disk, or a file of somebody else's (fs.protected_hardlinks): then it is copied.
_COPY = NO_LINKS | {errno.EXDEV, errno.EACCES}
_READABLE = 0o644


class Absent(FileNotFoundError):
    """A medium's own file is gone. `file` is its name."""

    def __init__(self, medium: Medium, source: Path) -> None:
        super().__init__(errno.ENOENT, "the file of a medium is gone", str(source))
        self.file = medium.file


class Shelf:
    """The media of one page. Its methods block on the disk and raise OSError."""

    def __init__(self, public: Path, temporary: Path) -> None:
        self._public = public
        self.folder = public / FOLDER
        self._temporary = temporary

    def stage(self, medium: Medium, source: Path) -> None:
        """Get a file ready, so that placing it takes no time. May be repeated. Raises `Absent`."""
        if _holds(self.folder / medium.file, medium) or _holds(self._temporary / medium.file, medium):
            return
        self._temporary.mkdir(parents=True, exist_ok=True)
        self._bring(medium, [source], self._temporary / medium.file)

    def place(self, medium: Medium, source: Path) -> None:
        """Make a file public, from what was got ready or from `source`. Only under the page's media lock.

        Raises `Absent`. Stays after a power cut once `flush` returns.
        """
        target, staged = self.folder / medium.file, self._temporary / medium.file
        if not _holds(target, medium):
            if not self.folder.is_dir():
                self.folder.mkdir(exist_ok=True)
                flush_folder(self._public)
            self._bring(medium, [staged, source], target)
        with suppress(OSError):
            staged.unlink()

    def flush(self) -> None:
        """What was placed stays."""
        flush_folder(self.folder)

    def files(self) -> list[str]:
        """The names of all files that are public."""
        try:
            with os.scandir(self.folder) as found:
                return [file.name for file in found if FILE.fullmatch(file.name) and not file.is_dir()]
        except (FileNotFoundError, NotADirectoryError):
            return []

    def keep(self, wanted: Collection[str]) -> None:
        """Remove every file that is not among `wanted`. Only under the page's media lock."""
        unwanted = [name for name in self.files() if name not in wanted]
        for name in unwanted:
            (self.folder / name).unlink(missing_ok=True)
        if unwanted:
            flush_folder(self.folder)

    def _bring(self, medium: Medium, sources: list[Path], target: Path) -> None:
        path = self._temporary / secrets.token_hex(12)
        try:
            for source in sources:
                with suppress(FileNotFoundError):
                    _take(source, path)
                    break
            else:
                raise Absent(medium, sources[-1])
            if not _holds(path, medium):
                raise OSError(errno.EIO, "the file of a medium is not as long as it was", str(sources[-1]))
            path.replace(target)
        finally:
            # Renaming a file over itself leaves both names (POSIX), and so does a fault.
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _take(source: Path, path: Path) -> None:
    """The content of `source` under the name `path`, flushed, and readable for a web server."""
    status = source.lstat()
    if stat.S_ISREG(status.st_mode):
        try:
            os.link(source, path)
            if status.st_mode & _READABLE != _READABLE:
                path.chmod(_READABLE)
        except OSError as error:
            if error.errno not in _COPY:
                raise
            path.unlink(missing_ok=True)
    if not path.exists():
        shutil.copyfile(source, path)
        path.chmod(_READABLE)
    descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _holds(path: Path, medium: Medium) -> bool:
    try:
        status = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return stat.S_ISREG(status.st_mode) and status.st_size == medium.size

"""One workspace's page on disk: posts that appear whole or not at all, and what is derived from them.

    feed/<slug>/             public, may be copied to any web server as it stands
        <name>.html          a post: the page and, inside it, all that is known of the post
        index.html 2026-11.html atom.xml feed.json style.css icon.svg      derived
        media/               pictures, videos and sounds by their content (`shelf.py`)
    feed/.state/<slug>/      never served: site.json, built.json, lock, media.lock, tmp/

A post's file is finished and flushed under `tmp/`, then linked to its name, which only one can do: the name comes from
the delivery's key, so the second of two sends finds the first one's post. After a group of links the folder is flushed
once, and only then are they reported: what was reported survives a power cut.

The derived files follow. `built.json` holds the folder's modification time as of the last time they agreed with the
posts; any post added, changed or removed since has moved it. So whoever comes next sees that they are out of date, even
if the process that placed the post was killed before it could draw them.

The files of a post's media are public before the post is, and go when no post shows them any more, at the next drawing.
`media.lock` stands between the two, so that no file goes which a post is about to show; posts without media never wait
for it. Who holds it may take the page's lock, never the other way round.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import time
import unicodedata
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

from connectors.pages.disk import NO_LINKS, flush_folder, locked, replace_file, write_temporary
from connectors.pages.render import (
    IN_FEEDS,
    Entry,
    Line,
    Site,
    UnreadableEntry,
    atom,
    icon,
    index_page,
    json_feed,
    month_of,
    month_page,
    post_page,
    read_post_page,
)
from connectors.pages.shelf import Shelf

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
NAME = re.compile(r"[a-z2-7]{20}")
_POST_FILE = re.compile(r"([a-z2-7]{20})\.html")
_MONTH_FILE = re.compile(r"\d{4}-\d{2}\.html")
_TICK_SECONDS = 0.02  # no file system in use stamps coarser than this but FAT; Linux stamps by the 4 ms tick
_ABANDONED_SECONDS = 2.0
_LEFTOVER_SECONDS = 3600.0

Stamp = tuple[int, int, int]  # inode, modification time in ns, size: differs for every version of a post's file


class Doubtful(Exception):
    """The post is in its place, but the disk did not confirm it."""


class Gone(Exception):
    """The post no longer stands on the page."""


class Folder:
    """The page of one workspace. Its methods block on the disk and may be called from any thread and process.

    They raise OSError, and `Doubtful` where a post may or may not survive.
    """

    def __init__(self, home: Path, slug: str) -> None:
        if not SLUG.fullmatch(slug):
            raise ValueError(f"not a page's name: {slug!r}")
        self.slug = slug
        self.public = home / "feed" / slug
        self.state = home / "feed" / ".state" / slug
        self._temporary = self.state / "tmp"
        self.shelf = Shelf(self.public, self._temporary)
        self._lines: dict[str, tuple[Stamp, Line]] = {}
        self._months: dict[str, str] = {}

    # What the page is

    def site(self) -> Site | None:
        """What is known of the page as a whole; None before it was first set up, or if its file is damaged."""
        try:
            return Site(**json.loads((self.state / "site.json").read_text(encoding="utf-8")))
        except (FileNotFoundError, NotADirectoryError, ValueError, TypeError):
            return None

    def set_up(self, site: Site) -> None:
        """Create the folders where they are missing and keep `site`."""
        self._make_folders()
        with self.locked():
            replace_file(self.state / "site.json", _site_file(site), self._temporary)
            replace_file(self.public / "style.css", style().encode(), self._temporary)
            replace_file(self.public / "icon.svg", icon(site).encode(), self._temporary)
            if not self._built():
                self._note_built(0, site)
            flush_folder(self.state)

    def claim(self, site: Site) -> bool:
        """Take the folder's name for `site`, unless it is taken."""
        self._make_folders()
        temporary = write_temporary(self._temporary, _site_file(site))
        try:
            return self._place(temporary, self.state / "site.json")
        finally:
            temporary.unlink(missing_ok=True)

    def _make_folders(self) -> None:
        for folder in (self.public, self._temporary):
            folder.mkdir(parents=True, exist_ok=True)
        for folder in (self.public.parent, self.state.parent, self.public.parent.parent):
            flush_folder(folder)

    # Posts

    def add(self, entries: list[Entry], site: Site, pool: Executor) -> list[OSError | Doubtful | None]:
        """Place a group of posts; for each None if it stands there, placed now or before, or why it does not."""

        # Drawn before the threads start: they wait for the disk, and computing between would hold them all up.
        pages = [post_page(site, entry).encode() for entry in entries]

        def one(entry: Entry, page: bytes) -> OSError | None:
            try:
                self._add_one(entry, page)
            except OSError as error:
                return error
            return None

        outcomes: list[OSError | Doubtful | None] = []
        outcomes += [one(entries[0], pages[0])] if len(entries) == 1 else pool.map(one, entries, pages)
        if None in outcomes:
            try:
                flush_folder(self.public)
            except OSError as error:
                outcomes = [Doubtful(str(error)) if outcome is None else outcome for outcome in outcomes]
        return outcomes

    def add_with_media(
        self, entries: list[Entry], sources: Sequence[Mapping[str, Path]], site: Site, pool: Executor
    ) -> list[OSError | Doubtful | None]:
        """The same for posts with media; `sources` tell of each where its files lie, by the names that they get here.

        An outcome is `Absent` where such a file is gone.
        """
        faults: dict[int, OSError] = {}
        try:
            with locked(self.state / "media.lock"):
                for place, (entry, of_entry) in enumerate(zip(entries, sources, strict=True)):
                    try:
                        for medium in entry.media:
                            self.shelf.place(medium, of_entry[medium.file])
                    except OSError as error:
                        faults[place] = error
                good = [entry for place, entry in enumerate(entries) if place not in faults]
                added: list[OSError | Doubtful | None] = []
                if good:
                    self.shelf.flush()
                    added = self.add(good, site, pool)
        except OSError as error:
            # `add` keeps its own errors to itself: before it, nothing was placed.
            return [error for _ in entries]
        rest = iter(added)
        return [faults[place] if place in faults else next(rest) for place in range(len(entries))]

    def _add_one(self, entry: Entry, page: bytes) -> None:
        temporary = write_temporary(self._temporary, page)
        try:
            stamp = _stamp(temporary.stat())
            if self._place(temporary, self._path(entry.name)):
                self._lines[entry.name] = (stamp, _line(entry))
        finally:
            # Left behind after a fault it is swept up later; what matters is what was placed.
            with suppress(OSError):
                temporary.unlink()

    def _place(self, temporary: Path, target: Path) -> bool:
        """Give the finished file its name; False if the name is taken."""
        try:
            os.link(temporary, target)
        except FileExistsError:
            return False
        except OSError as error:
            if error.errno not in NO_LINKS:
                raise
            # A file system without hard links: everybody who places something there takes turns instead.
            with self.locked():
                if target.exists():
                    return False
                temporary.replace(target)
        return True

    def find(self, name: str) -> bool:
        """Whether the post stands there, and will after a power cut. OSError if that cannot be told."""
        if not (self.state / "site.json").exists():
            # Without the page's own record this may be an empty place where the disk should be mounted.
            raise FileNotFoundError(errno.ENOENT, "the page's folder is missing", str(self.state))
        try:
            descriptor = os.open(self._path(name), os.O_RDONLY)
        except FileNotFoundError:
            return False
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        flush_folder(self.public)
        return True

    def read(self, name: str) -> Entry | None:
        """The post as it stands on the page."""
        try:
            return read_post_page(name, self._path(name).read_text(encoding="utf-8"))
        except (FileNotFoundError, UnreadableEntry, UnicodeDecodeError):
            return None

    def remove(self, name: str) -> None:
        """Take the post down; it does not come back after a power cut."""
        if not NAME.fullmatch(name) or not self.public.exists():
            return
        with self.locked():
            self._path(name).unlink(missing_ok=True)
            flush_folder(self.public)

    def change(self, name: str, site: Site, changed: Callable[[Entry], Entry]) -> Entry:
        """Replace the post by `changed` of it in one step. Raises `Gone`, or `Doubtful` if either may remain."""
        if not NAME.fullmatch(name) or not self.public.exists():
            raise Gone(name)
        with self.locked():
            entry = self.read(name)
            if entry is None:
                raise Gone(name)
            entry = changed(entry)
            replace_file(self._path(name), post_page(site, entry).encode(), self._temporary)
            try:
                flush_folder(self.public)
            except OSError as error:
                raise Doubtful(str(error)) from error
        return entry

    def _path(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise ValueError(f"not a post's name: {name!r}")
        return self.public / f"{name}.html"

    # What is derived from them

    def is_stale(self) -> bool:
        """Whether a post was added, changed or removed, or the page itself changed, since it was last drawn."""
        site = self.site()
        if site is None or not self.public.exists():
            return False
        built = self._built()
        return built.get("folder") != self.public.stat().st_mtime_ns or built.get("site") != site.digest

    def is_abandoned(self) -> bool:
        """Whether it is out of date and nobody has drawn it for longer than whoever placed the post would take."""
        if not self.is_stale():
            return False
        return time.time() - self.public.stat().st_mtime > _ABANDONED_SECONDS

    def rebuild(self) -> bool:
        """Draw what is derived anew, as far as it changed; False if posts came in meanwhile and it is stale again."""
        site = self.site()
        if site is None or not self.public.exists():
            return True
        with self.locked():
            seen = self._scan()
            if self._built().get("site") != site.digest:
                self._redraw_posts(seen, site)
                seen = self._scan()
            self._draw(site, seen)
            self._sweep()
        self._sweep_media()
        with self.locked():
            # A post placed after this instant moves the folder's time on from what is noted here.
            time.sleep(_TICK_SECONDS)
            moment = self.public.stat().st_mtime_ns
            if self._scan() != seen:
                return False
            self._note_built(moment, site)
        return True

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Alone, among all processes, to change or derive. Adding posts needs no lock. OSError after 15 seconds."""
        with locked(self.state / "lock"):
            yield

    def _built(self) -> dict[str, object]:
        try:
            found = json.loads((self.state / "built.json").read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _note_built(self, moment: int, site: Site) -> None:
        built = json.dumps({"folder": moment, "site": site.digest}).encode()
        replace_file(self.state / "built.json", built, self._temporary)

    def _scan(self) -> dict[str, Stamp]:
        stamps = {}
        with os.scandir(self.public) as found:
            for file in found:
                if match := _POST_FILE.fullmatch(file.name):
                    with suppress(FileNotFoundError):
                        stamps[match[1]] = _stamp(file.stat(follow_symlinks=False))
        return stamps

    def _redraw_posts(self, seen: dict[str, Stamp], site: Site) -> None:
        for name in seen:
            if entry := self.read(name):
                self._keep(f"{name}.html", post_page(site, entry).encode())

    def _draw(self, site: Site, seen: dict[str, Stamp]) -> None:
        for name in self._lines.keys() - seen.keys():
            self._lines.pop(name, None)
        months: dict[str, list[Line]] = {}
        lines = [line for name, stamp in seen.items() if (line := self._read_line(name, stamp))]
        lines.sort(key=lambda line: (line.published, line.name), reverse=True)
        for line in lines:
            months.setdefault(month_of(site, line.published), []).append(line)
        newest = [entry for line in lines[:IN_FEEDS] if (entry := self.read(line.name))]
        created = datetime.fromtimestamp((self.state / "site.json").stat().st_mtime, UTC)
        counts = [(month, len(of_month)) for month, of_month in months.items()]
        for month, of_month in months.items():
            # Only a month that differs is drawn: an old one costs nothing when a post is added to the newest.
            shape = repr([site.digest, [(line.name, seen[line.name]) for line in of_month]])
            digest = hashlib.sha256(shape.encode()).hexdigest()
            if self._months.get(month) != digest or not (self.public / f"{month}.html").exists():
                self._keep(f"{month}.html", month_page(site, month, of_month).encode())
                self._months[month] = digest
        self._keep("style.css", style().encode())
        self._keep("icon.svg", icon(site).encode())
        self._keep("atom.xml", atom(site, newest, created))
        self._keep("feed.json", json_feed(site, newest))
        self._keep("index.html", index_page(site, newest, counts).encode())
        for path in self.public.iterdir():
            if _MONTH_FILE.fullmatch(path.name) and path.stem not in months:
                path.unlink(missing_ok=True)
                self._months.pop(path.stem, None)

    def _read_line(self, name: str, stamp: Stamp) -> Line | None:
        known = self._lines.get(name)
        if known is None or known[0] != stamp:
            entry = self.read(name)
            if entry is None:
                return None
            known = self._lines[name] = (stamp, _line(entry))
        return known[1]

    def _keep(self, name: str, content: bytes) -> None:
        path = self.public / name
        if not path.exists() or path.read_bytes() != content:
            replace_file(path, content, self._temporary)

    def _sweep(self) -> None:
        """Remove what a killed process left unfinished, and media that were got ready for a post that never came."""
        oldest = time.time() - _LEFTOVER_SECONDS
        for path in self._temporary.iterdir():
            with suppress(FileNotFoundError):
                # Since it got this name: the content may be as old as the file that it was linked from.
                if max(path.stat().st_mtime, path.stat().st_ctime) < oldest:
                    path.unlink()

    def _sweep_media(self) -> None:
        """Remove the files that no post shows any more."""
        if not self.shelf.files():
            return
        with locked(self.state / "media.lock"):
            shown: set[str] = set()
            for name, stamp in self._scan().items():
                line = self._read_line(name, stamp)
                if line is None:
                    # It just went, or cannot be understood: what it shows is not known, so nothing is removed.
                    return
                shown.update(medium.file for medium in line.media)
            self.shelf.keep(shown)


def folders(home: Path) -> list[Folder]:
    """Every page under `home`, by its address."""
    try:
        names = sorted(path.name for path in (home / "feed" / ".state").iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [Folder(home, name) for name in names if SLUG.fullmatch(name)]


def claim_folder(home: Path, workspace_id: int, title: str, base_url: str) -> tuple[Folder, Site]:
    """The workspace's own folder: the one that it has, or a new one named after it."""
    state = home / "feed" / ".state"
    state.mkdir(parents=True, exist_ok=True)
    with locked(state / ".lock"):
        for folder in folders(home):
            site = folder.site()
            if site is not None and site.workspace_id == workspace_id:
                if site.title != title:
                    site = replace(site, title=title)
                    folder.set_up(site)
                return folder, site
        wanted = slug_of(title)
        for slug in filter(None, (wanted, f"{wanted}-{workspace_id}".lstrip("-"), f"page-{uuid.uuid4().hex[:12]}")):
            folder = Folder(home, slug if slug[0].isalpha() else f"page-{slug}")
            site = Site(folder.slug, title, str(uuid.uuid4()), workspace_id, base_url)
            if folder.claim(site):
                folder.set_up(site)
                return folder, site
    raise FileExistsError(errno.EEXIST, "no free name for the page", wanted)


def slug_of(title: str) -> str:
    """The title as part of an address: lower case ASCII letters, digits and hyphens; may be empty."""
    plain = unicodedata.normalize("NFKD", title.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].rstrip("-")


@cache
def style() -> str:
    """The style sheet of all pages."""
    return files("connectors.pages").joinpath("page.css").read_text(encoding="utf-8")


def _line(entry: Entry) -> Line:
    return Line(entry.name, entry.headline, entry.language, entry.published, entry.media)


def _stamp(status: os.stat_result) -> Stamp:
    return (status.st_ino, status.st_mtime_ns, status.st_size)


def _site_file(site: Site) -> bytes:
    return json.dumps(asdict(site), ensure_ascii=False, indent=1).encode()

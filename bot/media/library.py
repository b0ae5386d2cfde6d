"""The media of every workspace: taken in, looked up, handed out.

A file lies under ALLIN_HOME/media by its content (`ab/abcd….jpg`), once, whoever sent it; who may use it is a row of the
workspace. What comes in is looked at, cleaned and measured before it is kept; the name it came under is kept for people.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import errno
import hashlib
import os
import re
import secrets
import shutil
import tempfile
import time
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from bot.errors import NotFound, Rejected, StoreError
from bot.media import boxes
from bot.media.sniffing import MOST_BYTES, ROOM, Sniffed, sniff, sniff_file
from connectors.media import ENDINGS, Media, MediaKind
from storage import media as rows
from storage.models import MediaFile

if TYPE_CHECKING:
    from bot.media.fetching import Fetcher
    from bot.media.pictures import Picture
    from storage.database import Database

KEPT_UNUSED = timedelta(days=30)
LINK_SECONDS = 24 * 3600
"""How long a network may fetch from us; some come back for a file hours after they were told of it."""
PURPOSE = "media"
AT_ONCE = 2
"""Pictures worked on at the same time: each may take half a gigabyte for a moment."""
MOST_ITEMS = 20
LONGEST_ALT = 2_000
_CHUNK = 1 << 20


class Signer(Protocol):
    """Makes signatures that nobody else can make, and knows them again."""

    def sign(self, purpose: str, text: str) -> str:
        """A signature of `text`, safe in an address."""

    def verify(self, purpose: str, text: str, signature: str) -> bool:
        """Whether `sign` made it, for the same purpose and text."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What was taken in. `notes` are keys of sentences, with their facts, on what the person may want to know."""

    media: Media
    notes: tuple[tuple[str, dict[str, Any]], ...] = ()


@dataclass(slots=True)
class _Measured:
    sniffed: Sniffed
    path: Path
    kind: MediaKind
    mime: str
    width: int = 0
    height: int = 0
    seconds: float = 0.0
    frames_per_second: float = 0.0
    codec: str = ""
    notes: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


class MediaLibrary:
    """Takes in, keeps and hands out. `public_url` is where this installation is reached; without HTTPS there are no links."""

    def __init__(
        self,
        home: Path,
        database: Database,
        signer: Signer,
        *,
        public_url: str = "",
        fetcher: Fetcher | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.folder = home / "media"
        self._database = database
        self._signer = signer
        self._public_url = public_url.rstrip("/") if public_url.lower().startswith("https://") else ""
        self._fetcher = fetcher
        self._now = now
        self._kept_house: datetime | None = None
        self._working = asyncio.Semaphore(AT_ONCE)

    # In

    async def take_bytes(
        self, workspace_id: int, data: bytes, *, name: str = "", member_id: int | None = None
    ) -> Arrived:
        """Keep what came with a message. Raises `Rejected` if no post can carry it, `StoreError` if the disk is full."""
        return await self._take(workspace_id, name, member_id, partial(_write, data))

    async def take_file(
        self, workspace_id: int, path: Path, *, name: str = "", member_id: int | None = None
    ) -> Arrived:
        """Keep a copy of a file of this machine: only a channel whose sender sits at it may name one. Raises as `take_bytes`."""
        return await self._take(workspace_id, name or path.name, member_id, partial(_copy, path))

    async def fetch(self, workspace_id: int, url: str, *, member_id: int | None = None) -> Arrived:
        """Keep what a public address holds. Raises `Rejected`, `TryLater` if it cannot be had now, and `StoreError`."""
        if self._fetcher is None:
            from bot.media.fetching import Fetcher

            self._fetcher = Fetcher()
        fetcher = self._fetcher
        name = re.sub(r"[?#].*", "", url).rstrip("/").rpartition("/")[2]
        with self._workplace() as place:
            with _told():
                await fetcher.fetch(url, place / "in")
            return await self._keep(workspace_id, place / "in", name, member_id)

    async def add_variant(
        self,
        workspace_id: int,
        origin: Media,
        made_by: str,
        work: Callable[[Path], Picture | None],
        member_id: int | None = None,
    ) -> Media:
        """What `work` makes of a file, kept beside it; made once only, however often it is asked for.

        `work` runs in a thread and returns a picture, or writes a video to the path it is given.
        """
        known = await self._database.read(lambda session: rows.variant(session, workspace_id, origin.id, made_by))
        if known is not None and self._path(known.sha256, known.mime).is_file():
            return replace(self._media(known), alt=origin.alt)
        with self._workplace() as place:
            target = place / "out"
            async with self._working:
                with _told():
                    picture = await asyncio.to_thread(work, target)
                    measured = await asyncio.to_thread(_measured_variant, target, picture)
            measured.notes.clear()
            row = await self._store(workspace_id, measured, origin_name=made_by, member_id=member_id, origin=origin)
        return replace(self._media(row), alt=origin.alt)

    async def _take(
        self, workspace_id: int, name: str, member_id: int | None, bring: Callable[[Path], None]
    ) -> Arrived:
        with self._workplace() as place:
            with _told():
                await asyncio.to_thread(bring, place / "in")
            return await self._keep(workspace_id, place / "in", name, member_id)

    async def _keep(self, workspace_id: int, path: Path, name: str, member_id: int | None) -> Arrived:
        async with self._working:
            with _told():
                measured = await asyncio.to_thread(_measured, path)
        claimed = _kind_of_name(name)
        if claimed is not None and claimed != measured.kind and {claimed, measured.kind} != {"image", "gif"}:
            measured.notes.append(("media-note-other-kind", {"kind": measured.kind}))
        row = await self._store(workspace_id, measured, origin_name=_harmless(name), member_id=member_id)
        return Arrived(self._media(row), tuple(measured.notes))

    async def _store(
        self,
        workspace_id: int,
        measured: _Measured,
        *,
        origin_name: str,
        member_id: int | None,
        origin: Media | None = None,
    ) -> MediaFile:
        with _told():
            sha256, size = await asyncio.to_thread(_digest, measured.path)
            await asyncio.to_thread(self._move_in, measured.path, self._path(sha256, measured.mime))
        values = {
            "sha256": sha256,
            "kind": measured.kind,
            "mime": measured.mime,
            "size": size,
            "width": measured.width,
            "height": measured.height,
            "seconds": measured.seconds,
            "frames_per_second": measured.frames_per_second,
            "codec": measured.codec,
            "name": "" if origin else origin_name,
            "created_by": member_id,
        }
        if origin is not None and origin.sha256 != sha256:
            values |= {"origin_id": origin.id, "made_by": origin_name}
        now = self._now()
        return await self._database.write(lambda session: rows.add(session, workspace_id, values, now))

    # Out

    async def outgoing(self, workspace_id: int, items: Sequence[Mapping[str, Any]]) -> tuple[Media, ...]:
        """The media that a post names as `{"id", "alt"}`, in order, each with its own public address where there is one.

        Raises `NotFound` for one that is not this workspace's, or whose file is gone.
        """
        if not items:
            return ()
        ids = [int(item["id"]) for item in items]
        found = await self._database.read(lambda session: rows.get(session, workspace_id, ids))
        made = []
        for place, (id, item) in enumerate(zip(ids, items, strict=True), 1):
            row = found.get(id)
            if row is None or not self._path(row.sha256, row.mime).is_file():
                raise NotFound("media-gone", place=place)
            media = replace(self._media(row), alt=str(item.get("alt") or ""))
            made.append(replace(media, url=self.link(workspace_id, media)))
        return tuple(made)

    async def find(self, workspace_id: int, ids: Collection[int]) -> dict[int, Media]:
        """Media by id, those of this workspace, without alt texts and addresses."""
        if not ids:
            return {}
        found = await self._database.read(lambda session: rows.get(session, workspace_id, ids))
        return {id: self._media(row) for id, row in found.items()}

    async def rows(self, workspace_id: int, ids: Collection[int]) -> dict[int, MediaFile]:
        """Rows by id, those of this workspace."""
        return await self._database.read(lambda session: rows.get(session, workspace_id, ids))

    async def origins(self, workspace_id: int, ids: Collection[int]) -> dict[int, int]:
        """The file that somebody gave, for each that is it or was made from it, in however many steps."""
        first = {id: id for id in ids}
        for _ in range(10):
            found = await self.rows(workspace_id, set(first.values()))
            before = {id: row.origin_id for id, row in found.items() if row.origin_id is not None}
            if not before:
                break
            first = {id: before.get(now, now) for id, now in first.items()}
        return first

    def link(self, workspace_id: int, media: Media, *, seconds: int = LINK_SECONDS) -> str:
        """The address under which a network fetches it until it expires; empty where there is no public HTTPS address."""
        if not self._public_url:
            return ""
        return f"{self._public_url}/media/{self.token(workspace_id, media, seconds=seconds)}/{media.filename}"

    def token(self, workspace_id: int, media: Media, *, seconds: int = LINK_SECONDS) -> str:
        """What opens one file until it expires, to whoever has it."""
        until = int(self._now().timestamp()) + seconds
        text = f"{workspace_id}.{media.id}.{until}"
        return f"{base64.urlsafe_b64encode(text.encode()).decode().rstrip('=')}.{self._signer.sign(PURPOSE, text)}"

    async def opened(self, token: str, name: str) -> Media | None:
        """The file that a token opens under its name; None for a token that is false or over, or a file that is gone."""
        coded, _, signature = token.partition(".")
        try:
            text = base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode("ascii")
        except ValueError:
            return None
        match = re.fullmatch(r"(\d{1,10})\.(\d{1,10})\.(\d{1,12})", text)
        if match is None or base64.urlsafe_b64encode(text.encode()).decode().rstrip("=") != coded:
            return None
        if not self._signer.verify(PURPOSE, text, signature) or int(match[3]) < self._now().timestamp():
            return None
        media = (await self.find(int(match[1]), [int(match[2])])).get(int(match[2]))
        return media if media is not None and media.filename == name and media.path.is_file() else None

    # Housekeeping

    async def upkeep(self) -> None:
        """`remove_unused`, once a day however often it is called."""
        if self._kept_house is None or self._now() - self._kept_house >= timedelta(days=1):
            self._kept_house = self._now()
            await self.remove_unused()

    async def remove_unused(self) -> int:
        """Remove what no post has named for thirty days, and files that nobody has; how many files went."""
        before = self._now() - KEPT_UNUSED
        contents = set(await self._database.write(lambda session: rows.remove_unused(session, before)))
        return await asyncio.to_thread(self._remove_files, contents) + await self._remove_strays(before)

    async def _remove_strays(self, before: datetime) -> int:
        """Files whose row was never written, because the process ended in between."""
        found = await asyncio.to_thread(self._files_before, before)
        known = await self._database.read(lambda session: rows.known(session, found))
        return await asyncio.to_thread(self._remove_files, set(found) - known)

    def _files_before(self, before: datetime) -> list[str]:
        old = []
        for path in self.folder.glob("[0-9a-f][0-9a-f]/*"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < before.timestamp():
                    old.append(path.name.partition(".")[0])
        for place in self.folder.glob("in-*"):
            with contextlib.suppress(OSError):
                if place.stat().st_mtime < time.time() - 86_400:
                    shutil.rmtree(place, ignore_errors=True)
        return old

    def _remove_files(self, contents: Collection[str]) -> int:
        count = 0
        for sha256 in contents:
            for path in (self.folder / sha256[:2]).glob(f"{sha256}*"):
                with contextlib.suppress(OSError):
                    path.unlink()
                    count += 1
        return count

    # Files

    def _path(self, sha256: str, mime: str) -> Path:
        return self.folder / sha256[:2] / f"{sha256}{ENDINGS.get(mime, '')}"

    def _media(self, row: MediaFile) -> Media:
        return Media(
            id=row.id,
            kind=row.kind,  # type: ignore[arg-type]  # only kinds are written there
            mime=row.mime,
            path=self._path(row.sha256, row.mime),
            size=row.size,
            sha256=row.sha256,
            width=row.width,
            height=row.height,
            seconds=row.seconds,
            frames_per_second=row.frames_per_second,
            codec=row.codec,
        )

    @contextlib.contextmanager
    def _workplace(self) -> Iterator[Path]:
        """A folder for one file on its way in, on the same disk, gone afterwards."""
        with _told():
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            place = Path(tempfile.mkdtemp(prefix="in-", dir=self.folder))
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def _move_in(self, path: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if target.is_file() and target.stat().st_size == path.stat().st_size:
            os.utime(target)
            return
        path.chmod(0o600)
        # Whoever sees the file under its name sees all of it.
        path.replace(target)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """A full disk, or one that cannot be written to, as an error with a sentence."""
    try:
        yield
    except MemoryError:
        raise Rejected("media-too-many-pixels", limit=100) from None
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise StoreError("media-disk-full", detail=str(error.errno)) from None
        raise StoreError("media-disk-trouble", detail=type(error).__name__) from None


def _write(data: bytes, target: Path) -> None:
    _check_size(sniff(data[:4096]), len(data), target)
    target.write_bytes(data)


def _copy(source: Path, target: Path) -> None:
    """Copy a file in pieces; what is no file (a pipe, a device) would never end."""
    try:
        if not source.is_file():
            raise Rejected("media-no-such-file", name=_harmless(source.name))
        size = source.stat().st_size
        sniffed = sniff_file(source)
    except OSError:
        raise Rejected("media-no-such-file", name=_harmless(source.name)) from None
    _check_size(sniffed, size, target)
    shutil.copyfile(source, target)


def _check_size(sniffed: Sniffed, size: int, target: Path) -> None:
    most = MOST_BYTES[sniffed.kind]
    if size > most:
        raise Rejected("media-too-large", size=f"{size / 1e6:.0f}", limit=f"{most / 1e6:.0f}")
    if size + ROOM > shutil.disk_usage(target.parent).free:
        raise StoreError("media-disk-full", detail=str(size))


def _measured(path: Path) -> _Measured:
    """What a file is, cleaned of what it tells about places and people. Raises `Rejected`."""
    sniffed = sniff_file(path)
    measured = _Measured(sniffed, path, sniffed.kind, sniffed.mime)
    size = path.stat().st_size
    if size > MOST_BYTES[sniffed.kind]:
        raise Rejected("media-too-large", size=f"{size / 1e6:.0f}", limit=f"{MOST_BYTES[sniffed.kind] / 1e6:.0f}")
    if sniffed.kind == "image":
        from bot.media.pictures import clean

        _take_over(measured, clean(path, sniffed.container))
    elif sniffed.container in {"mp4", "webm"}:
        film = boxes.read_mp4(path, clean=True) if sniffed.container == "mp4" else boxes.read_webm(path, clean=True)
        if not film.has_video and measured.kind == "video":
            measured.kind, measured.mime = "audio", "audio/mp4" if sniffed.container == "mp4" else "audio/webm"
        measured.width, measured.height, measured.codec = film.width, film.height, film.codec
        measured.seconds, measured.frames_per_second = round(film.seconds, 3), film.frames_per_second
    elif sniffed.container == "wav":
        measured.seconds = _wav_seconds(path)
    elif sniffed.kind == "document":
        # A PDF is passed on as it is: what its author wrote into it cannot be taken out here.
        measured.notes.append(("media-note-not-cleaned", {}))
    return measured


def _measured_variant(target: Path, picture: Picture | None) -> _Measured:
    if picture is None:
        return _measured(target)
    target.write_bytes(picture.content)
    measured = _Measured(sniff(picture.content[:4096]), target, picture.kind, picture.mime)
    _take_over(measured, picture, write=False)
    return measured


def _take_over(measured: _Measured, picture: Picture, *, write: bool = True) -> None:
    if write:
        measured.path.write_bytes(picture.content)
    measured.kind, measured.mime = picture.kind, picture.mime
    measured.width, measured.height = picture.width, picture.height
    measured.seconds, measured.frames_per_second = picture.seconds, picture.frames_per_second


def _wav_seconds(path: Path) -> float:
    import wave

    try:
        with wave.open(str(path)) as sound:
            return float(round(sound.getnframes() / sound.getframerate(), 3))
    except (wave.Error, EOFError, ZeroDivisionError, RuntimeError, ValueError):
        return 0.0


def _digest(path: Path) -> tuple[str, int]:
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
        os.fsync(file.fileno())
    return digest.hexdigest(), size


_KINDS: dict[str, MediaKind] = {
    **dict.fromkeys(("jpg", "jpeg", "png", "webp", "heic", "avif", "bmp", "tif", "tiff"), "image"),
    "gif": "gif",
    **dict.fromkeys(("mp4", "mov", "m4v", "webm", "mkv"), "video"),
    **dict.fromkeys(("mp3", "m4a", "ogg", "wav", "oga"), "audio"),
    "pdf": "document",
}


def _kind_of_name(name: str) -> MediaKind | None:
    return _KINDS.get(name.rpartition(".")[2].lower()) if "." in name else None


def _harmless(name: str) -> str:
    """A file's name as it may be shown: no path, no control characters, not too long."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(char for char in last if unicodedata.category(char)[0] != "C")[:100] or secrets.token_hex(4)

"""The workspace's own public page: a real destination that needs no account."""

from __future__ import annotations

import asyncio
import base64
import errno
import hashlib
import queue
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import AllInError, NotFound, OutcomeUnknown, Rejected, SettingsError, TryLater
from connectors.pages.folder import SLUG, Doubtful, Folder, Gone, claim_folder, slug_of
from connectors.pages.media import IMAGES, SOUNDS, VIDEOS, Medium
from connectors.pages.render import Entry, Site, entry_id
from connectors.pages.shelf import Absent
from connectors.pages.text import clean, language_tag, web_address
from connectors.pages.upkeep import Upkeep
from connectors.platform import (
    AccountInfo,
    Breach,
    Custom,
    Limits,
    Media,
    MediaRule,
    Outgoing,
    Publisher,
    Receipt,
)

T = TypeVar("T")

LOCAL_URL = "http://127.0.0.1:8765/"
_GROUP = 256  # posts that may share one flush of the folder
_FLUSHERS = 8  # a journalling file system commits what is flushed side by side together
_RETRY_SECONDS = 30.0


@dataclass(slots=True)
class _Send:
    outgoing: Outgoing
    future: Future[Receipt]


@dataclass(slots=True)
class _Work:
    """Any other call, in its turn: what looks for a post or removes it sees every send that came before."""

    run: Callable[[], Any]
    future: Future[Any]


class Feed(Publisher):
    """Publishes to files under `home/feed/`, which `allin serve` or any web server shows.

    `send` returns once the post is visible under its own address and flushed to disk. Its file's name comes from
    `outgoing.key`, and only one can create it: the same key again, from any process, gives the same receipt. Sends that
    arrive together are flushed together. The first page, the archive and the feeds follow within a second.

    The files of its media are public before the post is, each under its content's SHA-256; once no post shows one any more,
    it goes with the next drawing. `options` may hold `title` and `link`, a web address that stands below the text.

    `account.data` holds `slug`, `title` and `id` from `connect`, and may hold `zone` (IANA name), `language` and
    `base_url`.
    """

    name = "feed"
    label = "your page"
    also_called = (
        "feed",
        "my page",
        "our page",
        "the page",
        "public page",
        "website",
        "the website",
        "my website",
        "our website",
        "web page",
        "webpage",
        "blog",
        # As people of the other languages say it.
        "meine Seite",
        "meiner Seite",
        "unsere Seite",
        "unserer Seite",
        "die Seite",
        "der Seite",
        "unsere Website",
        "unserer Website",
        "mi página",
        "nuestra página",
        "la página",
        "mi web",
        "nuestra web",
        "ma page",
        "notre page",
        "la page",
        "notre site",
        "mon site",
        "our blog",
        "news page",
        "rss",
        "rss feed",
        "atom feed",
        "meine seite",
        "unsere seite",
        "webseite",
        "unsere website",
        "unser blog",
        "mi página",
        "nuestra página",
        "página web",
        "sitio web",
        "nuestro blog",
        "ma page",
        "notre page",
        "page web",
        "site web",
        "notre blog",
    )
    limits = Limits(
        characters=10_000,
        revised=date(2026, 11, 23),
        source=(
            "our own rule: a page stays readable and loads on a phone, and a feed of fifty posts under a few megabytes; "
            "types that every browser in use shows"
        ),
        media=(
            MediaRule("image", IMAGES, most=20, max_bytes=10_000_000),
            MediaRule("gif", frozenset({"image/gif", "image/webp", "image/png"}), most=20, max_bytes=20_000_000),
            MediaRule("video", VIDEOS, most=10, max_bytes=1_000_000_000),
            MediaRule("audio", SOUNDS, most=10, max_bytes=200_000_000),
        ),
        most_media=20,
        mixed=True,
        title_characters=200,
        alt_characters=2_000,
    )
    details: ClassVar[frozenset[str]] = frozenset({"title", "link"})
    custom = Custom(length=600, hashtags=(0, 3), emoji=1, links=True, voice="plain")
    needs_sign_in: ClassVar[bool] = False
    can_delete: ClassVar[bool] = True
    can_edit: ClassVar[bool] = True
    can_read_back: ClassVar[bool] = True
    concurrency: ClassVar[int] = 100  # sends that arrive together share one flush to disk

    def __init__(self, home: Path, base_url: str = "", public_url: str = "") -> None:
        """`base_url`: this installation's public address (ALLIN_PUBLIC_URL). Raises SettingsError if it is none."""
        base_url = base_url or public_url
        if base_url and not _is_web_address(base_url):
            raise SettingsError([f"the public address must look like https://news.example.org/, not {base_url!r}"])
        super().__init__(home, _with_slash(base_url), public_url)
        self._queue: queue.SimpleQueue[_Send | _Work | None] = queue.SimpleQueue()
        self._gate = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._pool: ThreadPoolExecutor | None = None
        self._upkeep = Upkeep()
        self._folders: dict[str, tuple[Folder, Site]] = {}
        self._latest = datetime.min.replace(tzinfo=UTC)

    async def connect(self, workspace_id: int, workspace_name: str) -> tuple[str, dict[str, Any]]:
        """Set up the workspace's page, or find it again. The handle is the last part of its address."""
        title = " ".join(clean(workspace_name).split()) or f"Workspace {workspace_id}"

        def work() -> tuple[str, dict[str, Any]]:
            folder, site = claim_folder(self.home, workspace_id, title, self.base_url or LOCAL_URL)
            self._upkeep.soon(folder)
            return folder.slug, {"slug": folder.slug, "title": site.title, "id": site.id}

        return await self._in_turn(work)

    def check(
        self,
        text: str,
        media: Sequence[Media] | None = None,
        options: Mapping[str, Any] | None = None,
        account: Mapping[str, Any] | None = None,
    ) -> list[Breach]:
        """As for every network; and a link has to be a web address."""
        breaches = super().check(text, media, options, account)
        given = str((options or {}).get("link") or "").strip()
        if given and not web_address(given):
            breaches.append(Breach("breach-feed-link", {"platform": self.label}, "write_text"))
        return breaches

    async def prepare(self, outgoing: Outgoing) -> dict[str, Any]:
        """Get the files of its media ready, not public yet. NotFound if one is gone, TryLater if the disk will not."""
        if outgoing.media:
            self._refuse(outgoing)
            shelf = self._folder(outgoing.account).shelf

            def work() -> None:
                for place, media in enumerate(outgoing.media, 1):
                    try:
                        shelf.stage(_medium(media), media.path)
                    except Absent as error:
                        raise NotFound("media-gone", place=place) from error
                    except OSError as error:
                        raise _not_written(error) from error

            await asyncio.to_thread(work)
        return {}

    async def send(self, outgoing: Outgoing) -> Receipt:
        """Place the post. See `Publisher.send` for the errors."""
        self._refuse(outgoing)
        future: Future[Receipt] = Future()
        self._put(_Send(outgoing, future))
        return await asyncio.wrap_future(future)

    async def find(self, outgoing: Outgoing) -> Receipt | None:
        """The receipt if the post stands on the page, else None. TryLater if the folder cannot be read."""

        def work() -> Receipt | None:
            folder = self._folder(outgoing.account)
            name = name_of(outgoing.key)
            try:
                found = folder.find(name)
            except OSError as error:
                raise TryLater("error-feed-unreadable", retry_after=_RETRY_SECONDS, detail=str(error)) from error
            return Receipt(name, self._url(outgoing.account, name)) if found else None

        return await self._in_turn(work)

    async def delete(self, account: AccountInfo, remote_id: str) -> None:
        """Take the post off the page; what is gone already stays gone."""

        def work() -> None:
            folder = self._folder(account)
            folder.remove(remote_id)
            self._upkeep.soon(folder)

        await self._in_turn(work)

    async def edit(self, outgoing: Outgoing, remote_id: str) -> Receipt:
        """Replace text, title, link and alt texts; address, id, time of publication and media stay.

        NotFound if the post is gone.
        """
        told = {media.sha256: clean(media.alt) for media in outgoing.media}

        def changed(entry: Entry) -> Entry:
            self._refuse(outgoing, bare=not entry.media)
            wanted = replace(
                entry,
                text=clean(outgoing.text),
                title=_title(outgoing),
                language=language_tag(outgoing.language),
                media=tuple(replace(shown, alt=told.get(shown.sha256, shown.alt)) for shown in entry.media),
                link=_link(outgoing),
            )
            return entry if wanted == entry else replace(wanted, updated=self._now())

        def work() -> Receipt:
            folder, site = self._ready(outgoing.account)
            try:
                folder.change(remote_id, site, changed)
            except Gone as error:
                raise NotFound("error-feed-gone") from error
            self._upkeep.soon(folder)
            return Receipt(remote_id, self._url(outgoing.account, remote_id))

        return await self._in_turn(work)

    async def close(self) -> None:
        """Place what was handed over, draw the pages that are out of date, and stop."""
        with self._gate:
            if self._closed:
                return
            self._closed = True
            if self._thread is not None:
                self._queue.put(None)

        def finish() -> None:
            if self._thread is not None:
                self._thread.join()
            self._upkeep.close()
            if self._pool is not None:
                self._pool.shutdown()

        await asyncio.to_thread(finish)

    def _refuse(self, outgoing: Outgoing, *, bare: bool | None = None) -> None:
        """Raise `Rejected` for what the page does not take. `bare`: the text is all that there is of the post."""
        breaches = self.check(
            outgoing.text, outgoing.media, {"title": outgoing.title, **outgoing.options}, outgoing.account.data
        )
        bare = not outgoing.media if bare is None else bare
        if not bare:
            breaches = [breach for breach in breaches if breach.key != "breach-empty"]
        if breaches:
            raise Rejected(breaches[0].key, **breaches[0].facts)
        if bare and not clean(outgoing.text):
            raise Rejected("breach-empty", platform=self.label)

    # The writer's thread

    def _put(self, item: _Send | _Work) -> None:
        with self._gate:
            if self._closed:
                raise TryLater("error-feed-not-written", detail="the connector was closed")
            if self._thread is None:
                self._pool = ThreadPoolExecutor(_FLUSHERS, thread_name_prefix="page-flush")
                self._thread = threading.Thread(target=self._run, name="page-write", daemon=True)
                self._thread.start()
            self._queue.put(item)

    async def _in_turn(self, run: Callable[[], T]) -> T:
        future: Future[T] = Future()
        self._put(_Work(run, future))
        return await asyncio.wrap_future(future)

    def _run(self) -> None:
        while True:
            items = [self._queue.get()]
            while len(items) < _GROUP:
                try:
                    items.append(self._queue.get_nowait())
                except queue.Empty:
                    break
            sends: list[_Send] = []
            for item in items:
                if isinstance(item, _Send):
                    if item.future.set_running_or_notify_cancel():
                        sends.append(item)
                    continue
                self._send_all(sends)
                sends = []
                if item is None:
                    return
                self._work(item)
            self._send_all(sends)

    def _work(self, item: _Work) -> None:
        if not item.future.set_running_or_notify_cancel():
            return
        try:
            item.future.set_result(item.run())
        except Doubtful as error:
            item.future.set_exception(OutcomeUnknown("error-feed-doubtful", detail=str(error)))
        except OSError as error:
            item.future.set_exception(_not_written(error))
        except BaseException as error:
            item.future.set_exception(error)

    def _send_all(self, sends: list[_Send]) -> None:
        by_account: dict[tuple[int, str], list[_Send]] = {}
        for send in sends:
            account = send.outgoing.account
            by_account.setdefault((account.workspace_id, _slug(account)), []).append(send)
        groups = []
        for of_account in by_account.values():
            # Posts with media may wait for their files; the others do not wait with them.
            groups.append([send for send in of_account if not send.outgoing.media])
            groups.append([send for send in of_account if send.outgoing.media])
        for group in filter(None, groups):
            try:
                self._send_group(group)
            except BaseException as error:
                # Not foreseen, so not sure: whoever asked must look before sending again.
                for send in group:
                    if not send.future.done():
                        send.future.set_exception(OutcomeUnknown("error-feed-doubtful", detail=repr(error)))

    def _send_group(self, group: list[_Send]) -> None:
        try:
            folder, site = self._ready(group[0].outgoing.account)
        except OSError as error:
            for send in group:
                send.future.set_exception(_not_written(error))
            return
        assert self._pool is not None
        entries = [self._entry(send.outgoing, site) for send in group]
        if group[0].outgoing.media:
            sources = [{_medium(media).file: media.path for media in send.outgoing.media} for send in group]
            outcomes = folder.add_with_media(entries, sources, site, self._pool)
        else:
            outcomes = folder.add(entries, site, self._pool)
        self._upkeep.soon(folder)
        for send, entry, outcome in zip(group, entries, outcomes, strict=True):
            if outcome is None:
                send.future.set_result(Receipt(entry.name, f"{site.url}{entry.name}.html"))
            elif isinstance(outcome, Absent):
                place = [medium.file for medium in entry.media].index(outcome.file) + 1
                send.future.set_exception(NotFound("media-gone", place=place))
            elif isinstance(outcome, Doubtful):
                send.future.set_exception(OutcomeUnknown("error-feed-doubtful", detail=str(outcome)))
            else:
                send.future.set_exception(_not_written(outcome))

    def _entry(self, outgoing: Outgoing, site: Site) -> Entry:
        now = self._now()
        return Entry(
            name=name_of(outgoing.key),
            id=entry_id(site, outgoing.key),
            text=clean(outgoing.text),
            title=_title(outgoing),
            language=language_tag(outgoing.language, site.language),
            published=now,
            updated=now,
            media=tuple(map(_medium, outgoing.media)),
            link=_link(outgoing),
        )

    def _now(self) -> datetime:
        """The present instant, each later than the one before, so that posts keep their order."""
        self._latest = max(datetime.now(UTC), self._latest + timedelta(microseconds=1))
        return self._latest

    def _folder(self, account: AccountInfo) -> Folder:
        slug = _slug(account)
        known = self._folders.get(slug)
        return known[0] if known else Folder(self.home, slug)

    def _ready(self, account: AccountInfo) -> tuple[Folder, Site]:
        """The folder, set up as the account's data now want it."""
        slug = _slug(account)
        known = self._folders.get(slug)
        folder, site = known or (Folder(self.home, slug), None)
        if site is None or not folder.public.is_dir():
            site = folder.site()
        wanted = self._site(account, site)
        if wanted != site or not folder.public.is_dir():
            folder.set_up(wanted)
        self._folders[slug] = (folder, wanted)
        return folder, wanted

    def _site(self, account: AccountInfo, known: Site | None) -> Site:
        data = account.data
        slug = _slug(account)
        if known is None:
            made = "-".join((str(account.workspace_id), slug))
            stable = base64.b16encode(hashlib.sha256(made.encode()).digest()[:16]).decode().lower()
            page_id = f"{stable[:8]}-{stable[8:12]}-{stable[12:16]}-{stable[16:20]}-{stable[20:]}"
            known = Site(slug, slug, page_id, account.workspace_id, LOCAL_URL)
        given = str(data.get("base_url") or "")
        base_url = _with_slash(given) if _is_web_address(given) else self.base_url
        return replace(
            known,
            title=" ".join(clean(str(data.get("title") or "")).split()) or known.title,
            id=str(data.get("id") or known.id),
            base_url=base_url or known.base_url,
            zone=_zone(str(data.get("zone") or ""), known.zone),
            language=language_tag(str(data.get("language") or ""), known.language),
        )

    def _url(self, account: AccountInfo, name: str) -> str:
        folder = self._folder(account)
        return f"{self._site(account, folder.site()).url}{name}.html"


def name_of(key: str) -> str:
    """The name of the post's file, from the delivery's key: 100 bits of its SHA-256 in lower-case base 32."""
    return base64.b32encode(hashlib.sha256(key.encode()).digest()).decode().lower()[:20]


def _title(outgoing: Outgoing) -> str:
    return clean(outgoing.title or str(outgoing.options.get("title") or "")).replace("\n", " ")


def _link(outgoing: Outgoing) -> str:
    return web_address(str(outgoing.options.get("link") or ""))


def _medium(media: Media) -> Medium:
    return Medium(media.mime, media.sha256, media.size, media.width, media.height, media.seconds, clean(media.alt))


def _slug(account: AccountInfo) -> str:
    slug = str(account.data.get("slug") or slug_of(account.handle))
    return slug if SLUG.fullmatch(slug) else f"page-{account.workspace_id}"


def _not_written(error: OSError) -> AllInError:
    """The post surely does not stand there: its file gets its name last."""
    keys = {
        errno.ENOSPC: "error-feed-disk-full",
        errno.EDQUOT: "error-feed-disk-full",
        errno.EROFS: "error-feed-read-only",
        errno.EACCES: "error-feed-read-only",
        errno.EPERM: "error-feed-read-only",
    }
    key = keys.get(error.errno or 0, "error-feed-not-written")
    return TryLater(key, retry_after=_RETRY_SECONDS, detail=str(error))


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.query and not parts.fragment
    except ValueError:
        return False


def _with_slash(address: str) -> str:
    return address if not address or address.endswith("/") else f"{address}/"


def _zone(name: str, otherwise: str) -> str:
    try:
        return ZoneInfo(name).key if name else otherwise
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return otherwise

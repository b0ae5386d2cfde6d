"""The public pages over HTTP: files as they stand on disk, found by name, never by path."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import re
import stat
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from html import escape
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, RedirectResponse, Response

from connectors.pages.folder import SLUG, Folder, folders, style
from connectors.pages.media import FILE, FOLDER, MIME_OF
from connectors.pages.render import plain_page
from connectors.pages.text import LANGUAGES, words

_log = logging.getLogger(__name__)

_FILE = re.compile(r"[a-z0-9][a-z0-9-]{0,63}(\.[a-z]{1,8})")
_DERIVED = re.compile(r"index\.html|\d{4}-\d{2}\.html|atom\.xml|feed\.json")
# Pages are asked for anew each time, at the cost of a 304: a post that was taken down is gone at once.
_ASK_AGAIN = "no-cache"
_KINDS = {
    ".html": ("text/html; charset=utf-8", _ASK_AGAIN),
    ".xml": ("application/atom+xml; charset=utf-8", _ASK_AGAIN),
    ".json": ("application/feed+json; charset=utf-8", _ASK_AGAIN),
    ".css": ("text/css; charset=utf-8", "public, max-age=3600"),
    ".svg": ("image/svg+xml; charset=utf-8", "public, max-age=3600"),
}
_SAFE = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


# A picture or a video that is opened by itself: its browser draws a page of its own around it, and nothing runs there.
_ALONE = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox"


def pages_router(home: Path) -> APIRouter:
    """`/`, `/style.css` and `/feed/<page>/…` from the files under `home`."""
    router = APIRouter(include_in_schema=False)
    known: dict[str, Folder] = {}

    @router.api_route("/", methods=["GET", "HEAD"])
    async def start(request: Request) -> Response:
        language = language_of(request)
        sites = [site for folder in await asyncio.to_thread(folders, home) if (site := folder.site())]
        title = words(language, "page-list-title")
        if sites:
            rows = "\n".join(
                f'<li><a href="feed/{site.slug}/" dir="auto">{escape(site.title)}</a></li>'
                for site in sorted(sites, key=lambda site: site.title.casefold())
            )
            main = f'<h1>{escape(title)}</h1>\n<ul class="lines">\n{rows}\n</ul>'
        else:
            main = f"<h1>{escape(title)}</h1>\n<p>{escape(words(language, 'page-list-none'))}</p>"
        page = plain_page(language, title, main, style="/style.css")
        return respond(request, page.encode(), ".html", vary="Accept-Language")

    @router.api_route("/style.css", methods=["GET", "HEAD"])
    async def style_sheet(request: Request) -> Response:
        return respond(request, style().encode(), ".css")

    @router.api_route("/feed/{slug}", methods=["GET", "HEAD"])
    async def without_slash(request: Request, slug: str) -> Response:
        if not SLUG.fullmatch(slug):
            return missing(request)
        return RedirectResponse(f"/feed/{slug}/", status_code=308, headers=_SAFE)

    @router.api_route("/feed/{slug}/", methods=["GET", "HEAD"])
    async def first_page(request: Request, slug: str) -> Response:
        return await file(request, slug, "index.html")

    @router.api_route("/feed/{slug}/{name}", methods=["GET", "HEAD"])
    async def file(request: Request, slug: str, name: str) -> Response:
        kind = _FILE.fullmatch(name)
        if not SLUG.fullmatch(slug) or kind is None or kind[1] not in _KINDS:
            return missing(request)
        folder = known.get(slug) or Folder(home, slug)
        try:
            found = await asyncio.to_thread(_read, folder, name)
        except OSError as error:
            _log.warning("%s of the page %s could not be read: %s", name, slug, error)
            return _plain(request, 503, "page-busy-title", "page-busy-text")
        if found is None:
            return missing(request)
        known[slug] = folder
        content, modified = found
        return respond(request, content, kind[1], modified)

    @router.api_route("/feed/{slug}/media/{name}", methods=["GET", "HEAD"])
    async def medium(request: Request, slug: str, name: str) -> Response:
        kind = FILE.fullmatch(name)
        if not SLUG.fullmatch(slug) or kind is None:
            return missing(request)
        folder = known.get(slug) or Folder(home, slug)
        try:
            status = await asyncio.to_thread(_look, folder, name)
        except OSError as error:
            _log.warning("%s of the page %s could not be read: %s", name, slug, error)
            return _plain(request, 503, "page-busy-title", "page-busy-text")
        if status is None:
            return missing(request)
        known[slug] = folder
        etag = f'"{name[:32]}"'
        headers = {**_SAFE, "Content-Security-Policy": _ALONE, "ETag": etag, "Cache-Control": _ASK_AGAIN}
        if _is_known(request, etag, datetime.fromtimestamp(int(status.st_mtime), UTC)):
            return Response(status_code=304, headers=headers)
        # In ranges too: players jump by them, and some play nothing without (RFC 9110, 14).
        return FileResponse(
            folder.public / FOLDER / name, media_type=MIME_OF[kind[1]], headers=headers, stat_result=status
        )

    return router


def missing(request: Request) -> Response:
    """404 in the visitor's language."""
    return _plain(request, 404, "page-missing-title", "page-missing-text")


def language_of(request: Request) -> str:
    """The first of the visitor's languages that the pages' own words are written in."""
    wanted: list[tuple[float, str]] = []
    for part in request.headers.get("accept-language", "").split(","):
        tag, _, weight = part.strip().partition(";q=")
        main = tag.split("-")[0].lower()
        try:
            wanted.append((-float(weight or 1), main))
        except ValueError:
            continue
    ranked = sorted(wanted, key=lambda pair: pair[0])
    return next((main for weight, main in ranked if main in LANGUAGES and weight < 0), "en")


def respond(
    request: Request, content: bytes, kind: str, modified: datetime | None = None, *, vary: str = ""
) -> Response:
    """The content, or 304 if the visitor has it already (RFC 9110, 13.1)."""
    media_type, caching = _KINDS[kind]
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {**_SAFE, "ETag": etag, "Cache-Control": caching}
    if vary:
        headers["Vary"] = vary
    if modified is not None:
        headers["Last-Modified"] = format_datetime(modified, usegmt=True)
    if kind in {".xml", ".json"}:
        headers["Access-Control-Allow-Origin"] = "*"  # feeds are public, and readers in browsers fetch them
    if _is_known(request, etag, modified):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)


def _is_known(request: Request, etag: str, modified: datetime | None) -> bool:
    if tags := request.headers.get("if-none-match"):
        return tags.strip() == "*" or etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    since = request.headers.get("if-modified-since")
    if not since or modified is None:
        return False
    try:
        known = parsedate_to_datetime(since)
    except ValueError:
        return False
    return known.tzinfo is not None and modified <= known


def _plain(request: Request, status: int, title: str, text: str) -> Response:
    language = language_of(request)
    main = (
        f"<h1>{escape(words(language, title))}</h1>\n<p>{escape(words(language, text))}</p>\n"
        f'<p><a href="/">{escape(words(language, "page-start"))}</a></p>'
    )
    page = plain_page(language, words(language, title), main, style="/style.css")
    headers = {**_SAFE, "Cache-Control": "no-store", "Vary": "Accept-Language"}
    return Response(page, status_code=status, media_type="text/html; charset=utf-8", headers=headers)


def _read(folder: Folder, name: str) -> tuple[bytes, datetime] | None:
    """Content and time of change, to the second as HTTP tells it; drawn anew first if its process did not get to it."""
    if _DERIVED.fullmatch(name) and folder.is_abandoned():
        try:
            folder.rebuild()
        except OSError as error:
            _log.warning("the page %s could not be drawn: %s", folder.slug, error)
    path = folder.public / name
    try:
        if path.is_symlink():
            return None
        content = path.read_bytes()
        modified = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    return content, modified


def _look(folder: Folder, name: str) -> os.stat_result | None:
    """The state of a medium's file; None if there is none, or if the last post that showed it was taken down."""
    path = folder.public / FOLDER / name
    try:
        status = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    if path.parent.is_symlink() or not stat.S_ISREG(status.st_mode):
        return None
    if folder.is_abandoned():
        folder.rebuild()
        if not path.exists():
            return None
    return status

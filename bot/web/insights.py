"""The live page over HTTP: drawn on the server, read by the member whose link it was, and told of changes by a stream.

Server-sent events: html.spec.whatwg.org/multipage/server-sent-events.html. The page works without a script too; it then stands
still.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from functools import cache
from html import escape
from importlib.resources import files

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse

from bot.analytics.targets.live import SPANS
from bot.insights import SESSION_FOR, InsightsService, Visitor
from bot.phrases import Phrases
from bot.web import live_page
from bot.web.pages import language_of

COOKIE = "allin_insights"
BEAT_SECONDS = 15.0
RETRY_MILLISECONDS = 3000

_SAFE = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_STATIC = {"insights.css": "text/css; charset=utf-8", "insights.js": "text/javascript; charset=utf-8"}


def insights_router(service: InsightsService, *, beat_seconds: float = BEAT_SECONDS) -> APIRouter:
    """`/insights` and what belongs to it. Whoever has no valid cookie sees how to get a link, and nothing else."""
    router = APIRouter(include_in_schema=False)

    async def visitor_of(request: Request) -> Visitor | None:
        return await service.visitor(request.cookies.get(COOKIE))

    @router.get("/insights/open/{token}")
    async def opened(request: Request, token: str) -> Response:
        admitted = await service.admit(token)
        if admitted is None:
            return _turned_away(request, 410)
        _, cookie = admitted
        # The token leaves the address bar.
        response = RedirectResponse("/insights", status_code=303, headers=_SAFE)
        response.set_cookie(
            COOKIE,
            cookie,
            max_age=int(SESSION_FOR.total_seconds()),
            path="/insights",
            httponly=True,
            samesite="lax",
            secure=service.secure,
        )
        return response

    @router.get("/insights")
    async def page(request: Request) -> Response:
        visitor = await visitor_of(request)
        if visitor is None:
            return _turned_away(request, 401)
        days = _days(request)
        # Before the figures are read: what comes in between is told again rather than missed.
        version = await service.version(visitor.workspace_id)
        view, now = await service.view(visitor, days)
        phrases = Phrases(visitor.language)
        part = live_page.part(phrases, view, service.platforms, now, days)
        keys = live_page.results_access(phrases, service, visitor) if visitor.manages else ""
        return _html(live_page.whole(phrases, view, part, keys, days=days, version=version))

    @router.get("/insights/part")
    async def part(request: Request) -> Response:
        visitor = await visitor_of(request)
        if visitor is None:
            return PlainTextResponse("", status_code=401, headers=_SAFE)
        days = _days(request)
        view, now = await service.view(visitor, days)
        return _html(live_page.part(Phrases(visitor.language), view, service.platforms, now, days))

    @router.get("/insights/events")
    async def events(request: Request) -> Response:
        visitor = await visitor_of(request)
        if visitor is None:
            # An event source does not try again after that (204 says so, an error would be asked for for ever).
            return Response(status_code=204, headers=_SAFE)
        if service.full:
            return PlainTextResponse("", status_code=503, headers={**_SAFE, "Retry-After": "60"})
        since = request.headers.get("last-event-id") or request.query_params.get("since", "")
        still = _still(service, request.cookies.get(COOKIE))
        stream = _stream(service, visitor, since, still, beat_seconds)
        headers = {**_SAFE, "X-Accel-Buffering": "no"}
        return StreamingResponse(stream, media_type="text/event-stream", headers=headers)

    @router.get("/insights/{name}")
    async def static(request: Request, name: str) -> Response:
        if name not in _STATIC:
            return _turned_away(request, 404)
        headers = {**_SAFE, "Cache-Control": "no-cache"}
        return Response(_file(name), media_type=_STATIC[name], headers=headers)

    return router


def _still(service: InsightsService, cookie: str | None) -> Callable[[], object]:
    return lambda: service.visitor(cookie)


async def _stream(
    service: InsightsService, visitor: Visitor, since: str, still: Callable[[], object], beat_seconds: float
) -> AsyncIterator[str]:
    """An event for each change, a comment now and then so that nobody on the way hangs up, and `end` when the session ends."""
    yield f"retry: {RETRY_MILLISECONDS}\n\n"
    told = since
    async with service.listening(visitor.workspace_id) as changed:
        while not service.closed.is_set():
            changed.clear()
            version = await service.version(visitor.workspace_id)
            if version != told:
                told = version
                yield f"id: {version}\nevent: figures\ndata: {version}\n\n"
            left = (visitor.expires_at - service.now()).total_seconds()
            try:
                await asyncio.wait_for(changed.wait(), max(min(beat_seconds, left), 0.01))
            except TimeoutError:
                if await still() is None:  # type: ignore[misc]  # whatever it returns can be waited for
                    yield "event: end\ndata: over\n\n"
                    return
                yield ": here\n\n"


def _days(request: Request) -> int:
    asked = request.query_params.get("days", "")
    return int(asked) if asked in {str(span) for span in SPANS} else SPANS[0]


def _html(text: str, status: int = 200) -> Response:
    return Response(text, status_code=status, media_type="text/html; charset=utf-8", headers=_SAFE)


def _turned_away(request: Request, status: int) -> Response:
    phrases = Phrases(language_of(request))
    key = {401: "live-needs-link", 410: "live-link-over"}.get(status, "live-no-page")
    main = f'<main class="alone"><h1>{escape(phrases.say("live-title"))}</h1>\n<p>{escape(phrases.say(key))}</p></main>'
    return _html(live_page.document(phrases, phrases.say("live-title"), main), status)


@cache
def _file(name: str) -> bytes:
    return (files("bot.web") / name).read_bytes()

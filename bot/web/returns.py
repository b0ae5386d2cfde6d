"""Short links that count how often they are followed, and the door through which programs send conversions.

A short link leads only to what was stored for it. Of who follows it nothing is kept, and known robots are not counted. What a
program sends is signed over its time and its body with the workspace's own key (HMAC-SHA256), as Stripe and Slack do it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import re
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from bot.analytics.revenue.results import from_program
from bot.errors import NotUnderstood
from bot.insights import InsightsService
from bot.web.pages import missing
from storage import results

log = logging.getLogger(__name__)

MOST_BYTES = 256 * 1024
MOST_EVENTS = 500
SKEW_SECONDS = 300

_TOKEN = re.compile(r"[A-Za-z0-9_-]{8,24}")
_ROBOTS = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|preview|facebookexternalhit|facebot|whatsapp|telegrambot|slack|discord|embedly|"
    r"skypeuripreview|mastodon|pleroma|akkoma|misskey|bluesky|cardyb|vkshare|pinterest/|curl|wget|python|httpx|aiohttp|go-http|"
    r"java/|okhttp|headless|lighthouse|monitor|uptime|scan|fetch",
    re.IGNORECASE,
)
_SAFE = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'",
}


def is_robot(request: Request) -> bool:
    """Whether no person follows the link: a program by its own name or without one, or a browser that only looks ahead."""
    headers = request.headers
    ahead = f"{headers.get('purpose', '')} {headers.get('sec-purpose', '')} {headers.get('x-moz', '')}"
    agent = headers.get("user-agent", "")
    return not agent or _ROBOTS.search(agent) is not None or "prefetch" in ahead or "preview" in ahead


def returns_router(service: InsightsService) -> APIRouter:
    """`/l/<token>` and `/results/<workspace>`."""
    router = APIRouter(include_in_schema=False)

    @router.api_route("/l/{token}", methods=["GET", "HEAD"])
    async def follow(request: Request, token: str) -> Response:
        row = None
        if _TOKEN.fullmatch(token):
            row = await service.database.read(lambda session: results.link(session, token))
        if row is None:
            return missing(request)
        if request.method == "GET" and not is_robot(request):
            try:
                day = service.now().astimezone(await service.zone(row.workspace_id)).date()
                await service.database.write(partial(results.count_click, row=row, day=day))
            except Exception:
                # Whoever follows a link gets there, counted or not.
                log.exception("a click could not be counted")
        return RedirectResponse(row.address, status_code=302, headers=_SAFE)

    @router.post("/results/{workspace_id}")
    async def receive(request: Request, workspace_id: int) -> Response:
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                return _said(413, "too large")
        if not _is_signed(service, request, workspace_id, bytes(body)):
            return _said(401, "the signature or its time is wrong")
        try:
            sent = json.loads(body)
            events = sent["events"] if isinstance(sent, dict) and "events" in sent else [sent]
            if not isinstance(events, list) or not 1 <= len(events) <= MOST_EVENTS:
                return _said(400, f"between 1 and {MOST_EVENTS} events at once")
            zone = await service.zone(workspace_id)
            new = from_program(events, zone=zone, now=service.now())
        except NotUnderstood as error:
            return _said(400, f"event {error.facts.get('place')} cannot be read")
        except (ValueError, RecursionError):
            return _said(400, "no JSON")
        counted = await service.database.write(
            partial(results.add_from_program, workspace_id=workspace_id, outcomes=new, now=service.now())
        )
        return JSONResponse({"new": counted, "known": len(new) - counted}, headers=_SAFE)

    return router


def _is_signed(service: InsightsService, request: Request, workspace_id: int, body: bytes) -> bool:
    stamp, given = request.headers.get("x-allin-timestamp", ""), request.headers.get("x-allin-signature", "")
    if not re.fullmatch(r"\d{1,12}", stamp) or abs(service.now().timestamp() - int(stamp)) > SKEW_SECONDS:
        return False
    found = False
    for key in service.results_keys(workspace_id):
        made = hmac.new(key.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        found |= hmac.compare_digest(made.encode(), given.removeprefix("v1=").lower().encode("utf-8", "replace"))
    return found


def _said(status: int, detail: str) -> Response:
    return JSONResponse({"detail": detail}, status_code=status, headers=_SAFE)

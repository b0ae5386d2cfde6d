"""The address that Meta's webhooks call. Only what our application's secret has signed is read."""

from __future__ import annotations

import json
import logging

from fastapi import APIRouter, Request, Response

from bot.analytics.collection.hooks import FigureHooks
from storage.database import DatabaseError
from storage.vault import VaultError

log = logging.getLogger(__name__)

PATH = "/webhooks/meta"
MOST_BYTES = 1_000_000
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def figures_router(hooks: FigureHooks) -> APIRouter:
    """GET answers Meta's question whether the address is ours, POST takes what it sends; 404 without an application."""
    router = APIRouter()

    @router.get(PATH, include_in_schema=False)
    async def confirm(request: Request) -> Response:
        """Repeat the challenge, where the verify token is right."""
        asked = request.query_params
        try:
            known = hooks.is_open and hooks.is_token(asked.get("hub.verify_token", ""))
        except VaultError as error:
            log.error("a webhook cannot be confirmed: %s", error)
            return Response(status_code=503, headers=_HEADERS)
        if not known or asked.get("hub.mode") != "subscribe":
            return Response(status_code=403 if hooks.is_open else 404, headers=_HEADERS)
        return Response(asked.get("hub.challenge", "")[:200], media_type="text/plain", headers=_HEADERS)

    @router.post(PATH, include_in_schema=False)
    async def take(request: Request) -> Response:
        """Keep what is news of our posts. What cannot be kept now is sent again by Meta, for which it needs a 503."""
        if not hooks.is_open:
            return Response(status_code=404, headers=_HEADERS)
        body = await _body(request)
        if body is None:
            return Response(status_code=413, headers=_HEADERS)
        if not hooks.is_signed(body, request.headers.get("x-hub-signature-256", "")):
            return Response(status_code=403, headers=_HEADERS)
        try:
            await hooks.take(json.loads(body))
        except (ValueError, RecursionError):
            return Response(status_code=400, headers=_HEADERS)
        except DatabaseError as error:
            log.error("what Meta sent cannot be kept: %s", error)
            return Response(status_code=503, headers=_HEADERS)
        return Response("ok", media_type="text/plain", headers=_HEADERS)

    return router


async def _body(request: Request) -> bytes | None:
    """The bytes as they came; None if there are too many."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)

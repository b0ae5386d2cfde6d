"""Signed links to media: a network fetches a picture or a video from us, for as long as the link says, and nothing else."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.responses import FileResponse

from bot.media import MediaLibrary

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, max-age=3600",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
}


def media_router(library: MediaLibrary) -> APIRouter:
    """`/media/{token}/{name}` over a library. Whatever is wrong with a link, the answer is the same 404."""
    router = APIRouter()

    @router.api_route("/media/{token}/{name}", methods=["GET", "HEAD"], include_in_schema=False)
    async def media(token: str, name: str) -> Response:
        """The file, whole or in ranges."""
        found = await library.opened(token, name)
        if found is None:
            return Response(status_code=404, headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"})
        return FileResponse(found.path, media_type=found.mime, headers=_HEADERS)

    return router

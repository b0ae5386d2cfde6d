"""Sees to it that our pages are being served before anybody is sent there, also from a conversation in a terminal.

Where `allin serve` of the same installation answers, nothing is done. Where nobody does, this process serves them itself,
on this machine only, until it ends.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

import httpx

from bot.errors import OperatorError
from storage.vault import Vault

if TYPE_CHECKING:
    from fastapi import FastAPI

    from bot.web.server import Background

log = logging.getLogger(__name__)

SECONDS = 3.0


class Door:
    """The way in from a browser. `public_url` is where it is reached from outside, if it is."""

    def __init__(
        self, vault: Vault, make: Callable[[], FastAPI], *, host: str, port: int, public_url: str | None = None
    ) -> None:
        self.vault = vault
        self._make = make
        self._port = port
        self._public_url = public_url
        # Only this machine gets in by a door that nobody asked for.
        self._host = host if host not in {"0.0.0.0", "::", "localhost"} else "127.0.0.1"
        self.seconds = SECONDS
        self._lock = asyncio.Lock()
        self._background: Background | None = None

    async def open(self) -> None:
        """Return once pages are served. Raises `OperatorError` if the port belongs to another program."""
        async with self._lock:
            if self._background is not None and self._background.serves:
                return
            if await self._is_ours():
                return
            try:
                await self._serve()
            except OperatorError as error:
                # Somebody else of the same installation may have been quicker.
                if await self._is_ours():
                    return
                log.error("the pages cannot be served: %s", error)
                raise OperatorError("sign-in-port-taken", port=str(self._port), detail=error.detail) from None

    async def close(self) -> None:
        """Serve no more."""
        if self._background is not None:
            await self._background.stop()
            self._background = None

    async def _serve(self) -> None:
        from bot.web.server import Background

        background = Background(self._make())
        await background.start(self._host, self._port)
        self._background = background

    async def _is_ours(self) -> bool:
        """Whether this installation answers there: it alone can sign what nobody has heard before."""
        shown = f"[{self._host}]" if ":" in self._host else self._host
        places = [f"http://{shown}:{self._port}", *([self._public_url] if self._public_url else [])]
        nonce = secrets.token_urlsafe(24)
        async with httpx.AsyncClient(timeout=self.seconds, trust_env=False) as client:
            for place in places:
                try:
                    answer = await client.get(f"{place.rstrip('/')}/connect/door/{nonce}")
                except (httpx.HTTPError, httpx.InvalidURL, OSError):
                    continue
                if answer.status_code == httpx.codes.OK and self.vault.verify("door", nonce, answer.text):
                    return True
        return False

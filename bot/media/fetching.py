"""Fetching what a person names by its address, without letting anybody reach into the network this program stands in.

A name is looked up here, every address it has must be public, and the connection goes to the very address that was checked,
so a name that points elsewhere a moment later gains nothing. Redirects are followed by hand, each checked the same way.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import ssl
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpcore

from bot.errors import Rejected, StoreError, TryLater
from bot.media.sniffing import HEAD, MOST_BYTES, ROOM, sniff
from connectors.addresses import Address, Guarded, Resolver, is_public, resolve

MOST_REDIRECTS = 5
CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
WHOLE_SECONDS = 600.0
LONGEST_URL = 4_000
_LOOK = 16_000_000
"""After so many bytes it is looked whether the disk has room for more."""


class _Guarded(Guarded):
    """What may not be connected to, in words for whoever named it."""

    def unknown(self, host: str) -> Exception:
        return Rejected("media-no-such-host", host=host[:80])

    def inside(self, host: str) -> Exception:
        return Rejected("media-address-inside", host=host[:80])


class Fetcher:
    """Fetches files into a folder. `resolver` and `allowed` are for tests; `plain_http` lets unencrypted addresses through."""

    def __init__(
        self,
        *,
        resolver: Resolver = resolve,
        allowed: Callable[[Address], bool] = is_public,
        plain_http: bool = False,
        trust: ssl.SSLContext | None = None,
        seconds: float = WHOLE_SECONDS,
    ) -> None:
        self._resolver = resolver
        self._allowed = allowed
        self._plain_http = plain_http
        self._trust = trust
        self._seconds = seconds

    async def fetch(self, url: str, target: Path) -> None:
        """Write what `url` holds to `target`.

        Raises `Rejected` for an address that may not be fetched or holds nothing usable, `TryLater` when its server does
        not answer as it should. Nothing of the address but its host is kept in an error: the rest may be a secret.
        """
        try:
            async with asyncio.timeout(self._seconds):
                await self._fetch(url, target)
        except TimeoutError:
            raise TryLater("media-fetch-slow", host=_host(url)) from None

    async def _fetch(self, url: str, target: Path) -> None:
        context = self._trust or ssl.create_default_context()
        pool = httpcore.AsyncConnectionPool(
            ssl_context=context, network_backend=_Guarded(self._resolver, self._allowed), max_connections=1
        )
        async with pool:
            for _ in range(MOST_REDIRECTS + 1):
                self._check(url)
                try:
                    onward = await self._get(pool, url, target)
                except (
                    httpcore.NetworkError,
                    httpcore.ProtocolError,
                    httpcore.TimeoutException,
                    ssl.SSLError,
                ) as error:
                    raise TryLater("media-fetch-failed", host=_host(url), detail=type(error).__name__) from None
                if onward is None:
                    return
                try:
                    url = urljoin(url, onward)
                except ValueError:
                    raise Rejected("media-bad-address") from None
        raise Rejected("media-too-many-redirects", host=_host(url))

    async def _get(self, pool: httpcore.AsyncConnectionPool, url: str, target: Path) -> str | None:
        """The address it redirects to, None once it is written."""
        timeouts = {"connect": CONNECT_SECONDS, "read": READ_SECONDS, "write": READ_SECONDS, "pool": READ_SECONDS}
        headers: dict[bytes | str, bytes | str] = {
            "User-Agent": "AllIN-Assistant",
            "Accept": "image/*,video/*,audio/*,*/*;q=0.5",
            "Accept-Encoding": "identity",
        }
        parts = urlsplit(url)
        headers["Host"] = parts.netloc
        async with pool.stream("GET", url, headers=headers, extensions={"timeout": timeouts}) as answer:
            given = {name.lower(): value.decode("latin-1") for name, value in answer.headers}
            if answer.status in {301, 302, 303, 307, 308} and given.get(b"location"):
                return given[b"location"]
            if answer.status in {401, 403, 404, 410}:
                raise Rejected("media-fetch-refused", host=_host(url), status=str(answer.status))
            if answer.status != 200:
                raise TryLater("media-fetch-failed", host=_host(url), detail=f"status {answer.status}")
            if given.get(b"content-encoding", "identity").lower() not in {"", "identity"}:
                raise Rejected("media-unknown-type")
            await _write(answer.aiter_stream(), target, given.get(b"content-length", ""), _host(url))
        return None

    def _check(self, url: str) -> None:
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise Rejected("media-bad-address") from None
        if len(url) > LONGEST_URL or not parts.hostname or any(ord(char) <= 32 or ord(char) > 126 for char in url):
            raise Rejected("media-bad-address")
        if parts.username is not None or parts.password is not None:
            raise Rejected("media-address-with-password")
        if parts.scheme != "https" and not (parts.scheme == "http" and self._plain_http):
            raise Rejected("media-address-not-https")
        # Mail and other services listen below 1024; nobody keeps pictures there.
        if port is not None and port < 1024 and port not in {80, 443}:
            raise Rejected("media-bad-address")


async def _write(chunks: AsyncIterator[bytes], target: Path, claimed: str, host: str) -> None:
    head = b""
    most = max(MOST_BYTES.values())
    length = 0
    file = None
    try:
        async for piece in chunks:
            chunk = piece
            if file is None:
                head += piece
                if len(head) < HEAD:
                    continue
                most = _room(head, claimed)
                file = await asyncio.to_thread(target.open, "wb")
                chunk = head
            length += len(chunk)
            if length // _LOOK != (length - len(chunk)) // _LOOK:
                await asyncio.to_thread(_check_disk, target)
            if length > most:
                raise Rejected("media-too-large", size=_megabytes(length), limit=_megabytes(most))
            await asyncio.to_thread(file.write, chunk)
        if file is None:
            _room(head, claimed)
            await asyncio.to_thread(target.write_bytes, head)
            length = len(head)
    finally:
        if file is not None:
            await asyncio.to_thread(file.close)
    if _LENGTH.fullmatch(claimed) and length != int(claimed):
        raise TryLater("media-fetch-failed", host=host, detail="cut short")


def _room(head: bytes, claimed: str) -> int:
    """How many bytes this kind of file may have. A server may say it at once that it is too large."""
    most = MOST_BYTES[sniff(head).kind]
    if _LENGTH.fullmatch(claimed) and int(claimed) > most:
        raise Rejected("media-too-large", size=_megabytes(int(claimed)), limit=_megabytes(most))
    return most


_LENGTH = re.compile(r"[0-9]{1,18}")


def _check_disk(target: Path) -> None:
    """What is fetched must not fill the disk to its last byte: the store lies there too."""
    if shutil.disk_usage(target.parent).free < ROOM:
        raise StoreError("media-disk-full", detail="while fetching")


def _megabytes(count: int) -> str:
    return f"{count / 1e6:.1f}".removesuffix(".0")


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "")[:80]
    except ValueError:
        return ""

"""Fetching what a person names by its address, without letting anybody reach into the network this program stands in.

A name is looked up here, every address it has must be public, and the connection goes to the very address that was checked,
so a name that points elsewhere a moment later gains nothing. Redirects are followed by hand, each checked the same way.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore

from bot.errors import Rejected, TryLater
from bot.media.sniffing import HEAD, MOST_BYTES, sniff

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Awaitable[list[str]]]

MOST_REDIRECTS = 5
CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
WHOLE_SECONDS = 600.0
MOST_ADDRESSES = 16
LONGEST_URL = 4_000

_REFUSED = tuple(
    ipaddress.ip_network(text)
    for text in (
        "168.63.129.16/32",  # Azure's own services answer virtual machines there
        "192.88.99.0/24",  # 6to4 relays
        "64:ff9b::/96",  # addresses that carry an IPv4 address within: NAT64, Teredo, 6to4, and the old site-local ones
        "64:ff9b:1::/48",
        "2001::/32",
        "2002::/16",
        "fec0::/10",
    )
)


def is_public(address: Address) -> bool:
    """Whether an address is one of the open internet: not private, loopback, link-local, shared, reserved or multicast."""
    if isinstance(address, ipaddress.IPv6Address) and (inner := address.ipv4_mapped) is not None:
        return is_public(inner)
    if address.is_multicast or address.is_reserved or address.is_unspecified or not address.is_global:
        return False
    return not any(address in network for network in _REFUSED if network.version == address.version)


async def resolve(host: str, port: int) -> list[str]:
    """Every address of a name, as the system knows them."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))


class _Guarded(httpcore.AsyncNetworkBackend):
    """Connects to checked addresses only; the name stays in the Host header and in what TLS verifies."""

    def __init__(self, resolver: Resolver, allowed: Callable[[Address], bool]) -> None:
        self._resolver = resolver
        self._allowed = allowed
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        for address in await self._checked(host, port):
            try:
                return await self._inner.connect_tcp(str(address), port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        raise httpcore.ConnectError("no local sockets")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def _checked(self, host: str, port: int) -> list[Address]:
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                found = await self._resolver(host, port)
            addresses = [ipaddress.ip_address(text) for text in found[:MOST_ADDRESSES]]
        except (OSError, UnicodeError, ValueError, TimeoutError) as error:
            raise Rejected("media-no-such-host", host=host[:80]) from error
        # One private address among public ones is how a name is made to point inside: then none is used.
        if not addresses or not all(self._allowed(address) for address in addresses):
            raise Rejected("media-address-inside", host=host[:80])
        return addresses


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
                url = urljoin(url, onward)
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
    if claimed.isdigit() and length != int(claimed):
        raise TryLater("media-fetch-failed", host=host, detail="cut short")


def _room(head: bytes, claimed: str) -> int:
    """How many bytes this kind of file may have. A server may say it at once that it is too large."""
    most = MOST_BYTES[sniff(head).kind]
    if claimed.isdigit() and int(claimed) > most:
        raise Rejected("media-too-large", size=_megabytes(int(claimed)), limit=_megabytes(most))
    return most


def _megabytes(count: int) -> str:
    return f"{count / 1e6:.1f}".removesuffix(".0")


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "")[:80]
    except ValueError:
        return ""

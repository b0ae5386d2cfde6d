"""Which addresses are the open internet, and connections that go nowhere else.

A name that somebody gave is looked up here, every address it has must be public, and the connection goes to the very
address that was checked, so a name that points elsewhere a moment later gains nothing.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Collection, Iterable
from typing import Any

import httpcore

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Awaitable[list[str]]]

RESOLVE_SECONDS = 10.0
MOST_ADDRESSES = 16

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
        "::/96",
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


class Guarded(httpcore.AsyncNetworkBackend):
    """Connects to public addresses only; the name stays in the Host header and in what TLS verifies.

    `exempt` are places (host and port) that whoever runs this installation has set; they are connected to as they are.
    """

    def __init__(
        self,
        resolver: Resolver = resolve,
        allowed: Callable[[Address], bool] = is_public,
        *,
        exempt: Collection[tuple[str, int]] = (),
    ) -> None:
        self._resolver = resolver
        self._allowed = allowed
        self._exempt = exempt
        self._inner = httpcore.AnyIOBackend()

    def unknown(self, host: str) -> Exception:
        """What is raised for a name that cannot be looked up."""
        return httpcore.ConnectError("no such host")

    def inside(self, host: str) -> Exception:
        """What is raised for a name that points into a network of ours."""
        return httpcore.ConnectError("not a public address")

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        if (host, port) in self._exempt:
            return await self._inner.connect_tcp(host, port, timeout, local_address, socket_options)
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
            async with asyncio.timeout(RESOLVE_SECONDS):
                found = await self._resolver(host, port)
            addresses = [ipaddress.ip_address(text) for text in found[:MOST_ADDRESSES]]
        except (OSError, UnicodeError, ValueError, TimeoutError):
            raise self.unknown(host) from None
        # One private address among public ones is how a name is made to point inside: then none is used.
        if not addresses or not all(self._allowed(address) for address in addresses):
            raise self.inside(host)
        return addresses

"""Makes a Wyoming server known in the local network (multicast DNS, RFC 6762 and 6763), as Home Assistant looks for it."""

from __future__ import annotations

import contextlib
import ipaddress
import logging
import re
import socket
from collections.abc import AsyncIterator

import ifaddr
from zeroconf import Error, InterfaceChoice, IPVersion
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

from connectors.bearer import is_loopback

log = logging.getLogger(__name__)

TYPE = "_wyoming._tcp.local."
"""`zeroconf` in the manifest of Home Assistant's integration `wyoming` (github.com/home-assistant/core)."""

_LONGEST = 50  # of the 63 bytes that a label has; the rest is for the number of a second one of that name


@contextlib.asynccontextmanager
async def announced(name: str, host: str, port: int) -> AsyncIterator[None]:
    """The server is known while this is entered. Where it cannot be, that is logged: its address can be typed as well."""
    if is_loopback(host):
        yield
        return
    speaker: AsyncZeroconf | None = None
    try:
        info = service(name, addresses_of(host), port)
        everywhere = ipaddress.ip_address(host).is_unspecified
        speaker = AsyncZeroconf(
            interfaces=InterfaceChoice.Default if everywhere else [host],
            ip_version=IPVersion.V6Only if ":" in host else IPVersion.V4Only,
        )
        await speaker.async_register_service(info, allow_name_change=True)
    except (OSError, Error, ValueError, RuntimeError) as error:
        log.warning("the Wyoming server could not be announced in the network: %s", error)
    try:
        yield
    finally:
        if speaker is not None:
            with contextlib.suppress(OSError, Error):
                await speaker.async_unregister_all_services()
            await speaker.async_close()


def service(name: str, addresses: list[str], port: int) -> AsyncServiceInfo:
    """What is announced. Raises ValueError where there is no address to announce."""
    if not addresses:
        raise ValueError("this machine has no address in a network")
    host = re.sub(r"[^A-Za-z0-9-]+", "-", socket.gethostname()).strip("-") or "allin"
    # One machine has one of it; the host's name tells two of them apart.
    label = " ".join(re.sub(r"[^\w-]+", " ", f"{name} {host}").split())
    label = label.encode()[:_LONGEST].decode(errors="ignore").strip()
    return AsyncServiceInfo(TYPE, f"{label}.{TYPE}", port=port, parsed_addresses=addresses)


def addresses_of(host: str) -> list[str]:
    """Where others reach a server that is bound to `host`, an address. Raises ValueError for anything else."""
    bound = ipaddress.ip_address(host)
    if not bound.is_unspecified:
        return [host]
    found = []
    for adapter in ifaddr.get_adapters():
        for each in adapter.ips:
            address = ipaddress.ip_address(each.ip[0] if isinstance(each.ip, tuple) else each.ip)
            if address.version == bound.version and not address.is_loopback and not address.is_link_local:
                found.append(str(address))
    return found

"""Requests of people's own devices over HTTP: whose token it is, what they send, and who has to wait.

A token stands in the header and nowhere else: addresses end up in logs. It is looked at before anything of a body is read.
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
import math
import re
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.requests import Request

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

LANGUAGES = ("en", "es", "de", "fr")
FREE = 5
"""Wrong tokens or codes of one address before it has to wait."""
LONGEST_WAIT = 300.0
FORGOTTEN = 600.0
"""Seconds after which wrong ones are forgotten."""
MOST_A_MINUTE = 30
"""Requests of one device."""
BODY_SECONDS = 60.0
"""How long a body may take to arrive."""

_MOST_KEPT = 4_096
_TOKEN = re.compile(r"Bearer +([A-Za-z0-9._~+/=-]{8,512})", re.IGNORECASE)  # RFC 6750, section 2.1


class Guard:
    """Slows down whoever guesses, by address, and whoever asks too much, by device. `now` is in seconds."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._wrong: OrderedDict[str, tuple[int, float, float]] = OrderedDict()
        self._asked: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, source: str) -> int:
        """Seconds that an address has to wait before its next try; 0 for most."""
        _, _, until = self._wrong.get(_place(source), (0, 0.0, 0.0))
        return max(0, math.ceil(until - self._now()))

    def failed(self, source: str) -> None:
        """Note a wrong token or code. From the sixth on, the wait doubles with each."""
        now, place = self._now(), _place(source)
        count, at, _ = self._wrong.pop(place, (0, now, 0.0))
        count = count + 1 if now - at < FORGOTTEN else 1
        until = now + min(2.0 ** (count - FREE), LONGEST_WAIT) if count > FREE else 0.0
        self._wrong[place] = (count, now, until)
        if len(self._wrong) > _MOST_KEPT:
            self._wrong.popitem(last=False)

    def asks(self, device: str) -> int:
        """Note a request of a device: seconds that it has to wait because it asks too much, or 0."""
        now = self._now()
        times = self._asked.setdefault(device, deque(maxlen=MOST_A_MINUTE))
        self._asked.move_to_end(device)
        if len(self._asked) > _MOST_KEPT:
            self._asked.popitem(last=False)
        if len(times) == MOST_A_MINUTE and now - times[0] < 60:
            return math.ceil(60 - (now - times[0]))
        times.append(now)
        return 0


def token_of(request: Request) -> str | None:
    """The token of the Authorization header, if there is one."""
    found = _TOKEN.fullmatch(request.headers.get("authorization", "").strip())
    return found[1] if found else None


def source_of(request: Request) -> str:
    """The address that a request comes from."""
    return plain_address(request.client.host) if request.client is not None else ""


def is_private(address: str) -> bool:
    """Whether what is sent to `address` is encrypted, or stays on this machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or is_loopback(parts.hostname or "")


def came_safely(request: Request, address: str, trusted: Sequence[Network] = ()) -> bool:
    """Whether nobody could read a request on its way: we are reached by https, or it comes from this machine or from a
    network that whoever runs the installation trusts.
    """
    if urlsplit(address).scheme == "https":
        return True
    source = source_of(request)
    return is_loopback(source) or is_in(source, trusted)


async def body_of(request: Request, most: int) -> bytes | None:
    """The body; None if it has more than `most` bytes. Raises TimeoutError where it does not arrive.

    Raises starlette's ClientDisconnect where the client hangs up.
    """
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > most:
        return None
    body = bytearray()
    async with asyncio.timeout(BODY_SECONDS):
        async for part in request.stream():
            body += part
            if len(body) > most:
                return None
    return bytes(body)


def json_object(body: bytes) -> dict[str, Any] | None:
    """The JSON object in a body; None for anything else."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def text_in(data: dict[str, Any], name: str, most: int) -> str:
    """A string of a request without what surrounds it; empty where there is none. Raises ValueError for anything else."""
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > most:
        raise ValueError(name)
    return value.strip()


def language_in(value: object) -> str | None:
    """The ISO 639-1 code of a tag such as "de-DE", if it is a language of ours."""
    code = re.split(r"[-_]", value.strip().lower())[0] if isinstance(value, str) else ""
    return code if code in LANGUAGES else None


def language_of(request: Request, usual: str) -> str:
    """The first of the languages in the Accept-Language header that is ours."""
    wanted: list[tuple[float, str]] = []
    for part in request.headers.get("accept-language", "").split(",")[:20]:
        tag, _, weight = part.strip().partition(";q=")
        try:
            rank = float(weight or 1)
        except ValueError:
            continue
        if (code := language_in(tag)) is not None and rank > 0:
            wanted.append((-rank, code))
    return min(wanted, key=lambda pair: pair[0])[1] if wanted else usual


def plain_address(address: str) -> str:
    """An IP address as it is written down: IPv4 within IPv6 as IPv4, without the name of an interface."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return str(mapped or found)


def is_loopback(host: str) -> bool:
    """Whether a name or address is this machine's own."""
    try:
        return ipaddress.ip_address(plain_address(host.strip("[]"))).is_loopback
    except ValueError:
        return host == "localhost"


def is_in(address: str, networks: Iterable[Network]) -> bool:
    """Whether an address belongs to one of the networks."""
    try:
        found = ipaddress.ip_address(plain_address(address))
    except ValueError:
        return False
    return any(found in network for network in networks)


def networks_in(text: str) -> tuple[Network, ...]:
    """Addresses and networks, with commas or spaces between them. Raises ValueError for anything else."""
    return tuple(ipaddress.ip_network(part, strict=False) for part in re.split(r"[,\s]+", text.strip()) if part)


def _place(source: str) -> str:
    """An address; of IPv6 its first half, for the other one is the visitor's to choose."""
    try:
        found = ipaddress.ip_address(source)
    except ValueError:
        return source
    return str(found) if found.version == 4 else str(ipaddress.ip_network(f"{found}/64", strict=False))

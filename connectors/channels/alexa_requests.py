"""Whether a request comes from Alexa for our skill, and what it says.

The rules are Amazon's ("Host a Custom Skill as a Web Service", verifying requests), with the figures that its own Python SDK
has (ask-sdk-webservice-support 1.3.3): where the certificates may come from, whom they must name, what is signed, how old it
may be. Nothing of a body is read before its signature has been checked. Whatever does not fit is `Forged`.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
import logging
import posixpath
import re
import warnings
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

if TYPE_CHECKING:
    from starlette.datastructures import Headers

log = logging.getLogger(__name__)

Fetch = Callable[[str], Awaitable[bytes]]
"""Gets what is at an address. Raises `Forged` where there is nothing that could be certificates."""

MOST_BYTES = 1_000_000
"""Of a request's body."""
TOLERANCE = timedelta(seconds=150)
"""Between the time in a request and ours, either way."""
SIGNER = "echo-api.amazon.com"
"""Whom the certificate must name, letter by letter: no wildcard will do."""

_HOST = "s3.amazonaws.com"
_FOLDER = "/echo.api/"
_PATH = re.compile(r"/[A-Za-z0-9._/-]{1,500}")
_MOST_CHAIN = 64 * 1024  # bytes; four certificates have about 6,000
_MOST_CERTIFICATES = 8
_MOST_SIGNERS = 8  # kept at once; Amazon has one or two
_MOST_FETCHES = 4
_FETCH_SECONDS = 3.0  # of the eight that Alexa waits
_MOST_SEEN = 20_000


class Forged(Exception):
    """It is not shown to come from Alexa for our skill. `str` says why, for the log."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a verified request says. `kind` is its type (LaunchRequest), `intent` the name of an IntentRequest's.

    `token` is the access token of whoever speaks, if they have linked their account: of the voice that was recognised, else of
    the account that the device belongs to. `api` and `api_token` are for progressive responses. No token is in its `repr`.
    """

    id: str
    kind: str
    locale: str = ""
    intent: str = ""
    slots: dict[str, str] = field(default_factory=dict, repr=False)
    attributes: dict[str, Any] = field(default_factory=dict, repr=False)
    device: str = ""
    token: str = field(default="", repr=False)
    api: str = ""
    api_token: str = field(default="", repr=False)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Signer:
    key: RSAPublicKey
    since: datetime
    until: datetime


class Verifier:
    """Reads requests for one skill. `fetch` gets certificate chains, `roots` are whom we trust in the end."""

    def __init__(
        self,
        skill_id: str,
        *,
        fetch: Fetch | None = None,
        roots: Callable[[], Sequence[x509.Certificate]] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._skill_id = skill_id
        self._fetch = fetch or _fetched
        self._roots = roots or trusted_roots
        self._now = now
        self._signers: dict[str, _Signer] = {}
        self._coming: dict[str, asyncio.Task[_Signer]] = {}
        self._seen: dict[str, datetime] = {}

    async def read(self, headers: Headers, body: bytes) -> Asked:
        """What a request says. Raises `Forged`, also for one that was here before."""
        if len(body) > MOST_BYTES:
            raise Forged("its body is too large")
        address = chain_address(_one(headers, "signaturecertchainurl"))
        try:
            signature = base64.b64decode(_one(headers, "signature-256"), validate=True)
        except (binascii.Error, ValueError):
            raise Forged("its signature is no base64") from None
        signer = await self._signer(address)
        try:
            signer.key.verify(signature, body, PKCS1v15(), SHA256())
        except InvalidSignature:
            raise Forged("its signature is not of that body") from None
        try:
            data = json.loads(body)
        except (ValueError, RecursionError):
            raise Forged("its body is no JSON") from None
        self._check_time(_at(data, "request", "timestamp"))
        self._check_skill(data)
        asked = _asked(data)
        self._check_new(asked.id)
        return asked

    def _check_time(self, written: Any) -> None:
        try:
            at = datetime.fromisoformat(written)
            late = abs(self._now() - at)
        except (TypeError, ValueError):
            raise Forged("it has no time") from None
        if late > TOLERANCE:
            raise Forged("it is too old, or from the future")

    def _check_skill(self, data: Any) -> None:
        said = [_at(data, "context", "System", "application", "applicationId")]
        if _at(data, "session") is not None:
            said.append(_at(data, "session", "application", "applicationId"))
        if any(each != self._skill_id for each in said):
            raise Forged("it is for another skill")

    def _check_new(self, id: str) -> None:
        now = self._now()
        if not id:
            raise Forged("it has no id")
        # Anything older is refused for its time. In order of arrival, so that the oldest come first.
        while self._seen and (
            len(self._seen) > _MOST_SEEN or now - next(iter(self._seen.values())) > 2 * TOLERANCE + timedelta(minutes=1)
        ):
            del self._seen[next(iter(self._seen))]
        if id in self._seen:
            raise Forged("it was here before")
        self._seen[id] = now

    async def _signer(self, address: str) -> _Signer:
        known = self._signers.get(address)
        if known is not None and known.since <= self._now() <= known.until:
            return known
        self._signers.pop(address, None)
        coming = self._coming.get(address)
        if coming is None:
            if len(self._coming) >= _MOST_FETCHES:
                # Anybody can make us fetch from there: never many at once.
                raise Forged("too many certificates are being fetched")
            coming = asyncio.ensure_future(self._look_up(address))
            self._coming[address] = coming
            coming.add_done_callback(lambda done: self._came(address, done))
        return await asyncio.shield(coming)

    def _came(self, address: str, done: asyncio.Task[_Signer]) -> None:
        self._coming.pop(address, None)
        if done.cancelled() or done.exception() is not None:
            return
        while len(self._signers) >= _MOST_SIGNERS:
            del self._signers[next(iter(self._signers))]
        self._signers[address] = done.result()

    async def _look_up(self, address: str) -> _Signer:
        try:
            async with asyncio.timeout(_FETCH_SECONDS):
                pem = await self._fetch(address)
        except TimeoutError:
            raise Forged("its certificates do not come") from None
        return _signer_of(pem, self._roots(), self._now())


def chain_address(given: str) -> str:
    """Where the certificates of a request are, written in the one way in which they are fetched.

    Raises `Forged` unless it is https, on Amazon's host and port, below its folder once dots are resolved.
    """
    try:
        parts = urlsplit(given)
        port = parts.port
    except ValueError:
        raise Forged("the address of its certificates is none") from None
    if parts.scheme != "https" or (parts.hostname or "") != _HOST or port not in {None, 443}:
        raise Forged("its certificates are not where Amazon keeps them")
    if "@" in parts.netloc or parts.query or parts.fragment or "?" in given or "#" in given:
        raise Forged("the address of its certificates has more than a path")
    # Encoded signs are read in different ways by different servers: there are none in Amazon's addresses.
    path = posixpath.normpath(parts.path) if _PATH.fullmatch(parts.path) else ""
    if not path.startswith(_FOLDER) or len(path) == len(_FOLDER):
        raise Forged("its certificates are not in Amazon's folder")
    return f"https://{_HOST}{path}"


@cache
def trusted_roots() -> tuple[x509.Certificate, ...]:
    """The authorities that Mozilla trusts, as httpx has them."""
    import certifi

    found = []
    pem = Path(certifi.where()).read_text(encoding="ascii", errors="replace")
    for block in re.findall(r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", pem, re.DOTALL):
        with warnings.catch_warnings():
            # A few old ones break a rule that the library is going to enforce; none of them is Amazon's.
            warnings.simplefilter("error")
            try:
                found.append(x509.load_pem_x509_certificate(block.encode()))
            except (ValueError, Warning):
                continue
    return tuple(found)


def _signer_of(pem: bytes, roots: Sequence[x509.Certificate], now: datetime) -> _Signer:
    try:
        leaf, *between = x509.load_pem_x509_certificates(pem)
    except ValueError:
        raise Forged("what is there are no certificates") from None
    if len(between) >= _MOST_CERTIFICATES:
        raise Forged("its chain is too long")
    verifier = PolicyBuilder().store(Store(list(roots))).time(now).build_server_verifier(x509.DNSName(SIGNER))
    try:
        chain = verifier.verify(leaf, between)
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (VerificationError, x509.ExtensionNotFound, ValueError) as error:
        raise Forged("its certificates lead to nobody whom we trust") from error
    if SIGNER not in names.get_values_for_type(x509.DNSName):
        raise Forged("its certificate is not Alexa's")
    key = leaf.public_key()
    if not isinstance(key, RSAPublicKey):
        raise Forged("its certificate has another kind of key")
    since = max(each.not_valid_before_utc for each in chain)
    return _Signer(key, since, min(each.not_valid_after_utc for each in chain))


async def _fetched(address: str) -> bytes:
    import httpx

    body = bytearray()
    try:
        async with (
            httpx.AsyncClient(timeout=_FETCH_SECONDS, follow_redirects=False) as client,
            client.stream("GET", address) as answer,
        ):
            if answer.status_code != httpx.codes.OK:
                raise Forged(f"there are no certificates at its address ({answer.status_code})")
            async for part in answer.aiter_bytes():
                body += part
                if len(body) > _MOST_CHAIN:
                    raise Forged("what is at its address is too large")
    except httpx.HTTPError as error:
        log.warning("Alexa's certificates cannot be fetched: %s", type(error).__name__)
        raise Forged("its certificates cannot be fetched") from None
    return bytes(body)


def _one(headers: Headers, name: str) -> str:
    values = headers.getlist(name)
    if len(values) != 1 or not values[0]:
        raise Forged(f"it has no {name}, or more than one")
    return values[0]


def _at(data: Any, *path: str) -> Any:
    for name in path:
        data = data.get(name) if isinstance(data, dict) else None
    return data


def _text(data: Any, *path: str) -> str:
    found = _at(data, *path)
    return found if isinstance(found, str) else ""


def _asked(data: Any) -> Asked:
    slots = _at(data, "request", "intent", "slots")
    attributes = _at(data, "session", "attributes")
    system = _at(data, "context", "System")
    kind = _text(data, "request", "type")
    reason = _text(data, "request", "error", "type") or _text(data, "request", "reason")
    return Asked(
        id=_text(data, "request", "requestId"),
        kind=kind,
        locale=_text(data, "request", "locale"),
        intent=_text(data, "request", "intent", "name"),
        slots={name: _text(slots, name, "value") for name in slots} if isinstance(slots, dict) else {},
        attributes=attributes if isinstance(attributes, dict) else {},
        device=_text(system, "device", "deviceId"),
        token=_text(system, "person", "accessToken") or _text(system, "user", "accessToken"),
        api=_text(system, "apiEndpoint"),
        api_token=_text(system, "apiAccessToken"),
        reason=reason[:60],
    )

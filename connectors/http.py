"""Calls to networks. What a failure means depends on whether the call may be repeated.

A `safe` call (a read, an upload, a container) that fails may be made again: whatever goes wrong on the way is `TryLater`.
A `final` call is made once. Only a failure that surely came before the network accepted it is `TryLater` or a refusal;
everything in doubt is `OutcomeUnknown`: an answer cut off, a time-out, a 500, a page where JSON was promised.
"""

from __future__ import annotations

import asyncio
import email.utils
import json
import logging
import math
import re
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit
from urllib.request import getproxies

import httpcore
import httpx

from bot.errors import AllInError, NotFound, OutcomeUnknown, Rejected, SignInNeeded, TryLater
from connectors.addresses import Guarded

log = logging.getLogger(__name__)
logging.getLogger("httpx").setLevel(logging.WARNING)  # it logs whole addresses, and some hold tokens

MOST_BYTES = 20_000_000
"""No answer of a network is larger; more is read from nobody."""

BODY_SECONDS = 120.0
"""For the body of an answer. Each of its parts may be in time and the whole never come to an end."""

SHORT_WAIT = 2.0
"""Seconds that a call waits for a network that asked for a pause, rather than being put off."""

TIMEOUT = httpx.Timeout(30.0, connect=10.0)
USER_AGENT = "AllIN-Assistant/0.1 (+https://github.com/allin-assistant)"

_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol, httpx.ProxyError)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a network said. `data` is the parsed JSON, None where the body is none; `body` the bytes as they came."""

    status: int
    headers: httpx.Headers
    body: bytes
    data: Any = None
    method: str = ""
    path: str = ""

    @property
    def ok(self) -> bool:
        """2xx, or 308 as Google's resumable uploads use it."""
        return 200 <= self.status < 300

    @property
    def text(self) -> str:
        """The body as text, for the log; at most 500 characters."""
        return self.body[:2000].decode("utf-8", "replace")[:500]

    def get(self, *path: str | int) -> Any:
        """A value inside `data`, None if it is not there: `answer.get("data", "id")`."""
        value = self.data
        for step in path:
            if isinstance(step, int):
                value = value[step] if isinstance(value, list) and -len(value) <= step < len(value) else None
            else:
                value = value.get(step) if isinstance(value, Mapping) else None
        return value


Judge = Callable[[Answer], AllInError | None]
"""Reads a network's own error format. None: the status alone decides."""


@dataclass(frozen=True, slots=True)
class RateHeaders:
    """The response headers in which a network tells its rate limits. `reset` is an instant, or seconds from now."""

    remaining: str
    reset: str
    reset_is: Literal["epoch", "seconds", "iso"] = "epoch"


@dataclass(slots=True)
class _Bucket:
    blocked_until: float = 0.0  # of time.time
    next_at: float = 0.0  # of time.monotonic


@dataclass
class Http:
    """One network's HTTP client, made when first used. `label` is how people call the network.

    `pace` is the least number of seconds between two calls of the same bucket; longer waits than `patience` are `TryLater`.
    """

    label: str
    base_url: str
    judge: Judge = lambda _answer: None
    headers: Mapping[str, str] = field(default_factory=dict)
    rate: RateHeaders | None = None
    timeout: httpx.Timeout = field(default_factory=lambda: TIMEOUT)
    pace: float = 0.0
    patience: float = 20.0
    secret_path: re.Pattern[str] | None = None
    """What of an address's path is secret, where a network puts tokens there: left out of every error and log."""
    _client: httpx.AsyncClient | None = field(default=None, repr=False)
    _buckets: dict[str, _Bucket] = field(default_factory=dict, repr=False)

    async def safe(self, method: str, url: str, *, bucket: str = "", **request: Any) -> Answer:
        """A call that may be repeated. `url` is a path on `base_url` or a whole address; `request` as httpx takes it.

        Returns 2xx answers. Raises what `judge` or the status says, `TryLater` for everything that went wrong on the way.
        """
        return await self._call(method, url, bucket, final=False, request=request)

    async def final(self, method: str, url: str, *, bucket: str = "", **request: Any) -> Answer:
        """The one irreversible call. Raises `OutcomeUnknown` for whatever leaves it in doubt."""
        return await self._call(method, url, bucket, final=True, request=request)

    async def raw(self, method: str, url: str, *, final: bool = False, **request: Any) -> Answer:
        """A call whose every status the caller reads itself; what goes wrong on the way raises as in `safe` or `final`."""
        return await self._exchange(method, url, final, request)

    async def close(self) -> None:
        """Let go of the connections."""
        if self._client is not None:
            client, self._client = self._client, None
            await client.aclose()

    async def _call(self, method: str, url: str, bucket: str, *, final: bool, request: dict[str, Any]) -> Answer:
        await self._wait_for(bucket)
        answer = await self._exchange(method, url, final, request)
        self._learn(bucket, answer)
        if answer.ok:
            if final and answer.data is None and answer.status != 204 and answer.body.strip():
                # It said yes, but in no words we know: whether the network or something in between, nobody can tell.
                raise OutcomeUnknown(platform=self.label, detail=_detail(answer))
            if not final and _is_page(answer):
                raise TryLater("error-not-the-network", platform=self.label, detail=_detail(answer))
            return answer
        error = self._error(answer, final)
        if isinstance(error, TryLater) and answer.status == 429:
            self._block(bucket, error.retry_after or 60.0)
        raise error

    def _error(self, answer: Answer, final: bool) -> AllInError:
        detail = _detail(answer)
        judged = None
        try:
            judged = self.judge(answer)
        except Exception as error:
            log.warning("%s: an error answer could not be read: %r", self.label, error)
        if judged is not None:
            judged.facts.setdefault("platform", self.label)
            judged.detail = judged.detail or detail
            if isinstance(judged, TryLater) and judged.retry_after is None:
                judged.retry_after = retry_after(answer, self.rate)
            return judged
        status = answer.status
        if status == 429:
            wait = retry_after(answer, self.rate)
            return TryLater("error-rate-limited", platform=self.label, retry_after=wait, detail=detail)
        if status >= 500 or status == 408 or 300 <= status < 400:
            if final:
                return OutcomeUnknown(platform=self.label, detail=detail)
            return TryLater(platform=self.label, retry_after=retry_after(answer, self.rate), detail=detail)
        if status == 401:
            return SignInNeeded(platform=self.label, detail=detail)
        if status in {404, 410}:
            return NotFound("error-network-gone", platform=self.label, detail=detail)
        if status == 403:
            return Rejected("error-network-forbidden", platform=self.label, detail=detail)
        return Rejected("error-network-refused", platform=self.label, reason=said(answer) or "missing", detail=detail)

    async def _exchange(self, method: str, url: str, final: bool, request: dict[str, Any]) -> Answer:
        address = url if "://" in url else f"{self.base_url.rstrip('/')}/{url.lstrip('/')}"
        path = urlsplit(address).path
        secrets = _secrets_in(address, request)
        if self.secret_path:
            secrets += [found.group() for found in self.secret_path.finditer(path)]
            path = self.secret_path.sub("…", path)
        try:
            async with self._open().stream(method, address, **request) as response:
                async with asyncio.timeout(BODY_SECONDS):
                    body = await _body(response)
        except _NEVER_SENT as error:
            raise TryLater("error-unreachable", platform=self.label, detail=_plain(error)) from None
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError) as error:
            detail = f"{method} {path}: {_plain(error)}"
            if final:
                raise OutcomeUnknown(platform=self.label, detail=detail) from None
            raise TryLater("error-unreachable", platform=self.label, detail=detail) from None
        if response.status_code >= 400:
            # Some networks quote what they refuse. Their words go into sentences and logs; what was sent does not.
            for secret in secrets:
                body = body.replace(secret.encode(), b"***")
        data = None
        if body.strip()[:1] in {b"{", b"[", b'"'} or "json" in response.headers.get("content-type", ""):
            try:
                data = _storable(json.loads(body)) if _ODD.search(body) else json.loads(body)
            except (ValueError, RecursionError):
                data = None
        return Answer(response.status_code, response.headers, body, data, method, path)

    def _open(self) -> httpx.AsyncClient:
        if self._client is None:
            self._client = httpx.AsyncClient(
                headers={
                    "User-Agent": USER_AGENT,
                    "Accept": "application/json",
                    "Accept-Encoding": "gzip",
                    **self.headers,
                },
                timeout=self.timeout,
                follow_redirects=False,  # a token must not be carried to wherever an answer points
                limits=httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=4.0),
                verify=_trusted(),
            )
            if not {"http", "https", "all"} & set(getproxies()):  # else the proxy decides what can be reached
                _guard(self._client, self.base_url)
        return self._client

    # Rates

    async def _wait_for(self, bucket: str) -> None:
        known = self._buckets.get(bucket)
        if known is not None and (wait := known.blocked_until - time.time()) > 0:
            if wait > SHORT_WAIT:
                raise TryLater(
                    "error-rate-limited", platform=self.label, retry_after=wait, detail="known before the call"
                )
            await asyncio.sleep(wait)
        if not self.pace or not bucket:
            return
        known = self._buckets.setdefault(bucket, _Bucket())
        now = time.monotonic()
        wait = known.next_at - now
        if wait > self.patience:
            raise TryLater("error-rate-limited", platform=self.label, retry_after=wait, detail="our own pace")
        known.next_at = max(now, known.next_at) + self.pace
        if wait > 0:
            await asyncio.sleep(wait)

    def _learn(self, bucket: str, answer: Answer) -> None:
        if self.rate is None or not bucket:
            return
        remaining = answer.headers.get(self.rate.remaining, "")
        if re.fullmatch(r"0+(\.0+)?", remaining.strip()):
            wait = _reset_in(answer, self.rate)
            if wait is not None:
                self._block(bucket, wait)

    def _block(self, bucket: str, seconds: float) -> None:
        if bucket:
            known = self._buckets.setdefault(bucket, _Bucket())
            known.blocked_until = max(known.blocked_until, time.time() + min(seconds, 86_400.0))


@contextmanager
def reading(label: str) -> Iterator[None]:
    """Ask about a post that is out: that the question is refused says nothing of the post, so it is `TryLater`."""
    try:
        yield
    except (Rejected, NotFound) as error:
        raise TryLater(platform=label, detail=error.detail or error.key) from None


def retry_after(answer: Answer, rate: RateHeaders | None = None) -> float | None:
    """Seconds to wait, from Retry-After (RFC 9110, section 10.2.3) or the network's own reset header."""
    value = answer.headers.get("retry-after", "").strip()
    seconds: float | None = None
    try:
        seconds = float(value)
    except ValueError:
        moment = email.utils.parsedate_tz(value) if value else None
        if moment is not None:
            seconds = email.utils.mktime_tz(moment) - time.time()
    if (seconds is None or not math.isfinite(seconds)) and rate is not None:
        seconds = _reset_in(answer, rate)
    return None if seconds is None or not math.isfinite(seconds) else min(max(seconds, 0.0), 86_400.0)


def said(answer: Answer) -> str:
    """The network's own words for a refusal, short and on one line; empty where it has none."""
    places = (
        ("error", "message"),
        ("message",),
        ("detail",),
        ("error_description",),
        ("description",),
        ("error",),
        ("title",),
    )
    for place in places:
        value = answer.get(*place)
        if isinstance(value, str) and (words := one_line(value)):
            return words
    return ""


def one_line(words: str, most: int = 200) -> str:
    """Somebody else's words on one line, without what cannot be seen or turns the order of what follows."""
    words = " ".join(_UNSEEN.sub(" ", words).split())
    return words if len(words) <= most else words[: most - 1] + "…"


def _reset_in(answer: Answer, rate: RateHeaders) -> float | None:
    value = answer.headers.get(rate.reset, "").strip()
    try:
        if rate.reset_is == "iso":
            moment = datetime.fromisoformat(value)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            seconds = moment.timestamp() - time.time()
        else:
            seconds = float(value) - (time.time() if rate.reset_is == "epoch" else 0.0)
    except (ValueError, OverflowError):
        return None
    return min(max(seconds, 0.0), 86_400.0) if math.isfinite(seconds) else None


def _is_page(answer: Answer) -> bool:
    kind = answer.headers.get("content-type", "").lower()
    return answer.data is None and "html" in kind


async def _body(response: httpx.Response) -> bytes:
    # A few bytes packed twice, or packed with something tighter than gzip, may unpack to more than there is memory.
    if response.headers.get("content-encoding", "identity").strip().lower() not in {"", "identity", "gzip", "x-gzip"}:
        raise httpx.DecodingError("the answer is packed in a way that was not asked for")
    body = bytearray()
    async for part in response.aiter_bytes():
        body += part
        if len(body) > MOST_BYTES:
            raise httpx.DecodingError("the answer is too large")
    return bytes(body)


def _detail(answer: Answer) -> str:
    return f"{answer.method} {answer.path} -> {answer.status} {answer.text}".strip()


def _plain(error: Exception) -> str:
    """An error without the address it happened at: tokens travel in some addresses."""
    return re.sub(r"https?://\S+", "…", f"{type(error).__name__}: {error}")


_ODD = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, and those that turn the order of what follows: a network's words are one plain line."""
_SECRET_NAME = re.compile(
    r"token|secret|passw|verifier|assertion|authorization|api[-_]?key|\bcode$|refresh", re.IGNORECASE
)


def _secrets_in(address: str, request: Mapping[str, Any]) -> list[str]:
    """The values of a request that nobody may read: of headers, the query, a form, a JSON object."""
    found: list[str] = [
        str(value).rpartition(" ")[2]
        for name, value in dict(request.get("headers") or {}).items()
        if _SECRET_NAME.search(str(name))
    ]
    fields: list[tuple[Any, Any]] = list(parse_qsl(urlsplit(address).query))
    for part in (request.get("params"), request.get("data"), request.get("json")):
        if isinstance(part, Mapping):
            fields += part.items()
    found += [value for name, value in fields if isinstance(value, str) and _SECRET_NAME.search(str(name))]
    auth = request.get("auth")
    if isinstance(auth, tuple):
        found += [str(part) for part in auth[1:]]
    return [value for value in found if len(value) >= 6]


def _storable(value: Any) -> Any:
    """JSON data without what no store takes: characters that are none, and NUL."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", "")
    if isinstance(value, list):
        return [_storable(each) for each in value]
    if isinstance(value, dict):
        return {_storable(name): _storable(each) for name, each in value.items()}
    return value


def _guard(client: httpx.AsyncClient, base_url: str) -> None:
    """Beside the network's own place, which is set, only public addresses: servers are named by people and by other servers."""
    place = urlsplit(base_url)
    port = place.port or (80 if place.scheme == "http" else 443)
    pool = getattr(client._transport, "_pool", None)
    assert isinstance(pool, httpcore.AsyncConnectionPool)
    # httpx has no way of its own to say how a connection is made.
    pool._network_backend = Guarded(exempt={(place.hostname or "", port)})


@cache
def _trusted() -> ssl.SSLContext:
    """One context for all networks: loading the certificates takes tens of milliseconds."""
    return httpx.create_ssl_context()

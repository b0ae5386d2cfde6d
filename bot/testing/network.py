"""Networks that run on loopback: stateful, with a ledger of what they accepted, and every fault on cue.

A network is a subclass of `FakeNetwork` in `bot/testing/networks/` with a method for every call of its API. It answers as
the real one documents it, keeps what was posted, and counts. Faults are the server's: a cut is a closed socket.

async with MastodonNetwork() as network:
    network.fault("cut-after", on="send")
    ... ALLIN_MASTODON_API_URL = network.url ...
    assert len(network.posts) == 1
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import re
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import HTTP
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Literal, Self
from urllib.parse import parse_qs, unquote, urlsplit

import h11

from connectors.platform import AccountInfo, Outgoing, Publisher

Fault = Literal[
    "cut-before",  # the socket closes after the request was read; nothing was done
    "cut-after",  # done, but the socket closes before a byte of the answer
    "truncated",  # done, but the answer breaks off in its middle
    "slow",  # done, answered after `slow_seconds`
    "500-before",  # an internal error, nothing was done
    "500-after",  # an internal error, and yet it was done
    "503",  # not now
    "403",  # this call is not allowed to whoever makes it
    "429",  # too many calls; come back after `retry_after` seconds
    "garbage",  # done, answered with bytes that are no JSON
    "html",  # a proxy's page with status 200; nothing was done
    "redirect",  # sent elsewhere; nothing was done
    "expired",  # the access token is not taken any more
    "sunset",  # the version of the API is switched off
]
Which = Literal["send", "any", "safe"]

_JSON = {"content-type": "application/json; charset=utf-8"}
BEFORE: frozenset[Fault] = frozenset(
    {"cut-before", "500-before", "503", "403", "429", "html", "redirect", "expired", "sunset"}
)


@dataclass(frozen=True)
class Request:
    """A request as it arrived. `query` and `headers` by name, the last of several; header names in small letters."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The path, percent-decoded."""
        return unquote(urlsplit(self.target).path)

    @cached_property
    def query(self) -> dict[str, str]:
        """Query parameters."""
        return {name: values[-1] for name, values in self.queries.items()}

    @cached_property
    def queries(self) -> dict[str, list[str]]:
        """Query parameters, all values of each."""
        return parse_qs(urlsplit(self.target).query, keep_blank_values=True)

    @cached_property
    def json(self) -> Any:
        """The body as JSON; None if it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    @cached_property
    def form(self) -> dict[str, str]:
        """The fields of an urlencoded or multipart body that are text."""
        kind = self.headers.get("content-type", "")
        if kind.startswith("multipart/form-data"):
            return {name: part.body.decode() for name, part in self.parts.items() if not part.filename}
        return {k: v[-1] for k, v in parse_qs(self.body.decode("utf-8", "replace"), keep_blank_values=True).items()}

    @cached_property
    def parts(self) -> dict[str, Part]:
        """The parts of a multipart body, by name, in order."""
        head = f"Content-Type: {self.headers.get('content-type', '')}\r\n\r\n".encode()
        message = message_from_bytes(head + self.body, policy=HTTP)
        found = {}
        for part in message.iter_parts() if message.is_multipart() else ():
            name = part.get_param("name", header="content-disposition")
            content = part.get_payload(decode=True)
            body = content if isinstance(content, bytes) else b""
            found[str(name)] = Part(body, part.get_filename() or "", part.get_content_type())
        return found

    @property
    def bearer(self) -> str:
        """The token of an `Authorization: Bearer` (or Bot, OAuth) header."""
        return self.headers.get("authorization", "").partition(" ")[2]


@dataclass(frozen=True)
class Part:
    """One part of a multipart body."""

    body: bytes
    filename: str
    type: str


@dataclass
class Answer:
    """What is answered: JSON from plain data, or bytes as they are."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)

    def content(self) -> tuple[bytes, dict[str, str]]:
        """Body and headers to send."""
        if self.body is None:
            return b"", self.headers
        if isinstance(self.body, bytes):
            return self.body, self.headers
        return json.dumps(self.body).encode(), {"content-type": "application/json; charset=utf-8", **self.headers}


@dataclass
class FakePost:
    """A post in the ledger. `at` is the instant of acceptance (seconds of `time.time`)."""

    id: str
    account: str
    text: str
    at: float
    kind: str = "post"
    reply_to: str = ""
    media: list[str] = field(default_factory=list)
    deleted: bool = False
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Exchange:
    """A request with its answer, for contract tests."""

    request: Request
    answer: Answer
    route: str


Handler = Callable[[Any, Request], "Answer | Awaitable[Answer]"]


def route(method: str, pattern: str, *, sends: bool = False) -> Callable[[Handler], Handler]:
    """Let a method answer `method pattern`; `{name}` in it fills `request.params`. `sends`: the irreversible call."""

    def mark(handler: Handler) -> Handler:
        handler.__dict__.setdefault("routes", []).append((method, pattern, sends))
        return handler

    return mark


class FakeNetwork(ABC):
    """One network's server. Use it as an async context manager; `url` is its base address then.

    `visible_after`: seconds until a post shows when the account is read. `processing`: seconds that media take.
    `keep`: keep every exchange for a contract test; a long run does without.
    """

    platform: ClassVar[str]
    somebody: ClassVar[str] = "zoe"
    """The handle of somebody with a public account there, whose posts `stranger` writes."""

    def __init__(
        self, *, visible_after: float = 0.0, processing: float = 0.0, keep: bool = True, seed: int = 0, port: int = 0
    ) -> None:
        self.visible_after = visible_after
        self.processing = processing
        self.keep = keep
        self.port = port
        self.url = ""
        self.posts: dict[str, FakePost] = {}
        self.exchanges: list[Exchange] = []
        self.calls = 0
        self.slow_seconds = 2.0
        self.retry_after = 1.0
        self.chances: dict[Fault, float] = {}
        """Faults that happen by chance: the share of calls that meet each. `chance_on` says of which calls."""
        self.chance_on: Which = "any"
        self.most_on_page: int | None = None
        """Entries on a page of a list, whatever was asked for: networks may give fewer."""
        self.reshape: Callable[[Any], Any] | None = None
        """What is done to the JSON of every good answer: a network that answers in another shape than it promised."""
        self.random = random.Random(seed)
        self._faults: dict[Which, deque[Fault]] = {"send": deque(), "any": deque(), "safe": deque()}
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._next = 1000
        self._routes = [
            (method, _pattern(pattern), pattern, sends, getattr(self, name))
            for name in dir(type(self))
            for method, pattern, sends in getattr(getattr(type(self), name, None), "routes", ())
        ]

    # What every network says of itself

    @abstractmethod
    def account(self, number: int = 1) -> AccountInfo:
        """An account that is signed in here; different numbers are different accounts."""

    def sample(self, folder: Path, *, key: str = "key-1", text: str = "Hello, autumn", number: int = 1) -> Outgoing:
        """A post that this network takes; with media from `folder` where it needs some."""
        return Outgoing(key, self.account(number), text)

    def publisher(self, home: Path, public_url: str = "https://allin.example") -> Publisher:
        """The product's own connector, pointed at this server."""
        from bot.registry import load

        found = load(home, {self.platform: self.url}, public_url).platforms[self.platform]
        assert isinstance(found, Publisher), f"{self.platform} cannot be posted to"
        return found

    # For the test

    def fault(self, *faults: Fault, on: Which = "send", times: int = 1) -> Self:
        """What the next calls meet, in order, all of it `times` over; `send` are the irreversible ones."""
        self._faults[on].extend(faults * times)
        return self

    def comment(self, post_id: str, text: str, author: str = "zoe") -> str:
        """Somebody else comments under a post; the comment's id. Override it where comments have a shape of their own."""
        return self.accept(author, text, kind="comment", reply_to=post_id).id

    def stranger(self, text: str) -> FakePost:
        """Somebody else posts. Override it where posts have a shape of their own."""
        return self.accept("zoe", text)

    def react(self, post_id: str) -> None:
        """Somebody likes a post. Override it where a network tells nothing of posts that nobody has liked."""
        assert post_id in self.posts

    def page_of(self, entries: Sequence[Any], wanted: int) -> list[Any]:
        """The first entries, as many as are on a page."""
        return list(entries[: min(wanted, self.most_on_page or wanted)])

    def is_hidden(self, comment_id: str) -> bool:
        """Whether a comment has been hidden."""
        return bool(self.posts[comment_id].more.get("hidden"))

    def texts(self, account: str | None = None) -> list[str]:
        """What can be read there, oldest first."""
        return [p.text for p in self.posts.values() if not p.deleted and account in {None, p.account}]

    def requests(self, method: str, path: str) -> list[Request]:
        """The requests that came, by method and a regular expression of the path."""
        found = [exchange.request for exchange in self.exchanges]
        return [request for request in found if request.method == method and re.search(path, request.path)]

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connection, "127.0.0.1", self.port, backlog=1024)
        self.port = self._server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for writer in list(self._open):
            writer.close()
        await asyncio.sleep(0)
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._server.wait_closed(), 2)

    # For the network

    def new_id(self) -> str:
        """The next id: digits, counting up."""
        self._next += 1
        return str(self._next)

    def accept(self, account: str, text: str, **more: Any) -> FakePost:
        """Write a post into the ledger; `kind`, `reply_to` and `media` as in `FakePost`, the rest into `more`."""
        own = {name: more.pop(name) for name in ("id", "kind", "reply_to", "media") if name in more}
        post = FakePost(own.pop("id", None) or self.new_id(), account, text, time.time(), **own, more=more)
        self.posts[post.id] = post
        return post

    def visible(self, account: str | None = None) -> list[FakePost]:
        """What a reader is shown at this moment, newest first."""
        seen = time.time() - self.visible_after
        found = [p for p in self.posts.values() if not p.deleted and p.at <= seen and account in {None, p.account}]
        return found[::-1]

    def error(self, status: int, message: str, code: str = "") -> Answer:
        """An error in the network's own format."""
        return Answer(status, {"error": message, "code": code})

    def too_many(self) -> Answer:
        """The network's 429."""
        answer = self.error(429, "Too many requests")
        answer.headers["retry-after"] = str(self.retry_after)
        return answer

    def expired(self) -> Answer:
        """What is said to an access token that is not taken any more."""
        return self.error(401, "The access token expired")

    def switched_off(self) -> Answer:
        """What is said to a version of the API that is no longer there."""
        return self.error(410, "This version is no longer available")

    async def answer(self, request: Request) -> tuple[Answer, str, bool]:
        """Route a request: the answer, the route's pattern, whether it was the irreversible call."""
        for method, matches, pattern, sends, handler in self._routes:
            found = matches.fullmatch(request.path) if method == request.method else None
            if found:
                request = Request(request.method, request.target, request.headers, request.body, found.groupdict())
                result = handler(request)
                return (await result if asyncio.iscoroutine(result) else result), pattern, sends
        return self.error(404, f"no such call: {request.method} {request.path}"), "", False

    def is_send(self, request: Request) -> bool:
        """Whether a request is the irreversible call. Override it where the route alone does not tell."""
        return any(
            sends and method == request.method and matches.fullmatch(request.path)
            for method, matches, _, sends, _ in self._routes
        )

    # The server

    def _draw(self, request: Request) -> Fault | None:
        sends = self.is_send(request)
        which: Which = "send" if sends else "safe"
        for queue in (self._faults[which], self._faults["any"]):
            if queue:
                return queue.popleft()
        if self.chances and (self.chance_on == "any" or (self.chance_on == "send") == sends):
            lot = self.random.random()
            for fault, share in self.chances.items():
                lot -= share
                if lot < 0:
                    return fault
        return None

    async def _handle(self, request: Request) -> tuple[Answer, Fault | None]:
        self.calls += 1
        fault = self._draw(request)
        pattern = ""
        if fault in BEFORE or fault is None:
            early: dict[Fault, Callable[[], Answer]] = {
                "500-before": lambda: self.error(500, "Internal server error"),
                "503": lambda: Answer(503, b"try later", {"content-type": "text/plain", "retry-after": "1"}),
                "403": lambda: self.error(403, "This is not allowed"),
                "429": self.too_many,
                "html": lambda: Answer(200, b"<!doctype html><title>Sign in</title>", {"content-type": "text/html"}),
                "redirect": lambda: Answer(302, b"", {"location": "https://elsewhere.example/login"}),
                "expired": self.expired,
                "sunset": self.switched_off,
                "cut-before": lambda: Answer(0),
            }
            if fault is not None:
                answer = early[fault]()
            else:
                answer, pattern, _ = await self.answer(request)
        else:
            answer, pattern, _ = await self.answer(request)
            if answer.status < 400:
                if fault == "500-after":
                    answer = self.error(500, "Internal server error")
                elif fault == "garbage":
                    answer = Answer(200, b"\x00\x01 not json \xff", {"content-type": "application/json"})
            if fault == "slow":
                await asyncio.sleep(self.slow_seconds)
        if self.reshape is not None and answer.status < 300 and isinstance(answer.body, dict | list):
            answer = Answer(answer.status, json.dumps(self.reshape(answer.body)).encode(), {**answer.headers, **_JSON})
        elif self.keep and fault is None:
            self.exchanges.append(Exchange(request, answer, pattern))
        return answer, fault

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        connection = h11.Connection(h11.SERVER, max_incomplete_event_size=64 * 1024)
        try:
            while await self._one(connection, reader, writer):
                connection.start_next_cycle()
        except (OSError, h11.RemoteProtocolError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self._open.discard(writer)
            writer.close()

    async def _one(self, http: h11.Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head: h11.Request | None = None
        body = bytearray()
        while True:
            event = http.next_event()
            if event is h11.NEED_DATA:
                if http.they_are_waiting_for_100_continue:
                    go_on = h11.InformationalResponse(status_code=100, headers=[])
                    writer.write(http.send(go_on) or b"")
                http.receive_data(await reader.read(1 << 20))
            elif isinstance(event, h11.Request):
                head = event
            elif isinstance(event, h11.Data):
                body += event.data
            elif isinstance(event, h11.EndOfMessage):
                break
            else:  # the client left
                return False
        assert head is not None
        headers = {name.decode(): value.decode("latin-1") for name, value in head.headers}
        request = Request(head.method.decode(), head.target.decode(), headers, bytes(body))
        answer, fault = await self._handle(request)
        if fault in {"cut-before", "cut-after"}:
            return False
        content, more = answer.content()
        if fault == "truncated" and not content:
            return False
        if request.method == "HEAD" or answer.status in {204, 304}:
            content = b""
        elif "content-length" not in more:
            more = {**more, "content-length": str(len(content))}
        response = h11.Response(status_code=answer.status, headers=list(more.items()))
        writer.write(http.send(response) or b"")
        if fault == "truncated":
            writer.write(http.send(h11.Data(data=content[: len(content) // 2])) or b"")
            await writer.drain()
            return False
        writer.write((http.send(h11.Data(data=content)) or b"") if content else b"")
        writer.write(http.send(h11.EndOfMessage()) or b"")
        await writer.drain()
        return http.our_state is h11.DONE and http.their_state is h11.DONE


def _pattern(pattern: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w+)\}", pattern)
    return re.compile(
        "".join(f"(?P<{piece}>[^/]+)" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces))
    )

"""Loopback servers that speak the APIs of language models, for the real clients to talk to.

Written after the published pages, no recordings: OpenAI Chat Completions (platform.openai.com/docs/api-reference/chat,
/chat/streaming, /docs/guides/error-codes) and Anthropic Messages (platform.claude.com/docs/en/api/messages,
/build-with-claude/streaming, /api/errors). A test puts answers into `answers`; each request takes the next one, and the
`usual` one once they are used up. What came in is in `requests`.
"""

from __future__ import annotations

import asyncio
import json
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, ClassVar, Self


@dataclass(frozen=True)
class Request:
    """One request as it arrived; the names of `headers` are in small letters, `raw` is the body byte for byte."""

    method: str
    path: str
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> dict[str, Any]:
        """The JSON body."""
        body: dict[str, Any] = json.loads(self.raw)
        return body


@dataclass(frozen=True)
class Say:
    """A good answer. `calls` are (name, arguments as JSON text) and get ids; `thought` goes before."""

    text: str = ""
    calls: tuple[tuple[str, str], ...] = ()
    ids: tuple[str, ...] = ()
    thought: str = ""
    stop: str | None = None
    """The reason why it ended, where it is not the usual one."""


@dataclass(frozen=True)
class Fail:
    """An error of the API: the status and what its error object says."""

    status: int
    kind: str = "api_error"
    message: str = "something is wrong"
    code: str | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Cut:
    """A good answer whose stream breaks after so many `events`: the line is cut, or the stream just ends, `quietly`."""

    say: Say
    events: int
    quietly: bool = False


@dataclass(frozen=True)
class BreakOff:
    """A good answer that turns into an error event after `events` events, with the status 200 long gone out."""

    say: Say
    events: int
    kind: str


@dataclass(frozen=True)
class Garbage:
    """The page of some proxy, with the status 200."""

    data: bytes = b"<html><body>Welcome to the hotel network</body></html>"
    media_type: str = "text/html"


@dataclass(frozen=True)
class Hang:
    """Nothing at all for so many seconds; with `say`, after the first `events` events."""

    seconds: float = 30.0
    say: Say | None = None
    events: int = 0


Answer = Say | Fail | Cut | BreakOff | Garbage | Hang


class ModelServer(ABC):
    """An HTTP server on a free port of the loopback address. Use it with `async with`."""

    models: ClassVar[tuple[str, ...]]
    path: ClassVar[str]

    def __init__(self, key: str) -> None:
        self.key = key
        self.answers: deque[Answer] = deque()
        self.usual: Answer = Say("Hello.")
        self.requests: list[Request] = []
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closing = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        self._closing.set()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    @property
    def url(self) -> str:
        """The address without any path."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The bodies of the questions, without the looks at the list of models."""
        return [request.body for request in self.requests if request.method == "POST"]

    @abstractmethod
    def admits(self, request: Request) -> bool:
        """Whether the request carries the key."""

    @abstractmethod
    def error(self, failure: Fail) -> dict[str, Any]:
        """The body of an error."""

    @abstractmethod
    def whole(self, say: Say, model: str) -> dict[str, Any]:
        """The body of an answer that is not streamed."""

    @abstractmethod
    def events(self, say: Say, model: str, request: dict[str, Any]) -> Iterator[bytes]:
        """The events of a streamed answer."""

    @abstractmethod
    def error_event(self, kind: str) -> bytes:
        """An error in the middle of a stream."""

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._answer(await self._read(reader), writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client hung up, as it does when its patience ends
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _read(self, reader: asyncio.StreamReader) -> Request:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = head[0].split(" ")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        request = Request(method, path, headers, await reader.readexactly(int(headers.get("content-length", "0"))))
        self.requests.append(request)
        return request

    async def _answer(self, request: Request, writer: asyncio.StreamWriter) -> None:
        path = request.path.partition("?")[0]
        if not self.admits(request):
            await self._send_error(writer, Fail(401, "authentication_error", f"wrong key {self.sent_key(request)}"))
        elif request.method == "GET" and path == "/v1/models":
            await self._send_models(writer)
        elif request.method == "POST" and path == self.path:
            await self._send(writer, self.answers.popleft() if self.answers else self.usual, request.body)
        else:
            await self._send_error(writer, Fail(404, "not_found_error", "no such path"))

    @abstractmethod
    def sent_key(self, request: Request) -> str:
        """The key as the client sent it."""

    async def _send_models(self, writer: asyncio.StreamWriter) -> None:
        if isinstance(self.usual, Hang):
            await self._pause(self.usual.seconds)
        if isinstance(self.usual, Fail):
            await self._send_error(writer, self.usual)
        elif isinstance(self.usual, Garbage):
            await self._send_body(writer, 200, self.usual.data, self.usual.media_type)
        else:
            await self._send_json(writer, 200, {"object": "list", "data": [{"id": name} for name in self.models]})

    async def _send(self, writer: asyncio.StreamWriter, answer: Answer, body: dict[str, Any]) -> None:
        match answer:
            case Fail():
                await self._send_error(writer, answer)
            case Garbage():
                await self._send_body(writer, 200, answer.data, answer.media_type)
            case Hang(seconds, None):
                await self._pause(seconds)
            case Say() if not body.get("stream"):
                await self._send_json(writer, 200, self.whole(answer, body["model"]))
            case Say():
                await self._send_events(writer, list(self.events(answer, body["model"], body)))
            case Cut(say, count, quietly):
                await self._send_events(writer, list(self.events(say, body["model"], body))[:count], end=quietly)
            case BreakOff(say, count, kind):
                events = list(self.events(say, body["model"], body))[:count]
                await self._send_events(writer, [*events, self.error_event(kind)])
            case Hang(seconds, say, count):
                assert say is not None
                events = list(self.events(say, body["model"], body))[:count]
                await self._send_events(writer, events, end=False)
                await self._pause(seconds)

    async def _pause(self, seconds: float) -> None:
        """Nothing for so long, or until the server closes."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._closing.wait(), seconds)

    async def _send_error(self, writer: asyncio.StreamWriter, failure: Fail) -> None:
        await self._send_json(writer, failure.status, self.error(failure), failure.headers)

    async def _send_json(
        self, writer: asyncio.StreamWriter, status: int, body: dict[str, Any], headers: dict[str, str] | None = None
    ) -> None:
        await self._send_body(writer, status, json.dumps(body).encode(), "application/json", headers)

    async def _send_body(
        self,
        writer: asyncio.StreamWriter,
        status: int,
        data: bytes,
        media_type: str,
        headers: dict[str, str] | None = None,
    ) -> None:
        reason = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Overloaded"
        lines = [f"HTTP/1.1 {status} {reason}", f"content-type: {media_type}", f"content-length: {len(data)}"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        writer.write("\r\n".join([*lines, "connection: close", "", ""]).encode() + data)
        await writer.drain()

    async def _send_events(self, writer: asyncio.StreamWriter, events: list[bytes], *, end: bool = True) -> None:
        head = ["HTTP/1.1 200 OK", "content-type: text/event-stream", "transfer-encoding: chunked", "connection: close"]
        writer.write("\r\n".join([*head, "", ""]).encode())
        for event in events:
            writer.write(f"{len(event):x}\r\n".encode() + event + b"\r\n")
            await writer.drain()
            await asyncio.sleep(0)
        if end:
            writer.write(b"0\r\n\r\n")
            await writer.drain()


class OpenAIServer(ModelServer):
    """Chat Completions."""

    models = ("gpt-6.1-terra", "gpt-4.1-2025-04-14", "llama3.2:latest")
    path = "/v1/chat/completions"

    def admits(self, request: Request) -> bool:
        """A bearer token; a server without a key admits everybody."""
        return not self.key or request.headers.get("authorization") == f"Bearer {self.key}"

    def sent_key(self, request: Request) -> str:
        """The bearer token."""
        return request.headers.get("authorization", "").removeprefix("Bearer ")

    def error(self, failure: Fail) -> dict[str, Any]:
        """The error object."""
        return {"error": {"message": failure.message, "type": failure.kind, "param": None, "code": failure.code}}

    def error_event(self, kind: str) -> bytes:
        """An error where a chunk was due."""
        return b"data: " + json.dumps(self.error(Fail(500, kind, "stopped"))).encode() + b"\n\n"

    def whole(self, say: Say, model: str) -> dict[str, Any]:
        """A `chat.completion`."""
        message: dict[str, Any] = {"role": "assistant", "content": say.text or None, "refusal": None}
        if say.calls:
            message["tool_calls"] = [
                {"id": number, "type": "function", "function": {"name": name, "arguments": args}}
                for number, name, args in self._numbered(say)
            ]
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": self._reason(say)}
        usage = {"prompt_tokens": 20, "completion_tokens": 10, "total_tokens": 30}
        return self._envelope("chat.completion", model) | {"choices": [choice], "usage": usage}

    def events(self, say: Say, model: str, request: dict[str, Any]) -> Iterator[bytes]:
        """Chunks: the role, the text by words, each call's name, then its arguments in pieces, the end, the usage."""
        deltas: list[dict[str, Any]] = [{"role": "assistant", "content": ""}]
        deltas += [{"content": piece} for piece in _words(say.text)]
        for index, (number, name, args) in enumerate(self._numbered(say)):
            function = {"name": name, "arguments": ""}
            deltas.append({"tool_calls": [{"index": index, "id": number, "type": "function", "function": function}]})
            deltas += [
                {"tool_calls": [{"index": index, "function": {"arguments": piece}}]} for piece in _pieces(args, 7)
            ]
        chunks: list[dict[str, Any]] = [
            {"choices": [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": None}]} for delta in deltas
        ]
        chunks.append({"choices": [{"index": 0, "delta": {}, "logprobs": None, "finish_reason": self._reason(say)}]})
        if (request.get("stream_options") or {}).get("include_usage"):
            usage = {"prompt_tokens": 20, "completion_tokens": 10, "total_tokens": 30}
            chunks = [chunk | {"usage": None} for chunk in chunks] + [{"choices": [], "usage": usage}]
        envelope = self._envelope("chat.completion.chunk", model)
        for chunk in chunks:
            yield b"data: " + json.dumps(envelope | chunk).encode() + b"\n\n"
        yield b"data: [DONE]\n\n"

    def _reason(self, say: Say) -> str:
        return say.stop or ("tool_calls" if say.calls else "stop")

    def _envelope(self, kind: str, model: str) -> dict[str, Any]:
        return {"id": f"chatcmpl-{len(self.requests)}", "object": kind, "created": 1795400000, "model": model}

    def _numbered(self, say: Say) -> list[tuple[str, str, str]]:
        ids = say.ids or tuple(f"call_{len(self.requests)}_{index}" for index in range(len(say.calls)))
        return [(number, name, args) for number, (name, args) in zip(ids, say.calls, strict=True)]


class AnthropicServer(ModelServer):
    """Messages."""

    models = ("claude-sonnet-5-5", "claude-haiku-5-5", "claude-haiku-4-5-20251001")
    path = "/v1/messages"

    def admits(self, request: Request) -> bool:
        """The key as a bearer token (or, as until 2026, in a header of its own), and a version of the API."""
        return self.sent_key(request) == self.key and "anthropic-version" in request.headers

    def sent_key(self, request: Request) -> str:
        """The key, wherever it stands."""
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        return bearer or request.headers.get("x-api-key", "")

    def error(self, failure: Fail) -> dict[str, Any]:
        """The error object."""
        error = {"type": failure.kind, "message": failure.message}
        return {"type": "error", "error": error, "request_id": f"req_{len(self.requests)}"}

    def error_event(self, kind: str) -> bytes:
        """An event of its own name."""
        return _event("error", {"error": {"type": kind, "message": "stopped"}})

    def whole(self, say: Say, model: str) -> dict[str, Any]:
        """A `message`."""
        usage = {"input_tokens": 20, "output_tokens": 10}
        return self._message(model) | {"content": self._blocks(say), "stop_reason": self._reason(say), "usage": usage}

    def events(self, say: Say, model: str, request: dict[str, Any]) -> Iterator[bytes]:
        """The start, a ping, every block by its start, its deltas and its stop, and the end."""
        yield _event("message_start", {"message": self._message(model)})
        yield _event("ping", {})
        for index, block in enumerate(self._blocks(say)):
            kind = block["type"]
            deltas: list[dict[str, Any]]
            if kind == "thinking":
                start = block | {"thinking": "", "signature": ""}
                deltas = [{"type": "thinking_delta", "thinking": piece} for piece in _words(block["thinking"])]
                deltas.append({"type": "signature_delta", "signature": block["signature"]})
            elif kind == "text":
                start = block | {"text": ""}
                deltas = [{"type": "text_delta", "text": piece} for piece in _words(block["text"])]
            else:
                start = block | {"input": {}}
                args = say.calls[[each["id"] for each in self._blocks(say) if "id" in each].index(block["id"])][1]
                deltas = [{"type": "input_json_delta", "partial_json": piece} for piece in ("", *_pieces(args, 9))]
            yield _event("content_block_start", {"index": index, "content_block": start})
            for delta in deltas:
                yield _event("content_block_delta", {"index": index, "delta": delta})
            yield _event("content_block_stop", {"index": index})
        ending = {"stop_reason": self._reason(say), "stop_sequence": None}
        yield _event("message_delta", {"delta": ending, "usage": {"output_tokens": 10}})
        yield _event("message_stop", {})

    def _reason(self, say: Say) -> str:
        return say.stop or ("tool_use" if say.calls else "end_turn")

    def _message(self, model: str) -> dict[str, Any]:
        message = {
            "id": f"msg_{len(self.requests)}",
            "type": "message",
            "role": "assistant",
            "model": model,
            "content": [],
        }
        return message | {"stop_reason": None, "stop_sequence": None, "usage": {"input_tokens": 20, "output_tokens": 1}}

    def _blocks(self, say: Say) -> list[dict[str, Any]]:
        blocks: list[dict[str, Any]] = []
        if say.thought:
            blocks.append({"type": "thinking", "thinking": say.thought, "signature": "c2lnbmVk"})
        if say.text:
            blocks.append({"type": "text", "text": say.text})
        ids = say.ids or tuple(f"toolu_{len(self.requests)}_{index}" for index in range(len(say.calls)))
        for number, (name, args) in zip(ids, say.calls, strict=True):
            try:
                value = json.loads(args or "{}")
            except ValueError:
                value = {}
            blocks.append({"type": "tool_use", "id": number, "name": name, "input": value})
        return blocks


def _event(name: str, data: dict[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps({'type': name} | data)}\n\n".encode()


def _words(text: str) -> list[str]:
    return [word if number == 0 else f" {word}" for number, word in enumerate(text.split(" "))] if text else []


def _pieces(text: str, size: int) -> list[str]:
    return [text[start : start + size] for start in range(0, len(text), size)]

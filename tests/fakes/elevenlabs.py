"""A loopback server that speaks as much of ElevenLabs as is used here, for the real client to talk to.

Written after the published pages, no recordings: elevenlabs.io/docs/api-reference/text-to-speech/stream, /voices/search and
/docs/developers/resources/error-messages. Every request is checked against the facts below, and against the published
description where that stands beside the project; what is wrong with one is in `faults`. A test puts what the next questions
meet into `then`.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import parse_qs, urlsplit

PUBLISHED = Path(__file__).parents[3] / "shared" / "specs" / "official" / "elevenlabs.openapi.json"
STREAM = "/v1/text-to-speech/{voice_id}/stream"

# What a request to speak may hold, by name: its type, and whether it must be there.
FIELDS: dict[str, tuple[type, bool]] = {
    "text": (str, True),
    "model_id": (str, False),
    "language_code": (str, False),
    "voice_settings": (dict, False),
    "seed": (int, False),
}
FORMATS = re.compile(r"mp3_(22050_32|44100_(32|64|96|128|192))|(pcm|ulaw|alaw)_\d+|opus_48000_\d+")
ENFORCE_LANGUAGE = {"eleven_flash_v2_5", "eleven_turbo_v2_5"}
"""Any other model answers `language_code` with an error."""

FRAME = b"\xff\xfb\x90\xc4" + bytes(413)
"""One frame of MP3 at 128 kbit/s and 44.1 kHz, silent: 1152 samples."""

SLOWEST = 15
"""Characters a second that the voices here speak."""


@dataclass(frozen=True)
class Fail:
    """An error: its status, and the name that its `detail` gives it."""

    status: int
    code: str = "something"
    headers: dict[str, str] = field(default_factory=dict)


Fault = Fail | Literal["hang", "cut", "ends early", "page", "empty", "drip"]


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: dict[str, Any]


class ElevenLabsServer:
    """On a port of its own while it is entered. `voices` are (id, name, gender)."""

    def __init__(self, key: str = "xi-test-key-0123456789") -> None:
        self.key = key
        self.voices = [
            ("21m00Tcm4TlvDq8ikWAM", "Rachel", "female"),
            ("ErXwobaYiN019PkySvjV", "Antoni - warm", "male"),
            ("EXAVITQu4vr4xnSDxMaL", "Sarah", "female"),
        ]
        self.then: deque[Fault] = deque()
        self.usual: Fault | None = None
        self.sound = b""
        """What is answered instead of silence."""
        self.asked: list[Asked] = []
        self.faults: list[str] = []
        self.voices_forbidden = False
        self._closing = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = int(self._server.sockets[0].getsockname()[1])
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
    def spoken(self) -> list[Asked]:
        """The requests to speak."""
        return [asked for asked in self.asked if asked.path.endswith("/stream")]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            asked = await self._read(reader)
            self.asked.append(asked)
            if asked.headers.get("xi-api-key") != self.key:
                await self._fail(writer, Fail(401, "invalid_api_key"))
            elif asked.path == "/v2/voices" and asked.method == "GET":
                await self._list(writer, asked)
            elif re.fullmatch(r"/v1/text-to-speech/[^/]+/stream", asked.path) and asked.method == "POST":
                self.faults += faults_of(asked)
                await self._speak(writer, asked)
            else:
                self.faults.append(f"no such call: {asked.method} {asked.path}")
                await self._fail(writer, Fail(404, "not_found"))
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client hung up, as it does when its patience ends
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _read(self, reader: asyncio.StreamReader) -> Asked:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _ = head[0].split(" ")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        raw = await reader.readexactly(int(headers.get("content-length", "0")))
        address = urlsplit(target)
        query = {name: values[-1] for name, values in parse_qs(address.query).items()}
        return Asked(method, address.path, query, headers, json.loads(raw) if raw else {})

    async def _list(self, writer: asyncio.StreamWriter, asked: Asked) -> None:
        if self.voices_forbidden:
            await self._fail(writer, Fail(401, "missing_permissions"))
            return
        start = int(asked.query.get("next_page_token", "0"))
        shown = self.voices[start : start + 2]
        more = start + 2 < len(self.voices)
        voices = [{"voice_id": id, "name": name, "labels": {"gender": gender}} for id, name, gender in shown]
        answer = {"voices": voices, "has_more": more, "total_count": len(self.voices)}
        await self._send(
            writer, 200, json.dumps(answer | ({"next_page_token": str(start + 2)} if more else {})).encode()
        )

    async def _speak(self, writer: asyncio.StreamWriter, asked: Asked) -> None:
        fault = self.then.popleft() if self.then else self.usual
        if isinstance(fault, Fail):
            await self._fail(writer, fault)
            return
        if asked.path.split("/")[3] not in {id for id, _, _ in self.voices}:
            await self._fail(writer, Fail(404, "voice_not_found"))
            return
        if fault == "hang":
            await self._closing.wait()
            return
        if fault == "page":
            await self._send(writer, 200, b"<html>Please sign in to the network</html>", "text/html")
            return
        frames = max(1, round(len(asked.body.get("text", "")) / SLOWEST * 44_100 / 1152))
        sound = self.sound or FRAME * frames
        pieces = [sound[at : at + 2000] for at in range(0, len(sound), 2000)]
        if fault in {"cut", "ends early", "drip"}:
            pieces = pieces[: max(1, len(pieces) // 8)]
        if fault == "empty":
            pieces = []
        writer.write(
            b"HTTP/1.1 200 OK\r\ncontent-type: audio/mpeg\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n"
        )
        for piece in pieces:
            writer.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            await writer.drain()
            await asyncio.sleep(0)
        if fault == "drip":
            while not self._closing.is_set():
                writer.write(b"1\r\n\x00\r\n")
                await writer.drain()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._closing.wait(), 0.02)
        elif fault != "cut":
            writer.write(b"0\r\n\r\n")
            await writer.drain()

    async def _fail(self, writer: asyncio.StreamWriter, failure: Fail) -> None:
        # What such an answer says may repeat what was asked, and the key.
        told = {"status": failure.code, "message": f"wrong: {self.key}, {self.asked[-1].body.get('text', '')}"}
        await self._send(writer, failure.status, json.dumps({"detail": told}).encode(), headers=failure.headers)

    async def _send(
        self,
        writer: asyncio.StreamWriter,
        status: int,
        data: bytes,
        media_type: str = "application/json",
        headers: dict[str, str] | None = None,
    ) -> None:
        lines = [f"HTTP/1.1 {status} Status", f"content-type: {media_type}", f"content-length: {len(data)}"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        writer.write("\r\n".join([*lines, "connection: close", "", ""]).encode() + data)
        await writer.drain()


def faults_of(asked: Asked) -> list[str]:
    """What the API would not take of a request to speak."""
    found = []
    if not asked.headers.get("content-type", "").startswith("application/json"):
        found.append("the body is no JSON")
    for name, value in asked.query.items():
        if name != "output_format" or not FORMATS.fullmatch(value):
            found.append(f"query {name}={value}")
    for name, value in asked.body.items():
        if name not in FIELDS or not isinstance(value, FIELDS[name][0]):
            found.append(f"field {name}: {type(value).__name__}")
    found += [f"{name} is missing" for name, (_, needed) in FIELDS.items() if needed and not asked.body.get(name)]
    model = asked.body.get("model_id")
    if "language_code" in asked.body and model not in ENFORCE_LANGUAGE:
        found.append(f"{model} takes no language_code")
    if "language_code" in asked.body and not re.fullmatch("[a-z]{2}", str(asked.body["language_code"])):
        found.append("language_code is no ISO 639-1 code")
    return found + _published_faults(asked)


def _published_faults(asked: Asked) -> list[str]:
    if not PUBLISHED.is_file():
        return []
    schema, formats = _published()
    import jsonschema

    found = [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(asked.body)]
    found += [f"{name} is not published" for name in asked.body if name not in schema["properties"]]
    if asked.query.get("output_format") not in formats:
        found.append("output_format is not published")
    return found


@cache
def _published() -> tuple[dict[str, Any], list[str]]:
    document = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    operation = document["paths"][STREAM]["post"]
    name = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    schema: dict[str, Any] = {"components": document["components"], **document["components"]["schemas"][name]}
    formats = next(given for given in operation["parameters"] if given["name"] == "output_format")["schema"]["enum"]
    return schema, formats

"""Calls to networks that mean harm, or are broken: whatever they answer, the process goes on, and keeps what is secret."""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

import connectors.http
from bot.errors import OutcomeUnknown, Rejected, TryLater
from connectors.http import Http, said

TOKEN = "access-0123456789abcdef"


@asynccontextmanager
async def answering(body: bytes, *, status: int = 200, headers: str = "", drip: bool = False) -> AsyncIterator[str]:
    """A server that answers every call like this; with `drip`, a byte at a time and without an end."""
    calls: set[asyncio.Task[None] | None] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        calls.add(asyncio.current_task())
        try:
            await reader.readuntil(b"\r\n\r\n")
            head = f"HTTP/1.1 {status} X\r\ncontent-type: application/json\r\nconnection: close\r\n{headers}"
            writer.write(head.encode())
            if drip:
                writer.write(b"\r\n")
                while True:
                    writer.write(b" ")
                    await writer.drain()
                    await asyncio.sleep(0.01)
            writer.write(f"content-length: {len(body)}\r\n\r\n".encode() + body)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        await asyncio.gather(*(call for call in calls if call is not None), return_exceptions=True)


@pytest.mark.parametrize("body", [b"[" * 200_000, b'{"a":' * 50_000, b'{"id": "\xff"}', b"1" * 10_000])
async def test_json_that_cannot_be_read_leaves_a_post_in_doubt(body: bytes) -> None:
    async with answering(body) as url:
        http = Http("Net", url)
        try:
            with pytest.raises(OutcomeUnknown):
                await http.final("POST", "/posts")
        finally:
            await http.close()


async def test_signs_that_no_store_takes_are_taken_out() -> None:
    async with answering(rb'{"name": "a\ud800b\u0000c", "list": [{"\udfff": "\ud83d\ude00"}]}') as url:
        http = Http("Net", url)
        answer = await http.safe("GET", "/me")
        await http.close()
    assert answer.get("name") == "a\ufffdbc"
    assert answer.get("list", 0) == {"\ufffd": "\U0001f600"}


async def test_an_answer_packed_twice_is_not_unpacked() -> None:
    packed = gzip.compress(gzip.compress(bytes(50_000_000)))
    for coding in ("gzip, gzip", "zstd", "br", "deflate"):
        async with answering(packed, headers=f"content-encoding: {coding}\r\n") as url:
            http = Http("Net", url)
            with pytest.raises(TryLater):
                await http.safe("GET", "/me")
            await http.close()


async def test_an_answer_that_unpacks_to_too_much_is_left() -> None:
    async with answering(gzip.compress(bytes(200_000_000)), headers="content-encoding: gzip\r\n") as url:
        http = Http("Net", url)
        with pytest.raises(TryLater):
            await http.safe("GET", "/me")
        await http.close()


async def test_an_answer_that_never_ends_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connectors.http, "BODY_SECONDS", 0.15)
    async with answering(b"", drip=True) as url:
        http = Http("Net", url)
        with pytest.raises(TryLater):
            await http.safe("GET", "/me")
        with pytest.raises(OutcomeUnknown):
            await http.final("POST", "/posts")
        await http.close()


async def test_a_network_that_quotes_what_was_sent_gives_nothing_away(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secrets = {"code": "code-0123456789", "client_secret": "app-secret-012345", "refresh_token": "refresh-0123456"}
    words = " ".join([TOKEN, *secrets.values()])
    async with answering(json.dumps({"error": "invalid_grant", "message": f"bad {words}"}).encode(), status=400) as url:
        http = Http("Net", url, secret_path=re.compile(r"bot[^/]+"))
        with pytest.raises(Rejected) as caught:
            await http.safe("POST", "/bot123:abcdefgh/x", data=secrets, headers={"Authorization": f"Bearer {TOKEN}"})
        answer = await http.raw("POST", "/token", json=secrets, params={"access_token": TOKEN})
        await http.close()
    told = f"{caught.value!r} {caught.value.facts} {caught.value.detail} {answer.text} {said(answer)} {caplog.text}"
    assert "bad ***" in told
    for secret in (TOKEN, *secrets.values(), "123:abcdefgh"):
        assert secret not in told


async def test_a_networks_words_are_one_plain_line() -> None:
    words = "no\x1b]0;owned\x07 \u202eevil\u2069\r\n[31m " + "x" * 500
    async with answering(json.dumps({"message": words}).encode(), status=400) as url:
        http = Http("Net", url)
        with pytest.raises(Rejected) as caught:
            await http.safe("GET", "/me")
        await http.close()
    reason = caught.value.facts["reason"]
    assert reason.startswith("no ]0;owned evil [31m xxx")
    assert len(reason) == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
async def test_a_server_that_is_named_cannot_be_one_inside(host: str) -> None:
    async with answering(b"{}") as url:
        port = url.rpartition(":")[2]
        http = Http("Net", "")
        with pytest.raises(TryLater) as caught:
            await http.safe("GET", f"http://{host}:{port}/api/v1/apps")
        assert "127.0.0.1" not in str(caught.value.facts)
        await http.close()
        # What whoever runs this installation has set is reached wherever it is.
        http = Http("Net", url)
        assert (await http.safe("GET", "/api")).ok
        await http.close()

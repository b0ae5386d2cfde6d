"""Fetching by address: what is public is fetched, nothing inside ever is."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.errors import AllInError, Rejected, StoreError, TryLater
from bot.media.fetching import Fetcher
from connectors.addresses import is_public
from tests.media.made import photo

Answer = Callable[[str, dict[str, str]], bytes]


@contextlib.asynccontextmanager
async def server(answer: Answer) -> AsyncIterator[tuple[int, list[str]]]:
    """A plain HTTP server on loopback; its port and the paths that were asked for, each with its Host."""
    asked: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
        path = lines[0].split()[1]
        asked.append(f"{headers['host']} {path}")
        writer.write(answer(path, headers))
        with contextlib.suppress(ConnectionError):
            await writer.drain()
            writer.close()
            await writer.wait_closed()

    listener = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with listener:
        yield listener.sockets[0].getsockname()[1], asked


def ok(body: bytes, *headers: str) -> bytes:
    """A complete answer."""
    lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(body)}", *headers, "Connection: close", "", ""]
    return "\r\n".join(lines).encode() + body


def onward(to: str) -> bytes:
    """A redirect."""
    return f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()


def names(*answers: str) -> Callable[[str, int], Awaitable[list[str]]]:
    """A resolver that gives these addresses, one a look-up, the last one again and again."""
    left = list(answers)

    async def resolve(host: str, port: int) -> list[str]:
        return (left.pop(0) if len(left) > 1 else left[0]).split()

    return resolve


def loopback_is_public(address: object) -> bool:
    """For tests: the loopback server counts as the open internet; the metadata service does not."""
    return str(address) == "127.0.0.1"


async def test_a_file_is_fetched_with_its_name_kept(tmp_path: Path) -> None:
    async with server(lambda path, headers: ok(photo())) as (port, asked):
        fetcher = Fetcher(resolver=names("127.0.0.1"), allowed=loopback_is_public, plain_http=True)
        await fetcher.fetch(f"http://shop.example:{port}/cake.jpg?size=l", tmp_path / "in")
    assert (tmp_path / "in").read_bytes() == photo()
    assert asked == [f"shop.example:{port} /cake.jpg?size=l"]


async def test_a_name_that_points_inside_is_not_followed(tmp_path: Path) -> None:
    async with server(lambda path, headers: ok(photo())) as (port, asked):
        for addresses in ("127.0.0.1", "10.1.2.3", "8.8.8.8 127.0.0.1", "::ffff:127.0.0.1", "169.254.169.254"):
            fetcher = Fetcher(resolver=names(addresses), plain_http=True)
            with pytest.raises(Rejected, match="media-address-inside"):
                await fetcher.fetch(f"http://evil.example:{port}/", tmp_path / "in")
    assert asked == []
    assert not (tmp_path / "in").exists()


async def test_a_name_that_changes_between_look_and_call_gains_nothing(tmp_path: Path) -> None:
    # The first look-up is what the connection goes to; the second one, pointing inside, belongs to the redirect.
    async with server(lambda path, headers: onward("/again")) as (port, asked):
        fetcher = Fetcher(resolver=names("127.0.0.1", "169.254.169.254"), allowed=loopback_is_public, plain_http=True)
        with pytest.raises(Rejected, match="media-address-inside"):
            await fetcher.fetch(f"http://rebind.example:{port}/first", tmp_path / "in")
    assert [line.split()[1] for line in asked] == ["/first"]


async def test_redirects_are_checked_and_counted(tmp_path: Path) -> None:
    def to(place: str) -> Answer:
        return lambda path, headers: onward(place)

    cases = {
        "http://169.254.169.254/latest/meta-data/": "media-address-inside",
        "file:///etc/passwd": "media-bad-address",
        "ftp://shop.example/cake.jpg": "media-address-not-https",
        "http://user:pass@shop.example/": "media-address-with-password",
        "/round": "media-too-many-redirects",
    }
    for place, key in cases.items():
        async with server(to(place)) as (port, asked):

            async def resolve(host: str, port: int) -> list[str]:
                return [host] if host[0].isdigit() else ["127.0.0.1"]

            fetcher = Fetcher(resolver=resolve, allowed=loopback_is_public, plain_http=True)
            with pytest.raises(Rejected) as raised:
                await fetcher.fetch(f"http://shop.example:{port}/", tmp_path / "in")
            assert raised.value.key == key
            assert len(asked) == (6 if place == "/round" else 1)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://example.org/a.jpg", "media-address-not-https"),
        ("https://user:secret@example.org/a.jpg", "media-address-with-password"),
        ("https://example.org:25/a.jpg", "media-bad-address"),
        ("https://exa mple.org/", "media-bad-address"),
        ("https:///a.jpg", "media-bad-address"),
        ("javascript:alert(1)", "media-bad-address"),
        ("https://[::1", "media-bad-address"),
        ("https://2130706433/a.jpg", "media-address-inside"),
        ("https://localhost/a.jpg", "media-address-inside"),
        ("https://[::1]/a.jpg", "media-address-inside"),
        ("https://0x7f.1/a.jpg", "media-address-inside"),
    ],
)
async def test_addresses_that_are_never_fetched(url: str, key: str, tmp_path: Path) -> None:
    with pytest.raises(Rejected) as raised:
        await Fetcher().fetch(url, tmp_path / "in")
    assert raised.value.key == key
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:4700::1111", True),
        ("127.8.8.8", False),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("168.63.129.16", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("240.0.0.1", False),
        ("198.18.0.1", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fd00:ec2::254", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("2001:0:7f00:1::", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


async def test_what_a_server_says_is_not_believed(tmp_path: Path) -> None:
    answers: dict[str, tuple[bytes, type[AllInError], str]] = {
        "/page.jpg": (ok(b"<html>hello</html>", "Content-Type: image/jpeg"), Rejected, "media-is-page"),
        "/huge.jpg": (
            ok(photo())[:17] + b"Content-Length: 99000000\r\n\r\n" + photo(noise=True),
            Rejected,
            "media-too-large",
        ),
        "/short.jpg": (ok(photo()).replace(b"Content-Length: ", b"Content-Length: 1"), TryLater, "media-fetch-failed"),
        "/gone.jpg": (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", Rejected, "media-fetch-refused"),
        "/down.jpg": (b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", TryLater, "media-fetch-failed"),
        "/zip.jpg": (ok(photo(), "Content-Encoding: gzip"), Rejected, "media-unknown-type"),
        "/empty.jpg": (ok(b""), Rejected, "media-empty"),
    }
    async with server(lambda path, headers: answers[path][0]) as (port, _):
        fetcher = Fetcher(resolver=names("127.0.0.1"), allowed=loopback_is_public, plain_http=True)
        for path, (_, kind, key) in answers.items():
            with pytest.raises(kind) as raised:
                await fetcher.fetch(f"http://shop.example:{port}{path}", tmp_path / "in")
            assert raised.value.key == key, path


async def test_a_picture_without_a_length_is_cut_off_when_it_grows_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("bot.media.sniffing", fromlist=["x"]).MOST_BYTES, "image", 10_000)
    body = photo() + bytes(50_000)
    async with server(lambda path, headers: b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body) as (port, _):
        fetcher = Fetcher(resolver=names("127.0.0.1"), allowed=loopback_is_public, plain_http=True)
        with pytest.raises(Rejected, match="media-too-large"):
            await fetcher.fetch(f"http://shop.example:{port}/", tmp_path / "in")


async def test_a_server_that_never_ends_is_left(tmp_path: Path) -> None:
    async with server(lambda path, headers: b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n\xff\xd8\xff") as (
        port,
        _,
    ):

        async def resolve(host: str, port: int) -> list[str]:
            await asyncio.sleep(5)
            return ["127.0.0.1"]

        fetcher = Fetcher(resolver=resolve, allowed=loopback_is_public, plain_http=True, seconds=0.05)
        with pytest.raises(TryLater, match="media-fetch-slow"):
            await fetcher.fetch(f"http://shop.example:{port}/", tmp_path / "in")


@pytest.mark.parametrize(
    "place", ["http://[", "//[::1", "http://\xff/", "https://a:b:c/", "data:image/png;base64,AA", "x" * 5000]
)
async def test_a_redirect_that_is_no_address_leads_nowhere(place: str, tmp_path: Path) -> None:
    async with server(lambda path, headers: onward(place).decode().encode("latin-1")) as (port, _):
        fetcher = Fetcher(resolver=names("127.0.0.1"), allowed=loopback_is_public, plain_http=True)
        with pytest.raises(AllInError):
            await fetcher.fetch(f"http://shop.example:{port}/", tmp_path / "in")


async def test_a_disk_is_not_filled_to_its_last_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = [200_000_000]

    def usage(path: object) -> SimpleNamespace:
        left.append(left[-1] - 100_000_000)
        return SimpleNamespace(free=left[-1])

    monkeypatch.setattr(shutil, "disk_usage", usage)
    body = b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isomavc1" + bytes(40_000_000)
    async with server(lambda path, headers: ok(body)) as (port, _):
        fetcher = Fetcher(resolver=names("127.0.0.1"), allowed=loopback_is_public, plain_http=True)
        with pytest.raises(StoreError) as caught:
            await fetcher.fetch(f"http://shop.example:{port}/film.mp4", tmp_path / "in")
    assert caught.value.key == "media-disk-full"
    assert (tmp_path / "in").stat().st_size < len(body)

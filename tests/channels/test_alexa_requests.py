"""Who is taken for Alexa: every way in which a request may not be hers is refused, and nothing comes of it."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from starlette.datastructures import Headers

from connectors.channels import alexa_requests
from connectors.channels.alexa_requests import Forged, Verifier, chain_address, trusted_roots
from tests.fakes.alexa import CHAIN, SKILL, Amazon, Speaker, certificate, ec_key, rsa_key

NOW = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Bench:
    """A verifier, and requests for it."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.amazon = Amazon(NOW)
        self.verifier = Verifier(SKILL, fetch=self.amazon.fetch, roots=self.amazon.roots, now=self.clock)
        self.speaker = Speaker(httpx.AsyncClient(), self.amazon, self.clock, token="t")

    def body(self, change: Callable[[dict[str, Any]], object] = lambda _: None) -> bytes:
        envelope = self.speaker.envelope("IntentRequest", intent=self.speaker.understood("draft a post about bread"))
        change(envelope)
        return json.dumps(envelope).encode()

    async def read(self, body: bytes | None = None, *, chain: str = CHAIN, **headers: str) -> alexa_requests.Asked:
        body = self.body() if body is None else body
        return await self.verifier.read(Headers(self.amazon.headers(body, chain) | headers), body)


@pytest.fixture
def bench() -> Bench:
    return Bench()


async def test_a_good_request_is_read(bench: Bench) -> None:
    asked = await bench.read()
    assert (asked.kind, asked.intent, asked.slots) == ("IntentRequest", "Draft", {"command": "a post about bread"})
    assert (asked.locale, asked.token, asked.api) == ("en-US", "t", "https://api.eu.amazonalexa.com")
    assert "api-token" not in repr(asked) and "'t'" not in repr(asked) and "bread" not in repr(asked)


async def test_the_voice_that_was_recognised_goes_before_the_account_of_the_device(bench: Bench) -> None:
    def somebody(envelope: dict[str, Any]) -> None:
        envelope["context"]["System"]["person"] = {"personId": "amzn1.ask.person.B", "accessToken": "of-a-person"}

    assert (await bench.read(bench.body(somebody))).token == "of-a-person"


async def test_certificates_are_fetched_once_until_they_run_out(bench: Bench) -> None:
    for _ in range(3):
        await bench.read()
    # The same place, written in another way.
    await bench.read(chain="https://S3.amazonaws.com:443/echo.api/../echo.api/echo-api-cert-14.pem")
    assert bench.amazon.fetched == [CHAIN]
    bench.clock.now += timedelta(days=31)
    with pytest.raises(Forged, match="nobody whom we trust"):
        await bench.read()
    later = Amazon(bench.clock.now)
    bench.amazon.places[CHAIN] = later.chain(later.leaf(), bench.amazon.middle)
    await bench.read()
    assert bench.amazon.fetched == [CHAIN] * 3


async def test_what_could_not_be_fetched_is_fetched_again(bench: Bench) -> None:
    chain = bench.amazon.places.pop(CHAIN)
    with pytest.raises(Forged, match="nothing is there"):
        await bench.read()
    bench.amazon.places[CHAIN] = chain
    await bench.read()


@pytest.mark.parametrize(
    "address",
    [
        "http://s3.amazonaws.com/echo.api/echo-api-cert.pem",
        "https://notamazon.com/echo.api/echo-api-cert.pem",
        "https://s3.amazonaws.com.evil.example/echo.api/echo-api-cert.pem",
        "https://s3.amazonaws.com@evil.example/echo.api/echo-api-cert.pem",
        "https://evil.example@s3.amazonaws.com/echo.api/echo-api-cert.pem",
        "https://s3.amazonaws.com/EcHo.aPi/echo-api-cert.pem",
        "https://s3.amazonaws.com/invalid.path/echo-api-cert.pem",
        "https://s3.amazonaws.com/echo.api/../invalid.path/echo-api-cert.pem",
        "https://s3.amazonaws.com/echo.api/..%2finvalid.path/echo-api-cert.pem",
        "https://s3.amazonaws.com/echo.api/%2e%2e/invalid.path/echo-api-cert.pem",
        "https://s3.amazonaws.com/echo.api\\..\\invalid.path/echo-api-cert.pem",
        "https://s3.amazonaws.com/echo.apis/echo-api-cert.pem",
        "https://s3.amazonaws.com/echo.api/",
        "https://s3.amazonaws.com/echo.api",
        "https://s3.amazonaws.com//echo.api/echo-api-cert.pem",
        "https://s3.amazonaws.com:563/echo.api/echo-api-cert.pem",
        "https://s3.amazonaws.com:99999/echo.api/echo-api-cert.pem",
        "https://s3.amazonaws.com/echo.api/cert.pem?x=1",
        "https://s3.amazonaws.com/echo.api/cert.pem#x",
        "//s3.amazonaws.com/echo.api/cert.pem",
        "",
    ],
)
async def test_certificates_from_elsewhere_are_not_even_fetched(bench: Bench, address: str) -> None:
    with pytest.raises(Forged):
        await bench.read(chain=address)
    assert bench.amazon.fetched == []


@pytest.mark.parametrize(
    "address",
    [
        "https://s3.amazonaws.com/echo.api/echo-api-cert.pem",
        "https://s3.amazonaws.com:443/echo.api/echo-api-cert.pem",
        "https://s3.amazonaws.com/echo.api/../echo.api/echo-api-cert.pem",
        "HTTPS://S3.AmazonAWS.com/echo.api/./echo-api-cert.pem",
    ],
)
def test_amazons_own_addresses_are_written_in_one_way(address: str) -> None:
    assert chain_address(address) == "https://s3.amazonaws.com/echo.api/echo-api-cert.pem"


async def test_a_signature_is_of_one_body_and_by_one_key(bench: Bench) -> None:
    body = bench.body()
    signed = bench.amazon.headers(body)
    for wrong in (
        {"Signature-256": base64.b64encode(b"x" * 256).decode()},
        {"Signature-256": "no base64!"},
        {"Signature-256": ""},
        {"SignatureCertChainUrl": ""},
    ):
        with pytest.raises(Forged):
            await bench.verifier.read(Headers(signed | wrong), body)
    with pytest.raises(Forged, match="not of that body"):
        await bench.verifier.read(Headers(signed), body.replace(b"bread", b"cakes"))
    old = {name: value for name, value in signed.items() if name != "Signature-256"}
    with pytest.raises(Forged):  # only the older signature, over SHA-1
        await bench.verifier.read(Headers(old | {"Signature": signed["Signature-256"]}), body)
    twice = [(name.lower().encode(), value.encode()) for name, value in [*signed.items(), *signed.items()]]
    with pytest.raises(Forged, match="more than one"):
        await bench.verifier.read(Headers(raw=twice), body)
    await bench.verifier.read(Headers(signed), body)


def _expired(amazon: Amazon) -> bytes:
    return amazon.chain(amazon.leaf(until=timedelta(days=-1)))


def _not_yet(amazon: Amazon) -> bytes:
    return amazon.chain(amazon.leaf(since=timedelta(days=1)))


def _other_name(amazon: Amazon) -> bytes:
    return amazon.chain(amazon.leaf(names=("evil.example",)))


def _wildcard(amazon: Amazon) -> bytes:
    return amazon.chain(amazon.leaf(names=("*.amazon.com",)))


def _longer_name(amazon: Amazon) -> bytes:
    return amazon.chain(amazon.leaf(names=("echo-api.amazon.com.evil.example",)))


def _no_name(amazon: Amazon) -> bytes:
    return amazon.chain(amazon.leaf(names=()))


def _of_itself(amazon: Amazon) -> bytes:
    own = certificate(
        "Alexa", rsa_key("leaf"), "Alexa", rsa_key("leaf"),
        since=NOW - timedelta(days=1), until=NOW + timedelta(days=1), names=("echo-api.amazon.com",),
    )  # fmt: skip
    return amazon.chain(own)


def _stranger(amazon: Amazon) -> bytes:
    root = certificate(
        "Test Root", rsa_key("stranger"), "Test Root", rsa_key("stranger"),
        since=NOW - timedelta(days=9), until=NOW + timedelta(days=9), authority=True,
    )  # fmt: skip
    leaf = certificate(
        "Alexa", rsa_key("leaf"), "Test Root", rsa_key("stranger"),
        since=NOW - timedelta(days=1), until=NOW + timedelta(days=1), names=("echo-api.amazon.com",),
    )  # fmt: skip
    return amazon.chain(leaf, root)


def _by_a_leaf(amazon: Amazon) -> bytes:
    leaf = certificate(
        "Alexa", rsa_key("leaf"), "Alexa", rsa_key("mine"),
        since=NOW - timedelta(days=1), until=NOW + timedelta(days=1), names=("echo-api.amazon.com",),
    )  # fmt: skip
    return amazon.chain(leaf, amazon.leaf(names=("mine.example",), key=rsa_key("mine")), amazon.middle)


def _middle_missing(amazon: Amazon) -> bytes:
    return amazon.chain(amazon.leaf(), amazon.root)


def _long(amazon: Amazon) -> bytes:
    return amazon.chain(amazon.leaf(), *[amazon.middle] * 20)


def _other_key(amazon: Amazon) -> bytes:
    return amazon.chain(amazon.leaf(key=ec_key()))


def _anothers_key(amazon: Amazon) -> bytes:
    return amazon.chain(amazon.leaf(key=rsa_key("another")))


@pytest.mark.parametrize(
    "made",
    [
        _expired,
        _not_yet,
        _other_name,
        _wildcard,
        _longer_name,
        _no_name,
        _of_itself,
        _stranger,
        _by_a_leaf,
        _middle_missing,
        _long,
        _other_key,
        _anothers_key,
        lambda _: b"",
        lambda _: b"<html>",
        lambda _: b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    ],
)
async def test_certificates_that_prove_nothing(bench: Bench, made: Callable[[Amazon], bytes]) -> None:
    bench.amazon.places[CHAIN] = made(bench.amazon)
    with pytest.raises(Forged):
        await bench.read()


@pytest.mark.parametrize(
    "change",
    [
        lambda it: it["request"].update(timestamp="2026-03-11T08:57:29Z"),
        lambda it: it["request"].update(timestamp="2026-03-11T09:02:31Z"),
        lambda it: it["request"].update(timestamp="2026-03-11T09:00:00"),
        lambda it: it["request"].update(timestamp="yesterday"),
        lambda it: it["request"].update(timestamp=1773219600000),
        lambda it: it["request"].pop("timestamp"),
        lambda it: it["request"].pop("requestId"),
        lambda it: it["context"]["System"]["application"].update(applicationId="amzn1.ask.skill.other"),
        lambda it: it["session"].update(application={"applicationId": "amzn1.ask.skill.other"}),
        lambda it: it["session"].pop("application"),
        lambda it: it["context"].pop("System"),
        lambda it: it.pop("context"),
        lambda it: it.pop("request"),
        lambda it: it.update(request=[1], context="x"),
    ],
)
async def test_signed_and_yet_not_for_us_or_not_now(bench: Bench, change: Callable[[dict[str, Any]], object]) -> None:
    with pytest.raises(Forged):
        await bench.read(bench.body(change))


async def test_just_in_time_is_in_time(bench: Bench) -> None:
    for at in ("2026-03-11T08:57:30Z", "2026-03-11T09:02:30Z", "2026-03-11T10:00:00+01:00"):
        await bench.read(bench.body(lambda it, at=at: it["request"].update(timestamp=at)))  # type: ignore[misc]  # of a lambda
    bench.clock.now += timedelta(seconds=1)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"{", b"\xff\xfe", b"[" * 100_000, b'{"a":' + b"9" * 5_000 + b"}"]
)
async def test_signed_nonsense_is_refused(bench: Bench, body: bytes) -> None:
    with pytest.raises(Forged):
        await bench.read(body)


async def test_the_same_request_counts_once(bench: Bench) -> None:
    body = bench.body()
    await bench.read(body)
    for later in (0, 60, 149):
        bench.clock.now = NOW + timedelta(seconds=later)
        with pytest.raises(Forged, match="here before"):
            await bench.read(body)
    bench.clock.now = NOW + timedelta(seconds=151)
    with pytest.raises(Forged, match="too old"):
        await bench.read(body)


async def test_a_forged_request_does_not_use_up_the_id_of_a_real_one(bench: Bench) -> None:
    body = bench.body()
    with pytest.raises(Forged):
        await bench.verifier.read(Headers(bench.amazon.headers(b"other")), body)
    await bench.read(body)


async def test_ids_are_not_kept_for_ever(bench: Bench) -> None:
    for minutes in range(60):
        bench.clock.now = NOW + timedelta(minutes=minutes)
        await bench.read()
    assert len(bench.verifier._seen) < 10


def test_the_trusted_authorities_include_amazons_own() -> None:
    names = {root.subject.rfc4514_string() for root in trusted_roots()}
    assert any("Amazon Root CA 1" in name for name in names)
    assert len(names) > 50


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno",
        b"HTTP/1.1 302 Found\r\nLocation: /good\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 70000\r\n\r\n" + b"x" * 70_000,
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
        b"nothing that is HTTP\r\n\r\n",
    ],
)
async def test_what_is_fetched_is_small_and_in_its_place(answer: bytes) -> None:
    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = await reader.readuntil(b"\r\n\r\n")
        good = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\ngood"
        writer.write(good if asked.startswith(b"GET /good ") else answer)
        writer.close()

    server = await asyncio.start_server(speak, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        assert await alexa_requests._fetched(f"{address}/good") == b"good"
        with pytest.raises(Forged):
            await alexa_requests._fetched(f"{address}/chain.pem")
    with pytest.raises(Forged, match="cannot be fetched"):
        await alexa_requests._fetched(f"{address}/chain.pem")


async def test_never_many_fetches_at_once(bench: Bench) -> None:
    waiting, go = [], asyncio.Event()

    async def slow(address: str) -> bytes:
        waiting.append(address)
        await go.wait()
        return bench.amazon.places[CHAIN]

    bench.verifier = Verifier(SKILL, fetch=slow, roots=bench.amazon.roots, now=bench.clock)
    same = [asyncio.create_task(bench.read()) for _ in range(5)]
    others = [
        asyncio.create_task(bench.read(chain=f"https://s3.amazonaws.com/echo.api/{number}.pem")) for number in range(20)
    ]
    await asyncio.sleep(0)
    for _ in range(3):
        await asyncio.sleep(0)
    assert len(waiting) == 4
    go.set()
    results = await asyncio.gather(*same, *others, return_exceptions=True)
    assert not any(isinstance(result, BaseException) for result in results[:5])  # one fetch for all of them
    assert sum(isinstance(result, Forged) for result in results[5:]) == 17

"""What Meta's errors mean, and what its three networks share."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from bot.errors import AllInError, NotFound, OutcomeUnknown, Rejected, SignInNeeded, TryLater, VersionSunset
from connectors.http import Answer
from connectors.meta import Graph, judge, same_words


def told(code: int, sub: int = 0, *, status: int = 400, headers: dict[str, str] | None = None, **more: Any) -> Answer:
    """An error as Meta writes it."""
    error = {"message": f"(#{code}) It says so", "type": "OAuthException", "code": code, "error_subcode": sub, **more}
    body = {"error": error}
    return Answer(status, httpx.Headers(headers or {}), json.dumps(body).encode(), body, "POST", "/v25.0/1/feed")


@pytest.mark.parametrize(
    ("answer", "kind", "key"),
    [
        (told(190, 463), SignInNeeded, "error-sign-in-needed"),
        (told(102), SignInNeeded, "error-sign-in-needed"),
        (told(10), SignInNeeded, "error-sign-in-scope"),
        (told(200, status=403), SignInNeeded, "error-sign-in-scope"),
        (told(299), SignInNeeded, "error-sign-in-scope"),
        (told(25, 2207050), SignInNeeded, "error-meta-restricted"),
        (told(506, 1455006), Rejected, "error-duplicate"),
        (told(100, 1366051), Rejected, "error-duplicate"),
        (told(4, 2207051), Rejected, "error-network-refused"),
        (told(1609005), Rejected, "error-network-refused"),
        (told(100), Rejected, "error-network-refused"),
        (told(36003, 2207009), Rejected, "error-media-refused"),
        (told(9004, 2207052), Rejected, "error-media-refused"),
        (told(2635), VersionSunset, "error-version-sunset"),
        (told(100, 33), NotFound, "error-network-gone"),
        (told(803, status=404), NotFound, "error-network-gone"),
        (told(1), OutcomeUnknown, "error-outcome-unknown"),
        (told(2, status=503), OutcomeUnknown, "error-outcome-unknown"),
        (told(-1, 2207001), OutcomeUnknown, "error-outcome-unknown"),
        (told(12345, is_transient=True), OutcomeUnknown, "error-outcome-unknown"),
        (told(9, 2207042), TryLater, "error-quota"),
        (told(9007, 2207027), TryLater, "error-media-not-ready"),
        *((told(code), TryLater, "error-rate-limited") for code in (4, 17, 32, 341, 368, 613, 80001, 80009)),
    ],
)
def test_the_code_says_who_acts_next(answer: Answer, kind: type[AllInError], key: str) -> None:
    error = judge(answer)
    assert isinstance(error, kind)
    assert error.key == key


def test_how_long_to_wait_is_read_from_the_usage_header() -> None:
    usage = {"17841": [{"type": "instagram", "call_count": 100, "estimated_time_to_regain_access": 7}]}
    error = judge(told(80002, headers={"x-business-use-case-usage": json.dumps(usage)}))
    assert isinstance(error, TryLater)
    assert error.retry_after == 420


@pytest.mark.parametrize("usage", ["", "nonsense", "[]", '{"1": 5}', '{"1": [{}]}', '{"1": []}'])
def test_an_unreadable_usage_header_does_no_harm(usage: str) -> None:
    error = judge(told(17, headers={"x-business-use-case-usage": usage}))
    assert isinstance(error, TryLater)
    assert error.retry_after == 300


def test_blocked_for_what_it_did_waits_for_hours() -> None:
    error = judge(told(368))
    assert isinstance(error, TryLater)
    assert (error.retry_after or 0) >= 3600


def test_a_message_that_repeats_the_token_is_not_passed_on() -> None:
    token = "EAAB" + "x7Yz" * 20
    for answer in (
        told(190, message=f"Malformed access token {token}"),
        told(100, message=f"Cannot parse access token {token}", error_user_msg=f"It is {token}."),
        told(100, status=500, message=token),
    ):
        error = judge(answer)
        assert token not in f"{error!r} {error and error.detail} {error and error.facts}"


def test_what_is_no_error_of_metas_is_left_to_the_status() -> None:
    bodies: tuple[Any, ...] = (None, [], {"error": "flat"}, {"ok": False})
    for body in bodies:
        assert judge(Answer(500, httpx.Headers(), b"", body)) is None


def test_a_token_goes_to_metas_hosts_alone() -> None:
    graph = Graph("Instagram")
    safe = "https://rupload.facebook.com/ig-api-upload/v25.0/1"
    assert graph.upload_address("https://rupload.facebook.com/ig-api-upload/v25.0/2", safe).endswith("/2")
    for elsewhere in ("https://evil.example/x", "https://facebook.com.evil.example/x", "", None, 5):
        assert graph.upload_address(elsewhere, safe) == safe


def test_another_server_stands_in_for_every_host() -> None:
    graph = Graph("Instagram", "http://127.0.0.1:9/proxy/")
    for address in ("https://graph.instagram.com/v25.0/me?a=1", "https://graph.facebook.com/v25.0/me?a=1"):
        assert graph.at(address) == "http://127.0.0.1:9/proxy/v25.0/me?a=1"


@pytest.mark.parametrize(
    ("shown", "sent", "same"),
    [
        ("Hello autumn", "Hello  autumn\n", True),
        ("with ana and more", "with @ana\n\nand more", True),
        ("a tag", "a #tag", True),
        ("Hello winter", "Hello autumn", False),
        (None, "Hello", False),
        (None, "", True),
    ],
)
def test_words_are_compared_as_meta_shows_them(shown: str | None, sent: str, same: bool) -> None:
    assert same_words(shown, sent) is same


def test_a_container_that_is_gone_is_one_thing_and_a_post_that_is_gone_another() -> None:
    body = {"error": {"message": "Media not found", "code": 24, "error_subcode": 4279009}}
    publish = Answer(400, httpx.Headers(), b"", body, "POST", "/v1.0/9001/threads_publish")
    assert isinstance(judge(publish), TryLater)
    for method, path in (("POST", "/v1.0/9001/threads"), ("DELETE", "/v1.0/77"), ("GET", "/v1.0/77")):
        assert isinstance(judge(Answer(400, httpx.Headers(), b"", body, method, path)), NotFound)

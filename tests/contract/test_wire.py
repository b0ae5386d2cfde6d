"""The checks of what goes over the wire find what is wrong: a contract test that cannot fail would prove nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.testing.network import Answer, Exchange, Request
from tests.contract.wire import all_calls, check_own, check_published, seen_calls

PINTEREST = "official/pinterest.json"
REDDIT = "authored/reddit.yaml"
HEADERS = {"authorization": "Bearer t", "user-agent": "web:allin-assistant:v0.1"}

PIN: dict[str, Any] = {
    "board_id": "501",
    "title": "Autumn sale",
    "description": "Hello, autumn",
    "media_source": {"source_type": "image_base64", "content_type": "image/png", "data": "aGVsbG8="},
}
SUBMISSION = {
    "sr": "pottery",
    "title": "Autumn",
    "kind": "self",
    "api_type": "json",
    "text": "Hello",
    "sendreplies": "true",
    "nsfw": "false",
    "spoiler": "false",
    "validate_on_submit": "true",
}


def pin(body: Any = PIN, answer: Answer | None = None) -> Exchange:
    """POST /pins, kept to both contracts unless something else is given."""
    headers = HEADERS | {"content-type": "application/json"}
    request = Request("POST", "/v5/pins", headers, json.dumps(body).encode())
    return Exchange(request, answer or Answer(201, {"id": "7"}), "")


def submission(fields: dict[str, str] = SUBMISSION, answer: Answer | None = None) -> Exchange:
    """POST /api/submit, kept to both contracts unless something else is given."""
    headers = HEADERS | {"content-type": "application/x-www-form-urlencoded"}
    request = Request("POST", "/api/submit", headers, urlencode(fields).encode())
    return Exchange(request, answer or Answer(200, {"json": {"errors": []}}), "")


def upload(*, file: bool = True, more: str = "") -> Exchange:
    """The multipart upload to Pinterest's storage."""
    names = ("key", "policy", "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature", "Content-Type")
    fields = [*names, *([more] if more else [])]
    parts = [f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\nx\r\n' for name in fields]
    name = '; filename="a.mp4"' if file else ""
    head = f'--b\r\nContent-Disposition: form-data; name="file"{name}\r\nContent-Type: video/mp4\r\n\r\n'
    body = "".join(parts) + head + "film\r\n--b--\r\n"
    headers = {"content-type": "multipart/form-data; boundary=b"}
    return Exchange(Request("POST", "/store", headers, body.encode()), Answer(204), "")


def changed(exchange: Exchange, **request: Any) -> Exchange:
    return replace(exchange, request=replace(exchange.request, **request))


def without(given: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in given.items() if key != name}


def test_what_keeps_to_a_contract_is_not_complained_of() -> None:
    assert check_own("pinterest", [pin(), upload()]) == []
    assert check_own("reddit", [submission()]) == []


def test_what_keeps_to_a_published_contract_is_not_complained_of() -> None:
    assert check_published(PINTEREST, [pin()], base="/v5") == []
    assert check_published(REDDIT, [submission()]) == []


# Our own contracts

NO_ID = Answer(201, {"title": "Autumn sale"})
OWN_FAULTS = {
    "a missing field": (pin(without(PIN, "title")), "field title is missing"),
    "a missing field inside another": (
        pin(PIN | {"media_source": without(PIN["media_source"], "source_type")}),
        "media_source.source_type is missing",
    ),
    "a wrong type": (pin(PIN | {"title": 7}), "field title is 7"),
    "true for a number": (
        pin(PIN | {"media_source": PIN["media_source"] | {"index": True}}),
        "media_source.index is True",
    ),
    "an unknown field": (pin(PIN | {"colour": "red"}), "colour is not in the contract"),
    "an unknown field inside another": (
        pin(PIN | {"media_source": PIN["media_source"] | {"size": 3}}),
        "media_source.size is not in the contract",
    ),
    "an answer of another shape": (pin(answer=NO_ID), "the answer 201 has no id"),
    "an answer with another status": (pin(answer=Answer(302, {"id": "7"})), "answers 302"),
    "an unknown call": (changed(pin(), target="/v5/pinboards"), "not in tests/contract/networks/pinterest.yaml"),
    "another method": (changed(pin(), method="PUT"), "not in tests/contract/networks/pinterest.yaml"),
    "another content type": (
        changed(pin(), headers=HEADERS | {"content-type": "text/plain"}),
        "is sent as text/plain, not as application/json",
    ),
    "no content type": (changed(pin(), headers=HEADERS), "is sent as nothing"),
    "a missing header": (
        changed(pin(), headers={"content-type": "application/json"}),
        "header authorization is missing",
    ),
    "a body that is no JSON": (changed(pin(), body=b"title=7"), "field board_id is missing"),
    "an unknown query parameter": (changed(pin(), target="/v5/pins?draft=1"), "query draft is not in the contract"),
    "a body where none belongs": (
        changed(pin(), method="GET", body=b"{}"),
        "has a body",
    ),
    "a text where a file belongs": (upload(file=False), "field file is"),
    "an unknown part": (upload(more="acl"), "field acl is not in the contract"),
}


@pytest.mark.parametrize("name", OWN_FAULTS)
def test_a_breach_of_our_own_contract_is_found(name: str) -> None:
    exchange, words = OWN_FAULTS[name]
    assert any(words in fault for fault in check_own("pinterest", [pin(), exchange]))


FORM_FAULTS = {
    "a missing field": (submission(without(SUBMISSION, "title")), "field title is missing"),
    "a word for a truth": (submission(SUBMISSION | {"nsfw": "maybe"}), "field nsfw is 'maybe'"),
    "an unknown field": (submission(SUBMISSION | {"colour": "red"}), "colour is not in the contract"),
    "no place for errors": (submission(answer=Answer(200, {"json": {}})), "has no json.errors"),
}


@pytest.mark.parametrize("name", FORM_FAULTS)
def test_a_breach_in_a_form_is_found(name: str) -> None:
    exchange, words = FORM_FAULTS[name]
    assert any(words in fault for fault in check_own("reddit", [submission(), exchange]))


def test_a_required_query_parameter_is_missed() -> None:
    read = Request("GET", "/v5/pins/7/analytics", HEADERS, b"")
    answer = Answer(200, {"all": {"summary_metrics": {}, "lifetime_metrics": {}}})
    faults = check_own("pinterest", [Exchange(read, answer, "")])
    assert sorted(fault.rpartition(": ")[2] for fault in faults) == [
        "query end_date is missing",
        "query metric_types is missing",
        "query start_date is missing",
    ]


def test_calls_that_were_not_made_are_seen_to_be_missing() -> None:
    seen = seen_calls("pinterest", [pin(), changed(pin(), target="/v5/pinboards")])
    assert seen == {"POST /v5/pins"}
    assert seen < all_calls("pinterest")


# Published contracts

PUBLISHED_FAULTS = {
    "a wrong type": (pin(PIN | {"title": 7}), "body.title"),
    "a text that is too long": (pin(PIN | {"title": "a" * 101}), "body.title"),
    "a value that is not among those allowed": (
        pin(PIN | {"media_source": PIN["media_source"] | {"content_type": "image/gif"}}),
        "body.media_source",
    ),
    "a missing field inside another": (
        pin(PIN | {"media_source": without(PIN["media_source"], "data")}),
        "body.media_source",
    ),
    "another content type": (
        changed(pin(), headers=HEADERS | {"content-type": "application/x-www-form-urlencoded"}),
        "is sent as application/x-www-form-urlencoded",
    ),
    "no body": (changed(pin(), body=b""), "has no body"),
    "an unknown call": (changed(pin(), target="/v5/pinboards"), "not in official/pinterest.json"),
    "an unknown query parameter": (changed(pin(), target="/v5/pins?draft=1"), "query parameter draft"),
    "a query parameter of another shape": (
        changed(pin(), target="/v5/pins?ad_account_id=mine"),
        "query parameter ad_account_id",
    ),
    "an answer without what is required": (pin(answer=NO_ID), "answer 201"),
    "an error in another format": (pin(answer=Answer(400, {"error": "no"})), "answer 400"),
}


@pytest.mark.parametrize("name", PUBLISHED_FAULTS)
def test_a_breach_of_a_published_contract_is_found(name: str) -> None:
    exchange, words = PUBLISHED_FAULTS[name]
    faults = check_published(PINTEREST, [pin(), exchange], base="/v5")
    assert any(words in fault for fault in faults), faults


PUBLISHED_FORM_FAULTS = {
    "a missing field": (submission(without(SUBMISSION, "title")), "'title' is a required property"),
    "a field that another one makes necessary": (submission(SUBMISSION | {"kind": "link"}), "'url' is a required"),
    "a kind that does not exist": (submission(SUBMISSION | {"kind": "poem"}), "body.kind"),
    "a word for a truth": (submission(SUBMISSION | {"nsfw": "maybe"}), "body.nsfw"),
    "a missing header": (
        changed(submission(), headers={"content-type": "application/x-www-form-urlencoded"}),
        "header parameter User-Agent is missing",
    ),
    "an unknown status": (submission(answer=Answer(418, {"json": {"errors": []}})), "answers 418"),
}


@pytest.mark.parametrize("name", PUBLISHED_FORM_FAULTS)
def test_a_breach_of_a_published_form_is_found(name: str) -> None:
    exchange, words = PUBLISHED_FORM_FAULTS[name]
    faults = check_published(REDDIT, [submission(), exchange])
    assert any(words in fault for fault in faults), faults


def test_only_what_is_named_is_left_out() -> None:
    wrong = [changed(pin(), target="/v5/pinboards"), pin(PIN | {"title": 7})]
    [fault] = check_published(PINTEREST, wrong, base="/v5", but=(r"POST /v5/pinboards$",))
    assert "body.title" in fault
    assert check_published(PINTEREST, [pin(answer=NO_ID)], base="/v5", answers=False) == []

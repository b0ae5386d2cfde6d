"""Phones: let in by a code, heard and answered, never twice, thrown out at once; and every way that must not lead in."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import os
import re
import subprocess
import wave
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI

from bot.errors import OperatorError, Rejected
from bot.messages import IncomingMessage
from bot.testing.voice import FakeListener, recording
from bot.voice.speak import Speakers
from connectors.bearer import MOST_A_MINUTE, Guard
from connectors.channels.shortcuts import Shortcuts
from storage.models import PostStatus
from tests.channels.houses import ears, mouth
from tests.channels.served import SlowDoor, around, code, served
from tests.conversations.conftest import Talk, models, talk
from tests.fakes.speakers import Beeper
from tests.media.made import photo

__all__ = ["ears", "models", "mouth", "talk"]  # fixtures

ROOT = Path(__file__).parent.parent.parent


@dataclass
class Phone:
    """A phone that has been let in."""

    http: httpx.AsyncClient
    token: str

    async def send(self, **data: Any) -> httpx.Response:
        return await self.http.post("/shortcuts", json=data, headers=self.headers)

    async def say(self, text: str, **more: Any) -> dict[str, Any]:
        """Say something; the answer."""
        answer = await self.send(text=text, **more)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


async def let_in(http: httpx.AsyncClient, talk: Talk, *who: str, name: str = "My phone") -> Phone:
    paired = await http.post("/shortcuts/pair", json={"code": await code(talk, *who), "name": name})
    assert paired.status_code == 200, paired.text
    return Phone(http, paired.json()["token"])


@pytest_asyncio.fixture
async def http(talk: Talk) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who reaches the server."""
    await asyncio.to_thread(talk.app.understanding.warm)
    channel = Shortcuts.build(around(talk))
    assert channel is not None
    async with served(channel.routes()) as client:
        yield client


@pytest_asyncio.fixture
async def phone(http: httpx.AsyncClient, talk: Talk) -> Phone:
    return await let_in(http, talk)


# Talking


async def test_a_question_is_answered_by_the_next_request_and_the_post_goes_out_once(phone: Phone, talk: Talk) -> None:
    await talk.connect_network()
    asked = await phone.say('Publish "We open at ten" on fake.')
    assert (asked["asks"], asked["next"]) == (True, "listen")
    assert "We open at ten" in asked["text"]
    assert asked["speech"].rstrip().endswith("?")
    assert talk.network.sent == 0
    done = await phone.say("yes")
    assert (done["asks"], done["next"]) == (False, "end")
    assert talk.network.sent == 1


async def test_no_means_no(phone: Phone, talk: Talk) -> None:
    await talk.connect_network()
    await phone.say('Publish "We open at ten" on fake.')
    assert (await phone.say("no"))["next"] == "end"
    await phone.say("yes")
    assert talk.network.sent == 0


async def test_a_button_is_tapped_by_its_id(phone: Phone, talk: Talk) -> None:
    await talk.connect_network()
    asked = await phone.say('Publish "We open at ten" on fake.')
    assert all(set(choice) == {"id", "label"} for choice in asked["choices"])
    answer = await phone.send(choice=asked["choices"][0]["id"])
    assert talk.network.sent == 1, answer.text
    again = await phone.send(choice=asked["choices"][0]["id"])
    assert talk.network.sent == 1 and again.status_code == 200


async def test_what_is_drafted_can_be_read_on_the_phone(phone: Phone, talk: Talk) -> None:
    await talk.connect_network()
    drafted = await phone.say("draft a post about sourdough on fake")
    words = (await talk.post(1)).post.text.split("\n")[0]
    assert "sourdough" in words and words in drafted["text"]


async def test_the_same_request_again_is_answered_the_same_and_done_once(phone: Phone) -> None:
    say = "Schedule a post about the spring market on the page for Friday at nine"
    first = await phone.say(say, id="11:00:01.250")
    again = await phone.say(say, id="11:00:01.250")
    together = await asyncio.gather(*(phone.say(say, id="11:00:01.250") for _ in range(4)))
    assert [again, *together] == [first] * 5
    by_header = await phone.http.post(
        "/shortcuts", json={"text": say}, headers={**phone.headers, "Idempotency-Key": "11:00:01.250"}
    )
    assert by_header.json() == first
    listed = await phone.say("what is planned")
    assert re.search(r"\b1 planned post\b", listed["text"]), listed["text"]


async def test_the_same_request_is_known_after_a_restart(phone: Phone, talk: Talk) -> None:
    say = "Schedule a post about the spring market on the page for Friday at nine"
    first = await phone.say(say, id="a")
    channel = Shortcuts.build(around(talk))
    assert channel is not None
    async with served(channel.routes()) as http:
        again = await Phone(http, phone.token).say(say, id="a")
    assert again["text"].splitlines()[0] == first["text"].splitlines()[0]
    assert "1 planned post" in (await phone.say("what is planned"))["text"]


async def test_one_id_for_everything_does_not_swallow_what_is_said(phone: Phone) -> None:
    first = await phone.say("what is planned", id="always")
    other = await phone.say("show my drafts", id="always")
    assert first["text"] != other["text"]


async def test_each_language_is_answered_in_it(phone: Phone) -> None:
    talk_of = {"de-DE": "was ist geplant", "es_ES": "qué hay programado", "fr": "qu’est-ce qui est prévu"}
    found = {language: (await phone.say(text, language=language))["text"] for language, text in talk_of.items()}
    assert len(set(found.values())) == 3 and "geplant" in found["de-DE"]


async def test_forms_are_taken_like_json(phone: Phone) -> None:
    said = await phone.http.post("/shortcuts", data={"text": "what is planned"}, headers=phone.headers)
    assert said.json() == await phone.say("what is planned")


# Sound


async def test_a_recording_is_heard_and_read_back(phone: Phone, ears: FakeListener, talk: Talk) -> None:
    ears.words.append("Schedule a post about the spring market on the page for Friday at nine.")
    headers = {**phone.headers, "Content-Type": "audio/x-m4a"}
    answer = (await phone.http.post("/shortcuts?language=en", content=recording().data, headers=headers)).json()
    assert "spring market" in answer["heard"] and "thirteenth" in answer["speech"]
    assert await talk.status(1) is PostStatus.SCHEDULED


async def test_a_recording_may_come_as_a_file_of_a_form(phone: Phone, ears: FakeListener) -> None:
    ears.words.append("what is planned")
    files = {"file": ("Recorded Audio.m4a", recording().data, "audio/x-m4a")}
    answer = await phone.http.post("/shortcuts", files=files, data={"id": "r1"}, headers=phone.headers)
    assert answer.json()["heard"] == "what is planned"


async def test_silence_is_told_and_after_a_question_means_no(phone: Phone, ears: FakeListener, talk: Talk) -> None:
    await talk.connect_network()
    headers = {**phone.headers, "Content-Type": "audio/wav"}
    ears.words.append(Rejected("voice-silence"))
    nothing = (await phone.http.post("/shortcuts", content=recording().data, headers=headers)).json()
    assert "I hear nothing" in nothing["speech"]
    await phone.say('Publish "We open at ten" on fake.')
    ears.words.append(Rejected("voice-silence"))
    assert (await phone.http.post("/shortcuts", content=recording().data, headers=headers)).json()["next"] == "end"
    await phone.say("yes")
    assert talk.network.sent == 0


async def test_what_is_no_sound_is_told_so(phone: Phone, ears: FakeListener) -> None:
    headers = {**phone.headers, "Content-Type": "application/octet-stream"}
    answer = await phone.http.post("/shortcuts", content=b"GIF89a" + bytes(300), headers=headers)
    assert answer.status_code == 200 and "sound" in answer.json()["speech"]


async def test_a_photo_with_words_becomes_a_post_with_a_photo(phone: Phone, talk: Talk) -> None:
    await talk.connect_network()
    files = {"file": ("market.jpg", photo(), "image/jpeg")}
    answer = await phone.http.post(
        "/shortcuts", files=files, data={"text": "draft a post about the market on fake"}, headers=phone.headers
    )
    assert answer.status_code == 200, answer.text
    assert (await talk.post(1)).post.media


async def test_the_answer_is_spoken_where_somebody_can(phone: Phone, mouth: Beeper) -> None:
    for how in ({"params": {"format": "audio"}}, {"headers": {"Accept": "audio/*;q=0.9, application/json;q=0.1"}}):
        given = {"headers": phone.headers} | how
        given["headers"] = {**phone.headers, **given["headers"]}
        answer = await phone.http.post("/shortcuts", json={"text": "was ist geplant", "language": "de"}, **given)  # type: ignore[arg-type]  # one of two ways
        assert answer.headers["content-type"] == "audio/wav"
        with wave.open(io.BytesIO(answer.content)) as file:
            assert file.getnframes() > 1_000
        language, words = mouth.said[-1]
        assert unquote(answer.headers["x-allin-text"]) == words
        assert answer.headers["content-language"] == language
        assert answer.headers["x-allin-asks"] == "no"


async def test_where_nobody_speaks_the_answer_comes_as_words(phone: Phone, talk: Talk) -> None:
    talk.app.voice.speakers = Speakers([])
    answer = await phone.http.post("/shortcuts?format=audio", json={"text": "what is planned"}, headers=phone.headers)
    assert answer.headers["content-type"] == "application/json" and answer.json()["speech"]


# What takes long


@pytest_asyncio.fixture
async def slow(talk: Talk) -> AsyncIterator[tuple[Phone, SlowDoor]]:
    """A phone whose requests take as long as the test wants."""
    await asyncio.to_thread(talk.app.understanding.warm)
    door = SlowDoor(talk.app.conversation)
    channel = Shortcuts(
        door, around(talk).sentences, talk.app.pairing, address="http://127.0.0.1", language="en", patience=0.05
    )
    running = asyncio.create_task(channel.run())
    async with served(channel.routes()) as http:
        yield await let_in(http, talk), door
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_what_takes_long_is_finished_and_left_in_the_chat_once(slow: tuple[Phone, SlowDoor], talk: Talk) -> None:
    phone, door = slow
    say = "Schedule a post about the spring market on the page for Friday at nine"
    waits = [await phone.say(say, id="1") for _ in range(3)]
    assert all("working on it" in each["speech"] and not each["choices"] for each in waits)
    assert len(door.asked) == 1
    door.go.set()
    for _ in range(200):
        if door.left:
            break
        await asyncio.sleep(0.02)
    ((message, reply),) = door.left
    assert message.channel == "shortcuts" and "spring market" in f"{reply.text} {reply.cards}"
    told = [each.text for each in await talk.news()]
    assert any("13 March 2026" in text for text in told), told
    finished = await phone.say(say, id="1")
    assert "13 March 2026" in finished["text"] and len(door.asked) == 1 and len(door.left) == 1


async def test_stopping_lets_what_is_under_way_come_to_its_end(talk: Talk) -> None:
    door = SlowDoor(talk.app.conversation)
    channel = Shortcuts(door, around(talk).sentences, talk.app.pairing, address="http://127.0.0.1", patience=0.01)
    running = asyncio.create_task(channel.run())
    async with served(channel.routes()) as http:
        phone = await let_in(http, talk)
        await phone.say("what is planned")
    running.cancel()
    await asyncio.sleep(0)
    door.go.set()
    await asyncio.gather(running, return_exceptions=True)
    assert len(door.left) == 1


async def test_who_is_reached_nowhere_else_is_told_with_the_next_answer(slow: tuple[Phone, SlowDoor]) -> None:
    phone, door = slow
    door.nowhere = True
    await phone.say("help")
    door.go.set()
    for _ in range(200):
        if door.left:
            break
        await asyncio.sleep(0.02)
    ((_, late),) = door.left
    both = await phone.say("what is planned")
    assert late.text in both["text"] and "no planned posts" in both["text"] and late.speech in both["speech"]
    assert late.text not in (await phone.say("what is planned"))["text"]


async def test_a_good_token_is_not_held_up_by_wrong_ones_at_its_address(phone: Phone) -> None:
    wrong = Phone(phone.http, "x" * 43)
    statuses = [(await wrong.send(text="help")).status_code for _ in range(7)]
    assert statuses[0] == 401 and statuses[-1] == 429
    assert (await phone.send(text="help")).status_code == 200


# Letting in and throwing out


async def test_without_a_token_the_phone_is_told_how_to_get_one(http: httpx.AsyncClient, phone: Phone) -> None:
    for headers in ({}, {"Authorization": "Bearer " + "x" * 43}, {"Authorization": f"Basic {phone.token}"}):
        answer = await http.post("/shortcuts", json={"text": "what is planned"}, headers=headers)
        assert answer.status_code == 401 and answer.headers["www-authenticate"] == "Bearer"
        assert "pair a device" in answer.json()["speech"] and answer.json()["next"] == "end"
    in_address = await http.post(f"/shortcuts?token={phone.token}", json={"text": "help", "token": phone.token})
    assert in_address.status_code == 401


async def test_the_sentence_is_in_the_language_of_the_phone(http: httpx.AsyncClient) -> None:
    answer = await http.post("/shortcuts", json={"text": "x"}, headers={"Accept-Language": "ja, de-DE;q=0.8, en;q=0.5"})
    assert "koppele ein Gerät" in answer.json()["speech"]


async def test_a_code_counts_once_and_wrong_ones_have_to_wait(http: httpx.AsyncClient, talk: Talk) -> None:
    pairing = {"code": await code(talk), "name": "Phone"}
    assert (await http.post("/shortcuts/pair", json=pairing)).status_code == 200
    statuses = [(await http.post("/shortcuts/pair", json=pairing)).status_code for _ in range(7)]
    assert statuses[0] == 403 and statuses[-1] == 429
    slowed = await http.post("/shortcuts/pair", json={"code": await code(talk), "name": "Phone"})
    assert slowed.status_code == 429 and int(slowed.headers["retry-after"]) >= 1
    assert "second" in slowed.json()["speech"]


async def test_a_lost_phone_is_thrown_out_in_the_chat_at_once_and_no_other(http: httpx.AsyncClient, talk: Talk) -> None:
    lost, kept = await let_in(http, talk, name="Lost phone"), await let_in(http, talk, name="Watch")
    await talk.say("remove my lost phone")
    if talk.last.choices:
        await talk.say("yes")
    assert (await lost.send(text="what is planned")).status_code == 401, talk.last.text
    assert (await kept.send(text="what is planned")).status_code == 200


async def test_a_token_of_another_channel_is_none_here(http: httpx.AsyncClient, talk: Talk) -> None:
    for channel in ("home_assistant", "mcp"):
        token = await talk.app.pairing.admit(await code(talk), channel, "x", source="t")
        assert token is not None
        assert (await Phone(http, token).send(text="what is planned")).status_code == 401


async def test_another_workspace_sees_nothing_of_this_one(http: httpx.AsyncClient, phone: Phone, talk: Talk) -> None:
    await phone.say("Schedule a post about the spring market on the page for Friday at nine")
    other = await let_in(http, talk, "Florist", "rosa")
    assert "no planned posts" in (await other.say("what is planned"))["text"]
    assert "spring market" not in (await other.say("show post 1"))["text"]
    await talk.connect_network()
    asked = await phone.say('Publish "We open at ten" on fake.')
    for choice in asked["choices"]:
        await other.send(choice=choice["id"])
    assert asked["choices"] and talk.network.sent == 0


async def test_two_phones_of_one_person_keep_their_questions_apart(
    http: httpx.AsyncClient, phone: Phone, talk: Talk
) -> None:
    await talk.connect_network()
    other = await let_in(http, talk, name="Watch")
    await phone.say('Publish "We open at ten" on fake.')
    await other.say("yes")
    assert talk.network.sent == 0


# What is refused


async def test_what_cannot_be_read_is_refused(phone: Phone) -> None:
    async def status(content: bytes, kind: str | None, **headers: str) -> int:
        given = {**phone.headers, **({"Content-Type": kind} if kind else {}), **headers}
        return (await phone.http.post("/shortcuts", content=content, headers=given)).status_code

    assert await status(b"{", "application/json") == 400
    assert await status(b"[1]", "application/json") == 400
    assert await status(b"[" * 200_000, "application/json") == 400
    assert await status(b'{"text": 7}', "application/json") == 400
    assert await status(b'{"text": "  "}', "application/json") == 400
    assert await status(b"\xff\xfe=", "application/x-www-form-urlencoded") == 400
    assert await status(b"", "audio/wav") == 400
    assert await status(b"x", "multipart/form-data") == 400
    assert await status(b"x", "multipart/form-data; boundary=y") == 400
    assert await status(b"<x/>", "application/xml") == 415
    assert await status(b"x", None) == 415
    assert (await phone.http.get("/shortcuts/pair")).status_code == 405


async def test_too_much_is_refused_whether_its_length_is_told_or_not(phone: Phone) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(30):
            yield bytes(1_000_000)

    for kind, content in (("application/json", b'{"text": "' + b"x" * 1_100_000), ("audio/wav", endless())):
        try:
            answer = await phone.http.post(
                "/shortcuts", content=content, headers={**phone.headers, "Content-Type": kind}
            )
        except (httpx.WriteError, httpx.ReadError):
            continue  # hung up on: that is an answer as well
        assert answer.status_code == 413 and "MB" in answer.json()["speech"]
    assert (await phone.send(text="what is planned")).status_code == 200


async def test_nothing_of_a_stranger_is_read(talk: Talk) -> None:
    channel = Shortcuts.build(around(talk))
    assert channel is not None
    app = FastAPI(routes=list(channel.routes()))
    read = 0

    async def receive() -> dict[str, Any]:
        nonlocal read
        read += 1
        return {"type": "http.request", "body": b"x", "more_body": True}

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"content-type", b"audio/wav"), (b"authorization", b"Bearer " + b"x" * 43)]
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/shortcuts",
        "raw_path": b"/shortcuts",
        "query_string": b"",
        "headers": headers,
        "client": ("127.0.0.1", 5),
        "server": ("127.0.0.1", 80),
        "scheme": "http",
        "http_version": "1.1",
    }
    await app(scope, receive, send)
    assert sent[0]["status"] == 401 and read == 0


async def test_a_way_that_others_can_read_is_not_answered(talk: Talk) -> None:
    async def status(address: str, client: str) -> int:
        channel = Shortcuts.build(around(talk, address=address))
        assert channel is not None
        transport = httpx.ASGITransport(FastAPI(routes=list(channel.routes())), client=(client, 5))
        async with httpx.AsyncClient(transport=transport, base_url="http://t") as http:
            return (await http.post("/shortcuts", json={"text": "x"})).status_code

    assert await status("http://127.0.0.1:8765", "192.168.1.7") == 403
    assert await status("http://127.0.0.1:8765", "::1") == 401
    assert await status("https://allin.example.com", "192.168.1.7") == 401


async def test_it_is_served_where_tokens_are_safe_and_wanted(talk: Talk) -> None:
    assert Shortcuts.build(around(talk, address="https://allin.example.com")) is not None
    assert Shortcuts.build(around(talk, address="http://allin.example.com")) is None
    assert Shortcuts.build(around(talk, off="yes")) is None
    assert Shortcuts.build(around(talk, off="no")) is not None
    with pytest.raises(OperatorError):
        Shortcuts.build(around(talk, off="perhaps"))


async def test_a_device_that_asks_too_much_has_to_wait(talk: Talk) -> None:
    door = SlowDoor(talk.app.conversation)
    door.go.set()
    channel = Shortcuts(door, around(talk).sentences, talk.app.pairing, address="http://127.0.0.1")
    async with served(channel.routes()) as http:
        phone = await let_in(http, talk)
        statuses = [(await phone.send(text="   ")).status_code for _ in range(MOST_A_MINUTE)]
        last = await phone.send(text="what is planned")
        other = await let_in(http, talk, name="Watch")
        assert set(statuses) == {400} and last.status_code == 429
        assert 1 <= int(last.headers["retry-after"]) <= 60
        assert (await other.send(text="   ")).status_code == 400


def test_waiting_doubles_by_address_and_is_forgotten() -> None:
    now = [0.0]
    guard = Guard(now=lambda: now[0])
    waits = []
    for _ in range(16):
        guard.failed("203.0.113.7")
        waits.append(guard.wait("203.0.113.7"))
    assert waits[:8] == [0, 0, 0, 0, 0, 2, 4, 8] and waits[-1] == 300
    assert guard.wait("203.0.113.8") == 0
    now[0] = 301
    assert guard.wait("203.0.113.7") == 0
    now[0] = 1_000
    guard.failed("203.0.113.7")
    assert guard.wait("203.0.113.7") == 0
    for number in range(6):
        guard.failed(f"2001:db8::{number}")  # one visitor has all the addresses of a /64
    assert guard.wait("2001:db8::77") > 0
    for number in range(5_000):
        guard.failed(f"2001:db8:{number:x}::1")
    assert len(guard._wrong) <= 4_096


async def test_nothing_secret_and_nothing_said_is_logged(
    http: httpx.AsyncClient, phone: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await phone.say("draft a post about the secret merger")
    await http.post("/shortcuts", json={"text": "secret merger"}, headers={"Authorization": "Bearer " + "z" * 43})
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]
    assert not any(phone.token in line or "merger" in line or "zzzz" in line for line in ours)


async def test_the_page_says_how_and_lets_nothing_run(http: httpx.AsyncClient) -> None:
    page = await http.get("/shortcuts", headers={"Accept-Language": "fr"})
    policy = page.headers["content-security-policy"]
    assert (
        page.status_code == 200 and '<html lang="fr">' in page.text and "http://127.0.0.1/shortcuts/pair" in page.text
    )
    assert "default-src 'none'" in policy and "unsafe" not in policy and "<script" not in page.text
    assert page.headers["cache-control"] == "no-store"
    assert (await http.head("/shortcuts")).status_code == 200


# The guide


async def test_what_the_guide_shows_works(
    http: httpx.AsyncClient, talk: Talk, ears: FakeListener, mouth: Beeper, tmp_path: Path
) -> None:
    for program in ("curl", "jq"):
        if not any((Path(folder) / program).exists() for folder in os.environ["PATH"].split(os.pathsep)):
            pytest.skip(f"there is no {program}")
    await talk.connect_network()
    ears.words.append("what is planned")
    (tmp_path / "note.wav").write_bytes(recording().data)
    (tmp_path / "market.jpg").write_bytes(photo())
    shown = re.findall(r"```sh\n(.*?)```", (ROOT / "docs" / "shortcuts.md").read_text(encoding="utf-8"), re.DOTALL)
    lines = "\n".join(shown)
    set_up = f"ALLIN={str(http.base_url).rstrip('/')}\nCODE={await code(talk)}\n"
    script = "set -eo pipefail\n" + re.sub(r"ALLIN=\S+\nCODE=\S+\n", lambda _: set_up, lines)
    assert set_up in script
    run = await asyncio.to_thread(
        subprocess.run,
        ["bash", "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], "NO_PROXY": "*"},
    )
    assert run.returncode == 0, run.stderr
    first, rest = run.stdout.split("\n}\n", 1)
    scheduled = json.loads(first + "}")
    (shown_answer,) = re.findall(r"```json\n(.*?)```", (ROOT / "docs" / "shortcuts.md").read_text(), re.DOTALL)
    assert scheduled.keys() == json.loads(shown_answer).keys()
    assert scheduled["next"] == "end" and "13 March 2026" in scheduled["text"]
    assert "what is planned" in rest and "market" in rest
    assert (tmp_path / "answer.wav").read_bytes()[:4] == b"RIFF"
    assert "x-allin-text:" in (tmp_path / "headers.txt").read_text().lower()


async def test_a_message_is_spoken_of_and_not_of_a_program(phone: Phone, talk: Talk) -> None:
    door = SlowDoor(talk.app.conversation)
    door.go.set()
    channel = Shortcuts(door, around(talk).sentences, talk.app.pairing, address="http://127.0.0.1")
    async with served(channel.routes()) as http:
        await Phone(http, phone.token).say("what is planned")
    (message,) = door.asked
    assert isinstance(message, IncomingMessage) and message.aloud and not message.by_program
    assert (message.channel, message.workspace) == ("shortcuts", "Bakery")

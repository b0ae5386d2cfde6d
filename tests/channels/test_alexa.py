"""Talking to Alexa: whole dialogues through the endpoint and the real conversation, and what must not come of them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import pytest_asyncio
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import OperatorError
from bot.messages import Card, Choice, IncomingMessage, Reply
from bot.phrases import Phrases
from bot.voice.ear import seconds
from bot.web.server import Background
from connectors.channel import Caller, Progress, Surroundings
from connectors.channels.alexa import Alexa
from connectors.channels.alexa_requests import Verifier
from storage import devices
from storage.models import PostStatus
from tests.contract import alexa as contract
from tests.conversations.conftest import Talk, models, talk
from tests.fakes.alexa import SKILL, Amazon, Heard, Speaker

__all__ = ["models", "talk"]  # fixtures

PUBLISH = "publish a post about cakes on fake now"
TOKEN = "token-of-the-bakery-in-alexa"


# Through the real conversation


@dataclass
class House:
    """The bakery with Alexa in it."""

    talk: Talk
    alexa: Alexa
    amazon: Amazon
    http: httpx.AsyncClient

    def speaker(self, locale: str = "en-US", room: str = "kitchen", token: str = TOKEN) -> Speaker:
        return Speaker(self.http, self.amazon, self.talk.clock, token=token, locale=locale, room=room)


@pytest_asyncio.fixture
async def house(talk: Talk) -> AsyncIterator[House]:
    """Alexa is linked to whoever bakes there."""
    await talk.connect_network()
    app = talk.app

    def link(session: Any) -> None:
        device = devices.let_in(
            session, workspace_id=1, member_id=1, program_id=None, name="Alexa", now=talk.clock(), channel="alexa"
        )
        expires = talk.clock().replace(year=2030)
        devices.keep(session, TOKEN, devices.ACCESS, now=talk.clock(), expires_at=expires, device_id=device)

    await app.database.write(link)
    amazon = Amazon(talk.clock())
    verifier = Verifier(SKILL, fetch=amazon.fetch, roots=amazon.roots, now=talk.clock)
    alexa = Alexa(app.conversation, Phrases, devices=app.pairing, verifier=lambda: verifier, patience=60)
    web = app.web()
    web.router.routes[:0] = alexa.routes()
    running = asyncio.create_task(alexa.run())
    transport = httpx.ASGITransport(app=web)
    async with httpx.AsyncClient(transport=transport, base_url="https://assistant.example") as http:
        yield House(talk, alexa, amazon, http)
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


def fit_for_a_speaker(heard: Heard, language: str = "en") -> None:
    """What is said is short, and holds nothing that only eyes can use."""
    assert heard.speech
    assert seconds(heard.speech, language) <= 21, heard.speech
    assert not re.search(r"https?:|www\.|[#@*_<>{}]|amzn1|\bNone\b", heard.speech), heard.speech
    assert len(json.dumps(heard.raw)) < 24_000


async def test_opened_it_asks_what_one_would_like(house: House) -> None:
    heard = await house.speaker().open()
    assert heard.speech.endswith(("?", "sale.")) and not heard.ends and heard.reprompt
    # Some have seen that directive refused after a launch; without it the carriers are there.
    assert "directives" not in heard.raw["response"]
    fit_for_a_speaker(heard)


async def test_a_post_is_drafted_and_planned_and_only_then_goes_out(house: House) -> None:
    echo = house.speaker()
    drafted = await echo.say("draft a post about the autumn sale for the page")
    fit_for_a_speaker(drafted)
    assert (await house.talk.post(1)).post.status is PostStatus.DRAFT
    assert drafted.card["type"] == "Simple" and "autumn sale" in drafted.card["content"].lower()
    planned = await echo.say("schedule it for tomorrow at nine")
    fit_for_a_speaker(planned)
    assert (await house.talk.post(1)).post.status is PostStatus.SCHEDULED
    assert "Thursday" in planned.speech and "nine" in planned.speech
    await house.talk.let_time_pass(hours=24)
    assert (await house.talk.post(1)).post.status is PostStatus.PUBLISHED


async def test_what_publishes_at_once_waits_for_a_yes_in_the_same_breath(house: House) -> None:
    echo = house.speaker()
    asked = await echo.say(PUBLISH)
    fit_for_a_speaker(asked)
    assert house.talk.network.sent == 0
    assert not asked.ends and asked.speech.rstrip().endswith("?") and asked.reprompt != asked.speech
    said = await echo.say("yes")
    fit_for_a_speaker(said)
    assert said.ends and "The link is in the Alexa app." in said.speech
    assert said.card["content"].endswith("https://fake.example/1")
    assert house.talk.network.sent == 1


async def test_no_silence_and_stop_are_no_yes(house: House) -> None:
    echo = house.speaker()
    for answer in ("no", "stop", "cancel"):
        assert not (await echo.say(PUBLISH)).ends
        assert (await echo.say(answer)).ends
    assert not (await echo.say(PUBLISH)).ends
    assert (await echo.end()).json() == {"version": "1.0", "response": {}}
    # A new session: nobody has asked anything in it.
    await echo.open()
    told = await echo.say("yes")
    assert not told.ends and "not asked" in told.speech
    assert house.talk.network.sent == 0


async def test_a_question_in_the_kitchen_is_not_answered_in_the_office(house: House) -> None:
    kitchen, office = house.speaker(), house.speaker(room="office")
    assert not (await kitchen.say(PUBLISH)).ends
    await office.open()
    await office.say("yes")
    assert not (await office.say("publish a post about bread on fake now")).ends
    await kitchen.say("yes")
    assert house.talk.network.sent == 1
    assert "cakes" in house.talk.network.texts()[0]


async def test_it_is_what_was_meant_also_in_the_next_session(house: House) -> None:
    echo = house.speaker()
    await echo.say("draft a post about fresh bread for the page")
    echo.session = ""
    house.talk.clock.move(minutes=5)
    await echo.say("schedule it for friday at eight")
    assert (await house.talk.post(1)).post.status is PostStatus.SCHEDULED


async def test_an_open_question_takes_an_answer_without_a_carrier(house: House) -> None:
    echo = house.speaker()
    asked = await echo.say("schedule a post about the spring market on the page")
    assert not asked.ends, asked.speech
    (directive,) = asked.raw["response"]["directives"]
    assert directive["type"] == "Dialog.ElicitSlot" and directive["updatedIntent"]["name"] == "Say"
    answered = await echo.say("friday at nine")
    assert (await house.talk.post(1)).post.status is PostStatus.SCHEDULED
    fit_for_a_speaker(answered)


async def test_free_speech_that_means_stop_or_yes_is_that(house: House) -> None:
    echo = house.speaker()
    assert not (await echo.say(PUBLISH)).ends
    assert (await echo.say("never mind")).ends
    assert house.talk.network.sent == 0
    await echo.open()
    await echo.say("gibberish without any carrier")
    assert echo.eliciting
    assert "not asked" in (await echo.say("okay")).speech
    assert house.talk.network.sent == 0


async def test_help_fallback_and_repeat(house: House) -> None:
    echo = house.speaker()
    assert "nothing to repeat" in (await echo.say("repeat")).speech
    helped = await echo.say("help")
    fit_for_a_speaker(helped)
    assert not helped.ends and "draft" in helped.speech
    assert (await echo.say("repeat")).speech == helped.speech
    lost = await house.speaker(room="hall").say("gibberish without any carrier")
    fit_for_a_speaker(lost)
    assert not lost.ends and "draft" in lost.speech
    assert (await echo.say("stop")).ends


async def test_a_question_survives_a_repeat_and_a_mumble(house: House) -> None:
    echo = house.speaker()
    asked = await echo.say(PUBLISH)
    again = await echo.say("repeat")
    assert again.speech == asked.speech and again.reprompt == asked.reprompt
    echo.eliciting = False
    mumbled = await echo.say("gibberish without any carrier")
    assert mumbled.speech == asked.reprompt and not mumbled.ends
    await echo.say("yes")
    assert house.talk.network.sent == 1


TONGUES = {
    "en-GB": ("draft a post about the autumn sale for the page", "schedule it for tomorrow at nine", "show me the plan"),
    "es-ES": (
        "redacta una publicación sobre la oferta de otoño para la página",
        "prográmala para mañana a las nueve",
        "muéstrame el plan",
    ),
    "de-DE": (
        "entwirf einen Post über den Herbstverkauf für die Seite",
        "plane ihn für morgen um neun",
        "zeig mir den Plan",
    ),
    "fr-FR": (
        "rédige une publication sur les soldes d'automne pour la page",
        "programme-la pour demain à neuf heures",
        "montre-moi le planning",
    ),
}  # fmt: skip


@pytest.mark.parametrize("locale", TONGUES)
async def test_in_each_language(house: House, locale: str) -> None:
    language = locale[:2]
    echo = house.speaker(locale)
    draft, plan, show = TONGUES[locale]
    opened = await echo.open()
    fit_for_a_speaker(opened, language)
    drafted = await echo.say(draft)
    fit_for_a_speaker(drafted, language)
    assert (await house.talk.post(1)).post.status is PostStatus.DRAFT
    planned = await echo.say(plan)
    fit_for_a_speaker(planned, language)
    assert (await house.talk.post(1)).post.status is PostStatus.SCHEDULED, planned.speech
    shown = await echo.say(show)
    fit_for_a_speaker(shown, language)


@pytest.mark.parametrize(
    ("locale", "publish", "yes", "no"),
    [
        ("en-US", PUBLISH, "yes", "no"),
        ("es-MX", "publica un post sobre tartas en fake ahora", "sí", "no"),
        ("de-DE", "veröffentliche einen Post über Kuchen auf Fake jetzt", "ja", "nein"),
        ("fr-CA", "publie un post sur les gâteaux sur fake maintenant", "oui", "non"),
    ],
)
async def test_yes_and_no_in_each_language(house: House, locale: str, publish: str, yes: str, no: str) -> None:
    echo = house.speaker(locale)
    asked = await echo.say(publish)
    assert not asked.ends, asked.speech
    fit_for_a_speaker(asked, locale[:2])
    left = await echo.say(no)
    assert left.ends and house.talk.network.sent == 0
    fit_for_a_speaker(left, locale[:2])
    assert not (await echo.say(publish)).ends
    await echo.say(yes)
    assert house.talk.network.sent == 1


async def test_who_is_not_linked_gets_a_card_and_nothing_else(house: House) -> None:
    for echo in (house.speaker(token=""), house.speaker(token="a-token-that-nobody-gave"), house.speaker(token="x")):
        for heard in (await echo.open(), await echo.say("show me the plan"), await echo.say("help")):
            assert heard.ends and heard.card == {"type": "LinkAccount"}
            assert "Bakery" not in json.dumps(heard.raw)
        assert (await echo.say("stop")).card == {}


async def test_who_was_thrown_out_is_not_known_any_more(house: House) -> None:
    echo = house.speaker()
    assert (await echo.say("show me the plan")).card["type"] == "Simple"
    (device,) = await house.talk.app.pairing.listed(house.talk.workspace)
    await house.talk.app.pairing.end(house.talk.workspace, device.id)
    assert (await echo.say("show me the plan")).card == {"type": "LinkAccount"}


async def test_the_same_request_again_is_refused_and_done_once(house: House) -> None:
    echo = house.speaker()
    envelope = echo.envelope("IntentRequest", intent=echo.understood("draft a post about bread for the page"))
    assert (await echo.post(envelope)).status_code == 200
    assert (await echo.post(envelope)).status_code == 400
    # Another process, which has not seen it, gives the same answer and does nothing.
    house.alexa._verifier = Verifier(SKILL, fetch=house.amazon.fetch, roots=house.amazon.roots, now=house.talk.clock)
    assert (await echo.post(envelope)).status_code == 200
    assert await house.talk.app.database.read(lambda s: s.execute(sa.text("SELECT count(*) FROM posts")).scalar()) == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body, headers: (body.replace(b"bread", b"cakes"), headers),
        lambda body, headers: (body, {**headers, "Signature-256": "AAAA"}),
        lambda body, headers: (body, {name: value for name, value in headers.items() if name != "Signature-256"}),
        lambda body, headers: (body, {}),
        lambda body, headers: (body, {**headers, "SignatureCertChainUrl": "https://evil.example/echo.api/x.pem"}),
        lambda body, headers: (body + b" " * 1_000_000, headers),
        lambda body, headers: (b"", headers),
    ],
)
async def test_a_forged_request_is_refused_and_nothing_happens(
    house: House, spoil: Callable[[bytes, dict[str, str]], tuple[bytes, dict[str, str]]]
) -> None:
    echo = house.speaker()
    envelope = echo.envelope("IntentRequest", intent=echo.understood("draft a post about bread for the page"))
    body = json.dumps(envelope).encode()
    body, headers = spoil(body, house.amazon.headers(body))
    answer = await house.http.post("/alexa", content=body, headers=headers)
    assert (answer.status_code, answer.content) == (400, b"")
    assert await house.talk.app.database.read(lambda s: s.execute(sa.text("SELECT count(*) FROM posts")).scalar()) == 0


async def test_other_methods_and_other_requests(house: House) -> None:
    assert (await house.http.get("/alexa")).status_code == 405
    echo = house.speaker()
    for kind in ("SessionEndedRequest", "AlexaSkillEvent.SkillDisabled", "AudioPlayer.PlaybackStarted", "New.Kind"):
        assert (await echo.post(echo.envelope(kind))).json() == {"version": "1.0", "response": {}}


async def test_what_takes_too_long_is_done_once_and_told_in_the_chat(house: House) -> None:
    house.alexa._patience = 0.0
    echo = house.speaker()
    heard = await echo.say("draft a post about fresh bread for the page")
    assert heard.ends and "your chat" in heard.speech
    await asyncio.gather(*house.alexa._late)
    told = await house.talk.news()
    assert "draft 1" in told[0].text
    assert (await house.talk.post(1)).post.status is PostStatus.DRAFT
    assert await house.talk.news() == []


async def test_a_question_that_comes_too_late_is_answered_in_the_chat_and_not_aloud(house: House) -> None:
    house.alexa._patience = 0.0
    echo = house.speaker()
    assert (await echo.say(PUBLISH)).ends
    await asyncio.gather(*house.alexa._late)
    told = await house.talk.news()
    house.alexa._patience = 60.0
    await echo.open()
    assert "not asked" in (await echo.say("yes")).speech
    assert house.talk.network.sent == 0
    yes = told[0].choices[0]
    await house.talk.say("", choice=yes.id)
    assert house.talk.network.sent == 1


async def test_what_goes_over_the_wire_keeps_the_contracts(house: House) -> None:
    echo = house.speaker()
    for said in (
        "draft a post about bread for the page",
        "schedule it",
        "friday at nine",
        PUBLISH,
        "repeat",
        "no",
        "help",
    ):
        await echo.say(said)
    await echo.say("stop")
    await echo.open()
    await echo.say("gibberish without any carrier")
    await echo.end()
    stranger = house.speaker(token="")
    await stranger.open()
    assert len(echo.answers) >= 11
    for answer in (*echo.answers, *stranger.answers):
        assert contract.response_faults(answer) == []
    contract.check_published(echo.requests, [*echo.answers, *stranger.answers])


async def test_over_a_real_server(house: House) -> None:
    web = house.talk.app.web()
    web.router.routes[:0] = house.alexa.routes()
    server = Background(web)
    await server.start("127.0.0.1", house.talk.app.settings.port)
    async with httpx.AsyncClient(base_url=house.talk.app.settings.address, trust_env=False) as http:
        echo = Speaker(http, house.amazon, house.talk.clock, token=TOKEN)
        fit_for_a_speaker(await echo.say("draft a post about bread for the page"))
        huge = await http.post("/alexa", content=b"x" * 3_000_000)
        assert huge.status_code == 400
    await server.stop()


# Against a conversation in memory


@dataclass
class FakeDoor:
    """Answers what it is told to; `wait` holds it up."""

    replies: dict[str, Reply] = field(default_factory=dict)
    heard: list[IncomingMessage] = field(default_factory=list)
    left: list[tuple[IncomingMessage, Reply]] = field(default_factory=list)
    news_there: list[Reply] = field(default_factory=list)
    wait: asyncio.Event | None = None
    says: tuple[str, ...] = ()
    place: str = "slack"

    async def handle(
        self, message: IncomingMessage, *, progress: Progress | None = None, stop: asyncio.Event | None = None
    ) -> Reply:
        self.heard.append(message)
        for sentence in self.says:
            assert progress is not None
            await progress(sentence)
        if self.wait is not None:
            waiting = [asyncio.ensure_future(each.wait()) for each in (self.wait, stop) if each is not None]
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for each in waiting:
                each.cancel()
        if stop is not None and stop.is_set():
            return Reply("Stopped after one of two.")
        return self.replies.get(message.text, Reply(f"Heard: {message.text}."))

    async def leave(self, message: IncomingMessage, reply: Reply) -> str:
        self.left.append((message, reply))
        return self.place

    async def news(self, message: IncomingMessage) -> list[Reply]:
        found, self.news_there = self.news_there, []
        return found


class FakeDevices:
    async def caller(self, token: str, channel: str) -> Caller | None:
        return Caller("member-1", "Bakery", "device-7") if (token, channel) == (TOKEN, "alexa") else None


@dataclass
class Room:
    """A speaker in front of a conversation in memory."""

    door: FakeDoor
    alexa: Alexa
    echo: Speaker
    directives: list[tuple[str, dict[str, Any]]]
    running: asyncio.Task[None]


@pytest_asyncio.fixture
async def room() -> AsyncIterator[Room]:
    """What Alexa's own API gets is kept in `directives`."""
    from tests.channels.test_alexa_requests import NOW

    got: list[tuple[str, dict[str, Any]]] = []

    async def directives(request: Request) -> Response:
        got.append((request.headers["authorization"], await request.json()))
        return Response(status_code=204)

    amazon, door = Amazon(NOW), FakeDoor()
    verifier = Verifier(SKILL, fetch=amazon.fetch, roots=amazon.roots, now=lambda: NOW)
    needed: Any = door  # what a speaker needs of it
    known: Any = FakeDevices()
    alexa = Alexa(
        needed, Phrases, devices=known, verifier=lambda: verifier, patience=0.15, silence=0.01, api="https://api.test"
    )
    alexa._client = httpx.AsyncClient(
        transport=httpx.ASGITransport(app=Starlette(routes=[Route("/v1/directives", directives, methods=["POST"])]))
    )
    running = asyncio.create_task(alexa.run())
    await asyncio.sleep(0)
    transport = httpx.ASGITransport(app=Starlette(routes=alexa.routes()))
    async with httpx.AsyncClient(transport=transport, base_url="https://assistant.example") as http:
        echo = Speaker(http, amazon, lambda: NOW, token=TOKEN, api="https://api.test")
        yield Room(door, alexa, echo, got, running)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_the_carrier_is_put_back_in_front(room: Room) -> None:
    for said, text in (
        ("draft a post about bread", "draft a post about bread"),
        ("how did we do last week", "how did we do last week"),
        ("undo", "undo"),
        ("say we open at ten", "we open at ten"),
        ("ask how we did", "how we did"),
    ):
        await room.echo.say(said)
        assert room.door.heard[-1].text == text
    message = room.door.heard[0]
    assert (message.channel, message.sender, message.workspace) == ("alexa", "member-1", "Bakery")
    assert (message.language, message.aloud, message.group) == ("en", True, False)
    assert message.message_id == room.echo.requests[0]["request"]["requestId"]
    assert message.thread.startswith("device-7/") and "kitchen" not in message.thread


async def test_a_locale_that_we_do_not_speak_is_answered_in_the_language_of_the_house(room: Room) -> None:
    envelope = room.echo.envelope("LaunchRequest", locale="ja-JP")
    assert "What would you like?" in (await room.echo.post(envelope)).json()["response"]["outputSpeech"]["text"]


async def test_a_slow_answer_is_finished_and_left_in_the_chat(room: Room) -> None:
    room.door.wait = asyncio.Event()
    heard = await room.echo.say("draft a post about bread")
    assert heard.ends and "your chat" in heard.speech
    assert room.door.left == []
    room.door.wait.set()
    await _until(lambda: room.door.left)
    ((message, reply),) = room.door.left
    assert (message.text, reply.text) == ("draft a post about bread", "Heard: draft a post about bread.")


async def test_who_has_no_chat_hears_it_the_next_time(room: Room) -> None:
    room.door.wait, room.door.place = asyncio.Event(), ""
    await room.echo.say("draft a post about bread")
    room.door.wait.set()
    await asyncio.gather(*room.alexa._late)
    room.echo.room = "office"
    assert "bread" not in (await room.echo.open()).speech
    room.echo.session, room.echo.room = "", "kitchen"
    assert "Heard: draft a post about bread." in (await room.echo.open()).speech
    room.echo.session = ""
    assert "Heard" not in (await room.echo.open()).speech


async def test_what_runs_on_can_be_stopped(room: Room) -> None:
    room.door.wait = asyncio.Event()
    await room.echo.say("publish all of it")
    stopped = await room.echo.say("stop")
    assert stopped.ends and "stopping" in stopped.speech
    await _until(lambda: room.door.left)
    assert room.door.left[0][1].text == "Stopped after one of two."
    assert (await room.echo.say("stop")).speech == "All right."


async def test_stop_in_another_room_stops_nothing_here(room: Room) -> None:
    room.door.wait = asyncio.Event()
    await room.echo.say("publish all of it")
    room.echo.room = "office"
    assert (await room.echo.say("stop")).speech == "All right."
    room.door.wait.set()
    await _until(lambda: room.door.left)
    assert room.door.left[0][1].text == "Heard: publish all of it."


async def test_what_is_under_way_when_the_house_closes_stops_after_its_next_step(room: Room) -> None:
    room.door.wait = asyncio.Event()
    await room.echo.say("publish all of it")
    room.running.cancel()
    await asyncio.gather(room.running, return_exceptions=True)
    assert room.door.left[0][1].text == "Stopped after one of two."


async def test_a_late_answer_that_cannot_be_left_harms_nobody(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    async def broken(message: IncomingMessage, reply: Reply) -> str:
        raise OSError(f"no store for {message.text}")

    room.door.wait = asyncio.Event()
    room.door.leave = broken  # type: ignore[method-assign]  # breaks on cue
    await room.echo.say("draft a post about bread")
    room.door.wait.set()
    await _until(lambda: "could not be left" in caplog.text)
    assert "bread" not in caplog.text
    room.door.wait = None
    assert (await room.echo.say("draft cakes")).speech == "Heard: draft cakes."


async def test_silence_is_filled_with_what_is_going_on(room: Room) -> None:
    room.door.wait, room.door.says = asyncio.Event(), ("Looking…", "Asking A & B <now> …")
    asked = asyncio.create_task(room.echo.say("draft a post about bread"))
    await _until(lambda: room.directives)
    room.door.wait.set()
    assert (await asked).speech == "Heard: draft a post about bread."
    ((authorization, body),) = room.directives
    assert authorization == "Bearer api-token-of-this-request"
    assert body["header"] == {"requestId": room.echo.requests[0]["request"]["requestId"]}
    assert body["directive"] == {"type": "VoicePlayer.Speak", "speech": "<speak>Asking A &amp; B &lt;now&gt;</speak>"}


async def test_a_quick_answer_needs_no_filling(room: Room) -> None:
    room.door.says = ("Looking…",)
    await room.echo.say("draft a post about bread")
    await asyncio.sleep(0.05)
    assert room.directives == []


@pytest.mark.parametrize(
    "api",
    [
        "https://evil.example",
        "http://api.amazonalexa.com",
        "https://api.amazonalexa.com.evil.example",
        "https://evilamazonalexa.com",
        "https://api.amazonalexa.com@evil.example",
        "https://evil.example@api.amazonalexa.com",
        "https://api.amazonalexa.com:8443",
        "https://api.amazonalexa.com/other/place",
        "https://[api.amazonalexa.com",
        "",
    ],
)
async def test_the_token_goes_to_nobody_but_alexa(room: Room, api: str) -> None:
    sent: list[httpx.Request] = []

    def record(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(204)

    room.alexa._client = httpx.AsyncClient(transport=httpx.MockTransport(record))
    room.door.wait, room.door.says, room.echo.api = asyncio.Event(), ("Looking…",), api
    assert "chat" in (await room.echo.say("draft a post about bread")).speech
    assert sent == []
    room.echo.api, room.echo.session = "https://api.eu.amazonalexa.com", ""
    await room.echo.say("draft a post about cakes")
    assert [str(request.url) for request in sent] == ["https://api.eu.amazonalexa.com/v1/directives"]


async def test_alexa_not_being_reached_meanwhile_changes_nothing(room: Room) -> None:
    def broken(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no way", request=request)

    room.alexa._client = httpx.AsyncClient(transport=httpx.MockTransport(broken))
    room.door.wait, room.door.says = asyncio.Event(), ("Looking…",)
    assert "chat" in (await room.echo.say("draft a post about bread")).speech


async def test_what_is_private_is_not_said_in_a_room(room: Room) -> None:
    room.door.replies["pair a device"] = Reply("The code is ABCDE-FGHJK.", speech="A B C D E", private=True)
    heard = await room.echo.say("say pair a device")
    assert heard.ends and "ABCDE" not in json.dumps(heard.raw) and "A B C" not in json.dumps(heard.raw)


async def test_a_reply_without_words_for_the_ear_is_shortened(room: Room) -> None:
    text = "See **the plan** at https://x.example/a?b=c&d now. " + "There is much to be said about this one. " * 40
    room.door.replies["show it all"] = Reply(text, cards=(Card("Post 1 · Page", "Fresh bread"),))
    heard = await room.echo.say("show it all")
    fit_for_a_speaker(heard)
    assert "the plan" in heard.speech and heard.card["content"].endswith("Fresh bread")
    room.door.replies["show much"] = Reply("x" * 20_000, speech="Much.")
    assert len((await room.echo.say("show much")).card["content"]) < 8_000
    room.door.replies["show nothing"] = Reply("")
    heard = await room.echo.say("show nothing")
    assert heard.speech == "Done." and heard.card == {}


async def test_a_question_that_is_no_consent_takes_yes_and_no_too(room: Room) -> None:
    room.door.replies["show more"] = Reply("Two more?", speech="There are two more. Do you want them?", asks=True)
    asked = await room.echo.say("show more")
    assert not asked.ends and asked.reprompt.endswith("Do you want them?") and asked.reprompt != asked.speech
    await room.echo.say("no")
    assert room.door.heard[-1].text == "no"
    # Whoever says stop drops it, and is not asked another.
    await room.echo.say("show more")
    room.door.replies["never mind"] = Reply("All right. What else?", asks=True)
    assert (await room.echo.say("stop")).ends
    assert room.door.heard[-1].text == "never mind"


async def test_stop_says_no_to_what_waits_for_a_yes(room: Room) -> None:
    no = Choice("n", Phrases("en").say("consent-no"))
    room.door.replies["publish it"] = Reply("Shall I?", choices=(no,), speech="Shall I? Yes or no?", asks=True)
    await room.echo.say("publish it")
    await room.echo.say("cancel")
    assert room.door.heard[-1].text == "no"


async def test_news_is_told_when_it_is_opened(room: Room) -> None:
    room.door.news_there = [Reply("Post 1 is out: https://x.example/1", speech="The post about bread is out.")]
    heard = await room.echo.open()
    assert heard.speech == "The post about bread is out. What would you like?"
    assert "https://x.example/1" in heard.card["content"]


async def test_a_question_among_the_news_is_answered_only_if_it_was_heard_last(room: Room) -> None:
    asks = Reply("Shall I?", choices=(Choice("n", Phrases("en").say("consent-no")),), speech="Shall I? Yes or no?")
    room.door.news_there = [asks, Reply("Post 1 is out.", speech="The post is out.")]
    assert (await room.echo.open()).speech.endswith("What would you like?")
    assert "not asked" in (await room.echo.say("yes")).speech
    room.echo.session = ""
    room.door.news_there = [Reply("Post 1 is out.", speech="The post is out."), asks]
    assert (await room.echo.open()).speech == "The post is out. Shall I? Yes or no?"
    await room.echo.say("yes")
    assert [message.text for message in room.door.heard] == ["yes"]


async def test_something_broken_is_said_and_logged_without_words(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    async def broken(message: IncomingMessage, **_: object) -> Reply:
        raise RuntimeError(f"boom: {message.text}")

    room.door.handle = broken  # type: ignore[method-assign]  # breaks on cue
    heard = await room.echo.say("draft a post about bread")
    assert heard.ends and "went wrong" in heard.speech
    assert "bread" not in caplog.text and TOKEN not in caplog.text


async def test_what_alexa_could_not_use_is_in_the_log(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    envelope = room.echo.envelope(
        "SessionEndedRequest", reason="ERROR", error={"type": "INVALID_RESPONSE", "message": "x"}
    )
    await room.echo.post(envelope)
    assert "INVALID_RESPONSE" in caplog.text
    await room.echo.end("USER_INITIATED")
    assert caplog.text.count("could not use") == 1


# What is set


def _around(address: str = "https://assistant.example", **options: str) -> Surroundings:
    nobody: Any = None
    return Surroundings(
        door=nobody,
        inbox=nobody,
        devices=nobody,
        installs=nobody,
        seal=nobody,
        sentences=Phrases,
        options=options,
        home=nobody,
        address=address,
        language="en",
    )


GOOD = {"skill_id": SKILL, "client_id": "alexa", "client_secret": "sixteen-or-more-x"}


def test_looking_at_it_loads_nothing_heavy() -> None:
    code = "import sys, connectors.channels.alexa; print({'httpx', 'cryptography', 'starlette'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_it_is_there_when_there_is_a_skill() -> None:
    assert Alexa.build(_around()) is None
    built = Alexa.build(_around(**GOOD))
    assert built is not None and [route.path for route in built.routes()] == ["/alexa"]  # type: ignore[attr-defined]  # of Route
    assert Alexa.build(_around("http://127.0.0.1:8080", **GOOD)) is not None
    assert {option.name for option in Alexa.options} == {"SKILL_ID", "CLIENT_ID", "CLIENT_SECRET"}
    assert [option.name for option in Alexa.options if option.secret] == ["CLIENT_SECRET"]


@pytest.mark.parametrize(
    ("around", "key"),
    [
        (_around("http://assistant.example", **GOOD), "alexa-not-encrypted"),
        (_around(**{**GOOD, "skill_id": "amzn1.application.x"}), "alexa-skill-id"),
        (_around(skill_id=SKILL), "alexa-no-linking"),
        (_around(**{**GOOD, "client_secret": "short"}), "alexa-no-linking"),
        (_around(**{**GOOD, "client_id": ""}), "alexa-no-linking"),
    ],
)
def test_what_cannot_work_is_said_at_the_start(around: Surroundings, key: str) -> None:
    with pytest.raises(OperatorError) as raised:
        Alexa.build(around)
    assert raised.value.key == key
    assert Phrases("de").say(key, **raised.value.facts) and "short" not in str(raised.value)


async def _until(done: Callable[[], object]) -> None:
    for _ in range(2_000):
        if done():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it did not come")

"""Every channel in front of the same bakery, each spoken to the way its own network or device speaks."""

from __future__ import annotations

import asyncio
import json
import re
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from types import MappingProxyType
from typing import Any, ClassVar

import aiosmtplib
import httpx
from sqlalchemy.orm import Session
from starlette.applications import Starlette

from bot.messages import Reply
from bot.phrases import Phrases
from bot.testing.voice import recording
from connectors.channel import Channel, Messenger
from connectors.channels.alexa import Alexa
from connectors.channels.alexa_requests import Verifier
from connectors.channels.email import Email
from connectors.channels.email_writing import Post
from connectors.channels.home_assistant import LOCAL, Bound, HomeAssistant
from connectors.channels.shortcuts import Shortcuts
from connectors.channels.slack import Slack
from connectors.channels.telegram import Telegram
from storage import devices
from storage.models import Identity
from tests.channels.served import around
from tests.conversations.conftest import Talk
from tests.fakes.alexa import SKILL, Amazon, Speaker
from tests.fakes.mail import MailServer, answer, body
from tests.fakes.slack import FakeSlack
from tests.fakes.telegram import FakeTelegram

ADDRESS = "https://assistant.example"


class Place(ABC):
    """One channel, with somebody in it who is known as the member who bakes, and somebody whom nobody knows."""

    name: ClassVar[str]
    repeats: ClassVar[bool] = True
    """Whether its network delivers again what it got no answer for."""
    taps: ClassVar[bool] = True
    hears: ClassVar[bool] = True

    def __init__(self, talk: Talk) -> None:
        self.talk = talk

    @classmethod
    @asynccontextmanager
    async def open(cls, talk: Talk) -> AsyncIterator[Place]:
        """The place, ready to be spoken in."""
        await talk.connect_network()
        async with AsyncExitStack() as stack:
            place = cls(talk)
            channel = await place.build(stack)
            talk.app.conversation.elsewhere.asking = ("terminal", channel.name)
            if isinstance(channel, Messenger):
                talk.app.inbox.start({channel.name: channel})
                talk.app.herald._channels = {channel.name: channel}
            running = asyncio.create_task(channel.run())
            try:
                await place.ready()
                yield place
            finally:
                await talk.app.inbox.close(patience=1)
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)

    async def link(self, channel: str, sender: str) -> None:
        """The member who bakes is known there under this id."""

        def add(session: Session) -> None:
            session.add(Identity(workspace_id=1, member_id=1, channel=channel, external_id=sender))

        await self.talk.app.database.write(add)

    async def device(self, channel: str, token: str) -> None:
        """The member who bakes has let a device in."""
        now = self.talk.clock()

        def add(session: Session) -> None:
            id = devices.let_in(
                session, workspace_id=1, member_id=1, program_id=None, name="Kitchen", now=now, channel=channel
            )
            devices.keep(session, token, devices.ACCESS, now=now, expires_at=now.replace(year=2040), device_id=id)

        await self.talk.app.database.write(add)

    async def idle(self) -> None:
        """Wait until nothing is being answered."""
        await self.talk.app.inbox.idle()

    async def ready(self) -> None:  # noqa: B027 - most are at once
        """Wait until it can be spoken in."""

    @abstractmethod
    async def build(self, stack: AsyncExitStack) -> Channel:
        """The channel, with what it needs around it."""

    @abstractmethod
    async def say(self, text: str, *, stranger: bool = False) -> str:
        """Say something; the words of the answer."""

    @abstractmethod
    async def again(self) -> None:
        """The network delivers the last thing that was said once more."""

    @abstractmethod
    async def forge(self, text: str) -> bool:
        """Somebody who is not the network says something as the member; whether they were turned away."""

    async def tap(self, label: str) -> str:
        """Tap a button of the last answer."""
        raise AssertionError(f"{self.name} has no buttons")

    async def speak(self) -> str:
        """Say something aloud, in a recording; the words of the answer."""
        raise AssertionError(f"{self.name} hears nobody")

    def answers(self) -> int:
        """How many answers the member has seen."""
        raise AssertionError(f"{self.name} answers each request")


class InSlack(Place):
    """Over Socket Mode."""

    name = "slack"
    over_http = False

    async def build(self, stack: AsyncExitStack) -> Channel:
        """Slack on this machine."""
        self.slack = await stack.enter_async_context(FakeSlack())
        self.slack.person("U1", "Anna")
        self.slack.person("U9", "Eve")
        await self.link("slack", "T1/U1")
        options: dict[str, Any] = {"bot_token": self.slack.bot_token, "api_url": self.slack.api_url}
        options |= (
            {"signing_secret": self.slack.signing_secret} if self.over_http else {"app_token": self.slack.app_token}
        )

        async def pause(_seconds: float) -> None:
            await asyncio.sleep(0)

        channel = Slack(around(self.talk, address=ADDRESS, **options), pause=pause)
        transport = httpx.ASGITransport(Starlette(routes=list(channel.routes())))
        self.web = await stack.enter_async_context(httpx.AsyncClient(transport=transport, base_url=ADDRESS))
        if self.over_http:
            self.slack.http = self.web
        return channel

    async def ready(self) -> None:
        """Connected."""
        if not self.over_http:
            await self.slack.connected()

    async def say(self, text: str, *, stranger: bool = False) -> str:
        """In the direct messages."""
        said = await self.slack.say("U9" if stranger else "U1", text)
        shown = await self.slack.replies(said)
        await self.idle()
        self.last = self.slack.shown(said)[-1]
        return "\n".join(str(message["text"]) for message in shown)

    async def again(self) -> None:
        """As Slack does when it saw no acknowledgement."""
        await self.slack.again()
        await self.idle()

    async def forge(self, text: str) -> bool:
        """With another secret, or, over Socket Mode, by HTTP where nobody listens."""
        event = {"type": "message", "channel": "D1", "channel_type": "im", "user": "U1", "text": text, "ts": "1.1"}
        body = json.dumps({"type": "event_callback", "event_id": "Ev1", "team_id": "T1", "event": event}).encode()
        headers = {**self.slack.signed(body, secret="guessed"), "Content-Type": "application/json"}
        answer = await self.web.post("/slack/events", content=body, headers=headers)
        return answer.status_code in {401, 403, 404}

    async def tap(self, label: str) -> str:
        """A button of the last message."""
        before = self.answers()
        await self.slack.tap(self.last, label, user="U1")
        await self.idle()
        await self.slack.wait(lambda: self.answers() > before or self.slack.called("chat.update"))
        return "\n".join(str(message["text"]) for message in self._mine())

    async def speak(self) -> str:
        """A voice clip."""
        sound = recording(0.5)
        clip = self.slack.file("clip.wav", sound.media_type, sound.data, subtype="slack_audio")
        said = await self.slack.say("U1", "", files=(clip,))
        (message, *_) = await self.slack.replies(said)
        await self.idle()
        return str(message["text"])

    def answers(self) -> int:
        """Messages of ours in her direct messages."""
        return len(self._mine())

    def _mine(self) -> list[dict[str, Any]]:
        there = self.slack.messages["T1", self.slack.direct("U1")]
        return [message for message in there if message["user"] == "UBOT"]


class InSlackOverHttp(InSlack):
    """Delivered to us."""

    over_http = True


class OnTelegram(Place):
    """By asking for updates."""

    name = "telegram"
    hooked = False

    async def build(self, stack: AsyncExitStack) -> Channel:
        """Telegram on this machine."""
        self.telegram = await stack.enter_async_context(FakeTelegram(limits=False))
        self.anna, self.eve = self.telegram.person("Anna"), self.telegram.person("Eve")
        await self.link("telegram", str(self.anna.id))
        app = self.talk.app
        hook = ("", "/telegram/path", "secret-of-the-hook") if self.hooked else None
        channel = Telegram(
            app.conversation,
            Phrases,
            token=self.telegram.token,
            inbox=app.inbox,
            installs=app.installs,
            api_url=self.telegram.url,
            hook=hook,
            pace=0.01,
            poll_seconds=5,
        )
        deliver = self.telegram.update

        async def update(**fields: Any) -> dict[str, Any]:
            self.delivered = await deliver(**fields)
            return self.delivered

        self.telegram.update = update  # type: ignore[method-assign]
        return channel

    async def say(self, text: str, *, stranger: bool = False) -> str:
        """In the private chat."""
        who = self.eve if stranger else self.anna
        before = len(self.telegram.answers_in(who))
        await self.telegram.say(who, text)
        shown = await self.telegram.answers(who, before + 1)
        await self.idle()
        shown = self.telegram.answers_in(who)
        self.last = shown[-1]
        return "\n".join(each.text for each in shown[before:])

    async def again(self) -> None:
        """The same update once more, as after an offset that was not taken."""
        self.telegram.pending.append(self.delivered)
        await self.telegram._notify()
        await self.telegram.until(lambda: not self.telegram.pending)
        await self.idle()

    async def forge(self, text: str) -> bool:
        """Somebody polls with a token of their own: they get nothing, and we nothing of theirs."""
        async with httpx.AsyncClient() as http:
            answer = await http.post(f"{self.telegram.url}/bot1:guessed/getUpdates")
        return answer.status_code in {401, 404}

    async def tap(self, label: str) -> str:
        """A button of the last message."""
        before = self.answers()
        await self.telegram.tap(self.anna, self.last, label)
        await self.telegram.until(lambda: self.answers() > before)
        await self.idle()
        return "\n".join(each.text for each in self.telegram.answers_in(self.anna)[before:])

    async def speak(self) -> str:
        """A voice note."""
        before = self.answers()
        await self.telegram.send(self.anna, "voice", recording(0.5).data, mime="audio/ogg")
        await self.telegram.until(lambda: self.answers() > before)
        await self.idle()
        return "\n".join(each.text for each in self.telegram.answers_in(self.anna)[before:])

    def answers(self) -> int:
        """Messages of the bot in her chat."""
        return len(self.telegram.answers_in(self.anna))


@dataclass
class Tokens:
    """What devices are known by."""

    good: str = "a-token-of-the-kitchen-which-is-long"
    bad: str = field(default="a-token-that-somebody-has-guessed-here")


class OnAPhone(Place):
    """A shortcut of a phone."""

    name = "shortcuts"
    tokens = Tokens()

    async def build(self, stack: AsyncExitStack) -> Channel:
        """Reached over HTTP."""
        await self.device("shortcuts", self.tokens.good)
        given = around(self.talk, address=ADDRESS)
        channel = Shortcuts(given.door, given.sentences, given.devices, address=given.address, patience=60)
        transport = httpx.ASGITransport(Starlette(routes=list(channel.routes())))
        self.web = await stack.enter_async_context(httpx.AsyncClient(transport=transport, base_url=ADDRESS))
        self.number = 0
        return channel

    async def say(self, text: str, *, stranger: bool = False) -> str:
        """What the phone shows."""
        self.number += 1
        token = self.tokens.bad if stranger else self.tokens.good
        return await self._post({"text": text, "id": f"n{self.number}"}, token)

    async def again(self) -> None:
        """The phone lost the answer and asks again."""
        await self._post(self.asked, self.tokens.good)

    async def forge(self, text: str) -> bool:
        """With a guessed token."""
        answer = await self.web.post("/shortcuts", json={"text": text}, headers=_bearer(self.tokens.bad))
        return answer.status_code == 401

    async def tap(self, label: str) -> str:
        """One of the choices."""
        (choice,) = [each for each in self.choices if each["label"] == label]
        return await self._post({"choice": choice["id"]}, self.tokens.good)

    async def speak(self) -> str:
        """A recording."""
        sound = recording(0.5)
        headers = {**_bearer(self.tokens.good), "Content-Type": sound.media_type}
        answer = await self.web.post("/shortcuts", content=sound.data, headers=headers)
        return str(answer.json()["text"])

    async def _post(self, body: dict[str, Any], token: str) -> str:
        self.asked = body
        answer = await self.web.post("/shortcuts", json=body, headers=_bearer(token))
        found = answer.json()
        self.choices = found.get("choices", [])
        return str(found["text"])


class InTheHouse(Place):
    """Home Assistant's conversation, over HTTP."""

    name = "home_assistant"
    repeats = False
    taps = False
    hears = False
    tokens = Tokens()

    async def build(self, stack: AsyncExitStack) -> Channel:
        """Reached over HTTP."""
        await self.device("home_assistant", self.tokens.good)
        given = around(self.talk, address=ADDRESS)
        channel = HomeAssistant(
            given.door,
            given.sentences,
            given.devices,
            bound=Bound("127.0.0.1", 0, "AllIN Assistant", LOCAL, False),
            webhook=True,
            address=ADDRESS,
            speech=given.speech,
            patience=60,
        )
        transport = httpx.ASGITransport(Starlette(routes=list(channel.routes())))
        self.web = await stack.enter_async_context(httpx.AsyncClient(transport=transport, base_url=ADDRESS))
        return channel

    async def say(self, text: str, *, stranger: bool = False) -> str:
        """What is said in the kitchen."""
        token = self.tokens.bad if stranger else self.tokens.good
        body = {"text": text, "language": "en", "conversation_id": "c1", "device_id": "d1"}
        answer = await self.web.post("/home_assistant/conversation", json=body, headers=_bearer(token))
        return str(answer.json()["response"]["speech"]["plain"]["speech"])

    async def again(self) -> None:
        """A house does not."""

    async def forge(self, text: str) -> bool:
        """With a guessed token."""
        answer = await self.web.post(
            "/home_assistant/conversation", json={"text": text}, headers=_bearer(self.tokens.bad)
        )
        return answer.status_code == 401


class WithAlexa(Place):
    """An Echo whose account is linked."""

    name = "alexa"
    taps = False
    hears = False
    tokens = Tokens()

    async def build(self, stack: AsyncExitStack) -> Channel:
        """Requests as Amazon signs them."""
        await self.device("alexa", self.tokens.good)
        self.amazon = Amazon(self.talk.clock())
        verifier = Verifier(SKILL, fetch=self.amazon.fetch, roots=self.amazon.roots, now=self.talk.clock)
        app = self.talk.app
        channel = Alexa(app.conversation, Phrases, devices=app.pairing, verifier=lambda: verifier, patience=60)
        transport = httpx.ASGITransport(Starlette(routes=list(channel.routes())))
        self.web = await stack.enter_async_context(httpx.AsyncClient(transport=transport, base_url=ADDRESS))
        self.echo = Speaker(self.web, self.amazon, self.talk.clock, token=self.tokens.good)
        return channel

    async def say(self, text: str, *, stranger: bool = False) -> str:
        """What is heard."""
        echo = self.echo
        if stranger:
            echo = Speaker(self.web, self.amazon, self.talk.clock, token=self.tokens.bad, room="next door")
        heard = await echo.say(text)
        return heard.speech

    async def again(self) -> None:
        """The same request, which Alexa sends again where it heard nothing; with a new signature and time it is refused."""
        await self.echo.post(self.echo.requests[-1])

    async def forge(self, text: str) -> bool:
        """Signed by nobody."""
        body = json.dumps(self.echo.envelope("LaunchRequest")).encode()
        headers = self.amazon.headers(body + b" ")
        answer = await self.web.post("/alexa", content=body, headers=headers)
        return answer.status_code == 400


class ByMail(Place):
    """A mail program, which answers our last mail."""

    name = "email"
    hears = False
    member = "anna@example.org"
    domain = "in.example.org"

    async def build(self, stack: AsyncExitStack) -> Channel:
        """Our receiver, and her mail server."""
        self.server = await stack.enter_async_context(MailServer.open())
        await self.link("email", self.member)
        self.email = Email(
            around(self.talk, address=ADDRESS),
            Post(f"smtp://127.0.0.1:{self.server.port}"),
            "assistant@example.org",
            self.domain,
            ("127.0.0.1", 0),
        )
        transport = httpx.ASGITransport(Starlette(routes=list(self.email.routes())))
        self.web = await stack.enter_async_context(httpx.AsyncClient(transport=transport, base_url=ADDRESS))
        self.number = 0
        self.sent = (EmailMessage(), "")
        return self.email

    async def ready(self) -> None:
        """Listening, and she has had a mail."""
        while not self.email.port:
            await asyncio.sleep(0.01)
        await self.email.tell(self.member, Reply("Welcome."), _Once())

    async def say(self, text: str, *, stranger: bool = False) -> str:
        """An answer to our last mail, or a mail of somebody new."""
        self.number += 1
        if stranger:
            mail = EmailMessage()
            mail["From"], mail["Message-ID"] = "eve@example.org", f"<{self.number}@example.org>"
            mail.set_content(text)
            return await self._send(mail, f"hello@{self.domain}")
        last = self._mine()[-1]
        return await self._send(answer(last, text, sender=self.member, number=self.number), str(last["reply-to"]))

    async def again(self) -> None:
        """As a mail server does that heard no answer."""
        await self._bring(*self.sent)
        await self.idle()

    async def forge(self, text: str) -> bool:
        """Under her address, and to an address for answers that somebody made up: she is asked whether it was her."""
        mail = EmailMessage()
        mail["From"], mail["Message-ID"] = self.member, "<forged@example.org>"
        mail.set_content(text)
        return "nothing yet" in await self._send(mail, f"assistant+{'a' * 42}@{self.domain}")

    @property
    def choices(self) -> list[dict[str, str]]:
        """What can be chosen in our last mail."""
        words = body(self._mine()[-1])
        return [
            {"label": label, "address": address}
            for label, address in re.findall(r"^(.+):\s*(https://\S+)", words, re.M)
        ]

    async def tap(self, label: str) -> str:
        """The link of a choice, and the button on its page."""
        (choice,) = [choice for choice in self.choices if choice["label"] == label]
        await self.web.get(choice["address"])
        before = len(self.server.mails)
        for _ in range(2):
            await self.web.post(choice["address"])
        return await self._heard(before)

    def answers(self) -> int:
        """Our mails to her."""
        return len(self._mine())

    def _mine(self) -> list[EmailMessage]:
        return [mail for mail in self.server.mails if mail["to"] == self.member]

    async def _send(self, mail: EmailMessage, to: str) -> str:
        self.sent = (mail, to)
        before = len(self.server.mails)
        await self._bring(mail, to)
        return await self._heard(before)

    async def _bring(self, mail: EmailMessage, to: str) -> None:
        async with aiosmtplib.SMTP(hostname="127.0.0.1", port=self.email.port, start_tls=False) as client:
            await client.sendmail(str(mail["from"]), [to], mail.as_bytes())

    async def _heard(self, before: int) -> str:
        for _ in range(3_000):
            if len(self.server.mails) > before:
                break
            await asyncio.sleep(0.01)
        await self.idle()
        return body(self.server.mails[-1]).partition("\n")[2]


class _Once:
    """A reply that is shown by itself."""

    key = "welcome"
    parts: Mapping[str, str] = MappingProxyType({})
    again = False

    async def shown(self, part: str, id: str) -> None:
        """Nobody asks."""


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


PLACES: tuple[type[Place], ...] = (InSlack, InSlackOverHttp, OnTelegram, OnAPhone, InTheHouse, WithAlexa, ByMail)

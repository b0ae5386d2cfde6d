"""Home Assistant: its satellites and its phone apps talk to the assistant, by the Wyoming protocol or by HTTP.

Wyoming makes us an agent of the house with nothing to install there; over HTTP a follow-up question can be told apart from an
answer, so that the microphone opens again. Neither controls anything in the house. The protocol of Wyoming knows no
passwords: an address that nobody has let in gets a code, said digit by digit, and nothing else.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from bot.errors import OperatorError
from bot.messages import IncomingMessage, Reply
from connectors.bearer import (
    Guard,
    Network,
    body_of,
    came_safely,
    is_private,
    json_object,
    language_in,
    language_of,
    networks_in,
    source_of,
    text_in,
    token_of,
)
from connectors.channel import Channel, Devices, Door, Option, Sentences, Speech, Surroundings
from connectors.waiting import Waiting

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from connectors.channels.home_assistant_wyoming import House

PATH = "/home_assistant"
PATIENCE = 8.0
"""Seconds that a speaker is silent at most. Home Assistant's rest_command gives up after ten, unless told otherwise."""
MOST_BYTES = 64_000
MOST_CHARACTERS = 20_000

LOCAL: tuple[Network, ...] = tuple(
    ipaddress.ip_network(network)
    for network in (
        *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"),
        *("::1/128", "fc00::/7", "fe80::/10"),
    )
)
"""Who may connect where nobody is named: this machine and private networks (RFC 1918, 3927, 4193, 4291)."""

_ID = re.compile(r"[\w.:-]{1,120}")


@dataclass(frozen=True, slots=True)
class Bound:
    """Where the Wyoming server listens; `allowed` are the networks that may connect, `named` says that they were written down."""

    host: str
    port: int
    name: str
    allowed: Sequence[Network]
    named: bool


class HomeAssistant(Channel):
    """One installation's agent for houses."""

    name = "home_assistant"
    label = "Home Assistant"
    options = (
        Option("WYOMING", "Where Home Assistant reaches the assistant over Wyoming, for example 0.0.0.0:10700."),
        Option(
            "WEBHOOK", "yes: the assistant is reached over HTTP at /home_assistant/conversation, by a device token."
        ),
        Option("ALLOW", "Addresses or networks of Home Assistant, with commas between them, such as 192.168.1.5."),
        Option("NAME", "What the assistant is called there; without it AllIN Assistant."),
    )

    def __init__(
        self,
        door: Door,
        sentences: Callable[[str], Sentences],
        devices: Devices,
        *,
        bound: Bound | None,
        webhook: bool,
        address: str,
        language: str = "en",
        speech: Speech | None = None,
        trusted: Sequence[Network] = (),
        patience: float = PATIENCE,
    ) -> None:
        """`trusted` are networks from which a token may come without encryption."""
        super().__init__(door, sentences)
        self._devices = devices
        self._bound = bound
        self._webhook = webhook
        self._address = address
        self._language = language
        self._speech = speech
        self._trusted = trusted
        self._guard = Guard()
        self._waiting = Waiting(door, patience)
        self.house: House | None = None
        """The Wyoming server, while it runs."""

    @classmethod
    def build(cls, around: Surroundings) -> Self | None:
        """The channel, if Wyoming or the webhook is set. Raises `OperatorError` for what cannot be."""
        options = {name.upper(): value for name, value in around.options.items()}
        webhook = _is_on(options, "WEBHOOK")
        place = options.get("WYOMING", "").strip()
        if not place and not webhook:
            return None
        try:
            named = networks_in(options.get("ALLOW", ""))
        except ValueError:
            raise OperatorError("home-assistant-bad-allow", setting="ALLIN_HOME_ASSISTANT_ALLOW") from None
        if webhook and not (is_private(around.address) or named):
            raise OperatorError("home-assistant-not-encrypted", address=around.address)
        name = " ".join(options.get("NAME", "").split())[:60] or "AllIN Assistant"
        bound = Bound(*_host_and_port(place), name, named or LOCAL, bool(named)) if place else None
        return cls(
            around.door,
            around.sentences,
            around.devices,
            bound=bound,
            webhook=webhook,
            address=around.address,
            language=around.language,
            speech=around.speech,
            trusted=named,
        )

    async def run(self) -> None:
        """Serve Wyoming, where that is set, until cancelled. Raises `OperatorError` where its port cannot be had."""
        try:
            if self._bound is not None:
                await self._serve(self._bound)
            await asyncio.Event().wait()
        finally:
            await self._waiting.close()

    async def _serve(self, bound: Bound) -> None:
        from connectors.channels.home_assistant_wyoming import House
        from connectors.channels.home_assistant_zeroconf import announced

        self.house = house = House(
            self.door,
            self.sentences,
            self._waiting,
            bound.host,
            bound.port,
            bound.name,
            bound.allowed,
            bound.named,
            self._language,
            self._speech,
        )
        serving = asyncio.create_task(house.serve())
        ready = asyncio.create_task(house.ready.wait())
        try:
            await asyncio.wait({serving, ready}, return_when=asyncio.FIRST_COMPLETED)
            if house.ready.is_set():
                async with announced(bound.name, bound.host, house.port):
                    await asyncio.wait({serving})
            await serving
        finally:
            ready.cancel()
            serving.cancel()
            await asyncio.gather(serving, ready, return_exceptions=True)
            self.house = None

    async def check(self) -> str:
        """Where houses reach us, for `allin doctor`."""
        ways = [f"wyoming://{self._bound.host}:{self._bound.port}"] if self._bound is not None else []
        return ", ".join([*ways, *([f"{self._address}{PATH}/conversation"] if self._webhook else [])])

    # Over HTTP

    def routes(self) -> Sequence[BaseRoute]:
        """The conversation and the pairing, where they are set."""
        from starlette.routing import Route

        if not self._webhook:
            return ()
        return (
            Route(f"{PATH}/conversation", self._conversation, methods=["POST"]),
            Route(f"{PATH}/pair", self._pair, methods=["POST"]),
        )

    async def _conversation(self, request: Request) -> Response:
        usual = language_of(request, self._language)
        source = source_of(request)
        if not came_safely(request, self._address, self._trusted):
            return self._no(403, "home-assistant-unsafe", usual)
        token = token_of(request)
        caller = await self._devices.caller(token, self.name) if token else None
        if caller is None:
            # A good token is not held up by what others do at its address.
            if wait := self._guard.wait(source):
                return self._no(429, "home-assistant-slower", usual, wait=wait)
            if token:
                self._guard.failed(source)
            return self._no(401, "home-assistant-unknown", usual)
        if wait := self._guard.asks(caller.device):
            return self._no(429, "home-assistant-slower", usual, wait=wait)
        data = await self._sent(request)
        if isinstance(data, int):
            return self._no(data, "home-assistant-bad-request", usual)
        try:
            text = text_in(data, "text", MOST_CHARACTERS)
            conversation, place = text_in(data, "conversation_id", 120), text_in(data, "device_id", 120)
        except ValueError:
            return self._no(400, "home-assistant-bad-request", usual)
        message = IncomingMessage(
            text,
            self.name,
            caller.sender,
            thread=f"{caller.device}/{place}" if _ID.fullmatch(place) else caller.device,
            workspace=caller.workspace,
            sender_name=caller.name,
            language=language_in(data.get("language")),
            aloud=True,
        )
        reply = await self._waiting.reply(message)
        if reply is None:
            language = message.language or usual
            reply = Reply(self.sentences(language).say("home-assistant-working"), language=language)
        reply = await for_the_room(self.door, message, reply, self.sentences)
        return self._told(reply, conversation or uuid.uuid4().hex)

    async def _pair(self, request: Request) -> Response:
        language, source = language_of(request, self._language), source_of(request)
        if not came_safely(request, self._address, self._trusted):
            return self._no(403, "home-assistant-unsafe", language)
        if wait := self._guard.wait(source):
            return self._no(429, "home-assistant-slower", language, wait=wait)
        data = await self._sent(request)
        if isinstance(data, int):
            return self._no(data, "home-assistant-bad-request", language)
        try:
            code, name = text_in(data, "code", 40), " ".join(text_in(data, "name", 80).split())
        except ValueError:
            return self._no(400, "home-assistant-bad-request", language)
        token = await self._devices.admit(code, self.name, name or self.label, source=source) if code else None
        if token is None:
            self._guard.failed(source)
            return self._no(403, "home-assistant-wrong-code", language)
        say = self.sentences(language).say
        return _json(200, {"token": token, "text": say("home-assistant-paired")})

    async def _sent(self, request: Request) -> dict[str, Any] | int:
        """The JSON object that was sent, or the status that says why there is none."""
        from starlette.requests import ClientDisconnect

        try:
            body = await body_of(request, MOST_BYTES)
        except (TimeoutError, ClientDisconnect):
            return 408
        if body is None:
            return 413
        data = json_object(body)
        return 400 if data is None else data

    def _told(self, reply: Reply, conversation: str) -> Response:
        """The shape of Home Assistant's own conversation API (developers.home-assistant.io/docs/intent_conversation_api)."""
        words, done = reply.speech or reply.text, was_handled(reply)
        return _json(200, _response(words, reply.language, conversation, done, asks=reply.asks))

    def _no(self, status: int, key: str, language: str, **facts: Any) -> Response:
        """An error that a speaker can say."""
        text = self.sentences(language).say(key, **facts)
        response = _json(status, _response(text, language, None, False))
        if status == 401:
            response.headers["WWW-Authenticate"] = "Bearer"
        if status == 429:
            response.headers["Retry-After"] = str(facts["wait"])
        return response


async def for_the_room(
    door: Door, message: IncomingMessage, reply: Reply, sentences: Callable[[str], Sentences]
) -> Reply:
    """What a member's reply is to everybody in a room: what is for the member alone goes into their chat instead."""
    if not reply.private:
        return reply
    where = await door.leave(message, reply)
    key = "home-assistant-private" if where else "home-assistant-private-nowhere"
    return Reply(sentences(reply.language).say(key), language=reply.language, ok=bool(where))


def was_handled(reply: Reply) -> bool:
    """Whether a house calls it handled: what asks or was declined is no failure, though nothing came of it."""
    return reply.ok or reply.asks or bool(reply.choices or reply.decided)


def _response(text: str, language: str, conversation: str | None, done: bool, *, asks: bool = False) -> dict[str, Any]:
    data: dict[str, Any] = {"targets": [], "success": [], "failed": []} if done else {"code": "failed_to_handle"}
    return {
        "response": {
            "speech": {"plain": {"speech": text, "extra_data": None}},
            "card": {},
            "language": language,
            "response_type": "action_done" if done else "error",
            "data": data,
        },
        "conversation_id": conversation,
        "continue_conversation": asks,
    }


def _json(status: int, data: Mapping[str, Any]) -> Response:
    from starlette.responses import JSONResponse

    return JSONResponse(data, status, {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"})


def _is_on(options: Mapping[str, str], name: str) -> bool:
    value = options.get(name, "").strip().lower()
    if value not in {"", "yes", "no", "true", "false", "on", "off", "1", "0"}:
        raise OperatorError("home-assistant-yes-or-no", setting=f"ALLIN_HOME_ASSISTANT_{name}")
    return value in {"yes", "true", "on", "1"}


def _host_and_port(place: str) -> tuple[str, int]:
    """The two parts of host:port or [address]:port, with or without tcp:// before it. Raises `OperatorError` for neither."""
    found = re.fullmatch(r"(?:tcp://)?(?:\[([0-9A-Fa-f:.]+)\]|([^\s:/\[\]]+)):(\d{1,5})", place)
    if found is None or int(found[3]) > 65_535:
        raise OperatorError("home-assistant-bad-place", setting="ALLIN_HOME_ASSISTANT_WYOMING")
    return found[1] or found[2], int(found[3])

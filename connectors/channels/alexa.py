"""Alexa: a custom skill whose endpoint is ours. Every request is verified before a word of it is read (`alexa_requests.py`).

Who speaks is known by account linking (`bot/web/linking.py`): the access token in a request is a device's that a member has
let in. A conversation belongs to one speaker in one room, and outlasts the session in which it began. A yes counts only in the
session in which the question was heard. What takes too long is finished in the background and left in the member's chat.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import traceback
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from bot.errors import OperatorError
from bot.messages import IncomingMessage, Reply
from connectors.channel import Channel, Devices, Door, Option, Sentences, Surroundings
from connectors.channels import alexa_words as words
from connectors.channels.alexa_answers import (
    asking,
    card_of,
    card_with,
    closing,
    link_card,
    nothing,
    question_in,
    speech_of,
)

if TYPE_CHECKING:
    import httpx
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from connectors.channels.alexa_requests import Asked, Verifier

log = logging.getLogger(__name__)

PATH = "/alexa"
PATIENCE = 5.5
"""Seconds after which an answer is not waited for. Alexa gives up after eight, and part of them is spent on the way."""
SILENCE = 2.0
"""Seconds of silence before Alexa says what is going on."""

_GRACE = 10.0  # seconds for what is still being done when this process ends
_MOST_NEWS = 3  # said; what else there is stands on the card
_MOST_UNSAID = 1_000
_SKILL = "amzn1.ask.skill."
_SHORTEST_SECRET = 16
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_ENDING = frozenset({"AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent"})
_CONSENT, _MORE, _NOTHING = "consent", "more", ""
"""What a yes would mean, kept in the session: it allows something, it answers a question, nothing was asked."""


@dataclass(eq=False, slots=True)
class _Work:
    """A message that is being answered."""

    task: asyncio.Task[Reply]
    stop: asyncio.Event


class Alexa(Channel):
    """The endpoint of one skill."""

    name = "alexa"
    label = "Alexa"
    options = (
        Option("SKILL_ID", "The skill's id, amzn1.ask.skill.…, from the developer console."),
        Option("CLIENT_ID", "The client id that you enter in the skill's account linking; any word of your choice."),
        Option(
            "CLIENT_SECRET", "The client secret that you enter there: at least 16 characters by chance.", secret=True
        ),
    )

    def __init__(
        self,
        door: Door,
        sentences: Callable[[str], Sentences],
        *,
        devices: Devices,
        verifier: Callable[[], Verifier],
        language: str = "en",
        patience: float = PATIENCE,
        silence: float = SILENCE,
        api: str = "",
    ) -> None:
        """`verifier` is made at the first request. `patience` and `silence` are in seconds; `api` is an address to which
        Alexa's own hosts are not the only alternative.
        """
        super().__init__(door, sentences)
        self._devices = devices
        self._make_verifier = verifier
        self._verifier: Verifier | None = None
        self._language = language
        self._patience = patience
        self._silence = silence
        self._api = api
        self._client: httpx.AsyncClient | None = None
        self._working: dict[str, set[_Work]] = {}
        self._late: set[asyncio.Task[None]] = set()
        self._unsaid: OrderedDict[str, Reply] = OrderedDict()

    @classmethod
    def build(cls, around: Surroundings) -> Self | None:
        """The channel, if there is a skill. Raises `OperatorError` where it could not be reached, or nobody could link."""
        options = {name.lower(): value for name, value in around.options.items()}
        skill = options.get("skill_id", "")
        if not skill:
            return None
        if not skill.startswith(_SKILL):
            raise OperatorError("alexa-skill-id")
        secret = options.get("client_secret", "")
        if not options.get("client_id") or len(secret) < _SHORTEST_SECRET:
            raise OperatorError("alexa-no-linking", count=_SHORTEST_SECRET)
        parts = urlsplit(around.address)
        if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
            raise OperatorError("alexa-not-encrypted", address=around.address)

        def verifier() -> Verifier:
            from connectors.channels.alexa_requests import Verifier

            return Verifier(skill)

        return cls(around.door, around.sentences, devices=around.devices, verifier=verifier, language=around.language)

    def routes(self) -> Sequence[BaseRoute]:
        """The skill's endpoint."""
        from starlette.routing import Route

        return [Route(PATH, self.receive, methods=["POST"])]

    async def run(self) -> None:
        """Nothing of its own: Alexa comes to us. When it ends, what is still being done is stopped after its next step."""
        try:
            await asyncio.Event().wait()
        finally:
            for works in self._working.values():
                for work in works:
                    work.stop.set()
            if self._late:
                _, slow = await asyncio.wait(set(self._late), timeout=_GRACE)
                for task in slow:
                    task.cancel()
            if self._client is not None:
                await self._client.aclose()
                self._client = None

    async def receive(self, request: Request) -> Response:
        """One request. 400, and nothing else, unless it comes from Alexa for our skill, just now and for the first time."""
        from starlette.requests import ClientDisconnect
        from starlette.responses import JSONResponse, Response

        from connectors.channels.alexa_requests import MOST_BYTES, Forged

        begun = asyncio.get_running_loop().time()
        if self._verifier is None:
            self._verifier = self._make_verifier()
        body = bytearray()
        try:
            async for part in request.stream():
                body += part
                if len(body) > MOST_BYTES:
                    raise Forged("its body is too large")
            asked = await self._verifier.read(request.headers, bytes(body))
        except ClientDisconnect:
            return Response(status_code=400)
        except Forged as why:
            log.info("a request was refused that claims to be Alexa's: %s", why)
            return Response(status_code=400)
        language = asked.locale[:2].lower() if asked.locale[:2].lower() in words.LANGUAGES else self._language
        try:
            answer = await self._answer(asked, language, begun)
        except Exception as error:
            # Nobody is helped by an error page that a speaker cannot read.
            log.error("a request of Alexa's could not be answered: %s", _trace(error))
            answer = closing(self.sentences(language).say("alexa-trouble"))
        return JSONResponse(answer, headers={"Cache-Control": "no-store"})

    async def _answer(self, asked: Asked, language: str, begun: float) -> dict[str, Any]:
        if asked.kind not in {"LaunchRequest", "IntentRequest"}:
            if asked.kind == "System.ExceptionEncountered" or asked.reason not in {
                "",
                "USER_INITIATED",
                "EXCEEDED_MAX_REPROMPTS",
            }:
                log.warning("Alexa could not use an answer of ours: %s %s", asked.kind[:60], asked.reason)
            return nothing()
        say = self.sentences(language).say
        text, intent = "", asked.intent
        if asked.kind == "IntentRequest" and not intent.startswith("AMAZON."):
            text = words.spoken(language, intent, asked.slots.get(words.SLOT, ""))
            if intent == words.SAY:
                intent = words.built_in(language, text) or intent
        caller = await self._devices.caller(asked.token, self.name) if asked.token else None
        if caller is None:
            return closing(say("alexa-bye")) if intent in _ENDING else closing(say("alexa-link"), link_card())
        message = IncomingMessage(
            "",
            self.name,
            caller.sender,
            thread=_thread(caller.device, asked.device),
            workspace=caller.workspace,
            language=language,
            message_id=asked.id,
            aloud=True,
        )
        waiting = asked.attributes.get("asked")
        if asked.kind == "LaunchRequest":
            return await self._launch(message, language)
        match intent:
            case "AMAZON.HelpIntent":
                return asking(say("alexa-help"), say("alexa-again"), asked=_NOTHING)
            case "AMAZON.RepeatIntent":
                return self._again(asked, language)
            case "AMAZON.YesIntent" | "AMAZON.NoIntent":
                # Whoever was asked in another session, or in another room, has not answered this.
                if waiting not in {_CONSENT, _MORE}:
                    return asking(say("alexa-nothing-asked"), say("alexa-again"), asked=_NOTHING)
                text = (words.YES if intent == "AMAZON.YesIntent" else words.NO)[language]
            case _ if intent in _ENDING:
                if self._stop(message.thread):
                    return closing(say("alexa-stopped"))
                if waiting not in {_CONSENT, _MORE}:
                    return closing(say("alexa-bye"))
                # Not to answer would leave the question open.
                text = (words.NO if waiting == _CONSENT else words.NEVER_MIND)[language]
        if not text:
            if waiting in {_CONSENT, _MORE}:
                return self._again(asked, language, what="again")
            return asking(say("alexa-not-heard"), say("alexa-again"), asked=_NOTHING)
        return await self._say(replace(message, text=text), asked, language, begun)

    async def _launch(self, message: IncomingMessage, language: str) -> dict[str, Any]:
        say = self.sentences(language).say
        late = self._unsaid.pop(message.thread, None)
        news = [*([late] if late is not None else []), *await self.door.news(message)]
        told = [self._spoken(reply) for reply in news[:_MOST_NEWS]]
        # A yes answers what was heard last.
        consent = bool(told) and self._asks_consent(news[len(told) - 1], language)
        if not consent:
            told.append(say("alexa-what-else" if told else "alexa-welcome"))
        speech = " ".join(told)
        return asking(
            speech,
            say("alexa-again"),
            asked=_CONSENT if consent else _NOTHING,
            card=card_with("\n\n".join(reply.text for reply in news)),
            elicit=False,
        )

    def _again(self, asked: Asked, language: str, what: str = "last") -> dict[str, Any]:
        """What was said last once more, or what was asked: the session keeps both, and nobody else."""
        say = self.sentences(language).say
        said, again = asked.attributes.get(what), asked.attributes.get("again")
        if not isinstance(said, str) or not isinstance(again, str) or not said:
            return asking(say("alexa-nothing-said"), say("alexa-again"), asked=_NOTHING)
        return asking(said, again, asked=str(asked.attributes.get("asked", _NOTHING)))

    def _stop(self, thread: str) -> bool:
        """Stop what is being done there; False if nothing is."""
        working = [work for work in self._working.get(thread, ()) if not work.task.done()]
        for work in working:
            work.stop.set()
        return bool(working)

    async def _say(self, message: IncomingMessage, asked: Asked, language: str, begun: float) -> dict[str, Any]:
        from connectors.channels.alexa_meanwhile import Meanwhile

        if self._client is None:
            import httpx

            self._client = httpx.AsyncClient(follow_redirects=False)
        say = self.sentences(language).say
        meanwhile = Meanwhile(self._client, asked, begun + self._silence, api=self._api)
        stop = asyncio.Event()
        work = _Work(asyncio.ensure_future(self.door.handle(message, progress=meanwhile.told, stop=stop)), stop)
        self._working.setdefault(message.thread, set()).add(work)
        work.task.add_done_callback(lambda _done: self._worked(message.thread, work))
        left = begun + self._patience - asyncio.get_running_loop().time()
        done, _ = await asyncio.wait({work.task}, timeout=max(0.0, left))
        await meanwhile.end()
        if not done:
            late = asyncio.ensure_future(self._leave(message, work.task))
            self._late.add(late)
            late.add_done_callback(self._late.discard)
            return closing(say("alexa-slow"))
        reply = work.task.result()
        if reply.private:
            # A room has ears: what is for one person alone is neither said there nor left in the household's app.
            return closing(say("alexa-private"))
        speech = self._spoken(reply) or say("alexa-done")
        if not reply.asks or asked.intent in _ENDING:
            return closing(speech, card_of(reply))
        question = question_in(speech)
        return asking(
            speech,
            say("alexa-still-asking", question=question) if question else say("alexa-still-waiting"),
            asked=_CONSENT if self._asks_consent(reply, language) else _MORE,
            card=card_of(reply),
        )

    def _asks_consent(self, reply: Reply, language: str) -> bool:
        no = {self.sentences(each).say("consent-no") for each in {reply.language, language}}
        return any(choice.label in no for choice in reply.choices)

    def _spoken(self, reply: Reply) -> str:
        """What is said of a reply; what else there is of it is at hand in the Alexa app."""
        say = self.sentences(reply.language).say
        speech = speech_of(reply)
        for elsewhere, here in (
            ("voice-rest-in-chat", "alexa-rest-in-app"),
            ("voice-link-in-chat", "alexa-link-in-app"),
            ("voice-in-chat", "alexa-in-app"),
        ):
            speech = speech.replace(say(elsewhere), say(here))
        return speech

    def _worked(self, thread: str, work: _Work) -> None:
        works = self._working.get(thread, set())
        works.discard(work)
        if not works:
            self._working.pop(thread, None)

    async def _leave(self, message: IncomingMessage, task: asyncio.Task[Reply]) -> None:
        """Put a reply where the person is reached, once it is there."""
        try:
            reply = await task
            place = await self.door.leave(message, reply)
        except Exception as error:
            log.error("a late answer could not be left in the chat: %s", _trace(error))
            return
        if not place and not reply.private:
            # Nobody is reached anywhere else: it is said when this speaker is spoken to again.
            self._unsaid[message.thread] = reply
            if len(self._unsaid) > _MOST_UNSAID:
                self._unsaid.popitem(last=False)


def _trace(error: Exception) -> str:
    """Where an error comes from, without its words: they may quote what somebody said."""
    return "".join((type(error).__name__, "\n", *traceback.format_tb(error.__traceback__)))


def _thread(device: str, speaker: str) -> str:
    """One conversation for each speaker of an account: a question asked in the kitchen is not answered in the office."""
    return f"{device}/{hashlib.sha256(speaker.encode()).hexdigest()[:12]}" if speaker else device

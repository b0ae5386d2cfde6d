"""Siri and any phone: one request with words or with sound, one answer to be spoken and to be read.

Each device has a token of its own, which a member has let in and can take back. What takes too long is answered in the chat.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qs, quote

from bot.errors import OperatorError
from bot.messages import Attachment, IncomingMessage, Reply
from connectors.bearer import (
    Guard,
    body_of,
    came_safely,
    is_private,
    json_object,
    language_in,
    language_of,
    source_of,
    text_in,
    token_of,
)
from connectors.channel import Caller, Channel, Devices, Door, Option, Sentences, Surroundings
from connectors.waiting import Waiting

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

PATH = "/shortcuts"
PATIENCE = 20.0
"""Seconds after which the answer is left in the chat: a phone that hears nothing for longer seems broken."""
MOST_BYTES = 25_000_000
"""Of a recording or of pictures that come along."""
MOST_WORDS = 1_000_000
"""Bytes of a request that is all words."""
MOST_FILES = 10

_IN_A_HEADER = 600  # characters; each becomes nine bytes at most, and servers take eight thousand
_SOUND = frozenset({"application/ogg", "video/mp4", "video/webm", "application/octet-stream"})
"""What recorders call their files besides audio/…; what it really is, is told from the content."""
_FIELDS = "application/x-www-form-urlencoded"
_NO_PAGE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
_STYLE = """
:root { color-scheme: light dark; }
body { margin: 0; padding: 2.5rem 1rem; font: 1.0625rem/1.55 system-ui, sans-serif; }
main { max-width: 34rem; margin-inline: auto; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; }
li { margin-block-end: .6rem; }
""".strip()


class Refused(Exception):
    """A request that is not answered: its HTTP status, and the key of the sentence that says why."""

    def __init__(self, status: int, key: str, **facts: Any) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Said:
    """What a request holds. `id` is what the device calls it, the same when it sends it again."""

    text: str = ""
    choice: str | None = None
    language: str | None = None
    id: str = ""
    attachments: tuple[Attachment, ...] = ()

    def key(self) -> str:
        """The same for the same request, empty without an id. What is said counts too: some shortcuts call all by one id."""
        if not self.id:
            return ""
        said = (self.id.encode(), self.text.encode(), (self.choice or "").encode())
        digest = hashlib.sha256()
        for part in (*said, *(item.data for item in self.attachments)):
            digest.update(len(part).to_bytes(8, "big") + part)
        return digest.hexdigest()


class Shortcuts(Channel):
    """The endpoint for phones, watches and whatever else can send a request."""

    name = "shortcuts"
    label = "Shortcuts"
    options = (Option("OFF", "yes: phones are not served at /shortcuts."),)

    def __init__(
        self,
        door: Door,
        sentences: Callable[[str], Sentences],
        devices: Devices,
        *,
        address: str,
        language: str = "en",
        patience: float = PATIENCE,
    ) -> None:
        super().__init__(door, sentences)
        self._devices = devices
        self._address = address
        self._language = language
        self._guard = Guard()
        self._waiting = Waiting(door, patience)

    @classmethod
    def build(cls, around: Surroundings) -> Self | None:
        """The channel wherever tokens are safe on their way, unless it is left out. Raises `OperatorError` for a bad one."""
        off = next((value for name, value in around.options.items() if name.upper() == "OFF"), "").strip().lower()
        if off not in {"", "yes", "no", "true", "false", "on", "off", "1", "0"}:
            raise OperatorError("shortcuts-yes-or-no", setting="ALLIN_SHORTCUTS_OFF")
        if off in {"yes", "true", "on", "1"} or not is_private(around.address):
            return None
        return cls(around.door, around.sentences, around.devices, address=around.address, language=around.language)

    def routes(self) -> Sequence[BaseRoute]:
        """The page, the pairing and the conversation."""
        from starlette.routing import Route

        return (
            Route(PATH, self._page, methods=["GET"]),
            Route(PATH, self._told(self._talk), methods=["POST"]),
            Route(f"{PATH}/pair", self._told(self._pair), methods=["POST"]),
        )

    async def run(self) -> None:
        """Nothing is fetched: this only lets late replies come to their end when it is cancelled."""
        try:
            await asyncio.Event().wait()
        finally:
            await self._waiting.close()

    async def check(self) -> str:
        """Where phones reach us."""
        return f"{self._address}{PATH}"

    # Requests

    def _told(self, answer: Callable[[Request], Any]) -> Callable[[Request], Any]:
        """Whatever keeps a request from being answered is said in a sentence that a phone can speak."""

        async def endpoint(request: Request) -> Response:
            try:
                return await self._checked(request, answer)
            except Refused as error:
                text = self.sentences(language_of(request, self._language)).say(error.key, **error.facts)
                response = _json(
                    error.status, {"speech": text, "text": text, "asks": False, "next": "end", "choices": []}
                )
                if error.status == 401:
                    response.headers["WWW-Authenticate"] = "Bearer"
                if error.status == 429:
                    response.headers["Retry-After"] = str(error.facts["wait"])
                return response

        return endpoint

    async def _checked(self, request: Request, answer: Callable[[Request], Any]) -> Response:
        from starlette.requests import ClientDisconnect

        if not came_safely(request, self._address):
            raise Refused(403, "shortcuts-unsafe")
        try:
            response: Response = await answer(request)
        except (TimeoutError, ClientDisconnect):
            raise Refused(408, "shortcuts-bad-request") from None
        return response

    async def _talk(self, request: Request) -> Response:
        caller = await self._caller(request)
        said = await _said(request)
        if not said.text and said.choice is None and not said.attachments:
            raise Refused(400, "shortcuts-empty")
        key = said.key()
        message = IncomingMessage(
            said.text if said.choice is None else "",
            self.name,
            caller.sender,
            thread=caller.device,
            workspace=caller.workspace,
            sender_name=caller.name,
            language=said.language,
            choice=said.choice,
            message_id=key or None,
            attachments=said.attachments,
            aloud=True,
        )
        reply = await self._waiting.reply(message, f"{caller.device} {key}" if key else "")
        if reply is None:
            language = said.language or language_of(request, self._language)
            text = self.sentences(language).say("shortcuts-working")
            reply = Reply(text, language=language, speech=text)
        if _wants_sound(request) and (sound := await self.door.aloud(message, reply)) is not None:
            return await _sound(sound, reply)
        return _json(200, _answer(reply))

    async def _caller(self, request: Request) -> Caller:
        token = token_of(request)
        caller = await self._devices.caller(token, self.name) if token else None
        if caller is None:
            self._slow_down(request)
            if token:
                self._guard.failed(source_of(request))
            raise Refused(401, "shortcuts-unknown")
        if wait := self._guard.asks(caller.device):
            raise Refused(429, "shortcuts-slower", wait=wait)
        return caller

    def _slow_down(self, request: Request) -> None:
        """Raises `Refused` for an address that guesses. A good token is not held up by what others do at its address."""
        if wait := self._guard.wait(source_of(request)):
            raise Refused(429, "shortcuts-slower", wait=wait)

    async def _pair(self, request: Request) -> Response:
        self._slow_down(request)
        language, source = language_of(request, self._language), source_of(request)
        data = await _words(request)
        try:
            code, name = text_in(data, "code", 40), " ".join(text_in(data, "name", 80).split())
        except ValueError:
            raise Refused(400, "shortcuts-bad-request") from None
        say = self.sentences(language).say
        token = (
            await self._devices.admit(code, self.name, name or say("shortcuts-a-phone"), source=source)
            if code
            else None
        )
        if token is None:
            self._guard.failed(source)
            raise Refused(403, "shortcuts-wrong-code")
        text = say("shortcuts-paired")
        return _json(200, {"token": token, "speech": text, "text": text})

    async def _page(self, request: Request) -> Response:
        from starlette.responses import HTMLResponse

        language = language_of(request, self._language)
        say = self.sentences(language).say
        steps = "\n".join(
            f"<li>{escape(say(key, address=f'{self._address}{PATH}'))}</li>"
            for key in ("shortcuts-page-code", "shortcuts-page-pair", "shortcuts-page-talk", "shortcuts-page-end")
        )
        title = escape(say("shortcuts-page-title"))
        page = (
            f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{title} · AllIN</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
            f"<p>{escape(say('shortcuts-page-about'))}</p>\n<ol>\n{steps}\n</ol>\n</main>\n</body>\n</html>\n"
        )
        style = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
        policy = (
            f"default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'"
        )
        return HTMLResponse(page, headers={**_NO_PAGE, "Content-Security-Policy": policy, "Vary": "Accept-Language"})


# What came


async def _said(request: Request) -> Said:
    """What a request says. Raises `Refused`."""
    kind = _kind(request)
    again = request.headers.get("idempotency-key", "").strip()
    if kind.startswith("audio/") or kind in _SOUND:
        body = await _body(request, MOST_BYTES)
        if not body:
            raise Refused(400, "shortcuts-empty")
        sound = Attachment("recording", kind, data=body, spoken=True)
        language = language_in(request.query_params.get("language"))
        return Said(language=language, id=again, attachments=(sound,))
    if kind == "multipart/form-data":
        data, files = await _parts(request)
    else:
        data, files = await _words(request), ()
    try:
        text, choice = text_in(data, "text", MOST_WORDS), text_in(data, "choice", 200)
        id, language = text_in(data, "id", 1_000), text_in(data, "language", 40)
    except ValueError:
        raise Refused(400, "shortcuts-bad-request") from None
    # Sound alone is what the person says; with words beside it, it is something to post.
    spoken = not text and not choice and len(files) == 1 and files[0].media_type.startswith("audio/")
    attachments = tuple(Attachment(file.name, file.media_type, data=file.data, spoken=spoken) for file in files)
    return Said(text, choice or None, language_in(language), id or again, attachments)


async def _words(request: Request) -> dict[str, Any]:
    """A JSON object, or the fields of a form. Raises `Refused`."""
    kind = _kind(request)
    if kind not in {"application/json", _FIELDS}:
        raise Refused(415, "shortcuts-bad-request")
    body = await _body(request, MOST_WORDS)
    if kind == "application/json":
        data = json_object(body)
        if data is None:
            raise Refused(400, "shortcuts-bad-request")
        return data
    try:
        fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        raise Refused(400, "shortcuts-bad-request") from None
    return {name: values[-1] for name, values in fields.items()}


async def _parts(request: Request) -> tuple[dict[str, Any], tuple[Attachment, ...]]:
    """The fields and files of a form in parts. Raises `Refused`."""
    from starlette.datastructures import UploadFile
    from starlette.formparsers import MultiPartException, MultiPartParser

    body = await _body(request, MOST_BYTES)
    parser = MultiPartParser(
        request.headers, _whole(body), max_files=MOST_FILES, max_fields=20, max_part_size=MOST_WORDS
    )
    try:
        form = await parser.parse()
    except (MultiPartException, ValueError, LookupError):
        raise Refused(400, "shortcuts-bad-request") from None
    try:
        data: dict[str, Any] = {}
        files: list[Attachment] = []
        for name, value in form.multi_items():
            if not isinstance(value, UploadFile):
                data[name] = value
            elif content := await value.read():
                kind = (value.content_type or "").partition(";")[0].strip().lower()
                files.append(Attachment((value.filename or "file")[-100:], kind, data=content))
    finally:
        await form.close()
    return data, tuple(files)


async def _whole(body: bytes) -> AsyncGenerator[bytes, None]:
    yield body


async def _body(request: Request, most: int) -> bytes:
    body = await body_of(request, most)
    if body is None:
        raise Refused(413, "shortcuts-too-large", megabytes=most // 1_000_000)
    return body


def _kind(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


# What goes back


def _answer(reply: Reply) -> dict[str, Any]:
    return {
        "speech": reply.speech or reply.text,
        "text": _to_read(reply),
        "asks": reply.asks,
        "next": "listen" if reply.asks else "end",
        "choices": [{"id": choice.id, "label": choice.label} for choice in reply.choices],
        **({"heard": reply.heard} if reply.heard else {}),
    }


def _to_read(reply: Reply) -> str:
    """The reply with its posts, as lines."""
    lines = [reply.text]
    for card in reply.cards:
        lines += ["", card.title or card.platform, card.text, *card.pictures]
        lines += [f"{label}: {value}" for label, value in card.facts]
    return "\n".join(lines).strip()


def _wants_sound(request: Request) -> bool:
    accepted = [part.partition(";")[0].strip().lower() for part in request.headers.get("accept", "").split(",")]
    return request.query_params.get("format") == "audio" or any(part.startswith("audio/") for part in accepted)


async def _sound(sound: Attachment, reply: Reply) -> Response:
    """The spoken answer. Its words stand in headers in percent-encoded UTF-8, for headers hold ASCII (RFC 9110, 5.5)."""
    from starlette.responses import Response

    data = sound.data
    if not data and sound.path is not None:
        data = await asyncio.to_thread(sound.path.read_bytes)
    headers = {
        **_NO_PAGE,
        "Content-Language": reply.language,
        "X-AllIN-Text": quote((reply.speech or reply.text)[:_IN_A_HEADER], safe=""),
        "X-AllIN-Asks": "yes" if reply.asks else "no",
    }
    return Response(data, 200, headers, sound.media_type)


def _json(status: int, data: Mapping[str, Any]) -> Response:
    from starlette.responses import JSONResponse

    return JSONResponse(data, status, _NO_PAGE)

"""A loopback Bot API server for the real client to talk to, and the people who talk to the bot through it.

    async with FakeTelegram() as telegram:
        anna = telegram.person("Anna")
        await telegram.say(anna, "draft a post")
        (answer,) = await telegram.answers(anna)
        await telegram.tap(anna, answer, "Publish")

It checks what Telegram checks (tags, lengths, button data, topics, limits) and answers with Telegram's errors and words;
its facts are those of https://core.telegram.org/bots/api and /bots/faq. Updates are delivered to a webhook where one is
set, one after the other until each is taken, else kept for `getUpdates`. `fail` makes the next calls of a method go wrong.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import re
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

import aiohttp
from aiohttp import web

from tests.fakes.telegram_html import kept, parse, trimmed, units

TOKEN = "123456789:AAfake_token-of_a_bot_in_tests_000"
GENERAL = 1

Fault = Literal["cut", "slow", "lost", "429", "403", "400", "500"]
"""The connection breaks before anything is done; the answer takes its time; it is done and the answer never comes; or the
status that it answers.
"""

_ACTIONS = frozenset(
    {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document"}
    | {"choose_sticker", "find_location", "record_video_note", "upload_video_note"}
)
_TEXT, _CAPTION, _CALLBACK, _ALERT = 4096, 1024, 64, 200
_DOWNLOAD = 20_000_000


@dataclass(frozen=True)
class Person:
    """Somebody with Telegram."""

    id: int
    first_name: str
    language_code: str = "en"
    last_name: str = ""

    @property
    def user(self) -> dict[str, Any]:
        """As in updates."""
        name = {"last_name": self.last_name} if self.last_name else {}
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.first_name,
            "language_code": self.language_code,
            **name,
        }


@dataclass
class Group:
    """A group, or a forum with `topics` by id."""

    id: int
    title: str
    forum: bool = False
    topics: dict[int, str] = field(default_factory=dict)
    moved_to: int = 0

    @property
    def chat(self) -> dict[str, Any]:
        """As in updates."""
        more = {"is_forum": True} if self.forum else {}
        return {"id": self.id, "type": "supergroup", "title": self.title, **more}


@dataclass
class Call:
    """One call of the bot, with its fields as values of JSON; `files` are what it uploaded, by field."""

    method: str
    params: dict[str, Any]
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    at: float = 0.0


@dataclass
class Shown:
    """A message of the bot as people see it."""

    id: int
    chat: int
    topic: int = 0
    text: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    buttons: list[list[dict[str, Any]]] = field(default_factory=list)
    kind: str = "text"
    file: tuple[str, bytes] = ("", b"")
    answers: int = 0
    asks: bool = False
    edits: int = 0
    album: str = ""

    @property
    def labels(self) -> list[str]:
        """What the buttons say."""
        return [button["text"] for row in self.buttons for button in row]

    def styled(self, kind: str) -> list[str]:
        """The parts of the text with a style: "bold", "blockquote"."""
        data = self.text.encode("utf-16-le")
        return [
            data[2 * each["offset"] : 2 * (each["offset"] + each["length"])].decode("utf-16-le")
            for each in self.entities
            if each["type"] == kind
        ]


class _Refusal(Exception):
    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        self.status = status
        self.description = description
        self.parameters = parameters


class FakeTelegram:
    """The servers of Telegram, one bot and the people around it.

    `privacy` is the bot's mode in groups: it gets what mentions it, answers it or is a command. With `limits` it is refused
    what is too fast. `drafts` says whether there are drafts.
    """

    def __init__(self, *, privacy: bool = True, limits: bool = True, drafts: bool = True) -> None:
        self.token = TOKEN
        self.username = "allin_test_bot"
        self.privacy = privacy
        self.limits = limits
        self.has_drafts = drafts
        self.calls: list[Call] = []
        self.seen: list[Shown] = []
        """Messages of the bot that are there, in order."""
        self.deleted: list[Shown] = []
        self.actions: list[tuple[int, int, str]] = []
        """Chat, topic, what was shown."""
        self.drafts: list[tuple[int, str]] = []
        """Chat and text of every draft."""
        self.taps: dict[str, tuple[str, bool]] = {}
        """What taps were answered with, and whether as an alert."""
        self.commands: dict[str, list[tuple[str, str]]] = {}
        self.menu: dict[str, Any] = {}
        self.webhook: dict[str, Any] = {}
        self.delivered: list[int] = []
        """Statuses of the webhook's answers."""
        self.refused_for_speed = 0
        self.rival = False
        """Another program polls with the same token."""
        self.blocked: set[int] = set()
        self.downloads: list[str] = []
        self.pending: deque[dict[str, Any]] = deque()
        self._files: dict[str, tuple[bytes, int]] = {}
        self._faults: dict[str, deque[tuple[Fault, float, str]]] = defaultdict(deque)
        self._people: dict[int, Person] = {}
        self._groups: dict[int, Group] = {}
        self._started: set[int] = set()
        self._messages: dict[tuple[int, int], dict[str, Any]] = {}
        self._numbers = itertools.count(1)
        self._updates = itertools.count(700_001)
        self._sent_at: dict[int, deque[float]] = defaultdict(lambda: deque(maxlen=100))
        self._all_sent_at: deque[float] = deque(maxlen=100)
        self._not_before: dict[int, float] = {}
        self._changed = asyncio.Condition()
        self._poll = 0
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None
        self._delivering: asyncio.Task[None] | None = None
        self.url = ""

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=60_000_000)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.router.add_get("/file/bot{token}/{path:.*}", self._download)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        self._site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await self._site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._delivering = asyncio.create_task(self._deliver())
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None and self._delivering is not None
        self._delivering.cancel()
        await asyncio.gather(self._delivering, return_exceptions=True)
        await self._runner.cleanup()

    @contextlib.asynccontextmanager
    async def unreachable(self) -> AsyncIterator[None]:
        """While it is entered nobody is connected, and whoever tries is refused."""
        assert self._runner is not None and self._site is not None and self._runner.server is not None
        await self._site.stop()
        await self._runner.server.shutdown(0.01)
        yield
        self._site = web.TCPSite(self._runner, "127.0.0.1", int(self.url.rpartition(":")[2]))
        await self._site.start()

    # People

    def person(self, name: str, language: str = "en", *, started: bool = True) -> Person:
        """Somebody; `started` is whether they have opened a chat with the bot."""
        person = Person(5_000_000_000 + len(self._people) + 1, name, language)
        self._people[person.id] = person
        if started:
            self._started.add(person.id)
        return person

    def group(self, title: str, *, topics: Mapping[int, str] | None = None) -> Group:
        """A group with everybody in it; with `topics` a forum."""
        group = Group(-1_002_000_000_000 - len(self._groups) - 1, title, topics is not None, dict(topics or {}))
        self._groups[group.id] = group
        return group

    async def say(
        self,
        person: Person,
        text: str,
        *,
        group: Group | None = None,
        topic: int = 0,
        answering: Shown | dict[str, Any] | None = None,
        **more: Any,
    ) -> dict[str, Any]:
        """Somebody writes; `more` are further fields of the message, such as `forward_origin`."""
        entities = _entities(text)
        message = {"text": text, **({"entities": entities} if entities else {}), **more}
        return await self._said(person, message, group, topic, answering)

    async def send(
        self,
        person: Person,
        kind: str,
        data: bytes,
        *,
        caption: str = "",
        name: str = "",
        mime: str = "",
        size: int = 0,
        group: Group | None = None,
        topic: int = 0,
        **more: Any,
    ) -> dict[str, Any]:
        """Somebody sends a file: "voice", "photo", "document", "audio", "video", "video_note", "animation". `size` may lie."""
        file = self._keep(kind, data, name, mime, size)
        found: Any = file
        if kind == "photo":
            small = self._keep(kind, data[:8], "", "", 0) | {"width": 90, "height": 60}
            found = [small, file | {"width": 1280, "height": 853}]
        message = {kind: found, **more}
        if kind == "animation":
            message["document"] = file
        if caption:
            entities = _entities(caption)
            message |= {"caption": caption, **({"caption_entities": entities} if entities else {})}
        return await self._said(person, message, group, topic, None)

    async def album(self, person: Person, *photos: bytes, caption: str = "", group: Group | None = None) -> None:
        """Somebody sends pictures together; the caption is the first one's."""
        id = str(13_000_000_000_000_000 + next(self._numbers))
        for number, data in enumerate(photos):
            words = caption if number == 0 else ""
            await self.send(person, "photo", data, caption=words, group=group, media_group_id=id)

    async def tap(self, person: Person, message: Shown, label: str) -> str:
        """Somebody taps a button; the id of that, by which `taps` has what came of it."""
        button = next(button for row in message.buttons for button in row if button["text"] == label)
        return await self.tap_data(person, message, button["callback_data"])

    async def tap_data(self, person: Person, message: Shown, data: str) -> str:
        """Somebody's app sends what a button carries, whether it is still shown or not."""
        id = str(4_000_000_000_000_000_000 + next(self._numbers))
        given = self._messages[message.chat, message.id]
        query = {"id": id, "from": person.user, "chat_instance": "1", "data": data, "message": given}
        await self.update(callback_query=query)
        return id

    async def stop_draft(self, person: Person) -> None:
        """Somebody taps the stop button of a draft."""
        chat = {"id": person.id, "type": "private", "first_name": person.first_name}
        await self.update(stopped_message_generation={"chat": chat, "draft_id": 1})

    async def update(self, **fields: Any) -> dict[str, Any]:
        """Something happened; what the bot is told of it."""
        update = {"update_id": next(self._updates), **fields}
        self.pending.append(update)
        await self._notify()
        return update

    def fail(self, method: str, fault: Fault, *, times: int = 1, seconds: float = 1, words: str = "") -> None:
        """The next calls of a method go wrong. `seconds` is the wait that a 429 asks for, or how slow an answer is."""
        self._faults[method.lower()].extend([(fault, seconds, words)] * times)

    def move(self, group: Group) -> Group:
        """A group becomes another one, as when it is made a supergroup."""
        moved = self.group(group.title)
        group.moved_to = moved.id
        return moved

    # What people see

    def answers_in(self, where: Person | Group) -> list[Shown]:
        """The bot's messages in a chat."""
        return [shown for shown in self.seen if shown.chat == where.id]

    async def answers(self, where: Person | Group, count: int = 1) -> list[Shown]:
        """The bot's messages in a chat, once there are so many."""
        await self.until(lambda: len(self.answers_in(where)) >= count)
        return self.answers_in(where)

    async def until(self, there: Callable[[], object], seconds: float = 60.0) -> None:
        """Wait until something is so; AssertionError if it does not become so."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while not there():
            if loop.time() > end:
                methods = [call.method for call in self.calls][-12:]
                raise AssertionError(f"it did not come to that; the bot's last calls: {methods}")
            async with self._changed:
                # What it waits for may be a matter of the bot's, of which nothing is heard here.
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), 0.05)

    def made(self, method: str) -> list[Call]:
        """The calls of one method."""
        return [call for call in self.calls if call.method.lower() == method.lower()]

    # Inside: what comes in

    async def _said(
        self,
        person: Person,
        content: dict[str, Any],
        group: Group | None,
        topic: int,
        answering: Shown | dict[str, Any] | None,
    ) -> dict[str, Any]:
        private = {"id": person.id, "type": "private", "first_name": person.first_name}
        message: dict[str, Any] = {
            "message_id": next(self._numbers),
            "date": int(time.time()),
            "from": person.user,
            "chat": group.chat if group is not None else private,
            **content,
        }
        if group is None:
            self._started.add(person.id)
        if topic and topic != GENERAL:
            message |= {"message_thread_id": topic, "is_topic_message": True}
        answered = self._messages[answering.chat, answering.id] if isinstance(answering, Shown) else answering
        if answered is not None:
            message["reply_to_message"] = {
                name: value for name, value in answered.items() if name != "reply_to_message"
            }
        self._messages[message["chat"]["id"], message["message_id"]] = message
        if group is None or not self.privacy or self._for_bot(message):
            await self.update(message=message)
        return message

    def _for_bot(self, message: Mapping[str, Any]) -> bool:
        entities = [*message.get("entities", ()), *message.get("caption_entities", ())]
        text = str(message.get("text") or message.get("caption") or "")
        named = f"@{self.username}".lower() in text.lower()
        command = any(each["type"] == "bot_command" for each in entities)
        answered = message.get("reply_to_message", {}).get("from", {}).get("id")
        return named or command or answered == self.bot["id"]

    def _keep(self, kind: str, data: bytes, name: str, mime: str, size: int) -> dict[str, Any]:
        id = f"file-{kind}-{next(self._numbers)}"
        self._files[id] = (data, size or len(data))
        found = {"file_id": id, "file_unique_id": f"u{id}", "file_size": size or len(data)}
        if kind in {"voice", "audio", "video", "video_note", "animation"}:
            found["duration"] = 2
        if kind in {"video", "animation"}:
            found |= {"width": 640, "height": 360}
        if kind == "video_note":
            found["length"] = 240
        if name:
            found["file_name"] = name
        if mime:
            found["mime_type"] = mime
        return found

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _deliver(self) -> None:
        """Updates to the webhook: several at once, of one chat the next one once one has been taken."""
        busy: dict[int, asyncio.Task[None]] = {}

        def next_one() -> dict[str, Any] | None:
            if not self.webhook.get("url") or len(busy) >= int(self.webhook.get("max_connections", 40)):
                return None
            return next((each for each in self.pending if _chat_of(each) not in busy), None)

        async def deliver(update: dict[str, Any]) -> None:
            secret = self.webhook.get("secret_token")
            headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
            status = 0
            with contextlib.suppress(aiohttp.ClientError, OSError):
                async with session.post(self.webhook["url"], json=update, headers=headers) as answer:
                    status = answer.status
            self.delivered.append(status)
            if not 200 <= status < 300:
                await asyncio.sleep(0.05)
            elif update in self.pending:
                self.pending.remove(update)
            del busy[_chat_of(update)]
            await self._notify()

        async with aiohttp.ClientSession() as session:
            try:
                while True:
                    async with self._changed:
                        await self._changed.wait_for(lambda: next_one() is not None)
                    while (update := next_one()) is not None:
                        busy[_chat_of(update)] = asyncio.create_task(deliver(update))
            finally:
                for task in list(busy.values()):
                    task.cancel()
                await asyncio.gather(*busy.values(), return_exceptions=True)

    # Inside: the Bot API

    @property
    def bot(self) -> dict[str, Any]:
        """The bot as Telegram describes it."""
        return {
            "id": int(self.token.partition(":")[0]),
            "is_bot": True,
            "first_name": "AllIN",
            "username": self.username,
            "can_join_groups": True,
            "can_read_all_group_messages": not self.privacy,
            "supports_inline_queries": False,
        }

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"].lower()
        if request.match_info["token"] != self.token:
            return _answer(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
        params, files = await _read(request)
        self.calls.append(Call(request.match_info["method"], params, files, time.monotonic()))
        faults = self._faults[method]
        fault, seconds, words = faults.popleft() if faults else (None, 0.0, "")
        try:
            if fault == "cut":
                assert request.transport is not None
                request.transport.abort()
                return web.Response()
            if fault == "429":
                self._not_before[params.get("chat_id", 0)] = time.monotonic() + 0.98 * seconds
                raise _Refusal(429, f"Too Many Requests: retry after {int(seconds)}", retry_after=int(seconds))
            if fault == "403":
                raise _Refusal(403, words or "Forbidden: bot was blocked by the user")
            if fault == "400":
                raise _Refusal(400, words or "Bad Request: something")
            if fault == "500":
                raise _Refusal(500, words or "Internal Server Error")
            if fault == "slow":
                await asyncio.sleep(seconds)
            result = await self._call(method, params, files)
            await self._notify()
            if fault == "lost":
                assert request.transport is not None
                request.transport.abort()
            return _answer(200, {"ok": True, "result": result})
        except _Refusal as refusal:
            await self._notify()
            body: dict[str, Any] = {"ok": False, "error_code": refusal.status, "description": refusal.description}
            if refusal.parameters:
                body["parameters"] = refusal.parameters
            return _answer(refusal.status, body)

    async def _call(self, method: str, params: dict[str, Any], files: dict[str, tuple[str, bytes]]) -> Any:
        match method:
            case "getme":
                return self.bot
            case "getupdates":
                return await self._get_updates(params)
            case "setwebhook":
                if not re.fullmatch(r"[\w-]{1,256}", params.get("secret_token", "-")):
                    raise _Refusal(400, "Bad Request: secret token contains illegal characters")
                self.webhook = dict(params)
                return True
            case "deletewebhook":
                self.webhook = {}
                if params.get("drop_pending_updates"):
                    self.pending.clear()
                return True
            case "getwebhookinfo":
                info = {"url": self.webhook.get("url", ""), "has_custom_certificate": False}
                return info | {"pending_update_count": len(self.pending)}
            case "sendmessage":
                text, entities = _words(params, "text", "entities", _TEXT)
                if not text:
                    raise _Refusal(400, "Bad Request: message text is empty")
                return self._show(params, text=text, entities=entities)
            case "sendphoto" | "sendvoice" | "sendaudio" | "sendvideo" | "senddocument" | "sendanimation":
                kind = method.removeprefix("send")
                text, entities = _words(params, "caption", "caption_entities", _CAPTION)
                name = str(params.get(kind, "")).removeprefix("attach://")
                file = files.get(name) or files.get(kind)
                if file is None or not file[1]:
                    raise _Refusal(400, "Bad Request: file must be non-empty")
                if kind == "photo" and (len(file[1]) > 10_000_000 or file[1].startswith(b"not a photo")):
                    raise _Refusal(400, "Bad Request: IMAGE_PROCESS_FAILED")
                return self._show(params, text=text, entities=entities, kind=kind, file=file)
            case "sendmediagroup":
                return self._show_album(params, files)
            case "editmessagetext" | "editmessagecaption" | "editmessagereplymarkup":
                return self._edit(method, params)
            case "deletemessage":
                shown = self._find(params, "Bad Request: message to delete not found")
                self.seen.remove(shown)
                self.deleted.append(shown)
                return True
            case "sendchataction":
                self._chat(params)
                if params.get("action") not in _ACTIONS:
                    raise _Refusal(400, "Bad Request: wrong parameter action in request")
                self.actions.append((params["chat_id"], params.get("message_thread_id", 0), params["action"]))
                return True
            case "sendmessagedraft" if self.has_drafts:
                if self._chat(params) < 0 or not params.get("draft_id"):
                    raise _Refusal(400, "Bad Request: TEXTDRAFT_PEER_INVALID")
                text, _ = _words(params, "text", "entities", _TEXT)
                self.drafts.append((params["chat_id"], text))
                return True
            case "answercallbackquery":
                id, text = str(params["callback_query_id"]), str(params.get("text") or "")
                if id in self.taps:
                    raise _Refusal(
                        400, "Bad Request: query is too old and response timeout expired or query ID is invalid"
                    )
                if len(text) > _ALERT:
                    raise _Refusal(400, "Bad Request: MESSAGE_TOO_LONG")
                self.taps[id] = (text, bool(params.get("show_alert")))
                return True
            case "getfile":
                id = str(params["file_id"])
                if id not in self._files:
                    raise _Refusal(400, "Bad Request: invalid file_id")
                size = self._files[id][1]
                if size > _DOWNLOAD:
                    raise _Refusal(400, "Bad Request: file is too big")
                return {"file_id": id, "file_unique_id": f"u{id}", "file_size": size, "file_path": f"files/{id}"}
            case "setmycommands":
                commands = [(each["command"], each["description"]) for each in params["commands"]]
                if not all(re.fullmatch(r"[a-z0-9_]{1,32}", name) and 1 <= len(text) <= 256 for name, text in commands):
                    raise _Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
                self.commands[params.get("language_code", "")] = commands
                return True
            case "setchatmenubutton":
                self.menu = params["menu_button"]
                if not self.menu["web_app"]["url"].startswith("https://"):
                    raise _Refusal(400, "Bad Request: BUTTON_URL_INVALID")
                return True
            case _:
                raise _Refusal(404, "Not Found")

    async def _get_updates(self, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        if self.webhook.get("url"):
            raise _Refusal(
                409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first"
            )
        other = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
        if self.rival:
            raise _Refusal(409, other)
        self._poll += 1
        mine = self._poll
        await self._notify()  # whoever waits already is sent away
        offset = params.get("offset", 0)
        while self.pending and self.pending[0]["update_id"] < offset:
            self.pending.popleft()
        allowed = params.get("allowed_updates")
        if allowed:
            self.pending = deque(each for each in self.pending if set(each) & set(allowed))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(float(params.get("timeout", 0))), self._changed:
                await self._changed.wait_for(lambda: self.pending or self._poll != mine or self.rival)
        if self._poll != mine or self.rival:
            raise _Refusal(409, other)
        return list(self.pending)[: params.get("limit", 100)]

    def _chat(self, params: Mapping[str, Any]) -> int:
        id = params.get("chat_id")
        if not isinstance(id, int) or (id not in self._people and id not in self._groups):
            raise _Refusal(400, "Bad Request: chat not found")
        if id in self.blocked:
            raise _Refusal(403, "Forbidden: bot was blocked by the user")
        if id in self._people and id not in self._started:
            raise _Refusal(403, "Forbidden: bot can't initiate conversation with a user")
        group = self._groups.get(id)
        if group is not None and group.moved_to:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise _Refusal(400, words, migrate_to_chat_id=group.moved_to)
        return id

    def _show(
        self,
        params: Mapping[str, Any],
        *,
        text: str = "",
        entities: list[dict[str, Any]] | None = None,
        kind: str = "text",
        file: tuple[str, bytes] = ("", b""),
        album: str = "",
    ) -> dict[str, Any]:
        chat = self._chat(params)
        topic = params.get("message_thread_id", 0)
        group = self._groups.get(chat)
        if topic and (group is None or topic not in group.topics or topic == GENERAL):
            raise _Refusal(400, "Bad Request: message thread not found")
        buttons = _buttons(params)
        answered = params.get("reply_parameters") or {}
        if (id := answered.get("message_id")) and (chat, id) not in self._messages:
            if not answered.get("allow_sending_without_reply"):
                raise _Refusal(400, "Bad Request: message to be replied not found")
            id = 0
        self._pace(chat)
        shown = Shown(
            next(self._numbers),
            chat,
            topic,
            text,
            list(entities or ()),
            buttons,
            kind,
            file,
            answers=id or 0,
            asks=bool((params.get("reply_markup") or {}).get("force_reply")),
            album=album,
        )
        self.seen.append(shown)
        return self._given(shown)

    def _show_album(self, params: Mapping[str, Any], files: Mapping[str, tuple[str, bytes]]) -> list[dict[str, Any]]:
        media = params["media"]
        if not 2 <= len(media) <= 10:
            raise _Refusal(400, "Bad Request: wrong number of messages in the album")
        album = str(next(self._numbers))
        found = []
        for item in media:
            file = files[str(item["media"]).removeprefix("attach://")]
            text, entities = _words(item, "caption", "caption_entities", _CAPTION)
            more = {name: params[name] for name in ("chat_id", "message_thread_id") if name in params}
            found.append(self._show(more, text=text, entities=entities, kind=item["type"], file=file, album=album))
        return found

    def _edit(self, method: str, params: Mapping[str, Any]) -> dict[str, Any]:
        shown = self._find(params, "Bad Request: message to edit not found")
        before = (shown.text, shown.entities, shown.buttons)
        text, entities = shown.text, shown.entities
        if method == "editmessagetext":
            if shown.kind != "text":
                raise _Refusal(400, "Bad Request: there is no text in the message to edit")
            text, entities = _words(params, "text", "entities", _TEXT)
        elif method == "editmessagecaption":
            text, entities = _words(params, "caption", "caption_entities", _CAPTION)
        buttons = _buttons(params)
        if (text, entities, buttons) == before:
            raise _Refusal(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
                " as a current content and reply markup of the message",
            )
        self._pace(shown.chat)
        shown.text, shown.entities, shown.buttons = text, entities, buttons
        shown.edits += 1
        return self._given(shown)

    def _find(self, params: Mapping[str, Any], words: str) -> Shown:
        chat = self._chat(params)
        found = next((each for each in self.seen if (each.chat, each.id) == (chat, params.get("message_id"))), None)
        if found is None:
            raise _Refusal(400, words)
        return found

    def _given(self, shown: Shown) -> dict[str, Any]:
        """A message of the bot as Telegram gives it."""
        group, person = self._groups.get(shown.chat), self._people.get(shown.chat)
        private = {"id": shown.chat, "type": "private", "first_name": person.first_name if person else ""}
        message: dict[str, Any] = {
            "message_id": shown.id,
            "date": int(time.time()),
            "from": self.bot,
            "chat": group.chat if group is not None else private,
        }
        if shown.topic:
            message |= {"message_thread_id": shown.topic, "is_topic_message": True}
        if shown.kind == "text":
            message |= {"text": shown.text, **({"entities": shown.entities} if shown.entities else {})}
        else:
            file = self._keep(shown.kind, shown.file[1], shown.file[0], "", 0)
            message[shown.kind] = [file | {"width": 9, "height": 9}] if shown.kind == "photo" else file
            if shown.text:
                message |= {"caption": shown.text, **({"caption_entities": shown.entities} if shown.entities else {})}
        if shown.buttons:
            message["reply_markup"] = {"inline_keyboard": shown.buttons}
        self._messages[shown.chat, shown.id] = message
        return message

    def _pace(self, chat: int) -> None:
        """One a second in a chat (a few at once pass), 20 a minute in a group, 30 a second (https://core.telegram.org/bots/faq)."""
        now = time.monotonic()
        own = self._sent_at[chat]
        recent = sum(now - at < 2.9 for at in own)
        minute = sum(now - at < 59 for at in own)
        overall = sum(now - at < 0.95 for at in self._all_sent_at)
        waits = now < self._not_before.get(chat, 0.0)
        if waits or (self.limits and (recent >= 3 or (chat < 0 and minute >= 20) or overall >= 30)):
            self.refused_for_speed += 1
            raise _Refusal(429, "Too Many Requests: retry after 1", retry_after=1)
        own.append(now)
        self._all_sent_at.append(now)

    async def _download(self, request: web.Request) -> web.Response:
        id = request.match_info["path"].removeprefix("files/")
        if request.match_info["token"] != self.token or id not in self._files:
            return web.Response(status=404)
        self.downloads.append(id)
        return web.Response(body=self._files[id][0])


def _chat_of(update: Mapping[str, Any]) -> int:
    found = update.get("message") or (update.get("callback_query") or {}).get("message")
    found = found or update.get("stopped_message_generation") or {}
    return int(found.get("chat", {}).get("id", 0))


def _answer(status: int, body: Mapping[str, Any]) -> web.Response:
    return web.json_response(body, status=status)


async def _read(request: web.Request) -> tuple[dict[str, Any], dict[str, tuple[str, bytes]]]:
    """The fields of a call, in any of the four ways, as values of JSON; and its files."""
    files: dict[str, tuple[str, bytes]] = {}
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        return given | await request.json(), files
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = (value.filename, value.file.read())
        else:
            given[name] = value
    return {name: _value(name, value) for name, value in given.items()}, files


_TEXTS = frozenset({"text", "caption", "url", "secret_token", "file_id", "parse_mode", "callback_query_id", "action"})


def _value(name: str, value: Any) -> Any:
    if name in _TEXTS or not isinstance(value, str):
        return value
    with contextlib.suppress(ValueError):
        return json.loads(value)
    return value


def _words(params: Mapping[str, Any], name: str, entities: str, most: int) -> tuple[str, list[dict[str, Any]]]:
    """A text with its entities, as Telegram reads it."""
    given = str(params.get(name) or "")
    if len(given.encode()) > 1 << 15:
        raise _Refusal(400, "Bad Request: text is too long")
    if params.get("parse_mode") == "HTML":
        try:
            text, found = parse(given)
        except ValueError as error:
            raise _Refusal(400, f"Bad Request: can't parse entities: {error}") from None
    else:
        text, found = trimmed(kept(given), list(params.get(entities) or ()))
    if units(text) > most:
        raise _Refusal(400, f"Bad Request: message {'caption ' if name == 'caption' else ''}is too long")
    return text, found


def _buttons(params: Mapping[str, Any]) -> list[list[dict[str, Any]]]:
    rows = (params.get("reply_markup") or {}).get("inline_keyboard") or []
    for button in (button for row in rows for button in row):
        if not button.get("text") or not 1 <= len(str(button.get("callback_data", "")).encode()) <= _CALLBACK:
            raise _Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
        if button.get("style") not in {None, "primary", "danger", "success"}:
            raise _Refusal(400, "Bad Request: wrong button style")
    return list(rows)


def _entities(text: str) -> list[dict[str, Any]]:
    """What Telegram finds in what people write: commands and names."""
    found = []
    for match in re.finditer(r"(?<!\S)/[A-Za-z0-9_]{1,32}(?:@\w+)?|(?<!\w)@\w{3,}", text):
        kind = "bot_command" if match[0].startswith("/") else "mention"
        found.append({"type": kind, "offset": units(text[: match.start()]), "length": units(match[0])})
    return found

"""Slack on this machine: Web API, Socket Mode, signed HTTP deliveries, files and OAuth, with people who write and tap.

    async with FakeSlack() as slack:                 # api_url, app_token and bot_token are for the app under test
        said = await slack.say("U1", "hello")        # a direct message; returns once it is acknowledged
        (reply,) = await slack.replies(said)         # what the app has posted in that thread, once there is something
        await slack.tap(reply, "Yes", user="U1")

Written after docs.slack.dev (methods, events, Socket Mode, Block Kit); nothing is recorded. What the app sends is checked
against `tests/contract/slack.yaml` and the limits of Block Kit: `faults` lists what Slack would not have taken.
`then("chat.postMessage", "lost")` has the next call go wrong.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import itertools
import json
import time
from collections import defaultdict, deque
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import yaml
from aiohttp import WSMsgType, web

CONTRACT = Path(__file__).parents[1] / "contract" / "slack.yaml"
APP = "A1"
_METHOD = "/api/{method}"

Message = dict[str, Any]


@dataclass
class Team:
    """A workspace that has let the app in."""

    id: str = "T1"
    name: str = "Bakery"
    token: str = "xoxb-bakery"
    bot: str = "UBOT"
    installed: bool = True


@dataclass(frozen=True)
class Said:
    """Something a person wrote. `thread` is the time of the root."""

    team: str
    channel: str
    ts: str
    root: str
    user: str

    @property
    def thread(self) -> str:
        """The conversation's name for it."""
        return f"{self.team}/{self.channel}/{self.root}"


@dataclass(frozen=True)
class Call:
    """One call of the Web API."""

    method: str
    args: dict[str, Any]
    token: str
    at: float = field(compare=False)


class Refuse(Exception):
    """Slack's own word for why not."""


class FakeSlack:
    """See the module. Deliveries go over Socket Mode, or to `http`, a client of the app's routes."""

    def __init__(self, *, signing_secret: str = "shhh", seconds: float = 120.0) -> None:
        """`seconds` is how long anything is waited for."""
        self.signing_secret = signing_secret
        self.app_token = "xapp-1"
        self.client_id, self.client_secret = "123.456", "client-secret"
        self.seconds = seconds
        self.http: httpx.AsyncClient | None = None
        self.teams = {"T1": Team()}
        self.people: dict[str, dict[str, Any]] = {}
        self.calls: list[Call] = []
        self.faults: list[str] = []
        self.messages: dict[tuple[str, str], list[Message]] = defaultdict(list)
        self.whispers: list[dict[str, Any]] = []
        self.homes: dict[str, dict[str, Any]] = {}
        self.windows: list[dict[str, Any]] = []
        self.statuses: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.titles: dict[tuple[str, str], str] = {}
        self.lines: list[str] = []
        self.acknowledged: list[float] = []
        """Seconds that each acknowledgement took."""
        self.answers: list[tuple[int, str]] = []
        """What deliveries over HTTP were answered with."""
        self.last: tuple[str, dict[str, Any]] = ("", {})
        """The last envelope, for `again`."""
        self.expires_in = 0
        self.installing = Team("T2", "Florist", "xoxb-florist", "UBOT2")
        self._codes: dict[str, tuple[str, Team]] = {}
        self._refresh: dict[str, Team] = {}
        self._faults: dict[str, deque[str]] = defaultdict(deque)
        self._triggers: dict[str, float] = {}
        self._files: dict[str, dict[str, Any]] = {}
        self._numbers = itertools.count(1)
        self._sockets: list[web.WebSocketResponse] = []
        self._acks: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._changed = asyncio.Condition()
        self._runner: web.AppRunner | None = None
        self.url = ""

    @property
    def api_url(self) -> str:
        """For ALLIN_SLACK_API_URL."""
        return f"{self.url}/api/"

    @property
    def bot_token(self) -> str:
        """The token of the first team."""
        return self.teams["T1"].token

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=200 * 1024 * 1024)
        app.add_routes(
            [
                web.post(_METHOD, self._call),
                web.get(_METHOD, self._call),
                web.get("/link", self._link),
                web.get("/files/{id}", self._download),
                web.post("/upload/{id}", self._upload),
            ]
        )
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        for socket in self._sockets:
            await socket.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def then(self, method: str, *faults: str) -> None:
        """What the next calls of a method meet: "ratelimited", "down" (500), "lost" (done, but the answer never comes),
        "cut" (never arrives), "none", or Slack's word for an error.
        """
        self._faults[method].extend(faults)

    def called(self, method: str) -> list[dict[str, Any]]:
        """The arguments of every call of a method."""
        return [call.args for call in self.calls if call.method == method]

    async def wait(self, there: Callable[[], Any]) -> Any:
        """What `there` gives, once it is true."""
        async with self._changed:
            try:
                async with asyncio.timeout(self.seconds):
                    await self._changed.wait_for(there)
            except TimeoutError:
                raise AssertionError(f"nothing came; the last calls: {[c.method for c in self.calls[-6:]]}") from None
        return there()

    async def connected(self) -> None:
        """Wait for the app to connect over Socket Mode."""
        await self.wait(lambda: self._sockets)

    def person(self, id: str, name: str, locale: str = "en-GB") -> None:
        """Somebody with a name; who is not named here is known by their id."""
        self.people[id] = {
            "id": id,
            "name": name.lower(),
            "real_name": name,
            "locale": locale,
            "profile": {"display_name": name},
        }

    # What people do

    async def say(
        self,
        user: str,
        text: str,
        *,
        channel: str | None = None,
        thread: Said | None = None,
        files: tuple[dict[str, Any], ...] = (),
        team: str = "T1",
        **more: Any,
    ) -> Said:
        """Write in the direct messages, or in a channel, or in a thread; returns once the app has acknowledged it."""
        channel = thread.channel if thread is not None else channel or self.direct(user)
        message = self._put(team, channel, {"user": user, "text": text, "type": "message", **more})
        if files:
            message |= {"files": list(files), "subtype": "file_share"}
        root = message["ts"]
        if thread is not None:
            root = message["thread_ts"] = thread.root
            begun = self._at(team, channel, thread.root)
            message["parent_user_id"] = begun["user"] if begun else ""
        said = Said(team, channel, message["ts"], root, user)
        kind = {"D": "im", "G": "group"}.get(channel[0], "channel")
        event = {**message, "channel": channel, "channel_type": kind, "event_ts": message["ts"], "team": team}
        if f"<@{self.teams[team].bot}>" in text and kind != "im":
            # Slack delivers both, this one at times first and without what hangs on the message.
            sparse = {name: value for name, value in event.items() if name not in {"files", "attachments", "subtype"}}
            await self.event({**sparse, "type": "app_mention"}, team=team)
        await self.event(event, team=team)
        return said

    async def replies(self, said: Said | str, count: int = 1) -> list[Message]:
        """What the app has posted in a thread, once there are so many and none is still being streamed."""

        def found() -> list[Message] | None:
            there = self.shown(said)
            return there if len(there) >= count and not any(m.get("streaming") for m in there) else None

        result: list[Message] = await self.wait(found)
        return result

    def shown(self, said: Said | str) -> list[Message]:
        """What the app has posted in a thread so far; it may be given by the conversation's name for it."""
        team, channel, root = (said.thread if isinstance(said, Said) else said).split("/")
        bot = self.teams[team].bot
        there = self.messages[team, channel]
        return [message for message in there if message["user"] == bot and message.get("thread_ts") == root]

    async def tap(self, message: Message, label: str, *, user: str, team: str = "T1") -> dict[str, Any]:
        """Tap a button of a message as it was given out, by what stands on it; gives the envelope's answer."""
        (element,) = [
            element
            for block in message["blocks"]
            for element in [*block.get("elements", ()), block.get("accessory", {})]
            if element.get("type") == "button" and element["text"]["text"] == label
        ]
        block = next(b for b in message["blocks"] if element in [*b.get("elements", ()), b.get("accessory", {})])
        place = (
            {"channel_id": message["channel"], "message_ts": message["ts"], "type": "message"}
            if "ts" in message
            else {}
        )
        payload = {
            "type": "block_actions",
            "user": {"id": user, "username": user.lower(), "team_id": team},
            "team": {"id": team},
            "container": {**place, "is_ephemeral": bool(message.get("is_ephemeral"))} if place else {"type": "view"},
            "trigger_id": self.trigger(),
            "response_url": f"{self.url}/respond",
            "actions": [{**element, "block_id": block.get("block_id", ""), "action_ts": self._now()}],
        }
        if place:
            payload |= {"channel": {"id": message["channel"]}}
            if not message.get("is_ephemeral"):
                payload["message"] = {name: value for name, value in message.items() if name != "channel"}
        return await self.interact(payload)

    async def submit(self, window: Mapping[str, Any], text: str, *, user: str, team: str = "T1") -> dict[str, Any]:
        """Save a window with this text in its input; gives the envelope's answer."""
        (block,) = window["blocks"]
        values = {block["block_id"]: {block["element"]["action_id"]: {"type": "plain_text_input", "value": text}}}
        view = {**window, "id": window["id"], "state": {"values": values}}
        return await self.interact(
            {"type": "view_submission", "user": {"id": user, "team_id": team}, "team": {"id": team}, "view": view}
        )

    async def command(self, user: str, text: str, *, channel: str = "C1", team: str = "T1") -> dict[str, Any]:
        """Type the slash command."""
        fields = {
            "command": "/allin",
            "text": text,
            "user_id": user,
            "user_name": user.lower(),
            "channel_id": channel,
            "team_id": team,
            "trigger_id": self.trigger(),
            "response_url": f"{self.url}/respond",
            "api_app_id": APP,
        }
        return await self.deliver("slash_commands", fields)

    async def shortcut(self, user: str, message: Mapping[str, Any], *, team: str = "T1") -> dict[str, Any]:
        """Choose "make a post of this" on a message."""
        return await self.interact(
            {
                "type": "message_action",
                "callback_id": "make_post",
                "user": {"id": user, "team_id": team},
                "team": {"id": team},
                "channel": {"id": "C1"},
                "message": dict(message),
                "message_ts": message.get("ts", "1.1"),
                "trigger_id": self.trigger(),
                "response_url": f"{self.url}/respond",
            }
        )

    async def open_home(self, user: str, tab: str = "home", *, team: str = "T1") -> None:
        """Open the App Home at one of its tabs."""
        event = {"type": "app_home_opened", "user": user, "channel": self.direct(user), "tab": tab}
        await self.event({**event, "event_ts": self._now()}, team=team)

    async def press_stop(self, said: Said) -> None:
        """Press the Stop button of a session."""
        streaming = [m for m in self.messages[said.team, said.channel] if m.pop("streaming", None)]
        event = {
            "type": "agent_session_stopped",
            "user": said.user,
            "channel": said.channel,
            "thread_ts": said.root,
            "streaming_message_ts": [message["ts"] for message in streaming],
            "event_ts": self._now(),
        }
        await self.event(event, team=said.team)

    async def uninstall(self, team: str = "T1") -> None:
        """Remove the app from a team."""
        self.teams[team].installed = False
        await self.event({"type": "app_uninstalled", "event_ts": self._now()}, team=team)

    def allow(self, address: str) -> str:
        """A person allows what the page at `address` asks; where their browser is sent then."""
        asked = urlsplit(address)
        query = {name: values[0] for name, values in parse_qs(asked.query).items()}
        assert asked.path == "/oauth/v2/authorize", address
        assert query["client_id"] == self.client_id, address
        assert "chat:write" in query["scope"].split(","), address
        code = f"code-{next(self._numbers)}"
        self._codes[code] = (query["redirect_uri"], self.installing)
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    async def refresh(self) -> None:
        """Ask the app to connect anew, as Slack does every few hours, and wait until it has."""
        (old,) = self._sockets
        await old.send_json({"type": "disconnect", "reason": "refresh_requested"})
        await self.wait(lambda: [socket for socket in self._sockets if socket is not old])
        await self.wait(lambda: old not in self._sockets)

    def file(self, name: str, kind: str, data: bytes, **more: Any) -> dict[str, Any]:
        """A file that a person has uploaded, as it stands in an event."""
        id = f"F{next(self._numbers)}"
        url = f"{self.url}/files/{id}"
        shown = {"id": id, "name": name, "mimetype": kind, "size": len(data), "url_private_download": url, **more}
        self._files[id] = {**shown, "data": data}
        return shown

    def direct(self, user: str) -> str:
        """The channel of somebody's direct messages."""
        return f"D{user.removeprefix('U')}"

    def trigger(self) -> str:
        """A trigger; it is good for three seconds."""
        id = f"trigger-{next(self._numbers)}"
        self._triggers[id] = time.monotonic()
        return id

    def message(self, team: str, channel: str, ts: str) -> Message:
        """A message as it is now."""
        found = self._at(team, channel, ts)
        assert found is not None
        return found

    # Deliveries

    async def event(self, event: Mapping[str, Any], *, team: str = "T1", **more: Any) -> dict[str, Any]:
        """Deliver an event."""
        number = next(self._numbers)
        payload = {
            "type": "event_callback",
            "token": "legacy",
            "team_id": team,
            "api_app_id": APP,
            "event_id": f"Ev{number:08}",
            "event_time": int(time.time()),
            "event": dict(event),
            **more,
        }
        return await self.deliver("events_api", payload)

    async def interact(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Deliver an interaction."""
        return await self.deliver("interactive", {"api_app_id": APP, "token": "legacy", **payload})

    async def again(self, number: int = 1) -> dict[str, Any]:
        """Deliver the last envelope once more, as Slack does when it saw no acknowledgement."""
        kind, payload = self.last
        return await self.deliver(kind, payload, retry=number)

    async def deliver(self, kind: str, payload: dict[str, Any], *, retry: int = 0) -> dict[str, Any]:
        """Deliver an envelope and wait for its acknowledgement; gives what came with that."""
        self.last = (kind, payload)
        if self.http is not None:
            return await self._post(kind, payload, retry)
        await self.connected()
        id = f"envelope-{next(self._numbers)}"
        envelope = {
            "envelope_id": id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if retry:
            envelope |= {"retry_attempt": retry, "retry_reason": "timeout"}
        self._acks[id] = asyncio.get_running_loop().create_future()
        started = time.monotonic()
        await self._sockets[-1].send_json(envelope)
        try:
            async with asyncio.timeout(self.seconds):
                answer = await self._acks[id]
        except TimeoutError:
            raise AssertionError(f"{kind} was not acknowledged") from None
        self.acknowledged.append(time.monotonic() - started)
        return answer

    def signed(self, body: bytes, *, at: float | None = None, secret: str | None = None) -> dict[str, str]:
        """The headers of a delivery over HTTP."""
        stamp = str(int(time.time() if at is None else at))
        key = (secret or self.signing_secret).encode()
        digest = hmac.new(key, b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}

    async def _post(self, kind: str, payload: dict[str, Any], retry: int) -> dict[str, Any]:
        assert self.http is not None
        if kind == "events_api":
            body, type_ = json.dumps(payload).encode(), "application/json"
        else:
            form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
            body, type_ = urlencode(form).encode(), "application/x-www-form-urlencoded"
        headers = {**self.signed(body), "Content-Type": type_}
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        started = time.monotonic()
        answer = await self.http.post("/slack/events", content=body, headers=headers)
        self.acknowledged.append(time.monotonic() - started)
        self.answers.append((answer.status_code, answer.text))
        if "json" in answer.headers.get("content-type", "") and answer.text:
            found: dict[str, Any] = answer.json()
            return found
        return {"text": answer.text} if answer.text else {}

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": APP}})
        self._sockets.append(socket)
        await self._tell()
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                answer = json.loads(message.data)
                waiting = self._acks.get(answer.get("envelope_id", ""))
                if waiting is not None and not waiting.done():
                    waiting.set_result(answer.get("payload") or {})
        self._sockets.remove(socket)
        await self._tell()
        return socket

    # The Web API

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        kind = request.content_type
        args: dict[str, Any] = dict(request.query)
        if kind == "application/json":
            args |= await request.json()
        elif request.method == "POST":
            args |= dict((await request.post()).items())
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or str(args.pop("token", ""))
        self.calls.append(Call(method, args, token, time.monotonic()))
        fault = self._faults[method].popleft() if self._faults[method] else "none"
        if fault == "cut":
            return self._cut(request)
        if fault == "down":
            return web.Response(status=500, text="oops")
        if fault == "ratelimited":
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "7"})
        try:
            if fault not in {"none", "lost"}:
                raise Refuse(fault)
            self._check(method, args, as_json=kind == "application/json")
            made = await _METHODS[method](self, args, self._let_in(method, token, args))
            answer: dict[str, Any] = {"ok": True, **made}
        except Refuse as error:
            answer = {"ok": False, "error": str(error)}
        await self._tell()
        if fault == "lost":
            return self._cut(request)
        return web.json_response(answer)

    @staticmethod
    def _cut(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    def _let_in(self, method: str, token: str, args: Mapping[str, Any]) -> Team:
        if method == "oauth.v2.access":
            if token != f"Basic {base64.b64encode(f'{self.client_id}:{self.client_secret}'.encode()).decode()}":
                raise Refuse("bad_client_secret")
            return Team()
        if method == "apps.connections.open":
            if token != self.app_token:
                raise Refuse("invalid_auth")
            return Team()
        for team in self.teams.values():
            if team.token == token:
                if not team.installed:
                    raise Refuse("account_inactive")
                return team
        raise Refuse("invalid_auth")

    def _check(self, method: str, args: Mapping[str, Any], *, as_json: bool) -> None:
        known = contract()["methods"].get(method)
        if known is None:
            self.faults.append(f"{method}: not in the contract")
            raise Refuse("unknown_method")
        found = [f"{method}: {fault}" for fault in check_args(known, args, as_json=as_json)]
        found += [f"{method}: {fault}" for fault in check_shown(args)]
        self.faults += found
        if found:
            raise Refuse("invalid_arguments")

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def _now(self) -> str:
        return f"{1773219600 + next(self._numbers)}.000100"

    def _put(self, team: str, channel: str, message: Message) -> Message:
        made = {"ts": self._now(), "channel": channel, **message}
        self.messages[team, channel].append(made)
        return made

    def _at(self, team: str, channel: str, ts: str) -> Message | None:
        return next((m for m in self.messages[team, channel] if m["ts"] == ts), None)

    def _own(self, team: Team, args: Mapping[str, Any]) -> Message:
        found = self._at(team.id, str(args["channel"]), str(args["ts"]))
        if found is None:
            raise Refuse("message_not_found")
        if found["user"] != team.bot:
            raise Refuse("cant_update_message")
        return found

    async def _auth_test(self, args: Mapping[str, Any], team: Team) -> Message:
        return {"team_id": team.id, "team": team.name, "user_id": team.bot, "user": "allin", "bot_id": f"B{team.id}"}

    async def _connections_open(self, args: Mapping[str, Any], team: Team) -> Message:
        return {"url": f"{self.url.replace('http', 'ws')}/link?ticket=1"}

    async def _post_message(self, args: Mapping[str, Any], team: Team) -> Message:
        channel = str(args["channel"])
        kept = {name: args[name] for name in ("text", "blocks", "thread_ts", "metadata") if name in args}
        message = self._put(team.id, channel, {"user": team.bot, "bot_id": f"B{team.id}", **kept})
        return {"channel": channel, "ts": message["ts"], "message": _given(message)}

    async def _post_ephemeral(self, args: Mapping[str, Any], team: Team) -> Message:
        ts = self._now()
        root = args.get("thread_ts")
        if root and not any(m.get("thread_ts") == root for m in self.messages[team.id, str(args["channel"])]):
            return {"message_ts": ts}  # in a thread that has no messages it is not shown
        self.whispers.append({**args, "ts": ts, "is_ephemeral": True})
        return {"message_ts": ts}

    async def _update(self, args: Mapping[str, Any], team: Team) -> Message:
        message = self._own(team, args)
        if message.get("streaming"):
            raise Refuse("streaming_state_conflict")
        message |= {name: args[name] for name in ("text", "blocks", "metadata") if name in args} | {"edited": True}
        return {"channel": args["channel"], "ts": message["ts"], "text": args.get("text", "")}

    async def _delete(self, args: Mapping[str, Any], team: Team) -> Message:
        self.messages[team.id, str(args["channel"])].remove(self._own(team, args))
        return {"channel": args["channel"], "ts": args["ts"]}

    async def _start_stream(self, args: Mapping[str, Any], team: Team) -> Message:
        if not str(args["channel"]).startswith("D") and "recipient_user_id" not in args:
            raise Refuse("missing_recipient_user_id")
        blocks = [block for chunk in args.get("chunks", ()) for block in chunk["blocks"]]
        made = {"user": team.bot, "text": "", "thread_ts": args["thread_ts"], "blocks": blocks, "streaming": True}
        return {"channel": args["channel"], "ts": self._put(team.id, str(args["channel"]), made)["ts"]}

    async def _append_stream(self, args: Mapping[str, Any], team: Team) -> Message:
        message = self._own(team, args)
        if not message.get("streaming"):
            raise Refuse("message_not_in_streaming_state")
        message["blocks"] += [block for chunk in args["chunks"] for block in chunk["blocks"]]
        return {"channel": args["channel"], "ts": args["ts"]}

    async def _stop_stream(self, args: Mapping[str, Any], team: Team) -> Message:
        message = self._own(team, args)
        if not message.pop("streaming", None):
            raise Refuse("message_not_in_streaming_state")
        message["blocks"] += args.get("blocks", [])
        if "metadata" in args:
            message["metadata"] = args["metadata"]
        return {"channel": args["channel"], "ts": args["ts"]}

    async def _replies(self, args: Mapping[str, Any], team: Team) -> Message:
        root = str(args["ts"])
        there = [
            message
            for message in self.messages[team.id, str(args["channel"])]
            if message["ts"] == root or message.get("thread_ts") == root
        ]
        if not there:
            raise Refuse("thread_not_found")
        return self._page([m for m in there if m["ts"] == root or _within(m, args)], args)

    async def _history(self, args: Mapping[str, Any], team: Team) -> Message:
        there = self.messages[team.id, str(args["channel"])]
        return self._page([m for m in reversed(there) if "thread_ts" not in m and _within(m, args)], args)

    @staticmethod
    def _page(there: list[Message], args: Mapping[str, Any]) -> Message:
        all_ = str(args.get("include_all_metadata", "0")).lower() in {"1", "true"}
        first, size = int(args.get("cursor") or 0), int(args.get("limit") or 100)
        more = first + size < len(there)
        shown = [_given(m) if all_ else {**_given(m), "metadata": None} for m in there[first : first + size]]
        return {
            "messages": shown,
            "has_more": more,
            "response_metadata": {"next_cursor": str(first + size) if more else ""},
        }

    async def _open(self, args: Mapping[str, Any], team: Team) -> Message:
        return {"channel": {"id": self.direct(str(args["users"]))}}

    async def _user(self, args: Mapping[str, Any], team: Team) -> Message:
        id = str(args["user"])
        return {"user": self.people.get(id, {"id": id, "name": id.lower(), "profile": {}})}

    async def _views_open(self, args: Mapping[str, Any], team: Team) -> Message:
        opened = self._triggers.pop(str(args["trigger_id"]), None)
        if opened is None or time.monotonic() - opened > 3:
            raise Refuse("expired_trigger_id")
        view = {**args["view"], "id": f"V{next(self._numbers)}"}
        self.windows.append(view)
        return {"view": view}

    async def _publish(self, args: Mapping[str, Any], team: Team) -> Message:
        self.homes[str(args["user_id"])] = dict(args["view"])
        return {"view": args["view"]}

    async def _status(self, args: Mapping[str, Any], team: Team) -> Message:
        place = (str(args["channel_id"]), str(args["thread_ts"]))
        if args["status"] not in {"active", "processing", "suspended", "closed"} or len(args.get("title", "")) > 200:
            raise Refuse("invalid_arguments")
        self.statuses[place].append(str(args["status"]))
        self.titles.setdefault(place, str(args.get("title", "")))
        return {"status": args["status"]}

    async def _line(self, args: Mapping[str, Any], team: Team) -> Message:
        self.lines.append(str(args["status"]))
        return {}

    async def _prompts(self, args: Mapping[str, Any], team: Team) -> Message:
        return {}

    async def _upload_url(self, args: Mapping[str, Any], team: Team) -> Message:
        id = f"F{next(self._numbers)}"
        self._files[id] = {"id": id, "name": args["filename"], "length": int(args["length"])}
        return {"upload_url": f"{self.url}/upload/{id}", "file_id": id}

    async def _complete(self, args: Mapping[str, Any], team: Team) -> Message:
        shown = []
        for given in json.loads(args["files"]):
            file = self._files[given["id"]]
            if len(file.get("data", b"")) != file["length"]:
                raise Refuse("file_not_found")
            shown.append(
                {"id": file["id"], "name": file["name"], "title": given.get("title", ""), "data": file["data"]}
            )
        kept = {"user": team.bot, "text": "", "files": shown}
        if "thread_ts" in args:
            kept["thread_ts"] = args["thread_ts"]
        self._put(team.id, str(args["channel_id"]), kept)
        return {"files": [{"id": file["id"], "title": file["title"]} for file in shown]}

    async def _file_info(self, args: Mapping[str, Any], team: Team) -> Message:
        return {"file": {name: value for name, value in self._files[str(args["file"])].items() if name != "data"}}

    async def _access(self, args: Mapping[str, Any], team: Team) -> Message:
        if args.get("grant_type") == "refresh_token":
            found = self._refresh.pop(str(args["refresh_token"]), None)
            if found is None:
                raise Refuse("invalid_refresh_token")
        else:
            redirect, found = self._codes.pop(str(args.get("code")), ("", None))
            if found is None or redirect != args.get("redirect_uri"):
                raise Refuse("invalid_code")
        made: Message = {
            "access_token": found.token,
            "token_type": "bot",
            "bot_user_id": found.bot,
            "app_id": APP,
            "team": {"id": found.id, "name": found.name},
            "enterprise": None,
            "is_enterprise_install": False,
            "authed_user": {"id": "U9"},
        }
        if self.expires_in:
            number = next(self._numbers)
            found.token = made["access_token"] = f"xoxe.xoxb-{number}"
            made |= {"refresh_token": f"xoxe-{number}", "expires_in": self.expires_in}
            self._refresh[f"xoxe-{number}"] = found
        found.installed = True
        self.teams[found.id] = found
        return made

    async def _download(self, request: web.Request) -> web.Response:
        file = self._files.get(request.match_info["id"])
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        self.calls.append(Call("download", {"id": request.match_info["id"]}, token, time.monotonic()))
        if file is None:
            return web.Response(status=404)
        if token not in {team.token for team in self.teams.values()}:
            return web.Response(text="<html>Sign in</html>", content_type="text/html")
        return web.Response(body=file["data"], content_type=file["mimetype"])

    async def _upload(self, request: web.Request) -> web.Response:
        self._files[request.match_info["id"]]["data"] = await request.read()
        return web.Response(text="OK")


_Method = Callable[[FakeSlack, Mapping[str, Any], Team], Coroutine[Any, Any, Message]]

_METHODS: dict[str, _Method] = {
    "agents.sessions.setStatus": FakeSlack._status,
    "apps.connections.open": FakeSlack._connections_open,
    "assistant.threads.setStatus": FakeSlack._line,
    "assistant.threads.setSuggestedPrompts": FakeSlack._prompts,
    "auth.test": FakeSlack._auth_test,
    "chat.appendStream": FakeSlack._append_stream,
    "chat.delete": FakeSlack._delete,
    "chat.postEphemeral": FakeSlack._post_ephemeral,
    "chat.postMessage": FakeSlack._post_message,
    "chat.startStream": FakeSlack._start_stream,
    "chat.stopStream": FakeSlack._stop_stream,
    "chat.update": FakeSlack._update,
    "conversations.history": FakeSlack._history,
    "conversations.open": FakeSlack._open,
    "conversations.replies": FakeSlack._replies,
    "files.completeUploadExternal": FakeSlack._complete,
    "files.getUploadURLExternal": FakeSlack._upload_url,
    "files.info": FakeSlack._file_info,
    "oauth.v2.access": FakeSlack._access,
    "users.info": FakeSlack._user,
    "views.open": FakeSlack._views_open,
    "views.publish": FakeSlack._publish,
}


@cache
def contract() -> dict[str, Any]:
    """Our own contract of the methods that are used."""
    found: dict[str, Any] = yaml.safe_load(CONTRACT.read_text("utf-8"))
    return found


_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}


def check_args(known: Mapping[str, Any], args: Mapping[str, Any], *, as_json: bool) -> list[str]:
    """Every way in which the arguments of a call break the contract; a form knows strings alone."""
    allowed: dict[str, str] = known.get("args") or {}
    found = [f"{name} is not an argument" for name in args if name not in allowed]
    found += [f"{name} is missing" for name, kind in allowed.items() if kind.endswith("!") and name not in args]
    for name, value in args.items():
        kind = allowed.get(name, "string").rstrip("!")
        if as_json and not isinstance(value, _TYPES[kind]):
            found.append(f"{name} is {type(value).__name__}, not {kind}")
    return found


def check_shown(args: Mapping[str, Any]) -> list[str]:
    """Every way in which what is shown breaks the limits of Block Kit (docs.slack.dev/reference/block-kit)."""
    found = []
    if len(str(args.get("text", ""))) > 40_000:
        found.append("the text is longer than 40,000 characters")
    view = args.get("view") or {}
    blocks = [*(args.get("blocks") or ()), *view.get("blocks", ())]
    blocks += [block for chunk in args.get("chunks") or () for block in chunk.get("blocks", ())]
    if len(blocks) > (100 if view else 50):
        found.append(f"{len(blocks)} blocks")
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        found.append("a block_id comes twice")
    for block in blocks:
        found += [f"{block['type']}: {fault}" for fault in _check_block(block)]
    return found


def _check_block(block: Mapping[str, Any]) -> list[str]:
    elements = [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else [])]
    found = [f"{name} is longer than {most}" for name, most in (("block_id", 255),) if len(block.get(name, "")) > most]
    text = (block.get("text") or {}).get("text")
    limit = {"section": 3_000, "header": 150}.get(block["type"])
    if limit is not None and not 0 < len(text or "") <= limit:
        found.append(f"a text of {len(text or '')} characters")
    if block["type"] == "actions" and not 0 < len(elements) <= 25:
        found.append(f"{len(elements)} elements")
    if block["type"] == "context" and not 0 < len(elements) <= 10:
        found.append(f"{len(elements)} elements")
    for element in elements:
        if element["type"] == "button":
            sizes = {"text": (element["text"]["text"], 75), "value": (element["value"], 2_000)}
            sizes["action_id"] = (element["action_id"], 255)
            found += [f"{name} of {len(value)}" for name, (value, most) in sizes.items() if not 0 < len(value) <= most]
            if element.get("style", "primary") not in {"primary", "danger"}:
                found.append(f"style {element['style']}")
    ids = [element["action_id"] for element in elements if "action_id" in element]
    if len(ids) != len(set(ids)):
        found.append("an action_id comes twice")
    return found


def _within(message: Message, args: Mapping[str, Any]) -> bool:
    ts = float(message["ts"])
    return float(args.get("oldest") or 0) <= ts <= float(args.get("latest") or "inf")


def _given(message: Message) -> Message:
    """A message as Slack gives it out."""
    return {
        name: [{k: v for k, v in file.items() if k != "data"} for file in value] if name == "files" else value
        for name, value in message.items()
        if name != "channel"
    }

"""What the fake networks of Meta have in common: errors in Meta's format, tokens, containers, uploads."""

from __future__ import annotations

import json
import math
import secrets
import time
from collections import deque
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.testing.network import Answer, FakeNetwork, FakePost, Request

DAY = 86_400
PACIFIC = ZoneInfo("America/Los_Angeles")


class MetaNetwork(FakeNetwork):
    """Tokens by the account they belong to, and containers by their id. `now` can be put off to let days pass."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.tokens: dict[str, str] = {}
        self.made: dict[str, float] = {}
        """When each token was handed out (seconds of `time.time`)."""
        self.codes: dict[str, str] = {}
        self.short: set[str] = set()
        self.ids: dict[str, str] = {}
        self.containers: dict[str, dict[str, Any]] = {}
        self.offset = 0.0
        self.at_once = 100
        """Entries of a list that can be asked for together: fewer where each of them is large."""
        self.quota = 100
        self.fetchable = True
        """Whether the addresses of media can be fetched."""
        self._out: dict[tuple[str, str], deque[float]] = {}
        self.broken: set[str] = set()
        """Addresses of media that the network cannot make anything of."""

    @property
    def now(self) -> float:
        """Seconds of `time.time`, and what was added to it."""
        return time.time() + self.offset

    # Errors

    def error(self, status: int, message: str, code: str = "", *, sub: int = 0, user: str = "") -> Answer:
        number = int(code) if code else (1 if status >= 500 else 100)
        body: dict[str, Any] = {
            "message": f"(#{number}) {message}",
            "type": "OAuthException",
            "code": number,
            "fbtrace_id": "AbCdEf123",
        }
        if sub:
            body |= {"error_subcode": sub, "is_transient": False}
        if user:
            body |= {"error_user_title": message, "error_user_msg": user}
        return Answer(status, {"error": body})

    def too_many(self) -> Answer:
        answer = self.error(403, "Application request limit reached", "4")
        minutes = math.ceil(self.retry_after / 60)
        usage = {"1": [{"type": "pages", "call_count": 100, "estimated_time_to_regain_access": minutes}]}
        answer.headers["x-business-use-case-usage"] = json.dumps(usage)
        return answer

    def expired(self) -> Answer:
        return self.error(400, "Error validating access token: Session has expired.", "190", sub=463)

    def switched_off(self) -> Answer:
        return self.error(400, "You are calling a deprecated version of the API. Please update.", "2635")

    def gone(self, object_id: str) -> Answer:
        """What is said of an object that is not there, or not for this token."""
        message = f"Unsupported request. Object with ID '{object_id}' does not exist."
        return self.error(400, message, "100", sub=33)

    # Tokens

    def give(self, name: str, *, short: bool = False) -> str:
        """A new token of an account."""
        token = f"EAAB{secrets.token_hex(20)}"
        self.tokens[token] = name
        self.made[token] = self.now
        if short:
            self.short.add(token)
        return token

    def grant(self, name: str = "ana") -> str:
        """The code that the consent page would send back."""
        code = secrets.token_hex(16)
        self.codes[code] = name
        return code

    def who(self, request: Request) -> str:
        """The account whose token came along; empty if there is none."""
        token = request.bearer or request.query.get("access_token", "")
        return self.tokens.get(token, "")

    # Containers

    def contain(self, owner: str, fields: dict[str, str], **more: Any) -> str:
        """A new container."""
        container = self.new_id()
        self.containers[container] = {
            "owner": owner,
            "fields": fields,
            "ready": time.time() + self.processing,
            "at": self.now,
            "post": "",
            "error": "",
            **more,
        }
        return container

    def state_of(self, container: dict[str, Any]) -> str:
        """EXPIRED, ERROR, FINISHED, IN_PROGRESS or PUBLISHED."""
        if container["post"]:
            return "PUBLISHED"
        if container["error"]:
            return "ERROR"
        if self.now - container["at"] > DAY:
            return "EXPIRED"
        if time.time() < container["ready"] or container.get("left", 0) > 0:
            return "IN_PROGRESS"
        return "FINISHED"

    def accept(self, account: str, text: str, **more: Any) -> FakePost:
        post = super().accept(account, text, **more)
        self._out.setdefault((account, post.kind), deque()).append(self.now)
        return post

    def used(self, owner: str, kind: str = "post") -> int:
        """How many posts of an account were published in the last 24 hours."""
        times = self._out.get((owner, kind), deque())
        while times and times[0] <= self.now - DAY:
            times.popleft()
        return len(times)

    def edge(self, request: Request, entries: Sequence[Any]) -> Answer:
        """A page of an edge, with cursors."""
        after = request.query.get("after", "")
        if after and not (after.startswith("c") and after[1:].isdecimal()):
            return self.error(400, "The cursor is invalid.", "100")
        start = int(after[1:]) if after else 0
        if int(request.query.get("limit", "25")) > min(100, self.at_once):
            return self.error(500, "Please reduce the amount of data you're asking for, then retry your request", "1")
        shown = self.page_of(entries[start:], int(request.query.get("limit", "25")))
        paging: dict[str, Any] = {"cursors": {"before": f"c{start}", "after": f"c{start + len(shown)}"}}
        if start + len(shown) < len(entries):
            paging["next"] = f"https://graph.facebook.com/next?after=c{start + len(shown)}"
        return Answer(200, {"data": shown, "paging": paging} if shown else {"data": []})

    def series(self, request: Request, known: Mapping[str, int], most: int) -> Answer:
        """Insights by day: each value with the midnight after it, by Pacific time."""
        first, last = int(request.query["since"]), int(request.query["until"])
        if last - first > most * DAY:
            return self.error(400, f"There cannot be more than {most} days between since and until", "100")
        if wrong := [name for name in request.query["metric"].split(",") if name not in known]:
            return self.error(400, f"The value must be a valid insights metric: {wrong}", "100")
        ends = []
        day = datetime.fromtimestamp(first, PACIFIC).date() + timedelta(days=1)
        while (end := datetime.combine(day, clock(), PACIFIC)).timestamp() <= min(last, self.now):
            ends.append(end.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000"))
            day += timedelta(days=1)
        data = [
            {"name": name, "period": "day", "values": [{"value": known[name], "end_time": end} for end in ends]}
            for name in request.query["metric"].split(",")
        ]
        return Answer(200, {"data": data, "paging": {}})

    def told(self, post: FakePost) -> str:
        """When a post was made, as Meta writes it."""
        return datetime.fromtimestamp(post.at, UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")

    def receive(self, request: Request, upload: dict[str, Any]) -> Answer:
        """Bytes for an upload with `size` and `left`: they go on where the last ones ended."""
        if not request.headers.get("authorization", "").startswith("OAuth ") or not self.who(request):
            return self.expired()
        offset = int(request.headers.get("offset", "-1"))
        upload.setdefault("size", int(request.headers["file_size"]))
        upload["left"] = upload["size"] if upload.get("left") is None else upload["left"]
        if offset != upload["size"] - upload["left"]:
            return self.error(400, "The offset does not match what has arrived", "100")
        upload["left"] -= len(request.body)
        upload["ready"] = time.time() + self.processing
        return Answer(200, {"success": True, "message": "Upload successful."})


def fault_of_address(address: str) -> str:
    """Why a medium could not be fetched from an address; empty if it can be."""
    parts = urlsplit(address)
    return "" if parts.scheme == "https" and parts.hostname else "Only a public HTTPS address is fetched."

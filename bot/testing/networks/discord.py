"""A Discord server with one channel: a bot with its rights, webhooks, messages with nonces, files, reactions."""

from __future__ import annotations

import json
import secrets
import time
from datetime import UTC, datetime
from typing import Any

from bot.testing.network import Answer, FakeNetwork, FakePost, Request, route
from connectors.oauth import Tokens
from connectors.platform import AccountInfo
from connectors.platforms.discord import snowflake

GUILD = "500000000000000001"
CHANNEL = "600000000000000001"
BOT = "700000000000000001"
ROLE = "800000000000000001"
NONCE_SECONDS = 300.0
EVERYTHING = 1 << 10 | 1 << 11 | 1 << 15 | 1 << 16


class DiscordNetwork(FakeNetwork):
    """Behaves as the API v10 of July 2026. The bot is in one server; each account number has a channel of its own.

    `rights` are those of the bot's role, `overwrites` the channel's exceptions. Without `content_intent` others' words
    arrive empty. `channel_type` 15 is a forum.
    """

    platform = "discord"

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.bots = {"good-bot-token": BOT}
        self.webhooks: dict[str, dict[str, str]] = {}
        self.nonces: dict[tuple[str, str], tuple[float, str]] = {}
        self.reactions: dict[str, int] = {}
        self.users = {"zoe": "900000000000000001"}
        self.rights = EVERYTHING
        self.overwrites: list[dict[str, str]] = []
        self.content_intent = True
        self.channel_type = 0

    def account(self, number: int = 1) -> AccountInfo:
        channel = str(int(CHANNEL) + number - 1)
        data = {"id": channel, "guild": GUILD, "bot": BOT}
        return AccountInfo(number, 1, self.platform, f"#news-{number} (Autumn)", data, Tokens("good-bot-token"))

    def webhook(self) -> str:
        """A new webhook for the first channel: its address."""
        hook, token = self.new_id(), secrets.token_urlsafe(40)
        self.webhooks[hook] = {"token": token, "channel": CHANNEL}
        return f"https://discord.com/api/webhooks/{hook}/{token}"

    def new_id(self) -> str:
        self._next += 1
        return str(int(snowflake(datetime.now(UTC))) + self._next)

    def error(self, status: int, message: str, code: str = "") -> Answer:
        return Answer(status, {"message": message, "code": int(code or 0)})

    def expired(self) -> Answer:
        return self.error(401, "401: Unauthorized")

    def switched_off(self) -> Answer:
        return self.error(400, "Invalid API version", "50041")

    def too_many(self) -> Answer:
        body = {"message": "You are being rate limited.", "retry_after": self.retry_after, "global": False}
        headers = {"retry-after": str(int(self.retry_after + 0.999)), "x-ratelimit-scope": "user"}
        return Answer(429, body, headers)

    def comment(self, post_id: str, text: str, author: str = "zoe") -> str:
        self.users.setdefault(author, str(900000000000000002 + len(self.users)))
        channel = self.posts[post_id].more["channel"]
        return self.accept(author, text, kind="comment", reply_to=post_id, channel=channel).id

    # Who, where, and with what rights

    def _bot(self, request: Request) -> str:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        return self.bots.get(token, "") if kind == "Bot" else ""

    @route("GET", "/api/v10/users/@me")
    def me(self, request: Request) -> Answer:
        return Answer(200, self._user("bot") | _PRIVATE) if self._bot(request) else self.expired()

    @route("GET", "/api/v10/channels/{channel}")
    def channel(self, request: Request) -> Answer:
        if not self._bot(request):
            return self.expired()
        number = int(request.params["channel"]) - int(CHANNEL) + 1
        if not 1 <= number <= 1000:
            return self.error(404, "Unknown Channel", "10003")
        name = f"news-{number}"
        body = {"id": request.params["channel"], "type": self.channel_type, "guild_id": GUILD, "name": name}
        return Answer(200, body | {"permission_overwrites": self.overwrites})

    @route("GET", "/api/v10/guilds/{guild}")
    def guild(self, request: Request) -> Answer:
        if not self._bot(request):
            return self.expired()
        everyone = {"id": GUILD, "name": "@everyone", "permissions": str(1 << 10)}
        roles = [everyone, {"id": ROLE, "name": "Assistant", "permissions": str(self.rights)}]
        counts = {"approximate_member_count": 42} if request.query.get("with_counts") == "true" else {}
        return Answer(200, {"id": GUILD, "name": "Autumn", "roles": roles, **counts})

    @route("GET", "/api/v10/guilds/{guild}/members/{user}")
    def member(self, request: Request) -> Answer:
        return Answer(200, {"roles": [ROLE], "user": self._user("bot")}) if self._bot(request) else self.expired()

    def _may(self, right: int) -> bool:
        rights = self.rights | 1 << 10
        for item in self.overwrites:
            rights = rights & ~int(item["deny"]) | int(item["allow"])
        return bool(rights & right)

    # Messages

    @route("POST", "/api/v10/channels/{channel}/messages", sends=True)
    def create(self, request: Request) -> Answer:
        bot = self._bot(request)
        if not bot:
            return self.expired()
        if not self._may(1 << 11):
            return self.error(403, "Missing Permissions", "50013")
        body = self._body(request)
        if fault := self._fault(body):
            return fault
        nonce = (request.params["channel"], str(body.get("nonce") or ""))
        if nonce[1] and body.get("enforce_nonce") and nonce in self.nonces:
            at, known = self.nonces[nonce]
            if time.time() - at < NONCE_SECONDS:
                return Answer(200, self._message(self.posts[known]) | {"nonce": nonce[1]})
        reference = (body.get("message_reference") or {}).get("message_id", "")
        if reference and (reference not in self.posts or self.posts[reference].deleted):
            wrong = {"code": "REPLIES_UNKNOWN_MESSAGE", "message": "Unknown message"}
            answer = self.error(400, "Invalid Form Body", "50035")
            answer.body["errors"] = {"message_reference": {"_errors": [wrong]}}
            return answer
        post = self._accept(request, body, "bot", request.params["channel"], reference)
        self.nonces[nonce] = (post.at, post.id)
        return Answer(200, self._message(post) | ({"nonce": nonce[1]} if nonce[1] else {}), _LEFT)

    @route("POST", "/api/v10/webhooks/{hook}/{token}", sends=True)
    def execute(self, request: Request) -> Answer:
        hook = self.webhooks.get(request.params["hook"])
        if hook is None or hook["token"] != request.params["token"]:
            return self._no_hook(hook)
        body = self._body(request)
        if fault := self._fault(body):
            return fault
        post = self._accept(request, body, f"hook-{request.params['hook']}", hook["channel"], "")
        return Answer(200, self._message(post), _LEFT) if request.query.get("wait") == "true" else Answer(204)

    def _body(self, request: Request) -> dict[str, Any]:
        found = request.json or json.loads(request.form["payload_json"])
        assert isinstance(found, dict)
        return found

    def _fault(self, body: dict[str, Any]) -> Answer | None:
        if len(body.get("content") or "") > 2000:
            fault = {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 2000 or fewer in length."}
            answer = self.error(400, "Invalid Form Body", "50035")
            answer.body["errors"] = {"content": {"_errors": [fault]}}
            return answer
        if not (body.get("content") or "").strip() and not body.get("attachments"):
            return self.error(400, "Cannot send an empty message", "50006")
        return None

    def _accept(self, request: Request, body: dict[str, Any], author: str, channel: str, reference: str) -> FakePost:
        files = []
        for about in body.get("attachments") or ():
            part = request.parts[f"files[{about['id']}]"]
            files.append({"id": self.new_id(), "filename": part.filename, "size": len(part.body), "type": part.type})
            files[-1]["description"] = about.get("description") or ""
        pings = (
            "@everyone" in body["content"]
            and "everyone" in body.get("allowed_mentions", {"parse": ["everyone"]})["parse"]
        )
        return self.accept(
            author,
            body["content"].strip(),
            kind="comment" if reference else "post",
            reply_to=reference,
            media=[file["filename"] for file in files],
            channel=channel,
            files=files,
            pings=pings,
        )

    def _no_hook(self, hook: dict[str, str] | None) -> Answer:
        return (
            self.error(401, "Invalid Webhook Token", "50027") if hook else self.error(404, "Unknown Webhook", "10015")
        )

    @route("GET", "/api/v10/webhooks/{hook}/{token}")
    def hook(self, request: Request) -> Answer:
        hook = self.webhooks.get(request.params["hook"])
        if hook is None or hook["token"] != request.params["token"]:
            return self._no_hook(hook)
        about = {"id": request.params["hook"], "type": 1, "name": "AllIN", "avatar": None, "application_id": None}
        return Answer(200, about | {"channel_id": hook["channel"], "guild_id": GUILD, "token": hook["token"]})

    @route("GET", "/api/v10/channels/{channel}/messages")
    def messages(self, request: Request) -> Answer:
        if not self._bot(request):
            return self.expired()
        if not self._may(1 << 16):
            return Answer(200, [])
        seen = [post for post in self.visible() if post.more["channel"] == request.params["channel"]]
        limit = int(request.query.get("limit", "50"))
        if after := request.query.get("after"):
            seen = [post for post in seen if int(post.id) > int(after)][-limit:]
        if before := request.query.get("before"):
            seen = [post for post in seen if int(post.id) < int(before)]
        return Answer(200, [self._message(post) for post in self.page_of(seen, min(limit, 100))])

    def stranger(self, text: str) -> FakePost:
        return self.accept("zoe", text, channel=CHANNEL)

    def react(self, post_id: str) -> None:
        self.reactions[post_id] = 3

    @route("GET", "/api/v10/channels/{channel}/messages/{id}")
    def message(self, request: Request) -> Answer:
        return self._change(request, bool(self._bot(request)), lambda _post: None)

    @route("PATCH", "/api/v10/channels/{channel}/messages/{id}")
    def edit(self, request: Request) -> Answer:
        return self._change(request, bool(self._bot(request)), self._edit(request))

    @route("DELETE", "/api/v10/channels/{channel}/messages/{id}")
    def delete(self, request: Request) -> Answer:
        answer = self._change(request, bool(self._bot(request)), self._remove)
        return Answer(204) if answer.status == 200 else answer

    @route("GET", "/api/v10/webhooks/{hook}/{token}/messages/{id}")
    def hook_message(self, request: Request) -> Answer:
        return self._change(request, True, lambda _post: None)

    @route("PATCH", "/api/v10/webhooks/{hook}/{token}/messages/{id}")
    def hook_edit(self, request: Request) -> Answer:
        return self._change(request, True, self._edit(request))

    @route("DELETE", "/api/v10/webhooks/{hook}/{token}/messages/{id}")
    def hook_delete(self, request: Request) -> Answer:
        answer = self._change(request, True, self._remove)
        return Answer(204) if answer.status == 200 else answer

    def _edit(self, request: Request) -> Any:
        def change(post: FakePost) -> None:
            post.text = request.json["content"].strip()

        return change

    def _remove(self, post: FakePost) -> None:
        post.deleted = True

    def _change(self, request: Request, known: bool, change: Any) -> Answer:
        if not known:
            return self.expired()
        if "hook" in request.params:
            hook = self.webhooks.get(request.params["hook"])
            if hook is None or hook["token"] != request.params["token"]:
                return self._no_hook(hook)
        post = self.posts.get(request.params["id"])
        if post is None or post.deleted:
            return self.error(404, "Unknown Message", "10008")
        change(post)
        return Answer(200, self._message(post))

    def _message(self, post: FakePost) -> dict[str, Any]:
        theirs = post.account in self.users
        message: dict[str, Any] = {
            **_MESSAGE,
            "id": post.id,
            "channel_id": post.more["channel"],
            "content": "" if theirs and not self.content_intent else post.text,
            "timestamp": datetime.fromtimestamp(post.at, UTC).isoformat(),
            "author": self._user(post.account),
            "mention_everyone": bool(post.more.get("pings")),
            "attachments": [
                {
                    "id": file["id"],
                    "filename": file["filename"],
                    "size": file["size"],
                    "url": f"https://cdn.fake.example/{file['id']}",
                    "proxy_url": f"https://media.fake.example/{file['id']}",
                    "content_type": file["type"],
                    **({"description": file["description"]} if file["description"] else {}),
                }
                for file in post.more.get("files") or ()
            ],
        }
        if post.account.startswith("hook-"):
            message["webhook_id"] = post.account.removeprefix("hook-")
        if post.reply_to:
            message["type"] = 19
            message["message_reference"] = {
                "type": 0,
                "channel_id": post.more["channel"],
                "message_id": post.reply_to,
                "guild_id": GUILD,
            }
        if count := self.reactions.get(post.id, 0):
            detail = {"burst": 0, "normal": count}
            emoji = {"id": None, "name": "🍂"}
            message["reactions"] = [
                {
                    "emoji": emoji,
                    "count": count,
                    "count_details": detail,
                    "burst_colors": [],
                    "me_burst": False,
                    "me": False,
                }
            ]
        return message

    def _user(self, name: str) -> dict[str, Any]:
        number = BOT if name == "bot" else self.users.get(name, name.removeprefix("hook-"))
        return {**_USER, "id": number, "username": "allin" if name == "bot" else name, "bot": name not in self.users}


_USER: dict[str, Any] = {
    "avatar": None,
    "discriminator": "0",
    "public_flags": 0,
    "flags": 0,
    "global_name": None,
    "primary_guild": None,
}
_PRIVATE = {"mfa_enabled": True, "locale": "en-US", "verified": True}
_LEFT = {"x-ratelimit-limit": "5", "x-ratelimit-remaining": "4", "x-ratelimit-reset-after": "1.0"}
_MESSAGE: dict[str, Any] = {
    "type": 0,
    "mentions": [],
    "mention_roles": [],
    "embeds": [],
    "edited_timestamp": None,
    "flags": 0,
    "components": [],
    "pinned": False,
    "tts": False,
}

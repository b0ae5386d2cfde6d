"""Discord: a message in a server's channel, by a bot or through a webhook; hashtags mean nothing there."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

from bot.errors import (
    AllInError,
    NotFound,
    OutcomeUnknown,
    Rejected,
    SignInNeeded,
    TryLater,
    Unsupported,
    VersionSunset,
)
from connectors.figures import figures, format_of, inside, instant, number, objects, text
from connectors.http import Answer, Http, RateHeaders, said
from connectors.platform import (
    AccountInfo,
    Comment,
    Custom,
    Field,
    Figures,
    Limits,
    MediaRule,
    Outgoing,
    PastPost,
    Profile,
    Publisher,
    Receipt,
    Tokens,
)

HOME_SERVER = "https://discord.com"
EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
"""The beginning of time of Discord's ids, whose upper bits are milliseconds."""
MOST_PAGES = 10

_CHANNEL = re.compile(r"(?:https://(?:\w+\.)?discord(?:app)?\.com/channels/\d+/)?(\d{5,20})(?:/\d+)?/?")
_WEBHOOK = re.compile(r"https://(?:\w+\.)?discord(?:app)?\.com/api/(?:v\d+/)?webhooks/(\d{5,20})/([\w-]{8,200})/?")
_SECRET = re.compile(r"(?<=/webhooks/)\d+/[^/]+")

_VIEW, _SEND, _READ, _ADMINISTRATOR = 1 << 10, 1 << 11, 1 << 16, 1 << 3
_TEXT_CHANNELS = frozenset({0, 2, 5})
_THREADS = frozenset({10, 11, 12})

_ANY = 10 * 1024 * 1024
_TEN = 10


class Discord(Publisher):
    """A channel of a Discord server. `account.data` holds `id` (the channel) and `guild`; `bot` or `webhook` is who writes.

    A bot can read its channel back, answer, and delete; a webhook can only write, edit and delete its own. 2,000
    characters and alt texts of 1,024 stand in the published API of 2026-07-18; 10 MB a file is the least that a server
    allows (unverified). A nonce that comes again within "a few minutes" gives the same message; a webhook takes none.
    Nobody is ever pinged: `allowed_mentions` is empty. What others write is shown to a bot only with the Message Content
    intent (unverified).
    """

    name = "discord"
    label = "Discord"
    also_called = (
        "dis cord",
        "discord server",
        "discord-server",
        "servidor de discord",
        "serveur discord",
    )
    limits = Limits(
        characters=2_000,
        revised=date(2026, 11, 23),
        source="Discord API v10 of 2026-07-18: Create Message, Execute Webhook, attachments (file size unverified)",
        media=(
            MediaRule(
                "image", frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"}), most=_TEN, max_bytes=_ANY
            ),
            MediaRule("gif", frozenset({"image/gif"}), most=_TEN, max_bytes=_ANY),
            MediaRule("video", frozenset({"video/mp4", "video/quicktime", "video/webm"}), most=_TEN, max_bytes=_ANY),
            MediaRule(
                "audio",
                frozenset({"audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav"}),
                most=_TEN,
                max_bytes=_ANY,
            ),
            MediaRule("document", frozenset({"application/pdf"}), most=_TEN, max_bytes=_ANY),
        ),
        most_media=_TEN,
        mixed=True,
        alt_characters=1_024,
    )
    custom = Custom(length=400, hashtags=(0, 0), emoji=1, voice="chatty")
    compose_url = "https://discord.com/channels/@me"
    help_url = "https://discord.com/developers/applications"
    sign_in_fields = (
        Field(
            "webhook",
            "sign-in-field-webhook",
            secret=True,
            optional=True,
            placeholder="https://discord.com/api/webhooks/…",
        ),
        Field("token", "sign-in-field-token", secret=True, optional=True),
        Field("channel", "sign-in-field-channel", optional=True, placeholder="https://discord.com/channels/…"),
    )
    can_thread: ClassVar[bool] = True
    can_delete: ClassVar[bool] = True
    can_edit: ClassVar[bool] = True
    can_read_back: ClassVar[bool] = True
    can_comment: ClassVar[bool] = True
    can_list_comments: ClassVar[bool] = True
    can_reply: ClassVar[bool] = True
    can_delete_comment: ClassVar[bool] = True
    can_measure: ClassVar[bool] = True
    can_measure_account: ClassVar[bool] = True
    can_list_history: ClassVar[bool] = True
    settles_after: ClassVar[timedelta] = timedelta(seconds=10)
    by_hand: ClassVar[Mapping[str, str]] = {"hide": "https://discord.com/channels/@me"}
    api_version: ClassVar[str] = "10"

    def __init__(self, home: Path = Path(), base_url: str = "", public_url: str = "") -> None:
        super().__init__(home, base_url, public_url)
        self._http = Http(
            self.label,
            f"{(base_url or HOME_SERVER).rstrip('/')}/api/v{self.api_version}",
            judge=_judge,
            # docs.discord.com, reference: a client names itself in this form.
            headers={"User-Agent": "DiscordBot (https://github.com/allin-assistant, 0.1)"},
            rate=RateHeaders("x-ratelimit-remaining", "x-ratelimit-reset-after", "seconds"),
            secret_path=_SECRET,
        )

    # Signing in

    async def enter(self, fields: Mapping[str, str]) -> list[Profile]:
        """With a webhook's address, or with a bot's token and the channel it shall write to."""
        webhook = fields.get("webhook", "").strip()
        if webhook:
            return [await self._webhook(webhook)]
        token = re.sub(r"^Bot\s+", "", fields.get("token", "").strip())
        channel = _CHANNEL.fullmatch(fields.get("channel", "").strip())
        if not token:
            raise Rejected("error-discord-nothing-entered")
        if not channel:
            raise Rejected("error-discord-channel")
        tokens = Tokens(token)
        try:
            me = await self._get("/users/@me", tokens)
        except SignInNeeded as error:
            raise Rejected("error-sign-in-token", platform=self.label, detail=error.detail) from None
        try:
            found = await self._get(f"/channels/{channel[1]}", tokens)
        except (NotFound, Rejected) as error:
            raise Rejected("error-discord-channel", detail=error.detail) from None
        guild_id = str(found.get("guild_id") or "")
        if not guild_id:
            raise Rejected("error-discord-channel")
        guild = await self._get(f"/guilds/{guild_id}", tokens)
        data = {"id": channel[1], "guild": guild_id, "bot": str(me.get("id") or "")}
        kind = found.get("type")
        why_not = ""
        if kind not in _TEXT_CHANNELS | _THREADS:
            why_not = "error-discord-no-text-channel"
        elif kind in _TEXT_CHANNELS:
            rights = await self._rights(data, tokens, found, guild)
            if rights & (_VIEW | _SEND) != _VIEW | _SEND:
                why_not = "error-discord-not-allowed"
        handle = f"#{found.get('name')} ({guild.get('name')})"
        return [Profile(handle, str(found.get("name") or ""), data, tokens, why_not)]

    async def _webhook(self, address: str) -> Profile:
        parts = _WEBHOOK.fullmatch(address)
        if not parts:
            raise Rejected("error-discord-webhook")
        try:
            answer = await self._http.safe("GET", f"/webhooks/{parts[1]}/{parts[2]}")
        except (SignInNeeded, NotFound) as error:
            raise Rejected("error-discord-webhook", detail=error.detail) from None
        hook = _object(answer)
        name, channel = str(hook.get("name") or "webhook"), str(hook.get("channel_id") or "")
        if not channel:
            raise TryLater("error-not-the-network", platform=self.label)
        data = {"id": channel, "guild": str(hook.get("guild_id") or ""), "webhook": parts[1]}
        return Profile(f"{name} (webhook {parts[1][-4:]})", name, data, Tokens(parts[2]))

    async def _rights(
        self, data: Mapping[str, Any], tokens: Tokens, channel: Mapping[str, Any], guild: Mapping[str, Any]
    ) -> int:
        """What the bot may do in the channel: its roles' rights, then the channel's exceptions (topics/permissions)."""
        member = await self._get(f"/guilds/{data['guild']}/members/{data['bot']}", tokens)
        roles = {str(role) for role in member.get("roles") or ()} | {str(data["guild"])}
        rights = 0
        for role in guild.get("roles") or ():
            if str(role.get("id")) in roles:
                rights |= int(role.get("permissions") or 0)
        if rights & _ADMINISTRATOR:
            return -1
        exceptions = {str(item.get("id")): item for item in channel.get("permission_overwrites") or ()}
        everyone, mine = exceptions.pop(str(data["guild"]), None), exceptions.pop(str(data["bot"]), None)
        theirs = [item for name, item in exceptions.items() if name in roles]
        for group in ([everyone], theirs, [mine]):
            denied = allowed = 0
            for item in group:
                denied |= int((item or {}).get("deny") or 0)
                allowed |= int((item or {}).get("allow") or 0)
            rights = rights & ~denied | allowed
        return rights

    # Posting

    async def prepare(self, outgoing: Outgoing) -> dict[str, Any]:
        """Nothing to upload beforehand: files travel with the message. A webhook cannot answer anybody."""
        if _is_webhook(outgoing.account) and outgoing.kind == "comment" and outgoing.reply_to != outgoing.root:
            raise Unsupported("error-discord-webhook-only-writes")
        return {}

    async def send(self, outgoing: Outgoing) -> Receipt:
        """POST /channels/{id}/messages, or /webhooks/{id}/{token}; one message with all its files."""
        account = outgoing.account
        body: dict[str, Any] = {"content": outgoing.text, "allowed_mentions": {"parse": []}}
        request: dict[str, Any] = {"headers": _auth(account)}
        if _is_webhook(account):
            path = self._hook(account)
            request["params"] = {"wait": "true"}
        else:
            path = f"/channels/{account.data['id']}/messages"
            body |= {"nonce": nonce_of(outgoing.key), "enforce_nonce": True}
            body["allowed_mentions"]["replied_user"] = False
            if outgoing.reply_to:
                body["message_reference"] = {"message_id": outgoing.reply_to, "fail_if_not_exists": True}
        with _open(outgoing) as files:
            if files:
                body["attachments"] = [
                    {"id": str(place), "filename": item.filename, **({"description": item.alt} if item.alt else {})}
                    for place, item in enumerate(outgoing.media)
                ]
                request |= {"data": {"payload_json": json.dumps(body)}, "files": files, "timeout": 300}
            else:
                request["json"] = body
            answer = await self._http.final("POST", path, bucket=f"{account.id}:write", **request)
        if not answer.get("id"):
            raise OutcomeUnknown(platform=self.label, detail="the answer names no message")
        return self._receipt(account, answer.data)

    async def find(self, outgoing: Outgoing) -> Receipt | None:
        """The bot's own messages since the call, matched by words, answer and number of files."""
        account = outgoing.account
        if _is_webhook(account):
            raise Unsupported("error-cannot-read-back", platform=self.label)
        since = outgoing.sent_at - timedelta(minutes=2) if outgoing.sent_at else None
        try:
            messages = await self._messages(account, snowflake(since) if since else "")
            if not messages:  # so a bot is answered, too, that may not read the channel
                await self._must_read(account)
        except (Rejected, NotFound) as error:  # the bot was sent away, or the channel is gone: nobody can tell
            raise TryLater(platform=self.label, detail=error.detail) from None
        for message in messages:
            if (
                str((message.get("author") or {}).get("id")) == str(account.data["bot"])
                and str(message["id"]) not in outgoing.taken
                and _same(str(message.get("content") or ""), outgoing.text)
                and str((message.get("message_reference") or {}).get("message_id") or "") == outgoing.reply_to
                and len(message.get("attachments") or ()) == len(outgoing.media)
            ):
                return self._receipt(account, message)
        return None

    async def delete(self, account: AccountInfo, remote_id: str) -> None:
        """DELETE the message, with the bot's right or the webhook's."""
        try:
            await self._call(account, "DELETE", self._message(account, remote_id))
        except NotFound:
            return

    async def edit(self, outgoing: Outgoing, remote_id: str) -> Receipt:
        """PATCH the text; files stay."""
        body = {"content": outgoing.text, "allowed_mentions": {"parse": []}}
        answer = await self._call(outgoing.account, "PATCH", self._message(outgoing.account, remote_id), json=body)
        return self._receipt(outgoing.account, _object(answer))

    # Under the post

    async def comments(self, account: AccountInfo, remote_id: str) -> list[Comment]:
        """The channel's answers to a message, and answers to those."""
        if _is_webhook(account):
            raise Unsupported("error-discord-webhook-only-writes")
        found: list[Comment] = []
        known = {remote_id}
        unreadable = 0
        for message in reversed(await self._messages(account, remote_id, all_of=False)):
            parent = str((message.get("message_reference") or {}).get("message_id") or "")
            if parent not in known:
                continue
            known.add(str(message["id"]))
            author = message.get("author") or {}
            ours = str(author.get("id")) == str(account.data["bot"])
            text = str(message.get("content") or "")
            unreadable += not (ours or text or message.get("attachments") or message.get("sticker_items"))
            found.append(
                Comment(
                    id=str(message["id"]),
                    post_id=remote_id,
                    author=f"@{author.get('username')}",
                    text=text,
                    at=datetime.fromisoformat(message["timestamp"]),
                    parent_id=parent,
                    url=self._link(account, str(message["id"])),
                    likes=None if (reactions := _reactions(message)) is None else int(reactions),
                    ours=ours,
                )
            )
        if unreadable and unreadable == sum(not comment.ours for comment in found):
            raise Unsupported("error-discord-no-content-intent")
        return found[::-1][:100]

    async def delete_comment(self, account: AccountInfo, comment_id: str) -> None:
        """DELETE somebody's message; the bot needs the right to manage messages."""
        if _is_webhook(account):
            raise Unsupported("error-discord-webhook-only-writes")
        await self.delete(account, comment_id)

    # Figures

    async def measure(self, account: AccountInfo, remote_ids: Sequence[str]) -> dict[str, Figures]:
        """Reactions of all kinds, as likes; Discord counts nothing else."""
        found: dict[str, Figures] = {}
        for remote_id in remote_ids:
            try:
                answer = await self._call(account, "GET", self._message(account, remote_id))
            except NotFound:
                continue
            found[remote_id] = {"likes": _reactions(_object(answer))}
        return found

    async def measure_account(self, account: AccountInfo) -> Figures:
        """The members of the server, as followers; the network itself calls the number approximate."""
        if _is_webhook(account):
            raise Unsupported("error-cannot-measure", platform=self.label)
        path = f"/guilds/{account.data['guild']}"
        answer = await self._call(account, "GET", path, params={"with_counts": "true"})
        return figures(_object(answer), {"followers": "approximate_member_count"})

    async def history(self, account: AccountInfo, mark: str = "") -> tuple[list[PastPost], str]:
        """The bot's own messages in the channel, newest first (GET /channels/{channel}/messages?before=…, 100 at a time).

        Answers are none. Where others write most of what stands there, some pages are read for one. A webhook cannot read.
        """
        if _is_webhook(account):
            raise Unsupported("error-cannot-list-history", platform=self.label)
        path, before = f"/channels/{account.data['id']}/messages", mark if mark.isdecimal() else ""
        for _ in range(MOST_PAGES):
            params = {"limit": "100", **({"before": before} if before else {})}
            page = objects((await self._call(account, "GET", path, params=params)).data, self.label)
            page = [message for message in page if text(message.get("id")).isdecimal()]
            if not page:
                if not before:  # so a bot is answered, too, that may not read the channel
                    await self._must_read(account, "error-cannot-list-history")
                return [], ""
            page.sort(key=lambda message: int(message["id"]), reverse=True)
            before = str(page[-1]["id"])
            if posts := [post for message in page if (post := self._past(account, message))]:
                return posts, before
        return [], before

    def _past(self, account: AccountInfo, message: Mapping[str, Any]) -> PastPost | None:
        """A message as a past post; None for somebody else's, for an answer, and what tells no time."""
        at = instant(message.get("timestamp"))
        is_ours = str(inside(message, "author", "id")) == str(account.data["bot"]) and not message.get("webhook_id")
        if not is_ours or at is None or message.get("message_reference") or message.get("type", 0) != 0:
            return None
        attached, embeds = message.get("attachments"), message.get("embeds")
        files = [each for each in attached if isinstance(each, Mapping)] if isinstance(attached, list) else []
        return PastPost(
            id=str(message["id"]),
            text=text(message.get("content")),
            at=at,
            url=self._link(account, str(message["id"])),
            format=format_of(
                [text(each.get("content_type")).partition("/")[0] for each in files], has_link=bool(embeds)
            ),
            figures={"likes": _reactions(message)},
        )

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.close()

    # Calls

    async def _messages(self, account: AccountInfo, after: str, *, all_of: bool = True) -> list[Mapping[str, Any]]:
        """The channel's messages after an id, newest first; the newest hundred where none is given.

        TryLater if there are more than `MOST_PAGES` of them and `all_of` are wanted.
        """
        path = f"/channels/{account.data['id']}/messages"
        found: list[Mapping[str, Any]] = []
        for _ in range(MOST_PAGES):
            params = {"limit": "100", **({"after": after} if after else {})}
            page = (await self._call(account, "GET", path, params=params)).data
            if not isinstance(page, list):
                raise TryLater("error-not-the-network", platform=self.label)
            page = sorted(page, key=lambda message: int(message["id"]), reverse=True)
            found = page + found
            if len(page) < 100 or not after:
                return found
            after = str(page[0]["id"])
        if all_of:
            raise TryLater(platform=self.label, detail="the channel is too busy to be read to its end")
        return found

    async def _must_read(self, account: AccountInfo, key: str = "error-cannot-read-back") -> None:
        """Raises Unsupported if the bot may not read the channel: then it is shown an empty one."""
        assert account.tokens is not None
        channel = await self._get(f"/channels/{account.data['id']}", account.tokens)
        if channel.get("type") in _THREADS:
            return
        guild = await self._get(f"/guilds/{account.data['guild']}", account.tokens)
        try:
            rights = await self._rights(account.data, account.tokens, channel, guild)
        except (AttributeError, TypeError, ValueError):  # roles and exceptions of another shape than they have
            raise TryLater("error-not-the-network", platform=self.label) from None
        if not rights & _READ:
            raise Unsupported(key, platform=self.label)

    async def _get(self, path: str, tokens: Tokens) -> Mapping[str, Any]:
        return _object(await self._http.safe("GET", path, headers={"Authorization": f"Bot {tokens.access}"}))

    async def _call(self, account: AccountInfo, method: str, path: str, **request: Any) -> Answer:
        kind = "read" if method == "GET" else "write"
        return await self._http.safe(method, path, bucket=f"{account.id}:{kind}", headers=_auth(account), **request)

    def _hook(self, account: AccountInfo) -> str:
        if account.tokens is None:
            raise SignInNeeded(platform=self.label)
        return f"/webhooks/{account.data['webhook']}/{account.tokens.access}"

    def _message(self, account: AccountInfo, remote_id: str) -> str:
        if not remote_id.isdigit():
            raise NotFound("error-network-gone", platform=self.label)
        start = self._hook(account) if _is_webhook(account) else f"/channels/{account.data['id']}"
        return f"{start}/messages/{remote_id}"

    def _link(self, account: AccountInfo, remote_id: str) -> str:
        return f"https://discord.com/channels/{account.data.get('guild') or '@me'}/{account.data['id']}/{remote_id}"

    def _receipt(self, account: AccountInfo, message: Mapping[str, Any]) -> Receipt:
        remote_id = str(message["id"])
        return Receipt(remote_id, self._link(account, remote_id), {"id": remote_id})


def nonce_of(key: str) -> str:
    """The nonce of a post, at most 25 characters; the same at every try."""
    return hashlib.sha256(key.encode()).hexdigest()[:25]


def snowflake(moment: datetime) -> str:
    """The lowest id that a message of this moment can have (docs.discord.com, reference: snowflakes)."""
    return str(max(int((moment - EPOCH).total_seconds() * 1000), 0) << 22)


@contextlib.contextmanager
def _open(outgoing: Outgoing) -> Iterator[dict[str, Any]]:
    """The files of a post as parts of a form, read only while they are sent."""
    with contextlib.ExitStack() as stack:
        yield {
            f"files[{place}]": (item.filename, stack.enter_context(item.path.open("rb")), item.mime)
            for place, item in enumerate(outgoing.media)
        }


def _is_webhook(account: AccountInfo) -> bool:
    return "webhook" in account.data


def _auth(account: AccountInfo) -> dict[str, str]:
    if account.tokens is None:
        raise SignInNeeded(platform=Discord.label)
    return {} if _is_webhook(account) else {"Authorization": f"Bot {account.tokens.access}"}


def _object(answer: Answer) -> Mapping[str, Any]:
    if not isinstance(answer.data, Mapping):
        raise TryLater("error-not-the-network", platform=Discord.label)
    return answer.data


def _reactions(message: Mapping[str, Any]) -> float | None:
    """All reactions together: none where the field is left out (resources/message), unknown where it cannot be read."""
    reactions = message.get("reactions", [])
    if not isinstance(reactions, list):
        return None
    counts = [number(inside(reaction, "count")) for reaction in reactions]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _same(content: str, text: str) -> bool:
    return re.sub(r"\s+", "", content) == re.sub(r"\s+", "", text)


_WAIT = frozenset({20016, 20022, 20026, 20028, 20029})
_HOOK_GONE = frozenset({10015, 50027})


def _judge(answer: Answer) -> AllInError | None:
    """`{"code": number, "message": words, "errors": …}` (topics/opcodes-and-status-codes); a 429 tells its seconds."""
    code = answer.get("code")
    if answer.status == 429 or code in _WAIT:
        wait = answer.get("retry_after")
        seconds = min(float(wait), 86_400.0) if isinstance(wait, (int, float)) else None
        return TryLater("error-rate-limited", retry_after=seconds)
    if code == 50041:
        return VersionSunset()
    if code in _HOOK_GONE:
        return SignInNeeded()
    if answer.status == 413 or code == 40005:
        return Rejected("error-media-refused", reason=said(answer))
    if answer.status == 400:
        return Rejected("error-network-refused", reason=_reason(answer))
    return None


def _reason(answer: Answer) -> str:
    """The first of the nested faults of an invalid form, or the message."""
    waiting: list[Any] = [answer.get("errors")]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, Mapping):
            for fault in node.get("_errors") or ():
                if isinstance(fault, Mapping) and isinstance(fault.get("message"), str):
                    return " ".join(fault["message"].split())[:200]
            waiting += [value for name, value in node.items() if name != "_errors"]
    return said(answer) or "missing"

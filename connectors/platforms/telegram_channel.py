"""A Telegram channel: a message to its subscribers, with links that work."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, ClassVar

from bot.errors import AllInError, NotFound, OutcomeUnknown, Rejected, SignInNeeded, TryLater, Unsupported
from connectors.figures import nobody, number, text
from connectors.http import Answer, Http, retry_after
from connectors.platform import (
    AccountInfo,
    Breach,
    Custom,
    Field,
    Figures,
    Format,
    Limits,
    Media,
    MediaRule,
    Outgoing,
    PastPost,
    Profile,
    PublicProfile,
    Publisher,
    Receipt,
    Tokens,
)

API_SERVER = "https://api.telegram.org"
PAGE_SERVER = "https://t.me"
SECONDS_BETWEEN = 1.0
MOST_PAGES = 10

_TOKEN = re.compile(r"\d{5,20}:[\w-]{20,100}")
_NAME = re.compile(r"(?:https?://)?(?:t(?:elegram)?\.me/(?:s/)?|@)?([a-zA-Z]\w{3,31})(?:/\d+)?/?")
_PRIVATE = re.compile(r"(?:https?://)?t\.me/c/(\d+)(?:/\d+)?/?")
_SECRET = re.compile(r"(?<=/bot)[^/]+")
_MIX = frozenset({"image", "video"})
"""What one album may hold side by side; sounds and documents stand with their own kind, GIFs alone."""
_ALBUM = {"image": "photo", "video": "video", "audio": "audio", "document": "document"}
_SINGLE = {
    "image": ("sendPhoto", "photo"),
    "gif": ("sendAnimation", "animation"),
    "video": ("sendVideo", "video"),
    "audio": ("sendAudio", "audio"),
    "document": ("sendDocument", "document"),
}


class TelegramChannel(Publisher):
    """A Telegram channel, written to by a bot that is its administrator.

    `account.data` holds `id` (the chat) and, where the channel is public, `username`. 4,096 characters a message, 1,024
    under a picture, ten media an album, photos of 10 MB and files of 50 MB as in the Bot API 10.1; one message a second
    and 20 a minute in a chat (core.telegram.org/bots/faq; the latter for groups, for channels unverified). There are no
    descriptions for pictures, no figures but the subscribers, and no way for a bot to read a channel: a public one is
    read on its preview page t.me/s/name, which shows the newest posts some minutes late (unverified). The remote id of
    an album is the ids of its messages with commas.
    """

    name = "telegram_channel"
    label = "Telegram channel"
    also_called = (
        "telegram",
        "tele gram",
        "telegram channel",
        "TG",
        "TG channel",
        "telegram-kanal",
        "canal de telegram",
        "canal telegram",
        "chaîne telegram",
    )
    limits = Limits(
        characters=4_096,
        characters_with_media=1_024,
        revised=date(2026, 11, 23),
        source="Telegram Bot API 10.1: sendMessage, sendPhoto, sendVideo, sendMediaGroup; sending files",
        media=(
            MediaRule(
                "image",
                frozenset({"image/jpeg", "image/png", "image/webp"}),
                most=10,
                max_bytes=10_000_000,
                ratio=(1 / 20, 20.0),
                width=(1, 9_999),
                height=(1, 9_999),
            ),
            MediaRule("gif", frozenset({"image/gif"}), max_bytes=50_000_000),
            MediaRule("video", frozenset({"video/mp4"}), most=10, max_bytes=50_000_000),
            MediaRule("audio", frozenset({"audio/mpeg", "audio/mp4"}), most=10, max_bytes=50_000_000),
            MediaRule("document", frozenset({"application/pdf"}), most=10, max_bytes=50_000_000),
        ),
        most_media=10,
        mixed=True,
    )
    custom = Custom(length=400, hashtags=(0, 2), emoji=1, voice="plain")
    compose_url = "https://web.telegram.org/"
    details: ClassVar[frozenset[str]] = frozenset({"link"})
    help_url = "https://t.me/BotFather"
    sign_in_fields = (
        Field("token", "sign-in-field-token", secret=True, placeholder="123456789:AA…"),
        Field("channel", "sign-in-field-channel", placeholder="@my_channel"),
    )
    can_thread: ClassVar[bool] = True
    can_delete: ClassVar[bool] = True
    can_edit: ClassVar[bool] = True
    can_read_back: ClassVar[bool] = True
    can_comment: ClassVar[bool] = True
    can_measure_account: ClassVar[bool] = True
    can_list_history: ClassVar[bool] = True
    can_look_up: ClassVar[bool] = True
    settles_after: ClassVar[timedelta] = timedelta(minutes=3)
    by_hand: ClassVar[Mapping[str, str]] = {
        "delete": "https://web.telegram.org/",
        "comments": "https://web.telegram.org/",
        "hide": "https://web.telegram.org/",
        "figures": "https://web.telegram.org/",
    }

    def __init__(self, home: Path = Path(), base_url: str = "", public_url: str = "") -> None:
        super().__init__(home, base_url, public_url)
        self._http = Http(
            self.label,
            base_url or API_SERVER,
            judge=_judge,
            # A Bot API server of one's own sets its own pace, and says so with 429.
            pace=0.0 if base_url else SECONDS_BETWEEN,
            secret_path=_SECRET,
        )

    def length(self, text: str) -> int:
        """UTF-16 code units, in which the Bot API measures text entities; never fewer than Telegram counts."""
        return len(text.encode("utf-16-le", "surrogatepass")) // 2

    def check(
        self,
        text: str,
        media: Sequence[Media] | None = None,
        options: Mapping[str, Any] | None = None,
        account: Mapping[str, Any] | None = None,
    ) -> list[Breach]:
        """Besides, only pictures and videos may share an album."""
        breaches = super().check(text, media, options, account)
        kinds = [item.kind for item in media or ()]
        others = [place for place, kind in enumerate(kinds) if kind != kinds[0]]
        if others and not set(kinds) <= _MIX and not any(b.key == "breach-media-kind" for b in breaches):
            breaches.append(Breach("breach-mixed-media", {"platform": self.label}, "drop_media", others[0]))
        return breaches

    # Signing in

    async def enter(self, fields: Mapping[str, str]) -> list[Profile]:
        """With a bot's token and the channel's name or number; whether the bot may post there is asked at once."""
        token, typed = fields.get("token", "").strip(), fields.get("channel", "").strip()
        if not _TOKEN.fullmatch(token):
            raise Rejected("error-sign-in-token", platform=self.label)
        chat_id = chat_of(typed)
        try:
            me = _object(await self._ask(token, "getMe", {}))
        except SignInNeeded as error:
            raise Rejected("error-sign-in-token", platform=self.label, detail=error.detail) from None
        try:
            chat = _object(await self._ask(token, "getChat", {"chat_id": chat_id}))
        except (Rejected, NotFound) as error:
            raise Rejected("error-telegram-channel", channel=typed[:80], detail=error.detail) from None
        name = str(chat.get("username") or "")
        title = str(chat.get("title") or name)
        data: dict[str, Any] = {"id": str(chat.get("id") or "")}
        if name:
            data["username"] = name
        handle = f"@{name}" if name else title
        why_not = ""
        if chat.get("type") != "channel":
            why_not = "error-telegram-no-channel"
        else:
            try:
                body = {"chat_id": data["id"], "user_id": me.get("id")}
                member = _object(await self._ask(token, "getChatMember", body))
            except (Rejected, NotFound):
                member = {}
            if member.get("status") != "creator" and not (
                member.get("status") == "administrator" and member.get("can_post_messages")
            ):
                why_not = "error-telegram-not-admin"
        return [Profile(handle, title, data, Tokens(token), why_not)]

    # Posting

    async def send(self, outgoing: Outgoing) -> Receipt:
        """One message, or one album: files travel with it. The text is plain, so nothing in it can break."""
        account, media = outgoing.account, outgoing.media
        body: dict[str, Any] = {"chat_id": str(account.data["id"])}
        if outgoing.reply_to:
            answered = {"message_id": _ids(outgoing.reply_to)[0], "allow_sending_without_reply": False}
            body["reply_parameters"] = answered
        names: list[str] = []
        if not media:
            method = "sendMessage"
            body["text"] = outgoing.text
            if link := str(outgoing.options.get("link") or ""):
                body["link_preview_options"] = {"url": link}
        elif len(media) == 1:
            item = media[0]
            method, name = _SINGLE[item.kind]
            body |= {"caption": outgoing.text} if outgoing.text else {}
            names = [name]
            if item.kind in {"video", "gif"} and item.width and item.height:
                body |= {"width": item.width, "height": item.height, "duration": round(item.seconds)}
            if item.kind == "video":
                body["supports_streaming"] = True
        else:
            method = "sendMediaGroup"
            names = [f"file{place}" for place in range(len(media))]
            group: list[dict[str, Any]] = [
                {"type": _ALBUM.get(item.kind, "document"), "media": f"attach://{name}"}
                for name, item in zip(names, media, strict=True)
            ]
            if outgoing.text:
                group[0]["caption"] = outgoing.text
            body["media"] = group
        token = _token(account)
        with _open(names, media) as files:
            request: dict[str, Any] = {"json": body}
            if files:
                form = {name: value if isinstance(value, str) else json.dumps(value) for name, value in body.items()}
                request = {"data": form, "files": files, "timeout": 300}
            answer = await self._http.final("POST", self._url(token, method), bucket=f"{account.id}:write", **request)
        result = answer.get("result")
        messages = result if isinstance(result, list) else [result]
        given = [message.get("message_id") for message in messages if isinstance(message, Mapping)]
        ids = [one for one in given if isinstance(one, int)]
        if answer.get("ok") is not True or not ids or len(ids) != len(messages):
            raise OutcomeUnknown(platform=self.label, detail="the answer names no message")
        return self._receipt(account, ids)

    async def find(self, outgoing: Outgoing) -> Receipt | None:
        """The public page of the channel, matched by words, time, media and answer. Unsupported for a private channel."""
        account = outgoing.account
        name = str(account.data.get("username") or "")
        if not name:
            raise Unsupported("error-cannot-read-back", platform=self.label)
        since = outgoing.sent_at - timedelta(minutes=2) if outgoing.sent_at else None
        answered = _ids(outgoing.reply_to)[0] if outgoing.reply_to else 0
        before = 0
        for _ in range(MOST_PAGES):
            shown = await self._page(name, before)
            for post in shown:
                if (
                    self._receipt(account, [post.id, *post.more]).remote_id not in outgoing.taken
                    and (since is None or post.at is None or post.at >= since)
                    and _same(post.text, outgoing.text)
                    and post.reply_to == answered
                    and bool(post.media) == bool(outgoing.media)
                ):
                    return self._receipt(account, [post.id, *post.more])
            oldest = shown[0] if shown else None
            if oldest is None or since is None or oldest.id <= 1 or (oldest.at and oldest.at < since):
                return None
            before = oldest.id
        raise TryLater(platform=self.label, detail="more was posted since than the page shows")

    async def delete(self, account: AccountInfo, remote_id: str) -> None:
        """deleteMessage, or deleteMessages for an album. Unsupported where the bot's right has ended, usually after 48 hours."""
        ids = _ids(remote_id)
        chat = str(account.data["id"])
        try:
            if len(ids) == 1:
                await self._call(account, "deleteMessage", {"chat_id": chat, "message_id": ids[0]})
            else:
                await self._call(account, "deleteMessages", {"chat_id": chat, "message_ids": ids})
        except NotFound:
            return

    async def edit(self, outgoing: Outgoing, remote_id: str) -> Receipt:
        """editMessageText, or editMessageCaption where the message has media. The same words again are no fault."""
        account, ids = outgoing.account, _ids(remote_id)
        body: dict[str, Any] = {"chat_id": str(account.data["id"]), "message_id": ids[0]}
        try:
            if outgoing.media:
                await self._call(account, "editMessageCaption", body | {"caption": outgoing.text})
            else:
                try:
                    await self._call(account, "editMessageText", body | {"text": outgoing.text})
                except _NoText:
                    await self._call(account, "editMessageCaption", body | {"caption": outgoing.text})
        except _Unchanged:
            pass
        return self._receipt(account, ids)

    # Figures

    async def measure_account(self, account: AccountInfo) -> Figures:
        """The subscribers (getChatMemberCount); a channel tells a bot nothing else."""
        answer = await self._call(account, "getChatMemberCount", {"chat_id": str(account.data["id"])})
        return {"followers": number(answer.get("result"))}

    async def history(self, account: AccountInfo, mark: str = "") -> tuple[list[PastPost], str]:
        """The posts on the public page of the channel, newest first; `Unsupported` for a private channel.

        The bot says what the channel is called now: under an old name somebody else's may stand. The mark is the number of
        the oldest message of the page.
        """
        chat = _object(await self._call(account, "getChat", {"chat_id": str(account.data["id"])}))
        name = text(chat.get("username"))
        if not re.fullmatch(r"\w{4,32}", name, re.ASCII):
            raise Unsupported("error-cannot-list-history", platform=self.label)
        named = replace(account, data={**account.data, "username": name})
        shown = await self._page(name, int(mark) if mark.isdecimal() and len(mark) < 12 else 0)
        posts = [
            PastPost(receipt.remote_id, post.text.strip(), post.at, receipt.url, _format(post))
            for post in reversed(shown)
            if post.at is not None and not post.reply_to
            for receipt in [self._receipt(named, [post.id, *post.more])]
        ]
        return posts, str(shown[0].id) if shown and shown[0].id > 1 else ""

    async def look_up(self, account: AccountInfo, handle: str) -> PublicProfile:
        """A public channel by its name (getChat and getChatMemberCount with @name), with what its public page shows."""
        found = _NAME.fullmatch(handle.strip())
        if not found:
            raise nobody(self.label, handle)
        try:
            chat = _object(await self._call(account, "getChat", {"chat_id": f"@{found[1]}"}))
            count = await self._call(account, "getChatMemberCount", {"chat_id": f"@{found[1]}"})
        except (Rejected, NotFound):
            raise nobody(self.label, handle) from None
        if chat.get("type") != "channel":  # people and groups have names too
            raise nobody(self.label, handle)
        name, number_of = text(chat.get("username")) or found[1], chat.get("id")
        recent: list[PastPost] = []
        with contextlib.suppress(TryLater):  # a channel may have no page
            recent = [
                PastPost(str(post.id), post.text.strip(), post.at, f"https://t.me/{name}/{post.id}", _format(post))
                for post in reversed(await self._page(name, 0))
                if post.at is not None
            ]
        return PublicProfile(
            id=str(number_of),
            handle=f"@{name}",
            name=text(chat.get("title")) or name,
            url=f"https://t.me/{name}",
            figures={"followers": number(count.get("result"))},
            recent=tuple(recent),
        )

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.close()

    # Calls

    async def _page(self, name: str, before: int) -> list[Shown]:
        """The posts on the channel's public page, oldest first. TryLater for anything that is not that page."""
        params = {"before": str(before)} if before else {}
        headers = {"Accept": "text/html"}
        answer = await self._http.raw("GET", f"{self.base_url or PAGE_SERVER}/s/{name}", params=params, headers=headers)
        page = answer.body.decode("utf-8", "replace")
        if answer.status == 429:
            raise TryLater("error-rate-limited", platform=self.label, retry_after=retry_after(answer) or 60.0)
        if answer.status != 200 or "tgme_channel_info" not in page or "</html>" not in page:
            raise TryLater("error-not-the-network", platform=self.label, detail=f"/s/{name} -> {answer.status}")
        return shown_on(page)

    async def _call(self, account: AccountInfo, method: str, body: Mapping[str, Any]) -> Answer:
        return await self._ask(_token(account), method, body, bucket=f"{account.id}:write")

    async def _ask(self, token: str, method: str, body: Mapping[str, Any], bucket: str = "") -> Answer:
        answer = await self._http.safe("POST", self._url(token, method), bucket=bucket, json=dict(body))
        if answer.get("ok") is not True:
            raise TryLater("error-not-the-network", platform=self.label)
        return answer

    def _url(self, token: str, method: str) -> str:
        return f"/bot{token}/{method}"

    def _receipt(self, account: AccountInfo, ids: Sequence[int]) -> Receipt:
        name = account.data.get("username")
        inner = str(account.data["id"]).removeprefix("-100")
        url = f"https://t.me/{name}/{ids[0]}" if name else f"https://t.me/c/{inner}/{ids[0]}"
        remote_id = ",".join(str(one) for one in ids)
        return Receipt(remote_id, url, {"id": remote_id})


class _NoText(Rejected):
    """The message has no text, for it has media: its words are their caption."""


class _Unchanged(Rejected):
    """The message says this already."""


def chat_of(typed: str) -> str:
    """A channel as the Bot API calls it: @name or -100…; from whatever a person pastes. Rejected if it is none."""
    if re.fullmatch(r"-100\d{5,15}", typed):
        return typed
    if found := _PRIVATE.fullmatch(typed):
        return f"-100{found[1]}"
    if (found := _NAME.fullmatch(typed)) and "." not in typed.partition("t.me/")[2]:
        return f"@{found[1]}"
    raise Rejected("error-telegram-channel", channel=typed[:80])


# The public page


@dataclass(slots=True)
class Shown:
    """A post as the public page shows it. `more` are the further messages of an album; `reply_to` is 0 without one."""

    id: int
    text: str = ""
    at: datetime | None = None
    reply_to: int = 0
    media: int = 0
    kind: Format = "text"
    more: list[int] = field(default_factory=list)


def shown_on(page: str) -> list[Shown]:
    """The posts on a page of t.me/s/name, oldest first."""
    reader = _Page()
    reader.feed(page)
    reader.close()
    return sorted(reader.posts, key=lambda post: post.id)


_MEDIA: Mapping[str, Format] = {
    "tgme_widget_message_photo_wrap": "image",
    "tgme_widget_message_video_player": "video",
    "tgme_widget_message_document_wrap": "other",
    "tgme_widget_message_voice_player": "other",
}
_VOID = frozenset(
    {"br", "img", "input", "link", "meta", "source", "hr", "wbr", "area", "base", "col", "embed", "track"}
)


class _Page(HTMLParser):
    """Collects `data-post`, the words, the time, the answer and the media of every message."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.posts: list[Shown] = []
        self._depth = 0
        self._text_from = 0  # the depth at which a text began, 0 outside of one

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = set(given.get("class", "").split())
        number = given.get("data-post", "").rpartition("/")[2]
        if number.isdigit():
            self.posts.append(Shown(int(number)))
        if tag not in _VOID:
            self._depth += 1
        if not self.posts:
            return
        post = self.posts[-1]
        if tag == "br" and self._text_from:
            post.text += "\n"
        if "js-message_text" in classes and not self._text_from:
            self._text_from = self._depth
        if tag == "time" and given.get("datetime") and not self._text_from:
            with contextlib.suppress(ValueError):
                moment = datetime.fromisoformat(given["datetime"])
                post.at = moment if moment.tzinfo else None
        if "tgme_widget_message_reply" in classes:
            answered = given.get("href", "").partition("?")[0].rpartition("/")[2]
            post.reply_to = int(answered) if answered.isdigit() else 0
        for kind in [_MEDIA[name] for name in classes if name in _MEDIA][:1]:
            post.kind = kind if post.media == 0 else post.kind
            post.media += 1
            link = given.get("href", "")
            other = link.partition("?")[0].rpartition("/")[2]
            if link.endswith("?single") and other.isdigit() and int(other) != post.id and int(other) not in post.more:
                post.more.append(int(other))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._text_from and self._depth <= self._text_from:
            self._text_from = 0
        self._depth = max(self._depth - 1, 0)

    def handle_data(self, data: str) -> None:
        if self._text_from and self.posts:
            self.posts[-1].text += data


# Small things


@contextlib.contextmanager
def _open(names: Sequence[str], media: Sequence[Media]) -> Iterator[dict[str, Any]]:
    """The files of a post as parts of a form, read only while they are sent."""
    with contextlib.ExitStack() as stack:
        yield {
            name: (item.filename, stack.enter_context(item.path.open("rb")), item.mime)
            for name, item in zip(names, media, strict=True)
        }


def _ids(remote_id: str) -> list[int]:
    if not re.fullmatch(r"\d+(,\d+)*", remote_id):
        raise NotFound("error-network-gone", platform=TelegramChannel.label)
    return [int(one) for one in remote_id.split(",")]


def _object(answer: Answer) -> Mapping[str, Any]:
    result = answer.get("result")
    if not isinstance(result, Mapping):
        raise TryLater("error-not-the-network", platform=TelegramChannel.label)
    return result


def _token(account: AccountInfo) -> str:
    if account.tokens is None:
        raise SignInNeeded(platform=TelegramChannel.label)
    return account.tokens.access


def _format(post: Shown) -> Format:
    return "carousel" if post.media > 1 else post.kind


def _same(shown: str, text: str) -> bool:
    return re.sub(r"\s+", "", shown) == re.sub(r"\s+", "", text)


_RIGHTS = ("not enough rights", "administrator rights", "have no rights", "chat_write_forbidden", "chat_admin_required")
_GONE = ("replied not found", "reply not found", "to delete not found", "to edit not found", "message_id_invalid")
_MEDIA_FAULTS = ("image_process_failed", "photo_invalid_dimensions", "failed to get http url", "too big", "video_")


def _judge(answer: Answer) -> AllInError | None:
    """`{"ok": false, "error_code", "description", "parameters"}`; the description's words are all there is to tell by."""
    if answer.data is None:
        return None
    description = str(answer.get("description") or "")
    words = description.lower()
    reason = description.partition(": ")[2] or description or "missing"
    status = answer.status
    if status == 429:
        wait = answer.get("parameters", "retry_after")
        return TryLater("error-rate-limited", retry_after=float(wait) if isinstance(wait, (int, float)) else None)
    if status in {401, 404}:  # a token that never was gives 404
        return SignInNeeded()
    if status == 403 or any(part in words for part in _RIGHTS):
        return Rejected("error-telegram-not-admin")
    if status == 413:
        return Rejected("error-media-refused", reason="missing")
    if status != 400:
        return None
    if "chat not found" in words or answer.get("parameters", "migrate_to_chat_id"):
        return Rejected("error-telegram-channel-gone")
    if "not modified" in words:
        return _Unchanged("error-conflict")
    if "no text in the message to edit" in words:
        return _NoText("error-conflict")
    if "can't be deleted" in words:
        return Unsupported("error-telegram-too-old", url=TelegramChannel.by_hand["delete"])
    if any(part in words for part in _GONE):
        return NotFound("error-network-gone")
    if any(part in words for part in _MEDIA_FAULTS):
        return Rejected("error-media-refused", reason=reason[:200])
    return Rejected("error-network-refused", reason=reason[:200])

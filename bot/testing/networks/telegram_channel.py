"""Telegram's Bot API for channels, and the public page of a channel on t.me."""

from __future__ import annotations

import html
import json
import re
import time
from datetime import UTC, datetime
from typing import Any

from bot.testing.network import Answer, FakeNetwork, FakePost, Request, route
from connectors.oauth import Tokens
from connectors.platform import AccountInfo

TOKEN = "123456789:AAfake-token-of-the-good-bot-0123456789"
BOT = 123456789
CHAT = -1001500000001
TWO_DAYS = 48 * 3600


OTHERS = -1002999999999
"""A channel that the bot has no part in."""


class TelegramChannelNetwork(FakeNetwork):
    """Behaves as the Bot API 10.1 does. Account 1 is the public channel @autumn_news; further ones are @autumn_news_2, ….

    `rights` is what getChatMember says of the bot. With `may_delete` False messages of two days and more stay.
    `previews` False: the page sends a visitor elsewhere.
    """

    platform = "telegram_channel"
    somebody = "zoe_kilns"

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.tokens = {TOKEN}
        self.rights: dict[str, Any] = {"status": "administrator", "can_post_messages": True}
        self.may_delete = True
        self.previews = True
        self.private = False
        self.type = "channel"
        self.by_message: dict[str, str] = {}

    def account(self, number: int = 1) -> AccountInfo:
        data = {"id": str(CHAT - number + 1), "username": _name(number)}
        return AccountInfo(number, 1, self.platform, f"@{_name(number)}", data, Tokens(TOKEN))

    def error(self, status: int, message: str, code: str = "") -> Answer:
        return Answer(status, {"ok": False, "error_code": status, "description": message})

    def expired(self) -> Answer:
        return self.error(401, "Unauthorized")

    def too_many(self) -> Answer:
        wait = int(self.retry_after + 0.999)
        answer = self.error(429, f"Too Many Requests: retry after {wait}")
        answer.body["parameters"] = {"retry_after": wait}
        return answer

    def is_send(self, request: Request) -> bool:
        return bool(re.search(r"^/bot[^/]+/send[A-Z]", request.path))

    # Who and where

    def _ok(self, result: Any) -> Answer:
        return Answer(200, {"ok": True, "result": result})

    def _chat(self, body: Any) -> dict[str, Any] | None:
        wanted = str(body.get("chat_id"))
        number = 0
        if wanted == f"@{self.somebody}":
            return {"id": OTHERS, "type": "channel", "title": "Zoe's kilns", "username": self.somebody}
        if found := re.fullmatch(r"@autumn_news(?:_(\d+))?", wanted):
            number = int(found[1] or 1)
        elif re.fullmatch(r"-100\d+", wanted):
            number = CHAT - int(wanted) + 1
        if not 1 <= number <= 100_000:
            return None
        more = {"username": _name(number)} if number < 90_000 and not self.private else {}
        return {"id": CHAT - number + 1, "type": self.type, "title": f"Autumn news {number}", **more}

    def _body(self, request: Request) -> dict[str, Any]:
        if request.headers.get("content-type", "").startswith("multipart/"):
            plain = {"chat_id", "text", "caption"}
            return {name: value if name in plain else json.loads(value) for name, value in request.form.items()}
        found = request.json
        assert isinstance(found, dict)
        return found

    def _refused(self, request: Request) -> Answer | None:
        return None if request.params["token"] in self.tokens else self.expired()

    @route("POST", "/bot{token}/getMe")
    def get_me(self, request: Request) -> Answer:
        if refused := self._refused(request):
            return refused
        more = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
        return self._ok({"id": BOT, "is_bot": True, "first_name": "AllIN", "username": "allin_bot", **more})

    @route("POST", "/bot{token}/getChat")
    def get_chat(self, request: Request) -> Answer:
        chat = self._chat(request.json)
        if refused := self._refused(request):
            return refused
        if chat is None:
            return self.error(400, "Bad Request: chat not found")
        return self._ok(chat | {"accent_color_id": 1, "max_reaction_count": 11, "accepted_gift_types": _GIFTS})

    @route("POST", "/bot{token}/getChatMember")
    def get_member(self, request: Request) -> Answer:
        if self.rights["status"] == "none":
            return self.error(400, "Bad Request: member list is inaccessible")
        user = {"id": request.json["user_id"], "is_bot": True, "first_name": "AllIN", "username": "allin_bot"}
        more = _RIGHTS if self.rights["status"] == "administrator" else {}
        return self._refused(request) or self._ok({"user": user, **more, **self.rights})

    @route("POST", "/bot{token}/getChatMemberCount")
    def count(self, request: Request) -> Answer:
        return self._refused(request) or self._ok(42)

    # Messages

    @route("POST", "/bot{token}/sendMessage", sends=True)
    def send_message(self, request: Request) -> Answer:
        body = self._body(request)
        if not body["text"].strip():
            return self.error(400, "Bad Request: message text is empty")
        if _units(body["text"]) > 4096:
            return self.error(400, "Bad Request: message is too long")
        return self._accepted(request, body, body["text"], [])

    @route("POST", "/bot{token}/sendPhoto", sends=True)
    def send_photo(self, request: Request) -> Answer:
        return self._single(request, "photo", 10_000_000)

    @route("POST", "/bot{token}/sendVideo", sends=True)
    def send_video(self, request: Request) -> Answer:
        return self._single(request, "video", 50_000_000)

    @route("POST", "/bot{token}/sendAnimation", sends=True)
    def send_animation(self, request: Request) -> Answer:
        return self._single(request, "animation", 50_000_000)

    @route("POST", "/bot{token}/sendAudio", sends=True)
    def send_audio(self, request: Request) -> Answer:
        return self._single(request, "audio", 50_000_000)

    @route("POST", "/bot{token}/sendDocument", sends=True)
    def send_document(self, request: Request) -> Answer:
        return self._single(request, "document", 50_000_000)

    def _single(self, request: Request, kind: str, most: int) -> Answer:
        body = self._body(request)
        part = request.parts.get(kind)
        if part is None or not part.body:
            return self.error(400, f"Bad Request: there is no {kind} in the request")
        if len(part.body) > most:
            return self.error(413, "Request Entity Too Large")
        return self._accepted(request, body, body.get("caption", ""), [(kind, len(part.body))])

    @route("POST", "/bot{token}/sendMediaGroup", sends=True)
    def send_group(self, request: Request) -> Answer:
        body = self._body(request)
        media = body["media"]
        kinds = {item["type"] for item in media}
        if not 2 <= len(media) <= 10:
            return self.error(400, "Bad Request: group must include 2-10 items")
        if len(kinds) > 1 and not kinds <= {"photo", "video"}:
            return self.error(400, "Bad Request: the types of the media cannot be mixed")
        files = []
        for item in media:
            part = request.parts.get(item["media"].removeprefix("attach://"))
            if part is None:
                return self.error(400, "Bad Request: wrong file identifier/HTTP URL specified")
            files.append((item["type"], len(part.body)))
        return self._accepted(request, body, media[0].get("caption", ""), files)

    def _accepted(self, request: Request, body: dict[str, Any], text: str, media: list[tuple[str, int]]) -> Answer:
        chat = self._chat(body)
        if refused := self._refused(request):
            return refused
        if chat is None:
            return self.error(400, "Bad Request: chat not found")
        if self.rights["status"] != "creator" and not self.rights.get("can_post_messages"):
            return self.error(400, "Bad Request: need administrator rights in the channel chat")
        if media and _units(text) > 1024:
            return self.error(400, "Bad Request: message caption is too long")
        answered = str((body.get("reply_parameters") or {}).get("message_id") or "")
        if answered and (answered not in self.by_message or self.posts[self.by_message[answered]].deleted):
            return self.error(400, "Bad Request: message to be replied not found")
        ids = [self.new_id() for _ in range(max(len(media), 1))]
        post = self.accept(
            str(chat["id"]),
            text.strip(),
            id=",".join(ids),
            reply_to=self.by_message.get(answered, ""),
            kind="comment" if answered else "post",
            media=[kind for kind, _ in media],
            files=media,
            chat=chat,
        )
        self.by_message |= dict.fromkeys(ids, post.id)
        messages = self._messages(post)
        return self._ok(messages if request.path.endswith("MediaGroup") else messages[0])

    def _messages(self, post: FakePost) -> list[dict[str, Any]]:
        found = []
        for place, message_id in enumerate(post.id.split(",")):
            message: dict[str, Any] = {
                "message_id": int(message_id),
                "date": int(post.at),
                "chat": post.more["chat"],
                "sender_chat": post.more["chat"],
            }
            if place == 0 and post.text:
                message["caption" if post.media else "text"] = post.text
            if post.more["files"]:
                kind, size = post.more["files"][place]
                file = {"file_id": f"F{message_id}", "file_unique_id": f"U{message_id}", "file_size": size}
                if kind == "photo":
                    message[kind] = [file | {"width": 90, "height": 90}]
                elif kind in {"video", "animation"}:
                    message[kind] = file | {"width": 90, "height": 90, "duration": 1}
                else:
                    message[kind] = file | ({"duration": 1} if kind == "audio" else {})
            if len(post.media) > 1:
                message["media_group_id"] = f"9{post.id.partition(',')[0]}"
            if place == 0 and post.reply_to:
                message["reply_to_message"] = self._messages(self.posts[post.reply_to])[0]
            found.append(message)
        return found

    def _known(self, message_id: Any) -> FakePost | None:
        post = self.posts.get(self.by_message.get(str(message_id), ""))
        return None if post is None or post.deleted else post

    @route("POST", "/bot{token}/editMessageText")
    def edit_text(self, request: Request) -> Answer:
        return self._edit(request, request.json["text"], with_media=False)

    @route("POST", "/bot{token}/editMessageCaption")
    def edit_caption(self, request: Request) -> Answer:
        return self._edit(request, request.json["caption"], with_media=True)

    def _edit(self, request: Request, text: str, *, with_media: bool) -> Answer:
        if refused := self._refused(request):
            return refused
        post = self._known(request.json["message_id"])
        if post is None:
            return self.error(400, "Bad Request: message to edit not found")
        if post.media and not with_media:
            return self.error(400, "Bad Request: there is no text in the message to edit")
        if post.text == text.strip():
            return self.error(400, "Bad Request: message is not modified: specified new message content is the same")
        post.text = text.strip()
        return self._ok(self._messages(post)[0] | {"edit_date": int(time.time())})

    @route("POST", "/bot{token}/deleteMessage")
    def delete(self, request: Request) -> Answer:
        post = self._known(request.json["message_id"])
        if refused := self._refused(request):
            return refused
        if post is None:
            return self.error(400, "Bad Request: message to delete not found")
        if not self.may_delete and time.time() - post.at >= TWO_DAYS:
            return self.error(400, "Bad Request: message can't be deleted for everyone")
        post.deleted = True
        return self._ok(True)

    @route("POST", "/bot{token}/deleteMessages")
    def delete_many(self, request: Request) -> Answer:
        if refused := self._refused(request):
            return refused
        for message_id in request.json["message_ids"]:
            if post := self._known(message_id):
                post.deleted = True
        return self._ok(True)

    # The public page

    def stranger(self, text: str) -> FakePost:
        return self.accept(str(OTHERS), text)

    @route("GET", "/s/{name}")
    def page(self, request: Request) -> Answer:
        name = request.params["name"]
        chat = self._chat({"chat_id": f"@{name}"})
        if chat is None or not self.previews:
            return Answer(302, b"", {"location": f"https://t.me/{name}"})
        before = int(request.query.get("before", "0"))
        seen = [post for post in self.visible(str(chat["id"])) if not before or _first(post) < before]
        seen = self.page_of(seen, 20)
        posts = "\n".join(self._shown(post, name) for post in seen[::-1])
        head = f'<div class="tgme_channel_info"><div class="tgme_channel_info_header">{chat["title"]}</div></div>'
        page = f"<!DOCTYPE html>\n<html><head><title>{chat['title']}</title></head><body>{head}\n{posts}</body></html>"
        return Answer(200, page.encode(), {"content-type": "text/html; charset=utf-8"})

    def _shown(self, post: FakePost, name: str) -> str:
        ids = post.id.split(",")
        link = f"https://t.me/{name}/{ids[0]}"
        words = html.escape(post.text).replace("\n", "<br/>")
        words = re.sub(r"(https?://[^\s<]+)", r'<a href="\1" target="_blank" rel="noopener">\1</a>', words)
        words = words.replace("🍂", '<i class="emoji" style="background-image:url(\'//t.me/e.png\')"><b>🍂</b></i>')
        reply = ""
        if post.reply_to:
            quoted = html.escape(self.posts[post.reply_to].text)
            reply = (
                f'<a class="tgme_widget_message_reply" href="https://t.me/{name}/{post.reply_to.partition(",")[0]}">'
                f'<div class="tgme_widget_message_text js-message_reply_text" dir="auto">{quoted}</div></a>'
            )
        wraps = {"photo": "photo_wrap", "video": "video_player", "animation": "video_player"}
        single = "?single" if len(ids) > 1 else ""
        media = "".join(
            f'<a class="tgme_widget_message_{wraps.get(kind, "document_wrap")}" href="https://t.me/{name}/{one}{single}"></a>'
            for kind, one in zip(post.media, ids, strict=False)
        )
        at = datetime.fromtimestamp(int(post.at), UTC).isoformat()
        text = f'<div class="tgme_widget_message_text js-message_text" dir="auto">{words}</div>' if words else ""
        return (
            '<div class="tgme_widget_message_wrap js-widget_message_wrap">'
            f'<div class="tgme_widget_message text_not_supported_wrap js-widget_message" data-post="{name}/{ids[0]}">'
            f'<div class="tgme_widget_message_bubble"><img src="/a.png">{reply}{media}{text}'
            '<div class="tgme_widget_message_footer"><span class="tgme_widget_message_views">1.8K</span>'
            f'<a class="tgme_widget_message_date" href="{link}"><time datetime="{at}" class="time">09:00</time></a>'
            "</div></div></div></div>"
        )


def _name(number: int) -> str:
    return "autumn_news" if number == 1 else f"autumn_news_{number}"


def _first(post: FakePost) -> int:
    return int(post.id.partition(",")[0])


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


_GIFTS = {"unlimited_gifts": False, "limited_gifts": False, "unique_gifts": False, "premium_subscription": False}
_GIFTS["gifts_from_channels"] = False
_RIGHTS = dict.fromkeys(
    (
        "can_be_edited",
        "is_anonymous",
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
    ),
    False,
)

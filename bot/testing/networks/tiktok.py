"""TikTok: uploads in parts whose last one posts, a publish id that tells what became of it, pictures that are fetched."""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from collections import deque
from pathlib import Path
from typing import Any

from bot.testing.files import clip
from bot.testing.network import Answer, FakeNetwork, FakePost, Request, route
from connectors.media import Media
from connectors.oauth import Tokens, challenge_of
from connectors.platform import AccountInfo, Outgoing

_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
_LEVELS = ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"]
_LEAST_PART, _MOST_PART, _MOST_LAST = 5_242_880, 67_108_864, 134_217_728


class TikTokNetwork(FakeNetwork):
    """Behaves as developers.tiktok.com describes the Content Posting and Display APIs. One person, `ana`, has an account.

    `levels`, `longest` and `off` are what the creator's settings allow; `unaudited` makes it an application that has not
    been audited. `moderation`: seconds until a public post has an id. `a_minute` bounds the calls of a kind; None: no bound.
    `fails`: what the next finished upload fails with. `verified`: the domain that pictures may be fetched from.
    """

    platform = "tiktok"

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.tokens = {"good-token-1": "ana"}
        self.refreshes = {"good-refresh-1": "ana"}
        self.codes: dict[str, dict[str, str]] = {}
        self._clips: dict[Path, Media] = {}
        self.secret = "app-secret-1"
        self.levels = list(_LEVELS)
        self.longest = 600
        self.off: set[str] = set()
        self.unaudited = False
        self.moderation = 0.0
        self.a_minute: int | None = None
        self.a_day: int | None = None
        self.fails = ""
        self.verified = "https://allin.example/"
        self.uploads: dict[str, dict[str, Any]] = {}
        """By publish id; `upload_id` leads here through `addresses`."""
        self.addresses: dict[str, str] = {}
        self.expired_addresses = False
        self._calls: dict[tuple[str, str], deque[float]] = {}

    def account(self, number: int = 1) -> AccountInfo:
        name = "ana" if number == 1 else f"ana{number}"
        token = f"good-token-{number}"
        self.tokens[token] = name
        self.refreshes[f"good-refresh-{number}"] = name
        data = {"id": f"open-{name}", "username": name, "privacy": "public"}
        return AccountInfo(number, 1, self.platform, f"@{name}", data, Tokens(token, f"good-refresh-{number}"))

    def sample(self, folder: Path, *, key: str = "key-1", text: str = "Hello, autumn", number: int = 1) -> Outgoing:
        return Outgoing(key, self.account(number), text, media=(self._clip(folder),), options={"privacy": "public"})

    def _clip(self, folder: Path) -> Media:
        """One file for all samples: writing it anew would pull it away from whoever is reading."""
        if folder not in self._clips:
            self._clips[folder] = clip(folder, 20_000)
        return self._clips[folder]

    def error(self, status: int, message: str, code: str = "") -> Answer:
        code = code or {401: "access_token_invalid", 404: "invalid_params", 429: "rate_limit_exceeded"}.get(status, "")
        code = code or ("internal_error" if status >= 500 else "invalid_params")
        return Answer(status, {"data": {}, "error": {"code": code, "message": message, "log_id": secrets.token_hex(8)}})

    def expired(self) -> Answer:
        return self.error(401, "The access token is invalid or not found in the request.")

    def switched_off(self) -> Answer:
        return self.error(410, "This version of the API is no longer available.", "invalid_params")

    def is_send(self, request: Request) -> bool:
        """The last part of an upload, or the call that has pictures fetched."""
        if request.method == "PUT" and request.path == "/video/":
            found = _RANGE.fullmatch(request.headers.get("content-range", ""))
            return found is not None and int(found[2]) + 1 == int(found[3])
        return super().is_send(request)

    def _ok(self, data: dict[str, Any]) -> Answer:
        return Answer(200, {"data": data, "error": {"code": "ok", "message": "", "log_id": secrets.token_hex(8)}})

    def _who(self, request: Request, kind: str) -> str | Answer:
        who = self.tokens.get(request.bearer)
        if who is None:
            return self.expired()
        if self.a_minute is not None:
            calls = self._calls.setdefault((request.bearer, kind), deque())
            while calls and calls[0] < time.time() - 60:
                calls.popleft()
            if len(calls) >= self.a_minute:
                return self.error(429, "The API rate limit was exceeded. Please try again later.")
            calls.append(time.time())
        return who

    # Signing in

    def grant(self, challenge: str) -> str:
        """The code that the consent page would send back."""
        code = secrets.token_hex(8)
        self.codes[code] = {"challenge": challenge}
        return code

    @route("POST", "/v2/oauth/token/")
    def token(self, request: Request) -> Answer:
        form = request.form

        def refused(error: str, words: str) -> Answer:
            return Answer(200, {"error": error, "error_description": words, "log_id": secrets.token_hex(8)})

        if form.get("client_secret") != self.secret:
            return refused("invalid_client", "Client key or secret is incorrect.")
        if form["grant_type"] == "refresh_token":
            who = self.refreshes.pop(form.get("refresh_token", ""), None)
            if who is None:
                return refused("invalid_grant", "The refresh token is invalid or expired.")
        else:
            grant = self.codes.pop(form.get("code", ""), None)
            if grant is None or grant["challenge"] != challenge_of(form.get("code_verifier", "")):
                return refused("invalid_grant", "The authorization code is invalid or expired.")
            who = "ana"
        access, refresh = f"act.{secrets.token_hex(8)}", f"rft.{secrets.token_hex(8)}"
        self.tokens[access] = who
        self.refreshes[refresh] = who
        return Answer(
            200,
            {
                "access_token": access,
                "expires_in": 86_400,
                "open_id": f"open-{who}",
                "refresh_expires_in": 31_536_000,
                "refresh_token": refresh,
                "scope": "user.info.basic,user.info.profile,user.info.stats,video.list,video.publish,video.upload",
                "token_type": "Bearer",
            },
        )

    @route("POST", "/v2/oauth/revoke/")
    def revoke(self, request: Request) -> Answer:
        self.tokens.pop(request.form["token"], None)
        return Answer(200, {})

    @route("GET", "/v2/user/info/")
    def user(self, request: Request) -> Answer:
        who = self._who(request, "user")
        if isinstance(who, Answer):
            return who
        everything = {
            "open_id": f"open-{who}",
            "display_name": who.title(),
            "username": who,
            "follower_count": 42,
            "likes_count": 7,
            "video_count": sum(p.account == who for p in self.posts.values()),
        }
        return self._ok({"user": {name: everything[name] for name in request.query["fields"].split(",")}})

    # Posting

    @route("POST", "/v2/post/publish/creator_info/query/")
    def creator(self, request: Request) -> Answer:
        who = self._who(request, "creator")
        if isinstance(who, Answer):
            return who
        return self._ok(
            {
                "creator_avatar_url": "https://files.fake.example/a.webp",
                "creator_username": who,
                "creator_nickname": who.title(),
                "privacy_level_options": self.levels,
                "comment_disabled": "comment" in self.off,
                "duet_disabled": "duet" in self.off,
                "stitch_disabled": "stitch" in self.off,
                "max_video_post_duration_sec": self.longest,
            }
        )

    @route("POST", "/v2/post/publish/video/init/")
    def video(self, request: Request) -> Answer:
        return self._init(request, "post")

    @route("POST", "/v2/post/publish/inbox/video/init/")
    def inbox(self, request: Request) -> Answer:
        return self._init(request, "draft")

    def _init(self, request: Request, mode: str) -> Answer:
        who = self._who(request, "init")
        if isinstance(who, Answer):
            return who
        info = request.json.get("post_info") or {}
        refusal = self._refused(who, info, mode)
        if refusal is not None:
            return refusal
        source = request.json["source_info"]
        size, chunk, parts = (int(source[name]) for name in ("video_size", "chunk_size", "total_chunk_count"))
        whole = chunk == size and parts == 1 and size <= _MOST_PART
        split = _LEAST_PART <= chunk <= _MOST_PART and parts == size // chunk and 1 <= parts <= 1000
        if size < 1 or not (whole or split) or size - (parts - 1) * chunk > _MOST_LAST:
            return self.error(400, "The chunk size or the total chunk count is invalid.", "invalid_params")
        publish_id = f"v_pub_file~v2-1.{self.new_id()}"
        upload_id = self.new_id()
        self.uploads[publish_id] = {
            "who": who,
            "info": info,
            "mode": mode,
            "size": size,
            "chunk": chunk,
            "got": 0,
            "hash": hashlib.sha256(),
            "mime": "",
        }
        self.addresses[upload_id] = publish_id
        address = f"{self.url}/video/?upload_id={upload_id}&upload_token={secrets.token_hex(8)}"
        return self._ok({"publish_id": publish_id, "upload_url": address})

    def _refused(self, who: str, info: dict[str, Any], mode: str) -> Answer | None:
        if mode == "draft":
            waiting = sum(u["who"] == who and u["mode"] == "draft" and "post" not in u for u in self.uploads.values())
            if waiting >= 5:
                return self.error(403, "Too many pending shares in 24 hours.", "spam_risk_too_many_pending_share")
            return None
        level = info.get("privacy_level")
        if level not in [*_LEVELS, "FOLLOWER_OF_CREATOR"]:
            return self.error(400, "The privacy level is invalid.", "invalid_params")
        if self.unaudited and level != "SELF_ONLY":
            code = "unaudited_client_can_only_post_to_private_accounts"
            return self.error(403, "Please review our integration guidelines.", code)
        if level not in self.levels:
            return self.error(403, "The privacy level is not one of the creator's.", "privacy_level_option_mismatch")
        if self.a_day is not None:
            since = time.time() - 86_400
            if sum(p.account == who and p.at > since for p in self.posts.values()) >= self.a_day:
                return self.error(403, "The daily post cap of the user is reached.", "spam_risk_too_many_posts")
        if len(info.get("title", "").encode("utf-16-le")) > 2 * 2_200:
            return self.error(400, "The title is too long.", "invalid_params")
        return None

    @route("PUT", "/video/")
    def part(self, request: Request) -> Answer:
        publish_id = self.addresses.get(request.query.get("upload_id", ""))
        if publish_id is None:
            return Answer(404, b"unknown upload", {"content-type": "text/plain"})
        if self.expired_addresses:
            return Answer(403, b"expired", {"content-type": "text/plain"})
        upload = self.uploads[publish_id]
        found = _RANGE.fullmatch(request.headers.get("content-range", ""))
        if found is None or request.headers.get("content-type", "") not in {
            "video/mp4",
            "video/quicktime",
            "video/webm",
        }:
            return Answer(400, b"bad headers", {"content-type": "text/plain"})
        first, last, size = (int(number) for number in found.groups())
        if first != upload["got"] or size != upload["size"] or last - first + 1 != len(request.body):
            return Answer(416, b"range disagrees", {"content-type": "text/plain"})
        upload["got"] = last + 1
        upload["hash"].update(request.body)
        upload["mime"] = request.headers["content-type"]
        if upload["got"] < size:
            return Answer(206, b"more", {"content-type": "text/plain"})
        self._finish(publish_id, upload)
        return Answer(201, b"all parts stored", {"content-type": "text/plain"})

    def _finish(self, publish_id: str, upload: dict[str, Any]) -> None:
        if self.fails:
            upload["failed"], self.fails = self.fails, ""
            return
        digest = upload.pop("hash").hexdigest() if "hash" in upload else ""
        info = upload["info"]
        text = info.get("description", "") if upload.get("photos") else info.get("title", "")
        post = self.accept(
            upload["who"],
            text,
            kind="draft" if upload["mode"] == "draft" else "post",
            media=upload.get("photos") or [digest],
            info=info,
        )
        upload["post"] = post.id

    @route("POST", "/v2/post/publish/content/init/", sends=True)
    def photos(self, request: Request) -> Answer:
        who = self._who(request, "init")
        if isinstance(who, Answer):
            return who
        body = request.json
        mode = "draft" if body["post_mode"] == "MEDIA_UPLOAD" else "post"
        refusal = self._refused(who, body["post_info"], mode)
        if refusal is not None:
            return refusal
        images = body["source_info"]["photo_images"]
        if not 1 <= len(images) <= 35 or len(body["post_info"].get("title", "")) > 90:
            return self.error(400, "The photo images or the title are invalid.", "invalid_params")
        if not all(image.startswith(self.verified) for image in images):
            return self.error(403, "The domain of the address is not verified.", "url_ownership_unverified")
        publish_id = f"p_pub_url~v2.{self.new_id()}"
        upload = {"who": who, "info": body["post_info"], "mode": mode, "size": 0, "got": 0, "photos": images}
        self.uploads[publish_id] = upload
        self._finish(publish_id, upload)
        return self._ok({"publish_id": publish_id})

    @route("POST", "/v2/post/publish/status/fetch/")
    def status(self, request: Request) -> Answer:
        who = self._who(request, "status")
        if isinstance(who, Answer):
            return who
        upload = self.uploads.get(request.json["publish_id"])
        if upload is None or upload["who"] != who:
            return self.error(400, "The publish id is invalid.", "invalid_publish_id")
        sizes = {"uploaded_bytes": upload["got"]} if not upload.get("photos") else {"downloaded_bytes": 0}
        if "failed" in upload:
            return self._ok({"status": "FAILED", "fail_reason": upload["failed"], **sizes})
        post = self.posts.get(upload.get("post", ""))
        if post is None or time.time() < post.at + self.processing:
            working = "PROCESSING_DOWNLOAD" if upload.get("photos") else "PROCESSING_UPLOAD"
            return self._ok({"status": working, **sizes})
        if upload["mode"] == "draft":
            return self._ok({"status": "SEND_TO_USER_INBOX", **sizes})
        done = {"status": "PUBLISH_COMPLETE", **sizes}
        public = upload["info"]["privacy_level"] == "PUBLIC_TO_EVERYONE"
        if public and time.time() >= post.at + self.processing + self.moderation:
            done["publicaly_available_post_id"] = [int(post.id)]
        return self._ok(done)

    # Reading

    @route("POST", "/v2/video/list/")
    def listed(self, request: Request) -> Answer:
        who = self._who(request, "list")
        if isinstance(who, Answer):
            return who
        seen = [post for post in self.visible(who) if self._is_public(post)]
        if cursor := request.json.get("cursor"):
            seen = [post for post in seen if int(post.at * 1000) < cursor]
        most = int(request.json.get("max_count", 10))
        if most > 20:
            return self.error(400, "At most 20 videos.", "invalid_params")
        shown = self.page_of(seen, most)
        videos = [self._video(post, request.query["fields"]) for post in shown]
        cursor = int(shown[-1].at * 1000) if shown else 0
        return self._ok({"videos": videos, "cursor": cursor, "has_more": len(seen) > len(shown)})

    @route("POST", "/v2/video/query/")
    def queried(self, request: Request) -> Answer:
        who = self._who(request, "query")
        if isinstance(who, Answer):
            return who
        ids = request.json["filters"]["video_ids"]
        if len(ids) > 20:
            return self.error(400, "At most 20 videos.", "invalid_params")
        own = [self.posts[i] for i in ids if i in self.posts and self.posts[i].account == who]
        fields = request.query["fields"]
        return self._ok({"videos": [self._video(post, fields) for post in own if self._is_public(post)]})

    def stranger(self, text: str) -> FakePost:
        return self.accept("zoe", text, info={"privacy_level": "PUBLIC_TO_EVERYONE"})

    def _is_public(self, post: FakePost) -> bool:
        return (
            post.kind == "post" and post.more["info"].get("privacy_level") == "PUBLIC_TO_EVERYONE" and not post.deleted
        )

    def _video(self, post: FakePost, fields: str) -> dict[str, Any]:
        everything = {
            "id": post.id,
            "create_time": int(post.at),
            "title": post.text,
            "share_url": f"https://www.tiktok.com/@{post.account}/video/{post.id}",
            "duration": 12,
            "view_count": 120,
            "like_count": 9,
            "comment_count": 2,
            "share_count": 1,
        }
        return {name: everything[name] for name in fields.split(",")}

"""Pinterest: boards, pins with their pictures in the call, videos that are uploaded and take time."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import secrets
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.testing.files import picture
from bot.testing.network import Answer, FakeNetwork, FakePost, Request, route
from connectors.oauth import Tokens
from connectors.platform import AccountInfo, Outgoing

UPLOADS = "https://pinterest-media-upload.s3-accelerate.amazonaws.com"
_HEADS = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
_CODES = {400: 1, 401: 2, 403: 29, 404: 50, 410: 12, 429: 8}


class PinterestNetwork(FakeNetwork):
    """Behaves as Pinterest's OpenAPI document 5.23.0 describes it. One person, `ana`, has two boards: 501 and 502.

    `trial`: the application may not make pins in production. `editing`: it may use PATCH /pins. `business`: the account
    has figures. `refuses_video`: the next videos cannot be worked through.
    """

    platform = "pinterest"

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.tokens = {"good-token": "ana"}
        self.refreshing: dict[str, str] = {}
        self.apps = {"app-1": "secret-of-app-1"}
        self.codes: dict[str, str] = {}
        self.boards = {"501": ("ana", "Autumn"), "502": ("ana", "Recipes")}
        self.media: dict[str, dict[str, Any]] = {}
        self.trial = False
        self.editing = True
        self.business = True
        self.refuses_video = False
        self.tells_trends = True
        self.page = 250
        """The most boards or pins that one page holds here."""

    def account(self, number: int = 1) -> AccountInfo:
        name, token, board = ("ana", "good-token", "501") if number == 1 else _further(number)
        self.tokens[token] = name
        self.boards.setdefault(board, (name, "Autumn"))
        return AccountInfo(number, 1, self.platform, name, {"id": str(9000 + number), "board": board}, Tokens(token))

    def sample(self, folder: Path, *, key: str = "key-1", text: str = "Hello, autumn", number: int = 1) -> Outgoing:
        post = super().sample(folder, key=key, text=text, number=number)
        return replace(post, title="Autumn sale", media=(picture(folder, 100, 150, alt="Leaves"),))

    def error(self, status: int, message: str, code: str = "") -> Answer:
        return Answer(status, {"code": int(code) if code else _CODES.get(status, 0), "message": message})

    def too_many(self) -> Answer:
        answer = self.error(429, "You have exceeded your rate limit. Try again later.")
        answer.headers |= {"x-ratelimit-remaining": "0", "x-ratelimit-reset": f"{self.retry_after:g}"}
        return answer

    def expired(self) -> Answer:
        return self.error(401, "Authentication failed.")

    def switched_off(self) -> Answer:
        return self.error(410, "This version of the API is no longer supported.")

    # Signing in

    def grant(self, redirect_uri: str) -> str:
        """The code that the consent page would send back."""
        code = secrets.token_hex(8)
        self.codes[code] = redirect_uri
        return code

    @route("POST", "/v5/oauth/token")
    def token(self, request: Request) -> Answer:
        if not self._is_app(request):
            return self.error(401, "Authentication failed.")
        form = request.form
        if form.get("grant_type") == "authorization_code":
            if self.codes.pop(form.get("code", ""), None) != form.get("redirect_uri"):
                return self.error(400, "The authorization code is invalid or was used.", "283")
            more = {"response_type": "authorization_code"}
        elif form.get("grant_type") == "refresh_token":
            if self.refreshing.pop(form.get("refresh_token", ""), None) is None:
                return self.error(400, "The refresh token is invalid.", "283")
            more = {"response_type": "refresh_token"}
        else:
            return self.error(400, "Invalid grant_type.")
        access, refresh = f"pina_{secrets.token_hex(8)}", f"pinr_{secrets.token_hex(8)}"
        self.tokens[access] = self.refreshing[refresh] = "ana"
        until = {"refresh_token_expires_in": 5_184_000, "refresh_token_expires_at": int(time.time()) + 5_184_000}
        scope = "boards:read boards:write pins:read pins:write user_accounts:read"
        body = {"access_token": access, "token_type": "bearer", "expires_in": 2_592_000, "scope": scope}
        return Answer(200, body | more | {"refresh_token": refresh} | until)

    @route("POST", "/v5/oauth/token/revoke")
    def revoke(self, request: Request) -> Answer:
        if not self._is_app(request):
            return self.error(401, "Authentication failed.")
        return self.error(403, "You are not permitted to access that resource.")  # not a system user's token

    def _is_app(self, request: Request) -> bool:
        kind, _, given = request.headers.get("authorization", "").partition(" ")
        try:
            name, _, secret = base64.b64decode(given).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return False
        return kind == "Basic" and self.apps.get(name) == secret

    @route("GET", "/v5/user_account")
    def me(self, request: Request) -> Answer:
        name = self.tokens.get(request.bearer)
        if name is None:
            return self.expired()
        body = {
            "id": "9001",
            "username": name,
            "account_type": "BUSINESS" if self.business else "PINNER",
            "business_name": name.title() if self.business else None,
            "follower_count": 42,
            "following_count": 3,
            "pin_count": sum(not post.deleted for post in self.posts.values()),
            "board_count": len(self.boards),
            "monthly_views": 163,
        }
        return Answer(200, body)

    @route("GET", "/v5/user_account/analytics")
    def account_figures(self, request: Request) -> Answer:
        if request.bearer not in self.tokens:
            return self.expired()
        if not self.business:
            return self.error(403, "Not authorized to access the user account analytics.")
        if not _in_window(request):
            return self.error(400, "Invalid user accounts analytics parameters.")
        numbers = {"IMPRESSION": 240, "ENGAGEMENT": 31, "SAVE": 20, "OUTBOUND_CLICK": 7}
        asked = request.query.get("metric_types", "").split(",")
        told = {name: numbers[name] for name in asked}
        start, end = (date.fromisoformat(request.query[name]) for name in ("start_date", "end_date"))
        ready = datetime.now(UTC).date() - timedelta(days=2)
        days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
        daily = [
            {"date": str(at), "data_status": "READY" if at <= ready else "PROCESSING", "metrics": told} for at in days
        ]
        return Answer(200, {"all": {"summary_metrics": told, "daily_metrics": daily}})

    @route("GET", "/v5/boards")
    def list_boards(self, request: Request) -> Answer:
        name = self.tokens.get(request.bearer)
        if name is None:
            return self.expired()
        own = [
            {"id": number, "name": title, "privacy": "PUBLIC", "pin_count": 5, "is_ads_only": False}
            for number, (owner, title) in self.boards.items()
            if owner == name
        ]
        return self._listed(request, own)

    def _listed(self, request: Request, items: list[Any]) -> Answer:
        start = int(request.query.get("bookmark") or "0")
        end = start + min(int(request.query.get("page_size") or "25"), self.page)
        return Answer(200, {"items": items[start:end], "bookmark": str(end) if end < len(items) else None})

    # Videos

    @route("POST", "/v5/media")
    def register(self, request: Request) -> Answer:
        if request.bearer not in self.tokens:
            return self.expired()
        if (request.json or {}).get("media_type") != "video":
            return self.error(400, "Invalid request: media_type must be video.")
        media_id = self.new_id()
        parameters = {
            "x-amz-date": "20261123T100000Z",
            "x-amz-signature": secrets.token_hex(8),
            "x-amz-algorithm": "AWS4-HMAC-SHA256",
            "key": f"uploads/{media_id}",
            "policy": secrets.token_hex(8),
            "x-amz-credential": "fake/20261123/us-east-1/s3/aws4_request",
            "Content-Type": "multipart/form-data",
        }
        self.media[media_id] = {"ready": 0.0, "size": 0, "fields": parameters}
        body = {"media_id": media_id, "media_type": "video", "upload_url": f"{UPLOADS}/store"}
        return Answer(201, body | {"upload_parameters": parameters})

    @route("POST", "/store")
    def upload(self, request: Request) -> Answer:
        fields = request.form
        media = self.media.get(fields.get("key", "").removeprefix("uploads/"))
        file = request.parts.get("file")
        if "authorization" in request.headers or media is None or media["fields"] != fields:
            return Answer(403, b"<Error><Code>AccessDenied</Code></Error>", {"content-type": "application/xml"})
        if file is None or list(request.parts)[-1] != "file":
            return Answer(400, b"<Error><Code>InvalidArgument</Code></Error>", {"content-type": "application/xml"})
        media |= {
            "size": len(file.body),
            "sha256": hashlib.sha256(file.body).hexdigest(),
            "ready": time.time() + self.processing,
            "failed": self.refuses_video,
        }
        return Answer(204)

    @route("GET", "/v5/media/{id}")
    def media_state(self, request: Request) -> Answer:
        media = self.media.get(request.params["id"])
        if request.bearer not in self.tokens:
            return self.expired()
        if media is None:
            return self.error(404, "Media not found.")
        return Answer(200, {"media_id": request.params["id"], "media_type": "video", "status": _state(media)})

    # Pins

    @route("POST", "/v5/pins", sends=True)
    def create(self, request: Request) -> Answer:
        name = self.tokens.get(request.bearer)
        if name is None:
            return self.expired()
        if self.trial:
            words = "Apps with Trial access may not create Pins in production https://api.pinterest.com"
            return self.error(403, f"{words} - use API Sandbox https://api-sandbox.pinterest.com instead.")
        body = request.json or {}
        if self.boards.get(str(body.get("board_id")), ("", ""))[0] != name:
            return self.error(404, "Board not found.", "40")
        most = {"title": 100, "description": 800, "alt_text": 500, "link": 2048}
        for field, limit in most.items():
            if len(body.get(field) or "") > limit:
                return self.error(400, f"Invalid request: {field} is too long.")
        media, why = self._media_of(body.get("media_source") or {})
        if why:
            return self.error(400, f"Invalid request: {why}")
        more = {field: body.get(field) for field in ("board_id", "title", "link", "alt_text")}
        source = body["media_source"]["source_type"]
        post = self.accept(name, body.get("description") or "", media=media, source=source, **more)
        return Answer(201, self._pin(post))

    def _media_of(self, source: dict[str, Any]) -> tuple[list[str], str]:
        """What the ledger keeps of a pin's media, and why they are refused."""
        kind = source.get("source_type")
        if kind == "video_id":
            media = self.media.get(str(source.get("media_id")))
            if media is None or _state(media) != "succeeded":
                return [], "the video is not ready."
            covers = {"cover_image_url", "cover_image_data", "cover_image_key_frame_time"} & set(source)
            return [str(source["media_id"])], "" if len(covers) == 1 else "a video needs one cover image."
        items = source.get("items") if str(kind).startswith("multiple_") else [source]
        if not isinstance(items, list) or (str(kind).startswith("multiple_") and not 2 <= len(items) <= 5):
            return [], "a carousel has 2 to 5 images."
        if kind in {"image_url", "multiple_image_urls"}:
            fine = all(str(item.get("url", "")).startswith("https://") for item in items)
            return [item.get("url", "") for item in items], "" if fine else "the image could not be fetched."
        if kind not in {"image_base64", "multiple_image_base64"}:
            return [], "unknown source_type."
        kept, sizes = [], set()
        for item in items:
            try:
                content = base64.b64decode(str(item.get("data") or ""), validate=True)
            except binascii.Error:
                return [], "the image is no base64."
            head = _HEADS.get(item.get("content_type", ""), b"?")
            if not content.startswith(head):
                return [], "the image is not of the type it is said to be."
            if len(items) > 1:
                sizes.add(_size(content))
            kept.append(hashlib.sha256(content).hexdigest())
        return kept, "" if len(sizes) < 2 else "all images of a carousel must have the same size."

    @route("GET", "/v5/pins")
    def list_pins(self, request: Request) -> Answer:
        name = self.tokens.get(request.bearer)
        if name is None:
            return self.expired()
        bookmark = request.query.get("bookmark") or "0"
        if not bookmark.isdecimal():
            return self.error(400, "Invalid bookmark.")
        if int(request.query.get("page_size") or "25") > 250:
            return self.error(400, "Invalid request: page_size is too large.")
        start, seen = int(bookmark), self.visible(name)
        if request.query.get("pin_filter") != "exclude_repins":
            seen += [post for post in self.visible() if post.account != name]  # saved from others
        pins = self.page_of(seen[start:], min(int(request.query.get("page_size") or "25"), self.page))
        end = start + len(pins)
        items = [self._pin(post) | {"is_owner": post.account == name} for post in pins]
        return Answer(200, {"items": items, "bookmark": str(end) if end < len(seen) else None})

    def stranger(self, text: str) -> FakePost:
        more = {"board_id": "999", "title": "Kiln", "link": None, "alt_text": None, "source": "image_url"}
        return self.accept("zoe", text, **more)

    @route("GET", "/v5/trends/keywords/{region}/top/{kind}")
    def trends(self, request: Request) -> Answer:
        if request.bearer not in self.tokens:
            return self.expired()
        if not self.tells_trends:
            return self.error(403, "Your application is not allowed to use this feature.")
        words = ("autumn table", "pottery", "glaze ideas")
        common = {"pct_growth_wow": 50, "pct_growth_mom": 300, "pct_growth_yoy": 10_000, "time_series": {}}
        return Answer(200, {"trends": [{"keyword": word, **common} for word in words]})

    def _own(self, request: Request) -> FakePost | Answer:
        name = self.tokens.get(request.bearer)
        if name is None:
            return self.expired()
        post = self.posts.get(request.params["id"])
        return post if post and not post.deleted and post.account == name else self.error(404, "Pin not found.")

    @route("GET", "/v5/pins/{id}")
    def pin(self, request: Request) -> Answer:
        post = self._own(request)
        if isinstance(post, Answer):
            return post
        lifetime = {"pin_click": 7, "impression": 300, "clickthrough": 3, "reaction": 10, "comment": 2}
        more = {"pin_metrics": {"lifetime_metrics": lifetime}} if request.query.get("pin_metrics") == "true" else {}
        return Answer(200, self._pin(post) | more)

    @route("PATCH", "/v5/pins/{id}")
    def edit(self, request: Request) -> Answer:
        post = self._own(request)
        if isinstance(post, Answer):
            return post
        if not self.editing:
            return self.error(403, "Your application is not allowed to use this beta feature.")
        body = request.json
        post.text = body.get("description", post.text)
        post.more |= {name: body[name] for name in ("title", "link", "alt_text") if name in body}
        return Answer(200, self._pin(post))

    @route("DELETE", "/v5/pins/{id}")
    def delete(self, request: Request) -> Answer:
        post = self._own(request)
        if isinstance(post, Answer):
            return post
        post.deleted = True
        return Answer(204)

    @route("GET", "/v5/pins/{id}/analytics")
    def figures(self, request: Request) -> Answer:
        post = self._own(request)
        if isinstance(post, Answer):
            return post
        if not _in_window(request):
            return self.error(400, "Invalid pins analytics parameters.")
        numbers = {"IMPRESSION": 240, "SAVE": 20, "PIN_CLICK": 37, "OUTBOUND_CLICK": 7}
        video = {"VIDEO_MRC_VIEW": 29, "VIDEO_V50_WATCH_TIME": 10_031}
        totals = {"TOTAL_COMMENTS": 4, "TOTAL_REACTIONS": 12}
        asked = request.query.get("metric_types", "").split(",")
        if set(asked) - set(numbers | video | totals) or (
            set(asked) & set(video) and post.more["source"] != "video_id"
        ):
            return self.error(400, "Invalid pins analytics parameters.")
        summary = {name: value for name, value in (numbers | video).items() if name in asked}
        lifetime = {name: value for name, value in totals.items() if name in asked}
        return Answer(200, {"all": {"summary_metrics": summary, "lifetime_metrics": lifetime, "daily_metrics": []}})

    def _pin(self, post: FakePost) -> dict[str, Any]:
        kinds = {
            "video_id": "video",
            "multiple_image_base64": "multiple_images",
            "multiple_image_urls": "multiple_images",
        }
        return {
            "id": post.id,
            "created_at": datetime.fromtimestamp(post.at, UTC).strftime("%Y-%m-%dT%H:%M:%S"),
            "board_id": post.more["board_id"],
            "board_owner": {"username": post.account},
            "board_section_id": None,
            "title": post.more["title"],
            "description": post.text,
            "link": post.more["link"],
            "alt_text": post.more["alt_text"],
            "is_owner": True,
            "is_standard": True,
            "has_been_promoted": False,
            "parent_pin_id": None,
            "media": {"media_type": kinds.get(post.more["source"], "image")},
        }


def _further(number: int) -> tuple[str, str, str]:
    return f"ana{number}", f"good-token-{number}", str(500 + 10 * number)


def _state(media: dict[str, Any]) -> str:
    if not media["size"]:
        return "registered"
    if media.get("failed"):
        return "failed"
    return "succeeded" if time.time() >= media["ready"] else "processing"


def _size(content: bytes) -> tuple[int, int]:
    from PIL import Image

    with Image.open(io.BytesIO(content)) as image:
        return image.size


def _in_window(request: Request) -> bool:
    try:
        start, end = (date.fromisoformat(request.query[name]) for name in ("start_date", "end_date"))
    except (KeyError, ValueError):
        return False
    return datetime.now(UTC).date() - timedelta(days=90) <= start <= end

"""X: sign-in with refresh tokens that serve once, chunked uploads, t.co links, words that are refused a second time."""

from __future__ import annotations

import base64
import hashlib
import math
import re
import secrets
import time
from collections import deque
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from bot.testing.network import Answer, FakeNetwork, FakePost, Request, route
from connectors.oauth import Tokens, challenge_of
from connectors.platform import AccountInfo

PROBLEMS = "https://api.x.com/2/problems/"
LINK = re.compile(r"https?://\S+")
EDITABLE = 1800.0


class XNetwork(FakeNetwork):
    """Behaves as the specification 2.167 and docs.x.com describe API v2. One person, `ana`, has a subscribed account there.

    `quota`: posts that one account may make in a quarter of an hour; None for as many as come. `speaks`: the name it
    takes for fields, `post` as in the specification or `tweet` as in the pages. `keeps`: seconds that media are kept.
    """

    platform = "x"

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.quota: int | None = None
        self.speaks = "post"
        self.keeps = 86_400
        self.client = ("x-client", "x-client-secret")
        self.tokens = {"good-token-x": "ana"}
        self.refreshes: dict[str, str] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.ids = {"ana": "700"}
        self.plans = {"ana": "Premium"}
        self.media: dict[str, dict[str, Any]] = {}
        self.words: dict[tuple[str, str], str] = {}
        self.sent: dict[str, deque[float]] = {}

    def account(self, number: int = 1) -> AccountInfo:
        token = "good-token-x" if number == 1 else f"good-token-x-{number}"
        name = self.tokens.setdefault(token, "ana" if number == 1 else f"ana{number}")
        user_id = self.ids.setdefault(name, str(700 + number - 1))
        data = {"id": user_id, "username": name, "subscription": self.plans.get(name, "None")}
        return AccountInfo(number, 1, self.platform, f"@{name}", data, Tokens(token, "good-refresh-x"))

    # Errors

    def error(self, status: int, message: str, code: str = "") -> Answer:
        titles = {400: "Invalid Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found Error"}
        kind = f"{PROBLEMS}{code}" if code else "about:blank"
        body = {"title": titles.get(status, "Error"), "detail": message, "type": kind, "status": status}
        return Answer(status, body, {"content-type": "application/problem+json"})

    def invalid(self, message: str) -> Answer:
        """A 400 as X writes it: what is wrong stands inside `errors`."""
        answer = self.error(400, "One or more parameters to your request was invalid.", "invalid-request")
        answer.body["errors"] = [{"parameters": {}, "message": message}]
        return answer

    def too_many(self) -> Answer:
        answer = self.error(429, "Too Many Requests")
        answer.headers |= self._rate(0, self.retry_after)
        return answer

    def expired(self) -> Answer:
        return self.error(401, "Unauthorized")

    def switched_off(self) -> Answer:
        return self.error(410, "This version of the API has been turned off")

    def _rate(self, left: int, seconds: float) -> dict[str, str]:
        reset = str(math.ceil(time.time() + seconds))
        return {"x-rate-limit-limit": "100", "x-rate-limit-remaining": str(left), "x-rate-limit-reset": reset}

    def _gone(self, name: str, value: str) -> dict[str, Any]:
        return {
            "value": value,
            "detail": f"Could not find tweet with {name}: [{value}].",
            "title": "Not Found Error",
            "resource_type": "tweet",
            "parameter": name,
            "resource_id": value,
            "type": f"{PROBLEMS}resource-not-found",
        }

    # Signing in

    def grant(self, challenge: str, redirect_uri: str) -> str:
        """The code that the consent page would send back."""
        code = secrets.token_hex(16)
        self.codes[code] = {"challenge": challenge, "redirect_uri": redirect_uri}
        return code

    def _is_client(self, request: Request) -> bool:
        try:
            pair = base64.b64decode(request.bearer).decode()
        except ValueError:
            return False
        return tuple(unquote(part) for part in pair.split(":", 1)) == self.client

    @route("POST", "/2/oauth2/token")
    def token(self, request: Request) -> Answer:
        if not self._is_client(request):
            body = {"error": "unauthorized_client", "error_description": "Missing valid authorization header"}
            return Answer(401, body)
        form = request.form
        if form.get("grant_type") == "refresh_token":
            name = self.refreshes.pop(form.get("refresh_token", ""), None)
        else:
            grant = self.codes.pop(form.get("code", ""), None)
            fits = grant is not None and grant["challenge"] == challenge_of(form.get("code_verifier", ""))
            name = "ana" if fits and grant and grant["redirect_uri"] == form.get("redirect_uri") else None
        if name is None:
            said = "Value passed for the token was invalid."
            return Answer(400, {"error": "invalid_request", "error_description": said})
        access, refresh = secrets.token_hex(16), secrets.token_hex(16)
        self.tokens[access], self.refreshes[refresh] = name, name
        scope = "tweet.read tweet.write tweet.moderate.write users.read media.write offline.access"
        both = {"access_token": access, "refresh_token": refresh}
        return Answer(200, {"token_type": "bearer", "expires_in": 7200, "scope": scope, **both})

    @route("POST", "/2/oauth2/revoke")
    def revoke(self, request: Request) -> Answer:
        if not self._is_client(request):
            return Answer(401, {"error": "unauthorized_client", "error_description": "Missing authorization header"})
        self.tokens.pop(request.form.get("token", ""), None)
        self.refreshes.pop(request.form.get("token", ""), None)
        return Answer(200, {"revoked": True})

    @route("GET", "/2/users/me")
    def me(self, request: Request) -> Answer:
        name = self.tokens.get(request.bearer)
        if name is None:
            return self.expired()
        user: dict[str, Any] = {"id": self.ids[name], "name": name.title(), "username": name}
        asked = request.query.get("user.fields", "")
        if "subscription_type" in asked:
            user["subscription_type"] = self.plans.get(name, "None")
        if "public_metrics" in asked:
            counts = {"followers_count": 42, "following_count": 3, "post_count": 12, "listed_count": 0}
            user["public_metrics"] = counts
        return Answer(200, {"data": user})

    # Media

    def _medium(self, size: int, kind: str, parts: dict[int, tuple[int, str]] | None = None) -> str:
        media_id = self.new_id()
        until = time.time() + self.keeps
        self.media[media_id] = {"size": size, "kind": kind, "parts": parts, "until": until, "ready": None, "alt": ""}
        return media_id

    def _told(self, media_id: str) -> dict[str, Any]:
        medium = self.media[media_id]
        left = max(0, int(medium["until"] - time.time()))
        return {"id": media_id, "media_key": f"3_{media_id}", "expires_after_secs": left}

    @route("POST", "/2/media/upload")
    def upload(self, request: Request) -> Answer:
        if request.bearer not in self.tokens:
            return self.expired()
        file = request.parts.get("media")
        if file is None or not file.body:
            return self.invalid("media is required")
        if len(file.body) > 5_000_000:
            return self.invalid("The media is too large")
        media_id = self._medium(len(file.body), str(request.form.get("media_category")))
        self.media[media_id]["ready"] = 0.0
        return Answer(200, {"data": {**self._told(media_id), "size": len(file.body)}})

    @route("POST", "/2/media/upload/initialize")
    def initialize(self, request: Request) -> Answer:
        if request.bearer not in self.tokens:
            return self.expired()
        body = request.json
        media_id = self._medium(int(body["total_bytes"]), str(body["media_category"]), {})
        return Answer(200, {"data": self._told(media_id)})

    @route("POST", "/2/media/upload/{id}/append")
    def append(self, request: Request) -> Answer:
        if request.bearer not in self.tokens:
            return self.expired()
        medium = self.media.get(request.params["id"])
        if medium is None or medium["parts"] is None or medium["ready"] is not None:
            return self.invalid("The media id is invalid")
        part = request.parts["media"].body
        if len(part) > 5 * 1024 * 1024:
            return self.invalid("The segment is too large")
        medium["parts"][int(request.form["segment_index"])] = (len(part), hashlib.sha256(part).hexdigest())
        return Answer(200, {"data": {"expires_at": int(medium["until"])}})

    @route("POST", "/2/media/upload/{id}/finalize")
    def finalize(self, request: Request) -> Answer:
        if request.bearer not in self.tokens:
            return self.expired()
        media_id = request.params["id"]
        medium = self.media.get(media_id)
        if medium is None or medium["ready"] is not None:
            return self.invalid("The media id is invalid")
        parts = medium["parts"]
        if sorted(parts) != list(range(len(parts))) or sum(size for size, _ in parts.values()) != medium["size"]:
            return self.invalid("Segments do not add up to the provided total size")
        medium["ready"] = time.time() + self.processing
        return Answer(200, {"data": {**self._told(media_id), "size": medium["size"], **self._processing(media_id)}})

    @route("GET", "/2/media/upload")
    def media_state(self, request: Request) -> Answer:
        if request.bearer not in self.tokens:
            return self.expired()
        media_id = request.query.get("media_id", "")
        if media_id not in self.media:
            return self.error(404, "The media is not there")
        told = self._processing(media_id) if self.media[media_id]["ready"] is not None else {}
        return Answer(200, {"data": {**self._told(media_id), **told}})

    def _processing(self, media_id: str) -> dict[str, Any]:
        medium = self.media[media_id]
        if medium.get("broken"):
            return {"processing_info": {"state": "failed", "progress_percent": 0}}
        left = medium["ready"] - time.time()
        if left <= 0:
            return {"processing_info": {"state": "succeeded", "progress_percent": 100}}
        return {"processing_info": {"state": "in_progress", "check_after_secs": int(left), "progress_percent": 50}}

    @route("POST", "/2/media/metadata")
    def metadata(self, request: Request) -> Answer:
        if request.bearer not in self.tokens:
            return self.expired()
        media_id = request.json["id"]
        if media_id not in self.media:
            return self.invalid("The media id is invalid")
        self.media[media_id]["alt"] = request.json["metadata"]["alt_text"]["text"]
        return Answer(200, {"data": {"id": media_id, "associated_metadata": request.json["metadata"]}})

    # Posts

    @route("POST", "/2/tweets", sends=True)
    def post(self, request: Request) -> Answer:
        name = self.tokens.get(request.bearer)
        if name is None:
            return self.expired()
        body = request.json
        media = (body.get("media") or {}).get("media_ids") or []
        for media_id in media:
            medium = self.media.get(media_id)
            if medium is None or medium["until"] < time.time():
                return self.invalid("Your media IDs are invalid.")
            if medium["ready"] is None or medium["ready"] > time.time():
                return self.invalid("Your media IDs are invalid: still processing.")
        if not body["text"] and not media:
            return self.invalid("Your Tweet text can not be empty.")
        limit = 25_000 if self.plans.get(name) in {"Basic", "Premium", "PremiumPlus"} else 280
        if len(body["text"]) > limit:
            return self.error(403, "You are not allowed to create a Tweet longer than your plan allows.")
        answering = (body.get("reply") or {}).get("in_reply_to_tweet_id", "")
        if answering and (answering not in self.posts or self.posts[answering].deleted):
            return self.error(403, "You attempted to reply to a Tweet that is deleted or not visible to you.")
        if edited := (body.get("edit_options") or {}).get("previous_post_id"):
            return self._edit(name, edited, body["text"])
        same = self.words.get((name, " ".join(body["text"].split())))
        if body["text"] and same is not None and not self.posts[same].deleted:
            return self.error(403, "You are not allowed to create a Tweet with duplicate content.")
        left = 99
        if self.quota is not None:
            sent = self.sent.setdefault(name, deque())
            while sent and sent[0] < time.time() - 900:
                sent.popleft()
            left = self.quota - len(sent) - 1
            if left < 0:
                return self.too_many()
            sent.append(time.time())
        more = {"control": body.get("reply_settings", ""), "ai": body.get("made_with_ai", False)}
        post = self.accept(name, body["text"], reply_to=answering, media=media, **more)
        post.more["root"] = self.posts[answering].more["root"] if answering else post.id
        post.more["versions"] = [post.id]
        self.words[(name, " ".join(body["text"].split()))] = post.id
        data = {"id": post.id, "text": self._shown(post)["text"], "edit_history_post_ids": [post.id]}
        return Answer(201, {"data": data}, self._rate(left, 900))

    def _edit(self, name: str, previous: str, text: str) -> Answer:
        before = self.posts.get(previous)
        if before is None or before.deleted or before.account != name:
            return self.error(403, "You are not authorized to edit this post.")
        versions = before.more["versions"]
        if len(versions) > 5 or time.time() > self.posts[versions[0]].at + EDITABLE or self.plans.get(name) == "None":
            return self.error(403, "This post can no longer be edited.")
        before.deleted = True
        post = self.accept(name, text, reply_to=before.reply_to, media=before.media, **before.more)
        versions.append(post.id)
        data = {"id": post.id, "text": self._shown(post)["text"], "edit_history_post_ids": list(versions)}
        return Answer(201, {"data": data})

    @route("GET", "/2/tweets")
    def lookup(self, request: Request) -> Answer:
        if refused := self._reading(request):
            return refused
        return self._found(request, request.query.get("ids", "").split(","), "ids")

    @route("GET", "/2/tweets/{id}")
    def single(self, request: Request) -> Answer:
        if refused := self._reading(request):
            return refused
        answer = self._found(request, [request.params["id"]], "id")
        if "data" in answer.body:
            answer.body["data"] = answer.body["data"][0]
        return answer

    def _found(self, request: Request, ids: list[str], name: str) -> Answer:
        there = [self.posts[i] for i in ids if i in self.posts and not self.posts[i].deleted]
        private = "non_public_metrics" in request.query.get(f"{self.speaks}.fields", "")
        old = [post for post in there if private and post.at < time.time() - 30 * 86_400]
        body: dict[str, Any] = {}
        if shown := [self._shown(post, private=private) for post in there if post not in old]:
            body["data"] = shown
        gone = [self._gone(name, i) for i in ids if i not in {post.id for post in there}]
        hidden = [
            {
                "title": "Field Authorization Error",
                "detail": "Sorry, you are not authorized to access 'non_public_metrics' on the Tweet.",
                "field": "non_public_metrics",
                "section": "data",
                "resource_type": "tweet",
                "resource_id": post.id,
                "parameter": name,
                "value": post.id,
                "type": f"{PROBLEMS}not-authorized-for-field",
            }
            for post in old
        ]
        if gone or hidden:
            body["errors"] = gone + hidden
        return Answer(200, body)

    def _reading(self, request: Request) -> Answer | None:
        if request.bearer not in self.tokens:
            return self.expired()
        other = "tweet.fields" if self.speaks == "post" else "post.fields"
        if other in request.query:
            return self.invalid(f"The query parameter [{other}] is not one of [{self.speaks}.fields,user.fields]")
        return None

    @route("DELETE", "/2/tweets/{id}")
    def delete(self, request: Request) -> Answer:
        name = self.tokens.get(request.bearer)
        if name is None:
            return self.expired()
        post = self.posts.get(request.params["id"])
        if post is None or post.deleted:
            return Answer(200, {"errors": [self._gone("id", request.params["id"])]})
        if post.account != name:
            return self.error(403, "You are not authorized to delete this Tweet.")
        post.deleted = True
        return Answer(200, {"data": {"deleted": True}})

    @route("GET", "/2/users/{id}/tweets")
    def timeline(self, request: Request) -> Answer:
        if refused := self._reading(request):
            return refused
        name = next((name for name, user in self.ids.items() if user == request.params["id"]), "")
        since = request.query.get("start_time")
        after = datetime.fromisoformat(since).timestamp() if since else 0.0
        found = [post for post in self.visible(name) if post.at >= after]
        if "replies" in request.query.get("exclude", ""):
            found = [post for post in found if not post.reply_to]
        answer = self._page(request, found)
        if request.query.get("expansions") and found:
            kinds = [
                ("video" if "video" in str(self.media[m]["kind"]) else "photo", m) for post in found for m in post.media
            ]
            answer.body["includes"] = {"media": [{"media_key": f"3_{m}", "type": kind} for kind, m in kinds]}
        return answer

    @route("GET", "/2/users/by/username/{username}")
    def by_name(self, request: Request) -> Answer:
        if refused := self._reading(request):
            return refused
        name = request.params["username"]
        if name != self.somebody and name not in self.ids:
            return Answer(200, {"errors": [{**self._gone("username", name), "resource_type": "user"}]})
        counts = {"followers_count": 42, "following_count": 3, "post_count": 12, "listed_count": 0}
        user = {"id": self._id_of(name), "name": name.title(), "username": name, "public_metrics": counts}
        return Answer(200, {"data": user})

    def _page(self, request: Request, posts: list[FakePost]) -> Answer:
        size = int(request.query.get("max_results", "10"))
        token = request.query.get("pagination_token") or "0"
        if not token.isdecimal():
            return self.invalid(f"The value of pagination_token [{token}] is invalid.")
        if not 5 <= size <= 100:
            return self.invalid("The `max_results` query parameter value is not between 5 and 100.")
        start = int(token)
        size = min(size, self.most_on_page or size)
        page = posts[start : start + size]
        meta: dict[str, Any] = {"result_count": len(page)}
        if not page:
            return Answer(200, {"meta": meta})
        meta |= {"newest_id": page[0].id, "oldest_id": page[-1].id}
        if start + size < len(posts):
            meta["next_token"] = str(start + size)
        return Answer(200, {"data": [self._shown(post) for post in page], "meta": meta})

    @route("GET", "/2/tweets/search/recent")
    def search(self, request: Request) -> Answer:
        if refused := self._reading(request):
            return refused
        wanted = set(re.findall(r"(?:conversation_id|in_reply_to_tweet_id):(\d+)", request.query["query"]))
        recent = time.time() - 7 * 86_400
        found = [p for p in self.visible() if {p.more.get("root"), p.reply_to} & wanted and p.at > recent]
        answer = self._page(request, found)
        if found:
            names = sorted({post.account for post in found})
            users = [{"id": self._id_of(name), "name": name.title(), "username": name} for name in names]
            answer.body["includes"] = {"users": users}
        return answer

    @route("PUT", "/2/tweets/{id}/hidden")
    def hide(self, request: Request) -> Answer:
        if request.bearer not in self.tokens:
            return self.expired()
        post = self.posts.get(request.params["id"])
        if post is None or post.deleted:
            return self.error(404, "Could not find the Tweet.", "resource-not-found")
        post.more["hidden"] = request.json["hidden"]
        return Answer(200, {"data": {"hidden": request.json["hidden"]}})

    def comment(self, post_id: str, text: str, author: str = "zoe") -> str:
        root = self.posts[post_id].more.get("root", post_id)
        return self.accept(author, text, kind="comment", reply_to=post_id, root=root, versions=[]).id

    def _id_of(self, name: str) -> str:
        return self.ids.setdefault(name, str(9000 + len(self.ids)))

    def _shown(self, post: FakePost, *, private: bool = False) -> dict[str, Any]:
        """A post as X hands it out: signs of HTML escaped, links shortened, the long one cut, replies with the name."""
        text, links = post.text, []
        for place, link in enumerate(LINK.findall(text)):
            short = f"https://t.co/{post.id}{place}"
            text = text.replace(link, short, 1)
            links.append({"start": 0, "end": 23, "url": short, "expanded_url": link, "display_url": link[8:30]})
        for place, media_id in enumerate(post.media):
            short = f"https://t.co/m{post.id}"
            whole = f"https://x.com/{post.account}/status/{post.id}/photo/1"
            text = f"{text} {short}".strip() if place == 0 else text
            links.append({"start": 0, "end": 23, "url": short, "expanded_url": whole, "media_key": f"3_{media_id}"})
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        parent = self.posts.get(post.reply_to)
        if parent is not None and parent.account != post.account:
            text = f"@{parent.account} {text}"
        shown: dict[str, Any] = {
            "id": post.id,
            "text": text if len(text) <= 280 else f"{text[:279]}…",
            "author_id": self._id_of(post.account),
            "conversation_id": post.more.get("root", post.id),
            "created_at": datetime.fromtimestamp(post.at, UTC).isoformat(timespec="seconds").replace("+00:00", ".000Z"),
            "edit_history_post_ids": post.more.get("versions") or [post.id],
            "public_metrics": {
                "repost_count": 1,
                "reply_count": 0,
                "like_count": 5,
                "quote_count": 0,
                "bookmark_count": 2,
                "impression_count": 120,
            },
            "edit_controls": {
                "edits_remaining": 6 - len(post.more.get("versions") or [1]),
                "is_edit_eligible": not post.media,
                "editable_until": datetime.fromtimestamp(post.at + EDITABLE, UTC).isoformat().replace("+00:00", "Z"),
            },
        }
        if links:
            shown["entities"] = {"urls": links}
        if len(text) > 280:
            shown[f"note_{self.speaks}"] = {"text": text, "entities": {"urls": links}}
        if post.reply_to:
            name = "referenced_posts" if self.speaks == "post" else "referenced_tweets"
            shown[name] = [{"type": "replied_to", "id": post.reply_to}]
        if post.media:
            shown["attachments"] = {"media_keys": [f"3_{media_id}" for media_id in post.media]}
        if private:
            shown["non_public_metrics"] = {"impression_count": 120, "url_link_clicks": 3, "user_profile_clicks": 1}
        return shown

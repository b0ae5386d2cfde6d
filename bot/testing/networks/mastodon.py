"""A Mastodon server: applications, sign-in, statuses with idempotency keys, media that take time."""

from __future__ import annotations

import html
import secrets
import time
from datetime import UTC, datetime
from typing import Any

from bot.testing.network import Answer, FakeNetwork, FakePost, Request, route
from connectors.oauth import Tokens, challenge_of
from connectors.platform import AccountInfo
from connectors.platforms.mastodon import MENTION


class MastodonNetwork(FakeNetwork):
    """Behaves as docs.joinmastodon.org describes a server of version 4.7. One person, `ana`, has an account there."""

    platform = "mastodon"

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.tokens = {"good-token": "ana"}
        self.apps: dict[str, dict[str, Any]] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.keys: dict[tuple[str, str], str] = {}
        self.ids = {"ana": "7"}
        self.media: dict[str, dict[str, Any]] = {}
        self.many = True
        """Whether the server tells many statuses at once, as it does since 4.3."""
        self.trending = True
        self.elsewhere: dict[str, str] = {"lea@far.example": "88"}
        """Accounts that this server learns of only when it is asked to fetch them."""

    def account(self, number: int = 1) -> AccountInfo:
        token = "good-token" if number == 1 else f"good-token-{number}"
        self.tokens[token] = "ana" if number == 1 else f"ana{number}"
        data = {"id": self.ids.setdefault(self.tokens[token], str(6 + number)), "server": "https://fake.example"}
        return AccountInfo(number, 1, self.platform, f"@{self.tokens[token]}@fake.example", data, Tokens(token))

    def expired(self) -> Answer:
        return self.error(401, "The access token is invalid")

    def error(self, status: int, message: str, code: str = "") -> Answer:
        return Answer(status, {"error": message})

    # Signing in

    @route("POST", "/api/v1/apps")
    def register(self, request: Request) -> Answer:
        client = {"client_id": secrets.token_hex(8), "client_secret": secrets.token_hex(8)}
        self.apps[client["client_id"]] = client | {"redirect_uris": request.json["redirect_uris"]}
        return Answer(200, client | {"id": self.new_id(), "name": request.json["client_name"], **_APP})

    def grant(self, client_id: str, challenge: str) -> str:
        """The code that the consent page would send back."""
        code = secrets.token_hex(8)
        self.codes[code] = {"client_id": client_id, "challenge": challenge}
        return code

    @route("POST", "/oauth/token")
    def token(self, request: Request) -> Answer:
        body = request.json
        grant = self.codes.pop(body.get("code", ""), None)
        app = self.apps.get(body.get("client_id", ""))
        if grant is None or app is None or body["client_secret"] != app["client_secret"]:
            return Answer(400, {"error": "invalid_grant", "error_description": "The code is invalid or was used."})
        if grant["challenge"] != challenge_of(body.get("code_verifier", "")):
            return Answer(400, {"error": "invalid_grant", "error_description": "The verifier does not match."})
        token = secrets.token_hex(8)
        self.tokens[token] = "ana"
        answer = {"access_token": token, "token_type": "Bearer", "scope": body["scope"], "created_at": int(time.time())}
        return Answer(200, answer)

    @route("POST", "/oauth/revoke")
    def revoke(self, request: Request) -> Answer:
        self.tokens.pop(request.json["token"], None)
        return Answer(200, {})

    @route("GET", "/api/v1/accounts/verify_credentials")
    def me(self, request: Request) -> Answer:
        name = self.tokens.get(request.bearer)
        return Answer(200, self._account(name) | _OWN) if name else self.expired()

    @route("GET", "/api/v2/instance")
    def instance(self, request: Request) -> Answer:
        return Answer(200, {"domain": "fake.example", "configuration": {"statuses": {"max_characters": 600}}})

    # Media

    @route("POST", "/api/v2/media")
    def upload(self, request: Request) -> Answer:
        if request.bearer not in self.tokens:
            return self.expired()
        file = request.parts.get("file")
        if file is None or not file.body:
            return self.error(422, "Validation failed: File can't be blank")
        media_id = self.new_id()
        alt = request.form.get("description")
        self.media[media_id] = {"ready": time.time() + self.processing, "size": len(file.body), "alt": alt}
        return Answer(202 if self.processing else 200, self._attachment(media_id))

    @route("GET", "/api/v1/media/{id}")
    def media_state(self, request: Request) -> Answer:
        media = self.media.get(request.params["id"])
        if media is None:
            return self.error(404, "Record not found")
        return Answer(200 if time.time() >= media["ready"] else 206, self._attachment(request.params["id"]))

    def _attachment(self, media_id: str) -> dict[str, Any]:
        media = self.media[media_id]
        url = f"https://files.fake.example/{media_id}.jpg"
        ready = time.time() >= media["ready"]
        return {
            "id": media_id,
            "type": "image",
            "url": url if ready else None,
            "preview_url": url,
            "remote_url": None,
            "meta": {},
            "description": media["alt"],
            "blurhash": None,
        }

    # Statuses

    @route("POST", "/api/v1/statuses", sends=True)
    def post(self, request: Request) -> Answer:
        account = self.tokens.get(request.bearer)
        if account is None:
            return self.expired()
        key = (account, request.headers.get("idempotency-key", ""))
        if key[1] and key in self.keys:
            return Answer(200, self._status(self.posts[self.keys[key]]))
        body = request.json
        if len(body["status"]) > 600:
            return self.error(422, "Validation failed: Text character limit of 600 exceeded")
        media = body.get("media_ids") or []
        if any(time.time() < self.media[media_id]["ready"] for media_id in media):
            return self.error(422, "Cannot attach files that have not finished processing. Try again in a moment!")
        post = self.accept(account, body["status"], reply_to=body.get("in_reply_to_id") or "", media=media)
        self.keys[key] = post.id
        return Answer(200, self._status(post))

    @route("GET", "/api/v1/accounts/{id}/statuses")
    def statuses(self, request: Request) -> Answer:
        if request.bearer not in self.tokens:
            return self.expired()
        name = next((name for name, number in self.ids.items() if number == request.params["id"]), "zoe")
        before = request.query.get("max_id")
        seen = [post for post in self.visible(name) if before is None or int(post.id) < int(before)]
        if request.query.get("exclude_replies") == "true":
            seen = [post for post in seen if not post.reply_to]
        seen = self.page_of(seen, min(40, int(request.query.get("limit", "20"))))
        return Answer(200, [self._status(post) for post in seen])

    @route("GET", "/api/v1/statuses")
    def many_statuses(self, request: Request) -> Answer:
        if not self.many:
            return self.error(404, "Not Found")
        ids = request.queries.get("id[]", [])
        if len(ids) > 20:
            return self.error(422, "Validation failed: too many")
        found = [self.posts[each] for each in ids if each in self.posts and not self.posts[each].deleted]
        return Answer(200, [self._status(post) for post in found])

    @route("GET", "/api/v1/accounts/lookup")
    def lookup(self, request: Request) -> Answer:
        name = request.query["acct"].partition("@")[0]
        known = name in self.ids or any(post.account == name for post in self.posts.values())
        return Answer(200, self._account(name)) if known else self.error(404, "Record not found")

    @route("GET", "/api/v2/search")
    def search(self, request: Request) -> Answer:
        if request.bearer not in self.tokens:
            return self.expired()
        asked = request.query["q"].lstrip("@")
        found = []
        if asked in self.elsewhere and request.query.get("resolve") == "true":
            found = [self._account(asked.partition("@")[0]) | {"id": self.elsewhere[asked], "acct": asked}]
        return Answer(200, {"accounts": found, "statuses": [], "hashtags": []})

    @route("GET", "/api/v1/trends/{kind}")
    def trends(self, request: Request) -> Answer:
        if not self.trending:
            return self.error(404, "Not Found")
        today = int(time.time()) // 86_400 * 86_400
        history = [{"day": str(today - n * 86_400), "uses": str(200 - n), "accounts": "90"} for n in range(7)]
        url = "https://fake.example/tags/"
        entries: dict[str, list[dict[str, Any]]] = {
            "tags": [{"name": name, "url": url + name, "history": history} for name in ("autumn", "pottery", "kiln")],
            "links": [{"url": "https://news.example/kiln", "title": "A kiln from 1600", "history": history}],
            "statuses": [self._status(post) for post in self.visible() if post.account == "zoe"],
        }
        limit = int(request.query.get("limit", "10"))
        return Answer(200, self.page_of(entries[request.params["kind"]], limit))

    @route("GET", "/api/v1/statuses/{id}")
    def status(self, request: Request) -> Answer:
        post = self.posts.get(request.params["id"])
        return Answer(200, self._status(post)) if post and not post.deleted else self.error(404, "Record not found")

    @route("PUT", "/api/v1/statuses/{id}")
    def edit(self, request: Request) -> Answer:
        post = self.posts.get(request.params["id"])
        if post is None or post.deleted:
            return self.error(404, "Record not found")
        post.text = request.json["status"]
        return Answer(200, self._status(post))

    @route("DELETE", "/api/v1/statuses/{id}")
    def delete(self, request: Request) -> Answer:
        post = self.posts.get(request.params["id"])
        if post is None or post.deleted:
            return self.error(404, "Record not found")
        post.deleted = True
        return Answer(200, self._status(post))

    @route("GET", "/api/v1/statuses/{id}/context")
    def context(self, request: Request) -> Answer:
        above = {request.params["id"]}
        replies = []
        for post in self.posts.values():
            if post.reply_to in above and not post.deleted:
                above.add(post.id)
                replies.append(post)
        return Answer(200, {"ancestors": [], "descendants": [self._status(post) for post in replies]})

    def _status(self, post: FakePost) -> dict[str, Any]:
        shown = MENTION.sub(r"\1", post.text)
        paragraphs = "".join(f"<p>{html.escape(p)}</p>" for p in shown.split("\n\n"))
        url = f"https://fake.example/@{post.account}/{post.id}"
        return {
            **_STATUS,
            "id": post.id,
            "uri": url,
            "url": url,
            "created_at": _time(post.at),
            "content": paragraphs.replace("\n", "<br />"),
            "account": self._account(post.account),
            "in_reply_to_id": post.reply_to or None,
            "media_attachments": [self._attachment(media_id) for media_id in post.media],
            "replies_count": sum(p.reply_to == post.id for p in self.posts.values()),
        }

    def _account(self, name: str) -> dict[str, Any]:
        return {
            "id": self.ids.get(name, "99"),
            "username": name,
            "acct": name if name in self.ids else f"{name}@elsewhere.example",
            "display_name": name.title(),
            "url": f"https://fake.example/@{name}",
            "uri": f"https://fake.example/users/{name}",
            "locked": False,
            "bot": False,
            "discoverable": True,
            "indexable": True,
            "group": False,
            "created_at": "2026-01-01T00:00:00.000Z",
            "last_status_at": "2026-11-01",
            "note": "",
            "avatar": "https://fake.example/a.png",
            "avatar_static": "https://fake.example/a.png",
            "avatar_description": "",
            "header": "https://fake.example/h.png",
            "header_static": "https://fake.example/h.png",
            "header_description": "",
            "followers_count": 42,
            "following_count": 3,
            "statuses_count": 12,
            "emojis": [],
            "fields": [],
        }


def _time(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


_MORE = {
    "follow_requests_count": 0,
    "indexable": True,
    "discoverable": True,
    "attribution_domains": [],
    "hide_collections": False,
}
_ROLE = {"id": "-99", "name": "", "permissions": "65536", "color": "", "highlighted": False}
_OWN = {
    "source": {"privacy": "public", "sensitive": False, "language": "en", "note": "", "fields": [], **_MORE},
    "role": _ROLE,
}
_APP = {
    "website": None,
    "scopes": ["read"],
    "redirect_uri": "",
    "redirect_uris": [],
    "client_secret_expires_at": 0,
    "vapid_key": "k",
}
_STATUS: dict[str, Any] = {
    "in_reply_to_account_id": None,
    "sensitive": False,
    "spoiler_text": "",
    "visibility": "public",
    "language": "en",
    "reblogs_count": 1,
    "favourites_count": 5,
    "quotes_count": 0,
    "favourited": False,
    "reblogged": False,
    "reblog": None,
    "application": None,
    "mentions": [],
    "tags": [],
    "emojis": [],
    "card": None,
    "poll": None,
    "quote": None,
    "edited_at": None,
}

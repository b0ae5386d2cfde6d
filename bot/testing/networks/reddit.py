"""Reddit: subreddits with rules of their own, refusals inside a 200, media whose posts appear later and without an id."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import secrets
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.testing.network import Answer, FakeNetwork, FakePost, Request, route
from connectors.oauth import Tokens
from connectors.platform import AccountInfo, Outgoing

STORE = "//reddit-uploaded-media.s3-accelerate.amazonaws.com"
_NO_KIND = {
    "self": "NO_SELFS",
    "link": "NO_LINKS",
    "image": "NO_IMAGES",
    "video": "NO_VIDEOS",
    "gallery": "GALLERIES_DISABLED",
}


@dataclass
class Subreddit:
    """What may be posted to it. `flairs` by id; `needs_flair`; `forbidden` is a word that no title may hold."""

    kinds: set[str] = field(default_factory=lambda: set(_NO_KIND))
    flairs: dict[str, str] = field(default_factory=dict)
    needs_flair: bool = False
    forbidden: str = ""
    banned: set[str] = field(default_factory=set)
    more: dict[str, Any] = field(default_factory=dict)


class RedditNetwork(FakeNetwork):
    """Behaves as PRAW's recordings show Reddit to. One person, `ana`, has joined r/pottery and r/textonly.

    `breaks`: minutes for which she has to take a break. `removes`: what a new post's removed_by_category is. `loses_media`:
    posts with media never come out. `says`: a further error for whatever is submitted. `remaining`: calls left, None for many.
    """

    platform = "reddit"

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.tokens = {"good-token": "ana"}
        self.refreshing: dict[str, str] = {}
        self.apps = {"app-1": "secret-of-app-1"}
        self.codes: dict[str, str] = {}
        flairs = {"11111111-2222-3333-4444-555555555555": "Show & tell"}
        self.subreddits = {
            "pottery": Subreddit(flairs=flairs, forbidden="cheap"),
            "textonly": Subreddit(kinds={"self"}, more={"subreddit_type": "restricted", "user_is_contributor": True}),
            "flaired": Subreddit(flairs=flairs, needs_flair=True, more={"subreddit_type": "restricted"}),
            "closed": Subreddit(banned={"ana"}, more={"user_is_banned": True}),
        }
        self.assets: dict[str, dict[str, Any]] = {}
        self.replies: Counter[str] = Counter()
        self.largest = 20_000_000
        self.page = 100
        self.breaks = 0
        self.removes: str | None = None
        self.loses_media = False
        self.says: list[Any] | None = None
        self.remaining: int | None = None
        self.suspended = False
        self.gone: set[str] = set()
        """People whose accounts Reddit has suspended."""

    def account(self, number: int = 1) -> AccountInfo:
        name, token = ("ana", "good-token") if number == 1 else (f"ana{number}", f"good-token-{number}")
        self.tokens[token] = name
        return AccountInfo(number, 1, self.platform, f"u/{name}", {"id": f"t{number}", "name": name}, Tokens(token))

    def sample(self, folder: Path, *, key: str = "key-1", text: str = "Hello, autumn", number: int = 1) -> Outgoing:
        post = super().sample(folder, key=key, text=text, number=number)
        return replace(post, title="What I made this autumn", options={"destination": "r/pottery"})

    def error(self, status: int, message: str, code: str = "") -> Answer:
        return Answer(status, {"message": message, "error": status})

    def too_many(self) -> Answer:
        answer = super().too_many()
        answer.headers |= {"x-ratelimit-remaining": "0.0", "x-ratelimit-reset": f"{self.retry_after:g}"}
        return answer

    def expired(self) -> Answer:
        return self.error(401, "Unauthorized")

    def new_id(self) -> str:
        number, digits = int(super().new_id()), ""
        while number:
            number, rest = divmod(number, 36)
            digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
        return digits

    def comment(self, post_id: str, text: str, author: str = "zoe") -> str:
        return self.accept(author, text, id=f"t1_{self.new_id()}", kind="comment", reply_to=post_id).id

    def accept(self, account: str, text: str, **more: Any) -> FakePost:
        post = super().accept(account, text, **more)
        self.replies[post.reply_to] += 1
        return post

    async def answer(self, request: Request) -> tuple[Answer, str, bool]:
        if not re.match(r"\w+:[\w.-]+:v\d", request.headers.get("user-agent", "")) and request.path != "/":
            return self.error(403, "whoa there, pardner! Your User-Agent says nothing of you."), "", False
        answer, pattern, sends = await super().answer(request)
        if self.remaining is not None:
            self.remaining = max(self.remaining - 1, 0)
            answer.headers |= {"x-ratelimit-remaining": f"{self.remaining:.1f}", "x-ratelimit-reset": "240"}
        return answer, pattern, sends

    # Signing in

    def grant(self, redirect_uri: str) -> str:
        """The code that the consent page would send back."""
        code = secrets.token_hex(8)
        self.codes[code] = redirect_uri
        return code

    @route("POST", "/api/v1/access_token")
    def token(self, request: Request) -> Answer:
        if not self._is_app(request):
            return self.expired()
        form = request.form
        access = secrets.token_hex(12)
        body = {
            "access_token": access,
            "token_type": "bearer",
            "expires_in": 86_400,
            "scope": "identity submit edit read",
        }
        if form.get("grant_type") == "authorization_code":
            if self.codes.pop(form.get("code", ""), None) != form.get("redirect_uri"):
                return Answer(200, {"error": "invalid_grant"})
            refresh = secrets.token_hex(12)
            self.refreshing[refresh] = "ana"
        elif form.get("refresh_token") in self.refreshing:
            refresh = form["refresh_token"]
        else:
            return self.error(400, "Bad Request")
        self.tokens[access] = "ana"
        return Answer(200, body | {"refresh_token": refresh})

    @route("POST", "/api/v1/revoke_token")
    def revoke(self, request: Request) -> Answer:
        if not self._is_app(request):
            return self.expired()
        self.refreshing.pop(request.form.get("token", ""), None)
        self.tokens.pop(request.form.get("token", ""), None)
        return Answer(204)

    def _is_app(self, request: Request) -> bool:
        kind, _, given = request.headers.get("authorization", "").partition(" ")
        try:
            name, _, secret = base64.b64decode(given).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return False
        return kind == "Basic" and self.apps.get(name) == secret

    @route("GET", "/api/v1/me")
    def me(self, request: Request) -> Answer:
        name = self.tokens.get(request.bearer)
        if name is None:
            return self.expired()
        profile = {"display_name": f"u_{name}", "subscribers": 42}
        return Answer(
            200, {"id": "x1", "name": name, "total_karma": 9_999, "is_suspended": self.suspended, "subreddit": profile}
        )

    @route("GET", "/subreddits/mine/subscriber")
    def joined(self, request: Request) -> Answer:
        if request.bearer not in self.tokens:
            return self.expired()
        things = [
            {
                "kind": "t5",
                "data": {"name": f"t5_{name}", "display_name": name, "subreddit_type": "public"} | there.more,
            }
            for name, there in self.subreddits.items()
        ]
        return self._listed(request, things)

    @route("GET", "/r/{subreddit}/api/link_flair_v2")
    def link_flairs(self, request: Request) -> Answer:
        if request.bearer not in self.tokens:
            return self.expired()
        there = self.subreddits.get(request.params["subreddit"])
        if there is None or not there.flairs:
            return self.error(403, "Forbidden")
        return Answer(200, [{"id": number, "text": _escaped(words)} for number, words in there.flairs.items()])

    def _listed(self, request: Request, things: list[dict[str, Any]]) -> Answer:
        names = [thing["data"]["name"] for thing in things]
        start = names.index(request.query["after"]) + 1 if request.query.get("after") in names else 0
        part = self.page_of(things[start:], min(int(request.query.get("limit") or "25"), self.page))
        more = start + len(part) < len(things)
        return Answer(200, _listing(part, part[-1]["data"]["name"] if part and more else None))

    # Media

    @route("POST", "/api/media/asset.json")
    def lease(self, request: Request) -> Answer:
        if request.bearer not in self.tokens:
            return self.expired()
        asset = self.new_id()
        values = {
            "acl": "public-read",
            "key": f"rte_images/{asset}",
            "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
            "X-Amz-Date": "20261123T100000Z",
            "success_action_status": "201",
            "content-type": request.form["mimetype"],
            "policy": secrets.token_hex(8),
            "X-Amz-Signature": secrets.token_hex(8),
        }
        self.assets[asset] = {"fields": values, "size": 0}
        fields = [{"name": name, "value": value} for name, value in values.items()]
        more = {"processing_state": "incomplete", "payload": {"filepath": request.form["filepath"]}}
        return Answer(200, {"args": {"action": STORE, "fields": fields}, "asset": {"asset_id": asset, **more}})

    @route("POST", "/")
    def upload(self, request: Request) -> Answer:
        kind = {"content-type": "application/xml"}
        asset = self.assets.get(request.form.get("key", "").removeprefix("rte_images/"))
        file = request.parts.get("file")
        if asset is None or asset["fields"] != request.form or "authorization" in request.headers:
            return Answer(403, b"<Error><Code>AccessDenied</Code></Error>", kind)
        if file is None or list(request.parts)[-1] != "file":
            return Answer(400, b"<Error><Code>InvalidArgument</Code></Error>", kind)
        if len(file.body) > self.largest:
            return Answer(400, b"<Error><Code>EntityTooLarge</Code></Error>", kind)
        asset |= {"size": len(file.body), "sha256": hashlib.sha256(file.body).hexdigest(), "head": file.body[:8]}
        return Answer(201, b"<PostResponse><Bucket>reddit-uploaded-media</Bucket></PostResponse>", kind)

    def _asset(self, address: str) -> dict[str, Any] | None:
        asset = self.assets.get(address.removeprefix(f"https:{STORE}/rte_images/"))
        return asset if asset and asset["size"] else None

    # Posts

    @route("POST", "/api/submit", sends=True)
    def submit(self, request: Request) -> Answer:
        name = self.tokens.get(request.bearer)
        if name is None:
            return self.expired()
        form = request.form
        kind = "video" if form["kind"] == "videogif" else form["kind"]
        if refused := self._refused(name, kind, form):
            return refused
        url, media = form.get("url", ""), []
        if kind in {"image", "video"}:
            stills = [url] + ([form.get("video_poster_url", "")] if kind == "video" else [])
            kept = [self._asset(address) for address in stills]
            if None in kept:
                return _errors(["BAD_URL", "you should check that url", "url"])
            media = [asset["sha256"] for asset in kept if asset][:1]
        elif kind == "link" and form.get("resubmit") != "true" and self._has_link(form["sr"], url):
            return _errors(["ALREADY_SUB", "that link has already been submitted", "url"])
        pages = {"user_submitted_page": f"https://www.reddit.com/user/{name}/submitted/"}
        if kind in {"image", "video"} and self.loses_media:
            return _fine(pages | {"websocket_url": "wss://ws.example/lost"})
        post = self._accepted(name, form, kind, url, media)
        if kind in {"image", "video"}:
            return _fine(pages | {"websocket_url": f"wss://ws.example/{secrets.token_hex(4)}"})
        return _fine({"url": self._url(post), "drafts_count": 0, "id": post.id[3:], "name": post.id})

    @route("POST", "/api/submit_gallery_post.json", sends=True)
    def gallery(self, request: Request) -> Answer:
        name = self.tokens.get(request.bearer)
        if name is None:
            return self.expired()
        body = request.json
        if refused := self._refused(name, "gallery", body):
            return refused
        kept = [self.assets.get(item["media_id"]) for item in body["items"]]
        if not 2 <= len(kept) <= 20 or any(asset is None or not asset["size"] for asset in kept):
            return _errors(["INVALID_OPTION", "that option is not valid", "items"])
        post = self._accepted(name, body, "gallery", "", [asset["sha256"] for asset in kept if asset])
        return _fine({"url": self._url(post), "id": post.id})

    def _refused(self, name: str, kind: str, given: Mapping[str, Any]) -> Answer | None:
        there = Subreddit() if given["sr"] == f"u_{name}" else self.subreddits.get(given["sr"])
        if self.says is not None:
            return _errors(self.says)
        if self.breaks:
            words = (
                f"Looks like you've been doing that a lot. Take a break for {self.breaks} minutes before trying again."
            )
            return _errors(["RATELIMIT", words, "ratelimit"])
        if there is None:
            return _errors(["SUBREDDIT_NOEXIST", "Hmm, that community doesn't exist.", "sr"])
        if name in there.banned:
            return _errors(["SUBREDDIT_NOTALLOWED", "You aren't allowed to post there.", "sr"])
        if not given["title"] or len(given["title"]) > 300:
            return _errors(["TOO_LONG" if given["title"] else "NO_TEXT", "check the title", "title"])
        if kind not in there.kinds:
            return _errors([_NO_KIND[kind], "This community does not take posts of this kind.", "sr"])
        if given.get("flair_id") and given["flair_id"] not in there.flairs:
            return _errors(["BAD_FLAIR_TEMPLATE_ID", "The flair template id is invalid.", "flair_id"])
        if there.needs_flair and not given.get("flair_id"):
            return _errors(["SUBMIT_VALIDATION_FLAIR_REQUIRED", "Your post must contain post flair.", "flair"])
        if there.forbidden and there.forbidden in given["title"].casefold():
            words = f"You may not have “{there.forbidden}” in your title."
            more = {"reason": "SUBMIT_VALIDATION_TITLE_BLACKLISTED_STRING", "fields": ["title"], "explanation": words}
            return Answer(400, {"message": "Bad Request", "error_type": "SUBMIT_VALIDATION_ERROR", **more})
        return None

    def _has_link(self, subreddit: str, url: str) -> bool:
        posts = self.posts.values()
        return any(p.more.get("sr") == subreddit and p.more.get("url") == url and not p.deleted for p in posts)

    def _accepted(self, name: str, given: Mapping[str, Any], kind: str, url: str, media: list[str]) -> FakePost:
        more = {word: given.get(word) for word in ("sr", "title", "flair_id", "nsfw", "spoiler")}
        wait = self.processing if media else 0.0
        more |= {"shape": kind, "url": url if kind == "link" else "", "ready": time.time() + wait}
        text = str(given.get("text") or "").strip()
        return self.accept(name, text, id=f"t3_{self.new_id()}", media=media, removed=self.removes, **more)

    @route("POST", "/api/comment", sends=True)
    def reply(self, request: Request) -> Answer:
        name = self.tokens.get(request.bearer)
        if name is None:
            return self.expired()
        form = request.form
        if self.says is not None:
            return _errors(self.says)
        parent = self.posts.get(form["thing_id"])
        if parent is None or parent.deleted:
            return _errors(["DELETED_LINK", "the link you are commenting on has been deleted", "parent"])
        if not form["text"].strip():
            return _errors(["NO_TEXT", "we need something here", "text"])
        comment = self.accept(name, form["text"], id=f"t1_{self.new_id()}", kind="comment", reply_to=parent.id)
        return _fine({"things": [{"kind": "t1", "data": self._comment(comment)}]})

    @route("POST", "/api/editusertext")
    def edit(self, request: Request) -> Answer:
        name = self.tokens.get(request.bearer)
        if name is None:
            return self.expired()
        thing = self.posts.get(request.form["thing_id"])
        if thing is None or thing.account != name:
            return _errors(["NOT_AUTHOR", "you can't do that", "thing_id"])
        thing.text = request.form["text"]
        data = self._comment(thing) if thing.kind == "comment" else self._post(thing)
        return _fine({"things": [{"kind": thing.id[:2], "data": data}]})

    @route("POST", "/api/del")
    def delete(self, request: Request) -> Answer:
        name = self.tokens.get(request.bearer)
        if name is None:
            return self.expired()
        thing = self.posts.get(request.form["id"])
        if thing is not None and thing.account == name:
            thing.deleted = True
        return Answer(200, {})

    # Reading

    @route("GET", "/user/{name}/submitted")
    def submitted(self, request: Request) -> Answer:
        return self._of_person(request, "post")

    @route("GET", "/user/{name}/comments")
    def commented(self, request: Request) -> Answer:
        return self._of_person(request, "comment")

    def _of_person(self, request: Request, kind: str) -> Answer:
        if request.bearer not in self.tokens:
            return self.expired()
        now = time.time()
        seen = [p for p in self.visible(request.params["name"]) if p.kind == kind and p.more.get("ready", 0) <= now]
        return self._listed(request, [self._thing(post) for post in seen])

    @route("GET", "/r/{subreddit}/{sort}")
    def listing(self, request: Request) -> Answer:
        if request.bearer not in self.tokens:
            return self.expired()
        if request.params["sort"] == "about":
            return self._about_place(request.params["subreddit"])
        if request.query.get("geo_filter", "GLOBAL") not in {"GLOBAL", "DE", "US", "FR", "ES"}:
            return self.error(400, "Bad Request")
        wanted = set(request.params["subreddit"].split("+"))
        seen = [p for p in self.visible() if p.kind == "post" and (wanted == {"popular"} or p.more["sr"] in wanted)]
        return self._listed(request, [self._thing(post) for post in seen])

    def _about_place(self, name: str) -> Answer:
        if name not in self.subreddits:
            return Answer(200, _listing([], None))  # sent on to the search
        if self.subreddits[name].banned:
            return self.error(403, "Forbidden")
        told = {"name": f"t5_{name}", "display_name": name, "title": name.title(), "subscribers": 1_200}
        return Answer(200, {"kind": "t5", "data": told})

    @route("GET", "/user/{name}/about")
    def about(self, request: Request) -> Answer:
        if request.bearer not in self.tokens:
            return self.expired()
        name = request.params["name"]
        if name != self.somebody and name not in self.tokens.values():
            return self.error(404, "Not Found")
        if name in self.gone:
            return Answer(200, {"kind": "t2", "data": {"name": name, "is_suspended": True}})
        subreddit = {"display_name": f"u_{name}", "title": name.title(), "subscribers": 42}
        told = {"id": f"t2{name}", "name": name, "total_karma": 77, "is_suspended": False, "subreddit": subreddit}
        return Answer(200, {"kind": "t2", "data": told})

    def stranger(self, text: str) -> FakePost:
        more = {"sr": "pottery", "title": text, "nsfw": False, "spoiler": False, "shape": "self", "url": ""}
        return self.accept("zoe", text, id=f"t3_{self.new_id()}", removed=None, **more)

    @route("GET", "/api/info")
    def info(self, request: Request) -> Answer:
        if request.bearer not in self.tokens:
            return self.expired()
        things = [self.posts[name] for name in request.query["id"].split(",") if name in self.posts]
        return Answer(200, _listing([self._thing(thing) for thing in things], None))

    @route("GET", "/comments/{article}")
    def comments(self, request: Request) -> Answer:
        if request.bearer not in self.tokens:
            return self.expired()
        post = self.posts.get(f"t3_{request.params['article']}")
        if post is None:
            return self.error(404, "Not Found")
        return Answer(200, [_listing([self._thing(post)], None), self._under(post.id)])

    def _under(self, parent: str) -> dict[str, Any]:
        things = []
        for comment in [p for p in self.posts.values() if p.reply_to == parent][::-1]:
            below = self._under(comment.id)
            replies = below if below["data"]["children"] else ""
            things.append({"kind": "t1", "data": self._comment(comment) | {"replies": replies}})
        return _listing(things, None)

    def _thing(self, post: FakePost) -> dict[str, Any]:
        is_comment = post.kind == "comment"
        return {"kind": post.id[:2], "data": self._comment(post) if is_comment else self._post(post)}

    def _post(self, post: FakePost) -> dict[str, Any]:
        shape = post.more["shape"]
        addresses = {"link": post.more["url"], "image": f"https://i.redd.it/{post.id[3:]}.jpg"}
        return {
            "name": post.id,
            "id": post.id[3:],
            "author": "[deleted]" if post.deleted else post.account,
            "subreddit": post.more["sr"],
            "title": _escaped(post.more["title"]),
            "selftext": "[deleted]" if post.deleted else _escaped(post.text),
            "is_self": shape == "self",
            "is_video": shape == "video",
            "is_gallery": shape == "gallery",
            "url": _escaped(addresses.get(shape) or self._url(post)),
            "permalink": self._url(post).removeprefix("https://www.reddit.com"),
            "created_utc": float(int(post.at)),
            "over_18": post.more["nsfw"] in {True, "true"},
            "spoiler": post.more["spoiler"] in {True, "true"},
            "removed_by_category": "deleted" if post.deleted else post.more["removed"],
            "ups": 5,
            "score": 5,
            "upvote_ratio": 0.86,
            "num_comments": self.replies[post.id],
            "num_crossposts": 1,
            "view_count": None,
        }

    def _comment(self, comment: FakePost) -> dict[str, Any]:
        root = comment
        while root.reply_to in self.posts:
            root = self.posts[root.reply_to]
        return {
            "name": comment.id,
            "id": comment.id[3:],
            "author": "[deleted]" if comment.deleted else comment.account,
            "body": "[deleted]" if comment.deleted else _escaped(comment.text),
            "parent_id": comment.reply_to,
            "link_id": root.id,
            "permalink": f"/r/pottery/comments/{root.id[3:]}/x/{comment.id[3:]}/",
            "created_utc": float(int(comment.at)),
            "score": 3,
            "score_hidden": False,
            "replies": "",
        }

    def _url(self, post: FakePost) -> str:
        return f"https://www.reddit.com/r/{post.more['sr']}/comments/{post.id[3:]}/x/"


def _fine(data: dict[str, Any]) -> Answer:
    return Answer(200, {"json": {"errors": [], "data": data}})


def _errors(first: list[Any]) -> Answer:
    return Answer(200, {"json": {"errors": [first]}})


def _listing(children: list[dict[str, Any]], after: str | None) -> dict[str, Any]:
    return {"kind": "Listing", "data": {"after": after, "dist": len(children), "children": children, "before": None}}


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

"""Threads: containers, threads by replies, quotas of posts and of replies."""

from __future__ import annotations

from typing import Any

from bot.testing.meta import DAY, MetaNetwork, fault_of_address
from bot.testing.network import Answer, FakePost, Request, route
from connectors.oauth import Tokens
from connectors.platform import AccountInfo

V = "v1.0"

EARLIEST = 1_712_991_600
"""Insights know nothing from before 2024-04-13."""


class ThreadsNetwork(MetaNetwork):
    """Behaves as the Threads API's pages and Meta's own collection describe it. `ana` has a profile there."""

    platform = "threads"

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.ids["ana"] = "9001"
        self.quota = 250
        self.reply_quota = 1_000
        self.may_measure = True
        self.reposts = False
        """Whether the profile has reposted somebody else's post, which stands among its own as a facade."""

    def account(self, number: int = 1) -> AccountInfo:
        name = "ana" if number == 1 else f"ana{number}"
        token = f"good-token-{number}"
        if token not in self.tokens:
            self.tokens[token] = name
            self.made[token] = self.now
        data = {"id": self.ids.setdefault(name, str(9_000 + number))}
        return AccountInfo(number, 1, self.platform, f"@{name}", data, Tokens(token))

    # Signing in

    @route("POST", "/oauth/access_token")
    def code(self, request: Request) -> Answer:
        form = request.form
        name = self.codes.pop(form.get("code", ""), "")
        if form.get("client_secret") != "app-secret" or not name:
            return self.error(400, "This authorization code has been used.", "100", sub=36009)
        return Answer(200, {"access_token": self.give(name, short=True), "user_id": self.ids[name]})

    @route("GET", "/access_token")
    def long_lived(self, request: Request) -> Answer:
        if request.query["client_secret"] != "app-secret" or request.bearer not in self.short:
            return self.error(400, "Session key invalid", "190")
        return self._renewed(self.who(request))

    @route("GET", "/refresh_access_token")
    def refresh(self, request: Request) -> Answer:
        token = request.query["access_token"]
        if token not in self.tokens or self.now - self.made[token] > 60 * DAY:
            return self.expired()
        if self.now - self.made[token] < DAY:
            return self.error(400, "The token is not 24 hours old yet", "100")
        return self._renewed(self.tokens[token])

    def _renewed(self, name: str) -> Answer:
        return Answer(200, {"access_token": self.give(name), "token_type": "bearer", "expires_in": 60 * DAY})

    @route("GET", f"/{V}/me")
    def me(self, request: Request) -> Answer:
        name = self.who(request)
        return Answer(200, {"id": self.ids[name], "username": name, "name": name.title()}) if name else self.expired()

    # Containers

    @route("POST", f"/{V}/{{id}}/threads")
    def container(self, request: Request) -> Answer:
        owner = self.who(request)
        if not owner:
            return self.expired()
        form = request.form
        if len(form.get("text", "")) > 500:
            return self.error(400, "Param text must be at most 500 characters long.", "100")
        if form["media_type"] == "TEXT" and not form.get("text") and not form.get("link_attachment"):
            return self.error(400, "Either text or link_attachment is required", "100")
        if to := form.get("reply_to_id"):
            answered = self.posts.get(to)
            if answered is None or answered.deleted:
                return self.gone(to)
        if form["media_type"] == "CAROUSEL":
            parts = [self.containers.get(child) for child in form["children"].split(",")]
            if not 2 <= len(parts) <= 20:
                return self.error(400, "A carousel has 2 to 20 items", "100")
            if any(part is None or self.state_of(part) != "FINISHED" for part in parts):
                return self.error(400, "A child of the carousel is not ready", "100")
        address = form.get("image_url") or form.get("video_url")
        container = self.contain(owner, form)
        if address is not None and (not self.fetchable or fault_of_address(address)):
            self.containers[container]["error"] = "FAILED_DOWNLOADING_VIDEO"
        elif address in self.broken:
            self.containers[container]["error"] = "INVALID_ASPEC_RATIO"
        return Answer(200, {"id": container})

    @route("GET", f"/{V}/{{id}}/threads_publishing_limit")
    def limit(self, request: Request) -> Answer:
        owner = self.who(request)
        if not owner:
            return self.expired()
        row = {
            "quota_usage": self.used(owner),
            "config": {"quota_total": self.quota, "quota_duration": DAY},
            "reply_quota_usage": self.used(owner, "reply"),
            "reply_config": {"quota_total": self.reply_quota, "quota_duration": DAY},
        }
        asked = request.query["fields"].split(",")
        return Answer(200, {"data": [{name: row[name] for name in asked}]})

    @route("POST", f"/{V}/{{id}}/threads_publish", sends=True)
    def publish(self, request: Request) -> Answer:
        owner = self.who(request)
        if not owner:
            return self.expired()
        container = self.containers.get(request.form.get("creation_id", ""))
        state = self.state_of(container) if container is not None and container["owner"] == owner else ""
        if container is None or state in {"", "PUBLISHED", "EXPIRED"}:
            return self.error(400, "Media Not Found", "24", sub=4279009, user="The media cannot be found.")
        if state != "FINISHED":
            return self.error(400, "The media is not ready", "9007", sub=2207027, user="It is not ready yet.")
        fields = container["fields"]
        kind = "reply" if fields.get("reply_to_id") else "post"
        if self.used(owner, kind) >= (self.reply_quota if kind == "reply" else self.quota):
            return self.error(400, "Application request limit reached", "9", sub=2207042, user="Maximum reached")
        parts = [self.containers[child]["fields"] for child in fields.get("children", "").split(",") if child]
        media = [part.get("image_url") or part.get("video_url") for part in (parts or [fields])]
        post = self.accept(
            owner,
            fields.get("text", ""),
            kind=kind,
            reply_to=fields.get("reply_to_id", ""),
            media=[address for address in media if address],
            fields=fields,
        )
        container["post"] = post.id
        return Answer(200, {"id": post.id})

    # Reading

    @route("GET", f"/{V}/{{id}}/threads")
    def threads(self, request: Request) -> Answer:
        return self._own(request, "post")

    @route("GET", f"/{V}/{{id}}/replies")
    def replies(self, request: Request) -> Answer:
        return self._own(request, "reply")

    def _own(self, request: Request, kind: str) -> Answer:
        owner = self.who(request)
        if not owner:
            return self.expired()
        seen = [post for post in self.visible(owner) if post.kind == kind]
        rows = [self._shown(post) for post in seen]
        if kind == "post" and self.reposts:
            facade = {"id": "77", "media_type": "REPOST_FACADE", "timestamp": rows[0]["timestamp"] if rows else ""}
            rows.append({**facade, "permalink": "https://www.threads.com/@zoe/post/1", "username": "zoe"})
        return self.edge(request, rows)

    @route("GET", f"/{V}/{{id}}")
    def object(self, request: Request) -> Answer:
        if not self.who(request):
            return self.expired()
        object_id = request.params["id"]
        container = self.containers.get(object_id)
        if container is not None:
            error = {"error_message": container["error"]} if container["error"] else {}
            return Answer(200, {"id": object_id, "status": self.state_of(container), **error})
        post = self.posts.get(object_id)
        return Answer(200, self._shown(post)) if post and not post.deleted else self.gone(object_id)

    @route("DELETE", f"/{V}/{{id}}")
    def delete(self, request: Request) -> Answer:
        owner = self.who(request)
        if not owner:
            return self.expired()
        post = self.posts.get(request.params["id"])
        if post is None or post.deleted or post.account != owner:
            return self.gone(request.params["id"])
        post.deleted = True
        return Answer(200, {"success": True, "deleted_id": post.id})

    # Under the post

    @route("GET", f"/{V}/{{id}}/conversation")
    def conversation(self, request: Request) -> Answer:
        owner = self.who(request)
        if not owner:
            return self.expired()
        under = {request.params["id"]}
        found = []
        for post in self.visible()[::-1]:
            if post.reply_to in under:
                under.add(post.id)
                found.append(self._shown(post) | {"is_reply_owned_by_me": post.account == owner})
        return Answer(200, {"data": found[::-1] if request.query.get("reverse") == "true" else found})

    @route("POST", f"/{V}/{{id}}/manage_reply")
    def manage_reply(self, request: Request) -> Answer:
        if not self.who(request):
            return self.expired()
        post = self.posts.get(request.params["id"])
        if post is None:
            return self.gone(request.params["id"])
        post.more["hidden"] = request.form["hide"] == "true"
        return Answer(200, {"success": True})

    def _shown(self, post: FakePost) -> dict[str, Any]:
        return {
            "id": post.id,
            "media_product_type": "THREADS",
            "text": post.text,
            "permalink": f"https://www.threads.com/@{post.account}/post/{post.id}",
            "media_type": self._kind(post),
            "is_reply": bool(post.reply_to),
            "timestamp": self.told(post),
            "username": post.account,
            "hide_status": "HIDDEN" if self.is_hidden(post.id) else "NOT_HUSHED",
            **({"replied_to": {"id": post.reply_to}} if post.reply_to else {}),
        }

    def _kind(self, post: FakePost) -> str:
        if len(post.media) > 1:
            return "CAROUSEL_ALBUM"
        return "TEXT_POST" if not post.media else "VIDEO" if post.media[0].endswith(".mp4") else "IMAGE"

    # Insights

    @route("GET", f"/{V}/{{id}}/insights")
    def insights(self, request: Request) -> Answer:
        if not self.who(request):
            return self.expired()
        post = self.posts.get(request.params["id"])
        if post is None or post.deleted:
            return self.gone(request.params["id"])
        known = {"views": 300, "likes": 5, "replies": 1, "reposts": 2, "quotes": 0, "shares": 4}
        asked = request.query["metric"].split(",")
        return Answer(
            200, {"data": [{"name": n, "period": "lifetime", "values": [{"value": known[n]}]} for n in asked]}
        )

    @route("GET", f"/{V}/{{id}}/threads_insights")
    def profile_insights(self, request: Request) -> Answer:
        if not self.who(request):
            return self.expired()
        if not self.may_measure:
            return self.error(403, "Application does not have permission for this action", "10")
        if int(request.query.get("since", str(EARLIEST))) < EARLIEST - DAY:
            return self.error(400, "since is before the first day of insights", "100")
        if request.query["metric"] == "views":
            return self.series(request, {"views": 31}, 95)
        known = {"followers_count": 42, "likes": 5, "replies": 1, "reposts": 2, "quotes": 0}
        data = [
            {"name": name, "period": "day", "total_value": {"value": known[name]}}
            for name in request.query["metric"].split(",")
        ]
        return Answer(200, {"data": data})

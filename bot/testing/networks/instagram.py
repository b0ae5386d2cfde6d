"""Instagram: containers, quotas, comments; accounts of both logins, and the Pages that accounts of Facebook Login hang on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from bot.testing.files import picture
from bot.testing.meta import DAY, MetaNetwork, fault_of_address
from bot.testing.network import Answer, FakePost, Request, route
from connectors.meta import GRAPH_VERSION as V
from connectors.oauth import Tokens
from connectors.platform import AccountInfo, Outgoing

ADDRESS = "https://media.allin.example"


class InstagramNetwork(MetaNetwork):
    """Behaves as the Instagram Platform's pages describe version 25.0. `ana` has a professional account there.

    `account` is one of Facebook Login, which can do everything; `account_alone` one of Instagram Login.
    """

    platform = "instagram"

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.ids["ana"] = "17841400000000001"
        self.pages: list[dict[str, Any]] = []
        self.alone: set[str] = set()
        """Tokens of Instagram Login: there is no deleting and no resumable upload with them."""
        self.may_discover = True
        self.may_measure = True
        self.hundred_followers = True

    def account(self, number: int = 1) -> AccountInfo:
        return self._account(number, "facebook")

    def account_alone(self, number: int = 1) -> AccountInfo:
        """An account that signed in with Instagram Login."""
        return self._account(number, "instagram")

    def _account(self, number: int, login: str) -> AccountInfo:
        name = "ana" if number == 1 else f"ana{number}"
        token = f"good-token-{login}-{number}"
        if token not in self.tokens:
            self.tokens[token] = name
            self.made[token] = self.now
            if login == "instagram":
                self.alone.add(token)
        data = {"id": self.ids.setdefault(name, str(17_841_400_000_000_000 + number)), "login": login}
        return AccountInfo(number, 1, self.platform, f"@{name}", data, Tokens(token))

    def sample(self, folder: Path, *, key: str = "key-1", text: str = "Hello, autumn", number: int = 1) -> Outgoing:
        photo = picture(folder, url=f"{ADDRESS}/leaves.jpg")
        return Outgoing(key, self.account(number), text, media=(photo,))

    # Signing in

    @route("POST", "/oauth/access_token")
    def code(self, request: Request) -> Answer:
        form = request.form
        name = self.codes.pop(form.get("code", ""), "")
        if form.get("client_secret") != "app-secret" or not name:
            flat = {"error_type": "OAuthException", "code": 400, "error_message": "This authorization code was used"}
            return Answer(400, {**flat, "error": self.error(400, "Invalid code").body["error"]})
        token = self.give(name, short=True)
        self.alone.add(token)
        permissions = "instagram_business_basic,instagram_business_content_publish"
        return Answer(200, {"access_token": token, "user_id": self.ids[name], "permissions": permissions})

    @route("GET", "/access_token")
    def long_lived(self, request: Request) -> Answer:
        token = request.query["access_token"]
        if request.query["client_secret"] != "app-secret" or token not in self.short:
            return self.error(400, "Session key invalid", "190")
        return self._renewed(self.tokens[token])

    @route("GET", "/refresh_access_token")
    def refresh(self, request: Request) -> Answer:
        token = request.query["access_token"]
        if token not in self.tokens or self.now - self.made[token] > 60 * DAY:
            return self.expired()
        if self.now - self.made[token] < DAY:
            return self.error(400, "The token is not 24 hours old yet", "10")
        return self._renewed(self.tokens[token])

    def _renewed(self, name: str) -> Answer:
        token = self.give(name)
        self.alone.add(token)
        return Answer(200, {"access_token": token, "token_type": "bearer", "expires_in": 60 * DAY})

    @route("GET", f"/{V}/oauth/access_token")
    def facebook_token(self, request: Request) -> Answer:
        query = request.query
        if query.get("client_secret") != "app-secret":
            return self.error(400, "Error validating client secret.", "1")
        if query.get("grant_type") == "fb_exchange_token":
            name = self.tokens.get(query.get("fb_exchange_token", ""), "")
        else:
            name = self.codes.pop(query.get("code", ""), "")
        if not name:
            return self.error(400, "This authorization code has been used.", "100", sub=36009)
        return Answer(200, {"access_token": self.give(name), "token_type": "bearer", "expires_in": 60 * DAY})

    @route("GET", f"/{V}/me/accounts")
    def accounts(self, request: Request) -> Answer:
        name = self.who(request)
        if not name:
            return self.expired()
        linked = {"id": self.ids[name], "username": name, "name": name.title()}
        page = {"id": "2001", "name": "Ana's shop", "access_token": self.give(name), "tasks": ["CREATE_CONTENT"]}
        return Answer(200, {"data": [{**page, "instagram_business_account": linked}, *self.pages], "paging": {}})

    @route("GET", f"/{V}/me")
    def me(self, request: Request) -> Answer:
        name = self.who(request)
        if not name:
            return self.expired()
        me = {"id": "990", "user_id": self.ids[name], "username": name, "name": name.title()}
        return Answer(200, {**me, "account_type": "BUSINESS"})

    # Containers

    @route("POST", f"/{V}/{{id}}/media")
    def container(self, request: Request) -> Answer:
        owner = self.who(request)
        if not owner:
            return self.expired()
        form = request.form
        resumable = form.get("upload_type") == "resumable"
        if resumable and request.bearer in self.alone:
            return self.error(400, "Resumable uploads need Facebook Login", "100")
        if len(form.get("caption", "")) > 2200:
            return self.error(400, "Caption too long", "36004", sub=2207010, user="The caption was too long.")
        if form.get("media_type") == "CAROUSEL":
            return self._carousel(owner, form)
        address = form.get("image_url") or form.get("video_url")
        if address is None and not resumable:
            return self.error(400, "The parameter image_url is required", "100")
        if address is not None and (not self.fetchable or fault_of_address(address)):
            user = "The media could not be fetched from this URI."
            return self.error(400, "Only photo or video can be accepted", "9004", sub=2207052, user=user)
        if address is not None and address.endswith(".png"):
            return self.error(400, "The image format is not supported", "36001", sub=2207005, user="Use JPEG.")
        left = None if resumable else 0
        container = self.contain(owner, form, left=left or 0)
        if address in self.broken:
            self.containers[container]["error"] = "Error: Media upload has failed with error code 2207026"
        if not resumable:
            return Answer(200, {"id": container})
        self.containers[container] |= {"left": 1, "size": None}
        uri = f"https://rupload.facebook.com/ig-api-upload/{V}/{container}"
        return Answer(200, {"id": container, "uri": uri})

    def _carousel(self, owner: str, form: dict[str, str]) -> Answer:
        children = form["children"].split(",")
        parts = [self.containers.get(child) for child in children]
        if not 2 <= len(children) <= 10:
            return self.error(400, "A carousel has 2 to 10 items", "100")
        if any(part is None or part["fields"].get("is_carousel_item") != "true" for part in parts):
            return self.error(400, "Media ID is not available", "9007", sub=2207027)
        if any(part is not None and self.state_of(part) != "FINISHED" for part in parts):
            return self.error(400, "Media ID is not available", "9007", sub=2207027)
        return Answer(200, {"id": self.contain(owner, form)})

    @route("POST", f"/ig-api-upload/{V}/{{id}}")
    def upload(self, request: Request) -> Answer:
        kept = self.containers[request.params["id"]]
        if kept.get("size") is None:
            kept |= {"size": int(request.headers["file_size"]), "left": int(request.headers["file_size"])}
        return self.receive(request, kept)

    @route("GET", f"/{V}/{{id}}/content_publishing_limit")
    def limit(self, request: Request) -> Answer:
        owner = self.who(request)
        if not owner:
            return self.expired()
        config = {"quota_total": self.quota, "quota_duration": DAY}
        return Answer(200, {"data": [{"quota_usage": self.used(owner), "config": config}]})

    @route("POST", f"/{V}/{{id}}/media_publish", sends=True)
    def publish(self, request: Request) -> Answer:
        owner = self.who(request)
        if not owner:
            return self.expired()
        container = self.containers.get(request.form.get("creation_id", ""))
        if container is None or container["owner"] != owner:
            return self.error(400, "The media cannot be found", "24", sub=2207006, user="Media not found")
        state = self.state_of(container)
        if state == "PUBLISHED":
            return self.error(400, "The media cannot be found", "24", sub=2207006, user="Media not found")
        if state == "EXPIRED":
            return self.error(400, "The media has expired", "-2", sub=2207020, user="Please try to upload again.")
        if state != "FINISHED":
            return self.error(400, "Media ID is not available", "9007", sub=2207027, user="It is not ready yet.")
        if self.used(owner) >= self.quota:
            return self.error(400, "Application request limit reached", "9", sub=2207042, user="Maximum reached")
        fields = container["fields"]
        children = [self.containers[child] for child in fields.get("children", "").split(",") if child]
        media = [self._medium(part["fields"]) for part in children or [container]]
        post = self.accept(owner, fields.get("caption", ""), media=media, product=self._product(fields))
        container["post"] = post.id
        return Answer(200, {"id": post.id})

    def _medium(self, fields: dict[str, str]) -> str:
        return fields.get("image_url") or fields.get("video_url") or "upload"

    def _product(self, fields: dict[str, str]) -> str:
        return {"STORIES": "STORY", "REELS": "REELS"}.get(fields.get("media_type", ""), "FEED")

    # Reading

    @route("GET", f"/{V}/{{id}}/media")
    def media(self, request: Request) -> Answer:
        return self._edge(request, stories=False)

    @route("GET", f"/{V}/{{id}}/stories")
    def stories(self, request: Request) -> Answer:
        return self._edge(request, stories=True)

    def _edge(self, request: Request, *, stories: bool) -> Answer:
        owner = self.who(request)
        if not owner:
            return self.expired()
        seen = [p for p in self.visible(owner) if p.kind == "post" and (p.more["product"] == "STORY") == stories]
        return self.edge(request, [self._shown(post) for post in seen])

    @route("GET", f"/{V}/{{id}}")
    def object(self, request: Request) -> Answer:
        name = self.who(request)
        if not name:
            return self.expired()
        object_id = request.params["id"]
        container = self.containers.get(object_id)
        if container is not None:
            state = self.state_of(container)
            size, left = container.get("size") or 0, container.get("left") or 0
            phase = {"status": "in_progress" if left else "complete", "bytes_transferred": max(size - left, 0)}
            status = container["error"] or state
            video = {"uploading_phase": phase}
            return Answer(200, {"id": object_id, "status_code": state, "status": status, "video_status": video})
        if asked := re.search(r"business_discovery\.username\(([^)]*)\)", request.query.get("fields", "")):
            return self._discovered(object_id, asked[1], alone=request.bearer in self.alone)
        if object_id == self.ids[name]:
            return Answer(200, {"id": object_id, "username": name, "followers_count": 42, "media_count": 12})
        post = self.posts.get(object_id)
        return Answer(200, self._shown(post)) if post and not post.deleted else self.gone(object_id)

    def _discovered(self, asking: str, name: str, *, alone: bool) -> Answer:
        if alone or not self.may_discover:
            return self.error(403, "Application does not have permission for this action", "10")
        if name != self.somebody:
            return self.error(400, "Invalid user id", "110", sub=2207013, user="Cannot find User with username")
        media = [self._shown(post) for post in self.visible(name) if post.kind == "post"]
        told = {"id": "17841499", "username": name, "name": "Zoe", "followers_count": 42, "media_count": len(media)}
        return Answer(200, {"business_discovery": {**told, "media": {"data": media}}, "id": asking})

    def stranger(self, text: str) -> FakePost:
        return self.accept("zoe", text, product="FEED", media=[f"{ADDRESS}/kiln.jpg"])

    def _shown(self, post: FakePost) -> dict[str, Any]:
        return {
            "id": post.id,
            "caption": post.text,
            "permalink": f"https://www.instagram.com/p/{post.id}/",
            "timestamp": self.told(post),
            "media_type": self._kind(post),
            "media_product_type": post.more.get("product", "FEED"),
            "like_count": 5,
            "comments_count": sum(p.reply_to == post.id for p in self.posts.values()),
        }

    def _kind(self, post: FakePost) -> str:
        moves = post.more.get("product") == "REELS" or "".join(post.media).endswith(".mp4")
        return "CAROUSEL_ALBUM" if len(post.media) > 1 else "VIDEO" if moves else "IMAGE"

    @route("DELETE", f"/{V}/{{id}}")
    def delete(self, request: Request) -> Answer:
        if not self.who(request):
            return self.expired()
        post = self.posts.get(request.params["id"])
        if post is None or post.deleted:
            return self.gone(request.params["id"])
        if post.kind == "post" and request.bearer in self.alone:
            return self.error(400, "Unsupported delete request", "100")
        post.deleted = True
        return Answer(200, {"success": True})

    # Comments

    @route("POST", f"/{V}/{{id}}/comments", sends=True)
    def add_comment(self, request: Request) -> Answer:
        return self._say(request, request.params["id"])

    @route("POST", f"/{V}/{{id}}/replies", sends=True)
    def reply(self, request: Request) -> Answer:
        return self._say(request, request.params["id"])

    def _say(self, request: Request, to: str) -> Answer:
        owner = self.who(request)
        if not owner:
            return self.expired()
        if to not in self.posts or self.posts[to].deleted:
            return self.gone(to)
        return Answer(200, {"id": self.accept(owner, request.form["message"], kind="comment", reply_to=to).id})

    @route("GET", f"/{V}/{{id}}/comments")
    def comments(self, request: Request) -> Answer:
        if not self.who(request):
            return self.expired()
        if request.params["id"] not in self.posts:
            return self.gone(request.params["id"])
        found = []
        for post in self._under(request.params["id"]):
            replies = [self._comment(reply) | {"parent_id": post.id} for reply in self._under(post.id)]
            found.append(self._comment(post) | ({"replies": {"data": replies}} if replies else {}))
        return Answer(200, {"data": found})

    def _under(self, post_id: str) -> list[FakePost]:
        return [p for p in self.visible() if p.reply_to == post_id]

    def _comment(self, post: FakePost) -> dict[str, Any]:
        return {
            "id": post.id,
            "text": post.text,
            "timestamp": self.told(post),
            "username": post.account,
            "from": {"id": self.ids.get(post.account, "99"), "username": post.account},
            "like_count": 0,
            "hidden": self.is_hidden(post.id),
        }

    @route("POST", f"/{V}/{{id}}")
    def hide(self, request: Request) -> Answer:
        if not self.who(request):
            return self.expired()
        post = self.posts.get(request.params["id"])
        if post is None:
            return self.gone(request.params["id"])
        post.more["hidden"] = request.form["hide"] == "true"
        return Answer(200, {"success": True})

    # Insights

    @route("GET", f"/{V}/{{id}}/insights")
    def insights(self, request: Request) -> Answer:
        if not self.who(request):
            return self.expired()
        if request.params["id"] in self.ids.values():
            return self._of_account(request)
        post = self.posts.get(request.params["id"])
        if post is None:
            return self.gone(request.params["id"])
        known = {
            "views": 300,
            "reach": 210,
            "likes": 5,
            "comments": 1,
            "saved": 3,
            "shares": 2,
            "total_interactions": 11,
        }
        if post.more.get("product") == "REELS":
            known["ig_reels_video_view_total_time"] = 90_000
        asked = request.query["metric"].split(",")
        if post.more.get("product") == "STORY":
            return self.error(400, "Not enough viewers for the media to show insights", "10")
        if wrong := [name for name in asked if name not in known]:
            return self.error(400, f"metric[0] must be one of the following values: {wrong}", "100")
        data = [
            {"name": name, "period": "lifetime", "values": [{"value": known[name]}], "id": f"{post.id}/insights/{name}"}
            for name in asked
        ]
        return Answer(200, {"data": data})

    def _of_account(self, request: Request) -> Answer:
        query = request.query
        if not self.may_measure:
            return self.error(403, "Application does not have permission for this action", "10")
        if query.get("metric_type") == "time_series":
            if "follower_count" in query["metric"] and int(query["since"]) < self.now - 32 * DAY:
                return self.error(400, "follower_count is told of the last 30 days only", "100")
            if "follower_count" in query["metric"] and not self.hundred_followers:
                return self.error(400, "Not enough followers", "100", sub=2108006)
            return self.series(request, {"reach": 210, "follower_count": 3}, 30)
        known = {"views": 300, "likes": 5, "comments": 1, "shares": 2, "saves": 3, "total_interactions": 11}
        if wrong := [name for name in query["metric"].split(",") if name not in known]:
            return self.error(400, f"metric[0] must be one of the following values: {wrong}", "100")
        data = [
            {"name": name, "period": "day", "total_value": {"value": known[name]}}
            for name in query["metric"].split(",")
        ]
        return Answer(200, {"data": data})

"""Facebook Pages: the feed, unpublished photos, videos in sessions, reels, stories, comments."""

from __future__ import annotations

import json
import time
from typing import Any

from bot.testing.meta import DAY, MetaNetwork
from bot.testing.network import Answer, FakePost, Request, route
from connectors.meta import GRAPH_VERSION as V
from connectors.oauth import Tokens
from connectors.platform import AccountInfo

CHUNK = 100_000
FINISHES = ("/videos", "/video_reels", "/video_stories")


class FacebookNetwork(MetaNetwork):
    """Behaves as Meta's pages describe version 25.0. Ana's shop is a Page there; others may be added to `pages`."""

    platform = "facebook"

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.ids["Ana's shop"] = "2001"
        self.people: dict[str, str] = {}
        self.pages: list[dict[str, Any]] = []
        self.photos: dict[str, dict[str, Any]] = {}
        self.videos: dict[str, dict[str, Any]] = {}
        self.last: dict[str, FakePost] = {}
        self.reel_quota = 30
        self.public_content = True
        self.may_measure = True
        self.tells_follows = True
        """Whether the metric of new followers is still there: Meta withdraws some now and then."""
        self.keeps_stories = True
        """Whether the Page keeps an archive of its stories: without one they cannot be listed."""
        self.drop_chunks: list[str] = []
        """What happens to the next chunks: "lost" before or "kept" after they are stored, both without an answer."""

    def account(self, number: int = 1) -> AccountInfo:
        name = "Ana's shop" if number == 1 else f"Ana's shop {number}"
        token = f"good-token-{number}"
        self.tokens[token] = name
        data = {"id": self.ids.setdefault(name, str(2_000 + number))}
        return AccountInfo(number, 1, self.platform, name, data, Tokens(token))

    def page(self, request: Request) -> str:
        """The Page whose own token came along, and which the path names; empty if it is another's."""
        name = self.who(request)
        return name if name and self.ids.get(name) == request.params["id"] else ""

    # Signing in

    @route("GET", f"/{V}/oauth/access_token")
    def token(self, request: Request) -> Answer:
        query = request.query
        if query.get("client_secret") != "app-secret":
            return self.error(400, "Error validating client secret.", "101")
        if query.get("grant_type") == "fb_exchange_token":
            name = self.people.get(query["fb_exchange_token"], "")
        else:
            name = self.codes.pop(query.get("code", ""), "")
        if not name:
            return self.error(400, "This authorization code has been used.", "100", sub=36009)
        token = self.give(f"person {name}")
        self.people[token] = name
        return Answer(200, {"access_token": token, "token_type": "bearer", "expires_in": 60 * DAY})

    @route("GET", f"/{V}/me/accounts")
    def accounts(self, request: Request) -> Answer:
        if request.bearer not in self.people:
            return self.expired()
        own = {"id": "2001", "name": "Ana's shop", "tasks": ["ANALYZE", "CREATE_CONTENT", "MODERATE"]}
        pages = [{**page, "access_token": self.give(page["name"])} for page in [own, *self.pages]]
        after = request.query.get("after", "")
        shown = pages[25:] if after == "25" else pages[:25]
        paging: dict[str, Any] = {"cursors": {"before": "0", "after": "25" if not after else "50"}}
        if not after and len(pages) > 25:
            paging["next"] = "https://graph.facebook.com/next?access_token=never-to-be-followed"
        return Answer(200, {"data": shown, "paging": paging})

    # The feed

    @route("POST", f"/{V}/{{id}}/photos")
    def photo(self, request: Request) -> Answer:
        if not self.page(request):
            return self.expired() if not self.who(request) else self.error(403, "No permission to publish", "200")
        source = request.parts.get("source")
        if source is None or not source.body:
            return self.error(400, "Missing or invalid image file", "324")
        if len(source.body) > 10_000_000:
            return self.error(400, "The photo is too large", "324")
        photo = self.new_id()
        self.photos[photo] = {"size": len(source.body), "alt": request.form.get("alt_text_custom", ""), "posted": False}
        return Answer(200, {"id": photo})

    @route("POST", f"/{V}/{{id}}/feed", sends=True)
    def feed(self, request: Request) -> Answer:
        page = self.page(request)
        if not page:
            return self.expired() if not self.who(request) else self.error(403, "No permission to publish", "200")
        message = request.form.get("message", "")
        photos = [str(each["media_fbid"]) for each in json.loads(request.form.get("attached_media", "[]"))]
        if not message and not photos and not request.form.get("link"):
            return self.error(400, "Missing message or attachment", "100")
        if any(photo not in self.photos for photo in photos):
            return self.error(400, "Invalid photo", "100")
        if any(self.photos[photo]["posted"] for photo in photos):
            return self.error(400, "Already posted", "100", sub=1366051, user="These photos were already posted.")
        before = self.last.get(page)
        if before is not None and not photos and before.text == message and not before.deleted:
            return self.error(400, "Duplicate status message", "506", sub=1455006, user="It was posted already.")
        for photo in photos:
            self.photos[photo]["posted"] = True
        post = self._accept(page, message, media=photos, link=request.form.get("link", ""))
        self.last[page] = post
        return Answer(200, {"id": post.id})

    def _accept(self, page: str, text: str, **more: Any) -> FakePost:
        return self.accept(page, text, id=f"{self.ids[page]}_{self.new_id()}", **more)

    @route("GET", f"/{V}/{{id}}/published_posts")
    def published(self, request: Request) -> Answer:
        page = self.page(request)
        if not page:
            return self.expired()
        seen = [post for post in self.visible(page) if post.kind == "post" and post.more.get("product") != "story"]
        return self.edge(request, [self._shown(post) | self._counted(post) for post in seen])

    @route("GET", f"/{V}/{{id}}/posts")
    def posts_of(self, request: Request) -> Answer:
        if not self.who(request):
            return self.expired()
        if not self.public_content:
            return self.error(403, "This requires the feature Page Public Content Access.", "10")
        seen = [post for post in self.visible(self.somebody) if post.kind == "post"]
        return self.edge(request, [self._shown(post) | self._counted(post) for post in seen])

    def stranger(self, text: str) -> FakePost:
        return self.accept(self.somebody, text, id=f"2999_{self.new_id()}")

    def _shown(self, post: FakePost) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "id": post.id,
            "created_time": self.told(post),
            "permalink_url": f"https://www.facebook.com/anasshop/posts/{post.id.partition('_')[2]}",
        }
        if post.text:
            shown["message"] = post.text
        kind = "video" if "product" in post.more else "photo"
        targets = [{"target": {"id": medium}, "media_type": kind, "type": kind} for medium in post.media]
        if len(targets) == 1:
            shown["attachments"] = {"data": targets}
        elif targets:
            album = {"target": {"id": "9"}, "media_type": "album", "type": "album"}
            shown["attachments"] = {"data": [{**album, "subattachments": {"data": targets}}]}
        if post.more.get("product") == "reel":
            shown["permalink_url"] = f"https://www.facebook.com/reel/{post.media[0]}/"
        return shown

    # Videos

    @route("POST", f"/{V}/{{id}}/videos")
    def video(self, request: Request) -> Answer:
        page = self.page(request)
        if not page:
            return self.expired()
        form = request.form
        if form["upload_phase"] == "start":
            video, session = self._session(page, int(form["file_size"]))
            end = min(CHUNK, int(form["file_size"]))
            offsets = {"start_offset": "0", "end_offset": str(end)}
            return Answer(200, {"video_id": video, "upload_session_id": session, **offsets})
        found = next((v for v in self.videos.values() if v["session"] == form["upload_session_id"]), None)
        if found is None:
            return self.error(400, "Invalid upload session", "100", sub=1363023)
        if form["upload_phase"] == "transfer":
            return self._chunk(found, int(form["start_offset"]), len(request.parts["video_file_chunk"].body))
        return self._finish(page, found, form)

    def _chunk(self, video: dict[str, Any], offset: int, count: int) -> Answer:
        at = video["size"] - video["left"]
        fate = self.drop_chunks.pop(0) if self.drop_chunks else ""
        if fate == "lost":
            return self.error(500, "Service temporarily unavailable", "2")
        if offset != at:
            return self.error(400, "There was a problem uploading your video file", "6000", sub=1363037)
        video["left"] -= count
        if fate == "kept":
            return self.error(500, "Service temporarily unavailable", "2")
        at += count
        return Answer(200, {"start_offset": str(at), "end_offset": str(min(at + CHUNK, video["size"]))})

    @route("POST", f"/{V}/{{id}}/video_reels")
    def reel(self, request: Request) -> Answer:
        if request.form["upload_phase"] == "finish" and self._reels(self.page(request)) >= self.reel_quota:
            return self.error(400, "Application request limit reached", "4")
        return self._start_or_finish(request)

    @route("POST", f"/{V}/{{id}}/video_stories")
    def video_story(self, request: Request) -> Answer:
        return self._start_or_finish(request)

    def _reels(self, page: str) -> int:
        return sum(p.account == page and p.more.get("product") == "reel" for p in self.posts.values())

    def _start_or_finish(self, request: Request) -> Answer:
        page = self.page(request)
        if not page:
            return self.expired()
        form = request.form
        if form["upload_phase"] == "start":
            video, _ = self._session(page, None)
            return Answer(
                200, {"video_id": video, "upload_url": f"https://rupload.facebook.com/video-upload/{V}/{video}"}
            )
        found = self.videos.get(form["video_id"])
        if found is None:
            return self.gone(form["video_id"])
        product = "reel" if request.path.endswith("reels") else "story"
        return self._finish(page, found, form, product)

    def _session(self, page: str, size: int | None) -> tuple[str, str]:
        video, session = self.new_id(), self.new_id()
        self.videos[video] = {"id": video, "page": page, "session": session, "size": size, "left": size, "post": ""}
        self.videos[video] |= {"ready": 0.0, "broken": False}
        return video, session

    @route("POST", f"/video-upload/{V}/{{id}}")
    def upload(self, request: Request) -> Answer:
        video = self.videos[request.params["id"]]
        if video["size"] is None:
            video["size"] = int(request.headers["file_size"])
        return self.receive(request, video)

    def _finish(self, page: str, video: dict[str, Any], form: dict[str, str], product: str = "video") -> Answer:
        if video["left"] is None or video["left"] > 0:
            return self.error(400, "The video is not uploaded yet", "6000", sub=1363130)
        if not video["post"]:  # finishing again is no second post
            post = self._accept(page, form.get("description", ""), media=[video["id"]], product=product)
            video |= {"post": post.id, "ready": time.time() + self.processing}
        return Answer(200, {"success": True} | ({"post_id": video["post"]} if product != "video" else {}))

    def _video_shown(self, video: dict[str, Any]) -> dict[str, Any]:
        size, left = video["size"] or 0, video["left"]
        left = size if left is None else left
        uploaded = bool(size) and left == 0
        done = bool(video["post"]) and time.time() >= video["ready"]
        processing = "not_started" if not video["post"] else "complete" if done else "in_progress"
        publishing = {"status": processing} | ({"publish_status": "published"} if done else {})
        state: dict[str, Any] = {
            "video_status": "ready" if done else "processing" if uploaded else "uploading",
            "uploading_phase": {"status": "complete" if uploaded else "in_progress", "bytes_transferred": size - left},
            "processing_phase": {"status": processing},
            "publishing_phase": publishing,
        }
        if video["broken"] and video["post"]:
            state["video_status"] = "error"
            state["processing_phase"] = {"status": "error", "errors": [{"code": 1, "message": "The codec is unknown"}]}
        shown = {"id": video["id"], "status": state, "permalink_url": f"/anasshop/videos/{video['id']}/"}
        return shown | ({"post_id": video["post"].partition("_")[2]} if done else {})

    def is_send(self, request: Request) -> bool:
        if request.method == "POST" and request.path.endswith(FINISHES):
            return request.form.get("upload_phase") == "finish"
        return super().is_send(request)

    # Stories

    @route("POST", f"/{V}/{{id}}/photo_stories", sends=True)
    def photo_story(self, request: Request) -> Answer:
        page = self.page(request)
        if not page:
            return self.expired()
        photo = request.form["photo_id"]
        if photo not in self.photos or self.photos[photo]["posted"]:
            return self.error(400, "Invalid photo", "100")
        self.photos[photo]["posted"] = True
        post = self.accept(page, "", media=[photo], product="story")
        return Answer(200, {"success": True, "post_id": post.id})

    @route("GET", f"/{V}/{{id}}/stories")
    def stories(self, request: Request) -> Answer:
        page = self.page(request)
        if not page:
            return self.expired()
        seen = [p for p in self.visible(page) if p.more.get("product") == "story"] if self.keeps_stories else []
        data = [
            {
                "post_id": post.id,
                "status": "PUBLISHED",
                "media_id": post.media[0],
                "url": f"https://facebook.com/stories/{post.id}",
            }
            for post in seen
        ]
        return Answer(200, {"data": data})

    # Objects

    def found(self, object_id: str) -> FakePost | None:
        """A post or comment by its id, or the post of a video."""
        post = self.posts.get(object_id) or self.posts.get(self.videos.get(object_id, {}).get("post", ""))
        return post if post is not None and not post.deleted else None

    @route("GET", f"/{V}/{{id}}")
    def object(self, request: Request) -> Answer:
        name = self.who(request)
        if not name:
            return self.expired()
        object_id = request.params["id"]
        if not object_id.replace("_", "").isdecimal():
            return self._public(object_id)
        if object_id == self.ids[name]:
            return Answer(200, {"id": object_id, "followers_count": 42})
        if object_id in self.videos and "status" in request.query.get("fields", ""):
            return Answer(200, self._video_shown(self.videos[object_id]))
        post = self.found(object_id)
        if post is None:
            return self.gone(object_id)
        return Answer(200, self._shown(post) | self._counted(post))

    def _counted(self, post: FakePost) -> dict[str, Any]:
        comments = sum(p.reply_to == post.id for p in self.posts.values())
        return {
            "reactions": {"data": [], "summary": {"total_count": 5}},
            "comments": {"data": [], "summary": {"total_count": comments}},
            "shares": {"count": 2},
        }

    def _public(self, name: str) -> Answer:
        """Another Page by its name: for applications with Page Public Content Access alone."""
        if not self.public_content:
            return self.error(403, "This requires the feature Page Public Content Access.", "10")
        if name != self.somebody:
            return self.error(404, f"(#803) Some of the aliases you requested do not exist: {name}", "803")
        link = f"https://www.facebook.com/{name}"
        return Answer(200, {"id": "2999", "name": "Zoe", "username": name, "link": link, "followers_count": 42})

    @route("POST", f"/{V}/{{id}}")
    def update(self, request: Request) -> Answer:
        if not self.who(request):
            return self.expired()
        post = self.found(request.params["id"])
        if post is None:
            return self.gone(request.params["id"])
        words = request.form.get("description" if request.params["id"] in self.videos else "message")
        if words is not None:
            post.text = words
        if "is_hidden" in request.form:
            post.more["hidden"] = request.form["is_hidden"] == "true"
        return Answer(200, {"success": True})

    @route("DELETE", f"/{V}/{{id}}")
    def delete(self, request: Request) -> Answer:
        if not self.who(request):
            return self.expired()
        post = self.found(request.params["id"])
        if post is None:
            return self.gone(request.params["id"])
        post.deleted = True
        return Answer(200, {"success": True})

    # Comments

    @route("POST", f"/{V}/{{id}}/comments", sends=True)
    def add_comment(self, request: Request) -> Answer:
        page = self.who(request)
        if not page:
            return self.expired()
        to = self.found(request.params["id"])
        if to is None:
            return self.gone(request.params["id"])
        comment = self._accept(page, request.form["message"], kind="comment", reply_to=to.id)
        return Answer(200, {"id": comment.id})

    @route("GET", f"/{V}/{{id}}/comments")
    def comments(self, request: Request) -> Answer:
        if not self.who(request):
            return self.expired()
        to = self.found(request.params["id"])
        if to is None:
            return self.gone(request.params["id"])
        under = {to.id}
        found = []
        for post in self.visible()[::-1]:
            if post.reply_to in under:
                under.add(post.id)
                found.append(self._comment(post))
        return Answer(200, {"data": found[::-1]})

    def _comment(self, post: FakePost) -> dict[str, Any]:
        parent = self.posts[post.reply_to]
        return {
            "id": post.id,
            "message": post.text,
            "created_time": self.told(post),
            "from": {"id": self.ids.get(post.account, "99"), "name": post.account},
            "like_count": 0,
            "is_hidden": self.is_hidden(post.id),
            **({"parent": {"id": parent.id}} if parent.kind == "comment" else {}),
        }

    # Insights

    @route("GET", f"/{V}/{{id}}/insights")
    def insights(self, request: Request) -> Answer:
        if not self.who(request):
            return self.expired()
        if request.params["id"] in self.ids.values():
            if not self.may_measure:
                return self.error(403, "Permissions error: read_insights is missing", "200")
            by_day = {"page_media_view": 900, "page_total_media_view_unique": 700, "page_follows": 42}
            return self.series(request, by_day | ({"page_daily_follows_unique": 3} if self.tells_follows else {}), 90)
        known = {"post_media_view": 300, "post_total_media_view_unique": 210, "post_clicks": 12}
        asked = request.query["metric"].split(",")
        if any(name not in known for name in asked):
            return self.error(400, "The value must be a valid insights metric", "100")
        data = [{"name": name, "period": "lifetime", "values": [{"value": known[name]}]} for name in asked]
        return Answer(200, {"data": data})

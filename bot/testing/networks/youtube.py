"""YouTube: Google's sign-in, resumable uploads, videos that are worked through, comments, quotas by the unit."""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.testing.files import clip
from bot.testing.network import Answer, FakeNetwork, FakePost, Request, route
from connectors.media import Media
from connectors.oauth import Tokens, challenge_of
from connectors.platform import AccountInfo, Outgoing

_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
_GRAIN = 256 * 1024
_SCOPES = "https://www.googleapis.com/auth/youtube.force-ssl https://www.googleapis.com/auth/yt-analytics.readonly"
_REASONS = {
    400: "badRequest",
    401: "authError",
    403: "forbidden",
    404: "notFound",
    410: "gone",
    429: "rateLimitExceeded",
}


class YouTubeNetwork(FakeNetwork):
    """Behaves as developers.google.com/youtube describes version 3. One person, `ana`, has a channel.

    `audited` is False for a project whose uploads stay private; `units` and `uploads_a_day` bound a day's calls, None: no
    bound; `testing` makes refresh tokens end after a week; `verdict` is what the next video becomes: ("rejected",
    "duplicate"). `loses`: bytes of a part that are not kept, as a resumable upload may. `covers`: whether the channel may
    set pictures of its own.
    """

    platform = "youtube"

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.tokens = {"good-token-1": "ana"}
        self.refreshes = {"good-refresh-1": "ana"}
        self.codes: dict[str, dict[str, str]] = {}
        self._clips: dict[Path, Media] = {}
        self.secret = "app-secret-1"
        self.scopes = _SCOPES
        self.testing = False
        self.has_channel = True
        self.audited = True
        self.units: int | None = None
        self.uploads_a_day: int | None = None
        self.verdict: tuple[str, str] | None = None
        self.loses = 0
        self.covers = True
        self.analytics = True
        self.comments_off = False
        self.sessions: dict[str, dict[str, Any]] = {}
        self.playlists = {"PL-recipes": "Recipes", "PL-news": "News"}
        self.in_playlist: dict[str, list[str]] = {}

    def account(self, number: int = 1) -> AccountInfo:
        name = "ana" if number == 1 else f"ana{number}"
        token = f"good-token-{number}"
        self.tokens[token] = name
        self.refreshes[f"good-refresh-{number}"] = name
        data = {"id": f"UC-{name}", "uploads": f"UU-{name}", "long_uploads": "allowed", "privacy": "public"}
        return AccountInfo(number, 1, self.platform, f"@{name}", data, Tokens(token, f"good-refresh-{number}"))

    def sample(self, folder: Path, *, key: str = "key-1", text: str = "Hello, autumn", number: int = 1) -> Outgoing:
        options = {"title": "Autumn"}
        return Outgoing(key, self.account(number), text, "Autumn", media=(self._clip(folder),), options=options)

    def _clip(self, folder: Path) -> Media:
        """One file for all samples: writing it anew would pull it away from whoever is reading."""
        if folder not in self._clips:
            self._clips[folder] = clip(folder, 20_000)
        return self._clips[folder]

    def error(self, status: int, message: str, code: str = "") -> Answer:
        reason = code or _REASONS.get(status, "backendError")
        errors = [{"domain": "youtube", "reason": reason, "message": message}]
        return Answer(status, {"error": {"code": status, "message": message, "errors": errors}})

    def expired(self) -> Answer:
        return self.error(401, "Request had invalid authentication credentials.")

    def switched_off(self) -> Answer:
        return self.error(410, "This version of the API is no longer available.")

    def is_send(self, request: Request) -> bool:
        """The last part of an upload; or the call that makes a comment or a broadcast."""
        if request.method == "PUT" and request.path == "/resumable/upload/youtube/v3/videos":
            found = _RANGE.fullmatch(request.headers.get("content-range", ""))
            return found is not None and int(found[2]) + 1 == int(found[3])
        return super().is_send(request)

    def _who(self, request: Request, units: int = 1) -> str | Answer:
        who = self.tokens.get(request.bearer)
        if who is None:
            return self.expired()
        if self.units is not None:
            if self.units < units:
                return self.error(403, "The request cannot be completed: quota exceeded.", "quotaExceeded")
            self.units -= units
        return who

    # Signing in

    def grant(self, challenge: str) -> str:
        """The code that the consent page would send back."""
        code = secrets.token_hex(8)
        self.codes[code] = {"challenge": challenge}
        return code

    @route("POST", "/token")
    def token(self, request: Request) -> Answer:
        form = request.form
        if form.get("client_secret") != self.secret:
            return Answer(401, {"error": "invalid_client", "error_description": "Unauthorized"})
        given: dict[str, Any] = {}
        if form["grant_type"] == "refresh_token":
            who = self.refreshes.get(form.get("refresh_token", ""))
            if who is None:
                words = "Token has been expired or revoked."
                return Answer(400, {"error": "invalid_grant", "error_description": words})
        else:
            grant = self.codes.pop(form.get("code", ""), None)
            if grant is None or grant["challenge"] != challenge_of(form.get("code_verifier", "")):
                return Answer(400, {"error": "invalid_grant", "error_description": "Malformed auth code."})
            who = "ana"
            refresh = f"1//{secrets.token_hex(8)}"
            self.refreshes[refresh] = who
            given["refresh_token"] = refresh
            if self.testing:
                given["refresh_token_expires_in"] = 604_799
        access = f"ya29.{secrets.token_hex(8)}"
        self.tokens[access] = who
        return Answer(
            200,
            {"access_token": access, "expires_in": 3599, "scope": self.scopes, "token_type": "Bearer", **given},
        )

    @route("POST", "/revoke")
    def revoke(self, request: Request) -> Answer:
        token = request.form["token"]
        if self.refreshes.pop(token, None) is None and self.tokens.pop(token, None) is None:
            return Answer(400, {"error": "invalid_token", "error_description": "Token expired or revoked"})
        return Answer(200, {})

    # The channel

    @route("GET", "/youtube/v3/channels")
    def channels(self, request: Request) -> Answer:
        who = self._who(request)
        if isinstance(who, Answer):
            return who
        if not self.has_channel:
            return self._list([], "youtube#channelListResponse", leave_out=True)
        if asked := request.query.get("forHandle", request.query.get("id", "")):
            who = asked.removeprefix("@").removeprefix("UC-").lower()
            if who != self.somebody and who not in self.tokens.values():
                return self._list([], "youtube#channelListResponse", leave_out=True)
        channel = {
            "kind": "youtube#channel",
            "etag": "e",
            "id": f"UC-{who}",
            "snippet": {"title": who.title(), "description": "", "customUrl": f"@{who}"},
            "contentDetails": {"relatedPlaylists": {"likes": "", "uploads": f"UU-{who}"}},
            "status": {"privacyStatus": "public", "isLinked": True, "longUploadsStatus": "allowed"},
            "statistics": {
                "viewCount": "1200",
                "subscriberCount": "42",
                "hiddenSubscriberCount": False,
                "videoCount": str(sum(self._is_video(post, who) for post in self.posts.values())),
            },
        }
        return self._list([channel], "youtube#channelListResponse")

    @route("GET", "/youtube/v3/playlists")
    def list_playlists(self, request: Request) -> Answer:
        who = self._who(request)
        if isinstance(who, Answer):
            return who
        items = [
            {
                "kind": "youtube#playlist",
                "etag": "e",
                "id": name,
                "snippet": {"channelId": f"UC-{who}", "title": title, "description": ""},
            }
            for name, title in self.playlists.items()
        ]
        first = int(request.query.get("pageToken", "0"))
        answer = self._list(items[first : first + 1], "youtube#playlistListResponse")
        if first + 1 < len(items):
            answer.body["nextPageToken"] = str(first + 1)
        return answer

    def _list(self, items: list[dict[str, Any]], kind: str, *, leave_out: bool = False) -> Answer:
        info = {"totalResults": len(items), "resultsPerPage": 50}
        body: dict[str, Any] = {"kind": kind, "etag": "e", "pageInfo": info}
        return Answer(200, body if leave_out else {**body, "items": items})

    # Uploading

    @route("POST", "/resumable/upload/youtube/v3/videos")
    def open(self, request: Request) -> Answer:
        who = self._who(request)
        if isinstance(who, Answer):
            return who
        if self.uploads_a_day is not None:
            if self.uploads_a_day < 1:
                return self.error(403, "The request cannot be completed: quota exceeded.", "quotaExceeded")
            self.uploads_a_day -= 1
        body = request.json
        snippet, status = body["snippet"], body["status"]
        title, description = snippet.get("title", ""), snippet.get("description", "")
        if not title or len(title) > 100 or re.search(r"[<>]", title):
            return self.error(400, "The request metadata specifies an invalid or empty video title.", "invalidTitle")
        if len(description.encode()) > 5_000 or re.search(r"[<>]", description):
            return self.error(400, "The request metadata specifies an invalid video description.", "invalidDescription")
        if "publishAt" in status and (
            status["privacyStatus"] != "private" or datetime.fromisoformat(status["publishAt"]) <= datetime.now(UTC)
        ):
            return self.error(400, "The scheduled publishing time is invalid.", "invalidPublishAt")
        upload_id = self.new_id()
        self.sessions[upload_id] = {
            "who": who,
            "body": body,
            "size": int(request.headers["x-upload-content-length"]),
            "got": 0,
            "hash": hashlib.sha256(),
        }
        session = f"{self.url}/resumable/upload/youtube/v3/videos?uploadType=resumable&upload_id={upload_id}"
        return Answer(200, None, {"location": session})

    @route("PUT", "/resumable/upload/youtube/v3/videos")
    def put(self, request: Request) -> Answer:
        if request.bearer not in self.tokens:
            return self.expired()
        session = self.sessions.get(request.query.get("upload_id", ""))
        if session is None:
            return Answer(404, b"Not Found", {"content-type": "text/plain"})
        if "video" in session:
            return Answer(200, self._video(self.posts[session["video"]], "id,snippet,status"))
        asked = request.headers.get("content-range", "")
        if not asked.startswith("bytes */"):
            found = _RANGE.fullmatch(asked)
            if found is None:
                return self.error(400, "Failed to parse Content-Range header.")
            first, last, size = (int(number) for number in found.groups())
            if first > session["got"] or last - first + 1 != len(request.body) or size != session["size"]:
                return self.error(400, "Invalid request: the bytes do not follow those that are there.")
            if last + 1 < size and len(request.body) % _GRAIN:
                return self.error(400, "The number of bytes uploaded is not a multiple of 262144.")
            kept = len(request.body) - self.loses
            self.loses = 0
            session["hash"].update(request.body[session["got"] - first : kept])
            session["got"] = max(session["got"], first + kept)
        if session["got"] < session["size"]:
            known = {"range": f"bytes=0-{session['got'] - 1}"} if session["got"] else {}
            return Answer(308, None, known)
        return Answer(200, self._video(self._finish(session), "id,snippet,status"))

    def _finish(self, session: dict[str, Any]) -> FakePost:
        snippet, status = session["body"]["snippet"], dict(session["body"]["status"])
        if not self.audited:
            status["privacyStatus"] = "private"
            status.pop("publishAt", None)
        verdict, self.verdict = self.verdict, None
        post = self.accept(
            session["who"],
            snippet["description"],
            media=[session.pop("hash").hexdigest()],
            snippet=dict(snippet),
            status=status,
            verdict=verdict,
        )
        session["video"] = post.id
        return post

    # Videos

    @route("GET", "/youtube/v3/videos")
    def videos(self, request: Request) -> Answer:
        who = self._who(request)
        if isinstance(who, Answer):
            return who
        if request.query.get("chart") == "mostPopular":
            if request.query.get("regionCode", "DE") not in {"DE", "US", "FR", "ES"}:
                return self.error(400, "The region code is invalid.", "invalidRegionCode")
            found = self.page_of([post for post in self.visible() if post.kind == "post"], 50)
        elif len(request.query["id"].split(",")) > 50:
            return self.error(400, "Too many ids.", "invalidFilters")
        else:
            found = [self.posts[i] for i in request.query["id"].split(",") if i in self.posts]
        items = [self._video(p, request.query["part"]) for p in found if p.kind in {"post", "live"} and not p.deleted]
        return self._list(items, "youtube#videoListResponse")

    @route("PUT", "/youtube/v3/videos")
    def update(self, request: Request) -> Answer:
        who = self._who(request, 50)
        if isinstance(who, Answer):
            return who
        post = self.posts.get(request.json["id"])
        if post is None or post.deleted or post.account != who:
            return self.error(404, "The video cannot be found.", "videoNotFound")
        snippet = request.json["snippet"]
        if not snippet.get("title") or not snippet.get("categoryId"):
            return self.error(400, "The snippet must have a title and a category.", "invalidVideoMetadata")
        post.text = snippet.get("description", "")
        post.more["snippet"] = dict(snippet)
        return Answer(200, self._video(post, request.query["part"]))

    @route("DELETE", "/youtube/v3/videos")
    def delete(self, request: Request) -> Answer:
        return self._delete(request, "post", "videoNotFound")

    def _delete(self, request: Request, kind: str, reason: str) -> Answer:
        who = self._who(request, 50)
        if isinstance(who, Answer):
            return who
        post = self.posts.get(request.query["id"])
        if post is None or post.deleted or post.kind != kind:
            return self.error(404, "It cannot be found.", reason)
        if post.account != who:
            return self.error(403, "It is not yours.", "forbidden")
        post.deleted = True
        return Answer(204)

    def _is_video(self, post: FakePost, who: str) -> bool:
        return post.kind == "post" and post.account == who and not post.deleted

    def _video(self, post: FakePost, part: str) -> dict[str, Any]:
        done = time.time() >= post.at + self.processing
        verdict = post.more.get("verdict")
        status = {"uploadStatus": "processed" if done else "uploaded", **post.more["status"], "license": "youtube"}
        if done and verdict:
            status["uploadStatus"] = verdict[0]
            status["rejectionReason" if verdict[0] == "rejected" else "failureReason"] = verdict[1]
        everything = {
            "snippet": {
                "liveBroadcastContent": "upcoming" if post.kind == "live" else "none",
                **post.more["snippet"],
                "publishedAt": _time(post.at),
                "channelId": f"UC-{post.account}",
                "channelTitle": post.account.title(),
                "description": post.text,
            },
            "status": status,
            "processingDetails": {"processingStatus": "succeeded" if done else "processing"},
            "contentDetails": {"duration": "PT12S", "definition": "hd", "hasCustomThumbnail": "cover" in post.more},
            "statistics": {
                "viewCount": "120",
                "likeCount": "9",
                "favoriteCount": "0",
                "commentCount": str(
                    sum(p.kind == "comment" and p.more["video"] == post.id for p in self.posts.values())
                ),
            },
        }
        wanted = {name: everything[name] for name in part.split(",") if name in everything}
        return {"kind": "youtube#video", "etag": "e", "id": post.id, **wanted}

    def _comments_of(self, video: FakePost) -> int:
        return sum(post.kind == "comment" and post.more["video"] == video.id for post in self.posts.values())

    @route("POST", "/upload/youtube/v3/thumbnails/set")
    def cover(self, request: Request) -> Answer:
        who = self._who(request, 50)
        if isinstance(who, Answer):
            return who
        if not self.covers:
            return self.error(403, "The user does not have permissions to set custom thumbnails.", "forbidden")
        post = self.posts.get(request.query["videoId"])
        if post is None or not self._is_video(post, who):
            return self.error(404, "The video cannot be found.", "videoNotFound")
        if len(request.body) > 2 * 1024**2:
            return self.error(413, "The image is too large.", "mediaBodyTooLarge")
        post.more["cover"] = hashlib.sha256(request.body).hexdigest()
        return Answer(200, {"kind": "youtube#thumbnailSetResponse", "etag": "e", "items": [{}]})

    @route("GET", "/youtube/v3/playlistItems")
    def playlist_items(self, request: Request) -> Answer:
        who = self._who(request)
        if isinstance(who, Answer):
            return who
        playlist = request.query["playlistId"]
        if playlist.startswith("UU-"):
            whose = playlist.removeprefix("UU-")
            ids = [post.id for post in self.visible(whose) if self._is_video(post, whose)]
        elif playlist in self.playlists:
            ids = self.in_playlist.get(playlist, [])
        else:
            return self.error(404, "The playlist cannot be found.", "playlistNotFound")
        ids = [i for i in ids if request.query.get("videoId", i) == i]
        start = request.query.get("pageToken", "P0").removeprefix("P")
        if not start.isdecimal():
            return self.error(400, "The page token is invalid.", "invalidPageToken")
        shown = self.page_of(ids[int(start) :], min(50, int(request.query.get("maxResults", "5"))))
        answer = self._list([self._item(playlist, i) for i in shown], "youtube#playlistItemListResponse")
        if int(start) + len(shown) < len(ids):
            answer.body["nextPageToken"] = f"P{int(start) + len(shown)}"
        return answer

    @route("POST", "/youtube/v3/playlistItems")
    def put_into(self, request: Request) -> Answer:
        who = self._who(request, 50)
        if isinstance(who, Answer):
            return who
        snippet = request.json["snippet"]
        playlist, video_id = snippet["playlistId"], snippet["resourceId"]["videoId"]
        if playlist not in self.playlists:
            return self.error(404, "The playlist cannot be found.", "playlistNotFound")
        self.in_playlist.setdefault(playlist, []).append(video_id)  # the same video may stand in it twice
        return Answer(200, self._item(playlist, video_id))

    def _item(self, playlist: str, video_id: str) -> dict[str, Any]:
        post = self.posts[video_id]
        return {
            "kind": "youtube#playlistItem",
            "etag": "e",
            "id": f"{playlist}.{video_id}",
            "snippet": {
                "publishedAt": _time(post.at),
                "channelId": f"UC-{post.account}",
                "title": post.more["snippet"]["title"],
                "description": post.text,
                "playlistId": playlist,
                "resourceId": {"kind": "youtube#video", "videoId": video_id},
            },
            "contentDetails": {"videoId": video_id, "videoPublishedAt": _time(post.at)},
        }

    # Live

    @route("POST", "/youtube/v3/liveBroadcasts", sends=True)
    def broadcast(self, request: Request) -> Answer:
        who = self._who(request, 50)
        if isinstance(who, Answer):
            return who
        snippet = request.json["snippet"]
        starts = snippet.get("scheduledStartTime")
        if not starts:
            return self.error(400, "A scheduled start time is required.", "scheduledStartTimeRequired")
        if datetime.fromisoformat(starts) <= datetime.now(UTC):
            return self.error(400, "The scheduled start time must be in the future.", "invalidScheduledStartTime")
        post = self.accept(
            who,
            snippet.get("description", ""),
            kind="live",
            snippet={"title": snippet["title"], "scheduledStartTime": starts, "categoryId": "22"},
            status=dict(request.json["status"]),
        )
        return Answer(200, self._broadcast(post))

    @route("GET", "/youtube/v3/liveBroadcasts")
    def broadcasts(self, request: Request) -> Answer:
        who = self._who(request)
        if isinstance(who, Answer):
            return who
        own = [post for post in self.visible(who) if post.kind == "live"]
        own = [post for post in own if request.query.get("id", post.id) == post.id]
        return self._list([self._broadcast(post) for post in own], "youtube#liveBroadcastListResponse")

    @route("DELETE", "/youtube/v3/liveBroadcasts")
    def delete_broadcast(self, request: Request) -> Answer:
        return self._delete(request, "live", "liveBroadcastNotFound")

    def _broadcast(self, post: FakePost) -> dict[str, Any]:
        return {
            "kind": "youtube#liveBroadcast",
            "etag": "e",
            "id": post.id,
            "snippet": {
                "publishedAt": _time(post.at),
                "channelId": f"UC-{post.account}",
                "title": post.more["snippet"]["title"],
                "description": post.text,
                "scheduledStartTime": post.more["snippet"]["scheduledStartTime"],
            },
            "status": {"lifeCycleStatus": "created", "recordingStatus": "notRecording", **post.more["status"]},
        }

    # Comments

    def comment(self, post_id: str, text: str, author: str = "zoe") -> str:
        return self.accept(author, text, kind="comment", reply_to=post_id, video=post_id).id

    def stranger(self, text: str) -> FakePost:
        snippet = {"title": "Kiln", "categoryId": "22"}
        return self.accept("zoe", text, snippet=snippet, status={"privacyStatus": "public"})

    def is_hidden(self, comment_id: str) -> bool:
        return bool(self.posts[comment_id].more.get("moderation", "published") != "published")

    @route("GET", "/youtube/v3/commentThreads")
    def threads(self, request: Request) -> Answer:
        who = self._who(request)
        if isinstance(who, Answer):
            return who
        video = self.posts.get(request.query["videoId"])
        if video is None or video.deleted:
            return self.error(404, "The video cannot be found.", "videoNotFound")
        if self.comments_off:
            return self.error(403, "The video has disabled comments.", "commentsDisabled")
        state = request.query.get("moderationStatus", "published")
        seen = [
            post
            for post in self.visible()
            if post.kind == "comment"
            and post.reply_to == video.id
            and post.more.get("moderation", "published") == state
        ]
        most = int(request.query.get("maxResults", "20"))
        return self._list([self._thread(post) for post in seen[:most]], "youtube#commentThreadListResponse")

    @route("POST", "/youtube/v3/commentThreads", sends=True)
    def new_thread(self, request: Request) -> Answer:
        who = self._who(request, 50)
        if isinstance(who, Answer):
            return who
        snippet = request.json["snippet"]
        video = self.posts.get(snippet["videoId"])
        if video is None or video.deleted:
            return self.error(404, "The video cannot be found.", "videoNotFound")
        if self.comments_off:
            return self.error(403, "The video has disabled comments.", "commentsDisabled")
        text = snippet["topLevelComment"]["snippet"]["textOriginal"]
        return Answer(200, self._thread(self.accept(who, text, kind="comment", reply_to=video.id, video=video.id)))

    @route("GET", "/youtube/v3/comments")
    def replies(self, request: Request) -> Answer:
        who = self._who(request)
        if isinstance(who, Answer):
            return who
        parent = request.query["parentId"]
        seen = [post for post in self.visible() if post.kind == "comment" and post.reply_to == parent]
        return self._list([self._comment(post) for post in seen], "youtube#commentListResponse")

    @route("POST", "/youtube/v3/comments", sends=True)
    def reply(self, request: Request) -> Answer:
        who = self._who(request, 50)
        if isinstance(who, Answer):
            return who
        snippet = request.json["snippet"]
        parent = self.posts.get(snippet["parentId"])
        if parent is None or parent.deleted or parent.reply_to != parent.more["video"]:
            return self.error(404, "The parent comment cannot be found.", "parentCommentNotFound")
        own_id = f"{parent.id}.{self.new_id()}"
        video = parent.more["video"]
        post = self.accept(who, snippet["textOriginal"], id=own_id, kind="comment", reply_to=parent.id, video=video)
        return Answer(200, self._comment(post))

    @route("DELETE", "/youtube/v3/comments")
    def delete_comment(self, request: Request) -> Answer:
        return self._delete(request, "comment", "commentNotFound")

    @route("POST", "/youtube/v3/comments/setModerationStatus")
    def moderate(self, request: Request) -> Answer:
        who = self._who(request, 50)
        if isinstance(who, Answer):
            return who
        post = self.posts.get(request.query["id"])
        if post is None or post.deleted or post.kind != "comment":
            return self.error(404, "The comment cannot be found.", "commentNotFound")
        post.more["moderation"] = request.query["moderationStatus"]
        return Answer(204)

    def _thread(self, post: FakePost) -> dict[str, Any]:
        replies = [p for p in self.posts.values() if p.reply_to == post.id and not p.deleted]
        thread: dict[str, Any] = {
            "kind": "youtube#commentThread",
            "etag": "e",
            "id": post.id,
            "snippet": {
                "channelId": "UC-ana",
                "videoId": post.more["video"],
                "topLevelComment": self._comment(post),
                "canReply": True,
                "totalReplyCount": len(replies),
                "isPublic": True,
            },
        }
        if replies:
            thread["replies"] = {"comments": [self._comment(reply) for reply in replies[-5:]]}
        return thread

    def _comment(self, post: FakePost) -> dict[str, Any]:
        snippet = {
            "videoId": post.more["video"],
            "textDisplay": post.text,
            "textOriginal": post.text,
            "authorDisplayName": f"@{post.account}",
            "authorChannelId": {"value": f"UC-{post.account}"},
            "likeCount": 0,
            "publishedAt": _time(post.at),
            "updatedAt": _time(post.at),
        }
        if post.reply_to != post.more["video"]:
            snippet["parentId"] = post.reply_to
        return {"kind": "youtube#comment", "etag": "e", "id": post.id, "snippet": snippet}

    # Figures

    @route("GET", "/v2/reports")
    def reports(self, request: Request) -> Answer:
        who = self.tokens.get(request.bearer)
        if who is None:
            return self.expired()
        if not self.analytics:
            words = "Request had insufficient authentication scopes."
            return self.error(403, words, "insufficientPermissions")
        metrics = request.query["metrics"].split(",")
        if request.query["startDate"] > request.query["endDate"]:
            return self.error(400, "The start date is after the end date.", "invalid")
        by = request.query["dimensions"]
        columns = [{"name": by, "columnType": "DIMENSION", "dataType": "STRING"}]
        columns += [{"name": name, "columnType": "METRIC", "dataType": "INTEGER"} for name in metrics]
        figures = {"estimatedMinutesWatched": 31, "shares": 2, "views": 7, "likes": 1, "comments": 0}
        figures["subscribersGained"] = 3
        if by == "day":
            first, last = (date.fromisoformat(request.query[name]) for name in ("startDate", "endDate"))
            known = min(last, datetime.now(UTC).date() - timedelta(days=2))  # the newest days are not worked out yet
            ids = [(first + timedelta(days=n)).isoformat() for n in range((known - first).days + 1)]
        else:
            ids = [i for i in request.query["filters"].removeprefix("video==").split(",") if i in self.posts]
        rows = [[i, *(figures[name] for name in metrics)] for i in ids]
        return Answer(200, {"kind": "youtubeAnalytics#resultTable", "columnHeaders": columns, "rows": rows})


def _time(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

"""A Bluesky server with its app view and video service: sessions, records, blobs, threads, gates, videos in parts."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
import time
from datetime import UTC, datetime
from typing import Any

import regex

from bot.testing.network import Answer, FakeNetwork, FakePost, Request, route
from connectors.oauth import Tokens
from connectors.platform import AccountInfo

POST = "app.bsky.feed.post"
GATE = "app.bsky.feed.threadgate"
ANA = "did:plc:ana2345672345672345672345"
TID = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")


class BlueskyNetwork(FakeNetwork):
    """Behaves as the lexicons and the reference server of August 2026 do. `ana.fake.example` lives here; others elsewhere.

    `part_bytes` is the size of a part of a video that comes in parts; None stands for a video service that knows no parts.
    """

    platform = "bluesky"
    somebody = "zoe.elsewhere.example"

    def __init__(self, **settings: Any) -> None:
        self.part_bytes: int | None = settings.pop("part_bytes", 100_000)
        super().__init__(**settings)
        self.access = {"good-token": ANA}
        self.refreshers = {"good-refresh": ANA}
        self.passwords = {"ana.fake.example": "abcd-efgh-ijkl-mnop"}
        self.handles = {"ana.fake.example": ANA, "zoe.elsewhere.example": "did:plc:zoe"}
        self.taken_down: set[str] = set()
        self.gates: dict[str, dict[str, Any]] = {}
        self.blobs: dict[str, int] = {}
        self.jobs: dict[str, dict[str, Any]] = {}
        self.uploads: dict[str, dict[str, Any]] = {}
        self.service_tokens: set[str] = set()
        self.fails_with = ""
        """The failureCode that the next video meets."""
        self.active = True

    def account(self, number: int = 1) -> AccountInfo:
        name = "ana" if number == 1 else f"ana{number}"
        did = ANA if number == 1 else f"did:plc:{name}"
        token = "good-token" if number == 1 else f"good-token-{number}"
        self.access[token] = did
        self.handles[f"{name}.fake.example"] = did
        data = {"id": did, "server": "https://fake.example", "handle": f"{name}.fake.example"}
        return AccountInfo(number, 1, self.platform, f"@{name}.fake.example", data, Tokens(token, "good-refresh"))

    def error(self, status: int, message: str, code: str = "") -> Answer:
        names = {400: "InvalidRequest", 401: "AuthMissing", 429: "RateLimitExceeded", 500: "InternalServerError"}
        return Answer(status, {"error": code or names.get(status, "Unknown"), "message": message})

    def expired(self) -> Answer:
        return self.error(400, "Token has expired", "ExpiredToken")

    def too_many(self) -> Answer:
        answer = self.error(429, "Rate Limit Exceeded")
        answer.headers.update(
            {
                "ratelimit-limit": "5000",
                "ratelimit-remaining": "0",
                "ratelimit-reset": str(int(time.time() + self.retry_after + 0.999)),
                "ratelimit-policy": "5000;w=3600",
            }
        )
        return answer

    def comment(self, post_id: str, text: str, author: str = "zoe") -> str:
        root = self.posts[post_id].more["record"].get("reply", {}).get("root") or _ref(self.posts[post_id])
        reply = {"root": root, "parent": _ref(self.posts[post_id])}
        record = {"$type": POST, "text": text, "createdAt": _time(time.time()), "reply": reply}
        did = f"did:plc:{author}"
        self.handles.setdefault(f"{author}.elsewhere.example", did)
        uri = f"at://{did}/{POST}/3{self.new_id():2>12}"
        return self.accept(did, text, id=uri, kind="comment", reply_to=post_id, record=record, cid=cid_of(record)).id

    def stranger(self, text: str) -> FakePost:
        record = {"$type": POST, "text": text, "createdAt": _time(time.time())}
        uri = f"at://did:plc:zoe/{POST}/3{self.new_id():2>12}"
        return self.accept("did:plc:zoe", text, id=uri, record=record, cid=cid_of(record))

    def is_hidden(self, comment_id: str) -> bool:
        return any(comment_id in gate.get("hiddenReplies", ()) for gate in self.gates.values())

    # Sessions

    @route("POST", "/xrpc/com.atproto.server.createSession")
    def create_session(self, request: Request) -> Answer:
        handle = request.json.get("identifier", "")
        if not secrets.compare_digest(self.passwords.get(handle, ""), request.json.get("password", "") or "-"):
            return self.error(401, "Invalid identifier or password", "AuthenticationRequired")
        return Answer(200, self._session(self.handles[handle]))

    @route("POST", "/xrpc/com.atproto.server.refreshSession")
    def refresh_session(self, request: Request) -> Answer:
        did = self.refreshers.pop(request.bearer, None)
        return Answer(200, self._session(did)) if did else self.error(400, "Token has been revoked", "ExpiredToken")

    @route("POST", "/xrpc/com.atproto.server.deleteSession")
    def delete_session(self, request: Request) -> Answer:
        if self.refreshers.pop(request.bearer, None) is None:
            return self.error(400, "Token has been revoked", "ExpiredToken")
        return Answer(200)

    def _session(self, did: str) -> dict[str, Any]:
        access, refresh = _token(did, 7200), _token(did, 90 * 86400)
        self.access[access] = did
        self.refreshers[refresh] = did
        service = {
            "id": "#atproto_pds",
            "type": "AtprotoPersonalDataServer",
            "serviceEndpoint": "https://pds.fake.example",
        }
        document = {"id": did, "service": [service]}
        handle = self._called(did)
        session = {"accessJwt": access, "refreshJwt": refresh, "handle": handle, "did": did, "didDoc": document}
        return session | ({"active": True} if self.active else {"active": False, "status": "deactivated"})

    @route("GET", "/xrpc/com.atproto.identity.resolveHandle")
    def resolve(self, request: Request) -> Answer:
        did = self.handles.get(request.query["handle"])
        return Answer(200, {"did": did}) if did else self.error(400, "Unable to resolve handle")

    def _called(self, did: str) -> str:
        return next((handle for handle, known in self.handles.items() if known == did), "handle.invalid")

    # Records

    @route("POST", "/xrpc/com.atproto.repo.putRecord")
    def put(self, request: Request) -> Answer:
        did = self.access.get(request.bearer)
        if did is None:
            return self.expired()
        body = request.json
        if body["repo"] != did:
            return self.error(401, "Authentication Required", "AuthMissing")
        uri, record = f"at://{did}/{body['collection']}/{body['rkey']}", body["record"]
        if fault := self._fault(body["collection"], body["rkey"], record):
            return fault
        written = cid_of(record)
        answer = {"uri": uri, "cid": written, "validationStatus": "valid"}
        before = self._cid(uri)
        if before == written:
            return Answer(200, answer)
        if "swapRecord" in body and body["swapRecord"] != before:
            return self.error(400, f"Record was at {before}", "InvalidSwap")
        self._write(did, uri, record)
        return Answer(200, answer | {"commit": {"cid": cid_of(uri), "rev": "3m3zm7eurxk26"}})

    @route("POST", "/xrpc/com.atproto.repo.applyWrites", sends=True)
    def apply(self, request: Request) -> Answer:
        did = self.access.get(request.bearer)
        if did is None:
            return self.expired()
        results = []
        for write in request.json["writes"]:
            uri = f"at://{did}/{write['collection']}/{write['rkey']}"
            if fault := self._fault(write["collection"], write["rkey"], write["value"]):
                return fault
            if self._cid(uri):
                return self.error(500, "Internal Server Error")  # the reference server does not foresee it
            kind = "com.atproto.repo.applyWrites#createResult"
            results.append({"$type": kind, "uri": uri, "cid": cid_of(write["value"]), "validationStatus": "valid"})
        for write in request.json["writes"]:
            self._write(did, f"at://{did}/{write['collection']}/{write['rkey']}", write["value"])
        return Answer(200, {"results": results})

    def is_send(self, request: Request) -> bool:
        if request.path.endswith("putRecord"):
            return bool(request.json and request.json.get("collection") == POST)
        return super().is_send(request)

    def _cid(self, uri: str) -> str | None:
        if uri in self.gates:
            return cid_of(self.gates[uri])
        post = self.posts.get(uri)
        return str(post.more["cid"]) if post and not post.deleted else None

    def _write(self, did: str, uri: str, record: dict[str, Any]) -> None:
        if record["$type"] == GATE:
            self.gates[uri] = record
            return
        parent = record.get("reply", {}).get("parent", {}).get("uri", "")
        embed = record.get("embed", {})
        self.accept(
            did,
            record["text"],
            id=uri,
            reply_to=parent,
            kind="comment" if parent else "post",
            media=re.findall(r'"\$link": "(\w+)"', json.dumps(embed)),
            record=record,
            cid=cid_of(record),
        )

    def _fault(self, collection: str, rkey: str, record: dict[str, Any]) -> Answer | None:
        """What the server's own validation against the lexicon says; None if the record is in order."""
        if not TID.fullmatch(rkey):
            return self.error(400, f"Invalid record key for {collection}: must be a valid TID")
        if record.get("$type") != collection:
            return self.error(400, f"Invalid $type: expected {collection}")
        if collection == GATE:
            return None
        text = record["text"]
        if len(text.encode()) > 3000 or len(regex.findall(r"\X", text)) > 300:
            return self.error(400, "Invalid app.bsky.feed.post record: grapheme too big (maximum 300)")
        if any(facet["index"]["byteEnd"] > len(text.encode()) for facet in record.get("facets", ())):
            return self.error(400, "Invalid app.bsky.feed.post record: facet out of bounds")
        embed = record.get("embed") or {}
        if len(embed.get("images", ())) > 4 or len(embed.get("items", ())) > 20:
            return self.error(400, "Invalid app.bsky.feed.post record: array too big")
        for link in re.findall(r'"\$link": "(\w+)"', json.dumps(embed)):
            if link not in self.blobs:
                return self.error(400, f"Could not find blob: {link}", "BlobNotFound")
            most = 300_000_000 if embed["$type"].endswith("video") else 2_000_000
            if self.blobs[link] > most:
                return self.error(400, f"This file is too large. Max size: {most}", "BlobTooLarge")
        return None

    @route("GET", "/xrpc/com.atproto.repo.getRecord")
    def get(self, request: Request) -> Answer:
        uri = "at://{repo}/{collection}/{rkey}".format_map(request.query)
        if uri in self.gates:
            return Answer(200, {"uri": uri, "cid": cid_of(self.gates[uri]), "value": self.gates[uri]})
        post = self.posts.get(uri)
        if post is None or post.deleted or post.at > time.time() - self.visible_after:
            return self.error(400, f"Could not locate record: {uri}", "RecordNotFound")
        return Answer(200, {"uri": uri, "cid": post.more["cid"], "value": post.more["record"]})

    @route("POST", "/xrpc/com.atproto.repo.deleteRecord")
    def delete(self, request: Request) -> Answer:
        did = self.access.get(request.bearer)
        if did is None:
            return self.expired()
        if request.json["repo"] != did:
            return self.error(401, "Authentication Required", "AuthMissing")
        post = self.posts.get("at://{repo}/{collection}/{rkey}".format_map(request.json))
        if post is None or post.deleted:
            return Answer(200, {})
        post.deleted = True
        return Answer(200, {"commit": {"cid": cid_of(post.id), "rev": "3m3zm7eurxk27"}})

    # The app view

    @route("GET", "/xrpc/app.bsky.feed.getPosts")
    def get_posts(self, request: Request) -> Answer:
        if request.bearer not in self.access:
            return self.expired()
        found = [self.posts.get(uri) for uri in request.queries["uris"]]
        return Answer(200, {"posts": [self._view(post) for post in found if post and not post.deleted]})

    @route("GET", "/xrpc/app.bsky.feed.getPostThread")
    def get_thread(self, request: Request) -> Answer:
        post = self.posts.get(request.query["uri"])
        if post is None or post.deleted:
            return self.error(400, f"Post not found: {request.query['uri']}", "NotFound")
        answer: dict[str, Any] = {"thread": self._thread(post)}
        uri = post.id.replace(POST, GATE)
        if uri in self.gates:
            answer["threadgate"] = {"uri": uri, "cid": cid_of(uri), "record": self.gates[uri], "lists": []}
        return Answer(200, answer)

    def _thread(self, post: FakePost) -> dict[str, Any]:
        replies = [self._thread(p) for p in self.posts.values() if p.reply_to == post.id and not p.deleted]
        return {"$type": "app.bsky.feed.defs#threadViewPost", "post": self._view(post), "replies": replies}

    def _view(self, post: FakePost) -> dict[str, Any]:
        return {
            "uri": post.id,
            "cid": post.more["cid"],
            "author": {"did": post.account, "handle": self._called(post.account)},
            "record": post.more["record"],
            "indexedAt": _time(post.at),
            "likeCount": 5,
            "repostCount": 1,
            "quoteCount": 0,
            "bookmarkCount": 2,
            "replyCount": sum(p.reply_to == post.id for p in self.posts.values()),
        }

    @route("GET", "/xrpc/app.bsky.actor.getProfile")
    def get_profile(self, request: Request) -> Answer:
        if request.bearer not in self.access:
            return self.expired()
        did = self.handles.get(request.query["actor"], request.query["actor"])
        if did not in self.handles.values():
            return self.error(400, "Profile not found", "InvalidRequest")
        if did in self.taken_down:
            return self.error(400, "Account has been suspended", "AccountTakedown")
        counts = {"followersCount": 42, "followsCount": 3, "postsCount": 12}
        return Answer(200, {"did": did, "handle": self._called(did), "displayName": "Somebody", **counts})

    @route("GET", "/xrpc/app.bsky.feed.getAuthorFeed")
    def get_author_feed(self, request: Request) -> Answer:
        if request.bearer not in self.access:
            return self.expired()
        actor = self.handles.get(request.query["actor"], request.query["actor"])
        posts: list[tuple[FakePost, dict[str, Any]]] = [(post, {}) for post in self.visible(actor)]
        others = [post for post in self.visible() if post.account != actor and not post.reply_to]
        by = {"did": actor, "handle": self._called(actor)}
        reason = {"$type": "app.bsky.feed.defs#reasonRepost", "by": by, "indexedAt": _time(time.time())}
        # Their reposts: whatever others said, and once more what they said themselves.
        posts += [(post, {"reason": reason}) for post in [*others, *self.visible(actor)]]
        if request.query.get("filter") == "posts_no_replies":
            posts = [(post, more) for post, more in posts if not post.reply_to]
        cursor = request.query.get("cursor", "0")
        if not cursor.isdecimal():
            return self.error(400, "Malformed cursor", "InvalidRequest")
        start = int(cursor)
        shown = self.page_of(posts[start:], min(100, int(request.query.get("limit", "50"))))
        answer: dict[str, Any] = {"feed": [{"post": self._view(post), **more} for post, more in shown]}
        return Answer(200, answer | ({"cursor": str(start + len(shown))} if shown else {}))

    @route("GET", "/xrpc/app.bsky.unspecced.getTrends")
    def get_trends(self, request: Request) -> Answer:
        names = ("Pottery fair", "#autumn", "Kilns")
        common = {"startedAt": _time(time.time() - 7200), "postCount": 300, "actors": [], "status": "hot"}
        link = "/profile/trending.bsky.app/feed/"
        trends = [{"topic": name, "displayName": name, "link": f"{link}{n}", **common} for n, name in enumerate(names)]
        return Answer(200, {"trends": self.page_of(trends, int(request.query.get("limit", "10")))})

    # Media

    @route("POST", "/xrpc/com.atproto.repo.uploadBlob")
    def upload(self, request: Request) -> Answer:
        if request.bearer not in self.access:
            return self.expired()
        if int(request.headers.get("content-length", "-1")) != len(request.body):
            return self.error(400, "Content-Length does not match", "InvalidRequest")
        return Answer(200, {"blob": self._blob(request.body, request.headers["content-type"])})

    def _blob(self, content: bytes, mime: str) -> dict[str, Any]:
        link = _cid(0x55, hashlib.sha256(content).digest())
        self.blobs[link] = len(content)
        return {"$type": "blob", "ref": {"$link": link}, "mimeType": mime, "size": len(content)}

    @route("GET", "/xrpc/com.atproto.server.getServiceAuth")
    def service_auth(self, request: Request) -> Answer:
        if request.bearer not in self.access:
            return self.expired()
        if not time.time() < int(request.query["exp"]) <= time.time() + 3600:
            return self.error(400, "cannot request a token with an expiration more than an hour away", "BadExpiration")
        token = _token(request.query["aud"], 1800)
        self.service_tokens.add(token)
        return Answer(200, {"token": token})

    @route("POST", "/xrpc/app.bsky.video.uploadVideo")
    def upload_video(self, request: Request) -> Answer:
        if request.bearer not in self.service_tokens:
            return self.error(401, "unauthorized", "AuthMissing")
        digest = hashlib.sha256(request.body).hexdigest()
        if digest in self.jobs:
            return Answer(409, self._job(digest) | {"error": "already_exists", "message": "Video already processed"})
        self._work(digest, request.body)
        return Answer(200, self._job(digest))

    @route("POST", "/xrpc/app.bsky.video.startUpload")
    def start_upload(self, request: Request) -> Answer:
        if self.part_bytes is None:
            return self.error(501, "Method Not Implemented", "MethodNotImplemented")
        if request.bearer not in self.service_tokens:
            return self.error(401, "unauthorized", "AuthMissing")
        size = request.json["sizeBytes"]
        if size > 300_000_000:
            return self.error(400, "The video is larger than 300 MB", "VideoTooLarge")
        job = f"upload-{self.new_id()}"
        self.uploads[job] = {"size": size, "parts": {}, "state": "created"}
        return Answer(200, self._plan(job))

    def _plan(self, job: str) -> dict[str, Any]:
        assert self.part_bytes is not None
        count = -(-self.uploads[job]["size"] // self.part_bytes)
        until = _time(time.time() + 3600)
        return {"jobId": job, "partSizeBytes": self.part_bytes, "partCount": count, "expiresAt": until}

    @route("POST", "/xrpc/app.bsky.video.uploadPart")
    def upload_part(self, request: Request) -> Answer:
        upload = self.uploads.get(request.query["jobId"])
        if upload is None:
            return self.error(400, "no such upload", "UploadNotFound")
        number, plan = int(request.query["partNumber"]), self._plan(request.query["jobId"])
        rest = upload["size"] - (number - 1) * plan["partSizeBytes"]
        if len(request.body) != min(plan["partSizeBytes"], rest):
            return self.error(400, "Content-Length is not the size of this part", "PartSizeMismatch")
        upload["parts"][number] = hashlib.sha256(request.body).digest()
        return Answer(200, {"partNumber": number, "sizeBytes": len(request.body)})

    @route("GET", "/xrpc/app.bsky.video.getUploadStatus")
    def upload_status(self, request: Request) -> Answer:
        job = request.query["jobId"]
        upload = self.uploads.get(job)
        if upload is None:
            return self.error(400, "no such upload", "UploadNotFound")
        more = {"receivedParts": sorted(upload["parts"]), "state": upload["state"]}
        if upload["state"] == "completed":
            more |= {"completedJobId": upload["job"], "jobStatus": self._job(upload["job"])}
        return Answer(200, self._plan(job) | more)

    @route("POST", "/xrpc/app.bsky.video.finishUpload")
    def finish_upload(self, request: Request) -> Answer:
        upload = self.uploads.get(request.json["jobId"])
        if upload is None:
            return self.error(400, "no such upload", "UploadNotFound")
        missing = self._plan(request.json["jobId"])["partCount"] - len(upload["parts"])
        if missing:
            return self.error(400, f"{missing} parts are missing", "MissingParts")
        whole = b"".join(upload["parts"][number] for number in sorted(upload["parts"]))
        upload |= {"state": "completed", "job": hashlib.sha256(whole).hexdigest()}
        self._work(upload["job"], whole, upload["size"])
        return Answer(200, {"completedJobId": upload["job"], "jobStatus": self._job(upload["job"])})

    @route("GET", "/xrpc/app.bsky.video.getJobStatus")
    def job_status(self, request: Request) -> Answer:
        if request.query["jobId"] not in self.jobs:
            return self.error(400, "no such job", "NotFound")
        return Answer(200, {"jobStatus": self._job(request.query["jobId"])})

    def _work(self, job: str, content: bytes, size: int = 0) -> None:
        blob = self._blob(content, "video/mp4")
        blob["size"] = self.blobs[blob["ref"]["$link"]] = size or len(content)
        self.jobs[job] = {"ready": time.time() + self.processing, "blob": blob, "fails": self.fails_with}
        self.fails_with = ""

    def _job(self, job: str) -> dict[str, Any]:
        known = self.jobs[job]
        status = {"jobId": job, "did": ANA}
        if time.time() < known["ready"]:
            return status | {"state": "JOB_STATE_ENCODING", "progress": 50}
        if known["fails"]:
            return status | {"state": "JOB_STATE_FAILED", "failureCode": known["fails"], "message": "It is broken"}
        return status | {"state": "JOB_STATE_COMPLETED", "progress": 100, "blob": known["blob"]}


def cid_of(value: Any) -> str:
    """An identifier that depends on the whole content, in the form that theirs have."""
    return _cid(0x71, hashlib.sha256(json.dumps(value, sort_keys=True).encode()).digest())


def _cid(codec: int, digest: bytes) -> str:
    return "b" + base64.b32encode(bytes([1, codec, 0x12, 0x20]) + digest).decode().lower().rstrip("=")


def _ref(post: FakePost) -> dict[str, str]:
    return {"uri": post.id, "cid": post.more["cid"]}


def _token(subject: str, seconds: int) -> str:
    claims = {"sub": subject, "exp": int(time.time()) + seconds, "jti": secrets.token_hex(8)}
    pieces = ({"typ": "at+jwt", "alg": "ES256K"}, claims)
    return ".".join([*(base64.urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=").decode() for p in pieces), "sig"])


def _time(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

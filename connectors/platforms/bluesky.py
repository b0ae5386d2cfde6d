"""Bluesky: 300 graphemes, and 3,000 bytes of UTF-8 besides; a post's record key comes from its own key, so it exists once."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import re
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import regex

from bot.errors import AllInError, NotFound, OutcomeUnknown, Rejected, SignInNeeded, TryLater, Unsupported
from connectors import bluesky_figures as told_of
from connectors.figures import at_once
from connectors.http import Answer, Http, RateHeaders, said
from connectors.oauth import CLOCK_SKEW
from connectors.platform import (
    AccountInfo,
    AppCredentials,
    Breach,
    Comment,
    Custom,
    Field,
    Figures,
    Limits,
    Media,
    MediaRule,
    Outgoing,
    PastPost,
    Profile,
    PublicProfile,
    Publisher,
    Quota,
    Receipt,
    Tokens,
    Trend,
)

MOST_BYTES = 3_000
HOME_SERVER = "https://bsky.social"
VIDEO_SERVER = "https://video.bsky.app"
POST = "app.bsky.feed.post"
GATE = "app.bsky.feed.threadgate"

IMAGES_EMBED = 4
"""More pictures than these make a gallery (lexicon app.bsky.embed.images, maxLength 4)."""
MOST_HIDDEN = 300
AT_ONCE = 25
"""Posts in one call (lexicon app.bsky.feed.getPosts, maxLength 25)."""
BLOB_SECONDS = 1_800
"""A server forgets an upload that no record mentions; the lexicon says "minutes". The figure is ours (unverified)."""
IN_PARTS_FROM = 16 * 1024 * 1024
CHUNK = 256 * 1024

_APP_PASSWORD = re.compile(r"[a-z0-9]{4}(-[a-z0-9]{4}){3}")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\.)+[a-z]{2,63}")
_LINK = regex.compile(r"(?<![\w@])https?://[^\s<>\"“”]+")
_MENTION = regex.compile(
    r"(?<![\w/.@])@((?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z][a-zA-Z0-9-]{0,61})"
)
_TAG = regex.compile(r"(?<![^\s(\[{“\"'«])[#＃]([^\s\p{Z}\u200b-\u200d\u00ad]+)")
_TID_SIGNS = "234567abcdefghijklmnopqrstuvwxyz"
_NO_DATE = datetime(2025, 1, 1, tzinfo=UTC)

_DEAD = frozenset(
    {"ExpiredToken", "InvalidToken", "AuthMissing", "AuthenticationRequired", "AccountTakedown", "AccountDeactivated"}
)
_GONE = frozenset({"RecordNotFound", "NotFound"})
_UPLOAD_AGAIN = frozenset(
    {
        "ServiceOverloaded",
        "TooManyOpenUploads",
        "UploadNotReady",
        "MissingParts",
        "UploadExpired",
        "UploadAborted",
        "UploadNotFound",
        "UploadFailed",
        "UploadAlreadyCompleted",
    }
)
_VIDEO_REFUSED = frozenset({"VideoTooLarge", "VideoTooLong", "BadAspectRatio", "UnsupportedContentType"})
_OWN_LABELS = frozenset({"porn", "sexual", "nudity", "graphic-media"})
_GATES: dict[str, list[str] | None] = {
    "everyone": None,
    "nobody": [],
    "mentioned": ["mentionRule"],
    "mentioned_only": ["mentionRule"],
    "followers": ["followerRule"],
    "followers_only": ["followerRule"],
    "following": ["followingRule"],
    "accounts_you_follow": ["followingRule"],
}


class Bluesky(Publisher):
    """An account on Bluesky or any AT Protocol server. `account.data` holds `id` (its DID), `server` and `handle`.

    Limits are the lexicons' of 2026-08-20. Video of ten minutes, the types of video and GIFs by way of the video service,
    and alt text of 2,000 characters are what Bluesky's own app allows. A record is written with putRecord and
    `swapRecord: null`, which creates and never replaces; its key is a TID made from the post's own key and time, so that
    a lost answer can be looked up with certainty. A hosted server counts two points for it, of 5,000 an hour and 35,000
    a day (docs.bsky.app, rate limits; unverified). Posts are public, always, and cannot be edited.
    A content warning that is none of the lexicon's own labels becomes `graphic-media`, which covers the post.
    """

    name = "bluesky"
    label = "Bluesky"
    also_called = (
        "bsky",
        "blue sky",
        "blu sky",
        "bluesky social",
        "blue-sky",
    )
    limits = Limits(
        characters=300,
        revised=date(2026, 11, 23),
        source="AT Protocol lexicons app.bsky.feed.post (maxGraphemes 300, maxLength 3000), app.bsky.embed.*, 2026-08-20",
        media=(
            MediaRule("image", frozenset({"image/jpeg", "image/png", "image/webp"}), most=10, max_bytes=2_000_000),
            MediaRule("gif", frozenset({"image/gif"}), max_bytes=300_000_000, seconds=(0, 600)),
            MediaRule(
                "video",
                frozenset({"video/mp4", "video/quicktime", "video/webm"}),
                max_bytes=300_000_000,
                seconds=(0, 600),
            ),
        ),
        alt_characters=2_000,
        quotas=(
            Quota(2_500, timedelta(hours=1), "docs.bsky.app, rate limits: 5,000 points, putRecord 2 (unverified)"),
            Quota(17_500, timedelta(days=1), "docs.bsky.app, rate limits: 35,000 points, putRecord 2 (unverified)"),
        ),
    )
    custom = Custom(length=200, hashtags=(0, 2), emoji=1, voice="plain")
    compose_url = "https://bsky.app/intent/compose"
    details: ClassVar[frozenset[str]] = frozenset({"title", "link", "tags", "warning"})
    help_url = "https://bsky.app/settings/app-passwords"
    sign_in_fields = (
        Field("handle", "sign-in-field-handle", placeholder="ana.bsky.social"),
        Field("password", "sign-in-field-app-password", secret=True, placeholder="xxxx-xxxx-xxxx-xxxx"),
        Field("server", "sign-in-field-server", optional=True, placeholder="bsky.social"),
    )
    can_thread: ClassVar[bool] = True
    can_delete: ClassVar[bool] = True
    can_read_back: ClassVar[bool] = True
    can_comment: ClassVar[bool] = True
    can_list_comments: ClassVar[bool] = True
    can_reply: ClassVar[bool] = True
    can_hide: ClassVar[bool] = True
    can_measure: ClassVar[bool] = True
    can_measure_account: ClassVar[bool] = True
    can_list_history: ClassVar[bool] = True
    can_list_trends: ClassVar[bool] = True
    can_look_up: ClassVar[bool] = True
    measures_at_once: ClassVar[int] = AT_ONCE
    is_idempotent: ClassVar[bool] = True
    settles_after: ClassVar[timedelta] = timedelta(seconds=5)
    in_parts_from: ClassVar[int] = IN_PARTS_FROM
    """From this size on, in bytes, a video is uploaded in parts."""

    def __init__(self, home: Path = Path(), base_url: str = "", public_url: str = "") -> None:
        super().__init__(home, base_url, public_url)
        rate = RateHeaders("ratelimit-remaining", "ratelimit-reset", "epoch")
        self._http = Http(self.label, base_url, judge=_judge, rate=rate)
        self._uploads: dict[tuple[int, str], str] = {}

    def length(self, text: str) -> int:
        """Graphemes: what a reader takes for one sign counts one, an emoji family too."""
        return len(regex.findall(r"\X", text))

    def check(
        self,
        text: str,
        media: Sequence[Media] | None = None,
        options: Mapping[str, Any] | None = None,
        account: Mapping[str, Any] | None = None,
    ) -> list[Breach]:
        """Besides the graphemes, no part may exceed `MOST_BYTES` of UTF-8."""
        breaches = super().check(text, media, options, account)
        size = max(len(part.encode("utf-8", "replace")) for part in self.parts(text))
        if size > MOST_BYTES and not any(breach.repair == "shorten" for breach in breaches):
            facts = {"platform": self.label, "length": size, "limit": MOST_BYTES}
            breaches.append(Breach("breach-too-long", facts, "shorten"))
        return breaches

    # Signing in

    async def enter(self, fields: Mapping[str, str]) -> list[Profile]:
        """A session with handle and app password (com.atproto.server.createSession).

        The account's own password is refused before it goes anywhere: it could do more than post.
        """
        handle = fields.get("handle", "").strip().lstrip("@").lower()
        password = fields.get("password", "").strip()
        server = server_of(fields.get("server", ""))
        if not _HOST.fullmatch(handle):
            raise Rejected("error-bluesky-handle", handle=handle[:80])
        if not _APP_PASSWORD.fullmatch(password):
            raise Rejected("error-bluesky-app-password")
        body = {"identifier": handle, "password": password}
        url = self._at(server, "com.atproto.server.createSession")
        try:
            session = _object(await self._http.safe("POST", url, json=body))
        except SignInNeeded as error:
            raise Rejected("error-bluesky-sign-in", detail=error.detail) from None
        server = _server_in(session.get("didDoc")) or server
        try:
            data = {"id": str(session["did"]), "server": server, "handle": str(session["handle"])}
            tokens = _tokens(session, server)
        except (KeyError, TypeError):
            raise TryLater("error-not-the-network", platform=self.label) from None
        why_not = "error-bluesky-account-off" if session.get("active") is False else ""
        return [Profile(f"@{data['handle']}", data["handle"], data, tokens, why_not)]

    async def refresh(self, tokens: Tokens, app: AppCredentials) -> Tokens:
        """New tokens, the refresh token among them (com.atproto.server.refreshSession)."""
        server = tokens.extra.get("server", HOME_SERVER)
        url = self._at(server, "com.atproto.server.refreshSession")
        session = _object(await self._http.safe("POST", url, headers={"Authorization": f"Bearer {tokens.refresh}"}))
        try:
            return _tokens(session, server)
        except (KeyError, TypeError):
            raise TryLater("error-not-the-network", platform=self.label) from None

    async def revoke(self, tokens: Tokens, app: AppCredentials) -> None:
        """End the session at its server. What has already ended is ended."""
        url = self._at(tokens.extra.get("server", HOME_SERVER), "com.atproto.server.deleteSession")
        try:
            await self._http.safe("POST", url, headers={"Authorization": f"Bearer {tokens.refresh}"})
        except SignInNeeded:
            return

    # Posting

    async def prepare(self, outgoing: Outgoing) -> dict[str, Any]:
        """Upload the media, look up whom the text mentions and what it answers, and write the record.

        The record's key stays the same at every try; its `createdAt` is the present.
        """
        options = outgoing.options
        if str(options.get("privacy") or "public") != "public":
            raise Rejected("error-public-only", platform=self.label)
        blobs = await self._blobs(outgoing)
        text = outgoing.text.strip()
        record: dict[str, Any] = {
            "$type": POST,
            "text": text,
            "createdAt": _moment(datetime.now(UTC)),
            "langs": [_language(outgoing.language)],
        }
        if facets := await self._facets(outgoing.account, text):
            record["facets"] = facets
        if embed := _embed(outgoing, blobs, text):
            record["embed"] = embed
        if outgoing.reply_to:
            record["reply"] = await self._reply(outgoing.account, outgoing.reply_to)
        if tags := [str(tag).lstrip("#").strip() for tag in options.get("tags") or ()]:
            record["tags"] = [tag for tag in tags if tag][:8]
        if warning := str(options.get("warning") or ""):
            label = warning if warning in _OWN_LABELS else "graphic-media"
            record["labels"] = {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": label}]}
        done: dict[str, Any] = {
            "rkey": str(outgoing.prepared.get("rkey") or record_key(outgoing)),
            "record": record,
            "blobs": blobs,
        }
        control = str(options.get("reply_control") or "everyone")
        if control not in _GATES:
            raise Rejected("error-bluesky-reply-control", control=control[:80])
        if (rules := _GATES[control]) is not None and not outgoing.reply_to:
            done["allow"] = [{"$type": f"{GATE}#{rule}"} for rule in rules]
        return done

    async def send(self, outgoing: Outgoing) -> Receipt:
        """com.atproto.repo.putRecord, creating only; with applyWrites where who may answer is written with it."""
        account, prepared = outgoing.account, outgoing.prepared
        did, rkey, record = str(account.data["id"]), str(prepared["rkey"]), prepared["record"]
        uri = f"at://{did}/{POST}/{rkey}"
        body: dict[str, Any]
        if "allow" in prepared:
            call = "com.atproto.repo.applyWrites"
            gate = {"$type": GATE, "post": uri, "allow": prepared["allow"], "createdAt": record["createdAt"]}
            create = "com.atproto.repo.applyWrites#create"
            writes = [
                {"$type": create, "collection": POST, "rkey": rkey, "value": record},
                {"$type": create, "collection": GATE, "rkey": rkey, "value": gate},
            ]
            body = {"repo": did, "writes": writes}
        else:
            call = "com.atproto.repo.putRecord"
            body = {"repo": did, "collection": POST, "rkey": rkey, "record": record, "swapRecord": None}
        try:
            answer = await self._http.final(
                "POST", self._url(account, call), bucket=f"{account.id}:write", headers=_auth(account), json=body
            )
        except _Taken as error:
            return await self._already(outgoing, error)
        written = answer.get("uri") if call.endswith("putRecord") else answer.get("results", 0, "uri")
        if written != uri:
            raise OutcomeUnknown(platform=self.label, detail="the answer names no record")
        return self._receipt(account, uri, answer.get("cid") or answer.get("results", 0, "cid"))

    async def _already(self, outgoing: Outgoing, error: AllInError) -> Receipt:
        """There is a record under our key, so this post went out before: nothing was written now."""
        try:
            found = await self.find(outgoing)
        except TryLater:
            found = None
        if found is None:
            raise OutcomeUnknown(platform=self.label, detail=error.detail) from None
        return found

    async def find(self, outgoing: Outgoing) -> Receipt | None:
        """The record under this post's key, straight from the account's own server."""
        account = outgoing.account
        rkey = str(outgoing.prepared.get("rkey") or record_key(outgoing))
        uri = f"at://{account.data['id']}/{POST}/{rkey}"
        try:
            answer = await self._record(account, uri)
        except NotFound:
            return None
        except Rejected as error:  # a repository that moved or is closed says nothing of its records
            raise TryLater(platform=self.label, detail=error.detail) from None
        value = answer.get("value")
        if not isinstance(value, Mapping) or not isinstance(value.get("text"), str):
            raise TryLater("error-not-the-network", platform=self.label)
        if value["text"] != outgoing.text.strip():
            return None
        return self._receipt(account, uri, answer.get("cid"))

    async def delete(self, account: AccountInfo, remote_id: str) -> None:
        """com.atproto.repo.deleteRecord, which is content if there is no such record."""
        did, collection, rkey = _parts(remote_id)
        body = {"repo": did, "collection": collection, "rkey": rkey}
        try:
            await self._call(account, "POST", "com.atproto.repo.deleteRecord", json=body)
        except NotFound:
            return

    # Under the post

    async def comments(self, account: AccountInfo, remote_id: str) -> list[Comment]:
        """The replies under a post, those to replies too (app.bsky.feed.getPostThread)."""
        params = {"uri": remote_id, "depth": 10, "parentHeight": 0}
        answer = await self._call(account, "GET", "app.bsky.feed.getPostThread", params=params)
        hidden = set(_hidden_in(answer.get("threadgate", "record")))
        found: list[Comment] = []
        waiting = list(answer.get("thread", "replies") or ())
        while waiting:
            node = waiting.pop()
            if not isinstance(node, Mapping):
                continue
            waiting += list(node.get("replies") or ())
            post = node.get("post")
            if isinstance(post, Mapping):  # blocked and deleted ones have none
                found.append(_comment(account, remote_id, post, hidden))
        found.sort(key=lambda comment: comment.at or _NO_DATE, reverse=True)
        return found[:100]

    async def hide_comment(self, account: AccountInfo, comment_id: str, hidden: bool = True) -> None:
        """Add a reply to the hidden ones of our thread's gate, or take it off. Rejected in somebody else's thread."""
        view = await self._view(account, comment_id)
        root = str(_inside(view, "record", "reply", "root", "uri") or "")
        did, _, rkey = _parts(root)
        if did != account.data["id"]:
            raise Rejected("error-bluesky-not-our-thread")
        swap: str | None = None
        gate: dict[str, Any] = {"$type": GATE, "post": root, "createdAt": _moment(datetime.now(UTC))}
        try:
            answer = await self._record(account, f"at://{did}/{GATE}/{rkey}")
            gate, swap = dict(answer.get("value") or gate), str(answer.get("cid"))
        except NotFound:
            if not hidden:
                return
        kept = [uri for uri in _hidden_in(gate) if uri != comment_id]
        gate["hiddenReplies"] = [*kept, comment_id] if hidden else kept
        if len(gate["hiddenReplies"]) > MOST_HIDDEN:
            raise Rejected("error-bluesky-hidden-full", count=MOST_HIDDEN)
        body = {"repo": did, "collection": GATE, "rkey": rkey, "record": gate, "swapRecord": swap}
        try:
            await self._call(account, "POST", "com.atproto.repo.putRecord", json=body)
        except _Taken as error:  # somebody else changed the gate between our reading and writing
            raise TryLater(platform=self.label, retry_after=1.0, detail=error.detail) from None

    # Figures

    async def measure(self, account: AccountInfo, remote_ids: Sequence[str]) -> dict[str, Figures]:
        """Likes, reposts, replies, quotes and bookmarks (app.bsky.feed.getPosts, 25 at a time); no impressions there."""
        found: dict[str, Figures] = {}
        for uris in at_once([each for each in remote_ids if each.startswith("at://")], AT_ONCE):
            answer = await self._call(account, "GET", "app.bsky.feed.getPosts", params={"uris": uris})
            found |= {uri: told for uri, told in told_of.of_posts(answer.get("posts")).items() if uri in uris}
        return found

    async def measure_account(self, account: AccountInfo) -> Figures:
        """Followers and posts (app.bsky.actor.getProfile)."""
        params = {"actor": str(account.data["id"])}
        return told_of.of_profile((await self._call(account, "GET", "app.bsky.actor.getProfile", params=params)).data)

    async def history(self, account: AccountInfo, mark: str = "") -> tuple[list[PastPost], str]:
        """app.bsky.feed.getAuthorFeed, 100 at a time, without reposts and answers."""
        return await told_of.author_feed(self._call, account, str(account.data["id"]), mark)

    async def trends(self, account: AccountInfo, region: str = "") -> list[Trend]:
        """Topics of the moment on the whole network (app.bsky.unspecced.getTrends, which may change or go)."""
        if region:
            raise Unsupported("error-no-regions", platform=self.label)
        return await told_of.trends(self._call, account)

    async def look_up(self, account: AccountInfo, handle: str) -> PublicProfile:
        """app.bsky.actor.getProfile and the newest of app.bsky.feed.getAuthorFeed."""
        return await told_of.look_up(self._call, account, handle)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.close()

    # What a record is made of

    async def _facets(self, account: AccountInfo, text: str) -> list[dict[str, Any]]:
        """Links, hashtags and mentions at their places in UTF-8 bytes. A handle that nobody has stays plain text."""
        found = [
            *((match.span(), _LINK_TYPE, _bare(match[0])) for match in _LINK.finditer(text)),
            *((match.span(), _TAG_TYPE, _bare_tag(match[1])) for match in _TAG.finditer(text)),
            *((match.span(), _MENTION_TYPE, match[1]) for match in _MENTION.finditer(text)),
        ]
        facets = []
        for (start, _), kind, value in sorted(found):
            if not value:
                continue
            end = start + len(value) + (kind != _LINK_TYPE)
            if kind == _MENTION_TYPE:
                did = await self._did(account, value)
                if did is None:
                    continue
                feature = {"$type": kind, "did": did}
            else:
                feature = {"$type": kind, ("uri" if kind == _LINK_TYPE else "tag"): value}
            index = {"byteStart": len(text[:start].encode()), "byteEnd": len(text[:end].encode())}
            facets.append({"index": index, "features": [feature]})
        return facets

    async def _did(self, account: AccountInfo, handle: str) -> str | None:
        try:
            params = {"handle": handle.lower()}
            answer = await self._call(account, "GET", "com.atproto.identity.resolveHandle", params=params)
        except (Rejected, NotFound):
            return None
        return str(answer.get("did") or "") or None

    async def _reply(self, account: AccountInfo, parent_uri: str) -> dict[str, Any]:
        """Strong references to what is answered and to the first of its thread.

        Our own records are read from our own server, where they are at once; others' only the app view has.
        """
        if _parts(parent_uri)[0] == account.data["id"]:
            answer = await self._record(account, parent_uri)
            cid, record = answer.get("cid"), answer.get("value")
        else:
            view = await self._view(account, parent_uri)
            cid, record = view.get("cid"), view.get("record")
        if not cid:
            raise TryLater("error-not-the-network", platform=self.label)
        parent = {"uri": parent_uri, "cid": str(cid)}
        root = _inside(record, "reply", "root")
        return {"root": dict(root) if isinstance(root, Mapping) else parent, "parent": parent}

    async def _view(self, account: AccountInfo, uri: str) -> Mapping[str, Any]:
        answer = await self._call(account, "GET", "app.bsky.feed.getPosts", params={"uris": [uri]})
        view = answer.get("posts", 0)
        if not isinstance(view, Mapping):
            raise NotFound("error-network-gone", platform=self.label)
        return view

    async def _record(self, account: AccountInfo, uri: str) -> Answer:
        did, collection, rkey = _parts(uri)
        params = {"repo": did, "collection": collection, "rkey": rkey}
        return await self._call(account, "GET", "com.atproto.repo.getRecord", params=params)

    # Media

    async def _blobs(self, outgoing: Outgoing) -> dict[str, dict[str, Any]]:
        """Every medium's blob by its hash, with the second of its upload; what is fresh is not uploaded again."""
        before: Mapping[str, Any] = outgoing.prepared.get("blobs") or {}
        done: dict[str, dict[str, Any]] = {}
        for item in outgoing.media:
            known = before.get(item.sha256) or done.get(item.sha256)
            if known and time.time() - known["at"] < BLOB_SECONDS:
                done[item.sha256] = known
                continue
            upload = self._picture if item.kind == "image" else self._video
            done[item.sha256] = {"blob": await upload(outgoing.account, item), "at": round(time.time())}
        return done

    async def _picture(self, account: AccountInfo, item: Media) -> dict[str, Any]:
        headers = {"Content-Type": item.mime, "Content-Length": str(item.size)}
        content = _stream(item.path, 0, item.size)
        answer = await self._call(
            account, "POST", "com.atproto.repo.uploadBlob", headers=headers, content=content, timeout=120
        )
        return _blob(answer.get("blob"))

    async def _video(self, account: AccountInfo, item: Media) -> dict[str, Any]:
        """Through the video service, which works on it first, so that the post shows at once."""
        token = await self._service_token(account)
        job = None
        if item.size >= self.in_parts_from:
            job = await self._in_parts(account, item, token)
        if job is None:
            job = await self._whole(account, item, token)
        pause = 0.5
        while True:
            answer = await self._at_video("GET", "app.bsky.video.getJobStatus", params={"jobId": job})
            status = answer.get("jobStatus")
            if not isinstance(status, Mapping):
                raise TryLater("error-not-the-network", platform=self.label)
            if status.get("blob"):
                return _blob(status["blob"])
            if status.get("state") == "JOB_STATE_FAILED":
                if status.get("failureCode") in {"pds_upload_failure", "generic_failure", None}:
                    raise TryLater("error-media-not-ready", platform=self.label, detail=str(status.get("message")))
                reason = str(status.get("message") or status.get("error") or "")[:200]
                raise Rejected("error-media-refused", platform=self.label, reason=reason or "missing")
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, 5.0)

    async def _whole(self, account: AccountInfo, item: Media, token: str) -> str:
        """The whole file in one call. The very same video again is answered with the job that worked on it."""
        try:
            answer = await self._at_video(
                "POST",
                "app.bsky.video.uploadVideo",
                token=token,
                params={"did": str(account.data["id"]), "name": item.filename},
                headers={"Content-Type": item.mime, "Content-Length": str(item.size)},
                content=_stream(item.path, 0, item.size),
                timeout=600,
            )
        except _KnownVideo as error:
            return error.job
        return self._job(answer.get("jobStatus", "jobId") or answer.get("jobId"))

    async def _in_parts(self, account: AccountInfo, item: Media, token: str) -> str | None:
        """In parts, going on where an earlier try broke off; None if this video service knows no parts."""
        key = (account.id, item.sha256)
        plan: Answer | None = None
        if key in self._uploads:
            params = {"jobId": self._uploads[key]}
            plan = await self._at_video("GET", "app.bsky.video.getUploadStatus", token=token, params=params)
            if plan.get("state") == "completed":
                del self._uploads[key]
                return self._job(plan.get("completedJobId"))
            if plan.get("state") not in {"created", "finishing"}:
                del self._uploads[key]
                plan = None
        if plan is None:
            body: dict[str, Any] = {"sizeBytes": item.size, "mimeType": item.mime, "name": item.filename}
            if item.seconds and item.width and item.height:
                body |= {"durationMs": round(item.seconds * 1000), "width": item.width, "height": item.height}
            try:
                plan = await self._at_video("POST", "app.bsky.video.startUpload", token=token, json=body)
            except (NotFound, Unsupported):
                return None
        job = self._uploads[key] = self._job(plan.get("jobId"))
        size, count, there = plan.get("partSizeBytes"), plan.get("partCount"), set(plan.get("receivedParts") or ())
        if not isinstance(size, int) or not isinstance(count, int) or size * count < item.size:
            raise TryLater("error-not-the-network", platform=self.label)
        for number in (number for number in range(1, count + 1) if number not in there):
            start = (number - 1) * size
            length = min(size, item.size - start)
            await self._at_video(
                "POST",
                "app.bsky.video.uploadPart",
                token=token,
                params={"jobId": job, "partNumber": number},
                headers={"Content-Type": "application/octet-stream", "Content-Length": str(length)},
                content=_stream(item.path, start, length),
                timeout=300,
            )
        answer = await self._at_video("POST", "app.bsky.video.finishUpload", token=token, json={"jobId": job})
        del self._uploads[key]
        return self._job(answer.get("completedJobId"))

    async def _service_token(self, account: AccountInfo) -> str:
        """A token with which the video service may hand the blob to our server, for half an hour."""
        host = urlsplit(str(account.data["server"])).hostname or ""
        params: dict[str, Any] = {
            "aud": f"did:web:{host}",
            "lxm": "com.atproto.repo.uploadBlob",
            "exp": int(time.time()) + 1800,
        }
        answer = await self._call(account, "GET", "com.atproto.server.getServiceAuth", params=params)
        if not answer.get("token"):
            raise TryLater("error-not-the-network", platform=self.label)
        return str(answer.get("token"))

    def _job(self, value: Any) -> str:
        if not isinstance(value, str) or not value:
            raise TryLater("error-not-the-network", platform=self.label)
        return value

    # Calls

    async def _call(self, account: AccountInfo, method: str, call: str, **request: Any) -> Answer:
        headers = {**_auth(account), **request.pop("headers", {})}
        # Writes and reads are counted apart there, and so they are here.
        kind = "read" if method == "GET" else "write"
        answer = await self._http.safe(
            method, self._url(account, call), bucket=f"{account.id}:{kind}", headers=headers, **request
        )
        if call != "com.atproto.repo.deleteRecord":
            _object(answer)
        return answer

    async def _at_video(self, method: str, call: str, token: str = "", **request: Any) -> Answer:
        headers = dict(request.pop("headers", {}))
        if token:
            headers["Authorization"] = f"Bearer {token}"
        answer = await self._http.safe(method, self._at(VIDEO_SERVER, call), headers=headers, **request)
        _object(answer)
        return answer

    def _url(self, account: AccountInfo, call: str) -> str:
        return self._at(str(account.data["server"]), call)

    def _at(self, server: str, call: str) -> str:
        return f"{(self.base_url or server).rstrip('/')}/xrpc/{call}"

    def _receipt(self, account: AccountInfo, uri: str, cid: Any) -> Receipt:
        who = str(account.data.get("handle") or account.data["id"])
        return Receipt(uri, f"https://bsky.app/profile/{who}/post/{_parts(uri)[2]}", {"uri": uri, "cid": cid})


class _Taken(Rejected):
    """There is a record already, or another one than was expected; nothing was written."""


class _KnownVideo(TryLater):
    """The video service has this very video, and `job` is what became of it."""

    job = ""


def server_of(typed: str) -> str:
    """The address of a server as a person writes it; Bluesky's own if nothing is written. Rejected if it is none."""
    name = typed.strip().rstrip("/").lower()
    if not name:
        return HOME_SERVER
    name = urlsplit(name).netloc if "://" in name else name.partition("/")[0]
    if not _HOST.fullmatch(name):
        raise Rejected("error-bluesky-server", server=typed[:80])
    return f"https://{name}"


def record_key(outgoing: Outgoing) -> str:
    """A TID (atproto.com/specs/tid) that is the same whenever it is made for this post.

    Its time lies in the hour before the post is due, at a microsecond that the post's key decides.
    """
    lot = int.from_bytes(hashlib.sha256(outgoing.key.encode()).digest()[:12], "big")
    lot, clock = divmod(lot, 1 << 10)
    hour = 3_600_000_000
    micro = int((outgoing.due_at or _NO_DATE).timestamp()) * 1_000_000 - lot % hour
    value = (micro << 10) | clock
    signs = []
    for _ in range(13):
        value, place = divmod(value, 32)
        signs.append(_TID_SIGNS[place])
    return "".join(reversed(signs))


_FACET = "app.bsky.richtext.facet"
_LINK_TYPE, _TAG_TYPE, _MENTION_TYPE = f"{_FACET}#link", f"{_FACET}#tag", f"{_FACET}#mention"


def _bare(link: str) -> str:
    """A link without the sentence's own punctuation behind it."""
    link = re.sub(r"[.,;:!?'’”…]+$", "", link)
    while link.endswith(")") and link.count(")") > link.count("("):
        link = re.sub(r"[.,;:!?'’”…]*\)$", "", link)
    return link


def _bare_tag(tag: str) -> str:
    tag = str(regex.sub(r"\p{P}+$", "", tag))
    graphemes = len(regex.findall(r"\X", tag))
    return tag if regex.search(r"[^\d\p{P}]", tag) and graphemes <= 64 else ""


def _embed(outgoing: Outgoing, blobs: Mapping[str, Mapping[str, Any]], text: str) -> dict[str, Any] | None:
    media, options = outgoing.media, outgoing.options
    if media and media[0].kind == "image":
        if len(media) <= IMAGES_EMBED:
            images = [{"image": blobs[item.sha256]["blob"], "alt": item.alt, **_shape(item)} for item in media]
            return {"$type": "app.bsky.embed.images", "images": images}
        square = {"aspectRatio": {"width": 1, "height": 1}}
        kind = "app.bsky.embed.gallery#image"
        items = [
            {"$type": kind, "image": blobs[item.sha256]["blob"], "alt": item.alt, **(_shape(item) or square)}
            for item in media
        ]
        return {"$type": "app.bsky.embed.gallery", "items": items}
    if media:
        item = media[0]
        video = {"$type": "app.bsky.embed.video", "video": blobs[item.sha256]["blob"], **_shape(item)}
        if item.alt:
            video["alt"] = item.alt
        return video | ({"presentation": "gif"} if item.kind == "gif" else {})
    link = str(options.get("link") or "")
    title = (outgoing.title or str(options.get("title") or "")).strip()
    if not link.startswith(("https://", "http://")) or (not title and link in text):
        return None
    # A card says only what the team said: pages are not fetched for a title or a picture.
    shown = title or link.partition("://")[2]
    description = str(options.get("description") or "")
    return {"$type": "app.bsky.embed.external", "external": {"uri": link, "title": shown, "description": description}}


def _shape(item: Media) -> dict[str, Any]:
    return {"aspectRatio": {"width": item.width, "height": item.height}} if item.width and item.height else {}


def _blob(value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping) or not _inside(value, "ref", "$link"):
        raise TryLater("error-not-the-network", platform=Bluesky.label)
    return dict(value)


async def _stream(path: Path, start: int, length: int) -> AsyncIterator[bytes]:
    """A piece of a file, a little at a time."""
    with await asyncio.to_thread(path.open, "rb") as file:
        file.seek(start)
        while length > 0:
            part = await asyncio.to_thread(file.read, min(length, CHUNK))
            if not part:
                return
            length -= len(part)
            yield part


def _language(code: str) -> str:
    return code if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", code) else code[:2].lower() or "en"


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _parts(uri: str) -> tuple[str, str, str]:
    """Repository, collection and record key of an at:// address. NotFound if it is none."""
    found = re.fullmatch(r"at://([^/]+)/([^/]+)/([^/]+)", uri)
    if not found:
        raise NotFound("error-network-gone", platform=Bluesky.label)
    return found[1], found[2], found[3]


def _inside(value: Any, *path: str) -> Any:
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _hidden_in(gate: Any) -> list[str]:
    return [str(uri) for uri in _inside(gate, "hiddenReplies") or ()]


def _comment(account: AccountInfo, post_id: str, view: Mapping[str, Any], hidden: set[str]) -> Comment:
    uri = str(view["uri"])
    author = view.get("author") or {}
    record = view.get("record") or {}
    return Comment(
        id=uri,
        post_id=post_id,
        author=f"@{author.get('handle') or author.get('did')}",
        text=str(record.get("text") or ""),
        at=datetime.fromisoformat(view["indexedAt"]),  # `createdAt` is whatever the author's program says
        parent_id=str(_inside(record, "reply", "parent", "uri") or ""),
        url=f"https://bsky.app/profile/{author.get('did')}/post/{_parts(uri)[2]}",
        likes=view.get("likeCount"),
        hidden=uri in hidden,
        ours=author.get("did") == account.data["id"],
    )


def _object(answer: Answer) -> Mapping[str, Any]:
    if not isinstance(answer.data, Mapping):
        raise TryLater("error-not-the-network", platform=Bluesky.label)
    return answer.data


def _auth(account: AccountInfo) -> dict[str, str]:
    if account.tokens is None:
        raise SignInNeeded(platform=Bluesky.label)
    return {"Authorization": f"Bearer {account.tokens.access}"}


def _tokens(session: Mapping[str, Any], server: str) -> Tokens:
    access, refresh = str(session["accessJwt"]), str(session["refreshJwt"])
    extra = {"server": server} | ({"account": str(session["did"])} if session.get("did") else {})
    made = Tokens(access, refresh, _expiry(access), _expiry(refresh), extra=extra)
    # A token that says nothing of its end is taken for one of an hour: they live about two (unverified).
    return made if made.expires_at else replace(made, expires_at=datetime.now(UTC) + timedelta(hours=1))


def _expiry(token: str) -> datetime | None:
    """When a JSON Web Token ends, as it says itself."""
    try:
        body = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        return datetime.fromtimestamp(float(claims["exp"]), UTC) - CLOCK_SKEW
    except (IndexError, KeyError, TypeError, ValueError, OverflowError):
        return None


def _server_in(document: Any) -> str:
    """The account's own server as its DID document names it; empty where that is no public host."""
    for service in _inside(document, "service") or ():
        if str(_inside(service, "id") or "").endswith("#atproto_pds"):
            address = urlsplit(str(service.get("serviceEndpoint") or ""))
            if address.scheme == "https" and _HOST.fullmatch(address.netloc):
                return f"https://{address.netloc}"
    return ""


def _judge(answer: Answer) -> AllInError | None:
    """`{"error": name, "message": words}`; the name decides, for an expired token comes with status 400."""
    name = answer.get("error")
    reason = said(Answer(answer.status, answer.headers, b"", {"message": answer.get("message") or name or ""}))
    if answer.status == 409 and (job := answer.get("jobId") or answer.get("jobStatus", "jobId")):
        known = _KnownVideo()
        known.job = str(job)
        return known
    if not isinstance(name, str) or answer.status == 429:
        return None
    if name in _DEAD:
        return SignInNeeded()
    if name == "AuthFactorTokenRequired":
        return Rejected("error-bluesky-app-password")
    if name in _GONE:
        return NotFound("error-network-gone")
    if name == "InvalidSwap":
        return _Taken("error-conflict")
    if name == "BlobNotFound" or name in _UPLOAD_AGAIN:
        return TryLater("error-media-not-ready", retry_after=30.0)
    if name in _VIDEO_REFUSED:
        return Rejected("error-media-refused", reason=reason or "missing")
    if name == "DailyLimitExceeded":
        return TryLater("error-bluesky-video-limit", retry_after=3600.0)
    if name == "MethodNotImplemented":
        return Unsupported()
    if answer.status < 500:
        return Rejected("error-network-refused", reason=reason or "missing")
    return None

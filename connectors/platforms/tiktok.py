"""TikTok: a caption under a video or pictures; a post begins to exist when the last bytes of its upload arrive."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from bot.errors import AllInError, NotFound, OutcomeUnknown, Rejected, SignInNeeded, TryLater, VersionSunset
from connectors.figures import at_once, figures, instant, mapping, number, objects, text
from connectors.http import Answer, Http, reading, retry_after, said
from connectors.oauth import authorize_link, tokens_from
from connectors.platform import (
    AccountInfo,
    AppCredentials,
    Breach,
    Custom,
    Figures,
    Limits,
    Media,
    MediaRule,
    OAuth,
    Outgoing,
    PastPost,
    Profile,
    Publisher,
    Quota,
    Receipt,
    Tokens,
)

API = "https://open.tiktokapis.com"
VERSION = "v2"
CHUNK = 5 * 1024 * 1024
"""Bytes of one part of an upload: the least that is taken, so that the last part, which counts, is soon through."""

MOST_WHOLE = 2 * CHUNK
"""Below this a video is one part: the number of parts is its size divided by theirs, rounded down."""

UPLOAD_LIVES = timedelta(minutes=55)
"""An upload address lives one hour (unverified); we stop trusting it a little earlier."""

MODERATION = timedelta(minutes=5)
"""The id of a public post follows its moderation, usually within a minute; longer than this nobody waits for it."""

PRIVACY = {
    "public": "PUBLIC_TO_EVERYONE",
    "followers": "FOLLOWER_OF_CREATOR",
    "friends": "MUTUAL_FOLLOW_FRIENDS",
    "private": "SELF_ONLY",
}
SCOPES = ("user.info.basic", "user.info.profile", "user.info.stats", "video.list", "video.publish", "video.upload")

AT_ONCE = 20
"""Videos in one call, and on a page (tiktok-api-v2-video-query and -video-list)."""
_COUNTS = {"views": "view_count", "likes": "like_count", "comments": "comment_count", "shares": "share_count"}
_OWN_COUNTS = {"followers": "follower_count", "likes": "likes_count", "posts": "video_count"}

_MOST_REMEMBERED = 500
_CALLS_A_MINUTE = 60.0  # a limit that was met is over within the minute in which it is counted
_WORKING = {"PROCESSING_UPLOAD", "PROCESSING_DOWNLOAD"}
_OURS_TO_REPEAT = {"internal", "video_pull_failed", "photo_pull_failed"}
_PHOTO_CHARACTERS = 4_000

_SENTENCES: dict[str, str] = {
    "unaudited_client_can_only_post_to_private_accounts": "error-tiktok-unaudited",
    "reached_active_user_cap": "error-tiktok-user-cap",
    "url_ownership_unverified": "error-tiktok-domain",
    "privacy_level_option_mismatch": "error-tiktok-privacy",
    "spam_risk_too_many_posts": "error-tiktok-too-many",
    "spam_risk_too_many_pending_share": "error-tiktok-pending-shares",
    "spam_risk_user_banned_from_posting": "error-tiktok-banned",
    "spam_risk_text": "error-tiktok-spam-text",
    "spam_risk": "error-tiktok-spam",
    "file_format_check_failed": "error-tiktok-file-format",
    "duration_check_failed": "error-tiktok-duration",
    "frame_rate_check_failed": "error-tiktok-frame-rate",
    "picture_size_check_failed": "error-tiktok-picture-size",
    "video_pull_failed": "error-tiktok-pull",
    "photo_pull_failed": "error-tiktok-pull",
    "publish_cancelled": "error-tiktok-cancelled",
    "auth_removed": "error-sign-in-needed",
    "internal": "error-tiktok-internal",
}


class TikTok(Publisher):
    """A TikTok account. `account.data` holds `id` (open_id), `username` and `privacy`, the person's own default.

    2,200 for a video's caption and 4,000 for a photo post's, its title 90 (all unverified); 35 pictures, videos of 3 to 600
    seconds and 360 to 4,096 pixels as in working publishers; 5 to 64 MB a part, the last up to 128
    (developers.tiktok.com, media transfer guide). Who may see a post has to be chosen by the person, among what
    `creator_info` offers; an application that TikTok has not audited may only post for the person's own eyes (content
    sharing guidelines). About 15 posts a day and creator, shared by all applications
    (third-party sources). Nothing can be deleted or edited, and no comments read, through this interface.

    A video is uploaded whole but for its last part beforehand: an upload that is not finished is never posted, so the call
    that counts is the PUT of the last part, and the publish id that tells what became of it is known before.
    """

    name = "tiktok"
    label = "TikTok"
    also_called = (
        "tik tok",
        "tick tock",
        "tik-tok",
        "tiktok video",
    )
    limits = Limits(
        characters=2_200,
        revised=date(2026, 11, 23),
        source="developers.tiktok.com, Content Posting API: Direct Post, Photo Post, media transfer guide (lengths unverified)",
        media=(
            MediaRule(
                "video",
                frozenset({"video/mp4", "video/quicktime", "video/webm"}),
                max_bytes=4_294_967_296,
                width=(360, 4096),
                height=(360, 4096),
                seconds=(3.0, 600.0),
            ),
            MediaRule("image", frozenset({"image/jpeg", "image/webp"}), most=35, max_bytes=20_000_000, needs_url=True),
        ),
        most_media=35,
        needs_media=True,
        title_characters=90,
        quotas=(Quota(15, timedelta(days=1), "third-party sources: about 15 a creator, over all applications"),),
    )
    custom = Custom(length=150, hashtags=(3, 5), emoji=1, links=False, voice="chatty")
    compose_url = "https://www.tiktok.com/tiktokstudio/upload"
    details: ClassVar[frozenset[str]] = frozenset({"title", "privacy", "format", "synthetic"})
    help_url = "https://developers.tiktok.com/apps/"
    oauth = OAuth(
        authorize_url=f"https://www.tiktok.com/{VERSION}/auth/authorize/",
        token_url=f"{API}/{VERSION}/oauth/token/",
        revoke_url=f"{API}/{VERSION}/oauth/revoke/",
        scopes=SCOPES,
        client_id_name="client_key",
        scope_separator=",",
    )
    can_read_back: ClassVar[bool] = True
    can_measure: ClassVar[bool] = True
    can_measure_account: ClassVar[bool] = True
    can_list_history: ClassVar[bool] = True
    measures_at_once: ClassVar[int] = AT_ONCE
    settles_after: ClassVar[timedelta] = timedelta(minutes=1)
    by_hand: ClassVar[Mapping[str, str]] = {
        "delete": "https://www.tiktok.com/tiktokstudio/content",
        "edit": "https://www.tiktok.com/tiktokstudio/content",
        "comments": "https://www.tiktok.com/tiktokstudio/comment",
        "reply": "https://www.tiktok.com/tiktokstudio/comment",
        "hide": "https://www.tiktok.com/tiktokstudio/comment",
    }
    api_version: ClassVar[str] = VERSION

    def __init__(self, home: Path = Path(), base_url: str = "", public_url: str = "") -> None:
        super().__init__(home, base_url, public_url)
        self._http = Http(self.label, base_url or API, judge=_judge)
        # What an upload that broke off had reached: `prepare` can only hand it over when it is through.
        self._begun: dict[str, dict[str, Any]] = {}

    def length(self, text: str) -> int:
        """UTF-16 code units, in which TikTok states its limits (unverified)."""
        return len(text.encode("utf-16-le", "surrogatepass")) // 2

    def check(
        self,
        text: str,
        media: Sequence[Media] | None = None,
        options: Mapping[str, Any] | None = None,
        account: Mapping[str, Any] | None = None,
    ) -> list[Breach]:
        """As everywhere, with the longer text of a photo post."""
        if media and all(item.kind == "image" for item in media):
            own = (account or {}).get("limits")
            more = {"characters": _PHOTO_CHARACTERS, **(own if isinstance(own, Mapping) else {})}
            breaches = super().check(text, media, options, {**(account or {}), "limits": more})
        else:
            breaches = super().check(text, media, options, account)
        if options is not None and account and not (options.get("privacy") or account.get("privacy")):
            facts = {"platform": self.label, "options": list(account.get("privacy_options") or ())}
            breaches.append(Breach("error-tiktok-privacy-choose", facts, "choose_privacy"))
        return breaches

    # Signing in

    def authorize(
        self, app: AppCredentials, *, redirect_uri: str, state: str, verifier: str, fields: Mapping[str, str]
    ) -> str:
        """TikTok's consent page."""
        assert self.oauth is not None
        oauth = replace(self.oauth, authorize_url=self._at_home(self.oauth.authorize_url))
        return authorize_link(oauth, app, redirect_uri=redirect_uri, state=state, verifier=verifier)

    async def exchange(
        self, app: AppCredentials, *, code: str, redirect_uri: str, verifier: str, fields: Mapping[str, str]
    ) -> Tokens:
        """The tokens for a code: 24 hours of access, 365 days to refresh."""
        grant = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
        return await self._tokens(app, grant | {"code_verifier": verifier})

    async def refresh(self, tokens: Tokens, app: AppCredentials) -> Tokens:
        """New tokens; the refresh token may be a new one too."""
        if not tokens.refresh:
            raise SignInNeeded(platform=self.label)
        grant = {"grant_type": "refresh_token", "refresh_token": tokens.refresh}
        return await self._tokens(app, grant, before=tokens)

    async def revoke(self, tokens: Tokens, app: AppCredentials) -> None:
        """End the access token, and the person's consent with it."""
        body = {"client_key": app.client_id, "client_secret": app.client_secret, "token": tokens.access}
        await self._http.safe("POST", f"/{self.api_version}/oauth/revoke/", data=body)

    async def _tokens(self, app: AppCredentials, grant: dict[str, str], before: Tokens | None = None) -> Tokens:
        body = {"client_key": app.client_id, "client_secret": app.client_secret, **grant}
        answer = await self._http.safe("POST", f"/{self.api_version}/oauth/token/", data=body)
        # A refusal comes flat, and with status 200.
        code = answer.get("error")
        if isinstance(code, str) and code:
            if before is not None and code in {"invalid_grant", "access_denied"}:
                raise SignInNeeded(platform=self.label, detail=code)
            raise Rejected("error-network-refused", platform=self.label, reason=_words(answer), detail=code)
        try:
            return tokens_from(answer.data, before=before)
        except (KeyError, TypeError, ValueError):
            raise TryLater("error-not-the-network", platform=self.label) from None

    async def profiles(self, tokens: Tokens, app: AppCredentials) -> list[Profile]:
        """The one account that signed in, with what its creator may choose between."""
        headers = {"Authorization": f"Bearer {tokens.access}"}
        granted = tokens.scopes or SCOPES
        fields = ["open_id", "display_name"] + (["username"] if "user.info.profile" in granted else [])
        path = f"/{self.api_version}/user/info/"
        data = _data(await self._http.safe("GET", path, params={"fields": ",".join(fields)}, headers=headers))
        user = data.get("user")
        if not isinstance(user, Mapping) or not user.get("open_id"):
            raise TryLater("error-not-the-network", platform=self.label)
        kept: dict[str, Any] = {"id": str(user["open_id"]), "username": str(user.get("username") or "")}
        why_not = "" if {"video.publish", "video.upload"} & set(granted) else "error-sign-in-scope"
        if "video.publish" in granted:
            try:
                creator = await self._creator(headers, bucket="")
            except Rejected as error:
                why_not = error.key
            else:
                kept["username"] = kept["username"] or str(creator.get("creator_username") or "")
                kept["privacy_options"] = _offered(creator)
        name = str(user.get("display_name") or "")
        return [Profile(f"@{kept['username']}" if kept["username"] else name, name, kept, why_not=why_not)]

    # Posting

    async def prepare(self, outgoing: Outgoing) -> dict[str, Any]:
        """For a video: begin the upload and send all of it but the last part. For pictures: what the creator allows."""
        _auth(outgoing.account)
        video = _video(outgoing)
        if video is None:
            if not outgoing.media:
                raise Rejected("breach-needs-media", platform=self.label)
            for item in outgoing.media:
                if item.mime == "image/png":
                    raise Rejected("error-tiktok-png")
                if not item.url:
                    raise Rejected("breach-no-public-address", platform=self.label, kind=item.kind)
            return {"post_info": {} if _is_draft(outgoing) else await self._post_info(outgoing)}
        mark = _mark(outgoing)
        begun = dict(outgoing.prepared) if outgoing.prepared.get("publish_id") else {}
        begun = begun or self._begun.get(outgoing.key) or {}
        done = 0
        if begun:
            status = await self._status_or_gone(outgoing.account, begun["publish_id"])
            if status is not None and status.get("status") == "FAILED":
                reason = str(status.get("fail_reason") or "")
                if outgoing.sent_at is not None and reason not in _OURS_TO_REPEAT:
                    raise _failure(reason)
                begun = {}
            elif status is not None and _is_there(status, int(begun.get("size") or video.size)):
                return {**begun, "sent": True}
            elif status is None or begun.get("mark") != mark or _moment(begun["until"]) < datetime.now(UTC):
                begun = {}
            else:
                done = int(status.get("uploaded_bytes") or 0) // begun["chunk"]
        if not begun:
            begun, done = await self._begin(outgoing, video, mark), 0
        self._remember(outgoing.key, begun)
        last = begun["parts"] - 1
        for part in range(min(done, last), last):
            answer = await self._put(begun, video, part, final=False)
            if answer.status not in {201, 206}:
                if 400 <= answer.status < 500 and answer.status not in {401, 429}:
                    # The address ran out, or its bytes and ours disagree: the next try begins anew.
                    self._begun.pop(outgoing.key, None)
                error = _upload_refused(answer)
                raise TryLater(platform=self.label, detail=error.detail) if isinstance(error, OutcomeUnknown) else error
        return dict(begun)

    async def send(self, outgoing: Outgoing) -> Receipt:
        """The last part of a video, or the call that has TikTok fetch the pictures."""
        headers = _auth(outgoing.account)
        video = _video(outgoing)
        if video is None:
            return await self._send_pictures(outgoing, headers)
        begun = outgoing.prepared
        receipt = Receipt(str(begun["publish_id"]), raw={"publish_id": begun["publish_id"]}, pending=True)
        if begun.get("sent"):
            return receipt
        if _moment(begun["until"]) < datetime.now(UTC):
            raise TryLater("error-tiktok-upload-expired", detail="the upload address is too old")
        answer = await self._put(begun, video, begun["parts"] - 1, final=True)
        if answer.status != 201:
            raise _upload_refused(answer)
        self._begun.pop(outgoing.key, None)
        return receipt

    async def find(self, outgoing: Outgoing) -> Receipt | None:
        """What became of the publish id; where that got lost with its answer, the account's list of videos."""
        video = _video(outgoing)
        publish_id = outgoing.prepared.get("publish_id")
        if video is None or not publish_id:
            return await self._find_listed(outgoing)
        status = await self._status_or_gone(outgoing.account, str(publish_id))
        if status is None:
            raise TryLater(platform=self.label, detail="the publish id is not known (any more)")
        if not _is_there(status, video.size):
            return None
        return self._receipt(outgoing, str(publish_id), status)

    async def progress(self, outgoing: Outgoing, receipt: Receipt) -> Receipt:
        """Pending until TikTok has published it, or put the draft into the person's inbox."""
        publish_id = str(receipt.raw.get("publish_id") or outgoing.prepared.get("publish_id") or receipt.remote_id)
        with reading(self.label):
            status = await self._status(outgoing.account, publish_id)
        if status.get("status") == "FAILED":
            raise _failure(str(status.get("fail_reason") or ""))
        return self._receipt(outgoing, publish_id, status)

    def _receipt(self, outgoing: Outgoing, publish_id: str, status: Mapping[str, Any]) -> Receipt:
        raw: dict[str, Any] = {"publish_id": publish_id}
        state = status.get("status")
        if state == "SEND_TO_USER_INBOX":
            raw["by_hand"] = "tiktok-draft-waits"
            return Receipt(publish_id, raw=raw)
        if state != "PUBLISH_COMPLETE":
            return Receipt(publish_id, raw=raw, pending=True)
        ids = status.get("publicaly_available_post_id") or []
        if ids:
            return Receipt(str(ids[0]), self._address(outgoing, str(ids[0])), raw)
        # Only public posts get an id, and that after moderation; it may take hours and is looked up again for figures.
        fresh = outgoing.sent_at is not None and datetime.now(UTC) - outgoing.sent_at < MODERATION
        public = self._chosen(outgoing) == PRIVACY["public"] and not _is_draft(outgoing)
        return Receipt(publish_id, raw=raw, pending=fresh and public)

    def _address(self, outgoing: Outgoing, post_id: str) -> str:
        username = str(outgoing.account.data.get("username") or outgoing.account.handle.lstrip("@"))
        kind = "photo" if _video(outgoing) is None else "video"
        return f"https://www.tiktok.com/@{username}/{kind}/{post_id}"

    async def _send_pictures(self, outgoing: Outgoing, headers: dict[str, str]) -> Receipt:
        title = str(outgoing.options.get("title") or outgoing.title)
        cover = outgoing.options.get("thumbnail")
        body = {
            "media_type": "PHOTO",
            "post_mode": "MEDIA_UPLOAD" if _is_draft(outgoing) else "DIRECT_POST",
            "post_info": {
                **({"title": title} if title else {}),
                "description": outgoing.text,
                **{
                    name: value
                    for name, value in outgoing.prepared["post_info"].items()
                    if name not in {"title", "disable_duet", "disable_stitch", "is_aigc"}
                },
            },
            "source_info": {
                "source": "PULL_FROM_URL",
                "photo_images": [item.url for item in outgoing.media],
                "photo_cover_index": cover if isinstance(cover, int) and 0 <= cover < len(outgoing.media) else 0,
            },
        }
        path = f"/{self.api_version}/post/publish/content/init/"
        bucket = f"{outgoing.account.id}:write"
        answer = await self._http.final("POST", path, bucket=bucket, headers=headers, json=body)
        publish_id = answer.get("data", "publish_id")
        if answer.get("error", "code") != "ok" or not publish_id:
            raise OutcomeUnknown(platform=self.label, detail=answer.text)
        return Receipt(str(publish_id), raw={"publish_id": str(publish_id)}, pending=True)

    async def _begin(self, outgoing: Outgoing, video: Media, mark: str) -> dict[str, Any]:
        chunk, parts = (video.size, 1) if video.size < MOST_WHOLE else (CHUNK, video.size // CHUNK)
        source = {"source": "FILE_UPLOAD", "video_size": video.size, "chunk_size": chunk, "total_chunk_count": parts}
        body: dict[str, Any] = {"source_info": source}
        path = f"/{self.api_version}/post/publish/inbox/video/init/"
        if not _is_draft(outgoing):
            body = {"post_info": await self._post_info(outgoing, video), **body}
            path = f"/{self.api_version}/post/publish/video/init/"
        data = _data(await self._call(outgoing.account, "POST", path, json=body))
        publish_id, address = data.get("publish_id"), str(data.get("upload_url") or "")
        host = urlsplit(address).hostname or ""
        known = address.startswith("https://") and (host == "tiktokapis.com" or host.endswith(".tiktokapis.com"))
        if not publish_id or not (known or (self.base_url and address)):
            raise TryLater("error-not-the-network", platform=self.label, detail=f"an upload address at {host!r}")
        until = (datetime.now(UTC) + UPLOAD_LIVES).isoformat()
        return {
            "publish_id": str(publish_id),
            "upload_url": address,
            "until": until,
            "chunk": chunk,
            "parts": parts,
            "size": video.size,
            "mark": mark,
        }

    async def _put(self, begun: Mapping[str, Any], video: Media, part: int, *, final: bool) -> Answer:
        first = part * begun["chunk"]
        end = video.size if part == begun["parts"] - 1 else first + begun["chunk"]
        content = await asyncio.to_thread(_read, video.path, first, end)
        if len(content) != end - first:
            raise Rejected("error-media-missing", detail="the file is shorter than it was")
        headers = {"Content-Type": video.mime, "Content-Range": f"bytes {first}-{end - 1}/{video.size}"}
        address = self._at_home(str(begun["upload_url"]))
        return await self._http.raw("PUT", address, final=final, content=content, headers=headers, timeout=120)

    async def _post_info(self, outgoing: Outgoing, video: Media | None = None) -> dict[str, Any]:
        """What the person chose, within what the creator's own settings allow at this moment."""
        creator = await self._creator(_auth(outgoing.account), bucket=f"{outgoing.account.id}:read")
        chosen = self._chosen(outgoing)
        offered = creator.get("privacy_level_options") or []
        if chosen is None:
            raise Rejected("error-tiktok-privacy-choose")
        if chosen not in offered:
            only_self = offered == [PRIVACY["private"]]
            raise Rejected("error-tiktok-unaudited" if only_self else "error-tiktok-privacy")
        most = creator.get("max_video_post_duration_sec")
        if video is not None and isinstance(most, int) and most and video.seconds > most:
            raise Rejected("error-tiktok-too-long", seconds=round(video.seconds), limit=most)
        quiet = str(outgoing.options.get("reply_control") or "") in {"nobody", "none", "off"}
        info: dict[str, Any] = {
            "privacy_level": chosen,
            "title": outgoing.text,
            "disable_comment": bool(creator.get("comment_disabled")) or quiet,
            "disable_duet": bool(creator.get("duet_disabled")),
            "disable_stitch": bool(creator.get("stitch_disabled")),
        }
        if outgoing.options.get("synthetic"):
            info["is_aigc"] = True
        return info

    def _chosen(self, outgoing: Outgoing) -> str | None:
        chosen = outgoing.options.get("privacy") or outgoing.account.data.get("privacy")
        return PRIVACY.get(str(chosen))

    # Figures

    async def measure(self, account: AccountInfo, remote_ids: Sequence[str]) -> dict[str, Figures]:
        """Views, likes, comments and shares of public posts; one that TikTok has not given an id yet is left out."""
        by_post: dict[str, str] = {}
        for remote_id in remote_ids:
            if remote_id.isdigit():
                by_post[remote_id] = remote_id
                continue
            status = await self._status_or_gone(account, remote_id)
            ids = (status or {}).get("publicaly_available_post_id") or []
            if ids:
                by_post[str(ids[0])] = remote_id
        found: dict[str, Figures] = {}
        for ids in at_once(list(by_post), AT_ONCE):
            body = {"filters": {"video_ids": ids}}
            path = f"/{self.api_version}/video/query/"
            params = {"fields": ",".join(["id", *_COUNTS.values()])}
            data = _data(await self._call(account, "POST", path, params=params, json=body))
            for item in objects(data.get("videos", []), self.label):
                if (remote := by_post.get(str(item.get("id")))) is not None:
                    found[remote] = figures(item, _COUNTS)
        return found

    async def measure_account(self, account: AccountInfo) -> Figures:
        """Followers, likes and posts of the account; needs the scope user.info.stats."""
        params = {"fields": ",".join(_OWN_COUNTS.values())}
        data = _data(await self._call(account, "GET", f"/{self.api_version}/user/info/", params=params))
        return figures(mapping(data.get("user"), self.label), _OWN_COUNTS)

    async def history(self, account: AccountInfo, mark: str = "") -> tuple[list[PastPost], str]:
        """POST /v2/video/list, twenty at a time, newest first: public videos; pictures are not listed (unverified).

        The mark is TikTok's cursor, the time of the last video in milliseconds, and so stays good.
        """
        body: dict[str, Any] = {"max_count": AT_ONCE}
        if mark.isdecimal():
            body["cursor"] = int(mark)
        params = {"fields": ",".join(["id", "title", "create_time", "share_url", *_COUNTS.values()])}
        path = f"/{self.api_version}/video/list/"
        data = _data(await self._call(account, "POST", path, params=params, json=body))
        posts = []
        for item in objects(data.get("videos", []), self.label):
            post_id, at = text(item.get("id")), instant(item.get("create_time"))
            if post_id and at is not None:
                words, url = text(item.get("title")), text(item.get("share_url"))
                posts.append(PastPost(post_id, words, at, url, "video", figures(item, _COUNTS)))
        cursor = number(data.get("cursor"))
        return posts, str(int(cursor)) if data.get("has_more") is True and cursor else ""

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.close()

    # Calls

    async def _find_listed(self, outgoing: Outgoing) -> Receipt | None:
        """By words and time among the newest public videos. Not there proves nothing: others than public are not listed."""
        path = f"/{self.api_version}/video/list/"
        params = {"fields": "id,title,create_time,share_url"}
        data = _data(await self._call(outgoing.account, "POST", path, params=params, json={"max_count": 20}))
        since = (outgoing.sent_at - timedelta(minutes=2)).timestamp() if outgoing.sent_at else 0.0
        wanted = _bare(outgoing.text)
        for item in data.get("videos") or []:
            if str(item.get("id")) in outgoing.taken:
                continue
            if wanted and float(item.get("create_time") or 0) >= since and _bare(str(item.get("title"))) == wanted:
                post_id = str(item["id"])
                return Receipt(post_id, str(item.get("share_url") or self._address(outgoing, post_id)), {"id": post_id})
        if outgoing.sent_at is None:
            return None
        raise TryLater(platform=self.label, detail="without its publish id nobody can say that it is not there")

    async def _creator(self, headers: dict[str, str], *, bucket: str) -> dict[str, Any]:
        path = f"/{self.api_version}/post/publish/creator_info/query/"
        headers = {**headers, "Content-Type": "application/json; charset=UTF-8"}
        return _data(await self._http.safe("POST", path, bucket=bucket, headers=headers))

    async def _status(self, account: AccountInfo, publish_id: str) -> dict[str, Any]:
        path = f"/{self.api_version}/post/publish/status/fetch/"
        data = _data(await self._call(account, "POST", path, json={"publish_id": publish_id}))
        if "status" not in data:
            raise TryLater("error-not-the-network", platform=self.label)
        return data

    async def _status_or_gone(self, account: AccountInfo, publish_id: str) -> dict[str, Any] | None:
        try:
            return await self._status(account, publish_id)
        except (Rejected, NotFound):
            return None

    async def _call(self, account: AccountInfo, method: str, path: str, **request: Any) -> Answer:
        return await self._http.safe(method, path, bucket=f"{account.id}:read", headers=_auth(account), **request)

    def _at_home(self, address: str) -> str:
        """The same address at the server that stands in for all of TikTok's, where one does."""
        if not self.base_url:
            return address
        parts = urlsplit(address)
        return f"{self.base_url.rstrip('/')}{parts.path}{'?' if parts.query else ''}{parts.query}"

    def _remember(self, key: str, begun: dict[str, Any]) -> None:
        self._begun.pop(key, None)
        self._begun[key] = begun
        while len(self._begun) > _MOST_REMEMBERED:
            self._begun.pop(next(iter(self._begun)))


def _auth(account: AccountInfo) -> dict[str, str]:
    if account.tokens is None:
        raise SignInNeeded(platform=TikTok.label)
    return {"Authorization": f"Bearer {account.tokens.access}"}


def _video(outgoing: Outgoing) -> Media | None:
    return next((item for item in outgoing.media if item.kind == "video"), None)


def _is_draft(outgoing: Outgoing) -> bool:
    return outgoing.options.get("format") == "draft"


def _mark(outgoing: Outgoing) -> str:
    """What an upload that was begun is good for: another text, choice or file needs another one."""
    chosen = {name: outgoing.options.get(name) for name in ("privacy", "format", "synthetic", "reply_control")}
    content = [outgoing.text, chosen, [item.sha256 for item in outgoing.media], outgoing.account.data.get("privacy")]
    content.append(outgoing.account.id)
    return hashlib.sha256(json.dumps(content, default=str).encode()).hexdigest()[:32]


def _read(path: Path, first: int, end: int) -> bytes:
    try:
        with path.open("rb") as file:
            file.seek(first)
            return file.read(end - first)
    except FileNotFoundError:
        raise Rejected("error-media-missing") from None


def _is_there(status: Mapping[str, Any], size: int) -> bool:
    """Whether the upload was finished: as long as bytes are missing, nothing is posted."""
    state = status.get("status")
    if state == "PROCESSING_UPLOAD":
        return int(status.get("uploaded_bytes") or 0) >= size
    return state in _WORKING | {"SEND_TO_USER_INBOX", "PUBLISH_COMPLETE"}


def _offered(creator: Mapping[str, Any]) -> list[str]:
    ours = {theirs: own for own, theirs in PRIVACY.items()}
    return [ours[level] for level in creator.get("privacy_level_options") or [] if level in ours]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _failure(reason: str) -> AllInError:
    key = _SENTENCES.get(reason, "error-network-refused")
    if reason == "auth_removed":
        return SignInNeeded(platform=TikTok.label, detail=reason)
    return Rejected(key, platform=TikTok.label, reason=reason, detail=reason)


def _data(answer: Answer) -> dict[str, Any]:
    """What stands under `data`. Raises what the error beside it says: some come with status 200."""
    code = answer.get("error", "code")
    if not isinstance(code, str):
        raise TryLater("error-not-the-network", platform=TikTok.label)
    if code != "ok":
        raise _judge(answer) or Rejected("error-network-refused", platform=TikTok.label, reason=_words(answer))
    data = answer.get("data")
    return dict(data) if isinstance(data, Mapping) else {}


def _words(answer: Answer) -> str:
    return str(answer.get("error_description") or "")[:200] or said(answer)


def _upload_refused(answer: Answer) -> AllInError:
    """What an upload server's answer means: 403 and 404 for an address that ran out, 416 for bytes that disagree."""
    detail = f"{answer.method} {answer.path} -> {answer.status} {answer.text}"
    if answer.status in {401, 410}:
        return _judge(answer) or SignInNeeded(platform=TikTok.label, detail=detail)
    if answer.status == 429:
        wait = retry_after(answer) or _CALLS_A_MINUTE
        return TryLater("error-rate-limited", platform=TikTok.label, retry_after=wait, detail=detail)
    if answer.status in {403, 404}:
        return TryLater("error-tiktok-upload-expired", detail=detail)
    if answer.status == 400:
        return Rejected("error-network-refused", platform=TikTok.label, reason=said(answer), detail=detail)
    return OutcomeUnknown(platform=TikTok.label, detail=detail)


def _judge(answer: Answer) -> AllInError | None:
    """`{"error": {code, message, log_id}}` (developers.tiktok.com, error handling).

    What a version that is switched off answers is published nowhere: 410 is taken for it, as HTTP means it (unverified).
    """
    if answer.status == 410:
        return VersionSunset(version=TikTok.api_version, platform=TikTok.label)
    code = answer.get("error", "code")
    if not isinstance(code, str):
        return None
    if code == "access_token_invalid":
        return SignInNeeded(platform=TikTok.label)
    if code in {"scope_not_authorized", "scope_permission_missed"}:
        return SignInNeeded("error-sign-in-scope", platform=TikTok.label)
    if code == "rate_limit_exceeded":
        # No header says when; each limit is counted by the minute.
        return TryLater("error-rate-limited", platform=TikTok.label, retry_after=retry_after(answer) or _CALLS_A_MINUTE)
    if code in _SENTENCES:
        return Rejected(_SENTENCES[code], platform=TikTok.label, detail=code)
    return None

"""YouTube: a video with a title and a description; it begins to exist when the last bytes of its upload arrive."""

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
from zoneinfo import ZoneInfo

from bot.errors import AllInError, HeldBack, NotFound, OutcomeUnknown, Rejected, SignInNeeded, TryLater, VersionSunset
from connectors import youtube_figures as told_of
from connectors.http import Answer, Http, reading, retry_after, said
from connectors.oauth import authorize_link, tokens_from
from connectors.platform import (
    AccountInfo,
    AppCredentials,
    Breach,
    Comment,
    Custom,
    Figures,
    Limits,
    Media,
    MediaRule,
    OAuth,
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

API = "https://youtube.googleapis.com"
VERSION = "v3"
ANALYTICS = "https://youtubeanalytics.googleapis.com"
SIGN_IN = "https://oauth2.googleapis.com"
SCOPE_POST = "https://www.googleapis.com/auth/youtube.force-ssl"
SCOPE_FIGURES = "https://www.googleapis.com/auth/yt-analytics.readonly"

GRAIN = 256 * 1024
"""Bytes of which each part but the last must be a multiple; the last is kept this short, for it alone counts."""

PART = 32 * GRAIN
TITLE_CHARACTERS = 100
TAG_CHARACTERS = 500
SHORT_SECONDS = 180.0
UNVERIFIED_SECONDS = 900.0
"""A channel whose owner has not confirmed a telephone number may upload a quarter of an hour."""

LATE = timedelta(minutes=10)
"""How long after its upload a video may still be missing from what is read."""

_PACIFIC = ZoneInfo("America/Los_Angeles")
_MOST_REMEMBERED = 500
_A_MINUTE = 60.0
_PRIVACY = {"public", "unlisted", "private"}
_SWITCHED_OFF = re.compile(r"\b(version|API)\b.*(no longer|not supported|shut down)|deprecated|sunset", re.IGNORECASE)
_BASE = f"/youtube/{VERSION}"
_UPLOAD = f"/resumable/upload{_BASE}/videos"

_SENTENCES: dict[str, str] = {
    "youtubeSignupRequired": "error-youtube-no-channel",
    "channelNotFound": "error-youtube-no-channel",
    "accessNotConfigured": "error-youtube-api-off",
    "SERVICE_DISABLED": "error-youtube-api-off",
    "commentsDisabled": "error-youtube-comments-off",
    "liveStreamingNotEnabled": "error-youtube-live-off",
    "livePermissionBlocked": "error-youtube-live-off",
    "insufficientLivePermissions": "error-youtube-live-off",
    "invalidScheduledStartTime": "error-youtube-live-time",
    "scheduledStartTimeRequired": "error-youtube-live-time",
    "invalidPublishAt": "error-youtube-time-past",
    "channelClosed": "error-youtube-suspended",
    "channelSuspended": "error-youtube-suspended",
    # Why a video was refused or could not be worked through (videos, status.rejectionReason and status.failureReason)
    "copyright": "error-youtube-copyright",
    "claim": "error-youtube-copyright",
    "trademark": "error-youtube-copyright",
    "legal": "error-youtube-rules",
    "inappropriate": "error-youtube-rules",
    "termsOfUse": "error-youtube-rules",
    "duplicate": "error-youtube-duplicate",
    "length": "error-youtube-length",
    "uploaderAccountSuspended": "error-youtube-suspended",
    "uploaderAccountClosed": "error-youtube-suspended",
    "conversion": "error-youtube-file",
    "invalidFile": "error-youtube-file",
    "emptyFile": "error-youtube-file",
    "tooSmall": "error-youtube-file",
    "codec": "error-youtube-file",
    "uploadAborted": "error-youtube-file",
}


class YouTube(Publisher):
    """A YouTube channel. `account.data` holds `id`, `uploads` (the playlist of its uploads) and `long_uploads`.

    5,000 bytes of description and 500 characters of tags are unverified, as is that more than 15 hashtags are all ignored.
    An upload session lives about a week (unverified). A project may upload 100 videos a day and has 10,000 units a day for
    everything else: a list costs 1, a write 50; they start anew at midnight Pacific time
    (developers.google.com/youtube/v3/determine_quota_cost). What a project uploads that YouTube has not audited stays private
    (unverified), whatever was asked for; `progress` finds out. While Google's consent screen is in testing, its sign-ins end
    after seven days (unverified). Community posts have no interface.

    A video is uploaded but for its last bytes beforehand: the call that counts is the PUT of the last part, and the session
    tells afterwards whether it arrived.
    """

    name = "youtube"
    label = "YouTube"
    also_called = (
        "you tube",
        "YT",
        "u tube",
        "utube",
        "youtube channel",
        "youtube-kanal",
        "canal de youtube",
        "chaîne youtube",
    )
    limits = Limits(
        characters=5_000,
        revised=date(2026, 11, 23),
        source="YouTube Data API v3, videos: snippet and status; resumable uploads; quota calculator (lengths unverified)",
        hashtags=15,
        media=(
            MediaRule(
                "video",
                frozenset({"video/mp4", "video/quicktime", "video/webm"}),
                max_bytes=256 * 1024**3,
                seconds=(1.0, 43_200.0),
            ),
            MediaRule("image", frozenset({"image/jpeg", "image/png"}), max_bytes=2 * 1024**2),
        ),
        most_media=2,
        mixed=True,
        needs_media=True,
        needs_title=True,
        title_characters=TITLE_CHARACTERS,
        quotas=(
            Quota(100, timedelta(days=1), "developers.google.com/youtube/v3/determine_quota_cost: of one project"),
        ),
    )
    custom = Custom(length=400, hashtags=(0, 3), emoji=1, voice="plain")
    compose_url = "https://studio.youtube.com/"
    details: ClassVar[frozenset[str]] = frozenset(
        {"title", "destination", "privacy", "format", "tags", "made_for_kids", "synthetic", "starts_at"}
    )
    help_url = "https://console.cloud.google.com/apis/credentials"
    oauth = OAuth(
        authorize_url="https://accounts.google.com/o/oauth2/v2/auth",
        token_url=f"{SIGN_IN}/token",
        revoke_url=f"{SIGN_IN}/revoke",
        scopes=(SCOPE_POST, SCOPE_FIGURES),
        extra=(("access_type", "offline"), ("prompt", "consent")),
    )
    can_delete: ClassVar[bool] = True
    can_edit: ClassVar[bool] = True
    can_read_back: ClassVar[bool] = True
    can_comment: ClassVar[bool] = True
    can_list_comments: ClassVar[bool] = True
    can_reply: ClassVar[bool] = True
    can_hide: ClassVar[bool] = True
    can_delete_comment: ClassVar[bool] = True
    can_measure: ClassVar[bool] = True
    can_measure_account: ClassVar[bool] = True
    can_measure_days: ClassVar[bool] = True
    can_list_history: ClassVar[bool] = True
    can_list_trends: ClassVar[bool] = True
    can_look_up: ClassVar[bool] = True
    measures_at_once: ClassVar[int] = told_of.AT_ONCE
    settles_after: ClassVar[timedelta] = timedelta(seconds=30)
    by_hand: ClassVar[Mapping[str, str]] = {"community": "https://studio.youtube.com/"}
    api_version: ClassVar[str] = VERSION

    def __init__(self, home: Path = Path(), base_url: str = "", public_url: str = "") -> None:
        super().__init__(home, base_url, public_url)
        self._http = Http(self.label, base_url or API, judge=_judge)
        # Sessions whose upload broke off: `prepare` can only hand one over when it is through.
        self._begun: dict[str, dict[str, Any]] = {}

    def length(self, text: str) -> int:
        """UTF-8 bytes, in which YouTube limits the description (unverified)."""
        return len(text.encode("utf-8", "replace"))

    def check(
        self,
        text: str,
        media: Sequence[Media] | None = None,
        options: Mapping[str, Any] | None = None,
        account: Mapping[str, Any] | None = None,
    ) -> list[Breach]:
        """As everywhere, and what is YouTube's own: angle brackets, tags, Shorts, long videos, a live stream without a video."""
        chosen = options or {}
        live = chosen.get("format") == "live"
        if live:
            own = (account or {}).get("limits")
            account = {
                **(account or {}),
                "limits": {**(own if isinstance(own, Mapping) else {}), "needs_media": False},
            }
        found = super().check(text, media, options, account)
        if re.search(r"[<>]", f"{text}{chosen.get('title') or ''}"):
            found.append(Breach("breach-youtube-brackets", {"platform": self.label}, "write_text"))
        tags = tags_length(_tags(chosen))
        if tags > TAG_CHARACTERS:
            facts = {"platform": self.label, "length": tags, "limit": TAG_CHARACTERS}
            found.append(Breach("breach-youtube-tags", facts, "fewer_hashtags"))
        if media and not live:
            found += self._video_breaches(media, chosen, account or {})
        return found

    def _video_breaches(
        self, media: Sequence[Media], options: Mapping[str, Any], account: Mapping[str, Any]
    ) -> list[Breach]:
        place, video = next(((place, item) for place, item in enumerate(media) if item.kind == "video"), (0, None))
        if video is None:
            return [Breach("breach-needs-media", {"platform": self.label}, "add_media")]
        short = options.get("format") == "short"
        unverified = account.get("long_uploads") in {"eligible", "disallowed"}
        most = SHORT_SECONDS if short else UNVERIFIED_SECONDS if unverified else None
        facts: dict[str, Any] = {"platform": self.label, "kind": video.kind, "place": place + 1}
        found = []
        if most is not None and video.seconds > most:
            length = {"seconds": round(video.seconds), "least": 1, "most": round(most)}
            found.append(Breach("breach-media-seconds", {**facts, **length}, "trim", place))
        if short and video.ratio > 1.005:
            shape = {"width": video.width, "height": video.height}
            found.append(Breach("breach-media-ratio", {**facts, **shape}, "pad", place))
        return found

    # Signing in

    def authorize(
        self, app: AppCredentials, *, redirect_uri: str, state: str, verifier: str, fields: Mapping[str, str]
    ) -> str:
        """Google's consent page; it is asked for again each time, for only then is there a refresh token."""
        assert self.oauth is not None
        oauth = replace(self.oauth, authorize_url=self._at_home(self.oauth.authorize_url))
        return authorize_link(oauth, app, redirect_uri=redirect_uri, state=state, verifier=verifier)

    async def exchange(
        self, app: AppCredentials, *, code: str, redirect_uri: str, verifier: str, fields: Mapping[str, str]
    ) -> Tokens:
        """The tokens for a code: an hour of access, and a refresh token."""
        grant = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
        tokens = await self._tokens(app, grant | {"code_verifier": verifier})
        if tokens.scopes and SCOPE_POST not in tokens.scopes:
            # On Google's page each permission has a box of its own.
            raise SignInNeeded("error-sign-in-scope", platform=self.label)
        return tokens

    async def refresh(self, tokens: Tokens, app: AppCredentials) -> Tokens:
        """A new access token. The refresh token ends when it is revoked, unused for half a year, or after a week in testing."""
        if not tokens.refresh:
            raise SignInNeeded(platform=self.label)
        grant = {"grant_type": "refresh_token", "refresh_token": tokens.refresh}
        return await self._tokens(app, grant, before=tokens)

    async def revoke(self, tokens: Tokens, app: AppCredentials) -> None:
        """End the sign-in; a token that is not known any more is ended already."""
        url = self._at_home(f"{SIGN_IN}/revoke")
        answer = await self._http.raw("POST", url, data={"token": tokens.refresh or tokens.access})
        if answer.status != 400:
            _checked(answer)

    async def _tokens(self, app: AppCredentials, grant: dict[str, str], before: Tokens | None = None) -> Tokens:
        body = {"client_id": app.client_id, "client_secret": app.client_secret, **grant}
        answer = await self._http.raw("POST", self._at_home(f"{SIGN_IN}/token"), data=body)
        code = answer.get("error")
        if before is not None and code == "invalid_grant":
            # A consent screen in testing says the same as a person who took the permission back.
            raise SignInNeeded("error-youtube-signed-out", platform=self.label, detail=str(code))
        if isinstance(code, str) and answer.status in {400, 401, 403}:
            words = str(answer.get("error_description") or code)[:200]
            raise Rejected("error-network-refused", platform=self.label, reason=words, detail=code)
        _checked(answer)
        try:
            return tokens_from(answer.data, before=before)
        except (KeyError, TypeError, ValueError):
            raise TryLater("error-not-the-network", platform=self.label) from None

    async def profiles(self, tokens: Tokens, app: AppCredentials) -> list[Profile]:
        """The channel that was chosen on Google's page; a Google account may have none."""
        params = {"part": "snippet,contentDetails,status", "mine": "true"}
        headers = {"Authorization": f"Bearer {tokens.access}"}
        answer = await self._http.safe("GET", f"{_BASE}/channels", params=params, headers=headers)
        found = []
        for channel in _items(answer, may_lack=True):
            snippet = channel.get("snippet") or {}
            title = str(snippet.get("title") or "")
            data = {
                "id": str(channel["id"]),
                "uploads": str((channel.get("contentDetails") or {}).get("relatedPlaylists", {}).get("uploads") or ""),
                "long_uploads": str((channel.get("status") or {}).get("longUploadsStatus") or ""),
            }
            found.append(Profile(str(snippet.get("customUrl") or title), title, data))
        return found or [Profile(self.label, why_not="error-youtube-no-channel")]

    async def destinations(self, account: AccountInfo) -> list[tuple[str, str]]:
        """The channel's own playlists, at most 200."""
        found: list[tuple[str, str]] = []
        page: dict[str, str] = {}
        for _ in range(4):
            params = {"part": "snippet", "mine": "true", "maxResults": "50", **page}
            answer = await self._call(account, "GET", f"{_BASE}/playlists", params=params)
            found += [(str(item["id"]), str(item["snippet"]["title"])) for item in _items(answer, may_lack=True)]
            if not answer.get("nextPageToken"):
                break
            page = {"pageToken": str(answer.get("nextPageToken"))}
        return found

    # Posting

    async def prepare(self, outgoing: Outgoing) -> dict[str, Any]:
        """For a video: open an upload session and send all of it but the last bytes."""
        _auth(outgoing.account)
        if outgoing.kind == "comment":
            return {}
        if _is_live(outgoing):
            return {"broadcast": _broadcast(outgoing)}
        video = _video(outgoing)
        if video is None:
            raise Rejected("breach-needs-media", platform=self.label)
        resource = _resource(outgoing)
        mark = hashlib.sha256(
            json.dumps([resource, video.sha256, outgoing.account.id], sort_keys=True).encode()
        ).hexdigest()[:32]
        begun = dict(outgoing.prepared) if outgoing.prepared.get("session") else {}
        begun = begun or self._begun.get(outgoing.key) or {}
        done = 0
        if begun:
            answer = await self._ask(outgoing.account, begun["session"], video.size)
            if (there := _uploaded(answer)) is not None:
                return {**begun, "video": there}
            if answer.status in {404, 410} and outgoing.sent_at is not None:
                found = await self._find_uploaded(outgoing)
                if found is not None:
                    return {**begun, "video": found.remote_id}
            if answer.status == 308 and begun.get("mark") == mark:
                done = _received(answer)
            else:
                begun = {}
        if not begun:
            begun, done = {"session": await self._open(outgoing.account, resource, video), "mark": mark}, 0
        self._remember(outgoing.key, begun)
        last = _last_part(video.size)
        while done < last:
            end = min(done + PART, last)
            answer = await self._put(outgoing.account, begun["session"], video, done, end, final=False)
            if answer.status in {404, 410}:
                self._begun.pop(outgoing.key, None)
                raise TryLater(platform=self.label, detail="the upload session is gone")
            received = _received(answer) if answer.status == 308 else -1
            if received <= done:
                raise _checked_error(answer)
            done = received
        return begun

    async def send(self, outgoing: Outgoing) -> Receipt:
        """The last bytes of a video; or the call that makes a comment or a live broadcast."""
        headers = _auth(outgoing.account)
        bucket = f"{outgoing.account.id}:write"
        if outgoing.kind == "comment":
            return await self._send_comment(outgoing, headers, bucket)
        if _is_live(outgoing):
            params = {"part": "snippet,status,contentDetails"}
            url = f"{_BASE}/liveBroadcasts"
            body = outgoing.prepared["broadcast"]
            answer = await self._http.final("POST", url, bucket=bucket, params=params, headers=headers, json=body)
            return self._live_receipt(_made(answer))
        video = _video(outgoing)
        if video is None:
            raise Rejected("breach-needs-media", platform=self.label)
        if outgoing.prepared.get("video"):
            return self._receipt(outgoing, str(outgoing.prepared["video"]), pending=True)
        session = str(outgoing.prepared["session"])
        last = _last_part(video.size)
        answer = await self._put(outgoing.account, session, video, last, video.size, final=True)
        if (there := _uploaded(answer)) is None:
            raise _upload_doubt(answer)
        self._begun.pop(outgoing.key, None)
        return self._receipt(outgoing, there, pending=True)

    async def find(self, outgoing: Outgoing) -> Receipt | None:
        """What the session says of the upload; without one, the channel's newest uploads, broadcasts or comments."""
        if outgoing.kind == "comment":
            return await self._find_comment(outgoing)
        if _is_live(outgoing):
            return await self._find_live(outgoing)
        video = _video(outgoing)
        if outgoing.prepared.get("video"):
            return self._receipt(outgoing, str(outgoing.prepared["video"]), pending=True)
        if video is None or not outgoing.prepared.get("session"):
            return await self._find_uploaded(outgoing)
        answer = await self._ask(outgoing.account, str(outgoing.prepared["session"]), video.size)
        if (there := _uploaded(answer)) is not None:
            return self._receipt(outgoing, there, pending=True)
        if answer.status == 308:
            return None
        return await self._find_uploaded(outgoing)

    async def progress(self, outgoing: Outgoing, receipt: Receipt) -> Receipt:
        """Pending until the video is worked through; then its cover and its playlist. Says if YouTube keeps it private."""
        if outgoing.kind == "comment" or _is_live(outgoing):
            return replace(receipt, pending=False)
        video_id = receipt.remote_id
        params = {"part": "status,processingDetails,contentDetails", "id": video_id}
        with reading(self.label):
            answer = await self._call(outgoing.account, "GET", f"{_BASE}/videos", params=params)
        items = _items(answer, may_lack=True)
        if not items:
            if outgoing.sent_at is not None and datetime.now(UTC) - outgoing.sent_at > LATE:
                raise Rejected("error-network-gone", platform=self.label)
            return replace(receipt, pending=True)
        status = items[0].get("status") or {}
        state = status.get("uploadStatus")
        reason = str(status.get("rejectionReason") or status.get("failureReason") or "")
        if state in {"rejected", "failed", "deleted"}:
            key = _SENTENCES.get(reason, "error-youtube-file" if state == "failed" else "error-youtube-rules")
            raise Rejected(key, platform=self.label, detail=f"{state}: {reason}")
        if (items[0].get("processingDetails") or {}).get("processingStatus") in {"failed", "terminated"}:
            raise Rejected("error-youtube-file", platform=self.label, detail="processing failed")
        if state != "processed":
            return replace(receipt, pending=True)
        _refuse_if_kept_private(outgoing, status, receipt.url or self._address(outgoing, video_id))
        notices = await self._follow_up(outgoing, video_id, items[0].get("contentDetails") or {})
        starts = _starts_at(outgoing)
        if starts is not None and starts > datetime.now(UTC):
            notices.append(["youtube-public-later", {}])
        raw = {**receipt.raw, **({"notices": notices} if notices else {})}
        return replace(receipt, raw=raw, pending=False)

    async def delete(self, account: AccountInfo, remote_id: str) -> None:
        """Delete a video or a broadcast, whichever it is."""
        params = {"part": "snippet", "id": remote_id}
        items = _items(await self._call(account, "GET", f"{_BASE}/videos", params=params), may_lack=True)
        live = bool(items) and items[0]["snippet"].get("liveBroadcastContent") in {"upcoming", "live"}
        paths = [f"{_BASE}/liveBroadcasts"] if live else [f"{_BASE}/videos"]
        if not items:
            # A broadcast that nothing was streamed to yet may not be listed as a video.
            params = {"part": "id", "id": remote_id}
            answer = await self._call(account, "GET", f"{_BASE}/liveBroadcasts", params=params)
            paths = [f"{_BASE}/liveBroadcasts"] if _items(answer, may_lack=True) else []
        for path in paths:
            try:
                await self._call(account, "DELETE", path, params={"id": remote_id})
            except NotFound:
                return

    async def edit(self, outgoing: Outgoing, remote_id: str) -> Receipt:
        """Replace the description, and the title and tags where they are given; the rest of the snippet stays."""
        params = {"part": "snippet", "id": remote_id}
        items = _items(await self._call(outgoing.account, "GET", f"{_BASE}/videos", params=params), may_lack=True)
        if not items:
            raise NotFound("error-network-gone", platform=self.label)
        before = items[0]["snippet"]
        kept = ("title", "categoryId", "tags", "defaultLanguage", "defaultAudioLanguage")
        snippet = {name: before[name] for name in kept if before.get(name)}
        snippet["description"] = outgoing.text
        if title := _title(outgoing):
            snippet["title"] = title
        if tags := _tags(outgoing.options):
            snippet["tags"] = tags
        body = {"id": remote_id, "snippet": snippet}
        await self._call(outgoing.account, "PUT", f"{_BASE}/videos", params={"part": "snippet"}, json=body)
        return self._receipt(outgoing, remote_id)

    # Under the video

    async def comments(self, account: AccountInfo, remote_id: str) -> list[Comment]:
        """The newest threads with their latest replies, and those that are held for review, which are hidden."""
        found: dict[str, Comment] = {}
        for state in ("published", "heldForReview"):
            params = {
                "part": "snippet,replies",
                "videoId": remote_id,
                "maxResults": "100",
                "order": "time",
                "textFormat": "plainText",
                "moderationStatus": state,
            }
            try:
                answer = await self._call(account, "GET", f"{_BASE}/commentThreads", params=params)
            except Rejected as error:
                if error.key == "error-youtube-comments-off":
                    return []
                raise
            for thread in _items(answer, may_lack=True):
                replies = (thread.get("replies") or {}).get("comments") or []
                for item in (thread["snippet"]["topLevelComment"], *replies):
                    comment = _comment(account, item, remote_id, hidden=state == "heldForReview")
                    found.setdefault(comment.id, comment)
        beginning = datetime.min.replace(tzinfo=UTC)
        return sorted(found.values(), key=lambda comment: comment.at or beginning, reverse=True)[:100]

    async def hide_comment(self, account: AccountInfo, comment_id: str, hidden: bool = True) -> None:
        """Hold a comment for review, where nobody but the channel sees it, or publish it again."""
        state = "heldForReview" if hidden else "published"
        await self._moderate(account, comment_id, state)

    async def delete_comment(self, account: AccountInfo, comment_id: str) -> None:
        """Delete one's own comment; somebody else's is rejected for good."""
        try:
            await self._call(account, "DELETE", f"{_BASE}/comments", params={"id": comment_id})
        except NotFound:
            return
        except Rejected:
            await self._moderate(account, comment_id, "rejected")

    async def _moderate(self, account: AccountInfo, comment_id: str, state: str) -> None:
        params = {"id": comment_id, "moderationStatus": state}
        await self._call(account, "POST", f"{_BASE}/comments/setModerationStatus", params=params)

    # Figures

    async def measure(self, account: AccountInfo, remote_ids: Sequence[str]) -> dict[str, Figures]:
        """Views, likes and comments as YouTube counts them now; watch time in seconds and shares lag a day or two behind."""
        return await told_of.measure(self._call, self._reports, account, remote_ids)

    async def measure_account(self, account: AccountInfo) -> Figures:
        """Subscribers as YouTube shows them (rounded to three figures), views and videos; None where the channel hides them."""
        return await told_of.measure_account(self._call, account)

    async def measure_days(self, account: AccountInfo, since: date, until: date) -> dict[date, Figures]:
        """From YouTube Analytics: days of Pacific time, a day or two late. Needs the scope yt-analytics.readonly."""
        return await told_of.measure_days(self._call, self._reports, account, since, until)

    async def history(self, account: AccountInfo, mark: str = "") -> tuple[list[PastPost], str]:
        """The playlist of the channel's uploads, 50 at a time: two units of the day's quota each."""
        return await told_of.history(self._call, account, mark)

    async def trends(self, account: AccountInfo, region: str = "") -> list[Trend]:
        """The most popular videos of a country: one unit."""
        return await told_of.trends(self._call, account, region)

    async def look_up(self, account: AccountInfo, handle: str) -> PublicProfile:
        """A channel by its handle, with its newest videos: three units."""
        return await told_of.look_up(self._call, account, handle)

    @property
    def _reports(self) -> str:
        return self._at_home(f"{ANALYTICS}/v2/reports")

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.close()

    # The upload

    async def _open(self, account: AccountInfo, resource: dict[str, Any], video: Media) -> str:
        headers = {"X-Upload-Content-Length": str(video.size), "X-Upload-Content-Type": video.mime}
        params = {"uploadType": "resumable", "part": "snippet,status"}
        answer = await self._call(account, "POST", _UPLOAD, params=params, json=resource, more=headers)
        session = str(answer.headers.get("location") or "")
        host = urlsplit(session).hostname or ""
        known = session.startswith("https://") and (host == "googleapis.com" or host.endswith(".googleapis.com"))
        if not (known or (self.base_url and session)):
            # The token goes along with every part.
            raise TryLater("error-not-the-network", platform=self.label, detail=f"an upload session at {host!r}")
        return session

    async def _put(
        self, account: AccountInfo, session: str, video: Media, first: int, end: int, *, final: bool
    ) -> Answer:
        content = await asyncio.to_thread(_read, video.path, first, end)
        if len(content) != end - first:
            raise Rejected("error-media-missing", detail="the file is shorter than it was")
        headers = {
            **_auth(account),
            "Content-Type": video.mime,
            "Content-Range": f"bytes {first}-{end - 1}/{video.size}",
        }
        url = self._at_home(session)
        return await self._http.raw("PUT", url, final=final, content=content, headers=headers, timeout=120)

    async def _ask(self, account: AccountInfo, session: str, size: int) -> Answer:
        """How far an upload is: 308 with a Range, 200 or 201 with the video, 404 or 410 when the session is gone."""
        headers = {**_auth(account), "Content-Range": f"bytes */{size}", "Content-Length": "0"}
        answer = await self._http.raw("PUT", self._at_home(session), headers=headers)
        if answer.status in {308, 404, 410} or _uploaded(answer) is not None:
            if isinstance(sunset := _judge(answer), VersionSunset):
                raise sunset
            return answer
        raise _checked_error(answer)

    def _remember(self, key: str, begun: dict[str, Any]) -> None:
        self._begun.pop(key, None)
        self._begun[key] = begun
        while len(self._begun) > _MOST_REMEMBERED:
            self._begun.pop(next(iter(self._begun)))

    # Looking for what was sent

    async def _find_uploaded(self, outgoing: Outgoing) -> Receipt | None:
        playlist = str(outgoing.account.data.get("uploads") or "")
        if not playlist:
            raise TryLater(platform=self.label, detail="the playlist of uploads is not known")
        params = {"part": "snippet,contentDetails", "playlistId": playlist, "maxResults": "50"}
        answer = await self._call(outgoing.account, "GET", f"{_BASE}/playlistItems", params=params)
        since = outgoing.sent_at - timedelta(minutes=2) if outgoing.sent_at else None
        for item in _items(answer, may_lack=True):
            snippet = item["snippet"]
            made = _moment(snippet.get("publishedAt"))
            if (
                str(item["contentDetails"]["videoId"]) not in outgoing.taken
                and (since is None or (made is not None and made >= since))
                and _bare(snippet.get("title")) == _bare(_title(outgoing))
                and _bare(snippet.get("description")) == _bare(outgoing.text)
            ):
                return self._receipt(outgoing, str(item["contentDetails"]["videoId"]), pending=True)
        return None

    async def _find_live(self, outgoing: Outgoing) -> Receipt | None:
        params = {"part": "snippet,status", "mine": "true", "broadcastType": "all", "maxResults": "50"}
        answer = await self._call(outgoing.account, "GET", f"{_BASE}/liveBroadcasts", params=params)
        starts = _starts_at(outgoing)
        for item in _items(answer, may_lack=True):
            snippet = item["snippet"]
            if str(item.get("id")) in outgoing.taken:
                continue
            if _bare(snippet.get("title")) == _bare(_title(outgoing)) and (
                _moment(snippet.get("scheduledStartTime")) == starts
            ):
                return self._live_receipt(item)
        return None

    async def _find_comment(self, outgoing: Outgoing) -> Receipt | None:
        root = outgoing.root or outgoing.reply_to
        if outgoing.reply_to and outgoing.reply_to != root:
            parent = outgoing.reply_to.partition(".")[0]
            params = {"part": "snippet", "parentId": parent, "maxResults": "100", "textFormat": "plainText"}
            answer = await self._call(outgoing.account, "GET", f"{_BASE}/comments", params=params)
            found = _items(answer, may_lack=True)
        else:
            params = {"part": "snippet", "videoId": root, "maxResults": "100", "order": "time"}
            params["textFormat"] = "plainText"
            answer = await self._call(outgoing.account, "GET", f"{_BASE}/commentThreads", params=params)
            found = [thread["snippet"]["topLevelComment"] for thread in _items(answer, may_lack=True)]
        since = outgoing.sent_at - timedelta(minutes=2) if outgoing.sent_at else None
        for item in found:
            comment = _comment(outgoing.account, item, root)
            on_time = since is None or (comment.at is not None and comment.at >= since)
            mine = comment.ours and self._comment_receipt(root, comment.id).remote_id not in outgoing.taken
            if mine and on_time and _bare(comment.text) == _bare(outgoing.text):
                return self._comment_receipt(root, comment.id)
        return None

    # What follows an upload

    async def _follow_up(self, outgoing: Outgoing, video_id: str, details: Mapping[str, Any]) -> list[list[Any]]:
        """Cover and playlist. The video is out by now: what cannot be done is a notice, not a failure."""
        notices: list[list[Any]] = []
        cover = _cover(outgoing)
        if cover is not None and details.get("hasCustomThumbnail") is not True:
            content = await asyncio.to_thread(_read, cover.path, 0, cover.size)
            params = {"videoId": video_id, "uploadType": "media"}
            url = f"/upload{_BASE}/thumbnails/set"
            more = {"Content-Type": cover.mime}
            try:
                await self._call(outgoing.account, "POST", url, params=params, content=content, more=more)
            except (Rejected, NotFound):
                notices.append(["youtube-cover-refused", {}])
        if playlist := str(outgoing.options.get("destination") or ""):
            try:
                await self._put_into(outgoing.account, playlist, video_id)
            except (Rejected, NotFound):
                notices.append(["youtube-playlist-refused", {}])
        return notices

    async def _put_into(self, account: AccountInfo, playlist: str, video_id: str) -> None:
        path = f"{_BASE}/playlistItems"
        params = {"part": "id", "playlistId": playlist, "videoId": video_id}
        if _items(await self._call(account, "GET", path, params=params), may_lack=True):
            return
        resource = {"kind": "youtube#video", "videoId": video_id}
        body = {"snippet": {"playlistId": playlist, "resourceId": resource}}
        await self._call(account, "POST", path, params={"part": "snippet"}, json=body)

    async def _send_comment(self, outgoing: Outgoing, headers: dict[str, str], bucket: str) -> Receipt:
        root = outgoing.root or outgoing.reply_to
        params = {"part": "snippet"}
        if outgoing.reply_to and outgoing.reply_to != root:
            # A reply to a reply hangs under the same first comment, whose id stands before the dot.
            parent = outgoing.reply_to.partition(".")[0]
            body: dict[str, Any] = {"snippet": {"parentId": parent, "textOriginal": outgoing.text}}
            path = f"{_BASE}/comments"
        else:
            top = {"snippet": {"textOriginal": outgoing.text}}
            channel = str(outgoing.account.data["id"])
            body = {"snippet": {"channelId": channel, "videoId": root, "topLevelComment": top}}
            path = f"{_BASE}/commentThreads"
        answer = await self._http.final("POST", path, bucket=bucket, params=params, headers=headers, json=body)
        made = _made(answer)
        top_id = ((made.get("snippet") or {}).get("topLevelComment") or {}).get("id")
        return self._comment_receipt(root, str(top_id or made["id"]))

    # Receipts

    def _address(self, outgoing: Outgoing, video_id: str) -> str:
        short = outgoing.options.get("format") == "short"
        return f"https://www.youtube.com/{'shorts/' if short else 'watch?v='}{video_id}"

    def _receipt(self, outgoing: Outgoing, video_id: str, *, pending: bool = False) -> Receipt:
        return Receipt(video_id, self._address(outgoing, video_id), {"id": video_id}, pending)

    def _live_receipt(self, made: Mapping[str, Any]) -> Receipt:
        video_id = str(made["id"])
        return Receipt(video_id, f"https://www.youtube.com/watch?v={video_id}", {"id": video_id})

    def _comment_receipt(self, video_id: str, comment_id: str) -> Receipt:
        return Receipt(comment_id, f"https://www.youtube.com/watch?v={video_id}&lc={comment_id}", {"id": comment_id})

    # Calls

    async def _call(
        self, account: AccountInfo, method: str, url: str, *, more: Mapping[str, str] | None = None, **request: Any
    ) -> Answer:
        headers = {**_auth(account), **(more or {})}
        bucket = f"{account.id}:{'read' if method == 'GET' else 'change'}"
        return await self._http.safe(method, url, bucket=bucket, headers=headers, **request)

    def _at_home(self, address: str) -> str:
        """The same address at the server that stands in for all of Google's, where one does."""
        if not self.base_url:
            return address
        parts = urlsplit(address)
        return f"{self.base_url.rstrip('/')}{parts.path}{'?' if parts.query else ''}{parts.query}"


def tags_length(tags: Sequence[str]) -> int:
    """As YouTube counts: with a comma between two tags, and quotation marks around one that has a blank."""
    return sum(len(tag) + (2 if " " in tag else 0) for tag in tags) + max(len(tags) - 1, 0)


def until_midnight_pacific(now: datetime | None = None) -> float:
    """Seconds until the quotas start anew, on days of 23 and 25 hours too."""
    local = (now or datetime.now(UTC)).astimezone(_PACIFIC)
    midnight = datetime.combine(local.date() + timedelta(days=1), datetime.min.time(), tzinfo=_PACIFIC)
    return midnight.timestamp() - local.timestamp()


def _auth(account: AccountInfo) -> dict[str, str]:
    if account.tokens is None:
        raise SignInNeeded(platform=YouTube.label)
    return {"Authorization": f"Bearer {account.tokens.access}"}


def _video(outgoing: Outgoing) -> Media | None:
    return next((item for item in outgoing.media if item.kind == "video"), None)


def _cover(outgoing: Outgoing) -> Media | None:
    """The picture that is marked as cover; one beside a video can serve for nothing else."""
    place = outgoing.options.get("thumbnail")
    if isinstance(place, int) and 0 <= place < len(outgoing.media) and outgoing.media[place].kind == "image":
        return outgoing.media[place]
    return next((item for item in outgoing.media if item.kind == "image"), None)


def _is_live(outgoing: Outgoing) -> bool:
    return outgoing.options.get("format") == "live"


def _title(outgoing: Outgoing) -> str:
    return str(outgoing.options.get("title") or outgoing.title).strip()


def _tags(options: Mapping[str, Any]) -> list[str]:
    return [tag for tag in (str(tag).strip().lstrip("#") for tag in options.get("tags") or ()) if tag]


def _privacy(outgoing: Outgoing) -> str:
    chosen = str(outgoing.options.get("privacy") or outgoing.account.data.get("privacy") or "public")
    if chosen not in _PRIVACY:
        raise Rejected("error-youtube-privacy")
    return chosen


def _starts_at(outgoing: Outgoing) -> datetime | None:
    moment = _moment(outgoing.options.get("starts_at"))
    return moment.replace(microsecond=0) if moment else None


def _resource(outgoing: Outgoing) -> dict[str, Any]:
    """The video as YouTube is told of it. One that starts later is private until then, which YouTube demands."""
    title, tags, starts = _title(outgoing), _tags(outgoing.options), _starts_at(outgoing)
    if not title:
        raise Rejected("breach-needs-title", platform=YouTube.label)
    snippet: dict[str, Any] = {"title": title, "description": outgoing.text, "categoryId": "22"}
    category = outgoing.account.data.get("category")
    if category:
        snippet["categoryId"] = str(category)
    if tags:
        snippet["tags"] = tags
    if outgoing.language:
        snippet["defaultLanguage"] = outgoing.language
    status: dict[str, Any] = {"privacyStatus": _privacy(outgoing)}
    if starts is not None:
        if starts <= datetime.now(UTC):
            raise Rejected("error-youtube-time-past")
        status |= {"privacyStatus": "private", "publishAt": _zulu(starts)}
    kids = outgoing.options.get("made_for_kids", outgoing.account.data.get("made_for_kids"))
    if kids is not None:
        status["selfDeclaredMadeForKids"] = bool(kids)
    if outgoing.options.get("synthetic"):
        status["containsSyntheticMedia"] = True
    return {"snippet": snippet, "status": status}


def _broadcast(outgoing: Outgoing) -> dict[str, Any]:
    """A live broadcast; what is streamed to it is set up in YouTube's live control room."""
    title, starts = _title(outgoing), _starts_at(outgoing)
    if not title:
        raise Rejected("breach-needs-title", platform=YouTube.label)
    if starts is None or starts <= datetime.now(UTC):
        raise Rejected("error-youtube-live-time")
    status: dict[str, Any] = {"privacyStatus": _privacy(outgoing)}
    kids = outgoing.options.get("made_for_kids", outgoing.account.data.get("made_for_kids"))
    if kids is not None:
        status["selfDeclaredMadeForKids"] = bool(kids)
    snippet = {"title": title, "description": outgoing.text, "scheduledStartTime": _zulu(starts)}
    return {"snippet": snippet, "status": status}


def _refuse_if_kept_private(outgoing: Outgoing, status: Mapping[str, Any], url: str) -> None:
    wanted = _privacy(outgoing)
    starts = _starts_at(outgoing)
    if starts is not None:
        kept = starts > datetime.now(UTC) and not status.get("publishAt")
    else:
        kept = wanted != "private" and status.get("privacyStatus") == "private"
    if kept:
        raise HeldBack("error-youtube-kept-private", url=url, detail=f"{wanted} was asked for")


def _read(path: Path, first: int, end: int) -> bytes:
    try:
        with path.open("rb") as file:
            file.seek(first)
            return file.read(end - first)
    except FileNotFoundError:
        raise Rejected("error-media-missing") from None


def _last_part(size: int) -> int:
    """Where the last part begins: at a multiple of the grain, and never after the last byte."""
    return max(size - 1, 0) // GRAIN * GRAIN


def _received(answer: Answer) -> int:
    """How many bytes YouTube has, from `Range: bytes=0-N`; no header means none."""
    found = re.fullmatch(r"(?:bytes=)?0-(\d+)", answer.headers.get("range", "").strip())
    return int(found[1]) + 1 if found else 0


def _uploaded(answer: Answer) -> str | None:
    """The id of the video that an upload became, None if the answer names none."""
    if answer.status in {200, 201} and (video_id := answer.get("id")):
        return str(video_id)
    return None


def _made(answer: Answer) -> dict[str, Any]:
    if not isinstance(answer.data, Mapping) or not answer.data.get("id"):
        raise OutcomeUnknown(platform=YouTube.label, detail=f"{answer.status} {answer.text}")
    return dict(answer.data)


def _items(answer: Answer, *, may_lack: bool = False) -> list[dict[str, Any]]:
    """The items of a list; some lists leave the field out when there are none."""
    if not isinstance(answer.data, Mapping):
        raise TryLater("error-not-the-network", platform=YouTube.label)
    items = answer.data.get("items")
    if items is None and not may_lack:
        raise TryLater("error-not-the-network", platform=YouTube.label)
    return [dict(item) for item in items or []]


def _comment(account: AccountInfo, item: Mapping[str, Any], video_id: str, *, hidden: bool = False) -> Comment:
    snippet = item["snippet"]
    author = str((snippet.get("authorChannelId") or {}).get("value") or "")
    comment_id = str(item["id"])
    return Comment(
        id=comment_id,
        post_id=video_id,
        author=str(snippet.get("authorDisplayName") or author),
        text=str(snippet.get("textOriginal") or snippet.get("textDisplay") or ""),
        at=_moment(snippet.get("publishedAt")),
        parent_id=str(snippet.get("parentId") or ""),
        url=f"https://www.youtube.com/watch?v={video_id}&lc={comment_id}",
        likes=snippet.get("likeCount"),
        hidden=hidden,
        ours=bool(author) and author == str(account.data["id"]),
    )


def _moment(text: Any) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _zulu(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _bare(text: Any) -> str:
    return re.sub(r"\s+", "", str(text or ""))


def _checked(answer: Answer) -> None:
    if not answer.ok:
        raise _checked_error(answer)


def _checked_error(answer: Answer) -> AllInError:
    """What an answer to a call that may be repeated means."""
    detail = f"{answer.method} {answer.path} -> {answer.status} {answer.text}"
    if (judged := _judge(answer)) is not None:
        judged.detail = judged.detail or detail
        return judged
    if answer.status == 401:
        return SignInNeeded(platform=YouTube.label, detail=detail)
    if answer.status == 429:
        wait = retry_after(answer) or _A_MINUTE
        return TryLater("error-rate-limited", platform=YouTube.label, retry_after=wait, detail=detail)
    if answer.status in {400, 403, 413, 415}:
        return Rejected("error-network-refused", platform=YouTube.label, reason=said(answer), detail=detail)
    return TryLater(platform=YouTube.label, retry_after=retry_after(answer), detail=detail)


def _upload_doubt(answer: Answer) -> AllInError:
    """What an answer to the last part means: 308 says that bytes are missing; a session that is gone proves nothing."""
    error = _checked_error(answer)
    if answer.status == 308:
        return TryLater(platform=YouTube.label, detail="YouTube has not all of the video yet")
    in_doubt = answer.status < 400 or answer.status >= 500 or answer.status in {404, 408, 409, 410, 416}
    if in_doubt and not isinstance(error, VersionSunset):
        return OutcomeUnknown(platform=YouTube.label, detail=error.detail)
    return error


def _judge(answer: Answer) -> AllInError | None:
    """`{"error": {code, message, errors: [{reason}], status}}` (developers.google.com/youtube/v3/docs/errors).

    What a version that is switched off answers is published nowhere: 410 in this format and in such words is taken for it
    (unverified).
    """
    error = answer.get("error")
    if not isinstance(error, Mapping):
        return None
    reason = str(answer.get("error", "errors", 0, "reason") or answer.get("error", "details", 0, "reason") or "")
    label = YouTube.label
    if answer.status == 410 and _SWITCHED_OFF.search(str(error.get("message") or "")):
        return VersionSunset(version=YouTube.api_version, platform=label)
    if reason in {"quotaExceeded", "dailyLimitExceeded"}:
        return TryLater("error-youtube-quota", retry_after=until_midnight_pacific(), detail=reason)
    if reason == "uploadLimitExceeded":
        return TryLater("error-youtube-upload-limit", retry_after=86_400.0, detail=reason)
    if reason in {"rateLimitExceeded", "userRateLimitExceeded"} or answer.status == 429:
        wait = retry_after(answer) or _A_MINUTE
        return TryLater("error-rate-limited", platform=label, retry_after=wait, detail=reason)
    if reason in {"insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"}:
        return SignInNeeded("error-sign-in-scope", platform=label, detail=reason)
    if reason in _SENTENCES and answer.status < 500:
        return Rejected(_SENTENCES[reason], platform=label, detail=reason)
    return None

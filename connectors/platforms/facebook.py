"""Facebook Pages: room for a long text, read best when it is short."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, Literal

from bot.errors import NotFound, OutcomeUnknown, Rejected, SignInNeeded, TryLater, Unsupported
from connectors import meta_figures
from connectors.figures import figures, handle_in, inside, instant, mapping, nobody, number, text, within_scope
from connectors.http import Answer, reading
from connectors.meta import (
    FACEBOOK,
    FACEBOOK_LOGIN,
    GRAPH_VERSION,
    RUPLOAD,
    UPLOAD_TIMEOUT,
    FormattedPublisher,
    Graph,
    fingerprint,
    insights,
    may_be,
    moment,
    own_comment,
    rows,
    same_words,
    since_of,
)
from connectors.platform import (
    URL,
    AccountInfo,
    AppCredentials,
    Comment,
    Custom,
    Figures,
    Format,
    Limits,
    Media,
    MediaRule,
    OAuth,
    Outgoing,
    PastPost,
    Profile,
    PublicProfile,
    Receipt,
    Tokens,
)

Shape = Literal["comment", "feed", "video", "reel", "photo_story", "video_story"]

PHOTOS = MediaRule("image", frozenset({"image/jpeg", "image/png"}), most=10, max_bytes=10_000_000)
VIDEO_TYPES = frozenset({"video/mp4", "video/quicktime"})
VIDEO = MediaRule("video", VIDEO_TYPES, max_bytes=10_000_000_000, seconds=(1.0, 14_400.0))
REEL = MediaRule(
    "video",
    VIDEO_TYPES,
    max_bytes=10_000_000_000,
    ratio=(9 / 16, 9 / 16),
    width=(540, 10_000),
    height=(960, 20_000),
    seconds=(3.0, 90.0),
)
STORY_VIDEO = replace(REEL, seconds=(3.0, 60.0))

PHOTOS_LIVE = timedelta(hours=20)
"""An unpublished photo is kept for about a day (unverified); an older one is uploaded again."""

BROKEN = frozenset({"error", "expired", "upload_failed"})
POST_FIELDS = "id,message,created_time,permalink_url,attachments{target{id},subattachments{target{id}}}"
SUMMARIES = "reactions.limit(0).summary(total_count),comments.limit(0).summary(total_count)"
PAST_FIELDS = (
    "id,message,created_time,permalink_url,status_type,"
    f"attachments{{media_type,type,subattachments.limit(2){{type}}}},shares,{SUMMARIES}"
)
RECENT = 12

_DAILY = {
    "views": "page_media_view",
    "reach": "page_total_media_view_unique",
    "followers": "page_follows",
    "new_followers": "page_daily_follows_unique",
}

COMMENT_FIELDS = "id,message,created_time,from{id,name},like_count,is_hidden,parent{id},permalink_url"
POST_METRICS = "post_media_view,post_total_media_view_unique,post_clicks"


class Facebook(FormattedPublisher):
    """A Facebook Page; `account.data` holds its `id`, and the token is the Page's own, which does not expire.

    Text, links and photos go out by POST /{page}/feed, photos uploaded unpublished before. A video is uploaded in a session,
    and the session's last call (`finish`) publishes it: the video's id is known before, and tells afterwards what became of
    it. Reels (9:16, 3 to 90 seconds, at least 540 by 960; 30 in 24 hours) and stories (which show no text) likewise
    (Video API, Reels publishing; Page Stories API). There is no key against sending twice, but the same words again are
    refused (506). Personal profiles and groups cannot be posted to.

    63,206 characters and ten photos are unverified: three open-source publishers use them; 10 GB and four hours of video too.
    """

    name = "facebook"
    label = "Facebook"
    also_called = (
        "FB",
        "face book",
        "fb page",
        "facebook page",
        "facebook-seite",
        "página de facebook",
        "page facebook",
    )
    limits = Limits(
        characters=63_206,
        revised=date(2026, 11, 23),
        source="Pages API, Posts; Video API, Reels publishing; Page Stories API (character limit unverified)",
        media=(PHOTOS, VIDEO),
        most_media=10,
    )
    custom = Custom(length=280, hashtags=(0, 2), emoji=1, voice="chatty")
    compose_url = "https://www.facebook.com/"
    details: ClassVar[frozenset[str]] = frozenset({"title", "link", "format"})
    help_url = "https://developers.facebook.com/apps/"
    oauth = OAuth(
        authorize_url=FACEBOOK_LOGIN.authorize_url,
        token_url=FACEBOOK_LOGIN.token_url,
        scopes=(
            "pages_show_list",
            "pages_read_engagement",
            "pages_manage_posts",
            "pages_manage_engagement",
            "pages_read_user_content",
            "read_insights",
            "business_management",
        ),
        pkce=False,
        scope_separator=",",
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
    can_look_up: ClassVar[bool] = True
    settles_after: ClassVar[timedelta] = timedelta(seconds=60)
    api_version: ClassVar[str] = GRAPH_VERSION
    # A call to end the sign-in would end it for all of a person's Pages, so it is the person who does that.
    by_hand: ClassVar[Mapping[str, str]] = {"revoke": "https://www.facebook.com/settings?tab=business_tools"}

    pause: float = 2.0
    """Seconds before an interrupted upload goes on."""

    def __init__(self, home: Path = Path(), base_url: str = "", public_url: str = "") -> None:
        super().__init__(home, base_url, public_url)
        self.graph = Graph(self.label, base_url)

    def limits_for(self, media: Sequence[Media], options: Mapping[str, Any], account: Mapping[str, Any]) -> Limits:
        """Reels and stories have rules of their own, and take one medium."""
        limits = self.limits.of(account)
        if options.get("format") == "story":
            return replace(limits, media=(replace(PHOTOS, most=1), STORY_VIDEO), most_media=1)
        if _is_reel(options):
            return replace(limits, media=(REEL,), most_media=1)
        return limits

    # Signing in

    def authorize(
        self, app: AppCredentials, *, redirect_uri: str, state: str, verifier: str, fields: Mapping[str, str]
    ) -> str:
        """The consent page."""
        assert self.oauth is not None
        return self.graph.consent(
            self.oauth, self.oauth.scopes, app, redirect_uri=redirect_uri, state=state, verifier=verifier
        )

    async def exchange(
        self, app: AppCredentials, *, code: str, redirect_uri: str, verifier: str, fields: Mapping[str, str]
    ) -> Tokens:
        """The person's long-lived token, which the Pages' own are read with."""
        return await self.graph.facebook_user(app, code, redirect_uri)

    async def profiles(self, tokens: Tokens, app: AppCredentials) -> list[Profile]:
        """The person's Pages, each with its own token; the person needs the task CREATE_CONTENT there."""
        pages = await self.graph.pages(tokens.access, "id,name,access_token,tasks")
        names = [str(page.get("name") or page["id"]) for page in pages]
        found = []
        for page, name in zip(pages, names, strict=True):
            tasks = page.get("tasks")
            why_not = "why-not-meta-task" if isinstance(tasks, list) and "CREATE_CONTENT" not in tasks else ""
            handle = name if names.count(name) == 1 else f"{name} ({page['id']})"
            own = Tokens(str(page["access_token"]), scopes=tokens.scopes)
            found.append(Profile(handle, name, {"id": str(page["id"])}, own, why_not))
        return found

    async def refresh(self, tokens: Tokens, app: AppCredentials) -> Tokens:
        """A Page's token does not expire: one that is refused (a changed password, a lost role) needs a new sign-in."""
        raise SignInNeeded(platform=self.label)

    # Posting

    async def prepare(self, outgoing: Outgoing) -> dict[str, Any]:
        """Upload the photos unpublished, or the video into its session."""
        self.graph.token(outgoing.account)
        shape = _shape(outgoing)
        if shape == "comment" or not outgoing.media:
            return {}
        mark = fingerprint(outgoing)
        before = outgoing.prepared if outgoing.prepared.get("for") == mark else {}
        if shape in {"feed", "photo_story"}:
            return await self._photos(outgoing, before) | {"for": mark}
        return await self._video(outgoing, shape, before) | {"for": mark}

    async def send(self, outgoing: Outgoing) -> Receipt:
        """The one call that publishes: the feed, a comment, or the last call of a video's session."""
        account, prepared, shape = outgoing.account, outgoing.prepared, _shape(outgoing)
        page = str(account.data["id"])
        token = self.graph.token(account)
        if prepared.get("published"):
            raise OutcomeUnknown(platform=self.label, detail="the video was published by an earlier call")
        if shape == "comment":
            answer = await self._final(account, token, f"{outgoing.reply_to}/comments", {"message": outgoing.text})
            return _receipt(self.graph.published_id(answer))
        if shape == "feed":
            answer = await self._final(account, token, f"{page}/feed", self._feed(outgoing))
            return _receipt(self.graph.published_id(answer))
        if shape == "photo_story":
            answer = await self._final(
                account, token, f"{page}/photo_stories", {"photo_id": self._kept(outgoing, "photo")}
            )
            return Receipt(self.graph.published_id(answer, "post_id"), "", {})
        video = self._kept(outgoing, "video")
        answer = await self._final(account, token, f"{page}/{_edge(shape)}", self._finish(outgoing, shape))
        if answer.get("success") is not True:
            raise OutcomeUnknown(platform=self.label, detail=f"{answer.method} {answer.path}: no success in the answer")
        return Receipt(video, f"https://www.facebook.com/{video}", {"video": video}, pending=True)

    def _feed(self, outgoing: Outgoing) -> dict[str, str]:
        body = {"message": _words(outgoing)} if _words(outgoing) else {}
        if outgoing.media:
            photos = outgoing.prepared.get("photos") or {}
            if any(item.sha256 not in photos for item in outgoing.media):
                raise TryLater("error-media-not-ready", platform=self.label, detail="a photo is not uploaded")
            body["attached_media"] = json.dumps([{"media_fbid": photos[item.sha256]} for item in outgoing.media])
        elif link := _link(outgoing):
            body["link"] = link
        return body

    def _finish(self, outgoing: Outgoing, shape: Shape) -> dict[str, str]:
        video = self._kept(outgoing, "video")
        if shape == "video_story":
            return {"upload_phase": "finish", "video_id": video}
        words = {"description": _words(outgoing)} if _words(outgoing) else {}
        title = str(outgoing.options.get("title") or "")
        words |= {"title": title} if title else {}
        if shape == "reel":
            return {"upload_phase": "finish", "video_id": video, "video_state": "PUBLISHED", **words}
        return {"upload_phase": "finish", "upload_session_id": self._kept(outgoing, "session"), **words}

    async def find(self, outgoing: Outgoing) -> Receipt | None:
        """A video's own state; the photos' ids or the words among the Page's newest posts; a story's photo among the stories."""
        account, prepared, shape = outgoing.account, outgoing.prepared, _shape(outgoing)
        if shape == "comment":
            return await self._find_comment(outgoing)
        if shape not in {"feed", "photo_story"}:
            if not prepared.get("video"):
                # Without one nothing was published, unless what is kept of it is older than the call: a restored copy.
                return await self._newest(outgoing, set()) if outgoing.sent_at is not None else None
            try:
                video = await self._video_state(account, str(prepared["video"]))
            except NotFound:
                return None
            if _is_published(video):
                return self._of_video(account, str(prepared["video"]), video)
            if _phase(video, "processing_phase") in {"", "not_started"}:
                return None
            raise TryLater("error-media-not-ready", platform=self.label, retry_after=30.0)
        if shape == "photo_story":
            return await self._find_story(outgoing)
        return await self._newest(outgoing, {str(each) for each in (prepared.get("photos") or {}).values()})

    async def _newest(self, outgoing: Outgoing, photos: set[str]) -> Receipt | None:
        account, path = outgoing.account, f"{outgoing.account.data['id']}/published_posts"
        async for row in meta_figures.newest(
            self._read, account, path, since_of(outgoing), label=self.label, limit=50, fields=POST_FIELDS
        ):
            if not may_be(outgoing, moment(row.get("created_time"))) or str(row["id"]) in outgoing.taken:
                continue
            shown = _targets(row.get("attachments"))
            same = bool(_words(outgoing)) and same_words(row.get("message"), _words(outgoing))
            if bool(photos & shown) if photos and shown else same:
                return _receipt(str(row["id"]), str(row.get("permalink_url") or ""))
        return None

    async def _find_comment(self, outgoing: Outgoing) -> Receipt | None:
        try:
            listed = await self.comments(outgoing.account, outgoing.root or outgoing.reply_to)
        except NotFound:
            return None
        found = own_comment(outgoing, listed)
        return _receipt(found.id, found.url) if found is not None else None

    async def _find_story(self, outgoing: Outgoing) -> Receipt | None:
        """Stories can be listed where the Page keeps an archive of them: an empty list proves nothing."""
        photo = str(outgoing.prepared.get("photo") or "")
        if not photo:
            return None
        page = str(outgoing.account.data["id"])
        listed = rows(await self._read(outgoing.account, f"{page}/stories", fields="post_id,media_id,url"))
        for row in listed:
            if str(row.get("media_id")) == photo:
                return Receipt(str(row["post_id"]), str(row.get("url") or ""), {})
        if outgoing.sent_at is not None and not listed:
            raise TryLater("error-meta-stories-unseen", platform=self.label)
        return None

    async def progress(self, outgoing: Outgoing, receipt: Receipt) -> Receipt:
        """Where a video stands: uploaded, processed, published."""
        video = str(receipt.raw.get("video") or outgoing.prepared.get("video") or receipt.remote_id)
        with reading(self.label):
            state = await self._video_state(outgoing.account, video)
        wrong = _wrong(state)
        if wrong is not None:
            raise Rejected("error-media-refused", platform=self.label, reason=wrong)
        return self._of_video(outgoing.account, video, state)

    async def edit(self, outgoing: Outgoing, remote_id: str) -> Receipt:
        """POST /{post} with the new message; of a video its description."""
        field = "message" if "_" in remote_id else "description"
        await self.graph.safe(
            "POST",
            _of(remote_id),
            token=self.graph.token(outgoing.account),
            bucket=f"{outgoing.account.id}:write",
            data={field: _words(outgoing)},
        )
        return _receipt(remote_id)

    async def delete(self, account: AccountInfo, remote_id: str) -> None:
        """DELETE /{post}."""
        try:
            await self.graph.safe(
                "DELETE", _of(remote_id), token=self.graph.token(account), bucket=f"{account.id}:write"
            )
        except NotFound:
            return

    # Under the post

    async def comments(self, account: AccountInfo, remote_id: str) -> list[Comment]:
        """GET /{post}/comments, replies among them, newest first."""
        found: list[Comment] = []
        params = {
            "fields": COMMENT_FIELDS,
            "filter": "stream",
            "order": "reverse_chronological",
            "limit": "100",
        }
        for _ in range(4):
            answer = await self._read(account, f"{remote_id}/comments", **params)
            found += [_comment(row, account, remote_id) for row in rows(answer)]
            after = answer.get("paging", "cursors", "after")
            if not after or not answer.get("paging", "next") or len(found) >= 100:
                break
            params["after"] = str(after)
        return found[:100]

    async def hide_comment(self, account: AccountInfo, comment_id: str, hidden: bool = True) -> None:
        """POST /{comment} with is_hidden."""
        await self.graph.safe(
            "POST",
            _of(comment_id),
            token=self.graph.token(account),
            bucket=f"{account.id}:write",
            data={"is_hidden": "true" if hidden else "false"},
        )

    async def delete_comment(self, account: AccountInfo, comment_id: str) -> None:
        """DELETE /{comment}: any under the Page's posts."""
        await self.delete(account, comment_id)

    # Figures

    async def measure(self, account: AccountInfo, remote_ids: Sequence[str]) -> dict[str, Figures]:
        """Reactions (as `likes`), comments and shares of each post, and its insights.

        `views` is post_media_view, `reach` post_total_media_view_unique: they took the place of post_impressions and
        post_impressions_unique, which version 25.0 does not know (third party, 2026-09). None where Facebook says nothing.
        """
        found: dict[str, Figures] = {}
        fields, video_fields = f"shares,{SUMMARIES}", f"views,{SUMMARIES}"
        for remote_id in remote_ids:
            is_post = "_" in remote_id
            try:
                post = await self._read(account, remote_id, fields=fields if is_post else video_fields)
            except NotFound:
                continue
            told = await self._insights(account, remote_id) if is_post else {}
            found[remote_id] = {
                **_counts(post.data),
                "views": number(told.get("post_media_view", post.get("views"))),
                "reach": number(told.get("post_total_media_view_unique")),
                "clicks": number(told.get("post_clicks")),
            }
        return found

    async def _insights(self, account: AccountInfo, remote_id: str) -> dict[str, float]:
        try:
            answer = await self._read(account, f"{remote_id}/insights", metric=POST_METRICS, period="lifetime")
        except (Rejected, NotFound, SignInNeeded) as error:  # a metric that went away, or no permission
            if isinstance(error, SignInNeeded) and error.key != "error-sign-in-scope":
                raise
            return {}
        return insights(answer)

    async def measure_account(self, account: AccountInfo) -> Figures:
        """The Page's followers."""
        answer = await self._read(account, str(account.data["id"]), fields="followers_count")
        return figures(answer.data, {"followers": "followers_count"})

    async def measure_days(self, account: AccountInfo, since: date, until: date) -> dict[date, Figures]:
        """The Page's insights by day (graph-api/reference/insights, with `period=day`): a day or two late, two years back.

        `views` is page_media_view, `reach` page_total_media_view_unique (they took the place of the impressions in 2025;
        platforminsights/page/deprecated-metrics), `followers` page_follows as it stood, `new_followers`
        page_daily_follows_unique. 90 days at a time; nothing for Pages with fewer than 100 followers. Needs read_insights.
        """
        today = datetime.now(UTC).date()
        with within_scope(self.label):
            return await meta_figures.daily(
                self._read,
                account,
                f"{account.data['id']}/insights",
                _DAILY,
                max(since, today - timedelta(days=728)),
                min(until, today),
                label=self.label,
                most=88,
                period="day",
            )

    async def history(self, account: AccountInfo, mark: str = "") -> tuple[list[PastPost], str]:
        """GET /{page}/published_posts, 100 at a time (api_specs, Page): without stories and what is planned."""
        listed, following = await meta_figures.edge(
            self._read, account, f"{account.data['id']}/published_posts", mark, label=self.label, fields=PAST_FIELDS
        )
        return [post for row in listed if (post := _past(row))], following

    async def look_up(self, account: AccountInfo, handle: str) -> PublicProfile:
        """Another Page, by its name in addresses (graph-api/reference/page).

        Facebook shows it only to applications with the feature Page Public Content Access, for which they are reviewed;
        others get `Unsupported`. Personal profiles are not shown to anybody.
        """
        name = handle_in(handle)
        if not re.fullmatch(r"[A-Za-z0-9.\-]{2,80}", name) or name.lower() == "me":
            raise nobody(self.label, handle)
        fields = "id,name,username,link,followers_count"
        try:
            with within_scope(self.label, "error-access-not-granted"):
                them = mapping((await self._read(account, name, fields=fields)).data, self.label)
        except (NotFound, Rejected):
            raise nobody(self.label, handle) from None
        remote_id = text(them.get("id"))
        if not remote_id:
            raise TryLater("error-not-the-network", platform=self.label)
        recent: list[PastPost] = []
        with contextlib.suppress(Unsupported, Rejected, NotFound), within_scope(self.label):
            listed, _ = await meta_figures.edge(
                self._read, account, f"{remote_id}/posts", "", label=self.label, limit=RECENT, fields=PAST_FIELDS
            )
            recent = [post for row in listed if (post := _past(row))]
        shown = text(them.get("username")) or name
        return PublicProfile(
            id=remote_id,
            handle=shown,
            name=text(them.get("name")) or shown,
            url=text(them.get("link")) or f"https://www.facebook.com/{shown}",
            figures=figures(them, {"followers": "followers_count"}),
            recent=tuple(recent),
        )

    async def close(self) -> None:
        """Let go of the connections."""
        await self.graph.http.close()

    # Photos and videos

    async def _photos(self, outgoing: Outgoing, before: Mapping[str, Any]) -> dict[str, Any]:
        """POST /{page}/photos with published=false for each; by content, so that none is uploaded twice."""
        at = moment(before.get("at"))
        fresh = at is not None and datetime.now(UTC) - at < PHOTOS_LIVE
        done: dict[str, str] = dict(before.get("photos") or {}) if fresh else {}
        started = str(before["at"]) if fresh else datetime.now(UTC).isoformat()
        for item in outgoing.media:
            if item.sha256 in done:
                continue
            body = {"published": "false"} | ({"alt_text_custom": item.alt} if item.alt else {})
            with item.path.open("rb") as file:
                answer = await self._write(
                    outgoing.account, "photos", body, files={"source": (item.filename, file, item.mime)}
                )
            done[item.sha256] = self._known(answer.get("id"))
        first = done[outgoing.media[0].sha256]
        return {"photos": done, "at": started} | ({"photo": first} if _shape(outgoing) == "photo_story" else {})

    async def _video(self, outgoing: Outgoing, shape: Shape, before: Mapping[str, Any]) -> dict[str, Any]:
        account, item = outgoing.account, outgoing.media[0]
        if before.get("video"):
            try:
                state = await self._video_state(account, str(before["video"]))
            except NotFound:
                state = {}
            if _is_published(state):
                return {**before, "published": True}
            if _phase(state, "uploading_phase") == "complete" and _wrong(state) is None:
                return dict(before)
        if shape == "video":
            return await self._in_chunks(account, item)
        edge = _edge(shape)
        answer = await self._write(account, edge, {"upload_phase": "start"})
        video = self._known(answer.get("video_id"))
        address = self.graph.upload_address(answer.get("upload_url"), f"{RUPLOAD}/video-upload/{GRAPH_VERSION}/{video}")

        async def taken() -> int:
            return _arrived(await self._video_state(account, video))

        await self.graph.rupload(address, self.graph.token(account), item, taken=taken, pause=self.pause)
        return {"video": video}

    async def _in_chunks(self, account: AccountInfo, item: Media) -> dict[str, Any]:
        """POST /{page}/videos in phases; the network names the next chunk after each."""
        start = await self._write(account, "videos", {"upload_phase": "start", "file_size": str(item.size)})
        video, session = self._known(start.get("video_id")), self._known(start.get("upload_session_id"))
        at, end = _offset(start, "start_offset"), _offset(start, "end_offset")
        size, failures = max(end - at, 1), 0
        with item.path.open("rb") as file:
            while at < end:
                body = {
                    "upload_phase": "transfer",
                    "upload_session_id": session,
                    "start_offset": str(at),
                }
                part = {"video_file_chunk": (item.filename, _Slice(file, at, end), "application/octet-stream")}
                try:
                    answer = await self._write(account, "videos", body, files=part)
                    at, end = _offset(answer, "start_offset"), _offset(answer, "end_offset")
                except TryLater as error:
                    failures += 1
                    if failures > 3 or (error.retry_after or 0.0) > 30.0:
                        raise
                    await asyncio.sleep(self.pause)
                    at = _arrived(await self._video_state(account, video))
                    end = min(at + size, item.size)
        return {"video": video, "session": session}

    async def _video_state(self, account: AccountInfo, video: str) -> Mapping[str, Any]:
        fields = "status,post_id,permalink_url"
        answer = await self._read(account, video, fields=fields)
        if not isinstance(answer.get("status"), Mapping):
            raise TryLater("error-not-the-network", platform=self.label, detail="a video without a status")
        data: Mapping[str, Any] = answer.data
        return data

    def _of_video(self, account: AccountInfo, video: str, state: Mapping[str, Any]) -> Receipt:
        done = state["status"].get("video_status") == "ready" and _phase(state, "publishing_phase") == "complete"
        post = str(state.get("post_id") or "")
        page = str(account.data["id"])
        remote_id = video
        if done and post:
            remote_id = post if "_" in post else f"{page}_{post}"
        link = str(state.get("permalink_url") or f"/{video}")
        url = link if link.startswith("https://") else f"https://www.facebook.com{link}"
        return Receipt(remote_id, url, {"video": video}, pending=not done)

    # Calls

    def _kept(self, outgoing: Outgoing, name: str) -> str:
        """What `prepare` has left for the last call."""
        if not outgoing.prepared.get(name):
            raise TryLater("error-media-not-ready", platform=self.label, detail=f"there is no {name} yet")
        return str(outgoing.prepared[name])

    def _known(self, value: Any) -> str:
        if not value:
            raise TryLater("error-not-the-network", platform=self.label)
        return str(value)

    async def _final(self, account: AccountInfo, token: str, path: str, body: Mapping[str, str]) -> Answer:
        return await self.graph.final("POST", _of(path), token=token, bucket=f"{account.id}:write", data=body)

    async def _write(self, account: AccountInfo, edge: str, body: Mapping[str, str], **more: Any) -> Answer:
        if "files" in more:
            more["timeout"] = UPLOAD_TIMEOUT
        return await self.graph.safe(
            "POST",
            _of(f"{account.data['id']}/{edge}"),
            token=self.graph.token(account),
            bucket=f"{account.id}:write",
            data=body,
            **more,
        )

    async def _read(self, account: AccountInfo, path: str, **params: str) -> Answer:
        return await self.graph.safe(
            "GET", _of(path), token=self.graph.token(account), bucket=f"{account.id}:read", params=params
        )


class _Slice:
    """Part of an open file, as a multipart body reads it."""

    def __init__(self, file: Any, start: int, end: int) -> None:
        self.file, self.start, self.size, self.place = file, start, end - start, 0

    def read(self, count: int = -1) -> bytes:
        """At most `count` bytes from where it stands."""
        left = self.size - self.place
        count = left if count < 0 else min(count, left)
        self.file.seek(self.start + self.place)
        part: bytes = self.file.read(count)
        self.place += len(part)
        return part

    def seek(self, offset: int, whence: int = 0) -> int:
        """Stand elsewhere in the part."""
        self.place = {0: 0, 1: self.place, 2: self.size}[whence] + offset
        return self.place

    def tell(self) -> int:
        """Where it stands."""
        return self.place


def _shape(outgoing: Outgoing) -> Shape:
    if outgoing.kind == "comment":
        return "comment"
    is_video = any(item.kind == "video" for item in outgoing.media)
    if outgoing.options.get("format") == "story" and outgoing.media:
        return "video_story" if is_video else "photo_story"
    if not is_video:
        return "feed"
    return "reel" if _is_reel(outgoing.options) else "video"


def _is_reel(options: Mapping[str, Any]) -> bool:
    return options.get("format") in {"reel", "short"}


def _edge(shape: Shape) -> str:
    return {"reel": "video_reels", "video_story": "video_stories"}.get(shape, "videos")


def _link(outgoing: Outgoing) -> str:
    """The address that gets a preview: the one that is named, or the first in the text."""
    if link := outgoing.options.get("link"):
        return str(link)
    found = URL.search(outgoing.text)
    return found[0].rstrip(".,;:!?)]}\"'»”") if found else ""


def _words(outgoing: Outgoing) -> str:
    """The words; under media a link goes at their end, for there it has no field of its own."""
    link = str(outgoing.options.get("link") or "")
    if not outgoing.media or not link or link in outgoing.text:
        return outgoing.text
    return f"{outgoing.text}\n\n{link}".strip()


def _receipt(remote_id: str, url: str = "") -> Receipt:
    return Receipt(remote_id, url or f"https://www.facebook.com/{remote_id}", {"id": remote_id})


def _of(path: str) -> str:
    return f"{FACEBOOK}/{GRAPH_VERSION}/{path}"


def _offset(answer: Answer, name: str) -> int:
    try:
        return int(answer.get(name))
    except (TypeError, ValueError):
        raise TryLater("error-not-the-network", platform=Facebook.label, detail=f"no {name}") from None


def _phase(state: Mapping[str, Any], name: str) -> str:
    phase = (state.get("status") or {}).get(name)
    return str(phase.get("status") or "") if isinstance(phase, Mapping) else ""


def _is_published(state: Mapping[str, Any]) -> bool:
    """Whether the session's last call has been taken. Only that call makes a video publish, and one video goes out once."""
    phase = (state.get("status") or {}).get("publishing_phase")
    if not isinstance(phase, Mapping):
        return False
    return phase.get("status") not in {None, "not_started"} or phase.get("publish_status") == "published"


def _wrong(state: Mapping[str, Any]) -> str | None:
    """Why a video failed, None if it did not."""
    status = state.get("status") or {}
    for name in ("uploading_phase", "processing_phase", "publishing_phase"):
        phase = status.get(name)
        errors = phase.get("errors") if isinstance(phase, Mapping) else None
        if errors:
            return str(errors[0].get("message") or "")[:200]
        if _phase(state, name) == "error":
            return ""
    return "" if status.get("video_status") in BROKEN else None


def _arrived(state: Mapping[str, Any]) -> int:
    phase = state["status"].get("uploading_phase")
    done = phase.get("bytes_transferred") if isinstance(phase, Mapping) else None
    return done if isinstance(done, int) else 0


def _targets(attachments: Any) -> set[str]:
    """The ids of the photos that a post shows."""
    found: set[str] = set()
    for each in attachments.get("data") or [] if isinstance(attachments, Mapping) else []:
        target = each.get("target")
        if isinstance(target, Mapping) and target.get("id"):
            found.add(str(target["id"]))
        found |= _targets(each.get("subattachments"))
    return found


def _comment(row: Mapping[str, Any], account: AccountInfo, post_id: str) -> Comment:
    author = row.get("from")
    author = author if isinstance(author, Mapping) else {}
    parent = row.get("parent")
    likes = row.get("like_count")
    return Comment(
        id=str(row["id"]),
        post_id=post_id,
        author=str(author.get("name") or ""),
        text=str(row.get("message") or ""),
        at=moment(row.get("created_time")),
        parent_id=str(parent.get("id") or "") if isinstance(parent, Mapping) else "",
        url=str(row.get("permalink_url") or ""),
        likes=likes if isinstance(likes, int) else None,
        hidden=bool(row.get("is_hidden")),
        ours=str(author.get("id") or "") == str(account.data["id"]),
    )


def _counts(post: Any) -> Figures:
    """What a post tells of itself. Facebook leaves `shares` out where there are none; nobody can tell that from silence."""
    return {
        "likes": number(inside(post, "reactions", "summary", "total_count")),
        "comments": number(inside(post, "comments", "summary", "total_count")),
        "shares": number(inside(post, "shares", "count")),
    }


def _past(row: Mapping[str, Any]) -> PastPost | None:
    """A post of a Page as a past post; None for what tells no id or time."""
    remote_id, at = text(row.get("id")), instant(row.get("created_time"))
    if not remote_id or at is None:
        return None
    shown = text(row.get("permalink_url"))
    return PastPost(remote_id, text(row.get("message")), at, shown, _format(row), _counts(row))


def _format(row: Mapping[str, Any]) -> Format:
    attached = inside(row, "attachments", "data")
    first = attached[0] if isinstance(attached, list) and attached and isinstance(attached[0], Mapping) else None
    if first is None:
        return "text"
    kind = text(first.get("media_type")) or text(first.get("type"))
    if "/reel/" in text(row.get("permalink_url")):
        return "reel"
    if kind == "album" or inside(first, "subattachments", "data"):
        return "carousel"
    kinds: Mapping[str, Format] = {"photo": "image", "video": "video", "link": "link", "share": "link"}
    return kinds.get(kind, "video" if "video" in kind else "other")

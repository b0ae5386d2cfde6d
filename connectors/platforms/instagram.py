"""Instagram: a caption under a picture; an address in it cannot be tapped, so people write "link in bio"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

from bot.errors import NotFound, Rejected, SignInNeeded, TryLater, Unsupported
from connectors import meta_figures
from connectors.figures import figures, handle_in, inside, instant, mapping, nobody, number, text, within_scope
from connectors.meta import (
    FACEBOOK,
    FACEBOOK_LOGIN,
    GRAPH_VERSION,
    RUPLOAD,
    ContainerPublisher,
    Graph,
    insights,
    may_be,
    moment,
    own_comment,
    rows,
    same_words,
    since_of,
)
from connectors.platform import (
    AccountInfo,
    AppCredentials,
    Comment,
    Custom,
    Field,
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
    Quota,
    Receipt,
    Tokens,
)

INSTAGRAM = "https://graph.instagram.com"
API = "https://api.instagram.com"

FACEBOOK_SCOPES = (
    "instagram_basic",
    "instagram_content_publish",
    "instagram_manage_comments",
    "instagram_manage_insights",
    "instagram_manage_contents",
    "pages_show_list",
    "pages_read_engagement",
    "business_management",
)

JPEG = frozenset({"image/jpeg"})
VIDEO = frozenset({"video/mp4", "video/quicktime"})
MOST_BYTES = 8 * 1024 * 1024

PICTURE = MediaRule("image", JPEG, most=10, max_bytes=MOST_BYTES, ratio=(0.8, 1.91), needs_url=True)
REEL = MediaRule("video", VIDEO, max_bytes=300_000_000, ratio=(0.01, 10.0), seconds=(3.0, 900.0))
IN_CAROUSEL = MediaRule("video", VIDEO, most=10, max_bytes=300_000_000, ratio=(0.8, 1.91), seconds=(3.0, 60.0))
STORY_PICTURE = MediaRule("image", JPEG, max_bytes=MOST_BYTES, needs_url=True)
STORY_VIDEO = MediaRule("video", VIDEO, max_bytes=100_000_000, ratio=(0.1, 10.0), seconds=(3.0, 60.0))

FEED_METRICS = "views,reach,likes,comments,saved,shares,total_interactions"
REEL_METRICS = f"{FEED_METRICS},ig_reels_video_view_total_time"
STORY_METRICS = "views,reach,replies,shares,total_interactions"

MEDIA_FIELDS = "id,caption,permalink,timestamp,media_type,media_product_type,like_count,comments_count"
RECENT = 12
TWO_YEARS = 728
SINGLE_DAYS = 31

_COUNTS = {"likes": "like_count", "comments": "comments_count"}
_INSIGHTS = {
    "views": "views",
    "reach": "reach",
    "saves": "saved",
    "shares": "shares",
    "engagement": "total_interactions",
}
_OWN_COUNTS = {"followers": "followers_count", "posts": "media_count"}
_SERIES = {"reach": "reach", "new_followers": "follower_count"}
_TOTALS = {
    "views": "views",
    "likes": "likes",
    "comments": "comments",
    "shares": "shares",
    "saves": "saves",
    "engagement": "total_interactions",
}
_FORMATS: Mapping[str, Format] = {"IMAGE": "image", "VIDEO": "video", "CAROUSEL_ALBUM": "carousel"}

COMMENT_FIELDS = "id,text,timestamp,username,from,like_count,hidden"


class Instagram(ContainerPublisher):
    """An Instagram professional account. `account.data` holds `id`, and `login`: "instagram" or "facebook".

    With Instagram Login an account stands alone and is called on graph.instagram.com; with Facebook Login it hangs on a Page
    and is called on graph.facebook.com. Deleting a post (since 2025-12-03, permission instagram_manage_contents) and sending
    a video from our own disk (rupload.facebook.com) are for Facebook Login alone; pictures are always fetched from a public
    address. One video alone is a reel. A caption cannot be changed afterwards. A story shows no caption.

    2,200 characters, 30 hashtags, the ratios, 900 seconds for a reel and 60 for a video in a carousel are unverified; newer
    reports speak of at most five hashtags, which is the custom here. 100 posts in 24 hours is third-party: the network's own
    figure is read before every post.
    """

    name = "instagram"
    label = "Instagram"
    also_called = (
        "insta",
        "IG",
        "gram",
        "the gram",
        "insta gram",
    )
    limits = Limits(
        characters=2_200,
        revised=date(2026, 11, 23),
        source="Instagram Platform, Content publishing (updated 2026-06-30; caption limits unverified)",
        hashtags=30,
        media=(PICTURE, REEL),
        most_media=10,
        mixed=True,
        needs_media=True,
        alt_characters=1_000,
        quotas=(
            Quota(
                100, timedelta(hours=24), "Instagram Platform, Content publishing, Rate limit (a carousel counts one)"
            ),
        ),
    )
    custom = Custom(length=300, hashtags=(3, 5), emoji=2, links=False, voice="chatty")
    compose_url = "https://www.instagram.com/"
    details: ClassVar[frozenset[str]] = frozenset({"format"})
    help_url = "https://developers.facebook.com/apps/"
    sign_in_fields = (Field("login", "sign-in-field-instagram-login", optional=True, placeholder="instagram"),)
    oauth = OAuth(
        authorize_url="https://www.instagram.com/oauth/authorize",
        token_url=f"{API}/oauth/access_token",
        scopes=(
            "instagram_business_basic",
            "instagram_business_content_publish",
            "instagram_business_manage_comments",
            "instagram_business_manage_insights",
        ),
        pkce=False,
        scope_separator=",",
        refreshes_itself=True,
    )
    can_delete: ClassVar[bool] = True
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
    api_version: ClassVar[str] = GRAPH_VERSION
    by_hand: ClassVar[Mapping[str, str]] = {
        "edit": "https://www.instagram.com/",
        "delete": "https://www.instagram.com/",
        "revoke": "https://www.instagram.com/accounts/manage_access/",
    }

    def __init__(self, home: Path = Path(), base_url: str = "", public_url: str = "") -> None:
        super().__init__(home, base_url, public_url)
        self.graph = Graph(self.label, base_url, self.limits.quotas[0].count)

    def limits_for(self, media: Sequence[Media], options: Mapping[str, Any], account: Mapping[str, Any]) -> Limits:
        """A story takes one medium of almost any shape; one video is a reel; several media are a carousel."""
        limits = self.limits.of(account)
        rules = [PICTURE, REEL if len(media) == 1 or _cover(media, options) is not None else IN_CAROUSEL]
        if options.get("format") == "story":
            limits = replace(limits, most_media=1, mixed=False)
            rules = [STORY_PICTURE, STORY_VIDEO]
        if account.get("login") == "instagram":
            rules = [replace(rule, needs_url=True) for rule in rules]
        return replace(limits, media=tuple(rules))

    # Signing in

    def authorize(
        self, app: AppCredentials, *, redirect_uri: str, state: str, verifier: str, fields: Mapping[str, str]
    ) -> str:
        """The consent page of Instagram, or of Facebook where "facebook" was typed."""
        assert self.oauth is not None
        if _by_facebook(fields):
            return self.graph.consent(
                FACEBOOK_LOGIN, FACEBOOK_SCOPES, app, redirect_uri=redirect_uri, state=state, verifier=verifier
            )
        return self.graph.consent(
            self.oauth, self.oauth.scopes, app, redirect_uri=redirect_uri, state=state, verifier=verifier
        )

    async def exchange(
        self, app: AppCredentials, *, code: str, redirect_uri: str, verifier: str, fields: Mapping[str, str]
    ) -> Tokens:
        """A short-lived token for the code, and at once the long-lived one for it (60 days)."""
        code = code.removesuffix("#_")  # Instagram puts it behind the code
        if _by_facebook(fields):
            tokens = await self.graph.facebook_user(app, code, redirect_uri)
            return replace(tokens, extra={"login": "fb"})
        body = {
            "client_id": app.client_id,
            "client_secret": app.client_secret,
            "grant_type": "authorization_code",
            "redirect_uri": redirect_uri,
            "code": code,
        }
        short = self.graph.tokens((await self.graph.safe("POST", f"{API}/oauth/access_token", data=body)).data)
        params = {
            "grant_type": "ig_exchange_token",
            "client_secret": app.client_secret,
            "access_token": short.access,
        }
        long = self.graph.tokens((await self.graph.safe("GET", f"{INSTAGRAM}/access_token", params=params)).data)
        return replace(long, scopes=long.scopes or short.scopes, extra={"login": "ig"})

    async def profiles(self, tokens: Tokens, app: AppCredentials) -> list[Profile]:
        """The account that signed in; with Facebook Login those that hang on the person's Pages."""
        if tokens.extra.get("login") == "fb":
            fields = "id,name,access_token,tasks,instagram_business_account{id,username,name}"
            pages = await self.graph.pages(tokens.access, fields)
            return [_of_page(page, tokens) for page in pages]
        me = await self.graph.safe(
            "GET",
            f"{INSTAGRAM}/{GRAPH_VERSION}/me",
            token=tokens.access,
            params={"fields": "user_id,username,name,account_type"},
        )
        try:
            data = {"id": str(me.data.get("user_id") or me.data["id"]), "login": "instagram"}
            handle = f"@{me.data['username']}"
        except KeyError:
            raise TryLater("error-not-the-network", platform=self.label) from None
        personal = str(me.get("account_type") or "").upper() == "PERSONAL"
        return [
            Profile(handle, str(me.get("name") or ""), data, why_not="why-not-instagram-personal" if personal else "")
        ]

    async def refresh(self, tokens: Tokens, app: AppCredentials) -> Tokens:
        """A long-lived token for itself. A Page's token does not expire: one that is refused needs a new sign-in."""
        if tokens.extra.get("login") == "fb":
            raise SignInNeeded(platform=self.label)
        return await self.graph.renewed(f"{INSTAGRAM}/refresh_access_token", "ig_refresh_token", tokens)

    # Posting

    def has_container(self, outgoing: Outgoing) -> bool:
        """A comment is one call without a container."""
        return outgoing.kind != "comment"

    async def send(self, outgoing: Outgoing) -> Receipt:
        """POST /{account}/media_publish; a comment by POST /{media}/comments, a reply by POST /{comment}/replies."""
        if self.has_container(outgoing):
            return await super().send(outgoing)
        account = outgoing.account
        edge = "comments" if outgoing.root in {"", outgoing.reply_to} else "replies"
        answer = await self.graph.final(
            "POST",
            self._of(account, f"{outgoing.reply_to}/{edge}"),
            token=self.graph.token(account),
            bucket=f"{account.id}:write",
            data={"message": outgoing.text},
        )
        remote_id = self.graph.published_id(answer)
        return Receipt(remote_id, raw={"id": remote_id})

    async def find(self, outgoing: Outgoing) -> Receipt | None:
        """The container's state and then the newest media; a comment among those where it belongs."""
        if self.has_container(outgoing):
            return await super().find(outgoing)
        try:
            listed = await self.comments(outgoing.account, outgoing.root or outgoing.reply_to)
        except NotFound:
            return None
        found = own_comment(outgoing, listed)
        return Receipt(found.id, raw={"id": found.id}) if found is not None else None

    async def check_quota(self, outgoing: Outgoing) -> None:
        """GET /{account}/content_publishing_limit: what is used of the last 24 hours' posts."""
        answer = await self._read(
            outgoing.account, f"{outgoing.account.data['id']}/content_publishing_limit", fields="quota_usage,config"
        )
        for row in rows(answer):
            config = row.get("config")
            config = config if isinstance(config, Mapping) else {}
            self.quota_reached(row.get("quota_usage"), config.get("quota_total"), config.get("quota_duration"))

    async def make(self, outgoing: Outgoing, parts: list[str]) -> str:
        """A container of one medium, or of several that each have one (POST /{account}/media)."""
        media = list(outgoing.media)
        if not media:
            raise Rejected("error-meta-needs-media", platform=self.label)
        cover = _cover(media, outgoing.options)
        if cover is not None:
            media.remove(cover)
        caption = {"caption": outgoing.text} if outgoing.text else {}
        kind = str(outgoing.options.get("format") or "post")
        if len(media) == 1:
            item = media[0]
            if kind == "story":
                return await self._container(outgoing.account, item, {"media_type": "STORIES"})
            if item.kind != "video":
                return await self._container(outgoing.account, item, caption)
            body = {"media_type": "REELS", **caption}
            if cover is not None and cover.url:
                body["cover_url"] = cover.url
            return await self._container(outgoing.account, item, body)

        async def made() -> list[str]:
            return [await self._container(outgoing.account, item, _part(item)) for item in media]

        parts = await self.together(outgoing.account, parts, made)
        body = {"media_type": "CAROUSEL", "children": ",".join(parts), **caption}
        return str((await self._write(outgoing.account, "media", body)).get("id"))

    async def state(self, account: AccountInfo, container: str) -> tuple[str, str]:
        """GET /{container}?fields=status_code,status; the status of an error holds its subcode and words."""
        answer = await self._read(account, container, fields="status_code,status")
        return str(answer.get("status_code") or "IN_PROGRESS"), str(answer.get("status") or "")[:200]

    def publish_address(self, account: AccountInfo) -> str:
        """POST /{account}/media_publish."""
        return self._of(account, f"{account.data['id']}/media_publish")

    async def newest(self, outgoing: Outgoing) -> Receipt | None:
        """The account's newest media, or its stories, matched by caption and time."""
        account = outgoing.account
        is_story = outgoing.options.get("format") == "story"
        edge = "stories" if is_story else "media"
        fields = "id,caption,permalink,timestamp"
        path, since = f"{account.data['id']}/{edge}", since_of(outgoing)
        async for row in meta_figures.newest(
            self._read, account, path, since, label=self.label, limit=25, fields=fields
        ):
            if str(row["id"]) in outgoing.taken:
                continue
            same = is_story or same_words(row.get("caption"), outgoing.text)
            if same and may_be(outgoing, moment(row.get("timestamp"))):
                remote_id = str(row["id"])
                return Receipt(remote_id, str(row.get("permalink") or ""), {"id": remote_id})
        return None

    async def permalink(self, account: AccountInfo, remote_id: str) -> str:
        """The address of a medium, which its id alone does not give."""
        return str((await self._read(account, remote_id, fields="permalink")).get("permalink") or "")

    async def delete(self, account: AccountInfo, remote_id: str) -> None:
        """DELETE /{media}, for accounts that came by Facebook Login."""
        if account.data.get("login") != "facebook":
            raise Unsupported("error-cannot-delete", platform=self.label)
        await self._delete(account, remote_id)

    # Under the post

    async def comments(self, account: AccountInfo, remote_id: str) -> list[Comment]:
        """GET /{media}/comments with the replies to each."""
        fields = f"{COMMENT_FIELDS},replies{{{COMMENT_FIELDS},parent_id}}"
        found: list[Comment] = []
        params = {"fields": fields, "limit": "50"}
        for _ in range(2):
            answer = await self._read(account, f"{remote_id}/comments", **params)
            for row in rows(answer):
                found.append(_comment(row, account, remote_id))
                replies = row.get("replies")
                inner = replies.get("data") if isinstance(replies, Mapping) else None
                for reply in inner or []:
                    found.append(_comment(reply, account, remote_id, str(row["id"])))
            after = answer.get("paging", "cursors", "after")
            if not after or not answer.get("paging", "next"):
                break
            params["after"] = str(after)
        found.sort(key=lambda comment: comment.at.timestamp() if comment.at else 0.0, reverse=True)
        return found[:100]

    async def hide_comment(self, account: AccountInfo, comment_id: str, hidden: bool = True) -> None:
        """POST /{comment} with hide."""
        await self.graph.safe(
            "POST",
            self._of(account, comment_id),
            token=self.graph.token(account),
            bucket=f"{account.id}:write",
            data={"hide": "true" if hidden else "false"},
        )

    async def delete_comment(self, account: AccountInfo, comment_id: str) -> None:
        """DELETE /{comment}: any under one's own posts."""
        await self._delete(account, comment_id)

    # Figures

    async def measure(self, account: AccountInfo, remote_ids: Sequence[str]) -> dict[str, Figures]:
        """Insights of each medium, as Instagram counts them; impressions are no more since 2025-04-21, views took their place.

        `watch_time` in seconds. A story's figures are there for 24 hours, and not for fewer than five viewers.
        """
        found: dict[str, Figures] = {}
        for remote_id in remote_ids:
            try:
                medium = await self._read(account, remote_id, fields="media_product_type,like_count,comments_count")
            except NotFound:
                continue
            kind = medium.get("media_product_type")
            metrics = {"STORY": STORY_METRICS, "REELS": REEL_METRICS}.get(str(kind), FEED_METRICS)
            told_along = figures(medium.data, _COUNTS)
            try:
                told = insights(await self._read(account, f"{remote_id}/insights", metric=metrics))
            except (Rejected, SignInNeeded, NotFound) as error:  # too few viewers, or no permission for insights
                if isinstance(error, SignInNeeded) and error.key != "error-sign-in-scope":
                    raise
                told = {}
            told_along |= {name: number(told.get(theirs)) for name, theirs in _INSIGHTS.items()}
            if kind == "STORY":
                told_along["comments"] = number(told.get("replies"))
            if "ig_reels_video_view_total_time" in told:
                milliseconds = number(told["ig_reels_video_view_total_time"])
                told_along["watch_time"] = None if milliseconds is None else milliseconds / 1000
            found[remote_id] = told_along
        return found

    async def measure_account(self, account: AccountInfo) -> Figures:
        """Followers and posts of the account."""
        answer = await self._read(account, str(account.data["id"]), fields="followers_count,media_count")
        return figures(answer.data, _OWN_COUNTS)

    async def measure_days(self, account: AccountInfo, since: date, until: date) -> dict[date, Figures]:
        """Insights of the account (reference ig-user/insights): days of Pacific time, up to two days late, two years back.

        Reach and new followers come as a series of at most 30 days; new followers for the last 30 days alone, and not for
        fewer than 100 followers. Views, likes, comments, shares, saves and interactions come as one total of a time: each of
        the newest 31 days that are asked for costs a call.
        """
        today = datetime.now(meta_figures.PACIFIC).date()
        since, until = max(since, today - timedelta(days=TWO_YEARS)), min(until, today)
        path = f"{account.data['id']}/insights"
        found: dict[date, Figures] = {}
        with within_scope(self.label):
            for name, theirs in _SERIES.items():
                reach_back = since if name == "reach" else max(since, today - timedelta(days=29))
                try:
                    told = await meta_figures.daily(
                        self._read,
                        account,
                        path,
                        {name: theirs},
                        reach_back,
                        until,
                        label=self.label,
                        most=29,  # of 30: one of the days may have 25 hours
                        period="day",
                        metric_type="time_series",
                    )
                except Rejected:  # too few followers
                    if name == "reach":
                        raise
                    continue
                for at, values in told.items():
                    found.setdefault(at, {}).update(values)
            at = max(since, until - timedelta(days=SINGLE_DAYS - 1))
            while at <= until:
                end = meta_figures.midnight(at + timedelta(days=1)) - 1
                window = {"since": str(meta_figures.midnight(at)), "until": str(end)}
                metrics = ",".join(_TOTALS.values())
                answer = await self._read(
                    account, path, metric=metrics, period="day", metric_type="total_value", **window
                )
                told_of_day = meta_figures.totals(answer, self.label)
                if told_of_day:
                    known = {name: told_of_day.get(theirs) for name, theirs in _TOTALS.items()}
                    found.setdefault(at, {}).update(known)
                at += timedelta(days=1)
        return dict(sorted(found.items()))

    async def history(self, account: AccountInfo, mark: str = "") -> tuple[list[PastPost], str]:
        """GET /{account}/media, newest first, without stories (reference ig-user/media; the newest 10,000)."""
        listed, following = await meta_figures.edge(
            self._read, account, f"{account.data['id']}/media", mark, label=self.label, fields=MEDIA_FIELDS
        )
        return [post for row in listed if (post := _past(row))], following

    async def look_up(self, account: AccountInfo, handle: str) -> PublicProfile:
        """Another professional account (reference ig-user/business_discovery), for accounts that came by Facebook Login.

        A personal account, and one with a minimum age, is answered as if there were none.
        """
        if account.data.get("login") != "facebook":
            raise Unsupported("error-cannot-look-up", platform=self.label)
        name = handle_in(handle).lower()
        if not re.fullmatch(r"[a-z0-9._]{1,30}", name):
            raise nobody(self.label, handle)
        inner = f"id,username,name,followers_count,media_count,media.limit({RECENT}){{{MEDIA_FIELDS}}}"
        try:
            with within_scope(self.label, "error-access-not-granted"):
                answer = await self._read(
                    account, str(account.data["id"]), fields=f"business_discovery.username({name}){{{inner}}}"
                )
        except (Rejected, NotFound):
            raise nobody(self.label, handle) from None
        them = mapping(answer.get("business_discovery"), self.label)
        if not text(them.get("id")):
            raise TryLater("error-not-the-network", platform=self.label)
        listed = inside(them, "media", "data")
        posts = [_past(row) for row in listed if isinstance(row, Mapping)] if isinstance(listed, list) else []
        name = text(them.get("username")) or name
        return PublicProfile(
            id=text(them["id"]),
            handle=f"@{name}",
            name=text(them.get("name")) or name,
            url=f"https://www.instagram.com/{name}/",
            figures=figures(them, _OWN_COUNTS),
            recent=tuple(post for post in posts if post is not None),
        )

    # Calls

    async def _container(self, account: AccountInfo, item: Media, body: dict[str, str]) -> str:
        kind = "video" if item.kind == "video" else "image"
        if item.alt and kind == "image" and body.get("media_type") != "STORIES":
            body = {**body, "alt_text": item.alt}
        if item.url:
            answer = await self._write(account, "media", {f"{kind}_url": item.url, **body})
            return str(answer.get("id"))
        if kind == "image" or account.data.get("login") != "facebook":
            raise Rejected("error-meta-no-address", platform=self.label)
        answer = await self._write(account, "media", {"upload_type": "resumable", "media_type": "REELS", **body})
        container = str(answer.get("id"))
        address = self.graph.upload_address(answer.get("uri"), f"{RUPLOAD}/ig-api-upload/{GRAPH_VERSION}/{container}")

        async def taken() -> int:
            # `video_status` of a container: Meta's own collection for reels (unverified for every format).
            state = await self._read(account, container, fields="status_code,video_status")
            done = state.get("video_status", "uploading_phase", "bytes_transferred")
            return done if isinstance(done, int) else 0

        await self.graph.rupload(address, self.graph.token(account), item, taken=taken, pause=self.pause)
        return container

    async def _write(self, account: AccountInfo, edge: str, body: Mapping[str, str]) -> Any:
        answer = await self.graph.safe(
            "POST",
            self._of(account, f"{account.data['id']}/{edge}"),
            token=self.graph.token(account),
            bucket=f"{account.id}:write",
            data=body,
        )
        if not answer.get("id"):
            raise TryLater("error-not-the-network", platform=self.label)
        return answer

    async def _read(self, account: AccountInfo, path: str, **params: str) -> Any:
        return await self.graph.safe(
            "GET",
            self._of(account, path),
            token=self.graph.token(account),
            bucket=f"{account.id}:read",
            params=params,
        )

    async def _delete(self, account: AccountInfo, object_id: str) -> None:
        try:
            await self.graph.safe(
                "DELETE", self._of(account, object_id), token=self.graph.token(account), bucket=f"{account.id}:write"
            )
        except NotFound:
            return

    def _of(self, account: AccountInfo, path: str) -> str:
        host = FACEBOOK if account.data.get("login") == "facebook" else INSTAGRAM
        return f"{host}/{GRAPH_VERSION}/{path}"


def _by_facebook(fields: Mapping[str, str]) -> bool:
    typed = str(fields.get("login") or "").strip().lower()
    return typed in {"fb", "meta"} or "facebook" in typed or "page" in typed


def _cover(media: Sequence[Media], options: Mapping[str, Any]) -> Media | None:
    """The picture that is the cover of a reel, where `thumbnail` names one beside a single video."""
    place = options.get("thumbnail")
    if not isinstance(place, int) or not 0 <= place < len(media) or len(media) != 2:
        return None
    other = media[1 - place]
    return media[place] if media[place].kind == "image" and other.kind == "video" else None


def _past(row: Mapping[str, Any]) -> PastPost | None:
    """A medium of the account as a past post; None for what tells no id or time."""
    remote_id, at = text(row.get("id")), instant(row.get("timestamp"))
    if not remote_id or at is None:
        return None
    product, kind = text(row.get("media_product_type")), text(row.get("media_type"))
    shown: Format = "reel" if product == "REELS" else "story" if product == "STORY" else _FORMATS.get(kind, "other")
    return PastPost(remote_id, text(row.get("caption")), at, text(row.get("permalink")), shown, figures(row, _COUNTS))


def _part(item: Media) -> dict[str, str]:
    return {"is_carousel_item": "true"} | ({"media_type": "VIDEO"} if item.kind == "video" else {})


def _of_page(page: Mapping[str, Any], tokens: Tokens) -> Profile:
    linked = page.get("instagram_business_account")
    name = str(page.get("name") or "")
    if not isinstance(linked, Mapping):
        return Profile(name, name, {"login": "facebook"}, why_not="why-not-instagram-not-linked")
    tasks = page.get("tasks")
    why_not = "why-not-meta-task" if isinstance(tasks, list) and "CREATE_CONTENT" not in tasks else ""
    data = {"id": str(linked["id"]), "login": "facebook", "page": str(page["id"])}
    own = Tokens(str(page["access_token"]), scopes=tokens.scopes, extra={"login": "fb"})
    return Profile(f"@{linked.get('username') or linked['id']}", str(linked.get("name") or name), data, own, why_not)


def _comment(row: Mapping[str, Any], account: AccountInfo, post_id: str, parent: str = "") -> Comment:
    author = row.get("from")
    author = author if isinstance(author, Mapping) else {}
    name = str(row.get("username") or author.get("username") or "")
    at: datetime | None = moment(row.get("timestamp"))
    likes = row.get("like_count")
    return Comment(
        id=str(row["id"]),
        post_id=post_id,
        author=f"@{name}" if name else "",
        text=str(row.get("text") or ""),
        at=at,
        parent_id=str(row.get("parent_id") or parent),
        likes=likes if isinstance(likes, int) else None,
        hidden=bool(row.get("hidden")),
        ours=str(author.get("id") or "") == str(account.data["id"]) or (bool(name) and f"@{name}" == account.handle),
    )

"""Threads: short talk; one topic tag a post, and every emoji costs its bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import regex

from bot.errors import NotFound, Rejected, SignInNeeded, TryLater
from connectors import meta_figures
from connectors.figures import figures, instant, objects, text, within_scope
from connectors.meta import ContainerPublisher, Graph, insights, may_be, moment, rows, same_words, since_of
from connectors.platform import (
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
    Quota,
    Receipt,
    Tokens,
)

EMOJI = regex.compile(r"[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\u200D\uFE0F\u20E3]")
HOST = "https://graph.threads.net"
VERSION = "v1.0"

REPLY_CONTROLS = frozenset(
    {"everyone", "accounts_you_follow", "mentioned_only", "parent_post_author_only", "followers_only"}
)
NOT_IN_A_TAG = regex.compile(r"[.&#\s]+")
TAG_CHARACTERS = 50

PAST_FIELDS = "id,text,permalink,timestamp,media_type,is_reply,link_attachment_url"
FIRST_DAY = date(2024, 4, 13)
SINGLE_DAYS = 31

_INTERACTIONS = {"likes": "likes", "comments": "replies", "shares": "reposts", "quotes": "quotes"}
_FORMATS: Mapping[str, Format] = {
    "TEXT_POST": "text",
    "IMAGE": "image",
    "VIDEO": "video",
    "CAROUSEL_ALBUM": "carousel",
}

COMMENT_FIELDS = "id,text,timestamp,username,permalink,is_reply_owned_by_me,hide_status,replied_to"


class Threads(ContainerPublisher):
    """A Threads profile; `account.data` holds its `id`. Pictures and videos are fetched from a public address.

    A part of a thread, a first comment and a reply are posts that answer another one, and count as replies: 1,000 of them in
    24 hours beside the 250 posts (Threads API, Overview, updated 2025-12-22). Only one's own posts can be deleted, 100 a day;
    other people's replies can be hidden. A post cannot be changed afterwards. The network makes a preview of the first
    address in a text by itself; `options.link` names another. `options.tags` gives the one topic tag.

    Other people's profiles are shown to applications that have been reviewed for threads_profile_discovery, which is not asked
    for here.

    500 characters, 8 MB, 1 GB, five minutes, the pixels and 1,000 characters of alternative text are unverified (third
    parties report them).
    """

    name = "threads"
    label = "Threads"
    also_called = (
        "threads app",
        "meta threads",
        "threads.net",
        "threads.com",
    )
    limits = Limits(
        characters=500,
        revised=date(2026, 11, 23),
        source="Threads API, Posts (updated 2026-04-14); Meta's Postman collection (20 media)",
        media=(
            MediaRule(
                "image",
                frozenset({"image/jpeg", "image/png"}),
                most=20,
                max_bytes=8_000_000,
                ratio=(0.1, 10.0),
                width=(320, 10_000),
                needs_url=True,
            ),
            MediaRule(
                "video",
                frozenset({"video/mp4", "video/quicktime"}),
                most=20,
                max_bytes=1_000_000_000,
                ratio=(0.01, 10.0),
                seconds=(0.1, 300.0),
                needs_url=True,
            ),
        ),
        most_media=20,
        mixed=True,
        alt_characters=1_000,
        quotas=(Quota(250, timedelta(hours=24), "Threads API, Overview, Rate limiting (a carousel counts one)"),),
    )
    custom = Custom(length=220, hashtags=(0, 1), emoji=1, voice="chatty")
    compose_url = "https://www.threads.com/intent/post"
    details: ClassVar[frozenset[str]] = frozenset({"link", "tags"})
    help_url = "https://developers.facebook.com/apps/"
    oauth = OAuth(
        authorize_url="https://threads.net/oauth/authorize",
        token_url=f"{HOST}/oauth/access_token",
        scopes=(
            "threads_basic",
            "threads_content_publish",
            "threads_read_replies",
            "threads_manage_replies",
            "threads_manage_insights",
            "threads_delete",
        ),
        pkce=False,
        scope_separator=",",
        refreshes_itself=True,
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
    can_measure_days: ClassVar[bool] = True
    can_list_history: ClassVar[bool] = True
    api_version: ClassVar[str] = VERSION
    by_hand: ClassVar[Mapping[str, str]] = {
        "edit": "https://www.threads.com/",
        "delete_comment": "https://www.threads.com/",
    }

    def __init__(self, home: Path = Path(), base_url: str = "", public_url: str = "") -> None:
        super().__init__(home, base_url, public_url)
        self.graph = Graph(self.label, base_url, self.limits.quotas[0].count)

    def length(self, text: str) -> int:
        """Characters; an emoji counts as many as it has UTF-8 bytes (Threads API, Posts)."""
        emoji = sum(len(part.encode("utf-8", "replace")) - len(part) for part in EMOJI.findall(text))
        return len(text) + emoji

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
        """A short-lived token for the code, and at once the long-lived one for it (60 days)."""
        body = {
            "client_id": app.client_id,
            "client_secret": app.client_secret,
            "grant_type": "authorization_code",
            "redirect_uri": redirect_uri,
            "code": code.removesuffix("#_"),
        }
        short = self.graph.tokens((await self.graph.safe("POST", f"{HOST}/oauth/access_token", data=body)).data)
        params = {"grant_type": "th_exchange_token", "client_secret": app.client_secret}
        answer = await self.graph.safe("GET", f"{HOST}/access_token", token=short.access, params=params)
        return self.graph.tokens(answer.data)

    async def profiles(self, tokens: Tokens, app: AppCredentials) -> list[Profile]:
        """The one profile that signed in."""
        me = await self.graph.safe(
            "GET", f"{HOST}/{VERSION}/me", token=tokens.access, params={"fields": "id,username,name"}
        )
        try:
            return [Profile(f"@{me.data['username']}", str(me.data.get("name") or ""), {"id": str(me.data["id"])})]
        except KeyError:
            raise TryLater("error-not-the-network", platform=self.label) from None

    async def refresh(self, tokens: Tokens, app: AppCredentials) -> Tokens:
        """A long-lived token for itself, when it is a day old."""
        return await self.graph.renewed(f"{HOST}/refresh_access_token", "th_refresh_token", tokens)

    # Posting

    async def check_quota(self, outgoing: Outgoing) -> None:
        """GET /{profile}/threads_publishing_limit: what is used of the last 24 hours' posts and replies."""
        names = ("reply_quota_usage", "reply_config") if outgoing.reply_to else ("quota_usage", "config")
        path = f"{outgoing.account.data['id']}/threads_publishing_limit"
        answer = await self._read(outgoing.account, path, fields=",".join(names))
        for row in rows(answer):
            config = row.get(names[1])
            config = config if isinstance(config, Mapping) else {}
            self.quota_reached(row.get(names[0]), config.get("quota_total"), config.get("quota_duration"))

    async def make(self, outgoing: Outgoing, parts: list[str]) -> str:
        """A container of text, of one medium, or of several that each have one (POST /{profile}/threads)."""
        account, options = outgoing.account, outgoing.options
        text = self._text(outgoing)
        whole: dict[str, str] = {"text": text} if text else {}
        if outgoing.reply_to:
            whole["reply_to_id"] = outgoing.reply_to
        if options.get("reply_control") in REPLY_CONTROLS:
            whole["reply_control"] = str(options["reply_control"])
        tags = options.get("tags")
        if isinstance(tags, Sequence) and not isinstance(tags, str) and tags:
            tag = NOT_IN_A_TAG.sub(" ", str(tags[0])).strip()[:TAG_CHARACTERS]
            whole |= {"topic_tag": tag} if tag else {}
        if not outgoing.media:
            if link := options.get("link"):
                whole["link_attachment"] = str(link)
            return await self._container(account, {"media_type": "TEXT", **whole})
        if len(outgoing.media) == 1:
            return await self._container(account, self._medium(outgoing.media[0]) | whole)

        async def made() -> list[str]:
            items = [self._medium(item) | {"is_carousel_item": "true"} for item in outgoing.media]
            return [await self._container(account, item) for item in items]

        parts = await self.together(account, parts, made)
        return await self._container(account, {"media_type": "CAROUSEL", "children": ",".join(parts), **whole})

    async def state(self, account: AccountInfo, container: str) -> tuple[str, str]:
        """GET /{container}?fields=status,error_message (Threads API, Troubleshooting)."""
        answer = await self._read(account, container, fields="id,status,error_message")
        return str(answer.get("status") or "IN_PROGRESS"), str(answer.get("error_message") or "")[:200]

    def publish_address(self, account: AccountInfo) -> str:
        """POST /{profile}/threads_publish."""
        return self._of(f"{account.data['id']}/threads_publish")

    async def newest(self, outgoing: Outgoing) -> Receipt | None:
        """The profile's newest posts, or its newest replies, matched by their words and their time."""
        account = outgoing.account
        edge = "replies" if outgoing.reply_to else "threads"
        fields = "id,text,permalink,timestamp" + (",replied_to" if outgoing.reply_to else "")
        path, since = f"{account.data['id']}/{edge}", since_of(outgoing)
        async for row in meta_figures.newest(
            self._read, account, path, since, label=self.label, limit=50, fields=fields
        ):
            if outgoing.reply_to and _parent(row) not in {"", outgoing.reply_to}:
                continue
            if str(row["id"]) in outgoing.taken:
                continue
            if same_words(row.get("text"), self._text(outgoing)) and may_be(outgoing, moment(row.get("timestamp"))):
                remote_id = str(row["id"])
                return Receipt(remote_id, str(row.get("permalink") or ""), {"id": remote_id})
        return None

    async def permalink(self, account: AccountInfo, remote_id: str) -> str:
        """The address of a post, which its id alone does not give."""
        return str((await self._read(account, remote_id, fields="permalink")).get("permalink") or "")

    async def delete(self, account: AccountInfo, remote_id: str) -> None:
        """DELETE /{post}: one's own, replies too."""
        try:
            await self.graph.safe(
                "DELETE", self._of(remote_id), token=self.graph.token(account), bucket=f"{account.id}:write"
            )
        except NotFound:
            return

    # Under the post

    async def comments(self, account: AccountInfo, remote_id: str) -> list[Comment]:
        """GET /{post}/conversation: the replies and the replies to these, flat, newest first."""
        found: list[Comment] = []
        params = {"fields": COMMENT_FIELDS, "reverse": "true"}
        for _ in range(5):
            answer = await self._read(account, f"{remote_id}/conversation", **params)
            found += [_comment(row, remote_id) for row in rows(answer)]
            after = answer.get("paging", "cursors", "after")
            if not after or not answer.get("paging", "next") or len(found) >= 100:
                break
            params["after"] = str(after)
        found.sort(key=lambda comment: comment.at.timestamp() if comment.at else 0.0, reverse=True)
        return found[:100]

    async def hide_comment(self, account: AccountInfo, comment_id: str, hidden: bool = True) -> None:
        """POST /{reply}/manage_reply: a reply to the post itself; those below it follow."""
        await self.graph.safe(
            "POST",
            self._of(f"{comment_id}/manage_reply"),
            token=self.graph.token(account),
            bucket=f"{account.id}:write",
            data={"hide": "true" if hidden else "false"},
        )

    # Figures

    async def measure(self, account: AccountInfo, remote_ids: Sequence[str]) -> dict[str, Figures]:
        """Insights of each post (views, likes, replies, reposts, quotes, shares); `shares` are the reposts.

        Nothing is known of posts from before 2024-04-13, and Threads tells no reach.
        """
        found: dict[str, Figures] = {}
        for remote_id in remote_ids:
            try:
                path = f"{remote_id}/insights"
                told = insights(await self._read(account, path, metric="views,likes,replies,reposts,quotes"))
            except NotFound:
                continue
            except (Rejected, SignInNeeded) as error:
                if isinstance(error, SignInNeeded) and error.key != "error-sign-in-scope":
                    raise
                told = {}
            found[remote_id] = figures(told, {"views": "views", **_INTERACTIONS})
        return found

    async def measure_account(self, account: AccountInfo) -> Figures:
        """The profile's followers."""
        path = f"{account.data['id']}/threads_insights"
        answer = await self._read(account, path, metric="followers_count")
        objects(answer.get("data"), self.label)
        return figures(insights(answer), {"followers": "followers_count"})

    async def measure_days(self, account: AccountInfo, since: date, until: date) -> dict[date, Figures]:
        """The profile's insights (Threads API, Insights, updated 2026-01-30): days of Pacific time, none before 2024-04-13.

        `profile_views` is a series. Likes, replies, reposts and quotes come as one total of a time: each of the newest 31 days
        that are asked for costs a call. How often posts were seen on a day, Threads does not tell.
        """
        today = datetime.now(meta_figures.PACIFIC).date()
        since, until = max(since, FIRST_DAY), min(until, today)
        path = f"{account.data['id']}/threads_insights"
        with within_scope(self.label):
            found = await meta_figures.daily(
                self._read, account, path, {"profile_views": "views"}, since, until, label=self.label, most=90
            )
            at = max(since, until - timedelta(days=SINGLE_DAYS - 1))
            while at <= until:
                end = meta_figures.midnight(at + timedelta(days=1)) - 1
                window = {"since": str(meta_figures.midnight(at)), "until": str(end)}
                answer = await self._read(account, path, metric=",".join(_INTERACTIONS.values()), **window)
                if told := meta_figures.totals(answer, self.label):
                    known = {name: told.get(theirs) for name, theirs in _INTERACTIONS.items()}
                    found.setdefault(at, {}).update(known)
                at += timedelta(days=1)
        return dict(sorted(found.items()))

    async def history(self, account: AccountInfo, mark: str = "") -> tuple[list[PastPost], str]:
        """GET /{user}/threads, newest first (Postman collection): without answers, and without reposts of others' posts."""
        listed, following = await meta_figures.edge(
            self._read, account, f"{account.data['id']}/threads", mark, label=self.label, fields=PAST_FIELDS
        )
        return [post for row in listed if (post := _past(row))], following

    # Calls

    def _text(self, outgoing: Outgoing) -> str:
        """The words; under media the link goes at their end where it fits, for there it has no field of its own."""
        link = str(outgoing.options.get("link") or "")
        if not outgoing.media or not link or link in outgoing.text:
            return outgoing.text
        longer = f"{outgoing.text}\n\n{link}".strip()
        return longer if self.length(longer) <= self.limits.characters else outgoing.text

    def _medium(self, item: Media) -> dict[str, str]:
        if not item.url:
            raise Rejected("error-meta-no-address", platform=self.label)
        kind = "video" if item.kind == "video" else "image"
        body = {"media_type": kind.upper(), f"{kind}_url": item.url}
        return body | ({"alt_text": item.alt} if item.alt else {})

    async def _container(self, account: AccountInfo, body: Mapping[str, str]) -> str:
        answer = await self.graph.safe(
            "POST",
            self._of(f"{account.data['id']}/threads"),
            token=self.graph.token(account),
            bucket=f"{account.id}:write",
            data=body,
        )
        if not answer.get("id"):
            raise TryLater("error-not-the-network", platform=self.label)
        return str(answer.get("id"))

    async def _read(self, account: AccountInfo, path: str, **params: str) -> Any:
        return await self.graph.safe(
            "GET", self._of(path), token=self.graph.token(account), bucket=f"{account.id}:read", params=params
        )

    def _of(self, path: str) -> str:
        return f"{HOST}/{VERSION}/{path}"


def _parent(row: Mapping[str, Any]) -> str:
    parent = row.get("replied_to")
    return str(parent.get("id") or "") if isinstance(parent, Mapping) else ""


def _comment(row: Mapping[str, Any], post_id: str) -> Comment:
    return Comment(
        id=str(row["id"]),
        post_id=post_id,
        author=f"@{row['username']}" if row.get("username") else "",
        text=str(row.get("text") or ""),
        at=moment(row.get("timestamp")),
        parent_id=_parent(row),
        url=str(row.get("permalink") or ""),
        hidden=row.get("hide_status") == "HIDDEN",
        ours=bool(row.get("is_reply_owned_by_me")),
    )


def _past(row: Mapping[str, Any]) -> PastPost | None:
    """A post of the profile as a past post; None for a repost, an answer, and what tells no id or time."""
    remote_id, at, kind = text(row.get("id")), instant(row.get("timestamp")), text(row.get("media_type"))
    if not remote_id or at is None or kind == "REPOST_FACADE" or row.get("is_reply") is True:
        return None
    shown = _FORMATS.get(kind, "other")
    if shown == "text" and text(row.get("link_attachment_url")):
        shown = "link"
    return PastPost(remote_id, text(row.get("text")), at, text(row.get("permalink")), shown)

"""Reddit: a title carries the post; hashtags, emoji and sales talk are unwelcome. Refusals come with a status of 200."""

from __future__ import annotations

import io
import re
import struct
import time
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO, ClassVar
from urllib.parse import urlsplit

import httpx

from bot.errors import AllInError, HeldBack, NotFound, OutcomeUnknown, Rejected, SignInNeeded, TryLater, Unsupported
from connectors import reddit_figures as told_of
from connectors.figures import inside, mapping, number
from connectors.http import Answer, Http, RateHeaders, reading, said
from connectors.oauth import authorize_link, tokens_from
from connectors.platform import (
    URL,
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
    Receipt,
    Tokens,
    Trend,
)

SCOPES = ("identity", "submit", "edit", "read", "history", "mysubreddits", "flair")
COMMENT_CHARACTERS = 10_000
MEDIA_TAKES = timedelta(minutes=15)
"""How long Reddit may work on a picture or video before its post appears (unverified)."""
UPLOAD_KEEPS = 3_600.0
"""Seconds for which an upload of an earlier try is used again; how long Reddit keeps it is nowhere said."""
PAGE = told_of.PAGE
MOST_PAGES = 10

_FULLNAME = re.compile(r"t[13]_[0-9a-z]+")
_TEMPLATE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_WAIT = re.compile(r"(\d+)\s*(millisecond|second|minute|hour|day)")
_SECONDS = {"millisecond": 0.001, "second": 1.0, "minute": 60.0, "hour": 3_600.0, "day": 86_400.0}

_REFUSALS = {
    "SUBREDDIT_NOEXIST": "error-reddit-no-subreddit",
    "SUBREDDIT_REQUIRED": "error-reddit-no-subreddit",
    "SUBREDDIT_NOTALLOWED": "error-reddit-not-allowed",
    "BANNED_FROM_SUBREDDIT": "error-reddit-not-allowed",
    "NO_SELFS": "error-reddit-kind",
    "NO_LINKS": "error-reddit-kind",
    "NO_IMAGES": "error-reddit-kind",
    "NO_VIDEOS": "error-reddit-kind",
    "GALLERIES_DISABLED": "error-reddit-kind",
    "BAD_FLAIR_ID": "error-reddit-flair",
    "BAD_FLAIR_TEMPLATE_ID": "error-reddit-flair",
    "SUBMIT_VALIDATION_FLAIR_REQUIRED": "error-reddit-flair",
    "DOMAIN_BANNED": "error-reddit-link",
    "BAD_URL": "error-reddit-link",
    "NO_URL": "error-reddit-link",
    "THREAD_LOCKED": "error-reddit-closed",
    "TOO_OLD": "error-reddit-closed",
    "DELETED_LINK": "error-reddit-closed",
    "DELETED_COMMENT": "error-reddit-closed",
    "ALREADY_SUB": "error-duplicate",
}
"""Codes of json.errors as Reddit's archived source (r2/lib/errors.py) and PRAW's recordings show them; others are unverified."""
_BROKEN = frozenset({"SERVER_ERROR", "SOMETHING_IS_BROKEN", "UNKNOWN_ERROR"})


class Reddit(Publisher):
    """A Reddit account. `account.data` holds `id`, `name` and, where posts go when nothing else is said, `subreddit`.

    A post goes to `options["destination"]`, else to `subreddit`, else to the account's own profile (u_name).

    Reddit publishes no machine-readable contract. Title 300, text 40,000 and comment 10,000 characters, the sizes of files,
    the 15 minutes of a video and 100 calls a minute are unverified; the calls for media, which Reddit does not document, are
    those that PRAW makes (github.com/praw-dev/praw, models/media.py and models/reddit/subreddit). There is no alternative
    text. Commercial use of the API needs a contract with Reddit (support.reddithelp.com, Data API).

    A submitted picture or video answers with no id: its post is looked up in the account's own list. `remote_id` is
    `media-…` until it is there. Moderators and Reddit's own filters may remove what was accepted, which `progress` looks for.
    """

    name = "reddit"
    label = "Reddit"
    also_called = (
        "redit",
        "reddit post",
        "subreddit",
    )
    limits = Limits(
        characters=40_000,
        revised=date(2026, 11, 23),
        source="POST /api/submit (length unverified; no official page read)",
        media=(
            MediaRule("image", frozenset({"image/jpeg", "image/png"}), most=20, max_bytes=20_000_000),
            MediaRule("gif", frozenset({"image/gif"}), max_bytes=100_000_000),
            MediaRule("video", frozenset({"video/mp4", "video/quicktime"}), max_bytes=1_000_000_000, seconds=(1, 900)),
        ),
        needs_title=True,
        title_characters=300,
    )
    custom = Custom(length=600, hashtags=(0, 0), emoji=0, voice="plain")
    compose_url = "https://www.reddit.com/submit"
    details: ClassVar[frozenset[str]] = frozenset({"title", "link", "destination", "flair", "warning"})
    help_url = "https://www.reddit.com/prefs/apps"
    oauth = OAuth(
        authorize_url="https://www.reddit.com/api/v1/authorize",
        token_url="https://www.reddit.com/api/v1/access_token",
        revoke_url="https://www.reddit.com/api/v1/revoke_token",
        scopes=SCOPES,
        pkce=False,
        client_auth="basic",
        extra=(("duration", "permanent"),),
    )
    can_delete: ClassVar[bool] = True
    can_edit: ClassVar[bool] = True
    can_read_back: ClassVar[bool] = True
    can_comment: ClassVar[bool] = True
    can_list_comments: ClassVar[bool] = True
    can_reply: ClassVar[bool] = True
    can_measure: ClassVar[bool] = True
    can_measure_account: ClassVar[bool] = True
    can_list_history: ClassVar[bool] = True
    can_list_trends: ClassVar[bool] = True
    can_look_up: ClassVar[bool] = True
    measures_at_once: ClassVar[int] = PAGE
    settles_after: ClassVar[timedelta] = timedelta(seconds=60)
    """How soon a post is listed is nowhere said (unverified); for media `find` itself waits `MEDIA_TAKES`."""
    by_hand: ClassVar[Mapping[str, str]] = {
        "hide": "https://www.reddit.com/mod",
        "delete_comment": "https://www.reddit.com/mod",
    }

    def __init__(self, home: Path = Path(), base_url: str = "", public_url: str = "") -> None:
        super().__init__(home, base_url, public_url)
        rate = RateHeaders("x-ratelimit-remaining", "x-ratelimit-reset", "seconds")
        # Reddit counts 100 calls a minute over ten minutes; one a second stays below. Another server sets its own pace.
        pace = 0.0 if base_url else 1.0
        self._www = (base_url or "https://www.reddit.com").rstrip("/")
        base = (base_url or "https://oauth.reddit.com").rstrip("/")
        self._http = Http(self.label, base, judge=_judge, rate=rate, pace=pace)

    def check(
        self,
        text: str,
        media: Sequence[Media] | None = None,
        options: Mapping[str, Any] | None = None,
        account: Mapping[str, Any] | None = None,
    ) -> list[Breach]:
        """Every limit that a post does not keep; the picture that is a video's cover is no medium of its own."""
        if media and options and (cover := _cover_place(media, options)) is not None:
            media = [item for place, item in enumerate(media) if place != cover]
        return super().check(text, media, options, account)

    # Signing in

    def authorize(
        self, app: AppCredentials, *, redirect_uri: str, state: str, verifier: str, fields: Mapping[str, str]
    ) -> str:
        """The consent page; `duration=permanent` asks for a refresh token."""
        assert self.oauth is not None
        oauth = replace(self.oauth, authorize_url=f"{self._www}/api/v1/authorize")
        return authorize_link(oauth, app, redirect_uri=redirect_uri, state=state, verifier=verifier)

    async def exchange(
        self, app: AppCredentials, *, code: str, redirect_uri: str, verifier: str, fields: Mapping[str, str]
    ) -> Tokens:
        """The tokens for a code: access for an hour or a day, and a refresh token that lives until it is revoked."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
        return self._tokens(await self._ask(app, "access_token", form))

    async def refresh(self, tokens: Tokens, app: AppCredentials) -> Tokens:
        """A new access token; the refresh token stays."""
        form = {"grant_type": "refresh_token", "refresh_token": tokens.refresh}
        try:
            return self._tokens(await self._ask(app, "access_token", form), tokens)
        except Rejected as error:
            raise SignInNeeded(platform=self.label, detail=error.detail) from None

    async def revoke(self, tokens: Tokens, app: AppCredentials) -> None:
        """End the refresh token, and every access token made with it."""
        form = {"token": tokens.refresh or tokens.access}
        form["token_type_hint"] = "refresh_token" if tokens.refresh else "access_token"
        await self._ask(app, "revoke_token", form)

    async def profiles(self, tokens: Tokens, app: AppCredentials) -> list[Profile]:
        """The account that signed in."""
        me = await self._http.safe("GET", "/api/v1/me", headers=_headers("", tokens))
        name = me.get("name")
        if not isinstance(name, str) or not name:
            raise TryLater("error-not-the-network", platform=self.label)
        why_not = "error-reddit-suspended" if me.get("is_suspended") else ""
        return [Profile(f"u/{name}", name, {"id": str(me.get("id") or name), "name": name}, why_not=why_not)]

    async def destinations(self, account: AccountInfo) -> list[tuple[str, str]]:
        """The account's own profile, then the subreddits it has joined and may post in."""
        name = _name(account)
        found = [(f"u_{name}", f"u/{name}")]
        after = ""
        for _ in range(MOST_PAGES):
            params = {"limit": str(PAGE)} | ({"after": after} if after else {})
            answer = await self._call(account, "GET", "/subreddits/mine/subscriber", params=params)
            for item in told_of.children(answer):
                barred = item.get("user_is_banned") or (
                    item.get("subreddit_type") in {"restricted", "private"}
                    and not (item.get("user_is_contributor") or item.get("user_is_moderator"))
                )
                there = str(item.get("display_name") or "")
                if there and not barred and not there.startswith("u_"):
                    found.append((there, f"r/{there}"))
            after = str(answer.get("data", "after") or "")
            if not after:
                break
        return found

    # Posting

    async def prepare(self, outgoing: Outgoing) -> dict[str, Any]:
        """Upload the media, and look up the flair if it is named by its words."""
        _headers_of(outgoing.account)
        if outgoing.kind != "post":
            if len(outgoing.text) > COMMENT_CHARACTERS:
                length = len(outgoing.text)
                raise Rejected("breach-too-long", platform=self.label, length=length, limit=COMMENT_CHARACTERS)
            if outgoing.media:
                raise Rejected("error-reddit-comment-media", platform=self.label)
            return {}
        if not _title(outgoing):
            raise Rejected("breach-needs-title", platform=self.label)
        prepared: dict[str, Any] = {}
        if flair := str(outgoing.options.get("flair") or "").strip():
            named = f"{_subreddit(outgoing)}: {flair}"
            known = str(outgoing.prepared.get("flair") or "") if outgoing.prepared.get("flair_for") == named else ""
            prepared["flair"] = known or await self._flair(outgoing.account, _subreddit(outgoing), flair)
            prepared["flair_for"] = named
        if outgoing.media:
            before = outgoing.prepared if time.time() - float(outgoing.prepared.get("at") or 0) < UPLOAD_KEEPS else {}
            prepared["at"] = float(before.get("at") or time.time())
            prepared["media"] = dict(before.get("media") or {})
            for item in outgoing.media:
                if item.sha256 not in prepared["media"]:
                    with _opened(item) as file:
                        kept = await self._upload(outgoing.account, item.filename, item.mime, file)
                    prepared["media"][item.sha256] = kept
            if any(item.kind == "video" for item in outgoing.media):
                shown = [item.sha256 for item in outgoing.media]
                known = str(before.get("poster") or "") if before.get("poster_for") == shown else ""
                prepared["poster"] = known or await self._poster(outgoing, prepared["media"])
                prepared["poster_for"] = shown
        return prepared

    async def send(self, outgoing: Outgoing) -> Receipt:
        """POST /api/submit, /api/submit_gallery_post.json for several pictures, or /api/comment."""
        headers = _headers_of(outgoing.account)
        path, request = self._submission(outgoing)
        bucket = f"{outgoing.account.id}:write"
        try:
            answer = await self._http.final("POST", path, bucket=bucket, headers=headers, **request)
        except Rejected as error:
            if outgoing.kind == "post":
                error.facts["subreddit"] = _place(_subreddit(outgoing))
            raise
        errors = answer.get("json", "errors")
        if errors:
            raise self._refusal(answer, outgoing)
        data = answer.get("json", "data")
        if not isinstance(errors, list) or not isinstance(data, Mapping):
            raise OutcomeUnknown(platform=self.label, detail="neither errors nor a post in the answer")
        if outgoing.kind != "post":
            things = data.get("things")
            thing = things[0].get("data") if isinstance(things, list) and things else None
            if not isinstance(thing, Mapping) or not thing.get("name"):
                raise OutcomeUnknown(platform=self.label, detail="the answer names no comment")
            return _receipt(thing)
        name = str(data.get("name") or data.get("id") or "")
        if _FULLNAME.fullmatch(name):
            return Receipt(name, str(data.get("url") or ""), {"id": name}, pending=True)
        asset = next((kept["asset"] for kept in (outgoing.prepared.get("media") or {}).values()), "")
        if not asset or not (data.get("websocket_url") or data.get("user_submitted_page")):
            raise OutcomeUnknown(platform=self.label, detail="the answer names no post")
        return Receipt(f"media-{asset}", "", {"asset": asset}, pending=True)

    async def find(self, outgoing: Outgoing) -> Receipt | None:
        """The account's newest posts or comments, matched by words, place and time.

        A picture or video that is not there yet stays in doubt for as long as Reddit may be working on it.
        """
        found = await self._search(outgoing)
        if found is None and outgoing.media and outgoing.sent_at is not None:
            left = outgoing.sent_at + MEDIA_TAKES - datetime.now(UTC)
            if left > timedelta(0):
                raise TryLater(
                    "error-media-not-ready", platform=self.label, retry_after=min(left.total_seconds(), 60.0)
                )
        return found

    async def progress(self, outgoing: Outgoing, receipt: Receipt) -> Receipt:
        """Whether the post is there, and whether it was taken away again.

        Raises `Rejected` if moderators or Reddit's filters removed or hold it, or if a picture or video never came out.
        """
        waited = datetime.now(UTC) - outgoing.sent_at if outgoing.sent_at else timedelta(0)
        if not _FULLNAME.fullmatch(receipt.remote_id):
            with reading(self.label):
                found = await self._search(outgoing)
            if found is None:
                if waited > MEDIA_TAKES:
                    raise Rejected("error-reddit-media-lost", platform=self.label)
                return receipt
            receipt = found
        with reading(self.label):
            post = (await self._info(outgoing.account, [receipt.remote_id])).get(receipt.remote_id)
        if post is None:
            return replace(receipt, pending=waited < MEDIA_TAKES)
        removed = post.get("removed_by_category")
        if removed and removed not in {"deleted", "author"}:
            held = removed == "automod_filtered"
            facts = {"platform": self.label, "subreddit": _place(str(post.get("subreddit") or ""))}
            raise HeldBack("error-reddit-held" if held else "error-reddit-removed", **facts)
        return _receipt(post)

    async def delete(self, account: AccountInfo, remote_id: str) -> None:
        """POST /api/del, which answers the same whether or not it is there."""
        if not _FULLNAME.fullmatch(remote_id):
            raise TryLater("error-media-not-ready", platform=self.label)
        await self._call(account, "POST", "/api/del", data={"id": remote_id})

    async def edit(self, outgoing: Outgoing, remote_id: str) -> Receipt:
        """POST /api/editusertext: the text of a text post or a comment. Titles, links and media stay as they are."""
        post = (await self._info(outgoing.account, [remote_id])).get(remote_id)
        if post is None or told_of.is_gone(post):
            raise NotFound("error-network-gone", platform=self.label)
        if remote_id.startswith("t3_") and not post.get("is_self"):
            raise Unsupported("error-reddit-edit", platform=self.label)
        form = {"thing_id": remote_id, "text": outgoing.text, "api_type": "json"}
        answer = await self._call(outgoing.account, "POST", "/api/editusertext", data=form)
        if answer.get("json", "errors"):
            raise self._refusal(answer, outgoing)
        return _receipt(post)

    # Under the post

    async def comments(self, account: AccountInfo, remote_id: str) -> list[Comment]:
        """The comments of GET /comments/{article}, answers to answers among them."""
        params = {"limit": "100", "sort": "new"}
        answer = await self._call(account, "GET", f"/comments/{remote_id.removeprefix('t3_')}", params=params)
        tree = answer.get(1, "data", "children")
        if not isinstance(tree, list):
            raise TryLater("error-not-the-network", platform=self.label)
        name = _name(account).casefold()
        found = []
        waiting = list(tree)
        while waiting:
            node = waiting.pop()
            data = node.get("data")
            if node.get("kind") != "t1" or not isinstance(data, Mapping):
                continue  # "more": what Reddit left out
            replies = data.get("replies")
            if isinstance(replies, Mapping):
                waiting += replies.get("data", {}).get("children", [])
            if told_of.is_gone(data):
                continue
            author = str(data.get("author") or "")
            found.append(
                Comment(
                    id=str(data["name"]),
                    post_id=remote_id,
                    author=f"u/{author}",
                    text=told_of.plain(data.get("body")),
                    at=_made(data),
                    parent_id=str(data.get("parent_id") or ""),
                    url=told_of.address(data),
                    likes=None if data.get("score_hidden") else data.get("score"),
                    ours=author.casefold() == name,
                )
            )
        found.sort(key=lambda comment: (comment.at or datetime.min.replace(tzinfo=UTC), comment.id), reverse=True)
        return found[:100]

    async def delete_comment(self, account: AccountInfo, comment_id: str) -> None:
        """Only one's own can be deleted: Reddit answers the same for other people's, and leaves them there."""
        comment = (await self._info(account, [comment_id])).get(comment_id)
        if comment is None or told_of.is_gone(comment):
            return
        if str(comment.get("author")).casefold() != _name(account).casefold():
            raise Unsupported("error-cannot-delete-comment", platform=self.label)
        await self.delete(account, comment_id)

    # Figures

    async def measure(self, account: AccountInfo, remote_ids: Sequence[str]) -> dict[str, Figures]:
        """Votes, comments and crossposts (GET /api/info, a hundred at a time). How often a post was seen, Reddit tells nobody."""
        there = await self._info(account, remote_ids)
        return {remote_id: told_of.of_post(post) for remote_id, post in there.items() if not told_of.is_gone(post)}

    async def measure_account(self, account: AccountInfo) -> Figures:
        """The followers of the account's own profile, where Reddit says; karma is something else."""
        me = mapping((await self._call(account, "GET", "/api/v1/me")).data, self.label)
        return {"followers": number(inside(me, "subreddit", "subscribers"))}

    async def history(self, account: AccountInfo, mark: str = "") -> tuple[list[PastPost], str]:
        """The account's newest thousand posts, a hundred at a time; comments are none."""
        return await told_of.submitted(self._call, account, _name(account), mark)

    async def trends(self, account: AccountInfo, region: str = "") -> list[Trend]:
        """What is hot on r/popular, and what rises in the account's subreddits."""
        return await told_of.trends(self._call, account, region)

    async def look_up(self, account: AccountInfo, handle: str) -> PublicProfile:
        """Somebody, or a subreddit where it is written r/name."""
        return await told_of.look_up(self._call, account, handle)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.close()

    # Submitting

    def _submission(self, outgoing: Outgoing) -> tuple[str, dict[str, Any]]:
        """The path of the irreversible call, and what is sent to it."""
        if outgoing.kind != "post":
            form = {"thing_id": outgoing.reply_to, "text": outgoing.text, "api_type": "json"}
            return "/api/comment", {"data": form}
        warning = str(outgoing.options.get("warning") or "")
        nsfw = bool(re.search(r"nsfw|18\s*\+", warning, re.IGNORECASE))
        flair = outgoing.prepared.get("flair")
        common: dict[str, Any] = {"sr": _subreddit(outgoing), "title": _title(outgoing), "api_type": "json"}
        common |= {"flair_id": flair} if flair else {}
        flags = {
            "sendreplies": True,
            "nsfw": nsfw,
            "spoiler": bool(warning) and not nsfw,
            # Reddit looks at the subreddit's own rules before it accepts, instead of removing afterwards.
            "validate_on_submit": True,
        }
        kept = outgoing.prepared.get("media") or {}
        if outgoing.media and any(item.sha256 not in kept for item in outgoing.media):
            raise TryLater("error-media-not-ready", platform=self.label)
        pictures = [item for item in outgoing.media if item.kind == "image"]
        body = _body(outgoing)
        if _kind(outgoing) == "gallery":
            items = [{"caption": "", "outbound_url": "", "media_id": kept[p.sha256]["asset"]} for p in pictures]
            words = {"text": body} if body else {}
            return "/api/submit_gallery_post.json", {
                "json": common | flags | words | {"show_error_list": True, "items": items}
            }
        form = common | {"kind": _kind(outgoing)}
        form |= {name: "true" if value else "false" for name, value in flags.items()}
        if _kind(outgoing) == "video":
            video = next(item for item in outgoing.media if item.kind == "video")
            form |= {"url": kept[video.sha256]["url"], "video_poster_url": outgoing.prepared["poster"]}
        elif _kind(outgoing) == "image":
            form["url"] = kept[outgoing.media[0].sha256]["url"]
        elif _kind(outgoing) == "link":
            # Without it Reddit refuses a link that stands in the subreddit already.
            form |= {"url": _link(outgoing), "resubmit": "false"}
        if body or _kind(outgoing) == "self":
            form["text"] = body
        return "/api/submit", {"data": form}

    def _refusal(self, answer: Answer, outgoing: Outgoing) -> AllInError:
        """What an answer of 200 with `json.errors` means: [[CODE, message, field], …]."""
        first = answer.get("json", "errors", 0)
        code, words = (str(first[0]), str(first[1])) if isinstance(first, list) and len(first) > 1 else (str(first), "")
        detail = f"{answer.method} {answer.path} -> {code}: {words}"[:500]
        facts: dict[str, Any] = {"platform": self.label}
        if code in {"RATELIMIT", "QUOTA_FILLED"}:
            wait = answer.get("json", "ratelimit")
            seconds = float(wait) if isinstance(wait, (int, float)) and wait > 0 else _wait_in(words)
            return TryLater("error-rate-limited", retry_after=seconds, detail=detail, **facts)
        if code == "USER_REQUIRED":
            return SignInNeeded(detail=detail, **facts)
        if code in _BROKEN:
            return OutcomeUnknown(detail=detail, **facts)
        facts["reason"] = " ".join(words.split())[:200] or "missing"
        key = _REFUSALS.get(code, "error-network-refused")
        if outgoing.kind == "post":
            facts["subreddit"] = _place(_subreddit(outgoing))
            if code.startswith("SUBMIT_VALIDATION") and code not in _REFUSALS:
                key = "error-reddit-rules"
        elif key != "error-reddit-closed":
            key = "error-network-refused"  # the others speak of where a post goes
        return Rejected(key, detail=detail, **facts)

    async def _flair(self, account: AccountInfo, subreddit: str, flair: str) -> str:
        """The id of a flair that is named by its words."""
        if _TEMPLATE.fullmatch(flair):
            return flair
        templates: Any = []
        with suppress(Rejected, NotFound):  # a subreddit without flairs answers 403
            templates = (await self._call(account, "GET", f"/r/{subreddit}/api/link_flair_v2")).data
        if not isinstance(templates, list):
            raise TryLater("error-not-the-network", platform=self.label)
        known = {told_of.plain(template.get("text")).strip(): str(template["id"]) for template in templates}
        for words, template in known.items():
            if words.casefold() == flair.casefold():
                return template
        names = ", ".join(words for words in list(known)[:10] if words) or "missing"
        raise Rejected("error-reddit-flair", platform=self.label, subreddit=_place(subreddit), reason=names)

    # Media

    async def _upload(self, account: AccountInfo, filename: str, mime: str, file: BinaryIO) -> dict[str, str]:
        """Lease a place, put the file there: its address and its id."""
        form = {"filepath": filename, "mimetype": mime}
        lease = await self._call(account, "POST", "/api/media/asset.json", data=form)
        action, fields = lease.get("args", "action"), lease.get("args", "fields")
        asset = lease.get("asset", "asset_id")
        if not isinstance(action, str) or not isinstance(fields, list) or not asset:
            raise TryLater("error-not-the-network", platform=self.label)
        parameters = {str(field["name"]): str(field["value"]) for field in fields}
        address = action if "://" in action else f"https:{action}"
        # The storage reads the fields in order and ignores those behind the file; httpx sends the file last.
        answer = await self._http.raw(
            "POST",
            f"{self._www}{urlsplit(address).path or '/'}" if self.base_url else address,
            data=parameters,
            files={"file": (filename, file, mime)},
            timeout=httpx.Timeout(120.0, connect=10.0),
        )
        if b"EntityTooLarge" in answer.body:
            raise Rejected("error-reddit-file-size", platform=self.label, detail=answer.text)
        if not answer.ok or "html" in answer.headers.get("content-type", ""):
            raise TryLater("error-media-not-ready", platform=self.label, detail=f"upload -> {answer.status}")
        return {"url": f"{address.rstrip('/')}/{parameters.get('key', '')}", "asset": str(asset)}

    async def _poster(self, outgoing: Outgoing, kept: Mapping[str, Any]) -> str:
        """The address of the still that Reddit demands with a video: the chosen cover, else a plain dark one."""
        place = _cover_place(outgoing.media, outgoing.options)
        if place is not None:
            return str(kept[outgoing.media[place].sha256]["url"])
        return (await self._upload(outgoing.account, "poster.png", "image/png", io.BytesIO(_dark_picture())))["url"]

    # Reading

    async def _search(self, outgoing: Outgoing) -> Receipt | None:
        is_post = outgoing.kind == "post"
        path = f"/user/{_name(outgoing.account)}/{'submitted' if is_post else 'comments'}"
        since = outgoing.sent_at - timedelta(minutes=2) if outgoing.sent_at else None
        after = ""
        for _ in range(MOST_PAGES):  # Reddit lists the newest thousand
            params = {"sort": "new", "limit": str(PAGE)} | ({"after": after} if after else {})
            answer = await self._call(outgoing.account, "GET", path, params=params)
            things = told_of.children(answer)
            for thing in things:
                if (since is not None and _made(thing) < since) or str(thing.get("name")) in outgoing.taken:
                    continue
                if _is_this_post(thing, outgoing) if is_post else _is_this_comment(thing, outgoing):
                    return replace(_receipt(thing), pending=bool(thing.get("removed_by_category")))
            after = str(answer.get("data", "after") or "")
            if not after or since is None or any(_made(thing) < since for thing in things):
                return None
        raise TryLater(platform=self.label, detail="more posts since then than Reddit lists")

    async def _info(self, account: AccountInfo, remote_ids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
        """Posts and comments by their full names; those that Reddit does not know are left out."""
        ids = [remote_id for remote_id in remote_ids if _FULLNAME.fullmatch(remote_id)]
        found: dict[str, Mapping[str, Any]] = {}
        for start in range(0, len(ids), PAGE):
            params = {"id": ",".join(ids[start : start + PAGE])}
            answer = await self._call(account, "GET", "/api/info", params=params)
            found |= {name: thing for thing in told_of.children(answer) if (name := str(thing.get("name"))) in ids}
        return found

    async def _call(self, account: AccountInfo, method: str, path: str, **request: Any) -> Answer:
        bucket = f"{account.id}:{'read' if method == 'GET' else 'write'}"
        return await self._http.safe(method, path, bucket=bucket, headers=_headers_of(account), **request)

    async def _ask(self, app: AppCredentials, call: str, form: Mapping[str, str]) -> Answer:
        return await self._http.safe(
            "POST",
            f"{self._www}/api/v1/{call}",
            data=form,
            auth=(app.client_id, app.client_secret),
            headers=_headers(""),
        )

    def _tokens(self, answer: Answer, before: Tokens | None = None) -> Tokens:
        if error := answer.get("error"):  # with a status of 200
            raise Rejected(
                "error-network-refused", platform=self.label, reason=str(error)[:200], detail=str(error)[:200]
            )
        try:
            return tokens_from(answer.data, before=before)
        except (KeyError, TypeError, ValueError):
            raise TryLater("error-not-the-network", platform=self.label) from None


def _opened(item: Media) -> BinaryIO:
    try:
        return item.path.open("rb")
    except OSError as error:
        raise Rejected("error-media-missing", platform=Reddit.label, detail=type(error).__name__) from None


def _headers(name: str, tokens: Tokens | None = None) -> dict[str, str]:
    """Reddit demands a User-Agent of one's own: platform, application, version and whose account it is."""
    by = f" (by /u/{name})" if name else ""
    headers = {"User-Agent": f"web:allin-assistant:v0.1{by}"}
    return headers | ({"Authorization": f"Bearer {tokens.access}"} if tokens else {})


def _headers_of(account: AccountInfo) -> dict[str, str]:
    if account.tokens is None:
        raise SignInNeeded(platform=Reddit.label)
    return _headers(_name(account), account.tokens)


def _name(account: AccountInfo) -> str:
    name = str(account.data.get("name") or account.handle).strip("/").removeprefix("u/")
    return re.sub(r"[^\w-]", "", name)


def _subreddit(outgoing: Outgoing) -> str:
    """Where a post goes, as Reddit writes it: `pottery`, or `u_ana` for a profile. People write r/pottery, u/ana, addresses."""
    wanted = str(outgoing.options.get("destination") or outgoing.account.data.get("subreddit") or "").strip()
    if not wanted:
        return f"u_{_name(outgoing.account)}"
    plain = urlsplit(wanted).path if "://" in wanted else wanted
    plain = re.sub(r"^/?(?:u|user)/", "u_", plain.strip("/"))
    plain = re.sub(r"^/?r/", "", plain).strip("/")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{1,23}", plain):
        raise Rejected("error-reddit-no-subreddit", platform=Reddit.label, subreddit=wanted[:80])
    return plain


def _place(subreddit: str) -> str:
    """How people call it."""
    return f"u/{subreddit[2:]}" if subreddit.startswith("u_") else f"r/{subreddit}"


def _title(outgoing: Outgoing) -> str:
    return (outgoing.title or str(outgoing.options.get("title") or "")).strip()


def _kind(outgoing: Outgoing) -> str:
    if any(item.kind == "video" for item in outgoing.media):
        return "video"
    if outgoing.media:
        return "gallery" if len(outgoing.media) > 1 else "image"
    return "link" if _link(outgoing) else "self"


def _link(outgoing: Outgoing) -> str:
    """The address of a link post: the one that is given, or a text that is nothing else."""
    if link := str(outgoing.options.get("link") or "").strip():
        return link
    return outgoing.text.strip() if URL.fullmatch(outgoing.text.strip()) and not outgoing.media else ""


def _body(outgoing: Outgoing) -> str:
    """The words under the title. A post with media has no field for a link: it stands at their end."""
    text, link = outgoing.text.strip(), _link(outgoing)
    if outgoing.media and link and link not in text:
        return f"{text}\n\n{link}".strip()
    return "" if text == link else text


def _cover_place(media: Sequence[Media], options: Mapping[str, Any]) -> int | None:
    """Where among the media the picture stands that is a video's cover."""
    place = options.get("thumbnail")
    if isinstance(place, bool) or not isinstance(place, int) or not 0 <= place < len(media):
        return None
    has_video = any(item.kind == "video" for item in media)
    return place if has_video and media[place].kind == "image" else None


def _is_this_post(post: Mapping[str, Any], outgoing: Outgoing) -> bool:
    if str(post.get("subreddit") or "").casefold() != _subreddit(outgoing).casefold():
        return False
    if _squeezed(told_of.plain(post.get("title"))) != _squeezed(_title(outgoing)):
        return False
    if post.get("removed_by_category"):
        return True  # Reddit may have put its own words in the place of ours
    if bool(post.get("is_self")) != (_kind(outgoing) == "self"):
        return False
    if _kind(outgoing) == "link" and _bare(told_of.plain(post.get("url"))) != _bare(_link(outgoing)):
        return False
    return _squeezed(told_of.plain(post.get("selftext"))) == _squeezed(_body(outgoing))


def _is_this_comment(comment: Mapping[str, Any], outgoing: Outgoing) -> bool:
    is_there = str(comment.get("parent_id") or "") == outgoing.reply_to
    return is_there and _squeezed(told_of.plain(comment.get("body"))) == _squeezed(outgoing.text)


def _receipt(thing: Mapping[str, Any]) -> Receipt:
    name = str(thing["name"])
    return Receipt(name, told_of.address(thing), {"id": name})


def _made(thing: Mapping[str, Any]) -> datetime:
    """When it was made; now where Reddit says nothing, so that it is looked at."""
    made = thing.get("created_utc")
    return datetime.fromtimestamp(float(made), UTC) if isinstance(made, (int, float)) else datetime.now(UTC)


def _squeezed(words: str) -> str:
    return "".join(words.split())


def _bare(link: str) -> str:
    """A link without its scheme, www and a last slash."""
    parts = urlsplit(link)
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"


def _wait_in(words: str) -> float:
    """Seconds in “Take a break for 9 minutes before trying again”; ten minutes where it names none."""
    found = _WAIT.search(words)
    return float(found.group(1)) * _SECONDS[found.group(2)] if found else 600.0


def _dark_picture(width: int = 640, height: int = 360) -> bytes:
    """A PNG of one dark grey (W3C PNG, sections 5 and 11)."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = (b"\x00" + b"\x1a" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def _judge(answer: Answer) -> AllInError | None:
    """`{"message", "error"}` with a status; a subreddit's own rules answer 400 with an explanation."""
    if answer.status == 400 and answer.get("error_type") == "SUBMIT_VALIDATION_ERROR":
        reason = " ".join(str(answer.get("explanation") or said(answer)).split())[:200] or "missing"
        flair = "FLAIR" in str(answer.get("reason") or "")
        return Rejected("error-reddit-flair" if flair else "error-reddit-rules", subreddit=Reddit.label, reason=reason)
    if answer.status == 403 and "insufficient_scope" in answer.headers.get("www-authenticate", ""):
        return SignInNeeded("error-sign-in-scope", platform=Reddit.label)
    return None

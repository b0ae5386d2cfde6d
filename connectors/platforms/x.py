"""X: 280 weighted characters; a link counts 23, an emoji or a Chinese sign 2. It refuses the same words twice."""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
import unicodedata
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote

import regex

from bot.errors import (
    AllInError,
    Conflict,
    NotFound,
    OutcomeUnknown,
    Rejected,
    SignInNeeded,
    TryLater,
    Unsupported,
    VersionSunset,
)
from connectors.figures import (
    again,
    at_once,
    figures,
    format_of,
    handle_in,
    inside,
    instant,
    mapping,
    nobody,
    number,
    objects,
    text,
)
from connectors.http import Answer, Http, RateHeaders, said
from connectors.oauth import authorize_link, tokens_from
from connectors.platform import (
    AccountInfo,
    AppCredentials,
    Comment,
    Cost,
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
)

LINK_LENGTH = 23
LINK = regex.compile(
    r"https?://\S*[\w/=#&]|(?<![\w@.$#])(?:[\w-]+\.)+(?:com|org|net|io|co|de|fr|es|eu|uk|us|info|app|dev|me|tv|ai|shop|"
    r"store|blog|art|studio|cafe|at|ch|it|nl|be|ca|pt|pl|se)(?![\w@])(?:/\S*[\w/=#&])?",
    regex.IGNORECASE,
)
EMOJI = regex.compile(r"\p{Emoji_Presentation}|\p{Regional_Indicator}|\p{Extended_Pictographic}\uFE0F|\u20E3")
LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Code points that weigh 1: ranges of twitter-text's configuration v3, inclusive; all others weigh 2."""

HOST = "https://api.x.com"
SCOPES = ("tweet.read", "tweet.write", "tweet.moderate.write", "users.read", "media.write", "offline.access")
PART_BYTES = 4 * 1024 * 1024
"""One part of a chunked upload; X numbers at most 1,000 of them (specification 2.167), 5 MB each (unverified)."""
MEDIA_LIVE = timedelta(hours=24)
"""How long an uploaded medium may wait for its post where the answer does not tell (unverified)."""
AT_ONCE = 100
"""Posts in one call, and on a page (specification 2.167, getPostsByIds and getUsersPosts)."""
RECENT = 10
MOST_PAGES = 8
"""Pages of a hundred posts that are read back; what is older than that cannot be told."""
SUBSCRIPTIONS = frozenset({"basic", "premium", "premiumplus"})
LONG_POST = 25_000
REPLY_SETTINGS = frozenset({"following", "mentionedUsers", "subscribers", "verified"})

_COUNTS = {"likes": "like_count", "comments": "reply_count", "quotes": "quote_count", "saves": "bookmark_count"}
_TOLD_ALONG = frozenset({*_COUNTS, "shares", "impressions"})

_LEADING_MENTIONS = re.compile(r"^(?:@\w+\s+)+")
_ENTITIES = re.compile(r"&(amp|lt|gt);")
_SIGNS = {"amp": "&", "lt": "<", "gt": ">"}


@dataclass(frozen=True, slots=True)
class _Words:
    """How fields are asked for: the specification says post, X's own pages still say tweet."""

    fields: str
    link: tuple[str, ...]
    expansion: str
    note: str


_POST = _Words("post.fields", (), "referenced_posts", "note_post")
_TWEET = _Words("tweet.fields", ("referenced_tweets",), "", "note_tweet")


@dataclass(slots=True)
class _Upload:
    """A chunked upload under way, kept so that the next try goes on where this one stopped. `next` is the next part."""

    media_id: str
    until: float
    next: int = 0
    finishing: bool = False


class X(Publisher):
    """An X account. `account.data` holds `id`, `username` and `subscription` (None, Basic, Premium, PremiumPlus).

    Subscribers write up to 25,000 characters and may edit for half an hour (plans unverified). Four pictures, or one GIF,
    or one video (specification 2.167: at most four media; that kinds do not mix is unverified). Pictures 5 MB, GIFs 15 MB,
    videos 512 MB (docs.x.com/x-api/media/introduction, there for amplify_video; for tweet_video unverified); 140 seconds is
    third-party and unverified, and more for subscribers. Trends of places are told to applications alone, not to who signs
    in (docs.x.com/x-api/x-api-v2/trends, app-auth), and days of the past to nobody.
    """

    name = "x"
    label = "X"
    also_called = (
        "twitter",
        "twiter",
        "x.com",
        "x twitter",
        "twitter x",
        "X (Twitter)",
    )
    limits = Limits(
        characters=280,
        revised=date(2026, 11, 23),
        source="docs.x.com, Counting characters, media/introduction, fundamentals/rate-limits; X API specification 2.167; "
        "twitter-text configuration v3",
        media=(
            MediaRule("image", frozenset({"image/jpeg", "image/png", "image/webp"}), most=4, max_bytes=5_000_000),
            MediaRule("gif", frozenset({"image/gif"}), max_bytes=15_000_000),
            MediaRule(
                "video",
                frozenset({"video/mp4", "video/quicktime"}),
                max_bytes=512_000_000,
                seconds=(0.5, 140.0),
            ),
        ),
        most_media=4,
        alt_characters=1_000,
        quotas=(
            Quota(100, timedelta(minutes=15), "docs.x.com/x-api/fundamentals/rate-limits, POST /2/tweets per user"),
            Quota(10_000, timedelta(hours=24), "docs.x.com/x-api/fundamentals/rate-limits, POST /2/tweets per app"),
        ),
        cost=Cost(0.015, 0.20, "developer.x.com/#pricing as quoted by a third party (unverified)"),
    )
    custom = Custom(length=180, hashtags=(0, 2), emoji=1, voice="terse")
    compose_url = "https://x.com/compose/post"
    details: ClassVar[frozenset[str]] = frozenset({"synthetic"})
    help_url = "https://developer.x.com/en/portal/dashboard"
    oauth = OAuth(
        authorize_url="https://x.com/i/oauth2/authorize",
        token_url=f"{HOST}/2/oauth2/token",
        revoke_url=f"{HOST}/2/oauth2/revoke",
        scopes=SCOPES,
        client_auth="basic",
    )
    can_thread: ClassVar[bool] = True
    can_delete: ClassVar[bool] = True
    can_edit: ClassVar[bool] = True
    can_read_back: ClassVar[bool] = True
    can_comment: ClassVar[bool] = True
    can_list_comments: ClassVar[bool] = True
    can_reply: ClassVar[bool] = True
    can_hide: ClassVar[bool] = True
    can_measure: ClassVar[bool] = True
    can_measure_account: ClassVar[bool] = True
    can_list_history: ClassVar[bool] = True
    can_look_up: ClassVar[bool] = True
    measures_at_once: ClassVar[int] = AT_ONCE
    settles_after: ClassVar[timedelta] = timedelta(seconds=30)
    by_hand: ClassVar[Mapping[str, str]] = {
        "edit": "https://x.com/home",
        "delete_comment": "https://x.com/notifications",
    }
    api_version: ClassVar[str] = "2"

    def __init__(self, home: Path = Path(), base_url: str = "", public_url: str = "") -> None:
        super().__init__(home, base_url, public_url)
        # Header names unverified in a page of X's, seen in recorded answers of the API.
        rate = RateHeaders("x-rate-limit-remaining", "x-rate-limit-reset", "epoch")
        self._http = Http(self.label, base_url or HOST, judge=_judge, rate=rate)
        self._uploads: dict[tuple[int, str], _Upload] = {}
        self._words = _POST

    def length(self, text: str) -> int:
        """Weighted length: Latin and most scripts of Europe 1, everything else 2, an emoji 2, a link 23.

        An address without https:// becomes a link there as well; only the common endings are known here.
        """
        pieces: list[str] = LINK.split(unicodedata.normalize("NFC", text))
        signs = [sign for piece in pieces for sign in regex.findall(r"\X", piece)]
        return (len(pieces) - 1) * LINK_LENGTH + sum(map(_weight, signs))

    # Signing in

    def authorize(
        self, app: AppCredentials, *, redirect_uri: str, state: str, verifier: str, fields: Mapping[str, str]
    ) -> str:
        """The consent page at x.com."""
        assert self.oauth is not None
        page = f"{self.base_url.rstrip('/')}/i/oauth2/authorize" if self.base_url else self.oauth.authorize_url
        oauth = replace(self.oauth, authorize_url=page)
        return authorize_link(oauth, app, redirect_uri=redirect_uri, state=state, verifier=verifier)

    async def exchange(
        self, app: AppCredentials, *, code: str, redirect_uri: str, verifier: str, fields: Mapping[str, str]
    ) -> Tokens:
        """The tokens for a code: two hours of access, and with offline.access a refresh token that serves once."""
        body = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
        }
        answer = await self._token_call("/2/oauth2/token", app, body)
        if not answer.ok:
            code = f"{answer.status} {answer.get('error')}"
            raise Rejected("error-network-refused", platform=self.label, reason=said(answer), detail=code)
        return self._tokens(answer)

    async def refresh(self, tokens: Tokens, app: AppCredentials) -> Tokens:
        """New tokens; the old refresh token is used up by it, whatever becomes of the answer."""
        if not tokens.refresh:
            raise SignInNeeded(platform=self.label)
        body = {"grant_type": "refresh_token", "refresh_token": tokens.refresh}
        answer = await self._token_call("/2/oauth2/token", app, body)
        if not answer.ok:
            raise SignInNeeded(platform=self.label, detail=f"{answer.status} {answer.get('error')}")
        return self._tokens(answer, tokens)

    async def revoke(self, tokens: Tokens, app: AppCredentials) -> None:
        """End both tokens; those that have ended already are no matter."""
        for token, kind in ((tokens.refresh, "refresh_token"), (tokens.access, "access_token")):
            if token:
                await self._token_call("/2/oauth2/revoke", app, {"token": token, "token_type_hint": kind})

    async def _token_call(self, path: str, app: AppCredentials, body: dict[str, str]) -> Answer:
        """Confidential applications say who they are in the header, others in the body. Returns 2xx and refusals."""
        headers = {}
        if app.client_secret:
            # RFC 6749, section 2.3.1: both are form-encoded first.
            pair = f"{quote(app.client_id, safe='')}:{quote(app.client_secret, safe='')}"
            headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode('ascii')}"
        else:
            body = {**body, "client_id": app.client_id}
        answer = await self._http.raw("POST", path, headers=headers, data=body)
        if answer.ok and answer.data is not None:
            return answer
        if answer.status in {400, 401, 403} and answer.data is not None:
            return answer
        raise TryLater(platform=self.label, detail=f"POST {path} -> {answer.status}")

    def _tokens(self, answer: Answer, before: Tokens | None = None) -> Tokens:
        try:
            return tokens_from(answer.data, before=before)
        except (KeyError, TypeError, ValueError):
            raise TryLater("error-not-the-network", platform=self.label) from None

    async def profiles(self, tokens: Tokens, app: AppCredentials) -> list[Profile]:
        """The one account that signed in, with the length that its plan allows."""
        params = {"user.fields": "name,username,subscription_type,verified_type"}
        headers = {"Authorization": f"Bearer {tokens.access}"}
        answer = await self._http.safe("GET", "/2/users/me", headers=headers, params=params)
        user_id, username = answer.get("data", "id"), answer.get("data", "username")
        if not user_id or not username:
            raise TryLater("error-not-the-network", platform=self.label)
        plan = str(answer.get("data", "subscription_type") or "None")
        data: dict[str, Any] = {"id": str(user_id), "username": str(username), "subscription": plan}
        if plan.lower() in SUBSCRIPTIONS:
            data["limits"] = {"characters": LONG_POST}
        return [Profile(f"@{username}", str(answer.get("data", "name") or ""), data)]

    # Posting

    async def prepare(self, outgoing: Outgoing) -> dict[str, Any]:
        """Upload the media and describe them. What was uploaded before is used again while X keeps it."""
        _check_audience(outgoing)
        done: dict[str, dict[str, Any]] = {}
        before: Mapping[str, Mapping[str, Any]] = outgoing.prepared.get("media") or {}
        for item in outgoing.media:
            if item.sha256 in done:
                continue
            known = dict(before.get(item.sha256) or {})
            if not known or float(known.get("until") or 0) < time.time():
                known = await self._upload(outgoing.account, item)
            if item.alt and known.get("alt") != item.alt:
                body = {"id": known["id"], "metadata": {"alt_text": {"text": item.alt}}}
                await self._call(outgoing.account, "upload", "POST", "/2/media/metadata", json=body)
                known["alt"] = item.alt
            done[item.sha256] = known
        return {"media": done} if done else {}

    async def send(self, outgoing: Outgoing) -> Receipt:
        """POST /2/tweets. There is no key that would make it idempotent."""
        _check_audience(outgoing)
        body: dict[str, Any] = {"text": outgoing.text}
        if ids := _media_ids(outgoing):
            body["media"] = {"media_ids": ids}
        if outgoing.reply_to:
            body["reply"] = {"in_reply_to_tweet_id": outgoing.reply_to}
        control = str(outgoing.options.get("reply_control") or "")
        if control in REPLY_SETTINGS:
            body["reply_settings"] = control
        if outgoing.options.get("synthetic"):
            body["made_with_ai"] = True
        return await self._post(outgoing.account, body)

    async def find(self, outgoing: Outgoing) -> Receipt | None:
        """The account's newest posts, matched by words, reply and time (GET /2/users/{id}/tweets).

        X counts no post of the same words twice, so the words tell; a post without any is known by its media.
        """
        account = outgoing.account
        params: dict[str, Any] = {"max_results": "100"}
        since = outgoing.sent_at - timedelta(minutes=2) if outgoing.sent_at else None
        if since is not None:
            params["start_time"] = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        fields = ("created_at", "entities", "attachments")
        for _ in range(MOST_PAGES):
            answer = await self._read(account, "timeline", f"/2/users/{account.data['id']}/tweets", fields, params)
            posts = answer.get("data") or []
            if not isinstance(answer.data, Mapping) or not isinstance(posts, list):
                raise TryLater("error-not-the-network", platform=self.label)
            if "data" not in answer.data and answer.get("meta", "result_count") != 0:
                raise TryLater(platform=self.label, detail="the timeline could not be read")
            for post in posts:
                if str(post.get("id")) in outgoing.taken:
                    continue
                if self._is(post, outgoing) and _not_before(post, since):
                    return self._receipt(account, post)
            token = answer.get("meta", "next_token")
            if not token or since is None:
                return None
            params["pagination_token"] = token
        raise TryLater(platform=self.label, detail="too many newer posts to tell")

    async def delete(self, account: AccountInfo, remote_id: str) -> None:
        """DELETE /2/tweets/{id}; of an edited post every version goes."""
        try:
            answer = await self._call(account, "delete", "DELETE", f"/2/tweets/{remote_id}")
        except NotFound:
            return
        if answer.get("data", "deleted") is not True and not _is_gone(answer):
            raise TryLater(platform=self.label, detail="the answer does not say that it is deleted")

    async def edit(self, outgoing: Outgoing, remote_id: str) -> Receipt:
        """A new version of a post, with an id of its own: the receipt's (docs.x.com, Edit Posts).

        Only subscribers may, five times within half an hour, and never where it holds media: those cannot be taken along.
        """
        account = outgoing.account
        if str(account.data.get("subscription") or "").lower() not in SUBSCRIPTIONS:
            raise Unsupported("error-x-edit-plan", platform=self.label)
        answer = await self._read(account, "read", f"/2/tweets/{remote_id}", ("edit_controls", "attachments"))
        post = answer.get("data")
        if not isinstance(post, Mapping):
            if _is_gone(answer):
                raise NotFound("error-network-gone", platform=self.label)
            raise TryLater(platform=self.label, detail="the post could not be read")
        if (post.get("attachments") or {}).get("media_keys"):
            raise Unsupported("error-x-edit-media", platform=self.label)
        controls = post.get("edit_controls") or {}
        until = _moment(controls.get("editable_until"))
        if not controls.get("is_edit_eligible") or not controls.get("edits_remaining") or until is None:
            raise Conflict("error-x-edit-over", platform=self.label)
        if until <= datetime.now(UTC):
            raise Conflict("error-x-edit-over", platform=self.label)
        return await self._post(account, {"text": outgoing.text, "edit_options": {"previous_post_id": remote_id}})

    async def _post(self, account: AccountInfo, body: dict[str, Any]) -> Receipt:
        headers = _auth(account)
        answer = await self._http.final("POST", "/2/tweets", bucket=f"{account.id}:post", headers=headers, json=body)
        post = answer.get("data")
        if not isinstance(post, Mapping) or not post.get("id"):
            raise OutcomeUnknown(platform=self.label, detail=f"POST /2/tweets -> {answer.status} without an id")
        return self._receipt(account, post)

    def _receipt(self, account: AccountInfo, post: Mapping[str, Any]) -> Receipt:
        remote_id = str(post["id"])
        name = account.data.get("username") or account.handle.lstrip("@") or "i/web"
        return Receipt(remote_id, f"https://x.com/{name}/status/{remote_id}", {"id": remote_id})

    def _is(self, post: Mapping[str, Any], outgoing: Outgoing) -> bool:
        answers = _replies_to(post)
        if answers and answers != outgoing.reply_to:
            return False
        keys = (post.get("attachments") or {}).get("media_keys") or []
        ours = {str(item.get("id")) for item in (outgoing.prepared.get("media") or {}).values()}
        theirs = {str(key).rpartition("_")[2] for key in keys}  # 3_1136048009270239232: its kind and its id
        words = _bare(outgoing.text, bool(outgoing.reply_to))
        if not words:
            return bool(outgoing.media) and bool(ours & theirs)
        return _bare(_text(post), bool(outgoing.reply_to)) == words

    # Media

    async def _upload(self, account: AccountInfo, item: Media) -> dict[str, Any]:
        if item.kind == "image":
            with item.path.open("rb") as file:
                answer = await self._call(
                    account,
                    "upload",
                    "POST",
                    "/2/media/upload",
                    files={"media": (item.filename, file, item.mime)},
                    data={"media_category": "tweet_image"},
                    timeout=120,
                )
            media_id, until = _uploaded(answer)
        else:
            media_id, until = await self._upload_parts(account, item)
        if answer_of := await self._until_ready(account, media_id, only_if_told=item.kind == "image", kind=item.kind):
            until = answer_of
        return {"id": media_id, "until": until}

    async def _upload_parts(self, account: AccountInfo, item: Media) -> tuple[str, float]:
        """In parts, each known by its number, so that one that was lost on the way is sent again and nothing else."""
        now = time.time()
        for key in [key for key, upload in self._uploads.items() if upload.until < now]:
            del self._uploads[key]
        key = (account.id, item.sha256)
        upload = self._uploads.get(key)
        if upload is None:
            category = "tweet_gif" if item.kind == "gif" else "tweet_video"
            body = {"media_type": item.mime, "total_bytes": item.size, "media_category": category}
            answer = await self._call(account, "upload", "POST", "/2/media/upload/initialize", json=body)
            upload = self._uploads[key] = _Upload(*_uploaded(answer))
        try:
            if not upload.finishing:
                await self._append(account, item, upload)
                upload.finishing = True
            elif (state := await self._status(account, upload.media_id)) and state.get("data", "processing_info"):
                del self._uploads[key]
                return upload.media_id, upload.until
            await self._call(account, "upload", "POST", f"/2/media/upload/{upload.media_id}/finalize")
        except (Rejected, NotFound):
            self._uploads.pop(key, None)
            raise
        self._uploads.pop(key, None)
        return upload.media_id, upload.until

    async def _append(self, account: AccountInfo, item: Media, upload: _Upload) -> None:
        with item.path.open("rb") as file:
            file.seek(upload.next * PART_BYTES)
            while part := await asyncio.to_thread(file.read, PART_BYTES):
                await self._call(
                    account,
                    "upload",
                    "POST",
                    f"/2/media/upload/{upload.media_id}/append",
                    files={"media": ("part", part, "application/octet-stream")},
                    data={"segment_index": str(upload.next)},
                    timeout=120,
                )
                upload.next += 1

    async def _status(self, account: AccountInfo, media_id: str) -> Answer:
        params = {"command": "STATUS", "media_id": media_id}
        return await self._call(account, "status", "GET", "/2/media/upload", params=params)

    async def _until_ready(self, account: AccountInfo, media_id: str, *, only_if_told: bool, kind: str) -> float | None:
        """Wait while X works on it, as long as it says each time. Until when it keeps it, if it tells."""
        if only_if_told:  # a picture is ready when its upload is answered
            return None
        while True:
            answer = await self._status(account, media_id)
            info = answer.get("data", "processing_info")
            state = info.get("state") if isinstance(info, Mapping) else "succeeded"
            if state == "succeeded":
                seconds = answer.get("data", "expires_after_secs")
                return _until(seconds) if isinstance(seconds, int) else None
            if state == "failed":
                reason = str(answer.get("data", "processing_info", "error", "message") or "")
                raise Rejected("error-media-refused", platform=self.label, reason=reason, kind=kind)
            pause = info.get("check_after_secs") if isinstance(info, Mapping) else None
            await asyncio.sleep(min(max(float(pause or 0), 0.05), 60.0))

    # Under the post

    async def comments(self, account: AccountInfo, remote_id: str) -> list[Comment]:
        """Replies of the last seven days, which is as far as X's recent search reaches; they take a while to turn up."""
        params = {
            "query": f"conversation_id:{remote_id} OR in_reply_to_tweet_id:{remote_id}",
            "max_results": "100",
            "user.fields": "username",
        }
        fields = ("created_at", "public_metrics", "entities")
        answer = await self._read(account, "search", "/2/tweets/search/recent", fields, params, "author_id")
        names = {str(user.get("id")): str(user.get("username")) for user in answer.get("includes", "users") or []}
        found = []
        for post in answer.get("data") or []:
            author = str(post.get("author_id") or "")
            name = names.get(author, "")
            if str(post["id"]) == remote_id:
                continue
            found.append(
                Comment(
                    id=str(post["id"]),
                    post_id=remote_id,
                    author=f"@{name}" if name else author,
                    text=_LEADING_MENTIONS.sub("", _text(post)),
                    at=_moment(post.get("created_at")),
                    parent_id=_replies_to(post),
                    url=f"https://x.com/{name or 'i/web'}/status/{post['id']}",
                    likes=(post.get("public_metrics") or {}).get("like_count"),
                    ours=author == str(account.data["id"]),
                )
            )
        return found[:100]

    async def hide_comment(self, account: AccountInfo, comment_id: str, hidden: bool = True) -> None:
        """PUT /2/tweets/{id}/hidden, for replies in a conversation of one's own."""
        await self._call(account, "hide", "PUT", f"/2/tweets/{comment_id}/hidden", json={"hidden": hidden})

    async def delete_comment(self, account: AccountInfo, comment_id: str) -> None:
        """Only one's own can be deleted there; others' can be hidden."""
        await self.delete(account, comment_id)

    # Figures

    async def measure(self, account: AccountInfo, remote_ids: Sequence[str]) -> dict[str, Figures]:
        """As X counts them; clicks only for the first thirty days, which is how long it tells them. A hundred at a time."""
        found: dict[str, Figures] = {}
        for asked in at_once(remote_ids, AT_ONCE):
            posts, gone = await self._metrics(account, asked, ("public_metrics", "non_public_metrics"))
            older = [remote_id for remote_id in asked if remote_id not in posts and remote_id not in gone]
            if older:  # one that is older may be left out altogether when its private figures are asked for
                posts |= (await self._metrics(account, older, ("public_metrics",)))[0]
            found |= {remote_id: _figures(posts[remote_id]) for remote_id in asked if remote_id in posts}
        return found

    async def _metrics(
        self, account: AccountInfo, ids: list[str], fields: tuple[str, ...]
    ) -> tuple[dict[str, Mapping[str, Any]], set[str]]:
        answer = await self._read(account, "read", "/2/tweets", fields, {"ids": ",".join(ids)})
        listed = mapping(answer.data, self.label)
        if "data" not in listed and "errors" not in listed:
            raise TryLater("error-not-the-network", platform=self.label)
        posts = {str(post.get("id")): post for post in objects(listed.get("data", []), self.label)}
        errors = objects(listed.get("errors", []), self.label)
        gone = {str(e.get("resource_id") or e.get("value")) for e in errors if _problem(e) == "resource-not-found"}
        return posts, gone

    async def measure_account(self, account: AccountInfo) -> Figures:
        """Followers, and how many the account follows and has posted."""
        params = {"user.fields": "public_metrics"}
        answer = await self._call(account, "me", "GET", "/2/users/me", params=params)
        return _own_figures(mapping(answer.get("data"), self.label))

    async def history(self, account: AccountInfo, mark: str = "") -> tuple[list[PastPost], str]:
        """GET /2/users/{id}/tweets without reposts and answers, a hundred at a time (docs.x.com/x-api/users/get-posts).

        X lists the newest 800 then, and bills every post that is read.
        """
        return await again(lambda token: self._timeline(account, str(account.data["id"]), token, AT_ONCE), mark)

    async def look_up(self, account: AccountInfo, handle: str) -> PublicProfile:
        """GET /2/users/by/username/{username} and the newest posts (docs.x.com/x-api/users); X bills both."""
        name = handle_in(handle)
        if not re.fullmatch(r"\w{1,15}", name, re.ASCII):
            raise nobody(self.label, handle)
        params = {"user.fields": "public_metrics"}
        try:
            answer = await self._call(account, "by-name", "GET", f"/2/users/by/username/{name}", params=params)
        except NotFound:
            raise nobody(self.label, handle) from None
        if answer.get("data") is None and _is_gone(answer):
            raise nobody(self.label, handle)
        them = mapping(answer.get("data"), self.label)
        remote_id, shown = text(them.get("id")), text(them.get("username"))
        if not remote_id or not shown:
            raise TryLater("error-not-the-network", platform=self.label)
        recent: list[PastPost] = []
        with contextlib.suppress(Rejected, NotFound):  # who protects their posts shows them to followers alone
            recent, _ = await self._timeline(account, remote_id, "", RECENT, name=shown)
        return PublicProfile(
            id=remote_id,
            handle=f"@{shown}",
            name=text(them.get("name")) or shown,
            url=f"https://x.com/{shown}",
            figures=_own_figures(them),
            recent=tuple(recent),
        )

    async def _timeline(
        self, account: AccountInfo, user_id: str, token: str, limit: int, *, name: str = ""
    ) -> tuple[list[PastPost], str]:
        params: dict[str, Any] = {"max_results": str(limit), "exclude": "replies,retweets"}
        if token:
            params["pagination_token"] = token
        fields = ("created_at", "entities", "attachments", "public_metrics")
        path = f"/2/users/{user_id}/tweets"
        answer = await self._read(account, "timeline", path, fields, params, "attachments.media_keys")
        listed = mapping(answer.data, self.label)
        if "data" not in listed and answer.get("meta", "result_count") != 0:
            if _problem(answer.get("errors", 0)) == "not-authorized-for-resource":
                raise Rejected("error-network-forbidden", platform=self.label)
            raise TryLater(platform=self.label, detail="the timeline could not be read")
        media = answer.get("includes", "media")
        kinds = {text(each.get("media_key")): text(each.get("type")) for each in objects(media or [], self.label)}
        who = name or str(account.data.get("username") or "i/web")
        posts = [_past(post, who, kinds) for post in objects(listed.get("data", []), self.label)]
        return [post for post in posts if post is not None], text(answer.get("meta", "next_token"))

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.close()

    # Calls

    async def _read(
        self,
        account: AccountInfo,
        bucket: str,
        path: str,
        fields: tuple[str, ...],
        params: Mapping[str, Any] | None = None,
        expand: str = "",
    ) -> Answer:
        """Read posts with their fields. Which of two names X takes for them is found out at the first refusal."""
        words = self._words
        try:
            return await self._call(account, bucket, "GET", path, params=_asking(words, fields, params or {}, expand))
        except Rejected as error:
            if words.fields not in error.detail:
                raise
        other = _TWEET if words is _POST else _POST
        answer = await self._call(account, bucket, "GET", path, params=_asking(other, fields, params or {}, expand))
        self._words = other
        return answer

    async def _call(self, account: AccountInfo, bucket: str, method: str, path: str, **request: Any) -> Answer:
        """X counts every call by itself, so each has a bucket of its own."""
        headers = _auth(account)
        return await self._http.safe(method, path, bucket=f"{account.id}:{bucket}", headers=headers, **request)


def _asking(words: _Words, fields: tuple[str, ...], params: Mapping[str, Any], expand: str) -> dict[str, Any]:
    text = ("entities",) if "entities" in fields else ()
    asked = (*fields, *words.link, *((words.note,) if text else ()))
    expansions = [each for each in (expand, words.expansion if text else "") if each]
    more = {"expansions": ",".join(expansions)} if expansions else {}
    return {**params, words.fields: ",".join(asked), **more}


def _weight(sign: str) -> int:
    if EMOJI.search(sign):
        return 2
    return sum(1 if any(low <= ord(point) <= high for low, high in LIGHT) else 2 for point in sign)


def _auth(account: AccountInfo) -> dict[str, str]:
    if account.tokens is None:
        raise SignInNeeded(platform=X.label)
    return {"Authorization": f"Bearer {account.tokens.access}"}


def _check_audience(outgoing: Outgoing) -> None:
    """Raises `Rejected` rather than show more people than were meant: every post there is public, and there are no drafts."""
    if outgoing.options.get("format") == "draft":
        raise Rejected("error-x-no-draft", platform=X.label)
    if str(outgoing.options.get("privacy") or "public") != "public":
        raise Rejected("error-x-privacy", platform=X.label)


def _media_ids(outgoing: Outgoing) -> list[str]:
    uploaded = outgoing.prepared.get("media") or {}
    return list(dict.fromkeys(str(uploaded[item.sha256]["id"]) for item in outgoing.media))


def _until(seconds: float) -> float:
    """A moment before X forgets a medium, in seconds since 1970."""
    return time.time() + seconds * 0.9


def _uploaded(answer: Answer) -> tuple[str, float]:
    media_id = answer.get("data", "id")
    if not media_id:
        raise TryLater("error-not-the-network", platform=X.label)
    seconds = answer.get("data", "expires_after_secs")
    return str(media_id), _until(seconds if isinstance(seconds, int) else MEDIA_LIVE.total_seconds())


def _moment(value: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _not_before(post: Mapping[str, Any], since: datetime | None) -> bool:
    made = _moment(post.get("created_at"))
    return since is None or made is None or made >= since


def _replies_to(post: Mapping[str, Any]) -> str:
    references = post.get("referenced_posts") or post.get("referenced_tweets")
    listed = [each for each in references if isinstance(each, Mapping)] if isinstance(references, list) else []
    return next((str(each.get("id")) for each in listed if each.get("type") == "replied_to"), "")


def _text(post: Mapping[str, Any]) -> str:
    """The words as they were written: long ones whole, links as they were, the link to the media away."""
    note = post.get("note_post") or post.get("note_tweet")
    words = str(inside(note, "text") or post.get("text") or "")
    links = inside(note, "entities", "urls") or inside(post, "entities", "urls")
    words = _ENTITIES.sub(lambda found: _SIGNS[found[1]], words)
    for link in [each for each in links if isinstance(each, Mapping)] if isinstance(links, list) else ():
        short, whole = str(link.get("url") or ""), str(link.get("expanded_url") or "")
        if short and (link.get("media_key") or re.search(r"/status/\d+/(?:photo|video)/\d", whole)):
            words = words.replace(short, "")
        elif short and whole:
            words = words.replace(short, whole)
    return words.strip()


def _bare(text: str, is_reply: bool) -> str:
    """Words for comparison: without spaces, http and https alike, a reply without the names X puts before it."""
    text = unicodedata.normalize("NFC", text).strip()
    if is_reply:
        text = _LEADING_MENTIONS.sub("", text)
    text = re.sub(r"https?://", "", text, flags=re.IGNORECASE)
    return re.sub(r"\s+", "", re.sub(r"/(?=\s|$)", "", text))


def _figures(post: Mapping[str, Any]) -> Figures:
    public, own = post.get("public_metrics"), post.get("non_public_metrics")
    told = figures(public, _COUNTS)
    shares, seen = inside(public, "repost_count"), inside(public, "impression_count")
    return {
        **told,
        "shares": number(inside(public, "retweet_count") if shares is None else shares),
        "impressions": number(inside(own, "impression_count") if seen is None else seen),
        "clicks": number(inside(own, "url_link_clicks")),
        "profile_clicks": number(inside(own, "user_profile_clicks")),
        "engagement": number(inside(own, "engagements")),
    }


def _own_figures(user: Mapping[str, Any]) -> Figures:
    told = figures(user.get("public_metrics"), {"followers": "followers_count", "following": "following_count"})
    posts = inside(user, "public_metrics", "post_count")
    return {**told, "posts": number(inside(user, "public_metrics", "tweet_count") if posts is None else posts)}


def _past(post: Mapping[str, Any], who: str, kinds: Mapping[str, str]) -> PastPost | None:
    """A post of a timeline as a past post; None for an answer, and for what tells no id or time."""
    remote_id, at = text(post.get("id")), instant(post.get("created_at"))
    if not remote_id or at is None or _replies_to(post):
        return None
    keys = inside(post, "attachments", "media_keys")
    media = [kinds.get(text(key), "photo") for key in keys] if isinstance(keys, list) else []
    shapes = ["image" if kind == "photo" else "video" for kind in media]
    links = inside(post, "entities", "urls")
    has_link = isinstance(links, list) and any(isinstance(each, Mapping) and "media_key" not in each for each in links)
    told = {metric: value for metric, value in _figures(post).items() if metric in _TOLD_ALONG}
    return PastPost(
        id=remote_id,
        text=_text(post),
        at=at,
        url=f"https://x.com/{who}/status/{remote_id}",
        format=format_of(shapes, has_link=has_link),
        figures=told,
    )


def _problem(error: Any) -> str:
    """The last word of a problem's type: https://api.x.com/2/problems/resource-not-found."""
    return str(error.get("type") or "").rpartition("/")[2] if isinstance(error, Mapping) else ""


def _is_gone(answer: Answer) -> bool:
    """X answers 200 with an error inside where a post is not there."""
    errors = answer.get("errors") or []
    return any(_problem(error) == "resource-not-found" for error in errors)


def _reason(answer: Answer) -> str:
    """The most exact of X's words: those inside `errors`, else the problem's own."""
    inner = answer.get("errors", 0, "message") or answer.get("errors", 0, "detail")
    return " ".join(str(inner).split())[:200] if inner else said(answer)


def _judge(answer: Answer) -> AllInError | None:
    """Problems of RFC 9457: type, title, detail, status; a duplicate is a 403 that says so."""
    reason = _reason(answer)
    words = f"{reason} {said(answer)}".lower()
    problem = _problem(answer.data)
    if answer.status == 429:
        for whose in ("app", "user"):
            if answer.headers.get(f"x-{whose}-limit-24hour-remaining", "").strip() == "0":
                reset = answer.headers.get(f"x-{whose}-limit-24hour-reset", "")
                if reset.strip().isdigit():
                    wait = min(max(float(reset) - time.time(), 1.0), 86_400.0)
                    return TryLater("error-rate-limited", retry_after=wait)
        return None
    if answer.status == 410:
        return VersionSunset()
    if answer.status == 402 or problem == "credits":
        return Rejected("error-x-credits")
    if answer.status == 403:
        if "duplicate" in words:
            return Rejected("error-duplicate")
        if "scope" in words:
            return SignInNeeded("error-sign-in-scope")
        if problem in {"client-forbidden", "usage-capped"} or "client-not-enrolled" in answer.text:
            return Rejected("error-x-app")
        if reason and reason.lower() != "forbidden":
            return Rejected("error-network-refused", reason=reason)
        return None
    if answer.status == 400 and "media" in words and ("invalid" in words or "expired" in words):
        return Rejected("error-media-refused", reason=reason)
    if answer.status in {400, 422}:
        return Rejected("error-network-refused", reason=reason)
    return None

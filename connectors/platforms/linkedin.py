"""LinkedIn: plain text for colleagues; it shows markdown as typed, so there is none. Profiles and Pages, each by its rules."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote, urlsplit

from bot.errors import (
    AllInError,
    NotFound,
    OperatorError,
    OutcomeUnknown,
    Rejected,
    SignInNeeded,
    TryLater,
    Unsupported,
    VersionSunset,
)
from connectors import linkedin_figures as told_of
from connectors.figures import at_once, mapping, number
from connectors.http import Answer, Http, said
from connectors.oauth import authorize_link, tokens_from
from connectors.platform import (
    HASHTAG,
    AccountInfo,
    AppCredentials,
    Comment,
    Custom,
    Field,
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
)

HOST = "https://api.linkedin.com"
SIGN_IN_HOST = "https://www.linkedin.com"
MEMBER_SCOPES = ("openid", "profile", "w_member_social")
PAGE_SCOPES = ("w_organization_social", "r_organization_social", "rw_organization_admin")
POSTING_ROLES = frozenset(
    {"ADMINISTRATOR", "CONTENT_ADMIN", "CONTENT_ADMINISTRATOR", "DIRECT_SPONSORED_CONTENT_POSTER"}
)
"""Who may post as a Page (Posts API, w_organization_social); the third name is how some pages spell the second."""

COMMENT_CHARACTERS = 1_250
"""As in working publishers (third party)."""
UPLOADED_LIVES = timedelta(hours=12)
"""How long an upload that no post has used is used again; after that it is made anew (our own caution)."""
CHUNK_BYTES = 1024 * 1024
AT_ONCE = 20
"""Posts whose statistics are asked for together (our own choice: the pages name no limit)."""
MOST_PAGES = 5
MOST_NESTED = 20
"""Under so many comments the answers are read as well."""

RESERVED = re.compile(r"[\\|{}@\[\]()<>#*_~]")
_LITTLE = re.compile(
    r"\{hashtag\|\\?[#＃]\\?\|(?P<tag>(?:\\.|[^}\\])*)\}"
    r"|@\[(?P<name>(?:\\.|[^\]\\])*)\]\((?:\\.|[^)\\])*\)"
    r"|\\(?P<sign>.)",
    re.DOTALL,
)
"""A hashtag, a mention, or a sign behind its backslash."""
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_COMMENT = re.compile(r"urn:li:comment:\((.+),([^,()]+)\)")
_POST = re.compile(r"urn:li:(share|ugcPost):\d+")
_NOT_PERMITTED = frozenset({"error-sign-in-scope", "error-network-forbidden"})


@dataclass(slots=True)
class _Upload:
    """A video's upload under way, kept so that the next try goes on where this one stopped. `parts`: ETag by its place."""

    urn: str
    token: str
    instructions: list[dict[str, Any]]
    until: float
    parts: dict[int, str] = field(default_factory=dict)
    finishing: bool = False


class LinkedIn(Publisher):
    """A LinkedIn profile or Page. `account.data` holds `id`, `urn` (urn:li:person:… or urn:li:organization:…) and `kind`.

    3,000 characters and 100 MB for a document as in working publishers (third party). Two to twenty pictures, videos of
    3 s to 30 min and 75 KB to 500 MB, alternative text of 4,086 characters (Posts, MultiImage and Videos API; sizes
    unverified). A profile can be posted to but hardly read: r_member_social is given to few applications.
    LinkedIn reads no pages behind links: an article needs `link` and `title`, else the link stays in the text.
    """

    name = "linkedin"
    label = "LinkedIn"
    also_called = (
        "linked in",
        "linkdin",
        "linked-in",
    )
    limits = Limits(
        characters=3_000,
        revised=date(2026, 11, 23),
        source="learn.microsoft.com/linkedin, Posts, Images, MultiImage, Videos and Documents API (lengths third party)",
        media=(
            MediaRule("image", frozenset({"image/jpeg", "image/png"}), most=20),
            MediaRule("gif", frozenset({"image/gif"})),
            MediaRule("video", frozenset({"video/mp4"}), max_bytes=500_000_000, seconds=(3.0, 1_800.0)),
            MediaRule("document", frozenset({"application/pdf"}), max_bytes=100_000_000),
        ),
        most_media=20,
        alt_characters=4_086,
    )
    custom = Custom(length=600, hashtags=(1, 3), emoji=0, voice="professional")
    compose_url = "https://www.linkedin.com/feed/?shareActive=true"
    details: ClassVar[frozenset[str]] = frozenset({"title", "link", "privacy"})
    help_url = "https://www.linkedin.com/developers/apps"
    sign_in_fields = (Field("pages", "sign-in-field-linkedin-pages", optional=True),)
    oauth = OAuth(
        authorize_url=f"{SIGN_IN_HOST}/oauth/v2/authorization",
        token_url=f"{SIGN_IN_HOST}/oauth/v2/accessToken",
        scopes=MEMBER_SCOPES,
        pkce=False,
    )
    consent_errors: ClassVar[Mapping[str, str]] = {
        "unauthorized_scope_error": "error-linkedin-scopes",
        "invalid_scope": "error-linkedin-scopes",
        "invalid_scope_error": "error-linkedin-scopes",
    }
    can_delete: ClassVar[bool] = True
    can_edit: ClassVar[bool] = True
    can_read_back: ClassVar[bool] = True
    can_comment: ClassVar[bool] = True
    can_list_comments: ClassVar[bool] = True
    can_reply: ClassVar[bool] = True
    can_delete_comment: ClassVar[bool] = True
    can_measure: ClassVar[bool] = True
    can_measure_account: ClassVar[bool] = True
    can_measure_days: ClassVar[bool] = True
    can_list_history: ClassVar[bool] = True
    can_look_up: ClassVar[bool] = True
    measures_at_once: ClassVar[int] = AT_ONCE
    settles_after: ClassVar[timedelta] = timedelta(seconds=60)
    by_hand: ClassVar[Mapping[str, str]] = {
        "hide": "https://www.linkedin.com/help/linkedin/answer/a568237",
        "revoke": "https://www.linkedin.com/mypreferences/d/data-sharing-for-permitted-services",
    }
    api_version: ClassVar[str] = "202608"
    sunset: ClassVar[date | None] = date(2027, 8, 16)
    """A version lives about twelve months: 202508 was announced to end on 17 August 2026 (Documents API, 2026-08)."""

    def __init__(self, home: Path = Path(), base_url: str = "", public_url: str = "") -> None:
        super().__init__(home, base_url, public_url)
        self._http = Http(self.label, base_url or HOST, judge=_judge)
        self._uploads: dict[tuple[int, str], _Upload] = {}

    # Signing in

    def authorize(
        self, app: AppCredentials, *, redirect_uri: str, state: str, verifier: str, fields: Mapping[str, str]
    ) -> str:
        """The consent page. Whoever wrote something under `pages` is asked for the rights of a Page, others for their own.

        The two cannot be asked for together: the product that gives those of a Page must be alone on its application.
        """
        assert self.oauth is not None
        scopes = PAGE_SCOPES if fields.get("pages", "").strip() else MEMBER_SCOPES
        page = self._sign_in("/oauth/v2/authorization")
        oauth = replace(self.oauth, authorize_url=page, scopes=scopes)
        return authorize_link(oauth, app, redirect_uri=redirect_uri, state=state, verifier=verifier)

    async def exchange(
        self, app: AppCredentials, *, code: str, redirect_uri: str, verifier: str, fields: Mapping[str, str]
    ) -> Tokens:
        """The tokens for a code: sixty days of access, a refresh token only for LinkedIn's partners."""
        body = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
        answer = await self._token_call(app, body)
        if not answer.ok:
            facts = {"platform": self.label, "reason": said(answer)}
            raise Rejected("error-network-refused", detail=f"{answer.status} {answer.get('error')}", **facts)
        return self._tokens(answer)

    async def refresh(self, tokens: Tokens, app: AppCredentials) -> Tokens:
        """New tokens where there is a refresh token; its own end stays a year after the first consent."""
        if not tokens.refresh:
            raise SignInNeeded(platform=self.label)
        answer = await self._token_call(app, {"grant_type": "refresh_token", "refresh_token": tokens.refresh})
        if not answer.ok:
            raise SignInNeeded(platform=self.label, detail=f"{answer.status} {answer.get('error')}")
        newer = self._tokens(answer, tokens)
        return newer if newer.scopes else replace(newer, scopes=tokens.scopes)

    async def _token_call(self, app: AppCredentials, body: dict[str, str]) -> Answer:
        form = {**body, "client_id": app.client_id, "client_secret": app.client_secret}
        answer = await self._http.raw("POST", self._sign_in("/oauth/v2/accessToken"), data=form)
        if answer.data is not None and (answer.ok or answer.status in {400, 401, 403}):
            return answer
        raise TryLater(platform=self.label, detail=f"POST /oauth/v2/accessToken -> {answer.status}")

    def _tokens(self, answer: Answer, before: Tokens | None = None) -> Tokens:
        try:
            return tokens_from(answer.data, before=before)
        except (KeyError, TypeError, ValueError):
            raise TryLater("error-not-the-network", platform=self.label) from None

    def _sign_in(self, path: str) -> str:
        return f"{(self.base_url or SIGN_IN_HOST).rstrip('/')}{path}"

    async def profiles(self, tokens: Tokens, app: AppCredentials) -> list[Profile]:
        """The member, or the Pages in which they have a role; those whose role does not post say why not."""
        found = []
        if not tokens.scopes or {"openid", "profile"} & set(tokens.scopes):
            headers = {"Authorization": f"Bearer {tokens.access}"}
            me = await self._http.safe("GET", "/v2/userinfo", headers=headers)
            member = str(me.get("sub") or "")
            if not member:
                raise TryLater("error-not-the-network", platform=self.label)
            name = str(me.get("name") or member)
            found.append(Profile(name, name, {"id": member, "urn": f"urn:li:person:{member}", "kind": "member"}))
        if set(PAGE_SCOPES) & set(tokens.scopes):
            found += await self._pages(tokens)
        return found

    async def _pages(self, tokens: Tokens) -> list[Profile]:
        roles: dict[str, set[str]] = {}
        start = 0
        while start < 1_000:
            path = f"/rest/organizationAcls?q=roleAssignee&state=APPROVED&start={start}&count=100"
            try:
                answer = await self._rest(tokens, "GET", path)
            except (Rejected, SignInNeeded) as error:
                if error.key in _NOT_PERMITTED:
                    raise OperatorError("error-linkedin-scopes", platform=self.label) from None
                raise
            elements = answer.get("elements") or []
            for each in elements:
                urn = str(each.get("organization") or each.get("organizationTarget") or "")
                if urn.startswith("urn:li:organization:") and each.get("state", "APPROVED") == "APPROVED":
                    roles.setdefault(urn, set()).add(str(each.get("role")))
            start += 100
            if len(elements) < 100:
                break
        found = []
        for urn, held in roles.items():
            number = urn.rpartition(":")[2]
            name, handle = number, number
            try:
                answer = await self._rest(tokens, "GET", f"/rest/organizations/{number}")
                name = str(answer.get("localizedName") or number)
                handle = str(answer.get("vanityName") or name)
            except (Rejected, SignInNeeded, NotFound) as error:
                if error.key not in _NOT_PERMITTED and not isinstance(error, NotFound):
                    raise  # without a right to its name the Page goes by its number
            why_not = "" if held & POSTING_ROLES else "why-not-linkedin-role"
            data = {"id": number, "urn": urn, "kind": "organization"}
            found.append(Profile(handle, name, data, why_not=why_not))
        return found

    # Posting

    async def prepare(self, outgoing: Outgoing) -> dict[str, Any]:
        """Upload the media and wait until LinkedIn has worked through them; what was uploaded before is used again."""
        if outgoing.kind != "comment":
            _visibility(outgoing)
        done: dict[str, dict[str, Any]] = {}
        before: Mapping[str, Mapping[str, Any]] = outgoing.prepared.get("media") or {}
        for item in outgoing.media if outgoing.kind != "comment" else ():
            if item.sha256 in done:
                continue
            known = dict(before.get(item.sha256) or {})
            if not known or float(known.get("until") or 0) < time.time():
                urn = await self._upload(outgoing.account, item)
                known = {"urn": urn, "until": time.time() + UPLOADED_LIVES.total_seconds()}
            await self._until_ready(outgoing.account, str(known["urn"]))
            done[item.sha256] = known
        return {"media": done} if done else {}

    async def send(self, outgoing: Outgoing) -> Receipt:
        """POST /rest/posts, or a comment under a post. There is no key that would make either idempotent."""
        if outgoing.kind == "comment" and outgoing.reply_to:
            return await self._comment(outgoing)
        body = {
            "author": _urn(outgoing.account),
            "commentary": escaped(outgoing.text),
            "visibility": _visibility(outgoing),
            "distribution": {
                "feedDistribution": "MAIN_FEED",
                "targetEntities": [],
                "thirdPartyDistributionChannels": [],
            },
            "lifecycleState": "PUBLISHED",
            "isReshareDisabledByAuthor": False,
        }
        if content := self._content(outgoing):
            body["content"] = content
        answer = await self._final(outgoing.account, "/rest/posts", body)
        urn = answer.headers.get("x-restli-id") or answer.headers.get("x-linkedin-id") or ""
        if not _POST.fullmatch(urn):
            raise OutcomeUnknown(platform=self.label, detail=f"POST /rest/posts -> {answer.status} without an id")
        return _receipt(urn)

    def _content(self, outgoing: Outgoing) -> dict[str, Any] | None:
        uploaded = outgoing.prepared.get("media") or {}
        items = [(item, str(uploaded[item.sha256]["urn"])) for item in outgoing.media]
        title = (outgoing.title or str(outgoing.options.get("title") or "")).strip()
        link, cover = str(outgoing.options.get("link") or ""), outgoing.options.get("thumbnail")
        is_article = link and title and (not items or (len(items) == 1 and isinstance(cover, int)))
        if is_article:
            article = {"source": link, "title": title}
            if items:
                article["thumbnail"] = items[0][1]
            return {"article": article}
        if not items:
            return None
        if len(items) > 1:
            return {"multiImage": {"images": [{"id": urn, "altText": item.alt} for item, urn in items]}}
        [(item, urn)] = items
        medium = {"id": urn}
        if item.kind in {"image", "gif"} and item.alt:
            medium["altText"] = item.alt
        if item.kind == "document":
            medium["title"] = title or outgoing.text.strip().partition("\n")[0][:100] or item.filename
        elif title:
            medium["title"] = title
        return {"media": medium}

    async def _comment(self, outgoing: Outgoing) -> Receipt:
        if len(outgoing.text) > COMMENT_CHARACTERS:
            raise Rejected("error-linkedin-comment-long", platform=self.label, limit=COMMENT_CHARACTERS)
        parent = _COMMENT.fullmatch(outgoing.reply_to)
        target = outgoing.root or (parent[1] if parent else outgoing.reply_to)
        body: dict[str, Any] = {
            "actor": _urn(outgoing.account),
            "object": parent[1] if parent else target,
            "message": {"text": outgoing.text},
        }
        if parent:
            body["parentComment"] = outgoing.reply_to
        answer = await self._final(outgoing.account, f"/rest/socialActions/{_quoted(target)}/comments", body)
        urn = answer.get("commentUrn") or answer.get("$URN")
        number = answer.headers.get("x-restli-id") or answer.get("id")
        if not urn and not number:
            raise OutcomeUnknown(platform=self.label, detail="a comment was accepted without an id")
        return _receipt(str(urn or f"urn:li:comment:({body['object']},{number})"))

    async def find(self, outgoing: Outgoing) -> Receipt | None:
        """The author's posts, the last changed first, matched by words or media and time; comments likewise.

        Raises `Unsupported` where this sign-in may not read, as with nearly every profile.
        """
        self._check_reading(outgoing.account, "error-cannot-read-back")
        try:
            if outgoing.kind == "comment" and outgoing.reply_to:
                return await self._find_comment(outgoing)
            return await self._find_post(outgoing)
        except (Rejected, SignInNeeded) as error:
            if error.key in _NOT_PERMITTED:
                raise Unsupported("error-cannot-read-back", platform=self.label, detail=error.detail) from None
            raise

    async def _find_post(self, outgoing: Outgoing) -> Receipt | None:
        author = _urn(outgoing.account)
        since = _milliseconds(outgoing.sent_at - timedelta(minutes=2)) if outgoing.sent_at else None
        ours = {str(item["urn"]) for item in (outgoing.prepared.get("media") or {}).values()}
        words = _bare(outgoing.text)
        for page in range(MOST_PAGES):
            query = f"q=author&author={_quoted(author)}&start={page * 100}&count=100&sortBy=LAST_MODIFIED"
            elements = await self._elements(outgoing.account, f"/rest/posts?{query}")
            for post in elements:
                made = post.get("publishedAt") or post.get("createdAt")
                if since is not None and isinstance(made, int) and made < since:
                    continue
                if str(post.get("id")) in outgoing.taken:
                    continue
                same = bool(words) and _bare(unescaped(str(post.get("commentary") or ""))) == words
                if same or ours & _media_of(post):
                    return _receipt(str(post["id"]))
            oldest = min((int(post.get("lastModifiedAt") or 0) for post in elements), default=0)
            if len(elements) < 100 or since is None or oldest < since:
                return None
        raise TryLater(platform=self.label, detail="too many newer posts to tell")

    async def _find_comment(self, outgoing: Outgoing) -> Receipt | None:
        parent = _COMMENT.fullmatch(outgoing.reply_to)
        since = _milliseconds(outgoing.sent_at - timedelta(minutes=2)) if outgoing.sent_at else None
        for each in await self._newest(
            outgoing.account, outgoing.reply_to if parent else outgoing.root or outgoing.reply_to
        ):
            made = (each.get("created") or {}).get("time")
            if since is not None and isinstance(made, int) and made < since:
                continue
            mine = each.get("actor") == _urn(outgoing.account) and _comment_urn(each) not in outgoing.taken
            if mine and _bare(_message(each)) == _bare(outgoing.text):
                return _receipt(_comment_urn(each))
        return None

    async def delete(self, account: AccountInfo, remote_id: str) -> None:
        """DELETE /rest/posts/{urn}: 204 as well for what is gone already."""
        if _COMMENT.fullmatch(remote_id):
            await self.delete_comment(account, remote_id)
            return
        try:
            await self._call(account, "DELETE", f"/rest/posts/{_quoted(remote_id)}", kind="write")
        except NotFound:
            return

    async def edit(self, outgoing: Outgoing, remote_id: str) -> Receipt:
        """Its words alone can change (PARTIAL_UPDATE of `commentary`)."""
        if _COMMENT.fullmatch(remote_id):
            raise Unsupported("error-cannot-edit", platform=self.label)
        body = {"patch": {"$set": {"commentary": escaped(outgoing.text)}}}
        more = {"X-RestLi-Method": "PARTIAL_UPDATE"}
        path = f"/rest/posts/{_quoted(remote_id)}"
        await self._call(outgoing.account, "POST", path, kind="write", headers=more, json=body)
        return _receipt(remote_id)

    # Media

    async def _upload(self, account: AccountInfo, item: Media) -> str:
        if item.kind == "video":
            return await self._upload_video(account, item)
        what = "document" if item.kind == "document" else "image"
        body = {"initializeUploadRequest": {"owner": _urn(account)}}
        answer = await self._call(account, "POST", f"/rest/{what}s?action=initializeUpload", kind="media", json=body)
        address, urn = answer.get("value", "uploadUrl"), answer.get("value", what)
        if not address or not urn:
            raise TryLater("error-not-the-network", platform=self.label)
        await self._put(account, str(address), _chunks(item.path), item.size)
        return str(urn)

    async def _upload_video(self, account: AccountInfo, item: Media) -> str:
        for key in [key for key, upload in self._uploads.items() if upload.until < time.time()]:
            del self._uploads[key]
        key = (account.id, item.sha256)
        upload = self._uploads.get(key)
        if upload is None:
            upload = self._uploads[key] = await self._begin_video(account, item)
        try:
            if upload.finishing and await self._state(account, upload.urn) in {"PROCESSING", "AVAILABLE"}:
                del self._uploads[key]
                return upload.urn
            with item.path.open("rb") as file:
                for place, part in enumerate(upload.instructions):
                    if place in upload.parts:
                        continue
                    first, last = int(part["firstByte"]), int(part["lastByte"])
                    file.seek(first)
                    body = await asyncio.to_thread(file.read, last - first + 1)
                    stored = await self._put(account, str(part["uploadUrl"]), body, len(body))
                    upload.parts[place] = stored.headers.get("etag", "").strip('"')
            upload.finishing = True
            finish = {
                "video": upload.urn,
                "uploadToken": upload.token,
                "uploadedPartIds": [upload.parts[place] for place in range(len(upload.instructions))],
            }
            body_of = {"finalizeUploadRequest": finish}
            await self._call(account, "POST", "/rest/videos?action=finalizeUpload", kind="media", json=body_of)
        except (Rejected, NotFound):
            self._uploads.pop(key, None)
            raise
        self._uploads.pop(key, None)
        return upload.urn

    async def _begin_video(self, account: AccountInfo, item: Media) -> _Upload:
        request = {
            "owner": _urn(account),
            "fileSizeBytes": item.size,
            "uploadCaptions": False,
            "uploadThumbnail": False,
        }
        body = {"initializeUploadRequest": request}
        answer = await self._call(account, "POST", "/rest/videos?action=initializeUpload", kind="media", json=body)
        value = answer.get("value") or {}
        until = value.get("uploadUrlsExpireAt")
        try:
            return _Upload(
                urn=str(value["video"]),
                token=str(value.get("uploadToken") or ""),
                instructions=[dict(each) for each in value["uploadInstructions"]],
                until=until / 1000 if isinstance(until, int) else time.time() + 3600,
            )
        except (KeyError, TypeError):
            raise TryLater("error-not-the-network", platform=self.label) from None

    async def _put(self, account: AccountInfo, address: str, body: bytes | AsyncIterator[bytes], size: int) -> Answer:
        """Bytes to an upload address, which must be LinkedIn's own: the token goes with them."""
        there = urlsplit(address)
        if self.base_url:
            address = f"{self.base_url.rstrip('/')}{there.path}{f'?{there.query}' if there.query else ''}"
        elif there.scheme != "https" or not f".{there.hostname}".endswith((".linkedin.com", ".licdn.com")):
            raise TryLater("error-not-the-network", platform=self.label, detail="an upload address elsewhere")
        headers = {
            **_auth(account.tokens),
            "Content-Type": "application/octet-stream",
            "Content-Length": str(size),
        }
        return await self._http.safe("PUT", address, headers=headers, content=body, timeout=300)

    async def _state(self, account: AccountInfo, urn: str) -> str:
        what = urn.split(":")[2]
        answer = await self._call(account, "GET", f"/rest/{what}s/{_quoted(urn)}", kind="media")
        state = str(answer.get("status") or "")
        if state == "PROCESSING_FAILED":
            reason = str(answer.get("processingFailureReason") or "")
            raise Rejected("error-media-refused", platform=self.label, reason=reason)
        return state

    async def _until_ready(self, account: AccountInfo, urn: str) -> None:
        pause = 0.1
        while True:
            try:
                state = await self._state(account, urn)
            except (Rejected, SignInNeeded) as error:
                if error.key in _NOT_PERMITTED:
                    return  # this sign-in may not ask; if it is not ready, the post is refused and nothing is lost
                raise
            if state == "AVAILABLE":
                return
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, 10.0)

    # Under the post

    async def comments(self, account: AccountInfo, remote_id: str) -> list[Comment]:
        """The newest hundred and the answers under the newest twenty of them. LinkedIn gives no names, only ids."""
        self._check_reading(account, "error-cannot-list-comments")
        found = await self._newest(account, remote_id)
        nested = []
        for each in found[:MOST_NESTED]:
            if (each.get("commentsSummary") or {}).get("aggregatedTotalComments"):
                nested += await self._newest(account, _comment_urn(each))
        everything = sorted(found + nested, key=lambda each: (each.get("created") or {}).get("time") or 0, reverse=True)
        return [self._as_comment(account, remote_id, each) for each in everything[:100]]

    def _as_comment(self, account: AccountInfo, post_id: str, each: Mapping[str, Any]) -> Comment:
        made = (each.get("created") or {}).get("time")
        return Comment(
            id=_comment_urn(each),
            post_id=post_id,
            author=str(each.get("actor") or ""),
            text=_message(each),
            at=datetime.fromtimestamp(made / 1000, UTC) if isinstance(made, int) else None,
            parent_id=str(each.get("parentComment") or ""),
            url=f"https://www.linkedin.com/feed/update/{post_id}/",
            likes=(each.get("likesSummary") or {}).get("totalLikes"),
            ours=each.get("actor") == _urn(account),
        )

    async def _newest(self, account: AccountInfo, urn: str) -> list[dict[str, Any]]:
        """The last hundred comments under a post or a comment, newest first."""
        path = f"/rest/socialActions/{_quoted(urn)}/comments"
        answer = await self._call(account, "GET", f"{path}?start=0&count=100")
        found = _elements_of(answer)
        total = answer.get("paging", "total")
        if isinstance(total, int) and total > 100:
            found = await self._elements(account, f"{path}?start={total - 100}&count=100")
        return sorted(found, key=lambda each: (each.get("created") or {}).get("time") or 0, reverse=True)

    async def delete_comment(self, account: AccountInfo, comment_id: str) -> None:
        """DELETE …/comments/{id}, as the profile or Page that the account is."""
        parts = _COMMENT.fullmatch(comment_id)
        if not parts:
            raise NotFound("error-network-gone", platform=self.label)
        path = f"/rest/socialActions/{_quoted(parts[1])}/comments/{parts[2]}?actor={_quoted(_urn(account))}"
        try:
            await self._call(account, "DELETE", path, kind="write")
        except NotFound:
            return

    # Figures

    async def measure(self, account: AccountInfo, remote_ids: Sequence[str]) -> dict[str, Figures]:
        """A Page's share statistics, organic and of the last twelve months; else likes and comments alone."""
        self._check_reading(account, "error-cannot-measure")
        asked = [remote_id for remote_id in remote_ids if _POST.fullmatch(remote_id)]
        found: dict[str, Figures] = {}
        if account.data.get("kind") == "organization":
            for urns in at_once(asked, AT_ONCE):
                found |= await self._statistics(account, urns)
        for remote_id in asked:
            if remote_id in found:
                continue
            try:
                answer = await self._call(account, "GET", f"/rest/socialActions/{_quoted(remote_id)}")
            except NotFound:
                continue
            mapping(answer.data, self.label)
            found[remote_id] = {
                "likes": number(answer.get("likesSummary", "totalLikes")),
                "comments": number(answer.get("commentsSummary", "aggregatedTotalComments")),
            }
        return found

    async def _statistics(self, account: AccountInfo, urns: list[str]) -> dict[str, Figures]:
        query = f"q=organizationalEntity&organizationalEntity={_quoted(_urn(account))}"
        for name, kind in (("shares", "share"), ("ugcPosts", "ugcPost")):
            if of_kind := [_quoted(urn) for urn in urns if urn.startswith(f"urn:li:{kind}:")]:
                query += f"&{name}=List({','.join(of_kind)})"
        try:
            elements = await self._elements(account, f"/rest/organizationalEntityShareStatistics?{query}")
        except (Rejected, SignInNeeded) as error:
            if error.key in _NOT_PERMITTED:
                return {}  # only administrators of the Page see them
            raise
        return {urn: told for urn, told in told_of.of_shares(list(elements)).items() if urn in urns}

    async def measure_account(self, account: AccountInfo) -> Figures:
        """Followers of a Page; how many a profile has is not told to applications like ours."""
        self._check_is_page(account, "error-cannot-measure")
        return await told_of.followers(self._getter(account), _urn(account))

    async def measure_days(self, account: AccountInfo, since: date, until: date) -> dict[date, Figures]:
        """A Page's statistics by day (UTC), organic, of the last twelve months, about two days late; for administrators."""
        self._check_is_page(account, "error-cannot-measure")
        return await told_of.by_day(self._getter(account), _urn(account), since, until)

    async def history(self, account: AccountInfo, mark: str = "") -> tuple[list[PastPost], str]:
        """GET /rest/posts?q=author, a hundred at a time; `Unsupported` for nearly every profile."""
        self._check_reading(account, "error-cannot-list-history")
        with told_of.permitted("error-cannot-list-history"):
            return await told_of.posts_of(self._getter(account), _urn(account), mark, unescaped)

    async def look_up(self, account: AccountInfo, handle: str) -> PublicProfile:
        """Another Page, by its name in addresses (linkedin.com/company/NAME): its followers, from a Page's sign-in."""
        self._check_is_page(account, "error-access-not-granted")
        return await told_of.look_up(self._getter(account), handle)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.close()

    # Calls

    def _check_reading(self, account: AccountInfo, key: str) -> None:
        """Raises `Unsupported` where the sign-in is known not to include reading."""
        if account.tokens is None:
            raise SignInNeeded(platform=self.label)
        needed = "r_organization_social" if account.data.get("kind") == "organization" else "r_member_social"
        if account.tokens.scopes and needed not in account.tokens.scopes:
            raise Unsupported(key, platform=self.label)

    def _check_is_page(self, account: AccountInfo, key: str) -> None:
        if account.tokens is None:
            raise SignInNeeded(platform=self.label)
        if account.data.get("kind") != "organization":
            raise Unsupported(key, platform=self.label)

    def _getter(self, account: AccountInfo) -> told_of.Get:
        async def get(path: str) -> Answer:
            return await self._call(account, "GET", path)

        return get

    async def _elements(self, account: AccountInfo, path: str) -> list[dict[str, Any]]:
        return _elements_of(await self._call(account, "GET", path))

    async def _call(
        self, account: AccountInfo, method: str, path: str, *, kind: str = "read", **request: Any
    ) -> Answer:
        return await self._rest(account.tokens, method, path, bucket=f"{account.id}:{kind}", **request)

    async def _rest(
        self, tokens: Tokens | None, method: str, path: str, *, headers: Mapping[str, str] | None = None, **request: Any
    ) -> Answer:
        all_headers = {**_auth(tokens), **self._version, **(headers or {})}
        return await self._http.safe(method, path, headers=all_headers, **request)

    async def _final(self, account: AccountInfo, path: str, body: Mapping[str, Any]) -> Answer:
        headers = {**_auth(account.tokens), **self._version}
        return await self._http.final("POST", path, bucket=f"{account.id}:write", headers=headers, json=body)

    @property
    def _version(self) -> dict[str, str]:
        return {"Linkedin-Version": self.api_version, "X-Restli-Protocol-Version": "2.0.0"}


def escaped(text: str) -> str:
    """Words as LinkedIn's little text format wants them: what is reserved behind a backslash, hashtags as a template.

    learn.microsoft.com/linkedin, shares/little-text-format.
    """
    pieces, last = [], 0
    for tag in HASHTAG.finditer(text):
        pieces += [_escape(text[last : tag.start()]), f"{{hashtag|\\#|{_escape(tag[1])}}}"]
        last = tag.end()
    return "".join([*pieces, _escape(text[last:])])


def unescaped(text: str) -> str:
    """The words of a post as people read them: hashtags and mentions without their templates."""

    def plain(found: re.Match[str]) -> str:
        if found["tag"] is not None:
            return "#" + _ESCAPED.sub(r"\1", found["tag"])
        return _ESCAPED.sub(r"\1", found["name"]) if found["name"] is not None else str(found["sign"])

    return _LITTLE.sub(plain, text)


def _escape(text: str) -> str:
    return RESERVED.sub(r"\\\g<0>", text)


def _urn(account: AccountInfo) -> str:
    return str(account.data["urn"])


def _quoted(urn: str) -> str:
    return quote(urn, safe="")


def _auth(tokens: Tokens | None) -> dict[str, str]:
    if tokens is None:
        raise SignInNeeded(platform=LinkedIn.label)
    return {"Authorization": f"Bearer {tokens.access}"}


def _visibility(outgoing: Outgoing) -> str:
    """PUBLIC, or CONNECTIONS for a profile. Raises `Rejected` rather than show more people than were meant."""
    if outgoing.options.get("format") == "draft":
        raise Rejected("error-linkedin-no-draft", platform=LinkedIn.label)
    wanted = str(outgoing.options.get("privacy") or "public")
    if wanted == "public":
        return "PUBLIC"
    if wanted == "followers" and outgoing.account.data.get("kind") != "organization":
        return "CONNECTIONS"
    raise Rejected("error-linkedin-privacy", platform=LinkedIn.label)


def _receipt(urn: str) -> Receipt:
    comment = _COMMENT.fullmatch(urn)
    return Receipt(urn, f"https://www.linkedin.com/feed/update/{comment[1] if comment else urn}/", {"id": urn})


def _elements_of(answer: Answer) -> list[dict[str, Any]]:
    elements = answer.get("elements")
    if not isinstance(elements, list):
        raise TryLater("error-not-the-network", platform=LinkedIn.label)
    return [each for each in elements if isinstance(each, dict)]


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _media_of(post: Mapping[str, Any]) -> set[str]:
    content = post.get("content") or {}
    images = (content.get("multiImage") or {}).get("images") or []
    found = [content.get("media") or {}, *images]
    return {str(each["id"]) for each in found if each.get("id")}


def _message(comment: Mapping[str, Any]) -> str:
    return str((comment.get("message") or {}).get("text") or "")


def _comment_urn(comment: Mapping[str, Any]) -> str:
    urn = comment.get("commentUrn") or comment.get("$URN")
    return str(urn or f"urn:li:comment:({comment.get('object')},{comment.get('id')})")


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


async def _chunks(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while chunk := await asyncio.to_thread(file.read, CHUNK_BYTES):
            yield chunk


def _until_midnight() -> float:
    """Seconds until the next midnight UTC, when LinkedIn's daily limits begin anew."""
    now = datetime.now(UTC)
    return (now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1) - now).total_seconds()


def _judge(answer: Answer) -> AllInError | None:
    """`{"status", "code", "serviceErrorCode", "message", "errorDetails"}`; a duplicate is a 422 that names the first one."""
    reason = said(answer)
    words = reason.lower()
    code = str(answer.get("code") or "")
    if answer.status == 426 or code == "NONEXISTENT_VERSION":
        return VersionSunset()
    if answer.status == 429:
        daily = "day" in words and not answer.headers.get("retry-after")
        return TryLater("error-rate-limited", retry_after=_until_midnight()) if daily else None
    inner = str(answer.get("errorDetails", "inputErrors", 0, "code") or "")
    if answer.status in {400, 409, 422} and (inner == "DUPLICATE_POST" or "duplicate" in words):
        first = _POST.search(reason)
        return Rejected("error-duplicate", remote_id=first[0] if first else "")
    if answer.status == 403 and "permission" in words:
        return SignInNeeded("error-sign-in-scope")
    if answer.status in {400, 409, 422}:
        detail = str(answer.get("errorDetails", "inputErrors", 0, "description") or "")
        return Rejected("error-network-refused", reason=(detail or reason)[:200])
    return None

"""What Instagram, Threads and Facebook Pages share: Meta's errors, its long-lived tokens, containers and uploads.

Every error is `{"error": {"message", "type", "code", "error_subcode", "is_transient", …}}`, mostly with status 400
whatever it is about, so that the code decides (developers.facebook.com/docs/graph-api/guides/error-handling and
…/documentation/instagram-platform/instagram-graph-api/reference/error-codes, updated 2026-06-02).
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
from abc import abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import httpx

from bot.errors import AllInError, NotFound, OutcomeUnknown, Rejected, SignInNeeded, TryLater, VersionSunset
from connectors.http import Answer, Http, retry_after
from connectors.limits import Breach, Content, Limits, media_breaches
from connectors.media import Media
from connectors.oauth import AppCredentials, OAuth, Tokens, authorize_link, tokens_from
from connectors.platform import AccountInfo, Comment, Outgoing, Publisher, Receipt

GRAPH_VERSION = "v25.0"
"""The Graph API's version for Facebook and Instagram, of February 2026; Meta keeps one for two years (unverified)."""

FACEBOOK = "https://graph.facebook.com"
RUPLOAD = "https://rupload.facebook.com"

FACEBOOK_LOGIN = OAuth(
    authorize_url=f"https://www.facebook.com/{GRAPH_VERSION}/dialog/oauth",
    token_url=f"{FACEBOOK}/{GRAPH_VERSION}/oauth/access_token",
    scopes=(),
    pkce=False,
    scope_separator=",",
)
"""Facebook Login for Business; each network adds its own scopes (docs/facebook-login/guides/advanced/manual-flow)."""

LIFETIME = timedelta(days=60)
"""How long a long-lived token of Instagram and Threads lives; it can be renewed when it is `OLD_ENOUGH` and still alive."""
OLD_ENOUGH = timedelta(hours=24)

UPLOAD_TIMEOUT = httpx.Timeout(120.0, connect=10.0)
CHUNK = 1 << 20
CLOCKS_DIFFER = timedelta(minutes=2)

_RATE = frozenset({4, 17, 32, 341, 613, *range(80_000, 80_015)})
_REFUSED_MEDIA = frozenset({352, 9004, 36_000, 36_001, 36_003})
_NOT_READY = 9007
_SPAM = 2_207_051
_QUOTA = 2_207_042
_RESTRICTED = 2_207_050
_GONE = frozenset({33, 2_207_006, 4_279_009})
_CONTAINER_GONE = frozenset({2_207_006, 2_207_008, 2_207_020, 4_279_009})
_FETCH_TIMEOUT = 2_207_003
_PHOTOS_POSTED = 1_366_051
_OLD_VERSION = re.compile(r"deprecated version|version .{0,20}(?:no longer|not) (?:available|supported)", re.I)
_LOOKS_SECRET = re.compile(r"[\w|.~-]{32,}")


class ContainerGone(TryLater):
    """The container that was to be published is unknown, used up or too old: nothing came of this call."""


def judge(answer: Answer) -> AllInError | None:
    """What an error of Meta's means for a call that is made once.

    Codes 1 and 2 and whatever calls itself transient say nothing of whether the call was carried out; the codes for too many
    calls, for the sign-in and for permissions say that it was not.
    """
    error = answer.get("error")
    if not isinstance(error, Mapping):
        words = answer.get("error_message")  # api.instagram.com's flat form
        return Rejected("error-network-refused", reason=_plain(words)) if isinstance(words, str) else None
    code = _whole(error.get("code"))
    sub = _whole(error.get("error_subcode"))
    said = _plain(error.get("error_user_msg") or error.get("message") or "")
    trace = _plain(error.get("fbtrace_id") or "")
    found = _meaning(answer, code, sub, said, bool(error.get("is_transient")))
    # Some messages repeat the token that they complain about: the body itself goes nowhere.
    detail = f"{answer.method} {answer.path} -> {answer.status} code {code}/{sub} {said} {trace}".strip()
    if found is not None:
        found.detail = detail
        return found
    if answer.status >= 500 or answer.status == 429:
        return None
    if answer.status == 401:
        return SignInNeeded(detail=detail)
    return Rejected("error-network-refused", reason=said, detail=detail)


def _meaning(answer: Answer, code: int, sub: int, said: str, transient: bool) -> AllInError | None:
    if code == 2635 or _OLD_VERSION.search(said):
        return VersionSunset()
    if code in {102, 190, 467}:
        return SignInNeeded()
    if sub == _RESTRICTED:
        return SignInNeeded("error-meta-restricted")
    if code == 506 or sub == _PHOTOS_POSTED:
        return Rejected("error-duplicate")
    if sub == _SPAM:
        return Rejected("error-network-refused", reason=said)
    if sub == _QUOTA:
        return TryLater("error-quota", hours=24, retry_after=3600.0)
    if code in _RATE:
        return TryLater("error-rate-limited", retry_after=_wait(answer, 3600.0 if code == 341 else 300.0))
    if code == 368:  # blocked for a while for what it did; hours, not minutes
        return TryLater("error-rate-limited", retry_after=_wait(answer, 6 * 3600.0))
    if code == _NOT_READY:
        return TryLater("error-media-not-ready", retry_after=30.0)
    if sub in _CONTAINER_GONE and answer.path.endswith("publish"):
        return ContainerGone("error-media-not-ready", retry_after=30.0)
    if sub == _FETCH_TIMEOUT:
        return TryLater("error-media-not-ready", retry_after=60.0)
    if code == 803 or sub in _GONE:
        return NotFound("error-network-gone")
    if code == 10 or 200 <= code <= 299:
        return SignInNeeded("error-sign-in-scope")
    if code in _REFUSED_MEDIA:
        return Rejected("error-media-refused", reason=said)
    if code in {1, 2, -1, -2} or transient:
        return OutcomeUnknown()
    return None


def _wait(answer: Answer, otherwise: float) -> float:
    """Seconds until calls are taken again: Retry-After, or the minutes in X-Business-Use-Case-Usage."""
    told = retry_after(answer)
    if told is not None:
        return told
    try:
        usage = json.loads(answer.headers.get("x-business-use-case-usage", ""))
        minutes = max(float(each["estimated_time_to_regain_access"]) for entries in usage.values() for each in entries)
    except (ValueError, TypeError, KeyError, AttributeError):
        return otherwise
    return min(minutes * 60.0, 86_400.0) if minutes > 0 else otherwise


class PartsNotReady(TryLater):
    """The parts of a carousel are made and still being worked on: the whole cannot be made yet. Kept for the next try."""

    def __init__(self, parts: list[str], platform: str) -> None:
        super().__init__("error-media-not-ready", platform=platform, retry_after=60.0)
        self.parts = parts


@dataclass
class Graph:
    """Calls to Meta's hosts. With `base_url` (ALLIN_<PLATFORM>_API_URL) all of them are that server."""

    label: str
    base_url: str = ""
    quota: int = 0
    """How many posts a day the network takes, for its own "no more"."""
    http: Http = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.http = Http(self.label, self.base_url, judge=self._judge)

    def _judge(self, answer: Answer) -> AllInError | None:
        found = judge(answer)
        if found is not None and found.key == "error-quota":
            found.facts["count"] = self.quota
        return found

    def at(self, address: str) -> str:
        """An address of Meta's, or the same path on the server that stands in for it."""
        if not self.base_url:
            return address
        parts = urlsplit(address)
        query = f"?{parts.query}" if parts.query else ""
        return f"{self.base_url.rstrip('/')}{parts.path}{query}"

    def upload_address(self, told: Any, otherwise: str) -> str:
        """Where an upload goes: what Meta said if it is a host of Meta's, for the token goes along."""
        host = urlsplit(str(told or "")).hostname or ""
        known = host == "facebook.com" or host.endswith((".facebook.com", ".instagram.com"))
        ours = bool(self.base_url) and host == urlsplit(self.base_url).hostname
        return self.at(str(told) if known or ours else otherwise)

    async def safe(self, method: str, address: str, *, token: str = "", bucket: str = "", **request: Any) -> Answer:
        """A call that may be repeated; its answer is a JSON object."""
        headers = bearer(token) | request.pop("headers", {})
        try:
            answer = await self.http.safe(method, self.at(address), bucket=bucket, headers=headers, **request)
        except OutcomeUnknown as error:
            raise TryLater(platform=self.label, detail=error.detail) from None
        if not isinstance(answer.data, Mapping):
            raise TryLater("error-not-the-network", platform=self.label, detail=f"{method} {answer.path}")
        return answer

    async def final(self, method: str, address: str, *, token: str, bucket: str, **request: Any) -> Answer:
        """The one irreversible call."""
        return await self.http.final(method, self.at(address), bucket=bucket, headers=bearer(token), **request)

    def published_id(self, answer: Answer, *names: str) -> str:
        """The id in the answer to the irreversible call; without one nobody knows what happened."""
        for name in names or ("id",):
            value = answer.get(name)
            if isinstance(value, (str, int)) and str(value):
                return str(value)
        raise OutcomeUnknown(platform=self.label, detail=f"{answer.method} {answer.path}: no id in the answer")

    def token(self, account: AccountInfo) -> str:
        """The account's access token."""
        if account.tokens is None:
            raise SignInNeeded(platform=self.label)
        return account.tokens.access

    # Signing in

    def consent(
        self, oauth: OAuth, scopes: Sequence[str], app: AppCredentials, *, redirect_uri: str, state: str, verifier: str
    ) -> str:
        """The address of the consent page."""
        link = authorize_link(
            replace(oauth, scopes=tuple(scopes)), app, redirect_uri=redirect_uri, state=state, verifier=verifier
        )
        return self.at(link)

    def tokens(self, body: Any, *, before: Tokens | None = None) -> Tokens:
        """The tokens in an answer; Instagram's may stand in a list under `data`."""
        inner = body.get("data") if isinstance(body, Mapping) else None
        if isinstance(inner, list) and inner:
            body = inner[0]
        try:
            found = tokens_from(body, before=before)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise TryLater("error-not-the-network", platform=self.label) from None
        permissions = body.get("permissions")
        if permissions and not found.scopes:
            given = permissions.split(",") if isinstance(permissions, str) else permissions
            found = replace(found, scopes=tuple(str(scope).strip() for scope in given))
        return replace(found, refresh="")

    async def facebook_user(self, app: AppCredentials, code: str, redirect_uri: str) -> Tokens:
        """The long-lived user token of Facebook Login for a code, about 60 days; a Page's token got with it does not expire."""
        address = f"{FACEBOOK}/{GRAPH_VERSION}/oauth/access_token"
        client = {"client_id": app.client_id, "client_secret": app.client_secret}
        short = self.tokens(
            (await self.safe("GET", address, params={**client, "redirect_uri": redirect_uri, "code": code})).data
        )
        exchange = {**client, "grant_type": "fb_exchange_token", "fb_exchange_token": short.access}
        return self.tokens((await self.safe("GET", address, params=exchange)).data)

    async def pages(self, token: str, fields: str) -> list[Mapping[str, Any]]:
        """The Pages of whoever signed in (GET /me/accounts), each with a token of its own; at most 200."""
        found: list[Mapping[str, Any]] = []
        params = {"fields": fields}
        while len(found) < 200:
            answer = await self.safe(
                "GET", f"{FACEBOOK}/{GRAPH_VERSION}/me/accounts", token=token, params=params, bucket="sign-in"
            )
            found += [page for page in rows(answer) if page.get("access_token")]
            after = answer.get("paging", "cursors", "after")
            if not after or not answer.get("paging", "next"):
                break
            params = {**params, "after": str(after)}
        return found

    async def renewed(self, address: str, grant: str, tokens: Tokens) -> Tokens:
        """A long-lived token for a living one of at least a day (`refresh_access_token`); a younger one is good as it is."""
        now = datetime.now(UTC)
        if tokens.expires_at is not None and tokens.expires_at - now > LIFETIME - OLD_ENOUGH:
            return tokens
        params = {"grant_type": grant, "access_token": tokens.access}
        try:
            answer = await self.safe("GET", address, params=params)
        except (Rejected, NotFound) as error:
            raise SignInNeeded(platform=self.label, detail=error.detail) from None
        fresh = self.tokens(answer.data, before=tokens)
        return fresh if fresh.scopes else replace(fresh, scopes=tokens.scopes)

    # Uploads

    async def rupload(
        self, address: str, token: str, item: Media, *, taken: Callable[[], Awaitable[int]], pause: float
    ) -> None:
        """Send a file to rupload.facebook.com; after an interruption it goes on where `taken` says that the bytes end."""
        offset = 0
        for attempt in range(4):
            headers = {
                "Authorization": f"OAuth {token}",
                "offset": str(offset),
                "file_size": str(item.size),
                "Content-Type": "application/octet-stream",
                "Content-Length": str(item.size - offset),
            }
            try:
                body = chunks(item.path, offset, item.size)
                answer = await self.safe("POST", address, headers=headers, content=body, timeout=UPLOAD_TIMEOUT)
                if answer.get("success") is not False:
                    return
                raise TryLater("error-media-not-ready", platform=self.label)
            except TryLater as error:
                if attempt == 3 or (error.retry_after or 0.0) > 30.0:
                    raise
            await asyncio.sleep(pause)
            offset = min(max(await taken(), 0), item.size)
            if offset == item.size:
                return


class FormattedPublisher(Publisher):
    """A network whose limits differ with the format: a post, a reel, a story."""

    def limits_for(self, media: Sequence[Media], options: Mapping[str, Any], account: Mapping[str, Any]) -> Limits:
        """The limits that hold for these media in this format."""
        return self.limits.of(account)

    def check(
        self,
        text: str,
        media: Sequence[Media] | None = None,
        options: Mapping[str, Any] | None = None,
        account: Mapping[str, Any] | None = None,
    ) -> list[Breach]:
        """As for every network, with the media measured against the rules of the format."""
        found = super().check(text, media, options, account)
        if media is None:
            return found
        content = Content(text, media, options or {})
        general = media_breaches(self.label, self.limits.of(account or {}), content)
        own = media_breaches(self.label, self.limits_for(media, options or {}, account or {}), content)
        return [breach for breach in found if breach not in general] + own


class ContainerPublisher(FormattedPublisher):
    """A network where a post is made as a container, and publishing the container is the one irreversible call.

    A container is published once at most, and its state says whether it was: PUBLISHED is a yes. FINISHED is a no that a
    second call for the same container cannot turn into two posts. IN_PROGRESS after the call is "still at it".
    """

    settles_after: ClassVar[timedelta] = timedelta(seconds=60)
    pause: float = 2.0
    """Seconds between two looks at a container that is being worked on, growing to fifteen."""
    patience: float = 120.0
    """Seconds that `prepare` waits for it; then it returns, and `send` is told "not ready", which is surely not published."""

    graph: Graph

    async def prepare(self, outgoing: Outgoing) -> dict[str, Any]:
        """Make the container and wait until it can be published; the one of an earlier try is taken if it still lives."""
        self.graph.token(outgoing.account)
        if not self.has_container(outgoing):
            return {}
        mark = fingerprint(outgoing)
        before = outgoing.prepared
        if before.get("container") and before.get("for") == mark:
            try:
                state, _ = await self._settled(outgoing.account, str(before["container"]))
            except NotFound:
                state = "EXPIRED"
            if state == "PUBLISHED":
                return {**before, "state": state}
            if state in {"FINISHED", "IN_PROGRESS"}:
                await self.check_quota(outgoing)
                return {**before, "state": state}
        await self.check_quota(outgoing)
        parts = list(before.get("parts") or []) if before.get("for") == mark else []
        try:
            container = await self.make(outgoing, parts)
        except PartsNotReady as error:
            # Raised, they would be lost, and an account may make 400 containers a day: `send` says "not ready" instead.
            return {"for": mark, "parts": error.parts, "state": "IN_PROGRESS"}
        state, reason = await self._settled(outgoing.account, container)
        self._refuse(state, reason)
        return {"container": container, "for": mark, "state": state}

    async def send(self, outgoing: Outgoing) -> Receipt:
        """Publish the container."""
        token = self.graph.token(outgoing.account)
        if outgoing.prepared.get("state") == "PUBLISHED":
            raise OutcomeUnknown(platform=self.label, detail="the container was published by an earlier call")
        container = outgoing.prepared.get("container")
        if not container:
            detail = "there is no container yet"
            raise TryLater("error-media-not-ready", platform=self.label, retry_after=60.0, detail=detail)
        bucket = f"{outgoing.account.id}:write"
        address = self.publish_address(outgoing.account)
        answer = await self.graph.final(
            "POST", address, token=token, bucket=bucket, data={"creation_id": str(container)}
        )
        remote_id = self.graph.published_id(answer)
        return Receipt(remote_id, await self._link(outgoing.account, remote_id), {"id": remote_id})

    async def find(self, outgoing: Outgoing) -> Receipt | None:
        """The container's state, which is the truth; then the newest posts, for the id and the address."""
        container = outgoing.prepared.get("container")
        if not container:
            # Without one nothing was published, unless what is kept of it is older than the call: a restored copy.
            return await self.newest(outgoing) if outgoing.sent_at is not None else None
        try:
            state, _ = await self.state(outgoing.account, str(container))
        except NotFound:
            return await self.newest(outgoing)
        if state == "IN_PROGRESS":
            raise TryLater("error-media-not-ready", platform=self.label, retry_after=30.0)
        if state != "PUBLISHED":
            return None
        found = await self.newest(outgoing)
        if found is None:
            detail = "the container is published, and the post does not show yet"
            raise TryLater("error-media-not-ready", platform=self.label, retry_after=30.0, detail=detail)
        return found

    async def close(self) -> None:
        """Let go of the connections."""
        await self.graph.http.close()

    # What each network has of its own

    def has_container(self, outgoing: Outgoing) -> bool:
        """Whether this goes out as a container; a comment may not."""
        return True

    @abstractmethod
    async def check_quota(self, outgoing: Outgoing) -> None:
        """`TryLater` if the network's own count says that no more may be published now."""

    @abstractmethod
    async def make(self, outgoing: Outgoing, parts: list[str]) -> str:
        """Make the container; its id. `parts` are those of a carousel that an earlier try has made."""

    @abstractmethod
    async def state(self, account: AccountInfo, container: str) -> tuple[str, str]:
        """EXPIRED, ERROR, FINISHED, IN_PROGRESS or PUBLISHED, and the reason of an error."""

    @abstractmethod
    def publish_address(self, account: AccountInfo) -> str:
        """Where a container is published."""

    @abstractmethod
    async def newest(self, outgoing: Outgoing) -> Receipt | None:
        """This post among the account's newest ones."""

    @abstractmethod
    async def permalink(self, account: AccountInfo, remote_id: str) -> str:
        """The public address of a post."""

    # Shared

    async def together(
        self, account: AccountInfo, parts: list[str], make: Callable[[], Awaitable[list[str]]]
    ) -> list[str]:
        """The parts of a carousel, all of them ready: those of an earlier try, or new ones where these are gone."""
        if parts:
            try:
                states = [(await self.state(account, part))[0] for part in parts]
            except NotFound:
                states = ["EXPIRED"]
            if not {"EXPIRED", "ERROR", "PUBLISHED"}.isdisjoint(states):
                parts = []
        parts = parts or await make()
        for part in parts:
            state, reason = await self._settled(account, part)
            self._refuse(state, reason)
            if state == "IN_PROGRESS":
                raise PartsNotReady(parts, self.label)
        return parts

    def quota_reached(self, usage: Any, total: Any, seconds: Any = None) -> None:
        """Raise `TryLater` where the count is full."""
        if isinstance(usage, int) and isinstance(total, int) and 0 < total <= usage:
            hours = round(seconds / 3600) if isinstance(seconds, int) and seconds > 0 else 24
            raise TryLater("error-quota", platform=self.label, count=total, hours=hours, retry_after=3600.0)

    def _refuse(self, state: str, reason: str) -> None:
        if state == "ERROR":
            raise Rejected("error-media-refused", platform=self.label, reason=reason)
        if state == "EXPIRED":
            raise TryLater("error-media-not-ready", platform=self.label, detail="the container has expired")

    async def _settled(self, account: AccountInfo, container: str) -> tuple[str, str]:
        pause, waited = self.pause, 0.0
        while True:
            state, reason = await self.state(account, container)
            if state != "IN_PROGRESS" or waited >= self.patience:
                return state, reason
            await asyncio.sleep(pause)
            waited += pause
            pause = min(pause * 1.5, 15.0)

    async def _link(self, account: AccountInfo, remote_id: str) -> str:
        """The address of what has just gone out. It is out whether or not this can be read."""
        try:
            async with asyncio.timeout(10.0):
                return await self.permalink(account, remote_id)
        except (AllInError, TimeoutError):
            return ""


def bearer(token: str) -> dict[str, str]:
    """The header that carries an access token."""
    return {"Authorization": f"Bearer {token}"} if token else {}


def rows(answer: Answer) -> list[Mapping[str, Any]]:
    """The objects of an edge: what stands under `data`."""
    data = answer.get("data")
    return [row for row in data if isinstance(row, Mapping)] if isinstance(data, list) else []


def moment(value: Any) -> datetime | None:
    """An instant as Meta writes it: 2026-11-23T09:00:00+0000, or seconds since 1970."""
    try:
        if isinstance(value, (int, float)) or (isinstance(value, str) and value.isdigit()):
            return datetime.fromtimestamp(float(value), UTC)
        return datetime.fromisoformat(str(value))
    except (ValueError, OverflowError, OSError):
        return None


def since_of(outgoing: Outgoing) -> datetime | None:
    """The earliest that something can have been made that `outgoing` sent; None where that is not known."""
    return outgoing.sent_at - CLOCKS_DIFFER if outgoing.sent_at is not None else None


def may_be(outgoing: Outgoing, made: datetime | None) -> bool:
    """Whether something made at this instant can be what `outgoing` sent."""
    return outgoing.sent_at is None or made is None or made >= outgoing.sent_at - CLOCKS_DIFFER


def same_words(one: Any, other: str) -> bool:
    """Whether two texts are the same but for spaces and the signs that Meta leaves out of captions (@, the tag's #)."""
    left, right = (re.sub(r"[\s@#]+", "", text) for text in (str(one or ""), other))
    return left == right


def own_comment(outgoing: Outgoing, comments: Sequence[Comment]) -> Comment | None:
    """Our comment among those of a post: the same words, no older, and where it belongs.

    An answer to an answer hangs under the first comment of the two, for there are two levels.
    """
    above = {comment.id: comment.parent_id for comment in comments}
    places = {outgoing.reply_to, above.get(outgoing.reply_to) or outgoing.reply_to}
    if outgoing.root in {"", outgoing.reply_to}:
        places |= {""}
    for comment in comments:
        belongs = comment.ours and comment.parent_id in places and comment.id not in outgoing.taken
        belongs = belongs and may_be(outgoing, comment.at)
        if belongs and same_words(comment.text, outgoing.text):
            return comment
    return None


def insights(answer: Answer) -> dict[str, float]:
    """Figures by Meta's own name, from `values` or `total_value`; what is not there is not in it."""
    found: dict[str, float] = {}
    for row in rows(answer):
        values = row.get("values")
        value: Any = None
        if isinstance(row.get("total_value"), Mapping):
            value = row["total_value"].get("value")
        elif isinstance(values, list) and values and isinstance(values[-1], Mapping):
            value = values[-1].get("value")
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            found[str(row.get("name"))] = value
    return found


def fingerprint(outgoing: Outgoing) -> str:
    """What a container was made from: words, media, place and options. Another one needs another container."""
    parts: list[Any] = [outgoing.text, outgoing.kind, outgoing.reply_to, sorted(map(str, outgoing.options.items()))]
    parts += [[item.sha256, item.alt] for item in outgoing.media]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


async def chunks(path: Path, start: int, end: int) -> AsyncIterator[bytes]:
    """A file's bytes from `start` to `end`, a megabyte at a time."""
    with path.open("rb") as file:
        file.seek(start)
        left = end - start
        while left > 0 and (part := await asyncio.to_thread(file.read, min(CHUNK, left))):
            left -= len(part)
            yield part


def _whole(value: Any) -> int:
    return value if isinstance(value, int) else int(value) if isinstance(value, str) and value.isdigit() else 0


def _plain(words: Any) -> str:
    """A message on one line, without what looks like a token."""
    text = _LOOKS_SECRET.sub("…", " ".join(str(words).split()))
    return text if len(text) <= 200 else text[:199] + "…"

"""Mastodon: 500 characters on most servers, whatever the length of the links; the key of a post makes it idempotent."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import regex

from bot.errors import AllInError, NotFound, Rejected, SignInNeeded, TryLater, Unsupported
from connectors.figures import at_once, figures, format_of, instant, mapping, nobody, objects, text, title_of
from connectors.http import Answer, Http, RateHeaders, said
from connectors.oauth import authorize_link, tokens_from
from connectors.platform import (
    URL,
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
    Trend,
)

LINK_LENGTH = 23
PAGE = 40
MOST_PAGES = 10
AT_ONCE = 20
"""Statuses in one call (methods/statuses#index, since 4.3; the server's DEFAULT_STATUSES_LIMIT)."""
MOST_TRENDS = 20
RECENT = 20
MENTION = regex.compile(r"(?<![\w/])(@\w+)@[\w.-]+\w")
SCOPES = ("read", "write:statuses", "write:media")

_COUNTS = {
    "likes": "favourites_count",
    "shares": "reblogs_count",
    "comments": "replies_count",
    "quotes": "quotes_count",
}
_OWN_COUNTS = {"followers": "followers_count", "posts": "statuses_count"}
_PRIVACY = {"public": "public", "unlisted": "unlisted", "followers": "private", "private": "direct"}


class Mastodon(Publisher):
    """An account on any Mastodon server. `account.data` holds `id` and `server` (https://mastodon.social).

    500 characters is the default; the server's own figure is read when it is connected (GET /api/v2/instance). Pictures of
    16 MB and videos of 99 MB are the server's defaults (unverified). A key that comes again within an hour gives the same
    status (docs.joinmastodon.org/methods/statuses, Idempotency-Key).
    """

    name = "mastodon"
    label = "Mastodon"
    also_called = (
        "masto",
        "mastodon server",
        "fediverse",
        "the fediverse",
        "fedi",
        "mast o don",
    )
    limits = Limits(
        characters=500,
        revised=date(2026, 11, 23),
        source="docs.joinmastodon.org, methods/statuses, methods/media and entities/Instance (server defaults)",
        media=(
            MediaRule("image", frozenset({"image/jpeg", "image/png", "image/webp"}), most=4, max_bytes=16_000_000),
            MediaRule("gif", frozenset({"image/gif"}), max_bytes=16_000_000),
            MediaRule("video", frozenset({"video/mp4", "video/quicktime", "video/webm"}), max_bytes=99_000_000),
            MediaRule("audio", frozenset({"audio/mpeg", "audio/ogg", "audio/wav", "audio/mp4"}), max_bytes=99_000_000),
        ),
        alt_characters=1_500,
    )
    custom = Custom(length=250, hashtags=(1, 3), emoji=1, voice="plain")
    compose_url = "https://share.joinmastodon.org/"
    details: ClassVar[frozenset[str]] = frozenset({"privacy", "warning"})
    help_url = "https://docs.joinmastodon.org/client/token/"
    sign_in_fields = (Field("server", "sign-in-field-server", placeholder="mastodon.social"),)
    oauth = OAuth(
        authorize_url="/oauth/authorize",
        token_url="/oauth/token",
        revoke_url="/oauth/revoke",
        scopes=SCOPES,
    )
    can_thread: ClassVar[bool] = True
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
    measures_at_once: ClassVar[int] = AT_ONCE
    is_idempotent: ClassVar[bool] = True
    settles_after: ClassVar[timedelta] = timedelta(seconds=5)
    by_hand: ClassVar[Mapping[str, str]] = {"hide": "https://docs.joinmastodon.org/user/moderating/"}

    def __init__(self, home: Path = Path(), base_url: str = "", public_url: str = "") -> None:
        super().__init__(home, base_url, public_url)
        # 300 calls in five minutes a user (docs.joinmastodon.org/api/rate-limits); the headers tell what is left.
        rate = RateHeaders("x-ratelimit-remaining", "x-ratelimit-reset", "iso")
        self._http = Http(self.label, base_url, judge=_judge, rate=rate)
        self._one_by_one: set[str] = set()

    def length(self, text: str) -> int:
        """Graphemes; every link counts 23 and a mention of another server counts without the server's name."""
        text = URL.sub("x" * LINK_LENGTH, text)
        text = MENTION.sub(r"\1", text)
        return len(regex.findall(r"\X", text))

    # Signing in: every server is its own, and registers an application on the spot

    async def register(self, fields: Mapping[str, str], redirect_uri: str) -> AppCredentials | None:
        """An application of our own at the server that was named. Rejected if it is no server's name."""
        server = server_of(fields.get("server", ""))
        body = {
            "client_name": "AllIN Assistant",
            "redirect_uris": [redirect_uri],
            "scopes": " ".join(SCOPES),
        }
        answer = await self._http.safe("POST", self._at(server, "/api/v1/apps"), json=body)
        try:
            return AppCredentials(str(answer.data["client_id"]), str(answer.data["client_secret"]), server)
        except (KeyError, TypeError):
            raise TryLater("error-not-the-network", platform=self.label) from None

    def authorize(
        self, app: AppCredentials, *, redirect_uri: str, state: str, verifier: str, fields: Mapping[str, str]
    ) -> str:
        """The consent page of the account's server."""
        link = authorize_link(self.oauth_of, app, redirect_uri=redirect_uri, state=state, verifier=verifier)
        return self._at(app.server or server_of(fields.get("server", "")), link)

    @property
    def oauth_of(self) -> OAuth:
        """The endpoints, which are paths here: each account has its own server."""
        assert self.oauth is not None
        return self.oauth

    async def exchange(
        self, app: AppCredentials, *, code: str, redirect_uri: str, verifier: str, fields: Mapping[str, str]
    ) -> Tokens:
        """The tokens for a code. They do not expire by themselves."""
        body = {
            "grant_type": "authorization_code",
            "code": code,
            "client_id": app.client_id,
            "client_secret": app.client_secret,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
            "scope": " ".join(SCOPES),
        }
        answer = await self._http.safe("POST", self._at(app.server, "/oauth/token"), json=body)
        try:
            tokens = tokens_from(answer.data)
        except (KeyError, TypeError, ValueError):
            raise TryLater("error-not-the-network", platform=self.label) from None
        tokens.extra.update(server=app.server, client_id=app.client_id, client_secret=app.client_secret)
        return tokens

    async def profiles(self, tokens: Tokens, app: AppCredentials) -> list[Profile]:
        """The one account that signed in, with its server's own limits."""
        server = tokens.extra["server"]
        headers = {"Authorization": f"Bearer {tokens.access}"}
        url = self._at(server, "/api/v1/accounts/verify_credentials")
        me = (await self._http.safe("GET", url, headers=headers)).data
        instance = await self._http.safe("GET", self._at(server, "/api/v2/instance"))
        host = urlsplit(server).netloc
        data: dict[str, Any] = {"id": str(me["id"]), "server": server}
        characters = instance.get("configuration", "statuses", "max_characters")
        if isinstance(characters, int):
            data["limits"] = {"characters": characters}
        return [Profile(f"@{me['username']}@{host}", str(me.get("display_name") or ""), data)]

    async def revoke(self, tokens: Tokens, app: AppCredentials) -> None:
        """End the access token at its server."""
        body = {
            "client_id": tokens.extra.get("client_id", ""),
            "client_secret": tokens.extra.get("client_secret", ""),
            "token": tokens.access,
        }
        await self._http.safe("POST", self._at(tokens.extra["server"], "/oauth/revoke"), json=body)

    # Posting

    async def prepare(self, outgoing: Outgoing) -> dict[str, Any]:
        """Upload the media, and wait until the server has worked through them."""
        before: Mapping[str, Any] = outgoing.prepared.get("media") or {}
        described: Mapping[str, Any] = outgoing.prepared.get("alts") or {}
        done: dict[str, str] = {}
        for item in outgoing.media:
            if item.sha256 in done:
                continue
            known = str(before.get(item.sha256) or "")
            if known and described.get(item.sha256) == item.alt:
                try:
                    await self._until_ready(outgoing.account, known)
                except NotFound:  # what is in no status is thrown away after a day
                    known = ""
            else:
                known = ""
            done[item.sha256] = known or await self._upload(outgoing.account, item)
        return {"media": done, "alts": {item.sha256: item.alt for item in outgoing.media}}

    async def send(self, outgoing: Outgoing) -> Receipt:
        """POST /api/v1/statuses under the key of this delivery."""
        uploaded = outgoing.prepared.get("media") or {}
        body: dict[str, Any] = {
            "status": outgoing.text,
            "visibility": _PRIVACY.get(str(outgoing.options.get("privacy") or "public"), "public"),
            "language": outgoing.language[:2],
        }
        if outgoing.media:
            body["media_ids"] = [uploaded[item.sha256] for item in outgoing.media]
        if outgoing.reply_to:
            body["in_reply_to_id"] = outgoing.reply_to
        if warning := outgoing.options.get("warning"):
            body |= {"spoiler_text": str(warning), "sensitive": True}
        answer = await self._http.final(
            "POST",
            self._url(outgoing.account, "/api/v1/statuses"),
            bucket=f"{outgoing.account.id}:write",
            headers={**_auth(outgoing.account), "Idempotency-Key": outgoing.key},
            json=body,
        )
        return _receipt(answer.data)

    async def find(self, outgoing: Outgoing) -> Receipt | None:
        """The account's newest statuses, matched by their words, their time and what they answer."""
        path = f"/api/v1/accounts/{outgoing.account.data['id']}/statuses"
        params = {"limit": str(PAGE), "exclude_reblogs": "true"}
        since = outgoing.sent_at - timedelta(minutes=2) if outgoing.sent_at else None
        for _ in range(MOST_PAGES):
            answer = await self._call(outgoing.account, "GET", path, params=params)
            if not isinstance(answer.data, list):
                raise TryLater("error-not-the-network", platform=self.label)
            made = since
            for status in answer.data:
                made = datetime.fromisoformat(status["created_at"])
                if (
                    (since is None or made >= since)
                    and str(status["id"]) not in outgoing.taken
                    and _same(status.get("content", ""), outgoing.text)
                    and (status.get("in_reply_to_id") or "") == outgoing.reply_to
                ):
                    return _receipt(status)
            if since is None or made is None or made < since or len(answer.data) < PAGE:
                return None
            params = {**params, "max_id": str(answer.data[-1]["id"])}
        raise TryLater(platform=self.label, detail="more statuses since then than are read at once")

    async def delete(self, account: AccountInfo, remote_id: str) -> None:
        """DELETE /api/v1/statuses/{id}, its media with it."""
        try:
            await self._call(account, "DELETE", f"/api/v1/statuses/{remote_id}")
        except NotFound:
            return

    async def edit(self, outgoing: Outgoing, remote_id: str) -> Receipt:
        """PUT /api/v1/statuses/{id}; its media stay."""
        body: dict[str, Any] = {"status": outgoing.text, "language": outgoing.language[:2]}
        before = await self._call(outgoing.account, "GET", f"/api/v1/statuses/{remote_id}")
        if media := [item["id"] for item in before.get("media_attachments") or []]:
            body["media_ids"] = media
        answer = await self._call(outgoing.account, "PUT", f"/api/v1/statuses/{remote_id}", json=body)
        return _receipt(answer.data)

    # Under the post

    async def comments(self, account: AccountInfo, remote_id: str) -> list[Comment]:
        """The descendants of a status (GET /api/v1/statuses/{id}/context)."""
        answer = await self._call(account, "GET", f"/api/v1/statuses/{remote_id}/context")
        found = [
            Comment(
                id=str(status["id"]),
                post_id=remote_id,
                author=f"@{status['account']['acct']}",
                text=_plain(status.get("content", "")),
                at=datetime.fromisoformat(status["created_at"]),
                parent_id=str(status.get("in_reply_to_id") or ""),
                url=status.get("url") or "",
                likes=status.get("favourites_count"),
                ours=str(status["account"]["id"]) == str(account.data["id"]),
            )
            for status in answer.get("descendants") or []
        ]
        return found[::-1][:100]

    def addressed(self, author: str, text: str) -> str:
        """With the author's handle in front: who is not mentioned hears nothing of an answer."""
        return text if author.casefold() in text.casefold() else f"{author} {text}"

    async def delete_comment(self, account: AccountInfo, comment_id: str) -> None:
        """Only one's own can be deleted there."""
        await self.delete(account, comment_id)

    # Figures

    async def measure(self, account: AccountInfo, remote_ids: Sequence[str]) -> dict[str, Figures]:
        """Likes, shares, comments and quotes; Mastodon counts no impressions.

        Many at once with GET /api/v1/statuses?id[]=…, which leaves out what is gone; a server before 4.3 has no such call
        and is asked for each.
        """
        found: dict[str, Figures] = {}
        server = str(account.data["server"])
        for ids in at_once(remote_ids, AT_ONCE):
            if server not in self._one_by_one:
                try:
                    answer = await self._call(account, "GET", "/api/v1/statuses", params={"id[]": ids})
                except NotFound:
                    self._one_by_one.add(server)
                else:
                    for status in objects(answer.data, self.label):
                        if (remote_id := str(status.get("id"))) in ids:
                            found[remote_id] = figures(status, _COUNTS)
                    continue
            for remote_id in ids:
                try:
                    answer = await self._call(account, "GET", f"/api/v1/statuses/{remote_id}")
                except NotFound:
                    continue
                found[remote_id] = figures(mapping(answer.data, self.label), _COUNTS)
        return found

    async def measure_account(self, account: AccountInfo) -> Figures:
        """Followers and posts of the account."""
        answer = await self._call(account, "GET", "/api/v1/accounts/verify_credentials")
        return figures(mapping(answer.data, self.label), _OWN_COUNTS)

    async def history(self, account: AccountInfo, mark: str = "") -> tuple[list[PastPost], str]:
        """GET /api/v1/accounts/{id}/statuses, 40 at a time (methods/accounts#statuses), without boosts and answers.

        What is addressed to single people (visibility direct) is left out. The mark is the oldest id of the page.
        """
        return await self._statuses(account, str(account.data["id"]), PAGE, mark)

    async def trends(self, account: AccountInfo, region: str = "") -> list[Trend]:
        """Hashtags with their uses a day, links and posts that the account's server sees most of (methods/trends).

        What "trends" are is each server's own choice; a server may have switched them off, and then tells none.
        """
        if region:
            raise Unsupported("error-no-regions", platform=self.label)
        try:
            tags = await self._trending(account, "tags")
        except NotFound:
            raise Unsupported("error-cannot-list-trends", platform=self.label) from None
        found = [
            Trend(title_of(tag.get("name")), "hashtag", rank, text(tag.get("url")), _uses(tag))
            for rank, tag in enumerate(tags, 1)
            if text(tag.get("name"))
        ]
        for rank, link in enumerate(await self._trending(account, "links", optional=True), 1):
            if name := title_of(link.get("title")):
                found.append(Trend(name, "topic", rank, text(link.get("url")), _uses(link)))
        for rank, status in enumerate(await self._trending(account, "statuses", optional=True), 1):
            if name := title_of(_plain(text(status.get("content")))):
                found.append(Trend(name, "post", rank, text(status.get("url"))))
        return found

    async def look_up(self, account: AccountInfo, handle: str) -> PublicProfile:
        """An account of any server, with its newest public posts.

        GET /api/v1/accounts/lookup finds whom the account's server knows (methods/accounts#lookup); whom it does not know
        it is asked to fetch (methods/search#v2 with `resolve`). Counts of other servers' accounts are what they tell.
        """
        acct = acct_of(handle)
        if not acct:
            raise nobody(self.label, handle)
        try:
            them = (await self._call(account, "GET", "/api/v1/accounts/lookup", params={"acct": acct})).data
        except NotFound:
            fetched: list[Mapping[str, Any]] = []
            if "@" in acct:
                params = {"q": f"@{acct}", "type": "accounts", "resolve": "true", "limit": "1"}
                answer = await self._call(account, "GET", "/api/v2/search", params=params)
                fetched = objects(answer.get("accounts"), self.label)
            if not fetched:
                raise nobody(self.label, handle) from None
            them = fetched[0]
        them = mapping(them, self.label)
        remote_id, name = str(them.get("id") or ""), text(them.get("acct"))
        if not remote_id or not name:
            raise TryLater("error-not-the-network", platform=self.label)
        recent, _ = await self._statuses(account, remote_id, RECENT)
        return PublicProfile(
            id=remote_id,
            handle=f"@{name}",
            name=text(them.get("display_name")) or name,
            url=text(them.get("url")),
            figures=figures(them, _OWN_COUNTS),
            recent=tuple(recent),
        )

    async def _statuses(
        self, account: AccountInfo, remote_id: str, limit: int, mark: str = ""
    ) -> tuple[list[PastPost], str]:
        params = {"limit": str(limit), "exclude_reblogs": "true", "exclude_replies": "true"}
        if re.fullmatch(r"\w+", mark):
            params["max_id"] = mark
        answer = await self._call(account, "GET", f"/api/v1/accounts/{remote_id}/statuses", params=params)
        statuses = [status for status in objects(answer.data, self.label) if text(status.get("id"))]
        posts = [post for status in statuses if (post := _past(status))]
        # A page may hold fewer than were asked for, and the list goes on: only an empty one is the last.
        return posts, str(statuses[-1]["id"]) if statuses else ""

    async def _trending(self, account: AccountInfo, kind: str, *, optional: bool = False) -> list[Mapping[str, Any]]:
        try:
            answer = await self._call(account, "GET", f"/api/v1/trends/{kind}", params={"limit": str(MOST_TRENDS)})
        except NotFound:
            if optional:
                return []
            raise
        return objects(answer.data, self.label)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.close()

    # Calls

    async def _upload(self, account: AccountInfo, item: Media) -> str:
        with item.path.open("rb") as file:
            answer = await self._call(
                account,
                "POST",
                "/api/v2/media",
                files={"file": (item.filename, file, item.mime)},
                data={"description": item.alt} if item.alt else {},
                timeout=120,
            )
        media_id = str(answer.data["id"])
        await self._until_ready(account, media_id)
        return media_id

    async def _until_ready(self, account: AccountInfo, media_id: str) -> None:
        """206 while the server works on it, 200 when it is ready (docs.joinmastodon.org/methods/media)."""
        pause = 0.5
        while True:
            answer = await self._call(account, "GET", f"/api/v1/media/{media_id}")
            if answer.status != 206:
                return
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, 5.0)

    async def _call(self, account: AccountInfo, method: str, path: str, **request: Any) -> Answer:
        url = self._url(account, path)
        return await self._http.safe(method, url, bucket=f"{account.id}:read", headers=_auth(account), **request)

    def _url(self, account: AccountInfo, path: str) -> str:
        return self._at(str(account.data["server"]), path)

    def _at(self, server: str, path: str) -> str:
        return f"{(self.base_url or server).rstrip('/')}{path}"


def server_of(typed: str) -> str:
    """The address of a server as a person writes it: mastodon.social, @me@mastodon.social, https://mastodon.social/@me."""
    name = typed.strip().rstrip("/")
    name = urlsplit(name).netloc if "://" in name else name.rpartition("@")[2].partition("/")[0]
    if not re.fullmatch(r"(?:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\.)+[a-z]{2,63}", name.lower()):
        raise Rejected("error-mastodon-no-server", server=typed[:80])
    return f"https://{name.lower()}"


def acct_of(typed: str) -> str:
    """A handle as people write it, as servers do: ana, ana@mastodon.social; empty if it is none."""
    typed = typed.strip().rstrip("/")
    if "://" in typed:
        address = urlsplit(typed)
        typed = f"{address.path.rpartition('/')[2]}@{address.netloc}"
    typed = typed.lstrip("@")
    return typed if re.fullmatch(r"[\w.-]+(@[\w.-]+)?", typed) else ""


def _auth(account: AccountInfo) -> dict[str, str]:
    if account.tokens is None:
        raise SignInNeeded(platform=Mastodon.label)
    return {"Authorization": f"Bearer {account.tokens.access}"}


def _receipt(status: Any) -> Receipt:
    remote_id = str(status["id"])
    return Receipt(remote_id, str(status.get("url") or status.get("uri") or ""), {"id": remote_id})


def _plain(content: str) -> str:
    """The words of a status, which arrive as HTML."""
    content = re.sub(r"<br\s*/?>|</p>\s*<p>", "\n", content)
    return html.unescape(re.sub(r"<[^>]+>", "", content)).strip()


def _past(status: Mapping[str, Any]) -> PastPost | None:
    """A status as a past post; None for an answer, a boost, what is meant for single people, and what tells no time."""
    at = instant(status.get("created_at"))
    answers = bool(status.get("in_reply_to_id")) or bool(status.get("reblog"))
    if at is None or answers or status.get("visibility") == "direct":
        return None
    media = status.get("media_attachments")
    kinds = [str(item.get("type")) for item in media if isinstance(item, Mapping)] if isinstance(media, list) else []
    kinds = ["video" if kind == "gifv" else kind for kind in kinds]
    return PastPost(
        id=str(status["id"]),
        text=_plain(text(status.get("content"))),
        at=at,
        url=text(status.get("url")) or text(status.get("uri")),
        format=format_of(kinds, has_link=bool(status.get("card"))),
        figures=figures(status, _COUNTS),
    )


def _uses(trend: Mapping[str, Any]) -> dict[date, float]:
    """Uses by day: `history` of `{"day": seconds since 1970, "uses": digits}` (entities/Tag)."""
    found: dict[date, float] = {}
    history = trend.get("history")
    for entry in history if isinstance(history, list) else ():
        told = figures(entry, {"day": "day", "uses": "uses"})
        at, uses = instant(told["day"]), told["uses"]
        if at is not None and uses is not None:
            found[at.date()] = uses
    return found


def _same(content: str, text: str) -> bool:
    # A mention of another server is shown without the server's name.
    return re.sub(r"\s+", "", _plain(content)) == re.sub(r"\s+", "", MENTION.sub(r"\1", text))


def _judge(answer: Answer) -> AllInError | None:
    """`{"error": …}` with a status: 422 for what does not fit, 401 and 403 for the token."""
    if answer.status == 422:
        return Rejected("error-network-refused", reason=said(answer) or "missing")
    if answer.status == 403 and "scope" in said(answer).lower():
        return SignInNeeded("error-sign-in-scope")
    return None

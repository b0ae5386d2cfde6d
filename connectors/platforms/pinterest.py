"""Pinterest: a pin is a picture or a video on a board, with a title, a description and its own link field."""

from __future__ import annotations

import asyncio
import base64
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO, ClassVar
from urllib.parse import quote, urlsplit

import httpx

from bot.errors import (
    AllInError,
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
    day,
    inside,
    instant,
    mapping,
    number,
    objects,
    text,
    title_of,
    within_scope,
)
from connectors.figures import figures as figures_of
from connectors.http import Answer, Http, RateHeaders, said
from connectors.oauth import authorize_link, tokens_from
from connectors.platform import (
    URL,
    AccountInfo,
    AppCredentials,
    Breach,
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
    Publisher,
    Receipt,
    Tokens,
    Trend,
)

log = logging.getLogger(__name__)

SCOPES = ("boards:read", "boards:write", "pins:read", "pins:write", "user_accounts:read")
LINK_CHARACTERS = 2_048
WINDOW = timedelta(days=89)
"""Daily figures go back no further than 90 days (parameter start_date of GET /pins/{pin_id}/analytics)."""
BY_URL_OVER = 10_000_000
"""Above so many bytes of pictures Pinterest fetches them from us, where it can: base64 has to be held in memory."""
PAGE = 100
HISTORY_PAGE = 250
"""Pins on a page (operation pins/list, `page_size`)."""
MOST_PAGES = 10

_TOGETHER = ("GB+IE", "DE+AT+CH", "IT+ES+PT+GR+MT", "PL+RO+HU+SK+CZ", "SE+DK+FI+NO", "NL+BE+LU", "MX+AR+CO+CL", "AU+NZ")
REGIONS = {country: group for group in _TOGETHER for country in group.split("+")} | {
    country: country for country in ("US", "CA", "DE", "FR", "ES", "IT", "BR", "AR", "CO", "MX")
}
"""What each country is called in the trends: alone, or together with its neighbours."""

_METRICS = {
    "IMPRESSION": "impressions",
    "SAVE": "saves",
    "PIN_CLICK": "pin_clicks",
    "OUTBOUND_CLICK": "clicks",
    "TOTAL_COMMENTS": "comments",
    "TOTAL_REACTIONS": "likes",
}
_VIDEO_METRICS = {"VIDEO_MRC_VIEW": "views", "VIDEO_V50_WATCH_TIME": "watch_time"}
_LIFETIME = {
    "impression": "impressions",
    "pin_click": "pin_clicks",
    "clickthrough": "clicks",
    "comment": "comments",
    "reaction": "likes",
}
_ACCOUNT_METRICS = {
    "IMPRESSION": "impressions",
    "ENGAGEMENT": "engagement",
    "SAVE": "saves",
    "OUTBOUND_CLICK": "clicks",
}


class Pinterest(Publisher):
    """A Pinterest account. `account.data` holds `id` and, where pins go when nothing else is said, `board`.

    Title 100, description 800, alternative text 500 and link 2,048 characters, 2 to 5 pictures of one size in a carousel,
    JPEG and PNG: Pinterest's OpenAPI document 5.23.0, POST /pins. Sizes and lengths of files: help.pinterest.com, "Pinterest
    product specs". That all pictures of a carousel must have the same size, and that GET /pins gives the newest first, is
    said by others and unverified. The first address in the text becomes the pin's link where no link is given: addresses in
    a description cannot be clicked.

    An application with Trial access may not make pins in production, or only such as their owner alone can see
    (developers.pinterest.com/docs/key-concepts/access-tiers); Pinterest's refusal is passed on. Its sandbox is used by
    setting ALLIN_PINTEREST_API_URL to https://api-sandbox.pinterest.com.
    """

    name = "pinterest"
    label = "Pinterest"
    also_called = (
        "pins",
        "pinterest pins",
        "pinterest board",
        "pint rest",
    )
    limits = Limits(
        characters=800,
        revised=date(2026, 11, 23),
        source="Pinterest API v5.23.0, POST /pins; help.pinterest.com, Pinterest product specs",
        media=(
            MediaRule("image", frozenset({"image/jpeg", "image/png"}), most=5, max_bytes=20_000_000, same_size=True),
            MediaRule(
                "video",
                frozenset({"video/mp4", "video/quicktime"}),
                max_bytes=2_000_000_000,
                seconds=(4, 900),
                ratio=(0.5, 1.91),
            ),
        ),
        needs_media=True,
        needs_title=True,
        title_characters=100,
        alt_characters=500,
    )
    custom = Custom(length=250, hashtags=(0, 2), emoji=0, voice="plain")
    compose_url = "https://www.pinterest.com/pin-creation-tool/"
    details: ClassVar[frozenset[str]] = frozenset({"title", "link", "destination"})
    help_url = "https://developers.pinterest.com/apps/"
    api_version = "v5"
    oauth = OAuth(
        authorize_url="https://www.pinterest.com/oauth/",
        token_url="https://api.pinterest.com/v5/oauth/token",
        revoke_url="https://api.pinterest.com/v5/oauth/token/revoke",
        scopes=SCOPES,
        pkce=False,
        client_auth="basic",
        scope_separator=",",
    )
    can_delete: ClassVar[bool] = True
    can_edit: ClassVar[bool] = True
    can_read_back: ClassVar[bool] = True
    can_measure: ClassVar[bool] = True
    can_measure_account: ClassVar[bool] = True
    can_measure_days: ClassVar[bool] = True
    can_list_history: ClassVar[bool] = True
    can_list_trends: ClassVar[bool] = True
    settles_after: ClassVar[timedelta] = timedelta(seconds=60)
    """How soon a pin is listed is nowhere said (unverified)."""
    by_hand: ClassVar[Mapping[str, str]] = {
        "comment": "https://www.pinterest.com/",
        "comments": "https://www.pinterest.com/",
        "reply": "https://www.pinterest.com/",
        "hide": "https://www.pinterest.com/settings/",
        "revoke": "https://www.pinterest.com/settings/security",
    }

    def __init__(self, home: Path = Path(), base_url: str = "", public_url: str = "") -> None:
        super().__init__(home, base_url, public_url)
        base = (base_url or "https://api.pinterest.com").rstrip("/").removesuffix(f"/{self.api_version}")
        # Not Pinterest's own sandbox but another server: then it stands for all of Pinterest's hosts.
        self._elsewhere = "" if (urlsplit(base).hostname or "").endswith("pinterest.com") else base
        rate = RateHeaders("x-ratelimit-remaining", "x-ratelimit-reset", "seconds")
        self._http = Http(self.label, f"{base}/{self.api_version}", judge=_judge, rate=rate)

    def check(
        self,
        text: str,
        media: Sequence[Media] | None = None,
        options: Mapping[str, Any] | None = None,
        account: Mapping[str, Any] | None = None,
    ) -> list[Breach]:
        """Every limit that a pin does not keep; a board is needed too, once it is known which account it is for."""
        kept = media
        if media and options and (cover := _cover_place(media, options)) is not None:
            kept = [item for place, item in enumerate(media) if place != cover]
        breaches = super().check(text, kept, options, account)
        if options is not None and account is not None and not (options.get("destination") or account.get("board")):
            breaches.append(Breach("breach-choose-destination", {"platform": self.label}, "choose_destination"))
        return breaches

    # Signing in

    def authorize(
        self, app: AppCredentials, *, redirect_uri: str, state: str, verifier: str, fields: Mapping[str, str]
    ) -> str:
        """The consent page."""
        assert self.oauth is not None
        oauth = replace(self.oauth, authorize_url=self._reached(self.oauth.authorize_url))
        return authorize_link(oauth, app, redirect_uri=redirect_uri, state=state, verifier=verifier)

    async def exchange(
        self, app: AppCredentials, *, code: str, redirect_uri: str, verifier: str, fields: Mapping[str, str]
    ) -> Tokens:
        """The tokens for a code: access for 30 days, and a refresh token for 60 that is renewed whenever it is used."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            # Applications from before 25 September 2025 get the continuous kind only when they ask for it.
            "continuous_refresh": "true",
        }
        return self._tokens(await self._ask(app, "/oauth/token", form))

    async def refresh(self, tokens: Tokens, app: AppCredentials) -> Tokens:
        """New tokens for the refresh token, which is replaced too."""
        try:
            answer = await self._ask(
                app, "/oauth/token", {"grant_type": "refresh_token", "refresh_token": tokens.refresh}
            )
        except Rejected as error:
            raise SignInNeeded(platform=self.label, detail=error.detail) from None
        return self._tokens(answer, tokens)

    async def revoke(self, tokens: Tokens, app: AppCredentials) -> None:
        """End the tokens. Pinterest does so for system users alone; other people do it in their settings."""
        form = {"token": tokens.refresh or tokens.access}
        form["token_type_hint"] = "refresh_token" if tokens.refresh else "access_token"
        with suppress(Rejected, SignInNeeded):
            await self._ask(app, "/oauth/token/revoke", form)

    async def profiles(self, tokens: Tokens, app: AppCredentials) -> list[Profile]:
        """The account that signed in; its only board is where pins go."""
        me = await self._http.safe("GET", "/user_account", headers=_bearer(tokens))
        name = me.get("username")
        if not isinstance(name, str) or not name:
            raise TryLater("error-not-the-network", platform=self.label)
        data: dict[str, Any] = {"id": str(me.get("id") or name), "account_type": str(me.get("account_type") or "")}
        boards = await self._boards(_bearer(tokens), "")
        if len(boards) == 1:
            data["board"] = boards[0][0]
        return [Profile(name, str(me.get("business_name") or name), data)]

    async def destinations(self, account: AccountInfo) -> list[tuple[str, str]]:
        """The account's boards: id and name."""
        return await self._boards(_auth(account), f"{account.id}:read")

    # Posting

    async def prepare(self, outgoing: Outgoing) -> dict[str, Any]:
        """Settle on the board; upload a video, and wait until Pinterest has worked through it."""
        if outgoing.kind != "post":
            raise Unsupported("error-cannot-comment", platform=self.label)
        _auth(outgoing.account)
        if len(_link(outgoing)) > LINK_CHARACTERS:
            raise Rejected("error-pinterest-link", platform=self.label, limit=LINK_CHARACTERS)
        prepared: dict[str, Any] = {"board": await self._board(outgoing)}
        video = next((item for item in outgoing.media if item.kind == "video"), None)
        if video is not None:
            known = outgoing.prepared.get("video") or {}
            prepared["video"] = {
                video.sha256: await self._video(outgoing.account, video, str(known.get(video.sha256, "")))
            }
        return prepared

    async def send(self, outgoing: Outgoing) -> Receipt:
        """POST /pins."""
        headers = _auth(outgoing.account)
        board = str(outgoing.prepared.get("board") or "")
        if not board:
            raise Rejected("breach-choose-destination", platform=self.label)
        body: dict[str, Any] = {
            "board_id": board,
            "title": _title(outgoing),
            "description": outgoing.text,
            "media_source": await self._source(outgoing),
        }
        if link := _link(outgoing):
            body["link"] = link
        if alt := next((item.alt for item in outgoing.media if item.alt), ""):
            body["alt_text"] = alt
        answer = await self._http.final(
            "POST",
            "/pins",
            bucket=f"{outgoing.account.id}:write",
            headers=headers,
            json=body,
            timeout=httpx.Timeout(90.0, connect=10.0),
        )
        if not answer.get("id"):
            raise OutcomeUnknown(platform=self.label, detail="the answer names no pin")
        return _receipt(answer.data)

    async def find(self, outgoing: Outgoing) -> Receipt | None:
        """The account's newest pins, matched by title, description, link, board and time."""
        since = outgoing.sent_at - timedelta(minutes=2) if outgoing.sent_at else None
        bookmark = ""
        for _ in range(MOST_PAGES):
            params = {"page_size": str(PAGE)} | ({"bookmark": bookmark} if bookmark else {})
            answer = await self._call(outgoing.account, "GET", "/pins", params=params)
            pins = answer.get("items")
            if not isinstance(pins, list):
                raise TryLater("error-not-the-network", platform=self.label)
            for pin in pins:
                if str(pin.get("id")) in outgoing.taken:
                    continue
                if (since is None or _made(pin) >= since) and _is_this(pin, outgoing):
                    return _receipt(pin)
            bookmark = str(answer.get("bookmark") or "")
            if not bookmark or (since is not None and all(_made(pin) < since for pin in pins)):
                return None
        if since is None:
            return None
        raise TryLater(platform=self.label, detail="more pins since then than are read at once")

    async def delete(self, account: AccountInfo, remote_id: str) -> None:
        """DELETE /pins/{pin_id}."""
        with suppress(NotFound):
            await self._call(account, "DELETE", f"/pins/{remote_id}")

    async def edit(self, outgoing: Outgoing, remote_id: str) -> Receipt:
        """PATCH /pins/{pin_id}: title, description, link. Pinterest gives this call to some applications only."""
        body: dict[str, Any] = {"description": outgoing.text}
        if title := _title(outgoing):
            body["title"] = title
        if link := _link(outgoing):
            body["link"] = link
        answer = await self._call(outgoing.account, "PATCH", f"/pins/{remote_id}", json=body)
        return _receipt(answer.data if answer.get("id") else {"id": remote_id})

    # Figures

    async def measure(self, account: AccountInfo, remote_ids: Sequence[str]) -> dict[str, Figures]:
        """Figures of pins since they were made.

        Pins of the last 89 days: GET /pins/{pin_id}/analytics from the first day on. Older ones have no daily figures for
        their first days, so their lifetime figures are told, which hold no saves. `watch_time` in seconds (that Pinterest
        gives milliseconds is unverified).
        """
        found: dict[str, Figures] = {}
        today = datetime.now(UTC).date()
        for remote_id in remote_ids:
            if not remote_id.isdigit():
                continue
            try:
                pin = await self._call(account, "GET", f"/pins/{remote_id}", params={"pin_metrics": "true"})
                mapping(pin.data, self.label)
                figures = _named(_LIFETIME, pin.get("pin_metrics", "lifetime_metrics"))
                first = _made(pin.data).date()
                if first >= today - WINDOW:
                    names = [*_METRICS, *(_VIDEO_METRICS if pin.get("media", "media_type") == "video" else ())]
                    params = {
                        "start_date": first.isoformat(),
                        "end_date": max(today, first).isoformat(),
                        "metric_types": ",".join(names),
                    }
                    answer = await self._call(account, "GET", f"/pins/{remote_id}/analytics", params=params)
                    mapping(answer.data, self.label)
                    every = _METRICS | _VIDEO_METRICS
                    figures |= _named(every, answer.get("all", "summary_metrics"))
                    figures |= _named(every, answer.get("all", "lifetime_metrics"))
            except NotFound:
                continue
            if (watched := figures.get("watch_time")) is not None:
                figures["watch_time"] = watched / 1000
            found[remote_id] = figures
        return found

    async def measure_account(self, account: AccountInfo) -> Figures:
        """Followers, pins and monthly views; further figures of the last 30 days (`monthly_…`), on business accounts only."""
        me = mapping((await self._call(account, "GET", "/user_account")).data, self.label)
        told = figures_of(me, {"followers": "follower_count", "posts": "pin_count", "monthly_views": "monthly_views"})
        today = datetime.now(UTC).date()
        params = {
            "start_date": (today - timedelta(days=30)).isoformat(),
            "end_date": today.isoformat(),
            "metric_types": ",".join(_ACCOUNT_METRICS),
        }
        with suppress(Rejected, NotFound):
            answer = await self._call(account, "GET", "/user_account/analytics", params=params)
            summary = inside(answer.data, "all", "summary_metrics")
            told |= {f"monthly_{name}": value for name, value in _named(_ACCOUNT_METRICS, summary).items()}
        return told

    async def measure_days(self, account: AccountInfo, since: date, until: date) -> dict[date, Figures]:
        """GET /user_account/analytics (OpenAPI 5.23.0, daily_metrics): the last 90 days (UTC), of business accounts only.

        Only days that Pinterest calls ready are told; an estimate follows once it is counted.
        """
        today = datetime.now(UTC).date()
        since, until = max(since, today - WINDOW), min(until, today)
        if since > until:
            return {}
        params = {
            "start_date": since.isoformat(),
            "end_date": until.isoformat(),
            "metric_types": ",".join(_ACCOUNT_METRICS),
        }
        try:
            with within_scope(self.label):
                answer = await self._call(account, "GET", "/user_account/analytics", params=params)
        except Rejected as error:  # no business account
            raise Unsupported("error-cannot-measure", platform=self.label, detail=error.detail) from None
        found: dict[date, Figures] = {}
        for each in objects(inside(answer.data, "all", "daily_metrics"), self.label):
            at = day(each.get("date"))
            ready = each.get("data_status") in {"READY", None}
            if at is not None and since <= at <= until and ready:
                found[at] = figures_of(each.get("metrics"), {ours: theirs for theirs, ours in _ACCOUNT_METRICS.items()})
        return found

    async def history(self, account: AccountInfo, mark: str = "") -> tuple[list[PastPost], str]:
        """GET /pins, 250 at a time, without those that were saved from others (pin_filter; unverified)."""

        async def page(bookmark: str) -> Answer:
            params = {"page_size": str(HISTORY_PAGE), "pin_filter": "exclude_repins"}
            params |= {"bookmark": bookmark} if bookmark else {}
            return await self._call(account, "GET", "/pins", params=params)

        answer = await again(page, mark)
        pins = objects(mapping(answer.data, self.label).get("items"), self.label)
        return [post for pin in pins if (post := _past(pin))], text(answer.get("bookmark"))

    async def trends(self, account: AccountInfo, region: str = "") -> list[Trend]:
        """What is searched for more and more (GET /trends/keywords/{region}/top/growing; at most 50, of today).

        Pinterest tells some countries together, such as Germany with Austria and Switzerland, and has no list of the whole
        world: without a country it is that of the US. It tells shares of the largest, no counts. The regions and the form of
        the answer are from its pages (docs/analytics-and-reports/trends), names of regions unverified.
        """
        wanted = REGIONS.get(region.upper()) if region else "US"
        if wanted is None:
            raise Unsupported("error-no-regions", platform=self.label)
        path = f"/trends/keywords/{quote(wanted, safe='')}/top/growing"
        try:
            with within_scope(self.label, "error-access-not-granted"):
                answer = await self._call(account, "GET", path, params={"limit": "50"})
        except Rejected as error:
            raise Unsupported("error-access-not-granted", platform=self.label, detail=error.detail) from None
        found: list[Trend] = []
        for each in objects(mapping(answer.data, self.label).get("trends"), self.label):
            if name := title_of(each.get("keyword")).strip("#"):
                address = f"https://www.pinterest.com/search/pins/?q={quote(name)}"
                found.append(Trend(name, "topic", len(found) + 1, address))
        return found

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.close()

    # Boards

    async def _board(self, outgoing: Outgoing) -> str:
        wanted = str(outgoing.options.get("destination") or outgoing.account.data.get("board") or "").strip()
        if not wanted:
            raise Rejected("breach-choose-destination", platform=self.label)
        if wanted.isdigit():
            return wanted
        boards = await self.destinations(outgoing.account)
        ids = [board for board, name in boards if name.casefold() == wanted.casefold()]
        if len(ids) != 1:
            raise Rejected("error-pinterest-no-such-board", platform=self.label, board=wanted[:80])
        return ids[0]

    async def _boards(self, headers: Mapping[str, str], bucket: str) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        bookmark = ""
        while True:
            params = {"page_size": "250"} | ({"bookmark": bookmark} if bookmark else {})
            answer = await self._http.safe("GET", "/boards", bucket=bucket, headers=headers, params=params)
            boards = answer.get("items")
            if not isinstance(boards, list):
                raise TryLater("error-not-the-network", platform=self.label)
            found += [
                (str(board["id"]), str(board.get("name") or "")) for board in boards if not board.get("is_ads_only")
            ]
            following = str(answer.get("bookmark") or "")
            if not following or following == bookmark:
                return found
            bookmark = following

    # Media

    async def _source(self, outgoing: Outgoing) -> dict[str, Any]:
        """The pin's media as POST /pins takes them."""
        video = next((item for item in outgoing.media if item.kind == "video"), None)
        try:
            if video is not None:
                media_id = str((outgoing.prepared.get("video") or {}).get(video.sha256) or "")
                if not media_id:
                    raise TryLater("error-media-not-ready", platform=self.label)
                source: dict[str, Any] = {"source_type": "video_id", "media_id": media_id}
                place = _cover_place(outgoing.media, outgoing.options)
                if place is None:
                    return source | {"cover_image_key_frame_time": 1}
                cover = outgoing.media[place]
                data = await asyncio.to_thread(_base64, cover)
                return source | {"cover_image_content_type": cover.mime, "cover_image_data": data}
            pictures = [item for item in outgoing.media if item.kind == "image"]
            if not pictures:
                raise Rejected("breach-needs-media", platform=self.label)
            by_url = sum(item.size for item in pictures) > BY_URL_OVER and all(item.url for item in pictures)
            if by_url:
                items: list[dict[str, Any]] = [{"url": item.url} for item in pictures]
            else:
                items = [
                    {"content_type": item.mime, "data": await asyncio.to_thread(_base64, item)} for item in pictures
                ]
        except OSError as error:
            raise Rejected("error-media-missing", platform=self.label, detail=type(error).__name__) from None
        if len(items) == 1:
            return {"source_type": "image_url" if by_url else "image_base64", **items[0]}
        kind = "multiple_image_urls" if by_url else "multiple_image_base64"
        return {"source_type": kind, "items": items, "index": _first(outgoing)}

    async def _video(self, account: AccountInfo, video: Media, known: str) -> str:
        """The id of a video that Pinterest has; `known` is that of an earlier try."""
        if known:
            with suppress(NotFound):
                state = (await self._call(account, "GET", f"/media/{known}")).get("status")
                if state in {"processing", "succeeded"}:
                    await self._until_ready(account, known)
                    return known
        registered = await self._call(account, "POST", "/media", json={"media_type": "video"})
        media_id, address = registered.get("media_id"), registered.get("upload_url")
        if not media_id or not isinstance(address, str):
            raise TryLater("error-not-the-network", platform=self.label)
        parameters = registered.get("upload_parameters") or {}
        with _opened(video) as file:
            # The storage reads the fields in order and ignores those behind the file; httpx sends the file last.
            answer = await self._http.raw(
                "POST",
                self._reached(address),
                data={str(name): str(value) for name, value in parameters.items()},
                files={"file": (video.filename, file, video.mime)},
                timeout=httpx.Timeout(120.0, connect=10.0),
            )
        if not answer.ok or "html" in answer.headers.get("content-type", ""):
            raise TryLater("error-media-not-ready", platform=self.label, detail=f"upload -> {answer.status}")
        await self._until_ready(account, str(media_id))
        return str(media_id)

    async def _until_ready(self, account: AccountInfo, media_id: str) -> None:
        pause = 0.2
        while True:
            answer = await self._call(account, "GET", f"/media/{media_id}")
            state = answer.get("status")
            if state == "succeeded":
                return
            if state == "failed":
                raise Rejected("error-media-refused", platform=self.label, reason="missing")
            if state not in {"registered", "processing"}:
                raise TryLater("error-not-the-network", platform=self.label)
            await asyncio.sleep(pause)
            pause = min(pause * 1.6, 10.0)

    # Calls

    async def _call(self, account: AccountInfo, method: str, path: str, **request: Any) -> Answer:
        bucket = f"{account.id}:{'read' if method == 'GET' else 'write'}"
        return await self._http.safe(method, path, bucket=bucket, headers=_auth(account), **request)

    async def _ask(self, app: AppCredentials, path: str, form: Mapping[str, str]) -> Answer:
        return await self._http.safe("POST", path, data=form, auth=(app.client_id, app.client_secret))

    def _tokens(self, answer: Answer, before: Tokens | None = None) -> Tokens:
        try:
            return tokens_from(answer.data, before=before)
        except (KeyError, TypeError, ValueError):
            raise TryLater("error-not-the-network", platform=self.label) from None

    def _reached(self, address: str) -> str:
        """An address on another of Pinterest's hosts; on the one server that stands for all where one is set."""
        if not self._elsewhere:
            return address
        parts = urlsplit(address)
        return f"{self._elsewhere}{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"


def _opened(item: Media) -> BinaryIO:
    try:
        return item.path.open("rb")
    except OSError as error:
        raise Rejected("error-media-missing", platform=Pinterest.label, detail=type(error).__name__) from None


def _auth(account: AccountInfo) -> dict[str, str]:
    if account.tokens is None:
        raise SignInNeeded(platform=Pinterest.label)
    return _bearer(account.tokens)


def _bearer(tokens: Tokens) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens.access}"}


def _title(outgoing: Outgoing) -> str:
    return (outgoing.title or str(outgoing.options.get("title") or "")).strip()


def _link(outgoing: Outgoing) -> str:
    if link := str(outgoing.options.get("link") or "").strip():
        return link
    found = URL.search(outgoing.text)
    return found.group().rstrip(".,;:!?)»”\"'") if found else ""


def _cover_place(media: Sequence[Media], options: Mapping[str, Any]) -> int | None:
    """Where among the media the picture stands that is a video's cover."""
    place = options.get("thumbnail")
    if isinstance(place, bool) or not isinstance(place, int) or not 0 <= place < len(media):
        return None
    has_video = any(item.kind == "video" for item in media)
    return place if has_video and media[place].kind == "image" else None


def _first(outgoing: Outgoing) -> int:
    place = outgoing.options.get("thumbnail")
    return place if isinstance(place, int) and 0 <= place < len(outgoing.media) else 0


def _base64(item: Media) -> str:
    return base64.b64encode(item.path.read_bytes()).decode("ascii")


def _receipt(pin: Mapping[str, Any]) -> Receipt:
    pin_id = str(pin["id"])
    return Receipt(pin_id, f"https://www.pinterest.com/pin/{pin_id}/", {"id": pin_id})


def _past(pin: Mapping[str, Any]) -> PastPost | None:
    """A pin as a past post; None for one that is somebody else's, and what tells no id or time."""
    pin_id, at = text(pin.get("id")), instant(pin.get("created_at"))
    if not pin_id or at is None or pin.get("is_owner") is False:
        return None
    words = [text(pin.get("title")), text(pin.get("description"))]
    kinds: Mapping[str, Format] = {"image": "image", "video": "video", "multiple_images": "carousel"}
    return PastPost(
        id=pin_id,
        text="\n\n".join(part for part in words if part.strip()),
        at=at,
        url=f"https://www.pinterest.com/pin/{pin_id}/",
        format=kinds.get(text(inside(pin, "media", "media_type")), "other"),
    )


def _made(pin: Any) -> datetime:
    """When a pin was made; Pinterest writes UTC without saying so. Now where it says nothing, so that it is looked at."""
    try:
        made = datetime.fromisoformat(str(pin["created_at"]))
    except (KeyError, TypeError, ValueError):
        return datetime.now(UTC)
    return made if made.tzinfo else made.replace(tzinfo=UTC)


def _is_this(pin: Mapping[str, Any], outgoing: Outgoing) -> bool:
    board = str(outgoing.prepared.get("board") or "")
    if board and pin.get("board_id") and str(pin["board_id"]) != board:
        return False
    link, there = _bare(_link(outgoing)), _bare(str(pin.get("link") or ""))
    return (
        _squeezed(pin.get("title")) == _squeezed(_title(outgoing))
        and _squeezed(pin.get("description")) == _squeezed(outgoing.text)
        and (not link or not there or link == there)
    )


def _squeezed(words: Any) -> str:
    return "".join(str(words or "").split())


def _bare(link: str) -> str:
    """A link without what Pinterest may add or take: the scheme, www, the query, a last slash."""
    parts = urlsplit(link)
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}"


def _named(names: Mapping[str, str], figures: Any) -> Figures:
    if not isinstance(figures, Mapping):
        return {}
    found = {ours: number(figures.get(theirs)) for theirs, ours in names.items()}
    return {name: value for name, value in found.items() if value is not None}


def _judge(answer: Answer) -> AllInError | None:
    """`{"code", "message"}`. 3: the token lacks a scope; 29 with "Trial access": pins go to the sandbox only."""
    words, code = said(answer), answer.get("code")
    if answer.status == 410 or (answer.status in {400, 404} and "version" in words.lower() and "no longer" in words):
        return VersionSunset(platform=Pinterest.label, version=Pinterest.api_version)
    if answer.status in {401, 403} and code == 3:
        return SignInNeeded("error-sign-in-scope", platform=Pinterest.label)
    if answer.status == 403 and "trial access" in words.lower():
        return Rejected("error-pinterest-trial")
    if answer.status == 403 and answer.method == "PATCH":
        return Rejected("error-pinterest-edit")
    if answer.status == 404 and answer.method == "POST" and answer.path.endswith("/pins"):
        return Rejected("error-pinterest-board-gone")
    return None

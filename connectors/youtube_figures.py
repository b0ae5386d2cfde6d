"""What YouTube tells of videos, channels and days: the Data API v3 and the Analytics API v2.

Subscribers are rounded to three figures (docs/channels, statistics.subscriberCount), also for the channel itself. Analytics lags
a day or two behind, cuts its days by Pacific time, and corrects them for some days more.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.errors import NotFound, Rejected, SignInNeeded, TryLater, Unsupported
from connectors.figures import (
    Call,
    again,
    at_once,
    day,
    figures,
    handle_in,
    inside,
    instant,
    mapping,
    nobody,
    objects,
    text,
    title_of,
    within_scope,
)
from connectors.platform import AccountInfo, Figures, PastPost, PublicProfile, Trend

log = logging.getLogger(__name__)

LABEL = "YouTube"
BASE = "/youtube/v3"
AT_ONCE = 50
"""Videos in one call, and entries on a page (docs/videos/list, docs/playlistItems/list: maxResults at most 50)."""
RECENT = 10
PACIFIC = ZoneInfo("America/Los_Angeles")
FIRST_DAY = date(2005, 2, 14)
"""Nothing on YouTube is older."""

_COUNTS = {"views": "viewCount", "likes": "likeCount", "comments": "commentCount"}
_DAILY = {
    "views": "views",
    "watch_time": "estimatedMinutesWatched",
    "likes": "likes",
    "comments": "comments",
    "shares": "shares",
    "new_followers": "subscribersGained",
}
_UNKNOWN: Figures = {"watch_time": None, "shares": None}


async def measure(call: Call, reports: str, account: AccountInfo, remote_ids: Sequence[str]) -> dict[str, Figures]:
    """Views, likes and comments as counted now (videos.list), watch time in seconds and shares from Analytics."""
    found: dict[str, Figures] = {}
    for ids in at_once([remote_id for remote_id in remote_ids if remote_id], AT_ONCE):
        params = {"part": "statistics", "id": ",".join(ids), "maxResults": str(AT_ONCE)}
        answer = await call(account, "GET", f"{BASE}/videos", params=params)
        listed = {str(item.get("id")): item.get("statistics") for item in _items(answer.data)}
        listed = {remote_id: statistics for remote_id, statistics in listed.items() if remote_id in ids}
        watched = await _watched(call, reports, account, list(listed)) if listed else {}
        for remote_id, statistics in listed.items():
            found[remote_id] = {**figures(statistics, _COUNTS), **watched.get(remote_id, _UNKNOWN)}
    return found


async def measure_account(call: Call, account: AccountInfo) -> Figures:
    """Subscribers as YouTube shows them (rounded to three figures), views and videos; None where the channel hides them."""
    params = {"part": "statistics", "mine": "true"}
    items = _items((await call(account, "GET", f"{BASE}/channels", params=params)).data)
    return _channel_figures(items[0]) if items else _channel_figures({})


async def measure_days(call: Call, reports: str, account: AccountInfo, since: date, until: date) -> dict[date, Figures]:
    """reports.query by `day`: what all videos together brought. `Unsupported` where the sign-in does not include it."""
    since = max(since, FIRST_DAY)
    if since > until:
        return {}
    params = {
        "ids": "channel==MINE",
        "startDate": since.isoformat(),
        "endDate": until.isoformat(),
        "metrics": ",".join(_DAILY.values()),
        "dimensions": "day",
        "sort": "day",
    }
    with within_scope(LABEL):
        answer = await call(account, "GET", reports, params=params)
    found: dict[date, Figures] = {}
    for row in _rows(answer.data):
        at = day(row.get("day"))
        if at is not None and since <= at <= until:
            found[at] = _in_seconds(figures(row, _DAILY))
    return found


async def history(call: Call, account: AccountInfo, mark: str = "") -> tuple[list[PastPost], str]:
    """The playlist of uploads (docs/playlistItems/list), with the videos' own figures; the mark is its pageToken.

    What goes out later (publishAt, an announced broadcast) is left out.
    """
    uploads = str(account.data.get("uploads") or "")
    if not uploads:
        return [], ""
    return await again(lambda place: _uploads(call, account, uploads, place, AT_ONCE), mark)


async def trends(call: Call, account: AccountInfo, region: str = "") -> list[Trend]:
    """The chart `mostPopular` (docs/videos/list) of a country; without one, YouTube's own choice.

    Since July 2025 the chart is said to hold music, films and games above all (revision history; unverified).
    """
    if region and not re.fullmatch(r"[A-Za-z]{2}", region):
        raise Unsupported("error-no-regions", platform=LABEL)
    params = {"part": "snippet,statistics", "chart": "mostPopular", "maxResults": str(AT_ONCE)}
    try:
        answer = await call(
            account,
            "GET",
            f"{BASE}/videos",
            params=params | ({"regionCode": region.upper()} if region else {}),
        )
    except (Rejected, NotFound) as error:  # invalidRegionCode, videoChartNotFound
        if region:
            raise Unsupported("error-no-regions", platform=LABEL, detail=error.detail) from None
        raise
    found = []
    for rank, item in enumerate(_items(answer.data), 1):
        name, remote_id = title_of(inside(item, "snippet", "title")).strip("#"), text(item.get("id"))
        if name and remote_id:
            found.append(Trend(name, "post", rank, _address(remote_id)))
    return found


async def look_up(call: Call, account: AccountInfo, handle: str) -> PublicProfile:
    """A channel by its handle or id (docs/channels/list, forHandle), with its newest uploads."""
    name = handle_in(handle)
    if not re.fullmatch(r"[\w.\-·]{3,60}", name):
        raise nobody(LABEL, handle)
    params = {"part": "snippet,statistics,contentDetails", "maxResults": "1"}
    params |= {"id": name} if re.fullmatch(r"UC[\w-]{22}", name) else {"forHandle": f"@{name}"}
    try:
        items = _items((await call(account, "GET", f"{BASE}/channels", params=params)).data)
    except NotFound:
        items = []
    if not items:
        raise nobody(LABEL, handle)
    them = items[0]
    remote_id, uploads = text(them.get("id")), text(inside(them, "contentDetails", "relatedPlaylists", "uploads"))
    if not remote_id:
        raise TryLater("error-not-the-network", platform=LABEL)
    recent: list[PastPost] = []
    if uploads:
        recent, _ = await _uploads(call, account, uploads, "", RECENT)
    shown = text(inside(them, "snippet", "customUrl"))
    return PublicProfile(
        id=remote_id,
        handle=shown or f"@{name}",
        name=text(inside(them, "snippet", "title")) or name,
        url=f"https://www.youtube.com/channel/{remote_id}",
        figures=_channel_figures(them),
        recent=tuple(recent),
    )


async def _uploads(
    call: Call, account: AccountInfo, playlist: str, place: str, limit: int
) -> tuple[list[PastPost], str]:
    params = {"part": "contentDetails", "playlistId": playlist, "maxResults": str(limit)}
    if place:
        params["pageToken"] = place
    try:
        page = mapping((await call(account, "GET", f"{BASE}/playlistItems", params=params)).data, LABEL)
    except NotFound:  # a channel that has never uploaded has no such playlist
        return [], ""
    entries = _items(page)
    ids = [video for entry in entries if (video := text(inside(entry, "contentDetails", "videoId")))]
    posts: list[PastPost] = []
    if ids:
        params = {"part": "snippet,status,statistics", "id": ",".join(ids), "maxResults": str(AT_ONCE)}
        videos = _items((await call(account, "GET", f"{BASE}/videos", params=params)).data)
        posts = [post for video in videos if (post := _past(video))]
    return sorted(posts, key=lambda post: post.at, reverse=True), text(page.get("nextPageToken"))


def _past(video: Mapping[str, Any]) -> PastPost | None:
    snippet, remote_id = video.get("snippet"), text(video.get("id"))
    at, later = instant(inside(snippet, "publishedAt")), instant(inside(video, "status", "publishAt"))
    ahead = text(inside(snippet, "liveBroadcastContent")) == "upcoming" or (later and later > datetime.now(UTC))
    if not remote_id or at is None or ahead:
        return None
    words = [text(inside(snippet, "title")), text(inside(snippet, "description"))]
    return PastPost(
        id=remote_id,
        text="\n\n".join(part for part in words if part.strip()),
        at=at,
        url=_address(remote_id),
        format="video",
        figures=figures(video.get("statistics"), _COUNTS),
    )


async def _watched(call: Call, reports: str, account: AccountInfo, video_ids: list[str]) -> dict[str, Figures]:
    """From YouTube Analytics; empty where this sign-in does not include it."""
    params = {
        "ids": "channel==MINE",
        "startDate": FIRST_DAY.isoformat(),
        "endDate": datetime.now(PACIFIC).date().isoformat(),
        "metrics": "estimatedMinutesWatched,shares",
        "dimensions": "video",
        "filters": f"video=={','.join(video_ids)}",
        "sort": "-estimatedMinutesWatched",
        "maxResults": str(AT_ONCE),
    }
    try:
        answer = await call(account, "GET", reports, params=params)
    except (Rejected, NotFound) as error:
        log.info("no watch time from YouTube Analytics: %r", error.key)
        return {}
    except SignInNeeded as error:
        if error.key != "error-sign-in-scope":
            raise
        log.info("no watch time from YouTube Analytics: %r", error.key)
        return {}
    names = {"watch_time": "estimatedMinutesWatched", "shares": "shares"}
    return {str(row.get("video")): _in_seconds(figures(row, names)) for row in _rows(answer.data)}


def _in_seconds(told: Figures) -> Figures:
    minutes = told.get("watch_time")
    return {**told, "watch_time": None if minutes is None else minutes * 60}


def _channel_figures(channel: Mapping[str, Any]) -> Figures:
    told = figures(
        channel.get("statistics"), {"followers": "subscriberCount", "views": "viewCount", "posts": "videoCount"}
    )
    return told | ({"followers": None} if inside(channel, "statistics", "hiddenSubscriberCount") is True else {})


def _rows(report: Any) -> list[dict[str, Any]]:
    """The rows of a result table by the names of their columns. Raises TryLater if it is none."""
    columns = [str(column.get("name")) for column in objects(mapping(report, LABEL).get("columnHeaders"), LABEL)]
    rows = report.get("rows")
    if rows is None:  # left out where there are none
        return []
    if not isinstance(rows, list):
        raise TryLater("error-not-the-network", platform=LABEL)
    return [dict(zip(columns, row, strict=False)) for row in rows if isinstance(row, list)]


def _items(data: Any) -> list[Mapping[str, Any]]:
    """The items of a list; some lists leave the field out when there are none."""
    listed = mapping(data, LABEL)
    if "items" not in listed and "kind" in listed:
        return []
    return objects(listed.get("items"), LABEL)


def _address(video_id: str) -> str:
    return f"https://www.youtube.com/watch?v={video_id}"

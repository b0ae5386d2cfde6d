"""What LinkedIn tells of a Page: its posts, its statistics by day, and how many follow others. Of profiles: hardly anything.

Versioned community management APIs of learn.microsoft.com/linkedin: posts-api, share-statistics, follower-statistics,
organization-lookup-api (read in the edition of 2026-03).
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import quote

from bot.errors import NotFound, Rejected, SignInNeeded, TryLater, Unsupported
from connectors.figures import figures, inside, instant, mapping, nobody, number, objects, text, total
from connectors.http import Answer
from connectors.platform import Figures, Format, PastPost, PublicProfile

LABEL = "LinkedIn"
PAGE = 100
"""Posts on a page (posts-api, `count`)."""
TWELVE_MONTHS = 364
"""Statistics reach back a rolling twelve months (share-statistics)."""

Get = Callable[[str], Awaitable[Answer]]
"""One reading call of an account, by its path and query."""

_SHARES = {
    "impressions": "impressionCount",
    "reach": "uniqueImpressionsCount",
    "clicks": "clickCount",
    "likes": "likeCount",
    "comments": "commentCount",
    "shares": "shareCount",
}
_NOT_PERMITTED = frozenset({"error-sign-in-scope", "error-network-forbidden"})


@contextmanager
def permitted(key: str) -> Iterator[None]:
    """What this sign-in, or this person's role at the Page, does not include is `Unsupported`."""
    try:
        yield
    except (Rejected, SignInNeeded) as error:
        if error.key not in _NOT_PERMITTED:
            raise
        raise Unsupported(key, platform=LABEL, detail=error.detail) from None


def of_shares(elements: list[Mapping[str, Any]]) -> dict[str, Figures]:
    """Share statistics by the post that they are of."""
    return {
        urn: figures(each.get("totalShareStatistics"), _SHARES)
        for each in elements
        if (urn := text(each.get("share")) or text(each.get("ugcPost")))
    }


async def by_day(get: Get, urn: str, since: date, until: date) -> dict[date, Figures]:
    """A Page's share statistics and new followers of each day (UTC), organic shares, organic and paid followers."""
    since = max(since, datetime.now(UTC).date() - timedelta(days=TWELVE_MONTHS))
    if since > until:
        return {}
    whose = f"q=organizationalEntity&organizationalEntity={quote(urn, safe='')}"
    window = f"(start:{_milliseconds(since)},end:{_milliseconds(until + timedelta(days=1))})"
    query = f"{whose}&timeIntervals=(timeRange:{window},timeGranularityType:DAY)"
    found: dict[date, Figures] = {}
    with permitted("error-figures-scope"):
        shares = _elements(await get(f"/rest/organizationalEntityShareStatistics?{query}"))
        followers = _elements(await get(f"/rest/organizationalEntityFollowerStatistics?{query}"))
    for each in shares:
        if (at := _day(each)) is not None and since <= at <= until:
            found[at] = figures(each.get("totalShareStatistics"), _SHARES)
    for each in followers:
        if (at := _day(each)) is not None and since <= at <= until:
            gains = each.get("followerGains")
            told = [number(inside(gains, name)) for name in ("organicFollowerGain", "paidFollowerGain")]
            found.setdefault(at, {})["new_followers"] = total(told)
    return dict(sorted(found.items()))


async def posts_of(get: Get, urn: str, mark: str, words: Callable[[str], str]) -> tuple[list[PastPost], str]:
    """The posts of an author, newest first; the mark is how many lie before the page. `words` reads little text."""
    start = int(mark) if mark.isdecimal() and len(mark) < 7 else 0
    query = f"q=author&author={quote(urn, safe='')}&start={start}&count={PAGE}&sortBy=CREATED"
    answer = await get(f"/rest/posts?{query}")
    elements = _elements(answer)
    posts = [post for each in elements if (post := _past(each, words))]
    links = inside(answer.data, "paging", "links")
    listed = [each for each in links if isinstance(each, Mapping)] if isinstance(links, list) else []
    all_of_them = number(inside(answer.data, "paging", "total")) or 0
    following = start + len(elements)
    goes_on = any(each.get("rel") == "next" for each in listed) or following < all_of_them or len(elements) >= PAGE
    return posts, str(following) if elements and goes_on else ""


async def look_up(get: Get, handle: str) -> PublicProfile:
    """A Page by its name in addresses: how many follow it. Its posts are shown to its administrators alone."""
    typed = handle.strip().partition("?")[0].rstrip("/")
    typed = re.sub(r"^(?:https?://)?(?:[\w.]*linkedin\.com)?/?(?:company|showcase|school)/", "", typed)
    name = typed.partition("/")[0].lstrip("@")
    if not re.fullmatch(r"[\w\-.%&']{1,100}", name):
        raise nobody(LABEL, handle)
    try:
        with permitted("error-access-not-granted"):
            elements = _elements(await get(f"/rest/organizations?q=vanityName&vanityName={quote(name, safe='')}"))
    except NotFound:
        elements = []
    if not elements:
        raise nobody(LABEL, handle)
    them = elements[0]
    remote_id = them.get("id")
    if isinstance(remote_id, bool) or not isinstance(remote_id, int | str) or not str(remote_id).isdecimal():
        raise TryLater("error-not-the-network", platform=LABEL)
    urn = f"urn:li:organization:{remote_id}"
    with permitted("error-access-not-granted"):
        told = await followers(get, urn)
    shown = text(them.get("vanityName")) or name
    url = f"https://www.linkedin.com/company/{shown}/"
    return PublicProfile(urn, shown, text(them.get("localizedName")) or shown, url, told)


async def followers(get: Get, urn: str) -> Figures:
    """How many members follow a Page (networkSizes)."""
    answer = await get(f"/rest/networkSizes/{quote(urn, safe='')}?edgeType=COMPANY_FOLLOWED_BY_MEMBER")
    return figures(mapping(answer.data, LABEL), {"followers": "firstDegreeSize"})


def _past(post: Mapping[str, Any], words: Callable[[str], str]) -> PastPost | None:
    """A post as a past post; None for a draft, and what tells no id or time."""
    urn, at = text(post.get("id")), instant(post.get("publishedAt")) or instant(post.get("createdAt"))
    if not urn.startswith("urn:li:") or at is None or post.get("lifecycleState") not in {"PUBLISHED", None}:
        return None
    url = f"https://www.linkedin.com/feed/update/{urn}/"
    return PastPost(urn, words(text(post.get("commentary"))), at, url, _format(post.get("content")))


def _format(content: Any) -> Format:
    if not isinstance(content, Mapping) or not content:
        return "text"
    if "multiImage" in content:
        return "carousel"
    if "article" in content:
        return "link"
    medium = text(inside(content, "media", "id"))
    return "image" if ":image:" in medium else "video" if ":video:" in medium else "other"


def _day(each: Mapping[str, Any]) -> date | None:
    at = instant(inside(each, "timeRange", "start"))
    return at.date() if at is not None else None


def _elements(answer: Answer) -> list[Mapping[str, Any]]:
    return objects(mapping(answer.data, LABEL).get("elements"), LABEL)


def _milliseconds(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp() * 1000)

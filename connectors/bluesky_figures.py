"""What Bluesky's app view tells of posts, people and trends, from its lexicons of 2026-08-20."""

from __future__ import annotations

import contextlib
import re
from typing import Any

from bot.errors import NotFound, Rejected, SignInNeeded, TryLater
from connectors.figures import (
    Call,
    again,
    figures,
    format_of,
    inside,
    instant,
    mapping,
    nobody,
    objects,
    text,
    title_of,
)
from connectors.platform import AccountInfo, Figures, Format, PastPost, PublicProfile, Trend

LABEL = "Bluesky"
PAGE = 100
"""Lexicon app.bsky.feed.getAuthorFeed, `limit`."""
RECENT = 25
MOST_TRENDS = 25
"""Lexicon app.bsky.unspecced.getTrends, `limit`."""

_COUNTS = {
    "likes": "likeCount",
    "shares": "repostCount",
    "comments": "replyCount",
    "quotes": "quoteCount",
    "saves": "bookmarkCount",
}
_OWN_COUNTS = {"followers": "followersCount", "posts": "postsCount"}
_ACTOR = re.compile(r"did:[a-z]+:[A-Za-z0-9._:%-]+|(?:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\.)+[a-z]{2,63}")


def of_posts(posts: Any) -> dict[str, Figures]:
    """The figures of `postView`s by their address."""
    return {str(view["uri"]): figures(view, _COUNTS) for view in objects(posts, LABEL) if text(view.get("uri"))}


def of_profile(profile: Any) -> Figures:
    """Followers and posts of a `profileViewDetailed`."""
    return figures(mapping(profile, LABEL), _OWN_COUNTS)


async def author_feed(
    call: Call, account: AccountInfo, actor: str, mark: str = "", limit: int = PAGE
) -> tuple[list[PastPost], str]:
    """What `actor` (a DID) posted, newest first, without reposts and answers; the mark is the feed's own cursor."""
    return await again(lambda cursor: _page(call, account, actor, cursor, limit), mark)


async def _page(call: Call, account: AccountInfo, actor: str, mark: str, limit: int) -> tuple[list[PastPost], str]:
    params = {"actor": actor, "filter": "posts_no_replies", "limit": str(limit)} | ({"cursor": mark} if mark else {})
    answer = await call(account, "GET", "app.bsky.feed.getAuthorFeed", params=params)
    feed = mapping(answer.data, LABEL)
    entries = objects(feed.get("feed"), LABEL)
    posts = [post for entry in entries if not entry.get("reason") and (post := _past(entry.get("post"), actor))]
    return posts, text(feed.get("cursor")) if entries else ""


async def trends(call: Call, account: AccountInfo) -> list[Trend]:
    """app.bsky.unspecced.getTrends: topics of the moment. How many posts it counts, it does not say over what time."""
    params = {"limit": str(MOST_TRENDS)}
    answer = await call(account, "GET", "app.bsky.unspecced.getTrends", params=params)
    found = []
    for rank, trend in enumerate(objects(mapping(answer.data, LABEL).get("trends"), LABEL), 1):
        name = title_of(trend.get("displayName")) or title_of(trend.get("topic"))
        link = text(trend.get("link"))
        if name:
            url = f"https://bsky.app{link}" if link.startswith("/") else link
            kind = ("hashtag", name[1:]) if name[0] == "#" and name[1:] else ("topic", name)
            found.append(Trend(kind[1], "hashtag" if kind[0] == "hashtag" else "topic", rank, url))
    return found


async def look_up(call: Call, account: AccountInfo, handle: str) -> PublicProfile:
    """An account by its handle, which is the name of a host; a bare word is taken for one of bsky.social's."""
    actor = handle.strip().rstrip("/")
    if "://" in actor:
        actor = actor.rpartition("/")[2]
    actor = actor.lstrip("@")
    if actor and not actor.startswith("did:"):
        actor = actor.lower()
        actor = actor if "." in actor else f"{actor}.bsky.social"
    if not _ACTOR.fullmatch(actor):
        raise nobody(LABEL, handle)
    try:
        them = mapping((await call(account, "GET", "app.bsky.actor.getProfile", params={"actor": actor})).data, LABEL)
    except (NotFound, Rejected):  # "Profile not found" comes as InvalidRequest
        raise nobody(LABEL, handle) from None
    except SignInNeeded as error:  # their account may be the one that is not active, not ours
        if "AccountTakedown" in error.detail or "AccountDeactivated" in error.detail:
            raise nobody(LABEL, handle) from None
        raise
    did, name = text(them.get("did")), text(them.get("handle"))
    if not did or not name:
        raise TryLater("error-not-the-network", platform=LABEL)
    recent: list[PastPost] = []
    with contextlib.suppress(Rejected):  # BlockedActor, BlockedByActor: their figures are told, their posts are not
        recent, _ = await author_feed(call, account, did, limit=RECENT)
    return PublicProfile(
        id=did,
        handle=f"@{name}",
        name=text(them.get("displayName")) or name,
        url=f"https://bsky.app/profile/{name}",
        figures=of_profile(them),
        recent=tuple(recent),
    )


def _past(view: Any, author: str) -> PastPost | None:
    """A `postView` as a past post; None for an answer, somebody else's, and what tells no time."""
    uri, record = text(inside(view, "uri")), inside(view, "record")
    moments = [at for at in (instant(inside(view, "indexedAt")), instant(inside(record, "createdAt"))) if at]
    if not uri or inside(view, "author", "did") != author or inside(record, "reply") or not moments:
        return None
    # `createdAt` is what the author's program says, and may lie ahead; a record may be indexed long after it was made.
    handle = text(inside(view, "author", "handle")) or author
    return PastPost(
        id=uri,
        text=text(inside(record, "text")),
        at=min(moments),
        url=f"https://bsky.app/profile/{handle}/post/{uri.rpartition('/')[2]}",
        format=_format(inside(record, "embed")),
        figures=figures(view, _COUNTS),
    )


def _format(embed: Any) -> Format:
    kind = text(inside(embed, "$type")).rpartition(".")[2]
    if kind == "recordWithMedia":
        return _format(inside(embed, "media"))
    entries = inside(embed, "images" if kind == "images" else "items")
    pictures = len(entries) if isinstance(entries, list) else 0
    if kind in {"images", "gallery"}:
        return format_of(["image"] * max(pictures, 1))
    return "video" if kind == "video" else "link" if kind == "external" else "text"

"""What Reddit tells of posts, people, subreddits and what is talked about. How often a post was seen, it tells nobody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.errors import NotFound, Rejected, TryLater, Unsupported
from connectors.figures import Call, again, figures, inside, instant, mapping, nobody, number, objects, text, title_of
from connectors.http import Answer
from connectors.platform import AccountInfo, Figures, Format, PastPost, PublicProfile, Trend

LABEL = "Reddit"
PAGE = 100
"""Entries of a listing (dev/api, `limit`); a listing ends after a thousand."""
RECENT = 25
MOST_TRENDS = 50
MOST_SUBREDDITS = 50

_COUNTS = {
    "likes": "ups",
    "upvote_ratio": "upvote_ratio",
    "comments": "num_comments",
    "shares": "num_crossposts",
    "views": "view_count",
}


def of_post(thing: Mapping[str, Any]) -> Figures:
    """Votes (as `likes`), comments and crossposts (as `shares`)."""
    return figures(thing, _COUNTS)


def children(answer: Answer) -> list[Mapping[str, Any]]:
    """What a listing holds. Raises TryLater if it is none."""
    listed = objects(inside(answer.data, "data", "children"), LABEL)
    return [child["data"] for child in listed if isinstance(child.get("data"), Mapping)]


def is_gone(thing: Mapping[str, Any]) -> bool:
    """Deleted by its author: Reddit keeps the place and empties it."""
    return thing.get("author") in {"[deleted]", None} or thing.get("removed_by_category") == "deleted"


def plain(words: Any) -> str:
    """Reddit escapes three characters inside its JSON, as if it were HTML."""
    return str(words or "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def address(thing: Mapping[str, Any]) -> str:
    """The public address of a post or comment."""
    permalink = text(thing.get("permalink"))
    return f"https://www.reddit.com{permalink}" if permalink.startswith("/") else ""


async def submitted(
    call: Call, account: AccountInfo, name: str, mark: str = "", limit: int = PAGE
) -> tuple[list[PastPost], str]:
    """GET /user/{name}/submitted, newest first; the mark is the full name after which the next page begins."""

    async def page(after: str) -> Answer:
        params = {"sort": "new", "limit": str(limit)} | ({"after": after} if after else {})
        return await call(account, "GET", f"/user/{name}/submitted", params=params)

    answer = await again(page, mark if re.fullmatch(r"t3_[0-9a-z]+", mark) else "")
    posts = [post for thing in children(answer) if (post := _past(thing, name))]
    return posts, text(answer.get("data", "after"))


async def trends(call: Call, account: AccountInfo, region: str = "") -> list[Trend]:
    """The hot posts of r/popular, of a country with `geo_filter` (dev/api#GET_hot); without one, behind them what rises in
    the subreddits that the account has joined (GET /r/a+b/rising). Posts for adults are left out.
    """
    if region and not re.fullmatch(r"[A-Za-z]{2}", region):
        raise Unsupported("error-no-regions", platform=LABEL)
    params = {"limit": str(MOST_TRENDS)} | ({"geo_filter": region.upper()} if region else {})
    try:
        listed = children(await call(account, "GET", "/r/popular/hot", params=params))
    except Rejected as error:
        if region:
            raise Unsupported("error-no-regions", platform=LABEL, detail=error.detail) from None
        raise
    if not region:
        joined = await call(account, "GET", "/subreddits/mine/subscriber", params={"limit": str(MOST_SUBREDDITS)})
        names = [text(each.get("display_name")) for each in children(joined)]
        names = [name for name in names if re.fullmatch(r"\w{2,24}", name)]
        if names:
            params = {"limit": str(MOST_TRENDS)}
            listed += children(await call(account, "GET", f"/r/{'+'.join(names)}/rising", params=params))
    found: list[Trend] = []
    seen: set[str] = set()
    for thing in listed:
        remote_id, name = text(thing.get("name")), title_of(plain(thing.get("title"))).strip("#")
        if name and remote_id not in seen and thing.get("over_18") is not True:
            seen.add(remote_id)
            found.append(Trend(name, "post", len(found) + 1, address(thing)))
    return found


async def look_up(call: Call, account: AccountInfo, handle: str) -> PublicProfile:
    """Somebody (ana, u/ana) or a subreddit (r/pottery) by GET …/about; of a person also the newest posts.

    `followers` are who follows the profile, which Reddit does not tell of everybody, or the subreddit's members.
    """
    typed = handle.strip().split("?")[0].rstrip("/")
    found = re.fullmatch(r"(?:https?://[\w.]*reddit\.com)?/?(?:@|(u|user|r)/)?([\w-]{2,24})", typed, re.IGNORECASE)
    if not found:
        raise nobody(LABEL, handle)
    is_place, name = (found[1] or "").lower() == "r", found[2]
    try:
        answer = await call(account, "GET", f"/{'r' if is_place else 'user'}/{name}/about")
    except (NotFound, Rejected):  # a subreddit that is private or banned answers 403 or 404
        raise nobody(LABEL, handle) from None
    them = mapping(answer.get("data"), LABEL)
    if them.get("is_suspended") is True:
        raise nobody(LABEL, handle)
    shown = text(them.get("display_name" if is_place else "name"))
    if not shown:  # a search is answered for a subreddit that is not there
        raise nobody(LABEL, handle) if text(answer.get("kind")) == "Listing" else _other()
    if is_place:
        told: Figures = {"followers": number(them.get("subscribers"))}
        return PublicProfile(
            text(them.get("name")) or shown,
            f"r/{shown}",
            plain(them.get("title")) or shown,
            f"https://www.reddit.com/r/{shown}/",
            told,
        )
    told = {
        "followers": number(inside(them, "subreddit", "subscribers")),
        "karma": number(them.get("total_karma")),
    }
    recent, _ = await submitted(call, account, shown, limit=RECENT)
    named = plain(inside(them, "subreddit", "title")) or shown
    address_of = f"https://www.reddit.com/user/{shown}/"
    return PublicProfile(text(them.get("id")) or shown, f"u/{shown}", named, address_of, told, tuple(recent))


def _other() -> TryLater:
    return TryLater("error-not-the-network", platform=LABEL)


def _past(thing: Mapping[str, Any], author: str) -> PastPost | None:
    """A post as a past post; None for what is gone, somebody else's, and what tells no id or time."""
    remote_id, at = text(thing.get("name")), instant(thing.get("created_utc"))
    ours = text(thing.get("author")).casefold() == author.casefold()
    if not re.fullmatch(r"t3_[0-9a-z]+", remote_id) or at is None or is_gone(thing) or not ours:
        return None
    words = [plain(thing.get("title")), plain(thing.get("selftext"))]
    return PastPost(
        id=remote_id,
        text="\n\n".join(part for part in words if part.strip()),
        at=at,
        url=address(thing),
        format=_format(thing),
        figures=of_post(thing),
    )


def _format(thing: Mapping[str, Any]) -> Format:
    if thing.get("is_self") is True:
        return "text"
    if thing.get("is_gallery") is True:
        return "carousel"
    if thing.get("is_video") is True:
        return "video"
    picture = re.search(r"//(?:i\.redd\.it|i\.imgur\.com)/|\.(?:jpe?g|png|gif|webp)$", text(thing.get("url")))
    return "image" if picture else "link"

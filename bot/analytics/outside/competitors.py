"""Other people's public accounts beside our own: the same figures by the same definitions, or none.

What a network shows everybody is little: followers, and the newest posts with the interactions that it counts in public. Our
own side is taken from what was measured here, cut to the same: posts of the last four weeks, or of as many days as are
visible of the other, and only those interactions that are known of every post of both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from bot.analytics.metrics import INTERACTIONS
from connectors.platform import Figures, PublicProfile
from storage.trend_tables import CompetitorDay

WINDOW_DAYS = 28.0
FEWEST_POSTS = 3
"""Posts from which a week's number and an average are told; below it says too little."""
LONGEST_HANDLE = 120

_PATHS = {"in", "company", "user", "c", "channel", "r", "u", "profile", "add", "s", "showcase", "school"}
"""Parts of a profile's address that stand before its name."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of an account. `posts` went out in `days` days; `interactions` are theirs together, by metric."""

    name: str
    url: str
    followers: float | None
    posts: int | None
    days: float | None
    interactions: Mapping[str, float] = field(default_factory=dict)

    def row(self, competitor_id: int, workspace_id: int, day: date, now: datetime) -> CompetitorDay:
        """As it is kept."""
        return CompetitorDay(
            competitor_id=competitor_id,
            workspace_id=workspace_id,
            day=day,
            name=self.name,
            url=self.url,
            followers=self.followers,
            posts=self.posts,
            days=self.days,
            interactions=dict(self.interactions),
            seen_at=now,
        )

    @classmethod
    def kept(cls, row: CompetitorDay) -> Seen:
        """The reverse of `row`."""
        return cls(row.name, row.url, row.followers, row.posts, row.days, row.interactions)

    @property
    def a_week(self) -> float | None:
        """Posts a week; None where too few are visible to tell."""
        if self.posts is None or self.days is None or self.days < 1 or (0 < self.posts < FEWEST_POSTS):
            return None
        return self.posts / self.days * 7

    def each(self, metrics: Sequence[str]) -> float | None:
        """Interactions a post of these metrics together; None where one is unknown, or the posts are too few."""
        if self.posts is None or self.posts < FEWEST_POSTS or not metrics:
            return None
        if any(name not in self.interactions for name in metrics):
            return None
        return sum(self.interactions[name] for name in metrics) / self.posts


def seen(profile: PublicProfile, now: datetime) -> Seen:
    """What a public profile tells."""
    posts, days, interactions = counted([(post.at, post.figures) for post in profile.recent], now)
    return Seen(
        _short(profile.name or profile.handle),
        profile.url if profile.url.startswith(("https://", "http://")) else "",
        profile.figures.get("followers"),
        posts,
        days,
        interactions,
    )


def counted(
    posts: Sequence[tuple[datetime, Figures]], now: datetime, *, days: float | None = None
) -> tuple[int | None, float | None, dict[str, float]]:
    """How many of these posts went out in how many days, and what they have together of each metric told of all of them.

    With `days` all posts of that time are given. Without, the newest are all that is visible: where they do not reach back
    four weeks, the oldest of them only marks where the time begins. Nothing visible is unknown, not nought.
    """
    dated = sorted(((at, figures) for at, figures in posts if at <= now), key=lambda one: one[0])
    if days is None:
        if not dated:
            return None, None, {}
        days = min((now - dated[0][0]) / timedelta(days=1), WINDOW_DAYS)
    inside = [figures for at, figures in dated if at > now - timedelta(days=days)]
    told: dict[str, list[float | None]] = {
        name: [figures.get(name) for figures in inside] for name in INTERACTIONS if inside
    }
    together = {name: _sum(values) for name, values in told.items() if None not in values}
    return len(inside), days, together


def _sum(values: Sequence[float | None]) -> float:
    return float(sum(value for value in values if value is not None))


def shared(sides: Sequence[Seen]) -> tuple[str, ...]:
    """The interactions that are told of every one of these accounts that has posts enough; only those can be compared."""
    told = [set(side.interactions) for side in sides if side.posts is not None and side.posts >= FEWEST_POSTS]
    return tuple(name for name in INTERACTIONS if told and all(name in known for known in told))


@dataclass(frozen=True, slots=True)
class Handle:
    """An account as somebody wrote it. `server` where it stands on one of many; `host` where an address was given."""

    name: str
    server: str = ""
    host: str = ""

    @property
    def written(self) -> str:
        """As its network takes it."""
        return f"{self.name}@{self.server}" if self.server else self.name


def read_handle(said: str) -> Handle | None:
    """The handle in `@x`, `x`, `x@server`, `@x@server` or a profile's address; None where there is none."""
    text = said.strip().strip(".,;:!?\"'“”«»()").strip()
    if len(text) > 500:
        return None
    if "/" in text:
        return _from_address(text)
    match = re.fullmatch(r"@?([^\s@/?#]{1,100})(?:@([A-Za-z0-9.-]{3,100}))?", text)
    if match is None or not any(char.isalnum() for char in match[1]):
        return None
    server = (match[2] or "").lower().strip(".")
    return Handle(match[1].lower(), server if "." in server else "")


def _from_address(text: str) -> Handle | None:
    try:
        parts = urlsplit(text if "//" in text else f"https://{text}")
        host = (parts.hostname or "").lower().removeprefix("www.").removeprefix("m.")
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or "." not in host:
        return None
    path = [part for part in parts.path.split("/") if part]
    if path and path[0].lower() in _PATHS and len(path) > 1:
        path = path[1:]
    if not path:
        return None
    whole = read_handle(path[0])
    return Handle(whole.name, whole.server, host) if whole is not None else None


def same_site(host: str, other: str) -> bool:
    """Whether two hosts are of one site: equal, or one a part of the other."""
    one, two = host.removeprefix("www."), other.removeprefix("www.")
    return bool(one and two) and (one == two or one.endswith(f".{two}") or two.endswith(f".{one}"))


def _short(name: str) -> str:
    said = " ".join(name.split())
    return said if len(said) <= LONGEST_HANDLE else said[: LONGEST_HANDLE - 1] + "…"

"""Thresholds of each single post: which posts are over one, and how they are told of.

A post counts on each account by itself: what it has on Instagram is not added to what it has elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.analytics import wording
from bot.analytics.metrics import COUNTED
from bot.analytics.questions import telling
from bot.analytics.targets.goals import Value, of_rows
from storage import goals

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.phrases import Phrases
    from connectors.platform import Platform
    from storage.goal_tables import Threshold
    from storage.metrics import PublicationRow

BEFORE = timedelta(days=30)
"""Posts that went out so long before somebody asked are watched as well."""

WATCHED = timedelta(days=90)
"""So long after it went out a post is watched."""

RIPE = timedelta(hours=24)
"""So old a post has to be when it is looked at before its rate says anything: at first a handful of people decide it."""

MOST = 1000
"""Posts that are looked at in one go, the newest."""

SHOWN = 10
"""Posts that are named in one message."""

RATE = "engagement_rate"


@dataclass(frozen=True, slots=True)
class One:
    """A post on one account whose figure is known."""

    row: PublicationRow
    value: Value

    @property
    def figure(self) -> float:
        """The figure."""
        assert self.value.value is not None
        return self.value.value

    def data(self) -> dict[str, Any]:
        """The post and its figure as they are handed to programs."""
        seen_at = self.value.seen_at
        return {
            "post_id": self.row.number,
            "platform": self.row.publication.platform,
            "untrusted_text": telling.short(self.row.publication.text, 200),
            "value": self.figure,
            "seen_at": seen_at.isoformat() if seen_at is not None else None,
            "from": "sample" if self.value.made_up else "measured",
        }


@dataclass(frozen=True, slots=True)
class Field:
    """The posts that a threshold is about as it is set: how many, and those whose figure is known, the highest first."""

    posts: int
    known: tuple[One, ...]

    def over(self, direction: str, bound: float) -> list[One]:
        """Those that are on the side that somebody wants to be told of."""
        return [one for one in self.known if is_over(one, direction, bound)]

    def closest(self, direction: str) -> One | None:
        """The one that is nearest to a threshold that none is over yet."""
        if not self.known:
            return None
        return self.known[0] if direction == "above" else self.known[-1]


def is_over(one: One, direction: str, bound: float) -> bool:
    """Whether a post is on the side that somebody wants to be told of."""
    return one.figure >= bound if direction == "above" else one.figure < bound


def field(session: Session, workspace_id: int, metric: str, platforms: Sequence[str], now: datetime) -> Field:
    """The posts of the last thirty days, as they stand."""
    rows = goals.posts_to_judge(session, workspace_id, platforms=platforms, since=now - BEFORE, until=now, limit=MOST)
    return Field(len(rows), tuple(sorted(_known(rows, metric), key=lambda one: -one.figure)))


def untold(session: Session, threshold: Threshold, now: datetime) -> list[One]:
    """The posts that are over a threshold and were not told of, in the order in which they went out."""
    metric, direction, bound = threshold.metric, threshold.direction, threshold.bound
    rows = goals.posts_to_judge(
        session,
        threshold.workspace_id,
        platforms=threshold.platforms,
        since=max(threshold.created_at - BEFORE, now - WATCHED),
        until=now,
        reached=(metric, bound) if direction == "above" and metric in COUNTED else None,
        untold_of=threshold,
        limit=MOST,
    )
    return [one for one in reversed(_known(rows, metric)) if is_over(one, direction, bound)]


def _known(rows: Sequence[PublicationRow], metric: str) -> list[One]:
    found = []
    for row in rows:
        value = of_rows([row], metric)
        if value.value is None or value.seen_at is None:
            continue
        if metric != RATE or value.seen_at - row.publication.published_at >= RIPE:
            found.append(One(row, value))
    return found


# In words


def label(phrases: Phrases, platforms: Mapping[str, Platform], name: str) -> str:
    """A platform as people call it, in their language where it has a name there."""
    key = f"platform-{name.replace('_', '-')}"
    return phrases.say(key) if phrases.has(key) else platforms[name].label if name in platforms else name


def line(phrases: Phrases, platforms: Mapping[str, Platform], one: One, now: datetime) -> str:
    """ "Post 12 on Instagram: 512 likes (seen 3 minutes ago)"; by its first words where it has no number here."""
    publication, metric = one.row.publication, one.value.metric
    figure = one.figure
    # Only whole numbers have a singular.
    count = int(figure) if figure.is_integer() else figure
    written = wording.number(figure, metric, phrases.language)
    return phrases.say(
        "threshold-each-post",
        number=str(one.row.number) if one.row.number is not None else "missing",
        words=telling.short(publication.text) or publication.url or publication.remote_id,
        platform=label(phrases, platforms, publication.platform),
        value=phrases.say(f"figure-{metric.replace('_', '-')}", value=written, count=count),
        age=wording.age(one.value.seen_at, now, phrases),
    )


def lines(phrases: Phrases, platforms: Mapping[str, Platform], ones: Sequence[One], now: datetime) -> str:
    """A line for each, no more than anybody reads."""
    told = [line(phrases, platforms, one, now) for one in ones[:SHOWN]]
    if len(told) > 1:
        told = [f"{telling.ROW}{words}" for words in told]
    if len(ones) > SHOWN:
        told.append(phrases.say("threshold-each-more", count=len(ones) - SHOWN))
    return "\n".join(told)


def rests_on(phrases: Phrases, ones: Sequence[One]) -> str:
    """What a rate was divided by, and that it is sample data, as sentences that follow another."""
    bases = {base for one in ones for base in one.value.bases}
    parts = [phrases.say("goal-source-base", base=next(iter(bases)))] if len(bases) == 1 else []
    if any(one.value.made_up for one in ones):
        parts.append(phrases.say("goal-source-sample"))
    return "".join(f" {part}" for part in parts)


def facts(
    phrases: Phrases, platforms: Mapping[str, Platform], threshold: Threshold, ones: Sequence[One], now: datetime
) -> dict[str, Any]:
    """What a notice of posts that crossed a threshold is filled with."""
    found: dict[str, Any] = {
        "count": len(ones),
        "posts": lines(phrases, platforms, ones, now),
        "bound": wording.number(threshold.bound, threshold.metric, phrases.language),
        "source": rests_on(phrases, ones),
    }
    if len(ones) == 1 and ones[0].row.number is not None:
        found["post"] = ones[0].row.number  # so that it joins what else is told of this post
    return found

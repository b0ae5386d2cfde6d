"""What is rising, for an answer: what was watched, since when, and what of it stands out. Nothing is made up in between."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.analytics.outside import rising
from bot.analytics.outside.rising import Base, Listed, Rise
from bot.understanding.embedder import embedder
from bot.understanding.numbers import fold
from storage import trends
from storage.models import Account
from storage.trend_tables import Feed, FeedItem, Watch

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ALIKE = 0.25
"""From this cosine on, a headline is about a topic though it does not name it (measured on headlines in `tests/analytics`)."""
MOST_ITEMS = 4_000
SAME_STORY = 0.6
"""The share of items in common from which two things that rise are one story."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed with how watching it stands."""

    feed: Feed
    watch: Watch | None

    @property
    def title(self) -> str:
        """What it calls itself, else its host: other people's words."""
        from bot.analytics.outside.feeds import host_of

        said = str(self.watch.marks.get("title") or "") if self.watch is not None else ""
        return trends.plain(said, 60) or host_of(self.feed.address)

    @property
    def region(self) -> str:
        """Which country it is about, as somebody said or as it says itself; "" where nobody did."""
        told = str(self.watch.marks.get("country") or "") if self.watch is not None else ""
        return self.feed.region or told

    @property
    def source(self) -> str:
        """Its name among the counts."""
        return f"feed:{self.feed.id}"


@dataclass(frozen=True, slots=True)
class NetworkView:
    """What a network lists itself. `watch` says when it was looked at, or why not."""

    account: Account
    watch: Watch
    listed: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Rising:
    """Something that is rising, with the newest items that name it."""

    rise: Rise
    items: tuple[FeedItem, ...]


@dataclass(frozen=True, slots=True)
class Outside:
    """All that can be told. `elsewhere` are feeds that no region, or another one, is known of."""

    rises: tuple[Rising, ...]
    base: Base
    feeds: tuple[FeedView, ...]
    elsewhere: tuple[FeedView, ...]
    networks: tuple[NetworkView, ...]

    @property
    def new(self) -> tuple[FeedView, ...]:
        """Feeds that have not been watched long enough to say what is usual there."""
        return tuple(one for one in self.feeds if one.source not in self.base.sources)


def feed_views(session: Session, workspace_id: int) -> list[FeedView]:
    """The feeds of a workspace, each with how watching it stands."""
    watches = {one.ref: one for one in trends.watches(session, workspace_id, "feed")}
    return [FeedView(feed, watches.get(feed.id)) for feed in trends.feeds(session, workspace_id)]


def outside(
    session: Session,
    workspace_id: int,
    *,
    today: date,
    now: datetime,
    region: str,
    networks: Sequence[tuple[Account, Watch]],
) -> Outside:
    """What the store holds. `networks` are the accounts through which networks were asked, for `region` where they can."""
    views = feed_views(session, workspace_id)
    chosen = [one for one in views if not region or one.region == region]
    sources = [one.source for one in chosen]
    since = today - timedelta(days=rising.RECENT_DAYS + rising.PAST_DAYS)
    watched = trends.watched_days(session, workspace_id, sources, region=None, since=since)
    border = today - timedelta(days=rising.RECENT_DAYS - 1)
    named = trends.busy_terms(session, workspace_id, sources, since=since, recent=border, support=rising.SUPPORT)
    base = rising.base_of(watched, today)
    tested = trends.count_terms(session, workspace_id, sources, since=since, support=rising.SUPPORT) if named else 0
    found = rising.rising(named, watched, today, tested=tested)
    able = [one.feed.id for one in chosen if one.source in base.sources]
    items = trends.items(session, workspace_id, able, since=border, limit=MOST_ITEMS) if found else []
    rises = _told_once([Rising(rise, tuple(item for item in items if rise.name in item.terms)) for rise in found])
    return Outside(
        tuple(rises),
        base,
        tuple(chosen),
        tuple(one for one in views if one not in chosen),
        tuple(_network(session, account, watch, today=today, now=now) for account, watch in networks),
    )


def _told_once(found: Sequence[Rising]) -> list[Rising]:
    """Without what rises in the very same items as something before it: one story told in other words."""
    kept: list[tuple[Rising, set[str]]] = []
    for one in found:
        keys = {item.key for item in one.items}
        if not any(keys and len(keys & other) >= SAME_STORY * len(keys | other) for _, other in kept):
            kept.append((one, keys))
    return [one for one, _ in kept]


def _network(session: Session, account: Account, watch: Watch, *, today: date, now: datetime) -> NetworkView:
    since = today - timedelta(days=rising.RECENT_DAYS + 14)
    rows = trends.trend_days(session, account.workspace_id, [account.platform], region=watch.region, since=since)
    looked = trends.watched_days(session, account.workspace_id, [account.platform], region=watch.region, since=since)
    newest = max((one.day for one in looked), default=None)
    if newest is None or newest < today - timedelta(days=1):
        return NetworkView(account, watch, ())
    at = now.astimezone(UTC)
    of_today = (at - at.replace(hour=0, minute=0, second=0, microsecond=0)) / timedelta(days=1)
    listed = rising.listed(
        # What the last look did not bring is no longer in the list.
        [row for row in rows if row.day != newest or watch.looked_at is None or row.seen_at >= watch.looked_at],
        {one.day for one in looked},
        newest,
        of_today=of_today if newest == at.date() else 1.0,
    )
    return NetworkView(account, watch, tuple(listed))


def about(topic: str, found: Outside) -> Outside:
    """Only what is about a topic: named in it, or alike in meaning. Takes a moment; call it in a thread."""
    words = {rising.compared(word) for word in _WORD.findall(topic)} - rising.stopwords()
    labels = {item.title for one in found.rises for item in one.items}
    labels |= {one.label for network in found.networks for one in network.listed}
    close = matching(topic, words, labels)
    rises = []
    for one in found.rises:
        inside = [item for item in one.items if item.title in close]
        if words & set(one.rise.name.split()) or (inside and len(inside) * 2 >= len(one.items)):
            rises.append(one)
    networks = [
        NetworkView(one.account, one.watch, tuple(each for each in one.listed if each.label in close))
        for one in found.networks
    ]
    return Outside(tuple(rises), found.base, found.feeds, found.elsewhere, tuple(networks))


def matching(topic: str, words: Collection[str], labels: Collection[str]) -> set[str]:
    """Those of other people's words that name one of `words` or mean something alike."""
    ordered = sorted(labels)
    named = {
        label
        for label in ordered
        if any(
            word in {rising.compared(part) for part in _WORD.findall(label)} or (len(word) > 3 and word in fold(label))
            for word in words
        )
    }
    rest = [label for label in ordered if label not in named]
    if rest:
        vectors = embedder().vectors([topic, *(label[:200] for label in rest)])
        named |= {label for label, alike in zip(rest, vectors[1:] @ vectors[0], strict=True) if float(alike) >= ALIKE}
    return named


def ready_on(days: Mapping[str, int], source: str, today: date) -> date:
    """When a feed will have been watched long enough, if it is looked at every day from now on."""
    missing = max(rising.FEWEST_DAYS - days.get(source, 0), 0)
    return today + timedelta(days=missing + rising.RECENT_DAYS - 1)

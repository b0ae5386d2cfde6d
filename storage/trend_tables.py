"""The tables of what is watched outside: feeds, what they and the networks talk of day by day, other people's accounts.

Feed, Competitor          what people asked for: made and removed by them, and undone
Watch                     how looking there stands, and which process is at it
FeedItem                  what a feed carried
TrendDay, WatchedDay      how often what was named on which day, and how much was seen that day
CompetitorDay             what a network showed of somebody's account on which day

What was seen carries no foreign key to what is watched, so that a person's Undo can take that away; the upkeep clears up.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from storage.models import Base

_OPEN = sa.text("due_at IS NOT NULL")


class Feed(Base):
    """An RSS, Atom or JSON feed that a workspace watches. `region` is an ISO 3166-1 code where somebody said one."""

    __tablename__ = "feeds"
    __table_args__ = (sa.UniqueConstraint("workspace_id", "address"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    address: Mapped[str]
    region: Mapped[str] = mapped_column(default="")
    added_at: Mapped[datetime]


class Competitor(Base):
    """Somebody's account that a workspace compares itself with. `handle` as the network writes it, in small letters."""

    __tablename__ = "competitors"
    __table_args__ = (sa.UniqueConstraint("workspace_id", "platform", "handle"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    platform: Mapped[str]
    handle: Mapped[str]
    added_at: Mapped[datetime]


class Watch(Base):
    """How looking at one place stands. `kind`: feed, network or competitor; `ref` the id of the feed, account or competitor.

    `region` is what a network was asked for, "" without one. `due_at` is the next look, None when never again by itself.
    `marks` are a feed's validators (etag, modified) and `title`, `home` and `country` what it says of itself: other
    people's words. `since` is the first look that brought something, `looked_at` the last one that did. `wanted_at`: when
    somebody last asked for it, where it is watched only as long as somebody does. `reason` is the sentence's key of what went
    wrong last, None when all went well.
    """

    __tablename__ = "watches"
    __table_args__ = (
        sa.UniqueConstraint("kind", "ref", "region"),
        sa.Index("ix_watches_workspace", "workspace_id", "kind"),
        sa.Index("ix_watches_due", "due_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    kind: Mapped[str]
    ref: Mapped[int]
    region: Mapped[str] = mapped_column(default="")
    due_at: Mapped[datetime | None]
    since: Mapped[datetime | None]
    looked_at: Mapped[datetime | None]
    wanted_at: Mapped[datetime | None]
    marks: Mapped[dict[str, Any]] = mapped_column(default=dict)
    failures: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str | None]
    reason_facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    claimed_by: Mapped[str | None]
    lease_until: Mapped[datetime | None]


class FeedItem(Base):
    """Something that a feed carried, once: other people's words. `key` is a hash of its id, or of its address.

    `day` is when it came out on the workspace's clock, or was first seen where the feed says nothing credible. `terms` are
    the words and pairs of words of its title, as they are counted.
    """

    __tablename__ = "feed_items"
    __table_args__ = (sa.Index("ix_feed_items_day", "workspace_id", "day"), {"sqlite_with_rowid": False})
    feed_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    title: Mapped[str]
    url: Mapped[str] = mapped_column(default="")
    terms: Mapped[list[Any]] = mapped_column(default=list)
    day: Mapped[date]
    seen_at: Mapped[datetime]


class TrendDay(Base):
    """One thing on one day in one place. `source` is `feed:` and its id, or the name of a platform.

    `kind`: term, hashtag, topic or post; `name` as it is compared, `label` as it is shown, both other people's words. `uses`
    is how many items named it, or how many uses the network told for the day (the last it said); None where it only ranks.
    `rank` is the best place in the network's own list that day, from 1.
    """

    __tablename__ = "trend_days"
    __table_args__ = (
        sa.Index("ix_trend_days_day", "workspace_id", "day"),
        {"sqlite_with_rowid": False},
    )
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"), primary_key=True, autoincrement=False)
    source: Mapped[str] = mapped_column(primary_key=True)
    region: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    label: Mapped[str]
    url: Mapped[str] = mapped_column(default="")
    uses: Mapped[float | None]
    rank: Mapped[int | None]
    seen_at: Mapped[datetime]


class WatchedDay(Base):
    """How much of one place was seen on one day: successful `looks`, and `items` that came out that day.

    A day without a row was not watched, and says nothing about what was named on it.
    """

    __tablename__ = "watched_days"
    __table_args__ = (
        sa.Index("ix_watched_days_day", "workspace_id", "day"),
        {"sqlite_with_rowid": False},
    )
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"), primary_key=True, autoincrement=False)
    source: Mapped[str] = mapped_column(primary_key=True)
    region: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    looks: Mapped[int] = mapped_column(default=0)
    items: Mapped[int] = mapped_column(default=0)


class CompetitorDay(Base):
    """What a network showed of somebody's account, as last seen on a day. None is unknown, never nought.

    `posts` of the visible ones went out in `days` days before the look; `interactions` are what those have of each metric
    together (likes, comments, shares, saves), each only where the network told it of all of them.
    """

    __tablename__ = "competitor_days"
    __table_args__ = (sa.Index("ix_competitor_days_day", "workspace_id", "day"), {"sqlite_with_rowid": False})
    competitor_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    name: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    followers: Mapped[float | None]
    posts: Mapped[int | None]
    days: Mapped[float | None]
    interactions: Mapped[dict[str, Any]] = mapped_column(default=dict)
    seen_at: Mapped[datetime]

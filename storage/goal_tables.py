"""The tables of goals: targets, thresholds that somebody is told of, links with a campaign in them, and what came of them.

Goal ── GoalState        what somebody set, and how far its telling has come: apart, so that Undo finds a goal as it was set
Threshold ── ThresholdState
   └────────< ThresholdPost  the posts that one of each single post has told of
TrackedLink ──< LinkClick    clicks by day, of nobody in particular
ResultBatch ──< Outcome      clicks, conversions and spend from files, from programs, or said
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from storage.models import Base


class Goal(Base):
    """A target for one metric on some platforms; none named means all. `scope` is their names, sorted, with commas between.

    `kind`: `level` is reached (followers), `sum` is collected by the posts of the window, `rate` is kept over them. A rate's
    `target` is a share of 1. The window is `since` to `due`, both inclusive, on the workspace's clock; without `due` it is
    open. `conversation_id` is where it was set and where news of it is told.
    """

    __tablename__ = "goals"
    __table_args__ = (sa.UniqueConstraint("workspace_id", "metric", "scope"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("members.id"))
    conversation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("conversations.id"))
    metric: Mapped[str]
    scope: Mapped[str]
    kind: Mapped[str]
    target: Mapped[float]
    since: Mapped[date]
    due: Mapped[date | None]
    created_at: Mapped[datetime]

    @property
    def platforms(self) -> list[str]:
        """The platforms that it is about; none means all."""
        return self.scope.split(",") if self.scope else []


class GoalState(Base):
    """What has been told of a goal: that it was reached, that it is off track (when last), how it ended.

    `set_at` is the goal's `created_at`: one that was set anew, or put back by Undo, has a state of its own.
    """

    __tablename__ = "goal_states"
    __table_args__ = (sa.Index("ix_goal_states_checked", "checked_at"),)
    goal_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    set_at: Mapped[datetime] = mapped_column(primary_key=True)
    checked_at: Mapped[datetime]
    reached_at: Mapped[datetime | None]
    behind_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class Threshold(Base):
    """A threshold that somebody wants to be told of. With `post_number` it is about one post, wherever it stands.

    With `each` it is about every single post, on each account by itself, and tells once of each. `direction` is `above` (at
    or over `bound`) or `below` (under it). A rate's `bound` is a share of 1. `created_at` is when it was set.
    """

    __tablename__ = "thresholds"
    __table_args__ = (sa.Index("ix_thresholds_workspace", "workspace_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("members.id"))
    conversation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("conversations.id"))
    metric: Mapped[str]
    scope: Mapped[str]
    post_number: Mapped[int | None]
    each: Mapped[bool] = mapped_column(default=False)
    direction: Mapped[str]
    bound: Mapped[float]
    created_at: Mapped[datetime]

    @property
    def platforms(self) -> list[str]:
        """The platforms that it is about; none means all."""
        return self.scope.split(",") if self.scope else []


class ThresholdState(Base):
    """Whether a threshold tells at the next crossing (`armed`), and the crossing that was told last.

    `over` is one that has told all it ever will: a count of a post only grows. `set_at` is the threshold's `created_at`.
    """

    __tablename__ = "threshold_states"
    __table_args__ = (sa.Index("ix_threshold_states_checked", "checked_at"),)
    threshold_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    set_at: Mapped[datetime] = mapped_column(primary_key=True)
    armed: Mapped[bool]
    over: Mapped[bool] = mapped_column(default=False)
    crossings: Mapped[int] = mapped_column(default=0)
    value: Mapped[float | None]
    crossed_at: Mapped[datetime | None]
    checked_at: Mapped[datetime]


class ThresholdPost(Base):
    """A post on one account that a threshold of each single post has told of, or named when it was set: it is not told again.

    `set_at` is the threshold's `created_at`, and `told_at` the same for those that were named then.
    """

    __tablename__ = "threshold_posts"
    __table_args__ = ({"sqlite_with_rowid": False},)
    threshold_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    set_at: Mapped[datetime] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    told_at: Mapped[datetime]


class TrackedLink(Base):
    """A link with campaign parameters in it, for one platform. `token` is what its short link on our own server ends with.

    `address` is where it leads, parameters and all; `base` is the address that somebody gave.
    """

    __tablename__ = "tracked_links"
    __table_args__ = (sa.Index("ix_tracked_links_workspace", "workspace_id", "campaign"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("members.id"))
    token: Mapped[str] = mapped_column(unique=True)
    base: Mapped[str]
    address: Mapped[str]
    platform: Mapped[str]
    campaign: Mapped[str | None]
    post_number: Mapped[int | None]
    created_at: Mapped[datetime]


class LinkClick(Base):
    """How often a short link was followed on a day of the workspace's clock. Nothing is kept of who followed it."""

    __tablename__ = "link_clicks"
    __table_args__ = ({"sqlite_with_rowid": False},)
    link_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    clicks: Mapped[int]


class ResultBatch(Base):
    """Where results came from: a `file`, a `program` (the webhook, one for all) or `said`. Without it they count no more."""

    __tablename__ = "result_batches"
    __table_args__ = (sa.Index("ix_result_batches_workspace", "workspace_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    member_id: Mapped[int | None] = mapped_column(sa.ForeignKey("members.id"))
    source: Mapped[str]
    name: Mapped[str]
    rows: Mapped[int]
    created_at: Mapped[datetime]


class Outcome(Base):
    """Something that came of posts, or was spent on them. `key` makes it count once: of several batches the newest counts.

    `kind`: `clicks` (`count` of them), `conversion` (`count` of them, `micros` their revenue together), `lost` (ways that led
    to none) or `spend` (`micros` from `day` to `until`, both inclusive). Money is in millionths of `currency`. `channel` is a
    platform's name, or what else a file calls the way people came (`google`, `email`); None where it is not known. `path` are
    the channels that somebody touched before, in order; `campaign` as it is written in the links.
    """

    __tablename__ = "outcomes"
    __table_args__ = (
        sa.UniqueConstraint("workspace_id", "key", "batch_id"),
        sa.Index("ix_outcomes_day", "workspace_id", "kind", "day"),
        sa.Index("ix_outcomes_batch", "batch_id"),
    )
    id: Mapped[int] = mapped_column(sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    batch_id: Mapped[int]
    key: Mapped[str]
    kind: Mapped[str]
    day: Mapped[date]
    until: Mapped[date]
    channel: Mapped[str | None]
    campaign: Mapped[str | None]
    count: Mapped[float]
    micros: Mapped[int | None] = mapped_column(sa.BigInteger())
    currency: Mapped[str | None]
    path: Mapped[list[Any] | None]
    seen_at: Mapped[datetime]

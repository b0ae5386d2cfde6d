"""The tables of what was measured: posts as they stand on a network, what was seen of them and when, and the roll-ups.

Publication ──< Observation   every value that was seen, never changed: a later one is a revision
     └────────< Figure        the value as it stands
Account ──< MetricDay, MetricHour   what questions are answered from
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from storage.models import Base

_OPEN = sa.text("measure_at IS NOT NULL")
_WAITS = sa.text("wait_until IS NOT NULL")

NO_HOUR = -1
"""The hour of a post of which a file tells the day alone."""


class Publication(Base):
    """A post on one account as it stands there, whoever put it there.

    `source`: `here` (sent by us, `delivery_id` says how), `network` (it was there before, or came another way), `import`
    (from a file), `sample` (made up, and told so). `day`, `weekday` (0 Monday) and `hour` are `published_at` on the
    workspace's clock; where a file tells the day alone, `published_at` is its noon and `hour` is `NO_HOUR`. `format`: text,
    image, carousel, video, reel, story, link or other. `tags` are its hashtags in small letters without the sign. `gone_at`
    when it was no longer there; its last figures stay. `measure_at` is when it is measured next, None when never again;
    `failures` how often in a row the network has left it out of its answers.
    """

    __tablename__ = "publications"
    __table_args__ = (
        sa.UniqueConstraint("account_id", "remote_id"),
        sa.Index("ix_publications_day", "workspace_id", "day"),
        sa.Index("ix_publications_platform", "workspace_id", "platform", "day"),
        sa.Index("ix_publications_measure", "measure_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    platform: Mapped[str]
    remote_id: Mapped[str]
    delivery_id: Mapped[int | None] = mapped_column(sa.ForeignKey("deliveries.id"), unique=True)
    text: Mapped[str]
    url: Mapped[str] = mapped_column(default="")
    format: Mapped[str] = mapped_column(default="other")
    tags: Mapped[list[Any]] = mapped_column(default=list)
    campaign: Mapped[str | None]
    language: Mapped[str | None]
    source: Mapped[str]
    published_at: Mapped[datetime]
    day: Mapped[date]
    weekday: Mapped[int] = mapped_column(sa.SmallInteger)
    hour: Mapped[int] = mapped_column(sa.SmallInteger)
    gone_at: Mapped[datetime | None]
    measured_at: Mapped[datetime | None]
    measure_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)


class Observation(Base):
    """One value as it was seen. Rows are added, never changed: several of the same `day` are revisions of it.

    `publication_id` is 0 for a figure of the account itself. `kind` is `level` (as it stood at `seen_at`: likes so far,
    followers) or `day` (what `day` brought, as the network told at `seen_at`). A value that has not changed since it was
    seen last is not written again, until it does change: then the last look that found it unchanged is written too, so that
    the rows alone tell when a change can have happened. `Figure.checked_at` says when it was looked at last. `source`: api,
    webhook, import, sample.

    No foreign keys: old months are split off as a whole. On PostgreSQL there is a partition for every month of `seen_at`.
    """

    __tablename__ = "observations"
    __table_args__ = ({"sqlite_with_rowid": False, "postgresql_partition_by": "RANGE (seen_at)"},)
    account_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    publication_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    metric: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    value: Mapped[float]
    kind: Mapped[str]
    source: Mapped[str]


class Figure(Base):
    """A publication's value as it stands: `changed_at` when it was first seen so, `checked_at` when it was looked at last.

    `revisions` counts how often the network took some of it back.
    """

    __tablename__ = "figures"
    __table_args__ = ({"sqlite_with_rowid": False},)
    publication_id: Mapped[int] = mapped_column(sa.ForeignKey("publications.id"), primary_key=True, autoincrement=False)
    metric: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[float]
    changed_at: Mapped[datetime]
    checked_at: Mapped[datetime]
    revisions: Mapped[int] = mapped_column(default=0)
    source: Mapped[str]


class MetricDay(Base):
    """One account's day in one metric, on the workspace's clock: what every question is answered from.

    `level`: the account's own value at the end of the day. `total`: what the network says that the day brought the account.
    `gained`: what all posts of the account gained that day; `gaps` are posts whose gain cannot be told, since nobody looked
    for more than a day. `of_posts`: the figures, as they stand, of the posts that went out that day, `measured` of
    which have this one, and `posts_seen_at` is the oldest of the last looks at these (posts that are gone aside, unless
    all are). None is unknown, never nought. `seen_at`: the newest look that anything in the row rests on.
    """

    __tablename__ = "metric_days"
    __table_args__ = (
        sa.Index("ix_metric_days_workspace", "workspace_id", "metric", "day"),
        {"sqlite_with_rowid": False},
    )
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), primary_key=True, autoincrement=False)
    metric: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    platform: Mapped[str]
    level: Mapped[float | None]
    total: Mapped[float | None]
    gained: Mapped[float | None]
    gaps: Mapped[int] = mapped_column(default=0)
    of_posts: Mapped[float | None]
    measured: Mapped[int] = mapped_column(default=0)
    posts_seen_at: Mapped[datetime | None]
    seen_at: Mapped[datetime]


class MetricHour(Base):
    """What all posts of an account gained in one hour (UTC), for what is watched live; kept for two weeks."""

    __tablename__ = "metric_hours"
    __table_args__ = (sa.Index("ix_metric_hours_hour", "hour"), {"sqlite_with_rowid": False})
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), primary_key=True, autoincrement=False)
    metric: Mapped[str] = mapped_column(primary_key=True)
    hour: Mapped[datetime] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    gained: Mapped[float]


class Measuring(Base):
    """How far measuring an account has come, and which process is at it.

    `due_at` is when something of the account itself is to be done next: its own figures, or the next page of what was
    there before; None while it is not measured at all. `history` is where that reading stands: None until it began, the
    network's own mark while it goes on, `end` when it is through. `zone` is the clock that its days were cut by.

    `measured_at` is when all went well last, `tried_at` when it was tried last; nothing is asked before `wait_until`.
    `reason` is the sentence's key of what went wrong last, with its facts; None when all went well. `unable` lists what the
    network does not tell of this account, and is not asked for again: posts, account, days, history, comments.
    """

    __tablename__ = "measuring"
    __table_args__ = (
        sa.Index("ix_measuring_due", "due_at"),
        sa.Index("ix_measuring_wait", "wait_until", sqlite_where=_WAITS, postgresql_where=_WAITS),
    )
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), primary_key=True, autoincrement=False)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    due_at: Mapped[datetime | None]
    history: Mapped[str | None]
    zone: Mapped[str | None]
    measured_at: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]
    wait_until: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str | None]
    reason_facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    unable: Mapped[list[Any]] = mapped_column(default=list)
    claimed_by: Mapped[str | None]
    lease_until: Mapped[datetime | None]


class Gap(Base):
    """A time in which an account could not be measured, and why; `until` is None while it lasts."""

    __tablename__ = "gaps"
    __table_args__ = (sa.Index("ix_gaps_account", "account_id", "since"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    reason: Mapped[str]

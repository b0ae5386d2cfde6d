"""When to post: what a workspace's own posts say of the hours of the week, and what is done where they say nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.analytics.metrics import engagement
from bot.quiet import QuietHours
from storage import metrics
from storage.metrics_tables import NO_HOUR

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.analytics.forecasts.slots import Slot, Week
    from storage.metrics import PublicationRow

LEAST = 40
"""Posts with figures from which hours are compared: with fewer, nothing was told on real posts that was not chance."""
LOOKED_AT = 1000
OLDEST = timedelta(days=730)
RIPE = timedelta(hours=24)
"""A younger post has not yet what it will have, so it would make its hour look bad."""
STEADY = ("engagement", "views", "impressions", "reach")
"""What posts are judged by: the first of these that most of them have."""
SPACING = timedelta(hours=3)
"""Between two posts of the queue, where the workspace has set no slots of its own."""
AHEAD = 28
"""Days that are looked through for a free slot."""

HABIT = tuple((weekday, hour) for weekday in range(5) for hour in (9, 17))
"""Weekday mornings and late afternoons: what is taken where the own posts tell nothing. A habit, not a finding: studies of
best times contradict each other and are about other people's accounts."""


@dataclass(frozen=True, slots=True)
class Timing:
    """One platform's hours. `week` is None where there were too few posts (`posts` of `LEAST`)."""

    platform: str
    posts: int
    metric: str
    week: Week | None
    since: datetime | None
    until: datetime | None
    sample: bool

    @property
    def told(self) -> bool:
        """Whether the posts tell one hour from another."""
        return self.week is not None and self.week.differs and bool(self.best())

    def best(self, count: int = 3) -> list[Slot]:
        """The best slots, the best first; none where nothing can be told."""
        return self.week.best(count) if self.week is not None else []

    def slots(self, count: int = 8) -> list[tuple[int, int]]:
        """Weekday and hour of what is taken for the queue: the best ones, else the habit."""
        best = [(slot.weekday, slot.hour) for slot in self.best(count)]
        return best or list(HABIT)


def timing(session: Session, workspace_id: int, platform: str, now: datetime) -> Timing:
    """What the posts of one platform say, from those with figures of the last two years; some 100 ms."""
    since = (now - OLDEST).date()
    rows = metrics.publications(session, workspace_id, since=since, platforms=[platform], limit=LOOKED_AT)
    return of_rows(platform, rows, now)


def of_rows(platform: str, rows: Sequence[PublicationRow], now: datetime) -> Timing:
    """The same from publications, the newest first. Accounts of one platform are each compared with themselves."""
    from bot.analytics.forecasts.slots import residuals  # brings numpy along, which no start waits for

    # Of a post from a file that tells no time of day nobody knows at which hour it did well.
    timed = [row for row in rows if row.publication.hour != NO_HOUR]
    ripe = [row for row in timed if row.publication.published_at <= now - RIPE]
    sample = any(row.publication.source == "sample" for row in ripe)
    metric = next((name for name in STEADY if 2 * sum(value_of(row, name) is not None for row in ripe) > len(ripe)), "")
    known = [row for row in reversed(ripe) if value_of(row, metric or STEADY[0]) is not None]
    by_account: dict[int, list[PublicationRow]] = {}
    for row in known:
        by_account.setdefault(row.publication.account_id, []).append(row)
    weekdays: list[int] = []
    hours: list[int] = []
    differences: list[float] = []
    for own in by_account.values():
        differences += residuals([value_of(row, metric or STEADY[0]) or 0.0 for row in own]).tolist()
        weekdays += [row.publication.weekday for row in own]
        hours += [row.publication.hour for row in own]
    return Timing(
        platform,
        len(known),
        metric or STEADY[0],
        _week(weekdays, hours, differences) if len(known) >= LEAST else None,
        known[0].publication.published_at if known else None,
        known[-1].publication.published_at if known else None,
        sample,
    )


def _week(weekdays: Sequence[int], hours: Sequence[int], differences: Sequence[float]) -> Week | None:
    import numpy as np

    from bot.analytics.forecasts.slots import week_of

    return week_of(weekdays, hours, np.array(differences))


def value_of(row: PublicationRow, metric: str) -> float | None:
    """A post's figure as it stands; engagement is added up from what the network tells."""
    if metric == "engagement":
        return engagement({name: figure.value for name, figure in row.figures.items()})
    return row.value(metric)


def next_free(
    slots: Sequence[tuple[int, int]],
    now: datetime,
    zone: ZoneInfo,
    taken: Collection[datetime],
    quiet: QuietHours | None = None,
    *,
    days: int = AHEAD,
) -> datetime | None:
    """The first of these slots (weekday, hour) that is free: nothing planned within three hours, not in quiet hours, and an
    hour that exists on the day that clocks change. None within four weeks.
    """
    from bot.understanding.times import Trouble, localize

    today = now.astimezone(zone).date()
    for ahead in range(days + 1):
        day = today + timedelta(days=ahead)
        for weekday, hour in sorted(slots, key=lambda slot: slot[1]):
            if weekday != day.weekday():
                continue
            at, trouble, _ = localize(datetime.combine(day, time(hour)), zone)
            if trouble is Trouble.GAP or at <= now or (quiet is not None and quiet.holds(at)):
                continue
            start = at.astimezone(UTC)
            if all(abs(other - start) >= SPACING for other in taken):
                return at
    return None


def best_free(
    found: Timing,
    now: datetime,
    zone: ZoneInfo,
    taken: Collection[datetime],
    quiet: QuietHours | None = None,
) -> tuple[datetime, Slot] | None:
    """The best slot of a platform that is free within the next seven days, and why it; None where nothing can be told."""
    for slot in found.best(8):
        at = next_free([(slot.weekday, slot.hour)], now, zone, taken, quiet, days=7)
        if at is not None:
            return at, slot
    return None

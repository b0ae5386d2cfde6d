"""How often a post and an account are looked at: often while much happens, ever more rarely later.

| a post's age | a look every |
|---|---|
| up to 3 hours | 15 minutes |
| up to 2 days | hour |
| up to a week | 6 hours |
| up to 30 days | day |
| up to 180 days | week |
| up to 2 years | 30 days |

In its first 30 days a post is looked at just after the workspace's midnight as well, so that days are cut cleanly. A network
that takes money for every post that is read (X: $0.005 each, once a UTC day, docs.x.com/x-api/getting-started, read 2026-11)
is asked about twenty times in the life of a post.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

STEPS = (
    (timedelta(hours=3), timedelta(minutes=15)),
    (timedelta(hours=48), timedelta(hours=1)),
    (timedelta(days=7), timedelta(hours=6)),
    (timedelta(days=30), timedelta(days=1)),
    (timedelta(days=180), timedelta(days=7)),
    (timedelta(days=730), timedelta(days=30)),
)
"""Up to which age a post is looked at how often."""

PAID_STEPS = (
    (timedelta(hours=48), timedelta(hours=3)),
    (timedelta(days=7), timedelta(days=1)),
    (timedelta(days=30), timedelta(days=7)),
    (timedelta(days=180), timedelta(days=30)),
)
"""The same where each look costs money."""

CLEAN_CUTS = timedelta(days=30)
"""For so long a post is looked at just after midnight."""

OF_ACCOUNT = timedelta(hours=6)
"""An account's own figures, beside the look just after midnight."""

OLDEST = STEPS[-1][0]
"""What is older is not looked at any more, and not read when an account is connected."""

BACKFILL = 90
RESTATED = 5
"""Days that a network is asked for when an account is new, and those it may still correct and is asked for each time."""


def next_look(
    published_at: datetime,
    now: datetime,
    zone: ZoneInfo,
    *,
    paid: bool = False,
    slack: timedelta = timedelta(minutes=2),
) -> datetime | None:
    """When a post that is looked at now is looked at next; None if never again.

    `slack` is how long after midnight: not everybody's posts at the same moment.
    """
    age = max(now - published_at, timedelta(0))
    for until, step in PAID_STEPS if paid else STEPS:
        if age < until:
            at = now + step
            return min(at, after_midnight(now, zone, slack)) if age < CLEAN_CUTS and not paid else at
    return None


def next_account_look(now: datetime, zone: ZoneInfo, *, slack: timedelta = timedelta(minutes=2)) -> datetime:
    """When an account that is looked at now is looked at next."""
    return min(now + OF_ACCOUNT, after_midnight(now, zone, slack))


def after_midnight(now: datetime, zone: ZoneInfo, slack: timedelta) -> datetime:
    """The next time at which it is `slack` past midnight there. Where there is no midnight that night, past what comes then."""
    today = now.astimezone(zone).date()
    for day in (today, today + timedelta(days=1)):
        at = datetime.combine(day, time(), tzinfo=zone).astimezone(UTC) + slack
        if at > now:
            return at
    raise AssertionError("tomorrow is later than now")


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The last moment of a day there."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC) - timedelta(seconds=1)


def days_to_ask(measured_at: datetime | None, now: datetime, zone: ZoneInfo) -> tuple[date, date]:
    """The days that a network is asked for, both inclusive, after it was asked with success at `measured_at`."""
    today = now.astimezone(zone).date()
    back = BACKFILL
    if measured_at is not None:
        back = min(BACKFILL, (today - measured_at.astimezone(zone).date()).days + RESTATED)
    return today - timedelta(days=max(back, RESTATED)), today

"""When planned reports fall due, and which days each is about.

A report is about the days since the one before it: every Monday's about Monday to Sunday, one on the first of the month about
the month before. No day is left out and none is told twice, whatever the rhythm.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from bot.understanding.times import next_occurrence

MOST_SKIPPED = 1_000
LONGEST_PERIOD = 366
_COUNTED = re.compile(r";?(?:COUNT|UNTIL)=[^;]*", re.IGNORECASE)


def due_now(rule: str, first: datetime, next_at: datetime, now: datetime) -> tuple[datetime, int]:
    """The last occurrence from `next_at` on that is due, and how many before it nobody made."""
    zone = first.tzinfo
    at, skipped = next_at.astimezone(zone), 0
    while skipped < MOST_SKIPPED:
        following = next_occurrence(rule, first, at)
        if following is None or following > now:
            break
        at, skipped = following, skipped + 1
    return at, skipped


def following(rule: str, first: datetime, now: datetime) -> datetime | None:
    """The next occurrence after now; None once the series has ended."""
    return next_occurrence(rule, first, max(now.astimezone(first.tzinfo), first - timedelta(seconds=1)))


def begins_at(rule: str, start: datetime, now: datetime) -> datetime | None:
    """The first occurrence after now of a rule that is counted from `start`; None where it has none."""
    return next_occurrence(rule, start, max(now, start - timedelta(seconds=1)))


def period(rule: str, first: datetime, at: datetime) -> tuple[date, date]:
    """The days that the report of an occurrence is about: from the occurrence before it to the day before."""
    from dateutil.relativedelta import relativedelta
    from dateutil.rrule import rrulestr

    assert first.tzinfo is not None
    parts = dict(part.split("=", 1) for part in rule.upper().removeprefix("RRULE:").split(";") if "=" in part)
    every = max(1, int(parts.get("INTERVAL", "1")))
    spans: dict[str, timedelta | relativedelta] = {
        "DAILY": timedelta(days=every * 14),
        "WEEKLY": timedelta(weeks=every * 4),
        "MONTHLY": relativedelta(months=every * 4),
        "YEARLY": relativedelta(years=every * 2),
    }
    back: Any = spans.get(parts.get("FREQ", ""), timedelta(days=14))
    local = at.astimezone(first.tzinfo)
    # The rule as if it had begun earlier, in step with itself: before its first occurrence there was a period, too.
    start = first.replace(tzinfo=None, fold=0) - back
    while start.replace(tzinfo=None) >= local.replace(tzinfo=None) - timedelta(days=1):
        start -= back
    before = rrulestr(_COUNTED.sub("", rule), dtstart=start).before(local.replace(tzinfo=None, fold=0))
    until = local.date() - timedelta(days=1)
    since = before.date() if before is not None else until - timedelta(days=6)
    return max(min(since, until), until - timedelta(days=LONGEST_PERIOD - 1)), until

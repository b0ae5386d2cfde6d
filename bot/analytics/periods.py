"""The days that a question is about, and the same length right before them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, Protocol

from dateutil.relativedelta import relativedelta

USUAL = 30
"""Days that are meant where nobody says which, today among them."""

Bucket = Literal["day", "week", "month"]


class Says(Protocol):
    """A `ToolContext`, or `Phrases`."""

    @property
    def language(self) -> str:
        """The language that is spoken."""

    def say(self, key: str, **facts: Any) -> str:
        """A sentence in the person's language."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days on the workspace's clock, inclusive. `today` is the day of the question: what comes after it is still unknown."""

    since: date
    until: date
    today: date

    @classmethod
    def of(cls, since: date | None, until: date | None, today: date) -> Period:
        """The days that were named, no later than today; the last thirty where none were. The earlier one comes first."""
        if since is not None and until is not None and since > until:
            since, until = until, since
        last = min(until or today, today)
        first = since if since is not None else last - timedelta(days=USUAL - 1)
        return cls(first, max(last, first), today)

    @property
    def days(self) -> int:
        """How many days it is long."""
        return (self.until - self.since).days + 1

    @property
    def to_come(self) -> bool:
        """Whether nothing of it has happened yet."""
        return self.since > self.today

    @property
    def before(self) -> Period:
        """What it is compared with: the months before whole months; of a week, month or year that is not over the same days of
        the one before; else the same length right before.
        """
        months = self._whole_months
        if months:
            return Period(self.since - relativedelta(months=months), self.since - timedelta(days=1), self.today)
        if (back := self._so_far) is not None:
            return Period(self.since - back, self.until - back, self.today)
        return Period(self.since - timedelta(days=self.days), self.since - timedelta(days=1), self.today)

    @property
    def before_is_plain(self) -> bool:
        """Whether `before` is as long, and ends where this begins."""
        earlier = self.before
        return earlier.days == self.days and earlier.until == self.since - timedelta(days=1)

    @property
    def _whole_months(self) -> int:
        """Of how many whole calendar months it is made; 0 for any other days."""
        after = self.until + timedelta(days=1)
        if self.since.day != 1 or after.day != 1:
            return 0
        return 12 * (after.year - self.since.year) + after.month - self.since.month

    @property
    def _so_far(self) -> relativedelta | None:
        """How far back the same days lie of the week, month or year before; None unless this is one that is not over."""
        if self.until != self.today or self.days == 1:
            return None  # today is set beside yesterday, whichever day of the week it is
        if self.since == self.today.replace(day=1):
            return relativedelta(months=1)
        if self.since == self.today.replace(month=1, day=1):
            return relativedelta(years=1)
        is_week = self.since == self.today - timedelta(days=self.today.weekday()) and self.days < 7
        return relativedelta(days=7) if is_week else None

    @property
    def bucket(self) -> Bucket:
        """What a chart of it is drawn by: days up to five weeks, weeks up to seven months, months beyond."""
        return "day" if self.days <= 35 else "week" if self.days <= 214 else "month"

    def starts(self, bucket: Bucket) -> Iterator[date]:
        """The first days of its days, weeks (Monday) or months, in order."""
        at = start_of(self.since, bucket)
        while at <= self.until:
            yield at
            at = next_after(at, bucket)

    def words(self, ctx: Says) -> str:
        """ "last week (2–8 March)", "in the last 30 days (10 February – 11 March)"."""
        if self.since == self.until:
            key = {0: "period-today", 1: "period-yesterday"}.get((self.today - self.since).days)
            return ctx.say(key, dates=self.dates(ctx)) if key else ctx.say("period-day", dates=self.dates(ctx))
        return ctx.say(self._key(), dates=self.dates(ctx), days=self.days)

    def _key(self) -> str:
        monday = self.today - timedelta(days=self.today.weekday())
        first = self.today.replace(day=1)
        month_before = first - relativedelta(months=1)
        named = {
            (monday, self.today): "period-this-week",
            (monday - timedelta(days=7), monday - timedelta(days=1)): "period-last-week",
            (first.replace(month=1), self.today): "period-this-year",
            (first, self.today): "period-this-month",  # in January it is the month that is meant
            (month_before, first - timedelta(days=1)): "period-last-month",
        }
        usual = "period-last-days" if self.until == self.today else "period-from"
        return named.get((self.since, self.until), usual)

    def dates(self, ctx: Says) -> str:
        """ "2–8 March", "10 February – 11 March", with the year where it is another one."""
        from babel.dates import format_interval

        locale = "en_GB" if ctx.language == "en" else ctx.language
        year = self.since.year != self.today.year or self.until.year != self.today.year
        if self.since == self.until:
            return short_day(self.since, self.today, ctx.language)
        return str(format_interval(self.since, self.until, "yMMMd" if year else "MMMd", locale=locale))


def start_of(day: date, bucket: Bucket) -> date:
    """The first day of the week (Monday) or month that a day is in."""
    if bucket == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if bucket == "month" else day


def next_after(start: date, bucket: Bucket) -> date:
    """The first day of the day, week or month after the one that begins at `start`."""
    if bucket == "month":
        return start + relativedelta(months=1)
    return start + timedelta(days=7 if bucket == "week" else 1)


def short_day(day: date, today: date, language: str) -> str:
    """ "3 March", with the year where it is another one."""
    from babel.dates import format_skeleton

    pattern = "MMMMd" if day.year == today.year else "yMMMMd"
    return str(format_skeleton(pattern, day, locale="en_GB" if language == "en" else language))

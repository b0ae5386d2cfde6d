"""What the phrases of `time_words` mean on a given day: the values, and one function for each meaning.

Every function is named by the rules of `time_words`. It takes the calendar (now, direction, language), what the pattern
captured, and the rule's arguments, and returns a value, or None when the words make no sense as a time.
"""

import calendar as months
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from bot.understanding.time_grammar import Captured, Rule

Date = date
Looking = Literal["back", "ahead"]
Problem = Literal["past", "ambiguous", "impossible", "too_far"]

SOON_DAYS = 125
"""How far ahead a weekday with its number is looked for ("Friday 13"): this month or one of the next three or four."""

FURTHEST_YEARS = 5
"""Nobody schedules further ahead than this; such a date is a slip of the tongue or of the recogniser."""

WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKDAYS = WEEKDAY_CODES[:5]


@dataclass(frozen=True, slots=True)
class Day:
    """A day; `options` are the days it may be when there is a problem."""

    date: Date
    problem: Problem | None = None
    options: tuple[Date, ...] = ()
    part: str | None = None
    weekday_only: bool = False
    number_only: bool = False
    """Only the number of a day was said ("the 15th"), no month."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. `bare`: an hour of the twelve-hour face, said without its half of the day."""

    hour: int
    minute: int = 0
    bare: bool = False
    midnight: bool = False
    unsure: tuple["Clock", ...] = ()
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day: morning, late_morning, noon, afternoon, evening, tonight, night, small_hours."""

    name: str


@dataclass(frozen=True, slots=True)
class Duration:
    """Whole months, days and minutes. `day_like`: said in days or longer, so it leads to a day, not to a minute."""

    months: int = 0
    days: int = 0
    minutes: int = 0
    quarters: int = 0
    """How many of the months were said as quarters of a year."""

    @property
    def day_like(self) -> bool:
        return not self.minutes


@dataclass(frozen=True, slots=True)
class Instant:
    """An exact moment."""

    at: datetime
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `since` to `until`, inclusive."""

    since: date
    until: date
    ends: tuple["Day", ...] = ()
    """The two days that were named, where it was said as "from … to …"."""


@dataclass(frozen=True, slots=True)
class Every:
    """A recurrence before its clock time and its limits are known; field names are those of RFC 5545."""

    freq: str
    interval: int = 1
    byday: tuple[str, ...] = ()
    bymonthday: tuple[int, ...] = ()
    bymonth: int = 0
    part: str | None = None
    problem: Problem | None = None
    times: int = 0
    """How often in each period, where that alone was said ("twice a week"); then `problem` is "ambiguous"."""


@dataclass(frozen=True, slots=True)
class Limit:
    """Where a recurrence ends or starts."""

    until: Day | None = None
    times: int = 0
    lasting: Duration | None = None
    start: Day | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """A distance from something else. `sign` 0: the direction is not said; `verb`: a verb before it says it."""

    duration: Duration
    sign: int
    verb: bool = False


@dataclass(frozen=True, slots=True)
class Trap:
    """Words that look like a time and are none."""


Value = Day | Clock | Part | Duration | Instant | Span | Every | Limit | Later | Trap

HALVES: dict[str, tuple[int, int]] = {
    "morning": (0, 11),
    "late_morning": (6, 11),
    "noon": (11, 14),
    "afternoon": (12, 20),
    "evening": (13, 24),
    "tonight": (16, 28),
    "night": (18, 28),
    "small_hours": (0, 6),
}
"""The hours (from, to) a bare hour may mean in each part of the day; 24 and more are hours of the next day."""


def last_of_month(year: int, month: int) -> int:
    return months.monthrange(year, month)[1]


def add(day: date, duration: Duration) -> date | None:
    """`day` moved by the days and months of `duration`, or None outside the calendar."""
    try:
        return day + relativedelta(months=duration.months) + timedelta(days=duration.days)
    except (OverflowError, ValueError):
        return None


@dataclass(slots=True)
class Calendar:
    """`now` is wall-clock time without its zone; `zoned` is the same moment with it."""

    zoned: datetime
    looking: Looking
    language: str
    now: datetime = field(init=False)
    today: date = field(init=False)

    def __post_init__(self) -> None:
        self.now = self.zoned.replace(tzinfo=None)
        self.today = self.now.date()

    def value(self, rule: Rule, captured: Captured) -> object | None:
        """What `rule` means with `captured`; None when it makes no sense or leaves the calendar."""
        try:
            found: object | None = getattr(self, "_" + rule.meaning)(captured, *rule.arguments)
        except (OverflowError, ValueError):
            return None
        return found

    def _trap(self, _: Captured) -> Trap:
        return Trap()

    # Days

    def _checked(self, day: date, part: str | None = None) -> Day:
        if day > self._furthest():
            return Day(self._furthest(), "too_far", part=part)
        return Day(day, "past" if day < self.today and self.looking == "ahead" else None, part=part)

    def _furthest(self) -> date:
        return self.today + relativedelta(years=FURTHEST_YEARS)

    def _relative(self, c: Captured, offset: str, part: str | None = None) -> Day:
        return self._checked(self.today + timedelta(days=int(offset)), part or c.get("part_word"))

    def _coming(self, weekday: int) -> date:
        """The next such day strictly after today; looking back, the latest one up to today's eve."""
        if self.looking == "back":
            return self.today - timedelta(days=(self.today.weekday() - weekday - 1) % 7 + 1)
        return self.today + timedelta(days=(weekday - self.today.weekday() - 1) % 7 + 1)

    def _weekday(self, c: Captured, mode: str) -> Day:
        weekday: int = c.get("weekday")
        ahead = self.today + timedelta(days=(weekday - self.today.weekday() - 1) % 7 + 1)
        if mode == "plain":
            return Day(self._coming(weekday), weekday_only=True)
        if mode == "last":
            return self._checked(self.today - timedelta(days=(self.today.weekday() - weekday - 1) % 7 + 1))
        if mode == "this":
            return Day(self.today if weekday == self.today.weekday() else self._coming(weekday))
        if mode == "second":
            return Day(ahead + timedelta(days=7))
        if mode in ("week", "fortnight"):
            # Said on such a day, it counts from today.
            start = self.today if weekday == self.today.weekday() else ahead
            return Day(start + timedelta(days=7 if mode == "week" else 14))
        this_week = ahead.isocalendar()[:2] == self.today.isocalendar()[:2]
        return Day(ahead, "ambiguous", (ahead, ahead + timedelta(days=7))) if this_week else Day(ahead)

    def _weekday_number(self, c: Captured) -> Day | None:
        """ "Friday the 13th" without the article: the next such day, if there is one soon."""
        number = c.get("n") if c.get("dayn") is None else c.get("dayn")
        if self.language == "en" and number < 13:
            return None  # "Friday 9" says the hour
        weekday = c.get("weekday")
        if (found := self.weekday_on(weekday, number)) is not None:
            return found
        exact = self._monthday(Captured((("n", number),)))
        return replace(exact, problem="ambiguous", options=(exact.date, self._coming(weekday))) if exact else None

    def weekday_on(self, weekday: int, number: int) -> Day | None:
        """The nearest day in the direction of looking that has this number in its month and is this weekday."""
        step = 1 if self.looking == "ahead" else -1
        for distance in range(SOON_DAYS):
            day = self.today + timedelta(days=distance * step)
            if day.day == number and day.weekday() == weekday:
                return Day(day)
        return None

    def _of_span(self, c: Captured) -> Day | None:
        """ "Wednesday of week 13"."""
        return self.within(Day(self._coming(c.get("weekday")), weekday_only=True), c.get("span"))

    def within(self, day: object, span: object) -> Day | None:
        """The weekday of a week, or the number in a month: "Tuesday next week", "next month, on the 5th"."""
        if not isinstance(day, Day) or not isinstance(span, Span) or day.problem:
            return None
        length = (span.until - span.since).days
        if day.weekday_only and length < 7 and span.until.weekday() == 6:
            found = span.until - timedelta(days=6 - day.date.weekday())
            if found < span.since and length == 1:
                return None
        elif (
            day.number_only
            and span.since.day == 1
            and span.until.day == last_of_month(span.until.year, span.until.month)
        ):
            if length > 31 or day.date.day > span.until.day:
                return None
            found = span.since.replace(day=day.date.day)
        else:
            return None
        return Day(found, "past" if found < self.today and self.looking == "ahead" else None, part=day.part)

    def _weekday_part(self, c: Captured) -> Day:
        weekday, part = c.get("weekday_part")
        return Day(self._coming(weekday), part=part, weekday_only=True)

    def _monday(self, weeks: int = 0) -> date:
        return self.today + timedelta(days=7 * weeks - self.today.weekday())

    def _weekday_week(self, c: Captured, weeks: str) -> Day:
        return self._checked(self._monday(int(weeks)) + timedelta(days=c.get("weekday")))

    def _weekday_after(self, c: Captured) -> Day | None:
        duration: Duration = c.get("dur")
        day = add(self.today, duration)
        if day is None or not duration.day_like:
            return None
        return self._checked(day - timedelta(days=day.weekday()) + timedelta(days=c.get("weekday")))

    def _date(self, c: Captured) -> Day | None:
        number = next(n for n in (c.get("ord"), c.get("n"), c.get("dayn")) if n is not None)
        return self._month_day(c.get("month"), number, c.get("year"))

    def _month_day(self, month: int, number: int, year: int | None) -> Day | None:
        if not 1 <= number <= 31:
            return None
        if year is None:
            return self._yearless(month, number)
        if not 1 <= year <= 9999:
            return None
        last = last_of_month(year, month)
        if number > last:
            return Day(self._clip(date(year, month, last)), "impossible", (date(year, month, last),))
        day = self._checked(date(year, month, number))
        if day.problem == "past":
            again = self._yearless(month, number)
            return replace(day, options=(again.date,) if again.problem is None else ())
        return day

    def _clip(self, day: date) -> date:
        return min(day, self._furthest())

    def _yearless(self, month: int, number: int) -> Day:
        """The nearest such date in the direction of looking; a day no year of the next eight has is impossible."""
        step = 1 if self.looking == "ahead" else -1
        for year in range(self.today.year, self.today.year + 9 * step, step):
            if 1 <= year <= 9999 and number <= last_of_month(year, month):
                day = date(year, month, number)
                if (day >= self.today) if step > 0 else (day <= self.today):
                    return Day(day)
        year = self.today.year + (month < self.today.month)
        last = date(year, month, last_of_month(year, month))
        return Day(last, "impossible", (last,))

    def _date_numbers(self, c: Captured) -> Day | None:
        number, month = c.all("ord")
        return self._month_day(month, number, c.get("year")) if month <= 12 else None

    def _numeric(self, c: Captured) -> Day | None:
        """A date in digits; day first everywhere but in English, where both readings are asked."""
        first, second, year, separator = c.get("fulldate") or c.get("shortdate")
        if year is not None and year < 100:
            year += 2000
        if separator == "iso":
            return self._month_day(second, first, year) if 1 <= second <= 12 else None
        readings = [(first, second)]
        if self.language == "en" and separator != ".":
            readings.append((second, first))
        days = [d for number, month in readings if 1 <= month <= 12 and (d := self._month_day(month, number, year))]
        days = [d for d in days if d.problem != "impossible"] or days
        if not days:
            return None
        if len({d.date for d in days}) > 1:
            return Day(days[0].date, "ambiguous", tuple(d.date for d in days))
        return days[0]

    def _dotted_day(self, c: Captured) -> Day | None:
        """A date in digits with a dot between and none at its end: "24.3"."""
        number, month, _ = c.get("dotted_day")
        return self._month_day(month, number, None) if 1 <= month <= 12 else None

    def _dotted_date(self, c: Captured) -> Day | None:
        return self._dotted_day(c)

    def _monthday(self, c: Captured) -> Day | None:
        number = next(n for n in map(c.get, ("ord", "digitord", "dayn", "n")) if n is not None)
        if not 1 <= number <= 31:
            return None
        step = 1 if self.looking == "ahead" else -1
        for offset in range(14):
            first = self.today.replace(day=1) + relativedelta(months=offset * step)
            if number <= last_of_month(first.year, first.month):
                day = first.replace(day=number)
                if (day > self.today) if step > 0 else (day <= self.today):
                    return Day(day, number_only=True)
        return None

    def _near(self, c: Captured, offset: str) -> tuple[int, int]:
        first = self.today.replace(day=1) + relativedelta(months=int(offset))
        return first.year, first.month

    def _named(self, c: Captured) -> tuple[int, int]:
        month: int = c.get("month")
        year: int | None = c.get("year")
        if year is None:
            year = self.today.year
            if self.looking == "ahead":
                year += month < self.today.month
            else:
                year -= month > self.today.month
        return year, month

    def _monthday_in(self, c: Captured) -> Day | None:
        year, month = c.get("monthof")
        number = c.get("ord") or c.get("dayn")
        return self._month_day(month, number, year) if number else None

    def _last_day(self, c: Captured) -> Day:
        year, month = c.get("monthof") or (self._named(c) if c.get("month") else (self.today.year, self.today.month))
        return self._checked(date(year, month, last_of_month(year, month)))

    def _first_day(self, c: Captured) -> Day:
        year, month = c.get("monthof") or self._near(c, "1")
        return self._checked(date(year, month, 1))

    def _nth(self, c: Captured) -> Day | None:
        year, month = c.get("monthof")
        day = nth_weekday(year, month, c.get("weekday"), c.get("ord"))
        if day is None:
            last = nth_weekday(year, month, c.get("weekday"), -1)
            return Day(last, "impossible", (last,)) if last else None
        return self._checked(day)

    def _nth_last(self, c: Captured) -> Day | None:
        year, month = c.get("monthof")
        day = nth_weekday(year, month, c.get("weekday"), -1)
        return self._checked(day) if day else None

    def _period_end(self, c: Captured, offset: str) -> Day:
        """The last day of a period; the end of a week may be its Friday or its Sunday."""
        period = c.get("period_end") or "week"
        span = self._whole(period, int(offset))
        if period != "week":
            return self._checked(span.until)
        days = tuple(d for n in (4, 6) if (d := span.since + timedelta(days=n)) >= self.today or self.looking == "back")
        return Day(days[0], "ambiguous", days) if len(days) > 1 else self._checked(span.until)

    def _period_start(self, c: Captured, offset: str) -> Day:
        return self._checked(self._whole(c.get("period_end") or "week", int(offset)).since)

    def _weekdays_ahead(self, c: Captured, sign: str) -> Day | None:
        number, days = c.get("n"), c.get("plural_days")
        if not 1 <= number <= 100 or len(days) != 1:
            return None
        if sign == "1":
            gap = (days[0] - self.today.weekday() - 1) % 7 + 1 + 7 * (number - 1)
            return self._checked(self.today + timedelta(days=gap))
        gap = (self.today.weekday() - days[0] - 1) % 7 + 1 + 7 * (number - 1)
        return self._checked(self.today - timedelta(days=gap))

    def _ahead(self, c: Captured) -> Day | Instant | None:
        return self._moved(c.get("dur") or Duration(days=7), 1)

    def _week_from_now(self, _: Captured, days: str) -> Day:
        """ "De hoy en ocho": a week for most, eight days by the letter."""
        counted = self.today + timedelta(days=int(days))
        return Day(counted - timedelta(days=1), "ambiguous", (counted - timedelta(days=1), counted))

    def _ago(self, c: Captured) -> Day | Instant | None:
        return self._moved(c.get("dur"), -1)

    def _moved(self, duration: Duration, sign: int) -> Day | Instant | None:
        moved = Duration(duration.months * sign, duration.days * sign, duration.minutes * sign)
        day = add(self.today, moved)
        if day is None or day > self._furthest() or abs(moved.minutes) > FURTHEST_YEARS * 366 * 1440:
            return Day(self._furthest(), "too_far") if sign > 0 else None
        if not duration.day_like:
            return self._instant(moved)
        colloquial = {"de": (8,), "fr": (8, 15), "es": (8, 15)}.get(self.language, ())
        if duration.days in colloquial and not duration.months and sign > 0:
            return Day(day, "ambiguous", (day - timedelta(days=1), day))
        return self._checked(day)

    def _instant(self, moved: Duration) -> Instant:
        start = (
            self.zoned
            if not (moved.months or moved.days)
            else self.zoned + relativedelta(months=moved.months, days=moved.days)
        )
        at = (start.astimezone(UTC) + timedelta(minutes=moved.minutes)).astimezone(self.zoned.tzinfo)
        return Instant(at, "past" if moved.minutes < 0 and self.looking == "ahead" else None)

    def _after(self, c: Captured, sign: int = 1) -> Day | None:
        duration, day = c.get("dur"), c.get("day")
        if not isinstance(day, Day) or not duration.day_like:
            return None
        moved = add(day.date, Duration(duration.months * sign, duration.days * sign))
        return replace(self._checked(moved), part=day.part) if moved and not day.problem else None

    def _before(self, c: Captured) -> Day | None:
        return self._after(c, -1)

    def _holiday(self, c: Captured, *name: str) -> Day:
        year: int | None = c.get("year")
        if year is not None:
            return self._checked(feast(year, name))
        years = (self.today.year + offset for offset in ((0, 1) if self.looking == "ahead" else (0, -1)))
        days = [feast(year, name) for year in years]
        for day in days:
            if (day >= self.today) if self.looking == "ahead" else (day <= self.today):
                return Day(day)
        return Day(days[-1])

    def _iso(self, c: Captured) -> Day | Instant | datetime | None:
        day, clock = c.get("iso")
        if clock is None:
            return self._checked(day) if self._month_day(day.month, day.day, day.year) else None
        return datetime.combine(day, clock)

    def _of_part(self, c: Captured) -> Day | None:
        return self._part_of(c, c.get("part_word"))

    def _part_of(self, c: Captured, name: str) -> Day | None:
        day = c.get("day")
        return replace(day, part=name) if isinstance(day, Day) and day.part in (None, name) else None

    def _monthday_of(self, c: Captured) -> Day | None:
        return self._monthday(c)

    # Clock times

    def _approx(self, c: Captured) -> Clock | None:
        clock = c.get("clock")
        return clock if isinstance(clock, Clock) else None

    def _bare(self, c: Captured) -> Clock | None:
        numbers = [*c.all("n"), *c.all("num2")]
        if len(numbers) == 1 and 1000 <= numbers[0] < 2400 and numbers[0] % 5 == 0:
            return self._clock(numbers[0] // 100, numbers[0] % 100, c.get("meridiem"), spoken=False)  # "at 1430"
        return self._clock(numbers[0], numbers[1] if len(numbers) > 1 else 0, c.get("meridiem"), spoken=True)

    def _bare_part(self, c: Captured, name: str | None = None) -> Clock | None:
        clock = self._bare(c)
        return replace(clock, part=name or c.get("part_word")) if clock else None

    def _clock(self, hour: int, minute: int, meridiem: str | None, *, spoken: bool) -> Clock | None:
        if not 0 <= minute <= 59 or not 0 <= hour <= 24 or (hour == 24 and minute):
            return None
        if meridiem:
            if not 1 <= hour <= 12:
                return Clock(hour, minute) if hour > 12 and meridiem == "pm" else None
            return Clock(hour % 12 + (12 if meridiem == "pm" else 0), minute)
        return Clock(hour, minute, bare=spoken and 1 <= hour <= 12)

    def _digital(self, c: Captured) -> Clock | None:
        hour, minute, leading_zero = c.get("hm") or c.get("dotted")
        spoken = self.language in ("en", "es") and not leading_zero
        return self._clock(hour, minute, c.get("meridiem"), spoken=spoken)

    def _hour_h(self, c: Captured) -> Clock | None:
        minute = c.get("num2")
        # "1h00" is written by the clock of twenty-four hours, "1 h" is said.
        return self._clock(c.get("n"), minute or 0, None, spoken=minute is None)

    def _half_past(self, c: Captured) -> Clock | None:
        return self._past_minutes(c, c.get("n"), 30)

    def _quarter_past(self, c: Captured) -> Clock | None:
        return self._past_minutes(c, c.get("n"), 15)

    def _quarter_to(self, c: Captured) -> Clock | None:
        return self._past_minutes(c, c.get("n"), -15)

    def _half_to(self, c: Captured) -> Clock | None:
        return self._past_minutes(c, c.get("n"), -30)

    def _past(self, c: Captured, sign: int = 1) -> Clock | None:
        numbers = c.all("n")
        if len(numbers) < 2:
            numbers = [c.get("num2"), c.get("n")]
        return self._past_minutes(c, numbers[1], sign * numbers[0]) if 1 <= numbers[0] <= 59 else None

    def _to(self, c: Captured) -> Clock | None:
        return self._past(c, -1)

    def _to_rev(self, c: Captured) -> Clock | None:
        numbers = [*c.all("n"), *c.all("num2")]
        return self._past_minutes(c, numbers[0], -numbers[1]) if 1 <= numbers[1] <= 59 else None

    def _quarter_up(self, c: Captured) -> Clock | None:
        """ "Viertel acht", a quarter of the way to eight: 7:15."""
        return self._past_minutes(c, c.get("n"), -45)

    def _quarter_to_rev(self, c: Captured) -> Clock | None:
        """ "Onze heures trois quarts"."""
        return self._past_minutes(c, c.get("n"), 45)

    def _five_half(self, c: Captured) -> Clock | None:
        minutes, hour = c.all("n")
        return self._past_minutes(c, hour, -30 - minutes) if 1 <= minutes <= 15 else None

    def _five_half_past(self, c: Captured) -> Clock | None:
        minutes, hour = c.all("n")
        return self._past_minutes(c, hour, -30 + minutes) if 1 <= minutes <= 15 else None

    def _past_minutes(self, c: Captured, hour: int, minutes: int) -> Clock | None:
        """A time said around an hour; "five to one" stays on the twelve-hour face, "five to thirteen" is 12:55."""
        start = self._clock(hour, 0, c.get("meridiem"), spoken=True)
        if start is None or hour > 23:
            return None
        total = (start.hour * 60 + minutes) % 1440
        if start.bare and total < 60:
            total += 720
        return Clock(total // 60, total % 60, bare=start.bare)

    def _noon(self, _: Captured) -> Clock:
        return Clock(12)

    def _noon_half(self, _: Captured) -> Clock:
        return Clock(12, 30)

    def _noon_quarter(self, _: Captured) -> Clock:
        return Clock(12, 15)

    def _past_noon(self, c: Captured, minutes: str) -> Clock | None:
        number = c.get("n")
        if number is not None and not 1 <= number <= 59:
            return None
        total = (c.get("noon") * 60 + int(minutes) * (1 if number is None else number)) % 1440
        return Clock(total // 60, total % 60, midnight=c.get("noon") == 0 and total < 60)

    def _around(self, c: Captured, sign: str) -> Clock | None:
        """A duration before or after a clock time."""
        duration, clock = c.get("dur"), c.get("clock")
        if duration.day_like or duration.minutes >= 720 or clock.unsure or clock.bare or clock.midnight:
            return None
        total = clock.hour * 60 + clock.minute + int(sign) * duration.minutes
        return Clock(total // 60, total % 60) if 0 <= total < 1440 else None

    def _quarter_to_noon(self, _: Captured) -> Clock:
        return Clock(11, 45)

    def _midnight(self, _: Captured) -> Clock:
        return Clock(0, midnight=True)

    def _midnight_half(self, _: Captured) -> Clock:
        return Clock(0, 30, midnight=True)

    def _between(self, c: Captured) -> Clock | Span | None:
        if c.all("day") or c.all("dotted_day"):
            return self._between_dates(c)
        if c.all("hm"):
            ends = [self._clock(h, m, None, spoken=not z) for h, m, z in c.all("hm")]
        else:
            ends = [
                self._clock(value, 0, c.get("meridiem"), spoken=True) if name == "n" else value
                for name, value in c.pairs
                if name in ("n", "clock")
            ]
        clocks = tuple(end for end in ends if end is not None and not end.unsure)
        return replace(clocks[0], unsure=clocks) if len(clocks) == 2 else None

    # Parts of the day and durations

    def _part(self, c: Captured, name: str | None = None) -> Part | Every | None:
        return Part(name or c.get("part_word"))

    def _dur(self, c: Captured) -> Duration | None:
        number = c.get("n")
        return length(1 if number is None else number, c.get("unit"))

    def _dur_pair(self, c: Captured) -> Duration | None:
        first, second = (length(n, unit) for n, unit in zip(c.all("n"), c.all("unit"), strict=True))
        if first is None or second is None:
            return None
        return Duration(first.months + second.months, first.days + second.days, first.minutes + second.minutes)

    def _dur_decimal(self, c: Captured) -> Duration | None:
        minutes = {"hour": 60, "day": 1440, "week": 10080}.get(c.get("unit"))
        if minutes is None:
            return None
        total = round(c.get("decimal") * minutes)
        return Duration(days=total // 1440) if total % 1440 == 0 else Duration(minutes=total)

    def _dur_half(self, c: Captured) -> Duration | None:
        number, unit = c.get("n") or 1, c.get("unit")
        if unit == "year":
            return Duration(months=12 * number + 6)
        half = {"hour": Duration(minutes=30), "day": Duration(minutes=720), "minute": None}.get(unit)
        whole = length(number, unit)
        if half is None or whole is None:
            return None
        return Duration(whole.months, whole.days, whole.minutes + half.minutes)

    def _hours_part(self, _: Captured, minutes: str) -> Duration:
        return Duration(minutes=int(minutes))

    def _dur_plus(self, c: Captured) -> Duration | None:
        """ "An hour and a quarter"."""
        if c.get("unit") != "hour":
            return None
        return Duration(minutes=(c.get("n") or 1) * 60 + 15)

    def _dur_plus_half(self, c: Captured) -> Duration | None:
        return self._dur_half(c)

    def _hours_minutes(self, c: Captured) -> Duration | None:
        """ "1h30"."""
        numbers = [*c.all("n"), *c.all("num2")]
        return Duration(minutes=numbers[0] * 60 + numbers[1]) if numbers[0] <= 48 and numbers[1] < 60 else None

    def _dur_couple(self, c: Captured) -> Duration | None:
        return length(2, c.get("unit"))

    # Ranges

    def _whole(self, period: str, offset: int) -> Span:
        if period in ("week", "weekend"):
            monday = self._monday(offset)
            return Span(monday + timedelta(days=5 if period == "weekend" else 0), monday + timedelta(days=6))
        size = {"month": 1, "quarter": 3, "year": 12}[period]
        start = self.today.replace(month=(self.today.month - 1) // size * size + 1, day=1)
        since = start + relativedelta(months=offset * size)
        return Span(since, since + relativedelta(months=size) - timedelta(days=1))

    def _period(self, c: Captured, offset: str) -> Span | None:
        period = c.get("period")
        steps = int(offset)
        if period == "weekend" and steps < 0 and self.today.weekday() < 5:
            return self._whole("weekend", -1)
        span = self._whole(period, steps)
        if steps == 0 and self.looking == "back":
            return Span(min(span.since, self.today), min(span.until, self.today))
        if steps == 0 and period in ("week", "weekend"):
            return Span(max(span.since, self.today), span.until)
        return span

    def _weekend(self, _: Captured) -> Span:
        if self.looking == "back" and self.today.weekday() < 5:
            return self._whole("weekend", -1)
        span = self._whole("weekend", 0)
        return Span(span.since, min(span.until, self.today)) if self.looking == "back" else span

    def _week_after(self, _: Captured, offset: str) -> Span:
        return self._whole("week", int(offset))

    def _month_after(self, _: Captured, offset: str) -> Span:
        return self._whole("month", int(offset))

    def _one_back(self, _: Captured) -> Span:
        return Span(self.today - timedelta(days=13), self.today)

    def _one_ahead(self, _: Captured) -> Span:
        return Span(self.today, self.today + timedelta(days=13))

    def _rest(self, c: Captured) -> Span:
        return Span(self.today, max(self._whole(c.get("period"), 0).until, self.today))

    def _half_of(self, c: Captured, half: str) -> Span | None:
        year, month = c.get("monthof")
        days = (1, 15) if half == "1" else (16, last_of_month(year, month))
        return self._until_now(Span(date(year, month, days[0]), date(year, month, days[1])))

    def _half_year(self, c: Captured, half: str) -> Span | None:
        return self._half_span(int(half), c.get("year"))

    def _half(self, c: Captured) -> Span | None:
        return self._half_span(c.get("n"), c.get("year"))

    def _half_span(self, half: int, year: int | None) -> Span | None:
        if half not in (1, 2):
            return None
        if year is None:
            current = 1 if self.today.month < 7 else 2
            year = self.today.year + (half < current if self.looking == "ahead" else -(half > current))
        elif not 1900 <= year <= self.today.year + FURTHEST_YEARS:
            return None
        return self._until_now(Span(date(year, 1, 1), date(year, 6, 30)) if half == 1 else self._second_half(year))

    @staticmethod
    def _second_half(year: int) -> Span:
        return Span(date(year, 7, 1), date(year, 12, 31))

    def _third(self, c: Captured, number: str) -> Span:
        """The early, middle or late part of a month: ten days each, the rest in the last."""
        year, month = self._named(c)
        last = last_of_month(year, month)
        since, until = {"1": (1, 10), "2": (11, 20), "3": (21, last)}[number]
        return Span(date(year, month, since), date(year, month, until))

    def _until_now(self, span: Span) -> Span:
        """Looking back, a range that reaches into the future ends today."""
        if self.looking == "back" and span.since <= self.today:
            return Span(span.since, min(span.until, self.today))
        return span

    def _month(self, c: Captured) -> Span | None:
        return self._month_span(*self._named(c))

    def _month_span(self, year: int, month: int) -> Span | None:
        if not 1900 <= year <= self.today.year + FURTHEST_YEARS:
            return None
        until = date(year, month, last_of_month(year, month))
        if self.looking == "back" and date(year, month, 1) <= self.today < until:
            until = self.today
        return Span(date(year, month, 1), until)

    def _month_near(self, c: Captured, offset: str) -> Span | None:
        month = c.get("month")
        year = self.today.year
        if offset == "-1":
            year -= month >= self.today.month
        elif offset == "1":
            year += month <= self.today.month
        return self._month_span(year, month)

    def _quarters(self, number: int, sign: int) -> Span | None:
        """Whole quarters before or after this one: nobody counts ninety days back from today."""
        if not 1 <= number <= 40:
            return None
        if sign < 0:
            return Span(self._whole("quarter", -number).since, self._whole("quarter", -1).until)
        return Span(self._whole("quarter", 1).since, self._whole("quarter", number).until)

    def _last_n(self, c: Captured) -> Span | None:
        duration = c.get("dur") or length(c.get("n"), c.get("unit"))
        if duration is None or duration.minutes:
            return None
        if duration.quarters:
            return self._quarters(duration.quarters, -1)
        start = add(self.today, Duration(-duration.months, -duration.days))
        return Span(start + timedelta(days=1), self.today) if start and start < self.today else None

    def _next_n(self, c: Captured) -> Span | None:
        duration = c.get("dur") or length(c.get("n"), c.get("unit"))
        if duration is None or duration.minutes:
            return None
        if duration.quarters:
            return self._quarters(duration.quarters, 1)
        end = add(self.today, duration)
        if end is None or end > self._furthest():
            return None
        return Span(self.today, end - timedelta(days=1)) if end > self.today else None

    def _year(self, c: Captured) -> Span | None:
        year = c.get("year")
        if not 1900 <= year <= self.today.year + FURTHEST_YEARS:
            return None
        until = date(year, 12, 31)
        return Span(date(year, 1, 1), self.today if self.looking == "back" and year == self.today.year else until)

    def _quarter_ord(self, c: Captured) -> Span | None:
        return self._quarter_span(c.get("ord"), c.get("year"))

    def _quarter(self, c: Captured) -> Span | None:
        return self._quarter_span(c.get("n"), c.get("year"))

    def _quarter_span(self, number: int, year: int | None) -> Span | None:
        if not 1 <= number <= 4:
            return None
        if year is None:
            current = (self.today.month - 1) // 3 + 1
            year = self.today.year + (number < current if self.looking == "ahead" else -(number > current))
        first, last = self._month_span(year, number * 3 - 2), self._month_span(year, number * 3)
        if first is None or last is None:
            return None
        return Span(first.since, min(last.until, self.today) if self.looking == "back" else last.until)

    def _week(self, c: Captured) -> Span | None:
        number, year = c.get("n"), c.get("year") or self.today.year
        if not 1 <= number <= 53 or not 1900 <= year <= self.today.year + FURTHEST_YEARS:
            return None
        monday = date.fromisocalendar(year, number, 1)
        if not c.get("year"):
            if self.looking == "ahead" and monday + timedelta(days=6) < self.today:
                monday = date.fromisocalendar(year + 1, number, 1)
            elif self.looking == "back" and monday > self.today:
                monday = date.fromisocalendar(year - 1, number, 1)
        until = monday + timedelta(days=6)
        return Span(monday, min(until, self.today) if self.looking == "back" and monday <= self.today else until)

    def _since(self, c: Captured) -> Span | None:
        day = c.get("day")
        if isinstance(day, Span):
            start = day.since
        elif isinstance(day, Day):
            start = day.date
            if start > self.today:
                start -= timedelta(days=7) if day.weekday_only else relativedelta(years=1)
        else:
            year, month = c.get("monthof")
            start = date(year, month, 1)
        return Span(start, self.today) if start <= self.today else None

    def _since_year(self, c: Captured) -> Span | None:
        year = c.get("year")
        return Span(date(year, 1, 1), self.today) if 1900 <= year <= self.today.year else None

    def _since_month(self, c: Captured) -> Span:
        month = c.get("month")
        return Span(date(self.today.year - (month > self.today.month), month, 1), self.today)

    def _since_period(self, c: Captured, period: str | None = None) -> Span | None:
        return Span(self._whole(period or c.get("period"), 0).since, self.today)

    def _until_day(self, c: Captured) -> Span | None:
        day = c.get("day")
        return Span(self.today, day.date) if isinstance(day, Day) and day.date >= self.today else None

    def _between_dates(self, c: Captured) -> Span | None:
        first, second = c.all("day") or [
            self._month_day(month, number, None) if 1 <= month <= 12 else None
            for number, month, _ in c.all("dotted_day")
        ]
        if not isinstance(first, Day) or not isinstance(second, Day):
            return None
        since, until = first.date, second.date
        if first.number_only and not second.number_only and not second.weekday_only:
            month = until.replace(day=1) - relativedelta(months=int(since.day > until.day))
            since = month.replace(day=min(since.day, last_of_month(month.year, month.month)))
        if since > until and first.weekday_only and self.looking == "back":
            since -= timedelta(days=7)
        elif since > until and second.weekday_only:
            until += timedelta(days=7)
        elif since > until and self.looking == "back":
            since -= relativedelta(years=1)
        elif since > until:
            until += relativedelta(years=1)
        return Span(since, until, (first, replace(second, date=until))) if since <= until else None

    def _between_days(self, c: Captured) -> Span | None:
        first, second = c.all("dayn")
        end = self._month_day(c.get("month"), second, c.get("year"))
        if end is None or end.problem in ("impossible", "too_far") or not first >= 1:
            return None
        month = end.date.replace(day=1) - relativedelta(months=int(first > second))
        return Span(month.replace(day=first), end.date)

    def _between_months(self, c: Captured) -> Span | None:
        """From the first of one month to the last of another."""
        first, last = c.all("month")
        years = c.all("year")
        year = years[-1] if years else self._named(Captured((("month", first),)))[0]
        if not 1900 <= year <= self.today.year + FURTHEST_YEARS:
            return None
        if years:
            begin = years[0] if len(years) == 2 else year - (first > last)
            end = year
        else:
            begin, end = year, year + (last < first)
        since, until = date(begin, first, 1), date(end, last, last_of_month(end, last))
        return self._until_now(Span(since, until)) if since <= until else None

    def _between_monthdays(self, c: Captured) -> Span | None:
        """ "From the 20th to the 25th", in the month that is next to have both, or across its end."""
        first, second = [value for name, value in c.pairs if name in ("ord", "dayn")]
        if not (1 <= first <= 31 and 1 <= second <= 31):
            return None
        end = self._monthday(Captured((("ord", second),)))
        if end is None:
            return None
        month = end.date.replace(day=1) - relativedelta(months=int(first > second))
        if first > last_of_month(month.year, month.month):
            return None
        since = month.replace(day=first)
        if first > second and self.looking == "ahead" and since < self.today:
            since, until = since + relativedelta(months=1), end.date + relativedelta(months=1)
            return Span(since, until) if since.day == first and until.day == second else None
        return Span(since, end.date)

    def _between_shorts(self, c: Captured) -> Span | None:
        """Days in digits of which the first leaves out what the second says: "14.-15.10.", "3.4. bis 7.4.2026"."""
        dates = [value for name, value in c.pairs if name in ("shortdate", "fulldate")]
        number, month, year, _ = dates[-1]
        if year is not None and year < 100:
            year += 2000
        end = self._month_day(month, number, year) if 1 <= month <= 12 else None
        if end is None or end.problem == "impossible":
            return None
        if len(dates) == 1:
            first, first_month = c.get("dayn"), month
        else:
            first, first_month = dates[0][0], dates[0][1]
        if not 1 <= first_month <= 12 or not 1 <= first <= last_of_month(end.date.year, first_month):
            return None
        if end.problem == "too_far":
            return None
        since = date(end.date.year - (first_month > month), first_month, first)
        return Span(since, end.date) if since <= end.date else None

    def _week_of_number(self, c: Captured) -> Span | None:
        day = self._monthday(c)
        if day is None:
            return None
        monday = day.date - timedelta(days=day.date.weekday())
        return Span(monday, monday + timedelta(days=6))

    def _between_years(self, c: Captured) -> Span | None:
        first, last = c.all("year")
        if not 1900 <= first <= last <= self.today.year + FURTHEST_YEARS:
            return None
        until = date(last, 12, 31)
        return Span(date(first, 1, 1), min(until, self.today) if self.looking == "back" else until)

    def _week_of(self, c: Captured) -> Span | None:
        day = c.get("day")
        if not isinstance(day, Day):
            return None
        monday = day.date - timedelta(days=day.date.weekday())
        return Span(monday, monday + timedelta(days=6))

    # Recurrences

    def _list(self, c: Captured, interval: str) -> Every:
        days = c.get("days") or c.get("plural_days") or c.all("weekday")
        return Every("WEEKLY", int(interval), codes(days))

    def _list_n(self, c: Captured) -> Every | None:
        days = c.get("days") or c.get("plural_days")
        return Every("WEEKLY", c.get("n"), codes(days)) if 1 <= c.get("n") <= 52 else None

    def _ord_list(self, c: Captured) -> Every | None:
        number = c.get("ord")
        if number == 1 or number > 12:
            return None
        return Every("WEEKLY", number, codes((c.get("weekday"),)), problem=None if number == 2 else "ambiguous")

    def _list_part(self, c: Captured) -> Every:
        return Every("WEEKLY", byday=codes((c.get("weekday"),)), part=c.get("part_word"))

    def _list_part_word(self, c: Captured) -> Every:
        weekday, part = c.get("weekday_part") or c.get("plural_part")
        return Every("WEEKLY", byday=codes((weekday,)), part=part)

    def _workdays(self, c: Captured) -> Every:
        return Every("WEEKLY", byday=WORKDAYS, part=c.get("part_word"))

    def _weekend_days(self, _: Captured, interval: str = "1") -> Every:
        return Every("WEEKLY", int(interval), byday=("SA", "SU"))

    def _weekend_days_n(self, c: Captured) -> Every | None:
        return Every("WEEKLY", c.get("n"), byday=("SA", "SU")) if 1 <= c.get("n") <= 52 else None

    def _units(self, c: Captured) -> Every | None:
        number = c.get("n")
        return every_unit(1 if number is None else number, c.get("unit"))

    def _units_ord(self, c: Captured) -> Every | None:
        return every_unit(c.get("ord"), c.get("unit")) if c.get("ord") > 1 else None

    def _units_2(self, c: Captured) -> Every | None:
        return every_unit(2, c.get("unit"))

    def _adverb(self, _: Captured, freq: str) -> Every:
        return Every(freq)

    def _adverb_2(self, _: Captured, freq: str) -> Every:
        return Every(freq, 2)

    def _vague(self, c: Captured, freq: str) -> Every:
        return Every(freq, problem="ambiguous", times=c.get("often") or c.get("n") or 0)

    def _every_part(self, c: Captured, name: str | None = None) -> Every:
        return Every("DAILY", part=name or c.get("part_word"))

    def _monthdays(self, c: Captured) -> Every | None:
        numbers = tuple(dict.fromkeys([*c.all("ord"), *c.all("dayn"), *c.all("digitord")]))
        return Every("MONTHLY", bymonthday=numbers) if all(1 <= n <= 31 for n in numbers) else None

    def _month_nth(self, c: Captured) -> Every | None:
        number = c.get("ord")
        return Every("MONTHLY", byday=(f"{number}{WEEKDAY_CODES[c.get('weekday')]}",)) if 1 <= number <= 5 else None

    def _month_nth_last(self, c: Captured) -> Every:
        return Every("MONTHLY", byday=(f"-1{WEEKDAY_CODES[c.get('weekday')]}",))

    def _month_nth_end(self, c: Captured) -> Every | None:
        """Counted from the end of the month: "the second to last Friday"."""
        number = c.get("ord")
        return Every("MONTHLY", byday=(f"-{number}{WEEKDAY_CODES[c.get('weekday')]}",)) if 2 <= number <= 5 else None

    def _monthdays_every(self, c: Captured) -> Every | None:
        number, interval = c.all("ord")
        return Every("MONTHLY", interval, bymonthday=(number,)) if 1 <= number <= 31 and 1 <= interval <= 24 else None

    def _month_nth_every(self, c: Captured) -> Every | None:
        number, interval = c.all("ord")
        if not (1 <= number <= 5 and 1 <= interval <= 24):
            return None
        return Every("MONTHLY", interval, byday=(f"{number}{WEEKDAY_CODES[c.get('weekday')]}",))

    def _month_end(self, _: Captured) -> Every:
        return Every("MONTHLY", bymonthday=(-1,))

    def _month_start(self, _: Captured) -> Every:
        return Every("MONTHLY", bymonthday=(1,))

    def _year_nth(self, c: Captured) -> Every | None:
        number = c.get("ord")
        if not 1 <= number <= 5:
            return None
        return Every("YEARLY", byday=(f"{number}{WEEKDAY_CODES[c.get('weekday')]}",), bymonth=c.get("month"))

    def _year_nth_last(self, c: Captured) -> Every:
        return Every("YEARLY", byday=(f"-1{WEEKDAY_CODES[c.get('weekday')]}",), bymonth=c.get("month"))

    def _year_days(self, c: Captured) -> Every | None:
        numbers = tuple(dict.fromkeys([*c.all("ord"), *c.all("dayn")]))
        if not all(1 <= n <= 31 for n in numbers):
            return None
        return Every("YEARLY", bymonth=c.get("month"), bymonthday=numbers)

    def _year_on(self, c: Captured) -> Every | None:
        day = c.get("day")
        if not isinstance(day, Day) or day.weekday_only or day.number_only:
            return None
        return Every("YEARLY", bymonth=day.date.month, bymonthday=(day.date.day,))

    # Limits and distances

    def _until(self, c: Captured) -> Limit | None:
        day = c.get("day")
        return Limit(until=day) if isinstance(day, Day) else None

    def _until_month(self, c: Captured) -> Limit | None:
        year, month = self._named(c)
        first = date(year, month, 1)
        end = date(year, month, last_of_month(year, month))
        return Limit(until=Day(end, "ambiguous", (first, end)))

    def _until_last(self, c: Captured) -> Limit:
        year, month = c.get("monthof") or self._named(c)
        return Limit(until=Day(date(year, month, last_of_month(year, month))))

    def _until_period(self, c: Captured) -> Limit:
        return Limit(until=Day(self._whole(c.get("period"), 0).until))

    def _until_year(self, _: Captured) -> Limit:
        return Limit(until=Day(self._whole("year", 0).until))

    def _within(self, c: Captured) -> Limit | None:
        year, month = c.get("monthof") or self._named(c)
        return self._inside(Span(date(year, month, 1), date(year, month, last_of_month(year, month))))

    def _within_span(self, c: Captured) -> Limit | None:
        span = c.get("span")
        return self._inside(span) if isinstance(span, Span) else None

    def _inside(self, span: Span) -> Limit | None:
        if span.until <= self.today or self.looking == "back":
            return None
        return Limit(until=Day(span.until), start=Day(max(span.since, self.today)))

    def _for(self, c: Captured) -> Limit | None:
        duration = c.get("dur")
        return Limit(lasting=duration) if duration.day_like else None

    def _times(self, c: Captured) -> Limit | None:
        return Limit(times=c.get("n")) if 1 <= c.get("n") <= 1000 else None

    def _times_word(self, c: Captured) -> Limit:
        return Limit(times=c.get("times"))

    def _start(self, c: Captured) -> Limit | None:
        day = c.get("day")
        return Limit(start=day) if isinstance(day, Day) else None

    def _later(self, c: Captured, sign: str) -> Later:
        return Later(c.get("dur"), int(sign))

    def _later_verb(self, c: Captured) -> Later:
        return Later(c.get("dur"), 0, verb=True)


def codes(days: Sequence[int]) -> tuple[str, ...]:
    """RFC 5545 weekday codes, Monday first, each once."""
    return tuple(WEEKDAY_CODES[day] for day in sorted(set(days)))


def every_unit(number: int, unit: str) -> Every | None:
    """Every `number` units; None for none or absurdly many."""
    freq, size = {
        "minute": ("MINUTELY", 1),
        "hour": ("HOURLY", 1),
        "day": ("DAILY", 1),
        "week": ("WEEKLY", 1),
        "fortnight": ("WEEKLY", 2),
        "month": ("MONTHLY", 1),
        "quarter": ("MONTHLY", 3),
        "year": ("YEARLY", 1),
    }[unit]
    return Every(freq, number * size) if 1 <= number <= 366 else None


def length(number: int, unit: str) -> Duration | None:
    """`number` units; months and years stay months, the rest becomes days or minutes."""
    if unit == "minute":
        return Duration(minutes=number)
    if unit == "hour":
        return Duration(minutes=number * 60)
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    if days:
        return Duration(days=number * days)
    return Duration(
        months=number * {"month": 1, "quarter": 3, "year": 12}[unit], quarters=number if unit == "quarter" else 0
    )


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date | None:
    """The `number`th such weekday of the month, counted from its end when negative; None when it has fewer."""
    last = last_of_month(year, month)
    if number < 0:
        end = date(year, month, last)
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    first = date(year, month, 1)
    day = 1 + (weekday - first.weekday()) % 7 + 7 * (number - 1)
    return date(year, month, day) if 1 <= day <= last else None


def feast(year: int, name: Sequence[str]) -> date:
    """A holiday: ("easter", days after it), ("thanksgiving", days after it) or (month, day)."""
    if name[0] == "easter":
        return easter(year) + timedelta(days=int(name[1]))
    if name[0] == "thanksgiving":
        fourth = nth_weekday(year, 11, 3, 4)
        assert fourth is not None
        return fourth + timedelta(days=int(name[1]))
    return date(year, int(name[0]), int(name[1]))

"""Targets: what kind each is, how far it has come, whether it will be reached, and what that is worth saying.

A `level` is reached (followers), a `sum` collected by the posts of the window, a `rate` kept over them. What nobody has
measured is unknown, and an unknown goal is neither reached nor missed.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy.orm import Session

from bot.analytics.metrics import DERIVED, INTERACTIONS, LEVELS, base_of, engagement
from bot.analytics.periods import Period
from bot.analytics.questions import asking
from bot.analytics.questions.asking import Question
from storage import metrics
from storage.goal_tables import Goal
from storage.metrics import PublicationRow

Kind = Literal["level", "sum", "rate"]
Standing = Literal["unknown", "early", "reached", "on_track", "behind", "missed"]

EARLY_DAYS = 7
EARLY_SHARE = 0.2
"""Before so much of the window is over, a pace says nothing: a week, or a fifth of it where that is shorter."""

CLEARLY = 0.9
"""Somebody is told by themselves that a goal is off track where less than this share of it is in sight."""

FEWEST_POSTS = 5
"""Posts that a rate must rest on before anybody is told that it is too low."""


def kind_of(metric: str) -> Kind:
    """What it means to set a target for a metric."""
    if metric in LEVELS:
        return "level"
    return "rate" if metric == "engagement_rate" else "sum"


@dataclass(frozen=True, slots=True)
class Value:
    """A figure with its source. `value` is None where nobody knows it.

    `posts` are those of the window, `measured` of which have the figure; for a level both count accounts. `seen_at` is the
    oldest look that it rests on. `bases` are what a rate was divided by. `made_up` says that sample data is in it.
    """

    metric: str
    value: float | None
    posts: int
    measured: int
    seen_at: datetime | None
    bases: tuple[str, ...] = ()
    made_up: bool = False

    @property
    def basis(self) -> Literal["level", "of_posts"]:
        """The column of the roll-ups that it comes from."""
        return "level" if self.metric in LEVELS else "of_posts"

    def data(self, since: date | None = None, until: date | None = None) -> dict[str, Any]:
        """The figure as it is handed to programs, traceable to its rows."""
        found: dict[str, Any] = {
            "value": self.value,
            "metric": self.metric,
            "basis": self.basis,
            "posts": self.posts,
            "measured": self.measured,
            "seen_at": self.seen_at.isoformat() if self.seen_at else None,
            "from": "sample" if self.made_up else "measured",
        }
        if self.bases:
            found["divided_by"] = list(self.bases)
        if since is not None and until is not None:
            found |= {"since": since.isoformat(), "until": until.isoformat()}
        return found


def value_of(
    session: Session, workspace_id: int, metric: str, platforms: Collection[str], *, since: date, until: date
) -> Value:
    """What the posts of these days (inclusive) have together; for a level, how it stood on the last of them.

    It is what the answers to questions tell; a rate over networks that divide by different things is unknown there too.
    """
    made_up = metrics.has_samples(session, workspace_id)
    if metric in LEVELS:
        found = asking.levels_at(session, workspace_id, metric, until, platforms=platforms)
        seen = min((level.seen_at for level in found.values()), default=None)
        value = sum(level.value for level in found.values()) if found else None
        return Value(metric, value, len(found), len(found), seen, made_up=made_up and value is not None)
    question = Question(Period(since, until, until), metric, tuple(platforms))
    known = asking.total(session, workspace_id, question)
    return Value(
        metric,
        known.value,
        known.posts,
        known.measured,
        known.seen_at,
        (known.base,) if known.base else (),
        made_up and known.value is not None,
    )


def of_rows(rows: Sequence[PublicationRow], metric: str) -> Value:
    """The same over publications that are at hand, for any metric that posts have.

    A rate is all engagement divided by all reach (or what each post has) of the posts of which both are known, so that a
    post that a hundred times as many saw weighs a hundred times as much.
    """
    parts = [(row, part) for row in rows if (part := _part(row, metric)) is not None]
    upper, lower = sum(part.upper for _, part in parts), sum(part.lower for _, part in parts)
    whole = upper / lower if metric == "engagement_rate" and lower else upper
    return Value(
        metric,
        whole if parts else None,
        len(rows),
        len(parts),
        min((_seen_at(row, metric, part.base) for row, part in parts), default=None),
        tuple(dict.fromkeys(part.base for _, part in parts if part.base)),
        any(row.publication.source == "sample" for row, _ in parts),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """What one post brings to a figure: above the line, and below it for a rate."""

    upper: float
    lower: float = 0.0
    base: str = ""


def _part(row: PublicationRow, metric: str) -> _Part | None:
    figures = {name: figure.value for name, figure in row.figures.items()}
    if metric == "engagement_rate":
        interactions, base = engagement(figures), base_of(figures)
        return None if interactions is None or base is None else _Part(interactions, base[1], base[0])
    value = engagement(figures) if metric == "engagement" else row.value(metric)
    return None if value is None else _Part(value)


def _seen_at(row: PublicationRow, metric: str, base: str) -> datetime:
    """The oldest look that a post's part rests on; what else is known of the post may be older."""
    names: tuple[str, ...] = (metric,)
    if metric in DERIVED:
        names = (*(("engagement",) if "engagement" in row.figures else INTERACTIONS), base)
    return min(row.figures[name].checked_at for name in names if name in row.figures)


@dataclass(frozen=True, slots=True)
class Expected:
    """Where a metric is likely to stand on the due day: between `low` and `high`, most likely `middle`."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a goal has come.

    `done` is the share of the way that lies behind, None where it cannot be told. `pace` is what a day brought so far,
    `needed` what each remaining day would have to bring. `in_sight` is where the pace leads by the due day, unless a forecast
    (`expected`) knows better. `days_left` counts today.
    """

    kind: Kind
    target: float
    now: Value
    start: Value | None
    standing: Standing
    done: float | None
    days_gone: int
    days_left: int | None
    pace: float | None
    needed: float | None
    in_sight: float | None
    expected: Expected | None
    clearly: bool
    """Whether it is so clear that it is off track that somebody should be told unasked."""


def progress(
    kind: Kind,
    target: float,
    now: Value,
    start: Value | None,
    *,
    since: date,
    due: date | None,
    today: date,
    expected: Expected | None = None,
) -> Progress:
    """Judge a goal by what is known. `start` is the level when the goal was set, for a `level` only."""
    last = due if due is not None and due < today else today
    gone = max((last - since).days + (0 if kind == "level" else 1), 0)
    left = None if due is None else max((due - today).days + (0 if kind == "level" else 1), 0)
    over = due is not None and today > due
    value = now.value
    first = start.value if kind == "level" and start is not None else None
    if value is None:
        return Progress(kind, target, now, start, "unknown", None, gone, left, None, None, None, None, clearly=False)
    if kind == "rate":
        standing: Standing = "reached" if over and value >= target else "missed" if over else "on_track"
        if not over and value < target:
            standing = "behind"
        clearly = standing == "behind" and value < target * CLEARLY and now.measured >= FEWEST_POSTS
        return Progress(
            kind, target, now, start, standing, _share(value, target), gone, left, None, None, None, None, clearly
        )
    origin = (first if first is not None else None) if kind == "level" else 0.0
    pace = (value - origin) / gone if origin is not None and gone > 0 else None
    needed = max(target - value, 0.0) / left if left else None
    in_sight = value + pace * left if pace is not None and left is not None else None
    done = _share(value, target) if origin is None or kind == "sum" else _share(value - origin, target - origin)
    standing = _standing(value, target, over, since, due, gone, in_sight, expected)
    clearly = standing == "behind" and _is_clear(value, target, in_sight, expected, origin or 0.0)
    return Progress(kind, target, now, start, standing, done, gone, left, pace, needed, in_sight, expected, clearly)


def _standing(
    value: float,
    target: float,
    over: bool,
    since: date,
    due: date | None,
    gone: int,
    in_sight: float | None,
    expected: Expected | None,
) -> Standing:
    if value >= target:
        return "reached"
    if over:
        return "missed"
    if expected is not None:
        return "on_track" if expected.middle >= target else "behind"
    if due is None or in_sight is None:
        return "early"
    if gone < min(EARLY_DAYS, math.ceil((due - since).days * EARLY_SHARE)):
        return "early"
    return "on_track" if in_sight >= target else "behind"


def _is_clear(value: float, target: float, in_sight: float | None, expected: Expected | None, origin: float) -> bool:
    if expected is not None:
        return expected.high < target
    return in_sight is not None and in_sight - origin < (target - origin) * CLEARLY


def _share(part: float, whole: float) -> float | None:
    return max(part / whole, 0.0) if whole > 0 else None


def window(goal: Goal, today: date) -> tuple[date, date]:
    """The days that a goal is measured over, as far as they have come."""
    until = today if goal.due is None else min(goal.due, today)
    return min(goal.since, until), until


def progress_of(session: Session, goal: Goal, today: date, expected: Expected | None = None) -> Progress:
    """How far a goal has come, from the roll-ups as they stand."""
    since, until = window(goal, today)
    now = value_of(session, goal.workspace_id, goal.metric, goal.platforms, since=since, until=until)
    kind = kind_of(goal.metric)
    start = None
    if kind == "level":
        start = value_of(session, goal.workspace_id, goal.metric, goal.platforms, since=goal.since, until=goal.since)
    return progress(kind, goal.target, now, start, since=goal.since, due=goal.due, today=today, expected=expected)


def way(session: Session, goal: Goal, today: date) -> list[tuple[date, float | None]]:
    """How it came about day by day, for a chart: the level itself, or what had been collected by each day."""
    since, until = window(goal, today)
    kind = kind_of(goal.metric)
    days = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    if kind == "level":
        points = metrics.series(
            session, goal.workspace_id, goal.metric, "level", since=since, until=until, platforms=goal.platforms
        )
        return [(point.day, point.value) for point in points]
    by_day: dict[date, list[_Part]] = defaultdict(list)
    for row in metrics.publications(session, goal.workspace_id, since=since, until=until, platforms=goal.platforms):
        if (part := _part(row, goal.metric)) is not None:
            by_day[row.publication.day].append(part)
    upper, lower, known = 0.0, 0.0, False
    found: list[tuple[date, float | None]] = []
    for day in days:
        for part in by_day.get(day, ()):
            upper, lower, known = upper + part.upper, lower + part.lower, True
        whole = upper / lower if kind == "rate" and lower else upper
        found.append((day, whole if known else None))
    return found

"""What a metric will likely bring: its history day by day, made ready, and the forecast of it with its range."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.analytics.metrics import INTERACTIONS, LEVELS
from storage import forecasting, metrics
from storage.metrics import Basis, Point

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.analytics.forecasts.backtest import Backtest, Kind, Outlook

LOOKED_BACK = timedelta(days=730)
FILLED = 3
"""Unknown days in a row that are filled in; a longer gap cuts off what lies before it."""
FRESH = timedelta(days=7)
"""A history that ended longer ago is no ground for a forecast."""
LONGEST_HORIZON = 365


@dataclass(frozen=True, slots=True)
class History:
    """The days that a forecast rests on: `values` from `first` to `last`, none missing, `filled` of them made up.

    `cut` says that there were days before, behind a gap; `gaps` is on how many days the growth of some post is missing.
    `rows` and `seen_at` are what the series was read from.
    """

    first: date
    last: date
    values: tuple[float, ...]
    known: tuple[bool, ...]
    basis: Basis
    cut: bool
    gaps: int
    rows: int
    seen_at: datetime | None

    @property
    def filled(self) -> int:
        """Days whose value was filled in."""
        return self.known.count(False)

    @property
    def kind(self) -> Kind:
        """Whether the days add up, or each is a level of its own."""
        return "level" if self.basis == "level" else "counted"

    @property
    def longest(self) -> int:
        """How many days ahead can be told at most."""
        return _backtest(self.values, self.known, self.kind).longest()

    def enough_on(self) -> date:
        """The day from which there will be enough, if every day from now on is measured."""
        from bot.analytics.forecasts.backtest import SHORTEST

        return self.last + timedelta(days=max(SHORTEST - len(self.values), 0) + 1)


def history(
    session: Session, workspace_id: int, metric: str, today: date, *, platforms: Collection[str] = ()
) -> History | None:
    """The history of a metric until yesterday, on the workspace's days; None where nothing was measured.

    Followers are the level at the end of each day; what is counted is the growth of all posts on a day (`gained`), or what
    the network says that the day brought (`total`) where that is known for more days.
    """
    since, until = today - LOOKED_BACK, today - timedelta(days=1)
    bases: Sequence[Basis] = ("level",) if metric in LEVELS else ("gained", "total")
    best: History | None = None
    for basis in bases:
        points, names = _points(session, workspace_id, metric, basis, since, until, platforms)
        found = ready(points, basis)
        if found is None or (best is not None and len(found.values) <= len(best.values)):
            continue
        looks = forecasting.looks(
            session, workspace_id, names, basis, since=found.first, until=found.last, platforms=platforms
        )
        best = History(
            found.first,
            found.last,
            found.values,
            found.known,
            basis,
            found.cut,
            found.gaps,
            looks.rows,
            looks.seen_at,
        )
    return best


def _points(
    session: Session,
    workspace_id: int,
    metric: str,
    basis: Basis,
    since: date,
    until: date,
    platforms: Collection[str],
) -> tuple[list[Point], list[str]]:
    """The series of a metric, and the metrics that it was read from. Engagement is what the network calls so, else its sum."""

    def read(name: str) -> list[Point]:
        return metrics.series(session, workspace_id, name, basis, since=since, until=until, platforms=platforms)

    own = read(metric)
    if metric != "engagement" or any(point.value is not None for point in own):
        return own, [metric]
    parts = [read(name) for name in INTERACTIONS]
    joined = []
    for row in zip(*parts, strict=True):
        values = [point.value for point in row if point.value is not None]
        joined.append(Point(row[0].day, sum(values) if values else None, max(point.gaps for point in row)))
    return joined, list(INTERACTIONS)


def ready(points: Sequence[Point], basis: Basis) -> History | None:
    """A series without unknown days: short gaps filled in, everything before a long one left out; None without a value."""
    places = [place for place, point in enumerate(points) if point.value is not None]
    if not places:
        return None
    start = places[0]
    for before, after in pairwise(places):
        if after - before - 1 > FILLED:
            start = after
    used = points[start : places[-1] + 1]
    known = tuple(point.value is not None for point in used)
    return History(
        first=used[0].day,
        last=used[-1].day,
        values=_filled([point.value for point in used], weekly=basis != "level"),
        known=known,
        basis=basis,
        cut=start != places[0],
        gaps=sum(point.gaps > 0 for point in used),
        rows=0,
        seen_at=None,
    )


def _filled(values: Sequence[float | None], *, weekly: bool) -> tuple[float, ...]:
    """Unknown days as the same weekday a week before and after, else on the line between the days beside them."""
    return tuple(
        value if value is not None else _between(values, place, weekly=weekly) for place, value in enumerate(values)
    )


def _between(values: Sequence[float | None], place: int, *, weekly: bool) -> float:
    weeks = [values[at] for at in (place - 7, place + 7) if 0 <= at < len(values)]
    beside = [value for value in weeks if value is not None]
    if weekly and beside:
        return sum(beside) / len(beside)
    before = max(at for at in range(place) if values[at] is not None)
    after = min(at for at in range(place, len(values)) if values[at] is not None)
    left, right = values[before] or 0.0, values[after] or 0.0
    return left + (right - left) * (place - before) / (after - before)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What comes from `first` to `last`, by which model, from which history. `asked` days were wanted."""

    outlook: Outlook
    history: History
    first: date
    last: date
    asked: int
    plain: bool

    @property
    def horizon(self) -> int:
        """Days ahead."""
        return len(self.outlook.days)


def forecast(found: History, horizon: int, *, plain: bool | None = None) -> Forecast | None:
    """The forecast of a history; None where it is too short. Takes seconds: call it in a thread.

    A horizon that is further than such a history carries is shortened. `plain` leaves the extra's models out, as where the
    extra is not installed.
    """
    from bot.analytics.forecasts.backtest import available

    plain = not available() if plain is None else plain
    days = min(horizon, LONGEST_HORIZON, found.longest)
    if days < 1:
        return None
    outlook = _outlook(found.values, found.known, found.kind, days, plain)
    if outlook is None:
        return None
    first = found.last + timedelta(days=1)
    return Forecast(outlook, found, first, first + timedelta(days=days - 1), horizon, plain)


@lru_cache(maxsize=64)
def _outlook(
    values: tuple[float, ...], known: tuple[bool, ...], kind: Kind, horizon: int, plain: bool
) -> Outlook | None:
    """Kept, since the same question is asked again and again and its answer changes once a day."""
    return _backtest(values, known, kind, plain=plain).outlook(horizon)


def _backtest(values: tuple[float, ...], known: tuple[bool, ...], kind: Kind, *, plain: bool = True) -> Backtest:
    import numpy as np  # takes a while to load, which no start waits for

    from bot.analytics.forecasts.backtest import Backtest, models_for

    return Backtest(np.array(values), np.array(known), kind, models_for(kind, plain=plain))

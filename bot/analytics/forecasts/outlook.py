"""Where a goal is likely to stand on its due day, by the forecast of its metric; None where that cannot be told."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.analytics.forecasts import forecast
from bot.analytics.targets.goals import Expected, kind_of, value_of, window

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.analytics.forecasts.forecast import History
    from storage.database import Database
    from storage.goal_tables import Goal


async def outlook(database: Database, goal: Goal, today: date, *, thorough: bool = False) -> Expected | None:
    """The range for the due day. `thorough` tries every model instead of the quick ones, which takes seconds.

    A sum is what the posts of the window have by now, and what all posts are likely to gain until then. A rate is not
    forecast: it says how good the posts are, not how many.
    """
    if goal.due is None or goal.due <= today or kind_of(goal.metric) == "rate":
        return None
    found, so_far = await database.read(lambda session: _history(session, goal, today))
    if found is None or so_far is None:
        return None
    return await asyncio.to_thread(_ahead, found, so_far, today, goal.due, thorough)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far ahead a forecast can be told: from `days` days of history until `until`, and from `enough_on` on for a goal."""

    days: int
    until: date
    enough_on: date


async def reach(database: Database, goal: Goal, today: date) -> Reach | None:
    """How far a forecast reaches that does not reach the due day yet; None where there is too little history for any."""
    if goal.due is None or goal.due <= today or kind_of(goal.metric) == "rate":
        return None
    found, so_far = await database.read(lambda session: _history(session, goal, today))
    if found is None or so_far is None:
        return None
    longest = min(found.longest, forecast.LONGEST_HORIZON)
    lacking = (goal.due - found.last).days - longest
    if longest < 1 or lacking < 1 or found.last + timedelta(days=longest) <= today:
        return None
    # Every day brings the due day one nearer, and the history that is measured until then reaches one further.
    nearer = math.ceil(lacking / (2 if longest < forecast.LONGEST_HORIZON else 1))
    last = found.last + timedelta(days=nearer)
    return Reach(len(found.values), found.last + timedelta(days=longest), last + timedelta(days=1))


def _history(session: Session, goal: Goal, today: date) -> tuple[History | None, float | None]:
    first, last = window(goal, today)
    so_far = value_of(session, goal.workspace_id, goal.metric, goal.platforms, since=first, until=last).value
    found = forecast.history(session, goal.workspace_id, goal.metric, today, platforms=goal.platforms)
    return found, so_far


def _ahead(found: History, so_far: float, today: date, due: date, thorough: bool) -> Expected | None:
    wanted = (due - found.last).days
    said = forecast.forecast(found, wanted, plain=None if thorough else True)
    if said is None or said.horizon < wanted:
        return None  # so far ahead nothing can be told
    total = said.outlook.total
    # What the days up to today bring is counted already; a level is that of the due day.
    if found.kind == "level":
        return Expected(total.low, total.value, total.high)
    base = so_far - sum(day.value for day in said.outlook.days[: (today - found.last).days])
    return Expected(*(max(base + value, so_far) for value in (total.low, total.value, total.high)))

"""Tells a workspace's owner by itself what is out of the ordinary: sudden comments, a mood that turns, an unusual day.

Each is told once, whichever process sees it, and not at all where somebody has switched it off (`KEY`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa

from bot.analytics import wording
from bot.analytics.forecasts import anomalies
from bot.analytics.forecasts.anomalies import LEAST_DAYS, PAST_DAYS, PAST_HOURS, WINDOW
from bot.analytics.targets.watching import named
from bot.context import zone_of
from bot.phrases import Phrases
from storage import forecasting, metrics, notices, workspaces
from storage.metrics import Basis
from storage.models import Workspace
from storage.notices import NewNotice

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from connectors.platform import Platform
    from storage.database import Database

__all__ = ["KEY", "LEAST_DAYS", "PAST_DAYS", "Alerts", "Day", "Signal", "days_of", "platforms_of", "signals"]

log = logging.getLogger(__name__)

KEY = "alerts"
"""The setting: False where nothing is told; on otherwise."""
TOLD = "alerts_told"
"""What has been told, by event, with the time."""
QUIET_AFTER: Mapping[str, timedelta] = {
    "comments": timedelta(hours=24),
    "mood": timedelta(hours=72),
    "day": timedelta(days=14),
}
"""How long the same is not told again: a storm goes on for a while."""
LOOKED_BACK = timedelta(minutes=30)
"""A workspace of which nothing was measured for so long has nothing new to look at."""
RECENT = timedelta(hours=48)
BEFORE = timedelta(days=30)
DAY_FROM = 12
"""The hour at which yesterday is judged: by then its last growth has been measured."""
FAR_ENOUGH = 5.0
"""Robust deviations from which a day is told unasked; whoever asks sees those from four on."""
WATCHED: tuple[tuple[str, Basis], ...] = (
    ("followers", "level"),
    ("likes", "gained"),
    ("comments", "gained"),
    ("shares", "gained"),
    ("views", "gained"),
    ("impressions", "gained"),
)


@dataclass(frozen=True, slots=True)
class Day:
    """An unusual day of a metric on a platform; of followers, `value` is how many came (or went)."""

    day: date
    platform: str
    metric: str
    basis: Basis
    value: float
    usual: float
    away: float
    direction: Literal["above", "below"]


@dataclass(frozen=True, slots=True)
class Signal:
    """Something to look at now: a sentence's key with its facts; `event` is the same while it goes on."""

    event: str
    key: str
    platform: str
    facts: dict[str, Any] = field(default_factory=dict)


def platforms_of(session: Session, workspace_id: int) -> list[str]:
    """The platforms of the connected accounts."""
    return sorted({account.platform for account in forecasting.accounts(session, workspace_id).values()})


def days_of(
    session: Session, workspace_id: int, platforms: Sequence[str], since: date, until: date, *, now: datetime
) -> tuple[list[Day], bool]:
    """The unusual days of these platforms, the newest and farthest first; and whether any history is long enough to tell.

    Only days that are over, and that somebody has looked at since they ended, are judged. `now` is in the workspace's zone.
    """
    found: list[Day] = []
    looked = forecasting.looked_at(session, workspace_id, since)
    able = False
    for platform in platforms:
        for metric, basis in WATCHED:
            points = metrics.series(
                session,
                workspace_id,
                metric,
                basis,
                since=since - timedelta(days=PAST_DAYS + 1),
                until=until,
                platforms=[platform],
            )
            able = able or sum(point.value is not None for point in points) > LEAST_DAYS
            days = [(point.day, point.value) for point in points]
            found += [
                Day(one.day, platform, metric, basis, one.value, one.usual, one.away, one.direction)
                for one in anomalies.unusual_days(days, since=since, level=basis == "level")
                if _is_seen_out(one.day, looked.get(platform), now)
            ]
    return sorted(found, key=lambda day: (-day.day.toordinal(), -abs(day.away))), able


def _is_seen_out(day: date, looked: datetime | None, now: datetime) -> bool:
    """Whether a day is over and was looked at after its end."""
    end = datetime.combine(day + timedelta(days=1), time(), tzinfo=now.tzinfo)
    return looked is not None and end <= min(looked, now)


async def signals(database: Database, workspace_id: int, now: datetime) -> list[Signal]:
    """What is going on at this moment: comments that come in a rush, a mood that has turned."""
    rushes, recent, before = await database.read(lambda session: _read(session, workspace_id, now))
    found = [
        Signal(
            f"comments:{account_id}",
            "alert-comments",
            platform,
            {"count": rush.count, "hours": rush.hours, "usual": round(rush.usual)},
        )
        for account_id, platform, rush in rushes
    ]
    if len(recent) >= anomalies.RECENT_LEAST and len(before) >= anomalies.PAST_LEAST:
        turn = await asyncio.to_thread(_turned, recent, before)
        if turn is not None:
            facts = {
                "share": round(100 * turn.share),
                "of": turn.of,
                "before": round(100 * turn.before),
                "before_of": turn.before_of,
            }
            found.append(Signal("mood", "alert-mood", "", facts))
    return found


def _read(
    session: Session, workspace_id: int, now: datetime
) -> tuple[list[tuple[int, str, anomalies.Surge]], list[str], list[str]]:
    hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    start = hour - timedelta(hours=PAST_HOURS + WINDOW - 1)
    owners = forecasting.accounts(session, workspace_id)
    grown = forecasting.hours_since(session, workspace_id, "comments", start)
    said = forecasting.comments_since(session, workspace_id, min(start, now - RECENT - BEFORE))
    rushes = []
    for account_id, account in owners.items():
        by_hour: dict[datetime, float] = {}
        for one in said:
            at = one.at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
            if one.account_id == account_id and start <= at <= hour:
                by_hour[at] = by_hour.get(at, 0.0) + 1
        sources = [(max(start, account.created_at), by_hour)]
        if account_id in grown:
            sources.append(grown[account_id])
        for first, counts in sources:
            begin = first.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
            length = int((hour - begin) / timedelta(hours=1)) + 1
            hourly = [counts.get(begin + timedelta(hours=place), 0.0) for place in range(length)]
            if (rush := anomalies.surge(hourly)) is not None:
                rushes.append((account_id, account.platform, rush))
                break
    recent = [one.text for one in said if one.at >= now - RECENT]
    before = [one.text for one in said if now - RECENT - BEFORE <= one.at < now - RECENT]
    return rushes, recent[:400], before[:1000]


def _turned(recent: list[str], before: list[str]) -> anomalies.Turn | None:
    from bot.understanding.mood import moods_of

    moods = [mood == "negative" for mood in moods_of([*recent, *before])]
    return anomalies.turned(moods[: len(recent)], moods[len(recent) :])


class Alerts:
    """Looks at the workspaces of which something was just measured. Safe in several processes at once."""

    def __init__(
        self,
        database: Database,
        platforms: Mapping[str, Platform],
        *,
        default_zone: str = "UTC",
        default_language: str = "en",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._platforms = platforms
        self._default_zone = default_zone
        self._default_language = default_language
        self._now = now

    async def upkeep(self) -> None:
        """Look at every workspace of which something was measured lately."""
        since = self._now() - LOOKED_BACK
        for workspace_id in await self._database.read(lambda session: forecasting.measured_workspaces(session, since)):
            try:
                await self.look(workspace_id)
            except Exception:
                log.exception("the figures of workspace %s could not be looked through", workspace_id)

    async def look(self, workspace_id: int) -> int:
        """Look at one workspace; of how many things its owner is told."""
        now = self._now()
        settings = await self._database.read(lambda session: workspaces.settings_of(session, workspace_id))
        if settings.get(KEY) is False:
            return 0
        found = await signals(self._database, workspace_id, now)
        local = now.astimezone(zone_of(settings, self._default_zone))
        if local.hour >= DAY_FROM:
            yesterday = local.date() - timedelta(days=1)
            phrases = Phrases(str(settings.get("language") or self._default_language))
            work = partial(self._days, workspace_id=workspace_id, day=yesterday, phrases=phrases, now=local)
            found += await self._database.read(work)
        return (
            await self._database.write(partial(self._tell, workspace_id=workspace_id, found=found, now=now))
            if found
            else 0
        )

    def _days(self, session: Session, workspace_id: int, day: date, phrases: Phrases, now: datetime) -> list[Signal]:
        days, _ = days_of(session, workspace_id, platforms_of(session, workspace_id), day, day, now=now)
        far = [one for one in days if abs(one.away) >= FAR_ENOUGH][:1]
        return [
            Signal(
                f"day:{one.day}",
                "unusual-level" if one.metric == "followers" else "unusual-day",
                one.platform,
                {
                    "what": named(phrases, self._platforms, one.metric, [one.platform]),
                    "value": wording.number(round(abs(one.value)), one.metric, phrases.language),
                    "usual": wording.number(round(abs(one.usual)), one.metric, phrases.language),
                    "direction": one.direction,
                    "sign": "minus" if one.value < 0 else "plus",
                    "day": phrases.day(one.day),
                },
            )
            for one in far
        ]

    def _tell(self, session: Session, workspace_id: int, found: Sequence[Signal], now: datetime) -> int:
        # Whoever holds the row tells; another process then finds it told.
        session.execute(sa.select(Workspace.id).where(Workspace.id == workspace_id).with_for_update())
        place = forecasting.conversation_of_owner(session, workspace_id)
        kept = workspaces.settings_of(session, workspace_id).get(TOLD)
        told: dict[str, str] = dict(kept) if isinstance(kept, dict) else {}
        told = {
            event: at
            for event, at in told.items()
            if now - datetime.fromisoformat(at) < QUIET_AFTER.get(event.partition(":")[0], timedelta())
        }
        new = [one for one in found if one.event not in told]
        if place is None or not new:
            return 0
        notices.add(session, [self._notice(workspace_id, place.id, one) for one in new], now)
        told |= {one.event: now.isoformat() for one in new}
        workspaces.put_setting(session, workspace_id, TOLD, told)
        return len(new)

    def _notice(self, workspace_id: int, conversation_id: int, one: Signal) -> NewNotice:
        platform = self._platforms.get(one.platform)
        facts = {**one.facts, "platform": platform.label if platform is not None else one.platform}
        args: dict[str, Any] = {"platforms": [one.platform]} if one.platform else {}
        look: dict[str, Any] = {"label_key": "offer-show-unusual", "tool": "show_anomalies", "args": args}
        if one.key in {"alert-comments", "alert-mood"}:
            negative = {**args, "sentiment": "negative"} if one.key == "alert-mood" else args
            look = {"label_key": "offer-show-comments", "tool": "list_comments", "args": negative}
        stop = {"label_key": "offer-stop-alerts", "tool": "set_alerts", "args": {"on": False}}
        return NewNotice(workspace_id, conversation_id, one.key, facts, (look, stop))

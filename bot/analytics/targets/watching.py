"""Tells people what they asked to be told: a threshold that was crossed, a goal that is reached, off track or over.

Each crossing is told once, whichever process sees it, and also when the network takes some of it back and gives it again: a
threshold is armed anew only when the figure has gone clearly to the other side. One of each single post is told once a post.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, Protocol
from zoneinfo import ZoneInfo

from bot.analytics import wording
from bot.analytics.metrics import COUNTED, LEVELS
from bot.analytics.targets import single
from bot.analytics.targets.goals import Expected, Progress, Value, of_rows, progress_of, value_of
from bot.context import zone_of
from bot.phrases import Phrases
from storage import goals, metrics, notices, workspaces
from storage.goal_tables import Goal, Threshold, ThresholdState
from storage.notices import NewNotice

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from connectors.platform import Platform
    from storage.database import Database

log = logging.getLogger(__name__)

WATCHED_DAYS = 7
"""Without a post a threshold is about the posts of so many days, today among them; followers are as they stand."""

MARGIN = 0.05
"""How far a figure has to go back, as a share of the threshold, before it can cross it anew."""

GOALS_EVERY = timedelta(hours=1)
BEHIND_EVERY = timedelta(days=7)
SECONDS_BETWEEN_LOOKS = 60.0
"""Measuring is beside this: a crossing is told within a minute after it was measured."""

AT_ONCE = 200
KEPT = timedelta(days=60)

Step = Literal["fire", "arm"]


def margin(bound: float, metric: str) -> float:
    """How far from a threshold a figure has to be to count as back on the other side."""
    return max(abs(bound) * MARGIN, 0.0005 if metric == "engagement_rate" else 1.0)


def crossed(direction: str, bound: float, value: float) -> bool:
    """Whether a figure is on the side that somebody wants to be told of."""
    return value >= bound if direction == "above" else value < bound


def step(direction: str, bound: float, metric: str, value: float | None, armed: bool) -> Step | None:
    """What a look at a figure means for a threshold: it is told, or armed anew, or neither. Unknown means nothing."""
    if value is None:
        return None
    if armed:
        return "fire" if crossed(direction, bound, value) else None
    back = margin(bound, metric)
    if direction == "above":
        return "arm" if value <= bound - back else None
    return "arm" if value >= bound + back else None


def only_grows(metric: str, post_number: int | None) -> bool:
    """Whether a figure is a post's count: what falls in it is the network's correction, so it crosses a number once."""
    return post_number is not None and metric in {*COUNTED, "engagement"}


def watched(
    session: Session, workspace_id: int, metric: str, platforms: list[str], post_number: int | None, today: date
) -> Value:
    """The figure that a threshold is about, as it stands."""
    if post_number is not None:
        rows = metrics.of_post(session, workspace_id, post_number)
        return of_rows([row for row in rows if not platforms or row.publication.platform in platforms], metric)
    since = today - timedelta(days=WATCHED_DAYS - 1)
    return value_of(session, workspace_id, metric, platforms, since=since, until=today)


class Forecaster(Protocol):
    """Says where a goal's metric is likely to stand on its due day."""

    async def __call__(self, goal: Goal, today: date) -> Expected | None:
        """The range, or None where there is too little history."""


@dataclass(frozen=True, slots=True)
class _Voice:
    """How a member is spoken to."""

    phrases: Phrases
    zone: ZoneInfo
    platforms: Mapping[str, Platform]

    def what(self, metric: str, scope: list[str]) -> str:
        return named(self.phrases, self.platforms, metric, scope)


def named(phrases: Phrases, platforms: Mapping[str, Platform], metric: str, scope: list[str]) -> str:
    """What is measured and where, in the middle of a sentence: "followers on Instagram"."""
    metric_said = phrases.say(f"metric-{metric.replace('_', '-')}")
    if not scope:
        return metric_said
    labels = [single.label(phrases, platforms, name) for name in scope]
    return phrases.say("goal-metric-on", metric=metric_said, platforms=labels)


class Lookout:
    """Looks at goals and thresholds. Safe in several processes at once."""

    def __init__(
        self,
        database: Database,
        platforms: Mapping[str, Platform],
        *,
        default_zone: str = "UTC",
        default_language: str = "en",
        forecaster: Forecaster | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._platforms = platforms
        self._default_zone = default_zone
        self._default_language = default_language
        self._forecaster = forecaster
        self._now = now
        self._pruned_at: datetime | None = None

    async def upkeep(self) -> None:
        """Look at everything that is due, and forget once a day what is no more."""
        await self.look()
        now = self._now()
        if self._pruned_at is None or now - self._pruned_at >= timedelta(days=1):
            self._pruned_at = now
            await self._database.write(partial(goals.prune, before=now - KEPT))

    async def look(self, workspace_id: int | None = None) -> int:
        """Look at the thresholds, and at the goals that nobody has looked at for an hour; how many were told of."""
        return await self._thresholds(workspace_id) + await self._goals(workspace_id)

    async def _thresholds(self, workspace_id: int | None) -> int:
        now, told = self._now(), 0
        while True:

            def read(session: Session) -> tuple[list[tuple[Threshold, ThresholdState]], list[Threshold]]:
                rows = goals.thresholds_to_check(session, now - timedelta(microseconds=1), AT_ONCE, workspace_id)
                moved = [row for row, state in rows if self._moves(session, row, state, now)]
                return rows, moved

            rows, moved = await self._database.read(read)
            for row in moved:
                try:
                    work = self._tell_posts if row.each else self._cross
                    told += await self._database.write(partial(work, row=row, now=now))
                except (ArithmeticError, KeyError, ValueError):
                    log.exception("that threshold %s was crossed could not be told", row.id)
            if rows:
                seen = [state for _, state in rows]
                await self._database.write(partial(goals.checked, rows=seen, now=now))
            if len(rows) < AT_ONCE:
                return told

    def _value(self, session: Session, row: Threshold, now: datetime) -> Value:
        today = now.astimezone(self._zone(session, row.workspace_id)).date()
        return watched(session, row.workspace_id, row.metric, row.platforms, row.post_number, today)

    def _moves(self, session: Session, row: Threshold, state: ThresholdState, now: datetime) -> bool:
        """Whether there is something to tell, or to arm anew."""
        try:
            if row.each:
                return bool(single.untold(session, row, now))
            value = self._value(session, row, now).value
        except (ArithmeticError, KeyError, ValueError):
            # One that cannot be told holds up none of the others.
            log.exception("what threshold %s is about could not be told", row.id)
            return False
        return step(row.direction, row.bound, row.metric, value, state.armed) is not None

    def _tell_posts(self, session: Session, row: Threshold, now: datetime) -> int:
        """Look again while nobody else can, and tell of the posts that are over it in one message."""
        state = goals.hold_threshold(session, row)
        if state is None:
            return 0
        ones = single.untold(session, row, now)
        if not ones:
            return 0
        goals.tell_of(session, row, [one.row.publication.id for one in ones], now)
        state.crossed_at = now
        state.crossings += len(ones)
        if row.conversation_id is None:
            return 0
        voice = self._voice(session, row.workspace_id, row.member_id)
        facts = single.facts(voice.phrases, self._platforms, row, ones, now)
        key = f"threshold-each-{row.direction}"
        notices.add(session, [NewNotice(row.workspace_id, row.conversation_id, key, facts)], now)
        return 1

    def _cross(self, session: Session, row: Threshold, now: datetime) -> int:
        """Look again while nobody else can, and tell."""
        state = goals.hold_threshold(session, row)
        if state is None:
            return 0
        value = self._value(session, row, now)
        taken = step(row.direction, row.bound, row.metric, value.value, state.armed)
        if taken is None or value.value is None:
            return 0
        state.armed = taken == "arm"
        state.value = value.value
        if taken == "arm":
            return 0
        state.crossed_at = now
        state.crossings += 1
        state.over = only_grows(row.metric, row.post_number)
        if row.conversation_id is None:
            return 0
        voice = self._voice(session, row.workspace_id, row.member_id)
        say, language = voice.phrases.say, voice.phrases.language
        facts: dict[str, Any] = {
            "what": voice.what(row.metric, row.platforms),
            "value": wording.number(value.value, row.metric, language),
            "bound": wording.number(row.bound, row.metric, language),
            "source": source(say, value, now, post=row.post_number),
        }
        if row.post_number is not None:
            facts |= {"post": row.post_number, "number": str(row.post_number)}
        place = "post" if row.post_number is not None else "level" if row.metric in LEVELS else "posts"
        key = f"threshold-{row.direction}-{place}"
        notices.add(session, [NewNotice(row.workspace_id, row.conversation_id, key, facts)], now)
        return 1

    async def _goals(self, workspace_id: int | None) -> int:
        now, told = self._now(), 0
        before = now - GOALS_EVERY
        while True:
            rows = await self._database.read(
                lambda session: goals.goals_to_check(session, before, AT_ONCE, workspace_id)
            )
            for row in rows:
                expected = await self._expected(row, now)
                work = partial(self._judge, goal=row, expected=expected, before=before, now=now)
                try:
                    told += await self._database.write(work)
                except (ArithmeticError, KeyError, ValueError):
                    log.exception("how goal %s stands could not be told", row.id)
                    await self._database.write(partial(goals.put_off, goal=row, now=now))
            if len(rows) < AT_ONCE:
                return told

    async def _expected(self, goal: Goal, now: datetime) -> Expected | None:
        if self._forecaster is None or goal.due is None:
            return None
        zone = await self._database.read(lambda session: self._zone(session, goal.workspace_id))
        try:
            return await self._forecaster(goal, now.astimezone(zone).date())
        except Exception:
            log.exception("a forecast for goal %s failed; its pace is used", goal.id)
            return None

    def _judge(self, session: Session, goal: Goal, expected: Expected | None, before: datetime, now: datetime) -> int:
        held = goals.hold_goal(session, goal)
        if held is None or held[1].ended_at is not None or held[1].checked_at > before:
            return 0
        row, state = held
        state.checked_at = now
        today = now.astimezone(self._zone(session, row.workspace_id)).date()
        found = progress_of(session, row, today, expected)
        over = row.due is not None and today > row.due
        key = ""
        if over:
            state.ended_at = now
            if found.standing == "reached" and state.reached_at is not None:
                return 0  # told when it was reached
            key = f"goal-ended-{found.standing}"
        elif found.standing == "reached":
            if state.reached_at is not None:
                return 0
            state.reached_at = now
            key = "goal-reached"
        elif found.clearly and (state.behind_at is None or now - state.behind_at >= BEHIND_EVERY):
            state.behind_at = now
            key = "goal-behind"
        if not key or row.conversation_id is None:
            return 0
        voice = self._voice(session, row.workspace_id, row.member_id)
        facts = told_facts(voice.phrases, voice.what(row.metric, row.platforms), row, found, now)
        notices.add(session, [NewNotice(row.workspace_id, row.conversation_id, key, facts)], now)
        return 1

    def _zone(self, session: Session, workspace_id: int) -> ZoneInfo:
        return zone_of(workspaces.settings_of(session, workspace_id), self._default_zone)

    def _voice(self, session: Session, workspace_id: int, member_id: int) -> _Voice:
        language = goals.language_of(session, workspace_id, member_id) or self._default_language
        return _Voice(Phrases(language), self._zone(session, workspace_id), self._platforms)


def told_facts(phrases: Phrases, what: str, goal: Goal, found: Progress, now: datetime) -> dict[str, Any]:
    """A goal's facts in words, for a sentence."""
    language = phrases.language
    sight = found.expected.middle if found.expected is not None else found.in_sight
    return {
        "what": what,
        "value": wording.number(found.now.value, goal.metric, language),
        "target": wording.number(goal.target, goal.metric, language),
        "due": phrases.day(goal.due) if goal.due is not None else "missing",
        "sight": wording.number(sight, goal.metric, language) if sight is not None else "missing",
        "source": source(phrases.say, found.now, now),
    }


def source(say: Callable[..., str], value: Value, now: datetime, *, post: int | None = None) -> str:
    """Where a figure comes from and how old it is, as a sentence of its own that follows another."""
    if value.seen_at is None:
        return ""
    kind = "level" if value.metric in LEVELS else "post" if post is not None else "posts"
    keys = {"level": "goal-source-level", "post": "goal-source-post", "posts": "goal-source-posts"}
    facts: dict[str, Any] = {
        "posts": value.posts,
        "measured": value.measured,
        "age": max(now - value.seen_at, timedelta()),
    }
    made_up = " " + say("goal-source-sample") if value.made_up else ""
    base = " " + say("goal-source-base", base=value.bases[0]) if len(value.bases) == 1 else ""
    return " " + say(keys[kind], **{name: facts[name] for name in _NEEDED[kind]}) + base + made_up


_NEEDED = {"level": ("age",), "post": ("age",), "posts": ("posts", "measured", "age")}

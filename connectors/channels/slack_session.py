"""What people see of a thread while we are at work in it: Slack's agent session, with its Stop button, and a line of words.

docs.slack.dev/ai/agent-sessions: Slack changes the status by nobody's doing but ours. The line goes away by itself after
two minutes or with the next message (docs.slack.dev/reference/methods/assistant.threads.setStatus).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator

from bot.errors import AllInError, TryLater
from connectors.channel import Progress
from connectors.channels.slack_events import Place
from connectors.channels.slack_install import Team
from connectors.channels.slack_web import Refused, Web

log = logging.getLogger(__name__)

LONGEST_TITLE = 200
LONGEST_LINE = 100
BETWEEN_LINES = 1.5
"""Seconds; more often would only flicker."""
NOT_AGAIN_FOR = 600.0
"""Seconds without a try where a team's Slack has no sessions."""


class Sessions:
    """Sets the status of threads. None of it may keep an answer from going out: what fails here is left."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._without: dict[str, float] = {}

    @contextlib.asynccontextmanager
    async def working(self, team: Team, place: Place, *, title: str, user: str) -> AsyncIterator[Turn]:
        """While it is entered, the thread shows that we are at work; afterwards, whatever happens, that we are not."""
        turn = Turn(self, team, place)
        first = asyncio.create_task(self._set(team, place, "processing", title=title[:LONGEST_TITLE], user=user))
        try:
            yield turn
        finally:
            with contextlib.suppress(Exception):
                await first
            await turn.quiet()
            # Where Slack was never told that we work, there is nothing to take back.
            if first.done() and first.exception() is None and first.result():
                await self.rest(team, place, "suspended" if turn.asks else "active")

    async def rest(self, team: Team, place: Place, status: str = "active") -> None:
        """Say that nothing is going on in a thread."""
        await self._set(team, place, status)

    async def line(self, team: Team, place: Place, words: str) -> None:
        """Show a sentence while something takes its time."""
        if self._spared(team):
            return
        words = words[:LONGEST_LINE]
        try:
            await self._web.call(
                team.token,
                "assistant_threads_setStatus",
                channel_id=place.channel,
                thread_ts=place.root,
                status=words,
                **({"loading_messages": [words]} if words else {}),
            )
        except AllInError as error:
            self._note(team, error)

    async def _set(self, team: Team, place: Place, status: str, *, title: str = "", user: str = "") -> bool:
        """Whether Slack took it."""
        if self._spared(team):
            return False
        more = {name: value for name, value in (("title", title), ("initiator_user_id", user)) if value}
        try:
            await self._web.call(
                team.token,
                "agents_sessions_setStatus",
                channel_id=place.channel,
                thread_ts=place.root,
                status=status,
                **more,
            )
        except AllInError as error:
            self._note(team, error)
            return False
        return True

    def _spared(self, team: Team) -> bool:
        return self._without.get(team.id, 0.0) > time.monotonic()

    def _note(self, team: Team, error: AllInError) -> None:
        if isinstance(error, TryLater):
            log.info("slack: a status was not set: %s", error)
            return
        if isinstance(error, Refused) and error.code in {"thread_not_found", "message_not_found", "channel_not_found"}:
            return
        log.warning("slack: this team's Slack shows no status: %s", error)
        self._without[team.id] = time.monotonic() + NOT_AGAIN_FOR


class Turn:
    """One turn in a thread. `asks` is set once the reply is known to wait for an answer."""

    def __init__(self, sessions: Sessions, team: Team, place: Place) -> None:
        self.asks = False
        self._sessions = sessions
        self._team = team
        self._place = place
        self._last = 0.0
        self._task: asyncio.Task[None] | None = None

    @property
    def progress(self) -> Progress:
        """What to tell what is going on; it never waits for Slack."""
        return self._tell

    async def _tell(self, words: str) -> None:
        now = time.monotonic()
        if now - self._last < BETWEEN_LINES or (self._task is not None and not self._task.done()):
            return
        self._last = now
        self._task = asyncio.create_task(self._sessions.line(self._team, self._place, words))

    async def quiet(self) -> None:
        """Nothing more is told after this, and what was told goes away."""
        if self._task is not None:
            with contextlib.suppress(Exception):
                await self._task
            await self._sessions.line(self._team, self._place, "")

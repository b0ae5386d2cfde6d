"""Makes the reports that were planned when they fall due: each once, whatever runs and however often it is restarted.

A plan that is due is claimed by a row, so that one process makes it; the report's file, the notice that tells of it and the
next time are written in one transaction, which finds out whether the claim still holds. Reports that fell due while nothing ran
become one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.analytics.periods import Period
from bot.analytics.reports import schedule
from bot.errors import AllInError
from bot.phrases import Phrases
from bot.processes import own_id
from storage import documents, notices, reports, workspaces
from storage.models import Workspace
from storage.notices import NewNotice

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.analytics.reports.making import Made
    from bot.media import MediaLibrary
    from connectors.platform import Platform
    from storage.database import Database
    from storage.reports import Due

log = logging.getLogger(__name__)

LOOK_SECONDS = 15.0
"""How often the clock lets it look."""
LEASE = timedelta(minutes=10)
BACKOFF = (60.0, 300.0, 900.0, 3600.0)
"""Seconds before each further try to make a report; after the last one people are told that there is none."""
KEPT = timedelta(days=30)
"""How long files of people and reports are kept."""


class Reporter:
    """Looks for reports that are due; the clock calls `upkeep`."""

    def __init__(
        self,
        database: Database,
        platforms: Mapping[str, Platform],
        media: MediaLibrary | None,
        *,
        default_language: str,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.id = own_id()
        self._database = database
        self._platforms = platforms
        self._media = media
        self._default_language = default_language
        self._now = now
        self._tidied: datetime | None = None

    async def upkeep(self) -> None:
        """Make what is due, and once a day forget what is old."""
        await self.look()
        await self.tidy()

    async def look(self) -> int:
        """Make every report that is due now; how many were made."""
        made = 0
        while True:
            now = self._now()
            due = await self._database.write(partial(reports.claim, worker=self.id, now=now, until=now + LEASE))
            if due is None:
                return made
            made += await self._make(due)

    async def tidy(self) -> None:
        """Forget old files, once a day however often it is called."""
        now = self._now()
        if self._tidied is None or now - self._tidied >= timedelta(days=1):
            self._tidied = now
            await self._database.write(partial(documents.prune, before=now - KEPT))

    async def _make(self, due: Due) -> bool:
        plan = due.plan
        now = self._now()
        zone = ZoneInfo(plan.zone)
        first = plan.first_at.astimezone(zone)
        occurrence, skipped = schedule.due_now(plan.recurrence, first, due.due_at, now)
        since, until = schedule.period(plan.recurrence, first, occurrence)
        made: Made | None = None
        facts: dict[str, Any]
        try:
            made = await self._made(due, Period(since, until, now.astimezone(zone).date()))
            facts = self._facts(due, made, skipped)
        except Exception as error:
            if not isinstance(error, AllInError):
                log.warning("report %s could not be made", plan.id, exc_info=error)
            if due.tries < len(BACKOFF):
                at = self._now() + timedelta(seconds=BACKOFF[due.tries])
                await self._database.write(partial(reports.put_back, worker=self.id, due=due, at=at))
                return False
            known = error if isinstance(error, AllInError) else AllInError()
            made = None
            facts = {
                "reason_key": known.key,
                "reason_facts": _plain(known.facts),
                "number": plan.number,
            }
        return await self._database.write(
            partial(
                self._settle,
                due=due,
                made=made,
                facts=facts,
                occurrence=occurrence,
                period=(since, until),
                next_at=schedule.following(plan.recurrence, first, max(now, occurrence)),
            )
        )

    @staticmethod
    def _facts(due: Due, made: Made, skipped: int) -> dict[str, Any]:
        """What is told with a report."""
        return {
            "title": made.document.title,
            "dates": made.document.period,
            "summary": "\n".join(made.sentences),
            "missed": skipped,
            "number": due.plan.number,
            "instead": "yes" if made.format != due.plan.format else "no",
        }

    async def _made(self, due: Due, period: Period) -> Made:
        from bot.analytics.reports.making import make

        plan = due.plan

        def about(session: Session) -> tuple[dict[str, Any], str]:
            workspace = session.get(Workspace, plan.workspace_id)
            return workspaces.settings_of(session, plan.workspace_id), workspace.name if workspace is not None else ""

        settings, name = await self._database.read(about)
        phrases = Phrases(str(settings.get("language") or plan.language or self._default_language))
        return await make(
            self._database,
            self._media,
            plan.workspace_id,
            period,
            plan.format,
            platforms=plan.platforms,
            settings=settings,
            name=name,
            phrases=phrases,
            zone=ZoneInfo(plan.zone),
            now=self._now(),
            label=partial(self._label, phrases),
        )

    def _settle(
        self,
        session: Session,
        *,
        due: Due,
        made: Made | None,
        facts: dict[str, Any],
        occurrence: datetime,
        period: tuple[Any, Any],
        next_at: datetime | None,
    ) -> bool:
        if not reports.holds(session, self.id, due):
            return False  # stopped meanwhile, or another process has taken it over
        now, plan = self._now(), due.plan
        file = None
        if made is not None:
            file = documents.add(
                session,
                plan.workspace_id,
                kind="report",
                name=made.file.name,
                media_type=made.file.media_type,
                content=made.file.data,
                created_by=plan.created_by,
                now=now,
            )
            facts = {**facts, "files": [file.id]}
        key = "report-notice" if made is not None else "report-notice-failed"
        notices.add(session, [NewNotice(plan.workspace_id, plan.conversation_id, key, facts)], now)
        reports.settle(
            session,
            due,
            occurrence=occurrence,
            period=period,
            document_id=file.id if file is not None else None,
            next_at=next_at,
            now=now,
        )
        return made is not None

    def _label(self, phrases: Phrases, platform: str) -> str:
        key = f"platform-{platform.replace('_', '-')}"
        if phrases.has(key):
            return phrases.say(key)
        return self._platforms[platform].label if platform in self._platforms else platform


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if isinstance(value, str | int | float)}

"""Wakes the worker and keeps house. The schedule is rows; the clock only says that it is time to look.

APScheduler holds a handful of intervals in memory, never a post: a tick that comes late or not at all loses nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.engine import Engine, Rows
from bot.worker import HEARTBEAT_SECONDS, Worker
from storage import notices
from storage.database import Database
from storage.models import Consent

log = logging.getLogger(__name__)

TICK_SECONDS = 0.5
HOUSEKEEPING_SECONDS = 600.0
UPKEEP_STARTS = timedelta(seconds=5)  # it asks networks, for which no start waits
SET_BACK_SECONDS = 1.0  # a smaller correction of the system's clock is waited for
NOTICES_KEPT = timedelta(days=30)


class Clock:
    """Runs in the event loop that `start` is called in, until `stop`. Without an `engine` the worker looks for due rows."""

    def __init__(
        self,
        database: Database,
        worker: Worker,
        *,
        engine: Engine | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        tick_seconds: float = TICK_SECONDS,
        heartbeat_seconds: float = HEARTBEAT_SECONDS,
        upkeep: Mapping[str, Callable[[], Awaitable[Any]]] | None = None,
        upkeep_seconds: Mapping[str, float] | None = None,
    ) -> None:
        """`upkeep` is done every ten minutes, for the first time shortly after the start, by its names.

        `upkeep_seconds` are those that are done more often, and how often.
        """
        self.database = database
        self.worker = worker
        self.upkeep = dict(upkeep or {})
        self.upkeep_seconds = dict(upkeep_seconds or {})
        self.engine = engine or Rows(worker)
        self.now = now
        self.tick_seconds = tick_seconds
        self.heartbeat_seconds = heartbeat_seconds
        self._scheduler: Any = None
        self._watching: asyncio.Task[None] | None = None
        self._failing: set[str] = set()

    async def start(self) -> None:
        """See to what an earlier process left behind, then tick."""
        from apscheduler.schedulers.asyncio import AsyncIOScheduler

        # It would log a line for every tick.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        scheduler = AsyncIOScheduler(timezone=UTC)
        for name, action, seconds in (
            ("tick", self._tick, self.tick_seconds),
            ("heartbeat", self.worker.heartbeat, self.heartbeat_seconds),
            ("recover", self.worker.recover, self.heartbeat_seconds),
            ("housekeeping", self.keep_house, HOUSEKEEPING_SECONDS),
        ):
            scheduler.add_job(
                self._guarded,
                "interval",
                args=(name, action),
                id=name,
                seconds=seconds,
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
            )
        for chore, work in self.upkeep.items():
            scheduler.add_job(
                self._guarded,
                "interval",
                args=(chore, work),
                id=chore,
                seconds=self.upkeep_seconds.get(chore, HOUSEKEEPING_SECONDS),
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
                next_run_time=datetime.now(UTC) + UPKEEP_STARTS,
            )
        await self._guarded("recover", self.worker.recover)
        await self.engine.start()
        await self._guarded("housekeeping", self.keep_house)
        scheduler.start()
        self._scheduler = scheduler
        self._watching = asyncio.create_task(self._watch(scheduler))

    async def stop(self) -> None:
        """Stop to tick, finish what is being sent and put back the rest. The heart beats until that is done."""
        if self._scheduler is not None:
            for name in ("tick", "recover", "housekeeping", *self.upkeep):
                self._scheduler.remove_job(name)
        await self.engine.stop()
        await self.worker.stop()
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None

    async def keep_house(self) -> None:
        """Close questions whose time is over and forget what was told long ago."""
        now = self.now()

        def work(session: Session) -> None:
            expired = sa.update(Consent).where(Consent.state == "open", Consent.expires_at < now)
            session.execute(expired.values(state="expired", decided_at=now))
            notices.prune(session, now - NOTICES_KEPT)

        await self.database.write(work)
        await self.engine.keep_house()

    async def _watch(self, scheduler: Any) -> None:
        """Go on at once when the system's clock is set back: the scheduler would wait until the old time comes again."""
        loop = asyncio.get_running_loop()
        before = datetime.now(UTC).timestamp() - loop.time()
        while True:
            await asyncio.sleep(self.tick_seconds)
            ahead = datetime.now(UTC).timestamp() - loop.time()
            if ahead < before - SET_BACK_SECONDS:
                log.warning("the system's clock was set back by %.0f s", before - ahead)
                for job in scheduler.get_jobs():
                    job.modify(next_run_time=datetime.now(UTC))
            before = ahead

    async def _tick(self) -> None:
        await self.engine.tick()

    async def _guarded(self, name: str, action: Callable[[], Awaitable[Any]]) -> None:
        """A failure is logged when it starts and when it ends; the next tick tries again."""
        try:
            await action()
        except Exception as error:
            if name not in self._failing:
                self._failing.add(name)
                log.exception("%s failed and will be tried again: %s", name, error)
        else:
            if name in self._failing:
                self._failing.discard(name)
                log.info("%s works again", name)

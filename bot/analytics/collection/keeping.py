"""Keeps the store of figures in order: months ahead on PostgreSQL, old looks thinned, old hours forgotten.

Every process may do it, and does so once a day; to do it twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from storage import partitions, retention

if TYPE_CHECKING:
    from storage.database import Database

EVERY = timedelta(days=1)


class Keeping:
    """The daily chores around the observations, an account at a time so that nobody waits for it."""

    def __init__(self, database: Database, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._now = now
        self._done_at: datetime | None = None

    async def upkeep(self) -> None:
        """Do it if it was not done today."""
        now = self._now()
        if self._done_at is not None and now - self._done_at < EVERY:
            return
        await self._database.write(partial(partitions.prepare, now=now))
        await self._database.write(partial(retention.forget_hours, now=now))
        for account_id in await self._database.read(retention.accounts):
            await self._database.write(partial(retention.thin, account_id=account_id, today=now.date()))
        self._done_at = now

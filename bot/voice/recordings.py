"""Recordings that a workspace wants to keep. All others are gone once they are heard."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.errors import Rejected
from bot.media.sniffing import HEAD, sniff
from storage.models import Setting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.database import Database

KEPT = timedelta(days=90)
"""How long they are kept where they are."""


class Recordings:
    """Files in a folder a workspace, under `home`, which only whoever runs this installation can read."""

    def __init__(
        self, home: Path, database: Database, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._folder = home / "recordings"
        self._database = database
        self._now = now

    def keep(self, workspace_id: int, data: bytes) -> Path:
        """Write one down. Its name is its time in UTC."""
        folder = self._folder / str(workspace_id)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        ending = "bin"
        with contextlib.suppress(Rejected):
            ending = sniff(data[:HEAD]).container
        path = folder / f"{self._now().astimezone(UTC):%Y-%m-%dT%H%M%SZ}-{secrets.token_hex(4)}.{ending}"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
        return path

    def of(self, workspace_id: int) -> list[Path]:
        """What is kept of a workspace, oldest first."""
        folder = self._folder / str(workspace_id)
        return sorted(folder.iterdir()) if folder.is_dir() else []

    def forget(self, workspace_id: int) -> None:
        """Delete all that is kept of a workspace."""
        shutil.rmtree(self._folder / str(workspace_id), ignore_errors=True)

    async def upkeep(self) -> None:
        """Delete what is old, and all of those workspaces that do not want recordings kept, or no longer."""
        if self._folder.is_dir():
            self._sweep(await self._database.read(_keepers))

    def _sweep(self, keepers: set[str]) -> None:
        oldest = (self._now() - KEPT).timestamp()
        for folder in self._folder.iterdir():
            if folder.name not in keepers:
                shutil.rmtree(folder, ignore_errors=True)
                continue
            for path in folder.iterdir():
                if path.stat().st_mtime < oldest:
                    path.unlink(missing_ok=True)


def _keepers(session: Session) -> set[str]:
    found = sa.select(Setting.workspace_id, Setting.value).where(Setting.key == "voice.keep")
    return {str(workspace_id) for workspace_id, value in session.execute(found) if value is True}

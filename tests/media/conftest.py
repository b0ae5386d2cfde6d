"""A library over a real store, with two workspaces in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.media import MediaLibrary
from bot.testing import FrozenClock
from storage import workspaces
from storage.database import Database
from storage.vault import Vault


@pytest.fixture
def clock() -> FrozenClock:
    """A clock that stands still."""
    return FrozenClock()


@pytest.fixture
async def library(sqlite_database: Database, home: Path, clock: FrozenClock) -> MediaLibrary:
    """An empty library, reached from outside at https://allin.example."""
    await sqlite_database.write(lambda session: workspaces.found_workspace(session, "Bakery", clock()))
    await sqlite_database.write(lambda session: workspaces.found_workspace(session, "Florist", clock()))
    return MediaLibrary(home, sqlite_database, Vault.at(home), public_url="https://allin.example/", now=clock)

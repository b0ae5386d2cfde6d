"""Writes that arrive together share a commit, and none of them pays for another's mistake."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage import schema
from storage.database import Database, DatabaseError, sqlite_url
from storage.models import Setting, Workspace
from tests import planned


def add(owner: int, key: str) -> Callable[[Session], str]:
    """Work that keeps one setting."""

    def work(session: Session) -> str:
        session.add(Setting(workspace_id=owner, key=key, value=key))
        session.flush()
        return key

    return work


async def keys(database: Database) -> list[str]:
    """The settings that are on disk, as another connection sees them."""
    return await database.read(lambda s: list(s.scalars(sa.select(Setting.key).order_by(Setting.key))))


async def test_each_of_many_writes_gets_its_own_answer(database: Database) -> None:
    owner = (await database.write(planned.workspace)).id
    names = [f"k{number:03}" for number in range(300)]
    assert await asyncio.gather(*(database.write(add(owner, name)) for name in names)) == names
    assert await keys(database) == names


async def test_one_that_fails_takes_nothing_of_the_others_along(database: Database) -> None:
    owner = (await database.write(planned.workspace)).id

    def half(session: Session) -> None:
        session.add(Setting(workspace_id=owner, key="half", value=1))
        session.flush()
        raise KeyError("changed its mind")

    results = await asyncio.gather(
        *(database.write(work) for work in (add(owner, "a"), half, add(owner, "b"), add(owner, "a"), add(owner, "c"))),
        return_exceptions=True,
    )
    assert isinstance(results[1], KeyError)
    # Which of the two that write "a" comes first is open where several write at once.
    assert [isinstance(result, sa.exc.IntegrityError) for result in (results[0], results[3])].count(True) == 1
    assert await keys(database) == ["a", "b", "c"]


async def test_a_write_that_is_given_up_before_its_turn_is_not_done(sqlite_database: Database) -> None:
    owner = (await sqlite_database.write(planned.workspace)).id
    entered, leave = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def slow(session: Session) -> None:
        loop.call_soon_threadsafe(entered.set)
        leave.wait(10)

    first = asyncio.create_task(sqlite_database.write(slow))
    await entered.wait()
    second = asyncio.create_task(sqlite_database.write(add(owner, "never")))
    await asyncio.sleep(0)
    second.cancel()
    await asyncio.sleep(0)
    leave.set()
    await first
    with pytest.raises(asyncio.CancelledError):
        await second
    assert await keys(sqlite_database) == []


async def test_reading_goes_on_while_something_is_written(sqlite_database: Database) -> None:
    entered, leave = threading.Event(), threading.Event()

    def slow(session: Session) -> None:
        session.add(Workspace(name="Slow", created_at=planned.EARLY))
        session.flush()
        entered.set()
        leave.wait(10)

    writing = asyncio.create_task(sqlite_database.write(slow))
    await asyncio.to_thread(entered.wait, 10)
    assert await asyncio.wait_for(sqlite_database.read(lambda s: s.scalars(sa.select(Workspace)).all()), 5) == []
    leave.set()
    await writing


async def test_what_is_on_its_way_at_closing_is_written(tmp_path: Path, sqlite_database: Database) -> None:
    owner = (await sqlite_database.write(planned.workspace)).id
    tasks = [asyncio.create_task(sqlite_database.write(add(owner, f"k{n}"))) for n in range(50)]
    await asyncio.sleep(0)
    await asyncio.to_thread(sqlite_database.close)
    await asyncio.gather(*tasks)
    with closing(sqlite3.connect(sqlite_database.url.database or "")) as connection:
        assert connection.execute("SELECT count(*) FROM settings").fetchone() == (50,)
    with pytest.raises(DatabaseError):
        await sqlite_database.write(add(owner, "late"))


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda path: path.write_bytes(b"no database at all, but long enough" * 99), "corrupt"),
        (lambda path: path.mkdir(), "missing"),
    ],
)
def test_a_store_that_cannot_be_used_says_why(tmp_path: Path, spoil: Callable[[Path], object], reason: str) -> None:
    path = tmp_path / "allin.db"
    spoil(path)
    database = Database(sqlite_url(path))
    with pytest.raises(DatabaseError) as caught:
        database.run(lambda s: s.scalars(sa.select(Workspace)).all())
    assert caught.value.reason == reason
    database.close()


async def test_a_store_locked_by_another_program_says_so(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database._BUSY_SECONDS", 0.1)
    database = Database(sqlite_database.url.render_as_string())
    with closing(sqlite3.connect(sqlite_database.url.database or "", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        results = await asyncio.gather(
            database.write(planned.workspace), database.write(planned.workspace), return_exceptions=True
        )
        assert [getattr(result, "reason", "") for result in results] == ["locked", "locked"]
        other.execute("ROLLBACK")
    assert (await database.write(planned.workspace)).name == "Bakery"
    database.close()


async def test_a_full_disk_loses_nothing_that_was_there(sqlite_database: Database) -> None:
    owner = (await sqlite_database.write(planned.workspace)).id
    await sqlite_database.write(add(owner, "before"))

    def big(session: Session) -> None:
        pages: int = session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
        session.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
        session.add(Setting(workspace_id=owner, key="big", value="x" * 1_000_000))

    with pytest.raises(DatabaseError) as caught:
        await sqlite_database.write(big)
    assert caught.value.reason == "full"
    assert await keys(sqlite_database) == ["before"]


async def test_postgresql_repeats_what_it_had_to_break_off(postgresql_database: Database) -> None:
    ids = []
    for name in ("a", "b"):
        ids.append((await postgresql_database.write(lambda s, name=name: planned.workspace(s, name))).id)  # type: ignore[misc]
    meet = threading.Barrier(2, timeout=5)
    tries = 0

    def swap(first: int, second: int) -> Callable[[Session], None]:
        def work(session: Session) -> None:
            nonlocal tries
            tries += 1
            mine = tries <= 2
            session.execute(sa.update(Workspace).where(Workspace.id == first).values(next_post=Workspace.next_post + 1))
            if mine:
                meet.wait()
            session.execute(
                sa.update(Workspace).where(Workspace.id == second).values(next_post=Workspace.next_post + 1)
            )

        return work

    await asyncio.gather(postgresql_database.write(swap(*ids)), postgresql_database.write(swap(*ids[::-1])))
    assert tries in {3, 4}  # it breaks off one of the two, on a busy machine both
    rows = await postgresql_database.read(lambda s: s.scalars(sa.select(Workspace.next_post)).all())
    assert rows == [3, 3]


async def test_nothing_is_written_to_a_file_that_was_deleted(sqlite_database: Database, tmp_path: Path) -> None:
    owner = (await sqlite_database.write(planned.workspace)).id
    path = Path(sqlite_database.url.database or "")
    copy = tmp_path / "copy.db"
    schema.backup(sqlite_database, copy)
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)
    with pytest.raises(DatabaseError) as caught:
        await sqlite_database.write(add(owner, "lost"))
    assert caught.value.reason == "missing" and "deleted" in caught.value.detail
    assert not path.exists()
    copy.replace(path)
    await sqlite_database.write(add(owner, "kept"))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT key FROM settings").fetchall() == [("kept",)]


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "nonsense", "postgresql://a:b@host:port/c"])
def test_an_address_that_names_no_store_is_refused(url: str) -> None:
    with pytest.raises(DatabaseError) as caught:
        Database(url)
    assert caught.value.reason == "missing" and "a:b" not in str(caught.value)


def test_another_driver_s_address_is_understood() -> None:
    database = Database("postgresql+asyncpg://a:b@localhost/c")
    assert database.engine.driver == "psycopg"
    database.close()

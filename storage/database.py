"""The one door to the database: work in, result out, each piece of work in a transaction of its own.

SQLAlchemy's synchronous drivers run in threads, which on SQLite is several times faster than an asynchronous driver. SQLite
takes one writer at a time, so writes that arrive together share one commit: each still returns only once it is on disk.
"""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

T = TypeVar("T")
Work = Callable[[Session], T]

_GROUP = 200  # writes that may share one commit
_BUSY_SECONDS = 15  # how long another process's write is waited for


class DatabaseError(Exception):
    """The database cannot be read or written; `reason` is one of corrupt, full, readonly, locked, missing, schema, other."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class Database:
    """SQLite or PostgreSQL by URL. `write` and `read` take a function of a session and run it in a transaction.

    A function given to `write` may be run again from the start if the database asks for it, so it must do nothing but
    database work. Objects that it returns are usable afterwards, detached.
    """

    def __init__(self, url: str, *, readers: int = 4) -> None:
        """Raises `DatabaseError` for an address that names no store."""
        self.url = address(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(self.url) if self.is_sqlite else _postgresql_engine(self.url, readers)
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="db-read")
        self._queue: queue.SimpleQueue[tuple[Work[Any], Future[Any]] | None] = queue.SimpleQueue()
        self._writer: threading.Thread | None = None
        self._closed = False
        self._file: tuple[int, int] | None = None

    async def read(self, work: Work[T]) -> T:
        """Run `work` without changing anything."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._once, work, False)

    async def write(self, work: Work[T]) -> T:
        """Run `work` and commit; when this returns, it is on disk. An exception in `work` undoes all of it."""
        if not self.is_sqlite:
            return await asyncio.get_running_loop().run_in_executor(self._readers, self._once, work, True)
        if self._closed:
            raise DatabaseError("other", "the database was closed")
        if self._writer is None:
            self._writer = threading.Thread(target=self._write_loop, name="db-write", daemon=True)
            self._writer.start()
        future: Future[Any] = Future()
        self._queue.put((work, future))
        result: T = await asyncio.wrap_future(future)
        return result

    @staticmethod
    def explained(error: sa.exc.DBAPIError) -> Exception:
        """The reason behind a driver's error, for work that uses `engine` itself."""
        return _explained(error)

    def run(self, work: Work[T]) -> T:
        """The same for callers without an event loop: commands and migrations."""
        return self._once(work, True)

    def look(self, work: Work[T]) -> T:
        """`read` for a thread of the caller's own."""
        return self._once(work, False)

    def close(self) -> None:
        """Finish the writes under way and let go of the files."""
        if self._closed:
            return
        self._closed = True
        if self._writer is not None:
            self._queue.put(None)
            self._writer.join()
        self._readers.shutdown(wait=True)
        self.engine.dispose()

    def _look_at_file(self) -> None:
        """What is written to a file that somebody deleted is lost with this process, so it is not written there.

        A file that was put in its place, by `allin db restore` for instance, is used from now on.
        """
        try:
            found = Path(self.url.database or "").stat()
        except OSError as error:
            if self._file is None:
                return  # not made yet
            raise DatabaseError("missing", f"{self.url.database} was deleted or moved away") from error
        file = found.st_dev, found.st_ino
        if self._file not in {None, file}:
            self.engine.dispose()
        self._file = file

    def _once(self, work: Work[T], commit: bool) -> T:
        if self.is_sqlite:
            self._look_at_file()
        for attempt in range(3):
            try:
                with Session(self.engine, expire_on_commit=False) as session:
                    if not commit and self.is_sqlite:
                        session.connection(execution_options={"sqlite_begin": "DEFERRED"})
                    result = work(session)
                    if commit:
                        session.commit()
                    return result
            except sa.exc.DBAPIError as error:
                if attempt < 2 and _worth_repeating(error):
                    continue
                raise _explained(error) from error
        raise AssertionError("unreachable")

    def _write_loop(self) -> None:
        stop = False
        while not stop:
            items = [self._queue.get()]
            while len(items) < _GROUP:
                try:
                    items.append(self._queue.get_nowait())
                except queue.Empty:
                    break
            stop = None in items
            group = [item for item in items if item is not None and item[1].set_running_or_notify_cancel()]
            if len(group) == 1:
                self._write_alone(*group[0])
            elif group:
                self._write_together(group)

    def _write_alone(self, work: Work[Any], future: Future[Any]) -> None:
        try:
            future.set_result(self._once(work, True))
        except BaseException as error:
            future.set_exception(error)

    def _write_together(self, group: list[tuple[Work[Any], Future[Any]]]) -> None:
        """Each piece behind a savepoint of its own, one commit for all."""
        outcomes: list[tuple[Future[Any], Any, BaseException | None]] = []
        try:
            self._look_at_file()
            with self.engine.connect() as connection, connection.begin():
                for work, future in group:
                    try:
                        with Session(
                            connection, join_transaction_mode="create_savepoint", expire_on_commit=False
                        ) as session:
                            result = work(session)
                            session.commit()
                        outcomes.append((future, result, None))
                    except sa.exc.OperationalError:
                        raise
                    except sa.exc.DBAPIError as error:
                        outcomes.append((future, None, _explained(error)))
                    except Exception as error:
                        outcomes.append((future, None, error))
        except sa.exc.DBAPIError:
            # The common transaction failed as a whole: each gets its own, and its own reason.
            for work, future in group:
                self._write_alone(work, future)
            return
        except BaseException as error:
            for _, future in group:
                future.set_exception(error)
            return
        for future, result, failure in outcomes:
            if failure is None:
                future.set_result(result)
            else:
                future.set_exception(failure)


def address(url: str) -> sa.URL:
    """The address with the drivers that are installed, whichever ones it names.

    Raises `DatabaseError` for one that names no store.
    """
    try:
        parts = sa.make_url(url)
    except (ValueError, sa.exc.ArgumentError):
        # Not quoted: it may hold a password.
        raise DatabaseError("missing", "the address of the database is written wrongly") from None
    if parts.drivername.partition("+")[0] != "sqlite":
        return parts.set(drivername="postgresql+psycopg")
    if parts.database in {None, "", ":memory:"}:
        raise DatabaseError("missing", "the address of the database names no file")
    return parts.set(drivername="sqlite")


def _sqlite_engine(url: sa.URL) -> sa.Engine:
    engine = sa.create_engine(
        url,
        hide_parameters=True,  # what is stored does not belong in errors and logs
        connect_args={"timeout": _BUSY_SECONDS, "isolation_level": None, "check_same_thread": False},
        pool_size=8,
        max_overflow=8,
        pool_reset_on_return=None,  # a session always ends its transaction itself
    )

    @sa.event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        # FULL: what was answered with "scheduled" survives a power cut, and the fence is on disk before the call leaves.
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")

    @sa.event.listens_for(engine, "begin")
    def _on_begin(connection: sa.Connection) -> None:
        # A writer takes the lock at once: a later upgrade from reading would fail instead of waiting.
        kind = connection.get_execution_options().get("sqlite_begin", "IMMEDIATE")
        connection.exec_driver_sql(f"BEGIN {kind}")

    return engine


def _postgresql_engine(url: sa.URL, size: int) -> sa.Engine:
    return sa.create_engine(url, hide_parameters=True, pool_size=size, max_overflow=4, pool_pre_ping=True)


def sqlite_url(path: Path) -> str:
    """The URL of an SQLite file."""
    return sa.URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)


def _worth_repeating(error: sa.exc.DBAPIError) -> bool:
    """PostgreSQL asks for a repeat on deadlocks and serialisation failures, and after its connection was cut."""
    return getattr(error.orig, "sqlstate", None) in {"40001", "40P01"} or error.connection_invalidated


def _explained(error: sa.exc.DBAPIError) -> Exception:
    text = str(error.orig)
    signs = {
        "readonly": ("readonly", "read-only"),
        "full": ("disk is full", "No space left"),
        "locked": ("locked", "busy"),
        "corrupt": ("malformed", "not a database", "disk I/O error"),
        "missing": (
            "unable to open",
            "could not connect",
            "connection failed",
            "connection is bad",
            "Connection refused",
            "failed to resolve",
            "timeout expired",
            "closed the connection",
            "terminating connection",
        ),
        "schema": ("no such table", "no such column", "does not exist"),
    }
    for reason, words in signs.items():
        if any(word in text for word in words):
            return DatabaseError(reason, text)
    if isinstance(error, sa.exc.IntegrityError):
        return error
    return DatabaseError("other", text)

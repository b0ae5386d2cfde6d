"""Where observations go when there are many: months of their own, one look a day when they are old, files in the end."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.analytics.collection.keeping import Keeping
from bot.testing import FrozenClock
from storage import archive, metrics, partitions, retention
from storage.archive import ArchiveError
from storage.database import Database
from storage.metrics import Seen
from storage.metrics_tables import Figure, MetricDay, MetricHour, Observation
from tests import history, planned

START = datetime(2026, 1, 10, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def looked_at(session: Session, *, looks: int, every: timedelta, start: datetime = START) -> tuple[int, int]:
    """A post whose likes go up by one at each look; its account and its publication."""
    owner = planned.workspace(session)
    account = history.account(session, owner.id, "mastodon")
    (row,) = history.posts(session, account, [history.Past(start)])
    for number in range(1, looks + 1):
        seen = [Seen(account.id, row.id, "likes", number), Seen(account.id, 0, "followers", 100 + number)]
        metrics.record(session, owner.id, seen, at=start + number * every, zone=history.BERLIN)
    return account.id, row.id


def values(session: Session, publication_id: int = 1) -> list[float]:
    query = sa.select(Observation.value).where(Observation.publication_id == publication_id)
    return list(session.scalars(query.order_by(Observation.seen_at)))


async def everything(database: Database) -> list[tuple[object, ...]]:
    """What questions are answered from."""

    def rows(session: Session) -> list[tuple[object, ...]]:
        columns = (MetricDay.day, MetricDay.metric, MetricDay.level, MetricDay.gained, MetricDay.of_posts)
        days = session.execute(sa.select(*columns).order_by(MetricDay.metric, MetricDay.day)).all()
        figures = session.execute(sa.select(Figure.metric, Figure.value).order_by(Figure.metric)).all()
        return [tuple(row) for row in (*days, *figures)]

    return await database.read(rows)


async def test_old_looks_are_thinned_to_the_last_of_each_day_and_no_answer_changes(database: Database) -> None:
    await database.write(lambda session: looked_at(session, looks=72, every=HOUR))
    before = await everything(database)
    clock = FrozenClock(START + timedelta(days=100))
    keeping = Keeping(database, now=clock)
    await keeping.upkeep()
    assert len(await database.read(values)) == 72  # the post is still in the time in which every look counts
    clock.move(timedelta(days=25))
    await keeping.upkeep()
    # From nine o'clock in Berlin on: 14 looks, then whole days of 24, the rest on the fourth; the last of each stays.
    assert await database.read(values) == [14.0, 38.0, 62.0, 72.0]
    assert await everything(database) == before


async def test_a_correction_of_a_days_own_figure_is_never_thinned(database: Database) -> None:
    def work(session: Session) -> None:
        owner = planned.workspace(session)
        account = history.account(session, owner.id, "facebook")
        for hour, value in enumerate((100.0, 120.0, 90.0)):
            seen = [Seen(account.id, 0, "reach", value, "day", date(2026, 1, 9))]
            metrics.record(session, owner.id, seen, at=START + hour * HOUR, zone=history.BERLIN)
        assert retention.thin(session, account.id, date(2027, 1, 1), whole=True) == 0

    await database.write(work)
    assert await database.read(lambda session: values(session, 0)) == [100.0, 120.0, 90.0]


async def test_hours_are_forgotten_after_two_weeks(database: Database) -> None:
    await database.write(lambda session: looked_at(session, looks=3, every=HOUR))
    clock = FrozenClock(START + timedelta(days=13))
    assert await database.read(lambda session: session.scalar(sa.select(sa.func.count()).select_from(MetricHour))) == 3
    await Keeping(database, now=clock).upkeep()
    assert await database.read(lambda session: session.scalar(sa.select(sa.func.count()).select_from(MetricHour))) == 3
    clock.move(timedelta(days=2))
    await Keeping(database, now=clock).upkeep()
    assert await database.read(lambda session: session.scalar(sa.select(sa.func.count()).select_from(MetricHour))) == 0


async def test_months_get_tables_of_their_own(postgresql_database: Database) -> None:
    database = postgresql_database
    await database.write(lambda session: looked_at(session, looks=5, every=HOUR))
    made = await database.write(lambda session: partitions.prepare(session, START))
    assert made == ["observations_2026_01", "observations_2026_02", "observations_2026_03"]
    assert await database.write(lambda session: partitions.prepare(session, START)) == []

    def counts(session: Session) -> tuple[int, int]:
        own = session.scalar(sa.text("SELECT count(*) FROM ONLY observations_2026_01"))
        rest = session.scalar(sa.text("SELECT count(*) FROM ONLY observations_rest"))
        return int(own or 0), int(rest or 0)

    # What stood in the rest has moved, and what comes now goes straight there.
    assert await database.read(counts) == (10, 0)
    assert len(await database.read(values)) == 5
    query = "EXPLAIN SELECT count(*) FROM observations WHERE seen_at >= '2026-02-01' AND seen_at < '2026-03-01'"
    plan = "\n".join(await database.read(lambda session: list(session.scalars(sa.text(query)))))
    assert "observations_2026_02" in plan and "observations_2026_01" not in plan


async def test_a_past_month_that_has_gathered_rows_gets_its_table_too(
    postgresql_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = postgresql_database
    monkeypatch.setattr(partitions, "WORTHWHILE", 8)
    await database.write(lambda session: looked_at(session, looks=5, every=HOUR))
    made = await database.write(lambda session: partitions.prepare(session, START + timedelta(days=200)))
    assert made[0] == "observations_2026_01" and "observations_2026_02" not in made
    assert len(await database.read(values)) == 5


async def test_old_months_go_to_files_and_can_be_read_there(database: Database, tmp_path: Path) -> None:
    account, publication = await database.write(lambda session: looked_at(session, looks=40, every=timedelta(days=1)))
    await database.write(lambda session: partitions.prepare(session, START + timedelta(days=40)))
    before = await everything(database)
    folder = tmp_path / "it's an archive"
    (month,) = archive.archive(database, folder, START + timedelta(days=41))
    assert (month.path.name, month.rows) == ("2026-01.parquet", 42)
    assert await database.read(values) == [float(n) for n in range(22, 41)]
    kept = archive.observations(folder, account, publication, "likes")
    assert [value for _, value in kept] == [float(n) for n in range(1, 22)]
    assert kept[0][0] == START + timedelta(days=1)
    assert archive.summary(folder) == [("2026-01", 42, 2)]
    assert await everything(database) == before
    assert archive.archive(database, folder, START + timedelta(days=41)) == []


async def test_older_rows_that_come_later_join_their_months_file(database: Database, tmp_path: Path) -> None:
    account, publication = await database.write(lambda session: looked_at(session, looks=3, every=timedelta(days=1)))
    later = START + timedelta(days=60)
    archive.archive(database, tmp_path, later)

    def more(session: Session) -> None:
        session.add(
            Observation(
                account_id=account,
                publication_id=publication,
                metric="likes",
                day=date(2026, 1, 20),
                seen_at=datetime(2026, 1, 20, tzinfo=UTC),
                workspace_id=1,
                value=9.0,
                kind="level",
                source="import",
            )
        )

    await database.write(more)
    archive.archive(database, tmp_path, later)
    found = [value for _, value in archive.observations(tmp_path, account, publication, "likes")]
    assert found == [1.0, 2.0, 3.0, 9.0]


async def test_what_comes_while_a_month_is_written_is_not_lost(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await database.write(lambda session: looked_at(session, looks=3, every=timedelta(days=1)))
    spill = archive._spill

    def and_then(store: Database, month: datetime, path: Path) -> int:
        count = spill(store, month, path)
        store.run(
            lambda session: metrics.record(
                session, 1, [Seen(1, 1, "saves", 7)], at=START + timedelta(days=4), zone=history.BERLIN
            )
        )
        return count

    monkeypatch.setattr(archive, "_spill", and_then)
    with pytest.raises(ArchiveError, match="do it again"):
        archive.archive(database, tmp_path, START + timedelta(days=60))
    assert len(await database.read(values)) == 4
    monkeypatch.undo()
    (month,) = archive.archive(database, tmp_path, START + timedelta(days=60))
    assert month.rows == 7
    assert [value for _, value in archive.observations(tmp_path, 1, 1, "saves")] == [7.0]
    assert await database.read(values) == []


def test_nothing_is_taken_out_where_the_file_cannot_be_written(sqlite_database: Database, tmp_path: Path) -> None:
    sqlite_database.run(lambda session: looked_at(session, looks=3, every=timedelta(days=1)))
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "observations").write_text("in the way")
    with pytest.raises(OSError):
        archive.archive(sqlite_database, folder, START + timedelta(days=60))
    assert len(sqlite_database.run(values)) == 3

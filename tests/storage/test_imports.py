"""Figures from files: what a network has told stays, and taking a file back leaves the store as it was."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.analytics.periods import Period
from bot.analytics.questions import asking
from storage import breakdowns, imports, metrics, workspaces
from storage.database import Database
from storage.imports import Past, Taken
from storage.metrics import NewPublication, Seen
from storage.metrics_tables import NO_HOUR, Figure, MetricDay, Observation, Publication
from storage.report_tables import Import, Imported
from tests import history
from tests.history import BERLIN

NOW = datetime(2026, 3, 11, 9, tzinfo=UTC)
LEVELS = frozenset({"followers"})


def post(id: str, day: int, **figures: float) -> Past:
    at = datetime(2026, 3, day, 9, tzinfo=UTC)
    return Past(NewPublication(id, f"Loaf {id}", at, "import", format="image"), figures)


def take(
    session: Session,
    posts: list[Past],
    days: dict[date, dict[str, float]] | None = None,
    *,
    now: datetime = NOW,
    name: str = "a",
) -> Taken:
    """A file into the account of the bakery."""
    account = history.account(session, 1, "instagram")
    return imports.take_over(
        session, account, posts, days or {}, name=name, sha256=name, member_id=None, levels=LEVELS, zone=BERLIN, now=now
    )


def back(session: Session, name: str = "a") -> None:
    row = session.scalars(sa.select(Import).where(Import.name == name)).one()
    imports.take_back(session, row)
    session.delete(row)
    session.flush()


def standing(session: Session) -> list[Any]:
    """Everything that an answer can rest on."""
    session.flush()
    session.expire_all()
    days = session.scalars(sa.select(MetricDay).order_by(MetricDay.metric, MetricDay.day))
    found: list[Any] = [
        [(row.metric, row.day, row.level, row.total, row.gained, row.gaps, row.of_posts, row.measured) for row in days]
    ]
    figures = session.scalars(sa.select(Figure).order_by(Figure.publication_id, Figure.metric))
    found.append([(row.publication_id, row.metric, row.value, row.source, row.changed_at) for row in figures])
    seen = session.scalars(
        sa.select(Observation).order_by(Observation.publication_id, Observation.metric, Observation.seen_at)
    )
    found.append([(row.publication_id, row.metric, row.day, row.value, row.source) for row in seen])
    found.append([row.remote_id for row in session.scalars(sa.select(Publication).order_by(Publication.id))])
    found.append(list(session.scalars(sa.select(Imported.import_id))))
    return found


def bakery(session: Session) -> None:
    workspaces.found_workspace(session, "Bakery", NOW)
    history.account(session, 1, "instagram")


def test_posts_and_days_count_where_they_belong(database: Database) -> None:
    def work(session: Session) -> None:
        bakery(session)
        days = {date(2026, 3, 1): {"followers": 100.0, "impressions": 900.0}, date(2026, 3, 2): {"followers": 110.0}}
        taken = take(session, [post("1", 1, likes=5), post("2", 1, likes=7)], days)
        assert taken == Taken(2, 0, 5, 0, 0)
        rows = {(row.metric, row.day): row for row in session.scalars(sa.select(MetricDay))}
        likes = rows["likes", date(2026, 3, 1)]
        assert (likes.of_posts, likes.measured) == (12, 2)
        assert rows["followers", date(2026, 3, 1)].level == 100 and rows["followers", date(2026, 3, 2)].level == 110
        assert rows["impressions", date(2026, 3, 1)].total == 900
        before = standing(session)
        metrics.rebuild(session, 1, BERLIN)
        assert standing(session) == before

    database.run(work)


def test_what_was_measured_stays_and_is_counted(database: Database) -> None:
    def work(session: Session) -> None:
        bakery(session)
        account = history.account(session, 1, "instagram")
        history.posts(session, account, [history.Past(datetime(2026, 3, 1, 9, tzinfo=UTC), {"likes": 50})])
        history.followers(session, account, {datetime(2026, 3, 2, 12, tzinfo=UTC): 500})
        taken = take(session, [post("r1", 1, likes=5, saves=2)], {date(2026, 3, 2): {"followers": 9.0}})
        assert (taken.new_posts, taken.known_posts, taken.measured, taken.written) == (0, 1, 2, 1)
        rows = {(row.metric, row.day): row for row in session.scalars(sa.select(MetricDay))}
        assert rows["likes", date(2026, 3, 1)].of_posts == 50 and rows["saves", date(2026, 3, 1)].of_posts == 2
        assert rows["followers", date(2026, 3, 2)].level == 500

    database.run(work)


def test_a_post_is_known_again_by_its_link_or_its_words(database: Database) -> None:
    def work(session: Session) -> None:
        bakery(session)
        account = history.account(session, 1, "instagram")
        at = datetime(2026, 3, 1, 9, tzinfo=UTC)
        new = [
            NewPublication("n1", "One", at, "network", url="https://x.example/1/"),
            NewPublication("n2", "Two loaves", at, "network"),
        ]
        metrics.keep(session, account, new, zone=BERLIN, now=NOW)
        found = [
            Past(NewPublication("f1", "", at, "import", url="https://x.example/1"), {"likes": 1.0}),
            Past(NewPublication("f2", "two  loaves", at + timedelta(hours=2), "import"), {"likes": 2.0}),
            Past(NewPublication("f3", "Two loaves", at + timedelta(days=9), "import"), {"likes": 3.0}),
        ]
        assert (
            take(session, found, {}).known_posts,
            take(session, found, {}, now=NOW + timedelta(hours=1), name="b").same,
        ) == (2, 3)

    database.run(work)


def test_taking_back_leaves_what_the_network_has_said_since(database: Database) -> None:
    def work(session: Session) -> None:
        bakery(session)
        take(session, [post("1", 1, likes=5, saves=1), post("2", 1, likes=7)], {})
        account = history.account(session, 1, "instagram")
        (first,) = session.scalars(sa.select(Publication).where(Publication.remote_id == "1"))
        later = NOW + timedelta(hours=3)
        metrics.record(
            session,
            1,
            [Seen(account.id, first.id, "likes", 5.0), Seen(account.id, first.id, "saves", 4.0)],
            at=later,
            zone=BERLIN,
        )
        back(session)
        assert [row.remote_id for row in session.scalars(sa.select(Publication))] == ["1"]
        figures = {row.metric: (row.value, row.source) for row in session.scalars(sa.select(Figure))}
        assert figures == {"likes": (5.0, "api"), "saves": (4.0, "api")}
        assert {row.source for row in session.scalars(sa.select(Observation))} == {"api"}

    database.run(work)


def test_a_later_file_taken_back_leaves_the_earlier_one(database: Database) -> None:
    def work(session: Session) -> None:
        bakery(session)
        take(session, [post("1", 1, likes=5)], {date(2026, 3, 1): {"followers": 100.0}})
        before = standing(session)
        again = NOW + timedelta(days=1)
        taken = take(
            session,
            [post("1", 1, likes=9), post("2", 2, likes=1)],
            {date(2026, 3, 1): {"followers": 101.0}},
            now=again,
            name="b",
        )
        assert (taken.new_posts, taken.written) == (1, 3)
        levels = {
            row.day: row.level for row in session.scalars(sa.select(MetricDay).where(MetricDay.metric == "followers"))
        }
        assert levels == {date(2026, 3, 1): 101.0}
        back(session, "b")
        assert standing(session) == before

    database.run(work)


values = st.dictionaries(st.sampled_from(["likes", "comments"]), st.integers(0, 1000).map(float), min_size=1)
of_posts = st.lists(
    st.tuples(st.integers(1, 9), st.sampled_from("abcdef"), values), max_size=5, unique_by=lambda each: each[1]
)
of_days = st.dictionaries(
    st.integers(1, 10),
    st.dictionaries(st.sampled_from(["followers", "reach"]), st.integers(0, 99).map(float), min_size=1),
    max_size=4,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(of_posts, of_posts, of_days)
def test_whatever_a_file_holds_it_goes_without_a_trace(
    sqlite_database: Database, measured: list[Any], told: list[Any], days: dict[int, dict[str, float]]
) -> None:
    class Undone(Exception):
        pass

    def work(session: Session) -> None:
        bakery(session)
        account = history.account(session, 1, "instagram")
        for day, id, figures in measured:
            at = datetime(2026, 3, day, 9, tzinfo=UTC)
            (row,) = metrics.keep(session, account, [NewPublication(id, id, at, "network")], zone=BERLIN, now=at)
            seen = [Seen(account.id, row.id, name, value) for name, value in figures.items()]
            metrics.record(session, 1, seen, at=at + timedelta(hours=5), zone=BERLIN)
        metrics.rebuild(session, account.id, BERLIN)
        before = standing(session)
        take(
            session,
            [post(id, day, **figures) for day, id, figures in told],
            {date(2026, 3, day): each for day, each in days.items()},
        )
        back(session)
        assert standing(session) == before
        raise Undone

    with contextlib.suppress(Undone):
        sqlite_database.run(work)


def test_a_post_of_a_file_that_its_network_tells_of_later_is_one_post(database: Database) -> None:
    def work(session: Session) -> None:
        workspaces.found_workspace(session, "Bakery", NOW)
        owner = history.account(session, 1, "instagram")
        noon = datetime(2026, 3, 3, 11, tzinfo=UTC)
        take(
            session,
            [
                Past(
                    NewPublication("https://i.example/p/a/", "", noon, "import", url="https://i.example/p/a/"),
                    {"likes": 5},
                ),
                Past(NewPublication("file:1", "Rye  bread is back", noon, "import", clock=False), {"likes": 7}),
                Past(NewPublication("file:2", "Only the file knows", noon, "import", clock=False), {"likes": 1}),
            ],
        )
        at = datetime(2026, 3, 3, 19, 40, tzinfo=UTC)
        found = [
            NewPublication("111", "Fresh rolls", at, "network", url="https://i.example/p/a"),
            NewPublication("222", "Rye bread is back", at, "network"),
            NewPublication("333", "Something else", at, "network"),
        ]
        rows = metrics.keep(session, owner, found, zone=BERLIN, now=NOW)
        seen = [Seen(owner.id, row.id, "likes", 9) for row in rows]
        metrics.record(session, 1, seen, at=NOW + timedelta(hours=1), zone=BERLIN)
        every = session.scalars(sa.select(Publication).order_by(Publication.remote_id)).all()
        assert [(row.remote_id, row.source, row.hour) for row in every] == [
            ("111", "network", 20),
            ("222", "network", 20),
            ("333", "network", 20),
            ("file:2", "import", NO_HOUR),
        ]
        totals = metrics.totals(session, 1, ["likes"], since=date(2026, 3, 1), until=date(2026, 3, 11))
        assert totals["instagram", "likes"].value == 3 * 9 + 1 and totals["instagram", "likes"].posts == 4
        before = standing(session)
        for account_id in {row.account_id for row in every}:
            metrics.rebuild(session, account_id, BERLIN)
        assert standing(session)[0] == before[0]

    database.run(work)


def test_two_lines_of_a_file_that_say_the_same_are_two_posts(database: Database) -> None:
    def work(session: Session) -> None:
        workspaces.found_workspace(session, "Bakery", NOW)
        owner = history.account(session, 1, "instagram")
        at = datetime(2026, 3, 3, 9, tzinfo=UTC)
        metrics.keep(session, owner, [NewPublication("9", "Open today", at, "network")], zone=BERLIN, now=NOW)
        lines = [
            Past(NewPublication("9", "Open today", at, "import"), {"likes": 4}),
            Past(NewPublication("10", "Open today", at + timedelta(hours=8), "import"), {"likes": 6}),
        ]
        assert take(session, lines).new_posts == 1
        totals = metrics.totals(session, 1, ["likes"], since=date(2026, 3, 1), until=date(2026, 3, 11))
        assert (totals["instagram", "likes"].value, totals["instagram", "likes"].posts) == (10, 2)

    database.run(work)


def test_a_day_without_an_hour_stays_that_day_on_another_clock(database: Database) -> None:
    def work(session: Session) -> None:
        workspaces.found_workspace(session, "Bakery", NOW)
        owner = history.account(session, 1, "instagram")
        noon = datetime(2026, 3, 3, 12, tzinfo=BERLIN).astimezone(UTC)
        take(session, [Past(NewPublication("file:1", "Rye", noon, "import", clock=False), {"likes": 7})])
        metrics.rebuild(session, owner.id, ZoneInfo("Pacific/Auckland"))
        (row,) = session.scalars(sa.select(Publication))
        assert (row.day, row.weekday, row.hour) == (date(2026, 3, 3), 1, NO_HOUR)
        scope = breakdowns.Scope(date(2026, 3, 1), date(2026, 3, 9))
        asked = asking.Question(Period(scope.since, scope.until, date(2026, 3, 11)), "likes")
        assert [part.key for part in asking.split(session, 1, asked, "hour")] == []
        assert [part.key for part in asking.split(session, 1, asked, "weekday")] == [1]

    database.run(work)

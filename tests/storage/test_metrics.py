"""What was seen is kept, and the days that questions are answered from are what was seen, whatever came in which order."""

from __future__ import annotations

import asyncio
import math
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from storage import metrics
from storage.database import Database
from storage.metrics import NewPublication, Seen
from storage.metrics_tables import Figure, MetricDay, MetricHour, Observation, Publication
from storage.models import Account, Delivery, DeliveryState, Post, PostStatus, Workspace
from tests import history

BERLIN = ZoneInfo("Europe/Berlin")
TOKYO = ZoneInfo("Asia/Tokyo")
NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def workspace(session: Session, name: str = "Bakery") -> int:
    place = Workspace(name=name, created_at=NOON)
    session.add(place)
    session.flush()
    return place.id


def owner(session: Session, platform: str = "instagram", handle: str = "@bakery") -> Account:
    place = session.scalar(sa.select(Workspace.id).limit(1)) or workspace(session)
    return history.account(session, place, platform, handle)


def post(session: Session, account: Account, at: datetime = NOON, name: str = "p1", **more: Any) -> Publication:
    new = NewPublication(name, "Fresh bread #Bread", at, more.pop("source", "network"), **more)
    return metrics.keep(session, account, [new], zone=BERLIN, now=at)[0]


def look(session: Session, row: Publication, at: datetime, zone: ZoneInfo = BERLIN, **values: float) -> int:
    seen = [Seen(row.account_id, row.id, metric, value) for metric, value in values.items()]
    return metrics.record(session, row.workspace_id, seen, at=at, zone=zone)


def days(session: Session, metric: str = "likes") -> dict[date, MetricDay]:
    rows = session.scalars(sa.select(MetricDay).where(MetricDay.metric == metric))
    return {row.day: row for row in rows}


def figure(session: Session, row: Publication, metric: str = "likes") -> Figure:
    found = session.get(Figure, (row.id, metric))
    assert found is not None
    return found


def state(session: Session) -> tuple[dict[Any, Any], dict[Any, float]]:
    """Days and hours as plain data; an hour in which nothing came together is as good as none."""
    session.expire_all()
    of_days = {
        (row.account_id, row.metric, row.day): (
            row.level,
            row.total,
            None if row.gained is None else round(row.gained, 6),
            row.gaps,
            None if row.of_posts is None else round(row.of_posts, 6),
            row.measured,
            row.posts_seen_at,
        )
        for row in session.scalars(sa.select(MetricDay))
    }
    empty = (None, None, None, 0, None, 0, None)
    hours = {(row.account_id, row.metric, row.hour): row.gained for row in session.scalars(sa.select(MetricHour))}
    return {key: values for key, values in of_days.items() if values != empty}, {
        key: gained for key, gained in hours.items() if abs(gained) > 1e-9
    }


Act = tuple[Literal["post", "level", "day"], int, int, float]
"""What is seen, of which of three posts or two accounts, at which hour, and how much."""

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["post", "post", "post", "level", "day"]),
        st.integers(0, 2),
        st.one_of(st.integers(0, 30), st.integers(0, 24 * 12)),
        st.sampled_from([0.0, 1.0, 2.0, 5.0, 5.5, 9.0]),
    ),
    max_size=16,
)


def play(session: Session, acts: list[Act], groups: list[int]) -> list[int]:
    """Looks in any order: those that follow one another at the same hour and are grouped come in one batch."""
    one, two = owner(session), owner(session, "mastodon", "@bread")
    rows = [
        post(session, one, NOON - timedelta(hours=2), "a"),
        post(session, one, NOON + timedelta(days=2), "b"),
        post(session, two, NOON, "c"),
    ]
    batches: list[tuple[datetime, list[Seen]]] = []
    for index, (kind, which, hour, value) in enumerate(acts):
        at = NOON + timedelta(hours=hour, minutes=7 * which)
        if kind == "post":
            seen = Seen(rows[which].account_id, rows[which].id, "likes", value)
        elif kind == "level":
            seen = Seen((one, two)[which % 2].id, 0, "followers", value)
        else:
            day = (NOON - timedelta(days=which)).date()
            seen = Seen(one.id, 0, "views", value, "day", day)
        if batches and batches[-1][0] == at and groups[index % len(groups)]:
            batches[-1][1].append(seen)
        else:
            batches.append((at, [seen]))
    for at, seen_then in batches:
        metrics.record(session, one.workspace_id, seen_then, at=at, zone=BERLIN)
    return [one.id, two.id]


def agrees(session: Session, acts: list[Act], groups: list[int]) -> None:
    accounts = play(session, acts, groups)
    kept = state(session)
    for account in accounts:
        metrics.rebuild(session, account, BERLIN)
    assert state(session) == kept


@given(acts=ACTS, groups=st.lists(st.integers(0, 1), min_size=1, max_size=4))
@example(acts=[("post", 0, 0, 5.0), ("post", 0, 48, 5.0), ("post", 0, 24, 9.0)], groups=[0])
@example(acts=[("post", 0, 90, 5.0), ("post", 0, 48, 2.0), ("post", 0, 96, 5.0)], groups=[0])
@example(acts=[("post", 1, 27, 0.0), ("post", 1, 0, 1.0)], groups=[0])
@SLOW
def test_looks_in_any_order_come_to_what_is_made_anew_from_the_rows(
    sqlite_database: Database, acts: list[Act], groups: list[int]
) -> None:
    with Session(sqlite_database.engine) as session:
        agrees(session, acts, groups)
        session.rollback()


@given(acts=ACTS)
@settings(SLOW, max_examples=12)
def test_and_so_they_do_on_a_server(postgresql_database: Database, acts: list[Act]) -> None:
    with Session(postgresql_database.engine) as session:
        agrees(session, acts, [1])
        session.rollback()


@given(acts=ACTS, repeated=st.integers(0, 15))
@SLOW
def test_a_look_that_is_written_twice_counts_once(sqlite_database: Database, acts: list[Act], repeated: int) -> None:
    outcomes = []
    for again in (False, True):
        with Session(sqlite_database.engine) as session:
            in_order = sorted(acts, key=lambda act: (act[2], act[1]))
            doubled = in_order[repeated : repeated + 1] if again else []
            place = min(repeated + 1, len(in_order))
            play(session, [*in_order[:place], *doubled, *in_order[place:]], [0])
            found = state(session)
            outcomes.append((list(found[0].values()), list(found[1].values())))
            session.rollback()
    assert outcomes[0] == outcomes[1]


def test_growth_counts_on_the_day_it_was_seen_to_happen(database: Database) -> None:
    def work(session: Session) -> None:
        row = post(session, owner(session), NOON)
        look(session, row, NOON + timedelta(hours=1), likes=4)
        look(
            session, row, NOON + timedelta(hours=20), likes=10
        )  # 9 in the morning in Berlin, the middle is before midnight
        look(session, row, NOON + timedelta(hours=40), likes=11)
        found = days(session)
        assert {day: kept.gained for day, kept in found.items()} == {
            date(2026, 3, 10): 10.0,
            date(2026, 3, 11): 1.0,
            date(2026, 3, 12): 0.0,
        }
        assert found[date(2026, 3, 10)].of_posts == 11.0
        assert found[date(2026, 3, 10)].posts_seen_at == NOON + timedelta(hours=40)
        assert [found[day].measured for day in sorted(found)] == [1, 0, 0]
        hours = session.execute(sa.select(MetricHour.hour, MetricHour.gained)).all()
        assert hours == [(NOON, 4.0)]

    database.run(work)


def test_where_nobody_looked_for_long_the_days_have_a_gap_and_no_number(database: Database) -> None:
    def work(session: Session) -> None:
        row = post(session, owner(session), NOON)
        look(session, row, NOON + timedelta(hours=1), likes=4)
        look(session, row, NOON + timedelta(days=3), likes=40)
        found = days(session)
        assert {day: (kept.gained, kept.gaps) for day, kept in found.items()} == {
            date(2026, 3, 10): (4.0, 1),
            date(2026, 3, 11): (None, 1),
            date(2026, 3, 12): (None, 1),
            date(2026, 3, 13): (None, 1),
        }
        assert found[date(2026, 3, 10)].of_posts == 40.0

    database.run(work)


def test_that_nothing_came_is_known_where_somebody_looked(database: Database) -> None:
    def work(session: Session) -> None:
        row = post(session, owner(session), NOON)
        look(session, row, NOON + timedelta(hours=1), likes=4)
        for day in range(1, 4):
            assert look(session, row, NOON + timedelta(days=day), likes=4) == 0
        assert [kept.gained for _, kept in sorted(days(session).items())] == [4.0, 0.0, 0.0, 0.0]
        assert session.scalar(sa.select(sa.func.count()).select_from(Observation)) == 1
        assert figure(session, row).checked_at == NOON + timedelta(days=3)
        assert figure(session, row).changed_at == NOON + timedelta(hours=1)
        assert look(session, row, NOON + timedelta(days=3, hours=1), likes=6) == 1
        seen = metrics.revisions(session, row, "likes")
        assert [(kept.seen_at, kept.value) for kept in seen] == [
            (NOON + timedelta(hours=1), 4.0),
            (NOON + timedelta(days=3), 4.0),
            (NOON + timedelta(days=3, hours=1), 6.0),
        ]

    database.run(work)


def test_what_was_there_before_anybody_looked_is_no_growth_of_any_day(database: Database) -> None:
    def work(session: Session) -> None:
        row = post(session, owner(session), NOON - timedelta(days=40))
        look(session, row, NOON, likes=0, views=900)
        assert days(session)[row.day].gained is None
        assert [kept for kept in days(session).values() if kept.gaps] == []
        assert all(kept.gained is None for kept in days(session, "views").values())
        assert len(days(session, "views")) == 41

    database.run(work)


def test_what_a_network_takes_back_is_a_revision_and_the_old_values_stay(database: Database) -> None:
    def work(session: Session) -> None:
        row = post(session, owner(session), NOON)
        for hour, views in ((1, 100), (2, 90), (3, 120), (4, 80)):
            look(session, row, NOON + timedelta(hours=hour), views=views)
        assert figure(session, row, "views").revisions == 2
        assert [kept.value for kept in metrics.revisions(session, row, "views")] == [100, 90, 120, 80]
        assert days(session, "views")[row.day].gained == 80
        assert days(session, "views")[row.day].of_posts == 80

    database.run(work)


def test_history_that_comes_late_keeps_the_figure_and_tells_the_growth_apart(database: Database) -> None:
    def work(session: Session) -> None:
        row = post(session, owner(session), NOON)
        look(session, row, NOON + timedelta(days=4), likes=50)
        assert days(session)[date(2026, 3, 12)].gaps == 1
        for day, likes in ((3, 45), (1, 30), (2, 47)):
            assert look(session, row, NOON + timedelta(days=day), likes=likes) == 1
        assert figure(session, row).value == 50
        assert figure(session, row).checked_at == NOON + timedelta(days=4)
        assert figure(session, row).revisions == 1  # 47, then 45
        assert {day: (kept.gained, kept.gaps) for day, kept in days(session).items()} == {
            date(2026, 3, 10): (0.0, 0),
            date(2026, 3, 11): (30.0, 0),
            date(2026, 3, 12): (17.0, 0),
            date(2026, 3, 13): (-2.0, 0),
            date(2026, 3, 14): (5.0, 0),
        }

    database.run(work)


def test_days_that_a_network_restates_keep_what_it_said_before(database: Database) -> None:
    def work(session: Session) -> None:
        account = owner(session)
        day = date(2026, 3, 9)
        for hour, views in ((0, 100.0), (6, 100.0), (24, 130.0), (48, 125.0)):
            seen = [Seen(account.id, 0, "views", views, "day", day)]
            metrics.record(session, account.workspace_id, seen, at=NOON + timedelta(hours=hour), zone=BERLIN)
        late = [Seen(account.id, 0, "views", 7.0, "day", day)]
        metrics.record(session, account.workspace_id, late, at=NOON + timedelta(hours=30), zone=BERLIN, source="import")
        kept = session.scalars(sa.select(Observation).order_by(Observation.seen_at)).all()
        assert [(row.value, row.kind, row.source) for row in kept] == [
            (100.0, "day", "api"),
            (130.0, "day", "api"),
            (7.0, "day", "import"),
            (125.0, "day", "api"),
        ]
        found = days(session, "views")
        assert found[day].total == 125.0
        assert found[day].gained is None and found[day].of_posts is None and found[day].level is None

    database.run(work)


def test_followers_are_what_they_were_at_the_end_of_the_day(database: Database) -> None:
    def work(session: Session) -> None:
        account = owner(session)
        midnight = datetime(2026, 3, 10, 23, 5, tzinfo=UTC)  # five past midnight in Berlin
        for at, count in (
            (NOON, 100),
            (midnight, 104),
            (NOON - timedelta(hours=3), 90),
            (NOON + timedelta(hours=2), 103),
        ):
            seen = [Seen(account.id, 0, "followers", count)]
            metrics.record(session, account.workspace_id, seen, at=at, zone=BERLIN)
        assert {day: kept.level for day, kept in days(session, "followers").items()} == {
            date(2026, 3, 10): 103.0,
            date(2026, 3, 11): 104.0,
        }

    database.run(work)


@pytest.mark.parametrize(
    ("midnight", "length"),
    [
        pytest.param(datetime(2026, 3, 28, 23, 0, tzinfo=UTC), 23, id="spring"),
        pytest.param(datetime(2026, 10, 24, 22, 0, tzinfo=UTC), 25, id="autumn"),
    ],
)
def test_days_of_23_and_25_hours_are_days(database: Database, midnight: datetime, length: int) -> None:
    def work(session: Session) -> None:
        row = post(session, owner(session), midnight - timedelta(hours=10))
        look(session, row, midnight, likes=1)
        look(session, row, midnight + timedelta(hours=length), likes=8)
        look(session, row, midnight + timedelta(hours=length + 24), likes=9)
        day = midnight.astimezone(BERLIN).date()
        found = days(session)
        assert [found[day + timedelta(days=n)].gained for n in (-1, 0, 1)] == [1.0, 7.0, 1.0]
        before = state(session)
        metrics.rebuild(session, row.account_id, BERLIN)
        assert state(session) == before

    database.run(work)


def test_another_time_zone_moves_posts_and_what_they_have(database: Database) -> None:
    def work(session: Session) -> None:
        evening = datetime(2026, 3, 10, 20, 30, tzinfo=UTC)  # Tuesday 21:30 in Berlin, Wednesday 05:30 in Tokyo
        row = post(session, owner(session), evening)
        look(session, row, evening + timedelta(hours=1), likes=3)
        assert (row.day, row.weekday, row.hour) == (date(2026, 3, 10), 1, 21)
        metrics.rebuild(session, row.account_id, TOKYO)
        session.refresh(row)
        assert (row.day, row.weekday, row.hour) == (date(2026, 3, 11), 2, 5)
        found = days(session)
        assert {day: (kept.of_posts, kept.gained) for day, kept in found.items()} == {date(2026, 3, 11): (3.0, 3.0)}

    database.run(work)


def test_days_before_a_date_keep_what_was_gained_when_the_rest_is_made_anew(database: Database) -> None:
    def work(session: Session) -> None:
        row = post(session, owner(session), NOON)
        for hours in (1, 20, 40, 60, 80):
            look(session, row, NOON + timedelta(hours=hours), likes=hours)
        kept = state(session)
        session.execute(sa.delete(Observation).where(Observation.seen_at < NOON + timedelta(hours=30)))
        metrics.rebuild(session, row.account_id, BERLIN, since=date(2026, 3, 13))
        assert state(session)[0] == kept[0]

    database.run(work)


def test_making_anew_never_makes_a_look_older(database: Database) -> None:
    def work(session: Session) -> None:
        account = owner(session)
        for hour in (0, 5):
            seen = [Seen(account.id, 0, "followers", 100)]
            metrics.record(session, account.workspace_id, seen, at=NOON + timedelta(hours=hour), zone=BERLIN)
        metrics.rebuild(session, account.id, BERLIN)
        assert days(session, "followers")[date(2026, 3, 10)].seen_at == NOON + timedelta(hours=5)

    database.run(work)


def test_the_age_of_a_days_figures_is_that_of_the_oldest_look_at_its_posts(database: Database) -> None:
    def work(session: Session) -> None:
        account = owner(session)
        one, two = post(session, account, NOON, "a"), post(session, account, NOON, "b")
        look(session, one, NOON + timedelta(hours=1), likes=1)
        look(session, two, NOON + timedelta(hours=5), likes=2)
        found = days(session)[one.day]
        assert (found.posts_seen_at, found.seen_at) == (NOON + timedelta(hours=1), NOON + timedelta(hours=5))
        one.gone_at = NOON + timedelta(hours=6)
        metrics.recount(session, account.id, {one.day})
        found = days(session)[one.day]
        assert (found.of_posts, found.measured) == (3.0, 2)  # what is gone keeps its last figures
        assert found.posts_seen_at == NOON + timedelta(hours=5)

    database.run(work)


def test_someone_elses_post_and_what_is_no_number_are_left_out(database: Database) -> None:
    def work(session: Session) -> None:
        row = post(session, owner(session), NOON)
        other = workspace(session, "Rival")
        theirs = history.account(session, other, "instagram", "@rival")
        at = NOON + timedelta(hours=1)
        assert metrics.record(session, other, [Seen(row.account_id, row.id, "likes", 9)], at=at, zone=BERLIN) == 0
        assert metrics.record(session, other, [Seen(theirs.id, row.id, "likes", 9)], at=at, zone=BERLIN) == 0
        nothing = [Seen(row.account_id, row.id, "likes", math.nan), Seen(row.account_id, row.id, "views", math.inf)]
        assert metrics.record(session, row.workspace_id, nothing, at=at, zone=BERLIN) == 0
        assert state(session) == ({}, {})
        with pytest.raises(ValueError, match="account"):
            daily = [Seen(row.account_id, row.id, "likes", 1, "day", NOON.date())]
            metrics.record(session, row.workspace_id, daily, at=at, zone=BERLIN)

    database.run(work)


# Publications


def delivered(session: Session, account: Account, remote_id: str, key: str = "k1") -> Delivery:
    number = (session.scalar(sa.select(sa.func.max(Post.number))) or 0) + 1
    sent = Post(
        workspace_id=account.workspace_id,
        number=number,
        text="Fresh bread",
        language="en",
        status=PostStatus.PUBLISHED,
        created_at=NOON,
        updated_at=NOON,
    )
    session.add(sent)
    session.flush()
    row = Delivery(
        workspace_id=account.workspace_id,
        post_id=sent.id,
        account_id=account.id,
        platform=account.platform,
        text="Fresh bread",
        key=key,
        state=DeliveryState.PUBLISHED,
        remote_id=remote_id,
    )
    session.add(row)
    session.flush()
    return row


def test_a_post_of_ours_that_is_found_there_is_one_publication(database: Database) -> None:
    def work(session: Session) -> None:
        account = owner(session)
        found = post(session, account, NOON, "r1")
        sent = delivered(session, account, "r1")
        ours = post(session, account, NOON, "r1", source="here", delivery_id=sent.id, format="image")
        again = post(session, account, NOON, "r1")
        assert ours.id == found.id == again.id
        assert (again.source, again.delivery_id, again.format, again.tags) == ("here", sent.id, "image", ["bread"])
        assert session.scalar(sa.select(sa.func.count()).select_from(Publication)) == 1

    database.run(work)


def test_a_post_whose_network_gives_it_another_id_in_the_end_stays_one(database: Database) -> None:
    def work(session: Session) -> None:
        account = owner(session)
        sent = delivered(session, account, "upload-1")
        first = post(session, account, NOON, "upload-1", source="here", delivery_id=sent.id)
        final = post(session, account, NOON, "video-1", source="here", delivery_id=sent.id)
        assert (final.id, final.remote_id) == (first.id, "video-1")
        other = delivered(session, account, "upload-2", "k2")
        stand_in = post(session, account, NOON, "upload-2", source="here", delivery_id=other.id)
        found = post(session, account, NOON, "video-2")
        final = post(session, account, NOON, "video-2", source="here", delivery_id=other.id)
        assert final.id == found.id and final.delivery_id == other.id
        assert stand_in.delivery_id is None and stand_in.measure_at is None

    database.run(work)


def test_what_is_made_up_stays_so_even_for_a_post_of_ours(database: Database) -> None:
    def work(session: Session) -> None:
        account = owner(session)
        sent = delivered(session, account, "s1")
        row = post(session, account, NOON, "s1", source="sample", delivery_id=sent.id)
        assert (row.source, row.delivery_id, row.measure_at) == ("sample", sent.id, None)

    database.run(work)


def test_a_post_from_a_file_gets_its_minute_when_the_network_tells_it(database: Database) -> None:
    def work(session: Session) -> None:
        account = owner(session)
        row = post(session, account, datetime(2026, 3, 9, 23, 0, tzinfo=UTC), "r1", source="import")
        assert row.measure_at is None
        look(session, row, NOON, likes=5)
        assert days(session)[date(2026, 3, 10)].of_posts == 5
        again = post(session, account, datetime(2026, 3, 9, 17, 0, tzinfo=UTC), "r1")
        assert (again.id, again.source, again.day, again.hour) == (row.id, "network", date(2026, 3, 9), 18)
        assert again.measure_at is not None
        found = days(session)
        assert (found[date(2026, 3, 10)].of_posts, found[date(2026, 3, 10)].measured) == (None, 0)
        assert found[date(2026, 3, 9)].of_posts == 5

    database.run(work)


def test_a_post_that_was_hidden_and_is_there_again_is_measured_again(database: Database) -> None:
    def work(session: Session) -> None:
        account = owner(session)
        row = post(session, account, NOON, "r1")
        row.gone_at, row.measure_at = NOON + timedelta(days=1), None
        later = NOON + timedelta(days=2)
        new = NewPublication("r1", "Fresh bread", NOON, "network")
        (again,) = metrics.keep(session, account, [new], zone=BERLIN, now=later)
        assert (again.id, again.gone_at, again.measure_at) == (row.id, None, later)

    database.run(work)


def test_a_large_batch_takes_few_statements(database: Database) -> None:
    """Whatever a look brings is written by the hundred: a statement for each value would take seconds."""
    told: list[str] = []

    def work(session: Session) -> None:
        account = owner(session)
        new = [NewPublication(f"r{n}", "x", NOON - timedelta(days=n % 40), "network") for n in range(500)]
        rows = metrics.keep(session, account, new, zone=BERLIN, now=NOON)
        names = ["likes", "comments", "shares", "saves", "views", "reach"]
        for turn in range(3):
            seen = [Seen(account.id, row.id, name, row.id % 7 + turn) for row in rows for name in names]
            at = NOON + timedelta(hours=turn)
            if turn == 2:
                sa.event.listen(session.connection(), "before_cursor_execute", lambda *args: told.append(args[2]))
            assert metrics.record(session, account.workspace_id, seen, at=at, zone=BERLIN) == 3000

    database.run(work)
    assert len(told) < 40


async def test_two_that_write_at_the_same_time_count_once(database: Database) -> None:
    number = database.run(lambda session: post(session, owner(session), NOON).id)

    def write(session: Session) -> int:
        row = session.get(Publication, number)
        assert row is not None
        return look(session, row, NOON + timedelta(hours=1), likes=7)

    def found(session: Session) -> None:
        row = session.get(Publication, number)
        assert row is not None
        new = NewPublication("p1", "Fresh bread", NOON, "network")
        account = session.get(Account, row.account_id)
        assert account is not None
        metrics.keep(session, account, [new, NewPublication("p2", "More", NOON, "network")], zone=BERLIN, now=NOON)

    await asyncio.gather(*(database.write(write) for _ in range(6)), *(database.write(found) for _ in range(6)))

    def check(session: Session) -> None:
        assert days(session)[NOON.date()].gained == 7.0
        assert session.scalar(sa.select(sa.func.count()).select_from(Publication)) == 2

    database.run(check)

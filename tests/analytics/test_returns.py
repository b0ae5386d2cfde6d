"""What exports say of results, and what is made of them: counted once, never mixed, and gone with the rows it came from."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.analytics.imports import tables
from bot.analytics.revenue.attribution import MODELS, Model
from bot.analytics.revenue.results import Results, from_program, read_results
from bot.analytics.revenue.returns import Returns, returns
from bot.errors import NotUnderstood
from storage import journal, results
from storage.database import Database
from storage.goal_tables import Outcome, ResultBatch
from storage.metrics_tables import Figure
from storage.results import NewOutcome
from tests import history, planned
from tests.analytics_files import GA4, META, PATHS, SHOPIFY, STRIPE
from tests.history import BERLIN, Past

NOW = datetime(2026, 3, 11, 9, tzinfo=UTC)
MARCH = {"since": date(2026, 3, 1), "until": date(2026, 3, 31)}


def read(text: str, **more: Any) -> Results:
    return read_results(tables.read(text.encode()), **more)


def lines(found: Results) -> list[tuple[Any, ...]]:
    return [
        (one.kind, one.day, one.channel, one.campaign, one.count, one.micros, one.currency) for one in found.outcomes
    ]


def test_an_order_counts_once_with_where_it_came_from_and_less_what_was_paid_back() -> None:
    found = read(SHOPIFY)
    assert lines(found) == [
        ("conversion", date(2026, 3, 2), "instagram", "autumn-sale", 1, 49_900_000, "EUR"),
        ("conversion", date(2026, 3, 3), "facebook", "autumn-sale", 1, 15_000_000, "EUR"),
        ("conversion", date(2026, 3, 4), None, None, 1, 10_000_000, "EUR"),
    ]
    assert found.skipped == 1  # the order that was never paid


def test_an_export_of_google_analytics() -> None:
    found = read(GA4, currency="EUR")
    assert lines(found) == [
        ("clicks", date(2026, 3, 2), "facebook", None, 120, None, None),
        ("conversion", date(2026, 3, 2), "facebook", None, 3, 150_500_000, "EUR"),
        ("clicks", date(2026, 3, 2), "google", "autumn-sale", 300, None, None),
        ("conversion", date(2026, 3, 2), "google", "autumn-sale", 9, 700_000_000, "EUR"),
    ]
    assert [(one.line, one.key) for one in found.troubles] == [(7, "results-no-day")]
    assert read(GA4).without_currency == 2


def test_an_export_of_ads_in_german_numbers_with_its_currency_in_the_header() -> None:
    found = read(META)
    assert [(one.kind, one.channel, one.count, one.micros, one.currency) for one in found.outcomes] == [
        ("clicks", "facebook", 1240, None, None),
        ("conversion", "facebook", 12, None, None),
        ("spend", "facebook", 0, 200_500_000, "EUR"),
        ("clicks", "instagram", 810, None, None),
        ("conversion", "instagram", 4, None, None),
        ("spend", "instagram", 0, 99_500_000, "EUR"),
    ]
    assert {(one.day, one.until) for one in found.outcomes} == {(date(2026, 3, 1), date(2026, 3, 10))}


def test_payments_and_journeys() -> None:
    assert [(o.channel, o.micros, o.currency) for o in read(STRIPE).outcomes] == [("linkedin", 25_000_000, "USD")]
    paths = read(PATHS)
    assert [(o.kind, o.path, o.count) for o in paths.outcomes] == [
        ("conversion", ("facebook", "google", "x"), 1),
        ("lost", ("facebook",), 1),
        ("lost", ("google", "x"), 1),
    ]


@pytest.mark.parametrize("text", ["Name,Age\nAda,36\nBo,40\n", "Date,Likes\n2026-03-01,3\n2026-03-02,4\n"])
def test_a_file_without_results_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstood):
        read(text)


def bakery(session: Session) -> int:
    return planned.workspace(session).id


async def kept(database: Database, *texts: str, **more: Any) -> int:
    """A workspace with the results of these files; its id."""
    workspace_id = await database.write(bakery)
    for text in texts:
        await add(database, workspace_id, read(text, **more).outcomes)
    return workspace_id


async def add(database: Database, workspace_id: int, new: tuple[NewOutcome, ...]) -> int:
    def work(session: Session) -> int:
        row = results.add_batch(session, workspace_id, new, member_id=None, source="file", name="f", now=NOW)
        return row.id

    return await database.write(work)


async def seen(database: Database, workspace_id: int, model: Model = "last", **more: Any) -> Returns:
    window: Any = MARCH | more
    return await database.read(lambda session: returns(session, workspace_id, model=model, **window))


async def test_each_figure_comes_from_the_rows_and_goes_with_them(database: Database) -> None:
    workspace_id = await kept(database, SHOPIFY)
    first = await seen(database, workspace_id)
    assert first.conversions == 3
    assert first.unknown == 1
    assert first.revenue == {"EUR": 74_900_000}
    assert {one.channel: dict(one.revenue) for one in first.channels} == {
        "instagram": {"EUR": 49_900_000},
        "facebook": {"EUR": 15_000_000},
    }

    def dearer(session: Session) -> None:
        session.execute(sa.update(Outcome).where(Outcome.channel == "facebook").values(micros=16_000_000))

    await database.write(dearer)
    assert (await seen(database, workspace_id)).revenue == {"EUR": 75_900_000}
    await database.write(lambda session: session.execute(sa.delete(Outcome).where(Outcome.channel == "facebook")))
    after = await seen(database, workspace_id)
    assert [one.channel for one in after.channels] == ["instagram"]
    await database.write(lambda session: session.execute(sa.delete(Outcome)))
    assert (await seen(database, workspace_id)).nothing


async def test_the_same_export_again_counts_once_a_newer_one_goes_before_and_undo_brings_the_old_one_back(
    database: Database,
) -> None:
    workspace_id = await kept(database, META)
    newer = META.replace("200,50", "250,00")
    batch = await add(database, workspace_id, read(newer).outcomes)
    found = await seen(database, workspace_id)
    assert found.spend == {"EUR": 349_500_000}
    assert found.conversions == 16

    def take_back(session: Session) -> bool:
        log = journal.watch(session)
        row = session.get_one(ResultBatch, batch)
        made = {"table": "result_batches", "key": [batch], "before": None, "after": journal._image(row)}
        assert log.changes == []
        return journal.revert(session, [made])

    assert await database.write(take_back)
    assert (await seen(database, workspace_id)).spend == {"EUR": 300_000_000}
    # A batch that gets the same number does not bring the rows of the old one along.
    await add(
        database, workspace_id, (NewOutcome("sum:x", "clicks", date(2026, 3, 1), date(2026, 3, 1), "x", count=1),)
    )
    assert (await seen(database, workspace_id)).spend == {"EUR": 300_000_000}


async def test_what_was_spent_comes_back_as_revenue_only_in_its_own_currency(database: Database) -> None:
    workspace_id = await kept(database, SHOPIFY, META, STRIPE)
    found = await seen(database, workspace_id)
    by_name = {one.channel: one for one in found.channels}
    facebook = by_name["facebook"]
    assert facebook.spend == {"EUR": 200_500_000}
    assert facebook.on_spend() == (15 / 200.5, "EUR")
    assert facebook.cost_of_one() == (200_500_000 / 13, "EUR")
    assert by_name["linkedin"].on_spend() is None
    assert found.revenue == {"EUR": 74_900_000, "USD": 25_000_000}
    assert found.data()["revenue"] == {"EUR": 74.9, "USD": 25.0}


async def test_of_spend_for_more_days_those_count_that_are_asked_about(database: Database) -> None:
    workspace_id = await kept(database, META)
    found = await seen(database, workspace_id, since=date(2026, 3, 1), until=date(2026, 3, 5))
    assert found.spend == {"EUR": 150_000_000}
    assert found.parts
    assert not (await seen(database, workspace_id)).parts


async def test_a_campaign_is_shown_alone(database: Database) -> None:
    workspace_id = await kept(database, SHOPIFY, GA4, currency="EUR")
    found = await seen(database, workspace_id, campaign="autumn-sale")
    assert {one.channel for one in found.channels} == {"instagram", "facebook", "google"}
    assert found.conversions == 11
    first = await database.read(lambda session: results.first_day(session, workspace_id, "autumn-sale"))
    assert first == date(2026, 3, 2)


async def test_the_credit_of_a_graph_takes_the_revenue_along(database: Database) -> None:
    workspace_id = await kept(database, PATHS)
    found = await seen(database, workspace_id, "markov")
    assert {one.channel: one.conversions for one in found.channels} == pytest.approx(
        {"facebook": 0.2, "google": 0.4, "x": 0.4}
    )
    assert {one.channel: one.revenue["EUR"] for one in found.channels} == pytest.approx(
        {"facebook": 18_000_000, "google": 36_000_000, "x": 36_000_000}
    )
    assert (found.lost, found.longest) == (2, 3)


@given(
    rows=st.lists(
        st.tuples(
            st.lists(st.sampled_from(["x", "google", "facebook", "mail"]), max_size=4).map(tuple),
            st.integers(0, 5),
            st.integers(0, 10_000),
            st.sampled_from(["EUR", "USD"]),
        ),
        max_size=8,
    ),
    model=st.sampled_from(MODELS),
)
def test_no_conversion_and_no_cent_is_lost_or_made_up(rows: list[Any], model: Model) -> None:
    from bot.analytics.revenue.returns import _credit, _Sums

    won = [
        Outcome(kind="conversion", path=list(path), channel=None, count=float(count), micros=micros, currency=code)
        for path, count, micros, code in rows
        if count
    ]
    sums = _Sums()
    whole, unknown, _ = _credit(won, [], model, sums)
    assert sum(sums.conversions.values()) + unknown == pytest.approx(sum(row.count for row in won))
    for code in ("EUR", "USD"):
        credited = sum(money.get(code, 0.0) for money in sums.revenue.values())
        known = sum(row.micros or 0 for row in won if row.currency == code and row.path)
        assert credited == pytest.approx(known, abs=1e-3)
        assert whole.get(code, 0) == sum(row.micros or 0 for row in won if row.currency == code)


async def test_clicks_of_several_sources_are_not_added_up(database: Database) -> None:
    workspace_id = await database.write(bakery)

    def posted(session: Session) -> None:
        account = history.account(session, workspace_id, "facebook")
        history.posts(session, account, [Past(datetime(2026, 3, 2, 9, tzinfo=UTC), {"clicks": 40})])

    async def clicks() -> tuple[float | None, str | None]:
        (one,) = (await seen(database, workspace_id)).channels
        return one.clicks, one.clicks_from

    await database.write(posted)
    assert await clicks() == (40, "network")

    def followed(session: Session) -> None:
        row = results.keep_link(
            session,
            workspace_id,
            member_id=1,
            base="https://a.example",
            address="https://a.example?utm_source=facebook",
            platform="facebook",
            campaign=None,
            post_number=None,
            now=NOW,
        )
        for _ in range(3):
            results.count_click(session, row, date(2026, 3, 3))

    await database.write(followed)
    assert await clicks() == (3, "short_links")
    new = NewOutcome("sum:a", "clicks", date(2026, 3, 3), date(2026, 3, 3), "facebook", count=55.0)
    await add(database, workspace_id, (new,))
    assert await clicks() == (55, "imported")
    await database.write(lambda session: session.execute(sa.delete(Figure)))
    assert await clicks() == (55, "imported")


async def test_a_program_that_sends_again_changes_nothing(database: Database) -> None:
    workspace_id = await database.write(bakery)
    event = {"key": "o-1", "value": 12.5, "currency": "EUR", "path": ["fb", "Google"], "campaign": "Autumn Sale"}
    new = from_program([event], zone=BERLIN, now=NOW)
    counted = [
        await database.write(lambda session: results.add_from_program(session, workspace_id, new, NOW))
        for _ in range(3)
    ]
    assert counted == [1, 0, 0]
    found = await seen(database, workspace_id)
    assert (found.conversions, found.revenue) == (1, {"EUR": 12_500_000})
    assert [one.channel for one in found.channels if one.conversions] == ["google"]


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"key": ""},
        {"key": "a", "kind": "spend"},
        {"key": "a", "value": "12", "currency": "EUR"},
        {"key": "a", "value": 12},
        {"key": "a", "value": 12, "currency": "euro"},
        {"key": "a", "value": float("inf"), "currency": "EUR"},
        {"key": "a", "at": "yesterday"},
        {"key": "a", "count": -1},
        {"key": "a", "path": ["x"] * 51},
        "a",
        None,
    ],
)
def test_an_event_that_makes_no_sense_is_refused(event: Any) -> None:
    with pytest.raises(NotUnderstood):
        from_program([event], zone=BERLIN, now=NOW)


async def test_another_workspaces_results_are_not_there(database: Database) -> None:
    workspace_id = await kept(database, SHOPIFY)
    other = await database.write(lambda session: planned.workspace(session, "Rival").id)
    assert (await seen(database, other)).nothing
    assert await database.read(lambda session: results.campaigns(session, other)) == []
    assert await database.read(lambda session: results.campaigns(session, workspace_id)) == ["autumn-sale"]

"""What would make somebody stop trusting the figures: told as known what nobody knows, or as the same what is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.analytics.imports.tables import read
from bot.analytics.outside import feeds
from bot.analytics.periods import Period
from bot.analytics.questions import asking
from bot.analytics.questions.asking import Known, Question
from bot.analytics.reports.building import Setting, document, summary
from bot.analytics.reports.gathering import gathered
from bot.analytics.reports.layout import Layout
from bot.analytics.revenue.results import read_results
from bot.analytics.targets.live import view
from bot.phrases import LANGUAGES, Phrases
from storage import metrics, workspaces
from storage.database import Database
from storage.models import Account
from tests import history
from tests.history import BERLIN, Past

TODAY = date(2026, 3, 11)
MARCH = Period(date(2026, 3, 2), date(2026, 3, 8), TODAY)


def at(day: int, month: int = 3) -> datetime:
    """Nine in the morning of a day of 2026 in Berlin."""
    return datetime(2026, month, day, 9, tzinfo=BERLIN).astimezone(UTC)


def with_bakery(database: Database, work: Callable[[Session, int], Any]) -> Any:
    def begin(session: Session) -> Any:
        row, _ = workspaces.found_workspace(session, "Bakery", at(1, month=1))
        session.flush()
        return work(session, row.id)

    return database.run(begin)


def written(session: Session, workspace_id: int, period: Period = MARCH) -> tuple[list[str], Any]:
    """A report's sentences, and the report."""
    data = gathered(session, workspace_id, period, zone=BERLIN)
    setting = Setting(Phrases("en"), BERLIN, at(11), "Bakery", Layout(), str.capitalize)
    return summary(data, setting), document(data, setting)


def followers(period: Period = MARCH) -> Question:
    return Question(period, "followers")


def test_one_look_at_followers_is_no_growth_of_nought(database: Database) -> None:
    def work(session: Session, here: int) -> tuple[list[asking.Growth], list[str], dict[str, str]]:
        owner = history.account(session, here, "instagram")
        history.posts(session, owner, [Past(at(4), {"likes": 3})])
        history.followers(session, owner, {at(5): 1000.0})
        sentences, report = written(session, here)
        cards = {card.name: card.change.said for section in report.sections for card in section.figures}
        return asking.followers(session, here, followers()), sentences, cards

    (grown,), sentences, cards = with_bakery(database, work)
    assert grown.now.value == 1000.0 and grown.gained is None
    assert not any("at the start" in sentence for sentence in sentences)
    assert cards["Followers"] == "unknown"


def test_a_second_look_tells_the_growth(database: Database) -> None:
    def work(session: Session, here: int) -> tuple[list[asking.Growth], list[str]]:
        owner = history.account(session, here, "instagram")
        history.followers(session, owner, {at(1): 1000.0, at(8): 990.0})
        return asking.followers(session, here, followers()), written(session, here)[0]

    (grown,), sentences = with_bakery(database, work)
    assert grown.gained == -10.0
    assert "990 followers, 10 fewer than at the start." in sentences


@pytest.mark.parametrize("alone", [False, True])
def test_followers_of_an_account_that_was_given_up_long_ago_are_not_added(database: Database, alone: bool) -> None:
    def work(session: Session, here: int) -> dict[str, float | None]:
        old = history.account(session, here, "facebook", "@old")
        history.followers(session, old, {at(1, month=1): 5000.0})
        old.connected = False
        if not alone:
            history.followers(session, history.account(session, here, "instagram"), {at(1): 100.0, at(8): 110.0})
        session.flush()
        return {one.platform: one.now.value for one in asking.followers(session, here, followers())}

    # Where there is nothing else, its last figure is told, with its age.
    assert with_bakery(database, work) == ({"facebook": 5000.0} if alone else {"instagram": 110.0})


def test_an_account_that_has_just_been_disconnected_still_counts(database: Database) -> None:
    def work(session: Session, here: int) -> set[str]:
        gone = history.account(session, here, "facebook", "@old")
        history.followers(session, gone, {at(7): 5000.0})
        gone.connected = False
        history.followers(session, history.account(session, here, "instagram"), {at(8): 110.0})
        session.flush()
        return {one.platform for one in asking.followers(session, here, followers())}

    assert with_bakery(database, work) == {"facebook", "instagram"}


def late(session: Session, here: int, connected: datetime, before: list[Past]) -> Account:
    """An account that was connected at some time, with these posts before the week that is asked about and two in it."""
    owner = history.account(session, here, "mastodon")
    owner.created_at = connected
    history.posts(session, owner, [*before, Past(at(3), {"likes": 8}), Past(at(5), {"likes": 4})])
    return owner


@pytest.mark.parametrize(
    ("connected", "before", "comparable"),
    [
        # Connected in the middle of the week before: what it posted until then is not known.
        (at(27, month=2), [Past(at(28, month=2), {"likes": 5})], False),
        # Its history was read back to January.
        (at(27, month=2), [Past(at(9, month=1), {"likes": 5}), Past(at(28, month=2), {"likes": 5})], True),
        # It was connected long ago, and posted for the first time in the middle of that week.
        (at(9, month=1), [Past(at(28, month=2), {"likes": 5})], True),
    ],
)
def test_a_time_of_which_not_all_posts_are_known_is_not_compared_with(
    database: Database, connected: datetime, before: list[Past], comparable: bool
) -> None:
    def work(session: Session, here: int) -> tuple[asking.Totals, Any, list[str], Any]:
        late(session, here, connected, before)
        question = Question(MARCH, "likes")
        overview, _ = asking.overview(session, here, question)
        live = {key.metric: key.before.value for key in view(session, here, date(2026, 3, 8), 7).keys}
        totals = asking.totals(session, here, question, compare=True)
        return totals, overview[0], written(session, here)[0], live["engagement"]

    totals, engaged, sentences, live = with_bakery(database, work)
    assert totals.before is not None
    assert (asking.change(totals.all, totals.before) is not None) == comparable
    assert (asking.change(*engaged) is not None) == comparable
    assert any(sentence.startswith("That is") for sentence in sentences) == comparable
    assert (live is not None) == comparable


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (2000, 2001, "That is as many as"),
        (10, 120, "That is 1,100% more than"),
        (10, 5, "That is 50% less than"),
        (1000, 1004, "That is 0.4% more than"),
    ],
)
def test_a_report_tells_a_change_as_people_say_it(database: Database, before: int, now: int, told: str) -> None:
    def work(session: Session, here: int) -> list[str]:
        owner = history.account(session, here, "instagram")
        past = [Past(at(25, month=2), {"likes": float(before)}), Past(at(4), {"likes": float(now)})]
        history.posts(session, owner, past)
        return written(session, here)[0]

    assert any(sentence.startswith(told) for sentence in with_bakery(database, work))


@pytest.mark.parametrize("language", LANGUAGES)
def test_reach_is_never_called_people(language: str) -> None:
    said = Phrases(language).say("figure-reach", value="21,587", count=21587)
    assert "21,587" in said
    assert not any(word in said.lower() for word in ("people", "person", "personne"))


def test_a_report_says_that_reach_is_added_up(database: Database) -> None:
    def work(session: Session, here: int) -> list[str]:
        past = [Past(at(3), {"likes": 8, "reach": 900}), Past(at(5), {"likes": 4, "reach": 800})]
        history.posts(session, history.account(session, here, "instagram"), past)
        (notes,) = [section for section in written(session, here)[1].sections if section.key == "notes"]
        return list(notes.paragraphs)

    assert any("counts several times" in note for note in with_bakery(database, work))


def test_a_page_that_breaks_the_parser_is_no_feed() -> None:
    page = b'<html><link rel="alternate" type="application/rss+xml" href="/rss"><![foo[ x ]]><p>'
    with pytest.raises(feeds.NoFeed) as refused:
        feeds.parse(page, "https://news.example/")
    assert refused.value.offered == "https://news.example/rss"


@pytest.mark.parametrize("amount", ["999999999999999999", "1" + "0" * 320, "-5"])
def test_a_number_that_no_export_has_leaves_its_line_out(amount: str) -> None:
    table = f"Date,Source,Clicks,Cost (EUR)\n2026-03-02,facebook,10,5.00\n2026-03-03,facebook,{amount},5.00\n"
    found = read_results(read(table.encode()))
    assert [trouble.line for trouble in found.troubles] == [3]
    assert {(one.kind, one.count) for one in found.outcomes} == {("clicks", 10.0), ("spend", 0.0)}


def test_a_figure_of_a_time_that_is_not_all_known_is_never_complete() -> None:
    known = Known("likes", 5.0, posts=1, measured=1, seen_at=at(5) - timedelta(hours=1))
    assert known.complete
    assert not Known("likes", 5.0, posts=1, measured=1, known_from=TODAY).complete


def test_only_accounts_with_posts_in_the_time_say_from_when_on_posts_are_known(database: Database) -> None:
    def work(session: Session, here: int) -> date | None:
        history.posts(session, history.account(session, here, "instagram"), [Past(at(4), {"likes": 3})])
        silent = history.account(session, here, "mastodon")
        silent.created_at = at(10)
        session.flush()
        return metrics.known_from(session, here, since=MARCH.since, until=MARCH.until)

    assert with_bakery(database, work) == date(2026, 1, 1)

"""Reports and imported figures in a conversation: made, planned, told where they were asked for, confirmed and undone."""

from __future__ import annotations

import asyncio
import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.messages import Attachment, IncomingMessage, Reply
from bot.reporter import Reporter
from bot.testing.messenger import FakeMessenger
from storage import metrics, reports
from storage.metrics_tables import Figure, MetricDay, Observation, Publication
from storage.models import Account, Identity
from storage.report_tables import Document, Import, Report
from tests import history
from tests.conversations.conftest import Talk
from tests.history import Past
from tests.test_herald import herald

CSV = (
    "Post ID,Description,Publish time,Permalink,Likes,Comments,Reach,Follows\n"
    '9001,"Rye, fresh",02/20/2026 09:15,https://www.instagram.com/p/a/,"1,204",7,9000,3\n'
    "9002,Rolls,02/21/2026 17:00,https://www.instagram.com/p/b/,55,x,--,0\n"
)


async def call(talk: Talk, tool: str, **args: Any) -> Reply:
    """A tool, called for the person at the terminal."""
    message = IncomingMessage("", "terminal", "blum", workspace=talk.workspace)
    talk.last = await talk.app.conversation.call(message, tool, args)
    return talk.last


async def send(talk: Talk, name: str, data: bytes, text: str = "") -> Reply:
    """A file, with or without words."""
    message = IncomingMessage(
        text, "terminal", "blum", workspace=talk.workspace, attachments=(Attachment(name, "text/csv", data),)
    )
    talk.last = await talk.app.conversation.handle(message)
    return talk.last


async def measured(talk: Talk, *, source: str = "network") -> None:
    """Two weeks of posts on Instagram, the last of them on Sunday, and followers."""
    await talk.say("help")

    def keep(session: Session) -> None:
        account = history.account(session, 1, "instagram")
        start = datetime(2026, 2, 23, 8, tzinfo=UTC)
        past = [
            Past(start + timedelta(days=n), {"likes": 10.0 + n, "comments": 2.0, "reach": 200.0}, text=f"Loaf {n}")
            for n in range(14)
        ]
        history.posts(session, account, past, source=source)
        days = [datetime(2026, 3, 1, 18, tzinfo=UTC), datetime(2026, 3, 8, 18, tzinfo=UTC)]
        history.followers(session, account, dict(zip(days, (1000.0, 1040.0), strict=True)))

    await talk.app.database.write(keep)


async def rows(talk: Talk, table: type[Any]) -> list[Any]:
    return await talk.app.database.read(lambda session: list(session.scalars(sa.select(table))))


# Reports


async def test_a_report_of_the_last_week_is_a_file_with_a_sentence(talk: Talk) -> None:
    await measured(talk)
    reply = await call(talk, "create_report", format="html")
    (file,) = reply.attachments
    assert file.name == "report-bakery-2026-03-02-2026-03-08.html" and file.media_type.startswith("text/html")
    # 7 posts with 17 to 23 likes and two comments each.
    assert "7 posts went out" in reply.text and f"{sum(range(17, 24)) + 14} interactions" in reply.text
    assert "1,040 followers, 40 more" in reply.text
    page = file.data.decode()
    assert "Loaf 13" in page and "1,040" in page and "154" in page


async def test_the_figures_told_change_with_the_rows_and_become_unknown_without_them(talk: Talk) -> None:
    await measured(talk)

    async def told() -> dict[str, Any]:
        reply = await call(talk, "create_report", format="csv", since=date(2026, 3, 2), until=date(2026, 3, 8))
        figures = reply.calls[0].result["figures"]
        return {each["name"]: each for each in figures if each["section"] == "figures"}

    before = (await told())["Engagement"]
    assert before["value"] == 154 and before["posts"] == before["measured"] == 7
    assert before["from"]["since"] == "2026-03-02" and before["seen_at"].startswith("2026-03-03T04:00")

    def more(session: Session) -> None:
        account = history.account(session, 1, "instagram")
        last = session.scalars(sa.select(Publication).order_by(Publication.id.desc())).first()
        assert last is not None
        seen = [metrics.Seen(account.id, last.id, "likes", 123.0)]
        metrics.record(session, 1, seen, at=datetime(2026, 3, 10, tzinfo=UTC), zone=history.BERLIN)

    await talk.app.database.write(more)
    assert (await told())["Engagement"]["value"] == 154 + 100

    def nothing(session: Session) -> None:
        for table in (Figure, MetricDay, Observation):
            session.execute(sa.delete(table))

    await talk.app.database.write(nothing)
    after = await told()
    assert after["Engagement"]["value"] is None and after["Engagement"]["measured"] == 0
    reply = await call(talk, "create_report", format="csv", since=date(2026, 3, 2), until=date(2026, 3, 8))
    assert "unknown" in reply.text and "154" not in reply.text
    assert "unknown" in reply.attachments[0].data.decode() or ",," in reply.attachments[0].data.decode()


async def test_sample_data_is_called_sample_data(talk: Talk) -> None:
    await measured(talk, source="sample")
    reply = await call(talk, "create_report", format="html")
    assert "Sample data" in reply.text and "Sample data" in reply.attachments[0].data.decode()


async def test_a_report_of_one_platform_leaves_the_others_out(talk: Talk) -> None:
    await measured(talk)
    reply = await call(talk, "create_report", format="csv", platforms=["mastodon"])
    assert "No post went out" in reply.text and "Loaf" not in reply.attachments[0].data.decode()
    assert reply.calls[0].result["platforms"] == ["mastodon"]


async def test_a_period_to_come_is_no_report(talk: Talk) -> None:
    reply = await call(talk, "create_report", since=date(2026, 4, 1), until=date(2026, 4, 7))
    assert not reply.ok and not reply.attachments and "still to come" in reply.text


async def test_without_a_printer_for_pdf_it_says_so_and_makes_a_page(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await measured(talk)
    monkeypatch.setattr("bot.analytics.reports.printing.available", lambda: False)
    reply = await call(talk, "create_report", format="pdf")
    assert not reply.ok and "make analytics" in reply.text and not reply.attachments
    reply = await talk.tap("As a page instead")
    assert reply.attachments[0].name.endswith(".html")
    reply = await call(talk, "create_report")
    assert reply.attachments[0].name.endswith(".html") and "make analytics" in reply.text


# Planned ones


async def due(talk: Talk, **later: float) -> int:
    """The clock moves and what falls due is made."""
    talk.clock.move(**later)
    return await talk.app.reporter.look()


async def test_a_planned_report_comes_once_at_its_time_with_its_file(talk: Talk) -> None:
    await measured(talk)
    reply = await call(
        talk, "schedule_report", recurrence="FREQ=WEEKLY;BYDAY=MO", when="2026-03-16T08:00+01:00", format="html"
    )
    assert "Report 1" in reply.text and "Monday, 16 March 2026, 08:00" in reply.text
    assert await due(talk, days=4, hours=21, minutes=59) == 0
    assert await due(talk, minutes=1) == 1
    assert await due(talk, minutes=1) == 0
    (news,) = await talk.news()
    assert "9–15 Mar 2026" in news.text and news.attachments[0].name == "report-bakery-2026-03-09-2026-03-15.html"
    assert await talk.news() == []
    assert await due(talk, days=7) == 1


async def test_reports_missed_while_off_become_one(talk: Talk) -> None:
    await measured(talk)
    await call(talk, "schedule_report", recurrence="FREQ=WEEKLY;BYDAY=MO", when="2026-03-16T08:00+01:00", format="csv")
    assert await due(talk, days=40) == 1
    (news,) = await talk.news()
    assert "5 earlier reports" in news.text or "4 earlier reports" in news.text
    assert len(await rows(talk, Report)) == 1


async def test_two_processes_make_a_report_once(talk: Talk) -> None:
    await measured(talk)
    await call(talk, "schedule_report", recurrence="FREQ=DAILY", when="2026-03-12T08:00+01:00", format="csv")
    talk.clock.move(days=1)
    others = [
        Reporter(talk.app.database, talk.app.registry.platforms, None, default_language="en", now=talk.clock)
        for _ in range(3)
    ]
    for place, other in enumerate(others):
        other.id = f"process-{place}"
    made = await asyncio.gather(*(other.look() for other in others))
    assert sum(made) == 1 and len(await rows(talk, Report)) == 1 and len(await talk.news()) == 1


async def test_what_a_dead_process_began_is_made_by_another(talk: Talk) -> None:
    await measured(talk)
    await call(talk, "schedule_report", recurrence="FREQ=DAILY", when="2026-03-12T08:00+01:00", format="csv")
    talk.clock.move(days=1)
    now = talk.clock()
    claimed = await talk.app.database.write(
        lambda session: reports.claim(session, "gone", now, now + timedelta(minutes=10))
    )
    assert claimed is not None
    assert await due(talk, minutes=5) == 0
    assert await due(talk, minutes=6) == 1
    # The dead one comes back: it no longer holds anything.
    assert not await talk.app.database.write(lambda session: reports.holds(session, "gone", claimed))


async def test_one_that_cannot_be_made_is_tried_again_and_then_told(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await measured(talk)
    await call(talk, "schedule_report", recurrence="FREQ=DAILY", when="2026-03-12T08:00+01:00", format="csv")

    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the disk sings")

    with monkeypatch.context() as patch:
        patch.setattr("bot.analytics.reports.making.make", broken)
        assert await due(talk, days=1) == 0
        assert await talk.news() == []
        for _ in range(6):
            await due(talk, hours=1, minutes=1)
        (news,) = await talk.news()
        assert "could not be made" in news.text and "disk" not in news.text
    assert await due(talk, days=1) == 1


async def test_a_stopped_report_comes_no_more_until_that_is_undone(talk: Talk) -> None:
    await measured(talk)
    await call(talk, "schedule_report", recurrence="FREQ=DAILY", when="2026-03-12T08:00+01:00", format="csv")
    assert "1." in (await call(talk, "list_reports")).text
    await call(talk, "stop_report")
    assert await due(talk, days=2) == 0
    assert "No report is planned" in (await call(talk, "list_reports")).text
    await talk.say("undo")
    assert await due(talk, minutes=1) == 1


async def test_planning_can_be_undone(talk: Talk) -> None:
    await measured(talk)
    await call(talk, "schedule_report", recurrence="FREQ=DAILY", when="2026-03-12T08:00+01:00", format="csv")
    reply = await talk.tap("Undo")
    assert reply.ok
    assert await due(talk, days=2) == 0
    again = await call(talk, "schedule_report", recurrence="FREQ=DAILY", format="csv")
    assert "Report 1" in again.text
    assert await due(talk, days=1) == 1


async def test_a_report_without_a_time_comes_at_nine(talk: Talk) -> None:
    reply = await call(talk, "schedule_report", recurrence="FREQ=MONTHLY;BYMONTHDAY=1")
    assert (
        "Wednesday, 1 April 2026, 09:00" in reply.text
        and "from Sunday, 1 March 2026 to Tuesday, 31 March 2026" in reply.text
    )
    reply = await call(talk, "schedule_report", recurrence="FREQ=MONTHLY;BYMONTHDAY=1")
    assert not reply.ok and "Report 1 does just that already" in reply.text
    reply = await call(talk, "schedule_report", recurrence="FREQ=HOURLY")
    assert not reply.ok


async def test_a_messenger_gets_the_report_in_the_thread_or_in_the_named_channel(talk: Talk) -> None:
    await measured(talk)
    await talk.app.database.write(
        lambda session: session.add(Identity(workspace_id=1, member_id=1, channel="fakechat", external_id="anna"))
    )
    messenger = FakeMessenger(talk.app.conversation)
    teller = herald(talk, messenger)

    async def place_of(thread: str, name: str) -> str | None:
        return "marketing" if (thread, name) == ("t1", "#marketing") else None

    messenger.place_of = place_of  # type: ignore[method-assign]  # a place that somebody has named
    talk.app.conversation.places = teller
    rule = {"recurrence": "FREQ=DAILY", "when": "2026-03-12T08:00+01:00", "format": "csv"}

    async def ask(**args: Any) -> Reply:
        message = IncomingMessage("", "fakechat", "anna", thread="t1")
        return await talk.app.conversation.call(message, "schedule_report", {**rule, **args})

    assert (await ask()).ok
    refused = await ask(destination="#secret")
    assert not refused.ok and "#secret" in refused.text
    assert "in #marketing" in (await ask(destination="#marketing")).text
    assert await due(talk, days=1) == 2
    await teller.look()
    await teller.idle()
    told = {message.thread: reply for message, reply in zip(messenger.seen, messenger.replies, strict=True)}
    assert set(told) == {"t1", "marketing"}
    assert all(reply.attachments[0].name.endswith(".csv") for reply in told.values())
    await teller.look()
    await teller.idle()
    assert len(messenger.seen) == 2


async def test_a_file_that_was_forgotten_meanwhile_does_not_keep_the_words(talk: Talk) -> None:
    await measured(talk)
    await call(talk, "schedule_report", recurrence="FREQ=DAILY", when="2026-03-12T08:00+01:00", format="csv")
    await due(talk, days=1)
    await talk.app.database.write(lambda session: session.execute(sa.delete(Document)))
    (news,) = await talk.news()
    assert "Daily report" in news.text and not news.attachments


async def test_old_files_go_but_not_those_still_to_be_told_of(talk: Talk) -> None:
    await measured(talk)
    await call(talk, "schedule_report", recurrence="FREQ=WEEKLY;BYDAY=MO", when="2026-03-16T08:00+01:00", format="csv")
    await due(talk, days=5)
    talk.clock.move(days=31)
    await talk.app.reporter.tidy()
    assert len(await rows(talk, Document)) == 1
    await talk.news()
    talk.clock.move(days=2)
    await talk.app.reporter.tidy()
    assert await rows(talk, Document) == []


# The team's own look and metrics


async def test_an_own_metric_stands_in_the_report_until_it_is_removed(talk: Talk) -> None:
    await measured(talk)
    reply = await call(talk, "add_metric", name="talk rate", formula="comments / reach")
    assert "talk rate = comments / reach" in reply.text
    page = (await call(talk, "create_report", format="csv")).attachments[0].data.decode()
    assert "talk rate,0.01," in page
    await call(talk, "remove_metric", name="Talk Rate")
    assert "talk rate" not in (await call(talk, "create_report", format="csv")).attachments[0].data.decode()
    await talk.say("undo")
    assert "talk rate" in (await call(talk, "list_reports")).text


async def test_a_formula_with_an_unknown_figure_is_unknown(talk: Talk) -> None:
    await measured(talk)
    await call(talk, "add_metric", name="keepers", formula="saves / reach")
    made = (await call(talk, "create_report", format="html")).attachments[0].data.decode()
    assert "keepers" in made and "saves ÷ reach" in made
    row = next(line for line in made.splitlines() if "keepers" in line)
    assert "unknown" in row and "0 of 7 posts" in row


async def test_the_look_is_changed_in_words(talk: Talk) -> None:
    await measured(talk)
    await call(talk, "set_report_layout", part="colour", value="#aa3300")
    await call(talk, "set_report_layout", part="name", value="Blum & Daughters")
    await call(talk, "set_report_layout", part="footer", value="=Made with love")
    reply = await call(talk, "set_report_layout", part="sections", value="leave the followers section out")
    assert "#aa3300" in reply.text and "Followers" not in reply.text
    page = (await call(talk, "create_report", format="html")).attachments[0].data.decode()
    assert "--brand: #aa3300" in page and "Blum &amp; Daughters" in page and 'id="s-followers"' not in page
    lines = (await call(talk, "create_report", format="csv")).attachments[0].data.decode()
    assert "'=Made with love" in lines
    reply = await call(talk, "set_report_layout", part="sections", value="without the notes")
    assert not reply.ok
    await talk.say("undo")
    assert "Followers" in (await call(talk, "list_reports")).text


# Figures from a file


async def handles(talk: Talk) -> None:
    await talk.say("help")
    await talk.app.database.write(lambda session: history.account(session, 1, "instagram"))


async def test_a_file_is_shown_first_and_taken_over_on_a_yes(talk: Talk) -> None:
    await handles(talk)
    reply = await send(talk, "history.csv", CSV.encode())
    assert "history.csv" in reply.text
    reply = await talk.tap("Read the figures")
    if "Which account" in reply.text:
        reply = await talk.tap("@bakery (Instagram)")
    assert "2 posts" in reply.text and "“Follows”" in reply.text and "line 3" in reply.text and "“x”" in reply.text
    assert await rows(talk, Publication) == []
    reply = await talk.say("yes")
    assert reply.ok and "Taken over: 4 figures of 2 posts" in reply.text
    posts = await rows(talk, Publication)
    assert {(row.remote_id, row.source, row.day) for row in posts} == {
        ("9001", "import", date(2026, 2, 20)),
        ("9002", "import", date(2026, 2, 21)),
    }
    figures = {(row.metric, row.value, row.source) for row in await rows(talk, Figure)}
    assert figures == {
        ("likes", 1204, "import"),
        ("comments", 7, "import"),
        ("reach", 9000, "import"),
        ("likes", 55, "import"),
    }


async def taken_over(talk: Talk, name: str = "history.csv", data: bytes = CSV.encode()) -> Reply:
    reply = await send(talk, name, data, "import this file for Instagram")
    if not any(choice.label.startswith("Yes") for choice in reply.choices):
        reply = await send(talk, name, data)
        reply = await talk.tap("Read the figures")
        if "Which account" in reply.text:
            reply = await talk.tap("@bakery (Instagram)")
    if any(choice.label.startswith("Yes") for choice in reply.choices):
        reply = await talk.say("yes")
    return reply


async def test_the_same_file_twice_changes_nothing(talk: Talk) -> None:
    await handles(talk)
    await taken_over(talk)
    before = len(await rows(talk, Observation))
    reply = await taken_over(talk)
    assert "Nothing has changed" in reply.text
    assert len(await rows(talk, Observation)) == before and len(await rows(talk, Import)) == 1


async def test_undo_takes_an_import_back_whole(talk: Talk) -> None:
    await measured(talk)

    def standing(session: Session) -> list[Any]:
        found: list[Any] = [
            [
                (
                    row.account_id,
                    row.metric,
                    row.day,
                    row.level,
                    row.total,
                    row.gained,
                    row.of_posts,
                    row.measured,
                    row.gaps,
                )
                for row in session.scalars(sa.select(MetricDay).order_by(MetricDay.metric, MetricDay.day))
            ]
        ]
        tables: list[Any] = [Observation, Figure]
        for table in tables:
            seen: Any = session.scalars(sa.select(table))
            values = [(row.publication_id, row.metric, row.value) for row in seen]
            found.append(sorted(values))
        found.append([row.remote_id for row in session.scalars(sa.select(Publication))])
        return found

    before = await talk.app.database.read(standing)
    assert "Taken over" in (await taken_over(talk)).text
    assert await talk.app.database.read(standing) != before
    reply = await talk.tap("Undo")
    assert reply.ok and "file" in reply.text
    assert await talk.app.database.read(standing) == before
    assert await rows(talk, Import) == []
    assert "Taken over" in (await taken_over(talk)).text


async def test_dates_that_can_be_read_in_two_ways_are_asked_about(talk: Talk) -> None:
    await handles(talk)
    data = b"date,followers\n01/02/2026,100\n02/02/2026,110\n"
    await send(talk, "followers.csv", data)
    reply = await talk.tap("Read the figures")
    if "Which account" in reply.text:
        reply = await talk.tap("@bakery (Instagram)")
    assert "two ways" in reply.text
    reply = await talk.tap("Day first")
    assert "1 February 2026" in reply.text and "from 100 to 110" in reply.text
    await talk.say("yes")

    def level(session: Session) -> dict[date, float | None]:
        found = session.scalars(sa.select(MetricDay).where(MetricDay.metric == "followers"))
        return {row.day: row.level for row in found}

    assert await talk.app.database.read(level) == {date(2026, 2, 1): 100.0, date(2026, 2, 2): 110.0}


async def test_what_a_network_has_told_stays(talk: Talk) -> None:
    await measured(talk)

    def known(session: Session) -> str:
        row = session.scalars(sa.select(Publication).order_by(Publication.id)).first()
        assert row is not None
        return f"Post ID,Text,Date,Likes,Saves\n{row.remote_id},Loaf 0,2026-02-23,999,4\n"

    data = (await talk.app.database.read(known)).encode()
    reply = await taken_over(talk, "known.csv", data)
    assert "measured on the network itself" in reply.text
    values = {(row.metric, row.value) for row in await rows(talk, Figure) if row.publication_id == 1}
    assert ("likes", 10.0) in values and ("saves", 4.0) in values and len(await rows(talk, Publication)) == 14


async def test_a_no_takes_nothing_over(talk: Talk) -> None:
    await handles(talk)
    await send(talk, "history.csv", CSV.encode())
    reply = await talk.tap("Read the figures")
    if "Which account" in reply.text:
        await talk.tap("@bakery (Instagram)")
    await talk.say("no")
    assert await rows(talk, Publication) == [] and await rows(talk, Import) == []


async def test_a_yes_counts_for_what_was_shown_and_nothing_else(talk: Talk) -> None:
    await handles(talk)
    reply = await send(talk, "history.csv", CSV.encode())
    reply = await talk.tap("Read the figures")
    if "Which account" in reply.text:
        await talk.tap("@bakery (Instagram)")
    other = CSV.replace("55", "56").encode()
    await send(talk, "other.csv", other)
    yes = next((choice for choice in reply.choices if choice.label.startswith("Yes")), None)
    if yes is not None:
        await talk.say("", choice=yes.id)
    assert await rows(talk, Publication) == []


async def test_a_workbook_is_read_like_a_text(talk: Talk) -> None:
    await handles(talk)
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["Datum", "Follower"])
    sheet.append([date(2026, 3, 1), 1200])
    sheet.append([date(2026, 3, 2), 1210])
    target = io.BytesIO()
    book.save(target)
    reply = await taken_over(talk, "follower.xlsx", target.getvalue())
    assert "Taken over: 2 figures of 2 days" in reply.text


async def test_what_is_no_table_is_told_as_before(talk: Talk) -> None:
    await talk.say("help")
    reply = await send(talk, "tool.exe", b"MZ" + bytes(200))
    assert not reply.ok and await rows(talk, Document) == []


async def test_an_account_of_another_workspace_is_not_there(talk: Talk) -> None:
    await handles(talk)
    talk.workspace = "Florist"
    await talk.say("help")
    await send(talk, "history.csv", CSV.encode())
    reply = await talk.tap("Read the figures")
    assert "@bakery" not in reply.text and not any("@bakery" in choice.label for choice in reply.choices)
    found = await rows(talk, Account)
    assert all(row.workspace_id == 1 for row in found if row.handle == "@bakery")

"""What forecasts and alerts read: bound to the workspace, on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from bot.analytics.forecasts import forecast
from bot.analytics.forecasts.alerts import Alerts
from storage import conversations, forecasting, metrics, notices, workspaces
from storage.database import Database
from storage.metrics import Seen
from storage.metrics_tables import MetricHour
from tests import history
from tests.history import Past

NOW = datetime(2026, 3, 11, 13, tzinfo=UTC)


def place(session: Session, name: str) -> int:
    """A workspace with its owner, who is talked to at the terminal, and forty days of followers and likes."""
    found, _ = workspaces.found_workspace(session, name, NOW)
    member = workspaces.add_member(session, found.id, "Blum", "owner", "terminal", f"{name}-blum", NOW)
    conversations.open_conversation(
        session, workspace_id=found.id, channel="terminal", thread=name, member_id=member.id, now=NOW, group=False
    )
    account = history.account(session, found.id, "mastodon", f"@{name}")
    history.posts(session, account, [Past(NOW - timedelta(days=day), {"likes": 10}) for day in range(40, 1, -1)])
    for day in range(40, 0, -1):
        at = NOW - timedelta(days=day)
        metrics.record(
            session, found.id, [Seen(account.id, 0, "followers", 1000.0 + 5 * (40 - day))], at=at, zone=history.BERLIN
        )
    return found.id


async def test_each_workspace_reads_its_own(database: Database) -> None:
    def keep(session: Session) -> tuple[int, int]:
        own, other = place(session, "bakery"), place(session, "butcher")
        for account in forecasting.accounts(session, other):
            session.add(MetricHour(account_id=account, metric="comments", hour=NOW, workspace_id=other, gained=3.0))
        return own, other

    own, other = await database.write(keep)

    def read(session: Session) -> None:
        assert forecasting.platforms_with_posts(session, own) == ["mastodon"]
        assert forecasting.hours_since(session, own, "comments", NOW - timedelta(days=1)) == {}
        ((first, hours),) = forecasting.hours_since(session, other, "comments", NOW - timedelta(days=1)).values()
        assert first == NOW and hours == {NOW: 3.0}
        found = forecast.history(session, own, "followers", NOW.date())
        assert found is not None and (found.rows, len(found.values), found.basis) == (40, 40, "level")
        assert found.values[-1] == 1195.0 and found.seen_at == NOW - timedelta(days=1)
        where = forecasting.conversation_of_owner(session, own)
        assert where is not None and where.thread == "bakery"
        assert forecasting.measured_workspaces(session, NOW - timedelta(days=2)) == [own, other]
        assert forecasting.comments_since(session, own, NOW - timedelta(days=30)) == []

    await database.read(read)


async def test_followers_that_leave_are_told_once_to_the_owner(database: Database) -> None:
    own = await database.write(lambda session: place(session, "bakery"))

    def leave(session: Session) -> None:
        (account,) = forecasting.accounts(session, own)
        seen = [Seen(account, 0, "followers", 700.0)]
        for hours in (20, 5):  # and again when the day was over
            metrics.record(session, own, seen, at=NOW - timedelta(hours=hours), zone=history.BERLIN)

    await database.write(leave)
    alerts = Alerts(database, {}, default_zone="Europe/Berlin", now=lambda: NOW)
    assert [await alerts.look(own), await alerts.look(own)] == [1, 0]

    def told(session: Session) -> list[tuple[str, object, object]]:
        where = forecasting.conversation_of_owner(session, own)
        assert where is not None
        rows = notices.untold(session, where.id)
        return [(row.key, row.facts["value"], row.facts["sign"]) for row in rows]

    assert await database.read(told) == [("unusual-level", "490", "minus")]

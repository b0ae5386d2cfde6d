"""A workspace in Berlin whose accounts a real collector measures on a network in memory, for tests of collecting."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.analytics.collection.collecting import Collector
from bot.analytics.collection.visits import Budget
from bot.testing import FakePlatform, FrozenClock
from connectors.oauth import Tokens
from connectors.platform import AccountInfo
from storage import workspaces
from storage.database import Database
from storage.metrics_tables import Figure, Gap, Measuring, MetricDay, Observation, Publication
from storage.models import Account, Delivery, DeliveryState, Post, PostStatus, Workspace


class Keeper:
    """Accounts as the token keeper gives them; `refuses` is raised instead, while it is set."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.refuses: Exception | None = None
        self.renewed = 0

    async def info(self, account_id: int) -> AccountInfo:
        """The account, with tokens."""
        if self.refuses is not None:
            raise self.refuses
        account = await self.database.read(lambda session: session.get(Account, account_id))
        assert account is not None
        tokens = Tokens(f"t{self.renewed}")
        return AccountInfo(
            account.id, account.workspace_id, account.platform, account.handle, dict(account.data), tokens
        )

    async def renew(self, account_id: int, stale: Tokens) -> AccountInfo:
        """The account, with other tokens."""
        self.renewed += 1
        return await self.info(account_id)


class House:
    """One workspace, its network and its collector. `pass_time` lets the clock go on and the collector look as it does."""

    def __init__(
        self, database: Database, network: FakePlatform | None = None, clock: FrozenClock | None = None
    ) -> None:
        self.database = database
        self.clock = clock or FrozenClock()
        self.network = network or FakePlatform()
        self.keeper = Keeper(database)
        self.collector = self.another()
        self.workspace_id = database.run(self._found)

    def another(self, budget: Budget | None = None) -> Collector:
        """A further collector, as another process has one."""
        return Collector(
            self.database,
            {self.network.name: self.network},
            accounts=self.keeper,
            default_zone="Europe/Berlin",
            now=self.clock,
            budget=budget,
            jitter=lambda: 0.0,
        )

    def account(self, handle: str = "@blum") -> int:
        """A connected profile; its number."""

        def work(session: Session) -> int:
            row = Account(
                workspace_id=self.workspace_id,
                platform=self.network.name,
                handle=handle,
                connected=True,
                data={"id": handle},
                created_at=self.clock(),
            )
            session.add(row)
            session.flush()
            return row.id

        return self.database.run(work)

    def publish(self, account_id: int, text: str = "Fresh bread", **more: Any) -> int:
        """A post goes out now, as the publisher writes it down; the number of its delivery."""
        parts: Sequence[str] = more.pop("parts", ())
        remote_id = str(more.pop("remote_id", len(self.network.posts) + 1))

        def work(session: Session) -> int:
            number = (session.scalar(sa.select(sa.func.max(Post.number))) or 0) + 1
            post = Post(
                workspace_id=self.workspace_id,
                number=number,
                text=text,
                language="en",
                status=PostStatus.PUBLISHED,
                kind=more.pop("kind", "post"),
                media=more.pop("media", []),
                created_at=self.clock(),
                updated_at=self.clock(),
            )
            session.add(post)
            session.flush()
            row = Delivery(
                workspace_id=self.workspace_id,
                post_id=post.id,
                account_id=account_id,
                platform=self.network.name,
                text=text,
                key=f"k{number}",
                state=DeliveryState.PUBLISHED,
                remote_id=remote_id,
                options=more.pop("options", {}),
                progress={"parts": [{"id": remote_id, "url": ""}, *({"id": part, "url": ""} for part in parts)]},
                sent_at=self.clock(),
                finished_at=self.clock(),
            )
            session.add(row)
            session.flush()
            return row.id

        delivery_id = self.database.run(work)
        self.network.had(text, self.clock(), id=remote_id, account=account_id)
        return delivery_id

    async def look(self, times: int = 1) -> None:
        """The collector looks, and is through with what it found."""
        for _ in range(times):
            await self.collector.look()
            await self.collector.idle()

    async def pass_time(self, by: timedelta, step: timedelta = timedelta(minutes=15)) -> None:
        """Let time pass, with a look at every step."""
        end = self.clock() + by
        while self.clock() < end:
            self.clock.move(min(step, end - self.clock()))
            await self.look()

    def set_zone(self, zone: str) -> None:
        """The workspace says where it is."""
        self.database.run(lambda session: workspaces.put_setting(session, self.workspace_id, "time_zone", zone))

    def every(self, table: Any, *where: Any) -> list[Any]:
        """The rows of a table."""
        return self.database.run(lambda session: list(session.scalars(sa.select(table).where(*where))))

    def publications(self) -> list[Publication]:
        """Every publication, the newest first."""
        return sorted(self.every(Publication), key=lambda row: row.published_at, reverse=True)

    def figures(self, remote_id: str) -> dict[str, float]:
        """A post's figures as they stand."""
        (row,) = self.every(Publication, Publication.remote_id == remote_id)
        return {figure.metric: figure.value for figure in self.every(Figure, Figure.publication_id == row.id)}

    def seen(self, metric: str) -> list[tuple[datetime, float]]:
        """Every value of a metric that was written."""
        rows = self.every(Observation, Observation.metric == metric)
        return sorted((row.seen_at, row.value) for row in rows)

    def days(self, metric: str) -> dict[Any, MetricDay]:
        """The days of a metric."""
        return {row.day: row for row in self.every(MetricDay, MetricDay.metric == metric)}

    def measuring(self, account_id: int) -> Measuring:
        """How far an account is."""
        (row,) = self.every(Measuring, Measuring.account_id == account_id)
        return row  # type: ignore[no-any-return]  # a row of that table

    def gaps(self) -> list[tuple[datetime, datetime | None, str]]:
        """The gaps."""
        return sorted((gap.since, gap.until, gap.reason) for gap in self.every(Gap))

    def asked(self, call: str) -> list[Any]:
        """What a call was asked for, in order."""
        return [what for name, what in self.network.read if name == call]

    @staticmethod
    def _found(session: Session) -> int:
        place = Workspace(name="Bakery", created_at=datetime.fromisoformat("2026-01-01T00:00:00+00:00"))
        session.add(place)
        session.flush()
        return place.id


class Slow(FakePlatform):
    """A network that answers when it is let: `busy` is set while it is asked for posts, `let_go` ends that."""

    def __init__(self) -> None:
        super().__init__()
        self.busy = asyncio.Event()
        self.let_go = asyncio.Event()
        self.under_way = 0
        self.most_under_way = 0

    async def measure(self, account: AccountInfo, remote_ids: Sequence[str]) -> dict[str, Any]:
        """Waits to be let."""
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        self.busy.set()
        try:
            await self.let_go.wait()
            return await super().measure(account, remote_ids)
        finally:
            self.under_way -= 1

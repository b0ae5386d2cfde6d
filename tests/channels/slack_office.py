"""A bakery that works in Slack: the whole assistant, the real Slack client and a Slack on this machine."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
from sqlalchemy.orm import Session
from starlette.applications import Starlette

from bot.app import App
from bot.phrases import Phrases
from bot.settings import Settings
from bot.testing import FakePlatform, FrozenClock
from bot.tool import Role
from connectors.channel import Surroundings
from connectors.channels.slack import Slack
from storage import accounts, posts, workspaces
from tests.fakes.slack import FakeSlack

NOW = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)  # a Wednesday, 10:00 in Berlin


class Office:
    """`slack` is where people write; `pauses` are the seconds that we would have waited for Slack."""

    def __init__(self, app: App, slack: FakeSlack, channel: Slack, clock: FrozenClock, network: FakePlatform) -> None:
        self.app = app
        self.slack = slack
        self.channel = channel
        self.clock = clock
        self.network = network
        self.pauses: list[float] = []

    async def member(
        self, user: str, name: str, role: Role = Role.OWNER, *, team: str = "T1", workspace: str = "Bakery"
    ) -> None:
        """Somebody who is known in Slack already."""
        self.slack.person(user, name)

        def join(session: Session) -> None:
            place, new = workspaces.found_workspace(session, workspace, NOW)
            workspaces.add_member(session, place.id, name, role, "slack", f"{team}/{user}", NOW)
            if new:
                accounts.connect(session, place.id, self.network.name, f"@{workspace.lower()}", {}, NOW)

        await self.app.database.write(join)

    async def status(self, number: int, workspace_id: int = 1) -> str:
        """The state of a post."""
        row = await self.app.database.read(lambda session: posts.get(session, workspace_id, number))
        assert row is not None
        return str(row.post.status.value)

    async def text(self, number: int) -> str:
        """The words of a post."""
        row = await self.app.database.read(lambda session: posts.get(session, 1, number))
        assert row is not None
        return row.post.text

    async def retry(self) -> None:
        """Let the time pass after which what went wrong is tried again."""
        await self.app.inbox.idle()
        self.clock.move(minutes=5)
        await self.app.inbox.look()
        await self.app.inbox.idle()


def around(app: App, address: str = "https://allin.example", **options: str) -> Surroundings:
    """What a channel gets, with these settings."""
    return Surroundings(
        door=app.conversation,
        inbox=app.inbox,
        devices=app.pairing,
        installs=app.installs,
        seal=app.vault,
        sentences=Phrases,
        options=options,
        home=app.settings.home,
        address=address,
        language="en",
    )


@contextlib.asynccontextmanager
async def office(
    home: Path, models: Path, slack: FakeSlack, *, http: bool = False, many: bool = False
) -> AsyncIterator[Office]:
    """Opens at ten o'clock. With `http` Slack delivers over HTTP; with `many`, teams install the app themselves."""
    if not (home / "cache").exists():
        (home / "cache").symlink_to(models)
    clock = FrozenClock(NOW)
    network = FakePlatform(home)
    options = {"bot_token": slack.bot_token, "app_token": slack.app_token}
    if http:
        options = {"bot_token": slack.bot_token, "signing_secret": slack.signing_secret}
    if many:
        options = {
            "signing_secret": slack.signing_secret,
            "client_id": slack.client_id,
            "client_secret": slack.client_secret,
        }
    settings = Settings.load(
        home=home,
        time_zone="Europe/Berlin",
        language="en",
    )
    async with App.open(settings, work=False, now=clock, platforms=[network]) as app:
        pauses: list[float] = []

        async def pause(seconds: float) -> None:
            pauses.append(seconds)
            await asyncio.sleep(0)

        channel = Slack(around(app, **options, api_url=slack.api_url), pause=pause)
        made = Office(app, slack, channel, clock, network)
        made.pauses = pauses
        running = asyncio.create_task(channel.run())
        app.inbox.start({"slack": channel})
        transport = httpx.ASGITransport(Starlette(routes=list(channel.routes())))
        async with httpx.AsyncClient(transport=transport, base_url="https://allin.example") as client:
            if http or many:
                slack.http = client
            else:
                await slack.connected()
            try:
                yield made
            finally:
                await app.inbox.close(patience=0.1)
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)
    assert slack.faults == []

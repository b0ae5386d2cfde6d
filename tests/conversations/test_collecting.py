"""What went out in a conversation is measured, and tools can have it looked at afresh."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from bot.app import App
from bot.settings import Settings
from bot.testing import FakePlatform, FrozenClock
from storage import metrics
from tests.conversations.conftest import NOW, Talk, free_port


async def looked(talk: Talk) -> None:
    """The collector looks, as the clock has it do."""
    await talk.app.collector.look()
    await talk.app.collector.idle()


async def test_a_post_that_was_published_is_measured(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('publish "Fresh bread at seven #bread" on fake')
    await talk.say("yes")
    ((remote_id, sent),) = talk.network.posts.items()
    talk.network.figures[remote_id] = {"likes": 4.0, "views": 90.0}
    await looked(talk)
    talk.clock.move(minutes=20)
    await looked(talk)
    (row,) = await talk.app.database.read(lambda session: metrics.of_post(session, 1, 1))
    assert (row.publication.source, row.publication.remote_id) == ("here", remote_id)
    assert row.publication.text == sent.text
    assert (row.value("likes"), row.value("views"), row.value("reach")) == (4.0, 90.0, None)


async def test_a_tool_may_have_a_post_looked_at_afresh(talk: Talk) -> None:
    await test_a_post_that_was_published_is_measured(talk)
    (remote_id,) = talk.network.posts
    talk.clock.move(minutes=30)
    talk.network.figures[remote_id] = {"likes": 7.0, "views": 130.0}
    (row,) = await talk.app.database.read(lambda session: metrics.of_post(session, 1, 1))
    measuring = talk.app.conversation._measuring
    assert measuring is not None
    await measuring.freshen(1, [row.publication.id], within=timedelta(minutes=10))
    (row,) = await talk.app.database.read(lambda session: metrics.of_post(session, 1, 1))
    assert row.value("likes") == 7.0


async def test_the_workspaces_own_page_is_counted_and_never_asked(talk: Talk) -> None:
    await talk.say('publish "Fresh bread at seven" on feed')
    await talk.say("yes")
    await looked(talk)
    (row,) = await talk.app.database.read(lambda session: metrics.of_post(session, 1, 1))
    assert (row.publication.platform, row.publication.measure_at, row.value("likes")) == ("feed", None, None)


async def test_an_app_that_works_measures_by_itself_and_ends(home: Path, models: Path) -> None:
    """What `allin serve`, `allin worker` and `allin chat` do while they are open."""
    (home / "cache").symlink_to(models)
    network = FakePlatform(home)
    settings = Settings.load(home=home, time_zone="Europe/Berlin", language="en", port=free_port())
    async with App.open(settings, now=FrozenClock(NOW), platforms=[network]) as app:
        jobs = {job.id: job for job in app.clock._scheduler.get_jobs()}
        assert jobs["figures"].trigger.interval == timedelta(seconds=30)
        assert jobs["media"].trigger.interval == timedelta(minutes=10)
        await jobs["figures"].func(*jobs["figures"].args)
        assert app.collector._synced == NOW
    await app.collector.look()
    assert app.collector._held == {}
    assert await _count(home) == 0


async def _count(home: Path) -> int:
    from storage.database import Database, sqlite_url

    database = Database(sqlite_url(home / "allin.db"))
    try:
        return await database.read(
            lambda session: session.scalar(sa.text("SELECT count(*) FROM measuring WHERE claimed_by IS NOT NULL")) or 0
        )
    finally:
        database.close()

"""People talk to the assistant in Slack: the real client over Socket Mode, and what they see there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.channels.slack_office import Office, office
from tests.fakes.slack import FakeSlack


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the embedded model keeps what it has learned from the examples."""
    return tmp_path_factory.mktemp("models")


@pytest_asyncio.fixture
async def bakery(home: Path, models: Path) -> AsyncIterator[Office]:
    async with FakeSlack() as slack, office(home, models, slack) as made:
        await made.member("U1", "Anna")
        yield made


async def test_a_direct_message_is_answered_in_its_thread(bakery: Office) -> None:
    said = await bakery.slack.say("U1", "draft a post about the autumn sale")
    (reply,) = await bakery.slack.replies(said)
    assert "draft 1" in reply["text"]
    assert reply["thread_ts"] == said.ts

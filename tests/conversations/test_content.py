"""A text is looked over in a conversation: said in a few lines, with the one thing most worth changing and a button for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.app import App
from bot.messages import IncomingMessage, Reply
from bot.phrases import Phrases
from storage.metrics_tables import Publication
from storage.models import Account
from tests import history
from tests.conversations.conftest import Talk
from tests.history import Past

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
LATER = "2026-03-20T09:00:00+01:00"


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is understood here, so nothing is made ready for it."""
    monkeypatch.setattr(App, "_warm", lambda app: None)


async def call(talk: Talk, tool: str, **args: Any) -> Reply:
    """Call a tool as if it had been understood."""
    message = IncomingMessage("", "terminal", "blum", workspace=talk.workspace)
    talk.last = await talk.app.conversation.call(message, tool, args)
    return talk.last


async def published(talk: Talk, texts: list[str]) -> None:
    """Posts of the workspace that are out."""

    def keep(session: Any) -> None:
        account = history.account(session, 1, "fake", "@Bakery")
        history.posts(session, account, [Past(START + timedelta(days=n), text=text) for n, text in enumerate(texts)])

    await talk.app.database.write(keep)


async def test_a_text_is_looked_over_and_nothing_is_changed(talk: Talk) -> None:
    await call(talk, "help")
    text = "We are so happy! Fresh bread, warm and lovely, waits for you from eight. Come by and try it with us."
    reply = await call(talk, "analyze_content", text=text)
    data = reply.calls[-1].result
    assert (data["language"], data["mood"], data["post_id"]) == ("en", "positive", None)
    assert "English" in reply.text and "to read, from about" in reply.text
    assert data["brand_voice"] == {"place": None, "posts": 0, "fewest": 15} and "cannot tell yet" in reply.text


async def test_a_draft_gets_one_thing_to_change_and_the_button_does_it(talk: Talk) -> None:
    await call(talk, "help")
    await call(talk, "schedule_post", text="Bread is here!!! Come by and try it!!!", platforms=["fake"], when=LATER)
    number = (await talk.post(1)).post.number
    reply = await call(talk, "analyze_content", post_id=number)
    assert "Most worth changing" in reply.text
    label = "Without exclamation marks"
    assert label in [choice.label for choice in reply.choices], reply.text
    await talk.tap(label)
    assert "!" not in (await talk.post(1)).post.text


async def test_the_voice_is_that_of_the_posts_that_are_out(talk: Talk) -> None:
    await call(talk, "help")
    own = [
        f"Guess what! The {thing} is back 🎉 Who is coming?"
        for thing in ["rye", "spelt", "bun", "jam", "cake", "pie", "tart", "roll"]
    ]
    own += [
        f"Psst! Our {thing} sings today 🥐 Come and say hi!"
        for thing in ["oven", "baker", "cat", "dough", "mixer", "van", "door", "sign"]
    ]
    await published(talk, own)
    like = await call(talk, "analyze_content", text="Guess what! The cheese is back 🎉 Who is coming?")
    other = await call(
        talk, "analyze_content", text="The management announces that rye will be available until further notice."
    )
    first, second = (reply.calls[-1].result["brand_voice"] for reply in (like, other))
    assert first["posts"] == second["posts"] == 16 and first["place"] > second["place"] == 0

    # It rests on those rows: without them nothing is known, and another workspace's do not count.
    await talk.app.database.write(lambda session: session.execute(sa.update(Publication).values(source="sample")))
    again = await call(talk, "analyze_content", text="Guess what! The cheese is back 🎉 Who is coming?")
    assert again.calls[-1].result["brand_voice"] == {"place": None, "posts": 0, "fewest": 15}


async def test_someone_elses_post_is_not_there(talk: Talk) -> None:
    await call(talk, "help")
    reply = await call(talk, "analyze_content", post_id=77)
    assert not reply.ok and "77" in reply.text
    assert await talk.app.database.read(lambda session: session.scalars(sa.select(Account)).all()) is not None


async def test_ages_and_posts_are_counted_as_people_say_them(talk: Talk) -> None:
    await call(talk, "help")
    text = "We bake bread. The bread is warm. Come and get it. It is good."
    for language, none, one in (
        ("en", "I know none of your posts yet", "I know one post of yours"),
        ("de", "Ich kenne noch keinen Beitrag von dir", "Ich kenne einen Beitrag von dir"),
        ("es", "no conozco ninguna publicación tuya", "conozco una publicación tuya"),
        ("fr", "je ne connais encore aucune publication", "je connais une publication de toi"),
    ):
        say = Phrases(language).say
        assert none in say("content-voice-few", posts=0, fewest=15)
        assert one in say("content-voice-few", posts=1, fewest=15)
        for age in (8, 11, 18):
            assert f" a {age}" not in say("content-reading", level="easy", age=age)
    reply = await call(talk, "analyze_content", text=text)
    assert "none of your posts yet" in reply.text and "-year-old" not in reply.text

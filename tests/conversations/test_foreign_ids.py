"""Every tool that takes an id: somebody else's is simply not there, and nothing of theirs is shown or changed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from PIL import Image

from bot.messages import Attachment, IncomingMessage
from storage import accounts, media
from storage.models import Account, Base, Delivery, MediaFile, Post, RemoteComment, Setting
from tests.conversations.test_hosted import VAGUE, HostedTalk, call, talk
from tests.fakes.model_servers import Say

__all__ = ["talk"]  # the fixture

IDS = {"post": "post_id", "comment": "comment_id", "account": "account"}
FILLED: dict[str, Any] = {
    "text": "Hello there",
    "topic": "tea",
    "instruction": "shorter",
    "when": "2026-03-20T09:00+01:00",
    "platforms": ["fake"],
    "platform": "fake",
    "fit": "crop",
    "media_place": 1,
    "metric": "likes",
    "threshold": 100,
    "detail": "title",
    "detail_value": "Something",
    "media": "https://pictures.example/a.jpg",
}
NOT_THERE = (
    "There is no post",
    "There is no comment",
    "No connected account is called",
    "I am not watching for that",
    "Send me the CSV",  # figures are imported for accounts that are not connected as well: nothing is looked up without a file
)


async def _theirs(talk: HostedTalk) -> list[Any]:
    """Everything of the other workspace, as it stands."""

    def look(session: sa.orm.Session) -> list[Any]:
        tables: tuple[type[Base], ...] = (Post, Delivery, Account, RemoteComment, MediaFile, Setting)
        return [
            sorted(
                str({column.name: getattr(row, column.name) for column in table.__table__.columns})
                for row in session.scalars(sa.select(table).where(table.workspace_id == 2))  # type: ignore[attr-defined]  # all of these have one
            )
            for table in tables
        ]

    return await talk.app.database.read(look)


async def test_an_id_of_another_workspace_is_not_there(talk: HostedTalk) -> None:
    await talk.connect_network()
    buffer = io.BytesIO()
    Image.new("RGB", (300, 300), "red").save(buffer, "JPEG")
    picture = Attachment("secret.jpg", "", buffer.getvalue())

    async def rival(text: str, *attachments: Attachment) -> None:
        message = IncomingMessage(text, "terminal", "blum", workspace="Rival", attachments=attachments)
        assert (await talk.app.conversation.handle(message)).ok

    await rival("help")
    await talk.app.database.write(
        lambda session: accounts.connect(session, 2, "fake", "@rival", {"id": "r"}, talk.clock())
    )
    for number in range(5):
        await rival(f'post "Secret {number}" on fake tomorrow at nine')
    await rival("", picture)
    await talk.let_time_pass(days=1)
    for remote_id in list(talk.network.posts):
        talk.network.comment(remote_id, "Secret comment")
    await rival("show the comments")
    before, sent = await _theirs(talk), talk.network.sent
    assert all(before[:5]), "there is something of each kind that could be reached"

    tried = []
    for tool in talk.app.registry.tools.values():
        given = {
            argument.name: FILLED[argument.slot.kind] for argument in tool.arguments if argument.slot.kind in FILLED
        }
        for kind, name in IDS.items():
            if all(argument.slot.kind != kind for argument in tool.arguments):
                continue
            for foreign in ("@rival", "rival") if kind == "account" else (5, 1):
                only = {key: value for key, value in given.items() if key not in tool.one_of}
                talk.server.answers.extend([Say(calls=(call(tool.name, **{**only, name: foreign}),)), Say("")])
                reply = await talk.say(VAGUE)
                tried.append(tool.name)
                said = f"{tool.name}({name}={foreign}): {reply.text}"
                assert any(words in reply.text for words in NOT_THERE), said
                assert "Secret" not in str(reply), said
    assert len(tried) >= 30
    assert await _theirs(talk) == before
    assert talk.network.sent == sent


async def test_a_medium_of_another_workspace_is_not_there(talk: HostedTalk, tmp_path: Path) -> None:
    await talk.say("help")
    buffer = io.BytesIO()
    Image.new("RGB", (300, 300), "red").save(buffer, "JPEG")
    message = IncomingMessage(
        "", "terminal", "r", workspace="Rival", attachments=(Attachment("a.jpg", "", buffer.getvalue()),)
    )
    await talk.app.conversation.handle(message)
    (row,) = await talk.app.database.read(lambda session: session.scalars(sa.select(MediaFile)).all())
    assert row.workspace_id == 2
    assert await talk.app.media.find(1, [row.id, -1, 0, 2**80]) == {}
    assert await talk.app.database.read(lambda session: media.variant(session, 1, row.id, "pad")) is None

"""A picture on the workspace's own page: sent with a command, asked about, published, and taken down again."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from bot.messages import Attachment, IncomingMessage, Reply
from storage.models import PostStatus
from tests.conversations.conftest import Talk
from tests.media.made import film, photo


async def send(talk: Talk, text: str, *files: bytes, name: str = "picture.jpg") -> Reply:
    """A message with files."""
    attached = tuple(Attachment(name, "", file) for file in files)
    message = IncomingMessage(text, "terminal", "blum", workspace=talk.workspace, attachments=attached)
    talk.last = await talk.app.conversation.handle(message)
    return talk.last


def public(talk: Talk) -> Path:
    """The folder that anybody can read."""
    (index,) = (talk.app.settings.home / "feed").glob("*/index.html")
    return index.parent


async def test_a_picture_goes_onto_the_page_and_undo_removes_both(talk: Talk) -> None:
    asked = await send(talk, "post this on our page now: Fresh rye bread from eight o'clock", photo(900, 600))
    assert [choice.label for choice in asked.choices][:1] == ["Yes, publish"], asked.text
    await talk.page("nothing has been published")
    assert list(public(talk).glob("media/*")) == []

    reply = await talk.say("yes")

    assert reply.ok, reply.text
    assert await talk.status(1) is PostStatus.PUBLISHED
    page = await talk.page("fresh rye bread")
    [file] = public(talk).glob("media/*")
    assert f'<img src="media/{file.name}" alt="" width="900" height="600" loading="lazy"' in page
    [item] = json.loads((public(talk) / "feed.json").read_bytes())["items"]
    assert item["attachments"] == [
        {"url": item["image"], "mime_type": "image/jpeg", "size_in_bytes": file.stat().st_size}
    ]

    undone = await talk.say("undo")

    assert undone.ok, undone.text
    await talk.page("fresh rye bread", there=False)
    for _ in range(100):
        if not file.exists():
            break
        await asyncio.sleep(0.05)
    assert not file.exists()
    assert (await talk.say("publish it again")).choices
    await talk.say("yes")
    await talk.page(file.name)
    assert file.exists()


async def test_the_alt_text_that_was_told_is_on_the_page(talk: Talk) -> None:
    await send(talk, 'write a post "New opening hours" for our page', photo(400, 300), photo(300, 400, "PNG"))
    await talk.say('the alt text of the first picture is "The door of the bakery"')
    await talk.say("publish it now")
    await talk.say("yes")
    page = await talk.page("new opening hours")
    assert 'alt="the door of the bakery" width="400" height="300"' in page
    assert len(list(public(talk).glob("media/*"))) == 2


async def test_a_video_and_a_picture_share_a_post_there(talk: Talk) -> None:
    await send(talk, 'write a post "How we bake" for our page', photo(400, 300))
    await send(talk, "add this video", film(), name="clip.mp4")
    asked = await talk.say("publish it now")
    assert asked.choices, asked.text
    await talk.say("yes")
    page = await talk.page("how we bake")
    assert page.index("<img src=") < page.index("<video src=")
    assert "<video" in page
    assert "controls preload=" in page

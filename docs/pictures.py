"""Draws docs/images/slack.png and docs/images/telegram.png from a real dialogue: what our channels sent, in a plain chat; and
docs/images/forecast.png, a chart as it comes with an answer in the sample workspace.

    python docs/pictures.py

The whole assistant answers; the loopback servers of the tests stand for Slack and Telegram. What they were sent is turned
into HTML with a look of our own, and Chromium (`chromium` on the path) takes the picture.
"""

from __future__ import annotations

import asyncio
import contextlib
import html
import itertools
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PIL import Image, ImageChops
from sqlalchemy.orm import Session

from bot import demo
from bot.app import App
from bot.phrases import Phrases
from bot.settings import Settings
from connectors.channel import Messenger
from connectors.channels.slack import Slack
from connectors.channels.telegram import Telegram
from connectors.platforms.feed import Feed
from storage import accounts, workspaces
from tests.channels.slack_office import around
from tests.fakes.slack import FakeSlack
from tests.fakes.telegram import FakeTelegram, Shown

IMAGES = Path(__file__).resolve().parent / "images"
MOMENT = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
FIRST, SECOND, LAST = "draft a post about the autumn sale", "publish it", "put it on linkedin too"
YES = "Yes, publish"

STYLE = """
* { box-sizing: border-box }
body { margin: 0; padding: 20px; background: #fff; color: #1f2328; font: 15px/1.45 "Noto Sans", "DejaVu Sans", sans-serif }
p { margin: 0 0 4px; white-space: pre-wrap; overflow-wrap: anywhere }
a { color: #1a5fb4; text-decoration: none }
.row { display: flex; gap: 12px; padding: 9px 0 }
.face { flex: none; width: 36px; height: 36px; border-radius: 50%; background: #d8dee6; font-weight: 600; text-align: center;
  line-height: 36px }
.us { background: #2f5d50; color: #fff }
.who { font-weight: 600 }
.who small, .note { color: #6a737d; font-weight: 400; font-size: 12.5px }
.note span { margin-right: 14px }
.body { flex: 1; min-width: 0 }
hr { border: 0; border-top: 1px solid #e3e6ea; margin: 8px 0 }
.buttons { margin-top: 8px; display: flex; flex-wrap: wrap; gap: 8px }
.button { padding: 4px 12px; border: 1px solid #c4cad1; border-radius: 6px; font-size: 13.5px; font-weight: 600;
  background: #fff }
.primary { background: #2f5d50; border-color: #2f5d50; color: #fff } .danger { color: #b3261e; border-color: #b3261e }
.phone { background: #eef1f0; padding: 14px 12px }
.bubble { width: fit-content; max-width: 88%; margin: 0 0 3px; padding: 8px 11px; border-radius: 12px; background: #fff;
  white-space: pre-wrap; overflow-wrap: anywhere }
.mine { margin: 8px 0 8px auto; background: #d7e8e0 }
.bubble blockquote { margin: 6px 0; padding: 3px 0 3px 9px; border-left: 3px solid #2f5d50 }
.phone .buttons { width: 88%; margin: 0 0 8px; gap: 3px }
.phone .button { flex: 1 1 40%; border: 0; text-align: center; border-radius: 8px; padding: 7px 4px }
"""


@contextlib.asynccontextmanager
async def bakery(home: Path, name: str, id: str) -> AsyncIterator[App]:
    """The whole assistant for a bakery with its page, at a fixed moment; Anna is known in one place."""
    settings = Settings.load(home=home, time_zone="Europe/Berlin", language="en")
    async with App.open(settings, now=lambda: MOMENT) as app:
        feed = app.registry.platforms["feed"]
        assert isinstance(feed, Feed)
        handle, data = await feed.connect(1, "Blum bakery")

        def work(session: Session) -> None:
            place, _ = workspaces.found_workspace(session, "Blum bakery", MOMENT)
            workspaces.add_member(session, place.id, "Anna", "owner", name, id, MOMENT)
            data["base_url"] = "https://blum.example"
            accounts.connect(session, place.id, "feed", handle, data, MOMENT)

        await app.database.write(work)
        yield app


@contextlib.asynccontextmanager
async def running(app: App, channel: Messenger) -> AsyncIterator[None]:
    """The channel at work."""
    app.inbox.start({channel.name: channel})
    task = asyncio.create_task(channel.run())
    try:
        yield
    finally:
        await app.inbox.close()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def slack_page(home: Path) -> str:
    """The dialogue in Slack."""
    async with FakeSlack() as slack, bakery(home, "slack", "T1/U1") as app:
        slack.person("U1", "Anna")
        options = {"bot_token": slack.bot_token, "app_token": slack.app_token, "api_url": slack.api_url}
        async with running(app, Slack(around(app, **options))):
            said = await slack.say("U1", FIRST)
            await slack.replies(said)
            await slack.say("U1", SECOND, thread=said)
            question = dict((await slack.replies(said, 2))[1])
            await slack.tap((await slack.replies(said, 2))[1], YES, user="U1")
            *_, out = await slack.replies(said, 3)
            await slack.say("U1", LAST, thread=said)
            draft, settled, _, error = await slack.replies(said, 4)
    rows = [_said(FIRST), _block_kit(draft), _said(SECOND), _block_kit(question)]
    rows += ['<p class="note">… and once Anna has tapped Yes, the same message:</p>', _block_kit(settled)]
    rows += [_block_kit(out), _said(LAST), _block_kit(error)]
    return f"<body>{''.join(rows)}</body>"


async def telegram_page(home: Path) -> str:
    """The dialogue on Telegram."""
    async with FakeTelegram(limits=False) as telegram:
        anna = telegram.person("Anna")
        async with bakery(home, "telegram", str(anna.id)) as app:
            bot = Telegram(
                app.conversation,
                Phrases,
                token=telegram.token,
                inbox=app.inbox,
                installs=app.installs,
                api_url=telegram.url,
                poll_seconds=5,
            )
            async with running(app, bot):
                await telegram.say(anna, FIRST)
                await telegram.answers(anna)
                await telegram.say(anna, SECOND)
                _, question = await telegram.answers(anna, 2)
                asked = _bubble(question)
                await telegram.tap(anna, question, YES)
                await telegram.answers(anna, 3)
                await telegram.say(anna, LAST)
                draft, settled, out, error = await telegram.answers(anna, 4)
    rows = [_mine(FIRST), _bubble(draft), _mine(SECOND), asked]
    rows += ['<p class="note">… and once Anna has tapped Yes, the same message:</p>', _bubble(settled)]
    rows += [_bubble(out), _mine(LAST), _bubble(error)]
    return f'<body class="phone">{"".join(rows)}</body>'


# Slack


def _said(text: str) -> str:
    return _row("Anna", "A", f"<p>{html.escape(text)}</p>")


def _row(name: str, letter: str, body: str, *, us: bool = False) -> str:
    face = f'<div class="face{" us" if us else ""}">{letter}</div>'
    return (
        f'<div class="row">{face}<div class="body"><div class="who">{name} <small>10:00</small></div>{body}</div></div>'
    )


def _block_kit(message: Mapping[str, Any]) -> str:
    return _row("AllIN", "a", "".join(map(_block, message["blocks"])), us=True)


def _block(block: Mapping[str, Any]) -> str:
    match block["type"]:
        case "divider":
            return "<hr>"
        case "section":
            return f"<p>{_words(block['text'])}</p>"
        case "context":
            return f'<p class="note">{"".join(f"<span>{_words(each)}</span>" for each in block["elements"])}</p>'
        case "actions":
            return _buttons((each["text"]["text"], each.get("style", "")) for each in block["elements"])
        case other:
            raise AssertionError(f"no picture of a block of type {other}")


def _words(text: Mapping[str, Any]) -> str:
    """The words of a text object (docs.slack.dev/messaging/formatting-message-text); `<` and `&` are escaped in mrkdwn."""
    if text["type"] == "plain_text":
        return html.escape(str(text["text"]))
    shown = re.sub(r"<!date\^\d+\^[^|>]*\|[^>]*>", "today at 10:00", str(text["text"]))
    shown = shown.replace("<@U1>", "@Anna")
    shown = re.sub(r"<(https?://[^|>]+)(?:\|([^>]+))?>", lambda m: f'<a href="{m[1]}">{m[2] or m[1]}</a>', shown)
    return re.sub(r"(?<!\w)\*([^*\n]+)\*(?!\w)", r"<b>\1</b>", shown)


def _buttons(buttons: Any) -> str:
    made = (f'<span class="button {style}">{html.escape(label)}</span>' for label, style in buttons)
    return f'<div class="buttons">{"".join(made)}</div>'


# Telegram


def _mine(text: str) -> str:
    return f'<div class="bubble mine">{html.escape(text)}</div>'


def _bubble(message: Shown) -> str:
    buttons = [(each["text"], each.get("style", "")) for row in message.buttons for each in row]
    words = _styled(message.text, message.entities)
    return f'<div class="bubble">{words}</div>{_buttons(buttons) if buttons else ""}'


_TAGS = {"bold": "b", "italic": "i", "blockquote": "blockquote", "expandable_blockquote": "blockquote", "code": "code"}


def _styled(text: str, entities: Sequence[Mapping[str, Any]]) -> str:
    """A text with its entities, which count in UTF-16 code units (core.telegram.org/bots/api#messageentity)."""
    data = text.encode("utf-16-le")
    marks: dict[int, str] = {}
    for entity in entities:
        begin, end = entity["offset"], entity["offset"] + entity["length"]
        if tag := _TAGS.get(entity["type"]):
            marks[begin] = marks.get(begin, "") + f"<{tag}>"
            marks[end] = f"</{tag}>" + marks.get(end, "")
    cuts = sorted({0, *marks, len(data) // 2})
    made = marks.get(0, "")
    for begin, end in itertools.pairwise(cuts):
        made += html.escape(data[2 * begin : 2 * end].decode("utf-16-le")) + marks.get(end, "")
    made = re.sub(r"\n*(</?blockquote>)\n*", r"\1", made)
    return re.sub(r"(https?://[^\s<]+)", r'<a href="\1">\1</a>', made)


# The pictures


def draw(page: str, width: int, path: Path) -> None:
    """The page as a picture of that width, as high as it needs."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("The pictures need Chromium on the path.")
    with tempfile.TemporaryDirectory() as folder:
        source, shot = Path(folder) / "page.html", Path(folder) / "shot.png"
        source.write_text(f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style>{page}', encoding="utf-8")
        command = [chromium, "--headless=new", "--no-sandbox", "--hide-scrollbars", "--force-device-scale-factor=2"]
        command += [f"--window-size={width},2400", f"--screenshot={shot}", f"--user-data-dir={folder}/profile"]
        subprocess.run([*command, source.as_uri()], check=True, capture_output=True, timeout=120)
        with Image.open(shot) as image:
            whole = image.convert("RGB")
    corner = whole.getpixel((0, whole.height - 1))
    assert isinstance(corner, tuple)
    box = ImageChops.difference(whole, Image.new("RGB", whole.size, corner)).getbbox()
    assert box is not None
    whole.crop((0, 0, whole.width, min(box[3] + 30, whole.height))).quantize(64).save(path, optimize=True)


async def forecast(home: Path) -> bytes:
    """The chart that comes with a forecast of the sample workspace's made-up followers."""
    async with App.open(demo.settings_in(home), work=False, now=lambda: MOMENT) as app:
        await demo.furnish(app, MOMENT)
        reply = await app.conversation.handle(demo.message("forecast our followers for the next two weeks"))
    return reply.attachments[0].data


def main() -> None:
    """Draw all three."""
    with tempfile.TemporaryDirectory() as folder:
        (IMAGES / "forecast.png").write_bytes(asyncio.run(forecast(Path(folder) / "demo")))
        for name, page, width in (("slack", slack_page, 720), ("telegram", telegram_page, 400)):
            draw(asyncio.run(page(Path(folder) / name)), width, IMAGES / f"{name}.png")


if __name__ == "__main__":
    main()

"""One reply on its way to a place on Telegram, part by part, so that another try goes on where this one breaks off.

Telegram cannot be asked what it has got. What may have arrived is sent again with a line that says so; what surely has not
is sent without.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from bot.errors import NotFound, Rejected, TryLater
from bot.messages import Attachment, Reply
from connectors.channel import Sentences, Showing
from connectors.channels.telegram_text import LONGEST, Button, Run, escaped, pieces, rows_of, runs_of
from connectors.channels.telegram_updates import Place

if TYPE_CHECKING:
    from connectors.channels.telegram_client import Client

RESERVED = 160
"""UTF-16 code units kept free in each message for the line that says that it may be the second time."""
_ALBUM = 10
_PHOTOS = frozenset({"image/jpeg", "image/png", "image/webp"})
_UNSENT = "unsent"  # the part that an earlier try surely did not send


class Way:
    """The way of one reply to one place. `edit` changes what is there already instead of leaving it."""

    def __init__(
        self, client: Client, place: Place, reply: Reply, showing: Showing, words: Sentences, *, edit: bool = False
    ) -> None:
        self._client = client
        self._place = place
        self._reply = reply
        self._showing = showing
        self._say = words.say
        self._edit = edit
        self._doubt = showing.again

    async def texts(self, *, answer_to: int = 0) -> tuple[str, str] | None:
        """The words, the cards and, under the last of them, the buttons; the id and HTML of that, if there are any."""
        before = [Run(self._say("telegram-heard", words=self._reply.heard), "i")] if self._reply.heard else []
        written = pieces(runs_of(self._reply, before), LONGEST - RESERVED)
        rows = rows_of(self._reply.choices)
        for number, html in enumerate(written):
            name = f"text-{number}"
            buttons = rows if number == len(written) - 1 else ()
            if id := self._showing.parts.get(name):
                if not self._edit:
                    continue
                try:
                    await self._client.edit(self._place, id, html, rows=buttons)
                    continue
                except NotFound:
                    pass  # taken away by hand: then it is told anew

            async def send(
                again: str,
                html: str = html,
                buttons: Sequence[Sequence[Button]] = buttons,
                to: int = answer_to if number == 0 else 0,
                asks: bool = number == len(written) - 1 and self._reply.asks and self._place.group,
            ) -> str:
                line = f"<i>{escaped(again)}</i>\n" if again else ""
                # In a group a bot hears what answers it; so whoever is asked there answers.
                return await self._client.send(
                    self._place, f"{line}{html}", rows=buttons, answer_to=to or (answer_to if asks else 0), asks=asks
                )

            await self._once(name, send)
        if self._edit:
            await self._take_back(len(written))
        last = self._showing.parts.get(f"text-{len(written) - 1}")
        return (last, written[-1]) if rows and last else None

    async def files(self) -> None:
        """The files: pictures together, everything else by itself."""
        for name, items in self._batches():
            if name in self._showing.parts:
                continue
            loaded = [(item, await asyncio.to_thread(_bytes_of, item)) for item in items]

            async def send(again: str, loaded: list[tuple[Attachment, bytes]] = loaded) -> str:
                if len(loaded) > 1:
                    photos = [(item.name, data) for item, data in loaded]
                    return await self._client.send_photos(self._place, photos, caption=again)
                ((item, data),) = loaded
                return await self._client.send_file(self._place, item.name, item.media_type, data, caption=again)

            try:
                await self._once(name, send)
            except Rejected as error:
                if error.key != "telegram-upload-too-large":
                    raise
                await self.line(name, self._say(error.key, **error.facts))

    async def sound(self, sound: Attachment) -> None:
        """The reply as it is spoken."""
        data = await asyncio.to_thread(_bytes_of, sound)
        await self._once(
            "voice",
            lambda again: self._client.send_file(
                self._place, sound.name, sound.media_type, data, voice=True, caption=again
            ),
        )

    async def line(self, name: str, text: str, *, answer_to: int = 0) -> None:
        """One more sentence, in a message of its own."""
        await self._once(name, lambda _again: self._client.send(self._place, escaped(text), answer_to=answer_to))

    async def _once(self, name: str, send: Callable[[str], Awaitable[str]]) -> None:
        """Send a part that is not there yet, and note it."""
        showing = self._showing
        if showing.parts.get(name) and not self._edit:
            return
        unsent = showing.parts.get(_UNSENT)
        doubt = self._doubt and unsent != name
        self._doubt = False
        if unsent:
            await showing.shown(_UNSENT, "")  # from now on nobody knows
        try:
            id = await send(self._say("telegram-again") if doubt else "")
        except TryLater:
            if not doubt:
                await showing.shown(_UNSENT, name)
            raise
        await showing.shown(name, id)

    async def _take_back(self, kept: int) -> None:
        """What said more before than it says now."""
        for name, id in list(self._showing.parts.items()):
            kind, _, number = name.partition("-")
            if kind == "text" and id and int(number) >= kept:
                await self._client.delete(self._place, id)
                await self._showing.shown(name, "")

    def _batches(self) -> Iterator[tuple[str, list[Attachment]]]:
        files = self._reply.attachments
        pictures = [item for item in files if item.media_type in _PHOTOS]
        if len(pictures) > 1:
            for start in range(0, len(pictures), _ALBUM):
                yield f"album-{start}", pictures[start : start + _ALBUM]
        for number, item in enumerate(files):
            if len(pictures) <= 1 or item.media_type not in _PHOTOS:
                yield f"file-{number}", [item]


def _bytes_of(item: Attachment) -> bytes:
    return item.data or (item.path.read_bytes() if item.path is not None else b"")

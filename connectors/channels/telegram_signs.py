"""What a person on Telegram sees while they wait: that somebody types, and after a while what is being done.

Where drafts are possible the words are one: it goes by itself. Elsewhere they are one message, edited as they change and
taken back before the answer.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING

from bot.errors import AllInError
from connectors.channel import Progress
from connectors.channels.telegram_text import LONGEST, escaped, shortened
from connectors.channels.telegram_updates import Place

if TYPE_CHECKING:
    from connectors.channels.telegram_client import Client

log = logging.getLogger(__name__)

EVERY = 4.0
"""Seconds between two actions; Telegram shows each for five (https://core.telegram.org/bots/api#sendchataction)."""
SOON = 0.3
"""Seconds without a sign: an action that arrives after its answer would be shown for five."""
WORDS_AFTER = 2.0
PACE = 1.0
"""Seconds between two changes of the words."""
DRAFT_LASTS = 20.0
"""Seconds after which a draft is sent again; Telegram shows it for thirty (https://core.telegram.org/bots/api#sendmessagedraft)."""

Note = Callable[[str], Awaitable[None]]
"""Is told the id of the message that holds the words, and the empty string once it is gone."""


class Signs:
    """The signs of life in one place. `draft` is the id of a draft, 0 for none; `refused` says whether Telegram took none."""

    def __init__(
        self, client: Client, place: Place, *, action: str = "typing", draft: int = 0, note: Note | None = None
    ):
        self._drafting = draft != 0 and not place.group
        self._client = client
        self._place = place
        self._action = action
        self._draft = draft
        self._note = note
        self._text = ""
        self._shown = ""
        self._shown_at = float("-inf")
        self._message = ""
        self.refused = False
        self._over = asyncio.Event()
        self._wake = asyncio.Event()

    @contextlib.asynccontextmanager
    async def shown(self) -> AsyncIterator[Progress]:
        """While it is entered the signs are there; what it gives takes the words."""
        task = asyncio.create_task(self._run())
        try:
            yield self._progress
        except asyncio.CancelledError:
            task.cancel()  # the message with the words, if there is one, is noted: whoever goes on takes it back
            raise
        except BaseException:
            await self._end(task)
            raise
        await self._end(task)

    async def _end(self, task: asyncio.Task[None]) -> None:
        self._over.set()
        self._wake.set()
        # What is on its way must not arrive after the answer.
        await asyncio.wait({task}, timeout=5)
        task.cancel()
        if task.done() and not task.cancelled() and (error := task.exception()) is not None:
            log.warning("signs of life failed: %s", type(error).__name__)
        if self._message:
            await self._client.delete(self._place, self._message)
            if self._note is not None:
                await self._note("")

    async def _progress(self, text: str) -> None:
        self._text = shortened(text, LONGEST)
        self._wake.set()

    async def _run(self) -> None:
        clock = asyncio.get_running_loop().time
        began = clock()
        acted = began + SOON - EVERY
        while not self._over.is_set():
            now = clock()
            if now - acted >= EVERY:
                acted = now
                await self._client.act(self._place, self._action)
            if (due := self._words_due(began)) <= now:
                await self._show_words()
                due = self._words_due(began)
            self._wake.clear()
            if self._over.is_set():
                break
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), max(min(acted + EVERY, due) - clock(), 0.01))

    def _words_due(self, began: float) -> float:
        if not self._text or (self._text == self._shown and not self._drafting):
            return float("inf")
        wait = PACE if self._text != self._shown else DRAFT_LASTS
        return max(began + WORDS_AFTER, self._shown_at + wait)

    async def _show_words(self) -> None:
        self._shown, self._shown_at = self._text, asyncio.get_running_loop().time()
        if self._drafting:
            self._drafting = await self._client.draft(self._place, self._draft, self._shown)
            if self._drafting:
                return
            self.refused = True
        try:
            if self._message:
                await self._client.edit(self._place, self._message, escaped(self._shown), at_once=True)
            else:
                self._message = await self._client.send(self._place, escaped(self._shown), at_once=True)
                if self._note is not None:
                    await self._note(self._message)
        except AllInError as error:
            # They are no part of the answer: when there is no room for them, the next ones may have some.
            log.info("a sign of life was not shown: %s", error.key)

"""How updates get here: asked for, or delivered; and what is said where somebody else takes them."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.errors import AllInError, OperatorError, TryLater

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from connectors.channels.telegram_client import Client

log = logging.getLogger(__name__)

LARGEST_UPDATE = 1_000_000
"""Bytes of a delivery; Telegram's are some thousand."""
POLL_SECONDS = 50.0
WATCH_SECONDS = 600.0
"""How often it is looked whether Telegram still delivers to us."""
_BACKOFF = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)

Take = Callable[[Mapping[str, Any]], Awaitable[None]]
Hook = tuple[str, str, str]
"""Where updates are delivered: the address, its path, and the secret that a delivery carries."""


class Intake:
    """Gives each update to `take`; once that returns Telegram may forget it. Without a `hook` they are asked for."""

    def __init__(
        self, take: Take, client: Callable[[], Awaitable[Client]], hook: Hook | None, poll_seconds: float = POLL_SECONDS
    ) -> None:
        self.conflict = False
        """Another program takes the updates."""
        self._take = take
        self._client = client
        self._hook = hook
        self._poll_seconds = poll_seconds

    async def run(self) -> None:
        """Until cancelled. Raises `OperatorError` where the token is not taken."""
        await (self._watch() if self._hook is not None else self._poll())

    async def _take_all(self, batch: Sequence[Mapping[str, Any]]) -> None:
        """Keep updates: those of one chat in order, those of different chats at once. Raises if one could not be kept; then
        none counts as taken, and what was kept is known when it comes again.
        """
        chats: dict[object, list[Mapping[str, Any]]] = {}
        for update in batch:
            chats.setdefault(_chat(update), []).append(update)

        async def take(updates: list[Mapping[str, Any]]) -> None:
            for update in updates:
                await self._take(update)

        outcomes = await asyncio.gather(*(take(updates) for updates in chats.values()), return_exceptions=True)
        failed = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
        if failed:
            raise failed[0]

    async def _poll(self) -> None:
        """Ask for updates, and for further ones once these have been kept."""
        client = await self._client()
        await patiently(client.unhook)
        offset = tries = 0
        while True:
            wait = 0.0
            try:
                batch = await client.updates(offset, self._poll_seconds)
                await self._take_all(batch)
                numbers = [number for update in batch if isinstance(number := update.get("update_id"), int)]
                offset = max([offset, *(number + 1 for number in numbers)])
                tries, self.conflict = 0, False
                continue
            except OperatorError as error:
                if error.key == "telegram-token-refused":
                    raise
                if error.key == "telegram-conflict" and not self.conflict:
                    self.conflict = True
                    log.warning(
                        "Telegram: another program takes this bot's updates, with the same token. Only one can: end the"
                        " other one, or give it a bot of its own. Trying again until then."
                    )
                elif error.key != "telegram-conflict":
                    log.error("Telegram: an update could not be kept: %s", error.key)
            except TryLater as error:
                wait = error.retry_after or 0
                if tries == 0:
                    log.warning("Telegram: no updates at the moment: %s", error.key)
            except Exception:
                log.exception("Telegram: an update could not be kept")
            await asyncio.sleep(max(_BACKOFF[min(tries, len(_BACKOFF) - 1)], wait))
            tries += 1

    async def _watch(self) -> None:
        """Have updates delivered, and see now and then that they still are."""
        assert self._hook is not None
        url, _, secret = self._hook
        client = await self._client()
        await patiently(lambda: client.hook(url, secret))
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            try:
                if await client.hooked() != url:
                    log.warning("Telegram: this bot's updates went elsewhere; they are delivered here again")
                    await client.hook(url, secret)
            except AllInError as error:
                log.warning("Telegram: the webhook could not be looked at: %s", error.key)

    async def delivered(self, request: Request) -> Response:
        """A delivery: refused before it is read if it does not carry the secret, answered once its update is kept."""
        from starlette.responses import Response

        assert self._hook is not None
        given = request.headers.get("x-telegram-bot-api-secret-token", "")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self._hook[2].encode()):
            return Response(status_code=403)
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST_UPDATE:
                return Response(status_code=413)
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            update = None
        if not isinstance(update, dict):
            return Response(status_code=400)
        try:
            await self._take(update)
        except AllInError as error:
            log.warning("Telegram: an update could not be kept: %s", error.key)
            return Response(status_code=503)  # it is delivered again
        except Exception:
            log.exception("Telegram: an update could not be kept")
            return Response(status_code=503)
        return Response(status_code=200)


def _chat(update: Mapping[str, Any]) -> object:
    """The chat that an update belongs to; None where it does not say."""
    for value in update.values():
        if isinstance(value, Mapping):
            message = value.get("message") if isinstance(value.get("message"), Mapping) else value
            chat = message.get("chat") if isinstance(message, Mapping) else None
            if isinstance(chat, Mapping):
                return chat.get("id")
    return None


async def patiently(action: Callable[[], Any]) -> None:
    """Do it, as soon as it can be done. `OperatorError` where waiting would not help."""
    tries = 0
    while True:
        try:
            await action()
            return
        except TryLater as error:
            if tries == 0:
                log.warning("Telegram does not answer: %s", error.key)
            await asyncio.sleep(max(_BACKOFF[min(tries, len(_BACKOFF) - 1)], error.retry_after or 0))
            tries += 1

"""What Alexa says while the answer is still being made: one sentence, sent ahead (the Progressive Response API).

It does not extend the time that an answer may take, and has to have been sent before the answer is.
"""

from __future__ import annotations

import asyncio
import logging
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import httpx

    from connectors.channels.alexa_requests import Asked

log = logging.getLogger(__name__)

_DOMAIN = ".amazonalexa.com"
_MOST = 600  # characters of a directive's speech
_SECONDS = 1.5


class Meanwhile:
    """For one request. `told` is given to whatever makes the answer; `after` is when, by the loop's clock, silence gets long.

    `api` is where sentences may be sent to besides Amazon's own hosts. The request's token is used here and kept nowhere.
    """

    def __init__(self, client: httpx.AsyncClient, asked: Asked, after: float, *, api: str = "") -> None:
        self._client = client
        self._asked = asked
        self._after = after
        self._api = api
        self._latest = ""
        self._waiting: asyncio.Task[None] | None = None
        self._sending = False

    async def told(self, sentence: str) -> None:
        """What is going on; the latest is said once it has taken a while."""
        self._latest = sentence.strip().rstrip("…").strip()
        if self._waiting is None and self._latest and self._asked.api_token and self._is_alexas(self._asked.api):
            self._waiting = asyncio.ensure_future(self._speak())

    async def end(self) -> None:
        """The answer is there: nothing is begun any more, and what is being sent has arrived when this returns."""
        if self._waiting is None:
            return
        if not self._sending:
            self._waiting.cancel()
        await asyncio.wait({self._waiting}, timeout=_SECONDS)

    async def _speak(self) -> None:
        import httpx

        await asyncio.sleep(max(0.0, self._after - asyncio.get_running_loop().time()))
        self._sending = True
        speech = f"<speak>{escape(self._latest[: _MOST // 2], quote=False)}</speak>"[:_MOST]
        if not speech.endswith("</speak>"):
            return
        try:
            answer = await self._client.post(
                f"{self._asked.api.rstrip('/')}/v1/directives",
                json={
                    "header": {"requestId": self._asked.id},
                    "directive": {"type": "VoicePlayer.Speak", "speech": speech},
                },
                headers={"Authorization": f"Bearer {self._asked.api_token}"},
                timeout=_SECONDS,
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            log.info("Alexa was not reached meanwhile: %s", type(error).__name__)
        else:
            if not answer.is_success:
                log.info("Alexa did not take what was to be said meanwhile: %d", answer.status_code)

    def _is_alexas(self, address: str) -> bool:
        if address == self._api != "":
            return True
        try:
            parts = urlsplit(address)
            port = parts.port
        except ValueError:
            return False
        host = parts.hostname or ""
        return (
            parts.scheme == "https"
            and host.endswith(_DOMAIN)
            and port in {None, 443}
            and "@" not in parts.netloc
            and parts.path in {"", "/"}
            and not parts.query
        )

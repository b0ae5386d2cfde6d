"""The Web API of Slack: one session for all teams, errors that say who acts next, and no faster than Slack takes it.

The client's own repeats are off: after a lost answer it would send a message a second time. What is sent again here was
surely not taken the first time; for anything else the caller looks first.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.errors import AllInError, OperatorError, Rejected, TryLater
from bot.messages import Attachment

if TYPE_CHECKING:
    import aiohttp

log = logging.getLogger(__name__)

API = "https://slack.com/api/"
SECONDS = 30.0
LONGEST_WAIT = 20.0
"""Seconds that a call waits by itself when Slack says that it was too early; beyond that the whole event is tried later."""
LARGEST_FILE = 100 * 1024 * 1024
_TRIES = 3
_BURST = 3
"""Messages that go to one channel at once; then one a second (docs.slack.dev/apis/web-api/rate-limits)."""
_FULL = 5_000

_LATER = frozenset(
    {
        "ratelimited",
        "rate_limited",
        "internal_error",
        "fatal_error",
        "service_unavailable",
        "request_timeout",
    }
)
_NO_TOKEN = frozenset(
    {
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "no_permission",
        "org_login_required",
    }
)
_OPERATOR = frozenset({"missing_scope", "not_allowed_token_type", "ekm_access_denied", "invalid_arguments"})


class Refused(Rejected):
    """Slack answered, and took nothing; `code` is its own word for the reason."""

    def __init__(self, method: str, code: str) -> None:
        super().__init__("slack-refused", reason=code, detail=method)
        self.code = code


class Web:
    """Calls methods of the Web API with the token of a team. `close` ends it."""

    def __init__(self, api_url: str = API, *, pause: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self.api_url = api_url
        self._pause = pause
        self._session: aiohttp.ClientSession | None = None
        self._next: dict[tuple[str, str], float] = {}

    @property
    def session(self) -> aiohttp.ClientSession:
        """The connections; opened when they are first needed."""
        if self._session is None or self._session.closed:
            import aiohttp

            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS))
        return self._session

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    def client(self, token: str | None) -> Any:
        """Slack's own client for a token. Untyped, because its methods take whatever they are given."""
        from slack_sdk.web.async_client import AsyncWebClient

        # Otherwise it writes down everything that is sent, for a level that is never reached.
        quiet = logging.getLogger("slack_sdk.web")
        quiet.setLevel(logging.WARNING)
        return AsyncWebClient(token=token, base_url=self.api_url, session=self.session, retry_handlers=[], logger=quiet)

    async def call(
        self, token: str | None, method: str, patience: float = LONGEST_WAIT, /, **args: Any
    ) -> Mapping[str, Any]:
        """One method, by the name that the client gives it (`chat_postMessage`). Where Slack says that it was too early, it
        waits for up to `patience` seconds and calls again.

        Raises `Refused` where Slack said no, `TryLater` where nothing was taken or nobody knows, `OperatorError` where the
        app lacks a right.
        """
        import aiohttp
        from slack_sdk.errors import SlackApiError, SlackClientError

        for last in (False,) * (_TRIES - 1) + (True,):
            try:
                answer = await getattr(self.client(token), method)(**args)
            except SlackApiError as error:
                wait = _wait_of(error.response)
                if wait is not None and wait <= patience and not last:
                    await self._pause(wait)
                    continue
                raise _as_ours(method, error.response, wait) from None
            except SlackClientError as error:
                raise TryLater("slack-unreachable", detail=f"{method}: {type(error).__name__}") from None
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                raise TryLater("slack-unreachable", detail=f"{method}: {type(error).__name__}") from None
            data: Mapping[str, Any] = answer.data
            return data
        raise AssertionError("unreachable")

    async def turn(self, team: str, channel: str) -> None:
        """Wait until a message may be sent to this channel."""
        now = time.monotonic()
        if len(self._next) > _FULL:
            self._next = {place: at for place, at in self._next.items() if at > now}
        # Every message takes a second; those of a burst take theirs on credit.
        at = max(self._next.get((team, channel), 0.0), now - _BURST + 1)
        self._next[team, channel] = at + 1
        if at > now:
            await self._pause(at - now)

    async def download(self, token: str, file: Mapping[str, Any]) -> Attachment:
        """A file that somebody sent. Raises `Rejected` where it is too large, gone, or not with Slack."""
        import aiohttp

        name = str(file.get("name") or file.get("title") or "file")
        url = str(file.get("url_private_download") or file.get("url_private") or "")
        if int(file.get("size") or 0) > LARGEST_FILE:
            raise Rejected("slack-file-large", name=name, limit=LARGEST_FILE // 1024 // 1024)
        if not self._is_slack(url):
            raise Rejected("slack-file-elsewhere", name=name)
        try:
            # A redirect leads to a sign-in page, or takes the token somewhere else.
            async with self.session.get(
                url, headers={"Authorization": f"Bearer {token}"}, allow_redirects=False
            ) as answer:
                if answer.status == 429 or answer.status >= 500:
                    raise TryLater("slack-unreachable", retry_after=_seconds(answer.headers.get("Retry-After")))
                kind = str(file.get("mimetype") or "")
                if answer.status != 200 or (answer.content_type == "text/html" and kind != "text/html"):
                    raise Rejected("slack-file-gone", name=name)
                data = bytearray()
                async for piece in answer.content.iter_chunked(1 << 16):
                    data += piece
                    if len(data) > LARGEST_FILE:
                        raise Rejected("slack-file-large", name=name, limit=LARGEST_FILE // 1024 // 1024)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise TryLater("slack-unreachable", detail=f"file: {type(error).__name__}") from None
        # Sound that is no voice clip may be anybody's.
        spoken = True if file.get("subtype") == "slack_audio" else None if kind.startswith("audio/") else False
        return Attachment(name, kind or "application/octet-stream", bytes(data), spoken=spoken)

    def _is_slack(self, url: str) -> bool:
        """Whether the token may go there."""
        given, api = urlsplit(url), urlsplit(self.api_url)
        if (given.scheme, given.netloc) == (api.scheme, api.netloc):
            return True
        host = given.hostname or ""
        return (
            given.scheme == "https"
            and given.port in (None, 443)
            and (host == "slack.com" or host.endswith(".slack.com"))
        )


def _code(response: Any) -> str:
    data = getattr(response, "data", None)
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def _wait_of(response: Any) -> float | None:
    """The seconds that Slack wants us to wait; None if it was not too early."""
    status = getattr(response, "status_code", None) or getattr(response, "status", None)
    if status != 429 and _code(response) not in {"ratelimited", "rate_limited"}:
        return None
    headers = getattr(response, "headers", None) or {}
    return _seconds(headers.get("Retry-After") or headers.get("retry-after")) or 1.0


def _seconds(value: str | None) -> float | None:
    try:
        return max(0.0, float(value)) if value else None
    except ValueError:
        return None


def _as_ours(method: str, response: Any, wait: float | None) -> AllInError:
    code = _code(response)
    if wait is not None or code in _LATER or not code:
        return TryLater("slack-unreachable", retry_after=wait, detail=f"{method}: {code or 'no answer'}")
    if code in _OPERATOR:
        needed = str(response.data.get("needed") or "")
        return OperatorError("slack-may-not", what=needed or code, detail=method)
    return Refused(method, code)


def lost(error: AllInError) -> bool:
    """Whether an error says that we are no longer let in there."""
    return isinstance(error, Refused) and error.code in _NO_TOKEN

"""Slack's own framework in front of us: it takes envelopes apart, and answers them once they are kept.

Everything is kept before it is acknowledged, and nothing is answered there: that is the inbox's doing. What cannot be kept
is answered with 500, or not at all in Socket Mode, so that Slack delivers it again.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from bot.errors import AllInError, OperatorError, TryLater
from connectors.channel import Event, Inbox
from connectors.channels import slack_blocks as blocks
from connectors.channels import slack_events as events
from connectors.channels.slack_install import Teams
from connectors.channels.slack_web import Refused, Web

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp
    from starlette.requests import Request
    from starlette.responses import Response

log = logging.getLogger(__name__)

EVENTS = frozenset(
    {
        "agent_session_stopped",
        "app_home_opened",
        "app_mention",
        "app_uninstalled",
        "message.channels",
        "message.groups",
        "message.im",
        "tokens_revoked",
    }
)
"""What the app subscribes to; the manifest has the same."""
LARGEST_BODY = 1_000_000
OLDEST = 300
"""Seconds after which a signature no longer counts."""

Ack = Callable[..., Awaitable[Any]]
Body = dict[str, Any]


class Intake:
    """Puts what Slack delivers into the inbox."""

    def __init__(
        self,
        inbox: Inbox,
        teams: Teams,
        web: Web,
        *,
        open_window: Callable[[Body], Awaitable[None]],
        taken: str,
        misplaced: Callable[[str], str | None],
        not_installed: str,
        secret: str | None = None,
    ) -> None:
        """`open_window` is called when somebody taps Edit; `taken` is what a command is answered with at once, `misplaced`
        gives the reason why a changed text cannot be taken. `secret` signs what comes over HTTP.
        """
        self._inbox = inbox
        self._teams = teams
        self._web = web
        self._open_window = open_window
        self._taken = taken
        self._misplaced = misplaced
        self._not_installed = not_installed
        self._secret = secret
        self._tasks: set[asyncio.Task[None]] = set()
        self.app = self._made()

    async def post(self, request: Request) -> Response:
        """What came over HTTP: signed by Slack, byte for byte, before anything of it is read."""
        from slack_bolt.adapter.starlette.async_handler import to_starlette_response
        from slack_bolt.async_app import AsyncBoltRequest
        from starlette.responses import PlainTextResponse

        assert self._secret
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > LARGEST_BODY:
                return PlainTextResponse("too large", status_code=413)
        at, signature = (request.headers.get(f"x-slack-{name}", "") for name in ("request-timestamp", "signature"))
        if not signed(self._secret, body, at, signature):
            return PlainTextResponse("not signed", status_code=401)
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return PlainTextResponse("not text", status_code=400)
        asked = AsyncBoltRequest(body=text, headers=dict(request.headers.items()))
        return to_starlette_response(await self.app.async_dispatch(asked))

    async def listen(self, token: str) -> None:
        """Take what comes over Socket Mode until cancelled. Raises `OperatorError` if Slack does not know the token."""
        from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler

        try:
            await self._web.call(None, "apps_connections_open", app_token=token)
        except Refused as error:
            raise OperatorError("slack-token", option="APP_TOKEN", reason=error.code) from None
        except TryLater as error:
            log.warning("slack: Socket Mode is not there yet: %s", error)
        handler: Any = AsyncSocketModeHandler(self.app, token, web_client=self._web.client(None), logger=_quiet())
        try:
            # It tries until there is a connection, and again whenever one breaks.
            await handler.connect_async()
            await asyncio.Event().wait()
        finally:
            await handler.close_async()
            await asyncio.sleep(0)  # its tasks end in the next round

    async def close(self) -> None:
        """Nothing is under way after this."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _made(self) -> AsyncApp:
        from slack_bolt.async_app import AsyncApp
        from slack_bolt.authorization import AuthorizeResult

        # A function of its own: the framework takes the `self` of a method for an argument that it cannot give.
        async def authorize(enterprise_id: str | None, team_id: str | None) -> Any:
            team = await self._teams.find(team_id, enterprise_id)
            if team is None:
                return None
            return AuthorizeResult(
                enterprise_id=enterprise_id,
                team_id=team_id,
                bot_user_id=team.user,
                bot_id=team.bot or None,
                bot_token=team.token,
            )

        app = AsyncApp(
            name="allin",
            logger=_quiet(),
            client=self._web.client(None),
            signing_secret=self._secret or "",
            authorize=authorize,
            user_facing_authorize_error_message=self._not_installed,
            # Nothing is acknowledged that has not been kept.
            process_before_response=True,
            attaching_conversation_kwargs_enabled=False,
        )
        app.event(re.compile("^(?!app_uninstalled$|tokens_revoked$)"))(self._on_event)
        app.event(re.compile("^(app_uninstalled|tokens_revoked)$"))(self._on_removed)
        app.action(re.compile(f"^{blocks.EDIT}:"))(self._on_edit)
        app.action(re.compile(""))(self._on_action)
        app.command(re.compile(""))(self._on_command)
        app.shortcut(re.compile(""))(self._on_shortcut)
        app.view(re.compile(""))(self._on_view)
        return app

    async def _keep(self, event: Event | None) -> None:
        if event is not None:
            await self._inbox.accept("slack", event)

    async def _on_event(self, body: Body, context: Mapping[str, Any]) -> None:
        kind = body["event"]["type"]
        if kind in {"message", "app_mention"}:
            await self._keep(events.of_message(body, str(context["bot_user_id"])))
        elif kind == "app_home_opened":
            await self._keep(events.of_home(body))
        elif kind == "agent_session_stopped":
            event = events.of_stop(body)
            # What is being answered says itself what was done; where nothing is, the sign of it goes.
            if event is not None and not await self._inbox.stop("slack", event.thread):
                await self._keep(event)

    async def _on_removed(self, body: Body) -> None:
        event = body["event"]
        if event["type"] == "tokens_revoked" and not (event.get("tokens") or {}).get("bot"):
            return  # somebody took back what they had allowed for themselves; we hold nothing of that
        await self._teams.end(events.team_of(body) or events.enterprise_of(body), at=float(body.get("event_time") or 0))

    async def _on_action(self, ack: Ack, body: Body) -> None:
        await self._keep(events.of_tap(body))
        await ack()

    async def _on_edit(self, ack: Ack, body: Body) -> None:
        # The window opens within three seconds or not at all; whoever sees none taps again.
        task = asyncio.create_task(self._open(body))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        await ack()

    async def _open(self, body: Body) -> None:
        try:
            await self._open_window(body)
        except AllInError as error:
            log.warning("slack: a window did not open: %s", error)
        except Exception:
            log.exception("slack: a window did not open")

    async def _on_command(self, ack: Ack, body: Body) -> None:
        await self._keep(events.of_command(body))
        await ack(self._taken)

    async def _on_shortcut(self, ack: Ack, body: Body) -> None:
        if body.get("callback_id") == events.SHORTCUT_ID and body.get("type") == "message_action":
            await self._keep(events.of_shortcut(body))
        await ack()

    async def _on_view(self, ack: Ack, body: Body) -> None:
        event = events.of_edit(body) if body["view"].get("callback_id") == events.VIEW_ID else None
        if event is not None and (why := self._misplaced(str(event.data["text"]))) is not None:
            await ack(response_action="errors", errors={events.INPUT_ID: why})
            return
        await self._keep(event)
        await ack()


def signed(secret: str, body: bytes, at: str, signature: str) -> bool:
    """Whether Slack signed this within the last five minutes.

    docs.slack.dev/authentication/verifying-requests-from-slack. The library's own check reads the body as text first, and
    stumbles over one that is none.
    """
    if not (at.isascii() and at.isdigit()) or abs(time.time() - int(at)) > OLDEST:
        return False
    digest = hmac.new(secret.encode(), b"v0:" + at.encode() + b":" + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(f"v0={digest}".encode(), signature.encode())


def _quiet() -> logging.Logger:
    """The framework's own log: what goes wrong, and never what people said."""
    logger = logging.getLogger("slack_bolt.allin")
    logger.setLevel(logging.WARNING)
    return logger

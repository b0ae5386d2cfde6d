"""Where the Slack app is installed: one team by a token that is set, or many by OAuth, each token encrypted.

docs.slack.dev/authentication/installing-with-oauth and /authentication/using-token-rotation. The way back from Slack counts
once, within ten minutes, and only in the browser that began.
"""

from __future__ import annotations

import asyncio
import base64
import hmac
import html
import logging
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from bot.errors import AllInError, OperatorError, TryLater
from connectors.channel import Sentences, Surroundings
from connectors.channels.slack_web import Refused, Web

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

log = logging.getLogger(__name__)

SCOPES = (
    "app_mentions:read",
    "assistant:write",
    "channels:history",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "im:history",
    "im:write",
    "users:read",
)
"""What the app may do; `deploy/slack/manifest.yaml` asks for the same."""

INSTALL = "/slack/install"
RETURN = "/slack/oauth"
COOKIE = "allin_slack"
VALID_FOR = 600
"""Seconds from the beginning of an installation to the way back."""
BEFORE_ITS_END = 2 * 3600
"""Seconds before a token runs out that it is renewed."""
_KNOWN_FOR = 300
"""Seconds that a team is remembered; another process may have renewed or removed it."""
_LARGEST_FORM = 4_096


@dataclass(frozen=True, slots=True)
class Team:
    """A team that has let us in. `id` is the one it is kept under: its own, or its organisation's."""

    id: str
    token: str
    user: str
    """Our bot user there."""
    bot: str = ""
    installed_at: float = 0.0

    def __repr__(self) -> str:
        return f"Team({self.id})"


class Teams:
    """Finds the team that something came from or goes to. A token that is set is for one team; others need OAuth."""

    def __init__(self, around: Surroundings, web: Web, *, now: Callable[[], float] = time.time) -> None:
        self._around = around
        self._web = web
        self._now = now
        self._token = around.options.get("BOT_TOKEN")
        self._only: Team | None = None
        self._known: dict[str, tuple[float, Team]] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def only(self) -> tuple[Team, Mapping[str, Any]]:
        """The team of the token that is set, and what Slack says of us. Raises `OperatorError` if the token is no good."""
        try:
            answer = await self._web.call(self._token, "auth_test")
        except Refused as error:
            raise OperatorError("slack-token", option="BOT_TOKEN", reason=error.code) from None
        self._only = Team(
            str(answer["team_id"]), self._token or "", str(answer["user_id"]), str(answer.get("bot_id", ""))
        )
        return self._only, answer

    async def find(self, team: str | None, enterprise: str | None = None) -> Team | None:
        """The team with this id, or the organisation that has let us in for it; None if neither has."""
        if self._token:
            only = self._only or (await self.only())[0]
            return only if team == only.id else None
        for id in (team, enterprise):
            if id and (found := await self._find(id)) is not None:
                if id == enterprise and team:
                    # What is sent later knows the team alone.
                    await self._around.installs.keep("slack", team, {"enterprise": enterprise})
                return found
        return None

    async def need(self, team: str) -> Team:
        """The team with this id. Raises `Refused` if we are not installed there."""
        found = await self.find(team)
        if found is None:
            raise Refused("install", "account_inactive")
        return found

    async def end(self, id: str, *, at: float = 0.0) -> None:
        """The app was removed; everything kept for it is forgotten, unless it has been installed again since `at`."""
        if not id:
            return
        self._known.pop(id, None)
        kept = await self._around.installs.find("slack", id)
        if kept is not None and at and int(kept.get("installed_at", 0)) > at:
            return
        await self._around.installs.end("slack", id)
        if kept is not None and kept.get("enterprise"):
            await self.end(str(kept["enterprise"]), at=at)  # an organisation removes it as a whole

    async def keep(self, answer: Mapping[str, Any], workspace: str | None = None) -> Team:
        """Keep what Slack gave for an installation."""
        team, enterprise = answer.get("team") or {}, answer.get("enterprise") or {}
        id = str(enterprise["id"] if answer.get("is_enterprise_install") and enterprise else team["id"])
        kept = {**self._secret(answer), "installed_at": self._now()}
        self._known.pop(id, None)
        await self._around.installs.keep("slack", id, kept, workspace=workspace)
        return _team(id, kept)

    async def _find(self, id: str) -> Team | None:
        at, team = self._known.get(id, (0.0, None))
        if team is not None and self._now() - at < _KNOWN_FOR:
            return team
        kept = await self._around.installs.find("slack", id)
        if kept is None:
            self._known.pop(id, None)
            return None
        if kept.get("enterprise"):
            return await self._find(str(kept["enterprise"]))
        if kept.get("refresh") and float(kept["ends_at"]) - self._now() < BEFORE_ITS_END:
            async with self._locks.setdefault(id, asyncio.Lock()):
                kept = await self._renewed(id)
        if kept is None:
            return None
        team = _team(id, kept)
        self._known[id] = (self._now(), team)
        return team

    async def _renewed(self, id: str) -> Mapping[str, Any] | None:
        """What is kept of a team, with a token that holds for a while."""
        kept = await self._around.installs.find("slack", id)
        if kept is None or float(kept["ends_at"]) - self._now() >= BEFORE_ITS_END:
            return kept
        try:
            answer = await _access(
                self._web, self._around.options, grant_type="refresh_token", refresh_token=str(kept["refresh"])
            )
        except AllInError as error:
            # Another process may have been quicker: a refresh token is good for one renewal.
            newer = await self._around.installs.find("slack", id)
            if newer is not None and newer.get("refresh") != kept["refresh"]:
                return newer
            if float(kept["ends_at"]) > self._now():
                log.warning("slack: the token of %s could not be renewed yet: %s", id, error.key)
                return kept
            raise
        fresh = {**kept, **self._secret(answer)}
        await self._around.installs.keep("slack", id, fresh)
        return fresh

    def _secret(self, answer: Mapping[str, Any]) -> dict[str, Any]:
        made = {"token": str(answer["access_token"])}
        if answer.get("bot_user_id"):
            made["user"] = str(answer["bot_user_id"])
        if answer.get("refresh_token") and answer.get("expires_in"):
            ends = {"refresh": str(answer["refresh_token"]), "ends_at": self._now() + float(answer["expires_in"])}
            return {**made, **ends}
        return {**made, "refresh": "", "ends_at": 0}


def _team(id: str, kept: Mapping[str, Any]) -> Team:
    return Team(id, str(kept["token"]), str(kept.get("user", "")), installed_at=float(kept.get("installed_at", 0)))


class Installation:
    """The pages by which a team lets the app in. Whoever brings a code of a member is known there from then on."""

    def __init__(self, around: Surroundings, web: Web, teams: Teams, *, now: Callable[[], float] = time.time) -> None:
        self._around = around
        self._web = web
        self._teams = teams
        self._now = now
        self._used: dict[str, float] = {}

    async def begin(self, request: Request) -> Response:
        """The page with the button, and what the button does."""
        from starlette.responses import RedirectResponse

        language = self._language(request)
        if request.method == "GET":
            say = self._around.sentences(language)
            return page(language, say, "slack-install-title", say.say("slack-install-about"), form=True)
        code = await _code_in(request)
        state = secrets.token_urlsafe(24)
        query = {
            "client_id": self._around.options["CLIENT_ID"],
            "scope": ",".join(SCOPES),
            "state": state,
            "redirect_uri": f"{self._around.address}{RETURN}",
        }
        authorize = self._web.api_url.removesuffix("/").removesuffix("/api") + "/oauth/v2/authorize"
        answer = RedirectResponse(f"{authorize}?{urlencode(query)}", status_code=303)
        sealed = self._around.seal.seal({"state": state, "code": code, "until": self._now() + VALID_FOR})
        answer.set_cookie(
            COOKIE,
            sealed,
            max_age=VALID_FOR,
            path="/slack",
            secure=self._around.address.startswith("https:"),
            httponly=True,
            samesite="lax",
        )
        return answer

    async def back(self, request: Request) -> Response:
        """The way back from Slack."""
        language = self._language(request)
        say = self._around.sentences(language)
        begun = self._begun(request)
        if begun is None:
            return page(language, say, "slack-install-failed", say.say("slack-install-again"), status=400)
        if request.query_params.get("error") or not request.query_params.get("code"):
            return page(language, say, "slack-install-failed", say.say("slack-install-refused"), status=400)
        try:
            answer = await _access(
                self._web,
                self._around.options,
                code=request.query_params["code"],
                redirect_uri=f"{self._around.address}{RETURN}",
            )
        except (TryLater, OperatorError, Refused) as error:
            log.warning("slack: an installation failed: %s %s", error.key, getattr(error, "code", ""))
            return page(language, say, "slack-install-failed", say.say("slack-install-again"), status=502)
        await self._teams.keep(answer)
        text = say.say("slack-install-done", team=str((answer.get("team") or {}).get("name") or ""))
        if begun["code"]:
            text += " " + await self._link(str(begun["code"]), answer, say)
        done = page(language, say, "slack-install-title", text)
        done.delete_cookie(COOKIE, path="/slack")
        return done

    async def _link(self, code: str, answer: Mapping[str, Any], say: Sentences) -> str:
        user = str((answer.get("authed_user") or {}).get("id") or "")
        team = str((answer.get("team") or {}).get("id") or "")
        if not user or not team:
            return say.say("slack-install-code-later")
        try:
            found = await self._web.call(str(answer["access_token"]), "users_info", user=user)
            name = str((found.get("user") or {}).get("real_name") or "")
        except AllInError:
            name = ""  # a name can be told later
        workspace = await self._around.installs.link(code, "slack", f"{team}/{user}", name)
        if workspace is None:
            return say.say("slack-install-code-wrong")
        await self._teams.keep(answer, workspace)
        return say.say("slack-install-linked", workspace=workspace)

    def _begun(self, request: Request) -> dict[str, Any] | None:
        """What this browser began, if it is this; it counts once."""
        try:
            begun = self._around.seal.open(request.cookies[COOKIE])
            state, until = str(begun["state"]), float(begun["until"])
        except Exception:  # whatever is wrong with a cookie, it is none of ours
            return None
        now = self._now()
        self._used = {used: end for used, end in self._used.items() if end > now}
        given = request.query_params.get("state", "")
        if not hmac.compare_digest(state.encode(), given.encode()) or until < now or state in self._used:
            return None
        self._used[state] = until
        return begun

    def _language(self, request: Request) -> str:
        wanted = request.headers.get("accept-language", "")[:2].lower()
        return wanted if wanted in {"en", "es", "de", "fr"} else self._around.language


async def _access(web: Web, options: Mapping[str, str], **fields: str) -> Mapping[str, Any]:
    """Change a code, or a refresh token, into a token (docs.slack.dev/reference/methods/oauth.v2.access)."""
    # The client's own method for this warns of what it uses itself.
    pair = base64.b64encode(f"{options['CLIENT_ID']}:{options['CLIENT_SECRET']}".encode()).decode()
    return await web.call(
        None,
        "api_call",
        api_method="oauth.v2.access",
        data=fields,
        headers={"Authorization": f"Basic {pair}"},
    )


async def _code_in(request: Request) -> str:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LARGEST_FORM:
            return ""
    from urllib.parse import parse_qs

    found = parse_qs(body.decode("utf-8", "replace"), max_num_fields=5).get("code", [""])
    return found[0].strip()[:40]


def page(language: str, say: Sentences, title: str, text: str, *, form: bool = False, status: int = 200) -> Response:
    """A page of ours, headed by the sentence `title`: no script, nothing from elsewhere."""
    from starlette.responses import HTMLResponse

    label, button = html.escape(say.say("slack-install-code")), html.escape(say.say("slack-install-button"))
    fields = (
        f'<form method="post" action="{INSTALL}"><p><label>{label}<br><input name="code" maxlength="40" '
        f'autocomplete="off"></label></p><p><button>{button}</button></p></form>'
    )
    head = html.escape(say.say(title))
    body = (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><meta name="color-scheme" content="light dark">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{head}</title>'
        f"<h1>{head}</h1><p>{html.escape(text)}</p>{fields if form else ''}</html>"
    )
    # Where a form leads in the end counts as its target in some browsers.
    policy = "default-src 'none'; form-action 'self' https://slack.com https://*.slack.com; frame-ancestors 'none'"
    headers = {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return HTMLResponse(body, status_code=status, headers=headers)

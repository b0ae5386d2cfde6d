"""Slack's channel against emulate, another's Slack on this machine, with its strict look at scopes switched on.

It has the Web API, files, windows and OAuth; neither streams, agent sessions nor Socket Mode. What Slack would deliver is
written here and signed as Slack does.
"""

from __future__ import annotations

import asyncio
import contextlib
import html
import json
import re
import subprocess
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
import pytest_asyncio
import yaml
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette

from bot.app import App
from bot.errors import TryLater
from bot.settings import Settings
from bot.testing import FakePlatform, FrozenClock
from bot.testing.files import picture
from bot.tool import Role
from connectors.channels.slack import Slack
from connectors.channels.slack_install import Team
from storage import accounts, posts, workspaces
from tests.channels.slack_office import NOW, around
from tests.conversations.conftest import free_port, models
from tests.real.node import NODE, WHY, command, environment

__all__ = ["models"]  # fixtures

pytestmark = pytest.mark.skipif(not NODE, reason=WHY)

MANIFEST = Path(__file__).parents[2] / "deploy" / "slack" / "manifest.yaml"
ADDRESS = "https://allin.example"
SECRET = "shhh"
CLIENT = {"client_id": "11.22", "client_secret": "hush"}
ANNA = "xoxp-anna"
"""A token with which Anna writes as herself."""

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """Something that Anna wrote."""

    channel: str
    ts: str


@dataclass
class House:
    """A Slack with one team, and our assistant, which the team can install."""

    api_url: str
    app: App
    channel: Slack
    clock: FrozenClock
    network: FakePlatform
    browser: httpx.AsyncClient
    """Keeps its cookies; our own pages are reached through it as well as Slack's."""
    people: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    team: str = ""

    @property
    def anna(self) -> AsyncWebClient:
        return self.as_(ANNA)

    def as_(self, token: str) -> AsyncWebClient:
        """Slack's own client."""
        return AsyncWebClient(token, base_url=self.api_url)

    async def look_around(self) -> None:
        self.team = str((await self.anna.auth_test())["team_id"])
        self.people = {user["name"]: user["id"] for user in (await self.anna.users_list())["members"]}
        self.places = {place["name"]: place["id"] for place in (await self.anna.conversations_list())["channels"]}

    async def install(self, code: str = "") -> httpx.Response:
        """Anna adds the app with her browser; the page she ends up on."""
        assert "Add to Slack" in (await self.browser.get(f"{ADDRESS}/slack/install")).text
        begun = await self.browser.post(f"{ADDRESS}/slack/install", data={"code": code})
        asked = await self.browser.get(begun.headers["location"])
        assert "AllIN Assistant" in asked.text, asked.text
        fields = next(
            found
            for form in re.findall(r"<form.*?</form>", asked.text, re.S)
            if (found := dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))).get("user_id") == self.people["anna"]
        )
        address = urlsplit(begun.headers["location"])
        allowed = await self.browser.post(
            f"{address.scheme}://{address.netloc}/oauth/v2/authorize/callback",
            data={name: html.unescape(value) for name, value in fields.items()},
        )
        return await self.browser.get(allowed.headers["location"])

    async def bot(self) -> Team:
        """What is kept of the installation."""
        return await self.channel.teams.need(self.team)

    async def member(self) -> None:
        """Anna is known, and has a page and a network."""

        def join(session: Any) -> None:
            place, _ = workspaces.found_workspace(session, "Bakery", NOW)
            workspaces.add_member(
                session, place.id, "Anna", Role.OWNER, "slack", f"{self.team}/{self.people['anna']}", NOW
            )
            accounts.connect(session, place.id, self.network.name, "@bakery", {}, NOW)

        await self.app.database.write(join)

    async def deliver(self, body: dict[str, Any] | bytes, kind: str = "application/json") -> httpx.Response:
        """As Slack delivers over HTTP, signed."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        from time import time

        at = str(int(time()))
        signed = SignatureVerifier(SECRET).generate_signature(timestamp=at, body=data) or ""
        headers = {"Content-Type": kind, "X-Slack-Request-Timestamp": at, "X-Slack-Signature": signed}
        answer = await self.browser.post(f"{ADDRESS}/slack/events", content=data, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer

    async def event(self, event: dict[str, Any]) -> None:
        body = {"type": "event_callback", "team_id": self.team, "api_app_id": "A1", "event": event}
        await self.deliver({**body, "event_id": f"Ev{event.get('ts') or event.get('event_ts')}"})

    async def interact(self, payload: dict[str, Any]) -> None:
        more = {"user": {"id": self.people["anna"], "team_id": self.team}, "team": {"id": self.team}}
        form = urlencode({"payload": json.dumps(more | payload)}).encode()
        await self.deliver(form, "application/x-www-form-urlencoded")

    async def say(self, text: str, place: str = "", **more: Any) -> Said:
        """Anna writes, as a rule to the app; Slack tells us."""
        channel = place or (await self.bot()).user
        posted = (await self.anna.chat_postMessage(channel=channel, text=text)).data
        assert isinstance(posted, dict)
        direct = not place
        event = {**posted["message"], "channel": posted["channel"], "channel_type": "im" if direct else "channel"}
        kind = "message" if direct else "app_mention"
        await self.event({**event, "type": kind, "user": self.people["anna"], **more})
        await self.app.inbox.idle()
        return Said(posted["channel"], posted["ts"])

    async def thread(self, said: Said) -> list[Message]:
        """What stands below something that was said."""
        found = await self.anna.conversations_replies(channel=said.channel, ts=said.ts)
        return [message for message in found["messages"] if message["ts"] != said.ts]

    async def page(self, tab: str, **more: str) -> str:
        """What emulate shows of itself to a person."""
        found = await self.browser.get(self.api_url.removesuffix("api/"), params={"tab": tab, **more})
        return html.unescape(found.text)

    async def tap(self, message: Message, label: str, channel: str) -> None:
        """Tap a button of ours."""
        block, element = next(
            (block, element)
            for block in message["blocks"]
            for element in [*block.get("elements", ()), block.get("accessory", {})]
            if element.get("type") == "button" and element["text"]["text"] == label
        )
        made = await self.as_((await self.bot()).token).api_call(
            "views.generateTriggerId", params={"user_id": self.people["anna"]}
        )
        await self.interact(
            {
                "type": "block_actions",
                "container": {"type": "message", "channel_id": channel, "message_ts": message["ts"]},
                "trigger_id": made["trigger_id"],
                "channel": {"id": channel},
                "message": message,
                "actions": [{**element, "block_id": block.get("block_id", ""), "action_ts": message["ts"]}],
            }
        )
        await self.app.inbox.idle()


@pytest.fixture(autouse=True)
def posts_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slack takes what its client puts into an address, of a GET or a POST; emulate takes what is in the body of a POST."""
    call = AsyncWebClient.api_call

    async def as_post(self: AsyncWebClient, api_method: str, **given: Any) -> Any:
        given.pop("http_verb", None)
        if params := given.pop("params", None):
            given["data"] = {**params, **(given.get("data") or {})}
        return await call(self, api_method, **given)

    monkeypatch.setattr(AsyncWebClient, "api_call", as_post)


@contextlib.contextmanager
def emulated(folder: Path, scopes: list[str]) -> Iterator[str]:
    """A Slack of our own on a free port; the address of its Web API."""
    port = free_port()
    seed = {
        "team": {"name": "Bakery", "domain": "bakery"},
        "users": [{"name": "anna", "real_name": "Anna Blum"}],
        "channels": [{"name": "market"}],
        "oauth_apps": [
            {
                **CLIENT,
                "name": "AllIN Assistant",
                "redirect_uris": [f"{ADDRESS}/slack/oauth"],
                "scopes": scopes,
            }
        ],
        "tokens": [{"token": ANNA, "type": "user", "user": "anna"}],
        "strict_scopes": True,
    }
    (folder / "seed.json").write_text(json.dumps({"slack": seed}))
    address = f"http://127.0.0.1:{port}"
    started = [*command("emulate/dist/index.js"), "start", "--service", "slack", "--port", str(port)]
    with subprocess.Popen(
        [*started, "--base-url", address, "--seed", str(folder / "seed.json")],
        cwd=folder,
        env=environment(folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            with httpx.Client(transport=httpx.HTTPTransport(retries=10), trust_env=False) as client:
                client.post(f"{address}/api/auth.test")
            yield f"{address}/api/"
        finally:
            process.terminate()


@pytest_asyncio.fixture
async def house(home: Path, models: Path, tmp_path: Path) -> AsyncIterator[House]:
    """Opens at ten o'clock; nobody has installed anything."""
    (home / "cache").symlink_to(models)
    scopes = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))["oauth_config"]["scopes"]["bot"]
    clock, network = FrozenClock(NOW), FakePlatform(home)
    settings = Settings.load(home=home, time_zone="Europe/Berlin", language="en")

    async def pause(_seconds: float) -> None:
        await asyncio.sleep(0)

    with emulated(tmp_path, scopes) as api_url:
        async with App.open(settings, work=False, now=clock, platforms=[network]) as app:
            options = {"signing_secret": SECRET, "api_url": api_url, **CLIENT}
            channel = Slack(around(app, ADDRESS, **options), pause=pause)
            running = asyncio.create_task(channel.run())
            app.inbox.start({"slack": channel})
            ours = httpx.ASGITransport(Starlette(routes=list(channel.routes())))
            async with httpx.AsyncClient(mounts={ADDRESS: ours}, trust_env=False, timeout=30) as browser:
                made = House(api_url, app, channel, clock, network, browser)
                await made.look_around()
                try:
                    yield made
                finally:
                    await app.inbox.close(patience=1)
                    running.cancel()
                    await asyncio.gather(running, return_exceptions=True)


@pytest_asyncio.fixture
async def bakery(house: House) -> House:
    """The app is installed, and Anna is known."""
    await house.install()
    await house.member()
    return house


# Installing


async def test_a_team_installs_the_app_and_its_token_is_kept_unreadable(house: House) -> None:
    begun = await house.browser.post(f"{ADDRESS}/slack/install", data={})
    asked = parse_qs(urlsplit(begun.headers["location"]).query)["scope"][0].split(",")
    assert asked == yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))["oauth_config"]["scopes"]["bot"]
    page = await house.install()
    assert page.status_code == 200 and "The assistant is in Bakery now" in page.text
    team = await house.bot()
    who = await house.as_(team.token).auth_test()
    assert (who["team_id"], who["user_id"]) == (house.team, team.user)
    kept = b"".join(path.read_bytes() for path in house.app.settings.home.glob("*.db*"))
    assert house.team.encode() in kept
    assert team.token.encode() not in kept


async def test_a_way_back_that_slack_did_not_give_installs_nothing(house: House) -> None:
    begun = await house.browser.post(f"{ADDRESS}/slack/install", data={})
    state = parse_qs(urlsplit(begun.headers["location"]).query)["state"][0]
    page = await house.browser.get(f"{ADDRESS}/slack/oauth", params={"state": state, "code": "made-up"})
    assert page.status_code == 502
    assert await house.app.installs.find("slack", house.team) is None


# Talking


async def test_a_post_is_drafted_previewed_and_published_once(bakery: House) -> None:
    said = await bakery.say("publish \u201cWe open at ten\u201d on fake")
    (shown,) = await bakery.thread(said)
    assert shown["user"] == (await bakery.bot()).user
    assert "We open at ten" in json.dumps(shown["blocks"])
    assert shown["metadata"]["event_type"] == "allin_reply"
    assert shown["unfurl_links"] is False
    await bakery.tap(shown, "Yes, publish", said.channel)
    await bakery.tap(shown, "Yes, publish", said.channel)
    assert bakery.network.texts() == ["We open at ten"]
    decided, *_ = await bakery.thread(said)
    assert decided["ts"] == shown["ts"] and decided["edited"]
    assert '"button"' not in json.dumps(decided["blocks"])
    assert decided["metadata"]["event_payload"]["who"] == bakery.people["anna"]


async def test_what_may_have_arrived_is_found_by_its_mark_and_not_sent_again(
    bakery: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = bakery.channel.web.call
    lost: list[str] = []

    async def call(token: str | None, method: str, *patience: float, **args: Any) -> Any:
        answer = await send(token, method, *patience, **args)
        if method == "chat_postMessage" and not lost:
            lost.append(answer["ts"])
            raise TryLater("slack-unreachable")
        return answer

    with monkeypatch.context() as patch:
        patch.setattr(bakery.channel.web, "call", call)
        said = await bakery.say("draft a post about the autumn sale")
        bakery.clock.move(minutes=5)
        await bakery.app.inbox.look()
        await bakery.app.inbox.idle()
    assert [message["ts"] for message in await bakery.thread(said)] == lost
    row = await bakery.app.database.read(lambda session: posts.get(session, 1, 2))
    assert row is None  # the draft was not made a second time either


async def test_a_stranger_in_a_channel_is_answered_where_nobody_else_sees_it(house: House) -> None:
    await house.install()
    said = await house.say(f"<@{(await house.bot()).user}> publish everything", house.places["market"])
    assert await house.thread(said) == []
    told = await house.page("messages", channel=said.channel)
    assert "ephemeral" in told and re.search(r"\b\d{3} \d{3}\b", told), told


# Files, windows, App Home


async def test_a_picture_that_is_sent_becomes_part_of_the_post(bakery: House, tmp_path: Path) -> None:
    channel = str((await bakery.anna.conversations_open(users=(await bakery.bot()).user))["channel"]["id"])
    photo = picture(tmp_path).path
    sent = await bakery.anna.files_upload_v2(
        channel=channel, file=str(photo), filename="bread.jpg", initial_comment="draft a post about fresh bread"
    )
    assert sent["ok"]
    (message, *_) = (await bakery.anna.conversations_history(channel=channel))["messages"]
    await bakery.event({**message, "channel": channel, "channel_type": "im", "user": bakery.people["anna"]})
    await bakery.app.inbox.idle()
    (reply,) = await bakery.thread(Said(channel, message["ts"]))
    assert "draft 1" in reply["text"]
    row = await bakery.app.database.read(lambda session: posts.get(session, 1, 1))
    assert row is not None and len(row.post.media) == 1


async def test_a_window_opens_on_a_tap(bakery: House) -> None:
    said = await bakery.say("draft a post about the autumn sale")
    (shown,) = await bakery.thread(said)
    await bakery.tap(shown, "Edit the text", said.channel)
    for _ in range(100):  # nothing waits for it but Slack
        told = await bakery.page("views")
        if "No modal views have been opened" not in told:
            break
        await asyncio.sleep(0.05)
    else:
        raise AssertionError(told)
    assert "Trigger IDs" in told


async def test_app_home_shows_the_drafts(bakery: House) -> None:
    said = await bakery.say("draft a post about the autumn sale")
    event = {"type": "app_home_opened", "user": bakery.people["anna"], "channel": said.channel, "tab": "home"}
    await bakery.event({**event, "event_ts": "1.1"})
    await bakery.app.inbox.idle()
    told = await bakery.page("views")
    assert "Trigger IDs" in told and "No App Home views have been published" not in told
    assert "autumn sale" in told


async def test_a_command_goes_on_in_direct_messages(bakery: House) -> None:
    fields = {
        "command": "/allin",
        "text": "draft a post about the autumn sale",
        "user_id": bakery.people["anna"],
        "user_name": "anna",
        "channel_id": bakery.places["market"],
        "team_id": bakery.team,
        "trigger_id": "1.1.a",
        "api_app_id": "A1",
        "response_url": f"{ADDRESS}/nowhere",
    }
    await bakery.deliver(urlencode(fields).encode(), "application/x-www-form-urlencoded")
    await bakery.app.inbox.idle()
    channel = str((await bakery.anna.conversations_open(users=(await bakery.bot()).user))["channel"]["id"])
    (root,) = (await bakery.anna.conversations_history(channel=channel))["messages"]
    (reply,) = await bakery.thread(Said(channel, root["ts"]))
    assert "draft 1" in reply["text"]

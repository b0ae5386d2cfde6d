"""Home Assistant over HTTP: its conversation API before a real conversation, and the configuration of the guide."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest_asyncio
import yaml
from fastapi import FastAPI

from connectors.channels.home_assistant import HomeAssistant
from tests.channels.houses import ears, kitchen, mouth
from tests.channels.served import SlowDoor, around, code, served
from tests.conversations.conftest import Talk, models, talk

__all__ = ["ears", "kitchen", "models", "mouth", "talk"]  # fixtures

ROOT = Path(__file__).parent.parent.parent


# Over HTTP


@dataclass
class Hook:
    """Home Assistant's REST command, with the token of a house."""

    http: httpx.AsyncClient
    token: str

    async def send(self, **data: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}"}
        return await self.http.post("/home_assistant/conversation", json=data, headers=headers)

    async def say(self, text: str, **more: Any) -> dict[str, Any]:
        answer = await self.send(text=text, **{"language": "en", **more})
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


@pytest_asyncio.fixture
async def hook(talk: Talk) -> AsyncIterator[Hook]:
    await asyncio.to_thread(talk.app.understanding.warm)
    channel = HomeAssistant.build(around(talk, webhook="yes"))
    assert channel is not None
    async with served(channel.routes()) as http:
        paired = await http.post("/home_assistant/pair", json={"code": await code(talk), "name": "House"})
        assert paired.status_code == 200, paired.text
        yield Hook(http, paired.json()["token"])


async def test_a_question_keeps_the_conversation_open(hook: Hook, talk: Talk) -> None:
    await talk.connect_network()
    asked = await hook.say('Publish "We open at ten" on fake.', conversation_id="01J", device_id="kitchen")
    assert asked["continue_conversation"] is True and asked["conversation_id"] == "01J"
    assert asked["response"]["response_type"] == "action_done" and asked["response"]["language"] == "en"
    assert asked["response"]["speech"]["plain"]["speech"].rstrip().endswith("?")
    await hook.say("yes", device_id="bedroom")
    assert talk.network.sent == 0
    done = await hook.say("yes", conversation_id="01K", device_id="kitchen")
    assert talk.network.sent == 1 and done["continue_conversation"] is False


async def test_what_went_wrong_is_an_error_in_the_same_shape(hook: Hook) -> None:
    wrong = await hook.say("show post 77")
    assert wrong["response"]["response_type"] == "error" and wrong["response"]["data"] == {"code": "failed_to_handle"}
    assert "77" in wrong["response"]["speech"]["plain"]["speech"] and wrong["conversation_id"]


async def test_the_house_can_be_thrown_out(hook: Hook, talk: Talk) -> None:
    assert (await hook.send(text="what is planned")).status_code == 200
    await talk.say("remove my Home Assistant")
    if talk.last.choices:
        await talk.say("yes")
    answer = await hook.send(text="what is planned")
    assert answer.status_code == 401 and answer.headers["www-authenticate"] == "Bearer"
    assert "pair a device" in answer.json()["response"]["speech"]["plain"]["speech"]


async def test_whoever_is_not_let_in_stays_out(hook: Hook, talk: Talk) -> None:
    phones = await talk.app.pairing.admit(await code(talk), "shortcuts", "Phone", source="t")
    for token in (phones or "", "x" * 43, "x"):
        assert (await Hook(hook.http, token).send(text="what is planned")).status_code == 401
    assert (await hook.http.post("/home_assistant/conversation", json={"text": "x"})).status_code == 401
    wrong = [(await hook.http.post("/home_assistant/pair", json={"code": "AAAAA-AAAAA"})).status_code for _ in range(7)]
    assert wrong[0] == 403 and wrong[-1] == 429


async def test_bad_requests_are_told(hook: Hook) -> None:
    headers = {"Authorization": f"Bearer {hook.token}"}
    for body, status in ((b"{", 400), (b"[]", 400), (b'{"text": 5}', 400), (b'{"text": "' + b"x" * 70_000, 413)):
        answer = await hook.http.post("/home_assistant/conversation", content=body, headers=headers)
        assert answer.status_code == status
        assert answer.json()["response"]["response_type"] == "error"
    assert (await hook.http.post("/home_assistant/pair", content=b"{")).status_code == 400
    assert (await hook.http.get("/home_assistant/conversation")).status_code == 405


async def test_another_workspace_sees_nothing_of_this_one(hook: Hook, talk: Talk) -> None:
    await hook.say("Schedule a post about the spring market on the page for Friday at nine")
    pairing = {"code": await code(talk, "Florist", "rosa"), "name": "Shop"}
    token = (await hook.http.post("/home_assistant/pair", json=pairing)).json()["token"]
    said = await Hook(hook.http, token).say("what is planned")
    assert "spring market" not in json.dumps(said)


async def test_a_way_that_others_can_read_needs_a_named_house(talk: Talk) -> None:
    async def status(client: str, **options: str) -> int:
        channel = HomeAssistant.build(around(talk, webhook="yes", **options))  # type: ignore[arg-type]  # an address among them
        assert channel is not None
        transport = httpx.ASGITransport(FastAPI(routes=list(channel.routes())), client=(client, 5))
        async with httpx.AsyncClient(transport=transport, base_url="http://t") as http:
            return (await http.post("/home_assistant/conversation", json={"text": "x"})).status_code

    assert await status("192.168.1.5") == 403
    assert await status("192.168.1.5", allow="192.168.1.6") == 403
    assert await status("192.168.1.5", allow="192.168.1.0/24") == 401
    assert await status("192.168.1.5", address="https://allin.example.com") == 401


async def test_a_slow_answer_is_left_in_the_chat(talk: Talk) -> None:
    await asyncio.to_thread(talk.app.understanding.warm)
    door = SlowDoor(talk.app.conversation)
    given = around(talk, door=door)
    channel = HomeAssistant(
        given.door, given.sentences, given.devices, bound=None, webhook=True, address=given.address, patience=0.05
    )
    running = asyncio.create_task(channel.run())
    async with served(channel.routes()) as http:
        paired = await http.post("/home_assistant/pair", json={"code": await code(talk), "name": "House"})
        said = await Hook(http, paired.json()["token"]).say("what is planned", language="de-DE")
    assert "Ich arbeite daran" in said["response"]["speech"]["plain"]["speech"]
    assert not running.done()
    running.cancel()
    door.go.set()
    await asyncio.gather(running, return_exceptions=True)
    assert [message.language for message, _ in door.left] == ["de"]


# The guide


async def test_the_configuration_in_the_guide_fits_what_is_served(hook: Hook, talk: Talk) -> None:
    guide = (ROOT / "docs" / "home_assistant.md").read_text(encoding="utf-8")

    class Loader(yaml.SafeLoader):
        pass

    Loader.add_constructor("!secret", lambda loader, node: loader.construct_scalar(node))  # type: ignore[arg-type]  # a scalar it is
    parts = [yaml.load(part, Loader) for part in re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)]
    (command,) = [part["rest_command"]["allin"] for part in parts if "rest_command" in part]
    assert command["url"].endswith("/home_assistant/conversation") and command["timeout"] > 8
    payload = command["payload"].replace("| to_json", "")
    said = {"text": "what is planned", "language": "en", "device_id": "assist_satellite.kitchen"}
    for name, value in said.items():
        before, after = re.split(r"\{\{\s*" + name + r"\s*\}\}", payload)
        payload = f"{before}{json.dumps(value)}{after}"
    assert json.loads(payload) == said
    headers = {**command["headers"], "Authorization": f"Bearer {hook.token}"}
    answer = await hook.http.post("/home_assistant/conversation", content=payload, headers=headers)
    assert answer.status_code == 200
    used = re.findall(r"answer\.content\.([a-z_.]+)", guide)
    assert used
    for path in used:
        found: Any = answer.json()
        for name in path.split("."):
            found = found[name]

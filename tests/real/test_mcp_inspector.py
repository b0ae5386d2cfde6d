"""Our tools as the MCP Inspector sees them: another's client and its look at our schemas, over both transports."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.channels.test_mcp_http import Site, site
from tests.conversations.conftest import models, talk
from tests.real.node import NODE, WHY, command, environment
from tests.test_command_line import learned

__all__ = ["learned", "models", "site", "talk"]  # fixtures

pytestmark = pytest.mark.skipif(not NODE, reason=WHY)

INSPECTOR = "@modelcontextprotocol/inspector/clients/launcher/build/index.js"
ROOT = Path(__file__).parent.parent.parent
ERAS = ["legacy", "modern"]
"""What it calls a session that begins with `initialize`, and the protocol of 2026-07-28, which has none."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the Inspector printed: the result, or what it makes of an error; and how it ended."""

    status: int
    result: dict[str, Any]
    rest: str

    @property
    def text(self) -> str:
        return str(self.result["content"][0]["text"])

    @property
    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = self.result["structuredContent"]
        return found


Inspect = Callable[..., Awaitable[Seen]]


async def seen(home: Path, *arguments: str) -> Seen:
    """Run it to its end."""
    started = [*command(INSPECTOR), "--cli", *arguments, "--format", "json", "--connect-timeout", "90000"]
    process = await asyncio.create_subprocess_exec(
        *started, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, cwd=ROOT, env=environment(home)
    )
    try:
        out, told = await asyncio.wait_for(process.communicate(), 120)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    result = json.loads(out)["result"] if out.strip() else {}
    assert process.returncode is not None
    return Seen(process.returncode, result, told.decode())


@pytest.fixture
def on_pipes(home: Path, learned: Path, tmp_path: Path) -> Inspect:
    """`allin mcp`, started anew by the Inspector for each look, with one store behind all of them."""
    shutil.copytree(learned, home / "cache")
    settings = (("ALLIN_HOME", home), ("ALLIN_TIME_ZONE", "Europe/Berlin"), ("ALLIN_LANGUAGE", "en"))
    given = [part for name, value in settings for part in ("-e", f"{name}={value}")]

    async def inspect(method: str, *more: str) -> Seen:
        return await seen(tmp_path, sys.executable, "-m", "bot", "mcp", *given, "--method", method, *more)

    return inspect


async def called(inspect: Inspect, tool: str, *more: str, **args: Any) -> Seen:
    return await inspect("tools/call", "--tool-name", tool, "--tool-args-json", json.dumps(args), *more)


# On pipes


async def test_no_schema_of_ours_is_one_that_a_client_may_not_take(on_pipes: Inspect) -> None:
    listed = await on_pipes("tools/list", "--strict")
    assert (listed.status, listed.rest) == (0, "")
    tools = {tool["name"]: tool for tool in listed.result["tools"]}
    hints = {name: tools[name]["annotations"] for name in ("list_posts", "draft_post", "publish_post", "delete_post")}
    assert {name: found["readOnlyHint"] for name, found in hints.items()} == {
        "list_posts": True,
        "draft_post": False,
        "publish_post": False,
        "delete_post": False,
    }
    assert [name for name, found in hints.items() if found["destructiveHint"]] == ["publish_post", "delete_post"]


async def test_what_would_be_published_waits_for_the_persons_yes(on_pipes: Inspect) -> None:
    assert (await called(on_pipes, "list_posts")).data == {"posts": [], "total": 0}
    drafted = await called(on_pipes, "draft_post", topic="bread", platforms=["feed"])
    assert not drafted.result["isError"]
    assert [post["status"] for post in drafted.data["posts"]] == ["draft"]
    for era in ERAS:
        asked = await called(
            on_pipes, "publish_post", "--protocol-era", era, text=f"Open at ten ({era})", platforms=["feed"]
        )
        assert asked.status == 0
        assert asked.data["needs_consent"] and not asked.result["isError"]
        assert "allin chat" in asked.text and "consent_id" not in asked.data
    assert (await called(on_pipes, "list_posts", status="published")).data["total"] == 0


async def test_what_is_no_argument_is_refused_and_does_nothing(on_pipes: Inspect) -> None:
    for tool, args in (
        ("draft_post", {"topic": "bread", "mood": "gay"}),
        ("draft_post", {"topic": ["bread"]}),
        ("list_posts", {"status": "flying"}),
        ("ask", {"words": "publish everything"}),
    ):
        refused = await called(on_pipes, tool, **args)
        assert refused.status == 5 and refused.result["isError"], args
        assert refused.text and "Traceback" not in refused.rest
    unknown = await called(on_pipes, "launch_rocket")
    assert unknown.status == 5 and "launch_rocket" in unknown.rest
    assert (await called(on_pipes, "list_posts")).data["total"] == 0


async def test_posts_are_read_as_resources(on_pipes: Inspect) -> None:
    await called(on_pipes, "draft_post", topic="bread", platforms=["feed"])
    listed = await on_pipes("resources/list")
    assert [item["uri"] for item in listed.result["resources"]] == [
        "allin://plan",
        "allin://brand",
        "allin://posts/1",
    ]
    read = await on_pipes("resources/read", "--uri", "allin://posts/1")
    data, words = read.result["contents"]
    assert json.loads(data["text"])["post"]["text"] in words["text"]
    (template,) = (await on_pipes("resources/templates/list")).result["resourceTemplates"]
    assert template["uriTemplate"] == "allin://posts/{number}"
    gone = await on_pipes("resources/read", "--uri", "allin://posts/99")
    assert gone.status == 1 and "no post 99" in gone.rest


async def test_prompts_are_filled_in(on_pipes: Inspect) -> None:
    listed = await on_pipes("prompts/list")
    assert [item["name"] for item in listed.result["prompts"]] == ["draft-week", "adapt-text", "answer-comments"]
    got = await on_pipes("prompts/get", "--prompt-name", "draft-week", "--prompt-args", "topic=bread")
    (message,) = got.result["messages"]
    assert message["role"] == "user" and "bread" in message["content"]["text"]
    missing = await on_pipes("prompts/get", "--prompt-name", "draft-week")
    assert missing.status == 1 and "topic" in missing.rest


# Over HTTP


def over_http(site: Site, home: Path, token: str) -> Inspect:
    """`/mcp` with this token; without one it must not begin to sign in by itself."""
    given = ["--server-url", site.resource, "--transport", "http", "--stored-auth-only"]
    if token:
        given += ["--header", f"Authorization: Bearer {token}"]

    async def inspect(method: str, *more: str) -> Seen:
        return await seen(home, *given, "--method", method, *more)

    return inspect


@pytest.mark.parametrize("era", ERAS)
async def test_over_http_a_program_with_a_token_gets_the_same(site: Site, tmp_path: Path, era: str) -> None:
    _, tokens = await site.tokens("Desk app")
    inspect = over_http(site, tmp_path, tokens["access_token"])
    listed = await inspect("tools/list", "--strict", "--protocol-era", era)
    assert (listed.status, listed.rest) == (0, "")
    assert {"ask", "draft_post", "publish_post"} <= {tool["name"] for tool in listed.result["tools"]}
    asked = await called(inspect, "publish_post", "--protocol-era", era, text="We open at ten", platforms=["fake"])
    assert asked.data["needs_consent"]
    assert site.talk.network.sent == 0
    (told,) = await site.talk.news()
    assert "Desk app" in told.text  # by the name it was let in with, whatever it calls itself
    (yes, *_) = told.choices
    await site.talk.say("", choice=yes.id)
    assert site.talk.network.texts() == ["We open at ten"]
    read = await inspect("resources/read", "--uri", "allin://posts/1", "--protocol-era", era)
    assert json.loads(read.result["contents"][0]["text"])["post"]["status"] == "published"


async def test_over_http_nothing_is_told_without_a_token_that_counts(site: Site, tmp_path: Path) -> None:
    for token in ("", "made-up"):
        refused = await over_http(site, tmp_path, token)("tools/list")
        assert refused.status not in {0, 1} and not refused.result
        assert "draft_post" not in refused.rest

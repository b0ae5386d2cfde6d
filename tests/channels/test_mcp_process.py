"""`allin mcp` as a host starts it: a real process on pipes, nothing but the protocol on its output, and a clean end."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from mcp import ClientSession, StdioServerParameters, stdio_client

from connectors.channels.mcp_stdio import MOST_BYTES
from tests.test_command_line import hears_ctrl_c, learned

__all__ = ["hears_ctrl_c", "learned"]  # fixtures

ROOT = Path(__file__).parent.parent.parent
COMMAND = [sys.executable, "-m", "bot"]


@pytest.fixture
def environment(home: Path, learned: Path) -> dict[str, str]:
    """Nothing of whoever runs the tests but the way to Python, and what the embedded model has learned."""
    shutil.copytree(learned, home / "cache")
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith("ALLIN_") and "API_KEY" not in name
    }
    return kept | {
        "ALLIN_HOME": str(home),
        "ALLIN_TIME_ZONE": "Europe/Berlin",
        "ALLIN_LANGUAGE": "en",
        "PYTHONWARNINGS": "default",
    }


class Host:
    """A program that has started `allin mcp`, one line at a time."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        assert process.stdin is not None and process.stdout is not None
        self.to, self.back = process.stdin, process.stdout

    def send(self, method: str, id: int | None = None, **params: Any) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params} | ({"id": id} if id is not None else {})
        self.to.write(json.dumps(message).encode() + b"\n")
        self.to.flush()

    def hear(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self.back.readline())
        return answer

    def greet(self) -> None:
        self.send(
            "initialize",
            0,
            protocolVersion="2025-11-25",
            capabilities={},
            clientInfo={"name": "Desk app", "version": "1"},
        )
        assert self.hear()["result"]["serverInfo"]["name"] == "allin"
        self.send("notifications/initialized")

    def call(self, tool: str, **args: Any) -> dict[str, Any]:
        self.send("tools/call", 1, name=tool, arguments=args)
        result: dict[str, Any] = self.hear()["result"]
        return result


@contextmanager
def started(environment: dict[str, str], *options: str) -> Iterator[Host]:
    """The command while it runs."""
    with subprocess.Popen(
        [*COMMAND, "mcp", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment,
    ) as process:
        try:
            yield Host(process)
        finally:
            if process.poll() is None:
                process.kill()


def test_what_a_program_wants_published_is_out_once_the_person_says_yes_in_chat(environment: dict[str, str]) -> None:
    with started(environment) as host:
        host.greet()
        asked = host.call("publish_post", text="We open at ten", platforms=["feed"])
        assert asked["structuredContent"]["needs_consent"] and not asked["isError"]
        assert host.call("list_posts", status="published")["structuredContent"]["total"] == 0
        chat = subprocess.run(
            [*COMMAND, "chat", "--json"],
            input=b"hello\nwhat is planned?\n",
            capture_output=True,
            cwd=ROOT,
            env=environment,
            timeout=120,
            check=True,
        )
        told = [json.loads(line) for line in chat.stdout.splitlines()]
        assert [line["notice"] for line in told if "Desk app" in line["reply"]] == [True]
        host.to.close()
        assert host.process.wait(60) == 0
    said = subprocess.run(
        [*COMMAND, "chat", "--json"],
        input=b"Yes\n",
        capture_output=True,
        cwd=ROOT,
        env=environment,
        timeout=120,
        check=True,
    )
    replies = [json.loads(line)["reply"] for line in said.stdout.splitlines()]
    assert replies
    with started(environment) as host:
        host.greet()
        shown = host.call("list_posts", status="published")["structuredContent"]
        assert [post["text"] for post in shown["posts"]] == ["We open at ten"], replies


def test_nothing_but_the_protocol_is_on_its_output(environment: dict[str, str], tmp_path: Path) -> None:
    """A library that prints, warns and starts a child that prints, from the moment it is imported."""
    (tmp_path / "sitecustomize.py").write_text(
        "import sys, threading, time, subprocess, warnings\n"
        "def chatter():\n"
        "    while True:\n"
        "        time.sleep(0.02)\n"
        "        if 'mcp.server' in sys.modules:\n"
        "            print('hello from a library', flush=True)\n"
        "            subprocess.run(['echo', 'hello from a child'])\n"
        "            warnings.warn('careful')\n"
        "if '-m' in sys.orig_argv and 'mcp' in sys.orig_argv:\n"
        "    threading.Thread(target=chatter, daemon=True).start()\n"
    )
    with started(environment | {"PYTHONPATH": str(tmp_path)}) as host:
        host.greet()
        for _ in range(3):
            host.call("draft_post", topic="bread", platforms=["feed"])
        host.to.close()
        rest = host.back.read()
        assert rest == b"" or all(json.loads(line)["jsonrpc"] == "2.0" for line in rest.splitlines())
        assert host.process.stderr is not None
        assert b"hello from a child" in host.process.stderr.read()


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_it_ends_when_told_to_while_nobody_speaks(
    environment: dict[str, str], number: signal.Signals, status: int
) -> None:
    with started(environment) as host:
        host.greet()
        host.call("list_posts")
        host.process.send_signal(number)
        assert host.process.wait(60) == status
        assert host.back.read() == b""


def test_it_ends_when_nobody_listens_any_more(environment: dict[str, str]) -> None:
    with started(environment) as host:
        host.greet()
        host.back.close()
        host.send("tools/call", 1, name="draft_post", arguments={"topic": "bread", "platforms": ["feed"]})
        host.to.close()
        assert host.process.wait(60) == 0
        assert host.process.stderr is not None
        assert b"Traceback" not in host.process.stderr.read()


def test_lines_that_are_no_messages_and_far_too_long_ones_end_nothing(environment: dict[str, str]) -> None:
    with started(environment) as host:
        host.greet()
        host.to.write(b"hello\n\n{}\n[1, 2]\n\xff\xfe\n" + b'{"jsonrpc": "2.0", "id": 5, "method": "no/such"}\n')
        host.to.flush()
        answers = [host.hear()]
        while answers[-1].get("id") != 5:
            answers.append(host.hear())
        assert answers[-1]["error"]["code"] == -32601
        host.to.write(b'{"jsonrpc": "2.0", "id": 6, "method": "' + b"x" * MOST_BYTES + b'"}\n')
        host.to.flush()
        assert host.hear()["error"]["code"] == -32700
        assert not host.call("list_posts")["isError"]


def test_two_programs_at_once_work_on_one_store(environment: dict[str, str]) -> None:
    with started(environment) as one, started(environment) as other:
        for host in (one, other):
            host.greet()
        for host in (one, other):
            assert not host.call("draft_post", topic="bread", platforms=["feed"])["isError"]
        assert one.call("list_posts")["structuredContent"]["total"] == 2


async def test_a_call_can_be_cancelled_and_the_session_goes_on(environment: dict[str, str]) -> None:
    parameters = StdioServerParameters(command=COMMAND[0], args=[*COMMAND[1:], "mcp"], env=environment, cwd=ROOT)
    async with stdio_client(parameters) as streams, ClientSession(*streams) as session:
        await session.initialize()
        with pytest.raises(Exception, match=r"(?i)timed out"):
            await session.call_tool("ask", {"text": "write a post about the spring market"}, read_timeout_seconds=0.001)
        assert not (await session.call_tool("list_accounts", {})).is_error

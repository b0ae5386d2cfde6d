"""What leaves for the APIs of language models, byte for byte, against what these APIs take.

The contracts below are small and strict: nothing but what we mean to send. Beside the project's folder there may be one
with the published specifications; then the requests are held against these too.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from langchain_core.messages import HumanMessage, SystemMessage, ToolMessage
from pydantic import SecretStr

from bot.models import HostedChain
from bot.settings import Settings
from tests.fakes.model_servers import AnthropicServer, OpenAIServer, Say

PUBLISHED = Path(__file__).parents[3] / "shared" / "specs" / "official" / "anthropic_sdk.openapi.json"

TEXT = {"type": "string", "minLength": 1}
PARAMETERS = {"type": "object", "required": ["type", "properties"]}


def record(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """An object of exactly these properties."""
    properties = required | (optional or {})
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


OPENAI_CALL = record({"id": TEXT, "type": {"const": "function"}, "function": record({"name": TEXT, "arguments": TEXT})})
OPENAI_MESSAGE = {
    "oneOf": [
        record({"role": {"enum": ["system", "user"]}, "content": TEXT}),
        record(
            {"role": {"const": "assistant"}, "content": {"type": ["string", "null"]}},
            {"tool_calls": {"type": "array", "items": OPENAI_CALL, "minItems": 1}},
        ),
        record({"role": {"const": "tool"}, "tool_call_id": TEXT, "content": TEXT}),
    ]
}
OPENAI_TOOL = record(
    {
        "type": {"const": "function"},
        "function": record({"name": TEXT, "description": TEXT, "parameters": PARAMETERS}),
    }
)
OPENAI = record(
    {
        "model": {"const": "gpt-6.1-terra"},
        "messages": {"type": "array", "items": OPENAI_MESSAGE, "minItems": 2},
        "stream": {"const": True},
        "stream_options": record({"include_usage": {"const": True}}),
        "max_completion_tokens": {"type": "integer", "minimum": 1},
        # Tools go over Chat Completions only at this effort; any other is refused with 400.
        "reasoning_effort": {"const": "none"},
    },
    {"tools": {"type": "array", "items": OPENAI_TOOL, "minItems": 1}},
)
COMPATIBLE = record(
    {
        "model": {"const": "llama3.2"},
        "messages": {"type": "array", "items": OPENAI_MESSAGE, "minItems": 2},
        "stream": {"const": True},
        "max_tokens": {"type": "integer", "minimum": 1},
    },
    {"tools": {"type": "array", "items": OPENAI_TOOL, "minItems": 1}},
)
ANTHROPIC_ID = {"type": "string", "pattern": "^[A-Za-z0-9_-]+$"}
ANTHROPIC_BLOCK = {
    "oneOf": [
        record({"type": {"const": "text"}, "text": TEXT}),
        record({"type": {"const": "thinking"}, "thinking": TEXT, "signature": TEXT}),
        record({"type": {"const": "tool_use"}, "id": ANTHROPIC_ID, "name": TEXT, "input": {"type": "object"}}),
        record(
            {"type": {"const": "tool_result"}, "tool_use_id": ANTHROPIC_ID, "content": TEXT},
            {"is_error": {"type": "boolean"}},
        ),
    ]
}
ANTHROPIC = record(
    {
        "model": {"const": "claude-sonnet-5-5"},
        "max_tokens": {"type": "integer", "minimum": 1},
        "system": TEXT,
        "messages": {
            "type": "array",
            "minItems": 1,
            "items": record(
                {
                    "role": {"enum": ["user", "assistant"]},
                    "content": {"oneOf": [TEXT, {"type": "array", "items": ANTHROPIC_BLOCK, "minItems": 1}]},
                }
            ),
        },
        "output_config": record({"effort": {"const": "low"}}),
        "stream": {"const": True},
    },
    {
        "tools": {
            "type": "array",
            "minItems": 1,
            "items": record({"name": TEXT, "description": TEXT, "input_schema": PARAMETERS}),
        }
    },
)
CONTRACTS = {"anthropic": ANTHROPIC, "openai": OPENAI, "compatible": COMPATIBLE}

SCHEDULE = {
    "type": "function",
    "function": {
        "name": "schedule_post",
        "description": "Schedule a post.",
        "parameters": {
            "type": "object",
            "properties": {"when": {"type": "string", "description": "ISO 8601"}, "post_id": {"type": "integer"}},
            "required": ["when"],
        },
    },
}
CALLS = (
    ("schedule_post", '{"when": "2026-03-12T16:00:00+01:00", "post_id": 7}'),
    ("schedule_post", '{"when": "2026-03-13T09:00:00+01:00"}'),
)


class Exchange:
    """One model's server and a chain that knows this model alone."""

    def __init__(self, kind: str, server: AnthropicServer | OpenAIServer, chain: HostedChain) -> None:
        self.kind = kind
        self.server = server
        self.chain = chain

    async def tool_turn(self) -> None:
        """A question with tools, two calls, their results."""
        self.server.answers.append(Say("Both, then.", calls=CALLS, thought="Two of them."))
        question = [SystemMessage("You are AllIN."), HumanMessage("Schedule 7 for tomorrow at four – größer: ½ €")]
        answer = await self.chain.ask(question, tools=[SCHEDULE])
        results = [ToolMessage(f"Scheduled {call['id']}", tool_call_id=call["id"]) for call in answer.tool_calls]
        await self.chain.ask([*question, answer, *results], tools=[SCHEDULE])


@pytest.fixture(params=["anthropic", "openai", "compatible"])
async def exchange(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Exchange]:
    key = SecretStr("the-key")
    server = AnthropicServer("the-key") if request.param == "anthropic" else OpenAIServer("the-key")
    async with server:
        settings = {
            "anthropic": lambda: Settings(home=tmp_path, anthropic_api_key=key, anthropic_base_url=server.url),
            "openai": lambda: Settings(home=tmp_path, openai_api_key=key, openai_base_url=server.url),
            "compatible": lambda: Settings(home=tmp_path, llm_url=server.url, llm_key=key, llm_model="llama3.2"),
        }[request.param]()
        chain = HostedChain.from_settings(settings)
        yield Exchange(request.param, server, chain)
        await chain.close()


def assert_valid(body: Any, schema: dict[str, Any]) -> None:
    faults = [
        f"{'/'.join(map(str, error.path))}: {error.message}" for error in Draft202012Validator(schema).iter_errors(body)
    ]
    assert not faults, "\n".join(faults)


async def test_a_turn_with_tools_keeps_the_contract(exchange: Exchange) -> None:
    await exchange.tool_turn()
    assert len(exchange.server.requests) == 2
    for request in exchange.server.requests:
        assert_valid(json.loads(request.raw), CONTRACTS[exchange.kind])
    assert "größer: ½ €" in exchange.server.requests[0].raw.decode()


async def test_every_result_follows_its_call(exchange: Exchange) -> None:
    await exchange.tool_turn()
    messages = exchange.server.asked[1]["messages"]
    if exchange.kind == "anthropic":
        calls = [block["id"] for block in messages[1]["content"] if block["type"] == "tool_use"]
        results = [block["tool_use_id"] for block in messages[2]["content"]]
        assert [message["role"] for message in messages] == ["user", "assistant", "user"]
    else:
        calls = [call["id"] for call in messages[2]["tool_calls"]]
        results = [message["tool_call_id"] for message in messages[3:]]
        assert [message["role"] for message in messages] == ["system", "user", "assistant", "tool", "tool"]
        sent = [json.loads(call["function"]["arguments"]) for call in messages[2]["tool_calls"]]
        assert sent == [json.loads(args) for _, args in CALLS]
    assert calls == results
    assert len(set(calls)) == 2


async def test_a_draft_keeps_the_contract(exchange: Exchange) -> None:
    await exchange.chain.write("You write posts.", "The autumn sale", max_tokens=300)
    (request,) = exchange.server.requests
    assert_valid(json.loads(request.raw), CONTRACTS[exchange.kind])
    assert "tools" not in request.body
    limit = {"anthropic": "max_tokens", "openai": "max_completion_tokens", "compatible": "max_tokens"}[exchange.kind]
    assert request.body[limit] >= 300


async def test_headers_name_the_key_the_version_and_the_type(exchange: Exchange) -> None:
    await exchange.chain.write("You write posts.", "The autumn sale")
    (request,) = exchange.server.requests
    assert request.headers["content-type"] == "application/json"
    assert request.headers["authorization"] == "Bearer the-key"
    if exchange.kind == "anthropic":
        assert request.path == "/v1/messages"
        assert request.headers["anthropic-version"] == "2026-10-21"
    else:
        assert request.path == "/v1/chat/completions"


async def test_the_look_at_the_models_is_one_plain_get(exchange: Exchange) -> None:
    await exchange.chain.status()
    (request,) = exchange.server.requests
    assert (request.method, request.path.partition("?")[0], request.raw) == ("GET", "/v1/models", b"")


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published specifications are not beside this project")
@pytest.mark.parametrize("exchange", ["anthropic"], indirect=True)
async def test_requests_are_what_the_published_specification_takes(exchange: Exchange) -> None:
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    schema = {
        "$ref": "#/components/schemas/CreateMessageRequest",
        "components": published["components"],
    }
    await exchange.tool_turn()
    await exchange.chain.write("You write posts.", "The autumn sale")
    assert len(exchange.server.requests) == 3
    for request in exchange.server.requests:
        # It describes the request for an answer in one piece; a streamed one differs by this flag alone.
        assert_valid(json.loads(request.raw) | {"stream": False}, schema)
    with pytest.raises(AssertionError, match="max_tokens"):
        assert_valid({"model": "claude-sonnet-5-5", "messages": []}, schema)

"""The chain of hosted models, through the vendors' real clients, against servers on the loopback address."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage
from langchain_core.tools import tool
from pydantic import SecretStr

from bot.errors import TryLater
from bot.models import ChainModel, HostedChain, ModelStatus, hosted_models
from bot.phrases import LANGUAGES, Phrases
from bot.settings import Settings
from tests.fakes.model_servers import (
    Answer,
    AnthropicServer,
    BreakOff,
    Cut,
    Fail,
    Garbage,
    Hang,
    OpenAIServer,
    Say,
)

ANTHROPIC_KEY = "sk-ant-secret-0001"
OPENAI_KEY = "sk-proj-secret-0002"
LLM_KEY = "local-secret-0003"
DRAFT = {
    "type": "function",
    "function": {
        "name": "draft_post",
        "description": "Draft a post.",
        "parameters": {
            "type": "object",
            "properties": {"topic": {"type": "string"}, "platforms": {"type": "array", "items": {"type": "string"}}},
            "required": ["topic"],
        },
    },
}
CALL = ("draft_post", json.dumps({"topic": "the autumn sale – 20 %", "platforms": ["x", "linkedin"]}))
QUESTION = [HumanMessage("Draft something about the autumn sale")]


@dataclass
class Clock:
    """The chain's clock, moved by hand."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class World:
    """Three model servers and the chain over them."""

    anthropic: AnthropicServer
    openai: OpenAIServer
    local: OpenAIServer
    clock: Clock
    chain: HostedChain
    seen: list[str] = field(default_factory=list)

    async def ask(self, **options: Any) -> AIMessage:
        return await self.chain.ask(QUESTION, preview=self.seen.append, **options)

    @property
    def asked(self) -> tuple[int, int, int]:
        """How many questions reached each server."""
        return len(self.anthropic.asked), len(self.openai.asked), len(self.local.asked)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
async def world(tmp_path: Any) -> AsyncIterator[World]:
    async with (
        AnthropicServer(ANTHROPIC_KEY) as anthropic,
        OpenAIServer(OPENAI_KEY) as openai,
        OpenAIServer(LLM_KEY) as local,
    ):
        anthropic.usual, openai.usual, local.usual = Say("I am Claude."), Say("I am GPT."), Say("I am local.")
        settings = Settings(
            home=tmp_path,
            anthropic_api_key=SecretStr(ANTHROPIC_KEY),
            anthropic_base_url=anthropic.url,
            openai_api_key=SecretStr(OPENAI_KEY),
            openai_base_url=openai.url,
            llm_url=local.url,
            llm_key=SecretStr(LLM_KEY),
            llm_model="llama3.2",
        )
        clock = Clock()
        chain = HostedChain(hosted_models(settings), timeout=1.5, budget=10.0, now=clock)
        yield World(anthropic, openai, local, clock, chain)
        await chain.close()


def only(world: World, name: str) -> HostedChain:
    """The chain of one of the models."""
    kind = {"anthropic": "anthropic", "openai": "openai", "local": "compatible"}[name]
    world.chain.models = tuple(model for model in world.chain.models if model.kind == kind)
    return world.chain


EACH = pytest.mark.parametrize("name", ["anthropic", "openai", "local"])


@EACH
async def test_answers_in_text(world: World, name: str) -> None:
    chain = only(world, name)
    answer = await chain.ask(QUESTION, preview=world.seen.append)
    assert answer.text == getattr(world, name).usual.text
    assert answer.content == answer.text
    assert world.seen == ["I", "I am", f"I am {answer.text.split()[-1]}"]


@EACH
async def test_calls_several_tools_with_arguments_that_came_in_pieces(world: World, name: str) -> None:
    second = ("draft_post", '{"topic": "Müller & Söhne \\"neu\\""}')
    getattr(world, name).answers.append(Say("On it.", calls=(CALL, second)))
    answer = await only(world, name).ask(QUESTION, tools=[DRAFT])
    assert answer.text == "On it."
    assert [call["args"] for call in answer.tool_calls] == [
        {"topic": "the autumn sale – 20 %", "platforms": ["x", "linkedin"]},
        {"topic": 'Müller & Söhne "neu"'},
    ]
    assert len({call["id"] for call in answer.tool_calls}) == 2


@EACH
async def test_a_tool_without_arguments_is_called_with_none(world: World, name: str) -> None:
    getattr(world, name).answers.append(Say(calls=(("draft_post", ""),)))
    answer = await only(world, name).ask(QUESTION, tools=[DRAFT])
    assert [(call["name"], call["args"]) for call in answer.tool_calls] == [("draft_post", {})]


async def test_ids_of_calls_are_unique_and_fit_every_api(world: World) -> None:
    world.local.answers.append(Say(calls=(CALL, CALL, CALL), ids=("functions.draft:0", "functions.draft:0", "")))
    answer = await only(world, "local").ask(QUESTION, tools=[DRAFT])
    ids = [str(call["id"]) for call in answer.tool_calls]
    assert ids[0] == "functions_draft_0"
    assert len(set(ids)) == 3
    assert all(number.replace("_", "").isalnum() for number in ids)


@EACH
async def test_writes_plain_text(world: World, name: str) -> None:
    getattr(world, name).answers.append(Say("  Autumn is here.\n"))
    assert await only(world, name).write("You write posts.", "autumn", max_tokens=300) == "Autumn is here."


BROKEN: dict[str, Answer] = {
    "429": Fail(429, "rate_limit_error"),
    "500": Fail(500),
    "502": Fail(502),
    "503": Fail(503),
    "529": Fail(529, "overloaded_error"),
    "cut in the text": Cut(Say("Half an answer that never ends"), 4),
    "cut quietly": Cut(Say("Half an answer that never ends"), 4, quietly=True),
    "cut in a call": Cut(Say("On it.", calls=(CALL,)), 7),
    "cut before the first word": Cut(Say("Nothing"), 0),
    "an error in the stream": BreakOff(Say("Half an answer that never ends"), 4, "overloaded_error"),
    "garbage": Garbage(),
    "garbage in the stream": Garbage(b"data: {not json\n\n", "text/event-stream"),
    "arguments that are no JSON": Say(calls=(("draft_post", '{"topic": "au'),)),
    "arguments that are a list": Say(calls=(("draft_post", '["autumn"]'),)),
    "silence": Hang(),
    "silence in the middle": Hang(say=Say("Half an answer that never ends"), events=4),
    "empty": Say(""),
}


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("first", ["anthropic", "openai"])
async def test_a_broken_model_hands_over_and_rests(world: World, first: str, broken: str) -> None:
    if first == "openai":
        world.chain.models = world.chain.models[1:]
    server = getattr(world, first)
    server.answers.append(BROKEN[broken])
    answer = await world.ask(tools=[DRAFT])
    assert answer.text == ("I am GPT." if first == "anthropic" else "I am local.")
    assert not answer.tool_calls
    if any(text.startswith("Half") for text in world.seen):
        assert "" in world.seen, "the half answer is taken back before the next one shows"
    assert world.seen[-1] == answer.text

    await world.ask()
    assert len(server.asked) == 1, "a model that rests is not asked"
    world.clock.now += 31
    assert (await world.ask()).text == server.usual.text, "and asked again after its rest"


async def test_a_closed_port_hands_over(world: World) -> None:
    await world.anthropic.__aexit__()
    assert (await world.ask()).text == "I am GPT."
    assert (await world.chain.status())[0] == ModelStatus(
        "Anthropic", "claude-sonnet-5-5", False, f"Anthropic cannot be reached at {world.anthropic.url}"
    )


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "90"}, 90),
        ({"retry-after-ms": "1500"}, 1.5),
        ({"retry-after": "86400"}, 3600),
        ({"retry-after": "?"}, 30),
    ],
)
async def test_the_server_says_how_long_to_wait(world: World, headers: dict[str, str], seconds: float) -> None:
    world.anthropic.answers.append(Fail(429, "rate_limit_error", headers=headers))
    await world.ask()
    world.clock.now += seconds - 0.1
    await world.ask()
    assert world.asked == (1, 2, 0)
    world.clock.now += 0.2
    await world.ask()
    assert world.asked == (2, 2, 0)


async def test_a_date_to_wait_for(world: World) -> None:
    world.anthropic.answers.append(Fail(503, headers={"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}))
    await world.ask()
    world.clock.now += 0.1
    assert (await world.ask()).text == "I am Claude.", "a date that is over means now"


@pytest.mark.parametrize("status", [401, 403])
async def test_a_refused_key_is_remembered_and_told(world: World, status: int) -> None:
    kind = {401: "authentication_error", 403: "permission_error"}[status]
    world.anthropic.answers.append(Fail(status, kind, f"invalid x-api-key {ANTHROPIC_KEY}"))
    assert (await world.ask()).text == "I am GPT."
    world.clock.now += 1_000_000
    await world.ask()
    assert world.asked == (1, 2, 0)
    status_of = (await world.chain.status())[0]
    assert status_of.problem == "the key for Anthropic was refused; check ANTHROPIC_API_KEY"
    assert not status_of.reachable


async def test_an_unknown_model_is_remembered_and_told(world: World) -> None:
    world.openai.answers.append(Fail(404, "invalid_request_error", "no such model", "model_not_found"))
    world.chain.models = world.chain.models[1:]
    assert (await world.ask()).text == "I am local."
    assert (await world.chain.status())[0].problem == "OpenAI offers no model called gpt-6.1-terra to this key"


async def test_an_account_without_credit_rests_longer(world: World) -> None:
    world.openai.answers.append(
        Fail(429, "insufficient_quota", "You exceeded your current quota", "insufficient_quota")
    )
    world.chain.models = world.chain.models[1:]
    await world.ask()
    world.clock.now += 300
    assert (await world.ask()).text == "I am local."
    assert "no credit left" in (await world.chain.status())[0].problem


async def test_a_request_of_ours_that_is_wrong_goes_on_and_is_logged_as_our_fault(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.anthropic.answers.append(Fail(400, "invalid_request_error", f"tools.0: bad schema, key {ANTHROPIC_KEY}"))
    assert (await world.ask()).text == "I am GPT."
    assert (await world.ask()).text == "I am Claude.", "the next question may be right: no rest"
    (record,) = (record for record in caplog.records if record.levelno == logging.ERROR)
    assert "our fault" in record.getMessage()
    assert "bad schema" in record.getMessage()


@pytest.mark.parametrize("stop", ["max_tokens", "refusal"])
async def test_half_an_answer_for_want_of_room_or_will_is_none(world: World, stop: str) -> None:
    world.anthropic.answers.append(Say("Autumn is here and", stop=stop))
    assert (await world.ask()).text == "I am GPT."
    assert world.seen[-4:] == ["", "I", "I am", "I am GPT."]
    assert (await world.ask()).text == "I am Claude."


async def test_nothing_to_add_after_a_tool_is_an_answer(world: World) -> None:
    world.anthropic.answers.append(Say(""))
    call = AIMessage("", tool_calls=[{"name": "draft_post", "args": {"topic": "x"}, "id": "call_1"}])
    answer = await world.chain.ask([*QUESTION, call, ToolMessage("done", tool_call_id="call_1")], tools=[DRAFT])
    assert answer.text == ""
    assert world.asked == (1, 0, 0)


async def test_all_down_is_one_error_in_the_persons_language_and_then_costs_nothing(world: World) -> None:
    world.anthropic.usual = Fail(529, "overloaded_error", headers={"retry-after": "40"})
    world.openai.usual = Fail(429, headers={"retry-after": "20"})
    world.local.usual = Fail(500)
    for _ in range(2):
        with pytest.raises(TryLater) as caught:
            await world.ask()
        assert caught.value.key == "model-all-down"
        assert caught.value.retry_after == pytest.approx(20)
    assert world.asked == (1, 1, 1)
    said = Phrases("en").say(caught.value.key, **caught.value.facts)
    assert "Anthropic, OpenAI" in said and f"127.0.0.1:{world.local.port}" in said
    assert len({Phrases(language).say(caught.value.key, **caught.value.facts) for language in LANGUAGES}) == 4
    world.clock.now += 21
    world.openai.usual = Say("Back.")
    assert (await world.ask()).text == "Back."


async def test_the_budget_holds_over_the_whole_chain(world: World) -> None:
    world.anthropic.usual = world.openai.usual = world.local.usual = Hang()
    world.chain.timeout, world.chain.budget = 0.4, 1.1
    await world.chain.warm()
    started = asyncio.get_running_loop().time()
    with pytest.raises(TryLater):
        await world.ask()
    assert 1.0 < asyncio.get_running_loop().time() - started < 2.0
    assert world.asked[:2] == (1, 1)
    world.local.usual = Say("I am local.")
    assert (await world.ask()).text == "I am local.", "the last one had too little time to be called down"


async def test_a_stream_that_trickles_stays_within_the_budget(world: World) -> None:
    only(world, "openai").budget = 0.5
    world.openai.usual = Hang(say=Say("word " * 50), events=40)
    with pytest.raises(TryLater):
        await world.ask()
    assert world.seen[-1] == ""


async def test_without_models_it_says_so() -> None:
    chain = HostedChain([])
    assert not chain
    assert await chain.status() == []
    with pytest.raises(TryLater) as caught:
        await chain.ask(QUESTION)
    assert all(Phrases(language).say(caught.value.key) for language in LANGUAGES)


async def test_a_cancelled_question_is_nobodys_fault(world: World) -> None:
    world.anthropic.answers.append(Hang())
    task = asyncio.create_task(world.ask())
    while not world.anthropic.requests:
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await world.ask()).text == "I am Claude."


async def test_a_preview_that_fails_costs_no_answer(world: World) -> None:
    def broken(text: str) -> None:
        raise OSError("the terminal is gone")

    assert (await world.chain.ask(QUESTION, preview=broken)).text == "I am Claude."
    assert world.asked == (1, 0, 0)


async def test_status_of_models_that_work(world: World) -> None:
    status = await world.chain.status()
    assert [(each.model, each.reachable, each.problem) for each in status] == [
        ("claude-sonnet-5-5", True, ""),
        ("gpt-6.1-terra", True, ""),
        ("llama3.2", True, ""),
    ]
    assert status[2].name == f"127.0.0.1:{world.local.port}"
    assert world.asked == (0, 0, 0)


@pytest.mark.parametrize(
    ("usual", "words"),
    [
        (Fail(401, "authentication_error"), "the key for Anthropic was refused; check ANTHROPIC_API_KEY"),
        (Fail(500), "Anthropic answers 500 at /v1/models"),
        (Garbage(), "is no server of language models"),
        (Garbage(b'{"data": [{"id": "claude-other"}]}'), "Anthropic offers no model called claude-sonnet-5-5"),
        (Hang(), "Anthropic did not answer within"),
    ],
)
async def test_status_in_words(world: World, usual: Answer, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.models.STATUS_SECONDS", 0.5)
    world.anthropic.usual = usual
    status = await world.chain.status()
    assert words in status[0].problem
    assert [each.reachable for each in status] == [False, True, True]


async def test_a_resting_model_shows_in_the_status(world: World) -> None:
    world.anthropic.answers.append(Fail(529, "overloaded_error"))
    await world.ask()
    assert (await world.chain.status())[0].problem == "Anthropic is overloaded; asked again in 30 s"


async def test_no_secret_is_ever_shown(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    shown = [repr(world.chain), repr(world.chain.models), repr(ChainModel(chain=world.chain))]
    for server, key in ((world.anthropic, ANTHROPIC_KEY), (world.openai, OPENAI_KEY), (world.local, LLM_KEY)):
        server.answers.append(Fail(400, "invalid_request_error", f"what is {key}?"))
    for server in (world.anthropic, world.openai, world.local):
        server.key = "another"  # from now on the server refuses the key and quotes it
    for _ in range(2):
        with pytest.raises(TryLater) as caught:
            await world.ask()
        shown += [str(caught.value), repr(caught.value), repr(caught.value.facts)]
        assert caught.value.__context__ is None
    shown += [repr(each) for each in await world.chain.status()]
    text = "\n".join([*shown, *(record.getMessage() for record in caplog.records), caplog.text])
    assert "the key for OpenAI was refused" in text
    for secret in (ANTHROPIC_KEY, OPENAI_KEY, LLM_KEY):
        assert secret not in text


async def test_keys_go_only_to_their_own_servers(world: World) -> None:
    world.anthropic.usual = world.openai.usual = Fail(500)
    await world.ask()
    await world.chain.status()
    for server, key in ((world.anthropic, ANTHROPIC_KEY), (world.openai, OPENAI_KEY), (world.local, LLM_KEY)):
        others = {ANTHROPIC_KEY, OPENAI_KEY, LLM_KEY} - {key}
        sent = " ".join(str(request) for request in server.requests)
        assert key in sent
        assert not any(other in sent for other in others)


async def test_a_server_without_a_key(world: World, tmp_path: Any) -> None:
    world.local.key = ""
    settings = Settings(home=tmp_path, llm_url=f"{world.local.url}/v1", llm_model="llama3.2")
    chain = HostedChain.from_settings(settings)
    assert (await chain.ask(QUESTION)).text == "I am local."
    assert (await chain.status())[0].reachable
    await chain.close()


async def test_many_conversations_share_the_chain(world: World) -> None:
    await world.chain.warm()
    assert world.asked == (0, 0, 0), "warming up asks nothing"
    world.anthropic.answers.extend([Say("I am Claude.")] * 7 + [Fail(529, "overloaded_error")])
    answers = await asyncio.gather(*(world.chain.ask(QUESTION) for _ in range(8)))
    assert sorted(answer.text for answer in answers) == ["I am Claude."] * 7 + ["I am GPT."]


async def test_the_doubles_answer_the_vendors_clients_without_a_stream_too() -> None:
    import anthropic
    import openai

    say = Say("On it.", calls=(CALL,))
    async with AnthropicServer("k") as first, OpenAIServer("k") as second:
        first.answers.append(say)
        second.answers.append(say)
        async with anthropic.AsyncAnthropic(api_key="k", base_url=first.url, max_retries=0) as claude:
            message = await claude.messages.create(
                model="claude-sonnet-5-5", max_tokens=100, messages=[{"role": "user", "content": "Hello"}]
            )
        async with openai.AsyncOpenAI(api_key="k", base_url=f"{second.url}/v1", max_retries=0) as gpt:
            completion = await gpt.chat.completions.create(
                model="gpt-6.1-terra", messages=[{"role": "user", "content": "Hello"}]
            )
    assert [block.type for block in message.content] == ["text", "tool_use"]
    assert message.stop_reason == "tool_use"
    choice = completion.choices[0]
    assert (choice.message.content, choice.finish_reason) == ("On it.", "tool_calls")
    assert choice.message.tool_calls


def test_order_and_effort_of_the_configured_models(tmp_path: Any) -> None:
    assert hosted_models(Settings(home=tmp_path)) == []
    key = SecretStr("k")
    both = Settings(home=tmp_path, openai_api_key=key, anthropic_api_key=key, openai_model="gpt-4.1")
    assert [(model.name, model.effort) for model in hosted_models(both)] == [("Anthropic", "low"), ("OpenAI", None)]
    opus = Settings(home=tmp_path, anthropic_api_key=key, anthropic_model="claude-opus-5-5", anthropic_effort="high")
    assert [model.effort for model in hosted_models(opus)] == ["high"]


@tool
def draft_post(topic: str, platforms: list[str]) -> str:
    """Draft a post."""
    return f"Drafted: {topic} for {' and '.join(platforms)}."


async def test_an_agent_runs_over_the_chain(world: World) -> None:
    """A whole turn; the first model breaks down between the call and its result, the second one takes the turn over."""
    from langchain.agents import create_agent

    world.anthropic.answers.extend(
        [Say("On it.", calls=(CALL,), thought="A draft, then."), Fail(529, "overloaded_error")]
    )
    world.openai.answers.append(Say("Anything to change?"))
    agent: Any = create_agent(ChainModel(chain=world.chain), tools=[draft_post], system_prompt="You are AllIN.")
    result = await agent.ainvoke({"messages": QUESTION})
    assert [type(message).__name__ for message in result["messages"]] == [
        "HumanMessage",
        "AIMessage",
        "ToolMessage",
        "AIMessage",
    ]
    assert result["messages"][2].text == "Drafted: the autumn sale – 20 % for x and linkedin."
    assert result["messages"][3].text == "Anything to change?"

    again = world.anthropic.asked[1]["messages"]
    assert [block["type"] for block in again[1]["content"]] == ["thinking", "text", "tool_use"]
    assert again[1]["content"][0]["signature"] == "c2lnbmVk", "its own signed thought goes back to the model"
    assert again[2]["content"][0]["type"] == "tool_result"
    taken_over = world.openai.asked[0]["messages"]
    assert [message["role"] for message in taken_over] == ["system", "user", "assistant", "tool"]
    assert taken_over[2]["content"] == "On it."
    assert taken_over[2]["tool_calls"][0]["id"] == taken_over[3]["tool_call_id"]
    assert json.loads(taken_over[2]["tool_calls"][0]["function"]["arguments"]) == json.loads(CALL[1])


async def test_a_watcher_of_the_agent_never_sees_half_an_answer(world: World) -> None:
    from langchain.agents import create_agent

    world.anthropic.answers.append(Cut(Say("Half an answer that never ends"), 5))
    agent: Any = create_agent(ChainModel(chain=world.chain, preview=world.seen.append), tools=[draft_post])
    pieces = [chunk.text async for chunk, _ in agent.astream({"messages": QUESTION}, stream_mode="messages")]
    assert "".join(pieces) == "I am GPT."
    assert world.seen[0].startswith("Half")
    assert world.seen[-4:] == ["", "I", "I am", "I am GPT."]


async def test_streaming_the_chain_gives_whole_answers_with_their_calls(world: World) -> None:
    world.anthropic.answers.append(Say("On it.", calls=(CALL,)))
    bound = ChainModel(chain=world.chain).bind_tools([draft_post])
    chunks = [chunk async for chunk in bound.astream(QUESTION)]
    assert [chunk.text for chunk in chunks if chunk.text] == ["On it."]
    calls = [call for chunk in chunks for call in chunk.tool_calls]
    assert [call["args"] for call in calls] == [json.loads(CALL[1])]


async def test_synchronous_code_gets_the_same_answer(world: World) -> None:
    model = ChainModel(chain=world.chain)
    await world.ask()
    answers: list[str] = []
    for _ in range(2):
        thread = threading.Thread(target=lambda: answers.append(model.invoke("Hello").text))
        thread.start()
        while thread.is_alive():
            await asyncio.sleep(0.01)
    assert answers == ["I am Claude."] * 2
    assert (await world.ask()).text == "I am Claude.", "the connections of the other loop are untouched"

"""LangChain's `create_agent` over the tools: one loop for every model, the embedded one among them.

The loop's model is one that hands each turn on: to the embedded model while that is sure, else to the hosted ones. Both are
given the messages and emit tool calls; every tool call passes the `Toolbox`, after stop and limits were checked.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from langchain.agents import create_agent
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, SystemMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool, StructuredTool
from langgraph.runtime import get_runtime
from pydantic import Field

from bot import prompts
from bot.consent import Toolbox, harmless_after_others
from bot.context import ToolContext
from bot.errors import AllInError, NotAllowed, TryLater
from bot.log import without_links
from bot.models import ChainModel, HostedChain
from bot.tool import Effect, Tool
from bot.turn import MOST_CALLS, Step, Turn
from bot.understanding import codes

log = logging.getLogger(__name__)


def build(tools: Mapping[str, Tool], toolbox: Toolbox, hosted: HostedChain | None) -> Any:
    """The compiled loop; its context is a `Turn`."""
    offered = [_for_langchain(tool, toolbox) for tool in tools.values()]
    chain = ChainModel(chain=hosted).bind_tools(offered) if hosted else None
    return create_agent(AgentModel(hosted=chain), offered, context_schema=Turn)


class AgentModel(BaseChatModel):
    """Decides which model takes a turn; `hosted` is the chain of hosted ones with the tools bound, None where there is none."""

    hosted: Runnable[Any, AIMessage] | None = Field(default=None, exclude=True)

    @property
    def _llm_type(self) -> str:
        return "allin-agent"

    def bind_tools(self, tools: Any, *, tool_choice: Any = None, **kwargs: Any) -> Any:
        """The tools are bound already: to the hosted models by `build`, to the embedded one by their examples."""
        return self

    async def _agenerate(
        self, messages: list[BaseMessage], stop: list[str] | None = None, run_manager: Any = None, **kwargs: Any
    ) -> ChatResult:
        turn = get_runtime(Turn).context
        if turn.stopped.is_set():
            return ChatResult(generations=[ChatGeneration(message=AIMessage(""))])
        if self.hosted is not None and turn.hosted_failed is None and (turn.hosted or _wants_hosted(turn)):
            turn.hosted = True
            try:
                system = SystemMessage(prompts.agent().render(**_facts(turn.ctx)))
                answer = await self.hosted.ainvoke([system, *messages])
            except TryLater as error:
                # Every hosted model is down: what the embedded one makes of it is better than nothing.
                log.warning("no hosted model answered: %s", error)
                turn.hosted_failed = error
                turn.hosted = False
            else:
                turn.words = answer.text
                return ChatResult(generations=[ChatGeneration(message=answer)])
        return ChatResult(generations=[ChatGeneration(message=_embedded(turn))])

    def _generate(
        self, messages: list[BaseMessage], stop: list[str] | None = None, run_manager: Any = None, **kwargs: Any
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=_embedded(get_runtime(Turn).context))])


def _embedded(turn: Turn) -> AIMessage:
    """The next of the understanding's commands as a tool call; nothing after the last one, or after one that failed."""
    done = len(turn.steps)
    failed = done > 0 and (turn.steps[-1].outcome is None or not turn.steps[-1].outcome.result.ok)
    commands = turn.commands
    if done < len(commands) and not failed and (name := commands[done].tool) is not None:
        call = {"name": name, "args": commands[done].args, "id": f"call_{uuid4().hex[:12]}", "type": "tool_call"}
        return AIMessage("", tool_calls=[call])
    return AIMessage("")


def _wants_hosted(turn: Turn) -> bool:
    preference = turn.ctx.who.settings.get("model", "local-first")
    if preference == "local-only":
        return False
    unsure = turn.decision.tool is None and turn.decision.by not in {"pending", "reference"}
    return preference == "hosted-first" or unsure


def _for_langchain(tool: Tool, toolbox: Toolbox) -> BaseTool:
    async def call(**args: Any) -> str:
        turn = get_runtime(Turn).context
        async with turn.one_at_a_time:
            return await run(turn, args)

    async def run(turn: Turn, args: dict[str, Any]) -> str:
        if turn.stopped.is_set():
            return turn.ctx.say("stopped")
        if len(turn.steps) >= MOST_CALLS:
            return turn.ctx.say("error-too-many-steps")
        step = Step(tool.name, args, by="hosted" if turn.hosted else "embedded")
        turn.steps.append(step)
        try:
            if turn.hosted and turn.heard and not harmless_after_others(tool):
                raise NotAllowed("error-after-others-words")
            if turn.hosted and tool.effect is Effect.ADMIT and not codes.says(turn.text, str(args.get("code", ""))):
                raise NotAllowed("people-own-words")
            step.outcome = await toolbox.call(tool.name, args, turn.ctx)
        except AllInError as error:
            step.error = error
            return f"Error: {turn.ctx.say(error.key, **error.facts)}"
        result = step.outcome.result
        if len(result.posts) == 1:
            turn.ctx.focus = result.posts
        others = bool(result.comments) or _untrusted(result.data)
        turn.heard = turn.heard or others
        # Other people's words are marked as such wherever they stand, so that no model takes them for an instruction.
        text = prompts.quoted(result.text, "comment") if others else result.text
        if result.private:
            text = turn.ctx.say("people-not-for-models")
        shown = {"shown_to_the_person": text, "data": _marked(result.data)}
        return without_links(json.dumps(shown, ensure_ascii=False, default=str))

    return StructuredTool(name=tool.name, description=tool.description, args_schema=tool.schema(), coroutine=call)


def _untrusted(data: Any) -> bool:
    if isinstance(data, Mapping):
        return any(
            (str(name).startswith("untrusted") and bool(value)) or _untrusted(value) for name, value in data.items()
        )
    return isinstance(data, list | tuple) and any(_untrusted(value) for value in data)


def _marked(data: Any) -> Any:
    if isinstance(data, Mapping):
        return {
            name: prompts.quoted(value, "comment")
            if name.startswith("untrusted") and isinstance(value, str)
            else _marked(value)
            for name, value in data.items()
        }
    return [_marked(value) for value in data] if isinstance(data, list | tuple) else data


def _facts(ctx: ToolContext) -> dict[str, str]:
    brand = {key: value for key, value in ctx.who.settings.items() if key.startswith("brand.")}
    return {
        "language": ctx.language,
        "now": ctx.now.isoformat(timespec="minutes"),
        "zone": ctx.zone.key,
        "brand": json.dumps(brand, ensure_ascii=False),
    }

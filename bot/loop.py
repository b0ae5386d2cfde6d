"""LangChain's `create_agent` over the tools: one loop for every model, the embedded one among them.

The embedded model is a chat model like any other: it is given the messages and emits tool calls. Which model takes a turn is
decided here, before the model call; every tool call passes the `Toolbox`, after stop and limits were checked.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, cast
from uuid import uuid4

from langchain.agents import create_agent
from langchain.agents.middleware import AgentMiddleware
from langchain.agents.middleware.types import ModelRequest, ModelResponse
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, SystemMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.tools import BaseTool, StructuredTool
from langgraph.prebuilt.tool_node import ToolCallRequest

from bot import prompts
from bot.consent import Toolbox
from bot.context import ToolContext
from bot.errors import AllInError, TryLater
from bot.models import ChainModel, HostedChain
from bot.tool import Tool
from bot.turn import MOST_CALLS, Step, Turn

log = logging.getLogger(__name__)


def build(tools: Mapping[str, Tool], toolbox: Toolbox, hosted: HostedChain | None) -> Any:
    """The compiled loop; its context is a `Turn`."""
    chain = ChainModel(chain=hosted) if hosted else None
    return create_agent(
        EmbeddedModel(),
        [_for_langchain(tool) for tool in tools.values()],
        middleware=[_Middleware(toolbox, chain)],
        context_schema=Turn,
    )


class EmbeddedModel(BaseChatModel):
    """The model on this machine: turns the understanding's decisions into tool calls, one after the other."""

    @property
    def _llm_type(self) -> str:
        return "allin-embedded"

    def bind_tools(self, tools: Any, *, tool_choice: Any = None, **kwargs: Any) -> Any:
        """The embedded model knows the tools from their examples; binding keeps the turn that comes with them."""
        return self.bind(**kwargs)

    def _generate(
        self, messages: list[BaseMessage], stop: list[str] | None = None, run_manager: Any = None, **kwargs: Any
    ) -> ChatResult:
        turn: Turn = kwargs["turn"]
        done = len(turn.steps)
        failed = done > 0 and (turn.steps[-1].outcome is None or not turn.steps[-1].outcome.result.ok)
        commands = turn.commands
        message = AIMessage("")
        if done < len(commands) and not failed and (name := commands[done].tool) is not None:
            call = {"name": name, "args": commands[done].args, "id": f"call_{uuid4().hex[:12]}", "type": "tool_call"}
            message = AIMessage("", tool_calls=[call])
        return ChatResult(generations=[ChatGeneration(message=message)])


class _Middleware(AgentMiddleware[Any, Any, Any]):
    """Chooses the model before each model call, and sends each tool call through the toolbox."""

    def __init__(self, toolbox: Toolbox, hosted: ChainModel | None) -> None:
        super().__init__()
        self._toolbox = toolbox
        self._hosted = hosted

    async def awrap_model_call(
        self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], Awaitable[ModelResponse[Any]]]
    ) -> Any:
        turn = cast(Turn, request.runtime.context)
        if self._hosted is not None and (turn.hosted or self._wants_hosted(turn)) and turn.hosted_failed is None:
            turn.hosted = True
            system = SystemMessage(prompts.agent().render(**_facts(turn.ctx)))
            try:
                response = await handler(request.override(model=self._hosted, system_message=system))
            except TryLater as error:
                # Every hosted model is down: what the embedded one makes of it is better than nothing.
                turn.hosted_failed = error
                turn.hosted = False
                log.warning("no hosted model answered: %s", error)
                if turn.steps:
                    return AIMessage("")
            else:
                turn.words = response.result[-1].text if isinstance(response.result[-1], AIMessage) else ""
                return response
        return await handler(request.override(model=request.model, model_settings={"turn": turn}))

    async def awrap_tool_call(
        self, request: ToolCallRequest, handler: Callable[[ToolCallRequest], Awaitable[Any]]
    ) -> ToolMessage:
        turn = cast(Turn, request.runtime.context)
        name, args, call_id = request.tool_call["name"], request.tool_call["args"], request.tool_call["id"]
        if turn.stopped.is_set():
            return ToolMessage(turn.ctx.say("stopped"), tool_call_id=call_id, name=name, status="error")
        if len(turn.steps) >= MOST_CALLS:
            return ToolMessage(turn.ctx.say("error-too-many-steps"), tool_call_id=call_id, name=name, status="error")
        step = Step(name, dict(args), by="hosted" if turn.hosted else "embedded")
        turn.steps.append(step)
        try:
            step.outcome = await self._toolbox.call(name, args, turn.ctx)
        except AllInError as error:
            step.error = error
            text = turn.ctx.say(error.key, **error.facts)
            return ToolMessage(text, tool_call_id=call_id, name=name, status="error")
        result = step.outcome.result
        if len(result.posts) == 1:
            turn.ctx.focus = result.posts
        content = json.dumps({"shown_to_the_person": result.text, "data": result.data}, ensure_ascii=False, default=str)
        return ToolMessage(content, tool_call_id=call_id, name=name)

    @staticmethod
    def _wants_hosted(turn: Turn) -> bool:
        preference = turn.ctx.who.settings.get("model", "local-first")
        if preference == "local-only":
            return False
        return preference == "hosted-first" or (
            turn.decision.tool is None and turn.decision.by not in {"pending", "reference"}
        )


def _for_langchain(tool: Tool) -> BaseTool:
    async def never(**_: Any) -> str:
        raise AssertionError("every call goes through the toolbox")

    return StructuredTool(name=tool.name, description=tool.description, args_schema=tool.schema(), coroutine=never)


def _facts(ctx: ToolContext) -> dict[str, str]:
    brand = {key: value for key, value in ctx.who.settings.items() if key.startswith("brand.")}
    return {
        "language": ctx.language,
        "now": ctx.now.isoformat(timespec="minutes"),
        "zone": ctx.zone.key,
        "brand": json.dumps(brand, ensure_ascii=False),
    }

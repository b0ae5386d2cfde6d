"""The chain of hosted language models: Anthropic, OpenAI, any OpenAI-compatible server, whichever of them are set up.

One question goes to the first model that is not known to be down; a model that fails hands over to the next within one
budget of time, and rests a while before it is asked again. An answer counts once it is whole: what was streamed before
is a preview that is taken back if the stream breaks, and its tool calls never run. When all fail, `TryLater` tells the
caller to go on with the embedded model.

Importing this module imports langchain-core; the clients of the vendors are imported with the first question.
"""

from __future__ import annotations

import asyncio
import json
import logging
import math
import re
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Literal, cast
from urllib.parse import urlsplit
from uuid import uuid4
from weakref import WeakKeyDictionary

from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import (
    AIMessage,
    AIMessageChunk,
    BaseMessage,
    HumanMessage,
    SystemMessage,
    ToolCall,
    ToolMessage,
)
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import Field, SecretStr

from bot.errors import TryLater
from bot.settings import ANTHROPIC_MODEL, OPENAI_MODEL, Settings

if TYPE_CHECKING:
    from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
    from langchain_core.runnables import Runnable, RunnableBinding
    from langchain_core.tools import BaseTool

log = logging.getLogger(__name__)

REST = 30.0
"""Seconds for which a model that failed is not asked, where its server names no time of its own."""
LONGEST_REST = 3600.0
UNPAID_REST = 600.0
"""An empty account is filled by a person: no use in asking every half minute."""
ANSWER_TOKENS = 4096
THINKING_TOKENS = 2048
"""Anthropic counts what a model thinks into `max_tokens`; this much is added to what an answer may take."""
STATUS_SECONDS = 3.0

Preview = Callable[[str], None]
"""Called with the whole text so far; with an empty text when that answer is not coming after all."""


@dataclass(frozen=True, slots=True)
class NamedModel:
    """One configured model. `name` is said to people; `url` is the base address as its client takes it."""

    name: str
    model: str
    kind: Literal["anthropic", "openai", "compatible"]
    url: str
    key: SecretStr | None
    key_variable: str
    effort: str | None = None

    @property
    def signature(self) -> str:
        """Tells this model's own messages from those of another one of the chain."""
        return f"{self.name}/{self.model}"


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """For `allin doctor`: whether a model can be used now and, if not, what is the matter in words."""

    name: str
    model: str
    reachable: bool
    problem: str = ""


def hosted_models(settings: Settings) -> list[NamedModel]:
    """The configured models in the order in which they are asked: Anthropic, OpenAI, the OpenAI-compatible server."""
    models: list[NamedModel] = []
    effort: str | None
    if settings.anthropic_api_key:
        effort = settings.anthropic_effort or ("low" if settings.anthropic_model == ANTHROPIC_MODEL else None)
        url = settings.anthropic_base_url.removesuffix("/v1")
        key, variable = settings.anthropic_api_key, "ANTHROPIC_API_KEY"
        models.append(NamedModel("Anthropic", settings.anthropic_model, "anthropic", url, key, variable, effort))
    if settings.openai_api_key:
        effort = settings.openai_effort or ("none" if settings.openai_model == OPENAI_MODEL else None)
        url = _versioned(settings.openai_base_url)
        key, variable = settings.openai_api_key, "OPENAI_API_KEY"
        models.append(NamedModel("OpenAI", settings.openai_model, "openai", url, key, variable, effort))
    if settings.llm_url and settings.llm_model:
        url = _versioned(settings.llm_url)
        host = urlsplit(url).netloc
        models.append(NamedModel(host, settings.llm_model, "compatible", url, settings.llm_key, "ALLIN_LLM_KEY"))
    return models


class HostedChain:
    """Asks the hosted models in their order. False when none is set up.

    `timeout` is the longest silence in seconds before the next model is asked, `budget` the seconds that one question
    may take over the whole chain, `now` a clock for how long a failed model rests.
    """

    def __init__(
        self,
        models: Sequence[NamedModel],
        *,
        timeout: float = 12.0,
        budget: float = 25.0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.models = tuple(models)
        self.timeout = timeout
        self.budget = budget
        self._now = now
        self._resting: dict[NamedModel, _Rest] = {}
        # A client's connections belong to the event loop that opened them.
        self._clients: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[NamedModel, _Client]] = WeakKeyDictionary()

    @classmethod
    def from_settings(cls, settings: Settings) -> HostedChain:
        """The chain that the settings describe; it may be empty."""
        return cls(hosted_models(settings), timeout=settings.model_timeout, budget=settings.model_budget)

    def __bool__(self) -> bool:
        return bool(self.models)

    def __repr__(self) -> str:
        return f"HostedChain({', '.join(model.signature for model in self.models)})"

    async def ask(
        self,
        messages: Sequence[BaseMessage],
        *,
        tools: Sequence[dict[str, Any]] = (),
        tool_choice: str | dict[str, Any] | None = None,
        max_tokens: int = ANSWER_TOKENS,
        stop: Sequence[str] | None = None,
        preview: Preview | None = None,
    ) -> AIMessage:
        """One whole answer from the first model that gives one. `tools` are in OpenAI's form.

        Raises `TryLater` with `retry_after` if no model answers; nothing of a broken answer is kept then.
        """
        if not self.models:
            raise TryLater("model-none-configured")
        question = _Question(tuple(messages), tuple(tools), tool_choice, max_tokens, tuple(stop or ()))
        deadline = asyncio.get_running_loop().time() + self.budget
        for number, model in enumerate(self.models):
            left = deadline - asyncio.get_running_loop().time()
            if self._rest_of(model) or left <= 0:
                continue
            another = any(not self._rest_of(later) for later in self.models[number + 1 :])
            shown = _Shown(preview)
            try:
                return await self._answer(
                    model, question, shown, min(self.timeout, left) if another else left, deadline
                )
            except Exception as error:
                fault = error if isinstance(error, _Fault) else _fault_of(error)
                if fault.problem == TOO_SLOW and left < 0.9 * min(self.timeout, self.budget):
                    fault.rest = 0  # the models before it had used up the time: this one never had a chance
                shown.take_back()
            self._note(model, fault)
        raise self._all_down()

    async def write(self, system: str, prompt: str, *, max_tokens: int = 1024, preview: Preview | None = None) -> str:
        """Plain text written as `system` says about what `prompt` says. Raises `TryLater` as `ask` does."""
        messages = [SystemMessage(system), HumanMessage(prompt)]
        return (await self.ask(messages, max_tokens=max_tokens, preview=preview)).text.strip()

    async def status(self) -> list[ModelStatus]:
        """Every model with a quick look at its server's list of models (3 s at most, all at once)."""
        return list(await asyncio.gather(*(self._status_of(model) for model in self.models)))

    async def warm(self) -> None:
        """Load the vendors' clients ahead of the first question, which would wait for it; asks nothing of any server."""
        for model in self.models:
            await self._client(model)

    async def close(self) -> None:
        """Let go of the connections of the running event loop."""
        for client in self._clients.pop(asyncio.get_running_loop(), {}).values():
            await client.http.aclose()

    async def _answer(
        self, model: NamedModel, question: _Question, shown: _Shown, silence: float, deadline: float
    ) -> AIMessage:
        chat = (await self._client(model)).chat
        chunks: list[AIMessageChunk] = []
        # No callbacks, and the tools not as a binding, which would inherit them: the caller's run would stream out
        # the half answer of a model that breaks off.
        answers = chat.astream(
            _as_seen_by(model, question.messages), config={"callbacks": []}, **_options(model, question, chat)
        )
        async with aclosing(cast("Any", answers)) as stream:
            while True:
                left = deadline - asyncio.get_running_loop().time()
                async with asyncio.timeout(min(silence, left)):
                    chunk = await anext(stream, None)
                if chunk is None:
                    break
                chunks.append(chunk)
                shown.add(chunk.text)
        return _whole(chunks, model, may_be_empty=isinstance(question.messages[-1], ToolMessage))

    async def _client(self, model: NamedModel) -> _Client:
        clients = self._clients.setdefault(asyncio.get_running_loop(), {})
        if model not in clients:
            # In a thread: importing a vendor's client takes seconds, in which other conversations go on.
            opened = await asyncio.to_thread(_open, model, self.budget)
            if clients.setdefault(model, opened) is not opened:
                await opened.http.aclose()
        return clients[model]

    def _rest_of(self, model: NamedModel) -> _Rest | None:
        rest = self._resting.get(model)
        if rest and rest.until <= self._now():
            del self._resting[model]
            return None
        return rest

    def _note(self, model: NamedModel, fault: _Fault) -> None:
        if fault.rest:
            self._resting[model] = _Rest(self._now() + fault.rest, fault.words(model))
        level = logging.ERROR if fault.ours or fault.rest == math.inf else logging.WARNING
        log.log(
            level,
            "%s: %s%s",
            model.signature,
            fault.words(model),
            self._redacted(f" ({fault.detail})") if fault.detail else "",
        )

    def _all_down(self) -> TryLater:
        rests = [rest.until - self._now() for model in self.models if (rest := self._rest_of(model))]
        soonest = min(rests, default=0.0) if len(rests) == len(self.models) else 0.0
        names = [model.name for model in self.models]
        reasons = "; ".join(f"{model.name}: {rest.problem}" for model in self.models if (rest := self._rest_of(model)))
        return TryLater(
            "model-all-down",
            retry_after=None if math.isinf(soonest) else max(soonest, 0.0),
            detail=reasons,
            names=names,
            count=len(names),
        )

    def _redacted(self, text: str) -> str:
        for model in self.models:
            if model.key:
                text = text.replace(model.key.get_secret_value(), "[key]")
        return re.sub(r"\b(sk|key)-[\w*.-]{4,}", "[key]", text)[:400]

    async def _status_of(self, model: NamedModel) -> ModelStatus:
        rest = self._rest_of(model)
        if rest and math.isinf(rest.until):
            return ModelStatus(model.name, model.model, False, rest.problem)
        problem = await _look_at(model)
        if not problem and rest:
            problem = f"{rest.problem}; asked again in {math.ceil(rest.until - self._now())} s"
        return ModelStatus(model.name, model.model, not problem, problem)


class ChainModel(BaseChatModel):
    """The chain as a LangChain chat model, for `create_agent`. `preview` is this turn's, if anybody watches."""

    chain: HostedChain = Field(exclude=True)
    preview: Preview | None = Field(default=None, exclude=True, repr=False)

    @property
    def _llm_type(self) -> str:
        return "allin-hosted"

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | None = None,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """The same model with tools; each hosted model gets them in the form of its own API."""
        chosen = {} if tool_choice is None else {"tool_choice": tool_choice}
        return self.bind(tools=[convert_to_openai_tool(tool) for tool in tools], **chosen, **kwargs)

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        answer = await self.chain.ask(messages, stop=stop, preview=self.preview, **kwargs)
        return ChatResult(generations=[ChatGeneration(message=answer)])

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        """One chunk, the whole answer: what is streamed to a caller can no longer be taken back."""
        kwargs.pop("stream", None)
        answer = await self.chain.ask(messages, stop=stop, preview=self.preview, **kwargs)
        chunk = ChatGenerationChunk(
            message=AIMessageChunk(**answer.model_dump(exclude={"type"}), chunk_position="last"),
        )
        if run_manager:
            await run_manager.on_llm_new_token(answer.text, chunk=chunk)
        yield chunk

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        """The same from code that is not asynchronous, on an event loop of its own."""

        async def once() -> ChatResult:
            try:
                return await self._agenerate(messages, stop, **kwargs)
            finally:
                await self.chain.close()

        with ThreadPoolExecutor(1) as thread:
            return thread.submit(lambda: asyncio.run(once())).result()


@dataclass(frozen=True, slots=True)
class _Rest:
    """A model is not asked before `until`, on the chain's clock."""

    until: float
    problem: str


@dataclass(frozen=True, slots=True)
class _Client:
    """A vendor's chat model and the connections under it."""

    chat: BaseChatModel
    http: Any


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked, the same for every model of the chain."""

    messages: tuple[BaseMessage, ...]
    tools: tuple[dict[str, Any], ...]
    tool_choice: str | dict[str, Any] | None
    max_tokens: int
    stop: tuple[str, ...]


@dataclass(slots=True)
class _Shown:
    """What a watching person has seen of an answer that is still coming."""

    preview: Preview | None
    text: str = ""

    def add(self, text: str) -> None:
        if text and self.preview:
            self.text += text
            self._show(self.text)

    def take_back(self) -> None:
        if self.text:
            self.text = ""
            self._show("")

    def _show(self, text: str) -> None:
        if self.preview is None:
            return
        try:
            self.preview(text)
        except Exception:
            # A channel that cannot draw must not cost the answer, nor count as the model's fault.
            log.exception("the preview failed; this answer goes on without it")
            self.preview = None


class _Fault(Exception):
    """Why a model gave no answer. `rest` is in seconds; infinite means until restart. `detail` may quote the server."""

    def __init__(self, problem: str, rest: float = REST, *, ours: bool = False, detail: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.rest = rest
        self.ours = ours
        self.detail = detail

    def words(self, model: NamedModel) -> str:
        """The problem as doctor says it."""
        return self.problem.format(name=model.name, model=model.model, key=model.key_variable)


TOO_SLOW = "{name} did not answer in time"
KEY_REFUSED = "the key for {name} was refused; check {key}"
MODEL_UNKNOWN = "{name} offers no model called {model} to this key"
UNPAID = "the account at {name} has no credit left"

# Errors that arrive inside a stream carry the status of the response they break off, 200; their type says what it is.
_STATUS_OF_TYPE = {
    "overloaded_error": 529,
    "rate_limit_error": 429,
    "api_error": 500,
    "server_error": 500,
    "timeout_error": 504,
    "authentication_error": 401,
    "permission_error": 403,
    "not_found_error": 404,
    "billing_error": 402,
    "invalid_request_error": 400,
    "request_too_large": 413,
}


def _fault_of(error: Exception) -> _Fault:
    """What an exception of a vendor's client, or of the network under it, means for the chain."""
    if isinstance(error, TimeoutError) or "Timeout" in type(error).__name__:
        return _Fault(TOO_SLOW)
    body = getattr(error, "body", None)
    body = body.get("error", body) if isinstance(body, Mapping) else None
    kind, code = (str(body.get(part) or "") for part in ("type", "code")) if isinstance(body, Mapping) else ("", "")
    status = getattr(error, "status_code", None)
    if not isinstance(status, int) or status < 400:
        status = _STATUS_OF_TYPE.get(kind)
    detail = str(getattr(error, "message", "") or "")
    if status is None:
        name = type(error).__name__
        if name in {"RemoteProtocolError", "ReadError"}:
            return _Fault("the answer of {name} was cut off")
        if "Connect" in name or isinstance(error, OSError):
            return _Fault("{name} cannot be reached")
        return _Fault("the answer of {name} cannot be read", detail=f"{name}: {error}")
    if status in {401, 403}:
        return _Fault(KEY_REFUSED, math.inf)
    if status == 404:
        return _Fault(MODEL_UNKNOWN, math.inf)
    if status == 402 or "insufficient_quota" in {kind, code} or "credit balance" in detail:
        return _Fault(UNPAID, UNPAID_REST)
    if status == 429 or status >= 500 or status == 408:
        wait = _retry_after(getattr(getattr(error, "response", None), "headers", None) or {})
        why = {429: "{name} asks to slow down", 529: "{name} is overloaded"}.get(status, f"{{name}} fails ({status})")
        return _Fault(why, REST if wait is None else wait)
    return _Fault(f"{{name}} refused our request ({status}), which is our fault", 0, ours=True, detail=detail)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds the server asks to wait, an hour at most: RFC 9110, 10.2.3; both vendors have `retry-after-ms` too."""
    value = headers.get("retry-after-ms")
    seconds: float | None = None
    try:
        if value is not None:
            seconds = float(value) / 1000
        elif value := headers.get("retry-after"):
            seconds = (
                float(value)
                if re.fullmatch(r"[\d.]+", value)
                else parsedate_to_datetime(value).timestamp() - time.time()
            )
    except ValueError:
        return None
    return None if seconds is None or math.isnan(seconds) else min(max(seconds, 0.001), LONGEST_REST)


def _whole(chunks: list[AIMessageChunk], model: NamedModel, *, may_be_empty: bool) -> AIMessage:
    """The finished answer. Raises `_Fault` unless it came to its end, is in order and says or calls something."""
    if not chunks:
        raise _Fault("the answer of {name} cannot be read")
    answer = chunks[0] + chunks[1:] if len(chunks) > 1 else chunks[0]
    if not isinstance(answer, AIMessageChunk):
        raise _Fault("the answer of {name} cannot be read")
    ended = answer.response_metadata.get("stop_reason") or answer.response_metadata.get("finish_reason")
    if ended is None:
        raise _Fault("the answer of {name} was cut off")
    if ended in {"length", "max_tokens", "model_context_window_exceeded"}:
        raise _Fault("{name} ran out of room in the middle of its answer", 0)
    if ended in {"refusal", "content_filter"}:
        raise _Fault("{name} declined to answer", 0)
    calls = _calls(answer)
    if not calls and not answer.text.strip() and not may_be_empty:
        raise _Fault("the answer of {name} was empty")
    content: Any = answer.text
    if isinstance(answer.content, list) and any(
        _kind(block) in {"thinking", "redacted_thinking"} for block in answer.content
    ):
        content = answer.content  # the signed thoughts must go back with the results of these very calls
    return AIMessage(
        content=content,
        tool_calls=calls,
        usage_metadata=answer.usage_metadata,
        response_metadata={**answer.response_metadata, "answered_by": model.signature},
        id=answer.id,
    )


def _calls(answer: AIMessageChunk) -> list[ToolCall]:
    """The tool calls, their arguments read strictly: LangChain would complete a torn JSON text to a plausible one."""
    calls: list[ToolCall] = []
    for piece in answer.tool_call_chunks:
        try:
            args = json.loads(piece["args"] or "{}")
        except ValueError:
            args = None
        if not piece["name"] or not isinstance(args, dict):
            raise _Fault("a tool call in the answer of {name} cannot be read")
        # Anthropic takes ids of these characters only; compatible servers give ids of others, the same twice, or none.
        number = re.sub(r"[^A-Za-z0-9_-]", "_", piece["id"] or "")
        if not number or any(call["id"] == number for call in calls):
            number = f"call_{uuid4().hex[:24]}"
        calls.append(ToolCall(name=piece["name"], args=args, id=number, type="tool_call"))
    return calls


def _as_seen_by(model: NamedModel, messages: Iterable[BaseMessage]) -> list[BaseMessage]:
    """The conversation for one model: what another one said goes over as text and tool calls, without its thoughts."""
    seen: list[BaseMessage] = []
    for message in messages:
        if isinstance(message, AIMessage) and message.response_metadata.get("answered_by") != model.signature:
            seen.append(AIMessage(content=message.text, tool_calls=message.tool_calls))
        else:
            seen.append(message)
    return seen


def _kind(block: Any) -> str:
    return str(block.get("type")) if isinstance(block, dict) else ""


def _options(model: NamedModel, question: _Question, chat: BaseChatModel) -> dict[str, Any]:
    """Per question: its tools, and how long the answer may get, in the words of each API."""
    options: dict[str, Any] = {"stop": list(question.stop)} if question.stop else {}
    if question.tools:
        chosen: dict[str, Any] = {} if question.tool_choice is None else {"tool_choice": question.tool_choice}
        options |= cast("RunnableBinding[Any, Any]", chat.bind_tools(question.tools, **chosen)).kwargs
    if model.kind == "anthropic":
        return options | {"max_tokens": question.max_tokens + THINKING_TOKENS}
    if model.kind == "openai":
        return options | {"max_completion_tokens": question.max_tokens}
    # `max_completion_tokens` is OpenAI's alone; Ollama and others read the older name.
    return options | {"extra_body": {"max_tokens": question.max_tokens}}


def _open(model: NamedModel, timeout: float) -> _Client:
    """The vendor's client for `model`, with connections of its own and without retries: the chain decides."""
    key = model.key or SecretStr("none")
    if model.kind == "anthropic":
        import anthropic
        from langchain_anthropic import ChatAnthropic

        http = anthropic.DefaultAsyncHttpxClient()
        chat = ChatAnthropic(
            model_name=model.model,
            api_key=key,
            base_url=model.url,
            max_retries=0,
            timeout=timeout,
            stop=None,
            streaming=True,
            output_config={"effort": model.effort} if model.effort else None,
        )
        # Fills a cached property. Left alone, it would share one pool between event loops and never close it.
        chat.__dict__["_async_client"] = anthropic.AsyncAnthropic(
            api_key=key.get_secret_value(), base_url=model.url, max_retries=0, timeout=timeout, http_client=http
        )
        return _Client(chat, http)
    import openai
    from langchain_openai import ChatOpenAI

    pool = openai.DefaultAsyncHttpxClient()
    return _Client(
        ChatOpenAI(
            model=model.model,
            api_key=key,
            base_url=model.url,
            max_retries=0,
            timeout=timeout,
            stream_chunk_timeout=None,
            streaming=True,
            stream_usage=model.kind == "openai",
            # Every compatible server has Chat Completions; LangChain would turn to Responses for some models.
            use_responses_api=False,
            reasoning_effort=model.effort,
            http_async_client=pool,
        ),
        pool,
    )


async def _look_at(model: NamedModel) -> str:
    """What keeps `model` from being used, in words; empty if nothing does. One GET of the list of models."""
    import httpx

    headers = {"Authorization": f"Bearer {model.key.get_secret_value()}"} if model.key else {}
    if model.kind == "anthropic":
        # The version and the header of its own client: platform.claude.com/docs/en/api/versioning (read 2026-11).
        url, headers["anthropic-version"] = f"{model.url}/v1/models?limit=1000", "2026-10-21"
    else:
        url = f"{model.url}/models"
    try:
        async with httpx.AsyncClient(timeout=STATUS_SECONDS) as client, asyncio.timeout(STATUS_SECONDS):
            response = await client.get(url, headers=headers)
    except (TimeoutError, httpx.TimeoutException):
        return f"{model.name} did not answer within {STATUS_SECONDS:.0f} s"
    except (httpx.HTTPError, httpx.InvalidURL):
        return f"{model.name} cannot be reached at {model.url}"
    if response.status_code in {401, 403}:
        return _Fault(KEY_REFUSED).words(model)
    if response.status_code != 200:
        return f"{model.name} answers {response.status_code} at {urlsplit(url).path}"
    try:
        offered = [str(entry["id"]) for entry in response.json()["data"]]
    except (ValueError, TypeError, KeyError):
        return f"what answers at {model.url} is no server of language models"
    # An alias such as gpt-4.1 or llama3.2 is listed with its date or tag: gpt-4.1-2025-04-14, llama3.2:latest.
    if offered and not any(re.match(rf"{re.escape(model.model)}($|[-:])", name) for name in offered):
        return _Fault(MODEL_UNKNOWN).words(model)
    return ""


def _versioned(url: str) -> str:
    """A base address of the OpenAI kind ends in its version; people leave it out: `http://localhost:11434`."""
    return url if urlsplit(url).path.strip("/") else f"{url}/v1"

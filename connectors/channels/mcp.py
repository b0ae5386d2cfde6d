"""The Model Context Protocol: other people's agents speak to the assistant for a person, through standard input and output.

Every tool is there with its schema, beside `ask`, which takes plain words; posts, plan and brand are resources. A program never
says yes: it gets no button, and what needs a yes is put to the person where they can give it. Words that others wrote are
marked wherever they stand. What a program gets to read is made here; whose program it is comes from whoever starts this.
"""

from __future__ import annotations

import asyncio
import base64
import json
import re
import unicodedata
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

import mcp_types as types
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError

from bot.errors import AllInError
from bot.messages import PROGRAM, Attachment, Call, IncomingMessage, Reply
from connectors.channel import Channel, Door, Progress, Sentences
from connectors.channels.mcp_stdio import Pipes, claimed, streams

ASK = "ask"
"""The tool that takes what a person would say."""

BEAT = 5.0
"""Seconds between two signs of life while a call takes its time."""

MOST_BYTES = 4_000_000
"""Of a file that is handed over; more would not fit into a model anyway."""

MOST_CHARACTERS = 100_000
"""Of what a call is given; no network takes a text that long."""

_LONGEST_NAME = 60
_MOST_POSTS = 100  # resources listed
_NOT_FOUND = -32002  # MCP 2025-11-25, "Resources", error handling
_POST = re.compile(r"allin://posts/(\d{1,9})")
_TEMPLATE = "allin://posts/{number}"
_READ: dict[str, tuple[str, dict[str, Any]]] = {
    "allin://plan": ("list_posts", {"status": "scheduled"}),
    "allin://brand": ("show_settings", {}),
}
_PROMPTS: dict[str, tuple[str, tuple[tuple[str, bool], ...]]] = {
    "draft-week": ("week", (("topic", True), ("platforms", False))),
    "adapt-text": ("adapt", (("text", True), ("platform", True))),
    "answer-comments": ("answer", (("platforms", False),)),
}
"""By name: what its sentences are called, and its arguments, with True where one is needed."""

Context = Any  # ServerRequestContext; its type parameters say nothing here


@dataclass(frozen=True, slots=True)
class Offered:
    """One tool as programs see it; `reads`, `destroys`, `again` (twice is once) and `outside` are the protocol's hints."""

    name: str
    description: str
    schema: dict[str, Any]
    reads: bool
    destroys: bool
    again: bool
    outside: bool


@dataclass(frozen=True, slots=True)
class Behind:
    """For whom a program speaks: `channel` and `sender` as in a message. `program` is what it is known as, if it is known, and
    `thread` keeps what it talks about apart from others'.
    """

    channel: str
    sender: str
    workspace: str | None = None
    program: str = ""
    thread: str = ""


class Mcp(Channel):
    """Serves the tools of one installation. `run` speaks through standard input and output; `server` goes into any transport."""

    name = "mcp"
    label = "MCP"

    def __init__(
        self,
        door: Door,
        sentences: Callable[[str], Sentences],
        *,
        tools: Sequence[Offered],
        behind: Callable[[], Behind],
        quoted: Callable[[str, str], str],
        without_links: Callable[[str], str],
        platforms: Sequence[str] = (),
        language: str = "en",
        version: str = "",
        pipes: Pipes | None = None,
    ) -> None:
        """`behind` is asked in each request. `quoted` marks words as somebody else's, `without_links` takes out links that are
        for the person alone. `language` is spoken until the workspace's is known. `pipes` are for `run`,
        where they are claimed already.
        """
        super().__init__(door, sentences)
        self._tools = {tool.name: tool for tool in tools}
        self._behind = behind
        self._quoted = quoted
        self._without_links = without_links
        self._platforms = tuple(platforms)
        self._language = language
        self._pipes = pipes
        self.asked = asyncio.Event()
        """Set once a program has got the tools or called one."""
        self.server: Server[Any] = Server(
            "allin",
            version=version,
            title="AllIN Assistant",
            instructions=sentences(language).say("mcp-instructions"),
            on_list_tools=self._list_tools,
            on_call_tool=self._call_tool,
            on_list_resources=self._list_resources,
            on_list_resource_templates=self._list_templates,
            on_read_resource=self._read_resource,
            on_list_prompts=self._list_prompts,
            on_get_prompt=self._get_prompt,
            on_completion=self._complete,
        )

    async def run(self) -> None:
        """Serve whoever started this process, until they hang up. Cancelling ends it at once, also while nobody speaks."""
        with nullcontext(self._pipes) if self._pipes is not None else claimed() as pipes:
            async with streams(pipes) as (source, target):
                await self.server.run(source, target, self.server.create_initialization_options())

    # Tools

    async def _list_tools(self, _ctx: Context, _params: object) -> types.ListToolsResult:
        say = self.sentences(self._language).say
        ask = Offered(
            ASK,
            say("mcp-ask"),
            {
                "type": "object",
                "properties": {"text": {"type": "string", "minLength": 1, "description": say("mcp-ask-text")}},
                "required": ["text"],
                "additionalProperties": False,
            },
            reads=False,
            destroys=True,
            again=False,
            outside=True,
        )
        others = [_shown(tool, _title(tool.name)) for tool in self._tools.values() if tool.name != ASK]
        self.asked.set()
        return types.ListToolsResult(tools=[_shown(ask, say("mcp-ask-title")), *others])

    async def _call_tool(self, ctx: Context, params: types.CallToolRequestParams) -> types.CallToolResult:
        message = self._message(ctx)
        args = params.arguments or {}
        self.asked.set()
        if len(json.dumps(args, ensure_ascii=False)) > MOST_CHARACTERS:
            text = self.sentences(self._language).say("error-too-long", limit=MOST_CHARACTERS)
            return types.CallToolResult(content=[types.TextContent(text=text)], is_error=True)
        async with self._beating(ctx) as progress:
            if params.name != ASK:
                reply = await self.door.call(message, params.name, args, progress=progress)
            elif set(args) == {"text"} and isinstance(args["text"], str):
                reply = await self.door.handle(_with_text(message, args["text"]), progress=progress)
            else:
                reply = Reply(self.sentences(self._language).say("mcp-ask-empty"), ok=False)
        return await self._result(reply, whole=params.name == ASK)

    async def _result(self, reply: Reply, *, whole: bool) -> types.CallToolResult:
        """A reply as a result; `whole` gives every call that it took, else the one that was asked for."""
        calls = [self._data(call) for call in reply.calls]
        waits = any(call["result"].get("needs_consent") for call in calls)
        data: dict[str, Any] | None = None
        if whole:
            data = {"ok": reply.ok, "calls": calls}
        elif calls:
            data = calls[0]["result"]
        return types.CallToolResult(
            content=[types.TextContent(text=self._words(reply)), *await self._files(reply)],
            structured_content=data,
            is_error=not (reply.ok or waits),
        )

    def _data(self, call: Call) -> dict[str, Any]:
        # A question is the person's: no program needs its number.
        result = {name: value for name, value in call.result.items() if name != "consent_id"}
        plain = json.loads(json.dumps({"tool": call.tool, "args": call.args, "result": result}, default=str))
        cleaned: dict[str, Any] = self._marked(plain)
        return cleaned

    def _marked(self, data: Any, name: str = "") -> Any:
        """`data` in which other people's words are marked, and no link is that only the person may open."""
        if isinstance(data, dict):
            return {key: self._marked(value, key) for key, value in data.items()}
        if isinstance(data, list):
            return [self._marked(value, name) for value in data]
        if not isinstance(data, str):
            return data
        return self._quoted(data, "comment") if name.startswith("untrusted") else self._without_links(data)

    def _words(self, reply: Reply) -> str:
        """What a program gets to read: the reply with its posts; as a whole it is other people's words if it holds any."""
        lines = [reply.text]
        for card in reply.cards:
            lines += ["", f"[{card.title or card.platform}]", card.text, *card.pictures]
            lines += [f"{label}: {value}" for label, value in card.facts]
        text = self._without_links("\n".join(lines))
        if text != "\n".join(lines):
            text = f"{text}\n{self.sentences(reply.language).say('mcp-link-kept')}"
        return self._quoted(text, "comment") if any(_holds_others_words(call) for call in reply.calls) else text

    async def _files(self, reply: Reply) -> list[types.ContentBlock]:
        found: list[types.ContentBlock] = []
        for item in reply.attachments:
            data = await asyncio.to_thread(_bytes_of, item)
            if data is None:
                text = self.sentences(reply.language).say("mcp-too-large", name=item.name)
                found.append(types.TextContent(text=text))
                continue
            code = base64.b64encode(data).decode()
            kind = item.media_type.partition("/")[0]
            if kind == "image":
                found.append(types.ImageContent(data=code, mime_type=item.media_type))
            elif kind == "audio":
                found.append(types.AudioContent(data=code, mime_type=item.media_type))
            else:
                name = re.sub(r"[^\w.-]+", "-", item.name)
                if kind == "text" and (words := _as_text(data)) is not None:
                    read = types.TextResourceContents(
                        uri=f"allin://files/{name}", mime_type=item.media_type, text=words
                    )
                    found.append(types.EmbeddedResource(resource=read))
                    continue
                blob = types.BlobResourceContents(uri=f"allin://files/{name}", mime_type=item.media_type, blob=code)
                found.append(types.EmbeddedResource(resource=blob))
        return found

    @asynccontextmanager
    async def _beating(self, ctx: Context) -> AsyncIterator[Progress]:
        """Tells the program what is going on and, every few seconds, that it still does; some give up on who is silent."""
        count, last = 0, ""

        async def tell(sentence: str) -> None:
            nonlocal count, last
            count, last = count + 1, sentence
            await ctx.session.report_progress(count, None, sentence or None)

        async def beat() -> None:
            while True:
                await asyncio.sleep(BEAT)
                await tell(last)

        beating = asyncio.create_task(beat())
        try:
            yield tell
        finally:
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)

    # Resources

    async def _list_resources(self, ctx: Context, _params: object) -> types.ListResourcesResult:
        say = await self._say(ctx)
        found = [
            types.Resource(
                uri="allin://plan",
                name="plan",
                title=say("mcp-plan"),
                description=say("mcp-plan-about"),
                mime_type="application/json",
            ),
            types.Resource(
                uri="allin://brand",
                name="brand",
                title=say("mcp-brand"),
                description=say("mcp-brand-about"),
                mime_type="application/json",
            ),
        ]
        for post in (await self._posts(ctx))[:_MOST_POSTS]:
            number = post["post_id"]
            about = " ".join(str(post.get("topic") or post.get("text") or "").split())
            found.append(
                types.Resource(
                    uri=f"allin://posts/{number}",
                    name=f"post-{number}",
                    title=say("mcp-post", number=str(number)),
                    description=about[:120] or None,
                    mime_type="application/json",
                )
            )
        return types.ListResourcesResult(resources=found)

    async def _list_templates(self, ctx: Context, _params: object) -> types.ListResourceTemplatesResult:
        say = await self._say(ctx)
        post = types.ResourceTemplate(
            uri_template=_TEMPLATE,
            name="post",
            title=say("mcp-post", number="{number}"),
            description=say("mcp-post-about"),
            mime_type="application/json",
        )
        return types.ListResourceTemplatesResult(resource_templates=[post])

    async def _read_resource(self, ctx: Context, params: types.ReadResourceRequestParams) -> types.ReadResourceResult:
        uri = str(params.uri)
        tool, args = _READ.get(uri, ("", {}))
        if match := _POST.fullmatch(uri):
            tool, args = "show_post", {"post_id": int(match[1])}
        if not tool:
            shown = _named(uri)
            raise MCPError(_NOT_FOUND, (await self._say(ctx))("mcp-no-resource", uri=shown), {"uri": shown})
        reply = await self.door.call(self._message(ctx, aside=True), tool, args)
        if not reply.ok or not reply.calls:
            raise MCPError(_NOT_FOUND, self._words(reply), {"uri": uri})
        data = json.dumps(self._data(reply.calls[0])["result"], ensure_ascii=False)
        return types.ReadResourceResult(
            contents=[
                types.TextResourceContents(uri=uri, mime_type="application/json", text=data),
                types.TextResourceContents(uri=uri, mime_type="text/plain", text=self._words(reply)),
            ]
        )

    async def _posts(self, ctx: Context) -> list[dict[str, Any]]:
        """What is planned and what is drafted."""
        found = []
        for status in ("scheduled", "draft"):
            reply = await self.door.call(self._message(ctx, aside=True), "list_posts", {"status": status})
            for call in reply.calls:
                found += self._data(call)["result"].get("posts", [])
        return found

    # Prompts

    async def _list_prompts(self, ctx: Context, _params: object) -> types.ListPromptsResult:
        say = await self._say(ctx)
        return types.ListPromptsResult(
            prompts=[
                types.Prompt(
                    name=name,
                    title=say(f"mcp-{key}-title"),
                    description=say(f"mcp-{key}-about"),
                    arguments=[
                        types.PromptArgument(
                            name=argument, description=say(_described(key, argument)), required=is_needed
                        )
                        for argument, is_needed in arguments
                    ],
                )
                for name, (key, arguments) in _PROMPTS.items()
            ]
        )

    async def _get_prompt(self, ctx: Context, params: types.GetPromptRequestParams) -> types.GetPromptResult:
        say = await self._say(ctx)
        if params.name not in _PROMPTS:
            raise MCPError(types.INVALID_PARAMS, say("mcp-no-prompt"))
        key, arguments = _PROMPTS[params.name]
        facts = {}
        for name, is_needed in arguments:
            given = (params.arguments or {}).get(name, "").strip()
            if is_needed and not given:
                raise MCPError(types.INVALID_PARAMS, say("mcp-prompt-missing", argument=name))
            facts[name] = given or say("mcp-all-connected")
        text = types.TextContent(text=say(f"mcp-{key}", **facts))
        return types.GetPromptResult(
            description=say(f"mcp-{key}-about"), messages=[types.PromptMessage(role="user", content=text)]
        )

    async def _complete(self, ctx: Context, params: types.CompleteRequestParams) -> types.CompleteResult:
        name, begun = params.argument.name, params.argument.value
        values: list[str] = []
        if name in {"platform", "platforms"}:
            before, _, begun = begun.rpartition(",") if name == "platforms" else ("", "", begun)
            kept = f"{before.strip()}, " if before.strip() else ""
            values = [f"{kept}{found}" for found in self._platforms if found.startswith(begun.strip().lower())]
        elif isinstance(params.ref, types.ResourceTemplateReference) and params.ref.uri == _TEMPLATE:
            numbers = [str(post["post_id"]) for post in await self._posts(ctx)]
            values = [number for number in numbers if number.startswith(begun)]
        return types.CompleteResult(completion=types.Completion(values=values[:100], total=len(values)))

    # For whom

    def _message(self, ctx: Context, *, aside: bool = False) -> IncomingMessage:
        """A message of the program for its person; `aside` leaves alone what "it" means in their conversation."""
        behind = self._behind()
        params = ctx.session.client_params
        calls_itself = (params.client_info.title or params.client_info.name) if params is not None else ""
        program = _named(behind.program or calls_itself)
        thread = behind.thread or program
        return IncomingMessage(
            "",
            behind.channel,
            behind.sender,
            thread=f"{PROGRAM}{'aside:' if aside else ''}{thread}",
            workspace=behind.workspace,
            sender_name=program or self.label,
        )

    async def _say(self, ctx: Context) -> Callable[..., str]:
        """The sentences of the workspace's language."""
        try:
            language = (await self.door.greeting(self._message(ctx, aside=True))).language
        except AllInError:
            language = self._language  # somebody who is not known; every call says so
        return self.sentences(language).say


def _shown(tool: Offered, title: str) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=title,
        description=tool.description,
        input_schema=tool.schema,
        annotations=types.ToolAnnotations(
            title=title,
            read_only_hint=tool.reads,
            destructive_hint=tool.destroys,
            idempotent_hint=tool.again,
            open_world_hint=tool.outside,
        ),
    )


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _described(key: str, argument: str) -> str:
    return f"mcp-{'week' if argument == 'platforms' else key}-{argument}"


def _with_text(message: IncomingMessage, text: str) -> IncomingMessage:
    return IncomingMessage(
        text,
        message.channel,
        message.sender,
        thread=message.thread,
        workspace=message.workspace,
        sender_name=message.sender_name,
    )


def _named(text: str) -> str:
    """A name that a program gave itself, as it can be shown: one line, no signs that hide or turn what follows."""
    shown = "".join(char if unicodedata.category(char)[0] not in "CZ" else " " for char in text[: 4 * _LONGEST_NAME])
    return " ".join(shown.split())[:_LONGEST_NAME]


def _holds_others_words(call: Call) -> bool:
    return "comment" in call.tool or _untrusted(call.result)


def _untrusted(data: Any) -> bool:
    if isinstance(data, Mapping):
        return any(str(name).startswith("untrusted") or _untrusted(value) for name, value in data.items())
    return isinstance(data, list | tuple) and any(_untrusted(value) for value in data)


def _as_text(data: bytes) -> str | None:
    """A file in UTF-8 as its words, which a model reads better than code."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _bytes_of(item: Attachment) -> bytes | None:
    """A file's content; None for one that is too large or gone."""
    try:
        if item.data or item.path is None:
            return item.data if len(item.data) <= MOST_BYTES else None
        return item.path.read_bytes() if item.path.stat().st_size <= MOST_BYTES else None
    except OSError:
        return None

"""The assistant as programs see it over the Model Context Protocol: its tools with the protocol's hints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING

from bot import prompts
from bot.log import without_links
from bot.phrases import Phrases
from bot.tool import Effect, Tool
from connectors.channels.mcp import Behind, Mcp, Offered

if TYPE_CHECKING:
    from bot.app import App
    from connectors.channels.mcp_stdio import Pipes


def channel(app: App, behind: Callable[[], Behind], pipes: Pipes | None = None) -> Mcp:
    """The channel for programs that speak for whoever `behind` says."""
    return Mcp(
        app.conversation,
        Phrases,
        tools=offered(app.registry.tools),
        behind=behind,
        quoted=prompts.quoted,
        without_links=without_links,
        platforms=list(app.registry.platforms),
        language=app.settings.language,
        version=version("allin-assistant"),
        pipes=pipes,
    )


def offered(tools: Mapping[str, Tool]) -> list[Offered]:
    """Every tool that programs may call, with its schema. What asks for consent is called destructive: it is not taken back."""
    return [
        Offered(
            tool.name,
            tool.description,
            tool.schema(),
            reads=tool.effect is Effect.READ,
            destroys=tool.effect.needs_consent,
            again=tool.effect in {Effect.READ, Effect.DELETE},
            # Drafts stay here; comments come from outside, and what is planned goes there.
            outside=tool.effect not in {Effect.READ, Effect.DRAFT} or "comment" in tool.name,
        )
        for tool in tools.values()
        if not tool.personal
    ]

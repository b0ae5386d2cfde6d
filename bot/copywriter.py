"""Who writes the posts: the hosted models where there are any, else sentences of our own; their limits hold for both.

A hosted model's text is checked like anybody's. When none answers in time, the person still gets a draft.
"""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import prompts
from bot.context import Texts, ToolContext
from bot.errors import AllInError
from bot.writing import Brand, adapt, compose, improve
from connectors.platform import Platform
from storage.posts import PostRow

if TYPE_CHECKING:
    from bot.models import HostedChain

log = logging.getLogger(__name__)


@dataclass
class Writer:
    """Drafts, adapts and improves. `hosted` may be empty or None."""

    hosted: HostedChain | None = None

    async def draft(
        self, topic: str, platforms: list[Platform], ctx: ToolContext, *, tone: str | None, variant: int
    ) -> Texts:
        """Texts about a topic, one for each platform."""
        brand = brand_of(ctx)
        seed = f"{ctx.workspace_id}:{ctx.now.isoformat()}"
        own = compose(topic, brand, platforms, language=ctx.language, tone=tone, variant=variant, seed=seed)
        if not self.hosted or ctx.who.settings.get("model") == "local-only":
            return Texts(own.text, own.texts)
        await ctx.tell("progress-writing")
        ask = topic if not variant else f"{topic}\n\n(version {variant + 1}: unlike the others)"
        answers = await asyncio.gather(*(self._written(ask, platform, brand, ctx, tone) for platform in platforms))
        texts = {p.name: answer or own.texts[p.name] for p, answer in zip(platforms, answers, strict=True)}
        return Texts(next((answer for answer in answers if answer), own.text), texts)

    async def adapt(self, text: str, platforms: list[Platform], ctx: ToolContext) -> Texts:
        """The person's own words, untouched: they are checked against each platform, never bent to it."""
        brand = brand_of(ctx)
        return Texts(text, {p.name: adapt(text, brand, p, language=ctx.language, verbatim=True) for p in platforms})

    async def improve(
        self, row: PostRow, instruction: str, platforms: list[Platform], ctx: ToolContext
    ) -> Texts | None:
        """The changed texts; None where neither our rules nor a hosted model can follow the instruction."""
        brand = brand_of(ctx)
        language = row.post.language
        now = {delivery.platform: delivery.text for delivery in row.deliveries}
        changed = {p.name: improve(now[p.name], instruction, brand, [p], language=language) for p in platforms}
        base = improve(row.post.text, instruction, brand, platforms, language=language)
        if all(one.understood for one in changed.values()) and base.understood:
            return Texts(base.text, {name: one.text for name, one in changed.items()})
        if not self.hosted or ctx.who.settings.get("model") == "local-only":
            return None
        answers = await asyncio.gather(*(self._changed(now[p.name], instruction, p, brand, ctx) for p in platforms))
        if not all(answers):
            return None
        texts = {p.name: answer or "" for p, answer in zip(platforms, answers, strict=True)}
        return Texts(next(iter(texts.values())), texts)

    async def _written(
        self, topic: str, platform: Platform, brand: Brand, ctx: ToolContext, tone: str | None
    ) -> str | None:
        system = prompts.draft().render(tone=tone or brand.voice or "plain", **_facts(platform, brand, ctx))
        return await self._asked(system, topic, platform, brand, ctx)

    async def _changed(
        self, text: str, instruction: str, platform: Platform, brand: Brand, ctx: ToolContext
    ) -> str | None:
        system = prompts.improve().render(text=prompts.quoted(text, "the post"), **_facts(platform, brand, ctx))
        return await self._asked(system, instruction, platform, brand, ctx)

    async def _asked(self, system: str, ask: str, platform: Platform, brand: Brand, ctx: ToolContext) -> str | None:
        assert self.hosted is not None
        try:
            text = (await self.hosted.write(system, ask)).strip().strip('"').strip()
        except AllInError as error:
            log.warning("no hosted model wrote for %s: %s", platform.name, error)
            return None
        if any(breach.repair == "shorten" for breach in platform.check(text)):
            text = adapt(text, brand, platform, language=ctx.language)
        return text or None


def brand_of(ctx: ToolContext) -> Brand:
    """The workspace's brand kit."""
    kit = {key.removeprefix("brand."): value for key, value in ctx.who.settings.items() if key.startswith("brand.")}
    return Brand.of(kit)


def _facts(platform: Platform, brand: Brand, ctx: ToolContext) -> dict[str, str]:
    custom = platform.custom
    customs = (
        f"about {custom.length} characters; {custom.hashtags[0]} to {custom.hashtags[1]} hashtags; at most {custom.emoji} emoji; "
        f"links in the text {'work' if custom.links else 'do not work'}; {custom.voice}"
    )
    kit = {
        "name": brand.name,
        "voice": brand.voice,
        "audience": brand.audience,
        "calls to action": list(brand.calls_to_action),
        "hashtags": list(brand.hashtags),
        "link": brand.link,
    }
    return {
        "language": ctx.language,
        "brand": json.dumps({name: value for name, value in kit.items() if value}, ensure_ascii=False),
        "platform": platform.label,
        "limits": f"at most {platform.limits.characters} characters",
        "customs": customs,
    }

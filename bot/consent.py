"""The one way to call a tool, whoever calls it: role, arguments, effect, consent, then the function.

A call that cannot be taken back is *settled* first: its tool says what exactly would happen (texts, accounts, cost). That is
put to a person; the yes is bound to a digest of it, to the person, to an expiry, and serves once. When the yes comes, the
call is settled again: if anything has changed, the digest differs and a new yes is needed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.arguments import settled
from bot.context import ToolContext
from bot.errors import Conflict, NotAllowed, NotFound
from bot.tool import MANAGERS, Effect, Offer, Result, Settled, Tool
from storage import consents
from storage.models import Consent

VALID_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a call led to: a result, the id of the question when it waits for a yes, its entry in the audit trail if it
    changed something."""

    tool: str
    args: dict[str, Any]
    result: Result
    consent_id: int | None = None
    event: int | None = None


class Toolbox:
    """Calls tools. There is no other way to one."""

    def __init__(self, tools: Mapping[str, Tool]) -> None:
        self.tools = tools

    def tool(self, name: str) -> Tool:
        """A tool by name. Raises `NotFound`."""
        if name not in self.tools:
            raise NotFound("error-no-such-tool", name=name[:60])
        return self.tools[name]

    async def call(self, name: str, args: Mapping[str, Any], ctx: ToolContext) -> Outcome:
        """Run a tool, or put the question that must come first. Raises the errors of `bot.errors`."""
        tool = self.tool(name)
        self._check_role(tool, ctx)
        if ctx.by_program and tool.personal:
            raise NotAllowed("mcp-not-by-program")
        if ctx.after_others and not harmless_after_others(tool):
            raise NotAllowed("mcp-after-others-words")
        values = tool.validate(settled(tool, args, ctx), content=bool(ctx.attached))
        ctx.begin(tool.name, plain(values))
        if tool.effect.needs_consent:
            settlement = await self._settle(tool, values, ctx)
            if settlement.refusal is not None:
                return Outcome(tool.name, plain(values), settlement.refusal)
            if not _waived(tool, ctx):
                return await self._ask(tool, settlement, ctx)
            return await self._run(tool, settlement, ctx)
        result = await tool.function(ctx, **values)
        return Outcome(tool.name, plain(values), result, event=ctx.event)

    async def resume(self, consent_id: int, yes: bool, ctx: ToolContext) -> Outcome:
        """Answer an open question. A yes runs exactly the call that was shown; raises `Conflict` when it cannot count."""
        question = await ctx.read(consents.find, ctx.workspace_id, consent_id)
        if question is None or ctx.by_program:
            raise Conflict("consent-gone")
        # In another conversation than it was put in, only the person who was asked can answer: somebody asks through a
        # program or a speaker, and says yes where they can see what it is about.
        if question.conversation_id != ctx.conversation_id and question.asked_of != ctx.who.member_id:
            raise Conflict("consent-gone")
        tool = self.tool(question.tool)
        self._check_role(tool, ctx)
        if question.asked_of != ctx.who.member_id and ctx.who.role not in MANAGERS:
            raise NotAllowed("consent-not-yours")
        if question.state != "open":
            raise Conflict("consent-gone")
        now = ctx.now.astimezone(UTC)
        if not yes:
            if not await self._decide(question, "refused", ctx):
                raise Conflict("consent-gone")
            left = ctx.say("people-unchanged" if tool.personal else "consent-refused")
            return Outcome(tool.name, question.args, Result(left, {"done": False}, ok=False))
        if question.expires_at < now:
            await self._decide(question, "expired", ctx)
            raise Conflict("consent-expired")
        ctx.begin(tool.name, question.args)
        settlement = await self._settle(tool, tool.validate(_revived(tool, question.args)), ctx)
        if settlement.refusal is not None:
            return Outcome(tool.name, question.args, settlement.refusal)
        if _digest(tool, settlement, ctx.workspace_id, question.conversation_id) != question.digest:
            # The question that was answered is over, also where it was put in another conversation.
            await self._decide(question, "replaced", ctx)
            again = await self._ask(tool, settlement, ctx)
            text = f"{ctx.say('consent-changed')}\n{again.result.text}"
            return replace(again, result=replace(again.result, text=text))
        # The question is closed before the function runs: two quick taps run it once.
        if not await self._decide(question, "used", ctx):
            raise Conflict("consent-gone")
        return await self._run(tool, settlement, ctx)

    async def _run(self, tool: Tool, settlement: Settled, ctx: ToolContext) -> Outcome:
        """Run exactly what was settled; the tool compares it with what it finds when it writes."""
        args = plain(settlement.args)
        ctx.begin(tool.name, args, settlement.exact)
        result = await tool.function(ctx, **tool.validate(_revived(tool, args)))
        return Outcome(tool.name, args, result, event=ctx.event)

    async def _decide(self, question: Consent, state: str, ctx: ToolContext) -> bool:
        """Close a question and note who closed it; False if somebody was quicker."""
        return await ctx.write_unnoted(
            consents.decide,
            question.id,
            state,
            ctx.now.astimezone(UTC),
            ctx.who.member_id,
            ctx.conversation_id,
            ctx.message_id,
        )

    def _check_role(self, tool: Tool, ctx: ToolContext) -> None:
        if not ctx.may(tool.roles):
            raise NotAllowed("error-not-allowed", role=ctx.say(f"role-{ctx.who.role}"))

    async def _settle(self, tool: Tool, values: dict[str, Any], ctx: ToolContext) -> Settled:
        assert tool.settle is not None  # the registry refuses such a tool
        return await tool.settle(ctx, **values)

    async def _ask(self, tool: Tool, settlement: Settled, ctx: ToolContext) -> Outcome:
        if ctx.conversation_id is None:
            raise NotAllowed("consent-nobody-to-ask")
        args = plain(settlement.args)
        now = ctx.now.astimezone(UTC)
        question = await ctx.write_unnoted(
            consents.ask,
            workspace_id=ctx.workspace_id,
            conversation_id=ctx.conversation_id,
            member_id=ctx.who.member_id,
            tool=tool.name,
            args=args,
            digest=_digest(tool, settlement, ctx.workspace_id, ctx.conversation_id),
            now=now,
            expires_at=now + VALID_FOR,
        )
        result = Result(
            settlement.question,
            {"needs_consent": True, "consent_id": question.id, **settlement.exact},
            cards=settlement.cards,
            offers=(
                Offer(settlement.yes or ctx.say("consent-yes"), say="yes", style="primary"),
                Offer(ctx.say("consent-no"), say="no"),
            ),
            posts=settlement.posts,
            ok=False,
        )
        return Outcome(tool.name, args, result, question.id)


def harmless_after_others(tool: Tool) -> bool:
    """Whether a model that has just read other people's words may call this: it reads, asks a person first, makes a new
    draft, or is about a comment. Whatever those words say, nothing else comes of them in the same turn; nobody is let in.
    """
    if tool.personal:
        return False
    names = {argument.name for argument in tool.arguments}
    new_draft = tool.effect is Effect.DRAFT and not names & {"post_id", "media"}
    return tool.effect is Effect.READ or tool.effect.needs_consent or new_draft or "comment_id" in names


def _waived(tool: Tool, ctx: ToolContext) -> bool:
    """A workspace may let publishing go ahead on a person's word; money, deletion and strangers' inboxes always ask, what was
    only heard is read back first, and a program's word is not the person's.
    """
    own_words = ctx.heard is None and not ctx.dictated and not ctx.by_program
    return tool.effect is Effect.PUBLISH and own_words and ctx.who.settings.get("ask_before_publishing") is False


def _digest(tool: Tool, settlement: Settled, workspace_id: int, conversation_id: int) -> str:
    exact = [tool.name, plain(settlement.args), settlement.exact, workspace_id, conversation_id]
    return hashlib.sha256(json.dumps(exact, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments as JSON data: times in ISO 8601 to the minute, with offset."""
    return {
        name: value.isoformat(timespec="minutes") if isinstance(value, datetime) else _plain(value)
        for name, value in values.items()
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _revived(tool: Tool, args: Mapping[str, Any]) -> dict[str, Any]:
    kinds = {argument.name: argument.slot.kind for argument in tool.arguments}
    return {name: datetime.fromisoformat(value) if kinds.get(name) == "when" else value for name, value in args.items()}

"""What is put to a person somewhere else than where it began: where they see it, and can answer."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.context import ToolContext
from bot.messages import IncomingMessage, Reply
from bot.tool import Result
from storage import conversations, notices
from storage.notices import NewNotice
from storage.workspaces import Who

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.database import Database


class Elsewhere:
    """`asking` are the channels in which people can say yes, those in which they are reached best first."""

    def __init__(
        self, database: Database, now: Callable[[], datetime], asking: Collection[str] = ("terminal",)
    ) -> None:
        self._database = database
        self._now = now
        self.asking: Collection[str] = asking

    async def ask(self, message: IncomingMessage, consent_id: int, asked: Result, ctx: ToolContext) -> str:
        """Put a question where the person can answer it; a sentence that says where that is."""
        facts = {
            "asker": message.sender_name or message.channel,
            "question": asked.text,
            "cards": [asdict(card) for card in asked.cards],
        }
        where = await self._put(ctx.who, ctx.conversation_id, "notice-consent", facts, _answers(consent_id))
        if not where:
            return ctx.say("consent-nowhere")
        return ctx.say("consent-elsewhere", place=ctx.say(f"channel-{where.replace('_', '-')}"))

    async def leave(self, who: Who, conversation_id: int, reply: Reply, consent_id: int | None) -> str:
        """Put a reply there that came too late for the channel it was for; the channel where it is, empty if there is none."""
        facts = {"text": reply.text, "cards": [asdict(card) for card in reply.cards]}
        choices = _answers(consent_id) if consent_id is not None else ()
        return await self._put(who, conversation_id, "notice-late", facts, choices)

    async def _put(
        self, who: Who, but: int | None, key: str, facts: dict[str, Any], choices: tuple[dict[str, Any], ...]
    ) -> str:
        now = self._now()

        def put(session: Session) -> str:
            place = conversations.answering(session, who.workspace_id, who.member_id, but, now, self.asking)
            if place is None:
                return ""
            notices.add(session, [NewNotice(who.workspace_id, place.id, key, facts, choices)], now)
            return place.channel

        return await self._database.write(put)


def _answers(consent_id: int) -> tuple[dict[str, Any], ...]:
    return (
        {"label_key": "consent-yes", "consent": consent_id, "yes": True, "style": "primary"},
        {"label_key": "consent-no", "consent": consent_id, "yes": False},
    )

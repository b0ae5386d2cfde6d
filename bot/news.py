"""What happened since: the notices of a conversation, told in the person's language, with buttons."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot import documents
from bot.messages import Attachment, Card, Choice, Reply
from bot.phrases import Phrases
from bot.said import Said, choice_of, keep_choices, reply_of, token
from bot.tool import Offer
from connectors.platform import Platform
from storage import conversations, notices
from storage.models import Notice

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.database import Database


async def tell(
    database: Database,
    conversation_id: int,
    before: Mapping[str, Any],
    *,
    phrases: Phrases,
    zone: ZoneInfo,
    platforms: Iterable[Platform],
    now: datetime,
    also: Collection[int] = (),
) -> list[Reply]:
    """What a conversation has not been told yet; each is told once. `before` is the conversation's state, `also` are
    conversations whose news is told here.
    """
    if not await database.read(lambda session: notices.untold(session, conversation_id, 1, also=also)):
        return []

    def take(session: Session) -> list[Notice]:
        found = notices.untold(session, conversation_id, also=also)
        notices.mark_told(session, [notice.id for notice in found], now)
        return found

    rows = await database.write(take)
    replies, state = [], dict(before)
    for row in rows:
        said = said_of(row, phrases, zone, platforms)
        said.attachments += await database.read(partial(files_of, rows=[row]))
        keep_choices(state, said)
        replies.append(reply_of(said, phrases))
    if any(reply.choices for reply in replies):
        await database.write(lambda session: conversations.keep_state(session, conversation_id, state, now))
    return replies


def said_of(row: Notice, phrases: Phrases, zone: ZoneInfo, platforms: Iterable[Platform]) -> Said:
    """One notice in words."""
    facts = _named(_facts(row.facts, phrases, zone), phrases, platforms)
    shown = facts.pop("cards", [])
    facts.pop("files", None)
    said = Said([phrases.say(row.key, **facts)], [_card(kept) for kept in shown])
    for choice in row.choices:
        label = phrases.say(choice["label_key"])
        if "consent" in choice:
            said.choices.append((Choice(token(), label, choice.get("style", "plain")), _answer(choice)))
        else:
            said.choices.append(choice_of(Offer(label, tool=choice.get("tool"), args=choice.get("args", {}))))
    return said


def files_of(session: Session, rows: Iterable[Notice]) -> list[Attachment]:
    """The files that go with notices: those that their workspace keeps under the numbers in `files`."""
    return [file for row in rows for file in documents.files(session, row.workspace_id, row.facts.get("files") or ())]


def together(rows: Iterable[Notice], phrases: Phrases, zone: ZoneInfo, platforms: Iterable[Platform]) -> Said:
    """Several notices as one message; a button that two of them have stands there once."""
    joined, seen = Said(), set()
    for row in rows:
        said = said_of(row, phrases, zone, platforms)
        joined.text += said.text
        joined.cards += said.cards
        for choice, action in said.choices:
            if (does := json.dumps(action, sort_keys=True, default=str)) not in seen:
                seen.add(does)
                joined.choices.append((choice, action))
    return joined


def _card(kept: Mapping[str, Any]) -> Card:
    facts = tuple((str(label), str(value)) for label, value in kept["facts"])
    return Card(kept["title"], kept["text"], kept["platform"], facts, tuple(kept["pictures"]))


def _answer(choice: Mapping[str, Any]) -> dict[str, Any]:
    return {"consent": choice["consent"], "yes": choice["yes"]}


def _named(facts: dict[str, Any], phrases: Phrases, platforms: Iterable[Platform]) -> dict[str, Any]:
    """A notice's platform as people call it in their language, where it has a name there."""
    for platform in platforms:
        key = f"platform-{platform.name.replace('_', '-')}"
        if platform.label == facts.get("platform") and phrases.has(key):
            return {**facts, "platform": phrases.say(key)}
    return facts


def _facts(kept: Mapping[str, Any], phrases: Phrases, zone: ZoneInfo) -> dict[str, Any]:
    """A notice's facts as they are told: instants on the workspace's clock, a reason as a sentence of its own."""
    facts = dict(kept)
    for name, value in kept.items():
        if isinstance(value, str) and (name == "when" or name.endswith("_at")):
            facts[name] = datetime.fromisoformat(value).astimezone(zone)
    if reason := facts.pop("reason_key", None):
        facts["reason"] = phrases.say(reason, **_facts(facts.pop("reason_facts", {}), phrases, zone))
    return facts

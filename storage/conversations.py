"""What was said, and what "it" means in each conversation."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.models import Conversation, Identity, Turn

PROGRAM = "mcp:"
"""How the threads begin in which a program speaks for a person."""

CARRIED = ("focus", "listed", "when", "last", "comments", "comment")
"""What a person takes along from one conversation of theirs to another: what "it" and "the second one" mean."""

OPEN = ("pending", "consent", "choices", "shown", "others", "others_of")
"""What is taken along only to the next thread of the same private chat: where each message begins a thread of its own, the
answer to a question does so, too.
"""

CARRIED_FOR = timedelta(hours=12)
OPEN_FOR = timedelta(minutes=15)
IDLE = timedelta(minutes=2)
"""A conversation in which nothing was said for so long does not hold on to its own "it" against a newer one elsewhere."""

REACHED = (
    sa.select(Identity.id)
    .where(
        Identity.workspace_id == Conversation.workspace_id,
        Identity.member_id == Conversation.member_id,
        Identity.channel == Conversation.channel,
        Identity.external_id == sa.func.coalesce(Conversation.sender, Identity.external_id),
    )
    .correlate(Conversation)
    .exists()
)
"""Whether a conversation's member is known there still, as whom they were: where they are not, somebody else may hold it now."""

_OF_THREAD = sa.select(Conversation).where(
    Conversation.workspace_id == sa.bindparam("workspace"),
    Conversation.channel == sa.bindparam("channel"),
    Conversation.thread == sa.bindparam("thread"),
)


def open_conversation(
    session: Session,
    workspace_id: int,
    channel: str,
    thread: str,
    member_id: int,
    now: datetime,
    *,
    group: bool = False,
    sender: str | None = None,
) -> Conversation:
    """The conversation of a thread, begun if it is new; `group` where others read along.

    A private one whose sender has become another member is put away: who is known there now finds nothing of it.
    """
    conversation = find(session, workspace_id, channel, thread)
    if conversation is not None and has_changed_hands(conversation, sender, member_id):
        conversation.thread = f"{thread}#{conversation.id}"
        session.flush()
        conversation = None
    if conversation is None:
        conversation = Conversation(
            workspace_id=workspace_id,
            channel=channel,
            thread=thread,
            member_id=member_id,
            state={},
            group=group,
            sender=sender,
            updated_at=now,
        )
        session.add(conversation)
        session.flush()
    return conversation


def find(session: Session, workspace_id: int, channel: str, thread: str) -> Conversation | None:
    """The conversation of a thread, if it has begun."""
    return session.scalar(_OF_THREAD, {"workspace": workspace_id, "channel": channel, "thread": thread})


def carried(
    session: Session, workspace_id: int, member_id: int, into: Conversation, now: datetime, *, begins: bool = False
) -> dict[str, Any]:
    """What this person last spoke of in another conversation of their own, where `into` has nothing newer; else nothing.

    Where each message `begins` a thread, the open question of the same chat's thread before comes along.
    """
    if into.group or (into.state and now - into.updated_at < IDLE):
        return {}
    newer = now - CARRIED_FOR if not into.state else max(into.updated_at, now - CARRIED_FOR)
    query = sa.select(Conversation).where(
        Conversation.workspace_id == workspace_id,
        Conversation.member_id == member_id,
        Conversation.id != into.id,
        Conversation.group.is_(False),
        Conversation.thread.not_like(f"{PROGRAM}%"),
        Conversation.updated_at > newer,
    )
    found = session.scalar(query.order_by(Conversation.updated_at.desc(), Conversation.id.desc()).limit(1))
    if found is None:
        return {}
    chat = into.thread.rpartition("/")[0]
    beside = begins and found.channel == into.channel and chat and found.thread.rpartition("/")[0] == chat
    goes_on = beside and not into.state and now - found.updated_at < OPEN_FOR
    return {key: found.state[key] for key in (*CARRIED, *(OPEN if goes_on else ())) if key in found.state}


def answering(
    session: Session, workspace_id: int, member_id: int, but: int | None, now: datetime, channels: Collection[str]
) -> Conversation | None:
    """Where this person answers questions: the conversation of their own in these channels that was in use last, `but` not
    this one; where they have talked to nobody yet but are known at the terminal, the one that they will find there.
    """
    query = sa.select(Conversation).where(
        Conversation.workspace_id == workspace_id,
        Conversation.member_id == member_id,
        REACHED,
        Conversation.channel.in_(list(channels)),
        Conversation.group.is_(False),
        Conversation.thread.not_like(f"{PROGRAM}%"),
        Conversation.id != (but or 0),
    )
    found = session.scalar(query.order_by(Conversation.updated_at.desc(), Conversation.id.desc()).limit(1))
    if found is not None or "terminal" not in channels:
        return found
    terminal = sa.select(Identity.external_id).where(
        Identity.workspace_id == workspace_id, Identity.member_id == member_id, Identity.channel == "terminal"
    )
    sender = session.scalar(terminal.order_by(Identity.id).limit(1))
    return None if sender is None else open_conversation(session, workspace_id, "terminal", sender, member_id, now)


def of_programs(session: Session, workspace_id: int, member_id: int) -> list[int]:
    """The conversations in which programs speak for this person; nobody reads there what comes later."""
    query = sa.select(Conversation.id).where(
        Conversation.workspace_id == workspace_id,
        Conversation.member_id == member_id,
        Conversation.thread.like(f"{PROGRAM}%"),
    )
    return list(session.scalars(query.order_by(Conversation.id)))


def has_changed_hands(conversation: Conversation, sender: str | None, member_id: int) -> bool:
    """Whether a private conversation's sender has been somebody else before."""
    same = sender is not None and conversation.sender == sender
    return same and not conversation.group and conversation.member_id != member_id


def keep_state(session: Session, conversation_id: int, state: dict[str, Any], now: datetime) -> None:
    """Keep what the next message may refer to."""
    session.execute(
        sa.update(Conversation).where(Conversation.id == conversation_id).values(state=state, updated_at=now)
    )


def keep_beside(
    session: Session, conversation_id: int, state: dict[str, Any], before: Mapping[str, Any], now: datetime
) -> None:
    """Keep what `before` has become; buttons that were shown meanwhile stay good."""
    query = sa.select(Conversation.state).where(Conversation.id == conversation_id).with_for_update()
    mine, now_there = state.get("choices", []), (session.scalar(query) or {}).get("choices", [])
    known = {choice[0] for choice in [*mine, *before.get("choices", [])]}
    meanwhile = [choice for choice in now_there if choice[0] not in known]
    keep_state(session, conversation_id, {**state, "choices": [*meanwhile, *mine]} if meanwhile else state, now)


def add_choices(session: Session, conversation_id: int, choices: list[list[Any]], most: int) -> None:
    """Keep what further buttons do, which were shown by themselves; an answer that is being made keeps them too."""
    query = sa.select(Conversation).where(Conversation.id == conversation_id).with_for_update()
    found = session.scalar(query)
    if found is not None:
        kept = [*found.state.get("choices", []), *choices][-most:]
        found.state = {**found.state, "choices": kept, "shown": len(choices)}


def recent_turns(session: Session, conversation_id: int, count: int) -> list[tuple[str, str, list[str]]]:
    """What was said and replied in the last `count` turns, and which tools ran for it, oldest first."""
    query = sa.select(Turn).where(Turn.conversation_id == conversation_id).order_by(Turn.id.desc()).limit(count)
    turns = list(session.scalars(query))
    return [(turn.said, turn.replied, [str(call["tool"]) for call in turn.calls]) for turn in reversed(turns)]


def turn_of_message(session: Session, conversation_id: int, message_id: str) -> Turn | None:
    """The turn that a message of the channel already led to."""
    query = sa.select(Turn).where(Turn.conversation_id == conversation_id, Turn.message_id == message_id)
    return session.scalar(query)


def close_turn(
    session: Session,
    conversation_id: int,
    *,
    said: str,
    replied: str,
    calls: list[Any],
    state: dict[str, Any],
    before: Mapping[str, Any],
    message_id: str | None,
    now: datetime,
) -> None:
    """Keep what was said and what the next message may refer to; buttons that were shown meanwhile stay good."""
    keep_beside(session, conversation_id, state, before, now)
    session.execute(
        sa.insert(Turn).values(
            conversation_id=conversation_id, message_id=message_id, said=said, replied=replied, calls=calls, at=now
        )
    )

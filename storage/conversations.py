"""What was said, and what "it" means in each conversation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.models import Conversation, Identity, Turn

ANSWERING = ("terminal",)
"""Channels in which a person sees what is asked and who asks, and can say yes to it."""

PROGRAM = "mcp:"
"""How the threads begin in which a program speaks for a person."""

_OF_THREAD = sa.select(Conversation).where(
    Conversation.workspace_id == sa.bindparam("workspace"),
    Conversation.channel == sa.bindparam("channel"),
    Conversation.thread == sa.bindparam("thread"),
)


def open_conversation(
    session: Session, workspace_id: int, channel: str, thread: str, member_id: int, now: datetime
) -> Conversation:
    """The conversation of a thread, begun if it is new."""
    conversation = find(session, workspace_id, channel, thread)
    if conversation is None:
        conversation = Conversation(
            workspace_id=workspace_id,
            channel=channel,
            thread=thread,
            member_id=member_id,
            state={},
            updated_at=now,
        )
        session.add(conversation)
        session.flush()
    return conversation


def find(session: Session, workspace_id: int, channel: str, thread: str) -> Conversation | None:
    """The conversation of a thread, if it has begun."""
    return session.scalar(_OF_THREAD, {"workspace": workspace_id, "channel": channel, "thread": thread})


def answering(
    session: Session, workspace_id: int, member_id: int, but: int | None, now: datetime
) -> Conversation | None:
    """Where this person answers questions: the conversation of their own that was in use last, `but` not this one.

    Of somebody who has talked to nobody yet but is known at the terminal, it is the one that they will find there.
    """
    query = sa.select(Conversation).where(
        Conversation.workspace_id == workspace_id,
        Conversation.member_id == member_id,
        Conversation.channel.in_(ANSWERING),
        Conversation.thread.not_like(f"{PROGRAM}%"),
        Conversation.id != (but or 0),
    )
    found = session.scalar(query.order_by(Conversation.updated_at.desc(), Conversation.id.desc()).limit(1))
    if found is not None:
        return found
    known = sa.select(Identity.external_id).where(
        Identity.workspace_id == workspace_id, Identity.member_id == member_id, Identity.channel == "terminal"
    )
    sender = session.scalar(known.order_by(Identity.id).limit(1))
    return None if sender is None else open_conversation(session, workspace_id, "terminal", sender, member_id, now)


def of_programs(session: Session, workspace_id: int, member_id: int) -> list[int]:
    """The conversations in which programs speak for this person; nobody reads there what comes later."""
    query = sa.select(Conversation.id).where(
        Conversation.workspace_id == workspace_id,
        Conversation.member_id == member_id,
        Conversation.thread.like(f"{PROGRAM}%"),
    )
    return list(session.scalars(query.order_by(Conversation.id)))


def keep_state(session: Session, conversation_id: int, state: dict[str, Any], now: datetime) -> None:
    """Keep what the next message may refer to."""
    session.execute(
        sa.update(Conversation).where(Conversation.id == conversation_id).values(state=state, updated_at=now)
    )


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
    message_id: str | None,
    now: datetime,
) -> None:
    """Keep what was said and what the next message may refer to."""
    keep_state(session, conversation_id, state, now)
    session.execute(
        sa.insert(Turn).values(
            conversation_id=conversation_id, message_id=message_id, said=said, replied=replied, calls=calls, at=now
        )
    )

"""The way in: who somebody is, which conversation this is, and what stood there; strangers get no further."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.errors import NotAllowed
from bot.messages import IncomingMessage, Reply
from bot.phrases import LANGUAGES, Phrases
from bot.prompts import quoted
from bot.tool import Effect, Role
from connectors.platform import Publisher
from storage import accounts, audit, conversations, jobs, workspaces

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.pairing import Pairing
    from bot.registry import Registry
    from storage.database import Database
    from storage.models import AuditEvent
    from storage.models import Conversation as ConversationRow
    from storage.workspaces import Who

HISTORY = 8  # turns that a hosted model is given
DEFAULT_WORKSPACE = "My workspace"
TRUSTED_CHANNELS = frozenset({"terminal"})
"""Channels whose sender is whoever runs this installation: a new one becomes the owner. Everyone else must be known."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What had been done for a message when the process that did it came to an end."""

    done: tuple[str, ...] = ()
    """Tools whose changes are in the store."""
    unsure: tuple[str, ...] = ()
    """Tools that were begun on a yes and have left nothing in the store: nobody knows how far they got."""
    event: int | None = None
    """The last change, for Undo."""

    def __bool__(self) -> bool:
        return bool(self.done or self.unsure)


@dataclass
class Opened:
    """What is read before anything is decided."""

    who: Who
    conversation_id: int
    state: dict[str, Any]
    connected: tuple[str, ...]
    history: list[tuple[str, str]]
    new: bool
    seen: str | None
    """The reply, where the channel delivered the same message again."""
    begun: Begun = Begun()


class Entrance:
    """Opens conversations. `remembers` says whether what was said before is of use to whoever answers."""

    def __init__(
        self,
        database: Database,
        registry: Registry,
        pairing: Pairing | None,
        *,
        remembers: Callable[[], bool],
        default_zone: str,
        default_language: str,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._registry = registry
        self._pairing = pairing
        self._remembers = remembers
        self._default_zone = default_zone
        self._default_language = default_language
        self._now = now

    async def knows(self, message: IncomingMessage) -> bool:
        """Whether the sender is known."""
        if message.channel in TRUSTED_CHANNELS:
            return True
        return await self._database.read(lambda session: _who(session, message)) is not None

    async def stranger(self, message: IncomingMessage) -> Reply | None:
        """What somebody unknown is told: how to be let in, and nothing else. None for whoever is known."""
        if self._pairing is None or message.by_program or await self.knows(message):
            return None
        phrases = Phrases(message.language if message.language in LANGUAGES else self._default_language)
        met = await self._pairing.introduce(message.channel, message.sender, message.sender_name, message.text)
        if met.linked:
            text = phrases.say("stranger-linked", member=met.member, workspace=met.workspace)
        elif met.code is None:
            text = phrases.say("stranger-later")
        else:
            code = f"{met.code[:3]} {met.code[3:]}" if not message.aloud else " ".join(met.code)
            text = phrases.say("stranger-code", code=code)
        return Reply(text, language=phrases.language, ok=met.linked, private=True, speech=text if message.aloud else "")

    async def open(self, message: IncomingMessage) -> Opened:
        name = message.workspace or (DEFAULT_WORKSPACE if message.channel in TRUSTED_CHANNELS else None)

        def known(session: Session) -> Opened | None:
            who = _who(session, message)
            if who is None:
                return None
            found = conversations.find(session, who.workspace_id, message.channel, message.thread)
            if found is None or conversations.has_changed_hands(found, message.sender, who.member_id):
                return None
            return self._opened(session, who, found, message)

        opened = await self._database.read(known)
        if opened is not None:
            return opened
        if message.channel not in TRUSTED_CHANNELS and not await self.knows(message):
            raise NotAllowed("error-unknown-sender")
        opened = await self._database.write(lambda session: self._begin(session, name or DEFAULT_WORKSPACE, message))
        if opened.new:
            await self._give_a_page(opened.who)
            opened = await self._database.read(known)
            assert opened is not None
        return opened

    def phrases(self, who: Who, message: IncomingMessage) -> Phrases:
        return Phrases(str(who.settings.get("language") or message.language or self._default_language))

    async def _give_a_page(self, who: Who) -> None:
        """Connect a new workspace to whatever needs no sign-in, so that its first post has somewhere to go."""
        now = self._now()
        for platform in self._registry.platforms.values():
            if isinstance(platform, Publisher) and not platform.needs_sign_in:
                handle, data = await platform.connect(who.workspace_id, who.workspace)
                connect = partial(
                    accounts.connect,
                    workspace_id=who.workspace_id,
                    platform=platform.name,
                    handle=handle,
                    data={**data, "zone": self._default_zone, "language": self._default_language},
                    now=now,
                )
                await self._database.write(connect)

    def _opened(
        self, session: Session, who: Who, found: ConversationRow, message: IncomingMessage, new: bool = False
    ) -> Opened:
        seen: str | None = None
        begun = Begun()
        if message.message_id is not None:
            turn = conversations.turn_of_message(session, found.id, message.message_id)
            seen = turn.replied if turn is not None else None
            if turn is None:
                begun = self._begun(audit.of_message(session, found.id, message.message_id))
        turns = conversations.recent_turns(session, found.id, HISTORY) if self._remembers() else []
        # A reply that showed comments holds other people's words, and they stay so when they are read again.
        history = [
            (said, quoted(replied, "comment") if any("comment" in tool for tool in tools) else replied)
            for said, replied, tools in turns
        ]
        connected = tuple(accounts.platforms(session, who.workspace_id))
        carried = conversations.carried(
            session, who.workspace_id, who.member_id, found, self._now(), begins=message.begins
        )
        return Opened(who, found.id, {**found.state, **carried}, connected, history, new, seen, begun)

    def _begin(self, session: Session, workspace: str, message: IncomingMessage) -> Opened:
        now = self._now()
        who = workspaces.who_is(session, workspace, message.channel, message.sender) or _who(session, message)
        new = False
        if who is None and message.channel not in TRUSTED_CHANNELS:
            raise NotAllowed("error-unknown-sender")  # thrown out since we looked
        if who is None:
            place, new = workspaces.found_workspace(session, workspace, now)
            workspaces.add_member(
                session,
                place.id,
                message.sender_name or message.sender,
                Role.OWNER if not workspaces.member_count(session, place.id) else Role.EDITOR,
                message.channel,
                message.sender,
                now,
            )
            who = workspaces.who_is(session, workspace, message.channel, message.sender)
            assert who is not None
        found = conversations.open_conversation(
            session,
            who.workspace_id,
            message.channel,
            message.thread,
            who.member_id,
            now,
            group=message.group,
            sender=message.sender,
        )
        return self._opened(session, who, found, message, new)

    def _begun(self, events: list[AuditEvent]) -> Begun:
        """What the audit trail holds of a message that has no reply."""
        done, unsure, last = list[str](), list[str](), None
        for event in events:
            what, _, of = event.tool.partition(":")
            if event.tool == "consent:used":
                unsure.append(str(event.args["tool"]))
            elif what == "undo":
                done.append("undo")
            elif not of:
                tool = self._registry.tools.get(what)
                # What was written for a plan that was not made any more is a draft.
                planned = tool is None or tool.effect is Effect.DRAFT or not _only_written(event)
                done.append(what if planned else "draft_post")
                last = event.id
                unsure = [each for each in unsure if each != what]
        return Begun(tuple(done), tuple(unsure), last)


def _who(session: Session, message: IncomingMessage) -> Who | None:
    """The member who sent a message; at the terminal in the workspace that it names, or in the one that there is by itself."""
    name = message.workspace or (DEFAULT_WORKSPACE if message.channel in TRUSTED_CHANNELS else None)
    return workspaces.who_is(session, name, message.channel, message.sender)


def _only_written(event: AuditEvent) -> bool:
    """Whether a change has made a post, and plans nothing."""
    made = [(change["table"], change["after"]) for change in event.changes if change["before"] is None]
    planned = any(table == "jobs" and row and row.get("kind") == jobs.DELIVER for table, row in made)
    return not planned and any(table == "posts" for table, _ in made)

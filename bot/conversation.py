"""The one door in: a message from any channel becomes a reply.

Who is it, which conversation; one message at a time in each; a tapped button or an answered question goes on where it was;
everything else goes to the agent. Errors become sentences. What "it" means next time is kept.
"""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
import time
import unicodedata
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary
from zoneinfo import ZoneInfo

from bot.agent import Agent
from bot.consent import Outcome, Toolbox, plain
from bot.context import Connecting, Copywriter, Publishing, SignedIn, ToolContext, zone_of
from bot.errors import AllInError, Missing, NotAllowed
from bot.messages import Call, Card, Choice, IncomingMessage, Reply
from bot.phrases import LANGUAGES, Phrases
from bot.prompts import quoted
from bot.tool import Effect, Offer, Role
from bot.turn import Step, Turn
from bot.understanding.answers import yes_or_no
from bot.understanding.decision import Decision, Pending, Question, Situation
from connectors.platform import Publisher
from storage import accounts, conversations, notices, posts, workspaces
from storage.models import Notice, PostStatus

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.media import MediaLibrary
    from bot.registry import Registry
    from bot.understanding.router import Understanding
    from storage.database import Database
    from storage.workspaces import Who

log = logging.getLogger(__name__)

Progress = Callable[[str], Awaitable[None]]

MOST_CHARACTERS = 20_000
MOST_LEARNED = 200
"""Phrasings kept of a workspace."""
HISTORY = 8  # turns that a hosted model is given
KEPT_CHOICES = 40
LONGEST_KEPT = 1_000  # characters of what an older button does; a longer one serves until the next reply
DEFAULT_WORKSPACE = "My workspace"
OUT_THERE = frozenset({"hide_comment", "delete_comment", "delete_post", "edit_post"})
"""What changes something at a network and nothing here: "undo" right after it means this, and no earlier change of ours."""
TRUSTED_CHANNELS = frozenset({"terminal"})
"""Channels whose sender is whoever runs this installation: a new one becomes the owner. Everyone else must be known."""


@dataclass
class _Opened:
    """What is read before anything is decided."""

    who: Who
    conversation_id: int
    state: dict[str, Any]
    connected: tuple[str, ...]
    history: list[tuple[str, str]]
    new: bool
    seen: tuple[str, list[Any]] | None


@dataclass
class _Said:
    """A reply in the making."""

    text: list[str] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    choices: list[tuple[Choice, dict[str, Any]]] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    ok: bool = True


class Conversation:
    """Holds every conversation of an installation. `handle` is safe to call at once for many."""

    def __init__(
        self,
        *,
        database: Database,
        registry: Registry,
        understanding: Understanding,
        agent: Agent,
        toolbox: Toolbox,
        copywriter: Copywriter,
        publishing: Publishing,
        connecting: Connecting,
        signed_in: SignedIn,
        default_zone: str,
        default_language: str,
        media: MediaLibrary | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._registry = registry
        self._understanding = understanding
        self._agent = agent
        self._toolbox = toolbox
        self._copywriter = copywriter
        self._publishing = publishing
        self._connecting = connecting
        self._signed_in = signed_in
        self._default_zone = default_zone
        self._default_language = default_language
        self._media = media
        self._now = now
        self._locks: WeakValueDictionary[tuple[str, str, str], asyncio.Lock] = WeakValueDictionary()

    async def handle(self, message: IncomingMessage, *, progress: Progress | None = None) -> Reply:
        """Answer one message. Never raises for anything a person or a network did."""
        started = time.perf_counter()
        key = (message.workspace or "", message.channel, message.thread)
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            try:
                opened = await self._open(message)
            except AllInError as error:
                return self._sorry(message, error)
            except Exception as error:
                return self._sorry(message, self._trouble(error))
            try:
                reply = await self._answer(message, opened, progress)
            except AllInError as error:
                reply = self._sorry(message, error, opened.who)
            except Exception as error:
                reply = self._sorry(message, self._trouble(error), opened.who)
        return replace(reply, ms=round((time.perf_counter() - started) * 1000, 2))

    async def greeting(self, message: IncomingMessage) -> Reply:
        """The first words: where we are, what waits, one thing to try."""
        opened = await self._open(message)
        phrases = self._phrases(opened.who, message)
        counts = await self._database.read(lambda session: posts.counts(session, opened.who.workspace_id))
        new = not counts
        lines = [phrases.say("greeting-new" if new else "greeting-back", workspace=opened.who.workspace)]
        waiting = {
            "greeting-planned": counts.get(PostStatus.SCHEDULED, 0),
            "greeting-drafts": counts.get(PostStatus.DRAFT, 0),
            "greeting-unconfirmed": counts.get(PostStatus.UNCONFIRMED, 0),
        }
        lines += [phrases.say(name, count=count) for name, count in waiting.items() if count]
        lines.append(phrases.say("greeting-try"))
        return Reply("\n".join(lines), language=phrases.language)

    async def news(self, message: IncomingMessage) -> list[Reply]:
        """What happened since: notices of this conversation that were not told yet. Each is told once."""
        key = (message.workspace or "", message.channel, message.thread)
        # Not while a message is being answered: both keep what the next one may refer to.
        async with self._locks.setdefault(key, asyncio.Lock()):
            return await self._news(message)

    async def _news(self, message: IncomingMessage) -> list[Reply]:
        opened = await self._open(message)
        if not await self._database.read(lambda session: notices.untold(session, opened.conversation_id, 1)):
            return []
        phrases = self._phrases(opened.who, message)
        zone = zone_of(opened.who.settings, self._default_zone)
        now = self._now()

        def take(session: Session) -> list[Notice]:
            found = notices.untold(session, opened.conversation_id)
            notices.mark_told(session, [notice.id for notice in found], now)
            return found

        rows = await self._database.write(take)
        replies = []
        state = dict(opened.state)
        for row in rows:
            said = _Said([phrases.say(row.key, **self._named(_facts(row.facts, phrases, zone), phrases))])
            for choice in row.choices:
                offer = Offer(phrases.say(choice["label_key"]), tool=choice.get("tool"), args=choice.get("args", {}))
                said.choices.append(_choice(offer))
            _keep_choices(state, said)
            replies.append(_reply(said, phrases))
        if any(reply.choices for reply in replies):
            await self._database.write(
                lambda session: conversations.keep_state(session, opened.conversation_id, state, now)
            )
        return replies

    def _named(self, facts: dict[str, Any], phrases: Phrases) -> dict[str, Any]:
        """A notice's platform as people call it in their language, where it has a name there."""
        for platform in self._registry.platforms.values():
            key = f"platform-{platform.name.replace('_', '-')}"
            if platform.label == facts.get("platform") and phrases.has(key):
                return {**facts, "platform": phrases.say(key)}
        return facts

    async def _answer(self, message: IncomingMessage, opened: _Opened, progress: Progress | None) -> Reply:
        phrases = self._phrases(opened.who, message)
        if opened.seen is not None:
            # The channel delivered the same message again: the same answer, and nothing is done twice.
            return Reply(opened.seen[0], language=phrases.language)
        zone = zone_of(opened.who.settings, self._default_zone)
        state = dict(opened.state)
        ctx = ToolContext(
            who=opened.who,
            now=self._now().astimezone(zone),
            phrases=phrases,
            database=self._database,
            platforms=self._registry.platforms,
            tools=self._registry.tools,
            copywriter=self._copywriter,
            publishing=self._publishing,
            connecting=self._connecting,
            signed_in=self._signed_in,
            conversation_id=opened.conversation_id,
            channel=message.channel,
            focus=tuple(state.get("focus", ())),
            default_zone=self._default_zone,
            progress=progress,
            media=self._media,
        )
        text = clean(message.text)
        if len(message.text) > MOST_CHARACTERS:
            said = _Said([phrases.say("error-too-long", limit=MOST_CHARACTERS)], ok=False)
        elif not text and message.choice is None and not message.attachments:
            said = _Said([phrases.say("error-empty")], ok=False)
        else:
            said = await self._with_media(text, message, state, opened, ctx)
        if ctx.phrases.language != phrases.language:
            phrases = ctx.phrases
        _keep_choices(state, said)
        reply = _reply(said, phrases)
        await self._database.write(
            lambda session: conversations.close_turn(
                session,
                opened.conversation_id,
                said=text[:MOST_CHARACTERS],
                replied=reply.text,
                calls=[{"tool": call.tool, "args": call.args} for call in reply.calls],
                state=state,
                message_id=message.message_id,
                now=self._now(),
            )
        )
        return reply

    async def _with_media(
        self, text: str, message: IncomingMessage, state: dict[str, Any], opened: _Opened, ctx: ToolContext
    ) -> _Said:
        """Take in what came with the message, then act; what no post took stays at hand for the next message."""
        from bot.media import messages as incoming

        came = await incoming.take_in(ctx, message.attachments)
        alone = not text and message.choice is None
        incoming.lay_out(ctx, state, came)
        if came.ids:
            await incoming.turn_to(ctx, state, alone=alone)
        if message.attachments and (not came.ids or alone):
            said = _Said(ok=bool(came.ids))
            if came.ids:
                offers = incoming.offers(ctx)
                said.text.append(incoming.what_next(ctx, came))
                said.choices += [_choice(offer) for offer in offers]
        else:
            said = await self._act(text, message.choice, state, opened, ctx)
        said.text[:0] = came.lines
        incoming.keep(state, ctx)
        return said

    async def _act(
        self, text: str, choice: str | None, state: dict[str, Any], opened: _Opened, ctx: ToolContext
    ) -> _Said:
        pending = state.pop("pending", None)
        action = _chosen(choice, text, state)
        if choice is not None and action is None:
            return _Said([ctx.say("choice-gone")], ok=False)
        if action is not None and "say" in action:
            text, action = str(action["say"]), None
        # A yes answers what was asked last: with a later question open, that one.
        if (
            action is None
            and pending is None
            and state.get("consent") is not None
            and (answer := yes_or_no(text)) is not None
        ):
            action = {"consent": state["consent"], "yes": answer}
        if action is not None and "consent" in action:
            return await self._resume(action, state, ctx)
        situation = self._situation(state, pending, opened, ctx)
        decision = await self._decide(text, action, pending, situation, ctx)
        if ctx.attached and (asked := decision.question) is not None and asked.key == "ask-topic-or-text-or-post-id":
            # A picture needs no words: it is the post.
            decision = replace(decision, tool=decision.asks_for, question=None, asks_for=None)
        if action is None and decision.tool == "undo" and (there := state.get("there")) is not None:
            if there[0] != "hide_comment":
                what = ctx.say(f"did-{there[0].replace('_', '-')}")
                return _Said([ctx.say("undo-not-there", what=what)], ok=False)
            hidden = not there[1].get("hidden", True)
            decision = replace(decision, tool=there[0], args={**there[1], "hidden": hidden})
        turn = Turn(ctx, decision)
        # The word "undo" means the last change of whoever says it; a button means the one it was shown with.
        if action is not None and action.get("tool") == "undo" and (choice is not None or text[:1].isdigit()):
            ctx.undoing = action.get("event")
        try:
            await self._agent.run(text, opened.history, turn)
        except AllInError as error:
            if not turn.steps:
                raise
            # What was done was done: it is told, and then what went wrong.
            turn.words = ""
            said = self._told(text, turn, state, ctx)
            said.text.append(ctx.say(error.key, **error.facts))
            said.ok = False
            return said
        return self._told(text, turn, state, ctx)

    async def _decide(
        self,
        text: str,
        action: dict[str, Any] | None,
        pending: dict[str, Any] | None,
        situation: Situation,
        ctx: ToolContext,
    ) -> Decision:
        if action is None:
            return await asyncio.to_thread(self._understanding.decide, text, situation)
        if "fill" in action and pending is not None:
            args = {**pending["args"], pending["slot"]: action["fill"]}
            return Decision(pending["tool"], args, 1.0, "pending", reason="an offered answer was taken")
        if "pick" in action:
            if action.get("learn"):
                await self._learn(action["text"], action["pick"], ctx)
            return await asyncio.to_thread(self._understanding.decide, action["text"], situation, only=action["pick"])
        return Decision(action["tool"], action["args"], 1.0, "pending", reason="an offered next step was taken")

    async def _learn(self, text: str, tool: str, ctx: ToolContext) -> None:
        """The person said which of the readings was meant: kept for the next time that it is said in this workspace."""
        phrase = await asyncio.to_thread(self._understanding.phrase_of, text, ctx.language)

        def keep(session: Session) -> None:
            known = _learned(workspaces.settings_of(session, ctx.workspace_id))
            known.pop(phrase, None)
            newest = [*known.items(), (phrase, tool)][-MOST_LEARNED:]
            workspaces.put_setting(session, ctx.workspace_id, "learned", dict(newest))

        await self._database.write(keep)

    async def _resume(self, action: Mapping[str, Any], state: dict[str, Any], ctx: ToolContext) -> _Said:
        asked = state.pop("consent", None)
        step = Step("", {})
        try:
            step.outcome = await self._toolbox.resume(int(action["consent"]), bool(action["yes"]), ctx)
        except AllInError as error:
            step.error = error
            if isinstance(error, NotAllowed) and asked is not None:
                state["consent"] = asked  # it is still open for whoever was asked
        said = _Said()
        self._add(step, said, state, ctx)
        return said

    def _situation(
        self, state: Mapping[str, Any], pending: Mapping[str, Any] | None, opened: _Opened, ctx: ToolContext
    ) -> Situation:
        last = state.get("last")
        return Situation(
            now=ctx.now,
            language=ctx.language,
            connected=opened.connected,
            focus=ctx.focus,
            listed=tuple(state.get("listed", ())),
            when=datetime.fromisoformat(state["when"]).astimezone(ctx.zone) if state.get("when") else None,
            last=(last[0], last[1]) if last else None,
            pending=Pending(
                pending["tool"],
                pending["args"],
                pending["slot"],
                tuple((label, value) for label, value in pending["options"]),
            )
            if pending
            else None,
            consent_open=state.get("consent") is not None,
            learned=_learned(opened.who.settings),
            comments=tuple(state.get("comments", ())),
            comment=state.get("comment"),
        )

    def _told(self, text: str, turn: Turn, state: dict[str, Any], ctx: ToolContext) -> _Said:
        said = _Said()
        steps = turn.steps
        if turn.hosted:
            # A hosted model may correct itself: an error that a later call of the same tool mended is not told.
            good = {step.tool for step in steps if step.outcome is not None}
            steps = [step for step in steps if step.error is None or step.tool not in good]
        for step in steps:
            self._add(step, said, state, ctx)
        if turn.words:
            said.text.append(turn.words.strip())
        if turn.hosted_failed is not None and not steps:
            said.text.append(ctx.say(turn.hosted_failed.key, **turn.hosted_failed.facts))
        if not turn.hosted:
            asked = next((command for command in turn.commands if command.question is not None), None)
            if asked is not None and asked.question is not None and all(step.outcome for step in steps):
                self._ask(text, asked, asked.question, said, state, ctx)
        if not said.text:
            said.text.append(ctx.say("error-not-understood"))
            said.ok = False
        return said

    def _add(self, step: Step, said: _Said, state: dict[str, Any], ctx: ToolContext) -> None:
        """One step's result or error into the reply, and what it leaves to refer to into the state."""
        if step.error is not None:
            self._add_error(step, step.error, said, state, ctx)
            return
        assert step.outcome is not None
        outcome: Outcome = step.outcome
        result = outcome.result
        said.text.append(result.text)
        said.cards += result.cards
        said.calls.append(Call(outcome.tool, outcome.args, result.data))
        said.ok = said.ok and result.ok
        if outcome.consent_id is not None:
            state["consent"] = outcome.consent_id
            yes, no = result.offers
            said.choices += [
                (Choice(_token(), yes.label, yes.style), {"consent": outcome.consent_id, "yes": True}),
                (Choice(_token(), no.label), {"consent": outcome.consent_id, "yes": False}),
            ]
        else:
            said.choices += [_choice(offer, outcome.event) for offer in result.offers]
        if len(result.posts) == 1:
            state["focus"] = list(result.posts)
        elif result.posts:
            state["listed"] = list(result.posts)
            if outcome.tool != "list_posts":
                state["focus"] = []
        if outcome.tool == "list_comments":
            state["comments"] = list(result.comments)
            state["comment"] = None
        if len(result.comments) == 1:
            state["comment"] = result.comments[0]
        when = _when(result.data)
        if when:
            state["when"] = when
        state["last"] = [outcome.tool, plain(outcome.args)]
        if outcome.consent_id is None and result.ok:
            if outcome.tool in OUT_THERE:
                state["there"] = state["last"]
            elif self._registry.tools[outcome.tool].effect is not Effect.READ:
                state.pop("there", None)

    def _add_error(self, step: Step, error: AllInError, said: _Said, state: dict[str, Any], ctx: ToolContext) -> None:
        said.ok = False
        said.text.append(ctx.say(error.key, **error.facts))
        if step.tool:
            said.calls.append(Call(step.tool, step.args, {"error": error.key}))
        if isinstance(error, Missing):
            options = [[label, value] for label, value in error.options]
            state["pending"] = {"tool": step.tool, "args": plain(step.args), "slot": error.slot, "options": options}
            said.choices += [(Choice(_token(), label), {"fill": value}) for label, value in error.options]

    def _ask(
        self, text: str, decision: Decision, question: Question, said: _Said, state: dict[str, Any], ctx: ToolContext
    ) -> None:
        said.ok = False
        said.text.append(ctx.say(question.key, **question.facts))
        if question.slot is not None and decision.asks_for is not None:
            options = [[label, plain({"value": value})["value"]] for label, value in question.options]
            state["pending"] = {
                "tool": decision.asks_for,
                "args": plain(decision.args),
                "slot": question.slot,
                "options": options,
            }
            said.choices += [(Choice(_token(), label), {"fill": value}) for label, value in options]
        else:
            # What is offered beside a no is another wish than the one that was said.
            learn = question.key == "ask-which"
            for _, name in question.options:
                label = ctx.say(f"do-{str(name).replace('_', '-')}")
                said.choices.append((Choice(_token(), label), {"pick": name, "text": text, "learn": learn}))

    async def _open(self, message: IncomingMessage) -> _Opened:
        name = message.workspace or (DEFAULT_WORKSPACE if message.channel in TRUSTED_CHANNELS else None)

        def known(session: Session) -> _Opened | None:
            who = workspaces.who_is(session, name, message.channel, message.sender)
            if who is None:
                return None
            found = conversations.find(session, who.workspace_id, message.channel, message.thread)
            if found is None:
                return None
            return self._opened(session, who, found.id, found.state, message)

        opened = await self._database.read(known)
        if opened is not None:
            return opened
        if message.channel not in TRUSTED_CHANNELS:
            who = await self._database.read(
                lambda session: workspaces.who_is(session, name, message.channel, message.sender)
            )
            if who is None:
                raise NotAllowed("error-unknown-sender")
        opened = await self._database.write(lambda session: self._begin(session, name or DEFAULT_WORKSPACE, message))
        if opened.new:
            await self._give_a_page(opened.who)
            opened = await self._database.read(known)
            assert opened is not None
        return opened

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
        self,
        session: Session,
        who: Who,
        conversation_id: int,
        state: dict[str, Any],
        message: IncomingMessage,
        new: bool = False,
    ) -> _Opened:
        seen = None
        if message.message_id is not None:
            turn = conversations.turn_of_message(session, conversation_id, message.message_id)
            seen = (turn.replied, turn.calls) if turn is not None else None
        turns = conversations.recent_turns(session, conversation_id, HISTORY) if self._agent.remembers else []
        # A reply that showed comments holds other people's words, and they stay so when they are read again.
        history = [
            (said, quoted(replied, "comment") if any("comment" in tool for tool in tools) else replied)
            for said, replied, tools in turns
        ]
        connected = tuple(accounts.platforms(session, who.workspace_id))
        return _Opened(who, conversation_id, state, connected, history, new, seen)

    def _begin(self, session: Session, workspace: str, message: IncomingMessage) -> _Opened:
        now = self._now()
        who = workspaces.who_is(session, workspace, message.channel, message.sender)
        new = False
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
            session, who.workspace_id, message.channel, message.thread, who.member_id, now
        )
        return self._opened(session, who, found.id, found.state, message, new)

    def _phrases(self, who: Who, message: IncomingMessage) -> Phrases:
        return Phrases(str(who.settings.get("language") or message.language or self._default_language))

    def _trouble(self, error: Exception) -> AllInError:
        """Something that nobody foresaw, as an error that can be told."""
        trouble = _store_trouble(error)
        if trouble is None:
            log.error("a message could not be answered", exc_info=error)
            trouble = AllInError(detail=str(error))
        return trouble

    def _sorry(self, message: IncomingMessage, error: AllInError, who: Who | None = None) -> Reply:
        language = message.language if message.language in LANGUAGES else self._default_language
        phrases = self._phrases(who, message) if who is not None else Phrases(language)
        return Reply(phrases.say(error.key, **error.facts), language=phrases.language, ok=False)


def clean(text: str) -> str:
    """What a person typed, without control characters; composed, so that the same words are the same characters."""
    text = unicodedata.normalize("NFC", text[: MOST_CHARACTERS + 1])
    return "".join(
        char for char in text if char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs", "Co", "Cn"}
    ).strip()


def _store_trouble(error: Exception) -> AllInError | None:
    from bot.errors import StoreError
    from storage.database import DatabaseError

    if isinstance(error, DatabaseError):
        return StoreError(f"store-{error.reason}", detail=error.detail)
    return None


def _learned(settings: Mapping[str, Any]) -> dict[str, str]:
    """The phrasings that people of a workspace have said the meaning of: tools by phrase."""
    kept = settings.get("learned")
    return {str(phrase): str(tool) for phrase, tool in kept.items()} if isinstance(kept, dict) else {}


def _token() -> str:
    return secrets.token_urlsafe(6)


def _choice(offer: Offer, event: int | None = None) -> tuple[Choice, dict[str, Any]]:
    action: dict[str, Any] = {"tool": offer.tool, "args": plain(offer.args)} if offer.tool else {"say": offer.say}
    if offer.tool == "undo" and event is not None:
        action["event"] = event  # this Undo takes back this change, however old the button is
    return Choice(_token(), offer.label, offer.style), action


def _keep_choices(state: dict[str, Any], said: _Said) -> None:
    shown = [[choice.id, choice.label, action] for choice, action in said.choices]
    older = [kept for kept in state.get("choices", []) if len(str(kept[2])) <= LONGEST_KEPT]
    state["choices"] = (older + shown)[-KEPT_CHOICES:]
    state["shown"] = len(shown)


def _chosen(choice: str | None, text: str, state: Mapping[str, Any]) -> dict[str, Any] | None:
    """What a tapped button does; or what a typed number or label means, for the buttons of the last reply."""
    kept = state.get("choices", [])
    if choice is not None:
        return next((action for token, _, action in kept if token == choice), None)
    shown = kept[len(kept) - state.get("shown", 0) :]
    if re.fullmatch(r"\d{1,2}\.?", text) and 0 < int(text.rstrip(".")) <= len(shown):
        action: dict[str, Any] = shown[int(text.rstrip(".")) - 1][2]
        return action
    return next((action for _, label, action in shown if label.casefold() == text.casefold()), None)


def _reply(said: _Said, phrases: Phrases) -> Reply:
    return Reply(
        "\n".join(part for part in said.text if part),
        choices=tuple(choice for choice, _ in said.choices),
        cards=tuple(said.cards),
        calls=tuple(said.calls),
        language=phrases.language,
        ok=said.ok,
    )


def _when(data: Mapping[str, Any]) -> str | None:
    post = data.get("post")
    return post.get("when") if isinstance(post, dict) else None


def _facts(kept: Mapping[str, Any], phrases: Phrases, zone: ZoneInfo) -> dict[str, Any]:
    """A notice's facts as they are told: instants on the workspace's clock, a reason as a sentence of its own."""
    facts = dict(kept)
    for name, value in kept.items():
        if isinstance(value, str) and (name == "when" or name.endswith("_at")):
            facts[name] = datetime.fromisoformat(value).astimezone(zone)
    if reason := facts.pop("reason_key", None):
        facts["reason"] = phrases.say(reason, **_facts(facts.pop("reason_facts", {}), phrases, zone))
    return facts

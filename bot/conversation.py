"""The one door in: a message from any channel becomes a reply.

Who is it, which conversation; one message at a time in each; a tapped button or an answered question goes on where it was;
everything else goes to the agent. Errors become sentences. What "it" means next time is kept.
"""

from __future__ import annotations

import asyncio
import logging
import time
import unicodedata
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from bot import news
from bot.agent import Agent
from bot.consent import Outcome, Toolbox, plain
from bot.context import Connecting, Copywriter, Insights, Measuring, Places, Publishing, SignedIn, ToolContext, zone_of
from bot.elsewhere import Elsewhere
from bot.entrance import Begun, Entrance, Opened
from bot.errors import AllInError, Missing, NotAllowed, OperatorError, Rejected
from bot.messages import Attachment, Call, Choice, IncomingMessage, Reply
from bot.others import with_others
from bot.phrases import LANGUAGES, Phrases
from bot.prompts import quoted
from bot.said import Said, as_written, choice_of, chosen, keep_choices, reply_of, shown_last, token
from bot.tool import Effect, Offer
from bot.turn import Step, Turn
from bot.understanding.answers import yes_or_no
from bot.understanding.decision import Decision, Known, Pending, Question, Situation
from bot.voice.ear import for_the_ear
from bot.voice.reading import decide as decide_heard
from bot.voice.voice import recording_in
from storage import conversations, notices, posts, workspaces
from storage.models import PostStatus
from storage.notices import NewNotice

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.media import MediaLibrary
    from bot.pairing import Pairing
    from bot.registry import Registry
    from bot.understanding.router import Understanding
    from bot.voice.voice import Voice
    from storage.database import Database
    from storage.workspaces import Who

log = logging.getLogger(__name__)

Progress = Callable[[str], Awaitable[None]]

MOST_CHARACTERS = 20_000
MOST_LEARNED = 200
"""Phrasings kept of a workspace."""
MOST_KNOWN = 200
"""Posts among which one that is described is looked for, the newest first."""
MOST_OF_OTHERS = 5_000
"""Characters kept of other people's words that came with a message."""
OUT_THERE = frozenset({"hide_comment", "delete_comment", "delete_post", "edit_post", "let_in", "remove_link"})
"""What changes something at a network, or who is let in: "undo" right after it means this, and no earlier change of ours."""
AFTER_OTHERS = timedelta(minutes=10)
"""For so long a program that was given other people's words changes and plans nothing: they may speak through it."""
OTHERS_FOR = timedelta(minutes=30)
"""For so long other people's words that somebody passed on are what their "this" means; then they are forgotten."""


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
        measuring: Measuring | None = None,
        default_zone: str,
        default_language: str,
        media: MediaLibrary | None = None,
        voice: Voice | None = None,
        pairing: Pairing | None = None,
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
        self._measuring = measuring
        self._default_zone = default_zone
        self._default_language = default_language
        self._media = media
        self._voice = voice
        self._now = now
        self.entrance = Entrance(
            database,
            registry,
            pairing,
            remembers=lambda: agent.remembers,
            default_zone=default_zone,
            default_language=default_language,
            now=now,
        )
        self.elsewhere = Elsewhere(database, now)
        self.places: Places | None = None
        self.insights: Insights | None = None
        self._locks: WeakValueDictionary[tuple[str, str, str], asyncio.Lock] = WeakValueDictionary()

    async def handle(
        self, message: IncomingMessage, *, progress: Progress | None = None, stop: asyncio.Event | None = None
    ) -> Reply:
        """Answer one message. Never raises for anything a person or a network did.

        Once `stop` is set no further tool is called.
        """
        started = time.perf_counter()
        async with self._lock(message):
            try:
                if (stranger := await self.entrance.stranger(message)) is not None:
                    return stranger
                opened = await self.entrance.open(message)
            except AllInError as error:
                return self._sorry(message, error)
            except Exception as error:
                return self._sorry(message, self._trouble(error))
            try:
                reply = await self._answer(message, opened, progress, stop)
            except AllInError as error:
                reply = self._sorry(message, error, opened.who)
            except Exception as error:
                reply = self._sorry(message, self._trouble(error), opened.who)
        return replace(reply, ms=round((time.perf_counter() - started) * 1000, 2))

    async def call(
        self, message: IncomingMessage, tool: str, args: Mapping[str, Any], *, progress: Progress | None = None
    ) -> Reply:
        """One tool, called for the sender of a message without anything being understood first. The same checks as ever.

        Where a program calls (`message.by_program`), what needs a yes is not asked of it: the question waits for the person
        in a conversation of their own.
        """
        started = time.perf_counter()
        who = None
        async with self._lock(message):
            try:
                opened = await self.entrance.open(message)
                who = opened.who
                ctx = self._context(message, opened, self.entrance.phrases(who, message), progress)
                said, state = Said(), dict(opened.state)
                if opened.begun:
                    said = self._interrupted(opened.begun, state, ctx)
                else:
                    step = Step(tool, dict(args))
                    step.outcome = await self._toolbox.call(tool, args, ctx)
                    self._add(step, said, state, ctx)
                if message.by_program:
                    await self._leave_to_the_person(said, state, message, ctx)
                else:
                    keep_choices(state, said)
                keep = partial(conversations.keep_beside, conversation_id=opened.conversation_id, before=opened.state)
                await self._database.write(lambda session: keep(session, state=state, now=self._now()))
                reply = reply_of(said, ctx.phrases)
            except AllInError as error:
                reply = self._sorry(message, error, who)
            except Exception as error:
                reply = self._sorry(message, self._trouble(error), who)
        return replace(reply, ms=round((time.perf_counter() - started) * 1000, 2))

    async def _leave_to_the_person(
        self, said: Said, state: dict[str, Any], message: IncomingMessage, ctx: ToolContext
    ) -> None:
        """A program gets no buttons; what needs a yes is put where the person can give it, and the reply says where."""
        if said.question is not None:
            said.text.append(await self.elsewhere.ask(message, *said.question, ctx))
        said.choices = []
        state.pop("consent", None)

    async def leave(self, message: IncomingMessage, reply: Reply) -> str:
        """Put a reply that came too late for its channel where the sender is reached; the channel's name, empty if none."""
        opened = await self.entrance.open(message)
        # Only what this very reply asks: an older question may be open, too.
        shown = {choice.id for choice in reply.choices}
        asked = (action for token, _, action in opened.state.get("choices", []) if token in shown)
        consent = next((int(action["consent"]) for action in asked if "consent" in action), None)
        return await self.elsewhere.leave(opened.who, opened.conversation_id, reply, consent)

    async def knows(self, message: IncomingMessage) -> bool:
        """Whether the sender is known."""
        return await self.entrance.knows(message)

    async def greeting(self, message: IncomingMessage) -> Reply:
        """The first words: where we are, what waits, one thing to try. For somebody unknown, a code to be let in by."""
        if (stranger := await self.entrance.stranger(message)) is not None:
            return stranger
        opened = await self.entrance.open(message)
        phrases = self.entrance.phrases(opened.who, message)
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
        # Not while a message is being answered: both keep what the next one may refer to.
        async with self._lock(message):
            opened = await self.entrance.open(message)
            # What programs have begun for a person is told where the person is.
            also: list[int] = []
            if not message.by_program:
                who = opened.who
                also = await self._database.read(
                    lambda session: conversations.of_programs(session, who.workspace_id, who.member_id)
                )
            return await news.tell(
                self._database,
                opened.conversation_id,
                opened.state,
                phrases=self.entrance.phrases(opened.who, message),
                zone=zone_of(opened.who.settings, self._default_zone),
                platforms=self._registry.platforms.values(),
                now=self._now(),
                also=also,
            )

    def _lock(self, message: IncomingMessage) -> asyncio.Lock:
        key = (message.workspace or "", message.channel, message.thread)
        return self._locks.setdefault(key, asyncio.Lock())

    async def _answer(
        self, message: IncomingMessage, opened: Opened, progress: Progress | None, stop: asyncio.Event | None
    ) -> Reply:
        phrases = self.entrance.phrases(opened.who, message)
        if opened.seen is not None:
            if opened.seen == phrases.say("people-not-for-models"):
                # It was for the person alone and is kept nowhere.
                return Reply(phrases.say("interrupted-private"), language=phrases.language, ok=False, private=True)
            # The channel delivered the same message again: the same answer, and nothing is done twice.
            again = self._for_the_ear(reply_of(shown_last(opened.seen, opened.state), phrases), message, None)
            return replace(again, asks=bool(again.choices))
        state = dict(opened.state)
        ctx = self._context(message, opened, phrases, progress, stop)
        if message.others:
            # What was pointed at is what "this" means now, and no post of before.
            state["others"], state["focus"], ctx.focus = clean(message.others)[:MOST_OF_OTHERS], [], ()
            state["others_of"] = [opened.who.member_id, self._now().isoformat()]
        ctx.others = self._others(state, opened.who)
        text = clean(message.text)
        spoken = await self._hear(message, state, ctx)
        if spoken is not None and ctx.heard is not None:
            text = clean(f"{text}\n{ctx.heard.text}")
            message = replace(message, attachments=tuple(item for item in message.attachments if item is not spoken))
        if len(message.text) > MOST_CHARACTERS:
            said = Said([phrases.say("error-too-long", limit=MOST_CHARACTERS)], ok=False)
        elif spoken is not None and ctx.heard is None:
            # Whoever is asked and keeps silent has not said yes.
            said = await self._resume({"consent": state["consent"], "yes": False}, state, ctx)
        elif opened.begun:
            said = self._interrupted(opened.begun, state, ctx)
        elif not text and message.choice is None and not message.attachments and message.others:
            said = self._of_others(ctx)
        elif not text and message.choice is None and not message.attachments:
            said = Said([phrases.say("error-empty")], ok=False)
        else:
            said = await self._with_media(text, message, state, opened, ctx)
        if ctx.phrases.language != phrases.language:
            phrases = ctx.phrases
        if message.by_program:
            await self._leave_to_the_person(said, state, message, ctx)
        if said.ok and any(ctx.others in call.args.values() for call in said.calls):
            state.pop("others", None)  # they have been made use of
        keep_choices(state, said)
        asks = said.question is not None or _is_asked(state, opened.who) or (not said.ok and bool(said.choices))
        reply = self._for_the_ear(replace(reply_of(said, phrases), asks=asks), message, ctx)
        await self._database.write(
            lambda session: conversations.close_turn(
                session,
                opened.conversation_id,
                said=text[:MOST_CHARACTERS],
                replied=ctx.say("people-not-for-models") if reply.private else reply.text,
                calls=[{"tool": call.tool, "args": call.args} for call in reply.calls],
                state=state,
                before=opened.state,
                message_id=message.message_id,
                now=self._now(),
            )
        )
        return reply

    def _others(self, state: dict[str, Any], who: Who) -> str:
        """Other people's words that this person passed on a little while ago; in a group, not what somebody else did."""
        member, at = state.get("others_of") or (None, None)
        if at is None or self._now() - datetime.fromisoformat(at) > OTHERS_FOR:
            state.pop("others", None)
            state.pop("others_of", None)
        return str(state.get("others", "")) if member == who.member_id else ""

    def _interrupted(self, begun: Begun, state: dict[str, Any], ctx: ToolContext) -> Said:
        """This message was being answered when the process ended: what was done for it is told and not done again."""
        said = Said()
        for key, tools in (("interrupted", begun.done), ("interrupted-unsure", begun.unsure)):
            names = [ctx.say(f"do-{tool.replace('_', '-')}") for tool in dict.fromkeys(tools)]
            if names:
                said.text.append(ctx.say(key, done=", ".join(names)))
        if begun.unsure:
            state.pop("consent", None)
            said.ok = False
        if begun.event is not None:
            said.choices.append(choice_of(Offer(ctx.say("offer-undo"), tool="undo"), begun.event))
        return said

    def _declines(self, pending: Mapping[str, Any], text: str) -> bool:
        """Whether a question about something other than yes or no got a no: then it is not wanted after all."""
        tool = self._registry.tools.get(pending["tool"])
        kinds = {argument.name: argument.slot.kind for argument in tool.arguments} if tool is not None else {}
        return kinds.get(pending["slot"]) != "switch" and yes_or_no(text) is False

    def _to_which(self, answer: bool, state: Mapping[str, Any], ctx: ToolContext) -> Said:
        """A yes or a no to several next steps that were offered: nothing is guessed."""
        if not state.get("shown"):
            return Said([ctx.say("nothing-asked")], ok=False)
        said = shown_last(ctx.say("yes-to-which" if answer else "no-to-all"), state)
        return said if answer else replace(said, choices=[], ok=False)

    def _of_others(self, ctx: ToolContext) -> Said:
        """Somebody passed on other people's words, and nothing else: what is to become of them?"""
        said = Said([ctx.say("others-what-next")], ok=False)
        draft = Offer(ctx.say("others-draft"), tool="draft_post", args={"topic": ctx.others}, style="primary")
        said.choices.append(choice_of(draft))
        return said

    def _context(
        self,
        message: IncomingMessage,
        opened: Opened,
        phrases: Phrases,
        progress: Progress | None = None,
        stop: asyncio.Event | None = None,
    ) -> ToolContext:
        zone = zone_of(opened.who.settings, self._default_zone)
        return ToolContext(
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
            measuring=self._measuring,
            places=self.places,
            insights=self.insights,
            conversation_id=opened.conversation_id,
            channel=message.channel,
            message_id=message.message_id,
            group=message.group,
            stop=stop,
            dictated=message.aloud,
            by_program=message.by_program,
            after_others=message.by_program and self._just_read(opened.state),
            focus=tuple(opened.state.get("focus", ())),
            default_zone=self._default_zone,
            progress=progress,
            media=self._media,
            voice=self._voice,
        )

    def _just_read(self, state: Mapping[str, Any]) -> bool:
        """Whether other people's words were read here a little while ago."""
        at = state.get("others_at")
        return at is not None and self._now() - datetime.fromisoformat(at) < AFTER_OTHERS

    async def _hear(self, message: IncomingMessage, state: Mapping[str, Any], ctx: ToolContext) -> Attachment | None:
        """The recording in a message, if there is one, with its words in `ctx.heard`; these are missing where a question
        that waits for a yes was met with silence.
        """
        recording = recording_in(message)
        if recording is None or self._voice is None:
            return None
        try:
            ctx.heard = await self._voice.hear(
                recording,
                workspace_id=ctx.workspace_id,
                settings=ctx.who.settings,
                progress=partial(ctx.tell, "progress-listening"),
            )
        except Rejected as error:
            if error.key == "voice-silence" and state.get("consent") is not None:
                return recording
            raise
        except OperatorError:
            if recording.spoken:
                raise
            return None  # a sound file is still something that a post can carry
        return recording

    def _for_the_ear(self, reply: Reply, message: IncomingMessage, ctx: ToolContext | None) -> Reply:
        if ctx is not None and ctx.heard is not None:
            reply = replace(reply, heard=ctx.heard.text)
        elif not message.aloud:
            return reply
        today = (ctx.now if ctx is not None else self._now()).date()
        return replace(reply, speech=for_the_ear(reply, Phrases(reply.language), today=today))

    async def aloud(self, message: IncomingMessage, reply: Reply) -> Attachment | None:
        """The reply's `speech` as sound, in the voice that the sender's workspace has chosen; None where nobody speaks."""
        if self._voice is None or not reply.speech:
            return None
        opened = await self.entrance.open(message)
        sound = await self._voice.say(reply.speech, reply.language, opened.who.settings)
        if (trouble := self._voice.speakers.news()) is not None:
            told = NewNotice(opened.who.workspace_id, opened.conversation_id, trouble.key, plain(trouble.facts))
            await self._database.write(lambda session: notices.add(session, [told], self._now()))
        return sound

    async def _with_media(
        self, text: str, message: IncomingMessage, state: dict[str, Any], opened: Opened, ctx: ToolContext
    ) -> Said:
        """Take in what came with the message, then act; what no post took stays at hand for the next message."""
        from bot.media import messages as incoming

        came = await incoming.take_in(ctx, message.attachments)
        alone = not text and message.choice is None
        incoming.lay_out(ctx, state, came)
        if came.ids:
            await incoming.turn_to(ctx, state, alone=alone)
        arrived = bool(came.ids or came.documents)
        if message.attachments and (not arrived or alone):
            said = Said(ok=arrived)
            if arrived:
                offers = incoming.offers(ctx, came)
                said.text.append(incoming.what_next(ctx, came))
                said.choices += [choice_of(offer) for offer in offers]
        else:
            said = await self._act(text, message.choice, state, opened, ctx)
        said.text[:0] = came.lines
        incoming.keep(state, ctx)
        return said

    async def _act(
        self, text: str, choice: str | None, state: dict[str, Any], opened: Opened, ctx: ToolContext
    ) -> Said:
        # In a group somebody else may have been asked.
        pending = state.pop("pending") if _is_asked(state, ctx.who) else None
        action = chosen(choice, text if ctx.heard is None else as_written(text, ctx.language), state)
        if action is not None and "fill" in action and (pending is None or pending.get("id") != action.get("of")):
            action = None if choice is None else {}  # of a question that is not asked any more
        if choice is not None and not action:
            return Said([ctx.say("choice-gone")], ok=False)
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
        if choice is None and action is not None and "consent" in action and not _asked_last(state) and yes_or_no(text):
            return self._to_which(True, state, ctx)
        if action is not None and "consent" in action:
            return await self._resume(action, state, ctx)
        if action is None and pending is not None and self._declines(pending, text):
            return Said([ctx.say("no-to-all")], ok=False)
        situation = self._situation(state, pending, opened, ctx)
        decision = await self._decide(text, action, pending, situation, ctx)
        nothing_else = action is None and pending is None and decision.tool is None
        if nothing_else and (answer := yes_or_no(text)) is not None:
            return self._to_which(answer, state, ctx)
        if ctx.attached and (asked := decision.question) is not None and asked.key == "ask-topic-or-text-or-post-id":
            # A picture needs no words: it is the post.
            decision = replace(decision, tool=decision.asks_for, question=None, asks_for=None)
        if action is None and decision.tool == "undo" and (there := state.get("there")) is not None:
            if there[0] != "hide_comment":
                what = ctx.say(f"did-{there[0].replace('_', '-')}")
                return Said([ctx.say("undo-not-there", what=what)], ok=False)
            hidden = not there[1].get("hidden", True)
            decision = replace(decision, tool=there[0], args={**there[1], "hidden": hidden})
        if ctx.others:
            decision = with_others(decision, self._registry.tools, ctx.others, media=bool(ctx.attached))
        turn = Turn(ctx, decision)
        if ctx.stop is not None:
            turn.stopped = ctx.stop
        # The word "undo" means the last change of whoever says it; a button means the one it was shown with.
        if action is not None and action.get("tool") == "undo" and (choice is not None or text[:1].isdigit()):
            ctx.undoing = action.get("event")
        try:
            await self._agent.run(self._with_words(text, turn), opened.history, turn)
        except AllInError as error:
            if not turn.steps:
                raise
            # What was done was done: it is told, and then what went wrong.
            turn.words = ""
            said = self._told(text, turn, state, ctx)
            said.text.append(ctx.say(error.key, **error.facts))
            said.ok = False
            return said
        said = self._told(text, turn, state, ctx)
        if turn.stopped.is_set():
            said.text.append(ctx.say("stopped"))
        return said

    @staticmethod
    def _with_words(text: str, turn: Turn) -> str:
        """What a hosted model is given: other people's words marked as theirs, the turn held to what they may lead to."""
        if not turn.ctx.others:
            return text
        turn.heard = True
        return f"{text}\n{quoted(turn.ctx.others, 'forwarded')}"

    async def _decide(
        self,
        text: str,
        action: dict[str, Any] | None,
        pending: dict[str, Any] | None,
        situation: Situation,
        ctx: ToolContext,
    ) -> Decision:
        if action is None and ctx.heard is not None:
            decision, reading = await asyncio.to_thread(
                partial(
                    decide_heard,
                    self._understanding,
                    ctx.heard.readings,
                    situation,
                    doubts=ctx.heard.doubts,
                    rivals=ctx.heard.rivals,
                    unsure=ctx.heard.unsure,
                    rare=ctx.heard.rare,
                )
            )
            ctx.heard = replace(ctx.heard, text=reading)
            return decision
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

    async def _resume(self, action: Mapping[str, Any], state: dict[str, Any], ctx: ToolContext) -> Said:
        asked = state.pop("consent", None)
        step = Step("", {})
        try:
            step.outcome = await self._toolbox.resume(int(action["consent"]), bool(action["yes"]), ctx)
        except AllInError as error:
            step.error = error
            if isinstance(error, NotAllowed) and asked is not None:
                state["consent"] = asked  # it is still open for whoever was asked
        said = Said(decided=ctx.who.member if step.error is None else "")
        self._add(step, said, state, ctx)
        return said

    def _situation(
        self, state: Mapping[str, Any], pending: Mapping[str, Any] | None, opened: Opened, ctx: ToolContext
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
            posts=cache(partial(self._known_posts, ctx.workspace_id)),
        )

    def _known_posts(self, workspace_id: int) -> list[Known]:
        """The posts that a sentence may describe, read where one does: most do not."""
        rows = self._database.look(lambda session: posts.newest(session, workspace_id, MOST_KNOWN))
        return [
            Known(row.post.number, tuple(row.platforms), row.post.status.value, f"{row.post.topic} {row.post.text}")
            for row in rows
        ]

    def _told(self, text: str, turn: Turn, state: dict[str, Any], ctx: ToolContext) -> Said:
        said = Said()
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
        if not said.text and not turn.stopped.is_set():
            said.text.append(ctx.say("error-not-understood"))
            said.ok = False
        return said

    def _add(self, step: Step, said: Said, state: dict[str, Any], ctx: ToolContext) -> None:
        """One step's result or error into the reply, and what it leaves to refer to into the state."""
        if step.error is not None:
            self._add_error(step, step.error, said, state, ctx)
            return
        assert step.outcome is not None
        outcome: Outcome = step.outcome
        result = outcome.result
        said.text.append(result.text)
        said.cards += result.cards
        said.attachments += result.attachments
        said.private = said.private or result.private
        said.calls.append(Call(outcome.tool, outcome.args, result.data))
        said.ok = said.ok and result.ok
        if outcome.consent_id is not None:
            said.question = (outcome.consent_id, result)
            state["consent"] = outcome.consent_id
            yes, no = result.offers
            said.choices += [
                (Choice(token(), yes.label, yes.style), {"consent": outcome.consent_id, "yes": True}),
                (Choice(token(), no.label), {"consent": outcome.consent_id, "yes": False}),
            ]
        else:
            said.choices += [choice_of(offer, outcome.event) for offer in result.offers]
        if outcome.tool == "list_posts" and result.posts:
            state["listed"] = list(result.posts)  # a list of one as well: "the first one" is what was shown last
        if len(result.posts) == 1:
            state["focus"] = list(result.posts)
        elif result.posts:
            state["listed"] = list(result.posts)
            if outcome.tool != "list_posts":
                state["focus"] = []
        if outcome.tool == "list_comments":
            state["comments"] = list(result.comments)
            state["comment"] = None
        if result.comments and ctx.by_program:
            state["others_at"] = self._now().isoformat()
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

    def _add_error(self, step: Step, error: AllInError, said: Said, state: dict[str, Any], ctx: ToolContext) -> None:
        said.ok = False
        said.text.append(ctx.say(error.key, **error.facts))
        if step.tool:
            said.calls.append(Call(step.tool, step.args, {"error": error.key}))
        if isinstance(error, Missing):
            options = [[label, value] for label, value in error.options]
            asked = {"tool": step.tool, "args": plain(step.args), "slot": error.slot, "options": options}
            state["pending"] = {**asked, "id": token(), "member": ctx.who.member_id}
            of = state["pending"]["id"]
            said.choices += [(Choice(token(), label), {"fill": value, "of": of}) for label, value in error.options]

    def _ask(
        self, text: str, decision: Decision, question: Question, said: Said, state: dict[str, Any], ctx: ToolContext
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
                "id": token(),
                "member": ctx.who.member_id,
            }
            of = state["pending"]["id"]
            said.choices += [(Choice(token(), label), {"fill": value, "of": of}) for label, value in options]
        else:
            # What is offered beside a no is another wish than the one that was said.
            learn = question.key == "ask-which"
            for _, name in question.options:
                label = ctx.say(f"do-{str(name).replace('_', '-')}")
                said.choices.append((Choice(token(), label), {"pick": name, "text": text, "learn": learn}))

    def _trouble(self, error: Exception) -> AllInError:
        """Something that nobody foresaw, as an error that can be told."""
        trouble = _store_trouble(error)
        if trouble is None:
            log.error("a message could not be answered", exc_info=error)
            trouble = AllInError(detail=str(error))
        return trouble

    def _sorry(self, message: IncomingMessage, error: AllInError, who: Who | None = None) -> Reply:
        language = message.language if message.language in LANGUAGES else self._default_language
        phrases = self.entrance.phrases(who, message) if who is not None else Phrases(language)
        return Reply(phrases.say(error.key, **error.facts), language=phrases.language, ok=False)


def clean(text: str) -> str:
    """What a person typed, without control characters; composed, so that the same words are the same characters."""
    text = unicodedata.normalize("NFC", text[: MOST_CHARACTERS + 1])
    return "".join(
        char for char in text if char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs", "Co", "Cn"}
    ).strip()


def _is_asked(state: Mapping[str, Any], who: Who) -> bool:
    """Whether a question waits for an answer other than yes or no, and from this person."""
    pending = state.get("pending")
    return pending is not None and pending.get("member", who.member_id) == who.member_id


def _asked_last(state: Mapping[str, Any]) -> bool:
    """Whether no other question has been shown since the one that waits for a yes, as news shows those of programs."""
    kept = state.get("choices", [])
    shown = kept[len(kept) - state.get("shown", 0) :]
    asked = {action["consent"] for _, _, action in shown if "consent" in action}
    return not asked or state.get("consent") in {None, *asked}


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


def _when(data: Mapping[str, Any]) -> str | None:
    post = data.get("post")
    return post.get("when") if isinstance(post, dict) else None

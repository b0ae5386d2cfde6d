"""Slack: direct messages, mentions and threads in channels, a slash command, a message shortcut, App Home, buttons.

A thread is a conversation: in direct messages every message at the top begins one; in a channel a mention does, and what
follows in its thread is for us too, unless it begins by calling somebody else. What begins elsewhere (a slash command, a
shortcut) goes on in the person's direct messages. What Slack delivers comes through `slack_app` into the inbox and from
there to `answer`; this needs slack-bolt, which is loaded only where a Slack is set up.
"""

from __future__ import annotations

import asyncio
import hashlib
import importlib
import logging
import re
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Self

from bot.errors import AllInError, OperatorError, Rejected
from bot.messages import Attachment, IncomingMessage, Reply
from connectors.channel import Answering, Event, Messenger, Option, Sentences, Showing, Surroundings
from connectors.channels import slack_blocks as blocks
from connectors.channels import slack_events as events
from connectors.channels import slack_home as views
from connectors.channels.slack_events import Place
from connectors.channels.slack_install import INSTALL, RETURN, Installation, Team, Teams
from connectors.channels.slack_people import People, Person
from connectors.channels.slack_session import Sessions
from connectors.channels.slack_show import Shower, Window
from connectors.channels.slack_text import called, channels, escaped, plain
from connectors.channels.slack_web import API, LONGEST_WAIT, Refused, Web, lost

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from connectors.channels.slack_app import Intake

log = logging.getLogger(__name__)

EVENTS = "/slack/events"
_CHANNEL = re.compile(r"[CG][A-Z0-9]{6,}")
MOST_THREADS = 2_000
"""Threads of others that are remembered as not ours."""
MOST_FILES = 20


class Slack(Messenger):
    """One Slack app: one team over Socket Mode, or one or many over HTTP."""

    name = "slack"
    label = "Slack"
    options: ClassVar[tuple[Option, ...]] = (
        Option("BOT_TOKEN", "the bot token of one workspace (xoxb-…)", secret=True),
        Option("APP_TOKEN", "the app-level token for Socket Mode (xapp-…), scope connections:write", secret=True),
        Option("SIGNING_SECRET", "the signing secret, where Slack reaches us over HTTP", secret=True),
        Option("CLIENT_ID", "the client id, where many workspaces install the app"),
        Option("CLIENT_SECRET", "the client secret that belongs to it", secret=True),
        Option("API_URL", f"another address of Slack's Web API than {API}"),
    )

    def __init__(
        self,
        around: Surroundings,
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        now: Callable[[], float] = time.time,
    ) -> None:
        """`pause` waits where Slack wants us to."""
        super().__init__(around.door, around.sentences)
        self._around = around = replace(around, options=_set(around.options))
        self._options = around.options
        self._now = now
        self.web = Web(around.options.get("API_URL") or API, pause=pause)
        self.teams = Teams(around, self.web, now=now)
        self._sessions = Sessions(self.web)
        self._shower = Shower(self.web, self._say)
        self._people = People(self.web, now=now)
        self._threads: OrderedDict[str, bool] = OrderedDict()
        self._named: OrderedDict[tuple[str, str], str] = OrderedDict()
        self._intake: Intake | None = None

    @classmethod
    def build(cls, around: Surroundings) -> Self | None:
        """The channel where Slack is set up; None where nothing is set. Raises `OperatorError` where it cannot work."""
        given = set(_set(around.options)) - {"API_URL"}
        if not given:
            return None
        if ("CLIENT_ID" in given) != ("CLIENT_SECRET" in given):
            raise OperatorError("slack-set-client")
        if "APP_TOKEN" in given:
            if "BOT_TOKEN" not in given:
                raise OperatorError("slack-set-bot-token")
            if given & {"SIGNING_SECRET", "CLIENT_ID"}:
                raise OperatorError("slack-set-one-way")
        elif "SIGNING_SECRET" not in given:
            raise OperatorError("slack-set-way")
        elif ("BOT_TOKEN" in given) == ("CLIENT_ID" in given):
            raise OperatorError("slack-set-teams")
        elif not around.address.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise OperatorError("slack-set-https", address=around.address)
        return cls(around)

    @property
    def intake(self) -> Intake:
        """What takes in Slack's envelopes; made when it is first needed, on a running event loop."""
        if self._intake is None:
            from connectors.channels.slack_app import Intake

            say = self._say(self._around.language)
            self._intake = Intake(
                self._around.inbox,
                self.teams,
                self.web,
                open_window=self._open_window,
                taken=say.say("slack-taken"),
                misplaced=lambda text: say.say("slack-edit-quotes") if views.instruction(text) is None else None,
                not_installed=say.say("slack-not-installed"),
                secret=self._options.get("SIGNING_SECRET"),
            )
        return self._intake

    def routes(self) -> Sequence[BaseRoute]:
        """Where Slack reaches us; nothing in Socket Mode."""
        from starlette.requests import Request
        from starlette.responses import Response
        from starlette.routing import Route

        if not self._options.get("SIGNING_SECRET"):
            return ()
        _load()  # before anything can come, since Slack waits for three seconds at most

        async def take(request: Request) -> Response:
            return await self.intake.post(request)

        made = [Route(EVENTS, take, methods=["POST"])]
        if self._options.get("CLIENT_ID"):
            installation = Installation(self._around, self.web, self.teams, now=self._now)
            made.append(Route(INSTALL, installation.begin, methods=["GET", "POST"]))
            made.append(Route(RETURN, installation.back, methods=["GET"]))
        return made

    async def run(self) -> None:
        """Take what Slack sends, until cancelled."""
        try:
            await asyncio.to_thread(_load)
            intake = self.intake
            if token := self._options.get("APP_TOKEN"):
                await intake.listen(token)
            else:
                await asyncio.Event().wait()
        finally:
            await self.close()

    async def close(self) -> None:
        """Let go of every connection."""
        if self._intake is not None:
            await self._intake.close()
        await self.web.close()

    async def check(self) -> str:
        """Who we are at Slack."""
        if not self._options.get("BOT_TOKEN"):
            return self._say(self._around.language).say("slack-check-many")
        _, answer = await self.teams.only()
        return f"{answer.get('team', '')} (@{answer.get('user', '')})"

    # What people do

    async def answer(self, event: Event, work: Answering) -> None:
        """Answer one event; see `Messenger`. What people only look at, and what only opens a thread, needs no reply."""
        kind = event.data["kind"]
        place = Place.of(event.thread)
        try:
            team = await self.teams.need(place.team)
        except Refused:
            log.info("slack: something came from a team that has removed us")
            return
        if kind == events.HOME:
            await self._show_home(team, event)
        elif kind == events.HELLO:
            await self._greet(team, event, work)
        elif kind == events.REST:
            await self._sessions.rest(team, place)
        elif kind in {events.COMMAND, events.SHORTCUT}:
            await self._begin_elsewhere(team, event, work)
        else:
            await self._turn(team, place, event, work)

    async def _turn(self, team: Team, place: Place, event: Event, work: Answering) -> None:
        if event.data["kind"] == events.MAYBE:
            found = await self._engaged(team, place, event)
            if found is None:
                return
            event = found
        elif event.data["kind"] == events.MENTION and not event.data["files"]:
            event = await self._whole(team, place, event)
        title = plain(str(event.data.get("text") or ""), us={team.user}) if event.data["kind"] != events.TAP else ""
        async with self._sessions.working(team, place, title=title, user=str(event.data["user"])) as turn:
            reply = work.reply
            if reply is None:
                reply = await self._reply(event, work, turn.progress)
                await work.keep(reply)
            turn.asks = reply.asks
            await self.show(event, reply, work)

    async def _reply(self, event: Event, work: Answering, progress: Callable[[str], Awaitable[None]]) -> Reply:
        data = event.data
        try:
            message = await self.read(event)
        except Rejected as error:
            person = await self._person(event)
            language = person.language or self._around.language
            return Reply(self._say(language).say(error.key, **error.facts), language=language, ok=False)
        assert message is not None
        if data["kind"] == events.EDIT:
            args = {"post_id": data["number"], "instruction": views.instruction(str(data["text"])) or ""}
            return await self.door.call(message, "improve_draft", args, progress=progress)
        return await self.door.handle(message, progress=progress, stop=work.stop)

    async def read(self, event: Event) -> IncomingMessage | None:
        """What somebody said, tapped or changed. Files are fetched only of those whom we know."""
        data, place = event.data, Place.of(event.thread)
        person = await self._person(event)
        message = self._message(person, event.thread, group=place.group, message_id=event.key)
        if data["kind"] == events.TAP:
            return replace(message, choice=str(data["choice"]))
        if data["kind"] == events.EDIT:
            return message
        team = await self.teams.need(place.team)
        text = await self._people.named(team, str(data.get("text", "")))
        for name, id in channels(str(data.get("text", ""))).items():
            self._named[place.team, name] = id
            while len(self._named) > MOST_THREADS:
                self._named.popitem(last=False)
        message = replace(message, text=text, others=plain(str(data.get("others", ""))))
        files = list(data.get("files") or ())
        if files and await self.door.knows(message):
            message = replace(message, attachments=await self._files(team, files))
        return message

    async def _files(self, team: Team, files: Sequence[Mapping[str, Any]]) -> tuple[Attachment, ...]:
        made = []
        for given in files[:MOST_FILES]:
            file = given
            if given.get("file_access") == "check_file_info":
                file = (await self.web.call(team.token, "files_info", file=str(given["id"])))["file"]
            made.append(await self.web.download(team.token, file))
        return tuple(made)

    async def _engaged(self, team: Team, place: Place, event: Event) -> Event | None:
        """A reply in somebody's thread with its words, if that thread began by calling us."""
        known = self._threads.get(place.thread)
        if known is False:
            return None
        ts = str(event.data["ts"])
        try:
            found = await self._at(team, place, ts)
        except Refused:
            return None
        message = found.get(ts)
        root = found.get(place.root) or await self._first(team, place)
        ours = root.get("user") == team.user or team.user in called(str(root.get("text", "")))
        self._threads[place.thread] = ours
        while len(self._threads) > MOST_THREADS:
            self._threads.popitem(last=False)
        if not ours or message is None:
            return None
        return Event(event.key, event.thread, events.said(message, place.team))

    async def _whole(self, team: Team, place: Place, event: Event) -> Event:
        """A message that calls us with the files that hang on it; where Slack has no time for that, without."""
        ts = str(event.data["ts"])
        try:
            message = (await self._at(team, place, ts, patience=1.0)).get(ts)
        except AllInError as error:
            log.info("slack: a message could not be looked up: %s", error)
            return event
        return Event(event.key, event.thread, events.said(message, place.team)) if message is not None else event

    async def _at(
        self, team: Team, place: Place, ts: str, *, patience: float = LONGEST_WAIT
    ) -> dict[str, Mapping[str, Any]]:
        """The message of a thread with this time, by its time; beside it, as a rule, the one that the thread began with."""
        answer = await self.web.call(
            team.token,
            "conversations_replies",
            patience,
            channel=place.channel,
            ts=place.root,
            oldest=ts,
            latest=ts,
            inclusive=True,
            limit=2,
        )
        return {str(message["ts"]): message for message in answer.get("messages") or ()}

    async def _first(self, team: Team, place: Place) -> Mapping[str, Any]:
        """The message that a thread began with."""
        answer = await self.web.call(team.token, "conversations_replies", channel=place.channel, ts=place.root, limit=1)
        first: Mapping[str, Any] = next(iter(answer.get("messages") or ()), {})
        return first

    async def _begin_elsewhere(self, team: Team, event: Event, work: Answering) -> None:
        """Begin a thread in the person's direct messages with what they said, and go on as if they had said it there."""
        data = event.data
        say = self._say((await self._person(event)).language)
        text = str(data.get("text") or "")
        if data["kind"] == events.SHORTCUT:
            shown = say.say("slack-shortcut-root", text=_short(plain(str(data["others"])), 500))
        else:
            text = text or say.say("slack-say-help")
            shown = say.say("slack-command-root", text=_short(plain(text), 1_000))
        place = await self._shower.direct(team, str(data["user"]))
        first = blocks.Shown(escaped(shown), (blocks.section(escaped(shown)),))
        root = await self._shower.post(team, place, "root", first, work, again=work.again or work.tries > 0)
        channel, _, ts = root.partition("/")
        following = Event(
            f"{event.key}/said",
            Place(place.team, channel, ts).thread,
            {**data, "kind": events.SAID, "text": text, "ts": ts},
        )
        await self._around.inbox.accept("slack", following)

    async def _greet(self, team: Team, event: Event, work: Answering) -> None:
        """The first words in somebody's direct messages; none where there are words already."""
        person = await self._person(event)
        place = await self._shower.direct(team, person.id)
        if "1" not in work.parts:
            answer = await self.web.call(team.token, "conversations_history", channel=place.channel, limit=1)
            if answer.get("messages"):
                return
        reply = await self.door.greeting(self._message(person, event.thread))
        for name, shown in enumerate(blocks.messages(reply, event.thread, self._say(reply.language)), 1):
            await self._shower.post(team, place, str(name), shown, work, again=work.tries > 0)
        await self._suggest(team, place, self._say(reply.language))

    async def _suggest(self, team: Team, place: Place, say: Sentences) -> None:
        prompts = [
            {"title": say.say(f"slack-prompt-{name}-title"), "message": say.say(f"slack-prompt-{name}")}
            for name in ("draft", "plan", "help")
        ]
        try:
            await self.web.call(
                team.token, "assistant_threads_setSuggestedPrompts", channel_id=place.channel, prompts=prompts
            )
        except AllInError as error:
            log.info("slack: no suggestions are shown: %s", error)

    async def _show_home(self, team: Team, event: Event) -> None:
        person = await self._person(event)
        view = await views.home(self.door, self._message(person, event.thread), self._say(person.language))
        await self.web.call(team.token, "views_publish", user_id=person.id, view=view)

    async def _open_window(self, body: Mapping[str, Any]) -> None:
        """Somebody tapped Edit: their post's words, in a window."""
        action, user = body["actions"][0], body["user"]
        team = await self.teams.need(events.team_of(body))
        number, id = int(action["value"]), str(user["id"])
        home = str(user.get("team_id") or events.team_of(body))
        thread = blocks.place_of(str(action.get("block_id", ""))) or f"{events.team_of(body)}/{id}/home"
        person = self._people.known(f"{home}/{id}") or Person(id, home, str(user.get("name") or ""))
        say = self._say(person.language)
        # A thread of its own: it does not wait until what goes on in theirs has come to its end.
        message = self._message(person, f"{events.team_of(body)}/{id}/home")
        if not await self.door.knows(message):
            reply = await self.door.greeting(message)
        else:
            reply = await self.door.call(message, "show_post", {"post_id": number})
            text = views.text_of(reply, number)
            say = self._say(reply.language)
            if text is not None and len(text) <= views.LONGEST_INPUT:
                view = views.window(number, text, thread, say)
                await self.web.call(team.token, "views_open", trigger_id=str(body["trigger_id"]), view=view)
                return
            key = "slack-edit-long" if text is not None else "slack-edit-not"
            reply = Reply(say.say(key, number=str(number)), language=reply.language)
        place = Place.of(thread)
        place = place if not place.person else await self._shower.direct(team, id)
        for shown in blocks.messages(reply, thread, say):
            await self._shower.whisper(team, place, id, shown)

    # What we show

    async def show(self, event: Event, reply: Reply, showing: Showing) -> None:
        """Show a reply where the event came from. A decision stands in place of its buttons."""
        data, place = event.data, Place.of(event.thread)
        team = await self.teams.need(place.team)
        say = self._say(reply.language)
        person = str(data["user"])
        if data["kind"] == events.TAP:
            if reply.decided and data["blocks"]:
                await self._shower.settle(team, data, say, showing)
            elif not reply.ok and not reply.choices and not reply.cards:
                window = Window(str(data["channel"]), str(data["ts"]))
                known = None if reply.private else await self._shower.settled(team, window, place, say)
                line = known or escaped(reply.text)
                await self._whispered(team, place, person, blocks.Shown(line, (blocks.section(line),)), showing)
                return
        if place.person:
            place = await self._shower.direct(team, person)
        made = blocks.messages(reply, event.thread, say)
        if reply.private and place.group:
            # In a thread that has no messages yet nobody would see it (docs.slack.dev/reference/methods/chat.postEphemeral).
            begins = data.get("ts") == place.root
            for shown in made:
                await self._whispered(team, replace(place, root="") if begins else place, person, shown, showing)
            if reply.attachments:
                await self._shower.files(team, await self._shower.direct(team, person), reply.attachments, showing)
            return
        since = str(data.get("ts") or data.get("at") or "")
        await self._shower.all(team, place, made, reply, showing, since=since, person=(str(data["home"]), person))

    async def tell(self, thread: str, reply: Reply, showing: Showing) -> None:
        """Show news in a thread, or change what was told there before."""
        place = Place.of(thread)
        team = await self.teams.need(place.team)
        try:
            if place.person:
                place = await self._shower.direct(team, place.channel)
            made = blocks.messages(reply, thread, self._say(reply.language))
            await self._shower.news(team, place, made, reply, showing)
        except Refused as error:
            if lost(error):
                log.info("slack: a team that removed us is told nothing")
            raise

    async def place_of(self, thread: str, name: str) -> str | None:
        """The channel of that name, which somebody has named to us, if we are in it: only there may we read."""
        place = Place.of(thread)
        bare = name.strip().lstrip("#")
        id = self._named.get((place.team, bare.casefold())) or (bare if _CHANNEL.fullmatch(bare) else None)
        if id is None:
            return None
        try:
            team = await self.teams.need(place.team)
            await self.web.call(team.token, "conversations_history", channel=id, limit=1)
        except Refused:
            return None
        return Place(place.team, id).thread

    async def _whispered(self, team: Team, place: Place, person: str, shown: blocks.Shown, showing: Showing) -> None:
        # Slack keeps no such message that could be found again, so it is marked as shown by its words.
        name = f"whisper-{hashlib.sha256(shown.text.encode()).hexdigest()[:8]}"
        if name not in showing.parts:
            await showing.shown(name, await self._shower.whisper(team, place, person, shown))

    # Who people are

    async def _person(self, event: Event) -> Person:
        """Who did something, with the name and language that Slack knows them by."""
        id, home = str(event.data["user"]), str(event.data.get("home") or Place.of(event.thread).team)
        team = await self.teams.need(Place.of(event.thread).team)
        return await self._people.find(team, id, home)

    def _message(
        self, person: Person, thread: str, *, group: bool = False, message_id: str | None = None
    ) -> IncomingMessage:
        return IncomingMessage(
            "",
            self.name,
            person.sender,
            thread=thread,
            sender_name=person.name,
            language=person.language,
            message_id=message_id,
            group=group,
            begins=not group,  # every message at the top of the direct messages begins a thread
        )

    def _say(self, language: str | None) -> Sentences:
        return self.sentences(language or self._around.language)


def _load() -> None:
    """Import Slack's libraries, which takes a second or two."""
    for library in ("slack_bolt.async_app", "slack_bolt.adapter.starlette.async_handler"):
        importlib.import_module(library)


def _set(options: Mapping[str, str]) -> dict[str, str]:
    """What is set, by its name in capitals."""
    return {name.upper(): value.strip() for name, value in options.items() if value.strip()}


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"

"""Telegram: private chats, groups and topics; by long polling, or by a webhook where we are reached over https.

An update is kept by the inbox before Telegram hears that we have it, and answered from there. Nothing of a stranger is
stored or downloaded. What Telegram lets a bot do and how often: https://core.telegram.org/bots/api and /bots/faq.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

from bot.errors import AllInError, NotFound, OperatorError, Rejected, SettingsError
from bot.messages import Attachment, IncomingMessage, Reply
from connectors.channel import (
    Answering,
    Door,
    Event,
    Inbox,
    Installs,
    Messenger,
    Option,
    Progress,
    Sentences,
    Showing,
    Surroundings,
)
from connectors.channels.telegram_albums import Albums
from connectors.channels.telegram_intake import POLL_SECONDS, Hook, Intake, patiently
from connectors.channels.telegram_signs import Note, Signs
from connectors.channels.telegram_sound import as_voice
from connectors.channels.telegram_taps import Taps
from connectors.channels.telegram_text import escaped, shortened
from connectors.channels.telegram_updates import (
    COMMANDS,
    LARGEST_FILE,
    Me,
    Place,
    Said,
    event_of,
    label_of,
    link_code,
    place_of,
    read,
    tapped,
    together,
)

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from connectors.channels.telegram_client import Client

log = logging.getLogger(__name__)

API = "https://api.telegram.org"
LANGUAGES = ("en", "es", "de", "fr")
MOST_ASKED = 2_000
"""Threads of which it is known here which message has the last buttons."""
_TOKEN = re.compile(r"\d{3,20}:[\w-]{10,100}")


class Telegram(Messenger):
    """One bot. `hook` is where updates are delivered (address, path, secret), None to ask for them.

    `page` is opened by the button beside the input; `language` is for what has none of its own. `patience` and `poll_seconds`
    are how long Telegram gets to answer, and to wait for an update; `pace` is that of `telegram_limits.Limiter`.
    """

    name = "telegram"
    label = "Telegram"
    options = (
        Option("BOT_TOKEN", "the bot's token, as @BotFather gave it", secret=True),
        Option("API_URL", f"where the Bot API is, if it is a server of your own instead of {API}"),
        Option("WEBHOOK", "yes or no: have updates delivered (needs an https address) instead of asking for them"),
    )

    def __init__(
        self,
        door: Door,
        sentences: Callable[[str], Sentences],
        *,
        token: str,
        inbox: Inbox,
        installs: Installs,
        api_url: str = API,
        hook: Hook | None = None,
        page: str = "",
        language: str = "en",
        patience: float = 20.0,
        poll_seconds: float = POLL_SECONDS,
        pace: float = 1.0,
    ) -> None:
        super().__init__(door, sentences)
        self._token = token
        self._inbox = inbox
        self._installs = installs
        self._api_url = api_url.rstrip("/")
        self._hook = hook
        self._page = page
        self._language = language
        self._patience = patience
        self._pace = pace
        self._client: Client | None = None
        self._me: Me | None = None
        self._opening = asyncio.Lock()
        self._running = False
        self._drafts = True
        self._intake = Intake(self.take, self._open, hook, poll_seconds)
        self._taps = Taps(self._open)
        self._asked: dict[str, tuple[str, str]] = {}
        self._albums = Albums(self.name, inbox)

    @classmethod
    def build(cls, around: Surroundings) -> Self | None:
        """None without a token. `SettingsError` where the token is none, or a webhook could not be reached."""
        options = {name.upper(): value.strip() for name, value in around.options.items()}
        token = options.get("BOT_TOKEN", "")
        if not token:
            return None
        api_url = options.get("API_URL", "").rstrip("/") or API
        wish = options.get("WEBHOOK", "").lower()
        secure = around.address.startswith("https://")
        problems = []
        if not _TOKEN.fullmatch(token):
            problems.append("ALLIN_TELEGRAM_BOT_TOKEN: not a token; @BotFather gives one, 123456789:AA…")
        if not api_url.startswith(("https://", "http://")):
            problems.append("ALLIN_TELEGRAM_API_URL: not an address")
        if wish not in {"", "yes", "no", "true", "false", "1", "0"}:
            problems.append("ALLIN_TELEGRAM_WEBHOOK: yes or no")
        webhook = secure if not wish else wish in {"yes", "true", "1"}
        # A server of one's own delivers to http, too (https://core.telegram.org/bots/api#using-a-local-bot-api-server).
        if webhook and not secure and api_url == API:
            problems.append(
                "ALLIN_TELEGRAM_WEBHOOK: Telegram delivers to an https address only; set ALLIN_PUBLIC_URL, or no"
            )
        if problems:
            raise SettingsError(problems)
        hook = None
        if webhook:
            number = token.partition(":")[0]
            path = f"/telegram/{around.seal.sign('telegram-path', number)}"
            hook = (f"{around.address}{path}", path, around.seal.sign("telegram-secret", number))
        return cls(
            around.door,
            around.sentences,
            token=token,
            inbox=around.inbox,
            installs=around.installs,
            api_url=api_url,
            hook=hook,
            page=around.address if secure else "",
            language=around.language,
        )

    # Coming in

    def routes(self) -> Sequence[BaseRoute]:
        """The webhook, at a path that nobody can guess; it takes what carries our secret, and nothing else."""
        if self._hook is None:
            return ()
        from starlette.routing import Route

        return (Route(self._hook[1], self._intake.delivered, methods=["POST"]),)

    async def run(self) -> None:
        """Present the bot and take its updates, until cancelled. Raises `OperatorError` where the token is not taken."""
        presenting = None
        self._running = True
        try:
            await patiently(self._ready)
            presenting = asyncio.create_task(self._present())
            await self._intake.run()
        finally:
            if presenting is not None:
                presenting.cancel()
                await asyncio.gather(presenting, return_exceptions=True)
            self._taps.close()
            self._running = False
            await self._close()

    async def check(self) -> str:
        """getMe. Where another program takes our updates, that is said."""
        try:
            me = await self._ready()
        finally:
            if not self._running:
                await self._close()
        if self._intake.conflict:
            raise OperatorError("telegram-conflict")
        return f"@{me.username}"

    async def take(self, update: Mapping[str, Any]) -> None:
        """Keep an update, if it is for us. Once this returns Telegram may forget it."""
        event = event_of(update, await self._ready())
        if event is None:
            return
        if await self._inbox.accept(self.name, event) and (query := update.get("callback_query")):
            self._taps.begin(str(query.get("id") or ""))

    # Answering

    async def answer(self, event: Event, work: Answering) -> None:
        """Answer one event; a part of an album waits for the others, and is answered with them."""
        said = await self._said(event)
        if said is None:
            return
        if said.kind == "album":
            await self._albums.gather(event, work, await self._ready())
            return
        if status := work.parts.get("status"):
            # Whoever was at this before us has left a word of what they were doing.
            await (await self._open()).delete(said.place, status)
            await work.shown("status", "")
        reply = work.reply
        try:
            if reply is None:
                signs = self._signs(said, event, lambda id: work.shown("status", id))
                async with signs.shown() as progress:
                    reply = await self._reply(said, event, work.stop, progress)
                self._drafts &= not signs.refused
                if reply is None:
                    return
                await work.keep(reply)
            await self.show(event, reply, work)
        finally:
            if said.callback:
                await self._taps.end(said.callback)

    async def read(self, event: Event) -> IncomingMessage | None:
        """What a person said, with its files; of a stranger only the words."""
        said = await self._said(event)
        if said is None:
            return None
        message = _message(said, event)
        return await self._with_files(said, message) if await self.door.knows(message) else message

    async def show(self, event: Event, reply: Reply, showing: Showing) -> None:
        """Show a reply where the event came from: as an alert, in the chat, or where only its sender reads it."""
        said = await self._said(event)
        if said is None:
            return
        if said.kind == "tap" and _refusal(reply) and await self._taps.alert(said.callback, reply.text):
            return
        if reply.decided and "decided" not in showing.parts:
            await self._settle(said, event, reply)
            await showing.shown("decided", str(said.id))
        if said.place.group and reply.private:
            await self._privately(said, reply, showing)
            return
        try:
            await self._put(said, said.place, reply, showing, answer_to=said.id if said.place.group else 0)
        except Rejected as error:
            if error.key != "telegram-unreachable":
                raise
            log.info("Telegram: a reply reaches nobody any more")

    async def _settle(self, said: Said, event: Event, reply: Reply) -> None:
        """Who decided takes the place of the buttons: of those that were tapped, or the last ones where it was said in words."""
        client = await self._open()
        thread = said.place.thread
        asked = self._asked.get(thread)
        say = self.sentences(reply.language).say
        if said.kind == "tap":
            if asked is not None and asked[0] == str(said.id):
                del self._asked[thread]
            choice = shortened(label_of(event.data), 60)
            line = say("telegram-decided", choice=choice, decided=reply.decided)
            await client.settle(said.place, tapped(event.data), line)
        elif asked is not None:
            del self._asked[thread]
            line = say("telegram-decided", choice=shortened(said.text or reply.heard, 60), decided=reply.decided)
            with contextlib.suppress(NotFound, Rejected):
                await client.edit(said.place, asked[0], f"{asked[1]}\n\n{escaped(line)}")

    async def tell(self, thread: str, reply: Reply, showing: Showing) -> None:
        """Show news in a thread, or change what is shown there. See `Messenger.tell`."""
        place = place_of(thread)
        if place.group and reply.private:
            raise Rejected("telegram-unreachable", detail="others read along")
        way = self._way(await self._open(), place, reply, showing, edit=bool(showing.parts))
        self._note_asked(place, await way.texts())
        await way.files()

    def _note_asked(self, place: Place, asked: tuple[str, str] | None) -> None:
        """The last message with buttons in a thread, and what it says."""
        if asked is not None:
            self._asked.pop(place.thread, None)
            self._asked[place.thread] = asked
            while len(self._asked) > MOST_ASKED:
                del self._asked[next(iter(self._asked))]

    async def _put(self, said: Said, place: Place, reply: Reply, showing: Showing, *, answer_to: int = 0) -> None:
        client = await self._open()
        way = self._way(client, place, reply, showing)
        self._note_asked(place, await way.texts(answer_to=answer_to))
        if reply.attachments:
            async with Signs(client, place, action="upload_document").shown():
                await way.files()
        if said.spoken and reply.speech and not showing.parts.get("voice"):
            async with Signs(client, place, action="record_voice").shown():
                sound = await self._sound(said, reply)
                if sound is not None:
                    await way.sound(sound)

    async def _sound(self, said: Said, reply: Reply) -> Attachment | None:
        try:
            message = IncomingMessage("", self.name, said.sender, thread=said.place.thread)
            sound = await self.door.aloud(message, reply)
            return await asyncio.to_thread(as_voice, sound) if sound is not None else None
        except AllInError as error:
            log.info("Telegram: a reply could not be spoken: %s", error.key)
            return None

    async def _privately(self, said: Said, reply: Reply, showing: Showing) -> None:
        """What is for the sender alone goes into their chat with us. Where there is none, the group reads how to get one."""
        try:
            await self._put(said, Place(int(said.sender)), reply, showing)
        except Rejected as error:
            if error.key != "telegram-unreachable":
                raise
            me = await self._ready()
            words = self.sentences(reply.language)
            text = words.say("telegram-write-me-first", link=f"https://t.me/{me.username}?start=hello")
            with contextlib.suppress(Rejected):
                await self._way(await self._open(), said.place, reply, showing).line("hint", text, answer_to=said.id)

    def _way(self, client: Client, place: Place, reply: Reply, showing: Showing, *, edit: bool = False) -> Any:
        from connectors.channels.telegram_showing import Way

        return Way(client, place, reply, showing, self.sentences(reply.language), edit=edit)

    # What was said

    async def _said(self, event: Event) -> Said | None:
        me = await self._ready()
        parts = event.data.get("parts")
        if isinstance(parts, list):
            found = [said for part in parts if (said := read(part, me)) is not None]
            return together(found) if found else None
        return read(event.data, me)

    async def _reply(self, said: Said, event: Event, stop: asyncio.Event, progress: Progress) -> Reply | None:
        message = _message(said, event)
        known = await self.door.knows(message)
        language = said.language if said.language in LANGUAGES else self._language
        say = self.sentences(language).say
        if said.kind == "tap" and not said.choice:
            return None
        if said.kind == "tap" and not known and said.place.group:
            await self._taps.alert(said.callback, say("telegram-not-yours"))
            return None
        if said.command == "start":
            return await self._begin(said, message, known)
        if not known:
            reply = await self.door.handle(message, progress=progress, stop=stop)
            return replace(reply, private=True) if said.place.group else reply
        if said.kind == "stop":
            stopped = await self._inbox.stop(self.name, said.place.thread)
            if not event.data.get("message"):
                return None  # the button goes by itself
            return Reply(say("telegram-stopping" if stopped else "telegram-nothing-to-stop"), language=language)
        match said.command:
            case "help":
                return await self.door.call(message, "help", {}, progress=progress)
            case "plan" | "drafts":
                status = "scheduled" if said.command == "plan" else "draft"
                return await self.door.call(message, "list_posts", {"status": status}, progress=progress)
        if said.kind == "message" and not (said.text or said.files or said.others):
            if said.odd:
                return Reply(say("telegram-cannot-read"), language=language, ok=False)
            return await self.door.greeting(message)
        try:
            message = await self._with_files(said, message)
        except Rejected as error:
            return Reply(say(error.key, **error.facts), language=language, ok=False)
        return await self.door.handle(message, progress=progress, stop=stop)

    async def _begin(self, said: Said, message: IncomingMessage, known: bool) -> Reply:
        """The first words; with a code in the link that a member was given, they let a person in."""
        workspace = None
        if not known and (code := link_code(said.argument)):
            workspace = await self._installs.link(code, self.name, said.sender, said.name)
        reply = await self.door.greeting(replace(message, text=""))
        if workspace is not None:
            words = self.sentences(reply.language).say("telegram-linked", workspace=workspace)
            return replace(reply, text=f"{words}\n\n{reply.text}")
        return replace(reply, private=reply.private or (said.place.group and not known))

    async def _with_files(self, said: Said, message: IncomingMessage) -> IncomingMessage:
        """Raises `Rejected` where one is too large or gone."""
        from connectors.channels.telegram_client import Unread

        client = await self._open()
        found = []
        for file in said.files:
            if file.size > LARGEST_FILE:
                raise Rejected("telegram-too-large", name=file.name)
            try:
                data = await client.download(file.id)
            except Unread as error:
                raise Rejected(error.key, name=file.name) from None
            found.append(Attachment(file.name, file.media_type, data, spoken=file.spoken))
        return replace(message, attachments=tuple(found))

    # The bot

    async def _open(self) -> Client:
        await self._ready()
        assert self._client is not None
        return self._client

    async def _ready(self) -> Me:
        """The bot, as Telegram knows it; asked for once. `TryLater` where Telegram does not answer."""
        if self._me is None:
            async with self._opening:
                if self._me is None:
                    if self._client is None:
                        module = await asyncio.to_thread(importlib.import_module, "connectors.channels.telegram_client")
                        self._client = module.Client(
                            self._token, self._api_url, patience=self._patience, pace=self._pace
                        )
                    self._me = await self._client.open()
        return self._me

    async def _close(self) -> None:
        client, self._client, self._me = self._client, None, None
        if client is not None:
            await client.close()

    async def _present(self) -> None:
        """The menu of commands in each language, and the button that opens our page. Nothing depends on them."""
        client = await self._open()

        def menu(language: str) -> list[tuple[str, str]]:
            say = self.sentences(language or self._language).say
            return [(name, say(f"telegram-about-{name}")) for name in COMMANDS]

        try:
            for language in ("", *LANGUAGES):
                # A language is read when it is first spoken, which takes a while: meanwhile people are answered.
                await client.commands(await asyncio.to_thread(menu, language), language)
            if self._page:
                await client.menu(self.sentences(self._language).say("telegram-page"), self._page)
        except AllInError as error:
            log.warning("Telegram: the menu could not be set: %s", error.key)

    def _signs(self, said: Said, event: Event, note: Note) -> Signs:
        assert self._client is not None
        number = int(event.key) if event.key.isdigit() else said.id
        return Signs(self._client, said.place, draft=max(number, 1) if self._drafts else 0, note=note)


def _message(said: Said, event: Event) -> IncomingMessage:
    return IncomingMessage(
        said.text,
        Telegram.name,
        said.sender,
        thread=said.place.thread,
        sender_name=said.name,
        language=said.language or None,
        choice=said.choice or None,
        message_id=event.key,
        others=said.others,
        group=said.place.group,
    )


def _refusal(reply: Reply) -> bool:
    """Whether a tap came to nothing, and that is all there is to say."""
    return not (reply.ok or reply.cards or reply.choices or reply.attachments or reply.decided)

"""E-mail: where people are asked and told things when they are not reached otherwise, and from where they can write.

A mail cannot be changed once it is out, so there is one, and another only if what it says has changed. An answer counts where it
goes to the address that only its reader has been given (`email_marks.py`); any other mail of a known address is asked back. A
choice is a link to a page with one button: mail servers follow links, but they press no buttons.
"""

from __future__ import annotations

import asyncio
import html
import logging
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from bot.errors import OperatorError, Rejected
from bot.messages import Attachment, Choice, IncomingMessage, Reply
from connectors.channel import Answering, Event, Inbox, Messenger, Option, Showing, Surroundings
from connectors.channels import email_reading, email_writing
from connectors.channels.email_marks import LOCAL, Link, Marks, Spool, short
from connectors.channels.email_reading import Letter

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

log = logging.getLogger(__name__)

PATH = "/email"
LANGUAGES = ("en", "es", "de", "fr")
MOST_LINKS = 5
CODES_A_DAY = 20
"""Mails with a code to addresses that nobody knows, of all together; each address gets one."""
ASKED_BACK_A_DAY = 5
"""Mails that ask an address back whether it wrote something."""
ANSWERED_A_DAY = 200
"""Mails of one address that are answered."""
QUOTED = 300
_TOOK = "250 2.0.0 OK"
_TOO_MANY = "451 4.7.1 Too many, try again later"
_CODE = re.compile(r"(?<![A-Za-z0-9])[A-HJ-NP-Za-hj-np-z2-9]{5}[\s-]?[A-HJ-NP-Za-hj-np-z2-9]{5}(?![A-Za-z0-9])")


class Email(Messenger):
    """Members' addresses. Its threads are an address, or an address with what a mail of theirs began."""

    name = "email"
    label = "E-mail"
    fallback = True
    options: ClassVar[tuple[Option, ...]] = (
        Option("SMTP_URL", "The mail server for our mails: smtp://user:password@host:587 or smtps://…", secret=True),
        Option("FROM", "The address that our mails come from."),
        Option("DOMAIN", "The domain whose mail is brought to us, so that mails can be answered."),
        Option("LISTEN", "Where we take that mail in, as host:port; a mail server forwards it here."),
    )

    def __init__(
        self,
        around: Surroundings,
        post: email_writing.Post,
        sender: str,
        domain: str,
        listen: tuple[str, int] | None,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`sender` is the address our mails come from; without a `domain` they cannot be answered, only followed to the page."""
        super().__init__(around.door, around.sentences)
        self._inbox: Inbox = around.inbox
        self._address = around.address
        self._language = around.language
        self._post = post
        self._sender = sender
        self._listen = listen
        self._now = now
        self._answered = bool(domain)
        self.marks = Marks(around.seal, domain or sender.rpartition("@")[2], now=now)
        self._spool = Spool(around.home / "mail", around.seal, now=now)
        self.port = 0
        """Where mails are taken in, once `run` listens."""

    @classmethod
    def build(cls, around: Surroundings) -> Self | None:
        """The channel, where a mail server is set. Raises `OperatorError` where what is set cannot work."""
        set_ = around.options
        if not set_:
            return None
        missing = [f"ALLIN_EMAIL_{name}" for name in ("SMTP_URL", "FROM") if not set_.get(name.lower())]
        if set_.get("listen") and not set_.get("domain"):
            missing.append("ALLIN_EMAIL_DOMAIN")
        if missing:
            raise OperatorError("email-needs", missing=missing)
        sender, domain = set_["from"].strip(), set_.get("domain", "").strip().lower()
        if not email_reading.ADDRESS.fullmatch(sender):
            raise OperatorError("email-bad-from")
        if domain and not email_reading.ADDRESS.fullmatch(f"{LOCAL}@{domain}"):
            raise OperatorError("email-bad-domain")
        listen = None
        if place := set_.get("listen", "").strip():
            host, _, port = place.rpartition(":")
            if not host or not port.isdecimal() or int(port) > 65_535:
                raise OperatorError("email-bad-listen")
            listen = (host.strip("[]"), int(port))
        return cls(around, email_writing.Post(set_["smtp_url"]), sender, domain, listen)

    async def run(self) -> None:
        """Take mails in, where that is set up."""
        self._spool.sweep()
        if self._listen is None:
            await asyncio.Event().wait()
            return
        from connectors.channels import email_server

        def ready(port: int) -> None:
            self.port = port

        try:
            await email_server.serve(*self._listen, self.marks.domain, self.take, ready)
        except OSError as error:
            raise OperatorError("email-cannot-listen", detail=str(error.errno)) from None

    async def check(self) -> str:
        """Sign in at the mail server."""
        await self._post.check()
        return f"{self._sender} ({self._post.host})"

    # In

    async def take(self, raw: bytes, return_path: str, recipients: list[str]) -> str:
        """Keep a mail that was brought to us; the answer to the server that brought it. Whatever is not kept is dropped: a
        refusal would make other servers write to addresses that never wrote to us.
        """
        letter = await asyncio.to_thread(email_reading.read, raw)
        if letter is None or letter.automatic or return_path in {"", "<>"} or self._is_us(letter.sender):
            return _TOOK
        thread = next(
            (found for each in recipients if (found := self.marks.thread_at(each, letter.sender)) is not None), None
        )
        id = letter.id or f"<{short(raw.decode('latin-1'))}@without.id>"
        known = await self.door.knows(IncomingMessage("", self.name, letter.sender))
        self._spool.sweep()
        if known and thread is not None:
            event = await self._said(letter, thread, id)
        elif known:
            event = self._unsure(letter, id)
        else:
            event = self._stranger(letter, id)
        if event is None:
            return _TOO_MANY if known and thread is not None else _TOOK
        await self._inbox.accept(self.name, event)
        return _TOOK

    def _is_us(self, sender: str) -> bool:
        return sender == self._sender.lower() or (self._answered and sender.rpartition("@")[2] == self.marks.domain)

    async def _said(self, letter: Letter, thread: str, id: str) -> Event | None:
        """A member's word: it came to the address that they were given."""
        if not self._spool.may({f"said-{short(letter.sender)}": ANSWERED_A_DAY}):
            return None
        key = f"said-{short(f'{letter.sender} {id}')}"
        files = []
        for number, file in enumerate(letter.files):
            name = f"{key}-{number}"
            await asyncio.to_thread(self._spool.keep_file, name, file.data)
            files.append({"name": file.name, "type": file.media_type, "kept": name})
        answered = next((mark for each in letter.answers if (mark := self.marks.ours(each)) is not None), "")
        return Event(key, thread, self._data(letter, id, "said") | {"files": files, "mark": answered})

    def _unsure(self, letter: Letter, id: str) -> Event | None:
        """A mail that anybody may have written under a member's address."""
        if not letter.text or not self._spool.may({f"asked-{short(letter.sender)}": ASKED_BACK_A_DAY}):
            return None
        thread = self.marks.thread(letter.sender, id)
        return Event(f"unsure-{short(f'{letter.sender} {id}')}", thread, self._data(letter, id, "unsure"))

    def _stranger(self, letter: Letter, id: str) -> Event | None:
        """Somebody unknown; of what they wrote nothing is kept but a code, if there is one."""
        code = _CODE.search(f"{letter.subject} {letter.text[:2_000]}")
        limits = {f"code-{short(letter.sender)}": 5 if code else 1, "codes": CODES_A_DAY}
        if not self._spool.may(limits):
            return None
        kept = {"kind": "stranger", "sender": letter.sender, "name": letter.name, "id": id, "subject": ""}
        event = {**kept, "text": code[0] if code else ""}
        return Event(f"stranger-{short(f'{letter.sender} {id}')}", self.marks.thread(letter.sender, id), event)

    @staticmethod
    def _data(letter: Letter, id: str, kind: str) -> dict[str, Any]:
        return {
            "kind": kind,
            "sender": letter.sender,
            "name": letter.name,
            "subject": letter.subject,
            "text": letter.text,
            "id": id,
            "left_out": letter.left_out,
        }

    async def answer(self, event: Event, work: Answering) -> None:
        """Answer a mail, or a button on our page."""
        reply = work.reply
        if reply is None:
            reply = await self._reply(event, work)
            if reply is None:
                return
            await work.keep(reply)
        await self.show(event, reply, work)
        for file in event.data.get("files", ()):
            self._spool.drop(file["kept"])

    async def _reply(self, event: Event, work: Answering) -> Reply | None:
        kind = event.data["kind"]
        if kind == "unsure":
            return self._asked_back(event, work)
        if kind == "said" and self._refused(event):
            return Reply(self._say("email-left", self._language), language=self._language)
        message = await self.read(event)
        if message is None:
            return Reply(self._say("email-unclear", await self._spoken(event)), ok=False, language=self._language)
        if kind == "said" and not message.text and message.choice is None and not message.attachments:
            return Reply(self._say("email-nothing-new", self._language), ok=False, language=self._language)
        reply = await self.door.handle(message, stop=work.stop)
        if event.data.get("left_out"):
            reply = replace(reply, text=f"{reply.text}\n{self._say('email-some-left-out', reply.language)}")
        return reply

    def _refused(self, event: Event) -> bool:
        """Whether a person says that they did not write what they were asked about."""
        name = f"request-{event.data['mark']}"
        refused = self._spool.find(name) is not None and self._verdict(_folded(event.data["text"])) is False
        if refused:
            self._spool.drop(name)
        return refused

    async def _spoken(self, event: Event) -> str:
        return str((self._spool.find(f"mail-{event.data.get('mark', '')}") or {}).get("language") or self._language)

    def _asked_back(self, event: Event, work: Answering) -> Reply:
        """Ask the address itself; only an answer to that mail carries out what was asked."""
        text = str(event.data["text"])
        mark = self.marks.ours(self.marks.id(work.key))
        self._spool.keep(f"request-{mark}", {"sender": event.data["sender"], "text": text})
        words = " ".join(text.split())
        quoted = words if len(words) <= QUOTED else f"{words[:QUOTED]}…"
        return Reply(self._say("email-is-it-you", self._language, request=quoted), ok=False, language=self._language)

    async def read(self, event: Event) -> IncomingMessage | None:
        """What a person said by a mail or a button; None where it is a bare yes or no that nothing tells the question of."""
        data = event.data
        message = IncomingMessage(
            str(data["text"]),
            self.name,
            data["sender"],
            thread=event.thread,
            sender_name=data["name"],
            message_id=event.key,
            choice=data.get("choice"),
        )
        if data["kind"] != "said":
            return message
        files = []
        for file in data["files"]:
            content = await asyncio.to_thread(self._spool.file, file["kept"])
            if content is not None:
                files.append(Attachment(file["name"], file["type"], content, spoken=False))
        message = replace(message, attachments=tuple(files))
        return self._meant(message, str(data["mark"]))

    def _meant(self, message: IncomingMessage, mark: str) -> IncomingMessage | None:
        """A short answer belongs to the mail that it answers, and to no later question."""
        said = _folded(message.text)
        verdict = self._verdict(said)
        request = self._spool.find(f"request-{mark}") if mark else None
        if request is not None and request.get("sender") == message.sender and verdict:
            return replace(message, text=str(request["text"]))
        kept = (self._spool.find(f"mail-{mark}") or {}) if mark else {}
        choices = [choice for choice in kept.get("choices", []) if kept.get("thread") == message.thread]
        if said.isdecimal() and len(said) == 1 and choices:
            at = int(said) - 1
            return replace(message, text="", choice=choices[at]["id"]) if 0 <= at < len(choices) else None
        labelled = next((choice for choice in choices if _folded(choice["label"]) == said), None)
        if labelled is not None:
            return replace(message, text="", choice=labelled["id"])
        if verdict is None:
            return message
        if len(choices) == 2 and kept.get("asks"):
            return replace(message, text="", choice=choices[0 if verdict else 1]["id"])
        return None

    def _verdict(self, said: str) -> bool | None:
        """Whether words are a yes or a no, in any language."""
        for key, verdict in (("email-yes-words", True), ("email-no-words", False)):
            words = {_folded(word) for code in LANGUAGES for word in self._say(key, code).split(",")}
            if said in words:
                return verdict
        return None

    # Out

    async def show(self, event: Event, reply: Reply, showing: Showing) -> None:
        """Answer a mail by a mail, in the same thread of the person's mail program."""
        data = event.data
        if data["kind"] == "click":
            await self._mail(event.thread, reply, showing, subject=str(data["label"]), answers=(), replied=True)
            return
        subject = str(data["subject"]) or self._say("email-subject", reply.language)
        if not re.match(r"(?i)(re|aw|rv|ref|sv)\s*:", subject):
            subject = f"Re: {subject}"
        answers = (str(data["id"]),) if not str(data["id"]).endswith("@without.id>") else ()
        await self._mail(event.thread, reply, showing, subject=subject, answers=answers, replied=True)

    async def tell(self, thread: str, reply: Reply, showing: Showing) -> None:
        """Write to a person. What has changed since a mail that is out is one more mail; what only looks different is none.

        An address that has been unlinked is not written to, even where the same person has another one.
        """
        if not await self.door.knows(IncomingMessage("", self.name, thread.partition("/")[0])):
            raise Rejected("email-refused")
        first = next((line for line in reply.text.splitlines() if line.strip()), "")
        subject = first if len(first) <= email_writing.LONGEST_SUBJECT else self._say("email-subject", reply.language)
        await self._mail(thread, reply, showing, subject=subject, answers=(), replied=False)

    async def _mail(
        self, thread: str, reply: Reply, showing: Showing, *, subject: str, answers: tuple[str, ...], replied: bool
    ) -> None:
        matters = short(_matters(reply))
        if matters in {seen.partition(" ")[0] for seen in showing.parts.values()}:
            return
        part = f"mail-{len(showing.parts) + 1}"
        id = self.marks.id(showing.key, "" if part == "mail-1" else part)
        address = thread.partition("/")[0]
        begun = self.marks.id(f"thread {thread}")
        before = [seen.partition(" ")[2] for seen in showing.parts.values()]
        shown = [choice for choice in reply.choices if choice.label][:MOST_LINKS]
        self._keep_choices(id, thread, reply, shown)
        mail = email_writing.compose(
            reply,
            [(choice.label, self._link(thread, reply, choice)) for choice in shown] if self._address else [],
            email_writing.Envelope(
                self._sender,
                address,
                subject,
                id,
                self._now(),
                answer_to=self.marks.answer_to(thread) if self._answered else "",
                answers=tuple(dict.fromkeys((begun, *answers, *before))),
                replied=replied,
            ),
            self.sentences(reply.language),
        )
        await self._post.send(mail, self._sender, address)
        await showing.shown(part, f"{matters} {id}")

    def _keep_choices(self, id: str, thread: str, reply: Reply, shown: Sequence[Choice]) -> None:
        if not shown:
            return
        asks = len(shown) == 2 and shown[0].style != "plain" and shown[1].style == "plain"
        note = {
            "thread": thread,
            "language": reply.language,
            "asks": asks,
            "choices": [{"id": choice.id, "label": choice.label} for choice in shown],
        }
        self._spool.keep(f"mail-{self.marks.ours(id)}", note)

    def _link(self, thread: str, reply: Reply, choice: Choice) -> str:
        return f"{self._address}{PATH}/{self.marks.link(thread, reply, choice.id, choice.label)}"

    # The page behind a link

    def routes(self) -> Sequence[BaseRoute]:
        """The page on which a choice is made."""
        from starlette.routing import Route

        return (
            Route(f"{PATH}/{{token}}", self._page, methods=["GET"]),
            Route(f"{PATH}/{{token}}", self._pressed, methods=["POST"]),
        )

    async def _page(self, request: Request) -> Response:
        link = self.marks.linked(str(request.path_params["token"]))
        if link is None:
            return self._paper(self._language, "email-page-gone", status=404)
        return self._paper(link.language, "email-page-ask", link)

    async def _pressed(self, request: Request) -> Response:
        token = str(request.path_params["token"])
        link = self.marks.linked(token)
        if link is None:
            return self._paper(self._language, "email-page-gone", status=404)
        data = {
            "kind": "click",
            "sender": link.address,
            "name": "",
            "text": "",
            "choice": link.choice,
            "label": link.question.partition("\n")[0],
        }
        # By what it does, not by how it was sealed: a mail that was sent twice has two links for the same button.
        key = f"click-{short(f'{link.thread} {link.choice}')}"
        new = await self._inbox.accept(self.name, Event(key, link.thread, data))
        return self._paper(link.language, "email-page-done" if new else "email-page-twice")

    def _paper(self, language: str, key: str, link: Link | None = None, *, status: int = 200) -> Response:
        from starlette.responses import HTMLResponse

        say = self.sentences(language).say
        if link is None:
            body = f"<p>{html.escape(say(key))}</p>"
        else:
            body = (
                f"<p>{html.escape(link.question).replace(chr(10), '<br>')}</p>"
                f'<form method="post"><button>{html.escape(link.label)}</button></form>'
                f"<p><small>{html.escape(say(key, address=link.address))}</small></p>"
            )
        page = (
            f'<!doctype html><html lang="{html.escape(language)}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
            f"<title>AllIN Assistant</title></head><body>{body}</body></html>"
        )
        headers = {
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
        }
        return HTMLResponse(page, status, headers)

    def _say(self, key: str, language: str, **facts: Any) -> str:
        return self.sentences(language).say(key, **facts)


def _folded(text: str) -> str:
    """Words for comparing: no signs, no accents, no capitals."""
    plain = "".join(
        char for char in unicodedata.normalize("NFKD", text[:200].casefold()) if unicodedata.category(char) != "Mn"
    )
    return " ".join(re.findall(r"[\w']+", plain))


def _matters(reply: Reply) -> str:
    """What a reply says, without how it is laid out."""
    parts: list[str] = [reply.text]
    for card in reply.cards:
        parts += [card.title, card.text, *card.pictures, *(f"{label} {value}" for label, value in card.facts)]
    return " ".join(re.findall(r"\w+", " ".join(parts).casefold()))

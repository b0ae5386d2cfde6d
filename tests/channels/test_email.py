"""E-mail through real SMTP: a mail server that takes our mails, our own receiver, a real client, and the whole conversation."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from typing import Any

import aiosmtplib
import httpx
import pytest
import pytest_asyncio
from aiosmtpd.smtp import SMTP, AuthResult
from starlette.applications import Starlette

from bot.app import App
from bot.errors import OperatorError, Rejected, TryLater
from bot.messages import Attachment, Card, Choice, IncomingMessage, Reply
from bot.phrases import Phrases
from connectors.channel import Event, Surroundings
from connectors.channels.email import Email
from connectors.channels.email_writing import Post
from storage import workspaces
from storage.models import PostStatus
from tests.conversations.conftest import Talk, models, talk
from tests.fakes.mail import MailServer, body
from tests.fakes.mail import answer as answered

__all__ = ["models", "talk"]  # fixtures

DOMAIN = "in.example.org"
ANNA = "anna@example.org"


@pytest_asyncio.fixture
async def server() -> AsyncIterator[MailServer]:
    """A mail server on loopback."""
    async with MailServer.open() as opened:
        yield opened


def around(app: App, options: dict[str, str]) -> Surroundings:
    """What the channel is built from."""
    return Surroundings(
        door=app.conversation,
        inbox=app.inbox,
        devices=app.pairing,
        installs=app.installs,
        seal=app.vault,
        sentences=Phrases,
        options=options,
        home=app.settings.home,
        address="https://assistant.example",
        language="en",
    )


@dataclass
class Mailing:
    """The channel at work, and a person with a mail program."""

    talk: Talk
    server: MailServer
    email: Email
    number: int = 0

    async def idle(self) -> None:
        """Until everything that came in is answered."""
        await self.talk.app.inbox.idle()

    async def send(self, mail: EmailMessage, to: str, *, return_path: str | None = None) -> None:
        """Bring a mail to us, as the mail server that forwards does, and let it be answered."""
        async with aiosmtplib.SMTP(hostname="127.0.0.1", port=self.email.port, start_tls=False) as client:
            path = str(mail["from"]) if return_path is None else return_path
            await client.sendmail(path, [to], mail.as_bytes())
        await self.idle()

    async def write(
        self, text: str, *, sender: str = ANNA, to: str = f"hello@{DOMAIN}", **headers: str
    ) -> EmailMessage:
        """A new mail."""
        mail = EmailMessage()
        mail["From"], mail["To"] = sender, to
        mail["Message-ID"] = make_msgid(domain="example.org")
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(text)
        await self.send(mail, to)
        return mail

    async def answer(self, mail: EmailMessage, text: str, *, sender: str = ANNA) -> EmailMessage:
        """Answer one of our mails as mail programs do: to its Reply-To, with what it says below."""
        self.number += 1
        answer = answered(mail, text, sender=sender, number=self.number)
        await self.send(answer, str(mail["reply-to"]))
        return answer

    @property
    def last(self) -> EmailMessage:
        """Our last mail."""
        return self.server.mails[-1]

    def browser(self) -> httpx.AsyncClient:
        """Somebody who follows links."""
        site = Starlette(routes=list(self.email.routes()))
        return httpx.AsyncClient(transport=httpx.ASGITransport(app=site), base_url="https://assistant.example")


def link(mail: EmailMessage, label: str) -> str:
    """The address of a choice."""
    match = re.search(rf"^{re.escape(label)}:\s*(https://\S+)", body(mail), re.MULTILINE)
    assert match is not None, body(mail)
    return match[1]


@pytest_asyncio.fixture
async def mail(talk: Talk, server: MailServer) -> AsyncIterator[Mailing]:
    """Blum is at the terminal, and Anna is known by her address as an editor; both channels run."""
    await talk.say("hello")

    def hire(session: Any) -> None:
        workspaces.add_member(session, 1, "Anna", "editor", "email", ANNA, talk.clock())

    await talk.app.database.write(hire)
    options = {
        "smtp_url": f"smtp://127.0.0.1:{server.port}",
        "from": "assistant@example.org",
        "domain": DOMAIN,
        "listen": "127.0.0.1:0",
    }
    email = Email.build(around(talk.app, options))
    assert email is not None
    email.marks._now = email._now = email._spool._now = talk.clock
    talk.app.inbox.start({"email": email})
    running = asyncio.create_task(email.run())
    while not email.port:
        await asyncio.sleep(0.01)
    yield Mailing(talk, server, email)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await talk.app.inbox.close()


@dataclass
class Shown:
    """A reply on its way, as the herald keeps it."""

    key: str = "notice-1"
    parts: Mapping[str, str] = field(default_factory=dict)
    again: bool = False

    async def shown(self, part: str, id: str) -> None:
        """Note it."""
        self.parts = {**self.parts, part: id}


ASKING = Reply(
    "Shall I publish post 1?",
    choices=(Choice("yes-id", "Yes, publish", "primary"), Choice("no-id", "No")),
    cards=(Card("Instagram", "Bread <b>& butter</b>", facts=(("When", "now"),)),),
)


# Trust


async def test_a_mail_of_a_known_address_is_asked_back_and_done_after_a_yes(mail: Mailing) -> None:
    await mail.write("draft a post about the rye bread", Subject="Bread")
    assert "draft a post about the rye bread" in body(mail.last) and "nothing yet" in body(mail.last)
    assert mail.last["subject"] == "Re: Bread"
    assert "rye" not in (await mail.talk.say("show my drafts")).text
    await mail.answer(mail.last, "Yes.")
    assert (await mail.talk.post(1)).post.topic
    assert "rye bread" in body(mail.last).lower()


async def test_no_to_that_does_nothing(mail: Mailing) -> None:
    await mail.write("draft a post about the rye bread")
    asked = mail.last
    await mail.answer(asked, "No")
    assert "do nothing" in body(mail.last)
    await mail.answer(asked, "yes")
    assert "cannot tell which question" in body(mail.last)
    assert "rye" not in (await mail.talk.say("show my drafts")).text


async def test_an_answer_to_our_mail_is_the_members_word(mail: Mailing) -> None:
    await mail.email.tell(ANNA, Reply("Post 3 failed on X."), Shown())
    first = mail.last
    assert str(first["reply-to"]).endswith(f"@{DOMAIN}") and len(str(first["reply-to"]).partition("@")[0]) <= 64
    await mail.answer(first, "draft a post about our seeds\n\n-- \nAnna, Bakery Blum")
    post = await mail.talk.post(1)
    assert "seeds" in post.post.topic and "Blum" not in post.post.topic
    answered = mail.last
    # One thread in her mail program: all of them refer to the same beginning.
    assert str(first["references"]).split()[0] in str(answered["references"]).split()
    assert answered["auto-submitted"] == "auto-replied" and first["auto-submitted"] == "auto-generated"
    await mail.answer(answered, "make it shorter")
    assert (await mail.talk.post(1)).post.revision > post.post.revision


@pytest.mark.parametrize("change", ["sender", "token", "day", "domain"])
async def test_a_forged_token_is_none(mail: Mailing, change: str) -> None:
    await mail.email.tell(ANNA, Reply("Post 3 failed on X."), Shown())
    address = str(mail.last["reply-to"])
    local, _, domain = address.partition("@")
    forged = {
        "token": f"{local[:-1]}{'a' if local[-1] != 'a' else 'b'}@{domain}",
        "day": f"{local[:26]}{'a' if local[26] != 'a' else 'b'}{local[27:]}@{domain}",
        "domain": address,
        "sender": address,
    }[change]
    sender = "mallory@example.org" if change == "sender" else ANNA
    count = len(mail.server.mails)
    if change == "domain":
        with pytest.raises(aiosmtplib.SMTPRecipientsRefused):
            await mail.write("draft a post about rats", to=f"{local}@elsewhere.example")
    else:
        await mail.write("draft a post about rats", sender=sender, to=forged)
        assert len(mail.server.mails) == count + 1  # asked back, or a code
    assert "rats" not in (await mail.talk.say("show my drafts")).text


async def test_an_address_in_capitals_is_the_same(mail: Mailing) -> None:
    await mail.email.tell(ANNA, Reply("Post 3 failed on X."), Shown())
    await mail.write("draft a post about seeds", sender="Anna@Example.org", to=str(mail.last["reply-to"]).upper())
    assert "seeds" in (await mail.talk.post(1)).post.topic


async def test_the_address_for_answers_ends_after_a_month(mail: Mailing) -> None:
    await mail.email.tell(ANNA, Reply("Post 3 failed on X."), Shown())
    first = mail.last
    mail.talk.clock.move(days=32)
    await mail.answer(first, "draft a post about seeds")
    assert "nothing yet" in body(mail.last)


async def test_the_same_mail_twice_is_one(mail: Mailing) -> None:
    await mail.email.tell(ANNA, Reply("Post 3 failed on X."), Shown())
    first = mail.last
    answer = await mail.answer(first, "draft a post about our seeds")
    await mail.send(answer, str(first["reply-to"]))
    assert len(mail.server.mails) == 2
    assert "Post 2" not in (await mail.talk.say("show my drafts")).text


# Questions


async def asked(mail: Mailing) -> EmailMessage:
    """Anna is asked for her yes by mail."""
    await mail.email.tell(ANNA, Reply("Welcome."), Shown("w"))
    await mail.answer(mail.last, "draft a post about the rye bread")
    await mail.answer(mail.last, "publish draft 1")
    assert "Yes, publish" in body(mail.last), body(mail.last)
    return mail.last


async def test_yes_by_answering_publishes_once(mail: Mailing) -> None:
    question = await asked(mail)
    assert await mail.talk.status(1) is PostStatus.DRAFT
    await mail.answer(question, "Yes")
    assert await mail.talk.status(1) is PostStatus.PUBLISHED
    await mail.answer(question, "yes")
    assert await mail.talk.status(1) is PostStatus.PUBLISHED


async def test_yes_to_an_older_mail_is_no_yes_to_the_last_question(mail: Mailing) -> None:
    await mail.email.tell(ANNA, Reply("Welcome."), Shown("w"))
    welcome = mail.last
    await mail.answer(welcome, "draft a post about the rye bread")
    drafted = mail.last
    await mail.answer(drafted, "publish draft 1")
    await mail.answer(welcome, "yes")
    assert "cannot tell which question" in body(mail.last)
    assert await mail.talk.status(1) is PostStatus.DRAFT


async def test_a_link_opens_a_page_and_only_its_button_counts_once(mail: Mailing) -> None:
    question = await asked(mail)
    address = link(question, "Yes, publish")
    async with mail.browser() as browser:
        for _ in range(3):  # scanners, and the person
            page = await browser.get(address)
            assert page.status_code == 200 and "post 1" in page.text and 'method="post"' in page.text
            assert "no-store" in page.headers["cache-control"]
        await mail.idle()
        assert await mail.talk.status(1) is PostStatus.DRAFT
        done = await browser.post(address)
        assert "I have your answer" in done.text
        await mail.idle()
        assert await mail.talk.status(1) is PostStatus.PUBLISHED
        assert "already" in (await browser.post(address)).text
        count = len(mail.server.mails)
        await mail.idle()
        assert len(mail.server.mails) == count


async def test_what_a_program_asks_for_is_answered_by_mail(mail: Mailing) -> None:
    """Anna is known by her address alone: the question of a program that speaks for her comes by mail."""
    await mail.email.tell(ANNA, Reply("Welcome."), Shown("w"))
    await mail.answer(mail.last, "draft a post about the rye bread")
    app = mail.talk.app
    app.conversation.elsewhere.asking = ("terminal", "email")
    app.herald.start({"email": mail.email})
    program = IncomingMessage("", "email", ANNA, thread="mcp:agent", sender_name="Claude")
    reply = await app.conversation.call(program, "publish_post", {"post_id": 1})
    assert not reply.choices and "e-mail" in reply.text
    mail.server.came.clear()
    await app.herald.look()
    await asyncio.wait_for(mail.server.came.wait(), 10)
    await app.herald.idle()
    assert "Claude asks for your yes" in body(mail.last) and "rye bread" in body(mail.last).lower()
    await mail.answer(mail.last, "ja")
    assert await mail.talk.status(1) is PostStatus.PUBLISHED
    await app.herald.close()


async def test_a_link_ends_and_cannot_be_made_up(mail: Mailing) -> None:
    question = await asked(mail)
    address = link(question, "Yes, publish")
    async with mail.browser() as browser:
        other = address.replace("/email/g", "/email/h")
        for wrong in (address[:-4], f"{address}x", "https://assistant.example/email/abc", other):
            assert (await browser.post(wrong)).status_code == 404
        mail.talk.clock.move(hours=25)
        assert (await browser.get(address)).status_code == 404
        assert (await browser.post(address)).status_code == 404
    assert await mail.talk.status(1) is PostStatus.DRAFT


async def test_what_a_mail_shows_is_escaped_and_fetches_nothing(mail: Mailing) -> None:
    await mail.email.tell(ANNA, ASKING, Shown())
    page = mail.last.get_body(("html",))
    assert page is not None
    text = str(page.get_content())
    assert "Bread &lt;b&gt;&amp; butter&lt;/b&gt;" in text
    assert not re.search(r"<(img|script|link|iframe)\b", text)
    assert "Bread <b>& butter</b>" in body(mail.last)


# What is sent


async def test_a_repeated_try_is_the_same_mail_and_what_only_looks_different_is_none(mail: Mailing) -> None:
    mail.server.answers.append("451 4.3.0 later")
    showing = Shown()
    with pytest.raises(TryLater):
        await mail.email.tell(ANNA, Reply("Post 3 failed on X."), showing)
    await mail.email.tell(ANNA, Reply("Post 3 failed on X."), showing)
    again = Shown()
    await mail.email.tell(ANNA, Reply("Post 3 failed on X."), again)  # as if the first try had not been noted
    assert mail.server.mails[0]["message-id"] == mail.server.mails[1]["message-id"]
    await mail.email.tell(ANNA, Reply("Post 3 failed on X!\n"), showing)
    assert len(mail.server.mails) == 2
    await mail.email.tell(ANNA, Reply("Post 3 failed on X and on Threads."), showing)
    assert len(mail.server.mails) == 3
    assert mail.server.mails[2]["message-id"] != mail.server.mails[1]["message-id"]
    assert mail.server.mails[1]["message-id"] in mail.server.mails[2]["references"]


async def test_an_address_that_was_unlinked_is_told_nothing_more(mail: Mailing) -> None:
    await mail.talk.say("remove Anna from the team")
    await mail.talk.say("yes")
    with pytest.raises(Rejected):
        await mail.email.tell(ANNA, Reply("Post 3 failed on X."), Shown())
    assert mail.server.mails == []


async def test_files_go_along_and_what_is_too_large_is_said(mail: Mailing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("connectors.channels.email_writing.MOST_BYTES", 100)
    files = (Attachment("report\n.pdf", "application/pdf", b"x" * 50), Attachment("film.mp4", "video/mp4", b"y" * 90))
    await mail.email.tell(ANNA, Reply("Here is the report.", attachments=files), Shown())
    (sent,) = list(mail.last.iter_attachments())
    assert sent.get_filename() == "report .pdf" and sent.get_content_type() == "application/pdf"
    assert "film.mp4" in body(mail.last)


async def test_somebody_elses_words_make_no_header(mail: Mailing) -> None:
    await mail.email.tell(ANNA, Reply("Failed\r\nBcc: everybody@example.org\r\n\r\nhello"), Shown())
    assert mail.last["bcc"] is None and mail.last["subject"] == "Failed"
    injected = EmailMessage()
    injected["From"], injected["To"] = ANNA, f"hello@{DOMAIN}"
    injected["Subject"] = "=?utf-8?q?Hello=0D=0ABcc=3A_everybody=40example=2Eorg?="
    injected["Message-ID"] = "<1@example.org>"
    injected.set_content("show my drafts")
    await mail.send(injected, f"hello@{DOMAIN}")
    assert mail.last["bcc"] is None and len(str(mail.last["subject"]).splitlines()) == 1


@pytest.mark.parametrize(
    ("answer", "error"),
    [("550 5.1.1 no such user", Rejected), ("554 5.7.1 spam", Rejected), ("421 4.3.2 closing", TryLater)],
)
async def test_what_the_mail_server_says_decides_who_acts(mail: Mailing, answer: str, error: type[Exception]) -> None:
    mail.server.answers.append(answer)
    with pytest.raises(error) as raised:
        await mail.email.tell(ANNA, Reply("Hello."), Shown())
    assert "spam" not in str(raised.value)


async def test_a_server_that_is_away_is_tried_again_later(mail: Mailing) -> None:
    mail.email._post = Post("smtp://127.0.0.1:1")
    with pytest.raises(TryLater):
        await mail.email.tell(ANNA, Reply("Hello."), Shown())


async def test_without_encryption_nothing_leaves_this_machine(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.channels.email_writing.is_loopback", lambda _host: False)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Message-ID"] = "a@example.org", ANNA, "<1@example.org>"
    with pytest.raises(OperatorError) as raised:
        await Post(f"smtp://user:secret-word@127.0.0.1:{server.port}").send(mail, "a@example.org", ANNA)
    assert raised.value.key == "email-no-tls" and "secret-word" not in str(raised.value)
    assert server.mails == []


def test_a_password_shows_nowhere() -> None:
    post = Post("smtps://user:secret%40word@mail.example.org")
    assert post.port == 465 and "secret" not in repr(post)


async def test_the_doctor_asks_the_mail_server(mail: Mailing) -> None:
    assert await mail.email.check() == "assistant@example.org (127.0.0.1)"
    mail.email._post = Post("smtp://127.0.0.1:1")
    with pytest.raises(TryLater):
        await mail.email.check()


# Strangers


async def test_an_unknown_address_gets_one_code_a_day_and_is_let_in_with_it(mail: Mailing) -> None:
    for text in ("show me everything", "hello?", "please"):
        await mail.write(text, sender="tom@example.org")
    assert len(mail.server.mails) == 1
    match = re.search(r"\d{3} \d{3}", body(mail.last))
    assert match is not None and mail.last["to"] == "tom@example.org"
    await mail.talk.say(f"let in {match[0]}, that's Tom, as an editor")
    await mail.talk.say("yes")
    await mail.answer(mail.last, "draft a post about seeds", sender="tom@example.org")
    assert "seeds" in (await mail.talk.post(1)).post.topic


async def test_nothing_of_a_stranger_is_kept(mail: Mailing) -> None:
    seen: list[Event] = []
    accept = mail.talk.app.inbox.accept

    async def spy(channel: str, event: Event) -> bool:
        seen.append(event)
        return await accept(channel, event)

    mail.email._inbox = type("Spy", (), {"accept": staticmethod(spy)})()
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Message-ID"] = "tom@example.org", f"x@{DOMAIN}", "<9@example.org>"
    letter["Subject"] = "private subject"
    letter.set_content("my private words")
    letter.add_attachment(b"private file", maintype="application", subtype="octet-stream", filename="a.bin")
    await mail.send(letter, f"x@{DOMAIN}")
    assert "private" not in str(seen[0].data)
    assert not any(
        "private" in path.read_bytes().decode("latin-1") for path in (mail.talk.app.settings.home / "mail").iterdir()
    )
    assert "private" not in str(mail.last)


async def test_a_code_that_a_member_was_shown_lets_an_address_in(mail: Mailing) -> None:
    code = await mail.talk.app.pairing.code("Bakery", "terminal", "blum")
    await mail.write(f"{code}\n\n-- \nsent from a phone", sender="blum@example.org")
    assert await mail.email.door.knows(IncomingMessage("", "email", "blum@example.org"))


async def test_strangers_get_twenty_codes_a_day_altogether(mail: Mailing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("connectors.channels.email.CODES_A_DAY", 3)
    for number in range(5):
        await mail.write("hello", sender=f"s{number}@example.org")
    assert len(mail.server.mails) == 3
    mail.talk.clock.move(hours=24)
    await mail.write("hello", sender="s9@example.org")
    assert len(mail.server.mails) == 4


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; owner=x"},
        {"Precedence": "bulk"},
        {"Precedence": "list"},
        {"List_Id": "<news.example.org>"},
        {"X_Autoreply": "yes"},
    ],
)
@pytest.mark.parametrize("sender", ["tom@example.org", ANNA])
async def test_what_no_person_wrote_is_never_answered(mail: Mailing, headers: dict[str, str], sender: str) -> None:
    await mail.write("I am away until Monday", sender=sender, **headers)
    assert mail.server.mails == []


async def test_bounces_and_our_own_mails_are_never_answered(mail: Mailing) -> None:
    bounce = EmailMessage()
    bounce["From"], bounce["To"], bounce["Message-ID"] = "mailer-daemon@example.org", f"x@{DOMAIN}", "<b@example.org>"
    bounce.set_content("undeliverable")
    await mail.send(bounce, f"x@{DOMAIN}", return_path="")
    await mail.write("loop", sender="assistant@example.org")
    await mail.write("loop", sender=f"assistant+abc@{DOMAIN}")
    assert mail.server.mails == []


async def test_a_machine_that_answers_an_answer_does_not_say_yes(mail: Mailing) -> None:
    await mail.write("draft a post about the rye bread")
    question = mail.last
    await mail.answer(question, "I am out of the office until Monday.")
    assert "rye" not in (await mail.talk.say("show my drafts")).text


async def test_somebody_who_writes_under_a_known_address_cannot_flood_it(mail: Mailing) -> None:
    for number in range(9):
        await mail.write(f"draft a post about seed {number}")
    assert len(mail.server.mails) == 5


# What comes in


async def test_a_mail_is_not_acknowledged_before_it_is_kept(mail: Mailing, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(_channel: str, _event: Event) -> bool:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(mail.talk.app.inbox, "accept", broken)
    with pytest.raises(aiosmtplib.SMTPDataError) as refused:
        await mail.write("draft a post about the rye bread")
    assert refused.value.code == 451
    monkeypatch.undo()
    await mail.write("draft a post about the rye bread")
    assert len(mail.server.mails) == 1


async def test_pictures_come_along(mail: Mailing) -> None:
    from tests.media.made import photo

    await mail.email.tell(ANNA, Reply("Welcome."), Shown("w"))
    answer = EmailMessage()
    answer["From"], answer["To"], answer["Message-ID"] = ANNA, mail.last["reply-to"], "<p@example.org>"
    answer.set_content("make a post from this photo about our rye bread")
    answer.add_attachment(photo(), maintype="image", subtype="jpeg", filename="../../bread.jpg")
    await mail.send(answer, str(answer["to"]))
    post = await mail.talk.post(1)
    assert len(post.post.media) == 1
    left = [path.name for path in (mail.talk.app.settings.home / "mail").iterdir()]
    assert not any(name.startswith("said-") for name in left)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00nonsense",
        b"From: \r\n\r\nhello",
        b"From: a@b@c\r\n\r\nhello",
        b"From: x@example.org, y@example.org\r\n\r\nhello",
        b"From: x@example.org\r\nContent-Type: multipart/mixed; boundary=" + b"a" * 5_000 + b"\r\n\r\n--a",
        b"From: x@example.org\r\nContent-Type: text/plain; charset=no-such\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!",
        b"From: =?utf-8?b?" + b"/" * 900 + b"?= <x@example.org>\r\nSubject: =?x?q?=00?=\r\n\r\n\x00\x01",
        b"From: x@example.org\r\n" + b"Received: x\r\n" * 3_000 + b"\r\nhello",
        b"From: x@example.org\r\n"
        + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(400)),
    ],
)
async def test_rubbish_does_no_harm(mail: Mailing, raw: bytes) -> None:
    answer = await mail.email.take(raw, "x@example.org", [f"x@{DOMAIN}"])
    assert answer.startswith("250")
    await mail.idle()
    await mail.write("draft a post about the rye bread")
    assert "rye bread" in body(mail.last)


async def test_a_mail_that_is_too_large_is_refused(mail: Mailing, monkeypatch: pytest.MonkeyPatch) -> None:
    async with aiosmtplib.SMTP(hostname="127.0.0.1", port=mail.email.port, start_tls=False) as client:
        with pytest.raises((aiosmtplib.SMTPSenderRefused, aiosmtplib.SMTPDataError)) as refused:
            await client.sendmail(ANNA, [f"x@{DOMAIN}"], b"From: x\r\n\r\n" + b"x" * 70 * 1_000 * 400)
    assert refused.value.code == 552
    assert mail.server.mails == []


# Setting up


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"smtp_url": "smtp://localhost"}, "email-needs"),
        ({"from": "a@example.org"}, "email-needs"),
        ({"smtp_url": "smtp://localhost", "from": "a@example.org", "listen": "127.0.0.1:25"}, "email-needs"),
        ({"smtp_url": "http://localhost", "from": "a@example.org"}, "email-bad-url"),
        ({"smtp_url": "smtp://localhost:x", "from": "a@example.org"}, "email-bad-url"),
        ({"smtp_url": "smtp://localhost", "from": "Anna <a@example.org>"}, "email-bad-from"),
        ({"smtp_url": "smtp://localhost", "from": "a@example.org", "domain": "no domain"}, "email-bad-domain"),
        (
            {"smtp_url": "smtp://localhost", "from": "a@example.org", "domain": DOMAIN, "listen": "25"},
            "email-bad-listen",
        ),
    ],
)
async def test_what_is_set_wrong_is_said(talk: Talk, options: dict[str, str], key: str) -> None:
    with pytest.raises(OperatorError) as raised:
        Email.build(around(talk.app, options))
    assert raised.value.key == key


async def test_unset_it_is_not_there_and_without_a_domain_it_only_sends(talk: Talk, server: MailServer) -> None:
    assert Email.build(around(talk.app, {})) is None
    email = Email.build(around(talk.app, {"smtp_url": f"smtp://127.0.0.1:{server.port}", "from": "a@example.org"}))
    assert email is not None
    await talk.say("hello")

    def hire(session: Any) -> None:
        workspaces.add_member(session, 1, "Anna", "editor", "email", ANNA, talk.clock())

    await talk.app.database.write(hire)
    await email.tell(ANNA, ASKING, Shown())
    (sent,) = server.mails
    assert sent["reply-to"] is None and "https://assistant.example/email/" in body(sent)


async def test_over_a_network_it_is_encrypted_and_signed_in(
    server: MailServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """STARTTLS with a certificate that is checked, and a password only after it."""
    authority, certificate, key = certified(tmp_path)
    known: list[tuple[bytes, bytes]] = []

    def sign_in(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        known.append((data.login, data.password))
        return AuthResult(success=data.password == b"secret-word", handled=False)

    here = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    here.load_cert_chain(certificate, key)
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(
        lambda: SMTP(server, tls_context=here, authenticator=sign_in, auth_required=True, loop=loop), "127.0.0.1", 0
    )
    port = listening.sockets[0].getsockname()[1]
    monkeypatch.setattr("connectors.channels.email_writing.is_loopback", lambda _host: False)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Message-ID"] = "a@example.org", ANNA, "<1@example.org>"
    mail.set_content("hello")
    good = Post(f"smtp://user:secret-word@localhost:{port}")
    with pytest.raises(OperatorError) as raised:
        await good.send(mail, "a@example.org", ANNA)
    assert raised.value.key == "email-no-tls" and known == []  # nobody has vouched for that server
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    await good.send(mail, "a@example.org", ANNA)
    assert len(server.mails) == 1 and known == [(b"user", b"secret-word")]
    with pytest.raises(OperatorError) as raised:
        await Post(f"smtp://user:wrong-word@localhost:{port}").send(mail, "a@example.org", ANNA)
    assert raised.value.key == "email-login" and "wrong-word" not in str(raised.value)
    listening.close()


def certified(folder: Path) -> tuple[Path, Path, Path]:
    """A certificate authority, and a certificate for localhost with its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    def name(called: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, called)])

    since, until = datetime.now(UTC) - timedelta(days=1), datetime.now(UTC) + timedelta(days=1)
    above, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())

    def begun(called: str, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
        builder = x509.CertificateBuilder(name("Test authority"), name(called), key.public_key())
        return builder.serial_number(x509.random_serial_number()).not_valid_before(since).not_valid_after(until)

    usage = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
    root = (
        begun("Test authority", above)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(above, hashes.SHA256())
    )
    leaf = (
        begun("localhost", own)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(above, hashes.SHA256())
    )
    paths = folder / "root.pem", folder / "leaf.pem", folder / "key.pem"
    pem = serialization.Encoding.PEM
    secret = own.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    for path, data in zip(paths, (root.public_bytes(pem), leaf.public_bytes(pem), secret), strict=True):
        path.write_bytes(data)
    return paths

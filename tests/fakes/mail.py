"""Somebody's mail server on loopback (aiosmtpd), which keeps what it is given."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP


@dataclass
class MailServer:
    """`answers` are given instead of taking the next mails."""

    mails: list[EmailMessage] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    port: int = 0
    came: asyncio.Event = field(default_factory=asyncio.Event)

    @classmethod
    @asynccontextmanager
    async def open(cls) -> AsyncIterator[MailServer]:
        """A mail server that listens."""
        handler = cls()
        loop = asyncio.get_running_loop()
        listening = await loop.create_server(lambda: SMTP(handler, loop=loop), "127.0.0.1", 0)
        handler.port = listening.sockets[0].getsockname()[1]
        try:
            yield handler
        finally:
            listening.close()
            await asyncio.sleep(0)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """Take a mail."""
        if self.answers:
            return self.answers.pop(0)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        assert envelope.rcpt_tos == [str(mail["to"])]
        self.mails.append(mail)
        self.came.set()
        return "250 OK"


def body(mail: EmailMessage) -> str:
    """The words of a mail in plain text."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def answer(mail: EmailMessage, text: str, *, sender: str, number: int) -> EmailMessage:
    """What a mail program sends as the answer to a mail: to its Reply-To, with what it says below."""
    quoted = "\n".join(f"> {line}" for line in body(mail).splitlines())
    made = EmailMessage()
    made["From"], made["To"] = sender, mail["reply-to"]
    made["Message-ID"] = f"<{number}@example.org>"
    made["In-Reply-To"] = mail["message-id"]
    made["References"] = f"{mail['references'] or ''} {mail['message-id']}".strip()
    made["Subject"] = f"Re: {mail['subject']}"
    made.set_content(f"{text}\n\nOn Wed, 11 Mar 2026 at 10:00, AllIN Assistant wrote:\n{quoted}")
    return made

"""Our mails: a reply as plain text and as a page without anything from elsewhere, and how it is handed to a mail server.

RFC 5322 (messages), RFC 3834 (what is written automatically says so), RFC 8314 and RFC 3207 (TLS).
"""

from __future__ import annotations

import asyncio
import contextlib
import html
import ipaddress
import mimetypes
import ssl
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from email.utils import format_datetime, formataddr
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from bot.errors import OperatorError, Rejected, TryLater
from bot.messages import Attachment, Reply
from connectors.channels.email_reading import ABOVE
from connectors.http import one_line

if TYPE_CHECKING:
    from datetime import datetime

    from aiosmtplib import SMTP

    from connectors.channel import Sentences

SECONDS = 30.0
"""For a mail server to answer one command."""
AT_ONCE = 4
"""Connections to the mail server at the same time."""
MOST_BYTES = 18_000_000
"""Of the files in one mail; with their encoding that is what common servers take."""
LONGEST_SUBJECT = 90
SENDER = "AllIN Assistant"


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands around a reply. `answers` are the ids of the mails before it, the nearest last; `answer_to` may be empty."""

    sender: str
    recipient: str
    subject: str
    id: str
    at: datetime
    answer_to: str = ""
    answers: tuple[str, ...] = ()
    replied: bool = False


def compose(reply: Reply, links: Sequence[tuple[str, str]], around: Envelope, say: Sentences) -> EmailMessage:
    """A reply as a mail. `links` are labels and addresses, for its choices."""
    mail = EmailMessage(policy=POLICY)
    mail["From"] = formataddr((SENDER, around.sender))
    mail["To"] = around.recipient
    mail["Subject"] = one_line(around.subject, LONGEST_SUBJECT) or SENDER
    mail["Date"] = format_datetime(around.at)
    mail["Message-ID"] = around.id
    if around.answer_to:
        mail["Reply-To"] = around.answer_to
    if around.answers:
        mail["In-Reply-To"] = around.answers[-1]
        mail["References"] = " ".join(around.answers)
    mail["Auto-Submitted"] = "auto-replied" if around.replied else "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"  # what Exchange knows instead
    files, left_out = _files(reply.attachments)
    text = reply.text if not left_out else f"{reply.text}\n\n{say.say('email-files-left-out', names=left_out)}"
    above = say.say("email-above" if around.answer_to else "email-no-answer")
    mail.set_content(_plain(reply, text, links, above))
    mail.add_alternative(_page(reply, text, links, above), subtype="html")
    for item, data in files:
        main, _, sub = _type(item).partition("/")
        mail.add_attachment(data, maintype=main, subtype=sub, filename=one_line(item.name, 100) or "file")
    return mail


def _plain(reply: Reply, text: str, links: Sequence[tuple[str, str]], above: str) -> str:
    parts = [f"{ABOVE} {above}", text]
    for card in reply.cards:
        facts = [f"{label}: {value}" for label, value in card.facts]
        parts.append("\n".join(["―" * 24, card.title, "", card.text, *card.pictures, *facts, "―" * 24]))
    parts += [f"{label}:\n{address}" for label, address in links]
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def _page(reply: Reply, text: str, links: Sequence[tuple[str, str]], above: str) -> str:
    parts = [f'<p style="color:#777;font-size:12px">{ABOVE} {_escaped(above)}</p>', f"<p>{_escaped(text)}</p>"]
    for card in reply.cards:
        facts = "".join(f"<br><small>{_escaped(label)}: {_escaped(value)}</small>" for label, value in card.facts)
        pictures = "".join(f"<br><small>{_escaped(picture)}</small>" for picture in card.pictures)
        parts.append(
            '<div style="border:1px solid #ccc;border-radius:6px;padding:12px;margin:12px 0">'
            f"<b>{_escaped(card.title)}</b><p>{_escaped(card.text)}</p>{pictures}{facts}</div>"
        )
    if links:
        style = "display:inline-block;padding:8px 14px;margin:4px 8px 4px 0;border:1px solid #36c;border-radius:6px"
        buttons = "".join(
            f'<a style="{style}" href="{html.escape(address, quote=True)}">{_escaped(label)}</a>'
            for label, address in links
        )
        parts.append(f"<p>{buttons}</p>")
    body = "\n".join(parts)
    return (
        f'<!doctype html><html lang="{html.escape(reply.language)}"><body style="font-family:sans-serif">\n{body}\n'
        "</body></html>\n"
    )


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br>\n")


def _files(attachments: Sequence[Attachment]) -> tuple[list[tuple[Attachment, bytes]], list[str]]:
    found: list[tuple[Attachment, bytes]] = []
    left_out: list[str] = []
    size = 0
    for item in attachments:
        try:
            data = item.data or (item.path.read_bytes() if item.path is not None else b"")
        except OSError:
            data = b""
        if not data or size + len(data) > MOST_BYTES:
            left_out.append(one_line(item.name, 60))
            continue
        size += len(data)
        found.append((item, data))
    return found, left_out


def _type(item: Attachment) -> str:
    kind = item.media_type.split(";")[0].strip().lower()
    if kind.count("/") == 1 and all(kind.split("/")) and not kind.startswith(("multipart/", "message/")):
        return kind
    return mimetypes.guess_type(item.name)[0] or "application/octet-stream"


class Post:
    """The mail server through which mails leave, from an address such as `smtp://user:password@host:587`."""

    def __init__(self, url: str) -> None:
        """Raises `OperatorError` for an address that is none."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise OperatorError("email-bad-url") from None
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise OperatorError("email-bad-url")
        self.host = parts.hostname
        self.port = port or (465 if parts.scheme == "smtps" else 587)
        self._tls = parts.scheme == "smtps"
        self._user = unquote(parts.username) if parts.username else None
        self._password = unquote(parts.password) if parts.password else None
        self._turns = asyncio.Semaphore(AT_ONCE)

    def __repr__(self) -> str:
        return f"Post({self.host}:{self.port})"

    async def send(self, mail: EmailMessage, sender: str, recipient: str) -> None:
        """Hand a mail over. Raises `Rejected` where the server will not take it, `TryLater` where it may be tried again: then it
        may have been taken, and its id is the same the next time. `OperatorError` where the server does not know us.
        """
        async with self._turns, self._session() as client:
            await client.send_message(mail, sender=sender, recipients=[recipient])

    async def check(self) -> None:
        """Sign in and leave. Raises as `send`."""
        async with self._session() as client:
            await client.noop()

    @contextlib.asynccontextmanager
    async def _session(self) -> AsyncIterator[SMTP]:
        """A connection that is encrypted and signed in; what goes wrong in it as our errors."""
        import aiosmtplib

        try:
            async with aiosmtplib.SMTP(
                hostname=self.host, port=self.port, use_tls=self._tls, start_tls=False, timeout=SECONDS
            ) as client:
                await client.ehlo()
                # Without TLS only on this machine: a password and what people write travel there.
                if not (self._tls or is_loopback(self.host)):
                    if not client.supports_extension("starttls"):
                        raise OperatorError("email-no-tls", host=self.host)
                    await client.starttls()
                    await client.ehlo()
                if self._user is not None and self._password is not None:
                    if not client.supports_extension("auth"):
                        raise OperatorError("email-login", host=self.host)
                    await client.login(self._user, self._password)
                yield client
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            raise _meaning(error, self.host) from None


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _meaning(error: Exception, host: str) -> Exception:
    import aiosmtplib

    # The server's words may quote the mail, the address or the password: only its number is kept.
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        codes = [refused.code for refused in error.recipients]
        gone = all(code >= 500 for code in codes)
        return Rejected("email-refused", detail=str(codes)) if gone else TryLater("email-later", host=host)
    if isinstance(error, aiosmtplib.SMTPAuthenticationError):
        return OperatorError("email-login", host=host, detail=str(error.code))
    if isinstance(error, ssl.SSLError):
        return OperatorError("email-no-tls", host=host)
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return (
            Rejected("email-refused", detail=str(error.code))
            if 500 <= error.code < 600
            else TryLater("email-later", host=host, detail=str(error.code))
        )
    return TryLater("email-later", host=host, detail=type(error).__name__)

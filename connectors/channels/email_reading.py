"""What a mail says: who it is from, its new words, its files. Whatever a mail holds, reading it does no harm.

RFC 5322 (messages), RFC 2045 to 2047 (MIME), RFC 3834 (automatic answers), RFC 2919 (lists).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import getaddresses
from html.parser import HTMLParser

from connectors.http import one_line

ABOVE = "-=-=-"
"""Stands in the first line of our mails: what an answer quotes begins there at the latest."""
MOST_CHARACTERS = 20_000
MOST_FILES = 10
MOST_BYTES = 20_000_000
"""Of all files together."""
LONGEST_SUBJECT = 150

ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}"
)
"""An address as nearly all are: no quoted part, no slash, no other alphabet."""
_ID = re.compile(r"<[!-;=?A-~]{1,200}@[!-;=?A-~]{1,250}>")
_ATTRIBUTION = re.compile(
    r"^(?:on|am|le|el|il|op|em)\b.{0,200}(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu)\b.{0,100}:\s*$",
    re.IGNORECASE | re.DOTALL,
)
_FORWARDED = re.compile(
    r"^\s*(?:-{2,}\s*(?:original|ursprüngliche|mensaje|message|forwarded|weitergeleitete).{0,60}|_{10,}\s*"
    r"|(?:from|von|de|expéditeur)\s*:\s.{0,200}@.{0,200})$",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"^(?:-- ?|(?:sent from|gesendet (?:von|mit)|envoyé (?:de|depuis)|enviado desde)\b.{0,80})$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class File:
    """A file in a mail."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail. `answers` are the ids of the mails that it answers, the nearest first. `automatic` says that no person wrote it.

    `left_out` says that it had more files than are taken.
    """

    sender: str
    name: str
    subject: str
    id: str
    answers: tuple[str, ...]
    automatic: bool
    text: str
    files: tuple[File, ...]
    left_out: bool


def read(raw: bytes) -> Letter | None:
    """What a mail says; None for one that is no mail, or does not say who wrote it."""
    try:
        message = BytesParser(policy=policy.default).parsebytes(raw)
        senders = [(name, address) for name, address in getaddresses(_headers(message, "from")) if name or address]
        if len(senders) != 1 or not ADDRESS.fullmatch(senders[0][1]):
            return None
        files, left_out = _files(message)
        return Letter(
            sender=senders[0][1].lower(),
            name=one_line(senders[0][0], 60),
            subject=one_line(_header(message, "subject"), LONGEST_SUBJECT),
            id=next(iter(_ID.findall(_header(message, "message-id"))), ""),
            answers=(
                *_ID.findall(_header(message, "in-reply-to"))[:1],
                *reversed(_ID.findall(_header(message, "references"))[-20:]),
            ),
            automatic=_automatic(message),
            text=new_words(_words(message))[:MOST_CHARACTERS],
            files=files,
            left_out=left_out,
        )
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError):
        # The parser knows many ways to be broken by what was written to break it.
        return None


def new_words(text: str) -> str:
    """What was newly written: what stands above the mail that is answered, without lines quoted from it and the signature."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept: list[str] = []
    for at, line in enumerate(lines):
        bare = line.strip()
        together = " ".join(part.strip() for part in lines[at : at + 3])
        if ABOVE in line or _FORWARDED.match(line) or _SIGNATURE.match(line.rstrip("\n")):
            break
        if _ATTRIBUTION.match(bare) or (bare and _ATTRIBUTION.match(together) and not together.startswith(">")):
            break
        if bare.endswith(":") and _quote_follows(lines, at):
            break
        if bare.startswith(">"):
            continue
        kept.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _quote_follows(lines: list[str], at: int) -> bool:
    following = next((line.strip() for line in lines[at + 1 : at + 4] if line.strip()), "")
    return following.startswith(">")


def _headers(message: Message, name: str) -> list[str]:
    return [str(value) for value in message.get_all(name, [])]


def _header(message: Message, name: str) -> str:
    return " ".join(_headers(message, name))[:4_000]


def _automatic(message: Message) -> bool:
    submitted = _header(message, "auto-submitted").split(";")[0].strip().lower()
    precedence = _header(message, "precedence").strip().lower()
    return (
        submitted not in {"", "no"}
        or precedence in {"bulk", "list", "junk", "auto_reply"}
        or any(name in message for name in ("list-id", "list-unsubscribe", "x-autoreply", "x-autorespond", "x-loop"))
        or message.get_content_type() in {"multipart/report", "message/delivery-status"}
        or _header(message, "return-path").strip() == "<>"
    )


def _words(message: EmailMessage) -> str:
    body = message.get_body(("plain", "html"))
    if body is None:
        return ""
    text = _decoded(body)
    return _plain(text) if body.get_content_type() == "text/html" else text


def _decoded(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = str(part.get_content_charset() or "utf-8")
    try:
        text = data[: 20 * MOST_CHARACTERS].decode(charset, "replace")
    except (LookupError, UnicodeError):
        text = data[: 20 * MOST_CHARACTERS].decode("utf-8", "replace")
    # Some codecs give halves of characters, which nothing can store.
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


def _files(message: EmailMessage) -> tuple[tuple[File, ...], bool]:
    found: list[File] = []
    size = 0
    left_out = False
    for part in message.walk():
        name = part.get_filename()
        if part.is_multipart() or (name is None and part.get_content_maintype() == "text"):
            continue
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes) or not data:
            continue
        if len(found) == MOST_FILES or size + len(data) > MOST_BYTES:
            left_out = True
            continue
        size += len(data)
        plain = one_line(re.sub(r"[\\/:]", "_", str(name or "")), 100)
        found.append(File(plain or f"file-{len(found) + 1}", part.get_content_type(), data))
    return tuple(found), left_out


class _Text(HTMLParser):
    """The words of a page, without what it quotes. Nothing of it is run or fetched."""

    _BREAKS = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote"})
    _HIDDEN = frozenset({"script", "style", "head", "title", "blockquote", "template"})
    _EMPTY = frozenset({"br", "img", "hr", "meta", "link", "input", "col", "area", "base", "wbr", "source"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._open: list[bool] = []
        self._tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._BREAKS:
            self.parts.append("\n")
        if tag in self._EMPTY:
            return
        kinds = {name: value or "" for name, value in attrs}
        quoted = any(word in kinds.get("class", "") for word in ("gmail_quote", "gmail_signature", "moz-cite-prefix"))
        hidden = tag in self._HIDDEN or quoted or kinds.get("id", "") in {"appendonsend", "divRplyFwdMsg"}
        self._tags.append(tag)
        self._open.append(hidden or (bool(self._open) and self._open[-1]))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._BREAKS:
            self.parts.append("\n")
        if tag not in self._tags:
            return
        while self._tags:
            self._open.pop()
            if self._tags.pop() == tag:
                return

    def handle_data(self, data: str) -> None:
        if not (self._open and self._open[-1]):
            self.parts.append(re.sub(r"\s+", " ", data))


def _plain(page: str) -> str:
    parser = _Text()
    parser.feed(page)
    parser.close()
    return "\n".join(line.strip() for line in "".join(parser.parts).split("\n"))

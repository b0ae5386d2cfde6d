"""How a mail that comes back is known: by the address it goes to, by the mail it answers, by the link that was followed.

A From line is written by whoever writes the mail, so it proves nothing. Each mail of ours has an address to answer to that only
its reader knows: it holds which conversation it belongs to, until when it counts, and a signature over both and the reader.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.messages import Reply
from connectors.channel import Sealing

ANSWERED_FOR = timedelta(days=30)
"""So long a mail can be answered."""
LINKED_FOR = timedelta(hours=24)
"""So long a link counts; the question behind it may end sooner."""
KEPT_FOR = timedelta(days=8)
"""So long is kept what an answer refers to, and files that nobody took."""
LOCAL = "assistant"
_ROOT = 8  # bytes
_SIGNED = 26  # characters of a signature in base 32, 130 bits
_TOKEN = re.compile(
    rf"{LOCAL}\+([a-z2-7]{{16}})([a-z2-7]{{{_SIGNED}}})"
)  # with its name 53 characters; RFC 5321 allows 64
_MARK = re.compile(rf"<a\.([0-9a-f]{{24}})\.([a-z2-7]{{{_SIGNED}}})@")
_SHOWN = 600  # characters of a question in a link
_NOBODY = b"\0" * _ROOT


@dataclass(frozen=True, slots=True)
class Link:
    """What a link does: whose choice it is, in which conversation, and what was asked."""

    address: str
    thread: str
    choice: str
    label: str
    question: str
    language: str


class Marks:
    """Makes and checks the marks of one installation. `domain` is where answers come in."""

    def __init__(self, seal: Sealing, domain: str, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._seal = seal
        self.domain = domain
        self._now = now

    # Conversations

    def thread(self, address: str, id: str) -> str:
        """The conversation that a mail begins."""
        return f"{address}/{hashlib.sha256(id.encode()).hexdigest()[: 2 * _ROOT]}"

    def answer_to(self, thread: str) -> str:
        """The address to which this conversation's person answers."""
        address, _, root = thread.partition("/")
        day = int((self._now() + ANSWERED_FOR).timestamp() // 86_400)
        body = _base32((bytes.fromhex(root) if root else _NOBODY) + day.to_bytes(2, "big"))
        return f"{LOCAL}+{body}{self._signed('email-answer', f'{address} {body}')}@{self.domain}"

    def thread_at(self, recipient: str, sender: str) -> str | None:
        """The conversation whose address for answers this is, if it was given to that sender and still counts."""
        local, _, domain = recipient.strip().lower().rpartition("@")
        match = _TOKEN.fullmatch(local)
        if domain != self.domain or match is None:
            return None
        body, signature = match[1], match[2]
        if not hmac.compare_digest(signature, self._signed("email-answer", f"{sender} {body}")):
            return None
        held = base64.b32decode(body.upper())
        if int.from_bytes(held[_ROOT:], "big") * 86_400 < self._now().timestamp():
            return None
        return sender if held[:_ROOT] == _NOBODY else f"{sender}/{held[:_ROOT].hex()}"

    # Mails

    def id(self, key: str, part: str = "") -> str:
        """The id of the mail that shows a reply: the same whenever it is sent."""
        body = hashlib.sha256(f"{key} {part}".encode()).hexdigest()[:24]
        return f"<a.{body}.{self._signed('email-id', body)}@{self.domain}>"

    def ours(self, id: str) -> str | None:
        """What we know a mail of ours by, of its id."""
        match = _MARK.match(id)
        if match is None or not hmac.compare_digest(match[2], self._signed("email-id", match[1])):
            return None
        return match[1]

    # Links

    def link(self, thread: str, reply: Reply, choice: str, label: str) -> str:
        """What stands at the end of a link's address."""
        data = {
            "a": thread.partition("/")[0],
            "t": thread,
            "c": choice,
            "l": label,
            "q": reply.text[:_SHOWN],
            "n": reply.language,
            "e": int((self._now() + LINKED_FOR).timestamp()),
        }
        return self._seal.seal({"email-link": data}).rstrip("=")

    def linked(self, token: str) -> Link | None:
        """What a link does; None for one that is not ours or too old."""
        if not 20 <= len(token) <= 8_000:
            return None
        try:
            data = self._seal.open(token + "=" * (-len(token) % 4))["email-link"]
            if int(data["e"]) < self._now().timestamp():
                return None
            return Link(data["a"], data["t"], data["c"], data["l"], data["q"], data["n"])
        except Exception:  # whatever a stranger puts there is no link of ours
            return None

    def _signed(self, purpose: str, text: str) -> str:
        # Addresses are short and may be put into lower case on their way, which a signature does not survive.
        made = self._seal.sign(purpose, text)
        return _base32(hashlib.sha256(made.encode()).digest())[:_SIGNED]


class Spool:
    """What a mail leaves behind until it is answered, in a folder: sealed notes, files, and how often what was done in a day."""

    def __init__(self, folder: Path, seal: Sealing, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._folder = folder
        self._seal = seal
        self._now = now
        self._swept = 0.0

    def keep(self, name: str, data: dict[str, Any]) -> None:
        """Keep a note. Raises `OSError`."""
        self._write(name, self._seal.seal(data).encode())

    def find(self, name: str) -> dict[str, Any] | None:
        """A note that was kept."""
        try:
            return self._seal.open((self._folder / name).read_text(encoding="ascii"))
        except Exception:  # gone, damaged, or sealed with a key that is gone: then it is not there
            return None

    def keep_file(self, name: str, data: bytes) -> None:
        """Keep a file. Raises `OSError`."""
        self._write(name, data)

    def file(self, name: str) -> bytes | None:
        """A file that was kept."""
        try:
            return (self._folder / name).read_bytes()
        except OSError:
            return None

    def drop(self, name: str) -> None:
        """Forget a note or file."""
        (self._folder / name).unlink(missing_ok=True)

    def may(self, limits: dict[str, int]) -> bool:
        """Count one more of each of these today; False, and nothing counted, if one has reached its limit. Raises `OSError`."""
        name = f"counts-{self._now():%Y%m%d}"
        counts = {str(key): int(value) for key, value in (self.find(name) or {}).items()}
        if any(counts.get(key, 0) >= limit for key, limit in limits.items()):
            return False
        self.keep(name, {**counts, **{key: counts.get(key, 0) + 1 for key in limits}})
        return True

    def sweep(self) -> None:
        """Throw away what is too old."""
        before = time.time() - KEPT_FOR.total_seconds()
        if time.time() - self._swept < 3_600 or not self._folder.is_dir():
            return
        self._swept = time.time()
        for path in self._folder.iterdir():
            try:
                if path.stat().st_mtime < before:
                    path.unlink()
            except OSError:
                continue  # somebody was quicker

    def _write(self, name: str, data: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = self._folder / f".{name}"
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
            target.write(data)
            target.flush()
            os.fsync(target.fileno())
        part.replace(self._folder / name)


def short(text: str) -> str:
    """A name for something, as a file or a key."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:24]


def _base32(data: bytes) -> str:
    return base64.b32encode(data).decode("ascii").rstrip("=").lower()

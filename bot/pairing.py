"""One person, known in many places: how a place, a device or a program comes to speak for a member.

There are two ways, and each needs somebody who is known already. Whoever writes from an unknown place is shown a short code,
which a member says where they are known (`skills/people.py`). Or a member is shown a long code where they are known, and types
it in the new place, on the page to which a program has led them, or into a device. So nobody has to be asked who has not begun
it themselves, and whoever has no code cannot even say for whom they would speak. Every code serves once, and not for long.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.errors import NotFound
from connectors.channel import Caller
from connectors.http import one_line
from storage import devices, people, workspaces

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.database import Database
    from storage.devices import LetIn, Secret

VALID_FOR = timedelta(minutes=10)
"""A long code."""
SHORT_FOR = timedelta(minutes=30)
"""A short code: somebody has to be asked."""
DEVICE_FOR = timedelta(days=3650)
"""A device's token: it ends when somebody throws the device out."""
SEEN_EVERY = timedelta(minutes=1)
MOST_SHOWN = 5
"""Short codes that one stranger is shown within an hour."""
MOST_WRONG = 5
"""Long codes that one stranger may get wrong within an hour, and one address within `WRONG_WITHIN`."""
WRONG_WITHIN = timedelta(minutes=10)
LONGEST_NAME = 60

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none is taken for another
_LENGTH = 10  # 50 bits; a page takes five tries
_DIGITS = 6  # 20 bits; worth nothing without a member who says it and a yes
_DRAWS = 20
_LONGEST_TEXT = 60
_COMMAND = re.compile(r"\s*/start(?:@\w+)?\s+", re.IGNORECASE)
_WRITTEN = re.compile(rf"(?<![A-Z0-9])([{_LETTERS}]{{5}})\s?[-‐‑–]\s?([{_LETTERS}]{{5}})(?![A-Z0-9])", re.IGNORECASE)
_ADDRESSES = "source"
"""Stands for the channel where tries are counted by the address that they come from."""


@dataclass(frozen=True, slots=True)
class Introduced:
    """What came of a stranger's message: they are a member now, or are shown a code; without one they have to wait."""

    linked: bool
    code: str | None = None
    workspace: str = ""
    member: str = ""


class Pairing:
    """Codes for the members of an installation, and the places and devices that came of them."""

    def __init__(self, database: Database, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._now = now

    async def code(self, workspace: str, channel: str, sender: str) -> str:
        """A code for whoever is known as `sender` in a channel. Raises `NotFound` for somebody who is not."""

        def member(session: Session) -> tuple[int, int]:
            who = workspaces.who_is(session, workspace, channel, sender)
            if who is None:
                raise NotFound("mcp-not-a-member", workspace=workspace)
            return who.workspace_id, who.member_id

        return await self.code_for(*await self._database.read(member))

    async def code_for(self, workspace_id: int, member_id: int) -> str:
        """A code for a member, as `ABCDE-FGHJK`."""
        code, now = new_code(), self._now()
        await self._database.write(lambda session: keep_code(session, code, workspace_id, member_id, now))
        return shown(code)

    async def listed(self, workspace: str) -> list[LetIn]:
        """The devices that members of a workspace have let in."""
        return await self._database.read(lambda session: devices.devices(session, workspace))

    async def end(self, workspace: str, number: int) -> LetIn:
        """Throw a device out: what it holds is worth nothing from now on. Raises `NotFound`."""

        def end(session: Session) -> LetIn:
            found = devices.device(session, number)
            if found is None or found.workspace != workspace:
                raise NotFound("mcp-no-such-program", number=str(number))
            devices.end(session, number, self._now())
            return found

        return await self._database.write(end)

    async def introduce(self, channel: str, sender: str, name: str, text: str) -> Introduced:
        """What to tell somebody unknown who wrote `text`. A code that a member was shown makes them that member; anything
        else gives them a code of their own, which a member can say. Nothing of the text is kept.
        """
        now, typed = self._now(), code_in(text)

        def meet(session: Session) -> Introduced:
            devices.prune(session, now - timedelta(days=1))
            found = people.stranger(session, channel, sender, now)
            if found is None:
                return Introduced(False)
            if typed is not None and people.missed_since(found, now - people.LATELY) < MOST_WRONG:
                linked = _link(session, typed, channel, sender, name, now)
                if linked is not None:
                    return linked
                people.miss(session, found, now)
            if people.missed_since(found, now - people.LATELY) >= MOST_WRONG or len(found.given) >= MOST_SHOWN:
                return Introduced(False)
            drawn = (short_code() for _ in range(_DRAWS))
            code = next((code for code in drawn if people.is_free(session, code, now)), None)
            if code is not None:
                people.show(session, found, one_line(name, LONGEST_NAME), code, now, now + SHORT_FOR)
            return Introduced(False, code)

        return await self._database.write(meet)

    async def link(self, code: str, channel: str, sender: str, name: str) -> str | None:
        """Let somebody in who typed a long code: the workspace; None if the code does not count."""
        now = self._now()

        def let_in(session: Session) -> str | None:
            found = people.stranger(session, channel, sender, now)
            if found is None or people.missed_since(found, now - people.LATELY) >= MOST_WRONG:
                return None
            linked = _link(session, plain_code(code), channel, sender, name, now)
            if linked is None:
                people.miss(session, found, now)
                return None
            people.forget(session, channel, sender)
            return linked.workspace

        return await self._database.write(let_in)

    async def admit(self, code: str, channel: str, name: str, *, source: str) -> str | None:
        """Change a code that a member was shown into a token for a new device; None if the code does not count, or if too
        many wrong ones came from that address a little while ago.
        """
        token, now = secrets.token_urlsafe(32), self._now()

        def let_in(session: Session) -> bool:
            tries = people.stranger(session, _ADDRESSES, source[:100], now)
            if tries is None or people.missed_since(tries, now - WRONG_WITHIN) >= MOST_WRONG:
                return False
            pairing = _used(session, plain_code(code), now)
            if pairing is None or pairing.workspace_id is None or pairing.member_id is None:
                people.miss(session, tries, now)
                return False
            device = devices.let_in(
                session,
                workspace_id=pairing.workspace_id,
                member_id=pairing.member_id,
                program_id=None,
                channel=channel,
                name=one_line(name, LONGEST_NAME) or "?",
                now=now,
            )
            devices.keep(session, token, devices.TOKEN, now=now, expires_at=now + DEVICE_FOR, device_id=device)
            return True

        return token if await self._database.write(let_in) else None

    async def caller(self, token: str, channel: str) -> Caller | None:
        """Whose token it is, if it is good and of a device of that channel."""
        now = self._now()
        if not 20 <= len(token) <= 500:
            return None
        found = await self._database.read(lambda session: devices.of_token(session, token, channel, now))
        if found is None:
            return None
        if now - found.seen_at >= SEEN_EVERY:
            await self._database.write(lambda session: devices.seen(session, found.id, now))
        return Caller(found.sender, found.workspace, f"device-{found.id}", found.name)


def _link(session: Session, code: str, channel: str, sender: str, name: str, now: datetime) -> Introduced | None:
    """Make a sender the member who was shown a code; None if the code does not count, or they are somebody else there."""
    found = devices.find(session, code, devices.PAIRING)
    if found is None or found.workspace_id is None or found.member_id is None:
        return None
    names = people.member(session, found.workspace_id, found.member_id)
    known = people.known_as(session, found.workspace_id, channel, sender)
    if names is None or known not in {None, found.member_id} or not devices.use(session, found.hash, now):
        return None
    if known is None:
        called = one_line(name, LONGEST_NAME)
        people.link(session, found.workspace_id, found.member_id, channel, sender, called)
        people.note(
            session,
            workspace_id=found.workspace_id,
            member_id=found.member_id,
            conversation_id=None,
            tool="pair",
            args={"channel": channel, "sender": sender, "name": called},
            now=now,
        )
    return Introduced(True, workspace=names[0], member=names[1])


def _used(session: Session, code: str, now: datetime) -> Secret | None:
    """A long code of a member who is there, now used up; None if it does not count."""
    found = devices.find(session, code, devices.PAIRING)
    if found is None or found.workspace_id is None or found.member_id is None:
        return None
    if people.member(session, found.workspace_id, found.member_id) is None:
        return None
    return found if devices.use(session, found.hash, now) else None


def short_code() -> str:
    """A short code."""
    return "".join(secrets.choice("0123456789") for _ in range(_DIGITS))


def new_code() -> str:
    """A long code, as it is kept."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def shown(code: str) -> str:
    """A long code as people are shown it."""
    return f"{code[:5]}-{code[5:]}"


def keep_code(session: Session, code: str, workspace_id: int, member_id: int, now: datetime) -> None:
    """Keep a code that a member is shown. Expired secrets go."""
    devices.prune(session, now - timedelta(days=1))
    devices.keep(
        session,
        code,
        devices.PAIRING,
        now=now,
        expires_at=now + VALID_FOR,
        workspace_id=workspace_id,
        member_id=member_id,
    )


def plain_code(typed: str) -> str:
    """A code as it is kept, of what somebody typed."""
    return re.sub(r"[^A-Z0-9]", "", typed[:40].upper())


def code_in(text: str) -> str | None:
    """The long code in a message: the message is nothing else, or has it in it as it was shown."""
    words = _COMMAND.sub("", text[:200], count=1)
    if match := _WRITTEN.search(words):
        return (match[1] + match[2]).upper()
    code = plain_code(words)
    is_code = len(words) <= _LONGEST_TEXT and len(code) == _LENGTH and set(code) <= set(_LETTERS)
    return code if is_code else None

"""Letting programs in: a person gets a code where they are known, and types it on the page to which the program has led them.

So nobody has to be asked who has not begun it themselves, and whoever has no code cannot even say for whom they would speak. A
code is for one member, serves once, and for ten minutes.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.errors import NotFound
from storage import devices, workspaces

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.database import Database
    from storage.devices import LetIn

VALID_FOR = timedelta(minutes=10)
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none is taken for another
_LENGTH = 10  # 50 bits; a page takes five tries


class Pairing:
    """Codes for the members of an installation, and the devices that came of them."""

    def __init__(self, database: Database, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._now = now

    async def code(self, workspace: str, channel: str, sender: str) -> str:
        """A code for whoever is known as `sender` in a channel. Raises `NotFound` for somebody who is not."""
        code, now = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)), self._now()

        def keep(session: Session) -> None:
            who = workspaces.who_is(session, workspace, channel, sender)
            if who is None:
                raise NotFound("mcp-not-a-member", workspace=workspace)
            devices.prune(session, now - timedelta(days=1))
            devices.keep(
                session,
                code,
                devices.PAIRING,
                now=now,
                expires_at=now + VALID_FOR,
                workspace_id=who.workspace_id,
                member_id=who.member_id,
            )

        await self._database.write(keep)
        return f"{code[:5]}-{code[5:]}"

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


def plain_code(typed: str) -> str:
    """A code as it is kept, of what somebody typed."""
    return re.sub(r"[^A-Z0-9]", "", typed[:40].upper())

"""A platform of somebody else's package, found through the entry point group `allin.platforms`: it keeps posts in a list."""

from __future__ import annotations

from datetime import date
from typing import Any

from connectors.platform import AccountInfo, Custom, Limits, Outgoing, Publisher, Receipt


class Noticeboard(Publisher):
    """The board in the hallway."""

    name = "noticeboard"
    label = "Notice board"
    also_called = ("the board", "hallway")
    limits = Limits(characters=140, revised=date(2026, 11, 23), source="the size of the cards")
    custom = Custom(length=100)
    needs_sign_in = False
    can_delete = True

    pinned: list[str]

    async def connect(self, workspace_id: int, workspace_name: str) -> tuple[str, dict[str, Any]]:
        """The board needs no sign-in."""
        self.pinned = []
        return "hallway", {}

    async def send(self, outgoing: Outgoing) -> Receipt:
        """Pin a card."""
        self.pinned.append(outgoing.text)
        return Receipt(outgoing.key, url=f"board:{outgoing.key}")

    async def delete(self, account: AccountInfo, remote_id: str) -> None:
        """Take the last card off."""
        self.pinned.pop()

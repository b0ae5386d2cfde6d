"""Where channels have been installed: their tokens are encrypted before they reach the store, and go when a place goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from storage import installs

if TYPE_CHECKING:
    from bot.pairing import Pairing
    from storage.database import Database
    from storage.vault import Vault


class InstallStore:
    """See `connectors.channel.Installs`."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        pairing: Pairing,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._vault = vault
        self._pairing = pairing
        self._now = now

    async def keep(self, channel: str, id: str, secret: Mapping[str, Any], *, workspace: str | None = None) -> None:
        """Keep, or replace, what one place needs."""
        sealed = self._vault.seal(dict(secret))
        await self._database.write(
            partial(installs.keep, channel=channel, id=id, secret=sealed, workspace=workspace, now=self._now())
        )

    async def find(self, channel: str, id: str) -> Mapping[str, Any] | None:
        """What is kept of a place. Raises `VaultError` where no key opens it."""
        sealed = await self._database.read(partial(installs.find, channel=channel, id=id))
        return self._vault.open(sealed) if sealed is not None else None

    async def end(self, channel: str, id: str) -> bool:
        """Forget a place."""
        return await self._database.write(partial(installs.end, channel=channel, id=id))

    async def link(self, code: str, channel: str, sender: str, name: str) -> str | None:
        """Let a person in who proves with a code that they are a member."""
        return await self._pairing.link(code, channel, sender, name)

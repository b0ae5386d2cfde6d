"""Takes mails in from the mail server that forwards them to us: an SMTP receiver (RFC 5321) that keeps before it says yes."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

log = logging.getLogger(__name__)

MOST_BYTES = 25_000_000
"""Of one mail."""
MOST_CONNECTIONS = 20
SECONDS = 60.0
"""Without a word after which a connection ends."""

Take = Callable[[bytes, str, list[str]], Awaitable[str]]
"""Takes a mail: its bytes, its return path and its recipients; gives the answer to the server that brought it."""


class Handler:
    """What aiosmtpd asks."""

    def __init__(self, domain: str, take: Take) -> None:
        self._domain = domain
        self._take = take

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]) -> str:
        """Only mail for ourselves: we pass none on."""
        if address.rpartition("@")[2].lower() != self._domain or len(address) > 320:
            return "550 5.1.1 No such mailbox here"
        if len(envelope.rcpt_tos) >= 10:
            return "452 4.5.3 Too many recipients"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """The whole mail is here."""
        try:
            return await self._take(envelope.content, envelope.mail_from or "", list(envelope.rcpt_tos))
        except Exception as error:
            # Whatever it is, the mail is not lost: the server that brought it tries again.
            log.warning("a mail could not be kept: %s", type(error).__name__)
            return "451 4.3.0 Try again later"

    async def handle_exception(self, error: Exception) -> str:
        """A client that broke the protocol is told so, and no more."""
        log.info("a mail server's connection broke: %s", type(error).__name__)
        return "500 5.5.0 Error"


async def serve(host: str, port: int, domain: str, take: Take, ready: Callable[[int], None]) -> None:
    """Take mails in until it is cancelled; `ready` is told the port. Raises `OSError` where it cannot be listened on."""
    import asyncio

    from aiosmtpd.smtp import SMTP

    # It would write down who writes to whom.
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    loop = asyncio.get_running_loop()
    handler = Handler(domain, take)
    open_ones: set[Any] = set()

    class Receiver(SMTP):
        """One connection."""

        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            if len(open_ones) >= MOST_CONNECTIONS:
                transport.close()
                return
            open_ones.add(self)
            super().connection_made(transport)

        def connection_lost(self, error: Exception | None) -> None:
            if self in open_ones:
                open_ones.discard(self)
                super().connection_lost(error)

    server = await loop.create_server(
        lambda: Receiver(
            handler,
            data_size_limit=MOST_BYTES,
            hostname=domain,
            ident="AllIN",
            timeout=SECONDS,
            loop=loop,
        ),
        host,
        port,
    )
    try:
        ready(server.sockets[0].getsockname()[1])
        await server.serve_forever()
    finally:
        server.close()
        for one in list(open_ones):
            if one.transport is not None:
                one.transport.close()

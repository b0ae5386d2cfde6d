"""A person's browser: our pages in this process, the network over its socket, cookies kept, no redirect followed unasked."""

from __future__ import annotations

import html
import re
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

import httpx
from fastapi import FastAPI


class Browser:
    """`ours` are our pages at `address`; None: they are really served there."""

    def __init__(self, ours: FastAPI | None, address: str) -> None:
        transport = httpx.ASGITransport(app=ours) if ours is not None else None
        self.address = address
        self.ours = httpx.AsyncClient(transport=transport, base_url=address, trust_env=False)
        self.network = httpx.AsyncClient(trust_env=False)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.ours.aclose()
        await self.network.aclose()

    async def open(self, link: str, **more: Any) -> httpx.Response:
        """Open one of our pages."""
        return await self.ours.get(link, **more)

    async def consent(self, address: str) -> str:
        """Go to the network's consent page and press its button: where it sends the browser."""
        answer = await self.network.get(address)
        assert answer.status_code == 302, answer.text
        return str(answer.headers["location"])

    async def callback(self, link: str) -> str:
        """From the link in the chat to the address that the network sends the browser back to."""
        return await self.consent(await self.onward(link))

    async def onward(self, link: str) -> str:
        """Open the link from the chat: where its one button leads."""
        page = await self.open(link)
        assert page.status_code == 200, page.text
        (address,) = re.findall(r'class="button" href="([^"]+)"', page.text)
        return str(html.unescape(address))

    async def sign_in(self, link: str) -> httpx.Response:
        """All the way: the page at the end."""
        return await self.follow(await self.open(await self.callback(link)))

    async def follow(self, answer: httpx.Response) -> httpx.Response:
        """Where our own redirect leads, if it is one."""
        return await self.open(answer.headers["location"]) if answer.status_code == 303 else answer

    async def type(self, link: str, **fields: str | list[str]) -> httpx.Response:
        """Send the form of a page."""
        body = urlencode(fields, doseq=True)
        kind = {"content-type": "application/x-www-form-urlencoded"}
        return await self.ours.post(link, content=body, headers=kind)


def words(page: httpx.Response) -> str:
    """What a person reads on a page."""
    text = re.sub(r"<(style|title)>.*?</\1>", "", page.text, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())

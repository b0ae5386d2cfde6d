"""Standard input and output as the protocol's streams.

While they are open, descriptor 1 is standard error and descriptor 0 is empty: whatever a library or a child process prints or
reads misses the protocol. Reading and writing have threads of their own, for which the end of the program does not wait.
"""

from __future__ import annotations

import asyncio
import json
import os
import queue
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any, cast

Pipes = tuple[int, int]
"""The descriptors to read from and to write to."""

MOST_BYTES = 16 << 20
"""Of one message. A longer one is refused unread, and the conversation goes on."""

_PARSE_ERROR = -32700  # JSON-RPC 2.0, section 5.1
_CHUNK = 1 << 16
_MOST_WAITING = 16


@asynccontextmanager
async def streams(pipes: Pipes) -> AsyncIterator[tuple[Any, Any]]:
    """The streams that a server runs on."""
    from mcp.server.stdio import stdio_server

    output = _Output(pipes[1])
    lines = _Lines(pipes[0], output)
    async with stdio_server(cast("Any", lines), cast("Any", output)) as both:
        yield both


@contextmanager
def claimed() -> Iterator[Pipes]:
    """The process's input and output as descriptors that only we know; the usual ones are put back afterwards."""
    sys.stdout.flush()
    kept = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    try:
        os.dup2(nothing, 0)
        os.dup2(2, 1)
        yield kept
    finally:
        os.close(nothing)
        with suppress(OSError, ValueError):
            sys.stdout.flush()  # what was printed meanwhile does not belong there either
        os.dup2(kept[0], 0)
        os.dup2(kept[1], 1)
        # The kept ones stay open: a thread may still be reading, and their numbers must not come to mean something else.


class _Output:
    """Lines of text to whoever reads them. That nobody does any more is the end, not a fault."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._waiting: queue.SimpleQueue[tuple[bytes, asyncio.Future[None]]] = queue.SimpleQueue()
        self._loop = asyncio.get_running_loop()
        threading.Thread(target=self._run, name="mcp-output", daemon=True).start()

    async def write(self, text: str) -> None:
        """Returns once it is written."""
        done: asyncio.Future[None] = self._loop.create_future()
        self._waiting.put((text.encode("utf-8", "replace"), done))
        await done

    async def flush(self) -> None:
        """Nothing is kept back."""

    def _run(self) -> None:
        is_open = True
        while True:
            data, done = self._waiting.get()
            is_open = is_open and self._written(data)
            try:
                self._loop.call_soon_threadsafe(_settle, done)
            except RuntimeError:
                return  # the loop has ended meanwhile

    def _written(self, data: bytes) -> bool:
        view = memoryview(data)
        try:
            while view:
                view = view[os.write(self._target, view) :]
        except OSError:
            return False
        return True


def _settle(done: asyncio.Future[None]) -> None:
    if not done.done():
        done.set_result(None)


class _Lines:
    """Lines of text as they come. One that is too long is answered here: nobody else could tell whose answer it is."""

    def __init__(self, source: int, output: _Output) -> None:
        self._source = source
        self._output = output
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._room = threading.Semaphore(_MOST_WAITING)
        self._loop = asyncio.get_running_loop()
        threading.Thread(target=self._run, name="mcp-input", daemon=True).start()

    def __aiter__(self) -> _Lines:
        return self

    async def __anext__(self) -> str:
        while (line := await self._lines.get()) == "":
            error = {"code": _PARSE_ERROR, "message": f"A message may have {MOST_BYTES} bytes; this one had more."}
            await self._output.write(json.dumps({"jsonrpc": "2.0", "id": None, "error": error}) + "\n")
            self._room.release()
        self._room.release()
        if line is None:
            raise StopAsyncIteration
        return line

    def _run(self) -> None:
        try:
            for line in self._read():
                self._room.acquire()
                self._loop.call_soon_threadsafe(self._lines.put_nowait, line)
            self._loop.call_soon_threadsafe(self._lines.put_nowait, None)
        except RuntimeError:
            return  # the loop has ended meanwhile

    def _read(self) -> Iterator[str]:
        """Each line; an empty text for one that is too long."""
        parts: list[bytes] = []
        size = 0
        with suppress(OSError):
            while chunk := os.read(self._source, _CHUNK):
                *ended, begun = chunk.split(b"\n")
                for end in ended:
                    yield (
                        ""
                        if size + len(end) > MOST_BYTES
                        else b"".join([*parts, end]).decode("utf-8", "replace") + "\n"
                    )
                    parts, size = [], 0
                size += len(begun)
                parts = [*parts, begun] if size <= MOST_BYTES else []
        if parts and size <= MOST_BYTES:
            yield b"".join(parts).decode("utf-8", "replace")

"""The HTTP server: parts put together, and run until somebody asks it to stop."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import signal
import socket
from collections.abc import AsyncIterator, Callable, Generator, Sequence
from pathlib import Path

import uvicorn
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from bot.errors import OperatorError
from bot.web.pages import missing, pages_router
from connectors.pages.folder import folders

_log = logging.getLogger(__name__)


def create_app(home: Path, *, routers: Sequence[APIRouter] = ()) -> FastAPI:
    """The application over the files in `home`. Further parts come as `routers`, which go before the public pages."""

    @contextlib.asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await asyncio.to_thread(_catch_up, home)
        yield

    app = FastAPI(title="AllIN Assistant", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    for router in routers:
        app.include_router(router)
    app.include_router(_health_router(home))
    app.include_router(pages_router(home))

    @app.exception_handler(404)
    async def not_found(request: Request, error: HTTPException) -> Response:
        if "text/html" not in request.headers.get("accept", ""):
            return JSONResponse({"detail": error.detail}, status_code=404, headers=error.headers)
        return missing(request)

    return app


async def serve(
    app: FastAPI,
    host: str,
    port: int,
    *,
    on_ready: Callable[[str], None] | None = None,
    on_stop: Callable[[], None] = lambda: None,
) -> None:
    """Serve until SIGTERM, SIGINT or cancellation; requests under way are finished, and the caller goes on afterwards.

    `on_stop` is called before that: it ends requests that would go on for ever.

    `port` 0 takes a free one; `on_ready` is told the address once requests are answered. Raises OperatorError if the
    port is taken or may not be used.
    """
    listener = _listen(host, port)
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=10, lifespan="on"
    )
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listener.getsockname()[1]}/"
    server = _Server(config, lambda: on_ready(address) if on_ready else None, on_stop)
    running = asyncio.ensure_future(server.serve(sockets=[listener]))
    loop = asyncio.get_running_loop()
    taken: list[signal.Signals] = []
    try:
        for number in (signal.SIGTERM, signal.SIGINT):
            # Only the main thread gets signals, and Windows has none here: there cancellation ends it.
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, server.ask_to_stop)
                taken.append(number)
        try:
            await asyncio.shield(running)
        except asyncio.CancelledError:
            server.ask_to_stop()
            await running
            raise
    finally:
        for number in taken:
            loop.remove_signal_handler(number)
        listener.close()
    if not server.started:
        raise OperatorError("error-server-start", detail="the application did not start; the log says why")


class Background:
    """The web application beside something else in the same event loop: no signal is taken, and `stop` ends it."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._server: _Server | None = None
        self._running: asyncio.Future[None] | None = None

    async def start(self, host: str, port: int) -> None:
        """Serve from now on. Raises OperatorError if the port is taken or may not be used."""
        listener = _listen(host, port)
        config = uvicorn.Config(
            self._app,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=3,
            lifespan="on",
        )
        started = asyncio.Event()
        self._server = _Server(config, started.set)
        self._running = asyncio.ensure_future(self._server.serve(sockets=[listener]))
        self._running.add_done_callback(lambda _running: listener.close())
        ready = asyncio.ensure_future(started.wait())
        try:
            await asyncio.wait({self._running, ready}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ready.cancel()
        if not started.is_set():
            raise OperatorError("error-server-start", detail="the application did not start; the log says why")

    @property
    def serves(self) -> bool:
        """Whether it is up."""
        return self._running is not None and not self._running.done()

    async def stop(self) -> None:
        """Finish the requests under way, and give the port back."""
        if self._server is not None and self._running is not None:
            self._server.ask_to_stop()
            await self._running


class _Server(uvicorn.Server):
    """Stops when asked; signals are left to `serve`: uvicorn's own way ends the process before others can tidy up."""

    def __init__(
        self, config: uvicorn.Config, on_ready: Callable[[], None], on_stop: Callable[[], None] = lambda: None
    ) -> None:
        super().__init__(config)
        self._on_ready = on_ready
        self._on_stop = on_stop

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield

    def ask_to_stop(self) -> None:
        """The first time finish what is under way, the second time do not wait for it."""
        if self.should_exit:
            self.force_exit = True
        self.should_exit = True
        self._on_stop()


def _listen(host: str, port: int) -> socket.socket:
    if not 0 <= port <= 65535:  # the system would take it modulo 65536
        raise OperatorError("error-port-refused", host=host, port=str(port), detail="no such port")
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError) as error:
        raise OperatorError("error-port-refused", host=host, port=str(port), detail=str(error)) from error
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(place)
        listener.listen(2048)
        listener.setblocking(False)
    except OSError as error:
        listener.close()
        key = "error-port-taken" if error.errno == errno.EADDRINUSE else "error-port-refused"
        raise OperatorError(key, host=host, port=str(port), detail=str(error)) from error
    return listener


def _health_router(home: Path) -> APIRouter:
    router = APIRouter()

    @router.api_route("/health", methods=["GET", "HEAD"])
    async def health() -> JSONResponse:
        """200 while pages can be served, 503 if the folder of this installation is missing."""
        there = await asyncio.to_thread(home.is_dir)
        return JSONResponse(
            {"status": "ok" if there else "home is missing"},
            status_code=200 if there else 503,
            headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"},
        )

    return router


def _catch_up(home: Path) -> None:
    """Draw the pages that a killed process left out of date."""
    try:
        for folder in folders(home):
            if folder.is_stale():
                folder.rebuild()
    except OSError as error:
        _log.warning("the public pages could not be brought up to date: %s", error)

"""The channels of an installation: found in `connectors/channels/`, built from what is set, run beside the web application.

The folder is the registry: a channel is a module there whose class has the module's name, or a plug-in's.
"""

from __future__ import annotations

import asyncio
import difflib
import importlib
import inspect
import logging
import pkgutil
from collections.abc import Iterator, Sequence
from importlib.metadata import entry_points
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, Any, Self

from bot.errors import AllInError, OperatorError
from bot.explained import explained
from bot.phrases import Phrases
from bot.voice.service import SpeechService
from connectors.channel import Channel, Messenger, Surroundings
from storage.vault import Vault

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from bot.app import App
    from bot.settings import Settings

log = logging.getLogger(__name__)

RESTART = (1.0, 5.0, 30.0, 60.0)
"""Seconds before a channel that broke is run again, by how often it broke in a row."""


def classes(names: Sequence[str] | None = None) -> dict[str, type[Channel]]:
    """The channels that there are, by name; with `names` only these are imported. Raises `OperatorError` for a broken one."""
    found: dict[str, type[Channel]] = {}
    for module in _modules(names):
        for kind in vars(module).values():
            if inspect.isclass(kind) and issubclass(kind, Channel) and kind.__module__ == module.__name__:
                name = getattr(kind, "name", "")
                if not inspect.isabstract(kind) and (names is None or name in names):
                    found[name] = kind
    return dict(sorted(found.items()))


def asking(settings: Settings) -> tuple[str, ...]:
    """Channels in which people can be asked for a yes: the terminal, and the messengers that are set up."""
    kinds = classes(sorted(settings.channel_options))
    return ("terminal", *(name for name, kind in kinds.items() if issubclass(kind, Messenger) and kind.asking))


def options_of(kind: type[Channel], settings: Settings) -> dict[str, str]:
    """What is set for a channel. Raises `OperatorError` for something that it does not have."""
    given = {name: value.get_secret_value() for name, value in settings.channel_options.get(kind.name, {}).items()}
    known = [option.name.lower() for option in kind.options]
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
            option = f"ALLIN_{kind.name}_{name}".upper()
            if near:
                raise OperatorError("channel-option-meant", option=option, meant=f"ALLIN_{kind.name}_{near[0]}".upper())
            raise OperatorError("channel-no-such-option", option=option)
    return given


def alone(kind: type[Channel], settings: Settings) -> Channel | None:
    """A channel by itself, to ask its network whether it knows us; nobody can be talked to over it."""
    nobody: Any = None
    around = Surroundings(
        door=nobody,
        inbox=nobody,
        devices=nobody,
        installs=nobody,
        seal=Vault.at(settings.home, settings.secret_key.get_secret_value() if settings.secret_key else ""),
        sentences=Phrases,
        options=options_of(kind, settings),
        home=settings.home,
        address=settings.address.rstrip("/"),
        language=settings.language,
    )
    return kind.build(around)


class Switchboard:
    """Every channel that `allin serve` runs, as an async context manager."""

    def __init__(self, app: App) -> None:
        """Builds them. Raises `OperatorError` where what is set cannot work."""
        self._app = app
        self.channels: dict[str, Channel] = {}
        for name, kind in classes().items():
            built = kind.build(self._surroundings(kind))
            if built is not None:
                self.channels[name] = built
        self._running: list[asyncio.Task[None]] = []

    @property
    def messengers(self) -> dict[str, Messenger]:
        """Those in which people are reached at any time."""
        return {name: channel for name, channel in self.channels.items() if isinstance(channel, Messenger)}

    def routes(self) -> list[BaseRoute]:
        """What they serve over HTTP."""
        return [route for channel in self.channels.values() for route in channel.routes()]

    async def __aenter__(self) -> Self:
        self._app.inbox.start(self.messengers)
        self._app.herald.start(self.messengers)
        self._running = [asyncio.create_task(self._run(channel)) for channel in self.channels.values()]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # What comes in is kept by the network or the store from now on; what is being answered still gets its way out.
        await self._app.inbox.close()
        await self._app.herald.close()
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _surroundings(self, kind: type[Channel]) -> Surroundings:
        app = self._app
        return Surroundings(
            door=app.conversation,
            inbox=app.inbox,
            devices=app.pairing,
            installs=app.installs,
            seal=app.vault,
            sentences=Phrases,
            options=options_of(kind, app.settings),
            home=app.settings.home,
            address=app.settings.address.rstrip("/"),
            language=app.settings.language,
            speech=SpeechService(app.voice, [platform.label for platform in app.registry.platforms.values()]),
        )

    async def _run(self, channel: Channel) -> None:
        """Run one; where it breaks the others go on, and it is tried again."""
        broken = 0
        loop = asyncio.get_running_loop()
        while True:
            started = loop.time()
            try:
                await channel.run()
                return
            except AllInError as error:
                log.error("%s: %s", channel.label, explained(error))
            except Exception:
                log.exception("%s broke and is started again", channel.label)
            broken = broken + 1 if loop.time() - started < RESTART[-1] else 1
            await asyncio.sleep(RESTART[min(broken, len(RESTART)) - 1])


def _modules(names: Sequence[str] | None) -> Iterator[ModuleType]:
    folder = importlib.import_module("connectors.channels")
    there = [module.name for module in pkgutil.iter_modules(folder.__path__)]
    # A channel's further files begin with its name: `slack_blocks` belongs to `slack`.
    own = [name for name in there if not any(name.startswith(f"{other}_") for other in there)]
    wanted = [name for name in own if names is None or name in names]
    for name in wanted:
        yield importlib.import_module(f"connectors.channels.{name}")
    for point in sorted(entry_points(group="allin.channels"), key=lambda point: point.name):
        if names is None or point.name in names:
            try:
                module = point.load()
            except Exception as error:
                raise OperatorError("channel-broken-plug-in", name=point.name, why=str(error)) from error
            if inspect.ismodule(module):
                yield module

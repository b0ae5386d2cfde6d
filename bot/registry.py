"""Finds what there is: every module in `skills/`, `connectors/platforms/` and the plug-ins that other packages bring.

The folder is the registry. A broken or duplicate part is not skipped: every fault is collected, and the start stops.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType

from bot.errors import RegistryError
from bot.tool import Tool, tools_of
from connectors.platform import Platform, Publisher


@dataclass(frozen=True)
class Registry:
    """The tools by name and the platforms by name, in a stable order."""

    tools: dict[str, Tool]
    platforms: dict[str, Platform]


def load(home: Path, api_urls: dict[str, str] | None = None, public_url: str = "") -> Registry:
    """Load every skill and platform. Raises `RegistryError` with every fault.

    `api_urls` are base addresses by platform name, `public_url` is where this installation is reached from outside.
    """
    faults: list[str] = []
    tools: dict[str, Tool] = {}
    for module in _modules("skills", "allin.skills", faults):
        found, wrong = tools_of(module)
        faults += wrong
        if not found and not wrong:
            faults.append(f"{module.__name__}: defines no tool")
        for tool in found:
            if tool.name in tools:
                faults.append(f"{tool.module}.{tool.name}: {tools[tool.name].module} has a tool of that name already")
            tools[tool.name] = tool
    platforms: dict[str, Platform] = {}
    for module in _modules("connectors.platforms", "allin.platforms", faults):
        classes = [
            value
            for value in vars(module).values()
            if inspect.isclass(value)
            and issubclass(value, Platform)
            and value.__module__ == module.__name__
            and not inspect.isabstract(value)
        ]
        if not classes:
            faults.append(f"{module.__name__}: defines no platform")
        for kind in classes:
            missing = [name for name in ("name", "label", "limits", "custom") if not hasattr(kind, name)]
            if missing:
                faults.append(f"{module.__name__}.{kind.__name__}: has no {', '.join(missing)}")
            elif kind.name in platforms:
                faults.append(f"{module.__name__}: there is a platform named {kind.name!r} already")
            elif issubclass(kind, Publisher):
                platforms[kind.name] = kind(home, (api_urls or {}).get(kind.name, ""), public_url)
            else:
                platforms[kind.name] = kind()
    if faults:
        raise RegistryError(faults)
    return Registry(dict(sorted(tools.items())), dict(sorted(platforms.items())))


def _modules(package: str, group: str, faults: list[str]) -> Iterator[ModuleType]:
    folder = importlib.import_module(package)
    names = [f"{package}.{info.name}" for info in pkgutil.iter_modules(folder.__path__)]
    for name in names:
        try:
            yield importlib.import_module(name)
        except Exception as error:
            faults.append(f"{name}: cannot be imported: {type(error).__name__}: {error}")
    for point in sorted(entry_points(group=group), key=lambda point: point.name):
        try:
            module = point.load()
        except Exception as error:
            faults.append(f"plug-in {point.name} ({point.value}): cannot be imported: {type(error).__name__}: {error}")
            continue
        if inspect.ismodule(module):
            yield module
        else:
            faults.append(f"plug-in {point.name} ({point.value}): names no module")

"""The networks, one a file: each behaves as its real one documents it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

from bot.testing.network import FakeNetwork


def networks() -> dict[str, type[FakeNetwork]]:
    """Every network that can be run here, by its platform's name."""
    found = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        for value in vars(module).values():
            if inspect.isclass(value) and issubclass(value, FakeNetwork) and value.__module__ == module.__name__:
                found[value.platform] = value
    return found

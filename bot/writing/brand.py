"""Who speaks, and what was written for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Brand:
    """The workspace's brand kit. Everything may be empty; nothing is ever made up in its place.

    `voice` and `audience` are free words as a person said them; `hashtags` carry no leading `#`.
    """

    name: str = ""
    voice: str = ""
    audience: str = ""
    calls_to_action: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    link: str = ""
    emoji: bool = True

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Brand:
        """From a workspace's settings. Lists may come as lists or as one string with commas; unknown keys are ignored."""
        tags = (tag.lstrip("#") for part in _many(settings.get("hashtags")) for tag in part.split())
        return cls(
            name=_one(settings.get("name")),
            voice=_one(settings.get("voice")),
            audience=_one(settings.get("audience")),
            calls_to_action=tuple(_many(settings.get("calls_to_action"))),
            hashtags=tuple(dict.fromkeys(tag for tag in tags if tag)),
            link=_one(settings.get("link")),
            emoji=settings.get("emoji") is not False,
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """A text for everywhere, the text of each platform by its name, and a title for networks that want one."""

    text: str
    texts: dict[str, str] = field(default_factory=dict)
    title: str = ""


def _one(value: object) -> str:
    return " ".join(str(value).split()) if value is not None else ""


def _many(value: object) -> list[str]:
    if value is None:
        return []
    if isinstance(value, str):
        return [item for part in value.replace(";", ",").split(",") if (item := _one(part))]
    if isinstance(value, Iterable):
        return [item for part in value if (item := _one(part))]
    return [_one(value)]

"""What people of a workspace are likely to name, so that a recogniser writes it as they do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from connectors.platform import Platform

MOST_CHARACTERS = 240
"""How long the hints of one recording may get. More crowds out what was really said, and costs time at every word."""

_MOST_OF_A_KIND = 12
_NAME = re.compile(r"[^\W\d_]{2}")
_ADDRESS = re.compile(r"\S+@\S+\.\S+|https?://\S+")


@dataclass(frozen=True, slots=True)
class Hints:
    """Names that may be said: labels of networks, handles of accounts as they are written, people, brands and products."""

    platforms: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    products: tuple[str, ...] = ()

    def words(self) -> tuple[str, ...]:
        """Every name once, in the order in which they matter, no more of them than a recogniser makes use of."""
        chosen: list[str] = []
        room = MOST_CHARACTERS
        for name in dict.fromkeys((*self.products, *self.people, *self.platforms, *self.handles)):
            if len(name) + 2 <= room:
                chosen.append(name)
                room -= len(name) + 2
        return tuple(chosen)

    def hotwords(self, language: str | None) -> str:
        """The names as one line for a recogniser; empty if there are none."""
        return ", ".join(self.words())


def hints_of(session: Session, workspace_id: int, platforms: Mapping[str, Platform]) -> Hints:
    """The names that a workspace's people are likely to say. `platforms` are those of the registry, by name."""
    import sqlalchemy as sa

    from storage.accounts import connected
    from storage.models import Member
    from storage.workspaces import settings_of

    accounts = connected(session, workspace_id)
    first = [account.platform for account in accounts]
    order = [*first, *platforms]
    labels = [platforms[name].label for name in order if name in platforms]
    settings = settings_of(session, workspace_id)
    people = session.scalars(sa.select(Member.name).where(Member.workspace_id == workspace_id).order_by(Member.id))
    brand = [*_texts(settings.get("brand.name")), *_texts(settings.get("brand.products"))]
    return Hints(
        # A label in small letters is a description ("your page") and no name.
        platforms=tuple(dict.fromkeys(label for label in labels if label[:1].isupper())),
        handles=_names(account.handle for account in accounts),
        people=_names(people),
        products=_names(brand),
    )


def _names(texts: Iterable[str]) -> tuple[str, ...]:
    """What can be said aloud: no addresses and no bare numbers, by which some channels know people."""
    found = (" ".join(text.split()) for text in texts)
    names = (text for text in found if _NAME.search(text) and not _ADDRESS.fullmatch(text) and len(text) <= 60)
    return tuple(dict.fromkeys(names))[:_MOST_OF_A_KIND]


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return re.split(r"[,;\n]", value)
    return [str(item) for item in value] if isinstance(value, list) else []

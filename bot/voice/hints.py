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
EXAMPLES: Mapping[str, str] = {
    "en": "Show me draft 3, then post 20.",
    "de": "Zeig mir Entwurf 3, dann Beitrag 20.",
    "es": "Muéstrame el borrador 3 y luego la publicación 20.",
    "fr": "Montre-moi le brouillon 3, puis la publication 20.",
}
"""How people talk here: after it a recogniser writes "draft 8" and no "trap tape". It asks for nothing that changes anything,
in case that a recogniser takes it for what was said."""
_NAME = re.compile(r"[^\W\d_]{2}")
_ADDRESS = re.compile(r"[^\s@]\S*@\S+\.\S+|https?://\S+")


@dataclass(frozen=True, slots=True)
class Hints:
    """Names that may be said: labels of networks, handles of accounts as they are written, people, brands and products."""

    platforms: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    products: tuple[str, ...] = ()

    def words(self) -> tuple[str, ...]:
        """Every name once, no more of them than a recogniser makes use of; networks are never crowded out by people."""
        networks = _fitting(map(_called, self.platforms), MOST_CHARACTERS * 2 // 3)
        names = _fitting((*self.products, *self.people), MOST_CHARACTERS - _room(networks))
        # The server in a handle such as @name@server is not said.
        handles = (f"@{handle.lstrip('@').partition('@')[0]}" for handle in self.handles)
        chosen = (*names, *networks)
        return tuple(dict.fromkeys((*chosen, *_fitting(handles, MOST_CHARACTERS - _room(chosen)))))

    def hotwords(self, language: str | None) -> str:
        """The names as one line for a recogniser, and a sentence as they are said; empty if there are no names."""
        names = ", ".join(self.words())
        example = EXAMPLES.get(language or "")
        return f"{names}. {example}" if names and example else names


def hints_of(session: Session, workspace_id: int, platforms: Mapping[str, Platform]) -> Hints:
    """The names that a workspace's people are likely to say. `platforms` are those of the registry, by name."""
    import sqlalchemy as sa

    from storage.accounts import connected
    from storage.models import Member
    from storage.workspaces import settings_of

    accounts = connected(session, workspace_id)
    first = [account.platform for account in accounts]
    order = [*first, *platforms]
    # A label in small letters is a description ("your page") and no name.
    named = {name: platforms[name].label for name in order if name in platforms and platforms[name].label[:1].isupper()}
    settings = settings_of(session, workspace_id)
    people = session.scalars(sa.select(Member.name).where(Member.workspace_id == workspace_id).order_by(Member.id))
    brand = [*_texts(settings.get("brand.name")), *_texts(settings.get("brand.products"))]
    return Hints(
        platforms=tuple(dict.fromkeys(named.values())),
        handles=_names(account.handle for account in accounts if account.platform in named),
        people=_names(people),
        products=_names(brand),
    )


def _called(label: str) -> str:
    """A label without what describes it: one says "Telegram", not "Telegram channel"."""
    first, *rest = label.split()
    return first if rest and all(word.islower() for word in rest) else label


def _fitting(names: Iterable[str], room: int) -> tuple[str, ...]:
    """The first of the names that fit into so many characters."""
    chosen: list[str] = []
    for name in dict.fromkeys(names):
        if _room((*chosen, name)) <= room:
            chosen.append(name)
    return tuple(chosen)


def _room(names: Iterable[str]) -> int:
    return sum(len(name) + 2 for name in names)


def _names(texts: Iterable[str]) -> tuple[str, ...]:
    """What can be said aloud: no addresses and no bare numbers, by which some channels know people."""
    found = (" ".join(text.split()) for text in texts)
    names = (text for text in found if _NAME.search(text) and not _ADDRESS.fullmatch(text) and len(text) <= 60)
    return tuple(dict.fromkeys(names))[:_MOST_OF_A_KIND]


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return re.split(r"[,;\n]", value)
    return [str(item) for item in value] if isinstance(value, list) else []

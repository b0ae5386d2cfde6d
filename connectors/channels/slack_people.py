"""Who people are in Slack: the names and languages that Slack knows them by, remembered for an hour."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.errors import OperatorError, TryLater
from connectors.channels.slack_install import Team
from connectors.channels.slack_text import called, plain
from connectors.channels.slack_web import Refused, Web

log = logging.getLogger(__name__)

LANGUAGES = ("en", "es", "de", "fr")
KNOWN_FOR = 3_600.0
"""Seconds that a person's name and language are remembered."""
MOST_KNOWN = 2_000


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in Slack. `home` is their own team, which in a shared channel may be another than ours."""

    id: str
    home: str
    name: str = ""
    language: str | None = None

    @property
    def sender(self) -> str:
        """Their id in messages."""
        return f"{self.home}/{self.id}"


class People:
    """Looks people up. Where Slack does not say who somebody is, they are known by their id alone."""

    def __init__(self, web: Web, *, now: Callable[[], float]) -> None:
        self._web = web
        self._now = now
        self._known: OrderedDict[str, tuple[float, Person]] = OrderedDict()

    async def find(self, team: Team, id: str, home: str) -> Person:
        """Somebody of the team `home`, as `team` sees them."""
        if (known := self.known(f"{home}/{id}")) is not None:
            return known
        try:
            answer = await self._web.call(team.token, "users_info", 1.0, user=id, include_locale=True)
        except (Refused, TryLater, OperatorError) as error:
            log.info("slack: a person could not be looked up: %s", error)
            return Person(id, home)
        user = answer.get("user") or {}
        profile = user.get("profile") or {}
        name = str(profile.get("display_name") or profile.get("real_name") or user.get("name") or "")
        language = str(user.get("locale") or "")[:2].lower()
        person = Person(id, home, name, language if language in LANGUAGES else None)
        self._known[person.sender] = (self._now(), person)
        while len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)
        return person

    def known(self, sender: str) -> Person | None:
        """Somebody who was looked up lately."""
        at, person = self._known.get(sender, (0.0, None))
        return person if person is not None and self._now() - at < KNOWN_FOR else None

    async def named(self, team: Team, marked: str) -> str:
        """What somebody typed, as plain text with the names of those whom it calls; calls of us fall away."""
        text = plain(marked, us={team.user})
        for id in dict.fromkeys(called(marked)):
            if f"@{id}" in text:
                person = await self.find(team, id, team.id)
                text = text.replace(f"@{id}", f"@{person.name or id}")
        return text

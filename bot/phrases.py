"""What the assistant says: Fluent sentences by language, with dates, numbers and lists as people of that language write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "es", "de", "fr")
FALLBACK = "en"

# Spanish says "e" for "y" before the sound "i": "Facebook e Instagram", but "agua y hielo".
_SOUNDS_LIKE_Y = re.compile(r"h?[ií](?![aeoáéó])", re.IGNORECASE)


class Phrases:
    """`say` gives a sentence; the rest gives the pieces that sentences are filled with."""

    def __init__(self, language: str = FALLBACK) -> None:
        self.language = language if language in LANGUAGES else FALLBACK

    def say(self, key: str, **facts: Any) -> str:
        """The sentence called `key`, filled with `facts`; datetimes, dates and lists are written out.

        A key that is missing in the language is said in English; a key that is missing there is a mistake and raises KeyError.
        """
        filled = {name: self._written(value) for name, value in facts.items()}
        for language in (self.language, FALLBACK):
            bundle = _bundle(language)
            if bundle.has_message(key):
                message = bundle.get_message(key)
                if message.value is None:
                    break
                text, problems = bundle.format_pattern(message.value, filled)
                if problems:
                    raise KeyError(f"{key} ({language}): {'; '.join(str(problem) for problem in problems)}")
                return str(text)
        raise KeyError(key)

    def has(self, key: str) -> bool:
        """Whether there is a sentence of that name."""
        return any(_bundle(language).has_message(key) is True for language in (self.language, FALLBACK))

    def moment(self, at: datetime) -> str:
        """Weekday, date, time and zone: 'Thursday, 12 March 2026, 16:00 (Berlin)'.

        An hour that comes twice, when clocks go back, is told apart by its offset: '02:30 (Berlin, UTC+2)'.
        """
        zone = zone_name(at, self._locale)
        first, second = at.replace(fold=0).utcoffset(), at.replace(fold=1).utcoffset()
        if first is not None and second is not None and first > second:
            zone = f"{zone}, {_offset(at)}"
        return f"{self.day(at)}, {self.clock(at)} ({zone})"

    def short_moment(self, at: datetime) -> str:
        """For lists: 'Thu 12 Mar, 16:00'."""
        from babel.dates import format_skeleton

        return f"{format_skeleton('MMMEd', at, locale=self._locale)}, {self.clock(at)}"

    def day(self, day: date) -> str:
        """Weekday and date, in full."""
        from babel.dates import format_date

        return str(format_date(day, "full", locale=self._locale))

    def clock(self, at: datetime | time) -> str:
        """The time on the clock, to the minute."""
        from babel.dates import format_time

        return str(format_time(at, "HH:mm", locale=self._locale))

    def span(self, gap: timedelta) -> str:
        """A length of time, roughly: '3 hours'."""
        from babel.dates import format_timedelta

        return str(format_timedelta(gap, locale=self._locale, threshold=1))

    def listing(self, items: Iterable[str]) -> str:
        """'a, b and c'; nothing for no items."""
        from babel.lists import format_list

        named = list(items)
        written = str(format_list(named, locale=self._locale))
        if self.language == "es" and len(named) > 1 and _SOUNDS_LIKE_Y.match(named[-1]):
            return f"{written[: -len(named[-1]) - 3]} e {named[-1]}"
        return written

    @property
    def _locale(self) -> str:
        # British English writes the day before the month, as most of the languages here do.
        return "en_GB" if self.language == "en" else self.language

    def _written(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, timedelta):
            return self.span(value)
        if isinstance(value, list | tuple):
            return self.listing(str(item) for item in value) if value else ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        return value


def zone_name(at: datetime, locale: str = "en_GB") -> str:
    """The place a zone is named after, as people say it: 'Europe/Berlin' is 'Berlin', in Spanish 'Berlín'.

    A zone that is no place, such as UTC or a bare offset, keeps its own name.
    """
    name = getattr(at.tzinfo, "key", None) or str(at.tzinfo)
    if "/" in name and not name.startswith("Etc/"):
        from babel.dates import get_timezone_location

        name = get_timezone_location(name, locale=locale, return_city=True)
    return name.rsplit("/", 1)[-1].replace("_", " ")


def _offset(at: datetime) -> str:
    minutes = round((at.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


@cache
def _bundle(language: str) -> Any:
    from fluent.runtime import FluentBundle, FluentResource

    bundle = FluentBundle([language], use_isolating=False)
    for file in sorted((files("prompts") / "replies" / language).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".ftl"):
            bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return bundle

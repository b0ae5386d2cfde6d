"""Reading figures out of what networks answer: a number only where one stands, a moment only where one can be read.

Where an answer has not the shape that was promised, it comes from something else, a proxy or a page: that is `TryLater`.
Where a figure in it is missing or no number, it is None, never 0.
"""

from __future__ import annotations

import math
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from bot.errors import NotFound, Rejected, SignInNeeded, TryLater, Unsupported
from connectors.http import Answer, one_line
from connectors.platform import Figures, Format

T = TypeVar("T")

Call = Callable[..., Awaitable[Answer]]
"""One reading call of a connector: `await call(account, "GET", path, params=…)`."""


def number(value: Any) -> float | None:
    """A count, also where it is written as digits; None for anything else, below nought, or without end."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,18}(\.[0-9]{1,18})?", value):
        value = float(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and value >= 0:
        return float(value)
    return None


def figures(given: Any, names: Mapping[str, str]) -> Figures:
    """Figures by our names from an object: `names` are our name and theirs. What is not there is None."""
    told = given if isinstance(given, Mapping) else {}
    return {ours: number(told.get(theirs)) for ours, theirs in names.items()}


def total(values: Sequence[float | None]) -> float | None:
    """The sum of what is known; None where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def instant(value: Any) -> datetime | None:
    """A moment, from ISO 8601 (also with +0000, as Meta writes it) or from seconds since 1970, or milliseconds."""
    try:
        if isinstance(value, str):
            made = datetime.fromisoformat(value)
            return made.replace(tzinfo=UTC) if made.tzinfo is None else made.astimezone(UTC)
        if isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
            return datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return None


def day(value: Any) -> date | None:
    """A day written as YYYY-MM-DD, whatever follows it."""
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def mapping(value: Any, label: str) -> Mapping[str, Any]:
    """The object that was promised. Raises TryLater for anything else."""
    if not isinstance(value, Mapping):
        raise TryLater("error-not-the-network", platform=label)
    return value


def objects(value: Any, label: str) -> list[Mapping[str, Any]]:
    """The list that was promised, without what in it is no object. Raises TryLater if it is no list."""
    if not isinstance(value, list):
        raise TryLater("error-not-the-network", platform=label)
    return [each for each in value if isinstance(each, Mapping)]


def inside(value: Any, *path: str) -> Any:
    """A value inside objects, None if it is not there."""
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def text(value: Any) -> str:
    """Words, empty where there are none."""
    return value if isinstance(value, str) else ""


def title_of(words: Any, most: int = 120) -> str:
    """Somebody else's words on one line, to name a trend by."""
    return one_line(text(words), most)


def at_once(ids: Sequence[str], most: int) -> Iterator[list[str]]:
    """The ids, each once, so many at a time."""
    each = list(dict.fromkeys(ids))
    for start in range(0, len(each), most):
        yield each[start : start + most]


def spans(since: date, until: date, days: int) -> Iterator[tuple[date, date]]:
    """The time from `since` to `until`, both inclusive, in pieces of at most so many days; none if it is empty."""
    while since <= until:
        last = min(until, since + timedelta(days=days - 1))
        yield since, last
        since = last + timedelta(days=1)


def format_of(kinds: Sequence[str], *, has_link: bool = False) -> Format:
    """The format of a post with these media (image, video, others)."""
    if len(kinds) > 1:
        return "carousel"
    if kinds:
        return "image" if kinds[0] == "image" else "video" if kinds[0] == "video" else "other"
    return "link" if has_link else "text"


@contextmanager
def within_scope(label: str, key: str = "error-figures-scope") -> Iterator[None]:
    """What the sign-in does not include is `Unsupported`: the account is as good as before for everything else."""
    try:
        yield
    except SignInNeeded as error:
        if error.key != "error-sign-in-scope":
            raise
        raise Unsupported(key, platform=label, detail=error.detail) from None


async def again(page: Callable[[str], Awaitable[T]], mark: str) -> T:
    """A page of a list; from the beginning where the network does not know the mark any more."""
    try:
        return await page(mark)
    except (Rejected, NotFound):
        if not mark:
            raise
        return await page("")


def handle_in(typed: str) -> str:
    """A handle as people write it, bare: without @, blanks, and the address of the profile around it.

    Of an address its last step stays, which most networks make the handle.
    """
    typed = typed.strip()
    if "://" in typed:
        typed = typed.partition("?")[0].rstrip("/").rpartition("/")[2]
    return typed.lstrip("@").strip()


def nobody(label: str, handle: str) -> NotFound:
    """There is no such public account."""
    return NotFound("error-no-such-profile", platform=label, handle=one_line(handle, 80) or "?")

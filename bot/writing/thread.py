"""A text that is too long for one post, as a thread: split where a reader would pause, nothing added and nothing lost."""

from __future__ import annotations

import re

from connectors.platform import Platform

BREAK = "\n---\n"
MOST_PARTS = 25
_PLACES = tuple(re.compile(place) for place in (r"\n\s*\n", r"\n", r"(?<=[.!?…。！？])\s+", r"(?<=[,;:–—])\s+", r"\s+"))


def split(text: str, platform: Platform, limit: int | None = None) -> str | None:
    """`text` with a line of dashes between parts that each fit on `platform`; None if it needs more than `MOST_PARTS`.

    A paragraph's end is the best place, then a line's, a sentence's, a clause's, a word's. A word that is longer than a
    post is cut between two signs.
    """
    most = limit or platform.limits.characters
    parts: list[str] = []
    for given in platform.parts(text):
        rest = given.strip()
        while rest:
            head, rest = _cut(rest, platform, most)
            parts.append(head)
            if len(parts) > MOST_PARTS:
                return None
    return BREAK.join(parts)


def _cut(text: str, platform: Platform, most: int) -> tuple[str, str]:
    """The longest beginning that fits and ends well, and what follows."""
    if platform.length(text) <= most:
        return text, ""
    for place in _PLACES:
        best = None
        for found in place.finditer(text):
            if platform.length(text[: found.start()].rstrip()) > most:
                break
            if found.start():
                best = found
        # A part of a few words is no part: then a later, worse place is better.
        if best is not None and platform.length(text[: best.start()]) * 3 >= most:
            return text[: best.start()].rstrip(), text[best.end() :].lstrip()
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if platform.length(text[:middle]) <= most else (low, middle - 1)
    return text[:low].rstrip() or text[:low], text[low:].lstrip()

"""Words on their way to and from Slack: its markup is read into plain text, and plain text never becomes markup.

docs.slack.dev/messaging/formatting-message-text: three characters are escaped; `<…>` holds links, people and channels.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

_MARK = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_URL = re.compile(r"https?://[^\s<>|\"“”«»„]+", re.IGNORECASE)
_TRAILING = ".,;:!?)]}'’…"


def escaped(text: str) -> str:
    """Text as Slack shows it letter by letter: nobody is called, nothing becomes a link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def linked(text: str) -> str:
    """Text of our own, in which web addresses can be clicked. Each is shown in full, so that it says where it leads."""
    made, end = [], 0
    for match in _URL.finditer(text):
        url = match.group().rstrip(_TRAILING)
        made += [escaped(text[end : match.start()]), f"<{escaped(url)}>"]
        end = match.start() + len(url)
    return "".join([*made, escaped(text[end:])])


def plain(text: str, *, us: Collection[str] = ()) -> str:
    """What a person typed. Calls of `us` (ids of bot users) fall away, other people keep their name or id with an @."""

    def written(match: re.Match[str]) -> str:
        inside, label = match.group(1), match.group(2) or ""
        if inside.startswith("@"):
            return "" if inside[1:] in us else f"@{label or inside[1:]}"
        if inside.startswith("#"):
            return f"#{label or inside[1:]}"
        if inside.startswith("!"):
            return label or f"@{inside[1:].partition('^')[0]}"
        address = inside.removeprefix("mailto:").removeprefix("tel:")
        if not label or label == address or address.rstrip("/").endswith(label.rstrip("/")):
            return label or address
        return f"{label} ({address})"

    text = _MARK.sub(written, text)
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return re.sub(r"[ \t]{2,}", " ", text).strip() if us else text.strip()


def called(text: str) -> list[str]:
    """The ids of the people that a message calls, in order."""
    return [match.group(1)[1:] for match in _MARK.finditer(text) if match.group(1).startswith("@")]


def channels(text: str) -> dict[str, str]:
    """The ids of the channels that a message names, by what it shows in place of each: a name, else the id."""
    found = {}
    for match in _MARK.finditer(text):
        if match.group(1).startswith("#"):
            id = match.group(1)[1:]
            found[(match.group(2) or id).casefold()] = id
    return found


def calls_first(text: str) -> str:
    """The id of whom a message begins with; empty if it begins with nobody."""
    match = _MARK.match(text.lstrip())
    return match.group(1)[1:] if match is not None and match.group(1).startswith("@") else ""


def pieces(text: str, most: int) -> Iterator[str]:
    """The text in pieces of at most `most` characters, cut at a paragraph, a line or a word where there is one."""
    rest = text.strip("\n")
    while len(rest) > most:
        cut = next(
            (place for sign in ("\n\n", "\n", " ") if (place := rest.rfind(sign, most // 2, most)) > 0),
            most,
        )
        yield rest[:cut].rstrip()
        rest = rest[cut:].lstrip(" \n")
    if rest:
        yield rest

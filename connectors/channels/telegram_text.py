"""A reply as Telegram messages: what it says as runs of text, cut where a message may end, written as Telegram's HTML.

Telegram counts UTF-16 code units after its tags have been read (https://core.telegram.org/bots/api#sendmessage). What it
would change by itself, it gets changed already, so that what we count is what it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from bot.messages import Card, Choice, Reply

LONGEST = 4096
"""UTF-16 code units of one message."""
LONGEST_CALLBACK = 64
"""Bytes that a button may carry."""
MARK = "c:"
"""What the data of our buttons begins with."""

Style = Literal["", "b", "i", "blockquote"]

_ROW = 28  # characters of labels that fit beside each other on a narrow phone
_LABEL = 60
_PICTURE = "🖼"
# Telegram turns control characters into spaces and drops U+2028 to U+202E; isolates turn the order of what is shown, too.
_SPACED = {**dict.fromkeys(range(32), " "), ord("\n"): "\n", ord("\x7f"): " "}
_CHANGED = {
    **_SPACED,
    0x2028: "\n",
    0x2029: "\n",
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), ""),
}
_SENTENCE = re.compile(r"(?:[.!?…]['\"”’»)]*\s|[。！？])")


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look alike."""

    text: str
    style: Style = ""


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button."""

    label: str
    data: str
    style: str = ""


def units(text: str) -> int:
    """How long Telegram takes a text to be."""
    return len(text) + sum(character > "\uffff" for character in text)


def clean(text: str) -> str:
    """`text` as Telegram keeps it: without control characters and signs that turn the order of what is shown."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()
    return text.translate(_CHANGED)


def escaped(text: str) -> str:
    """`text` so that no part of it is read as a tag (https://core.telegram.org/bots/api#html-style)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def runs_of(reply: Reply, before: Sequence[Run] = ()) -> list[Run]:
    """What a reply says, with its cards. `before` is said first, each on a line of its own."""
    runs: list[Run] = []
    for run in before:
        runs += [Run(clean(run.text), run.style), Run("\n")]
    if before and reply.text:
        runs.append(Run("\n"))
    runs.append(Run(clean(reply.text)))
    for card in reply.cards:
        runs.append(Run("\n\n"))
        runs += _card(card)
    return runs


def _card(card: Card) -> Iterator[Run]:
    yield Run(clean(card.title or card.platform), "b")
    if card.text:
        yield Run("\n")
        yield Run(clean(card.text), "blockquote")
    for picture in card.pictures:
        yield Run(f"\n{_PICTURE} {clean(picture)}")
    for label, value in card.facts:
        yield Run("\n")
        yield Run(f"{clean(label)}:", "i")
        yield Run(f" {clean(value)}")


def pieces(runs: Iterable[Run], limit: int = LONGEST) -> list[str]:
    """The HTML of each message that these runs fill, none longer than `limit` units; an empty list for nothing to say."""
    runs = [run for run in runs if run.text]
    whole = "".join(run.text for run in runs)
    found: list[str] = []
    start = 0
    while start < len(whole):
        end = _end(whole, start, limit)
        first, last = _trimmed(whole, start, end)
        if first < last:
            found.append(_html(runs, first, last))
        start = end
    return found


def rows_of(choices: Sequence[Choice]) -> list[list[Button]]:
    """Choices as rows of buttons. A choice whose id a button cannot carry is left to be typed."""
    rows: list[list[Button]] = []
    taken = _ROW
    for choice in choices:
        data = f"{MARK}{choice.id}"
        if len(data.encode()) > LONGEST_CALLBACK:
            continue
        label = " ".join(clean(choice.label).split())
        label = label if len(label) <= _LABEL else f"{label[: _LABEL - 1]}…"
        button = Button(label or "…", data, "" if choice.style == "plain" else choice.style)
        if taken + len(label) + 2 > _ROW:
            rows.append([])
            taken = 0
        rows[-1].append(button)
        taken += len(label) + 2
    return rows


def _end(whole: str, start: int, limit: int) -> int:
    """Where the message that begins at `start` is cut: after a paragraph, a line, a sentence, a word; else a character."""
    farthest = _reach(whole, start, limit)
    if farthest == len(whole):
        return farthest
    window = whole[start:farthest]
    half = len(window) // 2
    for mark, least in (("\n\n", half), ("\n", half), (_SENTENCE, half), (" ", len(window) // 4)):
        if isinstance(mark, str):
            at = window.rfind(mark)
            at = at + len(mark) if at >= 0 else -1
        else:
            at = max((match.end() for match in mark.finditer(window)), default=-1)
        # A sign that belongs to the one before stays with it.
        if at > least and regex.match(r"[\p{M}\u200d]", whole[start + at]) is None:
            return start + at
    ends = [match.end() for match in regex.finditer(r"\X", whole[start : farthest + 1])]
    fitting = [end for end in ends[:-1] if end <= len(window)]
    # One character that is longer than a message has no good place to be cut.
    return start + (fitting[-1] if fitting else len(window))


def _reach(whole: str, start: int, limit: int) -> int:
    """The farthest end of a slice from `start` that is no longer than `limit` units."""
    if units(rest := whole[start : start + limit]) <= limit:
        return start + len(rest)
    used = 0
    for place, character in enumerate(rest):
        used += 2 if character > "\uffff" else 1
        if used > limit:
            return start + place
    return start + len(rest)


def _trimmed(whole: str, start: int, end: int) -> tuple[int, int]:
    part = whole[start:end]
    left = len(part) - len(part.lstrip())
    return (start + left, start + len(part.rstrip())) if left < len(part) else (start, start)


def _html(runs: Sequence[Run], first: int, last: int) -> str:
    written: list[str] = []
    place = 0
    for run in runs:
        text = run.text[max(first - place, 0) : max(last - place, 0)]
        place += len(run.text)
        if text:
            written.append(
                f"<{run.style}>{escaped(text)}</{run.style}>" if run.style and text.strip() else escaped(text)
            )
    return "".join(written)


def shortened(text: str, limit: int) -> str:
    """`text` in one line of at most `limit` units, for an alert or a status."""
    line = " ".join(clean(text).split())
    if units(line) <= limit:
        return line
    kept = line[: _end(line, 0, limit - 1)].rstrip()
    return f"{kept}…"

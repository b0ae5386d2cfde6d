"""Letters in a picture: what can be drawn, how broad it is, and where a line ends."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable


def drawable(text: str) -> str:
    """A text without what no bundled font can draw or what would turn the line around: emoji and control characters."""
    kept = [
        " " if letter.isspace() else letter
        for letter in unicodedata.normalize("NFC", text)
        if letter.isspace() or letter in "\u200c\u200d" or unicodedata.category(letter) not in _UNDRAWN
    ]
    written = "".join(kept)
    written = re.sub(r"(?<!\w)[\u200c\u200d]+|[\u200c\u200d]+(?!\w)", "", written)
    return " ".join(written.split())


_UNDRAWN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "So", "Sk"})
_THIN, _BROAD = frozenset("iljtfrI.,:;'!|()[] -"), frozenset("mwMW@%")


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """About how broad a text is in pixels, in the sans serif that is drawn with; rather too broad than too narrow."""
    total = 0.0
    for letter in text:
        if unicodedata.combining(letter):
            continue
        if letter in _THIN:
            total += 0.33
        elif letter in _BROAD:
            total += 0.9
        elif unicodedata.east_asian_width(letter) in "WF":
            total += 1.0
        else:
            total += 0.7 if letter.isupper() else 0.57
    return total * size * (1.06 if bold else 1.0)


def shortened(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """A text that fits into so many pixels, with an ellipsis where some of it is left out."""
    if text_width(text, size, bold=bold) <= width:
        return text
    while text and text_width(f"{text}…", size, bold=bold) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def wrapped(text: str, width: float, size: float, *, bold: bool = False, most: int = 3) -> list[str]:
    """A text in lines of so many pixels, at most three; words that are too long are cut."""
    lines: list[str] = []
    current = ""
    for word in _words(text, width, size, bold):
        longer = f"{current} {word}".strip()
        if current and text_width(longer, size, bold=bold) > width:
            lines.append(current)
            current = word
        else:
            current = longer
    lines.append(current)
    if len(lines) > most:
        lines = [*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), width, size, bold=bold)]
    return lines


def _words(text: str, width: float, size: float, bold: bool) -> Iterable[str]:
    for word in text.split(" "):
        part = ""
        for letter in word:
            if part and text_width(part + letter, size, bold=bold) > width:
                yield part
                part = ""
            part += letter
        yield part

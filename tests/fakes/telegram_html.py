"""Telegram's HTML as its servers read it (https://core.telegram.org/bots/api#html-style), down to what they change in a text."""

from __future__ import annotations

import re
from typing import Any

_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|([a-z]+));")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s[^<>]*)?)>")


def units(text: str) -> int:
    """UTF-16 code units, by which Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def kept(text: str) -> str:
    """What Telegram makes of characters: control characters become spaces, some go (`clean_input_string` of TDLib)."""
    spaced = "".join(" " if ord(each) < 32 and each not in "\n\r" else each for each in text)
    return re.sub("[\r\u2028-\u202e]", "", spaced)


def parse(html: str) -> tuple[str, list[dict[str, Any]]]:
    """The text and its entities. Raises ValueError with Telegram's words."""
    text = ""
    entities: list[dict[str, Any]] = []
    opened: list[tuple[str, int]] = []
    place = 0
    while place < len(html):
        character = html[place]
        if character == "&" and (found := _REFERENCE.match(html, place)):
            decimal, hexadecimal, name = found.groups()
            if name is None:
                text += kept(chr(int(decimal) if decimal else int(hexadecimal, 16)))
            elif name in _NAMED:
                text += _NAMED[name]
            else:
                text += found[0]
            place = found.end()
        elif character == "<":
            tag = _TAG.match(html, place)
            if tag is None:
                raise ValueError(f"Unclosed start tag at byte offset {len(html[:place].encode())}")
            closing, name = tag[1], tag[2].lower()
            if closing:
                if not opened or opened[-1][0] != name:
                    raise ValueError(f"Unmatched end tag at byte offset {len(html[:place].encode())}")
                _, start = opened.pop()
                if (length := units(text) - start) > 0:
                    entities.append({"type": _TAGS[name], "offset": start, "length": length})
            else:
                if name not in _TAGS:
                    raise ValueError(f'Unsupported start tag "{name}" at byte offset {len(html[:place].encode())}')
                opened.append((name, units(text)))
            place = tag.end()
        else:
            text += kept(character)
            place += 1
    if opened:
        raise ValueError(f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}"')
    return trimmed(text, entities)


def trimmed(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """Without the white space around it, and with the entities where they are then."""
    cut = units(text) - units(text.lstrip())
    text = text.strip()
    found = []
    for entity in entities:
        start = max(entity["offset"] - cut, 0)
        end = min(entity["offset"] + entity["length"] - cut, units(text))
        if end > start:
            found.append({**entity, "offset": start, "length": end - start})
    return text, sorted(found, key=lambda each: (each["offset"], -each["length"]))

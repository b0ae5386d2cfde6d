"""Small operations on text that know sentences, links, hashtags and emoji."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from typing import Final

import regex

from connectors.platform import HASHTAG, URL

EMOJI: Final = regex.compile(
    r"(?:\p{Extended_Pictographic}\p{Emoji_Modifier}?\uFE0F?(?:\u200D\p{Extended_Pictographic}\p{Emoji_Modifier}?\uFE0F?)*"
    r"|\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3)"
)
_END = regex.compile(
    r"(?<!(?:^|[\s(])\p{L})(?<!\b\d)(?<!\b\d\d)(?<!\b(?:Dr|Mr|St|Nr|No|Sr|bzw|ca|Mrs|etc|Sra|usw))"
    r"[.!?…]+[\"'”“»)\]]*(?:[ ]*" + EMOJI.pattern + r")*(?=\s+[\p{Lu}\p{N}\"'„“«(¿¡@#]|\s*$)|\n+"
)
_QUOTES = str.maketrans({**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’‚", "'"), "\ufe0f": None})
_TAIL = re.compile(r"(?:\s*(?<!\w)#\w+)+\s*$")


def sentences(text: str) -> list[tuple[str, str]]:
    """`text` as sentences, each with the white space that follows it; joined again they are `text` exactly."""
    found: list[tuple[str, str]] = []
    start = 0
    for match in _END.finditer(text):
        end = match.start() if match.group().startswith("\n") else match.end()
        if end <= start:
            continue
        gap = end
        while gap < len(text) and text[gap].isspace():
            gap += 1
        if text[start:end].strip():
            found.append((text[start:end], text[end:gap]))
            start = gap
    if start < len(text):
        found.append((text[start:], ""))
    return found


def tail(text: str) -> tuple[str, str]:
    """`text` without the block of hashtags at its end, and that block."""
    match = _TAIL.search(text)
    return (text[: match.start()], match.group().strip()) if match else (text, "")


def with_tail(body: str, hashtags: str) -> str:
    """`body` with a block of hashtags below it."""
    return f"{body.rstrip()}\n\n{hashtags}".strip() if hashtags else body.strip()


def links(text: str) -> list[str]:
    """The addresses in `text`."""
    return [link.rstrip(".,;:!?)»”\"'") for link in URL.findall(text)]


def hashtags(text: str) -> list[str]:
    """The hashtags in `text`, without the sign."""
    return HASHTAG.findall(URL.sub(" ", text))


def without_emoji(text: str) -> str:
    """`text` without emoji, and without the gaps they would leave."""
    return tidy(EMOJI.sub("", text))


def tidy(text: str) -> str:
    """`text` with single spaces inside lines and at most one empty line in a row."""
    text = re.sub(r"[^\S\n]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def clean(text: str) -> str:
    """`text` on one line, without control characters and lone surrogates."""
    kept = "".join(
        " " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in {"Cc", "Cs", "Cn"}
    )
    return " ".join(kept.split())


def capital(text: str) -> str:
    """`text` with its first letter in upper case; an opening quote or ¿ before it stays; an address is left alone."""
    for index, sign in enumerate(text):
        if sign.isalpha():
            if URL.match(text) or (index and text[index - 1] in "@#"):
                return text
            upper = sign.upper()
            return text[:index] + upper + text[index + 1 :] if len(upper) == 1 else text
        if sign not in "\"'“”„«»‘¿¡(—– ":
            return text
    return text


def ended(text: str) -> str:
    """`text` with a full stop, unless it ends as a sentence does or with an address."""
    text = text.rstrip()
    if (
        not text
        or text[-1] in ".!?…。！？؟"
        or text.rstrip("\"'”“»)").endswith((".", "!", "?", "…"))
        or URL.search(text.split()[-1])
    ):
        return text
    if not text[-1].isalnum() and text[-1] not in "\"'”“»)%€$£°":
        return text
    return text + "."


def cut(text: str, fits: Callable[[str], bool]) -> str:
    """The longest beginning of `text` at a word, or failing that inside one, for which `fits` holds; marked with an ellipsis."""
    if fits(text):
        return text
    signs: list[str] = regex.findall(r"\X", text)
    low, high = 0, len(signs)
    while low < high:
        middle = (low + high + 1) // 2
        if fits("".join(signs[:middle]).rstrip() + "…"):
            low = middle
        else:
            high = middle - 1
    kept = "".join(signs[:low])
    space = kept.rfind(" ")
    if low < len(signs) and not signs[low].isspace() and space > len(kept) // 2:
        kept = kept[:space]
    return kept.rstrip(" ,;:-–—.") + "…"


def fingerprint(text: str) -> str:
    """A hash that survives what networks do to a text: white space, kinds of quotes, composed letters, shortened links."""
    text = URL.sub("\0", unicodedata.normalize("NFKC", text)).casefold().translate(_QUOTES)
    return hashlib.sha256("".join(text.split()).encode("utf-8", "replace")).hexdigest()[:32]

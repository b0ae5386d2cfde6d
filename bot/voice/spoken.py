"""Written words → words that can be said: nothing that is only there for the eye."""

from __future__ import annotations

import regex

_LINKS = regex.compile(r"\(?(?:https?://|www\.)\S+?\)?(?=[.,;!?»”]*(?:\s|$))", regex.IGNORECASE)
_MARKUP_LINK = regex.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
_MARKUP = regex.compile(r"(?m)^\s{0,3}(?:#{1,6}\s+|>\s?|[-*+•–]\s+)|\*\*|__|~~|`+|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")
_TAIL_OF_TAGS = regex.compile(r"(?:\s*[#＃][\p{L}\p{M}\p{N}_]+)+\s*(?=[”»“\"]?\s*$)")
_TAG = regex.compile(r"[#＃]([\p{L}\p{M}_][\p{L}\p{M}\p{N}_]*)")
_HANDLE = regex.compile(r"(?<![\w.])@([\w.]+\w)")
_PICTURES = regex.compile(
    r"[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\p{So}\p{Sk}\p{Co}\p{Cn}"
    r"\u200d\u20e3\ufe0e\ufe0f\u2190-\u21ff\u2500-\u27bf]+"
)
_HUMPS = regex.compile(r"(?<=\p{Ll})(?=\p{Lu})|(?<=\p{L})_(?=\p{L})")
_SPACE = regex.compile(r"[^\S\n\u202f\u00a0]+")
_ENDS = regex.compile(r"[.!?:;,…]['\"”»)]*$")


def words_of(text: str) -> str:
    """What can be said of `text`, its lines kept: no addresses, pictures, markup and marks.

    Hashtags at the end are left out, but for those that a line is there to list; one in a sentence is a word of it.
    """
    text = _MARKUP_LINK.sub(r"\1", text)
    text = _LINKS.sub(" ", text)
    text = _PICTURES.sub(" ", text)
    text = _MARKUP.sub(" ", text)
    text = "\n".join(_TAIL_OF_TAGS.sub(_tail, line) for line in text.split("\n"))
    text = _TAG.sub(lambda tag: _HUMPS.sub(" ", tag[1]), text)
    text = _HANDLE.sub(r"\1", text)
    lines = (_tidy(line) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def in_sentences(text: str) -> str:
    """Lines as one paragraph in which each ends like a sentence, so that a voice pauses there."""
    ended = (line if _ENDS.search(line) else f"{line}." for line in text.split("\n") if line)
    return " ".join(ended)


def _tail(tags: regex.Match[str]) -> str:
    if not tags.string[: tags.start()].rstrip().endswith(":"):
        return ""
    return " " + ", ".join(_HUMPS.sub(" ", tag[1]) for tag in _TAG.finditer(tags[0]))


def _tidy(line: str) -> str:
    line = _SPACE.sub(" ", line).strip()
    line = regex.sub(r"[^\S\u202f\u00a0]+([.,!?”])", r"\1", line)
    line = regex.sub(r"\(\s*\)|\[\s*\]|“\s*”|„\s*“|«\s*»", "", line)
    line = regex.sub(r"(?<=[\w”»)])\s*[:–—-]\s*(?=$|[.])", "", line)
    return line if regex.search(r"[\p{L}\p{N}]", line) else ""

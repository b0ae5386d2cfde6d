"""The six digits by which somebody is let in, however they are written or said: 482913, 482 913, 4-8-2, "four eight two …"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding import numbers
from bot.understanding.text import read

LENGTH = 6
_SIGNS = frozenset("-–—‐‑.,·/")
_NOUGHT = frozenset({"oh", "o", "zero", "nought", "null", "cero"})
_LANGUAGES = ("en", "es", "de", "fr")


def at(words: Sequence[str], index: int, code: str) -> tuple[int, str] | None:
    """The code that begins at `index`, in digits or in words: (index after it, its digits)."""
    figures, here, end = "", index, index
    while here < len(words):
        if figures and words[here] in _SIGNS:
            here += 1
            continue
        piece = _piece(words, here, code)
        if piece is None:
            break
        here, found = piece
        figures += found
        end = here
        if len(figures) > LENGTH:
            return None
    return (end, figures) if len(figures) == LENGTH else None


def run(words: Sequence[str], index: int, code: str) -> int:
    """The index after all the figures that follow each other from `index` on; `index` where there is none."""
    here = end = index
    while here < len(words):
        if end > index and words[here] in _SIGNS:
            here += 1
            continue
        piece = _piece(words, here, code)
        if piece is None:
            break
        here = end = piece[0]
    return end


def shape(words: Sequence[str]) -> bool:
    """Whether figures stand as a code is written: in one, in two halves, or one by one."""
    figures = [word for word in words if word not in _SIGNS]
    sizes = [len(word) if word.isdecimal() else 1 for word in figures]
    return sizes in ([LENGTH], [3, 3], [1] * LENGTH) and "," not in words


def says(text: str, digits: str) -> bool:
    """Whether a code stands in what somebody said, in any language."""
    words = [token.word for token in read(text).tokens]
    return any(
        found is not None and found[1] == digits
        for code in _LANGUAGES
        for index in range(len(words))
        if (found := at(words, index, code)) is not None
    )


def _piece(words: Sequence[str], index: int, code: str) -> tuple[int, str] | None:
    word = words[index]
    if word.isdecimal() and len(word) <= LENGTH:
        return index + 1, word
    if word in _NOUGHT:
        return index + 1, "0"
    tree = numbers.counting(code)
    met = None
    here = index
    while here < len(words) and isinstance(tree, dict):
        # "Vingt-trois" is one number.
        step = here + 1 if here > index and words[here] == "-" and here + 1 < len(words) else here
        if words[step] not in tree:
            break
        tree = tree[words[step]]  # type: ignore[assignment]  # a branch, or None at a leaf
        here = step + 1
        if isinstance(tree, dict) and None in tree:
            met = here, str(tree[None])
    return met

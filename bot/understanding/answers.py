"""Yes and no, as a whole message says them."""

from __future__ import annotations

from functools import cache
from importlib import resources

import yaml

from bot.understanding.text import plain

LONGEST_ANSWER = 80
"""Characters; what is longer says more than yes or no."""


def yes_or_no(text: str) -> bool | None:
    """True for "yes" or "ja bitte", False for "no" or "lieber nicht", None for what is more or other than that."""
    if len(text) > LONGEST_ANSWER:
        return None
    said = plain(text)
    if not said:
        return {"👍": True, "✅": True, "👌": True, "👎": False, "❌": False}.get(text.strip().rstrip("\ufe0f"))
    yes, no, extra = _words()
    if said in yes:
        return True
    if said in no:
        return False
    return _composed(said.split(), yes, no, extra)


def _composed(words: list[str], yes: frozenset[str], no: frozenset[str], extra: frozenset[str]) -> bool | None:
    """A row of answers and courtesies that agree with each other: "yes please go ahead"."""
    meant: set[bool] = set()
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + 5), at, -1):
            piece = " ".join(words[at:end])
            if piece in yes or piece in no or piece in extra:
                if piece not in extra:
                    meant.add(piece in yes)
                at = end
                break
        else:
            return None
    return meant.pop() if len(meant) == 1 else None


@cache
def _words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    source = resources.files("prompts").joinpath("sentences", "answers.yaml").read_text(encoding="utf-8")
    data = yaml.load(source, Loader=yaml.BaseLoader)
    yes, no, extra = (
        frozenset(plain(said) for words in data[kind].values() for said in words) for kind in ("yes", "no", "extra")
    )
    return yes, no, extra

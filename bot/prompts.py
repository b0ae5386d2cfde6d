"""Prompts: what a hosted model is told, one file a task in `prompts/`, checked when it is loaded.

A prompt names its placeholders in braces, `{language}`; the code that uses it names them too, and both must agree, so
that a renamed one is found at the start and not in front of a person. A brace that is meant is doubled.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.errors import RegistryError

_PIECE = re.compile(r"\{\{|\}\}|\{([a-z_]+)\}|[{}]")


@dataclass(frozen=True, slots=True)
class Prompt:
    """One loaded prompt: its text and the placeholders in it."""

    name: str
    text: str
    placeholders: frozenset[str]

    def render(self, **values: str) -> str:
        """The text with every placeholder filled; values are put in as they are, braces of theirs stay braces.

        Raises ValueError if a placeholder has no value or a value no placeholder.
        """
        if values.keys() != self.placeholders:
            missing, unknown = self.placeholders - values.keys(), values.keys() - self.placeholders
            raise ValueError(f"prompt {self.name}: no value for {sorted(missing)}, no place for {sorted(unknown)}")
        return _PIECE.sub(lambda piece: values[piece[1]] if piece[1] else piece[0][0], self.text)


def parse(name: str, text: str, placeholders: frozenset[str]) -> Prompt:
    """Check `text` against the placeholders its user fills. Raises `RegistryError` with every fault at once."""
    found: set[str] = set()
    problems: list[str] = []
    for piece in _PIECE.finditer(text):
        if piece[1]:
            found.add(piece[1])
        elif piece[0] in {"{", "}"}:
            line = text.count("\n", 0, piece.start()) + 1
            problems.append(f"prompts/{name}.md, line {line}: a single {piece[0]} that is no placeholder; double it")
    problems += [f"prompts/{name}.md: unknown placeholder {{{each}}}" for each in sorted(found - placeholders)]
    problems += [f"prompts/{name}.md: placeholder {{{each}}} is missing" for each in sorted(placeholders - found)]
    if not text.strip():
        problems.insert(0, f"prompts/{name}.md is empty")
    if problems:
        raise RegistryError(problems)
    return Prompt(name, text, placeholders)


@cache
def load(name: str, *placeholders: str) -> Prompt:
    """The prompt `prompts/<name>.md`, which must hold exactly these placeholders. Raises `RegistryError`."""
    try:
        text = (files("prompts") / f"{name}.md").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RegistryError([f"prompts/{name}.md cannot be read: {error}"]) from error
    return parse(name, text, frozenset(placeholders))


def agent() -> Prompt:
    """The assistant's role. `now` is ISO 8601 with offset; `brand` the workspace's facts, a line each."""
    return load("agent", "language", "now", "zone", "brand")


def draft() -> Prompt:
    """How to write a post about what the person's message says, for one platform."""
    return load("draft", "language", "brand", "platform", "limits", "customs", "tone")


def improve() -> Prompt:
    """How to change the post `text` as the person's message asks. Give `text` as `quoted(…)`."""
    return load("improve", "language", "brand", "platform", "limits", "customs", "text")


def quoted(text: str, source: str) -> str:
    """Mark words that are data, never instructions: other people's comments, web pages, transcripts, posts.

    `source` says whose words they are. What looks like the end of the block inside `text` is defused.
    """
    inside = re.sub(r"<(?=\s*/?\s*data\b)", "‹", text, flags=re.IGNORECASE)
    label = re.sub(r"[^\w .,:@-]", "", source)
    return f'<data source="{label}">\n{inside}\n</data>'

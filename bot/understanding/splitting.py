"""Several commands in one message, and a post's words given after "saying"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.understanding.slots import Lexicon, Mark
from bot.understanding.text import Quoted, Said, Token

MOST_CUTS = 5
"""More cuts than this are prose, not commands."""


def candidates(said: Said, lex: Lexicon) -> Iterator[list[Said]]:
    """Ways to cut a message into commands, most commands first, the whole message last.

    A cut stands at "then", a semicolon, the end of a sentence, or an "and" before a command word with its object. Whether
    the parts are commands is for the caller to find out.
    """
    strong, weak = _cuts(said, lex)
    tried: list[list[tuple[int, int]]] = []
    # "And show me then the comments": one of two places to cut may be none.
    single = [[cut] for cut in sorted(strong + weak)] if 1 < len(strong + weak) <= MOST_CUTS else []
    for cuts in (sorted(strong + weak), sorted(strong), *single):
        if cuts and len(cuts) <= MOST_CUTS and cuts not in tried:
            tried.append(cuts)
            parts = _parts(said, cuts)
            if len(parts) > 1:
                yield parts
    yield [said]


def announced(said: Said, lex: Lexicon) -> tuple[int, int] | None:
    """Where the words of a post begin after "saying", "that says" or a colon: (end of the command, start of the words)."""
    words = [token.word for token in said.tokens]
    for index, token in enumerate(said.tokens):
        if index == 0:
            continue
        end = lex.at("saying", words, index)
        if index < end < len(words):
            return token.start, said.tokens[end - 1].end
        if token.word == ":" and index + 1 < len(words) and said.tokens[index + 1].start > token.end:
            return token.start, token.end
    return None


def addressed(said: Said, platforms: Sequence[Mark], lex: Lexicon) -> int:
    """Where ", on this platform" begins at the end of a message; its length when it does not end so."""
    at = len(said.tokens)
    start = len(said.text)
    for mark in reversed(platforms):
        between = said.tokens[mark.end : at]
        if any(not lex.has("connectors", token.word) and token.word not in {",", ".", "!"} for token in between):
            break
        before = mark.start - 1
        if before < 0 or not (
            lex.has("prepositions", said.tokens[before].word) or lex.has("connectors", said.tokens[before].word)
        ):
            break
        at = before
        if lex.has("prepositions", said.tokens[before].word):
            start = said.tokens[before].start
    return start


def _cuts(said: Said, lex: Lexicon) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Cuts as (end of the part before, start of the part after), in tokens."""
    words = [token.word for token in said.tokens]
    strong: list[tuple[int, int]] = []
    weak: list[tuple[int, int]] = []
    index = 1
    while index < len(words) - 1:
        word = words[index]
        then = lex.at("split_then", words, index)
        if then > index and then < len(words):
            before = index - 1 if words[index - 1] in {",", ";", "."} else index
            strong.append((before, then))
            index = then
            continue
        ends = word == ";" or (word in {".", "!", "?"} and _ends_sentence(said, index))
        if ends:
            after = lex.at("split_then", words, index + 1)
            strong.append((index, max(after, index + 1)))
            index = max(after, index + 1)
            continue
        joins = lex.has("split_and", word) or word == ","
        if joins and _commands(words, index + 1, lex):
            before = index - 1 if words[index - 1] == "," else index
            if not weak or before > weak[-1][1]:
                weak.append((before, index + 1))
        index += 1
    return strong, weak


def _ends_sentence(said: Said, index: int) -> bool:
    token, after = said.tokens[index], said.tokens[index + 1]
    return after.start > token.end and (after.word[0].isalpha() or after.word[0] == "\ue000")


def _commands(words: list[str], at: int, lex: Lexicon) -> bool:
    """Whether a command starts at `at`: its verb and something it is done to."""
    if at >= len(words):
        return False
    after = lex.at("commands", words, at)
    if after == at:
        return False
    if after < len(words) and lex.has("comment", words[after]):
        return True
    verb = " ".join(words[at:after])
    if lex.has("commands_with_object", verb):
        return True
    return after < len(words) and (
        lex.at("objects", words, after) > after or words[after][0] == "\ue000" or words[after].isdecimal()
    )


def _parts(said: Said, cuts: list[tuple[int, int]]) -> list[Said]:
    edges = [0, *(edge for cut in cuts for edge in cut), len(said.tokens)]
    parts = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if end > start:
            parts.append(_part(said, start, end))
    return [
        part for part in parts if any(token.word[0].isalnum() or token.word[0] == "\ue000" for token in part.tokens)
    ]


def _part(said: Said, start: int, end: int) -> Said:
    first, last = said.tokens[start].start, said.tokens[end - 1].end
    tokens = tuple(
        Token(token.written, token.word, token.start - first, token.end - first, token.mended)
        for token in said.tokens[start:end]
    )
    quotes = tuple(
        Quoted(quote.start - first, quote.end - first, quote.text)
        for quote in said.quotes
        if quote.start >= first and quote.end <= last
    )
    return Said(said.text[first:last], tokens, quotes)

"""How a template may begin, so that a sentence is held only against those that can fit it.

Nothing is lost by it: a template is left out only where no word it may begin with stands at the beginning of the sentence.
"""

from __future__ import annotations

from typing import Any

from hassil.expression import Alternative, Permutation, Sequence, TextChunk
from hassil.expression import ListReference as List
from hassil.expression import RuleReference as Rule
from hassil.intents import Intents, TextSlotList
from hassil.util import PUNCTUATION_STR

DEEPEST = 24
"""Rules within rules that are followed."""
Starts = frozenset[str] | None
"""Pieces of text one of which a sentence begins with; None where it may begin with anything."""

_SIGNS = frozenset(PUNCTUATION_STR)


def starts(expression: Any, intents: Intents) -> Starts:
    """What a sentence begins with that this template fits."""
    found, skipped = _starts(expression, intents, 0)
    return None if skipped else found


def _starts(expression: Any, intents: Intents, depth: int) -> tuple[Starts, bool]:
    """How it may begin, and whether it may be nothing at all."""
    if depth > DEEPEST:
        return None, True
    if isinstance(expression, TextChunk):
        words = expression.text.split()
        if not words:
            return frozenset(), True
        piece = words[0].casefold()
        return (frozenset([piece]), False) if _SIGNS.isdisjoint(piece) else (None, False)
    if isinstance(expression, Rule):
        rule = intents.expansion_rules.get(expression.rule_name)
        return (None, True) if rule is None else _starts(rule.expression, intents, depth + 1)
    if isinstance(expression, List):
        values = intents.slot_lists.get(expression.list_name)
        if not isinstance(values, TextSlotList) or expression.prefix:
            return None, False
        each = [_starts(getattr(one.text_in, "expression", one.text_in), intents, depth + 1) for one in values.values]
        return _either(each), any(skipped for _, skipped in each)
    if isinstance(expression, Alternative | Permutation):
        each = [_starts(item, intents, depth + 1) for item in expression.items]
        some = any if isinstance(expression, Alternative) else all
        optional = isinstance(expression, Alternative) and expression.is_optional
        return _either(each), optional or not each or some(skipped for _, skipped in each)
    if isinstance(expression, Sequence):
        met: set[str] = set()
        for item in expression.items:
            found, skipped = _starts(item, intents, depth + 1)
            if found is None:
                return None, skipped
            met |= found
            if not skipped:
                return frozenset(met), False
        return frozenset(met), True
    return None, True


def _either(each: list[tuple[Starts, bool]]) -> Starts:
    met: set[str] = set()
    for found, _ in each:
        if found is None:
            return None
        met |= found
    return frozenset(met)

"""Readings of what was said → one decision, or a question where they differ.

What was heard badly is asked about and never guessed: readings that lead to the same call are as good as one; where they differ
in one thing the person chooses between them, and where they are different commands they choose the command.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from bot.phrases import Phrases
from bot.tool import Effect
from bot.understanding.decision import Decision, Question, Situation
from bot.understanding.embedder import embedder
from bot.voice.sounds import squashed

if TYPE_CHECKING:
    from bot.understanding.router import Understanding

CLEARLY = 0.9
"""Confidence from which a reading that is understood wins over a likelier one that is not."""
MOST_READINGS = 5

LIKELY = 0.35
"""Likelihood of another reading, against the best one, from which it is asked about where times, numbers or names differ."""
LIKELY_WORDS = 0.6
"""The same where only a person's own words differ, of which another form is often about as likely."""

_AT_A_LOSS = frozenset({"ask-which", "ask-out-of-scope", "ask-say-something"})
"""Questions of a reading that was not understood at all."""

_FREE = frozenset(
    {"topic", "text", "instruction", "brand_value", "detail_value", "place", "report_value", "metric_title", "tone"}
)
"""Kinds of arguments that take a person's own words."""

_ASKED_FIRST = ("when", "recurrence", "platforms", "platform", "account", "post", "comment")
"""Kinds of arguments in the order in which a difference matters most."""
_KINDS: Mapping[str, tuple[str, ...]] = {
    "time": ("when", "quiet_hours", "slots"),
    "number": ("post", "comment", "count"),
    "account": ("account",),
}
"""The kinds of arguments that a doubtful part of a sentence may have gone into."""


def decide(
    understanding: Understanding,
    readings: Sequence[str],
    situation: Situation,
    *,
    doubts: Collection[str] = (),
    rivals: Sequence[tuple[str, float]] = (),
    unsure: Collection[str] = (),
    rare: Collection[str] = (),
) -> tuple[Decision, str]:
    """What was asked for, and the reading that this is the decision of.

    `readings` are whole sentences, the likeliest first; `rivals` are what else the recogniser may have heard, each with its
    likelihood: that is asked about where it is great, and taken where the first makes no sense. `doubts` are what of it was
    heard too badly to act on ("time", "number", "account", "network", "all"), and `unsure` words that were, as the `rare`
    ones were that hardly anybody uses: then the person is told what was heard and asked whether it is right.
    """
    texts = list(dict.fromkeys(readings))[:MOST_READINGS] or [""]
    tried = [(understanding.decide(text, situation), text) for text in texts]
    first, text = tried[0]
    others = [one for one in tried[1:] if not _same(one[0], first) and _clear(one[0])]
    for said, likelihood in rivals[:MOST_READINGS]:
        if said in texts or (_understood(first) and likelihood < LIKELY):
            continue
        other = understanding.decide(said, situation)
        if not _same(other, first) and _clear(other) and _counts(understanding, first, other, likelihood):
            others.append((other, said))
    if not others:
        return _checked(understanding, first, doubts, (*unsure, *_unusual(rare)), situation), text
    if _understood(first):
        return _between(understanding, first, [one[0] for one in others], text, situation), text
    if first.asks_for is not None:
        return _offered(understanding, first, [one[0] for one in others], situation), text
    if first.question is None or first.question.key not in _AT_A_LOSS:
        return first, text  # it was understood, and is nothing that can be done
    only, words = others[0]
    if any(not _same(other, only) for other, _ in others[1:]):
        return _between(understanding, only, [other for other, _ in others[1:]], words, situation), words
    if only.tool is not None and understanding.tools[only.tool].effect.needs_consent:
        return _which((only.tool,), only, words), words
    return _checked(understanding, only, doubts, (), situation), words


def _understood(decision: Decision) -> bool:
    return decision.question is None and (decision.tool is not None or "answer" in decision.args)


def _clear(decision: Decision) -> bool:
    return _understood(decision) and decision.confidence >= CLEARLY


def _counts(understanding: Understanding, first: Decision, other: Decision, likelihood: float) -> bool:
    """Whether another reading is likely enough, and says enough, to be asked about beside one that is understood."""
    if not _understood(first) or first.tool != other.tool or first.tool is None:
        return True
    kinds = {argument.name: argument.slot.kind for argument in understanding.tools[first.tool].arguments}
    named = [{name for name in one.args if kinds.get(name) not in _FREE} for one in (first, other)]
    if named[1] < named[0]:
        return False  # a name or a number was not made out there, and went into the words
    differing = {kinds.get(name) for name in _differing(first, other)}
    return not differing <= _FREE or likelihood >= LIKELY_WORDS


def _same(one: Decision, other: Decision) -> bool:
    """Whether two readings lead to the same: the same calls, or the same question."""
    if one.tool is None and other.tool is None and not (_understood(one) or _understood(other)):
        asked = [
            (made.question.key, made.question.slot, made.asks_for) if made.question else None for made in (one, other)
        ]
        return asked[0] == asked[1] and _plain(one.args) == _plain(other.args)
    alike = one.tool == other.tool and _plain(one.args) == _plain(other.args) and len(one.more) == len(other.more)
    return alike and all(_same(a, b) for a, b in zip(one.more, other.more, strict=True))


def _plain(args: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments with words compared as they are heard: capitals, accents, signs and gaps are the recogniser's."""
    bare = {name: squashed(value) if isinstance(value, str) else value for name, value in args.items()}
    return {name: value for name, value in bare.items() if name != "said"}


def _between(
    understanding: Understanding, first: Decision, rivals: Sequence[Decision], text: str, situation: Situation
) -> Decision:
    """A question that tells the readings apart."""
    if first.tool is None or any(rival.tool is None for rival in rivals):
        # One of them is a yes or a no. Nothing is done on a yes that may have been none.
        return Decision(None, question=Question("reading-again"), confidence=first.confidence, reason="readings differ")
    tools = tuple(dict.fromkeys((first.tool, *(str(rival.tool) for rival in rivals))))
    if len(tools) > 1:
        return _which(tools, first, text)
    kinds = {argument.name: argument.slot.kind for argument in understanding.tools[first.tool].arguments}
    names = {name for rival in rivals for name in _differing(first, rival)}
    if not names:
        return first  # they differ in later commands only, which are asked about when they are reached
    name = min(names, key=lambda each: (_rank(kinds.get(each, "")), each))
    values = [first.args.get(name), *(rival.args.get(name) for rival in rivals)]
    found = [value for value in values if value not in (None, "", [])]
    return _asking(understanding, first, name, kinds.get(name, ""), found, situation)


def _which(tools: Sequence[str], first: Decision, text: str) -> Decision:
    question = Question("ask-which", options=tuple((tool, tool) for tool in tools))
    return Decision(None, {"said": text}, first.confidence, first.by, question, reason="heard badly: what to do")


def _differing(one: Decision, other: Decision) -> set[str]:
    first, second = _plain(one.args), _plain(other.args)
    return {name for name in {*first, *second} if first.get(name) != second.get(name)}


def _rank(kind: str) -> int:
    return _ASKED_FIRST.index(kind) if kind in _ASKED_FIRST else len(_ASKED_FIRST)


def _offered(
    understanding: Understanding, first: Decision, rivals: Sequence[Decision], situation: Situation
) -> Decision:
    """The question that the likeliest reading leads to, with what the others say as ready answers."""
    question, tool = first.question, first.asks_for
    if question is None or question.slot is None or tool is None or question.options:
        return first
    values = [rival.args[question.slot] for rival in rivals if rival.tool == tool and question.slot in rival.args]
    if not values:
        return first
    kind = next((each.slot.kind for each in understanding.tools[tool].arguments if each.name == question.slot), "")
    return _asking(understanding, replace(first, tool=tool), question.slot, kind, values, situation)


def _checked(
    understanding: Understanding,
    first: Decision,
    doubts: Collection[str],
    unsure: Collection[str],
    situation: Situation,
) -> Decision:
    """The decision itself, or what was heard read back where that is doubtful and something would be done with it."""
    if "all" in doubts and first.tool is not None and first.by == "classifier":
        return Decision(
            None, question=Question("reading-again"), confidence=first.confidence, reason="heard badly: all of it"
        )
    if first.tool is None or not (doubts or unsure):
        return first
    effect = understanding.tools[first.tool].effect
    if effect is Effect.READ or effect.needs_consent:
        return first  # nothing is done, or all of it is read back before it is
    arguments = understanding.tools[first.tool].arguments
    for argument in arguments if unsure else ():
        said = first.args.get(argument.name)
        if argument.slot.kind in _FREE and isinstance(said, str) and _holds(said, unsure):
            return _asking(understanding, first, argument.name, argument.slot.kind, [said], situation)
    if effect is Effect.DRAFT:
        return first
    takes_networks = any(argument.name == "platforms" for argument in arguments)
    if "network" in doubts and takes_networks and not first.args.get("platforms"):
        question = Question("reading-again")
        return Decision(None, question=question, confidence=first.confidence, reason="heard badly: where")
    for doubt in doubts:
        for argument in understanding.tools[first.tool].arguments:
            kind = argument.slot.kind
            if kind in _KINDS.get(doubt, ()) and first.args.get(argument.name) not in (None, "", []):
                return _asking(understanding, first, argument.name, kind, [first.args[argument.name]], situation)
    return first


def _unusual(words: Collection[str]) -> list[str]:
    return [word for word in words if not embedder().knows(word)]


def _holds(said: str, unsure: Collection[str]) -> bool:
    words = re.findall(r"[^\W_]+", said.casefold())
    return any(word.casefold() in words for word in unsure)


def _asking(
    understanding: Understanding, first: Decision, name: str, kind: str, values: Sequence[Any], situation: Situation
) -> Decision:
    """The call without doing it: `name` is asked for, with `values` to choose from; one of them alone is asked yes or no."""
    phrases = Phrases(situation.language)
    different = [value for at, value in enumerate(values) if value not in values[:at]]
    options = tuple((_label(understanding, kind, value, phrases), value) for value in different)
    labels = [label for label, _ in options]
    sort = kind if kind in {"when", "platforms", "platform", "account", "post", "comment", "count"} else "other"
    if len(options) == 1:
        question = Question("reading-check", {"slot": sort, "said": labels[0]}, name, options)
    else:
        question = Question("reading-which", {"slot": sort, "said": labels[0], "other": labels[1]}, name, options[:3])
    return Decision(
        None, first.args, first.confidence, first.by, question, first.tool, first.more, f"heard badly: {name}"
    )


def _label(understanding: Understanding, kind: str, value: Any, phrases: Phrases) -> str:
    """A value in words that people understand, and would use to choose it."""
    names = understanding.names.labels
    if isinstance(value, list):
        return phrases.listing([names.get(str(each).lstrip("+-"), str(each)) for each in value])
    if kind in {"platform", "account"} and str(value) in names:
        return str(names[str(value)])
    if kind == "account":
        return f"@{value}"
    if kind == "when" and isinstance(value, str):
        return _moment(value, phrases)
    return str(value)


def _moment(value: str, phrases: Phrases) -> str:
    try:
        at = datetime.fromisoformat(value)
        return phrases.day(date.fromisoformat(value)) if len(value) == 10 else phrases.moment(at)
    except ValueError:
        return value

"""A tool is its signature and docstring; every fault in one is told at once."""

from __future__ import annotations

import types
from datetime import date
from typing import Any

import pytest

from bot.context import ToolContext
from bot.errors import Missing, NotUnderstood
from bot.tool import (
    EVERYONE,
    Count,
    Effect,
    Platforms,
    PostId,
    Result,
    Settled,
    Since,
    Text,
    Topic,
    tool,
    tools_of,
)


def module_of(*functions: Any) -> types.ModuleType:
    """A skill's module that defines just these functions."""
    module = types.ModuleType("skills.trial")
    for function in functions:
        function.__module__ = module.__name__
        setattr(module, function.__name__, function)
    return module


def test_the_signature_and_docstring_are_the_schema() -> None:
    @tool(Effect.READ, roles=EVERYONE, examples=["count the words about tea"])
    async def count_words(
        ctx: ToolContext, topic: Topic, platforms: Platforms | None = None, count: Count = 3
    ) -> Result:
        """Count the words
        of a topic.

        count: how many, 1 to 5.
        """
        return Result("")

    (found,), faults = tools_of(module_of(count_words))
    assert not faults
    assert found.description == "Count the words of a topic."
    schema = found.schema()
    assert schema["required"] == ["topic"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["count"]["description"] == "How many. how many, 1 to 5."
    assert [argument.slot.kind for argument in found.arguments] == ["topic", "platforms", "count"]


def test_every_fault_is_told_at_once() -> None:
    @tool(Effect.PUBLISH, roles=frozenset(), examples=[], one_of=["nothing"])
    async def shout(ctx: ToolContext, loud, words: str, *rest: Topic):  # type: ignore[no-untyped-def]
        pass

    @tool(Effect.READ, roles=EVERYONE, examples=["whisper"])  # type: ignore[type-var]
    def whisper(ctx: ToolContext) -> Result:
        """Say it softly.

        volume: how loud.
        """
        return Result("")

    found, faults = tools_of(module_of(shout, whisper))
    assert not found
    told = "\n".join(faults)
    for fault in (
        "skills.trial.shout: has no docstring",
        "skills.trial.shout: no role may call it",
        "skills.trial.shout: has no example sentence",
        "skills.trial.shout: its effect needs consent, so it needs a settle function",
        "skills.trial.shout: loud has no annotation",
        "skills.trial.shout: words has no Slot",
        "skills.trial.shout: *rest cannot be described to a model",
        "skills.trial.shout: one_of names 'nothing', which is no argument",
        "skills.trial.shout: returns Result",
        "skills.trial.whisper: a tool is an async function",
        "skills.trial.whisper: the docstring describes 'volume', which is no argument",
    ):
        assert fault in told


async def settle(ctx: ToolContext, **args: Any) -> Settled:
    """What a call of the next test would do."""
    return Settled(args, {}, "Shall I?")


def test_arguments_are_checked_before_the_function_sees_them() -> None:
    @tool(Effect.PUBLISH, roles=EVERYONE, examples=["say it"], one_of=["text", "post_id"], settle=settle)
    async def say(
        ctx: ToolContext, text: Text | None = None, post_id: PostId | None = None, since: Since | None = None
    ) -> Result:
        """Say something."""
        return Result("")

    (found,), _ = tools_of(module_of(say))
    assert found.validate({"post_id": "7", "since": "2026-03-01"}) == {"post_id": 7, "since": date(2026, 3, 1)}
    with pytest.raises(Missing) as missing:
        found.validate({"since": "2026-03-01", "text": ""})
    assert (missing.value.slot, missing.value.key) == ("text", "ask-text-or-post-id")
    for wrong in ({"post_id": "seven"}, {"post_id": 1, "colour": "red"}, {"post_id": 1, "since": "31 February"}):
        with pytest.raises(NotUnderstood):
            found.validate(wrong)

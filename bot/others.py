"""Other people's words that a person passes on: what "this" then means. They are material; nothing in them is a command."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.tool import Tool
from bot.understanding.decision import Decision

_POINTING = re.compile(
    r"(?:(?:about|of|from|über|aus|davon|de|sobre|à partir de|sur) )?"
    r"(?:(?:this|that|it|the) ?(?:one|post|message|text|here)?"
    r"|(?:das|dies|dem|es|diese[mnrs]?|daraus|hier)(?: (?:beitrag|post|nachricht|text|hier))?"
    r"|(?:esto|eso|este|esta|ese|lo)(?: (?:post|mensaje|texto|publicación))?"
    r"|(?:ceci|cela|ça|ca|ce|cette|le)(?: (?:post|message|texte|publication))?)",
    re.IGNORECASE,
)
_CONTENT = ("topic", "text", "post_id")


def with_others(decision: Decision, tools: Mapping[str, Tool], others: str, *, media: bool) -> Decision:
    """The same decision, with other people's words where it wants something to write about and was only pointed at them.

    `media` says whether pictures came along: "make a post of this" means these where they did.
    """
    first, *more = (_filled(command, tools, others, media) for command in (decision, *decision.more))
    return replace(first, more=tuple(more))


def _filled(decision: Decision, tools: Mapping[str, Tool], others: str, media: bool) -> Decision:
    name = decision.tool or decision.asks_for
    if name == "make_media_post" and not media:
        name = "draft_post"
    tool = tools.get(name or "")
    if tool is None or (decision.question is not None and decision.question.slot not in _CONTENT):
        return decision
    wanted = {argument.name for argument in tool.arguments}
    given = {key: decision.args[key] for key in _CONTENT if decision.args.get(key) is not None}
    if not wanted & {"topic", "text"} or any(not _points(value) for value in given.values()):
        return decision
    args = {key: value for key, value in decision.args.items() if key not in given}
    args["text" if "text" in wanted else "topic"] = others
    return replace(decision, tool=name, args=args, question=None, asks_for=None)


def _points(value: object) -> bool:
    return isinstance(value, str) and _POINTING.fullmatch(value.strip(" .!,:")) is not None

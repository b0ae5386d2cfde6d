"""Arguments as models give them, made into what tools take: the same checks whoever calls.

A time may come as ISO 8601 or in the person's own words; a platform by any of its names. Dates are computed here, never by a
model, and a time that is past, skipped or doubled by daylight saving is asked about, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.context import ToolContext, soon
from bot.errors import Missing, NotFound, NotUnderstood
from bot.tool import Tool
from connectors.platform import Platform

MOST_TEXT = 20_000  # characters; the longest post any network takes is shorter
_RULE = re.compile(
    r"(?:(?:^|;)(?:FREQ=(?:HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)|(?:INTERVAL|COUNT)=[1-9]\d{0,2}|UNTIL=\d{8}(?:T\d{6}Z?)?"
    r"|BYDAY=(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU))*"
    r"|BYMONTHDAY=-?(?:[12]\d?|3[01]?|[4-9])(?:,-?(?:[12]\d?|3[01]?|[4-9]))*|BYMONTH=(?:1[0-2]?|[2-9])(?:,(?:1[0-2]?|[2-9]))*|WKST=(?:MO|SU)))+"
)
FARTHEST = timedelta(days=5 * 366)


def settled(tool: Tool, args: Mapping[str, Any], ctx: ToolContext) -> dict[str, Any]:
    """`args` with times, recurrences and platform names resolved. Raises `Missing` for a doubtful time."""
    result = {name: value for name, value in args.items() if value is not None}
    if "post_id" in tool.one_of and not any(result.get(name) for name in tool.one_of) and len(ctx.focus) == 1:
        result["post_id"] = ctx.focus[0]
    for argument in tool.arguments:
        value = result.get(argument.name)
        if value is None:
            continue
        if isinstance(value, str):
            if len(value) > MOST_TEXT:
                raise NotUnderstood("error-too-long", limit=MOST_TEXT)
            value = result[argument.name] = "".join(char for char in value if _may_stand(char))
        match argument.slot.kind:
            case "when":
                result[argument.name] = _moment(argument.name, value, ctx)
            case "recurrence":
                _recurrence(result, argument.name, str(value), ctx)
            case "platforms":
                values = value if isinstance(value, list) else [value]
                result[argument.name] = list(dict.fromkeys(_platform(str(name), ctx.platforms) for name in values))
            case "platform":
                result[argument.name] = _platform(str(value), ctx.platforms)
    return result


def _may_stand(char: str) -> bool:
    """No control characters and no halves of a character: a model may send what no person can type."""
    return char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs"}


def _platform(said: str, platforms: Mapping[str, Platform]) -> str:
    """The name of the platform that is called `said`; a leading + or - (add it, take it away) stays."""
    sign = said[:1] if said[:1] in {"+", "-"} else ""
    wanted = _plain(said)
    for platform in platforms.values():
        if wanted in {_plain(name) for name in (platform.name, platform.label, *platform.also_called)}:
            return sign + platform.name
    raise NotFound("error-no-such-platform", name=said[:60])


def _plain(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def _moment(name: str, value: Any, ctx: ToolContext) -> datetime:
    from bot.understanding import times

    trouble: times.Trouble | None = None
    options: tuple[datetime, ...] = ()
    if isinstance(value, datetime):
        at = value
        if at.tzinfo is None:
            at, trouble, options = times.localize(at, ctx.zone)
    else:
        at, trouble, options = _from_words(name, str(value), ctx)
    if trouble is None and at < soon(ctx.now):
        trouble = times.Trouble.PAST
    if trouble is None and at > ctx.now + FARTHEST:
        trouble = times.Trouble.TOO_FAR
    if at.tzinfo is not None and 1 < at.year < 9999:
        at = at.astimezone(ctx.zone)  # read back on the clock here, whatever offset it came with
    if trouble is not None:
        ready = tuple((ctx.phrases.moment(option), option.isoformat()) for option in options)
        raise Missing(name, f"ask-when-{trouble.value.replace('_', '-')}", options=ready, said=ctx.phrases.moment(at))
    return at


def _from_words(name: str, said: str, ctx: ToolContext) -> tuple[datetime, Any, tuple[datetime, ...]]:
    from bot.understanding import times

    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        found = times.parse(said, ctx.now, language=ctx.language)
        if isinstance(found, times.Moment):
            if not found.has_time and found.trouble is None:
                raise Missing(name, "ask-when-time", said=ctx.phrases.day(found.at)) from None
            return found.at, found.trouble, found.options
        raise Missing(name, "ask-when", said=said[:80]) from None
    if len(said) <= 10:
        raise Missing(name, "ask-when-time", said=ctx.phrases.day(at))
    if at.tzinfo is None:
        return times.localize(at, ctx.zone)
    return at, None, ()


def _recurrence(result: dict[str, Any], name: str, said: str, ctx: ToolContext) -> None:
    from bot.understanding import times

    if "FREQ=" not in said.upper():
        found = times.parse(said, ctx.now, language=ctx.language)
        if not isinstance(found, times.Recurrence) or found.trouble is not None:
            raise Missing(name, "ask-recurrence", said=said[:80])
        result[name] = found.rule
        if "when" not in result and found.first is not None:
            result["when"] = found.first
        return
    from dateutil.rrule import rrulestr

    rule = said.strip().upper().removeprefix("RRULE:")
    # A rule that fires by the minute, has no end of work in it, or cannot be read back in words is no plan for posts.
    if not _RULE.fullmatch(rule) or len({part.partition("=")[0] for part in rule.split(";")}) != rule.count(";") + 1:
        raise Missing(name, "ask-recurrence", said=said[:80])
    try:
        rrulestr(rule, dtstart=ctx.now.replace(tzinfo=None))
    except (ValueError, TypeError):
        raise Missing(name, "ask-recurrence", said=said[:80]) from None
    result[name] = rule

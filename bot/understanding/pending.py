"""The answer to an open question, told apart from a new command."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.understanding import codes, figures, hours, references
from bot.understanding.answers import yes_or_no
from bot.understanding.decision import Decision, Pending, Question, Situation
from bot.understanding.filling import day_question, time_question
from bot.understanding.slots import Found, find, lexicon, number_at, values
from bot.understanding.text import Said, plain

if TYPE_CHECKING:
    from bot.tool import Argument, Tool
    from bot.understanding.router import Understanding

LONGEST_FREE = 20_000
FREE = frozenset(
    [
        "topic",
        "text",
        "instruction",
        "brand_value",
        "detail_value",
        "place",
        "account",
        "person",
        "linked",
        "campaign",
        "metric_title",
        "formula",
        "report_value",
    ]
)
MOST_AROUND = 4
"""Words that a figure or a name may have around it in an answer."""
EDGES = ("prepositions", "polite", "corrections", "articles", "connectors", "pronouns", "also", "only")


def answer(model: Understanding, said: Said, text: str, code: str, situation: Situation) -> Decision | None:
    """The pending call with the answer filled in, or None when the message is something else."""
    pending = situation.pending
    assert pending is not None
    lex = lexicon(code)
    words = tuple(token.word for token in said.tokens if token.word[0].isalnum())
    if words in lex.lists["never_mind"] or plain(text) in model.dismissals:
        return Decision(
            None, question=Question("ok-never-mind"), confidence=1.0, by="pending", reason="the question is dropped"
        )
    option = _option(pending, said, text, code)
    if option is not None:
        return _chosen(model, pending, option[0], situation)
    tool = model.tools.get(pending.tool)
    if tool is None:
        return None
    argument = next((each for each in tool.arguments if each.name == pending.slot), None)
    if argument is None:
        return None
    found = find(said, code, model.names, situation.now)
    value = _value(argument.slot.kind, found, text, pending, situation)
    if isinstance(value, Question):
        return Decision(
            None, pending.args, 0.9, "pending", value, pending.tool, reason="the time answered must be asked about"
        )
    if value is None and argument.slot.kind in FREE and not model.commands(found, situation, pending.tool):
        value = _free(argument.slot.kind, found, text)
    if value is None:
        return _elsewhere(tool, pending, found, argument, situation)
    args = {**pending.args, **(value if isinstance(value, dict) else {pending.slot: value})}
    return _complete(model, pending, args, situation, found)


def _elsewhere(tool: Tool, pending: Pending, found: Found, asked: Argument, situation: Situation) -> Decision | None:
    """ "On Facebook", said where the time was asked for: kept, and the time is asked for once more."""
    name = next((each.name for each in tool.arguments if each.slot.kind == "platforms"), None)
    if name is None or asked.slot.kind != "when" or not found.platforms or not references.only(found, *EDGES):
        return None
    if any(mark.kind != "platforms" for mark in found.marks):
        return None
    args = {**pending.args, name: found.platforms}
    day = pending.args.get(pending.slot)
    if isinstance(day, str) and len(day) == 10:
        question = day_question(pending.slot, date.fromisoformat(day), situation)
    else:
        question = Question("ask-when", slot=pending.slot, options=pending.options)
    return Decision(None, args, 0.9, "pending", question, pending.tool, reason="the platforms first, then the time")


def _complete(
    model: Understanding, pending: Pending, args: dict[str, Any], situation: Situation, found: Found
) -> Decision:
    tool = model.tools[pending.tool]
    kinds = {argument.name: argument.slot.kind for argument in tool.arguments}
    for argument in tool.arguments:
        needed = argument.required or (argument.slot.kind == "when" and tool.name == "schedule_post")
        value = args.get(argument.name)
        if needed and value is None and kinds[argument.name] != "post":
            key = f"ask-{argument.slot.kind.replace('_', '-')}"
            return Decision(
                None, args, 0.9, "pending", Question(key, slot=argument.name), pending.tool, reason="one more"
            )
        if argument.slot.kind == "when" and isinstance(value, str) and len(value) == 10:
            question = day_question(argument.name, date.fromisoformat(value), situation)
            return Decision(None, args, 0.9, "pending", question, pending.tool, reason="the clock time is missing")
    return Decision(pending.tool, args, 0.95, "pending", reason=f"answers {pending.slot}")


def _option(pending: Pending, said: Said, text: str, code: str) -> tuple[Any, str] | None:
    """The ready answer that was picked by number, place or label."""
    options = pending.options
    if not options:
        return None
    answered = plain(text)
    for label, value in options:
        if answered and answered in {plain(label), plain(str(value)), plain(label.removeprefix("offer-"))}:
            return value, label
    if len(options) == 1 and yes_or_no(text) is True:
        return options[0][1], options[0][0]
    lex = lexicon(code)
    words = [token.word for token in said.tokens if token.word[0].isalnum()]
    at = 0
    while at < len(words) and (
        lex.has("articles", words[at])
        or lex.has("post_number", words[at])
        or (words[at],) in lex.lists["polite"]
        or words[at] in {"option", "opcion", "choice", "answer", "take", "nimm", "prends", "numero"}
    ):
        at += 1
    number = number_at(words, at, code)
    place: int | None = None
    if number is not None and number[0] == len(words) and 1 <= number[1] <= len(options):
        place = number[1]
        if pending.slot and _is_time(options) and at == 0 and _hours(options, number[1]):
            place = None
    elif (ordinal := lex.meaning("ordinals", words, at)) is not None and ordinal[0] == len(words):
        place = int(ordinal[1])
        place = len(options) + 1 + place if place < 0 else place
    if place is None or not 1 <= place <= len(options):
        return None
    label, value = options[place - 1]
    return value, label


def _is_time(options: tuple[tuple[str, Any], ...]) -> bool:
    return all(isinstance(value, str) and "T" in value for _, value in options)


def _hours(options: tuple[tuple[str, Any], ...], number: int) -> bool:
    """Whether a number names the hour of one of the times offered, and so not its place."""
    return any(int(str(value)[11:13]) % 12 == number % 12 for _, value in options)


def _chosen(model: Understanding, pending: Pending, value: Any, situation: Situation) -> Decision:
    if pending.slot:
        said = Said("", (), ())
        return _complete(
            model, pending, {**pending.args, pending.slot: value}, situation, Found(said, situation.language)
        )
    around = replace(situation, pending=None)
    original = str(pending.args.get("said", ""))
    tool = str(value)
    if tool not in model.tools:
        return Decision(None, question=Question("ask-out-of-scope"), reason="that choice does not exist any more")
    if original:
        return model.decide(original, around, only=tool)
    return Decision(tool, {}, 0.95, "pending", reason="picked")


def _value(kind: str, found: Found, text: str, pending: Pending, situation: Situation) -> Any:
    """The answer by the kind of the slot asked for; a dict fills several; None when it is no such answer."""
    alone = references.only(found, *EDGES)
    match kind:
        case "when":
            return _time(found, pending, situation)
        case "platforms":
            return found.platforms if found.platforms and alone else None
        case "platform":
            return found.platforms[0] if found.platforms and alone else None
        case "account":
            handle = found.first("handle")
            named = handle.value if handle else next(iter(found.platforms), None)
            return named if named and alone else None
        case "post":
            posts = references.posts(found, situation)
            words = found.words()
            number = number_at(words, 0, found.language)
            if not posts.said and number is not None and number[0] == len(words):
                return number[1]
            return posts.numbers[0] if posts.numbers and alone else None
        case "comment":
            comments = references.comments(found, situation)
            number = number_at(found.words(), 0, found.language)
            if comments.numbers and found.first("comment", "comment_place", "ordinal", "post") and alone:
                return comments.numbers[0]
            return number[1] if number is not None and number[0] == len(found.words()) else None
        case "pairing_code":
            words = [token.word for token in found.said.tokens]
            met = [codes.at(words, index, found.language) for index in range(len(words))]
            return next((code[1] for code in met if code is not None), None)
        case "quiet_hours":
            return hours.said(found)
        case "detail_value":
            quote, link = found.first("text"), found.first("link")
            return next((mark.value for mark in (quote, link) if mark is not None and not found.rest), None)
        case "language" | "tone" | "status" | "detail" | "sentiment" | "role":
            table = {"language": "languages", "status": "statuses"}.get(kind, f"{kind}s")
            named = values(found, table)
            return named[0] if named and references.only(found, table, *EDGES) else None
        case "metric" | "breakdown" | "report_format" | "direction" | "attribution" | "date_order":
            named = values(found, f"{kind}s")
            return named[0] if named and references.only(found, f"{kind}s", *EDGES) else None
        case (
            "target" | "threshold" | "money" | "horizon" | "due" | "address" | "region" | "feed" | "report" | "handles"
        ):
            return _figure(kind, found, text, pending, situation)
        case "count":
            words = [word for word in found.words() if not lexicon(found.language).has("counted", word)]
            number = number_at(words, 0, found.language)
            return number[1] if number and number[0] == len(words) else None
        case "switch":
            return yes_or_no(text)
        case "text":
            quote = found.first("text")
            return quote.value if quote and not found.rest else None
        case "topic":
            quote = found.first("text")
            return quote.value if quote and not found.rest else None
    return None


def _figure(kind: str, found: Found, text: str, pending: Pending, situation: Situation) -> Any:
    """A number, a name or an address in answer to the question for it: said alone, or with few words around it."""
    if len(found.words()) > MOST_AROUND:
        return None
    value = figures.said(kind, found, situation, None, figures.Sought(pending.tool, frozenset()))
    if value is None and kind == "handles" and found.words() and yes_or_no(text) is None:
        return [" ".join(text.split())]
    return value


def _time(found: Found, pending: Pending, situation: Situation) -> Any:
    recurrence = found.first("recurrence")
    if recurrence is not None and recurrence.value.first is not None and references.only(found, *EDGES):
        return {"recurrence": recurrence.value.rule, pending.slot: recurrence.value.first.isoformat(timespec="minutes")}
    mark = found.first("time")
    if mark is None:
        return _bare_time(found, pending, situation)
    if not references.only(found, *EDGES):
        return None
    moment = mark.value
    known = pending.args.get(pending.slot)
    base = _base(known, situation)
    if base is not None and not (moment.has_date and moment.has_time):
        if moment.has_date:
            return (
                moment.at.date().isoformat()
                if moment.trouble is None
                else time_question(pending.slot, moment.trouble, moment.options, moment.at, situation)
            )
        return _checked(pending.slot, situation, *references.merged(moment, base, situation.now))
    if moment.trouble is not None:
        return time_question(pending.slot, moment.trouble, moment.options, moment.at, situation)
    if not moment.has_time:
        return moment.at.date().isoformat()
    return moment.at.isoformat(timespec="minutes")


def _bare_time(found: Found, pending: Pending, situation: Situation) -> Any:
    """A lone hour, asked for a time: "ten", "17"."""
    from bot.understanding import times

    words = found.words()
    number = number_at(words, 0, found.language)
    if number is None or number[0] != len(words) or not 0 <= number[1] <= 23 or found.all("post", "range", "shift"):
        return None
    lead = {"en": "at", "es": "a las", "de": "um", "fr": "à"}[found.language]
    tail = {"de": " Uhr", "fr": " heures"}.get(found.language, ":00" if number[1] > 12 else "")
    moment = times.parse(f"{lead} {number[1]}{tail}", situation.now, language=found.language)
    if not isinstance(moment, times.Moment):
        return None
    base = _base(pending.args.get(pending.slot), situation)
    if base is not None:
        return _checked(pending.slot, situation, *references.merged(moment, base, situation.now))
    return _checked(pending.slot, situation, moment.at, moment.trouble, moment.options)


def _checked(slot: str, situation: Situation, at: datetime, trouble: Any, options: tuple[datetime, ...]) -> Any:
    if trouble is not None:
        return time_question(slot, trouble, options, at, situation)
    return at.isoformat(timespec="minutes")


def _base(known: Any, situation: Situation) -> datetime | None:
    """The day that was said before the question."""
    if not isinstance(known, str):
        return None
    try:
        day = datetime.fromisoformat(known)
    except ValueError:
        return None
    return day.replace(tzinfo=situation.now.tzinfo) if day.tzinfo is None else day + timedelta(0)


def _free(kind: str, found: Found, text: str) -> str | None:
    """The person's own words as the answer."""
    words = " ".join(text.split()) if kind != "text" else text.strip()
    if not words or len(words) > LONGEST_FREE or yes_or_no(text) is not None:
        return None
    if kind == "topic":
        lex = lexicon(found.language)
        tokens = list(found.said.tokens)
        while len(tokens) > 1 and (lex.has("articles", tokens[0].word) or lex.has("about", tokens[0].word)):
            tokens = tokens[1:]
        if tokens and not found.all("text"):
            return found.said.slice(tokens[0].start, tokens[-1].end).rstrip(" .!")
        return words
    return words

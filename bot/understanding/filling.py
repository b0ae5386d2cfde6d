"""A tool's arguments from what was found in a sentence, by the kind of each argument's slot."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

from bot.tool import Tool
from bot.understanding import choices, described, dictated, figures, hours, references
from bot.understanding.decision import Question, Situation
from bot.understanding.numbers import fold
from bot.understanding.sentences import Match, language
from bot.understanding.slots import Found, Lexicon, Mark, count, find, lexicon, number_at, values
from bot.understanding.text import Said, Token

if TYPE_CHECKING:
    from bot.understanding.times import Moment

MOST_POSTS = 20
DEFAULT_HOURS = (9, 12, 18)
"""Clock times offered for a day that was named without one."""
PART_HOURS: Mapping[str, tuple[int, ...]] = {
    "morning": (8, 9, 10),
    "late_morning": (10, 11),
    "noon": (12, 13),
    "afternoon": (14, 15, 16),
    "evening": (18, 19, 20),
    "tonight": (19, 20, 21),
    "night": (20, 21, 22),
    "small_hours": (5, 6),
}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(slots=True)
class Filled:
    """Arguments as found; `question` when one must be asked for; `others` further posts that the same is to be done to."""

    args: dict[str, Any] = field(default_factory=dict)
    question: Question | None = None
    others: tuple[int, ...] = ()


_DICTATED = frozenset(["topic", "text", "brand_value", "detail_value"])
"""Kinds of slots whose words go out as they are."""


def fill(tool: Tool, found: Found, match: Match | None, situation: Situation, *, whole: bool = False) -> Filled:
    """Every argument of `tool` that the sentence gives, in normal form, and the question for the first that is missing."""
    filled = Filled()
    spans = match.spans if match else {}
    fixed = match.fixed if match else {}
    kinds = {argument.slot.kind: argument.name for argument in tool.arguments}
    topic = _topic(found, spans.get("topic"), match is not None, "text" in kinds, kinds)
    outside = [index for index in found.rest if index not in set(topic[1])]
    quoted = [mark.value for mark in found.all("text")]
    sought = figures.Sought(tool.name, frozenset(kinds))
    for argument in tool.arguments:
        name, kind = argument.name, argument.slot.kind
        value: Any = fixed.get(kind)
        match kind:
            case _ if value is not None:
                pass
            case "platforms" if tool.name != "retarget_post":
                unwanted = _unwanted(found)
                value = [name for name in found.platforms if name not in unwanted]
            case "platforms":
                value = found.platforms
            case "platform":
                value = next(iter(found.platforms), None)
            case "topic" if "region" in kinds:
                value = figures.trend_topic(found, spans.get("topic"))
            case "topic":
                value = topic[0] if not ("text" in kinds and quoted and not topic[2]) else None
            case "text":
                value = quoted[0] if quoted and not topic[2] else None
            case "post" if tool.name == "list_comments" and not found.all("post", "ordinal", "other"):
                pass  # those of one post only where one is named
            case "post" if tool.name in OF_MANY and not _one_post(found, situation):
                pass
            case "post":
                _post(filled, name, found, situation, kinds, topic[0] or quoted)
                _post_there(filled, name, tool, kinds, found, situation)
            case "comment":
                _comment(filled, name, found, situation)
            case "when":
                _when(filled, name, tool, found, situation)
            case "recurrence":
                value = next((mark.value.rule for mark in found.all("recurrence")), None)
                if value is not None and "when" not in kinds:
                    value = _with_hour(value, found)
            case "since" if "due" in kinds:
                pass  # the days named are those by which it is to be reached
            case "since":
                _days(filled, tool, kinds, found, situation)
            case "tone":
                tones = values(found, "tones", outside, as_said=found.language == "en")
                value = " and ".join(tones) if tones else None
            case "language":
                value = next(iter(values(found, "languages", outside)), None)
            case "count" if tool.name == "top_posts":
                value = figures.top_count(found)
            case "count":
                value = count(found, outside)
            case "status":
                value = _status(found)
            case "instruction":
                value = _instruction(found, spans.get("instruction"))
            case "account" if kinds.keys() & {"platforms", "platform"}:
                value = next((mark.value for mark in found.all("handle")), None)
            case "account":
                handle = found.first("handle")
                value = handle.value if handle else next(iter(found.platforms), None)
            case "slots":
                value = _slots(found, situation)
            case "quiet_hours":
                value = hours.said(found)
            case "sentiment":
                value = next(iter(values(found, "sentiments")), None)
            case "detail_value":
                value = _detail_value(found, quoted, spans)
            case "switch" if tool.name == "list_comments":
                value = references.says(found, "unanswered") or None
            case "switch" if tool.name in SWITCHES:
                value = SWITCHES[tool.name](found)
            case _ if kind in figures.KINDS:
                value = figures.said(kind, found, situation, spans.get(kind), sought)
            case "switch" if tool.name == "hide_comment":
                value = False if references.says(found, "showing_again") else None
            case "media":
                value = next((mark.value for mark in found.all("link")), None)
            case "media_place":
                value = _media_place(found)
            case "fit":
                value = next(iter(values(found, "fits")), None)
            case "listener" | "speaker" | "voice" if kind not in spans:
                value = next(iter(values(found, f"{kind}s")), None)
            case "pairing_code":
                value = next((mark.value for mark in found.all("pairing_code")), None)
            case "person":
                value = _person(found, spans.get("person"))
            case "role":
                value = next(iter(values(found, "roles")), None)
            case "linked":
                value = _linked(found, spans.get("linked"))
            case "place" if kind in spans:
                value = _without_now(_words(found, spans[kind]), found.language)
            case _ if kind in spans:
                value = _words(found, spans[kind])
            case "preference":
                value = choices.preference(found)
            case "switch" if tool.name == "set_confirmation":
                value = choices.confirmation(found)
            case "place":
                value = choices.place(found)
            case _:
                value = None
        if kind in _DICTATED and isinstance(value, str) and value not in quoted:
            value = dictated.written(value, found.language)
            if kind == "brand_value":
                value = choices.without_note(value)
        if value not in (None, "", []):
            filled.args[name] = value
    _pairs(filled, kinds, found)
    if "status" in kinds and kinds["status"] not in filled.args and (since := filled.args.get(kinds.get("since", ""))):
        today = situation.now.date().isoformat()
        if since > today:
            filled.args[kinds["status"]] = "scheduled"
        elif str(filled.args.get(kinds.get("until", ""), today)) < today:
            filled.args[kinds["status"]] = "published"
    is_open = tool.name == "create_report" and not {"since", "until"} & set(filled.args)
    if is_open and (days := figures.last_whole(found, situation.now.date())) is not None:
        filled.args |= {"since": days[0].isoformat(), "until": days[1].isoformat()}
    if "person" in kinds and kinds["person"] not in filled.args and _somebody_else(found):
        filled.question = Question("ask-person", slot=kinds["person"])
    if tool.name == "retarget_post":
        _retarget(filled, kinds["platforms"], found, situation)
    if filled.question is None and "platforms" in kinds and tool.name != "retarget_post":
        name = kinds["platforms"]
        if name not in filled.args and _unwanted(found):
            # Empty would mean all of them, the one that was taken out among them.
            filled.question = Question("ask-platforms", slot=name)
    if filled.question is None:
        filled.question = _missing(tool, filled, found, situation)
    return filled


OF_MANY = frozenset({"show_metrics", "watch_metric", "stop_watching", "track_link"})
"""Tools for which a post is one thing among others that they can be about."""

SWITCHES: Mapping[str, Callable[[Found], bool | None]] = {
    "show_metrics": figures.comparing,
    "top_posts": lambda found: references.says(found, "worst") or None,
    "set_alerts": figures.switched,
    "track_link": figures.shortened,
}


def _one_post(found: Found, situation: Situation) -> bool:
    """Whether one post is spoken of: by number or place, or by "it" where there is one that it can mean."""
    if found.first("post", "ordinal", "other") is not None:
        return True
    # "How did it go last week?": days have an "it" of their own.
    return found.first("pronoun") is not None and found.first("range") is None and len(situation.focus) == 1


def _with_hour(rule: str, found: Found) -> str:
    """A rule with the time of day said, where no other argument has it."""
    mark = found.first("recurrence")
    first = mark.value.first if mark is not None else None
    first = first or next((each.value.at for each in found.all("time") if each.value.has_time), None)
    if first is None or "BYHOUR" in rule:
        return rule
    return f"{rule};BYHOUR={first.hour};BYMINUTE={first.minute}"


def _person(found: Found, span: Sequence[int] | None) -> str | None:
    """Whose name is said: by a template, or after "that's", "for", "as"; never oneself."""
    lex = lexicon(found.language)
    tokens = found.said.tokens
    taken = {index for mark in found.marks for index in range(mark.start, mark.end)}

    def name(indices: Sequence[int]) -> str | None:
        words = [tokens[index] for index in _unbroken(tokens, indices)]
        while words and (lex.has("relations", words[0].word) or lex.has("articles", words[0].word)):
            words.pop(0)
        end = next(
            (place for place, token in enumerate(words) if any(lex.has(kind, token.word) for kind in _AFTER_NAME)),
            len(words),
        )
        named = words[: min(end, _LONGEST_NAME)]
        if not named or any(lex.has("oneself", token.word) for token in named):
            return None
        return " ".join(token.written if not token.written.islower() else token.written.capitalize() for token in named)

    if span and (said := name(span)) is not None:
        return said
    words = [token.word for token in tokens]
    for head in range(len(words)):
        after = lex.at("person_heads", words, head)
        run: list[int] = []
        for index in range(after, len(words) if after > head else after):
            if index in taken or not words[index][0].isalpha():
                break
            run.append(index)
        if run and (said := name(run)) is not None:
            return said
    return None


def _unbroken(tokens: Sequence[Token], indices: Sequence[int]) -> list[int]:
    """The words of `indices` up to the first comma after one of them: "Jonas, he is an editor"."""
    kept: list[int] = []
    for index in indices:
        if kept and any(token.word in {",", ";", ".", ":"} for token in tokens[kept[-1] + 1 : index]):
            break
        if tokens[index].word[0].isalpha():
            kept.append(index)
    return kept


def _linked(found: Found, span: Sequence[int] | None) -> str | None:
    """What is to be thrown out: what is left between the words that only say so."""
    if span:
        return _words(found, span)
    lex = lexicon(found.language)
    tokens = found.said.tokens
    words = [token.word for token in tokens]
    empty = ("polite", "polite_tail", "taking_away", "commands", "articles", "prepositions", "pronouns", "connectors")
    kept = [
        index
        for index, word in enumerate(words)
        if word[0].isalnum() and not any(lex.has(name, word) for name in empty)
    ]
    if not kept or all(lex.has("any_link", words[index]) for index in kept):
        return None  # "a device": which one is asked
    kept = _gadget(kept, words, found.language) or kept
    return found.said.slice(tokens[kept[0]].start, tokens[kept[-1]].end)


def _gadget(kept: Sequence[int], words: Sequence[str], code: str) -> list[int]:
    """The device among the words left, with what stands right beside it: "old tablet", "tableta vieja"."""
    devices = set(re.findall(r"\w+", str(language(code).rules["gadget"])))
    at = next((place for place, index in enumerate(kept) if words[index] in devices), None)
    if at is None:
        return []
    first = last = at
    while first > 0 and kept[first - 1] == kept[first] - 1:
        first -= 1
    after = code in {"es", "fr"}
    while last + 1 < len(kept) and kept[last + 1] == kept[last] + 1 and (after or words[kept[last + 1]].isdecimal()):
        last += 1
    return list(kept[first : last + 1])


def _somebody_else(found: Found) -> bool:
    """Whether somebody else than the person is spoken of, though not by name."""
    lex = lexicon(found.language)
    words = [token.word for token in found.said.tokens]
    return any(lex.has("relations", word) for word in words) and not any(lex.has("myself", word) for word in words)


_LONGEST_NAME = 3
_AFTER_NAME = ("prepositions", "articles", "roles", "connectors", "polite", "person_heads", "letting_in")


def _without_now(words: str, code: str) -> str:
    """ "Lisbon now" is Lisbon."""
    lex = lexicon(code)
    said = words.split()
    while len(said) > 1 and (lex.has("now", fold(said[-1])) or lex.has("polite_tail", fold(said[-1]))):
        said.pop()
    return " ".join(said)


def _pairs(filled: Filled, kinds: Mapping[str, str], found: Found) -> None:
    """What is set and to what, where no template told the two apart."""
    for which, value, said in (
        ("detail", "detail_value", choices.detail),
        ("brand_field", "brand_value", choices.brand),
    ):
        if which in kinds and value in kinds and kinds[which] not in filled.args:
            pair = said(found)
            if pair is not None and filled.args.get(kinds[value], pair[1]) != pair[1]:
                continue
            if pair is not None:
                filled.args[kinds[which]], filled.args[kinds[value]] = pair


def from_last(found: Found, situation: Situation, tools: Mapping[str, Tool]) -> tuple[str, Filled, str] | None:
    """A sentence that only makes sense after another: a correction, "same for …", "an hour later", "and in German"."""
    if (further := _further(found, situation, tools)) is not None:
        return further
    last = situation.last
    lone = references.only(found, "corrections", "same", "also", "articles", "prepositions", "polite", "connectors")
    if not lone:
        found, lone = _bare_hour(found, situation)
        if not lone:
            return _in_language(found, situation, tools)
    posts = references.posts(found, situation)
    focus = posts.numbers[:1] or situation.focus[-1:]
    if found.first("shift") is not None and "reschedule_post" in tools and not found.platforms:
        return "reschedule_post", fill(tools["reschedule_post"], found, None, situation), "moved from the time it had"
    if last is None or last[0] not in tools:
        return None
    tool = tools[last[0]]
    kinds = {argument.slot.kind: argument.name for argument in tool.arguments}
    args = {name: value for name, value in last[1].items() if any(a.name == name for a in tool.arguments)}
    moment = found.first("time")
    if moment is not None or found.first("recurrence") is not None:
        corrected = references.says(found, "corrections") or not found.rest
        if (
            situation.when is not None
            and focus
            and "reschedule_post" in tools
            and "when" in kinds
            and corrected
            and moment
        ):
            made = fill(tools["reschedule_post"], found, None, situation)
            if made.question is None or made.question.slot == "when":
                made.args.setdefault("post_id", focus[0])
            return "reschedule_post", made, "another time for the last post"
        if "since" in kinds:
            made = fill(tool, found, None, situation)
            return tool.name, Filled({**args, **made.args}), "the last question for other days"
        if "when" in kinds and corrected:
            made = fill(tool, found, None, situation)
            return tool.name, Filled({**args, **made.args}, made.question), "the last command at another time"
        return None
    if found.first("range") is not None and "since" in kinds:
        made = fill(tool, found, None, situation)
        changed = {kinds["since"], kinds.get("until"), *(("post_id",) if tool.name in FIGURED else ())}
        args = {name: value for name, value in args.items() if name not in changed}
        return tool.name, Filled({**args, **made.args}), "the last question for other days"
    if found.platforms and references.says(found, "same") and ("platforms" in kinds or "platform" in kinds):
        return tool.name, _on_platforms(args, kinds, found), "the last command elsewhere"
    if found.platforms and "platforms" in kinds and not posts.said and tool.effect.value in {"read"}:
        return tool.name, _on_platforms(args, kinds, found), "the last question for other platforms"
    if (
        posts.said
        and "post" in kinds
        and (found.first("other", "ordinal", "post") is not None)
        and references.says(found, "corrections", "same")
    ):
        if posts.numbers:
            args[kinds["post"]] = posts.numbers[0]
            return tool.name, Filled(args, others=posts.numbers[1:]), "the last command for another post"
        return tool.name, Filled(args, _ask_post(kinds["post"], situation)), "which post is not clear"
    return None


FIGURED = frozenset(
    [
        "show_metrics",
        "top_posts",
        "create_report",
        "forecast_metric",
        "best_time",
        "show_return",
        "show_anomalies",
        "compare_competitors",
        "list_kpis",
    ]
)
"""Questions about figures: a short message after one of them asks it again with something changed."""


def _further(found: Found, situation: Situation, tools: Mapping[str, Tool]) -> tuple[str, Filled, str] | None:
    """ "And by weekday?", "what about likes", "and the month before", "as a PDF": the last question with a part changed."""
    last = situation.last
    if last is None or last[0] not in FIGURED or last[0] not in tools or not figures.only_changes(found):
        return None
    if found.first("text", "link", "post", "shift", "recurrence", "comment") is not None:
        return None
    tool = tools[last[0]]
    form = figures.said("report_format", found, situation, None, figures.Sought("", frozenset()))
    if form is not None and tool.name != "create_report" and "create_report" in tools:
        tool = tools["create_report"]
    by = figures.breakdown(found)
    if by is not None and "by" not in {argument.name for argument in tool.arguments} and "show_metrics" in tools:
        tool = tools["show_metrics"]
    names = {argument.name for argument in tool.arguments}
    kinds = {argument.slot.kind: argument.name for argument in tool.arguments}
    made = fill(tool, found, None, replace(situation, focus=(), last=None)).args
    before = figures.stretch_before(found, last[1])
    if "compare" in made and "since" in made:
        before = None  # "likes this month compared with the month before": days of its own
    beside = before is not None and "compare" in made and _is_before(before, last[1], situation)
    if beside:  # "and compared with the week before?": still about the same days
        made = {name: value for name, value in made.items() if name not in {"since", "until"}}
    elif before is not None and {"since", "until"} <= names:
        made |= {"since": before[0].isoformat(), "until": before[1].isoformat()}
        made.pop("compare", None)
    new = {name: value for name, value in made.items() if name in names and last[1].get(name) != value}
    if not new and not (form and tool.name != last[0]):
        return None
    asked = "metric" in kinds and kinds["metric"] in new
    if asked and not figures.leads_on(found) and len(new) > 1:
        return None  # a question of its own
    kept = {name: value for name, value in last[1].items() if name in names and value not in (None, "", [])}
    if not beside and (before is not None or found.first("time", "range") is not None):
        # A post has its figures from the day it went out on: asked about days, the question is about all posts again.
        kept = {name: value for name, value in kept.items() if name not in {"since", "until", "post_id"}}
    return (
        tool.name,
        Filled({**kept, **made}, _missing(tool, Filled({**kept, **made}), found, situation)),
        ("the last question with something changed"),
    )


def _is_before(days: tuple[date, date], last: Mapping[str, Any], situation: Situation) -> bool:
    """Whether these are the days that those of the last question are set beside anyway."""
    from bot.analytics.periods import Period  # brings dateutil along, which no start waits for

    since, until = (date.fromisoformat(str(last[name])) for name in ("since", "until"))
    earlier = Period(since, until, situation.now.date()).before
    return days == (earlier.since, earlier.until)


def _on_platforms(args: dict[str, Any], kinds: Mapping[str, str], found: Found) -> Filled:
    if "platforms" in kinds:
        return Filled({**args, kinds["platforms"]: found.platforms})
    return Filled({**args, kinds["platform"]: found.platforms[0]})


def _in_language(found: Found, situation: Situation, tools: Mapping[str, Tool]) -> tuple[str, Filled, str] | None:
    """ "And in German": the last text once more, in another language."""
    codes = values(found, "languages")
    if (
        len(codes) != 1
        or situation.last is None
        or not references.only(
            found, "languages", "prepositions", "connectors", "also", "same", "corrections", "polite", "articles"
        )
    ):
        return None
    if "translate_post" in tools and situation.focus:
        return (
            "translate_post",
            Filled({"post_id": situation.focus[-1], "languages": codes}),
            "the last post translated",
        )
    tool = tools.get(situation.last[0])
    if tool is None:
        return None
    name = next((argument.name for argument in tool.arguments if argument.slot.kind == "language"), None)
    if name is None or tool.name == "set_language":
        return None
    return tool.name, Filled({**situation.last[1], name: codes[0]}), "the last command in another language"


def _bare_hour(found: Found, situation: Situation) -> tuple[Found, bool]:
    """ "Change it to ten": a lone number after a word of change is a clock time when a time is being talked about."""
    words = found.words()
    if situation.when is None or not words or found.first("time", "shift", "range") is not None:
        return found, False
    value = number_at(words, len(words) - 1, found.language) or number_at(words, max(0, len(words) - 2), found.language)
    if value is None or value[0] != len(words) or not 0 <= value[1] <= 23:
        return found, False
    lex = lexicon(found.language)
    start = len(words) - 1 if number_at(words, len(words) - 1, found.language) else len(words) - 2
    ahead, at = words[:start], 0
    while at < len(ahead):
        end = max(lex.at(name, ahead, at) for name in ("corrections", "articles", "prepositions", "polite"))
        if end == at:
            return found, False
        at = end
    if not ahead and not found.all("pronoun"):
        return found, False
    return _with_clock(found, situation, value[1]), True


def _with_clock(found: Found, situation: Situation, hour: int) -> Found:
    from bot.understanding.times import Moment

    assert situation.when is not None
    zone = situation.now.tzinfo
    if situation.when.astimezone(zone).hour >= 12 and 1 <= hour <= 11 and hour < 7:
        hour += 12
    at = situation.when.astimezone(zone).replace(hour=hour, minute=0)
    last = found.rest[-1]
    moment = Moment(0, 0, "", at, has_time=True, has_date=False)
    return Found(found.said, found.language, [*found.marks, Mark("time", last, last + 1, moment)], [])


def _with_days(found: Found, indices: list[int]) -> list[int]:
    """With the days that stand between words of a topic: "a recap of last week's workshop"."""
    covered = {i for mark in found.all("time", "range") for i in range(mark.start, mark.end)}
    whole = list(indices)
    for one, other in pairwise(indices):
        between = range(one + 1, other)
        others = {i for mark in found.marks if mark.kind not in {"time", "range"} for i in range(mark.start, mark.end)}
        if covered.intersection(between) and not others.intersection(between):
            whole += between
    return sorted(whole)


def _words(found: Found, indices: Sequence[int], *, timed: bool = False) -> str:
    """The person's own words at these tokens, signs between them kept, what was cut out left out.

    `timed`: days among them are words like any other.
    """
    kept = {"text", "link", "time", "range"} if timed else {"text", "link"}
    covered = {index for mark in found.marks for index in range(mark.start, mark.end) if mark.kind not in kept}
    runs: list[list[int]] = []
    for index in indices:
        if runs and not any(between in covered for between in range(runs[-1][1] + 1, index)):
            runs[-1][1] = index
        else:
            runs.append([index, index])
    said = found.said
    pieces = [said.slice(*_with_signs(said, a, b)) for a, b in runs]
    text = " ".join(piece for piece in pieces if piece)
    if len(said.quotes) == 1 and text == f'"{said.quotes[0].text}"':
        return said.quotes[0].text
    return text.strip(" ,;:")


def _with_signs(said: Said, first: int, last: int) -> tuple[int, int]:
    """Where these tokens stand, with a sign of money or a percentage that belongs to the number at either end."""
    tokens = said.tokens
    start, end = tokens[first].start, tokens[last].end
    if (
        first
        and tokens[first - 1].word in _MONEY
        and tokens[first - 1].end == start
        and tokens[first].word[0].isdecimal()
    ):
        start = tokens[first - 1].start
    if last + 1 < len(tokens) and tokens[last].word[-1].isdecimal() and tokens[last + 1].word in _MONEY | {"%"}:
        end = tokens[last + 1].end
    return start, end


_MONEY = frozenset("$€£¥")


def _topic(
    found: Found, span: Sequence[int] | None, templated: bool, has_text: bool, kinds: Mapping[str, str]
) -> tuple[str, tuple[int, ...], bool]:
    """What it is about: the words, their tokens, and whether they are quoted ones. Empty when nothing says."""
    if "topic" not in kinds:
        return "", (), False
    lex = lexicon(found.language)
    words = [token.word for token in found.said.tokens]
    for mark in found.all("text"):
        before = mark.start - 1
        while before >= 0 and lex.has("articles", words[before]):
            before -= 1
        if before >= 0 and (
            words[before] in _THEME
            or any(lex.at("about", words, start) == before + 1 for start in range(max(0, before - 4), before + 1))
        ):
            return mark.value, (mark.start,), True
        if not has_text and not span:
            return mark.value, (mark.start,), True
    if span is None:
        span = () if templated or found.first("post") or _of_post(found, lex, words) else _guessed_topic(found)
    span = _without_language(found, span) if "language" in kinds else span
    span = _without_style(found, span) if "tone" in kinds else span
    span = _without_lead(found, span)
    colon = next((at for at, word in enumerate(words) if word == ":" and 0 < at < len(words) - 1), None)
    if colon is not None and any(index > colon for index in span):
        # "A post for my page: hello there": what comes before the colon says where, not what.
        span = [index for index in span if index > colon]
    indices = _trimmed(found, list(span))
    if "when" not in kinds and "since" not in kinds:
        indices = _with_days(found, indices)
    return _without_elision(_words(found, indices, timed="when" not in kinds), found.language), tuple(span), False


def _without_style(found: Found, span: Sequence[int]) -> Sequence[int]:
    """ "Our refund policy, keep it serious": how it should sound is no part of what it is about."""
    words = [found.said.tokens[index].word for index in span]
    signs = [found.said.tokens[i].word for i in range(len(found.said.tokens))]
    for at in range(1, len(span)):
        if not values(found, "tones", span[at:]):
            break
        apart = not _PAUSES.isdisjoint(signs[span[at - 1] + 1 : span[at]])
        style = _only_style(words[at:], found.language)
        if apart and (words[at] in _STYLING or style):
            return span[:at]
        if style and words[at] in _WITH and not _TONE.isdisjoint(words[at:]):
            return span[:at]  # "… con tono profesional"
    return span


_PAUSES = frozenset([",", ";", ".", "-", "–"])
_WITH = frozenset(["with", "in", "im", "mit", "con", "en", "avec", "sur", "d'un", "dans"])
_TONE = frozenset(["tone", "tono", "ton", "voice", "style", "stil", "estilo", "voz", "tonfall"])


def _only_style(words: Sequence[str], code: str) -> bool:
    """Whether nothing but a tone is said: "professional tone", "very short and funny"."""
    lex = lexicon(code)
    at = 0
    while at < len(words):
        end = max(
            lex.at(name, words, at) for name in ("tones", "articles", "connectors", "prepositions", "polite_tail")
        )
        if end == at and words[at] not in _STYLING:
            return False
        at = max(end, at + 1)
    return True


def _without_lead(found: Found, span: Sequence[int]) -> Sequence[int]:
    """ "Auf Englisch einen Post über unsere Eröffnung": only what follows "about", if all before it leads up to it."""
    lex = lexicon(found.language)
    words = [found.said.tokens[index].word for index in span]
    for at in range(1, len(words) - 1):
        end = lex.at("about", words, at)
        if at < end < len(words) and words[at] not in _GENITIVES:
            named = any(lex.has("post_nouns", word) or word in _SOMETHING for word in words[:at])
            led = _led_up(words[:at], found.language, lex, "languages")
            # One word beside "post" that is not known is how it should be: "un post pro sur …".
            described = at - led == 1 and led > 0 and lex.has("post_nouns", words[led - 1])
            return span[end:] if named and (led == at or described) else span
    return span


def _unwanted(found: Found) -> list[str]:
    """Platforms where it is not to be: "without Facebook", "all but TikTok" and what is listed after that."""
    words = [token.word for token in found.said.tokens]
    unwanted = references.left_out(found)
    for at in range(1, len(words)):
        if words[at] in _BUT and words[at - 1] in _ALL:
            unwanted += [name for mark in found.all("platforms") if mark.start > at for name in mark.value]
            break
    return unwanted


_ALL = frozenset(
    [
        "all",
        "everywhere",
        "everything",
        "every",
        "any",
        "anywhere",
        "alle",
        "allen",
        "uberall",
        "todas",
        "todos",
        "todo",
        "partout",
        "tous",
        "toutes",
        "tout",
        "platforms",
        "networks",
        "plattformen",
        "netzwerken",
        "redes",
        "plataformas",
        "reseaux",
        "plateformes",
        "accounts",
        "konten",
        "cuentas",
        "comptes",
        "channels",
    ]
)
_BUT = frozenset(
    [
        "but",
        "except",
        "excluding",
        "minus",
        "save",
        "besides",
        "bar",
        "ausser",
        "bis",
        "menos",
        "excepto",
        "salvo",
        "sauf",
        "excepte",
        "hormis",
    ]
)

_STYLING = frozenset(
    [
        "keep",
        "make",
        "but",
        "something",
        "should",
        "sound",
        "and",
        "mach",
        "halte",
        "halt",
        "aber",
        "soll",
        "klingt",
        "haz",
        "hazlo",
        "que",
        "pero",
        "con",
        "fais",
        "mais",
        "ton",
        "tone",
        "rather",
        "very",
        "quite",
        "not",
        "nice",
        "style",
        "bit",
        "little",
        "stil",
        "tono",
        "voice",
        "klang",
        "etwas",
        "algo",
        "un",
        "peu",
        "poco",
    ]
)


def _of_post(found: Found, lex: Lexicon, words: Sequence[str]) -> bool:
    """Whether the command is for a post that was spoken of, and nothing says what one is about: "great, publish it"."""
    return found.first("pronoun", "ordinal", "other") is not None and not any(
        lex.at("about", words, at) > at for at in range(len(words))
    )


def _without_elision(words: str, code: str) -> str:
    """ "L'atelier" is "atelier", as "the workshop" is "workshop"."""
    return re.sub(r"^[lL]['’](?=\w)", "", words) if code == "fr" else words


def _without_language(found: Found, span: Sequence[int]) -> Sequence[int]:
    """ "Solar panels in German": the language at the end is that of the text, not part of what it is about."""
    lex = lexicon(found.language)
    words = [found.said.tokens[index].word for index in span]
    for at in range(1, len(words) - 1):
        hit = lex.meaning("languages", words, at + 1)
        if hit and hit[0] == len(words) and words[at] in _IN:
            return span[:at]
    return span


_IN = frozenset(["in", "auf", "en"])


def _guessed_topic(found: Found) -> tuple[int, ...]:
    """Without a template: what follows "about", else what is left when command words at the start are taken off."""
    lex = lexicon(found.language)
    words, rest = found.words(), found.rest
    led = _led_up(words, found.language, lex)
    for name in ("about", "topic_links"):
        for at in range(len(words)):
            end = lex.at(name, words, at)
            # "A workshop of ours" is one thing; "a post of ours" is not.
            if end > at and end < len(words) and (at <= led or words[at] not in _GENITIVES):
                return tuple(rest[end:])
    if "queue" in lex.lists:
        for stop in range(led + 1, len(words)):
            if (lex.at("prepositions", words, stop) > stop and lex.at("queue", words, stop + 1) > stop + 1) or lex.at(
                "queue", words, stop
            ) > stop:
                return tuple(rest[led:stop])
    return tuple(rest[led:])


_GENITIVES = frozenset(["de", "del", "du", "des", "d", "of", "von", "vom"])
_LEAD_UP = (
    "commands",
    "post_nouns",
    "media_nouns",
    "articles",
    "polite",
    "tones",
    "counted",
    "prepositions",
    "connectors",
    "queue",
)
_TELLING = frozenset(
    [
        "tell",
        "talk",
        "speak",
        "rave",
        "erzahl",
        "erzahle",
        "erzahlen",
        "berichte",
        "bericht",
        "berichten",
        "sprich",
        "sprechen",
        "rede",
        "reden",
        "handelt",
        "handeln",
        "habla",
        "hablar",
        "hable",
        "hablando",
        "cuenta",
        "contar",
        "trata",
        "parle",
        "parler",
        "parlant",
        "raconte",
        "raconter",
        "people",
        "leute",
        "gente",
        "gens",
        "leuten",
        "followern",
        "fans",
        "followers",
    ]
)
_INFINITIVES = {
    "es": re.compile(r"[a-z]{2,}(?:ar|er|ir)(?:me|nos|lo|la|los|las)?"),
    "fr": re.compile(r"[a-z]{2,}(?:er|ir|re)"),
}


def _led_up(words: Sequence[str], code: str, lex: Lexicon, *further: str) -> int:
    """How many words at the start only lead up to what it is about: the command, "a funny post", a number."""
    at = 0
    while at < len(words):
        end = max(lex.at(name, words, at) for name in (*_LEAD_UP, *further) if name in lex.lists)
        number = number_at(words, at, code)
        end = max(end, number[0] if number else at)
        if (
            end == at
            and at == 0
            and code in _INFINITIVES
            and _INFINITIVES[code].fullmatch(words[at])
            and len(words) > 1
        ):
            end = 1  # "¿Puedes anunciar …?"
        if end == at and words[at] in _TELLING:
            end = at + 1
        if end == at:
            break
        at = end
    return at


def _trimmed(found: Found, indices: list[int]) -> list[int]:
    """Without what leads up to it ("something about the") and without courtesies or verbs that trail after it."""
    lex = lexicon(found.language)
    words = [found.said.tokens[index].word for index in indices]
    start, end = 0, len(words)
    unwanted = bool(_unwanted(found))
    while start < end - 1:
        further = _lead(words, start, lex)
        if further == start or further >= end:
            break
        start = further
    moved = True
    while moved and end > start:
        moved = False
        for size in range(min(4, end - start), 0, -1):
            tail = tuple(words[end - size : end])
            if tail in lex.lists["polite_tail"] or (
                size == 1
                and (lex.has("prepositions", tail[0]) or lex.has("connectors", tail[0]) or tail[0] in _COURTESY)
            ):
                end -= size
                moved = True
                break
            if end - size > start and size == 1 and unwanted and (tail[0] in _BUT or tail[0] in _ALL):
                end -= size
                moved = True
                break
            if end - size > start and (
                tail in lex.lists.get("queue", ()) or tail in _UP or (size == 1 and tail[0] in _TRAILING)
            ):
                end -= size
                moved = True
                break
    if (
        end - start > 1
        and words[end - 1] in {"4", "2"}
        and any(mark.start == indices[end - 1] + 1 for mark in found.all("time", "range", "recurrence", "platforms"))
    ):
        end -= 1  # "4 tmrw", "2 facebook"
    while unwanted and start < end - 1 and words[start] in _BUT | _ALL:
        start = max(start + 1, _lead(words, start + 1, lex) if start + 2 < end else start + 1)
    return indices[start:end]


def _lead(words: Sequence[str], start: int, lex: Lexicon) -> int:
    """The index after an article, "about", "the topic" or "should" at `start`; `start` itself when none is there."""
    word = words[start]
    if lex.has("articles", word) or word in _SHOULD:
        return start + 1
    if (end := lex.at("about", words, start)) > start:
        return end
    if word in _SOMETHING:
        end = start + 2 if word == "quelque" else start + 1
        return lex.at("about", words, end) if end < len(words) and lex.at("about", words, end) > end else start
    if word in _THEME | _BOUT and start + 1 < len(words):
        return start + 1
    return start


_SOMETHING = frozenset(["something", "smth", "sth", "etwas", "was", "algo", "quelque", "qqch", "qqc", "truc"])
_THEME = frozenset(["thema", "theme", "topic", "tema", "sujet"])
_BOUT = frozenset(["bout", "abt", "re", "btw", "uber", "ubr"])
_SHOULD = frozenset(["soll", "sollen", "sollte", "moge"])
_COURTESY = frozenset(
    ["pls", "plz", "please", "thx", "thanks", "bitte", "porfa", "stp", "svp", "merci", "gracias", "danke"]
)
_UP = frozenset([("up", "in"), ("up", "in", "the"), ("up", "for")])
_TRAILING = frozenset(
    [
        "posten",
        "veroffentlichen",
        "vorstellen",
        "erscheinen",
        "ankundigen",
        "bewerben",
        "promoten",
        "rausgehen",
        "rauskommen",
        "schreiben",
        "teilen",
        "twittern",
        "raushauen",
        "verfassen",
    ]
)
"""German verbs at the end of a command, after what it is about."""


def _post(
    filled: Filled, name: str, found: Found, situation: Situation, kinds: Mapping[str, str], content: object
) -> None:
    posts = references.posts(found, situation)
    if not posts.said and content and ("topic" in kinds or "text" in kinds):
        return
    if posts.numbers:
        filled.args[name] = posts.numbers[0]
        filled.others = posts.numbers[1:MOST_POSTS]
    elif posts.unclear:
        filled.question = _ask_post(name, situation)
    elif len(situation.focus) == 1 and not content:
        filled.args[name] = situation.focus[0]


def _post_there(
    filled: Filled, name: str, tool: Tool, kinds: Mapping[str, str], found: Found, situation: Situation
) -> None:
    """ "Move the post on LinkedIn": where the tool has no other use for a platform, one that goes there is meant."""
    if not found.platforms or kinds.keys() & {"platforms", "platform", "account"}:
        return
    if found.first("post", "ordinal", "other", "pronouns") is not None:
        return
    posts = described.there(found.platforms, tool.name, situation)
    if posts is None:
        return
    filled.args.pop(name, None)
    if len(posts) == 1:
        filled.args[name] = posts[0].number
    else:
        filled.question = Question("ask-post", slot=name, options=described.offered(posts))


def _comment(filled: Filled, name: str, found: Found, situation: Situation) -> None:
    comments = references.comments(found, situation)
    if comments.numbers:
        filled.args[name] = comments.numbers[0]
        return
    shown = situation.comments[:5]
    filled.question = Question("ask-comment", slot=name, options=tuple((str(number), number) for number in shown))


def _detail_value(found: Found, quoted: Sequence[str], spans: Mapping[str, tuple[int, ...]]) -> str | None:
    """The words given for a detail: quoted, an address, or what stands in their place, as written."""
    if quoted:
        return quoted[0]
    if (link := found.first("link")) is not None:
        return str(link.value)
    return _words(found, spans["detail_value"]) if "detail_value" in spans else None


def _ask_post(name: str, situation: Situation) -> Question:
    shown = (situation.listed or situation.focus)[:5]
    return Question("ask-post", slot=name, options=tuple((str(number), number) for number in shown))


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="minutes")


def _when(filled: Filled, name: str, tool: Tool, found: Found, situation: Situation) -> None:
    """The time, or the question about it. A day alone stays in the arguments as a date for the answer to complete."""
    recurrence = found.first("recurrence")
    moments = [mark.value for mark in found.all("time")]
    if recurrence is not None:
        if recurrence.value.trouble is not None:
            filled.question = time_question(name, recurrence.value.trouble, recurrence.value.options, None, situation)
        elif recurrence.value.first is not None:
            filled.args[name] = _iso(recurrence.value.first)
        elif not moments:
            filled.question = Question("ask-when-time", {"said": "missing"}, slot=name)
        if filled.question is not None or not moments:
            return
    if moments:
        exact = {moment.at: None for moment in moments if moment.has_time and moment.has_date and not moment.trouble}
        if len(exact) > 1 and len(exact) == len(moments) and not references.says(found, "corrections"):
            # "On Facebook tomorrow at 10 and on LinkedIn on Friday at 9": one of them is not for the other.
            from bot.understanding.times import Trouble

            filled.question = time_question(name, Trouble.AMBIGUOUS, tuple(exact), None, situation)
            return
        _at(filled, name, tool, moments[-1], situation)
        return
    shift = found.first("shift")
    if shift is None:
        return
    if shift.value.trouble is not None and shift.value.trouble.value != "ambiguous":
        filled.question = time_question(name, shift.value.trouble, (), None, situation)
    elif situation.when is None or (
        filled.args.get("post_id", situation.focus[-1:] or None) not in (None, situation.focus[-1:], *situation.focus)
    ):
        filled.question = Question("ask-when", slot=name)
    else:
        at = references.shifted(situation.when.astimezone(situation.now.tzinfo), shift.value)
        if at <= situation.now:
            from bot.understanding.times import Trouble

            filled.question = time_question(name, Trouble.PAST, (), at, situation)
        else:
            filled.args[name] = _iso(at)


def _at(filled: Filled, name: str, tool: Tool, moment: Moment, situation: Situation) -> None:
    at, trouble, options = moment.at, moment.trouble, moment.options
    number = filled.args.get("post_id")
    moved = tool.name == "reschedule_post" or situation.last is not None
    same_post = number is None or number in situation.focus
    if situation.when is not None and moved and same_post and tool.name == "reschedule_post":
        at, trouble, options = references.merged(moment, situation.when, situation.now)
    elif not moment.has_time and trouble is None:
        filled.args[name] = at.date().isoformat()
        filled.question = day_question(name, at.date(), situation, moment.part)
        return
    if trouble is not None:
        filled.question = time_question(name, trouble, options, at, situation)
        return
    filled.args[name] = _iso(at)


def time_question(
    name: str, trouble: Any, options: Sequence[datetime], at: datetime | None, situation: Situation
) -> Question:
    """The question for a time that must not be guessed, with the moments to choose from."""
    from bot.phrases import Phrases

    phrases = Phrases(situation.language)
    facts = {"said": at if at is not None else situation.now}
    ready = tuple((phrases.moment(option), _iso(option)) for option in options)
    return Question(f"ask-when-{trouble.value.replace('_', '-')}", facts, slot=name, options=ready)


def day_question(name: str, day: date, situation: Situation, part: str | None = None) -> Question:
    """The question for the clock time of a day, with the usual ones to choose from."""
    from bot.phrases import Phrases
    from bot.understanding.times import localize

    phrases = Phrases(situation.language)
    zone = situation.now.tzinfo
    assert zone is not None
    offered = []
    for hour in PART_HOURS.get(part or "", DEFAULT_HOURS):
        at, trouble, _ = localize(datetime.combine(day, time(hour)), zone)
        if trouble is None and at > situation.now:
            offered.append((phrases.clock(at), _iso(at)))
    return Question("ask-when-time", {"said": day}, slot=name, options=tuple(offered))


def _days(filled: Filled, tool: Tool, kinds: Mapping[str, str], found: Found, situation: Situation) -> None:
    """First and last day of what is looked at; of figures only days that have been."""
    status = _status(found)
    figured = "status" not in kinds
    if figured or status in {"published", "failed"} or (status is None and speaks_of_the_past(found)):
        again = find(found.said, found.language, _NoNames, situation.now, looking="back")  # type: ignore[arg-type]
        marks = again.all("range", "time") or found.all("range", "time")
    else:
        marks = found.all("range", "time")
    if not marks and not figured:
        return
    value = marks[0].value if marks else _told(found, situation)
    if value is None:
        return
    since: date = value.since if hasattr(value, "since") else value.at.date()
    until: date = value.until if hasattr(value, "until") else value.at.date()
    if figured and (base := figures.based_on(marks, found, situation.now.date())) is not None:
        since, until = base
    if figured and since > situation.now.date():
        return
    if not figured and since == until > situation.now.date() and (lead := _up_to(found, marks)) is not None:
        since, until = situation.now.date(), until - timedelta(days=1) if lead in _BEFORE else until
    filled.args[kinds["since"]] = since.isoformat()
    if "until" in kinds:
        filled.args[kinds["until"]] = until.isoformat()


def _up_to(found: Found, marks: Sequence[Mark]) -> str | None:
    """The word for "until" in or right before a day: "what goes out between now and Sunday"."""
    words = [token.word for token in found.said.tokens]
    for mark in marks[:1]:
        near = words[max(0, mark.start - 3) : mark.end]
        return next((word for word in near if word in _UNTIL or word in _BEFORE), None)
    return None


_UNTIL = frozenset(
    ["until", "till", "til", "through", "between", "now", "bis", "hasta", "aqui", "d'ici", "ici", "jusqu'a", "jusque"]
)
_BEFORE = frozenset(["before", "vor", "antes", "avant"])


def speaks_of_the_past(found: Found) -> bool:
    """Whether a question is put in the past tense."""
    return not _PAST[found.language].isdisjoint(token.word for token in found.said.tokens)


def _told(found: Found, situation: Situation) -> Any:
    """Days that figures are "about": "a PDF about this quarter"."""
    from bot.understanding import times

    met = times.find(found.said.text, situation.now, language=found.language, looking="back")
    return next((each for each in met if isinstance(each, times.Range)), None)


_PAST = {
    "en": frozenset(["did", "went", "was", "were", "had", "published", "posted", "sent", "performed", "got"]),
    "es": frozenset(
        [
            "hicimos",
            "publicamos",
            "publico",
            "publicaron",
            "salio",
            "salieron",
            "fue",
            "fueron",
            "hemos",
            "subimos",
            "sacamos",
            "hubo",
            "tuvimos",
        ]
    ),
    "de": frozenset(
        [
            "war",
            "waren",
            "ging",
            "gingen",
            "lief",
            "liefen",
            "hatten",
            "haben",
            "hat",
            "wurde",
            "wurden",
            "kam",
            "kamen",
            "gepostet",
            "rausgegangen",
        ]
    ),
    "fr": frozenset(
        [
            "avons",
            "avait",
            "etait",
            "etaient",
            "ete",
            "sorti",
            "sortis",
            "sortie",
            "publies",
            "parti",
            "partis",
            "fait",
            "eu",
        ]
    ),
}
"""Words, folded, that put a question about days into the past."""


class _Nothing:
    """No platform names, for looking at times again."""

    single: Mapping[str, str] = {}

    def at(self, words: Sequence[str], index: int) -> None:
        return None


_NoNames = _Nothing()


def _status(found: Found) -> str | None:
    met = values(found, "statuses")
    if met:
        return met[0]
    lex = lexicon(found.language)
    words = [_CONTRACTED.get(token.word, token.word) for token in found.said.tokens]
    hits = [hit[1] for at in range(len(words)) if (hit := lex.meaning("statuses", words, at)) is not None]
    return hits[0] if hits else "failed" if not _FAILED.isdisjoint(words) else None


_CONTRACTED = {f"{word}nt": f"{word}n't" for word in ("did", "do", "does", "has", "have", "is", "was", "were")}
_FAILED = frozenset(["fail", "fails", "failure", "failures", "schief", "fallo", "fallos", "echec", "echecs", "echoue"])


def _instruction(found: Found, span: Sequence[int] | None) -> str | None:
    """What to change, short: "make it a bit more playful" is "more playful"."""
    lex = lexicon(found.language)
    indices = list(found.rest)
    indices = sorted({*indices, *(mark.start for mark in found.all("text", "link"))})
    for mark in found.all("platforms", "time", "range", "recurrence"):
        indices = sorted({*indices, *range(mark.start, mark.end)})
    words = [found.said.tokens[index].word for index in indices]
    start, end = 0, len(words)
    moved = True
    while moved and start < end:
        moved = False
        cut = start + 1 < end and indices[start + 1] > indices[start] + 1
        if end - start > 1 and (words[start] in _ASKING or (cut and lex.has("prepositions", words[start]))):
            start += 1
            moved = True
            continue
        for size in range(min(6, end - start), 0, -1):
            if tuple(words[start : start + size]) in lex.lists["instruction_edges"] and end - start > size:
                start += size
                moved = True
                break
    moved = True
    while moved and start < end:
        moved = False
        for size in range(min(6, end - start), 0, -1):
            tail = tuple(words[end - size : end])
            if (
                tail in lex.lists["instruction_edges"]
                or tail in lex.lists["polite_tail"]
                or (size == 1 and lex.has("prepositions", tail[0]) and tail[0] not in {"down", "up"})
            ) and end - start > size:
                end -= size
                moved = True
                break
    return _words(found, indices[start:end]) or None


_ASKING = frozenset(["can", "could", "kannst", "konntest", "kann", "puedes", "podrias", "peux", "pourrais", "should"])
"""Words at the start of an instruction that only make a question of it."""


@cache
def _weekdays(code: str) -> Mapping[str, int]:
    """Weekdays by every name and abbreviation, folded."""
    from bot.understanding.time_words import LANGUAGES

    spoken = LANGUAGES[code]
    rows = (*spoken.weekdays.items(), *spoken.plurals.items())
    return {fold(name.strip(".")): day for row, day in rows for name in row.split("|")}


def _slots(found: Found, situation: Situation) -> str | None:
    """Weekdays and clock times of the queue as "MO,TU 09:00,17:00": by the clock on the wall, whatever nights may skip."""
    found = find(found.said, found.language, _NoNames, situation.now.replace(tzinfo=UTC))  # type: ignore[arg-type]
    days: list[str] = []
    clocks: set[str] = set()
    for mark in found.all("recurrence", "time"):
        rule = getattr(mark.value, "rule", "")
        if (by := re.search(r"BYDAY=([A-Z,]+)", rule)) is not None:
            days += by[1].split(",")
        elif "FREQ=DAILY" in rule:
            days += DAYS
        first = getattr(mark.value, "first", None) or (
            mark.value.at if getattr(mark.value, "has_time", False) else None
        )
        if first is not None:
            clocks.add(first.strftime("%H:%M"))
        if not rule and getattr(mark.value, "has_date", False):
            days.append(DAYS[mark.value.at.weekday()])
    words = [token.word for token in found.said.tokens]
    taken = {i for mark in found.marks for i in range(mark.start, mark.end)}
    lex = lexicon(found.language)
    for index in range(1, len(words)):
        value = number_at(words, index, found.language) if index not in taken else None
        if value and value[1] <= 23 and (lex.has("connectors", words[index - 1]) or words[index - 1] == ","):
            clocks.add(f"{value[1]:02d}:00")
    days += [DAYS[day] for word in words if (day := _weekdays(found.language).get(word)) is not None]
    ordered = [day for day in DAYS if day in days]
    if not clocks:
        return None
    return f"{','.join(ordered or DAYS)} {','.join(sorted(clocks))}"


def _media_place(found: Found) -> int | None:
    """ "The second picture": which one of the post's."""
    lex = lexicon(found.language)
    words = found.words()
    for at in range(len(words)):
        ordinal = lex.meaning("ordinals", words, at)
        if ordinal is not None and ordinal[0] < len(words) and lex.has("media_nouns", words[ordinal[0]]):
            return int(ordinal[1])
        if at + 1 < len(words) and lex.has("media_nouns", words[at + 1]):
            if lex.has("last_one", words[at]):
                return -1
            if (digits := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|e|er|eme|a|o|ª|º)", words[at])) is not None:
                return int(digits[1])
        number = number_at(words, at + 1, found.language) if lex.has("media_nouns", words[at]) else None
        if number is not None:
            return number[1]
    return None


def _retarget(filled: Filled, name: str, found: Found, situation: Situation) -> None:
    """The platforms a post is for afterwards. Where what it had is not known, "+name" adds and "-name" takes away."""
    said = filled.args.get(name)
    if not said:
        return
    negative = references.says(found, "except")
    joining = references.says(found, "also") or references.says(found, "joining")
    positive = not negative and joining and not references.says(found, "only")
    if not (negative or positive):
        return
    had: list[str] | None = None
    if situation.last is not None and isinstance(known := situation.last[1].get("platforms"), list) and known:
        had = [str(platform) for platform in known]
    if had is None:
        filled.args[name] = [f"{'-' if negative else '+'}{platform}" for platform in said]
    elif negative:
        filled.args[name] = [platform for platform in had if platform not in said] or [
            f"-{platform}" for platform in said
        ]
    else:
        filled.args[name] = list(dict.fromkeys([*had, *said]))


def _missing(tool: Tool, filled: Filled, found: Found, situation: Situation) -> Question | None:
    """The question for the first argument that is needed and absent. A post meant by "it" is for the tool to find."""
    referred = references.posts(found, situation).said
    kinds = {argument.name: argument.slot.kind for argument in tool.arguments}
    if tool.one_of and not any(name in filled.args for name in tool.one_of):
        post = next((name for name in tool.one_of if kinds.get(name) == "post"), None)
        if not (post and referred) and tool.one_of[0] != post and not (post and situation.last is not None):
            return Question(f"ask-{'-or-'.join(tool.one_of).replace('_', '-')}", slot=tool.one_of[0])
    for argument in tool.arguments:
        kind = argument.slot.kind
        needed = argument.required or (kind == "when" and tool.name == "schedule_post")
        if not needed or argument.name in filled.args:
            continue
        if kind == "post":
            if referred:
                continue
            return _ask_post(argument.name, situation)
        options = _preferences(argument.annotation, situation) if kind == "preference" else ()
        return Question(f"ask-{kind.replace('_', '-')}", slot=argument.name, options=options)
    return None


def _preferences(annotation: Any, situation: Situation) -> tuple[tuple[str, str], ...]:
    """Which model is asked, as choices."""
    from bot.phrases import Phrases

    phrases = Phrases(situation.language)
    literal = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
    return tuple((phrases.say(f"model-{value}"), value) for value in get_args(literal))

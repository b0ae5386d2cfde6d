"""A tool is a typed function: its signature and docstring are the schema that models, MCP clients and the API see.

    @tool(Effect.SCHEDULE, roles=PUBLISHERS, examples=["move post 6 to Monday at 8"])
    async def reschedule_post(ctx: ToolContext, post_id: PostId, when: When) -> Result:
        \"\"\"Move a scheduled post to another time.

        when: the new time.
        \"\"\"

The annotation of an argument says how it is found in a sentence (its `Slot`); the docstring's first paragraph describes the
tool, and a line `name: text` below it an argument, beyond what the slot says of itself.
"""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, get_args, get_origin

import pydantic

from bot.errors import Missing, NotUnderstood
from bot.messages import Attachment, Card

if TYPE_CHECKING:
    pass

F = TypeVar("F", bound=Callable[..., Awaitable["Result"]])


class Effect(StrEnum):
    """What a call does to the world. `read` and `draft` run; `schedule` runs and offers Undo; the rest ask first."""

    READ = "read"
    DRAFT = "draft"
    SCHEDULE = "schedule"
    PUBLISH = "publish"
    SPEND = "spend"
    DELETE = "delete"
    REACH_OUT = "reach_out"
    ADMIT = "admit"
    """Somebody is let in: a person, or another place of one. Only ever on a person's own words."""

    @property
    def needs_consent(self) -> bool:
        """Whether a person's yes to the exact call comes first."""
        return self in {Effect.PUBLISH, Effect.SPEND, Effect.DELETE, Effect.REACH_OUT, Effect.ADMIT}


class Role(StrEnum):
    """What a member may do in a workspace, from most to least."""

    OWNER = "owner"
    ADMIN = "admin"
    EDITOR = "editor"
    CONTRIBUTOR = "contributor"
    ANALYST = "analyst"
    CLIENT = "client"


MANAGERS = frozenset({Role.OWNER, Role.ADMIN})
PUBLISHERS = MANAGERS | {Role.EDITOR}
WRITERS = PUBLISHERS | {Role.CONTRIBUTOR}
EVERYONE = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Slot:
    """How an argument is found in what a person says. `kind` names the finder in `bot/understanding/slots.py`."""

    kind: str
    description: str


PostId = Annotated[int, Slot("post", "The number of a post, as people call it.")]
Topic = Annotated[str, Slot("topic", "What the post is about, in the person's own words.")]
Text = Annotated[str, Slot("text", "The exact words of the post, when the person gave them. Never altered.")]
Platforms = Annotated[list[str], Slot("platforms", "Names of platforms; empty means those that are connected.")]
PlatformName = Annotated[str, Slot("platform", "The name of one platform.")]
When = Annotated[
    datetime, Slot("when", "ISO 8601 with offset, or the person's own words such as 'tomorrow at nine', unchanged.")
]
Recurrence = Annotated[str, Slot("recurrence", "RFC 5545 RRULE, kept by wall clock, for a post that repeats.")]
Since = Annotated[date, Slot("since", "First day, inclusive, ISO 8601.")]
Until = Annotated[date, Slot("until", "Last day, inclusive, ISO 8601.")]
Tone = Annotated[str, Slot("tone", "How it should sound, such as friendly or formal.")]
LanguageCode = Annotated[str, Slot("language", "ISO 639-1 code of a language.")]
Count = Annotated[int, Slot("count", "How many.")]
Instruction = Annotated[str, Slot("instruction", "What to change, in the person's own words.")]
Slots = Annotated[str, Slot("slots", "Weekdays and times of the queue.")]
CommentId = Annotated[int, Slot("comment", "The number of a comment, as list_comments shows it.")]
Answer = Annotated[str, Slot("text", "The exact words of the answer.")]
Sentiment = Annotated[
    Literal["positive", "negative", "neutral"],
    Slot("sentiment", "Only comments of this mood, as far as it can be told."),
]
Account = Annotated[str, Slot("account", "A platform's name or an account's handle.")]
BrandField = Annotated[
    Literal["name", "voice", "audience", "calls_to_action", "hashtags", "link"],
    Slot("brand_field", "Which part of the brand kit."),
]
Detail = Annotated[
    Literal[
        "title",
        "link",
        "first_comment",
        "destination",
        "privacy",
        "format",
        "tags",
        "warning",
        "flair",
        "made_for_kids",
        "synthetic",
        "starts_at",
    ],
    Slot("detail", "Which detail of the post; a board, a subreddit or a playlist is its destination."),
]
DetailValue = Annotated[str, Slot("detail_value", "What it is, in the person's own words.")]
BrandValue = Annotated[str, Slot("brand_value", "What it is, in the person's own words.")]
Place = Annotated[str, Slot("place", "A city, a country with one time zone, or an IANA zone name.")]
QuietHours = Annotated[str, Slot("quiet_hours", "From when to when, as HH:MM-HH:MM, or off.")]
Switch = Annotated[bool, Slot("switch", "On or off.")]
PairingCode = Annotated[
    str, Slot("pairing_code", "The six digits that somebody unknown was shown; only as the person said them.")
]
PersonName = Annotated[str, Slot("person", "A person's name, as they are called in the workspace.")]
RoleName = Annotated[
    Literal["owner", "admin", "editor", "contributor", "analyst", "client"],
    Slot("role", "What a person may do in the workspace."),
]
Link = Annotated[
    str,
    Slot("linked", "A person, a device or a place such as Telegram, as people call it: the kitchen speaker, my phone."),
]
Status = Annotated[
    Literal["draft", "awaiting_approval", "scheduled", "publishing", "published", "failed", "unconfirmed", "cancelled"],
    Slot("status", "Only posts in this state."),
]
MetricName = Annotated[
    Literal[
        "impressions",
        "reach",
        "likes",
        "comments",
        "shares",
        "saves",
        "clicks",
        "views",
        "watch_time",
        "followers",
        "engagement",
        "engagement_rate",
    ],
    Slot("metric", "What is measured."),
]
Breakdown = Annotated[
    Literal["platform", "account", "format", "weekday", "hour", "tag", "campaign", "day", "week", "month"],
    Slot("breakdown", "What the figures are split by."),
]
ReportFormat = Annotated[Literal["pdf", "html", "csv", "xlsx"], Slot("report_format", "The kind of file.")]
HorizonDays = Annotated[int, Slot("horizon", "How many days ahead, from 1 to 365.")]
Handles = Annotated[list[str], Slot("handles", "Handles of other accounts, without the sign.")]
Target = Annotated[float, Slot("target", "The number to reach; 5 for 5 percent.")]
Due = Annotated[datetime, Slot("due", "By when, ISO 8601 with offset.")]
Region = Annotated[str, Slot("region", "ISO 3166-1 code of a country, such as DE.")]
Campaign = Annotated[str, Slot("campaign", "The name of a campaign, in the person's own words.")]
Threshold = Annotated[float, Slot("threshold", "The number above or below which to tell.")]
Direction = Annotated[Literal["above", "below"], Slot("direction", "Whether to tell above or below the number.")]
WebAddress = Annotated[str, Slot("address", "An http or https address.")]
Attribution = Annotated[
    Literal["last", "first", "linear", "position", "markov", "shapley"],
    Slot("attribution", "How a sale is credited to the posts before it."),
]
Money = Annotated[float, Slot("money", "An amount of money.")]
Currency = Annotated[str, Slot("currency", "ISO 4217 code of a currency, such as EUR.")]


@dataclass(frozen=True, slots=True)
class Offer:
    """A ready next step: a tool call, kept on the server behind a button, or words said as if typed."""

    label: str
    tool: str | None = None
    args: dict[str, Any] = field(default_factory=dict)
    say: str = ""
    style: Literal["plain", "primary", "danger"] = "plain"


@dataclass(frozen=True, slots=True)
class Result:
    """What a tool gives back. `text` is the sentence for the person, `data` plain JSON for programs and models.

    `posts` are the numbers of the posts it was about, in the order shown: with one of them it becomes "it", and "the second
    one" means the second; `comments` are those of comments, likewise; `attachments` are files that were made. `ok` is False
    when nothing was done; `private` is for the person's eyes alone, where others read along.
    """

    text: str
    data: dict[str, Any] = field(default_factory=dict)
    cards: tuple[Card, ...] = ()
    offers: tuple[Offer, ...] = ()
    posts: tuple[int, ...] = ()
    comments: tuple[int, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    ok: bool = True
    private: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """What a call that needs consent would do, exactly. `exact` is what the yes is bound to, beside the arguments.

    `args` are the arguments with nothing left open (a topic has become a draft's number). `refusal` is set when there is
    nothing to ask about: it cannot be done at all.
    """

    args: dict[str, Any]
    exact: dict[str, Any]
    question: str
    yes: str = ""
    cards: tuple[Card, ...] = ()
    posts: tuple[int, ...] = ()
    refusal: Result | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a tool."""

    name: str
    slot: Slot
    required: bool
    annotation: Any


@dataclass(frozen=True, slots=True)
class Tool:
    """A registered function. `examples` are sentences by language; `one_of` are arguments of which at least one is needed.

    A `personal` one is for people only: no program is offered it, and no model that has just read other people's words.
    """

    name: str
    description: str
    effect: Effect
    roles: frozenset[Role]
    examples: Mapping[str, Sequence[str]]
    one_of: tuple[str, ...]
    arguments: tuple[Argument, ...]
    model: type[pydantic.BaseModel]
    function: Callable[..., Awaitable[Result]]
    settle: Callable[..., Awaitable[Settled]] | None
    module: str
    personal: bool = False

    def schema(self) -> dict[str, Any]:
        """JSON Schema of the arguments."""
        return self.model.model_json_schema()

    def validate(self, args: Mapping[str, Any], *, content: bool = False) -> dict[str, Any]:
        """The arguments as the function takes them. Raises `Missing` for an absent one, `NotUnderstood` for a wrong one.

        `content`: something came with the message that a post can be made of, so none of `one_of` is needed.
        """
        given = {name: value for name, value in args.items() if value is not None and value != ""}
        for argument in self.arguments:
            if argument.required and argument.name not in given:
                raise Missing(argument.name, f"ask-{argument.slot.kind.replace('_', '-')}")
        if self.one_of and not content and not any(name in given for name in self.one_of):
            raise Missing(self.one_of[0], f"ask-{'-or-'.join(self.one_of).replace('_', '-')}")
        numbers = {argument.name for argument in self.arguments if argument.slot.kind in {"post", "comment", "count"}}
        if no_number := [name for name in given if name in numbers and isinstance(given[name], bool)]:
            # It would be taken for the number 1, which may be somebody's post.
            raise NotUnderstood(
                "error-wrong-argument", argument=no_number[0], detail="a yes or no in place of a number"
            )
        try:
            checked = self.model.model_validate(given)
        except pydantic.ValidationError as error:
            wrong = ", ".join(str(part) for problem in error.errors() for part in problem["loc"][:1])
            raise NotUnderstood("error-wrong-argument", argument=wrong, detail=str(error.error_count())) from None
        return {name: getattr(checked, name) for name in checked.model_fields_set}


_MARK = "__allin_tool__"


@dataclass(frozen=True, slots=True)
class _Mark:
    effect: Effect
    roles: frozenset[Role]
    examples: Mapping[str, Sequence[str]]
    one_of: tuple[str, ...]
    settle: Callable[..., Awaitable[Settled]] | None
    personal: bool


def tool(
    effect: Effect,
    *,
    roles: frozenset[Role],
    examples: Sequence[str] | Mapping[str, Sequence[str]],
    one_of: Sequence[str] = (),
    settle: Callable[..., Awaitable[Settled]] | None = None,
    personal: bool = False,
) -> Callable[[F], F]:
    """Mark a function of a skill as a tool. `examples` are English sentences, or sentences by language code.

    `settle` takes the same arguments and says what exactly the call would do, for an effect that needs consent. `personal`
    keeps it from programs.
    """
    by_language = examples if isinstance(examples, Mapping) else {"en": examples}

    def mark(function: F) -> F:
        setattr(function, _MARK, _Mark(effect, frozenset(roles), by_language, tuple(one_of), settle, personal))
        return function

    return mark


def tools_of(module: object) -> tuple[list[Tool], list[str]]:
    """The tools that a skill's module defines, and every fault in their signatures, all at once."""
    found: list[Tool] = []
    faults: list[str] = []
    for function in vars(module).values():
        mark = getattr(function, _MARK, None)
        if mark is None or function.__module__ != getattr(module, "__name__", None):
            continue
        try:
            found.append(_build(function, mark))
        except _Faults as error:
            faults += error.faults
    return found, faults


class _Faults(Exception):
    def __init__(self, faults: list[str]) -> None:
        self.faults = faults


def _build(function: Callable[..., Awaitable[Result]], mark: _Mark) -> Tool:
    where = f"{function.__module__}.{function.__name__}"
    faults: list[str] = []
    if not inspect.iscoroutinefunction(function):
        faults.append(f"{where}: a tool is an async function")
    description, notes = _documentation(function)
    if not description:
        faults.append(f"{where}: has no docstring")
    if mark.effect.needs_consent and mark.settle is None:
        faults.append(f"{where}: its effect needs consent, so it needs a settle function")
    if not mark.roles:
        faults.append(f"{where}: no role may call it")
    if not any(mark.examples.values()):
        faults.append(f"{where}: has no example sentence")
    try:
        hints = typing.get_type_hints(function, localns=_context_type(), include_extras=True)
    except Exception as error:
        raise _Faults([*faults, f"{where}: its annotations cannot be read: {error}"]) from error
    parameters = list(inspect.signature(function).parameters.values())
    if not parameters or parameters[0].name != "ctx":
        faults.append(f"{where}: the first parameter is ctx: ToolContext")
    fields: dict[str, Any] = {}
    arguments: list[Argument] = []
    for parameter in parameters[1:]:
        hint = hints.get(parameter.name)
        slot = _slot(hint)
        if parameter.kind in {parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD}:
            faults.append(f"{where}: *{parameter.name} cannot be described to a model")
        elif hint is None:
            faults.append(f"{where}: {parameter.name} has no annotation")
        elif slot is None:
            faults.append(f"{where}: {parameter.name} has no Slot; annotate it with one of bot.tool's types")
        else:
            required = parameter.default is parameter.empty
            text = " ".join(part for part in (slot.description, notes.pop(parameter.name, "")) if part)
            default = ... if required else parameter.default
            fields[parameter.name] = (hint, pydantic.Field(default, description=text))
            arguments.append(Argument(parameter.name, slot, required, hint))
    faults += [f"{where}: the docstring describes {name!r}, which is no argument" for name in notes]
    faults += [f"{where}: one_of names {name!r}, which is no argument" for name in mark.one_of if name not in fields]
    if hints.get("return") is not Result:
        faults.append(f"{where}: returns Result")
    if faults:
        raise _Faults(faults)
    model = pydantic.create_model(function.__name__, __config__=pydantic.ConfigDict(extra="forbid"), **fields)
    return Tool(
        name=function.__name__,
        description=description,
        effect=mark.effect,
        roles=mark.roles,
        examples=mark.examples,
        one_of=mark.one_of,
        arguments=tuple(arguments),
        model=model,
        function=function,
        settle=mark.settle,
        module=function.__module__,
        personal=mark.personal,
    )


def _context_type() -> dict[str, Any]:
    from bot.context import ToolContext

    return {"ToolContext": ToolContext}


def _slot(hint: Any) -> Slot | None:
    if get_origin(hint) is Annotated:
        return next((part for part in get_args(hint)[1:] if isinstance(part, Slot)), None)
    for part in get_args(hint):
        if (slot := _slot(part)) is not None:
            return slot
    return None


_NOTE = re.compile(r"^(\w+): (.+)$")


def _documentation(function: Callable[..., Any]) -> tuple[str, dict[str, str]]:
    paragraphs = (inspect.getdoc(function) or "").split("\n\n")
    notes = {}
    for paragraph in paragraphs[1:]:
        for line in paragraph.splitlines():
            if match := _NOTE.match(line.strip()):
                notes[match[1]] = match[2]
    return " ".join(paragraphs[0].split()), notes

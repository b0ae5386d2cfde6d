"""What the assistant says: every sentence that the code asks for exists, in four languages, and reads well with real facts."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot import errors, registry
from bot.errors import AllInError, Missing
from bot.phrases import LANGUAGES, Phrases
from bot.tool import Effect, Role, Tool
from bot.understanding.decision import Situation
from bot.understanding.router import Understanding
from bot.writing import Brand, improve
from storage.models import PostStatus

ROOT = Path(__file__).parent.parent
REPLIES = ROOT / "prompts" / "replies"
SOURCES = ("bot", "skills", "connectors", "storage")
OTHERS = tuple(language for language in LANGUAGES if language != "en")

BERLIN = ZoneInfo("Europe/Berlin")


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:
        self.names.add(node.id.name)


def _area_files(language: str) -> list[str]:
    return sorted(path.name for path in (REPLIES / language).glob("*.ftl"))


@cache
def _entries(language: str, area: str) -> tuple[ftl.EntryType, ...]:
    text = (REPLIES / language / area).read_text(encoding="utf-8")
    return tuple(FluentParser().parse(text).body)


def _keys(language: str, area: str) -> list[str]:
    return [entry.id.name for entry in _entries(language, area) if isinstance(entry, ftl.Message)]


@cache
def _messages(language: str) -> dict[str, ftl.Message]:
    return {
        entry.id.name: entry
        for area in _area_files(language)
        for entry in _entries(language, area)
        if isinstance(entry, ftl.Message)
    }


def _variables(message: ftl.Message) -> set[str]:
    found = _Variables()
    found.visit(message)
    return found.names


# The files


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_is_read_to_its_end(language: str) -> None:
    junk = {
        area: [entry.content for entry in _entries(language, area) if isinstance(entry, ftl.Junk)]
        for area in _area_files(language)
    }
    assert {area: found for area, found in junk.items() if found} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_defined_twice(language: str) -> None:
    counted = Counter(key for area in _area_files(language) for key in _keys(language, area))
    assert [key for key, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("language", OTHERS)
def test_each_area_has_the_same_keys_in_every_language(language: str) -> None:
    assert _area_files(language) == _area_files("en")
    for area in _area_files("en"):
        assert set(_keys(language, area)) ^ set(_keys("en", area)) == set(), area


@pytest.mark.parametrize("language", OTHERS)
def test_each_sentence_takes_the_same_facts_in_every_language(language: str) -> None:
    english, other = _messages("en"), _messages(language)
    wrong = {
        key: _variables(english[key]) ^ _variables(other[key])
        for key in english.keys() & other.keys()
        if _variables(english[key]) != _variables(other[key])
    }
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_are_kebab_case(language: str) -> None:
    assert [key for key in _messages(language) if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)] == []


def test_each_language_writes_its_own_quotation_marks() -> None:
    marks = {"en": "“”", "de": "„“", "es": "«»", "fr": "«»"}
    for language, own in marks.items():
        foreign = set('“”„«»"') - set(own)
        text = "\n".join((REPLIES / language / area).read_text(encoding="utf-8") for area in _area_files(language))
        sentences = re.sub(r'\{\s*"[^"]*"\s*\}', "", re.sub(r"^#.*$", "", text, flags=re.MULTILINE))
        assert foreign & set(sentences) == set(), language


def test_french_punctuation_stays_with_its_word() -> None:
    text = "\n".join((REPLIES / "fr" / area).read_text(encoding="utf-8") for area in _area_files("fr"))
    torn = re.findall(r"^(?!#).*(?: [;!?:»]|« ).*$", text, flags=re.MULTILINE)
    assert torn == []


# What the code asks for


@dataclass(frozen=True)
class _Use:
    """A key in the code: exact, or with holes as `*`. `facts` is None where they cannot be read off the call."""

    key: str
    facts: frozenset[str] | None
    where: str

    def names(self, key: str) -> bool:
        pattern = ".+".join(re.escape(part) for part in self.key.split("*"))
        return re.fullmatch(pattern, key) is not None


_ERRORS = {name: kind for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, AllInError)}
_NOT_FACTS = {"detail", "retry_after", "options"}
# Calls other than errors that take a key: the place of the key among the positional arguments.
_TAKES_KEY = {
    "say": 0,
    "_say": 0,
    "tell": 0,
    "Breach": 0,
    "Question": 0,
    "NewNotice": 2,
    "_notice": 1,
    "_choice": 0,
}
_FACTS_IN_DICT = {"Breach": 1, "Question": 1}


def _shapes(node: ast.expr | None) -> list[str]:
    """The keys that an expression can be, as far as it says: literals, f-strings, either side of a condition."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=values):
            parts = [value.value if isinstance(value, ast.Constant) else "*" for value in values]
            return ["".join(str(part) for part in parts)]
        case ast.IfExp(body=body, orelse=orelse):
            return _shapes(body) + _shapes(orelse)
        case _:
            return []


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _at(call: ast.Call, place: int, *names: str) -> ast.expr | None:
    named = next((keyword.value for keyword in call.keywords if keyword.arg in names), None)
    return named or (call.args[place] if len(call.args) > place else None)


def _uses_of(call: ast.Call, where: str) -> Iterator[_Use]:
    name = _called(call)
    given = {keyword.arg for keyword in call.keywords if keyword.arg}
    spread = any(keyword.arg is None for keyword in call.keywords) or any(isinstance(a, ast.Starred) for a in call.args)
    facts: frozenset[str] | None = None if spread else frozenset(given - _NOT_FACTS)
    if name == "Missing":
        keys = _shapes(_at(call, 1)) or ([f"ask-{key}" for key in _shapes(_at(call, 0))] if len(call.args) < 2 else [])
    elif name in _ERRORS:
        keys = _shapes(_at(call, 0)) if call.args else [_ERRORS[name].default_key]
    elif name in _TAKES_KEY:
        keys = _shapes(_at(call, _TAKES_KEY[name], "key", "label_key"))
        if name in _FACTS_IN_DICT:
            held = _at(call, _FACTS_IN_DICT[name], "facts")
            facts = frozenset() if held is None else None
            if isinstance(held, ast.Dict) and all(isinstance(key, ast.Constant) for key in held.keys):
                facts = frozenset(str(key.value) for key in held.keys if isinstance(key, ast.Constant))
        elif name not in {"say", "_say", "tell"}:
            facts = None
    else:
        return
    for key in keys:
        yield _Use(key, facts, where)


@cache
def _trees() -> dict[str, ast.Module]:
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"))
        for folder in SOURCES
        for path in sorted((ROOT / folder).rglob("*.py"))
    }


@cache
def _uses() -> tuple[_Use, ...]:
    return tuple(
        use
        for name, tree in _trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for use in _uses_of(node, f"{name}:{node.lineno}")
    )


def test_the_scan_sees_the_code() -> None:
    seen = {use.key for use in _uses()}
    assert {"drafted", "progress-writing", "breach-too-long", "ask-post", "error-no-such-post", "status-*"} <= seen


def test_every_key_in_the_code_is_a_sentence() -> None:
    known = _messages("en")
    missing = sorted(f"{use.where} {use.key}" for use in _uses() if not any(use.names(key) for key in known))
    assert missing == []


def test_every_sentence_gets_the_facts_it_names() -> None:
    known = _messages("en")
    wanting = [
        f"{use.where} {use.key}: {', '.join(sorted(lacking))}"
        for use in _uses()
        if use.facts is not None and use.key in known
        # Which network an answer came from is filled in where it arrives (`connectors/http.py`).
        if (
            lacking := _variables(known[use.key])
            - use.facts
            - ({"platform", "count"} if "connectors/" in use.where else set())
        )
    ]
    assert wanting == []


def test_every_sentence_is_said_somewhere() -> None:
    # A key may also stand in a table or a variable, so any string of the code counts here.
    plain = {
        node.value
        for tree in _trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    shapes = [
        _Use(shape, None, "")
        for tree in _trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for shape in _shapes(node)
        if re.match(r"[a-z]+-[a-z0-9-]*\*", shape)
    ]
    unsaid = [key for key in _messages("en") if key not in plain and not any(use.names(key) for use in shapes)]
    assert unsaid == []


# What the store and the tools can bring up


@pytest.mark.parametrize("status", PostStatus)
def test_every_state_of_a_post_has_a_name_and_a_list(status: PostStatus) -> None:
    name = status.value.replace("_", "-")
    assert {f"status-{name}", f"list-{name}"} <= _messages("en").keys()


def test_every_role_has_a_name() -> None:
    assert {f"role-{role.value}" for role in Role} <= _messages("en").keys()


@pytest.fixture
def tools(tmp_path: Path) -> list[Tool]:
    return list(registry.load(tmp_path).tools.values())


def test_every_tool_has_a_name_on_a_button(tools: list[Tool]) -> None:
    assert {f"do-{tool.name.replace('_', '-')}" for tool in tools} - _messages("en").keys() == set()


def test_every_change_can_be_named_when_it_is_undone(tools: list[Tool]) -> None:
    wanted = {
        f"did-{tool.name.replace('_', '-')}" for tool in tools if tool.effect is not Effect.READ and tool.name != "undo"
    }
    assert wanted - _messages("en").keys() == set()


def test_every_kind_of_argument_has_a_question(tools: list[Tool]) -> None:
    kinds = {argument.slot.kind for tool in tools for argument in tool.arguments}
    assert {f"ask-{kind.replace('_', '-')}" for kind in kinds} - _messages("en").keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_tool_asks_for_what_it_lacks(tools: list[Tool], language: str) -> None:
    for tool in tools:
        if not tool.one_of and not any(argument.required for argument in tool.arguments):
            continue
        with pytest.raises(Missing) as raised:
            tool.validate({})
        assert Phrases(language).say(raised.value.key, **raised.value.facts)


# How it reads

WHEN = datetime(2026, 3, 12, 16, 0, tzinfo=BERLIN)
PLAUSIBLE: dict[str, Any] = {
    "accounts": ["Public page (bakery)", "Mastodon (@bakery)"],
    "count": 3,
    "day": date(2026, 3, 12),
    "days": ["Monday", "Friday"],
    "due": "Thu 12 Mar, 16:00",
    "due_at": WHEN,
    "every": "weekly",
    "field": "Voice",
    "fields": ["Voice", "Link"],
    "first": date(2026, 3, 9),
    "interval": 2,
    "last": date(2026, 3, 15),
    "length": 312,
    "limit": 280,
    "next": 8,
    "number": "7",
    "numbers": ["7", "8"],
    "platforms": ["Facebook", "Instagram"],
    "place": 2,
    "post": 7,
    "retry_after": 30,
    "said": "tomorrow",
    "since": WHEN,
    "span": " for today",
    "tags": "#bread #bakery",
    "times": ["09:00", "17:00"],
    "until": date(2026, 12, 31),
    "when": WHEN,
}


def _facts(names: set[str], **other: Any) -> dict[str, Any]:
    return {name: other.get(name, PLAUSIBLE.get(name, f"<{name}>")) for name in names}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [0, 1, 3, 1_000_000])
def test_every_sentence_comes_out_whole(language: str, count: int) -> None:
    phrases = Phrases(language)
    numbers = dict.fromkeys(("count", "interval"), count)
    for key, message in _messages(language).items():
        text = phrases.say(key, **_facts(_variables(message), **numbers))
        assert text.strip(), key
        assert not re.search(r"[{}]|None|datetime|\$\w", text), (key, text)
        assert "  " not in text and text == text.rstrip(), (key, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_choices_within_a_sentence_come_out_whole(language: str) -> None:
    phrases = Phrases(language)
    assert len({phrases.say("repeat-place", place=place, day="x") for place in (1, 2, 3, 4, 5, -1)}) == 6
    assert phrases.say("repeat-monthday", day=-1) != phrases.say("repeat-monthday", day=15)
    assert "missing" not in phrases.say("ask-when-time", said="missing")
    assert "missing" not in phrases.say("post-is", number="3", status="x", when="missing")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "There are no planned posts for Thursday, 12 March 2026."),
        ("de", "Es gibt keine geplanten Beiträge für Donnerstag, 12. März 2026."),
        ("es", "No hay publicaciones programadas para el jueves, 12 de marzo de 2026."),
        ("fr", "Il n’y a aucune publication prévue pour le jeudi 12 mars 2026."),
    ],
)
def test_an_empty_list_is_grammatical(language: str, expected: str) -> None:
    phrases = Phrases(language)
    span = phrases.say("span-day", day=date(2026, 3, 12))
    assert phrases.say("list-none", what=phrases.say("list-scheduled", count=0), span=span) == expected


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [
        ("en", "1 planned post:", "3 planned posts:"),
        ("de", "1 geplanter Beitrag:", "3 geplante Beiträge:"),
        ("es", "1 publicación programada:", "3 publicaciones programadas:"),
        ("fr", "1 publication prévue\u00a0:", "3 publications prévues\u00a0:"),
    ],
)
def test_a_list_counts_as_people_do(language: str, one: str, many: str) -> None:
    phrases = Phrases(language)
    heads = [phrases.say("list-head", what=phrases.say("list-scheduled", count=count), span="") for count in (1, 3)]
    assert heads == [one, many]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Post 7 goes out on Facebook and Instagram on Thursday, 12 March 2026, 16:00 (Berlin)."),
        (
            "de",
            "Beitrag 7 geht über Facebook und Instagram raus, und zwar am Donnerstag, 12. März 2026, 16:00 (Berlin).",
        ),
        ("es", "La publicación 7 sale en Facebook e Instagram el jueves, 12 de marzo de 2026, 16:00 (Berlín)."),
        ("fr", "La publication 7 part sur Facebook et Instagram le jeudi 12 mars 2026, 16:00 (Berlin)."),
    ],
)
def test_weekday_date_time_and_zone_are_read_back(language: str, expected: str) -> None:
    said = Phrases(language).say("scheduled", number="7", platforms=["Facebook", "Instagram"], when=WHEN)
    assert said == expected


@pytest.mark.parametrize(
    ("language", "weekly", "monthly"),
    [
        ("en", "every 2 weeks on Monday and Friday", "every month on the last Friday"),
        ("de", "alle 2 Wochen am Montag und Freitag", "jeden Monat am letzten Freitag"),
        ("es", "cada 2 semanas el lunes y viernes", "cada mes el último viernes"),
        ("fr", "toutes les 2 semaines le lundi et vendredi", "chaque mois le dernier vendredi"),
    ],
)
def test_a_repeat_is_said_in_words(language: str, weekly: str, monthly: str) -> None:
    from babel.dates import get_day_names

    phrases, names = Phrases(language), get_day_names("wide", locale=language)
    every = phrases.say("repeat-weekly", interval=2)
    assert phrases.say("repeat-on", every=every, days=[names[0], names[4]]) == weekly
    every = phrases.say("repeat-monthly", interval=1)
    assert phrases.say("repeat-on", every=every, days=phrases.say("repeat-place", place=-1, day=names[4])) == monthly


# What it tells people to say, it understands

TEXT = (
    "We bake bread. It is good bread, and there is plenty of it. Come by and taste it. #bread #bakery #berlin #sunday"
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_button_that_shortens_is_understood(language: str) -> None:
    instruction = Phrases(language).say("instruction-shorten")
    for written_in in sorted({language, "en"}):
        found = improve(TEXT, instruction, Brand(), language=written_in)
        assert found.understood and len(found.text) < len(TEXT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_button_for_fewer_hashtags_takes_some_away(language: str) -> None:
    instruction = Phrases(language).say("instruction-fewer-hashtags")
    for written_in in sorted({language, "en"}):
        found = improve(TEXT, instruction, Brand(), language=written_in)
        assert found.understood and found.text.count("#") < TEXT.count("#"), found.text
        assert found.text.startswith("We bake bread. It is good bread")


# A quoted example of a time in these sentences, and what it means on Wednesday, 11 March 2026, at ten in the morning.
_TIMED = ("ask-when", "ask-recurrence", "help-scheduling")
_TIMES = {
    "en": {
        "tomorrow at nine": "12T09",
        "Friday at 17:00": "13T17",
        "every Friday at 17:00": "FR",
        "on the first Monday of each month": "1MO",
    },
    "de": {
        "morgen um neun": "12T09",
        "Freitag um 17 Uhr": "13T17",
        "jeden Freitag um 17 Uhr": "FR",
        "am ersten Montag jedes Monats": "1MO",
    },
    "es": {
        "mañana a las nueve": "12T09",
        "el viernes a las 17:00": "13T17",
        "cada viernes a las 17:00": "FR",
        "el primer lunes de cada mes": "1MO",
    },
    "fr": {
        "demain à neuf heures": "12T09",
        "vendredi à 17 h": "13T17",
        "chaque vendredi à 17 h": "FR",
        "le premier lundi de chaque mois": "1MO",
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_times_it_gives_as_examples_are_understood(language: str) -> None:
    from bot.understanding import times

    quoted = " ".join(Phrases(language).say(key) for key in _TIMED).replace("\u202f", " ")
    now = datetime(2026, 3, 11, 10, 0, tzinfo=BERLIN)
    for said, meant in _TIMES[language].items():
        assert said in quoted
        found = times.parse(said, now, language=language)
        if isinstance(found, times.Recurrence):
            assert f"BYDAY={meant}" in found.rule
        else:
            assert isinstance(found, times.Moment) and found.at.isoformat().startswith(f"2026-03-{meant}"), said


# What the quoted examples of a sentence lead to, one after the other, with post 3 in hand and planned for Friday.
_QUOTED = re.compile(r"“([^”]+)”|„([^“]+)“|«\s?([^»]+?)\s?»")
_EXAMPLES = {
    "help-drafting": ["draft_post", "improve_draft", "retarget_post"],
    "help-scheduling": ["schedule_post", "schedule_post", "reschedule_post", "list_posts", "cancel_post"],
    "help-publishing": ["publish_post", "undo"],
    "help-accounts": ["list_accounts", "connect_account"],
    "help-workspace": ["set_time_zone", "set_brand", "set_language"],
    "ask-post": ["list_posts"],
    "ask-switch": ["set_confirmation", "set_confirmation"],
    "settings-unset": ["set_brand"],
    "greeting-try": ["draft_post", "help"],
    "error-not-understood": ["help"],
    "error-empty": ["help"],
    "error-no-such-post": ["list_posts", "list_posts"],
    "error-no-such-account": ["list_accounts"],
    "error-queue-full": ["set_queue_slots"],
}
_SAID_WHOLE = {"help-try-draft": "draft_post", "help-try-plan": "list_posts", "help-try-accounts": "list_accounts"}


@pytest.fixture(scope="module")
def understanding(tmp_path_factory: pytest.TempPathFactory) -> Understanding:
    home = tmp_path_factory.mktemp("home")
    found = registry.load(home)
    return Understanding(found.tools, found.platforms, cache=home / "cache")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_commands_it_gives_as_examples_are_understood(language: str, understanding: Understanding) -> None:
    phrases = Phrases(language)
    friday = datetime(2026, 3, 13, 9, 0, tzinfo=BERLIN)
    planned = ("schedule_post", {"topic": "bread", "when": friday.isoformat(), "platforms": ["feed"]})
    situation = Situation(
        now=datetime(2026, 3, 11, 10, 0, tzinfo=BERLIN), language=language, focus=(3,), when=friday, last=planned
    )
    for key, expected in _EXAMPLES.items():
        text = phrases.say(key, **_facts(_variables(_messages(language)[key])))
        quoted = [next(part for part in groups if part) for groups in _QUOTED.findall(text)]
        commands = [said.replace("\u202f", " ") for said in quoted if not said.startswith("<")]
        assert [understanding.decide(said, situation).tool for said in commands] == expected, (key, commands)
    for key, tool in _SAID_WHOLE.items():
        assert understanding.decide(phrases.say(key), situation).tool == tool, key

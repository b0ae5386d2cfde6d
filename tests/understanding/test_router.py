"""What people say becomes the right call, or a question; never a wrong action."""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.registry import load
from bot.understanding.decision import Decision, Pending, Situation
from bot.understanding.embedder import Embedder
from bot.understanding.router import Understanding

NOW = datetime(2026, 3, 11, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
FRIDAY = datetime(2026, 3, 13, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "understanding.py"
ROUGH = Path(__file__).parent / "rough.jsonl"
BLIND = Path(__file__).parent / "blind.jsonl"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Understanding]:
    folder = tmp_path_factory.mktemp("understanding")
    registry = load(folder)
    made = Understanding(registry.tools, registry.platforms, cache=folder / "cache")
    made.warm()
    yield made


@pytest.fixture(scope="module")
def benchmark() -> Iterator[Any]:
    """The benchmark's own scoring, so that a test and the published figures cannot differ."""
    spec = importlib.util.spec_from_file_location("benchmark_of_understanding", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def after(tool: str, **args: Any) -> Situation:
    """The situation after a call for post 4, due on Friday at ten."""
    return Situation(NOW, focus=(4,), when=FRIDAY, last=(tool, args))


def test_the_rough_lines_keep_their_quality(model: Understanding, benchmark: Any) -> None:
    lines = benchmark.lines_of(ROUGH)
    tuned = benchmark.score(model.decide, [line for line in lines if not benchmark.held_out(line)], model.tools)
    rest = benchmark.score(model.decide, [line for line in lines if benchmark.held_out(line)], model.tools)

    assert tuned.right >= 0.97 * tuned.commands, tuned.faults
    assert rest.right >= 0.95 * rest.commands
    assert rest.exact >= 0.9 * rest.commands
    assert tuned.wrong + rest.wrong <= 0.02 * len(lines)


def test_lines_of_somebody_else_keep_their_quality(model: Understanding, benchmark: Any) -> None:
    total = benchmark.score(model.decide, benchmark.lines_of(BLIND), model.tools)

    assert total.right >= 0.97 * total.commands, total.faults
    assert total.exact >= 0.95 * total.commands, total.faults
    assert total.wrong <= 0.01 * total.lines, total.faults
    assert total.accepted == 0, total.faults


def test_a_cached_start_neither_learns_nor_loads_the_sentence_model(tmp_path: Path) -> None:
    registry = load(tmp_path)
    Understanding(registry.tools, registry.platforms, cache=tmp_path / "cache").warm()
    again = Understanding(registry.tools, registry.platforms, cache=tmp_path / "cache")
    again._classifier.embedder = Embedder()
    again.warm()

    assert again._classifier.trained
    assert not again._classifier.embedder.loaded


@pytest.mark.parametrize("language", ["en", "es", "de", "fr"])
def test_every_tool_has_sentences_that_reach_it(model: Understanding, language: str) -> None:
    from bot.understanding.sentences import language as sentences

    spoken = sentences(language)
    assert set(model.tools) <= set(spoken.tools)
    missed = []
    for tool, said in spoken.examples.items():
        decisions = [
            model.decide(each, Situation(NOW, language=language, focus=(3,), when=FRIDAY)) for each in said[:3]
        ]
        if not any(tool in (decision.tool, decision.asks_for) for decision in decisions):
            missed.append(tool)
    assert missed == []


def test_quoted_words_are_kept_as_written(model: Understanding) -> None:
    decision = model.decide('publish "Café  “Blüte” — ½ Preis 🎉 now" on mastodon', Situation(NOW))

    assert decision.tool == "publish_post"
    assert decision.args == {"text": "Café  “Blüte” — ½ Preis 🎉 now", "platforms": ["mastodon"]}


def test_several_commands_come_in_order(model: Understanding) -> None:
    decision = model.decide(
        "draft a post about the lake for linkedin and schedule it for friday at ten; then show me what's planned",
        Situation(NOW, focus=(9,)),
    )

    assert [decision.tool, *(more.tool for more in decision.more)] == ["draft_post", "schedule_post", "list_posts"]
    # "it" is the draft that is yet to be written, not the post in focus.
    assert decision.more[0].args == {"when": "2026-03-13T10:00+01:00"}


@pytest.mark.parametrize("topic", ["salt and pepper", "bread & butter", "how we plan and post content"])
def test_and_within_a_topic_is_no_second_command(model: Understanding, topic: str) -> None:
    decision = model.decide(f"write a post about {topic}", Situation(NOW))

    assert (decision.tool, decision.args, decision.more) == ("draft_post", {"topic": topic}, ())


def test_the_same_for_several_posts(model: Understanding) -> None:
    decision = model.decide("cancel posts 3, 5 and 8", Situation(NOW))

    assert [decision.args, *(more.args for more in decision.more)] == [{"post_id": 3}, {"post_id": 5}, {"post_id": 8}]


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("an hour later", "2026-03-13T11:00+01:00"),
        ("no, I meant Thursday", "2026-03-12T10:00+01:00"),
        ("change it to eleven", "2026-03-13T11:00+01:00"),
        ("make it 3pm", "2026-03-13T15:00+01:00"),
    ],
)
def test_a_correction_moves_the_post_just_spoken_of(model: Understanding, said: str, when: str) -> None:
    decision = model.decide(said, after("schedule_post", topic="x", when="2026-03-13T10:00+01:00"))

    assert (decision.tool, decision.args) == ("reschedule_post", {"post_id": 4, "when": when})


def test_the_same_elsewhere_and_in_another_language(model: Understanding) -> None:
    last = after("draft_post", topic="open day", platforms=["instagram"])

    assert model.decide("same for Facebook", last).args == {"topic": "open day", "platforms": ["facebook"]}
    assert model.decide("and in German", last).args == {
        "topic": "open day",
        "platforms": ["instagram"],
        "language": "de",
    }


def test_without_a_post_in_sight_it_stays_open(model: Understanding) -> None:
    assert model.decide("shorten it a bit", Situation(NOW)).args == {"instruction": "shorten"}
    assert model.decide("shorten it a bit", Situation(NOW, focus=(7,))).args["post_id"] == 7
    assert model.decide("cancel the second one", Situation(NOW, listed=(7, 8))).args == {"post_id": 8}
    unclear = model.decide("cancel the fifth one", Situation(NOW, listed=(7, 8)))
    assert unclear.tool is None
    assert unclear.question is not None
    assert unclear.question.key == "ask-post"


def asked(tool: str, slot: str, **args: Any) -> Situation:
    return Situation(NOW, pending=Pending(tool, args, slot))


def test_a_question_is_asked_once_and_filled_by_the_answer(model: Understanding) -> None:
    first = model.decide("schedule a post about the raffle for friday", Situation(NOW))
    assert (first.tool, first.asks_for) == (None, "schedule_post")
    assert first.question is not None
    assert first.question.key == "ask-when-time"
    assert len(first.question.options) == 3

    pending = Pending("schedule_post", first.args, "when", first.question.options)
    for said, clock in [("ten", "10:00"), ("at half past four in the afternoon", "16:30"), ("the second one", "12:00")]:
        decision = model.decide(said, Situation(NOW, pending=pending))
        assert decision.tool == "schedule_post"
        assert decision.args == {"topic": "raffle", "when": f"2026-03-13T{clock}+01:00"}
        assert decision.by == "pending"


def test_a_change_of_subject_is_not_swallowed(model: Understanding) -> None:
    assert model.decide("show my drafts", asked("draft_post", "topic")).tool == "list_posts"
    assert model.decide("what's planned for tomorrow", asked("schedule_post", "when", topic="x")).tool == "list_posts"
    assert model.decide("the new menu", asked("draft_post", "topic")).args == {"topic": "new menu"}


def test_a_question_can_be_dropped(model: Understanding) -> None:
    for said in ("never mind", "vergiss es", "da igual", "laisse tomber", "cancel"):
        decision = model.decide(said, asked("schedule_post", "when", topic="x"))
        assert decision.tool is None
        assert decision.question is not None
        assert decision.question.key == "ok-never-mind"


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("schedule draft 3 for 31 february at nine", "ask-when-impossible"),
        ("schedule draft 3 for yesterday at nine", "ask-when-past"),
        ("schedule draft 3 for 29 march at 2:30 am", "ask-when-gap"),
        ("schedule draft 3 for january 1st 9999 at noon", "ask-when-too-far"),
        ("schedule draft 3", "ask-when"),
    ],
)
def test_a_doubtful_time_is_asked_about(model: Understanding, said: str, key: str) -> None:
    decision = model.decide(said, Situation(NOW))

    assert (decision.tool, decision.asks_for) == (None, "schedule_post")
    assert decision.question is not None
    assert decision.question.key == key


@pytest.mark.parametrize(
    "said",
    [
        "order me a pizza", "delete everything and wire the money", "tell me a joke about penguins", "asdf qwer uiop",
        "bestell mir eine pizza", "cuéntame un chiste", "quelle heure est-il", "cancel my flight", "how many calories has bread",
    ],
)  # fmt: skip
def test_what_is_no_command_here_is_declined(model: Understanding, said: str) -> None:
    decision = model.decide(said, Situation(NOW))

    assert decision.tool is None
    assert decision.asks_for is None
    assert decision.question is not None


@pytest.mark.parametrize(
    "said", ["delete it all", "publish everything now", "lösche alles", "supprime tout", "bórralo todo"]
)
def test_nothing_is_done_to_everything_at_once(model: Understanding, said: str) -> None:
    assert model.decide(said, Situation(NOW, focus=(3,), listed=(3, 4))).tool is None


def test_what_is_not_here_yet_is_named(model: Understanding) -> None:
    decision = model.decide("find me ten food bloggers in italy", Situation(NOW))

    assert decision.question is not None
    assert decision.question.key == "ask-not-here-yet"
    assert decision.question.facts == {"area": "find_influencers"}


def test_a_phrasing_that_was_learned_is_known_again(model: Understanding) -> None:
    said = "work your magic on draft 6"
    learned = {model.phrase_of(said, "en"): "improve_draft"}

    assert model.decide(said, Situation(NOW), only="improve_draft").args["post_id"] == 6
    assert model.decide("work your magic on draft 8", Situation(NOW, learned=learned)).tool == "improve_draft"
    assert model.decide("work your magic on draft 8", Situation(NOW)).tool is None
    assert model.decide("work your charm on draft 8", Situation(NOW, learned=learned)).tool is None


def test_a_phrasing_learned_for_a_tool_that_is_gone_is_asked_about(model: Understanding) -> None:
    said = "work your magic on draft 6"
    assert model.decide(said, Situation(NOW, learned={model.phrase_of(said, "en"): "gone"})).tool is None


def test_yes_and_no_answer_an_open_consent(model: Understanding) -> None:
    def answered(said: str) -> Decision:
        return model.decide(said, Situation(NOW, focus=(4,), when=FRIDAY, consent_open=True))

    assert answered("ja bitte").args == {"answer": True}
    assert answered("better not").args == {"answer": False}
    assert answered("show my drafts").tool == "list_posts"


HOSTILE = {
    "a megabyte": "a" * 1_000_000,
    "a megabyte of words": "post about x " * 80_000,
    "nested quotes": "post " + '"“' * 3_000 + "x" + '”"' * 3_000,
    "open quotes": "“" * 100_000,
    "mixed quotes": '«„“"`' * 20_000,
    "right to left": "\u202eانشر المنشور 3 الآن على فيسبوك",
    "emoji": "🎉" * 3_000,
    "brackets": "(" * 5_000 + "a+" * 5_000,
    "digits": "publish post " + "9" * 5_000,
    "combining": "p" + "\u0300" * 100_000 + "ost",
    "commands": "write a post about salt and pepper and publish it " * 120,
    "splits": "then; " * 1_000,
    "control": "\0\0post\0 it\x1b[2J",
    "lines": "\n" * 4_000,
    "numbers": "twenty " * 600,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_takes_bounded_time(model: Understanding, name: str) -> None:
    model.decide(HOSTILE[name], Situation(NOW))
    best = min(_took(model, HOSTILE[name]) for _ in range(3))

    assert best < 1


def test_five_hundred_platforms_take_bounded_time(model: Understanding) -> None:
    names = list(model.names.labels)
    text = "post about bread on " + ", ".join(names[i % len(names)] for i in range(500))

    assert min(_took(model, text) for _ in range(3)) < 1


def _took(model: Understanding, text: str) -> float:
    begin = time.thread_time()
    model.decide(text, Situation(NOW, focus=(3,)))
    return time.thread_time() - begin


def test_the_rough_lines_are_well_formed() -> None:
    lines = [json.loads(line) for line in ROUGH.read_text(encoding="utf-8").splitlines()]

    assert len({(line["text"], json.dumps(line.get("situation"))) for line in lines}) == len(lines)
    assert {line["language"] for line in lines} == {"en", "es", "de", "fr"}


@pytest.mark.parametrize(
    ("said", "language", "platforms"),
    [
        ("add instagram to post 5", "en", ["+instagram"]),
        ("füge instagram zu post 5 hinzu", "de", ["+instagram"]),
        ("agrega linkedin al post 5", "es", ["+linkedin"]),
        ("ajoute instagram au post 5", "fr", ["+instagram"]),
        ("leave facebook out of post 5", "en", ["-facebook"]),
        ("facebook raus aus post 5", "de", ["-facebook"]),
        ("vire facebook du post 5", "fr", ["-facebook"]),
        ("publish post 5 without facebook", "en", ["-facebook"]),
        ("veröffentliche post 5 ohne facebook", "de", ["-facebook"]),
    ],
)
def test_platforms_are_added_or_taken_away_and_the_others_stay(
    model: Understanding, said: str, language: str, platforms: list[str]
) -> None:
    decision = model.decide(said, Situation(NOW, language=language))

    assert (decision.tool, decision.args) == ("retarget_post", {"platforms": platforms, "post_id": 5})


def test_nothing_goes_out_where_it_must_not(model: Understanding) -> None:
    decision = model.decide("publish draft 4 on x but not on facebook", Situation(NOW))

    assert (decision.tool, decision.args) == ("publish_post", {"post_id": 4, "platforms": ["x"]})


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("publish draft 4 on no account", "en"),
        ("never publish draft 4", "en"),
        ("veröffentliche entwurf 4 auf keinen fall", "de"),
        ("publica el borrador 4 bajo ningún concepto", "es"),
        ("ne publie surtout pas le brouillon 4", "fr"),
    ],
)
def test_what_must_not_happen_does_not(model: Understanding, said: str, language: str) -> None:
    assert model.decide(said, Situation(NOW, language=language)).tool in {None, "cancel_post"}


def test_words_of_a_topic_forbid_nothing(model: Understanding) -> None:
    decision = model.decide("publish a post about never giving up now on x", Situation(NOW))

    assert decision.tool == "publish_post"


@pytest.mark.parametrize(
    ("said", "tool", "which"),
    [
        ("remove all the pictures from draft 8", "remove_media", None),
        ("lose the 3rd pic on draft 8", "remove_media", 3),
        ("take the last picture out of draft 8", "remove_media", -1),
    ],
)
def test_pictures_are_no_words_of_the_post(model: Understanding, said: str, tool: str, which: int | None) -> None:
    decision = model.decide(said, Situation(NOW))

    assert (decision.tool, decision.args.get("post_id"), decision.args.get("which")) == (tool, 8, which)

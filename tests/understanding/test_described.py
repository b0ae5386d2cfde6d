"""Posts that are meant by what they say or where they go: the right one, or a question; never just the one in focus."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.registry import load
from bot.understanding.decision import Decision, Known, Situation
from bot.understanding.router import Understanding

NOW = datetime(2026, 3, 11, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
FRIDAY = datetime(2026, 3, 13, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
POSTS = (
    Known(17, ("threads",), "draft", "sourdough Rye sourdough on Sunday"),
    Known(16, ("threads",), "draft", "sourdough We bake sourdough"),
    Known(15, ("facebook",), "published", "bake sale Last year's bake sale"),
    Known(13, ("x",), "scheduled", "Sommerfest Unsere roten Schuhe tanzen"),
    Known(12, ("instagram",), "draft", "bake sale The bake sale starts at ten"),
    Known(9, ("instagram", "linkedin"), "draft", "red shoes Our red shoes are back in stock"),
    Known(7, ("linkedin",), "scheduled", "hiring We are hiring a baker, red aprons included"),
    Known(5, ("x",), "cancelled", "puzzle evening A puzzle evening for everybody"),
    Known(4, ("feed", "facebook"), "scheduled", "open day Come to our open day"),
)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Understanding]:
    folder = tmp_path_factory.mktemp("described")
    registry = load(folder)
    yield Understanding(registry.tools, registry.platforms, cache=folder / "cache")


def decided(model: Understanding, text: str, language: str = "en", **more: Any) -> Decision:
    around = {"focus": (4,), "when": FRIDAY, "posts": lambda: POSTS, **more}
    return model.decide(text, Situation(NOW, language=language, **around))


@pytest.mark.parametrize(
    ("text", "language", "tool", "number"),
    [
        ("show me that draft with the red shoes", "en", "show_post", 9),
        ("publish the one about the red shoes", "en", "publish_post", 9),
        ("cancel the post about the bake sale", "en", "cancel_post", 12),
        ("how did the post about the bake sale do", "en", "show_metrics", 15),
        ("move the hiring post to friday at 4pm", "en", "reschedule_post", 7),
        ("make the red shoes draft shorter", "en", "improve_draft", 9),
        ("show me the post about the puzzle evening", "en", "show_post", 5),
        ("zeig mir den Entwurf mit den roten Schuhen", "de", "show_post", 13),
        ("cancela la publicación sobre el open day", "es", "cancel_post", 4),
        ("annule le brouillon sur le bake sale", "fr", "cancel_post", 12),
    ],
)
def test_what_a_post_says_names_it(model: Understanding, text: str, language: str, tool: str, number: int) -> None:
    decision = decided(model, text, language)

    assert (decision.tool, decision.args.get("post_id")) == (tool, number)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Verschiebe den Beitrag auf LinkedIn auf Donnerstag um zehn", "de"),
        ("move the post on LinkedIn to Thursday at 10", "en"),
        ("mueve la publicación de LinkedIn al jueves a las diez", "es"),
        ("décale la publication sur LinkedIn à jeudi dix heures", "fr"),
    ],
)
def test_the_post_on_a_network_is_one_that_goes_there(model: Understanding, text: str, language: str) -> None:
    decision = decided(model, text, language)

    assert (decision.tool, decision.args) == (
        "reschedule_post",
        {"post_id": 7, "when": "2026-03-12T10:00+01:00"},
    )


@pytest.mark.parametrize(
    ("text", "tool", "choices"),
    [
        ("cancel the Instagram post", "cancel_post", [12, 9]),
        ("queue the sourdough draft", "queue_post", [17, 16]),
        ("move the post on Pinterest to Thursday at 10", "reschedule_post", []),
    ],
)
def test_which_of_several_is_asked(model: Understanding, text: str, tool: str, choices: list[int]) -> None:
    decision = decided(model, text)

    assert decision.tool is None
    assert decision.asks_for == tool
    assert decision.question is not None
    assert decision.question.key == "ask-post"
    assert [number for _, number in decision.question.options] == choices


def test_the_one_that_is_being_talked_about_is_not_asked_about(model: Understanding) -> None:
    assert decided(model, "queue the sourdough draft", focus=(16,)).args["post_id"] == 16
    assert decided(model, "cancel the Facebook post").args["post_id"] == 4


@pytest.mark.parametrize(
    "text",
    ["draft a post about the red shoes", "post about the bake sale on instagram", "write a post about the bake sale"],
)
def test_a_new_post_may_be_about_the_same(model: Understanding, text: str) -> None:
    decision = decided(model, text, focus=())

    assert decision.tool in {"draft_post", "publish_post"}
    assert "topic" in decision.args
    assert "post_id" not in decision.args


def test_nothing_is_looked_up_where_nothing_is_described(model: Understanding) -> None:
    def look() -> tuple[Known, ...]:
        raise AssertionError("looked up")

    for text in ("cancel it", "move post 4 to friday at ten", "what is planned this week?", "draft a post about tea"):
        assert decided(model, text, posts=look).tool is not None

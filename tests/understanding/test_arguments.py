"""What a tool is called with, from sentences that no template foresaw."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.registry import Registry, load
from bot.understanding.decision import Situation
from bot.understanding.filling import Filled, fill
from bot.understanding.slots import Names, find
from bot.understanding.text import read

NOW = datetime(2026, 3, 11, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return load(tmp_path_factory.mktemp("home"))


def filled(
    text: str, tool: str, registry: Registry, language: str = "en", situation: Situation | None = None
) -> Filled:
    found = find(read(text), language, Names(registry.platforms), NOW)
    return fill(registry.tools[tool], found, None, situation or Situation(NOW, language=language))


@pytest.mark.parametrize(
    ("language", "text", "topic"),
    [
        ("en", "draft something about the repair café for x", "repair café"),
        ("en", "draft a post about our refund policy for reddit, keep it serious", "refund policy"),
        ("en", "do 3 linkedin posts about our new interns, professional tone", "new interns"),
        ("en", "draft a post about the $5 lunch for x", "$5 lunch"),
        ("en", "draft a post about saving 20% for facebook", "saving 20%"),
        ("en", 'make a post with the topic "spring cleaning" for pinterest', "spring cleaning"),
        ("en", "draft a post about our sale with hashtag spring sale", "sale with #springsale"),
        ("de", "schreib auf englisch einen post über unsere eröffnung", "eröffnung"),
        ("de", "auf instagram soll ein lauftipp erscheinen", "lauftipp"),
        ("de", "entwirf etwas zum thema lastenrad", "lastenrad"),
        ("es", "un tip de finanzas en linkedin", "tip de finanzas"),
        ("es", "4 ideas de posts divertidos sobre café para instagram", "café"),
        ("fr", "rédige quelque chose sur l'atelier poterie", "atelier poterie"),
        ("fr", "trois tweets drôles sur le café du lundi", "café du lundi"),
        ("fr", "un tweet sur le lundi matin", "lundi matin"),
    ],
)
def test_what_it_is_about(language: str, text: str, topic: str, registry: Registry) -> None:
    assert filled(text, "draft_post", registry, language).args["topic"] == topic


def test_how_it_should_sound_is_heard_beside_the_topic(registry: Registry) -> None:
    args = filled("draft a post about our refund policy for reddit, keep it serious", "draft_post", registry).args
    assert args["tone"] == "serious"


def test_what_is_in_the_queue_is_not_what_it_is_about(registry: Registry) -> None:
    args = filled("line something about our recycling up in the queue for x", "queue_post", registry).args
    assert (args["topic"], args["platforms"]) == ("recycling", ["x"])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "publish draft 4 everywhere except tiktok"),
        ("en", "publish draft 4 on all but facebook"),
        ("en", "publish draft 4 to all platforms but tiktok and x"),
        ("de", "veröffentliche entwurf 4 überall außer auf tiktok"),
        ("es", "publica el borrador 4 en todas las redes menos tiktok"),
        ("fr", "publie le brouillon 4 partout sauf sur x"),
    ],
)
def test_everywhere_but_there_is_asked_and_never_goes_there(language: str, text: str, registry: Registry) -> None:
    made = filled(text, "publish_post", registry, language)
    assert "platforms" not in made.args
    assert made.question is not None
    assert made.question.key == "ask-platforms"


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "cancel post number two hundred and four", 204),
        ("en", "cancel post two oh four", 204),
        ("de", "lösche den 9er entwurf", 9),
        ("de", "lösche beitrag zweihundertvier", 204),
        ("es", "la 13 no ha salido, cancélala", 13),
        ("es", "borra la publicación ya publicada 20", 20),
        ("fr", "annule la publication deux cent quatre", 204),
    ],
)
def test_which_post(language: str, text: str, number: int, registry: Registry) -> None:
    assert filled(text, "cancel_post", registry, language).args["post_id"] == number


def test_a_feminine_hour_is_no_post(registry: Registry) -> None:
    assert "post_id" not in filled("publica el borrador mañana a la 1", "schedule_post", registry, "es").args


def test_a_verb_that_moves_leads_to_a_post(registry: Registry) -> None:
    args = filled("schieb 15 auf donnerstag 16 uhr", "reschedule_post", registry, "de").args
    assert args == {"post_id": 15, "when": "2026-03-12T16:00+01:00"}


def test_the_day_after_instead_of_is_not_the_one(registry: Registry) -> None:
    args = filled("post 12 tomorrow at 6pm instead of today", "reschedule_post", registry).args
    assert args == {"post_id": 12, "when": "2026-03-12T18:00+01:00"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "what did we put out in February?"),
        ("de", "was ging im Februar raus?"),
        ("es", "¿qué publicamos en febrero?"),
        ("fr", "qu'avons-nous publié en février ?"),
    ],
)
def test_a_question_in_the_past_looks_back(language: str, text: str, registry: Registry) -> None:
    args = filled(text, "list_posts", registry, language).args
    assert (args["since"], args["until"]) == ("2026-02-01", "2026-02-28")


CHOSEN: list[tuple[str, str, str, dict[str, Any]]] = [
    ("en", "only use the offline model", "set_model", {"preference": "local-only"}),
    ("de", "nimm zuerst das gehostete modell", "set_model", {"preference": "hosted-first"}),
    ("en", "never send anything to the cloud model", "set_model", {"preference": "local-only"}),
    ("en", "just publish without checking with me first", "set_confirmation", {"on": False}),
    ("fr", "demande-moi toujours avant de publier", "set_confirmation", {"on": True}),
    ("de", "wir sitzen jetzt in Zürich, stell die Zeitzone um", "set_time_zone", {"place": "Zürich"}),
    ("en", "brand hashtags: #slowfood, #turin", "set_brand", {"field": "hashtags", "value": "#slowfood, #turin"}),
    (
        "en",
        'call to action: "See you at the counter!"',
        "set_brand",
        {"field": "calls_to_action", "value": "See you at the counter!"},
    ),
    (
        "en",
        "put draft 8 on the board Cosy Interiors",
        "set_post_detail",
        {"post_id": 8, "detail": "destination", "value": "Cosy Interiors"},
    ),
    (
        "en",
        "make the video of post 7 unlisted",
        "set_post_detail",
        {"post_id": 7, "detail": "privacy", "value": "unlisted"},
    ),
]


@pytest.mark.parametrize(("language", "text", "tool", "args"), CHOSEN)
def test_one_of_a_few_values(language: str, text: str, tool: str, args: dict[str, Any], registry: Registry) -> None:
    assert filled(text, tool, registry, language).args == args


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        ("which model is it, the local or the hosted one", "set_model"),
        ("change the model", "set_model"),
        ("change the confirmation thing", "set_time_zone"),
        ("put draft 8 on a board", "set_post_detail"),
    ],
)
def test_what_is_left_open_is_asked(text: str, tool: str, registry: Registry) -> None:
    assert filled(text, tool, registry).question is not None


def test_a_question_about_a_change_is_only_the_change(registry: Registry) -> None:
    situation = Situation(NOW, listed=(21, 22))
    made = filled("can the second one be friendlier", "improve_draft", registry, situation=situation)
    assert made.args == {"post_id": 22, "instruction": "friendlier"}


def test_any_words_are_filled_without_failing(registry: Registry) -> None:
    odd = ["'", "'tis the season", ": :", "$", "la 13", "at sign", "hashtag", "all but", "4", "re", "“", "9er", "by"]
    for text in odd:
        for tool in registry.tools:
            filled(text, tool, registry)

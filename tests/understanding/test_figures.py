"""Questions about figures: what is measured, split, compared and reached, in four languages, and short messages after them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.registry import load
from bot.understanding import figures
from bot.understanding.decision import Pending, Situation
from bot.understanding.embedder import PREPARED
from bot.understanding.router import Understanding
from bot.understanding.slots import Found, Names, find
from bot.understanding.text import read

NOW = datetime(2026, 3, 11, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
LAST_WEEK = {"since": "2026-03-02", "until": "2026-03-08"}
LAST_MONTH = {"since": "2026-02-01", "until": "2026-02-28"}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Understanding:
    registry = load(tmp_path_factory.mktemp("home"))
    return Understanding(registry.tools, registry.platforms, cache=PREPARED)


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Names:
    return Names(load(tmp_path_factory.mktemp("home")).platforms)


def seen(said: str, code: str, names: Names) -> Found:
    return find(read(said), code, names, NOW)


@pytest.mark.parametrize(
    ("code", "said", "metric"),
    [
        ("en", "how many people follow us", "followers"),
        ("en", "how many people saw post 3", "reach"),
        ("en", "how often was it seen", "impressions"),
        ("en", "how many of them clicked", "clicks"),
        ("en", "retweets this month", "shares"),
        ("en", "the engagement rate", "engagement_rate"),
        ("en", "5 percent engagement", "engagement_rate"),
        ("en", "how are we doing", None),
        ("de", "wie viele leute haben es gesehen", "reach"),
        ("de", "unsere Reichweite", "reach"),
        ("de", "wie oft wurden wir geteilt", "shares"),
        ("de", "die Aufrufe der Videos", "views"),
        ("es", "el alcance de ayer", "reach"),
        ("es", "cuánta gente nos sigue", "followers"),
        ("es", "los me gusta de la semana", "likes"),
        ("fr", "combien de vues", "views"),
        ("fr", "le taux d'engagement", "engagement_rate"),
        ("fr", "combien d'abonnés", "followers"),
    ],
)
def test_what_is_measured_is_known_by_everyday_words(code: str, said: str, metric: str | None, names: Names) -> None:
    assert figures.metric(seen(said, code, names)) == metric


@pytest.mark.parametrize(
    ("code", "said", "by"),
    [
        ("en", "likes by weekday", "weekday"),
        ("en", "reach per platform", "platform"),
        ("en", "which format works best", "format"),
        ("en", "likes on weekdays", None),
        ("de", "likes nach wochentag", "weekday"),
        ("de", "reichweite je kanal", "platform"),
        ("es", "alcance por semana", "week"),
        ("fr", "vues par mois", "month"),
    ],
)
def test_what_figures_are_split_by(code: str, said: str, by: str | None, names: Names) -> None:
    assert figures.breakdown(seen(said, code, names)) == by


@pytest.mark.parametrize(
    ("code", "said", "amount"),
    [
        ("en", "we want 10k followers", 10_000),
        ("en", "10,000 followers on instagram", 10_000),
        ("en", "our target is 5 percent engagement", 5),
        ("en", "below 2.5% on x", 2.5),
        ("en", "fifteen hundred clicks", 1500),
        ("en", "two million views", 2_000_000),
        ("en", "aim for 2000 likes by the end of the month", 2000),
        ("en", "tell me when post 4 has 100 likes", 100),
        ("en", "forget post 4", None),
        ("de", "1,5 Mio Impressionen", 1_500_000),
        ("de", "8.000 Follower", 8000),
        ("de", "eintausendfünfhundert klicks", 1500),
        ("es", "doce mil impresiones", 12_000),
        ("es", "3 % de interacción", 3),
        ("fr", "8 000 abonnés", 8000),
        ("fr", "deux mille likes", 2000),
    ],
)
def test_amounts_in_figures_and_words(code: str, said: str, amount: float | None, names: Names) -> None:
    assert figures.amount(seen(said, code, names)) == amount


@pytest.mark.parametrize(
    ("code", "said", "number"),
    [
        ("en", "alert me if likes fall by 30%", None),
        ("en", "tell me when followers drop by 20 percent", None),
        ("de", "sag bescheid wenn die follower um 30 % fallen", None),
        ("es", "avísame si los me gusta bajan un 30 %", None),
        ("fr", "préviens-moi si les abonnés baissent de 30 %", None),
        ("en", "warn me when engagement on X falls below 1 percent", 1),
        ("en", "alert me if followers drop under 900", 900),
    ],
)
def test_a_change_in_percent_is_no_number_to_reach(code: str, said: str, number: float | None, names: Names) -> None:
    assert figures.to_reach(seen(said, code, names)) == number


@given(st.integers(1001, 999_999))
def test_a_number_means_the_same_with_and_without_signs_between_its_thousands(number: int) -> None:
    bare = Names({})
    for code, sign in (("en", ","), ("de", "."), ("fr", " "), ("fr", "\u202f")):
        written = f"{number:,}".replace(",", sign)
        for said in (written, str(number)):
            assert figures.amount(seen(f"followers {said}", code, bare)) == number, said


@pytest.mark.parametrize(
    ("code", "said", "days"),
    [
        ("en", "the next 14 days", 14),
        ("en", "for the next two weeks", 14),
        ("en", "in a month", 30),
        ("en", "in the coming month", 30),
        ("en", "until the end of the month", 20),
        ("en", "followers by june", 111),
        ("en", "our followers", None),
        ("de", "in den nächsten drei wochen", 21),
        ("es", "en los próximos diez días", 10),
        ("fr", "dans les trois prochaines semaines", 21),
        ("en", "for the next 100 years", 365),
    ],
)
def test_how_far_ahead(code: str, said: str, days: int | None, names: Names) -> None:
    assert figures.horizon(seen(said, code, names), Situation(NOW)) == days


@pytest.mark.parametrize(
    ("code", "said", "due"),
    [
        ("en", "by June", "2026-06-30T23:59+02:00"),
        ("en", "10,000 followers by June", "2026-06-30T23:59+02:00"),
        ("en", "before June", "2026-05-31T23:59+02:00"),
        ("en", "until Friday", "2026-03-13T23:59+01:00"),
        ("en", "by Friday at noon", "2026-03-13T12:00+01:00"),
        ("en", "by the end of the month", "2026-03-31T23:59+02:00"),
        ("en", "5000 followers", None),
        ("de", "bis Jahresende", "2026-12-31T23:59+01:00"),
        ("de", "bis Ende Juni", "2026-06-30T23:59+02:00"),
        ("es", "para finales de junio", "2026-06-30T23:59+02:00"),
        ("fr", "d'ici fin juin", "2026-06-30T23:59+02:00"),
    ],
)
def test_by_when_is_the_last_minute_of_it(code: str, said: str, due: str | None, names: Names) -> None:
    assert figures.due(seen(said, code, names), Situation(NOW)) == due


@pytest.mark.parametrize(
    ("code", "said", "region"),
    [
        ("en", "trends in Germany", "DE"),
        ("en", "what do the French talk about", "FR"),
        ("en", "trends in the US", "US"),
        ("en", "show us the trends", None),
        ("de", "was ist in Österreich los", "AT"),
        ("de", "spanische Trends", "ES"),
        ("es", "tendencias en los Estados Unidos", "US"),
        ("es", "tendencias alemanas en Alemania", "DE"),
        ("fr", "tendances en Espagne", "ES"),
        ("fr", "les tendances aux États-Unis", "US"),
    ],
)
def test_countries_and_their_people(code: str, said: str, region: str | None, names: Names) -> None:
    assert figures.region(seen(said, code, names)) == region


@pytest.mark.parametrize(
    ("code", "said", "handles"),
    [
        ("en", "compare us with @lego on youtube", ["lego"]),
        ("en", "compare us with @a and @b", ["a", "b"]),
        ("en", "how do we do against @baker@bread.example", ["baker@bread.example"]),
        ("en", "compare us with https://bread.example/@baker", ["https://bread.example/@baker"]),
        ("en", "compare us with Miller's Bakery and Old Mill on facebook", ["Miller's Bakery", "Old Mill"]),
        ("en", "compare us with our competitors", None),
        ("de", "vergleich uns mit Mühlenbrot auf instagram", ["Mühlenbrot"]),
        ("es", "compáranos con @rival", ["rival"]),
        ("fr", "compare-nous à @rival", ["rival"]),
    ],
)
def test_handles_of_others(code: str, said: str, handles: list[str] | None, names: Names) -> None:
    assert figures.handles(seen(said, code, names)) == handles


def test_a_metric_of_ones_own_has_a_name_and_a_formula(names: Names) -> None:
    def made(said: str, code: str = "en") -> tuple[str, str] | None:
        return figures.formula(seen(said, code, names))

    assert made("add our own metric talk rate = comments / reach") == ("talk rate", "comments / reach")
    assert made("define reply share as comments / (likes + comments)") == (
        "reply share",
        "comments / (likes + comments)",
    )
    assert made("neue Kennzahl Buzz: (comments + shares) / posts", "de") == ("Buzz", "(comments + shares) / posts")
    assert made("add a metric") is None


ASKED: list[tuple[str, str, str, dict[str, Any]]] = [
    (
        "en",
        "compare likes with last month",
        "show_metrics",
        {"metric": "likes", "compare": True, "since": "2026-03-01"},
    ),
    ("en", "how did we do last week", "show_metrics", LAST_WEEK),
    ("de", "wie lief es letzte woche", "show_metrics", LAST_WEEK),
    ("es", "cómo nos fue el mes pasado", "show_metrics", LAST_MONTH),
    ("fr", "les chiffres de la semaine dernière", "show_metrics", LAST_WEEK),
    ("en", "how many comments did we get last week", "show_metrics", {"metric": "comments", **LAST_WEEK}),
    ("en", "likes since easter", "show_metrics", {"metric": "likes", "since": "2025-04-20", "until": "2026-03-11"}),
    ("de", "likes im februar", "show_metrics", {"metric": "likes", **LAST_MONTH}),
    ("en", "show me the comments", "list_comments", {}),
    ("en", "top 3 posts by likes", "top_posts", {"count": 3, "metric": "likes"}),
    ("de", "unsere schlechtesten posts letzte woche", "top_posts", {"worst": True, **LAST_WEEK}),
    ("en", "our target is 5 percent engagement on linkedin", "set_kpi", {"metric": "engagement_rate", "target": 5.0}),
    ("de", "warn mich wenn die reichweite unter 200 fällt", "watch_metric", {"threshold": 200.0, "direction": "below"}),
    ("fr", "rapport pdf du mois dernier", "create_report", {"format": "pdf", **LAST_MONTH}),
    ("es", "tendencias en Alemania", "trending_topics", {"region": "DE"}),
    ("en", "what is trending around home decor", "trending_topics", {"topic": "home decor"}),
    ("en", "we spent 200 euro on ads", "add_spend", {"money": 200.0, "currency": "EUR"}),
]


@pytest.mark.parametrize(("code", "said", "tool", "args"), ASKED)
def test_questions_are_understood(code: str, said: str, tool: str, args: dict[str, Any], model: Understanding) -> None:
    decision = model.decide(said, Situation(NOW, language=code))

    assert decision.tool == tool
    assert {name: decision.args.get(name) for name in args} == args


LIKES = ("show_metrics", {"metric": "likes", "platforms": ["instagram"], **LAST_WEEK})


@pytest.mark.parametrize(
    ("code", "said", "tool", "changed"),
    [
        ("en", "and on facebook?", "show_metrics", {"platforms": ["facebook"]}),
        ("en", "last month?", "show_metrics", LAST_MONTH),
        ("en", "by weekday", "show_metrics", {"by": "weekday"}),
        ("en", "show it by platform", "show_metrics", {"by": "platform"}),
        ("en", "show that by weekday", "show_metrics", {"by": "weekday"}),
        ("es", "muéstralo por plataforma", "show_metrics", {"by": "platform"}),
        ("fr", "montre-le par plateforme", "show_metrics", {"by": "platform"}),
        ("en", "and the week before", "show_metrics", {"since": "2026-02-23", "until": "2026-03-01"}),
        ("en", "what about comments", "show_metrics", {"metric": "comments"}),
        ("en", "as a PDF", "create_report", {"metric": None, "format": "pdf"}),
        ("de", "und nach Plattform?", "show_metrics", {"by": "platform"}),
        ("de", "und die Kommentare?", "show_metrics", {"metric": "comments"}),
        ("es", "¿y en facebook?", "show_metrics", {"platforms": ["facebook"]}),
        ("fr", "et par format", "show_metrics", {"by": "format"}),
    ],
)
def test_a_short_message_asks_the_last_question_again_with_something_changed(
    code: str, said: str, tool: str, changed: dict[str, Any], model: Understanding
) -> None:
    decision = model.decide(said, Situation(NOW, language=code, last=LIKES))

    wanted = {name: value for name, value in {**LIKES[1], **changed}.items() if value is not None}
    assert (decision.tool, decision.args) == (tool, wanted)


def test_a_question_of_its_own_takes_nothing_from_the_last_one(model: Understanding) -> None:
    last = ("show_metrics", {"metric": "likes", "by": "weekday", **LAST_WEEK})
    decision = model.decide("how many followers do we have on facebook", Situation(NOW, last=last))

    assert (decision.tool, decision.args) == ("show_metrics", {"metric": "followers", "platforms": ["facebook"]})


def test_figures_of_all_posts_are_not_those_of_the_post_in_focus(model: Understanding) -> None:
    assert "post_id" not in model.decide("how did we do last week", Situation(NOW, focus=(4,))).args
    assert model.decide("how did it do", Situation(NOW, focus=(4,))).args == {"post_id": 4}


def test_what_is_missing_is_asked_for_and_the_answer_is_taken(model: Understanding) -> None:
    asked = model.decide("forecast please, two weeks", Situation(NOW))
    assert asked.tool is None

    pending = Pending("set_kpi", {"metric": "followers"}, "target")
    assert model.decide("10k", Situation(NOW, pending=pending)).args == {"metric": "followers", "target": 10_000.0}
    pending = Pending("forecast_metric", {}, "metric")
    assert model.decide("the reach", Situation(NOW, pending=pending)).args == {"metric": "reach"}
    pending = Pending("watch_competitor", {}, "handles")
    assert model.decide("@rival", Situation(NOW, pending=pending)).args == {"handles": ["rival"]}


@pytest.mark.parametrize("tool", ["set_kpi", "watch_metric", "add_spend", "watch_feed", "remove_kpi", "stop_report"])
def test_examples_of_a_tool_lead_to_it(tool: str, model: Understanding) -> None:
    for said in model.tools[tool].examples["en"]:
        assert tool in {(decision := model.decide(said, Situation(NOW))).tool, decision.asks_for}, said


def test_a_hostile_number_is_bounded(names: Names, tmp_path: Path) -> None:
    found = seen(f"our goal is {'9' * 15} likes", "en", names)
    assert figures.amount(found) == figures.LARGEST_AMOUNT
    assert figures.amount(seen("goal " + "9" * 3000, "en", names)) is None

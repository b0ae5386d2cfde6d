"""Crediting conversions: what every way must keep to, and examples whose answers are published."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analytics.revenue import attribution
from bot.analytics.revenue.attribution import EXACT, MODELS, Graph, Journey, Model, credit, shapley, weights

CHANNELS = ["facebook", "google", "instagram", "linkedin", "x"]
PATHS = st.lists(st.sampled_from(CHANNELS), min_size=1, max_size=5).map(tuple)
JOURNEYS = st.lists(
    st.builds(Journey, PATHS, st.integers(0, 20).map(float), st.integers(0, 50).map(float)), min_size=1, max_size=12
)


@settings(deadline=None)
@given(journeys=JOURNEYS, model=st.sampled_from(MODELS))
def test_credits_add_up_to_the_conversions_and_none_is_negative(journeys: list[Journey], model: Model) -> None:
    found = credit(journeys, model).by_channel
    assert sum(found.values()) == pytest.approx(sum(journey.won for journey in journeys), abs=1e-6)
    assert all(value >= -1e-9 for value in found.values())


def swapped(journeys: Sequence[Journey], one: str, other: str) -> list[Journey]:
    names = {one: other, other: one}
    return [Journey(tuple(names.get(step, step) for step in j.path), j.won, j.lost) for j in journeys]


@settings(deadline=None)
@given(journeys=JOURNEYS, model=st.sampled_from(MODELS))
def test_channels_that_stand_in_the_same_places_get_the_same(journeys: list[Journey], model: Model) -> None:
    both = [*journeys, *swapped(journeys, "facebook", "x")]
    found = credit(both, model).by_channel
    assert found.get("facebook", 0.0) == pytest.approx(found.get("x", 0.0), abs=1e-6)


@settings(deadline=None)
@given(journeys=JOURNEYS, lost=st.integers(1, 40), model=st.sampled_from(["markov", "shapley"]))
def test_a_channel_from_which_nobody_ever_converts_gets_nothing(
    journeys: list[Journey], lost: int, model: Model
) -> None:
    dead = [Journey((*journey.path, "banner"), 0.0, float(lost)) for journey in journeys]
    found = credit([*journeys, *dead], model).by_channel
    assert found["banner"] == pytest.approx(0.0, abs=1e-9)


@given(paths=st.lists(st.sampled_from(CHANNELS).map(lambda name: (name,)), min_size=1, max_size=20))
def test_where_every_journey_has_one_channel_all_ways_come_to_the_same(paths: list[tuple[str, ...]]) -> None:
    journeys = [Journey(path) for path in paths]
    first = credit(journeys, "last").by_channel
    for model in MODELS:
        assert credit(journeys, model).by_channel == pytest.approx(first)


@given(touches=st.integers(1, 30), model=st.sampled_from(["last", "first", "linear", "position"]))
def test_the_rules_give_out_one_conversion(touches: int, model: Model) -> None:
    given_out = weights(touches, model)
    assert len(given_out) == touches
    assert sum(given_out) == pytest.approx(1.0)


def test_the_rules_on_one_journey() -> None:
    journey = [Journey(("facebook", "google", "x", "linkedin"), 10)]
    assert credit(journey, "last").by_channel["linkedin"] == 10
    assert credit(journey, "first").by_channel["facebook"] == 10
    assert credit(journey, "linear").by_channel == dict.fromkeys(("facebook", "google", "x", "linkedin"), 2.5)
    position = credit(journey, "position").by_channel
    assert position == pytest.approx({"facebook": 4, "google": 1, "x": 1, "linkedin": 4})
    # Somebody who came back by the same channel touched it twice.
    assert credit([Journey(("x", "google", "x"))], "position").by_channel == pytest.approx({"x": 0.8, "google": 0.2})


def test_the_removal_effects_of_a_known_example() -> None:
    """Three journeys of S. Bryl, "Attribution model with R (part 1: Markov chains concept)", 2016: removing the first channel
    costs half of the conversions, removing either of the others all of them, so they get 0.2, 0.4 and 0.4.
    """
    journeys = [Journey(("c1", "c2", "c3"), 1, 0), Journey(("c1",), 0, 1), Journey(("c2", "c3"), 0, 1)]
    graph = Graph.of(journeys)
    everyone = frozenset({"c1", "c2", "c3"})
    assert graph.converted(everyone) == pytest.approx(1 / 3)
    assert 1 - graph.converted(everyone - {"c1"}) / graph.converted(everyone) == pytest.approx(0.5)
    assert graph.converted(everyone - {"c2"}) == graph.converted(everyone - {"c3"}) == 0
    assert credit(journeys, "markov").by_channel == pytest.approx({"c1": 0.2, "c2": 0.4, "c3": 0.4})


@given(journeys=JOURNEYS)
@settings(deadline=None)
def test_the_graph_converts_as_many_as_were_converted(journeys: list[Journey]) -> None:
    everybody = sum(journey.won + journey.lost for journey in journeys)
    if not everybody:
        return
    share = sum(journey.won for journey in journeys) / everybody
    assert Graph.of(journeys).converted(frozenset(CHANNELS)) == pytest.approx(share)


def test_the_glove_game() -> None:
    """The textbook game of one left and two right gloves: 1/6, 1/6 and 2/3 (e.g. Osborne and Rubinstein 1994, chapter 14)."""

    def pairs(group: frozenset[str]) -> float:
        return float("left" in group and len(group) > 1)

    values, sampled = shapley(["left", "right 1", "right 2"], pairs)
    assert values == pytest.approx({"left": 2 / 3, "right 1": 1 / 6, "right 2": 1 / 6})
    assert not sampled


def test_the_airport_game() -> None:
    """Who needs a longer runway pays for it with those who need it too (Littlechild and Owen 1973): costs 8, 11, 13, 18."""
    needs = {"a": 8.0, "b": 11.0, "c": 13.0, "d": 18.0}
    values, _ = shapley(list(needs), lambda group: max((needs[one] for one in group), default=0.0))
    assert values == pytest.approx({"a": 2.0, "b": 3.0, "c": 4.0, "d": 9.0})


def test_above_ten_channels_orders_are_drawn_the_same_each_time_and_come_close() -> None:
    needs = {f"runway {number:02}": float(number) for number in range(1, EXACT + 5)}

    def cost(group: frozenset[str]) -> float:
        return max((needs[one] for one in group), default=0.0)

    drawn, sampled = shapley(list(needs), cost)
    assert sampled
    assert drawn == shapley(list(needs), cost)[0]
    assert sum(drawn.values()) == pytest.approx(max(needs.values()))
    share, expected = 0.0, {}
    for place, name in enumerate(needs):
        share += 1 / (len(needs) - place)
        expected[name] = share
    assert drawn == pytest.approx(expected, abs=0.15)


def test_many_channels_are_credited_in_time_and_said_to_be_sampled() -> None:
    names = [f"c{number}" for number in range(EXACT + 3)]
    journeys = [Journey((names[n], names[(n + 1) % len(names)]), 1, 2) for n in range(len(names))]
    found = credit(journeys, "shapley")
    assert found.sampled
    assert sum(found.by_channel.values()) == pytest.approx(len(names))


def test_nothing_won_is_nothing_to_credit() -> None:
    for model in attribution.MODELS:
        assert sum(credit([Journey(("x",), 0, 5)], model).by_channel.values()) == 0
        assert credit([Journey((), 3)], model).by_channel == {}

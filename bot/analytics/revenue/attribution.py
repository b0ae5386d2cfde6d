"""Who gets the credit for a conversion, when somebody came by several channels: six ways, each with what it assumes.

`last`, `first`, `linear` and `position` are rules about one journey. The other two look at all journeys together, those that led
nowhere included:

- `markov`: the journeys make a graph of steps from channel to channel; a channel's credit is how much less would be converted if
  everybody who comes to it were lost (the removal effect: Anderl, Becker, von Wangenheim, Schumann 2016, "Mapping the customer
  journey", International Journal of Research in Marketing 33).
- `shapley`: the channels are players; a set of them is worth what the same graph converts when all others are removed, and each
  gets what it adds on average over all orders in which they could have come (Shapley 1953; on such a graph: Singal, Besbes,
  Desir, Goyal, Iyengar 2022, "Shapley meets uniform", Management Science 68). Exact up to ten channels, sampled above.

Credits always add up to the conversions. No way of crediting shows what would have happened without a post: only an experiment
does.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

Model = Literal["last", "first", "linear", "position", "markov", "shapley"]
MODELS: tuple[Model, ...] = get_args(Model)

EXACT = 10
"""Channels up to which every set of them is looked at: 1,024."""

ORDERS = 400
"""Orders that are drawn above that, each with its reverse."""

SEED = 20260311
"""The same question gets the same answer."""

ENDS = 0.4
"""What the first and the last touch get each by `position`; those between share the rest."""


@dataclass(frozen=True, slots=True)
class Journey:
    """Channels that somebody touched, in order, and how often that led to a conversion (`won`) and to none (`lost`)."""

    path: tuple[str, ...]
    won: float = 1.0
    lost: float = 0.0


@dataclass(frozen=True, slots=True)
class Credit:
    """What each channel gets of the conversions. `sampled` says that it was estimated from drawn orders."""

    by_channel: Mapping[str, float]
    sampled: bool = False


def credit(journeys: Sequence[Journey], model: Model) -> Credit:
    """The conversions of these journeys by channel; journeys without a channel are left out."""
    known = [journey for journey in journeys if journey.path]
    if model in {"markov", "shapley"}:
        return _by_graph(known, model)
    found: dict[str, float] = defaultdict(float)
    for journey in known:
        for channel, weight in zip(journey.path, weights(len(journey.path), model), strict=True):
            found[channel] += journey.won * weight
    return Credit(dict(found))


def weights(touches: int, model: Model) -> list[float]:
    """What each touch of a journey gets by a rule about one journey."""
    if model == "last":
        return [0.0] * (touches - 1) + [1.0]
    if model == "first":
        return [1.0] + [0.0] * (touches - 1)
    if model == "linear" or touches < 3:
        return [1.0 / touches] * touches
    return [ENDS, *[(1 - 2 * ENDS) / (touches - 2)] * (touches - 2), ENDS]


def _by_graph(journeys: Sequence[Journey], model: Model) -> Credit:
    won = sum(journey.won for journey in journeys)
    channels = sorted({channel for journey in journeys for channel in journey.path})
    if not won or not channels:
        return Credit(dict.fromkeys(channels, 0.0))
    graph = Graph.of(journeys)
    if model == "markov":
        whole = graph.converted(frozenset(channels))
        effects = {
            channel: max(whole - graph.converted(frozenset(channels) - {channel}), 0.0) / whole for channel in channels
        }
        total = sum(effects.values())
        return Credit({channel: won * effect / total for channel, effect in effects.items()})
    shares, sampled = shapley(channels, graph.converted)
    total = sum(shares.values())
    return Credit({channel: won * share / total for channel, share in shares.items()}, sampled)


@dataclass(frozen=True, slots=True)
class Graph:
    """Steps between channels, with how likely each is. `begins` and `ends` are the ways in, and those to a conversion."""

    channels: tuple[str, ...]
    begins: Mapping[str, float]
    steps: Mapping[tuple[str, str], float]
    ends: Mapping[str, float]

    @classmethod
    def of(cls, journeys: Sequence[Journey]) -> Graph:
        """The graph of the first order: where somebody goes next depends on where they are, not on how they came there."""
        begins: dict[str, float] = defaultdict(float)
        steps: dict[tuple[str, str], float] = defaultdict(float)
        ends: dict[str, float] = defaultdict(float)
        leaving: dict[str, float] = defaultdict(float)
        for journey in journeys:
            count = journey.won + journey.lost
            begins[journey.path[0]] += count
            for here, there in zip(journey.path, journey.path[1:], strict=False):
                steps[here, there] += count
                leaving[here] += count
            ends[journey.path[-1]] += journey.won
            leaving[journey.path[-1]] += count
        everybody = sum(begins.values())
        return cls(
            tuple(sorted(leaving)),
            {channel: count / everybody for channel, count in begins.items()},
            {(here, there): count / leaving[here] for (here, there), count in steps.items() if leaving[here]},
            {channel: count / leaving[channel] for channel, count in ends.items() if leaving[channel]},
        )

    def converted(self, there: frozenset[str]) -> float:
        """The share of journeys that end in a conversion when only these channels are there; whoever comes to another is lost."""
        left = [channel for channel in self.channels if channel in there]
        if not left:
            return 0.0
        place = {channel: number for number, channel in enumerate(left)}
        steps = np.zeros((len(left), len(left)))
        for (here, onward), share in self.steps.items():
            if here in place and onward in place:
                steps[place[here], place[onward]] = share
        ends = np.array([self.ends.get(channel, 0.0) for channel in left])
        # From each channel: a conversion now, or after a step (I - Q) x = r; each journey ends, so there is one solution.
        chances = np.linalg.solve(np.eye(len(left)) - steps, ends)
        return float(sum(share * chances[place[channel]] for channel, share in self.begins.items() if channel in place))


def shapley(
    players: Sequence[str], worth: Callable[[frozenset[str]], float], *, orders: int = ORDERS, seed: int = SEED
) -> tuple[dict[str, float], bool]:
    """What each player adds on average over all orders of coming, and whether that was sampled.

    Exact for up to `EXACT` players; above, over so many random orders and their reverses (Castro, Gómez, Tejada 2009,
    Computers & Operations Research 36). Either way the values add up to what all are worth together.
    """
    known: dict[frozenset[str], float] = {}

    def of(group: frozenset[str]) -> float:
        if group not in known:
            known[group] = worth(group)
        return known[group]

    if len(players) <= EXACT:
        return _exact(players, of), False
    chance = random.Random(seed)
    found = dict.fromkeys(players, 0.0)
    for _ in range(orders):
        order = list(players)
        chance.shuffle(order)
        for turn in (order, order[::-1]):
            group: frozenset[str] = frozenset()
            before = of(group)
            for player in turn:
                group |= {player}
                after = of(group)
                found[player] += after - before
                before = after
    return {player: value / (2 * orders) for player, value in found.items()}, True


def _exact(players: Sequence[str], of: Callable[[frozenset[str]], float]) -> dict[str, float]:
    count = len(players)
    by_size = [math.factorial(size) * math.factorial(count - size - 1) / math.factorial(count) for size in range(count)]
    found = dict.fromkeys(players, 0.0)
    for bits in range(1 << count):
        group = frozenset(player for place, player in enumerate(players) if bits >> place & 1)
        weight = by_size[len(group)] if len(group) < count else 0.0
        for player in players:
            if player not in group:
                found[player] += weight * (of(group | {player}) - of(group))
    return found

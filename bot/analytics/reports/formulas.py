"""A team's own metrics: a name and a formula over figures that are known, such as "(comments + shares) / posts".

A formula has numbers, the names of metrics in any of our languages, `posts`, the four operations and brackets; nothing
else is read, nothing is run. Over a period it is worked out from the sums of those posts that have every figure in it: what is
unknown in one of them is unknown in it, and what is divided by nought is unknown too.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.analytics.imports import headers
from bot.analytics.metrics import COUNTED, LEVELS, engagement
from bot.errors import NotUnderstood, Rejected

LONGEST = 200
LONGEST_NAME = 40
MOST = 12
LARGEST = 1e12
POSTS = "posts"
NAMES = frozenset({*COUNTED, *LEVELS, "engagement", POSTS})
_POSTS_WORDS = "posts|post|beiträge|beitrag|publicaciones|publicación|publications|publication|number of posts"
_RATE = re.compile(r"%|\brate\b|quote\b|\banteil\b|\btasa\b|\btaux\b|\bshare of\b|\bpercent", re.IGNORECASE)

_OPERATIONS: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


@dataclass(frozen=True, slots=True)
class OwnMetric:
    """A metric that a team has named. `formula` is in our names of metrics, `percent` says how it is written."""

    name: str
    formula: str
    percent: bool = False

    @property
    def inputs(self) -> frozenset[str]:
        """The names of the figures that it is made of."""
        return frozenset(node.id for node in ast.walk(_tree(self.formula)) if isinstance(node, ast.Name))

    def value(self, figures: Mapping[str, float | None]) -> float | None:
        """Its value from these figures; None where one of them is unknown, or nought is divided by."""
        return _value(_tree(self.formula).body, figures)

    def plain(self) -> dict[str, Any]:
        """As it is kept in the workspace's settings."""
        return {"name": self.name, "formula": self.formula, "percent": self.percent}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a metric came to over some posts: `counted` of `posts` have every figure in it."""

    value: float | None
    counted: int
    posts: int


def own_metric(name: str, formula: str) -> OwnMetric:
    """A metric from what a person said. Raises `NotUnderstood` for a formula, `Rejected` for a name that cannot be used."""
    said = " ".join(name.split()).strip(" .,:;=\"'„“”«»")
    if not 0 < len(said) <= LONGEST_NAME:
        raise Rejected("own-metric-name", limit=LONGEST_NAME)
    known = headers.meaning(said)
    if said.casefold().replace(" ", "_") in NAMES or (known is not None and known[0] in NAMES):
        raise Rejected("own-metric-taken", name=said)
    written = _in_our_names(formula)
    metric = OwnMetric(said, written, bool(_RATE.search(said) or formula.strip().endswith("%")))
    if not metric.inputs:
        raise NotUnderstood("own-metric-no-figure", formula=formula[:LONGEST])
    return metric


def kept(settings: Mapping[str, Any]) -> list[OwnMetric]:
    """The metrics of a workspace; one that can no longer be read is left out."""
    found = []
    for each in settings.get("own_metrics") or ():
        try:
            _tree(each["formula"])
            found.append(OwnMetric(str(each["name"]), str(each["formula"]), bool(each.get("percent"))))
        except (NotUnderstood, KeyError, TypeError):
            continue
    return found[:MOST]


def over(metric: OwnMetric, posts: Sequence[Mapping[str, float | None]], *, followers: float | None = None) -> Outcome:
    """A metric over these posts' figures, each with those that are known of it."""
    needed = metric.inputs - {POSTS, *LEVELS}
    complete = [
        figures for figures in map(_with_engagement, posts) if all(figures.get(name) is not None for name in needed)
    ]
    if needed and not complete:
        return Outcome(None, 0, len(posts))
    sums: dict[str, float | None] = {name: sum(figures[name] or 0.0 for figures in complete) for name in needed}
    sums[POSTS] = float(len(complete) if needed else len(posts))
    sums["followers"] = followers
    return Outcome(metric.value(sums), len(complete) if needed else len(posts), len(posts))


def _with_engagement(figures: Mapping[str, float | None]) -> Mapping[str, float | None]:
    return {**figures, "engagement": engagement(figures)}


def _in_our_names(formula: str) -> str:
    """A formula with the figures called as we call them, and the signs that people write for the operations."""
    text = formula.strip().rstrip("%").strip(" .=")
    if not text or len(text) > LONGEST:
        raise NotUnderstood("own-metric-formula", formula=formula[:LONGEST])
    text = (
        text.replace("×", "*").replace("÷", "/").replace("·", "*").replace("−", "-").replace("–", "-").replace("’", "'")
    )
    text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    text = re.sub(r"\s:\s", " / ", text)
    parts = re.split(r"([+\-*/()])", text.casefold())
    written = "".join(_name(part) for part in parts)
    _tree(written)
    return " ".join(re.sub(r"([+*/()]|(?<=[\w)])\s*-)", r" \1 ", written).split()).replace("( ", "(").replace(" )", ")")


def _name(part: str) -> str:
    word = " ".join(part.split())
    if not word or word in "+-*/()" or re.fullmatch(r"\d+(?:\.\d+)?", word):
        return word
    found = _words().get(headers.plain(word).removeprefix("the ").removeprefix("number of "))
    if found is None:
        raise NotUnderstood("own-metric-unknown", word=word[:LONGEST_NAME], known=sorted(NAMES))
    return found


@cache
def _words() -> dict[str, str]:
    words = {headers.plain(name): name for name in NAMES} | {name: name for name in NAMES}
    for name, known in (*headers.METRICS.items(), (POSTS, _POSTS_WORDS)):
        words |= {headers.plain(word): name for word in known.split("|") if "(" not in word}
    singular = {name.removesuffix("s"): name for name in NAMES if name.endswith("s")}
    more = {"interactions": "engagement", "interaktionen": "engagement", "interacciones": "engagement"}
    return singular | more | words


def _tree(formula: str) -> ast.Expression:
    try:
        tree = ast.parse(formula, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise NotUnderstood("own-metric-formula", formula=formula[:LONGEST]) from None
    _check(tree.body, formula)
    return tree


def _check(node: ast.expr, formula: str) -> None:
    match node:
        case ast.BinOp(left, op, right) if type(op) in _OPERATIONS:
            _check(left, formula)
            _check(right, formula)
        case ast.UnaryOp(ast.USub(), operand):
            _check(operand, formula)
        case ast.Name(name) if name in NAMES:
            pass
        case ast.Constant(int() | float() as value) if not isinstance(value, bool) and abs(value) <= LARGEST:
            pass
        case _:
            raise NotUnderstood("own-metric-formula", formula=formula[:LONGEST])


def _value(node: ast.expr, figures: Mapping[str, float | None]) -> float | None:
    match node:
        case ast.BinOp(left, op, right):
            first, second = _value(left, figures), _value(right, figures)
            if first is None or second is None or (isinstance(op, ast.Div) and second == 0):
                return None
            return _OPERATIONS[type(op)](first, second)
        case ast.UnaryOp(ast.USub(), operand):
            found = _value(operand, figures)
            return None if found is None else -found
        case ast.Name(name):
            return figures.get(name)
        case ast.Constant(int() | float() as value):
            return float(value)
    return None


def named(metrics: Iterable[OwnMetric], name: str) -> OwnMetric | None:
    """The metric of that name."""
    wanted = " ".join(name.split()).casefold()
    return next((each for each in metrics if each.name.casefold() == wanted), None)

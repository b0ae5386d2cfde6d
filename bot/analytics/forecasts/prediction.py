"""How a post will likely do against the account's last ones: a rank and a range, from what is known before it goes out.

A ridge regression on what is left of log(1 + interactions) after the account's own level at that time, learned anew from the
workspace's own posts and tried on them as it would have been used: each block of posts is told from the posts before it
(walk forward). Nothing is told unless that ranked them clearly better than chance; a single split with absolute figures does
worse than the account's own median, because audiences drift.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from bot.analytics.forecasts.slots import LEVEL_LEAST, LEVEL_OF, residuals
from connectors.limits import HASHTAG

Values = NDArray[np.float64]

LEAST = 60
"""Posts that a rank is told from."""
RANKED = 0.15
"""Rank correlation in the walk forward below which nothing is told; more where there are few posts (`threshold`)."""
BLOCK = 20
"""Posts after which it is learned anew."""
LEARNT_FROM = 1500
COMPARED = 60
STRENGTH = 30.0
"""Ridge penalty on standardised features, in posts: how many posts it takes for a feature to count half."""
LEAST_SPREAD = 0.1
CLIPPED = 3.5
NOMINAL = 0.8

FORMATS = ("text", "image", "carousel", "video", "reel", "story", "link")
_LINK = re.compile(r"https?://\S+")
_MENTION = re.compile(r"(?<![\w.])@\w+")


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of a post before it goes out; `at` on the workspace's clock."""

    at: datetime
    text: str
    format: str = "other"


@dataclass(frozen=True, slots=True)
class Prediction:
    """`better_than` is the share of the last `compared` posts that it will do better than; `low` to `high` holds in about
    8 of 10 cases, measured as `right` of `judged`; `rank` is the rank correlation of the walk forward over `tried` posts.
    """

    better_than: float
    low: float
    high: float
    compared: int
    right: int
    judged: int
    rank: float
    tried: int


@dataclass(frozen=True, slots=True)
class Trial:
    """The walk forward: what was told of each post, and what came, both against the account's level."""

    told: Values
    came: Values
    rank: float

    @property
    def tried(self) -> int:
        """How many posts were told."""
        return int(np.isfinite(self.told).sum())

    @property
    def tells(self) -> bool:
        """Whether it ranks clearly better than chance."""
        return self.tried >= LEAST // 2 and self.rank > threshold(self.tried)


def threshold(tried: int) -> float:
    """The rank correlation that has to be passed: chance alone comes so high one time in twenty at most."""
    return max(RANKED, 1.645 / math.sqrt(max(tried - 1, 1)))


def features(draft: Draft, before: datetime | None) -> list[float]:
    """What is looked at: time, length, hashtags, mentions, links, question, exclamation, capitals, format, the gap before."""
    text = _LINK.sub("", draft.text)
    letters = [sign for sign in text if sign.isalpha()]
    angle = 2 * math.pi * (draft.at.hour + draft.at.minute / 60) / 24
    gap = (draft.at - before).total_seconds() / 3600 if before is not None else 24.0
    length = len(text.strip())
    return [
        math.log1p(length),
        float(length < 60),
        float(length > 200),
        math.log1p(len(HASHTAG.findall(text))),
        math.log1p(len(_MENTION.findall(text))),
        float(text.lstrip().startswith("@") or text.lstrip().startswith(".@")),
        float(text.lstrip().startswith('"') or text.lstrip().startswith("“")),
        float(bool(_LINK.search(draft.text))),
        float("?" in text or "¿" in text),
        math.log1p(text.count("!")),
        sum(sign.isupper() for sign in letters) / max(len(letters), 1),
        math.log1p(min(max(gap, 0.0), 24 * 30)),
        *(float(draft.at.weekday() == day) for day in range(7)),
        *(function(times * angle) for times in (1, 2, 3) for function in (math.sin, math.cos)),
        *(float(draft.format == name) for name in FORMATS),
    ]


def described(drafts: Sequence[Draft]) -> Values:
    """The features of posts, the oldest first."""
    return np.array(
        [features(draft, drafts[place - 1].at if place else None) for place, draft in enumerate(drafts)], dtype=float
    )


def ridge(known: Values, target: Values, asked: Values) -> Values:
    """What a ridge regression learned from `known` says of `asked`; features that never vary are left out."""
    middle, spread = known.mean(axis=0), known.std(axis=0)
    used = spread > 1e-9
    if not used.any():
        return np.full(len(asked), float(target.mean()))
    # What hardly varied says little of what lies outside: it is not blown up to the size of the rest.
    spread = np.maximum(spread, LEAST_SPREAD)
    seen = (known[:, used] - middle[used]) / spread[used]
    # What was never seen to go so far is not followed further out.
    inside = np.clip(asked[:, used], known[:, used].min(axis=0), known[:, used].max(axis=0))
    new = np.clip((inside - middle[used]) / spread[used], -4, 4)
    level = float(target.mean())
    weights = np.linalg.solve(seen.T @ seen + STRENGTH * np.eye(int(used.sum())), seen.T @ (target - level))
    return np.asarray(level + new @ weights, dtype=float)


def clipped(target: Values) -> Values:
    """Without the few that went round the world, or nowhere, so that they do not decide."""
    middle = float(np.median(target))
    spread = 1.4826 * float(np.median(np.abs(target - middle))) or float(np.std(target)) or 1.0
    return np.clip(target, middle - CLIPPED * spread, middle + CLIPPED * spread)


def walk(described_posts: Values, came: Values, *, lag: int = 0, block: int = BLOCK) -> Trial:
    """Tell each block of posts from what came before it; `lag` posts right before it are not known yet."""
    told = np.full(len(came), np.nan)
    for start in range(LEAST // 2, len(came), block):
        known = np.arange(max(0, start - lag - LEARNT_FROM), max(0, start - lag))
        known = known[np.isfinite(came[known])]
        if len(known) < LEAST // 2 - LEVEL_LEAST:
            continue
        part = slice(start, start + block)
        told[part] = ridge(described_posts[known], clipped(came[known]), described_posts[part])
    told[~np.isfinite(came)] = np.nan
    return Trial(told, came, spearman(told, came))


def predict(drafts: Sequence[Draft], values: Sequence[float], new: Draft) -> tuple[Prediction | None, Trial]:
    """What is to be told of a new post of an account, from its posts so far (the oldest first) and their interactions.

    None where there are too few, or where the trial did not rank them clearly better than chance.
    """
    came = residuals(values)
    known_features = described(drafts)
    trial = walk(known_features, came)
    if len(drafts) < LEAST or not trial.tells:
        return None, trial
    known = np.flatnonzero(np.isfinite(came))[-LEARNT_FROM:]
    asked = np.array([features(new, drafts[-1].at)])
    said = float(ridge(known_features[known], clipped(came[known]), asked)[0])
    judged = np.isfinite(trial.told)
    errors = (trial.came - trial.told)[judged]
    low, high = bounds(errors)
    level = level_of(values)
    recent = came[np.isfinite(came)][-COMPARED:]
    # The prediction is spread by the errors it made: certainty that it does not have must not show in the rank.
    better = float(np.mean([np.mean(recent < said + error) for error in errors[-500:]]))
    right, told = sequential(errors)
    prediction = Prediction(
        better_than=better,
        low=max(0.0, math.expm1(level + said + low)),
        high=max(0.0, math.expm1(level + said + high)),
        compared=len(recent),
        right=right,
        judged=told,
        rank=trial.rank,
        tried=trial.tried,
    )
    return prediction, trial


def level_of(values: Sequence[float]) -> float:
    """The account's level now: the median of log(1 + interactions) of its last posts."""
    return float(np.median(np.log1p(np.maximum(np.asarray(values[-LEVEL_OF:], dtype=float), 0.0))))


def bounds(errors: Values) -> tuple[float, float]:
    """What nine in ten of the errors lie above, and nine in ten below."""
    made = np.sort(errors)
    rank = max(math.floor((len(made) + 1) * (1 - NOMINAL) / 2), 1)
    return float(made[rank - 1]), float(made[-rank])


def sequential(errors: Values, first: int = 20) -> tuple[int, int]:
    """How many errors lay within the range that the errors before them gave, and how many were judged."""
    right = 0
    for place in range(first, len(errors)):
        low, high = bounds(errors[max(0, place - 500) : place])
        right += bool(low <= errors[place] <= high)
    return right, max(len(errors) - first, 0)


def spearman(told: Values, came: Values) -> float:
    """Rank correlation of those that are known in both; 0 where there is none to speak of."""
    both = np.isfinite(told) & np.isfinite(came)
    if both.sum() < 3:
        return 0.0
    first, second = ranks(told[both]), ranks(came[both])
    spread = float(first.std() * second.std())
    return float(((first - first.mean()) * (second - second.mean())).mean()) / spread if spread > 0 else 0.0


def ranks(values: Values) -> Values:
    """Ranks from 1 on, equal values at their middle."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(count)
    return np.asarray((ends - (count - 1) / 2)[place], dtype=float)

"""The metrics: what each is, whether posts' figures add up, and what engagement and its rate are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

COUNTED = ("impressions", "reach", "likes", "comments", "shares", "saves", "clicks", "views", "watch_time")
"""Counted at each post from nought on. `watch_time` is in seconds."""

LEVELS = ("followers",)
"""An account's own, as they stand on a day."""

DERIVED = ("engagement", "engagement_rate")

METRICS = (*COUNTED, *LEVELS, *DERIVED)
"""Every name in the design; networks tell further ones (quotes, upvote_ratio), which are kept but not asked for by name."""

INTERACTIONS = ("likes", "comments", "shares", "saves")
"""What engagement adds up, as far as the network tells them. Clicks are no part of it: few networks tell them."""

Base = Literal["reach", "impressions", "views"]

BASES: tuple[Base, ...] = ("reach", "impressions", "views")
"""What an engagement rate is divided by: the first of these that the post has. The answer says which."""


def engagement(figures: Mapping[str, float | None]) -> float | None:
    """Likes, comments, shares and saves together, as far as they are known; None where none is.

    A network's own `engagement` (Instagram's total_interactions) goes before, since it counts what it shows nobody.
    """
    if (own := figures.get("engagement")) is not None:
        return own
    known = [value for name in INTERACTIONS if (value := figures.get(name)) is not None]
    return sum(known) if known else None


def base_of(figures: Mapping[str, float | None]) -> tuple[Base, float] | None:
    """What a rate of these figures is divided by; None where the network tells none, or nobody has seen the post."""
    for name in BASES:
        if (value := figures.get(name)) is not None:
            return (name, value) if value > 0 else None
    return None


def engagement_rate(figures: Mapping[str, float | None]) -> tuple[float, Base] | None:
    """Engagement ÷ reach (or impressions, or views) as a share of 1, and which of them; None where it cannot be told."""
    interactions, base = engagement(figures), base_of(figures)
    if interactions is None or base is None:
        return None
    return interactions / base[1], base[0]

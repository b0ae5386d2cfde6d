"""What a text is about, by the words that it has and the workspace's other posts do not (tf-idf, Spärck Jones 1972)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from bot.analytics.outside import rising
from bot.writing.text import hashtags, sentences

MOST = 5
TAGGED = 1.5
"""A hashtag is a person's own word for what it is about."""


def topics_of(text: str, others: Iterable[str] = ()) -> list[str]:
    """The words and pairs of words that say best what a text is about, as they are written, the best first."""
    tags = {rising.compared(tag) for tag in hashtags(text)}
    found = rising.terms(" . ".join(text.splitlines()))
    if not found:
        return []
    times = Counter(name for part, _ in sentences(text) for name in rising.terms(part))
    seen: Counter[str] = Counter()
    count = 0
    for other in others:
        count += 1
        seen.update(rising.terms(other).keys())
    scores = {}
    for name in found:
        rarity = math.log((count + 1) / (seen[name] + 0.5)) if count else 1.0
        weight = 1 + math.log(max(times[name], 1))
        if " " in name:
            # A pair counts where it is a name, or said more than once.
            named = all(part[:1].isupper() for part in found[name].split())
            weight *= 1.5 if named or times[name] > 1 else 0.5
        scores[name] = max(rarity, 0.1) * weight * (TAGGED if name in tags else 1.0)
    ranked = sorted(scores, key=lambda name: (-scores[name], name))
    kept: list[str] = []
    for name in ranked:
        if not any(set(name.split()) & set(other.split()) for other in kept):
            kept.append(name)
    return [found[name] for name in kept[:MOST]]

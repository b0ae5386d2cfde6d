"""What is named more often than it was: words of headlines, counted by day against their own past.

A thing is rising when what was seen in the last days would hardly be chance if nothing had changed. Given that it was named
`recent + before` times in all, each of these would fall into the last days with the share of items that came out then: the
conditional test for two Poisson rates (Przyborowski and Wilenski, "Homogeneity of results in testing samples from Poisson
series", Biometrika 31, 1940). Many words are tested at once, so the false discovery rate is held (Benjamini and Hochberg,
"Controlling the false discovery rate", J. R. Stat. Soc. B 57, 1995). Counting against items rather than days means that a
feed which says more on weekdays makes nothing rise.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Protocol, TypeVar

from bot.understanding.numbers import fold
from bot.writing.phrases import LANGUAGES, phrases

RECENT_DAYS = 2
"""Today and yesterday: what is talked about now."""
PAST_DAYS = 28
FEWEST_DAYS = 5
"""Days that a place must have been watched, before the recent ones, until it can be said what is usual there."""
FEWEST_ITEMS = 30
"""Items of those days, for the same reason."""
SUPPORT = 3
"""Items that must name something before it is called rising; two may be one story told twice."""
TWICE = 2.0
"""How many times as often as before: less is not worth a word, however sure."""
FALSE_SHARE = 0.05
"""The share of what is told that may be chance."""

LONGEST_TERM = 60
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_ELIDED = re.compile(r"^(?:[ldjnsmtcq]|qu)['’]|['’]s?$", re.IGNORECASE)


class Named(Protocol):
    """A thing on a day in a place, as it is kept."""

    @property
    def source(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def day(self) -> date: ...

    @property
    def label(self) -> str: ...

    @property
    def uses(self) -> float | None: ...


class Watched(Protocol):
    """A day on which a place was looked at, as it is kept."""

    @property
    def source(self) -> str: ...

    @property
    def day(self) -> date: ...

    @property
    def items(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Rise:
    """Something that is rising: named by `recent` of `recent_items` items, and by `before` of `before_items` earlier ones.

    `times` is how many times as often as before, None where it was never named. `chance` is the probability of as much
    or more if nothing had changed.
    """

    name: str
    label: str
    recent: int
    before: int
    recent_items: int
    before_items: int
    times: float | None
    chance: float


@dataclass(frozen=True, slots=True)
class Base:
    """Which places have been watched long enough, and how much was seen there. `days` are days of the past that were watched."""

    sources: tuple[str, ...]
    too_new: tuple[str, ...]
    recent_items: int
    before_items: int
    days: int
    since: date | None


@cache
def stopwords() -> frozenset[str]:
    """Words that carry no topic, in the languages spoken here, folded; a headline may quote another language."""
    words = {fold(word) for language in LANGUAGES for word in phrases(language).stopwords}
    return frozenset(words | {fold(word) for words in _EXTRA.values() for word in words.split()})


_EXTRA = {
    "en": "says said new news today live update updates video watch first last year years day days week weeks month after"
    " before over amid against among could would should may might will who whom whose why how what when where more most"
    " than then top best big one two three per via get gets got make makes made",
    "de": "neu neue neuer neuen neues heute live nach vor beim sagt sagen jahr jahre jahren tag tage woche wochen monat mehr"
    " warum wieso wer wen wem wann wo was gegen unter zwischen laut soll sollen kann will wird werden wurde erste ersten"
    " zwei drei bleibt geht macht gibt ohne",
    "es": "nuevo nueva nuevos nuevas hoy tras contra dice dicen año años dia dias semana semanas mes mas por que quien cuando"
    " donde cómo sin sobre entre hasta desde segun ser sera fue primer primera dos tres asi ya",
    "fr": "nouveau nouvelle nouveaux nouvelles aujourd hui apres avant contre dit selon an ans annee jour jours semaine mois"
    " plus moins pourquoi comment quand qui que quoi ou sans sous entre chez depuis vers etre sera ete premier premiere deux"
    " trois fait",
}


def terms(text: str, tags: Iterable[str] = ()) -> dict[str, str]:
    """What is counted of a headline: its words that carry a topic, neighbours of them, and its tags; each once.

    By how it is compared (folded, without a plural's s), as it is written.
    """
    found: dict[str, str] = {}
    before: tuple[str, str] | None = None
    end = 0
    for match in _WORD.finditer(text):
        shown = _ELIDED.sub("", match[0])
        name = compared(shown)
        plain = len(name) < 3 or name.isdigit() or fold(shown) in stopwords() or name in stopwords()
        joined = not text[end : match.start()].strip(" -")
        end = match.end()
        if plain:
            before = None
            continue
        found.setdefault(name, shown)
        if before is not None and joined:
            pair = f"{before[0]} {name}"
            if len(pair) <= LONGEST_TERM:
                found.setdefault(pair, f"{before[1]} {shown}")
        before = (name, shown)
    for tag in tags:
        words = [_ELIDED.sub("", word) for word in _WORD.findall(tag)]
        name = " ".join(compared(word) for word in words)
        if 3 <= len(name) <= LONGEST_TERM and not name.isdigit() and name not in stopwords():
            found.setdefault(name, " ".join(words))
    return {name: label for name, label in found.items() if len(name) <= LONGEST_TERM}


def compared(word: str) -> str:
    """A word as it is compared: folded, and without the s of a plural, which names nothing else."""
    name = fold(word)
    return name[:-1] if len(name) >= 5 and name.endswith("s") and not name.endswith("ss") else name


def base_of(watched: Iterable[Watched], today: date) -> Base:
    """Which places can say what is usual there. Days that nobody looked on are not in `watched`."""
    by_source: dict[str, list[Watched]] = {}
    for one in watched:
        if one.day > today - timedelta(days=RECENT_DAYS + PAST_DAYS):
            by_source.setdefault(one.source, []).append(one)
    border = today - timedelta(days=RECENT_DAYS - 1)
    able: list[str] = []
    too_new: list[str] = []
    recent = before = 0
    days: set[date] = set()
    for source, found in sorted(by_source.items()):
        past = [one for one in found if one.day < border]
        # A place that stopped to be watched would only seem to have gone quiet.
        now = [one for one in found if one.day >= border]
        if len({one.day for one in past}) < FEWEST_DAYS or sum(one.items for one in past) < FEWEST_ITEMS or not now:
            too_new.append(source)
            continue
        able.append(source)
        recent += sum(one.items for one in now)
        before += sum(one.items for one in past)
        days.update(one.day for one in past)
    seen = [one.day for found in by_source.values() for one in found]
    return Base(tuple(able), tuple(too_new), recent, before, len(days), min(seen, default=None))


def rising(named: Iterable[Named], watched: Sequence[Watched], today: date, *, tested: int = 0) -> list[Rise]:
    """What is rising in places that were watched long enough, the surest first.

    `tested` is how many things were named `SUPPORT` times or more in all that time, where `named` is but those that may
    rise: whoever looks at many must be surer of each.
    """
    base = base_of(watched, today)
    if not base.recent_items or not base.before_items:
        return []
    days = {(one.source, one.day) for one in watched}
    border = today - timedelta(days=RECENT_DAYS - 1)
    first = today - timedelta(days=RECENT_DAYS + PAST_DAYS - 1)
    recent: dict[str, float] = {}
    before: dict[str, float] = {}
    labels: dict[str, tuple[date, str]] = {}
    for one in named:
        if one.source not in base.sources or (one.source, one.day) not in days or not first <= one.day <= today:
            continue
        counts = recent if one.day >= border else before
        counts[one.name] = counts.get(one.name, 0.0) + (one.uses or 0.0)
        labels[one.name] = max(labels.get(one.name, (one.day, one.label)), (one.day, one.label))
    share = base.recent_items / (base.recent_items + base.before_items)
    found = []
    for name in [name for name, count in recent.items() if count >= SUPPORT]:
        now, past = round(recent[name]), round(before.get(name, 0.0))
        times = None if not past else (now / base.recent_items) / (past / base.before_items)
        found.append(
            Rise(
                name,
                labels[name][1],
                now,
                past,
                base.recent_items,
                base.before_items,
                times,
                tail(now, now + past, share),
            )
        )
    # The test is about a given total, so all of that total count as looked at, also those that are quiet now.
    often = sum(recent.get(name, 0.0) + before.get(name, 0.0) >= SUPPORT for name in recent.keys() | before.keys())
    sure = discovered([one.chance for one in found], of=max(often, tested))
    told = [one for one in found if one.chance <= sure and (one.times is None or one.times >= TWICE)]
    return _without_parts(sorted(told, key=lambda one: (one.chance, -one.recent, one.name)))


def tail(at_least: int, of: int, share: float) -> float:
    """The probability of `at_least` or more of `of` tries that come true with `share` each."""
    if at_least <= 0:
        return 1.0
    if share <= 0 or share >= 1:
        return 1.0 if share >= 1 else 0.0
    logs = [
        math.lgamma(of + 1)
        - math.lgamma(k + 1)
        - math.lgamma(of - k + 1)
        + k * math.log(share)
        + (of - k) * math.log1p(-share)
        for k in range(at_least, of + 1)
    ]
    return min(1.0, math.fsum(math.exp(log) for log in logs))


def discovered(chances: Sequence[float], share: float = FALSE_SHARE, *, of: int = 0) -> float:
    """The largest probability that may be told of, so that about `share` of what is told is chance; -1 where none may.

    `of` is how many were tested where these are the least probable ones.
    """
    best = -1.0
    for place, chance in enumerate(sorted(chances), 1):
        if chance <= share * place / max(of, len(chances)):
            best = chance
    return best


def _without_parts(found: list[Rise]) -> list[Rise]:
    """Without words that rise only as a part of a pair ("Cup" of "World Cup"), or the other way round."""
    kept = []
    for one in found:
        whole = any(
            f" {one.name} " in f" {other.name} " and other.recent >= 0.7 * one.recent
            for other in found
            if other is not one
        )
        part = any(
            f" {other.name} " in f" {one.name} " and one.recent < 0.7 * other.recent
            for other in found
            if other is not one
        )
        if not whole and not part:
            kept.append(one)
    return kept


# What networks list themselves


@dataclass(frozen=True, slots=True)
class Listed:
    """Something in a network's own list of today. `recent` and `usual` are uses a day in the last two days and before them.

    Both None where the network tells no uses. `was` is its best place on the day before, None where it was not in the list
    of that day; `known` says whether that list was seen at all.
    """

    kind: str
    name: str
    label: str
    url: str
    rank: int
    recent: float | None
    usual: float | None
    was: int | None
    known: bool

    @property
    def times(self) -> float | None:
        """How many times as many uses a day as before; None where that cannot be told."""
        if self.recent is None or not self.usual:
            return None
        return self.recent / self.usual


class Placed(Protocol):
    """A thing on a day in a network's list, as it is kept."""

    @property
    def kind(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def day(self) -> date: ...

    @property
    def label(self) -> str: ...

    @property
    def url(self) -> str: ...

    @property
    def uses(self) -> float | None: ...

    @property
    def rank(self) -> int | None: ...


P = TypeVar("P", bound=Placed)


def listed(rows: Iterable[Placed], looked: Collection[date], today: date, *, of_today: float) -> list[Listed]:
    """A network's list of its newest day of these, in its own order.

    `looked` are the days on which it was looked at; `of_today` is how much of the day has passed, since uses of today are
    those so far.
    """
    by_name: dict[tuple[str, str], dict[date, Placed]] = {}
    for row in rows:
        by_name.setdefault((row.kind, row.name), {})[row.day] = row
    yesterday = today - timedelta(days=1)
    found = []
    for (kind, name), days in by_name.items():
        now = days.get(today)
        if now is None or now.rank is None:
            continue
        uses = {day: row.uses for day, row in days.items() if row.uses is not None}
        recent, usual = _a_day(uses, today, of_today)
        was = days.get(yesterday)
        found.append(
            Listed(
                kind,
                name,
                now.label,
                now.url,
                now.rank,
                recent,
                usual,
                was.rank if was is not None else None,
                yesterday in looked,
            )
        )
    return sorted(found, key=lambda one: (one.rank, one.name))


def _a_day(uses: Mapping[date, float], today: date, of_today: float) -> tuple[float | None, float | None]:
    if not uses:
        return None, None
    border = today - timedelta(days=RECENT_DAYS - 1)
    late = {day: count for day, count in uses.items() if day >= border}
    early = [count for day, count in uses.items() if day < border]
    length = sum(max(of_today, 0.05) if day == today else 1.0 for day in late)
    recent = sum(late.values()) / length if late else None
    return recent, (sum(early) / len(early) if len(early) >= 3 else None)

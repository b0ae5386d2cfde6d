"""Arguments of questions about figures, targets, trends and reports: metrics, amounts, horizons, countries, names of others.

Each finder takes what was found in a sentence and gives a value in normal form, or None where the words say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

from bot.understanding import numbers, times
from bot.understanding.decision import Situation
from bot.understanding.numbers import fold
from bot.understanding.slots import Found, Lexicon, Mark, lexicon, number_at

LARGEST_AMOUNT = 1e12
LONGEST_HORIZON = 365
MOST_HANDLES = 20
LONGEST_NAME = 6
"""Words in the name of a campaign, a competitor or a metric of one's own."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _words(found: Found) -> list[str]:
    return [token.word for token in found.said.tokens]


def _taken(found: Found, *kept: str) -> frozenset[int]:
    """Tokens that were cut out, but for marks of the kinds `kept`."""
    return frozenset(i for mark in found.marks if mark.kind not in kept for i in range(mark.start, mark.end))


def _met(found: Found, table: str) -> list[tuple[int, int, str]]:
    """Entries of a table among the words that were not cut out: (first, after last, meaning)."""
    lex, words = lexicon(found.language), _words(found)
    taken = _taken(found, "pronoun", "pronouns", "now")
    met: list[tuple[int, int, str]] = []
    at = 0
    while at < len(words):
        hit = lex.meaning(table, words, at) if at not in taken else None
        if hit is not None and taken.isdisjoint(range(at, hit[0])):
            met.append((at, hit[0], hit[1]))
            at = hit[0]
        else:
            at += 1
    return met


def _says(found: Found, name: str) -> bool:
    """Whether an entry of a list stands among the words that were not cut out."""
    lex, words = lexicon(found.language), _words(found)
    taken = _taken(found, "pronoun", "pronouns", "now")
    return any(
        (end := lex.at(name, words, at)) > at and taken.isdisjoint(range(at, end))
        for at in range(len(words))
        if at not in taken
    )


# --- what is measured ------------------------------------------------------------------------------------------------------

_SEEN = _set(
    "saw seen see sees sah sahen gesehen sehen sieht gesehn vio vieron visto han-visto ven vu vus vue voient ont-vu vues-par"
)
_PEOPLE = _set("people users person persons leute menschen personen gente personas usuarios gens personnes monde viele")
_OFTEN = _set("often times oft mal veces fois haufig")
_FILMS = _set("video videos reel reels clip clips film films short shorts")


def metric(found: Found) -> str | None:
    """What is measured, by its name or in everyday words: "how many people follow us" is followers."""
    met = [name for _, _, name in _met(found, "metrics")]
    if met:
        name = met[0]
        if name in {"engagement", "comments", "likes"} and "engagement_rate" in met:
            name = "engagement_rate"
        return "engagement_rate" if name == "engagement" and _percent(found) else name
    words = set(_words(found))
    if words & _SEEN:
        if words & _FILMS:
            return "views"
        return "impressions" if words & _OFTEN and not words & _PEOPLE else "reach"
    return None


def breakdown(found: Found) -> str | None:
    """What the figures are split by: "by weekday", "per platform", "which format"."""
    lex, words = lexicon(found.language), _words(found)
    for at in range(len(words)):
        end = lex.at("by_heads", words, at)
        if end == at:
            continue
        while end < len(words) and (lex.has("articles", words[end]) or words[end] in _EACH):
            end += 1
        hit = lex.meaning("breakdowns", words, end) if end < len(words) else None
        if hit is not None:
            return hit[1]
    for mark in found.all("recurrence"):
        rule = str(getattr(mark.value, "rule", ""))
        for frequency, unit in (("DAILY", "day"), ("WEEKLY", "week"), ("MONTHLY", "month")):
            if f"FREQ={frequency}" in rule and "BYDAY" not in rule:
                return unit
    return next((_PERIODIC[word] for word in words if word in _PERIODIC), None)


_PERIODIC = {
    **dict.fromkeys(_set("daily taglich tagliche taglichen diario diaria quotidien quotidienne"), "day"),
    **dict.fromkeys(_set("weekly wochentlich wochentliche wochentlichen semanal hebdomadaire"), "week"),
    **dict.fromkeys(_set("monthly monatlich monatliche monatlichen mensual mensuel mensuelle"), "month"),
}

_RHYTHMS = {
    **_PERIODIC,
    **dict.fromkeys(_set("tagesbericht"), "day"),
    **dict.fromkeys(_set("wochenbericht"), "week"),
    **dict.fromkeys(_set("monatsbericht"), "month"),
    **dict.fromkeys(_set("quarterly quartalsweise quartalsbericht trimestral trimestriel trimestrielle"), "quarter"),
    **dict.fromkeys(_set("yearly annual jahrlich jahrlichen jahresbericht anual annuel annuelle"), "year"),
}


_EACH = _set("each every single einzelnen einzelne cada chaque")


def comparing(found: Found) -> bool | None:
    """Whether the period before is to stand beside it."""
    return True if _says(found, "comparing") else None


def _percent(found: Found) -> bool:
    return not _PERCENT.isdisjoint(_words(found))


_PERCENT = _set("% percent prozent ciento cent pct porcentaje pourcent")


# --- amounts ---------------------------------------------------------------------------------------------------------------

_AMOUNT = re.compile(
    r"(?<![\w.,#@])(?P<whole>\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?!\d)|\d{1,15})(?:[.,](?P<part>\d{1,4}))?"
    r"\s?(?P<unit>k|m|mio|mill?|tsd|tausend|thousand|mil|mille|million|millions|millionen|millones|millon)?(?![\w])",
    re.IGNORECASE,
)
_UNITS = {
    "k": 1e3,
    "tsd": 1e3,
    "tausend": 1e3,
    "thousand": 1e3,
    "mil": 1e3,
    "mille": 1e3,
    "m": 1e6,
    "mio": 1e6,
    "mill": 1e6,
    "million": 1e6,
    "millions": 1e6,
    "millionen": 1e6,
    "millones": 1e6,
    "millon": 1e6,
}


def amounts(found: Found) -> list[tuple[int, int, float]]:
    """The numbers that name neither a post nor a time: (where they start, where they end in the text, value)."""
    covered: list[tuple[int, int]] = []
    tokens = found.said.tokens
    for mark in found.marks:
        bare = mark.kind == "post" and mark.end - mark.start == 1 and tokens[mark.start].word.isdecimal()
        if mark.end > mark.start and not bare:
            covered.append((tokens[mark.start].start, tokens[mark.end - 1].end))

    def free(start: int, end: int) -> bool:
        return all(end <= first or start >= last for first, last in covered)

    lex, following = lexicon(found.language), _words(found)
    counted = {
        tokens[at - 1].end for at in range(1, len(tokens)) if lex.meaning("metrics", following, at) is not None
    }  # "2000 likes" is no year and no hour
    met: list[tuple[int, int, float]] = []
    for match in _AMOUNT.finditer(found.said.text):
        if free(match.start(), match.end()) or (match.end() in counted and _unnamed(found, match.start())):
            value = float(re.sub(r"\D", "", match["whole"]))
            if match["part"]:
                value += float(f"0.{match['part']}")
            value *= _UNITS.get(fold(match["unit"] or ""), 1.0)
            met.append((match.start(), match.end(), min(value, LARGEST_AMOUNT)))
    if met:
        return met
    words = _words(found)
    for at in range(len(words)):
        said = spoken(words, at, found.language)
        if said is not None and free(tokens[at].start, tokens[said[0] - 1].end):
            if said[0] - at == 1 and said[1] == 1:
                continue  # an article, in most languages
            return [(tokens[at].start, tokens[said[0] - 1].end, said[1])]
    return []


def _unnamed(found: Found, start: int) -> bool:
    """Whether the number at `start` is none of a post, a comment or a link, whatever it may be as a time."""
    tokens = found.said.tokens
    named = [mark for mark in found.marks if mark.kind not in {"time", "range", "recurrence", "more"}]
    return not any(tokens[i].start == start for mark in named for i in range(mark.start, mark.end))


_THOUSANDS = {"en": ("thousand", "grand"), "de": ("tausend",), "es": ("mil",), "fr": ("mille",)}
_MILLIONS = _set("million millions millionen millon millones")


def spoken(words: Sequence[str], at: int, code: str) -> tuple[int, float] | None:
    """A number in words at `at`, up to millions: (index after it, value). "Fifteen hundred", "eintausendfünfhundert"."""
    first = _below_thousand(words, at, code)
    end, value = first if first is not None else (at, 0.0)
    if code == "de" and first is None and (whole := _german(words[at])) is not None:
        end, value = at + 1, whole
    if code == "en" and first is not None and end < len(words) and words[end] == "hundred" and 10 < value < 100:
        end, value = end + 1, value * 100
    if end < len(words) and words[end] in _THOUSANDS.get(code, ()):
        rest = _below_thousand(words, end + 1, code)
        value = (value or 1) * 1000
        end += 1
        if rest is not None:
            end, value = rest[0], value + rest[1]
    if end > at and end < len(words) and words[end] in _MILLIONS:
        end, value = end + 1, value * 1e6
    return (end, value) if end > at else None


def _below_thousand(words: Sequence[str], at: int, code: str) -> tuple[int, float] | None:
    if at >= len(words) or words[at].isdecimal():
        return None
    met = numbers.read(numbers.counting(code), words, at)
    return (met[-1][0], float(met[-1][1])) if met else None


@cache
def _german(word: str) -> float | None:
    """ "Eintausendfünfhundert", said as one word."""
    head, thousand, tail = word.partition("tausend")
    if not thousand:
        return None
    tree = numbers.counting("de")
    values = []
    for part, usual in ((head, 1), (tail.removeprefix("und"), 0)):
        met = numbers.read(tree, [part], 0) if part else [(1, usual)]
        if not met:
            return None
        values.append(met[-1][1])
    return values[0] * 1000.0 + values[1]


def amount(found: Found) -> float | None:
    """The number to reach or to pass, or what was paid: one with a percent sign, a currency or a unit before any other."""
    met = amounts(found)
    if not met:
        return None
    text = found.said.text
    for start, end, value in met:
        before, after = fold(text[max(0, start - 2) : start]), fold(text[end : end + 12]).lstrip()
        if before.strip()[-1:] in _SIGNS or after[:1] in _SIGNS | {"%"} or after.startswith(_UNIT_WORDS):
            return value
    return met[-1][2] if len(met) > 1 and not any(ahead for ahead in _heads(found, met[0][0])) else met[0][2]


def to_reach(found: Found) -> float | None:
    """A number to reach or to pass. "Fall by 30%" names none for likes: a percentage is one of rates alone."""
    return None if _percent(found) and metric(found) not in {None, "engagement_rate"} else amount(found)


_SIGNS = frozenset("€$£")
_UNIT_WORDS = (
    "percent",
    "per cent",
    "prozent",
    "por ciento",
    "pour cent",
    "euro",
    "dollar",
    "pound",
    "pfund",
    "franken",
)


def _heads(found: Found, start: int) -> Iterator[bool]:
    """Whether the word before a number leads to it: "to 500", "auf 500"."""
    lex = lexicon(found.language)
    before = [token for token in found.said.tokens if token.end <= start]
    if before:
        yield lex.has("prepositions", before[-1].word)


def currency(found: Found) -> str | None:
    """The currency that an amount is in."""
    met = _met(found, "currencies")
    if met:
        return met[0][2]
    for sign, code in (("€", "EUR"), ("$", "USD"), ("£", "GBP")):
        if sign in found.said.text:
            return code
    return None


def direction(found: Found) -> str | None:
    """Whether to tell above or below a number."""
    measured = [(start, end) for start, end, _ in _met(found, "metrics")][:1]
    met = [name for start, end, name in _met(found, "directions") if (start, end) not in measured]
    # "Has" and "gets" say above of themselves; "falls" and "under" say more.
    return "below" if "below" in met else met[0] if met else None


_POSTS = _set(
    "post posts posting postings beitrag beitrage beitrags beitragen publicacion publicaciones publication publications "
    "video videos reel reels story stories storys historia historias tweet tweets tuit tuits toot toots pin pins "
    "photo photos foto fotos bild bilder bildern picture pictures clip clips short shorts"
)
_ANY = _set(
    "a an any every each one either ein eine einer eines einen einem irgendein irgendeine irgendeiner irgendeines "
    "irgendeinen irgendeinem jeder jede jedes jeden jedem un una uno cualquier cualquiera cada algun alguna alguno "
    "une quel quelle lequel laquelle chaque"
)
_WITHIN = _set(
    "of our my the your single new unserer unseren meiner meinen der den von einzelner einzelne einzelnes einzelnen neuer "
    "neues beliebiger beliebiges beliebigen de nuestros nuestras mis los las nuevo nueva sola solo nos mes les seul seule "
    "nouveau nouvelle entre"
)


def each(found: Found) -> bool | None:
    """Whether any single post is meant: "a post", "einer unserer Beiträge"; not "our posts", and not "post 4"."""
    if found.first("post", "ordinal") is not None:
        return None
    words = [word.rpartition("'")[2] or word for word in _words(found)]  # "l'une", "qu'un"
    for at, word in enumerate(words):
        if word not in _POSTS:
            continue
        head = at - 1
        while head >= 0 and words[head] in _WITHIN:
            head -= 1
        if head >= 0 and words[head] in _ANY:
            return True
    return None


# --- days ahead ------------------------------------------------------------------------------------------------------------

_DAYS = {
    **dict.fromkeys(_set("day days tag tage tagen dia dias jour jours"), 1),
    **dict.fromkeys(_set("week weeks wk wks woche wochen semana semanas semaine semaines"), 7),
    **dict.fromkeys(_set("fortnight quinzaine quincena"), 14),
    **dict.fromkeys(_set("month months monat monate monaten mes meses mois"), 30),
    **dict.fromkeys(_set("quarter quarters quartal quartale quartalen trimestre trimestres"), 91),
    **dict.fromkeys(_set("year years jahr jahre jahren ano anos an ans annee annees"), 365),
}
_NEXT = _set("next coming nachsten kommenden proximos proximas prochains prochaines prochain")
_ONE = _set("a an one ein einem einen einer eine un une una")


def horizon(found: Found, situation: Situation) -> int | None:
    """How many days ahead: "the next two weeks" is 14, "until June" is what is left until then."""
    words = _words(found)
    for at in range(len(words)):
        said = number_at(words, at, found.language)
        end, value = said if said is not None else (at + 1, 1)
        if said is None and words[at] not in _ONE | {"coming"}:
            continue
        while end < len(words) and words[end] in _NEXT:
            end += 1
        days = _DAYS.get(words[end]) if end < len(words) else None
        if days is not None:
            return max(1, min(value * days, LONGEST_HORIZON))
    today = situation.now.date()
    for value in [mark.value for mark in found.all("time", "range")] or _deadlines(found, situation):
        last: date = value.until if hasattr(value, "until") else value.at.date()
        if last > today:
            return min((last - today).days, LONGEST_HORIZON)
    return None


_UNTIL = _set("by until till before bis vor hasta para antes d'ici avant jusqu'en jusqu'a jusqu'au fin ende")


def _deadlines(found: Found, situation: Situation) -> list[Any]:
    """ "By June" among other words, where a month alone is not taken for a time."""
    tokens, text = found.said.tokens, found.said.text
    for at, token in enumerate(tokens):
        if token.word not in _UNTIL:
            continue
        for end in range(min(at + 4, len(tokens)), at + 1, -1):
            said = times.parse(text[token.start : tokens[end - 1].end], situation.now, language=found.language)
            if isinstance(said, times.Moment | times.Range):
                return [said]
    return []


_BEFORE = _set("before vor antes avant")
_YEARS_END = re.compile(r"\b(?:year'?s?[ -]end|end of (?:the )?year|jahresende|fin de ano|fin de l'annee)\b")


def due(found: Found, situation: Situation) -> str | None:
    """By when: the last minute of the day, or of the last day of the month, week or year that was said."""
    zone = situation.now.tzinfo
    words = _words(found)
    for value in [mark.value for mark in found.all("time", "range")] or _deadlines(found, situation):
        if hasattr(value, "until"):
            last: date = value.until
            if not _BEFORE.isdisjoint(words) and value.since > situation.now.date():
                last = value.since - timedelta(days=1)
        elif getattr(value, "has_time", False):
            at: datetime = value.at
            return at.isoformat(timespec="minutes") if at > situation.now else None
        else:
            last = value.at.date()
        if last >= situation.now.date():
            return datetime.combine(last, time(23, 59), tzinfo=zone).isoformat(timespec="minutes")
    if _YEARS_END.search(fold(found.said.text)):
        last = date(situation.now.year, 12, 31)
        return datetime.combine(last, time(23, 59), tzinfo=zone).isoformat(timespec="minutes")
    return None


# --- days that are looked at -----------------------------------------------------------------------------------------------

_LATER = _set(
    "than with to vs versus against als mit zu gegenuber zum que con respecto avec rapport contre au a del al"
)
_STRETCH = {
    **dict.fromkeys(_set("week woche semana semaine"), "week"),
    **dict.fromkeys(_set("month monat mes mois vormonat"), "month"),
    **dict.fromkeys(_set("quarter quartal trimestre"), "quarter"),
    **dict.fromkeys(_set("year jahr ano annee vorjahr"), "year"),
}
_PREVIOUS = _set(
    "before previous davor zuvor vorher anterior anteriores avant d'avant precedent precedente precedant prior"
)


def based_on(marks: Sequence[Mark], found: Found, today: date) -> tuple[date, date] | None:
    """ "Compare likes with last month": what is asked about is the stretch after the one that is named."""
    if len(marks) != 1 or not hasattr(marks[0].value, "until") or marks[0].value.until >= today:
        return None
    words = _words(found)
    before = words[max(0, marks[0].start - 3) : marks[0].start + 1]
    if not _says(found, "comparing") or _LATER.isdisjoint(before):
        return None
    return marks[0].value.until + timedelta(days=1), today


def stretch_before(found: Found, args: Mapping[str, Any]) -> tuple[date, date] | None:
    """ "And the month before": the same length right before the days of the last question; of a week the whole month before."""
    words = _words(found)
    units = [_STRETCH[word] for word in words if word in _STRETCH]
    if not units or _PREVIOUS.isdisjoint(words):
        return None
    try:
        since, until = date.fromisoformat(str(args["since"])), date.fromisoformat(str(args["until"]))
    except (KeyError, ValueError):
        return None
    last = since - timedelta(days=1)
    match units[0]:
        case "month" if since.day == 1:
            return last.replace(day=1), last
        case "year" if (since.month, since.day) == (1, 1):
            return last.replace(month=1, day=1), last
        case "quarter" if since.day == 1 and since.month % 3 == 1:
            return last.replace(month=last.month - 2, day=1), last
        case unit if not _LENGTHS[unit][0] <= (until - since).days + 1 <= _LENGTHS[unit][1]:
            return _whole_before(unit, since)
    return since - (until - since) - timedelta(days=1), last


_LENGTHS = {"day": (1, 1), "week": (5, 8), "month": (27, 32), "quarter": (85, 95), "year": (355, 367)}
"""Days that are about one of each."""


def _whole_before(unit: str, day: date) -> tuple[date, date]:
    """The last whole day, week, month, quarter or year that was over before the one that a day is in."""
    match unit:
        case "day":
            return day - timedelta(days=1), day - timedelta(days=1)
        case "week":
            monday = day - timedelta(days=day.weekday())
            return monday - timedelta(days=7), monday - timedelta(days=1)
        case "year":
            return date(day.year - 1, 1, 1), date(day.year - 1, 12, 31)
        case "quarter":
            last = day.replace(month=day.month - (day.month - 1) % 3, day=1) - timedelta(days=1)
            return last.replace(month=last.month - 2, day=1), last
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def last_whole(found: Found, today: date) -> tuple[date, date] | None:
    """ "A monthly report": the last month that is over; the same for days, weeks, quarters and years."""
    unit = next((_RHYTHMS[word] for word in _words(found) if word in _RHYTHMS), None)
    return _whole_before(unit, today) if unit is not None else None


# --- countries -------------------------------------------------------------------------------------------------------------


@cache
def _territories(code: str) -> Mapping[tuple[str, ...], str]:
    """Countries by their folded names in a language and in English."""
    from babel import Locale

    names: dict[tuple[str, ...], str] = {}
    for locale in ("en", code):
        for territory, name in Locale.parse(locale).territories.items():
            if len(territory) == 2 and territory.isalpha() and territory not in {"EU", "EZ", "UN", "ZZ", "XA", "XB"}:
                names[tuple(re.findall(r"\w+", fold(str(name))))] = territory
    names |= {("usa",): "US", ("uk",): "GB", ("england",): "GB", ("inglaterra",): "GB", ("angleterre",): "GB"}
    names |= {
        ("holland",): "NL",
        ("holanda",): "NL",
        ("hollande",): "NL",
        ("britain",): "GB",
        ("great", "britain"): "GB",
    }
    return names


def _country(found: Found) -> tuple[frozenset[int], str] | None:
    """A country or its people: the tokens that name it and its code."""
    tokens = found.said.tokens
    places = [index for index, token in enumerate(tokens) if token.word[0].isalnum()]
    words = [tokens[index].word for index in places]
    names = _territories(found.language)
    for at in range(len(words)):
        for size in range(min(5, len(words) - at), 0, -1):
            named = names.get(tuple(words[at : at + size]))
            if named is None and size == 1:
                bare = re.sub(r"^[ld]'", "", words[at])
                named = names.get((bare,)) or ("US" if tokens[places[at]].written == "US" else None)
            if named is not None:
                return frozenset(places[at : at + size]), named
    met = _met(found, "demonyms")
    return (frozenset(range(met[0][0], met[0][1])), met[0][2]) if met else None


def region(found: Found) -> str | None:
    """The country that is spoken of: "in Germany", "aus Österreich", "los españoles"."""
    country = _country(found)
    return country[1] if country is not None else None


def trend_topic(found: Found, span: Sequence[int] | None) -> str | None:
    """What trends are looked for about: what a template took or what follows "about", without the country."""
    lex, words = lexicon(found.language), _words(found)
    country = _country(found)
    out = _taken(found) | (country[0] if country is not None else frozenset())
    quoted = found.first("text")
    if quoted is not None:
        return str(quoted.value)
    if span is None:
        heads = [end for at in range(len(words)) if (end := lex.at("trends_about", words, at)) > at]
        span = [i for i in range(heads[-1], len(words)) if words[i][0].isalnum()] if heads else []
    kept = [index for index in span if index not in out]
    edges = ("articles", "prepositions", "polite_tail", "now", "trend_words", "connectors")
    moved = True
    while moved and kept:
        moved = False
        said = [words[index] for index in kept]
        for size in range(min(4, len(kept)), 0, -1):
            if any(tuple(said[:size]) in lex.lists[name] for name in edges):
                kept, moved = kept[size:], True
                break
            if any(tuple(said[-size:]) in lex.lists[name] for name in edges):
                kept, moved = kept[:-size], True
                break
    if not kept:
        return None
    tokens = found.said.tokens
    return found.said.slice(tokens[kept[0]].start, tokens[kept[-1]].end)


# --- names -----------------------------------------------------------------------------------------------------------------

_FAR = re.compile(r"(?<![\w@./-])@?(?P<name>[\w.-]{1,64}@[\w-]+(?:\.[\w-]+)+)")
_BARE_ADDRESS = re.compile(
    r"(?<![\w@/.])(?P<address>[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}(?:/[^\s,;]*)?)(?![\w@])", re.I
)
_ENDINGS = _set("com org net example de fr es uk io app shop dev co eu at ch it info blog news berlin me us test")


def handles(found: Found) -> list[str] | None:
    """Other accounts: @names, user@server, addresses of profiles; without any, names after "against" and "with"."""
    met: dict[str, None] = {}
    far = [match["name"] for match in _FAR.finditer(found.said.text)]
    parts = {part for name in far for part in name.split("@")}
    for name in far:
        met[name] = None
    for mark in found.all("handle", "link"):
        value = str(mark.value).strip(".")
        if value not in parts and value:
            met[value] = None
    return list(met)[:MOST_HANDLES] or _opponents(found)


def _opponents(found: Found) -> list[str] | None:
    lex, tokens, words = lexicon(found.language), found.said.tokens, _words(found)
    taken = _taken(found)
    for head in range(len(words)):
        at = lex.at("opponents", words, head)
        if at == head:
            continue
        names: list[str] = []
        run: list[int] = []
        for index in range(at, len(words) + 1):
            word = words[index] if index < len(words) else ""
            stop = not word or index in taken or lex.has("prepositions", word) or not word[0].isalnum()
            joined = word == "," or lex.has("connectors", word)
            if not stop and not joined and not lex.has("articles", word) and not lex.has("no_names", word):
                run.append(index)
                continue
            if run:
                names.append(found.said.slice(tokens[run[0]].start, tokens[run[-1]].end))
                run = []
            if (stop and not joined) or lex.has("no_names", word):
                break
        if names:
            return names[:MOST_HANDLES]
    return None


def address(found: Found) -> str | None:
    """A web address, also one that was written without its scheme."""
    link = found.first("link")
    if link is not None:
        value = str(link.value)
        return value if value.lower().startswith("http") else f"https://{value}"
    for match in _BARE_ADDRESS.finditer(found.said.text):
        said = match["address"].rstrip(".,;:!?")
        if said.partition("/")[0].rpartition(".")[2].lower() in _ENDINGS:
            return f"https://{said}"
    return None


def _addressed(found: Found) -> frozenset[int]:
    """Tokens of an address that was written without its scheme."""
    places = [match.span() for match in _BARE_ADDRESS.finditer(found.said.text)] if address(found) else []
    tokens = found.said.tokens
    return frozenset(i for i, t in enumerate(tokens) for start, end in places if t.start < end and t.end > start)


def campaign(found: Found, span: Sequence[int] | None = None, *, aside: bool = False) -> str | None:
    """The name of a campaign: after or before the word for one, quoted, or what a template took.

    `aside`: what follows "for the" counts as well, where the command has room for nothing else.
    """
    lex, tokens, words = lexicon(found.language), found.said.tokens, _words(found)
    quoted = found.first("text")
    if quoted is not None:
        return str(quoted.value)
    if _met(found, "attributions") and not any(lex.has("campaign_nouns", word) for word in words):
        return None
    span = [index for index in span or () if index not in _taken(found)]
    edges = ("articles", "campaign_nouns", "prepositions", "for_heads", "campaign_ends")
    while span and any(lex.has(name, words[span[0]]) for name in edges):
        span.pop(0)
    while span and any(lex.has(name, words[span[-1]]) for name in edges):
        span.pop()
    if span and runs(span) and address(found) is None:
        return found.said.slice(tokens[span[0]].start, tokens[span[-1]].end).strip(" ?!.,") or None
    taken = _taken(found, "time", "range") | _addressed(found)

    def run(start: int, step: int) -> list[int]:
        kept: list[int] = []
        index = start
        while 0 <= index < len(words) and index not in taken and len(kept) < LONGEST_NAME:
            word = words[index]
            if step > 0 and kept and word in _CALLED and _goes_on(words, index + 1, taken, lex):
                kept.append(index)
                index += step
                continue
            ends = not word[0].isalnum() or lex.has("campaign_ends", word)
            if ends or (step < 0 and (lex.has("articles", word) or lex.has("commands", word))):
                break
            if step > 0 and not kept and word in _CALLED:
                index += step
                continue
            kept.append(index)
            index += step
        return sorted(kept)

    for at, word in enumerate(words):
        if not lex.has("campaign_nouns", word):
            continue
        ahead = run(at - 1, -1) if lex.code in {"en", "de"} else []
        led = bool(ahead) and ahead[0] > 0 and lex.has("articles", words[ahead[0] - 1])
        for kept in (ahead if led else [], run(at + 1, 1), ahead):
            if kept:
                return found.said.slice(tokens[kept[0]].start, tokens[kept[-1]].end)
    for token in tokens:
        if lex.code == "de" and (joined := re.fullmatch(r"(.{3,}?)s?kampagne", token.word)) is not None:
            return token.written[: len(joined[1])]
    if aside:
        for at in range(len(words)):
            end = lex.at("for_heads", words, at)
            kept = run(end, 1) if end > at else []
            if kept:
                return found.said.slice(tokens[kept[0]].start, tokens[kept[-1]].end)
    return None


def _goes_on(words: Sequence[str], at: int, taken: frozenset[int], lex: Lexicon) -> bool:
    """Whether a name goes on after "of": "feria de primavera", but not "feria de ayer"."""
    return at < len(words) and at not in taken and words[at][0].isalpha() and not lex.has("campaign_ends", words[at])


_CALLED = _set("called named namens genannt llamada nommee appelee : de del du des al au aux")


def left(found: Found, *nouns: str, quoted: bool = True) -> str | None:
    """What is left of a command when the words that only say what to do are taken away: a name."""
    lex, tokens, words = lexicon(found.language), found.said.tokens, _words(found)
    if quoted and (mark := found.first("text")) is not None:
        return str(mark.value)
    lists = (
        "polite",
        "polite_tail",
        "taking_away",
        "commands",
        "articles",
        "prepositions",
        "connectors",
        "about",
        *nouns,
    )
    taken = _taken(found, "pronoun", "pronouns", "time", "range")
    kept = [
        index
        for index, word in enumerate(words)
        if word[0].isalnum() and index not in taken and not any(lex.has(name, word) for name in lists)
    ]
    kept = [index for index in kept if index - kept[0] < LONGEST_NAME] if kept else []
    return found.said.slice(tokens[kept[0]].start, tokens[kept[-1]].end) if kept else None


def numbered(found: Found, noun: str) -> str | None:
    """ "Feed 2", "the second report": which of those shown, as they are numbered."""
    lex, words = lexicon(found.language), _words(found)
    for at, word in enumerate(words):
        if not lex.has(noun, word):
            continue
        after = at + 1
        while after < len(words) and (lex.has("post_number", words[after]) or words[after] in {".", "#", "°"}):
            after += 1
        if after < len(words) and (tagged := re.fullmatch(r"#?(\d{1,7})", words[after])):
            return str(int(tagged[1]))
        said = number_at(words, after, found.language)
        if said is not None:
            return str(said[1])
        for before in range(max(0, at - 2), at):
            ordinal = lex.meaning("ordinals", words, before)
            if ordinal is not None and ordinal[0] in {at, at + 1} and int(ordinal[1]) > 0:
                return ordinal[1]
    mark = found.first("post")
    return str(mark.value) if mark is not None and int(mark.value) > 0 else None


def feed(found: Found) -> str | None:
    """Which of the feeds: its number, its address, or a part of its name."""
    if (link := address(found)) is not None:
        return link
    return numbered(found, "feed_nouns") or left(found, "feed_nouns")


_EQUALS = re.compile(r"\s(?:=|:=)\s|\s*=\s*|\s*:\s+|\s+(?:as|als|como|comme|is|ist|es|est|sea|soit|sein)\s+", re.I)
_TERM = re.compile(r"[\w\s.()+*/×÷-]*[+*/×÷-][\w\s.()+*/×÷-]*")


def formula(found: Found) -> tuple[str, str] | None:
    """A metric of one's own: its name and how it is reckoned, "talk rate" and "comments / reach"."""
    said = found.said
    text = said.slice(0, len(said.text))
    for match in _EQUALS.finditer(text):
        name, rest = text[: match.start()], text[match.end() :].strip(" .!")
        if not rest or not (_TERM.fullmatch(rest) or match[0].strip() in {"=", ":="}):
            continue
        title = _title(name, found.language)
        if title:
            return title, rest
    return None


def _title(words: str, code: str) -> str:
    lex = lexicon(code)
    kept = words.strip(" ,:").split()
    folded = [fold(word.strip(" ,:\"“”„«»'")) for word in kept]
    lists = ("articles", "metric_nouns", "prepositions", "metric_heads")
    at = 0
    while at < len(folded):
        further = ("polite", "commands") if at == 0 else ()  # "reply share" is a name, though both are commands
        end = max([at + (not folded[at]), *(lex.at(name, folded, at) for name in (*lists, *further))])
        if end == at:
            break
        at = end
    return " ".join(kept[at:]).strip(" ,:\"“”„«»'")


def top_count(found: Found) -> int | None:
    """How many posts are to be shown: "top 3", "the five best"."""
    words = _words(found)
    taken = _taken(found, "pronoun", "pronouns", "ordinal")  # "les deux" alone would be both of them
    for at in range(len(words)):
        said = number_at(words, at, found.language) if at not in taken else None
        if said is not None and 1 <= said[1] <= 50 and (words[at].isdecimal() or said[1] > 1):
            after = words[said[0]] if said[0] < len(words) else ""
            if after not in _PERCENT | _DAYS.keys():
                return said[1]
    return None


_CHANNEL = re.compile(r"(?<!\w)#[\w-]*[^\W\d][\w-]*")


def destination(found: Found) -> str | None:
    """The channel of a chat that something goes to: "#marketing"."""
    match = _CHANNEL.search(found.said.text)
    return match[0] if match else None


_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b")


def report_part(found: Found) -> str | None:
    """Which part of the reports is to look otherwise."""
    met = [name for _, _, name in _met(found, "report_parts")]
    if _COLOUR.search(found.said.text):
        return "colour"
    return met[0] if met else None


def report_value(found: Found, part: str | None, span: Sequence[int] | None = None) -> str | None:
    """What it shall be: quoted words, a colour, the words after "is" and "to"; a wish about sections as it was said."""
    said = found.said
    if (colour := _COLOUR.search(said.text)) is not None and part == "colour":
        return colour[0]
    if (quoted := found.first("text")) is not None:
        return str(quoted.value)
    if part == "sections":
        return said.slice(0, len(said.text)).strip(" .!")
    if part in {None, "logo"}:
        return None
    lex, words, tokens = lexicon(found.language), _words(found), said.tokens
    span = list(span or ())
    while len(span) > 1 and (end := lex.at("becomes", words, span[0])) > span[0]:
        span = [index for index in span if index >= end]
    if span:
        return said.slice(tokens[span[0]].start, tokens[span[-1]].end).strip(" .!")
    for at in range(1, len(words)):
        end = max(lex.at("becomes", words, at), at + 1 if words[at] == ":" else at)
        while at < end < len(words) and lex.at("becomes", words, end) > end:
            end = lex.at("becomes", words, end)
        if at < end < len(words):
            return said.slice(tokens[end].start, tokens[-1].end).strip(" .!")
    return None


# --- all of them -----------------------------------------------------------------------------------------------------------

_SIMPLE: Mapping[str, Callable[[Found], Any]] = {
    "metric": metric,
    "breakdown": breakdown,
    "target": to_reach,
    "threshold": to_reach,
    "money": amount,
    "currency": currency,
    "direction": direction,
    "each": each,
    "region": region,
    "handles": handles,
    "address": address,
    "feed": feed,
    "destination": destination,
    "report_part": report_part,
}
_TABLES = {"report_format": "report_formats", "attribution": "attributions", "date_order": "date_orders"}
KINDS = frozenset(
    [*_SIMPLE, *_TABLES, "horizon", "due", "campaign", "report", "metric_title", "formula", "report_value"]
)
"""The kinds of slots that are found here."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Whose argument is looked for: the tool, and the kinds of all its arguments."""

    tool: str
    kinds: frozenset[str]


def said(kind: str, found: Found, situation: Situation, span: Sequence[int] | None, sought: Sought) -> Any:
    """The value of a slot of one of `KINDS`, or None."""
    if kind in _SIMPLE:
        return _SIMPLE[kind](found)
    if kind in _TABLES:
        met = _met(found, _TABLES[kind])
        return met[0][2] if met else None
    match kind:
        case "horizon":
            return horizon(found, situation)
        case "due":
            return due(found, situation)
        case "campaign":
            return campaign(found, span, aside=sought.tool == "track_link")
        case "report":
            return numbered(found, "report_nouns")
        case "metric_title" | "formula":
            pair = formula(found)
            if pair is not None:
                return pair[kind == "formula"]
            named = kind == "metric_title" and "formula" not in sought.kinds
            if named and span and runs(span) and found.first("text") is None:
                tokens = found.said.tokens
                return found.said.slice(tokens[span[0]].start, tokens[span[-1]].end)
            return left(found, "metric_nouns") if named else None
        case "report_value":
            return report_value(found, report_part(found), span)
    return None


def switched(found: Found) -> bool | None:
    """Whether something is to be on or off."""
    lex, words = lexicon(found.language), _words(found)
    if any(lex.at("switched_on", words, at) > at for at in range(len(words))):
        return True
    if any(lex.at(name, words, at) > at for at in range(len(words)) for name in ("quiet_off", "taking_away")):
        return False
    return None


def has_amount(found: Found) -> bool:
    """Whether a number is said that names neither a post nor a time."""
    return bool(amounts(found))


def shortened(found: Found) -> bool | None:
    """Whether a link is to be a short one."""
    return True if not _SHORT.isdisjoint(_words(found)) else None


_SHORT = _set("short shortened kurz kurzen kurzer kurzlink corto corta acortado court courte raccourci")


def only_changes(found: Found) -> bool:
    """Whether a message has nothing but what can be otherwise in the last question: "and by weekday", "what about likes?"."""
    lex = lexicon(found.language)
    words = found.words()
    shown = ("commands", "objects", "pronouns") if breakdown(found) is not None else ()  # "show it by weekday"
    known = (
        *shown,
        "followup",
        "metrics",
        "breakdowns",
        "by_heads",
        "report_formats",
        "worst",
        "comparing",
        "corrections",
        "same",
        "also",
        "articles",
        "prepositions",
        "polite",
        "polite_tail",
        "connectors",
        "only",
        "opponents",
    )
    at = 0
    while at < len(words):
        end = max(lex.at(name, words, at) for name in known)
        if end == at and (words[at] in _STRETCH or words[at] in _PREVIOUS):
            end = at + 1
        if end == at and found.language == "de" and words[at] in _EACH:
            end = at + 1
        if end == at:
            return False
        at = end
    return True


def leads_on(found: Found) -> bool:
    """Whether a message begins as one that goes on from the last: "and …", "what about …"."""
    lex, words = lexicon(found.language), _words(found)
    return bool(words) and any(lex.at(name, words, 0) > 0 for name in ("followup", "same", "also"))


def runs(indices: Sequence[int]) -> bool:
    """Whether these tokens stand side by side."""
    return all(b - a == 1 for a, b in pairwise(indices))

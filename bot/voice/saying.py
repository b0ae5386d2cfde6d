"""Dates, times and large numbers as people say them, found in the sentences that `bot.phrases` has filled.

A time is said in full: its weekday, day, hour and zone are what somebody agrees to. Only a large number is made rounder.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Literal

from bot.phrases import Phrases


def _row(words: str) -> list[str]:
    return words.split()


_EN = _row(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_EN_TENS = _row("_ _ twenty thirty forty fifty sixty seventy eighty ninety")
_EN_ODD = {1: "first", 2: "second", 3: "third", 5: "fifth", 8: "eighth", 9: "ninth", 12: "twelfth"}

_DE_ODD = {1: "erste", 3: "dritte", 7: "siebte", 8: "achte"}
_DE = _row(
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn"
)

_ES = _row(
    "cero una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve"
)
_ES_TENS = _row("_ _ _ treinta cuarenta cincuenta")

_MARKS = {"en": ",", "de": r"\.", "es": r"\.", "fr": "[\u202f\u00a0]"}
"""What stands between thousands. A number without it may be a post's or a year, and is said as it is."""
_MONEY = re.compile(r"^\s*(?:[$€£]|%|US|USD|EUR|GBP|euros?\b|Euro\b|dollars?\b|Dollar\b|dólar)", re.IGNORECASE)
_CLOCK = r"(?<![\d:.])(?P<{0}hour>[01]\d|2[0-3]|\d):(?P<{0}minute>[0-5]\d)(?![\d:])(?:\s+Uhr\b)?"


def said_well(text: str, phrases: Phrases, *, today: date | None = None, exactly: bool = False) -> str:
    """`text` with its dates and times as people say them, and with large numbers made round unless `exactly`.

    The year is said where it is not that of `today`.
    """
    language = phrases.language
    text = _moments(language).sub(lambda found: _moment(found, phrases, today), text)
    article = r"(?P<article>\b(?:a\s+)?las?\s+)?" if language == "es" else "(?P<article>)"
    text = re.sub(article + _CLOCK.format(""), lambda found: _article(found, language), text)
    if language == "de":
        text = re.sub(r"\bUhr Uhr\b", "Uhr", text)
    if not exactly:
        text = _grouped(language).sub(lambda found: _number(found, phrases), text)
    return text


def has_moment(text: str, language: str) -> bool:
    """Whether it says on which day, and when on it, something happens."""
    return any(found["hour"] and found["zone"] for found in _moments(language).finditer(text))


def clock(hour: int, minute: int, language: str) -> str:
    """A time of day: "half past seven in the evening", "19 Uhr 30", "las siete y media de la tarde", "19 heures 30"."""
    match language:
        case "de":
            return f"{hour} Uhr {minute}" if minute else f"{hour} Uhr"
        case "fr":
            if not minute and hour in {0, 12}:
                return "midi" if hour else "minuit"
            named = f"{hour} heure" if hour <= 1 else f"{hour} heures"
            return f"{named} {minute}" if minute else named
        case "es":
            return _spanish_clock(hour, minute)
    return _english_clock(hour, minute)


def place(number: int, language: str) -> str:
    """ "First", "second", of what is listed: the words that pick it again."""
    words = {
        "en": ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth"),
        "de": ("Erstens", "Zweitens", "Drittens", "Viertens", "Fünftens", "Sechstens", "Siebtens", "Achtens", "Neuntens",
               "Zehntens"),
        "es": ("Primero", "Segundo", "Tercero", "Cuarto", "Quinto", "Sexto", "Séptimo", "Octavo", "Noveno", "Décimo"),
        "fr": ("Premièrement", "Deuxièmement", "Troisièmement", "Quatrièmement", "Cinquièmement", "Sixièmement",
               "Septièmement", "Huitièmement", "Neuvièmement", "Dixièmement"),
    }[language]  # fmt: skip
    return words[number - 1] if 0 < number <= len(words) else ""


def english(number: int) -> str:
    """0 to 99."""
    if number < 20:
        return _EN[number]
    tens, ones = divmod(number, 10)
    return f"{_EN_TENS[tens]}-{_EN[ones]}" if ones else _EN_TENS[tens]


def _english_clock(hour: int, minute: int) -> str:
    if not minute and hour in {0, 12}:
        return "noon" if hour else "midnight"
    part = "in the morning" if hour < 12 else "in the afternoon" if hour < 18 else "in the evening"
    part = "at night" if hour >= 22 or hour < 1 else part
    now, following = english(hour % 12 or 12), english((hour + 1) % 12 or 12)
    named = {0: now, 15: f"quarter past {now}", 30: f"half past {now}", 45: f"quarter to {following}"}.get(minute)
    if named is None:
        named = f"{now} {'oh ' if minute < 10 else ''}{english(minute)}"
    return f"{named} {part}"


def _spanish_clock(hour: int, minute: int) -> str:
    part = "de la noche"
    if 1 <= hour < 6:
        part = "de la madrugada"
    elif 6 <= hour < 12:
        part = "de la mañana"
    elif hour == 12:
        part = "del mediodía"
    elif 12 < hour < 20:
        part = "de la tarde"
    twelve = hour % 12 or 12
    named = f"{'la' if twelve == 1 else 'las'} {_ES[twelve]}"
    if minute:
        past = {15: "cuarto", 30: "media"}.get(minute) or _spanish(minute)
        named += f" y {past}"
    return f"{named} {part}"


def _spanish(number: int) -> str:
    if number == 1:
        return "uno"
    if number < 30:
        return _ES[number]
    tens, ones = divmod(number, 10)
    return f"{_ES_TENS[tens]} y {'uno' if ones == 1 else _ES[ones]}" if ones else _ES_TENS[tens]


def _english_place(number: int) -> str:
    tens, ones = divmod(number, 10)
    if number in _EN_ODD:
        return _EN_ODD[number]
    if number < 20:
        return f"{_EN[number]}th"
    if not ones:
        return f"{_EN_TENS[tens][:-1]}ieth"
    return f"{_EN_TENS[tens]}-{_EN_ODD.get(ones) or _EN[ones] + 'th'}"


def _german_place(number: int) -> str:
    """ "zwölfte"; an "n" is added where the case wants one."""
    if number in _DE_ODD:
        return _DE_ODD[number]
    if number < 20:
        return f"{_DE[number]}te"
    ones = number % 10
    tens = "zwanzigste" if number < 30 else "dreißigste"
    return f"{_DE[ones]}und{tens}" if ones else tens


def _article(found: re.Match[str], language: str) -> str:
    named = clock(int(found["hour"]), int(found["minute"]), language)
    if language == "es" and found["article"]:
        before = "a " if found["article"].lstrip().startswith("a") else ""
        return before + named
    return named


@cache
def _moments(language: str) -> re.Pattern[str]:
    """A weekday and date with, perhaps, a year, a time and a zone, as `Phrases.moment` and `short_moment` write them."""
    days, months = "|".join(_names(language, "day")), "|".join(_names(language, "month"))
    return re.compile(
        rf"(?P<before>\b(?:am|dem|on)\s+)?\b(?P<weekday>{days})\b[.,]*\s+(?P<day>\d{{1,2}})\.?\s+(?:de\s+)?(?P<month>{months})\b\.?"
        rf"(?:\s+(?:de\s+)?(?P<year>\d{{4}}))?(?:,\s+{_CLOCK.format('')})?(?:\s+\((?P<zone>[^()]*)\))?",
        re.IGNORECASE,
    )


@cache
def _names(language: str, kind: str) -> dict[str, int]:
    """Names of weekdays or months, long and short, the longest first; months with their number."""
    from babel.dates import get_day_names, get_month_names

    read = get_day_names if kind == "day" else get_month_names
    locale = "en_GB" if language == "en" else language
    widths: tuple[Literal["wide", "abbreviated"], ...] = ("wide", "abbreviated")
    contexts: tuple[Literal["format", "stand-alone"], ...] = ("format", "stand-alone")
    found = {
        re.escape(name.rstrip(".")): number
        for width in widths
        for context in contexts
        for number, name in read(width, context, locale).items()
    }
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


@cache
def _wide(language: str, kind: str, number: int) -> str:
    from babel.dates import get_day_names, get_month_names

    read = get_day_names if kind == "day" else get_month_names
    return str(read("wide", locale="en_GB" if language == "en" else language)[number])


def _moment(found: re.Match[str], phrases: Phrases, today: date | None) -> str:
    language = phrases.language
    number = int(found["day"])
    if not 1 <= number <= 31:
        return found[0]
    weekday = _wide(language, "day", _of(language, "day", found["weekday"]))
    month = _wide(language, "month", _of(language, "month", found["month"]))
    before = found["before"] or ""
    match language:
        case "de":
            given = bool(before)
            day = f"{weekday}, {'dem' if given else 'der'} {_german_place(number)}{'n' if given else ''} {month}"
        case "es":
            day = f"{weekday} {'uno' if number == 1 else _spanish(number)} de {month}"
        case "fr":
            day = f"{weekday} {'premier' if number == 1 else number} {month}"
        case _:
            day = f"{weekday} the {_english_place(number)} of {month}"
    if found["year"] and (today is None or int(found["year"]) != today.year):
        day += f" de {found['year']}" if language == "es" else f" {found['year']}"
    parts = [before + day]
    if found["hour"]:
        named = clock(int(found["hour"]), int(found["minute"]), language)
        lead = {"en": "at ", "de": "um ", "es": "a ", "fr": "à "}[language]
        parts.append(lead + named)
    if found["zone"]:
        parts.append(_zone(found["zone"], phrases))
    return ", ".join(parts)


def _of(language: str, kind: str, name: str) -> int:
    """Which weekday or month a name is."""
    wanted = name.rstrip(".").casefold()
    return next(
        number for said, number in _names(language, kind).items() if re.sub(r"\\", "", said).casefold() == wanted
    )


def _zone(zone: str, phrases: Phrases) -> str:
    """ "Berlin, UTC+2" is a place and, where the hour comes twice, which of both is meant."""
    named, _, offset = zone.partition(", ")
    said = phrases.say("voice-zone", zone=named)
    sign = {"en": ("plus", "minus"), "de": ("plus", "minus"), "es": ("más", "menos"), "fr": ("plus", "moins")}
    plus, minus = sign[phrases.language]
    offset = offset.replace("+", f" {plus} ").replace("-", f" {minus} ")
    return f"{said}, {offset}" if offset else said


@cache
def _grouped(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,:@#/$€£-])[1-9]\d{{0,2}}(?:{_MARKS[language]}\d{{3}})+(?![\w@/]|[.,:]\d)")


def _number(found: re.Match[str], phrases: Phrases) -> str:
    number = int(re.sub(r"\D", "", found[0]))
    if number >= 10**9 or _MONEY.match(found.string[found.end() :]):
        return found[0]
    step = 10 ** (len(str(number)) - 2)
    rounded = (number + step // 2) // step * step
    named = _large(rounded, phrases.language)
    return named if rounded == number else phrases.say("voice-about", number=named)


def _large(number: int, language: str) -> str:
    """A number of two figures and noughts: "twelve hundred", "48 thousand", "1.2 million"."""
    if number >= 1_000_000:
        millions = number / 1_000_000
        digits = f"{millions:.1f}".rstrip("0").rstrip(".")
        if language != "en":
            digits = digits.replace(".", ",")
        one = number < 2_000_000
        word = {"en": "million", "de": "Million" if number == 1_000_000 else "Millionen",
                "es": "millón" if one else "millones", "fr": "million" if one else "millions"}[language]  # fmt: skip
        return f"{'eine' if language == 'de' and number == 1_000_000 else digits} {word}"
    if language == "en":
        if number < 10_000 and number % 1000:
            return f"{english(number // 100)} hundred"
        thousands = number // 1000
        return f"{english(thousands) if thousands < 100 else thousands} thousand"
    if number >= 10_000:
        return f"{number // 1000} {'tausend' if language == 'de' else 'mil' if language == 'es' else 'mille'}"
    return str(number)

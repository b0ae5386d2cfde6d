"""What holds for any time: written out it reads back, ranges run forwards, recurrences fit their rule, doubts are asked."""

import time as stopwatch
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.understanding.time_words import LANGUAGES
from bot.understanding.times import Moment, Range, Recurrence, TimeExpression, Trouble, find

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 11, 10, 0, tzinfo=BERLIN)  # a Wednesday
MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
}
WEEKDAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "es": ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
    "de": ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
}
FORMS = {
    "en": (
        "{weekday} {month} {day} at {twelve}",
        "{day} {month} {year} at {h:02d}:{m:02d}",
        "{month} {day}{suffix}, {year} at {twelve}",
        "{twelve} on {weekday}, {day} {month}",
        "{year}-{n:02d}-{day:02d} {h:02d}:{m:02d}",
        "schedule post 12 for {month} {day}{suffix} {year}, {twelve}",
    ),
    "es": (
        "{day}/{n}/{year} a las {h:02d}:{m:02d}",
        "el {weekday} {day} de {month} a las {h:02d}:{m:02d}",
        "el {day} de {month} a las {h}h{m:02d}",
        "programa el post 12 para el {day} de {month} de {year} a las {h:02d}:{m:02d} horas",
    ),
    "de": (
        "{day}.{n}.{year} um {h:02d}:{m:02d} Uhr",
        "{weekday}, {day}. {month} um {h}.{m:02d} Uhr",
        "{weekday}, den {day}.{n}. um {h}:{m:02d} Uhr",
        "am {day}.{n}. um {h}:{m:02d}",
        "plane Post 12 für den {day}. {month} {year} um {h} Uhr {m:02d} ein",
    ),
    "fr": (
        "{day}/{n}/{year} à {h:02d}:{m:02d}",
        "{weekday} {day} {month} à {h}h{m:02d}",
        "le {day} {month} {year} à {h} h {m:02d}",
        "programme le post 12 pour le {day} {month} à {h}h{m:02d}",
    ),
}
SOON = st.datetimes(datetime(2026, 3, 12, 0, 0), datetime(2027, 3, 10, 23, 59)).map(  # noqa: DTZ001
    lambda at: at.replace(minute=at.minute // 5 * 5, second=0, microsecond=0)
)
WALLS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1))  # noqa: DTZ001
LANGUAGE = st.sampled_from(["en", "es", "de", "fr"])
LOOKING: st.SearchStrategy[Literal["back", "ahead"]] = st.sampled_from(["back", "ahead"])


def suffix(day: int) -> str:
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


@settings(max_examples=120, deadline=None)
@given(SOON, LANGUAGE, st.integers(0, 5))
@example(datetime(2026, 3, 12, 1, 0), "es", 2)  # noqa: DTZ001
@example(datetime(2026, 3, 12, 1, 0), "fr", 1)  # noqa: DTZ001
def test_a_written_moment_is_read_back(at: datetime, language: str, form: int) -> None:
    forms = FORMS[language]
    text = forms[form % len(forms)].format(
        weekday=WEEKDAYS[language][at.weekday()],
        month=MONTHS[language][at.month - 1],
        twelve=f"{at.hour % 12 or 12}:{at:%M}{'am' if at.hour < 12 else 'pm'}",
        suffix=suffix(at.day),
        day=at.day,
        n=at.month,
        year=at.year,
        h=at.hour,
        m=at.minute,
    )
    (one,) = find(text, NOW, language=language)
    assert isinstance(one, Moment), text
    walls = {option.replace(tzinfo=None, fold=0) for option in (one.at, *one.options)}
    shifted = one.trouble is Trouble.GAP
    assert shifted or at in walls, (text, one)
    # Asked is fine where the words leave it open, misread is not.
    assert shifted or one.trouble or one.at.replace(tzinfo=None, fold=0) == at, (text, one)
    if at.hour >= 13:
        assert one.trouble in (None, Trouble.OVERLAP, Trouble.GAP), (text, one)


@settings(max_examples=60, deadline=None)
@given(st.dates(NOW.date() + timedelta(days=1), NOW.date() + timedelta(days=300)), st.integers(0, 60), LANGUAGE)
def test_a_written_range_is_read_back(since: datetime, days: int, language: str) -> None:
    until = since + timedelta(days=days)
    form = {
        "en": "from {a} {am} {ay} to {b} {bm} {by}",
        "es": "del {a} de {am} de {ay} al {b} de {bm} de {by}",
        "de": "vom {a}. {am} {ay} bis zum {b}. {bm} {by}",
        "fr": "du {a} {am} {ay} au {b} {bm} {by}",
    }[language]
    text = form.format(
        a=since.day,
        am=MONTHS[language][since.month - 1],
        ay=since.year,
        b=until.day,
        bm=MONTHS[language][until.month - 1],
        by=until.year,
    )
    (one,) = find(text, NOW, language=language)
    assert isinstance(one, Range), text
    assert (one.since, one.until) == (since, until), text


def vocabulary() -> list[str]:
    """Words of every rule, and what fills their gaps."""
    words: set[str] = set()
    for name, each in LANGUAGES.items():
        for line in each.rules.splitlines():
            pattern = line.partition(" : ")[2]
            words |= {word for part in pattern.split() for word in part.strip("[]").split("|") if "<" not in word}
        words |= {*WEEKDAYS[name], *MONTHS[name]}
    return sorted(
        words
        | {
            "1",
            "2",
            "3",
            "5",
            "9",
            "12",
            "15",
            "17",
            "30",
            "31",
            "45",
            "2026",
            "2027",
            ":",
            ".",
            ",",
            "/",
            "-",
            "h",
            "pm",
            "am",
            "'s",
            "1st",
            "15th",
            "half",
            "uhr",
        }
    )


WORDS = st.lists(st.sampled_from(vocabulary()), max_size=10).map(" ".join)


def checked(expression: TimeExpression, now: datetime) -> None:
    match expression:
        case Range():
            assert expression.since <= expression.until
        case Recurrence():
            start = (expression.first or now).replace(tzinfo=None, fold=0)
            rule = rrulestr(expression.rule.split(";UNTIL")[0], dtstart=start)
            if expression.first is not None:
                assert expression.first.astimezone(UTC) > now.astimezone(UTC)
                if expression.trouble not in (Trouble.GAP, Trouble.IMPOSSIBLE):
                    assert rule.between(start - timedelta(seconds=1), start + timedelta(seconds=1))
        case Moment():
            if expression.trouble is None and expression.has_time:
                assert expression.options == ()
        case _:
            pass


@settings(max_examples=400, deadline=None)
@given(WORDS, LANGUAGE, LOOKING)
def test_any_row_of_time_words_gives_sound_expressions(
    text: str, language: str, looking: Literal["back", "ahead"]
) -> None:
    for expression in find(text, NOW, language=language, looking=looking):
        checked(expression, NOW)


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 6), st.integers(0, 23), st.integers(0, 11), WALLS)
def test_the_first_of_a_recurrence_is_ahead_and_fits(day: int, hour: int, five: int, wall: datetime) -> None:
    now = wall.replace(tzinfo=BERLIN)
    minute = five * 5
    for language, text in {
        "en": f"every {WEEKDAYS['en'][day]} at {hour:02d}:{minute:02d}",
        "es": f"cada {WEEKDAYS['es'][day]} a las {hour:02d}:{minute:02d}",
        "de": f"jeden {WEEKDAYS['de'][day]} um {hour:02d}:{minute:02d} Uhr",
        "fr": f"chaque {WEEKDAYS['fr'][day]} à {hour:02d}:{minute:02d}",
    }.items():
        (one,) = find(text, now, language=language)
        assert isinstance(one, Recurrence), text
        assert one.first is not None, text
        assert one.first > now
        assert one.first - now <= timedelta(days=8)
        assert one.first.weekday() == day
        assert one.rule == f"FREQ=WEEKLY;BYDAY={['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][day]}"


@pytest.mark.parametrize(
    ("language", "gap", "overlap"),
    [
        ("en", "on 29 March at 2:30 am", "on 25 October at 2:30 am"),
        ("es", "el 29 de marzo a las 02:30", "el 25 de octubre a las 02:30"),
        ("de", "am 29. März um 02:30 Uhr", "am 25. Oktober um 02:30 Uhr"),
        ("fr", "le 29 mars à 02:30", "le 25 octobre à 02:30"),
    ],
)
def test_an_hour_that_is_skipped_or_comes_twice_is_asked(language: str, gap: str, overlap: str) -> None:
    (skipped,) = find(gap, NOW, language=language)
    (doubled,) = find(overlap, NOW, language=language)
    assert isinstance(skipped, Moment)
    assert isinstance(doubled, Moment)
    assert skipped.trouble in (Trouble.GAP, Trouble.AMBIGUOUS)
    assert doubled.trouble in (Trouble.OVERLAP, Trouble.AMBIGUOUS)
    assert len(skipped.options) >= 2
    assert len(doubled.options) >= 2


HOSTILE = {
    "parts": "early late first thing the end of the day " * 50,
    "rests": "the rest of the week of the month " * 60,
    "weekdays": "friday saturday sunday monday " * 70,
    "openers": "from the first to the second of the third of " * 45,
    "instead": "instead of monday not tuesday " * 65,
    "spans": "tuesday of the week of the week after next " * 45,
    "hours": "1h30 " * 400,
    "once": "once a month twice a week " * 75,
    "halves": "viertel vor halb dreiviertel " * 65,
    "heures": "vers les coups de 9 heures et demie du soir " * 45,
    "del": "del lunes 3 al martes 4 de la semana del 5 " * 45,
    "everything": "every monday in april until june for six weeks ten times starting tomorrow " * 25,
}


@pytest.mark.parametrize("language", ["en", "es", "de", "fr"])
@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_bounded(name: str, language: str) -> None:
    find("warm up", NOW, language=language)
    start = stopwatch.thread_time()
    find(HOSTILE[name], NOW, language=language)
    assert stopwatch.thread_time() - start < 1.0


MEANT = """
en: move post 5 from Friday to Monday = 03-16
en: move the friday post to monday = 03-16
en: post about our friday deals on friday at 5 = 03-13 17:00
en: make it tomorrow at 6pm instead of today = 03-12 18:00
en: not monday, tuesday at 5 = 03-17 17:00
en: on Wednesday of week 13 at 9 = 03-25 09:00
en: friday 20 at 9 = 03-20 09:00
en: friday 9am = 03-13 09:00
en: 3:15p friday = 03-13 15:15
de: Montag in KW 14 um 10 Uhr = 03-30 10:00
de: so um 15 uhr = 03-11 15:00
de: verschieb post 5 auf freitag um 9h = 03-13 09:00
de: am sa um 10 uhr statt heute = 03-14 10:00
es: pasa el post 4 del viernes al lunes a las 9 = 03-16 09:00
es: viernes 9 pm = 03-13 21:00
fr: déplace le post de vendredi à lundi = 03-16
fr: pas lundi mais mardi à 10h = 03-17 10:00
fr: vendredi 9 h = 03-13 09:00
"""


@pytest.mark.parametrize("row", MEANT.strip().splitlines())
def test_of_several_days_the_one_that_is_meant(row: str) -> None:
    head, meaning = row.rsplit(" = ", 1)
    language, _, text = head.partition(": ")
    (one,) = find(text, NOW, language=language)
    assert isinstance(one, Moment)
    assert one.at.strftime("%m-%d %H:%M" if one.has_time else "%m-%d") == meaning
    assert one.trouble is None


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "jeudi 15"), ("en", "friday 18 at 9"), ("es", "de hoy en ocho"), ("fr", "dans quinze jours")],
)
def test_what_does_not_fit_or_has_two_meanings_is_asked(language: str, text: str) -> None:
    (one,) = find(text, NOW, language=language)
    assert isinstance(one, Moment)
    assert one.trouble is Trouble.AMBIGUOUS
    assert len(one.options) == 2
